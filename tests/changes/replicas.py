"""Notebook files with a journal and nothing else, for the tests of the journal: made from one template, fast."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path

from notebook.changes.journal import Journal
from notebook.changes.stamps import Head
from notebook.changes.undo import Undo
from notebook.clock import Clock
from notebook.events import ChangeSet
from notebook.storage.database import Database
from tests.changes import oracle

TABLES: dict[str, tuple[str, ...]] = {
    "contact": ("full_name", "given", "ideal_days"),
    "detail": ("contact", "kind", "value"),
    "label": ("contact", "name"),
}
OLD_TABLES: dict[str, tuple[str, ...]] = {"contact": ("full_name", "ideal_days"), "detail": ("contact", "value")}
PARENTS = {"detail": ("contact", "contact"), "label": ("contact", "contact")}


class Replica:
    """One device with its file; ``now`` is its clock, ``events`` what it published."""

    def __init__(
        self, path: Path, device: bytes, now: datetime, tables: Mapping[str, tuple[str, ...]] = TABLES
    ) -> None:
        self.path = path
        self.device = device
        self.now = now
        self.tables = tables
        self.events: list[ChangeSet] = []
        self.open()

    @classmethod
    def fresh(
        cls,
        template: Path,
        path: Path,
        device: bytes,
        now: datetime,
        tables: Mapping[str, tuple[str, ...]] = TABLES,
    ) -> Replica:
        """A replica over a copy of the empty notebook ``template``."""
        shutil.copyfile(template, path)
        return cls(path, device, now, tables)

    def open(self) -> None:
        """New objects over the same file, as another process has them."""
        self.db = Database.open(self.path)
        self.journal = Journal(
            self.db, self.tables, PARENTS, clock=Clock(lambda: self.now), device=self.device
        )
        self.undo = Undo(self.journal)
        self.journal.publisher.subscribe(self.events.append)

    def reopen(self) -> None:
        """Close and open again."""
        self.db.close()
        self.open()

    def later(self, **time: float) -> None:
        """Move the clock, forwards or back."""
        self.now += timedelta(**time)

    def told(self, after: int = 0) -> dict[int, tuple[oracle.Told, bytes]]:
        """The changes in the journal file behind row ``after``: row number -> change, blob."""
        devices = dict(self.db.rows("SELECT ix, id FROM dev"))
        return {
            n: (oracle.told(devices[cid >> 40], blob), blob)
            for n, cid, blob in self.db.rows("SELECT n, cid, blob FROM journal WHERE n > ? ORDER BY n", (after,))
        }

    def tables_now(self) -> dict[oracle.Key, oracle.Row]:
        """What stands in the file, in the form of `oracle.tables`."""
        devices = dict(self.db.rows("SELECT ix, id FROM dev"))

        def named(head: Head) -> oracle.Head:
            return head[0], devices[head[1] >> 40], head[1] & (1 << 40) - 1

        state, found = self.journal.state(), {}
        for table in self.tables:
            for (row,) in self.db.rows(f"SELECT id FROM {table}"):
                loaded = state.load(table, row)
                assert loaded is not None
                heads = {name: {named(head) for head in loaded.clock.heads(name)} for name in loaded.clock.names()}
                creator = named(loaded.clock.creator) if loaded.clock.creator[1] else None
                found[table, row] = oracle.Row(loaded.values, heads, creator, loaded.live)
        return found

    def shown(self) -> dict[oracle.Key, dict[str, object]]:
        """What a person sees: the live rows."""
        columns = {table: ", ".join(("id", *fields)) for table, fields in self.tables.items()}
        return {
            (table, row[0]): dict(zip(self.tables[table], row[1:], strict=True))
            for table, names in columns.items()
            for row in self.db.rows(f"SELECT {names} FROM {table} WHERE sy_live = 1")
        }
