"""The tables recomputed from the journal: the proof that they are its projection, and the repair when they are not.

A second database is filled from the journal alone and compared with the tables. `replace` puts it in their
place: after an upgrade that knows tables or fields which older programs only carried along (sync.md 7), or
when `compare` found a difference.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from notebook.changes.change import SEQ_BITS, SEQ_MASK, Cid, DamagedChange, cid_of, decode, device_in, digest_of, seq_in
from notebook.changes.journal import Journal, apply_ops
from notebook.changes.state import Shapes, State
from notebook.errors import Cancelled, StorageFailed
from notebook.sentences import Sentence, count, say
from notebook.storage.database import Database

Progress = Callable[[int, int], bool]
"""Called with (done, of); returns False to cancel."""
_STEP = 2000
_CLOCK = ("sy_st", "sy_cid", "sy_x", "sy_live")


class _Seen:
    """Which changes were replayed so far."""

    def __init__(self) -> None:
        self._upto: dict[int, int] = {}
        self._beyond: set[Cid] = set()

    def add(self, cid: Cid) -> None:
        dev, seq = device_in(cid), seq_in(cid)
        if self._upto.get(dev, 0) != seq - 1:
            self._beyond.add(cid)
            return
        while cid_of(dev, seq + 1) in self._beyond:
            seq += 1
            self._beyond.discard(cid_of(dev, seq))
        self._upto[dev] = seq

    def __contains__(self, cid: Cid) -> bool:
        return seq_in(cid) <= self._upto.get(device_in(cid), 0) or cid in self._beyond


class _Replay:
    """The journal, applied again in order of arrival."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self._seen = _Seen()
        self.last = 0  # the newest journal row that was applied

    def run(self, into: Database, upto: int, progress: Progress | None = None) -> None:
        """Apply the journal rows that follow, inside a transaction. Raises `Cancelled`, `DamagedChange`."""
        journal = self._journal
        state = State(into, Shapes(journal.state().tables), journal.device_of, journal.wrote, self._seen.__contains__)
        for start in range(self.last, upto, _STEP):
            if progress is not None and not progress(start, upto):
                raise Cancelled(say("Cancelled; nothing was changed."))
            for cid, blob, digest in journal.db.rows(
                "SELECT cid, blob, digest FROM journal WHERE n > ? AND n <= ? ORDER BY n",
                (start, min(upto, start + _STEP)),
            ):
                if digest_of(journal.device_of(device_in(cid)), blob) != digest:
                    raise DamagedChange("digest")
                apply_ops(state, decode(blob, device_in(cid), journal.index_of))
                self._seen.add(cid)
            state.touched.clear()
        self.last = upto


@contextmanager
def _rebuilt(journal: Journal, progress: Progress | None) -> Iterator[tuple[Database, _Replay]]:
    """A temporary database whose synced tables come from the journal alone."""
    with tempfile.TemporaryDirectory(prefix="kithbook-") as folder:
        copy = Database.create(Path(folder) / "rebuilt.kithbook")
        try:
            replay = _Replay(journal)
            with copy.write(bulk=True):
                replay.run(copy, _newest(journal), progress)
            yield copy, replay
        finally:
            copy.close()


def compare(journal: Journal, progress: Progress | None = None) -> list[Sentence]:
    """What in the tables is not what the journal says (each table with the number of differing rows).

    Others may write meanwhile: one moment is looked at. Raises `Cancelled`.
    """
    db, found = journal.db, []
    try:
        with db.moment(), _rebuilt(journal, progress) as (copy, _):
            db.rows("ATTACH DATABASE ? AS rebuilt", (str(copy.path),))
            columns = {t: ("id", *_CLOCK, *fields) for t, fields in journal.state().tables.items()}
            for table, names in {**columns, "pend": ("tbl", "row", "f", "cid")}.items():
                if differing := _differing(db, table, names):
                    found.append(
                        count(
                            "{n} row of {table} differs from the journal.",
                            "{n} rows of {table} differ from the journal.",
                            differing,
                            table=table,
                        )
                    )
            if _uncovered(db):
                found.append(say("The list of received changes differs from the journal."))
    except DamagedChange:
        return [say("The journal holds a damaged change. Restore a backup.")]
    finally:
        if any(row[1] == "rebuilt" for row in db.rows("PRAGMA database_list")):
            db.rows("DETACH DATABASE rebuilt")
    return found


