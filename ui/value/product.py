"""One product: its fields, the wall of its stories, who wants, owns and bought it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QToolButton, QVBoxLayout, QWidget

from notebook import NotFound, how_soon, say
from ui.forms import InPlace, InPlaceText
from ui.pane import Turns
from ui.prices import bought, money, owned, read_price
from ui.tasks import Tasks
from ui.theme import Theme
from ui.value.frame import People
from ui.value.list_or_one import OneView
from ui.value.parts import LinkField
from ui.value.rows import shown_partial
from ui.value.wall import QuoteCard, StoryCard, Wall, copy_quotes, print_quotes
from ui.widgets import Flow, button, label
from ui.words import day, number, put, words

if TYPE_CHECKING:
    from ui.value.products import ProductsPage

CARDS, PEOPLE = 12, 12  # how many stand there before more are asked for
AT_ONCE = 4  # cards made in one turn of the event loop


@dataclass(frozen=True, slots=True)
class Seen:
    """What a product's page shows."""

    product: Any
    standing: Any
    stories: tuple[Any, ...]
    quotes: tuple[Any, ...] | None  # instead of the stories: only what may be shown
    people: dict[str, tuple[Any, ...]]


def rows(book: Any, key: str, product: bytes | None, offset: int = 0) -> list[Any]:
    """A page of those who want a product, own it, or bought it."""
    cut = {"product": product, "limit": PEOPLE, "offset": offset}
    found: list[Any] = (book.wants.of(**cut) if key == "wants" else book.products.owned(**cut) if key == "owners"
                        else book.products.purchases(**cut))
    return found


