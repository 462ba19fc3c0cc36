"""What the value services hand out: frozen records, no rows, no SQL."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from notebook.sentences import Sentence

Id = bytes


@dataclass(frozen=True, slots=True)
class Product:
    """Something we sell or speak about. ``state``: current or retired; ``price``: of one, in ``currency``."""

    id: Id
    name: str
    about: str
    code: str
    link: str
    price: Decimal | None
    currency: str
    state: str


@dataclass(frozen=True, slots=True)
class Standing:
    """What hangs on a product, counted: ``shareable`` among the ``stories``, ``wants`` that are open."""

    owners: int = 0
    purchases: int = 0
    stories: int = 0
    shareable: int = 0
    wants: int = 0


@dataclass(frozen=True, slots=True)
class Purchase:
    """Who bought what (W1). ``price``: of the whole purchase; ``item``: what it was, product or not."""

    id: Id
    contact: Id
    contact_name: str
    product: Id | None
    item: str
    day: date | None
    quantity: Decimal
    price: Decimal | None
    currency: str
    note: str
    interaction: Id | None


@dataclass(frozen=True, slots=True)
class Owned:
    """What somebody owns, bought from us or not. ``until``: partial date text, when it was given up.

    ``quantity``: as somebody noted it, None where nobody did; ``bought``: then, how many they bought all in all.
    """

    id: Id
    contact: Id
    contact_name: str
    product: Id
    product_name: str
    quantity: Decimal | None
    since: str
    until: str
    ended: bool
    note: str
    purchase: Id | None
    bought: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class Story:
    """What somebody tells about a thing they own, in their words (W3). ``quote``: none, anonymous or named."""

    id: Id
    contact: Id
    contact_name: str
    product: Id | None
    product_name: str
    text: str
    quote: str
    day: date | None
    interaction: Id | None


@dataclass(frozen=True, slots=True)
class Quote:
    """A story that may leave the house; ``name`` is empty where it may do so only without one."""

    story: Id
    text: str
    name: str
    product: Id | None


@dataclass(frozen=True, slots=True)
class Want:
    """What somebody needs or wishes (W2).

    ``horizon``: now, season, year or someday; ``strength`` 1 to 3; ``certainty``: known or suspected;
    ``words``: as they said it; ``due``: until when, where they said so; ``revisit``: when to come back to it;
    ``state``: open, met or dropped.
    """

    id: Id
    contact: Id
    contact_name: str
    text: str
    product: Id | None
    product_name: str
    horizon: str
    strength: int
    certainty: str
    words: str
    day: date | None
    due: date | None
    revisit: date | None
    state: str
    closed_on: date | None
    closed_in: Id | None
    interaction: Id | None

    @property
    def open(self) -> bool:
        """Still wanted."""
        return self.state == "open"


@dataclass(frozen=True, slots=True)
class Term:
    """One of the needs that a person joined: its key (`synonyms`), and how it is written."""

    key: str
    name: str


@dataclass(frozen=True, slots=True)
class Favour:
    """What one side gave the other, or asked of it (B3).

    ``act``: gave or asked; ``side``: ours or theirs, who did it. ``kind`` as in `favours.KINDS`. ``source``: the
    introduction, purchase or shelf item it came from.
    """

    id: Id
    contact: Id
    contact_name: str
    colleague: Id | None
    act: str
    side: str
    kind: str
    text: str
    day: date | None
    interaction: Id | None
    source: Id | None


@dataclass(frozen=True, slots=True)
class Item:
    """Something useful on the shelf (W6): a tip, an article, a trend; ``given``: how many got it."""

    id: Id
    title: str
    kind: str
    text: str
    link: str
    day: date | None
    interests: tuple[str, ...]
    given: int


@dataclass(frozen=True, slots=True)
class Shared:
    """An interest and how many people have it. ``key``: its folded words."""

    key: str
    name: str
    people: int


@dataclass(frozen=True, slots=True)
class Handed:
    """Something of the shelf that a contact got."""

    id: Id
    item: Id
    title: str
    contact: Id
    day: date | None


@dataclass(frozen=True, slots=True)
class Step:
    """A step of an intention. ``day``: when its reminder comes, None without one; ``state``: open, done, dropped."""

    id: Id
    text: str
    day: date | None
    state: str
    reminder: Id | None


@dataclass(frozen=True, slots=True)
class Intention:
    """What we mean to do for or with somebody (W7), in plain words. ``state``: open, done or dropped."""

    id: Id
    contact: Id
    contact_name: str
    text: str
    state: str
    closed_on: date | None
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Check:
    """One line of the check list of an offer: what was looked at, green, amber or red, and what it said."""

    name: str
    colour: str
    text: Sentence


@dataclass(frozen=True, slots=True)
class Offer:
    """An offer that was made (W4). ``want`` or ``owned``: its reason. ``state``: made, accepted, declined, withdrawn.

    ``override``: why it went out although something was red; ``checks``: the check list as it stood then.
    """

    id: Id
    contact: Id
    contact_name: str
    want: Id | None
    owned: Id | None
    colleague: Id | None
    text: str
    channel: str
    day: date | None
    state: str
    override: str
    checks: tuple[Check, ...]
    answered_on: date | None
    interaction: Id | None
