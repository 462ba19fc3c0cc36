"""What came of a talk: three lines after logging, or with C on an entry; shown on it, ticked on it (T3)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu

from notebook.timeline.records import Stream

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from notebook.book import Notebook
    from ui.timeline import TimelinePane


@pytest.fixture
def logged(book: Notebook, pane: TimelinePane, person: Callable[..., bytes], qtbot: QtBot) -> bytes:
    """A call that was just logged by keyboard; its contact."""
    ann = person("Ann Baker")
    pane.show_contact(ann)
    pane.focus_composer()
    qtbot.keyClicks(pane.composer.line, "call: wants a second shop")
    qtbot.keyClick(pane.composer.line, Qt.Key.Key_Return)
    return ann


def entry(book):  # type: ignore[no-untyped-def]
    return book.timeline.rows(book.timeline.ids(Stream()))[0]


def type_into(pane, qtbot, name, text, key=Qt.Key.Key_Return) -> None:  # type: ignore[no-untyped-def]
    field = pane.closing.fields[name]
    assert pane.window().focusWidget() is field, name
    qtbot.keyClicks(field, text)
    qtbot.keyClick(field, key)


def test_three_lines_by_keyboard(book, pane, logged, qtbot) -> None:
    assert pane.closing.isVisible() and pane.composer.line.hasFocus()
    qtbot.keyClick(pane.composer.line, Qt.Key.Key_Return)
    type_into(pane, qtbot, "learned", "she likes numbers")
    type_into(pane, qtbot, "promised", "send the list by Friday")
    with qtbot.waitSignal(pane.done) as told:
        type_into(pane, qtbot, "next", "ask about the play")
    assert str(told.args[0]) == "Kept what came of it"
    held = entry(book)
    assert [(one.kind, one.text, one.state) for one in held.takeaways] == [
        ("learned", "she likes numbers", "open"), ("next", "ask about the play", "open")]  # fmt: skip
    assert [(one.text, one.due) for one in held.promises] == [("send the list", date(2026, 11, 27))]
    assert not pane.closing.isVisible() and pane.composer.line.hasFocus()
    assert pane.rows.text(held).endswith("learned: she likes numbers. next time: ask about the play")
    assert str(book.undo()) == "Close an entry"
    assert not entry(book).takeaways and not entry(book).promises


def test_every_line_is_optional_and_escape_leaves(book, pane, logged, qtbot) -> None:
    pane.closing.start()
    type_into(pane, qtbot, "learned", "she likes num", Qt.Key.Key_Escape)
    assert not pane.closing.isVisible() and not entry(book).takeaways
    pane.talks.close_entry(entry(book))
    assert pane.closing.fields["learned"].text() == "she likes num"
    type_into(pane, qtbot, "learned", "bers", Qt.Key.Key_Down)
    type_into(pane, qtbot, "promised", "")
    type_into(pane, qtbot, "next", "")
    assert [one.text for one in entry(book).takeaways] == ["she likes numbers"]
    pane.talks.close_entry(entry(book))
    for name in ("learned", "promised", "next"):
        type_into(pane, qtbot, name, "")
    assert str(book.undo_title()) == "Close an entry" and len(entry(book).takeaways) == 1


def test_a_promise_needs_words(book, pane, logged, qtbot) -> None:
    pane.closing.start()
    type_into(pane, qtbot, "learned", "")
    type_into(pane, qtbot, "promised", "by Friday")
    type_into(pane, qtbot, "next", "")
    trouble = pane.closing.findChild(object, "closingTrouble")
    assert trouble.isVisible() and "What was promised?" in trouble.text() and not entry(book).promises
    pane.closing.fields["promised"].setText("theirs: two names by Friday")
    pane.closing.finish()
    assert [(one.text, one.direction) for one in entry(book).promises] == [("two names", "theirs")]


def test_c_on_an_entry_and_corrections(book, pane, logged, qtbot) -> None:
    book.closing.close(entry(book).id, "likes num", "the play")
    qtbot.waitUntil(lambda: bool(pane.rows.row_at(0).takeaways))
    pane.view.setFocus()
    pane.view.go_to(0)
    qtbot.keyClick(pane.view, Qt.Key.Key_C)
    assert pane.closing.fields["learned"].text() == "likes num"
    assert pane.closing.fields["next"].text() == "the play"
    pane.closing.fields["learned"].setText("likes numbers")
    pane.closing.fields["next"].setText("")
    pane.closing.finish()
    assert [(one.kind, one.text) for one in entry(book).takeaways] == [("learned", "likes numbers")]


def test_next_time_is_ticked_on_the_entry(book, pane, logged, qtbot) -> None:
    book.closing.close(entry(book).id, "likes numbers", "the play")
    qtbot.waitUntil(lambda: bool(pane.rows.row_at(0).takeaways))
    pane.view.go_to(0)
    qtbot.keyClick(pane.view, Qt.Key.Key_Space)
    assert [one.state for one in entry(book).takeaways if one.kind == "next"] == ["used"]
    assert book.closing.waiting(logged) == []
    [_, waiting] = entry(book).takeaways
    pane.tick(waiting)
    assert [item.text for item in book.closing.waiting(logged)] == ["the play"]
    pane._menu(entry(book), entry(book).takeaways[1], QPoint(0, 0))
    menu = pane.findChild(QMenu, "entryMenu")
    assert [action.text() for action in menu.actions() if action.text()][:3] == [
        "It was brought up", "No need to bring it up", "Take this line out"]  # fmt: skip
    menu.actions()[1].trigger()
    assert book.closing.waiting(logged) == []
    menu.close()


def test_it_goes_with_its_entry_and_its_contact(book, pane, logged, person, qtbot) -> None:
    book.undo()
    qtbot.waitUntil(lambda: not pane.closing.isVisible())
    book.redo()
    qtbot.waitUntil(lambda: pane.rows.rowCount() == 1)
    pane.talks.close_entry(entry(book))
    pane.show_contact(person("Bo"))
    assert not pane.closing.isVisible()


def log_line(pane, qtbot, line) -> None:  # type: ignore[no-untyped-def]
    pane.focus_composer()
    qtbot.keyClicks(pane.composer.line, line)
    qtbot.keyClick(pane.composer.line, Qt.Key.Key_Return)
    assert pane.composer.line.text() == ""


@pytest.mark.parametrize("line", ["meeting tomorrow 10:00: show the stove", "note: has a dog"])
def test_no_word_goes_to_the_talk_before(book, pane, logged, qtbot, line) -> None:
    """What is logged next keeps what is in the strip with its own talk and takes it away, also where it is planned or
    a note and asks nothing itself."""
    pane.closing.fields["learned"].setFocus()
    qtbot.keyClicks(pane.closing.fields["learned"], "likes num")
    first = pane.closing.entry
    assert first is not None
    told: list[object] = []
    pane.done.connect(told.append)
    log_line(pane, qtbot, line)
    assert str(told[-1]).endswith(". Kept what came of the talk before")
    assert not pane.closing.isVisible() and pane.closing.entry is None
    qtbot.keyClick(pane.composer.line, Qt.Key.Key_Tab)
    assert not pane.closing.isAncestorOf(pane.window().focusWidget())
    qtbot.keyClick(pane.composer.line, Qt.Key.Key_Return)
    assert [(one.text, one.interaction) for one in book.closing.learned()] == [("likes num", first.id)]
    assert pane.closing.begun() == [] and book.timeline.ids(Stream()) != [first.id]
    book.undo()
    assert book.timeline.ids(Stream()) == [first.id], "the line alone is taken back"
    assert [one.text for one in book.closing.learned()] == ["likes num"]


def test_what_cannot_be_kept_waits_at_its_talk(book, pane, logged, qtbot) -> None:
    first = pane.closing.entry
    pane.closing.start()
    type_into(pane, qtbot, "learned", "likes red")
    type_into(pane, qtbot, "promised", "by Friday", Qt.Key.Key_Up)
    with qtbot.waitSignal(pane.done) as told:
        log_line(pane, qtbot, "call: again")
    assert str(told.args[0]).endswith(". What came of the talk before waits at its entry")
    assert not pane.closing.fields["learned"].text() and book.closing.learned() == []
    pane.talks.close_entry(first)
    assert [pane.closing.fields[name].text() for name in ("learned", "promised")] == ["likes red", "by Friday"]


def test_an_emptied_line_is_deleted_by_enter_alone(book, pane, logged, qtbot) -> None:
    book.closing.close(entry(book).id, "likes num", "the play")
    pane.talks.close_entry(entry(book))
    pane.closing.fields["learned"].clear()
    log_line(pane, qtbot, "call: again")
    assert [one.text for one in book.closing.learned()] == ["likes num"]


def test_it_is_there_again_whoever_was_looked_at_meanwhile(book, pane, logged, person, qtbot) -> None:
    bo = person("Bo")
    for away in (lambda: pane.show_contact(bo), lambda: pane.show_stream(Stream())):
        pane.closing.start()
        type_into(pane, qtbot, "learned", "" if pane.closing.fields["learned"].text() else "likes green")
        type_into(pane, qtbot, "promised", "" if pane.closing.fields["promised"].text() else "send", Qt.Key.Key_Up)
        away()
        assert not pane.closing.isVisible()
        pane.show_contact(logged)
        assert pane.closing.isVisible() and pane.closing.entry.id == entry(book).id
        assert [pane.closing.fields[name].text() for name in ("learned", "promised")] == ["likes green", "send"]
    pane.closing.finish()
    pane.show_contact(bo)
    pane.show_contact(logged)
    assert not pane.closing.isVisible(), "it is kept"


def test_escape_keeps_the_lines_for_their_entry(book, pane, logged, qtbot) -> None:
    pane.closing.start()
    type_into(pane, qtbot, "learned", "likes red")
    type_into(pane, qtbot, "promised", "send it", Qt.Key.Key_Escape)
    assert not pane.closing.isVisible()
    pane.talks.close_latest()
    assert [pane.closing.fields[name].text() for name in ("learned", "promised")] == ["likes red", "send it"]
    for field in pane.closing.fields.values():
        field.selectAll()
        qtbot.keyClick(field, Qt.Key.Key_Backspace)
    assert pane.closing.begun() == [], "emptied is gone"


def test_only_what_has_happened_is_closed(book, pane, logged, qtbot) -> None:
    talk = entry(book).id
    pane.closing.leave()
    log_line(pane, qtbot, "note: has a dog")
    log_line(pane, qtbot, "visit on 30 November: show the stove")
    qtbot.waitUntil(lambda: pane.rows.rowCount() == 3)
    newest = pane.rows.row_at(0)
    assert newest.planned and newest.kind == "visit"
    pane.talks.close_latest()
    assert pane.closing.isVisible() and pane.closing.entry.id == talk, "the talk, not the visit ahead, nor the note"
    pane.closing.leave()
    pane.view.go_to(0)
    pane.view.setFocus()
    with qtbot.waitSignal(pane.said) as said:
        pane.talks.close_latest()
    assert said.args == ["This lies ahead: what came of it can be written down once it has happened."]
    assert not pane.closing.isVisible()
