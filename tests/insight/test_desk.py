"""The check list of an offer: every colour with its reason, words to begin with. It is 20 November 2026."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from notebook.errors import NotFound, Refused

if TYPE_CHECKING:
    from notebook.book import Notebook
    from notebook.insight.records import Checked, Checklist
    from tests.conftest import MovableClock

TODAY = date(2026, 11, 20)
DAY = timedelta(days=1)


@pytest.fixture
def ann(book: Notebook) -> bytes:
    return book.contacts.create("Ann Lee")


@pytest.fixture
def want(book: Notebook, ann: bytes) -> bytes:
    return book.wants.add(ann, "a second shop", words_said="a second shop, in town")


def line(found: Checklist, name: str) -> Checked:
    [one] = [one for one in found.checks if one.name == name]
    return one


def said(found: Checklist, name: str) -> tuple[str, str]:
    one = line(found, name)
    return one.colour, str(one.reason.text)


def test_nothing_is_known(book: Notebook, ann: bytes) -> None:
    found = book.insight.check(ann)
    assert [(one.name, str(one.title), one.colour) for one in found.checks] == [
        ("reason", "Reason", "red"), ("permission", "Permission", "amber"), ("balance", "Give and take", "green"),
        ("promises", "Our promises", "green"), ("pause", "Last offer", "green")]  # fmt: skip
    assert found.colour == "red"
    assert said(found, "reason")[1] == "Nothing says that Ann Lee wants it, or owns what it belongs to."


def test_a_want_is_a_reason(book: Notebook, ann: bytes, want: bytes) -> None:
    found = book.insight.check(ann, want=want)
    assert said(found, "reason") == ("green", "Ann Lee wants: a second shop – “a second shop, in town”")
    assert line(found, "reason").reason.evidence == (want,)
    entry = book.timeline.log([ann], "call", "x")
    book.wants.edit(want, certainty="suspected", interaction=entry)
    found = book.insight.check(ann, want=want)
    assert said(found, "reason") == ("amber", "That Ann Lee wants it is only suspected: a second shop. Ask first.")
    assert line(found, "reason").reason.evidence == (want, entry)
    book.wants.meet(want)
    assert said(book.insight.check(ann, want=want), "reason") == ("red", "Ann Lee has it by now: a second shop")
    book.wants.reopen(want)
    book.wants.drop(want)
    assert said(book.insight.check(ann, want=want), "reason") == ("red", "Ann Lee no longer wants it: a second shop")


def test_a_thing_owned_is_a_reason(book: Notebook, ann: bytes) -> None:
    owned = book.products.own(ann, book.products.add("Stand"))
    found = book.insight.check(ann, owned=owned)
    assert said(found, "reason") == ("green", "Ann Lee owns Stand") and found.owned == owned
    book.products.no_longer(owned, TODAY - DAY)
    assert said(book.insight.check(ann, owned=owned), "reason") == ("red", "Ann Lee gave it up: Stand")


def test_the_permission_for_the_channel(book: Notebook, ann: bytes, want: bytes) -> None:
    def seen(channel: str) -> tuple[str, str]:
        return said(book.insight.check(ann, want=want, channel=channel), "permission")

    assert seen("") == ("amber", "No channel chosen: e-mail, phone, message, letter or visit")
    assert seen("e-mail") == ("amber", "e-mail for offers: not known")
    line_of = book.permissions.record(ann, "email", "offers", "granted", how="form", expires=TODAY + DAY)
    assert seen("email") == ("green", "e-mail for offers: yes (form, 2026-11-20), until 2026-11-21")
    assert line(book.insight.check(ann, channel="email"), "permission").reason.evidence == (line_of,)
    book.permissions.record(ann, "letter", "offers", "granted", day=TODAY - 9 * DAY, expires=TODAY - DAY)
    assert seen("letter") == ("red", "letter for offers: no longer, it ended on 2026-11-19")
    book.permissions.record(ann, "phone", "newsletter", "granted")
    assert seen("phone")[0] == "amber"
    book.permissions.record(ann, "any", "", "refused", how="said")
    assert seen("email")[0] == seen("")[0] == "red"
    with pytest.raises(Refused):
        seen("pigeon")


def test_who_asks_more_than_they_gave_waits(book: Notebook, ann: bytes) -> None:
    asked = [book.favours.asked(ann, "referral")]
    assert said(book.insight.check(ann), "balance") == ("amber", "In 12 months we asked once, gave nothing")
    gave = book.favours.gave(ann, "advice")
    assert said(book.insight.check(ann), "balance") == ("green", "In 12 months we asked once, gave once")
    asked += [book.favours.asked(ann, "advice") for _ in range(3)]
    found = book.insight.check(ann)
    assert said(found, "balance") == ("red", "In 12 months we asked 4 times, gave once")
    assert set(line(found, "balance").reason.evidence) == {*asked, gave}
    book.favours.asked(ann, "time", day=TODAY - 400 * DAY)
    assert said(book.insight.check(ann), "balance")[1] == "In 12 months we asked 4 times, gave once"


def test_what_was_bought_is_no_ask(book: Notebook, ann: bytes) -> None:
    for _ in range(5):
        book.products.bought(ann, item="stand", price="10", currency="EUR")
    assert said(book.insight.check(ann), "balance") == ("green", "In 12 months we asked nothing of them")


def test_first_keep_word(book: Notebook, ann: bytes) -> None:
    book.promises.make(ann, "theirs", due=TODAY - 9 * DAY, direction="theirs")
    book.promises.make(ann, "today", due=TODAY)
    assert said(book.insight.check(ann), "promises") == ("green", "No promise of ours is overdue")
    late = [book.promises.make(ann, text, due=TODAY - days * DAY) for text, days in (("the list", 2), ("a call", 5))]
    found = book.insight.check(ann)
    assert said(found, "promises") == ("red", "2 promises of ours are overdue, first: a call")
    assert set(line(found, "promises").reason.evidence) == set(late)


@pytest.mark.parametrize(
    ("days", "colour", "text"),
    [
        (0, "red", "The last offer was today"), (1, "red", "The last offer was 1 day ago"),
        (30, "red", "The last offer was 30 days ago"), (31, "amber", "The last offer was 31 days ago"),
        (89, "amber", "The last offer was 89 days ago"), (90, "green", "The last offer was 90 days ago"),
    ],
)  # fmt: skip
def test_the_pause_since_the_last_offer(
    book: Notebook, ann: bytes, want: bytes, days: int, colour: str, text: str
) -> None:
    assert said(book.insight.check(ann), "pause") == ("green", "No offer so far")
    first = book.offers.make(ann, "y", want=want, day=TODAY - days * DAY)
    for _ in ("as it went out", "withdrawn since: it reached them all the same"):
        found = book.insight.check(ann)
        assert said(found, "pause") == (colour, text) and line(found, "pause").reason.evidence == (first,)
        book.offers.answer(first, "withdrawn")


def test_the_words_to_begin_with_are_theirs(book: Notebook, ann: bytes, want: bytes, time: MovableClock) -> None:
    assert str(book.insight.check(ann, want=want).text).splitlines()[:5] == [
        "Hello Ann,", "", "On 2026-11-20 you said: “a second shop, in town”.", "", "We can offer you: …"]  # fmt: skip
    stand = book.products.add("Stand no. 7", price="1120.00", currency="EUR")
    plain = book.wants.add(ann, "ten stands", product=stand)
    text = str(book.insight.check(ann, want=plain).text)
    assert "You told us what you would like: ten stands." in text
    assert "We can offer you: Stand no. 7, 1120.00 EUR." in text
    assert text.endswith(book.colleagues.me().name)
    book.wants.edit(plain, certainty="suspected")
    assert "We thought of something that might help you: ten stands." in str(book.insight.check(ann, want=plain).text)
    owned = book.products.own(ann, stand)
    assert "We thought of your Stand no. 7." in str(book.insight.check(ann, owned=owned).text)
    time.now = datetime(2027, 1, 1, tzinfo=UTC)
    book.products.delete(stand)
    assert "We can offer you: …" in str(book.insight.check(ann, want=plain).text)


def test_bad_questions_get_a_sentence(book: Notebook, ann: bytes, want: bytes) -> None:
    bo = book.contacts.create("Bo")
    for wrong in ({"want": b"0" * 16}, {"owned": b"0" * 16}):
        with pytest.raises(NotFound, match="Choose a want or a thing they own"):
            book.insight.check(ann, **wrong)
    with pytest.raises(NotFound):
        book.insight.check(bo, want=want)
    book.contacts.delete(ann)
    with pytest.raises(NotFound, match="no such contact"):
        book.insight.check(ann, want=want)


def test_leaving_the_channel_open_does_not_get_round_a_refusal(book: Notebook) -> None:
    ann = book.contacts.create("Ann")
    want = book.wants.add(ann, "a second shop", horizon="now")
    book.permissions.record(ann, "email", "", "refused")
    [check] = [one for one in book.insight.check(ann, want=want).checks if one.name == "permission"]
    assert check.colour == "red" and "Choose the channel" in str(check.reason.text)
