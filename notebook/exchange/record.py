"""What a reader of any format hands on: one record of the file, as a card, with what could not be taken."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypeAlias

from notebook.sentences import Sentence

Card: TypeAlias = dict[str, Any]
"""A JSContact Card (RFC 9553) as plain JSON data."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Something of the file that was not taken. ``line`` counts from 1; None: the record as a whole."""

    line: int | None
    sentence: Sentence


@dataclass(frozen=True, slots=True)
class Record:
    """One record of a file: ``number`` counts records from 1 in file order, ``line`` is its first line.

    ``card`` is None where nothing could be taken. ``digest`` is the SHA-256 of the record's own bytes with
    line ends as LF: the identity of a card that has no UID.
    """

    number: int
    line: int
    card: Card | None
    digest: bytes
    problems: tuple[Problem, ...] = ()
