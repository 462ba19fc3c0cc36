"""The merged agenda (R2-R5): everything due, with the reason it is there and what removes it.

Sections count from the day it is asked for: overdue, today, week (the next seven days), later. Promises of
ours that are overdue come first, mine before those of my colleagues, then what is overdue, then by day. What somebody
put away (`dismissals`) is in none of their lists. What was put off says until when, a promise of ours how late it is
as well.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache
from itertools import chain, islice

from notebook.changes.ids import show_id
from notebook.clock import Clock
from notebook.reminders import sources, waiting
from notebook.reminders.cadence import Cadence
from notebook.reminders.planned import Planned
from notebook.reminders.records import SECTIONS, Due, Id, Section
from notebook.reminders.scope import Away, Found, Refusals, Scope
from notebook.reminders.sources import GRACE
from notebook.sentences import Sentence, count, say
from notebook.storage.database import Database
from notebook.storage.parts import chunks
from notebook.timeline.days import read_day
from notebook.timeline.horizons import asked_again
from notebook.timeline.kinds import label
from notebook.timeline.offered import gist
from notebook.timeline.promises import Names, names_of

_Source = Callable[[Database, Scope], Iterator[Found]]
_SOURCES: tuple[_Source, ...] = (sources.reminders, sources.dates, sources.cadences, sources.promises, sources.wants,
            waiting.offers)  # fmt: skip
_KINDS = ("planned", "promise", "reminder", "birthday", "anniversary", "cadence", "want", "introduction", "offer",
          "promise-theirs")  # fmt: skip
_WEEK = timedelta(days=7)
_KEPT = say("keeping, releasing or renegotiating it removes it")
_Told = tuple[Sentence, Sentence, Sentence]  # what to do, why, what removes it
_START, _END = date(10, 1, 1), date(9990, 12, 31)  # what is reckoned from a day has to be a date too


class Agenda:
    """Reads what is due."""

    def __init__(self, db: Database, contacts: Names, clock: Clock, refusals: Refusals, away: Away,
                 me: Callable[[], Id | None]) -> None:  # fmt: skip
        self._db, self._contacts, self._clock, self._refusals, self._away = db, contacts, clock, refusals, away
        self._me = me
        self._sources: tuple[_Source, ...] = (*_SOURCES, waiting.Introductions(clock), Planned(clock))

    def found(self, on: date, days: int = 0) -> Iterator[Found]:
        """What is due on a day, overdue or due within the next ``days``, one by one and not yet in words."""
        on = _within(on)
        until = on + timedelta(days=min(days, (_END - on).days))
        return self._left(self._unmarked(Scope(on, until, None, self._refusals, self._me())))

    def _left(self, found: Iterator[Found]) -> Iterator[Found]:
        """Without what was put away."""
        away = self._away()
        return (item for item in found if item.key not in away) if away else found

    def until(self, on: date, days: int) -> list[Due]:
        """The same in order and in words."""
        return self.worded(list(self.found(on, days)), on)

    def sections(self, on: date, days: int, most: Mapping[str, int]) -> tuple[Section, ...]:
        """How much each section holds, and the first of it in words: at most as many as ``most`` says."""
        on = _within(on)
        counts = dict.fromkeys(SECTIONS, 0)
        held: dict[str, list[Found]] = {section: [] for section in SECTIONS}
        for item in self.found(on, days):
            section = section_of(item, on)
            counts[section] += 1
            first = held[section]
            first.append(item)
            if len(first) > 4 * most[section] + 100:  # with 100,000 contacts there are 20,000, which is 26 MB
                first.sort(key=lambda each: _order(each, on))
                del first[most[section] :]
        for section, first in held.items():
            first.sort(key=lambda each: _order(each, on))
            del first[most[section] :]
        return tuple(
            Section(section, counts[section], tuple(self.worded(held[section], on)))
            for section in SECTIONS if counts[section]
        )  # fmt: skip

    def worded(self, found: Sequence[Found], on: date) -> list[Due]:
        """These in order and in words."""
        on = _within(on)
        people = (person for item in found for person in (item.contact, item.extra.get("other")))
        names = names_of(self._contacts, people)
        to_call = [item.contact for item in found if item.kind == "cadence" and item.contact is not None]
        refused = self._refusals("phone", to_call, on) if to_call else {}
        plans, us = self._plans(found), self._us(found)
        due = ((item, worded(self._here(item, refused), names, on, plans, us)) for item in found)
        return [one for _, one in sorted(due, key=lambda pair: _rank(pair[0], pair[1], on))]

    def _plans(self, found: Sequence[Found]) -> dict[Id, str]:
        """The intentions of those reminders that are steps of one."""
        held = {item.subject for item in found if item.kind == "reminder"}
        people = {item.contact for item in found if item.kind == "reminder" and item.contact is not None}
        return {
            reminder: text or ""
            for marks, part in chunks(list(people))
            for reminder, text in self._db.rows(
                "SELECT s.reminder, n.text FROM intention n JOIN step s ON s.intention = n.id AND +s.sy_live = 1"
                f" WHERE +n.sy_live = 1 AND n.contact IN ({marks})", part)
            if reminder in held
        }  # fmt: skip

    def _us(self, found: Sequence[Found]) -> dict[Id, str]:
        """What my colleagues are called, where something is theirs to do."""
        if not any("whose" in item.extra for item in found):
            return {}
        return dict(self._db.rows("SELECT id, coalesce(name, account, '?') FROM colleague"))

    def _here(self, item: Found, refused: Mapping[Id, date | None]) -> Found:
        """The last contact as the day it was where the notebook is, and whether they are to be called at all."""
        if item.kind != "cadence" or item.contact is None:
            return item
        day = self._clock.day(item.extra.get("last"))
        silent = {"refused": refused[item.contact]} if item.contact in refused else {}
        return replace(item, extra={**item.extra, "last": day, **silent})

    def of(self, contacts: Iterable[Id], on: date) -> list[Found]:
        """Everything that will come up about some contacts, marks followed, in order of days; put away or not."""
        scope = Scope(on, on + timedelta(days=366), tuple(dict.fromkeys(contacts)), self._refusals, self._me())
        return sorted(self._unmarked(scope), key=lambda item: (item.first, item.subject))

    def reminders(self, contact: Id, on: date) -> list[Found]:
        """The reminders about a contact that have come up by a day, marks followed."""
        found = self._unmarked(Scope(on, on, (contact,)), (sources.reminders,))
        return sorted((item for item in found if item.first <= on), key=lambda item: (item.first, item.subject))

    def planned(self, on: date) -> Iterator[Found]:
        """The planned talks of a day."""
        return self._unmarked(Scope(on, on), (Planned(self._clock),))

    def _unmarked(self, scope: Scope, kinds: Sequence[_Source] | None = None) -> Iterator[Found]:
        """Leave out what is done or skipped; what is snoozed counts for the day it comes back."""
        until = scope.until if scope.contacts is None else date.max
        found = chain.from_iterable(source(self._db, scope) for source in kinds or self._sources)
        while part := list(islice(found, 500)):
            marks = sources.marks_of(self._db, part)
            for item in part:
                state, text = marks.get((item.subject, item.day.isoformat()), ("", None))
                back = read_day(text)
                if back is not None:
                    item = replace(item, first=back, last=_last(item, back), extra={**item.extra, "back": back})
                elif state in ("done", "skipped"):
                    continue
                if item.first <= until or not back:
                    yield item


def _within(on: date) -> date:
    return max(_START, min(on, _END))


def _last(item: Found, back: date) -> date:
    """The last day on which it is not overdue, put off until ``back``: putting it off moves no promise of ours."""
    if item.kind == "promise":
        return item.last
    return max(back, item.last) if item.kind == "cadence" or item.last == date.max else back  # some only wait


def section_of(item: Found, on: date) -> str:
    """Overdue, today, week (the next seven days) or later, as seen from a day."""
    if item.last < on and item.first <= on:
        return "overdue"
    if item.first <= on:
        return "today"
    return "week" if item.first <= on + _WEEK else "later"


def worded(item: Found, names: Mapping[Id, str], on: date, plans: Mapping[Id, str], us: Mapping[Id, str]) -> Due:
    """The row as a person reads it; ``plans``: the intentions that reminders are steps of, ``us``: my colleagues."""
    whose = us.get(item.extra["whose"], "?") if "whose" in item.extra else ""
    name = names.get(item.contact or b"", "")
    if item.kind == "introduction":
        text, why, way = _introduction(item, name, names.get(item.extra["other"], ""), on)
    else:
        text, why, way = _words(item, name, on, whose)
    back = item.extra.get("back")
    if back is not None and back > on:
        why = say("{why}, put off until {day}", why=why, day=back)
    if item.kind == "reminder" and plans.get(item.subject):  # last: it may be long, and a card is narrow
        why = say("{why}; a step of “{plan}”", why=why, plan=plans[item.subject])
    return Due(
        id=show_id(item.subject), kind=item.kind, subject=item.subject, day=item.day, shown=item.first, text=text,
        why=why, way=way, contact=item.contact, contact_name=name, overdue=item.last < on,
        section=section_of(item, on), whose=whose,
    )  # fmt: skip


def _order(item: Found, on: date) -> tuple[int, date, bool, int, bytes]:
    """As `_rank`, but for the names: what is not shown is not worth looking them up."""
    theirs = "whose" in item.extra
    if item.last < on and item.first <= on:  # overdue: asked of tens of thousands
        return (int(theirs) if item.kind == "promise" else 2), item.day, theirs, _KINDS.index(item.kind), item.subject
    return 3, item.first, theirs, _KINDS.index(item.kind), item.subject


def _rank(item: Found, due: Due, on: date) -> tuple[int, date, bool, int, str, bytes]:
    first, day, theirs, kind, subject = _order(item, on)
    return first, day, theirs, kind, due.contact_name, subject


def _words(item: Found, name: str, on: date, whose: str) -> _Told:
    when = _when(item.day, on)
    match item.kind:
        case "promise":
            form = "promised to {name} by {colleague}, {when}" if whose else "promised to {name}, {when}"
            return say("{text}", text=item.text), say(form, name=name, colleague=whose, when=when), _KEPT
        case "promise-theirs":
            text = say("{name} owes us: {text}", name=name, text=item.text)
            form = "promised by {name} to {colleague}, {when}" if whose else "promised by {name}, {when}"
            return text, say(form, name=name, colleague=whose, when=when), _KEPT
        case "cadence":
            why = _cadence_reason(item.extra["cadence"], item.extra["last"], on)
            if whose:
                why = say("{why}; {colleague} looks after them", why=why, colleague=whose)
            way = say("any logged contact removes it")
            if "refused" not in item.extra:
                return say("Call {name}", name=name), why, way
            said = item.extra["refused"]
            form = "{why}; not by phone: they said no on {day}" if said else "{why}; not by phone: they said no"
            return say("Get in touch with {name}", name=name), say(form, why=why, day=said or ""), way
        case "want":
            again = (asked_again(item.extra["horizon"], item.extra["due"], on) - on).days
            way = count("done asks again in {n} day, closing the want removes it",
                        "done asks again in {n} days, closing the want removes it", again)  # fmt: skip
            return say("Ask {name} about: {text}", name=name, text=item.text), _wanted(item, on), way
        case "planned":
            return _planned(item, name, on)
        case "offer":
            text = say("Ask {name} about the offer: {text}", name=name, text=gist(item.text))
            why = say("offered on {day}, no answer yet", day=item.extra["since"])
            return text, why, say("noting the answer removes it")
        case "reminder":
            way = say("done or skip moves it to its next day") if item.extra["rrule"] else say("done removes it")
            return say("{text}", text=item.text), say("{what}, {when}", what=_reminder(item, name, whose),
                                                      when=when), way  # fmt: skip
    return _occasion(item, name), *_date_reason(item, on)


def _reminder(item: Found, name: str, whose: str) -> Sentence:
    """What kind of reminder it is, about whom, and whose."""
    if item.extra["rrule"]:
        what = say("a reminder about {name} that repeats", name=name) if name else say("a reminder that repeats")
    else:
        what = say("a reminder about {name}", name=name) if name else say("a reminder")
    return say("{what}, for {colleague}", what=what, colleague=whose) if whose else what


def _planned(item: Found, name: str, on: date) -> _Told:
    what = {"kind": label(item.extra["kind"]), "name": name, "time": item.extra["time"]}
    if item.extra["come"]:
        way = say("writing down what came of it removes it, so does deleting or moving the entry; it goes away by"
                  " itself at the end of the day")  # fmt: skip
        why = say("planned for today, its hour has come")
        return say("{kind} {name} at {time}: what came of it?", **what), why, way
    text = say("{kind} {name} at {time}", **what)
    if item.text:
        text = say("{what}: {text}", what=text, text=item.text)
    why = say("planned for today") if item.day == on else say("planned for {day}", day=item.day)
    return text, why, say("deleting or moving the entry removes it")


def _wanted(item: Found, on: date) -> Sentence:
    due, since = item.extra["due"], item.extra["since"]
    if due is None:
        return say("wanted since {day}", day=since) if since is not None else say("wanted now")
    late = (on - due).days
    if late > 0:
        return count("wanted by {day}, {n} day ago", "wanted by {day}, {n} days ago", late, day=due)
    return say("wanted by today") if late == 0 else say("wanted by {day}", day=due)


def _introduction(item: Found, name: str, other: str, on: date) -> _Told:
    days = max(0, (on - item.day + waiting.PATIENCE).days)
    match item.extra["step"]:
        case "agreed":
            text = say("Introduce {name} and {other}", name=name, other=other)
            return text, say("both said yes"), say("introducing them removes it")
        case "met":
            text = say("Ask {name} what came of meeting {other}", name=name, other=other)
            why = count("introduced {n} day ago", "introduced {n} days ago", days)
            return text, why, say("noting what came of it removes it")
        case "planned":
            text = say("Ask {name} or {other} about meeting each other", name=name, other=other)
            return text, say("planned, nobody was asked yet"), say("asking one of them removes it")
        case "nothing":
            text = say("Tell {name} that meeting {other} came to nothing", name=name, other=other)
            why = say("{name} said yes, {other} would rather not", name=name, other=other)
            return text, why, say("the next talk with {name} removes it, so does putting it away", name=name)
        case "other":
            text = say("Ask {name} about meeting {other}", name=name, other=other)
            return text, say("{other} said yes", other=other), say("asking removes it")
    text = say("Ask {name} again about meeting {other}", name=name, other=other)
    return text, count("asked {n} day ago", "asked {n} days ago", days), say("noting the answer removes it")


def _occasion(item: Found, name: str) -> Sentence:
    match item.extra["of"]:
        case "birth":
            return say("{name}'s birthday", name=name)
        case "wedding":
            return say("{name}'s wedding anniversary" if item.extra["years"] != 0 else "{name}'s wedding", name=name)
        case "death":
            return say("{name}: day of death", name=name)
    return say("{name}: {occasion}", name=name, occasion=item.text or say("anniversary"))


def _date_reason(item: Found, on: date) -> tuple[Sentence, Sentence]:
    until = item.day + GRACE
    years = item.extra["years"]
    if years == 0:
        return _when(item.day, on), say("tick it when it is done, it goes away by itself after that day")
    if item.kind != "birthday":
        why = _when(item.day, on) if years is None else count("{n} year", "{n} years", years)
        return why, say("tick it when it is done, it goes away by itself on {until}", until=until)
    way = say("tick it when you have wished, it goes away by itself on {until}", until=until)
    if years is None:
        return _when(item.day, on), way
    if item.day < on:
        return say("turned {age} on {day}", age=years, day=item.day), way
    return say("turns {age}", age=years), way


def _cadence_reason(cadence: Cadence, last: date | None, on: date) -> Sentence:
    gap = cadence.spoken()
    if cadence.group:
        gap = say("{cadence} (group {group})", cadence=gap, group=cadence.group)
    if last is None:
        return say("{cadence}, nothing logged so far", cadence=gap)
    days = (on - last).days
    ago = count("{n} day ago", "{n} days ago", days) if days > 0 else say("today")
    return say("{cadence}, last contact {ago}", cadence=gap, ago=ago)


@lru_cache(maxsize=1000)  # thousands of things are due on a few hundred days
def _when(day: date, on: date) -> Sentence:
    days = (day - on).days
    if days == 0:
        return say("due today")
    if days < 0:
        return count("{n} day late", "{n} days late", -days)
    return count("due in {n} day", "due in {n} days", days)
