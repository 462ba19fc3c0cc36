"""Help in the app: F1, the topics, a heading that is gone to, and what the pages promise."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from notebook import Clock, Notebook, make_sample
from notebook.timeline import phrases
from notebook.timeline.remarks import FavourDraft, PurchaseDraft, StoryDraft, TakeawayDraft, WantDraft
from tests.conftest import ROOT
from ui.help import FOLDER, KEYS, TOPICS, Block, HelpWindow, open_help, parse
from ui.shortcuts import SHORTCUTS
from ui.theme import Theme

LINE = ROOT / "resources" / "help" / "line.md"


@pytest.fixture
def shown(theme: Theme, qtbot: QtBot) -> HelpWindow:
    window = HelpWindow(theme)
    qtbot.addWidget(window)
    window.show()
    return window


def test_the_dialect() -> None:
    page = "# Title\n\nOne\ntwo.\n\n## Part\n\n- a\n- b\n\n1. c\n\n    x = y\n    z\n\n> Example: this.\n"
    assert list(parse(page)) == [
        Block("title", "Title"), Block("text", "One two."), Block("heading", "Part"), Block("item", "a", "•"),
        Block("item", "b", "•"), Block("item", "c", "1."), Block("code", "x = y\nz"),
        Block("example", "Example: this."),
    ]  # fmt: skip


def test_every_topic_has_its_page_and_every_page_its_topic(shown: HelpWindow) -> None:
    assert {name for name, _ in TOPICS} - {KEYS} == {path.stem for path in FOLDER.glob("*.md")}
    for name, title in TOPICS:
        shown.show_topic(name)
        assert shown.page.toPlainText().startswith(title) and shown.page.accessibleName() == title
        assert not shown.page.document().defaultStyleSheet()


def test_a_heading_is_brought_to_the_top(shown: HelpWindow, theme: Theme) -> None:
    shown.show_topic("formulas", "Stage and health")
    assert shown.page.verticalScrollBar().value() > 100
    top = shown.page.cursorForPosition(shown.page.rect().topLeft()).block()
    near = [top.text(), top.next().text(), top.next().next().text()]
    assert "Stage and health" in near
    before = shown.page.verticalScrollBar().value()
    theme.set_mode("dark" if not theme.dark else "light")
    assert shown.page.verticalScrollBar().value() == before
    shown.show_topic("")
    assert shown.page.toPlainText().startswith("How it is reckoned"), "it opens where it was"
    shown.show_topic("start")
    assert shown.page.verticalScrollBar().value() == 0


def test_keys_scroll(shown: HelpWindow, qtbot: QtBot) -> None:
    shown.show_topic("formulas")
    qtbot.keyClick(shown.page, Qt.Key.Key_Space)
    assert shown.page.verticalScrollBar().value() > 0
    qtbot.keyClick(shown.page, Qt.Key.Key_PageUp)
    assert shown.page.verticalScrollBar().value() == 0
    qtbot.keyClick(shown, Qt.Key.Key_Escape)
    assert not shown.isVisible()


def test_there_is_one_window(theme: Theme, qtbot: QtBot) -> None:
    from PySide6.QtWidgets import QWidget

    parent = QWidget()
    qtbot.addWidget(parent)
    first = open_help(parent, theme, "line")
    assert open_help(parent, theme, "formulas") is first
    assert first.page.toPlainText().startswith("How it is reckoned")


def test_shortcuts_named_in_the_pages_are_those_of_the_window() -> None:
    keys = set(SHORTCUTS.values())
    for path in FOLDER.glob("*.md"):
        named = re.findall(r"\b((?:Ctrl|Alt)\+[\w+]+|F\d+)\b", path.read_text(encoding="utf-8"))
        assert set(named) <= keys, path.name


def _lines() -> list[tuple[str, str]]:
    """The example lines of the page with the heading they stand under."""
    found, heading = [], ""
    for block in parse(LINE.read_text(encoding="utf-8")):
        heading = block.text if block.kind == "heading" else heading
        if block.kind == "code":
            found += [(heading, line) for line in block.text.split("\n")]
    return found


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Notebook]:
    folder: Path = tmp_path_factory.mktemp("lines")

    def opened(clock: Clock) -> Notebook:
        path = folder / "Sample.kithbook"
        if not path.exists():
            make_sample(path, state=folder / "state", clock=clock)
        return Notebook.open(path, state=folder / "state", clock=clock)

    return opened


@pytest.mark.parametrize(("heading", "line"), _lines())
def test_every_example_line_is_understood(
    heading: str, line: str, sample: Callable[..., Notebook], clock: Clock
) -> None:
    """With the people of the sample notebook, so that whoever tries it there sees what the page says."""
    book = sample(clock)
    try:
        found = phrases.parse(line, clock=clock, people=book.contacts.named)
    finally:
        book.close()
    assert not found.problems and found.kind != "note" and found.contacts
    assert len(found.contacts) == len(found.people)
    made = {type(one) for one in found.remarks}
    wanted = {
        "Who, how and when": set(), "Promises": set(), "What they want": {WantDraft},
        "What they tell and buy": made & {StoryDraft, PurchaseDraft}, "Give and take": {FavourDraft},
        "Learned, and for next time": {TakeawayDraft},
    }[heading]  # fmt: skip
    assert made == wanted and (not wanted or made)
    assert bool(found.promises) == (heading == "Promises")
    assert all(promise.due is not None for promise in found.promises)
    if heading == "What they tell and buy":
        assert made
