"""What is dated ahead: planned, and said to be so when it is logged, so that a slip of the year is seen."""

from __future__ import annotations

from datetime import datetime, timedelta

from notebook.clock import Clock
from notebook.sentences import Sentence, say

LITTLE = timedelta(minutes=15)  # clocks differ, and who stands at the door rounds up


def lies_ahead(clock: Clock, at: datetime | None) -> bool:
    """Whether an instant (None is now) lies more than a little ahead."""
    return at is not None and at > clock.now() + LITTLE


def planned(clock: Clock, at: datetime | None) -> Sentence | None:
    """What is said of an entry that lies ahead; None of what has happened."""
    if at is None or not lies_ahead(clock, at):
        return None
    day = clock.local(at).date()
    if day == clock.today():
        return say("Planned for later today; it counts as contact from then on")
    return say("Planned for {day}; it counts as contact once that day has come", day=day)
