"""What the network hands out: frozen records, no rows, no SQL."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from notebook.contacts.dates import PartialDate
from notebook.network import kinds
from notebook.network.ages import aged
from notebook.sentences import Sentence

Id = bytes
Named = tuple[Id, str]


@dataclass(frozen=True, slots=True)
class Relation:
    """A relation as seen from one contact (P3).

    ``person``: who it is to, None without a card; ``kind``: what they are to the contact (`kinds.INVERSE`);
    ``inverse``: it was entered on their card. ``said``: the kind in words. ``strength`` 1 to 3 or None.
    ``since``/``until``: partial dates as text; ``ended``: until has passed. ``born``, ``school``,
    ``occasions``: what is known of somebody without a card.
    """

    id: Id
    contact: Id
    person: Id | None
    name: str
    kind: str
    label: str
    inverse: bool
    said: Sentence
    strength: int | None
    evidence: str
    interaction: Id | None
    since: str
    until: str
    ended: bool
    born: str
    school: str
    occasions: str

    @property
    def word(self) -> str:
        """The label as this side would write it; empty where it says nothing of how they see it."""
        label = kinds.turned(self.label) if self.inverse else self.label
        return label if kinds.sides(label)[0] else ""


@dataclass(frozen=True, slots=True)
class Occasion:
    """A date worth a word: ``kind`` as in `Anniversary`, ``next``: when it comes round, ``years`` after it happened.

    ``years`` is 0 where it is still to happen, None where it is not known or too many.
    ``row``: the date on their own card, None where only the relation tells of it.
    """

    kind: str
    label: str
    when: PartialDate
    next: date | None
    years: int | None = None
    row: Id | None = None


@dataclass(frozen=True, slots=True)
class Relative:
    """One of the family as people remember them. ``about``: the age is known to the year only.

    ``doubt``: what cannot be as it is noted.
    """

    relation: Relation
    name: str
    said: Sentence
    born: PartialDate | None
    age: int | None
    about: bool
    school: str
    note: str
    occasions: tuple[Occasion, ...]
    doubt: Sentence | None = None

    @property
    def aged(self) -> Sentence | None:
        """The age in words."""
        return aged(self.age, self.about)


@dataclass(frozen=True, slots=True)
class Permission:
    """A line of the permission ledger (P8). ``state``: granted, refused or withdrawn; no purpose: every purpose.

    ``noted``: where it stands among the lines of its day.
    """

    id: Id
    contact: Id
    channel: str
    purpose: str
    state: str
    how: str
    day: date | None
    evidence: str
    expires: date | None
    interaction: Id | None
    noted: tuple[int, int] = (0, 0)


@dataclass(frozen=True, slots=True)
class Standing:
    """What counts for a contact, channel and purpose today: granted, refused, expired or unknown.

    ``permission``: the line that decides, None for unknown; ``said``: the whole of it in one line, which begins with
    ``what``, the channel and the purpose.
    """

    channel: str
    purpose: str
    state: str
    permission: Permission | None
    said: Sentence
    what: Sentence | None = None


@dataclass(frozen=True, slots=True)
class Permitted:
    """Who may be contacted on a channel for a purpose: everybody asked about stands in exactly one of the three."""

    granted: tuple[Id, ...]
    held_back: tuple[Id, ...]
    unknown: tuple[Id, ...]


@dataclass(frozen=True, slots=True)
class Introduction:
    """Two people to be brought together (N1), both asked first.

    ``state``: proposed, asked, agreed, introduced, thanked, done, declined or dismissed, as the days and answers
    tell; refused when one of them said no to introductions meanwhile (``refusal``: that line of the permissions).
    ``answer_a``/``answer_b``: yes, no or empty.
    """

    id: Id
    a: Id
    a_name: str
    b: Id
    b_name: str
    reason: str
    state: str
    asked_a: date | None
    asked_b: date | None
    answer_a: str
    answer_b: str
    introduced: date | None
    thanked: date | None
    outcome: str
    closed_on: date | None
    interaction: Id | None
    said: Sentence
    refusal: Id | None = None

    @property
    def unwanted(self) -> bool:
        """One of them would rather not meet the other."""
        return self.introduced is None and (self.refusal is not None or "no" in (self.answer_a, self.answer_b))

    @property
    def waiting(self) -> Id | None:
        """Who said yes and has to hear that it came to nothing, until it is put away."""
        if self.state != "declined" or "yes" not in (self.answer_a, self.answer_b):
            return None
        return self.a if self.answer_a == "yes" else self.b


@dataclass(frozen=True, slots=True)
class Answer:
    """What somebody answered, word for word."""

    id: Id
    contact: Id
    contact_name: str
    text: str
    day: date | None
    interaction: Id | None


@dataclass(frozen=True, slots=True)
class Question:
    """A question to a circle (N3). ``state``: open or closed; ``outcome``: what came of it."""

    id: Id
    circle: Id
    circle_name: str
    text: str
    state: str
    asked: date | None
    outcome: str
    closed_on: date | None
    answers: tuple[Answer, ...]
