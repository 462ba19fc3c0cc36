"""Search while typing: people at once, Esc empties, Enter opens, the list keeps its place."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from notebook import View
from ui.pages import TABS
from ui.window import MainWindow
from ui.words import plain


@pytest.fixture
def one(window: Callable[..., MainWindow], person: Callable[..., bytes]) -> MainWindow:
    for name in ("Zoë Müller", "Łukasz Wiśniewski", "陈明", "Anna Berg", "Annegret Holm"):
        person(name)
    person("Bo Bell", phone="+49 170 1234567")
    return window()


def names(window: MainWindow) -> list[str]:
    rows = window.people.rows
    return [rows.row_at(place).name for place in range(rows.rowCount())]


@pytest.mark.parametrize(("typed", "found"), [
    ("zoe", ["Zoë Müller"]), ("lukasz", ["Łukasz Wiśniewski"]), ("明", ["陈明"]), ("0170 123", ["Bo Bell"]),
    ("ann", ["Anna Berg", "Annegret Holm"]), ("nobody like this", []),
])
def test_people_are_found_while_typing(one: MainWindow, qtbot: QtBot, typed: str, found: list[str]) -> None:
    one.top.search.setFocus()
    for letter in typed:
        one.top.search.insert(letter)  # QTest cannot press keys that no keyboard has
    assert names(one) == found


def test_escape_shows_everybody_again(one: MainWindow, qtbot: QtBot) -> None:
    qtbot.keyClicks(one.top.search, "zoe")
    qtbot.keyClick(one.top.search, Qt.Key.Key_Escape)
    assert one.top.search.text() == ""
    qtbot.waitUntil(lambda: len(names(one)) == 6)


def test_enter_opens_the_first_and_letters_in_the_list_go_on_searching(one: MainWindow, qtbot: QtBot) -> None:
    qtbot.keyClicks(one.top.search, "an")
    qtbot.keyClick(one.top.search, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: one.person.contact.name == "Anna Berg")
    assert one.focusWidget() is one.people.list
    qtbot.keyClicks(one.people.list, "n")
    assert one.top.search.text() == "ann"
    assert one.focusWidget() is one.top.search


def test_up_on_the_first_row_goes_back_to_the_field(one: MainWindow, qtbot: QtBot) -> None:
    qtbot.keyClick(one.top.search, Qt.Key.Key_Down)
    assert one.focusWidget() is one.people.list
    qtbot.keyClick(one.people.list, Qt.Key.Key_Up)
    assert one.focusWidget() is one.top.search


def test_a_rename_moves_the_row_and_keeps_the_choice(one: MainWindow, qtbot: QtBot) -> None:
    book = one.book
    anna = book.contacts.find("Anna Berg")
    one.show_contact(anna)
    book.contacts.edit(anna, full_name="Zsuzsa Berg")
    qtbot.waitUntil(lambda: "Zsuzsa Berg" in names(one))
    assert one.people.rows.id_at(one.people.list.currentIndex().row()) == anna
    assert one.person.header.name.text() == "Zsuzsa Berg"


def test_notes_and_promises_are_found_below_with_their_words(one: MainWindow, qtbot: QtBot) -> None:
    book = one.book
    anna, bo = book.contacts.find("Anna Berg"), book.contacts.find("Bo Bell")
    book.timeline.log([anna], "call", "She wants a cargo rack before the winter")
    book.promises.make(bo, "send the cargo list")
    book.contacts.add_detail(bo, "note", "Likes <b>cargo</b> bikes")
    one.top.search.setText("cargo")
    qtbot.waitUntil(lambda: one.people.hits.count() == 3)
    shown = [one.people.hits.rows.row_at(place) for place in range(3)]
    assert {hit.kind for hit in shown} == {"interaction", "promise", "note"}
    for hit in shown:
        assert [hit.snippet[a:b].lower() for a, b in hit.marks] == ["cargo"]
    call = next(place for place, hit in enumerate(shown) if hit.kind == "interaction")
    one.people.hits.list.opened.emit(call)
    assert one.person.contact.id == anna
    assert one.person.tabs.currentIndex() == 0
    one.top.search.clear()
    assert not one.people.hits.isVisible()


def test_the_last_search_wins(one: MainWindow, qtbot: QtBot) -> None:
    book = one.book
    book.contacts.add_detail(book.contacts.find("Bo Bell"), "note", "alpha beta")
    for text in ("al", "alp", "alpha", "x", "zz", "alpha b"):
        one.top.search.setText(text)
    qtbot.waitUntil(lambda: one.people.hits.count() == 1)
    one.top.search.setText("alpha z")
    qtbot.waitUntil(lambda: one.people.hits.count() == 0)


def test_records_are_found_too_and_open_where_they_stand(one: MainWindow, qtbot: QtBot) -> None:
    book = one.book
    anna = book.contacts.find("Anna Berg")
    book.wants.add(anna, "a cargo rack")
    book.relations.add(anna, "daughter", name="Cargolina")
    circle = book.groups.create("Riders")
    book.questions.ask(circle, "Which cargo bike would you ride?")
    qtbot.waitUntil(lambda: any(place.group == circle for place in one.rail.model().places))
    one.top.search.setText("cargo")
    qtbot.waitUntil(lambda: one.people.hits.count() == 3)
    rows = one.people.hits.rows
    shown = {rows.row_at(place).kind: place for place in range(3)}
    assert set(shown) == {"want", "relation", "question"}
    assert rows.text(rows.row_at(shown["question"])).startswith("Question to a group: Which cargo")
    one.people.hits.list.opened.emit(shown["want"])
    qtbot.waitUntil(lambda: one.person.contact.id == anna and one.person.stream is None)
    assert TABS[one.person.tabs.currentIndex()].key == "products"
    one.people.hits.list.opened.emit(shown["relation"])
    assert TABS[one.person.tabs.currentIndex()].key == "family"
    one.people.hits.list.opened.emit(shown["question"])
    qtbot.waitUntil(lambda: one.person.stream is not None)
    assert one.rail.current() == ("group", circle)


def test_organisations_by_last_contact_are_asked_on_the_worker(book, person, window, qtbot, monkeypatch) -> None:
    """No index has it: with 2,000 of them it takes 0.4 s, which the window's thread must not."""
    shop, mill = (book.contacts.create(name, kind="org") for name in ("Shop", "Mill"))
    ann = person("Ann Baker")
    book.contacts.add_role(ann, shop)
    shown = window()
    shown.people.show_view(View(kind="org"))
    here, asked = threading.get_ident(), []
    ids = book.contacts.ids
    monkeypatch.setattr(book.contacts, "ids", lambda *more, **named: asked.append(threading.get_ident()) or ids(
        *more, **named))  # fmt: skip
    shown.people.filters._sort("last")
    book.timeline.log([ann], "call", "x")
    qtbot.waitUntil(lambda: list(shown.people.rows.ids) == [shop, mill])
    assert asked and here not in asked


