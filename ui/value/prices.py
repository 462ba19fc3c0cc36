"""Prices for a person and back: the amount as the locale writes it, its currency always beside it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from PySide6.QtCore import QLocale

from notebook import Clock, Refused, parse_remark, say

_UNSEEN = "\u200e\u200f\u061c"  # marks of direction
_EXAMPLE = Decimal("1120.50")
_PRICE = re.compile(r"(?P<left>\D*?)(?P<number>[.,٫]?\d(?:.*\d)?)(?P<right>\D*)", re.DOTALL)
# What means one thing wherever it is typed: a point before one or two digits, groups that cannot be a point.
_ELSEWHERE: tuple[str, ...] = (
    r"(?P<bare>\d+)[.,٫](?P<places>\d{1,2})",
    r"(?P<bare>0)[.,٫](?P<places>\d+)",
    r"(?P<whole>[1-9]\d{0,2}(?P<group>[ ',.٬])\d{3}(?:(?P=group)\d{3})*)(?!(?P=group))[.,٫](?P<places>\d{1,2})",
    r"(?P<whole>[1-9]\d{0,2}(?P<group>[ '٬])\d{3}(?:(?P=group)\d{3})*)",
    r"(?P<whole>[1-9]\d{0,2}(?P<group>[,.])\d{3}(?:(?P=group)\d{3})+)",
)


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
    return read_number(text) if text.strip() else ""


def read_number(text: str) -> str:
    """A typed number as plain decimal text, read as the locale writes numbers. Raises `Refused`.

    Signs of another place are understood where they can mean one thing only (``2,5``, ``1.120,00``), groups only
    where all of them have three digits; whatever is left over could be two numbers, and is not guessed.
    """
    typed = "".join(_plain(letter) for letter in text.strip() if letter not in _UNSEEN)
    locale = QLocale()
    group, point = (_plain(sign) for sign in (locale.groupSeparator(), locale.decimalPoint()))
    mark = f"[{re.escape(group)}]" if group else "(?!)"
    groups = rf"(?P<whole>[1-9]\d{{0,2}}(?P<group>{mark})\d{{3}}(?:(?P=group)\d{{3}})*)"
    for pattern in (rf"(?:{groups}|(?P<bare>\d*))(?:{re.escape(point)}(?P<places>\d+))?", *_ELSEWHERE):
        found = re.fullmatch(pattern, typed)
        if found is not None:
            named = found.groupdict()
            whole = re.sub(r"\D", "", named.get("whole") or "") or named.get("bare") or ""
            places = named.get("places") or ""
            if whole or places:
                return f"{whole or '0'}.{places}" if places else whole
    raise Refused(say("Write the number like {example}, not {text}.", example=amount(_EXAMPLE), text=text.strip()))


def _plain(letter: str) -> str:
    """A digit of any script as ours, the many spaces as one, the curly apostrophe straight."""
    if letter.isdecimal():
        return str(unicodedata.decimal(letter))
    return " " if letter.isspace() else "'" if letter == "’" else letter


def read_price(text: str, currency: str, clock: Clock) -> dict[str, Any]:
    """``price`` and ``currency`` of what was typed; without a currency it is the given one. Raises `Refused`."""
    text = text.strip()
    if not text:
        return {"price": None, "currency": ""}
    parts = _PRICE.fullmatch("".join(letter for letter in text if letter not in _UNSEEN))
    typed = [part.strip() for part in (parts["left"], parts["right"]) if part.strip()] if parts else []
    if parts is not None and len(typed) < 2:
        found: Any = parse_remark("bought", f"x 1 {typed[0] if typed else currency}", clock)
        if found is not None and found.price == "1" and found.item == "x":
            return {"price": read_number(parts["number"]), "currency": found.currency}
    raise Refused(say("A price is an amount and its currency, like 1120.00 EUR, not {text}.", text=text))
