"""What the tables must be, straight from the definitions in sync.md 2: a plain function of a set of changes.

Nothing here calls the code under test: changes are read from their bytes with msgspec alone. Writes are named
by (device, seq); the heads of a cell are its writes minus every write that is named as a base; the largest
(stamp, device, seq) is shown; a row is live while some head of some cell was observed by no deletion.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import msgspec.msgpack

Name = tuple[bytes, int]  # device, sequence number: names a change and the writes in it
Key = tuple[str, bytes]  # table, row
Head = tuple[int, bytes, int]  # stamp, device, sequence number


@dataclass(frozen=True)
class Cell:
    """One write of one cell."""

    value: Any
    stamp: int
    bases: frozenset[Name]


@dataclass(frozen=True)
class Told:
    """A change as its bytes tell it."""

    name: Name
    t: int
    inserts: dict[Key, dict[str, Any]]
    writes: dict[Key, dict[str, Cell]]
    deletes: dict[Key, frozenset[Name]]


@dataclass
class Row:
    """What must stand in one row."""

    values: dict[str, Any]
    heads: dict[str, set[Head]]
    creator: Head | None
    live: bool


@dataclass
class _Cells:
    writes: dict[str, dict[Name, Cell]] = field(default_factory=dict)
    observed: set[Name] = field(default_factory=set)
    creators: set[Head] = field(default_factory=set)


def told(device: bytes, blob: bytes) -> Told:
    """Read the bytes of a change."""
    seq, t, _author, _source, _batch, _title, others, ops = msgspec.msgpack.decode(blob)
    devices = [device, *others]
    change = Told((device, seq), t, {}, {}, {})
    for letter, table, row, content in ops:
        key = table, row
        if letter == "i":
            change.inserts[key] = content
        elif letter == "s":
            change.writes[key] = {
                name: Cell(value, t + shift, frozenset((devices[ix], n) for ix, n in bases))
                for name, (value, bases, shift) in content.items()
            }
        else:
            change.deletes[key] = frozenset((devices[ix], n) for ix, n in content)
    return change


def tables(changes: Iterable[Told], known: Mapping[str, Iterable[str]]) -> dict[Key, Row]:
    """Every row that these changes name, in the tables and fields a program knows."""
    rows: dict[Key, _Cells] = {}
    for change in changes:
        for key, values in change.inserts.items():
            cells = rows.setdefault(key, _Cells())
            cells.creators.add((change.t, *change.name))
            for name, value in {**values, "_row": None}.items():
                cells.writes.setdefault(name, {})[change.name] = Cell(value, change.t, frozenset())
        for key, written in change.writes.items():
            cells = rows.setdefault(key, _Cells())
            for name, cell in written.items():
                cells.writes.setdefault(name, {})[change.name] = cell
        for key, observed in change.deletes.items():
            rows.setdefault(key, _Cells()).observed |= observed
    return {key: _row(cells, known[key[0]]) for key, cells in rows.items() if key[0] in known}


def _row(cells: _Cells, known: Iterable[str]) -> Row:
    heads: dict[str, set[Head]] = {}
    for name, writes in cells.writes.items():
        replaced = frozenset[Name]().union(*(cell.bases for cell in writes.values()))
        heads[name] = {(cell.stamp, *write) for write, cell in writes.items() if write not in replaced}
    values = {}
    for name in known:
        top = max(heads.get(name, ()), default=None)
        values[name] = cells.writes[name][top[1:]].value if top else None
    alive = any(head[1:] not in cells.observed for standing in heads.values() for head in standing)
    return Row(values, heads, min(cells.creators, default=None), alive)


def parked(changes: Iterable[Told], known: Mapping[str, Iterable[str]]) -> set[tuple[str, str]]:
    """The tables and fields that these changes name and a program does not know."""
    found = set()
    for change in changes:
        for key in (*change.inserts, *change.writes, *change.deletes):
            if key[0] not in known:
                found.add((key[0], ""))
        for (table, _), fields in (*change.inserts.items(), *change.writes.items()):
            if table in known:
                found |= {(table, name) for name in fields if name not in known[table] and name != "_row"}
    return found
