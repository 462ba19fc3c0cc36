"""The head of a timeline that is not one contact's: that of a group, or of everything."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ui.theme import Theme
from ui.widgets import Elided

SIDE = 36


class StreamHead(QFrame):
    """What the timeline below is about, in two lines."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("streamHead")
        self._mark = _Mark(theme, self)
        self.title = Elided(theme, "", "ink", theme.font(1.4, QFont.Weight.Bold), self)
        self.title.setObjectName("streamTitle")
        self.about = Elided(theme, "", "muted", None, self)
        self.about.setObjectName("streamAbout")
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.title)
        words.addWidget(self.about)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)

    def show_stream(self, title: str, about: str, group: bytes | None) -> None:
        """The name and a line about it; ``group`` gives it the colour it has in the rail."""
        self.title.setText(title)
        self.about.setText(about)
        self.setAccessibleName(f"{title}. {about}")
        self._mark.group = group
        self._mark.update()


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
