"""Handing over (T5): one contact or all that are chosen, told before it is done, undone as one change."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtWidgets import QLineEdit, QWidget

from notebook import View
from tests.ui.settling import settle

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from notebook.book import Notebook
    from ui.window import MainWindow

Open = Callable[..., "MainWindow"]


@pytest.fixture
def people(book: Notebook) -> list[bytes]:
    """Twelve, each with two open promises of ours, one of them of a colleague, and one with a reminder."""
    jonas = book.colleagues.introduce("Jonas")
    made = [book.contacts.create(f"Person {number:02}") for number in range(12)]
    for one in made:
        book.promises.make(one, "mine")
        book.promises.make(one, "his", colleague=jonas)
        book.promises.keep(book.promises.make(one, "kept"))
    book.reminders.add(made[0], "call", book.clock.today())
    return made


def ask(one: MainWindow, qtbot: QtBot, words: str) -> Any:
    """The dialog, by the palette: as somebody finds it who only knows what it is called."""
    one.actions_["palette"].trigger()
    field = one.findChild(QLineEdit, "paletteField")
    field.setText(words)
    settle(one, qtbot)
    qtbot.keyClick(field, Qt.Key.Key_Return)
    return next((made for made in one.findChildren(QWidget, "handOver") if made.isVisible()), None)


def choose(dialog: Any, one: MainWindow, qtbot: QtBot, name: str) -> str:
    dialog.field.setText(name)
    settle(one, qtbot)
    return str(dialog.told.text())


def test_the_shown_contact_by_the_palette(window: Open, book: Notebook, people: list[bytes], qtbot: QtBot) -> None:
    one = window()
    one.show_contact(people[0])
    dialog = ask(one, qtbot, "hand over to")
    assert dialog.windowTitle() == "Hand Person 00 over to"
    assert choose(dialog, one, qtbot, "jon") == "Hands over 1 contact, 1 open promise, 1 reminder to Jonas."
    jonas = next(who.id for who in book.colleagues.all() if who.name == "Jonas")
    qtbot.keyClick(dialog.field, Qt.Key.Key_Return)
    settle(one, qtbot)
    assert book.contacts.get(people[0]).owner == jonas and book.contacts.get(people[1]).owner is None
    assert {promise.colleague for promise in book.promises.of(people[0])} == {jonas}
    assert one._toast.accessibleName() == "Person 00 was handed over to Jonas"
    one._toast._act.click()
    settle(one, qtbot)
    assert book.contacts.get(people[0]).owner is None
    assert jonas != book.colleagues.my_id() in {promise.colleague for promise in book.promises.of(people[0])}


def test_all_that_are_chosen_are_one_change(window: Open, book: Notebook, people: list[bytes], qtbot: QtBot) -> None:
    one = window()
    one.people.list.setFocus()
    one.people.list.choose(0)
    qtbot.keyClick(one.people.list, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert sorted(one.people.chosen()) == sorted(people) and one.status._said.text() == "12 contacts are chosen"
    dialog = ask(one, qtbot, "hand over all")
    assert dialog.windowTitle() == "Hand 12 contacts over to"
    assert choose(dialog, one, qtbot, "Jonas") == "Hands over 12 contacts, 12 open promises, 1 reminder to Jonas."
    assert choose(dialog, one, qtbot, "Bo").endswith("12 open promises, 1 reminder to Bo.")
    assert dialog.list.currentItem().text() == "Bo, a new colleague"
    before = book.undo_mark()
    dialog.act.click()
    settle(one, qtbot)
    bo = next(who.id for who in book.colleagues.all() if who.name == "Bo")
    assert all(book.contacts.get(who).owner == bo for who in people)
    assert one._toast.accessibleName() == "12 contacts were handed over to Bo"
    book.undo()
    assert all(book.contacts.get(who).owner is None for who in people) and book.undo_mark() == before
    assert not any(who.name == "Bo" for who in book.colleagues.all())
    book.redo()
    jonas = next(who.id for who in book.colleagues.all() if who.name == "Jonas")
    found = book.handover_preview(people, bo)
    assert (found.contacts, found.promises, found.reminders) == (0, 0, 0), "they are Bo's already"
    assert book.handover_preview(people, jonas).promises == 12


def test_who_is_gone_meanwhile(window: Open, book: Notebook, people: list[bytes], qtbot: QtBot) -> None:
    """A contact or a colleague that another device deletes while the dialog is open: a sentence, nothing half."""
    one = window()
    one.show_contact(people[0])
    dialog = ask(one, qtbot, "hand over to")
    choose(dialog, one, qtbot, "Jonas")
    jonas = next(who.id for who in book.colleagues.all() if who.name == "Jonas")
    with book.journal.change(book.undo_title()) as draft:
        draft.delete("colleague", jonas)
    dialog.act.click()
    settle(one, qtbot)
    assert dialog.isVisible() and dialog.told.text() == "There is no such colleague."
    book.undo()
    book.contacts.delete(people[0])
    dialog.act.setEnabled(True)
    dialog.act.click()
    settle(one, qtbot)
    assert dialog.isVisible() and dialog.told.text() == "There is no such contact."
    dialog.reject()
    assert book.handover_preview(people, jonas).contacts == 11


def test_several_are_chosen_by_shift_and_deleted_with_one_way_back(window: Open, book: Notebook, people: list[bytes],
                                                                   qtbot: QtBot) -> None:
    one = window()
    rows = one.people.list
    rows.setFocus()
    rows.choose(0)
    assert one.people.chosen() == [one.people.rows.id_at(0)]
    for _ in range(2):
        qtbot.keyClick(rows, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    settle(one, qtbot)
    assert len(one.people.chosen()) == 3 and one.current == one.people.rows.id_at(2)
    assert [rows.state_of(row)[0] for row in range(4)] == [True, True, True, False]
    qtbot.keyClick(rows, Qt.Key.Key_Delete)
    settle(one, qtbot)
    assert len(book.contacts.ids(View())) == 9
    assert one._toast.accessibleName() == "3 contacts were deleted, with 6 open promises"
    one._toast._act.click()
    settle(one, qtbot)
    assert len(book.contacts.ids(View())) == 12
    rows.choose(5)
    assert len(one.people.chosen()) == 1
    rows.selectionModel().select(one.people.rows.index(7, 0), QItemSelectionModel.SelectionFlag.Select)
    assert len(one.people.chosen()) == 2


def test_nobody_to_hand_over(window: Open, book: Notebook, qtbot: QtBot) -> None:
    one = window()
    one.commands.hand_over()
    assert "Choose somebody in the list first" in one._toast.accessibleName()
    assert one.findChild(QWidget, "handOver") is None


def test_what_does_not_go_along_is_not_listed(window: Open, book: Notebook, people: list[bytes], qtbot: QtBot) -> None:
    bare = book.contacts.create("Zoe")
    one = window()
    one.show_contact(bare)
    assert choose(ask(one, qtbot, "hand over to"), one, qtbot, "Jonas") == "Hands over 1 contact to Jonas."
