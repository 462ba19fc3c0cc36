"""Asking for one of many: a small dialog with a search field and what was found; arrows, Enter or a click choose.

A subclass says what is found for the words that were typed (`look`) and what a choice does (`choose`). `ask_line` asks
for one line.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from notebook import KithbookError
from ui.widgets import label
from ui.words import words


class Asking(QDialog):
    """Base of such dialogs."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(380, 360)
        self.field = QLineEdit(self)
        self.list = QListWidget(self)
        self.list.setSpacing(2)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.field.textChanged.connect(self._typed)
        self.field.returnPressed.connect(lambda: self._chosen(self.list.currentItem()))
        self.list.itemClicked.connect(self._chosen)
        self.column = QVBoxLayout(self)
        self.column.addWidget(self.field)
        self.column.addWidget(self.list, 1)

    def look(self, text: str) -> None:
        """Offer what is found for these words."""
        raise NotImplementedError

    def choose(self, what: Any) -> bool:
        """This was chosen (the ``what`` of its row); whether the dialog is done."""
        raise NotImplementedError

    def offer(self, text: str, what: Any) -> None:
        """One more row."""
        item = QListWidgetItem(text, self.list)
        item.setData(Qt.ItemDataRole.UserRole, what)
        item.setSizeHint(QSize(0, self.fontMetrics().height() + 12))

    def begin(self, title: str, hint: str, found: str) -> None:
        """Call it once the subclass is ready. ``hint``: what is typed; ``found``: what the list holds."""
        self.setWindowTitle(title)
        self.field.setPlaceholderText(hint)
        self.field.setAccessibleName(hint)
        self.list.setAccessibleName(found)
        self._typed(self.field.text())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
            return
        self.list.setCurrentRow(max(0, min(self.list.count() - 1, self.list.currentRow() + step)))

    def _typed(self, text: str) -> None:
        self.list.clear()
        self.look(text)
        self.list.setCurrentRow(0)

    def _chosen(self, item: QListWidgetItem | None) -> None:
        if item is not None and self.choose(item.data(Qt.ItemDataRole.UserRole)):
            self.accept()


def ask_line(window: Any, title: str, before: str, take: Callable[[str], object]) -> QDialog:
    """Ask for one line; ``take`` gets it, and a refusal stays in the dialog."""
    dialog = QDialog(window)
    dialog.setObjectName("nameDialog")
    dialog.setWindowTitle(title)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setMinimumWidth(360)
    field = QLineEdit(before, dialog)
    field.setAccessibleName(title)
    field.selectAll()
    trouble = label("", "trouble", wrap=True, parent=dialog)
    trouble.hide()
    buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel, dialog)
    column = QVBoxLayout(dialog)
    column.addWidget(label(title, wrap=True, parent=dialog))
    column.addWidget(field)
    column.addWidget(trouble)
    column.addWidget(buttons)

    def accept() -> None:
        try:
            take(field.text())
        except KithbookError as error:
            trouble.setText(words(error.sentence))
            trouble.show()
            return
        dialog.accept()

    buttons.accepted.connect(accept)
    buttons.rejected.connect(dialog.reject)
    dialog.open()
    field.setFocus()
    return dialog
