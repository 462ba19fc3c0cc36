"""What a person reads as a day is the day where the notebook is, not the one in Greenwich: seen from Los Angeles."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest

from notebook.clock import Clock
from notebook.insight import measures

if TYPE_CHECKING:
    from notebook.book import Notebook
    from tests.conftest import MovableClock

EVENING = datetime(2026, 11, 21, 4, 30, tzinfo=UTC)  # half past eight in the evening of the 20th
DAY = date(2026, 11, 20)


@pytest.fixture
def clock(time: MovableClock) -> Clock:
    time.now = datetime(2026, 11, 22, 18, 0, tzinfo=UTC)
    return Clock(time, ZoneInfo("America/Los_Angeles"))


@pytest.fixture
def ann(book: Notebook) -> bytes:
    return book.contacts.create("Ann")


def test_a_stored_instant_has_its_local_day(clock: Clock) -> None:
    assert clock.day("2026-11-21T04:30:00Z") == DAY
    assert clock.day("2026-11-21T08:00:00Z") == DAY + timedelta(days=1)
    assert clock.day(None) is clock.day("") is clock.day("some day") is None


def test_what_an_evening_left_was_learned_that_day(book: Notebook, ann: bytes) -> None:
    entry = book.timeline.log([ann], "call", "x", at=EVENING)
    item = book.closing.close(entry, learned="likes rye")[0]
    assert book.closing.get(item).day == DAY
    assert [one.day for one in book.closing.learned(ann)] == [DAY]
    assert [one.day for one in book.closing.of_entries([entry])[entry]] == [DAY]
    assert [one.day for one in book.timeline.get(entry).takeaways] == [DAY]
    later = book.timeline.log([ann], "call", "y", at=EVENING + timedelta(hours=3))
    told = [str(line.text) for line in book.insight.brief(ann).lines]
    assert told == ["Call on 2026-11-20: y", "Learned on 2026-11-20: likes rye"], later


def test_a_promise_without_a_day_waits_from_the_day_of_its_talk(book: Notebook, ann: bytes) -> None:
    entry = book.timeline.log([ann], "call", "x", at=EVENING)
    said = book.promises.make(ann, "list", interaction=entry)
    ours, _ = book.insight.measures(ann)
    assert ours.oldest == (said, DAY)


def test_a_row_that_nothing_tells_of_was_noted_that_day(book: Notebook, time: MovableClock) -> None:
    time.now = EVENING
    made = book.contacts.create("Bo")
    assert measures.made_on(made, book.clock) == DAY


def test_a_year_ago_begins_in_the_morning(book: Notebook, ann: bytes) -> None:
    """Twelve months ago, the 22nd of November of last year: its first minute counts, the minute before does not."""
    first = datetime(2025, 11, 22, 8, 0, tzinfo=UTC)
    sent = book.timeline.log([ann], "letter", "x", at=first)
    book.timeline.log([ann], "letter", "y", at=first - timedelta(minutes=1))
    assert book.insight.listening(ann).told == {"message": (sent,)}
    [reached] = [part for part in book.insight.health(ann).parts if part.name == "reach-ours"]
    assert reached.reason.evidence == (sent,)


def test_a_way_is_as_fresh_as_the_day_it_was_last_used(book: Notebook) -> None:
    book.colleagues.i_am("Marta")
    ann, bo = book.contacts.create("Ann"), book.contacts.create("Bo")
    book.timeline.log([ann], "call", "x", at=EVENING)
    door = book.insight.path(ann)
    assert str(door.bonds[0].reason.text) == "Marta spoke with Ann once, on 2026-11-20"
    said = book.timeline.log([ann], "note", "x", at=EVENING)
    book.relations.add(ann, "friend", bo, interaction=said)
    assert book.insight.path(bo).bonds[1].recency == pytest.approx(1 / (1 + 2 / (365 * 5)))
