"""Asking for a product: a search field, the products found, and making one of what was typed."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from notebook import KithbookError
from ui.value.parts import flat
from ui.words import words

SHOWN = 30


class PickProduct(QDialog):
    """``chosen`` carries the id of a product; ``refused`` says why one could not be made."""

    chosen = Signal(object)
    refused = Signal(str)

    def __init__(self, book: Any, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("pickProduct")
        self.setWindowTitle(self.tr("About which product?"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(380, 360)
        self._book = book
        self._all = [(one.id, one.name) for one in book.products.all()]
        self.field = QLineEdit(self)
        self.field.setObjectName("pickProductField")
        self.field.setPlaceholderText(self.tr("Name of the product"))
        self.field.setAccessibleName(self.tr("Name of the product"))
        self.list = QListWidget(self)
        self.list.setAccessibleName(self.tr("Products found"))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setSpacing(2)
        self.field.textChanged.connect(self._look)
        self.field.returnPressed.connect(lambda: self._choose(self.list.currentItem()))
        self.list.itemClicked.connect(self._choose)
        column = QVBoxLayout(self)
        column.addWidget(self.field)
        column.addWidget(self.list, 1)
        self._look("")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
            return
        self.list.setCurrentRow(max(0, min(self.list.count() - 1, self.list.currentRow() + step)))

    def _look(self, text: str) -> None:
        wanted = text.casefold().split()
        found = [(id, name) for id, name in self._all if all(word in name.casefold() for word in wanted)]
        self.list.clear()
        for id, name in found[:SHOWN]:
            item = QListWidgetItem(flat(name, 80), self.list)
            item.setData(Qt.ItemDataRole.UserRole, id)
        if text.strip() and not any(name.casefold() == text.strip().casefold() for _, name in found):
            QListWidgetItem(self.tr("New product “{name}”").format(name=flat(text, 60)), self.list)
        self.list.setCurrentRow(0)

    def _choose(self, item: QListWidgetItem | None) -> None:
        if item is None:
            return
        held = item.data(Qt.ItemDataRole.UserRole)
        try:
            product = bytes(held) if held is not None else self._book.products.add(self.field.text())
        except KithbookError as error:
            self.refused.emit(words(error.sentence))
            return
        self.chosen.emit(product)
        self.accept()
