"""The contact pane: whom the list shows, search while typing, and what was found in notes and promises.

The list holds ids. At start one page of them is read, the rest after the first paint; with many contacts
the list is asked again on the worker, so that a change never holds up the window. Search is synchronous for
people (a few milliseconds) and runs on the worker for notes and promises.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QStackedLayout, QVBoxLayout, QWidget

from notebook import ChangeSet, ContactRow, View
from ui.bridge import Bridge
from ui.contacts.filters import Filters
from ui.contacts.people import ContactRows, PersonDelegate
from ui.contacts.photos import Photos
from ui.contacts.table import RowsTable
from ui.tasks import Job, Tasks
from ui.theme import Theme
from ui.widgets import button, label
from ui.words import put

FIRST = 64  # ids read before the first paint
FOUND = 100  # people found at once; more follow from the worker
MANY = 5_000  # from here on the list is asked again on the worker: cold from the disk, 20,000 ids take 80 ms
PART = 10_000  # ids read at a time on the worker
UNLIMITED = 16777215  # Qt's largest size of a widget
REST_MS = 120  # without a key: typing rests
SETTLE_MS = 40  # while a key is held down in the list, the card follows when it rests

# tables whose rows show in a list row, and those that decide who is in the list and where
SHOWN = ("detail", "role", "media", "participant", "interaction", "contact")
# and what is due of a contact, or put away
DUE = ("reminder", "occurrence", "promise", "want", "introduction", "offer", "anniversary", "permission", "circle",
       "membership", "dismissal")
NAMES = frozenset({"_row", "kind", "full_name", "given", "surname", "given2", "surname2", "implied", "owner"})


def _later(milliseconds: int, act: Callable[[], object], pane: QWidget) -> QTimer:
    """A timer that acts once, unless the window was closed meanwhile (its worker is gone then)."""
    timer = QTimer(pane)
    timer.setSingleShot(True)
    timer.setInterval(milliseconds)
    timer.timeout.connect(lambda: pane.isVisible() and act())
    return timer


class ContactsPane(QWidget):
    """The list of people or organisations. ``contactActivated`` follows the current row."""

    contactActivated = Signal(object)  # bytes
    hitOpened = Signal(object)  # something found in notes and promises
    opened = Signal(object)  # Enter: go on to the card
    counted = Signal(int)
    painted = Signal()
    typed = Signal(str)
    left = Signal()
    addWanted = Signal()
    added = Signal(str, str)  # name, kind

    def __init__(self, book: Any, theme: Theme, bridge: Bridge, tasks: Tasks,
                 parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._book, self._theme, self._tasks = book, theme, tasks
        self._base = View()
        self._text = ""
        self._current: bytes | None = None
        self._due: frozenset[bytes] = frozenset()  # about whom something is due, while only those are shown
        self._add: Any = None  # AddLine
        self._told: bytes | None = None  # whom ``contactActivated`` was last emitted for
        self.photos = Photos(book.contacts.photo, tasks, self)
        self.rows = ContactRows(book.contacts.rows, book.clock, self)
        self._delegate = PersonDelegate(theme, self.rows, self.photos, self)
        self.filters = Filters(theme, self._groups, book.contacts.labels, self)
        self.filters.changed.connect(lambda: self.reload())
        self.list = RowsTable(self._delegate.height, self)
        self.list.setObjectName("contactList")
        self.list.setAccessibleName(self.tr("Contacts"))
        self.list.setSelectionMode(RowsTable.SelectionMode.ExtendedSelection)
        self.list.setModel(self.rows)
        self.list.setItemDelegate(self._delegate)
        self._delegate.state = self.list.state_of
        self.list.chosen.connect(self._chosen)
        self.list.opened.connect(lambda row: self.opened.emit(self.rows.id_at(row)))
        self.list.typed.connect(self.typed)
        self.list.left.connect(self.left)
        self.list.past_end.connect(lambda: self.hits is not None and self.hits.take_focus())
        self.list.painted.connect(self._after_first_paint)
        self._tell = QTimer(self)
        self._tell.setSingleShot(True)
        self._tell.setInterval(SETTLE_MS)
        self._tell.timeout.connect(self._tell_current)
        self.hits: Any = None  # Hits, made by the first search
        # What the worker does must not hold up the people found: their paint comes first, and who comes after the
        # first hundred can wait until the keys rest.
        self._words = _later(0, lambda: self.hits.search(self._text), self)
        self._more = _later(REST_MS, self._search_on, self)
        self._elsewhere: ContactRow | None = None

        surface = QFrame(self)
        surface.setProperty("role", "surface")
        self._stack = QStackedLayout(surface)
        self._stack.addWidget(self.list)
        self._nobody: QWidget | None = None
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.filters)
        layout.addWidget(surface, 1)
        self._surface, self._layout = surface, layout
        self.setMinimumWidth(240)

        theme.changed.connect(self._restyle)
        bridge.changed.connect(self.apply)
        self.photos.ready.connect(self._repaint)
        self.rows.set_ids(book.contacts.ids(self._view(), limit=FIRST))

    # -- what the window uses

    @property
    def current(self) -> bytes | None:
        """The contact last chosen."""
        return self._current

    def show_view(self, base: View, scope: str = "all", group: tuple[bytes, str] | None = None) -> None:
        """Another list (the rail chose); the search text stays."""
        self._base = base
        self.filters.reset(scope, group)
        self.reload()
        self.list.scrollToTop()

    @property
    def compact(self) -> bool:
        """Whether each name has one line."""
        return self._delegate.compact

    def show_compact(self, wanted: bool) -> None:
        """One line for each name instead of two."""
        self._delegate.compact = wanted
        self._restyle()

    def show_rings(self, wanted: bool) -> None:
        """Whether there is room beside each name for a ring that says how things stand (`add_rings`)."""
        self.rows.ringed = wanted
        if not wanted and self.rows.rings is not None:
            self.rows.rings.deleteLater()
            self.rows.rings = None
        self._delegate.restyle()
        self._repaint()

    def add_rings(self) -> None:
        """Put the rings on, when the list stands."""
        if self.rows.ringed and self.rows.rings is None:
            from ui.contacts.rings import Rings

            self.rows.rings = Rings(self._book, self._theme, self._tasks, self)
            self.rows.rings.ready.connect(self._repaint)
            self._repaint()

    def search(self, text: str) -> None:
        """Show who is found, and below what is found in notes and promises; empty text: everybody."""
        if text == self._text:
            return
        self._text = text
        self._tasks.forget("ids")
        self._more.stop()
        self._words.stop()
        if text.strip():
            found = self._book.contacts.search(text, FOUND, self._view())
            self.rows.set_ids(found)
            if len(found) >= FOUND:
                self._more.start()
            self.list.scrollToTop()
            if self.hits is None:
                self._make_hits()
            self._words.start()
        else:
            if self.hits is not None:
                self.hits.search("")
            if not self._slow:
                self.rows.set_ids(self._book.contacts.ids(self._view(), limit=FIRST))
            self._rest()
        self._show_state()

    def select(self, contact: bytes | None, tell: bool = True) -> None:
        """Make a contact current, in the list when it is there; ``tell`` announces it."""
        self._current = contact
        row = -1 if contact is None else self.rows.row_of(contact)
        if row >= 0:
            self.list.chosen.disconnect(self._chosen)
            self.list.choose(row)
            self.list.chosen.connect(self._chosen)
        else:
            self.list.clearSelection()
            self.list.selectionModel().clearCurrentIndex()
        if tell:
            self._tell_current()
        else:
            self._told = contact

    def chosen(self) -> list[bytes]:
        """The contacts that are selected in the list (Shift or Ctrl, Ctrl+A: all); at least the current one."""
        rows = self.list.chosen_rows()
        if len(rows) > 1:
            ids = self.rows.ids
            return [ids[row] for row in rows if row < len(ids)]
        return [] if self._current is None else [self._current]

    def select_first(self) -> None:
        """Choose the first row (Enter in the search field)."""
        if self.rows.rowCount():
            self.list.setFocus()
            self.list.choose(0)
            self._tell_current()
        elif self.hits is not None:
            self.hits.take_focus()

    def ask_name(self, kind: str = "individual") -> None:
        """Open the line in which somebody is added."""
        if self._add is None:
            from ui.contacts.add import AddLine

            self._add = AddLine(self._theme, self)
            self._add.added.connect(self.added)
            self._add.left.connect(self.list.setFocus)
            self._layout.insertWidget(1, self._add)
        self._add.ask(kind)

    def neighbour(self) -> bytes | None:
        """Who is current when the present contact goes: the next row, else the one before."""
        row = -1 if self._current is None else self.rows.row_of(self._current)
        if row < 0:
            return None
        return self.rows.id_at(row + 1) or self.rows.id_at(row - 1)

    def reload(self) -> None:
        """Ask for the ids again; on the worker when there are many."""
        if self.filters.scope == "due":  # who that is takes a while with many contacts
            self._tasks.latest("ids", lambda job: self._book.reminders.whom(), self._take_due)
        else:
            self._ask()

    def _take_due(self, due: Any) -> None:
        self._due = due
        self._ask()

    def _ask(self) -> None:
        if self._text.strip():
            text, self._text = self._text, ""
            self.search(text)
            return
        if self.rows.rowCount() > MANY or self._slow:
            self._rest()
            return
        self._tasks.forget("ids")
        found = self._book.contacts.ids(self._view(), limit=MANY + 1)
        if len(found) > MANY:  # an import has just brought them
            self._rest()
            return
        self.rows.set_ids(found)
        self._arrived()

    def apply(self, changes: ChangeSet) -> None:
        """Repaint what was touched; ask for the ids again only when the order or the members may differ."""
        if changes.everything:
            self.photos.drop()
            self.rows.refresh()
            if self.rows.rings is not None:
                self.rows.rings.apply(changes)
            self.reload()
            return
        touched = changes.rows("contact")
        if any(changes.rows(table) for table in SHOWN if table != "contact"):
            if changes.rows("media"):
                self.photos.drop()
            self.rows.refresh()  # rows of other tables do not say whose they are; only cached rows are dropped
        else:
            self.rows.refresh(touched)
        if self.rows.rings is not None:
            self.rows.rings.apply(changes)
        if self._order_touched(changes):
            self.reload()

    # -- inside

    @property
    def _slow(self) -> bool:
        """No index has when the people of each organisation were last in touch: 0.4 s for 2,000 of them."""
        return self._base.kind == "org" and self.filters.sort == "last"

    def _order_touched(self, changes: ChangeSet) -> bool:
        if any(fields & NAMES for fields in changes.rows("contact").values()) or changes.rows("role"):
            return True
        if changes.rows("detail"):  # a nickname or an e-mail address may stand for a missing name
            return self.rows.rowCount() <= MANY
        if (self.filters.group or self._base.group) and changes.rows("membership"):
            return True
        if self.filters.label and changes.rows("label"):
            return True
        lasting = self.filters.sort == "last" or self.filters.scope != "all"
        if lasting and any(changes.rows(table) for table in ("interaction", "participant")):
            return True
        return self.filters.scope == "due" and any(changes.rows(table) for table in DUE)

    def _view(self) -> View:
        filters = self.filters
        view = replace(self._base, sort=filters.sort)
        if filters.group:
            view = replace(view, group=filters.group[0])
        if filters.label:
            view = replace(view, label=filters.label)
        if filters.scope == "mine":
            view = replace(view, colleague=self._book.colleagues.me().id)
        elif filters.scope == "due":
            view = replace(view, ids=self._due if view.ids is None else view.ids & self._due)
        return view

    def _after_first_paint(self) -> None:
        self.painted.emit()
        if not self._text:
            self._rest()

    def _rest(self) -> None:
        """All ids of the present view, read on the worker."""
        view = self._view()

        def work(job: Job) -> list[bytes]:
            ids: list[bytes] = []
            while True:  # in parts: the rows of 100,000 at once cost 20 MB for a moment
                part = self._book.contacts.ids(view, limit=PART, offset=len(ids))
                ids += part
                if len(part) < PART:
                    return ids
                job.step(len(ids))

        self._tasks.latest("ids", work, self._take)

    def _search_on(self) -> None:
        view, text = self._view(), self._text

        def work(job: Job) -> list[bytes]:
            return self._book.contacts.search(text, 5000, view)

        self._tasks.latest("ids", work, self._take)

    def _take(self, ids: Any) -> None:
        self.rows.set_ids(ids)
        self._arrived()

    def _arrived(self) -> None:
        if not self._text:
            self.counted.emit(self.rows.rowCount())
        row = -1 if self._current is None else self.rows.row_of(self._current)
        if row >= 0 and self.list.currentIndex().row() != row:
            self.select(self._current, tell=False)
        self._show_state()

    def _show_state(self) -> None:
        empty = self.rows.rowCount() == 0
        if empty and self._nobody is None:
            self._nobody = self._make_nobody()
            self._stack.addWidget(self._nobody)
        if self._nobody is not None:
            self._stack.setCurrentIndex(1 if empty else 0)
            self._elsewhere = self._found_elsewhere() if empty and self._text.strip() else None
            self._say_nobody.setText(self._why_nobody())
            self._add_nobody.setVisible(not self._text.strip())
            self._show_elsewhere.setVisible(self._elsewhere is not None)
            if self._elsewhere is not None:
                self._show_elsewhere.setText(put(self.tr("Show {name}"), name=" ".join(self._elsewhere.name.split())))
        searching = bool(self._text.strip())
        short = searching and self.rows.rowCount() <= 4 and self.hits is not None and self.hits.count() > 0
        self._surface.setMaximumHeight(
            max(1, self.rows.rowCount()) * self._delegate.height + 1 if short else UNLIMITED)
        if self.hits is not None and self.hits.count():
            self.hits.setMaximumHeight(UNLIMITED if short else self.hits.needed())  # the people get the rest

    def _make_nobody(self) -> QWidget:
        page = QWidget(self._surface)
        column = QVBoxLayout(page)
        column.setContentsMargins(24, 18, 24, 8)
        self._say_nobody = label("", "muted", wrap=True, parent=page)
        self._say_nobody.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self._say_nobody)
        self._add_nobody = button(self.tr("Add a person"), None, on=self.addWanted.emit, parent=page)
        column.addWidget(self._add_nobody, 0, Qt.AlignmentFlag.AlignHCenter)
        self._show_elsewhere = button("", "link", on=self._go_elsewhere, parent=page)
        self._show_elsewhere.setObjectName("showElsewhere")
        column.addWidget(self._show_elsewhere, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)
        return page

    def _why_nobody(self) -> str:
        if self._elsewhere is not None:
            return self.tr("Nobody in this list is called that.")
        if self._text.strip():
            return self.tr("Nobody is called that.")
        if self.filters.scope == "due":
            return self.tr("Nobody is waiting for you today.")
        if self.filters.group or self.filters.label or self._base.group:
            return self.tr("Nobody is in here yet.")
        return self.tr("Nobody is here yet. Add the first one, or import an address book.")

    def _found_elsewhere(self) -> ContactRow | None:
        """Who is called that and not in this list: an organisation beside people, somebody of another group."""
        found = self._book.contacts.search(self._text, 1, View(kind=None))
        return self._book.contacts.rows(found)[0] if found else None

    def _go_elsewhere(self) -> None:
        if self._elsewhere is not None:
            self.contactActivated.emit(self._elsewhere.id)

    def _groups(self) -> list[tuple[bytes, str]]:
        return [(group.id, group.name) for group in self._book.groups.all()]

    def _chosen(self, row: int) -> None:
        contact = self.rows.id_at(row)
        if contact is None or contact == self._current:
            return
        self._current = contact
        if self._tell.isActive():
            self._tell.start()  # keys are repeating: wait until they rest
        else:
            self._tell_current()
            self._tell.start()

    def _tell_current(self) -> None:
        if self._current is not None and self._current != self._told:
            self._told = self._current
            self.contactActivated.emit(self._current)

    def _make_hits(self) -> None:
        from ui.contacts.hits import Hits

        self.hits = Hits(self._book, self._theme, self._tasks, self)
        self.hits.opened.connect(self.hitOpened)
        self.hits.left.connect(self._back_from_hits)
        self.hits.changed.connect(self._show_state)
        self._layout.addWidget(self.hits)

    def _back_from_hits(self) -> None:
        self.list.setFocus()
        self.list.choose(self.rows.rowCount() - 1)

    def _repaint(self) -> None:
        self.list.viewport().update()

    def _restyle(self) -> None:
        self._delegate.restyle()
        self.list.set_height(self._delegate.height)
        self.list.viewport().update()
