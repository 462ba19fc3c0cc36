"""Who am I: a strip under the top bar, asked once per notebook, called again from the status line."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QWidget

from notebook import KithbookError
from ui.theme import Theme
from ui.widgets import button, label, tool
from ui.words import words


class MeStrip(QFrame):
    """``chosen`` carries the name; the notebook has been told already."""

    chosen = Signal(str)

    def __init__(self, book: Any, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("meStrip")
        self.setProperty("role", "bar")
        self._book = book
        self.name = QComboBox(self)
        self.name.setEditable(True)
        self.name.setObjectName("meName")
        self.name.setAccessibleName(self.tr("Your name"))
        self.name.setMinimumWidth(200)
        self.name.lineEdit().returnPressed.connect(self._choose)
        self._said = label(self.tr("What are you called? It stands beside what you log."), wrap=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 8, 14, 8)
        row.setSpacing(10)
        row.addWidget(self._said, 1)
        row.addWidget(self.name)
        row.addWidget(button(self.tr("That is me"), "primary", on=self._choose))
        row.addWidget(tool(theme.icon("x", "muted"), self.tr("Not now"), self.hide))
        self.hide()

    def ask(self) -> None:
        """Show it."""
        mine = self._book.colleagues.me().name
        names = [colleague.name for colleague in self._book.colleagues.all()]
        self.name.clear()
        self.name.addItems(names if mine in names else [mine, *names])
        self.name.setCurrentText(mine)
        self.show()
        self.name.setFocus()
        self.name.lineEdit().selectAll()

    def _choose(self) -> None:
        name = self.name.currentText().strip()
        if not name:
            return
        try:
            if name != self._book.colleagues.me().name:
                self._book.colleagues.i_am(name)
        except KithbookError as error:
            self._said.setText(words(error.sentence))
            return
        self.hide()
        self.chosen.emit(name)