class ProductView(OneView):
    """The page of one product, inside `ProductsPage`."""

    seen: Seen | None

    def __init__(self, book: Any, theme: Theme, tasks: Tasks, page: ProductsPage) -> None:
        super().__init__(book, theme, tasks, page)
        self.setObjectName("productView")
        self._most = CARDS
        self._turns = Turns(self)
        self.state = button("", "quiet", icon=theme.icon("archive"), on=self._turn_state, parent=self)
        self.top.addWidget(self.state)
        lines = self.lines
        self.name = self.title_field(self.tr("Name of the product"), self)
        self.name.setObjectName("productName")
        self.about = InPlaceText(self.tr("About it"), self.tr("What it is, in a sentence or two"), self)
        self.about.setObjectName("productAbout")
        self.name.committed.connect(lambda text: self.keep(name=text))
        self.about.committed.connect(lambda text: self.keep(about=text))
        lines.addWidget(self.name)
        lines.addWidget(self.about)
        lines.addWidget(self._fields())
        lines.addLayout(self._wall_head())
        self.teach = label("", "muted", wrap=True, parent=self)
        self.teach.setContentsMargins(8, 4, 8, 4)
        lines.addWidget(self.teach)
        self.wall = Wall(self)
        lines.addWidget(self.wall)
        self.more = button(self.tr("Show more stories"), "link", on=self._more_stories, parent=self)
        lines.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeading)
        self.people: dict[str, People] = {}
        for key, title in (("wants", self.tr("Wanted by")), ("owners", self.tr("Owned by")),
                           ("purchases", self.tr("Bought by"))):
            made = self.people[key] = People(theme, title, page.contactActivated.emit,
                                             lambda offset, key=key: self._more_people(key, offset), self)
            made.setObjectName(f"product-{key}")
            lines.addWidget(made)
        self.stand(("allProducts", self.tr("All products")), self.tr("Delete this product"),
                   lambda seen: page.delete(seen.product), (self.name, self.about, self._box, self.state))

    def clear(self) -> None:
        self._most = CARDS
        self._turns.stop()
        self.only.setChecked(False)

    # -- building

    def _fields(self) -> QWidget:
        self._box = QWidget(self)
        self.code = InPlace(self.tr("Number or code"), self.tr("number or code"), self._box)
        self.price = InPlace(self.tr("Price of one"), self.tr("280.00 EUR"), self._box)
        self.price.setObjectName("productPrice")
        self.link = LinkField(self._theme, self._box)
        self.code.committed.connect(lambda text: self.keep(code=text))
        self.price.committed.connect(lambda text: self.keep(price=text))
        self.link.committed.connect(lambda text: self.keep(link=text))
        self._box.setLayout(self.grid(((self.tr("Price"), self.price), (self.tr("Code"), self.code),
                                       (self.tr("Link"), self.link))))
        return self._box

    def _wall_head(self) -> QVBoxLayout:
        self.wall_title = label("", None, self._theme.font(1.0, QFont.Weight.DemiBold), parent=self)
        self.only = QToolButton(self)
        self.only.setObjectName("onlyShareable")
        self.only.setProperty("role", "chip")
        self.only.setCheckable(True)
        self.only.setText(self.tr("Only what may be shown to others"))
        self.only.setAccessibleName(self.tr("Only what may be shown to others"))
        self.only.toggled.connect(self._turn)
        self.copy = button(self.tr("Copy"), "quiet", on=self._copy, parent=self)
        self.copy.setObjectName("copyQuotes")
        self.print = button(self.tr("Print…"), "quiet", on=self._print, parent=self)
        self.print.setObjectName("printQuotes")
        tools = QWidget(self)
        flow = Flow(tools)
        for made in (self.only, self.copy, self.print):
            flow.addWidget(made)
        box = QVBoxLayout()
        box.setContentsMargins(8, 12, 0, 4)
        box.setSpacing(6)
        box.addWidget(self.wall_title)
        box.addWidget(tools)
        return box

    # -- reading (on the worker) and showing

    def reading(self, product: bytes) -> Callable[[], Seen | None]:
        """What reads everything of the page on the worker; it answers None when the product is gone."""
        book, only, most = self._book, self.only.isChecked(), self._most

        def read() -> Seen | None:
            try:
                held = book.products.get(product)
            except NotFound:
                return None
            standing = book.products.standing([product])[product]
            if only:
                return Seen(held, standing, (), tuple(book.stories.quotable(product)), {})
            stories = tuple(book.stories.of(product=product, limit=most))
            people = {key: tuple(rows(book, key, product)) for key in ("wants", "owners", "purchases")}
            return Seen(held, standing, stories, None, people)

        return read

    def fill(self, seen: Seen) -> None:
        """Show it."""
        if seen.product.id != self.one or (seen.quotes is not None) != self.only.isChecked():
            return
        self.seen = seen
        product, n = seen.product, seen.standing
        shown = seen.quotes is not None
        self.name.show_value(product.name)
        self.about.show_value(product.about)
        self.about.setVisible(bool(product.about) or not shown)
        self.code.show_value(product.code)
        self.price.show_value(money(product.price, product.currency))
        self.link.show_value(product.link)
        self._box.setVisible(not shown)
        current = product.state == "current"
        self.state.setText(self.tr("Retire it") if current else self.tr("It is retired: bring it back"))
        self.state.setAccessibleName(self.state.text())
        self._show_head(seen, n)
        for made in self.people.values():
            if shown:
                made.hide()
        of = seen.stories if seen.quotes is None else seen.quotes[: self._most]
        there = {card.key for card in self.wall.cards}
        made = next((place for place, one in enumerate(of) if (one if shown else one.id) not in there), len(of))
        upto = [*range(made + AT_ONCE, len(of), AT_ONCE), len(of)]
        later: list[Callable[[], object]] = [lambda end=end: self._show_cards(of[:end], shown) for end in upto]
        if not shown:
            later += [lambda key=key: self._show_people(key) for key in self.people]
        self._turns.start(later)
        self.column.holder.show()

    @property
    def filling(self) -> bool:
        """Whether parts of what was read are still to be shown."""
        return self._turns.busy

    def _show_people(self, key: str) -> None:
        if self.seen is not None and key in self.seen.people:
            self.people[key].show_page([self._person(key, one) for one in self.seen.people[key]],
                                       getattr(self.seen.standing, key))

    def _show_cards(self, of: Sequence[Any], quotes: bool) -> None:
        """The cards of these; those that stand there already stay."""
        kept = {card.key: card for card in self.wall.cards if isinstance(card, QuoteCard if quotes else StoryCard)}
        cards: list[Any] = []
        for one in of:
            if quotes:
                cards.append(kept.get(one) or QuoteCard(self._theme, one, self.wall))
                continue
            card = kept.get(one.id) or StoryCard(self._theme, one, self._keep_story, self._take_story,
                                                 self._page.contactActivated.emit, self.wall)
            card.show_story(one)
            card.setEnabled(not self._book.read_only)
            cards.append(card)
        self.wall.show_cards(cards)

    def _show_head(self, seen: Seen, n: Any) -> None:
        shown = seen.quotes is not None
        total = n.stories if seen.quotes is None else len(seen.quotes)
        if shown or not n.stories:
            self.wall_title.setText(self.tr("What people say") if shown else self.tr("What people tell"))
        else:
            self.wall_title.setText(self.tr("What people tell ({n}, {shown} may be shown)").format(
                n=number(n.stories), shown=number(n.shareable)))
        self.copy.setVisible(shown and bool(seen.quotes))
        self.print.setVisible(shown and bool(seen.quotes))
        self.only.setVisible(n.stories > 0 or shown)
        self.more.setVisible(total > self._most)
        self.teach.setVisible(not seen.stories and not seen.quotes)
        self.teach.setText(
            self.tr("Nobody has allowed yet to show what they told. Ask them, and note it on their story.") if shown
            else put(self.tr("Here stand the words of people who own it. Write one down on a contact's tab Products, or"
                         " while logging a talk: “story: It survived the flood ({name})”."),
                             name=seen.product.name))

    def _person(self, key: str, one: Any) -> tuple[Any, str, str]:
        """Somebody who wants, owns or bought it, with a line about that."""
        if key == "wants":
            parts = [words(how_soon(one.horizon)), one.text, f"“{one.words}”" if one.words else "",
                     self.tr("suspected") if one.certainty == "suspected" else ""]
        elif key == "owners":
            parts = [owned(one.quantity, one.bought),
                     self.tr("since {when}").format(when=shown_partial(one.since)) if one.since else "", one.note]
        else:
            parts = [day(one.day) if one.day else "", bought(one.quantity), money(one.price, one.currency)]
        return one.contact, one.contact_name, " · ".join(part for part in parts if part)

    # -- doing

    def edit(self, seen: Seen, fields: dict[str, Any]) -> None:
        price = read_price(fields["price"], seen.product.currency) if "price" in fields else {}
        self._book.products.edit(seen.product.id, **{**fields, **price})

    def _turn_state(self) -> None:
        if self.seen is not None:
            product = self.seen.product
            to = "retired" if product.state == "current" else "current"
            self._page.attempt(lambda: self._book.products.edit(product.id, state=to),
                               say("Change product {name}", name=product.name), tell=True)

    def _keep_story(self, story: Any, fields: dict[str, Any]) -> None:
        self._page.attempt(lambda: self._book.stories.edit(story.id, **fields))

    def _take_story(self, story: Any) -> None:
        self._page.attempt(lambda: self._book.stories.delete(story.id), say("Delete a story"), tell=True)

    def _turn(self, on: bool) -> None:
        """Nothing that may not be shown stays on the screen while it is read again."""
        self._turns.stop()
        if on:
            self.wall.show_cards([])
            for made in self.people.values():
                made.show_page((), 0)
        if self.one is not None:
            self._page.refresh()

    def _more_stories(self) -> None:
        self._most *= 2
        self._page.refresh()

    def _more_people(self, key: str, offset: int) -> None:
        product = self.one

        def shown(found: list[Any]) -> None:
            if product == self.one and self.seen is not None:
                self.people[key].show_page([self._person(key, one) for one in found],
                                           getattr(self.seen.standing, key), offset)

        book = self._book
        self._tasks.latest(f"product-{key}", lambda job: rows(book, key, product, offset), shown)

    def _copy(self) -> None:
        if self.seen is not None and self.seen.quotes:
            copy_quotes(self.seen.product.name, self.seen.quotes)
            self._page.said.emit(self.tr("Copied: only what may be shown to others."))

    def _print(self) -> None:
        if self.seen is not None and self.seen.quotes:
            print_quotes(self.seen.product.name, self.seen.quotes, self, self._page.said.emit)
