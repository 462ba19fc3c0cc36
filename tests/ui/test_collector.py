"""The garbage collector keeps to the window's thread."""

from __future__ import annotations

import gc
import threading
import weakref

from PySide6.QtWidgets import QApplication

from ui.collector import Collector


class Ring:
    """Garbage that only the collector finds; tells on which thread it went."""

    gone: list[str] = []

    def __init__(self) -> None:
        self.self = self

    def __del__(self) -> None:
        self.gone.append(threading.current_thread().name)


def make_garbage() -> weakref.ref[Ring]:
    ring = weakref.ref(Ring())
    kept = [[] for _ in range(5 * gc.get_threshold()[0])]  # enough to make Python collect by itself
    del kept
    return ring


def test_garbage_made_on_the_worker_goes_on_the_windows_thread(qapp: QApplication) -> None:
    Ring.gone.clear()
    collector = Collector()
    try:
        rings: list[weakref.ref[Ring]] = []
        worker = threading.Thread(target=lambda: rings.append(make_garbage()), name="worker")
        worker.start()
        worker.join()
        assert rings[0]() is not None
        kept = [[] for _ in range(2 * gc.get_threshold()[0])]
        collector.look()
        del kept
        if rings[0]() is not None:  # an older generation by now
            gc.collect()
        assert Ring.gone == [threading.main_thread().name]
    finally:
        collector.stop()
    assert gc.isenabled()
