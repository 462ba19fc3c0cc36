"""Handing contacts over to a colleague (T5): whom, with what goes along told before it is done.

A name that nobody has becomes a new colleague. One change, undone as one; of many contacts on the worker.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListWidgetItem, QWidget

from notebook import KithbookError, Sentence, count, say
from ui.asking import Asking
from ui.tasks import Tasks
from ui.widgets import button, label
from ui.words import listed, number, put, words

_WHAT = int(Qt.ItemDataRole.UserRole)


class HandOver(Asking):
    """``done``: the title of the change, to undo it by."""

    done = Signal(object)  # Sentence

    def __init__(self, book: Any, tasks: Tasks, contacts: Sequence[bytes], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("handOver")
        self._book, self._tasks, self._contacts = book, tasks, list(contacts)
        names = book.contacts.names(self._contacts[:1])
        name = " ".join(next(iter(names.values()), "").split())
        title = put(self.tr("Hand {name} over to"), name=name) if len(self._contacts) == 1 else self.tr(
            "Hand {n} contacts over to").format(n=number(len(self._contacts)))
        self.list.setObjectName("handOverTo")
        self.told = label("", "muted", wrap=True, parent=self)
        self.told.setObjectName("handOverPreview")
        self.act = button(self.tr("Hand over"), "primary", on=lambda: self._chosen(self.list.currentItem()),
                          parent=self)
        self.act.setObjectName("handOverDo")
        self.column.insertWidget(0, label(title, wrap=True, parent=self))
        self.column.addWidget(self.told)
        self.column.addWidget(self.act)
        self.list.itemClicked.disconnect(self._chosen)  # a click shows what would go along
        self.list.currentItemChanged.connect(self._tell)
        self.begin(title, self.tr("The name of a colleague"), self.tr("Colleagues"))
        self.finished.connect(lambda result: tasks.forget("hand-over"))

    def look(self, text: str) -> None:
        wanted = text.strip().casefold()
        us = self._book.colleagues.all()
        for one in us:
            if wanted in one.name.casefold():
                self.offer(" ".join(one.name.split()), one.id)
        if wanted and not any(wanted == one.name.strip().casefold() for one in us):
            name = " ".join(text.split())
            self.offer(put(self.tr("{name}, a new colleague"), name=name), name)

    def choose(self, what: Any) -> bool:
        book, contacts = self._book, self._contacts

        def act() -> bool:
            before = book.undo_mark()
            if isinstance(what, str):
                title = count("Hand {name} over to {colleague}", "Hand {n} contacts over to {colleague}",
                              len(contacts), name=_name(book, contacts), colleague=what)
                with book.change(title):
                    book.hand_over(contacts, book.colleagues.introduce(what))
            else:
                book.hand_over(contacts, what)
            return bool(book.undo_mark() != before)

        self.act.setEnabled(False)
        self._tasks.run(lambda job: act(), self._handed, self._refused)
        return False

    def _handed(self, new: bool) -> None:
        if new:
            self.done.emit(self._book.undo_title())
        self.accept()

    def _refused(self, error: Exception) -> None:
        if not isinstance(error, KithbookError):
            raise error
        self.told.setText(words(error.sentence))
        self.act.setEnabled(True)

    def _tell(self, item: QListWidgetItem | None) -> None:
        """What would go along with this one."""
        self.act.setEnabled(item is not None)
        if item is None:
            self._tasks.forget("hand-over")
            self.told.setText(self.tr("Nobody of that name. Type the name of a colleague."))
            return
        what, book, contacts = item.data(_WHAT), self._book, self._contacts
        to = b"" if isinstance(what, str) else bytes(what)
        name = what if isinstance(what, str) else item.text()
        self.told.setText("")
        self._tasks.latest("hand-over", lambda job: book.handover_preview(contacts, to),
                           lambda found: self.told.setText(words(_preview(found, name))), self._refused)


def ask_hand_over(window: Any, contacts: Sequence[bytes], then: Callable[[Sentence], object]) -> HandOver:
    """Ask to whom these contacts go; ``then`` gets the title of the change."""
    dialog = HandOver(window.book, window.tasks, contacts, window)
    dialog.done.connect(then)
    dialog.open()
    return dialog


def _preview(found: Any, name: str) -> Sentence:
    if not found.contacts and not found.promises and not found.reminders:
        return say("{name} looks after them already.", name=name)
    held = [words(part) for n, part in (
        (found.contacts, count("{n} contact", "{n} contacts", found.contacts)),
        (found.promises, count("{n} open promise", "{n} open promises", found.promises)),
        (found.reminders, count("{n} reminder", "{n} reminders", found.reminders)),
    ) if n]
    return say("Hands over {what} to {name}.", what=listed(held), name=name)


def _name(book: Any, contacts: Sequence[bytes]) -> str:
    return next(iter(book.contacts.names(list(contacts[:1])).values()), "")
