"""vCard 2.1, 3.0 and 4.0 in, 3.0 and 4.0 out, as JSContact Cards (RFC 6350, RFC 2426, RFC 9553, RFC 9555).

Made for the files that real programs write: each card is read alone and from bytes, whatever is wrong with
its neighbours; what Kithbook does not know is kept and written back; nothing raises for what a file says.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator

from notebook.exchange.record import Card, Problem, Record
from notebook.exchange.vcard.decoding import plain
from notebook.exchange.vcard.extensions import EXTENSIONS, settle
from notebook.exchange.vcard.from_card import Writer
from notebook.exchange.vcard.lines import chunks
from notebook.exchange.vcard.own import HANDLERS as OWN
from notebook.exchange.vcard.properties import HANDLERS
from notebook.exchange.vcard.to_card import Reader
from notebook.sentences import say

__all__ = ["Writer", "read", "reader", "write", "writer"]


def reader(code_page: str = "") -> Reader:
    """A reader of single cards; it keeps what it learns of one file, so take one per file."""
    return Reader({**HANDLERS, **EXTENSIONS, **OWN}, settle, code_page)


def read(
    data: bytes, progress: Callable[[int, int], None] | None = None, code_page: str | None = None
) -> Iterator[Record]:
    """The cards of a file, in file order; never raises for what the file says.

    ``progress`` gets the bytes done and the bytes in all, now and then; what it raises (a cancel) goes through.
    ``code_page``: of values that name no CHARSET and are not UTF-8 (default Windows-1252).
    A file without any card gives one record without a card, whose problem says so.
    """
    text = plain(data)
    made = reader(code_page or "")
    number = done = 0
    for chunk in chunks(text):
        number += 1
        done += len(chunk.raw)
        if progress is not None and number % 256 == 0:
            progress(min(done, len(text)), len(text))
        card, problems = made.card(chunk)
        yield Record(number, chunk.line, card, hashlib.sha256(chunk.raw).digest(), problems)
    if number == 0:
        sentence = say("There is no vCard in this file.") if text.strip() else say("The file is empty.")
        yield Record(1, 1, None, hashlib.sha256(text).digest(), (Problem(1, sentence),))


def writer(version: str) -> Writer:
    """A writer of many cards; ``version`` is ``3.0`` or ``4.0``."""
    if version not in ("3.0", "4.0"):
        raise ValueError(version)
    return Writer(version, reader())


def write(card: Card, version: str) -> bytes:
    """One card as a vCard of ``version`` (``3.0`` or ``4.0``); reading it gives the card back."""
    return writer(version).write(card)
