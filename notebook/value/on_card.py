"""What of wants, purchases, things owned, stories, favours and plans stands on a contact's card.

Products travel by name. A story leaves the house only with permission to quote it by name: a card has the name on
it. The interaction that a record came from stays behind with the timeline.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from notebook.changes.ids import Id, child_id, derived_id, read_id, show_id
from notebook.contacts.update import ImportRule
from notebook.sentences import say
from notebook.storage.folding import fold
from notebook.timeline.horizons import HORIZONS
from notebook.timeline.on_card import Amount, Called, Cell, Choice, Day, Entry, Incoming, Number, OnCard, Partial, Text
from notebook.value.favours import ACTS, SIDES
from notebook.value.favours import KINDS as FAVOURS
from notebook.value.plans import STATES as PLAN_STATES
from notebook.value.stories import QUOTES
from notebook.value.wants import CERTAINTY, STATES

_PRODUCT = Called("product")


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

    def _insert(self, one: Incoming, row: Id, entry: Entry, values: dict[str, Cell]) -> None:
        super()._insert(one, row, entry, {"state": "open", "horizon": "someday", **values})


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
    }

    def key(self, row: Id, entry: Entry) -> str:
        return show_id(derived_id(b"", fold(entry.get("product", ""))))  # the same in every notebook

    def row_id(self, contact: Id, key: str, values: Mapping[str, Cell]) -> Id:
        product = values["product"]
        return derived_id(contact, f"owned:{product.hex() if isinstance(product, bytes) else product}")


class StoriesOnCard(OnCard):
    """What people tell (W3)."""

    property, line, table, what = "kithbook.app:stories", "X-KITHBOOK-STORY", "story", say("Story")
    members = {
        "text": ("text", Text()),
        "product": ("product", _PRODUCT),
        "quote": ("quote", Choice(QUOTES)),
        "day": ("day", Day()),
    }

    def permitted(self, entry: Entry) -> bool:
        return entry.get("quote") == "named"


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
    }


class PlansOnCard(OnCard):
    """What we mean to do for or with somebody (W7)."""

    property, line, table, what = "kithbook.app:plans", "X-KITHBOOK-PLAN", "intention", say("Intention")
    members = {
        "text": ("text", Text()),
        "state": ("state", Choice(PLAN_STATES)),
        "closedOn": ("closed_on", Day()),
        "place": ("pos", Number(0, 10_000)),
    }

    def _insert(self, one: Incoming, row: Id, entry: Entry, values: dict[str, Cell]) -> None:
        super()._insert(one, row, entry, {"state": "open", **values})


class StepsOnCard(OnCard):
    """The steps of plans, behind `PlansOnCard`. An open step with a day is a reminder, which is made with it."""

    property, line, table, what = "kithbook.app:steps", "X-KITHBOOK-STEP", "step", say("Step")
    members = {
        "text": ("text", Text()),
        "plan": ("intention", Text()),
        "state": ("state", Choice(PLAN_STATES)),
        "closedOn": ("closed_on", Day()),
        "day": ("day", Day()),
        "place": ("pos", Number(0, 10_000)),
    }

    def _select(self) -> str:
        return (
            f"SELECT r.id, n.contact, r.sy_live, {self._columns} FROM step r JOIN intention n ON n.id = r.intention"
            " AND +n.sy_live = 1 LEFT JOIN reminder m ON m.id = r.reminder AND +m.sy_live = 1"
        )

    def _owner(self) -> str:
        return "n.contact"

    def _sql(self, column: str) -> str:
        return "CASE WHEN m.x_next IS NOT NULL THEN m.date END" if column == "day" else super()._sql(column)

    def entry(self, cells: Sequence[Any]) -> Entry:  # type: ignore[override]
        found = super().entry(cells)
        if isinstance(found.get("plan"), bytes):
            found["plan"] = show_id(found["plan"])
        return found

    def _insert(self, one: Incoming, row: Id, entry: Entry, values: dict[str, Cell]) -> None:
        plan = self._plan(one, entry)
        if plan is None and entry.get("plan") in (one.card.get(PlansOnCard.property) or ()):
            return  # somebody deleted the intention
        if plan is None:
            one.refused.append(say("{what}: the intention it belongs to is missing; it was left out.", what=self.what))
            return
        cells = {name: cell for name, cell in values.items() if name != "day"}
        day = values.get("day")
        if day is not None and cells.get("state", "open") == "open":
            cells["reminder"] = child_id(row, "reminder")
            one.ops.add("insert", "reminder", child_id(row, "reminder"),
                        {"contact": one.contact, "text": values.get("text"), "date": day})  # fmt: skip
        one.ops.add("insert", self.table, row, {"state": "open", **cells, "intention": plan})

    def _compare(self, one: Incoming, row: Id, cells: Sequence[Any], entry: Entry, values: dict[str, Cell],
                 rule: ImportRule) -> None:  # fmt: skip
        said = {name: value for name, value in entry.items() if name not in ("plan", "day")}
        super()._compare(one, row, cells, said, values, rule)

    def _plan(self, one: Incoming, entry: Entry) -> Id | None:
        key = str(entry.get("plan", ""))
        row = one.rows.get((PlansOnCard.property, key))
        if row is not None:
            return row
        named = read_id(key)
        sql = "SELECT 1 FROM intention WHERE id = ? AND contact = ? AND sy_live = 1"
        return named if named and self._db.one(sql, (named, one.contact)) else None
