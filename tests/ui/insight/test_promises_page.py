"""The ledger in the window: ours overdue first; kept, moved, broken, released by key; how each keeps their word."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QMenu, QWidget
from pytestqt.qtbot import QtBot

from notebook.book import Notebook
from tests.ui.settling import settle
from ui.insight.items import Heading
from ui.insight.promises import PromisesPage
from ui.window import MainWindow

Open = Callable[..., MainWindow]
DAY = timedelta(days=1)


@pytest.fixture
def ann(book: Notebook) -> bytes:
    return book.contacts.create("Ann <b>Baker</b>")


@pytest.fixture
def ledger(book: Notebook, ann: bytes) -> dict[str, bytes]:
    """One late and one waiting of ours, one of theirs; two kept, one of them two days late."""
    today, make = book.clock.today(), book.promises.make
    made = {
        "later": make(ann, "a quote", due=today + 4 * DAY), "late": make(ann, "the <i>list</i>", due=today - 3 * DAY),
        "theirs": make(ann, "two names", direction="theirs", due=today + DAY),
        "kept": make(ann, "a call", due=today - 2 * DAY), "early": make(ann, "a card", due=today + DAY),
    }
    for name in ("kept", "early"):
        book.promises.keep(made[name])
    return made


@pytest.fixture
def open_page(window: Open, qtbot: QtBot) -> Callable[..., tuple[MainWindow, PromisesPage]]:
    def go(**size: int) -> tuple[MainWindow, PromisesPage]:
        one = window(**size)
        one.go("promises")
        settle(one, qtbot)
        page: PromisesPage = one.middle.shown
        page.list.setFocus()
        return one, page

    return go


def lines(page: PromisesPage) -> list[str]:
    found = [page.rows.row_at(row) for row in range(page.rows.rowCount())]
    return [line.title.upper() if isinstance(line, Heading) else line.text for line in found if line is not None]


def test_ours_that_are_overdue_come_first_and_both_ways_are_there(open_page: Any, ledger: dict[str, bytes]) -> None:
    _one, page = open_page()
    assert lines(page) == ["WE PROMISED, OVERDUE", "the <i>list</i>", "WE PROMISED", "a quote", "THEY PROMISED",
                           "two names"]  # fmt: skip
    late = page.rows.row_at(1)
    assert late.late and late.why.startswith("3 days late") and late.who == "Ann <b>Baker</b>"
    assert page.about.text() == "We owe 2, they owe us 1 · 1 of ours overdue"
    assert page.list.current_item().text == "the <i>list</i>"


def test_how_we_keep_our_word_stands_above_and_below(open_page: Any, ledger: dict[str, bytes], book: Notebook,
                                                     qtbot: QtBot) -> None:
    bo = book.colleagues.introduce("Bo")
    [theirs] = [p.contact for p in book.promises.of() if p.direction == "theirs"]
    book.promises.break_(book.promises.make(theirs, "never done", colleague=bo))
    _one, page = open_page()
    told = page.kept.accessibleName()
    me = book.colleagues.me().name
    assert f"{me}: kept 2 of 3 promises, half of them 1 day late or more; 1 is overdue" in told
    assert "Bo: kept 0 of 1" in told and told.index(me) < told.index("Bo")
    qtbot.waitUntil(lambda: "We kept 2 of 4 promises" in page.why.lines.text())
    assert "1 is overdue" in page.why.lines.text() and "They promised 1 thing, not due yet" in page.why.lines.text()


def test_space_keeps_and_the_closed_ones_show_how_it_ended(open_page: Any, ledger: dict[str, bytes], book: Notebook,
                                                           qtbot: QtBot) -> None:
    one, page = open_page()
    qtbot.keyClick(page.list, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: "the <i>list</i>" not in lines(page))
    assert book.promises.get(ledger["late"]).state == "kept"
    assert page.list.hasFocus() and page.list.current_item().text == "a quote"
    toast: Any = one.findChild(QWidget, "toast")
    assert toast.isVisible()
    page.closed.click()
    qtbot.waitUntil(lambda: "WE HAD PROMISED" in lines(page))
    ends = {item.text: item.why for item in map(page.rows.row_at, range(page.rows.rowCount())) if hasattr(item, "why")}
    assert ends == {"the <i>list</i>": "kept today, 3 days late", "a call": "kept today, 2 days late",
                    "a card": "kept today"}  # fmt: skip
    page.list.go_to(1)
    text = page.list.current_item().text
    qtbot.keyClick(page.list, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: text not in lines(page))
    assert text in [promise.text for promise in book.promises.of()], "opened again"


def test_another_day_is_a_new_promise_that_succeeds(open_page: Any, ledger: dict[str, bytes], book: Notebook,
                                                    qtbot: QtBot) -> None:
    one, page = open_page()
    assert page.why.findChild(QAbstractButton, "whyDay").text() == "Agreed on another day", "with them, not by us alone"
    qtbot.keyClick(page.list, Qt.Key.Key_S)
    menu = one.findChild(QMenu, "dayMenu")
    qtbot.keyClick(menu, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "WE PROMISED, OVERDUE" not in lines(page))
    assert book.promises.get(ledger["late"]).state == "renegotiated"
    [new] = [promise for promise in book.promises.of() if promise.succeeds == ledger["late"]]
    assert new.due == book.clock.today() + DAY
    book.undo()
    qtbot.waitUntil(lambda: "WE PROMISED, OVERDUE" in lines(page))


@pytest.mark.parametrize(("down", "state"), [(0, "broken"), (1, "released")])
def test_n_ends_it_otherwise(open_page: Any, ledger: dict[str, bytes], book: Notebook, qtbot: QtBot, down: int,
                             state: str) -> None:
    one, page = open_page()
    qtbot.keyClick(page.list, Qt.Key.Key_N)
    menu = one.findChild(QMenu, "endMenu")
    for _ in range(down):
        qtbot.keyClick(menu, Qt.Key.Key_Down)
    qtbot.keyClick(menu, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "the <i>list</i>" not in lines(page))
    assert book.promises.get(ledger["late"]).state == state


def test_headings_are_no_rows_to_be_on(open_page: Any, ledger: dict[str, bytes], qtbot: QtBot) -> None:
    _one, page = open_page()
    seen = []
    qtbot.keyClick(page.list, Qt.Key.Key_Home)
    for _ in range(4):
        seen.append(page.list.current_item().text)
        qtbot.keyClick(page.list, Qt.Key.Key_Down)
    assert seen == ["the <i>list</i>", "a quote", "two names", "two names"]


def test_a_change_from_elsewhere_shows(open_page: Any, ledger: dict[str, bytes], book: Notebook, ann: bytes,
                                       qtbot: QtBot) -> None:
    _one, page = open_page()
    book.promises.edit(ledger["late"], text="the long list")
    qtbot.waitUntil(lambda: "the long list" in lines(page))
    book.contacts.edit(ann, full_name="Anna Baker")
    qtbot.waitUntil(lambda: page.rows.row_at(1).who == "Anna Baker")
    book.contacts.delete(ann)
    qtbot.waitUntil(lambda: page.empty.isVisible())


def test_all_kept_says_so_and_nothing_promised_teaches(open_page: Any, book: Notebook, ann: bytes,
                                                       qtbot: QtBot) -> None:
    one, page = open_page()
    assert page.empty.isVisible() and not page.kept.isVisible()
    page.empty.findChild(QAbstractButton, "promisesLog").click()
    assert one.person.timeline.composer.line.hasFocus()
    book.promises.keep(book.promises.make(ann, "a list"))
    one.go("promises")
    qtbot.waitUntil(lambda: page.list.isVisible())
    assert lines(page) == ["NOTHING STANDS HERE NOW"] and not page.why.isVisible()
    page.list.setFocus()
    for key in (Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_Space, Qt.Key.Key_N, Qt.Key.Key_Return):
        qtbot.keyClick(page.list, key)
    assert one.middle.page == "promises"


def test_enter_opens_the_person(open_page: Any, ledger: dict[str, bytes], ann: bytes, qtbot: QtBot) -> None:
    one, page = open_page(width=1024, height=700)
    qtbot.keyClick(page.list, Qt.Key.Key_Return)
    assert one.current == ann
