"""The tables recomputed from the journal: the proof that they are its projection, and the repair when they are not.

A second database is filled from the journal alone and compared with the tables. `replace` puts it in their
place: after an upgrade that knows tables or fields which older programs only carried along (sync.md 7), or
when `compare` found a difference.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from notebook.changes.change import SEQ_BITS, SEQ_MASK, Cid, decode
from notebook.changes.journal import Journal, apply_ops
from notebook.changes.state import State
from notebook.errors import Cancelled
from notebook.sentences import Sentence, count, say
from notebook.storage.database import Database

Progress = Callable[[int, int], bool]
"""Called with (done, of); returns False to cancel."""
_STEP = 2000


class _Seen:
    """Which changes were replayed so far."""

    def __init__(self) -> None:
        self._upto: dict[int, int] = {}
        self._beyond: set[Cid] = set()

    def add(self, cid: Cid) -> None:
        dev, seq = cid >> SEQ_BITS, cid & SEQ_MASK
        if self._upto.get(dev, 0) != seq - 1:
            self._beyond.add(cid)
            return
        while dev << SEQ_BITS | seq + 1 in self._beyond:
            seq += 1
            self._beyond.discard(dev << SEQ_BITS | seq)
        self._upto[dev] = seq

    def __contains__(self, cid: Cid) -> bool:
        return cid & SEQ_MASK <= self._upto.get(cid >> SEQ_BITS, 0) or cid in self._beyond


@contextmanager
def rebuilt(journal: Journal, progress: Progress | None = None) -> Iterator[Database]:
    """A temporary database whose synced tables come from the journal alone. Raises `Cancelled`."""
    with tempfile.TemporaryDirectory(prefix="kithbook-") as folder:
        copy = Database.create(Path(folder) / "rebuilt.kithbook")
        try:
            seen = _Seen()
            last = int(journal.db.value("SELECT max(n) FROM journal") or 0)
            with copy.write(bulk=True):
                state = State(copy, journal.state().tables, journal.device_of, journal.value_of, seen.__contains__)
                for start in range(0, last, _STEP):
                    if progress is not None and not progress(start, last):
                        raise Cancelled(say("Cancelled; nothing was changed."))
                    for cid, blob in journal.db.rows(
                        "SELECT cid, blob FROM journal WHERE n > ? AND n <= ? ORDER BY n",
                        (start, min(last, start + _STEP)),
                    ):
                        apply_ops(state, decode(blob, cid >> SEQ_BITS, journal.index_of))
                        seen.add(cid)
                    state.touched.clear()
            yield copy
        finally:
            copy.close()


def compare(journal: Journal, progress: Progress | None = None) -> list[Sentence]:
    """What in the tables is not what the journal says (each table with the number of differing rows)."""
    found = []
    with rebuilt(journal, progress) as copy, _attached(journal.db, copy):
        for table, fields in journal.state().tables.items():
            columns = ", ".join(("id", "sy_st", "sy_cid", "sy_x", "sy_live", *fields))
            differing = journal.db.value(
                f"SELECT count(DISTINCT id) FROM ("
                f" SELECT * FROM (SELECT {columns} FROM main.{table} EXCEPT SELECT {columns} FROM rebuilt.{table})"
                f" UNION ALL"
                f" SELECT * FROM (SELECT {columns} FROM rebuilt.{table} EXCEPT SELECT {columns} FROM main.{table}))"
            )
            if differing:
                found.append(
                    count(
                        "{n} row of {table} differs from the journal.",
                        "{n} rows of {table} differ from the journal.",
                        differing,
                        table=table,
                    )
                )
    return found


def replace(journal: Journal, progress: Progress | None = None) -> None:
    """Put the rebuilt tables in the place of the stored ones, derived columns and indexes included."""
    db = journal.db
    with rebuilt(journal, progress) as copy, _attached(db, copy), db.write():
        for table, fields in journal.state().tables.items():
            columns = ", ".join(("id", "sy_st", "sy_cid", "sy_x", "sy_live", *fields))
            db.execute(f"DELETE FROM main.{table}")
            db.execute(f"INSERT INTO main.{table} ({columns}) SELECT {columns} FROM rebuilt.{table}")
        for table in ("pend", "parked"):
            db.execute(f"DELETE FROM main.{table}")
            db.execute(f"INSERT INTO main.{table} SELECT * FROM rebuilt.{table}")
        for projection in journal.projections:
            projection.rebuild(db)


@contextmanager
def _attached(db: Database, copy: Database) -> Iterator[None]:
    db.rows("ATTACH DATABASE ? AS rebuilt", (str(copy.path),))
    try:
        yield
    finally:
        db.rows("DETACH DATABASE rebuilt")
