"""Dates as the programs write them, read column by column, because ``03/04/1991`` alone says nothing.

Understood: ISO 8601 and vCard forms (also without a year), year first with any separator, day and month as
numbers with ``. / -``, months by name in English, German, French and Spanish, a time of day behind any of them. Whether
the day or the month comes first is decided by all values of a column: dots mean day first; a number over 12 tells;
else the given order. ``0/0/00``, ``1/1/4501`` and the like are "no date". The year 1604 is Apple's "no year".
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from notebook.contacts.dates import PartialDate
from notebook.errors import Refused

_NUMERIC = re.compile(r"(\d{1,2})([./-])\s?(\d{1,2})(?:\2\s?(\d{4}|\d\d))?\.?", re.ASCII)
_YEAR_FIRST = re.compile(r"(\d{4})([./-])(\d{1,2})\2(\d{1,2})", re.ASCII)
_DAY_NAME_YEAR = re.compile(
    r"(\d{1,2})(?:\.|st|nd|rd|th|er)?[\s-]+(?:de\s+)?([^\W\d]+)\.?(?:,?[\s-]+(?:de\s+|del\s+)?(\d{4}|\d\d))?"
)
_NAME_DAY_YEAR = re.compile(r"([^\W\d]+)\.?\s+(\d{1,2})(?:st|nd|rd|th)?(?:,?\s+(\d{4}))?")
_TIME_TAIL = re.compile(r"(?<=\d)(?:[T ]|,\s*)\d{1,2}:\d\d.*$", re.DOTALL)
_NONE = re.compile(r"[0\s./-]+|(?:0?1([./-])0?1\1)4501|4501-0?1-0?1")
_MONTHS = (
    "jan january januar janner jaenner janvier janv enero ene", "feb february februar feber fevrier fevr fev febrero",
    "mar march marz maerz mrz mars marzo", "apr april avril avr abril abr", "may mai mayo", "jun june juni juin junio",
    "jul july juli juillet juil julio", "aug august aout agosto ago",
    "sep sept september septembre septiembre setiembre",
    "oct october okt oktober octobre octubre", "nov november novembre noviembre",
    "dec december dez dezember decembre diciembre dic",
)  # fmt: skip
_MONTH_NUMBERS = {name: number for number, names in enumerate(_MONTHS, 1) for name in names.split()}
_OLDEST_TWO_DIGITS = 30  # 00 to 29 are 2000 to 2029, 30 to 99 are 1930 to 1999


def is_none(text: str) -> bool:
    """Whether a cell is a program's way to say that there is no date."""
    return not text.strip() or bool(_NONE.fullmatch(text.strip()))


def day_comes_first(values: Iterable[str], otherwise: bool) -> bool:
    """The order of day and month in a column; ``otherwise`` where no value tells."""
    day_first = month_first = 0
    for value in values:
        found = _NUMERIC.fullmatch(_TIME_TAIL.sub("", value.strip()))
        if found and not is_none(value):
            first, second = int(found[1]), int(found[3])
            day_first += first > 12 or found[2] == "."
            month_first += second > 12
    if day_first == month_first:
        return otherwise
    return day_first > month_first


def read_day(text: str, day_first: bool) -> PartialDate | None:
    """The date in a cell; None where it cannot be read as one."""
    bare = _TIME_TAIL.sub("", text.strip()).strip()
    try:
        return _read(bare, day_first)
    except Refused:
        return None


def _read(bare: str, day_first: bool) -> PartialDate:
    found = _YEAR_FIRST.fullmatch(bare)
    if found:
        return _whole(int(found[1]), int(found[3]), int(found[4]))
    found = _NUMERIC.fullmatch(bare)
    if found:
        first, second = int(found[1]), int(found[3])
        swap = day_first or found[2] == "."
        month, day = (second, first) if swap else (first, second)
        if month > 12 >= day:
            month, day = day, month
        return _whole(_year(found[4]), month, day)
    found = _DAY_NAME_YEAR.fullmatch(bare)
    if found and _month(found[2]):
        return _whole(_year(found[3]), _month(found[2]), int(found[1]))
    found = _NAME_DAY_YEAR.fullmatch(bare)
    if found and _month(found[1]):
        return _whole(_year(found[3]), _month(found[1]), int(found[2]))
    date = PartialDate.parse(bare)
    return _whole(date.year, date.month, date.day)


def _whole(year: int | None, month: int | None, day: int | None) -> PartialDate:
    return PartialDate(None if year in (0, 1604) and month else year, month, day)


def _year(text: str | None) -> int | None:
    if text is None:
        return None
    number = int(text)
    if len(text) == 2:
        return number + (2000 if number < _OLDEST_TWO_DIGITS else 1900)
    return number


def _month(name: str) -> int | None:
    plain = unicodedata.normalize("NFKD", name.casefold())
    return _MONTH_NUMBERS.get("".join(letter for letter in plain if not unicodedata.combining(letter)))
