"""The card "Before you talk" in the window, and the whole brief behind F9."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from tests.ui.settling import settle

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from notebook.book import Notebook
    from ui.contacts.person import PersonPane
    from ui.window import MainWindow

Open = Callable[..., "MainWindow"]
TODAY = date(2026, 11, 20)
DAY = timedelta(days=1)


@pytest.fixture
def ann(book: Notebook) -> bytes:
    """Somebody about whom six lines and more can be said."""
    ann = book.contacts.create("Ann Baker")
    book.timeline.log([ann], "call", "Worried about winter stock", at=TODAY - 9 * DAY)
    book.promises.make(ann, "the quote", due=TODAY - 3 * DAY)
    book.promises.make(ann, "two names", direction="theirs")
    book.wants.add(ann, "cargo bike", horizon="season")
    book.relations.add(ann, "daughter", name="Inês")
    book.favours.gave(ann, "advice")
    return ann


@pytest.fixture
def bo(book: Notebook) -> bytes:
    """Somebody about whom nothing is known."""
    return book.contacts.create("Bo Empty")


@pytest.fixture
def told(qtbot: QtBot) -> Callable[[MainWindow, bytes], PersonPane]:
    """Shows somebody and waits until the card has been read."""

    def show(one: MainWindow, contact: bytes) -> PersonPane:
        one.show_contact(contact)
        settle(one, qtbot)
        return one.person

    return show


def test_it_says_what_matters_and_hides_where_nothing_is_known(
    window: Open, told: Callable[..., PersonPane], ann: bytes, bo: bytes, qtbot: QtBot
) -> None:
    one = window()
    card = told(one, ann).brief
    assert card.isVisible() and card.body.isVisible()
    assert [line.split(":")[0] for line in card.lines()] == [
        "You promised", "They promised", "Call on 11 Nov 2026", "Wants", "Inês (daughter)",
        "In 12 months we gave once"]  # fmt: skip
    assert [line.accessibleName() for line in card.body.lines] == card.lines()
    assert not told(one, bo).brief.isVisible()
    assert told(one, ann).brief.isVisible()


def test_it_follows_changes_and_undo(
    window: Open, told: Callable[..., PersonPane], book: Notebook, bo: bytes, qtbot: QtBot
) -> None:
    one = window()
    card = told(one, bo).brief
    promise = book.promises.make(bo, "a list")
    qtbot.waitUntil(lambda: card.lines() == ["You promised: a list, when asked"])
    assert card.isVisible()
    book.promises.keep(promise)
    qtbot.waitUntil(lambda: not card.isVisible())
    book.undo()
    qtbot.waitUntil(card.isVisible)


def test_text_is_never_markup(
    window: Open, told: Callable[..., PersonPane], book: Notebook, bo: bytes, qtbot: QtBot
) -> None:
    book.wants.add(bo, "<img src=x> & <b>bold</b>")
    one = window()
    pane = told(one, bo)
    assert pane.brief.lines() == ["Wants: <img src=x> & <b>bold</b>, some day"]
    pane.show_brief()
    page = one.findChild(object, "briefPage")
    qtbot.waitUntil(lambda: page.brief is not None)
    assert "Wants: <img src=x> & <b>bold</b>, some day" in page.sheet.text()


def test_in_a_low_window_it_is_one_line_until_it_is_unfolded(
    window: Open, told: Callable[..., PersonPane], ann: bytes, qtbot: QtBot
) -> None:
    one = window(1024, 700)
    card = told(one, ann).brief
    assert not card.body.isVisible() and card.first.isVisible()
    assert card.height() < 48
    assert card.first.text() == "You promised: the quote, due 17 Nov 2026, 3 days late"
    qtbot.mouseClick(card.fold, Qt.MouseButton.LeftButton)
    assert card.body.isVisible() and not card.first.isVisible()
    one.close()
    again = told(window(1024, 700), ann).brief
    assert again.body.isVisible()  # remembered
    high = told(window(1400, 860), ann).brief
    assert high.body.isVisible()


def test_folded_in_a_high_window_it_stays_folded(window: Open, told: Callable[..., PersonPane], ann: bytes) -> None:
    one = window(1400, 860)
    card = told(one, ann).brief
    card.fold.click()
    assert not card.body.isVisible()
    one.close()
    assert not told(window(1400, 860), ann).brief.body.isVisible()


def test_one_column_where_it_is_narrow(window: Open, told: Callable[..., PersonPane], ann: bytes, qtbot: QtBot) -> None:
    one = window(1400, 900)
    card = told(one, ann).brief
    assert len({line.x() for line in card.body.lines}) == 2
    one.resize(900, 900)
    qtbot.waitUntil(lambda: len({line.x() for line in card.body.lines}) == 1)
    lines = card.body.lines
    for above, below in pairwise(lines):
        assert above.geometry().bottom() < below.y()
    assert card.body.height() >= lines[-1].geometry().bottom()
    assert card.geometry().bottom() < one.person.tabs.y() + 1


def test_f9_opens_the_whole_brief_and_closes_it(
    window: Open, told: Callable[..., PersonPane], ann: bytes, bo: bytes, qtbot: QtBot
) -> None:
    one = window()
    told(one, ann)
    one.actions_["brief"].trigger()
    page = one.findChild(object, "briefPage")
    qtbot.waitUntil(lambda: page.brief is not None)
    text = page.sheet.text()
    assert text.startswith("Ann Baker\n") and "You promised: the quote" in text and "Wants: cargo bike" in text
    page.copy()
    from PySide6.QtGui import QGuiApplication

    assert QGuiApplication.clipboard().text() == text
    qtbot.keyClick(page, Qt.Key.Key_F9)
    qtbot.waitUntil(lambda: one.findChild(object, "briefPage") is None)
    told(one, bo)
    one.person.brief.opened.emit()
    qtbot.waitUntil(lambda: "Nothing is known yet" in one.findChild(object, "briefPage").sheet.text())


def test_a_very_long_line_takes_two_rows(
    window: Open, told: Callable[..., PersonPane], book: Notebook, bo: bytes
) -> None:
    book.wants.add(bo, "word " * 400)
    card = told(window(), bo).brief
    [line] = card.body.lines
    assert line.height() <= 2 * (line.fontMetrics().height() + 1) + 6
    assert "word word" in line.toolTip()


def test_the_ring_has_its_reasons(
    window: Open, told: Callable[..., PersonPane], book: Notebook, ann: bytes, qtbot: QtBot
) -> None:
    one = window()
    ring = told(one, ann).ring
    assert ring.isVisible() and ring.health.score == book.insight.health(ann).score
    before = ring.health.score
    assert ring.accessibleName().startswith(f"Health {before} of 100")
    ring.click()
    page = one.findChild(object, "healthPage")
    qtbot.waitUntil(lambda: len(page.parts) == 7)
    page.close()
    [quote] = [promise for promise in book.promises.of(ann) if promise.direction == "ours"]
    book.promises.keep(quote.id)
    qtbot.waitUntil(lambda: ring.health.score > before)


def test_nothing_of_somebody_else_stands_there_while_it_is_read(
    window: Open, told: Callable[..., PersonPane], book: Notebook, ann: bytes, bo: bytes, qtbot: QtBot
) -> None:
    book.promises.make(bo, "a list")
    one = window()
    card = told(one, ann).brief
    one.show_contact(bo)
    assert not any(card.lines())
    qtbot.waitUntil(lambda: card.lines() == ["You promised: a list, when asked"])
