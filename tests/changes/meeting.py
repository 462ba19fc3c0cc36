"""The steps in which replicas go back, meet, break, restart and grow: undo, batches, exchange, damage, upgrade."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from random import Random
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from notebook.changes import rebuild
from notebook.changes.change import DamagedChange, Sealed, digest_of, title_bytes
from notebook.changes.ids import derived_id
from notebook.changes.journal import Batch
from notebook.errors import Cancelled, Refused
from tests.changes.machine import START, TITLE, Action, Interrupted, Shown, Side, number, seed, void, who
from tests.changes.oracle import Key, Name
from tests.changes.replicas import OLD_TABLES, TABLES, Replica
from tests.changes.writing import Writing


class Replicas(Writing):
    """The whole state machine (see `machine`)."""

    @rule(w=who, times=st.integers(1, 3))
    def undo(self, w: int, times: int) -> None:
        side = self.sides[w]
        for _ in range(times):
            self.turn(side, side.done, side.undone, side.replica.undo.undo, lambda action: action.before)

    @rule(w=who, times=st.integers(1, 3))
    def redo(self, w: int, times: int) -> None:
        side = self.sides[w]
        for _ in range(times):
            self.turn(side, side.undone, side.done, side.replica.undo.redo, lambda action: action.after)

    def turn(self, side: Side, source: list[Action], target: list[Action], call: Callable[[], Any],
             wanted: Callable[[Action], Shown]) -> None:  # fmt: skip
        before, known = side.replica.shown(), side.expected()
        deleted: dict[Key, set[Name]] = {}
        for change in side.held.values():
            for key, observed in change.deletes.items():
                deleted.setdefault(key, set()).update(observed)
        if not source:
            try:
                call()
            except Refused:
                return
            raise AssertionError("there was something to undo that nobody did")
        with self.watching(side):
            call()
        action = source.pop()
        target.append(action)
        self.collect(side)
        self.check(side)
        after = side.replica.shown()
        if action.received == side.received:
            assert after == wanted(action)
        for key, values in before.items():  # what others wrote since is left alone
            heads = known[key].heads
            for name, value in values.items():
                mine = any(head[1] == side.replica.device for head in heads.get(name, ()))
                if not mine and key in after:
                    assert after[key][name] == value
            standing = {head[1:] for cell in heads.values() for head in cell}
            if any(name[0] != side.replica.device and name not in deleted.get(key, ()) for name in standing):
                assert key in after, "undo took a colleague's writing with it"

    @rule(w=who, n=number, end=st.sampled_from(["finish", "cancel", "kill", "kill in the clean-up"]))
    def batch(self, w: int, n: int, end: str) -> None:
        """A long action: finished it is one entry to undo, else it leaves no trace that a person sees."""
        side, dice = self.sides[w], Random(n)
        replica, shown = side.replica, side.replica.shown()
        rows = [self.row(side, dice.randint(0, 99)) for _ in range(3)]
        key = self.pick(side, n, live=True)

        def work(batch: Batch) -> None:
            for step in range(dice.randint(1, 3)):
                with batch.change(bulk=dice.random() < 0.5) as draft:
                    draft.insert("contact", rows[step], self.values(side, "contact", dice.randint(0, 99)))
                    if key:
                        draft.set(*key, self.values(side, key[0], dice.randint(0, 99)))

        if end in ("finish", "cancel"):
            try:
                with replica.journal.batch(TITLE) as batch:
                    work(batch)
                    if end == "cancel":
                        raise Cancelled(TITLE)
            except Cancelled:
                pass
        else:
            batch = Batch(replica.journal, replica.journal.new_id(), TITLE, None)
            with replica.db.write():
                replica.db.execute("INSERT INTO batch VALUES (?, ?, 'open')", (batch.id, title_bytes(TITLE)))
            work(batch)
            sent = {(sealed.device, sealed.seq) for sealed in replica.journal.since({})}
            assert sent == side.held.keys(), "an unfinished batch is handed out"
            if end == "kill in the clean-up":
                with self.broken(replica, 12 + n % 20):
                    replica.journal.take_back(batch.id)
            replica.reopen()
            replica.journal.recover(lambda _: True)
        self.collect(side)
        self.check(side)
        assert not replica.db.rows("SELECT * FROM batch")
        if end == "finish":
            side.done.append(Action(shown, replica.shown(), side.received))
            side.undone.clear()
        else:
            assert replica.shown() == shown

    # Between replicas

    def send(self, source: Side, target: Side, bundle: list[Sealed]) -> None:
        new = {(sealed.device, sealed.seq) for sealed in bundle} - target.held.keys()
        with self.watching(target):
            assert target.replica.journal.apply(bundle) == len(new)
        arrived = {change.name for change in self.collect(target)}
        assert arrived == new
        target.received += bool(new)
        self.check(target)

    @rule(a=who, b=who, n=seed, part=st.sampled_from(["all", "some", "again"]))
    def exchange(self, a: int, b: int, n: int, part: str) -> None:
        """Any part of what somebody has, shuffled, doubled, in several deliveries."""
        source, target, dice = self.sides[a], self.sides[b], Random(n)
        coverage = {} if part == "again" else target.replica.journal.coverage()
        bundle = list(source.replica.journal.since(coverage))
        if part == "some":
            bundle = [sealed for sealed in bundle if dice.random() < 0.5]
        bundle += dice.choices(bundle, k=len(bundle) // 4) if bundle else []
        dice.shuffle(bundle)
        cut = dice.randint(0, len(bundle))
        for chunk in (bundle[:cut], bundle[cut:]):
            self.send(source, target, chunk)

    @rule(a=who, b=who)
    def catch_up(self, a: int, b: int) -> None:
        self.exchange(a, b, 0, "all")
        self.exchange(b, a, 0, "all")

    @rule(a=who, b=who, n=number, m=number)
    def crossing(self, a: int, b: int, n: int, m: int) -> None:
        """Two people do something to the same record, neither knowing of the other; then they meet."""
        dice, first, second = Random(m), self.sides[a], self.sides[b]
        key = self.pick(first, n, table="contact")
        if key is None:
            return
        tag = derived_id(key[1], "tag")
        for side in (first, second):
            kind = dice.choice(["set", "set", "delete", "make", "child", "restore"])
            known = side.expected().get(key)
            values = self.values(side, "contact", dice.randint(0, 99))
            if kind == "make":
                self.act(side, lambda draft, values=values: draft.insert(*key, values))  # type: ignore[misc]
            elif kind == "child":
                self.act(side, lambda draft: draft.insert("detail", tag, {"contact": key[1], "value": "tag"}))
            elif kind == "delete":
                self.act(side, lambda draft: draft.delete(*key))
            elif kind == "restore":
                self.act(side, lambda draft: draft.restore(*key))
            elif known and known.live:
                self.act(side, lambda draft, values=values: void(draft.set(*key, values)))  # type: ignore[misc]
        self.exchange(a, b, n, "some")
        self.catch_up(a, b)
        if dice.random() < 0.5 and key in first.replica.shown():
            self.choose(first, key)

    @rule(a=who, b=who, n=number, m=number)
    def undo_late(self, a: int, b: int, n: int, m: int) -> None:
        """Something is made or changed, a colleague builds upon it, and then it is undone."""
        side, other, dice = self.sides[a], self.sides[b], Random(m)
        if side is other:
            return
        key = self.pick(side, n, live=True, table="contact") if m % 2 else None
        if key is None:
            key = "contact", self.row(side, 1)
            self.act(side, lambda draft: draft.insert(*key, {"full_name": "a"}))
        else:
            self.act(side, lambda draft: void(draft.set(*key, self.values(side, "contact", m))))
        self.send(side, other, list(side.replica.journal.since(other.replica.journal.coverage())))
        if other.expected()[key].live:
            values = self.values(other, "contact", dice.randint(0, 99))
            self.act(other, lambda draft: void(draft.set(*key, values)))
        self.send(other, side, list(other.replica.journal.since(side.replica.journal.coverage())))
        self.undo(a, 1)
        if dice.random() < 0.5:
            self.redo(a, 1)

    @rule(a=who, b=who, n=seed)
    def damaged(self, a: int, b: int, n: int) -> None:
        """Bytes that are not what they claim to be: nothing of the delivery is taken."""
        source, target, dice = self.sides[a], self.sides[b], Random(n)
        if source is target:
            return
        self.make_contact(a, 1, False)
        bundle = list(source.replica.journal.since(target.replica.journal.coverage()))
        dice.shuffle(bundle)
        ix = dice.randrange(len(bundle))
        whole = bundle[ix]
        blob = bytearray(whole.blob)
        kind = dice.randrange(4)
        if kind == 0:
            blob[dice.randrange(len(blob))] ^= 1 << dice.randrange(8)
            bundle[ix] = Sealed(whole.device, whole.seq, bytes(blob), whole.digest)
        elif kind == 1:
            bundle[ix] = Sealed(whole.device, whole.seq, bytes(blob[: dice.randrange(len(blob))]), whole.digest)
        elif kind == 2:
            bundle[ix] = Sealed(whole.device, whole.seq + 50, whole.blob, whole.digest)
        else:  # cut, and the digest fits
            cut = bytes(blob[: dice.randrange(len(blob))])
            bundle[ix] = Sealed(whole.device, whole.seq, cut, digest_of(whole.device, cut))
        self.unchanged(target, lambda: void(target.replica.journal.apply(bundle)), DamagedChange)

    @contextmanager
    def broken(self, replica: Replica, at: int) -> Iterator[None]:
        """The ``at``-th statement from here fails, once; whatever comes of it ends here."""
        left, execute, many = [at], replica.db.execute, replica.db.executemany

        def failing(call: Callable[..., Any]) -> Callable[..., Any]:
            def one(*args: Any) -> Any:
                left[0] -= 1
                if left[0] == 0:
                    raise Interrupted
                return call(*args)

            return one

        replica.db.execute, replica.db.executemany = failing(execute), failing(many)  # type: ignore[method-assign]
        try:
            yield
        except Interrupted:
            pass
        finally:
            del replica.db.execute, replica.db.executemany  # type: ignore[misc]

    def unchanged(self, side: Side, do: Callable[[], None], expected: type[Exception]) -> None:
        side.replica.events.clear()
        try:
            do()
        except expected:
            pass
        else:
            raise AssertionError(f"no {expected.__name__}")
        assert not side.replica.events and not self.collect(side)
        self.check(side)

    @rule(a=who, b=who, at=st.integers(1, 25))
    def interrupted_delivery(self, a: int, b: int, at: int) -> None:
        """Broken off somewhere: all of it or nothing, and the memory knows which."""
        source, target = self.sides[a], self.sides[b]
        bundle = list(source.replica.journal.since(target.replica.journal.coverage()))
        with self.broken(target.replica, at):
            target.replica.journal.apply(bundle)
        arrived = self.collect(target)
        assert len(arrived) in (0, len(bundle))
        target.received += bool(arrived)
        self.check(target)
        self.send(source, target, bundle)

    @rule(w=who, at=st.integers(1, 12), n=number, m=number)
    def interrupted_change(self, w: int, at: int, n: int, m: int) -> None:
        side = self.sides[w]
        key = self.pick(side, n, live=True)
        shown = side.replica.shown()
        row = self.row(side, m)
        with self.broken(side.replica, at), side.replica.journal.change(TITLE, bulk=bool(m % 2)) as draft:
            draft.insert("contact", row, self.values(side, "contact", m))
            if key:
                draft.set(*key, self.values(side, key[0], m))
        made = self.collect(side)
        self.check(side)
        assert made or side.replica.shown() == shown
        if made:
            side.done.append(Action(shown, side.replica.shown(), side.received))
            side.undone.clear()

    @rule(w=who, at=st.integers(1, 8))
    def interrupted_undo(self, w: int, at: int) -> None:
        side = self.sides[w]
        if not side.done:
            return
        shown, titles = side.replica.shown(), side.replica.undo.next_undo()
        finished = False
        with self.broken(side.replica, at):
            side.replica.undo.undo()
            finished = True
        self.collect(side)
        self.check(side)
        if finished:
            side.undone.append(side.done.pop())
        else:
            assert side.replica.shown() == shown and side.replica.undo.next_undo() == titles

    # Time and files

    @rule(w=who, days=st.sampled_from([-365, -1, 0, 0, 1, 365]), ms=st.integers(0, 3))
    def move_clock(self, w: int, days: int, ms: int) -> None:
        replica = self.sides[w].replica
        replica.now = START + timedelta(days=days, milliseconds=ms + len(self.world))

    @rule(w=who)
    def reopen(self, w: int) -> None:
        self.sides[w].replica.reopen()
        self.check(self.sides[w])

    @rule(w=who)
    def rebuild(self, w: int) -> None:
        side = self.sides[w]
        assert not rebuild.compare(side.replica.journal)
        rebuild.replace(side.replica.journal)
        self.check(side)

    @precondition(lambda self: self.sides and self.sides[2].replica.tables is OLD_TABLES)
    @rule()
    def upgrade(self) -> None:
        self.upgrade_side(self.sides[2])

    def upgrade_side(self, side: Side) -> None:
        """The program learns tables and fields that its journal carried along all the time."""
        side.replica.tables = TABLES
        side.replica.reopen()
        rebuild.take_up(side.replica.journal)
        side.received += 1  # the undo stack's pictures lack the new fields
        self.check(side)
