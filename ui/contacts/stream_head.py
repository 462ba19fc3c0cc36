"""The head of a timeline that is not one contact's: that of a group, or of everything.

A group can be asked something: its questions open below the head, and are only loaded then.
"""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ui.bridge import Bridge
from ui.tasks import Tasks
from ui.theme import Theme
from ui.widgets import Elided, button
from ui.words import number

SIDE = 36


class StreamHead(QFrame):
    """What the timeline below is about, in two lines; of a group also what it was asked."""

    contactActivated = Signal(object)
    said = Signal(str)
    done = Signal(object)  # the title of a change that can be undone

    def __init__(self, book: Any, theme: Theme, bridge: Bridge, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("streamHead")
        self._parts = book, theme, bridge, tasks
        self._group: bytes | None = None
        self._mark = _Mark(theme, self)
        self.title = Elided(theme, "", "ink", theme.font(1.4, QFont.Weight.Bold), self)
        self.title.setObjectName("streamTitle")
        self.about = Elided(theme, "", "muted", None, self)
        self.about.setObjectName("streamAbout")
        self.asking = button(self.tr("Ask them …"), "chip", self.tr("Ask this group a question"), parent=self)
        self.asking.setObjectName("streamQuestions")
        self.asking.setCheckable(True)
        self.asking.toggled.connect(self._turn)
        self.questions: Any = None  # QuestionsPanel, once they are asked for
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.title)
        words.addWidget(self.about)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        row.addWidget(self.asking, 0, Qt.AlignmentFlag.AlignVCenter)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(10)
        self._column.addLayout(row)

    def show_stream(self, title: str, about: str, group: bytes | None) -> None:
        """The name and a line about it; ``group`` gives it the colour it has in the rail."""
        self.title.setText(title)
        self.about.setText(about)
        self.setAccessibleName(f"{title}. {about}")
        self._mark.group = group
        self._mark.update()
        self.asking.setVisible(group is not None)
        if group == self._group:
            return
        self._group = group
        self._count(0, 0)
        if group is None:
            self.asking.setChecked(False)
        elif self.questions is not None and self.asking.isChecked():
            self.questions.show_group(group)
        else:
            self._look()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.questions is not None and self.questions.isVisible():
            self.questions.fit()

    def _look(self) -> None:
        """How many questions there are, without loading what shows them."""
        book, _, _, tasks = self._parts
        group = self._group

        def counted(states: list[str]) -> None:
            if group == self._group and not self.asking.isChecked():
                self._count(len(states), sum(state != "closed" for state in states))

        tasks.latest("question count", lambda job: [one.state for one in book.questions.of(group)], counted)

    def _count(self, whole: int, waiting: int) -> None:
        if waiting:
            text = self.tr("Questions: {n} open").format(n=number(waiting))
        elif whole:
            text = self.tr("Questions ({n})").format(n=number(whole))
        else:
            text = self.tr("Ask them …")
        self.asking.setText(text)
        self.asking.setAccessibleName(text if whole else self.tr("Ask this group a question"))

    def _turn(self, shown: bool) -> None:
        if shown and self.questions is None:
            from ui.network.questions import QuestionsPanel

            self.questions = QuestionsPanel(*self._parts, self)
            self.questions.contactActivated.connect(self.contactActivated)
            self.questions.said.connect(self.said)
            self.questions.done.connect(self.done)
            self.questions.counted.connect(self._count)
            self._column.addWidget(self.questions)
        if self.questions is not None:
            self.questions.setVisible(shown)
            if shown and self._group is not None:
                self.questions.show_group(self._group)
                self.questions.line.setFocus()


class _Mark(QWidget):
    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.group: bytes | None = None
        self.setFixedSize(SIDE, SIDE)

    def sizeHint(self) -> QSize:
        return QSize(SIDE, SIDE)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        of_group = self.group is not None
        painter.setBrush(self._theme.avatar(self.group or b"") if of_group else self._theme.color("accent-soft"))
        painter.drawEllipse(QRectF(0, 0, SIDE, SIDE))
        white = "ink" if self._theme.dark else "surface"
        icon = self._theme.pixmap("users-round" if of_group else "history", white if of_group else "accent", 18,
                                  self.devicePixelRatioF())
        painter.drawPixmap(9, 9, icon)
