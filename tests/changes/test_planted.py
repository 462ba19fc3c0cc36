"""The state machine notices: one bug at a time is planted into the journal, and each run must fail.

A test of the test. Every bug changes one spot, as a slip of the pen would.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from notebook.changes import draft, history, journal, rebuild, stamps, state, undo
from notebook.changes.change import SEQ_BITS, Insert, Write
from tests.changes.machine import make_ready
from tests.changes.meeting import Replicas

Patch = Callable[[pytest.MonkeyPatch], None]


def heads_stay(patch: pytest.MonkeyPatch) -> None:
    """A write leaves the heads it saw standing (received changes)."""
    write = state.State.write

    def wrong(self: Any, op: Write, cid: int, t: int, loaded: Any = None, *, known: bool = False) -> None:
        cells = op.cells if known else {f: (v, (), s) for f, (v, _, s) in op.cells.items()}
        write(self, Write(op.table, op.row, cells), cid, t, loaded, known=known)

    patch.setattr(state.State, "write", wrong)


def pending_is_ignored(patch: pytest.MonkeyPatch) -> None:
    """A write that was superseded before it arrived becomes a head."""
    patch.setattr(state.State, "_take_pending", lambda *_: False)


def always_covered(patch: pytest.MonkeyPatch) -> None:
    """Bases that are not here yet are taken for here: nothing becomes pending."""
    init = state.State.__init__

    def wrong(self: Any, db: Any, shapes: Any, device_of: Any, wrote: Any, covered: Any) -> None:
        init(self, db, shapes, device_of, wrote, lambda cid: True)

    patch.setattr(state.State, "__init__", wrong)


def stamps_are_the_time(patch: pytest.MonkeyPatch) -> None:
    """A write is stamped with the time alone, not above what its author saw."""
    merge = draft.Draft._merge

    def wrong(self: Any, table: str, row: bytes, op: Write, loaded: Any) -> None:
        cells = {f: (v, b, min(s, 0)) for f, (v, b, s) in op.cells.items()}
        merge(self, table, row, Write(table, row, cells), loaded)

    patch.setattr(draft.Draft, "_merge", wrong)


def delete_observes_all(patch: pytest.MonkeyPatch) -> None:
    """A received deletion also takes what its author did not see."""
    delete = state.State.delete

    def wrong(self: Any, op: Any, cid: int) -> None:
        loaded = self.load(op.table, op.row) if op.table in self.tables else None
        more = tuple(loaded.clock.everything()) if loaded else ()
        delete(self, type(op)(op.table, op.row, (*op.observed, *more)), cid)

    patch.setattr(state.State, "delete", wrong)


def order_ignores_devices(patch: pytest.MonkeyPatch) -> None:
    """Equal stamps are ordered by the local index of the device, which differs between replicas."""
    patch.setattr(state.State, "order", lambda self, head: (head[0], head[1] >> SEQ_BITS, head[1]))


def second_insert_is_ignored(patch: pytest.MonkeyPatch) -> None:
    """The same derived row made on another device is not merged."""
    insert = state.State.insert

    def wrong(self: Any, op: Insert, cid: int, t: int) -> None:
        known = self.load(op.table, op.row) if op.table in self.tables else None
        if known is None or not known.clock.creator[1]:
            insert(self, op, cid, t)

    patch.setattr(state.State, "insert", wrong)


def live_for_ever(patch: pytest.MonkeyPatch) -> None:
    """Deletions are recorded and have no effect."""
    patch.setattr(stamps.Clock, "gone", lambda self: set())


def dead_for_good(patch: pytest.MonkeyPatch) -> None:
    """Any deletion hides the row, whatever was written unseen."""
    patch.setattr(stamps.Clock, "live", lambda self: not self.deleted and bool(self.everything()))


def undo_overwrites(patch: pytest.MonkeyPatch) -> None:
    """Undo puts the old value back although somebody has written since."""

    def wrong(journal: Any, draft: Any, op: Write, cid: int) -> None:
        for name, (_, bases, _) in op.cells.items():
            if name != "_row":
                old = journal.wrote(bases[0], op.table, op.row, name)[0] if bases else None
                draft.put_back(op.table, op.row, {name: old})

    patch.setattr(undo, "_unwrite", wrong)


def undo_forgets_where_it_was(patch: pytest.MonkeyPatch) -> None:
    """What undo wrote counts as a new value: the second undo in a cell finds it written since."""
    patch.setattr(undo, "meant", lambda journal, head, *_, **__: {head})


def undo_deletes_for_all(patch: pytest.MonkeyPatch) -> None:
    """Undoing an insertion takes a colleague's edit with it."""
    patch.setattr(draft.Draft, "unmake", lambda self, table, row, maker, spared=(): self.delete(table, row))


def offers_are_shown(patch: pytest.MonkeyPatch) -> None:
    """An import's offer replaces what a person typed."""
    patch.setattr(draft.Draft, "offer", lambda self, table, row, values, _: self.set(table, row, values))


def parents_are_left_alone(patch: pytest.MonkeyPatch) -> None:
    """A new child does not keep its parent alive."""
    patch.setattr(draft.Draft, "_keep_parents", lambda self: None)


def ranges_do_not_join(patch: pytest.MonkeyPatch) -> None:
    """The ranges of received changes lose what fills a gap."""
    append = journal.Journal._append

    def wrong(self: Any, change: Any, blob: bytes, digest: bytes) -> None:
        append(self, change, blob, digest)
        self.db.execute("UPDATE cov SET hi = lo WHERE dev = ? AND hi - lo > 2", (change.cid >> SEQ_BITS,))

    patch.setattr(journal.Journal, "_append", wrong)


