"""Starting: files that cannot be opened say why and show ways on; one window per notebook; another notebook."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QAbstractButton, QApplication, QFileDialog, QLabel
from pytestqt.qtbot import QtBot

from notebook.clock import Clock
from tests.ui.settling import settle
from ui.app import Desk
from ui.app import start as start_app
from ui.faults import CannotOpen
from ui.single import Single

Start = Callable[..., Desk]


@pytest.fixture
def start(tmp_path: Path, qapp: QApplication, clock: Clock, qtbot: QtBot,
          monkeypatch: pytest.MonkeyPatch) -> Iterator[Start]:
    """Starts the application on a file, as `ui.app.run` does, in this process; it was left at a person."""
    desks: list[Desk] = []
    (tmp_path / "locks").mkdir()
    monkeypatch.setenv("TMPDIR", str(tmp_path / "locks"))
    qapp.setQuitOnLastWindowClosed(False)

    def begin(path: Path, state: str = "state") -> Desk:
        settings = QSettings(str(tmp_path / state / "window.ini"), QSettings.Format.IniFormat)
        if not settings.contains("place"):
            settings.setValue("place", "")
            settings.sync()
        desks.append(start_app(path, state=tmp_path / state, app=qapp, clock=clock))
        if desks[-1].window is not None:
            settle(desks[-1].window, qtbot)
        return desks[-1]

    yield begin
    for desk in desks:
        if desk.window is not None:
            desk.window.close()
        if isinstance(desk._dialog, CannotOpen):
            desk._dialog.close()


def told(desk: Desk) -> CannotOpen:
    assert desk.window is None
    assert isinstance(desk._dialog, CannotOpen)
    assert desk._dialog.isVisible()
    return desk._dialog


def sentence(dialog: CannotOpen) -> str:
    return dialog.findChild(QLabel, "faultSentence").text()


def ways(dialog: CannotOpen) -> set[str]:
    return {each.objectName().removeprefix("way-") for each in dialog.findChildren(QAbstractButton)
            if each.objectName().startswith("way-")}


def notebook_at(path: Path, start: Start) -> None:
    desk = start(path)
    desk.window.book.contacts.create("Ada Lovelace")
    desk.window.close()


def test_the_first_start_makes_the_notebook(start: Start, tmp_path: Path) -> None:
    path = tmp_path / "data" / "my.kithbook"
    desk = start(path)
    assert path.exists()
    assert desk.window.findChild(QLabel, "statusLabel").text() == "Saved"


@pytest.mark.parametrize("content", [b"", b"this is a letter to a friend", b"SQLite format 3\0" + bytes(84)])
def test_a_file_that_is_no_notebook_is_left_alone(start: Start, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "x.kithbook"
    path.write_bytes(content)
    dialog = told(start(path))
    assert sentence(dialog)
    assert ways(dialog) >= {"restore", "open", "new", "quit"}
    assert path.read_bytes() == content


def test_a_newer_notebook_is_left_alone(start: Start, tmp_path: Path) -> None:
    path = tmp_path / "x.kithbook"
    notebook_at(path, start)
    with sqlite3.connect(path) as db:
        db.execute("PRAGMA user_version = 9999")
    db.close()
    assert "newer" in sentence(told(start(path)))


def test_a_notebook_that_is_gone_is_not_replaced_by_an_empty_one(start: Start, tmp_path: Path) -> None:
    path = tmp_path / "x.kithbook"
    notebook_at(path, start)
    path.rename(tmp_path / "elsewhere.kithbook")
    for leftover in tmp_path.glob("x.kithbook-*"):
        leftover.unlink()
    dialog = told(start(path))
    assert "any more" in sentence(dialog)
    assert not path.exists()


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_notebook_that_cannot_be_written_opens_to_read(start: Start, tmp_path: Path, qtbot: QtBot) -> None:
    path = tmp_path / "x.kithbook"
    notebook_at(path, start)
    path.chmod(0o400)
    desk = start(path)
    told(desk).findChild(QAbstractButton, "way-readonly").click()
    qtbot.waitUntil(lambda: desk.window is not None)
    assert desk.window.book.read_only


def test_read_only_shows_and_changes_nothing(start: Start, tmp_path: Path, qtbot: QtBot) -> None:
    path = tmp_path / "x.kithbook"
    notebook_at(path, start)
    desk = start(tmp_path / "other.kithbook")
    desk.open(path, "readonly")
    settle(desk.window, qtbot)
    window = desk.window
    assert window.findChild(QLabel, "statusLabel").text() == "Read only"
    assert not window.actions_["add"].isEnabled()
    assert not window.actions_["undo"].isEnabled()
    window.person.tabs.setCurrentIndex(1)
    assert not window.person.card.widget().isEnabled()


def test_from_the_fault_to_a_new_notebook_elsewhere(start: Start, tmp_path: Path, qtbot: QtBot) -> None:
    path = tmp_path / "x.kithbook"
    path.write_bytes(b"")
    desk = start(path)
    dialog = told(desk)
    dialog.findChild(QAbstractButton, "way-new").click()
    dialog.findChild(QFileDialog, "fileDialog").fileSelected.emit(str(tmp_path / "fresh.kithbook"))
    qtbot.waitUntil(lambda: desk.window is not None)
    assert Path(desk.window.book.path).name == "fresh.kithbook"
    assert path.read_bytes() == b""


def test_from_the_fault_to_a_restored_backup(start: Start, tmp_path: Path, qtbot: QtBot) -> None:
    path = tmp_path / "x.kithbook"
    desk = start(path)
    desk.window.book.contacts.create("Ada Lovelace")
    desk.window.book.backup(tmp_path / "backup.kithbook")
    desk.window.close()
    for leftover in tmp_path.glob("x.kithbook*"):
        leftover.unlink()
    path.write_bytes(b"")
    desk = start(path)
    told(desk).chosen.emit(tmp_path / "backup.kithbook", "restore")
    qtbot.waitUntil(lambda: desk.window is not None)
    settle(desk.window, qtbot)
    assert desk.window.person.contact.name == "Ada Lovelace"
    assert Path(desk.window.book.path) == path


def test_a_backup_takes_the_place_of_the_notebook_shown(start: Start, tmp_path: Path, qtbot: QtBot) -> None:
    desk = start(tmp_path / "x.kithbook")
    before = desk.window
    before.book.contacts.create("Ada Lovelace")
    before.book.backup(tmp_path / "backup.kithbook")
    before.book.contacts.create("Bo Later")
    qtbot.waitUntil(lambda: before.people.rows.rowCount() == 2)
    before.tasks.read(lambda job: before.book.contacts.find("Ada"), lambda found: None)  # a connection of its own
    before.openWanted.emit(tmp_path / "backup.kithbook", "restore")
    qtbot.waitUntil(lambda: desk.window is not None and desk.window is not before)
    settle(desk.window, qtbot)
    assert desk.window.person.contact.name == "Ada Lovelace"
    assert desk.window.people.rows.rowCount() == 1
    assert len(list(tmp_path.glob("x before *.kithbook"))) == 1


def test_a_backup_that_is_no_good_leaves_the_window_as_it_was(start: Start, tmp_path: Path, qtbot: QtBot) -> None:
    desk = start(tmp_path / "x.kithbook")
    before = desk.window
    before.book.contacts.create("Ada Lovelace")
    (tmp_path / "backup.kithbook").write_bytes(b"")
    before.openWanted.emit(tmp_path / "backup.kithbook", "restore")
    qtbot.waitUntil(lambda: desk.window is not None and desk.window is not before)
    settle(desk.window, qtbot)
    assert desk.window.person.contact.name == "Ada Lovelace"
    assert not list(tmp_path.glob("* before *"))


WINDOW = """
import sys
from pathlib import Path
from ui import app, single

