"""How soon somebody wants something (W2), as pure date arithmetic: horizons, and when to ask again.

``now``: within 31 days; ``season``: within 120; ``year``: within 366; ``someday``: later, or nobody knows. A want
with a day comes up two weeks before it; one without comes up after `SLEEP` days, so that nothing is forgotten
because it was not urgent. What is wanted now needs no waking: it stands open in front of everybody.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

HORIZONS: tuple[str, ...] = ("now", "season", "year", "someday")
SLEEP: Mapping[str, int] = {"season": 30, "year": 90, "someday": 180}
_WITHIN = (("now", 31), ("season", 120), ("year", 366))
_AHEAD = timedelta(days=14)


def horizon_of(due: date | None, today: date) -> str:
    """The horizon of a day; ``someday`` without one."""
    if due is None:
        return "someday"
    days = (due - today).days
    return next((horizon for horizon, within in _WITHIN if days <= within), "someday")


def revisit_of(horizon: str, due: date | None, today: date) -> date | None:
    """When to come back to a want: two weeks before its day, else after its sleep; None for now.

    Always a later day than today, or none.
    """
    if due is not None:
        return next((day for day in (due - _AHEAD, due) if day > today), None)
    sleep = SLEEP.get(horizon)
    return today + timedelta(days=sleep) if sleep else None


def asked_again(horizon: str, today: date) -> date:
    """The next time, after it was asked about and is still wanted."""
    return today + timedelta(days=SLEEP.get(horizon, SLEEP["season"]))
