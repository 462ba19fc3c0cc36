"""All that the tab Products shows of one contact, read in one go on the worker."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from notebook import NotFound, purchase_totals
from ui.value.balance import Went
from ui.words import words


@dataclass(frozen=True, slots=True)
class Between:
    """What is between us and a contact."""

    id: bytes
    name: str
    interests: tuple[tuple[bytes, str], ...]
    wants: tuple[Any, ...]
    closed: tuple[Any, ...]
    owned: tuple[Any, ...]
    purchases: tuple[Any, ...]
    totals: dict[str, Decimal]
    stories: tuple[Any, ...]
    offers: tuple[Any, ...]
    useful: tuple[Any, ...]
    got: tuple[Any, ...]
    balance: Any
    went: tuple[Went, ...]
    listening: Any


def read(book: Any, contact: bytes | None) -> Between | None:
    """Read it; None when the contact is gone."""
    if contact is None:
        return None
    try:
        card = book.contacts.get(contact)
    except NotFound:
        return None
    wants = book.wants.of(contact, "all")
    purchases = book.products.purchases(contact)
    got = [one for each in book.insight.whole(contact) for one in book.shelf.got(each)]
    balance = book.insight.balance(contact)
    return Between(
        id=contact, name=card.name, interests=tuple((one.id, one.value) for one in card.of_kind("interest")),
        wants=tuple(one for one in wants if one.open), closed=tuple(one for one in wants if not one.open),
        owned=tuple(sorted(book.products.owned(contact, ended=True), key=lambda one: one.ended)),
        purchases=tuple(purchases), totals=purchase_totals(purchases, book.clock.today()),
        stories=tuple(book.stories.of(contact)),
        offers=tuple(book.offers.of(contact)), useful=tuple(book.shelf.for_contact(contact)),
        got=tuple(one for one in got if one.contact == contact),
        balance=balance, went=tuple(_went(book, contact, balance, got)),
        listening=book.insight.listening(contact),
    )


def _went(book: Any, contact: bytes, balance: Any, got: list[Any]) -> list[Went]:
    """The rows behind the balance, the latest first; what is no favour of theirs alone is counted from elsewhere."""
    whole = book.insight.whole(contact)
    favours = {one.id: one for each in whole for one in book.favours.of(each, balance.since)}
    counted = [(side, act, kind, row) for side in ("ours", "theirs") for act in ("gave", "asked")
               for kind, rows in balance.of(side, act).items() for row in rows]
    bought = {one.id: one for one in book.products.rows([row for *_, row in counted if row not in favours])}
    handed = {one.id: one for one in got}
    found = []
    for side, act, kind, row in counted:
        if row in favours:
            one = favours[row]
            text = one.text if one.contact == contact else f"{one.contact_name}: {one.text}"
            found.append(Went(row, act, side, kind, text, one.day, one.contact != contact))
        else:
            other: Any = bought.get(row) or handed.get(row) or _introduction(book, row)
            text = getattr(other, "item", "") if row in bought else getattr(other, "title", "")
            text = text or _others(other, contact)
            when = getattr(other, "day", None) or getattr(other, "introduced", None)
            found.append(Went(row, act, side, kind, text, when, True))
    return sorted(found, key=lambda one: (one.day or date.min, one.id), reverse=True)


def _introduction(book: Any, row: bytes) -> Any:
    try:
        return book.introductions.get(row)
    except NotFound:
        return None


def _others(made: Any, contact: bytes) -> str:
    """Whom an introduction led to."""
    if made is None:
        return ""
    return words(made.b_name if made.a == contact else made.a_name)
