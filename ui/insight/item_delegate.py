"""Paints the rows of Today and of the promises: a box to tick, an icon, whom it is about, what and why.

The warning colour is for what is overdue and for nothing else. Where a row is narrow, the reason has a line of its
own. Everything is plain text on one line each, cut where the room ends.
"""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ui.icons import ratio_of
from ui.insight.items import Heading, Item, Line
from ui.rows import RowRole
from ui.theme import Theme
from ui.timeline.layout import Fonts, mirrored, paint_tick
from ui.words import number

PAD, BOX, DISC, GAP = 14.0, 15.0, 28.0, 11.0
ABOVE = 9.0  # pixels above and below the words
NARROW = 520  # below, the reason has a line of its own
TEXT_LEFT = PAD + BOX + GAP + DISC + GAP

Index = QModelIndex | QPersistentModelIndex


class ItemDelegate(QStyledItemDelegate):
    """``focused``: the list has the keyboard."""

    def __init__(self, theme: Theme, font: QFont, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.focused = False
        self.rtl = False
        self.set_font(font)

    def set_font(self, font: QFont) -> None:
        """Another font: everything is measured anew."""
        self._fonts = Fonts.of(font)

    @property
    def estimate(self) -> int:
        """The height of a row that is not on screen yet."""
        return self._height(NARROW)

    def height_of(self, line: Line, width: int, first: bool) -> int:
        """The height of a row."""
        if isinstance(line, Heading):
            return round(self._fonts.small_metrics.height() + (14 if first else 24))
        return self._height(width)

    def box_of(self, width: int) -> QRectF:
        """Where the box of a row can be hit, relative to it."""
        area = QRectF(0, 0, PAD + BOX + GAP / 2, self._height(width))
        return mirrored(area, width) if self.rtl else area

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(option.rect.width(), self.estimate)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line = index.data(RowRole)
        if line is None:
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(option.rect)
        if isinstance(line, Heading):
            self._paint_heading(painter, area, line)
        else:
            selected = bool(option.state & QStyle.StateFlag.State_Selected)
            current = self.focused and bool(option.state & QStyle.StateFlag.State_HasFocus)
            under = bool(option.state & QStyle.StateFlag.State_MouseOver)
            self._paint_ground(painter, area, selected, current, under)
            self._paint_item(painter, area, line)
        painter.restore()

    def _paint_heading(self, painter: QPainter, area: QRectF, line: Heading) -> None:
        high = self._fonts.small_metrics.height() + 8
        row = QRectF(area.left() + PAD, area.bottom() - high, area.width() - 2 * PAD, high - 2)
        font = QFont(self._fonts.small)
        font.setWeight(QFont.Weight.DemiBold)
        font.setLetterSpacing(QFont.SpacingType.PercentageSpacing, 106)
        painter.setFont(font)
        painter.setPen(self._theme.color("muted"))
        painter.drawText(row, _START, line.title.upper())
        painter.drawText(row, _END, number(line.count))
        self._hairline(painter, area)

    def _paint_ground(self, painter: QPainter, area: QRectF, selected: bool, current: bool, under: bool) -> None:
        if selected or under:
            painter.fillRect(area, self._theme.color("selected" if selected else "hover"))
        self._hairline(painter, area)
        if current:
            edge = QRectF(area.left(), area.top(), 3, area.height())
            painter.fillRect(self._placed(edge, area), self._theme.color("accent"))

    def _paint_item(self, painter: QPainter, area: QRectF, item: Item) -> None:
        color, fonts = self._theme.color, self._fonts
        narrow = area.width() < NARROW
        if item.state is not None:
            box = QRectF(area.left() + PAD, area.top() + ABOVE + 2, BOX, BOX)
            token = "warning" if item.late else "good" if item.state == "kept" else "control"
            paint_tick(painter, self._placed(box, area), color(token), item.state)
        disc = self._placed(QRectF(area.left() + PAD + BOX + GAP, area.top() + ABOVE + 2, DISC, DISC), area)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color("warning-soft" if item.late else "accent-soft"))
        painter.drawEllipse(disc)
        icon = self._theme.pixmap(item.icon, "warning" if item.late else "accent", 15, ratio_of(painter))
        painter.drawPixmap(disc.center() - _half(15), icon)
        room = QRectF(area.left() + TEXT_LEFT, area.top() + ABOVE, area.width() - TEXT_LEFT - PAD,
                      fonts.bold_metrics.height())
        side = self._write(painter, room, area, item.side, fonts.small, fonts.small_metrics, "muted", end=True)
        first = room.adjusted(0, 0, -(side + 10 if side else 0), 0)
        self._write(painter, first, area, item.who or item.text, fonts.bold, fonts.bold_metrics, "ink")
        below = QRectF(room.left(), room.bottom() + 2, room.width(), fonts.plain_metrics.height())
        why = "warning" if item.late else "muted"
        if item.who:
            used = self._write(painter, below, area, item.text, fonts.plain, fonts.plain_metrics, "ink")
            if not narrow and item.why:
                rest = below.adjusted(used + 14, 0, 0, 0)
                if rest.width() > 40:
                    self._write(painter, rest, area, item.why, fonts.plain, fonts.plain_metrics, why)
        elif not narrow:
            self._write(painter, below, area, item.why, fonts.plain, fonts.plain_metrics, why)
        if narrow:
            last = QRectF(below.left(), below.bottom() + 2, below.width(), fonts.small_metrics.height())
            self._write(painter, last, area, item.why, fonts.small, fonts.small_metrics, why)

    def _write(self, painter: QPainter, room: QRectF, area: QRectF, text: str, font: QFont, metrics: QFontMetricsF,
               token: str, end: bool = False) -> float:
        """One line, cut to its room; returns how wide it is."""
        if not text:
            return 0.0
        cut = metrics.elidedText(" ".join(text.split()), Qt.TextElideMode.ElideRight, room.width())
        painter.setFont(font)
        painter.setPen(self._theme.color(token))
        painter.drawText(self._placed(room, area), _END if end else _START, cut)
        return metrics.horizontalAdvance(cut)

    def _hairline(self, painter: QPainter, area: QRectF) -> None:
        painter.fillRect(QRectF(area.left(), area.bottom() - 1, area.width(), 1), self._theme.color("line"))

    def _placed(self, rect: QRectF, area: QRectF) -> QRectF:
        """A rectangle from the left; mirrored where the language runs the other way."""
        if not self.rtl:
            return rect
        return QRectF(area.left() + area.right() - rect.right(), rect.top(), rect.width(), rect.height())

    def _height(self, width: int) -> int:
        fonts = self._fonts
        words = fonts.bold_metrics.height() + 2 + fonts.plain_metrics.height()
        if width < NARROW:
            words += 2 + fonts.small_metrics.height()
        return round(max(words, DISC + 4) + 2 * ABOVE)


def _half(side: int) -> QPointF:
    return QPointF(side / 2, side / 2)


_START = Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
_END = Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
