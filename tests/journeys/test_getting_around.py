"""Finding and doing without a mouse: the palette, the list, its filters and groups, notes and promises."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from .conftest import Person

PEOPLE = [("Ada Lovelace", "call: wants a blue bicycle"), ("Bo Diddley", "note: plays guitar"),
          ("Łukasz Żak", "call: repaired; promise: send the bill today"), ("Zoë Kravitz", ""), ("陈明", "")]


@pytest.fixture
def five(user: Callable[..., Person], time: Any) -> Person:
    """Five people, three of them spoken with, made by typing."""
    me = user()
    for name, line in PEOPLE:
        me.press("Ctrl+N")
        me.type(name)
        me.press("Return", "Escape")
        time.now += timedelta(minutes=1)
        if line:
            me.press("Ctrl+L")
            me.type(line)
            me.press("Ctrl+Return")
    me.settle()
    me.press("Ctrl+1")
    return me


def offered(me: Person) -> list[str]:
    """What the palette offers."""
    rows = me.find("palette").rows
    return [rows.row_at(place).text for place in range(rows.rowCount())]


def test_the_palette_finds_people_notes_and_commands(five: Person) -> None:
    me = five
    me.press("Ctrl+K")
    assert me.sees("palette") and me.cursor() is me.find("paletteField")
    assert any(line.startswith("Undo: ") for line in offered(me)) and "Import…" in offered(me)
    me.type("lukasz")
    me.settle()
    assert offered(me)[0] == "Łukasz Żak"
    me.press("Return")
    me.settle()
    assert not me.sees("palette") and me.find("contactName").text() == "Łukasz Żak"
    me.press("Ctrl+K")
    me.type("guitar")
    me.see(lambda: any("guitar" in line for line in offered(me)))
    me.press("Return")
    me.settle()
    assert me.find("contactName").text() == "Bo Diddley"
    me.press("Ctrl+K")
    me.type("send bill")  # words of a promise
    me.see(lambda: any("send the bill" in line for line in offered(me)))
    me.press("Escape")
    dark = me.window.theme.dark
    me.press("Ctrl+K")
    me.type("light and dark")
    me.press("Return")
    assert me.window.theme.dark is not dark
    me.press("Ctrl+K")
    me.type("log an inter")
    me.press("Return")
    assert me.cursor() is me.find("composer")
    # Esc goes back to where the cursor was; nothing was done
    me.press("Ctrl+K", "Escape")
    assert me.cursor() is me.find("composer") and not me.sees("palette")


def test_the_keyboard_all_the_way_through_the_list(five: Person) -> None:
    me = five
    assert me.people() == ["Ada Lovelace", "Bo Diddley", "Łukasz Żak", "Zoë Kravitz", "陈明"]
    me.press("Alt+2", "Home")
    me.settle()
    assert me.find("contactName").text() == "Ada Lovelace"
    for name in ("Bo Diddley", "Łukasz Żak", "Zoë Kravitz", "陈明", "陈明"):
        me.press("Down")
        me.see(lambda name=name: me.find("contactName").text() == name)
    me.press("Home")
    me.see(lambda: me.find("contactName").text() == "Ada Lovelace")
    me.press("End")
    me.see(lambda: me.find("contactName").text() == "陈明")
    me.press("Home", "Up")  # beyond the first row is the search field
    assert me.cursor() is me.find("searchField")
    me.type("kra")
    me.press("Down")
    assert me.cursor() is me.find("contactList")
    me.press("Return")
    me.settle()
    assert me.find("contactName").text() == "Zoë Kravitz"
    # typing a letter in the list goes on searching
    me.press("Alt+2", "v")
    assert me.find("searchField").text() == "krav" and me.cursor() is me.find("searchField")
    me.press("Escape")
    assert me.find("searchField").text() == "" and len(me.people()) == 5


def test_words_are_found_in_notes_below_the_people(five: Person) -> None:
    me = five
    me.look_for("bicycle")
    me.see(lambda: me.sees("hitList"))
    hits = me.find("hitList")
    assert hits.model().rowCount() == 1 and "blue bicycle" in hits.model().row_at(0).snippet
    me.press("Return")  # nobody is called that: Enter goes to what was found
    assert me.cursor() is hits
    me.press("Return")
    me.settle()
    assert me.find("contactName").text() == "Ada Lovelace"
    me.press("Ctrl+F")
    me.press("Escape")
    me.settle()
    assert not me.sees("hitList")


def test_filters_groups_and_order(five: Person) -> None:
    me = five
    me.click("Due")
    me.settle()
    assert me.people() == ["Łukasz Żak"], "the promise is due today"
    me.click("All")
    me.settle()
    assert len(me.people()) == 5
    me.click("Mine")
    me.settle()
    assert me.people() == ["Ada Lovelace", "Bo Diddley", "Łukasz Żak"], "those I spoke with"
    me.click("All")
    me.settle()
    me.click(me.window.people.filters._order)
    me.choose("Last contact")
    me.settle()
    assert me.people()[:3] == ["Łukasz Żak", "Bo Diddley", "Ada Lovelace"]
    me.click(me.window.people.filters._order)
    me.choose("Newest")
    me.settle()
    assert me.people()[0] == "陈明" and me.people()[-1] == "Ada Lovelace"
    me.click(me.window.people.filters._order)
    me.choose("Name")
    me.settle()
    # a group is made, somebody put into it, and the list narrowed to it
    me.press("Ctrl+K")
    me.type("add a group")
    me.press("Return")
    me.dialog()
    me.type("Friends & family")
    me.press("Return")
    me.see(lambda: me.app.activeModalWidget() is None)
    me.see(lambda: "Friends & family" in [place.text for place in me.window.rail._places.places])
    me.look_for("Bo")
    me.press("Return", "Ctrl+2")
    me.window.top.search.clear()
    me.settle()
    me.click("Add to a group")
    me.choose("Friends && family")
    me.settle()
    assert me.menu_text("undo").startswith("Undo: ") and "Friends" in me.menu_text("undo")
    me.settle()
    me.click(me.window.people.filters._filter)
    me.choose("Friends && family")
    me.settle()
    assert me.people() == ["Bo Diddley"]
    me.look_for("ada")
    assert me.people() == []
    me.press("Escape")
    me.settle()
    me.click("All")
    me.settle()
    assert len(me.people()) == 5


def test_light_and_dark(five: Person, tmp_path: Path) -> None:
    me = five
    seen = {}
    for _ in range(2):
        me.press("Ctrl+Shift+D")
        me.settle()
        picture = me.window.grab().toImage()
        seen[me.window.theme.dark] = picture.pixelColor(picture.width() // 2, picture.height() - 6).lightness()
    assert set(seen) == {True, False}
    assert seen[True] < 80 and seen[False] > 180
    me.menu("View", "Dark")
    me.settle()
    assert me.window.theme.dark
    # it is remembered
    me.window.close()
    from ui.theme import Theme

    assert Theme(me.app, me.desk.settings).dark
    Theme(me.app).set_mode("light")
