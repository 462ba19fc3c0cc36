"""history, undo, redo, check, backup, restore, demo, path."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from .conftest import Kithbook


def test_history_of_a_field(kithbook: Kithbook) -> None:
    kithbook("add", "Ada")
    who = kithbook("list", "--json").json["contacts"][0]["id"]
    kithbook("edit", "Ada", "--patch", '{"name": {"full": "Ada Byron"}}')
    kithbook("edit", who, "--patch", '{"name": {"full": "Ada Lovelace"}}')
    answer = kithbook("history", who, "--field", "full_name", "--json").json
    assert answer["contact"]["name"] == "Ada Lovelace"
    assert [one["value"] for one in answer["history"]] == ["Ada Lovelace", "Ada Byron", "Ada"]
    assert [one["state"] for one in answer["history"]] == ["shown", "past", "past"]
    assert {one["author"] for one in answer["history"]} != {""}
    assert "Ada Byron" in kithbook("history", who).out


def test_history_knows_what_is_gone(kithbook: Kithbook) -> None:
    kithbook("add", "Ada", "--email", "ada@example.org")
    kithbook("edit", "Ada", "--patch", '{"emails": null}')
    assert "ada@example.org" in kithbook("history", "Ada").out


def test_history_calls_what_it_points_at_by_name(kithbook: Kithbook) -> None:
    kithbook("add", "Ada", "--org", "Engines Ltd")
    assert "role.organisation: Engines Ltd" in kithbook("history", "Ada").out


def test_restoring_a_notebook_onto_itself_is_refused(kithbook: Kithbook, tmp_path: Path) -> None:
    kithbook("add", "Ada")
    ran = kithbook("restore", str(tmp_path / "test.kithbook"))
    assert ran.code == 1 and "is the notebook itself" in ran.err
    assert kithbook("list", "--json").json["total"] == 1


def test_undo_and_redo_are_one_stack(kithbook: Kithbook) -> None:
    for name in ("Ada", "Bo", "Cy"):
        kithbook("add", name)
    assert len(kithbook("undo", "2", "--json").json["undone"]) == 2
    assert [row["name"] for row in kithbook("list", "--json").json["contacts"]] == ["Ada"]
    assert len(kithbook("redo", "--json").json["redone"]) == 1
    assert [row["name"] for row in kithbook("list", "--json").json["contacts"]] == ["Ada", "Bo"]
    assert len(kithbook("undo", "9", "--json").json["undone"]) == 2
    assert kithbook("list", "--json").json["total"] == 0
    nothing = kithbook("undo")
    assert nothing.code == 1
    assert len(nothing.err.splitlines()) == 1


def test_undo_is_of_this_device(kithbook: Kithbook) -> None:
    kithbook("add", "Ada")
    kithbook("add", "Bo", state="another")
    kithbook("undo")
    assert [row["name"] for row in kithbook("list", "--json").json["contacts"]] == ["Bo"]


def test_check_finds_what_was_changed_behind_its_back(kithbook: Kithbook, tmp_path: Path) -> None:
    kithbook("add", "Ada", "--email", "ada@example.org")
    good = kithbook("check", "--json")
    assert good.json == {"ok": True, "found": []}
    with sqlite3.connect(tmp_path / "test.kithbook") as db:
        db.execute("UPDATE contact SET full_name = 'Eve'")
    db.close()
    bad = kithbook("check")
    assert bad.code == 1
    assert bad.out.strip()


def test_backup_and_restore(kithbook: Kithbook, tmp_path: Path) -> None:
    kithbook("add", "Ada")
    copy = tmp_path / "copy.kithbook"
    assert kithbook("backup", str(copy), "--json").json["file"] == str(copy)
    kithbook("add", "Bo")
    answer = kithbook("restore", str(copy), "--json").json
    assert [row["name"] for row in kithbook("list", "--json").json["contacts"]] == ["Ada"]
    kept = Path(answer["kept"])
    assert kithbook("list", "--json", notebook=kept.name).json["total"] == 2
    assert kithbook("check").code == 0


def test_restore_makes_a_missing_notebook(kithbook: Kithbook, tmp_path: Path) -> None:
    kithbook("add", "Ada")
    kithbook("backup", str(tmp_path / "copy.kithbook"))
    assert kithbook("restore", str(tmp_path / "copy.kithbook"), notebook="new.kithbook").code == 0
    assert kithbook("list", "--json", notebook="new.kithbook").json["total"] == 1


@pytest.mark.parametrize("content", [b"", b"no notebook at all", b"SQLite format 3\0" + bytes(2000)])
def test_restoring_rubbish_changes_nothing(kithbook: Kithbook, tmp_path: Path, content: bytes) -> None:
    kithbook("add", "Ada")
    (tmp_path / "rubbish").write_bytes(content)
    ran = kithbook("restore", str(tmp_path / "rubbish"))
    assert ran.code == 1
    assert len(ran.err.splitlines()) == 1
    assert kithbook("list", "--json").json["total"] == 1


@pytest.mark.parametrize("content", [b"", b"no notebook at all", b"SQLite format 3\0" + bytes(2000)])
def test_a_file_that_is_no_notebook_is_refused_and_untouched(
    kithbook: Kithbook, tmp_path: Path, content: bytes
) -> None:
    file = tmp_path / "test.kithbook"
    file.write_bytes(content)
    for command in (("list",), ("add", "Ada"), ("check",)):
        ran = kithbook(*command)
        assert ran.code == 1
        assert len(ran.err.splitlines()) == 1
    assert file.read_bytes() == content


def test_demo(kithbook: Kithbook, tmp_path: Path) -> None:
    file = tmp_path / "demo.kithbook"
    assert kithbook("demo", str(file), "--json").json["file"] == str(file)
    assert kithbook("list", "--json", notebook="demo.kithbook").json["total"] >= 40
    assert kithbook("due", "--days", "30", "--json", notebook="demo.kithbook").json["due"]
    assert kithbook("check", notebook="demo.kithbook").code == 0
    again = kithbook("demo", str(file))
    assert again.code == 1
    assert len(again.err.splitlines()) == 1


def test_path(kithbook: Kithbook, tmp_path: Path) -> None:
    kithbook("add", "Ada")
    assert kithbook("path").out == f"{tmp_path / 'test.kithbook'}\n"
