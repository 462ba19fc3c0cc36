"""Who may be there twice: the same name, and the same e-mail address or telephone number.

Only told, never acted on: cards without a UID, or with different ones, are never taken for one another (sync.md 2).
A name is the same whatever its case, accents, titles and order (``Müller, Jürgen``); of a telephone number the end
counts, because the same number is written with and without its country.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from notebook.changes.ids import Id
from notebook.contacts.names import untitled
from notebook.sentences import Sentence, say
from notebook.storage.database import Database
from notebook.storage.folding import fold, sort_key
from notebook.storage.parts import chunks
from notebook.storage.search import phone_digits

_END = 8  # digits of a telephone number, behind its country and area
_FEWEST = 6  # digits below which it is an extension
_TITLE = "dr. "  # the one that many have on one card and not on another
Place = Id | tuple[str, int]
"""A contact of the notebook, or a record of a file: the file and the record's number."""


class Signs:
    """What somebody is told by: the name, and with it each e-mail address and telephone number."""

    __slots__ = ("keys", "name")

    def __init__(self, name: str, emails: Iterable[str] = (), phones: Iterable[str] = ()) -> None:
        self.name = _name(name)
        signs = [("email", fold(text)) for text in emails] + [("phone", _phone(text)) for text in phones]
        self.keys = [(kind, hash((self.name, sign))) for kind, sign in signs if sign] if self.name else []


@dataclass(frozen=True, slots=True)
class Like:
    """Who it may be, and whether the e-mail address, the telephone number or both are the same."""

    place: Place
    email: bool
    phone: bool

    @property
    def same(self) -> Sentence:
        """What is the same, in words."""
        if self.email and self.phone:
            return say("same name, e-mail and telephone")
        return say("same name and e-mail") if self.email else say("same name and telephone")


def perhaps(like: Like, name: str) -> Sentence:
    """That somebody is perhaps the one who is called ``name`` in the notebook."""
    return say("perhaps the {name} you have: {same}", name=name, same=like.same)


class Alike:
    """Who is told by which signs, asked in portions: each name is looked up in the notebook once.

    Sixty-four bits of each pair of name and address are kept, so that 100,000 people need a few megabytes.
    """

    def __init__(self, db: Database) -> None:
        self._db = db
        self._asked: set[int] = set()
        self._at: dict[int, Place] = {}
        self._empty = not db.rows("SELECT 1 FROM contact WHERE sy_live = 1 LIMIT 1")

    def read(self, people: Iterable[Signs], besides: Id | None = None) -> None:
        """Take in who in the notebook has these names; ``besides``: somebody who does not count."""
        if self._empty:
            return
        keys: set[str] = set()
        for one in people:
            if one.keys and (number := hash(one.name)) not in self._asked:
                self._asked.add(number)
                keys |= _spellings(one.name)
        named: dict[Id, str] = {}
        for marks, part in chunks(keys):
            named.update((row, _name(key)) for row, key in self._db.rows(
                "SELECT id, x_sort FROM contact WHERE sy_live = 1 AND kind IN ('individual', 'org')"
                f" AND x_sort IN ({marks})", part) if row != besides)  # fmt: skip
        for marks, some in chunks(named):
            for row, kind, value in self._db.rows(
                f"SELECT contact, kind, value FROM detail WHERE contact IN ({marks}) AND +sy_live = 1"
                " AND kind IN ('email', 'phone') AND value IS NOT NULL", some,
            ):  # fmt: skip
                sign = fold(value) if kind == "email" else _phone(value)
                if sign:
                    self._at.setdefault(hash((named[row], sign)), row)

    def find(self, one: Signs) -> Like | None:
        """Who of those known so far has the same name and one of the addresses; None: nobody."""
        first: Place | None = None
        kinds = set()
        for kind, key in one.keys:
            place = self._at.get(key)
            if place is not None and first in (None, place):
                first = place
                kinds.add(kind)
        return None if first is None else Like(first, "email" in kinds, "phone" in kinds)

    def add(self, one: Signs, place: Place) -> None:
        """Somebody more; whoever was there before stays the one to be told."""
        for _, key in one.keys:
            self._at.setdefault(key, place)


def _name(name: str) -> str:
    folded = fold(name.removeprefix("\uffff"))  # as a sort key begins that has no letter in front
    bare = untitled(folded)
    return bare if bare == folded else fold(bare)


def _spellings(name: str) -> set[str]:
    """The sort keys under which somebody of that name may stand in the list."""
    first, _, last = name.rpartition(" ")
    return {sort_key(name), _TITLE + name, f"{last}, {first}"}


def _phone(text: str) -> str:
    number = phone_digits(text.removeprefix("tel:"))[-_END:]
    return number if len(number) >= _FEWEST else ""
