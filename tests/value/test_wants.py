"""Wants (W2), on a real notebook. It is Friday, 20 November 2026."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notebook.errors import NotFound, Refused
from notebook.sentences import say
from notebook.timeline.horizons import HORIZONS, asked_again, horizon_of, revisit_of
from notebook.timeline.typed import parse_remark
from tests.wanted import passed

if TYPE_CHECKING:
    from notebook.book import Notebook

TODAY = date(2026, 11, 20)


@pytest.fixture
def ann(book: Notebook) -> bytes:
    return book.contacts.create("Ann Lee")


def test_what_was_said(book: Notebook, ann: bytes) -> None:
    entry = book.timeline.log([ann], "call", "x")
    want = book.wants.add(ann, "a second shop", due=date(2027, 2, 20), strength=3, words_said="before Easter!",
                          interaction=entry)  # fmt: skip
    held = book.wants.get(want)
    assert (held.text, held.horizon, held.strength, held.certainty, held.words, held.contact_name) == (
        "a second shop", "season", 3, "known", "before Easter!", "Ann Lee")  # fmt: skip
    assert (held.day, held.due, held.revisit, held.interaction) == (TODAY, date(2027, 2, 20), date(2027, 2, 6), entry)
    plain = book.wants.get(book.wants.add(ann, "quiet brakes"))
    assert (plain.horizon, plain.strength, plain.revisit) == ("someday", 2, TODAY + timedelta(days=180))
    assert book.wants.get(book.wants.add(ann, "a bell", horizon="now")).revisit == TODAY + timedelta(days=7)


def test_nothing_is_wanted_by_a_day_that_is_over(book: Notebook, ann: bytes) -> None:
    """At every door: the line, a field, the command."""
    over = TODAY - timedelta(days=1)
    draft = parse_remark("want", "a bell by 2020-01-01", book.clock)
    assert draft is not None
    want = book.wants.add(ann, "a lamp", due=TODAY)
    for door in (lambda: book.wants.add(ann, "a shop", due=over), lambda: book.wants.edit(want, due=over),
                 lambda: book.wants.add(ann, "a lamp", due=over), lambda: book.keep_remark(ann, draft)):  # fmt: skip
        with pytest.raises(Refused, match=r"is past\. Say a day from today on: until when is it wanted\?"):
            door()
    assert [(one.text, one.due) for one in book.wants.of(ann)] == [("a lamp", TODAY)]
    late = passed(book, ann, "a boat", over)
    book.wants.edit(late, text="a blue boat", due=over)
    assert book.wants.get(late).text == "a blue boat", "a day that passed meanwhile stands"


def test_about_a_product(book: Notebook, ann: bytes) -> None:
    stand = book.products.add("Stand no. 7")
    want = book.wants.add(ann, "two of them", product=stand)
    assert [w.product_name for w in book.wants.of(product=stand)] == ["Stand no. 7"]
    book.products.delete(stand)
    assert book.wants.get(want).text == "two of them"
    with pytest.raises(NotFound):
        book.wants.add(ann, "x", product=b"0" * 16)


def test_said_again_is_the_same_want(book: Notebook, ann: bytes) -> None:
    first = book.wants.add(ann, "Second shop", certainty="suspected", strength=3)
    assert book.wants.add(ann, "second  SHOP", due=date(2026, 12, 1), words_said="now or never") == first
    held = book.wants.get(first)
    assert (held.text, held.horizon, held.certainty, held.strength, held.words) == (
        "Second shop", "now", "known", 3, "now or never")  # fmt: skip
    assert book.wants.add(ann, "second shop") == first
    assert book.wants.get(first).due == date(2026, 12, 1)
    book.wants.meet(first)
    assert book.wants.add(ann, "second shop") != first


def test_a_some_day_want_wakes_up(book: Notebook, ann: bytes, time: Any) -> None:
    want = book.wants.add(ann, "a bakery bike")
    assert book.reminders.agenda() == []
    time.now = datetime(2027, 5, 19, 9, tzinfo=UTC)
    [due] = book.reminders.agenda()
    assert (due.kind, due.subject, due.section) == ("want", want, "today")
    assert str(due.text) == "Ask Ann Lee about: a bakery bike"
    assert str(due.reason) == "wanted since 2026-11-20; done asks again in 180 days, closing the want removes it"
    book.reminders.snooze(want, date(2027, 5, 25))
    assert book.reminders.agenda() == []
    assert book.reminders.next_due([ann]) == {ann: date(2027, 5, 25)}
    book.undo()
    book.reminders.done(want)
    assert book.reminders.agenda() == [] and book.wants.get(want).revisit == date(2027, 11, 15)
    book.undo()
    book.wants.meet(want)
    assert book.reminders.agenda() == []
    book.undo()
    assert len(book.reminders.agenda()) == 1
    book.contacts.delete(ann)
    assert book.reminders.agenda() == [] and book.wants.of() == []


def test_order(book: Notebook, ann: bytes) -> None:
    for text, more in (
        ("someday", {}), ("year", {"horizon": "year"}), ("strong", {"horizon": "year", "strength": 3}),
        ("later", {"due": date(2027, 6, 1)}), ("soon", {"due": date(2026, 12, 1)}), ("now", {"horizon": "now"}),
    ):  # fmt: skip
        book.wants.add(ann, text, **more)
    assert [w.text for w in book.wants.of(ann)] == ["soon", "later", "now", "strong", "year", "someday"]


def test_closed_and_opened(book: Notebook, ann: bytes) -> None:
    want = book.wants.add(ann, "x")
    book.wants.drop(want)
    assert book.wants.of(ann) == [] and book.wants.of(ann, "dropped")[0].closed_on == TODAY
    with pytest.raises(Refused):
        book.wants.meet(want)
    book.wants.reopen(want)
    assert book.wants.get(want).open
    book.wants.edit(want, horizon="year", strength=1, words="well")
    held = book.wants.get(want)
    assert (held.horizon, held.strength, held.words, held.revisit) == ("year", 1, "well", TODAY + timedelta(days=90))
    book.wants.edit(want, revisit=date(2027, 1, 1))
    assert book.wants.get(want).revisit == date(2027, 1, 1)
    book.wants.delete(want)
    assert book.wants.of(ann, "all") == []


@pytest.mark.parametrize(
    "bad", [{"text": " "}, {"text": "x", "horizon": "soonish"}, {"text": "x", "strength": 5},
            {"text": "x", "certainty": "maybe"}])  # fmt: skip
def test_refused(book: Notebook, ann: bytes, bad: dict[str, Any]) -> None:
    with pytest.raises(Refused):
        book.wants.add(ann, **bad)


days = st.dates(date(2020, 1, 1), date(2090, 1, 1))


@given(days, st.integers(0, 3000), st.integers(0, 3000))
def test_a_later_day_is_never_a_nearer_horizon(today: date, near: int, far: int) -> None:
    a, b = (HORIZONS.index(horizon_of(today + timedelta(days=n), today)) for n in sorted((near, far)))
    assert a <= b


@given(days, st.sampled_from(HORIZONS), st.none() | st.integers(-400, 3000))
def test_every_open_want_comes_back(today: date, horizon: str, ahead: int | None) -> None:
    due = None if ahead is None else today + timedelta(days=ahead)
    day = revisit_of(horizon, due, today)
    assert day > today or (due is not None and due <= today == day)
    assert due is None or day <= max(due, today)
    again = asked_again(horizon, due, today)
    assert again > today and (due is None or due <= today or again <= due)


def test_the_most_urgent_wake_up(book: Notebook, ann: bytes, time: Any) -> None:
    """What is wanted now after a week, what is wanted by a day in time before it; done asks again."""
    now = book.wants.add(ann, "a bell", horizon="now")
    assert book.reminders.agenda() == [] and book.reminders.next_due([ann]) == {ann: TODAY + timedelta(days=7)}
    soon = book.wants.add(ann, "a lamp", due=TODAY + timedelta(days=8))
    time.now += timedelta(days=7)
    assert {due.subject for due in book.reminders.agenda()} == {now, soon}
    lamp = next(due for due in book.reminders.agenda() if due.subject == soon)
    assert str(lamp.why) == "wanted by 2026-11-28" and not lamp.overdue
    assert str(lamp.way) == "done asks again in 1 day, closing the want removes it"
    for want in (now, soon):
        book.reminders.done(want)
    assert book.reminders.agenda() == []
    time.now += timedelta(days=1)
    [due] = book.reminders.agenda()
    assert (due.subject, str(due.why), due.overdue) == (soon, "wanted by today", False)


def test_a_want_whose_day_has_passed_is_overdue(book: Notebook, ann: bytes, time: Any) -> None:
    want = passed(book, ann, "a lamp", date(2026, 11, 18))
    [step] = book.insight.today()
    assert step.late and step.kind == "want"
    assert str(step.dues[0].why) == "wanted by 2026-11-18, 2 days ago"
    [line] = [line for line in book.insight.brief(ann).lines if line.kind == "want"]
    assert line.late and str(line.text) == "Wants: a lamp, by 2026-11-18, 2 days ago"
    assert book.reminders.sections(30, {"overdue": 9, "today": 9, "week": 9, "later": 9})[0].key == "overdue"
    book.reminders.done(want)
    assert book.insight.today() == []
    assert [part.key for part in book.reminders.sections(30, dict.fromkeys(
        ("overdue", "today", "week", "later"), 9))] == ["week"], "asked about: it waits for a week"
    book.reminders.snooze(book.wants.add(ann, "a bell", revisit=TODAY), TODAY + timedelta(days=2))
    time.now += timedelta(days=4)
    [due] = book.reminders.agenda()
    assert not due.overdue, "a want without a day only waits, also when it was put off"


def test_wants_of_before_wake_up_as_well(book: Notebook, ann: bytes) -> None:
    """Older programs stored no day to come back for what is wanted now or by a day that had come."""
    now = book.wants.add(ann, "a bell", horizon="now")
    late = passed(book, ann, "a lamp", TODAY - timedelta(days=1))
    asleep = book.wants.add(ann, "a trailer")
    with book.journal.change(say("as of before")) as draft:
        for want in (now, late, asleep):
            draft.set("want", want, {"revisit": None, "day": "2026-11-13"})
    assert {due.subject for due in book.reminders.agenda()} == {now, late}
    assert {step.subject for step in book.insight.today()[0].dues} == {now, late}
    assert book.reminders.next_due([ann])[ann] == TODAY - timedelta(days=1)
    held = {want.id: want.revisit for want in book.wants.of(ann)}
    assert held == {now: TODAY, late: TODAY - timedelta(days=1), asleep: None}, "not by itself stays not by itself"
    book.reminders.done(now)
    assert {due.subject for due in book.reminders.agenda()} == {late}
    with book.journal.change(say("from elsewhere")) as draft:
        draft.set("want", now, {"revisit": None, "day": None})
    bell = next(due for due in book.reminders.agenda() if due.subject == now)
    assert str(bell.why) == "wanted now"
