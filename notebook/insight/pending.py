"""What is open between us and a contact and stands in their brief before it stands in Today: what Today asks for, and
what will be asked for when its time comes (B1, B4).

Talks that are planned, what we mean to do, introductions under way and those that came to nothing, offers without an
answer, reminders that are due, what came of a question that they answered, and what was promised beside them to others.
Each line names the rows it follows from.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date, time, timedelta

from notebook.insight.moves import Moves
from notebook.insight.records import Id, Line
from notebook.insight.sources import Sources
from notebook.insight.wording import by, due, flat, led, rows
from notebook.network.introductions import CLOSED
from notebook.network.questions import owed_to
from notebook.network.records import Introduction
from notebook.reminders.waiting import unaware
from notebook.sentences import Sentence, count, say
from notebook.storage.database import Row
from notebook.storage.parts import chunks
from notebook.storage.times import instant_text, read_instant
from notebook.timeline.instants import local_instant
from notebook.timeline.kinds import NO_TALK, label
from notebook.timeline.offered import gist
from notebook.timeline.records import Promise

_DAY, _SOON = timedelta(days=1), timedelta(days=31)
_INTENDED = 3  # intentions of one contact: more are a list, no plan
_PLANNED = (
    "SELECT i.id, i.kind, i.at, i.body FROM participant p JOIN interaction i ON i.id = p.interaction"
    f" WHERE p.contact IN ({{}}) AND p.sy_live = 1 AND p.x_at > ? AND p.x_at < ? AND i.kind NOT IN {NO_TALK}"
    " GROUP BY i.id ORDER BY i.at, i.id"
)
_OFFERED = (
    "SELECT id, text, day, interaction FROM offer WHERE contact = ? AND sy_live = 1 AND state = 'made' AND day <= ?"
    " ORDER BY day, id"
)
_ANSWERED = (
    "SELECT q.id, q.text, q.outcome, a.id, a.text FROM answer a JOIN question q ON q.id = a.question"
    " AND +q.sy_live = 1 WHERE a.contact = ? AND a.sy_live = 1 AND q.state = 'closed' AND q.outcome IS NOT NULL"
    " ORDER BY q.closed_on DESC, q.id, a.day, a.sy_st, a.sy_cid"
)


def planned(book: Sources, contacts: Sequence[Id], today: date) -> Iterator[Line]:
    """The talks with any of these that are planned for the day and the next 31, the first of them first."""
    start, end = (instant_text(local_instant(book.clock, day, time())) for day in (today, today + _SOON + _DAY))
    bounds = (max(start, instant_text(book.clock.now())), end)
    found = (row for marks, part in chunks(contacts) for row in book.db.rows(_PLANNED.format(marks), (*part, *bounds)))
    talks = {row[0]: row for row in found}
    promised = beside(book, list(talks), contacts, today)
    for entry, kind, at, body in sorted(talks.values(), key=lambda row: (row[2], row[0])):
        local = book.clock.local(read_instant(at))
        form = "{kind} planned today {time}" if local.date() == today else "{kind} planned on {day} {time}"
        text = say(form, kind=label(kind or "note"), day=local.date(), time=f"{local:%H:%M}")
        yield led(text, flat(body), (entry,), "planned")
        yield from promised.get(entry, ())


def beside(book: Sources, entries: Sequence[Id], contacts: Collection[Id], today: date) -> dict[Id, list[Line]]:
    """What was promised in these entries to, or by, others than these contacts, and is open, by entry.

    Who was there heard it and will ask; it is a line of the talk, no promise of theirs.
    """
    made = book.promises.made_in(entries) if entries else {}
    theirs = {entry: [one for one in made[entry] if one.open and one.contact not in contacts] for entry in made}
    return {entry: [_heard(book, one, today) for one in promises] for entry, promises in theirs.items()}


def _heard(book: Sources, promise: Promise, today: date) -> Line:
    name, whose = promise.contact_name, ""
    if promise.direction == "theirs":
        lead = say("{name} promised", name=name)
    elif promise.colleague in (None, book.colleagues.my_id()):
        lead = say("You promised {name}", name=name)
    else:
        whose = promise.colleague_name or "?"
        lead = say("{colleague} promised {name}", colleague=whose, name=name)
    text = say("{text}, {when}", text=flat(promise.text), when=due(promise, today))
    evidence = rows(promise.id, promise.interaction)
    return led(lead, text, evidence, f"beside-{promise.direction}", promise.overdue(today), whose)


def intended(book: Sources, contact: Id, told: Collection[Id], today: date) -> Iterator[Line]:
    """What we mean to do for or with them, each with its next step, unless a reminder of that step was told."""
    for one in book.plans.of(contact)[:_INTENDED]:
        text, evidence = say("{text}", text=flat(one.text)), rows(one.id)
        step = next((step for step in one.steps if step.state == "open"), None)
        if step is not None and step.reminder not in told:
            text = say("{intention}; next step: {step}", intention=text, step=flat(step.text))
            evidence = rows(one.id, step.id)
            if step.day is not None:
                text = say("{text}, {when}", text=text, when=by(step.day, today))
                evidence = rows(one.id, step.id, step.reminder)
        yield led(say("We mean to"), text, evidence, "plan")


def lines(book: Sources, contact: Id, introductions: list[Introduction], today: date) -> Iterator[Line]:
    """What to ask or to tell the next time, beside what was noted for it."""
    for item in book.reminders.about(contact, today):
        late = (today - item.day).days
        when = count("{n} day late, due {day}", "{n} days late, due {day}", late, day=item.day) if late > 0 else (
            say("due {day}", day=item.day))  # fmt: skip
        text = say("{text}, {when}", text=flat(item.text), when=when)
        yield led(say("Reminder"), text, (item.subject,), "reminder", item.last < today)
    untold = unaware(book.db, book.clock, contact) if any(one.waiting == contact for one in introductions) else ()
    for one in introductions:
        if one.id in untold:
            other = one.b_name if one.a == contact else one.a_name
            lead = say("Tell them that meeting {name} came to nothing", name=other)
            text = say("they said yes, {name} would rather not", name=other)
            yield led(lead, text, (one.id,), "introduction")
        elif one.state not in CLOSED:
            yield _introduction(one, contact)
    for offer, text, day, entry in book.db.rows(_OFFERED, (contact, today.isoformat())):
        told = say("{text}, offered on {day}, no answer yet", text=flat(gist(text)), day=date.fromisoformat(day))
        yield led(say("Ask about the offer"), told, rows(offer, entry), "offer")


def _introduction(one: Introduction, contact: Id) -> Line:
    """How far an introduction is, as one of the two hears of it."""
    mine = (one.asked_a, one.answer_a) if one.a == contact else (one.asked_b, one.answer_b)
    theirs = (one.asked_b, one.answer_b) if one.a == contact else (one.asked_a, one.answer_a)
    other = one.b_name if one.a == contact else one.a_name
    if one.refusal is not None:
        lead = say("Meeting {name} comes to nothing", name=other)
        return led(lead, one.said, (one.id, one.refusal), "introduction")
    return led(*_step(one, other, *mine, *theirs), (one.id,), "introduction")


def _step(one: Introduction, other: str, asked: date | None, answer: str, their_day: date | None,
          theirs: str) -> tuple[Sentence, object]:  # fmt: skip
    """What is to be done next, and what there is to say of it."""
    if one.introduced is not None:
        return say("Ask what came of meeting {name}, introduced on {day}", name=other, day=one.introduced), None
    if one.state == "agreed":
        return say("Introduce them to {name}", name=other), say("both said yes")
    if not answer and asked is not None:
        return say("Ask again about meeting {name}, asked on {day}", name=other, day=asked), None
    if not answer and theirs:
        return say("Ask about meeting {name}, who said yes", name=other), None
    if not answer:
        return say("Ask about meeting {name}", name=other), flat(one.reason)
    if their_day is not None:
        return say("They would like to meet {name}, who was asked on {day}", name=other, day=their_day), None
    return say("They would like to meet {name}, who was not asked yet", name=other), None


class Outcomes:
    """What came of the questions that a contact answered, for the promises to tell them of it.

    A promise is known by its id, or by that of the one it took the place of. One that was made before ids said so is
    known by the question at the end of its words.
    """

    def __init__(self, book: Sources, contact: Id, moves: Moves) -> None:
        self._moves = moves
        rows = book.db.rows(_ANSWERED, (contact,))
        self._owed: dict[Id, Row] = {owed_to(row[0], contact): row for row in reversed(rows)}  # the first answer counts
        made = {row[0] for marks, part in chunks(list(self._owed))
                for row in book.db.rows(f"SELECT id FROM promise WHERE id IN ({marks})", part)}  # fmt: skip
        self._unnamed = [row for promise, row in self._owed.items() if promise not in made][::-1]

    def told(self, promise: Promise, text: Sentence) -> tuple[Sentence, tuple[Id, ...]]:
        """The line of a promise with what is to be told, and the rows that say so."""
        held = self._question(promise) if promise.direction == "ours" else None
        if held is None:
            return text, ()
        question, _, outcome, answer, words = held
        told = say("{promise}. What came of it: {outcome}. They had said: “{words}”", promise=text,
                   outcome=flat(outcome).removesuffix("."), words=flat(words))  # fmt: skip
        return told, (question, answer)

    def _question(self, promise: Promise) -> Row | None:
        if not self._owed:
            return None
        first, text = next(iter(self._moves.chain(promise.id)), promise.id), promise.text
        return self._owed.get(first) or next(
            (row for row in self._unnamed if row[1] and (text == row[1] or text.endswith(f" {row[1]}"))), None)
