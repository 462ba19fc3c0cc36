"""They bought what they wanted: closing the want is offered by one click or key, and never done by itself."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from notebook import Stream
from tests.ui.settling import settle
from ui.shortcuts import keys

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from notebook.book import Notebook

Window = Callable[..., Any]


@pytest.fixture
def ben(book: Notebook) -> bytes:
    return book.contacts.create("Ben Carter")


def log(one: Any, contact: bytes, text: str) -> None:
    """Show somebody, and log a line about them."""
    one.show_contact(contact)
    line = one.person.timeline.composer.line
    line.setFocus()
    QTest.keyClicks(line, text)
    QTest.keyClick(line, Qt.Key.Key_Return)


def test_a_purchase_line_of_the_tab_offers_to_close_the_want(
    window: Window, book: Notebook, ben: bytes, qtbot: QtBot
) -> None:
    want = book.wants.add(ben, "a big one", product=book.products.add("Cool box"), horizon="now")
    other = book.wants.add(ben, "a trailer")
    one = window()
    one.show_contact(ben)
    one.person.show_tab("products")
    tab = one.person.findChild(object, "productsTab")
    qtbot.waitUntil(lambda: bool(tab.wants.items()))
    line = tab.findChild(object, "addPurchase")
    line.setFocus()
    QTest.keyClicks(line, "2 x cool BOX 80 EUR")
    QTest.keyClick(line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: one._toast is not None and one._toast.isVisible())
    assert one._toast.accessibleName() == "Ben Carter wanted it: a big one"
    assert one._toast._act.text() == "Close the want" and "Ctrl+M" in one._toast._act.toolTip()
    assert book.wants.get(want).open, "never by itself"
    one._toast._act.click()
    assert (book.wants.get(want).state, book.wants.get(other).state) == ("met", "open")
    assert one._toast.accessibleName() == "A want is met" and one._toast._act.text() == "Undo"
    assert one._toast._act.shortcut().isEmpty()
    one._toast._act.click()
    qtbot.waitUntil(lambda: book.wants.get(want).open)
    assert len(book.products.purchases(ben)) == 1


def test_a_clause_of_the_line_offers_it_too_by_key(window: Window, book: Notebook, ben: bytes, qtbot: QtBot) -> None:
    want = book.wants.add(ben, "Cool box")
    one = window()
    one.activateWindow()
    qtbot.waitUntil(one.isActiveWindow)
    log(one, ben, "call: all well; bought: cool  box 80 EUR")
    qtbot.waitUntil(lambda: one._toast is not None and one._toast.accessibleName() == "Ben Carter wanted it: Cool box")
    assert book.wants.get(want).open
    QTest.keySequence(one, keys("followUp"))
    qtbot.waitUntil(lambda: book.wants.get(want).state == "met")


def test_what_nobody_wanted_offers_nothing(window: Window, book: Notebook, ben: bytes, qtbot: QtBot) -> None:
    book.wants.add(ben, "Cool box big")
    one = window()
    log(one, ben, "call: all well; bought: cool box 80 EUR")
    qtbot.waitUntil(lambda: one._toast is not None and one._toast.isVisible())
    settle(one, qtbot)
    assert "wanted" not in one._toast.accessibleName() and one._toast._act.text() == "Undo"


def test_an_introduction_of_two_asks_whether_it_was_ours(
    window: Window, book: Notebook, ben: bytes, qtbot: QtBot
) -> None:
    ada = book.contacts.create("Ada Lee")
    one = window()
    log(one, ben, "introduction Ben Carter, Ada Lee: both draw")
    qtbot.waitUntil(lambda: one._toast is not None and one._toast.accessibleName()
                    == "Did you bring Ben Carter and Ada Lee together?")
    assert book.introductions.of() == []
    one._toast._act.click()
    [made] = book.introductions.of(ada)
    assert made.state == "introduced" and len(book.favours.of(ben)) == 1
    one._toast._act.click()  # Undo
    qtbot.waitUntil(lambda: book.introductions.of() == [])
    assert one.current == ben and len(book.timeline.ids(Stream(contact=ben))) == 1


def test_what_is_no_introduction_any_more_is_noted_as_none(
    window: Window, book: Notebook, ben: bytes, qtbot: QtBot
) -> None:
    """Where nothing was written no way back is offered: it would take back what was done before."""
    ada = book.contacts.create("Ada Lee")
    one = window()
    log(one, ben, "introduction Ben Carter, Ada Lee: both draw")
    qtbot.waitUntil(lambda: one._toast is not None and one._toast._act.text() == "Yes, I did")
    [entry] = book.timeline.ids(Stream(contact=ben))
    book.timeline.edit(entry, contacts=[ben])
    done = book.undo_title()
    one._toast._act.click()
    settle(one, qtbot)
    assert (book.introductions.of(ada), book.undo_title()) == ([], done)
    assert "introduction" not in one._toast.accessibleName().casefold() and (
        one._toast.isHidden() or one._toast._act.text() != "Undo")
