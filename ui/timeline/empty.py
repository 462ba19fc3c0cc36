"""What stands where a timeline has nothing to show: why, and one button on."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.widgets import button, label
from ui.words import in_menu, put


class EmptyTimeline(QWidget):
    """``act`` is the button: show everything where the filter hides it, else log something."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("timelineEmpty")
        self._text = label("", "muted", wrap=True)
        self._text.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.act = button("")
        self.act.setObjectName("timelineEmptyAction")
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 48, 24, 24)
        column.setSpacing(16)
        column.addWidget(self._text)
        column.addWidget(self.act, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)

    def tell(self, filtered: bool, name: str | None) -> None:
        """Say why it is empty: a filter, nothing about this person, nothing at all."""
        if filtered:
            text, act = self.tr("Nothing in this timeline fits the filter."), self.tr("Show everything")
        elif name is not None:
            text = put(self.tr("Nothing is noted about {name} yet. One line is enough."), name=name)
            act = self.tr("Log the first conversation")
        else:
            text, act = self.tr("Nothing is noted yet. One line is enough."), self.tr("Log a conversation")
        self._text.setText(text)
        self.act.setText(in_menu(act))
        self.act.setAccessibleName(act)
