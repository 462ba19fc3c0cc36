"""The rows of the tab Products: what they own, purchases, stories, favours, offers, things of the shelf.

A row never writes by itself: it asks its tab, given as ``keep`` (a dict of fields) and by its signals.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from notebook import PartialDate, Refused, offer_gist, offer_way
from ui.contacts.sections import Row
from ui.forms import Choice, InPlace, InPlaceText
from ui.prices import money, owned, quantity
from ui.theme import Theme, grown
from ui.value.parts import CHIP, Link, Segments, Tag, open_link
from ui.widgets import Elided, Flow, button, label, set_tip, tool
from ui.words import day, partial, put, words

A_DAY, A_PRICE = date(2028, 9, 28), Decimal(19_999)  # as long as they commonly are, to measure
PAD = 20  # pixels of a field beside its words
Keep = Callable[[Any, dict[str, Any]], object]
OFFERED = {"made": "clock", "accepted": "check", "declined": "x", "withdrawn": "undo-2"}


def _tr(text: str) -> str:
    return QCoreApplication.translate("Value", text)


def quotes() -> list[tuple[str, str]]:
    """How a story may be quoted: (key, word)."""
    return [("none", _tr("not shown")), ("anonymous", _tr("without name")), ("named", _tr("with name"))]


def shown_partial(text: str) -> str:
    """A stored partial date for a person."""
    try:
        return partial(PartialDate.parse(text)) if text else ""
    except Refused:
        return text


class FoldingRow(Row):
    """A row of two lines, ``_first`` and ``_below``: where there is little room, more of it stands below."""

    narrow = 0  # pixels below which there is little room

    def __init__(self, theme: Theme, remove: str, parent: QWidget | None = None) -> None:
        super().__init__(theme, remove, parent)
        self._first, self._below = QHBoxLayout(), QHBoxLayout()
        self._folded = False

    def fold(self, narrow: bool) -> None:
        """Put the widgets where they stand in a narrow row, or in a wide one."""
        raise NotImplementedError

    def lay_out(self, folded: bool = False) -> None:
        """The two lines are filled; ``folded``: as in a narrow row."""
        self._folded = folded
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addLayout(self._first)
        column.addLayout(self._below)
        self.line.addLayout(column, 1)
        self.close_line()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if (self.width() < grown(self.narrow, self.fontMetrics())) != self._folded:
            self._folded = not self._folded
            self.fold(self._folded)


class OwnedRow(FoldingRow):
    """A thing owned. ``opened``: its product's page is wanted; ``given_up``: they no longer have it."""

    narrow = 560
    opened = Signal(object)
    given_up = Signal(object)
    offered = Signal(object)  # prepare an offer

    def __init__(self, theme: Theme, keep: Keep, item: Any, parent: QWidget | None = None) -> None:
        super().__init__(theme, _tr("Remove this thing"), parent)
        self.item = item
        self.name = Link(theme, lambda: self.opened.emit(self.item.product), parent=self)
        self._times = label("×", "muted", parent=self)
        self.quantity = InPlace(_tr("How many"), _tr("how many"), self)
        self.quantity.setObjectName("ownedQuantity")
        self.since = InPlace(_tr("Since when"), _tr("since"), self)
        self.since.setFixedWidth(self.fontMetrics().horizontalAdvance("28 September 2028") + 18)
        self.note = InPlace(_tr("Note"), _tr("Note"), self)
        for field, value in (("quantity", self.quantity), ("since", self.since), ("note", self.note)):
            value.committed.connect(lambda text, field=field: keep(self.item, {field: text}))
        self._ended = label("", "muted", parent=self)
        self.end = tool(theme.icon("archive"), _tr("They no longer have it"),
                        lambda: self.given_up.emit(self.item), 14, self)
        self.offer = tool(theme.icon("send"), _tr("Prepare an offer"), lambda: self.offered.emit(self.item), 14, self)
        self._first.setSpacing(4)
        for made, stretch in ((self.name, 3), (self._times, 0), (self.quantity, 0), (self.since, 0),
                              (self._ended, 0), (self.note, 2), (self.offer, 0), (self.end, 0)):
            self._first.addWidget(made, stretch)
        self.lay_out()

    def fold(self, narrow: bool) -> None:
        """Since when, and the note, stand below where there is little room."""
        for row in (self._first, self._below):
            row.removeWidget(self.since)
            row.removeWidget(self.note)
        if narrow:
            self._below.addWidget(self.since)
            self._below.addWidget(self.note, 1)
        else:
            self._first.insertWidget(3, self.since)
            self._first.insertWidget(5, self.note, 2)

    def show_item(self, item: Any) -> None:
        self.item = item
        self.name.show_text(item.product_name, put(_tr("Show the product {name}"), name=item.product_name))
        self.quantity.show_value(quantity(item.quantity))
        self._times.setVisible(item.quantity is not None)
        # where nothing was noted, what was bought is a hint: a number alone would read as one that is known
        hint = _tr("how many") if item.quantity is not None or not item.bought else owned(None, item.bought)
        self.quantity.setPlaceholderText(hint)
        self.quantity.setFixedWidth(self.fontMetrics().horizontalAdvance(max(hint, _tr("how many"), key=len)) + 34)
        self.since.show_value(shown_partial(item.since))
        self.note.show_value(item.note)
        over = bool(item.until)  # given up today counts from tomorrow on, but is seen at once
        self._ended.setText(_tr("until {when}").format(when=shown_partial(item.until)) if over else "")
        self._ended.setVisible(over)
        for made in (self.end, self.offer):
            made.setVisible(not over)


