"""The garbage collector, on the window's thread alone.

Python collects on whichever thread happens to allocate. A cycle that holds Qt objects (a window that was
closed, its timers, pixmaps) taken apart on the worker crashes the program later. So automatic collection is
off while there is a window, and a timer collects here, by Python's own rule of generations.

With it goes the text of every module that was loaded after Qt: PySide's import hook reads it and ``linecache``
keeps it, 6 MB after a start (measured). A traceback reads it again.
"""

from __future__ import annotations

import gc
import linecache

from PySide6.QtCore import QObject, QTimer

EVERY_MS = 1000


class Collector(QObject):
    """Collects once a second what has become due; `stop` gives Python its own way back."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def settle(self) -> None:
        """What starting made stays: the collector need not walk over it again."""
        linecache.clearcache()
        gc.collect()
        gc.freeze()

    def look(self) -> None:
        """Collect the oldest generation that is due."""
        due = [count > limit for count, limit in zip(gc.get_count(), gc.get_threshold(), strict=True)]
        if due[0]:
            gc.collect(2 if due[2] else 1 if due[1] else 0)
        if due[2]:
            linecache.clearcache()

    def stop(self) -> None:
        """No window any more."""
        self._timer.stop()
        gc.enable()