def parked_is_dropped(patch: pytest.MonkeyPatch) -> None:
    """Tables that this program does not know are forgotten instead of filled by the upgrade."""
    patch.setattr(state.State, "_park", lambda *_: None)


def unknown_fields_are_dropped(patch: pytest.MonkeyPatch) -> None:
    """An old program loses the heads of fields it has no column for."""
    write = state.State.write

    def wrong(self: Any, op: Write, cid: int, t: int, loaded: Any = None, *, known: bool = False) -> None:
        fields = self.tables.get(op.table)
        cells = {f: c for f, c in op.cells.items() if fields is None or f in fields or f == "_row"}
        write(self, Write(op.table, op.row, cells), cid, t, loaded, known=known)

    patch.setattr(state.State, "write", wrong)


def digests_are_trusted(patch: pytest.MonkeyPatch) -> None:
    """Damaged bytes are taken as long as they can be read."""

    class Any_(bytes):
        def __ne__(self, _: object) -> bool:
            return False

    patch.setattr(journal, "digest_of", lambda device, blob: Any_(16))


def sequence_is_trusted(patch: pytest.MonkeyPatch) -> None:
    """A change is filed under the number of its envelope, whatever its bytes say."""
    decode = journal.decode

    def wrong(blob: bytes, own: int, index_of: Any) -> Any:
        import dataclasses
        import sys

        change = decode(blob, own, index_of)
        claimed = sys._getframe(1).f_locals.get("cid")
        return dataclasses.replace(change, cid=claimed) if claimed is not None else change

    patch.setattr(journal, "decode", wrong)


def forms_overwrite(patch: pytest.MonkeyPatch) -> None:
    """A form that was open for long replaces what came meanwhile."""
    put = draft.Draft.set
    patch.setattr(draft.Draft, "set", lambda self, table, row, values, *, seen=None: put(self, table, row, values))


def choice_is_no_write(patch: pytest.MonkeyPatch) -> None:
    """Choosing the shown value of a conflict settles nothing."""
    patch.setattr(draft.Draft, "_contested", lambda *_: False)


def made_twice_is_a_write(patch: pytest.MonkeyPatch) -> None:
    """A row made and made again in one change gets two writes of one name."""
    insert = draft.Draft.insert

    def wrong(self: Any, table: str, row: bytes, values: Any) -> None:
        made = self._made.pop((table, row), None)
        insert(self, table, row, values)
        if made is not None:
            self._made[table, row] = made

    patch.setattr(draft.Draft, "insert", wrong)


def memory_survives_rollback(patch: pytest.MonkeyPatch) -> None:
    """Device indexes learnt in a transaction are believed after it was rolled back."""
    from contextlib import contextmanager

    @contextmanager
    def wrong(self: Any, *, bulk: bool = False) -> Any:
        self._here.noted = []
        with self.db.write(bulk=bulk):
            yield

    learn = journal.Journal.index_of

    def remember(self: Any, device: bytes) -> int:
        ix = learn(self, device)
        self._indexes[device] = ix
        return ix

    patch.setattr(journal.Journal, "_writing", wrong)
    patch.setattr(journal.Journal, "index_of", remember)


def cancelled_batch_stays(patch: pytest.MonkeyPatch) -> None:
    """Cancelling takes back the last change of a batch only."""
    invert = undo.invert_batch

    def wrong(journal: Any, batch: bytes, title: Any, inverse: bytes, progress: Any = None) -> None:
        def once(done: int, of: int) -> bool:
            return done < 1

        try:
            invert(journal, batch, title, inverse, once)
        except undo.Cancelled:
            return

    patch.setattr(undo, "invert_batch", wrong)


def conflicts_are_hidden(patch: pytest.MonkeyPatch) -> None:
    """The values that lost are not listed."""
    patch.setattr(history, "heads", lambda *_: [])


def rebuild_forgets_order(patch: pytest.MonkeyPatch) -> None:
    """Replaying takes every base for known, as if changes arrived in order."""
    patch.setattr(rebuild._Seen, "__contains__", lambda self, cid: True)


def silent_delivery(patch: pytest.MonkeyPatch) -> None:
    """Deletions that arrive are not announced."""
    store = state.State._store

    def wrong(self: Any, table: str, row: bytes, loaded: Any, changed: Any, contested: Any = ()) -> None:
        store(self, table, row, loaded, changed, contested)
        self.touched.get(table, {}).get(row, set()).discard("_row")

    patch.setattr(state.State, "_store", wrong)


BUGS: list[Patch] = [
    heads_stay, pending_is_ignored, always_covered, stamps_are_the_time, delete_observes_all,
    order_ignores_devices, second_insert_is_ignored, live_for_ever, dead_for_good, undo_overwrites,
    undo_forgets_where_it_was, undo_deletes_for_all, offers_are_shown, parents_are_left_alone, ranges_do_not_join,
    parked_is_dropped, unknown_fields_are_dropped, digests_are_trusted, sequence_is_trusted, forms_overwrite,
    choice_is_no_write, made_twice_is_a_write, memory_survives_rollback, cancelled_batch_stays,
    conflicts_are_hidden, rebuild_forgets_order, silent_delivery,
]  # fmt: skip


@pytest.mark.parametrize("bug", BUGS, ids=lambda bug: bug.__name__)
def test_a_planted_bug_is_caught(bug: Patch, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make_ready(Replicas, tmp_path, monkeypatch)
    bug(monkeypatch)
    with pytest.raises(Exception):  # noqa: B017 - a bug may crash as well as answer wrongly
        run_state_machine_as_test(
            Replicas,
            settings=settings(
                max_examples=300,
                stateful_step_count=25,
                derandomize=True,
                database=None,
                deadline=None,
                phases=[Phase.generate],
                report_multiple_bugs=False,
                print_blob=False,
                suppress_health_check=list(HealthCheck),
            ),
        )
