"""How one cell of a record stands on a contact's card, and whom and what a card names instead of pointing at it.

Products, colleagues and groups travel by name and are made where nobody has that name; contacts by their UID;
records of the same card by the key they have there.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from notebook.changes.ids import Id, derived_id
from notebook.contacts.cells import whole
from notebook.contacts.dates import PartialDate
from notebook.contacts.update import Ops
from notebook.errors import Refused
from notebook.sentences import say
from notebook.storage.database import Database
from notebook.storage.folding import fold
from notebook.timeline.ledger import Names, decimal_text, words

if TYPE_CHECKING:
    from notebook.changes.draft import Draft

Card = dict[str, Any]
Entry = dict[str, Any]
Cell = str | int | bytes | None


Find = Callable[[Sequence[str]], Mapping[str, Id]]
"""The contacts, of the notebook and of the import, that are known by some UIDs."""


class Known:
    """Products, colleagues and groups by name, both ways; those that an import names and nobody knows are made with it.

    ``find``: which contacts are known by some UIDs; ``names``: what contacts are called.
    """

    def __init__(self, db: Database, workspace: Id, contacts: Names, find: Find) -> None:
        self._workspace = workspace
        self.find, self.names = find, contacts.names
        self._names: dict[str, dict[Id, str]] = {}
        self._ids: dict[str, dict[str, Id]] = {}
        self._taken: dict[str, set[Id]] = {}
        self._missing: dict[tuple[str, Id], str] = {}
        for table in ("product", "colleague", "circle"):
            rows = db.rows(f"SELECT id, name, sy_live FROM {table} WHERE name IS NOT NULL ORDER BY sy_live, id DESC")
            self._names[table] = {row: name for row, name, _ in rows}
            # The living and the oldest last: they stay. A group that was deleted is none to be in.
            self._ids[table] = {fold(name): row for row, name, live in rows if live or table != "circle"}
            self._taken[table] = {row for row, _, live in rows if live or table != "circle"}

    def name(self, table: str, row: Id) -> str | None:
        """What a product, a colleague or a group is called, also one that was deleted."""
        return self._names[table].get(row)

    def id(self, table: str, name: str) -> Id:
        """Who or what is called so; noted to be made when there is none."""
        folded = fold(name)
        found = self._ids[table].get(folded)
        if found is None:
            found = derived_id(self._workspace, f"{table}:{folded}")
            if table == "circle" and found in self._taken[table]:  # it was renamed since, and is the same group
                return self._ids[table].setdefault(folded, found)
            if found in self._taken[table]:
                found = derived_id(self._workspace, f"{table}:{folded}\0again")
            self._ids[table][folded] = found
            self._names[table][found] = name
            self._missing[table, found] = name
        return found

    def make(self, draft: Draft, ops: Ops) -> None:
        """Write the missing ones that these writes name."""
        named = {value for _, _, _, values in ops.found for value in values.values() if isinstance(value, bytes)}
        for table, row in [key for key in self._missing if key[1] in named]:
            more = {"state": "current"} if table == "product" else {}
            draft.insert(table, row, {"name": self._missing.pop((table, row)), **more})


# How one member is said


class Form(ABC):
    """How one cell stands on a card."""

    def say(self, cell: Any, known: Known) -> Any:
        """The JSON of a cell that is filled; None to leave it out."""
        return cell

    @abstractmethod
    def take(self, said: Any, known: Known) -> Cell:
        """The cell of a JSON value. Raises `Refused`."""


class Text(Form):
    """Any text."""

    def take(self, said: Any, known: Known) -> Cell:
        if not isinstance(said, str):
            raise Refused(say("text was expected"))
        return words(whole(said))


@dataclass(frozen=True)
class Choice(Form):
    """One of some words; others are refused."""

    among: Sequence[str]

    def take(self, said: Any, known: Known) -> Cell:
        if said not in self.among:
            raise Refused(say("one of {known} was expected", known=", ".join(self.among)))
        return str(said)


@dataclass(frozen=True)
class Number(Form):
    """A whole number between two others."""

    least: int
    most: int

    def take(self, said: Any, known: Known) -> Cell:
        if type(said) is not int or not self.least <= said <= self.most:
            raise Refused(say("a number from {least} to {most} was expected", least=self.least, most=self.most))
        return said


class Day(Form):
    """A whole date."""

    def take(self, said: Any, known: Known) -> Cell:
        when = PartialDate.parse(said) if isinstance(said, str) else None
        if when is None or when.year is None or when.month is None or when.day is None:
            raise Refused(say("a date like 2026-03-04 was expected"))
        return str(when)


class Partial(Form):
    """A date of which parts may be missing."""

    def take(self, said: Any, known: Known) -> Cell:
        if not isinstance(said, str):
            raise Refused(say("a date like 2026-03-04 was expected"))
        return str(PartialDate.parse(said))


class Amount(Form):
    """An exact decimal number, as text."""

    def take(self, said: Any, known: Known) -> Cell:
        if not isinstance(said, str):
            raise Refused(say("a number like 1120.00 in quotes was expected"))
        return decimal_text(said, say("Number"))


@dataclass(frozen=True)
class Called(Form):
    """A product, a colleague or a group, by name."""

    table: str

    def say(self, cell: Any, known: Known) -> Any:
        return known.name(self.table, cell)

    def take(self, said: Any, known: Known) -> Cell:
        name = words(whole(said)) if isinstance(said, str) else None
        if name is None:
            raise Refused(say("a name was expected"))
        return known.id(self.table, name)


class Whom(Form):
    """Another contact, by UID; which one that is, is found out later."""

    def take(self, said: Any, known: Known) -> Cell:
        return Text().take(said, known)


class Beside(Form):
    """Another record of the same contact, by the key it has on the card.

    ``properties``: of which kinds it may be (none: of the same kind); ``needed``: without it, it is no record.
    """

    def __init__(self, *properties: str, needed: bool = False) -> None:
        self.properties = properties
        self.needed = needed

    def take(self, said: Any, known: Known) -> Cell:
        return Text().take(said, known)
