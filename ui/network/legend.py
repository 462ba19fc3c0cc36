"""What the lines and shapes of a picture mean: only what there is in it."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from ui.network.drawing import sign
from ui.network.scene import Scene
from ui.theme import Theme
from ui.widgets import Flow, clear

SWATCH = 26


def _tr(text: str) -> str:
    return QCoreApplication.translate("Network", text)


class Key(QWidget):
    """A line or a shape and its meaning."""

    def __init__(self, theme: Theme, kind: str, text: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme, self._kind, self._text = theme, kind, text
        self.setFont(theme.font(0.87))
        self.setAccessibleName(text)

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(self.font())
        return QSize(SWATCH + 6 + metrics.horizontalAdvance(self._text) + 10, metrics.height() + 4)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._swatch(painter, self.height() / 2)
        painter.setPen(self._theme.color("muted"))
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(self.rect().adjusted(SWATCH + 6, 0, 0, 0), left | Qt.TextFlag.TextSingleLine, self._text)

    def _swatch(self, painter: QPainter, y: float) -> None:
        theme, middle = self._theme, QPointF(SWATCH / 2, y)
        line = (QPointF(1, y), QPointF(SWATCH - 1, y))
        if self._kind == "family":
            for token, wide in (("accent", 3.7), ("background", 1.1)):
                painter.setPen(QPen(theme.color(token), wide))
                painter.drawLine(*line)
        elif self._kind in ("work", "met", "other"):
            pen = QPen(theme.color("control"), 1.4)
            if self._kind != "other":
                pen.setDashPattern([4, 2.6] if self._kind == "work" else [1, 2.2])
            painter.setPen(pen)
            painter.drawLine(*line)
        elif self._kind == "strong":
            for place, wide in enumerate((1.3, 2.2, 3.4)):
                painter.setPen(QPen(theme.color("control"), wide))
                painter.drawLine(QPointF(place * 9 + 1, y), QPointF(place * 9 + 7, y))
        elif self._kind == "organisation":
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("control"))
            painter.drawRoundedRect(QRectF(middle.x() - 6, y - 6, 12, 12), 3, 3)
        elif self._kind == "health":
            painter.setPen(QPen(theme.color("line"), 2))
            painter.drawEllipse(middle, 6, 6)
            painter.setPen(QPen(theme.color("good"), 2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
            painter.drawArc(QRectF(middle.x() - 6, y - 6, 12, 12), 90 * 16, -250 * 16)
        else:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("ink"))
            sign(painter, self._kind, middle)


class Legend(QWidget):
    """The keys of one scene."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("networkLegend")
        self._theme = theme
        self._flow = Flow(self, 2)
        self._kinds: list[str] = []
        theme.changed.connect(self.update)

    def show_scene(self, scene: Scene | None) -> None:
        """What is in this picture."""
        kinds = _kinds(scene) if scene is not None else []
        if kinds == self._kinds:
            return
        self._kinds = kinds
        clear(self._flow)
        said = {"family": _tr("family"), "work": _tr("work"), "met": _tr("introduced to us"), "other": _tr("relation"),
                "strong": _tr("the wider, the stronger"), "organisation": _tr("organisation"), "health": _tr("health"),
                "decision maker": _tr("decides"), "advocate": _tr("speaks for us"), "gatekeeper": _tr("keeps the gate")}
        for kind in kinds:
            made = Key(self._theme, kind, said[kind], self)
            self._flow.addWidget(made)
            made.show()
        self.updateGeometry()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._flow.heightForWidth(width)


def _kinds(scene: Scene) -> list[str]:
    lines = {line.kind for line in scene.lines}
    found = [kind for kind in ("family", "work", "met", "other") if kind in lines]
    if any((line.strength or 1) > 1 for line in scene.lines):
        found.append("strong")
    if any(figure.organisation for figure in scene.figures):
        found.append("organisation")
    if any(figure.score is not None for figure in scene.figures):
        found.append("health")
    signs = {figure.function for figure in scene.figures}
    return found + [kind for kind in ("decision maker", "advocate", "gatekeeper") if kind in signs]
