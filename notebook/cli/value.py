"""Commands on what people want, buy, tell, get and are asked: want, bought, story, gave, asked."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from typing import Any

from notebook.book import Notebook
from notebook.changes.ids import Id, show_id
from notebook.cli.offers import find_want
from notebook.cli.output import Output, shown, table
from notebook.cli.session import contact_of, opened
from notebook.errors import NotFound, Refused
from notebook.sentences import say
from notebook.timeline.amounts import price_text, quantity_text
from notebook.timeline.records import Doubt, says_something
from notebook.timeline.remarks import WantDraft
from notebook.timeline.typed import parse_remark, remark_doubt
from notebook.value.purchases import spoken
from notebook.value.records import Favour, Purchase, Story, Want


def want(options: argparse.Namespace, output: Output) -> None:
    """``want WHO TEXT``; without a text what they want; with ``--met`` or ``--dropped`` one of them is closed.

    What an organisation wants is what its people want too, as in its brief.
    """
    closing = options.met or options.dropped
    if closing and options.text is not None:
        raise Refused(say("Either note a want or close one: TEXT does not go with --met or --dropped."))
    with opened(options) as book:
        who = book.contacts.find(options.who)
        if closing:
            _, *people = book.insight.whole(who)
            one = find_want(book, who, closing, people)
            (book.wants.meet if options.met else book.wants.drop)(one)
            closed = book.wants.get(one)
            output.answer({"want": _want(book, closed)}, f"{shown(closed.text)}: {closed.state}.")
            return
        if options.text is None:
            found = book.wants.of_all(book.insight.whole(who))
            alone = all(one.contact == who for one in found)
            rows = [_row(one) if alone else (one.contact_name, *_row(one)) for one in found]
            output.answer({"wants": [_want(book, one) for one in found]}, table(rows) or "No open wants.")
            return
        said, doubt = _understood(book, options)
        named = _product(book, options.product)
        product = named or (book.products.find(said.product) if said.product else None)
        text = said.text if product or not said.product else f"{said.text} ({said.product})"
        held = book.wants.planned(who, text, product, said.horizon, said.due).held
        made = book.wants.get(book.wants.add(
            who, text, product=product, horizon=said.horizon, strength=said.strength, certainty=said.certainty,
            words_said=said.words, due=said.due))  # fmt: skip
        if held == made:
            output.remark(say("This is already noted: {what}", what="  ".join(_row(made))))
        elif held is not None:
            output.remark(say("This was already noted, and was changed: {what}", what="  ".join(_row(held))))
        if doubt is not None:
            output.remark(doubt.said)
        if text != options.text.strip():
            output.remark(say("Understood: {what}", what="  ".join(_row(made)[:-1])))
        output.answer({"want": _want(book, made), "already_noted": held is not None,
                       "not_understood": [doubt.text] if doubt else []}, "  ".join(_row(made)))  # fmt: skip


def _understood(book: Notebook, options: argparse.Namespace) -> tuple[WantDraft, Doubt | None]:
    """The text as the line reads it behind ``want:``; options win, and then its words stay in the text."""
    kind = "suspected" if options.suspected else "want"
    read = parse_remark(kind, options.text, book.clock)
    said = read if isinstance(read, WantDraft) else WantDraft(options.text)
    timed = options.by is not None or options.horizon is not None
    if ((timed and (said.due or said.horizon)) or (options.words and said.words)
            or (options.product is not None and said.product)):  # fmt: skip
        said = replace(said, text=options.text.strip(), product="")
    doubt = None if timed else remark_doubt(kind, options.text, book.clock)
    return replace(
        said, due=options.by if timed else said.due, horizon=options.horizon if timed else said.horizon,
        strength=options.strength or said.strength, words=options.words or said.words), doubt  # fmt: skip


@contextmanager
def asking_of_new(book: Notebook, output: Output) -> Iterator[None]:
    """Ask of products that are made inside whether another one was meant; they stay."""
    before = set(book.products.known().ids)
    yield
    known = book.products.known()
    for product in known.ids:
        doubt = known.mistaken(product) if product not in before else None
        if doubt is not None:
            output.remark(say("{doubt} If that was a slip: kithbook undo", doubt=doubt))


def bought(options: argparse.Namespace, output: Output) -> None:
    """``bought WHO PRODUCT``: a product nobody has heard of is made."""
    quantity = quantity_text(options.quantity)
    price, currency = (None, options.currency) if options.price is None else price_text(options.price, options.currency)
    with opened(options) as book:
        who = book.contacts.find(options.who)
        title = say("{name} bought {what}", name=contact_of(book, who)["name"], what=options.product)
        with asking_of_new(book, output), book.change(title):
            purchase = book.products.bought(
                who, book.products.named(options.product), quantity=quantity, price=price,
                currency=currency, day=options.on)  # fmt: skip
        made = book.products.purchase(purchase)
        met = told_of_wants(book, [purchase], output)
        line = spoken(made.item, made.quantity, made.price, made.currency)
        output.answer({"purchase": _purchase(book, made), "wanted": met},
                      f"{made.day}: {shown(line)}  {show_id(made.id)}")  # fmt: skip


def told_of_wants(book: Notebook, purchases: Sequence[Id], output: Output) -> list[dict[str, Any]]:
    """The open wants that these purchases meet, each with the command that closes it: never closed by itself."""
    met = book.met_by(purchases)
    for one in met:
        output.remark(say("{name} wanted it: {text}. Close the want: kithbook want {who} --met {id}",
                          name=one.contact_name, text=one.text, who=show_id(one.contact),
                          id=show_id(one.id)))  # fmt: skip
    return [_want(book, one) for one in met]


def story(options: argparse.Namespace, output: Output) -> None:
    """``story WHO PRODUCT TEXT``."""
    with opened(options) as book:
        who = book.contacts.find(options.who)
        title = say("Keep a story of {name}", name=contact_of(book, who)["name"])
        with asking_of_new(book, output), book.change(title):
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
        if options.text is not None and not says_something(options.text):
            raise Refused(say("Say what was given or asked."))
        text = options.text or ""
        made = book.favours.get(book.favours.note(who, act, options.kind, text, side=side, day=options.on))
        what = f"{made.kind}: {shown(made.text)}" if made.text else made.kind
        output.answer({"favour": _given(book, made)}, f"{made.side} {made.act}, {what}  {show_id(made.id)}")


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
