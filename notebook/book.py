"""`Notebook`: the one object that the window and the commands hold.

Opens or makes the file, wires the services to one journal, and offers what concerns all of them: change,
undo, history, search, check, backup. Short calls may be made from any thread; every thread has its own
connection. Subscribers hear of every commit of this process at once and, through `poll`, of other processes'.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from contextlib import AbstractContextManager, suppress
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from notebook.changes.device import DeviceFile
from notebook.changes.draft import Draft
from notebook.changes.ids import Id, Ids
from notebook.changes.journal import Journal
from notebook.clock import Clock
from notebook.contacts.colleagues import Colleagues
from notebook.contacts.service import Contacts
from notebook.errors import KithbookError, NotANotebook, NotebookReadOnly, Refused, StorageFailed
from notebook.events import ChangeSet, Publisher
from notebook.sentences import Sentence, say
from notebook.services import Services
from notebook.storage import schema
from notebook.storage.database import Database
from notebook.timeline.elapsed import Elapsed

if TYPE_CHECKING:
    from notebook.changes.journal import Projection
    from notebook.changes.undo import Undo
    from notebook.timeline.hits import Hit

Progress = Callable[[int, int], bool]
"""Called with (done, of); returns False to cancel."""
TABLES = schema.tables()


class Notebook(Services):
    """An open notebook."""

    def __init__(self, db: Database, *, state: Path, clock: Clock) -> None:
        self.db = db
        self.clock = clock
        self.path = db.path
        self.read_only = db.read_only
        self.id: Id = db.value("SELECT value FROM meta WHERE key='notebook'")
        self.workspace: Id = db.value("SELECT value FROM meta WHERE key='workspace'")
        self.device_file = DeviceFile(state, self.id, db.path)
        device = None if self.read_only else self.device_file.load()
        self._publisher = Publisher()
        self._making = Lock()
        self.journal = Journal(
            db,
            TABLES,
            schema.PARENTS,
            clock=clock,
            device=device.id if device else bytes(8),
            publisher=self._publisher,
        )
        self.journal.hold = self.device_file.hold
        self.colleagues = Colleagues(
            db,
            self.journal,
            clock,
            self.workspace,
            account=_account(),
            me=device.me if device else None,
            remember=self.device_file.set_me,
        )
        self.journal.author = self.colleagues.my_id
        self.journal.before_first = self.colleagues.ensure_me
        self.contacts = Contacts(db, self.journal, clock, self.workspace)
        self._elapsed = Elapsed(clock)
        self.journal.followers = lambda: _followers(self._elapsed)
        if not self.read_only:
            self.journal.recover(self.device_file.abandoned)
            if self.db.value("SELECT 1 FROM parked"):
                from notebook.changes.rebuild import take_up

                take_up(self.journal)  # what an older program had no place for
            self._follow_clock()

    # Life

    @classmethod
    def open(
        cls,
        path: Path,
        *,
        state: Path,
        clock: Clock | None = None,
        create: bool = False,
        read_only: bool = False,
    ) -> Notebook:
        """Open a notebook; ``create`` makes a missing one (never in the place of an existing file).

        Raises `NotebookMissing`, `NotANotebook`, `NotebookTooNew`, `NotebookReadOnly`, `StorageFailed`.
        """
        clock = clock or Clock()
        if create and not path.exists():
            db = Database.create(path, lambda new: _name(new, clock))
        else:
            db = Database.open(path, read_only=read_only)
        try:
            return cls(db, state=state, clock=clock)
        except BaseException:
            db.close()
            raise

    def close(self) -> None:
        """Let go of the file."""
        self.db.close()

    # Changing

    def change(self, title: Sentence, *, origin: object = None) -> AbstractContextManager[Draft]:
        """Group what the services do inside into one undoable change with this title."""
        return self.journal.change(title, origin=origin)

    @cached_property
    def undoing(self) -> Undo:
        """The undo stack of this device."""
        from notebook.changes.undo import Undo

        return Undo(self.journal)

    def undo(self, progress: Progress | None = None) -> Sentence:
        """Take back the last action of this device; returns its title. Raises `Refused` when there is none."""
        return self.undoing.undo(progress)

    def redo(self, progress: Progress | None = None) -> Sentence:
        """Do again what was undone last; returns its title. Raises `Refused` when there is none."""
        return self.undoing.redo(progress)

    def undo_title(self) -> Sentence | None:
        """What `undo` would take back."""
        return self.undoing.next_undo()

    def undo_mark(self) -> int | None:
        """Which action `undo` would take back, to ask later whether it is still the same."""
        return self.undoing.mark()

    def undo_size(self) -> int:
        """How many changes `undo` would take back: of an import very many, which is work for a thread."""
        return self.undoing.size()

    def redo_title(self) -> Sentence | None:
        """What `redo` would do again."""
        return self.undoing.next_redo()

    def poll(self) -> None:
        """Notice what other processes wrote, and whose time has come (cheap when nothing happened)."""
        self.journal.poll()
        self._follow_clock()

    def _follow_clock(self) -> None:
        """Count the entries whose time has come, and say so; what another process counted is said here too.

        A notebook that cannot be written now (another program writes, the disk is full) is asked again later.
        """
        if self.read_only or self.db.writing:
            return
        if self._elapsed.arrived(self.db):
            with suppress(StorageFailed, NotebookReadOnly):
                touched = self.journal.follow()
                self._publisher.publish(ChangeSet(touched))

    # Looking

    def search(self, text: str, limit: int = 100, *, records: bool = True) -> list[Hit]:
        """Whatever was written down that has all these words, the latest first (people: ``contacts.search``).

        Without ``records`` only entries, promises and notes, which is quick enough for between two letters.
        """
        from notebook.timeline import hits

        return hits.find(self.db, self.contacts, self.clock, text, limit, records)

    # Keeping

    def check(self, progress: Progress | None = None) -> list[Sentence]:
        """Everything that is wrong with the file: SQLite's check, tables against journal, indexes against tables.

        Others may write meanwhile: whatever is compared is seen as it was at one moment.
        """
        from notebook.changes.rebuild import compare
        from notebook.storage import search

        found = self.db.integrity()
        if not found:
            found += compare(self.journal, progress)
            for projection in self.journal.projections:
                with self.db.moment():
                    found += projection.verify(self.db)
            found += search.damaged(self.db)
        return found

    def repair(self, progress: Progress | None = None) -> None:
        """Recompute tables and indexes from the journal."""
        from notebook.changes.rebuild import replace

        replace(self.journal, progress)

    def backup(self, target: Path, progress: Callable[[int, int], None] | None = None) -> None:
        """A complete copy in one file, while work goes on. Raises `Refused` where another notebook would be lost."""
        if target.exists() and target.samefile(self.path):
            raise StorageFailed(say("The backup cannot replace the notebook itself. Choose another name."))
        if target.exists() and _workspace(target) not in (None, self.workspace):
            raise Refused(say("{file} is another notebook. Choose another name for the backup.", file=target))
        self.db.backup(target, progress)


def _workspace(path: Path) -> Id | None:
    """Which notebook a file is (a copy of); None when it cannot be opened."""
    try:
        db = Database.open(path, read_only=True)
    except KithbookError:
        return None
    try:
        found: Id | None = db.value("SELECT value FROM meta WHERE key='workspace'")
        return found
    finally:
        db.close()


def restore(source: Path, target: Path, *, state: Path, clock: Clock | None = None) -> Path | None:
    """Put a backup in the place of a notebook, after it proved to be whole.

    What stood there before is kept beside it (the path is returned). Raises `NotANotebook` and its kin when the
    backup is not good, `Refused` while a window or a command has the notebook open; then nothing was changed.
    """
    from notebook.changes.rebuild import damaged

    if target.exists() and source.exists() and source.samefile(target):
        raise Refused(say("{file} is the notebook itself. Choose a backup of it.", file=source))
    proof = Notebook.open(source, state=state, clock=clock, read_only=True)
    try:
        if proof.db.integrity() or damaged(proof.journal):
            raise NotANotebook(say("The backup {file} is damaged and was not restored.", file=source))
        _settle(target)  # before the long part too: who has to close a window first should not wait for it
        draft = target.with_name(f".{target.name}.{os.getpid()}.restored")
        try:
            target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        except OSError as error:
            raise _not_restored(error) from error
        proof.db.backup(draft)  # not a copy of the file: its last changes may stand beside it
    finally:
        proof.close()
    kept: Path | None = None
    try:
        _settle(target)
        if target.exists():
            stamp = (clock or Clock()).local().strftime("%Y-%m-%d %H%M%S")
            kept = target.with_name(f"{target.stem} before {stamp}{target.suffix}")
            number = 1
            while kept.exists():  # two restores within a second
                number += 1
                kept = target.with_name(f"{target.stem} before {stamp} ({number}){target.suffix}")
            os.replace(target, kept)
            with suppress(FileNotFoundError):
                os.replace(f"{target}-wal", f"{kept}-wal")  # of a file that could not be opened
        for leftover in ("-wal", "-shm"):
            with suppress(FileNotFoundError):
                os.unlink(f"{target}{leftover}")
        os.replace(draft, target)
    except OSError as error:
        raise _not_restored(error) from error
    finally:
        with suppress(OSError):
            draft.unlink()
    return kept


def _not_restored(error: OSError) -> StorageFailed:
    return StorageFailed(say("The backup could not be restored: {reason}.", reason=error.strerror or error))


def _settle(path: Path) -> None:
    """Bring what still stands in the write-ahead log into the file before it moves.

    Raises `Refused` while anybody has it open: they would go on writing into the file that was moved away.
    """
    try:
        db = Database.open(path)
    except (KithbookError, sqlite3.Error):
        return  # nothing there, or nothing that could be settled: it is kept as it is
    try:
        db.rows("PRAGMA busy_timeout=500")
        db.rows("PRAGMA journal_mode=delete")  # wants the file for itself
    except StorageFailed as error:
        raise Refused(say("{file} is open. Close its window first; nothing was changed.", file=path)) from error
    finally:
        db.close()


def _followers(elapsed: Elapsed) -> list[Projection]:
    from notebook.contacts.projection import ContactProjection
    from notebook.reminders.projection import RemindersProjection
    from notebook.timeline.projection import TimelineProjection

    return [ContactProjection(), TimelineProjection(elapsed), RemindersProjection()]


def _name(db: Database, clock: Clock) -> None:
    ids, now = Ids(), clock.now()
    for key in ("notebook", "workspace"):
        db.execute("INSERT INTO meta VALUES (?, ?)", (key, ids.new(now)))


def _account() -> str:
    import getpass

    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "me"


__all__ = ["Notebook", "restore"]
