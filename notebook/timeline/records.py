"""The records of the timeline: what its services hand out and what the one-line grammar finds.

Everything here is a frozen value without behaviour of the database, so that the window and the command
line may keep it as long as they like. Instants are aware datetimes in UTC, days are plain dates.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING
from unicodedata import category

from notebook.sentences import Sentence, say
from notebook.timeline.kinds import NOTE, USUAL

if TYPE_CHECKING:
    from notebook.timeline.closing import Takeaway
    from notebook.timeline.remarks import Remark

Id = bytes
Named = tuple[Id, str]  # an id and the name shown for it


@dataclass(frozen=True, slots=True)
class PromiseDraft:
    """A promise that is not stored yet. No ``due`` means "when asked"; ``due_from`` opens a range."""

    text: str
    due: date | None = None
    due_from: date | None = None
    direction: str = "ours"


@dataclass(frozen=True, slots=True)
class Promise:
    """Who promised whom what (R1).

    ``direction``: ``ours`` (we promised the contact) or ``theirs``. ``state``: open, kept, broken,
    released or renegotiated. ``interaction``: the entry it was made in; ``closed_in``: the one that closed
    it; ``succeeds``: the promise that was renegotiated into this one. Neither due day: "when asked".
    """

    id: Id
    contact: Id | None
    contact_name: str
    colleague: Id | None
    colleague_name: str
    direction: str
    text: str
    interaction: Id | None
    due_from: date | None
    due: date | None
    state: str
    closed_on: date | None
    closed_in: Id | None = None
    succeeds: Id | None = None

    @property
    def open(self) -> bool:
        """Still to be kept."""
        return self.state == "open"

    def overdue(self, today: date) -> bool:
        """Open, and its last day has passed."""
        return self.state == "open" and self.due is not None and self.due < today


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file kept with an entry; ``size`` in bytes."""

    id: Id
    interaction: Id
    name: str
    media_type: str
    size: int


@dataclass(frozen=True, slots=True)
class Made:
    """A record that an entry made, or that is the reason of the offer in it: where it stands and how it is called.

    ``table``: want, owned, story, purchase, favour or offer; ``text``: its words as they are stored; ``said``: a short
    label; ``closed``: it is over (a want that was met, an offer that was answered).
    """

    id: Id
    table: str
    contact: Id
    text: str
    said: Sentence
    closed: bool = False


