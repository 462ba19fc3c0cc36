"""What happened to a cell or a row: found by walking from its heads to their bases, no index needed.

Provenance (P6, S4): head -> journal row (who, when, which device, from which import) -> bases -> ...
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from notebook.changes.change import ROW, Change, Cid, Delete, Insert, Value, Write, cid_of, device_in, seq_in
from notebook.changes.ids import Id
from notebook.changes.journal import Journal
from notebook.changes.state import Loaded
from notebook.sentences import Sentence


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One write of one cell (``field``), or a row made, deleted or restored (``field`` is ``_row``).

    ``state``: ``shown``, ``offered`` (a second head to choose from) or ``past``. ``value`` of ``_row``: made,
    deleted, restored.
    """

    at: datetime
    author: Id | None
    device: bytes
    title: Sentence
    source: str | None
    batch: Id | None
    table: str
    row: Id
    field: str
    value: Value
    state: str
    cid: Cid


@dataclass(frozen=True, slots=True)
class StandingHead:
    """One of the values standing in a cell; the first of `heads` is the shown one."""

    value: Value
    cid: Cid
    author: Id | None
    at: datetime
    device: bytes
    imported: bool


def is_import(change: Change) -> bool:
    """Whether a change came from an import rather than from a person's hand."""
    return bool(change.source and change.source.startswith("import:"))


def inverse_source(journal: Journal, cid: Cid) -> str:
    """What the inverse of a change says it came from; `meant` reads it."""
    return f"undo:{journal.device_of(device_in(cid)).hex()}:{seq_in(cid)}"


def meant(journal: Journal, cid: Cid, table: str, row: Id, field: str, *, upto: Cid = 0, device: int = 0) -> set[Cid]:
    """The writes that a head stands for: itself, or where undo or redo wrote it, what stood there before.

    Undo writes one value, but what it puts back is the cell as the author of the undone change saw it. The
    write ``upto`` stands for itself; with ``device`` so does what any other device wrote, or this one before.
    """
    if cid == upto or (device and (device_in(cid) != device or cid < upto)):
        return {cid}
    if not journal.covered(cid):
        return {cid}  # the change under way
    change = journal.read(cid, row)
    if not (change.source or "").startswith("undo:"):
        return {cid}
    _, whose, seq = (change.source or "").split(":")
    undone = cid_of(journal.index_of(bytes.fromhex(whose)), int(seq))
    if not journal.covered(undone):
        return {cid}  # not here yet
    was = journal.read(undone, row)
    before = set(bases_of(was, table, row, field))
    # what was undone need not have written here: a row made again keeps its parent alive, unmaking it had not
    limit = undone if _writes(was, table, row, field) else upto
    for base in bases_of(change, table, row, field):
        before |= meant(journal, base, table, row, field, upto=limit, device=device) - {undone}
    found: set[Cid] = set()
    for base in filter(journal.covered, before):
        found |= meant(journal, base, table, row, field, upto=upto, device=device)
    replaced = {base for write in found for base in bases_of(journal.read(write, row), table, row, field)}
    return found - replaced


def heads(journal: Journal, table: str, row: Id, field: str) -> list[StandingHead]:
    """The values standing in a cell, the shown one first."""
    return [values[0] for values in _standing(journal, table, row, field)]


def choices(journal: Journal, table: str, row: Id, field: str) -> list[StandingHead]:
    """The values to choose from in a cell, the shown one first.

    Those standing in it (`heads`); and where a choice between values was undone, those that were to choose from
    then: the inverse could write but one of them, and means all.
    """
    return [value for values in _standing(journal, table, row, field) for value in values]


def _standing(journal: Journal, table: str, row: Id, field: str) -> Iterator[list[StandingHead]]:
    """For each head its value, and the other values it means."""
    state = journal.state()
    loaded = state.load(table, row)
    for _, cid in sorted(loaded.clock.heads(field), key=state.order, reverse=True) if loaded is not None else ():
        origins = {origin: journal.read(origin, row) for origin in meant(journal, cid, table, row, field)}
        imported = bool(origins) and all(is_import(change) for change in origins.values())
        shown = _head(journal, journal.read(cid, row), table, row, field, imported)
        others = [_head(journal, change, table, row, field, is_import(change)) for change in origins.values()]
        yield [shown, *(other for other in others if other.cid != cid and other.value != shown.value)]


def undone(journal: Journal, loaded: Loaded, row: Id, field: str) -> bool:
    """Whether undo or redo wrote what stands in a cell: it may mean several values (see `choices`)."""
    return any(
        (journal.read(cid, row).source or "").startswith("undo:") for _, cid in loaded.clock.heads(field)
        if journal.covered(cid)
    )  # fmt: skip


