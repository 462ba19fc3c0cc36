"""What was written into the words of an entry afterwards: clauses that did not stand there before.

What stood there is not read again: its records are there, or were never meant to be. So a clause counts that is new as
a whole; one that is moved, or worded a little otherwise, is none. A promise that was added goes out of the words, as it
does where an entry is logged; all the rest of the text stays as it was typed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterator
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from functools import cached_property
from typing import TypeVar

from notebook.clock import Clock
from notebook.sentences import Sentence
from notebook.timeline import clauses
from notebook.timeline.records import Chip, Doubt, PromiseDraft
from notebook.timeline.remarks import Remark
from notebook.timeline.vocabulary import Vocabulary
from notebook.timeline.vocabulary_en import ENGLISH
from notebook.timeline.when import Reader

_ALIKE = 0.6  # from here on a clause is another wording of the one that stood there
_COMPARED = 300  # letters of a clause that are compared
_BEFORE, _BEHIND = " \t;,:–—-*•", " \t;,"  # what parts a clause from what stands around it
_AROUND = " .,!?"  # of the words of a clause
_Key = TypeVar("_Key", bound=Hashable)
_Clause = tuple[Chip, PromiseDraft | Remark]


@dataclass(frozen=True, slots=True)
class Added:
    """What is new in a text. ``text``: all of it, without the promises that are new.

    ``promised`` and ``said`` are where the ``promises`` and ``remarks`` stand in what was typed, one for each;
    ``reworded``: clauses that stood there in other words; ``missing``: what to write where a new marker stands alone;
    ``doubts``: what could not be read.
    """

    text: str
    promises: tuple[PromiseDraft, ...] = ()
    promised: tuple[Chip, ...] = ()
    remarks: tuple[Remark, ...] = ()
    said: tuple[Chip, ...] = ()
    reworded: tuple[Chip, ...] = ()
    missing: tuple[Sentence, ...] = ()
    doubts: tuple[Doubt, ...] = ()


class Additions:
    """Reads what is added to one text, as often as it changes."""

    def __init__(self, before: str, clock: Clock, words: Vocabulary = ENGLISH) -> None:
        self._before, self._reader = before, Reader(clock, words)

    @cached_property
    def _known(self) -> clauses.Clauses:
        return self._read(self._before)

    def read(self, text: str) -> Added:
        """What stands in the text and not in the one before."""
        if text == self._before:
            return Added(text)
        now = self._read(text)
        new, reworded = self._parted(list(_each(now)), text)
        promises = [(chip, one) for chip, one in new if isinstance(one, PromiseDraft)]
        remarks = [(chip, one) for chip, one in new if not isinstance(one, PromiseDraft)]
        old = [chip for chip, _ in _each(now) if all(chip is not other for other, _ in new)]
        lacking = Counter(str(one) for one in self._known.missing)
        doubted = Counter(_doubted(one) for one in self._known.doubts)
        return Added(
            text=cut(text, *(chip for chip, _ in promises)),
            promises=tuple(one for _, one in promises), promised=tuple(chip for chip, _ in promises),
            remarks=tuple(one for _, one in remarks), said=tuple(chip for chip, _ in remarks),
            reworded=tuple(reworded),
            missing=tuple(one for one in now.missing if not _taken(lacking, str(one))),
            doubts=tuple(one for one in now.doubts if not any(chip.start <= one.start < chip.end for chip in old)
                         and not _taken(doubted, _doubted(one))),
        )  # fmt: skip

    def _read(self, text: str) -> clauses.Clauses:
        if ":" not in text:
            return clauses.Clauses(text, (), ())
        found = clauses.split(text, 0, self._reader)
        doubts = (*clauses.inside(text, self._reader.words), *found.doubts)
        return replace(found, doubts=tuple(sorted(doubts, key=lambda one: one.start)))

    def _parted(self, now: list[_Clause], text: str) -> tuple[list[_Clause], list[Chip]]:
        """The clauses that are new, and where those stand that were there in other words; their order is no matter."""
        before = [_worded(chip, self._before) for chip, _ in _each(self._known)]
        same = Counter(before)
        fresh = [one for one in now if not _taken(same, _worded(one[0], text))]
        left = list(same.elements())  # those that are gone, or worded otherwise
        new, reworded = [], []
        for one in fresh:
            was = next((other for other in left if _alike(other, _worded(one[0], text))), None)
            if was is None:
                new.append(one)
            else:
                left.remove(was)
                reworded.append(one[0])
        return new, reworded


def _each(found: clauses.Clauses) -> Iterator[_Clause]:
    """The clauses of a text, each with where it stands."""
    promises, remarks = iter(found.promises), iter(found.remarks)
    for chip in found.chips:
        if chip.kind != "due":
            yield chip, next(promises) if chip.kind == "promise" else next(remarks)


def _worded(chip: Chip, text: str) -> tuple[str, str]:
    """The kind of a clause and its words, without the one that begins it."""
    said = text[chip.start : chip.end].partition(":")[2]
    return chip.kind, " ".join(said.split()).casefold().strip(_AROUND)


def _alike(one: tuple[str, str], other: tuple[str, str]) -> bool:
    """Whether two clauses are one of which words were corrected, or more was written to it."""
    (kind, before), (other_kind, now) = one, other
    if kind != other_kind:
        return False
    short = min(len(before), len(now), _COMPARED)
    return any(SequenceMatcher(None, before[:end], now[:end], autojunk=False).ratio() >= _ALIKE
               for end in (short, _COMPARED))  # fmt: skip


def _doubted(doubt: Doubt) -> tuple[str, str]:
    return doubt.kind, doubt.text.casefold()


def _taken(held: Counter[_Key], key: _Key) -> bool:
    """Whether it is among them; then it is one less."""
    if not held[key]:
        return False
    held[key] -= 1
    return True


def cut(text: str, *parts: Chip | Doubt) -> str:
    """The text without some clauses of it (in their order), and without what parted them from the rest."""
    for part in reversed(parts):
        before, after = text[: part.start].rstrip(_BEFORE), text[part.end :].lstrip(_BEHIND)
        if not after or after.startswith("\n"):
            text = before.rstrip("\n") + after if before.endswith("\n") else before + after
        elif not before or before.endswith("\n"):
            text = before + after
        else:
            text = before + (" " if before.endswith((".", "!", "?", "…")) else "; ") + after
    return text
