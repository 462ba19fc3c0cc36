"""Work off the window's thread: one thread for long work (imports, exports, checks), one for reads.

A `Job` reports progress and its end by signals on the window's thread and can be cancelled. `Tasks.latest`
is for searches: only the newest of a kind reports. `Tasks.close` cancels everything and waits.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, Signal

from notebook import Cancelled, Sentence, say

if TYPE_CHECKING:
    from concurrent.futures import ThreadPoolExecutor


class Job(QObject):
    """One piece of work. Signals arrive on the window's thread; one of done, failed, cancelled ends it.

    The work is called with the job: it calls `step` now and then, which raises `Cancelled` once the user
    asked for it. ``failed`` carries the exception.
    """

    done = Signal(object)
    failed = Signal(object)
    cancelled = Signal()
    progressed = Signal(int, int, object)  # done, total (0: unknown), Sentence | None

    def __init__(self, work: Callable[[Job], Any], tell: Callable[[Job, str, object], object],
                 parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._work = work
        self._stop = threading.Event()
        self._silent = False
        self._last = 0.0
        self.running = True
        # The end is told through the Tasks, which outlives the thread: a signal of the job's own could still be
        # on its way out on the worker while the window's thread already deletes the job.
        self._tell = tell

    def cancel(self) -> None:
        """Ask the work to stop at its next step."""
        self._stop.set()

    def drop(self) -> None:
        """Cancel, and report nothing any more."""
        self._silent = True
        self._stop.set()

    def step(self, done: int = 0, total: int = 0, sentence: Sentence | None = None) -> None:
        """Called by the work, on its thread: report progress (at most 20 times a second reach the window)."""
        if self._stop.is_set():
            raise Cancelled(say("Cancelled; nothing was kept."))
        import time

        now = time.monotonic()
        if now - self._last >= 0.05 or (total and done >= total):
            self._last = now
            self.progressed.emit(done, total, sentence)

    def counted(self, done: int, of: int) -> bool:
        """The same as the core's progress callback; it never says stop by its answer."""
        self.step(done, of)
        return True

    def _run(self) -> None:
        try:
            if self._stop.is_set():
                self._tell(self, "cancelled", None)
                return
            result = self._work(self)
        except Cancelled:
            self._tell(self, "cancelled", None)
        except Exception as error:  # noqa: BLE001 - handed to the window, which shows or reports it
            self._tell(self, "failed", error)
        else:
            self._tell(self, "done", result)

    def end(self, how: str, what: object) -> None:
        """Called on the window's thread: say how it ended."""
        self.running = False
        if not self._silent:
            if how == "done":
                self.done.emit(what)
            elif how == "failed":
                self.failed.emit(what)
            else:
                self.cancelled.emit()


class Tasks(QObject):
    """The two worker threads of one window; each starts with its first job."""

    busy = Signal(bool)  # long work begins / has ended
    _ended = Signal(object, str, object)  # job, how, what

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pools: dict[str, ThreadPoolExecutor] = {}
        self._jobs: list[Job] = []
        self._newest: dict[str, Job] = {}
        self._closed = False
        self._ended.connect(self._over, Qt.ConnectionType.QueuedConnection)

    def run(self, work: Callable[[Job], Any], done: Callable[[Any], None] | None = None,
            failed: Callable[[Exception], None] | None = None,
            progress: Callable[[int, int, Sentence | None], None] | None = None,
            cancelled: Callable[[], None] | None = None) -> Job:
        """Long work (it may write), one after the other; the callbacks run on the window's thread."""
        return self._start("long", work, done, failed, progress, cancelled)

    def read(self, work: Callable[[Job], Any], done: Callable[[Any], None],
             failed: Callable[[Exception], None] | None = None) -> Job:
        """A background read; it does not wait for long work."""
        return self._start("read", work, done, failed, None, None)

    def latest(self, kind: str, work: Callable[[Job], Any], done: Callable[[Any], None],
               failed: Callable[[Exception], None] | None = None) -> Job:
        """A background read; an older one of the same kind is cancelled and stays silent."""
        self.forget(kind)
        job = self._start("read", work, done, failed, None, None)
        self._newest[kind] = job
        return job

    def forget(self, kind: str) -> None:
        """The answer to the newest read of this kind is not wanted any more."""
        old = self._newest.pop(kind, None)
        if old is not None and old in self._jobs:
            old.drop()

    @property
    def working(self) -> bool:
        """Whether long work is under way or waiting."""
        return any(job.objectName() == "long" for job in self._jobs)

    def close(self) -> None:
        """Cancel everything, wait for the threads; no callback runs afterwards, and no new work begins."""
        self._closed = True
        for job in self._jobs:
            job.drop()
        for pool in self._pools.values():
            pool.shutdown(wait=True, cancel_futures=True)
        self._pools.clear()

    def _start(self, lane: str, work: Callable[[Job], Any], done: Callable[[Any], None] | None,
               failed: Callable[[Exception], None] | None,
               progress: Callable[[int, int, Sentence | None], None] | None,
               cancelled: Callable[[], None] | None) -> Job:
        job = Job(work, self._ended.emit, self)
        job.setObjectName(lane)
        if self._closed:  # a timer of a window that is going away
            job.drop()
            return job
        if done is not None:
            job.done.connect(done)
        job.failed.connect(failed or _raise)
        if progress is not None:
            job.progressed.connect(progress)
        if cancelled is not None:
            job.cancelled.connect(cancelled)
        first = not self.working
        self._jobs.append(job)
        if lane == "long" and first:
            self.busy.emit(True)
        self._pool(lane).submit(job._run)
        return job

    def _over(self, job: Job, how: str, what: object) -> None:
        job.end(how, what)
        self._jobs.remove(job)
        job.deleteLater()
        if job.objectName() == "long" and not self.working:
            self.busy.emit(False)

    def _pool(self, lane: str) -> ThreadPoolExecutor:
        if lane not in self._pools:
            import sys
            from concurrent.futures import ThreadPoolExecutor

            sys.setswitchinterval(0.001)  # a worker gives way to the window at once (usual: after 5 ms)
            self._pools[lane] = ThreadPoolExecutor(1, thread_name_prefix=f"kithbook-{lane}")
        return self._pools[lane]


def _raise(error: Exception) -> None:
    """Nobody expected it: on the window's thread it is seen (`ui.app` shows or reports it)."""
    raise error
