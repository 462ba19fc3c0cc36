"""The page Shelf (W6): tips, articles and trends to pass on, who would value each, and who got it already.

Nobody gets the same thing twice. Giving is noted in the timeline and counts as something we gave.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from notebook import NotFound, say
from ui.bridge import Bridge
from ui.pane import Pane
from ui.tasks import Tasks
from ui.theme import Theme
from ui.value.frame import EDGE, Head, Nothing
from ui.value.lists import Finder, Line, LineDelegate, LineList, Lines
from ui.value.parts import AddLine
from ui.value.rows import SHELF_ICONS, shelf_kinds
from ui.value.useful import UsefulView
from ui.widgets import label
from ui.words import number


class ShelfDelegate(LineDelegate):
    """Something useful: for how many it would be stands at the end."""

    def aside_width(self, width: int, line: Line) -> int:
        return min(150, width // 3)

    def aside(self, painter: QPainter, box: QRect, line: Line) -> None:
        painter.setFont(self.small)
        painter.setPen(self.theme.color("ink" if line.record[1] else "muted"))
        painter.drawText(box, Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter, line.record[2])


class ShelfPage(Pane):
    """What lies on the shelf, or one thing of it."""

    tables = ("shelf_item", "shelf_tag", "shelf_given", "detail", "contact")
    reads = "shelf-page"

    def __init__(self, book: Any, theme: Theme, bridge: Bridge, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(book, theme, bridge, tasks, parent)
        self.setObjectName("shelfPage")
        self.setAccessibleName(self.tr("Shelf"))
        self._item: bytes | None = None
        self._found: list[tuple[Any, int]] = []
        self.lines = Lines(self)
        self._listing = QWidget(self)
        self._lay_out()
        self.view = UsefulView(book, theme, tasks, self)
        self.view.back.clicked.connect(lambda: self.placeWanted.emit("shelf", None))
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self._listing)
        self._stack.addWidget(self.view)

    def show_place(self, what: object | None) -> None:
        """One thing (its id), or all of them."""
        before = self._item
        self._item = what if isinstance(what, bytes) else None
        if self._item is None:
            self._stack.setCurrentWidget(self._listing)
            if before is not None:
                self.list.go_to(before)
            self.setFocusProxy(self.search)
        else:
            self.view.wait_for(self._item)
            self._stack.setCurrentWidget(self.view)
            self.setFocusProxy(self.view.back)
        self.refresh()

    def _lay_out(self) -> None:
        head = Head(self._theme, self.tr("Shelf"), self.tr("Useful things to pass on: help comes before asking."),
                    self._listing)
        self.search = Finder(self.tr("Find by words or interest"), "shelfSearch", self._listing)
        self.search.textChanged.connect(lambda text: self._show_list())
        self.search.returnPressed.connect(self._open_first)
        self.adding = AddLine(self._theme, self.tr("Put something on the shelf"),
                              self.tr("Title of a tip, an article, a trend"), self._add, self._listing)
        self.adding.setObjectName("addShelf")
        self.adding.setEnabled(not self._book.read_only)
        self.list = LineList(self.lines, ShelfDelegate(self._theme, self.font(), self), self.tr("Shelf"), "shelfList",
                             self._listing)
        self.search.list = self.list
        self.list.opened.connect(lambda id: self.placeWanted.emit("shelf", id))
        self.list.left.connect(self.search.setFocus)
        self._nothing = Nothing(
            self._theme, self.tr("Keep tips, articles and trends here, each tagged with interests. Kithbook finds who"
                                 " would value them, and nobody gets one twice."),
            self.tr("Example: “How to grease a hinge so that it lasts ten winters”, for everybody who likes repairing"
                    " things."),
            self.tr("Put something on the shelf"), self.adding.setFocus, self._listing)
        self._none = label(self.tr("Nothing on the shelf has these words."), "muted", parent=self._listing)
        self._none.setContentsMargins(14, 20, 14, 8)
        self._none.setAlignment(Qt.AlignmentFlag.AlignTop)
        sheet = QFrame(self._listing)
        sheet.setProperty("role", "card")
        inner = QVBoxLayout(sheet)
        inner.setContentsMargins(1, 6, 1, 6)
        inner.setSpacing(0)
        inner.addWidget(self.list, 1)
        inner.addWidget(self._none, 1)
        inner.addWidget(self._nothing, 1)
        add = QHBoxLayout()
        add.setContentsMargins(8, 4, 8, 0)
        add.addWidget(self.adding)
        inner.addLayout(add)
        for made in (self.list, self._none, self._nothing):
            made.hide()  # until it is known which of them it is
        column = QVBoxLayout(self._listing)
        column.setContentsMargins(EDGE, 16, EDGE, 12)
        column.setSpacing(10)
        column.addWidget(head)
        column.addWidget(self.search)
        column.addWidget(sheet, 1)

    # -- reading

    def _work(self) -> Callable[[Any], Any]:
        book, item = self._book, self._item
        if item is not None:
            read = self.view.reading(item)
            return lambda job: (item, read())

        def everything(job: Any) -> tuple[None, list[tuple[Any, int]]]:
            fitting = book.shelf.counted()
            return None, [(one, fitting.get(one.id, 0)) for one in book.shelf.all()]

        return everything

    def fill(self, found: tuple[bytes | None, Any]) -> None:
        item, what = found
        if item != self._item:
            return
        if item is None:
            self._found = what
            self._show_list()
        elif what is None:  # it was deleted
            self.show_place(None)
        else:
            self.view.fill(what)

    def _failed(self, error: Exception) -> None:
        if isinstance(error, NotFound):
            self.show_place(None)
        else:
            super()._failed(error)

    def _show_list(self) -> None:
        wanted = self.search.text().casefold().split()
        lines = []
        for item, fitting in self._found:
            named = " ".join([item.title, item.text, *item.interests]).casefold()
            if all(word in named for word in wanted):
                lines.append(self._line(item, fitting))
        self.lines.show_lines(lines)
        self.list.setVisible(bool(lines))
        self._none.setVisible(bool(self._found) and not lines)
        self._nothing.setVisible(not self._found)
        if lines and not self.list.currentIndex().isValid():
            self.list.setCurrentIndex(self.lines.index(0))

    def _line(self, item: Any, fitting: int) -> Line:
        aside = self.tr("for {n} people").format(n=number(fitting)) if fitting != 1 else self.tr("for 1 person")
        if not fitting:
            aside = (self.tr("no interest yet") if not item.interests else self.tr("all of them got it") if item.given
                     else self.tr("for nobody yet"))
        parts = [dict(shelf_kinds()).get(item.kind, ""), ", ".join(item.interests),
                 self.tr("{n} got it").format(n=number(item.given)) if item.given else ""]
        about = " · ".join(part for part in parts if part)
        return Line(item.id, item.title, about, SHELF_ICONS.get(item.kind, "book-open"),
                    ", ".join((item.title, about, aside)), (item, fitting, aside))

    # -- doing

    def _add(self, text: str) -> Any:
        made = self.attempt(lambda: self._book.shelf.add(text))
        if made is not False:
            self.placeWanted.emit("shelf", made)
        return made

    def _open_first(self) -> None:
        if self.lines.lines:
            self.placeWanted.emit("shelf", self.lines.lines[0].id)

    def delete(self, item: Any) -> None:
        """Take something off the shelf; what was given stays given."""
        if self.attempt(lambda: self._book.shelf.delete(item.id), say("Take {title} off the shelf", title=item.title),
                        tell=True) is not False:
            self.placeWanted.emit("shelf", None)
