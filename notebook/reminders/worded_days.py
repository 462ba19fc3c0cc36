"""The day that the words of a reminder name: ``call about the cake on friday``.

What is left of the words without it, or what of them looks like a day and cannot be read as one.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from notebook.clock import Clock
from notebook.sentences import Sentence, say
from notebook.timeline.typed import due_doubt, split_due

_GO_ON = frozenset({"about", "after", "before", "each", "every", "for", "from", "of", "since", "the"})


@dataclass(frozen=True, slots=True)
class WordedDay:
    """``day``: None when no day is named. ``doubt``: what is to be said about words that cannot be read as a day."""

    text: str
    day: date | None = None
    doubt: Sentence | None = None


def worded_day(text: str, clock: Clock) -> WordedDay:
    """What the words of a reminder say.

    What goes on behind ``every`` or ``of`` is no day to be reminded on, and one that is past is said to be.
    """
    doubt = due_doubt(text, clock)
    if doubt is not None:
        return WordedDay(text, doubt=doubt.said)
    rest, day = split_due(text, clock)
    if day is None or not rest or rest.split()[-1].casefold() in _GO_ON:
        return WordedDay(text)
    if day < clock.today():
        return WordedDay(text, doubt=say("{day} is past: say a day from today on.", day=day))
    return WordedDay(rest, day)
