"""The file: opening and refusing it, connections, the writer's turn, reads, backup, integrity.

One SQLite file in WAL mode. Every thread has its own connection. Writing happens in IMMEDIATE
transactions, one at a time: threads of this process take turns through a fair lock, other processes through
SQLite's own lock, which is asked for every millisecond (SQLite's own back-off sleeps up to 100 ms, long
enough for a window to stutter beside an import). ``synchronous=FULL``: what was committed survives a power
cut as well as a kill; a bulk transaction may ask for NORMAL, its batch counts only once its end is committed.

A file that is empty, foreign, cut short or newer is refused with a sentence and never touched.
"""

from __future__ import annotations

import os
import sqlite3
import stat
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from notebook.errors import NotANotebook, NotebookMissing, NotebookReadOnly, NotebookTooNew, StorageFailed
from notebook.sentences import Sentence, say
from notebook.storage import schema
from notebook.storage.connections import PRAGMAS, Connections
from notebook.storage.files import whole

if TYPE_CHECKING:
    from tempfile import TemporaryDirectory

SCHEMA_VERSION = 3
_BULK_PAGES = 8000  # 32 MB of log before it is moved into the file: 1,000 makes imports wait for the disk
_BULK_CACHE = -16000  # KB of a writer in bulk; a window has two or three connections that only read
_PATIENCE = 20.0  # seconds to wait for another process's transaction; ours take about 20 ms
_WAIT = "PRAGMA busy_timeout=5000"  # another process opens or closes the file: over in milliseconds
Row = tuple[Any, ...]


