"""Reminders, and what a person does about anything due: done, skip, snooze.

What is done about one due thing is a row of its own, named by subject and day, so that two people who tick
the same thing on two laptops tick it once and a recurring reminder never advances twice.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from notebook.changes.ids import derived_id
from notebook.clock import Clock
from notebook.errors import NotFound, Refused
from notebook.reminders import recurrence
from notebook.reminders.agenda import Agenda
from notebook.reminders.cadence import cadence_of, checked, effective
from notebook.reminders.records import Due, Id, Reminder, Section
from notebook.reminders.scope import Away, Found, Refusals
from notebook.reminders.sources import group_cadences, read_leads
from notebook.sentences import Sentence, say
from notebook.storage.database import Database
from notebook.timeline.days import read_day
from notebook.timeline.horizons import asked_again
from notebook.timeline.promises import Names, Promises, names_of, tidy

if TYPE_CHECKING:
    from notebook.changes.journal import Journal

_SUBJECTS = (("reminder", "reminder"), ("anniversary", "date"), ("promise", "promise"), ("contact", "cadence"),
             ("want", "want"), ("introduction", "introduction"), ("offer", "offer"),
             ("interaction", "planned"))  # fmt: skip
_EDITABLE = frozenset({"text", "day", "rrule", "leads", "contact"})


class Reminders:
    """The agenda of one notebook."""

    def __init__(
        self, db: Database, journal: Journal, clock: Clock, contacts: Names, promises: Promises, refusals: Refusals,
        away: Away,
    ) -> None:  # fmt: skip
        self._db, self._journal, self._clock, self._contacts = db, journal, clock, contacts
        self._promises = promises
        self._away = away
        self._agenda = Agenda(db, contacts, clock, refusals, away, lambda: journal.author())

    # Looking

    def agenda(self, on: date | None = None, days: int = 0) -> list[Due]:
        """What is due on a day (default: today), overdue included, and within the next ``days``."""
        return self._agenda.until(on or self._clock.today(), days)

    def sections(self, days: int, most: Mapping[str, int]) -> tuple[Section, ...]:
        """The agenda from today on by sections: how much each holds, and at most so many of it; empty ones are missing.

        ``most``: how many of overdue, today, week and later.
        """
        return self._agenda.sections(self._clock.today(), days, most)

    def whom(self) -> frozenset[Id]:
        """The contacts about whom something is due today or overdue."""
        return frozenset(item.contact for item in self._agenda.found(self._clock.today()) if item.contact is not None)

    def found(self, on: date) -> Iterator[Found]:
        """What is due on a day, without what was put away, not yet in words (see `in_words`)."""
        return self._agenda.found(on)

    def in_words(self, found: Sequence[Found], on: date) -> list[Due]:
        """These in order and in words, as seen from a day."""
        return self._agenda.worded(found, on)

    def about(self, contact: Id, on: date) -> list[Found]:
        """The reminders about a contact that are due on a day, the oldest first."""
        return self._agenda.reminders(contact, on)

    def asks_after(self, entry: Id) -> bool:
        """Whether it is asked today what came of this talk, which was planned."""
        return any(item.subject == entry and item.extra["come"] for item in self._agenda.planned(self._clock.today()))

    def next_due(self, contacts: Sequence[Id]) -> dict[Id, date]:
        """The earliest day something comes up about each of these contacts; missing when nothing does."""
        found: dict[Id, date] = {}
        away = self._away()
        for item in self._agenda.of(contacts, self._clock.today()):
            if item.contact is not None and item.key not in away:
                found.setdefault(item.contact, item.first)
        return found

    def of(self, contact: Id | None = None) -> list[Reminder]:
        """The reminders of a contact, or all, the next ones first; finished ones last."""
        condition, params = ("", []) if contact is None else (" AND r.contact = ?", [contact])
        rows = self._db.rows(
            "SELECT r.id, r.contact, r.text, r.date, r.rrule, r.leads, r.x_next FROM reminder r"
            " LEFT JOIN contact c ON c.id = r.contact"
            f" WHERE r.sy_live = 1 AND (r.contact IS NULL OR c.sy_live = 1){condition}"
            " ORDER BY r.x_next IS NULL, r.x_next, r.id",
            params,
        )
        return self._read(rows)

    def get(self, reminder: Id) -> Reminder:
        """One reminder. Raises `NotFound`."""
        rows = self._db.rows(
            "SELECT id, contact, text, date, rrule, leads, x_next FROM reminder WHERE id = ? AND sy_live = 1",
            (reminder,),
        )
        if not rows:
            raise NotFound(say("There is no such reminder."))
        return self._read(rows)[0]

    def why_not(self, contact: Id) -> Sentence:
        """Why nothing about a contact is in today's agenda, or what is."""
        today = self._clock.today()
        row = self._db.one("SELECT ideal_days, max_days FROM contact WHERE id = ? AND sy_live = 1", (contact,))
        if row is None:
            raise NotFound(say("There is no such contact."))
        name = names_of(self._contacts, [contact]).get(contact, "")
        everything, away = self._agenda.of([contact], today), self._away()
        coming = [item for item in everything if item.key not in away]
        if len(coming) < len(everything) and (not coming or coming[0].first > today):
            return say("What is due about {name} was put away. It can be brought back on the page Today.", name=name)
        if not coming:
            return say("There is no cadence, date, reminder or open promise with a day for {name}.", name=name)
        [due] = self._agenda.worded(coming[:1], today)
        if due.shown <= today:
            return say("It is in the agenda: {text} ({reason})", text=due.text, reason=due.reason)
        if due.shown > due.day:
            return say("{text} is put off until {day}.", text=due.text, day=due.shown)
        cadence = effective(cadence_of(*row), group_cadences(self._db, [contact]).get(contact, ()))
        if cadence is None:
            return say("Nothing comes up before {day}: {text}. There is no cadence for {name}.",
                       day=due.shown, text=due.text, name=name)  # fmt: skip
        return say("Nothing comes up before {day}: {text}.", day=due.shown, text=due.text)

    # Reminders

    def add(self, contact: Id | None, text: str, day: date, rrule: str | None = None, leads: Iterable[int] = ()) -> Id:
        """A reminder for a day, or from that day on by a rule (RFC 5545). Raises `Refused`."""
        values = self._checked(
            {"contact": contact, "text": text, "day": day, "rrule": rrule, "leads": tuple(leads)}, day
        )
        reminder = self._journal.new_id()
        with self._journal.change(say("Set a reminder")) as draft:
            draft.insert("reminder", reminder, {**values, "colleague": self._journal.author()})
        return reminder

    def edit(self, reminder: Id, **fields: Any) -> None:
        """Change ``text``, ``day``, ``rrule``, ``leads`` or ``contact``."""
        unknown = set(fields) - _EDITABLE
        if unknown:
            raise TypeError(f"a reminder has no {', '.join(sorted(unknown))}")
        held = self.get(reminder)
        if "day" in fields and "rrule" not in fields:
            fields["rrule"] = held.rrule  # the rule is read from the first day on, so it is looked at again
        values = self._checked(fields, fields.get("day", held.day))
        with self._journal.change(say("Edit a reminder")) as draft:
            draft.set("reminder", reminder, values)

    def delete(self, *reminders: Id) -> None:
        """Take reminders away for good."""
        with self._journal.change(say("Delete a reminder")) as draft:
            for reminder in reminders:
                draft.delete("reminder", reminder)

    def set_cadence(self, contact: Id, ideal_days: int | None, max_days: int | None = None) -> None:
        """How often to stay in touch with a contact; None for both leaves it to its groups."""
        checked(ideal_days, max_days)
        if not self._live("contact", contact):
            raise NotFound(say("There is no such contact."))
        with self._journal.change(say("Change how often to stay in touch")) as draft:
            draft.set("contact", contact, {"ideal_days": ideal_days, "max_days": max_days})

    # What is done about it

    def done(self, subject: Id, day: date | None = None) -> None:
        """It is done; a promise is kept by it, a want asked about. ``day``: which occurrence, else the earliest due."""
        kind = self._kind(subject)
        if kind == "promise":
            self._promises.keep(subject)
            return
        if kind == "want":
            self._ask_again(subject, say("Tick it off"))
            return
        until = self._after_gap(subject) if kind == "cadence" else None
        self._mark(subject, kind, day, "done", until, say("Tick it off"))

    def skip(self, subject: Id, day: date | None = None) -> None:
        """Leave this one out: the next occurrence comes as usual. Raises `Refused` for a promise."""
        kind = self._kind(subject)
        if kind == "promise":
            raise Refused(say("A promise is kept, broken, released or renegotiated, not skipped."))
        if kind == "want":
            self._ask_again(subject, say("Skip it this time"))
            return
        until = self._after_gap(subject) if kind == "cadence" else None
        self._mark(subject, kind, day, "skipped", until, say("Skip it this time"))

    def snooze(self, subject: Id, until: date, day: date | None = None) -> None:
        """Come back to it on a later day."""
        if until <= self._clock.today():
            raise Refused(say("Put it off until a day after today, not {day}.", day=until))
        kind = self._kind(subject)
        if kind == "planned":
            raise Refused(say("What is planned is moved, not put off: give the entry another day."))
        self._mark(subject, kind, day, "snoozed", until, say("Put it off"))

    # Details

    def _ask_again(self, want: Id, title: Sentence) -> None:
        """A want sleeps once more, as long as its horizon or its own day says."""
        horizon, due = self._db.one("SELECT horizon, due FROM want WHERE id = ?", (want,)) or (None, None)
        again = asked_again(horizon or "someday", read_day(due), self._clock.today())
        with self._journal.change(title) as draft:
            draft.set("want", want, {"revisit": again.isoformat()})

    def _mark(self, subject: Id, kind: str, day: date | None, state: str, until: date | None, title: Sentence) -> None:
        on = day or self._due_day(subject, kind)
        occurrence = derived_id(subject, on.isoformat())
        with self._journal.change(title) as draft:
            draft.insert("occurrence", occurrence, {"subject": subject, "day": on.isoformat(), "state": state})
            draft.set("occurrence", occurrence, {"until": until.isoformat() if until else None})

    def _due_day(self, subject: Id, kind: str) -> date:
        """The day of the subject that is due now, else its next one."""
        owner = subject if kind == "cadence" else self._contact_of(subject, kind)
        if kind == "reminder" and owner is None:
            held = self.get(subject)
            if held.next is not None:
                on = self._clock.today()
                return max(held.next, recurrence.latest(held.rrule, held.day, on) or held.next)
        today, mine = self._clock.today(), [owner] if owner else []
        for item in self._agenda.planned(today) if kind == "planned" else self._agenda.of(mine, today):
            if item.subject == subject:
                return item.day
        raise Refused(say("Nothing of this is due any more."))

    def _contact_of(self, subject: Id, kind: str) -> Id | None:
        if kind == "planned":
            return None
        table = {"date": "anniversary"}.get(kind, kind)
        column = "a" if kind == "introduction" else "contact"
        found: Id | None = self._db.value(f"SELECT {column} FROM {table} WHERE id = ?", (subject,))
        return found

    def _kind(self, subject: Id) -> str:
        for table, kind in _SUBJECTS:
            if self._live(table, subject):
                return kind
        raise NotFound(say("There is nothing of this kind to be due."))

    def _live(self, table: str, row: Id) -> bool:
        return self._db.one(f"SELECT 1 FROM {table} WHERE id = ? AND sy_live = 1", (row,)) is not None

    def _after_gap(self, contact: Id) -> date:
        """When a cadence comes up again that was ticked or skipped without anything being logged."""
        row = self._db.one("SELECT ideal_days, max_days FROM contact WHERE id = ?", (contact,))
        own = cadence_of(*row) if row else None
        cadence = effective(own, group_cadences(self._db, [contact]).get(contact, ()))
        if cadence is None:
            raise Refused(say("Nothing of this is due any more."))
        return cadence.due(self._clock.today())

    def _checked(self, fields: dict[str, Any], start: date) -> dict[str, Any]:
        values: dict[str, Any] = {}
        if "text" in fields:
            if not str(fields["text"]).strip():
                raise Refused(say("Say what to be reminded of."))
            values["text"] = tidy(str(fields["text"]))
        if fields.get("contact") is not None and not self._live("contact", fields["contact"]):
            raise NotFound(say("There is no such contact."))
        if "contact" in fields:
            values["contact"] = fields["contact"]
        if "day" in fields:
            values["date"] = start.isoformat()
        if "rrule" in fields:
            values["rrule"] = None if fields["rrule"] is None else recurrence.checked(fields["rrule"], start)
        if "leads" in fields:
            values["leads"] = _leads(fields["leads"])
        return values

    def _read(self, rows: Sequence[Sequence[Any]]) -> list[Reminder]:
        names = names_of(self._contacts, (row[1] for row in rows))
        return [
            Reminder(
                id=row[0], contact=row[1], contact_name=names.get(row[1], ""), text=row[2] or "",
                day=read_day(row[3]) or date.min, rrule=row[4], leads=read_leads(row[5]), next=read_day(row[6]),
            )
            for row in rows
        ]  # fmt: skip


def _leads(leads: Iterable[int]) -> str | None:
    import json

    days = sorted(set(leads), reverse=True)
    if any(not 0 <= day <= 366 for day in days):
        raise Refused(say("A reminder may show up to 366 days ahead."))
    return json.dumps(days) if days else None
