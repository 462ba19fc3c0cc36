"""A planned visit in the whole window: it silences nothing before its time, and counts by itself when it has come."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING

from notebook.reminders.records import Due

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from notebook.book import Notebook
    from tests.conftest import MovableClock
    from ui.window import MainWindow


def test_a_planned_visit_silences_nothing_until_it_took_place(
    window: Callable[..., MainWindow], book: Notebook, person: Callable[..., bytes], time: MovableClock, qtbot: QtBot
) -> None:
    ann = person("Ann Baker")
    book.contacts.edit(ann, ideal_days=10)
    book.timeline.log([ann], "call", "in May", at=time.now - timedelta(days=180))
    book.timeline.log([ann], "visit", "at hers", at=time.now + timedelta(hours=3))
    one = window()
    one.show_contact(ann)

    def calls() -> list[str]:
        rows = one.reminders.rows
        lines = [rows.row_at(row) for row in range(rows.rowCount())]
        return [f"{line.text}, {line.section}" for line in lines if isinstance(line, Due) and line.kind == "cadence"]

    qtbot.waitUntil(lambda: calls() == ["Call Ann Baker, overdue"])
    qtbot.waitUntil(lambda: any(line.startswith("Call on") for line in one.person.brief.lines()))
    assert one.people.rows.row_at(0).last == time.now - timedelta(days=180)
    time.now += timedelta(hours=3)  # nobody touches anything: the window looks by itself
    qtbot.waitUntil(lambda: calls() == ["Call Ann Baker, later"])
    qtbot.waitUntil(lambda: any(line.startswith("Visit on") for line in one.person.brief.lines()))
    qtbot.waitUntil(lambda: (row := one.people.rows.row_at(0)) is not None and row.last == time.now)
