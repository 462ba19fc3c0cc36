"""How each of us keeps promises: a line per colleague with a bar, painted; a screen reader gets the same in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from notebook import Measure, kept_said
from ui.theme import Theme
from ui.widgets import set_tip
from ui.words import put, words

MOST = 4  # colleagues shown; the others are in the tooltip
NAME, BAR, GAP = 0.26, 96.0, 12.0  # share of the width for the name; pixels


@dataclass(frozen=True, slots=True)
class Kept:
    """One line: who, and how they keep their promises."""

    name: str
    measure: Measure


class KeptLines(QWidget):
    """Shows some of us; hidden where nobody promised anything yet."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("keptLines")
        self._theme = theme
        self._lines: list[Kept] = []
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)
        self.hide()

    def show_lines(self, lines: Sequence[Kept]) -> None:
        """These, in this order."""
        self._lines = [line for line in lines if line.measure.settled or line.measure.open]
        told = [f"{' '.join(line.name.split())}: {words(kept_said(line.measure))}" for line in self._lines]
        self.setAccessibleName(put(self.tr("How we keep our promises. {lines}"), lines=". ".join(told)))
        set_tip(self, "\n".join(told[:30]))
        self.setVisible(bool(self._lines))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(300, min(MOST, len(self._lines)) * self._high())

    def minimumSizeHint(self) -> QSize:
        return QSize(60, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        width, high, theme = float(self.width()), float(self._high()), self._theme
        bold, plain = theme.font(1.0, QFont.Weight.DemiBold), theme.font(0.92)
        room = min(180.0, width * NAME)
        bar = BAR if width >= 420 else 0.0

        def placed(rect: QRectF) -> QRectF:
            return QRectF(width - rect.right(), rect.top(), rect.width(), rect.height()) if rtl else rect

        for row, line in enumerate(self._lines[:MOST]):
            top = row * high
            self._write(painter, placed(QRectF(0, top, room, high)), line.name, bold, "ink")
            left = room + GAP
            if bar:
                rate = line.measure.rate
                ground = QRectF(left, top + high / 2 - 3, bar, 6)
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(theme.color("line"))
                painter.drawRoundedRect(placed(ground), 3, 3)
                if rate:
                    painter.setBrush(theme.color("good" if rate >= 0.5 else "gold"))
                    painter.drawRoundedRect(placed(QRectF(left, ground.top(), max(6.0, bar * rate), 6)), 3, 3)
                left += bar + GAP
            said = words(kept_said(line.measure))
            self._write(painter, placed(QRectF(left, top, width - left, high)), said, plain, "muted")

    def _write(self, painter: QPainter, rect: QRectF, text: str, font: QFont, token: str) -> None:
        painter.setFont(font)
        painter.setPen(self._theme.color(token))
        cut = QFontMetricsF(font).elidedText(" ".join(text.split()), Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(rect, Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter
                         | Qt.TextFlag.TextSingleLine, cut)

    def _high(self) -> int:
        return self.fontMetrics().height() + 8
