"""Asking for a product: a search field, the products found, and making one of what was typed."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from notebook import KithbookError, fold
from ui.asking import Asking
from ui.value.lists import has_words
from ui.value.parts import flat
from ui.words import put, words

SHOWN = 30


class PickProduct(Asking):
    """``chosen`` carries the id of a product; ``refused`` says why one could not be made.

    Retired products are offered for the words of their name only, behind those that are current.
    """

    chosen = Signal(object)
    refused = Signal(str)

    def __init__(self, book: Any, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("pickProduct")
        self.field.setObjectName("pickProductField")
        self._book = book
        products = sorted(book.products.all(retired=True), key=lambda one: one.state != "current")
        self._all = [(one.id, one.name, fold(one.name), one.state == "current") for one in products]
        self.begin(self.tr("About which product?"), self.tr("Name of the product"), self.tr("Products found"))

    def look(self, text: str) -> None:
        wanted = fold(text)
        found = [one for one in self._all if has_words(one[2], wanted) and (wanted or one[3])]
        for id, name, _, current in found[:SHOWN]:
            shown = flat(name, 80)
            self.offer(shown if current else put(self.tr("{name} (retired)"), name=shown), id)
        if wanted and not any(folded == wanted for _, _, folded, _ in found):
            self.offer(put(self.tr("New product “{name}”"), name=flat(text, 60)), None)

    def choose(self, what: Any) -> bool:
        try:
            product = bytes(what) if what is not None else self._book.products.add(self.field.text())
        except KithbookError as error:
            self.refused.emit(words(error.sentence))
            return False
        self.chosen.emit(product)
        return True
