"""Lines that lead somewhere: one tab stop, led by click, by Enter and by what reads the screen, once per key press."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from notebook import Trace, say
from notebook.book import Notebook
from tests.ui.settling import settle
from ui.insight.leading import Leading, Told, Walk
from ui.theme import Theme

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from ui.window import MainWindow

Open = Callable[..., "MainWindow"]


class Bare(Leading):
    """Nothing but its ground."""

    def paintEvent(self, event: QPaintEvent) -> None:
        self.paint_ground(QPainter(self))


class Lines(Walk, QWidget):
    """Three lines one above the other; the second leads nowhere."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.seek_lines()
        self.led: list[str] = []
        column = QVBoxLayout(self)
        for text, traces in (("one", True), ("two", False), ("three", True)):
            told = Told(text, "balance", False, (Trace(b"1", "favour", None, say(text), None),) if traces else ())
            line = Bare(theme, told, self)
            line.setFixedHeight(20)
            line.jumped.connect(lambda what: self.led.append(what.text))
            self.take(line)
            column.addWidget(line)


@pytest.fixture
def lines(theme: Theme, qtbot: QtBot) -> Iterator[Lines]:
    made = Lines(theme)
    made.resize(300, 120)
    with qtbot.waitExposed(made):
        made.show()
    made.lines[0].setFocus()
    yield made
    made.close()
    made.deleteLater()


def test_enter_a_click_and_a_press_by_a_screen_reader_lead_where_there_is_something(lines: Lines) -> None:
    one, two, three = lines.lines
    QTest.keyClick(one, Qt.Key.Key_Return)
    QTest.mouseClick(three, Qt.MouseButton.LeftButton)
    two.click()
    one.click()
    assert lines.led == ["one", "three", "one"]


def test_a_key_that_is_held_down_leads_once(lines: Lines) -> None:
    for again in (False, True, True):
        press = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier, "\r", again)
        QApplication.sendEvent(lines.lines[0], press)
        assert press.isAccepted(), "nor does it press the button that Enter presses elsewhere on the page"
    assert lines.led == ["one"]


def test_the_parts_of_health_are_one_tab_stop(window: Open, book: Notebook, qtbot: QtBot) -> None:
    one = window(1024, 700)
    one.show_contact(book.contacts.create("Ann Baker"))
    settle(one, qtbot)
    one.actions_["health"].trigger()
    page = one.findChild(object, "healthPage")
    qtbot.waitUntil(lambda: page.focusWidget() is not None and page.focusWidget() in page.parts)
    qtbot.keyClick(page.focusWidget(), Qt.Key.Key_Tab)
    assert page.focusWidget() is page.reckoned
    page.parts[0].setFocus()
    for part in page.parts[1:]:
        qtbot.keyClick(page.focusWidget(), Qt.Key.Key_Down)
        assert page.focusWidget() is part
