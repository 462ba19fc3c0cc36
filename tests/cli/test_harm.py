"""What a slip of the hand must not cost: files that a command would write over."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Kithbook

CARD = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Ada Byron\r\nEND:VCARD\r\n"


@pytest.mark.parametrize("through", ["itself", "a link", "another notebook"])
def test_cards_are_never_written_over_a_notebook(kithbook: Kithbook, tmp_path: Path, through: str) -> None:
    kithbook("add", "Ada Byron")
    kithbook("add", "Ben Byron", notebook="other.kithbook")
    (tmp_path / "link.kithbook").symlink_to("test.kithbook")
    target = {"itself": "test.kithbook", "a link": "link.kithbook", "another notebook": "other.kithbook"}[through]
    (tmp_path / "ada.vcf").write_text(CARD)
    for command in (
        ("export", str(tmp_path / target)),
        ("convert", str(tmp_path / "ada.vcf"), "--to", "csv", "-o", str(tmp_path / target)),
    ):
        ran = kithbook(*command)
        assert ran.code == 1 and "is a notebook" in ran.err
    assert kithbook("list", "--json").json["total"] == 1
    assert kithbook("list", "--json", notebook="other.kithbook").json["total"] == 1
    assert not list(tmp_path.glob(".*.new"))


def test_the_window_refuses_it_too(kithbook: Kithbook, tmp_path: Path) -> None:
    from notebook import KithbookError, Notebook
    from notebook.exchange.exporting import export

    kithbook("add", "Ada Byron")
    book = Notebook.open(tmp_path / "test.kithbook", state=tmp_path / "state")
    try:
        with pytest.raises(KithbookError, match="is a notebook"):
            export(book, tmp_path / "test.kithbook", "csv")
    finally:
        book.close()
    assert kithbook("check").code == 0


def test_a_backup_replaces_an_older_one_but_no_other_notebook(kithbook: Kithbook, tmp_path: Path) -> None:
    kithbook("add", "Ada Byron")
    kithbook("add", "Ben Byron", notebook="other.kithbook")
    ran = kithbook("backup", str(tmp_path / "other.kithbook"))
    assert ran.code == 1 and "another notebook" in ran.err
    assert "Ben" in kithbook("list", notebook="other.kithbook").out
    assert kithbook("backup", str(tmp_path / "b.kithbook")).code == 0
    kithbook("add", "Cyd Byron")
    assert kithbook("backup", str(tmp_path / "b.kithbook")).code == 0
    assert kithbook("list", "--json", notebook="b.kithbook").json["total"] == 2


def test_two_restores_within_a_second_keep_both_of_what_they_replace(kithbook: Kithbook, tmp_path: Path) -> None:
    kithbook("add", "Ada Byron")
    kithbook("backup", str(tmp_path / "b.kithbook"))
    kept = []
    for name in ("Ben Byron", "Cyd Byron"):
        kithbook("add", name)
        kept.append(kithbook("restore", str(tmp_path / "b.kithbook"), "--json").json["kept"])
    assert [kithbook("list", "--json", notebook=Path(name).name).json["total"] for name in kept] == [2, 2]
    assert "Ben" in kithbook("list", notebook=Path(kept[0]).name).out


def test_what_is_converted_is_not_written_over(kithbook: Kithbook, tmp_path: Path) -> None:
    card = tmp_path / "ada.vcf"
    card.write_bytes(CARD.encode())
    ran = kithbook("convert", str(card), "--to", "csv", "-o", str(card))
    assert ran.code == 1 and "read and written over" in ran.err
    assert card.read_bytes() == CARD.encode()


def test_where_nothing_could_be_read_nothing_is_written(kithbook: Kithbook, tmp_path: Path) -> None:
    table, out = tmp_path / "table.csv", tmp_path / "out.csv"
    table.write_text("foo;bar\nAda;1\n")
    out.write_text("precious")
    ran = kithbook("convert", str(table), "--to", "csv", "-o", str(out))
    assert ran.code == 1 and "Nothing could be read" in ran.err
    assert ran.err.count("does not know") == 1
    assert out.read_text() == "precious"


def test_json_that_is_no_address_book_makes_nobody(kithbook: Kithbook, tmp_path: Path) -> None:
    (tmp_path / "package.json").write_text('{"name": "left-pad", "version": "1.0"}')
    ran = kithbook("import", str(tmp_path / "package.json"), "--json")
    told = json.loads(ran.out)
    assert (ran.code, told["created"]) == (1, 0) and "no contact" in told["problems"][0]["message"]


@pytest.mark.parametrize("patch", ['{"@type":"Group"}', '{"version":2}', '{"name":{"components":"x"}}'])
def test_a_patch_leaves_a_card(kithbook: Kithbook, patch: str) -> None:
    kithbook("add", "Ada Byron")
    before = kithbook("show", "Ada", "--json").json["card"]
    ran = kithbook("edit", "Ada", "--patch", patch)
    assert ran.code == 1 and "RFC 9553" in ran.err
    assert kithbook("show", "Ada", "--json").json["card"] == before
