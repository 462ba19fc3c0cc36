"""Tabs and pages of this package in the window: reached, left again by the way back, undone by the toast."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.ui.settling import settle

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from notebook.book import Notebook
    from ui.window import MainWindow


def test_from_a_thing_owned_to_its_wall_and_back(
    window: Callable[..., MainWindow], book: Notebook, ann: bytes, stand: bytes, qtbot: QtBot
) -> None:
    one = window()
    one.show_contact(ann)
    one.person.show_tab("products")
    tab = one.person.findChild(object, "productsTab")
    qtbot.waitUntil(lambda: bool(tab.owned.items()))
    tab.owned.row(tab.owned.items()[0].id).name.click()
    page = one.middle.shown
    assert page.objectName() == "productsPage"
    qtbot.waitUntil(lambda: page.view.name.toPlainText() == "Stand no. 7")
    settle(one, qtbot)
    page.view.wall.cards[0].who.click()
    settle(one, qtbot)
    assert one.current == ann
    one.going.back()
    settle(one, qtbot)
    assert one.middle.shown is page
    QTest.keyClick(page.view.back, Qt.Key.Key_Escape)
    settle(one, qtbot)
    assert one.current == ann


def test_met_is_undone_by_the_word_at_the_bottom(
    window: Callable[..., MainWindow], book: Notebook, ann: bytes, qtbot: QtBot
) -> None:
    one = window()
    one.show_contact(ann)
    one.person.show_tab("products")
    tab = one.person.findChild(object, "productsTab")
    qtbot.waitUntil(lambda: bool(tab.wants.items()))
    want = tab.wants.items()[0]
    tab.wants.row(want.id).meet.click()
    qtbot.waitUntil(lambda: not tab.wants.items())
    assert one._toast.accessibleName() == "A want is met"
    one._toast._act.click()
    qtbot.waitUntil(lambda: bool(tab.wants.items()))
    assert book.wants.get(want.id).open


def test_the_list_is_walked_by_keyboard(
    window: Callable[..., MainWindow], book: Notebook, stand: bytes, qtbot: QtBot
) -> None:
    book.products.add("Awning")
    one = window()
    one.going.go("products")
    page = one.middle.shown
    qtbot.waitUntil(lambda: len(page.lines.lines) == 2)
    qtbot.waitUntil(lambda: page.search.hasFocus())
    QTest.keyClick(page.search, Qt.Key.Key_Down)
    assert page.list.hasFocus()
    QTest.keyClick(page.list, Qt.Key.Key_Down)
    QTest.keyClick(page.list, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.view.name.toPlainText() == "Stand no. 7")
    one.going.leave()
    assert page._listing.isVisible()
    assert page.list.currentIndex().row() == 1
