"""How complete a card is (P7): a percentage, and the three missing things that a brief would have made most of.

Each thing weighs what a talk gains by it. A way to reach somebody comes first, without it there is no talk; then what
the brief tells under "Good to know" (what they stand for, how they buy, what they are to us, how we met, an
interest), whether they may be contacted (the brief's permission and the first thing the offer desk asks), their
family and birthday, which it tells when they come near, and what they do. What no brief shows weighs nothing: a
photo, an address or a fax number is no duty, and 100 is reached without. Knowing more never lowers the figure.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from notebook.contacts.records import Contact
from notebook.sentences import Sentence, say

Known = Callable[[Contact], bool]
_MOST = 3


@dataclass(frozen=True, slots=True)
class Completeness:
    """``percent`` 0 to 100; ``missing``: up to three (key, in words), the most useful first."""

    percent: int
    missing: tuple[tuple[str, Sentence], ...]


def _has(*kinds: str) -> Known:
    return lambda contact: any(detail.kind in kinds and detail.value.strip() for detail in contact.details)


def _elsewhere(contact: Contact) -> bool:
    return False  # what stands beside the card: family, permission


_REACH = say("a phone number or an e-mail address")
_MAY = say("whether we may contact them")
_PERSON: Mapping[str, tuple[int, Sentence, Known]] = {
    "reach": (15, _REACH, _has("phone", "email")),
    "stands_for": (13, say("what they stand for"), lambda c: bool(c.stands_for)),
    "buys": (12, say("how they buy"), lambda c: bool(c.buys)),
    "relation": (11, say("what they are to us"), lambda c: bool(c.relation)),
    "met": (10, say("how we met"), lambda c: bool(c.met or c.met_on or c.met_through)),
    "permission": (10, _MAY, _elsewhere),
    "interest": (10, say("an interest"), _has("interest")),
    "family": (9, say("their family"), _elsewhere),
    "birth": (5, say("their birthday"), lambda c: any(d.kind == "birth" and d.date is not None for d in c.dates)),
    "role": (5, say("what they do, and where"), lambda c: any(not role.ended for role in c.roles)),
}
_ORGANISATION: Mapping[str, tuple[int, Sentence, Known]] = {
    "people": (25, say("somebody who works there"), lambda c: bool(c.people)),
    "reach": (15, _REACH, _has("phone", "email")),
    "buys": (14, say("how they buy"), lambda c: bool(c.buys)),
    "relation": (13, say("what they are to us"), lambda c: bool(c.relation)),
    "stands_for": (13, say("what they stand for"), lambda c: bool(c.stands_for)),
    "met": (10, say("how we met"), lambda c: bool(c.met or c.met_on or c.met_through)),
    "permission": (10, _MAY, _elsewhere),
}


def completeness(contact: Contact, *, family: bool = False, permission: bool = False) -> Completeness:
    """Of a card; ``family``, ``permission``: whether the relations, the permission ledger know any of theirs."""
    beside = {"family": family, "permission": permission}
    wanted = _PERSON if contact.kind == "individual" else _ORGANISATION
    missing = [
        (weight, key, sentence)
        for key, (weight, sentence, known) in wanted.items()
        if not (known(contact) or beside.get(key))
    ]
    lacking = sum(weight for weight, _, _ in missing)
    return Completeness(100 - lacking, tuple((key, sentence) for _, key, sentence in missing[:_MOST]))
