"""Commands on who is what to whom and who may be contacted: permission."""

from __future__ import annotations

import argparse
from datetime import date
from typing import Any

from notebook.changes.ids import show_id
from notebook.cli.output import Output
from notebook.cli.session import contact_of, opened
from notebook.network.records import Permission, Standing


def permission(options: argparse.Namespace, output: Output) -> None:
    """``permission WHO``: what stands; with a channel the answer for it; with a state a new line of the ledger."""
    with opened(options) as book:
        who = book.contacts.find(options.who)
        if options.record is not None:
            book.permissions.record(
                who, options.channel, options.purpose, options.record, how=options.how, day=options.on,
                evidence=options.evidence, expires=options.expires)  # fmt: skip
        if options.channel is not None:
            standing = [book.permissions.may(who, options.channel, options.purpose)]
        else:
            standing = book.permissions.of(who)
        output.answer(
            {"contact": contact_of(book, who), "permissions": [_standing(one) for one in standing],
             "ledger": [_line(one) for one in book.permissions.ledger(who)]},
            [str(one.said) for one in standing] or ["Nothing is known about permissions."])  # fmt: skip


def _standing(one: Standing) -> dict[str, Any]:
    return {"channel": one.channel, "purpose": one.purpose or None, "state": one.state, "text": str(one.said)}


def _line(one: Permission) -> dict[str, Any]:
    return {
        "id": show_id(one.id), "channel": one.channel, "purpose": one.purpose or None, "state": one.state,
        "how": one.how or None, "date": _iso(one.day), "evidence": one.evidence or None,
        "expires": _iso(one.expires),
    }  # fmt: skip


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None

