"""What stands on a contact's card beside the address book (RFC 9553 1.8.2: vendor properties ``kithbook.app:...``).

One class per kind of record says what goes out and what comes in: a map from the row's id to one flat object of
texts and numbers. Going out reads many contacts at once. Entries and attachments stay behind; what came from one
carries its own words and day.

The rules of coming in, for every kind of record (`contacts.update` has those of the card itself):

1. A key is the same row in every notebook. What is here already is not written twice, what a person deleted stays
   deleted, and what the file leaves out stays.
2. A cell that nobody here wrote (it is empty, came with a file, or stands as every new record does) takes over what
   the file says.
3. What a person wrote here stays. Where the file says something new of it, the report says both: nothing is kept
   beside it where no page would show it.
4. A record that is open, and that nobody here has closed or reopened, takes over how it ended there. A closing made
   here stays, and the report says so; an older file opens nothing again; of two days of the same end the earlier one
   stands, since whoever noted it later knew it no better.
5. What two people noted independently is there once (`_alike`): the same want in the same words while it was open, the
   same story about the same product, the same favour of a day. What only one of them knew is added, and it was noted
   on the earlier of their days.
6. A no counts more than a yes: see `permissions` (lines of one day) and `introductions_on_card`. A no that somebody
   typed here is never lifted by a file without a line in the report.
"""

from __future__ import annotations

from abc import ABC
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar

from notebook.changes.ids import Id, child_id, read_id, show_id
from notebook.contacts.update import ImportRule, Ops
from notebook.errors import Refused
from notebook.sentences import Sentence, say
from notebook.storage.database import Database
from notebook.storage.parts import chunks
from notebook.timeline.card_differences import ended, stays
from notebook.timeline.card_forms import Beside, Card, Cell, Entry, Form, Known

Said = dict[str, tuple[Entry, dict[str, Cell]]]
"""The records of a card by their keys: as they are said there, and as cells."""
Held = tuple[Id | None, bool, Sequence[Any]]
"""What a row is now: whose, whether it lives, its cells."""


@dataclass(slots=True)
class Incoming:
    """One contact of an import: its card, and what is to be written about it.

    ``fresh``: the import makes it. ``unresolved``: the card speaks of somebody who is not known (yet).
    ``rows``: which row a record of the card is, by property and key; None where it was deleted or left out.
    ``alike``: the key that the same record has here, where it has another one. ``kept``: what stays on the card.
    ``denied``: records that are not taken, and nothing that came of them.
    """

    contact: Id
    card: Card
    fresh: bool
    unresolved: bool = False
    ops: Ops = field(default_factory=Ops)
    refused: list[Sentence] = field(default_factory=list)
    rows: dict[tuple[str, str], Id | None] = field(default_factory=dict)
    alike: dict[tuple[str, str], str] = field(default_factory=dict)
    kept: Card = field(default_factory=dict)
    denied: set[tuple[str, str]] = field(default_factory=set)


