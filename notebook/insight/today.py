"""Today (B4): what to do now, one row per contact, ranked, each with its reasons and what removes them.

Ranked: talks that are planned for the day and, once their hour has come, what came of them; overdue promises of ours
(the latest first), ours that are due today, birthdays, people not spoken with for longer than agreed, overdue promises
to us, wants whose day has passed, other days, introductions that wait for us, wants that wake up, offers nobody
answered, reminders, promises to us that are due today, people whom it is time to speak with again (not yet past their
longest gap). What is a colleague's to do stands behind what is mine of its kind, and says whose it is. Whoever has
something in the agenda of the day (overdue or today) has a row, so that a row goes away only by what it says removes
it. What is done, skipped or put off is not here, nor what I put away (`reminders.dismissals`), neither in the agenda;
then the next reason about the same contact stands in its place.
"""

from __future__ import annotations

from datetime import date

from notebook.insight.records import Id, Reason, Step
from notebook.insight.sources import Sources
from notebook.reminders.agenda import section_of
from notebook.reminders.records import Due
from notebook.reminders.scope import Found, key_of
from notebook.sentences import Sentence, say

_ORDER = ("planned", "promise-late", "promise", "others-promise-late", "others-promise", "birthday", "cadence-late",
          "others-cadence-late", "promise-theirs-late", "others-promise-theirs-late", "want-late", "anniversary",
          "introduction", "want", "offer", "reminder-late", "reminder", "others-reminder-late", "others-reminder",
          "promise-theirs", "others-promise-theirs", "cadence", "others-cadence")  # fmt: skip
_RANKS = {kind: rank for rank, kind in enumerate(_ORDER)}
_Ranked = tuple[int, str, Id, Found]  # the text: day, and the hour where there is one


def today(book: Sources, on: date | None = None, limit: int | None = None) -> list[Step]:
    """The rows of a day (default: today), the most urgent first, at most ``limit``.

    Only what is returned is put into words: of thousands of people a page shows a few dozen.
    """
    day = on or book.clock.today()
    rows = _rows(book, day)
    chosen = sorted((min(one[:3] for one in held), key) for key, held in rows.items())[:limit]
    held = {key: [ranked[3] for ranked in sorted(rows[key], key=lambda one: one[:3])] for _, key in chosen}
    worded = {
        (due.kind, due.subject, due.day): due
        for due in book.reminders.in_words([item for items in held.values() for item in items], day)
    }
    steps = [(first, _step([worded[each.kind, each.subject, each.day] for each in held[key]])) for first, key in chosen]
    return [step for _, step in sorted(steps, key=lambda pair: (pair[0][:2], pair[1].contact_name, pair[0][2]))]


def waiting(book: Sources, on: date | None = None) -> int:
    """How many rows a day has (default: today), without their words."""
    return len(_rows(book, on or book.clock.today()))


def _rows(book: Sources, day: date) -> dict[Id, list[_Ranked]]:
    """What there is to do on a day, by contact (or by itself, where it is about nobody)."""
    rows: dict[Id, list[_Ranked]] = {}
    for item in book.reminders.found(day):
        when = f"{item.day} {item.extra.get('time', '')}"
        ranked = (_rank(item, day), when, item.subject, item)
        rows.setdefault(item.contact or item.subject, []).append(ranked)
    return rows


def _step(due: list[Due]) -> Step:
    first = due[0]
    return Step(
        contact=first.contact, contact_name=first.contact_name, text=first.text, kind=first.kind, late=first.overdue,
        reasons=tuple(Reason(_reason(each), (each.subject,)) for each in due), dues=tuple(due),
        key=key_of(first.kind, first.subject, first.day),
    )  # fmt: skip


def _rank(item: Found, on: date) -> int:
    kind = item.kind
    if section_of(item, on) == "overdue" and f"{kind}-late" in _RANKS:
        kind = f"{kind}-late"
    return _RANKS[f"others-{kind}" if "whose" in item.extra else kind]


def _reason(due: Due) -> Sentence:
    form = "{text} ({reason})" if due.kind == "planned" else "{text}: {reason}"  # it may end in a question mark
    return say(form, text=due.text, reason=due.reason)
