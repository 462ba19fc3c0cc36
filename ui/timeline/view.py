"""The stream on screen: a one-column table whose rows get their real height when they come near the screen.

Rows have an estimated height until they are on screen or within half a page of it; then they are fitted,
and the scroll position is corrected so that nothing jumps. That makes ten thousand entries scroll like ten
(a list view would measure every row first). Clicks and keys become signals; the pane acts on them.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QPointF, QRect, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QWidget

from notebook.timeline.records import Entry, Promise
from ui.rows import RowRole
from ui.theme import Theme
from ui.timeline.delegate import EntryDelegate
from ui.timeline.layout import CIRCLE
from ui.timeline.model import StreamRows


class TimelineView(QTableView):
    """Shows `StreamRows`; signals carry records, never rows."""

    promiseTicked = Signal(object)  # Promise
    editRequested = Signal(object)  # Entry
    deleteRequested = Signal(object)  # Entry
    menuRequested = Signal(object, object, object)  # Entry, Promise | None, global QPoint
    leftUpwards = Signal()

    def __init__(self, rows: StreamRows, delegate: EntryDelegate, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows, self._theme, self._delegate = rows, theme, delegate
        self._fitting = False
        self.setObjectName("timelineView")
        self.setAccessibleName(self.tr("Timeline"))
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
        self.verticalScrollBar().setSingleStep(24)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.setModel(rows)
        self.setItemDelegate(delegate)
        self.verticalScrollBar().valueChanged.connect(self.fit)
        for signal in (rows.modelReset, rows.rowsInserted, rows.rowsRemoved, rows.rowsMoved, rows.layoutChanged,
                       rows.dataChanged):
            signal.connect(self._changed)
        theme.changed.connect(self._recolour)

    # -- heights

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
        layout = self._delegate.layout(self._rows.index(row, 0), self.viewport().width())
        header = self.verticalHeader()
        now = header.sectionSize(row)
        if layout is None or layout.height == now:
            return now, False
        header.resizeSection(row, layout.height)
        return layout.height, True

    def _changed(self) -> None:
        self.executeDelayedItemsLayout()
        if self._delegate.chip >= 0:
            entry = self.current_entry()
            if entry is None or self._delegate.chip >= len(entry.promises):
                self._delegate.chip = -1
        self.fit()
        self.viewport().update()

    def _recolour(self) -> None:
        self._delegate.repaint_theme()
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and hasattr(self, "_delegate"):
            self._delegate.set_font(self.font())
            self.verticalHeader().setDefaultSectionSize(self._delegate.estimate)
            self.fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        count = self._rows.rowCount()
        end = self.rowViewportPosition(count - 1) + self.rowHeight(count - 1) if count else 0
        if count and end < self.viewport().height():
            painter = QPainter(self.viewport())  # the hairline runs on below the last entry
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(self._theme.color("line"), 1.5))
            x = CIRCLE / 2 + 0.5
            painter.drawLine(QPointF(x, end), QPointF(x, self.viewport().height()))

    # -- what is current

    def current_entry(self) -> Entry | None:
        """The entry the keyboard is on."""
        index = self.currentIndex()
        return index.data(RowRole) if index.isValid() else None

    def go_to(self, row: int) -> None:
        """Make a row current and bring it on screen."""
        index = self._rows.index(row, 0)
        if index.isValid():
            self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
            self.scrollTo(index)

    def currentChanged(self, current: QModelIndex, previous: QModelIndex) -> None:
        self._delegate.chip = -1
        super().currentChanged(current, previous)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._delegate.focused = True
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self._rows.rowCount():
            self.go_to(max(0, self.rowAt(0)))
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._delegate.focused = event.reason() == Qt.FocusReason.PopupFocusReason
        super().focusOutEvent(event)
        self.viewport().update()

    # -- keys and clicks

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier):
            super().keyPressEvent(event)
            return
        entry, key = self.current_entry(), event.key()
        if key == Qt.Key.Key_Home:
            self.go_to(0)
        elif key == Qt.Key.Key_End:
            self.go_to(self._rows.rowCount() - 1)
        elif key == Qt.Key.Key_Up and self.currentIndex().row() <= 0:
            self.leftUpwards.emit()
        elif entry is None or not self._act(entry, key):
            super().keyPressEvent(event)

    def _act(self, entry: Entry, key: int) -> bool:
        delegate = self._delegate
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2):
            self.editRequested.emit(entry)
        elif key == Qt.Key.Key_Delete:
            self.deleteRequested.emit(entry)
        elif key == Qt.Key.Key_P:
            if entry.promises:
                delegate.chip = (delegate.chip + 1) % len(entry.promises)
                self.update(self.currentIndex())
        elif key == Qt.Key.Key_Space:
            promise = self._promise_for_key(entry)
            if promise is not None:
                self.promiseTicked.emit(promise)
        elif key in (Qt.Key.Key_Right, Qt.Key.Key_Left):
            self._open(entry, key == Qt.Key.Key_Right)
        elif key == Qt.Key.Key_Menu:
            self._menu_for_current(entry)
        else:
            return False
        return True

    def _promise_for_key(self, entry: Entry) -> Promise | None:
        if 0 <= self._delegate.chip < len(entry.promises):
            return entry.promises[self._delegate.chip]
        return next((promise for promise in entry.promises if promise.open), None)

    def _open(self, entry: Entry, opened: bool) -> None:
        known = self._delegate.opened
        if opened == (entry.id in known):
            return
        if opened:
            known.add(entry.id)
        else:
            known.discard(entry.id)
        self.fit()
        self.viewport().update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        entry, where = self._under(event.position())
        if entry is None or where is None or event.button() != Qt.MouseButton.LeftButton:
            return
        layout, point = where
        chip = layout.chip_at(point)
        if chip >= 0:
            self.promiseTicked.emit(entry.promises[chip])
        elif layout.more is not None and layout.more.contains(point):
            self._open(entry, entry.id not in self._delegate.opened)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        entry, where = self._under(event.position())
        if entry is not None and where is not None and where[0].chip_at(where[1]) < 0:
            self.editRequested.emit(entry)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        _, where = self._under(event.position())
        hot = where is not None and (
            where[0].chip_at(where[1]) >= 0 or (where[0].more is not None and where[0].more.contains(where[1])))
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if hot else Qt.CursorShape.ArrowCursor)
        if not event.buttons():
            return
        super().mouseMoveEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            entry = self.current_entry()
            if entry is not None:
                self._menu_for_current(entry)
            return
        entry, where = self._under(QPointF(event.pos()))
        if entry is not None and where is not None:
            chip = where[0].chip_at(where[1])
            self.menuRequested.emit(entry, entry.promises[chip] if chip >= 0 else None, event.globalPos())

    def _menu_for_current(self, entry: Entry) -> None:
        area: QRect = self.visualRect(self.currentIndex())
        self.menuRequested.emit(entry, self._promise_for_key(entry), self.viewport().mapToGlobal(area.center()))

    def _under(self, point: QPointF):  # type: ignore[no-untyped-def]
        """The entry under a point, with its layout and the point inside its row."""
        index = self.indexAt(point.toPoint())
        if not index.isValid():
            return None, None
        layout = self._delegate.layout(index, self.viewport().width())
        if layout is None:
            return None, None
        return layout.entry, (layout, point - QPointF(0, self.rowViewportPosition(index.row())))
