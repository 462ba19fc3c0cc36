"""The real window in a child process, and ways to wait for what it paints."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEventLoop, QSettings, QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QTableView

from notebook.book import Notebook
from ui.contacts.hits import Hits
from ui.contacts.table import RowsTable
from ui.tasks import Tasks
from ui.theme import Theme
from ui.timeline.view import TimelineView
from ui.window import MainWindow

PATIENCE = 30_000  # milliseconds


class Painted:
    """Notes when a view was painted. Made before the views, whose classes it wraps."""

    def __init__(self) -> None:
        self.at = 0.0
        self._waits_for: QTableView | None = None
        self._loop: QEventLoop | None = None
        self._armed: Callable[[], bool] = lambda: True
        self.shown_hits = 0
        for kind in (RowsTable, TimelineView):
            self._wrap(kind)
        show = Hits._show

        def shown(hits: Hits, found: list[Any]) -> None:
            show(hits, found)
            self.shown_hits += 1
            if found:
                hits.list.viewport().update()  # where they are the same there would be nothing to wait for

        Hits._show = shown

    def _wrap(self, kind: Any) -> None:
        paint = kind.paintEvent

        def painted(view: QTableView, event: QPaintEvent) -> None:
            paint(view, event)
            if view is self._waits_for and self._armed():
                self.at = time.perf_counter()
                self._waits_for = None
                if self._loop is not None:
                    self._loop.quit()

        kind.paintEvent = painted

    def wait(self, view: QTableView, armed: Callable[[], bool] = lambda: True) -> float:
        """Turn the event loop until ``view`` is painted (once ``armed``); the moment it was."""
        self._waits_for, self._armed = view, armed
        loop = self._loop = QEventLoop()
        timer = QTimer()
        timer.setSingleShot(True)
        timer.timeout.connect(lambda: loop.exit(1))
        timer.start(PATIENCE)
        late = loop.exec()
        self._loop = None
        timer.stop()
        if late:
            raise TimeoutError(f"{view.objectName()} was not painted")
        return self.at


def rest(window: MainWindow) -> None:
    """Turn the event loop until nothing is under way."""
    app = QApplication.instance()
    idle = 0
    while idle < 3:
        app.processEvents()
        idle = 0 if window.tasks._jobs else idle + 1
        time.sleep(0.001)


@contextmanager
def opened(notebook: Path, state: Path, folder: Path, create: bool = False) -> Iterator[MainWindow]:
    """The window over a notebook, everything in place."""
    app = QApplication.instance() or QApplication(sys.argv[:1])
    settings = QSettings(str(folder / "bench.ini"), QSettings.Format.IniFormat)
    book = Notebook.open(notebook, state=state, create=create)
    settings.setValue("place", "")  # at a person; the pages are gone to where they are measured
    settings.setValue(f"asked/{book.id.hex()}", True)
    window = MainWindow(book, Theme(app, settings), Tasks(), settings)
    window.resize(1400, 860)
    loop = QEventLoop()
    window.ready.connect(loop.quit)
    window.show()
    loop.exec()
    rest(window)
    try:
        yield window
    finally:
        window.close()
        book.close()
