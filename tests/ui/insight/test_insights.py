"""The page Insights: what its charts show and say, on the screen and on paper."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor

from tests.ui.settling import settle

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from notebook.book import Notebook
    from ui.insight.insights import InsightsPage
    from ui.tasks import Tasks
    from ui.theme import Theme

TODAY = date(2026, 11, 20)
DAY = timedelta(days=1)


@pytest.fixture
def ann(book: Notebook) -> bytes:
    ann = book.contacts.create("Ann & Sons")
    for days in (1, 2, 40):
        book.timeline.log([ann], "call", "x", at=TODAY - days * DAY)
    book.timeline.log([ann], "visit", "x", at=TODAY - DAY)
    book.promises.keep(book.promises.make(ann, "a", due=TODAY))
    book.promises.break_(book.promises.make(ann, "b", direction="theirs"))
    book.favours.gave(ann, "advice")
    book.favours.asked(ann, "feedback")
    book.wants.add(ann, "a bell", horizon="now")
    book.wants.add(ann, "a shop", certainty="suspected")
    return ann


@pytest.fixture
def page(exposed: Callable[..., Any]) -> InsightsPage:
    from ui.insight.insights import InsightsPage

    made: InsightsPage = exposed(InsightsPage, 900, 700)
    return made


@pytest.fixture
def counted(page: InsightsPage, ann: bytes, qtbot: QtBot) -> InsightsPage:
    page.show_place(None)
    qtbot.waitUntil(lambda: not page.wanted.empty)
    return page


def test_each_chart_says_what_it_shows(counted: InsightsPage) -> None:
    assert counted.talks.rows()[-2:] == ["October 2026: 1 (Call 1)", "November 2026: 3 (Call 2, Visit 1)"]
    assert counted.talks.series[0].values == (0,) * 10 + (1, 3)
    assert counted.promises.rows()[-1] == "November 2026: ours kept in time 1, theirs broken or overdue 1"
    assert counted.given.rows() == ["We gave once: advice 1", "They gave nothing", "We asked once: feedback 1",
                                    "They asked nothing"]  # fmt: skip
    assert counted.wanted.rows() == ["Now: 1", "This season: 0", "This year: 0",
                                     "Some day: 1, 1 of them only suspected"]  # fmt: skip
    for chart in counted.charts():
        assert chart.accessibleName() == chart.title and chart.accessibleDescription() == "\n".join(chart.rows())
        assert chart.isVisible() and not chart.empty


def test_as_text_and_back(counted: InsightsPage) -> None:
    counted.as_text.click()
    for card in counted.cards:
        assert not card.chart.isVisible() and card.words.isVisible()
        assert card.words.text() == "\n".join(card.chart.rows())
    counted.as_text.click()
    assert all(card.chart.isVisible() and not card.words.isVisible() for card in counted.cards)


def test_keys_and_the_mouse_tell_of_one_place(counted: InsightsPage, qtbot: QtBot) -> None:
    talks = counted.talks
    talks.grab()
    talks.setFocus()
    for _ in range(20):
        qtbot.keyClick(talks, Qt.Key.Key_Right)
    assert talks._current == 11
    qtbot.keyClick(talks, Qt.Key.Key_Left)
    assert talks._current == 10
    assert [talks.place_at(QPointF(talks._left + (n + 0.5) * talks._each, 80)) for n in range(12)] == [*range(12)]
    assert talks.place_at(QPointF(0, 80)) == -1
    wanted = counted.wanted
    wanted.grab()
    assert [wanted.place_at(QPointF(50, wanted._top + (n + 0.5) * wanted._each)) for n in range(5)] == [0, 1, 2, 3, -1]
    qtbot.mouseMove(wanted, QPoint(50, round(wanted._top + 5)))
    assert wanted._current == 0


def test_columns_are_as_high_as_their_numbers(counted: InsightsPage, theme: Theme) -> None:
    """Pixels of the accent above the line: 1 to 3."""
    talks = counted.talks
    image = talks.grab().toImage()
    ratio = image.devicePixelRatio()
    accent = theme.color("accent")

    def high(place: int) -> int:
        x = round((talks._left + (place + 0.5) * talks._each) * ratio)
        return sum(QColor(image.pixel(x, y)) == accent for y in range(round(26 * ratio), image.height()))

    assert high(9) == 0 and high(10) > 5 and abs(high(11) - 3 * high(10)) <= 4


def test_it_follows_changes_and_the_period(counted: InsightsPage, book: Notebook, ann: bytes, qtbot: QtBot) -> None:
    book.timeline.log([ann], "letter", "x", at=TODAY)
    qtbot.waitUntil(lambda: counted.talks.series[0].values[-1] == 4)
    counted.hide()
    book.timeline.log([ann], "letter", "x", at=TODAY)
    settle(counted, qtbot)
    assert counted.talks.series[0].values[-1] == 4
    counted.show()
    counted.show_place(None)
    qtbot.waitUntil(lambda: counted.talks.series[0].values[-1] == 5)
    counted.periods[24].click()
    qtbot.waitUntil(lambda: len(counted.talks.labels) == 24)
    assert counted.periods[24].isChecked() and not counted.periods[12].isChecked()


def test_nothing_yet_teaches(page: InsightsPage, qtbot: QtBot) -> None:
    page.show_place(None)
    qtbot.waitUntil(page.empty.isVisible)
    assert not page._scroll.isVisible() and "credit" in page.credit.text()


def test_one_column_where_it_is_narrow(counted: InsightsPage) -> None:
    assert len({card.x() for card in counted.cards}) == 2
    counted.resize(500, 700)
    counted.layout().activate()
    counted._holder.layout().activate()
    assert len({card.x() for card in counted.cards}) == 1


def test_on_paper(counted: InsightsPage, tmp_path: Path, qtbot: QtBot) -> None:
    with qtbot.waitSignal(counted.said) as said:
        counted.save(tmp_path / "insights.pdf")
    assert said.args == ["Saved: insights.pdf"]
    assert (tmp_path / "insights.pdf").read_bytes().startswith(b"%PDF")
    with qtbot.waitSignal(counted.said) as said:
        counted.save(tmp_path / "none" / "insights.pdf")
    assert "could not be written" in said.args[0]


def test_printing_asks_for_a_printer(
    counted: InsightsPage, printers: list[str], tmp_path: Path, qtbot: QtBot
) -> None:
    from PySide6.QtPrintSupport import QPrintDialog, QPrinter

    counted.print_()
    dialog = counted.findChild(QPrintDialog, "printDialog")
    qtbot.waitUntil(dialog.isVisible)
    printer = dialog.printer()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "insights.pdf"))
    dialog.accepted.emit(printer)
    assert (tmp_path / "insights.pdf").read_bytes().startswith(b"%PDF")
    dialog.reject()


def test_the_brief_has_small_ones(book: Notebook, ann: bytes, theme: Theme, tasks: Tasks, qtbot: QtBot) -> None:
    from PySide6.QtWidgets import QWidget

    from ui.insight.charts import Chart
    from ui.insight.page import BriefPage

    parent = QWidget()
    qtbot.addWidget(parent)
    parent.resize(900, 700)
    page = BriefPage(book, theme, ann, parent, tasks)
    qtbot.waitUntil(lambda: page.brief is not None)
    assert [chart.title for chart in page.sheet.findChildren(Chart)] == ["Rhythm of contact", "Give and take"]
    page.show_contact(book.contacts.create("Bo"))
    assert not [chart for chart in page.sheet.findChildren(Chart) if chart.isVisibleTo(page)]
