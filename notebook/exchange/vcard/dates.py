"""Dates of a card (BDAY, ANNIVERSARY, X-ABDATE ...) to JSContact and back (RFC 6350 4.3, RFC 9553 2.8.1).

Days are days: a time of day beside a birthday is junk in almost every file and would move the day between
time zones, so it becomes a Timestamp only where it is real and the day stays what is written.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

from notebook.contacts.dates import PartialDate
from notebook.errors import Refused

APPLE_NO_YEAR = 1604
_FULL = re.compile(r"(\d{4})-?(\d\d)-?(\d\d)\Z", re.ASCII)
_TIME = re.compile(
    r"(?P<day>.*\d)[T ](?P<h>\d\d):?(?P<m>\d\d)?(?::?(?P<s>\d\d))?(?:[.,]\d+)?\s*(?P<zone>Z|[+-]\d\d(?::?\d\d)?)?\Z",
    re.ASCII | re.IGNORECASE,
)
_LOOSE = (
    re.compile(r"(?P<y>\d{4})[-/.](?P<m>\d{1,2})[-/.](?P<d>\d{1,2})\Z", re.ASCII),
    re.compile(r"(?P<d>\d{1,2})\.\s?(?P<m>\d{1,2})\.\s?(?P<y>\d{4})\Z", re.ASCII),
    re.compile(r"--(?P<m>\d{1,2})-(?P<d>\d{1,2})\Z", re.ASCII),
    re.compile(r"-(?P<m>\d\d)-(?P<d>\d\d)\Z", re.ASCII),
    re.compile(r"(?P<y>\d{4})--\Z", re.ASCII),
)
_SLASHES = re.compile(r"(\d{1,2})[/-](\d{1,2})[/-](\d{4})\Z", re.ASCII)


def read_date(value: str, omitted_year: int = 0) -> tuple[dict[str, Any], bool] | None:
    """A JSContact date and whether it says all that was written; None for what is no date.

    ``omitted_year``: the year that stands for none (X-APPLE-OMIT-YEAR).
    """
    text = value.strip()
    simple = _FULL.match(text)
    if simple:
        return _checked(int(simple[1]), int(simple[2]), int(simple[3]), omitted_year)
    timed = _TIME.match(text)
    if timed and "T" not in timed["day"]:
        day_found = read_date(timed["day"], omitted_year)
        if day_found is None:
            return None
        stamp = _timestamp(day_found[0], timed)
        return (stamp, True) if stamp else (day_found[0], False)
    for form in _LOOSE:
        found = form.match(text)
        if found:
            parts = found.groupdict()
            year, month, day = (int(parts[p]) if parts.get(p) else None for p in "ymd")
            return _checked(year, month, day, omitted_year)
    slashed = _SLASHES.match(text)
    if slashed:
        first, second, whole = (int(part) for part in slashed.groups())
        if first > 12 or first == second:
            return _checked(whole, second, first, omitted_year)
        return _checked(whole, first, second, omitted_year) if second > 12 else None
    try:
        parsed = PartialDate.parse(text)
    except Refused:
        return None
    return _checked(parsed.year, parsed.month, parsed.day, omitted_year)


def _checked(year: int | None, month: int | None, day: int | None, omitted: int) -> tuple[dict[str, Any], bool] | None:
    """A PartialDate of the parts; years that stand for "no year" are left out."""
    if year is not None and (year == omitted or year <= 1 or (year == APPLE_NO_YEAR and month and day)):
        year = None
    try:
        return PartialDate(year, month, day).to_card(), True
    except Refused:
        return None


def _timestamp(day: dict[str, Any], timed: re.Match[str]) -> dict[str, Any] | None:
    """A Timestamp, where time and zone are known, the time is not midnight and UTC has the same day."""
    zone = timed["zone"]
    if not zone or not timed["m"] or "year" not in day or "day" not in day:
        return None
    clock = (int(timed["h"]), int(timed["m"]), int(timed["s"] or 0))
    if clock == (0, 0, 0):
        return None
    try:
        moment = datetime(day["year"], day["month"], day["day"], *clock, tzinfo=_zone(zone))
        moment = moment.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    if moment.day != day["day"]:
        return None
    return {"@type": "Timestamp", "utc": moment.strftime("%Y-%m-%dT%H:%M:%SZ").rjust(20, "0")}


def _zone(text: str) -> timezone:
    if text in ("Z", "z"):
        return UTC
    digits = text[1:].replace(":", "").ljust(4, "0")
    offset = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    return timezone(-offset if text[0] == "-" else offset)


def write_date(date: dict[str, Any], version: str) -> tuple[str, list[tuple[str, str]]] | None:
    """The value and its parameters; None for a date which the version cannot say.

    3.0 knows no date without year: Apple's form of it is the one most programs read.
    """
    parameters: list[tuple[str, str]] = []
    if date.get("calendarScale"):
        parameters.append(("CALSCALE", str(date["calendarScale"])))
    if date.get("@type") == "Timestamp" or "utc" in date:
        text = str(date.get("utc", ""))
        return (text if version == "3.0" else text.replace("-", "").replace(":", "")), parameters
    year, month, day = date.get("year"), date.get("month"), date.get("day")
    if version == "3.0":
        if year is None and month is not None and day is not None:
            parameters.append(("X-APPLE-OMIT-YEAR", str(APPLE_NO_YEAR)))
            year = APPLE_NO_YEAR
        dash = "-"
    else:
        dash = ""
    if not all(part is None or type(part) is int for part in (year, month, day)):
        return None
    if year is not None and month is not None and day is not None:
        return f"{year:04d}{dash}{month:02d}{dash}{day:02d}", parameters
    if year is not None:
        return (f"{year:04d}" if month is None else f"{year:04d}-{month:02d}"), parameters
    if month is not None:
        return (f"--{month:02d}" if day is None else f"--{month:02d}{day:02d}"), parameters
    return (f"---{day:02d}", parameters) if day is not None else None


_STAMP = re.compile(
    r"(\d{4})-?(\d\d)-?(\d\d)[T ](\d\d):?(\d\d):?(\d\d)(?:[.,]\d+)?\s*(Z|[+-]\d\d(?::?\d\d)?)?\Z",
    re.ASCII | re.IGNORECASE,
)


def read_stamp(value: str) -> str | None:
    """A UTCDateTime of REV or CREATED; a day alone is its midnight, a missing zone is UTC. None for junk."""
    text = value.strip()
    found = _STAMP.match(text)
    day = None if found else _FULL.match(text)
    try:
        if found:
            zone = _zone(found[7]) if found[7] else UTC
            moment = datetime(*(int(found[i]) for i in range(1, 7)), tzinfo=zone)  # type: ignore[arg-type, misc]
        elif day:
            moment = datetime(int(day[1]), int(day[2]), int(day[3]), tzinfo=UTC)
        else:
            return None
        return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ").rjust(20, "0")
    except (ValueError, OverflowError):
        return None


def write_stamp(utc: str, version: str) -> str:
    """A UTCDateTime as REV and CREATED have it."""
    return utc if version == "3.0" else utc.replace("-", "").replace(":", "")
