"""What the window shows of the judgement: the whole brief, from person to person."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication, QLabel, QScrollArea, QVBoxLayout, QWidget

from notebook import Brief
from tests.bench.figures import Figure
from tests.bench.judging import both, raw_brief
from tests.bench.screen import PATIENCE, opened, rest
from ui.insight.page import BriefPage


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
            if time.perf_counter() - before > PATIENCE / 1000:
                raise TimeoutError(f"{widget.objectName()} was not painted")
        return (time.perf_counter() - before) * 1000


def brief(notebook: Path, state: Path, folder: Path, times: int) -> list[Figure]:
    """From one person's brief to the next one's, painted; the limit reads the rows raw and shows the lines plainly.

    Plainly: each line a label of Qt's that wraps, in a scroll area as large.
    """
    mine: list[float] = []
    raw: list[float] = []
    with opened(notebook, state, folder) as window:
        people = window.people.rows.ids[: times + 1]
        page = BriefPage(window.book, window.theme, people[0], window, window.tasks, people)
        page.show()
        QApplication.instance().processEvents()
        plain, area = QWidget(), QScrollArea()
        area.setWidgetResizable(True)
        QVBoxLayout(plain).addWidget(area)
        plain.resize(page.size())
        plain.show()
        seen, beside = _Seen(page), _Seen(plain)

        def shown(contact: bytes) -> None:
            mine.append(seen.wait(lambda: page.show_contact(contact), page))
            rest(window)

        def read(contact: bytes) -> None:
            lines = texts[contact]

            def act() -> None:
                raw_brief(window.book.db, contact)
                _label(area, lines)

            raw.append(beside.wait(act, plain))

        texts = {contact: _lines(window.book.insight.brief(contact)) for contact in people[1:]}
        for number, contact in enumerate(people[1:]):
            for act in (shown, read) if number % 2 else (read, shown):
                act(contact)
        page.close()
        plain.close()
    return both("brief painted", "raw SQL of the same rows + their lines as labels", mine, raw, 4)


def _lines(page: Brief) -> list[str]:
    return [page.name, *(text for section in page.sections
                         for text in (str(section.title), *(str(line.text) for line in section.lines)))]  # fmt: skip


def _label(area: QScrollArea, lines: list[str]) -> None:
    paper = QWidget()
    column = QVBoxLayout(paper)
    for line in lines:
        label = QLabel(line)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        column.addWidget(label)
    column.addStretch(1)
    area.setWidget(paper)
