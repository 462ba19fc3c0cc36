"""What is derived for the agenda: the next day of reminders, and when each contact's cadence is due.

``reminder.x_next``: the first day of its rule after everything done or skipped, null when nothing is left.
``contact.x_next``: the UTC day of the last contact (of the record's making before any) plus the ideal gap of
the contact, else the tightest of its groups. Follows the timeline's projection, whose ``x_last`` it reads.
"""

from __future__ import annotations

from collections.abc import Sequence

from notebook.events import Touched
from notebook.reminders.records import Id
from notebook.reminders.recurrence import following
from notebook.sentences import Sentence, count
from notebook.storage.database import Database, Row
from notebook.storage.parts import chunks
from notebook.timeline.days import read_day

_GAP = "CASE WHEN {0}.ideal_days > 0 THEN {0}.ideal_days WHEN {0}.max_days > 0 THEN {0}.max_days END"
_EFFECTIVE = (
    f"coalesce({_GAP.format('contact')}, (SELECT min({_GAP.format('g')}) FROM membership m"
    " JOIN circle g ON g.id = m.circle AND g.sy_live = 1 WHERE m.contact = contact.id AND m.sy_live = 1))"
)
_NEXT = (
    "CASE WHEN sy_live = 1 THEN date(coalesce(x_last, datetime(sy_st / 1000, 'unixepoch')),"
    f" '+' || {_EFFECTIVE} || ' days') END"
)
_CONTACTS_OF = (
    ("participant", "", "SELECT contact FROM participant WHERE contact IS NOT NULL AND id IN ({})"),
    ("interaction", "at", "SELECT contact FROM participant WHERE contact IS NOT NULL AND interaction IN ({})"),
    ("membership", "", "SELECT contact FROM membership WHERE contact IS NOT NULL AND id IN ({})"),
)
_RULES = (
    "SELECT r.id, r.sy_live, r.date, r.rrule, r.x_next, (SELECT max(o.day) FROM occurrence o WHERE o.subject = r.id"
)
_RULES += " AND o.sy_live = 1 AND o.state IN ('done', 'skipped')) FROM reminder r"


class RemindersProjection:
    """Keeps the derived days."""

    def project(self, db: Database, touched: Touched) -> None:
        """Follow whatever moves a due day."""
        contacts = {row for row, fields in touched.get("contact", {}).items()
                    if not {"_row", "ideal_days", "max_days"}.isdisjoint(fields)}  # fmt: skip
        for table, field, sql in _CONTACTS_OF:
            rows = [row for row, fields in touched.get(table, {}).items()
                    if not field or not {"_row", field}.isdisjoint(fields)]  # fmt: skip
            for marks, part in chunks(rows):
                contacts.update(row[0] for row in db.rows(sql.format(marks), part))
        for marks, part in chunks(list(contacts)):
            db.execute(f"UPDATE contact SET x_next = {_NEXT} WHERE id IN ({marks}) AND x_next IS NOT {_NEXT}", part)
        for marks, part in chunks(list(touched.get("circle", ()))):
            db.execute(
                f"UPDATE contact SET x_next = {_NEXT} WHERE id IN (SELECT contact FROM membership"
                f" WHERE circle IN ({marks})) AND x_next IS NOT {_NEXT}", part)  # fmt: skip
        self._follow_reminders(db, touched)

    def rebuild(self, db: Database) -> None:
        """Compute all of it anew."""
        db.execute(f"UPDATE contact SET x_next = {_NEXT} WHERE x_next IS NOT {_NEXT}")
        _store(db, db.rows(_RULES))

    def verify(self, db: Database) -> list[Sentence]:
        """What differs from the tables, counted."""
        found = []
        wrong = int(db.value(f"SELECT count(*) FROM contact WHERE x_next IS NOT {_NEXT}"))
        if wrong:
            found.append(count("{n} contact comes up in the agenda on a wrong day.",
                               "{n} contacts come up in the agenda on a wrong day.", wrong))  # fmt: skip
        wrong = sum(1 for row in db.rows(_RULES) if _next_of(row) != row[4])
        if wrong:
            found.append(count("{n} reminder comes up on a wrong day.", "{n} reminders come up on a wrong day.", wrong))
        return found

    def _follow_reminders(self, db: Database, touched: Touched) -> None:
        reminders: dict[Id, None] = dict.fromkeys(touched.get("reminder", ()))
        for marks, part in chunks(list(touched.get("occurrence", ()))):
            reminders.update(dict.fromkeys(row[0] for row in db.rows(
                f"SELECT subject FROM occurrence WHERE subject IS NOT NULL AND id IN ({marks})", part)))  # fmt: skip
        for marks, part in chunks(list(reminders)):
            _store(db, db.rows(f"{_RULES} WHERE r.id IN ({marks})", part))


def _next_of(row: Row) -> str | None:
    _id, live, start, rule, _held, handled = row
    first = read_day(start)
    if not live or first is None:
        return None
    day = following(rule, first, read_day(handled))
    return day.isoformat() if day else None


def _store(db: Database, rows: Sequence[Row]) -> None:
    changed = [(following_day, row[0]) for row in rows if (following_day := _next_of(row)) != row[4]]
    db.executemany("UPDATE reminder SET x_next = ? WHERE id = ?", changed)
