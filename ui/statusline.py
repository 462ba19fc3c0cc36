"""The line at the bottom: what is saved, what is under way, and who I am (a click changes it).

In its middle stands what was just said; the toast with *Undo* lies there too, so that it covers nothing to press.
"""

from __future__ import annotations

from PySide6.QtCore import QRect, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QWidget

from ui.theme import Theme
from ui.widgets import Elided, button, label
from ui.words import in_menu, put


class StatusLine(QFrame):
    """``meWanted``: the user clicked on the name."""

    meWanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "status")
        small = theme.font(0.9)
        self._state = label("", "muted", small, parent=self)
        self._state.setObjectName("statusLabel")
        self._said = Elided(theme, "", "muted", small, self)
        self._busy = QProgressBar(self)
        self._busy.setRange(0, 0)
        self._busy.setTextVisible(False)
        self._busy.setFixedSize(90, 6)
        self._busy.setAccessibleName(self.tr("Work is under way"))
        self._busy.hide()
        self.me = button("", "quiet", parent=self)
        self.me.setObjectName("meButton")
        self.me.setFont(small)
        self.me.clicked.connect(self.meWanted)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 1, 8, 1)
        self.setMinimumHeight(self.fontMetrics().height() + 18)
        row.setSpacing(16)
        row.addWidget(self._state)
        row.addWidget(self._said, 1)
        row.addWidget(self._busy)
        row.addWidget(self.me)
        self._clear = QTimer(self)
        self._clear.setSingleShot(True)
        self._clear.timeout.connect(lambda: self._said.setText(""))

    def room(self) -> QRect:
        """Where a word with a way on has room: all the height, from what is saved to who I am."""
        said = self._said.geometry()
        return QRect(said.left(), 1, said.width(), self.height() - 1)

    def state(self, text: str) -> None:
        """What is saved."""
        self._state.setText(text)
        self._state.setAccessibleName(text)

    def say(self, text: str, seconds: float = 12) -> None:
        """A passing word."""
        self._said.setText(text)
        self._clear.start(round(seconds * 1000))

    def busy(self, working: bool) -> None:
        """Long work begins or has ended."""
        self._busy.setVisible(working)

    def show_me(self, name: str) -> None:
        """Who I am."""
        flat = " ".join(name.split())
        self.me.setText(in_menu(flat if len(flat) <= 32 else flat[:31] + "…"))
        self.me.setAccessibleName(put(self.tr("I am {name}; change"), name=flat))
