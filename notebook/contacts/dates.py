"""Partial dates (P4): a day, a month or a year of which any part may be missing, without a time zone.

Text form: ``1999-05-17``, ``--02-29``, ``1999-05``, ``1999``, ``--05``, ``---17``, also read in the basic forms
of ISO 8601 and vCard (``19990517``, ``--0229``). 29 February is kept as it is, in a common year it
occurs on 28 February unless the contact's date says 1 March. When a date comes round is asked here by everybody:
`rounds` of a period, `comes_round` of the days to come.
"""

from __future__ import annotations

import re
from calendar import isleap, monthrange
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from notebook.errors import Refused
from notebook.sentences import Sentence, say

_FORMS = tuple(
    re.compile(form, re.ASCII)
    for form in (
        r"(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})",
        r"(?P<y>\d{4})(?P<m>\d\d)(?P<d>\d\d)",
        r"--(?P<m>\d\d)-?(?P<d>\d\d)",
        r"(?P<y>\d{4})-(?P<m>\d\d)",
        r"(?P<y>\d{4})",
        r"--(?P<m>\d\d)",
        r"---(?P<d>\d\d)",
    )
)
_TIME_TAIL = re.compile(r"(?<=\d)[T ]\d\d.*$", re.DOTALL)


OLDEST = 120  # years of a person; more is a slip, or long ago
DAY_POLICY = "02-28"  # where 29 February falls in common years, unless a date says otherwise


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date with missing parts; raises `Refused` when the parts make no day that can exist."""

    year: int | None = None
    month: int | None = None
    day: int | None = None

    def __post_init__(self) -> None:
        year, month, day = self.year, self.month, self.day
        fits = (year, month, day) != (None, None, None)
        fits = fits and (year is None or 1 <= year <= 9999)
        fits = fits and (month is None or 1 <= month <= 12)
        fits = fits and not (year is not None and day is not None and month is None)
        if fits and day is not None:
            fits = 1 <= day <= (31 if month is None else monthrange(2000 if year is None else year, month)[1])
        if not fits:
            raise Refused(say("There is no such date: {text}", text=_text(year, month, day)))

    @classmethod
    def parse(cls, text: str) -> PartialDate:
        """The date in ``text``, a time of day behind it is dropped; raises `Refused`."""
        bare = _TIME_TAIL.sub("", text.strip())
        for form in _FORMS:
            found = form.fullmatch(bare)
            if found:
                parts = found.groupdict()
                return cls(*(int(parts[p]) if parts.get(p) else None for p in "ymd"))
        raise Refused(say("This is not a date: {text}", text=text))

    @classmethod
    def of(cls, day: date) -> PartialDate:
        """A full date."""
        return cls(day.year, day.month, day.day)

    def __str__(self) -> str:
        return _text(self.year, self.month, self.day)

    @classmethod
    def from_card(cls, value: object) -> PartialDate | None:
        """From a JSContact PartialDate or Timestamp (RFC 9553 2.8.1); None where it makes no date."""
        if not isinstance(value, Mapping):
            return None
        try:
            if isinstance(value.get("utc"), str):
                return cls.parse(value["utc"])
            parts = [value.get(part) for part in ("year", "month", "day")]
            if any(part is not None and type(part) is not int for part in parts):
                return None
            return cls(*parts)
        except Refused:
            return None

    def to_card(self) -> dict[str, Any]:
        """As a JSContact PartialDate."""
        card: dict[str, Any] = {"@type": "PartialDate"}
        if self.year is not None:
            card["year"] = self.year
        if self.month is not None:
            card["month"] = self.month
        if self.day is not None:
            card["day"] = self.day
        return card

    @property
    def month_day(self) -> str | None:
        """``MM-DD`` when both are known."""
        return None if self.month is None or self.day is None else f"{self.month:02d}-{self.day:02d}"

    def occurs(self, year: int, feb29: str = DAY_POLICY) -> date | None:
        """The day of ``year`` on which it comes round; None without month and day.

        ``feb29``: where 29 February falls in common years, ``02-28`` or ``03-01``.
        """
        if self.month is None or self.day is None:
            return None
        if (self.month, self.day) == (2, 29) and not isleap(year):
            return date(year, 3, 1) if feb29 == "03-01" else date(year, 2, 28)
        return date(year, self.month, self.day)

    def age_on(self, day: date, feb29: str = DAY_POLICY) -> int | None:
        """Completed years on ``day``; None without a full date or before it."""
        if self.year is None:
            return None
        turns = self.occurs(day.year, feb29)
        if turns is None:
            return None
        years = day.year - self.year - (day < turns)
        return years if years >= 0 else None


def rounds(when: PartialDate, since: date, until: date, feb29: str | None = "") -> Iterator[tuple[date, int | None]]:
    """The days of a period on which a date comes round, never in its own year or before it.

    With each day how many years later it is; None where the year is not known, and above `OLDEST`.
    """
    for year in range(since.year, until.year + 1):
        day = when.occurs(year, feb29 or DAY_POLICY)
        later = year - when.year if when.year is not None else None
        if day is not None and since <= day <= until and (later is None or later > 0):
            yield day, later if later is not None and later <= OLDEST else None


def comes_round(when: PartialDate, today: date, feb29: str | None = "") -> tuple[date, int | None] | None:
    """The first day from today on that is one of its `rounds`; of a date that lies ahead the day itself (0 years).

    None without month and day.
    """
    own = when.occurs(when.year) if when.year is not None else None
    if own is not None and own >= today:
        return own, 0
    return next(rounds(when, today, today + timedelta(days=366), feb29), None)


def check_span(since: str | None, until: str | None) -> None:
    """Raises `Refused` where something is over before it begins; of partial dates the parts that both have count."""
    if since and until and since[0] != "-" and until[0] != "-":
        common = min(len(since), len(until))
        if until[:common] < since[:common]:
            raise Refused(
                say("From {since} to {until} is the wrong way round. Correct one of the two.", since=since, until=until)
            )


def check_come(when: str | date | None, today: date, rule: Sentence) -> None:
    """Raises `Refused` for a date, complete or partial, that lies ahead."""
    text = when.isoformat() if isinstance(when, date) else when or ""
    if text and text[0] != "-" and text > today.isoformat()[: len(text)]:
        raise not_come(when, rule)


def not_come(when: str | date | None, rule: Sentence) -> Refused:
    """What is raised for something that is noted only once its time has come."""
    return Refused(say("{day} is still ahead. {rule} Check the date.", day=when, rule=rule))


def _text(year: int | None, month: int | None, day: int | None) -> str:
    if year is None:
        if month is None:
            return "" if day is None else f"---{day:02d}"
        return f"--{month:02d}" if day is None else f"--{month:02d}-{day:02d}"
    if month is None:
        return f"{year:04d}"
    return f"{year:04d}-{month:02d}" if day is None else f"{year:04d}-{month:02d}-{day:02d}"
