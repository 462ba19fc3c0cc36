"""Little room and large letters: tabs and headings can be read, boxes grow; stock icons are nowhere."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication, QLabel, QToolButton

from tests.ui.letters import twice_the_size
from tests.ui.settling import settle
from ui.theme import Theme

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from ui.window import MainWindow

ROOT = Path(__file__).resolve().parent.parent.parent
Open = Callable[..., "MainWindow"]


@pytest.fixture
def large(qapp: QApplication, theme: Theme) -> Iterator[None]:
    """Letters of twice the size."""
    with twice_the_size(qapp):
        yield


def read_whole(one: MainWindow) -> bool:
    """Whether every tab stands in its bar with all its letters, beside no arrows."""
    tabs = one.person.tabs
    metrics = tabs.fontMetrics()
    arrows = [each for each in tabs.findChildren(QToolButton) if each.isVisible()]
    rects = [(tabs.tabRect(place), tabs.tabText(place).replace("&&", "&")) for place in range(tabs.count())]
    return not arrows and all(rect.right() < tabs.width() and rect.width() >= metrics.horizontalAdvance(text)
                              for rect, text in rects)


@pytest.mark.parametrize("points", [9.0, 10.5, 12.0])
def test_all_tabs_are_read_when_the_window_gets_narrower(
    window: Open, person: Callable[..., bytes], qapp: QApplication, qtbot: QtBot, points: float
) -> None:
    usual, font = QFont(qapp.font()), QFont(qapp.font())
    font.setPointSizeF(points)
    qapp.setFont(font)
    try:
        ann = person("Ann Baker")
        one = window(1400, 860)
        one.show_contact(ann)
        for width in (1300, 1200, 1100, 1060, 1024, 960, 900):
            one.resize(width, 700)
            settle(one, qtbot)
            assert read_whole(one), f"at {width} pixels: {[one.person.tabs.tabText(place) for place in range(5)]}"
    finally:
        qapp.setFont(usual)


@pytest.mark.usefixtures("large")
def test_with_large_letters_tabs_and_reminders_are_read(
    window: Open, person: Callable[..., bytes], qtbot: QtBot
) -> None:
    ann = person("Ann Baker")
    one = window(1400, 860)
    one.show_contact(ann)
    usual = one.reminders.view.itemDelegate().box_of(200).width()
    for width in (1024, 900):
        one.resize(width, 700)
        settle(one, qtbot)
        assert read_whole(one)
    one.toggle_reminders()
    settle(one, qtbot)
    title = next(each for each in one.reminders.findChildren(QLabel) if each.text() == "Reminders")
    assert title.width() >= title.sizeHint().width() and one._right.width() >= 400
    assert usual >= 11 + 22 + 9, "the box to tick grows with the letters"
    one.resize(672, 500)
    settle(one, qtbot)
    arrows = [each for each in one.person.tabs.findChildren(QToolButton) if each.isVisible()]
    assert read_whole(one) or (arrows and min(each.width() for each in arrows) >= 16), "else arrows lead to the others"


def test_buttons_of_dialogs_have_no_stock_icons() -> None:
    """Whatever the desktop wants: a style that asks for icons stands in for one."""
    script = """
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QInputDialog, QMessageBox, QProxyStyle, QStyle
class Desktop(QProxyStyle):
    def styleHint(self, hint, option=None, widget=None, back=None):
        if hint == QStyle.StyleHint.SH_DialogButtonBox_ButtonsHaveIcons:
            return 1
        return super().styleHint(hint, option, widget, back)
app = QApplication([])
style = Desktop("fusion")
app.setStyle(style)
def icons():
    asked, told = QInputDialog(), QMessageBox()
    asked.setLabelText("Name")
    told.setStandardButtons(QMessageBox.StandardButton.Ok | QMessageBox.StandardButton.Cancel)
    boxes = [QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)]
    for dialog in (asked, told):
        dialog.show()
        boxes += dialog.findChildren(QDialogButtonBox)
    return [not button.icon().isNull() for box in boxes for button in box.buttons()]
before = icons()
from tests.ui.settling import settle
from ui.theme import Theme
theme = Theme(app)
after = icons()
print(len(before), any(before), len(after), any(after))
"""
    told = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True,
                          timeout=60, env={**os.environ, "QT_QPA_PLATFORM": "offscreen"})
    assert told.stdout.split() == ["6", "True", "6", "False"]
