"""A notebook that cannot be written is read all the same: whatever only looks works, a change is one sentence."""

from __future__ import annotations

import os
import shutil
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from notebook import Clock, Notebook
from tests.cli.conftest import Kithbook

LOOKING = (
    ("list",), ("show", "Ada"), ("today",), ("brief", "Ada"), ("health", "Ada"), ("due",), ("promises",),
    ("want", "Ada"), ("permission", "Ada"), ("relations", "Ada"), ("introductions",), ("freshen",), ("demand",),
    ("offer", "Ada", "--check"), ("path", "Ada"), ("history", "Ada"), ("check",), ("export", "-"),
)  # fmt: skip
CHANGING = (
    ("add", "Bo"), ("remove", "Ada"), ("log", "call Ada: hello"), ("want", "Ada", "a lamp"), ("undo",), ("redo",),
    ("gave", "Ada", "advice", "x"), ("permission", "Ada", "email", "--granted"), ("remind", "Ada", "x", "--on",
    "2026-12-01"),
)  # fmt: skip


@pytest.fixture
def locked(kithbook: Kithbook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, clock: Clock) -> Path:
    """A notebook on a medium that takes nothing, and one more there whose last change stands in the log beside it."""
    kithbook("add", "Ada Byron", "--email", "ada@example.com")
    kithbook("log", "call Ada: hello; want: a longer rope; promise: send it by 2026-12-01")
    (tmp_path / "stick").mkdir()
    with closing(Notebook.open(tmp_path / "test.kithbook", state=tmp_path / "state", clock=clock)) as book:
        in_log = book.contacts.create("In The Log")
        for name in ("test.kithbook", "test.kithbook-wal"):
            shutil.copy(tmp_path / name, tmp_path / "stick" / name)
        book.contacts.delete(in_log)
    asked = os.access

    def access(path: Any, mode: int, **more: Any) -> bool:
        return not (mode == os.W_OK and tmp_path in (Path(path), *Path(path).parents)) and asked(path, mode, **more)

    monkeypatch.setattr(os, "access", access)
    return tmp_path / "test.kithbook"


def test_whatever_only_looks_works(kithbook: Kithbook, locked: Path, tmp_path: Path) -> None:
    before = locked.read_bytes()
    for command in LOOKING:
        ran = kithbook(*command)
        assert (ran.code, ran.err) == (0, ""), command
    assert "longer rope" in kithbook("brief", "Ada").out
    copy = tmp_path / "copy.kithbook"
    assert kithbook("backup", str(copy)).code == 0 and copy.exists()
    assert locked.read_bytes() == before


def test_a_change_is_refused_with_what_can_be_done(kithbook: Kithbook, locked: Path, tmp_path: Path) -> None:
    before = locked.read_bytes()
    cards = tmp_path / "cards.vcf"
    cards.write_text("BEGIN:VCARD\nVERSION:3.0\nFN:Bo\nEND:VCARD\n")
    for command in (*CHANGING, ("import", str(cards))):
        ran = kithbook(*command)
        assert ran.code == 1 and ran.out == "", command
        assert "test.kithbook cannot be written" in ran.err and "copy it to a folder of your own" in ran.err, command
    assert "Would be created 1" in kithbook("import", str(cards), "--dry-run").out
    assert locked.read_bytes() == before


def test_what_stands_in_a_log_that_was_left_there_is_read_too(kithbook: Kithbook, locked: Path) -> None:
    """A process was killed, or the stick pulled out: the latest changes are beside the file."""
    place = locked.parent / "stick"
    assert "In The Log" in kithbook("list", notebook="stick/test.kithbook").out
    assert kithbook("check", notebook="stick/test.kithbook").code == 0
    assert sorted(file.name for file in place.iterdir()) == ["test.kithbook", "test.kithbook-wal"]
