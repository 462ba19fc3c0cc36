"""The record behind an organisation's name (P2): the one known by it, else the place that stands for the name.

An organisation that only stands as text in somebody's card gets ``uuid5(workspace, folded name)``, so that two
devices that import the same address book hold it once (sync.md 2).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from notebook.changes.ids import Id, derived_id
from notebook.storage.database import Database
from notebook.storage.folding import fold, sort_key
from notebook.storage.parts import chunks

if TYPE_CHECKING:
    from notebook.changes.draft import Draft


def place_of(workspace: Id, name: str) -> Id:
    """The id that stands for an organisation's name."""
    return derived_id(workspace, fold(name))


class Organisations:
    """The records behind some names; `make` writes those that are missing."""

    def __init__(self, db: Database, workspace: Id, names: Iterable[str]) -> None:
        self._db = db
        self._workspace = workspace
        self._names: dict[str, str] = {}
        for name in names:
            self._names.setdefault(fold(name), name.strip())
        self._ids: dict[str, Id] = {}
        self._held: dict[str, str] = {}
        self._missing: dict[Id, str] = {}
        self._look_up()

    def _look_up(self) -> None:
        keys = {sort_key(name): folded for folded, name in self._names.items()}
        for marks, some in chunks(keys):
            for row, key, full in self._db.rows(
                f"SELECT id, x_sort, full_name FROM contact WHERE sy_live = 1 AND kind = 'org' AND x_sort IN ({marks})"
                " ORDER BY coalesce(implied, 0) DESC, id DESC", some,
            ):  # fmt: skip
                self._ids[keys[key]] = row  # the last one wins: one with a life of its own, the smallest id
                self._held[keys[key]] = full or ""
        places = {place_of(self._workspace, folded): folded for folded in self._names if folded not in self._ids}
        there: dict[Id, tuple[int, str]] = {}
        for marks, part in chunks(places):
            for row, live, full in self._db.rows(
                f"SELECT id, sy_live, full_name FROM contact WHERE id IN ({marks})", part
            ):
                there[row] = (live, full or "")
        for row, folded in places.items():
            self._ids[folded] = row
            live, full = there.get(row, (0, self._names[folded]))
            self._held[folded] = full
            if not live:
                self._missing[row] = self._names[folded]

    def place(self, name: str) -> Id:
        """The organisation of one of the names."""
        return self._ids[fold(name)]

    def is_other_spelling(self, name: str) -> bool:
        """Whether the organisation writes itself otherwise than this."""
        return self._held[fold(name)] != name

    def make(self, draft: Draft, besides: Iterable[Id] = ()) -> None:
        """Make the records that are missing, except those that get one of their own in this change."""
        own = set(besides)
        for row, name in self._missing.items():
            if row not in own and not draft.making("contact", row):
                draft.insert("contact", row, {"kind": "org", "full_name": name, "implied": 1})
        self._missing.clear()
