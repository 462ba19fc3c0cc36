"""Ages from what is known of a birth, which may be a year only; 29 February as the day policy of the date has it."""

from __future__ import annotations

from datetime import date

from notebook.contacts.dates import DAY_POLICY, PartialDate
from notebook.errors import Refused
from notebook.sentences import say

OLDEST = 120


def age_of(born: PartialDate | None, today: date, feb29: str = "") -> tuple[int | None, bool]:
    """Completed years today, and whether they are known to the year only; nothing for the unborn and the very old."""
    if born is None or born.year is None:
        return None, False
    age, about = born.age_on(today, feb29 or DAY_POLICY), False
    if age is None and born.month is None:
        age, about = today.year - born.year, True
    elif age is None and born.day is None and born.month is not None:
        age, about = today.year - born.year - (today.month < born.month), today.month == born.month
    return (None, False) if age is None or not 0 <= age <= OLDEST else (age, about)


def check_born(born: str | None, today: date) -> None:
    """Raises `Refused` for a birth that is still to come; of a partial date the parts that are known count."""
    if born and born[0] != "-" and born > today.isoformat()[: len(born)]:
        raise Refused(say("{born} is still to come: nobody is born yet then. Correct the date.", born=born))


def comes_round(when: PartialDate, today: date, feb29: str = "") -> date | None:
    """The day from today on when a date comes round; None without month and day."""
    for year in (today.year, today.year + 1):
        day = when.occurs(year, feb29 or DAY_POLICY)
        if day is not None and day >= today:
            return day
    return None
