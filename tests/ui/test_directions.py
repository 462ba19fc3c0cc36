"""Names that run the other way than the window turn nothing around them; what is copied has no traces of it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPdfWriter, QTextLayout
from PySide6.QtWidgets import QWidget

from notebook import say
from ui.insight.lines import told
from ui.insight.sheet import BriefSheet
from ui.printing import ask_printer, begin, to_pdf
from ui.widgets import Elided, Flow, button, label
from ui.words import directed, plain, put, words

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from notebook.book import Notebook
    from ui.theme import Theme

ROOT = Path(__file__).resolve().parent.parent.parent
NAME = "محمد القاسمي"


@pytest.fixture
def leftwards(qapp: QApplication) -> Iterator[None]:
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    yield
    qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


def left_to_right(text: str, first: str, then: str) -> bool:
    """Whether the one stands left of the other when it is painted."""
    laid = QTextLayout(text)
    laid.beginLayout()
    line = laid.createLine()
    line.setLineWidth(10_000)
    line.setPosition(QPointF(0, 0))
    laid.endLayout()
    places = []
    for part in (first, then):
        at = line.cursorToX(text.index(part))
        places.append(at[0] if isinstance(at, tuple) else at)
    return bool(places[0] < places[1])


def test_a_number_behind_a_name_stays_behind_it(qapp: QApplication) -> None:
    sentence = say("promised to {name}, {n} days late", name=NAME, n=3)
    assert not left_to_right(str(sentence), NAME[:1], "3"), "as it stands the number is turned to the other side"
    assert left_to_right(words(sentence), NAME[:1], "3") and left_to_right(words(sentence), "3", "days")
    assert plain(words(sentence)) == str(sentence)
    assert words(say("promised to {name}", name="Zoë 陈")) == "promised to Zoë 陈", "only where it is needed"


@pytest.mark.usefixtures("leftwards")
def test_what_is_not_translated_is_not_turned_at_its_ends(qtbot: QtBot) -> None:
    assert directed("44 d") == "\u206644 d\u2069" and directed("44") == "44" and directed(NAME) == NAME
    sentence = say("{name} ({relation}), {n}", name="Rui", relation=say("husband"), n=48)
    assert words(sentence) == f"\u2066{sentence}\u2069", "its parts run as it does"
    holder = QWidget()
    qtbot.addWidget(holder)
    row = Flow(holder)
    chips = [button(word, parent=holder) for word in ("first", "second")]
    for chip in chips:
        row.addWidget(chip)
    holder.resize(400, 60)
    holder.show()
    assert chips[0].geometry().right() == holder.rect().right() and chips[1].x() < chips[0].x()
    shown, pressed = label("1 put away"), button("1 put away")
    for made in (shown, pressed):
        qtbot.addWidget(made)
        assert made.text() == "1 put away"


def test_what_is_copied_has_no_isolates(book: Notebook, theme: Theme, qtbot: QtBot) -> None:
    ann = book.contacts.create(NAME)
    book.wants.add(ann, "دراجة شحن", horizon="season")
    book.timeline.log([ann], "call", "بحث عن دراجة, 3 times")
    sheet = BriefSheet(theme, True)
    qtbot.addWidget(sheet)
    brief = book.insight.brief(ann)
    sheet.show_brief(brief, {})
    assert any("\u2068" in told(line, {}).text for line in brief.lines)
    assert "دراجة شحن" in sheet.text() and "\u2068" not in sheet.text() and "\u2069" not in sheet.text()


@pytest.mark.usefixtures("leftwards")
def test_a_number_in_a_painted_row_is_not_turned_round(theme: Theme, monkeypatch: pytest.MonkeyPatch) -> None:
    from PySide6.QtCore import QRectF
    from PySide6.QtGui import QFont, QFontMetricsF, QImage, QPainter

    from ui.insight.item_delegate import ItemDelegate

    written: list[str] = []
    monkeypatch.setattr(QPainter, "drawText", lambda painter, room, flags, text: written.append(text))
    made, image = ItemDelegate(theme, QFont()), QImage(400, 40, QImage.Format.Format_ARGB32)
    painter, room = QPainter(image), QRectF(0, 0, 400, 40)
    made._write(painter, room, room, "1 more reason", QFont(), QFontMetricsF(QFont()), "muted", end=True)
    painter.end()
    assert written == [directed("1 more reason")] != ["1 more reason"]
    assert left_to_right(written[0], "1", "more")


def test_a_person_s_text_is_put_into_a_sentence_in_one_way() -> None:
    """`ui.words.put` isolates it; `str.format` is for numbers and days. What is stored is worded by the core."""
    texts = {"name", "text", "what", "who", "a", "b", "query", "file", "title", "said", "whom", "product", "question"}
    by_hand = []
    for path in sorted((ROOT / "ui").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "format" and (
                    texts & {word.arg for word in node.keywords}):
                by_hand.append(f"{path.relative_to(ROOT)}:{node.lineno}")
    assert by_hand == []
    assert put("{name} said {n}", name=NAME, n=3) == f"\u2068{NAME}\u2069 said 3" and put("{name}", name="Zoë") == "Zoë"


def test_a_document_is_called_without_marks(tmp_path: Path, theme: Theme, printers: list[str], qtbot: QtBot) -> None:
    """A name in the title of a PDF or of a print job is as it was typed: marks are for showing only."""
    title = put("Network of {name}", name=NAME)
    assert title != plain(title) == f"Network of {NAME}"
    shown = Elided(theme, title)
    qtbot.addWidget(shown)
    assert shown.text() == plain(title)
    made: list[object] = []

    def paint(device: QPdfWriter) -> None:
        made.append(device.title())
        begin(device).end()

    to_pdf(tmp_path / "a.pdf", title, paint)
    window = QWidget()
    qtbot.addWidget(window)
    dialog = ask_printer(window, title, made.append, made.append)
    made.append(dialog.printer().docName())
    dialog.close()
    assert made == [plain(title), plain(title)] and printers
