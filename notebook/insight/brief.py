"""The brief (B1): one page per contact, in the order a person needs it before a talk, by rules, offline.

It names every open promise and want and the last talk, and never guesses: every line follows from rows whose ids
stand beside it. A talk is anything but a note, a purchase, an introduction or an offer that was logged: an offer is
what we said, not what they did. What came after the last talk is news. A fixed number of queries, all by index,
whatever the size of the notebook; for an organisation a few more for each of its people with whom something is open.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from notebook.changes.ids import derived_id
from notebook.contacts.contradicting import clashes
from notebook.contacts.dates import PartialDate, comes_round, rounds
from notebook.contacts.showing import chunks, lasting
from notebook.errors import NotFound, Refused
from notebook.insight import balance, pending
from notebook.insight.records import Brief, Id, Line, Section
from notebook.insight.sources import Sources
from notebook.insight.whole import whole
from notebook.network.records import Introduction, Relative
from notebook.reminders.sources import GRACE
from notebook.sentences import Sentence, count, say
from notebook.storage.folding import fold
from notebook.storage.times import instant_text, read_instant
from notebook.timeline.kinds import NO_TALK, OFFER, label
from notebook.timeline.ledger import read_partial
from notebook.timeline.promises import read_day
from notebook.timeline.records import Promise
from notebook.value.offers import against, checks_in, way
from notebook.value.records import Want

NEAR = timedelta(days=31)
SHORT = 6  # lines of the card in the window
_NEWS, _LEARNED, _LONGEST = 8, 3, 600
_FEW = 3  # others who share an interest, so that it says something about two of them
_ENTRY = (
    "SELECT i.id, i.kind, i.body, p.x_at FROM participant p JOIN interaction i ON i.id = p.interaction"
    " WHERE p.contact {whom} AND p.sy_live = 1 AND p.x_at <= ?2"
)
_ORGANISATION = (  # what was said with its people was said with it
    "IN (SELECT ?1 UNION SELECT r.person FROM role r JOIN contact c ON c.id = r.person AND +c.sy_live = 1"
    f" WHERE r.organisation = ?1 AND r.sy_live = 1 AND {lasting('r.until', '?2')})"
)
_HORIZON = {"now": say("now"), "season": say("this season"), "year": say("this year"), "someday": say("some day")}
_TITLES: tuple[tuple[str, Sentence], ...] = (
    ("promises", say("Promises")), ("next", say("Next time")), ("last", say("Last talk")), ("news", say("Since then")),
    ("wants", say("Wants")), ("near", say("Family and dates")), ("balance", say("Give and take")),
    ("know", say("Good to know")), ("permission", say("Permission")),
)  # fmt: skip
# Which sections the short form takes its first line from, before any gives a second one.
_FIRST = ("promises", "last", "wants", "next", "near", "balance", "news", "know")


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
    sections = (Section(key, title, tuple(getattr(teller, key)())) for key, title in _TITLES)
    return Brief(contact, name, today, tuple(one for one in sections if one.lines))


def short(page: Brief, most: int = SHORT) -> tuple[Line, ...]:
    """The lines that matter most, in the order of the page: one of each section, both directions of promises,
    then what is left."""
    chosen: list[Line] = []
    sections = {section.key: section.lines for section in page.sections}
    for key in _FIRST:
        lines = sections.get(key, ())
        first = list(lines[:1])
        if key == "promises":
            first += [line for line in lines if line.kind != lines[0].kind][:1]
        chosen += first
    rest = [line for key in _FIRST for line in sections.get(key, ()) if line not in chosen]
    kept = (chosen + rest)[:most]
    return tuple(line for line in page.lines if line in kept)


_COMMON = frozenset(
    """
