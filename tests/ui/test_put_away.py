"""What was put away on Today is gone from every list of the window at once, and comes back everywhere."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from pytestqt.qtbot import QtBot

from notebook import Due
from notebook.book import Notebook
from tests.ui.settling import settle
from ui.window import MainWindow


@pytest.fixture
def late(book: Notebook, person: Callable[..., bytes]) -> bytes:
    """Somebody not spoken with for longer than agreed."""
    ann = person("Ann Baker")
    book.reminders.set_cadence(ann, 7, 14)
    book.timeline.log([ann], "call", "x", at=book.clock.today() - timedelta(days=20))
    return ann


def test_put_away_is_put_away_everywhere_and_comes_back(
    window: Callable[..., MainWindow], book: Notebook, late: bytes, qtbot: QtBot
) -> None:
    one = window()
    one.go("today")
    one.people.filters._chips["due"].click()
    settle(one, qtbot)

    def listed() -> tuple[int, int, list[bytes]]:
        """Rows of Today, cards of the pane beside it, whom the list shows of those that are due."""
        pane, page = one.reminders.rows, one.middle.shown.rows
        cards = [place for place in range(pane.rowCount()) if isinstance(pane.row_at(place), Due)]
        return page.rowCount(), len(cards), list(one.people.rows.ids)

    assert listed() == (1, 1, [late])
    away = book.dismissals.put_away(book.insight.today()[0].key, late, "she calls me")
    settle(one, qtbot)
    assert listed() == (0, 0, [])
    book.dismissals.bring_back(away)
    settle(one, qtbot)
    assert listed() == (1, 1, [late])
    book.undo()
    settle(one, qtbot)
    assert listed() == (0, 0, [])
