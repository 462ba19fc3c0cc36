"""A no that a colleague noted counts in every notebook, and none that was noted here is lifted without a word."""

from __future__ import annotations

import json
from datetime import date, timedelta
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest

from notebook.book import Notebook
from notebook.changes.ids import Id
from notebook.exchange import exporting
from notebook.network.introductions import pair_id
from tests.exchange.test_records import FORMATS, Make, make, out, take
from tests.exchange.test_wants_meet import exchange, said, settled

__all__ = ["make"]
TODAY = date(2026, 11, 20)


@pytest.fixture
def two(book: Notebook, make: Make, tmp_path: Path) -> tuple[Notebook, Notebook]:
    """Two notebooks that know Ann Lee and Bo Dahl, whom one might introduce."""
    book.introductions.propose(book.contacts.create("Ann Lee"), book.contacts.create("Bo Dahl"), "both make saddles")
    other = make("other")
    take(other, out(book), tmp_path / "first.json")
    return book, other


def may(book: Notebook, channel: str = "email", purpose: str = "news") -> str:
    return book.permissions.may(book.contacts.find("Ann Lee"), channel, purpose).state


def note(book: Notebook, state: str, channel: str = "email", day: date | None = None) -> None:
    book.permissions.record(book.contacts.find("Ann Lee"), channel, "news", state, day=day)


# Permissions


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("no_first", [True, False])
def test_of_one_day_the_no_wins_in_both(
    two: tuple[Notebook, Notebook], tmp_path: Path, time: Any, format: str, no_first: bool
) -> None:  # fmt: skip
    book, other = two
    for one, state in ((other, "refused"), (book, "granted")) if no_first else ((book, "granted"), (other, "refused")):
        note(one, state)
        time.now += timedelta(hours=1)
    assert said(*exchange(book, other, tmp_path, format)) == []
    assert (may(book), may(other)) == ("refused", "refused")
    settled(book, other, tmp_path, format)
    for one in two:
        assert one.permissions.who("email", "news").granted == ()


@pytest.mark.parametrize("format", FORMATS)
def test_a_yes_that_knew_of_the_no_counts_in_both(
    two: tuple[Notebook, Notebook], tmp_path: Path, time: Any, format: str
) -> None:  # fmt: skip
    """Noted here by mistake, or taken back the same day; and a no after that counts again."""
    book, other = two
    note(book, "granted")
    note(other, "refused")
    exchange(book, other, tmp_path, format)
    time.now += timedelta(hours=1)
    note(book, "granted")
    assert may(book) == "granted"
    assert said(*exchange(book, other, tmp_path, format)) == [
        "Ann Lee: here it was “e-mail for news: no (2026-11-20)”; by a later line of the file it is"
        " “e-mail for news: yes (2026-11-20)”."
    ]
    assert (may(book), may(other)) == ("granted", "granted")
    time.now += timedelta(hours=1)
    note(other, "withdrawn")
    assert said(*exchange(book, other, tmp_path, format)) == []
    assert (may(book), may(other)) == ("refused", "refused")
    settled(book, other, tmp_path, format)


def test_whatever_the_order_of_arrival(make: Make, book: Notebook, tmp_path: Path) -> None:
    """Three colleagues note a no, a yes after their own no, and another no."""
    book.contacts.create("Ann Lee")
    files = []
    for number, states in enumerate((["refused", "granted"], ["refused"], ["granted", "refused", "granted"])):
        one = make(f"colleague{number}")
        take(one, out(book), tmp_path / "first.json")
        for state in states:
            note(one, state)
        files.append(out(one))
    for number, order in enumerate(permutations(files)):
        reader = make(f"reader{number}")
        for data in order:
            take(reader, data, tmp_path / "in.json")
        assert may(reader) == "refused", order.index(files[1])
    two = make("two")
    for data in (files[2], files[0]):
        take(two, data, tmp_path / "in.json")
    assert may(two) == "granted"


def test_a_no_typed_here_is_lifted_only_by_a_later_day_and_with_a_word(
    two: tuple[Notebook, Notebook], tmp_path: Path
) -> None:  # fmt: skip
    book, other = two
    note(book, "refused", day=TODAY - timedelta(days=2))
    note(book, "refused", "phone", day=TODAY)
    note(other, "granted", day=TODAY - timedelta(days=1))
    note(other, "granted", "phone", day=TODAY - timedelta(days=1))
    report = take(book, out(other), tmp_path / "back.json")
    assert said(report) == [
        "Ann Lee: here it was “e-mail for news: no (2026-11-18)”; by a later line of the file it is"
        " “e-mail for news: yes (2026-11-19)”."
    ]
    assert (may(book), may(book, "phone")) == ("granted", "refused")
    assert said(take(book, out(other), tmp_path / "again.json")) == []
    assert said(take(other, out(book), tmp_path / "there.json")) == []  # nobody there said no
    settled(book, other, tmp_path)


