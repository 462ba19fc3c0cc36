"""Help in the app: F1, the topics, a heading that is gone to, and what the pages promise."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from notebook import CLAUSES, HEAD, Notebook
from notebook.timeline import phrases
from ui.help import FOLDER, KEYS, TOPICS, Block, HelpWindow, open_help, parse
from ui.shortcuts import SHORTCUTS
from ui.theme import Theme


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


def test_the_line_is_told_by_the_grammar_itself(shown: HelpWindow, notebook: Callable[..., Notebook]) -> None:
    """Every piece that is understood is on the page, and what the page itself shows is understood."""
    shown.show_topic("line")
    said = shown.page.toPlainText()
    assert all(str(piece.means) in said and piece.example in said for piece in (*HEAD, *CLAUSES))
    [example] = [block.text for block in parse((FOLDER / "line.md").read_text("utf-8")) if block.kind == "code"]
    book = notebook()
    amara = book.contacts.create("Amara Okafor")
    found = phrases.parse(example, clock=book.clock, people=book.contacts.named)
    assert found.contacts == (amara,) and found.kind == "call" and found.timed and not found.problems
    assert [promise.text for promise in found.promises] == ["send the table"]