@dataclass(frozen=True, slots=True)
class Offered:
    """How an offer went out (``way``: by e-mail), and why all the same where a check said stop."""

    way: Sentence | None
    override: Sentence | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One interaction as the timeline shows it (T1).

    ``direction``: ``in`` (they came to us), ``out`` or None. ``zone``: the zone it was recorded in, by
    name; ``minutes``: duration. ``contacts`` and ``colleagues`` are those still in the notebook. ``takeaways``: what
    was learned in it, and what it left for next time. ``planned``: its time has not come yet. ``made`` and
    ``offered`` are there where they were asked for (`notebook.value.made`).
    """

    id: Id
    kind: str
    direction: str | None
    at: datetime
    zone: str
    minutes: int | None
    body: str
    contacts: tuple[Named, ...] = ()
    colleagues: tuple[Named, ...] = ()
    promises: tuple[Promise, ...] = ()
    author_name: str = ""
    attachments: tuple[Attachment, ...] = ()
    takeaways: tuple[Takeaway, ...] = ()
    made: tuple[Made, ...] = ()
    offered: Offered | None = None
    planned: bool = False

    def whose(self, contact: Id | None, shown: Id | None = None) -> str:
        """Who is to be named with what belongs to one of the people of this entry; empty where it is clear.

        Among the entries of ``shown`` it is clear of them alone, in a stream of many where only one took part.
        """
        clear = contact == shown if any(whom == shown for whom, _ in self.contacts) else len(self.contacts) < 2
        return "" if clear else next((name for whom, name in self.contacts if whom == contact), "")


@dataclass(frozen=True, slots=True)
class Stream:
    """Which entries: those of a contact, of an organisation and its people, of a group, or everything.

    The rest narrows it down: one kind, one colleague, a period (``since`` inclusive, ``until`` exclusive).
    """

    contact: Id | None = None
    organisation: Id | None = None
    group: Id | None = None
    kind: str | None = None
    colleague: Id | None = None
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """A name found in the line, with everybody it may mean: none, one, or several to choose from."""

    text: str
    matches: tuple[Named, ...] = ()

    @property
    def id(self) -> Id | None:
        """The contact, when exactly one answers to the name."""
        return self.matches[0][0] if len(self.matches) == 1 else None


@dataclass(frozen=True, slots=True)
class Chip:
    """A part of the line that was understood.

    ``kind``: kind, direction, person, unknown-person, ambiguous-person, when, duration, promise, due, want,
    story, purchase, gave or asked;
    ``text``: what to show; ``start`` and ``end``: where it stands in the line.
    """

    kind: str
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Doubt:
    """Words of a line that look like a day, a time, a price, a quantity or a clause and could not be read as one.

    They stay in the text, and nothing is kept of them. ``kind``: day, time (without its day), clock, price, quantity,
    clause, or unkept (a purchase that tells of none); ``meant``: what may stand there instead, where that is obvious;
    ``why``: what is wrong with it.
    """

    kind: str
    text: str
    start: int
    end: int
    meant: str = ""
    why: Sentence | None = None

    @property
    def said(self) -> Sentence:
        """What was not understood, and what to write."""
        if self.why is not None:
            return say("Not understood: {words}. {why}", words=self.text, why=self.why)
        if self.meant:
            return say("Not understood: {words}. Did you mean {meant}?", words=self.text, meant=self.meant)
        match self.kind:
            case "time":
                return say("Not understood: {words}. Name the day too, like tomorrow.", words=self.text)
            case "clock":
                return say("Not understood: {words}. Write a time like 14:30.", words=self.text)
            case "price":
                return say("Not understood: {words}. Write the price like 1120 EUR.", words=self.text)
            case "quantity":
                return say("Not understood: {words}. Write how many like 4 x.", words=self.text)
        return say("Not understood: {words}. Write a day like 5 March or 2026-03-05.", words=self.text)


@dataclass(frozen=True, slots=True)
class Phrase:
    """What the one-line grammar made of a line (T2).

    ``kind`` is never empty (``note`` when none was named); ``at`` is an aware instant in UTC or None
    (now); ``timed`` tells whether a time of day was named (else ``at`` is noon of the named day, or now
    when that day is today). ``problems`` say what a person should look at before confirming. ``remarks``: wants,
    stories, purchases, what was given and asked; their words stay in the body too. ``missing``: what to write where
    a marker (``promise:``) stands with nothing behind it; such a line is not ready to be logged. ``doubts``: what looks
    like something and could not be read; the line can be logged, and nothing is kept of them but their words.
    ``only_keeps``: it is nothing but clauses of what is noted about somebody, wants and purchases and the like.
    """

    kind: str = "note"
    direction: str | None = None
    people: tuple[Person, ...] = ()
    at: datetime | None = None
    minutes: int | None = None
    body: str = ""
    promises: tuple[PromiseDraft, ...] = ()
    chips: tuple[Chip, ...] = ()
    problems: tuple[Sentence, ...] = ()
    timed: bool = False
    remarks: tuple[Remark, ...] = ()
    missing: tuple[Sentence, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    only_keeps: bool = False

    @property
    def usual(self) -> str:
        """The kind that the composer shows, for everybody to see, before a line is logged.

        What the line names; else a call, but for a line that only keeps: nobody said they talked. On the command line,
        where nothing is shown before, a line that names no kind is what ``kind`` says: a note.
        """
        named = any(chip.kind == "kind" for chip in self.chips)
        return self.kind if named or self.only_keeps else USUAL

    @property
    def says_something(self) -> bool:
        """Whether it tells of anything: ``call Ann`` does, a note without words does not."""
        return tells(self.kind, self.body, self.promises, self.remarks)

    @property
    def contacts(self) -> tuple[Id, ...]:
        """The people that are clear, each once, in the order of the line."""
        return tuple(dict.fromkeys(person.id for person in self.people if person.id is not None))


def tells(kind: str, body: str, *kept: Collection[object]) -> bool:
    """Whether an entry would be about anything: a bare call is, a note is with words or with something it keeps."""
    return kind != NOTE or says_something(body) or any(kept)


def says_something(text: str) -> bool:
    """Whether a text has more in it than blanks and punctuation: a letter, a digit, a picture."""
    return any(category(letter)[0] in "LN" or category(letter) == "So" for letter in text)