@pytest.mark.parametrize("format", ["csv", "vcard4", "jscontact"])
def test_no_caller_lets_out_who_did_not_say_yes(book: Notebook, tmp_path: Path, format: str) -> None:
    ann, bo, cy = (book.contacts.create(name) for name in ("Ann Lee", "Bo Dahl", "Cy Moss"))
    book.permissions.record(ann, "email", "offers", "refused")
    book.permissions.record(bo, "email", "offers", "granted")
    path = tmp_path / f"out.{FORMATS[format]}"
    for ids, goes in ((None, [bo]), ([ann, bo, cy], [bo]), ([ann], [])):
        done = exporting.export(book, path, format, ids=ids, to_contact=("email", "offers"))
        assert done.written == len(goes) and done.permitted is not None
        assert done.permitted == book.permissions.who("email", "offers", ids)
        text = path.read_text("utf-8")
        assert ("Bo Dahl" in text) is bool(goes) and "Ann Lee" not in text and "Cy Moss" not in text
        whole = b"".join(exporting.stream(book, format, "kithbook", [ann, cy], to_contact=("email", "offers")))
        assert b"Ann Lee" not in whole and b"Cy Moss" not in whole
    assert exporting.export(book, path, format).permitted is None and "Ann Lee" in path.read_text("utf-8")


# Introductions


def pair(book: Notebook) -> tuple[Id, Id, Id]:
    ann, bo = book.contacts.find("Ann Lee"), book.contacts.find("Bo Dahl")
    return pair_id(ann, bo), ann, bo


def state(book: Notebook) -> str:
    return book.introductions.get(pair(book)[0]).state


def agree(book: Notebook) -> None:
    one, *people = pair(book)
    for person in people:
        book.introductions.answer(one, person, True)


@pytest.mark.parametrize("format", FORMATS)
def test_a_no_stops_what_both_agreed_to_here(two: tuple[Notebook, Notebook], tmp_path: Path, format: str) -> None:
    book, other = two
    agree(book)
    one, ann, _ = pair(other)
    other.introductions.answer(one, ann, False)
    path = tmp_path / f"back.{FORMATS[format]}"
    report = take(book, out(other, format), path)
    assert said(report) == ["As the file says, Ann Lee would rather not meet Bo Dahl: the introduction stops."]
    assert state(book) == "declined"
    take(other, out(book, format), path)
    assert state(other) == "declined"
    settled(book, other, tmp_path, format)
    take(other, out(book, format), path)
    book.introductions.reopen(pair(book)[0])
    agree(book)
    report = take(book, out(other, format), path)  # they changed their mind, here
    assert said(report) == ["As the file says, Ann Lee would rather not meet Bo Dahl; here it stays as it is."]
    assert state(book) == "agreed" and report.batch is None


def test_a_no_after_the_introduction_is_told(two: tuple[Notebook, Notebook], tmp_path: Path) -> None:
    book, other = two
    agree(book)
    book.introductions.introduce(pair(book)[0])
    one, _, bo = pair(other)
    other.introductions.answer(one, bo, False)
    report = take(book, out(other), tmp_path / "back.json")
    assert said(report) == ["As the file says, Bo Dahl would rather not meet Ann Lee; here it stays as it is."]
    assert state(book) == "introduced"


def test_what_was_put_away_there_is_put_away_where_nobody_asked(
    two: tuple[Notebook, Notebook], make: Make, tmp_path: Path
) -> None:  # fmt: skip
    book, other = two
    third = make("third")
    take(third, out(book), tmp_path / "first.json")
    one, ann, _ = pair(third)
    third.introductions.ask(one, ann)
    other.introductions.dismiss(pair(other)[0], "better not")
    assert said(take(book, out(other), tmp_path / "back.json")) == []
    assert state(book) == "dismissed" and book.introductions.get(pair(book)[0]).outcome == "better not"
    [told] = said(take(third, out(other), tmp_path / "back.json"))
    assert told.endswith("were put away there; here it stays as it is.") and "Ann Lee" in told and "Bo Dahl" in told
    assert state(third) == "asked" and third.introductions.get(one).outcome == ""
    other.introductions.reopen(pair(other)[0])
    [told] = said(take(book, out(other), tmp_path / "again.json"))
    assert told.endswith("are thought of again there; here they stay put away.")
    settled(book, other, tmp_path)
    assert json.loads(out(book)) != json.loads(out(other))
