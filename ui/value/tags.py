"""Words as chips that are edited where they stand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QSizePolicy, QWidget

from ui.forms import TypedLine
from ui.theme import Theme
from ui.value.parts import AddLine, Tag
from ui.widgets import Flow, set_tip
from ui.words import put


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
        self.adding.setFixedWidth(theme.px(190))
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._flow.addWidget(self.adding)

    def show_tags(self, tags: Sequence[tuple[Any, str]]) -> None:
        """Show these (key, text)."""
        if list(tags) == self._shown:
            return
        self._shown = list(tags)
        focus = QApplication.focusWidget()  # of this widget it would be who had it last
        while self._flow.count():
            self._flow.takeAt(0)
        for chip in self._chips:
            chip.hide()
            chip.deleteLater()
        self._chips = []
        for key, text in self._shown:
            chip = Tag(self._theme, text, put(self.tr("{what} {text}"), what=self._name, text=text), True, self)
            set_tip(chip, self.tr("Enter changes it, Del takes it away"))
            chip.clicked.connect(lambda checked=False, chip=chip, key=key: self._edit(chip, key))
            chip.removed.connect(lambda key=key: self.removed.emit(key))
            self._flow.addWidget(chip)
            self._chips.append(chip)
            chip.show()
        self._flow.addWidget(self.adding)
        if focus is not None and focus is not self.adding and focus in self.findChildren(Tag):
            self.adding.setFocus()
        self._flow.invalidate()
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
