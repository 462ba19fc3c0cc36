"""Small pieces of this package: a choice side by side, strength as dots, chips, links, lines that add, folded lists.

Each can be worked by keyboard alone and says in its accessible name what it shows.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QSizePolicy, QToolButton, QWidget

from ui.forms import InPlace, InPlaceText, TypedLine
from ui.icons import ratio_of
from ui.theme import Theme
from ui.widgets import Button, set_tip, tool
from ui.words import number

LONGEST = 34  # letters of a chip
DOT, STEP = 9, 16  # pixels of a dot, and from one to the next
CROSS, ICON = 12, 14  # of what takes a chip away, and of the icon before a link
CHIP = 10  # how much higher than its text a chip is


def flat(text: str, most: int = LONGEST) -> str:
    """One line, not longer than this."""
    text = " ".join(text.split())
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


class Segments(QWidget):
    """One of a few words that stand side by side; a click (or an arrow key) takes it. ``chosen`` carries its key."""

    chosen = Signal(str)

    def __init__(self, name: str, choices: Sequence[tuple[str, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._group = QButtonGroup(self)
        self._keys: dict[str, QToolButton] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for key, word in choices:
            made = QToolButton(self)
            made.setProperty("role", "segment")
            made.setText(word)
            made.setCheckable(True)
            metrics = made.fontMetrics()
            made.setFixedSize(metrics.horizontalAdvance(word) + 20, metrics.height() + CHIP)
            made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            made.setAccessibleName(f"{name}: {word}")
            made.clicked.connect(lambda checked=False, key=key: self._choose(key))
            self._group.addButton(made)
            self._keys[key] = made
            row.addWidget(made)
        self._value = ""

    def value(self) -> str:
        """The key that is chosen."""
        return self._value

    def show_value(self, key: str) -> None:
        """The stored key."""
        self._value = key
        held = self._keys.get(key)
        if held is not None:
            held.setChecked(True)

    def button(self, key: str) -> QToolButton:
        """The button of a key."""
        return self._keys[key]

    def _choose(self, key: str) -> None:
        if key != self._value:
            self._value = key
            self.chosen.emit(key)


class Dots(QWidget):
    """A strength of 1 to 3 as dots; a click on one, or its number, sets it. ``chosen`` carries the number."""

    chosen = Signal(int)

    def __init__(self, theme: Theme, words: Sequence[str], name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._words, self._name, self._value = theme, words, name, 0
        self._side, self._step = theme.px(DOT), theme.px(STEP)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def value(self) -> int:
        """The strength shown."""
        return self._value

    def show_value(self, value: int) -> None:
        """The stored strength."""
        self._value = value
        word = self._words[max(1, min(3, value)) - 1]
        self.setAccessibleName(f"{self._name}: {value} – {word}")
        set_tip(self, f"{self._name}: {word}")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(3 * self._step + 6, self.fontMetrics().height() + CHIP)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Minus: -1, Qt.Key.Key_Plus: 1}.get(
            Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self._choose(self._value + step)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        x = event.position().x()
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            x = self.width() - x
        self._choose(int((x - 3) // self._step) + 1)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        for place in range(3):
            x = 3 + place * self._step + (self._step - self._side) / 2
            x = self.width() - x - self._side if rtl else x
            painter.setPen(QPen(self._theme.color("accent" if place < self._value else "control"), 1.4))
            painter.setBrush(self._theme.color("accent") if place < self._value else Qt.BrushStyle.NoBrush)
            painter.drawEllipse(QRectF(x, (self.height() - self._side) / 2, self._side, self._side))
        if self.hasFocus():
            painter.setPen(self._theme.color("accent"))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)

    def _choose(self, value: int) -> None:
        value = max(1, min(3, value))
        if value != self._value:
            self.show_value(value)
            self.chosen.emit(value)


class Tag(QAbstractButton):
    """A word as a chip: a click (Enter) is about it, its × (Del) takes it away."""

    removed = Signal()

    def __init__(self, theme: Theme, text: str, name: str, removable: bool = True,
                 parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._removable, self._token = theme, removable, "ink"
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.show_text(text, name)

    def show_text(self, text: str, name: str, token: str = "ink") -> None:
        """Show these words; ``token``: in which colour."""
        self._token = token
        self.setText(text)
        self.setAccessibleName(name)
        set_tip(self, text if flat(text) != text else "")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        ends = 30 + self._theme.px(CROSS) if self._removable else 24
        return QSize(metrics.horizontalAdvance(flat(self.text())) + ends, metrics.height() + CHIP)

    def minimumSizeHint(self) -> QSize:
        return QSize(72, self.fontMetrics().height() + CHIP)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._removable and event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.removed.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._removable and self._cross().contains(event.position()) and self.isDown():
            self.setDown(False)
            self.removed.emit()
            return
        super().mouseReleaseEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(self._theme.color("accent" if self.hasFocus() else "line"))
        painter.setBrush(self._theme.color("line" if self.underMouse() else "sunken"))
        painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)
        painter.setPen(self._theme.color(self._token))
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        cross = self._theme.px(CROSS) + 14
        room = self.rect().adjusted(cross if rtl and self._removable else 11, 0,
                                    -11 if rtl or not self._removable else -cross, 0)
        text = self.fontMetrics().elidedText(flat(self.text()), Qt.TextElideMode.ElideRight, room.width() + 1)
        painter.drawText(room, Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter
                         | Qt.TextFlag.TextSingleLine, text)
        if self._removable:
            side = self._theme.px(CROSS)
            at = self._cross().center() - QPointF(side / 2, side / 2)
            painter.drawPixmap(at.toPoint(), self._theme.pixmap("x", "muted", side, ratio_of(painter)))

    def _cross(self) -> QRectF:
        side = self.height()
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        return QRectF(0 if rtl else self.width() - side, 0, side, side)


class Link(QAbstractButton):
    """Words that lead somewhere; where the room ends they end in an ellipsis and the tooltip has all of them."""

    def __init__(self, theme: Theme, on: Callable[[], object], icon: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._icon = theme, icon
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.clicked.connect(lambda: on())

    def show_text(self, text: str, name: str = "", icon: str | None = None) -> None:
        """Show these words; ``name``: what a screen reader says."""
        self.setText(" ".join(text.split()))
        self.setAccessibleName(name or text)
        self._icon = self._icon if icon is None else icon
        set_tip(self, text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        return QSize(metrics.horizontalAdvance(self.text()) + 17 + self._inset(), metrics.height() + 8)

    def minimumSizeHint(self) -> QSize:
        return QSize(48 + self._inset(), self.fontMetrics().height() + 8)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.hasFocus():
            painter.setPen(self._theme.color("accent"))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        inset = self._inset()
        room = self.rect().adjusted(7 if rtl else 7 + inset, 0, -7 - inset if rtl else -7, 0)
        if self._icon:
            side = self._theme.px(ICON)
            painter.drawPixmap(self.width() - 7 - side if rtl else 7, (self.height() - side) // 2,
                               self._theme.pixmap(self._icon, "accent", side, ratio_of(painter)))
        font = self.font()
        font.setUnderline(self.underMouse())
        painter.setFont(font)
        painter.setPen(self._theme.color("accent"))
        painter.drawText(room, Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter
                         | Qt.TextFlag.TextSingleLine,
                         self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room.width()))

    def _inset(self) -> int:
        return self._theme.px(ICON) + 8 if self._icon else 0


class Wrapped(InPlaceText):
    """A short text that wraps where there is little room; Enter finishes it."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.finish()
        else:
            super().keyPressEvent(event)


