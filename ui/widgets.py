"""Small pieces every pane is made of: labels that never guess rich text, chips, buttons, avatars, the toast.

Makers set the role the style sheet knows, the plain text format and the accessible name, so that none of
the three is forgotten.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFont, QIcon, QKeyEvent, QKeySequence, QPainter, QPainterPath, QPaintEvent, QPixmap
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QLayoutItem,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QWidget,
)

from ui.rows import plain_tip
from ui.shortcuts import keys, shown
from ui.theme import Theme, grown
from ui.words import directed, in_menu, plain

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMessageBox


class Label(QLabel):
    """Text as it stands: what runs the other way than the window is not turned at its ends (1 put away, 44 d)."""

    def setText(self, text: str) -> None:
        super().setText(directed(text))

    def text(self) -> str:
        """The text, without what is only there to show it."""
        return plain(super().text())


def label(text: str = "", role: str | None = None, font: QFont | None = None, wrap: bool = False,
          parent: QWidget | None = None) -> QLabel:
    """A label that shows text as it stands."""
    made = Label(parent)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(wrap)
    if wrap:  # where its lines begin is the window's affair, whichever way its words run
        rtl = made.layoutDirection() == Qt.LayoutDirection.RightToLeft
        edge = Qt.AlignmentFlag.AlignRight if rtl else Qt.AlignmentFlag.AlignLeft
        made.setAlignment(edge | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter)
    if role:
        made.setProperty("role", role)
    if font is not None:
        made.setFont(font)
    made.setText(text)
    return made


def set_tip(widget: QWidget, text: str) -> None:
    """A tooltip in plain text."""
    widget.setToolTip(plain_tip(text))


class Button(QPushButton):
    """Enter presses it when the keyboard is on it; Qt's own would press the default button of the dialog."""

    def setText(self, text: str) -> None:
        super().setText(directed(text))

    def text(self) -> str:
        """The text, without what is only there to show it."""
        return plain(super().text())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat():
            self.click()
        else:
            super().keyPressEvent(event)


def button(text: str, role: str | None = None, name: str | None = None, icon: QIcon | None = None,
           on: Callable[[], object] | None = None, parent: QWidget | None = None) -> QPushButton:
    """A push button; ``text`` is shown as it stands, ``name`` is its accessible name (default: the text)."""
    made = Button(parent)
    made.setText(in_menu(text))
    made.setAccessibleName(name or text)
    made.setAutoDefault(False)
    if role:
        made.setProperty("role", role)
    if icon is not None:
        made.setIcon(icon)
        side = grown(16, made.fontMetrics())
        made.setIconSize(QSize(side, side))
    if on is not None:
        made.clicked.connect(lambda: on())
    return made


def tool(icon: QIcon, name: str, on: Callable[[], object] | None = None, size: int = 16,
         parent: QWidget | None = None) -> QToolButton:
    """A button that is an icon; ``name`` is its tooltip and its accessible name."""
    made = QToolButton(parent)
    made.setProperty("role", "icon")
    made.setIcon(icon)
    side = grown(size, made.fontMetrics())
    made.setIconSize(QSize(side, side))
    made.setAccessibleName(name)
    made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    set_tip(made, name)
    if on is not None:
        made.clicked.connect(lambda: on())
    return made


def hairline(parent: QWidget | None = None) -> QFrame:
    """A line of one pixel across."""
    made = QFrame(parent)
    made.setProperty("role", "line")
    made.setFixedHeight(1)
    return made


class Elided(QWidget):
    """One line of text that ends in an ellipsis where the room ends; the tooltip has all of it."""

    def __init__(self, theme: Theme, text: str = "", token: str = "ink", font: QFont | None = None,
                 parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._token, self._text = theme, token, ""
        if font is not None:
            self.setFont(font)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setText(text)

    def text(self) -> str:
        """The whole text, without the marks that are for showing only."""
        return plain(self._text)

    def setText(self, text: str) -> None:
        """Show this text."""
        self._text = " ".join(text.split())
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        return QSize(metrics.horizontalAdvance(self._text) + 2, metrics.height() + 2)

    def minimumSizeHint(self) -> QSize:
        return QSize(24, self.fontMetrics().height() + 2)

    def resizeEvent(self, event: QEvent) -> None:
        cut = self.fontMetrics().horizontalAdvance(self._text) > self.width()
        set_tip(self, self._text if cut else "")

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(self._theme.color(self._token))
        painter.setFont(self.font())
        text = self.fontMetrics().elidedText(directed(self._text), Qt.TextElideMode.ElideRight, self.width())
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter
                         | Qt.TextFlag.TextSingleLine, text)


class Flow(QLayout):
    """Widgets one after the other, wrapped into lines; for chips."""

    def __init__(self, parent: QWidget | None = None, gap: int = 6) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._gap = gap
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._place(QRect(0, 0, width, 0), test=True)

    def whole_rows(self, width: int, room: int) -> int:
        """The height of as many rows as stand whole in this room; of one at least."""
        rows = self._rows(width)
        return max((row for row in rows if row <= room), default=rows[0] if rows else 0)

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._place(rect, test=False)

    def sizeHint(self) -> QSize:
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        size = QSize(0, 0)
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        return size

    def _rows(self, width: int) -> list[int]:
        """Where each row ends."""
        ends: list[int] = []
        self._place(QRect(0, 0, width, 0), True, ends)
        return ends

    def _place(self, rect: QRect, test: bool, ends: list[int] | None = None) -> int:
        x, y, tallest = rect.x(), rect.y(), 0
        parent = self.parentWidget()
        rtl = parent is not None and parent.layoutDirection() == Qt.LayoutDirection.RightToLeft
        for item in self._items:
            widget = item.widget()
            if widget is not None and widget.isHidden():
                continue
            hint = item.sizeHint()
            width = min(hint.width(), rect.width()) if rect.width() else hint.width()
            if x > rect.x() and x + width > rect.right() + 1:
                if ends is not None:
                    ends.append(y + tallest)
                x, y, tallest = rect.x(), y + tallest + self._gap, 0
            if not test:
                left = rect.left() + rect.right() + 1 - x - width if rtl else x
                item.setGeometry(QRect(QPoint(left, y), QSize(width, hint.height())))
            x += width + self._gap
            tallest = max(tallest, hint.height())
        if ends is not None:
            ends.append(y + tallest)
        return y + tallest - rect.y()


