"""Introductions and offers come up when their next step is ours."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from notebook.book import Notebook
    from tests.conftest import MovableClock

TODAY = date(2026, 11, 20)


def texts(book: Notebook) -> list[str]:
    return [str(due.text) for due in book.reminders.agenda() if due.kind in ("introduction", "offer")]


def later(time: MovableClock, days: int) -> None:
    time.now += timedelta(days=days)


def test_the_steps_of_an_introduction(book: Notebook, time: MovableClock) -> None:
    ann, bo = book.contacts.create("Ann"), book.contacts.create("Bo")
    pair = book.introductions.propose(ann, bo, "both build boats")
    [due] = book.reminders.agenda()
    assert str(due.text) == "Ask Ann or Bo about meeting each other" and due.contact == ann and due.section == "today"
    assert str(due.reason) == "planned, nobody was asked yet; asking one of them removes it" and due.day == TODAY
    later(time, 1)
    [again] = book.reminders.agenda()
    assert again.day == due.day and not again.overdue, "so that what was put away stays away"
    assert [step.contact for step in book.insight.today()] == [ann]
    book.introductions.ask(pair, ann)
    assert texts(book) == []
    later(time, 14)
    [due] = book.reminders.agenda()
    assert str(due.text) == "Ask Ann again about meeting Bo" and due.contact == ann and not due.overdue
    assert str(due.reason) == "asked 14 days ago; noting the answer removes it"
    book.introductions.answer(pair, ann, True)
    [due] = book.reminders.agenda()
    assert str(due.text) == "Ask Bo about meeting Ann" and due.contact == bo
    book.introductions.ask(pair, bo)
    book.introductions.answer(pair, bo, True)
    [due] = book.reminders.agenda()
    assert str(due.text) in ("Introduce Ann and Bo", "Introduce Bo and Ann")
    assert [step.kind for step in book.insight.today()] == ["introduction"]
    book.introductions.introduce(pair)
    assert texts(book) == []
    later(time, 15)
    [text] = texts(book)
    assert "what came of meeting" in text
    book.introductions.finish(pair, "they share a workshop now")
    assert texts(book) == []


def test_what_was_ticked_off_or_refused_is_gone(book: Notebook, time: MovableClock) -> None:
    ann, bo, cy = (book.contacts.create(name) for name in ("Ann", "Bo", "Cy"))
    first, second = book.introductions.propose(ann, bo), book.introductions.propose(ann, cy)
    for pair in (first, second):
        book.introductions.ask(pair, ann)
    later(time, 20)
    assert len(texts(book)) == 2
    book.introductions.answer(first, ann, False)
    book.reminders.done(second)
    assert texts(book) == []
    book.undo()
    assert len(texts(book)) == 1
    book.contacts.delete(cy)
    assert texts(book) == []


def test_who_said_yes_is_told_that_it_came_to_nothing(book: Notebook, time: MovableClock) -> None:
    ann, bo, cy = (book.contacts.create(name) for name in ("Ann", "Bo", "Cy"))
    pair, other = book.introductions.propose(ann, bo), book.introductions.propose(ann, cy)
    book.introductions.dismiss(other)
    book.timeline.log([ann], "call", "she would like to")
    later(time, 1)
    book.introductions.answer(pair, ann, True)
    book.introductions.answer(pair, bo, False)
    [due] = book.reminders.agenda()
    assert str(due.text) == "Tell Ann that meeting Bo came to nothing" and due.contact == ann
    assert str(due.reason) == (
        "Ann said yes, Bo would rather not; the next talk with Ann removes it, so does putting it away")
    assert (due.day, due.section) == (TODAY + timedelta(days=1), "today")
    assert [step.kind for step in book.insight.today()] == ["introduction"]
    for done in (lambda: book.introductions.dismiss(pair), lambda: book.reminders.done(pair)):
        done()
        assert texts(book) == []
        book.undo()
        assert len(texts(book)) == 1
    book.timeline.log([bo], "call", "he would rather not")
    book.timeline.log([ann], "note", "what a pity")
    assert len(texts(book)) == 1
    time.now += timedelta(minutes=5)
    book.timeline.log([ann], "call", "told her")
    assert texts(book) == []


def test_nobody_is_told_of_a_no_who_was_not_asked(book: Notebook, time: MovableClock) -> None:
    ann, bo = book.contacts.create("Ann"), book.contacts.create("Bo")
    pair = book.introductions.propose(ann, bo)
    book.introductions.answer(pair, ann, False)
    later(time, 20)
    assert texts(book) == []
    book.introductions.reopen(pair)
    assert texts(book) == ["Ask Ann again about meeting Bo"]


def test_an_offer_that_nobody_answered(book: Notebook, time: MovableClock) -> None:
    ann = book.contacts.create("Ann")
    book.permissions.record(ann, "email", "offers", "granted")
    want = book.wants.add(ann, "a second shop", horizon="now")
    offer = book.offers.make(ann, "The corner shop", want=want, channel="email", override="she asked")
    later(time, 13)
    assert texts(book) == []
    later(time, 1)
    [due] = [due for due in book.reminders.agenda() if due.kind == "offer"]
    assert str(due.text) == "Ask Ann about the offer: The corner shop"
    assert due.day == TODAY + timedelta(days=14) and due.section == "today"
    letter = "Hello Ann,\n\nYou would like a shop.\n\nWe can offer you: The old mill.\n\nMarta"
    book.offers.make(ann, letter, want=want, channel="letter", override="she asked", day=TODAY - timedelta(days=1))
    assert texts(book) == ["Ask Ann about the offer: The old mill", "Ask Ann about the offer: The corner shop"]
    book.undo()
    book.offers.answer(offer, "accepted")
    assert texts(book) == []


def test_nobody_is_called_who_wants_no_calls(book: Notebook, time: MovableClock) -> None:
    ann, bo = book.contacts.create("Ann"), book.contacts.create("Bo")
    for who in (ann, bo):
        book.timeline.log([who], "call", "x")
        book.reminders.set_cadence(who, 30, 60)
    book.permissions.record(ann, "phone", "offers", "refused")  # of offers only
    book.permissions.record(bo, "phone", "", "refused")
    later(time, 88)
    said = {due.contact: due for due in book.reminders.agenda()}
    assert str(said[ann].text) == "Call Ann" and "phone" not in str(said[ann].why)
    assert str(said[bo].text) == "Get in touch with Bo"
    assert str(said[bo].why).endswith("last contact 88 days ago; not by phone: they said no on 2026-11-20")
    assert [str(step.text) for step in book.insight.today()] == ["Call Ann", "Get in touch with Bo"]
    book.permissions.record(bo, "phone", "", "granted")
    assert {str(due.text) for due in book.reminders.agenda()} == {"Call Ann", "Call Bo"}
