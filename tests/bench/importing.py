"""The import of a whole address book with a window open: how long, how much memory, how long nothing moves."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEventLoop, Qt, QTimer

from notebook.exchange.importing import apply, plan
from notebook.sentences import Sentence
from tests.bench import vcards
from tests.bench.figures import Figure
from tests.bench.screen import opened, rest
from tests.bench.told import peak
from ui.window import MainWindow

TICK = 5  # milliseconds


def importing(notebook: Path, state: Path, folder: Path, cards: int) -> list[Figure]:
    """Plan and apply on the worker as the import dialog does, into an empty notebook. ``notebook`` is not read.

    The gap is the longest time between two turns of the window's event loop while it runs (and right after it,
    when the list is asked for anew); the memory is the most the whole process had resident.
    """
    source = folder / "people.vcf"
    vcards.write(source, cards)
    limit = vcards.plain_import(source, folder / "plain.db")
    with opened(folder / "imported.kithbook", state, folder, create=True) as window:
        took, gap, where = _run(window, source)
        count = window.book.contacts.count(_individuals())
        if count != cards:
            raise AssertionError(f"{count} contacts of {cards} cards")
        memory = peak()
    return [
        Figure(f"import {cards:,} vCards, window open (limit: plain loop + inserts + FTS)", took, limit, 4, "s"),
        Figure(f"longest gap of the event loop meanwhile ({where})", gap * 1000, None, 100),
        Figure("memory of it all at most", memory, None, 400, "MB"),
    ]


def _individuals() -> Any:
    from notebook.contacts.listing import View

    return View()


def _run(window: MainWindow, source: Path) -> tuple[float, float, str]:
    turns = [time.perf_counter()]
    phases = ["reading"]
    worst = (0.0, "")

    def tick() -> None:
        nonlocal worst
        now = time.perf_counter()
        worst = max(worst, (now - turns[0], phases[-1]))
        turns[0] = now

    timer = QTimer()
    timer.setTimerType(Qt.TimerType.PreciseTimer)
    timer.timeout.connect(tick)
    timer.start(TICK)
    loop = QEventLoop()
    errors: list[Exception] = []

    def step(job: Any) -> Any:
        def report(done: int, of: int) -> bool:
            job.step(done, of)
            return True

        return report

    def planned(found: Any) -> None:
        phases.append("writing")
        window.tasks.run(lambda job: apply(window.book, found, step(job)), written, failed, _progress(window))

    def written(report: Any) -> None:
        phases.append("afterwards")
        loop.quit()

    def failed(error: Exception) -> None:
        errors.append(error)
        loop.quit()

    before = time.perf_counter()
    window.tasks.run(lambda job: plan(window.book, [source], progress=step(job)), planned, failed, _progress(window))
    loop.exec()
    took = time.perf_counter() - before
    if errors:
        raise errors[0]
    settle = QEventLoop()
    QTimer.singleShot(500, settle.quit)
    settle.exec()
    rest(window)
    tick()
    return took, *worst


def _progress(window: MainWindow) -> Any:
    """What the dialog does with progress: says it."""

    def show(done: int, of: int, sentence: Sentence | None) -> None:
        window.status.say(f"{done} / {of}")

    return show
