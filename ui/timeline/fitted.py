"""A one-column table whose rows get their real height when they come near the screen.

Rows have an estimated height until they are on screen or within half a page of it; then they are fitted,
and the scroll position is corrected so that nothing jumps. That makes ten thousand rows scroll like ten (a
list view would measure every row first).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QEvent, QItemSelectionModel, Qt
from PySide6.QtGui import QFocusEvent, QFont, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemDelegate, QAbstractItemView, QFrame, QHeaderView, QTableView, QWidget

from ui.rows import IdRows

STEP = 24  # pixels; the wheel takes three


class Fitting(Protocol):
    """What a delegate of a `FittedTable` has besides painting."""

    focused: bool
    rtl: bool

    @property
    def estimate(self) -> int:
        """The height of a row that is not on screen yet."""

    def set_font(self, font: QFont) -> None:
        """Another font: everything is laid out anew."""


class FittedTable(QTableView):
    """Subclasses answer `height_of`; the model is an `IdRows`."""

    def __init__(self, rows: IdRows, delegate: Fitting, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows, self._delegate = rows, delegate
        self._fitting = False
        self.setProperty("role", "bare")
        self.setStyleSheet("QTableView { selection-background-color: transparent; }")  # the card shows it
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.horizontalHeader().hide()
        self.verticalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.verticalHeader().setMinimumSectionSize(1)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(delegate.estimate)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalScrollBar().setSingleStep(STEP)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.setModel(rows)
        if isinstance(delegate, QAbstractItemDelegate):
            self.setItemDelegate(delegate)
        self._turn()
        self.verticalScrollBar().valueChanged.connect(self.fit)
        for signal in (rows.modelReset, rows.rowsInserted, rows.rowsRemoved, rows.rowsMoved, rows.layoutChanged,
                       rows.dataChanged):
            signal.connect(self._changed)

    def height_of(self, row: int, width: int) -> int | None:
        """The real height of a row at a width; None when it is not known (its record has just gone)."""
        raise NotImplementedError

    def is_hot(self, event: QMouseEvent) -> bool:
        """Whether a click there does something of its own; the pointer says so."""
        return False

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        hot = self.is_hot(event)
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if hot else Qt.CursorShape.ArrowCursor)
        if event.buttons():
            super().mouseMoveEvent(event)

    def fit(self) -> None:
        """Give the rows on screen, and half a page around, their real heights without anything jumping."""
        count = self._rows.rowCount()
        if self._fitting or not count or self.viewport().width() < 40:
            return
        self._fitting = True
        try:
            bar = self.verticalScrollBar()
            for _ in range(4):  # a correction can bring a few more rows near
                at_end = bar.maximum() > 0 and bar.value() == bar.maximum()
                anchor = max(0, self.rowAt(0))
                before = self.rowViewportPosition(anchor)
                if not self._fit_around(anchor, before, count):
                    break
                self.updateGeometries()
                drift = self.rowViewportPosition(anchor) - before
                if at_end:
                    bar.setValue(bar.maximum())
                elif drift:
                    bar.setValue(bar.value() + drift)
        finally:
            self._fitting = False

    def begin_anew(self, show: Callable[[], None]) -> None:
        """Show other rows from the top; the place that was scrolled to is not fitted on the way."""
        self._fitting = True
        try:
            show()
            self.executeDelayedItemsLayout()
            self.scrollToTop()
        finally:
            self._fitting = False
        self._changed()

    def go_to(self, row: int) -> None:
        """Make a row current and bring it on screen."""
        index = self._rows.index(row, 0)
        if index.isValid():
            self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
            self.scrollTo(index)

    def first_row(self) -> int:
        """Where the keyboard goes when it comes for the first time."""
        return max(0, self.rowAt(0))

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._delegate.focused = True
        if not self.currentIndex().isValid() and self._rows.rowCount():
            self.go_to(self.first_row())  # before Qt, which goes to a row and does not choose it: that is not seen
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._delegate.focused = event.reason() == Qt.FocusReason.PopupFocusReason
        super().focusOutEvent(event)
        self.viewport().update()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self._turn()
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and self.model() is not None:
            self._delegate.set_font(self.font())
            self.verticalHeader().setDefaultSectionSize(self._delegate.estimate)
            self.fit()

    def _turn(self) -> None:
        self._delegate.rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def _fit_around(self, anchor: int, top: int, count: int) -> bool:
        page = max(200, self.viewport().height())
        changed = False
        row, y = anchor, top
        while row < count and y < page + page // 2:
            high, new = self._fit_row(row)
            changed |= new
            y += high
            row += 1
        row, y = anchor - 1, top
        while row >= 0 and y > -(page // 2):
            high, new = self._fit_row(row)
            changed |= new
            y -= high
            row -= 1
        return changed

    def _fit_row(self, row: int) -> tuple[int, bool]:
        header = self.verticalHeader()
        now = header.sectionSize(row)
        high = self.height_of(row, self.viewport().width())
        if high is None or high == now:
            return now, False
        header.resizeSection(row, high)
        return high, True

    def _changed(self) -> None:
        if self._fitting:
            return
        self.executeDelayedItemsLayout()
        self.fit()
        self.viewport().update()
