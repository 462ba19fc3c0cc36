"""Waiting until a window rests: nothing is read, nothing is about to be read again, no event is left."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QCoreApplication, QTimer
from pytestqt.qtbot import QtBot

SOON_MS = 200  # a single-shot timer of at most that is part of what is being done; longer ones (toasts) are not
TURNS = 8  # of the event loop, one after the other, in which nothing begins


def settle(one: Any, qtbot: QtBot) -> None:
    """Wait until ``one``, a window or a pane with a worker of its own (``tasks``), rests."""

    def quiet() -> bool:
        QCoreApplication.processEvents()
        timers = one.findChildren(QTimer)
        return not one.tasks._jobs and not any(
            timer.isActive() and timer.isSingleShot() and timer.interval() <= SOON_MS for timer in timers)

    def rests() -> bool:
        return all(quiet() for _ in range(TURNS))

    qtbot.waitUntil(rests)
