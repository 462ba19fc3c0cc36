"""Plans (W7): two or three intentions per person, in plain words, with steps that become reminders.

A step with a day has a reminder in the agenda; ticking either ticks both.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, Protocol

from notebook.clock import Clock
from notebook.errors import NotFound
from notebook.sentences import Sentence, say
from notebook.storage.database import Database
from notebook.storage.parts import chunks
from notebook.timeline.days import read_day
from notebook.timeline.ledger import Ledger, Names, words
from notebook.value.records import Id, Intention, Step

if TYPE_CHECKING:
    from notebook.changes.journal import Journal

STATES = ("open", "done", "dropped")
_SQL = (
    "SELECT n.id, n.contact, n.text, n.state, n.closed_on FROM intention n"
    " JOIN contact c ON c.id = n.contact AND +c.sy_live = 1 WHERE +n.sy_live = 1"
)
_STEPS = (
    "SELECT s.id, s.intention, s.text, s.state, s.reminder, r.date, r.x_next FROM step s"
    " LEFT JOIN reminder r ON r.id = s.reminder AND r.sy_live = 1 WHERE s.sy_live = 1"
)


class Agenda(Protocol):
    """What is needed of the reminders."""

    def add(self, contact: Id | None, text: str, day: date, /) -> Id:
        """A reminder."""
        ...

    def edit(self, reminder: Id, **fields: Any) -> None:
        """Another day or text."""
        ...

    def done(self, subject: Id, /) -> None:
        """It is done."""
        ...

    def delete(self, *reminders: Id) -> None:
        """It is not needed."""
        ...


class Plans(Ledger):
    """The intentions of one notebook."""

    def __init__(self, db: Database, journal: Journal, clock: Clock, contacts: Names, reminders: Agenda) -> None:
        super().__init__(db, journal, clock, contacts)
        self._reminders = reminders

    # Looking

    def of(self, contact: Id | None = None, state: str = "open") -> list[Intention]:
        """The intentions with a contact, or everybody: ``open``, ``done``, ``dropped`` or ``all``, in their order."""
        sql, params = _SQL, list[Any]()
        if contact is not None:
            sql += " AND n.contact = ?"
            params.append(contact)
        if state != "all":
            sql += " AND n.state = ?"
            params.append(state)
        return self._read(self._db.rows(f"{sql} ORDER BY n.pos, n.id", params))

    def get(self, intention: Id) -> Intention:
        """One intention. Raises `NotFound`."""
        found = self._read(self._db.rows(f"{_SQL} AND n.id = ?", (intention,)))
        if not found:
            raise NotFound(say("There is no such {what}.", what=say("intention")))
        return found[0]

    # Writing

    def intend(self, contact: Id, text: str) -> Id:
        """What we mean to do for or with them. Raises `Refused`, `NotFound`."""
        name = self._present(contact)
        values = {"contact": contact, "text": words(text, say("Say what you mean to do.")), "state": "open",
                  "pos": len(self.of(contact, "all"))}  # fmt: skip
        return self._write("intention", self._new(), values, say("Plan something with {name}", name=name), new=True)

    def reword(self, intention: Id, text: str) -> None:
        """Say it in other words."""
        self.get(intention)
        self._write("intention", intention, {"text": words(text, say("Say what you mean to do."))},
                    say("Change an intention"))  # fmt: skip

    def close(self, intention: Id, state: str = "done") -> None:
        """It is done or dropped; the reminders of its open steps go until it is opened again."""
        held = self.get(intention)
        with self._journal.change(say("Close an intention")) as draft:
            draft.set("intention", intention, {"state": "done" if state == "done" else "dropped",
                                               "closed_on": self._today().isoformat()})  # fmt: skip
            for step in held.steps:
                if step.state != "open" or step.reminder is None:
                    continue
                if step.day is not None:
                    self._reminders.delete(step.reminder)
                else:  # it was deleted before, and does not come back with the others
                    draft.set("step", step.id, {"reminder": None})

    def reopen(self, intention: Id) -> None:
        """It goes on after all; its open steps have the days again that they had."""
        held = self.get(intention)
        with self._journal.change(say("Open an intention again")) as draft:
            draft.set("intention", intention, {"state": "open", "closed_on": None})
            for step in held.steps:
                if held.state != "open" and step.state == "open" and step.reminder is not None and step.day is None:
                    draft.restore("reminder", step.reminder)

    def delete(self, *intentions: Id) -> None:
        """Take intentions out with the reminders of their steps."""
        with self._journal.change(say("Delete an intention")) as draft:
            for intention in intentions:
                for step in self.get(intention).steps:
                    if step.reminder is not None and step.day is not None:
                        self._reminders.delete(step.reminder)
                draft.delete("intention", intention)

    def add_step(self, intention: Id, text: str, day: date | None = None) -> Id:
        """A step; with a day it comes up in the agenda. Raises `Refused`, `NotFound`."""
        held = self.get(intention)
        what = words(text, say("Say what the step is.")) or ""
        step = self._new()
        with self._journal.change(say("Add a step")) as draft:
            reminder = self._reminders.add(held.contact, what, day) if day else None
            draft.insert("step", step, {"intention": intention, "text": what, "state": "open", "reminder": reminder,
                                        "pos": len(held.steps)})  # fmt: skip
        return step

    def edit_step(self, step: Id, text: str | None = None, day: date | None = None) -> None:
        """Other words, or another day (None leaves it; see `undate_step`)."""
        held, intention = self._step(step)
        with self._journal.change(say("Change a step")) as draft:
            if text is not None:
                draft.set("step", step, {"text": words(text, say("Say what the step is."))})
            if held.reminder is not None and held.day is not None:
                self._reminders.edit(held.reminder, **({"text": text} if text else {}), **({"day": day} if day else {}))
            elif day is not None:
                reminder = self._reminders.add(self.get(intention).contact, text or held.text, day)
                draft.set("step", step, {"reminder": reminder})

    def undate_step(self, step: Id) -> None:
        """A step without a day: its reminder goes."""
        held, _ = self._step(step)
        with self._journal.change(say("Change a step")) as draft:
            if held.reminder is not None:
                if held.day is not None:
                    self._reminders.delete(held.reminder)
                draft.set("step", step, {"reminder": None})

    def reopen_step(self, step: Id) -> None:
        """A step is not done after all; with the reminder that was ticked it loses its day."""
        held, _ = self._step(step)
        with self._journal.change(say("Open a step again")) as draft:
            draft.set("step", step, {"state": "open", "closed_on": None})
            if held.day is not None and held.state == "done":
                draft.set("step", step, {"reminder": None})

    def delete_step(self, *steps: Id) -> None:
        """Take steps out with their reminders."""
        with self._journal.change(say("Delete a step")) as draft:
            for step in steps:
                held, _ = self._step(step)
                if held.reminder is not None and held.day is not None:
                    self._reminders.delete(held.reminder)
                draft.delete("step", step)

    def move(self, intention: Id, by: int) -> None:
        """An intention up (-1) or down (1) among the open ones of its contact."""
        held = [one.id for one in self.of(self.get(intention).contact)]
        self._order("intention", held, intention, by, say("Reorder a plan"))

    def move_step(self, step: Id, by: int) -> None:
        """A step up (-1) or down (1)."""
        _, intention = self._step(step)
        held = [one.id for one in self.get(intention).steps if one.state != "dropped"]
        self._order("step", held, step, by, say("Reorder steps"))

    def done(self, step: Id) -> None:
        """A step is done, and its reminder with it."""
        self._end(step, "done", say("Tick a step"))

    def drop(self, step: Id) -> None:
        """A step is not needed, nor its reminder."""
        self._end(step, "dropped", say("Drop a step"))

    # Details

    def _end(self, step: Id, state: str, title: Sentence) -> None:
        held, _ = self._step(step)
        with self._journal.change(title) as draft:
            draft.set("step", step, {"state": state, "closed_on": self._today().isoformat()})
            if held.state == "open" and held.reminder is not None and held.day is not None:
                if state == "done":
                    self._reminders.done(held.reminder)
                else:
                    self._reminders.delete(held.reminder)

    def _order(self, table: str, rows: list[Id], row: Id, by: int, title: Sentence) -> None:
        """Write the places down; only those that differ become writes."""
        if row not in rows:
            return
        place = rows.index(row)
        rows.insert(max(0, min(len(rows) - 1, place + by)), rows.pop(place))
        with self._journal.change(title) as draft:
            for number, one in enumerate(rows):
                draft.set(table, one, {"pos": number})

    def _step(self, step: Id) -> tuple[Step, Id]:
        row = self._db.one(f"{_STEPS} AND s.id = ?", (step,))
        if row is None:
            raise NotFound(say("There is no such {what}.", what=say("step")))
        return _step(row), row[1]

    def _read(self, rows: Sequence[Sequence[Any]]) -> list[Intention]:
        names = self._names(row[1] for row in rows)
        steps: dict[Id, list[Step]] = {}
        for marks, part in chunks([row[0] for row in rows]):
            for row in self._db.rows(f"{_STEPS} AND s.intention IN ({marks}) ORDER BY s.pos, s.id", part):
                steps.setdefault(row[1], []).append(_step(row))
        return [
            Intention(row[0], row[1], names.get(row[1], ""), row[2] or "", row[3] or "open", read_day(row[4]),
                      tuple(steps.get(row[0], ())))
            for row in rows
        ]  # fmt: skip


def _step(row: Sequence[Any]) -> Step:
    """A step is done when it or its reminder is; a reminder that was deleted leaves it without a day."""
    day = read_day(row[5])
    ticked = day is not None and row[6] is None
    state = row[3] if row[3] in ("done", "dropped") else "done" if ticked else "open"
    return Step(row[0], row[2] or "", day, state, row[4])
