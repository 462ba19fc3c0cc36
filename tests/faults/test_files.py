"""Files that are no notebook, or no longer one: each a sentence and a way on, never a new notebook in its place."""

from __future__ import annotations

import os
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest

from notebook.book import Notebook, restore
from notebook.clock import Clock
from notebook.errors import (
    KithbookError,
    NotANotebook,
    NotebookMissing,
    NotebookReadOnly,
    NotebookTooNew,
    Refused,
    StorageFailed,
)
from notebook.sentences import say
from notebook.storage.database import Database, Row

ROOT = Path(__file__).resolve().parents[2]
Opener = Callable[..., Notebook]


def zero_length(path: Path) -> None:
    path.write_bytes(b"")


def text(path: Path) -> None:
    path.write_text("Dear diary,\n" * 100, encoding="utf-8")


def short_text(path: Path) -> None:
    path.write_bytes(b"SQLite format 3\0")


def other_database(path: Path) -> None:
    path.unlink()
    other = sqlite3.connect(path)
    other.execute("CREATE TABLE bookmarks (url TEXT)")
    other.commit()
    other.close()


def truncated(path: Path) -> None:
    with open(path, "rb+") as file:
        file.truncate(path.stat().st_size // 2)


def truncated_by_one(path: Path) -> None:
    with open(path, "rb+") as file:
        file.truncate(path.stat().st_size - 1)


def scribbled_over(path: Path) -> None:
    with open(path, "rb+") as file:
        file.seek(4096)
        file.write(b"\xa5" * (path.stat().st_size - 4096))


def newer(path: Path) -> None:
    db = sqlite3.connect(path)
    db.execute("PRAGMA user_version = 99")
    db.close()


@pytest.fixture
def closed(notebook: Opener, tmp_path: Path) -> Path:
    """A notebook with people in it that nobody has open."""
    book = notebook()
    for n in range(50):
        book.contacts.create(f"Person {n}", email=f"p{n}@example.com")
    book.close()
    return tmp_path / "test.kithbook"


@pytest.mark.parametrize(
    ("damage", "error"),
    [
        (zero_length, NotANotebook),
        (text, NotANotebook),
        (short_text, NotANotebook),
        (other_database, NotANotebook),
        (truncated, NotANotebook),
        (truncated_by_one, NotANotebook),
        (scribbled_over, NotANotebook),
        (newer, NotebookTooNew),
    ],
    ids=lambda value: getattr(value, "__name__", None),
)
def test_what_is_no_notebook_is_refused_and_left_alone(
    damage: Callable[[Path], None], error: type[KithbookError], closed: Path, notebook: Opener
) -> None:
    damage(closed)
    before = closed.read_bytes()
    for create in (False, True):  # also where a missing file would have been made
        with pytest.raises(error) as raised:
            notebook(create=create)
        assert str(closed) in str(raised.value.sentence)
    assert closed.read_bytes() == before
    assert sorted(file.name for file in closed.parent.glob("*kithbook*")) == [closed.name]


def test_a_missing_notebook_is_a_sentence(notebook: Opener, tmp_path: Path) -> None:
    with pytest.raises(NotebookMissing):
        notebook(create=False)
    assert not list(tmp_path.glob("*kithbook*"))


def test_a_folder_is_not_a_notebook(notebook: Opener, tmp_path: Path) -> None:
    (tmp_path / "test.kithbook").mkdir()
    with pytest.raises(NotANotebook):
        notebook(create=False)


def test_a_page_damaged_in_the_middle_is_found(closed: Path, notebook: Opener) -> None:
    """Opening may well succeed; looking at everything may not."""
    content = bytearray(closed.read_bytes())
    db = sqlite3.connect(closed)
    (page,) = db.execute("SELECT rootpage FROM sqlite_master WHERE name = 'detail'").fetchone()
    db.close()
    start = (page - 1) * 4096
    content[start : start + 4096] = b"\x5a" * 4096
    closed.write_bytes(content)
    try:
        book = notebook(create=False)
        wrong = book.check()
    except NotANotebook:
        return
    assert wrong


def test_check_finds_a_cell_that_the_journal_does_not_know(closed: Path, notebook: Opener) -> None:
    db = sqlite3.connect(closed)
    db.execute("UPDATE contact SET full_name = 'Somebody Else' WHERE full_name = 'Person 7'")
    db.commit()
    db.close()
    book = notebook(create=False)
    assert book.check()
    book.repair()
    assert not book.check()
    assert book.contacts.find("Person 7")


def test_check_finds_a_damaged_change_and_repair_refuses(closed: Path, notebook: Opener) -> None:
    db = sqlite3.connect(closed)
    ((n, blob),) = db.execute("SELECT n, blob FROM journal ORDER BY n DESC LIMIT 1").fetchall()
    db.execute("UPDATE journal SET blob = ? WHERE n = ?", (blob[:-1] + bytes([blob[-1] ^ 1]), n))
    db.commit()
    db.close()
    book = notebook(create=False)
    before = book.db.rows("SELECT * FROM contact")
    assert any("journal" in str(sentence) for sentence in book.check())
    with pytest.raises(StorageFailed):
        book.repair()
    assert book.db.rows("SELECT * FROM contact") == before


def test_what_is_written_while_it_is_checked_is_no_damage(
    notebook: Opener, tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another process imports: between any two looks at the file there are more people, entries and words."""
    book = notebook()
    ada = book.contacts.create("Ada", phone="+44 20 7946 0958")
    book.timeline.log([ada], "call", "first words")
    other = Notebook.open(book.path, state=tmp_path / "other", clock=clock)
    made = 0
    look = Database.rows

    def beside(db: Database, sql: str, params: Iterable[Any] = ()) -> list[Row]:
        nonlocal made
        found = look(db, sql, params)
        if db is book.db and not db.writing and made < 60:
            made += 1
            monkeypatch.setattr(Database, "rows", look)
            who = other.contacts.create(f"Other {made}", phone=f"+44 20 7946 {made:04d}", email=f"o{made}@example.com")
            other.timeline.log([who], "call", f"words {made}")
            monkeypatch.setattr(Database, "rows", beside)
        return found

    monkeypatch.setattr(Database, "rows", beside)
    try:
        assert book.check() == []
    finally:
        monkeypatch.undo()
        other.close()
    assert made > 20, "hardly anything was written meanwhile"


def test_an_index_that_is_damaged_is_found(closed: Path, notebook: Opener) -> None:
    db = sqlite3.connect(closed)
    db.execute("DELETE FROM people_index_data WHERE id > 10")
    db.commit()
    db.close()
    assert any("people_index" in str(sentence) for sentence in notebook(create=False).check())


# Reading only


def test_reading_only_shows_everything_and_changes_nothing(closed: Path, tmp_path: Path, clock: Clock) -> None:
    before = closed.read_bytes()
    book = Notebook.open(closed, state=tmp_path / "state", clock=clock, read_only=True)
    try:
        assert book.contacts.find("Person 3")
        with pytest.raises(NotebookReadOnly):
            book.contacts.create("Nobody")
        assert book.undo_title() is None  # this reader has done nothing
        assert not book.check()
    finally:
        book.close()
    assert closed.read_bytes() == before


AS_NOBODY = """
import os, sys
from pathlib import Path
from typing import Any
sys.path.insert(0, {root!r})
from notebook.book import Notebook
from notebook.errors import NotebookReadOnly
from notebook.clock import Clock
for read_only in (False, True):  # everything is imported while this user may read it
    Notebook.open(Path({warm!r}), state=Path({warm!r} + ".state"), read_only=read_only).close()
if os.getuid() == 0:
    os.setgroups([]); os.setgid(65534); os.setuid(65534)
path, state = Path({path!r}), Path({state!r})
try:
    Notebook.open(path, state=state)
    print("opened for writing")
except NotebookReadOnly as error:
    print("refused:", error.sentence)
book = Notebook.open(path, state=state, read_only=True)
print(book.db.value("SELECT count(*) FROM contact WHERE sy_live = 1"), "people")
book.close()
"""


@pytest.mark.skipif(os.name == "nt", reason="permissions of POSIX")
@pytest.mark.parametrize("what", ["file", "folder"])
def test_somebody_elses_file_or_folder_is_refused_for_writing_and_read(what: str, notebook: Opener) -> None:
    import shutil
    import tempfile

    place = Path(tempfile.mkdtemp(dir="/tmp"))  # pytest's own folders are closed to others
    try:
        book = notebook()
        book.contacts.create("Ada")
        book.backup(place / "shared.kithbook")
        os.chmod(place, 0o755 if what == "folder" else 0o777)
        os.chmod(place / "shared.kithbook", 0o444 if what == "file" else 0o666)
        if os.getuid() != 0:
            os.chmod(place, 0o555 if what == "folder" else 0o777)
        script = AS_NOBODY.format(
            root=str(ROOT), warm=str(book.path), path=str(place / "shared.kithbook"), state=str(place / "state")
        )
        done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60)
        if "PermissionError" in done.stderr or "ModuleNotFoundError" in done.stderr or done.returncode == 126:
            pytest.skip("another user cannot read this checkout, so nothing can be run as another user")
        assert done.returncode == 0, done.stderr
        assert done.stdout.splitlines()[0].startswith("refused:"), done.stdout
        assert done.stdout.splitlines()[1] == "1 people"
    finally:
        os.chmod(place, 0o777)
        shutil.rmtree(place)


# Making


@pytest.mark.skipif(os.name == "nt", reason="permissions of POSIX")
def test_a_new_notebook_is_for_its_owner_alone(tmp_path: Path, clock: Clock) -> None:
    path = tmp_path / "new" / "n.kithbook"
    book = Notebook.open(path, state=tmp_path / "state", clock=clock, create=True)
    book.contacts.create("Ada")
    try:
        assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
        assert stat.S_IMODE((tmp_path / "state").stat().st_mode) == 0o700
        for file in (*path.parent.iterdir(), *(tmp_path / "state").iterdir()):
            assert stat.S_IMODE(file.stat().st_mode) == 0o600, file
    finally:
        book.close()


def test_create_never_replaces(closed: Path, notebook: Opener) -> None:
    assert notebook(create=True).contacts.find("Person 3")


# Backup


def test_a_backup_is_whole_and_comes_back(notebook: Opener, tmp_path: Path, clock: Clock) -> None:
    book = notebook()
    book.contacts.create("Before")
    book.backup(tmp_path / "backup.kithbook")
    book.contacts.create("After")
    book.close()
    kept = restore(tmp_path / "backup.kithbook", tmp_path / "test.kithbook", state=tmp_path / "state", clock=clock)
    back = notebook(create=False)
    assert back.contacts.find("Before")
    with pytest.raises(KithbookError):
        back.contacts.find("After")
    assert not back.check()
    assert kept is not None and kept.exists()
    assert notebook(kept.name, create=False).contacts.find("After"), "what was replaced is lost"


def test_a_notebook_that_is_open_is_not_replaced(notebook: Opener, tmp_path: Path, clock: Clock) -> None:
    """Its window would go on writing into the file that was moved away."""
    book = notebook()
    book.backup(tmp_path / "backup.kithbook")
    with pytest.raises(Refused):
        restore(tmp_path / "backup.kithbook", book.path, state=tmp_path / "state", clock=clock)
    book.contacts.create("Later")
    assert not list(tmp_path.glob("*before*")) and not list(tmp_path.glob(".*"))
    book.close()
    assert notebook(create=False).contacts.find("Later")


def test_a_notebook_in_use_can_be_given_as_backup(notebook: Opener, tmp_path: Path, clock: Clock) -> None:
    """Its latest changes stand in the log beside the file."""
    book = notebook()
    book.contacts.create("Just now")
    restore(book.path, tmp_path / "copy.kithbook", state=tmp_path / "state", clock=clock)
    assert notebook("copy.kithbook", create=False).contacts.find("Just now")


@pytest.mark.parametrize("damage", [truncated, scribbled_over, zero_length, "a flipped bit"])
def test_a_damaged_backup_is_refused(
    damage: Callable[[Path], None] | str, notebook: Opener, tmp_path: Path, clock: Clock
) -> None:
    book = notebook()
    book.contacts.create("Ada Flipped")
    backup = tmp_path / "backup.kithbook"
    book.backup(backup)
    book.close()
    if callable(damage):
        damage(backup)
    else:
        db = sqlite3.connect(backup)
        db.execute("UPDATE journal SET blob = zeroblob(length(blob)) WHERE n = 1")
        db.commit()
        db.close()
    before = (tmp_path / "test.kithbook").read_bytes()
    with pytest.raises(NotANotebook):
        restore(backup, tmp_path / "test.kithbook", state=tmp_path / "state", clock=clock)
    assert (tmp_path / "test.kithbook").read_bytes() == before
    assert not list(tmp_path.glob("*before*"))


def test_a_backup_never_replaces_the_notebook_itself(book: Notebook) -> None:
    with pytest.raises(StorageFailed):
        book.backup(book.path)


def test_a_backup_into_a_missing_folder_is_a_sentence(book: Notebook, tmp_path: Path) -> None:
    with pytest.raises(StorageFailed) as raised:
        book.backup(tmp_path / "not there" / "b.kithbook")
    assert str(raised.value.sentence)


def test_a_copied_file_is_another_device(notebook: Opener, tmp_path: Path) -> None:
    book = notebook()
    with book.change(say("x")):
        book.contacts.create("Ada")
    book.backup(tmp_path / "copy.kithbook")
    copy = notebook("copy.kithbook", create=False)
    assert copy.id == book.id
    assert copy.journal.device != book.journal.device
    again = notebook(create=False)
    assert again.journal.device == book.journal.device