@pytest.mark.parametrize("held", [Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier])
def test_home_and_end_choose_one_row_whatever_is_held(
    one: MainWindow, qtbot: QtBot, held: Qt.KeyboardModifier,
) -> None:
    people = one.people
    people.list.setFocus()
    qtbot.keyClick(people.list, Qt.Key.Key_Home)
    qtbot.keyClick(people.list, Qt.Key.Key_End, held)
    assert people.list.chosen_rows() == [5] and people.chosen() == [people.rows.id_at(5)]
    qtbot.keyClick(people.list, Qt.Key.Key_Home, held)
    assert people.list.chosen_rows() == [0] and people.chosen() == [people.rows.id_at(0)]


@pytest.mark.parametrize("held", [Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier])
def test_shift_with_end_chooses_all_the_way(one: MainWindow, qtbot: QtBot, held: Qt.KeyboardModifier) -> None:
    people = one.people.list
    people.setFocus()
    qtbot.keyClick(people, Qt.Key.Key_Home)
    qtbot.keyClick(people, Qt.Key.Key_Down)
    qtbot.keyClick(people, Qt.Key.Key_End, Qt.KeyboardModifier.ShiftModifier | held)
    assert people.chosen_rows() == [1, 2, 3, 4, 5]
    qtbot.keyClick(people, Qt.Key.Key_Home, Qt.KeyboardModifier.ShiftModifier | held)
    assert people.chosen_rows() == [0, 1]


def test_a_contact_that_is_gone_to_is_chosen_alone_while_keys_are_held(one: MainWindow, qtbot: QtBot) -> None:
    people = one.people.list
    people.choose(1)
    qtbot.keyPress(people, Qt.Key.Key_Control, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.keyboardModifiers() == Qt.KeyboardModifier.ControlModifier
    people.choose(3)
    qtbot.keyRelease(people, Qt.Key.Key_Control)
    assert people.chosen_rows() == [3]


def test_who_stands_in_another_list_is_told_and_one_click_away(one: MainWindow, qtbot: QtBot) -> None:
    inn = one.book.contacts.create("Gasthaus Adler", kind="org")
    qtbot.keyClicks(one.top.search, "adler")
    way = one.people.findChild(QAbstractButton, "showElsewhere")
    assert names(one) == [] and way.isVisible()
    assert one.people._say_nobody.text() == "Nobody in this list is called that."
    assert plain(way.text()) == "Show Gasthaus Adler"
    way.click()
    qtbot.waitUntil(lambda: one.current == inn)
    qtbot.keyClicks(one.top.search, "zz")
    assert one.people._say_nobody.text() == "Nobody is called that." and not way.isVisible()
