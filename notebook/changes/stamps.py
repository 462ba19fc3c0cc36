"""The clock of one row: which writes stand in each of its cells, and which of them a deletion has seen.

Every field is a multi-value register: a write replaces the writes its author saw (its bases); whatever was
not seen stays beside it as a second head. The head with the largest (stamp, device, seq) is shown. The row is
live while some head of some cell was not observed by a deletion. All of this is a function of the *set* of
changes, whatever their order (sync.md 2).

Storage: ``sy_st, sy_cid`` name the creating write, which stands for every non-null field; ``sy_x`` (msgpack
``{"f": {field: [[stamp, cid], ...]}, "d": [[deleting cid, [observed cids]], ...]}``) lists the cells whose
heads are anything else, sorted, so that equal state means equal bytes. A field that is null and not listed
has no head; a stub (row not here yet) has creator 0.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime

from notebook.changes.change import ROW, Cid

Head = tuple[int, Cid]  # stamp, change


@dataclass(slots=True)
class Clock:
    """The clock of one row, unpacked. ``filled`` names the fields whose column is not null."""

    creator: Head
    cells: dict[str, list[Head]] = field(default_factory=dict)
    deleted: dict[Cid, set[Cid]] = field(default_factory=dict)
    filled: set[str] = field(default_factory=set)

    def heads(self, name: str) -> list[Head]:
        """The writes standing in a cell, unordered; empty when nobody wrote it."""
        explicit = self.cells.get(name)
        if explicit is not None:
            return explicit
        if self.creator[1] and (name == ROW or name in self.filled):
            return [self.creator]
        return []

    def names(self) -> set[str]:
        """Every cell that has a head."""
        return {*self.cells, *self.filled, ROW}

    def everything(self) -> set[Cid]:
        """The changes behind all heads of all cells: what a deletion observes."""
        return {cid for name in self.names() for _, cid in self.heads(name)}

    def gone(self) -> set[Cid]:
        """The changes that some deletion observed."""
        return set().union(*self.deleted.values()) if self.deleted else set()

    def live(self) -> bool:
        """Whether some head escaped every deletion."""
        gone = self.gone()
        return any(cid not in gone for cid in self.everything())

    def spell_out(self) -> None:
        """List every cell explicitly, before the creator changes or a shown value is cleared."""
        for name in self.names():
            self.cells.setdefault(name, list(self.heads(name)))

    def pack(self, order: Callable[[Head], tuple[int, bytes, int]]) -> bytes | None:
        """``sy_x``: only what differs from the creator's writes, in canonical order."""
        cells: dict[str, list[Head]] = {}
        for name in sorted(self.cells):
            heads = self.cells[name]
            implied = [self.creator] if self.creator[1] and (name == ROW or name in self.filled) else []
            if heads != implied:
                cells[name] = sorted(heads, key=order)
        if not cells and not self.deleted:
            return None
        import msgspec.msgpack

        deleted = [[cid, sorted(self.deleted[cid])] for cid in sorted(self.deleted)]
        return msgspec.msgpack.encode({"d": deleted, "f": cells})


def unpack(stamp: int, cid: Cid, packed: bytes | None, filled: set[str]) -> Clock:
    """The clock of a stored row; ``filled``: its synced fields that are not null."""
    clock = Clock((stamp, cid), filled=filled)
    if packed:
        import msgspec.msgpack

        stored = msgspec.msgpack.decode(packed)
        clock.cells = {name: [(h[0], h[1]) for h in heads] for name, heads in stored["f"].items()}
        clock.deleted = {entry[0]: set(entry[1]) for entry in stored["d"]}
    return clock


def written(stamp: int, cid: Cid, packed: bytes | None, name: str) -> datetime:
    """When what a filled field of a stored row shows was written."""
    return datetime.fromtimestamp(max(unpack(stamp, cid, packed, {name}).heads(name))[0] / 1000, UTC)
