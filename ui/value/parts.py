"""Small pieces of this package: chips that can be edited, a choice side by side, strength as dots, sections of rows.

Each can be worked by keyboard alone and says in its accessible name what it shows.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from notebook import Contact
from ui.contacts.sections import Row, Section
from ui.forms import InPlaceText, TypedLine
from ui.icons import ratio_of
from ui.theme import Theme
from ui.widgets import Flow, button, label, set_tip

LONGEST = 34  # letters of a chip
CHIP = 10  # how much higher than its text a chip is
SHOWN = 12  # rows of a section before the rest is asked for


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
    SIDE, STEP = 9, 16

    def __init__(self, theme: Theme, words: Sequence[str], name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._words, self._name, self._value = theme, words, name, 0
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
        return QSize(3 * self.STEP + 6, self.fontMetrics().height() + CHIP)

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
        self._choose(int((x - 3) // self.STEP) + 1)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        for place in range(3):
            x = 3 + place * self.STEP + (self.STEP - self.SIDE) / 2
            x = self.width() - x - self.SIDE if rtl else x
            painter.setPen(QPen(self._theme.color("accent" if place < self._value else "control"), 1.4))
            painter.setBrush(self._theme.color("accent") if place < self._value else Qt.BrushStyle.NoBrush)
            painter.drawEllipse(QRectF(x, (self.height() - self.SIDE) / 2, self.SIDE, self.SIDE))
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
        return QSize(metrics.horizontalAdvance(flat(self.text())) + (42 if self._removable else 24),
                     metrics.height() + CHIP)

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
        room = self.rect().adjusted(26 if rtl and self._removable else 11, 0,
                                    -11 if rtl or not self._removable else -26, 0)
        text = self.fontMetrics().elidedText(flat(self.text()), Qt.TextElideMode.ElideRight, room.width() + 1)
        painter.drawText(room, Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter
                         | Qt.TextFlag.TextSingleLine, text)
        if self._removable:
            at = self._cross().center() - QPointF(6, 6)
            painter.drawPixmap(at.toPoint(), self._theme.pixmap("x", "muted", 12, ratio_of(painter)))

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
            painter.drawPixmap(self.width() - 7 - 14 if rtl else 7, (self.height() - 14) // 2,
                               self._theme.pixmap(self._icon, "accent", 14, ratio_of(painter)))
        font = self.font()
        font.setUnderline(self.underMouse())
        painter.setFont(font)
        painter.setPen(self._theme.color("accent"))
        painter.drawText(room, Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter
                         | Qt.TextFlag.TextSingleLine,
                         self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room.width()))

    def _inset(self) -> int:
        return 22 if self._icon else 0


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
                self.clear()
                self._refused = ""


class PartSection(Section):
    """A section whose rows are kept by their id, with a line below that adds one.

    ``make(item)`` makes a row. ``add(text)`` keeps what was typed (False: it was refused). ``teach``: what stands
    there while there is nothing: what it is for, and an example.
    """

    def __init__(self, theme: Theme, title: str, make: Callable[[Any], Row], teach: str = "",
                 parent: QWidget | None = None) -> None:
        super().__init__(theme, title, parent)
        self._make = make
        self._items: list[Any] = []
        self._shown: dict[Any, Row] = {}
        self._most = SHOWN
        self._narrow = False
        self.above = QVBoxLayout()
        self.above.setContentsMargins(0, 0, 0, 0)
        self.rows.addLayout(self.above)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(2)
        self.rows.addLayout(self._lines)
        self._teach = label(teach, "muted", wrap=True, parent=self)
        self._teach.setContentsMargins(8, 5, 8, 2)
        self.rows.addWidget(self._teach)
        self.more = button("", "link", on=self._show_more, parent=self)
        self.rows.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeading)
        self.more.hide()
        self._teach.setVisible(bool(teach))
        self.adding: AddLine | None = None

    def add_line(self, name: str, hint: str, on: Callable[[str], object], object_name: str) -> AddLine:
        """The line below that adds."""
        self.adding = AddLine(self._theme, name, hint, on, self)
        self.adding.setObjectName(object_name)
        self.rows.addWidget(self.adding)
        return self.adding

    def show_contact(self, contact: Contact) -> None:
        """Sections of this package are filled by `show_items`."""

    def set_narrow(self, narrow: bool) -> None:
        super().set_narrow(narrow)
        self._narrow = narrow
        for row in self._shown.values():
            row.set_narrow(narrow)

    def items(self) -> list[Any]:
        """What is shown, the folded ones included."""
        return list(self._items)

    def row(self, id: Any) -> Row | None:
        """The row of an id."""
        return self._shown.get(id)

    def show_items(self, items: Sequence[Any], anew: bool = False) -> None:
        """Show these; ``anew``: they are somebody else's."""
        if anew:
            self._most = SHOWN
            for row in self._shown.values():
                self._drop(row)
            self._shown = {}
        self._items = list(items)
        wanted = {item.id: item for item in self._items[: self._most]}
        for id in [id for id in self._shown if id not in wanted]:
            self._drop(self._shown.pop(id))
        for place, (id, item) in enumerate(wanted.items()):
            row = self._shown.get(id)
            if row is None:
                row = self._shown[id] = self._make(item)
                row.set_narrow(self._narrow)
                self._lines.insertWidget(place, row)
                row.show()
            elif self._lines.indexOf(row) != place:
                self._lines.removeWidget(row)
                self._lines.insertWidget(place, row)
            row.show_item(item)
        rest = len(self._items) - len(wanted)
        self.more.setVisible(rest > 0)
        if rest > 0:
            text = self.tr("Show {n} more").format(n=min(rest, max(SHOWN, self._most)))
            self.more.setText(text)
            self.more.setAccessibleName(text)
        self._teach.setVisible(not self._items and bool(self._teach.text()))

    def _show_more(self) -> None:
        self._most *= 2
        self.show_items(self._items)

    def _drop(self, row: Row) -> None:
        row.hide()
        self._lines.removeWidget(row)
        row.setParent(None)
        row.deleteLater()


