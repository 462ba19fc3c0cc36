"""Below the page that is read before a talk: which keys it knows, and what was ticked last, with the way back.

Nobody misses a tick, and nobody has to look for how to take it back: it is said where it was done.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from notebook import Sentence
from ui.happened import happened
from ui.shortcuts import shown
from ui.theme import Theme
from ui.widgets import button, label, set_tip
from ui.words import words


@dataclass(frozen=True, slots=True)
class Tick:
    """One tick on the page: the action of the notebook that it was, what that is called, the row it was about."""

    mark: int | None
    title: Sentence
    row: bytes


class TickStrip(QWidget):
    """One line. ``undoWanted``: what it tells of is to be taken back."""

    undoWanted = Signal()

    def __init__(self, theme: Theme, ticking: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("briefStrip")
        self._hint = self.tr("Space scrolls, Enter goes to where a line is from.")
        if ticking:
            self._hint = self.tr("Space scrolls, Enter goes to where a line is from, {key} ticks it.").format(
                key=shown("tick"))
        self.told = label(self._hint, "muted", theme.font(0.92), wrap=True, parent=self)
        self.told.setObjectName("briefTold")
        self.told.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.undo = button(self.tr("Undo"), None, on=self.undoWanted.emit, parent=self)
        self.undo.setObjectName("briefUndo")
        set_tip(self.undo, f"{self.tr('Undo')}  {shown('undo')}")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.told, 1)
        row.addWidget(self.undo)
        self.show_tick(None)

    def show_tick(self, tick: Tick | None) -> None:
        """Tell of this; None: of the keys."""
        self.told.setText(self._hint if tick is None else words(happened(tick.title)))
        self.told.setProperty("role", "muted" if tick is None else "")
        self.told.style().polish(self.told)
        self.undo.setVisible(tick is not None)
        self.setMinimumHeight(self.undo.sizeHint().height())  # nothing moves when the button comes
