"""Staying in touch (R2): pure date arithmetic over an ideal and a maximum gap in days.

A contact's own cadence wins; without one it is the tightest of its groups. The ideal gap says when a contact
comes up in the agenda, the maximum gap when that is late. Any logged interaction starts it again. Days are
counted from the UTC day of the last interaction, so that every device computes the same.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from notebook.errors import Refused
from notebook.sentences import Sentence, count, say

LONGEST = 3660  # days; a gap beyond ten years is a slip of the keyboard


@dataclass(frozen=True, slots=True)
class Cadence:
    """How often: ``ideal`` days, at most ``maximum`` days apart. ``group``: whose it is, empty for an own one."""

    ideal: int
    maximum: int | None = None
    group: str = ""

    def due(self, since: date) -> date:
        """The day it comes up, counted from the last contact (or the beginning)."""
        return since + timedelta(days=self.ideal)

    def bearable(self, due: date) -> date:
        """The last day on which what came up on ``due`` is not overdue."""
        return due if self.maximum is None else due + timedelta(days=self.maximum - self.ideal)

    def spoken(self) -> Sentence:
        """As a person says it: every 4 weeks, every 10 days."""
        if self.ideal % 7 == 0:
            return count("stay in touch every week", "stay in touch every {n} weeks", self.ideal // 7)
        return count("stay in touch every day", "stay in touch every {n} days", self.ideal)


@lru_cache(maxsize=1000)  # a few are agreed with thousands of people
def cadence_of(ideal: int | None, maximum: int | None, group: str = "") -> Cadence | None:
    """The cadence of a contact's or group's two cells; None when neither holds a gap.

    With a maximum alone it comes up at the maximum.
    """
    gap = ideal if ideal and ideal > 0 else maximum
    if not gap or gap <= 0:
        return None
    return Cadence(gap, maximum if maximum and maximum >= gap else None, group)


def effective(own: Cadence | None, groups: Iterable[Cadence]) -> Cadence | None:
    """A contact's own cadence, else the tightest of its groups (by ideal, then maximum gap)."""
    if own is not None:
        return own
    return min(groups, key=lambda c: (c.ideal, c.maximum or LONGEST * 2, c.group), default=None)


def checked(ideal: int | None, maximum: int | None) -> None:
    """Raise `Refused` unless the gaps make sense: 1 day to ten years, the maximum not below the ideal."""
    for gap in (ideal, maximum):
        if gap is not None and not 1 <= gap <= LONGEST:
            raise Refused(say("Stay in touch every 1 to {most} days, not {gap}.", most=LONGEST, gap=gap))
    if ideal is not None and maximum is not None and maximum < ideal:
        raise Refused(
            say("The longest gap ({maximum} days) cannot be shorter than the ideal one ({ideal} days).",
                maximum=maximum, ideal=ideal)
        )  # fmt: skip