def untouched(journal: Journal, table: str, row: Id, field: str, start: Value) -> bool:
    """Whether no person has written a cell since the row was made with ``start`` in it, but for what was undone."""
    loaded = journal.state().load(table, row)
    for _, cid in loaded.clock.heads(field) if loaded is not None else ():
        for origin in meant(journal, cid, table, row, field):
            change = journal.read(origin, row)
            made = any(isinstance(op, Insert) and (op.table, op.row) == (table, row) for op in change.ops)
            if not is_import(change) and not (made and _written(change, table, row, field) == start):
                return False
    return True


def _head(journal: Journal, change: Change, table: str, row: Id, field: str, imported: bool) -> StandingHead:
    return StandingHead(_written(change, table, row, field), change.cid, change.author, _at(change),
                        journal.device_of(device_in(change.cid)), imported)  # fmt: skip


def written_by_import(journal: Journal, table: str, row: Id, field: str) -> list[Value]:
    """What imports ever wrote into a cell, newest first."""
    loaded = journal.state().load(table, row)
    if loaded is None:
        return []
    walked = _walk(journal, table, row, field, [cid for _, cid in loaded.clock.heads(field)])
    imports = [(change.t, _written(change, table, row, field)) for change in walked if is_import(change)]
    return [value for _, value in sorted(imports, key=lambda entry: -entry[0])]


def history(journal: Journal, rows: Iterable[tuple[str, Id]], field: str | None = None) -> list[HistoryEntry]:
    """Everything that was written to these rows, newest first."""
    found: list[HistoryEntry] = []
    state = journal.state()
    for table, row in rows:
        loaded = state.load(table, row)
        if loaded is None:
            continue
        clock = loaded.clock
        for name in sorted(clock.names()):
            if field is not None and name != field:
                continue
            standing = clock.heads(name)
            shown = max(standing, key=state.order)[1] if standing else 0
            current = {cid for _, cid in standing}
            for change in _walk(journal, table, row, name, current):
                value = _written(change, table, row, name)
                if name == ROW and (value := _event(change, table, row)) is None:
                    continue
                role = "shown" if change.cid == shown else "offered" if change.cid in current else "past"
                found.append(_entry(journal, change, table, row, name, value, role))
        if field in (None, ROW):
            for cid in clock.deleted:
                found.append(_entry(journal, journal.read(cid), table, row, ROW, "deleted", "past"))
    return sorted(found, key=lambda entry: (entry.at, entry.cid), reverse=True)


def _walk(journal: Journal, table: str, row: Id, field: str, start: Iterable[Cid]) -> Iterator[Change]:
    waiting, met = list(start), set(start)
    while waiting:
        cid = waiting.pop()
        if not journal.covered(cid):
            continue
        change = journal.read(cid, row)
        yield change
        fresh = [base for base in bases_of(change, table, row, field) if base not in met]
        met.update(fresh)
        waiting.extend(fresh)


def _written(change: Change, table: str, row: Id, field: str) -> Value:
    for op in change.ops:
        if op.table == table and op.row == row:
            if isinstance(op, Write) and field in op.cells:
                return op.cells[field][0]
            if isinstance(op, Insert):
                return op.values.get(field)
    return None


def bases_of(change: Change, table: str, row: Id, field: str) -> tuple[Cid, ...]:
    """What a change saw in a cell that it wrote; empty where it did not write it."""
    for op in change.ops:
        if isinstance(op, Write) and op.table == table and op.row == row and field in op.cells:
            return op.cells[field][1]
    return ()


def _writes(change: Change, table: str, row: Id, field: str) -> bool:
    return any(isinstance(op, Write) and (op.table, op.row) == (table, row) and field in op.cells for op in change.ops)


def _event(change: Change, table: str, row: Id) -> str | None:
    for op in change.ops:
        if op.table == table and op.row == row:
            if isinstance(op, Insert):
                return "made"
            if isinstance(op, Write) and ROW in op.cells and op.cells[ROW][0] == 1:
                return "restored"
            if isinstance(op, Delete):
                return "deleted"
    return None


def _at(change: Change) -> datetime:
    return datetime.fromtimestamp(change.t / 1000, UTC)


def _entry(journal: Journal, change: Change, table: str, row: Id, field: str, value: Value, state: str) -> HistoryEntry:
    return HistoryEntry(_at(change), change.author, journal.device_of(device_in(change.cid)), change.title,
                        change.source, change.batch, table, row, field, value, state, change.cid)  # fmt: skip
