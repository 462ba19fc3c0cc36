"""Talks that are planned: brought up on their day, and once their hour has come it is asked what came of them.

A talk is planned when it was noted before its time. It is asked about until something is written down about it, and
never after its day; it is not overdue, and what was said of it while it was planned is no answer.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import time, timedelta

from notebook.clock import Clock
from notebook.reminders.scope import Found, Scope
from notebook.storage.database import Database
from notebook.storage.times import instant_text, read_instant
from notebook.timeline.ahead import LITTLE
from notebook.timeline.instants import local_instant
from notebook.timeline.kinds import NO_TALK

# With its first contact; noted a little before its time (stamps are in milliseconds), and nothing came of it so far.
_TALKS = (
    "SELECT i.id, p.contact, i.kind, i.at, i.body, min(p.rowid) FROM interaction i"
    " JOIN participant p ON p.interaction = i.id AND +p.sy_live = 1"
    " JOIN contact c ON c.id = p.contact AND +c.sy_live = 1"
    f" WHERE i.sy_live = 1 AND i.at >= ? AND i.at < ? AND +i.kind NOT IN {NO_TALK}"
    " AND i.sy_st < unixepoch(i.at) * 1000 - ?"
    " AND NOT EXISTS (SELECT 1 FROM takeaway t WHERE t.interaction = i.id AND +t.sy_live = 1"
    " AND t.sy_st >= unixepoch(i.at) * 1000)"
    " AND NOT EXISTS (SELECT 1 FROM promise t WHERE t.interaction = i.id AND +t.sy_live = 1"
    " AND t.sy_st >= unixepoch(i.at) * 1000)"
    " GROUP BY i.id"
)


class Planned:
    """A source of due things that knows what time it is."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock

    def __call__(self, db: Database, scope: Scope) -> Iterator[Found]:
        """The planned talks from the day on; about some contacts only they are not asked for: they stand in the brief.

        ``extra``: kind, time of day, and whether that has ``come``.
        """
        if scope.contacts is not None:
            return
        days = (scope.on, scope.until + timedelta(days=1))
        bounds = [instant_text(local_instant(self._clock, day, time())) for day in days]
        now = self._clock.now()
        for entry, contact, kind, at, body, _ in db.rows(_TALKS, (*bounds, LITTLE // timedelta(milliseconds=1))):
            instant = read_instant(at)
            local = self._clock.local(instant)
            extra = {"kind": kind or "note", "time": f"{local:%H:%M}", "come": instant <= now}
            day = local.date()
            yield Found("planned", entry, contact, day, day, day, " ".join((body or "").split()), extra)
