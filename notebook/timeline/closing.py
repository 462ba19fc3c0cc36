"""Closing an interaction (T3): what was learned, what was promised, what to say next time; a line each, or none.

"Next time" items wait for their contact until they are used (ticked in the brief) or dropped. They belong to the
first contact of the entry, as its promises do, unless another one is named.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from notebook.clock import Clock
from notebook.errors import NotFound, Refused
from notebook.sentences import Sentence, say
from notebook.storage.database import Database
from notebook.storage.parts import chunks
from notebook.timeline.days import read_day
from notebook.timeline.promises import Names, Promises, names_of, tidy
from notebook.timeline.records import Id, PromiseDraft

if TYPE_CHECKING:
    from notebook.changes.draft import Draft
    from notebook.changes.journal import Journal

STATES = ("open", "used", "dropped")
_SQL = (
    "SELECT t.id, t.contact, t.interaction, t.kind, t.text, t.state, t.used_on, t.used_in, i.at FROM takeaway t"
    " JOIN contact c ON c.id = t.contact AND +c.sy_live = 1 LEFT JOIN interaction i ON i.id = t.interaction"
    " WHERE +t.sy_live = 1"
)


@dataclass(frozen=True, slots=True)
class Takeaway:
    """What an interaction left. ``kind``: learned or next; ``state`` (of next): open, used or dropped.

    ``day``: the day of the interaction it comes from.
    """

    id: Id
    contact: Id
    contact_name: str
    interaction: Id | None
    kind: str
    text: str
    state: str
    used_on: date | None
    used_in: Id | None
    day: date | None


class Closing:
    """What was learned, and what waits for next time."""

    def __init__(self, db: Database, journal: Journal, clock: Clock, contacts: Names, promises: Promises) -> None:
        self._db, self._journal, self._clock, self._contacts = db, journal, clock, contacts
        self._promises = promises

    # Writing

    def close(
        self,
        entry: Id,
        learned: str = "",
        next_time: str = "",
        promises: Iterable[PromiseDraft] = (),
        contact: Id | None = None,
    ) -> list[Id]:
        """Close an entry with up to three lines, as one change; the rows made (promises too). Empty lines are nothing.

        Raises `NotFound`, `Refused`.
        """
        whom = self._whom(entry, contact)
        made: list[Id] = []
        with self._journal.change(say("Close an entry")) as draft:
            for kind, text in (("learned", learned), ("next", next_time)):
                if text.strip():
                    made.append(self._insert(draft, whom, kind, text, entry))
            for promise in promises:
                made.append(self._promises.insert(draft, whom, promise.text, promise.direction, promise.due,
                                                  promise.due_from, entry))  # fmt: skip
        return made

    def next_time(self, contact: Id, text: str, interaction: Id | None = None) -> Id:
        """Something to say or ask next time, whatever it came from. Raises `Refused`, `NotFound`."""
        if contact not in names_of(self._contacts, [contact]):
            raise NotFound(say("There is no such contact."))
        if not text.strip():
            raise Refused(say("Say what to bring up next time."))
        with self._journal.change(say("Note for next time")) as draft:
            return self._insert(draft, contact, "next", text, interaction)

    def use(self, items: Sequence[Id], interaction: Id | None = None) -> None:
        """These were brought up, perhaps in an entry."""
        self._set(items, "used", say("Tick what was for next time"), interaction)

    def drop(self, items: Sequence[Id]) -> None:
        """These need not be brought up any more."""
        self._set(items, "dropped", say("Drop what was for next time"), None)

    def reopen(self, items: Sequence[Id]) -> None:
        """A tick taken back: they wait again."""
        with self._journal.change(say("Keep it for next time after all")) as draft:
            for item in items:
                self.get(item)
                draft.set("takeaway", item, {"state": "open", "used_on": None, "used_in": None})

    def edit(self, item: Id, text: str) -> None:
        """Another wording. Raises `Refused`, `NotFound`."""
        self.get(item)
        if not text.strip():
            raise Refused(say("Say what to bring up next time."))
        with self._journal.change(say("Change a line of an entry")) as draft:
            draft.set("takeaway", item, {"text": tidy(text.strip())})

    def delete(self, *items: Id) -> None:
        """Take lines out that were entered by mistake."""
        with self._journal.change(say("Delete a line of an entry")) as draft:
            for item in items:
                draft.delete("takeaway", item)

    # Looking

    def waiting(self, contact: Id | None = None) -> list[Takeaway]:
        """What waits for the next talk with a contact, or with anybody, the oldest first."""
        sql = f"{_SQL} AND t.kind = 'next' AND coalesce(t.state, 'open') = 'open'"
        return self._read(self._db.rows(*self._about(sql, contact)))

    def learned(self, contact: Id | None = None) -> list[Takeaway]:
        """What was learned, the latest first."""
        return self._read(self._db.rows(*self._about(f"{_SQL} AND t.kind = 'learned'", contact)))[::-1]

    def lately(self, contacts: Sequence[Id], most: int) -> list[Takeaway]:
        """What was learned of several contacts, the latest first, at most so much."""
        order = "ORDER BY i.at DESC, t.id DESC LIMIT ?"
        found = [row for marks, part in chunks(contacts) for row in self._db.rows(
            f"{_SQL} AND t.kind = 'learned' AND t.contact IN ({marks}) {order}", [*part, most])]  # fmt: skip
        return self._read(sorted(found, key=lambda row: (row[8] or "", row[0]), reverse=True)[:most])

    def of_entries(self, entries: Sequence[Id]) -> dict[Id, tuple[Takeaway, ...]]:
        """What these entries left."""
        return left_by(self._db, self._contacts, entries, self._clock)

    def get(self, item: Id) -> Takeaway:
        """One of them. Raises `NotFound`."""
        found = self._read(self._db.rows(f"{_SQL} AND t.id = ?", (item,)))
        if not found:
            raise NotFound(say("There is no such {what}.", what=say("line of an entry")))
        return found[0]

    # Details

    def _about(self, sql: str, contact: Id | None) -> tuple[str, list[Any]]:
        params: list[Any] = []
        if contact is not None:
            sql += " AND t.contact = ?"
            params.append(contact)
        return f"{sql} ORDER BY i.at, t.id", params

    def _whom(self, entry: Id, contact: Id | None) -> Id:
        people = [row[0] for row in self._db.rows(
            "SELECT p.contact FROM participant p JOIN contact c ON c.id = p.contact AND +c.sy_live = 1"
            " JOIN interaction i ON i.id = p.interaction AND i.sy_live = 1"
            " WHERE p.interaction = ? AND p.sy_live = 1 ORDER BY p.rowid", (entry,))]  # fmt: skip
        if not people:
            raise NotFound(say("There is no such entry in the timeline."))
        if contact is not None and contact not in people:
            raise Refused(say("They did not take part in this entry."))
        return contact or people[0]

    def _insert(self, draft: Draft, contact: Id, kind: str, text: str, interaction: Id | None) -> Id:
        item = self._journal.new_id()
        draft.insert("takeaway", item, {
            "contact": contact, "interaction": interaction, "kind": kind, "text": tidy(text.strip()),
            "state": "open" if kind == "next" else None,
        })  # fmt: skip
        return item

    def _set(self, items: Sequence[Id], state: str, title: Sentence, interaction: Id | None) -> None:
        with self._journal.change(title) as draft:
            for item in items:
                if self.get(item).state != state:
                    draft.set("takeaway", item, {"state": state, "used_on": self._clock.today().isoformat(),
                                                 "used_in": interaction})  # fmt: skip

    def _read(self, rows: Sequence[Sequence[Any]]) -> list[Takeaway]:
        return _read(self._contacts, rows, self._clock)


def left_by(db: Database, contacts: Names, entries: Sequence[Id], clock: Clock) -> dict[Id, tuple[Takeaway, ...]]:
    """What these entries left: what was learned, then what is for next time."""
    found: dict[Id, tuple[Takeaway, ...]] = {}
    for marks, part in chunks(entries):
        rows = db.rows(f"{_SQL} AND t.interaction IN ({marks}) ORDER BY t.kind, t.id", part)
        for one in _read(contacts, rows, clock):
            if one.interaction is not None:
                found[one.interaction] = (*found.get(one.interaction, ()), one)
    return found


def _read(contacts: Names, rows: Sequence[Sequence[Any]], clock: Clock) -> list[Takeaway]:
    names = names_of(contacts, (row[1] for row in rows))
    return [
        Takeaway(row[0], row[1], names.get(row[1], ""), row[2], row[3] or "learned", row[4] or "",
                 row[5] or "open", read_day(row[6]), row[7], clock.day(row[8]))
        for row in rows
    ]  # fmt: skip
