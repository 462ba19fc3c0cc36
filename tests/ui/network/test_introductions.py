"""The page Introductions: who might like to meet, and what is under way, one step after the other by one key."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from notebook.sentences import say
from notebook.timeline.records import Stream
from tests.ui.settling import settle
from ui.network.introducing import PairCard
from ui.network.introductions import IntroductionsPage

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from notebook.book import Notebook


@pytest.fixture
def two(person: Callable[..., bytes], book: Notebook) -> tuple[bytes, bytes]:
    """Ann and Bo, who both restore old motorbikes."""
    ann, bo = person("Ann Baker"), person("Bo Dahl")
    for one in (ann, bo):
        book.contacts.add_detail(one, "interest", "restores old motorbikes")
    return ann, bo


@pytest.fixture
def page(exposed: Callable[..., Any]) -> IntroductionsPage:
    made: IntroductionsPage = exposed(IntroductionsPage, 600, 800)
    made.show_place(None)
    return made


@pytest.fixture
def rest(page: IntroductionsPage, qtbot: QtBot) -> Callable[[], None]:
    return lambda: settle(page, qtbot)


def press(card: PairCard, name: str) -> None:
    next(one for one in card.buttons() if one.objectName() == f"introduction_{name}").click()


def test_from_a_candidate_to_what_came_of_it_by_enter(
    page: IntroductionsPage, book: Notebook, two: tuple[bytes, bytes], rest: Callable[[], None], qtbot: QtBot
) -> None:
    rest()
    [card] = page.offered
    assert set(card.names()) == {"Ann Baker", "Bo Dahl"} and "restores old motorbikes" in card._why.text()
    assert "ask first" in card._progress.text()
    card.setFocus()
    qtbot.keyClick(card, Qt.Key.Key_Return)
    rest()
    assert page.offered == [] and len(page.running) == 1

    said = []
    for _ in range(2):
        card = page.running[0]
        said.append(card.next.text if card.next else "")
        card.setFocus()
        qtbot.keyClick(card, Qt.Key.Key_Return)
        rest()
    assert {"I asked Ann Baker", "I asked Bo Dahl"} == set(said)
    for _ in range(2):
        press(page.running[0], "yes")
        rest()
    card = page.running[0]
    assert card._progress.text() == "both agreed: introduce them"
    card.setFocus()
    qtbot.keyClick(card, Qt.Key.Key_Return)
    assert card.line.isVisible() and card.line.hasFocus()
    qtbot.keyClicks(card.line, "You both love engines")
    qtbot.keyClick(card.line, Qt.Key.Key_Return)
    rest()
    assert book.relations.related(*two)
    assert [book.timeline.count(Stream(contact=who)) for who in two] == [1, 1]
    press(page.running[0], "thank")
    rest()
    card = page.running[0]
    press(card, "finish")
    qtbot.keyClicks(card.line, "They ride together")
    with qtbot.waitSignal(page.done) as done:
        qtbot.keyClick(card.line, Qt.Key.Key_Return)
    assert str(done.args[0]).startswith("Note what came of introducing ")
    rest()
    assert page.running == [] and page.finished.text() == "Show what is over (1)"
    page.finished.click()
    rest()
    assert page.over[0]._progress.text().endswith("thanked on 20 Nov 2026 · They ride together")
    assert page.over[0].buttons() == []


def test_what_is_under_way_is_told_by_its_state_not_by_a_day(
    page: IntroductionsPage, book: Notebook, two: tuple[bytes, bytes], rest: Callable[[], None]
) -> None:
    """Put away on one device and brought together on the other: they met, and both are still to be thanked."""
    pair = book.introductions.propose(*two, "motorbikes")
    for person in two:
        book.introductions.answer(pair, person, True)
    book.introductions.introduce(pair, "You both love engines")
    with book.journal.change(say("Put an introduction away")) as draft:
        draft.set("introduction", pair, {"state": "dismissed", "closed_on": "2026-11-19"})
    rest()
    assert [card.shown.id for card in page.running] == [pair] and page.finished.isHidden()


def test_who_said_yes_is_told_where_today_leads_to(
    page: IntroductionsPage, book: Notebook, two: tuple[bytes, bytes], rest: Callable[[], None], qtbot: QtBot
) -> None:
    ann, bo = two
    pair = book.introductions.propose(ann, bo, "motorbikes")
    book.introductions.answer(pair, ann, True)
    book.introductions.answer(pair, bo, False)
    rest()
    assert page.running == page.over == []
    page.show_place(ann)
    page.reach(pair)
    rest()
    [card] = page.over
    assert card.hasFocus() and card.next is not None and card.next.text == "I told Ann Baker"
    assert [step.text() for step in card.buttons()] == ["I told Ann Baker", "Reopen"]
    said = card._progress.text()
    qtbot.keyClick(card, Qt.Key.Key_Return)
    rest()
    [card] = page.over
    assert [step.text() for step in card.buttons()] == ["Reopen"] and card._progress.text() == said
    assert "Bo Dahl would rather not" in said
    assert [due.kind for due in book.reminders.agenda()] == []


def test_not_these_two_with_a_reason_and_back(
    page: IntroductionsPage, book: Notebook, two: tuple[bytes, bytes], rest: Callable[[], None], qtbot: QtBot
) -> None:
    rest()
    card = page.offered[0]
    card.setFocus()
    qtbot.keyClick(card, Qt.Key.Key_Delete)
    qtbot.keyClicks(card.line, "they fell out")
    qtbot.keyClick(card.line, Qt.Key.Key_Return)
    rest()
    [one] = book.introductions.of(closed=True)
    assert (one.state, one.outcome, one.reason) == ("dismissed", "they fell out", "restores old motorbikes")
    assert page.offered == [] and page.running == []
    page.finished.click()
    rest()
    [card] = page.over
    assert [step.text() for step in card.buttons()] == ["Reopen"] and card.next is None
    press(card, "reopen")
    rest()
    assert [one.state for one in book.introductions.of()] == ["proposed"] and len(page.running) == 1 and page.over == []
    book.undo()
    book.undo()
    rest()
    assert len(page.offered) == 1 and book.introductions.of(closed=True) == []


def test_somebody_would_rather_not(
    page: IntroductionsPage, book: Notebook, two: tuple[bytes, bytes], rest: Callable[[], None], qtbot: QtBot
) -> None:
    one = book.introductions.propose(*two)
    book.introductions.ask(one, two[0])
    rest()
    card = page.running[0]
    assert [b.text() for b in card.buttons()] == [
        "I asked Bo Dahl", "Ann Baker said yes", "Ann Baker would rather not", "Not these two"]  # fmt: skip
    with qtbot.waitSignal(page.contactActivated) as went:
        qtbot.mouseClick(card.findChildren(QPushButton)[0], Qt.MouseButton.LeftButton)
    assert went.args[0] in two
    press(card, "no")
    rest()
    assert book.introductions.get(one).state == "declined" and page.running == []


def test_arrows_go_from_card_to_card(
    page: IntroductionsPage, book: Notebook, two: tuple[bytes, bytes], rest: Callable[[], None], qtbot: QtBot
) -> None:
    cy = book.contacts.create("Cy Young")
    book.introductions.propose(two[0], cy, "both sail")
    rest()
    page.running[0].setFocus()
    qtbot.keyClick(page.running[0], Qt.Key.Key_Down)
    assert page.offered[0].hasFocus()
    qtbot.keyClick(page.offered[0], Qt.Key.Key_Up)
    assert page.running[0].hasFocus()


def test_it_teaches_where_there_is_nobody_to_introduce(
    page: IntroductionsPage, rest: Callable[[], None], qtbot: QtBot
) -> None:
    rest()
    assert "note interests on cards" in page._says.text() and page.interests.isVisible()
    assert not page.finished.isVisible() and not page.more.isVisible()
    with qtbot.waitSignal(page.placeWanted) as went:
        page.interests.click()
    assert went.args[0] == "people"


def test_of_one_person_only(
    page: IntroductionsPage, book: Notebook, two: tuple[bytes, bytes], rest: Callable[[], None]
) -> None:
    cy, dee = (book.contacts.create(name) for name in ("Cy Young", "Dee Okafor"))
    for one in (cy, dee):
        book.contacts.add_detail(one, "interest", "beekeeping")
    rest()
    assert len(page.offered) == 2
    page.show_place(cy)
    rest()
    [card] = page.offered
    assert card.names()[0] == "Cy Young" and page.title.text() == "Introductions with Cy Young"
    press(card, "propose")
    rest()
    assert len(page.running) == 1 and page.offered == []
    page.show_place(two[0])
    rest()
    assert page.running == [] and len(page.offered) == 1
    page.everybody.click()
    rest()
    assert len(page.running) == 1 and page.title.text() == "Introductions" and not page.everybody.isVisible()


def test_very_many_under_way_are_folded(
    page: IntroductionsPage, book: Notebook, two: tuple[bytes, bytes], rest: Callable[[], None]
) -> None:
    with book.change(say("Many")):
        for number in range(50):
            book.introductions.propose(two[0], book.contacts.create(f"Person {number:02d}"))
    rest()
    assert len(page.running) == 20 and page.more_running.text() == "Show 20 more of 50"
    page.more_running.click()
    page.more_running.click()
    assert len(page.running) == 50 and not page.more_running.isVisible()


def test_a_no_given_meanwhile_stands_out_and_nothing_is_offered(
    page: IntroductionsPage, book: Notebook, two: tuple[bytes, bytes], rest: Callable[[], None]
) -> None:
    one = book.introductions.propose(*two)
    for who in two:
        book.introductions.answer(one, who, True)
    rest()
    assert page.running[0].buttons()[0].objectName() == "introduction_introduce"
    book.permissions.record(two[1], "any", "introductions", "refused")
    rest()
    [card] = page.running
    assert [button.objectName() for button in card.buttons()] == ["introduction_dismiss"] and card.next is None
    assert card._no.isVisible() and card._no.property("role") == "trouble", "the warning colour is for what is overdue"
    assert "Bo Dahl" in card._no.text() and "said no to introductions" in card._no.text()
    assert "said no to introductions" in card.accessibleName()
    book.permissions.record(two[1], "any", "introductions", "granted")
    rest()
    assert card is page.running[0] and not card._no.isVisible()
    assert card.buttons()[0].objectName() == "introduction_introduce"
