"""While a tab or a page reads, nothing wrong stands there: headings at once, "Reading …" only when it takes a moment.

What stands there meanwhile is what stands there in any case: of somebody with something of everything, and of somebody
of whom nothing is known. So it is neither anybody else's, nor that there is nothing.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from importlib import import_module
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtWidgets import QAbstractButton, QLabel

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from notebook.book import Notebook
    from tests.ui.value.conftest import Shown
    from ui.tasks import Tasks

WAITING = "Reading …"
TABS = ("ui.network.tab:FamilyTab", "ui.value.tab:ProductsTab", "ui.value.plan:PlanTab")
PAGES = ("ui.network.introductions:IntroductionsPage", "ui.network.picture:NetworkPage", "ui.value.demand:DemandPage",
         "ui.value.products:ProductsPage", "ui.value.shelf:ShelfPage", "ui.insight.promises:PromisesPage",
         "ui.insight.insights:InsightsPage")


def kind(path: str) -> Any:
    module, name = path.split(":")
    return getattr(import_module(module), name)


def said(pane: Any) -> set[str]:
    """What a person reads there."""
    made = [*pane.findChildren(QLabel), *pane.findChildren(QAbstractButton)]
    return {one.text() for one in made if one.isVisible() and one.text()}


@pytest.fixture
def gate(tasks: Tasks) -> Iterator[threading.Event]:
    """Nothing is read while it is closed (``clear``)."""
    open_ = threading.Event()
    open_.set()
    read = tasks._start

    def held(lane: str, work: Any, *more: Any) -> Any:
        def wait(job: Any) -> Any:
            open_.wait(60)
            return work(job)

        return read(lane, wait, *more)

    tasks._start = held  # type: ignore[method-assign]
    yield open_
    open_.set()


@pytest.mark.parametrize("path", TABS)
def test_a_tab_says_nothing_of_the_one_before_nor_that_there_is_nothing(
    path: str, shown: Callable[..., Shown], book: Notebook, ann: bytes, gate: threading.Event, qtbot: QtBot
) -> None:
    bo, cy = (book.contacts.create(name) for name in ("Bo Dahl", "Cy Eames"))
    book.relations.add(ann, "child", name="Mia")
    book.relations.add(ann, "friend", bo)
    book.plans.intend(ann, "Help her find the second shop")
    tab = shown(kind(path))
    tab.pane.show_contact(book.contacts.get(ann))
    tab.settle()
    full = said(tab.pane)
    gate.clear()
    tab.pane.show_contact(book.contacts.get(cy))
    meanwhile = said(tab.pane)
    assert WAITING not in meanwhile, "nothing flickers where it is quick"
    qtbot.waitUntil(lambda: WAITING in said(tab.pane))
    assert said(tab.pane) - meanwhile == {WAITING}
    gate.set()
    tab.settle()
    empty = said(tab.pane)
    assert meanwhile <= full & empty and WAITING not in empty
    assert empty - full, "what it is for stands there once it is known that there is nothing"
    if "Plan" not in path:
        assert meanwhile, "its headings stand there at once"


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_not_said_to_be_empty_before_it_is_known(
    path: str, shown: Callable[..., Shown], book: Notebook, gate: threading.Event, qtbot: QtBot
) -> None:
    gate.clear()
    page = shown(kind(path))
    page.pane.show_place(book.contacts.create("Bo Dahl") if "Network" in path else None)
    meanwhile = said(page.pane)
    assert meanwhile or "Network" in path  # its title is no label
    qtbot.waitUntil(lambda: WAITING in said(page.pane))
    assert said(page.pane) - meanwhile == {WAITING}
    gate.set()
    page.settle()
    assert meanwhile <= said(page.pane), "no word of it was wrong"
    assert said(page.pane) - meanwhile - {WAITING}, "what it is for"
    assert WAITING not in said(page.pane)


def test_introductions_under_way_stand_there_while_others_are_looked_for(
    shown: Callable[..., Shown], book: Notebook, ann: bytes, gate: threading.Event, qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch
) -> None:
    from ui.network.introductions import IntroductionsPage

    bo = book.contacts.create("Bo Dahl")
    book.introductions.ask(book.introductions.propose(ann, bo, "both bake"), ann)
    go_on = threading.Event()
    monkeypatch.setattr(type(book.insight), "candidates", lambda *what, **more: go_on.wait(60) and [])
    page = shown(IntroductionsPage)
    page.pane.show_place(None)
    qtbot.waitUntil(lambda: len(page.pane.running) == 1)
    assert "Looking" in page.pane._says.text()
    page.pane.show_place(ann)  # and it can be left for somebody else
    go_on.set()
    page.settle()
    assert len(page.pane.running) == 1 and "Nobody" in page.pane._says.text()
