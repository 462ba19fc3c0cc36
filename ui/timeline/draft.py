"""What the line in the composer means, corrections included; pure data, no widgets.

The grammar (`notebook.timeline.phrases`) reads the line; `Corrections` hold what the person chose on the
chips (which Ann, a new person, another moment, whose promise); `understand` puts both together. The contact
that is shown is implied when the line names nobody.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

from notebook import Chip, Doubt, Named, Phrase, PromiseDraft, Sentence, tells


@dataclass(frozen=True, slots=True)
class Who:
    """One name of the line. Clear when ``id`` is set or the person is to be added (``new``)."""

    text: str
    id: bytes | None
    name: str
    choices: tuple[Named, ...] = ()
    new: bool = False

    @property
    def clear(self) -> bool:
        """Whether it is known whom it means."""
        return self.id is not None or self.new


@dataclass(slots=True)
class Corrections:
    """What was chosen on the chips, by the words of the line it belongs to; forgotten with the line."""

    people: dict[str, Named] = field(default_factory=dict)
    new: set[str] = field(default_factory=set)
    at: datetime | None = None
    directions: dict[str, str] = field(default_factory=dict)  # promise text -> ours, theirs
    dues: dict[str, date | None] = field(default_factory=dict)  # promise text -> due
    remarks: dict[int, tuple[type, dict[str, Any]]] = field(default_factory=dict)  # place -> what was chosen

    def correct_remark(self, place: int, remark: Any, fields: dict[str, Any]) -> None:
        """These fields of the clause at a place are other than the line says."""
        kind, known = self.remarks.get(place, (type(remark), {}))
        self.remarks[place] = (type(remark), {**(known if kind is type(remark) else {}), **fields})

    def promise(self, said: PromiseDraft) -> PromiseDraft:
        """A promise with what was chosen about it."""
        direction = self.directions.get(said.text, said.direction)
        if said.text in self.dues:
            return replace(said, direction=direction, due=self.dues[said.text], due_from=None)
        return replace(said, direction=direction)

    def remark(self, place: int, said: Any) -> Any:
        """The clause at a place with what was chosen about it."""
        kind, chosen = self.remarks.get(place, (None, {}))
        return replace(said, **chosen) if kind is type(said) else said

    def drop_remark(self, place: int) -> None:
        """The clause at a place is taken out of the line; those behind it move up."""
        moved = {(at if at < place else at - 1): held for at, held in self.remarks.items() if at != place}
        self.remarks.clear()
        self.remarks.update(moved)


@dataclass(frozen=True, slots=True)
class Draft:
    """An entry that is not logged yet."""

    kind: str
    direction: str | None
    who: tuple[Who, ...]
    implied: bool
    at: datetime | None
    minutes: int | None
    body: str
    promises: tuple[PromiseDraft, ...]
    chips: tuple[Chip, ...]
    problems: tuple[Sentence, ...]
    files: tuple[Path, ...] = ()
    remarks: tuple[Any, ...] = ()  # wants, stories, purchases: as the line says them and the chips correct them
    missing: tuple[Sentence, ...] = ()  # markers with nothing behind them
    doubts: tuple[Doubt, ...] = ()  # what could not be read; its words stay

    @property
    def empty(self) -> bool:
        """Whether it would be an entry about nothing: a note without words. A bare call is something."""
        return not tells(self.kind, self.body, self.promises, self.remarks, self.files)

    @property
    def unclear(self) -> Who | None:
        """The first name of which it is not known whom it means."""
        return next((who for who in self.who if not who.clear), None)

    def chip(self, *kinds: str) -> Chip | None:
        """The first part of the line of one of these kinds."""
        return next((chip for chip in self.chips if chip.kind in kinds), None)


def understand(
    phrase: Phrase, corrections: Corrections, kind: str | None, shown: Named | None, files: Sequence[Path] = (),
) -> Draft:
    """The draft of a line; ``kind``, where one was chosen, counts when the line names none, ``shown`` when it names
    nobody.
    """
    who = tuple(_who(person.text, person.matches, corrections) for person in phrase.people)
    implied = not who and shown is not None
    if implied and shown is not None:
        who = (Who(shown[1], shown[0], shown[1]),)
    said = any(chip.kind == "kind" for chip in phrase.chips)
    return Draft(
        kind=phrase.kind if said else kind or phrase.usual,
        direction=phrase.direction,
        who=who,
        implied=implied,
        at=corrections.at or phrase.at,
        minutes=phrase.minutes,
        body=phrase.body,
        promises=tuple(corrections.promise(promise) for promise in phrase.promises),
        chips=phrase.chips,
        problems=phrase.problems,
        files=tuple(files),
        remarks=tuple(corrections.remark(place, remark) for place, remark in enumerate(phrase.remarks)),
        missing=phrase.missing,
        doubts=phrase.doubts,
    )


def _who(text: str, matches: tuple[Named, ...], corrections: Corrections) -> Who:
    chosen = corrections.people.get(text)
    if chosen is not None:
        return Who(text, chosen[0], chosen[1], matches)
    if text in corrections.new:
        return Who(text, None, text, matches, new=True)
    if len(matches) == 1:
        return Who(text, matches[0][0], matches[0][1], matches)
    return Who(text, None, text, matches)


def without(line: str, start: int, end: int) -> tuple[str, int]:
    """The line without a part of it and the comma or space that is left over, and where the cursor goes."""
    before, after = line[:start], line[end:]
    trimmed = before.rstrip()
    rest = after.lstrip()
    if trimmed.endswith((",", ";")):
        trimmed = trimmed[:-1].rstrip()
    elif rest.startswith(","):
        rest = rest[1:].lstrip()
    gap = " " if trimmed and rest and rest[0] not in ",:;." else ""
    return trimmed + gap + rest, len(trimmed)
