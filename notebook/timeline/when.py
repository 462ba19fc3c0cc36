"""Dates, times and durations as people type them: "last Friday", "5 May", "24-26 Nov", "in 2 weeks", "2pm".

Works by the forms of a `Vocabulary`, offline, without guessing beyond the rules stated here, and never
raises on any text. A day without a year means, when looking back, the latest one that is not after today
(or one within the coming month); when looking ahead, the next one from today on; never one that is more than a
year away, as a 29 February may be. A weekday by its name is never today: people say "today" for that. "Next
Friday" is the Friday of the next week (weeks start on Monday). Slashed dates count only where day and month cannot
be mixed up.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from notebook.clock import Clock
from notebook.timeline.instants import local_instant
from notebook.timeline.vocabulary import Vocabulary
from notebook.timeline.vocabulary_en import ENGLISH

_END = r"(?:(?<=\d\dT)|(?!\w|[:.,]\d))"
_NEUTRAL: tuple[tuple[str, str], ...] = (
    (r"(?P<y>\d{4})-(?P<month>\d{1,2})-(?P<d>\d{1,2})(?:T(?=\d\d:\d\d))?", "date"),  # T: a time of day follows
    (r"(?P<d>\d{1,2})\.\s?(?P<month>\d{1,2})\.(?:\s?(?P<y>\d{4}|\d{2}))?", "date"),
    (r"(?P<d>\d{1,2})\.?\s?[-–]\s?(?P<d2>\d{1,2})\.(?P<month>\d{1,2})\.(?P<y>\d{4}|\d{2})?", "days"),
    (r"(?P<d>\d{1,2})/(?P<month>\d{1,2})(?:/(?P<y>\d{4}|\d{2}))?", "slashed"),
)
_CLOCK = re.compile(
    r"(?P<h>[01]?\d|2[0-3])(?:[:h](?P<m>[0-5]\d)(?::[0-5]\d)?(?:\s?(?:uhr|o['’]clock|hrs)\b)?|\s?h)"
    r"(?!(?!Z\b)\w|:\d)", re.IGNORECASE,
)  # fmt: skip
_UNTIL_CLOCK = re.compile(r"\s?[-–]\s?(?P<h>[01]?\d|2[0-3])[:h](?P<m>[0-5]\d)(?!\w|:\d)", re.IGNORECASE)
YEARS = range(1800, 2400)
_SOON = timedelta(days=31)
_YEAR = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Span:
    """Days found at a place in a text: one day, or ``first`` to ``last``.

    ``moment`` is set for phrases that name an instant ("2 hours ago"), ``at`` where the day tells the hour too ("last
    night"). ``end``: where the phrase ends.
    """

    end: int
    first: date
    last: date
    moment: datetime | None = None
    at: time | None = None


@dataclass(frozen=True, slots=True)
class _Forms:
    days: tuple[tuple[re.Pattern[str], str], ...]
    times: tuple[tuple[re.Pattern[str], str], ...]
    parts: re.Pattern[str]
    lengths: re.Pattern[str]
    length_words: re.Pattern[str]


def alternatives(words: Mapping[str, object] | frozenset[str]) -> str:
    """A pattern that matches any of the words, the longest first."""
    ordered = sorted(words, key=lambda word: (-len(word), word))
    return "(?:" + "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in ordered) + ")"


@lru_cache(maxsize=8)
def _compiled(words: Vocabulary) -> _Forms:
    month, unit = alternatives(words.months), alternatives(words.units)
    marks = f"(?:{words.ordinals}|\\.)?"
    places = {
        "relative": f"(?P<relative>{alternatives(words.relative)})",
        "weekday": f"(?P<weekday>{alternatives(words.weekdays)})\\.?",
        "month": f"(?P<month>{month})\\.?",
        "month2": f"(?P<month2>{month})\\.?",
        "n": f"(?P<n>\\d{{1,4}}|{alternatives(words.numbers)})",
        "unit": f"(?P<unit>{unit})",
        "d": f"(?P<d>[0-3]?\\d){marks}",
        "d2": f"(?P<d2>[0-3]?\\d){marks}",
        "dth": f"(?P<d>[0-3]?\\d)(?:{words.ordinals})",
        "y": r"(?P<y>\d{4})",
        "hour12": r"(?P<h>1[0-2]|0?[1-9])",
        "minute": r"(?P<m>[0-5]\d)",
    }

    def expand(form: str) -> re.Pattern[str]:
        spaced = form.replace(" ?", r"\s*").replace(" ", r"\s+")
        for name, pattern in places.items():
            spaced = spaced.replace("{" + name + "}", pattern)
        return re.compile(spaced + _END, re.IGNORECASE)

    neutral = tuple((re.compile(pattern + _END), rule) for pattern, rule in _NEUTRAL)
    hours = alternatives(frozenset(w for w, u in words.units.items() if u == "hour") | {"h"})
    minutes = alternatives(frozenset(w for w, u in words.units.items() if u == "minute") | {"m", "′", "'"})
    length = (
        rf"(?:(?P<part>\d{{1,2}}[.,]\d{{1,2}})\s?{hours}"
        rf"|(?P<glued>\d{{1,2}})h(?P<rest>[0-5]\d)"
        rf"|(?P<hours>\d{{1,2}})\s?{hours}(?:\s?(?P<more>[0-5]?\d)\s?{minutes})?"
        rf"|(?P<minutes>\d{{1,3}})\s?{minutes})" + r"(?!\w|:\d)"
    )
    return _Forms(
        neutral + tuple((expand(form), rule) for form, rule in words.forms),
        tuple((expand(form), rule) for form, rule in words.times),
        re.compile(f"(?P<part>{alternatives(words.parts)})" + _END, re.IGNORECASE),
        re.compile(length, re.IGNORECASE),
        re.compile(alternatives(words.durations) + _END, re.IGNORECASE),
    )


class Reader:
    """Reads days, times of day and durations at a given place of a text; None where there is none."""

    def __init__(self, clock: Clock, words: Vocabulary = ENGLISH) -> None:
        self.words = words
        self._clock = clock
        self.today = clock.today()
        self._forms = _compiled(words)

    def days(self, text: str, start: int, end: int, future: bool) -> Span | None:
        """The longest phrase for a day or days that begins at ``start``."""
        best: Span | None = None
        for pattern, rule in self._forms.days:
            match = pattern.match(text, start, end)
            if match and (best is None or match.end() > best.end):
                best = self._meaning(rule, match, future) or best
        return best

    def clock_time(self, text: str, start: int, end: int) -> tuple[int, time, int | None] | None:
        """Where it ends, the time of day, and the minutes of a span such as ``14:00-15:30``."""
        for pattern, _rule in self._forms.times:
            match = pattern.match(text, start, end)
            if match:
                hour = int(match["h"]) % 12 + (12 if match["half"].casefold() == "p" else 0)
                return match.end(), time(hour, int(match["m"] or 0)), None
        match = _CLOCK.match(text, start, end)
        if match:
            at = time(int(match["h"]), int(match["m"] or 0))
            until = _UNTIL_CLOCK.match(text, match.end(), end)
            minutes = until and int(until["h"]) * 60 + int(until["m"]) - at.hour * 60 - at.minute
            if until and minutes and minutes > 0:
                return until.end(), at, minutes
            return match.end(), at, None
        return None

    def part(self, text: str, start: int, end: int) -> tuple[int, time] | None:
        """A part of the day ("this morning") as its usual hour."""
        match = self._forms.parts.match(text, start, end)
        if match is None:
            return None
        return match.end(), time(self.words.parts[_key(match["part"])])

    def next_day(self, text: str, start: int, end: int, at: time) -> date:
        """The day that a time of day alone means ahead: today, or tomorrow where it is over."""
        phrase = _key(text[start:end])
        now = self._clock.local(self._clock.now())
        lasting = 3 if phrase in self.words.parts and at.hour in {self.words.parts[p] for p in self.words.todays} else 0
        over = at != time() and at.hour * 60 + at.minute + lasting * 60 < now.hour * 60 + now.minute
        return self.today + timedelta(days=1) if over and phrase not in self.words.todays else self.today

    def duration(self, text: str, start: int, end: int) -> tuple[int, int] | None:
        """Minutes: ``18 min``, ``1h30``, ``2 hours``, ``1.5 h``. ``7h`` and later is a time of day."""
        match = self._forms.length_words.match(text, start, end)
        if match:
            return match.end(), self.words.durations[_key(match[0])]
        match = self._forms.lengths.match(text, start, end)
        if match is None:
            return None
        if match["part"]:
            return match.end(), round(float(match["part"].replace(",", ".")) * 60)
        if match["minutes"]:
            return match.end(), int(match["minutes"])
        hours = int(match["glued"] or match["hours"])
        if hours > 6 and match[0].casefold().rstrip("0123456789").endswith("h"):
            return None
        return match.end(), hours * 60 + int(match["rest"] or match["more"] or 0)

    def delicate(self, text: str, start: int, end: int) -> bool:
        """Whether a date phrase is an ordinary word as well, and written like one."""
        phrase = text[start:end]
        return phrase == phrase.lower() and _key(phrase) in self.words.delicate

    def instant(self, day: date, at: time) -> datetime:
        """The instant of a local day and time, in UTC."""
        return local_instant(self._clock, day, at)

    def _meaning(self, rule: str, match: re.Match[str], future: bool) -> Span | None:
        try:
            return _Meaning(self._clock, self.today, self.words, match, future).read(rule)
        except (ValueError, OverflowError):
            return None  # 31 April, 45.13., a year beyond the calendar: not a date, so it stays text


class _Meaning:
    """Computes what one matched form says; ``ValueError`` where the calendar has no such day."""

    def __init__(self, clock: Clock, today: date, words: Vocabulary, match: re.Match[str], future: bool) -> None:
        self.clock, self.today, self.words, self.match, self.future = clock, today, words, match, future
        self.monday = today - timedelta(days=today.weekday())

    def read(self, rule: str) -> Span | None:
        """The span of a rule; None where the words fit no such rule ("last minute")."""
        if rule in ("ago", "ahead"):
            return self.shifted(-1 if rule == "ago" else 1)
        groups = self.match.groupdict()
        if "weekday" in groups:
            return self.days(self.weekday(rule))
        if "unit" in groups:
            return self.unit(rule)
        if rule == "relative":
            word = _key(self.match["relative"])
            day, hour = self.today + timedelta(days=self.words.relative[word]), self.words.evenings.get(word)
            return Span(self.match.end(), day, day, at=None if hour is None else time(hour))
        if rule in ("weekend", "weekend_next", "weekend_last"):
            saturday = self.monday + timedelta(days={"weekend": 5, "weekend_next": 12, "weekend_last": -2}[rule])
            return self.days(saturday, saturday + timedelta(days=1))
        if rule == "day":
            return self.days(self.month_day(int(self.match["d"])))
        return self.calendar(rule)

    def days(self, first: date, last: date | None = None) -> Span:
        if first.year not in YEARS or (last or first).year not in YEARS:
            raise ValueError(first)
        return Span(self.match.end(), first, last or first)

    def shifted(self, sign: int) -> Span | None:
        n = self.number() * sign
        unit = self.words.units[_key(self.match["unit"])]
        if unit in ("minute", "hour"):
            moment = self.clock.now() + timedelta(minutes=n * (60 if unit == "hour" else 1))
            day = self.clock.local(moment).date()
            return Span(self.match.end(), day, day, moment)
        if unit in ("month", "year"):
            return self.days(months_later(self.today, n * (12 if unit == "year" else 1)))
        return self.days(self.today + timedelta(days=n * {"day": 1, "week": 7, "fortnight": 14}[unit]))

    def number(self) -> int:
        text = self.match["n"]
        return int(text) if text.isdecimal() else self.words.numbers[_key(text)]

    def weekday(self, rule: str) -> date:
        wanted = self.words.weekdays[_key(self.match["weekday"])]
        if rule == "weekday_this":
            return self.monday + timedelta(days=wanted)
        if rule == "weekday_next":
            return self.monday + timedelta(days=7 + wanted)
        if rule == "weekday_last_week":
            return self.monday + timedelta(days=wanted - 7)
        if rule == "weekday" and self.future:
            return self.today + timedelta(days=(wanted - self.today.weekday()) % 7 or 7)
        return self.today - timedelta(days=(self.today.weekday() - wanted) % 7 or 7)

    def unit(self, rule: str) -> Span | None:
        unit = self.words.units[_key(self.match["unit"])]
        if unit not in ("week", "month", "year"):
            return None
        if rule == "unit_last":
            back = timedelta(days=7)
            months = 12 if unit == "year" else 1
            return self.days(self.today - back if unit == "week" else months_later(self.today, -months))
        ahead = 1 if rule in ("unit_next", "unit_end_next") else 0
        if unit == "week":
            first = self.monday + timedelta(days=7 * ahead)
            last = first + timedelta(days=6)
            if rule in ("unit_end", "unit_end_next"):
                friday = first + timedelta(days=4)  # the end of a week at work
                return self.days(friday if friday >= self.today else last)
        elif unit == "month":
            first = months_later(self.today.replace(day=1), ahead)
            last = _month_end(first.year, first.month)
        else:
            first, last = date(self.today.year + ahead, 1, 1), date(self.today.year + ahead, 12, 31)
        if rule in ("unit_end", "unit_end_next"):
            return self.days(last)
        return self.days(max(first, self.today), last)

    def month_day(self, day: int) -> date:
        step = 1 if self.future else -1
        first = self.today.replace(day=1)
        for months in range(4):
            month = months_later(first, months * step)
            if day <= monthrange(month.year, month.month)[1]:
                found = month.replace(day=day)
                if (found >= self.today) if self.future else (found <= self.today):
                    return found
        raise ValueError(day)

    def calendar(self, rule: str) -> Span | None:
        groups = self.match.groupdict()
        month = self.month(groups["month"])
        year = self.year(groups.get("y"))
        if rule == "slashed":
            day = int(groups["d"])
            if day == month or (day > 12) != (month > 12):
                return self.days(self.dated(year, min(day, month), max(day, month)))
            return None
        if rule in ("month", "month_end"):
            return self.whole_month(rule, year, month)
        day = int(groups["d"])
        if rule == "date":
            return self.days(self.dated(year, month, day))
        last_month = self.month(groups["month2"]) if groups.get("month2") else month
        last = self.dated(year, last_month, int(groups["d2"]))
        first = date(last.year - (month > last_month), month, day)
        return self.days(first, last) if first <= last else None

    def whole_month(self, rule: str, year: int | None, month: int) -> Span:
        if year is None:
            end = self.dated(None, month, 28)
            year = self.today.year if month == self.today.month else end.year
        first, last = date(year, month, 1), _month_end(year, month)
        if rule == "month_end":
            return self.days(last)
        return self.days(max(first, self.today) if self.future and last >= self.today else first, last)

    def month(self, text: str) -> int:
        return int(text) if text.isdecimal() else self.words.months[_key(text)]

    def year(self, text: str | None) -> int | None:
        if text is None:
            return None
        year = int(text)
        return year + (2000 if year < 70 else 1900) if len(text) <= 2 else year

    def dated(self, year: int | None, month: int, day: int) -> date:
        if year is not None:
            return date(year, month, day)
        ahead, behind = list[date](), list[date]()
        for candidate in range(self.today.year - 1, self.today.year + 2):
            if 1 <= month <= 12 and 1 <= day <= monthrange(candidate, month)[1]:
                found = date(candidate, month, day)
                if abs(found - self.today) <= _YEAR:
                    (ahead if found >= self.today else behind).append(found)
        if ahead and (self.future or ahead[0] - self.today <= _SOON):
            return ahead[0]
        return max(() if self.future else behind)  # nothing: no such day, or a 29 February that is years away


def half_day(text: str) -> bool:
    """Whether a time of day is written with its half, as nothing else is: ``5 pm``."""
    return text.rstrip(".").lower().endswith("m")


def months_later(day: date, months: int) -> date:
    """The same day of another month, or that month's last day where it is shorter."""
    count = day.year * 12 + day.month - 1 + months
    year, month = divmod(count, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _month_end(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def _key(text: str) -> str:
    return " ".join(text.lower().split())
