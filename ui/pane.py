"""What tabs and pages have in common: reading on the worker, and writing with a way back.

A pane reads everything it shows in one go (`read`, on the worker) and shows it (`fill`). Changes of the notebook
that concern it make it read again; while it is hidden it only notes that. Until it is known what there is, nothing is
said about it: neither what was there of somebody else, nor that there is nothing; what takes a moment says so quietly.
Every edit is one undoable change, and *Undo* is offered only where something became other.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QWidget

from notebook import ChangeSet, Contact, KithbookError, Sentence
from ui.bridge import Bridge
from ui.forms import leave_fields, refuse
from ui.tasks import Tasks
from ui.theme import Theme
from ui.widgets import label
from ui.words import words

AGAIN_MS = 30  # between a change and reading again: several in a row are read once
SLOW_MS = 150  # reading that takes longer is said


def changed(book: Any, act: Callable[[], object], title: Sentence | None = None) -> bool:
    """Do it, as one change of that title where there is one; whether there is something new to undo since.

    What made nothing other is no action: *Undo* behind it would take back the one before.
    """
    before = book.undo_mark()
    if title is None:
        act()
    else:
        with book.change(title):
            act()
    return bool(book.undo_mark() != before)


class Turns(QObject):
    """Does some things, each in a turn of the event loop: widgets are dear, and the window must not stand."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._acts: list[Callable[[], object]] = []

    @property
    def busy(self) -> bool:
        """Whether something is still to be done."""
        return bool(self._acts)

    def start(self, acts: Sequence[Callable[[], object]]) -> None:
        """Do these instead of what was still to be done; the first of them now."""
        self._acts = list(acts)
        self._next()

    def stop(self) -> None:
        """Nothing more is to be done."""
        self._acts = []

    def _next(self) -> None:
        if self._acts:
            self._acts.pop(0)()
            QTimer.singleShot(0, self, self._next)


class Scroll(QScrollArea):
    """Shows what may be higher than its room: up and down only, no frame, the keyboard stays with what is in it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)


class Pane(QWidget):
    """Base of the tabs and pages. ``tables``: what concerns it; ``reads``: the name of its reading."""

    contactActivated = Signal(object)  # a contact's id
    said = Signal(str)
    done = Signal(object)  # the title of a change that can be undone
    placeWanted = Signal(str, object)  # another page, and what it should show
    followed = Signal(object)  # a `FollowUp`: what was written has something follow
    tables: tuple[str, ...] = ()
    reads = ""

    def __init__(self, book: Any, theme: Theme, bridge: Bridge, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._book, self._theme, self._tasks = book, theme, tasks
        self._stale = True
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.setInterval(AGAIN_MS)
        self._again.timeout.connect(self.refresh)
        self._read_once = False  # whether what stands there is what there is
        self._reading: list[QLabel] = []
        self._slow = QTimer(self)
        self._slow.setSingleShot(True)
        self._slow.setInterval(SLOW_MS)
        self._slow.timeout.connect(lambda: self._tell_reading(True))
        bridge.changed.connect(self.apply)

    def reading_line(self) -> QLabel:
        """The quiet word that it is being read; a subclass puts one wherever what is read will stand."""
        made = label(self.tr("Reading …"), "muted", parent=self)
        made.setObjectName("reading")
        made.setContentsMargins(14, 8, 14, 8)
        made.hide()
        self._reading.append(made)
        return made

    def expect(self) -> None:
        """Something else is to be shown than what was read: an answer about that is not wanted any more."""
        self._read_once = False
        self._tasks.forget(self.reads)

    def to_read(self) -> tuple[Any, ...]:
        """What is to be read, taken from the widgets before the worker begins: it must not look at them."""
        return ()

    def read(self, *what: Any) -> Any:
        """Everything that is shown, for what `to_read` said; runs on the worker, where no widget is looked at."""
        raise NotImplementedError

    def fill(self, found: Any) -> None:
        """Show what was read."""
        raise NotImplementedError

    def apply(self, changes: ChangeSet) -> None:
        """Something changed: read again when it concerns what is shown."""
        if changes.everything or any(changes.rows(table) for table in self.tables):
            self._stale = True
            if self.isVisible():
                self._again.start()

    def refresh(self) -> None:
        """Read again, now when it can be seen and else when it is shown."""
        self._stale = True
        if self.isVisible():
            self._stale = False
            if not self._read_once and not self._slow.isActive():
                self._slow.start()
            what = self.to_read()
            self._tasks.latest(self.reads, lambda job: self.read(*what), self._arrived, self._failed)

    def _arrived(self, found: Any) -> None:
        self._no_more_waiting()
        self._read_once = True
        self.fill(found)

    def _no_more_waiting(self) -> None:
        self._slow.stop()
        self._tell_reading(False)

    def _tell_reading(self, told: bool) -> None:
        for made in self._reading:
            made.setVisible(told)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self.refresh()

    def attempt(self, act: Callable[[], Any], title: Sentence | None = None, tell: bool = False) -> Any:
        """Write something; a refusal is said, and False the answer (None of the act is True).

        ``title``: as one change of that name. ``tell``: with a word (the title, else what the change calls itself) and
        *Undo* at the bottom of the window, where it made anything other.
        """
        if self._book.read_only:
            return False
        answers: list[Any] = []
        try:
            new = changed(self._book, lambda: answers.append(act()), title)
        except KithbookError as error:
            refuse(self, words(error.sentence))
            self.said.emit(words(error.sentence))
            self.refresh()  # a field that has no row to say why shows again what is stored
            return False
        if tell and new:
            self.done.emit(title or self._book.undo_title())
        return True if answers[0] is None else answers[0]

    def _failed(self, error: Exception) -> None:
        self._no_more_waiting()
        if not isinstance(error, KithbookError):
            raise error
        self.said.emit(words(error.sentence))


class Tab(Pane):
    """Base of the tabs of one contact."""

    def __init__(self, book: Any, theme: Theme, bridge: Bridge, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(book, theme, bridge, tasks, parent)
        self.contact: Contact | None = None

    @property
    def whose(self) -> bytes | None:
        """The id of the contact."""
        return None if self.contact is None else self.contact.id

    def show_contact(self, contact: Contact | None) -> None:
        """Show this contact; what is being typed belongs to the one shown so far."""
        other = (None if contact is None else contact.id) != self.whose
        if other:
            leave_fields(self)
        self.contact = contact
        self.suit(contact is not None and contact.kind == "org")
        if other:
            self.expect()
            self.clear()
        self.refresh()

    def suit(self, place: bool) -> None:
        """Word what teaches, and show what there can be, for a person or an organisation (``place``)."""

    def to_read(self) -> tuple[Any, ...]:
        return (self.whose,)

    def clear(self) -> None:
        """Nothing is known of the contact yet: only headings, and the lines that add something."""
        raise NotImplementedError
