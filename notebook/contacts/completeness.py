"""How complete a card is (P7): a percentage, and the three missing things that would help most before a talk.

Each thing has a weight, what a brief makes of it: whoever knows how we met and what somebody stands for talks better
than whoever knows the fax number. 100 is reached without a photo: nothing here is a duty. Adding something never
lowers the figure.
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


def _has(kind: str) -> Known:
    return lambda contact: any(detail.kind == kind and detail.value.strip() for detail in contact.details)


def _dated(kind: str) -> Known:
    return lambda contact: any(one.kind == kind and one.date is not None for one in contact.dates)


_REACHED: Known = lambda contact: any(detail.kind in ("phone", "email") for detail in contact.details)  # noqa: E731
_PERSON: Mapping[str, tuple[int, Sentence, Known]] = {
    "reach": (20, say("a phone number or an e-mail address"), _REACHED),
    "stands_for": (12, say("what they stand for"), lambda c: bool(c.stands_for)),
    "buys": (12, say("how they buy"), lambda c: bool(c.buys)),
    "relation": (12, say("what they are to us"), lambda c: bool(c.relation)),
    "met": (10, say("how we met"), lambda c: bool(c.met)),
    "interest": (10, say("an interest"), _has("interest")),
    "role": (8, say("what they do, and where"), lambda c: any(not role.ended for role in c.roles)),
    "birth": (6, say("their birthday"), _dated("birth")),
    "family": (6, say("their family"), lambda c: False),
    "address": (4, say("where they live or work"), _has("address")),
}
_ORGANISATION: Mapping[str, tuple[int, Sentence, Known]] = {
    "people": (25, say("somebody who works there"), lambda c: bool(c.people)),
    "reach": (20, say("a phone number or an e-mail address"), _REACHED),
    "relation": (15, say("what they are to us"), lambda c: bool(c.relation)),
    "buys": (15, say("how they buy"), lambda c: bool(c.buys)),
    "address": (10, say("where they are"), _has("address")),
    "stands_for": (10, say("what they stand for"), lambda c: bool(c.stands_for)),
    "link": (5, say("their website"), _has("link")),
}


def completeness(contact: Contact, *, family: bool = False) -> Completeness:
    """Of a card; ``family``: whether any of theirs is known (that stands with the relations)."""
    wanted = _ORGANISATION if contact.kind != "individual" else _PERSON
    missing = [
        (weight, key, sentence)
        for key, (weight, sentence, known) in wanted.items()
        if not (known(contact) or (key == "family" and family))
    ]
    lacking = sum(weight for weight, _, _ in missing)
    whole = sum(weight for weight, _, _ in wanted.values())
    return Completeness(round(100 * (whole - lacking) / whole),
                        tuple((key, sentence) for _, key, sentence in missing[:_MOST]))  # fmt: skip
