"""Adding somebody: one line at the head of the list; a name, Enter, and the card is there to be filled."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from ui.forms import TypedLine
from ui.theme import Theme
from ui.widgets import tool


class AddField(TypedLine):
    """Esc leaves."""

    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


class AddLine(QFrame):
    """``added(name, kind)`` on Enter; hidden until `ask`."""

    added = Signal(str, str)
    left = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "bar")
        self._kind = "individual"
        self.field = AddField(self)
        self.field.setObjectName("addField")
        self.field.returnPressed.connect(self._add)
        self.field.left.connect(self._leave)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 8, 8, 8)
        row.addWidget(self.field, 1)
        row.addWidget(tool(theme.icon("x", "muted"), self.tr("Do not add"), self._leave, parent=self))
        self.hide()

    def ask(self, kind: str = "individual") -> None:
        """Ask for a name."""
        self._kind = kind
        words = self.tr("Name of the person, then Enter") if kind == "individual" else \
            self.tr("Name of the organisation, then Enter")
        self.field.setPlaceholderText(words)
        self.field.setAccessibleName(words)
        self.field.clear()
        self.show()
        self.field.setFocus()

    def _add(self) -> None:
        name = self.field.text()
        if name.strip():
            self.hide()
            self.added.emit(name, self._kind)

    def _leave(self) -> None:
        self.hide()
        self.left.emit()
