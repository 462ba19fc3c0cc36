"""What two laptops note about the same thing offline is one thing when they meet: joined needs, credit."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from notebook.book import Notebook

if TYPE_CHECKING:
    from notebook.clock import Clock

    Pair = tuple[Notebook, Notebook]


@pytest.fixture
def pair(book: Notebook, tmp_path: Path, clock: Clock) -> Iterator[Pair]:
    """Two replicas in which Ann wants a cargo bike, Bo a bakfiets and Cy a Lastenrad; both are worked on by Mia."""
    for name, text in (("Ann", "cargo bike"), ("Bo", "bakfiets"), ("Cy", "Lastenrad")):
        book.wants.add(book.contacts.create(name), text)
    book.colleagues.i_am("Mia")
    book.backup(tmp_path / "other.kithbook")
    other = Notebook.open(tmp_path / "other.kithbook", state=tmp_path / "other", clock=clock)
    other.colleagues.i_am("Mia")
    yield book, other
    other.close()


def meet(pair: Pair) -> None:
    one, other = pair
    for here, there in ((one, other), (other, one)):
        here.journal.apply(there.journal.since(here.journal.coverage()))


def needs(pair: Pair) -> list[tuple[str, int]]:
    boards = [[(pool.key, pool.people) for pool in book.insight.demand().pools] for book in pair]
    assert boards[0] == boards[1]
    assert not any(book.check() for book in pair)
    return boards[0]


def test_the_same_words_joined_twice(pair: Pair) -> None:
    for book in pair:
        book.synonyms.join("bakfiets", "cargo bike")
    meet(pair)
    assert needs(pair) == [("cargo bike", 2), ("lastenrad", 1)]
    assert pair[0].db.value("SELECT count(*) FROM synonym") == 1
    pair[1].synonyms.part("bakfiets")
    meet(pair)
    assert len(needs(pair)) == 3


def test_joined_in_a_circle(pair: Pair) -> None:
    one, other = pair
    one.synonyms.join("bakfiets", "cargo bike")
    other.synonyms.join("cargo bike", "Lastenrad")
    other.synonyms.join("Lastenrad", "bakfiets")
    meet(pair)
    [(_, people)] = needs(pair)
    assert people == 3
    one.synonyms.part("Lastenrad")
    meet(pair)
    assert sorted(people for _, people in needs(pair)) == [1, 2]


def test_a_talk_that_both_read_on_a_day_is_credited_once(pair: Pair) -> None:
    one, other = pair
    ann = one.contacts.find("Ann")
    for book in pair:
        book.timeline.log([ann], "call", "worried about stock")
        assert book.credits.used(book.insight.brief(ann), "full") == 1
    meet(pair)
    assert one.db.rows("SELECT id, day FROM credit WHERE sy_live = 1") == other.db.rows(
        "SELECT id, day FROM credit WHERE sy_live = 1")  # fmt: skip
    for book in pair:
        assert str(book.insight.credit().text) == "Your notes were used in 1 brief this week"
        assert book.credits.used(book.insight.brief(ann), "print") == 0
