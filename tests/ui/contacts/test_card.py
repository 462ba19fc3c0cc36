"""The card: edit in place per field, one undoable change each, lists; what is refused stays to be corrected."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from notebook.book import Notebook
from ui.contacts.card import Card
from ui.contacts.typed_dates import read_date
from ui.tasks import Tasks
from ui.theme import Theme


@pytest.fixture
def ada(person: Callable[..., bytes]) -> bytes:
    return person("Ada Lovelace", phone="+49 170 1234567")


@pytest.fixture
def card(book: Notebook, theme: Theme, tasks: Tasks, ada: bytes, qtbot: QtBot) -> Card:
    made = Card(book, theme, tasks)
    qtbot.addWidget(made)
    made.resize(600, 700)
    made.show_card(book.contacts.get(ada))
    made.show()
    return made


def field(card: Card, name: str) -> QLineEdit:
    return next(each for each in card.findChildren(QLineEdit) if each.accessibleName() == name and each.isVisible())


def type_into(qtbot: QtBot, target: QWidget, text: str) -> None:
    target.setFocus()
    target.selectAll()
    qtbot.keyClicks(target, text)


def test_a_field_is_written_once_when_it_is_finished(card: Card, book: Notebook, ada: bytes, qtbot: QtBot) -> None:
    steps = book.undo_title()
    name = field(card, "Name")
    type_into(qtbot, name, "Ada King")
    assert book.undo_title() == steps, "nothing is written while typing"
    qtbot.keyClick(name, Qt.Key.Key_Return)
    assert book.contacts.get(ada).full_name == "Ada King"
    assert book.contacts.get(ada).surname == "King"
    title = book.undo_title()
    name.clearFocus()
    assert book.undo_title() == title
    book.undo()
    assert book.contacts.get(ada).full_name == "Ada Lovelace"


def test_escape_takes_back_what_was_typed(card: Card, book: Notebook, ada: bytes, qtbot: QtBot) -> None:
    name = field(card, "Name")
    type_into(qtbot, name, "Somebody")
    qtbot.keyClick(name, Qt.Key.Key_Escape)
    name.clearFocus()
    assert name.text() == book.contacts.get(ada).full_name == "Ada Lovelace"


def test_a_phone_number_is_added_changed_and_removed(card: Card, book: Notebook, ada: bytes, qtbot: QtBot) -> None:
    card._phones.start()
    fresh = card.focusWidget()
    qtbot.keyClicks(fresh, "030 99 88")
    qtbot.keyClick(fresh, Qt.Key.Key_Return)
    values = [d.value for d in book.contacts.get(ada).of_kind("phone")]
    assert values == ["+49 170 1234567", "030 99 88"]
    assert card.focusWidget() is fresh, "the cursor stays in the row that was just stored"
    qtbot.keyClicks(fresh, "77")
    qtbot.keyClick(fresh, Qt.Key.Key_Return)
    assert [d.value for d in book.contacts.get(ada).of_kind("phone")][1] == "030 99 8877"
    first = next(row for row in card._phones._shown.values() if row.item.value.startswith("+49"))
    first.removed.emit()
    assert [d.value for d in book.contacts.get(ada).of_kind("phone")] == ["030 99 8877"]
    assert len(card._phones._shown) == 1


def test_an_empty_new_row_goes_away(card: Card, book: Notebook, ada: bytes, qtbot: QtBot) -> None:
    before = book.undo_title()
    card._phones.start()
    qtbot.keyClick(card.focusWidget(), Qt.Key.Key_Escape)
    assert card._phones._new is None
    assert book.undo_title() == before


@pytest.fixture
def born(card: Card, qtbot: QtBot) -> Any:
    """The field with Ada's birthday, typed as people do."""
    dates = next(s for s in card._sections if getattr(s, "title", "") == "Dates")
    dates.start()
    fresh = card.focusWidget()
    qtbot.keyClicks(fresh, "10 Dec 1815")
    qtbot.keyClick(fresh, Qt.Key.Key_Return)
    return fresh


def complaint(card: Card) -> str:
    """What is said below a field that was refused."""
    return " ".join(each.text() for each in card.findChildren(QLabel, "rowTrouble") if each.isVisibleTo(card))


def test_a_date_that_is_none_stays_with_the_sentence_until_it_is_corrected(
    card: Card, book: Notebook, ada: bytes, born: Any, qtbot: QtBot
) -> None:
    assert [str(d.date) for d in book.contacts.get(ada).dates] == ["1815-12-10"]
    said: list[str] = []
    card.said.connect(said.append)
    type_into(qtbot, born, "31 Feb 1816")
    qtbot.keyClick(born, Qt.Key.Key_Return)
    assert said and complaint(card) == said[0] and born.text() == "31 Feb 1816"
    assert [str(d.date) for d in book.contacts.get(ada).dates] == ["1815-12-10"]
    born.clearFocus()
    book.contacts.edit(ada, relation="customer")
    card.show_card(book.contacts.get(ada))
    assert born.text() == "31 Feb 1816" and complaint(card), "what else is read does not take it away"
    type_into(qtbot, born, "28 Feb 1816")
    qtbot.keyClick(born, Qt.Key.Key_Return)
    assert [str(d.date) for d in book.contacts.get(ada).dates] == ["1816-02-28"] and complaint(card) == ""
    assert "1816" in born.text() and not born.unfinished


