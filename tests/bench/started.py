"""Kithbook's window as a process: says when its list was painted, or what the process takes up once it rests.

Goes through ``main`` like a start by the user; nothing of Qt or of ours is imported before it is. The list
counts as painted when rows are on screen and the search field takes letters; in an empty notebook when the
empty list is painted.
"""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Callable
from typing import Any

from tests.bench.told import say_memory, say_now


def main() -> None:
    how, notebook, state = sys.argv[1:4]
    if how == "memory":
        _once_imported("ui.window", _tell_memory)
    else:
        _once_imported("ui.window", lambda window: _tell_paint(window, how == "paint"))
    import main as door

    door.main(["--notebook", notebook, "--as", state])


def _once_imported(name: str, act: Callable[[Any], None]) -> None:
    """Call ``act`` with a module right after it was imported."""

    class Finder:
        def find_spec(self, wanted: str, path: Any, target: Any = None) -> Any:
            if wanted != name:
                return None
            sys.meta_path.remove(self)  # type: ignore[arg-type]
            spec = importlib.util.find_spec(wanted)
            loader: Any = spec.loader if spec is not None else None
            run = loader.exec_module

            def then(module: Any) -> None:
                run(module)
                act(module)

            loader.exec_module = then
            return spec

    sys.meta_path.insert(0, Finder())  # type: ignore[arg-type]


def _tell_paint(window: Any, rows_wanted: bool) -> None:
    table = sys.modules["ui.contacts.table"]
    paint, show = table.RowsTable.paintEvent, window.MainWindow.show
    search: list[Any] = []  # not asked of the view: a QWidget that comes back from Qt wakes enums, 10 ms of Python

    def shown(self: Any) -> None:
        search.append(self.top.search)
        show(self)

    def painted(self: Any, event: Any) -> None:
        paint(self, event)
        if bool(self.model().rowCount()) == rows_wanted and search[0].isEnabled() and search[0].isVisible():
            say_now()

    window.MainWindow.show = shown
    table.RowsTable.paintEvent = painted


def _tell_memory(window: Any) -> None:
    from PySide6.QtCore import QTimer

    show = window.MainWindow.show

    def shown(self: Any) -> None:
        self.ready.connect(lambda: QTimer.singleShot(800, self, say_memory))
        show(self)

    window.MainWindow.show = shown


if __name__ == "__main__":
    main()
