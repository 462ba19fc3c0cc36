"""Asking for one contact: a small dialog with a search field and the people found."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from notebook import View

SHOWN = 20


class Whom(QDialog):
    """``chosen`` carries the contact's id."""

    chosen = Signal(object)

    def __init__(self, book: Any, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(380, 360)
        self._book = book
        self._field = QLineEdit(self)
        self._field.setPlaceholderText(title)
        self._field.setAccessibleName(title)
        self._list = QListWidget(self)
        self._list.setAccessibleName(self.tr("People found"))
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._field.textChanged.connect(self._look)
        self._field.returnPressed.connect(lambda: self._choose(self._list.currentItem()))
        self._list.itemClicked.connect(self._choose)
        column = QVBoxLayout(self)
        column.addWidget(self._field)
        column.addWidget(self._list, 1)
        self._look("")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
            return
        self._list.setCurrentRow(max(0, min(self._list.count() - 1, self._list.currentRow() + step)))

    def _look(self, text: str) -> None:
        contacts = self._book.contacts
        view = View(kind=None, sort="last")
        ids = contacts.search(text, SHOWN, view) if text.strip() else contacts.ids(view, limit=SHOWN)
        self._list.clear()
        for row in contacts.rows(ids):
            item = QListWidgetItem(" · ".join(part for part in (row.name, row.context) if part), self._list)
            item.setData(Qt.ItemDataRole.UserRole, row.id)
        self._list.setCurrentRow(0)

    def _choose(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.chosen.emit(bytes(item.data(Qt.ItemDataRole.UserRole)))
            self.accept()
