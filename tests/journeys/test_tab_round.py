"""The whole window by Tab: a round meets every part of it in the order in which one reads, and is never caught."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ui.pages import PAGES, TABS

from .conftest import Person

MOST = 400  # stops of one round


def met_by(me: Person, key: str) -> list[QWidget]:
    """What Tab meets from here until it is here again; where the keyboard is has to be seen."""
    start = me.cursor()
    met = [start]
    while True:
        before = met[-1].grab().toImage()
        me.press(key)
        now = me.cursor()
        assert met[-1].grab().toImage() != before, f"it is not seen that the keyboard is on {called(met[-1])}"
        if now is start:
            return met
        assert now not in met, f"caught: {[called(each) for each in met[-12:]]}, then {called(now)} again"
        met.append(now)
        assert len(met) < MOST


def called(widget: QWidget) -> str:
    """A widget in words."""
    return widget.objectName() or widget.accessibleName() or type(widget).__name__


def all_stops(me: Person) -> set[QWidget]:
    """Whatever takes the keyboard by Tab and can be seen."""
    return {each for each in me.window.findChildren(QWidget)
            if each.focusPolicy() & Qt.FocusPolicy.TabFocus and each.isVisible() and each.isEnabled()
            and each.focusProxy() is None and each.window() is me.window}


def go_round(me: Person, start: QWidget, middle: QWidget, first: tuple[str, ...] = ()) -> None:
    """Tab goes round, forward and back: the same, all there is, in the order of the parts."""
    me.settle()
    start.setFocus(Qt.FocusReason.TabFocusReason)
    me.settle()
    there = met_by(me, "Tab")
    back = met_by(me, "Shift+Tab")
    assert [called(each) for each in back[1:]] == [called(each) for each in there[:0:-1]]
    assert set(there) == all_stops(me), "not met: " + str([called(each) for each in all_stops(me) - set(there)])
    window = me.window
    parts = [window.top, window.rail, window.people.filters, window.people.list,
             *(me.find(name) for name in first), middle, window.reminders, window.status]
    at = [next((place for place, each in enumerate(parts) if each is stop or each.isAncestorOf(stop)), None)
          for stop in there]
    place = at.index(0)
    while at[place - 1] == 0:
        place -= 1
    turned = at[place:] + at[:place]
    assert None not in turned and turned == sorted(turned), [called(each) for each in there]
    assert set(turned) == set(range(len(parts))), "a part of the window was not met"


@pytest.mark.parametrize("key", [tab.key for tab in TABS])
def test_a_round_with_tab_meets_all_of_a_contact(story: Callable[..., Person], key: str) -> None:
    me = story()
    me.look_for("Beatriz Carvalho")
    me.press("Return")
    me.press("Ctrl+F", "Escape")
    me.settle()
    me.press(f"Ctrl+{1 + [tab.key for tab in TABS].index(key)}")
    me.settle()
    shown = me.window.person._stack.currentWidget()
    assert shown.isAncestorOf(me.cursor()), "after Ctrl and a number the keyboard is in that tab"
    go_round(me, me.window.people.list, shown,
             ("photoButton", "healthRing", "briefCard", "cardTabs"))
    if key == "timeline":
        assert me.find("composer") in all_stops(me)


@pytest.mark.parametrize("key", [page.key for page in PAGES])
def test_a_round_with_tab_meets_all_of_a_page(story: Callable[..., Person], key: str) -> None:
    me = story()
    me.window.go(key)
    me.settle()
    go_round(me, me.window.top.search, me.window.middle.shown)
    assert me.window.middle.page == key, "passing the list leaves the page where it is"


def test_a_round_with_tab_meets_all_of_the_timeline_of_many(story: Callable[..., Person]) -> None:
    me = story()
    me.press("Alt+4")
    me.settle()
    go_round(me, me.window.top.search, me.window.person.timeline)
