"""With letters twice as large, what stands beside them is larger too: icons, faces, rings, the columns of words."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QLabel, QToolButton

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from notebook.book import Notebook
    from tests.ui.value.conftest import Shown
    from ui.theme import Theme


@pytest.fixture
def large(qapp: QApplication) -> Iterator[None]:
    before = qapp.font()
    twice = qapp.font()
    twice.setPointSizeF(before.pointSizeF() * 2)
    qapp.setFont(twice)
    yield
    qapp.setFont(before)


@pytest.mark.usefixtures("large")
def test_no_heading_of_a_tab_is_cut_and_its_tools_can_be_hit(
    shown: Callable[..., Shown], book: Notebook, ann: bytes, theme: Theme
) -> None:
    from ui.contacts.sections import Section
    from ui.network.tab import FamilyTab
    from ui.value.tab import ProductsTab

    bo = book.contacts.create("Bo Dahl")
    book.relations.add(ann, "friend", bo, strength=2)
    for kind in (FamilyTab, ProductsTab):
        tab = shown(kind, 640, 700)
        tab.pane.show_contact(book.contacts.get(ann))
        tab.settle()
        for section in tab.pane.findChildren(Section):
            head: QLabel = section._head
            widest = max(QFontMetrics(head.font()).horizontalAdvance(word) for word in head.text().split())
            assert not section.isVisible() or widest <= head.width(), head.text()
        for tool in tab.pane.findChildren(QToolButton):
            if tool.property("role") == "icon" and tool.isVisible() and not tool.icon().isNull():
                assert tool.iconSize().height() >= 0.6 * theme.px(19), tool.accessibleName()


@pytest.mark.usefixtures("large")
def test_the_rail_has_room_for_two_letters_beside_its_scroll_bar(theme: Theme) -> None:
    from ui.rail import Rail

    rail = Rail(theme)
    rail.set_counts({}, [(b"1", "WWorkshop", 3)], [])
    rail.resize(rail.width(), 200)
    rail.fold(True)
    rail.show()
    room = rail.width() - rail.verticalScrollBar().sizeHint().width()
    assert QFontMetrics(theme.font(0.9)).horizontalAdvance("WW") <= room
    rail.hide()


def test_usual_letters_change_nothing(theme: Theme) -> None:
    assert [theme.px(n) for n in (14, 16, 28)] == [14, 16, 28]
