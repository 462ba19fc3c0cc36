"""The stream on screen: keys and clicks become signals that carry records; the pane acts on them."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPoint, QPointF, QRect, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QWidget

from notebook import Attachment, Entry, Made, Promise, Takeaway
from ui.rows import RowRole
from ui.shortcuts import entry_deed
from ui.theme import Theme
from ui.timeline.delegate import EntryDelegate
from ui.timeline.fitted import FittedTable
from ui.timeline.layout import CIRCLE, state_of
from ui.timeline.model import StreamRows

NEAR = 200  # rows before the end from which older entries are asked for


def chips(entry: Entry) -> tuple[Promise | Takeaway | Made, ...]:
    """What of an entry can be ticked, then what leads to a record, in the order it is painted."""
    return (*entry.promises, *entry.takeaways, *entry.made)


class TimelineView(FittedTable):
    """Shows `StreamRows`; signals carry records, never rows."""

    promiseTicked = Signal(object)  # Promise or Takeaway
    recordWanted = Signal(object)  # Made
    closeRequested = Signal(object)  # Entry
    editRequested = Signal(object)  # Entry
    deleteRequested = Signal(object)  # Entry
    fileOpened = Signal(object)  # Attachment
    fileRemoved = Signal(object)  # Attachment
    menuRequested = Signal(object, object, object)  # Entry, Promise | Takeaway | Made | Attachment | None, QPoint
    leftUpwards = Signal()

    def __init__(self, rows: StreamRows, delegate: EntryDelegate, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(rows, delegate, parent)
        self._theme = theme
        self.setObjectName("timelineView")
        self.setAccessibleName(self.tr("Timeline"))
        theme.changed.connect(self._recolour)
        self.verticalScrollBar().valueChanged.connect(self._go_on)

    def _go_on(self) -> None:
        """Near the end of what is there: ask for older entries."""
        rows = self._rows
        if isinstance(rows, StreamRows) and not rows.whole and not self._fitting:
            last = self.rowAt(self.viewport().height() - 1)
            if last < 0 or last > rows.rowCount() - NEAR:
                rows.more()

    def height_of(self, row: int, width: int) -> int | None:
        layout = self._delegate.layout(self._rows.index(row, 0), width)
        return None if layout is None else layout.height

    def _changed(self) -> None:
        entry = self.current_entry()
        if self._delegate.chip >= (len(chips(entry)) + len(entry.attachments) if entry is not None else 0):
            self._delegate.chip = -1
        super()._changed()

    def _recolour(self) -> None:
        self._delegate.repaint_theme()
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        count = self._rows.rowCount()
        end = self.rowViewportPosition(count - 1) + self.rowHeight(count - 1) if count else 0
        if count and end < self.viewport().height():
            painter = QPainter(self.viewport())  # the hairline runs on below the last entry
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(self._theme.color("line"), 1.5))
            x = CIRCLE / 2 + 0.5
            x = self.viewport().width() - x if self._delegate.rtl else x
            painter.drawLine(QPointF(x, end), QPointF(x, self.viewport().height()))

    # -- what is current

    def current_entry(self) -> Entry | None:
        """The entry the keyboard is on."""
        index = self.currentIndex()
        return index.data(RowRole) if index.isValid() else None

    def currentChanged(self, current: QModelIndex, previous: QModelIndex) -> None:
        self._delegate.chip = -1
        super().currentChanged(current, previous)

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
        """Do what a key means for the chosen entry, or for the chip of it that is marked."""
        file, deed = self.marked_file(entry), entry_deed(key)
        used = deed == "useChip" or key in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if file is not None and used:
            self.fileOpened.emit(file)
        elif file is not None and deed == "deleteEntry":
            self.fileRemoved.emit(file)
        elif isinstance(self._marked(entry), Made) and used:
            self.recordWanted.emit(self._marked(entry))
        elif deed == "editEntry":
            self.editRequested.emit(entry)
        elif deed == "deleteEntry":
            self.deleteRequested.emit(entry)
        elif deed == "nextChip":
            self._mark(0, len(chips(entry)))
        elif deed == "nextFile":
            self._mark(len(chips(entry)), len(entry.attachments))
        elif deed == "closeEntry":
            self.closeRequested.emit(entry)
        elif deed == "useChip":
            promise = self._promise_for_key(entry)
            if promise is not None:
                self.promiseTicked.emit(promise)
        elif deed in ("openEntry", "foldEntry"):
            self._open(entry, deed == "openEntry")
        elif deed == "entryMenu":
            self._menu_for_current(entry)
        else:
            return False
        return True

    def marked_file(self, entry: Entry) -> Attachment | None:
        """The attached file the keyboard is on."""
        place = self._delegate.chip - len(chips(entry))
        return entry.attachments[place] if 0 <= place < len(entry.attachments) else None

    def _mark(self, first: int, count: int) -> None:
        """The next one of some chips."""
        if count:
            self._delegate.chip = first + (max(self._delegate.chip - first, -1) + 1) % count
            self.update(self.currentIndex())

    def mark_record(self, row: bytes) -> None:
        """Put the keyboard on the chip of a record in the current entry, where it has one."""
        entry = self.current_entry()
        place = next((n for n, one in enumerate(chips(entry)) if one.id == row), -1) if entry is not None else -1
        self._delegate.chip = place
        self.update(self.currentIndex())

    def _marked(self, entry: Entry) -> Promise | Takeaway | Made | None:
        held = chips(entry)
        return held[self._delegate.chip] if 0 <= self._delegate.chip < len(held) else None

    def _promise_for_key(self, entry: Entry) -> Promise | Takeaway | Made | None:
        held = (*entry.promises, *entry.takeaways)
        return self._marked(entry) or next((one for one in held if state_of(one) == "open"), None)

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
        chip, file = layout.chip_at(point), layout.file_at(point)
        if chip >= 0:
            record = layout.chips[chip].promise
            (self.recordWanted if isinstance(record, Made) else self.promiseTicked).emit(record)
        elif file is not None:
            self.fileOpened.emit(file)
        elif layout.more is not None and layout.more.contains(point):
            self._open(entry, entry.id not in self._delegate.opened)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        entry, where = self._under(event.position())
        if entry is not None and where is not None and not where[0].hot(where[1]):
            self.editRequested.emit(entry)

    def is_hot(self, event: QMouseEvent) -> bool:
        _, where = self._under(event.position())
        return where is not None and where[0].hot(where[1])

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            entry = self.current_entry()
            if entry is not None:
                self._menu_for_current(entry)
            return
        entry, where = self._under(QPointF(event.pos()))
        if entry is not None and where is not None:
            chip = where[0].chip_at(where[1])
            what = where[0].chips[chip].promise if chip >= 0 else where[0].file_at(where[1])
            self.menuRequested.emit(entry, what, event.globalPos())

    def _menu_for_current(self, entry: Entry) -> None:
        area: QRect = self.visualRect(self.currentIndex())
        what = self.marked_file(entry) or self._promise_for_key(entry)
        self.menuRequested.emit(entry, what, self.viewport().mapToGlobal(area.center()))

    # -- files held over it

    def hold(self, point: QPoint | None) -> Entry | None:
        """Mark the entry that files are held over; None when they are gone. The entry, if there is one."""
        index = self.indexAt(point) if point is not None else QModelIndex()
        entry: Entry | None = index.data(RowRole) if index.isValid() else None
        target = entry.id if entry is not None else None
        if target != self._delegate.target:
            self._delegate.target = target
            self.viewport().update()
        return entry

    def _under(self, point: QPointF):  # type: ignore[no-untyped-def]
        """The entry under a point, with its layout and the point inside its row."""
        index = self.indexAt(point.toPoint())
        if not index.isValid():
            return None, None
        layout = self._delegate.layout(index, self.viewport().width())
        if layout is None:
            return None, None
        return layout.entry, (layout, point - QPointF(0, self.rowViewportPosition(index.row())))
