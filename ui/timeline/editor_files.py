"""The files of an entry in its editor: those attached, those to attach; nothing is written here."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from notebook import Attachment
from ui.theme import Theme
from ui.timeline.attached import files_in
from ui.timeline.words import Words
from ui.widgets import Flow, button, clear
from ui.words import put


class FilesField(QWidget):
    """``gone`` are attached files taken out, ``added`` the files to attach. ``chooseWanted`` asks for more."""

    chooseWanted = Signal()

    def __init__(self, attached: Sequence[Attachment], theme: Theme, text: Words, parent: QWidget) -> None:
        super().__init__(parent)
        self._attached, self._theme, self._text = list(attached), theme, text
        self.gone: list[Attachment] = []
        self.added: list[Path] = []
        self.setAcceptDrops(True)
        chips = QWidget(self)
        self._flow = Flow(chips)
        self._choose = button(self.tr("Attach a file…"), "link", icon=theme.icon("paperclip", "accent"),
                              on=self.chooseWanted.emit)
        self._choose.setObjectName("attachInEditor")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(chips)
        column.addWidget(self._choose, 0, Qt.AlignmentFlag.AlignLeft)
        self._chips = chips
        self._show()

    def add(self, files: Sequence[Path]) -> None:
        """Attach these, too."""
        self.added += [file for file in files if file not in self.added]
        self._show()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if files_in(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self.add(files_in(event.mimeData()))

    def _show(self) -> None:
        clear(self._flow)
        for attachment in self._attached:
            if attachment not in self.gone:
                self._chip(self._text.file(attachment), lambda one=attachment: self.gone.append(one))
        for path in self.added:
            self._chip(self._text.path(path), lambda one=path: self.added.remove(one))
        self._chips.setVisible(bool(self._flow.count()))

    def _chip(self, text: str, out) -> None:  # type: ignore[no-untyped-def]
        def take() -> None:
            out()
            self._choose.setFocus()
            self._show()

        chip = button(f" {text}  ×", "chip", put(self.tr("Take {file} out"), file=text),
                      self._theme.icon("paperclip"), take, self._chips)
        chip.setIconSize(QSize(13, 13))
        chip.setMinimumHeight(chip.fontMetrics().height() + 8)
        self._flow.addWidget(chip)
        chip.show()
