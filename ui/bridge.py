"""Carries what changed to the window's thread: several changes in one turn of the event loop arrive as one.

`Bridge.changed` is emitted on the thread the bridge lives in (the window's), whoever committed. It also asks
the notebook twice a second whether another process wrote the file, so that a command beside the window shows, and
the clock whether a new day has begun: then everything that is shown counts anew, as after a change of everything.
"""

from __future__ import annotations

import threading

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from notebook import ChangeSet, KithbookError

POLL_MS = 500


class Bridge(QObject):
    """One per window. ``changed`` carries a `ChangeSet`; ``trouble`` a sentence when looking failed."""

    changed = Signal(object)
    trouble = Signal(object)
    _arrived = Signal()

    def __init__(self, book, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._book = book
        self._lock = threading.Lock()
        self._waiting: list[ChangeSet] = []
        self._day = book.clock.today()
        self._arrived.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        self._unsubscribe = book.subscribe(self._take)
        self._poll = QTimer(self)
        self._poll.setInterval(POLL_MS)
        self._poll.timeout.connect(self.look)
        self._poll.start()

    def close(self) -> None:
        """Stop listening; nothing is emitted afterwards."""
        self._poll.stop()
        self._unsubscribe()
        with self._lock:
            self._waiting.clear()

    @Slot()
    def look(self) -> None:
        """Notice what another process wrote, and the turn of the day; called by itself twice a second."""
        if (today := self._book.clock.today()) != self._day:
            self._day = today
            self.changed.emit(ChangeSet(everything=True))
        try:
            self._book.poll()
        except KithbookError as error:
            self.trouble.emit(error.sentence)

    def _take(self, changes: ChangeSet) -> None:
        with self._lock:
            self._waiting.append(changes)
            first = len(self._waiting) == 1
        if first:
            self._arrived.emit()

    @Slot()
    def _deliver(self) -> None:
        with self._lock:
            waiting, self._waiting = self._waiting, []
        if waiting:
            self.changed.emit(waiting[0] if len(waiting) == 1 else merge(waiting))


def merge(several: list[ChangeSet]) -> ChangeSet:
    """One set for several: all rows and fields; title of the last; the origin only when all share it."""
    tables: dict[str, dict[bytes, frozenset[str]]] = {}
    for changes in several:
        for table, rows in changes.tables.items():
            into = tables.setdefault(table, {})
            for row, fields in rows.items():
                into[row] = into.get(row, frozenset()) | fields
    last = several[-1]
    same = all(changes.origin is last.origin for changes in several)
    return ChangeSet(tables, last.title, last.author, last.origin if same else None,
                     any(changes.everything for changes in several))
