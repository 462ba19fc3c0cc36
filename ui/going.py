"""Moves the window from place to place: a contact, the timeline of many, a page; and remembers the way back."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from notebook import View
from ui.pages import TABS, page_of
from ui.rail import Place
from ui.trail import Stop, Trail
from ui.words import number

if TYPE_CHECKING:
    from notebook import Hit
    from ui.rooms import Rooms


class Going(QObject):
    """Of one window. ``before``: the contact that a page or a timeline of many took the place of."""

    def __init__(self, rooms: Rooms, parent: QObject) -> None:
        super().__init__(parent)
        self._window = rooms
        self._trail = Trail()
        self._listed: tuple[str, bytes | None] = ("people", None)  # the line of the rail that the list is of
        self.before: bytes | None = None

    # -- where to

    def show(self, contact: bytes | None, stepped: bool = True) -> None:
        """A contact in the middle; ``stepped``: by going through the list."""
        window = self._window
        if window.person is None:
            return
        away, keyed = window.middle.page is not None, window.middle.keyed
        window.middle.show_person()
        if contact is None or window.person.contact is None or window.person.contact.id != contact:
            window.person.show_contact(contact)
        if keyed:
            window.person.take_keyboard()
        if contact is not None:
            self._trail.arrive(Stop("contact", contact), stepped)
            if away or window.rail.current() == ("everything", None):
                window.rail.mark(*self._listed)
        self._tell(contact)

    def go(self, key: str, what: object = None) -> None:
        """Go to a page (``what``: what it is about), to a tab of a contact, or to a line of the rail.

        A tab that is called as a page is has ``Tab`` behind its key. ``brief``: open those of some contacts as one
        document; ``row``: where a row stands (its table, contact and id); any other key is an action of the window.
        """
        window = self._window
        if page_of(key) is not None:
            self._show_page(key, what)
        elif any(key in (tab.key, f"{tab.key}Tab") for tab in TABS):
            self.show_tab(key.removesuffix("Tab"), what if isinstance(what, bytes) else None)
        elif key == "brief" and isinstance(what, list):
            if window.person is not None:
                window.person.show_briefs(what)
        elif key == "row" and isinstance(what, tuple):
            self.show_row(*what)
        elif key in ("people", "organisations", "everything"):
            window.rail.go(key)
        else:
            window.actions_[key].trigger()

    def show_tab(self, key: str, contact: bytes | None = None) -> None:
        """Show a tab of a contact (None: of the one that is shown or, in a page, meant), with the keyboard in it."""
        window = self._window
        if contact is not None:
            window.show_contact(contact)
        elif window.middle.page is not None:
            self.to_person(about=True)
        if window.person is not None and window.person.contact is not None:
            window.person.show_tab(key)
            window.person.take_keyboard()

    def show_row(self, table: str, contact: bytes | None, row: bytes) -> None:
        """An introduction or an offer, where its next step is taken; a question to a group, where its answers are; a
        talk that was planned, with the lines of what came of it once its hour has come."""
        window = self._window
        if table == "introduction":
            self._show_page("introductions", contact)
            window.middle.shown.reach(row)
        elif table == "question":
            window.rail.choose("group", window.book.questions.get(row).circle)
        elif contact is not None:
            window.show_contact(contact)
            if window.person is not None and table == "planned":
                window.person.show_row("timeline", "interaction", row)
                window.person.timeline.talks.close_if_come(row)
            elif window.person is not None:
                window.person.show_row("products", table, row)

    def show_hit(self, hit: Hit) -> None:
        """What a search found, where it stands: a tab of the contact, a page, the timeline of a group."""
        from ui.contacts.hits import place_of

        window, place = self._window, place_of(hit.kind)
        if hit.contact is not None:
            window.show_contact(hit.contact)
            if window.person is not None:
                window.person.show_row(place if any(tab.key == place for tab in TABS) else "timeline", hit.kind, hit.id)
        elif page_of(place) is not None:
            self._show_page(place, hit.id if hit.kind == "product" else None)
        elif hit.kind == "question":
            window.rail.choose("group", window.book.questions.get(hit.id).circle)

    @property
    def about(self) -> bytes | None:
        """Whom the keyboard is on in a page that is shown."""
        found = getattr(self._window.middle.shown, "contact", None)
        return found if isinstance(found, bytes) else None

    def to_person(self, about: bool = False) -> None:
        """From a page, or a timeline of many, to whom one came from (``about``: first to whom the keyboard is on)."""
        window, before = self._window, (self.about if about else None) or self.before
        known = before is not None and bool(window.book.contacts.rows([before]))
        there = before if known else window.people.rows.id_at(0)
        if there is None and window.welcome is not None and not window.book.contacts.count(View(kind=None)):
            window.show_welcome()
            window.rail.mark(*self._listed)
            self._trail.arrive(Stop("welcome"))
            self._tell(None)
        else:
            window.show_contact(there)

    def leave(self) -> None:
        """Out of a page: to what was shown before it."""
        if not self.back():
            self.to_person()
        if self._window.middle.page is None and self._window.people.rows.rowCount():
            self._window.people.list.setFocus()

    def back(self) -> bool:
        """To what was shown before, passing over who is gone; False: there is nothing."""
        return self._return(self._trail.back)

    def forward(self) -> bool:
        """On again, after going back."""
        return self._return(self._trail.forward)

    def choose(self, place: Place) -> None:
        """A line of the rail: another list, and what goes with it in the middle."""
        window = self._window
        if page_of(place.key) is not None:
            self._show_page(place.key)
            return
        self._listed = (place.key, place.group) if place.key != "everything" else ("people", None)
        if place.key == "organisations":
            window.people.show_view(View(kind="org"))
        elif place.key == "search":
            window.people.show_view(View(kind=None, text=place.query))
        elif place.key == "group" and place.group is not None:
            window.people.show_view(View(kind=None), "all", (place.group, place.text))
        else:
            window.people.show_view(View())
        if place.key in ("group", "everything"):
            self._show_stream(place)
        elif window.person is not None and (window.person.stream is not None or window.middle.page is not None):
            self.to_person()

    def name_stream(self) -> None:
        """The line of the rail that is shown may be called or counted otherwise now."""
        place = self._window.rail.place()
        if place is not None and self._window.person is not None and self._window.middle.page is None:
            self._window.person.name_stream(place.text, self._about(place))
            self._window.name_window()

    # -- inside

    def _show_page(self, key: str, what: object = None) -> None:
        """A page in the middle; in the list nobody is chosen meanwhile."""
        window = self._window
        if window.person is None:
            return
        self.before = window.current or self.before
        if key == "network" and what is None:
            what = self.before  # the picture is always around somebody
        window.people.select(None, tell=False)
        self._trail.arrive(Stop(key, what))
        if not window.rail.mark(key):
            window.rail.mark(*self._listed)  # it has no line there
        window.middle.show_page(key, what)
        (window.rail if window.rail.walking else window.middle.shown).setFocus()
        self._tell(None)

    def _show_stream(self, place: Place) -> None:
        """The timeline of a group, or of everything, in the middle; the list beside it is of the same people."""
        from notebook import Stream

        window = self._window
        if window.person is None or window.middle.welcoming:
            return
        self.before = window.current or self.before
        window.people.select(None, tell=False)
        self._trail.arrive(Stop("stream", (place.key, place.group)))
        keyed = window.middle.keyed
        window.middle.show_person()
        window.person.show_stream(Stream(group=place.group), place.text, self._about(place))
        if keyed:
            window.person.take_keyboard()
        self._tell(None)

    def _return(self, turn: Callable[[], Stop | None]) -> bool:
        while (stop := turn()) is not None:
            if stop.key == "contact":
                if not self._window.book.contacts.rows([stop.what]):
                    continue
                self._window.show_contact(stop.what)
            elif stop.key == "welcome":
                self.to_person()
            elif stop.key == "stream":
                self._window.rail.mark("people")
                self._window.rail.choose(*stop.what)
            else:
                self.go(stop.key, stop.what)
            return True
        return False

    def _tell(self, contact: bytes | None) -> None:
        if self._window.reminders is not None:
            self._window.reminders.show_contact(contact)
        self._window.name_window()

    def _about(self, place: Place) -> str:
        if place.key == "everything":
            return self.tr("What happened with everybody")
        if place.count == 1:
            return self.tr("What happened with one person")
        return self.tr("What happened with {n} people").format(n=number(place.count or 0))
