"""Closing a talk with the keyboard alone: log, Tab, three lines, on with the next; and later, for any entry.

Nothing but keys is used; the notebook behind the window is looked at only to see what came of it.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from notebook.timeline.records import Entry, Stream

from .conftest import Person


@pytest.fixture
def me(user: Callable[..., Person]) -> Person:
    """At work, with one contact; a call was just logged by keyboard."""
    me = user()
    me.press("Ctrl+N")
    me.type("Ann Baker")
    me.press("Return")
    me.see(lambda: me.people() == ["Ann Baker"])
    me.press("Ctrl+L")
    me.type("call: wants to hear more")
    me.press("Return")
    me.see(lambda: me.stream() == ["wants to hear more"])
    return me


def entries(me: Person) -> list[Entry]:
    return me.book.timeline.rows(me.book.timeline.ids(Stream()))


def entry_of(me: Person, body: str) -> Entry:
    return next(one for one in entries(me) if one.body == body)


def test_tab_goes_into_the_strip_and_enter_keeps_it(me: Person) -> None:
    assert me.cursor().objectName() == "composer" and me.sees("closingStrip")
    me.press("Tab")
    assert me.cursor().objectName() == "closing-learned"
    me.type("she likes numbers")
    me.press("Return")
    me.type("send the list by Friday")
    me.press("Return")
    assert me.cursor().objectName() == "closing-next"
    me.type("ask about the play")
    me.press("Return")
    me.see(lambda: me.cursor().objectName() == "composer")
    [entry] = entries(me)
    assert [(one.kind, one.text) for one in entry.takeaways] == [
        ("learned", "she likes numbers"), ("next", "ask about the play")]  # fmt: skip
    assert [(one.text, one.due) for one in entry.promises] == [("send the list", date(2026, 11, 27))]
    assert not me.sees("closingStrip") and me.toast().startswith("Kept what came of it")
    me.type("visit: the next talk")
    me.press("Return")
    me.see(lambda: len(entries(me)) == 2)
    assert not entry_of(me, "the next talk").takeaways and entry_of(me, "the next talk").kind == "visit"


def test_escape_goes_back_and_typing_logs_the_next_talk(me: Person) -> None:
    me.press("Tab")
    me.type("half a line")
    me.press("Escape")
    assert me.cursor().objectName() == "composer" and not me.sees("closingStrip")
    me.type("call: a second one")
    me.press("Return")
    me.see(lambda: len(entries(me)) == 2)
    assert not any(one.takeaways for one in entries(me))


def test_shift_tab_goes_back_and_typing_on_logs_too(me: Person) -> None:
    me.press("Tab", "Tab", "Tab")
    assert me.cursor().objectName() == "closing-next"
    me.press("Shift+Tab", "Shift+Tab", "Shift+Tab")
    assert me.cursor().objectName() == "composer"
    me.type("call: a second one")
    me.press("Return")
    me.see(lambda: sorted(me.stream()) == ["a second one", "wants to hear more"])


def test_an_entry_of_before_is_closed_later(me: Person) -> None:
    me.press("Tab", "Escape")
    me.type("call: a second one")
    me.press("Return")
    me.see(lambda: sorted(me.stream()) == ["a second one", "wants to hear more"])
    me.press("Escape", "Escape", "Down")
    chosen = me.window.person.timeline.view.current_entry().body
    me.press("C")
    assert me.cursor().objectName() == "closing-learned"
    me.type("learned later")
    me.press("Ctrl+Return")
    me.see(lambda: [one.text for one in entry_of(me, chosen).takeaways] == ["learned later"])
    me.press("Ctrl+Shift+L")
    assert me.cursor().objectName() == "closing-learned"
    me.type("of the latest")
    me.press("Ctrl+Return")
    me.see(lambda: [one.text for one in entry_of(me, me.stream()[0]).takeaways] == ["of the latest"])


def test_by_the_menu_of_the_entry_and_the_help_says_so(me: Person) -> None:
    me.press("Tab", "Escape", "Escape", "Menu")
    me.choose("Close this talk: learned, promised, next time\tC")
    me.see(lambda: me.cursor().objectName() == "closing-learned")
    me.press("Escape", "F1")
    from ui.help import shortcuts

    told = dict(shortcuts(me.window))
    assert told["Close this talk: learned, promised, next time"] == "Ctrl+Shift+L"
    assert told["Entry of the timeline: close it, with what was learned, promised, next"] == "C"
