"""Asked versus told: what counts, once each, within twelve months. It is 20 November 2026."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from notebook.sentences import say

if TYPE_CHECKING:
    from notebook.book import Notebook

TODAY = date(2026, 11, 20)
DAY = timedelta(days=1)


@pytest.fixture
def ann(book: Notebook) -> bytes:
    return book.contacts.create("Ann Lee")


def test_nothing_to_and_fro(book: Notebook, ann: bytes) -> None:
    found = book.insight.listening(ann)
    assert (found.asked, found.told, found.ratio) == ({}, {}, None)
    assert str(found.said) == "In 12 months we neither asked nor told them anything"
    assert (found.since, found.until) == (TODAY - 365 * DAY, TODAY)


def test_everything_that_counts_counts_once(book: Notebook, ann: bytes) -> None:
    want = book.wants.add(ann, "a second shop")
    book.wants.add(ann, "a guess", certainty="suspected")
    story = book.stories.tell(ann, None, "It held.")
    circle = book.groups.create("Testers")
    answer = book.questions.answer(book.questions.ask(circle, "Brass?"), ann, "Brass!")
    advice = book.favours.asked(ann, "advice")
    book.favours.asked(ann, "referral")
    book.favours.asked(ann, "advice", side="theirs")
    offer = book.offers.make(ann, "ten stands", want=want, channel="email")
    item = book.shelf.add("Rain")
    letter = book.timeline.log([ann], "letter", "news", direction="out")
    book.shelf.give(item, ann, interaction=letter)
    mail = book.timeline.log([ann], "email", "our catalogue", direction="out")
    for kind, direction in (("email", "in"), ("call", "out"), ("meeting", None)):
        book.timeline.log([ann], kind, "x", direction=direction)
    found = book.insight.listening(ann)
    assert found.asked == {"want": (want,), "story": (story,), "answer": (answer,), "advice": (advice,)}
    assert (found.told["offer"], found.told["message"], len(found.told["item"])) == ((offer,), (mail,), 1)
    assert found.ratio == 4 / 3
    assert str(found.said) == "In 12 months we asked 4 times, told 3 times"
    book.offers.answer(offer, "withdrawn")
    assert str(book.insight.listening(ann).said) == "In 12 months we asked 4 times, told 2 times"


def test_who_tells_more_than_they_ask_is_told_so(book: Notebook, ann: bytes) -> None:
    book.timeline.log([ann], "email", "our catalogue", direction="out")
    assert str(book.insight.listening(ann).said) == "In 12 months we asked 0 times, told 1 time. Ask before you tell"
    assert book.insight.listening(ann).ratio == 0.0


def test_older_things_and_what_was_deleted_do_not_count(book: Notebook, ann: bytes) -> None:
    book.stories.tell(ann, None, "long ago", day=TODAY - 366 * DAY)
    book.timeline.log([ann], "email", "long ago", at=TODAY - 370 * DAY, direction="out")
    book.stories.delete(book.stories.tell(ann, None, "by mistake"))
    gone = book.timeline.log([ann], "email", "by mistake", direction="out")
    book.timeline.delete(gone)
    found = book.insight.listening(ann)
    assert (found.asked, found.told) == ({}, {})
    book.timeline.log([ann], "email", "today", direction="out")
    assert len(book.insight.listening(ann).told["message"]) == 1


def test_an_answer_to_a_question_that_is_gone_does_not_count(book: Notebook, ann: bytes) -> None:
    question = book.questions.ask(book.groups.create("Testers"), "Brass?")
    book.questions.answer(question, ann, "Brass!")
    assert len(book.insight.listening(ann).asked["answer"]) == 1
    with book.change(say("Delete it elsewhere, where the answer was not known")) as draft:
        draft.delete("question", question)
    assert book.insight.listening(ann).asked == {}
