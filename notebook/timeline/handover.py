"""Handing contacts over to a colleague (T5): who looks after them changes, and what is open goes along.

Open promises and reminders of whoever looked after them so far (of the one at work, where nobody was named)
become the colleague's; what others of us promised stays theirs.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from notebook.errors import NotFound, Refused
from notebook.sentences import count, say
from notebook.storage.database import Database
from notebook.timeline.promises import Names, names_of
from notebook.timeline.records import Id

if TYPE_CHECKING:
    from notebook.changes.journal import Journal


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
        for person in names:
            owner = db.value("SELECT owner FROM contact WHERE id = ?", (person,)) or journal.author()
            draft.set("contact", person, {"owner": to})
            for table, still in (("promise", "state = 'open'"), ("reminder", "x_next IS NOT NULL")):
                for (row,) in db.rows(
                    f"SELECT id FROM {table} WHERE contact = ? AND colleague = ? AND {still} AND sy_live = 1",
                    (person, owner)):  # fmt: skip
                    moved += draft.set(table, row, {"colleague": to})
    return moved