class PurchaseRow(FoldingRow):
    """A purchase: when, how many, what, for how much."""

    narrow = 440

    def __init__(self, theme: Theme, keep: Keep, item: Any, parent: QWidget | None = None) -> None:
        super().__init__(theme, _tr("Delete this purchase"), parent)
        self.item = item
        self.day = InPlace(_tr("When"), _tr("When"), self)
        self.day.setFixedWidth(self._wide(104, day(A_DAY)))
        self.quantity = InPlace(_tr("How many"), "1", self)
        self.what = InPlace(_tr("What"), _tr("What"), self)
        self.what.setMinimumWidth(80)
        self.price = InPlace(_tr("Price of all of it"), _tr("Price"), self)
        self.price.setFixedWidth(self._wide(118, money(A_PRICE, "EUR")))
        for field, value in (("day", self.day), ("quantity", self.quantity), ("item", self.what),
                             ("price", self.price)):
            value.committed.connect(lambda text, field=field: keep(self.item, {field: text}))
        self.price.setAlignment(Qt.AlignmentFlag.AlignTrailing)
        for made in (self.day, self.quantity, label("×", "muted", parent=self)):
            self._first.addWidget(made)
        self._first.addWidget(self.what, 1)
        self._first.addWidget(self.price)
        self.lay_out()

    def _wide(self, usual: int, longest: str) -> int:
        """The width of a field in which this is read, in letters of any size."""
        return max(grown(usual, self.fontMetrics()), self.fontMetrics().horizontalAdvance(longest) + PAD)

    def fold(self, narrow: bool) -> None:
        """The price stands below where there is little room."""
        self.price.setFixedWidth(self._wide(190 if narrow else 118, money(A_PRICE, "EUR")))
        for row in (self._first, self._below):
            row.removeWidget(self.price)
        if narrow:
            self._below.addWidget(self.price, 1, Qt.AlignmentFlag.AlignTrailing)
        else:
            self._first.addWidget(self.price)

    def show_item(self, item: Any) -> None:
        self.item = item
        self.day.show_value(day(item.day) if item.day else "")
        self.quantity.show_value(quantity(item.quantity))
        digits = self.fontMetrics().horizontalAdvance(self.quantity.text())
        self.quantity.setFixedWidth(max(36, min(grown(84, self.fontMetrics()), digits + 20)))
        self.what.show_value(item.item)
        self.price.show_value(money(item.price, item.currency))
        set_tip(self.what, f"{item.item}\n{item.note}" if item.note else item.item)


