"""Dates as people type them: ``3 Dec 1985``, ``3.12.1985``, ``12-03``, ``1985``, in the language of the locale."""

from __future__ import annotations

import re
from datetime import date, datetime

from PySide6.QtCore import QDate, QLocale

from notebook import Clock, PartialDate, Refused, say

_NUMBERS = re.compile(r"\d+")
_WORDS = re.compile(r"[^\W\d_]+")


def read_date(text: str) -> PartialDate:
    """The date a person typed; raises `Refused` when it is none."""
    try:
        return PartialDate.parse(text)
    except Refused:
        pass
    month = _month_in(text)
    numbers = _NUMBERS.findall(text)
    parts: tuple[int | None, int | None, int | None]
    if month is not None:
        year = next((int(n) for n in numbers if len(n) == 4), None)
        day = next((int(n) for n in numbers if len(n) <= 2), None)
        parts = (year, month, day)
    elif len(numbers) in (2, 3) and not _WORDS.search(text):
        parts = _numeric(numbers)
    else:
        raise Refused(say("This is not a date: {text}", text=text))
    return PartialDate(*parts)


def read_day(text: str, clock: Clock | None = None, future: bool = False) -> date:
    """The whole day a person typed; raises `Refused` when it is none, or only a part of one.

    ``clock``: words are read too, like today; ``future``: those that may be either lie ahead.
    """
    try:
        typed = read_date(text)
    except Refused:
        if clock is None:
            raise
        from notebook import parse_when  # the grammar is there when there is something to read with it

        said = parse_when(text, clock, future, whole=True)
        if said is None or isinstance(said, datetime):
            raise
        return said
    if typed.year is None or typed.month is None or typed.day is None:
        raise Refused(say("A day, please, like 3 May 2027, not {text}.", text=text))
    return date(typed.year, typed.month, typed.day)


def _numeric(numbers: list[str]) -> tuple[int | None, int | None, int | None]:
    year = None
    if len(numbers) == 3:
        place = 0 if len(numbers[0]) == 4 else 2
        year = int(numbers[place])
        if len(numbers[place]) <= 2:
            year += 1900 if year > QDate.currentDate().year() % 100 else 2000
        numbers = [n for i, n in enumerate(numbers) if i != place]
        if place == 0:
            return year, int(numbers[0]), int(numbers[1])
    elif len(numbers[1]) == 4:
        return int(numbers[1]), int(numbers[0]), None
    form = QLocale().dateFormat(QLocale.FormatType.ShortFormat)
    first, second = int(numbers[0]), int(numbers[1])
    month_first = first <= 12 and (second > 12 or form.find("M") < form.find("d"))
    return (year, first, second) if month_first else (year, second, first)


def _month_in(text: str) -> int | None:
    found = [word.casefold() for word in _WORDS.findall(text)]
    for locale in (QLocale(), QLocale(QLocale.Language.English)):
        for month in range(1, 13):
            full = locale.monthName(month, QLocale.FormatType.LongFormat).casefold()
            brief = locale.monthName(month, QLocale.FormatType.ShortFormat).casefold().rstrip(".")
            if any(word in (full, brief) or (len(word) >= 3 and full.startswith(word)) for word in found):
                return month
    return None
