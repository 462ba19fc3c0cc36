"""Fields that are edited where they stand: keystrokes stay in the widget until the field is finished.

A field says ``committed`` once, when it is left (or Enter) and the text differs from what it showed before;
Esc puts the old text back. A field that is being edited is not overwritten by a refresh (`show_value`). What the
notebook refused stays in the field to be corrected, where the row it is in can say why (`refuse`).
"""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QSizePolicy, QWidget


def undo_is_for_the_notebook(event: QEvent, undo: bool, redo: bool) -> bool:
    """Whether Ctrl+Z (or redo) has nothing to do with letters here: Qt's fields take the keys even then.

    ``undo`` and ``redo`` say whether there are letters to take back or to put back. The event is left to the
    window when this is true.
    """
    if event.type() != QEvent.Type.ShortcutOverride:
        return False
    if (event.matches(QKeySequence.StandardKey.Undo) and not undo) or (
            event.matches(QKeySequence.StandardKey.Redo) and not redo):
        event.ignore()
        return True
    return False


def leave_fields(pane: QWidget) -> None:
    """Finish what is being typed somewhere in ``pane``: it belongs to what was shown so far."""
    focus = pane.focusWidget()
    if focus is not None and pane.isAncestorOf(focus):
        focus.clearFocus()


def refuse(part: QWidget, sentence: str) -> None:
    """What a field of ``part`` has just handed in was refused: it stays there, and the row it is in says why."""
    for field in part.findChildren(QWidget):
        if isinstance(field, Stored) and field.handing_in:
            field.keep_typed(sentence)
            return


class TypedLine(QLineEdit):
    """A line whose Ctrl+Z is about its letters while there are any to take back, and else about the notebook."""

    def event(self, event: QEvent) -> bool:
        if undo_is_for_the_notebook(event, self.isUndoAvailable(), self.isRedoAvailable()):
            return False
        return super().event(event)


class Stored:
    """What the two in-place editors share: what is stored, what of it the field can show, what was typed since.

    A mixin of a text widget, which has `typed` and `put`.
    """

    _shown = _put = ""  # what is stored, and the same as the field can show it
    handing_in = False  # ``committed`` is being said
    _stored = ""  # what was stored before
    _kept = False  # what was handed in was refused, and stands there to be corrected

    def show_value(self, text: str) -> None:
        """What is stored now; left alone while the user has typed something else."""
        different = text != self._shown
        if different and self._kept:  # what was refused was an answer to something that stands there no more
            self._kept = False
            self._row().complain("")
        dirty = self.unfinished and (self.hasFocus() or self._kept)  # type: ignore[attr-defined]
        self._shown = text
        if not dirty and (different or self.unfinished):
            self._put_back()

    @property
    def shown(self) -> str:
        """The stored text."""
        return self._shown

    def revert(self) -> None:
        """Back to the stored text."""
        if self._kept:
            self._kept = False
            self._row().complain("")
        self._put_back()

    def keep_typed(self, sentence: str) -> None:
        """The notebook refused what is being handed in: it stays, to be corrected, where there is room to say why."""
        row = self._row()
        if row is not None:
            self._kept, self._shown = True, self._stored
            row.complain(sentence)

    def hand_in(self, value: str, typed: str) -> None:
        """Say ``committed`` with this value, for which this was typed."""
        self._stored, again, self._kept = self._shown, self._kept, False
        self._became(value)
        self.handing_in = True
        try:
            self.committed.emit(value)  # type: ignore[attr-defined]
        finally:
            self.handing_in = False
        if self._kept:
            self._put_back()
            self.put(typed)
        elif again:
            self._row().complain("")

    def _became(self, value: str) -> None:
        """The letters are a change now; undo takes back the change."""
        self._shown = value
        self._put_back()

    def _row(self) -> Any:
        """What the field stands in, where that can say why something was refused."""
        row = self.parentWidget()  # type: ignore[attr-defined]
        while row is not None and not hasattr(row, "complain"):
            row = row.parentWidget()
        return row

    @property
    def unfinished(self) -> bool:
        """Whether something was typed that is not a change yet."""
        return self.typed() != self._put

    def typed(self) -> str:
        """What stands in the field."""
        raise NotImplementedError

    def put(self, text: str) -> None:
        """Write into the field."""
        raise NotImplementedError

    def _put_back(self) -> None:
        self.put(self._shown)
        self._put = self.typed()  # Qt shows other white space and other ends of lines than are stored, and less of it

    def _leave(self, event: QKeyEvent) -> None:
        """Esc: the stored text stands there again; a field that was new and is empty is given up."""
        self.revert()
        if not self._shown:
            self.abandoned.emit()  # type: ignore[attr-defined]
        event.accept()


