"""The tab "Products & interests" of one contact: what they like, want, own and bought, what they told, give and ask.

Everything is added in one line (the composer reads the same words) and corrected where it stands; each edit is one
undoable change, and what goes away comes back by *Undo*.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from notebook import KithbookError, Sentence, parse_owned, parse_remark, remark_doubt, say
from ui.bridge import Bridge
from ui.contacts.sections import Row
from ui.pane import Scroll, Tab, Turns
from ui.prices import read_price, read_quantity, sums
from ui.tasks import Tasks
from ui.theme import Theme
from ui.value import between, understood
from ui.value.balance import BalanceSection
from ui.value.between import Between
from ui.value.days import ask_back, ask_due
from ui.value.parts import Fold
from ui.value.rows import OfferRow, OwnedRow, PurchaseRow, ShelfRow, StoryRow
from ui.value.section import PartSection
from ui.value.tags import Tags
from ui.value.wants import ClosedWant, WantRow
from ui.widgets import label
from ui.words import put, words


class ProductsTab(Tab):
    """Shows and edits what is between us and one contact."""

    tables = ("contact", "detail", "want", "product", "owned", "purchase", "story", "favour", "offer", "introduction",
              "shelf_item", "shelf_tag", "shelf_given", "answer", "interaction", "participant")
    reads = "products-tab"

    def __init__(self, book: Any, theme: Theme, bridge: Bridge, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(book, theme, bridge, tasks, parent)
        self.setObjectName("productsTab")
        self.setAccessibleName(self.tr("Products & interests"))
        self.shown: Between | None = None
        self._turns = Turns(self)
        self._sought: tuple[str, bytes] | None = None  # a row to go to as soon as it is there
        self._sections: list[PartSection] = []
        self._area = Scroll(self)
        holder = QWidget()
        holder.setObjectName("cardHolder")
        outer = QVBoxLayout(holder)
        outer.setContentsMargins(0, 0, 2, 16)
        self._sheet = QFrame()
        self._sheet.setProperty("role", "card")
        self._column = QVBoxLayout(self._sheet)
        self._column.setContentsMargins(0, 2, 0, 2)
        self._column.setSpacing(0)
        outer.addWidget(self.reading_line())
        outer.addWidget(self._sheet)
        outer.addStretch(1)
        self._area.setWidget(holder)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._area)
        self._build()
        holder.setEnabled(not book.read_only)
        self._sheet.hide()

    def suit(self, place: bool) -> None:
        self.wants.teach(self.tr(
            "What the organisation needs; what one of its people wishes is noted with that person. It comes back to"
            " you when its time comes. Example: “12 cargo bikes within 3 months”.") if place else self.tr(
            "What they need or wish, now or some day: it comes back to you when its time comes. Example: “cargo bike"
            " within 3 months!” – the ! says they need it, a ? that you only suspect it."))

    def show_row(self, table: str, row: bytes) -> None:
        """Go to a row: the keyboard on it, all of it in sight, as soon as it is there."""
        self._sought = table, row
        self._seek()

    def _seek(self) -> None:
        if self._sought is None or self.shown is None:
            return
        table, id = self._sought
        if self.filling:
            QTimer.singleShot(0, self, self._seek)
            return
        if table == "want" and any(one.id == id for one in self.shown.closed) and not self.closed_turn.opened:
            self.closed_turn.turn()
        elif table == "favour":
            self.balance.open_to(id)
        section, item = self._place_of(table, id)
        row = section.reach(id, _called(table, item)) if section is not None else None
        if section is not None and row is None:
            QTimer.singleShot(0, self, self._seek)  # it is being made
            return
        self._sought = None
        if row is not None:
            QTimer.singleShot(0, row, lambda: self._area.ensureWidgetVisible(row, 0, 48))  # when it has its place

    def _place_of(self, table: str, id: bytes) -> tuple[PartSection | None, Any]:
        """The section that has a row, and what it shows there; None where it is not (any more)."""
        sections: dict[str, tuple[PartSection, ...]] = {
            "want": (self.wants, self.closed), "owned": (self.owned,), "purchase": (self.purchases,),
            "story": (self.stories,), "offer": (self.offers,), "favour": (self.balance,)}
        for section in sections.get(table, ()):
            for item in section.items():
                if item.id == id:
                    return section, item
        return None, None

    # -- reading and showing

    def clear(self) -> None:
        self.shown = self._sought = None
        self._turns.stop()
        self.closed_turn.fold()
        self.interests.show_tags(())
        for section in self._sections:
            section.show_unknown()
        for made in (self.offers, self.useful, self.closed, self.closed_turn, self._totals):
            made.hide()
        self._sheet.setVisible(self.contact is not None)
        self._area.verticalScrollBar().setValue(0)

    def read(self, contact: bytes | None) -> Between | None:
        return between.read(self._book, contact)

    def fill(self, found: Between | None) -> None:
        if found is None:
            self._turns.stop()
            self._sheet.hide()
            return
        self.shown = found
        self.interests.show_tags(found.interests)
        self._turns.start([
            lambda: self._fill_wants(found), lambda: self._fill_useful(found),
            lambda: self.owned.show_items(found.owned), lambda: self._fill_purchases(found),
            lambda: self.stories.show_items(found.stories),
            lambda: self.balance.show_balance(found.balance, list(found.went), found.listening), self._seek,
        ])

    @property
    def filling(self) -> bool:
        """Whether parts of what was read are still to be shown."""
        return self._turns.busy or any(one.building for one in self._sections)

    def _fill_wants(self, found: Between) -> None:
        self.wants.show_items(found.wants)
        opened = self.closed_turn.opened
        self.closed.show_items(found.closed if opened else ())
        self.closed.setVisible(opened and bool(found.closed))
        self.closed_turn.show_count(len(found.closed))
        self.offers.show_items(found.offers)
        self.offers.setVisible(bool(found.offers))

    def _fill_useful(self, found: Between) -> None:
        self.useful.show_items(found.useful)
        self._got.setText(self._got_words(found))
        self._got.setVisible(bool(found.got))
        self.useful.setVisible(bool(found.useful or found.got))

    def _fill_purchases(self, found: Between) -> None:
        self.purchases.show_items(found.purchases)
        self._totals.setText(put(self.tr("Together: {sums}"), sums=sums(found.totals)))
        self._totals.setVisible(bool(found.totals))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        for section in self._sections:
            section.fit(self.width())

    # -- building

    def _build(self) -> None:
        self._put(self._interests_section())
        self.wants = self._put(PartSection(self._theme, self.tr("Wants"), self._want_row))
        self.wants.add_line(self.tr("Add a want"), self.tr("cargo bike within 3 months"), self._add_want, "addWant",
                            lambda text: understood.want(self._book, self.whose, text))
        self.closed_turn = Fold(self.tr("Show {n} met or dropped"), self.tr("Hide what was met or dropped"), self.wants)
        self.closed_turn.turned.connect(lambda: self.shown is not None and self._fill_wants(self.shown))
        self.wants.rows.addWidget(self.closed_turn, 0, Qt.AlignmentFlag.AlignLeading)
        self.closed = self._put(PartSection(self._theme, self.tr("Met, dropped"), self._closed_row))
        self.offers = self._put(PartSection(self._theme, self.tr("Offers"), self._offer_row))
        self.useful = self._put(PartSection(self._theme, self.tr("From the shelf"), self._shelf_row))
        self._got = label("", "muted", wrap=True, parent=self.useful)
        self._got.setContentsMargins(8, 2, 8, 2)
        self.useful.rows.addWidget(self._got)
        self.owned = self._put(PartSection(self._theme, self.tr("They own"), self._owned_row, self.tr(
            "What they have, from us or from elsewhere. Example: 2 x stand no. 7 since 2019.")))
        self.owned.add_line(self.tr("Add what they own"), self.tr("2 x stand no. 7 since 2019"), self._add_owned,
                            "addOwned", lambda text: understood.owned(self._book, text))
        self.purchases = self._put(PartSection(self._theme, self.tr("Purchases"), self._purchase_row, self.tr(
            "What they bought, how many, what all of it cost, and when. Example: 4 x stand no. 7 1120 EUR yesterday.")))
        self._totals = label("", "muted", parent=self.purchases)
        self._totals.setObjectName("purchaseTotals")
        self._totals.setContentsMargins(8, 4, 40, 4)
        self._totals.setAlignment(Qt.AlignmentFlag.AlignTrailing)
        self.purchases.rows.addWidget(self._totals)
        self.purchases.add_line(self.tr("Add a purchase"), self.tr("4 x stand no. 7 1120 EUR yesterday"),
                                self._add_purchase, "addPurchase", lambda text: understood.purchase(self._book, text))
        self.stories = self._put(PartSection(self._theme, self.tr("Stories"), self._story_row, self.tr(
            "What they tell about the things they own, in their words. Nothing leaves the house unless they allow it."
            " Example: It survived the flood (stand no. 7).")))
        self.stories.add_line(self.tr("Add a story"), self.tr("What they said (product)"), self._add_story, "addStory")
        self.balance = BalanceSection(self._theme, self._keep_favour, self._take(
            lambda item: self._book.favours.delete(item.id), say("Delete what was given or asked")), self._add_favour,
            self._book.clock)
        self._put(self.balance)

    def _put(self, section: Any) -> Any:
        self._sections.append(section)
        self._column.addWidget(section)
        return section

    def _interests_section(self) -> PartSection:
        section = PartSection(self._theme, self.tr("Interests"), lambda item: Row(self._theme, ""))
        self.interests = Tags(self._theme, self.tr("Interest"), self.tr("Add an interest"), section)
        self.interests.adding.setObjectName("addInterest")
        section.above.addWidget(self.interests)
        contacts = self._book.contacts
        self.interests.added.connect(lambda text: self.attempt(
            lambda: contacts.add_detail(self.whose, "interest", text)))
        self.interests.changed.connect(lambda key, text: self.attempt(lambda: contacts.edit_detail(key, value=text)))
        self.interests.removed.connect(lambda key: self.attempt(
            lambda: contacts.remove_detail(key), say("Take away an interest"), tell=True))
        return section

    def _take(self, remove: Callable[[Any], object], title: Sentence) -> Callable[[Any], object]:
        """What takes an entry away, with a way back."""
        return lambda item: self.attempt(lambda: remove(item), title, tell=True)

    def _row(self, row: Any, remove: Callable[[Any], object], title: Sentence) -> Any:
        take = self._take(remove, title)
        row.removed.connect(lambda: take(row.item))
        return row

    def _want_row(self, item: Any) -> Row:
        wants = self._book.wants
        row = self._row(WantRow(self._theme, self._keep_want, item), lambda one: wants.delete(one.id),
                        say("Delete a want"))
        row.met.connect(lambda one: self.attempt(lambda: wants.meet(one.id), say("A want is met"), tell=True))
        row.dropped.connect(lambda one: self.attempt(lambda: wants.drop(one.id), say("A want is dropped"), tell=True))
        row.product_wanted.connect(lambda one: self._ask_product(lambda id: self._keep_want(one, {"product": id})))
        row.due_wanted.connect(lambda one: self._ask_day(ask_due, one))
        row.day_wanted.connect(lambda one: self._ask_day(ask_back, one))
        row.offered.connect(lambda one: self.prepare_offer(want=one))
        return row

    def _closed_row(self, item: Any) -> Row:
        row = self._row(ClosedWant(self._theme, item), lambda one: self._book.wants.delete(one.id),
                        say("Delete a want"))
        row.reopened.connect(lambda one: self.attempt(lambda: self._book.wants.reopen(one.id),
                                                      say("Open a want again"), tell=True))
        return row

    def _owned_row(self, item: Any) -> Row:
        products = self._book.products
        row = self._row(OwnedRow(self._theme, self._keep_owned, item), lambda one: products.disown(one.id),
                        say("Delete a thing owned"))
        row.opened.connect(lambda product: self.placeWanted.emit("products", product))
        row.given_up.connect(lambda one: self.attempt(lambda: products.no_longer(one.id),
                                                      say("A thing is no longer owned"), tell=True))
        row.offered.connect(lambda one: self.prepare_offer(owned=one))
        return row

    def _purchase_row(self, item: Any) -> Row:
        return self._row(PurchaseRow(self._theme, self._keep_purchase, item),
                         lambda one: self._book.products.take_back(one.id), say("Delete a purchase"))

    def _story_row(self, item: Any) -> Row:
        row = self._row(StoryRow(self._theme, self._keep_story, item), lambda one: self._book.stories.delete(one.id),
                        say("Delete a story"))
        row.asked.connect(lambda one: self._ask_product(lambda id: self._keep_story(one, {"product": id})))
        return row

    def _offer_row(self, item: Any) -> Row:
        offers = self._book.offers
        row = self._row(OfferRow(self._theme, item), lambda one: offers.delete(one.id), say("Delete an offer"))
        row.answered.connect(lambda one, state: self.attempt(
            lambda: offers.answer(one.id, state),
            say("Note what {name} said to an offer", name=one.contact_name), tell=True))
        return row

    def _shelf_row(self, item: Any) -> Row:
        row = ShelfRow(self._theme, item)
        row.given.connect(lambda one: self.give(one))
        row.opened.connect(lambda id: self.placeWanted.emit("shelf", id))
        return row

    # -- adding

    def _remark(self, kind: str, text: str, title: Sentence) -> Any:
        remark, doubt = (read(kind, text, self._book.clock) for read in (parse_remark, remark_doubt))
        if doubt is not None:
            self.said.emit(words(doubt.said))
        if remark is None or (doubt is not None and kind == "bought"):
            return False  # the words stay in the line; of a want they are part of what is wanted
        return self.attempt(lambda: self._book.keep_remark(self.whose, remark), title)

    def _add_want(self, text: str) -> Any:
        return self._remark("want", text, say("{name} wants: {text}", name=self._name(), text=text))

    def _add_purchase(self, text: str) -> Any:
        made = self._remark("bought", text, say("{name} bought {what}", name=self._name(), what=text))
        if isinstance(made, bytes):
            from ui.follow_ups import close_wants

            follows = close_wants(self._book, [made])
            if follows is not None:
                self.followed.emit(follows)
        return made

    def _add_story(self, text: str) -> Any:
        return self._remark("story", text, say("Keep a story of {name}", name=self._name()))

    def _add_favour(self, act: str, side: str, text: str) -> Any:
        if not text:
            self.said.emit(self.tr("Say what was given or asked."))
            return False
        kind = act if side == "ours" else f"they-{act}"
        return self._remark(kind, text, say("Note what was given or asked: {text}", text=text))

    def _add_owned(self, text: str) -> Any:
        return self.attempt(lambda: self._book.products.own_typed(self.whose, parse_owned(text, self._book.clock)),
                            say("{name} owns {what}", name=self._name(), what=text))

    # -- correcting

    def _keep_want(self, item: Any, fields: dict[str, Any]) -> Any:
        kept = self.attempt(lambda: self._book.wants.edit(item.id, **fields))
        if kept and "horizon" in fields and item.due is not None and self._book.wants.get(item.id).due is None:
            self.done.emit(self._book.undo_title())  # the day went with it: that is said
        return kept

    def _keep_owned(self, item: Any, fields: dict[str, Any]) -> Any:
        def act() -> None:
            from ui.contacts.typed_dates import read_date

            kept = dict(fields)
            if kept.get("since"):
                kept["since"] = str(read_date(kept["since"]))
            if kept.get("quantity"):
                kept["quantity"] = read_quantity(kept["quantity"])
            self._book.products.correct_owned(item.id, **kept)

        return self.attempt(act)

    def _keep_purchase(self, item: Any, fields: dict[str, Any]) -> Any:
        def act() -> None:
            from ui.contacts.typed_dates import read_day

            kept: dict[str, Any] = dict(fields)
            if "day" in kept:
                kept["day"] = read_day(kept["day"])
            if "quantity" in kept:
                kept["quantity"] = read_quantity(kept["quantity"]) or "1"
            if "price" in kept:
                kept |= read_price(kept["price"], item.currency)
            self._book.products.correct(item.id, **kept)

        return self.attempt(act)

    def _keep_story(self, item: Any, fields: dict[str, Any]) -> Any:
        return self.attempt(lambda: self._book.stories.edit(item.id, **fields))

    def _keep_favour(self, item: Any, fields: dict[str, Any]) -> Any:
        return self.attempt(lambda: self._book.favours.edit(item.id, **fields))

    def _ask_product(self, chosen: Callable[[bytes], object]) -> None:
        from ui.value.pick import PickProduct

        dialog = PickProduct(self._book, self.window())
        dialog.chosen.connect(chosen)
        dialog.refused.connect(self.said)
        dialog.open()

    def _ask_day(self, ask: Callable[..., object], want: Any) -> None:
        ask(self.window(), self._book.clock, want, lambda fields: self._keep_want(want, fields))

    # -- giving, offering

    def give(self, item: Any) -> None:
        """They get something of the shelf: in the timeline, and as something we gave."""
        self.attempt(lambda: self._book.shelf.give(item.id, self.whose), tell=True)

    def prepare_offer(self, want: Any = None, owned: Any = None) -> None:
        """Open the offer desk with its reason."""
        from ui.value.offer import OfferDesk

        try:
            desk = OfferDesk(self._book, self._theme, self.whose, want, owned, self.window())
        except KithbookError as error:
            self.said.emit(words(error.sentence))
            return
        desk.logged.connect(self.done)
        desk.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        desk.open()

    # -- inside

    def _got_words(self, found: Between) -> str:
        titles = [one.title for one in found.got]
        named = ", ".join(titles[:3])
        if len(titles) > 3:
            return put(self.tr("Got already: {titles} and {n} more."), titles=named, n=len(titles) - 3)
        return put(self.tr("Got already: {titles}."), titles=named)

    def _name(self) -> str:
        return self.contact.name if self.contact is not None else ""


def _called(table: str, item: Any) -> str:
    """What a row says."""
    return str(item.product_name if table == "owned" else item.item if table == "purchase" else item.text)
