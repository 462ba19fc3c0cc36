"""Recurring days by RFC 5545, and where ours differ from the letter of it."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notebook.errors import Refused
from notebook.reminders.recurrence import checked, following, latest


def days(rule: str, start: date, number: int) -> list[str]:
    found: list[str] = []
    day: date | None = None
    while len(found) < number and (day := following(rule, start, day)) is not None:
        found.append(day.isoformat())
    return found


def test_yearly_from_29_february_comes_every_year() -> None:
    assert days("FREQ=YEARLY", date(2024, 2, 29), 5) == [
        "2024-02-29", "2025-02-28", "2026-02-28", "2027-02-28", "2028-02-29",
    ]  # fmt: skip


def test_monthly_from_the_31st_is_the_last_day() -> None:
    assert days("FREQ=MONTHLY", date(2026, 1, 31), 4) == ["2026-01-31", "2026-02-28", "2026-03-31", "2026-04-30"]
    assert days("FREQ=MONTHLY", date(2026, 1, 30), 3) == ["2026-01-30", "2026-02-28", "2026-03-30"]
    assert days("FREQ=MONTHLY;INTERVAL=2", date(2025, 12, 31), 3) == ["2025-12-31", "2026-02-28", "2026-04-30"]


def test_a_rule_that_names_its_days_is_taken_at_its_word() -> None:
    assert days("FREQ=MONTHLY;BYMONTHDAY=31", date(2026, 1, 31), 3) == ["2026-01-31", "2026-03-31", "2026-05-31"]
    assert days("FREQ=MONTHLY;BYDAY=-1FR", date(2026, 1, 1), 2) == ["2026-01-30", "2026-02-27"]


def test_rules_end() -> None:
    assert days("FREQ=WEEKLY;COUNT=2", date(2026, 1, 1), 9) == ["2026-01-01", "2026-01-08"]
    assert days("FREQ=WEEKLY;UNTIL=20260115T000000Z", date(2026, 1, 1), 9) == ["2026-01-01", "2026-01-08", "2026-01-15"]
    assert days("", date(2026, 1, 1), 9) == ["2026-01-01"]


def test_the_latest_missed_day() -> None:
    assert latest("FREQ=WEEKLY", date(2026, 1, 5), date(2026, 1, 20)) == date(2026, 1, 19)
    assert latest("FREQ=WEEKLY", date(2026, 1, 5), date(2026, 1, 4)) is None
    assert latest(None, date(2026, 1, 5), date(2026, 3, 1)) == date(2026, 1, 5)


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("weekly", "FREQ=WEEKLY"),
        (" rrule:freq=weekly;byday=mo,we ", "FREQ=WEEKLY;BYDAY=MO,WE"),
        ("FREQ=DAILY;INTERVAL=3;", "FREQ=DAILY;INTERVAL=3"),
    ],
)
def test_what_is_stored(typed: str, stored: str) -> None:
    assert checked(typed, date(2026, 1, 1)) == stored


@pytest.mark.parametrize(
    "typed",
    ["", "x", "every day", "FREQ=HOURLY", "FREQ=WEEKLY;BYDAY=XX", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
     "FREQ=DAILY;COUNT=0", "FREQ=DAILY;INTERVAL=0",
     "FREQ=DAILY;COUNT=2;UNTIL=20270101", "FREQ=DAILY;UNTIL=20200101", "FREQ=DAILY;BYHOUR=3",
     "FREQ=DAILY;FREQ=DAILY", "DTSTART:20260101\nFREQ=DAILY", "FREQ=DAILY;EXDATE=20260101"],
)  # fmt: skip
def test_what_is_refused(typed: str) -> None:
    with pytest.raises(Refused) as caught:
        checked(typed, date(2026, 1, 1))
    assert str(caught.value.sentence)


def test_a_rule_from_elsewhere_that_cannot_be_read_is_one_day() -> None:
    assert days("FREQ=DAILY;INTERVAL=0", date(2026, 1, 1), 3) == ["2026-01-01"]
    assert days("nonsense", date(2026, 1, 1), 3) == ["2026-01-01"]


@given(
    st.dates(date(1990, 1, 1), date(2040, 12, 31)),
    st.sampled_from(["DAILY", "WEEKLY", "MONTHLY", "YEARLY"]),
    st.integers(1, 5),
)
def test_every_period_has_its_day(start: date, frequency: str, interval: int) -> None:
    rule = checked(f"FREQ={frequency};INTERVAL={interval}", start)
    found = [date.fromisoformat(day) for day in days(rule, start, 14)]
    assert found[0] == start and len(found) == 14
    for n, day in enumerate(found):
        if frequency in ("DAILY", "WEEKLY"):
            assert day == start + timedelta(days=n * interval * (7 if frequency == "WEEKLY" else 1))
        else:
            months = n * interval * (12 if frequency == "YEARLY" else 1)
            count = start.year * 12 + start.month - 1 + months
            assert (day.year, day.month) == (count // 12, count % 12 + 1)
            assert day.day == start.day or (day + timedelta(days=1)).day == 1


@given(
    st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.integers(0, 800), st.sampled_from(["WEEKLY", "MONTHLY", "YEARLY"])
)
def test_latest_and_following_meet(start: date, ahead: int, frequency: str) -> None:
    until = start + timedelta(days=ahead)
    last = latest(f"FREQ={frequency}", start, until)
    after = following(f"FREQ={frequency}", start, until)
    assert last is not None and after is not None and last <= until < after
    assert following(f"FREQ={frequency}", start, last) == after


@given(st.text(alphabet="FREQ=DAILYWKMONTHBUNTSPOUC;0123456789,-", max_size=40))
def test_any_rule_is_answered(text: str) -> None:
    with suppress(Refused):
        checked(text, date(2026, 1, 1))
