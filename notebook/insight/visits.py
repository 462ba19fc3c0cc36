"""Whom we are about to see on a day: what stands in the timeline as a visit or a meeting, then what was put down as a
reminder for that day. An entry may be dated ahead: that is how a visit is planned.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from notebook.insight.records import Id
from notebook.insight.sources import Sources

_PLANNED = "('visit', 'meeting')"


def visits(book: Sources, on: date | None = None) -> list[Id]:
    """The people of a day (default: today) in the order of the day, each once; organisations only by themselves."""
    day = on or book.clock.today()
    start, end = _bounds(book, day)
    rows = book.db.rows(
        "SELECT p.contact FROM interaction i JOIN participant p ON p.interaction = i.id AND p.sy_live = 1"
        " JOIN contact c ON c.id = p.contact AND +c.sy_live = 1"
        f" WHERE i.sy_live = 1 AND i.at >= ? AND i.at < ? AND i.kind IN {_PLANNED} ORDER BY i.at, i.id, p.rowid",
        (start, end))  # fmt: skip
    found = [row[0] for row in rows]
    found += [due.contact for due in book.reminders.agenda(day) if due.kind == "reminder" and due.shown == day
              and due.contact is not None]  # fmt: skip
    return list(dict.fromkeys(found))


def _bounds(book: Sources, day: date) -> tuple[str, str]:
    """The first instant of a local day and of the next, as they are stored."""
    return _instant(book, day), _instant(book, day + timedelta(days=1))


def _instant(book: Sources, day: date) -> str:
    guess = datetime.combine(day, time(), UTC)
    offset = book.clock.local(guess).utcoffset() or timedelta()
    return (guess - offset).strftime("%Y-%m-%dT%H:%M:%SZ")
