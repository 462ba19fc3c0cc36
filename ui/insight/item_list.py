"""Today and the promises on screen: keys and clicks become signals that carry the rows they are about.

Enter opens, Space (or D) ticks, S puts off, N turns down; several rows are chosen with Shift, or Ctrl and Space.
"""

from __future__ import annotations

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QWidget

from ui.insight.item_delegate import ItemDelegate
from ui.insight.items import Item, ItemRows
from ui.rows import RowRole
from ui.theme import Theme
from ui.timeline.fitted import FittedTable


class ItemList(FittedTable):
    """Shows `ItemRows`. ``chosen``: other rows are chosen now (see `items`)."""

    ticked = Signal(object)  # Item
    opened = Signal(object)  # Item
    putOff = Signal(object)  # global QPoint; about the chosen rows
    turnedDown = Signal()
    menuWanted = Signal(object)  # global QPoint
    chosen = Signal()

    def __init__(self, rows: ItemRows, theme: Theme, parent: QWidget | None = None) -> None:
        delegate = ItemDelegate(theme, parent.font() if parent is not None else theme.font(), parent)
        super().__init__(rows, delegate, parent)
        delegate.setParent(self)
        self._items, self._painter = rows, delegate
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setAccessibleDescription(self.tr(
            "Enter opens the person, Space ticks, S puts off, N turns down, Shift with an arrow chooses several"))
        theme.changed.connect(self.viewport().update)

    def height_of(self, row: int, width: int) -> int | None:
        line = self._items.row_at(row)
        return None if line is None else self._painter.height_of(line, width, row == 0)

    def items(self) -> list[Item]:
        """The rows that are chosen, from the top; else the one the keyboard is on."""
        rows = sorted({index.row() for index in self.selectionModel().selectedIndexes()})
        found = [self._items.row_at(row) for row in rows]
        return [line for line in found if isinstance(line, Item)]

    def current_item(self) -> Item | None:
        """The row the keyboard is on."""
        line = self.currentIndex().data(RowRole) if self.currentIndex().isValid() else None
        return line if isinstance(line, Item) else None

    def where(self) -> QPoint:
        """Where a menu about the chosen rows opens."""
        rect = self.visualRect(self.currentIndex())
        return self.viewport().mapToGlobal(rect.center() if rect.isValid() else self.viewport().rect().center())

    def first_row(self) -> int:
        return self._items.first_item()

    def stay_near(self, row: int) -> None:
        """Choose the row that took the place of one that has gone."""
        after = self._items.first_item(max(0, min(row, self._items.rowCount() - 1)))
        self.go_to(after if after >= 0 else self._items.first_item(self._items.rowCount() - 1, -1))

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        super().selectionChanged(selected, deselected)
        self.chosen.emit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self.currentIndex().isValid() and not self.selectionModel().hasSelection():
            self.selectionModel().select(self.currentIndex(), QItemSelectionModel.SelectionFlag.ClearAndSelect)

    # -- keys and clicks

    def keyPressEvent(self, event: QKeyEvent) -> None:
        item, key = self.current_item(), event.key()
        control = event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
        edge = key in (Qt.Key.Key_Home, Qt.Key.Key_End)  # with Ctrl too: Qt would go there and leave the choice behind
        if (control and not edge) or not self._act(item, key):
            super().keyPressEvent(event)

    def _act(self, item: Item | None, key: int) -> bool:
        if key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            home = key == Qt.Key.Key_Home
            self.go_to(self._items.first_item() if home else self._items.first_item(self._items.rowCount() - 1, -1))
        elif item is None:
            return False
        elif key in (Qt.Key.Key_Space, Qt.Key.Key_D):
            self.ticked.emit(item)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit(item)
        elif key == Qt.Key.Key_S:
            self.putOff.emit(self.where())
        elif key in (Qt.Key.Key_N, Qt.Key.Key_Delete):
            self.turnedDown.emit()
        elif key == Qt.Key.Key_Menu:
            self.menuWanted.emit(self.where())
        else:
            return False
        return True

    def keyboardSearch(self, search: str) -> None:
        """Letters are commands here, not a search."""

    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and self._on_box(event, index):
            return  # a tick leaves the choice as it is
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and self._on_box(event, index):
            self.ticked.emit(index.data(RowRole))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        line = index.data(RowRole) if index.isValid() else None
        if isinstance(line, Item) and not self._on_box(event, index):
            self.opened.emit(line)

    def is_hot(self, event: QMouseEvent) -> bool:
        return self._on_box(event, self.indexAt(event.position().toPoint()))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        keyboard = event.reason() == QContextMenuEvent.Reason.Keyboard
        if self.items():
            self.menuWanted.emit(self.where() if keyboard else event.globalPos())

    def _on_box(self, event: QMouseEvent, index: QModelIndex) -> bool:
        line = index.data(RowRole) if index.isValid() else None
        if not isinstance(line, Item) or line.state is None:
            return False
        rect = self.visualRect(index)
        return self._painter.box_of(rect.width(), rect.height()).contains(event.position() - rect.topLeft().toPointF())
