"""The window is left open over midnight: today moves on everywhere, by itself."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from tests.ui.settling import settle
from ui.insight.items import Item

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from notebook.book import Notebook
    from tests.conftest import MovableClock
    from ui.window import MainWindow

Open = Callable[..., "MainWindow"]
DAY = timedelta(days=1)


@pytest.fixture
def ann(book: Notebook) -> bytes:
    """A promise due tomorrow, a reminder for the day after, last spoken yesterday."""
    ann = book.contacts.create("Ann Baker")
    today = book.clock.today()
    book.promises.make(ann, "send the list", due=today + DAY)
    book.reminders.add(None, "order paper", today + DAY)
    book.timeline.log([ann], "call", "x", at=today - DAY)
    return ann


def test_today_the_agenda_and_the_counts_move_on(window: Open, book: Notebook, ann: bytes, time: MovableClock,
                                                 qtbot: QtBot) -> None:
    one = window()
    one.go("today")
    settle(one, qtbot)
    page, days = one.middle.shown, []
    one.bridge.changed.connect(lambda changes: days.append(changes.everything))

    def told() -> list[str]:
        lines = [page.rows.row_at(row) for row in range(page.rows.rowCount())]
        return [f"{line.who}: {line.text}, {line.why}" for line in lines if isinstance(line, Item)]

    def agenda() -> list[str]:
        return [one.reminders.rows.text(one.reminders.rows.row_at(row))
                for row in range(one.reminders.rows.rowCount())]

    assert told() == [] and "20" in page.about.text() and agenda()[0].startswith("This week")
    time.now += timedelta(hours=13, minutes=29)  # 23:59 in Berlin
    one.bridge.look()
    assert days == [] and told() == [], "the day has not turned"
    time.now += timedelta(minutes=2)
    qtbot.waitUntil(lambda: told() == [": order paper, a reminder, due today",
                                       "Ann Baker: send the list, promised to Ann Baker, due today"][::-1])
    assert days == [True] and "21" in page.about.text() and "1 person · 1 other thing" in page.about.text()
    qtbot.waitUntil(lambda: agenda()[0].startswith("Today, 2"))
    qtbot.waitUntil(lambda: one._counts.get("today") == 2)
    time.now += DAY
    qtbot.waitUntil(lambda: "1 day late" in told()[0] and "overdue" in page.about.text())


def test_the_person_who_is_shown_moves_on_too(window: Open, book: Notebook, ann: bytes, time: MovableClock,
                                              qtbot: QtBot) -> None:
    one = window()
    one.show_contact(ann)
    qtbot.waitUntil(lambda: one.person.brief is not None and bool(one.person.brief.lines()))
    row = one.people.rows.row_at(0)
    assert one.people.rows.days(row) == 1
    assert "tomorrow" not in " ".join(one.person.brief.lines())
    time.now += 3 * DAY
    qtbot.waitUntil(lambda: one.people.rows.days(one.people.rows.row_at(0)) == 4)
    qtbot.waitUntil(lambda: any("late" in line for line in one.person.brief.lines()))
