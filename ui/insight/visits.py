"""Whom we see that day, beside the brief: in the order they are visited, to walk through and to print together.

People are added with the button or Insert, taken out with Delete, put before or after others with Alt and an arrow.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from ui.shortcuts import keys, shown
from ui.theme import Theme
from ui.widgets import button, label

ID = int(Qt.ItemDataRole.UserRole)


class VisitList(QWidget):
    """``chosen``: somebody's page is wanted; ``changed``: others are in it, or in another order."""

    chosen = Signal(object)
    changed = Signal()

    def __init__(self, book: Any, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._book = book
        self.list = _People(self)
        self.list.setObjectName("visitList")
        self.list.setAccessibleName(self.tr("The day’s visits"))
        self.list.setAccessibleDescription(self.tr("Delete takes somebody out, Alt with an arrow moves them"))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.currentItemChanged.connect(self._go)
        self.list.removed.connect(self._remove)
        self.list.moved.connect(self._move)
        self.list.added.connect(self.ask)
        self._add = button(self.tr("Add a person …"), "link", icon=theme.icon("plus", "accent"), on=self.ask,
                           parent=self)
        self._add.setObjectName("visitAdd")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        told = self.tr("One document, in this order. {back} and {on} walk through it.").format(
            back=shown("before"), on=shown("next"))
        column.addWidget(label(told, "muted", theme.font(0.92, QFont.Weight.Normal), wrap=True, parent=self))
        column.addWidget(self.list, 1)
        column.addWidget(self._add, 0, Qt.AlignmentFlag.AlignLeft)

    @property
    def people(self) -> list[bytes]:
        """The contacts, in order."""
        return [bytes(self.list.item(row).data(ID)) for row in range(self.list.count())]

    def show_people(self, people: Iterable[bytes]) -> None:
        """These, each once."""
        self.list.blockSignals(True)
        self.list.clear()
        for row in self._book.contacts.rows(list(dict.fromkeys(people))):
            self._put(row)
        self.list.blockSignals(False)
        self.changed.emit()

    def add(self, contact: bytes) -> None:
        """One more at the end."""
        if contact not in self.people:
            for row in self._book.contacts.rows([contact]):
                self._put(row)
            self.changed.emit()
        self.mark(contact)

    def mark(self, contact: bytes) -> None:
        """Whose page is open."""
        people = self.people
        if contact in people:
            self.list.setCurrentRow(people.index(contact))

    def ask(self) -> None:
        """Ask whom else we will see."""
        from ui.contacts.whom import Whom

        asking = Whom(self._book, self.tr("Whom will you see?"), self)
        asking.chosen.connect(self.add)
        asking.open()

    def _put(self, row: Any) -> None:
        item = QListWidgetItem(" ".join(row.name.split()), self.list)
        item.setData(ID, row.id)
        item.setSizeHint(QSize(0, self.fontMetrics().height() + 14))

    def _go(self, item: QListWidgetItem | None, before: QListWidgetItem | None = None) -> None:
        if item is not None:
            self.chosen.emit(bytes(item.data(ID)))

    def _remove(self) -> None:
        if self.list.count() > 1:
            self.list.takeItem(self.list.currentRow())
            self.changed.emit()

    def _move(self, by: int) -> None:
        row = self.list.currentRow()
        if 0 <= row + by < self.list.count():
            self.list.blockSignals(True)
            item = self.list.takeItem(row)
            self.list.insertItem(row + by, item)
            self.list.setCurrentItem(item)
            self.list.blockSignals(False)
            self.changed.emit()


class _People(QListWidget):
    removed = Signal()
    moved = Signal(int)
    added = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key == Qt.Key.Key_Delete:
            self.removed.emit()
        elif key == Qt.Key.Key_Insert:
            self.added.emit()
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down) and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.moved.emit(1 if key == Qt.Key.Key_Down else -1)
        elif QKeySequence(event.keyCombination()) in (keys("before"), keys("next")):
            event.ignore()  # the page walks on
        else:
            super().keyPressEvent(event)