def clear(layout: QLayout) -> None:
    """Take everything out of a layout and let it go."""
    while layout.count():
        item = layout.takeAt(0)
        if item is None:
            return
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.setParent(None)
            widget.deleteLater()
        elif item.layout() is not None:
            clear(item.layout())


def paint_avatar(painter: QPainter, rect: QRect, initials: str, fill: QColor, font: QFont,
                 photo: QPixmap | None = None) -> None:
    """A round photo, or white initials on a fill."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if photo is not None and not photo.isNull():
        painter.save()
        clip = QPainterPath()
        clip.addEllipse(QRectF(rect))
        painter.setClipPath(clip)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        side = min(photo.width(), photo.height())
        source = QRect((photo.width() - side) // 2, (photo.height() - side) // 2, side, side)
        painter.drawPixmap(rect, photo, source)
        painter.restore()
        return
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(fill)
    painter.drawEllipse(rect)
    painter.setPen(QColor("#ffffff"))
    painter.setFont(font)
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextSingleLine, initials)


class Toast(QFrame):
    """A short word with one way on, for example *Undo*; goes away by itself.

    It lies over a part of its parent (``room`` says which) where there is nothing to press. A long text is cut, the
    tooltip has all of it.
    """

    acted = Signal()

    def __init__(self, theme: Theme, parent: QWidget, room: Callable[[], QRect]) -> None:
        super().__init__(parent)
        self.setProperty("role", "toast")
        self.setObjectName("toast")
        self._theme, self._room = theme, room
        self.text = Elided(theme, "", "background", parent=self)
        self._act = button("", parent=self)
        self._act.clicked.connect(self._acted)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 2, 3, 2)
        row.setSpacing(12)
        row.addWidget(self.text, 1)
        row.addWidget(self._act)
        self._leave = QTimer(self)
        self._leave.setSingleShot(True)
        self._leave.timeout.connect(self.hide)
        self._on: Callable[[], object] | None = None
        parent.installEventFilter(self)
        self.hide()

    def say(self, text: str, act: str | None = None, on: Callable[[], object] | None = None,
            seconds: float = 8, key: str = "") -> None:
        """Show a word, with a button when there is something to do about it, and the key that presses it."""
        self.text.setText(text)
        self.setAccessibleName(self.text.text())
        self._act.setVisible(act is not None)
        if act is not None:
            self._act.setText(in_menu(act))
            self._act.setAccessibleName(act)
            self._act.setShortcut(keys(key) if key else QKeySequence())  # setText takes it away
            set_tip(self._act, f"{act} ({shown(key)})" if key else "")
        self.layout().setContentsMargins(14, 2, 3 if act is not None else 14, 2)
        self._on = on
        self._place()
        self.show()
        self.raise_()
        motion = self._theme.motion(self)
        if motion:
            from PySide6.QtCore import QPropertyAnimation

            end = self.pos()
            slide = QPropertyAnimation(self, b"pos", self)
            slide.setDuration(motion)
            slide.setStartValue(end + QPoint(0, 16))
            slide.setEndValue(end)
            slide.start(QPropertyAnimation.DeletionPolicy.DeleteWhenStopped)
        self._leave.start(round(seconds * 1000))

    def eventFilter(self, watched: QWidget, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest) and self.isVisible():
            self._place()
        return False

    def _place(self) -> None:
        self.ensurePolished()
        room, act = self._room(), self._act
        margins = self.layout().contentsMargins()
        wanted = margins.left() + self.text.sizeHint().width() + 4 + margins.right()
        if not act.isHidden():
            wanted += self.layout().spacing() + act.sizeHint().width()
        width, height = min(wanted, room.width()), min(self.sizeHint().height(), room.height())
        self.setGeometry(room.left() + (room.width() - width) // 2, room.top() + (room.height() - height) // 2,
                         width, height)

    def _acted(self) -> None:
        self.hide()
        self.acted.emit()
        if self._on is not None:
            self._on()


def ask(parent: QWidget, title: str, text: str, choices: list[tuple[str, Callable[[], object] | None]],
        more: str = "") -> QMessageBox:
    """A question or a word that does not block: opens a plain-text box; each choice runs its function.

    The first choice is the default; the last one is what Esc means.
    """
    from PySide6.QtWidgets import QMessageBox

    box = QMessageBox(parent)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setWindowTitle(title)
    box.setText(text)
    if more:
        box.setInformativeText(more)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    for place, (word, on) in enumerate(choices):
        made = box.addButton(in_menu(word), QMessageBox.ButtonRole.AcceptRole if place == 0
                             else QMessageBox.ButtonRole.RejectRole if place == len(choices) - 1
                             else QMessageBox.ButtonRole.ActionRole)
        made.setAccessibleName(word)
        if place == 0:
            box.setDefaultButton(made)
        if place == len(choices) - 1:
            box.setEscapeButton(made)
        if on is not None:
            made.clicked.connect(lambda checked=False, on=on: QTimer.singleShot(0, box.parent(), on))
    box.open()
    return box
