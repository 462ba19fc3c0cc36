"""What insight hands out about people between themselves: whom to introduce to whom, and the way to somebody."""

from __future__ import annotations

from dataclasses import dataclass

from notebook.insight.records import Id, Reason
from notebook.sentences import Sentence


@dataclass(frozen=True, slots=True)
class Candidate:
    """Two people worth introducing (N1), with their points (see `insight.topics`) and why.

    ``shared``: what brings them together, the rarest first. ``may_a``, ``may_b``: what is known of their permission
    to be introduced: granted, expired or unknown (whoever refused is no candidate). ``reasons`` say all of it.
    """

    a: Id
    a_name: str
    b: Id
    b_name: str
    points: int
    shared: tuple[Sentence, ...]
    may_a: str
    may_b: str
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Bond:
    """One link of the way to somebody (N2): from ``a`` to ``b``, worth ``strength`` times ``recency`` (0 to 1).

    ``kind``: talk (``a`` is one of us), relation, or organisation (both work there).
    """

    kind: str
    a: Id
    a_name: str
    b: Id
    b_name: str
    strength: float
    recency: float
    reason: Reason

    @property
    def worth(self) -> float:
        """What the link passes on."""
        return self.strength * self.recency


@dataclass(frozen=True, slots=True)
class Door:
    """The best way from one of us to somebody (N2). Without ``bonds`` there is none, and ``said`` says so.

    ``aim``: whom it was asked for, in words; ``target``: whom the way leads to, None without one. ``known``: the
    talk of one of us with the target, where a longer way is worth more than it.
    """

    aim: str
    target: Id | None
    bonds: tuple[Bond, ...]
    worth: float
    said: Sentence
    known: Reason | None = None
