"""A relation typed in one line: ``daughter Mia, 9, plays the cello``, ``boss Bo Dahl``, ``choir: Cy, since 2019``.

What they are comes first, then who, then what else is known, between commas. A word that is no kind of ours needs a
colon behind it. Pure: nothing is looked up, so the window can say while it is typed how a line is understood.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from notebook.contacts.dates import PartialDate
from notebook.errors import Refused
from notebook.network import kinds

_LONGEST = max(len(word.split()) for word in kinds.words())
_AGE = re.compile(r"(?:aged? )?(\d{1,3})(?: years?)?(?: old)?", re.IGNORECASE)
_DATED = re.compile(r"(born|since|until)[: ] ?(.+)", re.IGNORECASE)
_STRENGTH = re.compile(r"strength[: ] ?([1-3])", re.IGNORECASE)
_SCHOOL = re.compile(r"school: ?(.+)|(.+ (?:school|kindergarten|nursery|college|university))", re.IGNORECASE)
_OLDEST = 120


@dataclass(frozen=True, slots=True)
class RelationPhrase:
    """What a line says. ``kind`` is empty where the line does not begin with one; ``note``: what fits nowhere else."""

    kind: str
    name: str
    born: str = ""
    school: str = ""
    since: str = ""
    until: str = ""
    strength: int | None = None
    note: str = ""

    @property
    def family(self) -> bool:
        """Whether somebody of that kind is family."""
        return kinds.typed(self.kind)[0] in kinds.FAMILY


def parse(line: str, today: date) -> RelationPhrase:
    """The relation in a line; never refuses, what it cannot place is in the name or in the note."""
    kind, rest = _kind(" ".join(line.split()))
    name, *pieces = (piece.strip() for piece in rest.split(","))
    said: dict[str, str] = {}
    strength: int | None = None
    notes = []
    for piece in filter(None, pieces):
        dated, age, strong, school = (form.fullmatch(piece) for form in (_DATED, _AGE, _STRENGTH, _SCHOOL))
        if dated and (day := _day(dated[2])):
            said[dated[1].casefold()] = day
        elif age and int(age[1]) <= _OLDEST:
            said["born"] = f"{today.year - int(age[1]):04d}"
        elif strong:
            strength = int(strong[1])
        elif school:
            said["school"] = school[1] or school[2]
        else:
            notes.append(piece)
    return RelationPhrase(kind, name, strength=strength, note=", ".join(notes), **said)


def _kind(line: str) -> tuple[str, str]:
    """What they are and the rest of the line; the longest kind that it begins with."""
    head, colon, tail = line.partition(":")
    if colon and "," not in head:
        return head.strip(), tail.strip()
    parts = line.split(" ")
    known = {word.casefold() for word in kinds.words()}
    for length in range(min(_LONGEST, len(parts)), 0, -1):
        word = " ".join(parts[:length])
        if word.casefold() in known:
            return word, " ".join(parts[length:])
    return "", line


def _day(text: str) -> str:
    try:
        return str(PartialDate.parse(text))
    except Refused:
        return ""
