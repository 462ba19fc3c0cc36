"""The window over one notebook: lays out the panes, lets them know of each other, keeps its shape.

What is not needed for the first painted list is made after it: the card, the timeline, the reminders, the
counts. Below 1100 pixels the rail folds to icons, below 900 the reminders become a drawer.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QByteArray, QSettings, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMainWindow, QSplitter, QVBoxLayout, QWidget

from notebook import ChangeSet, KithbookError, Sentence, View
from ui.actions import Actions
from ui.bridge import Bridge
from ui.contacts.pane import ContactsPane
from ui.going import Going
from ui.middle import Middle
from ui.pages import name_of, page_of
from ui.rail import Rail
from ui.statusline import StatusLine
from ui.tasks import Tasks
from ui.theme import Theme
from ui.topbar import TopBar
from ui.widgets import Toast
from ui.words import words

FOLD, DRAWER = 1100, 900  # pixels, with letters of usual size; larger ones need more room
START = "today"  # the page to begin with, where no place is remembered
USUAL = 19  # the height of a line up to which letters are of usual size
RAIL = ("contact", "circle", "membership", "promise", "saved_search")  # tables whose rows are counted or named there
DRAWER_WIDTH, LEAST = 300, 200  # of the reminders
SIDES = (264, 232)  # the panes beside the middle in a narrow window, until somebody moves them


class MainWindow(QMainWindow):
    """One notebook, three panes. ``ready``: the list is painted and the rest is in place."""

    ready = Signal()
    openWanted = Signal(object, str)  # path, how: open, new, readonly
    closed = Signal()

    def __init__(self, book: Any, theme: Theme, tasks: Tasks, settings: QSettings) -> None:
        super().__init__()
        self.setObjectName("mainWindow")
        self.setAcceptDrops(True)
        self.book, self.theme, self.tasks = book, theme, tasks
        self._settings = settings
        self.bridge = Bridge(book, self)
        self.bridge.changed.connect(self._miss)  # before the list goes on to the next of its rows
        self.actions_ = Actions(self)
        self.top = TopBar(theme, self.actions_.menus, self)
        self.rail = Rail(theme, self)
        self.people = ContactsPane(book, theme, self.bridge, tasks, self)
        if str(settings.value("rings", "true")) == "false":
            self.people.show_rings(False)
        if str(settings.value("compact", "false")) == "true":
            self.people.show_compact(True)
        self.status = StatusLine(theme, self)
        self.middle = Middle(book, theme, self.bridge, tasks, settings, self)
        self.reminders: Any = None
        self.commands: Any = None
        self._counts: dict[str, int] = {}
        self._recount = self._later(150, self._count_now)
        self._recount_today = self._later(1000, self._count_today)
        self.going = Going(self, self)
        self._toast: Toast | None = None
        self._offered: int | None = None  # which action of the notebook the toast would undo
        self._lay_out()
        self._connect()
        self._restore_shape()
        self._say_saved()
        self.name_window()

    # -- layout

    def _lay_out(self) -> None:
        self._split = QSplitter(Qt.Orientation.Horizontal, self)
        self._split.setObjectName("panes")
        self._split.setHandleWidth(1)
        self._split.setChildrenCollapsible(False)
        self._right = QFrame(self)
        self._right.setMinimumWidth(self.theme.px(LEAST))
        self._right_column = QVBoxLayout(self._right)
        self._right_column.setContentsMargins(0, 0, 0, 0)
        for pane in (self.people, self.middle, self._right):
            self._split.addWidget(pane)
        for place, stretch in enumerate((0, 1, 0)):
            self._split.setStretchFactor(place, stretch)
        self._split.setSizes([320, 612, 280])
        self._body = QWidget(self)
        row = QHBoxLayout(self._body)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        line = QFrame(self._body)
        line.setProperty("role", "line")
        line.setFixedWidth(1)
        row.addWidget(self.rail)
        row.addWidget(line)
        row.addWidget(self._split, 1)
        whole = QWidget(self)
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.top)
        column.addWidget(self._body, 1)
        column.addWidget(self.status)
        self.setCentralWidget(whole)
        self.setMinimumSize(672, 400)  # rail, list and card side by side
        self._narrow = self._drawer = False

    def _connect(self) -> None:
        search = self.top.search
        search.textChanged.connect(self.people.search)
        search.entered.connect(self.people.select_first)
        search.moved.connect(self.people.list.setFocus)
        self.people.typed.connect(self._type_on)
        self.people.left.connect(search.setFocus)
        self.people.contactActivated.connect(self.going.show)
        self.people.hitOpened.connect(self.show_hit)
        self.people.opened.connect(lambda contact: self.show_contact(contact, edit=False))
        self.people.painted.connect(self._finish)
        self.rail.chosen.connect(self.going.choose)
        self.middle.contactActivated.connect(self.show_contact)
        self.middle.placeWanted.connect(self.going.go)
        self.middle.said.connect(self.status.say)
        self.middle.done.connect(self.tell)
        self.middle.followed.connect(lambda follow: self.commands.follow_up(follow))
        self.middle.left.connect(self.going.leave)
        self.bridge.trouble.connect(lambda sentence: self.status.say(words(sentence)))
        self.tasks.busy.connect(self.status.busy)

    def _finish(self) -> None:
        """After the first paint: everything else, one piece per turn of the event loop."""
        self._steps = [self.theme.complete, self.rail.fill, self._add_commands, self._add_person, self._add_reminders,
                       self._count_now, self._welcome_or_select, self.people.add_rings]
        self._step()

    def _add_commands(self) -> None:
        from ui.commands import Commands

        self.actions_.fill(self.theme.mode)
        self.commands = Commands(self)
        self.people.addWanted.connect(self.actions_["add"].trigger)
        self.top.addWanted.connect(self.actions_["add"].trigger)
        self.top.logWanted.connect(self.actions_["log"].trigger)

    def _step(self) -> None:
        if not self._steps:
            self.bridge.changed.connect(self._changed)  # not before: what it brings up to date has to be there
            self._name_undo()
            self.commands.ask_who_i_am_once(self._settings)
            self.ready.emit()
            return
        self._steps.pop(0)()
        QTimer.singleShot(0, self, self._step)

    def _add_person(self) -> None:
        self.middle.add_person(self.people.photos)
        self.person.among = lambda: self.people.rows.ids

    def _add_reminders(self) -> None:
        from ui.reminders import ReminderPane

        self.reminders = ReminderPane(self.book, self.theme, self.bridge, self.tasks, self._right)
        self.reminders.contactActivated.connect(self.show_contact)
        self.reminders.done.connect(self.tell)
        self.reminders.said.connect(self.status.say)
        self.reminders.placeWanted.connect(self.going.go)
        self.reminders.counted.connect(lambda: self._recount_today.start())  # it knows when anything due is other
        self._right_column.addWidget(self.reminders)
        self.top.remindersWanted.connect(self.toggle_reminders)
        self.status.show_me(self.book.colleagues.me().name)

    def _welcome_or_select(self, start: str = START) -> None:
        """Where the window was left, the page ``start`` where that is not known, or three ways to somebody to show."""
        if not self.people.rows.rowCount() and not self.book.contacts.count(View(kind=None)):
            self.show_welcome()
            return
        last = str(self._settings.value("contact", ""))
        contact = bytes.fromhex(last) if len(last) == 32 else None
        if contact is None or not self.book.contacts.rows([contact]):
            contact = self.people.rows.id_at(0)
        place = str(self._settings.value("place", start))
        if page_of(place) is not None and self.middle.page is None:
            self.going.before = contact
            self.go(place)
        elif contact is not None:
            self.people.select(contact)
        else:
            self.going.show(None)

    # -- what commands and tests use

    def show_contact(self, contact: bytes | None, edit: bool = False) -> None:
        """Show somebody: in the list when they are in it, and on the card."""
        self.people.select(contact, tell=False)
        self.going.show(contact, stepped=False)
        if edit and self.person is not None:
            self.person.edit()

    def go(self, key: str, what: object = None) -> None:
        """Go to a page (``what``: what it is about), or to a line of the rail."""
        self.going.go(key, what)

    def show_hit(self, hit: Any) -> None:
        """Show what was found where it stands."""
        self.going.show_hit(hit)

    @property
    def person(self) -> Any:
        """The pane of one contact; None until the first paint is over."""
        return self.middle.person

    @property
    def welcome(self) -> Any:
        """The first start's three ways in; None until they are wanted."""
        return self.middle.welcome

    @property
    def current(self) -> bytes | None:
        """The contact whose card is shown."""
        shown = self.person.contact if self.person is not None and self.middle.page is None else None
        return shown.id if shown is not None else None

    def say(self, text: str, act: str | None = None, on: Any = None, key: str = "") -> None:
        """A word at the bottom of the window, with a way on."""
        if self._toast is None:
            self._toast = Toast(self.theme, self.status, self.status.room)
        self._offered = None
        self._toast.say(text, act, on, key=key)

    def offer_undo(self, text: str, show: bytes | None = None) -> None:
        """Say what was just done, with the way back while it is the last action; then show whom it was about."""
        mark = self.book.undo_mark()
        self.say(text, self.tr("Undo"), lambda: self.commands.undo_this(mark, show))
        self._offered = mark

    def tell(self, title: Sentence, show: bytes | None = None) -> None:
        """Something was changed: say what happened, with the way back, which then shows whom it was about."""
        from ui.happened import happened

        self.offer_undo(words(happened(title)), show)

    def show_rings(self, wanted: bool) -> None:
        """Health beside the names in the list, or not; remembered."""
        self._settings.setValue("rings", "true" if wanted else "false")
        self.people.show_rings(wanted)
        self.people.add_rings()

    def show_compact(self, wanted: bool) -> None:
        """One line for each name in the list, or two; remembered."""
        self._settings.setValue("compact", "true" if wanted else "false")
        self.people.show_compact(wanted)

    def trouble(self, error: KithbookError) -> None:
        """Something in the world is not as needed: say so."""
        self.say(words(error.sentence))
        self.status.say(words(error.sentence))

    def toggle_reminders(self) -> None:
        """Open or close the drawer; where the pane stands beside the card, go to it."""
        if not self._drawer:
            if self.reminders is not None:
                self.reminders.setFocus()
            return
        if self.reminders is None:
            return  # the first paint is not over
        self._right.setVisible(not self._right.isVisible())
        if self._right.isVisible():
            self._place_drawer()
            self._right.raise_()
            self.reminders.setFocus()

    def show_welcome(self) -> None:
        """The first start: three ways in, in the middle."""
        made = self.middle.show_welcome()
        if made is not None:
            made.importWanted.connect(lambda: self.actions_["import"].trigger())
            made.sampleWanted.connect(lambda: self.commands.fill_with_sample())
            made.personAdded.connect(lambda name: self.commands.add_named(name))

    # -- inside

    def _type_on(self, text: str) -> None:
        self.top.search.setFocus()
        self.top.search.setText(self.top.search.text() + text)

    def _miss(self, changes: ChangeSet) -> None:
        """Whoever is shown may have been deleted by another process; what was done here has a title."""
        shown = self.current if changes.title is None else None
        if shown is None or not (changes.everything or "_row" in changes.rows("contact").get(shown, ())):
            return
        if not self.book.contacts.rows([shown]):
            from ui.elsewhere import leave_gone

            leave_gone(self)

    def _changed(self, changes: ChangeSet) -> None:
        self._name_undo()
        if self._toast is not None and self._offered is not None and self._offered != self.book.undo_mark():
            self._toast.hide()  # it was undone, or something else was done since
        self._say_saved()
        if changes.rows("product"):
            from ui.mistaken import ask_meant

            ask_meant(self, changes)
        if changes.everything or any(changes.rows(t) for t in RAIL):
            self._recount.start()
        if changes.everything or changes.rows("colleague"):
            self.status.show_me(self.book.colleagues.me().name)
        current = self.current
        if changes.everything or current is None or current in changes.rows("contact"):
            self.name_window()
        if self.welcome is not None and self.welcome.isVisible() and self.book.contacts.ids(View(kind=None), limit=1):
            QTimer.singleShot(0, self, lambda: self._welcome_or_select(""))  # in a turn of its own: it makes the card

    def _later(self, pause: int, act: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(pause)
        timer.timeout.connect(act)
        return timer

    def _count_now(self) -> None:
        book = self.book

        def work(job: Any) -> tuple[Any, ...]:
            counts = {"people": book.contacts.count(View()), "organisations": book.contacts.count(View(kind="org")),
                      "promises": book.promises.count()}
            return (counts, [(g.id, g.name, g.members) for g in book.groups.all()],
                    [(s.id, s.name, s.query) for s in book.groups.searches()])

        def counted(counts: tuple[Any, ...]) -> None:
            self._counts |= counts[0]
            self.rail.set_counts(self._counts, *counts[1:])
            self.going.name_stream()

        self.tasks.latest("counts", work, counted)

    def _count_today(self) -> None:
        def counted(count: int) -> None:
            self._counts["today"] = count
            self.rail.show_count("today", count)

        self.tasks.latest("count-today", lambda job: self.book.insight.waiting(), counted)

    def _name_undo(self) -> None:
        try:
            self.actions_.name_undo(self.book.undo_title(), self.book.redo_title())
        except KithbookError as error:
            self.trouble(error)
        if self.book.read_only:
            self.actions_.read_only(True)

    def _say_saved(self) -> None:
        self.status.state(self.tr("Read only") if self.book.read_only else self.tr("Saved"))

    def name_window(self) -> None:
        """The title of the window: what is shown, and of which notebook."""
        name = Path(self.book.path).stem
        page, shown = page_of(self.middle.page or ""), self.person.contact if self.person is not None else None
        called = shown.name if shown is not None else ""
        if page is not None:
            called = name_of(page.title)
        elif self.person is not None and self.person.stream is not None:
            called = self.person.head.title.text()
        who = " ".join(called.split())[:80] + " – " if called else ""
        self.setWindowTitle(f"{who}{name} – Kithbook")

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes through the window in the order in which one reads it."""
        from ui.tabbing import go_on

        return go_on(self, forward)

    # -- shape

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self.commands is not None and any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        files = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        event.acceptProposedAction()
        if files:
            self.commands.files.import_files(files)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        width = round(self.width() / max(1.0, self.fontMetrics().height() / USUAL))
        self.rail.fold(width < FOLD)
        self.top.fit(width)
        if width < DRAWER:
            self._set_narrow(True)
            self._set_drawer(True)
        else:
            self._set_drawer(False)
            self._set_narrow(width < FOLD)
        if self._drawer and self._right.isVisible():
            self._place_drawer()

    def _set_narrow(self, narrow: bool) -> None:
        """Below the width at which the rail folds, the panes beside the middle give it room; each shape is kept."""
        if narrow == self._narrow:
            return
        self._narrow = narrow
        if not narrow:
            self._split.restoreState(self._wide)
            self._split.setHandleWidth(1)
            return
        self._wide = self._split.saveState()
        kept = self._settings.value("panes/narrow")
        if isinstance(kept, QByteArray) and self._split.restoreState(kept):
            self._split.setHandleWidth(1)
            return
        left, _, right = self._split.sizes()
        sides = [self.theme.px(side) for side in SIDES]
        left, right = max(min(left, sides[0]), self.people.filters.least), min(right, sides[1])
        room = self.width() - self.rail.width() - 1
        self._split.setSizes([left, max(1, room - left - right), right])

    def _set_drawer(self, drawer: bool) -> None:
        if drawer == self._drawer:
            return
        self._drawer = drawer
        self.top.reminders.setVisible(drawer)
        if drawer:
            self._shape = self._split.saveState()  # what was wanted, not what a narrow window left of it
            self._right.setParent(self._body)
            self._right.setProperty("role", "drawer")
            self._right.style().polish(self._right)
            self._right.hide()
        else:
            self._right.setProperty("role", "")
            self._right.style().polish(self._right)
            self._split.addWidget(self._right)
            self._right.show()
            self._split.restoreState(self._shape)
            self._split.setHandleWidth(1)

    def _place_drawer(self) -> None:
        width = min(self.theme.px(DRAWER_WIDTH), self._body.width())
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        self._right.setGeometry(0 if rtl else self._body.width() - width, 0, width, self._body.height())

    def _restore_shape(self) -> None:
        shape = self._settings.value("geometry")
        if not (isinstance(shape, QByteArray) and self.restoreGeometry(shape)):
            self.resize(1400, 860)
        panes = self._settings.value("panes")
        if isinstance(panes, QByteArray) and self._narrow:
            self._wide = panes
        elif isinstance(panes, QByteArray):
            self._split.restoreState(panes)
            self._split.setHandleWidth(1)

    def closeEvent(self, event: QCloseEvent) -> None:
        focus = self.focusWidget()
        if focus is not None:
            focus.clearFocus()  # an edit under way is finished, not lost
        self._settings.setValue("geometry", self.saveGeometry())
        if not self._drawer:
            self._settings.setValue("panes/narrow" if self._narrow else "panes", self._split.saveState())
        if self._narrow:
            self._settings.setValue("panes", self._wide)
        shown = self.current or self.going.before
        if shown is not None:
            self._settings.setValue("contact", shown.hex())
        if shown is not None or self.middle.page is not None:
            self._settings.setValue("place", self.middle.page or "")
        self._settings.sync()
        self.bridge.close()
        self.tasks.close()
        event.accept()
        self.closed.emit()
