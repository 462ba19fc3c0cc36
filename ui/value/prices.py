"""Prices for a person and back: the amount as the locale writes it, its currency always beside it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from PySide6.QtCore import QLocale

from notebook import Clock, Refused, parse_remark, say


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
    """A typed quantity as decimal text."""
    return text.strip().replace(QLocale().groupSeparator(), "").replace(",", ".")


def read_price(text: str, currency: str, clock: Clock) -> dict[str, Any]:
    """``price`` and ``currency`` of what was typed; without a currency it is the given one. Raises `Refused`."""
    text = text.strip()
    if not text:
        return {"price": None, "currency": ""}
    for typed in (text, f"{text} {currency}"):
        found: Any = parse_remark("bought", f"x {typed}", clock)
        if found is not None and found.price is not None and found.item == "x":
            return {"price": found.price, "currency": found.currency}
    raise Refused(say("A price is an amount and its currency, like 1120.00 EUR, not {text}.", text=text))


def read_day(text: str) -> date:
    """A whole day of what was typed. Raises `Refused`."""
    from ui.contacts.typed_dates import read_date

    typed = read_date(text)
    if typed.year is None or typed.month is None or typed.day is None:
        raise Refused(say("Say the day with its month and year: 3 Dec 2026."))
    return date(typed.year, typed.month, typed.day)
