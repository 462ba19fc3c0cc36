"""The permission ledger (P8), on a real notebook and against a plain oracle. It is Friday, 20 November 2026."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notebook.book import Notebook
from notebook.clock import Clock
from notebook.errors import NotFound, Refused
from notebook.network.permissions import answering, decide
from notebook.network.records import Permission

TODAY = date(2026, 11, 20)


@pytest.fixture
def ann(book: Notebook) -> bytes:
    return book.contacts.create("Ann Lee")


def test_given_and_taken_back(book: Notebook, ann: bytes) -> None:
    assert book.permissions.may(ann, "email", "offers").state == "unknown"
    book.permissions.record(ann, "E-Mail", "Offers", "granted", how="form at the fair", day=date(2026, 3, 1),
                            evidence="no. 12")  # fmt: skip
    held = book.permissions.may(ann, "email", "offers")
    assert (held.state, str(held.said)) == ("granted", "e-mail for offers: yes (form at the fair, 2026-03-01)")
    assert book.permissions.may(ann, "phone", "offers").state == "unknown"
    assert book.permissions.may(ann, "email", "newsletter").state == "unknown"
    book.permissions.record(ann, "email", "offers", "withdrawn", how="by phone")
    assert book.permissions.may(ann, "email", "offers").state == "refused"
    assert [(s.channel, s.purpose, s.state) for s in book.permissions.of(ann)] == [("email", "Offers", "refused")]
    assert [line.state for line in book.permissions.ledger(ann)] == ["withdrawn", "granted"]
    book.permissions.record(ann, "email", "offers", "granted")  # the same day, but later
    assert book.permissions.may(ann, "email", "offers").state == "granted"
    book.undo()
    book.undo()
    assert book.permissions.may(ann, "email", "offers").state == "granted"
    assert book.permissions.purposes() == ["Offers"]


def test_one_offer_is_about_offers(book: Notebook, ann: bytes) -> None:
    """Else whoever writes the purpose a little differently holds everybody back, or nobody."""
    bo = book.contacts.create("Bo Dahl")
    book.permissions.record(ann, "email", "offers", "granted")
    book.permissions.record(bo, "email", "Offer ", "refused")
    for typed in ("offer", "Offers", "OFFER", " offers "):
        assert book.permissions.may(ann, "email", typed).state == "granted", typed
        found = book.permissions.who("email", typed)
        assert (found.granted, found.held_back, found.unknown) == ((ann,), (bo,), ()), typed
    assert book.permissions.may(ann, "email", "news").state == "unknown"
    assert [one.casefold().strip() for one in book.permissions.purposes()] in (["offer"], ["offers"])


@pytest.mark.parametrize("state", ["granted", "refused", "withdrawn"])
def test_a_slip_of_the_year_is_told(book: Notebook, ann: bytes, state: str) -> None:
    """Else the no would stand in the ledger and hold nothing back."""
    for ahead in (timedelta(days=1), timedelta(days=42)):
        with pytest.raises(Refused, match=r"is still ahead\. A permission, or a no, is noted"):
            book.permissions.record(ann, "email", "offers", state, day=TODAY + ahead)
    assert book.permissions.ledger(ann) == []
    book.permissions.record(ann, "email", "offers", state, day=TODAY)


def test_two_purposes_in_one_line_are_two(book: Notebook, ann: bytes) -> None:
    """Else "offers, newsletter" is a purpose of its own, that nothing anybody asks for ever is."""
    book.permissions.record(ann, "email", "offers,  Newsletter; offer", "granted", how="form")
    assert [(line.purpose, line.how) for line in book.permissions.ledger(ann)] == [
        ("Newsletter", "form"), ("offers", "form")]
    for asked in ("offers", "newsletter", "newsletter, offers"):
        assert book.permissions.may(ann, "email", asked).state == "granted", asked
        assert book.permissions.who("email", asked).granted == (ann,), asked
    assert book.permissions.may(ann, "email", "offers, birthday").state == "unknown"
    book.permissions.record(ann, "email", "newsletter", "withdrawn")
    assert book.permissions.who("email", "offers").granted == (ann,)
    assert book.permissions.who("email", "offers, newsletter").held_back == (ann,)
    assert [one.casefold() for one in book.permissions.purposes()] == ["newsletter", "offers"]
    book.undo()
    book.undo()
    assert book.permissions.ledger(ann) == []


def test_an_older_line_with_two_purposes_speaks_for_both() -> None:
    """As an import, or a notebook from before, has it."""
    yes = Permission(b"1", b"a", "email", "offers, newsletter", "granted", "", TODAY, "", None, None, (1, 1))
    no = Permission(b"2", b"a", "email", "offers; surveys", "refused", "", TODAY, "", None, None, (2, 1))
    assert decide([yes], "email", "newsletter", TODAY)[0] == "granted"
    assert decide([yes, no], "email", "newsletter", TODAY)[0] == "granted"
    assert decide([yes, no], "email", "offers", TODAY) == ("refused", no)
    assert decide([yes, no], "email", "survey", TODAY) == ("refused", no)


def test_as_a_card_says_it(book: Notebook, ann: bytes) -> None:
    said = [str(one.said) for one in book.permissions.plain(ann)]
    assert said == ["e-mail: not known", "phone: not known"]
    book.permissions.record(ann, "email", "newsletter", "granted", how="form at the fair", expires=date(2027, 5, 3))
    said = [str(one.said) for one in book.permissions.plain(ann)]
    assert said == ["e-mail for newsletter: yes (form at the fair, 2026-11-20), until 2027-05-03", "phone: not known"]
    book.permissions.record(ann, "any", "introductions", "granted")
    assert str(book.permissions.plain(ann)[-1].said) == "phone: not known", "but for introductions"
    book.permissions.record(ann, "any", "", "refused", how="on the phone")
    said = [str(one.said) for one in book.permissions.plain(ann)]
    assert "any channel: no (on the phone, 2026-11-20)" in said and "phone: not known" not in said


def test_through_its_last_day(book: Notebook, ann: bytes, time: Any) -> None:
    book.permissions.record(ann, "email", "offers", "granted", expires=TODAY)
    held = book.permissions.may(ann, "email", "offers")
    assert (held.state, str(held.said)) == ("granted", "e-mail for offers: yes (2026-11-20), today is the last day")
    time.now = datetime(2026, 11, 21, 9, tzinfo=UTC)
    held = book.permissions.may(ann, "email", "offers")
    assert (held.state, str(held.said)) == ("expired", "e-mail for offers: no longer, it ended on 2026-11-20")
    assert book.permissions.who("email", "offers").held_back == (ann,)


@pytest.mark.parametrize(
    ("zone", "last", "over"),
    [
        ("Pacific/Auckland", "2026-11-20T10:59:59", "2026-11-20T11:00:00"),
        ("Europe/Berlin", "2026-11-20T22:59:59", "2026-11-20T23:00:00"),
        ("America/Los_Angeles", "2026-11-21T07:59:59", "2026-11-21T08:00:00"),
    ],
)
def test_the_last_day_ends_where_the_notebook_is(tmp_path: Path, time: Any, zone: str, last: str, over: str) -> None:
    book = Notebook.open(tmp_path / "z.kithbook", state=tmp_path / "z", clock=Clock(time, ZoneInfo(zone)), create=True)
    ann, bo, cy = (book.contacts.create(name) for name in ("Ann", "Bo", "Cy"))
    for who, until in ((ann, TODAY), (bo, date(2026, 11, 21))):
        book.permissions.record(who, "email", "offers", "granted", day=date(2026, 11, 1), expires=until)
    for moment, granted, held in ((last, (ann, bo), ()), (over, (bo,), (ann,))):
        time.now = datetime.fromisoformat(f"{moment}+00:00")
        found = book.permissions.who("email", "offers")
        assert (found.granted, found.held_back, found.unknown) == (granted, held, (cy,)), moment
    book.close()


def test_a_refusal_yields_only_to_what_names_as_much(book: Notebook, ann: bytes) -> None:
    book.permissions.record(ann, "phone", "offers", "refused", day=date(2026, 1, 1))
    book.permissions.record(ann, "any", "", "granted", day=date(2026, 2, 1))
    assert book.permissions.may(ann, "phone", "offers").state == "refused"
    assert book.permissions.may(ann, "phone", "service").state == "granted"
    book.permissions.record(ann, "any", "", "withdrawn", day=date(2026, 3, 1))
    assert book.permissions.may(ann, "email", "offers").state == "refused"
    book.permissions.record(ann, "email", "offers", "granted", day=date(2026, 4, 1))
    assert book.permissions.may(ann, "email", "offers").state == "granted"
    assert book.permissions.may(ann, "email", "service").state == "refused"


def test_who_may_be_contacted(book: Notebook, ann: bytes) -> None:
    bo, cy, di = (book.contacts.create(name) for name in ("Bo", "Cy", "Di"))
    book.permissions.record(bo, "email", "offers", "granted")
    book.permissions.record(ann, "any", "", "granted")
    book.permissions.record(cy, "email", "offers", "refused")
    found = book.permissions.who("email", "OFFERS")
    assert (found.granted, found.held_back, found.unknown) == ((ann, bo), (cy,), (di,))
    assert book.permissions.who("email", "offers", among=[di, bo]).granted == (bo,)
    book.contacts.delete(bo)
    assert book.permissions.who("email", "offers").granted == (ann,)
    with pytest.raises(Refused):
        book.permissions.who("email", " ")


def test_refused(book: Notebook, ann: bytes) -> None:
    for bad in (("pigeon", "offers", "granted"), ("email", "offers", "perhaps")):
        with pytest.raises(Refused):
            book.permissions.record(ann, *bad)
    with pytest.raises(Refused):
        book.permissions.record(ann, "email", "offers", "granted", expires=date(2026, 1, 1))
    with pytest.raises(NotFound):
        book.permissions.record(b"0" * 16, "email", "offers", "granted")


def test_of_one_day_the_last_word_typed_here_counts(book: Notebook, ann: bytes) -> None:
    """Also where a general no and a particular one are taken back at once, and said again."""
    def may(channel: str = "email") -> str:
        return book.permissions.may(ann, channel, "offers").state

    book.permissions.record(ann, "any", "", "refused")
    book.permissions.record(ann, "email", "offers", "refused")
    book.permissions.record(ann, "email", "offers, news", "granted")
    assert (may(), may("phone")) == ("granted", "refused")
    assert book.permissions.may(ann, "email", "news").state == "granted"
    book.permissions.record(ann, "email", "offers", "granted", expires=TODAY)
    assert may() == "granted"
    book.permissions.record(ann, "email", "offers", "withdrawn")
    assert may() == "refused"
    book.permissions.record(ann, "email", "offers", "granted")
    assert may() == "granted"
    book.permissions.record(ann, "any", "", "withdrawn")
    assert may() == "refused"
    book.permissions.record(ann, "any", "", "granted")
    assert (may(), may("phone")) == ("granted", "granted")


lines = st.lists(
    st.tuples(st.sampled_from(["email", "phone", "any"]), st.sampled_from(["", "a", "b"]),
              st.sampled_from(["granted", "refused", "withdrawn"]), st.integers(-20, 3),
              st.none() | st.integers(0, 30)),
    max_size=7)  # fmt: skip


def _ledger(drawn: list[tuple[str, str, str, int, int | None]]) -> list[Permission]:
    return [
        Permission(n.to_bytes(16, "big"), b"c", channel, purpose, state, "", TODAY + timedelta(days=day), "",
                   None if lasts is None else TODAY + timedelta(days=day + lasts), None, (n, 0))
        for n, (channel, purpose, state, day, lasts) in enumerate(drawn)
    ]  # fmt: skip


@given(lines, st.sampled_from(["email", "phone"]), st.sampled_from(["a", "b"]))
def test_protects_whatever_was_written(drawn: list[Any], channel: str, purpose: str) -> None:
    ledger = _ledger(drawn)
    state, line = decide(ledger, channel, purpose, TODAY)
    about = [one for one in ledger if one.channel in (channel, "any") and one.purpose in (purpose, "")
             and one.day is not None and one.day <= TODAY]  # fmt: skip
    assert (state == "unknown") == (not about) == (line is None)
    if state == "granted":
        assert line is not None and line.state == "granted" and (line.expires is None or line.expires >= TODAY)
        last = max(about, key=lambda one: (one.day, one.id))
        # The last word is a yes, or a yes that was said before a no to something else.
        assert last.state == "granted" or (last.channel, last.purpose) != (channel, purpose)
    # One more refusal of exactly this holds back, today and last; one more permission of exactly this lets go, unless
    # it was noted where nobody knew of a no of the same day.
    more = Permission(b"\xff" * 16, b"c", channel, purpose, "refused", "", TODAY, "", None, None, (99, 0))
    assert decide([*ledger, more], channel, purpose, TODAY)[0] == "refused"
    nos = [one for one in about if one.day == TODAY and one.state != "granted"]
    yes = replace(more, state="granted")
    assert decide([*ledger, yes], channel, purpose, TODAY)[0] == ("refused" if nos else "granted")
    knowing = [replace(yes, id=answering(no.id, yes.id, channel, purpose)) for no in nos]
    assert decide([*ledger, *knowing, yes], channel, purpose, TODAY)[0] == "granted"
    # The order in which lines arrive does not matter.
    assert decide(reversed(ledger), channel, purpose, TODAY) == (state, line)


@given(lines, st.sampled_from(["email", "phone"]), st.sampled_from(["a", "b"]))
def test_a_general_no_holds_back_what_was_said_before(drawn: list[Any], channel: str, purpose: str) -> None:
    everything = Permission(b"\xff" * 16, b"c", "any", "", "withdrawn", "", TODAY, "", None, None, (99, 0))
    assert decide([*_ledger(drawn), everything], channel, purpose, TODAY)[0] == "refused"
