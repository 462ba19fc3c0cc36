"""An ordinary day: edit in place, undo with the cursor anywhere, delete by mistake, work beside a command."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QBuffer, QIODevice, Qt
from PySide6.QtGui import QImage

from notebook.timeline.records import Stream
from ui.bridge import POLL_MS

from .conftest import Person


def add(me: Person, *names: str) -> None:
    """Add people one after the other: Ctrl+N, the name, Enter, and back to the list."""
    for name in names:
        me.press("Ctrl+N")
        me.type(name)
        me.press("Return")
        me.press("Escape", "Alt+2")
    me.settle()


def open_card(me: Person, name: str) -> None:
    """Find somebody and show the fields of the card."""
    me.look_for(name)
    me.press("Return", "Ctrl+2")
    me.settle()
    assert me.find("contactName").text() == name
    me.window.top.search.clear()


def values(me: Person, kind: str) -> list[str]:
    return [detail.value for detail in me.book.contacts.get(me.window.current).of_kind(kind)]


def test_a_phone_number_is_corrected_and_taken_back(user: Callable[..., Person]) -> None:
    me = user()
    add(me, "Ada Lovelace")
    open_card(me, "Ada Lovelace")
    me.click("Add a phone number")
    me.type("0170 1111111")
    me.press("Return")
    me.settle()
    assert values(me, "phone") == ["0170 1111111"]
    me.retype(me.field("Phone number"), "0170 2222222")
    assert values(me, "phone") == ["0170 1111111"], "keystrokes are not changes"
    me.press("Return")
    me.settle()
    assert values(me, "phone") == ["0170 2222222"]
    # the cursor is still in the field: undo takes the change back, not only the letters
    me.press("Ctrl+Z")
    me.settle()
    assert values(me, "phone") == ["0170 1111111"]
    assert me.field("Phone number").text() == "0170 1111111"
    me.press("Ctrl+Shift+Z")
    me.settle()
    assert me.field("Phone number").text() == "0170 2222222"
    # Esc gives the letters up
    me.retype(me.field("Phone number"), "nonsense")
    me.press("Escape")
    assert me.field("Phone number").text() == "0170 2222222" and values(me, "phone") == ["0170 2222222"]


def test_an_address_comes_and_goes(user: Callable[..., Person]) -> None:
    me = user()
    add(me, "Ada Lovelace")
    open_card(me, "Ada Lovelace")
    for address in ("ada@one.example", "ada@two.example"):
        me.click("Add an e-mail address")
        me.type(address)
        me.press("Return")
    me.settle()
    assert values(me, "email") == ["ada@one.example", "ada@two.example"]
    me.click(me.button("Remove E-mail address"))
    me.settle()
    assert values(me, "email") == ["ada@two.example"]
    me.press("Ctrl+Z")
    me.settle()
    assert values(me, "email") == ["ada@one.example", "ada@two.example"]
    # a row that was begun and left empty is not kept
    title = me.menu_text("undo")
    me.click("Add an e-mail address")
    me.press("Tab")
    me.settle()
    assert len(values(me, "email")) == 2 and me.menu_text("undo") == title


def test_a_photo_is_set_shown_and_taken_back(user: Callable[..., Person], tmp_path: Path) -> None:
    me = user()
    add(me, "Ada Lovelace")
    picture = QImage(900, 700, QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.darkRed)
    picture.save(str(tmp_path / "ada.png"))
    me.click(me.find("photoButton"))
    me.pick_file(tmp_path / "ada.png")
    me.settle()
    me.see(lambda: me.book.contacts.get(me.window.current).photo_id is not None)
    data, kind = me.book.contacts.photo(me.window.current)
    assert kind.startswith("image/") and len(data) < 200_000
    shown = me.find("photoButton").grab().toImage()
    me.see(lambda: me.find("photoButton").grab().toImage().pixelColor(30, 8).red() > 100)
    assert shown is not None
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    me.press("Ctrl+Z")
    me.settle()
    assert me.book.contacts.photo(me.window.current) is None
    # what is no picture is said, and nothing is kept
    (tmp_path / "no.png").write_bytes(b"not a picture")
    me.click(me.find("photoButton"))
    me.pick_file(tmp_path / "no.png")
    me.see(lambda: "not a picture" in me.said() or "cannot be read" in me.said())
    assert me.book.contacts.photo(me.window.current) is None


def test_deleted_by_mistake(user: Callable[..., Person]) -> None:
    me = user()
    add(me, "Ada Lovelace", "Bo Diddley", "Cy Twombly")
    me.look_for("Bo")
    me.press("Return")
    me.window.top.search.clear()
    me.settle()
    me.press("Alt+2", "Delete")
    me.settle()
    assert me.people() == ["Ada Lovelace", "Cy Twombly"]
    assert me.toast() == "Bo Diddley was deleted" and not me.app.activeModalWidget()
    assert me.find("contactName").text() == "Cy Twombly", "the next one is shown"
    me.click("Undo")
    me.settle()
    assert me.people() == ["Ada Lovelace", "Bo Diddley", "Cy Twombly"]
    assert me.find("contactName").text() == "Bo Diddley"
    assert not me.toast()


def test_undo_after_logging_needs_no_mouse(user: Callable[..., Person]) -> None:
    me = user()
    add(me, "Ada Lovelace")
    me.press("Ctrl+L")
    me.type("call: likes tea")
    me.press("Ctrl+Return")
    me.settle()
    assert me.stream() == ["likes tea"]
    me.press("Ctrl+Z")
    me.settle()
    assert me.stream() == []
    me.press("Ctrl+Shift+Z")
    me.settle()
    assert me.stream() == ["likes tea"]
    # while a line is being written Ctrl+Z is about its letters
    me.type("note: more")
    me.press("Ctrl+Z")
    me.settle()
    assert me.stream() == ["likes tea"] and me.find("composer").text() != "note: more"


def test_an_entry_is_edited_and_deleted(user: Callable[..., Person]) -> None:
    me = user()
    add(me, "Ada Lovelace")
    me.press("Ctrl+L")
    me.type("call: likes tee; promise: send a sample by Monday")
    me.press("Ctrl+Return")
    me.settle()
    me.press("Escape", "Home")
    assert me.cursor() is me.find("timelineView")
    me.press("F2")
    dialog = me.dialog()
    me.retype(dialog.findChild(object, "entryBody"), "likes tea")
    me.press("Ctrl+Return")
    me.settle()
    assert me.stream() == ["likes tea"]
    assert me.cursor() is me.find("timelineView")
    me.press("Home", "Delete")
    me.settle()
    assert me.stream() == []
    me.press("Ctrl+Z")
    me.settle()
    assert me.stream() == ["likes tea"]


def test_a_command_beside_the_window(user: Callable[..., Person], beside: Any) -> None:
    """What a command writes is in the window within a second, and nobody loses what is being typed."""
    me = user()
    add(me, "Ada Lovelace", "Bo Diddley")
    me.look_for("Ada")
    me.press("Return")
    me.window.top.search.clear()
    me.settle()
    me.press("Ctrl+1")
    assert POLL_MS <= 500, "it looks twice a second"
    beside("log", "Ada Lovelace", "--kind", "call", "--text", "from the shell")
    me.see(lambda: me.stream() == ["from the shell"])
    me.press("Ctrl+2")
    me.click("Add a phone number")
    me.type("0170 12")  # half a number
    editor = me.cursor()
    beside("edit", "Ada Lovelace", "--patch", '{"notes": {"n1": {"note": "written beside"}}}')
    me.see(lambda: any(d.value == "written beside" for d in me.book.contacts.get(me.window.current).details))
    me.settle()
    assert me.cursor() is editor and editor.text() == "0170 12"
    me.type("34567")
    me.press("Return")
    me.settle()
    assert values(me, "phone") == ["0170 1234567"]
    # a name changed beside shows in the list; the editor of another field keeps its text
    me.retype(me.field("Phone number"), "0170 99")
    beside("edit", "Ada Lovelace", "--patch", '{"name": {"full": "Ada King"}}')
    me.see(lambda: "Ada King" in me.people() and me.find("contactName").text() == "Ada King")
    assert me.field("Phone number").text() == "0170 99"
    me.press("Return")
    me.settle()
    assert values(me, "phone") == ["0170 99"]
    assert me.book.check() == []
    assert len(me.book.timeline.ids(Stream())) == 1


def test_the_same_field_is_changed_beside(user: Callable[..., Person], beside: Any) -> None:
    """The last who finishes is shown; the other value is in the history, nothing is lost."""
    me = user()
    add(me, "Ada Lovelace")
    open_card(me, "Ada Lovelace")
    me.retype(me.find("nameField"), "Ada Mine")
    beside("edit", "Ada Lovelace", "--patch", '{"name": {"full": "Ada Theirs"}}')
    me.see(lambda: me.find("contactName").text() == "Ada Theirs")
    assert me.find("nameField").text() == "Ada Mine"
    me.press("Return")
    me.settle()
    assert me.people() == ["Ada Mine"]
    told = beside("history", "Ada Mine").stdout
    assert "Ada Theirs" in told and "Ada Mine" in told and "Ada Lovelace" in told
