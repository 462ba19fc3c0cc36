"""The records of the reminder pane: what is due and why, and a reminder as it is stored."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from notebook.sentences import Sentence, say

Id = bytes
SECTIONS = ("overdue", "today", "week", "later")


@dataclass(frozen=True, slots=True)
class Due:
    """One row of the agenda.

    ``kind``: reminder, birthday, anniversary, cadence, promise (ours) or promise-theirs. ``subject``: the
    reminder, anniversary, promise or (cadence) contact it comes from; ``id``: the same as text, the key
    for done and snooze. ``day``: when it is due; ``shown``: the day it counts for in the agenda (the end
    of a snooze, the first day of a lead time, else ``day``). ``why`` says why it is here, ``way`` what removes
    it, ``reason`` both. ``whose``: the colleague who is to do it, empty where that is the one at work or nobody in
    particular; ``why`` names them. ``overdue``: its day has passed; it stays so while a promise of ours is put off,
    which then stands in a later section.
    """

    id: str
    kind: str
    subject: Id
    day: date
    shown: date
    text: Sentence
    why: Sentence
    contact: Id | None
    contact_name: str
    overdue: bool
    section: str
    way: Sentence | None = None
    whose: str = ""

    @property
    def reason(self) -> Sentence:
        """Why it is here and what removes it, in one sentence."""
        return self.why if self.way is None else say("{why}; {way}", why=self.why, way=self.way)


@dataclass(frozen=True, slots=True)
class Section:
    """One of `SECTIONS`: how many are due, and the first of them."""

    key: str
    count: int
    due: tuple[Due, ...]


@dataclass(frozen=True, slots=True)
class Reminder:
    """A note to come back to: once (``day``) or recurring (``rrule`` from ``day`` on, RFC 5545).

    ``leads``: how many days before it shows already, largest first; ``next``: the earliest day that is
    neither done nor skipped, None when nothing is left.
    """

    id: Id
    contact: Id | None
    contact_name: str
    text: str
    day: date
    rrule: str | None
    leads: tuple[int, ...]
    next: date | None
