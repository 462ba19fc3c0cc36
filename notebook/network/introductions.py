"""Introductions (N1): both are asked before they are brought together, and what came of it is kept.

One row per pair, named by the two, so that nobody is introduced to the same person twice, on no device. The state
follows from the days and answers in it, and from the permissions: whoever says no to introductions meanwhile stops
it until they allow it again. An introduction made stands in both timelines, makes the two acquaintances, and counts
as something we gave to both (B3).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, Protocol

from notebook.changes.ids import derived_id
from notebook.clock import Clock
from notebook.errors import NotFound, Refused
from notebook.network.permissions import approach, declined
from notebook.network.records import Id, Introduction
from notebook.network.relations import Relations
from notebook.sentences import Sentence, say
from notebook.storage.database import Database
from notebook.timeline.days import read_day
from notebook.timeline.ledger import Ledger, Names, words
from notebook.timeline.records import Entry
from notebook.timeline.service import Timeline

if TYPE_CHECKING:
    from notebook.changes.journal import Journal

STATES: Mapping[str, Sentence] = {
    "proposed": say("nobody asked yet"), "asked": say("asked, waiting for an answer"),
    "agreed": say("both agreed: introduce them"), "introduced": say("introduced"),
    "thanked": say("introduced and thanked"), "done": say("done"), "declined": say("one of them would rather not"),
    "dismissed": say("put away"),
}  # fmt: skip
CLOSED = frozenset(("done", "declined", "dismissed"))
_BEFORE = frozenset(("proposed", "asked", "agreed"))  # a no to introductions still counts
_SQL = (
    "SELECT i.id, i.a, i.b, i.reason, i.state, i.asked_a, i.asked_b, i.answer_a, i.answer_b, i.introduced,"
    " i.thanked, i.outcome, i.closed_on, i.interaction FROM introduction i"
    " JOIN contact a ON a.id = i.a AND +a.sy_live = 1 JOIN contact b ON b.id = i.b AND +b.sy_live = 1"
    " WHERE i.sy_live = 1"
)


class Gives(Protocol):
    """Where it is noted what we gave."""

    def gave(self, contact: Id, kind: str, text: str = "", **more: Any) -> Id:
        """We gave a contact something."""
        ...


class Introductions(Ledger):
    """The introductions of one notebook."""

    def __init__(
        self, db: Database, journal: Journal, clock: Clock, contacts: Names, timeline: Timeline,
        relations: Relations, gives: Gives,
    ) -> None:  # fmt: skip
        super().__init__(db, journal, clock, contacts)
        self._timeline, self._relations, self._gives = timeline, relations, gives

    # Looking

    def of(self, contact: Id | None = None, closed: bool = False) -> list[Introduction]:
        """The introductions of a contact, or all; what is furthest on first. ``closed``: finished ones too."""
        sql, params = _SQL, list[Any]()
        if contact is not None:
            sql += " AND (i.a = ? OR i.b = ?)"
            params += [contact, contact]
        found = self._read(self._db.rows(sql, params))
        order = ("agreed", "introduced", "refused", "asked", "thanked", "proposed", "done", "declined", "dismissed")
        kept = [one for one in found if closed or one.state not in CLOSED]
        return sorted(kept, key=lambda one: (order.index(one.state), *sorted((one.a_name, one.b_name)), one.id))

    def get(self, introduction: Id) -> Introduction:
        """One introduction. Raises `NotFound`."""
        found = self._read(self._db.rows(f"{_SQL} AND i.id = ?", (introduction,)))
        if not found:
            raise NotFound(say("There is no such {what}.", what=say("introduction")))
        return found[0]

    def between(self, a: Id, b: Id) -> Introduction | None:
        """What was done about this pair, whichever way round."""
        found = self._read(self._db.rows(f"{_SQL} AND i.id = ?", (pair_id(a, b),)))
        return found[0] if found else None

    # Writing

    def propose(self, a: Id, b: Id, reason: str = "") -> Id:
        """Think of bringing two people together. Raises `Refused` for a pair that was thought of before."""
        names = self._present(a), self._present(b)
        if a == b:
            raise Refused(say("Nobody can be introduced to themselves. Choose another person."))
        known = self.between(a, b)
        if known is not None:
            raise Refused(say("{a} and {b} were thought of before: {state}.", a=names[0], b=names[1], state=known.said))
        self._willing({a: names[0], b: names[1]})
        first, second = min(a, b), max(a, b)
        values = {"a": first, "b": second, "reason": words(reason), "state": "open",
                  "colleague": self._journal.author()}  # fmt: skip
        title = say("Plan to introduce {a} and {b}", a=names[0], b=names[1])
        return self._write("introduction", pair_id(a, b), values, title, new=True)

    def ask(self, introduction: Id, person: Id) -> None:
        """One of the two was asked."""
        side = self._side(introduction, person)
        self._stand(introduction)
        title = say("Note that {name} was asked about meeting {other}", **self._between(introduction, side))
        self._set(introduction, {f"asked_{side}": self._day()}, title)

    def answer(self, introduction: Id, person: Id, willing: bool) -> None:
        """One of the two said yes or no."""
        side = self._side(introduction, person)
        held = self.get(introduction)
        if willing:
            self._stand(introduction)
        asked = (held.asked_a if side == "a" else held.asked_b) or self._today()
        values = {f"answer_{side}": "yes" if willing else "no", f"asked_{side}": asked.isoformat()}
        if not willing:
            values["closed_on"] = self._day()
        title = "Note that {name} would like to meet {other}" if willing else (
            "Note that {name} would rather not meet {other}")  # fmt: skip
        self._set(introduction, values, say(title, **self._between(introduction, side)))

    def introduce(self, introduction: Id, text: str = "", at: date | None = None) -> Id:
        """They are introduced: the entry in both timelines. Raises `Refused` unless both said yes."""
        self._stand(introduction)
        held = self.get(introduction)
        if held.introduced is not None:
            raise Refused(say("{a} and {b} were introduced on {day} already.", a=held.a_name, b=held.b_name,
                              day=held.introduced))  # fmt: skip
        if held.state != "agreed":
            raise Refused(say("Both have to say yes first: {state}.", state=held.said))
        on = at or self._today()
        with self._journal.change(say("Introduce {a} and {b}", a=held.a_name, b=held.b_name)) as draft:
            entry = self._timeline.log([held.a, held.b], "introduction", words(text) or held.reason, at=at)
            draft.set("introduction", introduction, {"introduced": on.isoformat(), "interaction": entry})
            self._came_of(held, entry, on)
        return entry

    def unsaid_in(self, entry: Id) -> bool:
        """Whether an entry is about an introduction of two people and does not say who brought them together."""
        return self._timeline.get(entry).direction is None and self._of_two(entry) is not None

    def made_in(self, entry: Id) -> Id | None:
        """Note that we brought two people together, whether or not it was planned here; ``entry`` says it already.

        None where it can be nothing of the kind: more or fewer than two people, an organisation, somebody else who
        brought them to us, an entry that lies ahead, two who were introduced before.
        """
        held = self._of_two(entry)
        if held is None:
            return None
        a, b = sorted(contact for contact, _ in held.contacts)
        on = self._clock.local(held.at).date()
        with self._journal.change(say("Note an introduction")) as draft:
            values: dict[str, Any] = {"introduced": on.isoformat(), "interaction": entry}
            known = self.between(a, b)
            if known is None:
                values |= {"a": a, "b": b, "reason": words(held.body), "state": "open"}
                draft.insert("introduction", pair_id(a, b), {**values, "colleague": self._journal.author()})
            else:
                if known.state in ("declined", "dismissed"):
                    self.reopen(pair_id(a, b))  # it came about all the same, and what came of it is still to be heard
                draft.set("introduction", pair_id(a, b), values)
            self._came_of(self.get(pair_id(a, b)), entry, on)
        return pair_id(a, b)

    def _of_two(self, entry: Id) -> Entry | None:
        """The entry, where it may be that we brought two people together in it."""
        held = self._timeline.get(entry)
        if held.kind != "introduction" or held.direction == "in" or held.planned or len(held.contacts) != 2:
            return None
        a, b = (contact for contact, _ in held.contacts)
        known = self.between(a, b)
        if (known is not None and known.introduced is not None) or not self._two_people(a, b):
            return None
        return held

    def _two_people(self, *contacts: Id) -> bool:
        marks = ", ".join("?" * len(contacts))
        sql = f"SELECT count(*) FROM contact WHERE id IN ({marks}) AND +sy_live = 1 AND kind = 'individual'"
        return bool(self._db.value(sql, contacts) == len(contacts))

    def _came_of(self, made: Introduction, entry: Id, on: date) -> None:
        """Both know each other from now on, and were given something."""
        if not self._relations.related(made.a, made.b):
            self._relations.add(made.a, "acquaintance", made.b, strength=1, evidence=made.reason, interaction=entry,
                                since=on)  # fmt: skip
        for person, other in ((made.a, made.b_name), (made.b, made.a_name)):
            self._gives.gave(person, "introduction", other, day=on, interaction=entry, source=made.id)

    def thank(self, introduction: Id) -> None:
        """Both were thanked for taking the trouble."""
        held = self.get(introduction)
        if held.introduced is None:
            raise Refused(say("They are not introduced yet."))
        title = say("Note that {a} and {b} were thanked", a=held.a_name, b=held.b_name)
        self._set(introduction, {"thanked": self._day()}, title)

    def finish(self, introduction: Id, outcome: str) -> None:
        """What came of it."""
        held = self.get(introduction)
        if held.introduced is None:
            raise Refused(say("They are not introduced yet."))
        told = words(outcome, say("Say what came of it, in a few words."))
        title = say("Note what came of introducing {a} and {b}", a=held.a_name, b=held.b_name)
        self._set(introduction, {"outcome": told, "closed_on": self._day()}, title)

    def dismiss(self, introduction: Id, reason: str = "") -> None:
        """Not these two; they are not proposed again. Whoever said yes where the other said no has been told then."""
        values = {"state": "dismissed", "closed_on": self._day(), "outcome": words(reason)}
        held = self.get(introduction)
        title = say("Put {a} and {b} away", a=held.a_name, b=held.b_name)
        if held.waiting is not None:  # who said yes was told
            self._write("introduction", introduction, values, title)
        else:
            self._set(introduction, values, title)

    def reopen(self, introduction: Id) -> None:
        """It was put away, or a "no" was noted, by mistake: as it stood before. Raises `Refused` for any other."""
        held = self.get(introduction)
        if held.state not in ("declined", "dismissed"):
            raise Refused(say("Only what was declined or put away is opened again: {state}.", state=held.said))
        values: dict[str, Any] = {"state": "open", "closed_on": None, "outcome": None}
        answers = {"answer_a": held.answer_a, "answer_b": held.answer_b}
        values |= {field: None for field, answer in answers.items() if answer == "no"}
        title = say("Open the introduction of {a} and {b} again", a=held.a_name, b=held.b_name)
        self._write("introduction", introduction, values, title)

    # Details

    def _day(self) -> str:
        return self._today().isoformat()

    def _willing(self, people: Mapping[Id, str]) -> None:
        """Raise `Refused` when one of these does not want to be introduced."""
        for person, standing in approach(self._db, people, self._today()).items():
            no = declined(people[person], standing)
            if no is not None:
                raise Refused(say("{no}. Note a new permission when that has changed.", no=no))

    def _stand(self, introduction: Id) -> None:
        """Raise `Refused` when one of the two said no to introductions meanwhile."""
        held = self.get(introduction)
        if held.state == "refused":
            self._willing({held.a: held.a_name, held.b: held.b_name})

    def _set(self, introduction: Id, values: dict[str, Any], title: Sentence) -> None:
        if self.get(introduction).state in CLOSED:
            raise Refused(say("This introduction is closed: {state}.", state=self.get(introduction).said))
        self._write("introduction", introduction, values, title)

    def _between(self, introduction: Id, side: str) -> dict[str, str]:
        """Whom it is about and whom they would meet, as parameters of a title."""
        held = self.get(introduction)
        names = (held.a_name, held.b_name) if side == "a" else (held.b_name, held.a_name)
        return dict(zip(("name", "other"), names, strict=True))

    def _side(self, introduction: Id, person: Id) -> str:
        held = self.get(introduction)
        if person not in (held.a, held.b):
            raise Refused(say("This is not one of the two."))
        return "a" if person == held.a else "b"

    def _read(self, rows: Sequence[Sequence[Any]]) -> list[Introduction]:
        names = self._names(contact for row in rows for contact in (row[1], row[2]))
        states = [_state(*row[4:12]) for row in rows]
        open_ones = [row for row, state in zip(rows, states, strict=True) if state in _BEFORE]
        people = dict.fromkeys(person for row in open_ones for person in row[1:3])
        may = approach(self._db, people, self._today()) if people else {}
        found = []
        for row, state in zip(rows, states, strict=True):
            said: Sentence | None = None
            refusal = None
            for person in row[1:3] if state in _BEFORE else ():
                no = declined(names.get(person, ""), may[person])
                if no is not None and refusal is None:
                    state, said, refusal = "refused", no, may[person].permission
            found.append(Introduction(
                id=row[0], a=row[1], a_name=names.get(row[1], ""), b=row[2], b_name=names.get(row[2], ""),
                reason=row[3] or "", state=state, asked_a=read_day(row[5]), asked_b=read_day(row[6]),
                answer_a=row[7] or "", answer_b=row[8] or "", introduced=read_day(row[9]), thanked=read_day(row[10]),
                outcome=row[11] or "", closed_on=read_day(row[12]), interaction=row[13],
                said=said or _half(state, row, names) or STATES[state],
                refusal=refusal.id if refusal is not None else None,
            ))  # fmt: skip
        return found


def pair_id(a: Id, b: Id) -> Id:
    """The id of a pair, the same whichever way round."""
    return derived_id(min(a, b), f"introduction:{max(a, b).hex()}")


def _half(state: str, row: Sequence[Any], names: Mapping[Id, str]) -> Sentence | None:
    """What one of the two said already, while it is not known what the other thinks of it."""
    for person, answer, other, asked in ((row[1], row[7], row[2], row[6]), (row[2], row[8], row[1], row[5])):
        if state in ("asked", "proposed") and answer == "yes":
            form = "{name} said yes, {other} was asked" if asked else "{name} said yes, {other} was not asked yet"
            return say(form, name=names.get(person, ""), other=names.get(other, ""))
    return None


def _state(state: str | None, asked_a: str | None, asked_b: str | None, answer_a: str | None, answer_b: str | None,
           introduced: str | None, thanked: str | None, outcome: str | None) -> str:  # fmt: skip
    """Where it stands, from what was done on any device."""
    if introduced is not None:
        return "done" if outcome else "thanked" if thanked else "introduced"
    if state == "dismissed":
        return "dismissed"
    if "no" in (answer_a, answer_b):
        return "declined"
    if answer_a == answer_b == "yes":
        return "agreed"
    return "asked" if asked_a or asked_b else "proposed"
