"""Products, purchases, things owned, stories, favours (W1, W3, B3), on a real notebook, Friday, 20 November 2026."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from notebook.errors import NotFound, Refused
from notebook.sentences import say
from notebook.timeline.records import Stream
from notebook.value.purchases import spoken, totals

if TYPE_CHECKING:
    from notebook.book import Notebook

TODAY = date(2026, 11, 20)


@pytest.fixture
def ann(book: Notebook) -> bytes:
    return book.contacts.create("Ann Lee")


@pytest.fixture
def stand(book: Notebook) -> bytes:
    return book.products.add("Stand no. 7", about="Holds any bike", price="280.00", currency="eur")


def test_products_by_name(book: Notebook, stand: bytes) -> None:
    held = book.products.get(stand)
    assert (held.name, held.price, held.currency, held.state) == ("Stand no. 7", Decimal("280.00"), "EUR", "current")
    assert book.products.find("STAND NO. 7") == stand == book.products.find("stand")
    assert book.products.named("Stand no. 7") == stand
    other = book.products.named("Stand no. 8")
    assert book.products.find("stand") is None
    book.products.edit(other, name="Küchenrad", state="retired")
    assert [p.name for p in book.products.all()] == ["Stand no. 7"]
    assert book.products.find("kuchenrad") == other
    again = book.products.add("Stand no. 8")  # its old name is free, and makes another product
    assert again != other
    for bad in ("stand no. 7", "  "):
        with pytest.raises(Refused):
            book.products.add(bad)


def test_bought(book: Notebook, ann: bytes, stand: bytes) -> None:
    purchase = book.products.bought(ann, stand, quantity=4, price="1120.00", currency="EUR", day=date(2026, 11, 2))
    [held] = book.products.purchases(ann)
    assert (held.id, held.item, held.quantity, held.price, held.currency, held.day) == (
        purchase, "Stand no. 7", 4, Decimal("1120.00"), "EUR", date(2026, 11, 2))  # fmt: skip
    [entry] = book.timeline.rows(book.timeline.ids(Stream(contact=ann)))
    assert (entry.id, entry.kind, entry.body) == (held.interaction, "purchase", "4 x Stand no. 7, 1120.00 EUR")
    [owned] = book.products.owned(ann)
    assert (owned.product, owned.since, owned.purchase) == (stand, "2026-11-02", purchase)
    book.undo()
    assert book.products.purchases() == [] == book.products.owned(ann) == book.timeline.ids(Stream(contact=ann))


def test_bought_within_an_entry(book: Notebook, ann: bytes, stand: bytes) -> None:
    entry = book.timeline.log([ann], "visit", "took one along")
    book.products.bought(ann, stand, interaction=entry)
    book.products.bought(ann, item="a repair", price="35", currency="SEK", owns=False)
    assert len(book.timeline.ids(Stream(contact=ann))) == 2
    assert [p.item for p in book.products.purchases(product=stand)] == ["Stand no. 7"]
    assert len(book.products.owned(ann)) == 1


def test_currencies_are_never_added(book: Notebook, ann: bytes, stand: bytes) -> None:
    for price, currency in (("10.10", "EUR"), ("0.20", "EUR"), ("99", "USD"), (None, "")):
        book.products.bought(ann, stand, price=price, currency=currency)
    assert totals(book.products.purchases(ann), book.clock.today()) == {"EUR": Decimal("10.30"), "USD": Decimal("99")}


def test_corrected(book: Notebook, ann: bytes, stand: bytes) -> None:
    purchase = book.products.bought(ann, stand, price="10", currency="EUR")
    book.products.correct(purchase, quantity="2.5", price="25.00", day=date(2026, 1, 1), note="at the fair")
    [held] = book.products.purchases(ann)
    assert (held.quantity, held.price, held.currency) == (Decimal("2.5"), Decimal("25.00"), "EUR")
    assert held.note == "at the fair"
    book.products.delete(stand)
    assert book.products.purchases(ann)[0].item == "Stand no. 7"
    book.products.take_back(purchase)
    assert book.products.purchases(ann) == []


def test_one_purchase_is_read_and_the_wants_it_meets(book: Notebook, ann: bytes, stand: bytes) -> None:
    bo = book.contacts.create("Bo Dahl")
    theirs = [book.wants.add(who, text) for who, text in ((ann, "stand no. 7"), (bo, "a repair"), (bo, "a bike"))]
    first = book.products.bought(ann, stand, quantity="1.50", price="10", currency="EUR")
    second = book.products.bought(bo, item="A repair")
    assert book.products.purchase(first) == book.products.purchases(ann)[0]
    assert [one.id for one in book.products.rows([second, first, ann])] == [second, first]
    assert [one.id for one in book.met_by([first])] == theirs[:1] and book.met_by([]) == []
    assert {one.id for one in book.met_by([first, second])} == set(theirs[:2])
    book.products.take_back(first)
    with pytest.raises(NotFound, match="no such purchase"):
        book.products.purchase(first)
    assert book.met_by([first]) == []


@pytest.mark.parametrize(
    ("quantity", "price", "said"),
    [(1, None, "Stand no. 7"), ("1.50", "0", "1.50 x Stand no. 7, 0 EUR"), ("1.0", None, "1.0 x Stand no. 7"),
     ("1000000", "999999999999.99", "1000000 x Stand no. 7, 999999999999.99 EUR")],
)  # fmt: skip
def test_a_purchase_is_said_alike_in_its_entry_and_beside_it(
    book: Notebook, ann: bytes, stand: bytes, quantity: str, price: str | None, said: str
) -> None:
    made = book.products.bought(ann, stand, quantity=quantity, price=price, currency="EUR")
    held = book.products.purchase(made)
    [entry] = book.entries([held.interaction or b""])
    assert entry.body == said == spoken(held.item, held.quantity, held.price, held.currency)
    assert [str(one.said) for one in entry.made] == [f"bought: {said}"]
    book.products.take_back(made)  # the entry goes: it says what was logged
    assert book.timeline.rows([entry.id]) == []


@pytest.mark.parametrize(
    "bad",
    [
        {"price": "12"},
        {"price": "twelve", "currency": "EUR"},
        {"price": "-1", "currency": "EUR"},
        {"quantity": 0},
        {"quantity": "many"},
        {"price": "1", "currency": "euro"},
        {"price": "NaN", "currency": "EUR"},
    ],
)
def test_no_purchase(book: Notebook, ann: bytes, stand: bytes, bad: dict[str, Any]) -> None:
    with pytest.raises(Refused):
        book.products.bought(ann, stand, **bad)
    with pytest.raises(Refused):
        book.products.bought(ann)


def test_owned(book: Notebook, ann: bytes, stand: bytes) -> None:
    first = book.products.own(ann, stand, since="2019", note="second hand")
    assert book.products.own(ann, stand, quantity=2) == first
    [held] = book.products.owned(product=stand)
    assert (held.contact_name, held.since, held.quantity, held.note) == ("Ann Lee", "2019", 2, "second hand")
    book.products.no_longer(first, "2025")
    assert book.products.owned(ann) == [] and book.products.owned(ann, ended=True)[0].ended
    book.products.bought(ann, stand)
    assert book.products.owned(ann)[0].since == "2019"


def test_stories(book: Notebook, ann: bytes, stand: bytes) -> None:
    kept = book.stories.tell(ann, stand, "It fell on my foot and held.")
    assert book.stories.quotable(stand) == []
    named = book.stories.tell(ann, stand, "Best thing in the shed", quote="named", day=date(2026, 1, 1))
    assert [s.id for s in book.stories.of(product=stand)] == [kept, named]
    book.stories.edit(kept, quote="anonymous")
    assert {(q.text, q.name) for q in book.stories.quotable()} == {
        ("It fell on my foot and held.", ""), ("Best thing in the shed", "Ann Lee")}  # fmt: skip
    assert [entry.value for entry in book.history([("story", kept)], "quote")] == ["anonymous", "none"]
    book.stories.delete(named)
    assert [s.product_name for s in book.stories.of(ann)] == ["Stand no. 7"]
    for bad in ({"text": ""}, {"text": "x", "quote": "maybe"}):
        with pytest.raises(Refused):
            book.stories.tell(ann, stand, **bad)
    with pytest.raises(NotFound):
        book.stories.get(named)


def test_favours(book: Notebook, ann: bytes) -> None:
    gave = book.favours.gave(ann, "introduction", "to the guild")
    assert str(book.undo_title()) == "We gave Ann Lee: to the guild"
    book.favours.asked(ann, "Feedback", side="theirs", day=date(2026, 1, 5))
    assert [(f.act, f.side, f.kind, f.day) for f in book.favours.of(ann)] == [
        ("gave", "ours", "introduction", TODAY), ("asked", "theirs", "feedback", date(2026, 1, 5))]  # fmt: skip
    assert [f.id for f in book.favours.of(since=date(2026, 6, 1))] == [gave]
    book.favours.edit(gave, kind="advice", text="")
    assert (book.favours.get(gave).kind, book.favours.get(gave).colleague) == ("advice", book.colleagues.my_id())
    for bad in (("gave", "money"), ("gave", "other"), ("took", "advice")):
        with pytest.raises(Refused):
            book.favours.note(ann, *bad)
    book.favours.delete(gave)
    assert len(book.favours.of()) == 1


def test_a_thing_given_up_is_owned_again(book: Notebook, ann: bytes, stand: bytes) -> None:
    owned = book.products.own(ann, stand, since="2020", note="striped", quantity=2)
    book.products.no_longer(owned, "2024")
    assert book.products.own(ann, stand, since="2026") == owned
    [held] = book.products.owned(ann)
    assert (held.since, held.until, held.ended, held.note) == ("2026", "", False, "striped")
    with pytest.raises(Refused):
        book.products.own(ann, stand, until="2020")  # since 2026
    book.products.disown(owned)
    book.products.own(ann, stand, since="2025")
    [held] = book.products.owned(ann)
    assert (held.id, held.since, held.note, held.quantity, held.purchase) == (owned, "2025", "", None, None)
    book.products.disown(owned)
    book.products.bought(ann, stand)
    [held] = book.products.owned(ann)
    assert (held.since, held.note, held.quantity) == (TODAY.isoformat(), "", None)


def test_a_correction_is_checked_as_the_purchase_was(book: Notebook, ann: bytes, stand: bytes) -> None:
    purchase = book.products.bought(ann, stand)
    other = book.products.bought(ann, item="Repair")
    for quantity in (0, "0.00", None, -1):
        with pytest.raises(Refused):
            book.products.correct(purchase, quantity=quantity)
    for bad in ({"item": " "}, {"item": None}):
        with pytest.raises(Refused, match="what was bought"):
            book.products.correct(other, **bad)
    book.products.correct(purchase, item="")
    book.products.correct(purchase, product=None)
    assert [one.item for one in book.products.purchases(ann) if one.id == purchase] == ["Stand no. 7"]
    book.products.correct(other, product=stand, item="")
    assert {one.item for one in book.products.purchases(ann)} == {"Stand no. 7"}


def test_a_purchase_taken_back_takes_along_what_it_made(book: Notebook, ann: bytes, stand: bytes) -> None:
    purchase = book.products.bought(ann, stand, quantity=4, price=5, currency="EUR")
    book.products.correct(purchase, quantity=5)
    plain = book.products.bought(ann, item="Repair")
    book.products.take_back(purchase, plain)
    assert book.products.owned(ann) == [] == book.timeline.ids(Stream(contact=ann)) == book.products.purchases()
    book.undo()
    assert len(book.products.owned(ann)) == 1 and len(book.timeline.ids(Stream(contact=ann))) == 2


def test_what_a_purchase_did_not_make_stays(book: Notebook, ann: bytes, stand: bytes) -> None:
    owned = book.products.own(ann, stand, since="2020")
    entry = book.timeline.log([ann], "purchase", "Stand no. 7")
    first = book.products.bought(ann, stand, interaction=entry)
    second = book.products.bought(ann, stand, quantity=2)
    [mine] = [one for one in book.timeline.ids(Stream(contact=ann)) if one != entry]
    book.timeline.edit(mine, text="2 x Stand no. 7, and he wants a third")
    book.products.take_back(second)
    assert [(one.id, one.purchase) for one in book.products.owned(ann)] == [(owned, first)]
    book.products.take_back(first)
    assert [(one.id, one.since, one.purchase) for one in book.products.owned(ann)] == [(owned, "2020", None)]
    assert set(book.timeline.ids(Stream(contact=ann))) == {entry, mine}


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_owned_as_long_as_one_purchase_stands(book: Notebook, ann: bytes, stand: bytes, order: tuple[int, int]) -> None:
    both = book.products.bought(ann, stand), book.products.bought(ann, stand)
    book.products.take_back(both[order[0]])
    assert [one.purchase for one in book.products.owned(ann)] == [both[order[1]]]
    book.products.take_back(both[order[1]])
    assert book.products.owned(ann) == []


def test_what_the_composer_wrote_stays(book: Notebook, ann: bytes, stand: bytes) -> None:
    with book.change(say("Log it")):
        entry = book.timeline.log([ann], "purchase", "bought: Stand no. 7")
        purchase = book.products.bought(ann, stand, interaction=entry)
    book.products.take_back(purchase)
    assert book.timeline.ids(Stream(contact=ann)) == [entry] and book.products.owned(ann) == []


def test_how_many_they_own_is_known_from_what_they_bought(book: Notebook, ann: bytes) -> None:
    stand, rack = book.products.add("Stand"), book.products.add("Rack")
    book.products.bought(ann, stand, quantity=4)
    second = book.products.bought(ann, stand, quantity="2.5")
    book.products.own(ann, rack)

    def told() -> dict[str, tuple[Decimal | None, Decimal]]:
        return {one.product_name: (one.quantity, one.bought) for one in book.products.owned(ann)}

    assert told() == {"Stand": (None, Decimal("6.5")), "Rack": (None, Decimal(0))}
    book.products.take_back(second)
    assert told()["Stand"] == (None, Decimal(4))
    book.undo()
    assert told()["Stand"] == (None, Decimal("6.5")) and book.products.owned(product=stand)[0].bought == Decimal("6.5")
    with book.change(say("Import")) as draft:
        draft.set("purchase", second, {"day": "2999-01-01"})
    assert told()["Stand"] == (None, Decimal(4)), "what lies ahead was not bought yet, as in the sums"
    book.products.correct_owned(book.products.owned(ann)[1].id, quantity=9)
    assert told()["Stand"][0] == Decimal(9), "what somebody noted counts"
