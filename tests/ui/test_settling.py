"""Waiting until a pane rests sees what the worker's jobs alone do not tell: timers and turns that go on from them."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget
from pytestqt.exceptions import TimeoutError as WaitedInVain
from pytestqt.qtbot import QtBot

from tests.ui.settling import SOON_MS, TURNS, settle
from ui.pane import Turns
from ui.tasks import Tasks


class Slow(QWidget):
    """Reads, rests a moment, reads again, and then makes what it shows, a piece in each turn."""

    def __init__(self, tasks: Tasks, pause: int) -> None:
        super().__init__()
        self._tasks, self.made = tasks, list[int]()
        self._turns, self.timer = Turns(self), QTimer(self)
        self.timer.setSingleShot(True)
        self.timer.setInterval(pause)
        self.timer.timeout.connect(lambda: tasks.read(lambda job: None, self._fill))
        tasks.read(lambda job: None, lambda found: QTimer.singleShot(0, self, self.timer.start))

    def _fill(self, found: object) -> None:
        self._turns.start([lambda number=number: self.made.append(number) for number in range(4 * TURNS)])


def test_it_waits_until_the_last_piece_is_made(tasks: Tasks, qtbot: QtBot) -> None:
    pane = Slow(tasks, 60)
    qtbot.addWidget(pane)
    settle(pane, qtbot)
    assert pane.made == [*range(4 * TURNS)]


def test_what_stays_its_time_is_not_waited_for(tasks: Tasks, qtbot: QtBot) -> None:
    toast = Slow(tasks, 600 * SOON_MS)
    qtbot.addWidget(toast)
    settle(toast, qtbot)
    assert toast.timer.isActive() and toast.made == []


def test_what_never_rests_is_told(tasks: Tasks, qtbot: QtBot) -> None:
    restless = Slow(tasks, SOON_MS)
    qtbot.addWidget(restless)
    restless.timer.timeout.connect(restless.timer.start)
    with pytest.raises(WaitedInVain):
        settle(restless, qtbot, patience=3 * SOON_MS)
    restless.timer.stop()