def test_esc_gives_up_what_was_refused(card: Card, book: Notebook, ada: bytes, born: Any, qtbot: QtBot) -> None:
    type_into(qtbot, born, "soon")
    qtbot.keyClick(born, Qt.Key.Key_Return)
    assert born.text() == "soon" and complaint(card) == "This is not a date: soon"
    qtbot.keyClick(born, Qt.Key.Key_Escape)
    assert "1815" in born.text() and complaint(card) == ""
    assert [str(d.date) for d in book.contacts.get(ada).dates] == ["1815-12-10"]


def test_what_was_refused_goes_with_its_sentence_when_something_else_is_stored(card: Card, book: Notebook, ada: bytes,
                                                                               born: Any, qtbot: QtBot) -> None:
    type_into(qtbot, born, "soon")
    qtbot.keyClick(born, Qt.Key.Key_Return)
    assert complaint(card)
    born.clearFocus()
    [anniversary] = book.contacts.get(ada).dates
    book.contacts.edit_date(anniversary.id, date="1816-12-10")
    card.show_card(book.contacts.get(ada))
    assert "1816" in born.text() and complaint(card) == ""


def test_a_new_date_that_is_refused_can_be_handed_in_again(card: Card, book: Notebook, ada: bytes,
                                                           qtbot: QtBot) -> None:
    dates = next(s for s in card._sections if getattr(s, "title", "") == "Dates")
    dates.start()
    fresh = card.focusWidget()
    qtbot.keyClicks(fresh, "31 Feb 1815")
    qtbot.keyClick(fresh, Qt.Key.Key_Return)
    assert complaint(card) and fresh.text() == "31 Feb 1815"
    fresh.setCursorPosition(2)
    qtbot.keyClick(fresh, Qt.Key.Key_Backspace)
    qtbot.keyClick(fresh, Qt.Key.Key_Return)
    assert [str(d.date) for d in book.contacts.get(ada).dates] == ["1815-02-03"] and complaint(card) == ""


def test_what_was_refused_of_one_is_not_shown_of_another(card: Card, book: Notebook, ada: bytes,
                                                         person: Callable[..., bytes], qtbot: QtBot) -> None:
    met = card.findChild(QLineEdit, "met_onField")
    type_into(qtbot, met, "31 Feb 2024")
    qtbot.keyClick(met, Qt.Key.Key_Return)
    told = next(each for each in card.findChildren(QLabel) if each.property("role") == "trouble" and each.text())
    assert met.text() == "31 Feb 2024" and told.isVisibleTo(card)
    card.show_card(book.contacts.get(person("Bo Bell")))
    assert met.text() == "" and not told.isVisibleTo(card)
    assert book.contacts.get(ada).met_on == ""


def test_what_is_typed_stays_with_whom_it_was_typed_for(card: Card, book: Notebook, ada: bytes,
                                                        person: Callable[..., bytes], qtbot: QtBot) -> None:
    bo = person("Bo Bell")
    type_into(qtbot, field(card, "Name"), "Ada King")
    card.show_card(book.contacts.get(bo))
    assert book.contacts.get(ada).full_name == "Ada King"
    assert book.contacts.get(bo).full_name == "Bo Bell"


def test_a_change_from_elsewhere_leaves_the_field_being_typed_in(card: Card, book: Notebook, ada: bytes,
                                                                 qtbot: QtBot) -> None:
    name = field(card, "Name")
    type_into(qtbot, name, "Ada Ki")
    book.contacts.edit(ada, relation="customer")
    card.show_card(book.contacts.get(ada))
    assert name.text() == "Ada Ki"
    assert card.findChild(QLineEdit, "relationField").text() == "customer"


def test_how_we_met_groups_labels_and_rhythm(card: Card, book: Notebook, ada: bytes, qtbot: QtBot) -> None:
    met = card.findChild(QPlainTextEdit, "metField")
    met.setFocus()
    qtbot.keyClicks(met, "At the fair")
    qtbot.keyClick(met, Qt.Key.Key_Return)
    qtbot.keyClicks(met, "in May")
    qtbot.keyClick(met, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    mark = card.findChild(QLineEdit, "labelField")
    qtbot.keyClicks(mark, "press")
    qtbot.keyClick(mark, Qt.Key.Key_Return)
    ideal = card.findChild(QWidget, "idealField")
    ideal.setCurrentIndex(ideal.findData("21"))
    ideal.activated.emit(ideal.currentIndex())
    now = book.contacts.get(ada)
    assert (now.met, now.labels, now.ideal_days) == ("At the fair\nin May", ("press",), 21)


@pytest.mark.parametrize("text", ["<img src=/etc/passwd>", "a & b", "\u202eabc", "명 e\u0301 🏳️‍🌈"])
def test_any_text_is_kept_and_shown_as_it_is(card: Card, book: Notebook, ada: bytes, qtbot: QtBot, text: str) -> None:
    name = field(card, "Name")
    name.setFocus()
    name.setText(text)
    qtbot.keyClick(name, Qt.Key.Key_Return)
    assert book.contacts.get(ada).full_name == text
    assert name.text() == text


@pytest.mark.parametrize(("typed", "read"), [
    ("1985-12-03", "1985-12-03"), ("3 Dec 1985", "1985-12-03"), ("3 December", "--12-03"), ("Dec 1985", "1985-12"),
    ("1985", "1985"), ("29 February", "--02-29"), ("--12-03", "--12-03"), ("2024-05", "2024-05"),
    ("13/3/1990", "1990-03-13"),
])
def test_dates_as_people_type_them(typed: str, read: str) -> None:
    assert str(read_date(typed)) == read
