"""What a person at the window feels: letters, the wheel, opening somebody. Runs in a child process.

Every step is measured from the event to the end of the paint it causes. The limits are taken in turns with
them, in the same window or in a view of the same class over rows that stand ready in memory.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QTableView

from notebook.storage.search import words_query
from tests.bench.figures import Figure, median, p95
from tests.bench.generate import FAMILY, GIVEN, WORDS
from tests.bench.screen import Painted, opened, rest
from ui.contacts.people import ContactRows, PersonDelegate
from ui.contacts.table import RowsTable
from ui.rows import RowRole
from ui.timeline.delegate import EntryDelegate
from ui.timeline.model import HeadingRole
from ui.timeline.view import TimelineView
from ui.window import MainWindow

_PEOPLE = "SELECT rowid FROM people_index WHERE text MATCH ? ORDER BY rowid LIMIT 100"
_WORDS = "SELECT rowid FROM words_index WHERE text MATCH ? ORDER BY rowid DESC LIMIT 100"
_FIVE_HUNDRED = (
    "SELECT i.id, i.kind, i.direction, i.at, i.zone, i.minutes, i.body, q.contact, q.colleague FROM participant p"
    " JOIN interaction i ON i.id = p.interaction JOIN participant q ON q.interaction = i.id"
    " WHERE p.contact = ? AND p.sy_live = 1 AND p.x_at IS NOT NULL ORDER BY p.x_at DESC"
)
LETTERS = 8


class Ready(QAbstractTableModel):
    """Rows that stand ready: what the delegate paints, without asking anybody for it."""

    def __init__(self, rows: list[Any], headings: list[str] | None = None) -> None:
        super().__init__()
        self._rows, self._headings = rows, headings

    def rowCount(self, parent: Any = QModelIndex()) -> int:  # noqa: B008
        return len(self._rows)

    def columnCount(self, parent: Any = QModelIndex()) -> int:  # noqa: B008
        return 1

    def data(self, index: Any, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == RowRole:
            return self._rows[index.row()]
        if role == HeadingRole and self._headings is not None:
            return self._headings[index.row()]
        return None

    def swap(self, rows: list[Any], headings: list[str]) -> None:
        """Other rows."""
        self.beginResetModel()
        self._rows, self._headings = rows, headings
        self.endResetModel()


def keystrokes(notebook: Path, state: Path, folder: Path, rounds: int) -> list[Figure]:
    """Letter by letter: people for names in every script, then notes and promises for words."""
    painted = Painted()
    with opened(notebook, state, folder) as window:
        field, view = window.top.search, window.people.list
        query = window.book.db.rows
        people: list[float] = []
        raw_people: list[float] = []
        notes: list[float] = []
        raw_notes: list[float] = []
        for word in _words([*GIVEN, *FAMILY], rounds):
            for length in range(1, min(LETTERS, len(word)) + 1):
                before = time.perf_counter()
                field.insert(word[length - 1])
                if not window.people.rows.rowCount():
                    break  # in a tiny notebook: nobody is called that
                view.viewport().update()  # where the letter changed nothing there would be nothing to wait for
                people.append(painted.wait(view) - before)
                rest(window)
                asked = words_query(word[:length])
                raw_people.append(_raw(lambda q=asked: query(_PEOPLE, (q,)), painted, view))
            _clear(window)
        field.insert(WORDS[0])
        while window.people.hits is None or not window.people.hits.count():  # made with the first ones
            QApplication.instance().processEvents()
        hits = window.people.hits
        _clear(window)
        for word in _words([word for word in WORDS if len(word) > 2], rounds):
            field.insert(word[0])
            rest(window)
            for length in range(2, min(LETTERS, len(word)) + 1):
                seen = painted.shown_hits
                before = time.perf_counter()
                field.insert(word[length - 1])
                notes.append(painted.wait(hits.list, lambda seen=seen: painted.shown_hits > seen) - before)
                rest(window)
                asked = words_query(word[:length])
                raw_notes.append(_raw(lambda q=asked: query(_WORDS, (q,)), painted, hits.list))
            _clear(window)
    return [
        Figure("keystroke to painted people, p95 (limit: raw query + repaint)", p95(people) * 1000,
               p95(raw_people) * 1000, 5),
        Figure("keystroke to painted notes and promises, p95 (limit: raw query + repaint)", p95(notes) * 1000,
               p95(raw_notes) * 1000, 3),
    ]  # fmt: skip


def _words(words: list[str], rounds: int) -> list[str]:
    """Each word, as often as there are rounds; without a round a few of them."""
    once = sorted(set(words))
    return once * rounds if rounds else once[::16]


def _raw(ask: Callable[[], Any], painted: Painted, view: QTableView) -> float:
    before = time.perf_counter()
    ask()
    view.viewport().update()
    return painted.wait(view) - before


def _clear(window: MainWindow) -> None:
    window.top.search.clear()
    rest(window)


def wheel(notebook: Path, state: Path, folder: Path, steps: int) -> list[Figure]:
    """One notch of the wheel in the contact list and in the longest timeline."""
    painted = Painted()
    with opened(notebook, state, folder) as window:
        people = window.people
        ready = Ready(window.book.contacts.rows(people.rows.ids[: steps + 64]))
        beside = RowsTable(people._delegate.height)
        beside.setModel(ready)
        beside.setItemDelegate(PersonDelegate(window.theme, people.rows, people.photos, beside))
        _beside(beside, people.list)
        mine, limit = _scroll(painted, people.list, beside, steps)
        found = [Figure("wheel step in the contact list, p95 (limit: the delegate over ready rows)", mine, limit, 1.5)]
        beside.close()

        plain = ContactRows(window.book.contacts.rows, window.book.clock)
        plain.ringed = False
        plain.set_ids(people.rows.ids)
        without = RowsTable(people._delegate.height)
        without.setModel(plain)
        without.setItemDelegate(PersonDelegate(window.theme, plain, people.photos, without))
        _beside(without, people.list)
        mine, limit = _scroll(painted, people.list, without, steps)
        found.append(Figure("wheel step with health rings, p95 (limit: the list without them)", mine, limit, 1.1))
        without.close()

        window.show_contact(_busiest(window, 1)[0])
        rest(window)
        timeline = window.person.timeline
        entries = [timeline.rows.row_at(row) for row in range(min(timeline.rows.rowCount(), steps + 64))]
        still = _timeline(window, entries, [timeline.rows.heading(row) for row in range(len(entries))])
        _beside(still, timeline.view)
        mine, limit = _scroll(painted, timeline.view, still, steps)
        name = f"wheel step in a timeline of {timeline.rows.rowCount():,} entries, p95 (limit: the same)"
        found.append(Figure(name, mine, limit, 1.5))
        still.close()
    return found


def _timeline(window: MainWindow, entries: list[Any], headings: list[str]) -> TimelineView:
    timeline = window.person.timeline
    delegate = EntryDelegate(window.theme, timeline.words, timeline.font(), timeline)
    delegate.shown = timeline.delegate.shown
    return TimelineView(Ready(entries, headings), delegate, window.theme)  # type: ignore[arg-type]


def _beside(view: QTableView, like: QTableView) -> None:
    view.resize(like.size())
    view.show()
    QApplication.instance().processEvents()


def _scroll(painted: Painted, mine: QTableView, limit: QTableView, steps: int) -> tuple[float, float]:
    """p95 of both, in turns of a few steps each."""
    took: dict[QTableView, list[float]] = {mine: [], limit: []}
    for view in took:
        view.scrollToTop()
    for _ in range(max(1, steps // 20)):
        for view, times in took.items():
            for _ in range(20):
                if view.verticalScrollBar().value() == view.verticalScrollBar().maximum():
                    view.scrollToTop()
                before = time.perf_counter()
                _notch(view)
                view.viewport().update()
                times.append(painted.wait(view) - before)
    return p95(took[mine]) * 1000, p95(took[limit]) * 1000


def _notch(view: QTableView) -> None:
    place = QPointF(view.viewport().rect().center())
    event = QWheelEvent(place, view.viewport().mapToGlobal(place), QPoint(), QPoint(0, -120), Qt.MouseButton.NoButton,
                        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False)  # fmt: skip
    QApplication.sendEvent(view.viewport(), event)


def _busiest(window: MainWindow, wanted: int) -> list[bytes]:
    rows = window.book.db.rows(
        "SELECT contact FROM participant WHERE contact IS NOT NULL GROUP BY contact ORDER BY count(*) DESC LIMIT ?",
        (wanted,),
    )
    return [row[0] for row in rows]


def opening(notebook: Path, state: Path, folder: Path, rounds: int) -> list[Figure]:
    """Open a contact with some 500 entries; the limit reads the same rows raw and paints a ready view."""
    painted = Painted()
    with opened(notebook, state, folder) as window:
        regulars = _busiest(window, 9)[1:]
        ready: dict[bytes, tuple[list[Any], list[str]]] = {}
        for contact in regulars:
            window.show_contact(contact)
            rest(window)
            rows = window.person.timeline.rows
            count = rows.rowCount()
            ready[contact] = ([rows.row_at(row) for row in range(count)], [rows.heading(row) for row in range(count)])
        entries = median([len(both[0]) for both in ready.values()])
        still = _timeline(window, [], [])
        _beside(still, window.person.timeline.view)
        mine: list[float] = []
        raw: list[float] = []
        for contact in regulars * rounds:
            before = time.perf_counter()
            window.show_contact(contact)
            mine.append(painted.wait(window.person.timeline.view) - before)
            rest(window)
            before = time.perf_counter()
            window.book.db.rows(_FIVE_HUNDRED, (contact,))
            still._delegate.forget()
            still.model().swap(*ready[contact])  # type: ignore[attr-defined]
            still.scrollToTop()
            raw.append(painted.wait(still) - before)
            rest(window)
        still.close()
    name = f"open a contact with {entries:g} entries, painted (limit: raw SQL + ready view)"
    return [Figure(name, median(mine) * 1000, median(raw) * 1000, 3)]
