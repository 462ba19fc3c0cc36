"""A timeline pane on a real notebook."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

from notebook.sentences import say
from notebook.timeline.phrases import parse

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from notebook.book import Notebook
    from ui.timeline import TimelinePane


@pytest.fixture
def pane(exposed: Callable[..., Any]) -> TimelinePane:
    from ui.timeline import TimelinePane

    made: TimelinePane = exposed(TimelinePane, 640, 600)
    made.activateWindow()
    return made


@pytest.fixture
def ann(person: Callable[..., bytes]) -> bytes:
    return person("Ann Baker")


@pytest.fixture
def log_line(book: Notebook) -> Callable[[str], bytes]:
    """Logs what a line says, clauses and all, as one change; the entry: ``log_line("call Ann: hello")``."""

    def log(line: str) -> bytes:
        phrase = parse(line, clock=book.clock, people=book.contacts.named)
        with book.change(say("log")):
            entry = book.timeline.log(list(phrase.contacts), phrase.kind, phrase.body, promises=phrase.promises)
            book.keep_remarks(entry, phrase.remarks)
        return entry

    return log


@pytest.fixture
def type_line(pane: TimelinePane, qtbot: QtBot) -> Callable[[str], None]:
    """Types into the line of the pane."""

    def type_(text: str) -> None:
        pane.focus_composer()
        qtbot.keyClicks(pane.composer.line, text)

    return type_
