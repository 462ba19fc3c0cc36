"""The first day with Kithbook, in one window and without a call to anything but keys and buttons.

First start -> a real address book in -> find anybody by typing -> log a call with a promise -> it is due ->
keep it -> undo -> redo -> out as CSV -> into a second notebook, where everybody is the same.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from notebook.contacts.listing import View

from .conftest import Person

OWN_CARDS = """BEGIN:VCARD
VERSION:3.0
UID:ada-1
N:Lovelace;Ada;;;
FN:Ada Lovelace
ORG:Analytical Engines
EMAIL;TYPE=WORK:ada@engines.example
TEL;TYPE=CELL:+49 170 1234567
BDAY:1815-12-10
NOTE:Likes <b>sums</b>\\, and tea.
END:VCARD
BEGIN:VCARD
VERSION:4.0
FN:Zoë Kravitz
N:Kravitz;Zoë;;;
TEL:030 901820
BDAY:--0229
END:VCARD
BEGIN:VCARD
VERSION:4.0
FN:陈明
N:陈;明;;;
EMAIL:chen@example.cn
END:VCARD
BEGIN:VCARD
VERSION:3.0
FN:Łukasz Żak
N:Żak;Łukasz;;;
X-SHOE-SIZE:43
END:VCARD
"""


@pytest.fixture
def address_book(tmp_path: Path) -> Path:
    """An address book of four people in three scripts."""
    file = tmp_path / "address book.vcf"
    file.write_text(OWN_CARDS, "utf-8", newline="")
    return file


def cards(book: Any) -> list[dict[str, Any]]:
    """Every card as JSContact, in an order of its own."""
    found = [dict(card) for card in book.contacts.cards(book.contacts.exportable())]
    return sorted(found, key=lambda card: card["uid"])


def bring_in(me: Person, file: Path) -> None:
    """Import a file through the dialog, having looked at the preview."""
    before = len(cards(me.book))
    dialog = me.import_file(file)
    assert len(cards(me.book)) == before, "nothing may be written before the preview was seen"
    me.click(me.find("importNext"))
    me.see(lambda: dialog._job is None and me.sees("importUndo"))
    me.click(me.find("importClose"))
    me.settle()


def test_a_first_day(user: Callable[..., Person], address_book: Path, time: Any, tmp_path: Path) -> None:
    me = user()

    # an empty notebook says what to do next: three ways in
    assert me.people() == []
    assert me.sees("welcome")
    for way in ("welcomeImport", "welcomeSample", "welcomeName"):
        assert me.find(way).isEnabled()

    # bring in the address book, through the first of them
    me.click(me.find("welcomeImport"))
    dialog = me.import_file(address_book)
    tiles = [tile.accessibleName() for tile in dialog.preview.tiles]
    assert tiles == ["4 new", "0 changed", "0 as they are", "0 problems"]
    assert cards(me.book) == []
    me.press("Return")  # Import 4 contacts
    me.see(lambda: me.sees("importUndo"))
    me.press("Return")  # Close
    assert not me.sees("importDialog")
    me.settle()
    assert not me.sees("welcome")
    assert sorted(me.people()) == ["Ada Lovelace", "Zoë Kravitz", "Łukasz Żak", "陈明"]

    # find anybody by typing: accents, digits of a phone in any format, scripts
    for typed, found in (("zoe", "Zoë Kravitz"), ("lukasz", "Łukasz Żak"), ("明", "陈明"), ("陈", "陈明"),
                         ("0170 123", "Ada Lovelace"), ("0049170123", "Ada Lovelace"), ("0182", "Zoë Kravitz"),
                         ("engines", "Ada Lovelace"), ("ada@eng", "Ada Lovelace")):
        me.look_for(typed)
        assert me.people() == [found], typed
        me.press("Escape")
    me.look_for("lovelace")
    me.press("Return")
    me.settle()
    assert me.window.windowTitle().startswith("Ada Lovelace")
    assert me.find("contactName").text() == "Ada Lovelace"

    # log a call with two people and a promise; no mouse
    me.press("Ctrl+F", "Escape", "Ctrl+L")
    me.type("call Ada, Zoe yesterday 14:00: wants a second shop; promise: send the list by Monday")
    me.press("Ctrl+Return")
    me.settle()
    assert me.stream() == ["wants a second shop"]
    [entry] = me.book.timeline.rows(me.book.timeline.ids(_everything()))
    assert sorted(name for _, name in entry.contacts) == ["Ada Lovelace", "Zoë Kravitz"]
    assert entry.at.isoformat() == "2026-11-19T13:00:00+00:00"  # 14:00 in Berlin, yesterday
    [promise] = me.book.promises.of()
    assert (promise.text, str(promise.due)) == ("send the list", "2026-11-23")

    # the promise is due: this week; three days later today; another day later overdue
    me.see(lambda: any("send the list" in line for line in me.agenda()))
    assert me.agenda()[0].startswith("This week")
    for day, section in ((3, "Today"), (4, "Overdue")):
        time.now += timedelta(days=3 if day == 3 else 1)
        me.window.bridge.look()
        me.settle()
        assert me.agenda()[0].startswith(section) and "send the list" in me.agenda()[1]

    # keep it, by keyboard
    me.press("Alt+3")
    me.press("Home", "Space")
    me.settle()
    assert me.book.promises.of() == []
    assert not any("send the list" in line for line in me.agenda())

    # the menu says what would be undone; undo, redo
    assert me.menu_text("undo") == "Undo: Keep the promise “send the list”"
    me.menu("Edit", "Undo: Keep the promise “send the list”")
    me.settle()
    assert [one.text for one in me.book.promises.of()] == ["send the list"]
    me.see(lambda: any("send the list" in line for line in me.agenda()))
    assert me.menu_text("redo") == "Redo: Keep the promise “send the list”"
    me.press("Ctrl+Shift+Z")
    me.settle()
    assert me.book.promises.of() == []
    assert me.menu_text("redo") == "Redo" and not me.window.actions_["redo"].isEnabled()

    # out as a table
    table = tmp_path / "out.csv"
    me.press("Ctrl+E")
    me.dialog()
    me.retype(me.find("exportPath"), str(table))
    me.press("Return")
    me.see(lambda: "4 contacts were written" in me.find("exportNote").text())
    me.press("Return")
    assert not me.sees("exportDialog") and table.exists()

    # a second notebook from that table: the same people
    before = cards(me.book)
    me.press("Ctrl+Shift+N")
    me.pick_file(tmp_path / "second.kithbook")
    me.see(lambda: Path(me.book.path).name == "second.kithbook" and me.window.commands is not None
           and not me.window._steps)
    me.window.activateWindow()
    me.see(me.window.isActiveWindow)
    assert cards(me.book) == []
    bring_in(me, table)
    assert cards(me.book) == before
    assert me.book.check() == []


def _everything() -> Any:
    from notebook.timeline.records import Stream

    return Stream()


@pytest.mark.parametrize("file", ["vcard/thunderbird/v4-uri-jpeg.vcf", "csv/horde-data-vendors/Gmail.csv",
                                  "csv/thunderbird-csv/utf16_addressbook.csv"])
def test_a_real_file_in_and_out_again(user: Callable[..., Person], corpus: Path, file: str, tmp_path: Path) -> None:
    """Files of real programs: in by the dialog, found by name, out, and in again into another notebook."""
    me = user()
    bring_in(me, corpus / file)
    there = cards(me.book)
    assert there
    name = me.people()[0] if me.people() else ""
    if name:
        me.look_for(name)
        assert name in me.people()
        me.press("Escape")
    out = tmp_path / "out.vcf"
    me.press("Ctrl+E")
    me.dialog()
    me.click(me.find("exportFormat-3"))  # vCard 4.0, with photos
    me.retype(me.find("exportPath"), str(out))
    me.press("Return")
    me.see(lambda: "written" in me.find("exportNote").text())
    me.press("Return")
    me.press("Ctrl+Shift+N")
    me.pick_file(tmp_path / "second.kithbook")
    me.see(lambda: Path(me.book.path).name == "second.kithbook" and me.window.commands is not None
           and not me.window._steps)
    me.window.activateWindow()
    me.see(me.window.isActiveWindow)
    bring_in(me, out)
    assert cards(me.book) == there


def test_the_sample_notebook_is_one_click(user: Callable[..., Person], tmp_path: Path) -> None:
    me = user()
    me.click(me.find("welcomeSample"))
    me.see(lambda: Path(me.book.path).name == "Sample.kithbook" and len(me.people()) >= 30
           and me.window.reminders is not None and not me.window._steps, patience=30_000)
    me.settle()
    assert me.book.contacts.count(View()) >= 40 and me.book.contacts.count(View(kind="org")) >= 6
    assert not me.sees("welcome")
    assert me.agenda() and me.stream()
    # the own notebook is still there and empty, one click away
    assert (tmp_path / "test.kithbook").exists()


def test_the_first_person_by_typing_a_name(user: Callable[..., Person]) -> None:
    me = user()
    me.retype(me.find("welcomeName"), "Zoë <b>Kravitz</b>")
    me.press("Return")
    me.settle()
    assert not me.sees("welcome")
    assert me.people() == ["Zoë <b>Kravitz</b>"]
    assert me.find("contactName").text() == "Zoë <b>Kravitz</b>"
    # the cursor stands where the phone number goes
    me.type("0170 1234567")
    me.press("Return")
    me.settle()
    [phone] = me.book.contacts.get(me.window.current).of_kind("phone")
    assert phone.value == "0170 1234567"
    assert me.menu_text("undo").startswith("Undo: ")


def test_who_i_am_is_asked_once(user: Callable[..., Person]) -> None:
    me = user(asked=True)
    assert me.sees("meStrip")
    me.retype(me.find("meName").lineEdit(), "Grace")
    me.press("Return")
    me.settle()
    assert not me.sees("meStrip") and me.find("meButton").text() == "Grace"
    assert me.book.colleagues.me().name == "Grace"
    me.window.close()
    again = user(asked=True)
    assert not again.sees("meStrip") and again.find("meButton").text() == "Grace"
    again.click(again.find("meButton"))  # and it can be changed
    again.see(lambda: again.sees("meStrip"))
