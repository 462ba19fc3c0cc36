"""The demand board: pools by need, counted by people, joined and parted by a person. It is 20 November 2026."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notebook.errors import Refused
from notebook.sentences import say
from notebook.storage.folding import fold
from notebook.value.synonyms import spelt_alike

if TYPE_CHECKING:
    from notebook.book import Notebook
    from notebook.insight.records import Pool

TODAY = date(2026, 11, 20)
DAY = timedelta(days=1)


@pytest.fixture
def people(book: Notebook) -> list[bytes]:
    return [book.contacts.create(name) for name in ("Ann", "Bo", "Cy", "Di", "Ed")]


def names(book: Notebook) -> list[str]:
    return [pool.name for pool in book.insight.demand().pools]


def pool(book: Notebook, name: str) -> Pool:
    [found] = [pool for pool in book.insight.demand().pools if pool.name == name]
    return found


def test_an_empty_board(book: Notebook) -> None:
    board = book.insight.demand()
    assert (board.pools, board.total) == ((), 0)
    assert board.horizons == {"now": 0, "season": 0, "year": 0, "someday": 0}
    assert book.insight.quotes("anything") == []


def test_wants_are_pooled_by_what_they_say(book: Notebook, people: list[bytes]) -> None:
    ann, bo, cy, di, _ = people
    first = book.wants.add(ann, "Second shop", horizon="year", strength=3, words_said="a second shop in town")
    book.wants.add(bo, "second  SHOP", due=TODAY + 20 * DAY, strength=1)
    book.wants.add(cy, "sécond shop", certainty="suspected", horizon="now", strength=3)
    book.wants.add(di, "quiet brakes", horizon="now")
    board = book.insight.demand()
    assert [one.name for one in board.pools] == ["Second shop", "quiet brakes"] and board.total == 2
    shop = board.pools[0]
    assert (shop.key, shop.product, shop.people, shop.suspected, shop.wants) == ("second shop", None, 2, 1, 2)
    assert (shop.strength, shop.mean, shop.soonest) == (4, 2.0, TODAY + 20 * DAY)
    assert shop.horizons == {"now": 1, "season": 0, "year": 1, "someday": 0}
    assert board.horizons == {"now": 2, "season": 0, "year": 1, "someday": 0}
    behind = book.insight.quotes(shop.key)
    assert [(want.contact_name, want.certainty) for want in behind] == [
        ("Bo", "known"), ("Ann", "known"), ("Cy", "suspected")]  # fmt: skip
    assert (behind[1].id, behind[1].words, behind[1].day) == (first, "a second shop in town", TODAY)


SPELLINGS = [
    ("Cool box", "cool-box", "Cool boxes", "COOL  BOX.", "cool_box"), ("battery", "Batteries"), ("movie", "movies"),
    ("kid's bike", "kids’ bikes", "Kids bike"), ("house", "houses"), ("glass", "glasses"), ("brush", "brushes"),
    ("Gepäckträger", "Gepacktrager"), ("हिन्दी", "हिन्दी!"),
]  # fmt: skip


@pytest.mark.parametrize("spellings", SPELLINGS)
def test_spellings_of_one_need(book: Notebook, people: list[bytes], spellings: tuple[str, ...]) -> None:
    """As the help says: the same words in any spelling."""
    for who, text in zip(people, spellings, strict=False):
        book.wants.add(who, text)
    [one] = book.insight.demand().pools
    assert one.people == len(spellings) and one.name in spellings
    for text in (*spellings, one.key):
        assert [want.text for want in book.insight.quotes(text)], text
    product = book.products.add(spellings[-1])
    assert [found.product for found in book.insight.demand().pools] == [product]
    book.products.delete(product)
    book.synonyms.join(spellings[0], "something else")
    assert {term.name for term in book.synonyms.of(spellings[-1])} >= {"something else"}
    book.synonyms.part(spellings[-1])
    assert book.synonyms.of(spellings[0]) == []


def test_words_that_only_look_like_plurals_are_left_alone(book: Notebook, people: list[bytes]) -> None:
    for who, text in zip(people, ("bus", "glass", "bu", "glas s", "C++"), strict=True):
        book.wants.add(who, text)
    assert sorted(names(book)) == ["C++", "bu", "bus", "glas s", "glass"]


def test_two_products_alike_stay_two(book: Notebook, people: list[bytes]) -> None:
    one, two = book.products.add("Bike stand"), book.products.add("Bike-stands")
    for who, text in zip(people, ("bike stand", "bike-stands", "BIKE STAND"), strict=False):
        book.wants.add(who, text)
    assert {pool.product: pool.people for pool in book.insight.demand().pools} == {one: 2, two: 1}


@given(st.text(max_size=30))
def test_a_key_means_itself(text: str) -> None:
    key = spelt_alike(fold(text))
    assert spelt_alike(fold(key)) == key


def test_a_product_is_a_need_under_whatever_name(book: Notebook, people: list[bytes]) -> None:
    ann, bo, cy, *_ = people
    stand = book.products.add("Stand no. 7")
    book.wants.add(ann, "two of them", product=stand)
    book.wants.add(bo, "STAND no. 7")
    assert [(one.name, one.product, one.people) for one in book.insight.demand().pools] == [("Stand no. 7", stand, 2)]
    book.products.edit(stand, name="Stand no. 8")
    assert sorted(names(book)) == ["STAND no. 7", "Stand no. 8"]
    book.undo()
    book.products.delete(stand)
    book.wants.add(cy, "stand NO. 7")
    assert [(one.name, one.product, one.people) for one in book.insight.demand().pools] == [("STAND no. 7", None, 3)]


def test_what_is_not_wanted_any_more_is_not_on_the_board(book: Notebook, people: list[bytes]) -> None:
    *_, di, ed = people
    wants = [book.wants.add(who, "a bell") for who in people]
    book.wants.meet(wants[0])
    book.wants.drop(wants[1])
    book.wants.delete(wants[2])
    book.contacts.delete(di)
    assert pool(book, "a bell").people == 1
    assert [want.contact for want in book.insight.quotes("a bell")] == [ed]
    book.contacts.delete(ed)
    assert book.insight.demand().total == 0


def test_people_are_counted_and_not_their_wants(book: Notebook, people: list[bytes]) -> None:
    ann, bo, *_ = people
    for text, certainty in (("cargo bike", "known"), ("bakfiets", "known"), ("Lastenrad", "suspected")):
        book.wants.add(ann, text, certainty=certainty)
    book.wants.add(bo, "bakfiets", certainty="suspected")
    for text in ("bakfiets", "Lastenrad"):
        book.synonyms.join(text, "cargo bike")
    [bike] = book.insight.demand().pools
    assert (bike.people, bike.suspected, bike.wants) == (1, 1, 2)


def test_needs_are_joined_and_parted_and_undo_does_both(book: Notebook, people: list[bytes]) -> None:
    ann, bo, cy, di, _ = people
    for who, text in ((ann, "Bakfiets"), (bo, "cargo bike"), (cy, "Lastenrad"), (di, "cargo bike")):
        book.wants.add(who, text)
    book.synonyms.join("BAKFIETS", "cargo bike")
    book.synonyms.join("lastenrad", "bakfiets")
    [bike] = book.insight.demand().pools
    assert (bike.key, bike.people) == ("cargo bike", 4)
    assert [term.name for term in bike.terms] == ["cargo bike", "Bakfiets", "Lastenrad"]
    assert len(book.insight.quotes("lastenrad")) == 4
    with pytest.raises(Refused, match="are one need already"):
        book.synonyms.join("Bakfiets", "Lastenrad")
    book.synonyms.part("cargo bike")
    assert sorted(names(book)) == ["Bakfiets", "cargo bike"]
    assert str(book.undo()) == "cargo bike is a need of its own"
    assert len(names(book)) == 1
    book.synonyms.part("bakfiets")
    assert sorted(names(book)) == ["Bakfiets", "cargo bike"]
    assert [term.name for term in pool(book, "cargo bike").terms] == ["cargo bike", "Lastenrad"]
    for _ in range(3):
        book.undo()
    assert sorted(names(book)) == ["Bakfiets", "Lastenrad", "cargo bike"] and book.synonyms.of("bakfiets") == []
    with pytest.raises(Refused, match="stands alone already"):
        book.synonyms.part("bakfiets")
    for bad in ("", "  "):
        with pytest.raises(Refused):
            book.synonyms.join("bakfiets", bad)
    with pytest.raises(Refused):
        book.synonyms.join("bakfiets", "BAKFIETS ")


def test_words_are_joined_with_a_product(book: Notebook, people: list[bytes]) -> None:
    ann, bo, *_ = people
    stand = book.products.add("Stand no. 7")
    book.wants.add(ann, "something to park on")
    book.wants.add(bo, "x", product=stand)
    book.synonyms.join("something to park on", "stand no. 7")
    [one] = book.insight.demand().pools
    assert (one.name, one.product, one.people) == ("Stand no. 7", stand, 2)
    book.products.edit(stand, name="Stand no. 8")
    assert names(book) == ["Stand no. 8"]
    assert [term.name for term in book.synonyms.of(one.key)] == ["Stand no. 8", "something to park on"]
    book.synonyms.part(one.key)
    assert sorted(names(book)) == ["Stand no. 8", "something to park on"]


def test_synonyms_that_two_laptops_joined_in_a_circle_are_one_need(book: Notebook, people: list[bytes]) -> None:
    for who, text in zip(people, ("a", "b", "c"), strict=False):
        book.wants.add(who, text)
    with book.change(say("Join")) as draft:
        for number, (term, same_as) in enumerate((("a", "b"), ("b", "c"), ("c", "a"))):
            draft.insert("synonym", bytes([number]) * 16, {"term": term, "same_as": same_as})
    [one] = book.insight.demand().pools
    assert one.people == 3 and len(one.terms) == 3


def test_looking_for_a_need(book: Notebook, people: list[bytes]) -> None:
    ann, bo, cy, *_ = people
    book.wants.add(ann, "Łódź map")
    book.wants.add(bo, "cargo bike")
    book.wants.add(cy, "bakfiets")
    book.synonyms.join("bakfiets", "cargo bike")
    assert [one.name for one in book.insight.demand("lodz").pools] == ["Łódź map"]
    assert [one.name for one in book.insight.demand("bakf car").pools] == ["cargo bike"]
    assert book.insight.demand("zeppelin").total == 0
    assert len(book.insight.demand(most=1).pools) == 1 and book.insight.demand(most=1).total == 2


def test_quotes_come_a_page_at_a_time(book: Notebook) -> None:
    with book.change(say("Wants")):
        for number in range(7):
            book.wants.add(book.contacts.create(f"P{number}"), "a bell", due=TODAY + (20 - number) * DAY)
    pages = [book.insight.quotes("a bell", 3, offset) for offset in (0, 3, 6, 9)]
    assert [[want.contact_name for want in page] for page in pages] == [["P6", "P5", "P4"], ["P3", "P2", "P1"],
                                                                        ["P0"], []]  # fmt: skip


def test_needs_are_parted_after_a_product_was_made_or_deleted(book: Notebook, people: list[bytes]) -> None:
    ann, bo, cy, *_ = people
    for who, text in ((ann, "Bakfiets"), (bo, "cargo bike"), (cy, "Lastenrad")):
        book.wants.add(who, text)
    for text in ("Bakfiets", "Lastenrad"):
        book.synonyms.join(text, "cargo bike")
    bakfiets = book.products.add("bakfiets")
    assert len(names(book)) == 1
    book.synonyms.part("Bakfiets")
    assert sorted(one.name for one in book.insight.demand().pools) == ["bakfiets", "cargo bike"]
    book.synonyms.join("Bakfiets", "cargo bike")
    book.products.delete(bakfiets)
    assert len(names(book)) == 1
    book.synonyms.part("cargo bike")  # the head, with rows of either name below it
    assert [sorted(term.name for term in one.terms) for one in book.insight.demand().pools if one.terms] == [
        ["Bakfiets", "Lastenrad"]]  # fmt: skip
    book.synonyms.part("Bakfiets")
    assert len(names(book)) == 3 and book.synonyms.of("Bakfiets") == book.synonyms.of("Lastenrad") == []
