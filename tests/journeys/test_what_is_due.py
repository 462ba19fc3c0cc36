"""The reminder pane through a week: what is due when, why, put off, done, and the way to the person."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from notebook.contacts.dates import PartialDate

from .conftest import Person


def pass_days(me: Person, time: Any, days: int) -> None:
    """Days go by while the window stays open."""
    time.now += timedelta(days=days)
    me.window.bridge.look()
    me.settle()


def sections(me: Person) -> dict[str, list[str]]:
    """What stands under which heading."""
    found: dict[str, list[str]] = {}
    for line in me.agenda():
        head, _, words = line.partition(": ")
        if words:
            found.setdefault(head, []).append(words)
    return found


def where(me: Person, words: str) -> str:
    """Under which heading something stands; empty when it does not."""
    return next((head for head, lines in sections(me).items() if any(words in line for line in lines)), "")


def go_to(me: Person, words: str) -> None:
    """The keyboard on a card of the pane, by arrow keys."""
    me.press("Alt+3", "Home")
    view = me.find("reminderList")
    for _ in range(40):
        due = view.current_due()
        if due is not None and words in str(due.text):
            return
        me.press("Down")
    raise AssertionError(f"{words} is not in the pane: {me.agenda()}")


@pytest.fixture
def three(user: Callable[..., Person]) -> Person:
    """Ada, with a reminder for each part of the pane, made in the window."""
    me = user()
    me.press("Ctrl+N")
    me.type("Ada Lovelace")
    me.press("Return", "Escape")
    me.settle()
    today = me.book.clock.today()
    for text, days in (("send flowers", 0), ("order ink", 3), ("renew the lease", 20)):
        me.press("Alt+3", "N" if me.agenda() else "Return")
        me.dialog()
        me.find("reminderDay").setDate(today + timedelta(days=days))
        me.retype(me.find("reminderText"), text)
        me.press("Return")
        me.see(lambda: me.app.activeModalWidget() is None)
        me.settle()
    return me


def test_a_week_goes_by(three: Person, time: Any) -> None:
    me = three
    assert (where(me, "flowers"), where(me, "ink"), where(me, "lease")) == ("Today", "This week", "Later")
    pass_days(me, time, 3)
    assert (where(me, "flowers"), where(me, "ink"), where(me, "lease")) == ("Overdue", "Today", "Later")
    pass_days(me, time, 11)
    assert (where(me, "flowers"), where(me, "ink"), where(me, "lease")) == ("Overdue", "Overdue", "This week")


def test_done_put_off_and_why(three: Person, time: Any) -> None:
    me = three
    go_to(me, "flowers")
    me.press("Space")
    me.settle()
    assert where(me, "flowers") == ""
    me.press("Ctrl+Z")
    me.settle()
    assert where(me, "flowers") == "Today", "the keyboard is in the pane, and undo works from there"
    go_to(me, "flowers")
    me.press("S")
    me.choose("Tomorrow")
    me.settle()
    me.see(lambda: where(me, "flowers") == "This week")
    pass_days(me, time, 1)
    me.see(lambda: where(me, "flowers") == "Today")
    go_to(me, "flowers")
    me.press("I")
    assert "flowers" in me.find("reminderWhyText").text() and len(me.find("reminderWhyText").text()) > 30
    me.press("I")
    assert not me.sees("reminderWhy")


def test_from_the_reminder_to_the_person(three: Person) -> None:
    me = three
    me.press("Ctrl+N")
    me.type("Bo Diddley")
    me.press("Return", "Escape")
    me.settle()
    assert me.find("contactName").text() == "Bo Diddley"
    go_to(me, "lease")
    me.press("Return")
    me.settle()
    assert me.find("contactName").text() == "Ada Lovelace"


def test_a_birthday_comes_by_itself(user: Callable[..., Person], time: Any) -> None:
    me = user()
    me.press("Ctrl+N")
    me.type("Ada Lovelace")
    me.press("Return")
    me.settle()
    me.click("Add a date")
    me.type("24 November 1990")
    me.press("Return")
    me.settle()
    [day] = me.book.contacts.get(me.window.current).dates
    assert day.date == PartialDate(1990, 11, 24) and day.kind == "birth"
    me.see(lambda: where(me, "Ada") == "This week")
    pass_days(me, time, 4)
    me.see(lambda: where(me, "Ada") == "Today")
    pass_days(me, time, 1)
    assert where(me, "Ada") in ("", "Overdue")
    me.press("Ctrl+Z")
    me.settle()
    assert me.book.contacts.get(me.window.current).dates == () and where(me, "birthday") == ""


def test_a_rhythm_is_restarted_by_logging(user: Callable[..., Person], time: Any) -> None:
    me = user()
    me.press("Ctrl+N")
    me.type("Ada Lovelace")
    me.press("Return", "Escape")
    me.press("Ctrl+L")
    me.type("call: first words")
    me.press("Ctrl+Return", "Ctrl+2")
    me.settle()
    choice = me.find("idealField")
    choice.setFocus()
    while choice.currentData() != "14":
        me.press("Down")
    me.settle()
    assert me.book.contacts.get(me.window.current).ideal_days == 14
    me.see(lambda: where(me, "Ada") == "Later")
    pass_days(me, time, 14)
    me.see(lambda: where(me, "Ada") == "Today")
    me.press("Ctrl+L")
    me.type("call: and again")
    me.press("Ctrl+Return")
    me.settle()
    me.see(lambda: where(me, "Ada") == "Later")
    me.press("Ctrl+Z")
    me.settle()
    me.see(lambda: where(me, "Ada") == "Today")


def test_why_is_there_no_reminder(user: Callable[..., Person]) -> None:
    me = user()
    me.press("Ctrl+N")
    me.type("Ada Lovelace")
    me.press("Return", "Escape", "Ctrl+2")
    me.settle()
    me.click("Why is there no reminder?")
    said = me.book.reminders.why_not(me.window.current)
    assert any(label.text() == str(said) for label in me._everything(_label()) if label.isVisible())


def test_both_sides_of_a_promise(user: Callable[..., Person], time: Any) -> None:
    me = user()
    me.press("Ctrl+N")
    me.type("Ada Lovelace")
    me.press("Return", "Escape", "Ctrl+L")
    me.type("call: talked; promise: send the list by Monday; they promise: pay the bill by 27 November")
    me.press("Ctrl+Return")
    me.settle()
    pass_days(me, time, 4)
    assert where(me, "send the list") == "Overdue" and where(me, "pay the bill") == "This week"
    assert me.agenda()[1].startswith("Overdue")
    go_to(me, "pay the bill")
    me.press("Space")
    me.settle()
    assert where(me, "pay the bill") == ""
    [open_] = me.book.promises.of()
    assert open_.text == "send the list" and open_.due == date(2026, 11, 23)
    # the rail shows whom we owe something
    me.see(lambda: [place.count for place in me.window.rail._places.places if place.key == "promises"] == [1])


def _label() -> type:
    from PySide6.QtWidgets import QLabel

    return QLabel
