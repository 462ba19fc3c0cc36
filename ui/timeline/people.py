"""Whom a name typed into the composer may mean, and how it may go on; answers are kept until contacts change."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import Any

from notebook import ChangeSet, ContactRow, Named, View

ASKED = 24  # contacts looked at for one name
OFFERED = 9  # choices for an ambiguous name


class PeopleFinder:
    """Asks the contact service; both answers are quick enough for every keystroke."""

    def __init__(self, contacts: Any) -> None:
        self._contacts = contacts
        self._named: dict[str, list[Named]] = {}

    def named(self, text: str) -> list[Named]:
        """Everybody a name may mean: with exactly this name, else with all of its words in theirs."""
        key = " ".join(text.split())
        found = self._named.get(key)
        if found is None:
            found = self._named[key] = self._look(key)
        return found

    def guesses(self, text: str) -> list[Named]:
        """Who an unknown name may be short for; only offered, never taken by itself."""
        typed = _fold(text).split()
        return [(row.id, row.name) for row in self._rows(text) if _begins(typed, _fold(row.name).split())][:OFFERED]

    def completing(self, text: str) -> Sequence[tuple[str, str]]:
        """(name, context) of people whose names begin so."""
        typed = _fold(text).split()
        return [(row.name, row.context) for row in self._rows(text) if _begins(typed, _fold(row.name).split())]

    def forget(self, changes: ChangeSet) -> None:
        """Drop what a change may have made wrong."""
        if changes.everything or changes.rows("contact") or changes.rows("detail"):
            self._named.clear()

    def _look(self, text: str) -> list[Named]:
        typed = _fold(text)
        if not typed:
            return []
        rows = self._rows(text)
        exact = [row for row in rows if _fold(row.name) == typed]
        if not exact:
            parts = typed.split()
            exact = [row for row in rows if set(parts) <= set(_fold(row.name).split())]
        return [(row.id, row.name) for row in exact[:OFFERED]]

    def _rows(self, text: str) -> list[ContactRow]:
        rows: list[ContactRow] = self._contacts.rows(self._contacts.search(text, ASKED, View(kind=None)))
        return rows


def _fold(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


def _begins(typed: list[str], name: list[str]) -> bool:
    """Whether each typed word begins one of the words of the name."""
    return all(any(word.startswith(part) for word in name) for part in typed)
