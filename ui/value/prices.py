"""Prices for a person and back: the amount as the locale writes it, its currency always beside it.

Typed numbers are read as the line and the command read them (`notebook.price_text`), the signs of the locale first.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from PySide6.QtCore import QLocale

from notebook import Refused, price_text, quantity_text, say


def amount(value: Decimal) -> str:
    """The number with the separators of the locale, all of its places."""
    locale = QLocale()
    plain = f"{value:,f}"
    return plain.translate({ord(","): locale.groupSeparator(), ord("."): locale.decimalPoint()})


def money(price: Decimal | None, currency: str) -> str:
    """``1,120.00 EUR``; nothing without a price."""
    return "" if price is None else f"{amount(price)} {currency}".strip()


def sums(totals: Mapping[str, Decimal]) -> str:
    """Totals side by side, each in its currency: they are never added up."""
    return " · ".join(money(total, currency) for currency, total in totals.items())


def quantity(value: Decimal | None) -> str:
    """A quantity as it is typed."""
    return "" if value is None else amount(value)


def read_quantity(text: str) -> str:
    """A typed quantity as decimal text; nothing stays nothing. Raises `Refused`."""
    return quantity_text(text, _signs()) if text.strip() else ""


def read_price(text: str, currency: str) -> dict[str, Any]:
    """``price`` and ``currency`` of what was typed; without a currency it is the given one. Raises `Refused`."""
    if not text.strip():
        return {"price": None, "currency": ""}
    price, code = price_text(text, usual=currency, signs=_signs())
    if not code:
        raise Refused(say("A price is an amount and its currency, like 1120.00 EUR, not {text}.", text=text.strip()))
    return {"price": price, "currency": code}


def _signs() -> tuple[str, str]:
    locale = QLocale()
    return locale.groupSeparator(), locale.decimalPoint()
