"""From a chip of an entry, a line of the brief or a hit of the search to the row itself: the keyboard is on it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt

from notebook.timeline.records import PromiseDraft
from ui.contacts.sections import Row

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from notebook.book import Notebook

Window = Callable[..., Any]


@pytest.fixture
def ann(ann: bytes, log_line: Callable[[str], bytes]) -> bytes:
    log_line("call Ann Baker: hello; want: a trailer; story: it held (Stand); bought: 2 x Stand 560 EUR;"
             " gave: advice")  # fmt: skip
    return ann


def reached(window: Any, qtbot: QtBot, name: str) -> Row:
    """The row that the keyboard is on; all of it can be seen."""
    qtbot.waitUntil(lambda: isinstance(window.focusWidget(), Row) and window.focusWidget().accessibleName() == name)
    row = window.focusWidget()
    area = window.person._built["products"]._area
    port = area.viewport()
    qtbot.waitUntil(lambda: port.rect().contains(row.rect().translated(row.mapTo(port, QPoint()))))
    return row


@pytest.mark.parametrize(("chip", "name"), [
    (0, "a trailer"), (1, "it held"), (2, "Stand"), (3, "advice")])  # fmt: skip
def test_a_chip_leads_to_its_row_by_keyboard(
    window: Window, ann: bytes, qtbot: QtBot, chip: int, name: str
) -> None:
    w = window()
    w.show_contact(ann)
    pane = w.person.timeline
    pane.view.setFocus()
    for _ in range(chip + 1):
        qtbot.keyClick(pane.view, Qt.Key.Key_P)
    qtbot.keyClick(pane.view, Qt.Key.Key_Return)
    reached(w, qtbot, name)
    assert w.person.tabs.currentIndex() == 3


def test_a_click_on_a_chip_leads_there_from_the_timeline_of_everything(
    window: Window, ann: bytes, person: Callable[..., bytes], qtbot: QtBot
) -> None:
    person("Bo")
    w = window()
    w.rail.choose("everything", None)
    pane = w.person.timeline
    layout = pane.delegate.layout(pane.rows.index(0, 0), pane.view.viewport().width())
    where = layout.chips[0].rect.center() + QPointF(0, pane.view.rowViewportPosition(0))
    qtbot.mouseClick(pane.view.viewport(), Qt.MouseButton.LeftButton, pos=where.toPoint())
    reached(w, qtbot, "a trailer")
    assert w.current == ann


def test_a_far_row_and_a_closed_one_are_reached(window: Window, book: Notebook, ann: bytes, qtbot: QtBot) -> None:
    wants = [book.wants.add(ann, f"thing {n:02}") for n in range(30)]
    book.wants.meet(wants[5])
    w = window()
    for place in (0, 17, 29):
        w.show_contact(ann)
        w.person.show_row("products", "want", wants[place])
        reached(w, qtbot, f"thing {place:02}")
        w.person.show_tab("timeline")
        w.people.list.setFocus()
    w.person.show_row("products", "want", wants[5])
    row = reached(w, qtbot, "thing 05")
    qtbot.keyClick(row, Qt.Key.Key_Tab)
    assert row.isAncestorOf(w.focusWidget()) and row.focusPolicy() == Qt.FocusPolicy.NoFocus


def test_a_hit_of_the_search_is_chosen_where_it_stands(
    window: Window, book: Notebook, ann: bytes, qtbot: QtBot
) -> None:
    w = window()
    for text, name in (("trailer", "a trailer"), ("held", "it held")):
        hit = next(one for one in book.search(text, 10) if one.kind in ("want", "story"))
        w.show_hit(hit)
        reached(w, qtbot, name)


def test_a_promise_is_reached_on_its_entry_or_on_the_page(
    window: Window, book: Notebook, ann: bytes, qtbot: QtBot
) -> None:
    book.timeline.log([ann], "call", "x", promises=[PromiseDraft("the list"), PromiseDraft("the price")])
    book.promises.make(ann, "a card")
    w = window()
    promise = next(one for one in book.search("price", 10) if one.kind == "promise")
    w.show_hit(promise)
    view = w.person.timeline.view
    assert view.hasFocus() and view.current_entry().promises[1].id == promise.id and view._delegate.chip == 1
    qtbot.keyClick(view, Qt.Key.Key_Space)
    assert book.promises.get(promise.id).state == "kept"
    alone = next(one for one in book.search("card", 10) if one.kind == "promise")
    w.show_hit(alone)
    page = w.middle.shown
    qtbot.waitUntil(lambda: page.list.current_item() is not None and page.list.current_item().held.id == alone.id)
    book.promises.keep(alone.id)
    w.show_contact(ann)
    w.person.show_row("timeline", "promise", alone.id)
    qtbot.waitUntil(lambda: page.list.current_item() is not None and page.list.current_item().held.id == alone.id)
    assert page.closed.isChecked() and page.list.hasFocus()


def test_a_line_of_the_brief_leads_to_its_want(window: Window, ann: bytes, qtbot: QtBot) -> None:
    w = window()
    w.show_contact(ann)
    qtbot.waitUntil(lambda: w.person.brief is not None and bool(w.person.brief.body.lines))
    line = next(line for line in w.person.brief.body.lines if line.told.kind == "want")
    line.setFocus()
    qtbot.keyClick(line, Qt.Key.Key_Return)
    reached(w, qtbot, "a trailer")
