"""Five stale facts a day, one key each; where a field is from; values side by side (P6)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QApplication, QToolTip

from tests.ui.settling import settle

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from notebook.book import Notebook
    from ui.contacts.card import Card
    from ui.contacts.freshen import FreshenPage
    from ui.tasks import Tasks
    from ui.theme import Theme

START = datetime(2025, 3, 10, 9, tzinfo=UTC)


@pytest.fixture
def page(exposed: Callable[..., Any]) -> FreshenPage:
    from ui.contacts.freshen import FreshenPage

    made: FreshenPage = exposed(FreshenPage, 700, 500)
    return made


@pytest.fixture
def card(book: Notebook, theme: Theme, tasks: Tasks, qtbot: QtBot) -> Iterator[Card]:
    from ui.contacts.card import Card

    made = Card(book, theme, tasks)
    qtbot.addWidget(made)
    made.resize(700, 800)
    with qtbot.waitExposed(made):
        made.show()
    yield made


@pytest.fixture
def stale(book: Notebook, time: Any) -> list[bytes]:
    """Six facts that are 400 days old, of three people."""
    time.now = START
    people = [book.contacts.create(f"Bo {n}", phone="+49 170 1234567", email="bo@example.com") for n in range(3)]
    time.now = START + timedelta(days=400)
    return people


def ready(page: FreshenPage, qtbot: QtBot, count: int) -> None:
    qtbot.waitUntil(lambda: len(page.facts) == count and not page._stale)


def test_one_key_each_until_the_five_are_done(book, page, stale, qtbot) -> None:
    page.show_place(None)
    ready(page, qtbot, 5)
    assert page.card.isVisible() and page._place.text() == "1 of 5"
    assert page.value.text() in ("+49 170 1234567", "bo@example.com") and "Entered by" in page._told.text()
    first = page.facts[0]
    with qtbot.waitSignal(page.done) as told:
        qtbot.keyClick(page, Qt.Key.Key_Y)
    assert str(told.args[0]).startswith("Confirm for ")
    ready(page, qtbot, 4)
    assert book.facts.about(first.table, first.row, first.field).confirmed == 1 and page._place.text() == "2 of 5"
    book.undo()
    ready(page, qtbot, 5)
    assert page.facts[0].row == first.row
    for left, key in zip((4, 3, 2, 1, 0), "ynyny", strict=True):
        qtbot.keyClicks(page, key)
        ready(page, qtbot, left)
    assert not page.card.isVisible() and "5 facts are as fresh" in page.thanks.text()


def test_what_changed_is_typed_where_it_stands(book, page, stale, qtbot) -> None:
    page.show_place(None)
    ready(page, qtbot, 5)
    first = page.facts[0]
    qtbot.keyClick(page, Qt.Key.Key_C)
    assert page.line.isVisible() and page.line.selectedText() == first.display
    qtbot.keyClick(page.line, Qt.Key.Key_Escape)
    assert not page.line.isVisible() and page.value.isVisible() and page.facts[0].row == first.row
    qtbot.keyClick(page, Qt.Key.Key_C)
    qtbot.keyClicks(page.line, "ny@example.com" if "@" in first.display else "+49 30 999")
    qtbot.keyClick(page.line, Qt.Key.Key_Return)
    ready(page, qtbot, 4)
    held = book.facts.about(first.table, first.row, first.field)
    assert held.display in ("ny@example.com", "+49 30 999")
    assert str(book.undo()).startswith("Correct for ") and str(
        book.facts.about(first.table, first.row, first.field).display) == first.display
    ready(page, qtbot, 5)


def test_a_second_answer_is_about_the_next_fact(book, page, stale, qtbot) -> None:
    """However quickly it comes: what is read meanwhile is not waited for."""
    page.show_place(None)
    ready(page, qtbot, 5)
    first, second = ((one.table, one.row, one.field) for one in page.facts[:2])
    qtbot.keyClicks(page, "yy")
    assert [book.facts.about(*cell).confirmed for cell in (first, second)] == [1, 1]
    assert len(page.facts) == 3 and page._place.text() == "3 of 5"
    ready(page, qtbot, 3)


def test_a_title_typed_alone_stays_with_its_organisation(book, page, time, qtbot) -> None:
    time.now = START
    company = book.contacts.create("Acme GmbH", kind="org")
    ann = book.contacts.create("Ann Lee")
    role = book.contacts.add_role(ann, company, title="Buyer")
    time.now = START + timedelta(days=400)
    page.show_place(None)
    ready(page, qtbot, 1)
    assert page.value.text() == "Buyer, Acme GmbH"
    qtbot.keyClick(page, Qt.Key.Key_C)
    assert page.line.text() == page.line.selectedText() == "Buyer, Acme GmbH"
    qtbot.keyClicks(page.line, "Head of buying")
    qtbot.keyClick(page.line, Qt.Key.Key_Return)
    [held] = [one for one in book.contacts.get(ann).roles if one.id == role]
    assert held.title == "Head of buying" and held.organisation == company


def test_what_is_typed_outlives_a_reading_and_a_refusal(book, page, stale, qtbot) -> None:
    page.show_place(None)
    ready(page, qtbot, 5)
    first = page.facts[0]
    page.refresh()  # under way while the line opens
    qtbot.keyClick(page, Qt.Key.Key_C)
    qtbot.keyClicks(page.line, "what I ty")
    settle(page, qtbot)
    book.contacts.create("Bo, meanwhile")
    settle(page, qtbot)
    assert page.line.isVisible() and page.line.text() == "what I ty" and page.facts[0] == first
    book.contacts.remove_detail(first.row)
    with qtbot.waitSignal(page.said):
        qtbot.keyClick(page.line, Qt.Key.Key_Return)
    assert page.line.isVisible() and page.line.text() == "what I ty"
    qtbot.keyClick(page.line, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: page.facts[0].row != first.row)


def test_nothing_stale_says_what_it_is_for(page, book, qtbot) -> None:
    book.contacts.create("Ann", phone="+49 170 1234567")
    page.show_place(None)
    qtbot.waitUntil(page.rest.isVisible)
    assert "five a day, one key each" in page.thanks.text()


def field(card: Card, name: str) -> Any:
    return next(one for one in card.findChildren(object) if getattr(one, "text", lambda: None)() == name)


def test_a_field_tells_where_it_is_from(book, card, time, qtbot) -> None:
    time.now = START
    ann = book.contacts.create("Ann Lee", phone="+49 170 1234567")
    book.contacts.edit(ann, relation="customer")
    [phone] = [fact for fact in book.facts.of(ann) if fact.kind == "phone"]
    time.now = START + timedelta(days=100)
    book.facts.confirm("detail", phone.row, "value")
    card.show_card(book.contacts.get(ann))
    entry = field(card, "+49 170 1234567")
    where = entry.mapTo(card.widget(), QPoint(8, 8))
    QApplication.sendEvent(card.widget(), QHelpEvent(QEvent.Type.ToolTip, where, card.widget().mapToGlobal(where)))
    me = book.colleagues.me().name
    assert QToolTip.text().replace("<br>", "\n").find(f"Entered by {me} on 10 Mar 2025 (Add Ann Lee)") >= 0
    QToolTip.hideText()
    field(card, "customer").setFocus()
    card.show_fact()
    dialog = card.findChild(object, "factDialog")
    assert dialog._told.text().splitlines()[1] == "Not confirmed since"
    with qtbot.waitSignal(card.done):
        dialog.findChild(object, "factTrue").click()
    assert book.facts.about("contact", ann, "relation").confirmed == 1
    entry.setFocus()
    card.show_fact()
    dialog = [one for one in card.findChildren(object, "factDialog") if one.isVisible()][-1]
    assert "Confirmed once, on 18 Jun 2025" in dialog._told.text()
    dialog.reject()


def test_values_side_by_side_are_settled_by_a_person(book, card, qtbot) -> None:
    """What an import brings beside a typed value stands there until one of them is chosen."""
    ann = book.contacts.create("Ann Lee")
    book.contacts.edit(ann, buys="in spring")
    with book.journal.change(book.undo_title(), source="import:people.vcf") as draft:
        draft.offer("contact", ann, {"buys": "in autumn"}, {})
    card.show_card(book.contacts.get(ann))
    qtbot.waitUntil(card._rivals.isVisible)
    [fact] = book.facts.contradictions(ann)
    assert [(one.display, one.imported) for one in book.facts.rivals(fact)] == [
        ("in spring", False), ("in autumn", True)]  # fmt: skip
    with qtbot.waitSignal(card.done):
        card._rivals.findChild(object, "use-1").click()
    qtbot.waitUntil(lambda: not card._rivals.isVisible())
    assert book.contacts.get(ann).buys == "in autumn"
    assert book.facts.contradictions(ann) == []


def two_birthdays(book: Notebook) -> bytes:
    ann = book.contacts.create("Ann Lee")
    born = book.contacts.add_date(ann, "birth", "--06-11")
    with book.journal.change(book.undo_title(), source="import:people.vcf") as draft:
        draft.offer("anniversary", born, {"date": "--06-12"}, {})
    return ann


def test_days_side_by_side_are_shown_as_a_person_reads_them(book, card, qtbot) -> None:
    from PySide6.QtWidgets import QLabel, QPushButton

    ann = two_birthdays(book)
    card.show_card(book.contacts.get(ann))
    qtbot.waitUntil(card._rivals.isVisible)
    shown = {one.text() for one in card._rivals.findChildren(QLabel)}
    assert {"11 June", "12 June"} <= shown and "--06-11" not in shown
    assert [one.accessibleName() for one in card._rivals.findChildren(QPushButton)] == [
        "Use this: 11 June", "Use this: 12 June"]
    book.contacts.add_date(ann, "death", "1975")
    book.contacts.add_date(ann, "wedding", "1980")
    card.show_card(book.contacts.get(ann))
    qtbot.waitUntil(lambda: card._rivals.findChild(QLabel, "clash") is not None)
    assert card._rivals.findChild(QLabel, "clash").text() == (
        "Wedding 1980 lies after death 1975: one of the two dates is wrong.")


def test_freshen_offers_what_contradicts_itself_first(book, page, stale, qtbot) -> None:
    from PySide6.QtWidgets import QLabel

    ann = two_birthdays(book)
    page.show_place(None)
    ready(page, qtbot, 5)
    assert page.facts[0].contact == ann and page.facts[0].others
    assert page.value.text() == "11 June / 12 June"
    assert page.card.accessibleName() == "Ann Lee, birthday: 11 June / 12 June"
    assert not any(made.isVisible() for made in page.answers.values())
    assert "12 June" in [one.text() for one in page._several.findChildren(QLabel)]
    qtbot.keyClick(page, Qt.Key.Key_Y)  # neither is true before one was chosen
    assert page.facts[0].contact == ann
    with qtbot.waitSignal(page.done):
        qtbot.keyClick(page, Qt.Key.Key_2)
    assert str(book.contacts.get(ann).dates[0].date) == "--06-12" and not book.facts.contradictions(ann)
    assert page.facts[0].contact in stale and page.answers["true"].isVisible()
    assert book.facts.answered() == 1 and len(book.facts.freshen()) == 4
    assert not page._several.isVisible()


def test_a_role_that_ended_is_told_by_the_calendar(book, card, qtbot) -> None:
    from ui.widgets import Button

    company = book.contacts.create("Nordkaj", kind="org")
    ann = book.contacts.create("Ann Lee")
    book.contacts.add_role(ann, company, title="Buyer", department="Retail", until="2024-05")
    card.show_card(book.contacts.get(company))
    assert "Ann Lee · Buyer, Retail until May 2024" in [one.text() for one in card.findChildren(Button)]


def test_long_values_and_names_make_nothing_wider(book, page, theme, time, qtbot) -> None:
    from ui.contacts.provenance import FactDialog

    time.now = START
    ann = book.contacts.create("Heyden-Rynsch" * 12)
    book.contacts.edit(ann, buys="Donaudampfschifffahrt" * 30)
    time.now = START + timedelta(days=400)
    page.show_place(None)
    ready(page, qtbot, 1)
    assert page.width() == 700 and page.minimumSizeHint().width() < 600
    dialog = FactDialog(book, theme, page.facts[0], page)
    assert dialog.sizeHint().width() < 600
