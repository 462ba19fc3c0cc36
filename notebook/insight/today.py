"""Today (B4): what to do now, one row per contact, ranked, each with its reasons and what removes them.

Ranked: overdue promises of ours (the latest first), ours that are due today, birthdays and other days, people not
spoken with for longer than agreed, overdue promises to us, wants that wake up, reminders. A cadence that has come
but is not over its longest gap makes no row of its own. What is done, skipped or put off is not here.
"""

from __future__ import annotations

from datetime import date

from notebook.insight.records import Id, Reason, Step
from notebook.insight.sources import Sources
from notebook.reminders.records import Due
from notebook.sentences import Sentence, say

_RANKS = ("promise-late", "promise", "birthday", "cadence-late", "promise-theirs-late", "anniversary", "want",
          "reminder-late", "reminder", "promise-theirs")  # fmt: skip


def today(book: Sources, on: date | None = None) -> list[Step]:
    """The rows of a day (default: today), the most urgent first."""
    day = on or book.clock.today()
    rows: dict[Id, list[tuple[int, Due]]] = {}
    for due in book.reminders.agenda(on=day):
        rows.setdefault(due.contact or due.subject, []).append((_rank(due), due))
    steps: list[tuple[tuple[int, date, str, Id], Step]] = []
    for key, held in rows.items():
        held.sort(key=lambda pair: (pair[0], pair[1].day, pair[1].subject))
        rank, first = held[0]
        if rank >= len(_RANKS):
            continue
        reasons = tuple(Reason(_reason(due), (due.subject,)) for _, due in held)
        step = Step(first.contact, first.contact_name, first.text, first.kind, first.overdue, reasons)
        steps.append(((rank, first.day, first.contact_name, key), step))
    return [step for _, step in sorted(steps, key=lambda pair: pair[0])]


def _rank(due: Due) -> int:
    kind = due.kind
    if due.overdue and f"{kind}-late" in _RANKS:
        kind = f"{kind}-late"
    return _RANKS.index(kind) if kind in _RANKS else len(_RANKS)


def _reason(due: Due) -> Sentence:
    return say("{text}: {reason}", text=due.text, reason=due.reason)
