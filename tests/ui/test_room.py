"""Room: panes get back the widths they had when the window gets back its own; found people are not squeezed."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QSplitter
from pytestqt.qtbot import QtBot

from tests.ui.settling import settle
from ui.window import MainWindow


def test_a_narrow_window_leaves_the_panes_as_wide_as_they_were(
    window: Callable[..., MainWindow], qtbot: QtBot
) -> None:
    one = window(width=1400)
    split = one.findChild(QSplitter, "panes")
    wide = split.sizes()
    assert len(wide) == 3
    for width in (890, 800, 1000):
        one.resize(width, 860)
        settle(one, qtbot)
    one.resize(1400, 860)
    qtbot.waitUntil(lambda: split.sizes() == wide)


@pytest.mark.parametrize("people", [1, 4, 9])
def test_people_found_are_in_sight_beside_a_single_hit(
    window: Callable[..., MainWindow], person: Callable[..., bytes], qtbot: QtBot, people: int
) -> None:
    for number in range(people):
        last = person(f"Karin {number}")
    one = window(height=860)
    one.book.timeline.log([last], "call", "Karin wants a bike")
    one.top.search.setText("kar")
    qtbot.waitUntil(lambda: one.people.hits is not None and one.people.hits.count() == 1)
    qtbot.waitUntil(lambda: one.people.rows.rowCount() == people)
    qtbot.waitUntil(lambda: one.people.list.verticalScrollBar().maximum() == 0)
    qtbot.waitUntil(lambda: one.people.hits.y() == one.people._surface.geometry().bottom() + 1)  # no gap
