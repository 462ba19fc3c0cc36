"""Handing contacts over to a colleague (T5): who looks after them changes, and what is open goes along.

Open promises and reminders of whoever looked after them so far (of the one at work, where nobody was named)
become the colleague's; what others of us promised stays theirs.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from notebook.errors import NotFound, Refused
from notebook.sentences import count, say
from notebook.storage.database import Database
from notebook.storage.parts import chunks
from notebook.timeline.promises import Names, names_of
from notebook.timeline.records import Id

if TYPE_CHECKING:
    from notebook.changes.journal import Journal

_OPEN: Mapping[str, str] = {"promise": "+state = 'open'", "reminder": "+x_next IS NOT NULL"}  # by the contact's index


@dataclass(frozen=True, slots=True)
class Handover:
    """What handing contacts over to a colleague would move: how many of them, and what is open."""

    contacts: int
    promises: int
    reminders: int


def preview(db: Database, journal: Journal, contacts: Names, people: Sequence[Id], to: Id) -> Handover:
    """What `hand_over` would do; nothing is written. Who was deleted meanwhile is not counted."""
    names = list(names_of(contacts, people))
    owners = _owners(db, journal, names)
    opened = {table: sum(1 for _ in _open(db, table, names, owners, to)) for table in _OPEN}
    moving = sum(1 for owner in owners.values() if owner[0] != to)
    return Handover(moving, opened["promise"], opened["reminder"])


def hand_over(db: Database, journal: Journal, contacts: Names, people: Sequence[Id], to: Id) -> int:
    """Hand contacts over as one change; how many promises and reminders went along. Raises `NotFound`, `Refused`."""
    names = names_of(contacts, people)
    colleague = db.value("SELECT coalesce(name, account) FROM colleague WHERE id = ? AND sy_live = 1", (to,))
    if colleague is None:
        raise NotFound(say("There is no such colleague."))
    if not people:
        raise Refused(say("Choose whom to hand over."))
    if len(names) < len(set(people)):
        raise NotFound(say("There is no such contact."))
    title = count("Hand {name} over to {colleague}", "Hand {n} contacts over to {colleague}", len(names),
                  name=next(iter(names.values())), colleague=colleague)  # fmt: skip
    moved = 0
    with journal.change(title) as draft:
        owners = _owners(db, journal, list(names))
        for table in _OPEN:
            for row in list(_open(db, table, list(names), owners, to)):
                moved += draft.set(table, row, {"colleague": to})
        for person in names:
            draft.set("contact", person, {"owner": to})
    return moved


def _owners(db: Database, journal: Journal, people: Sequence[Id]) -> dict[Id, tuple[Id | None, Id | None]]:
    """Who looks after contacts, and whose open promises that makes go along: the one at work, where nobody is named."""
    found: dict[Id, tuple[Id | None, Id | None]] = {}
    for marks, part in chunks(people):
        for person, owner in db.rows(f"SELECT id, owner FROM contact WHERE id IN ({marks})", part):
            found[person] = (owner, owner or journal.author())
    return found


def _open(db: Database, table: str, people: Sequence[Id], owners: Mapping[Id, tuple[Id | None, Id | None]],
          to: Id) -> Iterator[Id]:  # fmt: skip
    """What is open of those who look after these contacts, and would become another's."""
    for marks, part in chunks(people):
        for row, person, colleague in db.rows(
            f"SELECT id, contact, colleague FROM {table} WHERE contact IN ({marks})"
            f" AND {_OPEN[table]} AND +sy_live = 1", part):  # fmt: skip
            if colleague != to and colleague == owners[person][1]:
                yield row
