"""Dates, times and durations as people type them; today is Friday, 20 November 2026."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notebook.clock import Clock
from notebook.timeline.clauses import due_of
from notebook.timeline.instants import local_instant
from notebook.timeline.typed import parse_due, parse_when
from notebook.timeline.vocabulary_en import ENGLISH
from notebook.timeline.when import Reader, months_later

FIXED = Clock(lambda: datetime(2026, 11, 20, 9, 30, tzinfo=UTC), UTC)


@pytest.mark.parametrize(
    ("text", "back", "ahead"),
    [
        ("today", "2026-11-20", "2026-11-20"),
        ("yesterday", "2026-11-19", "2026-11-19"),
        ("day before yesterday", "2026-11-18", "2026-11-18"),
        ("tomorrow", "2026-11-21", "2026-11-21"),
        ("Monday", "2026-11-16", "2026-11-23"),
        ("Friday", "2026-11-13", "2026-11-27"),  # never today
        ("last Friday", "2026-11-13", "2026-11-13"),
        ("next Friday", "2026-11-27", "2026-11-27"),
        ("next Monday", "2026-11-23", "2026-11-23"),
        ("this Sunday", "2026-11-22", "2026-11-22"),
        ("Tue last week", "2026-11-10", "2026-11-10"),
        ("3 days ago", "2026-11-17", "2026-11-17"),
        ("a week ago", "2026-11-13", "2026-11-13"),
        ("two months ago", "2026-09-20", "2026-09-20"),
        ("in 2 weeks", "2026-12-04", "2026-12-04"),
        ("within three days", "2026-11-23", "2026-11-23"),
        ("on 5 May", "2026-05-05", "2027-05-05"),
        ("5th of May, 2024", "2024-05-05", "2024-05-05"),
        ("May 5", "2026-05-05", "2027-05-05"),
        ("1 December", "2026-12-01", "2026-12-01"),  # within a month: ahead also when looking back
        ("5.5.", "2026-05-05", "2027-05-05"),
        ("5.5.2025", "2025-05-05", "2025-05-05"),
        ("2026-05-05", "2026-05-05", "2026-05-05"),
        ("12/31", "2025-12-31", "2026-12-31"),
        ("the 3rd", "2026-11-03", "2026-12-03"),
        ("end of month", "2026-11-30", "2026-11-30"),
        ("end of next month", "2026-12-31", "2026-12-31"),
        ("end of week", "2026-11-20", "2026-11-20"),
        ("next month", "2026-12-01", "2026-12-01"),
        ("in May", "2026-05-01", "2027-05-01"),
        ("24-26 Nov", "2026-11-24", "2026-11-24"),
    ],
)
def test_days(text: str, back: str, ahead: str) -> None:
    assert parse_when(text, FIXED) == date.fromisoformat(back)
    assert parse_when(text, FIXED, future=True) == date.fromisoformat(ahead)


@pytest.mark.parametrize(
    "text", ["", "  ", "soon", "31 April", "45.13.", "5/6", "0", "last minute", "2026-02-30", "at"]
)
def test_no_date(text: str) -> None:
    assert parse_when(text, FIXED) is None


def test_29_february_without_its_year_is_one_within_a_year_or_none() -> None:
    """In most years the last one and the next one are both far away: which is meant is not guessed."""
    for text in ("29 Feb", "Feb 29", "29.2.", "2/29", "the 29th of February", "27-29 Feb"):
        assert parse_when(text, FIXED) is None and parse_when(text, FIXED, future=True) is None, text
    assert parse_when("29 Feb 2024", FIXED) == date(2024, 2, 29)
    leap = date(2028, 2, 29)
    for today, back, ahead in (
        ("2027-11-20", None, leap), ("2028-02-10", leap, leap), ("2028-02-29", leap, leap), ("2028-11-20", leap, None),
    ):  # fmt: skip
        now = datetime.fromisoformat(f"{today}T09:30Z")
        at = Clock(lambda now=now: now, UTC)  # type: ignore[misc]
        assert (parse_when("29 Feb", at), parse_when("29 Feb", at, future=True)) == (back, ahead), today


@pytest.mark.parametrize(
    "text", ["yesterday 14:00", "14:00 yesterday", "yesterday at 2pm", "2:00 pm, yesterday", "yesterday, 14h"]
)
def test_times(text: str) -> None:
    assert parse_when(text, FIXED) == datetime(2026, 11, 19, 14, tzinfo=UTC)


def test_hours_that_a_day_tells_and_days_that_an_hour_does() -> None:
    at = {"tonight": datetime(2026, 11, 20, 20, tzinfo=UTC), "last night": datetime(2026, 11, 19, 20, tzinfo=UTC),
          "yesterday night": datetime(2026, 11, 19, 20, tzinfo=UTC)}  # fmt: skip
    for text, instant in at.items():
        assert parse_when(text, FIXED) == instant, text
    days = {"tonight": 20, "last night": 19, "5 pm": 20, "at 9:00": 21, "this morning": 20, "noon": 20}
    for text, day in days.items():
        assert parse_when(text, FIXED, True, whole=True) == date(2026, 11, day), text
    assert parse_when("last night", FIXED, whole=True) == date(2026, 11, 19)
    late = Clock(lambda: datetime(2026, 11, 20, 18, 30, tzinfo=UTC), UTC)
    dues = {"this afternoon": 20, "in the afternoon": 21, "in the evening": 20, "by 6 pm": 21, "by midnight": 20,
            "at noon": 21}  # fmt: skip
    for text, due in dues.items():
        assert parse_due(text, late) == (None, date(2026, 11, due)), text


def test_local_time_is_stored_as_utc(clock: Clock) -> None:
    assert parse_when("2026-07-01T14:00", clock) == datetime(2026, 7, 1, 12, tzinfo=UTC)
    assert parse_when("2026-12-01 14:00", clock) == datetime(2026, 12, 1, 13, tzinfo=UTC)
    assert parse_when("2026-07-01T14:00Z", clock) == datetime(2026, 7, 1, 14, tzinfo=UTC)
    assert parse_when("1 July 14:00", clock) == datetime(2026, 7, 1, 12, tzinfo=UTC)
    assert parse_when("2 hours ago", clock) == datetime(2026, 11, 20, 7, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "begins", "due"),
    [
        ("Friday", None, "2026-11-27"),
        ("by Friday", None, "2026-11-27"),
        ("today", None, "2026-11-20"),
        ("before Friday", None, "2026-11-26"),
        ("this week", "2026-11-20", "2026-11-22"),
        ("next week", "2026-11-23", "2026-11-29"),
        ("by next week", None, "2026-11-29"),
        ("24-26 Nov", "2026-11-24", "2026-11-26"),
        ("24.-26.11.", "2026-11-24", "2026-11-26"),
        ("28 Dec - 3 Jan", "2026-12-28", "2027-01-03"),
        ("in December", "2026-12-01", "2026-12-31"),
        ("when asked", None, None),
    ],
)
def test_due(text: str, begins: str | None, due: str | None) -> None:
    wanted = tuple(date.fromisoformat(day) if day else None for day in (begins, due))
    assert parse_due(text, FIXED) == wanted


def test_due_of_no_date() -> None:
    assert parse_due("some time", FIXED) is None
    assert not due_of("send the list", Reader(FIXED)).known


@pytest.mark.parametrize(
    ("text", "minutes"),
    [("18 min", 18), ("1h30", 90), ("1 h", 60), ("2 hours", 120), ("1.5 h", 90), ("half an hour", 30), ("90min", 90),
     ("1 h 20 min", 80), ("14h", None), ("14:00", None), ("min", None)],
)  # fmt: skip
def test_durations(text: str, minutes: int | None) -> None:
    found = Reader(FIXED).duration(text, 0, len(text))
    assert (found[1] if found else None) == minutes


def test_months_later_keeps_to_the_month() -> None:
    assert months_later(date(2026, 1, 31), 1) == date(2026, 2, 28)
    assert months_later(date(2026, 12, 31), -1) == date(2026, 11, 30)


@given(st.dates(date(1800, 1, 1), date(2399, 12, 31)), st.booleans())
def test_written_dates_are_read_again(day: date, future: bool) -> None:
    month = next(name for name, number in ENGLISH.months.items() if number == day.month)
    for text in (
        day.isoformat(),
        f"{day.day} {month} {day.year}",
        f"{month} {day.day}, {day.year}",
        f"{day.day}.{day.month}.{day.year}",
        f"{day.day} {month.title()[:3]} {day.year}",
    ):
        assert parse_when(text, FIXED, future) == day, text


@given(st.integers(-400, 400))
def test_days_away(days: int) -> None:
    text = f"in {days} days" if days >= 0 else f"{-days} days ago"
    assert parse_when(text, FIXED) == date(2026, 11, 20) + timedelta(days=days)


@given(st.dates(date(2020, 1, 1), date(2035, 12, 31)), st.sampled_from(sorted(ENGLISH.weekdays)))
def test_weekdays_are_within_a_week(today: date, name: str) -> None:
    there = Clock(lambda: datetime.combine(today, datetime.min.time(), UTC), UTC)
    ahead, back = parse_when(name, there, future=True), parse_when(name, there)
    assert isinstance(ahead, date) and isinstance(back, date)
    assert 1 <= (ahead - today).days <= 7 and 1 <= (today - back).days <= 7
    assert ahead.weekday() == back.weekday() == ENGLISH.weekdays[name]


@given(st.text(max_size=40), st.booleans())
def test_any_text_is_answered(text: str, future: bool) -> None:
    parse_when(text, FIXED, future)
    parse_due(text, FIXED)


_PIECES = st.sampled_from(
    [*ENGLISH.weekdays, *ENGLISH.months, *ENGLISH.units, *ENGLISH.relative, "last", "next", "end of", "in", "ago",
     "the", "5", "31", "29", "2026", "9999", "0", "99.", "14:00", "24:00", "-", "/", ".", ",", "by", "before", "within"]
)  # fmt: skip


@given(st.lists(_PIECES, max_size=7), st.booleans())
def test_any_words_of_dates_are_answered(words: list[str], future: bool) -> None:
    for text in (" ".join(words), "".join(words)):
        parse_when(text, FIXED, future)
        parse_due(text, FIXED)


@pytest.mark.parametrize(
    "zone", ["Australia/Sydney", "Pacific/Auckland", "America/Santiago", "Asia/Beirut", "Europe/Berlin",
             "America/Havana", "Pacific/Apia", "America/New_York", "Pacific/Kiritimati", "America/Sao_Paulo"]
)  # fmt: skip
def test_midnight_is_the_first_instant_of_its_day(zone: str) -> None:
    """Also where the clocks change at midnight, or on that day."""
    clock = Clock(lambda: datetime(2026, 11, 20, 9, 30, tzinfo=UTC), ZoneInfo(zone))
    for number in range(-365 * 10, 366):
        day = date(2026, 1, 1) + timedelta(days=number)
        first = local_instant(clock, day, time())
        if clock.local(first).date() != day and day == date(2011, 12, 30):
            continue  # Samoa had no such day
        assert clock.local(first).date() == day
        assert clock.local(first - timedelta(seconds=1)).date() < day
