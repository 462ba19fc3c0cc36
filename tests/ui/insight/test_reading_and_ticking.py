"""The page before a talk is read: a reader's keys scroll it; a tick is deliberate, stays in sight, is taken back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QMenu

from notebook import Clock
from notebook.book import Notebook
from tests.ui.settling import settle

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from ui.insight.lines import BriefLine
    from ui.insight.page import BriefPage
    from ui.window import MainWindow

Opened = Callable[[bytes], "tuple[MainWindow, BriefPage]"]
TODAY = date(2026, 11, 20)
DAY = timedelta(days=1)


@pytest.fixture
def ann(book: Notebook) -> bytes:
    """Somebody with two promises before everything else, and more lines than a page has room for."""
    ann = book.contacts.create("Ann Baker")
    book.promises.make(ann, "the quote", due=TODAY - 3 * DAY)
    book.promises.make(ann, "the list", due=TODAY - DAY)
    book.promises.make(ann, "two names", direction="theirs")
    for n in range(40):
        book.wants.add(ann, f"thing number {n}, told in so many words that its line has to be wrapped once or twice")
        book.favours.gave(ann, "advice", f"number {n}")
    return ann


@pytest.fixture
def theirs(book: Notebook, tmp_path: Path, clock: Clock) -> Iterator[Notebook]:
    """The same notebook, opened by another process."""
    other = Notebook.open(tmp_path / "test.kithbook", state=tmp_path / "joe", clock=clock)
    yield other
    other.close()


@pytest.fixture
def opened(open_page: Callable[..., Any]) -> Opened:
    """Opens the page in a low window and waits until it is read."""
    return lambda contact: open_page("brief", contact, width=1024, height=700)


def line(page: BriefPage, part: str) -> BriefLine:
    return next(one for one in page.sheet.lines if part in one.text())


def tick(one: BriefLine, qtbot: QtBot) -> None:
    qtbot.keyClick(one, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


def test_the_keys_of_a_reader_scroll_and_tick_nothing(opened: Opened, book: Notebook, ann: bytes, qtbot: QtBot) -> None:
    _, page = opened(ann)
    page.resize(640, 360)
    settle(page, qtbot)
    bar, before = page.sheet.verticalScrollBar(), book.undo_mark()
    assert bar.maximum() > 2 * bar.pageStep() > 0 and page.sheet.lines[0].hasFocus()
    for key, more, wanted in (
        (Qt.Key.Key_Space, Qt.KeyboardModifier.NoModifier, bar.pageStep()),
        (Qt.Key.Key_Space, Qt.KeyboardModifier.NoModifier, 2 * bar.pageStep()),
        (Qt.Key.Key_Space, Qt.KeyboardModifier.ShiftModifier, bar.pageStep()),
        (Qt.Key.Key_PageDown, Qt.KeyboardModifier.NoModifier, 2 * bar.pageStep()),
        (Qt.Key.Key_PageUp, Qt.KeyboardModifier.NoModifier, bar.pageStep()),
        (Qt.Key.Key_End, Qt.KeyboardModifier.NoModifier, bar.maximum()),
        (Qt.Key.Key_Home, Qt.KeyboardModifier.NoModifier, 0),
    ):
        qtbot.keyClick(page.focusWidget(), key, more)
        assert bar.value() == wanted
    assert book.undo_mark() == before and len(book.promises.of(ann)) == 3
    qtbot.keyClick(page.focusWidget(), Qt.Key.Key_Space)
    qtbot.keyClick(page.focusWidget(), Qt.Key.Key_Down)
    assert not page.focusWidget().visibleRegion().isEmpty(), "the arrows go on with what is seen"
    assert bar.value() >= bar.pageStep() - 60


def test_what_is_ticked_stays_in_its_place_and_is_taken_back_there(
    opened: Opened, book: Notebook, ann: bytes, qtbot: QtBot
) -> None:
    one, page = opened(ann)
    hint = page.strip.told.text()
    assert "Space scrolls" in hint and "Ctrl+" in hint and page.strip.undo.isHidden()
    quote, many = line(page, "the quote"), len(page.sheet.lines)
    assert "Promise kept" in quote.toolTip() and "Ctrl+" in quote.accessibleDescription()
    tick(quote, qtbot)
    settle(one, qtbot)
    assert [each.text for each in book.promises.of(ann)] == ["the list", "two names"]
    assert line(page, "the quote") is quote and quote.done and quote.hasFocus() and len(page.sheet.lines) == many
    assert quote.accessibleName() == f"Done: {quote.text()}"
    assert page.strip.told.text() == "Promise kept: the quote" and page.strip.undo.isVisible()
    assert page.sheet.verticalScrollBar().value() == 0
    qtbot.mouseClick(page.strip.undo, Qt.MouseButton.LeftButton)
    assert len(book.promises.of(ann)) == 3 and not quote.done and quote.hasFocus()
    assert page.strip.undo.isHidden() and page.strip.told.text() == hint
    tick(quote, qtbot)
    tick(line(page, "the list"), qtbot)
    for left in (2, 3):
        qtbot.keyClick(page.focusWidget(), Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        settle(one, qtbot)
        assert len(book.promises.of(ann)) == left
    qtbot.mouseClick(quote, Qt.MouseButton.LeftButton, pos=quote._box().center().toPoint())
    settle(one, qtbot)
    assert quote.done and page.isVisible()
    tick(quote, qtbot)
    assert not quote.done and len(book.promises.of(ann)) == 3, "what was ticked last is unticked where it stands"
    assert one.isVisible()


def test_a_key_that_is_held_down_ticks_nothing_more(opened: Opened, book: Notebook, ann: bytes, qtbot: QtBot) -> None:
    one, page = opened(ann)
    page.accept()
    card = one.person.brief
    card.fold.click()
    first = card.body.lines[0]
    held = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Space, Qt.KeyboardModifier.NoModifier, " ", True)
    QApplication.sendEvent(first, held)
    assert len(book.promises.of(ann)) == 3
    qtbot.keyClick(first, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: len(book.promises.of(ann)) == 2)
    qtbot.waitUntil(lambda: one._toast is not None and one._toast._act.isVisible())
    assert one._toast._act.text() == "Undo", "the card is a list, and the way back is said"
    one._toast._act.click()
    qtbot.waitUntil(lambda: len(book.promises.of(ann)) == 3)


def test_whose_promise_it_is_is_told_before_and_after(opened: Opened, book: Notebook, qtbot: QtBot) -> None:
    bo = book.contacts.create("Bo Lind")
    book.promises.make(bo, "the samples", colleague=book.colleagues.introduce("Joe Winter"))
    _, page = opened(bo)
    his = line(page, "the samples")
    assert his.text().startswith("Joe Winter promised") and "Joe Winter kept the promise" in his.toolTip()
    page.sheet.asked.emit(his.told, QPoint(0, 0))
    menu = page.findChild(QMenu, "briefLineMenu")
    assert menu.actions()[0].text() == "Joe Winter kept the promise"
    menu.close()
    tick(his, qtbot)
    assert page.strip.told.text() == "Joe Winter kept a promise: the samples"


def test_the_page_of_somebody_who_is_deleted_says_so(
    opened: Opened, book: Notebook, ann: bytes, theirs: Notebook, qtbot: QtBot
) -> None:
    one, page = opened(ann)
    quote = line(page, "the quote")
    tick(line(page, "the list"), qtbot)
    theirs.contacts.delete(ann)
    page._tick(quote.told)  # before the window noticed
    assert "was deleted" in page.sheet.text() and not page.sheet.lines
    settle(one, qtbot)
    one.bridge.look()  # now it does
    settle(one, qtbot)
    assert "was deleted" in page.sheet.text() and not page.sheet.lines
    assert page.sheet.text().startswith("Ann Baker")
    assert not any(page.findChild(object, name).isEnabled() for name in ("briefCopy", "briefPrint", "briefPdf"))
    theirs.undo()
    qtbot.waitUntil(lambda: bool(page.sheet.lines))
    assert page.findChild(object, "briefPrint").isEnabled()
    assert [each.text for each in book.promises.of(ann)] == ["the quote", "two names"]


def test_what_others_change_meanwhile_is_shown(
    opened: Opened, book: Notebook, ann: bytes, theirs: Notebook, qtbot: QtBot
) -> None:
    _, page = opened(ann)
    theirs.promises.make(ann, "a postcard", due=TODAY)
    qtbot.waitUntil(lambda: any("a postcard" in each.text() for each in page.sheet.lines))
