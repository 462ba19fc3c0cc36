"""Tab goes on in the order in which one reads: by layouts, not by when a widget was made; past what hands on."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from notebook.book import Notebook
from tests.ui.settling import settle
from ui.bridge import Bridge
from ui.tabbing import first_stop, go_on, lead_on, stops
from ui.tasks import Tasks
from ui.theme import Theme
from ui.window import MainWindow


class Desk(QWidget):
    """Fields that are made from the last to the first, and a way to walk them."""

    def __init__(self, count: int = 6) -> None:
        super().__init__()
        self.fields = [QLineEdit(self) for _ in range(count)][::-1]
        for number, field in enumerate(self.fields):
            field.setObjectName(str(number))

    def focusNextPrevChild(self, forward: bool) -> bool:
        return go_on(self, forward)

    def names(self) -> str:
        """The stops, in their order."""
        return "".join(each.objectName() for each in stops(self))


@pytest.fixture
def desk(qtbot: QtBot) -> Desk:
    """Three fields above each other; the second row is a row of its own, the last a grid filled from its end."""
    made = Desk()
    one, two, three, four, five, six = made.fields
    column = QVBoxLayout(made)
    column.addWidget(one)
    row = QHBoxLayout()
    row.addWidget(two)
    row.addWidget(three)
    column.addLayout(row)
    grid = QGridLayout()
    grid.addWidget(six, 1, 0)
    grid.addWidget(five, 0, 1)
    grid.addWidget(four, 0, 0)
    column.addLayout(grid)
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    return made


def test_stops_stand_in_the_order_in_which_one_reads(desk: Desk) -> None:
    assert desk.names() == "012345"
    assert first_stop(desk) is desk.fields[0]
    desk.fields[1].setEnabled(False)
    desk.fields[2].hide()
    desk.fields[3].setFocusPolicy(Qt.FocusPolicy.ClickFocus)
    assert desk.names() == "045"


def test_tab_goes_round_both_ways(desk: Desk, qtbot: QtBot) -> None:
    for key, wanted in ((Qt.Key.Key_Tab, "123450"), (Qt.Key.Key_Backtab, "543210")):
        desk.fields[0].setFocus()
        met = ""
        for _ in range(6):
            qtbot.keyClick(desk.focusWidget(), key)
            met += desk.focusWidget().objectName()
        assert met == wanted


def test_what_leads_on_comes_right_before(desk: Desk) -> None:
    lead_on(desk.fields[0], desk.fields[4], desk.fields[5])
    assert desk.names() == "045123"
    desk.fields[4].hide()
    assert desk.names() == "05123"
    desk.fields[0].hide()
    assert desk.names() == "1235", "where nobody leads there, it has its own place"


def test_who_hands_the_keyboard_on_is_no_stop(desk: Desk, qtbot: QtBot) -> None:
    """A pane whose keyboard is in its list: behind the list comes the next pane, not the pane again."""
    column = desk.layout()
    pane = QWidget(desk)
    pane.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    inner = QVBoxLayout(pane)
    inside = [QLineEdit(pane) for _ in range(2)]
    for each in inside:
        inner.addWidget(each)
    pane.setFocusProxy(inside[0])
    column.addWidget(pane)
    pane.show()
    assert stops(desk) == [*desk.fields, *inside]
    pane.setFocus()
    qtbot.keyClick(desk.focusWidget(), Qt.Key.Key_Tab)
    qtbot.keyClick(desk.focusWidget(), Qt.Key.Key_Tab)
    assert desk.focusWidget() is desk.fields[0]


def test_where_the_keyboard_was_has_gone(desk: Desk) -> None:
    desk.fields[2].setFocus()
    desk.fields[2].hide()
    assert desk.focusWidget() is desk.fields[3]


def test_what_is_gone_to_is_scrolled_into_sight(qtbot: QtBot) -> None:
    made = Desk(30)
    area, inside = QScrollArea(made), QWidget()
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidgetResizable(True)
    column = QVBoxLayout(inside)
    for field in made.fields[1:]:
        column.addWidget(field)
    area.setWidget(inside)
    outer = QVBoxLayout(made)
    outer.addWidget(made.fields[0])
    outer.addWidget(area)
    made.resize(300, 200)
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    made.fields[0].setFocus()
    qtbot.keyClick(made.focusWidget(), Qt.Key.Key_Backtab)
    last = made.fields[-1]
    assert made.focusWidget() is last
    assert area.viewport().rect().contains(last.geometry().translated(0, -area.verticalScrollBar().value()))


@pytest.mark.parametrize("tab", ["timeline", "card", "family", "products", "plan"])
def test_the_keyboard_is_in_the_tab_that_was_asked_for(
    window: Callable[..., MainWindow], person: Callable[..., bytes], qtbot: QtBot, tab: str
) -> None:
    one = window()
    one.show_contact(person("Ann Baker"))
    for start in (one.people.list, one.top.search):
        start.setFocus()
        one.actions_[f"{tab}Tab"].trigger()
        settle(one, qtbot)
        assert one.person._stack.currentWidget().isAncestorOf(one.focusWidget())
        assert not getattr(one.focusWidget(), "selectedText", str)(), "a letter would replace what stands there"
    held = one.focusWidget()
    one.actions_[f"{tab}Tab"].trigger()
    assert one.focusWidget() is held, "asked for once more, it stays"


def test_who_leaves_a_page_takes_the_keyboard_along(
    window: Callable[..., MainWindow], person: Callable[..., bytes], qtbot: QtBot
) -> None:
    one = window()
    ann = person("Ann Baker")
    one.show_contact(ann)
    one.go("today")
    settle(one, qtbot)
    assert one.middle.keyed
    one.actions_["back"].trigger()
    settle(one, qtbot)
    assert one.current == ann and one.focusWidget() is one.person.timeline.composer.line
    one.go("promises")
    one.people.list.setFocus(Qt.FocusReason.TabFocusReason)
    one.show_contact(ann)
    assert one.focusWidget() is one.people.list, "it was not in the page"


def test_arrows_walk_the_rail_past_the_pages_and_enter_goes_in(
    window: Callable[..., MainWindow], person: Callable[..., bytes], qtbot: QtBot
) -> None:
    person("Ann Baker")
    one = window()
    one.rail.setFocus()
    met = []
    for _ in range(6):
        qtbot.keyClick(one.rail, Qt.Key.Key_Down)
        settle(one, qtbot)
        assert one.focusWidget() is one.rail
        met.append(one.middle.page)
    assert {"promises", "interests"} <= set(met), "what is walked past is shown"
    qtbot.keyClick(one.rail, Qt.Key.Key_Return)
    settle(one, qtbot)
    assert one.middle.keyed


def test_tab_passes_the_list_without_choosing_anybody(
    window: Callable[..., MainWindow], person: Callable[..., bytes], qtbot: QtBot
) -> None:
    for name in ("Ann Baker", "Bo Carter"):
        person(name)
    one = window()
    table = one.people.list
    one.go("today")
    settle(one, qtbot)
    table.setFocus(Qt.FocusReason.TabFocusReason)
    settle(one, qtbot)
    assert table.currentIndex().row() == 0 and one.middle.page == "today", "the row is seen, and not gone to"
    qtbot.keyClick(table, Qt.Key.Key_Tab)
    assert not table.currentIndex().isValid() and one.middle.page == "today"
    table.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(table, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: one.current == one.people.rows.id_at(1))
    for key in (Qt.Key.Key_Home, Qt.Key.Key_Return):
        one.go("today")
        table.setFocus(Qt.FocusReason.TabFocusReason)
        qtbot.keyClick(table, key)
        qtbot.waitUntil(lambda: one.current == one.people.rows.id_at(0))
    one.go("today")
    table.setFocus(Qt.FocusReason.TabFocusReason)
    first = table.visualRect(table.model().index(0, 0)).center()
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=first)
    qtbot.waitUntil(lambda: one.current == one.people.rows.id_at(0))


def test_the_export_is_asked_for_in_the_order_in_which_one_reads(
    book: Notebook, theme: Theme, bridge: Bridge, tasks: Tasks, qtbot: QtBot
) -> None:
    from ui.exchange.export_dialog import ExportDialog

    dialog = ExportDialog(book, theme, bridge, tasks)
    qtbot.addWidget(dialog)
    with qtbot.waitExposed(dialog):
        dialog.show()
    first = stops(dialog)[0]
    first.setFocus()
    order = []
    while not order or dialog.focusWidget() is not first:
        order.append(dialog.focusWidget())
        qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_Tab)
        assert dialog.focusWidget() not in order[1:], "caught"
    assert {"exportPeople-all", "exportFor-own", "exportPath", "exportGo"} <= {each.objectName() for each in order}
    tops = [each.mapTo(dialog, each.rect().center()).y() for each in order]
    assert tops == sorted(tops)
