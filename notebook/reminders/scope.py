"""What a source of due things is asked, and what it answers with."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from notebook.reminders.records import Id
from notebook.storage.parts import chunks

Refusals = Callable[[str, Sequence[Id], date], Mapping[Id, date | None]]
"""Which of some contacts said no to a channel, or to a purpose, as of a day; and when they said it."""


def nobody(what: str, contacts: Sequence[Id], on: date) -> Mapping[Id, date | None]:
    """`Refusals` where none are known."""
    return {}

Away = Callable[[], Collection[str]]
"""The keys (`key_of`) of what whoever is at work put away."""


def key_of(kind: str, subject: Id, day: date) -> str:
    """What tells one occurrence of something due from all others."""
    return f"{kind} {subject.hex()} {day.isoformat()}"


@dataclass(frozen=True, slots=True)
class Scope:
    """What to look for: seen from the day ``on``, up to ``until``; only of these ``contacts`` unless None.

    ``refusals``: who is not asked (`Refusals`). ``me``: who is at work.
    """

    on: date
    until: date
    contacts: tuple[Id, ...] | None = None
    refusals: Refusals = nobody
    me: Id | None = None

    def others(self, colleague: Id | None) -> dict[str, Any]:
        """What is kept in ``extra`` of something that is a colleague's to do: nothing where it is mine or anybody's."""
        return {} if colleague is None or self.me is None or colleague == self.me else {"whose": colleague}

    def parts(self, column: str, bound: str, values: Sequence[Any]) -> Iterator[tuple[str, list[Any]]]:
        """SQL conditions with their parameters: one by the bound, or slices of the contacts."""
        if self.contacts is None:
            yield bound, list(values)
            return
        for marks, part in chunks(self.contacts):
            yield f"{column} IN ({marks})", list(part)


@dataclass(frozen=True, slots=True)
class Found:
    """Something due: on ``day``, in the agenda from ``first`` on, overdue after ``last``.

    ``extra``: what its kind needs for its words; of any kind, ``whose`` it is (a colleague, where it is not mine) and
    ``back``, the day until which it was put off.
    """

    kind: str
    subject: Id
    contact: Id | None
    day: date
    first: date
    last: date
    text: str = ""
    extra: dict[str, Any] = field(default_factory=dict)

    @property
    def key(self) -> str:
        """What tells this one from all others, and is put away by."""
        return key_of(self.kind, self.subject, self.day)
