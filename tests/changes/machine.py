"""Three replicas under every kind of treatment, each compared with the oracle after every step.

Invariants of sync.md 9: 1 the tables are a function of the set of changes, 2 equal sets are equal states,
3 what I saved is what I see, 4 no value is lost (bases name only what the author saw), 5 the largest stamp is
shown, 6 what is damaged or interrupted changes nothing, 8 an upgrade sees what the journal carried along,
9 replay and relay change nothing. `test_replicas` runs it, `test_planted` proves that it notices.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from notebook.changes import history, rebuild
from notebook.changes.change import DamagedChange, Sealed, digest_of
from notebook.changes.draft import Draft
from notebook.changes.ids import derived_id, new_id
from notebook.changes.journal import Batch, _title_bytes
from notebook.errors import Cancelled, Refused
from notebook.sentences import say
from notebook.storage.database import Database
from tests.changes import oracle
from tests.changes.oracle import Key, Told
from tests.changes.replicas import OLD_TABLES, PARENTS, TABLES, Replica

START = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
DEVICES = (b"\x05middle.", b"\x09highest", b"\x01lowest.")  # not in the order in which replicas meet them
WORKSPACE = b"a workspace's id"
TITLE = say("Something was done")
MEMORY = Path("/dev/shm")
Shown = dict[Key, dict[str, object]]

who = st.integers(0, 2)
number = st.integers(0, 10_000)
seed = st.integers(0, 2**31)


class Interrupted(Exception):
    """Stands for whatever breaks in the middle of a transaction."""


@dataclass
class Action:
    """An entry that the undo stack must have: what was shown before and after, and how often others wrote."""

    before: Shown
    after: Shown
    received: int


@dataclass
class Form:
    """A form that somebody opened and has not saved yet."""

    who: int
    key: Key
    seen: dict[str, tuple[int, ...]]


class Side:
    """A replica with what the test knows about it."""

    def __init__(self, replica: Replica) -> None:
        self.replica = replica
        self.held: dict[oracle.Name, Told] = {}
        self.read = 0  # journal row
        self.received = 0
        self.done: list[Action] = []
        self.undone: list[Action] = []

    def expected(self) -> dict[Key, oracle.Row]:
        """The tables as the definitions have them."""
        return oracle.tables(self.held.values(), self.replica.tables)


class Replicas(RuleBasedStateMachine):
    """The state machine; see the module's text."""

    template: Path  # an empty notebook, made once

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="kithbook-", dir=MEMORY if MEMORY.is_dir() else None))
        self.world: dict[oracle.Name, bytes] = {}
        self.forms: list[Form] = []
        self.fresh = 0
        self.sides: list[Side] = []

    @initialize(old=st.booleans())
    def start(self, old: bool) -> None:
        for ix, device in enumerate(DEVICES):
            known = OLD_TABLES if old and ix == 2 else TABLES
            path = self.folder / f"{ix}.kithbook"
            self.sides.append(Side(Replica.fresh(self.template, path, device, START, known)))
        first = self.sides[0]  # something that everybody knows, so that the first steps already meet
        for n in (1, 2):
            self.make_contact(0, n, False)
        self.make_child(0, 0, False)
        bundle = list(first.replica.journal.since({}))
        for side in self.sides[1:]:
            self.send(first, side, bundle)

    def teardown(self) -> None:
        """Everybody meets everybody: equal sets must be equal states, and replaying changes nothing."""
        try:
            if self.sides and sys.exc_info()[0] is None:  # nothing failed so far
                self.meet()
        finally:
            for side in self.sides:
                side.replica.db.close()
            shutil.rmtree(self.folder)

    def meet(self) -> None:
        for side in self.sides:
            if side.replica.tables is OLD_TABLES:
                self.upgrade_side(side)
        for _ in range(2):
            for target in self.sides:
                for source in self.sides:
                    self.send(source, target, list(source.replica.journal.since(target.replica.journal.coverage())))
        states = [side.replica.tables_now() for side in self.sides]
        assert states[0] == states[1] == states[2]
        for side in self.sides:
            assert not rebuild.compare(side.replica.journal)

    # What everybody checks

    def check(self, side: Side) -> None:
        """The file of one replica is what the oracle says about its changes."""
        replica, expected = side.replica, side.expected()
        assert without_empty(replica.tables_now()) == without_empty(expected)
        covered = {
            (device, n)
            for device, ranges in replica.journal.coverage().items()
            for lo, hi in ranges
            for n in range(lo, hi + 1)
        }
        assert covered == side.held.keys()
        assert set(replica.db.rows("SELECT tbl, f FROM parked")) == oracle.parked(side.held.values(), replica.tables)
        for (table, row), wanted in expected.items():
            for name in replica.tables[table]:
                self.check_conflict(side, (table, row), name, wanted)

    def check_conflict(self, side: Side, key: Key, name: str, wanted: oracle.Row) -> None:
        standing = sorted(wanted.heads.get(name, ()), reverse=True)
        if len(standing) < 2:
            return
        listed = history.conflicts(side.replica.journal, *key).get(name, [])
        values = [side.held[head[1:]] for head in standing]
        written = [change.writes[key][name].value if name in change.writes.get(key, ()) else
                   change.inserts[key][name] for change in values]  # fmt: skip
        assert [head.value for head in listed] == (written if len(set(written)) > 1 else [])

    def collect(self, side: Side) -> list[Told]:
        """The changes that came into a journal since the last look."""
        found = side.replica.told(side.read)
        for n, (change, blob) in found.items():
            assert change.name not in side.held, "a change arrived twice"
            assert self.world.setdefault(change.name, blob) == blob, "two changes with one name"
            side.held[change.name] = change
            side.read = n
        return [change for change, _ in found.values()]

    @contextmanager
    def watching(self, side: Side) -> Iterator[None]:
        """What changes inside for a person's eye must be announced (else windows and indexes go stale)."""
        before = side.replica.shown()
        side.replica.events.clear()
        yield
        after = side.replica.shown()
        told: dict[Key, set[str]] = {}
        for event in side.replica.events:
            if event.everything:
                return
            for table, rows in event.tables.items():
                for row, fields in rows.items():
                    told.setdefault((table, row), set()).update(fields)
        for key in before.keys() | after.keys():
            if (key in before) != (key in after):
                assert "_row" in told.get(key, ())
            elif before[key] != after[key]:
                changed = {name for name in before[key] if before[key][name] != after[key][name]}
                assert changed <= told.get(key, set())

    # Local changes

    def act(self, side: Side, do: Callable[[Draft], None], *, stale: Form | None = None, offers: bool = False,
            bulk: bool = False) -> Told | None:  # fmt: skip
        """Make one local change and check what it says about what its author saw."""
        known, shown = side.expected(), side.replica.shown()
        with self.watching(side), side.replica.journal.change(TITLE, bulk=bulk) as draft:
            do(draft)
        made = self.collect(side)
        self.check(side)
        if not made:
            assert side.replica.shown() == shown
            return None
        (change,) = made
        self.check_words(side, change, known, stale, offers)
        side.done.append(Action(shown, side.replica.shown(), side.received))
        side.undone.clear()
        return change

    def check_words(
        self, side: Side, change: Told, known: dict[Key, oracle.Row], stale: Form | None, offers: bool
    ) -> None:
        """Bases are exactly what the author saw, stamps are above it, children keep their parents alive."""
        for key, cells in change.writes.items():
            for name, cell in cells.items():
                heads = known[key].heads.get(name, set())
                if stale and key == stale.key and name in stale.seen:
                    seen = {side.replica.journal.read(cid).cid for cid in stale.seen[name]}
                    devices = dict(side.replica.db.rows("SELECT ix, id FROM dev"))
                    assert cell.bases == {(devices[cid >> 40], cid & (1 << 40) - 1) for cid in seen}
                elif offers and name != "_row":
                    continue
                else:
                    assert cell.bases == {head[1:] for head in heads}
                stamps = [oracle_stamp(side.held[base], key, name) for base in cell.bases]
                assert cell.stamp == max([change.t, *(stamp + 1 for stamp in stamps)])
        for key, observed in change.deletes.items():
            standing = {head[1:] for heads in known[key].heads.values() for head in heads}
            assert observed <= standing | {change.name}
            rewritten = {base for cell in change.writes.get(key, {}).values() for base in cell.bases}
            assert standing - rewritten <= observed
        for key in {*change.inserts, *change.writes}:
            link = PARENTS.get(key[0])
            row = side.expected()[key]
            only_touched = key not in change.inserts and all(
                name == "_row" and cell.value is None for name, cell in change.writes[key].items()
            )
            if link and row.live and not only_touched and (parent := row.values[link[0]]):
                before = known.get((link[1], parent))
                if before and before.live and (link[1], parent) not in change.deletes:
                    assert (link[1], parent) in change.writes, "the parent was not touched"

    def rows(self, side: Side, table: str, *, live: bool | None = None) -> list[bytes]:
        found = side.expected().items()
        return sorted(key[1] for key, row in found if key[0] == table and live in (None, row.live))

    def pick(self, side: Side, n: int, *, live: bool | None = None, table: str | None = None) -> Key | None:
        keys = [
            (name, row)
            for name in ([table] if table else side.replica.tables)
            for row in self.rows(side, name, live=live)
        ]
        return keys[n % len(keys)] if keys else None

    def values(self, side: Side, table: str, n: int) -> dict[str, Any]:
        """One to three fields with small values, so that equal ones meet; links stay as they are."""
        dice = Random(n)
        names = [name for name in side.replica.tables[table] if name != "contact"]
        chosen = dice.sample(names, dice.randint(1, len(names)))
        return {
            name: dice.choice([None, 1, 2, 3] if name == "ideal_days" else [None, "a", "b", "c", "ß'\0%"])
            for name in chosen
        }

    def row(self, side: Side, n: int) -> bytes:
        """An id: usually new, sometimes one that other replicas derive too."""
        if n % 3 == 0:
            return derived_id(WORKSPACE, str(n % 7 % 3))
        self.fresh += 1
        return new_id(side.replica.now)[:6] + b"p\0" + self.fresh.to_bytes(8, "big")

    @rule(w=who, n=number, bulk=st.booleans())
    def make_contact(self, w: int, n: int, bulk: bool) -> None:
        side = self.sides[w]
        row, values = self.row(side, n), self.values(side, "contact", n)
        self.act(side, lambda draft: draft.insert("contact", row, values), bulk=bulk)
        shown = side.replica.shown()["contact", row]
        assert all(shown[name] == value for name, value in values.items() if value is not None)

    @rule(w=who, n=number, bulk=st.booleans())
    def make_child(self, w: int, n: int, bulk: bool) -> None:
        side = self.sides[w]
        parent = self.pick(side, n // 7, table="contact")
        if parent is None:
            return
        table = "label" if n % 2 and "label" in side.replica.tables else "detail"
        row = derived_id(parent[1], str(n % 3)) if table == "label" else self.row(side, 1)
        values = {**self.values(side, table, n), "contact": parent[1]}
        self.act(side, lambda draft: draft.insert(table, row, values), bulk=bulk)
        assert side.replica.shown()[table, row]["contact"] == parent[1]

    @rule(w=who, n=number, m=number)
    def edit(self, w: int, n: int, m: int) -> None:
        side = self.sides[w]
        key = self.pick(side, n, live=True)
        if key is None:
            return
        values = self.values(side, key[0], m)
        change = self.act(side, lambda draft: void(draft.set(*key, values)))
        row = side.expected()[key]
        assert values.items() <= row.values.items()
        if change:
            assert all(len(row.heads[name]) == 1 for name in change.writes[key]), "a choice did not settle it"

    @rule(w=who, n=number)
    def choose_shown(self, w: int, n: int) -> None:
        """Writing the value that is shown changes nothing, or settles a conflict."""
        side = self.sides[w]
        key = self.pick(side, n, live=True)
        if key is None:
            return
        row = side.expected()[key]
        contested = {name for name in row.values if len(row.heads.get(name, ())) > 1}
        change = self.act(side, lambda draft: void(draft.set(*key, row.values)))
        assert (set(change.writes[key]) if change else set()) == contested

    @rule(w=who, n=number)
    def delete(self, w: int, n: int) -> None:
        side = self.sides[w]
        key = self.pick(side, n)
        if key is not None:
            self.act(side, lambda draft: draft.delete(*key))
            assert not side.expected()[key].live

    @rule(w=who, n=number)
    def restore(self, w: int, n: int) -> None:
        side = self.sides[w]
        key = self.pick(side, n, live=False)
        if key is not None:
            self.act(side, lambda draft: draft.restore(*key))
            assert side.expected()[key].live

    @rule(w=who, n=number)
    def open_form(self, w: int, n: int) -> None:
        side = self.sides[w]
        key = self.pick(side, n, live=True)
        if key is not None:
            fields = [name for name in side.replica.tables[key[0]] if name != "contact"]
            self.forms = [*self.forms[-3:], Form(w, key, side.replica.journal.seen(*key, fields))]

    @precondition(lambda self: self.forms)
    @rule(n=number, m=number)
    def save_form(self, n: int, m: int) -> None:
        form = self.forms.pop(n % len(self.forms))
        side = self.sides[form.who]
        values = self.values(side, form.key[0], m)
        values = {name: value for name, value in values.items() if name in form.seen}
        self.act(side, lambda draft: void(draft.set(*form.key, values, seen=form.seen)), stale=form)

    @rule(a=who, b=who, n=number, m=number)
    def late_form(self, a: int, b: int, n: int, m: int) -> None:
        """While a form is open, somebody else's edit of the same field arrives."""
        side, other = self.sides[a], self.sides[b]
        key = self.pick(side, n, live=True)
        if key is None or key not in other.replica.shown():
            return
        values = self.values(other, key[0], m)
        if not values.keys() <= set(side.replica.tables[key[0]]):
            return
        form = Form(a, key, side.replica.journal.seen(*key, values))
        self.act(other, lambda draft: void(draft.set(*key, values)))
        self.send(other, side, list(other.replica.journal.since(side.replica.journal.coverage())))
        mine = {name: 9 if name == "ideal_days" else "mine" for name in values}
        self.act(side, lambda draft: void(draft.set(*key, mine, seen=form.seen)), stale=form)

    @rule(w=who, n=number, m=number)
    def offer(self, w: int, n: int, m: int) -> None:
        """An import lays values beside the shown ones."""
        side = self.sides[w]
        key = self.pick(side, n, live=True)
        if key is None:
            return
        before = side.expected()[key]
        values = {name: value for name, value in self.values(side, key[0], m).items() if before.heads.get(name)}
        earlier = {}
        for name in values:
            standing = history.heads(side.replica.journal, *key, name)
            earlier[name] = [head.cid for head in standing[1:] if m % 2 and head.device == side.replica.device]
        change = self.act(side, lambda draft: draft.offer(*key, values, earlier), offers=True)
        row = side.expected()[key]
        assert row.values == before.values, "an offer is shown"
        for name in values:
            assert change and (change.writes[key][name].stamp, *change.name) in row.heads[name]

    @rule(w=who, n=number, m=number, bulk=st.booleans())
    def several(self, w: int, n: int, m: int, bulk: bool) -> None:
        """Many things in one change: the last word counts, and the change says what the tables say."""
        side, dice = self.sides[w], Random(m)
        key = self.pick(side, n)
        row = self.row(side, n)
        kinds = dice.choices(["make", "again", "set", "delete", "restore", "child", "set made", "drop made"], k=5)

        def do(draft: Draft) -> None:
            made = False
            for kind in kinds:
                if kind in ("make", "again") and not (made and kind == "make"):
                    draft.insert("contact", row, self.values(side, "contact", dice.randint(0, 99)))
                    made = True
                elif kind == "set made" and made:
                    draft.set("contact", row, self.values(side, "contact", dice.randint(0, 99)))
                elif kind == "drop made" and made:
                    draft.delete("contact", row)
                    made = False
                elif kind == "child" and made:
                    draft.insert("detail", derived_id(row, str(dice.randint(0, 1))), {"contact": row, "value": "x"})
                elif key and key != ("contact", row):
                    if kind == "set":
                        if side.replica.journal.state().load(*key).live:  # type: ignore[union-attr]
                            draft.set(*key, self.values(side, key[0], dice.randint(0, 99)))
                    elif kind == "delete":
                        draft.delete(*key)
                    elif kind == "restore":
                        draft.restore(*key)

        self.act_freely(side, do, bulk=bulk)

    def act_freely(self, side: Side, do: Callable[[Draft], None], *, bulk: bool) -> None:
        """A change whose words are not predicted; tables, undo and everybody else's view still are."""
        shown = side.replica.shown()
        with self.watching(side), side.replica.journal.change(TITLE, bulk=bulk) as draft:
            do(draft)
        made = self.collect(side)
        self.check(side)
        assert len(made) <= 1
        if made:
            side.done.append(Action(shown, side.replica.shown(), side.received))
            side.undone.clear()
        else:
            assert side.replica.shown() == shown

    # Undo, batches

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
            if all(head[1] != side.replica.device for standing in heads.values() for head in standing):
                assert key in after

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
            batch = Batch(replica.journal, new_id(replica.now), TITLE, None)
            with replica.db.write():
                replica.db.execute("INSERT INTO batch VALUES (?, ?, 'open')", (batch.id, _title_bytes(TITLE)))
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

    @rule(a=who, b=who, n=seed)
    def damaged(self, a: int, b: int, n: int) -> None:
        """Bytes that are not what they claim to be: nothing of the delivery is taken."""
        source, target, dice = self.sides[a], self.sides[b], Random(n)
        bundle = list(source.replica.journal.since(target.replica.journal.coverage()))
        if not bundle:
            return
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


def void(_: object) -> None:
    """Drop a result."""


def without_empty(rows: dict[Key, oracle.Row]) -> dict[Key, oracle.Row]:
    """A cell that nobody wrote is no cell."""
    for row in rows.values():
        row.heads = {name: heads for name, heads in row.heads.items() if heads}
    return rows


def oracle_stamp(change: Told, key: Key, name: str) -> int:
    """The stamp that a change gave a cell."""
    cell = change.writes.get(key, {}).get(name)
    return cell.stamp if cell else change.t


def make_template(folder: Path) -> Path:
    """The empty notebook that replicas are copied from."""
    Database.create(folder / "empty.kithbook").close()
    return folder / "empty.kithbook"
