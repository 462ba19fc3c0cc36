"""Commands on what people want, buy, tell, get and are asked: want, bought, story, gave, asked."""

from __future__ import annotations

import argparse
from datetime import date
from typing import Any

from notebook.book import Notebook
from notebook.changes.ids import Id, show_id
from notebook.cli.output import Output, shown, table
from notebook.cli.session import contact_of, opened
from notebook.errors import NotFound
from notebook.sentences import say
from notebook.value.records import Favour, Purchase, Story, Want


def want(options: argparse.Namespace, output: Output) -> None:
    """``want WHO TEXT``; without a text what they want."""
    with opened(options) as book:
        who = book.contacts.find(options.who)
        if options.text is None:
            found = book.wants.of(who)
            output.answer({"wants": [_want(book, one) for one in found]},
                          table([_row(one) for one in found]) or "No open wants.")  # fmt: skip
            return
        made = book.wants.get(book.wants.add(
            who, options.text, product=_product(book, options.product), horizon=options.horizon,
            strength=options.strength, certainty="suspected" if options.suspected else "known",
            words_said=options.words, due=options.by))  # fmt: skip
        output.answer({"want": _want(book, made)}, "  ".join(_row(made)))


def bought(options: argparse.Namespace, output: Output) -> None:
    """``bought WHO PRODUCT``: a product nobody has heard of is made."""
    with opened(options) as book:
        who = book.contacts.find(options.who)
        with book.change(say("{name} bought {what}", name=contact_of(book, who)["name"], what=options.product)):
            purchase = book.products.bought(
                who, book.products.named(options.product), quantity=options.quantity, price=options.price,
                currency=options.currency, day=options.on)  # fmt: skip
        [made] = [one for one in book.products.purchases(who) if one.id == purchase]
        price = f", {made.price} {made.currency}" if made.price is not None else ""
        output.answer({"purchase": _purchase(book, made)},
                      f"{made.day}: {made.quantity} x {shown(made.item)}{price}  {show_id(made.id)}")  # fmt: skip


def story(options: argparse.Namespace, output: Output) -> None:
    """``story WHO PRODUCT TEXT``."""
    with opened(options) as book:
        who = book.contacts.find(options.who)
        with book.change(say("Keep a story of {name}", name=contact_of(book, who)["name"])):
            told = book.stories.tell(who, book.products.named(options.product), options.text, quote=options.quote)
        made = book.stories.get(told)
        line = f"{shown(made.product_name)}: {shown(made.text)} (quote: {made.quote})  {show_id(made.id)}"
        output.answer({"story": _story(book, made)}, line)


def gave(options: argparse.Namespace, output: Output) -> None:
    """``gave WHO KIND TEXT``: we gave; with ``--theirs`` they did."""
    _favour(options, output, "gave")


def asked(options: argparse.Namespace, output: Output) -> None:
    """``asked WHO KIND TEXT``: we asked; with ``--theirs`` they did."""
    _favour(options, output, "asked")


def _favour(options: argparse.Namespace, output: Output, act: str) -> None:
    with opened(options) as book:
        who = book.contacts.find(options.who)
        side = "theirs" if options.theirs else "ours"
        made = book.favours.get(book.favours.note(who, act, options.kind, options.text, side=side, day=options.on))
        output.answer({"favour": _given(book, made)},
                      f"{made.side} {made.act}, {made.kind}: {shown(made.text)}  {show_id(made.id)}")  # fmt: skip


def _product(book: Notebook, name: str | None) -> Id | None:
    if name is None:
        return None
    found = book.products.find(name)
    if found is None:
        raise NotFound(say("There is no product called {name}.", name=name))
    return found


def _row(one: Want) -> tuple[str, ...]:
    when = f"by {one.due}" if one.due else one.horizon
    sure = " (suspected)" if one.certainty == "suspected" else ""
    return when, f"{one.strength}/3", shown(one.text) + sure, show_id(one.id)


def _want(book: Notebook, one: Want) -> dict[str, Any]:
    return {
        "id": show_id(one.id), "contact": contact_of(book, one.contact), "text": one.text,
        "product": one.product_name or None, "horizon": one.horizon, "strength": one.strength,
        "certainty": one.certainty, "words": one.words or None, "due": _iso(one.due), "revisit": _iso(one.revisit),
        "state": one.state,
    }  # fmt: skip


def _purchase(book: Notebook, one: Purchase) -> dict[str, Any]:
    return {
        "id": show_id(one.id), "contact": contact_of(book, one.contact), "product": one.item, "date": _iso(one.day),
        "quantity": str(one.quantity), "price": None if one.price is None else str(one.price),
        "currency": one.currency or None,
    }  # fmt: skip


def _story(book: Notebook, one: Story) -> dict[str, Any]:
    return {"id": show_id(one.id), "contact": contact_of(book, one.contact), "product": one.product_name,
            "text": one.text, "quote": one.quote, "date": _iso(one.day)}  # fmt: skip


def _given(book: Notebook, one: Favour) -> dict[str, Any]:
    return {"id": show_id(one.id), "contact": contact_of(book, one.contact), "act": one.act, "side": one.side,
            "kind": one.kind, "text": one.text, "date": _iso(one.day)}  # fmt: skip


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
