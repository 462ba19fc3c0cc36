"""Offers and the desk they pass (W4), on a real notebook. It is Friday, 20 November 2026."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from notebook.errors import NotFound, Refused
from notebook.timeline.records import Stream

if TYPE_CHECKING:
    from notebook.book import Notebook

TODAY = date(2026, 11, 20)
DAY = timedelta(days=1)


@pytest.fixture
def ann(book: Notebook) -> bytes:
    return book.contacts.create("Ann Lee")


@pytest.fixture
def want(book: Notebook, ann: bytes) -> bytes:
    return book.wants.add(ann, "a second shop")


def test_an_offer_needs_a_reason_of_theirs(book: Notebook, ann: bytes, want: bytes) -> None:
    foreign = book.wants.add(book.contacts.create("Bo"), "x")
    with pytest.raises(Refused, match="needs a reason"):
        book.offers.make(ann, "ten stands")
    with pytest.raises(NotFound):
        book.offers.make(ann, "ten stands", want=foreign)
    with pytest.raises(Refused, match="what is offered"):
        book.offers.make(ann, "  ", want=want)
    gone = book.wants.add(ann, "y")
    book.wants.delete(gone)
    with pytest.raises(NotFound):
        book.offers.make(ann, "ten stands", want=gone)
    assert book.offers.of() == [] and book.timeline.ids(Stream(contact=ann)) == []


def test_an_offer_is_kept_with_its_checks_and_told_in_the_timeline(book: Notebook, ann: bytes, want: bytes) -> None:
    book.permissions.record(ann, "email", "offers", "granted")
    offer = book.offers.make(ann, "Ten stands, half price", want=want, channel="E-Mail")
    held = book.offers.get(offer)
    assert (held.state, held.channel, held.day, held.override) == ("made", "email", TODAY, "")
    assert [(one.name, one.colour) for one in held.checks] == [
        ("reason", "green"), ("permission", "green"), ("balance", "green"), ("promises", "green"), ("pause", "green")
    ]  # fmt: skip
    assert str(held.checks[0].text) == "Ann Lee wants: a second shop"
    entry = book.timeline.get(held.interaction or b"")
    assert (entry.kind, entry.direction, entry.body) == ("email", "out", "Ten stands, half price")
    assert str(book.undo()) == "Note an offer to Ann Lee"
    assert book.offers.of(ann) == [] and book.timeline.ids(Stream(contact=ann)) == []


def test_red_needs_a_written_reason_which_stays(book: Notebook, ann: bytes, want: bytes) -> None:
    book.promises.make(ann, "the list", due=TODAY - DAY)
    with pytest.raises(Refused, match=r"1 promise of ours is overdue: the list\. Write down why"):
        book.offers.make(ann, "ten stands", want=want)
    with pytest.raises(Refused):
        book.offers.make(ann, "ten stands", want=want, override="   ")
    offer = book.offers.make(ann, "ten stands", want=want, override="she called for it")
    held = book.offers.get(offer)
    assert held.override == "she called for it"
    assert [one.colour for one in held.checks if one.name == "promises"] == ["red"]


def test_what_became_of_it(book: Notebook, ann: bytes, want: bytes) -> None:
    offer = book.offers.make(ann, "ten stands", want=want)
    book.offers.answer(offer, "accepted")
    assert (book.offers.get(offer).state, book.offers.get(offer).answered_on) == ("accepted", TODAY)
    owned = book.products.own(ann, book.products.add("Stand"))
    again = book.offers.make(ann, "wax for it", owned=owned, override="asked for it")
    book.offers.answer(again, "withdrawn")
    assert [one.id for one in book.offers.of(ann) if one.state == "withdrawn"] == [again]
    book.offers.delete(offer, again)
    assert book.offers.of(ann) == []


def test_an_offer_that_was_logged_before_is_not_logged_again(book: Notebook, ann: bytes, want: bytes) -> None:
    entry = book.timeline.log([ann], "call", "offered ten stands")
    offer = book.offers.make(ann, "ten stands", want=want, interaction=entry)
    assert book.offers.get(offer).interaction == entry
    assert book.timeline.ids(Stream(contact=ann)) == [entry]


def test_a_check_list_of_an_older_program_is_read(book: Notebook, ann: bytes, want: bytes) -> None:
    offer = book.offers.make(ann, "ten stands", want=want)
    with book.change(book.offers.get(offer).checks[0].text) as draft:
        draft.set("offer", offer, {"checks": '[["balance","red","asked 4 times, gave once"]]'})
    [check] = book.offers.get(offer).checks
    assert (check.name, check.colour, str(check.text)) == ("balance", "red", "asked 4 times, gave once")


def test_an_offer_deleted_takes_its_entry_along(book: Notebook, ann: bytes, want: bytes) -> None:
    call = book.timeline.log([ann], "call", "ten stands")
    mine = book.offers.make(ann, "ten stands", want=want, channel="email")
    answered = book.offers.make(ann, "nine stands", want=want, override="x")
    reply = book.timeline.log([ann], "email", "he says yes", direction="in")
    book.offers.answer(answered, "accepted", reply)
    logged = book.offers.make(ann, "ten stands", want=want, interaction=call, override="x")
    edited = book.offers.make(ann, "eight stands", want=want, override="x")
    own = book.offers.get(edited).interaction
    assert own is not None
    book.timeline.edit(own, text="eight stands, in blue")
    before = set(book.timeline.ids(Stream(contact=ann)))
    book.offers.delete(mine, answered, logged, edited)
    assert set(book.timeline.ids(Stream(contact=ann))) == {call, reply, own} and book.offers.of(ann) == []
    book.undo()
    assert set(book.timeline.ids(Stream(contact=ann))) == before and len(book.offers.of(ann)) == 4
