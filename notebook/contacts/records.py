"""What the window and the command line get to see of a card: frozen records, no rows, no SQL."""

from __future__ import annotations

from dataclasses import dataclass

from notebook.contacts.dates import PartialDate

Id = bytes


@dataclass(frozen=True, slots=True)
class Detail:
    """One labelled value. ``value`` is the text as typed; ``display`` what to show (an address in lines)."""

    id: Id
    kind: str
    value: str
    label: str
    contexts: tuple[str, ...]
    features: tuple[str, ...]
    preferred: bool
    display: str
    service: str = ""
    key: str = ""


@dataclass(frozen=True, slots=True)
class Role:
    """What a person is in an organisation; ``ended``: ``until`` has passed."""

    id: Id
    person: Id
    person_name: str
    organisation: Id | None
    organisation_name: str
    title: str
    role: str
    department: str
    function: str
    since: str
    until: str
    ended: bool


@dataclass(frozen=True, slots=True)
class Anniversary:
    """A date of a contact: kind ``birth``, ``death``, ``wedding`` or ``other`` with a label."""

    id: Id
    kind: str
    label: str
    date: PartialDate | None
    feb29: str


@dataclass(frozen=True, slots=True)
class Contact:
    """Everything on one card.

    ``name`` is never empty: without a name the nickname, organisation, e-mail address or phone stands for
    it, and at last ``?``. ``avoid``: topics not to touch. ``people`` are the roles others hold in this organisation.
    """

    id: Id
    uid: str
    kind: str
    name: str
    full_name: str
    title: str
    given: str
    given2: str
    surname: str
    surname2: str
    credential: str
    generation: str
    phonetic_given: str
    phonetic_surname: str
    pronouns: str
    time_zone: str
    implied: bool
    met: str
    met_on: str
    met_through: Id | None
    relation: str
    stands_for: str
    buys: str
    ideal_days: int | None
    max_days: int | None
    owner: Id | None
    details: tuple[Detail, ...]
    roles: tuple[Role, ...]
    people: tuple[Role, ...]
    dates: tuple[Anniversary, ...]
    labels: tuple[str, ...]
    groups: tuple[tuple[Id, str], ...]
    photo_id: Id | None
    initials: str
    context: str
    avoid: str = ""

    def of_kind(self, kind: str) -> tuple[Detail, ...]:
        """The details of one kind, the preferred first."""
        return tuple(sorted((d for d in self.details if d.kind == kind), key=lambda d: not d.preferred))


@dataclass(frozen=True, slots=True)
class Group:
    """A circle of people with a purpose (P5) and its stay-in-touch cadence."""

    id: Id
    name: str
    purpose: str
    ideal_days: int | None
    max_days: int | None
    members: int


@dataclass(frozen=True, slots=True)
class SavedSearch:
    """A smart group: a name for a query."""

    id: Id
    name: str
    query: str


@dataclass(frozen=True, slots=True)
class Colleague:
    """One of us. ``stands_for`` and ``interests`` are our own, to be held beside those of others (P11)."""

    id: Id
    name: str
    account: str
    stands_for: str = ""
    interests: tuple[str, ...] = ()
