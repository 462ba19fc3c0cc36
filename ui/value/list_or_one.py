"""A page that is a list of things, or one of them: what `ui.value.products` and `ui.value.shelf` have in common.

The list is read whole and narrowed as one types; each thing has a page of its own behind it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QStackedLayout, QVBoxLayout, QWidget

from notebook import NotFound, Sentence, fold
from ui.bridge import Bridge
from ui.forms import leave_fields
from ui.pane import Pane
from ui.tasks import Tasks
from ui.theme import Theme
from ui.value.frame import EDGE, Column, Head, Nothing
from ui.value.lists import Finder, Line, LineList, Lines, has_words
from ui.value.parts import AddLine, Link, Wrapped
from ui.widgets import label, set_tip, tool


class OneView(QWidget):
    """Base of the page of one thing, inside a `ListOrOne`: the way back, and a column that scrolls.

    A subclass puts what it shows into ``lines``, buttons into ``top``, and ends with `stand`.
    """

    def __init__(self, book: Any, theme: Theme, tasks: Tasks, page: ListOrOne) -> None:
        super().__init__(page)
        self._book, self._theme, self._tasks, self._page = book, theme, tasks, page
        self.one: bytes | None = None  # what is shown, or being read
        self.seen: Any = None  # what was read of it
        self.back = Link(theme, lambda: None, "arrow-left", self)
        self.delete = tool(theme.icon("trash-2"), "", lambda: None, 16, self)
        self.top = QHBoxLayout()
        self.top.addWidget(self.back)
        self.top.addStretch(1)
        self.column = Column(self)
        self.lines = self.column.lines
        self.lines.setSpacing(6)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(EDGE, 12, EDGE, 0)
        whole.setSpacing(6)
        whole.addLayout(self.top)
        whole.addWidget(page.reading_line())
        whole.addWidget(self.column, 1)

    def stand(self, back: tuple[str, str], delete: str, on: Callable[[Any], object],
              written: Sequence[QWidget]) -> None:
        """The last touches: name and words of the way back, what takes the thing away, what is written in."""
        self.back.setObjectName(back[0])
        self.back.show_text(back[1])
        self.delete.setAccessibleName(delete)
        set_tip(self.delete, delete)
        self.delete.clicked.connect(lambda: self.seen and on(self.seen))
        self.top.addWidget(self.delete)
        self.lines.addStretch(1)
        for made in (*written, self.delete):
            made.setEnabled(not self._book.read_only)

    def title_field(self, name: str, parent: QWidget) -> Wrapped:
        """What the thing is called, in large letters, written in place."""
        made = Wrapped(name, name, parent)
        made.setFont(self._theme.font(1.45, QFont.Weight.Bold))
        return made

    def grid(self, lines: Sequence[tuple[str, QWidget]]) -> QGridLayout:
        """Fields one below the other, each behind its word."""
        made = QGridLayout()
        made.setContentsMargins(8, 0, 0, 0)
        made.setHorizontalSpacing(6)
        made.setVerticalSpacing(0)
        for place, (word, field) in enumerate(lines):
            heading = label(word, "muted", parent=field.parentWidget())
            heading.setContentsMargins(0, 5, 0, 4)
            made.addWidget(heading, place, 0, Qt.AlignmentFlag.AlignTop)
            made.addWidget(field, place, 1)
        made.setColumnMinimumWidth(0, 60)
        made.setColumnStretch(1, 1)
        return made

    def keep(self, **fields: Any) -> None:
        """Change the thing that is shown; `edit` says how."""
        if self.seen is not None:
            seen = self.seen
            self._page.attempt(lambda: self.edit(seen, fields))

    def edit(self, seen: Any, fields: dict[str, Any]) -> None:
        """Write these fields of what was seen."""
        raise NotImplementedError

    def wait_for(self, one: bytes) -> None:
        """Another thing is to be shown; nothing of the one before stands there until it is read."""
        if one != self.one:
            leave_fields(self)
            self.one, self.seen = one, None
            self.clear()
            self.column.holder.hide()

    def clear(self) -> None:
        """What belonged to the one before is over."""

    def reading(self, one: bytes) -> Callable[[], Any]:
        """What reads it, on the worker; its answer is None for what is not there any more."""
        raise NotImplementedError

    def fill(self, found: Any) -> None:
        """Show what was read."""
        raise NotImplementedError


class ListOrOne(Pane):
    """Base of such pages. ``place``: the key of the page.

    A subclass makes ``view``, ``search``, ``list``, ``adding``, ``nothing`` and ``none``, then calls `stand`.
    """

    place = ""
    view: OneView
    search: Finder
    list: LineList
    adding: AddLine
    nothing: Nothing
    none: QLabel

    def __init__(self, book: Any, theme: Theme, bridge: Bridge, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(book, theme, bridge, tasks, parent)
        self._one: bytes | None = None
        self._found: list[tuple[Any, str]] = []  # what was read of each thing, and its words, folded
        self.lines = Lines(self)
        self._listing = QWidget(self)

    # -- for a subclass

    def everything(self) -> list[tuple[Any, str]]:
        """Every thing, with the words by which it is found; runs on the worker."""
        raise NotImplementedError

    def line(self, thing: Any) -> Line:
        """The row of a thing."""
        raise NotImplementedError

    def listed(self, thing: Any) -> bool:
        """Whether it is in the list at all."""
        return True

    def add(self, text: str) -> bytes:
        """Make a new one of this name."""
        raise NotImplementedError

    def stand(self, head: Head, more: Sequence[QWidget] = ()) -> None:
        """Put together what a subclass made; ``more`` stands behind the search field."""
        self.search.textChanged.connect(lambda text: self.show_list())
        self.search.returnPressed.connect(self._open_first)
        self.search.list = self.list
        self.list.opened.connect(self.go)
        self.list.left.connect(self.search.setFocus)
        self.adding.setEnabled(not self._book.read_only)
        tools = QHBoxLayout()
        tools.addWidget(self.search, 1)
        for widget in more:
            tools.addWidget(widget)
        self.none.setContentsMargins(14, 20, 14, 8)
        self.none.setAlignment(Qt.AlignmentFlag.AlignTop)
        sheet = QFrame(self._listing)
        sheet.setProperty("role", "card")
        inner = QVBoxLayout(sheet)
        inner.setContentsMargins(1, 6, 1, 6)
        inner.setSpacing(0)
        inner.addWidget(self.reading_line())
        inner.addWidget(self.list, 1)
        inner.addWidget(self.none, 1)
        inner.addWidget(self.nothing, 1)
        add = QHBoxLayout()
        add.setContentsMargins(8, 4, 8, 0)
        add.addWidget(self.adding)
        inner.addLayout(add)
        for made in (self.list, self.none, self.nothing):
            made.hide()  # until it is known which of them it is
        column = QVBoxLayout(self._listing)
        column.setContentsMargins(EDGE, 16, EDGE, 12)
        column.setSpacing(10)
        column.addWidget(head)
        column.addLayout(tools)
        column.addWidget(sheet, 1)
        self.view.back.clicked.connect(lambda: self.go(None))
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self._listing)
        self._stack.addWidget(self.view)

    # -- what the window uses

    def show_place(self, what: object | None) -> None:
        """One thing (its id), or all of them."""
        before = self._one
        self._one = what if isinstance(what, bytes) else None
        if before != self._one:
            self.expect()
        if self._one is None:
            self._stack.setCurrentWidget(self._listing)
            if before is not None:
                self.list.go_to(before)
            self.setFocusProxy(self.search)
        else:
            self.view.wait_for(self._one)
            self._stack.setCurrentWidget(self.view)
            self.setFocusProxy(self.view.back)
        self.refresh()

    def go(self, one: bytes | None) -> None:
        """To the page of one, or to the list: the window leads there and remembers the way."""
        self.placeWanted.emit(self.place, one)

    # -- reading

    def to_read(self) -> tuple[bytes | None, Callable[[], Any]]:
        return self._one, self.everything if self._one is None else self.view.reading(self._one)

    def read(self, one: bytes | None, reading: Callable[[], Any]) -> tuple[bytes | None, Any]:
        return one, reading()

    def fill(self, found: tuple[bytes | None, Any]) -> None:
        one, what = found
        if one != self._one:
            return
        if one is None:
            self._found = what
            self.show_list()
        elif what is None:  # it was deleted
            self.show_place(None)
        else:
            self.view.fill(what)

    def show_list(self) -> None:
        """What has the words that are typed."""
        wanted = fold(self.search.text())
        there = [one for one in self._found if self.listed(one[0])]
        lines = [self.line(thing) for thing, said in there if has_words(said, wanted)]
        self.lines.show_lines(lines)
        self.list.setVisible(bool(lines))
        self.none.setVisible(bool(there) and not lines)
        self.nothing.setVisible(not there)
        if lines and not self.list.currentIndex().isValid():
            self.list.setCurrentIndex(self.lines.index(0))

    def _failed(self, error: Exception) -> None:
        if isinstance(error, NotFound):
            self.show_place(None)
        else:
            super()._failed(error)

    # -- doing

    def take_out(self, act: Callable[[], object], title: Sentence) -> None:
        """Delete the one that is shown, with a way back."""
        if self.attempt(act, title, tell=True) is not False:
            self.go(None)

    def _add(self, text: str) -> Any:
        made = self.attempt(lambda: self.add(text))
        if made is not False:
            self.go(made)
        return made

    def _open_first(self) -> None:
        if self.lines.lines:
            self.go(self.lines.lines[0].id)
