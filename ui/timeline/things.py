"""The products a line may name: what a word in brackets may go on to, and whether there is one of that name.

Names are compared as the notebook compares them: without case and accents.
"""

from __future__ import annotations

from typing import Any

from notebook import ChangeSet, fold

OFFERED = 8


class ThingFinder:
    """Asks the product service once; forgotten when products change. Retired products are known, but not offered."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._found: list[tuple[str, list[str], bool]] | None = None  # name, its folded words, whether it is current
        self._names: Any = None  # the names as the products tell what is meant by one

    def completing(self, text: str) -> list[str]:
        """Current products of which each typed word begins a word; all of them for nothing typed."""
        typed = fold(text).split()
        return [name for name, own, current in self._all() if current and _begins(typed, own)][:OFFERED]

    def known(self, text: str) -> str | None:
        """The product that is meant: of this name, else the only one that has all the words; None when it is new."""
        if self._names is None:
            self._names = self._book.products.known()
        name: str | None = self._names.name(text)
        return name

    def forget(self, changes: ChangeSet) -> None:
        """Drop what a change may have made wrong."""
        if changes.everything or changes.rows("product"):
            self._found = self._names = None

    def _all(self) -> list[tuple[str, list[str], bool]]:
        if self._found is None:
            products = self._book.products.all(retired=True)
            self._found = [(one.name, fold(one.name).split(), one.state == "current") for one in products]
        return self._found


def _begins(typed: list[str], name: list[str]) -> bool:
    return all(any(word.startswith(part) for word in name) for part in typed)
