"""Waiting: until a window or a pane rests, and with the patience that a slow and busy machine needs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from PySide6.QtCore import QCoreApplication, QTimer
from pytestqt.qtbot import QtBot

from ui.pane import Turns
from ui.value.section import PartSection
from ui.window import MainWindow

PATIENCE = 20_000  # milliseconds until something that does not come is called broken
SOON_MS = 200  # a single-shot timer of at most that is part of what is being done; longer ones (toasts) are not
TURNS = 8  # of the event loop, one after the other, in which nothing begins


class PatientBot(QtBot):
    """pytest-qt's, which calls it broken after 5 seconds; a machine with two busy cores may need longer."""

    def waitUntil(self, callback: Any, *, timeout: int = PATIENCE) -> None:
        super().waitUntil(callback, timeout=timeout)

    def waitSignal(self, signal: Any, *, timeout: int = PATIENCE, **more: Any) -> Any:
        return super().waitSignal(signal, timeout=timeout, **more)

    def waitExposed(self, widget: Any, *, timeout: int = PATIENCE) -> Any:
        return super().waitExposed(widget, timeout=timeout)


def settle(one: Any, qtbot: QtBot, patience: int = PATIENCE) -> None:
    """Wait until ``one``, a window or a pane with a worker, rests: nothing is read, nor about to be read or shown."""

    def rests() -> None:
        for _ in range(TURNS):
            QCoreApplication.processEvents()
            left = [*_under_way(one)]
            assert not left, f"{one} does not rest: {left}"

    qtbot.waitUntil(rests, timeout=patience)


def _under_way(one: Any) -> Iterator[object]:
    """What is still being done: jobs of the worker, timers that will soon start one, rows and parts to be made."""
    if isinstance(one, MainWindow):
        yield from getattr(one, "_steps", ("not painted yet",))  # it is made a piece each turn
    yield from (one.tasks if isinstance(one, MainWindow) else one._tasks)._jobs
    yield from (each for each in one.findChildren(QTimer)
                if each.isActive() and each.isSingleShot() and each.interval() <= SOON_MS)
    yield from (each for each in one.findChildren(Turns) if each.busy)
    yield from (each for each in one.findChildren(PartSection) if each.building)