single.WAIT_MS = 30_000  # a busy machine
raised = app.bring_to_front
app.bring_to_front = lambda window: (raised(window), print("raised", window.isMinimized(), flush=True))

def minimize(desk):
    if desk.window is not None:
        desk.window.ready.connect(lambda: (desk.window.showMinimized(), print("ready", flush=True)))

sys.exit(app.run(Path(sys.argv[1]), state=Path(sys.argv[2]), started=minimize))
"""


def test_the_second_start_raises_the_first_window(tmp_path: Path) -> None:
    command = [sys.executable, "-c", WINDOW, str(tmp_path / "x.kithbook"), str(tmp_path / "state")]
    root = Path(__file__).parents[2]
    with subprocess.Popen(command, cwd=root, stdout=subprocess.PIPE, text=True) as first:
        try:
            assert first.stdout is not None
            assert first.stdout.readline() == "ready\n"
            second = subprocess.run(command, cwd=root, capture_output=True, text=True, timeout=60, check=False)
            assert (second.returncode, second.stdout) == (0, "")
            assert first.stdout.readline() == "raised False\n"
        finally:
            first.kill()


def test_a_closed_notebook_can_be_opened_again(start: Start, tmp_path: Path) -> None:
    path = tmp_path / "x.kithbook"
    start(path).window.close()
    assert start(path).window is not None


def test_another_notebook_takes_the_windows_place(start: Start, tmp_path: Path, qtbot: QtBot) -> None:
    desk = start(tmp_path / "one.kithbook")
    desk.window.openWanted.emit(tmp_path / "two.kithbook", "new")
    qtbot.waitUntil(lambda: desk.window is not None and Path(desk.window.book.path).name == "two.kithbook")
    claim = Single(tmp_path / "one.kithbook")
    assert claim.claim(), "the first one is free again"
    claim.release()


def test_the_sample_opens_in_a_file_of_its_own(start: Start, tmp_path: Path, qtbot: QtBot) -> None:
    path = tmp_path / "one.kithbook"
    desk = start(path)
    desk.window.commands.fill_with_sample()
    qtbot.waitUntil(lambda: desk.window is not None and Path(desk.window.book.path).name == "Sample.kithbook")
    settle(desk.window, qtbot)
    assert desk.window.people.rows.rowCount() >= 30
    assert path.exists()
