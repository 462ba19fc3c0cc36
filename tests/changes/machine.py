"""Three replicas under every kind of treatment, each compared with the oracle after every step.

Invariants of sync.md 9: 1 the tables are a function of the set of changes, 2 equal sets are equal states,
3 what I saved is what I see, 4 no value is lost (bases name only what the author saw), 5 the largest stamp is
shown, 6 what is damaged or interrupted changes nothing, 8 an upgrade sees what the journal carried along,
9 replay and relay change nothing. The steps stand in
`writing` and `meeting`; `test_replicas` runs them, `test_planted` proves that it notices.
"""
from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize

from notebook.changes import rebuild
from notebook.changes.draft import Draft
from notebook.changes.ids import derived_id
from notebook.sentences import say
from notebook.storage.database import Database
from tests.changes import oracle
from tests.changes.oracle import Key, Told
from tests.changes.replicas import OLD_TABLES, PARENTS, TABLES, Replica
from tests.changes.standing import conflicts

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
        self._known: tuple[int, object, dict[Key, oracle.Row]] = (-1, None, {})

    def expected(self) -> dict[Key, oracle.Row]:
        """The tables as the definitions have them."""
        held, known = len(self.held), self.replica.tables  # both only grow
        if self._known[0] != held or self._known[1] is not known:
            self._known = held, known, without_empty(oracle.tables(self.held.values(), known))
        return self._known[2]


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


def make_ready(machine: type[World], folder: Path, patch: pytest.MonkeyPatch) -> None:
    """Files are copied from one empty notebook, in memory: thousands of them are made and thrown away."""
    template = folder / "empty.kithbook"
    Database.create(template).close()
    patch.setattr(machine, "template", template, raising=False)
    patch.setattr("tempfile.tempdir", str(MEMORY) if MEMORY.is_dir() else None)

    class Copied(Database):
        """What `rebuild` fills."""

        @classmethod
        def create(cls, path: Path, fill: Callable[[Database], None] = void) -> Database:
            shutil.copyfile(template, path)
            return Database.open(path)

    patch.setattr(rebuild, "Database", Copied)


class World(RuleBasedStateMachine):
    """Three replicas, what the test knows of them, and what must hold after every step."""

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
        assert without_empty(replica.tables_now()) == expected
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
        listed = conflicts(side.replica.journal, *key).get(name, [])
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
        return side.replica.journal.new_id()[:6] + b"p\0" + self.fresh.to_bytes(8, "big")
