"""A purchase is said in one way: the chip, the words below the line, the timeline, the tab, the product's page.

In the window as the locale writes numbers, on the command line and in what is stored plainly; no number on its way to
the eye is ever a float.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QLabel, QWidget

from tests.ui.settling import settle
from ui.prices import bought, counted
from ui.words import words

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from notebook.book import Notebook


@pytest.fixture(autouse=True)
def german() -> Iterator[None]:
    """The locale of the other tests comes back."""
    held = QLocale()
    QLocale.setDefault(QLocale("de_DE"))
    yield
    QLocale.setDefault(held)


@pytest.mark.parametrize(
    ("typed", "item", "price", "stored"),
    [
        ("1.5 x Rye flour 1120.50 EUR", "1,5 × Rye flour", "1.120,50 EUR", "1.5 x Rye flour, 1120.50 EUR"),
        ("1200 x Rye flour 123456789012.34 EUR", "1.200 × Rye flour", "123.456.789.012,34 EUR",
         "1200 x Rye flour, 123456789012.34 EUR"),
        ("Rye flour 0.30 EUR", "Rye flour", "0,30 EUR", "Rye flour, 0.30 EUR"),
    ],
)
def test_the_same_purchase_everywhere(
    book: Notebook, exposed: Callable[..., Any], person: Callable[..., bytes], qtbot: QtBot, typed: str, item: str,
    price: str, stored: str,
) -> None:  # fmt: skip
    from ui.timeline import TimelinePane
    from ui.value.products import ProductsPage
    from ui.value.tab import ProductsTab

    ann, flour = person("Ann Baker"), book.products.add("Rye flour")
    pane = exposed(TimelinePane, 640, 600)
    pane.show_contact(ann)
    pane.focus_composer()
    qtbot.keyClicks(pane.composer.line, f"call: hello; bought: {typed}")
    chips = {chip.shown.name: chip.shown.text for chip in pane.composer.chips.chips}
    assert chips["purchase-0"] == f"bought: {item} · {price}"
    tab = exposed(ProductsTab, 640, 600)
    tab.show_contact(book.contacts.get(ann))
    settle(tab, qtbot)
    line = tab.findChild(QWidget, "addPurchase")
    qtbot.keyClicks(line, typed)
    told = tab.findChild(QLabel, "addPurchaseUnderstood").text()
    assert told.startswith(f"Understood: {item} · {price} · ")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    settle(tab, qtbot)
    [made] = book.products.purchases(ann)
    row = tab.purchases.row(made.id)
    assert (f"{row.quantity.text()} × {row.what.text()}".removeprefix("1 × "), row.price.text()) == (item, price)
    page = exposed(ProductsPage, 700, 700)
    page.show_place(flour)
    settle(page, qtbot)
    _, _, about = page.view._person("purchases", made)
    assert about.endswith(f"{item.removesuffix('Rye flour').strip()} · {price}".removeprefix(" · "))
    [entry] = book.entries([made.interaction])
    [chip] = entry.made
    assert words(chip.said) == f"bought: {item.replace('×', 'x')}, {price}"
    assert (str(chip.said), entry.body) == (f"bought: {stored}", stored)
    book.products.take_back(made.id)  # the entry is known by what it says
    assert book.timeline.rows([entry.id]) == []


def test_how_many_and_what() -> None:
    assert counted(None, "Stand") == "Stand" and counted(Decimal(1), "Stand") == "1 × Stand"
    assert counted(Decimal("2.50")) == "2,50 ×" and counted(None) == ""
    assert bought(Decimal(1), "Stand") == "Stand" and bought(Decimal(1)) == "" and bought(Decimal(2), "x") == "2 × x"


def test_what_is_typed_is_read_with_one_look_at_the_products(book: Notebook, person: Callable[..., bytes]) -> None:
    """However many there are, a key typed reads their names once."""
    from ui.value import understood

    book.products.add("Cool box")
    asked: list[str] = []
    rows = book.db.rows

    def counting(sql: str, params: Any = ()) -> Any:
        asked.append(sql)
        return rows(sql, params)

    book.db.rows = counting  # type: ignore[method-assign]
    assert understood.purchase(book, "2 cool box 320 EUR yesterday").startswith("Understood: 2 × Cool box · 320 EUR")
    assert understood.owned(book, "2 cool box").startswith("Understood: 2 × Cool box")
    assert len([sql for sql in asked if " FROM product " in sql]) == 2