about after again also always because been before being below between both each every from have here into just
like make many more most much must never nobody none nothing only other others over people same should some
such than that their them then there these they thing things this those through under until very well were
what when where which while whoever will with without would your
""".split()
)


class _Teller:
    """Reads and words the sections of one page."""

    def __init__(self, book: Sources, contact: Id, today: date, organisation: bool) -> None:
        self._organisation = organisation
        self._entry = _ENTRY.format(whom=_ORGANISATION if organisation else "= ?1")
        self._book, self._db, self._contact, self._today = book, book.db, contact, today
        self._since: str | None = None  # the instant of the last talk
        self._now = instant_text(book.clock.now())  # what is dated ahead was not said yet

    def promises(self) -> Iterator[Line]:
        """Open ones: ours, overdue first, then theirs; of an organisation also those of its people."""
        yield from self._promises(self._contact)
        yield from self._of_people("promise", self._promises)

    def _of_people(self, table: str, lines: Callable[[Id], Iterable[Line]]) -> Iterator[Line]:
        """What is open with the people of an organisation, with whom it is before it."""
        sql = f"SELECT DISTINCT contact FROM {table} WHERE +sy_live = 1 AND +state = 'open' AND contact IN "
        there = {row[0] for marks, part in chunks(self._staff) for row in self._db.rows(f"{sql} ({marks})", part)}
        for person, name in self._book.contacts.names([one for one in self._staff if one in there]).items():
            for line in lines(person):
                yield replace(line, text=say("{name}: {text}", name=name, text=line.text))

    @cached_property
    def _staff(self) -> list[Id]:
        return whole(self._db, self._contact, self._today)[1:] if self._organisation else []

    def _promises(self, contact: Id) -> Iterator[Line]:
        me = self._book.colleagues.my_id()
        held = self._book.promises.of(contact)
        outcomes = pending.Outcomes(self._book, contact)
        for promise in sorted(held, key=lambda one: one.direction == "theirs"):
            late = promise.overdue(self._today)
            words = {"text": promise.text, "when": self._due(promise)}
            if promise.direction == "theirs":
                text = say("They promised: {text}, {when}", **words)
            elif promise.colleague in (None, me):
                text = say("You promised: {text}, {when}", **words)
            else:
                text = say("{colleague} promised: {text}, {when}", colleague=promise.colleague_name or "?", **words)
            text, rows = outcomes.told(promise, text)
            yield Line(text, _rows(promise.id, promise.interaction, *rows), f"promise-{promise.direction}", late)

    def next(self) -> Iterator[Line]:
        """What waits for the next talk: when that is planned, what was noted for it, what is theirs to answer."""
        yield from pending.planned(self._book, [self._contact, *self._staff], self._today)
        yield from self._next(self._contact)
        yield from self._of_people("takeaway", self._next)
        yield from pending.lines(self._book, self._contact, self._introductions, self._today)

    def _next(self, contact: Id) -> Iterator[Line]:
        for item in self._book.closing.waiting(contact):
            yield Line(say("Next time: {text}", text=item.text), _rows(item.id, item.interaction), "next")

    @cached_property
    def _introductions(self) -> list[Introduction]:
        return self._book.introductions.of(self._contact, closed=True)

    def last(self) -> Iterator[Line]:
        """The last talk, and what was learned lately."""
        order = "ORDER BY p.x_at DESC, p.interaction DESC LIMIT 1"
        row = self._db.one(f"{self._entry} AND i.kind NOT IN {NO_TALK} {order}", (self._contact, self._now))
        if row is not None:
            self._since = row[3]
            with_whom = self._with(row[0])
            us = ", {names} of us" if self._organisation else " with {names}"
            who = say(us, names=with_whom) if with_whom else ""
            kind, theirs = self._kind_with(row[0], label(row[1] or "note"))
            words = {"kind": kind, "day": self._day(row[3]), "who": who, "text": _flat(row[2])}
            form = "{kind} on {day}{who}: {text}" if row[2] else "{kind} on {day}{who}"
            yield Line(say(form, **words), (row[0], *theirs), "last")
        for item in self._book.closing.learned(self._contact)[:_LEARNED]:
            if (row is not None and item.interaction == row[0]) or item.day is None:
                text = say("Learned: {text}", text=item.text)
            else:  # not in the talk that stands above it
                text = say("Learned on {day}: {text}", day=item.day, text=item.text)
            yield Line(text, _rows(item.id, item.interaction), "learned")

    def news(self) -> Iterator[Line]:
        """What was noted, bought, told and became of them since the last talk."""
        since = self._since or ""
        since_day = self._day(since) if since else date.min
        once = "GROUP BY p.interaction" if self._organisation else ""  # several of its people were there
        order = f"{once} ORDER BY p.x_at DESC, p.interaction DESC LIMIT {_NEWS}"
        rows = self._db.rows(f"{self._entry} AND p.x_at > ?3 {order}", (self._contact, self._now, since))
        offered = self._offered([row[0] for row in rows if row[1] == OFFER])
        met = {one.interaction: one for one in self._introductions}
        told = {row[0] for row in rows}
        for entry, one in met.items():
            if entry is not None and entry not in told and (one.closed_on or date.min) > since_day:
                yield self._meeting(one)
        for row in rows:
            if row[0] in met:
                yield self._meeting(met[row[0]], row[2])
                continue
            words = {"kind": label(row[1] or "note"), "day": self._day(row[3]), "text": _flat(row[2])}
            form = "{kind} on {day}: {text}" if row[2] else "{kind} on {day}"
            if row[0] in offered:
                offer, how, why = offered[row[0]]
                form = form.replace("{day}", "{day}, {way}") if how else form
                text = say(form, **words, way=how or "")
                yield Line(say("{offer}. {why}", offer=text, why=why) if why else text, (row[0], offer), "news")
            else:
                yield Line(say(form, **words), (row[0],), "news")
        if not since:
            return
        period = (self._contact, since_day.isoformat(), self._book.clock.today().isoformat())
        sql = ("SELECT id, text, interaction FROM story WHERE contact = ? AND sy_live = 1 AND day > ? AND day <= ?"
               " ORDER BY day, id")  # fmt: skip
        for story, text, entry in self._db.rows(sql, period):
            yield Line(say("They told: {text}", text=_flat(text)), _rows(story, entry), "news")
        sql = ("SELECT r.id, r.title, r.role, o.full_name FROM role r LEFT JOIN contact o ON o.id = r.organisation"
               " WHERE r.person = ? AND r.sy_live = 1 AND r.since > ? AND r.since <= ?"
               " ORDER BY r.since, r.id")  # fmt: skip
        for role, title, what, organisation in self._db.rows(sql, period):
            parts = ", ".join(part for part in (title or what, organisation) if part)
            if parts:
                yield Line(say("Now: {role}", role=parts), (role,), "news")

    def _meeting(self, one: Introduction, said: str | None = None) -> Line:
        """Whom they were introduced to, and what came of it."""
        other = one.b_name if one.a == self._contact else one.a_name
        text = say("Introduced to {name} on {day}", name=other, day=one.introduced)
        if said or one.reason:
            text = say("{introduced}: {reason}", introduced=text, reason=_flat(said or one.reason))
        if one.outcome:
            text = say("{introduced}; what came of it: {outcome}", introduced=text, outcome=_flat(one.outcome))
        return Line(text, _rows(one.id, one.interaction), "news")

    def _offered(self, entries: Sequence[Id]) -> dict[Id, tuple[Id, Sentence | None, Sentence | None]]:
        """The offers of these entries, how they went out, and why all the same where something spoke against it."""
        if not entries:
            return {}
        rows = self._db.rows(
            "SELECT f.interaction, f.id, f.channel, f.override_reason, f.checks FROM participant p JOIN offer f"
            " ON f.contact = p.contact AND f.interaction = p.interaction AND +f.sy_live = 1"
            f" WHERE p.interaction IN ({','.join('?' * len(entries))}) AND +p.sy_live = 1", entries)  # fmt: skip
        return {row[0]: (row[1], way(row[2] or ""), against(row[3], checks_in(row[4]))) for row in rows}

    def wants(self) -> Iterator[Line]:
        """Every open want, due ones first; of an organisation also those of its people."""
        yield from self._wants(self._contact)
        yield from self._of_people("want", self._wants)

    def _wants(self, contact: Id) -> Iterator[Line]:
        for want in self._book.wants.of(contact):
            known = want.certainty != "suspected"
            form = "Wants: {text}, {when}" if known else "Perhaps wants: {text}, {when}"
            text = say(form, text=want.text, when=self._wanted(want))
            if want.words:
                text = say("{want} – “{words}”", want=text, words=want.words)
            late = want.due is not None and want.due < self._today
            yield Line(text, _rows(want.id, want.interaction), "want", late)

    def near(self) -> Iterator[Line]:
        """Dates of theirs and of their family that come soon, or went by without a word, then the family."""
        family = self._book.relations.family(self._contact)
        soon: list[tuple[date, Line]] = []
        sql = "SELECT id, kind, label, date, feb29 FROM anniversary WHERE contact = ? AND sy_live = 1"
        rows = self._db.rows(sql, (self._contact,))
        died = any(row[1] == "death" for row in rows)
        for row, kind, own, text, feb29 in rows:
            when = read_partial(text)
            if when is None:
                continue
            coming = self._coming(when, feb29) if not (died and kind == "birth") else None
            if coming is not None:
                soon.append((coming[0], Line(self._occasion(kind, own, *coming, None), (row,), "date")))
            elif not died and (gone := self._missed(row, when, feb29)) is not None:
                soon.append((gone[0], Line(self._occasion(kind, own, *gone, None), (row,), "date", True)))
        told_of = set[Id]()  # who is related in two ways has one birthday
        for one in family:
            for occasion in one.occasions:
                if occasion.row is not None and occasion.row in told_of:
                    continue
                told_of.update(_rows(occasion.row))
                if occasion.next is not None and occasion.next - self._today <= NEAR and occasion.kind != "death":
                    told = self._occasion(occasion.kind, occasion.label, occasion.next, occasion.years, one.name)
                    soon.append((occasion.next, Line(told, _rows(occasion.row, one.relation.id), "date")))
        yield from (line for _, line in sorted(soon, key=lambda pair: pair[0]))
        for one in family:
            born = [occasion.row for occasion in one.occasions if occasion.kind == "birth" and one.age is not None]
            yield Line(_relative(one), _rows(one.relation.id, *born, one.relation.interaction), "family")

    def balance(self) -> Iterator[Line]:
        """What went to and fro in twelve months."""
        held = balance.of_whole(self._db, [self._contact, *self._staff], self._today)
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
            words = [say("{text}", text=part) for part in (_flat(met), read_day(met_on) or met_on) if part]
            words += [say("through {name}", name=host.name)] if host else []
            if words:
                yield Line(say("How we met: {text}", text=_listed(words)), _rows(self._contact, through), "know")
        forms = ("To us: {text}", "Stands for: {text}", "How they buy: {text}")
        for text, form in zip((relation, stands_for, buys), forms, strict=True):
            if text and text.strip():
                yield Line(say(form, text=_flat(text)), (self._contact,), "know")
                if form == forms[1]:
                    yield from self._values(text)
        liked = self._db.rows("SELECT id, value FROM detail WHERE contact = ? AND kind = 'interest' AND sy_live = 1"
                              " ORDER BY pref IS NULL, pref, pos, id", (self._contact,))  # fmt: skip
        if liked:
            names = ", ".join(value for _, value in liked if value)
            yield Line(say("Interests: {text}", text=names), tuple(row for row, _ in liked), "know")
            yield from self._shared_with_us(liked)
            yield from self._shared(liked)
        if avoid and avoid.strip():
            yield Line(say("Better not to mention: {text}", text=_flat(avoid)), (self._contact,), "avoid")
        for said, fact in self._book.facts.several(self._contact):
            yield Line(say("Which is right? {what} (choose on the card)", what=said), (fact.row,), "know")
        for said, rows in clashes(self._db, self._contact):
            yield Line(say("{text}", text=said), rows, "know")

    def _values(self, theirs: str) -> Iterator[Line]:
        """Our own values beside theirs, where a word of both meets (P11)."""
        held = meeting_words(theirs)
        for one in self._book.colleagues.all():
            if held & meeting_words(one.stands_for):
                text = say("{name} of us stands for: {text}", name=one.name, text=_flat(one.stands_for))
                yield Line(text, (self._contact, one.id), "know")

    def _shared_with_us(self, liked: Sequence[Sequence[Any]]) -> Iterator[Line]:
        """Interests that one of us has as well."""
        for one in self._book.colleagues.all():
            ours = {fold(interest) for interest in one.interests}
            both = [(row, value) for row, value in liked if value and fold(value) in ours]
            if both:
                names = ", ".join(value for _, value in both)
                text = say("In common with {name} of us: {interest}", name=one.name, interest=names)
                yield Line(text, (*(row for row, _ in both), one.id), "know")

    def _shared(self, liked: Sequence[Sequence[Any]]) -> Iterator[Line]:
        """Interests that few others have as well, written alike: something to talk about, or to bring together."""
        sql = (
            "SELECT c.x_sort, c.id, d.id FROM detail d JOIN contact c ON c.id = d.contact AND +c.sy_live = 1"
            " WHERE d.kind = 'interest' AND d.value = ? AND d.contact <> ? AND +d.sy_live = 1"
            f" LIMIT {_FEW + 1}"
        )  # sorted here: SQLite would look at all who share it, and they may be thousands
        for row, value in liked:
            found = self._db.rows(sql, (value, self._contact)) if value else []
            others = sorted(found, key=lambda other: (other[0] or "", other[1]))
            if 0 < len(others) <= _FEW:
                names = ", ".join(one.name for one in self._book.contacts.rows([other for _, other, _ in others]))
                text = say("In common with {names}: {interest}", names=names, interest=value)
                yield Line(text, (row, *(held for _, _, held in others)), "know")

    def permission(self) -> Iterator[Line]:
        """What is known about contacting them."""
        for standing in self._book.permissions.of(self._contact):
            line = standing.permission
            evidence = _rows(line.id, line.interaction) if line else ()
            yield Line(standing.said, evidence or (self._contact,), "permission")

    # Words

    def _day(self, instant: str) -> date:
        return self._book.clock.local(read_instant(instant)).date()

    def _due(self, promise: Promise) -> Sentence:
        if promise.due is None:
            return say("when asked")
        late = (self._today - promise.due).days
        if late > 0:
            return count("due {day}, {n} day late", "due {day}, {n} days late", late, day=promise.due)
        if late == 0:
            return say("due today")
        if promise.due_from is not None:
            return say("from {since} to {day}", since=promise.due_from, day=promise.due)
        return say("by {day}", day=promise.due)

    def _wanted(self, want: Want) -> Sentence:
        if want.due is not None:
            late = (self._today - want.due).days
            return count("by {day}, {n} day ago", "by {day}, {n} days ago", late, day=want.due) if late > 0 else (
                say("by {day}", day=want.due))  # fmt: skip
        return _HORIZON.get(want.horizon, _HORIZON["someday"])

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
        rows = self._db.rows(sql, (entry,))
        if [row[0] for row in rows] == [self._book.colleagues.my_id()]:
            return ""
        return ", ".join(row[1] for row in rows if row[1])

    def _coming(self, when: PartialDate, feb29: str | None) -> tuple[date, int | None] | None:
        found = comes_round(when, self._today, feb29)
        return found if found is not None and found[0] <= self._today + NEAR else None

    def _missed(self, row: Id, when: PartialDate, feb29: str | None) -> tuple[date, int | None] | None:
        """When a date came round lately and how many years later that was, while the agenda still asks for it."""
        for day, years in rounds(when, self._today - GRACE, self._today - timedelta(days=1), feb29):
            sql = "SELECT 1 FROM occurrence WHERE id = ? AND sy_live = 1 AND state IN ('done', 'skipped')"
            return None if self._db.one(sql, (derived_id(row, day.isoformat()),)) else (day, years)
        return None

    def _occasion(self, kind: str | None, own: str | None, day: date, years: int | None, name: str | None) -> Sentence:
        what: object = own or say("Anniversary")
        if kind in ("birth", "wedding") and years == 0:  # it is still to come
            what = say("Birth") if kind == "birth" else say("Wedding")
        elif kind in ("birth", "wedding", "death"):
            what = {"birth": say("Birthday"), "wedding": say("Wedding anniversary"), "death": say("Day of death")}[kind]
        if name is not None:
            what = say("{name}: {occasion}", name=name, occasion=what)
        past = day < self._today
        if kind == "birth" and years:
            form = "{what} was on {day}, turned {age}" if past else "{what} on {day}, turns {age}"
            return say(form, what=what, day=day, age=years)
        return say("{what} was on {day}" if past else "{what} on {day}", what=what, day=day)


def _relative(one: Relative) -> Sentence:
    """Inês (daughter), 6, starts school."""
    more = [one.aged] if one.aged is not None else []
    more += [say("{text}", text=_flat(text)) for text in (one.school, one.note) if text]
    more += [one.doubt] if one.doubt is not None else []
    who = say("{name} ({relation})", name=one.name, relation=one.said)
    return say("{who}, {more}", who=who, more=_listed(more)) if more else who


def _listed(parts: Sequence[Sentence]) -> Sentence:
    """Sentences with commas between."""
    whole = parts[0]
    for part in parts[1:]:
        whole = say("{first}, {next}", first=whole, next=part)
    return whole


def meeting_words(text: str) -> frozenset[str]:
    """The words of a text by which two values can meet: folded, of four letters or more, none of the commonest."""
    return frozenset(word for word in re.findall(r"\w+", fold(text)) if len(word) > 3) - _COMMON


def _rows(*ids: Id | None) -> tuple[Id, ...]:
    return tuple(one for one in ids if one is not None)


def _flat(text: str | None) -> str:
    """On one line, not longer than somebody reads before a talk."""
    flat = " ".join((text or "").split())
    return flat if len(flat) <= _LONGEST else f"{flat[:_LONGEST].rsplit(' ', 1)[0]} …"


def briefs(book: Sources, contacts: Iterable[Id], on: date | None = None) -> list[Brief]:
    """A day's visits, in the order asked for, each contact once."""
    return [brief(book, contact, on) for contact in dict.fromkeys(contacts)]
