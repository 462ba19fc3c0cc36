"""Local days and times as instants. Apart from ``when``, so that starting up loads no grammar."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from notebook.clock import Clock


def local_instant(clock: Clock, day: date, at: time) -> datetime:
    """The instant of a local day and time of day in the clock's zone, aware, in UTC.

    A time that a change to summer time skips or repeats is taken with one of the two offsets.
    """
    wall = datetime.combine(day, at).replace(tzinfo=UTC)
    instant = wall
    for _ in range(2):
        instant = wall - (clock.local(instant).utcoffset() or timedelta())
    return instant
