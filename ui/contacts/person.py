"""The middle of the window: the head of one contact's card, and under it the tabs Timeline and Card.

Instead of a contact it can show the timeline of a group or of everything, under a head of its own.

Tabs are built when they are first shown; what is not shown only notes that it is stale.
"""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QSettings, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedLayout, QTabBar, QVBoxLayout, QWidget

from notebook import ChangeSet, Contact, NotFound, Stream
from ui.bridge import Bridge
from ui.contacts.header import Header
from ui.contacts.photos import Photos
from ui.contacts.stream_head import StreamHead
from ui.shortcuts import keys
from ui.tasks import Tasks
from ui.theme import Theme
from ui.widgets import hairline

ABOUT = ("contact", "detail", "role", "anniversary", "media", "label", "membership", "circle")


class PersonPane(QWidget):
    """Shows one contact. ``contactActivated`` when somebody else was asked for inside."""

    contactActivated = Signal(object)
    said = Signal(str)
    done = Signal(object)  # the title of a change that can be undone

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
        self.head = StreamHead(theme, self)
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
        self.tabs.addTab(self.tr("Timeline"))
        self.tabs.addTab(self.tr("Card"))
        self.tabs.currentChanged.connect(self._show_tab)
        self._pages = QWidget(self)
        self._stack = QStackedLayout(self._pages)
        self._stack.setContentsMargins(0, 0, 0, 0)
        self.timeline: Any = None
        self.card: Any = None
        self.brief: Any = None  # BriefCard, with the first contact
        self.ring: Any = None  # its health
        self._stale: set[Any] = set()
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
        for name, place in (("timeline", 0), ("card", 1)):
            jump = QShortcut(QKeySequence(keys(name)), self)
            jump.setContext(Qt.ShortcutContext.WindowShortcut)
            jump.activated.connect(lambda place=place: self.tabs.setCurrentIndex(place))
        bridge.changed.connect(self.apply)
        theme.changed.connect(self._restyle)

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
        self.tabs.setTabVisible(1, self.contact is not None)
        if self.contact is not None:
            self.header.show_contact(self.contact)
        if self.brief is None:
            QTimer.singleShot(0, self, self._show_brief)  # who it is comes first
        else:
            self._show_brief()
        self._stale = {page for page in (self.timeline, self.card) if page is not None}
        self._show_tab(self.tabs.currentIndex())

    def show_stream(self, stream: Stream, title: str, about: str) -> None:
        """Show a timeline that is not one contact's."""
        self.contact, self.stream = None, stream
        self.header.hide()
        self.tabs.hide()  # there is nothing but the timeline
        self.name_stream(title, about)
        self.head.show()
        self._stale = {page for page in (self.timeline, self.card) if page is not None}
        self._show_tab(0)

    def name_stream(self, title: str, about: str) -> None:
        """What the stream that is shown is called now."""
        if self.stream is not None:
            self.head.show_stream(title, about, self.stream.group)

    def apply(self, changes: ChangeSet) -> None:
        """Something changed: read this contact again when it may be about them."""
        if self.contact is None:
            return
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
        self.header.show_contact(fresh)
        if self.card is not None:
            if self._stack.currentWidget() is self.card:
                self.card.show_card(fresh)
            else:
                self._stale.add(self.card)

    def show_brief(self) -> None:
        """Open all there is to know before a talk with this contact."""
        if self.contact is not None:
            from ui.insight.page import BriefPage

            page = BriefPage(self._book, self._theme, self.contact.id, self)
            page.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            page.open()

    def log(self) -> None:
        """Put the cursor where an interaction is logged."""
        self.tabs.setCurrentIndex(0)
        self._show_tab(0)
        self.timeline.focus_composer()

    def attach(self) -> None:
        """Ask for files for the entry the keyboard is on, or for the one being written."""
        self.tabs.setCurrentIndex(0)
        self._show_tab(0)
        self.timeline.attach()

    def edit(self) -> None:
        """Show the card with the cursor in the name."""
        if self.contact is not None:
            self.tabs.setCurrentIndex(1)
            self.card.edit_name()

    def start_card(self) -> None:
        """Show the card with the cursor in the first field to fill (somebody was just added)."""
        if self.contact is not None:
            self.tabs.setCurrentIndex(1)
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

    def _show_brief(self) -> None:
        if self.brief is None and self.contact is not None:
            from ui.insight.card import BriefCard
            from ui.insight.ring import HealthRing

            self.brief = BriefCard(self._book, self._theme, self._bridge, self._tasks, self._settings, self)
            self.brief.opened.connect(self.show_brief)
            self.ring = HealthRing(self._theme, self.header)
            self.header.corner.addWidget(self.ring, 0, Qt.AlignmentFlag.AlignTop)
            self.brief.judged.connect(self.ring.show_health)
            self._column.insertWidget(self._column.indexOf(self.tabs), self.brief)
            self.setTabOrder(self.brief.whole, self.tabs)
        if self.brief is not None:
            self.brief.show_contact(self.contact.id if self.contact is not None else None)

    def _show_tab(self, place: int) -> None:
        if place == 1 and self.contact is None:
            place = 0
        page = self._card_page() if place == 1 else self._timeline_page()
        self._stack.setCurrentWidget(page)
        if page not in self._stale:
            return
        self._stale.discard(page)
        if page is self.card:
            self.card.show_card(self.contact)
        elif self.stream is not None:
            self.timeline.show_stream(self.stream)
        else:
            self.timeline.show_contact(None if self.contact is None else self.contact.id)

    def _timeline_page(self) -> Any:
        if self.timeline is None:
            from ui.timeline import TimelinePane

            self.timeline = TimelinePane(self._book, self._theme, self._bridge, self._tasks, self)
            self.timeline.contactActivated.connect(self.contactActivated)
            self.timeline.done.connect(self.done)
            self.timeline.said.connect(self.said)
            self._stack.addWidget(self.timeline)
            self._stale.add(self.timeline)
        return self.timeline

    def _card_page(self) -> Any:
        if self.card is None:
            from ui.contacts.card import Card

            self.card = Card(self._book, self._theme, self._tasks, self)
            self.card.contactActivated.connect(self.contactActivated)
            self.card.said.connect(self.said)
            self._stack.addWidget(self.card)
            self._stale.add(self.card)
        return self.card

    def _restyle(self) -> None:
        if self.contact is not None:
            self.header.show_contact(self.contact)
        for page in (self.timeline, self.card):
            if page is not None:
                page.update()
