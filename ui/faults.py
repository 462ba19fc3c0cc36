"""When a notebook cannot be opened: one sentence that says why, and the ways on. Nothing is made in its place."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from notebook import KithbookError, NotebookMissing, NotebookReadOnly
from ui.files import choose_file
from ui.theme import Theme
from ui.widgets import button, label
from ui.words import words


class CannotOpen(QDialog):
    """``chosen(path, how)``: how is open, new, readonly or restore (then ``path`` is the backup)."""

    chosen = Signal(object, str)

    def __init__(self, theme: Theme, path: Path, error: KithbookError, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("cannotOpen")
        self.setWindowTitle(self.tr("Kithbook"))
        self.setAccessibleName(self.tr("The notebook cannot be opened"))
        self.setMinimumWidth(440)
        self._path = path
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 22, 24, 20)
        column.setSpacing(8)
        head = label(self.tr("The notebook cannot be opened"), None, theme.font(1.25, QFont.Weight.Bold), wrap=True)
        column.addWidget(head)
        self.sentence = label(words(error.sentence), wrap=True)
        self.sentence.setObjectName("faultSentence")
        column.addWidget(self.sentence)
        where = label(str(path), "muted", theme.font(0.9), wrap=True)
        column.addWidget(where)
        column.addSpacing(10)
        self.ways: dict[str, object] = {}
        if isinstance(error, NotebookMissing):
            self._way("new", self.tr("Start a new notebook there"), lambda: self._choose(path, "new"))
        if isinstance(error, NotebookReadOnly):
            self._way("readonly", self.tr("Open it to read only"), lambda: self._choose(path, "readonly"))
        self._way("restore", self.tr("Restore a backup…"), self._ask_restore)
        self._way("open", self.tr("Open another notebook…"), self._ask_open)
        if not isinstance(error, NotebookMissing):
            self._way("new", self.tr("Start a new notebook elsewhere…"), self._ask_new)
        self._way("quit", self.tr("Quit"), self.reject)

    def _way(self, name: str, text: str, on: object) -> None:
        first = not self.ways
        made = button(text, "primary" if first else None, on=on, parent=self)  # type: ignore[arg-type]
        made.setObjectName(f"way-{name}")
        made.setDefault(first)
        self.layout().addWidget(made)
        self.ways[name] = made

    def _ask_restore(self) -> None:
        choose_file(self, self.tr("Restore a backup"), self._kind(), lambda path: self._choose(path, "restore"),
                    start=str(self._path.parent))

    def _ask_open(self) -> None:
        choose_file(self, self.tr("Open a notebook"), self._kind(), lambda path: self._choose(path, "open"),
                    start=str(self._path.parent))

    def _ask_new(self) -> None:
        choose_file(self, self.tr("New notebook"), self._kind(), self._new, save=True,
                    start=str(self._path.parent))

    def _new(self, path: Path) -> None:
        if path.exists():
            self.sentence.setText(self.tr("There is a file of that name already. Choose another name."))
            return
        self._choose(path, "new")

    def _choose(self, path: Path, how: str) -> None:
        self.accept()
        self.chosen.emit(path, how)

    def _kind(self) -> str:
        return self.tr("Notebooks (*.kithbook)")
