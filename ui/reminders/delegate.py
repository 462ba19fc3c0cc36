"""Paints the agenda: section headings with counts, cards with a tick box, words and reason.

The warning colour is for what is overdue and for nothing else. ``leaving`` are cards that slide away.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPen, QTextLayout
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from notebook import Due
from ui.icons import ratio_of
from ui.pages import ELSEWHERE
from ui.reminders.model import AgendaRows, Heading, Key, Line, More, key_of
from ui.rows import RowRole
from ui.theme import Theme
from ui.timeline.layout import Fonts, few_lines, paint_tick
from ui.words import number, words

PAD_X, PAD_Y, GAP, RADIUS = 11.0, 9.0, 8.0, 10.0
BOX, BESIDE = 15.0, 9.0  # the box to tick, and between it and the words
MOST_WHY = 3  # lines: about whom, whose, how late, and until when it was put off
KEPT = 512

Index = QModelIndex | QPersistentModelIndex


@dataclass(slots=True)
class Card:
    """The words of one card, laid out at one width."""

    due: Due
    width: int
    text: QTextLayout
    reason: QTextLayout
    reason_top: float
    height: int


class AgendaDelegate(QStyledItemDelegate):
    """``hovered`` is the row under the mouse, ``focused`` whether the list has the keyboard."""

    def __init__(self, theme: Theme, rows: AgendaRows, font: QFont, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme, self._rows = theme, rows
        self._cards: OrderedDict[Key, Card] = OrderedDict()
        self.leaving: dict[Key, float] = {}
        self.focused = False
        self.rtl = False
        self.set_font(font)

    def set_font(self, font: QFont) -> None:
        """Another font: everything is laid out anew."""
        self._fonts = Fonts.of(font)
        self._box = float(self._theme.px(BOX))
        self._text_left = PAD_X + self._box + BESIDE
        self._cards.clear()

    @property
    def estimate(self) -> int:
        """The height of a card with a line of words and a line of reason."""
        return round(self._fonts.bold_metrics.height() + self._fonts.small_metrics.height() + 2 * PAD_Y + GAP + 2)

    def height_of(self, line: Line, width: int, first: bool) -> int:
        """The height of a row."""
        if isinstance(line, Heading):
            return round(self._fonts.small_metrics.height() + (10 if first else 18))
        if isinstance(line, More):
            return round(self._fonts.plain_metrics.height() + 16)
        return self._card(line, width).height

    def box_of(self, width: int) -> QRectF:
        """Where the tick box of a card can be hit, relative to its row."""
        wide = self._text_left
        return QRectF(width - wide if self.rtl else 0, 0, wide, 2 * PAD_Y + self._box + 4)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line = index.data(RowRole)
        if line is None:
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(option.rect)
        selected = bool(option.state & QStyle.StateFlag.State_Selected) and self.focused
        if isinstance(line, Heading):
            self._paint_heading(painter, area, line)
        elif isinstance(line, More):
            self._paint_more(painter, area, line, selected)
        else:
            gone = self.leaving.get(key_of(line), 0.0)
            if gone:
                painter.setOpacity(1.0 - gone)
                painter.translate(gone * area.width() * (-0.5 if self.rtl else 0.5), 0)
            hover = bool(option.state & QStyle.StateFlag.State_MouseOver)
            self._paint_card(painter, area, line, selected, hover, bool(gone))
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        line = index.data(RowRole)
        width = option.rect.width()
        return QSize(width, self.estimate if line is None else self.height_of(line, width, index.row() == 0))

    def _paint_heading(self, painter: QPainter, area: QRectF, line: Heading) -> None:
        color = self._theme.color
        high = self._fonts.small_metrics.height() + 8
        row = QRectF(area.left() + 1, area.bottom() - high, area.width() - 3, high - 4)
        font = QFont(self._fonts.small)
        font.setWeight(QFont.Weight.DemiBold)
        font.setLetterSpacing(QFont.SpacingType.PercentageSpacing, 106)
        painter.setFont(font)
        painter.setPen(color("muted"))
        painter.drawText(row, _LEFT, self._rows.section_name(line.section).upper())
        painter.drawText(row, _RIGHT, number(line.count))

    def _paint_more(self, painter: QPainter, area: QRectF, line: More, selected: bool) -> None:
        color = self._theme.color
        if selected:
            painter.setPen(QPen(color("accent"), 1.5))
            painter.drawRoundedRect(area.adjusted(1, 1, -1, -5), 6, 6)
        painter.setFont(self._fonts.plain)
        painter.setPen(color("accent"))
        text = self.tr("Show {n} more").format(n=number(line.count))
        painter.drawText(area.adjusted(PAD_X, 0, 0, -6), _LEFT, text)

    def _paint_card(
        self, painter: QPainter, area: QRectF, due: Due, selected: bool, hover: bool, ticked: bool,
    ) -> None:
        color = self._theme.color
        card = self._card(due, round(area.width()))
        frame = QRectF(area.left() + 0.5, area.top() + 0.5, area.width() - 2, area.height() - GAP)
        edge = color("accent") if selected else color("warning") if due.overdue else color("line")
        painter.setPen(QPen(edge, 2.0 if selected else 1.0))
        painter.setBrush(color("warning-soft") if due.overdue else color("hover") if hover else color("surface"))
        painter.drawRoundedRect(frame, RADIUS, RADIUS)
        side = self._box
        left = area.right() - 1 - PAD_X - side if self.rtl else area.left() + PAD_X
        box = QRectF(left, area.top() + PAD_Y + 1.5, side, side)
        token = "warning" if due.overdue else "good" if ticked else "control"
        if due.kind in ELSEWHERE:  # no tick ends it: it leads to where it is done
            arrow = "arrow-left" if self.rtl else "arrow-right"
            painter.drawPixmap(box.topLeft(), self._theme.pixmap(arrow, token, round(side), ratio_of(painter)))
        else:
            paint_tick(painter, box, color(token), "kept" if ticked else "open")
        origin = QPointF(area.left() + (PAD_X if self.rtl else self._text_left), area.top() + PAD_Y)
        painter.setPen(color("ink"))
        card.text.draw(painter, origin)
        painter.setPen(color("warning") if due.overdue else color("muted"))
        card.reason.draw(painter, origin + QPointF(0, card.reason_top))

    def _card(self, due: Due, width: int) -> Card:
        key = key_of(due)
        known = self._cards.get(key)
        if known is not None and known.due is due and known.width == width:
            self._cards.move_to_end(key)
            return known
        room = max(40.0, width - self._text_left - PAD_X)
        text, high = few_lines(words(due.text), self._fonts.bold, room)
        reason, more = few_lines(words(due.why), self._fonts.small, room, MOST_WHY)
        card = Card(due, width, text, reason, high + 2, round(high + 2 + more + 2 * PAD_Y + GAP))
        self._cards[key] = card
        if len(self._cards) > KEPT:
            self._cards.popitem(last=False)
        return card


_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
