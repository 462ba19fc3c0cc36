"""The page Shelf (W6): tips, articles and trends to pass on, who would value each, and who got it already.

Nobody gets the same thing twice. Giving is noted in the timeline and counts as something we gave.
"""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from notebook import fold, say
from ui.bridge import Bridge
from ui.tasks import Tasks
from ui.theme import Theme
from ui.value.frame import Head, Nothing
from ui.value.list_or_one import ListOrOne
from ui.value.lists import Finder, Line, LineDelegate, LineList
from ui.value.parts import AddLine
from ui.value.rows import SHELF_ICONS, shelf_kinds
from ui.value.useful import UsefulView
from ui.widgets import label
from ui.words import number


class ShelfDelegate(LineDelegate):
    """Something useful: for how many it would be stands at the end."""

    def aside_width(self, width: int, line: Line) -> int:
        return min(self.theme.px(150), width // 3)

    def aside(self, painter: QPainter, box: QRect, line: Line) -> None:
        painter.setFont(self.small)
        painter.setPen(self.theme.color("ink" if line.record[1] else "muted"))
        painter.drawText(box, Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter, line.record[2])


class ShelfPage(ListOrOne):
    """What lies on the shelf, or one thing of it."""

    tables = ("shelf_item", "shelf_tag", "shelf_given", "detail", "contact")
    reads = "shelf-page"
    place = "shelf"

    def __init__(self, book: Any, theme: Theme, bridge: Bridge, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(book, theme, bridge, tasks, parent)
        self.setObjectName("shelfPage")
        self.setAccessibleName(self.tr("Shelf"))
        self.view = UsefulView(book, theme, tasks, self)
        self._lay_out()

    def _lay_out(self) -> None:
        self.search = Finder(self.tr("Find by words or interest"), "shelfSearch", self._listing)
        self.adding = AddLine(self._theme, self.tr("Put something on the shelf"),
                              self.tr("Title of a tip, an article, a trend"), self._add, self._listing)
        self.adding.setObjectName("addShelf")
        self.list = LineList(self.lines, ShelfDelegate(self._theme, self.font(), self), self.tr("Shelf"), "shelfList",
                             self._listing)
        self.nothing = Nothing(
            self._theme, self.tr("Keep tips, articles and trends here, each tagged with interests. Kithbook finds who"
                                 " would value them, and nobody gets one twice."),
            self.tr("Example: “How to grease a hinge so that it lasts ten winters”, for everybody who likes repairing"
                    " things."),
            self.tr("Put something on the shelf"), self.adding.setFocus, self._listing)
        self.none = label(self.tr("Nothing on the shelf has these words."), "muted", parent=self._listing)
        self.stand(Head(self._theme, self.tr("Shelf"), self.tr("Useful things to pass on: help comes before asking."),
                        self._listing))

    # -- the list

    def everything(self) -> list[tuple[Any, str]]:
        fitting = self._book.shelf.counted()
        return [((one, fitting.get(one.id, 0)), fold(" ".join([one.title, one.text, *one.interests])))
                for one in self._book.shelf.all()]

    def line(self, thing: tuple[Any, int]) -> Line:
        item, fitting = thing
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

    def add(self, text: str) -> bytes:
        made: bytes = self._book.shelf.add(text)
        return made

    def delete(self, item: Any) -> None:
        """Take something off the shelf; what was given stays given."""
        self.take_out(lambda: self._book.shelf.delete(item.id), say("Take {title} off the shelf", title=item.title))
