"""The health of a relationship as a small ring, never without its reasons: on hover in short, in full on a click."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QWidget

from notebook import Health
from ui.theme import Theme
from ui.widgets import ask, set_tip
from ui.words import words

SIDE, BROAD = 44, 5
GOOD, FAIR = 60, 35  # from which score the ring is green, and gold; below it is grey, never the colour of overdue


class HealthRing(QAbstractButton):
    """Shows one `Health`; hidden without one."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("healthRing")
        self._theme = theme
        self.health: Health | None = None
        self.setFixedSize(self.sizeHint())
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.clicked.connect(self.explain)
        self.hide()

    def show_health(self, health: Health | None) -> None:
        """Show this; None hides the ring."""
        self.health = health
        self.setVisible(health is not None)
        if health is not None:
            self.setAccessibleName(words(health.said))
            set_tip(self, words(health.said))
            self.update()

    def reasons(self) -> list[str]:
        """Each part of the sum with its reason."""
        parts = self.health.parts if self.health is not None else ()
        form = self.tr("{title}: {points} of {most} ({reason})")
        return [form.format(title=words(part.title), points=part.points, most=part.most, reason=words(part.reason.text))
                for part in parts]

    def explain(self) -> None:
        """Say how the number comes about."""
        if self.health is not None:
            ask(self.window(), self.tr("Health"), words(self.health.said),
                [(self.tr("How is this reckoned?"), self._reckoned), (self.tr("Close"), None)],
                "\n".join(self.reasons()))

    def _reckoned(self) -> None:
        from ui.help import open_help

        open_help(self.window(), self._theme, "formulas", "Stage and health")

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(SIDE), self._theme.px(SIDE))

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.health is None:
            return
        score = self.health.score
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        broad = self._theme.px(BROAD)
        inset = broad / 2 + 2
        box = QRectF(self.rect()).adjusted(inset, inset, -inset, -inset)
        painter.setPen(QPen(self._theme.color("line"), broad))
        painter.drawEllipse(box)
        token = "good" if score >= GOOD else "gold" if score >= FAIR else "control"
        painter.setPen(QPen(self._theme.color(token), broad, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
        painter.drawArc(box, 90 * 16, -round(score / 100 * 360 * 16))
        painter.setPen(self._theme.color("ink"))
        painter.setFont(self._theme.font(0.95, QFont.Weight.Bold))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, str(score))
        if self.hasFocus():
            painter.setPen(self._theme.color("accent"))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5))
