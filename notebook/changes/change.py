"""A change: what one user action wrote, as an immutable value, and its bytes.

Wire form (msgpack): ``[seq, t, author, source, batch, title, devs, ops]``. ``t`` is the honest wall clock in
milliseconds, ``devs`` the other devices that the ops name. Ops:

- ``["i", table, row, {field: value}]``: a row is made; non-null fields only.
- ``["s", table, row, {field: [value, bases, shift]}]``: fields are written; ``bases`` are the writes that
  the author saw in that cell, ``shift`` is stamp minus ``t``. The pseudo-field ``_row`` carries 1 when a
  deleted row is restored and null when a child keeps its parent alive.
- ``["d", table, row, [ids]]``: the row is deleted as far as these writes go.

A write is named by its change: ``[index into devs, seq]`` on the wire (0 is the author's own device), and
``cid = device index << 40 | seq`` on this device. Unknown op letters and fields are kept, not refused.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from notebook.changes.ids import Id
from notebook.sentences import Sentence

Cid = int
Value = str | int | bytes | None
Cell = tuple[Value, tuple[Cid, ...], int]  # value, bases, shift
SEQ_BITS = 40
SEQ_MASK = (1 << SEQ_BITS) - 1
ROW = "_row"


def cid_of(device: int, seq: int) -> Cid:
    """The name of a device's change on this device; ``device``: its local index."""
    return device << SEQ_BITS | seq


def device_in(cid: Cid) -> int:
    """The local index of the device that made a change."""
    return cid >> SEQ_BITS


def seq_in(cid: Cid) -> int:
    """Which of its device's changes it is."""
    return cid & SEQ_MASK


@dataclass(frozen=True, slots=True)
class Insert:
    """A row is made."""

    table: str
    row: Id
    values: dict[str, Value]


@dataclass(frozen=True, slots=True)
class Write:
    """Fields are written: field -> (value, bases, shift)."""

    table: str
    row: Id
    cells: dict[str, Cell]


@dataclass(frozen=True, slots=True)
class Delete:
    """A row is deleted as far as the observed writes go."""

    table: str
    row: Id
    observed: tuple[Cid, ...]


Op = Insert | Write | Delete


@dataclass(frozen=True, slots=True)
class Change:
    """One user action of one device."""

    cid: Cid
    t: int
    author: Id | None
    source: str | None
    batch: Id | None
    title: Sentence
    ops: tuple[Op, ...]


@dataclass(frozen=True, slots=True)
class Sealed:
    """A change as it travels: whose, which, the bytes and their digest."""

    device: bytes
    seq: int
    blob: bytes
    digest: bytes


class DamagedChange(ValueError):
    """The bytes are not the change they claim to be."""


def digest_of(device: bytes, blob: bytes) -> bytes:
    """The 16-byte fingerprint that `Sealed` carries."""
    return hashlib.blake2b(blob, digest_size=16, key=device).digest()


def pack_title(title: Sentence) -> list[Any]:
    """A title as plain data; parameters become text (a sentence inside stays a sentence)."""
    params = {
        k: pack_title(v) if isinstance(v, Sentence) else v if isinstance(v, (str, int)) else str(v)
        for k, v in title.params.items()
    }
    return [title.text, params, title.many]


def unpack_title(packed: list[Any]) -> Sentence:
    """The title again."""
    params = {k: unpack_title(v) if isinstance(v, list) else v for k, v in packed[1].items()}
    return Sentence(packed[0], params, packed[2])


def title_bytes(title: Sentence) -> bytes:
    """A title as it is kept in a column of its own."""
    import msgspec.msgpack  # as late as it is needed: a start is quick

    return msgspec.msgpack.encode(pack_title(title))


def title_in(packed: bytes) -> Sentence:
    """The title in such bytes."""
    import msgspec.msgpack

    return unpack_title(msgspec.msgpack.decode(packed))


def encode(change: Change, device_of: Callable[[int], bytes]) -> bytes:
    """The wire form; ``device_of`` gives the device id of a local device index."""
    import msgspec.msgpack

    own = change.cid >> SEQ_BITS
    places: dict[int, int] = {own: 0}
    devices: list[bytes] = []

    def name(cid: Cid) -> tuple[int, int]:
        ix = cid >> SEQ_BITS
        place = places.get(ix)
        if place is None:
            devices.append(device_of(ix))
            place = places[ix] = len(devices)
        return place, cid & SEQ_MASK

    ops: list[list[Any]] = []
    for op in change.ops:
        if isinstance(op, Insert):
            ops.append(["i", op.table, op.row, op.values])
        elif isinstance(op, Write):
            cells = {f: [v, [name(b) for b in bases], shift] for f, (v, bases, shift) in op.cells.items()}
            ops.append(["s", op.table, op.row, cells])
        else:
            ops.append(["d", op.table, op.row, [name(o) for o in op.observed]])
    head = [
        change.cid & SEQ_MASK,
        change.t,
        change.author,
        change.source,
        change.batch,
        pack_title(change.title),
    ]
    return msgspec.msgpack.encode([*head, devices, ops])


def decode(blob: bytes, own: int, index_of: Callable[[bytes], int], only: Id | None = None) -> Change:
    """The change again; ``own`` is the local index of its device. Raises `DamagedChange`.

    ``only``: no ops but those on this row (a change of an import has hundreds).
    """
    import msgspec

    try:
        seq, t, author, source, batch, title, devices, ops = msgspec.msgpack.decode(blob)[:8]
        places = [own, *(index_of(d) for d in devices)]

        def cid(pair: list[int]) -> Cid:
            return places[pair[0]] << SEQ_BITS | pair[1]

        read: list[Op] = []
        for op in ops if only is None else [op for op in ops if op[2:3] == [only]]:
            match op:
                case ["i", str(table), bytes(row), dict(values), *_]:
                    read.append(Insert(table, row, values))
                case ["s", str(table), bytes(row), dict(cells), *_]:
                    read.append(Write(table, row, {
                        f: (cell[0], tuple(cid(b) for b in cell[1]), cell[2]) for f, cell in cells.items()
                    }))  # fmt: skip
                case ["d", str(table), bytes(row), list(observed), *_]:
                    read.append(Delete(table, row, tuple(cid(o) for o in observed)))
        return Change(own << SEQ_BITS | seq, t, author, source, batch, unpack_title(title), tuple(read))
    except (msgspec.DecodeError, ValueError, TypeError, IndexError, KeyError, AttributeError) as error:
        raise DamagedChange(str(error)) from error


def author_in(head: bytes) -> Id | None:
    """The author from the first 40 bytes of a change, its ops unread (a batch's change may be large)."""
    at = 1
    for _ in range(2):  # seq and t, as msgpack's unsigned integers
        at += {0xCC: 2, 0xCD: 3, 0xCE: 5, 0xCF: 9}.get(head[at], 1)
    return head[at + 2 : at + 18] if head[at] == 0xC4 else None
