"""Kithbook's window as a process: says when its list was painted, or what the process takes up once it rests.

Goes through ``main`` like a start by the user. The list counts as painted when rows are on screen and the
search field takes letters; in an empty notebook when the empty list is painted.
"""

from __future__ import annotations

import sys

from PySide6.QtCore import QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QLineEdit

from tests.bench.process import say_memory, say_now


def main() -> None:
    how, notebook, state = sys.argv[1:4]
    import main as door

    if how in ("paint", "paint-empty"):
        _tell_paint(how == "paint")
    else:
        _tell_memory()
    door.main(["--notebook", notebook, "--as", state])


def _tell_paint(rows_wanted: bool) -> None:
    from ui.contacts.table import RowsTable

    paint = RowsTable.paintEvent

    def painted(self: RowsTable, event: QPaintEvent) -> None:
        paint(self, event)
        search = self.window().findChild(QLineEdit, "searchField")
        if bool(self.model().rowCount()) == rows_wanted and search is not None and search.isEnabled():
            say_now()

    RowsTable.paintEvent = painted


def _tell_memory() -> None:
    from ui.window import MainWindow

    show = MainWindow.show

    def shown(self: MainWindow) -> None:
        self.ready.connect(lambda: QTimer.singleShot(800, self, say_memory))
        show(self)

    MainWindow.show = shown


if __name__ == "__main__":
    main()
