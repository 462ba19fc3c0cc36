"""One contact: the head of the card, what to know before a talk, and under it the tabs of `ui.pages`.

Instead of a contact it can show the timeline of a group or of everything, under a head of its own.

Tabs are built when they are first shown; what is not shown only notes that it is stale.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent, QSettings, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedLayout, QTabBar, QVBoxLayout, QWidget

from notebook import ChangeSet, Contact, Made, NotFound, Stream, Trace
from ui.bridge import Bridge
from ui.contacts.header import Header
from ui.contacts.photos import Photos
from ui.contacts.stream_head import StreamHead
from ui.pages import TABS, Tab, load, name_of
from ui.tasks import Tasks
from ui.theme import Theme
from ui.widgets import hairline
from ui.words import in_menu

ABOUT = ("contact", "detail", "role", "anniversary", "media", "label", "membership", "circle")
BESIDE = 24  # pixels of a tab beside its words
GAPS = 21  # pixels above and below the tabs
LEAST = 160  # pixels of height that a tab has, whatever is to be said above it


class PersonPane(QWidget):
    """Shows one contact. ``contactActivated`` and ``placeWanted`` when somebody or something else was asked for."""

    contactActivated = Signal(object)
    placeWanted = Signal(str, object)
    said = Signal(str)
    done = Signal(object)  # the title of a change that can be undone
    followed = Signal(object)  # a `FollowUp` of what was written

    def __init__(self, book: Any, theme: Theme, bridge: Bridge, tasks: Tasks, photos: Photos,
                 parent: QWidget | None = None, settings: QSettings | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self.setObjectName("contactCard")
        self.setAccessibleName(self.tr("Card"))
        self._book, self._theme, self._bridge, self._tasks, self._photos = book, theme, bridge, tasks, photos
        self.contact: Contact | None = None
        self.header = Header(theme, photos, book.clock, self)
        self.header.hide()
        self.head = StreamHead(book, theme, bridge, tasks, self)
        self.head.contactActivated.connect(self.contactActivated)
        self.head.said.connect(self.said)
        self.head.done.connect(self.done)
        self.head.hide()
        self.stream: Stream | None = None  # what is shown instead of a contact
        self.header.photoWanted.connect(self.choose_photo)
        self.header.photoDropped.connect(self.set_photo_file)
        self.tabs = QTabBar(self)
        self.tabs.setObjectName("cardTabs")
        self.tabs.setAccessibleName(self.tr("Parts of the card"))
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setUsesScrollButtons(True)
        for place, tab in enumerate(TABS):
            self.tabs.addTab(in_menu(name_of(tab.title)))
            self.tabs.setAccessibleTabName(place, name_of(tab.title))
        self.tabs.currentChanged.connect(self._show_tab)
        self._pages = _Pages(self)
        self._stack = QStackedLayout(self._pages)
        self._stack.setContentsMargins(0, 0, 0, 0)
        self._built: dict[str, Any] = {}
        self.brief: Any = None  # BriefCard, with the first contact
        self.ring: Any = None  # its health
        self.among: Callable[[], Sequence[bytes]] = tuple  # whom the list beside shows, to leaf through briefs
        self._stale: set[str] = set()
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(self.head)
        column.addSpacing(10)
        column.addWidget(self.tabs)
        column.addWidget(hairline(self))
        column.addSpacing(10)
        column.addWidget(self._pages, 1)
        self.setMinimumWidth(372)
        bridge.changed.connect(self.apply)
        theme.changed.connect(self._restyle)

    @property
    def timeline(self) -> Any:
        """The tab Timeline; None until it is first shown."""
        return self._built.get("timeline")

    @property
    def card(self) -> Any:
        """The tab Card; None until it is first shown."""
        return self._built.get("card")

    def show_contact(self, contact: bytes | None) -> None:
        """Show this contact (None: nobody; the timeline shows everything)."""
        self.contact = self.stream = None
        if contact is not None:
            try:
                self.contact = self._book.contacts.get(contact)
            except NotFound:
                self.contact = None
        self.header.setVisible(self.contact is not None)
        self.head.hide()
        self.tabs.show()
        for place, tab in enumerate(TABS):
            self.tabs.setTabVisible(place, self.contact is not None or tab.key == "timeline")
        if self.contact is not None:
            self._show_head(self.contact)
        if self.brief is None:
            QTimer.singleShot(0, self, self._show_brief)  # who it is comes first
        else:
            self._show_brief()
        self._stale = set(self._built)
        self._show_tab(self.tabs.currentIndex())

    def show_stream(self, stream: Stream, title: str, about: str) -> None:
        """Show a timeline that is not one contact's."""
        self.contact, self.stream = None, stream
        self.header.hide()
        self.tabs.hide()  # there is nothing but the timeline
        if self.brief is not None:
            self.brief.show_contact(None)
        self.name_stream(title, about)
        self.head.show()
        self._stale = set(self._built)
        self._show_tab(0)

    def name_stream(self, title: str, about: str) -> None:
        """What the stream that is shown is called now."""
        if self.stream is not None:
            self.head.show_stream(title, about, self.stream.group)

    def apply(self, changes: ChangeSet) -> None:
        """Something changed: read this contact again when it may be about them."""
        if self.contact is None:
            return
        if changes.rows("permission"):
            self._show_head(self.contact)
            if self.card is not None and self._stack.currentWidget() is self.card:
                self.card.permissions.show_contact(self.contact)
            elif self.card is not None:
                self._stale.add("card")
        if not changes.everything and not any(changes.rows(table) for table in ABOUT):
            return
        only = changes.rows("contact")
        others = any(changes.rows(table) for table in ABOUT if table != "contact")
        if not changes.everything and not others and self.contact.id not in only:
            return
        try:
            fresh = self._book.contacts.get(self.contact.id)
        except NotFound:
            self.show_contact(None)
            return
        if fresh == self.contact:
            return
        if fresh.photo_id != self.contact.photo_id:
            self._photos.drop(fresh.id)
        self.contact = fresh
        self._show_head(fresh)
        shown = self._stack.currentWidget()
        self._stale |= {key for key, part in self._built.items() if part is not shown and key != "timeline"}
        if self.card is not None and shown is self.card:
            self.card.show_card(fresh)

    def show_brief(self, contact: bytes | None = None) -> None:
        """Open all there is to know before a talk with a contact (None: the one that is shown)."""
        who = self.contact.id if contact is None and self.contact is not None else contact
        if who is not None:
            self._brief_page(who, self.among()).open()

    def show_briefs(self, contacts: Sequence[bytes]) -> None:
        """The briefs of several as one document, to leaf through and to print together."""
        page = self._brief_page(contacts[0], contacts)
        page.open()
        if len(contacts) > 1:
            page.visits.show_people(contacts)
            page.turn_visits()

    def _brief_page(self, contact: bytes, among: Sequence[bytes]) -> Any:
        from ui.insight.page import BriefPage

        page = BriefPage(self._book, self._theme, contact, self, self._tasks, among, self._bridge)
        page.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        page.jumped.connect(lambda trace: self.show_trace(trace, page.contact))
        page.said.connect(self.said)
        page.done.connect(self.done)
        return page

    def show_health(self, contact: bytes | None = None) -> None:
        """Open how the health of a contact (None: the one that is shown) comes about."""
        who = self.contact.id if contact is None and self.contact is not None else contact
        if who is None:
            return
        from ui.insight.evidence import entry_of
        from ui.insight.health import HealthPage

        page = HealthPage(self._book, self._theme, who, self, self._bridge, self._tasks)
        page.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        page.jumped.connect(
            lambda trace: self.show_trace(trace, who if entry_of(trace) else trace.contact or who))
        page.said.connect(self.said)
        page.open()

    def show_trace(self, trace: Trace, contact: bytes | None = None) -> None:
        """Go to where something about a contact (None: the one that is shown) is from."""
        from ui.insight.evidence import entry_of, tab_of

        if contact is not None and (self.isHidden() or self.contact is None or self.contact.id != contact):
            self.contactActivated.emit(contact)
        entry = entry_of(trace)
        if trace.table == "question" or (trace.table == "introduction" and entry is None):
            self.placeWanted.emit("row", (trace.table, contact or trace.contact, trace.id))
        elif entry is not None:
            self.show_tab("timeline")
            if not self.timeline.show_entry(entry, trace.id) and trace.contact is not None:
                self.contactActivated.emit(trace.contact)
                self.timeline.show_entry(entry, trace.id)
        else:
            self.show_row(tab_of(trace), trace.table, trace.id)

    def show_record(self, made: Made) -> None:
        """Go to where a record stands that an entry made."""
        if self.contact is None or self.contact.id != made.contact:
            self.contactActivated.emit(made.contact)
        self.show_row("products", made.table, made.id)

    def show_row(self, tab: str, table: str, row: bytes) -> None:
        """Go to a record of this contact in a tab; what an entry tells of, to the entry."""
        if table in ("promise", "takeaway"):
            kept = self._book.promises if table == "promise" else self._book.closing
            entry = kept.get(row).interaction
            self.show_tab("timeline")
            if (entry is None or not self.timeline.show_entry(entry, row)) and table == "promise":
                self.placeWanted.emit("promises", row)  # no entry tells of it
            return
        self.show_tab(tab)
        if table == "interaction":
            self.timeline.show_entry(row)
        elif tab != "timeline":
            self._built[tab].show_row(table, row)

    def show_tab(self, key: str) -> None:
        """Bring a tab to the front."""
        place = next(place for place, tab in enumerate(TABS) if tab.key == key)
        self.tabs.setCurrentIndex(place)
        self._show_tab(self.tabs.currentIndex())

    def take_keyboard(self) -> None:
        """The keyboard into the tab that is shown, where it is not there already: to the line or the first field."""
        from ui.tabbing import first_stop

        shown, focus = self._stack.currentWidget(), self.window().focusWidget()
        if focus is not None and shown.isAncestorOf(focus):
            return
        line = self.timeline.composer.line if shown is self.timeline else None
        first = line if line is not None and line.isEnabled() else first_stop(shown)
        (first or self.tabs).setFocus(Qt.FocusReason.OtherFocusReason)  # nothing is selected: a letter replaces no name

    def log(self) -> None:
        """Put the cursor where an interaction is logged."""
        self.show_tab("timeline")
        self.timeline.focus_composer()

    def close_talk(self) -> None:
        """Ask what came of the entry that is chosen, or of the latest one."""
        self.show_tab("timeline")
        self.timeline.talks.close_latest()

    def attach(self) -> None:
        """Ask for files for the entry the keyboard is on, or for the one being written."""
        self.show_tab("timeline")
        self.timeline.attach()

    def edit(self) -> None:
        """Show the card with the cursor in the name."""
        if self.contact is not None:
            self.show_tab("card")
            self.card.edit_name()

    def start_card(self) -> None:
        """Show the card with the cursor in the first field to fill (somebody was just added)."""
        if self.contact is not None:
            self.show_tab("card")
            self.card.start()

    def choose_photo(self) -> None:
        """Ask for a picture, or to take the present one away."""
        if self.contact is None or self._book.read_only:
            return
        from ui.contacts.photo import choose_photo

        choose_photo(self, self.contact, self.set_photo_file, self.remove_photo)

    def set_photo_file(self, path: str) -> None:
        """Read, scale and keep a picture; runs on the worker."""
        if self.contact is None:
            return
        from ui.contacts.photo import keep_photo

        keep_photo(self._book, self._tasks, self.contact, path, self.said.emit)

    def remove_photo(self) -> None:
        """Take the photo away (undoable)."""
        if self.contact is not None and self.contact.photo_id is not None:
            self._book.contacts.remove_photo(self.contact.id)

    def _show_head(self, contact: Contact) -> None:
        self._name_tabs()  # an organisation has no family
        self.header.show_contact(contact, self._book.permissions.of(contact.id))
        self._share()

    def _show_brief(self) -> None:
        if self.brief is None and self.contact is not None:
            from ui.insight.card import BriefCard
            from ui.insight.ring import HealthRing

            self.brief = BriefCard(self._book, self._theme, self._bridge, self._tasks, self._settings, self)
            self.brief.opened.connect(lambda: self.show_brief())
            self.brief.jumped.connect(self.show_trace)
            self.brief.said.connect(self.said)
            self.brief.done.connect(self.done)
            self.ring = HealthRing(self._theme, self.header)
            self.header.corner.addWidget(self.ring, 0, Qt.AlignmentFlag.AlignTop)
            self.brief.judged.connect(self.ring.show_health)
            self.ring.clicked.connect(lambda: self.show_health())
            self._column.insertWidget(self._column.indexOf(self.tabs), self.brief)
            self._share()
        if self.brief is not None:
            self.brief.show_contact(self.contact.id if self.contact is not None else None)

    def _show_tab(self, place: int) -> None:
        tab = TABS[place] if self.contact is not None and place >= 0 else TABS[0]
        part = self._built.get(tab.key) or self._build(tab)
        stale = tab.key in self._stale
        self._stale.discard(tab.key)
        if stale and tab.key not in ("timeline", "card"):
            part.show_contact(self.contact)  # before it is shown: what appears reads by itself
            stale = False
        self._stack.setCurrentWidget(part)
        if not stale:
            return
        if tab.key == "card":
            part.show_card(self.contact)
        elif self.stream is not None:
            part.show_stream(self.stream)
        else:
            part.show_contact(None if self.contact is None else self.contact.id)

    def _build(self, tab: Tab) -> Any:
        listening = () if tab.key == "card" else (self._bridge,)  # the card is told by this pane what changed
        part = load(tab.path)(self._book, self._theme, *listening, self._tasks, self)
        for name in ("contactActivated", "placeWanted", "said", "done", "followed"):
            signal = getattr(part, name, None)
            if signal is not None:
                signal.connect(getattr(self, name))
        if tab.key == "timeline":
            part.recordWanted.connect(self.show_record)
            if self._settings is not None and not self._book.read_only:
                part.keep_drafts(Path(self._settings.fileName()).parent)
        self._stack.addWidget(part)
        self._built[tab.key] = part
        self._stale.add(tab.key)
        return part

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._name_tabs()
        self._share()

    def _share(self) -> None:
        """The tab has its room; what stands above it has what is left, in whole rows."""
        if self.contact is None:
            return
        edges = self._column.contentsMargins()
        width = self.width() - edges.left() - edges.right()
        room = (self.height() - edges.top() - edges.bottom() - GAPS - self.tabs.sizeHint().height()
                - self._theme.px(LEAST))
        folded = 0 if self.brief is None else self.brief.folded_height()
        taken = self.header.give(width, room - folded)
        if self.brief is not None:
            self.brief.give(room - taken)

    def _name_tabs(self) -> None:
        """The tabs by their full names, or the short ones where those have no room, and close together then."""
        place_ = self.contact is not None and self.contact.kind == "org"
        metrics, names = self.tabs.fontMetrics(), [tab.names(place_) for tab in TABS]
        edges = self._column.contentsMargins()
        room = self.width() - edges.left() - edges.right()  # the bar itself is laid out later
        roomy = sum(metrics.horizontalAdvance(full) + BESIDE for full, _ in names) <= room
        tight = sum(metrics.horizontalAdvance(short) + BESIDE for _, short in names) > room
        if tight != bool(self.tabs.property("tight")):
            self.tabs.setProperty("tight", tight)
            self.tabs.style().polish(self.tabs)
            QCoreApplication.sendEvent(self.tabs, QEvent(QEvent.Type.StyleChange))  # they are measured anew
        for place, (full, short) in enumerate(names):
            text = in_menu(full if roomy else short)
            if text != self.tabs.tabText(place):
                self.tabs.setTabText(place, text)
                self.tabs.setTabToolTip(place, "" if roomy or full == short else full)
                self.tabs.setAccessibleTabName(place, full)

    def _restyle(self) -> None:
        if self.contact is not None:
            self._show_head(self.contact)
        for part in self._built.values():
            part.update()


class _Pages(QWidget):
    """What the tabs show. It scrolls, and takes the room it gets: what stands above needs not give way to it."""

    def hasHeightForWidth(self) -> bool:
        return False

    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), 0)
