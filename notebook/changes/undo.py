"""Undo and redo: an operation made of inverse changes, itself an ordinary change that syncs and has a history.

What was made is deleted, what was deleted is restored, what was written gets back the value its author saw -
where the undone write still stands alone. What somebody else has written since is left alone. The stack is
one per device, in the file, shared by the window and every command.
"""

from __future__ import annotations

from collections.abc import Callable

from notebook.changes.change import ROW, Change, Cid, Delete, Insert, Value, Write, unpack_title
from notebook.changes.draft import Draft
from notebook.changes.ids import Id, new_id
from notebook.changes.journal import Journal
from notebook.errors import Cancelled, Refused
from notebook.sentences import Sentence, say

Progress = Callable[[int, int], bool]
"""Called with (done, of); returns False to cancel."""


class Undo:
    """The undo stack of this device."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self._db = journal.db

    def next_undo(self) -> Sentence | None:
        """The title of what `undo` would take back."""
        found = self._top(0)
        return _title(found[1]) if found else None

    def next_redo(self) -> Sentence | None:
        """The title of what `redo` would do again."""
        found = self._top(1)
        return _title(found[1]) if found else None

    def size(self) -> int:
        """How many journal changes the next undo stands for (a batch may be long: use the worker)."""
        found = self._top(0)
        if found is None or found[3] is None:
            return 0 if found is None else 1
        return int(self._db.value("SELECT count(*) FROM journal WHERE batch=?", (found[3],)))

    def undo(self, progress: Progress | None = None) -> Sentence:
        """Take back the last action of this device; returns its title. Raises `Refused` when there is none."""
        found = self._top(0)
        if found is None:
            raise Refused(say("There is nothing to undo."))
        return self._turn(found, say("Undo: {title}", title=_title(found[1])), 1, progress)

    def redo(self, progress: Progress | None = None) -> Sentence:
        """Do again what was undone last. Raises `Refused` when there is nothing."""
        found = self._top(1)
        if found is None:
            raise Refused(say("There is nothing to redo."))
        return self._turn(found, say("Redo: {title}", title=_title(found[1])), 0, progress)

    def revert(self, batch: Id, progress: Progress | None = None) -> None:
        """Undo a batch out of turn, at any later time (an import, X4); itself undoable."""
        if not self._db.value("SELECT 1 FROM journal WHERE batch=?", (batch,)):
            raise Refused(say("There is no such import to take back."))
        title = self._journal.read(self._db.value("SELECT cid FROM journal WHERE batch=?", (batch,))).title
        inverse = new_id(self._journal.clock.now())
        invert_batch(self._journal, batch, say("Undo: {title}", title=title), inverse, progress)
        with self._db.write():
            self._db.execute("UPDATE undo SET undone=1, batch=? WHERE batch=?", (inverse, batch))

    def _top(self, undone: int) -> tuple[int, bytes, Cid | None, Id | None] | None:
        own = self._db.value("SELECT ix FROM dev WHERE id=?", (self._journal.device,))
        order = "n" if undone else "n DESC"
        row = self._db.one(
            f"SELECT n, title, cid, batch FROM undo WHERE dev=? AND undone=? ORDER BY {order} LIMIT 1",
            (own, undone),
        )
        return row

    def _turn(
        self,
        found: tuple[int, bytes, Cid | None, Id | None],
        title: Sentence,
        undone: int,
        progress: Progress | None,
    ) -> Sentence:
        n, packed, cid, batch = found
        if batch is not None:
            inverse = new_id(self._journal.clock.now())
            invert_batch(self._journal, batch, title, inverse, progress)
            with self._db.write():
                self._db.execute("UPDATE undo SET undone=?, batch=? WHERE n=?", (undone, inverse, n))
        elif cid is not None:
            change = self._journal.read(cid)
            with self._journal.change(title, undoable=False) as draft:
                invert(self._journal, draft, change)
                self._db.execute("UPDATE undo SET undone=?, cid=? WHERE n=?", (undone, draft.cid, n))
        return _title(packed)


def invert(journal: Journal, draft: Draft, change: Change) -> None:
    """Write the inverse of a change, as far as nobody has written since."""
    for op in reversed(change.ops):
        if isinstance(op, Insert):
            draft.unmake(op.table, op.row)
        elif isinstance(op, Delete):
            draft.restore(op.table, op.row)
        else:
            _unwrite(journal, draft, op, change.cid)


def invert_batch(journal: Journal, batch: Id, title: Sentence, inverse: Id, progress: Progress | None = None) -> None:
    """Write the inverse of every change of a batch, newest first, as the changes of another batch.

    Cancelled half-way, what was inverted is done again and `Cancelled` raised.
    """
    cids = [row[0] for row in journal.db.rows("SELECT cid FROM journal WHERE batch=? ORDER BY n DESC", (batch,))]
    for done, cid in enumerate(cids):
        if progress is not None and not progress(done, len(cids)):
            invert_batch(journal, inverse, title, new_id(journal.clock.now()))
            raise Cancelled(say("Cancelled; nothing was changed."))
        with journal.change(title, batch=inverse, undoable=False, bulk=True) as draft:
            invert(journal, draft, journal.read(cid))


def _unwrite(journal: Journal, draft: Draft, op: Write, cid: Cid) -> None:
    state = journal.state()
    if op.table not in state.tables:
        return
    loaded = state.load(op.table, op.row)
    if loaded is None or not (loaded.live or op.cells.keys() == {ROW}):
        return  # somebody deleted the row since
    values: dict[str, Value] = {}
    for name, (value, bases, _) in op.cells.items():
        if name == ROW:
            if value == 1:
                draft.delete(op.table, op.row)
            continue
        heads = loaded.clock.heads(name)
        if cid not in [head[1] for head in heads]:
            continue  # written again since
        others = [head for head in heads if head[1] != cid]
        known = sorted((base for base in bases if journal.covered(base)), key=lambda base: _stamp(journal, base))
        if others:
            values[name] = journal.value_of(max(others, key=state.order)[1], op.table, op.row, name)
        elif known:
            values[name] = journal.value_of(known[-1], op.table, op.row, name)
        else:
            values[name] = None
    if values:
        draft.set(op.table, op.row, values)


def _stamp(journal: Journal, cid: Cid) -> int:
    return journal.read(cid).t


def _title(packed: bytes) -> Sentence:
    import msgspec.msgpack

    return unpack_title(msgspec.msgpack.decode(packed))
