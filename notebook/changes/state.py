"""The tables as a function of the set of changes: how one op of one change moves one row.

Local edits, received changes and rebuilding all go through `State`, so they cannot disagree. Nothing here
knows what the tables mean. Call everything inside ``db.write``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from notebook.changes.change import ROW, Cid, Delete, Insert, Value, Write, device_in, seq_in
from notebook.changes.ids import Id
from notebook.changes.stamps import Clock, Head, unpack
from notebook.storage.database import Database

Tables = Mapping[str, tuple[str, ...]]


class Shapes:
    """The tables this program knows, with the statements that read and fill them, made once per notebook."""

    def __init__(self, tables: Tables) -> None:
        self.tables = tables
        self.select = {
            t: f"SELECT sy_st, sy_cid, sy_x, sy_live{''.join(', ' + f for f in fields)} FROM {t} WHERE id=?"
            for t, fields in tables.items()
        }
        self.insert = {
            t: f"INSERT INTO {t} (id, sy_st, sy_cid{''.join(', ' + f for f in fields)})"
            f" VALUES (?, ?, ?{', ?' * len(fields)})"
            for t, fields in tables.items()
        }


@dataclass(slots=True)
class Loaded:
    """A stored row: its clock, its synced values, whether it is shown."""

    clock: Clock
    values: dict[str, Value]
    live: bool


class State:
    """Applies ops to the synced tables.

    ``wrote(cid, table, row, field)`` reads the value and the stamp that a change gave a cell (from the journal);
    ``covered(cid)`` tells whether a change has been applied here.
    """

    def __init__(
        self,
        db: Database,
        shapes: Shapes,
        device_of: Callable[[int], bytes],
        wrote: Callable[[Cid, str, Id, str], tuple[Value, int]],
        covered: Callable[[Cid], bool],
    ) -> None:
        self._db = db
        self.tables = shapes.tables
        self.wrote = wrote
        self._device_of = device_of
        self._covered = covered
        self.touched: dict[str, dict[Id, set[str]]] = {}
        self._select = shapes.select
        self._insert = shapes.insert

    def order(self, head: Head) -> tuple[int, bytes, int]:
        """The total order of writes: stamp, then device, then sequence; the same on every device."""
        return head[0], self._device_of(device_in(head[1])), seq_in(head[1])

    def load(self, table: str, row: Id) -> Loaded | None:
        """A stored row, deleted or not, or None when no op has named it yet."""
        found = self._db.one(self._select[table], (row,))
        if found is None:
            return None
        values: dict[str, Value] = dict(zip(self.tables[table], found[4:], strict=True))
        filled = {name for name, value in values.items() if value is not None}
        return Loaded(unpack(found[0], found[1], found[2], filled), values, bool(found[3]))

    def existing(self, table: str, rows: Sequence[Id]) -> set[Id]:
        """Which of these rows are stored, deleted or not."""
        marks = ", ".join("?" * len(rows))
        return {found[0] for found in self._db.rows(f"SELECT id FROM {table} WHERE id IN ({marks})", rows)}

    # Ops

    def create(self, table: str, rows: Sequence[tuple[Id, Mapping[str, Value]]], cid: Cid, t: int) -> None:
        """Make rows that are known to be new here, many at once."""
        fields = self.tables[table]
        self._db.executemany(
            self._insert[table], [(row, t, cid, *[values.get(f) for f in fields]) for row, values in rows]
        )
        seen = self.touched.setdefault(table, {})
        for row, values in rows:
            seen.setdefault(row, {ROW}).update(values)

    def insert(self, op: Insert, cid: Cid, t: int) -> None:
        """A row is made; if something of it is here already, the writes meet."""
        if op.table not in self.tables:
            self._park(op.table, "")
            return
        loaded = self.load(op.table, op.row)
        if loaded is None and not (op.values.keys() - set(self.tables[op.table])):
            self.create(op.table, [(op.row, op.values)], cid, t)
            return
        loaded = loaded or self._stub(op.table, op.row)
        clock, mine = loaded.clock, (t, cid)
        clock.spell_out()
        if not clock.creator[1] or self.order(mine) < self.order(clock.creator):
            clock.creator = mine
        changed: dict[str, Value] = {}
        contested: set[str] = set()
        for name, value in {**op.values, ROW: None}.items():
            if value is None and name != ROW:
                continue
            before = clock.cells.get(name, [])
            pending = self._take_pending(op.table, op.row, name, cid)
            clock.cells[name] = before if pending else [*before, mine]
            self._show(op, loaded, name, value, cid, before, changed)
            if before and name != ROW:
                contested.add(name)
        self._store(op.table, op.row, loaded, changed, contested)

    def write(self, op: Write, cid: Cid, t: int, loaded: Loaded | None = None, *, known: bool = False) -> None:
        """Fields are written. ``known``: all bases are here already (a local edit)."""
        if op.table not in self.tables:
            self._park(op.table, "")
            return
        loaded = loaded or self.load(op.table, op.row) or self._stub(op.table, op.row)
        changed: dict[str, Value] = {}
        contested: set[str] = set()  # cells with something to choose from, before or after
        for name, (value, bases, shift) in op.cells.items():
            before = loaded.clock.heads(name)
            heads = [head for head in before if head[1] not in bases]
            if not known:
                for base in bases:
                    if not self._covered(base):
                        self._db.execute(
                            "INSERT OR IGNORE INTO pend VALUES (?, ?, ?, ?)", (op.table, op.row, name, base)
                        )
            if known or not self._take_pending(op.table, op.row, name, cid):
                heads.append((t + shift, cid))
            loaded.clock.cells[name] = heads
            self._show(op, loaded, name, value, cid, before, changed)
            if name != ROW and (len(before) > 1 or len(heads) > 1):
                contested.add(name)
        self._store(op.table, op.row, loaded, changed, contested)

    def delete(self, op: Delete, cid: Cid) -> None:
        """A row is deleted as far as the observed writes go."""
        if op.table not in self.tables:
            self._park(op.table, "")
            return
        loaded = self.load(op.table, op.row) or self._stub(op.table, op.row)
        loaded.clock.deleted[cid] = set(op.observed)
        self._store(op.table, op.row, loaded, {})

    def bury(
        self, table: str, rows: Iterable[Id], cid: Cid, among: Callable[[Cid], bool] = lambda cid: True
    ) -> list[Delete]:
        """Delete rows with all that is known of them (and is ``among``); returns the ops.

        Rows already gone are left out.
        """
        ops: list[Delete] = []
        for row in rows:
            loaded = self.load(table, row)
            if loaded is None or not loaded.live:
                continue
            observed = tuple(sorted(filter(among, loaded.clock.everything())))
            loaded.clock.deleted[cid] = set(observed)
            self._store(table, row, loaded, {})
            ops.append(Delete(table, row, observed))
        return ops

    def put(self, table: str, row: Id, values: Mapping[str, Value]) -> None:
        """Correct columns of a row that this very change made or wrote (its clock stays)."""
        self._db.execute(
            f"UPDATE {table} SET {', '.join(f + '=?' for f in values)} WHERE id=?", (*values.values(), row)
        )
        self.touched.setdefault(table, {}).setdefault(row, set()).update(values)

    def unmake(self, table: str, row: Id) -> None:
        """Take back a row that this very change made."""
        self._db.execute(f"DELETE FROM {table} WHERE id=?", (row,))
        self.touched.setdefault(table, {}).setdefault(row, set()).add(ROW)

    def store(self, table: str, row: Id, loaded: Loaded) -> None:
        """Write a row's clock back after it was changed outside."""
        self._store(table, row, loaded, {})

    # Details

    def _stub(self, table: str, row: Id) -> Loaded:
        self._db.execute(f"INSERT INTO {table} (id, sy_st, sy_cid, sy_live) VALUES (?, 0, 0, 0)", (row,))
        return Loaded(Clock((0, 0)), dict.fromkeys(self.tables[table]), False)

    def _show(
        self, op: Insert | Write, loaded: Loaded, name: str, value: Value, cid: Cid, before: list[Head],
        changed: dict[str, Value],
    ) -> None:  # fmt: skip
        """Bring a column to the value of the largest head of its cell."""
        if name == ROW:
            return
        if name not in loaded.values:
            self._park(op.table, name)
            return
        heads = loaded.clock.cells[name]
        top = max(heads, key=self.order) if len(heads) > 1 else heads[0]
        if top[1] == cid:
            changed[name] = value
        elif not before or top != max(before, key=self.order):
            changed[name] = self.wrote(top[1], op.table, op.row, name)[0]

    def _store(
        self, table: str, row: Id, loaded: Loaded, changed: dict[str, Value], contested: Iterable[str] = ()
    ) -> None:
        """``contested`` cells count as touched even when the shown value stays: there is something to choose."""
        clock = loaded.clock
        moved = {name for name, value in changed.items() if loaded.values[name] != value}
        for name, value in changed.items():
            if value is None:
                clock.filled.discard(name)
            else:
                clock.filled.add(name)
        loaded.values.update(changed)
        live = clock.live()
        if live != loaded.live:
            moved.add(ROW)
            loaded.live = live
        columns: dict[str, Value] = {name: changed[name] for name in moved if name != ROW}
        if ROW in moved:  # else left out: SQLite rewrites every index of a column that is named
            columns["sy_live"] = int(live)
        sets = "".join(f", {name}=?" for name in columns)
        self._db.execute(
            f"UPDATE {table} SET sy_st=?, sy_cid=?, sy_x=?{sets} WHERE id=?",
            (*clock.creator, clock.pack(self.order), *columns.values(), row),
        )
        moved.update(contested)
        if moved:
            self.touched.setdefault(table, {}).setdefault(row, set()).update(moved)

    def _take_pending(self, table: str, row: Id, name: str, cid: Cid) -> bool:
        """True when a write was superseded before it arrived."""
        found = self._db.execute("DELETE FROM pend WHERE tbl=? AND row=? AND f=? AND cid=?", (table, row, name, cid))
        return found.rowcount > 0

    def _park(self, table: str, name: str) -> None:
        """Remember that the journal holds something this program has no place for (sync.md 7)."""
        self._db.execute("INSERT OR IGNORE INTO parked VALUES (?, ?)", (table, name))
