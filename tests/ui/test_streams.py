"""The timelines that are not one person's: of an organisation, of a group, of everything (T4)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from notebook.book import Notebook
from ui.window import MainWindow

Open = Callable[..., MainWindow]
AT = datetime(2026, 11, 9, 10, 20, tzinfo=UTC)


@pytest.fixture
def people(book: Notebook) -> dict[str, bytes]:
    """Ann works at Hafen, Bo and Ann are regulars, Cy is neither; one entry with each."""
    made = {"ann": book.contacts.create("Ann Baker", organisation="Hafen"), "bo": book.contacts.create("Bo Lind"),
            "cy": book.contacts.create("Cy Young")}
    for number, (name, who) in enumerate(made.items()):
        book.timeline.log([who], "visit" if name == "bo" else "call", f"with {name}", at=AT - timedelta(days=number))
    made["regulars"] = book.groups.create("Regulars & <b>", members=[made["ann"], made["bo"]])
    return made


def bodies(one: MainWindow) -> list[str]:
    rows = one.person.timeline.rows
    return [rows.row_at(row).body for row in range(rows.rowCount())]


def click(one: MainWindow, key: str, qtbot: QtBot) -> None:
    places = one.rail._places
    row = next(n for n, place in enumerate(places.places) if place.key == key)
    where = one.rail.visualRect(places.index(row)).center()
    qtbot.mouseClick(one.rail.viewport(), Qt.MouseButton.LeftButton, pos=where)


def test_the_rail_shows_everything(window: Open, people: dict[str, bytes], qtbot: QtBot) -> None:
    one = window()
    click(one, "everything", qtbot)
    assert bodies(one) == ["with ann", "with bo", "with cy"]
    assert one.person.head.isVisible() and not one.person.header.isVisible() and not one.person.tabs.isVisible()
    assert one.current is None and one.windowTitle().startswith("Timeline")
    one.person.timeline.filter.choose("visit", None, None)
    assert bodies(one) == ["with bo"]


def test_a_click_on_a_group_shows_what_happened_there(window: Open, people: dict[str, bytes], book: Notebook,
                                                       qtbot: QtBot) -> None:
    one = window()
    click(one, "group", qtbot)
    assert bodies(one) == ["with ann", "with bo"]
    assert one.person.head.title.text() == "Regulars & <b>" and "2" in one.person.head.about.text()
    book.groups.add(people["regulars"], [people["cy"]])
    qtbot.waitUntil(lambda: bodies(one) == ["with ann", "with bo", "with cy"])
    qtbot.waitUntil(lambda: "3" in one.person.head.about.text())
    book.groups.rename(people["regulars"], "Friends")
    qtbot.waitUntil(lambda: one.person.head.title.text() == "Friends" and one.windowTitle().startswith("Friends"))


def test_an_organisation_shows_its_people_s(window: Open, people: dict[str, bytes], qtbot: QtBot) -> None:
    one = window()
    click(one, "organisations", qtbot)
    qtbot.waitUntil(lambda: one.people.rows.rowCount() == 1)
    one.people.list.choose(0)
    qtbot.waitUntil(lambda: one.person.header.name.text() == "Hafen")
    assert bodies(one) == ["with ann"]


def test_a_person_chosen_from_the_list_takes_the_place(window: Open, people: dict[str, bytes], qtbot: QtBot) -> None:
    one = window()
    ann = one.current
    click(one, "group", qtbot)
    rows = one.people.rows
    qtbot.waitUntil(lambda: rows.rowCount() == 2)
    where = one.people.list.visualRect(rows.index(0, 0)).center()
    qtbot.mouseClick(one.people.list.viewport(), Qt.MouseButton.LeftButton, pos=where)
    qtbot.waitUntil(lambda: one.current == ann)  # the same one as before, too
    assert one.person.tabs.isVisible() and not one.person.head.isVisible()
    click(one, "group", qtbot)  # once more on the line that is chosen
    assert one.current is None and bodies(one) == ["with ann", "with bo"]


def test_leaving_the_stream_shows_whom_one_came_from(window: Open, people: dict[str, bytes], qtbot: QtBot) -> None:
    one = window()
    one.show_contact(people["cy"])
    click(one, "everything", qtbot)
    click(one, "group", qtbot)
    click(one, "people", qtbot)
    assert one.current == people["cy"]
    one.actions_["everything"].trigger()
    one.show_contact(people["bo"])  # from a reminder, say
    assert one.rail.current() == ("people", None)
    one.actions_["everything"].trigger()
    assert one.current is None


def test_a_line_in_a_stream_names_its_people(window: Open, people: dict[str, bytes], book: Notebook,
                                             qtbot: QtBot) -> None:
    one = window()
    click(one, "everything", qtbot)
    one.actions_["log"].trigger()
    assert one.current is None and one.person.timeline.composer.line.hasFocus()
    qtbot.keyClicks(one.person.timeline.composer.line, "call Bo Lind: rang back")
    qtbot.keyClick(one.person.timeline.composer.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bodies(one)[0] == "rang back")


def test_the_group_that_is_shown_is_deleted(window: Open, people: dict[str, bytes], book: Notebook,
                                            qtbot: QtBot) -> None:
    one = window()
    click(one, "group", qtbot)
    book.groups.delete(people["regulars"])
    qtbot.waitUntil(lambda: one.rail.current() == ("people", None) and one.current is not None)
    assert one.person.header.isVisible()