class StoryRow(Row):
    """What somebody told, and how it may be quoted. ``asked``: another product is wanted."""

    asked = Signal(object)

    def __init__(self, theme: Theme, keep: Keep, item: Any, parent: QWidget | None = None) -> None:
        super().__init__(theme, _tr("Delete this story"), parent)
        self.item, self._theme, self._keep = item, theme, keep
        self.text = InPlaceText(_tr("In their words"), _tr("In their words"), self)
        self.text.committed.connect(lambda text: keep(self.item, {"text": text}))
        self.quote = Segments(_tr("May be quoted"), quotes(), self)
        self.quote.chosen.connect(lambda key: keep(self.item, {"quote": key}))
        self.about = Tag(theme, "", "", True, self)
        self.about.clicked.connect(lambda: self.asked.emit(self.item))
        self.about.removed.connect(lambda: keep(self.item, {"product": None}))
        self.choose = button(_tr("about a product …"), "link", on=lambda: self.asked.emit(self.item), parent=self)
        self._when = label("", "muted", theme.font(0.92), parent=self)
        self._when.setContentsMargins(4, 0, 0, 0)
        box = QWidget(self)
        flow = Flow(box)
        for made in (self.about, self.choose, self.quote, self._when):
            flow.addWidget(made)
            if made is not self.quote:
                made.setFixedHeight(self.fontMetrics().height() + CHIP)
        column = QVBoxLayout()
        column.setSpacing(2)
        column.setContentsMargins(0, 0, 0, 8)
        column.addWidget(self.text)
        column.addWidget(box)
        flow.setContentsMargins(6, 0, 0, 0)
        self.line.addLayout(column, 1)
        self.close_line()

    def show_item(self, item: Any) -> None:
        self.item = item
        self.text.show_value(item.text)
        self.quote.show_value(item.quote)
        self.about.setVisible(bool(item.product_name))
        self.choose.setVisible(not item.product_name)
        self.about.show_text(item.product_name, put(_tr("About {name}. Enter changes it, Del takes it away"),
            name=item.product_name))
        self._when.setText(day(item.day) if item.day else "")


class FavourRow(FoldingRow):
    """Something given or asked: by whom, of what kind, in words, when."""

    narrow = 480

    def __init__(self, theme: Theme, kinds: list[tuple[str, str]], keep: Keep, item: Any,
                 parent: QWidget | None = None) -> None:
        super().__init__(theme, _tr("Delete this"), parent)
        self.item = item
        self.who = Choice(_tr("By whom"), sides(), self)
        self.who.chosen.connect(lambda key: keep(self.item, dict(zip(("act", "side"), key.split("/"), strict=True))))
        self.who.setFixedWidth(grown(118, self.fontMetrics()))
        self.kind = Choice(_tr("What kind"), kinds, self)
        self.kind.setFixedWidth(grown(128, self.fontMetrics()))
        self.kind.chosen.connect(lambda key: keep(self.item, {"kind": key}))
        self.text = InPlace(_tr("In words"), _tr("What it was"), self)
        self.text.setMinimumWidth(60)
        self.text.committed.connect(lambda text: keep(self.item, {"text": text}))
        self._when = label("", "muted", theme.font(0.92), parent=self)
        self._first.addWidget(self.who)
        self._first.addWidget(self.text, 1)
        for made in (self.kind, self._when):
            self._below.addWidget(made)
        self._below.addStretch(1)
        self.lay_out(folded=True)

    def fold(self, narrow: bool) -> None:
        """Kind and day stand below where there is little room."""
        for made in (self.kind, self._when):
            (self._first if narrow else self._below).removeWidget(made)
        for place, made in enumerate((self.kind, self._when)):
            if narrow:
                self._below.insertWidget(place, made)
            else:
                self._first.insertWidget(1 + 2 * place, made)

    def show_item(self, item: Any) -> None:
        self.item = item
        self.who.show_value(f"{item.act}/{item.side}")
        self.kind.show_value(item.kind)
        self.text.show_value(item.text)
        self._when.setText(day(item.day) if item.day else "")
        self._remove.setVisible(not item.fixed)
        for made in (self.who, self.kind, self.text):
            made.setEnabled(not item.fixed)
        set_tip(self.text, item.text)


def sides() -> list[tuple[str, str]]:
    """Who gave or asked: (act/side, word)."""
    return [("gave/ours", _tr("We gave")), ("asked/ours", _tr("We asked")), ("gave/theirs", _tr("They gave")),
            ("asked/theirs", _tr("They asked"))]


