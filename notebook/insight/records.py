"""What insight hands out: frozen records whose every judgement carries its reasons, as a sentence and as ids.

Evidence are the ids of the rows something follows from (promise, want, interaction ...), the row itself first,
then the entry it was said in. Whoever doubts a number can look at each of them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from notebook.reminders.records import Due
from notebook.sentences import Sentence
from notebook.value.records import Check, Term

Id = bytes


@dataclass(frozen=True, slots=True)
class Reason:
    """Why: a sentence, and the rows it follows from."""

    text: Sentence
    evidence: tuple[Id, ...] = ()


@dataclass(frozen=True, slots=True)
class Trace:
    """Where one piece of evidence is found: a row of ``table``, whose it is, the entry it was said in (None: none)."""

    id: Id
    table: str
    contact: Id | None
    entry: Id | None
    said: Sentence


@dataclass(frozen=True, slots=True)
class Measure:
    """How promises in one direction were kept (R1).

    ``overdue`` are open ones whose day has passed (also counted in ``open``). ``lateness``: the median of days
    late of those kept that had a day (in time is 0), None without any. ``oldest``: the open one that waits
    longest, with its day (when due, else when made). Released and renegotiated ones count nowhere; ``released`` only
    tells that there were some.
    """

    direction: str
    kept: int = 0
    broken: int = 0
    open: int = 0
    overdue: int = 0
    lateness: float | None = None
    oldest: tuple[Id, date] | None = None
    evidence: tuple[Id, ...] = ()
    released: int = 0

    @property
    def settled(self) -> int:
        """Kept, broken, or overdue: what can be judged."""
        return self.kept + self.broken + self.overdue

    @property
    def rate(self) -> float | None:
        """Kept among the settled ones, 0 to 1; None when there is nothing to judge."""
        return self.kept / self.settled if self.settled else None


@dataclass(frozen=True, slots=True)
class Balance:
    """What each side gave and asked in a period, by kind (B3): the rows behind each number."""

    since: date
    until: date
    ours_gave: dict[str, tuple[Id, ...]] = field(default_factory=dict)
    ours_asked: dict[str, tuple[Id, ...]] = field(default_factory=dict)
    theirs_gave: dict[str, tuple[Id, ...]] = field(default_factory=dict)
    theirs_asked: dict[str, tuple[Id, ...]] = field(default_factory=dict)

    def count(self, side: str, act: str) -> int:
        """How often ``ours`` or ``theirs`` gave or asked."""
        return sum(map(len, self.of(side, act).values()))

    def of(self, side: str, act: str) -> dict[str, tuple[Id, ...]]:
        """By kind, what one side gave or asked."""
        ours = self.ours_gave if act == "gave" else self.ours_asked
        theirs = self.theirs_gave if act == "gave" else self.theirs_asked
        return ours if side == "ours" else theirs

    @property
    def evidence(self) -> tuple[Id, ...]:
        """Every row that was counted."""
        return tuple(
            row for side in ("ours", "theirs") for act in ("gave", "asked") for rows in self.of(side, act).values()
            for row in rows
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a brief. ``kind`` says which icon stands before it; ``late``: it is overdue.

    ``lead``: the words that ``text`` begins with and that say what it tells (You promised), shown strong; None where
    nothing stands out. ``whose``: the colleague who promised, empty for the one at work.
    """

    text: Sentence
    evidence: tuple[Id, ...]
    kind: str
    late: bool = False
    lead: Sentence | None = None
    whose: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a brief. ``key`` is the same in every language."""

    key: str
    title: Sentence
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Brief:
    """The page before a talk (B1). Sections without lines are left out."""

    contact: Id
    name: str
    day: date
    sections: tuple[Section, ...]

    @property
    def lines(self) -> tuple[Line, ...]:
        """All lines in the order of the page."""
        return tuple(line for section in self.sections for line in section.lines)


@dataclass(frozen=True, slots=True)
class Step:
    """A row of Today (B4): what to do now about one contact, and each reason for it.

    ``dues`` are what the reasons come from, each with why it is there and what removes it apart; the first is what
    the row is about (tick, skip, snooze that). ``key`` is what ``dismissals.put_away`` takes.
    """

    contact: Id | None
    contact_name: str
    text: Sentence
    kind: str
    late: bool
    reasons: tuple[Reason, ...]
    dues: tuple[Due, ...]
    key: str

    @property
    def due(self) -> Due:
        """What the row is about."""
        return self.dues[0]


@dataclass(frozen=True, slots=True)
class Part:
    """A named part of the health sum: ``points`` of at most ``most``. ``side``: ours, theirs or both."""

    name: str
    title: Sentence
    side: str
    points: int
    most: int
    reason: Reason


@dataclass(frozen=True, slots=True)
class Health:
    """How a relationship stands (B2). ``score`` is the sum of the parts; stages: new, contact, trust, value.

    ``said`` is the whole sentence, ``short`` the same without the part that is lowest.
    """

    contact: Id
    score: int
    stage: str
    ours: str
    theirs: str
    said: Sentence
    short: Sentence
    parts: tuple[Part, ...]

    @property
    def weakest(self) -> Part | None:
        """The part that is lowest for what it can be, of several the one that counts most; None: all are full."""
        lowest = min(self.parts, key=lambda part: (part.points / part.most, -part.most))
        return lowest if lowest.points < lowest.most else None


@dataclass(frozen=True, slots=True)
class Pool:
    """What many want, as one need (W5). ``key`` as in `value.synonyms`; ``name``: how it is written.

    ``people``, ``wants``, ``strength`` (the sum of 1 to 3 each), ``horizons`` (how many wants of each) and
    ``soonest`` (the earliest day somebody named, passed ones too) count what is known; ``suspected``: how many
    more people might want it. ``terms``: the needs that a person joined, the head first; empty for one alone.
    """

    key: str
    name: str
    product: Id | None
    people: int
    suspected: int
    wants: int
    strength: int
    horizons: dict[str, int]
    soonest: date | None
    terms: tuple[Term, ...]

    @property
    def mean(self) -> float:
        """How strong a want is on average, 1 to 3; 0 when nothing is known."""
        return self.strength / self.wants if self.wants else 0.0


@dataclass(frozen=True, slots=True)
class Demand:
    """The demand board: the pools wanted by most, of ``total``; ``horizons``: all that is known, by how soon."""

    pools: tuple[Pool, ...]
    total: int
    horizons: dict[str, int]


@dataclass(frozen=True, slots=True)
class Listening:
    """How often we asked somebody and how often we told them in a period (W5): the rows of each, by kind."""

    since: date
    until: date
    asked: dict[str, tuple[Id, ...]]
    told: dict[str, tuple[Id, ...]]
    said: Sentence

    @property
    def ratio(self) -> float | None:
        """Asked for each time told; None when nothing was told."""
        told = sum(map(len, self.told.values()))
        return sum(map(len, self.asked.values())) / told if told else None


@dataclass(frozen=True, slots=True)
class Checked:
    """A line of the check list of an offer (W4): what was looked at, green, amber or red, and why."""

    name: str
    title: Sentence
    colour: str
    reason: Reason


@dataclass(frozen=True, slots=True)
class Checklist:
    """What speaks for and against an offer today. ``want`` or ``owned``: its reason; ``channel``: empty for none.

    ``text``: words to begin with, for a person to finish; nothing is ever sent.
    """

    contact: Id
    want: Id | None
    owned: Id | None
    channel: str
    checks: tuple[Checked, ...]
    text: Sentence

    @property
    def colour(self) -> str:
        """The worst of the colours."""
        colours = {one.colour for one in self.checks}
        return next((colour for colour in ("red", "amber") if colour in colours), "green")

    def kept(self) -> tuple[Check, ...]:
        """The lines as they stay with the offer."""
        return tuple(Check(one.name, one.colour, one.reason.text) for one in self.checks)
