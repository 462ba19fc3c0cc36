"""One change being made: what the services write through inside ``with journal.change(...)``.

Ops reach the tables at once, so that reads inside the block see them; a bulk draft (imports) holds new rows
back and writes them together at the end. Writing a cell twice leaves one write, making and deleting a row in
one change leaves nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING

from notebook.changes.change import ROW, Cid, Delete, Insert, Op, Value, Write, device_in
from notebook.changes.ids import Id
from notebook.changes.stamps import Head
from notebook.changes.state import Loaded, State

if TYPE_CHECKING:
    from notebook.changes.journal import Parents

_CHUNK = 500  # ids per IN list


class Draft:
    """The ops of a change under way; made by the journal."""

    def __init__(self, state: State, cid: Cid, t: int, parents: Parents, *, bulk: bool = False) -> None:
        self._state = state
        self._parents = parents
        self._bulk = bulk
        self.cid = cid
        self.t = t
        self._made: dict[tuple[str, Id], dict[str, Value]] = {}
        self._held: dict[str, list[tuple[Id, dict[str, Value]]]] = {}
        self._written: dict[tuple[str, Id], Write] = {}
        self._deleted: dict[tuple[str, Id], Delete] = {}

    def insert(self, table: str, row: Id, values: Mapping[str, Value]) -> None:
        """Make a row. A row that is there already (same derived id) gets these values and comes back to life."""
        filled: dict[str, Value] = {name: value for name, value in values.items() if value is not None}
        self._check(table, filled)
        made = self._made.get((table, row))
        if made is not None:
            self._correct(table, row, made, filled)
            return
        if self._bulk:
            self._made[table, row] = filled
            self._held.setdefault(table, []).append((row, filled))
            return
        loaded = self._state.load(table, row)
        if loaded is None:
            self._made[table, row] = filled
            self._state.create(table, [(row, filled)], self.cid, self.t)
        else:
            self._again(table, row, filled, loaded)

    def set(
        self,
        table: str,
        row: Id,
        values: Mapping[str, Value],
        *,
        seen: Mapping[str, Sequence[Cid]] | None = None,
    ) -> bool:
        """Write the fields that differ from what is shown; tells whether any did.

        ``seen``: per field the heads the user looked at (`Journal.seen`) when the form was opened; what came
        since then stays beside the new value instead of being overwritten.
        """
        self._check(table, values)
        made = self._made.get((table, row))
        if made is not None:
            return self._correct(table, row, made, values)
        loaded = self._state.load(table, row)
        if loaded is None:
            raise LookupError(f"no row {row.hex()} in {table}")
        different = {f: v for f, v in values.items() if loaded.values[f] != v or self._contested(loaded, f)}
        if not different:
            return False
        self._write(table, row, loaded, different, seen or {})
        return True

    def put_back(self, table: str, row: Id, values: Mapping[str, Value]) -> None:
        """Write fields for undo, also where the shown value stays the same: it is another write's value again."""
        loaded = self._state.load(table, row)
        if loaded is not None:
            self._write(table, row, loaded, values, {})

    def offer(self, table: str, row: Id, values: Mapping[str, Value], instead_of: Mapping[str, Sequence[Cid]]) -> None:
        """Put values beside the shown ones, to choose from; ``instead_of``: the earlier offers they replace.

        Where nothing stands, or this very change wrote the cell, there is nothing to put it beside: it is set.
        """
        self._check(table, values)
        loaded = self._state.load(table, row)
        if loaded is None or (table, row) in self._made:
            self.set(table, row, values)
            return
        plain = {name: value for name, value in values.items() if not self._foreign(loaded, name)}
        if plain:
            self.set(table, row, plain)
            loaded = self._state.load(table, row) or loaded
        cells = {}
        for name, value in values.items():
            if name in plain:
                continue
            heads = loaded.clock.heads(name)
            shown = max(heads, key=self._state.order)
            gone = tuple(cid for cid in instead_of.get(name, ()) if cid != shown[1])
            cells[name] = (value, gone, shown[0] - 1 - self.t)
        if cells:
            self._merge(table, row, Write(table, row, cells), loaded)

    def making(self, table: str, row: Id) -> bool:
        """Whether this change makes the row (a bulk draft's new rows cannot be read yet)."""
        return (table, row) in self._made

    def delete(self, table: str, row: Id) -> None:
        """Delete a row, as far as is known of it here. A row already deleted stays so."""
        if self._made.pop((table, row), None) is not None:
            if self._bulk:
                self._held[table] = [entry for entry in self._held[table] if entry[0] != row]
            else:
                self._state.unmake(table, row)
            return
        for op in self._state.bury(table, [row], self.cid):
            self._deleted[table, row] = op

    def unmake(self, table: str, row: Id, maker: Cid, spared: Collection[Cid] = ()) -> None:
        """Delete a row (undo of making it, in the change ``maker``): a colleague's edit keeps it.

        What goes are the writes of this device and of the one that made it (another one, where what a killed
        process began is taken back in a copied notebook). ``spared``: own writes that stand for a colleague's.
        """
        mine = {device_in(self.cid), device_in(maker)}
        for op in self._state.bury(table, [row], self.cid, lambda cid: device_in(cid) in mine and cid not in spared):
            self._deleted[table, row] = op

    def restore(self, table: str, row: Id) -> None:
        """Bring a deleted row back."""
        loaded = self._state.load(table, row)
        if loaded is None or loaded.live:
            return
        if self._deleted.pop((table, row), None) is not None:
            del loaded.clock.deleted[self.cid]
            self._state.store(table, row, loaded)
            return
        self._write(table, row, loaded, {ROW: 1}, {})

    def finish(self) -> tuple[Op, ...]:
        """Write what was held back, keep parents alive, and give the ops in a fixed order."""
        self._flush()
        self._keep_parents()
        inserts = [Insert(table, row, values) for (table, row), values in self._made.items()]
        return (*inserts, *self._written.values(), *self._deleted.values())

    @property
    def changed(self) -> bool:
        """Whether anything was written so far."""
        return bool(self._made or self._written or self._deleted)

    # Details

    def _check(self, table: str, values: Mapping[str, Value]) -> None:
        unknown = set(values) - set(self._state.tables[table])
        if unknown:
            raise LookupError(f"{table} has no field {', '.join(sorted(unknown))}")

    def _contested(self, loaded: Loaded, name: str) -> bool:
        """A cell with several heads: writing the shown value again is a choice between them."""
        return len(loaded.clock.cells.get(name, ())) > 1

    def _foreign(self, loaded: Loaded, name: str) -> bool:
        """Whether other changes, and no write of this one, stand in a cell."""
        heads = loaded.clock.heads(name)
        return bool(heads) and all(cid != self.cid for _, cid in heads)

    def _again(self, table: str, row: Id, values: dict[str, Value], loaded: Loaded) -> None:
        if not loaded.live:
            self.restore(table, row)
            loaded = self._state.load(table, row) or loaded
        different = {f: v for f, v in values.items() if loaded.values[f] != v}
        if different:
            self._write(table, row, loaded, different, {})

    def _correct(self, table: str, row: Id, made: dict[str, Value], values: Mapping[str, Value]) -> bool:
        different = {f: v for f, v in values.items() if made.get(f) != v}
        for name, value in different.items():
            if value is None:
                made.pop(name, None)
            else:
                made[name] = value
        if different and not self._bulk:
            self._state.put(table, row, different)
        return bool(different)

    def _write(
        self,
        table: str,
        row: Id,
        loaded: Loaded,
        values: Mapping[str, Value],
        seen: Mapping[str, Sequence[Cid]],
    ) -> None:
        cells = {}
        for name, value in values.items():
            heads: list[Head] = loaded.clock.heads(name)
            if name in seen:
                heads = self._looked_at(table, row, name, heads, seen[name])
            stamp = max([self.t, *(head[0] + 1 for head in heads if head[1] != self.cid)])
            cells[name] = (value, tuple(head[1] for head in heads), stamp - self.t)
        self._merge(table, row, Write(table, row, cells), loaded)

    def _looked_at(self, table: str, row: Id, name: str, heads: list[Head], seen: Sequence[Cid]) -> list[Head]:
        """The writes that a form showed, also those that were replaced since, and this change's own."""
        standing = {cid: stamp for stamp, cid in heads}
        own = [head for head in heads if head[1] == self.cid]
        return own + [
            (standing[cid] if cid in standing else self._state.wrote(cid, table, row, name)[1], cid)
            for cid in seen
            if cid != self.cid
        ]

    def _merge(self, table: str, row: Id, op: Write, loaded: Loaded) -> None:
        earlier = self._written.get((table, row))
        cells = dict(op.cells)
        if earlier is not None:
            for name in cells.keys() & earlier.cells.keys():
                value, bases, shift = cells[name]
                before = earlier.cells[name]
                cells[name] = (value, tuple(sorted({*before[1], *bases} - {self.cid})), max(shift, before[2]))
        self._state.write(Write(table, row, {n: (v, (*b, self.cid), s) for n, (v, b, s) in cells.items()}),
                          self.cid, self.t, loaded, known=True)  # fmt: skip
        kept = {**(earlier.cells if earlier else {}), **cells}
        self._written[table, row] = Write(table, row, kept)

    def _flush(self) -> None:
        for table, held in self._held.items():
            there: set[Id] = set()
            for start in range(0, len(held), _CHUNK):
                there |= self._state.existing(table, [row for row, _ in held[start : start + _CHUNK]])
            self._state.create(table, [entry for entry in held if entry[0] not in there], self.cid, self.t)
            for row, values in held:
                if row in there:
                    del self._made[table, row]
                    loaded = self._state.load(table, row)
                    if loaded is not None:
                        self._again(table, row, values, loaded)
        self._held.clear()

    def _keep_parents(self) -> None:
        """A new or changed child keeps its parent alive against a deletion that did not know of it."""
        wanted: dict[tuple[str, Id], None] = {}
        for (table, _), values in self._made.items():
            self._want(table, values, wanted)
        for (table, row), op in list(self._written.items()):
            if table in self._parents and any(name != ROW or cell[0] for name, cell in op.cells.items()):
                loaded = self._state.load(table, row)
                if loaded is not None and loaded.live:
                    self._want(table, loaded.values, wanted)
        for table, row in wanted:
            if (table, row) in self._made or (table, row) in self._written:
                continue
            loaded = self._state.load(table, row)
            if loaded is not None and loaded.live:
                self._write(table, row, loaded, {ROW: None}, {})

    def _want(self, table: str, values: Mapping[str, Value], wanted: dict[tuple[str, Id], None]) -> None:
        link = self._parents.get(table)
        parent = values.get(link[0]) if link else None
        if link and isinstance(parent, bytes):
            wanted[link[1], parent] = None
