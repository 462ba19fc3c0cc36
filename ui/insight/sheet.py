"""One brief as a sheet in the window: the name, the sections, every line as long as it is.

Up and down walk the lines, Enter goes to where one is from, Space ticks. `text` is the same to copy.
"""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtGui import QFont, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from notebook import Brief, Trace
from ui.insight.lines import BriefLine, Walk, told
from ui.pane import Scroll
from ui.theme import Theme
from ui.widgets import clear, hairline, label
from ui.words import day, words

WIDEST = 720  # of the text; more is hard to read


class BriefSheet(Walk, Scroll):
    """Shows one `Brief`."""

    jumped = Signal(object, object)  # BriefLine, Told
    ticked = Signal(object)  # Told
    asked = Signal(object, object)  # Told, global QPoint

    def __init__(self, theme: Theme, ticking: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._ticking = theme, ticking
        self.setObjectName("briefSheet")
        self.setAccessibleName(self.tr("Before you talk"))
        self.seek_lines()
        self._had: int | None = 0  # the place of the line that has the keyboard, or gets it once it is there
        self._text: list[str] = []
        self._paper = QWidget(self)
        self._paper.setObjectName("cardHolder")
        self._column = QVBoxLayout(self._paper)
        self._column.setContentsMargins(4, 4, 12, 16)
        self._column.setSpacing(0)
        self.setWidget(self._paper)

    def text(self) -> str:
        """All of it as plain text."""
        return "\n".join(self._text)

    def show_head(self, name: str, on: date) -> None:
        """Whose brief is being read; the keyboard waits for its lines."""
        if (had := self._place()) is not None:
            self._had = had
            self.window().setFocus()  # else Qt hands it to a button
        self._clear(name, on)
        self._column.addStretch(1)

    def show_brief(self, brief: Brief, traces: dict[bytes, Trace], more: list[QWidget] | None = None) -> None:
        """Show this one; ``more`` widgets stand below it. A line that had the keyboard hands it on to its place."""
        had = self._place() if self.lines else self._had
        self._clear(brief.name, brief.day)
        for section in brief.sections:
            self._column.addSpacing(12)
            self._column.addWidget(hairline(self._paper))
            self._say(words(section.title), "section", self._theme.font(0.92, QFont.Weight.Bold), above=8)
            self._column.addSpacing(2)
            for line in section.lines:
                made = BriefLine(self._theme, self._paper, None, self._ticking)
                self.take(made)
                self._column.addWidget(made)
                made.show_line(told(line, traces))
                self._text.append(made.text())
        if not brief.sections:
            self._say(self.tr("Nothing is known yet. Log a talk, and it will stand here."), "muted", above=14)
        for widget in more or []:
            self._column.addSpacing(12)
            self._column.addWidget(widget)
        self._column.addStretch(1)
        self._fit()
        self._had = None if self.lines else had
        if had is not None and self.lines:
            line = self.lines[min(had, len(self.lines) - 1)]
            line.show()  # the layout would do so later, and what is hidden takes no keyboard
            line.setFocus()

    def _place(self) -> int | None:
        return next((place for place, line in enumerate(self.lines) if line.hasFocus()), None)

    def _clear(self, name: str, on: date) -> None:
        clear(self._column)
        self.lines, self._text = [], []
        self._say(name, None, self._theme.font(1.5, QFont.Weight.Bold))
        self._say(day(on), "muted", above=2)

    def _say(self, text: str, role: str | None, font: QFont | None = None, above: int = 0) -> None:
        flat = " ".join(text.split())
        made = label(flat, role, font, wrap=True, parent=self._paper)
        made.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        if above:
            self._column.addSpacing(above)
        self._column.addWidget(made)
        self._text.append(flat)

    def reached(self, line: BriefLine) -> None:
        self.ensureWidgetVisible(line, 0, 40)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Lines as high as they need at this width."""
        edges = self._column.contentsMargins()
        spare = max(0, self.viewport().width() - WIDEST) // 2
        self._column.setContentsMargins(4 + spare, edges.top(), 12 + spare, edges.bottom())
        width = self.viewport().width() - 16 - 2 * spare
        for line in self.lines:
            line.setFixedHeight(line.height_for(width))
