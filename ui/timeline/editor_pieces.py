"""What is written into the words of an entry afterwards, as chips below them: promises, wants and their kin.

Read as the line above the timeline is; what stood there before is not read again. The chips stand for what is kept when
the entry is saved, and can be corrected as those of the line can.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget

from notebook import Added, Additions, Chip, Clock, Doubt, PromiseDraft, cut_out
from ui.theme import Theme
from ui.timeline.chips import ChipRow
from ui.timeline.doubt_chips import DoubtChips
from ui.timeline.draft import Corrections
from ui.timeline.moment import MomentDialog
from ui.timeline.promise_chips import PromiseChips
from ui.timeline.remark_chips import RemarkChips
from ui.timeline.things import ThingFinder
from ui.timeline.words import Words
from ui.widgets import label
from ui.words import words

if TYPE_CHECKING:
    from collections.abc import Callable


class _Body(QPlainTextEdit):
    """As high as a few lines; what does not fit is scrolled."""

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), 8 * self.fontMetrics().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), 5 * self.fontMetrics().height())


class PiecesField(QWidget):
    """The words of an entry and, while there are any, the chips of what was added to them.

    ``grown``: it may need more room than before.
    """

    grown = Signal()

    def __init__(self, text: str, theme: Theme, said: Words, clock: Clock, things: ThingFinder,
                 parent: QWidget) -> None:
        super().__init__(parent)
        self.body = _Body(self)
        self.body.setObjectName("entryBody")
        self.body.setAccessibleName(self.tr("What was said"))
        self.body.setTabChangesFocus(True)
        self.body.setPlainText(text)
        self._reader = Additions(self.body.toPlainText(), clock)
        self._added = Added(self.body.toPlainText())
        self._corrections = Corrections()
        self._promises = PromiseChips(said, clock, lambda: self._corrections, self._chosen, self)
        self._remarks = RemarkChips(said, things, self._correct, self._ask_until, self)
        self._doubts = DoubtChips(self._put_right, self._mark, self)
        self.chips = ChipRow(theme, self)
        self.chips.setObjectName("entryPieces")
        self.chips.setAccessibleName(self.tr("What is added"))
        self.chips.leave.connect(self.body.setFocus)
        self.chips.hide()
        self._reworded = label(self.tr("Only the words change here: what they made before is changed where it stands."),
                               "muted", wrap=True, parent=self)
        self._reworded.setObjectName("entryReworded")
        self._reworded.hide()
        self._trouble = label("", "trouble", wrap=True, parent=self)
        self._trouble.setObjectName("entryTrouble")
        self._trouble.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.body, 1)
        column.addWidget(self.chips)
        column.addWidget(self._reworded)
        column.addWidget(self._trouble)
        self.body.textChanged.connect(self._read)

    # -- what is kept

    @property
    def text(self) -> str:
        """The words, without the promises that were added: they stand beside the entry."""
        return self._added.text

    @property
    def promises(self) -> tuple[PromiseDraft, ...]:
        """The promises that were added."""
        return tuple(self._corrections.promise(one) for one in self._added.promises)

    @property
    def remarks(self) -> tuple[Any, ...]:
        """The wants, stories, purchases and so on that were added."""
        return tuple(self._corrections.remark(place, one) for place, one in enumerate(self._added.remarks))

    @property
    def doubts(self) -> tuple[Doubt, ...]:
        """What was added and could not be read."""
        return self._added.doubts

    def settle(self) -> bool:
        """Whether all that was added says something; else it is told what is missing."""
        if self._added.missing:
            self.complain(words(self._added.missing[0]))
        return not self._added.missing

    def complain(self, text: str) -> None:
        """Say why it is not saved."""
        self._trouble.setText(text)
        self._trouble.setVisible(bool(text))
        if text:
            self.body.setFocus()
            self.grown.emit()

    # -- chips

    def _read(self) -> None:
        self.complain("")
        self._added = self._reader.read(self.body.toPlainText())
        if not (self._added.promises or self._added.remarks):
            self._corrections = Corrections()
        self._show()

    def _show(self) -> None:
        added = self._added
        shown = [self._promises.shown(place, one, self._remover(added.promised[place]))
                 for place, one in enumerate(self.promises)]
        shown += [self._remarks.shown(place, one, self._remover(added.said[place], place))
                  for place, one in enumerate(self.remarks)]
        shown += self._doubts.shown(added.doubts, self.body.toPlainText())
        self.chips.show_chips([replace(one, removing=self.tr("Take out of the text")) for one in shown])
        self.chips.setVisible(bool(shown))
        self._reworded.setVisible(bool(added.reworded))
        self.grown.emit()

    def _remover(self, chip: Chip, remark: int | None = None) -> Callable[[], None]:
        def remove() -> None:
            if remark is not None:
                self._corrections.drop_remark(remark)
            self._write(cut_out(self.body.toPlainText(), chip))

        return remove

    def _put_right(self, doubt: Doubt, meant: str) -> None:
        text = self.body.toPlainText()
        if not meant:
            self._write(cut_out(text, doubt))
            return
        gap = " " if text[doubt.end : doubt.end + 1].isalnum() else ""
        self._write(text[: doubt.start] + meant + gap + text[doubt.end :], len(text) - doubt.end)

    def _write(self, text: str, behind: int = 0) -> None:
        """Other words, so that Ctrl+Z takes the change back; the cursor goes before the last ``behind`` letters."""
        cursor = self.body.textCursor()
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.insertText(text)
        cursor.setPosition(_place(text, len(text) - behind))
        self.body.setTextCursor(cursor)
        self.body.setFocus()

    def _mark(self, doubt: Doubt) -> None:
        text, cursor = self.body.toPlainText(), self.body.textCursor()
        cursor.setPosition(_place(text, doubt.start))
        cursor.setPosition(_place(text, doubt.end), QTextCursor.MoveMode.KeepAnchor)
        self.body.setTextCursor(cursor)
        self.body.setFocus()

    # -- corrections

    def _chosen(self) -> None:
        self._show()
        self.body.setFocus()

    def _correct(self, place: int, **fields: object) -> None:
        if place < len(self._added.remarks):
            self._corrections.correct_remark(place, self._added.remarks[place], fields)
        self._chosen()

    def _ask_until(self, place: int, start: date) -> None:
        dialog = MomentDialog(self.tr("Until when?"), start, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.picked.connect(lambda day: self._correct(place, due=day, horizon=None))
        dialog.open()


def _place(text: str, index: int) -> int:
    """Where a letter stands for Qt, to which some letters are two."""
    return len(text[:index].encode("utf-16-le", "surrogatepass")) // 2
