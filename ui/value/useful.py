"""One useful thing of the shelf: what it is, for which interests, who would value it, who got it already."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from notebook import NotFound
from ui.forms import InPlaceText
from ui.tasks import Tasks
from ui.theme import Theme
from ui.value.frame import People
from ui.value.list_or_one import OneView
from ui.value.parts import LinkField, Segments
from ui.value.rows import shelf_kinds
from ui.value.tags import Tags
from ui.widgets import button, label, set_tip
from ui.words import day, put

if TYPE_CHECKING:
    from ui.value.shelf import ShelfPage

PAGE = 20


@dataclass(frozen=True, slots=True)
class Useful:
    """What the page of one thing shows."""

    item: Any
    fitting: tuple[Any, ...]  # contact rows, the first page
    fitting_total: int
    got: tuple[tuple[Any, Any], ...]  # contact row, day
    got_total: int


class Fitting(People):
    """Who would value it: each with a button that gives it."""

    def __init__(self, theme: Theme, title: str, go: Callable[[Any], object], fetch: Callable[[int], object],
                 give: Callable[[Any], object], parent: QWidget | None = None) -> None:
        super().__init__(theme, title, go, fetch, parent)
        self._give = give
        self.allowed = True

    def _line(self, id: Any, name: str, about: str) -> QWidget:
        row = super()._line(id, name, about)
        text = self.tr("Give")
        made = button(text, "quiet", put(self.tr("Give it to {name}"), name=name), self._theme.icon("arrow-up-right"),
                      lambda: self._give(id), row)
        set_tip(made, self.tr("Notes that they got it: in the timeline and as something you gave"))
        made.setEnabled(self.allowed)
        row.layout().addWidget(made)
        return row


class UsefulView(OneView):
    """The page of one thing, inside `ShelfPage`."""

    seen: Useful | None

    def __init__(self, book: Any, theme: Theme, tasks: Tasks, page: ShelfPage) -> None:
        super().__init__(book, theme, tasks, page)
        self.setObjectName("usefulView")
        lines = self.lines
        self._box = QWidget(self)
        box = QVBoxLayout(self._box)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(6)
        self.title = self.title_field(self.tr("Title"), self._box)
        self.title.setObjectName("shelfTitle")
        self.title.committed.connect(lambda text: self.keep(title=text))
        self.kind = Segments(self.tr("What kind"), shelf_kinds(), self._box)
        self.kind.chosen.connect(lambda key: self.keep(kind=key))
        self.text = InPlaceText(self.tr("What it says"), self.tr("What it says, in a few words"), self._box)
        self.text.committed.connect(lambda text: self.keep(text=text))
        self.link = LinkField(theme, self._box)
        self.link.committed.connect(lambda text: self.keep(link=text))
        self.tags = Tags(theme, self.tr("Interest"), self.tr("Add an interest"), self._box)
        self.tags.adding.setObjectName("addShelfInterest")
        self.tags.added.connect(lambda text: self._tag([*self._interests(), text]))
        self.tags.changed.connect(lambda key, text: self._tag([text if one == key else one
                                                               for one in self._interests()]))
        self.tags.removed.connect(lambda key: self._tag([one for one in self._interests() if one != key]))
        kind = QHBoxLayout()
        kind.setContentsMargins(4, 0, 0, 0)
        kind.addWidget(self.kind)
        kind.addStretch(1)
        box.addWidget(self.title)
        box.addLayout(kind)
        box.addWidget(self.text)
        box.addLayout(self.grid(((self.tr("Link"), self.link), (self.tr("For"), self.tags))))
        lines.addWidget(self._box)
        self.teach = label("", "muted", wrap=True, parent=self)
        self.teach.setContentsMargins(8, 12, 8, 4)
        lines.addWidget(self.teach)
        self.fitting = Fitting(theme, self.tr("Would value it"), page.contactActivated.emit, self._more_fitting,
                               self._give, self)
        self.fitting.allowed = not book.read_only
        self.fitting.setObjectName("shelfFitting")
        self.got = People(theme, self.tr("Got it"), page.contactActivated.emit, self._more_got, self)
        self.got.setObjectName("shelfGot")
        lines.addWidget(self.fitting)
        lines.addWidget(self.got)
        self.stand(("allShelf", self.tr("The whole shelf")), self.tr("Take it off the shelf"),
                   lambda seen: page.delete(seen.item), (self._box,))

    # -- reading (on the worker) and showing

    def reading(self, item: bytes) -> Callable[[], Useful | None]:
        """What reads everything of the page; it answers None when the thing is gone."""
        book = self._book

        def read() -> Useful | None:
            try:
                held = book.shelf.get(item)
            except NotFound:
                return None
            fitting, got = book.shelf.for_whom(item), book.shelf.given(item)
            return Useful(held, tuple(book.contacts.rows(fitting[:PAGE])), len(fitting), _received(book, got[:PAGE]),
                          len(got))

        return read

    def fill(self, seen: Useful) -> None:
        """Show it."""
        if seen.item.id != self.one:
            return
        self.seen = seen
        item = seen.item
        self.title.show_value(item.title)
        self.kind.show_value(item.kind)
        self.text.show_value(item.text)
        self.link.show_value(item.link)
        self.tags.show_tags([(name, name) for name in item.interests])
        self.fitting.show_page([(row.id, row.name, row.context) for row in seen.fitting], seen.fitting_total)
        self.got.show_page(self._days(seen.got), seen.got_total)
        nobody = not seen.fitting_total
        self.teach.setVisible(nobody)
        self.teach.setText(self.tr("Add the interests it is for; then those who share one stand here.")
                           if not item.interests else
                           self.tr("Everybody who shares one of these interests has got it.") if seen.got_total else
                           self.tr("Nobody shares one of these interests yet. Interests stand on a contact's tab"
                                   " Products."))
        self.column.holder.show()

    def _days(self, got: Sequence[tuple[Any, Any]]) -> list[tuple[Any, str, str]]:
        return [(row.id, row.name, day(on) if on else "") for row, on in got]

    def _more_fitting(self, offset: int) -> None:
        book, item = self._book, self.one

        def shown(found: tuple[list[Any], int]) -> None:
            if item == self.one:
                self.fitting.show_page([(row.id, row.name, row.context) for row in found[0]], found[1], offset)

        def work(job: Any) -> tuple[list[Any], int]:
            fitting = book.shelf.for_whom(item)
            return list(book.contacts.rows(fitting[offset : offset + PAGE])), len(fitting)

        self._tasks.latest("shelf-fitting", work, shown)

    def _more_got(self, offset: int) -> None:
        book, item = self._book, self.one

        def shown(found: tuple[tuple[Any, ...], int]) -> None:
            if item == self.one:
                self.got.show_page(self._days(found[0]), found[1], offset)

        def work(job: Any) -> tuple[tuple[Any, ...], int]:
            got = book.shelf.given(item)
            return _received(book, got[offset : offset + PAGE]), len(got)

        self._tasks.latest("shelf-got", work, shown)

    # -- doing

    def _interests(self) -> list[str]:
        return list(self.seen.item.interests) if self.seen is not None else []

    def _tag(self, interests: list[str]) -> None:
        self.keep(interests=interests)

    def edit(self, seen: Useful, fields: dict[str, Any]) -> None:
        self._book.shelf.edit(seen.item.id, **fields)

    def _give(self, contact: Any) -> None:
        if self.seen is not None:
            item = self.seen.item.id
            self._page.attempt(lambda: self._book.shelf.give(item, contact), tell=True)


def _received(book: Any, got: Sequence[tuple[Any, Any]]) -> tuple[tuple[Any, Any], ...]:
    days = dict(got)
    return tuple((row, days.get(row.id)) for row in book.contacts.rows([contact for contact, _ in got]))