class _Turn:
    """A fair lock: whoever asked first writes first, so an import cannot starve the window."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._waiting: deque[threading.Event] = deque()
        self._taken = False

    def take(self) -> None:
        with self._guard:
            if not self._taken:
                self._taken = True
                return
            mine = threading.Event()
            self._waiting.append(mine)
        mine.wait()

    def give(self) -> None:
        with self._guard:
            if self._waiting:
                self._waiting.popleft().set()
            else:
                self._taken = False


class Database:
    """An open notebook file. Reads use the calling thread's own connection."""

    def __init__(self, path: Path, *, read_only: bool = False, immutable: bool = False) -> None:
        self.path = path
        self.read_only = read_only
        self._turn = _Turn()
        self._mine = threading.local()
        self._copy: TemporaryDirectory[str] | None = None
        if read_only:
            flags = "mode=ro&immutable=1" if immutable else "mode=ro"
            self._connections = Connections(f"{path.absolute().as_uri()}?{flags}", {"query_only": 1}, uri=True)
        else:
            self._connections = Connections(str(path), PRAGMAS)

    # Opening

    @classmethod
    def open(cls, path: Path, *, read_only: bool = False) -> Database:
        """Open an existing notebook.

        Raises `NotebookMissing`, `NotANotebook`, `NotebookTooNew`; `NotebookReadOnly` when it cannot be
        written and ``read_only`` was not asked for.
        """
        _check_header(path)
        if not read_only and not (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)):
            raise NotebookReadOnly(
                say(
                    "The notebook {file} cannot be written. Open it for reading only, or copy it"
                    " to a folder of your own.",
                    file=path,
                )
            )
        wal = Path(f"{path}-wal")
        kept_back = wal.exists() and wal.stat().st_size > 0  # what an immutable file would not show
        closed = read_only and not os.access(path.parent, os.W_OK)
        db = cls(path, read_only=read_only, immutable=closed and not kept_back)
        try:
            if closed and kept_back and not Path(f"{path}-shm").exists():  # SQLite would have to make it there
                db._read_a_copy(wal)
                return db
            version = db._check_version()
            if version < SCHEMA_VERSION:
                if read_only:
                    db._read_a_copy()
                else:
                    from notebook.storage.migrations import upgrade

                    upgrade(db, SCHEMA_VERSION)
        except BaseException:
            db.close()
            raise
        return db

    @classmethod
    def create(cls, path: Path, fill: Callable[[Database], None] = lambda db: None) -> Database:
        """Make a new notebook at a place where nothing is, with ``fill`` as its first transaction.

        The file appears under its name only when it is whole. Raises `StorageFailed` when it cannot be made.
        """
        draft = path.with_name(f".{path.name}.{os.getpid()}.new")
        try:
            if not path.parent.exists():
                path.parent.mkdir(parents=True, mode=0o700)
            os.close(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
            db = cls(draft)
            try:
                with db.write():
                    _build(db)
                    fill(db)
                db._connection().execute("PRAGMA wal_checkpoint(TRUNCATE)")
            finally:
                db.close()
            place(draft, path)
        except FileExistsError:
            pass  # another process was quicker: its notebook is opened
        except OSError as error:
            raise StorageFailed(
                say(
                    "The notebook {file} could not be made: {reason}.",
                    file=path,
                    reason=error.strerror or error,
                )
            ) from error
        finally:
            for leftover in (draft, Path(f"{draft}-wal"), Path(f"{draft}-shm")):
                with suppress(OSError):
                    leftover.unlink()
        return cls.open(path)

    def _check_version(self) -> int:
        with self._translated():
            connection = self._connection()
            if connection.execute("PRAGMA application_id").fetchone()[0] != schema.APPLICATION_ID:
                raise NotANotebook(
                    say(
                        "{file} is a database of another program, not a notebook. Open another file.",
                        file=self.path,
                    )
                )
            version = connection.execute("PRAGMA user_version").fetchone()[0]
            if version > SCHEMA_VERSION:
                raise NotebookTooNew(
                    say("{file} was written by a newer Kithbook. Update Kithbook to open it.", file=self.path)
                )
            connection.execute("SELECT count(*) FROM meta").fetchone()
            return int(version)

    def _read_a_copy(self, log: Path | None = None) -> None:
        """An older file that may not be touched, or one with a ``log`` beside it that was left there.

        What is read is a copy that was brought up to date.
        """
        from tempfile import TemporaryDirectory

        self._copy = TemporaryDirectory(prefix="kithbook-")
        place = Path(self._copy.name) / self.path.name
        if log is None:
            self.backup(place)
        else:
            _copy_whole(self.path, log, place)
        self._connections.close_all()
        Database.open(place).close()
        self._connections = Connections(f"{place.as_uri()}?mode=ro", {"query_only": 1}, uri=True)

    def close(self) -> None:
        """Close the connections of all threads; those must have come to rest."""
        self._connections.close_all()
        if self._copy is not None:
            self._copy.cleanup()

    def _connection(self) -> sqlite3.Connection:
        try:
            return self._connections.mine()
        except sqlite3.DatabaseError as error:  # a damaged file is found when the connection is made
            raise self._sentence(error) from error

    # Reading

    def rows(self, sql: str, params: Iterable[Any] = ()) -> list[Row]:
        """All rows of a query."""
        try:
            return self._connection().execute(sql, tuple(params)).fetchall()
        except sqlite3.DatabaseError as error:
            raise self._sentence(error) from error

    def each(self, sql: str, params: Iterable[Any] = ()) -> Iterator[Row]:
        """The rows of a query one by one, where all at once would take much memory. Not for inside `write`."""
        try:
            yield from self._connection().execute(sql, tuple(params))
        except sqlite3.DatabaseError as error:
            raise self._sentence(error) from error

    def one(self, sql: str, params: Iterable[Any] = ()) -> Row | None:
        """The first row of a query, or None."""
        try:
            row: Row | None = self._connection().execute(sql, tuple(params)).fetchone()
            return row
        except sqlite3.DatabaseError as error:
            raise self._sentence(error) from error

    def value(self, sql: str, params: Iterable[Any] = ()) -> Any:
        """The first column of the first row, or None."""
        row = self.one(sql, params)
        return row[0] if row else None

    @contextmanager
    def moment(self) -> Iterator[None]:
        """All reads of this thread inside see the file as it is at the first of them, whoever writes meanwhile."""
        connection = self._connection()
        connection.execute("BEGIN")
        try:
            yield
        finally:
            connection.execute("COMMIT")

    @contextmanager
    def function(self, name: str, arguments: int, function: Callable[..., Any]) -> Iterator[None]:
        """Inside, the queries of this thread may call a function of ours (same arguments, same answer)."""
        connection = self._connection()
        connection.create_function(name, arguments, function, deterministic=True)
        try:
            yield
        finally:
            connection.create_function(name, arguments, None)

    def data_version(self) -> int:
        """A number that moves when another connection or process has committed."""
        return int(self.value("PRAGMA data_version"))

    # Writing

    def execute(self, sql: str, params: Iterable[Any] = ()) -> sqlite3.Cursor:
        """One statement inside `write`."""
        try:
            return self._connection().execute(sql, tuple(params))
        except sqlite3.IntegrityError:
            raise
        except sqlite3.DatabaseError as error:
            raise self._sentence(error) from error

    def executemany(self, sql: str, rows: Iterable[Iterable[Any]]) -> None:
        """One statement for many rows inside `write`."""
        try:
            self._connection().executemany(sql, rows)  # type: ignore[arg-type]
        except sqlite3.IntegrityError:
            raise
        except sqlite3.DatabaseError as error:
            raise self._sentence(error) from error

    @property
    def writing(self) -> bool:
        """True inside `write` on this thread."""
        return bool(getattr(self._mine, "writing", False))

    @contextmanager
    def write(self, *, bulk: bool = False) -> Iterator[None]:
        """The writer's turn: one IMMEDIATE transaction, all or nothing. Does not nest.

        ``bulk``: not synced to the disk by itself. Raises `NotebookReadOnly`, `StorageFailed`.
        """
        if self.read_only:
            raise NotebookReadOnly(say("This notebook is open for reading only; nothing was changed."))
        if self.writing:
            raise RuntimeError("write does not nest")
        self._turn.take()
        try:
            connection = self._connection()
            try:
                with self._translated():
                    if bulk:
                        connection.execute("PRAGMA synchronous=NORMAL")
                        connection.execute(f"PRAGMA cache_size={_BULK_CACHE}")  # kept: it shrinks for nothing
                        connection.execute(f"PRAGMA wal_autocheckpoint={_BULK_PAGES}")
                    self._begin(connection)
                self._mine.writing = True
                yield
                with self._translated():
                    connection.execute("COMMIT")
            except BaseException:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise
            finally:
                self._mine.writing = False
                if bulk:
                    connection.execute("PRAGMA synchronous=FULL")
                    connection.execute("PRAGMA wal_autocheckpoint=1000")
        finally:
            self._turn.give()

    def _begin(self, connection: sqlite3.Connection) -> None:
        deadline = time.monotonic() + _PATIENCE
        connection.execute("PRAGMA busy_timeout=0")
        try:
            while True:
                try:
                    connection.execute("BEGIN IMMEDIATE")
                    return
                except sqlite3.OperationalError as error:
                    if "locked" not in str(error) or time.monotonic() > deadline:
                        raise
                    time.sleep(0.001)
        finally:
            connection.execute(_WAIT)

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.DatabaseError as error:
            raise self._sentence(error) from error

    def _sentence(self, error: sqlite3.DatabaseError) -> Exception:
        """The error of the world that a database error stands for; a mistake of ours stays what it is."""
        name = getattr(error, "sqlite_errorname", "") or ""
        if name.startswith(("SQLITE_NOTADB", "SQLITE_CORRUPT")):
            return NotANotebook(
                say(
                    "{file} is damaged and cannot be read. Restore a backup, or open another file.",
                    file=self.path,
                )
            )
        if name.startswith("SQLITE_READONLY"):
            return NotebookReadOnly(say("The notebook {file} cannot be written; nothing was changed.", file=self.path))
        if name.startswith("SQLITE_FULL"):
            return StorageFailed(say("The disk is full: nothing of this was saved. Free some space and try again."))
        if name.startswith("SQLITE_BUSY"):
            return StorageFailed(
                say("Another program keeps the notebook locked: nothing of this was saved. Try again.")
            )
        if name.startswith(("SQLITE_IOERR", "SQLITE_CANTOPEN")):
            return StorageFailed(
                say("The disk reported an error: nothing of this was saved. Check the disk, then try again.")
            )
        return error

    # Keeping

    def backup(self, target: Path, progress: Callable[[int, int], None] | None = None) -> None:
        """A consistent copy while others write; ``target`` appears only when it is whole."""
        try:
            with whole(target) as draft, closing(sqlite3.connect(draft)) as copy:
                with self.moment():  # else every commit of somebody else starts the copy anew
                    self.rows("SELECT count(*) FROM meta")
                    self._connection().backup(
                        copy,
                        pages=2000,
                        progress=(lambda _s, left, total: progress(total - left, total)) if progress else None,
                    )
                copy.execute("PRAGMA journal_mode=delete")
        except OSError as error:
            raise StorageFailed(
                say(
                    "The backup {file} could not be written: {reason}.",
                    file=target,
                    reason=error.strerror or error,
                )
            ) from error
        except sqlite3.DatabaseError as error:
            raise self._sentence(error) from error

    def integrity(self) -> list[Sentence]:
        """What SQLite's own integrity check finds wrong."""
        found = [str(row[0]) for row in self.rows("PRAGMA integrity_check")]
        return [] if found == ["ok"] else [say("The file is damaged: {what}", what=text) for text in found]


def _copy_whole(path: Path, log: Path, target: Path) -> None:
    """A file and the log beside it. Raises `StorageFailed`."""
    import shutil

    try:
        shutil.copyfile(path, target)
        shutil.copyfile(log, Path(f"{target}-wal"))
    except OSError as error:
        raise StorageFailed(
            say("{file} cannot be read: {reason}.", file=path, reason=error.strerror or error)
        ) from error


def _check_header(path: Path) -> None:
    """Refuse what cannot be a notebook before SQLite sees it (it takes an empty file for a new database)."""
    try:
        mode = path.stat().st_mode
        if not stat.S_ISREG(mode):
            raise NotANotebook(say("{file} is not a file.", file=path))
        with open(path, "rb") as file:
            head = file.read(100)
            size = file.seek(0, os.SEEK_END)
    except FileNotFoundError as error:
        raise NotebookMissing(say("There is no notebook at {file}.", file=path)) from error
    except OSError as error:
        raise NotANotebook(
            say("{file} cannot be read: {reason}.", file=path, reason=error.strerror or error)
        ) from error
    if not head:
        raise NotANotebook(
            say(
                "{file} is empty (0 bytes): it is not a notebook. Restore a backup, or open another file.",
                file=path,
            )
        )
    if not head.startswith(b"SQLite format 3\0") or len(head) < 100:
        raise NotANotebook(say("{file} is not a notebook. Open another file.", file=path))
    if int.from_bytes(head[68:72], "big") != schema.APPLICATION_ID:  # asked before opening: that turns WAL on
        raise NotANotebook(
            say("{file} is a database of another program, not a notebook. Open another file.", file=path)
        )
    page = int.from_bytes(head[16:18], "big")
    pages = int.from_bytes(head[28:32], "big")
    wal = Path(f"{path}-wal")
    if size < (65536 if page == 1 else page) * pages and not (wal.exists() and wal.stat().st_size):
        raise NotANotebook(
            say(
                "{file} is cut short: a part of it is missing. Restore a backup, or open another file.",
                file=path,
            )
        )


def _build(db: Database) -> None:
    """The current schema in an empty file. (Older files reach the same schema through migrations.)"""
    from notebook.storage import migrations, models, search

    indexes = (f"CREATE INDEX {index}" for index in schema.INDEXES)
    for statement in (*models.statements(), *schema.LOCAL, *indexes, *search.DDL, *migrations.HISTORY):
        db.execute(statement)
    for name in migrations.names():
        db.execute("INSERT INTO schema_migration (name, applied) VALUES (?, ?)", (name, "at creation"))
    db.execute(f"PRAGMA application_id={schema.APPLICATION_ID}")
    db.execute(f"PRAGMA user_version={SCHEMA_VERSION}")


def place(draft: Path, path: Path) -> None:
    """Give a whole file its name; raises FileExistsError where one stands already."""
    try:
        os.link(draft, path)
    except OSError:
        if path.exists():
            raise FileExistsError(str(path)) from None
        os.rename(draft, path)
