"""Tabs and pages: each opens, by rail, menu, keys and palette, when it is asked for; and the way back."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from notebook.book import Notebook
from tests.ui.settling import settle
from ui.pages import PAGES, TABS, name_of
from ui.shortcuts import SHORTCUTS
from ui.window import MainWindow

ROOT = Path(__file__).resolve().parent.parent.parent
Open = Callable[..., MainWindow]


@pytest.fixture
def people(person: Callable[..., bytes]) -> list[bytes]:
    return [person(name) for name in ("Ann Baker", "Bo Lind", "Cy Young")]


def press(window: MainWindow, keys: str) -> None:
    """Keys wherever the keyboard is."""
    window.activateWindow()
    combination = QKeySequence(keys)[0]
    QTest.keyClick(window.focusWidget() or window, combination.key(), combination.keyboardModifiers())


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.key)
def test_every_page_opens_and_lets_go(window: Open, people: list[bytes], qtbot: QtBot, page: object) -> None:
    one = window()
    key = page.key  # type: ignore[attr-defined]
    one.actions_[key].trigger()
    shown = one.middle.shown
    assert one.middle.page == key and shown.isVisible() and not one.person.isVisible()
    assert shown.accessibleName() and one.windowTitle().startswith(name_of(page.title))  # type: ignore[attr-defined]
    assert one.current is None and not one.people.list.selectionModel().hasSelection()
    settle(one, qtbot)
    one.show_contact(people[1])
    assert one.current == people[1] and one.person.isVisible() and not shown.isVisible()
    assert one.rail.current() == ("people", None)


@pytest.mark.parametrize("tab", TABS, ids=lambda tab: tab.key)
def test_every_tab_opens_also_from_a_page(window: Open, people: list[bytes], qtbot: QtBot, tab: object) -> None:
    one = window()
    one.show_contact(people[2])
    one.go("today")
    key = tab.key  # type: ignore[attr-defined]
    one.actions_[f"{key}Tab"].trigger()
    assert one.current == people[2] and one.person._stack.currentWidget() is one.person._built[key]
    settle(one, qtbot)


def test_keys_and_the_palette_know_every_place(window: Open, people: list[bytes]) -> None:
    one = window()
    one.actions_["palette"].trigger()
    field = one.findChild(QLineEdit, "paletteField")
    for name, title in [(page.key, page.title) for page in PAGES] + [(f"{tab.key}Tab", tab.title) for tab in TABS]:
        assert name in SHORTCUTS and one.actions_[name].shortcut() == QKeySequence(SHORTCUTS[name])
        field.setText(name_of(title))
        rows = one.commands._palette.rows
        assert any(name_of(title) in rows.row_at(row).text for row in range(rows.rowCount())), title
    shortcuts = list(SHORTCUTS.values())
    assert len(set(shortcuts)) == len(shortcuts), "two commands on the same keys"


@pytest.mark.parametrize("fresh", [False, True])
def test_nothing_is_imported_before_it_is_gone_to(tmp_path: Path, fresh: bool) -> None:
    """A real start: what stands in the table of pages is not loaded, only Timeline of the tabs; the first time Today,
    when the list is painted."""
    if not fresh:
        (tmp_path / "window.ini").write_text("[General]\nplace=\n")
    code = (
        "import sys; from pathlib import Path; from PySide6.QtWidgets import QApplication; from PySide6.QtCore import"
        " QTimer; from notebook import Notebook; from ui.app import start; from ui.pages import PAGES, TABS\n"
        f"folder = Path({str(tmp_path)!r}); made = Notebook.open(folder / 'a.kithbook', state=folder, create=True)\n"
        "made.contacts.create('Ann'); made.close(); app = QApplication([])\n"
        "desk = start(folder / 'a.kithbook', state=folder, app=app); desk.window.ready.connect(app.quit)\n"
        "def painted(): assert 'ui.insight.today' not in sys.modules and not print('painted')\n"
        "desk.window.people.painted.connect(painted)\n"
        "QTimer.singleShot(60000, lambda: app.exit(9)); sys.exit(app.exec() or print(*[p.key for p in (*PAGES, *TABS)"
        " if p.path.partition(':')[0] in sys.modules]))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False,
                          env=os.environ | {"QT_QPA_PLATFORM": "offscreen"})  # fmt: skip
    assert done.returncode == 0, done.stderr
    wanted = ["painted", "today"] if fresh else ["painted"]
    assert done.stdout.split() in (wanted, [*wanted, "timeline"]), done.stdout


def test_esc_and_back_and_forward(window: Open, people: list[bytes], qtbot: QtBot) -> None:
    one = window()
    one.show_contact(people[1])
    press(one, "Ctrl+Shift+P")
    assert one.middle.page == "promises"
    press(one, "Ctrl+Shift+T")
    assert one.middle.page == "today"
    press(one, "Escape")
    assert one.middle.page == "promises"
    press(one, "Escape")
    assert one.middle.page is None and one.current == people[1] and one.people.list.hasFocus()
    press(one, "Alt+Right")
    assert one.middle.page == "promises" and one.rail.current() == ("promises", None)
    press(one, "Alt+Left")
    assert one.current == people[1] and one.rail.current() == ("people", None)


def test_back_passes_over_who_is_gone_and_returns_to_a_timeline(window: Open, people: list[bytes], book: Notebook,
                                                               qtbot: QtBot) -> None:
    one = window()
    one.show_contact(people[0])
    one.rail.go("everything")
    one.show_contact(people[1])
    one.go("today")
    book.contacts.delete(people[1])
    one.going.back()
    assert one.person.stream is not None and one.middle.page is None
    one.going.back()
    assert one.current == people[0]


def test_somebody_from_the_list_takes_the_place_of_a_page(window: Open, people: list[bytes], book: Notebook,
                                                          qtbot: QtBot) -> None:
    group = book.groups.create("Regulars", members=people[:2])
    one = window()
    one.rail.choose("group", group)
    qtbot.waitUntil(lambda: one.people.rows.rowCount() == 2)
    one.rail.choose("today")
    where = one.people.list.visualRect(one.people.rows.index(0, 0)).center()
    qtbot.mouseClick(one.people.list.viewport(), Qt.MouseButton.LeftButton, pos=where)
    qtbot.waitUntil(lambda: one.current == people[0])
    assert one.person.isVisible()
    assert one.rail.current() == ("group", group), "the list is still of the group"
    assert one.people.rows.rowCount() == 2


def test_typing_and_enter_leave_a_page_for_who_is_found(window: Open, people: list[bytes], qtbot: QtBot) -> None:
    one = window()
    one.go("promises")
    one.top.search.setText("cy")
    qtbot.keyClick(one.top.search, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: one.current == people[2])
    assert one.middle.page is None


def test_the_window_opens_where_it_was_left(window: Open, people: list[bytes]) -> None:
    one = window()
    one.show_contact(people[1])
    one.go("today")
    one.close()
    again = window()
    assert again.middle.page == "today" and again.rail.current() == ("today", None)
    again.going.to_person()
    assert again.current == people[1], "and knows whom one came from"
    again.close()
    third = window()
    assert third.middle.page is None and third.current == people[1]


def test_the_first_start_of_a_notebook_with_people_shows_today(window: Open, people: list[bytes]) -> None:
    one = window(fresh=True)
    assert one.middle.page == "today" and one.rail.current() == ("today", None)
    one.going.to_person()
    assert one.current == people[0]
    one.close()
    again = window(fresh=True)
    assert again.middle.page is None and again.current == people[0], "from then on it is where it was left"


def test_an_empty_notebook_remembers_no_place(window: Open, book: Notebook, qtbot: QtBot) -> None:
    one = window(fresh=True)
    assert one.welcome is not None and one.middle.page is None
    one.close()
    book.contacts.create("Ann Baker", kind="org")
    assert window(fresh=True).middle.page == "today"


def test_a_page_that_was_left_and_exists_no_more_is_no_place_to_open(window: Open, people: list[bytes]) -> None:
    one = window()
    one._settings.setValue("place", "pipeline")
    one.close()
    one._settings.setValue("place", "pipeline")
    again = window()
    assert again.middle.page is None and again.current is not None


def test_where_nobody_is_yet_the_way_back_leads_to_the_welcome(window: Open, book: Notebook, qtbot: QtBot) -> None:
    one = window()
    assert one.welcome.isVisible()
    one.go("today")
    assert one.middle.shown.isVisible() and not one.welcome.isVisible()
    settle(one, qtbot)
    press(one, "Escape")
    assert one.welcome.isVisible() and one.middle.page is None and one.rail.current() == ("people", None)
    one.go("promises")
    ann = book.contacts.create("Ann")
    qtbot.waitUntil(lambda: one.people.rows.rowCount() == 1)
    one.going.leave()
    assert one.current == ann and not one.welcome.isVisible()


def test_delete_and_edit_are_about_whom_one_sees(window: Open, people: list[bytes], book: Notebook) -> None:
    one = window()
    one.show_contact(people[0])
    one.go("today")
    one.actions_["delete"].trigger()
    assert len(book.contacts.rows(people)) == 3, "nobody is shown, so nobody is deleted"
    one.actions_["edit"].trigger()
    assert one.current == people[0] and one.middle.page is None
    one.go("today")
    one.actions_["log"].trigger()
    assert one.current == people[0] and one.person.timeline.composer.line.hasFocus()


def test_tabs_have_short_names_where_there_is_little_room(window: Open, people: list[bytes], qtbot: QtBot) -> None:
    one = window(1400, 860)
    tabs = one.person.tabs
    long = [tabs.tabText(place).replace("&&", "&") for place in range(tabs.count())]
    assert long == [tab.title for tab in TABS]
    one.resize(760, 600)
    qtbot.waitUntil(lambda: tabs.tabText(2) == "Family")
    assert [tabs.accessibleTabName(place) for place in range(tabs.count())] == long, "a screen reader hears it in full"
    right = tabs.tabRect(tabs.count() - 1).right()
    assert right <= tabs.width(), "all tabs are on the screen, without arrows"


@pytest.mark.parametrize("width", [1400, 1024])
def test_the_rail_scrolls_and_stays_usable(window: Open, people: list[bytes], book: Notebook, qtbot: QtBot,
                                           width: int) -> None:
    for number in range(24):
        book.groups.create(f"Group {number:02}", members=people[:1])
    book.groups.save_search("All Anns", "ann")
    one = window(width, 700)
    rail = one.rail
    qtbot.waitUntil(lambda: any(place.key == "search" for place in rail._places.places))
    qtbot.waitUntil(lambda: rail.verticalScrollBar().maximum() > 0)
    rail.setFocus()
    assert rail.viewport().rect().contains(rail.visualRect(rail.currentIndex()).center())
    qtbot.keyClick(rail, Qt.Key.Key_End)
    assert rail.viewport().rect().contains(rail.visualRect(rail.currentIndex())), "the last line is in view"
    for row, place in enumerate(rail._places.places):
        index = rail._places.index(row)
        assert not place.key or place.text in index.data(Qt.ItemDataRole.ToolTipRole)
        assert place.text in index.data(Qt.ItemDataRole.AccessibleTextRole)
    assert rail.visualRect(rail._places.index(0)).width() <= rail.viewport().width()


def test_a_click_on_the_rail_opens_a_page_and_the_same_line_leads_back_to_it(window: Open, people: list[bytes],
                                                                             qtbot: QtBot) -> None:
    one = window()

    def click(key: str) -> None:
        row = next(n for n, place in enumerate(one.rail._places.places) if place.key == key)
        where: QPoint = one.rail.visualRect(one.rail._places.index(row)).center()
        qtbot.mouseClick(one.rail.viewport(), Qt.MouseButton.LeftButton, pos=where)

    click("promises")
    assert one.middle.page == "promises"
    one.show_contact(people[0])
    click("promises")
    assert one.middle.page == "promises"
    click("people")
    assert one.middle.page is None and one.current == people[0]
    click("promises")
    click("organisations")
    qtbot.waitUntil(lambda: one.people.rows.rowCount() == 0)
    assert one.middle.page is None
