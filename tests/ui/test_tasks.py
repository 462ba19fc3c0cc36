"""The worker: progress, the end told once on the window's thread, cancel, only the newest search counts."""

from __future__ import annotations

import threading

from pytestqt.qtbot import QtBot

from notebook.events import ChangeSet
from ui.bridge import merge
from ui.tasks import Job, Tasks

LONG = 60  # seconds; longer than any test waits for something to come


def test_the_result_arrives_on_the_windows_thread(tasks: Tasks, qtbot: QtBot) -> None:
    seen: list[object] = []
    job = tasks.run(lambda job: threading.current_thread().name,
                    lambda name: seen.append((name, threading.current_thread() is threading.main_thread())))
    qtbot.waitUntil(lambda: bool(seen))
    assert seen == [("kithbook-long_0", True)]
    assert not job.running
    assert not tasks.working


def test_work_that_fails_says_so(tasks: Tasks, qtbot: QtBot) -> None:
    seen: list[Exception] = []

    def work(job: Job) -> None:
        raise ValueError("no")

    tasks.run(work, seen.append, seen.append)
    qtbot.waitUntil(lambda: bool(seen))
    assert isinstance(seen[0], ValueError)


def test_cancelled_work_stops_at_its_next_step(tasks: Tasks, qtbot: QtBot) -> None:
    begun, ended = threading.Event(), []

    def work(job: Job) -> None:
        begun.set()
        while True:
            job.step(1, 2)

    job = tasks.run(work, lambda result: ended.append("done"), cancelled=lambda: ended.append("cancelled"))
    assert begun.wait(LONG)
    job.cancel()
    qtbot.waitUntil(lambda: bool(ended))
    assert ended == ["cancelled"]


def test_only_the_newest_search_reports(tasks: Tasks, qtbot: QtBot) -> None:
    hold, seen = threading.Event(), []
    tasks.latest("search", lambda job: hold.wait(LONG) and "a", seen.append)
    tasks.latest("search", lambda job: "ab", seen.append)
    hold.set()
    qtbot.waitUntil(lambda: bool(seen))
    qtbot.wait(50)
    assert seen == ["ab"]


def test_reads_do_not_wait_for_long_work(tasks: Tasks, qtbot: QtBot) -> None:
    hold, seen = threading.Event(), []
    tasks.run(lambda job: hold.wait(LONG))
    tasks.read(lambda job: "read", seen.append)
    try:
        qtbot.waitUntil(lambda: bool(seen))
    finally:
        hold.set()


def test_close_waits_and_then_nothing_reports(qtbot: QtBot) -> None:
    tasks, seen, begun = Tasks(), [], threading.Event()

    def work(job: Job) -> None:
        begun.set()
        while True:
            job.step()  # raises as soon as it is asked to stop

    tasks.run(work, seen.append)
    assert begun.wait(LONG)
    tasks.close()
    qtbot.wait(30)
    assert seen == []
    tasks.run(lambda job: seen.append("late"), seen.append)
    qtbot.wait(30)
    assert seen == []


def test_several_changes_are_told_as_one() -> None:
    pane = object()
    one = ChangeSet({"contact": {b"a": frozenset({"given"})}}, None, None, pane)
    two = ChangeSet({"contact": {b"a": frozenset({"surname"}), b"b": frozenset({"_row"})}}, None, None, pane)
    both = merge([one, two])
    assert both.rows("contact") == {b"a": frozenset({"given", "surname"}), b"b": frozenset({"_row"})}
    assert both.origin is pane
    assert merge([one, ChangeSet(origin=object())]).origin is None
