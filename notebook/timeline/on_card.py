"""What stands on a contact's card beside the address book (RFC 9553 1.8.2: vendor properties ``kithbook.app:...``).

One class per kind of record says what goes out and what comes in: a map from the row's id to one flat object of
texts and numbers. Going out reads many contacts at once. Coming in plans writes by the rule of every import: what
a person typed is never replaced, what a person deleted stays deleted, what is here already is not written twice.
Products and colleagues travel by name and are made where nobody has that name. Entries and attachments stay behind.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar

from notebook.changes.ids import Id, child_id, derived_id, read_id, show_id
from notebook.contacts.cells import whole
from notebook.contacts.dates import PartialDate
from notebook.contacts.update import ImportRule, Ops
from notebook.errors import Refused
from notebook.sentences import Sentence, say
from notebook.storage.database import Database
from notebook.storage.folding import fold
from notebook.timeline.ledger import chunks, decimal_text, words

if TYPE_CHECKING:
    from notebook.changes.draft import Draft

Card = dict[str, Any]
Entry = dict[str, Any]
Cell = str | int | bytes | None


class Known:
    """Products and colleagues by name, both ways; those that an import names and nobody knows are made with it."""

    def __init__(self, db: Database, workspace: Id) -> None:
        self._workspace = workspace
        self._names: dict[str, dict[Id, str]] = {}
        self._ids: dict[str, dict[str, Id]] = {}
        self._taken: dict[str, set[Id]] = {}
        self._missing: dict[tuple[str, Id], str] = {}
        for table in ("product", "colleague"):
            rows = db.rows(f"SELECT id, name FROM {table} WHERE name IS NOT NULL ORDER BY sy_live, id DESC")
            self._names[table] = dict(rows)
            self._ids[table] = {fold(name): row for row, name in rows}  # the living and the oldest last: they stay
            self._taken[table] = {row for row, _ in rows}

    def name(self, table: str, row: Id) -> str | None:
        """What a product or colleague is called, also one that was deleted."""
        return self._names[table].get(row)

    def id(self, table: str, name: str) -> Id:
        """Who or what is called so; noted to be made when there is none."""
        folded = fold(name)
        found = self._ids[table].get(folded)
        if found is None:
            found = derived_id(self._workspace, f"{table}:{folded}")
            if found in self._taken[table]:  # it was renamed since
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
    """A product or a colleague, by name."""

    table: str

    def say(self, cell: Any, known: Known) -> Any:
        return known.name(self.table, cell)

    def take(self, said: Any, known: Known) -> Cell:
        name = words(whole(said)) if isinstance(said, str) else None
        if name is None:
            raise Refused(say("a name was expected"))
        return known.id(self.table, name)


# What comes in


@dataclass(slots=True)
class Incoming:
    """One contact of an import: its card, and what is to be written about it.

    ``fresh``: the import makes it. ``unresolved``: the card speaks of somebody who is not known (yet).
    """

    contact: Id
    card: Card
    fresh: bool
    unresolved: bool = False
    ops: Ops = field(default_factory=Ops)
    refused: list[Sentence] = field(default_factory=list)
    rows: dict[tuple[str, str], Id] = field(default_factory=dict)  # (property, key) -> row


class OnCard(ABC):
    """One kind of record on cards.

    ``property``: the card's; ``line``: of a vCard; ``main``: the member that a vCard line has as its value;
    ``members``: name on the card -> column and form; ``wants``: one of these must be there, else it is no record.
    """

    property: ClassVar[str]
    line: ClassVar[str]
    main: ClassVar[str] = "text"
    table: ClassVar[str]
    what: ClassVar[Sentence]
    members: ClassVar[Mapping[str, tuple[str, Form]]]
    wants: ClassVar[tuple[str, ...]] = ("text",)

    def __init__(self, db: Database, known: Known) -> None:
        self._db = db
        self._known = known
        self._columns = ", ".join(self._sql(column) for column, _ in self.members.values())

    # Out

    def any(self) -> bool:
        """Whether there is anything of the kind at all (a page of cards need not ask then)."""
        return self._db.one(f"SELECT 1 FROM {self.table} WHERE sy_live = 1 LIMIT 1") is not None

    def put(self, card: Card, entries: dict[str, Entry], public: bool = False) -> None:
        """Write records onto the card they are of; ``public``: only what others may see."""
        shown = {key: entry for key, entry in entries.items() if self.permitted(entry)} if public else entries
        if shown:
            card[self.property] = shown

    def permitted(self, entry: Entry) -> bool:
        """Whether a record may leave the house under the contact's name."""
        return False

    def of(self, contacts: Sequence[Id]) -> dict[Id, dict[str, Entry]]:
        """The records of contacts as they stand on cards, by their ids."""
        found: dict[Id, dict[str, Entry]] = {}
        for marks, part in chunks(contacts):
            sql = f"{self._select()} WHERE {self._owner()} IN ({marks}) AND +r.sy_live = 1 ORDER BY r.rowid"
            for row, contact, _live, *cells in self._db.rows(sql, part):
                if entry := self.entry(cells):
                    found.setdefault(contact, {})[self.key(row, entry)] = entry
        return found

    def key(self, row: Id, entry: Entry) -> str:
        """What a record is known by on a card."""
        return show_id(row)

    def entry(self, cells: Iterable[Any]) -> Entry:
        """The object of a row's cells."""
        entry: Entry = {}
        for (name, (_, form)), cell in zip(self.members.items(), cells, strict=True):
            if cell is not None and (said := form.say(cell, self._known)) is not None:
                entry[name] = said
        return entry

    # In

    def plan(self, batch: Sequence[Incoming], rule: ImportRule) -> None:
        """Note what these cards change, and what of them cannot be taken."""
        told = [(one, self._read(one)) for one in batch if self.property in one.card]
        asked = [one.contact for one, entries in told if entries and not one.fresh]
        here = self.of(asked) if asked else {}
        rows = self._rows([row for one, entries in told for row in self._ids_of(one, entries)])
        for one, entries in told:
            twins = list(here.get(one.contact, {}).values())
            for key, (entry, values) in entries.items():
                row, held = self._place(one, key, values, rows)
                if held is not None and held[1]:
                    self._compare(one, row, held[2], entry, values, rule)
                elif held is not None and not one.fresh:
                    continue  # somebody deleted it
                elif not any(entry.items() <= twin.items() for twin in twins):  # else it is known
                    self._insert(one, row, entry, values)
                one.rows[self.property, key] = row

    def _insert(self, one: Incoming, row: Id, entry: Entry, values: dict[str, Cell]) -> None:
        one.ops.add("insert", self.table, row, {"contact": one.contact, **values})

    def _compare(self, one: Incoming, row: Id, cells: Sequence[Any], entry: Entry, values: dict[str, Cell],
                 rule: ImportRule) -> None:  # fmt: skip
        """Only what the card says otherwise is looked into."""
        held = self.entry(cells)
        columns = [self.members[name][0] for name, said in entry.items() if held.get(name) != said]
        if columns:
            shown = dict(zip((column for column, _ in self.members.values()), cells, strict=True))
            rule.decide(one.ops, self.table, row, shown, values, columns)

    def _read(self, one: Incoming) -> dict[str, tuple[Entry, dict[str, Cell]]]:
        """The records of a card: as they are said there, and as cells."""
        said = one.card[self.property]
        found: dict[str, tuple[Entry, dict[str, Cell]]] = {}
        if not isinstance(said, dict):
            one.refused.append(say("{what}: a map of objects was expected; it was left out.", what=self.what))
            return found
        for key, entry in said.items():
            if not isinstance(entry, dict):
                one.refused.append(say("{what} {key}: an object was expected; it was left out.", what=self.what,
                                       key=key))  # fmt: skip
                continue
            taken, values = self._take(one, entry)
            if any(name in taken for name in self.wants):
                found[key] = taken, values
            else:
                one.refused.append(say("{what} {key} says nothing and was left out.", what=self.what, key=key))
        return found

    def _take(self, one: Incoming, entry: Entry) -> tuple[Entry, dict[str, Cell]]:
        taken: Entry = {}
        values: dict[str, Cell] = {}
        for name, said in entry.items():
            if said is None:
                continue
            try:
                column, form = self.members[name]
                cell = form.take(said, self._known)
            except KeyError:
                one.refused.append(say("{what}: {name} is not known here and was left out.", what=self.what, name=name))
            except Refused as error:
                one.refused.append(say("{what}: {name} was left out: {reason}.", what=self.what, name=name,
                                       reason=error.sentence))  # fmt: skip
            else:
                if cell is not None:
                    taken[name] = said
                    values[column] = cell
        return taken, values

    # Which row it is

    def _select(self) -> str:
        return f"SELECT r.id, r.contact, r.sy_live, {self._columns} FROM {self.table} r"

    def _owner(self) -> str:
        return "r.contact"

    def _sql(self, column: str) -> str:
        return f"r.{column}"

    def _ids_of(self, one: Incoming, entries: Mapping[str, tuple[Entry, dict[str, Cell]]]) -> Iterable[Id]:
        for key, (_, values) in entries.items():
            yield self.row_id(one.contact, key, values)
            yield child_id(one.contact, f"{self.property}\0{key}")

    def row_id(self, contact: Id, key: str, values: Mapping[str, Cell]) -> Id:
        """The row that a key names: our own ids as they are."""
        return read_id(key) or child_id(contact, f"{self.property}\0{key}")

    def _rows(self, ids: Sequence[Id]) -> dict[Id, tuple[Id | None, bool, Sequence[Any]]]:
        """Whose these rows are, whether they live, their cells."""
        found: dict[Id, tuple[Id | None, bool, Sequence[Any]]] = {}
        for marks, part in chunks(list(dict.fromkeys(ids))):
            for row, contact, live, *cells in self._db.rows(f"{self._select()} WHERE r.id IN ({marks})", part):
                found[row] = contact, bool(live), cells
        return found

    def _place(
        self, one: Incoming, key: str, values: Mapping[str, Cell], rows: Mapping[Id, tuple[Id | None, bool, Any]]
    ) -> tuple[Id, tuple[Id | None, bool, Any] | None]:
        """The row of a key, and what is there; a key that means somebody else's row gets a row of its own."""
        row = self.row_id(one.contact, key, values)
        held = rows.get(row)
        if held is not None and held[0] != one.contact:
            row = child_id(one.contact, f"{self.property}\0{key}")
            held = rows.get(row)
        return row, held


class TakeawaysOnCard(OnCard):
    """What was learned of somebody, and what waits for next time (T3)."""

    property, line, table = "kithbook.app:takeaways", "X-KITHBOOK-TAKEAWAY", "takeaway"
    what = say("Line of an entry")
    members = {
        "text": ("text", Text()),
        "kind": ("kind", Choice(("learned", "next"))),
        "state": ("state", Choice(("open", "used", "dropped"))),
        "usedOn": ("used_on", Day()),
    }
