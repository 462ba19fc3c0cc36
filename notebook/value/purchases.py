"""Purchases in words and in sums: one line for each, the same wherever the core tells of it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from notebook.sentences import Sentence, say
from notebook.value.records import Purchase


def told(item: str, quantity: Decimal | None, price: Decimal | None, currency: str | None) -> Sentence:
    """A purchase in one line: ``4 x stand, 1120.00 EUR``; one of a thing is its name, without a price it ends there."""
    text = say("{item}", item=item)
    if quantity is not None and str(quantity) != "1":
        text = say("{quantity} x {item}", quantity=quantity, item=item)
    if price is None:
        return text
    return say("{what}, {price} {currency}", what=text, price=price, currency=currency or "")


def spoken(item: str, quantity: Decimal | None, price: Decimal | None, currency: str | None) -> str:
    """The same as it is stored and printed."""
    return str(told(item, quantity, price, currency))


def totals(purchases: Iterable[Purchase], today: date) -> dict[str, Decimal]:
    """What was paid, by currency; currencies are never added up. What an import dated ahead was not paid yet."""
    found: dict[str, Decimal] = {}
    for one in purchases:
        if one.price is not None and (one.day is None or one.day <= today):
            found[one.currency] = found.get(one.currency, Decimal(0)) + one.price
    return dict(sorted(found.items()))
