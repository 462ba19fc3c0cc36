"""Ages from what is known of a birth, which may be a year only, and how they are said.

29 February is as the day policy of the date has it.
"""

from __future__ import annotations

from datetime import date

from notebook.contacts.dates import DAY_POLICY, OLDEST, PartialDate
from notebook.errors import Refused
from notebook.sentences import Sentence, say


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


def aged(age: int | None, about: bool) -> Sentence | None:
    """An age in words, as `age_of` tells it: ``9``, ``about 9``; nothing without one."""
    if age is None:
        return None
    return say("about {age}", age=age) if about else say("{age}", age=age)


def check_born(born: str | None, today: date) -> None:
    """Raises `Refused` for a birth that is still to come; of a partial date the parts that are known count."""
    if born and born[0] != "-" and born > today.isoformat()[: len(born)]:
        raise Refused(say("{born} is still to come: nobody is born yet then. Correct the date.", born=born))
