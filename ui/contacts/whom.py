"""Asking for one contact: a small dialog with a search field and the people found."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from notebook import View
from ui.asking import Asking

SHOWN = 20


class Whom(Asking):
    """``chosen`` carries the contact's id."""

    chosen = Signal(object)

    def __init__(self, book: Any, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._book = book
        self.begin(title, title, self.tr("People found"))

    def look(self, text: str) -> None:
        contacts = self._book.contacts
        view = View(kind=None, sort="last")
        ids = contacts.search(text, SHOWN, view) if text.strip() else contacts.ids(view, limit=SHOWN)
        for row in contacts.rows(ids):
            self.offer(" · ".join(part for part in (row.name, row.context) if part), row.id)

    def choose(self, what: Any) -> bool:
        self.chosen.emit(bytes(what))
        return True