def replace(journal: Journal, progress: Progress | None = None) -> None:
    """Put the rebuilt tables in the place of the stored ones, derived columns and indexes included.

    Changes that others make meanwhile are kept. Raises `Cancelled`; `StorageFailed` when the journal itself
    is damaged, and then changes nothing.
    """
    db = journal.db
    try:
        with _rebuilt(journal, progress) as (copy, replay), _attached(db, copy), db.write():
            for table, fields in journal.state().tables.items():
                columns = ", ".join(("id", *_CLOCK, *fields))
                db.execute(f"DELETE FROM main.{table}")
                db.execute(f"INSERT INTO main.{table} ({columns}) SELECT {columns} FROM rebuilt.{table}")
            for table in ("pend", "parked"):
                db.execute(f"DELETE FROM main.{table}")
                db.execute(f"INSERT INTO main.{table} SELECT * FROM rebuilt.{table}")
            replay.run(db, _newest(journal))
            for projection in journal.projections:
                projection.rebuild(db)
    except DamagedChange as error:
        raise StorageFailed(say("The journal holds a damaged change. Restore a backup.")) from error


def damaged(journal: Journal) -> bool:
    """Whether some change in the journal is not what its digest says."""
    last = _newest(journal)
    return any(
        digest_of(journal.device_of(device_in(cid)), blob) != digest
        for start in range(0, last, _STEP)
        for cid, blob, digest in journal.db.rows(
            "SELECT cid, blob, digest FROM journal WHERE n > ? AND n <= ?", (start, start + _STEP)
        )
    )


def take_up(journal: Journal, progress: Progress | None = None) -> bool:
    """After an upgrade: fill tables and fields that the journal only carried along so far (sync.md 7)."""
    tables = journal.state().tables
    known = any(
        table in tables and (not field or field in tables[table])
        for table, field in journal.db.rows("SELECT tbl, f FROM parked")
    )
    if known:
        replace(journal, progress)
    return known


def _newest(journal: Journal) -> int:
    return int(journal.db.value("SELECT max(n) FROM journal") or 0)


def _differing(db: Database, table: str, names: Sequence[str]) -> int:
    columns, key = ", ".join(names), names[0] if names[0] == "id" else "tbl || hex(row) || f || cid"
    return int(db.value(
        f"SELECT count(DISTINCT {key}) FROM ("
        f" SELECT * FROM (SELECT {columns} FROM main.{table} EXCEPT SELECT {columns} FROM rebuilt.{table})"
        f" UNION ALL"
        f" SELECT * FROM (SELECT {columns} FROM rebuilt.{table} EXCEPT SELECT {columns} FROM main.{table}))"
    ))  # fmt: skip


def _uncovered(db: Database) -> bool:
    """Whether ``cov`` names other changes than the journal holds."""
    missing = db.value(
        f"SELECT 1 FROM journal WHERE NOT EXISTS (SELECT 1 FROM cov WHERE dev = cid >> {SEQ_BITS}"
        f" AND lo <= cid & {SEQ_MASK} AND hi >= cid & {SEQ_MASK})"
    )
    held, named = db.rows("SELECT (SELECT count(*) FROM journal), (SELECT total(hi - lo + 1) FROM cov)")[0]
    return bool(missing) or held != named


@contextmanager
def _attached(db: Database, copy: Database) -> Iterator[None]:
    db.rows("ATTACH DATABASE ? AS rebuilt", (str(copy.path),))
    try:
        yield
    finally:
        db.rows("DETACH DATABASE rebuilt")
