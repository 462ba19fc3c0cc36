"""Relations between people (P3): entered once, seen from both sides, with strength and evidence.

The other side may be a name only (a child, a friend of theirs) and become a card later. The same relation
between the same two is one row however often and from whichever side it is entered. Nothing here walks along
relations, so that circles do no harm.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, Protocol

from notebook.clock import Clock
from notebook.contacts.dates import PartialDate, check_come, check_span, comes_round
from notebook.contacts.showing import is_ended
from notebook.errors import NotFound, Refused
from notebook.network import kinds
from notebook.network.ages import age_of, check_born
from notebook.network.impossible import doubted
from notebook.network.records import Id, Named, Occasion, Relation, Relative
from notebook.network.typed import BEGIN, BEGUN, NOT_A_NAME, RelationPhrase, named, parse
from notebook.sentences import say
from notebook.storage.database import Database
from notebook.storage.folding import fold
from notebook.storage.parts import chunks
from notebook.timeline.days import partial_text, read_partial
from notebook.timeline.ledger import Ledger, Names, strength_of, words

if TYPE_CHECKING:
    from notebook.changes.journal import Journal
    from notebook.network.around import Around

_COLUMNS = (
    "r.id, r.contact, r.other, r.kind, r.label, r.name, r.strength, r.evidence, r.interaction, r.since, r.until,"
    " r.born, r.school, r.occasions"
)
_MINE = (
    f"SELECT {_COLUMNS} FROM relation r LEFT JOIN contact o ON o.id = r.other"
    " WHERE r.contact = ? AND r.sy_live = 1 AND (r.other IS NULL OR +o.sy_live = 1)"
)
_THEIRS = (
    f"SELECT {_COLUMNS} FROM relation r JOIN contact c ON c.id = r.contact AND +c.sy_live = 1"
    " WHERE r.other = ? AND r.sy_live = 1 AND r.contact != r.other"
)
# the same by relation: `id IN (...)` finds the rows, whose they are is checked
_HERS, _HIS = (_MINE.replace("r.contact = ?", "+r.contact = ?").replace("r.sy_live", "+r.sy_live"),
               _THEIRS.replace("r.other = ?", "+r.other = ?").replace("r.sy_live", "+r.sy_live"))  # fmt: skip
_PLACES = (
    "SELECT r.id, r.kind, r.label, r.strength, r.until, coalesce(o.x_sort, r.name), 0 FROM relation r"
    " LEFT JOIN contact o ON o.id = r.other WHERE r.contact = ? AND r.sy_live = 1"
    " AND (r.other IS NULL OR +o.sy_live = 1)"
    " UNION ALL SELECT r.id, r.kind, r.label, r.strength, r.until, c.x_sort, 1 FROM relation r"
    " JOIN contact c ON c.id = r.contact AND +c.sy_live = 1"
    " WHERE r.other = ? AND r.sy_live = 1 AND r.contact != r.other"
)
_TEXTS = ("evidence", "name", "school", "occasions")
_PARTIAL = ("since", "until", "born")
_EDITABLE = frozenset((*_TEXTS, *_PARTIAL, "kind", "strength", "interaction"))
_Date = tuple[str, str, PartialDate, str, Id]  # of a card: kind, label, when, where 29 February falls, its row


class Cards(Names, Protocol):
    """What is needed of the contacts service to make a card of a name."""

    def create(self, name: str, /) -> Id:
        """A new person."""
        ...

    def add_date(self, contact: Id, kind: str, day: str, /) -> Id:
        """A date of theirs."""
        ...


class Relations(Ledger):
    """The relations of one notebook."""

    def __init__(self, db: Database, journal: Journal, clock: Clock, contacts: Cards) -> None:
        super().__init__(db, journal, clock, contacts)
        self._cards = contacts

    # Looking

    def of(self, contact: Id, ended: bool = True, only: Collection[str] = ()) -> list[Relation]:
        """The relations of a contact from whichever side they were entered: family first, then the strongest.

        ``only``: of these kinds.
        """
        found = self._found(_MINE, _THEIRS, contact, only) if self._names([contact]) else []
        if not ended:
            found = [one for one in found if not one.ended]
        return sorted(found, key=lambda r: (r.ended, kinds.rank(r.kind), -(r.strength or 0), fold(r.name), r.id))

    def ids(self, contact: Id, text: str = "") -> list[Id]:
        """The relations of a contact in the order of `of`; with a text: of those whose name or kind has it.

        For lists that read their rows in pages (`rows`): it names nobody, so that thousands are quick.
        """
        today, wanted = self._today().isoformat(), fold(text)
        found = []
        for row, kind, label, strength, until, sort, inverse in self._db.rows(_PLACES, (contact, contact)):
            seen = kinds.INVERSE.get(kind or "other", "other") if inverse else kind or "other"
            key = fold(sort or "")
            if not wanted or wanted in key or wanted in fold(str(kinds.said(seen, label or "", bool(inverse)))):
                found.append((is_ended(until, today), kinds.rank(seen), -(strength or 0), key, row))
        return [place[-1] for place in sorted(found)]

    def rows(self, contact: Id, relations: Sequence[Id]) -> list[Relation]:
        """Some relations of a contact, as seen from them, in their order; those that are gone are left out."""
        found: dict[Id, Relation] = {}
        for marks, part in chunks(relations):
            among = f" AND r.id IN ({marks})"
            for one in self._found(_HERS + among, _HIS + among, contact, (), part):
                found[one.id] = one
        return [found[row] for row in relations if row in found]

    def get(self, relation: Id) -> Relation:
        """One relation, from the side it was entered on. Raises `NotFound`."""
        row = self._db.one(f"SELECT {_COLUMNS} FROM relation r WHERE r.id = ? AND r.sy_live = 1", (relation,))
        if row is None:
            raise _unknown()
        return _seen(row, row[1], self._names([row[2]]).get(row[2], row[5] or ""), self._today().isoformat())

    def family(self, contact: Id) -> list[Relative]:
        """The family of a contact: names, ages today, school, occasions; whoever has died is left out."""
        relations = self.of(contact, ended=False, only=kinds.FAMILY)
        dates = self._dates([contact, *(one.person for one in relations if one.person)]) if relations else {}
        today = self._today()
        found = []
        for one in relations:
            known = dates.get(one.person, []) if one.person else []
            if any(kind == "death" for kind, *_ in known):
                continue
            born, feb29 = _birth(one, known)
            age, about = age_of(born, today, feb29)
            occasions = [_occasion(kind, label, when, f, row, today) for kind, label, when, f, row in known]
            if born and not any(occasion.kind == "birth" for occasion in occasions):
                occasions.append(_occasion("birth", "", born, "", None, today))
            found.append(Relative(one, one.name, one.said, born, age, about, one.school, one.occasions,
                                  tuple(sorted(occasions, key=lambda o: o.next or date.max))))  # fmt: skip
        own = next((when for kind, _, when, *_ in dates.get(contact, ()) if kind == "birth"), None)
        return doubted(self._db, contact, own, found)

    def births(self, relations: Iterable[Relation]) -> dict[Id, tuple[PartialDate, str]]:
        """When the other ones were born, by relation, each with where its 29 February falls."""
        asked = list(relations)
        dates = self._dates({one.person for one in asked if one.person})
        found: dict[Id, tuple[PartialDate, str]] = {}
        for one in asked:
            born, feb29 = _birth(one, dates.get(one.person, ()) if one.person else ())
            if born is not None:
                found[one.id] = born, feb29
        return found

    def brought(self, contact: Id) -> list[Named]:
        """Whom a contact introduced to us, by name."""
        rows = self._db.rows("SELECT id FROM contact WHERE met_through = ? AND id != ? AND sy_live = 1",
                             (contact, contact))  # fmt: skip
        names = self._names(row[0] for row in rows)
        return sorted(names.items(), key=lambda one: (fold(one[1]), one[0]))

    def related(self, a: Id, b: Id) -> bool:
        """Whether any relation between the two is known, ended ones too."""
        pair = "(contact = ? AND other = ?)"
        sql = f"SELECT 1 FROM relation WHERE sy_live = 1 AND ({pair} OR {pair})"
        return self._db.one(sql, (a, b, b, a)) is not None

    def read(self, line: str, own: Mapping[str, str] | None = None) -> RelationPhrase:
        """What a line says (`typed.parse`), with their own words for kinds (`own_words`, looked up unless given)."""
        return parse(line, self._today(), self.own_words() if own is None else own)

    def own_words(self) -> dict[str, str]:
        """The words of their own for kinds that are in use, folded, each as it is written in full."""
        known = {word.casefold() for word in kinds.words()}
        found: dict[str, str] = {}
        rows = self._db.rows(
            "SELECT kind, label, count(*) FROM relation WHERE label IS NOT NULL AND sy_live = 1"
            " GROUP BY 1, 2 ORDER BY 3"
        )
        for kind, label, _ in rows:  # what is written most wins
            word = kinds.sides(label)[0]
            if not word or word.casefold() in known:
                continue
            if kinds.typed(label) == (kind or "other", label):
                found[word.casefold()] = label
            elif kinds.typed(label) == ("other", label):
                found[word.casefold()] = f"{label} ({kind})"
        return found

    def alike(self, contact: Id, phrase: RelationPhrase, other: Id | None = None) -> list[Relation]:
        """The relations of a contact that a line may be about again: the same one as the same, or of the same name.

        Several where more than one of that name is known; those who are the same to them come first.
        """
        kind, label = kinds.typed(phrase.kind)
        known = self._known(contact, other, phrase.name, kind, label)
        if other is None and kind in kinds.FAMILY:
            rows = self._db.rows(f"{_MINE} AND r.other IS NULL", (contact,))
            same = [row for row in rows if row[3] in kinds.FAMILY and fold(row[5] or "") == fold(phrase.name)]
            known = list(dict.fromkeys([*known, *(row[0] for row in same)]))
        return self.rows(contact, known)

    def around(self, contact: Id, limit: int = 60, opened: Mapping[Id, int] | None = None) -> Around:
        """The network two steps around a contact (N4), at most ``limit`` places. Raises `NotFound`."""
        from notebook.network.around import around

        return around(self._db, self._names, self._today(), contact, limit, opened)

    # Writing

    def add(
        self,
        contact: Id,
        kind: str,
        other: Id | None = None,
        name: str = "",
        *,
        strength: int | None = None,
        evidence: str = "",
        interaction: Id | None = None,
        since: str | date | PartialDate | None = None,
        until: str | date | PartialDate | None = None,
        born: str | date | PartialDate | None = None,
        school: str = "",
        occasions: str = "",
        again: bool = False,
    ) -> Id:
        """``other`` (or somebody called ``name``) is the ``kind`` of a contact: a kind of ours or their own word.

        What is known already gets what is new (``again``: unless it is one more of the same name); the id of the one
        row is returned. Raises `Refused`, `NotFound`.
        """
        if other == contact:
            raise Refused(say("Nobody is related to themselves. Choose another person."))
        mine = self._present(contact)
        whom = self._present(other) if other else words(name, say("Say who it is: a contact, or a name.")) or ""
        which, label = kinds.typed(words(kind, say("Say what they are to each other: friend, spouse, child.")) or "")
        values: dict[str, Any] = {
            "strength": strength_of(strength), "evidence": words(evidence), "interaction": interaction,
            "since": partial_text(since), "until": partial_text(until), "born": partial_text(born),
            "school": words(school), "occasions": words(occasions),
        }  # fmt: skip
        check_come(values["since"], self._today(), BEGUN)
        check_span(values["since"], values["until"])
        known = None if again else next(iter(self._known(contact, other, whom, which, label)), None)
        title = say("Relate {name} and {other}", name=mine, other=whom)
        if known is not None:
            news = {field: value for field, value in values.items() if value is not None}
            return self._write("relation", known, news, title)
        values |= {"contact": contact, "other": other, "name": None if other else whom, "kind": which,
                   "label": label or None}  # fmt: skip
        return self._write("relation", self._new(), values, title, new=True)

    def note(self, contact: Id, phrase: RelationPhrase, other: Id | None = None, *, known: Id | None = None) -> Id:
        """Keep what a line said (`read`), about a contact chosen for its name or about the name alone.

        ``known``: it is said of this relation of theirs (`alike`), which is changed. Raises `Refused` where the line
        makes no sense.
        """
        if not phrase.kind:
            raise Refused(BEGIN)
        if phrase.trouble is not None:
            raise Refused(phrase.trouble)
        if other is None and phrase.name and fold(phrase.name) == fold(self._present(contact)):
            raise Refused(say("{name} is the one on this card: nobody is related to themselves. If somebody else is"
                              " called the same, make a card for them first.", name=phrase.name))  # fmt: skip
        about = {"occasions" if phrase.family else "evidence": phrase.note}
        said: dict[str, Any] = {
            "strength": phrase.strength, "since": phrase.since, "until": phrase.until, "born": phrase.born,
            "school": phrase.school, **about,
        }  # fmt: skip
        if known is None:
            return self.add(contact, phrase.kind, other, phrase.name, again=other is None, **said)
        news: dict[str, Any] = {field: value for field, value in said.items() if value}
        kind, label = kinds.typed(phrase.kind)
        held = next(iter(self.rows(contact, [known])), None)
        if held is None:
            raise _unknown()
        if label or kind != held.kind:
            news["kind"] = phrase.kind
        self.edit(known, contact, **news)
        return known

    def edit(self, relation: Id, seen_from: Id | None = None, **fields: Any) -> None:
        """Correct ``kind``, ``strength``, ``evidence``, ``since``, ``until``, ``name``, ``born``, ``school`` ...

        ``seen_from``: on whose card it is corrected; a kind says what the other one is to them.
        """
        unknown = set(fields) - _EDITABLE
        if unknown:
            raise TypeError(f"a relation has no {', '.join(sorted(unknown))}")
        held = self.get(relation)
        values: dict[str, Any] = {f: words(fields[f] or "") for f in _TEXTS if f in fields}
        values |= {f: partial_text(fields[f]) for f in _PARTIAL if f in fields}
        if values.keys() & {"since", "until"}:
            check_come(values.get("since"), self._today(), BEGUN)
            check_span(values.get("since", held.since), values.get("until", held.until))
        if "strength" in fields:
            values["strength"] = strength_of(fields["strength"])
        if "interaction" in fields:
            values["interaction"] = fields["interaction"]
        if "kind" in fields:
            kind, label = kinds.typed(words(fields["kind"], say("Say what they are to each other.")) or "")
            if seen_from is not None and seen_from != held.contact:
                kind = kinds.INVERSE[kind]
                label = kinds.turned(_kept(label, kinds.turned(held.label) if kind == held.kind else ""))
            elif kind == held.kind != "other":
                label = _kept(label, held.label)
            values |= {"kind": kind, "label": label or None}
        check_born(values.get("born"), self._today())
        if values.get("name") and not named(values["name"]):
            raise Refused(NOT_A_NAME)
        if "name" in values and values["name"] is None and held.person is None:
            raise Refused(say("Say who it is: a contact, or a name."))
        self._write("relation", relation, values, say("Change what {name} is to them", name=held.name))

    def remove(self, *relations: Id) -> None:
        """Forget relations (entered by mistake; one that is over gets an ``until``)."""
        self._remove("relation", relations, say("Remove a relation"))

    def make_card(self, relation: Id) -> Id:
        """A card for somebody known by name only: the new contact, with the birthday that was known."""
        held = self.get(relation)
        if held.person is not None:
            return held.person
        with self._journal.change(say("Make a card for {name}", name=held.name)) as draft:
            contact = self._cards.create(held.name)
            if held.born:
                self._cards.add_date(contact, "birth", held.born)
            draft.set("relation", relation, {"other": contact, "name": None, "born": None})
        return contact

    def is_card(self, relation: Id, contact: Id) -> None:
        """Somebody known by name only is this contact."""
        held = self.get(relation)
        name = self._present(contact)
        if contact == held.contact:
            raise Refused(say("Nobody is related to themselves. Choose another person."))
        self._write("relation", relation, {"other": contact, "name": None}, say("{name} has a card", name=name))

    # Details

    def _known(self, contact: Id, other: Id | None, name: str, kind: str, label: str) -> list[Id]:
        """The same relation between the same two, from either side."""
        if other:
            mine, theirs = f"{_MINE} AND r.other = ?", f"{_THEIRS} AND r.contact = ?"
            found = self._found(mine, theirs, contact, (kind,), (other,))
        else:
            found = [
                _seen(row, contact, row[5] or "", "")
                for row in self._db.rows(f"{_MINE} AND r.other IS NULL AND r.kind = ?", (contact, kind))
                if fold(row[5] or "") == fold(name)
            ]
        return [one.id for one in found if kind != "other" or fold(one.label) == fold(label)]

    def _found(
        self, mine: str, theirs: str, contact: Id, only: Collection[str], more: Sequence[Any] = ()
    ) -> list[Relation]:
        """The relations that two queries find, each for one side; ``only``: those of these kinds, as seen from here."""
        hers, his = list[Any](), list[Any]()
        if only:
            marks = ",".join("?" * len(only))
            mine, theirs = f"{mine} AND r.kind IN ({marks})", f"{theirs} AND r.kind IN ({marks})"
            hers, his = list(only), [kinds.INVERSE[kind] for kind in only]
        entered = self._db.rows(mine, (contact, *more, *hers))
        elsewhere = self._db.rows(theirs, (contact, *more, *his))
        names = self._names([*(row[2] for row in entered), *(row[1] for row in elsewhere)])
        today = self._today().isoformat()
        found = [_seen(row, contact, names.get(row[2], row[5] or ""), today) for row in entered]
        return found + [_seen(row, contact, names.get(row[1], ""), today) for row in elsewhere]

    def _dates(self, people: Iterable[Id]) -> dict[Id, list[_Date]]:
        found: dict[Id, list[_Date]] = {}
        for marks, part in chunks(list(people)):
            for contact, kind, label, text, feb29, row in self._db.rows(
                "SELECT contact, kind, label, date, feb29, id FROM anniversary"
                f" WHERE contact IN ({marks}) AND sy_live = 1 ORDER BY pos, id", part):  # fmt: skip
                when = read_partial(text)
                if when is not None:
                    found.setdefault(contact, []).append((kind or "other", label or "", when, feb29 or "", row))
        return found


def _unknown() -> NotFound:
    return NotFound(say("There is no such {what}.", what=say("relation")))


def _birth(one: Relation, known: Iterable[_Date]) -> tuple[PartialDate | None, str]:
    """The birth on their own card, else what the relation tells of it."""
    on_card = ((when, feb29) for kind, _, when, feb29, _ in known if kind == "birth")
    return next(on_card, (read_partial(one.born), ""))


def _occasion(kind: str, label: str, when: PartialDate, feb29: str, row: Id | None, today: date) -> Occasion:
    day, years = comes_round(when, today, feb29) or (None, None)
    return Occasion(kind, label, when, day, years, row)


def _seen(row: Sequence[Any], contact: Id, name: str, today: str) -> Relation:
    inverse = row[1] != contact
    kind = row[3] or "other"
    kind = kinds.INVERSE.get(kind, "other") if inverse else kind
    label = row[4] or ""
    return Relation(
        id=row[0], contact=contact, person=row[1] if inverse else row[2], name=name, kind=kind, label=label,
        inverse=inverse, said=kinds.said(kind, label, inverse), strength=row[6], evidence=row[7] or "",
        interaction=row[8], since=row[9] or "", until=row[10] or "", ended=is_ended(row[10], today),
        born=row[11] or "", school=row[12] or "", occasions=row[13] or "",
    )  # fmt: skip


def _kept(label: str, before: str) -> str:
    """A word for one side; what was known of the other side stays."""
    here, there = kinds.sides(label)
    return kinds.joined(here, there or kinds.sides(before)[1])
