"""The reminder pane: reads the agenda on the worker, shows it, and does what is asked about each card.

It asks again after changes that concern it, and when a new day has begun. ``done`` carries the sentence of
a change that can be undone, ``said`` the words for the status line when something did not work.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QStackedLayout, QVBoxLayout, QWidget

from notebook import AgendaSection, ChangeSet, Due, KithbookError, Named, Reminder, Sentence, say
from ui.bridge import Bridge
from ui.pages import ELSEWHERE
from ui.pane import changed
from ui.reminders.delegate import AgendaDelegate
from ui.reminders.model import MORE, AgendaRows
from ui.reminders.putting_off import add_days
from ui.reminders.view import AgendaView
from ui.tasks import Tasks
from ui.theme import Theme
from ui.widgets import button, label, tool
from ui.words import in_menu, put, words

if TYPE_CHECKING:
    from ui.reminders.form import Filled, ReminderForm

DAYS = 60
CONCERNED = ("reminder", "occurrence", "promise", "anniversary", "participant", "interaction", "circle", "membership",
             "want", "introduction", "offer", "permission", "dismissal", "intention", "step", "colleague")
CONTACT_FIELDS = frozenset({"_row", "ideal_days", "max_days", "full_name", "given", "surname", "owner"})
AGAIN_MS = 150  # between two readings of the agenda while changes keep coming


class ReminderPane(QWidget):
    """Overdue, today, this week, later. ``contactActivated`` asks the window to show somebody."""

    contactActivated = Signal(object)  # bytes
    done = Signal(object)  # Sentence; can be undone
    said = Signal(str)
    placeWanted = Signal(str, object)  # where what is due is done, and for whom
    counted = Signal(int)  # how many are overdue or due today

    def __init__(self, book: Any, theme: Theme, bridge: Bridge, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._book, self._theme, self._tasks = book, theme, tasks
        self._contact: Named | None = None
        self._stale = False
        self._sliding = 0
        self.rows = AgendaRows(self)
        self.delegate = AgendaDelegate(theme, self.rows, self.font(), self)
        self.view = AgendaView(self.rows, self.delegate, theme, self)
        self._lay_out()
        view = self.view
        view.ticked.connect(self.tick)
        view.opened.connect(self.open)
        view.snoozeRequested.connect(self.ask_snooze)
        view.whyRequested.connect(self.show_why)
        view.editRequested.connect(self.edit)
        view.deleteRequested.connect(self.delete)
        view.menuRequested.connect(self._menu)
        view.addRequested.connect(self.add)
        view.moreRequested.connect(self.show_more)
        view.leave.connect(self._leave)
        view.selectionModel().currentChanged.connect(lambda *_: self._why.hide())
        bridge.changed.connect(self.apply)
        self._reading = self._again = False
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(AGAIN_MS)
        self._later.timeout.connect(self.reload)
        self.setFocusProxy(view)
        self.reload()

    def _lay_out(self) -> None:
        title = label(self.tr("Reminders"), "title", self._theme.font(1.15, QFont.Weight.DemiBold))
        self.add_button = tool(self._theme.icon("plus"), self.tr("Add a reminder (N)"), self.add, 16, self)
        self.add_button.setObjectName("addReminder")
        self.add_button.setEnabled(not self._book.read_only)
        head = QHBoxLayout()
        head.addWidget(title)
        head.addStretch(1)
        head.addWidget(self.add_button)
        self._why = QFrame(self)
        self._why.setObjectName("reminderWhy")
        self._why.setProperty("role", "card")
        self._why_text = label("", wrap=True, parent=self._why)
        self._why_text.setObjectName("reminderWhyText")
        inner = QVBoxLayout(self._why)
        inner.setContentsMargins(12, 8, 12, 8)
        inner.addWidget(self._why_text)
        self._why.hide()
        self._empty = QWidget(self)
        self._empty.setObjectName("reminderEmpty")
        words_ = label(self.tr("Nothing is due in the next {n} days.").format(n=DAYS), "muted", wrap=True)
        words_.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        act = self._empty_act = button(self.tr("Add a reminder"), on=self.add)
        act.setEnabled(not self._book.read_only)
        middle = QVBoxLayout(self._empty)
        middle.setContentsMargins(16, 48, 16, 16)
        middle.setSpacing(16)
        middle.addWidget(words_)
        middle.addWidget(act, 0, Qt.AlignmentFlag.AlignHCenter)
        middle.addStretch(1)
        self._stack = QStackedLayout()
        self._stack.addWidget(self.view)
        self._stack.addWidget(self._empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 10, 10)
        column.setSpacing(4)
        column.addLayout(head)
        column.addLayout(self._stack, 1)
        column.addWidget(self._why)

    # -- what the window uses

    def show_contact(self, contact: bytes | None) -> None:
        """Whom a new reminder is about."""
        row = next(iter(self._book.contacts.rows([contact])), None) if contact is not None else None
        self._contact = None if row is None else (row.id, row.name)

    def apply(self, changes: ChangeSet) -> None:
        """Follow a change when it concerns what is due; while hidden, only note it."""
        if not _concerns(changes):
            return
        if not self.isVisible():
            self._stale = True
            return
        self.reload()

    def reload(self) -> None:
        """Read the agenda again, on the worker."""
        self._stale = False
        if self._reading:  # one at a time: an import changes something fifty times a second
            self._again = True
            return
        self._reading, self._again = True, False
        most = dict(self.rows.wanted)
        self._tasks.latest("agenda", lambda job: self._book.reminders.sections(DAYS, most), self._show, self._failed)

    def show_more(self, section: str) -> None:
        """More cards of a section that has many."""
        self.rows.wanted[section] += MORE
        self.reload()

    def showEvent(self, event) -> None:  # type: ignore[no-untyped-def]
        super().showEvent(event)
        if self._stale:
            self.reload()

    # -- doing

    def tick(self, due: Due) -> None:
        """It is done; a promise is kept by it. The card slides away. What is done elsewhere leads there."""
        if self._book.read_only:
            return
        if due.kind in ELSEWHERE:
            self.placeWanted.emit("row", (due.kind, due.contact, due.subject))
            return
        self._sliding += 1
        text = str(due.text)
        title = say("Keep the promise “{text}”", text=text) if due.kind.startswith("promise") else say(
            "Tick off “{text}”", text=text)
        if not self._change(title, lambda: self._book.reminders.done(due.subject, due.day)):
            self._sliding -= 1
            return
        self.view.slide_away(due, lambda: self._slid(due))

    def _slid(self, due: Due) -> None:
        self._sliding -= 1
        self._take_out(due)
        if not self._sliding:
            self.reload()

    def _take_out(self, due: Due) -> None:
        """Out of the list at once, the keyboard on the next card."""
        row = self.view.currentIndex().row()
        self.rows.drop(due)
        if self.view.hasFocus() or row >= 0:
            after = self.rows.first_card(max(0, row))
            self.view.go_to(after if after >= 0 else self.rows.first_card(self.rows.rowCount() - 1, -1))
        self._show_state()

    def snooze(self, due: Due, until: date) -> None:
        """Come back to it on a later day."""
        title = say("Put off “{text}”", text=str(due.text))
        self._change(title, lambda: self._book.reminders.snooze(due.subject, until, due.day))

    def move_to(self, due: Due, day: date) -> None:
        """Another day was agreed on for a promise."""
        title = say("Move the promise “{text}”", text=str(due.text))
        self._change(title, lambda: self._book.promises.renegotiate(due.subject, day))

    def skip(self, due: Due) -> None:
        """Leave it out this time."""
        title = say("Skip “{text}”", text=str(due.text))
        self._change(title, lambda: self._book.reminders.skip(due.subject, due.day))

    def delete(self, due: Due) -> None:
        """Take a reminder away for good; what comes from dates, cadences and promises is only skipped or kept."""
        if due.kind != "reminder":
            self.show_why(due)
            return
        title = say("Delete the reminder “{text}”", text=str(due.text))
        if self._change(title, lambda: self._book.reminders.delete(due.subject)):
            self._take_out(due)

    def open(self, due: Due) -> None:
        """Show the person it is about."""
        if due.contact is not None:
            self.contactActivated.emit(due.contact)

    def show_why(self, due: Due) -> None:
        """Say why it is here and what removes it; once more hides it."""
        text = f"{words(due.text)}: {words(due.reason)}."
        if not self._why.isHidden() and self._why_text.text() == text:
            self._why.hide()
            return
        self._why_text.setText(text)
        self._why.setAccessibleName(text)
        self._why.show()

    def ask_snooze(self, due: Due, where: QPoint) -> None:
        """The choices for putting it off; a promise of ours is not, it gets another day that was agreed on."""
        if self._book.read_only:
            return
        ours = due.kind == "promise"
        menu = QMenu(self)
        menu.setObjectName("dayMenu" if ours else "snoozeMenu")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if ours:
            menu.addAction(self.tr("Agreed on another day:")).setEnabled(False)
        self._add_days(menu, due)
        menu.setActiveAction(menu.actions()[int(ours)])
        menu.popup(where)

    def _add_days(self, menu: QMenu, due: Due) -> None:
        if due.kind == "promise":
            add_days(menu, self._book.clock, self, lambda day: self.move_to(due, day), self.tr("Agreed on another day"))
        else:
            add_days(menu, self._book.clock, self, lambda day: self.snooze(due, day))

    def add(self) -> None:
        """The form for a new reminder, about the contact that is shown."""
        if self._book.read_only:
            return
        from ui.reminders.form import ReminderForm

        form = ReminderForm(self._book.clock, self._contact, self)
        self._open(form, self._add)

    def edit(self, due: Due) -> None:
        """The form of a reminder; for anything else, the person."""
        if self._book.read_only or due.kind != "reminder":
            self.open(due)
            return
        from ui.reminders.form import ReminderForm

        try:
            reminder = self._book.reminders.get(due.subject)
        except KithbookError as error:
            self.said.emit(words(error.sentence))
            return
        about = (reminder.contact, reminder.contact_name) if reminder.contact is not None else self._contact
        form = ReminderForm(self._book.clock, about, self, reminder)
        form.about.setChecked(reminder.contact is not None)
        self._open(form, lambda filled: self._edit(reminder, filled))

    def _open(self, form: ReminderForm, save: Callable[[Filled], None]) -> None:
        form.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        form.saved.connect(save)
        form.finished.connect(lambda how: self.setFocus())
        form.open()

    def _add(self, filled: Filled) -> None:
        title = say("Add the reminder “{text}”", text=filled.text)
        self._change(title, lambda: self._book.reminders.add(
            filled.contact, filled.text, filled.day, rrule=filled.rrule, leads=filled.leads))

    def _edit(self, reminder: Reminder, filled: Filled) -> None:
        fields: dict[str, Any] = {}
        for name in ("text", "day", "rrule", "contact"):
            if getattr(filled, name) != getattr(reminder, name):
                fields[name] = getattr(filled, name)
        if bool(filled.leads) != bool(reminder.leads):
            fields["leads"] = filled.leads
        if fields:
            title = say("Change the reminder “{text}”", text=reminder.text)
            self._change(title, lambda: self._book.reminders.edit(reminder.id, **fields))

    def _change(self, title: Sentence, act: Callable[[], object]) -> bool:
        if self._book.read_only:
            return False
        try:
            new = changed(self._book, act, title)
        except KithbookError as error:
            self.said.emit(words(error.sentence))
            return False
        if new:
            self.done.emit(title)
        return True

    # -- inside

    def _failed(self, error: Exception) -> None:
        self._reading = False
        if not isinstance(error, KithbookError):
            raise error
        self.said.emit(words(error.sentence))

    def _show(self, agenda: Sequence[AgendaSection]) -> None:
        self._reading = False
        if self._again:
            self._later.start()
        if self._sliding:  # it is read again when the card has gone
            return
        self.rows.show_agenda(agenda)
        self._show_state()
        if self.view.hasFocus() and not self.view.currentIndex().isValid():
            self.view.go_to(self.rows.first_card())
        self.counted.emit(sum(section.count for section in agenda if section.key in ("overdue", "today")))

    def _show_state(self) -> None:
        """The cards, or what to do when there is none; the keyboard stays in the pane."""
        some = self.rows.rowCount() > 0
        here = (self._empty_act if some else self.view).hasFocus()
        self._stack.setCurrentWidget(self.view if some else self._empty)
        self.setFocusProxy(self.view if some else self._empty_act)
        if here:
            self.setFocus()

    def _leave(self) -> None:
        if not self._why.isHidden():
            self._why.hide()
        else:
            self.focusNextChild()

    def _menu(self, due: Due, where: QPoint) -> None:
        icon = self._theme.icon
        menu = QMenu(self)
        menu.setObjectName("reminderMenu")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        promise = due.kind.startswith("promise")
        if not self._book.read_only:
            word, sign = (self.tr("Promise kept") if promise else self.tr("Done")), "check"
            if due.kind in ELSEWHERE:
                word, sign = self.tr("Next step"), "arrow-right"
            menu.addAction(icon(sign), word).triggered.connect(lambda: self.tick(due))
            if promise:
                menu.addAction(icon("handshake"), self.tr("Released from the promise")).triggered.connect(
                    lambda: self._change(say("Release the promise “{text}”", text=str(due.text)),
                                         lambda: self._book.promises.release(due.subject)))
            else:
                menu.addAction(icon("x"), self.tr("Skip this time")).triggered.connect(lambda: self.skip(due))
            if due.kind == "promise":
                self._add_days(menu.addMenu(icon("calendar"), self.tr("Agreed on another day")), due)
            elif due.kind != "planned":  # it is moved in its entry
                self._add_days(menu.addMenu(icon("alarm-clock"), self.tr("Put off")), due)
            if due.kind == "reminder":
                menu.addSeparator()
                menu.addAction(icon("pencil"), self.tr("Change …")).triggered.connect(lambda: self.edit(due))
                menu.addAction(icon("trash-2"), self.tr("Delete")).triggered.connect(lambda: self.delete(due))
            menu.addSeparator()
        menu.addAction(icon("info"), self.tr("Why is it here?")).triggered.connect(lambda: self.show_why(due))
        if due.contact is not None:
            name = " ".join(due.contact_name.split())
            menu.addAction(icon("arrow-right"), in_menu(put(self.tr("Go to {name}"), name=name))
                           ).triggered.connect(lambda: self.open(due))
        menu.popup(where)


def _concerns(changes: ChangeSet) -> bool:
    """Whether a change can make anything due or not due, or say it in other words."""
    if changes.everything or any(changes.rows(table) for table in CONCERNED):
        return True
    return any(CONTACT_FIELDS & fields for fields in changes.rows("contact").values())
