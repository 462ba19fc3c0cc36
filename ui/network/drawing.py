"""Paints a picture of a network, on the screen or on paper.

Nothing is told by colour alone: organisations are square, families double lines, work dashed, introductions dotted,
the strength of a tie is the width of its line, health the length of a ring, a say in buying a sign at the node.
"""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontInfo, QFontMetricsF, QPainter, QPainterPath, QPen, QPolygonF

from ui.insight.ring import FAIR, GOOD
from ui.network.layout import Layout, Place
from ui.network.scene import Figure, Fonts, Line, Scene
from ui.theme import TOKENS, Theme

WIDTHS = {None: 1.3, 1: 1.3, 2: 2.2, 3: 3.4}


class Look(Protocol):
    """Colours and fonts of what is painted on: `Theme`, or `Paper`."""

    dark: bool

    def color(self, token: str) -> QColor:
        """The colour of a token."""

    def avatar(self, key: bytes) -> QColor:
        """The fill behind somebody's initials."""

    def font(self, scale: float = 1.0, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
        """The font, scaled and weighted."""


class Paper:
    """Light colours on white, whatever the window wears."""

    dark = False

    def __init__(self, theme: Theme) -> None:
        self.avatar, self.font = theme.avatar, theme.font

    def color(self, token: str) -> QColor:
        """The colour of a token in the light scheme."""
        return QColor("#ffffff" if token == "background" else TOKENS[token][0])


def fonts_of(look: Look) -> Fonts:
    """The fonts in which names are set."""
    made = []
    for scale, weight in ((1.15, QFont.Weight.Bold), (1.0, QFont.Weight.DemiBold), (0.95, QFont.Weight.Normal),
                          (0.87, QFont.Weight.Normal)):
        font = look.font(scale, weight)
        font.setPixelSize(max(8, QFontInfo(font).pixelSize()))
        made.append(font)
    return Fonts(*made)


class Drawing:
    """One picture in its places; ``ground``: the token of what it is painted on."""

    def __init__(self, scene: Scene, layout: Layout, look: Look, fonts: Fonts, ground: str = "background") -> None:
        self.scene, self.layout, self._look, self._fonts, self._ground = scene, layout, look, fonts, ground

    def paint(self, painter: QPainter, marked: int | None = None, under: int | None = None,
              focus: bool = False) -> None:
        """Everything; ``marked`` is where the keyboard is, ``under`` what is under the pointer."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        lit = {under, marked if focus else None} - {None, 0}
        for line in self.scene.lines:
            if not line.tree:
                self._aside(painter, line, bool({line.a, line.b} & lit))
        for line in self.scene.lines:
            if line.tree:
                self._tie(painter, line)
        for index, figure in enumerate(self.scene.figures):
            if figure.more:
                self._pen(painter, "other", None, QColor(self._look.color("control")))
                painter.drawPath(self._branch(figure.near or 0, index))
        for index, figure in enumerate(self.scene.figures):
            self._figure(painter, figure, self.layout.places[index], index == under, focus and index == marked)

    # Lines

    def _tie(self, painter: QPainter, line: Line) -> None:
        figures = self.scene.figures
        near, far = (line.a, line.b) if figures[line.b].near == line.a else (line.b, line.a)
        path = self._branch(near, far)
        color = QColor(self._look.color("control"))
        wide = WIDTHS.get(line.strength, 1.3)
        if line.kind == "family":
            painter.setPen(QPen(self._look.color("accent"), wide + 2.4))
            painter.drawPath(path)
            painter.setPen(QPen(self._look.color(self._ground), max(1.0, wide - 0.2)))
            painter.drawPath(path)
            return
        self._pen(painter, line.kind, line.strength, color)
        painter.drawPath(path)

    def _pen(self, painter: QPainter, kind: str, strength: int | None, color: QColor) -> None:
        pen = QPen(color, WIDTHS.get(strength, 1.3))
        if kind in ("work", "met"):
            pen.setDashPattern([4, 2.6] if kind == "work" else [1, 2.2])
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)

    def _branch(self, near: int, far: int) -> QPainterPath:
        """From the end of one figure's label (or the edge of the middle) to the node of the other."""
        places, figures = self.layout.places, self.scene.figures
        a, b = places[near], places[far]
        if figures[near].step == 0:
            start = QPointF(a.x + b.side * self._radius(figures[near]), a.y)
        else:
            start = QPointF(a.left + a.width + 4 if b.side > 0 else a.left - 4, a.y)
        end = QPointF(b.x - b.side * (self._radius(figures[far]) + 2), b.y)
        bend = abs(end.x() - start.x()) * 0.55
        path = QPainterPath(start)
        path.cubicTo(start + QPointF(b.side * bend, 0), end - QPointF(b.side * bend, 0), end)
        return path

    def _aside(self, painter: QPainter, line: Line, lit: bool) -> None:
        """A tie between two that hang on others: faint, until one of them is looked at."""
        a, b = self.layout.places[line.a], self.layout.places[line.b]
        color = QColor(self._look.color("accent" if lit else "control"))
        color.setAlphaF(1.0 if lit else 0.32)
        pen = QPen(color, 1.6 if lit else 1.0)
        if line.kind in ("work", "met"):
            pen.setDashPattern([4, 2.6] if line.kind == "work" else [1, 2.2])
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        path = QPainterPath(QPointF(a.x, a.y))
        if a.side == b.side and a.side:
            out = min(46.0, 14 + abs(a.y - b.y) * 0.12) * a.side
            path.cubicTo(QPointF(a.x - out, a.y), QPointF(b.x - out, b.y), QPointF(b.x, b.y))
        else:
            middle = (a.x + b.x) / 2
            path.cubicTo(QPointF(middle, a.y), QPointF(middle, b.y), QPointF(b.x, b.y))
        painter.drawPath(path)

    # Figures

    def _radius(self, figure: Figure) -> float:
        return self._fonts.radius(figure)

    def _figure(self, painter: QPainter, figure: Figure, place: Place, under: bool, marked: bool) -> None:
        look, radius = self._look, self._radius(figure)
        label = QRectF(place.left, place.top, place.width, place.height)
        if under or marked:
            painter.setPen(QPen(look.color("accent"), 1.4) if marked else Qt.PenStyle.NoPen)
            painter.setBrush(look.color("selected" if marked else "hover"))
            painter.drawRoundedRect(label.adjusted(-4, -1, 4, 1), 6, 6)
        else:
            veil = QColor(look.color(self._ground))
            veil.setAlphaF(0.82)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(veil)
            painter.drawRoundedRect(label.adjusted(-2, 0, 2, 0), 4, 4)
        box = QRectF(place.x - radius, place.y - radius, 2 * radius, 2 * radius)
        self._node(painter, figure, box, marked)
        self._words(painter, figure, place, label)

    def _node(self, painter: QPainter, figure: Figure, box: QRectF, marked: bool) -> None:
        look = self._look
        if figure.more:
            painter.setPen(QPen(look.color("accent"), 1.2, Qt.PenStyle.DashLine))
            painter.setBrush(look.color(self._ground))
            painter.drawEllipse(box.adjusted(1, 1, -1, -1))
            painter.setPen(QPen(look.color("accent"), 1.6))
            middle = box.center()
            for x, y in ((3.4, 0.0), (0.0, 3.4)):
                painter.drawLine(middle - QPointF(x, y), middle + QPointF(x, y))
        else:
            ring = 0.0 if figure.step == 2 or figure.score is None else 3.0
            inner = box.adjusted(ring, ring, -ring, -ring)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.avatar(figure.id))
            if figure.organisation:
                painter.drawRoundedRect(inner, inner.width() * 0.22, inner.width() * 0.22)
            else:
                painter.drawEllipse(inner)
            if figure.step < 2:
                font = QFont(self._fonts.name)
                font.setPixelSize(max(7, round(inner.width() * 0.4)))
                painter.setFont(font)
                painter.setPen(QColor("#ffffff"))
                painter.drawText(inner, Qt.AlignmentFlag.AlignCenter, figure.initials)
            if ring:
                self._health(painter, figure, box)
            if figure.function:
                self._sign(painter, figure.function, box)
        if marked:
            painter.setPen(QPen(look.color("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            if figure.organisation:
                painter.drawRoundedRect(box.adjusted(-3, -3, 3, 3), 8, 8)
            else:
                painter.drawEllipse(box.adjusted(-3, -3, 3, 3))

    def _health(self, painter: QPainter, figure: Figure, box: QRectF) -> None:
        """A ring as long as the relationship is well."""
        score = figure.score or 0
        token = "good" if score >= GOOD else "gold" if score >= FAIR else "control"
        around = box.adjusted(1, 1, -1, -1)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(self._look.color("line"), 2))
        painter.drawEllipse(around)
        painter.setPen(QPen(self._look.color(token), 2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
        painter.drawArc(around, 90 * 16, -round(score / 100 * 360 * 16))

    def _sign(self, painter: QPainter, function: str, box: QRectF) -> None:
        """Their say in buying: a diamond decides, a triangle speaks for us, a bar keeps the gate."""
        at = QPointF(box.right() - box.width() * 0.1, box.bottom() - box.height() * 0.1)
        painter.setPen(QPen(self._look.color(self._ground), 1.5))
        painter.setBrush(self._look.color("ink"))
        sign(painter, function, at)

    def _words(self, painter: QPainter, figure: Figure, place: Place, label: QRectF) -> None:
        look, fonts = self._look, self._fonts
        across = {-1: Qt.AlignmentFlag.AlignRight, 0: Qt.AlignmentFlag.AlignHCenter, 1: Qt.AlignmentFlag.AlignLeft}
        flags = across[place.side] | Qt.AlignmentFlag.AlignAbsolute | Qt.TextFlag.TextSingleLine
        font = fonts.of(figure)
        metrics = QFontMetricsF(font)
        lines = fonts.lines(figure, label.height())
        room = label.width()
        if figure.step == 2 and not figure.more:
            wide = min(max(map(metrics.horizontalAdvance, lines)) + 2, room)
            rest, room = room - wide - 6, wide
            if figure.said and rest > 24:
                left = label.left() if place.side < 0 else label.right() - rest
                said = QRectF(left, label.top(), rest, label.height())
                self._line(painter, said, flags | Qt.AlignmentFlag.AlignVCenter, figure.said, fonts.small, "muted")
        elif figure.step == 1 and figure.said and not figure.more:
            self._line(painter, label, flags | Qt.AlignmentFlag.AlignBottom, figure.said, fonts.small, "muted")
        token = "accent" if figure.more else "ink"
        for number, text in enumerate(lines):
            left = label.right() - room if place.side < 0 else label.left()
            box = QRectF(left, label.top() + number * metrics.height(), room, metrics.height())
            self._line(painter, box, flags | Qt.AlignmentFlag.AlignVCenter, text, font, token)
        painter.setPen(look.color("ink"))

    def _line(self, painter: QPainter, box: QRectF, flags: Qt.AlignmentFlag, text: str, font: QFont,
              token: str) -> None:
        painter.setFont(font)
        painter.setPen(self._look.color(token))
        shown = QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, box.width() + 0.5)
        painter.drawText(box, flags, shown)


def sign(painter: QPainter, function: str, at: QPointF) -> None:
    """The sign of a say in buying, around a point."""
    shapes = {
        "decision maker": [(0, -5.5), (5.5, 0), (0, 5.5), (-5.5, 0)],
        "advocate": [(0, -5), (5, 4), (-5, 4)],
        "gatekeeper": [(-5.5, -2.6), (5.5, -2.6), (5.5, 2.6), (-5.5, 2.6)],
    }
    points = shapes.get(function)
    if points:
        painter.drawPolygon(QPolygonF([at + QPointF(x, y) for x, y in points]))
