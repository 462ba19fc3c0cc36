"""The names of changes made in the timeline pane, as the undo menu shows them."""

from __future__ import annotations

from notebook.sentences import Sentence, say
from notebook.timeline.kinds import label


def log_title(kind: str, names: list[str]) -> Sentence:
    """``Log a call with Ann and 2 others``."""
    whom: str | Sentence = names[0] if names else ""
    if len(names) == 2:
        whom = say("{first} and {second}", first=names[0], second=names[1])
    elif len(names) > 2:
        whom = say("{first} and {more} others", first=names[0], more=len(names) - 1)
    match kind:
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
        case "note":
            return say("Log a note about {whom}", whom=whom)
        case "introduction":
            return say("Log an introduction with {whom}", whom=whom)
        case "purchase":
            return say("Log a purchase by {whom}", whom=whom)
    return say("Log {kind} with {whom}", kind=label(kind), whom=whom)
