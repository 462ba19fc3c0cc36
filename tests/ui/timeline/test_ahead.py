"""What is dated ahead is seen to be so: while it is typed, when it is logged, and in the timeline."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from notebook.book import Notebook
    from tests.conftest import MovableClock
    from ui.timeline import TimelinePane


def when(pane: TimelinePane) -> str:
    return next(chip.shown.text for chip in pane.composer.chips.chips if chip.shown.name == "when")


@pytest.mark.parametrize(
    ("line", "chip"),
    [
        ("call Ann 22 Nov 2027: x", "ahead: Mon 22 Nov 2027, 12:00"),
        ("visit Ann tomorrow 10:00", "ahead: Sat 21 Nov, 10:00"),
        ("call Ann 10:40: x", "Fri 20 Nov, 10:40"),  # it is 10:30, and clocks differ
        ("call Ann yesterday 14:00: x", "Thu 19 Nov, 14:00"),
        ("call Ann: x", "now"),
    ],
)
def test_the_chip_of_the_time(pane: TimelinePane, person, qtbot: QtBot, line: str, chip: str) -> None:
    person("Ann Baker")
    pane.focus_composer()
    qtbot.keyClicks(pane.composer.line, line)
    assert when(pane) == chip


def test_a_planned_visit_says_so_until_its_time_has_come(
    book: Notebook, pane: TimelinePane, person, time: MovableClock, qtbot: QtBot
) -> None:
    ann = person("Ann Baker")
    pane.show_contact(ann)
    pane.focus_composer()
    qtbot.keyClicks(pane.composer.line, "visit Ann tomorrow 10:00: see the harbour")
    with qtbot.waitSignal(pane.done) as told:
        qtbot.keyClick(pane.composer.line, Qt.Key.Key_Return)
    assert str(told.args[0]) == "Planned for 2026-11-21; it counts as contact once that day has come"
    assert not pane.closing.isVisible()  # nothing can have come of it
    qtbot.waitUntil(lambda: pane.rows.rowCount() == 1)
    entry = pane.rows.row_at(0)
    assert entry is not None and entry.planned
    assert "planned · Sat 21 Nov, " in pane.rows.text(entry)
    layout = pane.view._delegate.layout(pane.rows.index(0, 0), 600)
    assert layout is not None and layout._said.when.startswith("planned · Sat 21 Nov, ")
    assert book.contacts.rows([ann])[0].last is None
    time.now += timedelta(days=1)
    book.poll()
    qtbot.waitUntil(lambda: (row := pane.rows.row_at(0)) is not None and not row.planned)
    row = pane.rows.row_at(0)
    assert row is not None and "planned" not in pane.rows.text(row)
    assert book.contacts.rows([ann])[0].last == row.at


@pytest.mark.parametrize("when", ["22 Nov 2027", "tomorrow", "today 18:00"])
def test_a_purchase_ahead_is_refused_below_the_line(
    book: Notebook, pane: TimelinePane, person, qtbot: QtBot, when: str
) -> None:
    pane.show_contact(person("Ann Baker"))
    pane.focus_composer()
    qtbot.keyClicks(pane.composer.line, f"call Ann {when}: bought: 4 x stand")
    with qtbot.waitSignal(pane.said):
        qtbot.keyClick(pane.composer.line, Qt.Key.Key_Return)
    assert pane.composer._trouble.isVisible()
    assert pane.composer._trouble.text().endswith(
        "is still ahead. A purchase is noted once it is made; until then it is a want. Check the date.")
    assert pane.composer.line.text().startswith("call Ann") and book.products.all() == []


def test_an_entry_moved_ahead_is_told_to_be_planned(
    book: Notebook, pane: TimelinePane, person, time: MovableClock, qtbot: QtBot
) -> None:
    from ui.timeline.editor import Edits

    ann = person("Ann Baker")
    entry = book.timeline.get(book.timeline.log([ann], "call", "x"))
    with qtbot.waitSignal(pane.done) as told:
        pane._save(entry, Edits({"at": time.now + timedelta(days=366)}))
    assert str(told.args[0]) == "Planned for 2027-11-21; it counts as contact once that day has come"
    with qtbot.waitSignal(pane.done) as told:
        pane._save(entry, Edits({"at": time.now}))
    assert str(told.args[0]) == "Edit Call"
