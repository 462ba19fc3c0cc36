"""Files on the command line: kept with an entry, listed with it."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Kithbook


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    file = tmp_path / "plan <b>.pdf"
    file.write_bytes(b"%PDF-1.7")
    return file


@pytest.mark.parametrize("words", [("Ada Lovelace", "--kind", "call", "--text", "x"), ("call Ada Lovelace: x",)])
def test_log_keeps_files_and_show_lists_them(kithbook: Kithbook, plan: Path, words: tuple[str, ...]) -> None:
    kithbook("add", "Ada Lovelace")
    other = plan.with_name("list.csv")
    other.write_bytes(b"a,b")
    kithbook("log", *words, "--attach", str(plan), "--attach", str(other))
    plan.unlink()
    [entry] = kithbook("show", "Ada Lovelace", "--json").json["timeline"]
    assert [set(one) for one in entry["attachments"]] == [{"id", "name", "media_type", "size"}] * 2
    assert [(one["name"], one["media_type"], one["size"]) for one in entry["attachments"]] == [
        ("plan <b>.pdf", "application/pdf", 8), ("list.csv", "text/csv", 3)]  # fmt: skip
    assert "attached: plan <b>.pdf (8 bytes)" in kithbook("show", "Ada Lovelace").out
    kithbook("undo")  # one action: entry and files
    assert kithbook("show", "Ada Lovelace", "--json").json["timeline"] == []


def test_without_its_file_nothing_is_logged(kithbook: Kithbook, tmp_path: Path) -> None:
    kithbook("add", "Ada Lovelace")
    ran = kithbook("log", "Ada Lovelace", "--kind", "call", "--text", "x", "--attach", str(tmp_path / "none.pdf"))
    assert ran.code == 1 and len(ran.err.splitlines()) == 1 and "none.pdf" in ran.err
    assert kithbook("show", "Ada Lovelace", "--json").json["timeline"] == []


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere names on disk are text")
def test_a_name_that_is_no_text(kithbook: Kithbook, tmp_path: Path) -> None:
    kithbook("add", "Ada Lovelace")
    odd = tmp_path / os.fsdecode(b"caf\xe9.txt")
    odd.write_bytes(b"x")
    kithbook("log", "Ada Lovelace", "--kind", "note", "--text", "x", "--attach", str(odd))
    [entry] = kithbook("show", "Ada Lovelace", "--json").json["timeline"]
    assert [one["name"] for one in entry["attachments"]] == ["caf\ufffd.txt"]
