"""Products, who bought what of them, and what people own (W1).

A product is found by its name (`recognising`); the same name typed on two laptops is one product. Prices are exact
decimals with their currency beside them, and sums stay apart by currency (`purchases`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from notebook.changes.change import ROW
from notebook.changes.ids import derived_id
from notebook.clock import Clock
from notebook.contacts.dates import PartialDate, check_come, check_span
from notebook.contacts.showing import is_ended, lasting
from notebook.errors import NotFound, Refused
from notebook.sentences import Sentence, count, say
from notebook.storage.database import Database
from notebook.storage.folding import fold
from notebook.storage.parts import chunks
from notebook.timeline.bought import PurchaseDraft
from notebook.timeline.days import day_text, partial_text, read_day
from notebook.timeline.ledger import Ledger, Names, decimal_text, page, read_decimal, words
from notebook.timeline.service import Timeline
from notebook.value.purchases import spoken
from notebook.value.recognising import Known
from notebook.value.records import Id, Owned, Product, Purchase, Standing

if TYPE_CHECKING:
    from notebook.changes.draft import Draft
    from notebook.changes.journal import Journal
    from notebook.timeline.owning import OwnedDraft

Amount = Decimal | int | str
When = str | date | PartialDate | None
_NONE = Decimal(0)
_PRODUCT = "SELECT id, name, about, code, link, price, currency, state FROM product WHERE sy_live = 1"
_PURCHASE = (
    "SELECT b.id, b.contact, b.product, b.item, p.name, b.day, b.quantity, b.price, b.currency, b.note, b.interaction"
    " FROM purchase b JOIN contact c ON c.id = b.contact AND +c.sy_live = 1 LEFT JOIN product p ON p.id = b.product"
    " WHERE +b.sy_live = 1"
)
_OWNED = (
    "SELECT o.id, o.contact, o.product, p.name, o.quantity, o.since, o.until, o.note, o.purchase FROM owned o"
    " JOIN contact c ON c.id = o.contact AND +c.sy_live = 1 JOIN product p ON p.id = o.product WHERE +o.sy_live = 1"
)
_OF = (
    "SELECT t.product, count(*) FROM {table} t JOIN contact c ON c.id = t.contact AND +c.sy_live = 1"
    " WHERE t.product IN ({{marks}}) AND +t.sy_live = 1{more} GROUP BY t.product"
)
_COUNTED = {
    "owners": _OF.format(table="owned", more=f" AND {lasting('t.until')}"),
    "purchases": _OF.format(table="purchase", more=" AND (t.day IS NULL OR t.day <= ?)"),
    "stories": _OF.format(table="story", more=""),
    "shareable": _OF.format(table="story", more=" AND t.quote IN ('anonymous', 'named')"),
    "wants": _OF.format(table="want", more=" AND +t.state = 'open'"),
}
_TEXTS = ("about", "code", "link")
_EDITABLE = frozenset(("name", *_TEXTS, "price", "currency", "state"))
_BOUGHT = frozenset(("product", "item", "quantity", "price", "currency", "day", "note", "interaction"))
_OWNING = frozenset(("quantity", "since", "until", "note"))
MADE = say("A purchase is noted once it is made; until then it is a want.")
_OWNED_SINCE = say("A thing is noted as theirs once they have it.")
_UNNAMED = say("Give the product a name.")


class Products(Ledger):
    """The products of one notebook, and what became of them."""

    def __init__(
        self, db: Database, journal: Journal, clock: Clock, contacts: Names, timeline: Timeline, workspace: Id
    ) -> None:
        super().__init__(db, journal, clock, contacts)
        self._timeline = timeline
        self._workspace = workspace

    # Products

    def all(self, retired: bool = False) -> list[Product]:
        """The products by name, current ones only unless ``retired``."""
        found = [_product(row) for row in self._db.rows(_PRODUCT)]
        return sorted((p for p in found if retired or p.state == "current"), key=lambda p: (fold(p.name), p.id))

    def get(self, product: Id) -> Product:
        """One product. Raises `NotFound`."""
        row = self._db.one(f"{_PRODUCT} AND id = ?", (product,))
        if row is None:
            raise NotFound(say("There is no such {what}.", what=say("product")))
        return _product(row)

    def known(self) -> Known:
        """The products by name as they stand now, retired ones too: read once, for several questions about names."""
        rows = self._db.rows("SELECT id, name FROM product WHERE sy_live = 1")
        return Known(sorted(((row, name or "") for row, name in rows), key=lambda one: (fold(one[1]), one[0])))

    def find(self, text: str) -> Id | None:
        """The product of an id or a name; without exactly that name the only one whose name has all its words."""
        return self.known().find(text)

    def named(self, name: str) -> Id:
        """The product of a name, made when there is none. Raises `Refused` without a name."""
        return self.find(name) or self.add(name)

    def recognised(self, bought: PurchaseDraft) -> PurchaseDraft:
        """What was typed as bought, as the known products tell it (`Known.bought`). Raises `Refused`."""
        return self.known().bought(bought)

    def own_typed(self, contact: Id, owned: OwnedDraft) -> Id:
        """Keep what was typed as owned; call it inside a change, its product may be new. Raises `Refused`."""
        made = self.known().owned(owned)
        return self.own(contact, self.named(made.item), quantity=made.quantity, since=made.since or None,
                        until=made.until or None)  # fmt: skip

    def add(self, name: str, about: str = "", code: str = "", link: str = "", price: Amount | None = None,
            currency: str = "") -> Id:  # fmt: skip
        """A new product. Raises `Refused` when one of this name is there."""
        kept = words(name, _UNNAMED) or ""
        self._check_name(kept, None)
        product = derived_id(self._workspace, f"product:{fold(kept)}")
        if self._db.one("SELECT 1 FROM product WHERE id = ? AND sy_live = 1", (product,)):
            product = self._new()  # it was renamed since
        values = {"name": kept, "about": words(about), "code": words(code), "link": words(link), "state": "current",
                  **_priced(price, currency)}  # fmt: skip
        return self._write("product", product, values, say("Add product {name}", name=kept), new=True)

    def edit(self, product: Id, **fields: Any) -> None:
        """Change ``name``, ``about``, ``code``, ``link``, ``price`` with ``currency``, ``state`` (current, retired)."""
        unknown = set(fields) - _EDITABLE
        if unknown:
            raise TypeError(f"a product has no {', '.join(sorted(unknown))}")
        held = self.get(product)
        values: dict[str, Any] = {f: words(fields[f] or "") for f in _TEXTS if f in fields}
        if "name" in fields:
            values["name"] = words(fields["name"], _UNNAMED)
            self._check_name(values["name"], product)
        if "price" in fields or "currency" in fields:
            values |= _priced(fields.get("price", held.price), fields.get("currency", held.currency))
        if "state" in fields:
            values["state"] = "retired" if fields["state"] == "retired" else "current"
        self._write("product", product, values, say("Change product {name}", name=held.name))

    def delete(self, product: Id) -> None:
        """Delete a product; what people own, bought, want and tell keeps its name (`deletion`)."""
        name = self.get(product).name
        self._remove("product", [product], say("Delete product {name}", name=name))

    def deletion(self, product: Id) -> Sentence:
        """What is to be said once a product is deleted: with whom its name stays. Raises `NotFound`."""
        name, held = self.get(product).name, self.standing([product])[product]
        kept = [words for n, words in (
            (held.owners, count("{n} owner", "{n} owners", held.owners)),
            (held.purchases, count("{n} purchase", "{n} purchases", held.purchases)),
            (held.wants, count("{n} open want", "{n} open wants", held.wants)),
            (held.stories, count("{n} story", "{n} stories", held.stories)),
        ) if n]  # fmt: skip
        if not kept:
            return say("{name} deleted", name=name)
        with_ = kept[0]
        for more in kept[1:]:
            with_ = say("{some}, {more}", some=with_, more=more)
        return say("{name} deleted; its name stays with {what}", name=name, what=with_)

    # Purchases

    def bought(
        self,
        contact: Id,
        product: Id | None = None,
        *,
        item: str = "",
        quantity: Amount = 1,
        price: Amount | None = None,
        currency: str = "",
        day: date | None = None,
        note: str = "",
        interaction: Id | None = None,
        owns: bool = True,
    ) -> Id:
        """They bought something: a product, or an ``item`` that is none. ``price``: of all of it together.

        Without the interaction it belongs to, the timeline gets a purchase of its own. ``owns``: they have it now.
        Raises `Refused`, `NotFound`.
        """
        name = self._present(contact)
        check_come(day, self._today(), MADE)
        kept, number = self._named_item(item, product), _bought(quantity)
        on = day or self._today()
        purchase = self._new()
        values: dict[str, Any] = {"contact": contact, "product": product, "item": kept, "day": day_text(on),
                                  "quantity": number, "note": words(note), **_priced(price, currency)}  # fmt: skip
        with self._journal.change(say("{name} bought {what}", name=name, what=kept)) as draft:
            if interaction is None:
                said = _spoken(values)
                interaction = self._timeline.log([contact], "purchase", said, at=day)
            draft.insert("purchase", purchase, {**values, "interaction": interaction})
            if owns and product is not None:
                self._now_owns(contact, product, on, purchase)
        return purchase

    def purchases(self, contact: Id | None = None, product: Id | None = None, *, limit: int | None = None,
                  offset: int = 0) -> list[Purchase]:  # fmt: skip
        """What a contact bought, or who bought a product, the latest first; ``limit`` of them behind ``offset``."""
        sql, params = _PURCHASE, []
        for column, value in (("b.contact", contact), ("b.product", product)):
            if value is not None:
                sql += f" AND {column} = ?"
                params.append(value)
        return self._read(self._db.rows(*page(f"{sql} ORDER BY b.day DESC, b.id DESC", params, limit, offset)))

    def purchase(self, purchase: Id) -> Purchase:
        """One purchase. Raises `NotFound`."""
        found = self.rows([purchase])
        if not found:
            raise NotFound(say("There is no such {what}.", what=say("purchase")))
        return found[0]

    def rows(self, purchases: Sequence[Id]) -> list[Purchase]:
        """These purchases in the order asked for; those that are gone are left out."""
        found: dict[Id, Purchase] = {}
        for marks, part in chunks(purchases):
            found.update((one.id, one) for one in self._read(self._db.rows(f"{_PURCHASE} AND b.id IN ({marks})", part)))
        return [found[row] for row in purchases if row in found]

    def _read(self, rows: Sequence[Sequence[Any]]) -> list[Purchase]:
        names = self._names(row[1] for row in rows)
        return [
            Purchase(
                id=row[0], contact=row[1], contact_name=names.get(row[1], ""), product=row[2],
                item=row[4] or row[3] or "", day=read_day(row[5]), quantity=read_decimal(row[6]) or Decimal(1),
                price=read_decimal(row[7]), currency=row[8] or "", note=row[9] or "", interaction=row[10],
            )
            for row in rows
        ]  # fmt: skip

    def correct(self, purchase: Id, **fields: Any) -> None:
        """Correct ``product``, ``item``, ``quantity``, ``price``, ``currency``, ``day``, ``note`` of a purchase."""
        unknown = set(fields) - _BOUGHT
        if unknown:
            raise TypeError(f"a purchase has no {', '.join(sorted(unknown))}")
        sql = "SELECT price, currency, product, item FROM purchase WHERE id = ? AND sy_live = 1"
        row = self._db.one(sql, (purchase,))
        if row is None:
            raise NotFound(say("There is no such {what}.", what=say("purchase")))
        values: dict[str, Any] = {f: fields[f] for f in ("product", "interaction") if f in fields}
        if values.get("product") is not None:
            self._there("product", values["product"], say("product"))
        if "product" in fields or "item" in fields:
            item = fields.get("item", row[3])
            values["item"] = self._named_item(item or "", values.get("product", row[2]))
        if "note" in fields:
            values["note"] = words(fields["note"] or "")
        if "quantity" in fields:
            values["quantity"] = _bought(fields["quantity"])
        if "day" in fields:
            check_come(fields["day"], self._today(), MADE)
            values["day"] = day_text(fields["day"])
        if "price" in fields or "currency" in fields:
            values |= _priced(fields.get("price", row[0]), fields.get("currency", row[1] or ""))
        self._write("purchase", purchase, values, say("Change a purchase"))

    def take_back(self, *purchases: Id) -> None:
        """Delete purchases (entered by mistake), with the entry and the thing owned that `bought` made for them.

        An entry in somebody's own words stays, and what was owned before.
        """
        with self._journal.change(say("Delete a purchase")) as draft:
            for purchase in purchases:
                entry = self._entry_of(purchase)
                draft.delete("purchase", purchase)
                if entry is not None:
                    self._timeline.delete(entry)
                self._owns_no_more(draft, purchase)

    # What people own

    def own(self, contact: Id, product: Id, *, quantity: Amount | None = None, note: str = "", since: When = None,
            until: When = None) -> Id:  # fmt: skip
        """They own it, wherever it is from; known already, it gets what is new. ``until``: given up.

        Without ``until`` they have it (again), whatever was known of that.
        """
        name = self._present(contact)
        self._there("product", product, say("product"))
        values: dict[str, Any] = {"quantity": decimal_text(quantity, say("Quantity")), "note": words(note),
                                  "since": partial_text(since)}  # fmt: skip
        row = derived_id(contact, f"owned:{product.hex()}")
        held = self._db.one("SELECT since FROM owned WHERE id = ? AND sy_live = 1", (row,))
        if held is not None:
            values = {field: value for field, value in values.items() if value is not None}
        else:
            values["purchase"] = None  # it may have been known once, and deleted
        values["until"] = partial_text(until)
        check_come(values.get("since"), self._today(), _OWNED_SINCE)
        check_span(values.get("since", held and held[0]), values["until"])
        with self._journal.change(say("{name} owns {what}", name=name, what=self.get(product).name)) as draft:
            draft.insert("owned", row, {"contact": contact, "product": product})
            draft.set("owned", row, values)
        return row

    def no_longer(self, owned: Id, until: When = None) -> None:
        """They gave it up (today, unless it is said when)."""
        self._there("owned", owned, say("thing owned"))
        values = {"until": partial_text(until or self._today())}
        self._write("owned", owned, values, say("A thing is no longer owned"))

    def correct_owned(self, owned: Id, **fields: Any) -> None:
        """Correct ``quantity``, ``since``, ``until`` (empty: they have it), ``note`` of a thing owned."""
        unknown = set(fields) - _OWNING
        if unknown:
            raise TypeError(f"a thing owned has no {', '.join(sorted(unknown))}")
        self._there("owned", owned, say("thing owned"))
        values: dict[str, Any] = {f: partial_text(fields[f]) for f in ("since", "until") if f in fields}
        if values:
            check_come(values.get("since"), self._today(), _OWNED_SINCE)
            since, until = self._db.one("SELECT since, until FROM owned WHERE id = ?", (owned,)) or (None, None)
            check_span(values.get("since", since), values.get("until", until))
        if "quantity" in fields:
            values["quantity"] = decimal_text(fields["quantity"] or None, say("Quantity"))
        if "note" in fields:
            values["note"] = words(fields["note"] or "")
        self._write("owned", owned, values, say("Change a thing owned"))

    def disown(self, *owned: Id) -> None:
        """Delete things owned that were entered by mistake."""
        self._remove("owned", owned, say("Delete a thing owned"))

    def owned(self, contact: Id | None = None, product: Id | None = None, ended: bool = False, *,
              limit: int | None = None, offset: int = 0) -> list[Owned]:  # fmt: skip
        """What a contact owns, or who owns a product; by product, then by name; ``limit`` of them."""
        sql, params = _OWNED, list[Any]()
        for column, value in (("o.contact", contact), ("o.product", product)):
            if value is not None:
                sql += f" AND {column} = ?"
                params.append(value)
        today = self._today().isoformat()
        if not ended:  # `is_ended` of a partial date, in SQL: pages are cut there
            sql += f" AND {lasting('o.until')}"
            params.append(today)
        if limit is not None:
            sql += " ORDER BY c.x_sort, o.id"
        rows = self._db.rows(*page(sql, params, limit, offset))
        names = self._names(row[1] for row in rows)
        bought = self._bought_of({row[1] for row in rows if row[4] is None})
        found = [
            Owned(
                id=row[0], contact=row[1], contact_name=names.get(row[1], ""), product=row[2],
                product_name=row[3] or "", quantity=read_decimal(row[4]), since=row[5] or "", until=row[6] or "",
                ended=is_ended(row[6], today), note=row[7] or "", purchase=row[8], bought=bought.get(row[1:3], _NONE),
            )
            for row in rows
        ]  # fmt: skip
        if limit is not None:
            return found
        return sorted(found, key=lambda one: (fold(one.product_name), fold(one.contact_name), one.id))

    def _bought_of(self, contacts: Iterable[Id]) -> dict[tuple[Id, Id], Decimal]:
        """How many each of these contacts bought of each product; what an import dated ahead was not bought yet."""
        found: dict[tuple[Id, Id], Decimal] = {}
        sql = ("SELECT contact, product, quantity FROM purchase WHERE contact IN ({marks}) AND product IS NOT NULL"
               " AND +sy_live = 1 AND (day IS NULL OR day <= ?)")  # fmt: skip
        today = self._today().isoformat()
        for marks, part in chunks(list(contacts)):
            for contact, product, quantity in self._db.rows(sql.format(marks=marks), [*part, today]):
                found[contact, product] = found.get((contact, product), _NONE) + (read_decimal(quantity) or 1)
        return found

    def standing(self, products: Sequence[Id]) -> dict[Id, Standing]:
        """How many own each of these products, bought it, want it, and tell about it."""
        found: dict[Id, dict[str, int]] = {product: {} for product in products}
        for name, sql in _COUNTED.items():
            for marks, part in chunks(list(found)):
                today = [self._today().isoformat()] if name in ("owners", "purchases") else []
                for product, n in self._db.rows(sql.format(marks=marks), [*part, *today]):
                    found[product][name] = n
        return {product: Standing(**held) for product, held in found.items()}

    # Details

    def _now_owns(self, contact: Id, product: Id, day: date, purchase: Id) -> None:
        row = derived_id(contact, f"owned:{product.hex()}")
        held = self._db.one("SELECT since FROM owned WHERE id = ? AND sy_live = 1", (row,))
        with self._journal.change(say("Add a thing owned")) as draft:
            draft.insert("owned", row, {"contact": contact, "product": product, "purchase": purchase})
            fresh: dict[str, Any] = {"quantity": None, "note": None} if held is None else {}
            draft.set("owned", row, {"since": (held and held[0]) or day.isoformat(), "until": None, **fresh})

    def _entry_of(self, purchase: Id) -> Id | None:
        """The entry that `bought` logged for a purchase, while it says what was logged then."""
        made = self._as_made("purchase", purchase, ("interaction", "item", "quantity", "price", "currency"))
        said = _spoken(made) if made else ""
        return self._same_entry("purchase", purchase, made["interaction"], "purchase", said) if made else None

    def _owns_no_more(self, draft: Draft, purchase: Id) -> None:
        """What is owned by a purchase that was taken back: by another one, or not at all where purchases made it."""
        row = self._db.one("SELECT contact, product FROM purchase WHERE id = ?", (purchase,))
        if row is None or None in row:
            return
        owned = derived_id(row[0], f"owned:{row[1].hex()}")
        loaded = self._journal.state().load("owned", owned)
        if loaded is None or not loaded.live:
            return
        sql = "SELECT id, sy_cid, sy_live FROM purchase WHERE contact = ? AND +product = ? ORDER BY day DESC, id DESC"
        bought = self._db.rows(sql, row)
        left = [one for one, _, live in bought if live]
        if not left and {cid for _, cid in loaded.clock.heads(ROW)} <= {cid for _, cid, _ in bought}:
            draft.delete("owned", owned)
        elif loaded.values["purchase"] == purchase:
            draft.set("owned", owned, {"purchase": left[0] if left else None})

    def _named_item(self, item: str, product: Id | None) -> str:
        """What was bought, as a purchase keeps it. Raises `Refused` where nothing is said, `NotFound`."""
        kept = words(item) or (self.get(product).name if product else None)
        if kept is None:
            raise Refused(say("Say what was bought."))
        return kept

    def _check_name(self, name: str, product: Id | None) -> None:
        folded = fold(name)
        if not folded:
            raise Refused(_UNNAMED)
        if any(fold(one.name) == folded and one.id != product for one in self.all(retired=True)):
            raise Refused(say("There is a product called {name} already.", name=name))


def _spoken(values: Mapping[str, Any]) -> str:
    """A purchase as it is stored, in the words of the entry that is logged for it."""
    return spoken(values["item"] or "", read_decimal(values["quantity"]), read_decimal(values["price"]),
                  values["currency"])  # fmt: skip


def _bought(quantity: Amount | None) -> str:
    """How many were bought, as it is stored."""
    number = decimal_text(quantity, say("Quantity"))
    if number is None or not Decimal(number):
        raise Refused(say("A purchase has a quantity above nothing."))
    return number


def _priced(price: Amount | None, currency: str | None) -> dict[str, str | None]:
    """Price and currency, which need each other."""
    amount = decimal_text(price, say("Price"))
    code = (currency or "").strip().upper()
    if code and not (len(code) == 3 and code.isascii() and code.isalpha()):
        raise Refused(say("A currency is three letters like EUR, not {currency}.", currency=currency))
    if amount is not None and not code:
        raise Refused(say("Say the currency of the price: EUR, USD, SEK."))
    return {"price": amount, "currency": code if amount is not None else None}


def _product(row: Sequence[Any]) -> Product:
    return Product(row[0], row[1] or "", row[2] or "", row[3] or "", row[4] or "", read_decimal(row[5]),
                   row[6] or "", row[7] or "current")  # fmt: skip
