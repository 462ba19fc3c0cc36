"""Purchases told without their marker: ``bought 3 x stand 1120 EUR``, ``order from Ann: 2 x stand, 560 EUR each``.

What stands behind the word that makes an entry a purchase is read as the clause ``bought:`` is, where it tells how many
or for how much; behind ``bought:`` itself whatever it says. Everything else is kept as words, and that is said: nobody
shall believe in a purchase that is in no sum.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from notebook.timeline import bought
from notebook.timeline.bought import PurchaseDraft
from notebook.timeline.records import Doubt
from notebook.timeline.when import Reader

_SENTENCE_END = re.compile(r"[.!?](?=\s+[^\W\d_])")
_SENTENCES = 3  # first sentences that are tried


@dataclass(frozen=True, slots=True)
class Unmarked:
    """A purchase, and where it stands in its text; what of it is in doubt."""

    draft: PurchaseDraft
    start: int
    end: int
    doubt: Doubt | None = None


def read(
    text: str, begin: int, end: int, reader: Reader, *, before: str = "", sure: bool = False
) -> Unmarked | None:
    """The purchase that a text tells between two places; None where it tells none.

    ``before``: what stands before it elsewhere, like the thing of which the price is here. ``sure``: it is one even
    where it tells neither how many nor how much.
    """
    start = end - len(text[begin:end].lstrip(" \t,;."))
    said = text[start:end]
    if before and (draft := clean(f"{before}, {said}", reader)) is not None and (draft.item in before + said):
        return Unmarked(draft, start, end) if said.strip() else None
    for stop in _stops(said):
        draft = clean(said[:stop], reader)
        if draft is not None:
            return Unmarked(draft, start, start + stop)
    parts = bought.taken_apart(said, reader)
    if not (sure or parts.quantity or parts.price or parts.refused):
        return None
    draft = bought.read(said, reader)
    return None if draft is None else Unmarked(draft, start, end, bought.unread(said, reader))


def clean(text: str, reader: Reader) -> PurchaseDraft | None:
    """A purchase that tells how many or how much, with nothing in doubt."""
    if bought.unread(text, reader) is not None:
        return None
    parts = bought.taken_apart(text, reader)
    return bought.read(text, reader) if parts.quantity or parts.price else None


def _stops(text: str) -> Iterator[int]:
    """Where it may end: where it does, or with one of its first sentences."""
    yield len(text)
    for _, stop in zip(range(_SENTENCES), _SENTENCE_END.finditer(text), strict=False):
        yield stop.end()
