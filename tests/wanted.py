"""Wants whose day has passed since they were noted: nothing can be wanted by a day that is over already."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from notebook.sentences import say

if TYPE_CHECKING:
    from notebook.book import Notebook


def passed(book: Notebook, contact: bytes, text: str, due: date) -> bytes:
    """The want as it stands when its day is over."""
    want = book.wants.add(contact, text, due=book.clock.today())
    with book.journal.change(say("as time passes")) as draft:
        draft.set("want", want, {"due": due.isoformat(), "revisit": due.isoformat()})
    return want
