"""The kinds of interaction (T1) and their labels. People may use kinds of their own: any other short word.

Nothing but labels hangs on a kind here; the words people type for one live in the vocabulary of their
language (``vocabulary_en``).
"""

from __future__ import annotations

from collections.abc import Sequence

from notebook.sentences import Sentence, say

NOTE = "note"
PURCHASE = "purchase"
NO_TALK: tuple[str, ...] = ("note", "purchase", "introduction")
"""Kinds of entries that are no talk with anybody; every other one is."""
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
    return say("{kind}", kind=kind)


def normal(kind: str) -> str:
    """The stored form of a kind: one of `KINDS` whatever its case, an own kind trimmed; empty is a note."""
    trimmed = " ".join(kind.split()).encode("utf-8", "replace").decode()  # no half characters
    folded = trimmed.casefold().replace("e-mail", "email")
    return folded if folded in KINDS else trimmed or NOTE


def log_title(kind: str, names: Sequence[str]) -> Sentence:
    """What logging an entry with these people is called in the undo menu: ``Log a call with Ann and 2 others``."""
    whom = _whom(names)
    match normal(kind):
        case "call":
            return say("Log a call with {whom}", whom=whom)
        case "meeting":
            return say("Log a meeting with {whom}", whom=whom)
        case "visit":
            return say("Log a visit with {whom}", whom=whom)
        case "email":
            return say("Log an e-mail with {whom}", whom=whom)
        case "message":
            return say("Log a message with {whom}", whom=whom)
        case "letter":
            return say("Log a letter with {whom}", whom=whom)
        case "social":
            return say("Log a contact on social media with {whom}", whom=whom)
        case "note":
            return say("Write a note about {whom}", whom=whom)
        case "introduction":
            return say("Log an introduction with {whom}", whom=whom)
        case "purchase":
            return say("Log a purchase by {whom}", whom=whom)
    return say("Log: {kind}, with {whom}", kind=normal(kind), whom=whom)


def logged(kind: str, names: Sequence[str]) -> Sentence:
    """What is said when it was done: ``Logged a call with Ann and 2 others``."""
    whom = _whom(names)
    match normal(kind):
        case "call":
            return say("Logged a call with {whom}", whom=whom)
        case "meeting":
            return say("Logged a meeting with {whom}", whom=whom)
        case "visit":
            return say("Logged a visit with {whom}", whom=whom)
        case "email":
            return say("Logged an e-mail with {whom}", whom=whom)
        case "message":
            return say("Logged a message with {whom}", whom=whom)
        case "letter":
            return say("Logged a letter with {whom}", whom=whom)
        case "social":
            return say("Logged a contact on social media with {whom}", whom=whom)
        case "note":
            return say("Wrote a note about {whom}", whom=whom)
        case "introduction":
            return say("Logged an introduction with {whom}", whom=whom)
        case "purchase":
            return say("Logged a purchase by {whom}", whom=whom)
    return say("Logged: {kind}, with {whom}", kind=normal(kind), whom=whom)


def _whom(names: Sequence[str]) -> str | Sentence:
    if len(names) == 2:
        return say("{first} and {second}", first=names[0], second=names[1])
    if len(names) > 2:
        return say("{first} and {more} others", first=names[0], more=len(names) - 1)
    return names[0]
