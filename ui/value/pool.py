"""What stands behind a pool of wants, or an interest: the people, and what they said; joining needs that are one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QVBoxLayout, QWidget

from notebook import fold, how_soon
from ui.asking import Asking
from ui.tasks import Tasks
from ui.theme import Theme
from ui.value.frame import Column, People
from ui.value.lists import has_words
from ui.value.parts import Tag, flat
from ui.value.wants import strengths
from ui.widgets import Flow, button, clear, label
from ui.words import day, put, words

if TYPE_CHECKING:
    from ui.value.demand import DemandPage

PAGE = 30
SHOWN = 60  # needs offered in the dialog


class PoolView(QWidget):
    """One need: who wants it, in their words."""

    def __init__(self, book: Any, theme: Theme, tasks: Tasks, page: DemandPage) -> None:
        super().__init__(page)
        self.setObjectName("poolView")
        self._book, self._theme, self._tasks, self._page = book, theme, tasks, page
        self.pool: Any = None
        self.title = label("", None, theme.font(1.15, QFont.Weight.DemiBold), wrap=True, parent=self)
        self.product = button(self.tr("Its product page"), "quiet", icon=theme.icon("shopping-bag"),
                              on=self._go_product, parent=self)
        self.join = button(self.tr("The same as …"), "quiet", self.tr("This need is the same as another one"),
                           theme.icon("link"), self._ask_join, self)
        self.join.setObjectName("joinNeed")
        self.join.setEnabled(not book.read_only)
        acts = QWidget(self)
        flow = Flow(acts)
        for made in (self.join, self.product):
            flow.addWidget(made)
        self._terms_box = QWidget(self)
        self._terms = Flow(self._terms_box)
        self._column = Column(self)
        self.people = People(theme, self.tr("In their words"), page.contactActivated.emit, self._fetch, self)
        self._column.lines.setSpacing(4)
        for made in (self.title, self._terms_box, acts, self.people):
            self._column.lines.addWidget(made)  # all of it scrolls: with large letters there is little room
        self._column.lines.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(4, 4, 4, 0)
        whole.addWidget(self._column)

    def show_pool(self, pool: Any) -> None:
        """Show this pool; its quotes are read on the worker."""
        other = self.pool is None or self.pool.key != pool.key
        if pool == self.pool:
            return
        self.pool = pool
        self.title.setText(pool.name)
        self.product.setVisible(pool.product is not None)
        clear(self._terms)
        for term in pool.terms:
            tag = Tag(self._theme, term.name, put(self.tr("{name}: the same need. Del parts it again"),
                name=term.name), not self._book.read_only, self._terms_box)
            tag.removed.connect(lambda term=term: self._part(term))
            self._terms.addWidget(tag)
            tag.show()
        self._terms_box.setVisible(bool(pool.terms))
        self._terms_box.updateGeometry()
        if other:
            self.people.show_page((), 0)
            self._column.verticalScrollBar().setValue(0)
        self._fetch(0)

    def _fetch(self, offset: int) -> None:
        book, pool = self._book, self.pool

        def shown(found: list[Any]) -> None:
            if self.pool is not None and self.pool.key == pool.key:
                total = pool.wants + pool.suspected
                if len(found) < PAGE:
                    total = offset + len(found)
                self.people.show_page([self._line(one) for one in found], total, offset)

        self._tasks.latest("pool-quotes", lambda job: book.insight.quotes(pool.key, PAGE, offset), shown)

    def _line(self, want: Any) -> tuple[Any, str, str]:
        parts = [
            self.tr("we suspect") if want.certainty == "suspected" else strengths()[max(1, min(3, want.strength)) - 1],
            self.tr("by {day}").format(day=day(want.due)) if want.due else words(how_soon(want.horizon)),
            f"“{want.words}”" if want.words else want.text,
        ]
        return want.contact, want.contact_name, " · ".join(part for part in parts if part)

    def _go_product(self) -> None:
        if self.pool is not None and self.pool.product is not None:
            self._page.placeWanted.emit("products", self.pool.product)

    def _ask_join(self) -> None:
        if self.pool is None:
            return
        others = [(key, name) for key, name in self._page.pools() if key != self.pool.key]
        dialog = SameAs(self.pool.name, others, self.window())
        dialog.chosen.connect(lambda key: self._same(self.pool, key))
        dialog.open()

    def _same(self, pool: Any, other: str) -> None:
        from notebook import say

        title = say("{need} is the same as another need", need=pool.name)
        if self._page.attempt(lambda: self._book.synonyms.join(pool.key, other), title, tell=True) is not False:
            self._page.choose(other)

    def _part(self, term: Any) -> None:
        from notebook import say

        title = say("{need} is a need of its own", need=term.name)
        self._page.attempt(lambda: self._book.synonyms.part(term.key), title, tell=True)


class InterestView(QWidget):
    """Who shares an interest."""

    def __init__(self, book: Any, theme: Theme, tasks: Tasks, page: DemandPage) -> None:
        super().__init__(page)
        self.setObjectName("interestView")
        self._book, self._tasks = book, tasks
        self._key, self._count = "", 0
        self.title = label("", None, theme.font(1.15, QFont.Weight.DemiBold), wrap=True, parent=self)
        self._column = Column(self)
        self.people = People(theme, self.tr("Who likes it"), page.contactActivated.emit, self._fetch, self)
        for made in (self.title, self.people):
            self._column.lines.addWidget(made)
        self._column.lines.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(4, 4, 4, 0)
        whole.addWidget(self._column)

    def show_interest(self, key: str, name: str, people: int) -> None:
        """Show who has this interest; ``people``: how many do."""
        if key != self._key:
            self.people.show_page((), 0)
        self._key, self._count = key, people
        self.title.setText(name)
        self._fetch(0)

    def _fetch(self, offset: int) -> None:
        book, key = self._book, self._key

        def shown(found: list[Any]) -> None:
            if key == self._key:
                total = self._count if len(found) == PAGE else offset + len(found)
                self.people.show_page([(row.id, row.name, row.context) for row in found], total, offset)

        self._tasks.latest("interest-people", lambda job: list(
            book.contacts.rows(book.interests.who(key, PAGE, offset))), shown)


class SameAs(Asking):
    """Asks which need is the same; ``chosen`` carries its key, or the words that were typed."""

    chosen = Signal(str)

    def __init__(self, name: str, others: list[tuple[str, str]], parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("sameNeed")
        self.field.setObjectName("sameNeedField")
        self._others = [(key, name, fold(name)) for key, name in others]
        self.column.addWidget(label(self.tr("Both are counted as one need from now on; you can part them again."),
                                    "muted", wrap=True, parent=self))
        self.begin(put(self.tr("“{name}” is the same as"), name=flat(name, 48)), self.tr("Which need?"),
                   self.tr("Needs found"))

    def look(self, text: str) -> None:
        wanted = fold(text)
        for key, name, _ in [one for one in self._others if has_words(one[2], wanted)][:SHOWN]:
            self.offer(flat(name, 80), key)
        if text.strip():
            self.offer(put(self.tr("In these words: “{text}”"), text=flat(text, 60)), text.strip())

    def choose(self, what: Any) -> bool:
        self.chosen.emit(str(what))
        return True
