"""The brief (B1): one page per contact, in the order a person needs it before a talk, by rules, offline.

It names every open promise and want and the last talk, and never guesses: every line follows from rows whose ids
stand beside it. A talk is anything but a note, a purchase, an introduction or an offer that was logged: an offer is
what we said, not what they did. What came after the last talk is news. A fixed number of queries, all by index,
whatever the size of the notebook; for an organisation a few more for each of its people with whom something is open.

The page of an organisation tells what is with its people as well, with whom before it: what is promised, wanted, asked
and due, what was learned and told, and every talk. Left to their own pages are who they are (family, dates, what they
like, how they buy) and what they permit.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from notebook.changes.ids import derived_id
from notebook.contacts.contradicting import clashes
from notebook.contacts.dates import PartialDate, comes_round, rounds
from notebook.contacts.showing import lasting
from notebook.errors import NotFound, Refused
from notebook.insight import balance, became, pending
from notebook.insight.moves import Moves
from notebook.insight.records import Brief, Id, Line, Section
from notebook.insight.sources import Sources
from notebook.insight.whole import whole
from notebook.insight.wording import due, flat, led, listed, meeting_words, occasion, of_person, relative, rows, wanted
from notebook.network.records import Introduction
from notebook.reminders.sources import GRACE
from notebook.sentences import Sentence, say
from notebook.storage.database import Row
from notebook.storage.folding import fold
from notebook.storage.parts import chunks
from notebook.storage.times import instant_text
from notebook.timeline.days import read_day, read_partial
from notebook.timeline.kinds import NO_TALK, OFFER, label
from notebook.timeline.offered import gist
from notebook.value.offers import against, checks_in, way

NEAR = timedelta(days=31)
_YEAR = timedelta(days=365)  # where no talk was, a broken word is told so long
_NEWS, _LEARNED = 8, 3
_FEW = 3  # others who share an interest, so that it says something about two of them
_ENTRY = (
    "SELECT i.id, i.kind, i.body, p.x_at FROM participant p JOIN interaction i ON i.id = p.interaction"
    " WHERE p.contact {whom} AND p.sy_live = 1 AND p.x_at <= ?2"
)
_ORGANISATION = (  # what was said with its people was said with it
    "IN (SELECT ?1 UNION SELECT r.person FROM role r JOIN contact c ON c.id = r.person AND +c.sy_live = 1"
    f" WHERE r.organisation = ?1 AND r.sy_live = 1 AND {lasting('r.until', '?2')})"
)
_STANDING = "(+closed_on IS NULL OR +state = 'open' AND 'yes' IN (answer_a, answer_b) AND introduced IS NULL)"
# Where it stands that something is open with one of the people of an organisation: table, column, when.
_OPEN: Mapping[str, tuple[tuple[str, str, str], ...]] = {
    "promises": (("promise", "contact", "+state = 'open'"),),
    "next": (("takeaway", "contact", "+state = 'open'"),),
    "pending": (("reminder", "contact", "+x_next IS NOT NULL"), ("offer", "contact", "+state = 'made'"),
                ("introduction", "a", _STANDING), ("introduction", "b", _STANDING)),
    "wants": (("want", "contact", "+state = 'open'"),),
    "plan": (("intention", "contact", "+state = 'open'"),),
}  # fmt: skip
_ROWS = ("promises", "next", "wants")  # what has a line there is not said again with the talk it was said in

_Offered = tuple[Id, Sentence | None, Sentence | None]  # the offer of an entry, how it went out, why all the same


def brief(book: Sources, contact: Id, on: date | None = None) -> Brief:
    """The brief of a contact, as seen from a day (default: today): what is late, due and near then.

    What is said in it is what is known today, so a day that has passed is refused (`Refused`). Raises `NotFound`.
    """
    if on is not None and on < book.clock.today():
        raise Refused(say("{day} is past, and a brief tells what is known today. Choose today or a later day.", day=on))
    name = book.contacts.names([contact]).get(contact)
    if name is None:
        raise NotFound(say("There is no such contact."))
    kind = book.db.value("SELECT kind FROM contact WHERE id = ?", (contact,))
    today = on or book.clock.today()
    teller = _Teller(book, contact, today, kind == "org")
    told = {key: tuple(tell(teller)) for key, _, tell in _SECTIONS if key in _ROWS}
    teller.told.update(row for lines in told.values() for line in lines for row in line.evidence)
    sections = (Section(key, title, told[key] if key in told else tuple(tell(teller)))
                for key, title, tell in _SECTIONS)  # fmt: skip
    return Brief(contact, name, today, tuple(one for one in sections if one.lines))


class _Teller:
    """Reads and words the sections of one page."""

    def __init__(self, book: Sources, contact: Id, today: date, organisation: bool) -> None:
        self._organisation = organisation
        self._entry = _ENTRY.format(whom=_ORGANISATION if organisation else "= ?1")
        self._book, self._db, self._contact, self._today = book, book.db, contact, today
        self._last: tuple[Id, str] | None = None  # the last talk and its instant
        self._now = instant_text(book.clock.now())  # what is dated ahead was not said yet
        self.told = set[Id]()  # rows that have a line of their own

    def promises(self) -> Iterator[Line]:
        """Open ones: ours, overdue first, then theirs; of an organisation also those of its people."""
        yield from self._promises(self._contact)
        yield from self._of_people("promises", self._promises)

    def _of_people(self, what: str, lines: Callable[[Id], Iterable[Line]]) -> Iterator[Line]:
        """What is open with the people of an organisation, with whom it is before it."""
        there = {row[0] for marks, part in chunks(self._staff) for table, column, when in _OPEN[what] for row in
                 self._db.rows(f"SELECT {column} FROM {table} WHERE +sy_live = 1 AND {when} AND {column} IN ({marks})",
                               part)}  # fmt: skip
        for person, name in self._book.contacts.names([one for one in self._staff if one in there]).items():
            for line in lines(person):
                yield of_person(line, name)

    @cached_property
    def _whole(self) -> list[Id]:
        """Whom the page is about: of an organisation its people too, behind it."""
        return whole(self._db, self._contact, self._today) if self._organisation else [self._contact]

    @property
    def _staff(self) -> list[Id]:
        return self._whole[1:]

    @cached_property
    def _moves(self) -> Moves:
        return Moves(self._book, self._whole)

    def _promises(self, contact: Id) -> Iterator[Line]:
        me = self._book.colleagues.my_id()
        held = self._book.promises.of(contact)
        outcomes = pending.Outcomes(self._book, contact, self._moves)
        moved = self._moves.chains(held)
        for promise in sorted(held, key=lambda one: one.direction == "theirs"):
            late = promise.overdue(self._today)
            whose = ""
            if promise.direction == "theirs":
                lead = say("They promised")
            elif promise.colleague in (None, me):
                lead = say("You promised")
            else:
                whose = promise.colleague_name or "?"
                lead = say("{colleague} promised", colleague=whose)
            text = say("{text}, {when}", text=promise.text, when=due(promise, self._today))
            first = next((one for one in moved.get(promise.id, ()) if one.due is not None), None)
            if first is not None:
                text = say("{promise}, moved from {day}", promise=text, day=first.due)
            text, answers = outcomes.told(promise, text)
            evidence = rows(promise.id, promise.interaction, first.id if first else None, *answers)
            yield led(lead, text, evidence, f"promise-{promise.direction}", late, whose)

    def next(self) -> Iterator[Line]:
        """What waits for the next talk: when that is planned, what was noted for it, what is theirs to answer."""
        yield from pending.planned(self._book, self._whole, self._today)
        yield from self._next(self._contact)
        yield from self._of_people("next", self._next)
        yield from pending.lines(self._book, self._contact, self._introductions, self._today)
        yield from self._of_people("pending", self._pending)

    def _next(self, contact: Id) -> Iterator[Line]:
        for item in self._book.closing.waiting(contact):
            yield led(say("Next time"), item.text, rows(item.id, item.interaction), "next")

    def _pending(self, contact: Id) -> Iterator[Line]:
        return pending.lines(self._book, contact, self._book.introductions.of(contact, closed=True), self._today)

    def _of_whom(self, line: Line, contact: Id, name: str) -> Line:
        """A line about one of its people, with their name."""
        return line if contact == self._contact else of_person(line, name)

    @cached_property
    def _introductions(self) -> list[Introduction]:
        return self._book.introductions.of(self._contact, closed=True)

    def last(self) -> Iterator[Line]:
        """The last talk, and what was learned lately."""
        order = "ORDER BY p.x_at DESC, p.interaction DESC LIMIT 1"
        row = self._db.one(f"{self._entry} AND i.kind NOT IN {NO_TALK} {order}", (self._contact, self._now))
        learned = self._book.closing.lately(self._whole, _LEARNED)
        self.told.update(item.id for item in learned)
        if row is not None:
            self._last = (row[0], row[3])
            with_whom = self._with(row[0])
            us = ", {names} of us" if self._organisation else " with {names}"
            who = say(us, names=with_whom) if with_whom else ""
            kind, theirs = self._kind_with(row[0], label(row[1] or "note"))
            lead = say("{kind} on {day}{who}", kind=kind, day=self._day(row[3]), who=who)
            yield led(lead, self._said([row])[row[0]], (row[0], *theirs), "last")
            yield from self._beside([row[0]]).get(row[0], ())
        for item in learned:
            if (row is not None and item.interaction == row[0]) or item.day is None:
                lead = say("Learned")
            else:  # not in the talk that stands above it
                lead = say("Learned on {day}", day=item.day)
            line = led(lead, item.text, rows(item.id, item.interaction), "learned")
            yield self._of_whom(line, item.contact, item.contact_name)

    def news(self) -> Iterator[Line]:
        """What was noted, bought, told and became of them since the last talk."""
        since = self._last[1] if self._last else ""
        since_day = self._day(since) if since else date.min
        yield from self._became(since_day if since else self._today - _YEAR)
        once = "GROUP BY p.interaction" if self._organisation else ""  # several of its people were there
        order = f"{once} ORDER BY p.x_at DESC, p.interaction DESC LIMIT {_NEWS}"
        entries = self._db.rows(f"{self._entry} AND p.x_at > ?3 {order}", (self._contact, self._now, since))
        offered = self._offered([row[0] for row in entries if row[1] == OFFER])
        met = {one.interaction: one for one in self._introductions}
        period = (since_day.isoformat(), self._book.clock.today().isoformat())
        stories = self._stories(*period) if since else []
        self.told.update(row[1] for row in stories)
        said = self._said(entries)
        beside = self._beside([row[0] for row in entries])
        for entry, one in met.items():
            if entry is not None and entry not in said and (one.closed_on or date.min) > since_day:
                yield self._meeting(one)
        for row in entries:
            if row[0] in met:
                yield self._meeting(met[row[0]], said[row[0]])
            else:
                yield self._entered(row, said[row[0]], offered.get(row[0]))
            yield from beside.get(row[0], ())
        if not since:
            return
        names = self._book.contacts.names(list({row[2] for row in stories} - {self._contact}))
        for _day, story, whose, text, entry in stories:
            line = led(say("They told"), flat(text), rows(story, entry), "news")
            yield self._of_whom(line, whose, names.get(whose, ""))
        sql = ("SELECT r.id, r.title, r.role, o.full_name FROM role r LEFT JOIN contact o ON o.id = r.organisation"
               " WHERE r.person = ? AND r.sy_live = 1 AND r.since > ? AND r.since <= ?"
               " ORDER BY r.since, r.id")  # fmt: skip
        for role, title, what, organisation in self._db.rows(sql, (self._contact, *period)):
            parts = ", ".join(part for part in (title or what, organisation) if part)
            if parts:
                yield led(say("Now"), parts, (role,), "news")

    def _became(self, since: date) -> Iterator[Line]:
        """What became of promises, of an organisation also of those of its people."""
        found = list(became.since(self._book, self._whole, self._moves, self._last, since, self._today))
        names = self._book.contacts.names(list({whose for whose, _ in found} - {self._contact}))
        for whose, line in found:
            yield self._of_whom(line, whose, names.get(whose, ""))

    def _entered(self, row: Row, said: str, offered: _Offered | None) -> Line:
        """An entry, or the offer that it is."""
        lead = say("{kind} on {day}", kind=label(row[1] or "note"), day=self._day(row[3]))
        if offered is None:
            return led(lead, said, (row[0],), "news")
        offer, how, why = offered
        if how:
            lead = say("{entry}, {way}", entry=lead, way=how)
        line = led(lead, flat(gist(row[2] or "")), (row[0], offer), "news")
        return replace(line, text=say("{offer}. {why}", offer=line.text, why=why)) if why else line

    def _beside(self, entries: Sequence[Id]) -> dict[Id, list[Line]]:
        """What was promised in these entries to others who were there."""
        return pending.beside(self._book, entries, self._whole, self._today)

    def _stories(self, since: str, until: str) -> list[Row]:
        """What was told after a day, by a contact or by the people of an organisation, the oldest first."""
        sql = ("SELECT day, id, contact, text, interaction FROM story WHERE sy_live = 1 AND day > ? AND day <= ?"
               " AND contact IN")  # fmt: skip
        return sorted(row for marks, part in chunks(self._whole)
                      for row in self._db.rows(f"{sql} ({marks})", [since, until, *part]))  # fmt: skip

    def _said(self, entries: Iterable[Sequence[Any]]) -> dict[Id, str]:
        """The words of these entries, without what has a line of its own; what belongs to another has their name."""
        held = {entry: body or "" for entry, _kind, body, _at in entries}
        clauses = [entry for entry, body in held.items() if ":" in body]
        if clauses:
            from notebook.timeline.prose import told_of  # the grammar is there when there is something to read with it

            made = self._book.entries(clauses)
            held.update((entry.id, told_of(entry, self._book.clock, self._contact, self.told)) for entry in made)
        return {entry: flat(body) for entry, body in held.items()}

    def _meeting(self, one: Introduction, said: str | None = None) -> Line:
        """Whom they were introduced to, and what came of it."""
        other = one.b_name if one.a == self._contact else one.a_name
        lead = say("Introduced to {name} on {day}", name=other, day=one.introduced)
        line = led(lead, flat(said or one.reason), rows(one.id, one.interaction), "news")
        if one.outcome:
            text = say("{introduced}; what came of it: {outcome}", introduced=line.text, outcome=flat(one.outcome))
            line = replace(line, text=text)
        return line

    def _offered(self, entries: Sequence[Id]) -> dict[Id, _Offered]:
        """The offers of these entries, how they went out, and why all the same where something spoke against it."""
        if not entries:
            return {}
        found = self._db.rows(
            "SELECT f.interaction, f.id, f.channel, f.override_reason, f.checks FROM participant p JOIN offer f"
            " ON f.contact = p.contact AND f.interaction = p.interaction AND +f.sy_live = 1"
            f" WHERE p.interaction IN ({','.join('?' * len(entries))}) AND +p.sy_live = 1", entries)  # fmt: skip
        return {row[0]: (row[1], way(row[2] or ""), against(row[3], checks_in(row[4]))) for row in found}

    def wants(self) -> Iterator[Line]:
        """Every open want, due ones first; of an organisation also those of its people."""
        yield from self._wants(self._contact)
        yield from self._of_people("wants", self._wants)

    def _wants(self, contact: Id) -> Iterator[Line]:
        for want in self._book.wants.of(contact):
            lead = say("Wants") if want.certainty != "suspected" else say("Perhaps wants")
            text = say("{text}, {when}", text=want.text, when=wanted(want, self._today))
            if want.words:
                text = say("{want} – “{words}”", want=text, words=want.words)
            late = want.due is not None and want.due < self._today
            yield led(lead, text, rows(want.id, want.interaction), "want", late)

    def plan(self) -> Iterator[Line]:
        """What we mean to do for or with them, each with its next step."""
        yield from self._plan(self._contact)
        yield from self._of_people("plan", self._plan)

    def _plan(self, contact: Id) -> Iterator[Line]:
        return pending.intended(self._book, contact, self.told, self._today)

    def near(self) -> Iterator[Line]:
        """Dates of theirs and of their family that come soon, or went by without a word, then the family."""
        family = self._book.relations.family(self._contact)
        soon: list[tuple[date, Line]] = []
        sql = "SELECT id, kind, label, date, feb29 FROM anniversary WHERE contact = ? AND sy_live = 1"
        dates = self._db.rows(sql, (self._contact,))
        died = any(row[1] == "death" for row in dates)
        for row, kind, own, text, feb29 in dates:
            when = read_partial(text)
            if when is None:
                continue
            coming = self._coming(when, feb29) if not (died and kind == "birth") else None
            if coming is not None:
                soon.append((coming[0], Line(occasion(kind, own, *coming, self._today), (row,), "date")))
            elif not died and (gone := self._missed(row, when, feb29)) is not None:
                soon.append((gone[0], Line(occasion(kind, own, *gone, self._today), (row,), "date", True)))
        told_of = set[Id]()  # who is related in two ways has one birthday
        for one in family:
            for each in one.occasions:
                if each.row is not None and each.row in told_of:
                    continue
                told_of.update(rows(each.row))
                if each.next is not None and each.next - self._today <= NEAR and each.kind != "death":
                    told = occasion(each.kind, each.label, each.next, each.years, self._today, one.name)
                    name = say("{name}", name=one.name)
                    soon.append((each.next, Line(told, rows(each.row, one.relation.id), "date", lead=name)))
        yield from (line for _, line in sorted(soon, key=lambda pair: pair[0]))
        for one in family:
            born = [each.row for each in one.occasions if each.kind == "birth" and one.age is not None]
            yield Line(relative(one), rows(one.relation.id, *born, one.relation.interaction), "family")

    def balance(self) -> Iterator[Line]:
        """What went to and fro in twelve months."""
        held = balance.of_whole(self._db, self._whole, self._today)
        text = balance.said(held)
        if text is not None:
            yield Line(say("In 12 months {balance}", balance=text), held.evidence, "balance")

    def know(self) -> Iterator[Line]:
        """How we met, what they are to us, what they stand for and like, how they buy, what to leave alone."""
        sql = "SELECT met, met_on, met_through, relation, stands_for, buys, avoid FROM contact WHERE id = ?"
        row = self._db.one(sql, (self._contact,))
        met, met_on, through, relation, stands_for, buys, avoid = row or [None] * 7
        if met or met_on or through:
            host = next(iter(self._book.contacts.rows([through])), None) if through else None
            words = [say("{text}", text=part) for part in (flat(met), read_day(met_on) or met_on) if part]
            words += [say("through {name}", name=host.name)] if host else []
            if words:
                yield led(say("How we met"), listed(words), rows(self._contact, through), "know")
        if flat(relation):
            yield led(say("To us"), flat(relation), (self._contact,), "know")
        if stands_for and flat(stands_for):
            yield led(say("Stands for"), flat(stands_for), (self._contact,), "know")
            yield from self._values(stands_for)
        if flat(buys):
            yield led(say("How they buy"), flat(buys), (self._contact,), "know")
        liked = self._db.rows("SELECT id, value FROM detail WHERE contact = ? AND kind = 'interest' AND sy_live = 1"
                              " ORDER BY pref IS NULL, pref, pos, id", (self._contact,))  # fmt: skip
        if liked:
            names = ", ".join(value for _, value in liked if value)
            yield led(say("Interests"), names, tuple(row for row, _ in liked), "know")
            yield from self._shared_with_us(liked)
            yield from self._shared(liked)
        if flat(avoid):
            yield led(say("Better not to mention"), flat(avoid), (self._contact,), "avoid")
        for said, fact in self._book.facts.several(self._contact):
            lead = say("Which is right?")
            text = say("{lead} {what} (choose on the card)", lead=lead, what=said)
            yield Line(text, (fact.row,), "know", lead=lead)
        for said, both in clashes(self._db, self._contact):
            yield Line(said, both, "know")

    def _values(self, theirs: str) -> Iterator[Line]:
        """Our own values beside theirs, where a word of both meets (P11)."""
        held = meeting_words(theirs)
        for one in self._book.colleagues.all():
            if held & meeting_words(one.stands_for):
                lead = say("{name} of us stands for", name=one.name)
                yield led(lead, flat(one.stands_for), (self._contact, one.id), "know")

    def _shared_with_us(self, liked: Sequence[Sequence[Any]]) -> Iterator[Line]:
        """Interests that one of us has as well."""
        for one in self._book.colleagues.all():
            ours = {fold(interest) for interest in one.interests}
            both = [(row, value) for row, value in liked if value and fold(value) in ours]
            if both:
                names = ", ".join(value for _, value in both)
                lead = say("In common with {name} of us", name=one.name)
                yield led(lead, names, (*(row for row, _ in both), one.id), "know")

    def _shared(self, liked: Sequence[Sequence[Any]]) -> Iterator[Line]:
        """Interests that few others have as well, written alike: something to talk about, or to bring together."""
        sql = (
            "SELECT c.x_sort, c.id, d.id FROM detail d JOIN contact c ON c.id = d.contact AND +c.sy_live = 1"
            " WHERE d.kind = 'interest' AND d.value = ? AND d.contact <> ? AND +d.sy_live = 1"
            f" LIMIT {_FEW + 1}"
        )  # sorted here: SQLite would look at all who share it, and they may be thousands
        unwilling = {one.b if one.a == self._contact else one.a for one in self._introductions if one.unwanted}
        for row, value in liked:
            found = self._db.rows(sql, (value, self._contact)) if value else []
            few = sorted(found, key=lambda other: (other[0] or "", other[1])) if len(found) <= _FEW else []
            others = [other for other in few if other[1] not in unwilling]
            if others:
                names = ", ".join(one.name for one in self._book.contacts.rows([other for _, other, _ in others]))
                lead = say("In common with {names}", names=names)
                yield led(lead, value, (row, *(held for _, _, held in others)), "know")

    def permission(self) -> Iterator[Line]:
        """What is known about contacting them."""
        for standing in self._book.permissions.of(self._contact):
            line = standing.permission
            evidence = rows(line.id, line.interaction) if line else ()
            yield Line(standing.said, evidence or (self._contact,), "permission", lead=standing.what)

    # Words

    def _day(self, instant: str) -> date:
        return self._book.clock.day(instant) or self._today

    def _kind_with(self, entry: Id, kind: Sentence) -> tuple[Sentence, list[Id]]:
        """Of an organisation: with whom of its people."""
        sql = "SELECT contact FROM participant WHERE interaction = ? AND sy_live = 1 ORDER BY rowid"
        there = {row[0] for row in self._db.rows(sql, (entry,))} if self._organisation else set()
        names = self._book.contacts.names([one for one in self._staff if one in there])
        text = say("{kind} with {names}", kind=kind, names=", ".join(sorted(names.values()))) if names else kind
        return text, list(names)

    def _with(self, entry: Id) -> str:
        """Who of us was there, unless it was the one at work alone."""
        sql = ("SELECT p.colleague, g.name FROM participant p JOIN colleague g ON g.id = p.colleague"
               " WHERE p.interaction = ? AND p.sy_live = 1 ORDER BY p.rowid")  # fmt: skip
        there = self._db.rows(sql, (entry,))
        if [row[0] for row in there] == [self._book.colleagues.my_id()]:
            return ""
        return ", ".join(row[1] for row in there if row[1])

    def _coming(self, when: PartialDate, feb29: str | None) -> tuple[date, int | None] | None:
        found = comes_round(when, self._today, feb29)
        return found if found is not None and found[0] <= self._today + NEAR else None

    def _missed(self, row: Id, when: PartialDate, feb29: str | None) -> tuple[date, int | None] | None:
        """When a date came round lately and how many years later that was, while the agenda still asks for it."""
        for day, years in rounds(when, self._today - GRACE, self._today - timedelta(days=1), feb29):
            sql = "SELECT 1 FROM occurrence WHERE id = ? AND sy_live = 1 AND state IN ('done', 'skipped')"
            return None if self._db.one(sql, (derived_id(row, day.isoformat()),)) else (day, years)
        return None


_SECTIONS: tuple[tuple[str, Sentence, Callable[[_Teller], Iterator[Line]]], ...] = (
    ("promises", say("Promises"), _Teller.promises), ("next", say("Next time"), _Teller.next),
    ("last", say("Last talk"), _Teller.last), ("news", say("Since then"), _Teller.news),
    ("wants", say("Wants"), _Teller.wants), ("plan", say("Plan"), _Teller.plan),
    ("near", say("Family and dates"), _Teller.near), ("balance", say("Give and take"), _Teller.balance),
    ("know", say("Good to know"), _Teller.know), ("permission", say("Permission"), _Teller.permission),
)  # fmt: skip


def briefs(book: Sources, contacts: Iterable[Id], on: date | None = None) -> list[Brief]:
    """A day's visits, in the order asked for, each contact once."""
    return [brief(book, contact, on) for contact in dict.fromkeys(contacts)]
