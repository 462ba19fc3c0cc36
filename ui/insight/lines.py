"""A line of the brief as the card paints it: an icon, the words before the colon strong, two rows at most.

What does not fit ends in an ellipsis; the tooltip and screen readers have all of it. Plain text, always.
"""

from __future__ import annotations

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import (
    QFont,
    QFontMetrics,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.icons import ratio_of
from ui.theme import Theme
from ui.widgets import set_tip

ICON, GAP, ROWS = 16, 8, 2
LEAD = 48  # how far in the colon may stand that ends the strong words

ICONS = {
    "promise-ours": "check", "promise-theirs": "arrow-down-left", "next": "list-checks", "last": "message-square",
    "learned": "notebook-pen", "news": "bell", "want": "shopping-bag", "date": "calendar", "family": "users",
    "balance": "handshake", "know": "info", "avoid": "info", "permission": "mail",
}


class BriefLine(QWidget):
    """One line."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("briefLine")
        self._theme = theme
        self._text, self._icon, self._late = "", "info", False
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def text(self) -> str:
        """All of it."""
        return self._text

    def show_line(self, text: str, kind: str, late: bool = False) -> None:
        """Say this. ``late``: in the colour that means overdue."""
        self._text = " ".join(text.split())
        self._icon, self._late = ICONS.get(kind, "info"), late
        self.setAccessibleName(self._text)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(240, self.height_for(240))

    def height_for(self, width: int) -> int:
        """The height that the text takes at a width."""
        rows = min(ROWS, max(1, self._laid(width).lineCount()))
        return rows * self._row() + 2

    def resizeEvent(self, event: QResizeEvent) -> None:
        set_tip(self, self._text if self._laid(self.width()).lineCount() > ROWS else "")

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._text:
            return
        painter = QPainter(self)
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        token = "warning" if self._late else "accent"
        pixmap = self._theme.pixmap(self._icon, token, ICON, ratio_of(painter))
        painter.drawPixmap(self.width() - ICON if rtl else 0, (self._row() - ICON) // 2 + 1, pixmap)
        left = 0 if rtl else ICON + GAP
        painter.setPen(self._theme.color("warning" if self._late else "ink"))
        laid = self._laid(self.width())
        for number in range(min(ROWS, laid.lineCount())):
            line = laid.lineAt(number)
            if number == ROWS - 1 and laid.lineCount() > ROWS:
                rest = QFontMetrics(self.font()).elidedText(self._text[line.textStart():], Qt.TextElideMode.ElideRight,
                                                            self._room(self.width()))
                painter.drawText(left, number * self._row() + 1, self._room(self.width()), self._row(),
                                 (Qt.AlignmentFlag.AlignRight if rtl else Qt.AlignmentFlag.AlignLeft)
                                 | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, rest)
            else:
                line.draw(painter, QPointF(left, 1))

    def _row(self) -> int:
        return self.fontMetrics().height() + 1

    def _room(self, width: int) -> int:
        return max(24, width - ICON - GAP)

    def _laid(self, width: int) -> QTextLayout:
        laid = QTextLayout(self._text, self.font())
        option = QTextOption(Qt.AlignmentFlag.AlignRight if self.layoutDirection() == Qt.LayoutDirection.RightToLeft
                             else Qt.AlignmentFlag.AlignLeft)
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        laid.setTextOption(option)
        lead = self._text.find(": ")
        if 0 < lead <= LEAD:
            strong = QTextCharFormat()
            strong.setFontWeight(QFont.Weight.DemiBold)
            span = QTextLayout.FormatRange()
            span.start, span.length, span.format = 0, lead + 1, strong
            laid.setFormats([span])
        laid.beginLayout()
        for number in range(ROWS + 1):
            line = laid.createLine()
            if not line.isValid():
                break
            line.setLineWidth(self._room(width))
            line.setPosition(QPointF(0, number * self._row()))
        laid.endLayout()
        return laid
