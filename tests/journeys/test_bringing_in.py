"""Address books in by the dialog: stopped half-way, columns nobody knows, taken back, and what was edited stays."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from notebook.contacts.listing import View

from .conftest import Person


def big(path: Path, n: int) -> Path:
    """An address book of n people."""
    path.write_text("".join(
        f"BEGIN:VCARD\r\nVERSION:3.0\r\nUID:p{i}\r\nFN:Person {i:05}\r\nN:{i:05};Person;;;\r\n"
        f"TEL:+49 170 {i:07}\r\nEMAIL:p{i}@example.org\r\nEND:VCARD\r\n" for i in range(n)), "utf-8", newline="")
    return path


def test_an_import_that_is_stopped_leaves_nothing(user: Callable[..., Person], tmp_path: Path) -> None:
    me = user()
    file = big(tmp_path / "many.vcf", 6000)
    dialog = me.import_file(file)
    me.click(me.find("importNext"))
    me.see(lambda: me.sees("importCancel") and dialog.wait.bar.value() > 20)
    me.click(me.find("importCancel"))
    me.see(lambda: dialog._job is None)
    assert "nothing was imported" in me.find("importTitle").text()
    assert me.book.contacts.count(View(kind=None)) == 0 and me.book.undo_title() is None
    # and it can be begun again from there
    me.click(me.find("importNext"))
    me.see(lambda: me.sees("importUndo"), patience=60_000)
    assert me.book.contacts.count(View(kind=None)) == 6000
    me.press("Escape")
    me.settle()
    assert me.book.check() == []


def test_columns_nobody_knows_are_asked_for(user: Callable[..., Person], tmp_path: Path) -> None:
    me = user()
    table = tmp_path / "kunden.csv"
    table.write_text("Wer;Durchwahl;Lieblingsfarbe\nAda Lovelace;0170 1234567;=blau\nBo;030 901820;rot\n", "utf-8")
    dialog = me.import_file(table)
    assert dialog.mapping.isVisible() and me.book.contacts.count(View(kind=None)) == 0
    for column, meaning in (("Wer", "Name"), ("Durchwahl", "Phone, mobile"), ("Lieblingsfarbe", "Notes")):
        chooser = me.field(f"Meaning of {column}")
        chooser.setFocus()
        chooser.setCurrentIndex(chooser.findText(meaning))
    me.click(me.find("importNext"))
    me.see(lambda: dialog._job is None and dialog.preview.isVisible())
    me.click(me.find("importNext"))
    me.see(lambda: me.sees("importUndo"))
    me.press("Escape")
    me.settle()
    assert me.people() == ["Ada Lovelace", "Bo"]
    ada = me.book.contacts.get(me.book.contacts.find("Ada Lovelace"))
    assert [d.value for d in ada.of_kind("phone")] == ["0170 1234567"]
    assert [d.value for d in ada.of_kind("note")] == ["=blau"], "a foreign table is not unmasked"


def test_an_import_is_taken_back_days_later(user: Callable[..., Person], tmp_path: Path) -> None:
    """Undo from the menu takes all of it back, and what was there before stays as it was."""
    me = user()
    me.retype(me.find("welcomeName"), "Was here before")
    me.press("Return", "Escape")
    me.settle()
    before = list(me.book.contacts.cards(me.book.contacts.exportable()))
    me.import_file(big(tmp_path / "some.vcf", 30))
    me.click(me.find("importNext"))
    me.see(lambda: me.sees("importUndo"))
    me.press("Escape")
    me.settle()
    assert len(me.people()) == 31
    assert me.menu_text("undo") == "Undo: Import some.vcf"
    me.press("Alt+2", "Ctrl+Z")
    me.settle()
    assert me.people() == ["Was here before"]
    assert list(me.book.contacts.cards(me.book.contacts.exportable())) == before
    me.press("Ctrl+Shift+Z")
    me.settle()
    assert len(me.people()) == 31
    assert me.book.check() == []


def test_what_i_changed_is_not_imported_over(user: Callable[..., Person], tmp_path: Path) -> None:
    me = user()
    file = big(tmp_path / "some.vcf", 3)
    for turn in range(2):
        dialog = me.import_file(file)
        if turn:
            break
        me.click(me.find("importNext"))
        me.see(lambda: me.sees("importUndo"))
        me.press("Escape")
        me.look_for("00001")
        me.press("Return", "Ctrl+2")
        me.settle()
        me.retype(me.field("Phone number"), "030 111")
        me.press("Return")
        me.settle()
        me.window.top.search.clear()
    tiles = [tile.accessibleName() for tile in dialog.preview.tiles]
    assert tiles[0] == "0 new"
    if me.find("importNext").isEnabled():
        me.click(me.find("importNext"))
        me.see(lambda: me.sees("importUndo"))
    me.press("Escape")
    me.settle()
    numbers = [d.value for d in me.book.contacts.get(me.book.contacts.find("Person 00001")).of_kind("phone")]
    assert "030 111" in numbers


def test_a_file_that_is_none_is_said_to_be_none(user: Callable[..., Person], tmp_path: Path) -> None:
    me = user()
    (tmp_path / "table.vcf").write_text("just\nwords\n", "utf-8")
    (tmp_path / "empty.csv").write_bytes(b"")
    for name in ("table.vcf", "empty.csv"):
        dialog = me.import_file(tmp_path / name)
        told = (me.find("importTrouble").text() if me.sees("importTrouble") else
                " ".join(tile.accessibleName() for tile in dialog.preview.tiles))
        assert told and (me.sees("importTrouble") or "0 new" in told)
        if not me.sees("importTrouble"):
            assert "1 problem" in told
        me.press("Escape")
    assert me.book.contacts.count(View(kind=None)) == 0
