"""A line that leads to where it is from, as a button that paints itself; and a walk through such lines with the arrows.

The ground is that of every list: a hairline of the accent where the keyboard is, a shade under the pointer where a
click leads somewhere. Enter or a click leads, up and down go on. A walk is one tab stop.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QEvent, QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QEnterEvent, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QSizePolicy, QWidget

from notebook import Trace
from ui.theme import Theme

ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
ARROWS = (Qt.Key.Key_Up, Qt.Key.Key_Down)
BELOW = 24  # pixels from the left, where a menu about the line opens


@dataclass(frozen=True, slots=True)
class Told:
    """A line with where it is from; the first trace is the row itself. ``whose``: which colleague promised.

    ``lead``: how many letters say what it tells, and stand strong.
    """

    text: str
    kind: str
    late: bool = False
    traces: tuple[Trace, ...] = ()
    whose: str = ""
    lead: int = 0


class Leading(QAbstractButton):
    """Says what was told. ``jumped``: to where it is from; ``moved``: up or down."""

    jumped = Signal(object)  # Told
    moved = Signal(int)

    def __init__(self, theme: Theme, told: Told, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self.told = theme, told
        self._over = False
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.clicked.connect(self._jump)

    def paint_ground(self, painter: QPainter) -> None:
        """What is under the words: whether the keyboard or the pointer is on it."""
        color = self._theme.color
        painter.setBrush(color("hover") if self._over and self.told.traces else Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(color("accent"), 1.5) if self.hasFocus() else Qt.PenStyle.NoPen)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.75, 0.75, -0.75, -0.75), 6, 6)

    def below(self) -> QPoint:
        """Where a menu about it opens."""
        return self.mapToGlobal(QPoint(BELOW, self.height()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in ARROWS:
            self.moved.emit(1 if key == Qt.Key.Key_Down else -1)
        elif key in ENTER:
            if not event.isAutoRepeat():  # a key that is held down leads once, and presses nothing behind it
                self._jump()
        elif event.isAutoRepeat():
            event.ignore()
        else:
            super().keyPressEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        self._over = True
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        self._over = False
        self.update()

    def _jump(self) -> None:
        if self.told.traces:
            self.jumped.emit(self.told)


class Walk:
    """Lines that are one tab stop, from which the arrows go on; a mixin of a widget that shows them.

    The widget calls `seek_lines` once, and `take` with each line.
    """

    lines: list[Any]

    def seek_lines(self) -> None:
        """No line is there yet."""
        self.lines = []
        self._group = QButtonGroup(self)  # type: ignore[arg-type]  # one of them at a time has the keyboard

    def take(self, line: Leading, place: int | None = None) -> None:
        """Another line, before the one that has this place; else behind those that are there."""
        line.setFocusPolicy(Qt.FocusPolicy.ClickFocus if self.lines else Qt.FocusPolicy.StrongFocus)
        line.moved.connect(lambda by: self._move(line, by))
        self._group.addButton(line)
        self.lines.insert(len(self.lines) if place is None else place, line)

    def reached(self, line: Leading) -> None:
        """The arrows went on to this line."""

    def _move(self, line: Leading, by: int) -> None:
        place = self.lines.index(line) + by
        if 0 <= place < len(self.lines) and not self.lines[place].isHidden():
            self.lines[place].setFocus(Qt.FocusReason.TabFocusReason)
            self.reached(self.lines[place])
