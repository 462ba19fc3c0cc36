"""One part of the health of a relationship as a row: its name, a bar of its points, and the reason in words.

Enter, Space or a click leads to the entries it follows from, where there are any; up and down walk the rows. The
columns stand under each other where they have room, else the bar stands below. Screen readers have all of it.
"""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QTextLayout
from PySide6.QtWidgets import QStyle, QWidget

from notebook import Trace
from ui.icons import ratio_of
from ui.insight.leading import Leading, Told
from ui.insight.ring import token_of
from ui.theme import Theme
from ui.timeline.layout import few_lines
from ui.widgets import set_tip
from ui.words import directed, number, words

PAD_X, PAD_Y, GAP, BAR, ICON = 10, 8, 14, 6, 14
LEAST = 120  # pixels of a bar beside the name of the part
MOST = 4  # lines of a reason


class HealthPart(Leading):
    """The line of one `Part`."""

    def __init__(self, theme: Theme, part: Any, traces: tuple[Trace, ...], parent: QWidget | None = None) -> None:
        super().__init__(theme, Told(words(part.reason.text), "balance", False, traces), parent)
        self.setObjectName("healthPart")
        self.part = part
        self._title = words(part.title)
        self._points, self._most = int(part.points), int(part.most)
        self._sum = self.tr("{points} of {most}").format(points=number(self._points), most=number(self._most))
        self.column = 0  # how wide the names of all parts are
        self.setAccessibleName(f"{self._title}: {self._sum}. {self.told.text}")
        if traces:
            self.setCursor(Qt.CursorShape.PointingHandCursor)
            many = self.tr("Leads to what it follows from") if len(traces) > 1 else words(traces[0].said)
            self.setAccessibleDescription(many)
            set_tip(self, many)

    def text(self) -> str:
        """All of it."""
        return self.accessibleName()

    def name_width(self) -> int:
        """How wide the name of the part is."""
        return QFontMetrics(self._strong()).horizontalAdvance(self._title)

    def height_for(self, width: int) -> int:
        """The height that it takes at a width."""
        _, high = self._reason(width)
        head = self.fontMetrics().height()
        bar = 0 if self._beside(width) else self._theme.px(BAR) + 6
        return round(2 * PAD_Y + head + bar + 3 + high)

    def sizeHint(self) -> QSize:
        return QSize(320, self.height_for(320))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        color, wide = self._theme.color, self.width()
        self.paint_ground(painter)
        head = self.fontMetrics().height()
        line = QRect(PAD_X, PAD_Y, wide - 2 * PAD_X, head)
        painter.setPen(color("ink"))
        painter.setFont(self._strong())
        painter.drawText(self._placed(line), _START, directed(self._title))
        painter.setFont(self.font())
        painter.setPen(color("muted"))
        painter.drawText(self._placed(line), _END, directed(self._sum))
        thick = self._theme.px(BAR)
        if self._beside(wide):
            left = PAD_X + self.column + GAP
            bar = QRect(left, PAD_Y + (head - thick) // 2, wide - left - PAD_X - self._sums() - GAP, thick)
            y = PAD_Y + head + 3
        else:
            bar = QRect(PAD_X, PAD_Y + head + 3, wide - 2 * PAD_X, thick)
            y = bar.bottom() + 6
        self._paint_bar(painter, bar)
        laid, _ = self._reason(wide)
        painter.setPen(color("muted"))
        laid.draw(painter, self._placed(QRect(PAD_X, y, self._room(wide), 1)).topLeft().toPointF())
        if self.told.traces:
            side = self._theme.px(ICON)
            arrow = "arrow-left" if self.isRightToLeft() else "arrow-right"
            picture = self._theme.pixmap(arrow, "accent", side, ratio_of(painter))
            place = QRect(wide - PAD_X - side, y + (head - side) // 2, side, side)
            painter.drawPixmap(self._placed(place).topLeft(), picture)

    def _paint_bar(self, painter: QPainter, bar: QRect) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.color("line"))
        round_ = bar.height() / 2
        painter.drawRoundedRect(QRectF(self._placed(bar)), round_, round_)
        if self._points:
            reach = max(bar.height(), bar.width() * self._points // self._most)
            filled = QRect(bar.left(), bar.top(), reach, bar.height())
            painter.setBrush(self._theme.color(token_of(100 * self._points // self._most)))
            painter.drawRoundedRect(QRectF(self._placed(filled)), round_, round_)

    # -- measures

    def _strong(self) -> QFont:
        font = QFont(self.font())
        font.setWeight(QFont.Weight.DemiBold)
        return font

    def _sums(self) -> int:
        """How wide the column of the points is: that of the widest."""
        widest = self.tr("{points} of {most}").format(points=number(20), most=number(20))
        return self.fontMetrics().horizontalAdvance(widest)

    def _beside(self, width: int) -> bool:
        return width - 2 * PAD_X - self.column - self._sums() - 2 * GAP >= self._theme.px(LEAST)

    def _room(self, width: int) -> int:
        return max(80, width - 2 * PAD_X - self._theme.px(ICON) - GAP)

    def _reason(self, width: int) -> tuple[QTextLayout, float]:
        absolute = Qt.AlignmentFlag.AlignAbsolute
        side = Qt.AlignmentFlag.AlignRight if self.isRightToLeft() else Qt.AlignmentFlag.AlignLeft
        return few_lines(self.told.text, self.font(), self._room(width), MOST, side | absolute)

    def _placed(self, rect: QRect) -> QRect:
        return QStyle.visualRect(self.layoutDirection(), self.rect(), rect)


_LINE = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine | Qt.TextFlag.TextDontClip
_START, _END = Qt.AlignmentFlag.AlignLeading | _LINE, Qt.AlignmentFlag.AlignTrailing | _LINE
