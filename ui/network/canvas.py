"""The picture as a widget: the keyboard goes from figure to figure, Enter or a click walks on to one of them.

It is as large as its picture needs; whoever holds it scrolls. A screen reader is told the figure the keyboard is on.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.network.drawing import Drawing, fonts_of
from ui.network.layout import Layout, towards
from ui.network.scene import Figure, Scene, place
from ui.theme import Theme
from ui.widgets import set_tip

STEPS = {Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1)}


class Room(QWidget):
    """Where a picture stands: it asks for no size of its own, and says when it has another."""

    resized = Signal()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.resized.emit()


class Canvas(QWidget):
    """Shows a `Scene`."""

    walked = Signal(object)  # a contact: make it the middle
    opened = Signal(object)  # a contact of whom more is wanted
    cardWanted = Signal(object)  # the contact in the middle
    back = Signal()
    moved = Signal(object)  # QRect that should be seen

    def __init__(self, theme: Theme, parent: QWidget | None = None, ground: str = "background") -> None:
        super().__init__(parent)
        self.setObjectName("networkPicture")
        self._theme, self._ground = theme, ground
        self.scene: Scene | None = None
        self.layout_: Layout | None = None
        self.marked = 0
        self._under: int | None = None
        self._room = QSize(400, 300)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def show_scene(self, scene: Scene | None) -> None:
        """Show this; the keyboard stays on whom it was on, or goes to the middle."""
        before = self.figure
        other = scene is None or self.scene is None or scene.contact != self.scene.contact
        self.scene, self._under, self.marked = scene, None, 0
        if scene is not None and before is not None and not other:
            same = [index for index, one in enumerate(scene.figures)
                    if one.id == before.id and bool(one.more) == bool(before.more)]
            self.marked = same[0] if same else 0
        self._lay_out()
        self._tell()

    def fit(self, room: QSize) -> None:
        """There is so much room."""
        if room != self._room:
            self._room = room
            self._lay_out()

    @property
    def figure(self) -> Figure | None:
        """Whom the keyboard is on."""
        if self.scene is None or self.marked >= len(self.scene.figures):
            return None
        return self.scene.figures[self.marked]

    def sizeHint(self) -> QSize:
        return self._room if self.layout_ is None else QSize(round(self.layout_.width), round(self.layout_.height))

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.scene is None or self.layout_ is None:
            return
        painter = QPainter(self)
        Drawing(self.scene, self.layout_, self._theme, fonts_of(self._theme), self._ground).paint(
            painter, self.marked, self._under, self.hasFocus())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if self.scene is None or self.layout_ is None:
            super().keyPressEvent(event)
        elif key in STEPS and event.modifiers() in (Qt.KeyboardModifier.NoModifier,
                                                    Qt.KeyboardModifier.KeypadModifier):
            self._mark(towards(self.layout_.places, self.marked, *STEPS[key]))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._go(self.marked)
        elif key == Qt.Key.Key_Backspace:
            self.back.emit()
        elif key == Qt.Key.Key_Home:
            self._mark(0)
        else:
            super().keyPressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        under = self._at(event.position())
        if under != self._under:
            self._under = under
            figure = self.scene.figures[under] if self.scene is not None and under is not None else None
            set_tip(self, figure.sentence if figure is not None else "")
            self.setCursor(Qt.CursorShape.ArrowCursor if figure is None else Qt.CursorShape.PointingHandCursor)
            self.update()

    def leaveEvent(self, event: QEvent) -> None:
        self._under = None
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        at = self._at(event.position())
        if event.button() == Qt.MouseButton.LeftButton and at is not None:
            self._mark(at)
            self._go(at)
        elif event.button() == Qt.MouseButton.BackButton:
            self.back.emit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._tell()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and self.scene is not None:
            self._lay_out()

    def point(self, index: int) -> QPointF:
        """The middle of a figure."""
        assert self.layout_ is not None
        found = self.layout_.places[index]
        return QPointF(found.x, found.y)

    # -- inside

    def _lay_out(self) -> None:
        self.layout_ = None
        if self.scene is not None:
            self.layout_ = place(self.scene, fonts_of(self._theme), self._room.width(), self._room.height())
        self.setFixedSize(self.sizeHint())
        self.update()

    def _at(self, where: QPointF) -> int | None:
        """The figure whose node or label is there."""
        if self.scene is None or self.layout_ is None:
            return None
        fonts = fonts_of(self._theme)
        for index, (figure, spot) in enumerate(zip(self.scene.figures, self.layout_.places, strict=True)):
            radius = fonts.radius(figure) + 2
            if (where.x() - spot.x) ** 2 + (where.y() - spot.y) ** 2 <= radius**2:
                return index
            if (spot.left - 3 <= where.x() <= spot.left + spot.width + 3
                    and spot.top <= where.y() <= spot.top + spot.height):
                return index
        return None

    def _mark(self, index: int) -> None:
        self.marked = index
        self._tell()
        self.update()
        if self.layout_ is not None:
            spot = self.layout_.places[index]
            around = self._theme.px(30)
            left, right = min(spot.left, spot.x - around), max(spot.left + spot.width, spot.x + around)
            self.moved.emit((round(left), round(spot.y) - around, round(right - left), 2 * around))

    def _go(self, index: int) -> None:
        if self.scene is None:
            return
        figure = self.scene.figures[index]
        if figure.more:
            self.opened.emit(figure.id)
        elif index == 0:
            self.cardWanted.emit(figure.id)
        else:
            self.walked.emit(figure.id)

    def _tell(self) -> None:
        figure = self.figure
        if self.scene is None or figure is None:
            self.setAccessibleName("")
            return
        self.setAccessibleName(self.scene.title)
        self.setAccessibleDescription(figure.sentence)
        if QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.DescriptionChanged))
