"""How health comes about, as a page: the number, both sides, what would help most, seven parts with their entries."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QMenu

from notebook.book import Notebook
from tests.ui.settling import settle

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from ui.insight.health import HealthPage
    from ui.window import MainWindow

Open = Callable[..., "MainWindow"]
Opened = Callable[[bytes], "tuple[MainWindow, HealthPage]"]
TODAY = date(2026, 11, 20)
DAY = timedelta(days=1)


@pytest.fixture
def ann(book: Notebook) -> bytes:
    """Somebody we talked to, who keeps what is promised and gave twice; we gave nothing."""
    ann = book.contacts.create("Ann Baker")
    talk = book.timeline.log([ann], "call", "Worried about winter stock", at=TODAY - 9 * DAY, direction="out")
    book.promises.keep(book.promises.make(ann, "two names", direction="theirs", interaction=talk))
    book.favours.gave(ann, "advice", side="theirs")
    return ann


@pytest.fixture
def opened(open_page: Callable[..., Any]) -> Opened:
    """Opens the page in a low window and waits until it is read."""
    return lambda contact: open_page("health", contact, width=1024, height=700)


def said(page: HealthPage) -> str:
    return "\n".join(each.text() for each in page.findChildren(QLabel) if each.isVisibleTo(page))


def test_it_says_the_number_the_sides_what_helps_and_every_part(opened: Opened, book: Notebook, ann: bytes) -> None:
    _, page = opened(ann)
    health = book.insight.health(ann)
    assert page.name.text() == "Ann Baker" and page.stage.text().startswith(f"Health {health.score} of 100, stage:")
    assert page.ring.accessibleName() == f"Health {health.score} of 100"
    assert [side.accessibleName() for side in page.sides] == [
        f"Our side: {health.ours}", f"Their side: {health.theirs}"]  # fmt: skip
    assert page.helps.text() == "What would help most: give advice, an introduction or time"
    assert page.because.text() == "What we gave is lowest: we gave nothing in 12 months"
    names = [part.accessibleName() for part in page.parts]
    assert len(names) == 7 and sum(part.part.points for part in page.parts) == health.score
    assert names[0] == "Contact: 20 of 20. last contact 9 days ago, 60 days are usual"
    assert all(part.height() == part.height_for(part.width()) for part in page.parts)
    assert page._card.geometry().bottom() < page.parts[0].geometry().top(), "what helps stands first"


def test_a_reason_leads_to_its_entries_by_key(opened: Opened, ann: bytes, qtbot: QtBot) -> None:
    one, page = opened(ann)
    assert page.focusWidget() is page.parts[0]
    qtbot.keyClick(page.parts[0], Qt.Key.Key_Down)
    assert page.focusWidget() is page.parts[1]
    assert not page.parts[5].told.traces, "what was never given leads nowhere"
    qtbot.keyClick(page.parts[5], Qt.Key.Key_Return)
    assert page.isVisible()
    qtbot.keyClick(page.parts[0], Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: one.findChild(object, "healthPage") is None)
    entry = one.person.timeline.view.current_entry()
    assert entry is not None and entry.body == "Worried about winter stock"


def test_a_reason_of_many_asks_to_which(opened: Opened, book: Notebook, ann: bytes, qtbot: QtBot) -> None:
    book.favours.gave(ann, "advice")
    book.favours.gave(ann, "time")
    one, page = opened(ann)
    qtbot.mouseClick(page.parts[5], Qt.MouseButton.LeftButton)
    menu = page.findChild(QMenu, "briefLineMenu")
    assert len(menu.actions()) == 2
    menu.actions()[0].trigger()
    menu.close()
    qtbot.waitUntil(lambda: one.person.tabs.currentIndex() == 3)


def test_it_follows_changes_and_says_that_somebody_is_gone(
    opened: Opened, book: Notebook, ann: bytes, qtbot: QtBot
) -> None:
    _, page = opened(ann)
    before = page.health.score
    page.parts[2].setFocus()
    book.favours.gave(ann, "advice")
    qtbot.waitUntil(lambda: page.health is not None and page.health.score > before)
    assert page.focusWidget() is page.parts[2], "the keyboard stays where it was"
    book.contacts.delete(ann)
    qtbot.waitUntil(lambda: not page.parts)
    assert said(page).startswith("Ann Baker") and "This contact was deleted." in said(page)
    assert not page.ring.isVisible()
    book.undo()
    qtbot.waitUntil(lambda: len(page.parts) == 7)


def test_how_it_is_reckoned_is_a_link_away_and_the_key_closes_it(opened: Opened, ann: bytes, qtbot: QtBot) -> None:
    one, page = opened(ann)
    qtbot.keyClick(page, Qt.Key.Key_H, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: one.findChild(object, "healthPage") is None)
    one.actions_["health"].trigger()
    page = one.findChild(object, "healthPage")
    page.reckoned.click()
    qtbot.waitUntil(lambda: one.findChild(object, "helpWindow").isVisible())
    assert "Health is a sum of seven parts" in one.findChild(object, "helpPage").toPlainText()


def test_on_a_page_the_key_is_about_whom_the_keyboard_is_on(
    window: Open, book: Notebook, ann: bytes, qtbot: QtBot
) -> None:
    book.promises.make(ann, "the quote", due=TODAY - DAY)
    one = window()
    one.go("today")
    settle(one, qtbot)
    assert one.going.about == ann
    one.actions_["health"].trigger()
    page = one.findChild(object, "healthPage")
    qtbot.waitUntil(lambda: page.health is not None)
    assert page.contact == ann
