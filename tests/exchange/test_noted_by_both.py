"""What two people noted about one person, each in a notebook of their own, is there once when the two meet."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from notebook.book import Notebook
from tests.exchange.test_records import FORMATS, Make, make, out, take, verdict

__all__ = ["make"]


@pytest.fixture
def both(book: Notebook, make: Make, tmp_path: Path) -> tuple[Notebook, Notebook]:
    """Two notebooks with the same two people, whom each has a colleague of its own to note things about."""
    people = book.contacts.create("Ann Lee"), book.contacts.create("Bo Dahl")
    book.introductions.propose(*people, "both make saddles")
    other = make("other")
    take(other, out(book), tmp_path / "first.json")
    for one, name in ((book, "Kim"), (other, "Lou")):
        one.colleagues.i_am(name)
    return book, other


def note(book: Notebook, spelt: str, **want: Any) -> None:
    [one] = book.introductions.of()
    for person in (one.a, one.b):
        book.introductions.answer(one.id, person, True)
    book.introductions.introduce(one.id)
    ann = book.contacts.find("Ann Lee")
    book.favours.gave(ann, "time", spelt.format("n hour"))
    book.favours.asked(ann, "advice", spelt.format(" saddle"), day=date(2026, 11, 19))
    book.wants.add(ann, spelt.format(" tent"), **want)


def told(book: Notebook) -> list[tuple[str, ...]]:
    favours = [(f.act, f.kind, f.contact_name, f.text.casefold()) for f in book.favours.of()]
    return sorted([*favours, *((want.text.casefold(), str(want.strength)) for want in book.wants.of())])


@pytest.mark.parametrize("format", FORMATS)
def test_it_is_there_once(both: tuple[Notebook, Notebook], tmp_path: Path, format: str) -> None:
    book, other = both
    note(book, "A{}", strength=2)
    note(other, "a{}", strength=2, words_said="I could do with one")
    before = told(book)
    path = tmp_path / f"back.{FORMATS[format]}"
    report = take(book, out(other, format), path)
    assert report.problems == ()
    assert told(book) == before == told(other) and len(before) == 5
    assert book.wants.of()[0].words == "I could do with one"  # what only one of them knew is not lost
    assert verdict(book, path) == (0, 0, 2) and book.check() == []
    balance = book.insight.balance(book.contacts.find("Bo Dahl"))
    assert balance.count("ours", "gave") == 1
    book.undo()
    assert told(book) == before and not book.wants.of()[0].words


def test_what_is_not_the_same_stays_beside_it(both: tuple[Notebook, Notebook], tmp_path: Path) -> None:
    """Another day, another kind, the other side, another product; and what was noted twice on purpose."""
    book, other = both
    for one in both:
        one.products.add("Tent")
        one.products.add("Rope")
    ann, hers = book.contacts.find("Ann Lee"), other.contacts.find("Ann Lee")
    book.favours.gave(ann, "time", "an hour")
    book.wants.add(ann, "a large one", product=book.products.all()[0].id)
    other.favours.gave(hers, "time", "an hour", day=date(2026, 11, 18))
    other.favours.gave(hers, "advice", "an hour")
    other.favours.gave(hers, "time", "an hour", side="theirs")
    other.favours.gave(hers, "time", "An hour")
    other.favours.gave(hers, "time", "an hour")
    other.wants.add(hers, "a large one", product=other.products.all()[1].id)
    path = tmp_path / "back.json"
    take(book, out(other), path)
    assert len(book.favours.of(ann)) == 5 and len(book.wants.of(ann)) == 2
    assert verdict(book, path) == (0, 0, 2)


def test_a_second_one_noted_beside_the_imported_one_arrives(
    both: tuple[Notebook, Notebook], tmp_path: Path
) -> None:  # fmt: skip
    book, other = both
    ann = book.contacts.find("Ann Lee")
    book.favours.gave(ann, "time", "an hour")
    book.products.bought(ann, item="a rope", day=date(2026, 11, 18))
    take(other, out(book), tmp_path / "all.json")
    hers = other.contacts.find("Ann Lee")
    other.favours.gave(hers, "time", "an hour")
    other.products.bought(hers, item="a rope", day=date(2026, 11, 18))
    take(book, out(other), tmp_path / "back.json")
    assert len(book.favours.of(ann)) == 2 and len(book.products.purchases(ann)) == 2
    assert verdict(book, tmp_path / "back.json") == (0, 0, 2)
