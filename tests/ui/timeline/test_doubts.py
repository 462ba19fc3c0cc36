"""What the composer could not read: a chip that says so, corrected from the keyboard, never in the way of Enter."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu

from notebook.timeline.records import Stream

if TYPE_CHECKING:

    from notebook.book import Notebook
    from ui.timeline import TimelinePane


@pytest.fixture
def ann(ann: bytes, pane: TimelinePane) -> bytes:
    """Shown in the pane."""
    pane.show_contact(ann)
    return ann


def doubts(pane: TimelinePane) -> list[Any]:
    return [chip for chip in pane.composer.chips.chips if chip.shown.name.startswith("doubt-")]


def said(pane: TimelinePane) -> list[str]:
    return [chip.shown.text for chip in doubts(pane)]


def complaint(pane: TimelinePane) -> str:
    trouble = pane.composer._trouble
    return "" if trouble.isHidden() else str(trouble.text())


def test_a_day_that_is_none_is_a_chip_and_enter_logs(book: Notebook, pane, ann, type_line, qtbot) -> None:
    told: list[object] = []
    pane.done.connect(told.append)
    type_line("call: hello; promise: the list by 31 February")
    assert said(pane) == ["not understood: by 31 February"]
    [chip] = doubts(pane)
    assert chip.shown.asks and chip.accessibleName() == "not understood: by 31 February"
    assert chip.focusPolicy() & Qt.FocusPolicy.TabFocus
    assert "Write a day like 5 March" in chip.toolTip() + chip.accessibleDescription()
    pane.composer.completion.hide()
    qtbot.keyClick(pane.composer.line, Qt.Key.Key_Return)
    [promise] = book.promises.of(ann)
    assert (promise.text, promise.due) == ("the list by 31 February", None)
    [title] = told
    assert str(title) == "Logged a call with Ann Baker. Not understood, kept as words: “by 31 February”"


def test_a_purchase_that_tells_of_none_says_that_it_is_words_only(book: Notebook, pane, ann, type_line, qtbot) -> None:
    type_line("bought yesterday: she was happy")
    assert said(pane) == ["bought: kept as words only"]
    [chip] = doubts(pane)
    assert "write “bought: 3 x stand 1120 EUR”" in chip.toolTip() + chip.accessibleDescription()
    pane.composer.line.clear()
    type_line("bought a boat last week")
    assert said(pane) == ["bought: kept as words only · did you mean bought:?"]
    pane.composer.line.clear()
    type_line("bought 3 x stand 1120 EUR")
    assert said(pane) == []
    pane.composer.completion.hide()
    qtbot.keyClick(pane.composer.line, Qt.Key.Key_Return)
    assert [(one.item, one.quantity) for one in book.products.purchases(ann)] == [("stand", 3)]


def test_a_chosen_purchase_is_read_as_one(pane, ann, type_line) -> None:
    pane.composer.choose_kind("purchase")
    type_line("3 x stand 1120 EUR")
    assert [chip.shown.name for chip in pane.composer.chips.chips if "purchase" in chip.shown.name] == ["purchase-0"]
    pane.composer.line.clear()
    type_line("was in the shop")
    assert said(pane) == ["was in the shop: kept as words only"]


def test_what_was_meant_is_written_by_a_key(book: Notebook, pane, ann, type_line, qtbot) -> None:
    type_line("call: wnat: a second shop")
    assert said(pane) == ["not understood: wnat: · did you mean want:?"]
    [chip] = doubts(pane)
    chip.setFocus()
    qtbot.keyClick(chip, Qt.Key.Key_Return)
    menu = chip.findChild(QMenu, "chipMenu")
    assert [action.text() for action in menu.actions()] == [
        "Write “want:”", "Correct it in the line", "", "Take out of the line"]  # fmt: skip
    menu.actions()[0].trigger()
    menu.close()
    assert pane.composer.line.text() == "call: want: a second shop"
    assert said(pane) == []
    assert pane.composer.line.hasFocus()
    qtbot.keyClick(pane.composer.line, Qt.Key.Key_Return)
    assert [want.text for want in book.wants.of(ann)] == ["a second shop"]


def test_it_is_marked_in_the_line_or_taken_out(pane, ann, type_line, qtbot) -> None:
    type_line("call: bought: foo -5 EUR")
    [chip] = doubts(pane)
    chip.shown.choices[-1].act()
    assert pane.composer.line.selectedText() == "-5 EUR"
    qtbot.keyClick(doubts(pane)[0], Qt.Key.Key_Delete)
    assert pane.composer.line.text() == "call: bought: foo"
    assert said(pane) == []


def test_what_is_still_being_written_is_not_doubted(pane, ann, type_line, qtbot) -> None:
    type_line("call: want: a shop within 3 mont")
    assert said(pane) == []
    qtbot.keyClicks(pane.composer.line, "hs")
    assert said(pane) == []
    pane.composer.line.setText("call: want: a shop within 3 moths")
    assert said(pane) == ["not understood: within 3 moths · did you mean within 3 months?"]


def test_a_price_that_was_not_understood_is_not_kept(book: Notebook, pane, ann, type_line, qtbot) -> None:
    type_line("call: bought: -2 x foo 5 EUR")
    assert said(pane) == ["not understood: -2 x"]
    pane.composer.completion.hide()
    qtbot.keyClick(pane.composer.line, Qt.Key.Key_Return)
    assert book.products.purchases(ann) == []
    [entry] = book.timeline.rows(book.timeline.ids(Stream(contact=ann)))
    assert entry.body == "bought: -2 x foo 5 EUR"


def test_prose_makes_no_chip(pane, ann, type_line) -> None:
    for line in ("he is 31 by the way", "note: see https://x", "Re: offer", "call: 31 February was a joke"):
        pane.composer.line.setText(line)
        assert said(pane) == []


@pytest.mark.parametrize("line", ["; ; ;", "...", "?", "note: ..."])
def test_nothing_is_no_entry_and_why_is_said(book: Notebook, pane, ann, type_line, qtbot, line: str) -> None:
    type_line(line)
    if pane.composer.completion is not None:
        pane.composer.completion.hide()
    qtbot.keyClick(pane.composer.line, Qt.Key.Key_Return)
    assert "says nothing yet" in complaint(pane) or "Nothing is said here yet" in complaint(pane)
    assert pane.composer.line.text() == line
    assert book.timeline.ids(Stream()) == []


@pytest.mark.parametrize("line", ["call", "Ann Baker", "👍", "7"])
def test_a_word_is_enough(book: Notebook, pane, ann, type_line, qtbot, line: str) -> None:
    pane.composer.line.setText(line)
    qtbot.keyClick(pane.composer.line, Qt.Key.Key_Return)
    assert complaint(pane) == ""
    assert len(book.timeline.ids(Stream())) == 1


def test_closing_says_what_it_could_not_read(book: Notebook, pane, ann, type_line, qtbot) -> None:
    told: list[object] = []
    pane.composer.line.setText("call")
    qtbot.keyClick(pane.composer.line, Qt.Key.Key_Return)
    pane.done.connect(told.append)
    pane.closing.fields["promised"].setText("the list by 31 February")
    pane.closing.finish()
    assert str(told[-1]) == "Kept what came of it. Not understood, kept as words: “by 31 February”"
    assert [one.text for one in book.promises.of(ann)] == ["the list by 31 February"]
