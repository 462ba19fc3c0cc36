"""The kinds of interaction (T1) and their labels. People may use kinds of their own: any other short word.

Nothing but labels hangs on a kind here; the words people type for one live in the vocabulary of their
language (``vocabulary_en``).
"""

from __future__ import annotations

from notebook.sentences import Sentence, say

NOTE = "note"
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
    trimmed = " ".join(kind.split())
    folded = trimmed.casefold().replace("e-mail", "email")
    return folded if folded in KINDS else trimmed or NOTE


def logged(kind: str) -> Sentence:
    """What logging an entry of this kind is called in the undo menu."""
    match kind:
        case "call":
            return say("Log a call")
        case "meeting":
            return say("Log a meeting")
        case "visit":
            return say("Log a visit")
        case "email":
            return say("Log an e-mail")
        case "message":
            return say("Log a message")
        case "letter":
            return say("Log a letter")
        case "social":
            return say("Log a contact on social media")
        case "note":
            return say("Write a note")
        case "introduction":
            return say("Log an introduction")
        case "purchase":
            return say("Log a purchase")
    return say("Log: {kind}", kind=kind)
