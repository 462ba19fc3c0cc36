"""Offers and the desk they pass (W4), on a real notebook. It is Friday, 20 November 2026."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from notebook.errors import NotFound, Refused
from notebook.sentences import say
from notebook.timeline.records import Stream
from notebook.value.made import staying
from notebook.value.offers import open_spot

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
    assert (entry.kind, entry.direction, entry.body) == ("offer", "out", "Ten stands, half price")
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


def test_its_entry_says_how_and_why_it_went_out(book: Notebook, ann: bytes, want: bytes) -> None:
    book.permissions.record(ann, "email", "offers", "refused")
    book.promises.make(ann, "the list", due=TODAY - DAY)
    offer = book.offers.make(ann, "ten stands", want=want, channel="email", override="she called for it")
    [entry] = book.entries(book.timeline.ids(Stream(contact=ann, kind="offer")))
    assert [(one.table, one.id, str(one.said)) for one in entry.made] == [
        ("want", want, "because Ann Lee wants: a second shop"), ("offer", offer, "offer: no answer yet")
    ]  # fmt: skip
    assert entry.offered is not None and str(entry.offered.way) == "by e-mail"
    assert str(entry.offered.override).startswith("Sent against: e-mail for offers: no (")
    assert str(entry.offered.override).endswith(
        "; 1 promise of ours is overdue: the list. Why: she called for it"
    )
    book.offers.answer(offer, "declined")
    assert str(book.entries([entry.id])[0].made[1].said) == "offer: they declined it"
    owned = book.products.own(ann, book.products.add("Stand"))
    second = book.offers.get(book.offers.make(ann, "wax", owned=owned, override="asked for it")).interaction
    assert second is not None
    told = book.entries([second])[0]
    assert str(told.made[0].said) == "because Ann Lee owns: Stand" and told.made[0].table == "owned"
    assert told.offered is not None and told.offered.way is None
    book.undo()
    assert book.entries([second]) == [] and book.entries([entry.id])[0].kind == "offer"
    book.wants.delete(want)
    assert [one.table for one in book.entries([entry.id])[0].made] == ["offer"]


def test_an_offer_is_no_talk_but_restarts_the_cadence(book: Notebook, ann: bytes, want: bytes) -> None:
    talk = book.timeline.log([ann], "call", "she wants a shop", at=TODAY - 40 * DAY, direction="in")
    entry = book.offers.get(book.offers.make(ann, "ten stands", want=want, channel="email")).interaction
    [row] = book.contacts.rows([ann])
    assert row.last is not None and book.clock.local(row.last).date() == TODAY  # any entry restarts it
    page = book.insight.brief(ann)
    lines = {section.key: [(str(line.text), line.evidence[0]) for line in section.lines] for section in page.sections}
    assert lines["last"] == [("Call on 2026-10-11: she wants a shop", talk)]
    assert [text for text, _ in lines["news"]] == ["Offer on 2026-11-20, by e-mail: ten stands"]
    parts = {part.name: part for part in book.insight.health(ann).parts}
    assert parts["contact"].reason.evidence == (entry,), "a contact of us to them"
    assert parts["reach-ours"].points == 0 and parts["reach-theirs"].reason.evidence == (talk,), "but no talk"
    assert book.insight.listening(ann).told == {"offer": (book.offers.of(ann)[0].id,)}


def test_the_brief_says_what_an_offer_went_against(book: Notebook, ann: bytes, want: bytes) -> None:
    book.promises.make(ann, "the list", due=TODAY - DAY)
    book.offers.make(ann, "ten stands", want=want, override="she called for it")
    [news] = [section for section in book.insight.brief(ann).sections if section.key == "news"]
    assert [str(line.text) for line in news.lines] == [
        "Offer on 2026-11-20: ten stands. Sent against: 1 promise of ours is overdue: the list."
        " Why: she called for it"
    ]  # fmt: skip


@pytest.mark.parametrize("text", [
    "We can offer you: …", "Hello Ann,\n\nWe can offer you: …\n\nMarta", "We can offer you: ...  ", "…"])  # fmt: skip
def test_an_offer_with_an_open_spot_does_not_go_out(book: Notebook, ann: bytes, want: bytes, text: str) -> None:
    with pytest.raises(Refused, match="Write what you offer where the … stands"):
        book.offers.make(ann, text, want=want)
    assert book.offers.of(ann) == []
    spot = open_spot(text)
    assert spot is not None and text[slice(*spot)] in ("…", "...")
    assert open_spot("We can offer you: ten stands … and wax") is None
    assert open_spot("Ten stands, and so on…\nMarta") is None


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


@pytest.mark.parametrize(("channel", "kind"), [("email", "email"), ("", "note")])
def test_an_offer_of_an_older_program_takes_its_entry_along(
    book: Notebook, ann: bytes, want: bytes, channel: str, kind: str
) -> None:
    with book.change(say("before")) as draft:
        entry = book.timeline.log([ann], kind, "ten stands")
        offer = book.journal.new_id()
        draft.insert("offer", offer, {"contact": ann, "want": want, "text": "ten stands", "channel": channel or None,
                                      "state": "made", "day": "2026-11-20", "interaction": entry})  # fmt: skip
    assert [one.table for one in book.entries([entry])[0].made] == ["want", "offer"]
    book.offers.delete(offer)
    assert book.timeline.ids(Stream(contact=ann)) == []


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


def test_its_entry_is_the_offer(book: Notebook, ann: bytes, want: bytes) -> None:
    """One fact: deleted in the timeline it is gone everywhere, in one step, and comes back in one."""
    first = book.offers.make(ann, "ten stands", want=want)
    kept = book.offers.make(ann, "a wheel", want=want, override="she asked")
    entry = book.offers.get(first).interaction
    assert entry is not None and staying(book.entries([entry])[0]) == []
    book.timeline.delete(entry)
    assert [one.id for one in book.offers.of(ann)] == [kept]
    assert str(book.undo()) == "Delete an entry"
    assert {one.id for one in book.offers.of(ann)} == {first, kept} and book.offers.get(first).interaction == entry
    talk = book.timeline.log([ann], "call", "told her of it")
    by_phone = book.offers.make(ann, "a bell", want=want, override="she asked", interaction=talk)
    assert [str(one) for one in staying(book.entries([talk])[0]) if "offer" in str(one)] == ["1 offer"]
    book.timeline.delete(talk)
    assert book.offers.get(by_phone).text == "a bell", "made in a talk, it is no part of it"
    book.offers.delete(kept)
    assert {one.id for one in book.offers.of(ann)} == {by_phone, first}
