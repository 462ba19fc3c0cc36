"""What can be written into the one line, as data: each piece, what it means, an example that is understood.

The window shows it as one page and completes words from it, the command line could print it; tests read every
example with the grammar, so that the page never promises more than is understood. English, as the vocabulary is.
"""

from __future__ import annotations

from dataclasses import dataclass

from notebook.sentences import Sentence, say
from notebook.timeline.clauses import markers
from notebook.timeline.remarks import chip_of
from notebook.timeline.vocabulary import Vocabulary
from notebook.timeline.vocabulary_en import ENGLISH


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of the line. ``word``: what it begins with (empty: anything); ``kind``: of the chip that it becomes."""

    word: str
    kind: str
    means: Sentence
    example: str


HEAD: tuple[Piece, ...] = (
    Piece("", "person", say("Who it was with, and the kind: call, meeting, visit, e-mail, message, letter, note"),
          "call Ann, Bo: they want a second shop"),
    Piece("", "when", say("When: a day, a time, an hour ago; without it, now"), "visit Ann yesterday 14:00: saw it"),
    Piece("", "duration", say("How long it took"), "call Ann 18 min: long talk about winter"),
    Piece("", "direction", say("Who called whom"), "incoming call Ann: asked for the list"),
)
CLAUSES: tuple[Piece, ...] = (
    Piece("promise", "promise", say("What we promise, and by when"), "promise: send the list by Friday"),
    Piece("theirs", "promise", say("What they promise us"), "theirs: two names in 2 weeks"),
    Piece("want", "want", say("What they want: how soon, ! for strongly, ? for perhaps, the product in brackets"),
          "want: a second shop within 3 months!"),
    Piece("story", "story", say("What they tell about a product, in their words"),
          "story: it fell on my foot and held (Workshop stand)"),
    Piece("bought", "purchase", say("What they bought: how many, what, the price of all with its currency, the day"),
          "bought: 4 x Workshop stand 1120 EUR"),
    Piece("gave", "gave", say("What we gave: an introduction, advice, a referral, feedback, time"),
          "gave: an introduction to Bo"),
    Piece("asked", "asked", say("What we asked of them"), "asked: feedback on the cargo rack"),
    Piece("they gave", "gave", say("What they gave us"), "they gave: advice on tyres"),
    Piece("they asked", "asked", say("What they asked of us"), "they asked: an introduction to Bo"),
    Piece("learned", "learned", say("What we learned about them"), "learned: she likes numbers more than letters"),
    Piece("next time", "next", say("What to bring up next time; it waits in the brief"),
          "next time: ask how the school play went"),
)  # fmt: skip
WITHIN: tuple[str, ...] = ("now", "this season", "within 3 months", "this year", "within a year", "some day")
BY: tuple[str, ...] = ("by tomorrow", "by Friday", "in a week", "in 2 weeks", "by the end of the month", "when asked")
FAVOURS: tuple[str, ...] = ("introduction", "advice", "referral", "feedback", "time", "order")


def clause_at(text: str, words: Vocabulary = ENGLISH) -> tuple[str, str] | None:
    """The clause that the end of a text stands in: the kind of its chip, and what was written of it so far.

    None where it is still the head, or prose.
    """
    found: tuple[int, str, str] | None = None
    for start in (0, *(place + 1 for place, sign in enumerate(text) if sign == ":")):  # one of them ends the head
        for marker, end in markers(text[start:], words):
            if found is None or start + end > found[0]:
                found = (start + end, marker, text[start + end :])
    if found is None or any(sign in found[2] for sign in ";\n"):
        return None
    return kind_of(found[1], words), found[2]


def kind_of(marker: str, words: Vocabulary = ENGLISH) -> str:
    """The kind of chip that a clause with this marker becomes."""
    remark = words.remarks.get(" ".join(marker.lower().split()))
    return chip_of(remark) if remark else "promise"
