"""How the report of an import tells what a file has otherwise than a record that stays as a person wrote it here.

Promises nothing about what is done with it: that is decided in `on_card`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from notebook.sentences import Sentence, say

_LONG = 80
# What the members of records are called.
_MEMBERS: Mapping[str, Sentence] = {
    "text": say("the wording"), "title": say("the title"), "name": say("the name"), "item": say("the item"),
    "product": say("the product"), "kind": say("the kind"), "label": say("the label"), "reason": say("the reason"),
    "strength": say("the strength"), "horizon": say("how soon"), "certainty": say("how sure"),
    "words": say("what they said"), "quote": say("the permission to quote"), "evidence": say("the evidence"),
    "note": say("the note"), "outcome": say("what came of it"), "answer": say("the answer"), "by": say("who does it"),
    "day": say("the day"), "due": say("the day it is due"), "dueFrom": say("the first day"),
    "revisit": say("when to come back to it"), "since": say("since when"), "until": say("until when"),
    "born": say("the birth"), "school": say("the school"), "occasions": say("the occasions"),
    "price": say("the price"), "currency": say("the currency"), "quantity": say("the quantity"),
    "introduced": say("the day they were introduced"), "to": say("whom it is about"),
}  # fmt: skip
# What became of a record.
_STATES: Mapping[str, Sentence] = {
    "open": say("open"), "kept": say("kept"), "broken": say("broken"), "released": say("released"),
    "renegotiated": say("renegotiated"), "met": say("met"), "dropped": say("dropped"), "done": say("done"),
    "used": say("used"), "closed": say("closed"), "made": say("without an answer"), "accepted": say("accepted"),
    "declined": say("declined"), "withdrawn": say("withdrawn"),
}  # fmt: skip


def ended(name: str, what: Sentence, text: str, there: str, here: str) -> Sentence:
    """That a record of somebody ended there in another way than it stands here."""
    return say("{name}: {what} “{text}” is {there} there; here it stays {here}.", name=name, what=what,
               text=_short(text), there=_STATES.get(there, there), here=_STATES.get(here, here))  # fmt: skip


def stays(name: str, what: Sentence, text: str, member: str, there: Any, here: Any) -> Sentence:
    """That a person wrote something else here, which stays; without values where they say nothing to a reader."""
    field = _MEMBERS.get(member, member)
    if there is None or here is None:
        return say("{name}: {what} “{text}”: {field} is another one there; here it stays as it is.", name=name,
                   what=what, text=_short(text), field=field)  # fmt: skip
    return say("{name}: {what} “{text}”: {field} is “{there}” there; here it stays “{here}”.", name=name, what=what,
               text=_short(text), field=field, there=_short(str(there)), here=_short(str(here)))  # fmt: skip


def moved(name: str, text: str) -> Sentence:
    """That a promise was moved to another day in both notebooks."""
    return say("{name}: Promise “{text}” was moved to another day there too; here it stays as it was agreed on.",
               name=name, text=_short(text))  # fmt: skip


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= _LONG else f"{flat[:_LONG - 1]}…"
