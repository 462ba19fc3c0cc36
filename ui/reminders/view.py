"""The agenda on screen: keys and clicks become signals that carry what is due; the pane acts on them."""

from __future__ import annotations

from PySide6.QtCore import QAbstractAnimation, QModelIndex, QPoint, Qt, QVariantAnimation, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QWidget

from notebook import Due
from ui.reminders.delegate import AgendaDelegate
from ui.reminders.model import AgendaRows, More, key_of
from ui.rows import RowRole
from ui.theme import Theme
from ui.timeline.fitted import FittedTable


class AgendaView(FittedTable):
    """Shows `AgendaRows`."""

    ticked = Signal(object)  # Due
    opened = Signal(object)  # Due: go to the person
    snoozeRequested = Signal(object, object)  # Due, global QPoint
    whyRequested = Signal(object)  # Due
    editRequested = Signal(object)  # Due
    deleteRequested = Signal(object)  # Due
    menuRequested = Signal(object, object)  # Due, global QPoint
    addRequested = Signal()
    moreRequested = Signal(str)  # the section that holds more than is shown
    leave = Signal()

    def __init__(self, rows: AgendaRows, delegate: AgendaDelegate, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(rows, delegate, parent)
        self._agenda, self._theme = rows, theme
        self.setObjectName("reminderList")
        self.setAccessibleName(self.tr("Reminders"))
        self.setAccessibleDescription(self.tr(
            "Space ticks, S snoozes, I says why it is here, Enter goes to the person, N adds a reminder"))
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_Hover)
        theme.changed.connect(self.viewport().update)

    def height_of(self, row: int, width: int) -> int | None:
        line = self._agenda.row_at(row)
        return None if line is None else self._delegate.height_of(line, width, row == 0)

    def slide_away(self, due: Due, then) -> None:  # type: ignore[no-untyped-def]
        """Let a ticked card slide out, then call ``then``; at once where no motion is wanted."""
        motion = self._theme.motion(self)
        if not motion or not self.isVisible():
            then()
            return
        slide = QVariantAnimation(self)
        slide.setDuration(motion)
        slide.setStartValue(0.01)
        slide.setEndValue(1.0)
        key = key_of(due)

        def step(value: float) -> None:
            self._delegate.leaving[key] = value
            self.viewport().update()

        def end() -> None:
            then()
            self._delegate.leaving.pop(key, None)
            self.viewport().update()

        step(0.01)
        slide.valueChanged.connect(step)
        slide.finished.connect(end)
        slide.start(QAbstractAnimation.DeletionPolicy.DeleteWhenStopped)

    # -- what is current

    def current_due(self) -> Due | None:
        """The card the keyboard is on."""
        line = self.currentIndex().data(RowRole) if self.currentIndex().isValid() else None
        return line if isinstance(line, Due) else None

    def where(self) -> QPoint:
        """Where a menu for the current card opens."""
        return self.viewport().mapToGlobal(self.visualRect(self.currentIndex()).center())

    def first_row(self) -> int:
        return self._agenda.first_card()

    # -- keys and clicks

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier):
            super().keyPressEvent(event)
            return
        line = self.currentIndex().data(RowRole) if self.currentIndex().isValid() else None
        key = event.key()
        if key == Qt.Key.Key_Home:
            self.go_to(self._agenda.first_card())
        elif key == Qt.Key.Key_End:
            self.go_to(self._agenda.first_card(self._agenda.rowCount() - 1, -1))
        elif key == Qt.Key.Key_Escape:
            self.leave.emit()
        elif key in (Qt.Key.Key_N, Qt.Key.Key_Insert):
            self.addRequested.emit()
        elif isinstance(line, More) and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.moreRequested.emit(line.section)
        elif not isinstance(line, Due) or not self._act(line, key):
            super().keyPressEvent(event)

    def _act(self, due: Due, key: int) -> bool:
        if key == Qt.Key.Key_Space:
            self.ticked.emit(due)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit(due)
        elif key == Qt.Key.Key_S:
            self.snoozeRequested.emit(due, self.where())
        elif key == Qt.Key.Key_I:
            self.whyRequested.emit(due)
        elif key in (Qt.Key.Key_F2, Qt.Key.Key_E):
            self.editRequested.emit(due)
        elif key == Qt.Key.Key_Delete:
            self.deleteRequested.emit(due)
        elif key == Qt.Key.Key_Menu:
            self.menuRequested.emit(due, self.where())
        else:
            return False
        return True

    def keyboardSearch(self, search: str) -> None:
        """Letters are commands here, not a search."""

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        line = index.data(RowRole) if index.isValid() else None
        if event.button() != Qt.MouseButton.LeftButton:
            return
        if isinstance(line, More):
            self.moreRequested.emit(line.section)
        elif isinstance(line, Due) and self._on_box(event, index):
            self.ticked.emit(line)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        line = index.data(RowRole) if index.isValid() else None
        if isinstance(line, Due) and not self._on_box(event, index):
            self.opened.emit(line)

    def is_hot(self, event: QMouseEvent) -> bool:
        index = self.indexAt(event.position().toPoint())
        line = index.data(RowRole) if index.isValid() else None
        return isinstance(line, More) or (isinstance(line, Due) and self._on_box(event, index))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            due, where = self.current_due(), self.where()
        else:
            line = self.indexAt(event.pos()).data(RowRole)
            due, where = (line if isinstance(line, Due) else None), event.globalPos()
        if due is not None:
            self.menuRequested.emit(due, where)

    def _on_box(self, event: QMouseEvent, index: QModelIndex) -> bool:
        rect = self.visualRect(index)
        return self._delegate.box_of(rect.width()).contains(event.position() - rect.topLeft().toPointF())
