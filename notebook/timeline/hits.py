"""What was written down, found by its words: the latest first, with the words that were found.

Entries, promises, notes; wants, stories, purchases, relations and all other records. The index gives the rows of
each kind in the order they were written, the newest at once; what is found of all kinds is then put in the order
of its days. With more hits than asked for, that is the latest written of each kind, which is what somebody looks
for; ranking everything would take fifty times as long. Deleted rows are not in the index; those of deleted
contacts are left out.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime

from notebook.clock import Clock
from notebook.storage import search as index
from notebook.storage.database import Database, Row
from notebook.storage.folding import fold, index_text
from notebook.storage.times import read_instant
from notebook.timeline.days import read_day
from notebook.timeline.promises import Names, names_of
from notebook.timeline.records import Id

_BEFORE, _LONG = 32, 200  # characters of a snippet before the first word found, and in all
_SPARE = 20  # more than asked for, since those of deleted contacts fall out
_SCANNED = 20_000  # characters of a text in which the words are looked for to mark them
_WHEN = "(SELECT i.at FROM interaction i WHERE i.id = r.interaction AND +i.sy_live = 1)"
_WHOSE = "(SELECT c.id FROM contact c WHERE c.id = r.{} AND +c.sy_live = 1)"
_OURS = "question", "product", "shelf_item"  # nobody's in particular
_DAYS: Mapping[str, str] = {
    "takeaway": _WHEN, "relation": "NULL", "intention": "NULL", "step": "NULL", "owned": "NULL", "product": "NULL",
    "introduction": "coalesce(r.introduced, r.asked_a, r.asked_b)", "question": "r.asked", "shelf_item": "r.day",
    "offer": f"coalesce({_WHEN}, r.day)", "permission": "r.day",
}  # fmt: skip
_PEOPLE: Mapping[str, str] = {
    "introduction": _WHOSE.format("a"),
    "step": "(SELECT c.id FROM intention n JOIN contact c ON c.id = n.contact AND +c.sy_live = 1"
            " WHERE n.id = r.intention AND +n.sy_live = 1)",
    "answer": "(SELECT c.id FROM question q JOIN contact c ON c.id = r.contact AND +c.sy_live = 1"
              " WHERE q.id = r.question AND +q.sy_live = 1)",
    **dict.fromkeys(_OURS, "NULL"),
}  # fmt: skip
# A promise that was moved to another day stands again, in the same words, as the one it was moved to.
_MOVED = (
    " AND NOT (r.state = 'renegotiated' AND EXISTS (SELECT 1 FROM promise s WHERE s.contact = r.contact"
    " AND s.succeeds = r.id AND s.text = r.text AND +s.sy_live = 1))"
)
# What is called how, and its rows: id, when (an instant or a day), stamp, whose, texts.
_OF: dict[int, tuple[str, str, str]] = {
    index.INTERACTION: (
        "interaction", "interaction",
        "SELECT r.id, r.at, r.sy_st, (SELECT p.contact FROM participant p JOIN contact c ON c.id = p.contact"
        " AND +c.sy_live = 1 WHERE p.interaction = r.id AND p.sy_live = 1 ORDER BY p.rowid LIMIT 1), r.body"
        " FROM interaction r",
    ),
    index.PROMISE: (
        "promise", "promise", f"SELECT r.id, {_WHEN}, r.sy_st, {_WHOSE.format('contact')}, r.text FROM promise r"
    ),
    index.NOTE: ("note", "detail", f"SELECT r.id, NULL, r.sy_st, {_WHOSE.format('contact')}, r.value FROM detail r"),
    **{
        kind: (
            table, table,
            f"SELECT r.id, {_DAYS.get(table, f'coalesce({_WHEN}, r.day)')}, r.sy_st,"
            f" {_PEOPLE.get(table, _WHOSE.format('contact'))}, {', '.join(f'r.{field}' for field in fields)}"
            f" FROM {table} r",
        )
        for kind, (table, fields) in index.RECORDS.items()
    },
}  # fmt: skip
_DAYLESS = frozenset(("note", *(table for table, when in _DAYS.items() if when == "NULL")))


@dataclass(frozen=True, slots=True)
class Hit:
    """Something found by its words.

    ``kind``: interaction, promise, note, or the record it is: want, story, purchase, takeaway, relation, intention,
    step, question, answer, favour, product, offer, owned, introduction, shelf_item, permission. ``contact``: whose
    it is; None for a question, a product and a thing on the shelf. ``day``: when it was said or promised, None
    where that has no day. ``snippet`` is the text around what was found, ``marks`` are the (start, end) of the words
    in it, in order.
    """

    id: Id
    kind: str
    contact: Id | None
    contact_name: str
    day: date | None
    snippet: str
    marks: tuple[tuple[int, int], ...] = ()


def find(db: Database, contacts: Names, clock: Clock, text: str, limit: int, records: bool = True) -> list[Hit]:
    """At most ``limit`` of whatever has every word of ``text`` (as a beginning).

    Without ``records`` only entries, promises and notes: every table more has the index gather its words anew
    (6 ms with 100,000 contacts, 30 ms for three letters), which is too long between two letters.
    """
    query = index.words_query(text)
    if query is None or limit <= 0:
        return []
    found: list[tuple[str, str, Row]] = []
    for kind, codes in _codes(db, query, limit, records).items():
        name = _OF[kind][0]
        found += [(row[1] or _instant(row[2]), name, row) for row in _rows(db, kind, codes)]
    found.sort(key=lambda entry: entry[0], reverse=True)
    del found[limit:]
    names = names_of(contacts, (row[3] for _, _, row in found))
    words = _pattern(text)
    return [
        Hit(row[0], kind, row[3], names.get(row[3], ""), _day(when, kind, clock),
            *snippet(index.joined(row[4:]), words))
        for when, kind, row in found
    ]  # fmt: skip


def _day(when: str, kind: str, clock: Clock) -> date | None:
    if kind in _DAYLESS:
        return None
    return clock.local(read_instant(when)).date() if "T" in when else read_day(when)


def _codes(db: Database, query: str, limit: int, records: bool) -> dict[int, list[int]]:
    """What the index finds of each kind, the last written first.

    Two walks for all kinds, since gathering all words that begin alike is most of the work: one down through the
    records and the entries, one through the few promises and notes. A record of which enough is found is passed
    over by walking on below its region.
    """
    most = limit + _SPARE
    found: dict[int, list[int]] = {kind: [] for kind in _OF}
    below = 2**62 if records else index.start_of(min(index.RECORDS))
    while True:
        codes = _walk(db, query, below, f"& 3 IN ({index.INTERACTION}, 3)", most)
        for code in codes:
            found[index.read_code(code)[1]].append(code)
        if len(codes) < most or len(found[index.INTERACTION]) >= most:
            break
        kind = index.read_code(codes[-1])[1]
        below = index.start_of(kind) if kind in index.RECORDS and len(found[kind]) >= most else codes[-1]
    end = max(index.code(int(db.value(f"SELECT max(rowid) FROM {_OF[kind][1]}") or 0), kind)
              for kind in (index.PROMISE, index.NOTE))  # fmt: skip
    for code in _walk(db, query, end + 1, f"& 3 IN ({index.PROMISE}, {index.NOTE})", 4 * limit + _SPARE):
        found[index.read_code(code)[1]].append(code)
    return {kind: codes[:most] for kind, codes in found.items() if codes}


def _walk(db: Database, query: str, below: int, wanted: str, most: int) -> list[int]:
    sql = f"SELECT rowid FROM {index.WORDS} WHERE text MATCH ? AND rowid < ? AND rowid {wanted}"
    return [row[0] for row in db.rows(f"{sql} ORDER BY rowid DESC LIMIT ?", (query, below, most))]


def _rows(db: Database, kind: int, codes: list[int]) -> list[Row]:
    """These rows but those of deleted contacts: id, when, stamp, whose, texts."""
    marks = ",".join("?" * len(codes))
    rowids = [index.read_code(code)[0] for code in codes]
    _, table, select = _OF[kind]
    more = _MOVED if kind == index.PROMISE else ""
    return [row for row in db.rows(f"{select} WHERE r.rowid IN ({marks}){more}", rowids) if row[3] or table in _OURS]


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
