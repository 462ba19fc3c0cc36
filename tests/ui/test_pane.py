"""The base of tabs and pages: undo is offered only where something became other; the worker looks at no widget."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from notebook import say
from notebook.book import Notebook
from tests.ui.settling import settle
from ui.bridge import Bridge
from ui.pane import Pane, changed
from ui.tasks import Tasks
from ui.theme import Theme


@pytest.fixture
def ann(person: Callable[..., bytes]) -> bytes:
    return person("Ann Baker")


def told_by(pane: Any) -> list[str]:
    told: list[str] = []
    pane.done.connect(lambda title: told.append(str(title)))
    return told


def test_what_changes_nothing_is_no_action(book: Notebook, ann: bytes) -> None:
    edit = book.contacts.edit
    assert not changed(book, lambda: edit(ann, full_name="Ann Baker"), say("Rename"))
    assert not changed(book, lambda: edit(ann, full_name="Ann Baker"))
    assert changed(book, lambda: edit(ann, full_name="Ann Bo"), say("Rename")) and str(book.undo_title()) == "Rename"


def test_a_pane_offers_undo_of_what_it_changed_and_of_nothing_else(
    book: Notebook, theme: Theme, bridge: Bridge, tasks: Tasks, ann: bytes, qtbot: QtBot
) -> None:
    pane = Pane(book, theme, bridge, tasks)
    qtbot.addWidget(pane)
    told = told_by(pane)
    assert pane.attempt(lambda: book.contacts.edit(ann, full_name="Ann Baker"), say("Rename"), tell=True) is True
    assert told == [], "undo would have taken Ann herself"
    assert pane.attempt(lambda: book.contacts.edit(ann, full_name="Ann Bo"), say("Rename"), tell=True) is True
    assert told == ["Rename"]
    assert pane.attempt(lambda: book.promises.make(ann, "a list"), tell=True)
    assert told[1:] == [str(book.undo_title())], "without a title, the change's own"
    assert pane.attempt(lambda: book.promises.make(ann, " "), tell=True) is False and len(told) == 2


def test_the_timeline_and_the_reminders_do_so_too(
    book: Notebook, theme: Theme, bridge: Bridge, tasks: Tasks, ann: bytes, qtbot: QtBot
) -> None:
    from ui.reminders import ReminderPane
    from ui.timeline import TimelinePane

    timeline, reminders = (kind(book, theme, bridge, tasks) for kind in (TimelinePane, ReminderPane))
    for pane in (timeline, reminders):
        qtbot.addWidget(pane)
    for pane, change in ((timeline, timeline.change), (reminders, reminders._change)):
        told = told_by(pane)
        assert change(say("Rename"), lambda: book.contacts.edit(ann, relation="customer"))
        assert change(say("Rename again"), lambda: book.contacts.edit(ann, relation="customer"))
        assert told == ["Rename"]
        book.undo()
    for pane in (timeline, reminders):
        settle(pane, qtbot)


def test_the_brief_offers_no_undo_for_what_was_kept_already(
    book: Notebook, ann: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    from types import SimpleNamespace

    from ui.insight import evidence

    kept = book.promises.make(ann, "a list")
    line: Any = SimpleNamespace(kind="promise", whose="", traces=[SimpleNamespace(id=kept)])
    assert str(evidence.tick(book, line, pytest.fail)) == "Keep the promise “a list”"
    said: list[str] = []
    assert evidence.tick(book, line, said.append) is None


def test_a_fact_settled_without_a_change_is_nothing_to_undo(book: Notebook, ann: bytes) -> None:
    from ui.contacts import provenance

    settled: list[Any] = []
    for relation in ("customer", "customer"):
        provenance._try(book, lambda to=relation: book.contacts.edit(ann, relation=to), pytest.fail, settled.append)
    assert [str(title) for title in settled] == [str(book.undo_title()), "None"]


class Asking(Pane):
    """Notes on which thread it was asked what."""

    reads = "asking"

    def __init__(self, *parts: Any) -> None:
        super().__init__(*parts)
        self.at: dict[str, Any] = {}

    def to_read(self) -> tuple[str]:
        self.at["to_read"] = threading.current_thread()
        return (self.objectName(),)

    def read(self, name: str) -> str:
        self.at["read"] = threading.current_thread()
        return name

    def fill(self, found: str) -> None:
        self.at["found"] = found


def test_what_is_to_be_read_is_asked_on_the_window_s_thread(
    book: Notebook, theme: Theme, bridge: Bridge, tasks: Tasks, qtbot: QtBot
) -> None:
    pane = Asking(book, theme, bridge, tasks)
    qtbot.addWidget(pane)
    pane.setObjectName("before")
    pane.show()
    pane.setObjectName("after")
    qtbot.waitUntil(lambda: "found" in pane.at)
    assert pane.at["found"] == "before"
    assert pane.at["to_read"] is threading.current_thread() is not pane.at["read"]


def test_the_ledger_looks_at_no_widget_on_the_worker(
    book: Notebook, theme: Theme, bridge: Bridge, tasks: Tasks, ann: bytes, qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch
) -> None:
    from ui.insight.promises import PromisesPage

    page = PromisesPage(book, theme, bridge, tasks)
    qtbot.addWidget(page)
    asked: list[threading.Thread] = []
    monkeypatch.setattr(page.open_, "isChecked", lambda: asked.append(threading.current_thread()) or True)
    page.show()
    settle(page, qtbot)
    assert asked and set(asked) == {threading.current_thread()}


class Slow(Pane):
    """Reads when it is let."""

    reads = "slow"

    def __init__(self, *parts: Any) -> None:
        super().__init__(*parts)
        self.go_on = threading.Event()
        self.line = self.reading_line()
        self.found: list[str] = []
        self.what = "first"

    def to_read(self) -> tuple[str]:
        return (self.what,)

    def read(self, what: str) -> str:
        self.go_on.wait(60)
        return what

    def fill(self, found: str) -> None:
        self.found.append(found)


def test_what_takes_a_moment_says_so_and_an_answer_about_something_else_is_dropped(
    book: Notebook, theme: Theme, bridge: Bridge, tasks: Tasks, qtbot: QtBot
) -> None:
    pane = Slow(book, theme, bridge, tasks)
    qtbot.addWidget(pane)
    pane.show()
    assert not pane.line.isVisible(), "nothing flickers where it is quick"
    qtbot.waitUntil(pane.line.isVisible)
    pane.expect()
    pane.what = "second"
    pane.refresh()
    pane.go_on.set()
    qtbot.waitUntil(lambda: pane.found == ["second"])
    assert not pane.line.isVisible()
    pane.go_on.clear()
    pane.refresh()
    qtbot.wait(250)
    assert not pane.line.isVisible(), "what is known stands there until it is read again"
    pane.go_on.set()
    qtbot.waitUntil(lambda: pane.found == ["second", "second"])