class InPlace(Stored, TypedLine):
    """One line. ``committed(text)`` when finished and different; ``abandoned`` when left empty and new."""

    committed = Signal(str)
    abandoned = Signal()

    def __init__(self, name: str, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "inplace")
        self.setAccessibleName(name)
        self.setPlaceholderText(hint)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.editingFinished.connect(self._finish)

    def typed(self) -> str:
        return self.text()

    def put(self, text: str) -> None:
        at = self.cursorPosition()
        self.setText(text)
        self.setCursorPosition(at)

    def show_value(self, text: str) -> None:
        before = self.text()
        super().show_value(text)
        if self.text() != before:
            self.setCursorPosition(0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and (self.unfinished or not self._shown):
            self._leave(event)
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if not self.text() and not self._shown and event.reason() != Qt.FocusReason.PopupFocusReason:
            self.abandoned.emit()

    def _finish(self) -> None:
        if self.unfinished:
            self.hand_in(self.text().strip(), self.text())


class InPlaceText(Stored, QPlainTextEdit):
    """Several lines, as high as its text. Ctrl+Enter or leaving finishes; Tab goes on."""

    committed = Signal(str)
    abandoned = Signal()

    def __init__(self, name: str, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "inplace")
        self.setAccessibleName(name)
        self.setPlaceholderText(hint)
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)  # words wrap, long ones too
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().setDocumentMargin(1)
        self.textChanged.connect(self._fit)
        self._fit()

    def typed(self) -> str:
        return self.toPlainText()

    def put(self, text: str) -> None:
        self.setPlainText(text)

    def _became(self, value: str) -> None:
        self._shown = self._put = value
        self.document().clearUndoRedoStacks()

    def finish(self) -> None:
        """Commit what differs."""
        text = self.toPlainText()
        if self.unfinished:
            self.hand_in(text, text)
        elif not text and not self._shown:
            self.abandoned.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._leave(event)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and \
                event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.finish()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason):
            self.finish()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()

    def event(self, event: QEvent) -> bool:
        document = self.document()
        if undo_is_for_the_notebook(event, document.isUndoAvailable(), document.isRedoAvailable()):
            return False
        return super().event(event)

    def sizeHint(self) -> QSize:
        return QSize(120, self._height())

    def _height(self) -> int:
        line = QFontMetrics(self.font()).lineSpacing()
        lines = max(1, round(self.document().size().height()))
        return min(14, lines) * line + 12

    def _fit(self) -> None:
        height = self._height()
        if height != self.height() or self.maximumHeight() != height:
            self.setFixedHeight(height)
        tall = self.document().size().height() > 14
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded if tall
                                        else Qt.ScrollBarPolicy.ScrollBarAlwaysOff)


class Choice(QComboBox):
    """A choice among words; ``chosen(key)`` only when the user picks another. The wheel scrolls the page."""

    chosen = Signal(str)

    def __init__(self, name: str, choices: list[tuple[str, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "inplace")
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(6)
        for key, word in choices:
            self.addItem(word, key)
        self.activated.connect(lambda row: self.chosen.emit(str(self.itemData(row))))

    def show_value(self, key: str, word: str = "") -> None:
        """The stored key; one that is not among the choices is added with its own word."""
        row = self.findData(key)
        if row < 0:
            self.addItem(word or key, key)
            row = self.count() - 1
        self.setCurrentIndex(row)

    def wheelEvent(self, event: QEvent) -> None:
        event.ignore()
