"""What of wants, purchases, things owned, stories, favours, plans, offers and the shelf stands on a contact's card.

Products travel by name. A story leaves the house only with permission to quote it by name: a card has the name on
it. The interaction that a record came from stays behind with the timeline.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from notebook.changes.change import unpack_title
from notebook.changes.ids import Id, child_id, derived_id, show_id
from notebook.contacts.cells import pack, unpack
from notebook.contacts.update import ImportRule
from notebook.errors import Refused
from notebook.sentences import say
from notebook.storage.folding import fold
from notebook.timeline.card_forms import (
    Amount,
    Beside,
    Called,
    Cell,
    Choice,
    Day,
    Entry,
    Form,
    Known,
    Number,
    Partial,
    Text,
)
from notebook.timeline.horizons import HORIZONS
from notebook.timeline.ledger import words
from notebook.timeline.on_card import Incoming, OnCard
from notebook.timeline.shared_on_card import SharedOnCard
from notebook.value.favours import ACTS, SIDES
from notebook.value.favours import KINDS as FAVOURS
from notebook.value.offers import STATES as OFFER_STATES
from notebook.value.plans import STATES as PLAN_STATES
from notebook.value.shelf import KINDS as SHELF
from notebook.value.stories import QUOTES
from notebook.value.wants import CERTAINTY, STATES

_PRODUCT = Called("product")
_CHANNELS = ("email", "phone", "message", "letter", "visit", "any")
_CHECK = re.compile(r"(?P<colour>green|amber|red) (?P<name>[a-z-]+): (?P<text>.+)")


class WantsOnCard(OnCard):
    """What somebody wants (W2)."""

    property, line, table, what = "kithbook.app:wants", "X-KITHBOOK-WANT", "want", say("Want")
    wants = ("text", "product")
    members = {
        "text": ("text", Text()),
        "product": ("product", _PRODUCT),
        "horizon": ("horizon", Choice(HORIZONS)),
        "strength": ("strength", Number(1, 3)),
        "certainty": ("certainty", Choice(CERTAINTY)),
        "words": ("words", Text()),
        "day": ("day", Day()),
        "due": ("due", Day()),
        "revisit": ("revisit", Day()),
        "state": ("state", Choice(STATES)),
        "closedOn": ("closed_on", Day()),
    }
    defaults = {"state": "open", "horizon": "someday"}
    folds = ("product", "horizon", "strength", "certainty", "words", "due", "revisit")
    ending = ("state", "closedOn")
    starts = {"strength": 2}
    _WHEN: Mapping[str, Cell] = {"horizon": "someday", "due": None}

    def _alike(self, entry: Entry, twin: Entry) -> bool:
        """The same words while both were open, about one product where both name one; as `Wants.add` has it."""
        if "product" in entry and "product" in twin and fold(entry["product"]) != fold(twin["product"]):
            return False
        if not entry.get("text") or fold(str(entry["text"])) != fold(str(twin.get("text", ""))):
            return False
        return _noted(entry) <= _over(twin) and _noted(twin) <= _over(entry)

    def _differ(self, one: Incoming, row: Id, cells: Sequence[Any], entry: Entry, values: Mapping[str, Cell],
                rule: ImportRule) -> None:  # fmt: skip
        """How soon and the day it is due are one thing; of the days to come back to it the later one counts."""
        held, when = self.entry(cells), ("horizon", "due", "revisit")
        if any(held.get(name) != entry.get(name) for name in self._WHEN):
            told = "due" if "due" in held and "due" in entry else "horizon"
            if not all(rule.untouched(self.table, row, name, start) for name, start in self._WHEN.items()):
                if held.get(told) != entry.get(told) and rule.brought(self.table, row, told) != entry.get(told):
                    self._tell(one, row, told, held, entry)
            elif "horizon" in entry:
                one.ops.add("set", self.table, row, {name: values.get(name) for name in when})
        elif str(entry.get("revisit", "")) > str(held.get("revisit", "")):
            if rule.untouched(self.table, row, "revisit", held.get("revisit")):
                one.ops.add("set", self.table, row, {"revisit": values.get("revisit")})
            else:
                self._tell(one, row, "revisit", held, entry)
        said = {name: value for name, value in entry.items() if name not in when}
        super()._differ(one, row, cells, said, values, rule)


class PurchasesOnCard(OnCard):
    """Who bought what (W1)."""

    property, line, table, what = "kithbook.app:purchases", "X-KITHBOOK-PURCHASE", "purchase", say("Purchase")
    main, wants = "item", ("item", "product")
    members = {
        "item": ("item", Text()),
        "product": ("product", _PRODUCT),
        "day": ("day", Day()),
        "quantity": ("quantity", Amount()),
        "price": ("price", Amount()),
        "currency": ("currency", Text()),
        "note": ("note", Text()),
    }


class OwnedOnCard(OnCard):
    """What somebody owns; one row for a person and a product, as `Products.own` has it."""

    property, line, table, what = "kithbook.app:owned", "X-KITHBOOK-OWNED", "owned", say("Thing owned")
    main, wants = "product", ("product",)
    members = {
        "product": ("product", _PRODUCT),
        "quantity": ("quantity", Amount()),
        "since": ("since", Partial()),
        "until": ("until", Partial()),
        "note": ("note", Text()),
        "purchase": ("purchase", Beside(PurchasesOnCard.property)),
    }

    def key(self, row: Id, entry: Entry) -> str:
        return show_id(derived_id(b"", fold(entry.get("product", ""))))  # the same in every notebook

    def row_id(self, contact: Id, key: str, values: Mapping[str, Cell]) -> Id:
        product = values["product"]
        return derived_id(contact, f"owned:{product.hex() if isinstance(product, bytes) else product}")

    def _row_of(self, key: str) -> Id | None:
        return None


class StoriesOnCard(OnCard):
    """What people tell (W3)."""

    property, line, table, what = "kithbook.app:stories", "X-KITHBOOK-STORY", "story", say("Story")
    members = {
        "text": ("text", Text()),
        "product": ("product", _PRODUCT),
        "quote": ("quote", Choice(QUOTES)),
        "day": ("day", Day()),
    }
    folds = ("quote",)

    def _alike(self, entry: Entry, twin: Entry) -> bool:
        """The same words about the same product, on whichever day they were noted."""
        return bool(entry.get("text")) and all(
            fold(str(entry.get(name, ""))) == fold(str(twin.get(name, ""))) for name in ("text", "product")
        )  # fmt: skip

    def _compare(self, one: Incoming, row: Id, cells: Sequence[Any], entry: Entry, values: dict[str, Cell],
                 rule: ImportRule) -> None:  # fmt: skip
        """A permission to quote that was taken back there since they got the story from here is taken back here."""
        here, there = self.entry(cells).get("quote"), entry.get("quote")
        if "text" in entry and here in QUOTES and there in QUOTES[: QUOTES.index(here)] and rule.untouched(
                self.table, row, "quote", here):  # fmt: skip
            one.ops.add("set", self.table, row, {"quote": there})
            entry = {name: said for name, said in entry.items() if name != "quote"}
        super()._compare(one, row, cells, entry, values, rule)


class ShelfOnCard(SharedOnCard):
    """The things of the shelf that somebody got (W6), behind which `GivenOnCard` says when."""

    property, line, table, what = "kithbook.app:shelf", "X-KITHBOOK-SHELF", "shelf_item", say("Thing on the shelf")
    main, wants = "title", ("title",)
    members = {
        "title": ("title", Text()),
        "kind": ("kind", Choice(SHELF)),
        "text": ("text", Text()),
        "link": ("link", Text()),
        "day": ("day", Day()),
        "interests": ("interests", Text()),  # one in a line
    }
    stands = "SELECT item AS row, contact FROM shelf_given WHERE contact IN ({marks}) AND +sy_live = 1"

    def _sql(self, column: str) -> str:
        if column != "interests":
            return super()._sql(column)
        return ("(SELECT group_concat(t.name, char(10)) FROM (SELECT name FROM shelf_tag"
                " WHERE item = r.id AND +sy_live = 1 AND name IS NOT NULL ORDER BY name) t)")  # fmt: skip

    def _insert(self, one: Incoming, row: Id, values: dict[str, Cell]) -> None:
        super()._insert(one, row, {name: cell for name, cell in values.items() if name != "interests"})
        for tag, name in _tags(row, values):
            one.ops.add("insert", "shelf_tag", tag, {"item": row, "name": name})

    def _compare(self, one: Incoming, row: Id, cells: Sequence[Any], entry: Entry, values: dict[str, Cell],
                 rule: ImportRule) -> None:  # fmt: skip
        said = {name: value for name, value in entry.items() if name != "interests"}
        super()._compare(one, row, cells, said, values, rule)
        tags = _tags(row, values) if self.entry(cells).get("interests") != entry.get("interests") else []
        gone = rule.known("shelf_tag", [tag for tag, _ in tags])
        for tag, name in tags:
            if tag not in gone:
                one.ops.add("insert", "shelf_tag", tag, {"item": row, "name": name})


class GivenOnCard(OnCard):
    """Who got what from the shelf (W6); one row for a thing and a contact, as `Shelf.give` has it."""

    property, line, table, what = "kithbook.app:given", "X-KITHBOOK-GIVEN", "shelf_given", say("Passed on")
    main, wants = "day", ("item",)
    members = {
        "item": ("item", Beside(ShelfOnCard.property, needed=True)),
        "day": ("day", Day()),
    }

    def key(self, row: Id, entry: Entry) -> str:
        return show_id(entry["item"])  # the same in every notebook

    def row_id(self, contact: Id, key: str, values: Mapping[str, Cell]) -> Id:
        item = values["item"]
        return derived_id(item, contact.hex()) if isinstance(item, bytes) else child_id(contact, key)

    def _row_of(self, key: str) -> Id | None:
        return None


class FavoursOnCard(OnCard):
    """What each side gave and asked (B3)."""

    property, line, table, what = "kithbook.app:favours", "X-KITHBOOK-FAVOUR", "favour", say("Give or ask")
    wants = ("text", "kind")
    members = {
        "text": ("text", Text()),
        "act": ("act", Choice(ACTS)),
        "side": ("side", Choice(SIDES)),
        "kind": ("kind", Choice(FAVOURS)),
        "day": ("day", Day()),
        "by": ("colleague", Called("colleague")),
        "source": ("source", Beside("kithbook.app:introductions", ShelfOnCard.property, PurchasesOnCard.property)),
    }

    def _alike(self, entry: Entry, twin: Entry) -> bool:
        """What came of one introduction; else the same kind, words and day, whoever of us noted it."""
        if any(entry.get(name) != twin.get(name) for name in ("act", "side", "kind")):
            return False
        if "source" in entry and "source" in twin:
            return bool(entry["source"] == twin["source"] and entry.get("kind") == "introduction")
        return _same_words(entry, twin)


class PlansOnCard(OnCard):
    """What we mean to do for or with somebody (W7)."""

    property, line, table, what = "kithbook.app:plans", "X-KITHBOOK-PLAN", "intention", say("Intention")
    members = {
        "text": ("text", Text()),
        "state": ("state", Choice(PLAN_STATES)),
        "closedOn": ("closed_on", Day()),
        "place": ("pos", Number(0, 10_000)),
    }
    defaults = {"state": "open"}
    ending = ("state", "closedOn")
    untold = frozenset(("place",))

    def _needless(self, row: Id, held: Entry) -> Sequence[Id]:
        """Those of its open steps, as `Plans.close` has it."""
        return [reminder for (reminder,) in self._db.rows(
            "SELECT m.id FROM step s JOIN reminder m ON m.id = s.reminder AND +m.sy_live = 1"
            " WHERE s.intention = ? AND s.sy_live = 1 AND s.state = 'open'", (row,))]  # fmt: skip


class StepsOnCard(OnCard):
    """The steps of plans, behind `PlansOnCard`. An open step with a day is a reminder, which is made with it."""

    property, line, table, what = "kithbook.app:steps", "X-KITHBOOK-STEP", "step", say("Step")
    members = {
        "text": ("text", Text()),
        "plan": ("intention", Beside(PlansOnCard.property, needed=True)),
        "state": ("state", Choice(PLAN_STATES)),
        "closedOn": ("closed_on", Day()),
        "day": ("day", Day()),
        "place": ("pos", Number(0, 10_000)),
    }
    defaults = {"state": "open"}
    ending = ("state", "closedOn")
    untold = frozenset(("place",))

    def _select(self) -> str:
        return (
            f"SELECT r.id, n.contact, r.sy_live, {self._columns} FROM step r JOIN intention n ON n.id = r.intention"
            " AND +n.sy_live = 1 LEFT JOIN reminder m ON m.id = r.reminder AND +m.sy_live = 1"
        )

    def _owner(self) -> str:
        return "n.contact"

    def _sql(self, column: str) -> str:
        return "CASE WHEN m.x_next IS NOT NULL THEN m.date END" if column == "day" else super()._sql(column)

    def _insert(self, one: Incoming, row: Id, values: dict[str, Cell]) -> None:
        cells = {name: cell for name, cell in values.items() if name != "day"}
        day = values.get("day")
        if day is not None and cells["state"] == "open":
            cells["reminder"] = child_id(row, "reminder")
            one.ops.add("insert", "reminder", child_id(row, "reminder"),
                        {"contact": one.contact, "text": values.get("text"), "date": day})  # fmt: skip
        one.ops.add("insert", self.table, row, cells)

    def _compare(self, one: Incoming, row: Id, cells: Sequence[Any], entry: Entry, values: dict[str, Cell],
                 rule: ImportRule) -> None:  # fmt: skip
        held, day = self.entry(cells), values.get("day")
        said = {name: value for name, value in entry.items() if name not in ("plan", "day")}
        super()._compare(one, row, cells, said, values, rule)
        if day is None or day == held.get("day") or self._state(held) != "open" or self._state(entry) != "open":
            return
        reminder = self._reminder(row)
        if "day" in held and reminder is not None:
            stays = bool(rule.kept(one.ops, "reminder", reminder, {"date": held["day"]}, {"date": day}, ["date"]))
        else:  # it has none, or none any more
            fresh = [child_id(row, key) for key in ("reminder", f"reminder {entry['day']}")]
            known = rule.known("reminder", fresh)
            free = [reminder_id for reminder_id in fresh if reminder_id not in known]
            stays = not free or bool(rule.gone("reminder", [reminder]) if reminder is not None else rule.typed(
                self.table, row, "reminder"))  # fmt: skip
            if not stays:
                one.ops.add("insert", "reminder", free[0],
                            {"contact": one.contact, "text": values.get("text"), "date": day})  # fmt: skip
                one.ops.add("set", self.table, row, {"reminder": free[0]})
        if stays:
            self._tell(one, row, "day", held, entry)

    def _needless(self, row: Id, held: Entry) -> Sequence[Id]:
        reminder = self._reminder(row)
        return [reminder] if "day" in held and reminder is not None else []

    def _reminder(self, row: Id) -> Id | None:
        found: Id | None = self._db.value("SELECT reminder FROM step WHERE id = ?", (row,))
        return found


class Checks(Form):
    """The check list of an offer: a line each, ``amber balance: asked twice, gave once``."""

    def say(self, cell: Any, known: Known) -> Any:
        lines = []
        for name, colour, text in unpack(cell):
            told = str(unpack_title(text) if isinstance(text, list) else text)
            lines.append(f"{colour} {name}: {' '.join(told.split())}")
        return "\n".join(lines) or None

    def take(self, said: Any, known: Known) -> Cell:
        text = Text().take(said, known)
        found = [_CHECK.fullmatch(line.strip()) for line in str(text or "").split("\n")]
        if not all(found):
            raise Refused(say("lines like “green permission: they may be called” were expected"))
        return pack([(line["name"], line["colour"], line["text"]) for line in found if line])


class OffersOnCard(OnCard):
    """What was offered to somebody, why, and what was looked at before (W4)."""

    property, line, table, what = "kithbook.app:offers", "X-KITHBOOK-OFFER", "offer", say("Offer")
    members = {
        "text": ("text", Text()),
        "channel": ("channel", Choice(_CHANNELS)),
        "day": ("day", Day()),
        "by": ("colleague", Called("colleague")),
        "want": ("want", Beside(WantsOnCard.property)),
        "owned": ("owned", Beside(OwnedOnCard.property)),
        "checks": ("checks", Checks()),
        "override": ("override_reason", Text()),
        "state": ("state", Choice(OFFER_STATES)),
        "answer": ("answer", Text()),
        "answeredOn": ("answered_on", Day()),
    }
    defaults = {"state": "made"}
    ending, opens = ("state", "answeredOn"), "made"


def _noted(want: Entry) -> str:
    return str(want.get("day", ""))


def _over(want: Entry) -> str:
    """Until when a want was open, as a day that sorts."""
    return "9999" if want.get("state", "open") == "open" else str(want.get("closedOn", "9999"))


def _same_words(entry: Entry, twin: Entry) -> bool:
    """Whether two records are of one day and in the same words, however they are spelt."""
    if entry.get("day") is None or entry["day"] != twin.get("day"):
        return False
    return fold(str(entry.get("text", ""))) == fold(str(twin.get("text", "")))


def _tags(item: Id, values: Mapping[str, Cell]) -> list[tuple[Id, str]]:
    """The interests that a thing of the shelf is for, with their rows."""
    names = [words(name) for name in str(values.get("interests") or "").split("\n")]
    return [(derived_id(item, fold(name)), name) for name in names if name and fold(name)]