class AddLine(TypedLine):
    """One line that adds: Enter or leaving it hands over what was typed; what was refused stays to be corrected."""

    def __init__(self, theme: Theme, name: str, hint: str, on: Callable[[str], object],
                 parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "inplace")
        self.setAccessibleName(name)
        self.setPlaceholderText(hint)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.addAction(theme.icon("plus", "accent"), AddLine.ActionPosition.LeadingPosition)
        self._on, self._refused = on, ""
        self.editingFinished.connect(self._finish)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
            event.accept()
        else:
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._refused = ""  # asked for again
            super().keyPressEvent(event)

    def _finish(self) -> None:
        text = self.text().strip()
        if text and text != self._refused:
            self._refused = text  # an answer by the loss of the keyboard must not add it twice
            if self._on(text) is not False:
                self.setText("")  # unlike clear(): the letters are a change now, undo takes back the change
                self._refused = ""


class LinkField(QWidget):
    """An address, and behind it the button that opens it where there is one. ``committed(text)``: it was changed."""

    committed = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = InPlace(self.tr("Link"), "https://", self)
        self.field.committed.connect(self.committed)
        self.go = tool(theme.icon("external-link"), self.tr("Open its link"), lambda: open_link(self.field.shown), 14,
                       self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self.field, 1)
        row.addWidget(self.go)

    def show_value(self, text: str) -> None:
        """The stored address."""
        self.field.show_value(text)
        self.go.setVisible(bool(text))


def open_link(text: str) -> None:
    """Hand an address to the system; only those that cannot start a program."""
    url = QUrl.fromUserInput(text.strip())
    if url.scheme() in ("http", "https", "mailto"):
        QDesktopServices.openUrl(url)


class Fold(Button):
    """A link below a list that shows what is over, and hides it again. ``turned``: it did either.

    ``more``: what it says while that is hidden, with its number as {n}; ``less``: while it is shown.
    """

    turned = Signal()

    def __init__(self, more: str, less: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "link")
        self.setAutoDefault(False)
        self._more, self._less = more, less
        self.opened = False
        self.clicked.connect(self.turn)

    def show_count(self, n: int) -> None:
        """So much is over."""
        text = self._less if self.opened else self._more.format(n=number(n))
        self.setText(text)
        self.setAccessibleName(text)
        self.setVisible(n > 0)

    def fold(self) -> None:
        """Hide it, of somebody else."""
        self.opened = False

    def turn(self) -> None:
        """Show it, or hide it."""
        self.opened = not self.opened
        self.turned.emit()
