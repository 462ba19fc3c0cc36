"""Records on cards that belong to nobody alone: they stand on the card of everybody they have to do with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from notebook.changes.ids import Id, derived_id, read_id
from notebook.storage.parts import chunks
from notebook.timeline.card_forms import Cell, Entry
from notebook.timeline.on_card import Incoming, OnCard


class SharedOnCard(OnCard):
    """A kind of record that belongs to nobody alone: it stands on the card of everybody it has to do with.

    ``stands``: SQL of the rows and those contacts, among the contacts given.
    """

    stands: ClassVar[str]

    def of(self, contacts: Sequence[Id]) -> dict[Id, dict[str, Entry]]:
        found: dict[Id, dict[str, Entry]] = {}
        for marks, part in chunks(contacts):
            sql = (f"SELECT r.id, w.contact, r.sy_live, {self._columns} FROM ({self.stands.format(marks=marks)}) w"
                   f" JOIN {self.table} r ON r.id = w.row AND +r.sy_live = 1 ORDER BY r.rowid")  # fmt: skip
            self._gather(self._db.rows(sql, [*part] * self.stands.count("{marks}")), found)
        return found

    def row_id(self, contact: Id, key: str, values: Mapping[str, Cell]) -> Id:
        return read_id(key) or derived_id(b"", f"{self.property}\0{key}")

    def _select(self) -> str:
        return f"SELECT r.id, NULL, r.sy_live, {self._columns} FROM {self.table} r"

    def _here(self, told: Sequence[Incoming]) -> Mapping[Id, Mapping[str, Entry]]:
        """All there is, whoever it has to do with."""
        found: dict[Id, dict[str, Entry]] = {}
        if told:
            rows = self._db.rows(f"{self._select()} WHERE r.sy_live = 1")
            self._gather([(row, b"", *cells) for row, _, *cells in rows], found)
        return {one.contact: found.get(b"", {}) for one in told}

    def _insert(self, one: Incoming, row: Id, values: dict[str, Cell]) -> None:
        one.ops.add("insert", self.table, row, values)
