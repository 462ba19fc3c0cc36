"""How soon somebody wants something (W2): horizons and their words, and as date arithmetic when to ask again.

``now``: within 31 days; ``season``: within 120; ``year``: within 366; ``someday``: later, or nobody knows. A want
with a day comes up two weeks before it; noted later than that, a week before, the day before, or at once. One
without comes up after `SLEEP` days: what is wanted now after a week, so that neither what is urgent is forgotten
nor what is not.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from notebook.sentences import Sentence, say

HORIZONS: tuple[str, ...] = ("now", "season", "year", "someday")
SLEEP: Mapping[str, int] = {"now": 7, "season": 30, "year": 90, "someday": 180}
_SAID: Mapping[str, Sentence] = {
    "now": say("now"), "season": say("this season"), "year": say("this year"), "someday": say("some day"),
}  # fmt: skip
_WITHIN = (("now", 31), ("season", 120), ("year", 366))
_LONG_AGO = date(2000, 1, 1)
_AHEAD = tuple(timedelta(days=days) for days in (14, 7, 1))


def horizon_of(due: date | None, today: date) -> str:
    """The horizon of a day; ``someday`` without one."""
    if due is None:
        return "someday"
    days = (due - today).days
    return next((horizon for horizon, within in _WITHIN if days <= within), "someday")


def how_soon(horizon: str) -> Sentence:
    """A horizon in words, as part of a sentence."""
    return _SAID.get(horizon, _SAID["someday"])


def revisit_of(horizon: str, due: date | None, today: date) -> date:
    """When to come back to a want: in time before its day, else after its sleep.

    A later day than today, unless its day is today or has passed: then at once.
    """
    if due is not None:
        return next((day for day in (due - ahead for ahead in _AHEAD) if day > today), due if due > today else today)
    return today + _sleep(horizon)


def asked_again(horizon: str, due: date | None, today: date) -> date:
    """The next time, after it was asked about and is still wanted: on its day at the latest, then every week."""
    if due is None:
        return today + _sleep(horizon)
    return due if due > today else today + _sleep("now")


def woken(horizon: str, due: date | None, noted: date | None) -> date | None:
    """When a want without a stored day to come back comes up: on its own day, what is wanted now a week after it
    was noted (None: long ago). None for the others: somebody said that they are not to come up by themselves.
    """
    if due is not None:
        return due
    if horizon != "now":
        return None
    return (noted or _LONG_AGO) + _sleep(horizon)


def _sleep(horizon: str) -> timedelta:
    return timedelta(days=SLEEP.get(horizon, SLEEP["season"]))
