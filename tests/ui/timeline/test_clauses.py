"""Wants, stories, purchases and their kin in the composer: completed, shown as chips, corrected, kept."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu

from notebook.timeline.records import Stream

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from notebook.book import Notebook
    from ui.timeline import TimelinePane


@pytest.fixture
def ann(ann: bytes, pane: TimelinePane) -> bytes:
    """Shown in the pane."""
    pane.show_contact(ann)
    return ann


def chips(pane: TimelinePane) -> dict[str, str]:
    return {chip.shown.name: chip.shown.text for chip in pane.composer.chips.chips}


def choose(pane: TimelinePane, name: str, text: str) -> None:
    chip = next(chip for chip in pane.composer.chips.chips if chip.shown.name == name)
    next(choice for choice in chip.shown.choices if choice.text == text).act()


def offered(pane: TimelinePane) -> list[str]:
    shown = pane.composer.completion
    return [candidate.label for candidate in shown._candidates] if shown is not None and shown.isVisible() else []


def enter(pane: TimelinePane, qtbot: QtBot) -> None:
    qtbot.keyClick(pane.composer.line, Qt.Key.Key_Return)


def test_each_clause_is_a_chip_and_is_kept(book: Notebook, pane, ann, type_line, qtbot) -> None:
    book.products.add("Workshop stand")
    type_line("call: hello; want: a second shop within 3 months!; story: it held (workshop stand); "
              "bought: 4 x Stool 1120.50 EUR; gave: an introduction to Bo; next time: the play")  # fmt: skip
    assert chips(pane) == {
        "person-0": "Ann Baker", "when": "now",
        "want-0": "wants: a second shop · until Sat 20 Feb 2027 · strongly",
        "story-1": "story: it held · Workshop stand · not to be quoted",
        "purchase-2": "bought: 4 × Stool · new product · 1,120.50 EUR",
        "favour-3": "we gave: an introduction to Bo", "takeaway-4": "next time: the play",
    }  # fmt: skip
    choose(pane, "want-0", "This season")
    choose(pane, "want-0", "a little")
    choose(pane, "want-0", "We only suspect it")
    choose(pane, "story-1", "May be quoted by name")
    choose(pane, "favour-3", "It was them")
    choose(pane, "favour-3", "advice")
    assert chips(pane)["want-0"] == "perhaps wants: a second shop · this season · a little"
    assert pane.composer.line.hasFocus()
    enter(pane, qtbot)
    [want] = book.wants.of(ann)
    assert (want.horizon, want.due, want.strength, want.certainty) == ("season", None, 1, "suspected")
    [story] = book.stories.of(ann)
    assert (story.product_name, story.quote) == ("Workshop stand", "named")
    [favour] = book.favours.of(ann)
    assert (favour.side, favour.kind) == ("theirs", "advice")
    assert [item.text for item in book.closing.waiting(ann)] == ["the play"]
    book.undo()
    assert book.wants.of() == book.stories.of() == book.favours.of() == book.closing.waiting() == []


def test_what_was_chosen_stays_while_one_types_on_and_goes_with_its_words(pane, ann, type_line, qtbot) -> None:
    type_line("call: x; want: a; want: b")
    choose(pane, "want-1", "Now")
    type_line("ell")
    assert chips(pane)["want-1"] == "wants: bell · now"
    next(chip for chip in pane.composer.chips.chips if chip.shown.name == "want-0").shown.remove()
    assert pane.composer.line.text() == "call: x; want: bell"
    assert chips(pane)["want-0"] == "wants: bell · now"
    qtbot.keyClick(pane.composer.line, Qt.Key.Key_Escape)
    if pane.composer.line.text():
        qtbot.keyClick(pane.composer.line, Qt.Key.Key_Escape)
    type_line("want: bell")
    assert chips(pane)["want-0"] == "wants: bell · some day"


def test_a_day_and_a_product_are_chosen(book, pane, ann, type_line, qtbot) -> None:
    for name in ("Workshop stand", "Work bench"):
        book.products.add(name)
    type_line("want: two more (wo)")
    assert chips(pane)["want-0"] == "wants: two more · some day · wo (no product of that name)"
    choose(pane, "want-0", "Work bench")
    choose(pane, "want-0", "Until a day …")
    pane.composer.findChild(object, "momentDialog").picked.emit(date(2026, 12, 24))
    enter(pane, qtbot)
    [want] = book.wants.of(ann)
    assert (want.product_name, want.due, want.text) == ("Work bench", date(2026, 12, 24), "two more")


@pytest.mark.parametrize("line", ["promise:", "call: promise: by Friday", "call: hello; want:", "theirs: tomorrow"])
def test_nothing_behind_a_word_is_told_and_not_logged(book, pane, ann, type_line, qtbot, line) -> None:
    type_line(line)
    enter(pane, qtbot)
    assert book.timeline.ids(Stream()) == []
    trouble = pane.composer.findChild(object, "composerTrouble")
    assert trouble.isVisible() and "behind “" in trouble.text()
    type_line(" a bell")
    assert not trouble.isVisible()


def test_words_of_clauses_are_completed(book, pane, ann, type_line, qtbot) -> None:
    book.products.add("Workshop stand")
    type_line("call: hello")
    assert offered(pane) == []
    type_line("; ")
    assert offered(pane)[:3] == ["promise:", "theirs:", "want:"] and len(offered(pane)) == 11
    type_line("s")
    qtbot.keyClick(pane.composer.line, Qt.Key.Key_Tab)
    assert pane.composer.line.text() == "call: hello; story: "
    type_line("it held (wor")
    qtbot.keyClick(pane.composer.line, Qt.Key.Key_Tab)
    assert pane.composer.line.text() == "call: hello; story: it held (Workshop stand)"
    type_line("; want: a bike wi")
    assert offered(pane) == ["within 3 months", "within a year"]
    qtbot.keyClick(pane.composer.line, Qt.Key.Key_Tab)
    assert pane.composer.line.text().endswith("want: a bike within 3 months")
    type_line("; gave: ad")
    qtbot.keyClick(pane.composer.line, Qt.Key.Key_Tab)
    type_line("on tyres; bought: 2 x stan")
    qtbot.keyClick(pane.composer.line, Qt.Key.Key_Tab)
    type_line("; promise: send it by fr")
    qtbot.keyClick(pane.composer.line, Qt.Key.Key_Tab)
    assert pane.composer.line.text().endswith(
        "gave: advice on tyres; bought: 2 x Workshop stand; promise: send it by Friday")
    type_line(" and what they said was fine")
    assert offered(pane) == []


def test_help_is_one_page_and_writes_a_clause(pane, ann, type_line, qtbot) -> None:
    type_line("call: hello")
    qtbot.keyClick(pane.composer.line, Qt.Key.Key_F1)
    page = pane.composer.findChild(object, "guidePage")
    assert page.isVisible() and page.table.rowCount() == 15
    table = page.table
    row = next(row for row in range(table.rowCount()) if table.item(row, 0).text() == "want:")
    assert "within 3 months" in table.item(row, 2).text()
    table.setCurrentCell(row, 0)
    table.itemActivated.emit(table.item(row, 0))
    assert pane.composer.line.text() == "call: hello; want: " and not page.isVisible()


def test_a_chip_opens_its_choices_by_key(pane, ann, type_line, qtbot) -> None:
    type_line("want: a bell")
    chip = next(chip for chip in pane.composer.chips.chips if chip.shown.name == "want-0")
    chip.setFocus()
    qtbot.keyClick(chip, Qt.Key.Key_Return)
    menu = chip.findChild(QMenu, "chipMenu")
    assert [action.text() for action in menu.actions() if action.isChecked()] == ["Some day", "clearly", "They said it"]
    menu.close()


def test_products_are_known_by_their_names_without_accents_and_when_retired(book: Notebook) -> None:
    from ui.timeline.things import ThingFinder

    book.products.add("Café table")
    lamp = book.products.add("Lamp")
    book.products.edit(lamp, state="retired")
    things = ThingFinder(book)
    assert things.completing("cafe") == ["Café table"] == things.completing("")
    assert things.known("CAFE TABLE") == "Café table" == things.known("cafe")
    assert things.known("lamp") == "Lamp"
