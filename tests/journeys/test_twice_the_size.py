"""Letters of twice the size: in every tab and page all that can be pressed is within reach, and rows stand whole."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QScrollArea, QWidget

from tests.ui.letters import twice_the_size
from ui.insight.lines import BriefLine
from ui.pages import PAGES, TABS
from ui.widgets import Flow

from .conftest import Person

SIZES = [(1366, 768), (1024, 700)]


@pytest.fixture
def large(qapp: QApplication) -> Iterator[None]:
    """Letters of twice the size, from the start."""
    with twice_the_size(qapp):
        yield


def parts(me: Person) -> list[QWidget]:
    """What is seen in the middle."""
    return [each for each in me.window.middle.findChildren(QWidget) if each.isVisible() and each.window() is me.window]


def out_of_reach(me: Person) -> list[str]:
    """What lies beyond the edge of something that does not scroll there."""
    return [f"{area.widget().width()} pixels in {area.viewport().width()}" for area in parts(me)
            if isinstance(area, QScrollArea) and area.widget() is not None
            and area.horizontalScrollBarPolicy() == Qt.ScrollBarPolicy.ScrollBarAlwaysOff
            and area.widget().width() > area.viewport().width()]


def cut(me: Person) -> list[str]:
    """What has less height than it needs: rows of chips, words, buttons, lines of the brief."""
    found = []
    for each in parts(me):
        flow = each.layout()
        if isinstance(flow, Flow):
            found += [f"chip {chip.accessibleName() or chip.objectName()}" for chip in each.children()
                      if isinstance(chip, QWidget) and chip.isVisible()
                      and chip.y() < each.height() < chip.geometry().bottom() + 1]
        elif isinstance(each, QLabel) and each.wordWrap():
            if each.height() + 1 < each.heightForWidth(each.width()):
                found.append(f"words {each.text()[:40]}")
        elif isinstance(each, QAbstractButton) and each.text():
            if each.height() < each.fontMetrics().height():
                found.append(f"button {each.text()}")
        elif isinstance(each, BriefLine) and not each.parentWidget().rect().contains(each.geometry()):
            found.append(f"line {each.text()}")
    return found


def looked_at(me: Person) -> None:
    """Nothing of what is shown is cut or out of reach."""
    me.settle()
    assert out_of_reach(me) == [] and cut(me) == [], me.window.windowTitle()


@pytest.mark.usefixtures("large")
@pytest.mark.parametrize("size", SIZES)
def test_nothing_of_a_contact_is_cut_or_out_of_reach(story: Callable[..., Person], size: tuple[int, int]) -> None:
    me = story(width=size[0], height=size[1])
    me.look_for("Beatriz Carvalho")
    me.press("Return")
    me.settle()
    person = me.window.person
    assert not person.brief.unfolded, "with such letters there is little room"
    for place in range(len(TABS)):
        me.press(f"Ctrl+{place + 1}")
        looked_at(me)
    me.click(person.brief.fold)
    looked_at(me)
    told = [line for line in person.brief.body.lines if line.isVisible()]
    assert 1 <= len(told) < len(person.brief.body.lines), "whole lines, as many as there is room for"
    told[0].setFocus()
    me.press(*["Down"] * len(person.brief.body.lines))
    assert me.cursor() is told[-1], "the arrows go as far as there are lines to be seen"


@pytest.mark.usefixtures("large")
@pytest.mark.parametrize("size", SIZES)
def test_nothing_of_a_page_is_cut_or_out_of_reach(story: Callable[..., Person], size: tuple[int, int]) -> None:
    me = story(width=size[0], height=size[1])
    for page in PAGES:
        me.window.go(page.key)
        looked_at(me)
