"""What the lines of the tab Products understood is told before Enter and kept as told; Friday, 20 November 2026."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from tests.ui.value.conftest import DAY, TODAY

if TYPE_CHECKING:
    from notebook.book import Notebook
    from tests.ui.value.conftest import Shown


def write(tab: Shown, name: str, text: str) -> str:
    """Type into a line; what it tells below."""
    line = tab.pane.findChild(object, name)
    line.clear()
    line.setFocus()
    QTest.keyClicks(line, text)
    told = tab.pane.findChild(QLabel, f"{name}Understood")
    assert told.isVisibleTo(tab.pane) is bool(told.text())
    return str(told.text())


def enter(tab: Shown, name: str) -> str:
    """Enter, and what stands in the line then."""
    line = tab.pane.findChild(object, name)
    QTest.keyClick(line, Qt.Key.Key_Return)
    tab.settle()
    return str(line.text())


def test_a_purchase_with_its_day_is_told_and_kept(tab: Shown, book: Notebook, ann: bytes) -> None:
    assert write(tab, "addPurchase", "Cool box 320 EUR yesterday") == (
        "Understood: Cool box · 320 EUR · 19 Nov 2026 · new product")
    assert enter(tab, "addPurchase") == ""
    assert not tab.pane.findChild(QLabel, "addPurchaseUnderstood").isVisibleTo(tab.pane)
    [bought] = [one for one in book.products.purchases(ann) if one.item == "Cool box"]
    assert (str(bought.quantity), str(bought.price), bought.currency, bought.day) == ("1", "320", "EUR", TODAY - DAY)
    assert "2 × Stand no. 7 · 500 EUR · 3 May 2026" in write(tab, "addPurchase", "500 EUR on 3 May 2 x stand no. 7")


@pytest.mark.parametrize("typed", ["Cool box 320 EUR yesterdy", "Stand no. 7 320", "Cool box 10 EUR on 1 Dec 2030",
                                   "Cool box -5 EUR", "Cool box 320 EUR on 31 February"])
def test_what_cannot_be_read_makes_no_product(tab: Shown, book: Notebook, ann: bytes, typed: str) -> None:
    products, bought = book.products.all(), book.products.purchases(ann)
    write(tab, "addPurchase", typed)
    assert enter(tab, "addPurchase") == typed  # to be corrected
    assert tab.told and (book.products.all(), book.products.purchases(ann)) == (products, bought)


def test_what_they_own_has_a_quantity_and_days(tab: Shown, book: Notebook, ann: bytes, stand: bytes) -> None:
    told = write(tab, "addOwned", "3 x stand no. 7 since May 2019")
    assert told == "Understood: 3 × Stand no. 7 · since May 2019"
    assert enter(tab, "addOwned") == ""
    [held] = book.products.owned(ann)
    assert (held.product, str(held.quantity), held.since) == (stand, "3", "2019-05")
    assert [one.name for one in book.products.all()] == ["Stand no. 7"]
    assert "since spring" in write(tab, "addOwned", "bench since spring")
    assert enter(tab, "addOwned") == "bench since spring"
    for typed in ("-1 x bench", "0 x bench", "bench 320 EUR"):
        write(tab, "addOwned", typed)
        assert enter(tab, "addOwned") == typed
    assert [one.name for one in book.products.all()] == ["Stand no. 7"]


def test_how_many_they_own_is_what_they_bought_until_it_is_noted(tab: Shown, book: Notebook, ann: bytes) -> None:
    [held] = book.products.owned(ann)
    row = tab.pane.owned.row(held.id)
    count = sum(one.quantity for one in book.products.purchases(ann, held.product))
    assert held.quantity is None and row.quantity.text() == "" and not row._times.isVisibleTo(row)
    assert row.quantity.placeholderText() == f"{count} bought"
    more = book.products.bought(ann, held.product, quantity=3)
    tab.settle()
    assert row.quantity.placeholderText() == f"{count + 3} bought"
    book.products.take_back(more)
    tab.settle()
    assert row.quantity.placeholderText() == f"{count} bought"
    book.products.correct_owned(held.id, quantity=6)
    tab.settle()
    assert row.quantity.text() == "6" and row._times.isVisibleTo(row)
    free = book.products.own(ann, book.products.add("bench"))
    tab.settle()
    assert tab.pane.owned.row(free).quantity.placeholderText() == "how many"


@pytest.mark.parametrize(("typed", "act", "side", "kind", "text"), [
    ("asked: time", "asked", "ours", "time", "time"), ("they gave referral to Bo", "gave", "theirs", "referral",
                                                       "referral to Bo"),
    ("we asked them for a referral", "asked", "ours", "referral", "a referral"),
    ("They asked: advice", "asked", "theirs", "advice", "advice"), ("gave us time", "gave", "theirs", "time", "time"),
    ("advice about winter", "gave", "ours", "advice", "advice about winter"),
])  # fmt: skip
def test_the_words_win_over_the_choice(tab: Shown, book: Notebook, ann: bytes, typed: str, act: str, side: str,
                                       kind: str, text: str) -> None:  # fmt: skip
    known = {one.id for one in book.favours.of(ann)}
    assert text in write(tab, "addFavour", typed)
    assert (tab.pane.balance.act.value(), tab.pane.balance.side.value()) == (act, side)  # seen before Enter
    assert enter(tab, "addFavour") == ""
    [made] = [one for one in book.favours.of(ann) if one.id not in known]
    assert (made.act, made.side, made.kind, made.text) == (act, side, kind, text)
    assert (tab.pane.balance.act.value(), tab.pane.balance.side.value()) == ("gave", "ours")


def test_what_was_chosen_counts_where_the_words_say_nothing(tab: Shown, book: Notebook, ann: bytes) -> None:
    tab.pane.balance.side.button("theirs").click()
    write(tab, "addFavour", "asked: time")
    assert (tab.pane.balance.act.value(), tab.pane.balance.side.value()) == ("asked", "theirs")
    write(tab, "addFavour", "time")
    assert (tab.pane.balance.act.value(), tab.pane.balance.side.value()) == ("gave", "theirs")
    write(tab, "addFavour", "asked:")
    assert enter(tab, "addFavour") == "asked:" and "Say what was given or asked" in tab.told[-1]


def test_a_want_typed_again_says_and_changes_when(tab: Shown, book: Notebook, ann: bytes) -> None:
    assert "is past" in write(tab, "addWant", "cargo bike by 18 November 2026")
    write(tab, "addWant", "cargo bike within 3 months")
    enter(tab, "addWant")
    [want] = book.wants.of(ann)
    assert (want.horizon, want.due, want.revisit) == ("season", date(2027, 2, 20), date(2027, 2, 6))
    told = write(tab, "addWant", "cargo bike now")
    assert told == ("Understood: cargo bike · now · comes back 27 Nov 2026"
                    " · wanted already, so far: by 20 Feb 2027")
    enter(tab, "addWant")
    held = book.wants.get(want.id)
    assert (held.horizon, held.due, held.revisit) == ("now", None, TODAY + 7 * DAY)
    row = tab.pane.wants.row(want.id)
    assert row.until.text().strip() == "by when …" and row.back.text().strip() == "27 Nov 2026"
    book.undo()
    assert book.wants.get(want.id) == want


def test_a_horizon_takes_a_day_away_that_lies_elsewhere(tab: Shown, book: Notebook, ann: bytes) -> None:
    [want] = book.wants.of(ann)
    book.wants.edit(want.id, due=date(2027, 2, 20))
    tab.settle()
    row = tab.pane.wants.row(want.id)
    row.soon.button("now").click()
    tab.settle()
    held = book.wants.get(want.id)
    assert (held.horizon, held.due, held.revisit) == ("now", None, TODAY + 7 * DAY)
    assert "no longer by" in tab.undoable[-1]
    book.undo()
    held = book.wants.get(want.id)
    assert (held.horizon, held.due) == ("season", date(2027, 2, 20))
    book.wants.edit(want.id, horizon="season")  # it lies in it
    assert book.wants.get(want.id).due == date(2027, 2, 20)
    book.wants.edit(want.id, due=None)
    held = book.wants.get(want.id)
    assert (held.horizon, held.due, held.revisit) == ("season", None, TODAY + 30 * DAY)
