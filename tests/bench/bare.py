"""A bare window with three empty views: what any PySide6 program pays before it does anything.

Run as a process: says when the first view was painted (``paint``), or what the process takes up (``memory``).
"""

from __future__ import annotations

import sys

from PySide6.QtCore import QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QMainWindow, QSplitter, QTableView, QVBoxLayout, QWidget

from tests.bench.told import say_memory, say_now


class First(QTableView):
    """The view that is waited for."""

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if sys.argv[1] == "paint":
            say_now()


def main() -> None:
    app = QApplication(sys.argv[:1])
    window = QMainWindow()
    panes = QSplitter()
    for view in (First(), QTableView(), QTableView()):
        panes.addWidget(view)
    whole = QWidget()
    column = QVBoxLayout(whole)
    column.addWidget(QLineEdit())
    column.addWidget(panes)
    window.setCentralWidget(whole)
    window.resize(1400, 860)
    window.show()
    if sys.argv[1] == "memory":
        QTimer.singleShot(800, app, say_memory)
    app.exec()


if __name__ == "__main__":
    main()
