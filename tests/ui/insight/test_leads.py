"""What a line of the brief begins with stands strong: as the core says where that ends, in any language."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QCoreApplication, Qt, QTranslator

from notebook import Line, Sentence, say
from ui.insight.leading import Told
from ui.insight.lines import LEAD, BriefLine, told
from ui.words import words

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from notebook.book import Notebook
    from ui.theme import Theme

FRENCH = {"{lead}: {text}": "{lead} : {text}", "You promised": "Vous avez promis", "Wants": "正在寻找",
          "{kind} on {day}{who}": "{day}{who}, {kind}"}


class _Translated(QTranslator):
    def translate(self, context: str, source: str, disambiguation: str = "", n: int = -1) -> str:  # type: ignore[override]
        return FRENCH.get(source, source) if context == "core" else source


@pytest.fixture
def translated(qapp: QApplication) -> Iterator[None]:
    made = _Translated()
    QCoreApplication.installTranslator(made)
    yield
    QCoreApplication.removeTranslator(made)


@pytest.fixture
def mirrored(qapp: QApplication) -> Iterator[None]:
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    yield
    qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


def strong(line: Line) -> str:
    said = told(line, {})
    return said.text[: said.lead]


def led(lead: Sentence, text: str) -> Line:
    return Line(say("{lead}: {text}", lead=lead, text=text), (b"",), "know", lead=lead)


@pytest.mark.parametrize("text", ["the quote", "first: the quote", "عرض: السعر"])
def test_the_lead_ends_where_it_ends_whatever_follows(text: str) -> None:
    assert strong(led(say("You promised"), text)) == "You promised"
    assert strong(led(say("{name} of us stands for", name="Dr: Who"), text)) == "Dr: Who of us stands for"
    assert strong(led(say("{name}", name="محمد"), text)) == words(say("{name}", name="محمد"))
    assert strong(Line(say("Note: {text}", text=text), (b"",), "know")) == "", "what has no lead has none"


def test_in_another_language(translated: None) -> None:
    assert strong(led(say("You promised"), "le devis")) == "Vous avez promis"
    assert strong(led(say("Wants"), "自行车")) == "正在寻找"


def test_in_a_window_that_runs_to_the_left(mirrored: None) -> None:
    line = led(say("You promised"), "the quote")
    assert strong(line) == f"{words(line.text)[0]}You promised" != "You promised"


def test_of_a_whole_brief(book: Notebook, translated: None, person: Callable[..., bytes]) -> None:
    ann = person("Ann Baker")
    book.promises.make(ann, "the quote: by mail")
    book.timeline.log([ann], "call", "prices: too high")
    found = {line.kind: strong(line) for line in book.insight.brief(ann).lines}
    assert found == {"promise-ours": "Vous avez promis", "last": "20 Nov 2026, Call"}


def test_it_is_painted_so_and_a_long_one_is_not(theme: Theme, qtbot: QtBot) -> None:
    line = BriefLine(theme)
    qtbot.addWidget(line)
    line.show_line(told(led(say("You promised"), "the quote"), {}))
    assert [(one.start, one.length) for one in line._laid(400).formats()] == [(0, len("You promised"))]
    line.show_line(told(led(say("In common with {names}", names="x" * LEAD), "tea"), {}))
    assert line._laid(400).formats() == []
    line.show_line(Told("Anything: at all", "know"))
    assert line._laid(400).formats() == []
