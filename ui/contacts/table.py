"""The view lists are shown in: one column, fixed row height, any number of rows, keyboard all the way."""

from __future__ import annotations

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPaintEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QWidget


class RowsTable(QTableView):
    """A one-column table that looks like a list.

    ``chosen`` is the current row moving (by key or mouse), ``opened`` is Enter or a double click, ``typed``
    letters that belong into the search field, ``left`` the Up key on the first row, ``painted`` the first
    paint, ``several``: more rows than one are selected, or others, or no longer.
    """

    chosen = Signal(int)
    opened = Signal(int)
    typed = Signal(str)
    left = Signal()
    past_end = Signal()
    painted = Signal()
    several = Signal()

    def __init__(self, height: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._painted = False
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.horizontalHeader().hide()
        self.horizontalHeader().setStretchLastSection(True)
        self.horizontalHeader().setMinimumSectionSize(0)
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.set_height(height)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setMouseTracking(True)
        self._under = -1
        self._several = self._choosing = False
        self._offered = False  # Tab came to a row that nobody has chosen
        self.entered.connect(lambda index: self._point(index.row()))
        self.doubleClicked.connect(lambda index: self.opened.emit(index.row()))

    def set_height(self, height: int) -> None:
        """The height of every row."""
        rows = self.verticalHeader()
        rows.setMinimumSectionSize(8)
        rows.setDefaultSectionSize(height)
        self.verticalScrollBar().setSingleStep(max(8, height // 3))

    def state_of(self, row: int) -> tuple[bool, bool, bool]:
        """Whether a row is selected, under the pointer, and the table has the focus."""
        chosen = self.currentIndex().row() == row or (
            self._several and self.selectionModel().isRowSelected(row, QModelIndex()))
        return chosen, self._under == row, self.hasFocus()

    def chosen_rows(self) -> list[int]:
        """The rows that are selected, from the top."""
        spans = sorted((span.top(), span.bottom()) for span in self.selectionModel().selection())
        return [row for top, bottom in spans for row in range(top, bottom + 1)]

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        super().selectionChanged(selected, deselected)
        spans = self.selectionModel().selection()
        before, self._several = self._several, len(spans) > 1 or any(span.height() > 1 for span in spans)
        if self._several or before:
            self.viewport().update()
            self.several.emit()

    def _point(self, row: int) -> None:
        before, self._under = self._under, row
        model = self.model()
        for each in (before, row):
            if model is not None and each >= 0:
                self.update(model.index(each, 0))

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._point(-1)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason):
            self._take_back()
        self.viewport().update()

    def _offer(self) -> None:
        """Tab passes here: the keyboard is on the first row, and nobody is told; Enter opens it, arrows choose."""
        model = self.model()
        if model is not None and model.rowCount():
            self._offered = True
            self.selectionModel().setCurrentIndex(model.index(0, 0), QItemSelectionModel.SelectionFlag.NoUpdate)

    def _take_back(self) -> None:
        """Nobody chose the row that Tab came to."""
        if self._offered:
            self._offered = False
            self.selectionModel().clearCurrentIndex()

    def choose(self, row: int) -> None:
        """Make a row current, as the only one that is chosen, and bring it into view."""
        model = self.model()
        if model is not None and 0 <= row < model.rowCount():
            self._choosing = True
            self.setCurrentIndex(model.index(row, 0))
            self._choosing = False

    def currentChanged(self, current: QModelIndex, previous: QModelIndex) -> None:
        super().currentChanged(current, previous)
        if current.isValid() and not (self._offered and not previous.isValid()):
            self._offered = False
            self.chosen.emit(current.row())

    def keyboardSearch(self, search: str) -> None:
        """Typing in a list searches: walking all rows for a first letter would load them all."""
        if search.strip():
            self.typed.emit(search)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row = self.currentIndex().row()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and row >= 0:
            self.opened.emit(row)
            return
        if event.key() == Qt.Key.Key_Up and row <= 0:
            self.left.emit()
            return
        if event.key() == Qt.Key.Key_Down and self.model() is not None and row == self.model().rowCount() - 1:
            self.past_end.emit()
            return
        if event.key() in (Qt.Key.Key_Home, Qt.Key.Key_Space):
            self._take_back()  # the first row is meant, and chosen now
        if event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End):  # Ctrl is nothing more here: there is one column
            event = QKeyEvent(event.type(), event.key(), event.modifiers() & ~Qt.KeyboardModifier.ControlModifier)
        super().keyPressEvent(event)

    def moveCursor(self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        """Home and End are the first row and the last; Qt takes them for the ends of the row."""
        model = self.model()
        if model is not None and action in (RowsTable.CursorAction.MoveHome, RowsTable.CursorAction.MoveEnd):
            return model.index(0 if action == RowsTable.CursorAction.MoveHome else model.rowCount() - 1, 0)
        return super().moveCursor(action, modifiers)

    def selectionCommand(self, index: QModelIndex | QPersistentModelIndex,
                         event: QEvent | None = None) -> QItemSelectionModel.SelectionFlag:
        """As Qt has it; a row that is chosen for somebody (`choose`) is chosen alone, whatever keys are held."""
        if self._choosing:
            return QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        return super().selectionCommand(index, event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._take_back()
        super().mousePressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        if not self.currentIndex().isValid() and event.reason() != Qt.FocusReason.MouseFocusReason:
            if event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason):
                self._offer()
            else:
                self.choose(0)
        super().focusInEvent(event)  # after it: Qt would take the first row by itself, as one that is chosen

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            QTimer.singleShot(0, self, self.painted.emit)
