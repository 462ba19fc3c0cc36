"""What the lines that add something understood, told below them before Enter: parts, what is new, what is doubted."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from PySide6.QtCore import QCoreApplication

from notebook import Refused, how_soon, parse_owned, parse_remark, remark_doubt
from ui.prices import bought, counted, money
from ui.value.rows import shown_partial, sides
from ui.words import day, put, words


def _tr(text: str) -> str:
    return QCoreApplication.translate("Value", text)


def purchase(book: Any, text: str) -> str:
    """How many of what, for how much, when."""
    doubt, made = remark_doubt("bought", text, book.clock), parse_remark("bought", text, book.clock)
    if doubt is not None:
        return words(doubt.said)
    if made is None:
        return ""
    known = book.products.known()
    try:
        found: Any = known.bought(made)
    except Refused as error:
        return words(error.sentence)
    price = _tr("no price") if found.price is None else money(Decimal(found.price), found.currency)
    return _told(bought(Decimal(found.quantity), known.name(found.item) or found.item), price,
                 day(found.day or book.clock.today()), _new(known, found.item))


def owned(book: Any, text: str) -> str:
    """How many of what, since when."""
    if not text.strip():
        return ""
    known = book.products.known()
    try:
        made = known.owned(parse_owned(text, book.clock))
    except Refused as error:
        return words(error.sentence)
    return _told(counted(Decimal(made.quantity) if made.quantity else None, known.name(made.item) or made.item),
                 _tr("since {when}").format(when=shown_partial(made.since)) if made.since else "",
                 _tr("until {when}").format(when=shown_partial(made.until)) if made.until else "",
                 _new(known, made.item))


def want(book: Any, contact: bytes | None, text: str) -> str:
    """What, how soon, when it comes back; and what that changes where it is wanted already."""
    made: Any = parse_remark("want", text, book.clock)
    if made is None or contact is None:
        return ""
    if made.due is not None and made.due < book.clock.today():
        return _tr("{day} is past: say a day from today on.").format(day=day(made.due))
    product = book.products.find(made.product) if made.product else None
    plan = book.wants.planned(contact, made.text, product, made.horizon, made.due)
    when = _tr("by {day}").format(day=day(plan.due)) if plan.due else words(how_soon(plan.horizon))
    back = _tr("comes back {day}").format(day=day(plan.revisit)) if plan.revisit else ""
    held, before = plan.held, ""
    if held is not None:
        was = _tr("by {day}").format(day=day(held.due)) if held.due else words(how_soon(held.horizon))
        before = (_tr("wanted already") if (held.due, held.horizon) == (plan.due, plan.horizon) else
                  _tr("wanted already, so far: {when}").format(when=was))
    doubt = remark_doubt("want", text, book.clock)
    return _told(made.text, when, back, before, words(doubt.said) if doubt is not None else "")


def favour(act: str, side: str, kind: str, rest: str) -> str:
    """Who gave or asked, and what kind of thing."""
    return _told(dict(sides())[f"{act}/{side}"], rest, "" if kind.casefold() in rest.casefold() else kind)


def _told(*parts: str) -> str:
    return put(_tr("Understood: {what}"), what=" · ".join(part for part in parts if part))


def _new(known: Any, item: str) -> str:
    return "" if known.find(item) is not None else _tr("new product")
