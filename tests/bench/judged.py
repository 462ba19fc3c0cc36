"""What the window shows of the judgement: the whole brief from person to person, the list with health rings."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget

from tests.bench.figures import Figure, p95
from tests.bench.judging import both, raw_brief
from tests.bench.screen import Painted, opened, rest
from tests.bench.watching import _notch
from ui.contacts.people import ContactRows, PersonDelegate
from ui.insight.page import BriefPage

_TURN = 20  # steps of the wheel with rings, then as many without


class _Seen(QObject):
    """Notes that a widget was painted."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.painted = False
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self.painted = self.painted or event.type() == QEvent.Type.Paint
        return False

    def wait(self, act: Callable[[], Any], widget: QWidget) -> float:
        """Milliseconds from the act to the end of the paint it leads to."""
        app = QApplication.instance()
        self.painted = False
        before = time.perf_counter()
        act()
        widget.update()
        while not self.painted:
            app.processEvents()
        return (time.perf_counter() - before) * 1000


def brief(notebook: Path, state: Path, folder: Path, times: int) -> list[Figure]:
    """From one person's brief to the next one's, painted; the limit reads the rows raw and paints the page as it is."""
    mine: list[float] = []
    raw: list[float] = []
    with opened(notebook, state, folder) as window:
        people = window.people.rows.ids[: times + 1]
        page = BriefPage(window.book, window.theme, people[0], window, window.tasks, people)
        page.show()
        QApplication.instance().processEvents()
        sheet = page.sheet.viewport()
        seen = _Seen(sheet)
        for contact in people[1:]:
            raw.append(seen.wait(lambda contact=contact: raw_brief(window.book.db, contact), sheet))
            mine.append(seen.wait(lambda contact=contact: page.show_contact(contact), sheet))
            rest(window)
        page.close()
    return both("brief painted", "raw SQL of the same rows + repaint", mine, raw, 4)


def rings(notebook: Path, state: Path, folder: Path, steps: int) -> list[Figure]:
    """One notch of the wheel in the contact list, with the rings and without, in turns."""
    painted = Painted()
    with opened(notebook, state, folder) as window:
        people, view = window.people, window.people.list
        window.show_rings(True)
        rest(window)
        bare = ContactRows(lambda ids: [], window.book.clock)
        bare.ringed = False
        ringed = view.itemDelegate()
        plain = PersonDelegate(window.theme, bare, people.photos, view)
        took: dict[Any, list[float]] = {ringed: [], plain: []}
        for _ in range(max(1, steps // _TURN)):
            for delegate, times in took.items():
                view.setItemDelegate(delegate)
                view.viewport().update()
                painted.wait(view)
                for _ in range(_TURN):
                    if view.verticalScrollBar().value() == view.verticalScrollBar().maximum():
                        view.scrollToTop()
                    before = time.perf_counter()
                    _notch(view)
                    view.viewport().update()
                    times.append(painted.wait(view) - before)
                rest(window)
        view.setItemDelegate(ringed)
        figure = Figure("wheel step with health rings, p95 (limit: the list without them)", p95(took[ringed]) * 1000,
                        p95(took[plain]) * 1000, 1.1)  # fmt: skip
    return [figure]