class OnCard(ABC):
    """One kind of record on cards.

    ``property``: the card's; ``line``: of a vCard; ``main``: the member that a vCard line has as its value;
    ``members``: name on the card -> column and form; ``wants``: one of these must be there, else it is no record;
    ``defaults``: of what a card leaves out; ``also``: a property that has to be looked at wherever a card has it;
    ``folds``: what is compared where two people have noted the same. ``ending``: the members that say what became of
    it and when, ``opens``: the first of them while it is open. ``starts``: how other members stand in a record of which
    nobody said so; ``untold``: those of which a difference says nothing.
    """

    property: ClassVar[str]
    line: ClassVar[str]
    main: ClassVar[str] = "text"
    table: ClassVar[str]
    what: ClassVar[Sentence]
    members: ClassVar[Mapping[str, tuple[str, Form]]]
    wants: ClassVar[tuple[str, ...]] = ("text",)
    defaults: ClassVar[Mapping[str, Cell]] = {}
    also: ClassVar[str] = ""
    folds: ClassVar[tuple[str, ...]] = ()
    ending: ClassVar[tuple[str, str] | None] = None
    opens: ClassVar[str] = "open"
    starts: ClassVar[Mapping[str, Cell]] = {}
    untold: ClassVar[frozenset[str]] = frozenset()

    def __init__(self, db: Database, known: Known) -> None:
        self._reported: set[tuple[Id, str]] = set()
        self._db = db
        self._known = known
        self._columns = ", ".join(self._sql(column) for column, _ in self.members.values())
        self._beside = {name: form for name, (_, form) in self.members.items() if isinstance(form, Beside)}
        self._kinds: Mapping[str, OnCard] = {}

    def meet(self, kinds: Mapping[str, OnCard]) -> None:
        """The other kinds, by property: those that the records of this one may name."""
        self._kinds = kinds

    # Out

    def any(self) -> bool:
        """Whether there is anything of the kind at all (a page of cards need not ask then)."""
        return self._db.one(f"SELECT 1 FROM {self.table} WHERE sy_live = 1 LIMIT 1") is not None

    def put(self, contact: Id, card: Card, entries: dict[str, Entry]) -> None:
        """Write records onto the card they are of."""
        if entries:
            card[self.property] = in_order(entries)

    def of(self, contacts: Sequence[Id]) -> dict[Id, dict[str, Entry]]:
        """The records of contacts as they stand on cards, by their keys."""
        found: dict[Id, dict[str, Entry]] = {}
        for marks, part in chunks(contacts):
            sql = f"{self._select()} WHERE {self._owner()} IN ({marks}) AND +r.sy_live = 1 ORDER BY r.rowid"
            self._gather(self._db.rows(sql, part), found)
        return found

    def keys(self, rows: Sequence[Id]) -> dict[Id, str]:
        """What these are known by on a card, as far as they are there."""
        found: dict[Id, str] = {}
        for marks, part in chunks(rows):
            sql = f"{self._select()} WHERE r.id IN ({marks}) AND +r.sy_live = 1"
            for row, _contact, _live, *cells in self._db.rows(sql, part):
                found[row] = self.key(row, self.entry(cells))
        return found

    def key(self, row: Id, entry: Entry) -> str:
        """What a record is known by on a card; the records it names are still rows in ``entry``."""
        return show_id(row)

    def entry(self, cells: Iterable[Any]) -> Entry:
        """The object of a row's cells."""
        entry: Entry = {}
        for (name, (_, form)), cell in zip(self.members.items(), cells, strict=True):
            if cell is not None and (said := form.say(cell, self._known)) is not None:
                entry[name] = said
        return entry

    def _gather(self, rows: Iterable[Sequence[Any]], found: dict[Id, dict[str, Entry]]) -> None:
        for row, contact, _live, *cells in rows:
            if entry := self.entry(cells):
                found.setdefault(contact, {})[self.key(row, entry)] = entry
        for name, form in self._beside.items():
            self._name(name, form, found)

    def _name(self, name: str, form: Beside, found: Mapping[Id, dict[str, Entry]]) -> None:
        """Put the keys of records in place of their rows; what names one that is gone goes without it."""
        told = [(entries, key) for entries in found.values() for key, entry in entries.items() if name in entry]
        rows = list({entries[key][name] for entries, key in told})
        keys: dict[Id, str] = {}
        for kind in self._named(form) if rows else ():
            keys |= kind.keys(rows)
        for entries, key in told:
            said = keys.get(entries[key][name])
            if said is not None:
                entries[key][name] = said
            elif form.needed:
                del entries[key]
            else:
                del entries[key][name]

    def settle(self, found: Mapping[str, dict[Id, dict[str, Entry]]]) -> None:
        """Take out what names a record that does not stand on the same card (``found``: what does, by property)."""
        for name, form in self._beside.items():
            beside = [found.get(kind.property, {}) for kind in self._named(form)]
            for contact, entries in found[self.property].items():
                for key in [key for key, entry in entries.items() if name in entry]:
                    if any(entries[key][name] in there.get(contact, ()) for there in beside):
                        continue
                    if form.needed:
                        del entries[key]
                    else:
                        del entries[key][name]

    def _named(self, form: Beside) -> list[OnCard]:
        return [self._kinds[name] for name in form.properties] if form.properties else [self]

    # In

    def plan(self, batch: Sequence[Incoming], rule: ImportRule) -> None:
        """Note what these cards change, and what of them cannot be taken."""
        told = [(one, self._read(one)) for one in batch if self.property in one.card]
        for one, entries in told:
            self._find_named(one, entries, own=False)
        here = self._here([one for one, entries in told if entries])
        rows = self._rows([row for one, entries in told for row in self._ids_of(one, entries)])
        for one, entries in told:
            held = {key: self._place(one, key, values, rows) for key, (_, values) in entries.items()}
            known = {key for key, (_, there) in held.items() if there is not None and there[1]}
            known |= {show_id(held[key][0]) for key in known}
            twins = {key: twin for key, twin in here.get(one.contact, {}).items() if key not in known}
            for key, (row, there) in held.items():
                gone = there is not None and not there[1] and not one.fresh  # somebody deleted it
                twin = None if there is not None and there[1] else self._twin(key, entries[key][0], twins)
                one.rows[self.property, key] = None if gone else row if twin is None else self._row_of(twin)
                if twin is not None:
                    one.alike[self.property, key] = twin
                    if not gone:
                        del twins[twin]  # what stands twice in the file is there twice
            entries = self._may_stand(one, entries, held)
            self._find_named(one, entries, own=True)
            for key, (entry, values) in entries.items():
                row, there = held[key]
                if there is not None and there[1]:
                    self._compare(one, row, there[2], entry, values, rule)
                elif one.rows[self.property, key] == row:
                    self._insert(one, row, {**self.defaults, **values})
                elif self.folds and (same := one.rows[self.property, key]) is not None:
                    self._fold(one, same, entry, values, rule)

    def _fold(self, one: Incoming, row: Id, entry: Entry, values: dict[str, Cell], rule: ImportRule) -> None:
        """What somebody else noted of the same; it was noted on the earlier of the two days."""
        cells = self._rows([row])[row][2]
        said = {name: entry[name] for name in (*self.folds, *(self.ending or ())) if name in entry}
        if str(entry.get("day", "9")) < str(self.entry(cells).get("day", "9")):
            one.ops.add("set", self.table, row, {"day": values["day"]})
        self._compare(one, row, cells, said, values, rule)

    def _may_stand(self, one: Incoming, entries: Said, held: Mapping[str, tuple[Id, Held | None]]) -> Said:
        """Without what cannot stand beside what is here."""
        return entries

    def _twin(self, key: str, entry: Entry, twins: Mapping[str, Entry]) -> str | None:
        """The record that says this already, word for word, else in the words of somebody else."""
        for known, twin in twins.items():
            if entry.items() <= twin.items():
                return known
        alike = {known: self._state(twin) for known, twin in twins.items() if self._alike(entry, twin)}
        return next((known for known, state in alike.items() if state == self._state(entry)), next(iter(alike), None))

    def _alike(self, entry: Entry, twin: Entry) -> bool:
        """Whether two people have noted the same, each in a notebook of their own."""
        return False

    def _here(self, told: Sequence[Incoming]) -> Mapping[Id, Mapping[str, Entry]]:
        """What is known of contacts; of those that were deleted too, it comes back with them."""
        return self.of([one.contact for one in told]) if told else {}

    def _row_of(self, key: str) -> Id | None:
        """The row that one of our own keys means."""
        return read_id(key)

    def _insert(self, one: Incoming, row: Id, values: dict[str, Cell]) -> None:
        one.ops.add("insert", self.table, row, {"contact": one.contact, **values})

    def _compare(self, one: Incoming, row: Id, cells: Sequence[Any], entry: Entry, values: dict[str, Cell],
                 rule: ImportRule) -> None:  # fmt: skip
        """What a record that is here takes over (rules 2 to 4). Only what the card says otherwise is looked into."""
        held = self.entry(cells)
        if self.ending is not None:
            self._end(one, row, held, entry, values, rule)
            entry = {name: said for name, said in entry.items() if name not in self.ending}
        self._differ(one, row, cells, entry, values, rule)

    def _differ(self, one: Incoming, row: Id, cells: Sequence[Any], entry: Entry, values: Mapping[str, Cell],
                rule: ImportRule) -> None:  # fmt: skip
        held = self.entry(cells)
        shown = dict(zip((column for column, _ in self.members.values()), cells, strict=True))
        named: dict[str, str] = {}
        fresh: dict[str, Cell] = {}
        for name, said in entry.items():
            column = self.members[name][0]
            if values.get(column) != shown[column] if name in self._beside else held.get(name) != said:
                if name in self.starts and rule.untouched(self.table, row, column, self.starts[name]):
                    fresh[column] = values.get(column)
                else:
                    named[column] = name
        if fresh:
            one.ops.add("set", self.table, row, fresh)
        for column in rule.kept(one.ops, self.table, row, shown, dict(values), named) if named else ():
            self._tell(one, row, named[column], held, entry)

    def _end(self, one: Incoming, row: Id, held: Entry, entry: Entry, values: Mapping[str, Cell],
             rule: ImportRule) -> None:  # fmt: skip
        """What became of an open record elsewhere, beside what became of it here (rule 4)."""
        state, on = (self.members[name][0] for name in self.ending or ())
        here, there, day = self._state(held), self._state(entry), values.get(on)
        if here == there:
            if here != self.opens and day is not None and str(day) < str(held.get((self.ending or ("", ""))[1], "9")):
                one.ops.add("set", self.table, row, {on: day})
            return
        free = rule.untouched(self.table, row, state, self.opens)
        if there != self.opens and free:
            one.ops.add("set", self.table, row, {state: there, on: day})
            for gone in self._needless(row, held):
                one.ops.add("delete", "reminder", gone)
        elif (there != self.opens or free) and (row, state) not in self._reported:
            self._reported.add((row, state))  # of a file older than what was done here there is nothing to say
            one.refused.append(ended(self._whose(one), self.what, self._called(held), there, here))

    def _needless(self, row: Id, held: Entry) -> Sequence[Id]:
        """The reminders that a record needs no more once it is over."""
        return ()

    def _state(self, entry: Entry) -> str:
        return str(entry.get(self.ending[0], self.opens)) if self.ending else ""

    def _called(self, entry: Entry) -> str:
        """By what a person recognises a record."""
        return str(entry.get(self.main) or next((entry[name] for name in self.wants if entry.get(name)), ""))

    def _whose(self, one: Incoming) -> str:
        return self._known.names([one.contact]).get(one.contact, "")

    def _tell(self, one: Incoming, row: Id, name: str, held: Entry, entry: Entry) -> None:
        """Say once what the card has otherwise and what stays here."""
        if (row, name) not in self._reported and name not in self.untold:
            self._reported.add((row, name))
            there, here = entry.get(name), held.get(name)
            if name in self._beside or isinstance(there, bytes):
                there = here = None
            one.refused.append(stays(self._whose(one), self.what, self._called(held), name, there, here))

    def _read(self, one: Incoming) -> Said:
        """The records of a card."""
        said = one.card[self.property]
        found: Said = {}
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

    def _find_named(self, one: Incoming, entries: Said, own: bool) -> None:
        """Put the rows of records in place of their keys. What cannot be without one goes with it."""
        for name, form in self._beside.items():
            if bool(form.properties) is own:
                continue
            column = self.members[name][0]
            for key in [key for key, (entry, _) in entries.items() if name in entry or form.needed]:
                entry, values = entries[key]
                said = entry.get(name)
                if any((kind.property, said) in one.denied for kind in self._named(form)):
                    del entries[key]
                    one.rows[self.property, key] = None
                    continue
                row = self._row_named(one, form, str(said))
                if row is not None:
                    values[column] = row
                    entry[name] = next((one.alike[kind.property, str(said)] for kind in self._named(form)
                                        if (kind.property, str(said)) in one.alike), said)  # fmt: skip
                    continue
                if said is not None:
                    del entry[name], values[column]
                deleted = any((kind.property, said) in one.rows for kind in self._named(form))
                if form.needed:
                    del entries[key]
                    one.rows[self.property, key] = None
                    missing = say("{what}: the {other} it belongs to is missing; it was left out.", what=self.what,
                                  other=self._named(form)[0].what)  # fmt: skip
                else:
                    missing = say("{what}: {name} was left out: it is not on this card.", what=self.what, name=name)
                if not deleted:
                    one.refused.append(missing)

    def _row_named(self, one: Incoming, form: Beside, key: str) -> Id | None:
        """The row of another record: of this card, or of the notebook and of the same contact."""
        for kind in self._named(form):
            if (row := one.rows.get((kind.property, key))) is not None:
                return row
        row = read_id(key)
        for kind in self._named(form) if row is not None else ():
            held = kind._rows([row]).get(row) if row is not None else None
            if held is not None and held[1] and held[0] in (None, one.contact):
                return row
        return None

    # Which row it is

    def _select(self) -> str:
        return f"SELECT r.id, r.contact, r.sy_live, {self._columns} FROM {self.table} r"

    def _owner(self) -> str:
        return "r.contact"

    def _sql(self, column: str) -> str:
        return f"r.{column}"

    def _ids_of(self, one: Incoming, entries: Said) -> Iterable[Id]:
        for key, (_, values) in entries.items():
            yield self.row_id(one.contact, key, values)
            yield child_id(one.contact, f"{self.property}\0{key}")

    def row_id(self, contact: Id, key: str, values: Mapping[str, Cell]) -> Id:
        """The row that a key names: our own ids as they are."""
        return read_id(key) or child_id(contact, f"{self.property}\0{key}")

    def _rows(self, ids: Sequence[Id]) -> dict[Id, Held]:
        """Whose these rows are, whether they live, their cells."""
        found: dict[Id, Held] = {}
        for marks, part in chunks(list(dict.fromkeys(ids))):
            for row, contact, live, *cells in self._db.rows(f"{self._select()} WHERE r.id IN ({marks})", part):
                found[row] = contact, bool(live), cells
        return found

    def _place(
        self, one: Incoming, key: str, values: Mapping[str, Cell], rows: Mapping[Id, Held]
    ) -> tuple[Id, Held | None]:
        """The row of a key, and what is there; a key that means somebody else's row gets a row of its own."""
        row = self.row_id(one.contact, key, values)
        held = rows.get(row)
        if held is not None and held[0] not in (None, one.contact):
            row = child_id(one.contact, f"{self.property}\0{key}")
            held = rows.get(row)
        return row, held


def in_order(entries: dict[str, Entry]) -> dict[str, Entry]:
    """Records by the day and time in their keys, the same order in every notebook; of one moment as they were noted."""
    return dict(sorted(entries.items(), key=_moment)) if len(entries) > 1 else entries


def _moment(entry: tuple[str, Entry]) -> str:
    return entry[0][:13]
