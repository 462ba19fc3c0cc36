"""Recurring days by RFC 5545 rules (3.3.10), computed by dateutil, which is imported only when one is met.

Days, not times: rules finer than a day are refused. Where the first day is one that many months or years
lack, the rule means the last day there is: yearly from 29 February falls on 28 February in common years,
monthly from the 31st on the last day of each month. (The RFC would skip those, and nobody who says "every
month" means that.) A rule that names its days itself (BYMONTHDAY ...) is taken at its word.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from notebook.errors import Refused
from notebook.sentences import Sentence, say

if TYPE_CHECKING:
    from dateutil.rrule import rrule

_WORDS = {"daily": "DAILY", "weekly": "WEEKLY", "monthly": "MONTHLY", "yearly": "YEARLY", "annually": "YEARLY"}
_PART = re.compile(r"[A-Z]+=[A-Z0-9,+-]+", re.ASCII)
_PARTS = frozenset(
    {
        "FREQ",
        "INTERVAL",
        "COUNT",
        "UNTIL",
        "WKST",
        "BYDAY",
        "BYMONTHDAY",
        "BYYEARDAY",
        "BYWEEKNO",
        "BYMONTH",
        "BYSETPOS",
    }
)
_LAST = date(9998, 12, 31)


def checked(rule: str, start: date) -> str:
    """The rule as it is stored: upper case, without ``RRULE:``; raises `Refused` with what is wrong.

    Takes also the words daily, weekly, monthly and yearly.
    """
    text = "".join(rule.split())
    if not text:
        raise Refused(say("Say how often: weekly, monthly, or a rule such as FREQ=WEEKLY;BYDAY=MO (RFC 5545)."))
    plain = _WORDS.get(text.lower())
    text = f"FREQ={plain}" if plain else text.upper().removeprefix("RRULE:").rstrip(";")
    parts = text.split(";")
    names = [part.partition("=")[0] for part in parts]
    if not all(_PART.fullmatch(part) for part in parts) or "FREQ" not in names or len(set(names)) < len(names):
        raise Refused(say("{rule} is not a rule such as FREQ=WEEKLY;BYDAY=MO (RFC 5545).", rule=rule))
    unknown = [name for name in names if name not in _PARTS]
    if unknown:
        raise Refused(say("A reminder falls on days; {part} in its rule cannot be used.", part=", ".join(unknown)))
    wrong = _wrong(text)
    if wrong is not None:
        raise Refused(wrong)
    try:
        first = _rule(text, start).after(_moment(start), inc=True)
    except (ValueError, TypeError, OverflowError) as error:
        raise Refused(say("{rule} is not a rule of RFC 5545: {reason}.", rule=rule, reason=error)) from error
    if first is None:
        raise Refused(say("{rule} never falls on any day from {start} on.", rule=rule, start=start))
    return text


def following(rule: str | None, start: date, after: date | None) -> date | None:
    """The first day of the rule later than ``after`` (None: the first at all); None when it has ended.

    Without a rule ``start`` is the only day. A rule that cannot be read (it came from elsewhere) counts as none.
    """
    if after is not None and after >= _LAST:
        return None
    floor = start if after is None else after + timedelta(days=1)
    if not rule:
        return start if floor <= start else None
    try:
        found = _rule(rule, start).after(_moment(floor), inc=True)
    except (ValueError, TypeError, OverflowError):
        return start if floor <= start else None
    return found.date() if found else None


def latest(rule: str | None, start: date, until: date) -> date | None:
    """The last day of the rule that is not later than ``until``; None when there is none yet."""
    if not rule or until < start:
        return start if start <= until else None
    try:
        found = _rule(rule, start).before(_moment(until), inc=True)
    except (ValueError, TypeError, OverflowError):
        return start
    return found.date() if found else None


def _wrong(text: str) -> Sentence | None:
    """What no rule of ours may say: finer than a day, endless in place, or ending in two ways."""
    parts = dict(part.partition("=")[::2] for part in text.split(";"))
    if parts.get("FREQ") not in ("DAILY", "WEEKLY", "MONTHLY", "YEARLY"):
        return say("A reminder repeats daily, weekly, monthly or yearly, not by {rule}.", rule=text)
    for name in ("INTERVAL", "COUNT"):
        number = parts.get(name, "1")
        if not (number.isascii() and number.isdecimal() and 1 <= int(number) <= 9999):
            return say("{name} in a rule is a number from 1 to 9999, not {number}.", name=name, number=number)
    if "COUNT" in parts and "UNTIL" in parts:
        return say("A rule ends by COUNT or by UNTIL, not by both: {rule}.", rule=text)
    return None


def _rule(text: str, start: date) -> rrule:
    from dateutil.rrule import rrulestr

    wrong = _wrong(text)
    if wrong is not None:
        raise ValueError(str(wrong))
    text = re.sub(r"(UNTIL=\d{8})T\d{6}Z?", r"\1", text)
    return rrulestr(_kept_in_short_months(text, start), dtstart=_moment(start))


def _kept_in_short_months(text: str, start: date) -> str:
    if re.search(r"(?:^|;)BY", text):
        return text
    if "FREQ=YEARLY" in text and (start.month, start.day) == (2, 29):
        return f"{text};BYMONTH=2;BYMONTHDAY=-1"
    if "FREQ=MONTHLY" in text and start.day > 28:
        days = ",".join(str(day) for day in range(28, start.day + 1))
        return f"{text};BYMONTHDAY={days};BYSETPOS=-1"
    return text


def _moment(day: date) -> datetime:
    return datetime.combine(day, time())
