"""The products a line may name: what a word in brackets may go on to, and whether there is one of that name."""

from __future__ import annotations

from typing import Any

from notebook import ChangeSet

OFFERED = 8


class ThingFinder:
    """Asks the product service once; forgotten when products change."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._names: list[str] | None = None

    def completing(self, text: str) -> list[str]:
        """Products of which each typed word begins a word; all of them for nothing typed."""
        typed = text.casefold().split()
        return [name for name in self._all() if _begins(typed, name.casefold().split())][:OFFERED]

    def known(self, text: str) -> str | None:
        """The product that is meant: of this name, else the only one that has all the words; None when it is new."""
        wanted = text.casefold().split()
        exact = [name for name in self._all() if name.casefold().split() == wanted]
        near = [name for name in self._all() if wanted and set(wanted) <= set(name.casefold().split())]
        return exact[0] if exact else near[0] if len(near) == 1 else None

    def forget(self, changes: ChangeSet) -> None:
        """Drop what a change may have made wrong."""
        if changes.everything or changes.rows("product"):
            self._names = None

    def _all(self) -> list[str]:
        if self._names is None:
            self._names = [product.name for product in self._book.products.all()]
        return self._names


def _begins(typed: list[str], name: list[str]) -> bool:
    return all(any(word.startswith(part) for word in name) for part in typed)
