"""The page Insights (U7): how often we talk, how promises end, what goes to and fro, what is wanted, as charts.

All of it is counted on the worker. The same stands there as text when that is wanted, for a screen reader always, and
goes on paper or into a PDF. It is about us and the people we know, never a ranking of colleagues.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QGuiApplication, QPainter, QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from ui.bridge import Bridge
from ui.insight import figures
from ui.insight.charts import Bars, Chart, Columns
from ui.pane import Pane, Scroll
from ui.tasks import Tasks
from ui.theme import TOKENS, Theme
from ui.widgets import Flow, button, label
from ui.words import day, number, put, words

TWO = 720  # pixels of width from which two charts stand side by side
PERIODS = (12, 24)


class ChartCard(QFrame):
    """A chart under its title, with what it is about; or the same in words. ``wanted``: the place with more of it."""

    wanted = Signal()

    def __init__(self, theme: Theme, chart: Chart, about: str, more: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.chart = chart
        chart.setParent(self)
        self._about = label(about, "muted", theme.font(0.92), wrap=True, parent=self)
        self.words = label("", wrap=True, parent=self)
        self.words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse
                                           | Qt.TextInteractionFlag.TextSelectableByKeyboard)
        self.words.setAccessibleName(chart.title)
        self.words.hide()
        head = QHBoxLayout()
        head.addWidget(label(chart.title, None, theme.font(1.0, QFont.Weight.DemiBold), parent=self), 1)
        if more:
            head.addWidget(button(more, "link", on=self.wanted.emit, parent=self))
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(4)
        column.addLayout(head)
        column.addWidget(self._about)
        column.addSpacing(4)
        column.addWidget(chart)
        column.addWidget(self.words)
        column.addStretch(1)

    def show_words(self, shown: bool) -> None:
        """The words instead of the picture."""
        self.words.setText("\n".join(self.chart.rows()))
        self.words.setVisible(shown)
        self.chart.setVisible(not shown)


class InsightsPage(Pane):
    """Shows what follows from the whole notebook, in charts."""

    tables = ("interaction", "participant", "promise", "favour", "purchase", "shelf_given", "introduction", "want",
              "credit", "contact")
    reads = "insights"

    def __init__(self, book: Any, theme: Theme, bridge: Bridge, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(book, theme, bridge, tasks, parent)
        self.setObjectName("insightsPage")
        self.setAccessibleName(self.tr("Insights"))
        self._months, self._columns = PERIODS[0], 0
        self._scroll = Scroll(self)
        self._holder = QWidget()
        self._grid = QGridLayout(self._holder)
        self._grid.setContentsMargins(0, 0, 8, 16)
        self._grid.setSpacing(12)
        self._scroll.setWidget(self._holder)
        self._scroll.hide()  # until it is counted
        self.credit = label("", None, wrap=True, parent=self)
        self.credit.setObjectName("insightsCredit")
        self.empty = self._make_empty()
        self._make_cards()
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 20, 12, 0)
        column.setSpacing(8)
        column.addWidget(label(self.tr("Insights"), None, theme.font(1.4, QFont.Weight.Bold), parent=self))
        column.addWidget(self.credit)
        column.addWidget(self._make_acts())
        column.addSpacing(4)
        column.addWidget(self.reading_line())
        column.addWidget(self.empty)
        column.addWidget(self._scroll, 100)
        column.addStretch(1)

    # -- building

    def _make_acts(self) -> QWidget:
        holder = QWidget(self)
        row = Flow(holder)
        self.periods: dict[int, Any] = {}
        for months in PERIODS:
            made = button(self.tr("{n} months").format(n=number(months)), "chip",
                          on=lambda months=months: self.show_months(months), parent=holder)
            made.setCheckable(True)
            made.setChecked(months == self._months)
            made.setObjectName(f"months-{months}")
            self.periods[months] = made
            row.addWidget(made)
        self.as_text = button(self.tr("As text"), "chip", on=self._turn, parent=holder)
        self.as_text.setObjectName("insightsText")
        self.as_text.setCheckable(True)
        row.addWidget(self.as_text)
        for name, text, act in (("insightsPrint", self.tr("Print…"), self.print_),
                                ("insightsPdf", self.tr("PDF…"), self.ask_file)):
            made = button(text, "chip", on=act, parent=holder)
            made.setObjectName(name)
            row.addWidget(made)
        return holder

    def _make_cards(self) -> None:
        theme = self._theme
        self.talks = Columns(theme, self.tr("Rhythm of contact"))
        self.promises = Columns(theme, self.tr("Promises kept"))
        self.given = Bars(theme, self.tr("Give and take"))
        self.wanted = Bars(theme, self.tr("Wants by how soon"))
        self.cards = [
            ChartCard(theme, self.talks, self.tr("Talks with everybody, month by month"), parent=self._holder),
            ChartCard(theme, self.promises, self.tr("Ours stand on the line, theirs hang below it"),
                      self.tr("Promises"), self._holder),
            ChartCard(theme, self.given, self.tr("What each side gave and asked in twelve months"),
                      self.tr("Introductions"), self._holder),
            ChartCard(theme, self.wanted, self.tr("Open wants, the soonest first"), self.tr("Interests"), self._holder),
        ]
        for card, name, place in zip(self.cards, ("talks", "promises", "given", "wanted"),
                                     ("", "promises", "introductions", "interests"), strict=True):
            card.chart.setObjectName(f"chart-{name}")
            card.wanted.connect(lambda place=place: self.placeWanted.emit(place, None))

    def _make_empty(self) -> QFrame:
        made = QFrame(self)
        made.setObjectName("insightsEmpty")
        made.setProperty("role", "card")
        column = QVBoxLayout(made)
        column.setContentsMargins(20, 20, 20, 20)
        column.setSpacing(12)
        column.addWidget(label(self.tr(
            "Here you will see how often you talk with people, whether both sides keep their word, who gives and who "
            "asks, and what people want. It is counted from what you log, for example: "
            "call Ann: wants a second shop; promise: send the list by Friday"), wrap=True, parent=made))
        start = button(self.tr("Log the first talk"), "primary", on=lambda: self.placeWanted.emit("people", None),
                       parent=made)
        column.addWidget(start, 0, Qt.AlignmentFlag.AlignLeft)
        made.hide()
        return made

    # -- what the window uses

    def show_place(self, what: object | None) -> None:
        """The page is shown: count again when something changed since."""
        if self._stale:
            self.refresh()

    def show_months(self, months: int) -> None:
        """So many months back."""
        self._months = months
        for each, made in self.periods.items():
            made.setChecked(each == months)
        self.refresh()

    def charts(self) -> list[Chart]:
        """All of them, in the order of the page."""
        return [card.chart for card in self.cards]

    # -- counting

    def to_read(self) -> tuple[int]:
        return (self._months,)

    def read(self, months: int) -> tuple[Any, ...]:
        insight = self._book.insight
        return (insight.talks(months=months), insight.promises_by_month(months=months), insight.given(),
                insight.wanted(), insight.credit())

    def fill(self, found: tuple[Any, ...]) -> None:
        talks, promises, given, wanted, credit = found
        figures.show_talks(self.talks, talks)
        figures.show_promises(self.promises, promises)
        figures.show_given(self.given, given)
        figures.show_wanted(self.wanted, wanted)
        nothing = all(chart.empty for chart in self.charts())
        self.empty.setVisible(nothing)
        self._scroll.setVisible(not nothing)
        self.credit.setText(words(credit.text) + "." if credit is not None else self.tr(
            "When a brief is opened full or printed, whoever wrote what it tells gets credit; it will say so here."))
        self.credit.setProperty("role", None if credit is not None else "muted")
        self.credit.style().polish(self.credit)
        for card in self.cards:
            card.show_words(self.as_text.isChecked())
        self._place()

    def _turn(self) -> None:
        for card in self.cards:
            card.show_words(self.as_text.isChecked())

    # -- room

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        columns = 2 if self.width() >= TWO else 1
        if columns == self._columns:
            return
        self._columns = columns
        for card in self.cards:
            self._grid.removeWidget(card)
        for place, card in enumerate(self.cards):
            self._grid.addWidget(card, place // columns, place % columns)
        for column in range(2):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)
        for row in range(5):
            self._grid.setRowStretch(row, 0)
        self._grid.setRowStretch(len(self.cards), 1)

    def sizeHint(self) -> QSize:
        return QSize(640, 600)

    # -- on paper

    def print_(self) -> None:
        """Ask for a printer."""
        from ui.printing import ask_printer

        ask_printer(self, self.tr("Insights"), self._paint, self.said.emit, self.ask_file)

    def ask_file(self) -> None:
        """Ask where the PDF goes."""
        from ui.printing import ask_pdf

        ask_pdf(self, f"{self.tr('Insights')} {self._book.clock.today().isoformat()}", self.save)

    def save(self, path: Path) -> None:
        """The charts as a PDF."""
        from ui.printing import to_pdf, trying

        if trying(lambda: to_pdf(path, self.tr("Insights"), self._paint), self.said.emit):
            self.said.emit(put(self.tr("Saved: {file}"), file=path.name))

    def _paint(self, device: Any) -> None:
        paint_charts(device, self.charts(), self.tr("Insights, {day}").format(day=day(self._book.clock.today())),
                     self.credit.text())


def paint_charts(device: Any, charts: list[Chart], title: str, more: str = "") -> None:
    """Charts under one title on a page, in the light colours, whatever those of the window are."""
    from ui.printing import begin

    painter = begin(device)
    try:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        scale = device.logicalDpiX() / 96.0
        painter.scale(scale, scale)
        width, height = device.width() / scale, device.height() / scale
        plain = _paper_font(13)
        y = _line(painter, title, _paper_font(22, QFont.Weight.Bold), "ink", 0.0, width)
        y = _line(painter, more, plain, "muted", y + 4, width) + 16
        each = min(220.0, (height - y) / max(1, len(charts)) - 40)
        for chart in charts:
            y = _line(painter, chart.title, _paper_font(14, QFont.Weight.DemiBold), "ink", y, width) + 4
            high = min(each, float(chart.sizeHint().height()))
            chart.paint(painter, QRectF(0, y, width, high), _paper, plain)
            y += high + 24
    finally:
        painter.end()


def _line(painter: QPainter, text: str, font: QFont, token: str, y: float, width: float) -> float:
    painter.setFont(font)
    painter.setPen(_paper(token))
    flags = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
    box = painter.boundingRect(QRectF(0, y, width, 2000), flags, text)
    painter.drawText(box, flags, text)
    return y + box.height()


def _paper_font(pixels: int, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    font = QFont(QGuiApplication.font())
    font.setPixelSize(pixels)  # of 96 to the inch: the painter is scaled to the paper
    font.setWeight(weight)
    return font


def _paper(token: str) -> QColor:
    return QColor(TOKENS[token][0])
