"""The kinds of interaction (T1) and their labels. People may use kinds of their own: any other short word.

Nothing but labels hangs on a kind here; the words people type for one live in the vocabulary of their
language (``vocabulary_en``).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from notebook.sentences import Sentence, say

NOTE = "note"
USUAL = "call"
"""The kind of a line that names none."""
PURCHASE = "purchase"
OFFER = "offer"
"""An offer that went out; the offer desk logs it, nobody types it."""
NO_TALK: tuple[str, ...] = ("note", "purchase", "introduction", OFFER)
"""Kinds of entries that are no talk with anybody; every other one is."""
REACHING: tuple[str, ...] = ("call", "visit", "email", "message", "letter", "social")
"""Kinds in which one side turns to the other: ours, unless it was noted that it came from them."""
KINDS: tuple[str, ...] = (
    "call",
    "meeting",
    "visit",
    "email",
    "message",
    "letter",
    "social",
    "note",
    "introduction",
    "purchase",
)
"""The kinds that a person logs."""
FILTERED: tuple[str, ...] = (*KINDS, OFFER)
"""The kinds that a timeline can be narrowed to."""


def label(kind: str) -> Sentence:
    """The name of a kind as a person reads it; a kind of their own stands as they wrote it."""
    match kind:
        case "call":
            return say("Call")
        case "meeting":
            return say("Meeting")
        case "visit":
            return say("Visit")
        case "email":
            return say("E-mail")
        case "message":
            return say("Message")
        case "letter":
            return say("Letter")
        case "social":
            return say("Social media")
        case "note":
            return say("Note")
        case "introduction":
            return say("Introduction")
        case "purchase":
            return say("Purchase")
        case "offer":
            return say("Offer")
    return say("{kind}", kind=kind)


def reached(kind: str, direction: str | None) -> str | None:
    """Who turned to whom: out (we did), in (they did), None for neither.

    Whoever logs a call or a letter and says no more made the call, or wrote the letter.
    """
    return direction or ("out" if kind in REACHING else None)


def normal(kind: str) -> str:
    """The stored form of a kind: one of `FILTERED` whatever its case, an own kind trimmed; empty is a note."""
    trimmed = " ".join(kind.split()).encode("utf-8", "replace").decode()  # no half characters
    folded = trimmed.casefold().replace("e-mail", "email")
    return folded if folded in FILTERED else trimmed or NOTE


# What logging is called in the undo menu, and what is said when it was done.
_LOGGED: Mapping[str, tuple[str, str]] = {
    "call": ("Log a call with {whom}", "Logged a call with {whom}"),
    "meeting": ("Log a meeting with {whom}", "Logged a meeting with {whom}"),
    "visit": ("Log a visit with {whom}", "Logged a visit with {whom}"),
    "email": ("Log an e-mail with {whom}", "Logged an e-mail with {whom}"),
    "message": ("Log a message with {whom}", "Logged a message with {whom}"),
    "letter": ("Log a letter with {whom}", "Logged a letter with {whom}"),
    "social": ("Log a contact on social media with {whom}", "Logged a contact on social media with {whom}"),
    "note": ("Write a note about {whom}", "Wrote a note about {whom}"),
    "introduction": ("Log an introduction with {whom}", "Logged an introduction with {whom}"),
    "purchase": ("Log a purchase by {whom}", "Logged a purchase by {whom}"),
    "offer": ("Log an offer to {whom}", "Logged an offer to {whom}"),
}
_OWN = ("Log: {kind}, with {whom}", "Logged: {kind}, with {whom}")  # a kind of their own


def log_title(kind: str, names: Sequence[str]) -> Sentence:
    """What logging an entry with these people is called in the undo menu: ``Log a call with Ann and 2 others``."""
    return _told(0, kind, names)


def logged(kind: str, names: Sequence[str]) -> Sentence:
    """What is said when it was done: ``Logged a call with Ann and 2 others``."""
    return _told(1, kind, names)


def _told(which: int, kind: str, names: Sequence[str]) -> Sentence:
    known = _LOGGED.get(normal(kind))
    if known is not None:
        return say(known[which], whom=_whom(names))
    return say(_OWN[which], kind=normal(kind), whom=_whom(names))


def _whom(names: Sequence[str]) -> str | Sentence:
    if len(names) == 2:
        return say("{first} and {second}", first=names[0], second=names[1])
    if len(names) > 2:
        return say("{first} and {more} others", first=names[0], more=len(names) - 1)
    return names[0]
