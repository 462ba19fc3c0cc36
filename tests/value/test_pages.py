"""What the window's pages ask for: pages of rows, counts, shared interests, plans in another order."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from notebook.errors import NotFound, Refused
from notebook.sentences import say
from notebook.timeline.bought import PurchaseDraft
from notebook.timeline.remarks import WantDraft
from notebook.timeline.typed import parse_remark, split_due
from notebook.value.records import Standing

if TYPE_CHECKING:
    from notebook.book import Notebook

TODAY = date(2026, 11, 20)
DAY = timedelta(days=1)


@pytest.fixture
def ann(book: Notebook) -> bytes:
    return book.contacts.create("Ann Lee")


@pytest.fixture
def stand(book: Notebook) -> bytes:
    return book.products.add("Stand no. 7")


def test_pages_together_are_the_whole(book: Notebook, stand: bytes) -> None:
    people = [book.contacts.create(f"{letter}. Person") for letter in "hgfedcba"]
    with book.change(say("Fill")):
        for number, person in enumerate(people):
            book.products.own(person, stand, until=None if number % 3 else "2020")
            book.wants.add(person, f"another {number % 4}", product=stand, strength=1 + number % 3,
                           due=TODAY + number % 3 * DAY if number % 2 else None)  # fmt: skip
            book.stories.tell(person, stand, f"story {number}", day=TODAY - number % 5 * DAY,
                              quote=("none", "anonymous", "named")[number % 3])  # fmt: skip
            book.products.bought(person, stand, day=TODAY - number % 5 * DAY, owns=False)
    for read in (book.products.owned, book.wants.of, book.stories.of, book.products.purchases):
        whole = [row.id for row in read(product=stand)]
        paged = [row.id for start in range(0, 10, 3) for row in read(product=stand, limit=3, offset=start)]
        assert paged == whole, read
    owners = [one.contact_name for one in book.products.owned(product=stand, limit=99)]
    assert owners == [f"{letter}. Person" for letter in "acdfg"]
    assert book.products.standing([stand]) == {stand: Standing(owners=5, purchases=8, stories=8, shareable=5, wants=8)}
    assert len(book.stories.of(product=stand, shareable=True)) == 5


def test_counted_are_living_rows_of_living_people(book: Notebook, ann: bytes, stand: bytes) -> None:
    bo = book.contacts.create("Bo")
    for person in (ann, bo):
        book.products.own(person, stand)
        book.wants.add(person, "more", product=stand)
    book.wants.meet(book.wants.of(ann)[0].id)
    book.products.own(ann, stand, until="2026-11-19")
    book.contacts.delete(bo)
    assert book.products.standing([stand]) == {stand: Standing()}


def test_a_thing_owned_is_corrected(book: Notebook, ann: bytes, stand: bytes) -> None:
    owned = book.products.own(ann, stand, since="2020", note="dented")
    book.products.correct_owned(owned, since="2021-05", quantity="2", note="")
    [held] = book.products.owned(ann)
    assert (held.since, str(held.quantity), held.note) == ("2021-05", "2", "")
    book.products.no_longer(owned, "2022")
    assert book.products.owned(ann) == []
    book.products.correct_owned(owned, until="", quantity="")
    [held] = book.products.owned(ann)
    assert (held.quantity, held.until) == (None, "")
    for bad in ({"since": "someday soon"}, {"quantity": "some"}):
        with pytest.raises(Refused):
            book.products.correct_owned(owned, **bad)
    with pytest.raises(TypeError):
        book.products.correct_owned(owned, product=stand)
    book.products.disown(owned)
    with pytest.raises(NotFound):
        book.products.correct_owned(owned, note="x")
    book.undo()
    assert len(book.products.owned(ann)) == 1


def test_who_shares_an_interest(book: Notebook, ann: bytes) -> None:
    bo, cy = book.contacts.create("Bo"), book.contacts.create("Cy")
    for person, interest in ((ann, "Jazz"), (bo, "jazz"), (cy, "JAZZ  "), (cy, "jazz"), (bo, "opéra")):
        book.contacts.add_detail(person, "interest", interest)
    found = {one.key: one for one in book.interests.all()}
    assert found["opera"].people == 1
    assert found["jazz"].name.casefold() == "jazz"
    assert book.interests.who("jázz") == [ann, bo, cy]
    assert book.interests.who("jazz", limit=1, offset=1) == [bo]
    book.contacts.delete(bo)
    assert book.interests.who("jazz") == [ann, cy]
    assert [one.key for one in book.interests.all()] == ["jazz"]
    assert book.interests.who("nothing") == []


def test_who_shares_an_interest_in_a_thousand_spellings(book: Notebook) -> None:
    """Blanks and capitals make spellings without end; pages of people are pages all the same."""
    names = [f"Person {number:04}" for number in range(1100)]
    with book.change(say("Fill")):
        people = [book.contacts.create(name) for name in names]
        for number, person in enumerate(reversed(people)):
            book.contacts.add_detail(person, "interest", "".join(
                letter.upper() if number >> place & 1 else letter for place, letter in enumerate("trailrunning")))
    assert book.interests.who("trailrunning") == people
    assert book.interests.who("trailrunning", 50, 600) == people[600:650]
    assert book.interests.who("trailrunning", 50, 1090) == people[1090:]


def test_what_lies_on_the_shelf_is_for_each_of_several_interests(book: Notebook, ann: bytes) -> None:
    book.contacts.add_detail(ann, "interest", "opera")
    item = book.shelf.add("A tip", interests=["choir singing, opera"])
    assert book.shelf.get(item).interests == ("choir singing", "opera")
    assert list(book.shelf.for_whom(item)) == [ann]
    book.shelf.edit(item, interests=["choir singing", "jazz; rye bread"])
    assert book.shelf.get(item).interests == ("choir singing", "jazz", "rye bread")


def test_how_many_would_value_what_lies_on_the_shelf(book: Notebook, ann: bytes) -> None:
    bo = book.contacts.create("Bo")
    for person, interest in ((ann, "Jazz"), (ann, "wine"), (bo, "wine")):
        book.contacts.add_detail(person, "interest", interest)
    both, one = book.shelf.add("Both", interests=["jazz", "Wine"]), book.shelf.add("One", interests=["jazz"])
    none = book.shelf.add("None")
    assert book.shelf.counted() == {both: 2, one: 1, none: 0}
    assert {item: len(book.shelf.for_whom(item)) for item in (both, one, none)} == book.shelf.counted()
    book.shelf.give(both, ann, day=TODAY - DAY)
    book.shelf.give(one, ann)
    assert book.shelf.counted() == {both: 1, one: 0, none: 0}
    assert [(got.title, got.day) for got in book.shelf.got(ann)] == [("One", TODAY), ("Both", TODAY - DAY)]
    book.shelf.delete(one)
    assert [got.title for got in book.shelf.got(ann)] == ["Both"]


def test_plans_are_put_in_another_order(book: Notebook, ann: bytes) -> None:
    first, second, third = (book.plans.intend(ann, text) for text in ("one", "two", "three"))
    assert [one.id for one in book.plans.of(ann)] == [first, second, third]
    book.plans.move(third, -1)
    book.plans.move(first, -1)  # is at the top
    assert [one.id for one in book.plans.of(ann)] == [first, third, second]
    book.plans.close(third)
    book.plans.move(second, -1)
    assert [one.id for one in book.plans.of(ann)] == [second, first]
    a, b = book.plans.add_step(first, "a"), book.plans.add_step(first, "b")
    book.plans.move_step(a, 1)
    assert [step.id for step in book.plans.get(first).steps] == [b, a]
    book.undo()
    assert [step.id for step in book.plans.get(first).steps] == [a, b]


def test_a_step_loses_and_gets_its_day(book: Notebook, ann: bytes) -> None:
    plan = book.plans.intend(ann, "Help")
    step = book.plans.add_step(plan, "ask", TODAY)
    book.plans.undate_step(step)
    assert book.plans.get(plan).steps[0].day is None
    assert book.reminders.agenda(days=9) == []
    book.plans.edit_step(step, day=TODAY + DAY)
    assert [due.day for due in book.reminders.agenda(days=9)] == [TODAY + DAY]
    book.plans.done(step)
    book.plans.reopen_step(step)
    assert (book.plans.get(plan).steps[0].state, book.plans.get(plan).steps[0].day) == ("open", None)
    book.plans.edit_step(step, day=TODAY)
    book.plans.delete_step(step)
    assert book.plans.get(plan).steps == ()
    assert book.reminders.agenda(days=9) == []


def test_one_line_is_read_as_in_the_composer(book: Notebook, ann: bytes) -> None:
    want = parse_remark("want", "cargo bike within 3 months!", book.clock)
    assert isinstance(want, WantDraft)
    assert (want.text, want.strength, want.due) == ("cargo bike", 3, date(2027, 2, 20))
    bought = parse_remark("bought", "4 x stand no. 7 1120 EUR", book.clock)
    assert bought == PurchaseDraft("stand no. 7", "4", "1120", "EUR")
    assert parse_remark("story", " … ", book.clock) is None
    assert bought is not None
    assert split_due("ask the town (again) by Friday", book.clock) == ("ask the town (again)", TODAY + 7 * DAY)
    assert split_due("ask the town", book.clock) == ("ask the town", None)
    with book.change(say("Note it")):
        book.keep_remark(ann, bought)
    [held] = book.products.purchases(ann)
    assert held.interaction is not None
    book.undo()
    assert book.products.all() == []
