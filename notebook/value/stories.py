"""Product stories (W3): what people tell about the things they own, in their words, with permission to quote.

A story is theirs: without permission it stays in the house, ``anonymous`` leaves without a name, ``named`` with it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from notebook.contacts.dates import check_come
from notebook.errors import NotFound
from notebook.sentences import say
from notebook.timeline.days import day_text, read_day
from notebook.timeline.ledger import Ledger, choice, page, words
from notebook.value.records import Id, Quote, Story

QUOTES = ("none", "anonymous", "named")
_SQL = (
    "SELECT s.id, s.contact, s.product, p.name, s.text, s.quote, s.day, s.interaction FROM story s"
    " JOIN contact c ON c.id = s.contact AND +c.sy_live = 1 LEFT JOIN product p ON p.id = s.product"
    " WHERE +s.sy_live = 1"
)
_EDITABLE = frozenset(("text", "quote", "product", "day", "interaction"))
TOLD = say("A story is noted once it was told.")
_SILENT = say("Write down what they told, in their words.")


class Stories(Ledger):
    """The stories of one notebook."""

    def tell(self, contact: Id, product: Id | None, text: str, quote: str = "none", day: date | None = None,
             interaction: Id | None = None) -> Id:  # fmt: skip
        """What a contact told, about a product or in general. Raises `Refused`, `NotFound`."""
        name = self._present(contact)
        check_come(day, self._today(), TOLD)
        if product is not None:
            self._there("product", product, say("product"))
        values = {"contact": contact, "product": product, "text": words(text, _SILENT),
                  "quote": choice(quote, QUOTES, say("May be quoted")), "day": day_text(day or self._today()),
                  "interaction": interaction}  # fmt: skip
        return self._write("story", self._new(), values, say("Keep a story of {name}", name=name), new=True)

    def edit(self, story: Id, **fields: Any) -> None:
        """Correct ``text``, ``quote`` (none, anonymous, named), ``product``, ``day``."""
        unknown = set(fields) - _EDITABLE
        if unknown:
            raise TypeError(f"a story has no {', '.join(sorted(unknown))}")
        self.get(story)
        values: dict[str, Any] = {f: fields[f] for f in ("product", "interaction") if f in fields}
        if values.get("product") is not None:
            self._there("product", values["product"], say("product"))
        if "text" in fields:
            values["text"] = words(fields["text"], _SILENT)
        if "quote" in fields:
            values["quote"] = choice(fields["quote"], QUOTES, say("May be quoted"))
        if "day" in fields:
            check_come(fields["day"], self._today(), TOLD)
            values["day"] = day_text(fields["day"])
        self._write("story", story, values, say("Change a story"))

    def delete(self, *stories: Id) -> None:
        """Forget stories."""
        self._remove("story", stories, say("Delete a story"))

    def of(
        self, contact: Id | None = None, product: Id | None = None, *, shareable: bool = False,
        limit: int | None = None, offset: int = 0,
    ) -> list[Story]:  # fmt: skip
        """The stories of a contact, or the wall of a product, the latest first; ``limit`` of them behind ``offset``.

        ``shareable``: only those that may be shown to others.
        """
        sql, params = _SQL, list[Any]()
        for column, value in (("s.contact", contact), ("s.product", product)):
            if value is not None:
                sql += f" AND {column} = ?"
                params.append(value)
        if shareable:
            sql += " AND s.quote IN ('anonymous', 'named')"
        return self._read(self._db.rows(*page(f"{sql} ORDER BY s.day DESC, s.id DESC", params, limit, offset)))

    def get(self, story: Id) -> Story:
        """One story. Raises `NotFound`."""
        found = self._read(self._db.rows(f"{_SQL} AND s.id = ?", (story,)))
        if not found:
            raise NotFound(say("There is no such {what}.", what=say("story")))
        return found[0]

    def quotable(self, product: Id | None = None) -> list[Quote]:
        """What may be shown to others: stories with permission, without a name where it was given so."""
        return [
            Quote(one.id, one.text, one.contact_name if one.quote == "named" else "", one.product)
            for one in self.of(product=product, shareable=True)
        ]

    def _read(self, rows: Sequence[Sequence[Any]]) -> list[Story]:
        names = self._names(row[1] for row in rows)
        return [
            Story(
                id=row[0], contact=row[1], contact_name=names.get(row[1], ""), product=row[2],
                product_name=row[3] or "", text=row[4] or "", quote=row[5] if row[5] in QUOTES else "none",
                day=read_day(row[6]), interaction=row[7],
            )
            for row in rows
        ]  # fmt: skip
