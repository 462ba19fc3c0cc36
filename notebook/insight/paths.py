"""The door opener (N2): the best way from one of us to a person, or to a role in an organisation.

A way is a talk (one of us with somebody) and at most three links between people after it: relations that have not
ended, and work at the same organisation. Its worth is the product of its links, each strength times recency:

- talk: 0.3, 0.6 from three, 0.9 from ten times on; halved after a year, a third after two (1 / (1 + years));
- relation: 0.3, 0.6 or 0.9 for strength 1, 2, 3; halved after five years without word of it; family does not fade;
- the same organisation: 0.2 among up to twenty people, less in a larger one.

Searched from the goal outwards, a step at a time, reading the edges of all people of a step together; whoever cannot
be on a better way than the one that was found is not followed. Where we speak with few, the last step is made from
them. A way never meets anybody twice.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from notebook.clock import Clock
from notebook.contacts.showing import is_ended
from notebook.errors import NotFound, Refused
from notebook.insight.bonds import Bond, Door
from notebook.insight.records import Id, Reason
from notebook.insight.sources import Sources
from notebook.network import kinds
from notebook.sentences import Sentence, count, say
from notebook.storage.database import Database
from notebook.storage.folding import fold
from notebook.storage.parts import chunks
from notebook.storage.times import instant_text
from notebook.timeline.kinds import NO_TALK

HOPS = 4
STRENGTH: Mapping[int, float] = {1: 0.3, 2: 0.6, 3: 0.9}
OFTEN, VERY_OFTEN = 3, 10  # talks that make strength 2 and 3
WORK, SMALL_PLACE = 0.2, 20
_BEST_LINK = max(STRENGTH.values())
_LATEST = 200  # talks of one contact that are looked at
_FEW, _FEW_TALKS = 500, 5_000  # people spoken with, entries with them: so few are all looked at first
_AT = " at "
_RELATIONS = (
    "SELECT r.{0}, r.{1}, r.id, r.kind, r.strength, r.until, i.at, r.sy_st FROM relation r"
    " INDEXED BY relation_{0} LEFT JOIN interaction i ON i.id = r.interaction"
    " WHERE r.{0} IN ({2}) AND r.{1} IS NOT NULL AND +r.sy_live = 1"
)
_TALKS = (
    "SELECT q.colleague, p.x_at, p.interaction FROM participant p JOIN interaction i ON i.id = p.interaction"
    " JOIN participant q ON q.interaction = p.interaction AND +q.sy_live = 1 AND q.colleague IS NOT NULL"
    f" WHERE p.contact = ? AND p.sy_live = 1 AND p.x_at <= ? AND i.kind NOT IN {NO_TALK}"
)


@dataclass(frozen=True, slots=True)
class _Link:
    """How somebody is reached; ``rows``: its evidence; ``place``: the organisation of a link at work."""

    strength: float
    recency: float
    rows: tuple[Id, ...]
    place: Id | None = None


@dataclass(frozen=True, slots=True)
class _Reached:
    """Somebody on the way to the goal: ``onward`` is the next one, through ``link``."""

    person: Id
    worth: float
    link: _Link | None = None
    onward: _Reached | None = None


@dataclass(frozen=True, slots=True)
class _Talk:
    """One of us who speaks with somebody: how often, when last."""

    colleague: Id
    times: int
    last: date
    link: _Link

    @property
    def worth(self) -> float:
        """What the talk passes on."""
        return self.link.strength * self.link.recency


@dataclass(frozen=True, slots=True)
class _Found:
    """A whole way: who of us speaks with the first person, and the rest."""

    worth: float
    talk: _Talk
    first: _Reached


def door(book: Sources, to: Id | str, start: Id | None = None) -> Door:
    """The best way to a contact, or to what somebody typed: WHO, or "ROLE at ORGANISATION".

    ``start``: from this colleague only. Raises `NotFound`, `Ambiguous`, `Refused`.
    """
    aim, goals, missing = _aim(book, to)
    colleagues = {one.id: one.name for one in book.colleagues.all()}
    if start is not None and start not in colleagues:
        raise NotFound(say("There is no such colleague."))
    if not goals:
        return Door(aim, None, (), 0.0, missing)
    asked = [start] if start is not None else list(colleagues)
    search = _Search(book.db, book.clock, asked, narrow=start is not None)
    found = search.best(goals)
    if found is None:
        who = say("{name}", name=colleagues[start]) if start is not None else say("any of us")
        return Door(aim, None, (), 0.0, say(
            "There is no way from {who} to {name} within {n} steps. Note who knows whom, or log who was spoken with.",
            who=who, name=aim, n=HOPS))  # fmt: skip
    bonds = _bonds(book, found, colleagues)
    said = say("Ask {name}: {way}", name=bonds[0].a_name, way=" → ".join([bonds[0].a_name, *(b.b_name for b in bonds)]))
    known = None
    if len(bonds) > 1 and (talk := search.talk(bonds[-1].b)) is not None:
        known = Reason(_talked(colleagues[talk.colleague], bonds[-1].b_name, talk), talk.link.rows)
    return Door(aim, bonds[-1].b, bonds, found.worth, said, known)


# Whom it is about


def _aim(book: Sources, to: Id | str) -> tuple[str, list[Id], Sentence]:
    """In words whom it is about, the contacts that are meant, and what to say where there are none."""
    role = ""
    if isinstance(to, str):
        try:
            contact = book.contacts.find(to)
        except NotFound:
            role, at, place = to.rpartition(_AT)
            if not at or not role.strip():
                raise
            contact = book.contacts.find(place)
    else:
        contact = to
    kind = book.db.value("SELECT coalesce(kind, 'individual') FROM contact WHERE id = ? AND sy_live = 1", (contact,))
    names = book.contacts.names([contact])
    if kind is None or contact not in names:
        raise NotFound(say("There is no such contact."))
    name = names[contact]
    if kind != "org":
        if role:
            raise Refused(say("{name} is a person, not an organisation. Write the name alone.", name=name))
        return name, [contact], say("")
    people = _staff(book.db, contact, role, book.clock.today().isoformat())
    if role:
        role = " ".join(role.split())
        missing = say("Nobody is known as {role} at {organisation}. Add the role to somebody's card.", role=role,
                      organisation=name)  # fmt: skip
        return f"{role}{_AT}{name}", people, missing
    return name, [contact, *people], say("")


def _staff(db: Database, place: Id, role: str, today: str) -> list[Id]:
    """Who works at an organisation, of these words in title, role, department or function."""
    wanted = fold(role).split()
    found: dict[Id, None] = {}
    for person, until, *texts in db.rows(
        "SELECT r.person, r.until, r.title, r.role, r.department, r.function FROM role r"
        " JOIN contact c ON c.id = r.person AND +c.sy_live = 1 WHERE r.organisation = ? AND r.sy_live = 1"
        " ORDER BY r.pos, r.id", (place,)
    ):  # fmt: skip
        words = fold(" ".join(filter(None, texts))).split()
        if not is_ended(until, today) and all(any(word.startswith(want) for word in words) for want in wanted):
            found[person] = None
    return list(found)


# Looking for the way


class _Search:
    """One search; ``colleagues``: who may open the door. ``narrow``: only one of them, so look far enough back."""

    def __init__(self, db: Database, clock: Clock, colleagues: Sequence[Id], narrow: bool) -> None:
        self._db, self._clock, self._today, self._now = db, clock, clock.today(), instant_text(clock.now())
        self._colleagues, self._narrow = frozenset(colleagues), narrow
        self._best: _Found | None = None
        self._reached: dict[Id, float] = {}  # the best worth so far
        self._places: dict[Id, float] = {}  # whose people were looked at, from somebody of this worth
        self._known: dict[Id, _Talk] | None = None  # whom we speak with; None: too many to look at all of them

    def best(self, goals: Sequence[Id]) -> _Found | None:
        """The best way to any of the goals."""
        self._known = self._spoken_with()
        if self._known is not None and not self._known:
            return None
        layer = {goal: _Reached(goal, 1.0) for goal in goals}
        self._reached = dict.fromkeys(layer, 1.0)
        for hop in range(HOPS):
            layer = self._present(layer)
            if hop == HOPS - 1:
                break
            layer = {one.person: one for one in layer.values() if self._promising(one.worth * _BEST_LINK)}
            last = hop == HOPS - 2 and self._known is not None and len(self._known) < len(layer)
            layer = self._meet(layer, self._known or {}) if last else self._step(layer)
        return self._best

    def _promising(self, worth: float) -> bool:
        """Whether somebody who passes on so much could be on a better way."""
        return self._best is None or worth * _BEST_LINK > self._best.worth

    def _spoken_with(self) -> dict[Id, _Talk] | None:
        """Everybody whom the colleagues speak with, where they are few."""
        if self._narrow:
            [me] = self._colleagues
            entries = "SELECT interaction FROM participant WHERE colleague = ? AND sy_live = 1 AND x_at <= ?"
            if len(self._db.rows(f"{entries} LIMIT {_FEW_TALKS}", (me, self._now))) == _FEW_TALKS:
                return None
            rows = self._db.rows(
                f"SELECT DISTINCT contact FROM participant WHERE interaction IN ({entries}) AND contact IS NOT NULL"
                " AND +sy_live = 1", (me, self._now))  # fmt: skip
        else:
            rows = [row for kind in ("individual", "org") for row in self._db.rows(
                "SELECT id FROM contact INDEXED BY contact_last WHERE kind = ? AND sy_live = 1 AND x_last > ''"
                f" LIMIT {_FEW + 1}", (kind,))]  # fmt: skip
        if len(rows) > _FEW:
            return None
        talks = ((person, self.talk(person)) for (person,) in rows)
        return {person: talk for person, talk in talks if talk is not None}

    def _present(self, layer: dict[Id, _Reached]) -> dict[Id, _Reached]:
        """Those of a step who are there; and the best way that begins with one of them."""
        there: dict[Id, _Reached] = {}
        spoken: list[tuple[float, _Reached]] = []
        for marks, part in chunks([one.person for one in layer.values() if self._promising(one.worth)]):
            for person, last in self._db.rows(
                f"SELECT id, x_last FROM contact c WHERE id IN ({marks}) AND +sy_live = 1 AND NOT EXISTS (SELECT 1"
                " FROM anniversary a WHERE a.contact = c.id AND a.kind = 'death' AND +a.sy_live = 1)", part,
            ):  # fmt: skip
                one = there[person] = layer[person]
                if last is not None and (self._known is None or person in self._known):
                    spoken.append((one.worth * _BEST_LINK * _faded(self._today, self._clock.day(last), 1), one))
        for most, one in sorted(spoken, key=lambda pair: (-pair[0], pair[1].person)):
            if self._best is not None and most <= self._best.worth:
                break
            talk = self.talk(one.person) if self._known is None else self._known[one.person]
            if talk is not None and (self._best is None or one.worth * talk.worth > self._best.worth):
                self._best = _Found(one.worth * talk.worth, talk, one)
        return there

    def talk(self, person: Id) -> _Talk | None:
        """Who of the colleagues speaks with somebody best."""
        sql = _TALKS
        params: list[Any] = [person, self._now]
        if self._narrow:
            sql += " AND q.colleague = ?"
            params += self._colleagues
        met: dict[Id, list[tuple[str, Id]]] = {}
        for colleague, at, entry in self._db.rows(f"{sql} ORDER BY p.x_at DESC, p.interaction LIMIT {_LATEST}", params):
            if colleague in self._colleagues:
                met.setdefault(colleague, []).append((at, entry))
        found: _Talk | None = None
        for colleague, talks in sorted(met.items()):
            last = self._clock.day(talks[0][0]) or self._today
            level = 3 if len(talks) >= VERY_OFTEN else 2 if len(talks) >= OFTEN else 1
            link = _Link(STRENGTH[level], _faded(self._today, last, 1), tuple(entry for _, entry in talks[:3]))
            talk = _Talk(colleague, len(talks), last, link)
            found = talk if found is None or talk.worth > found.worth else found
        return found

    def _step(self, layer: Mapping[Id, _Reached]) -> dict[Id, _Reached]:
        """Everybody who is linked to somebody of a step and was not reached as well before."""
        found: dict[Id, _Reached] = {}
        for mine, theirs, link in self._relations(layer):
            self._reach(found, theirs, link, layer[mine])
        best: dict[Id, tuple[_Reached, Id]] = {}
        for person, place, row in self._roles("person", list(layer)):
            one = layer[person]
            if one.worth > max(self._places.get(place, 0.0), best[place][0].worth if place in best else 0.0):
                best[place] = one, row  # of those at one place the best reached leads to all others
        self._places |= {place: one.worth for place, (one, _) in best.items()}
        for place, people in self._staff([p for p, (one, _) in best.items() if self._promising(one.worth * WORK)]):
            one, row = best[place]
            for person, theirs in people.items():
                self._reach(found, person, _work(place, people, (row, theirs)), one)
        return found

    def _meet(self, layer: Mapping[Id, _Reached], known: Mapping[Id, _Talk]) -> dict[Id, _Reached]:
        """The same, but only those whom we speak with, found from their side."""
        found: dict[Id, _Reached] = {}
        for mine, theirs, link in self._relations(known):
            if theirs in layer:
                self._reach(found, mine, link, layer[theirs])
        for place, people in self._staff(list({place for _, place, _ in self._roles("person", list(known))})):
            there = [layer[person] for person in people if person in layer]
            if there:
                one = max(there, key=lambda reached: reached.worth)
                for person in people.keys() & known.keys():
                    self._reach(found, person, _work(place, people, (people[one.person], people[person])), one)
        return found

    def _reach(self, found: dict[Id, _Reached], person: Id, link: _Link, onward: _Reached) -> None:
        worth = onward.worth * (link.strength * link.recency)
        if person != onward.person and worth > self._reached.get(person, 0.0):
            self._reached[person] = worth
            found[person] = _Reached(person, worth, link, onward)

    def _relations(self, people: Iterable[Id]) -> Iterator[tuple[Id, Id, _Link]]:
        today = self._today.isoformat()
        for one, other in (("contact", "other"), ("other", "contact")):
            for marks, part in chunks(list(people)):
                for mine, theirs, row, kind, strength, until, at, noted in self._db.rows(
                    _RELATIONS.format(one, other, marks), part
                ):
                    if until is None or not is_ended(until, today):
                        recency = 1.0 if kind in kinds.FAMILY else self._since(at, noted)
                        yield mine, theirs, _Link(STRENGTH.get(strength, STRENGTH[1]), recency, (row,))

    def _since(self, at: str | None, noted: int) -> float:
        """How fresh a relation is: the day of the entry it was said in, else when it was written down."""
        said = self._clock.day(at) if at and at <= self._now else None
        day = said or date.fromordinal(_EPOCH + max(0, noted) // 86_400_000)
        return _faded(self._today, day, 5)

    def _staff(self, places: Sequence[Id]) -> Iterator[tuple[Id, dict[Id, Id]]]:
        """Who is at some organisations, each with a role."""
        staff: dict[Id, dict[Id, Id]] = {}
        for person, place, row in self._roles("organisation", places):
            staff.setdefault(place, {}).setdefault(person, row)
        yield from staff.items()

    def _roles(self, side: str, ids: Sequence[Id]) -> Iterator[tuple[Id, Id, Id]]:
        today = self._today.isoformat()
        for marks, part in chunks(ids):
            for person, place, row, until in self._db.rows(
                f"SELECT r.person, r.organisation, r.id, r.until FROM role r INDEXED BY role_{side}"
                f" JOIN contact o ON o.id = r.organisation AND +o.sy_live = 1"
                f" WHERE r.{side} IN ({marks}) AND +r.sy_live = 1 AND r.person IS NOT NULL", part,
            ):  # fmt: skip
                if until is None or not is_ended(until, today):
                    yield person, place, row


def _work(place: Id, people: Mapping[Id, Id], rows: tuple[Id, Id]) -> _Link:
    return _Link(WORK * min(1.0, SMALL_PLACE / len(people)), 1.0, rows, place)


_EPOCH = date(1970, 1, 1).toordinal()


def _faded(today: date, day: date | None, years: float) -> float:
    """1 today, a half after so many years, a third after twice as many."""
    if day is None:
        return 1.0
    return 1 / (1 + max(0, (today - day).days) / (365 * years))


# Telling


def _bonds(book: Sources, found: _Found, colleagues: Mapping[Id, str]) -> tuple[Bond, ...]:
    """The links of a way, from us outwards."""
    steps = [found.first]
    while steps[-1].onward is not None:
        steps.append(steps[-1].onward)
    places = [one.link.place for one in steps if one.link and one.link.place]
    names = book.contacts.names([one.person for one in steps] + places)
    first, us, talk = found.first.person, colleagues[found.talk.colleague], found.talk
    bonds = [Bond("talk", talk.colleague, us, first, names[first], talk.link.strength, talk.link.recency,
                  Reason(_talked(us, names[first], talk), talk.link.rows))]  # fmt: skip
    for one in steps:
        if one.link is None or one.onward is None:
            continue
        a, b = one.person, one.onward.person
        if one.link.place is None:
            kind, reason = "relation", _related(book.db, one.link.rows[0], a, names[a], names[b])
        else:
            kind = "organisation"
            text = say("{a} and {b} are both at {organisation}", a=names[a], b=names[b],
                       organisation=names.get(one.link.place, "?"))  # fmt: skip
            reason = Reason(text, one.link.rows[::-1])
        bonds.append(Bond(kind, a, names[a], b, names[b], one.link.strength, one.link.recency, reason))
    return tuple(bonds)


def _talked(us: str, name: str, talk: _Talk) -> Sentence:
    if talk.times >= VERY_OFTEN:
        return say("{us} spoke with {name} {n} times or more, last on {day}", us=us, name=name, n=VERY_OFTEN,
                   day=talk.last)  # fmt: skip
    return count("{us} spoke with {name} once, on {day}",
                 "{us} spoke with {name} {n} times, last on {day}", talk.times, us=us, name=name,
                 day=talk.last)  # fmt: skip


def _related(db: Database, relation: Id, a: Id, a_name: str, b_name: str) -> Reason:
    row: Sequence[Any] = db.rows(
        "SELECT contact, kind, label, strength, evidence, interaction FROM relation WHERE id = ?", (relation,)
    )[0]
    inverse = row[0] != a
    kind = row[1] or "other"
    what = kinds.said(kinds.INVERSE.get(kind, "other") if inverse else kind, row[2] or "", inverse)
    text = say("{a} knows {b} ({kind})", a=a_name, b=b_name, kind=what)
    if row[3]:
        text = say("{known}, strength {n} of 3", known=text, n=row[3])
    if row[4]:
        text = say("{known}: {evidence}", known=text, evidence=row[4])
    return Reason(text, (relation, row[5]) if row[5] else (relation,))
