"""Undo and redo: an operation made of inverse changes, itself an ordinary change that syncs and has a history.

What was made is deleted, what was deleted is restored, what was written gets back the value its author saw -
where the undone write still stands. What somebody else has written since is left alone. The stack is one per
device, in the file, shared by the window and every command.

An inverse change names the change it inverts in its source, so that the value it put back counts as the write
it came from: undoing twice in the same cell goes back two steps.
"""

from __future__ import annotations

from collections.abc import Callable

from notebook.changes.change import ROW, Change, Cid, Delete, Insert, Value, Write, device_in, title_in
from notebook.changes.draft import Draft
from notebook.changes.history import bases_of, inverse_source, meant
from notebook.changes.ids import Id
from notebook.changes.journal import Journal
from notebook.changes.state import Loaded
from notebook.errors import Cancelled, Refused
from notebook.sentences import Sentence, say

Progress = Callable[[int, int], bool]
"""Called with (done, of); returns False to cancel."""
Entry = tuple[int, bytes, Cid | None, Id | None]  # n, title, change, batch


class Undo:
    """The undo stack of this device."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self._db = journal.db

    def next_undo(self) -> Sentence | None:
        """The title of what `undo` would take back."""
        found = self._top(0)
        return title_in(found[1]) if found else None

    def next_redo(self) -> Sentence | None:
        """The title of what `redo` would do again."""
        found = self._top(1)
        return title_in(found[1]) if found else None

    def mark(self) -> int | None:
        """Which action `undo` would take back: the same mark, the same action (two may have one title)."""
        found = self._top(0)
        return found[0] if found else None

    def size(self) -> int:
        """How many journal changes the next undo stands for (a batch may be long: use the worker)."""
        found = self._top(0)
        if found is None or found[3] is None:
            return 0 if found is None else 1
        return int(self._db.value("SELECT count(*) FROM journal WHERE batch=?", (found[3],)))

    def undo(self, progress: Progress | None = None) -> Sentence:
        """Take back the last action of this device; returns its title. Raises `Refused` when there is none."""
        while found := self._top(0):
            if done := self._turn(found, say("Undo: {title}", title=title_in(found[1])), 1, progress):
                return done
        raise Refused(say("There is nothing to undo."))

    def redo(self, progress: Progress | None = None) -> Sentence:
        """Do again what was undone last. Raises `Refused` when there is nothing."""
        while found := self._top(1):
            if done := self._turn(found, say("Redo: {title}", title=title_in(found[1])), 0, progress):
                return done
        raise Refused(say("There is nothing to redo."))

    def revert(self, batch: Id, progress: Progress | None = None) -> None:
        """Undo a batch out of turn, at any later time (an import, X4): a new action, itself undoable."""
        first = self._db.value("SELECT cid FROM journal WHERE batch=?", (batch,))
        if first is None:
            raise Refused(say("There is no such import to take back."))
        title = say("Undo: {title}", title=self._journal.read(first).title)

        def close(inverse: Id) -> None:
            self._db.execute("DELETE FROM undo WHERE batch=?", (batch,))
            self._journal.push(title, None, inverse)

        self._invert_as_batch(batch, title, progress, close)

    def _top(self, undone: int) -> Entry | None:
        own = self._db.value("SELECT ix FROM dev WHERE id=?", (self._journal.device,))
        order = "n" if undone else "n DESC"
        return self._db.one(
            f"SELECT n, title, cid, batch FROM undo WHERE dev=? AND undone=? ORDER BY {order} LIMIT 1",
            (own, undone),
        )

    def _turn(self, found: Entry, title: Sentence, undone: int, progress: Progress | None) -> Sentence | None:
        """Invert one entry and move it to the other side; None when another process was quicker."""
        n, packed, cid, batch = found
        if batch is not None:
            self._invert_as_batch(
                batch,
                title,
                progress,
                lambda inverse: self._db.execute("UPDATE undo SET undone=?, batch=? WHERE n=?", (undone, inverse, n)),
            )
            return title_in(packed)
        source = None if cid is None else inverse_source(self._journal, cid)
        with self._journal.change(title, source=source, undoable=False) as draft:
            if self._top(1 - undone) != found:
                return None
            if cid is not None:
                invert(self._journal, draft, self._journal.read(cid))
            inverse = draft.cid if draft.changed else None  # a change of nothing is not recorded
            self._db.execute("UPDATE undo SET undone=?, cid=? WHERE n=?", (undone, inverse, n))
        return title_in(packed)

    def _invert_as_batch(
        self, batch: Id, title: Sentence, progress: Progress | None, close: Callable[[Id], object]
    ) -> None:
        with self._journal.batch(title, close=close) as inverse:
            invert_batch(self._journal, batch, title, inverse.id, progress)


def invert(journal: Journal, draft: Draft, change: Change) -> None:
    """Write the inverse of a change, as far as nobody has written since."""
    for op in reversed(change.ops):
        if isinstance(op, Insert):
            draft.unmake(op.table, op.row, change.cid, _for_others(journal, op.table, op.row, change.cid))
        elif isinstance(op, Delete):
            draft.restore(op.table, op.row)
        else:
            _unwrite(journal, draft, op, change.cid)


def invert_batch(journal: Journal, batch: Id, title: Sentence, inverse: Id, progress: Progress | None = None) -> None:
    """Write the inverse of every change of a batch, newest first, as the changes of the batch ``inverse``.

    Raises `Cancelled`. Interrupted anywhere and called again, it does the rest.
    """
    cids = [row[0] for row in journal.db.rows("SELECT cid FROM journal WHERE batch=? ORDER BY n DESC", (batch,))]
    for done, cid in enumerate(cids):
        if progress is not None and not progress(done, len(cids)):
            raise Cancelled(say("Cancelled; nothing was changed."))
        source = inverse_source(journal, cid)
        with journal.change(title, source=source, batch=inverse, undoable=False, bulk=True) as draft:
            invert(journal, draft, journal.read(cid))


def _unwrite(journal: Journal, draft: Draft, op: Write, cid: Cid) -> None:
    state = journal.state()
    if op.table not in state.tables:
        return
    loaded = state.load(op.table, op.row)
    if loaded is None or not (loaded.live or op.cells.keys() == {ROW}):
        return  # somebody deleted the row since
    values: dict[str, Value] = {}
    spared: set[Cid] = set()
    for name, (_, bases, _) in op.cells.items():
        if name not in loaded.values:
            continue  # the row itself, or a field this program does not know
        standing: set[Cid] = set()
        for _, head in loaded.clock.heads(name):
            standing |= meant(journal, head, op.table, op.row, name, upto=cid, device=device_in(cid))
        if cid not in standing:
            continue  # written again since
        before = standing - {cid}
        seen = {base for base in bases if journal.covered(base)}
        # a form that was opened long ago has a base that others, or we ourselves, have replaced since
        before |= seen - _replaced(journal, op.table, op.row, name, before) if before else seen
        values[name] = _shown_of(journal, before, op.table, op.row, name)
        if any(device_in(write) != device_in(cid) for write in before - loaded.clock.gone()):
            spared.add(draft.cid)
    revived = _alive_by(journal, op, cid, loaded)
    if values:
        draft.put_back(op.table, op.row, values)
    if revived or (ROW in op.cells and op.cells[ROW][0] == 1):
        # last: a write after it would bring the row back
        draft.unmake(op.table, op.row, cid, spared | _for_others(journal, op.table, op.row, cid))


def _for_others(journal: Journal, table: str, row: Id, maker: Cid) -> set[Cid]:
    """This device's undo writes that put back what somebody else had written: these keep a row alive.

    Somebody else is neither this device nor the one whose change ``maker`` is undone.
    """
    loaded = journal.state().load(table, row) if table in journal.state().tables else None
    own = journal.index_of(journal.device)
    mine = {own, device_in(maker)}
    if loaded is None:
        return set()
    return {
        head
        for name in loaded.clock.names() - {ROW}
        for _, head in loaded.clock.heads(name)
        if device_in(head) == own
        and any(
            device_in(w) not in mine for w in meant(journal, head, table, row, name, device=own) - loaded.clock.gone()
        )
    }


def _shown_of(journal: Journal, cids: set[Cid], table: str, row: Id, name: str) -> Value:
    """The value that is shown while these writes stand in a cell."""
    if not cids:
        return None
    order = journal.state().order
    wrote = {cid: journal.wrote(cid, table, row, name) for cid in cids}
    return wrote[max(cids, key=lambda cid: order((wrote[cid][1], cid)))][0]


def _alive_by(journal: Journal, op: Write, cid: Cid, loaded: Loaded) -> bool:
    """Whether this write brought the row back to life: a form saved after somebody had deleted the row."""
    # what this device deleted later was undone before this is
    deletions = loaded.clock.deleted.items()
    gone = {seen for by, saw in deletions if device_in(by) != device_in(cid) or by < cid for seen in saw}
    for name, (_, bases, _) in op.cells.items():
        standing = set(bases) - gone
        if standing and not standing <= _replaced(journal, op.table, op.row, name, gone):
            return False  # it was alive before
    for name in loaded.clock.names():
        for _, head in loaded.clock.heads(name):
            causes = meant(journal, head, op.table, op.row, name, upto=cid, device=device_in(cid))
            if head not in gone and not causes <= gone | {cid}:
                return False
    return True


def _replaced(journal: Journal, table: str, row: Id, name: str, writes: set[Cid]) -> set[Cid]:
    """What stood in a cell before these writes, all the way back."""
    found: set[Cid] = set()
    todo = list(writes)
    while todo:
        cid = todo.pop()
        if journal.covered(cid):
            before = bases_of(journal.read(cid, row), table, row, name)
            todo += (base for base in before if base not in found)
            found.update(before)
    return found
