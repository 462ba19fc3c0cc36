"""What Today says above its rows, and how its rows grow: people are people, and what is about nobody is a thing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFont
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QDialogButtonBox, QLabel
from pytestqt.qtbot import QtBot

from notebook.book import Notebook
from notebook.errors import Refused
from notebook.sentences import say
from tests.ui.settling import settle
from ui.asking import ask_line
from ui.insight import today as module
from ui.insight.item_delegate import ItemDelegate
from ui.insight.items import Item
from ui.insight.today import TodayPage
from ui.theme import Theme
from ui.window import MainWindow

Open = Callable[..., MainWindow]
TODAY = date(2026, 11, 20)
DAY = timedelta(days=1)


@pytest.fixture
def page(window: Open, qtbot: QtBot) -> Callable[[], TodayPage]:
    def open_() -> TodayPage:
        one = window()
        one.go("today")
        settle(one, qtbot)
        return one.middle.shown

    return open_


@pytest.mark.parametrize(
    ("people", "things", "said"),
    [
        (1, 0, "1 person"),
        (2, 0, "2 people"),
        (0, 1, "1 thing"),
        (0, 3, "3 things"),
        (1, 1, "1 person · 1 other thing"),
        (2, 2, "2 people · 2 other things"),
    ],
)
def test_what_is_about_nobody_is_no_person(
    page: Callable[[], TodayPage], book: Notebook, people: int, things: int, said: str
) -> None:
    for number in range(people):
        book.reminders.add(book.contacts.create(f"Person {number}"), "call", TODAY)
    for number in range(things):
        book.reminders.add(None, f"order paper {number}", TODAY)
    shown = page()
    assert shown.about.text().endswith(f"2026 · {said}")
    shown.list.selectAll()
    if people + things > 1:
        chosen = f"{people} people are chosen" if not things else f"{people + things} things are chosen"
        assert shown.why.title.text() == chosen


def test_of_very_many_it_says_at_least(
    page: Callable[[], TodayPage], book: Notebook, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "FIRST", 2)
    book.promises.make(book.contacts.create("Ann Baker"), "the list", due=TODAY - DAY)
    for number in range(2):
        book.reminders.add(None, f"order paper {number}", TODAY)
    assert page().about.text().endswith("1+ people · 1+ other things · 1 overdue")


def test_getting_in_touch_is_not_said_to_be_a_call(page: Callable[[], TodayPage], book: Notebook) -> None:
    ann = book.contacts.create("Ann Baker")
    book.reminders.set_cadence(ann, 30, 60)
    book.timeline.log([ann], "visit", "In the shop", at=TODAY - 88 * DAY)
    book.permissions.record(ann, "phone", "", "refused")
    row: Any = page().rows.row_at(0)
    assert row.text == "Get in touch with Ann Baker" and row.icon == "message-square"


def test_boxes_and_faces_grow_with_the_letters(qapp: QApplication, theme: Theme) -> None:
    usual = QFont(qapp.font())
    item = Item(b"1", "bell", "Ann", "send the list", "due today", False, "", "open", None)
    small = ItemDelegate(theme, usual)
    before, high = small.box_of(400, 60).width(), small.height_of(item, 400, False)
    large = QFont(usual)
    large.setPointSizeF(usual.pointSizeF() * 2)
    qapp.setFont(large)
    try:
        grown = ItemDelegate(theme, large)
        assert grown.box_of(400, 60).width() >= before + 6 and grown.height_of(item, 400, False) > high + 10
    finally:
        qapp.setFont(usual)


def test_a_refusal_is_not_in_the_colour_of_what_is_overdue(window: Open, theme: Theme) -> None:
    def refuse(text: str) -> None:
        raise Refused(say("That will not do."))

    dialog: QDialog = ask_line(window(), "Why not?", "", refuse)
    dialog.findChild(QDialogButtonBox).button(QDialogButtonBox.StandardButton.Ok).click()
    told = next(each for each in dialog.findChildren(QLabel) if each.text() == "That will not do.")
    told.ensurePolished()
    assert told.isVisible() and told.font().weight() >= QFont.Weight.DemiBold
    assert told.palette().color(told.foregroundRole()) == theme.color("ink")
    dialog.close()


def test_the_pointer_says_where_a_click_ticks(page: Callable[[], TodayPage], book: Notebook) -> None:
    book.promises.make(book.contacts.create("Ann Baker"), "the list", due=TODAY)
    rows = page().list
    rect = rows.visualRect(rows.model().index(0, 0))
    QTest.mouseMove(rows.viewport(), QPoint(rect.left() + 20, rect.center().y()))
    assert rows.viewport().cursor().shape() == Qt.CursorShape.PointingHandCursor
    QTest.mouseMove(rows.viewport(), QPoint(rect.right() - 60, rect.center().y()))
    assert rows.viewport().cursor().shape() == Qt.CursorShape.ArrowCursor
