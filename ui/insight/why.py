"""Below a list of what is to be done: why the chosen row is there, what removes it, and what can be done about it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication, QFrame, QPushButton, QVBoxLayout, QWidget

from ui.theme import Theme
from ui.widgets import Elided, Flow, button, label, set_tip

MOST = 5  # reasons told in full


class WhyPanel(QFrame):
    """A heading, lines, and buttons that are added once and shown where they make sense."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("whyPanel")
        self.setProperty("role", "card")
        self._theme = theme
        self._acts: dict[str, QPushButton] = {}
        self._told: list[str] = []
        self._way = ""
        self._tight = False
        self.title = Elided(theme, "", "ink", theme.font(1.0, QFont.Weight.DemiBold), self)
        self.lines = label("", wrap=True, parent=self)
        self.lines.setObjectName("whyLines")
        self.way = label("", "muted", wrap=True, parent=self)
        self.way.setObjectName("whyWay")
        self._row = QWidget(self)
        self._flow = Flow(self._row, 8)
        if self.isRightToLeft():  # a text in another direction than the page begins where the page begins
            for made in (self.lines, self.way):
                made.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 10, 14, 12)
        column.setSpacing(4)
        column.addWidget(self.title)
        column.addWidget(self.lines)
        column.addWidget(self.way)
        column.addSpacing(4)
        column.addWidget(self._row)
        self.hide()

    def add(self, key: str, text: str, icon: str, keys: str, act: Callable[[], object]) -> QPushButton:
        """A button; ``keys``: what does the same in the list."""
        made = button(text, None, None, self._theme.icon(icon, "muted"), act, self._row)
        made.setObjectName(f"why{key.capitalize()}")
        set_tip(made, f"{text}  {keys}" if keys else text)
        self._flow.addWidget(made)
        self._acts[key] = made
        return made

    def show_why(self, title: str, lines: Sequence[str], way: str, acts: Sequence[str]) -> None:
        """Say this; of the buttons, these can be pressed."""
        told = list(lines[:MOST])
        if len(lines) > MOST:
            told.append(self.tr("and {n} more").format(n=len(lines) - MOST))
        self._told, self._way = told, way
        self.title.setText(title)
        self._tell()
        self.setAccessibleName(". ".join(part for part in (title, *told, way) if part))
        held = self.held()
        for key in acts:
            self._acts[key].setVisible(True)
        self._row.setVisible(bool(acts))
        self.show()
        if held is not None and held not in acts and acts:  # what is hidden would hand the keyboard to another pane
            self._acts[acts[0]].setFocus()
        for key, made in self._acts.items():
            made.setVisible(key in acts)
        self._row.updateGeometry()

    def held(self) -> str | None:
        """The button that the keyboard is on."""
        now = QApplication.focusWidget()
        return next((key for key, made in self._acts.items() if made is now), None)

    def set_tight(self, tight: bool) -> None:
        """Where the page is low, only the first line is told; the tooltip has all of it."""
        if tight != self._tight:
            self._tight = tight
            self._tell()

    def _tell(self) -> None:
        told = self._told[:1] if self._tight else self._told
        self.lines.setText("\n".join(told))
        self.lines.setVisible(bool(told))
        self.way.setText(self._way)
        self.way.setVisible(bool(self._way) and not self._tight)
        set_tip(self, "\n".join([*self._told, self._way]).strip() if self._tight else "")
