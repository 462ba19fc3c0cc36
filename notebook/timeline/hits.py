"""What was said, promised and noted, found by its words: the latest first, with the words that were found.

The index gives the rows of each kind in the order they were written, the newest at once; what is found of the
three kinds is then put in the order of its days. With more hits than asked for, that is the latest written,
which is what somebody looks for; ranking everything would take fifty times as long. Deleted rows are not in
the index; those of deleted contacts are left out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime

from notebook.clock import Clock
from notebook.storage import search as index
from notebook.storage.database import Database, Row
from notebook.storage.folding import fold, index_text
from notebook.storage.times import read_instant
from notebook.timeline.promises import Names, names_of
from notebook.timeline.records import Id

_BEFORE, _LONG = 32, 200  # characters of a snippet before the first word found, and in all
_SPARE = 20  # more than asked for, since those of deleted contacts fall out
_SCANNED = 20_000  # characters of a text in which the words are looked for to mark them
_KINDS = {index.INTERACTION: "interaction", index.PROMISE: "promise", index.NOTE: "note"}
_OF = {
    index.INTERACTION: (
        "interaction",
        "SELECT r.id, r.body, r.at, r.sy_st, (SELECT p.contact FROM participant p JOIN contact c ON c.id = p.contact"
        " AND +c.sy_live = 1 WHERE p.interaction = r.id AND p.sy_live = 1 ORDER BY p.rowid LIMIT 1) AS whose"
        " FROM interaction r",
    ),
    index.PROMISE: (
        "promise",
        "SELECT r.id, r.text, (SELECT i.at FROM interaction i WHERE i.id = r.interaction AND +i.sy_live = 1), r.sy_st,"
        " (SELECT c.id FROM contact c WHERE c.id = r.contact AND +c.sy_live = 1) AS whose"
        " FROM promise r",
    ),
    index.NOTE: (
        "detail",
        "SELECT r.id, r.value, NULL, r.sy_st,"
        " (SELECT c.id FROM contact c WHERE c.id = r.contact AND +c.sy_live = 1) AS whose"
        " FROM detail r",
    ),
}


@dataclass(frozen=True, slots=True)
class Hit:
    """Something found by its words.

    ``kind``: interaction, promise or note; ``day``: when it was said or promised (a note has none). ``snippet``
    is the text around what was found, ``marks`` are the (start, end) of the words in it, in order.
    """

    id: Id
    kind: str
    contact: Id
    contact_name: str
    day: date | None
    snippet: str
    marks: tuple[tuple[int, int], ...] = ()


def find(db: Database, contacts: Names, clock: Clock, text: str, limit: int) -> list[Hit]:
    """At most ``limit`` entries, promises and notes that have every word of ``text`` (as a beginning)."""
    query = index.words_query(text)
    if query is None or limit <= 0:
        return []
    found: list[tuple[str, int, Row]] = []
    for kind, codes in _codes(db, query, limit).items():
        found += [((row[2] or _instant(row[3])), kind, row) for row in _rows(db, kind, codes)]
    found.sort(key=lambda entry: entry[0], reverse=True)
    del found[limit:]
    names = names_of(contacts, (row[4] for _, _, row in found))
    words = _pattern(text)
    hits = []
    for when, kind, row in found:
        day = None if kind == index.NOTE else clock.local(read_instant(when)).date()
        hits.append(Hit(row[0], _KINDS[kind], row[4], names.get(row[4], ""), day, *snippet(row[1] or "", words)))
    return hits


def _codes(db: Database, query: str, limit: int) -> dict[int, list[int]]:
    """What the index finds of each kind, the last written first.

    Two walks for three kinds, since gathering all words that begin alike is most of the work: one through the
    entries, one through the few promises and notes.
    """
    ends = {kind: index.code(int(db.value(f"SELECT max(rowid) FROM {table}") or 0), kind)
            for kind, (table, _) in _OF.items()}  # fmt: skip
    found: dict[int, list[int]] = {kind: [] for kind in _OF}
    others = max(ends[index.PROMISE], ends[index.NOTE])
    for last, wanted, most in (
        (ends[index.INTERACTION], f"= {index.INTERACTION}", limit), (others, f"!= {index.INTERACTION}", 4 * limit)
    ):  # fmt: skip
        for (code,) in db.rows(
            f"SELECT rowid FROM {index.WORDS} WHERE text MATCH ? AND rowid <= ? AND rowid & 3 {wanted}"
            " ORDER BY rowid DESC LIMIT ?", (query, last, most + _SPARE),
        ):  # fmt: skip
            found[index.read_code(code)[1]].append(code)
    return {kind: codes[: limit + _SPARE] for kind, codes in found.items() if codes}


def _rows(db: Database, kind: int, codes: list[int]) -> list[Row]:
    """These rows but those of deleted contacts: id, text, instant, stamp, whose."""
    marks = ",".join("?" * len(codes))
    rowids = [index.read_code(code)[0] for code in codes]
    return [row for row in db.rows(f"{_OF[kind][1]} WHERE r.rowid IN ({marks})", rowids) if row[4]]


def _instant(stamp: int) -> str:
    return datetime.fromtimestamp(stamp / 1000, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def snippet(text: str, words: re.Pattern[str] | None) -> tuple[str, tuple[tuple[int, int], ...]]:
    """The part of a text around the first word found, and where the words stand in it."""
    marks = _marks(text, words) if words is not None else []
    start = 0
    if marks and marks[0][0] > _BEFORE:
        start = marks[0][0] - _BEFORE
        space = text.find(" ", start, marks[0][0])
        start = space + 1 if space >= 0 else start
    end = start + _LONG
    before, after = "… " if start else "", " …" if end < len(text) else ""
    shift = len(before) - start
    return (f"{before}{text[start:end]}{after}",
            tuple((a + shift, min(b, end) + shift) for a, b in marks if a < end))  # fmt: skip


def _pattern(text: str) -> re.Pattern[str] | None:
    """Finds the words of a query in folded text: at the beginning of a word, anywhere in scripts without spaces."""
    words = sorted(set(fold(text).replace('"', " ").split()), key=len, reverse=True)
    parts = [(r"(?<![^\W_])" if word[0].isascii() or len(index_text(word)) == len(word) else "")
             + re.escape(word) for word in words]  # fmt: skip
    return re.compile("|".join(parts)) if parts else None


def _marks(text: str, words: re.Pattern[str]) -> list[tuple[int, int]]:
    if text.isascii():
        return [match.span() for match in words.finditer(text[:_SCANNED].lower())]
    known: dict[str, str] = {}
    folded: list[str] = []
    places: list[int] = []  # of every folded character, the character it comes from
    for place, character in enumerate(text[:_SCANNED]):
        as_folded = known.get(character)
        if as_folded is None:
            as_folded = known[character] = " " if character.isspace() else fold(character)
        folded.append(as_folded)
        places += [place] * len(as_folded)
    return [(places[match.start()], places[match.end() - 1] + 1) for match in words.finditer("".join(folded))]
