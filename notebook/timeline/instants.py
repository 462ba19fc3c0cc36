"""Local days and times as instants. Apart from ``when``, so that starting up loads no grammar."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from notebook.clock import Clock

_DAY = timedelta(days=1)


def local_instant(clock: Clock, day: date, at: time) -> datetime:
    """The instant of a local day and time of day in the clock's zone, aware, in UTC.

    Of a time that a change of the clocks repeats it is the first; one that it skips is taken with the offset before,
    so that midnight is the first instant of its day also where it is skipped (RFC 5545).
    """
    wall = datetime.combine(day, at).replace(tzinfo=UTC)
    offsets = [clock.local(near).utcoffset() or timedelta() for near in (wall - _DAY, wall + _DAY)]
    for offset in offsets:
        if (clock.local(wall - offset).utcoffset() or timedelta()) == offset:
            return wall - offset
    return wall - offsets[0]
