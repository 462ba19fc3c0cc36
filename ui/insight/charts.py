"""Charts: columns over months and bars beside words, painted by hand in the colours of the theme or on paper.

Every chart says the same in words (`Chart.rows`): a screen reader hears it, and the page shows it as text on demand.
The arrow keys and the mouse go from place to place, and the words of that place stand above the chart.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.theme import Theme
from ui.words import number

Ink = Callable[[str], QColor]
GAP, HEAD = 8.0, 20.0
TALL, BAR = 168, 26  # pixels of columns in all, and of one bar


@dataclass(frozen=True, slots=True)
class Series:
    """Numbers of one kind, one per place; ``down``: they hang below the line instead of standing on it."""

    name: str
    token: str
    values: tuple[int, ...]
    down: bool = False


class Chart(QWidget):
    """What columns and bars share. ``labels`` are the places, ``said`` what is true of each, in words."""

    def __init__(self, theme: Theme, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = title
        self.labels: tuple[str, ...] = ()
        self.series: tuple[Series, ...] = ()
        self.said: tuple[str, ...] = ()
        self._theme = theme
        self._current = -1
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def show_data(self, labels: Sequence[str], series: Sequence[Series], said: Sequence[str]) -> None:
        """Show these."""
        self.labels, self.series, self.said = tuple(labels), tuple(series), tuple(said)
        self._current = -1
        self.setAccessibleName(self.title)
        self.setAccessibleDescription("\n".join(self.rows()))
        self.updateGeometry()
        self.update()

    def rows(self) -> list[str]:
        """The chart in words."""
        return list(self.said)

    @property
    def empty(self) -> bool:
        """Whether there is nothing to be seen."""
        return not any(any(series.values) for series in self.series)

    def paint(self, painter: QPainter, area: QRectF, ink: Ink, font: QFont, live: bool = False) -> None:
        """Paint it into an area; ``live``: on the screen, where one place may be the current one."""
        raise NotImplementedError

    def place_at(self, point: QPointF) -> int:
        """The place under a point; -1 where there is none."""
        raise NotImplementedError

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # what is mirrored is mirrored here
        self.paint(painter, QRectF(self.rect()).adjusted(5, 2, -5, -2), self._theme.color, self.font(), True)
        if self.hasFocus():
            painter.setPen(QPen(self._theme.color("accent"), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        step = 1 if key in (Qt.Key.Key_Right, Qt.Key.Key_Down) else -1
        if key not in (Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Up) or not self.labels:
            super().keyPressEvent(event)
            return
        if key in (Qt.Key.Key_Left, Qt.Key.Key_Right) and self._mirrored:
            step = -step
        self._go(min(len(self.labels) - 1, max(0, self._current + step)))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._go(self.place_at(event.position()))

    def leaveEvent(self, event: QEvent) -> None:
        self._go(-1)

    def _go(self, place: int) -> None:
        if place != self._current:
            self._current = place
            self.update()

    @property
    def _mirrored(self) -> bool:
        return self.layoutDirection() == Qt.LayoutDirection.RightToLeft

    def _turned(self, rect: QRectF, row: QRectF) -> QRectF:
        """The place in the mirror where one reads from right to left."""
        if not self._mirrored:
            return rect
        return QRectF(row.left() + row.right() - rect.right(), rect.top(), rect.width(), rect.height())

    def _head(self, painter: QPainter, area: QRectF, ink: Ink, font: QFont, live: bool) -> QRectF:
        """The words of the current place, else what the colours mean; returns the room below."""
        metrics = QFontMetricsF(font, painter.device())
        high = metrics.height() + GAP / 2
        line = QRectF(area.left(), area.top(), area.width(), high)
        painter.setFont(font)
        if live and 0 <= self._current < len(self.said):
            painter.setPen(ink("ink"))
            text = metrics.elidedText(self.said[self._current], Qt.TextElideMode.ElideRight, line.width())
            side = Qt.AlignmentFlag.AlignRight if self._mirrored else Qt.AlignmentFlag.AlignLeft
            painter.drawText(line, side | Qt.AlignmentFlag.AlignVCenter, text)
        else:
            self._legend(painter, line, ink, metrics)
        return area.adjusted(0, high + GAP / 2, 0, 0)

    def _legend(self, painter: QPainter, line: QRectF, ink: Ink, metrics: QFontMetricsF) -> None:
        side, x = metrics.ascent() * 0.75, line.left()
        for series in self.series:
            if not series.name or not any(series.values):
                continue
            wide = metrics.horizontalAdvance(series.name)
            if x + side + GAP / 2 + wide > line.right():
                break
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(ink(series.token))
            dot = self._turned(QRectF(x, line.center().y() - side / 2, side, side), line)
            painter.drawRoundedRect(dot, side / 4, side / 4)
            painter.setPen(ink("muted"))
            painter.drawText(self._turned(QRectF(x + side + GAP / 2, line.top(), wide + 2, line.height()), line),
                             Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter, series.name)
            x += side + GAP / 2 + wide + 2 * GAP


class Columns(Chart):
    """One column per place, its numbers one on the other; what hangs down hangs below the line."""

    def sizeHint(self) -> QSize:
        return QSize(320, TALL)

    def place_at(self, point: QPointF) -> int:
        if not self.labels:
            return -1
        place = int((point.x() - self._left) / max(1.0, self._each))
        place = len(self.labels) - 1 - place if self._mirrored else place
        return place if 0 <= place < len(self.labels) and point.x() >= self._left else -1

    _left, _each = 0.0, 1.0  # where the columns begin on the screen, and how wide each is

    def paint(self, painter: QPainter, area: QRectF, ink: Ink, font: QFont, live: bool = False) -> None:
        small = QFont(font)
        small.setPointSizeF(max(5.0, font.pointSizeF() * 0.85)) if font.pointSizeF() > 0 else small.setPixelSize(
            max(8, round(font.pixelSize() * 0.85)))
        metrics = QFontMetricsF(small, painter.device())
        area = self._head(painter, area, ink, small, live)
        up = max((sum(series.values[place] for series in self.series if not series.down)
                  for place in range(len(self.labels))), default=0)
        down = max((sum(series.values[place] for series in self.series if series.down)
                    for place in range(len(self.labels))), default=0)
        gutter = max(metrics.horizontalAdvance(number(value)) for value in (up, down, 0)) + GAP
        plot = area.adjusted(0 if self._mirrored else gutter, metrics.height() / 2, -gutter if self._mirrored else 0,
                             -metrics.height() - GAP / 2)
        whole = max(1, up + down)
        zero = plot.top() + plot.height() * (up / whole if up or down else 1.0)
        unit = plot.height() / whole
        self._lines(painter, plot, ink, small, [(up, zero - up * unit), (0, zero), (down, zero + down * unit)], gutter)
        each = plot.width() / max(1, len(self.labels))
        if live:
            self._left, self._each = plot.left(), each
            self._mark(painter, plot, ink)
        for place in range(len(self.labels)):
            self._column(painter, plot, place, each, zero, unit, ink)
        self._months(painter, plot, each, area.bottom() - metrics.height(), ink, metrics)

    def _lines(self, painter: QPainter, plot: QRectF, ink: Ink, font: QFont, marks: list[tuple[int, float]],
               gutter: float) -> None:
        painter.setFont(font)
        for place, (value, y) in enumerate(marks):
            if value or place == 1:  # the line itself has its nought once
                painter.setPen(QPen(ink("control" if value == 0 else "line"), max(1.0, gutter / 30)))
                painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y))
                painter.setPen(ink("muted"))
                left = plot.right() + GAP / 2 if self._mirrored else plot.left() - gutter
                area = QRectF(left, y - gutter, gutter - GAP / 2, 2 * gutter)
                side = Qt.AlignmentFlag.AlignLeft if self._mirrored else Qt.AlignmentFlag.AlignRight
                painter.drawText(area, side | Qt.AlignmentFlag.AlignVCenter, number(value))

    def _mark(self, painter: QPainter, plot: QRectF, ink: Ink) -> None:
        if 0 <= self._current < len(self.labels):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(ink("line"))
            at = len(self.labels) - 1 - self._current if self._mirrored else self._current
            painter.drawRect(QRectF(plot.left() + at * self._each, plot.top(), self._each, plot.height()))

    def _column(self, painter: QPainter, plot: QRectF, place: int, each: float, zero: float, unit: float,
                ink: Ink) -> None:
        at = len(self.labels) - 1 - place if self._mirrored else place
        wide = min(each * 0.66, 40.0)
        x = plot.left() + at * each + (each - wide) / 2
        above, below = zero - 1, zero + 1  # the line parts what stands from what hangs
        painter.setPen(Qt.PenStyle.NoPen)
        for series in self.series:
            high = series.values[place] * unit
            if not high:
                continue
            painter.setBrush(ink(series.token))
            if series.down:
                painter.drawRect(QRectF(x, below, wide, high))
                below += high
            else:
                painter.drawRect(QRectF(x, above - high, wide, high))
                above -= high

    def _months(self, painter: QPainter, plot: QRectF, each: float, top: float, ink: Ink,
                metrics: QFontMetricsF) -> None:
        """The labels below, as many as there is room for; the last one always."""
        painter.setPen(ink("muted"))
        widest = max((metrics.horizontalAdvance(label) for label in self.labels), default=0.0) + GAP / 2
        every = max(1, -(-int(widest) // max(1, int(each))))
        for place, label in enumerate(self.labels):
            if (len(self.labels) - 1 - place) % every:
                continue
            at = len(self.labels) - 1 - place if self._mirrored else place
            wide = metrics.horizontalAdvance(label) + 2
            left = plot.left() + (at + 0.5) * each - wide / 2
            area = QRectF(max(plot.left(), min(left, plot.right() - wide)), top, wide, metrics.height())
            painter.drawText(area, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter, label)


class Bars(Chart):
    """One bar per place beside its word, its numbers one behind the other, the sum at its end."""

    def sizeHint(self) -> QSize:
        return QSize(320, round(HEAD + GAP + BAR * len(self.labels)))

    def place_at(self, point: QPointF) -> int:
        place = int((point.y() - self._top) // max(1.0, self._each))
        return place if 0 <= place < len(self.labels) and point.y() >= self._top else -1

    _top, _each = 0.0, float(BAR)

    def paint(self, painter: QPainter, area: QRectF, ink: Ink, font: QFont, live: bool = False) -> None:
        metrics = QFontMetricsF(font, painter.device())
        area = self._head(painter, area, ink, font, live)
        sums = [sum(series.values[place] for series in self.series) for place in range(len(self.labels))]
        words = min(area.width() * 0.4, max((metrics.horizontalAdvance(one) for one in self.labels), default=0.0) + GAP)
        counts = max((metrics.horizontalAdvance(number(one)) for one in sums), default=0.0) + GAP
        unit = max(1.0, area.width() - words - counts - GAP) / max(1, *sums, 1)
        each = area.height() / max(1, len(self.labels))
        if live:
            self._top, self._each = area.top(), each
        for place, label in enumerate(self.labels):
            row = QRectF(area.left(), area.top() + place * each, area.width(), each)
            if live and place == self._current:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(ink("hover"))
                painter.drawRoundedRect(row, 4, 4)
            self._put(painter, row, 0, words - GAP / 2, ink("ink"),
                      metrics.elidedText(label, Qt.TextElideMode.ElideRight, words - GAP / 2))
            x, thick = words, min(each * 0.56, metrics.height())
            painter.setPen(Qt.PenStyle.NoPen)
            for series in self.series:
                wide = series.values[place] * unit
                painter.setBrush(ink(series.token))
                if wide:
                    bar = QRectF(row.left() + x, row.center().y() - thick / 2, wide, thick)
                    painter.drawRect(self._turned(bar, row))
                x += wide
            self._put(painter, row, x + GAP / 2, counts, ink("muted"), number(sums[place]))

    def _put(self, painter: QPainter, row: QRectF, x: float, wide: float, color: QColor, text: str) -> None:
        painter.setPen(color)
        side = Qt.AlignmentFlag.AlignRight if self._mirrored else Qt.AlignmentFlag.AlignLeft
        painter.drawText(self._turned(QRectF(row.left() + x, row.top(), wide, row.height()), row),
                         side | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, text)
