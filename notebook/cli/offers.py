"""The offer desk on the command line: ``offer WHO --check`` looks, ``offer WHO TEXT`` keeps what goes out."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import Any

from notebook.book import Notebook
from notebook.changes.ids import Id, read_id, show_id
from notebook.cli.output import Output, shown, table
from notebook.cli.session import contact_of, opened
from notebook.errors import NotFound, Refused
from notebook.insight.records import Checklist
from notebook.sentences import say
from notebook.storage.folding import fold
from notebook.timeline.offered import gist
from notebook.value.records import Offer


def offer(options: argparse.Namespace, output: Output) -> None:
    """``offer WHO``: what was offered; with ``--check`` the check list of today, with a text one more offer."""
    with opened(options) as book:
        who = book.contacts.find(options.who)
        text = " ".join(options.text)
        if options.check:
            want, owned = _reason(book, who, options, strict=False)
            _answer_check(book, book.insight.check(who, want=want, owned=owned, channel=options.channel), output)
        elif options.text:
            want, owned = _reason(book, who, options, strict=True)
            made = book.offers.get(book.offers.make(
                who, text, want=want, owned=owned, channel=options.channel, override=options.override))  # fmt: skip
            output.answer({"offer": _offer(book, made)}, "  ".join(_row(made)))
        else:
            found = book.offers.of(who)
            output.answer({"offers": [_offer(book, one) for one in found]},
                          table([_row(one) for one in found]) or "No offers so far.")  # fmt: skip


def _reason(book: Notebook, who: Id, options: argparse.Namespace, strict: bool) -> tuple[Id | None, Id | None]:
    """What was named, else the only thing it can be: an open want, else a thing owned. Not ``strict``: the first."""
    if options.want is not None:
        return find_want(book, who, options.want), None
    if options.owned is not None:
        return None, _owned(book, who, options.owned)
    wants = book.wants.of(who)
    owned = [] if wants else book.products.owned(who)
    if strict and len(wants) > 1:
        raise Refused(say("Say which want is the reason: --want followed by its id or its words."))
    if strict and len(owned) > 1:
        raise Refused(say("Say which thing of theirs is the reason: --owned followed by the product."))
    return (wants[0].id if wants else None), (owned[0].id if owned else None)


def find_want(book: Notebook, who: Id, typed: str, people: Sequence[Id] = ()) -> Id:
    """A want of theirs (or of their ``people``) by its id, or an open one by its words. Raises `NotFound`."""
    row, words = read_id(typed), fold(typed).split()
    wants = book.wants.of_all([who, *people], "all")
    found = [one.id for one in wants if one.id == row]
    found = found or [one.id for one in wants if one.open and fold(one.text).split() == words]
    found = found or [one.id for one in wants if one.open and words and set(words) <= set(fold(one.text).split())]
    if len(found) != 1:
        raise NotFound(say("{name} has no open want {text}, or more than one like that.",
                           name=contact_of(book, who)["name"], text=typed))  # fmt: skip
    return found[0]


def _owned(book: Notebook, who: Id, typed: str) -> Id:
    product, wanted = book.products.find(typed), fold(typed).split()
    owned = book.products.owned(who)
    # What they own keeps its name when the product is deleted.
    found = [one for one in owned if one.product == product] or [
        one for one in owned if wanted and fold(one.product_name).split() == wanted]  # fmt: skip
    if found:
        return found[0].id
    raise NotFound(say("{name} owns nothing called {text}.", name=contact_of(book, who)["name"], text=typed))


def _answer_check(book: Notebook, found: Checklist, output: Output) -> None:
    output.answer(
        {
            "offer": {
                "contact": contact_of(book, found.contact),
                "want": show_id(found.want) if found.want else None,
                "owned": show_id(found.owned) if found.owned else None,
                "channel": found.channel or None,
                "colour": found.colour,
                "reasons": [
                    {"check": one.name, "colour": one.colour, "text": str(one.reason.text),
                     "evidence": [show_id(row) for row in one.reason.evidence]}
                    for one in found.checks
                ],
                "text": str(found.text),
            }
        },
        [*table([(one.colour, str(one.title), str(one.reason.text)) for one in found.checks]), "", str(found.text)],
    )  # fmt: skip


def _row(one: Offer) -> tuple[str, ...]:
    although = f" (although: {shown(one.override)})" if one.override else ""
    return str(one.day or ""), one.state, one.channel or "-", shown(gist(one.text)) + although, show_id(one.id)


def _offer(book: Notebook, one: Offer) -> dict[str, Any]:
    return {
        "id": show_id(one.id), "contact": contact_of(book, one.contact), "text": one.text,
        "want": show_id(one.want) if one.want else None, "owned": show_id(one.owned) if one.owned else None,
        "channel": one.channel or None, "date": one.day.isoformat() if one.day else None, "state": one.state,
        "override": one.override or None, "interaction": show_id(one.interaction) if one.interaction else None,
        "checks": [{"check": check.name, "colour": check.colour, "text": str(check.text)} for check in one.checks],
    }  # fmt: skip
