"""Whom we are about to see on a day: what stands in the timeline as a visit or a meeting and lies ahead, then what was
put down as a reminder that comes up that day. An entry may be dated ahead: that is how a visit is planned. Of today
only what is still to come is to be prepared.
"""

from __future__ import annotations

from datetime import date, time, timedelta

from notebook.insight.records import Id
from notebook.insight.sources import Sources
from notebook.storage.times import instant_text
from notebook.timeline.instants import local_instant

_PLANNED = "('visit', 'meeting')"


def visits(book: Sources, on: date | None = None) -> list[Id]:
    """The people of a day (default: today) in the order of the day, each once; organisations only by themselves."""
    day = on or book.clock.today()
    start, end = (instant_text(local_instant(book.clock, one, time())) for one in (day, day + timedelta(days=1)))
    if day == book.clock.today():
        start = max(start, instant_text(book.clock.now()))
    rows = book.db.rows(
        "SELECT p.contact FROM interaction i JOIN participant p ON p.interaction = i.id AND p.sy_live = 1"
        " JOIN contact c ON c.id = p.contact AND +c.sy_live = 1"
        f" WHERE i.sy_live = 1 AND i.at >= ? AND i.at < ? AND i.kind IN {_PLANNED} ORDER BY i.at, i.id, p.rowid",
        (start, end))  # fmt: skip
    found = [row[0] for row in rows]
    found += [row[0] for row in book.db.rows(
        "SELECT r.contact FROM reminder r JOIN contact c ON c.id = r.contact AND +c.sy_live = 1"
        " WHERE r.x_next = ? AND +r.sy_live = 1 ORDER BY r.id", (day.isoformat(),))]  # fmt: skip
    return list(dict.fromkeys(found))
