"""Paints the rows of Today and of the promises: a box to tick, an icon, whom it is about, what and why.

The warning colour is for what is overdue and for nothing else. The reason stands beside what is to be done where both
have room on one line, else below it in up to three lines; a longer one is cut (the tooltip, the panel below the list
and a screen reader have all of it). Everything is plain text.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QTextLayout
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ui.icons import ratio_of
from ui.insight.items import Heading, Item, Line
from ui.rows import RowRole
from ui.theme import Theme
from ui.timeline.layout import Fonts, few_lines, mirrored, paint_tick
from ui.words import directed, number

PAD, GAP = 14.0, 11.0
BOX, DISC, ICON = 15, 28, 15  # beside letters of usual size
ABOVE = 9.0  # pixels above and below the words
NARROW = 520  # below, the reason is in small letters
BETWEEN = 14.0  # what is to be done, and why, on one line
MOST_TEXT, MOST_WHY = 3, 3  # lines
KEPT = 512  # rows whose words stay laid out

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Shape:
    """The words below the first line of a row, laid out at one width: where each stands, relative to the first."""

    words: tuple[tuple[QTextLayout, QPointF, bool], ...]  # the last: why
    height: int  # of the row


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
        self._box, self._disc, self._icon = (float(self._theme.px(side)) for side in (BOX, DISC, ICON))
        self._disc_left = PAD + self._box + GAP
        self._text_left = self._disc_left + self._disc + GAP
        self._shapes: OrderedDict[tuple[str, str, str, int, bool], Shape] = OrderedDict()

    @property
    def estimate(self) -> int:
        """The height of a row that is not on screen yet."""
        return self._height(self._fonts.plain_metrics.height())

    def height_of(self, line: Line, width: int, first: bool) -> int:
        """The height of a row."""
        if isinstance(line, Heading):
            return round(self._fonts.small_metrics.height() + (14 if first else 24))
        return self._shape(line, width).height

    def box_of(self, width: int, height: int) -> QRectF:
        """Where the box of a row of this size can be hit, relative to it."""
        area = QRectF(0, 0, PAD + self._box + GAP / 2, height)
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
        painter.drawText(row, _START, directed(line.title.upper()))
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
        color, fonts, top = self._theme.color, self._fonts, area.top() + ABOVE + 2
        if item.state is not None:
            box = QRectF(area.left() + PAD, top, self._box, self._box)
            token = "warning" if item.late else "good" if item.state == "kept" else "control"
            paint_tick(painter, self._placed(box, area), color(token), item.state)
        disc = self._placed(QRectF(area.left() + self._disc_left, top, self._disc, self._disc), area)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color("warning-soft" if item.late else "accent-soft"))
        painter.drawEllipse(disc)
        side = round(self._icon)
        icon = self._theme.pixmap(item.icon, "warning" if item.late else "accent", side, ratio_of(painter))
        painter.drawPixmap(disc.center() - QPointF(side / 2, side / 2), icon)
        left = self._text_left
        room = QRectF(area.left() + left, area.top() + ABOVE, area.width() - left - PAD, fonts.bold_metrics.height())
        end = self._write(painter, room, area, item.side, fonts.small, fonts.small_metrics, "muted", end=True)
        first = room.adjusted(0, 0, -(end + 10 if end else 0), 0)
        self._write(painter, first, area, item.who or item.text, fonts.bold, fonts.bold_metrics, "ink")
        origin = QPointF(area.left(), room.bottom() + 2)
        for layout, place, reason in self._shape(item, round(area.width())).words:
            painter.setPen(color("ink" if not reason else "warning" if item.late else "muted"))
            layout.draw(painter, origin + place)

    def _shape(self, item: Item, width: int) -> Shape:
        text, why = (item.text, item.why) if item.who else ("", item.why)
        key = (item.who, text, why, width, self.rtl)
        found = self._shapes.pop(key, None) or self._lay_out(text, why, width)
        self._shapes[key] = found
        if len(self._shapes) > KEPT:
            self._shapes.popitem(last=False)
        return found

    def _lay_out(self, text: str, why: str, width: int) -> Shape:
        fonts = self._fonts
        room = max(40.0, width - self._text_left - PAD)
        left = PAD if self.rtl else self._text_left
        align = _RIGHT if self.rtl else _LEFT
        one = fonts.plain_metrics
        taken = one.horizontalAdvance(" ".join(text.split())) + BETWEEN if text else 0.0
        if taken + one.horizontalAdvance(" ".join(why.split())) <= room:
            first, high = few_lines(text or why, fonts.plain, room, 1, align)
            if not (text and why):
                return Shape(((first, QPointF(left, 0), not text),), self._height(high))
            beside, _ = few_lines(why, fonts.plain, room - taken, 1, align)
            other = QPointF(left if self.rtl else left + taken, 0)
            return Shape(((first, QPointF(left, 0), False), (beside, other, True)), self._height(high))
        words, y = [], 0.0
        for part, font, most, reason in ((text, fonts.plain, MOST_TEXT, False),
                                         (why, fonts.small if width < NARROW else fonts.plain, MOST_WHY, True)):
            if part:
                layout, high = few_lines(part, font, room, most, align)
                words.append((layout, QPointF(left, y), reason))
                y += high + 2
        return Shape(tuple(words), self._height(y - 2))

    def _write(self, painter: QPainter, room: QRectF, area: QRectF, text: str, font: QFont, metrics: QFontMetricsF,
               token: str, end: bool = False) -> float:
        """One line, cut to its room; returns how wide it is."""
        if not text:
            return 0.0
        cut = metrics.elidedText(directed(" ".join(text.split())), Qt.TextElideMode.ElideRight, room.width())
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

    def _height(self, below: float) -> int:
        """Of a row with so much below its first line."""
        return round(max(self._fonts.bold_metrics.height() + 2 + below, self._disc + 4) + 2 * ABOVE)


_START = Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
_END = Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute
