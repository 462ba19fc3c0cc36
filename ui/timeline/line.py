"""The line edit of the composer: tells keys that mean more than text, and leaves dropped files to the pane."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QWidget

from ui.forms import TypedLine
from ui.timeline.attached import files_in
from ui.timeline.completion import CompletionList


class Line(TypedLine):
    """One line. ``completion``: the candidates that are offered, if any."""

    send = Signal()
    help = Signal()
    down = Signal()
    leave = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.completion: CompletionList | None = None
        self.setFrame(False)
        self.setStyleSheet("QLineEdit { border: none; background: transparent; padding: 4px 2px; }")
        self.setDragEnabled(True)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if files_in(event.mimeData()):
            event.ignore()  # they are attached, not written as text: the pane takes them
        else:
            super().dragEnterEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if self.completion is not None and event.reason() != Qt.FocusReason.ActiveWindowFocusReason:
            self.completion.hide()

    def event(self, event) -> bool:  # type: ignore[no-untyped-def]
        if event.type() == event.Type.KeyPress and event.key() == Qt.Key.Key_Tab and self._take_first():
            return True  # before Qt moves the focus
        if event.type() == event.Type.ShortcutOverride and event.key() == Qt.Key.Key_F1 and not event.modifiers():
            event.accept()  # help about the line, not about the window
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, list_ = event.key(), self.completion
        offered = list_ is not None and list_.isVisible()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            marked = list_.marked() if list_ is not None else None
            if marked is not None and list_ is not None:
                list_.taken.emit(marked)
            else:
                self.send.emit()
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Up) and offered and list_ is not None:
            list_.step(1 if key == Qt.Key.Key_Down else -1)
        elif key == Qt.Key.Key_F1:
            self.help.emit()
        elif key == Qt.Key.Key_Down:
            self.down.emit()
        elif key == Qt.Key.Key_Escape:
            if offered and list_ is not None:
                list_.hide()
            else:
                self.leave.emit()
        else:
            super().keyPressEvent(event)

    def _take_first(self) -> bool:
        first = self.completion.first() if self.completion is not None else None
        if first is None or self.completion is None:
            return False
        self.completion.taken.emit(first)
        return True
