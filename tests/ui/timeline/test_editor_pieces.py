"""Pieces written into an entry in its editor: seen below the words while typing, kept as records when it is saved."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QDialog

TYPED = "; want: rose magnum; promise: call him by friday"


@pytest.fixture
def editing(pane, qtbot):
    """Opens the editor of the latest entry of a contact."""

    def open_(contact):
        pane.show_contact(contact)
        pane.view.setFocus()
        pane.view.go_to(0)
        qtbot.keyClick(pane.view, Qt.Key.Key_Return)
        editor = pane.findChild(QDialog, "entryEditor")
        editor.body.moveCursor(QTextCursor.MoveOperation.End)
        return editor

    return open_


def shown(editor):
    return [chip.shown.text for chip in editor.pieces.chips.chips]


def test_what_is_added_is_seen_while_typing_and_kept_with_the_entry_as_one_change(
        book, pane, ann, log_line, editing, qtbot):
    entry = log_line("call Ann Baker: he was happy; want: a stand")
    editor = editing(ann)
    assert not editor.pieces.chips.isVisible()
    qtbot.keyClicks(editor.body, TYPED)
    assert [text.split(" · ")[0] for text in shown(editor)] == ["we promise: call him", "wants: rose magnum"]
    assert editor.pieces.chips.isVisible()
    line = editor.people.line
    qtbot.waitUntil(lambda: line.height() >= line.minimumSizeHint().height())  # there is room for all of it
    with qtbot.waitSignal(pane.done):
        editor.activateWindow()
        qtbot.waitUntil(editor.isActiveWindow)
        qtbot.keyClick(editor.body, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    [held] = book.entries([entry])
    assert held.body == "he was happy; want: a stand; want: rose magnum"
    assert [(one.text, one.due is not None) for one in held.promises] == [("call him", True)]
    assert sorted(one.text for one in held.made) == ["a stand", "rose magnum"]
    assert str(book.undo()) == "Edit Call"
    [held] = book.entries([entry])
    assert (held.body, held.promises, [one.text for one in held.made]) == (
        "he was happy; want: a stand", (), ["a stand"])


def test_an_entry_with_pieces_is_saved_again_without_making_them_again(book, pane, ann, log_line, editing, qtbot):
    entry = log_line("call Ann Baker: he was happy; want: a stand")
    editor = editing(ann)
    editor.body.moveCursor(QTextCursor.MoveOperation.Start)
    qtbot.keyClicks(editor.body, "Well, ")
    assert shown(editor) == []
    with qtbot.waitSignal(pane.done):
        editor.save()
    [held] = book.entries([entry])
    assert held.body.startswith("Well, he was") and [one.text for one in held.made] == ["a stand"]


def test_other_words_of_a_piece_say_that_they_are_only_words(book, ann, log_line, editing, qtbot):
    log_line("call Ann Baker: he was happy; want: a stand")
    editor = editing(ann)
    qtbot.keyClicks(editor.body, " within 3 months")
    assert shown(editor) == [] and editor.pieces.findChild(object, "entryReworded").isVisible()


def test_what_was_chosen_on_a_chip_is_kept(
        book, pane, ann, log_line, editing, qtbot):
    entry = log_line("call Ann Baker: he was happy")
    editor = editing(ann)
    qtbot.keyClicks(editor.body, TYPED)
    promise, want = editor.pieces.chips.chips
    next(one for one in promise.shown.choices if one.text == "They promise it").act()
    assert shown(editor)[0].startswith("they promise: call him")
    next(one for one in want.shown.choices if one.text == "We only suspect it").act()
    assert shown(editor)[1].startswith("perhaps wants: rose")
    with qtbot.waitSignal(pane.done):
        editor.save()
    [held] = book.entries([entry])
    assert [one.direction for one in held.promises] == ["theirs"]
    assert [one.certainty for one in book.wants.of(ann)] == ["suspected"]


def test_a_chip_is_taken_out_of_the_text_and_a_slip_is_put_right(book, ann, log_line, editing, qtbot):
    log_line("call Ann Baker: he was 😀 happy")
    editor = editing(ann)
    qtbot.keyClicks(editor.body, "; promise: call; wnat: x")
    qtbot.keyClick(editor.pieces.chips.chips[0], Qt.Key.Key_Delete)
    assert editor.body.toPlainText() == "he was 😀 happy; wnat: x"
    [slip] = editor.pieces.chips.chips
    assert slip.shown.asks
    slip.shown.choices[-1].act()
    assert editor.body.textCursor().selectedText() == "wnat:"
    slip.shown.choices[0].act()
    assert editor.body.toPlainText() == "he was 😀 happy; want: x" and shown(editor)[0].startswith("wants: x")


def test_a_marker_with_nothing_behind_it_is_asked_about_before_anything_is_saved(
        book, pane, ann, log_line, editing, qtbot):
    log_line("call Ann Baker: he was happy")
    before = str(book.undo_title())
    editor = editing(ann)
    qtbot.keyClicks(editor.body, "; promise:")
    editor.save()
    assert editor.isVisible() and "What was promised?" in editor.findChild(object, "entryTrouble").text()
    assert str(book.undo_title()) == before
    qtbot.keyClicks(editor.body, " a list")
    assert not editor.findChild(object, "entryTrouble").isVisible()
    with qtbot.waitSignal(pane.done):
        editor.save()


def test_what_is_refused_stays_in_the_editor_with_the_reason(book, pane, ann, editing, qtbot, time):
    entry = book.timeline.log([ann], "visit", "planned", at=time.now + timedelta(days=3))
    editor = editing(ann)
    qtbot.keyClicks(editor.body, "; bought: 3 x stand 9 EUR")
    editor.save()
    assert editor.isVisible() and editor.isEnabled() and editor.findChild(object, "entryTrouble").text()
    assert book.products.all() == [] and [one.body for one in book.entries([entry])] == ["planned"]


def test_a_purchase_that_is_added_offers_to_close_the_want_it_meets(book, pane, ann, log_line, editing, qtbot):
    book.products.add("Workshop stand")
    log_line("call Ann Baker: x; want: one more (Workshop stand)")
    editor = editing(ann)
    qtbot.keyClicks(editor.body, "; bought: 1 x Workshop stand 9 EUR")
    with qtbot.waitSignal(pane.followed) as followed:
        editor.save()
    assert followed.args[0].label == "Close the want"
