"""What charts show: counted by month, of one contact and of all, the same as counting by hand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from notebook.insight import balance, rhythm

if TYPE_CHECKING:
    from notebook.book import Notebook
    from notebook.clock import Clock
    from tests.conftest import MovableClock

TODAY = date(2026, 11, 20)
DAY = timedelta(days=1)


@pytest.fixture
def ann(book: Notebook) -> bytes:
    return book.contacts.create("Ann")


def test_talks_by_month(book: Notebook, ann: bytes) -> None:
    bo = book.contacts.create("Bo")
    for kind, whom, day in (
        ("call", [ann], date(2026, 11, 19)), ("call", [ann, bo], date(2026, 11, 1)),
        ("visit", [bo], date(2026, 10, 31)),
        ("Messe", [ann], date(2025, 12, 1)), ("note", [ann], date(2026, 11, 2)), ("call", [ann], date(2025, 11, 30)),
        ("purchase", [ann], date(2026, 11, 2)),
    ):  # fmt: skip
        book.timeline.log(whom, kind, "x", at=day)
    gone = book.timeline.log([ann], "call", "x", at=date(2026, 11, 3))
    book.timeline.delete(gone)
    months = book.insight.talks()
    assert [month.first for month in months] == rhythm.first_days(TODAY, 12) and months[0].first == date(2025, 12, 1)
    assert {month.first.month: dict(month.counts) for month in months if month.total} == {
        11: {"call": 2}, 10: {"visit": 1}, 12: {"Messe": 1}}  # fmt: skip
    mine = book.insight.talks(ann)
    assert {month.first.month: dict(month.counts) for month in mine if month.total} == {
        11: {"call": 2}, 12: {"Messe": 1}}  # fmt: skip
    assert sum(month.total for month in book.insight.talks(ann, 13)) == 4


def test_a_month_is_that_of_the_wall(book: Notebook, ann: bytes) -> None:
    """Half past midnight in Berlin is still October in UTC."""
    book.timeline.log([ann], "call", "x", at=datetime(2026, 10, 31, 23, 30, tzinfo=UTC))
    for months in (book.insight.talks(), book.insight.talks(ann)):
        assert {month.first.month: month.total for month in months if month.total} == {11: 1}


def test_how_promises_ended(book: Notebook, ann: bytes, time: Any) -> None:
    def make(text: str, side: str = "ours", due: date | None = None) -> bytes:
        return book.promises.make(ann, text, direction=side, due=due)

    book.promises.keep(make("in time", due=TODAY))
    book.promises.keep(make("no day"))
    book.promises.keep(make("late", "theirs", TODAY - 3 * DAY))
    book.promises.break_(make("broken", due=TODAY))
    book.promises.break_(make("given up before its day", due=TODAY + 40 * DAY))
    book.promises.break_(make("had no day", "theirs"))
    book.promises.break_(make("overdue in September, given up today", "theirs", due=date(2026, 9, 5)))
    make("overdue since October", due=date(2026, 10, 5))
    make("still time", due=TODAY + DAY)
    make("today is not late", due=TODAY)
    book.promises.release(make("released"))
    book.promises.delete(make("deleted", due=date(2026, 10, 5)))
    gone = book.contacts.create("Gone")
    book.promises.make(gone, "x", due=date(2026, 10, 5))
    book.contacts.delete(gone)
    for months in (book.insight.promises_by_month(), book.insight.promises_by_month(ann)):
        assert {month.first.month: dict(month.counts) for month in months if month.total} == {
            11: {"ours-kept": 2, "theirs-late": 1, "ours-broken": 2, "theirs-broken": 1}, 10: {"ours-broken": 1},
            9: {"theirs-broken": 1}}  # fmt: skip
    assert not any(month.total for month in book.insight.promises_by_month(b"?" * 16))


def test_to_and_fro_is_the_sum_of_the_balances(book: Notebook, ann: bytes) -> None:
    bo = book.contacts.create("Bo")
    book.favours.gave(ann, "advice")
    book.favours.asked(bo, "feedback")
    book.favours.gave(bo, "time", side="theirs")
    product = book.products.add("Stand")
    book.products.bought(ann, product)
    item = book.shelf.add("A tip")
    book.shelf.give(item, bo)
    whole: Counter[tuple[str, str, str]] = Counter()
    for one in balance.of_contacts(book.db, [ann, bo], TODAY).values():
        for side in ("ours", "theirs"):
            for act in ("gave", "asked"):
                for kind, rows in one.of(side, act).items():
                    whole[side, act, kind] += len(rows)
    assert {(*key, kind): n for key, kinds in book.insight.given().items() for kind, n in kinds.items()} == dict(whole)


def test_wants_by_horizon(book: Notebook, ann: bytes) -> None:
    bo = book.contacts.create("Bo")
    book.wants.add(ann, "a bell", horizon="now")
    book.wants.add(ann, "a bike", horizon="year", certainty="suspected")
    book.wants.add(bo, "a shop")
    book.wants.meet(book.wants.add(bo, "a rack", horizon="now"))
    shown = [(one.horizon, one.known, one.suspected) for one in book.insight.wanted()]
    assert shown == [("now", 1, 0), ("season", 0, 0), ("year", 0, 1), ("someday", 1, 0)]
    assert sum(one.known + one.suspected for one in book.insight.wanted(ann)) == 2
    book.contacts.delete(bo)
    assert sum(one.known + one.suspected for one in book.insight.wanted()) == 2


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.dates(date(1950, 1, 1), date(2100, 12, 31)), st.integers(1, 40))
def test_first_days(today: date, months: int) -> None:
    days = rhythm.first_days(today, months)
    assert len(days) == months == len(set(days)) and all(day.day == 1 for day in days)
    assert days[-1] <= today and all((after - before).days in (28, 29, 30, 31)
                                     for before, after in pairwise(days))  # fmt: skip


def test_talks_with_the_deleted_are_no_talks_of_everybody(book: Notebook, ann: bytes) -> None:
    bo, cy = book.contacts.create("Bo"), book.contacts.create("Cy")
    for whom in ([bo], [ann, bo], [bo, cy], [cy]):
        book.timeline.log(whom, "call", "x", at=date(2026, 11, 3))
    book.timeline.log([bo], "note", "x", at=date(2026, 11, 3))
    book.timeline.log([bo], "visit", "x", at=date(2026, 10, 3))
    book.contacts.delete(bo, cy)
    assert {month.first.month: dict(month.counts) for month in book.insight.talks() if month.total} == {11: {"call": 1}}
    book.undo()
    assert sum(month.total for month in book.insight.talks()) == 5


def test_a_month_begins_at_its_midnight_also_where_the_clocks_change_that_day(
    notebook: Callable[..., Notebook], clock: Clock, time: MovableClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In Sydney summer time began on Sunday, 1 October 2023 at two in the morning."""
    monkeypatch.setattr(clock, "_zone", ZoneInfo("Australia/Sydney"))
    time.now = datetime(2023, 10, 20, tzinfo=UTC)
    book = notebook("sydney.kithbook")
    ann = book.contacts.create("Ann")
    book.timeline.log([ann], "visit", "x", at=datetime(2023, 9, 30, 13, 30, tzinfo=UTC))
    book.timeline.log([ann], "visit", "x", at=datetime(2023, 9, 30, 14, 30, tzinfo=UTC))
    for months in (book.insight.talks(), book.insight.talks(ann)):
        assert {month.first.month: month.total for month in months if month.total} == {9: 1, 10: 1}
    assert book.insight.visits(date(2023, 9, 30)) == book.insight.visits(date(2023, 10, 1)) == [ann]


def test_an_introduction_is_one_thing_given_over_everybody(book: Notebook, ann: bytes) -> None:
    """It stands with each of the two; in the total of the house it happened once."""
    bo, cy = book.contacts.create("Bo"), book.contacts.create("Cy")
    for a, b in ((ann, bo), (ann, cy)):
        pair = book.introductions.propose(a, b)
        for who in (a, b):
            book.introductions.answer(pair, who, True)
        book.introductions.introduce(pair)
    book.favours.gave(cy, "introduction", "to my sister")  # noted by hand, of no pair
    assert book.insight.balance(ann).count("ours", "gave") == 2
    assert book.insight.balance(bo).count("ours", "gave") == 1
    assert book.insight.given() == {("ours", "gave"): {"introduction": 3}}
    book.contacts.delete(bo)
    assert book.insight.given() == {("ours", "gave"): {"introduction": 3}}  # Ann was given it still
