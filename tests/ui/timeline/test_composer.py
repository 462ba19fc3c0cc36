"""One line becomes an entry, by keyboard alone (T2)."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu

from notebook.timeline.records import Stream

if TYPE_CHECKING:

    from notebook.book import Notebook


def entries(book: Notebook):  # type: ignore[no-untyped-def]
    return book.timeline.rows(book.timeline.ids(Stream()))


def test_a_call_with_a_promise_by_keyboard(book, pane, person, type_line, qtbot) -> None:
    ann, bo = person("Ann Baker"), person("Bo Lindqvist")
    pane.show_contact(ann)
    with qtbot.waitSignal(pane.done) as told:
        type_line("call Ann, Bo yesterday 14:00: wants a second shop; promise: send the list by Friday")
        qtbot.keyClick(pane.composer.line, Qt.Key.Key_Return)
    (entry,) = entries(book)
    assert [id for id, _ in entry.contacts] == [ann, bo]
    assert (entry.kind, entry.body) == ("call", "wants a second shop")
    assert entry.at == datetime(2026, 11, 19, 13, 0, tzinfo=UTC)
    (promise,) = entry.promises
    assert (promise.text, promise.direction, promise.due) == ("send the list", "ours", date(2026, 11, 27))
    assert str(told.args[0]) == "Logged a call with Ann Baker and Bo Lindqvist"
    assert str(book.undo_title()) == "Log a call with Ann Baker and Bo Lindqvist"
    assert pane.composer.line.text() == "" and pane.composer.line.hasFocus()
    qtbot.waitUntil(lambda: pane.rows.rowCount() == 1)
    book.undo()
    assert entries(book) == [] and book.promises.of() == []


def test_ctrl_enter_logs_too(book, pane, person, type_line, qtbot) -> None:
    pane.show_contact(person("Ann Baker"))
    type_line("asked for the price list")
    qtbot.keyClick(pane.composer.line, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert [entry.body for entry in entries(book)] == ["asked for the price list"]


def test_the_contact_shown_is_implied_when_the_line_names_nobody(book, pane, person, type_line, qtbot) -> None:
    ann = person("Ann Baker")
    pane.show_contact(ann)
    type_line("visit: saw the new shop floor")
    assert pane.composer.draft.implied
    qtbot.keyClick(pane.composer.line, Qt.Key.Key_Return)
    (entry,) = entries(book)
    assert [id for id, _ in entry.contacts] == [ann] and entry.kind == "visit"


def test_without_anybody_it_asks_who(book, pane, type_line, qtbot) -> None:
    pane.show_contact(None)
    type_line("call: nobody in particular")
    qtbot.keyClick(pane.composer.line, Qt.Key.Key_Return)
    assert entries(book) == []
    trouble = pane.composer.findChild(object, "composerTrouble")
    assert trouble.isVisible() and "who" in trouble.text()


def test_an_ambiguous_name_offers_the_choice(book, pane, person, type_line, qtbot) -> None:
    person("Ann Baker")
    berg = person("Ann Berg")
    type_line("call Ann: hello")
    qtbot.keyClick(pane.composer.line, Qt.Key.Key_Return)
    assert entries(book) == []
    chip = next(chip for chip in pane.composer.chips.chips if chip.shown.asks)
    assert chip.hasFocus() and "which" in chip.shown.text
    qtbot.keyClick(chip, Qt.Key.Key_Return)
    menu = chip.findChild(QMenu, "chipMenu")
    next(action for action in menu.actions() if action.text() == "Ann Berg").trigger()
    menu.close()
    assert pane.composer.line.hasFocus()
    qtbot.keyClick(pane.composer.line, Qt.Key.Key_Return)
    (entry,) = entries(book)
    assert [id for id, _ in entry.contacts] == [berg]


def test_an_unknown_name_can_be_added_in_the_same_change(book, pane, type_line, qtbot) -> None:
    type_line("call Zoe Quick: hello")
    (chip,) = [chip for chip in pane.composer.chips.chips if chip.shown.asks]
    add = next(choice for choice in chip.shown.choices if "new person" in choice.text)
    add.act()
    qtbot.keyClick(pane.composer.line, Qt.Key.Key_Return)
    (entry,) = entries(book)
    assert [name for _, name in entry.contacts] == ["Zoe Quick"]
    assert str(book.undo()) == "Log a call with Zoe Quick"
    assert entries(book) == []
    assert book.contacts.rows([entry.contacts[0][0]]) == []


def test_taking_a_chip_out_takes_its_words_out_of_the_line(pane, person, type_line, qtbot) -> None:
    person("Ann Baker"), person("Bo Lindqvist")
    type_line("call Ann, Bo yesterday 14:00: hello")
    chips = {chip.shown.text: chip for chip in pane.composer.chips.chips}
    chips["Bo Lindqvist"].setFocus()
    qtbot.keyClick(chips["Bo Lindqvist"], Qt.Key.Key_Delete)
    assert [who.name for who in pane.composer.draft.who] == ["Ann Baker"]
    when = next(chip for chip in pane.composer.chips.chips if chip.shown.name == "when")
    qtbot.keyClick(when, Qt.Key.Key_Delete)
    assert pane.composer.line.text() == "call Ann: hello"
    assert pane.composer.draft.at is None


def test_a_chosen_kind_replaces_the_word_in_the_line(pane, person, type_line) -> None:
    person("Ann Baker")
    type_line("call Ann: hello")
    pane.composer.choose_kind("meeting")
    assert pane.composer.line.text() == "meeting Ann: hello"
    assert pane.composer.draft.kind == "meeting"
    assert "Meeting" in pane.composer.kind_button.text()


def test_a_promise_can_be_turned_round_and_dated(book, pane, person, type_line, qtbot) -> None:
    pane.show_contact(person("Ann Baker"))
    type_line("promise: two names")
    choices = {choice.text: choice for chip in pane.composer.chips.chips for choice in chip.shown.choices}
    choices["They promise it"].act()
    choices["Due tomorrow"].act()
    qtbot.keyClick(pane.composer.line, Qt.Key.Key_Return)
    (promise,) = book.promises.of()
    assert (promise.direction, promise.due) == ("theirs", date(2026, 11, 21))


def test_tab_completes_names_and_enter_never_takes_one_by_itself(book, pane, person, type_line, qtbot) -> None:
    person("Beatriz Carvalho")
    type_line("call Bea")
    assert pane.composer.completion.isVisible()
    qtbot.keyClick(pane.composer.line, Qt.Key.Key_Tab)
    assert pane.composer.line.text() == "call Beatriz Carvalho"
    assert not pane.composer.completion.isVisible() and pane.composer.line.hasFocus()
    pane.composer.line.clear()
    type_line("vi")
    qtbot.keyClick(pane.composer.line, Qt.Key.Key_Down)
    qtbot.keyClick(pane.composer.line, Qt.Key.Key_Return)
    assert pane.composer.line.text() == "visit "
    assert entries(book) == []


def test_nothing_is_offered_while_the_words_are_typed(pane, person, type_line) -> None:
    person("Ann Baker")
    type_line("call Ann: Ann")
    assert not pane.composer.completion.isVisible()


def test_what_was_chosen_is_forgotten_with_the_line(pane, person, type_line, qtbot) -> None:
    ann = person("Ann Baker")
    person("Ann Berg")
    type_line("call Ann: hello")
    pane.composer._choose("Ann", (ann, "Ann Baker"))
    pane.composer.line.clear()
    type_line("call Ann: hello")
    assert pane.composer.draft.unclear is not None


@pytest.mark.parametrize("text", ["<b>bold</b> & co", "<img src=x onerror=alert(1)>", "a & b", "&lt;"])
def test_names_that_look_like_html_stay_text(book, pane, person, type_line, qtbot, text) -> None:
    pane.show_contact(person(text))
    type_line("hello")
    chip = pane.composer.chips.chips[0]
    assert chip.accessibleName() == text
    assert chip.text().replace("&&", "&").strip() == text
    qtbot.keyClick(pane.composer.line, Qt.Key.Key_Return)
    assert entries(book)[0].contacts[0][1] == text


def test_every_control_has_a_name(pane, person, type_line) -> None:
    person("Ann Baker")
    type_line("call Ann: hello; promise: x by Friday")
    composer = pane.composer
    for control in (composer.line, composer.kind_button, *composer.chips.chips, pane.view, pane.filter.button):
        assert control.accessibleName()
    assert pane.view.objectName() == "timelineView" and composer.line.objectName() == "composer"


@pytest.mark.parametrize(("line", "kind"), [
    ("want: a stand", "note"), ("story: it carries us all (stand)", "note"), ("gave: advice", "note"),
    ("Ann Baker: want: a stand", "note"), ("bought: 2 x stand 40 EUR", "purchase"), ("asked: a reference", "note"),
    ("she rang; want: a stand", "call"), ("want: a stand; promise: the list by Friday", "call"),
    ("learned: has a dog", "call"), ("visit: want: a stand", "visit"), ("she rang", "call"), ("", "call"),
])  # fmt: skip
def test_a_line_that_only_keeps_something_is_no_call(pane, person, type_line, line, kind) -> None:
    pane.show_contact(person("Ann Baker"))
    pane.composer.begin(line, [])
    assert pane.composer.kind_button.accessibleName() == f"Kind: {pane.composer._text.kind(kind)}"
    pane.composer.choose_kind("meeting")
    chosen = "Visit" if kind == "visit" else "Meeting"  # the word in the line becomes the chosen one
    assert pane.composer.kind_button.accessibleName() in (f"Kind: {chosen}", "Kind: Meeting")


def test_who_turned_to_whom_is_shown(pane, person, type_line, qtbot) -> None:
    person("Ann Baker")

    def ways(line: str) -> list[str]:
        pane.composer.line.clear()
        type_line(line)
        return [chip.shown.text for chip in pane.composer.chips.chips if chip.shown.name == "direction"]

    assert ways("Ann called: hi") == ways("e-mail from Ann: hi") == ["from them"]
    assert ways("called Ann: hi") == ["from us"] and ways("call Ann: hi") == []
    assert ways("call from Ann: hi") == ["from them"]
    chip = next(chip for chip in pane.composer.chips.chips if chip.shown.name == "direction")
    chip.setFocus()
    qtbot.keyClick(chip, Qt.Key.Key_Delete)
    assert pane.composer.line.text() == "call Ann: hi" and pane.composer.draft.direction is None
