"""The middle of the window: one contact, a timeline of many, a page, or the welcome; one of them is shown.

Pages are made when they are first gone to. What is asked for inside (another contact, another page, undo) comes
out as signals; the window acts on them.
"""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QSettings, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.bridge import Bridge
from ui.pages import load, page_of
from ui.tasks import Tasks
from ui.theme import Theme

WIDTH = 372  # the least that everything in here must do with


class Middle(QWidget):
    """Shows the person pane until something else is asked for. ``page``: the key of the page that is shown."""

    contactActivated = Signal(object)
    placeWanted = Signal(str, object)  # go to a page (key, what)
    said = Signal(str)
    done = Signal(object)  # the title of a change that can be undone
    followed = Signal(object)  # a `FollowUp` of what was written
    left = Signal()  # Esc in a page

    def __init__(self, book: Any, theme: Theme, bridge: Bridge, tasks: Tasks, settings: QSettings,
                 parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("middle")
        self.setMinimumWidth(WIDTH)
        self._book, self._theme, self._bridge, self._tasks, self._settings = book, theme, bridge, tasks, settings
        self.person: Any = None  # PersonPane, after the first paint
        self.welcome: Any = None
        self.page: str | None = None
        self.what: object = None  # what the page was asked to show
        self._pages: dict[str, Any] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)

    def add_person(self, photos: Any) -> None:
        """Make the person pane."""
        from ui.contacts.person import PersonPane

        self.person = PersonPane(self._book, self._theme, self._bridge, self._tasks, photos, self, self._settings)
        self._listen(self.person)
        self._column.addWidget(self.person)

    @property
    def welcoming(self) -> bool:
        """Whether the welcome of the first start is shown."""
        return self.welcome is not None and not self.welcome.isHidden()

    @property
    def shown(self) -> Any:
        """The page that is shown; None when it is something else."""
        return None if self.page is None else self._pages.get(self.page)

    @property
    def keyed(self) -> bool:
        """Whether the keyboard is in the page that is shown: who leaves the page takes it along."""
        page, focus = self.shown, self.window().focusWidget()
        return page is not None and focus is not None and (page is focus or page.isAncestorOf(focus))

    def show_person(self) -> None:
        """The person pane, whatever stood in its place."""
        self._leave_page()
        if self.welcome is not None:
            self.welcome.hide()
        self.person.show()

    def show_welcome(self) -> Any:
        """The first start: three ways in. Returns it the first time, to be connected."""
        new = self.welcome is None
        if new:
            from ui.welcome import Welcome

            self.welcome = Welcome(self._theme, self)
            self._column.addWidget(self.welcome)
        self._leave_page()
        self.person.hide()
        self.welcome.show()
        return self.welcome if new else None

    def show_page(self, key: str, what: object = None) -> bool:
        """A page instead of a contact; made when it is first asked for. False: there is no such page."""
        row = page_of(key)
        if row is None:
            return False
        page = self._pages.get(key)
        if page is None:
            page = load(row.path)(self._book, self._theme, self._bridge, self._tasks, self)
            self._pages[key] = page
            self._listen(page)
            page.hide()
            self._column.addWidget(page)
        if self.page != key:
            self._leave_page()
        self.person.hide()
        if self.welcome is not None:
            self.welcome.hide()
        self.page, self.what = key, what
        page.show()
        page.show_place(what)
        return True

    def _leave_page(self) -> None:
        page, self.page, self.what = self.shown, None, None
        if page is not None:
            page.hide()

    def _listen(self, part: Any) -> None:
        part.contactActivated.connect(self.contactActivated)
        part.said.connect(self.said)
        part.done.connect(self.done)
        if hasattr(part, "followed"):
            part.followed.connect(self.followed)
        part.placeWanted.connect(self.placeWanted)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc that nobody inside wanted goes back."""
        if event.key() == Qt.Key.Key_Escape and self.page is not None:
            self.left.emit()
        else:
            super().keyPressEvent(event)