class Tags(QWidget):
    """Words as chips, each edited by a click where it stands; a field at the end adds one.

    ``added(text)``, ``changed(key, text)``, ``removed(key)``; the key is the caller's.
    """

    added = Signal(str)
    changed = Signal(object, str)
    removed = Signal(object)

    def __init__(self, theme: Theme, name: str, hint: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._name = theme, name
        self._flow = Flow(self)
        self._shown: list[tuple[Any, str]] = []
        self._chips: list[QWidget] = []
        self.adding = AddLine(theme, hint, hint, self.added.emit, self)
        self.adding.setFixedWidth(190)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._flow.addWidget(self.adding)

    def show_tags(self, tags: Sequence[tuple[Any, str]]) -> None:
        """Show these (key, text)."""
        if list(tags) == self._shown:
            return
        self._shown = list(tags)
        focus = self.focusWidget() if self.isAncestorOf(self.focusWidget() or self.window()) else None
        while self._flow.count():
            self._flow.takeAt(0)
        for chip in self._chips:
            chip.hide()
            chip.deleteLater()
        self._chips = []
        for key, text in self._shown:
            chip = Tag(self._theme, text, self.tr("{what} {text}").format(what=self._name, text=text), True, self)
            set_tip(chip, self.tr("Enter changes it, Del takes it away"))
            chip.clicked.connect(lambda checked=False, chip=chip, key=key: self._edit(chip, key))
            chip.removed.connect(lambda key=key: self.removed.emit(key))
            self._flow.addWidget(chip)
            self._chips.append(chip)
            chip.show()
        self._flow.addWidget(self.adding)
        if focus is not None and focus is not self.adding and focus in self.findChildren(Tag):
            self.adding.setFocus()
        self.updateGeometry()

    def _edit(self, chip: Tag, key: Any) -> None:
        """The chip becomes a field; empty takes it away."""
        kept = list(self._shown)
        field = ChipEditor(self._name, chip.text(), self)
        field.setFixedWidth(max(120, chip.width() + 24))
        items = [self._flow.takeAt(0) for _ in range(self._flow.count())]
        for item in items:
            if item.widget() is chip:
                self._flow.addWidget(field)
            self._flow.addItem(item)
        chip.hide()
        self._chips.append(field)

        def leave(text: str | None) -> None:
            self._shown = []  # whatever came of it, the chips are made anew
            if text is None:
                self.show_tags(kept)
            elif text:
                self.changed.emit(key, text)
            else:
                self.removed.emit(key)

        field.left.connect(leave)
        field.show()
        field.setFocus()
        field.selectAll()
        self.updateGeometry()


class ChipEditor(TypedLine):
    """The field in the place of a chip. ``left``, once: the new text, or None when it stays as it was."""

    left = Signal(object)

    def __init__(self, name: str, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setProperty("role", "inplace")
        self.setObjectName("chipEditor")
        self.setAccessibleName(name)
        self._before: str | None = text
        self.editingFinished.connect(lambda: self._leave(self.text().strip()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._leave(self._before or "")
        else:
            super().keyPressEvent(event)

    def _leave(self, text: str) -> None:
        if self._before is not None:
            before, self._before = self._before, None
            self.left.emit(None if text == before else text)


def below(widget: QWidget) -> QPoint:
    """Where a menu of a widget opens."""
    return widget.mapToGlobal(QPoint(0, widget.height()))