class OfferRow(FoldingRow):
    """An offer that was made: what was offered, when and how, and what they said to it. ``answered(item, state)``."""

    narrow = 620
    answered = Signal(object, str)

    def __init__(self, theme: Theme, item: Any, parent: QWidget | None = None) -> None:
        super().__init__(theme, _tr("Delete this offer"), parent)
        self.item, self._theme = item, theme
        self._icon = label("", parent=self)
        self._icon.setContentsMargins(7, 0, 0, 0)
        self.what = Elided(theme, "", "ink", None, self)
        self.told = label("", "muted", theme.font(0.92), wrap=True, parent=self)
        self.told.setContentsMargins(6 + 8 + 14, 0, 0, 6)
        self.yes = button(_tr("Accepted"), "quiet", icon=theme.icon("check"),
                          on=lambda: self.answered.emit(self.item, "accepted"), parent=self)
        self.no = button(_tr("Declined"), "quiet", icon=theme.icon("x"),
                         on=lambda: self.answered.emit(self.item, "declined"), parent=self)
        self.back = tool(theme.icon("undo-2"), _tr("We withdrew it"),
                         lambda: self.answered.emit(self.item, "withdrawn"), 14, self)
        self._first.setSpacing(6)
        self._first.addWidget(self._icon)
        self._first.addWidget(self.what, 1)
        for made in (self.yes, self.no, self.back):
            self._first.addWidget(made)
        self._below.addWidget(self.told, 1)
        self.lay_out()

    def fold(self, narrow: bool) -> None:
        """Signs instead of words leave what was offered its room."""
        for made, word in ((self.yes, _tr("Accepted")), (self.no, _tr("Declined"))):
            made.setText("" if narrow else word)
            made.setAccessibleName(word)
            set_tip(made, word if narrow else "")

    def show_item(self, item: Any) -> None:
        self.item = item
        self._icon.setPixmap(self._theme.pixmap(OFFERED.get(item.state, "clock"), "muted", 14,
                                                self.devicePixelRatioF()))
        self.what.setText(offer_gist(item.text))
        set_tip(self.what, item.text)
        said = {"accepted": _tr("accepted"), "declined": _tr("declined"), "withdrawn": _tr("withdrawn")}.get(
            item.state, _tr("no answer yet"))
        way = offer_way(item.channel)
        parts = [_tr("offered {day}").format(day=day(item.day)) if item.day else "", words(way) if way else "", said,
                 put(_tr("although: {why}"), why=item.override) if item.override else ""]
        self.told.setText(" · ".join(part for part in parts if part))
        for made in (self.yes, self.no, self.back):
            made.setVisible(item.state == "made")


class ShelfRow(Row):
    """Something of the shelf that they would value. ``given``: they get it; ``opened``: show it."""

    given = Signal(object)
    opened = Signal(object)

    def __init__(self, theme: Theme, item: Any, parent: QWidget | None = None) -> None:
        super().__init__(theme, "", parent)
        self.item, self._theme = item, theme
        self.title = Link(theme, lambda: self.opened.emit(self.item.id), parent=self)
        self._why = Elided(theme, "", "muted", theme.font(0.92), self)
        self.go = tool(theme.icon("external-link"), _tr("Open its link"), lambda: open_link(self.item.link), 14, self)
        self.give = button(_tr("Give"), "quiet", icon=theme.icon("arrow-up-right"),
                           on=lambda: self.given.emit(self.item), parent=self)
        self.line.addWidget(self.title)  # as wide as its words where there is room
        self.line.addWidget(self._why, 1)
        self.line.addWidget(self.go)
        self.line.addWidget(self.give)
        self._remove.hide()

    def show_item(self, item: Any) -> None:
        self.item = item
        self.title.show_text(item.title, icon=SHELF_ICONS.get(item.kind, "book-open"))
        self._why.setText(", ".join(item.interests))
        self.go.setVisible(bool(item.link))
        name = put(_tr("Give “{title}”"), title=item.title)
        self.give.setAccessibleName(name)
        set_tip(self.give, _tr("Notes that they got it: in the timeline and as something you gave"))


SHELF_ICONS = {"tip": "star", "article": "book-open", "trend": "arrow-up-right"}


def shelf_kinds() -> list[tuple[str, str]]:
    """What lies on the shelf: (key, word)."""
    return [("tip", _tr("Tip")), ("article", _tr("Article")), ("trend", _tr("Trend"))]
