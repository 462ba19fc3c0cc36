"""The journal: the only way into the synced tables.

One append-only stream of immutable changes per device; the tables are its projection (sync.md 2 and 3).
`Journal.change` records a local change: ops, journal row, tables, derived columns and search index in ONE
transaction, then ONE `ChangeSet`. `Journal.apply` takes the changes of other devices, all of them or none.
`Journal.batch` makes a long action out of short changes: it counts only when it is finished, is undone as
one, and what a killed process left open is taken back by `recover`.

Local tables: ``dev`` (device index), ``cov`` (which sequence numbers of whom are here), ``journal`` (n: order
of arrival), ``pend`` (writes superseded before they arrived), ``parked`` (tables and fields this program does
not know yet), ``batch`` (open batches), ``undo`` (the stack of this device, shared by all its processes).
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from functools import cached_property
from typing import Protocol

from notebook.changes.change import (
    ROW,
    Change,
    Cid,
    DamagedChange,
    Insert,
    Sealed,
    Value,
    Write,
    cid_of,
    decode,
    device_in,
    digest_of,
    encode,
    seq_in,
    title_bytes,
)
from notebook.changes.draft import Draft
from notebook.changes.ids import Id, Ids
from notebook.changes.state import Shapes, State, Tables
from notebook.clock import Clock
from notebook.events import ChangeSet, Publisher, Touched
from notebook.sentences import Sentence, say
from notebook.storage.database import Database

Parents = Mapping[str, tuple[str, str]]
_LIST_AT_MOST = 500  # a ChangeSet with more journal rows than this says "everything"


class Projection(Protocol):
    """Something derived from the synced tables and kept in step inside the same transaction."""

    def project(self, db: Database, touched: Touched) -> None:
        """Follow these rows."""

    def rebuild(self, db: Database) -> None:
        """Start anew from the tables."""

    def verify(self, db: Database) -> list[Sentence]:
        """What differs from the tables, inside one `moment` of the file: it only reads."""


class Journal:
    """The changes of one notebook, as one device sees and makes them.

    ``device``: the 8 random bytes of this device; ``author``: gives the id of the colleague at work.
    """

    def __init__(
        self,
        db: Database,
        tables: Tables,
        parents: Parents,
        *,
        clock: Clock,
        device: bytes,
        author: Callable[[], Id | None] = lambda: None,
        publisher: Publisher | None = None,
    ) -> None:
        self.db = db
        self.clock = clock
        self.device = device
        self.author = author
        self.publisher = publisher or Publisher()
        self.followers: Callable[[], list[Projection]] = list  # asked once, when something is first written
        self.before_first: Callable[[], None] | None = None
        self.hold: Callable[[Id], AbstractContextManager[None]] = lambda batch: nullcontext()
        self._shapes = Shapes(tables)
        self._ids = Ids()
        self._parents = parents
        self._devices: list[bytes] = []
        self._indexes: dict[bytes, int] = {}
        self._here = threading.local()
        self._announcing = threading.Lock()  # guards the three below: any thread commits, any thread polls
        self._own: set[int] = set()
        self._polled = int(db.value("SELECT max(n) FROM journal") or 0)

    @cached_property
    def projections(self) -> list[Projection]:
        """What follows the tables, in the order in which it is kept."""
        return self.followers()

    # Recording

    def new_id(self) -> Id:
        """The id of a new row or batch; later ones sort behind it."""
        return self._ids.new(self.clock.now())

    @contextmanager
    def change(
        self,
        title: Sentence,
        *,
        origin: object = None,
        source: str | None = None,
        batch: Id | None = None,
        undoable: bool = True,
        bulk: bool = False,
    ) -> Iterator[Draft]:
        """One change; inside another one it joins that. An exception takes everything back.

        ``source``: what it came from (``import:people.vcf``, ``interaction:<id>``). ``bulk``: reads inside do
        not see new rows, and the disk is not waited for.
        """
        current: Draft | None = getattr(self._here, "draft", None)
        if current is not None:
            yield current
            return
        if self.before_first is not None:
            first, self.before_first = self.before_first, None
            try:
                first()
            except BaseException:
                self.before_first = first
                raise
        author = self.author()
        with self._writing(bulk=bulk):
            own = self._own_index()
            seq = int(self.db.value("SELECT max(hi) FROM cov WHERE dev=?", (own,)) or 0) + 1
            t = int(self.clock.now().timestamp() * 1000)
            state = self.state()
            draft = self._here.draft = Draft(state, cid_of(own, seq), t, self._parents, bulk=bulk)
            try:
                yield draft
                ops = draft.finish()
            finally:
                self._here.draft = None
            if not ops:
                return  # nothing differed: no change, no undo entry
            change = Change(draft.cid, t, author, source, batch, title, ops)
            blob = encode(change, self.device_of)
            self._append(change, blob, digest_of(self.device, blob))
            if undoable and batch is None:
                self.push(title, draft.cid, None)
            touched = self._project(state)
        self._announced()
        if batch is None:  # of a batch only its end is told: a window that followed every piece would slow it down
            self.publisher.publish(ChangeSet(touched, title, author, origin))

    @contextmanager
    def batch(
        self, title: Sentence, *, source: str | None = None, close: Callable[[Id], object] | None = None
    ) -> Iterator[Batch]:
        """A long action made of short changes: all or nothing, undone as one.

        ``close`` (undo and redo) is called in its last transaction instead of putting it on the undo stack.

        An exception (also `Cancelled`) takes back what was done so far. While it runs, ``hold`` (a file lock,
        which dies with the process) tells `recover` in other processes to leave it alone.
        """
        batch = Batch(self, self.new_id(), title, source)
        try:
            with self.hold(batch.id):
                with self.db.write():
                    self.db.execute("INSERT INTO batch VALUES (?, ?, 'open')", (batch.id, title_bytes(title)))
                try:
                    yield batch
                    with self.db.write():
                        self.db.execute("DELETE FROM batch WHERE id=?", (batch.id,))
                        if close is not None:
                            close(batch.id)
                        elif self.db.value("SELECT 1 FROM journal WHERE batch=?", (batch.id,)):
                            self.push(title, None, batch.id)
                except BaseException:
                    self.take_back(batch.id)
                    raise
        finally:
            self.publisher.publish(ChangeSet(title=title, everything=True))

    def recover(self, abandoned: Callable[[Id], bool]) -> int:
        """Take back the batches that a killed process left open; returns how many."""
        open_batches = [row[0] for row in self.db.rows("SELECT id FROM batch WHERE state='open'")]
        gone = [batch for batch in open_batches if abandoned(batch)]
        for batch in gone:
            self.take_back(batch)
        return len(gone)

    def take_back(self, batch: Id) -> None:
        """Undo an unfinished batch and forget it (again after a kill: what is undone stays undone)."""
        from notebook.changes.undo import invert_batch

        invert_batch(self, batch, say("Take back what was not finished"), self.new_id())
        with self.db.write():
            self.db.execute("DELETE FROM batch WHERE id=?", (batch,))

    def forget_undo(self) -> None:
        """Empty the undo stack of this device (the sample notebook starts without one)."""
        with self.db.write():
            self.db.execute("DELETE FROM undo WHERE dev=?", (self._own_index(),))

    # Receiving

    def apply(self, changes: Iterable[Sealed], *, origin: object = None) -> int:
        """Take changes of other devices (any order, repeats allowed) in one transaction; returns how many were new.

        Raises `DamagedChange` when one is not what its digest says; then nothing was changed.
        """
        arrived = 0
        with self._writing():
            state = self.state()
            for sealed in changes:
                if digest_of(sealed.device, sealed.blob) != sealed.digest:
                    raise DamagedChange("digest")
                own = self.index_of(sealed.device)
                cid = cid_of(own, sealed.seq)
                if self.covered(cid):
                    continue
                change = decode(sealed.blob, own, self.index_of)
                if change.cid != cid:
                    raise DamagedChange("sequence number")
                apply_ops(state, change)
                self._append(change, sealed.blob, sealed.digest)
                arrived += 1
            touched = self._project(state)
        self._announced()
        if arrived:
            self.publisher.publish(ChangeSet(touched, origin=origin))
        return arrived

    def since(self, coverage: Mapping[bytes, Sequence[tuple[int, int]]]) -> Iterator[Sealed]:
        """The changes held here (of all devices) that a replica with this coverage lacks.

        Batches still open here stay here: they may yet be taken back.
        """
        unfinished = {row[0] for row in self.db.rows("SELECT id FROM batch")}
        for cid, batch, blob, digest in self.db.rows("SELECT cid, batch, blob, digest FROM journal ORDER BY n"):
            device, seq = self.device_of(device_in(cid)), seq_in(cid)
            if batch not in unfinished and not any(lo <= seq <= hi for lo, hi in coverage.get(device, ())):
                yield Sealed(device, seq, blob, digest)

    def coverage(self) -> dict[bytes, list[tuple[int, int]]]:
        """Which sequence numbers of which device are here: closed ranges."""
        found: dict[bytes, list[tuple[int, int]]] = {}
        for dev, lo, hi in self.db.rows("SELECT dev, lo, hi FROM cov ORDER BY dev, lo"):
            found.setdefault(self.device_of(dev), []).append((lo, hi))
        return found

    def poll(self) -> None:
        """Notice what another process wrote to the same file, and publish it."""
        version = self.db.data_version()
        if version == getattr(self._here, "version", None):
            return
        self._here.version = version  # a number of this thread's connection; others count for themselves
        with self._announcing:
            rows = self.db.rows("SELECT n, cid FROM journal WHERE n > ? ORDER BY n", (self._polled,))
            foreign = [row for row in rows if row[0] not in self._own]
            if rows:
                self._polled = rows[-1][0]
                self._own = {n for n in self._own if n > self._polled}
        if len(foreign) > _LIST_AT_MOST:
            self.publisher.publish(ChangeSet(everything=True))
            return
        touched: dict[str, dict[Id, frozenset[str]]] = {}
        for n, cid in foreign:
            blob = self.db.value("SELECT blob FROM journal WHERE n=?", (n,))
            for op in decode(blob, device_in(cid), self.index_of).ops:
                fields = frozenset(op.cells) if isinstance(op, Write) else frozenset({"_row"})
                seen = touched.setdefault(op.table, {})
                seen[op.row] = seen.get(op.row, frozenset()) | fields
        if touched:
            self.publisher.publish(ChangeSet(touched))

    def follow(self) -> Touched:
        """Let what is derived follow the clock, without a change; returns what that touched, for `publisher`."""
        touched: Touched = {}
        with self._writing():
            self._derive(touched)
        return touched

    # Reading

    def read(self, cid: Cid, row: Id | None = None) -> Change:
        """A change held here; with ``row`` only what it did to that row. Raises LookupError."""
        blob = self.db.value("SELECT blob FROM journal WHERE cid=?", (cid,))
        if blob is None:
            raise LookupError(f"change {cid} is not here")
        return decode(blob, device_in(cid), self.index_of, row)

    def wrote(self, cid: Cid, table: str, row: Id, name: str) -> tuple[Value, int]:
        """What a change wrote into a cell, and with which stamp."""
        change = self.read(cid)
        for op in change.ops:
            if op.row == row and op.table == table:
                if isinstance(op, Write) and name in op.cells:
                    return op.cells[name][0], change.t + op.cells[name][2]
                if isinstance(op, Insert) and (name in op.values or name == ROW):
                    return op.values.get(name), change.t
        raise LookupError(f"change {cid} did not write {table}.{name}")

    def seen(self, table: str, row: Id, fields: Iterable[str]) -> dict[str, tuple[Cid, ...]]:
        """The heads of some cells now, to hand to `Draft.set` when a form is committed later."""
        loaded = self.state().load(table, row)
        return {f: tuple(cid for _, cid in loaded.clock.heads(f)) for f in fields} if loaded else {}

    def covered(self, cid: Cid) -> bool:
        """Whether a change has been applied here."""
        seq = seq_in(cid)
        return (
            self.db.value("SELECT 1 FROM cov WHERE dev=? AND lo<=? AND hi>=?", (device_in(cid), seq, seq)) is not None
        )

    def device_of(self, ix: int) -> bytes:
        """The device behind a local index."""
        if ix > len(self._devices):
            self._learn_devices()
        return self._devices[ix - 1]

    def index_of(self, device: bytes) -> int:
        """The local index of a device; a new one is entered when a write is under way, else it is 0."""
        ix = self._indexes.get(device)
        if ix is None:
            self._learn_devices()
            ix = self._indexes.get(device)
        if ix is None:
            if not self.db.writing:
                return 0
            self.db.execute("INSERT INTO dev (ix, id) VALUES (?, ?)", (len(self._devices) + 1, device))
            ix = len(self._devices) + 1  # not remembered: the transaction may be rolled back
        return ix

    def state(self) -> State:
        """The tables, ready to take ops."""
        return State(self.db, self._shapes, self.device_of, self.wrote, self.covered)

    # Details

    def _learn_devices(self) -> None:
        rows = self.db.rows("SELECT id FROM dev ORDER BY ix")
        self._devices = [row[0] for row in rows]
        self._indexes = {device: ix for ix, device in enumerate(self._devices, 1)}

    def _own_index(self) -> int:
        return self.index_of(self.device)

    @contextmanager
    def _writing(self, *, bulk: bool = False) -> Iterator[None]:
        """A transaction; after a rollback the device indexes and journal rows noted in it are forgotten."""
        self._here.noted = []
        try:
            with self.db.write(bulk=bulk):
                yield
        except BaseException:
            self._devices, self._indexes = [], {}
            with self._announcing:
                self._own.difference_update(self._here.noted)
            raise

    def _announced(self) -> None:
        """This process's own rows at the head of the journal need not be looked at by `poll`."""
        with self._announcing:
            while self._polled + 1 in self._own:
                self._polled += 1
                self._own.discard(self._polled)

    def _append(self, change: Change, blob: bytes, digest: bytes) -> None:
        n = self.db.execute(
            "INSERT INTO journal (cid, t, batch, blob, digest) VALUES (?, ?, ?, ?, ?)",
            (change.cid, change.t, change.batch, blob, digest),
        ).lastrowid
        with self._announcing:  # before the commit: a poll in another thread must know whose row it meets
            self._own.add(int(n or 0))
        self._here.noted.append(int(n or 0))
        dev, seq = device_in(change.cid), seq_in(change.cid)
        lo = self.db.value("SELECT lo FROM cov WHERE dev=? AND hi=?", (dev, seq - 1))
        after = self.db.one("SELECT lo, hi FROM cov WHERE dev=? AND lo=?", (dev, seq + 1))
        if after is not None:
            self.db.execute("DELETE FROM cov WHERE dev=? AND lo=?", (dev, after[0]))
        hi = after[1] if after else seq
        if lo is None:
            self.db.execute("INSERT INTO cov VALUES (?, ?, ?)", (dev, seq, hi))
        else:
            self.db.execute("UPDATE cov SET hi=? WHERE dev=? AND lo=?", (hi, dev, lo))

    def push(self, title: Sentence, cid: Cid | None, batch: Id | None) -> None:
        """A new action on the undo stack; what had been undone can no longer be redone."""
        own = self._own_index()
        self.db.execute("DELETE FROM undo WHERE dev=? AND undone=1", (own,))
        self.db.execute(
            "INSERT INTO undo (dev, title, cid, batch) VALUES (?, ?, ?, ?)",
            (own, title_bytes(title), cid, batch),
        )

    def _project(self, state: State) -> Touched:
        touched = {t: {row: frozenset(fields) for row, fields in rows.items()} for t, rows in state.touched.items()}
        self._derive(touched)
        return touched

    def _derive(self, touched: Touched) -> None:
        for projection in self.projections:
            projection.project(self.db, touched)


class Batch:
    """A long action under way: hands out its short changes."""

    def __init__(self, journal: Journal, batch: Id, title: Sentence, source: str | None) -> None:
        self._journal = journal
        self.id = batch
        self.title = title
        self._source = source

    @contextmanager
    def change(self, *, bulk: bool = True) -> Iterator[Draft]:
        """One short change of the batch (aim at 20 ms, so that the window stays alive)."""
        with self._journal.change(self.title, source=self._source, batch=self.id, bulk=bulk, undoable=False) as draft:
            yield draft


def apply_ops(state: State, change: Change) -> None:
    """Apply a whole change to the tables."""
    for op in change.ops:
        if isinstance(op, Insert):
            state.insert(op, change.cid, change.t)
        elif isinstance(op, Write):
            state.write(op, change.cid, change.t)
        else:
            state.delete(op, change.cid)
