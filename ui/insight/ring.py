"""The health of a relationship as a ring, never without its reasons: on hover in short, in full on a click."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QWidget

from notebook import Health
from ui.theme import Theme
from ui.widgets import set_tip
from ui.words import number, words

SIDE, BROAD = 44, 5
BIG, THICK = 104, 11  # of the page that explains it
GOOD, FAIR = 60, 35  # from which score the ring is green, and gold; below it is grey, never the colour of overdue


def token_of(score: int) -> str:
    """The colour of so many of a hundred."""
    return "good" if score >= GOOD else "gold" if score >= FAIR else "control"


class HealthRing(QAbstractButton):
    """Shows one `Health`; hidden without one. A click wants to know how it comes about."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("healthRing")
        self._theme = theme
        self.health: Health | None = None
        self.setFixedSize(self.sizeHint())
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.hide()

    def show_health(self, health: Health | None) -> None:
        """Show this; None hides the ring."""
        self.health = health
        self.setVisible(health is not None)
        if health is not None:
            self.setAccessibleName(words(health.said))
            set_tip(self, words(health.said))
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(SIDE), self._theme.px(SIDE))

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.health is None:
            return
        painter = QPainter(self)
        _paint(painter, QRectF(self.rect()), self.health.score, self._theme, BROAD, 0.95)
        if self.hasFocus():
            painter.setPen(self._theme.color("accent"))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5))


class BigRing(QWidget):
    """The same large, to look at."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("healthBigRing")
        self._theme = theme
        self.health: Health | None = None
        self.setFixedSize(theme.px(BIG), theme.px(BIG))

    def show_health(self, health: Health) -> None:
        """Show this."""
        self.health = health
        self.setAccessibleName(self.tr("Health {score} of 100").format(score=number(health.score)))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.health is not None:
            _paint(QPainter(self), QRectF(self.rect()), self.health.score, self._theme, THICK, 2.0)


def _paint(painter: QPainter, area: QRectF, score: int, theme: Theme, broad: int, letters: float) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    thick = theme.px(broad)
    inset = thick / 2 + 2
    box = area.adjusted(inset, inset, -inset, -inset)
    painter.setPen(QPen(theme.color("line"), thick))
    painter.drawEllipse(box)
    painter.setPen(QPen(theme.color(token_of(score)), thick, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
    painter.drawArc(box, 90 * 16, -round(score / 100 * 360 * 16))
    painter.setPen(theme.color("ink"))
    painter.setFont(theme.font(letters, QFont.Weight.Bold))
    painter.drawText(area, Qt.AlignmentFlag.AlignCenter, number(score))
