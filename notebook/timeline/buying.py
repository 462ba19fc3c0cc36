"""What a line that is a purchase by its kind tells of one: behind its head, or in words left over of the head.

``bought 3 x stand 1120 EUR`` is one, ``sold stand to Ann: 560 EUR`` too; ``Ann bought a boat`` is kept as words, and
``bought from Ann`` is none of hers. Where none is told, that is said.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from notebook.sentences import say
from notebook.timeline import clauses
from notebook.timeline.bought import PurchaseDraft
from notebook.timeline.records import Chip, Doubt
from notebook.timeline.unmarked import Unmarked, clean
from notebook.timeline.vocabulary import Vocabulary
from notebook.timeline.when import Reader

_SHOWN = 40  # letters of a body of which nothing is understood


def told(
    line: str, start: int, chips: Sequence[Chip], leftover: str, reader: Reader
) -> tuple[Unmarked | None, tuple[PurchaseDraft, ...]]:
    """The purchase that the body begins with, which stands at ``start``; or the one in the words left over of the head.
    """
    if _by_us(chips, reader.words):
        return None, ()
    kind = _kind(chips)
    behind = kind is not None and line[kind.end : start].strip() == ":"
    sure = behind and kind is not None and reader.words.remarks.get(" ".join(kind.text.lower().split())) == "bought"
    seen = max((chip.end for chip in chips), default=0) - start  # a word that leads to somebody nobody knows
    found = clauses.unmarked(line[start:], reader, begin=max(0, seen), before=leftover, sure=sure)
    draft = clean(leftover, reader) if found is None and leftover and leftover in line[:start] else None
    return found, () if draft is None else (draft,)


def untold(line: str, start: int, chips: Sequence[Chip], words: Vocabulary) -> Iterator[Doubt]:
    """That no purchase is kept; what to write."""
    kind = _kind(chips)
    if kind is not None and _by_us(chips, words):
        why = say("What we buy from others is kept as words only: a purchase is what they bought.")
        yield Doubt("unkept", kind.text, kind.start, kind.end, why=why)
        return
    why = say("No purchase is kept, only these words. For one write “bought: 3 x stand 1120 EUR”.")
    if kind is not None:
        yield Doubt("unkept", kind.text, kind.start, kind.end, "bought:" if kind.end == start else "", why)
    elif said := line[start:].strip():
        at = line.index(said, start)
        shown = said if len(said) <= _SHOWN else said[:_SHOWN].rpartition(" ")[0] or said[:_SHOWN]
        yield Doubt("unkept", shown, at, at + len(shown), why=why)


def _kind(chips: Sequence[Chip]) -> Chip | None:
    return next((chip for chip in chips if chip.kind == "kind"), None)


def _by_us(chips: Sequence[Chip], words: Vocabulary) -> bool:
    """Whether the line tells that they sold something: ``bought from Ann``, ``Ann sold``."""
    kind = _kind(chips)
    if kind is None:
        return False
    said = kind.text.lower()
    before = any("person" in chip.kind and chip.end <= kind.start for chip in chips)
    ways = [chip.text.lower() for chip in chips if chip.kind == "direction"]
    return (before and said in words.sellers) or any(f"{said} {way}" in words.sellers for way in ways)
