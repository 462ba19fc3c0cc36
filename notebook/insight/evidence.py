"""Where something comes from: the rows behind a line of a brief, each with the entry it was said in and its words.

Whoever doubts a line asks for the traces of its evidence and can go to each of them. A row that is gone, or whose
contact is, has no trace.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from notebook.insight.measures import made_on
from notebook.insight.records import Id, Trace
from notebook.insight.sources import Sources
from notebook.sentences import Sentence, say
from notebook.storage.parts import chunks
from notebook.timeline.kinds import label

if TYPE_CHECKING:
    from notebook.changes.history import HistoryEntry

# What a row is called, whose it is, and in which entry it was said.
_TABLES: Mapping[str, tuple[Sentence, str, str]] = {
    "interaction": (say("Entry"), "NULL", "id"),
    "promise": (say("Promise"), "contact", "interaction"),
    "takeaway": (say("Line of an entry"), "contact", "interaction"),
    "want": (say("Want"), "contact", "interaction"),
    "story": (say("Story"), "contact", "interaction"),
    "favour": (say("Give or ask"), "contact", "interaction"),
    "purchase": (say("Purchase"), "contact", "interaction"),
    "owned": (say("Thing owned"), "contact", "NULL"),
    "relation": (say("Relation"), "contact", "interaction"),
    "permission": (say("Permission"), "contact", "interaction"),
    "introduction": (say("Introduction"), "a", "interaction"),
    "offer": (say("Offer"), "contact", "interaction"),
    "shelf_given": (say("Passed on from the shelf"), "contact", "interaction"),
    "answer": (say("Answer to a question"), "contact", "interaction"),
    "question": (say("Question to a group"), "NULL", "NULL"),
    "intention": (say("Intention"), "contact", "NULL"),
    "step": (say("Step of a plan"), "(SELECT contact FROM intention n WHERE n.id = step.intention)", "NULL"),
    "reminder": (say("Reminder"), "contact", "NULL"),
    "role": (say("Role"), "person", "NULL"),
    "anniversary": (say("Date on the card"), "contact", "NULL"),
    "detail": (say("Field of the card"), "contact", "NULL"),
    "contact": (say("Card"), "id", "NULL"),
    "colleague": (say("One of us"), "NULL", "NULL"),
}


def traces(book: Sources, ids: Sequence[Id]) -> list[Trace]:
    """Where these rows come from, in the order asked for, each once."""
    wanted = list(dict.fromkeys(ids))
    rows: dict[Id, tuple[str, Id | None, Id | None, int]] = {}
    for marks, part in chunks(wanted):
        for name, (_, owner, said_in) in _TABLES.items():
            sql = f"SELECT id, {owner}, {said_in}, sy_cid FROM {name} WHERE id IN ({marks}) AND +sy_live = 1"
            rows |= {row[0]: (name, row[1], row[2], row[3]) for row in book.db.rows(sql, part)}
    entries = _entries(book, {held[2] for held in rows.values() if held[2] is not None})
    there = _there(book, {held[1] for held in rows.values() if held[1] is not None})
    found = []
    written: dict[tuple[str, int], Sentence | None] = {}  # an import may have made thousands of rows in one change
    for one in wanted:
        table, contact, entry, made_by = rows.get(one, ("", None, None, 0))
        told = entries.get(entry) if entry is not None else None
        if told is None:
            entry = None  # the entry was deleted; what was said in it was not
        elif table == "interaction":
            contact = told[1]
        if table in ("colleague", "question") or contact in there or (told is not None and told[1] == contact):
            said = _said(table, told[0] if told else None)
            if said is None and (table, made_by) not in written:
                written[table, made_by] = _first(book, one, table)
            said = said or written[table, made_by] or _noted(book, one, table)
            found.append(Trace(one, table, contact, entry, said))
    return found


def _there(book: Sources, contacts: set[Id]) -> set[Id]:
    found: set[Id] = set()
    for marks, part in chunks(sorted(contacts)):
        sql = f"SELECT id FROM contact WHERE id IN ({marks}) AND +sy_live = 1"
        found |= {row[0] for row in book.db.rows(sql, part)}
    return found


def _said(table: str, entry: Sentence | None) -> Sentence | None:
    """What tells it without a look into who wrote it."""
    what = _TABLES[table][0]
    if table == "interaction" and entry is not None:
        return entry
    if entry is not None:
        return say("{what}, from: {entry}", what=what, entry=entry)
    if table in ("contact", "colleague"):
        return what if table == "colleague" else say("From the card")
    return None


def _first(book: Sources, row: Id, table: str) -> Sentence | None:
    """Who made a row; None where that change is not here."""
    written = book.history([(table, row)], "_row")
    return _written(book, _TABLES[table][0], written[-1]) if written else None


def _noted(book: Sources, row: Id, table: str) -> Sentence:
    what, day = _TABLES[table][0], made_on(row, book.clock)
    return what if day == date.max else say("{what}, noted on {day}", what=what, day=day)


def _written(book: Sources, what: Sentence, first: HistoryEntry) -> Sentence:
    """Who wrote a row that no entry tells of, or which import."""
    day = book.clock.local(first.at).date()
    if first.source and first.source.startswith("import:"):
        file = first.source.removeprefix("import:")
        return say("{what}, from the import of {file} on {day}", what=what, file=file, day=day)
    author = book.db.value("SELECT coalesce(name, account) FROM colleague WHERE id = ?", (first.author,))
    if author:
        return say("{what}, noted by {who} on {day}", what=what, who=author, day=day)
    return say("{what}, noted on {day}", what=what, day=day)


def _entries(book: Sources, ids: set[Id]) -> dict[Id, tuple[Sentence, Id | None]]:
    """What entries are called (kind, day, who of us was there) and their first contact."""
    found: dict[Id, tuple[Sentence, Id | None]] = {}
    for marks, part in chunks(sorted(ids)):
        people: dict[Id, Id] = {}
        ours: dict[Id, list[str]] = {}
        for entry, contact, name in book.db.rows(
            "SELECT p.interaction, c.id, coalesce(g.name, g.account) FROM participant p"
            " LEFT JOIN contact c ON c.id = p.contact AND +c.sy_live = 1 LEFT JOIN colleague g ON g.id = p.colleague"
            f" WHERE p.interaction IN ({marks}) AND +p.sy_live = 1 ORDER BY p.rowid", part):  # fmt: skip
            if contact is not None:
                people.setdefault(entry, contact)
            elif name:
                ours.setdefault(entry, []).append(name)
        for entry, kind, at in book.db.rows(
            f"SELECT id, kind, at FROM interaction WHERE id IN ({marks}) AND +sy_live = 1", part
        ):
            said, day = label(kind or "note"), book.clock.day(at)
            if day is not None:
                said = say("{kind} on {day}", kind=said, day=day)
            if entry in ours:
                said = say("{entry}, {names}", entry=said, names=", ".join(ours[entry]))
            found[entry] = (said, people.get(entry))
    return found
