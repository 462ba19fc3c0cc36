"""What is done by a button on Today, Promises or Introductions leaves the keyboard where it is worked."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtWidgets import QWidget

from .conftest import Person


@pytest.fixture
def outside(user: Callable[..., Person]) -> Iterator[tuple[Person, list[str]]]:
    """Somebody at the window, and what outside of the page in the middle has had the keyboard since."""
    me = user()
    strayed: list[str] = []

    def watch(old: QWidget | None, now: QWidget | None) -> None:
        page = me.window.middle.shown
        if now is not None and page is not None and now is not page and not page.isAncestorOf(now):
            strayed.append(now.objectName() or type(now).__name__)

    me.app.focusChanged.connect(watch)
    yield me, strayed
    me.app.focusChanged.disconnect(watch)


def to(me: Person, name: str) -> None:
    """Tab to a button of the page."""
    for _ in range(30):
        if me.cursor().objectName() == name:
            return
        me.press("Tab")
    raise AssertionError(f"Tab does not come to {name}")


def test_today_and_promises(outside: Any) -> None:
    me, strayed = outside
    today = me.book.clock.today()
    for name in ("Ann", "Bo", "Cy", "Di"):
        me.book.reminders.add(me.book.contacts.create(name), f"call {name}", today)
    late = me.book.promises.make(me.book.contacts.find("Di"), "the list", due=today - timedelta(days=1))
    me.book.promises.make(me.book.contacts.find("Cy"), "the book", due=today + timedelta(days=9))
    me.window.go("today")
    me.settle()
    page = me.window.middle.shown
    page.list.setFocus()
    to(me, "whyDone")
    strayed.clear()
    me.press("Space")
    me.see(lambda: not me.book.promises.get(late).open and page.rows.row_at(0).who == "Ann")
    me.settle()
    assert me.cursor().objectName() == "whyDone", "on the same button of the next row"
    to(me, "whyLater")
    me.press("Space")
    me.choose("Tomorrow")
    me.see(lambda: page.rows.rowCount() == 3)
    me.settle()
    assert me.cursor().objectName() == "whyLater"
    me.press("Shift+Tab")
    while page.rows.rowCount():
        left = page.rows.rowCount()
        assert me.cursor().objectName() == "whyDone"
        me.press("Space")
        me.see(lambda left=left: page.rows.rowCount() < left)
        me.settle()
    assert me.cursor() is page.empty_act
    assert strayed == []
    me.window.go("promises")
    me.settle()
    page = me.window.middle.shown
    page.list.setFocus()
    to(me, "whyRelease")
    strayed.clear()
    me.press("Space")
    me.settle()
    assert page.isAncestorOf(me.cursor()) and strayed == []


def test_introductions(outside: Any) -> None:
    me, strayed = outside
    pair = [me.book.contacts.create(name) for name in ("Ann Baker", "Bo Dahl")]
    for one in pair:
        me.book.contacts.add_detail(one, "interest", "restores old motorbikes")
    me.window.go("introductions")
    me.see(lambda: len(me.window.middle.shown.offered) == 1)
    me.settle()
    page = me.window.middle.shown
    page.offered[0].setFocus()
    to(me, "introduction_propose")
    strayed.clear()
    for key in ("ask", "ask", "yes", "yes", "introduce"):
        me.press("Space")
        me.settle()
        assert me.cursor().objectName() == f"introduction_{key}" and page.running[0].isAncestorOf(me.cursor())
    me.press("Space")
    me.type("You both love engines")
    me.press("Return")
    me.settle()
    assert me.cursor().objectName() == "introduction_thank"
    me.press("Space")
    me.settle()
    assert me.cursor().objectName() == "introduction_finish"
    me.press("Space")
    me.type("They ride together")
    me.press("Return")
    me.see(lambda: page.running == [])
    me.settle()
    assert page.isAncestorOf(me.cursor()) and strayed == []


def test_introductions_that_are_put_away(outside: Any) -> None:
    me, strayed = outside
    for name in ("Ann", "Bo", "Cy"):
        me.book.contacts.add_detail(me.book.contacts.create(name), "interest", "restores old motorbikes")
    me.window.go("introductions")
    me.see(lambda: len(me.window.middle.shown.offered) == 3)
    me.settle()
    page = me.window.middle.shown
    page.offered[0].setFocus()
    strayed.clear()
    for left in (2, 1, 0):
        to(me, "introduction_dismiss")
        me.press("Space")
        me.press("Return")
        me.see(lambda left=left: len(page.offered) == left)
        me.settle()
        assert page.isAncestorOf(me.cursor()), left
    assert strayed == []
