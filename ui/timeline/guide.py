"""One page of what the line understands: each piece, what it means, an example. Plain text in a table.

Enter or a click on a clause writes its word into the line.
"""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from notebook import BY, CLAUSES, HEAD, WITHIN
from ui.theme import Theme
from ui.widgets import button, label
from ui.words import words


class GuidePage(QDialog):
    """``taken``: the word of a clause that somebody wants to write (``want: ``)."""

    taken = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("guidePage")
        self.setWindowTitle(self.tr("What can be written in one line"))
        self._theme = theme
        intro = label(self.tr("First who and what: the kind, the people, when, then a colon and what was said. Then, "
                              "each behind a semicolon, what was promised, wanted, told, bought, given or asked. "
                              "Nothing has to be written so: whatever is not understood stays as you wrote it."),
                      wrap=True, parent=self)
        self.table = QTableWidget(0, 3, self)
        self.table.setObjectName("guideTable")
        self.table.setAccessibleName(self.windowTitle())
        self.table.setHorizontalHeaderLabels([self.tr("Write"), self.tr("It means"), self.tr("For example")])
        self.table.verticalHeader().hide()
        self.table.setShowGrid(False)
        self.table.setWordWrap(True)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setTabKeyNavigation(False)
        self.table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for piece in (*HEAD, *CLAUSES):
            self._add(piece)
        header = self.table.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        for column in (1, 2):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        self.table.itemActivated.connect(self._take)
        self.table.itemClicked.connect(self._take)
        ways = label(self.tr("How soon: {within}. By when: {by}, 24 Dec, 2026-12-24.").format(
            within=", ".join(WITHIN), by=", ".join(BY)), "muted", wrap=True, parent=self)
        close = button(self.tr("Close"), "primary", on=self.accept, parent=self)
        close.setDefault(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(12)
        column.addWidget(intro)
        column.addWidget(self.table, 1)
        column.addWidget(ways)
        column.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)
        room = parent.window().size()
        self.resize(min(820, room.width() - 40), min(700, room.height() - 40))
        self.table.setCurrentCell(len(HEAD), 0)
        self.table.setFocus()

    def resizeEvent(self, event) -> None:  # type: ignore[no-untyped-def]
        super().resizeEvent(event)
        self.table.resizeRowsToContents()

    def showEvent(self, event) -> None:  # type: ignore[no-untyped-def]
        super().showEvent(event)
        self.table.resizeRowsToContents()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_F1:
            self.accept()
        else:
            super().keyPressEvent(event)

    def _add(self, piece) -> None:  # type: ignore[no-untyped-def]
        row = self.table.rowCount()
        self.table.insertRow(row)
        word = f"{piece.word}:" if piece.word else self.tr("first")
        for column, text in enumerate((word, words(piece.means), piece.example)):
            item = QTableWidgetItem(text)
            item.setData(Qt.ItemDataRole.UserRole, piece.word)
            item.setTextAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
            if column == 0:
                item.setSizeHint(QSize(self.fontMetrics().horizontalAdvance(word) + 32, 34))
                if piece.word:
                    item.setFont(self._theme.font(1.0, QFont.Weight.DemiBold))
                    item.setForeground(self._theme.color("accent"))
                else:
                    item.setForeground(self._theme.color("muted"))
            self.table.setItem(row, column, item)

    def _take(self, item: QTableWidgetItem) -> None:
        word = str(item.data(Qt.ItemDataRole.UserRole) or "")
        if word:
            self.accept()
            self.taken.emit(f"{word}: ")
