"""How many of what and for how much, for a person and back: numbers as the locale writes them.

A price always has its currency beside it. Typed numbers are read as the line and the command read them
(`notebook.price_text`), the signs of the locale first.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from PySide6.QtCore import QCoreApplication, QLocale

from notebook import Refused, price_text, quantity_text, say
from ui.words import amount


def money(price: Decimal | None, currency: str) -> str:
    """``1,120.00 EUR``; nothing without a price."""
    return "" if price is None else f"{amount(price)} {currency}".strip()


def sums(totals: Mapping[str, Decimal]) -> str:
    """Totals side by side, each in its currency: they are never added up."""
    return " · ".join(money(total, currency) for currency, total in totals.items())


def quantity(value: Decimal | None) -> str:
    """A quantity as it is typed."""
    return "" if value is None else amount(value)


def counted(number: Decimal | None, name: str = "") -> str:
    """How many of a thing: ``3 × Stand``, without a name ``3 ×``; where it is not known, the name alone."""
    return name if number is None else f"{amount(number)} × {name}".rstrip()


def bought(number: Decimal, name: str = "") -> str:
    """What was bought, and how many of it; one of a thing is its name."""
    return counted(None if number == 1 else number, name)


def owned(number: Decimal | None, of_purchases: Decimal) -> str:
    """How many are owned: as it was noted, else as many as were bought, which is said."""
    if number is not None or not of_purchases:
        return counted(number)
    return QCoreApplication.translate("Value", "{n} bought").format(n=amount(of_purchases))


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
