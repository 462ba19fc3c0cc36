"""What waits for its next step by us: introductions under way (N1) and offers without an answer (W4).

They never are overdue: nobody promised them. An introduction stands with whoever is to be spoken with next; where
one of the two said no to introductions meanwhile, nobody is asked any more. After
`PATIENCE` without an answer it is time to ask again; what was ticked off for one day does not come back.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from notebook.reminders.records import Id
from notebook.reminders.scope import Found, Scope
from notebook.storage.database import Database
from notebook.timeline.days import read_day

PATIENCE = timedelta(days=14)
_UNDER_WAY = (
    "SELECT i.id, i.a, i.b, i.asked_a, i.asked_b, i.answer_a, i.answer_b, i.introduced FROM introduction i"
    " JOIN contact a ON a.id = i.a AND +a.sy_live = 1 JOIN contact b ON b.id = i.b AND +b.sy_live = 1"
    " WHERE +i.sy_live = 1 AND i.state = 'open' AND i.closed_on IS NULL"
)


def introductions(db: Database, scope: Scope) -> Iterator[Found]:
    """The next step of each introduction that was begun."""
    under_way: dict[Id, Found] = {}
    for column in ("i.a",) if scope.contacts is None else ("i.a", "i.b"):
        for condition, values in scope.parts(column, "1", ()):
            for row in db.rows(f"{_UNDER_WAY} AND {condition}", values):
                found = _next_step(*row)
                if found is not None and (scope.contacts is not None or found.day <= scope.until):
                    under_way[row[0]] = found
    sides = {id: _sides(one) for id, one in under_way.items()}
    refused = scope.refusals("introduction", list({who for pair in sides.values() for who in pair}), scope.on)
    for id, one in under_way.items():
        if refused.keys().isdisjoint(sides[id]):
            yield one


def _sides(one: Found) -> tuple[Id, ...]:
    """Both of a pair who may still say no."""
    return () if one.extra["step"] == "met" or one.contact is None else (one.contact, one.extra["other"])


def _next_step(introduction: Id, a: Id, b: Id, asked_a: str | None, asked_b: str | None, answer_a: str | None,
               answer_b: str | None, introduced: str | None) -> Found | None:  # fmt: skip
    asked = [day for day in (read_day(asked_a), read_day(asked_b)) if day is not None]
    met = read_day(introduced)
    if "no" in (answer_a, answer_b) or not (asked or met):
        return None
    if met is not None:
        return _found(introduction, a, b, met + PATIENCE, "met")
    if answer_a == answer_b == "yes":
        return _found(introduction, a, b, max(asked), "agreed")
    for one, other, on, answer in ((a, b, read_day(asked_a), answer_a), (b, a, read_day(asked_b), answer_b)):
        if on is not None and answer is None:
            return _found(introduction, one, other, on + PATIENCE, "asked")
    one, other = (b, a) if asked_b is None else (a, b)  # the first said yes, the other was not asked yet
    return _found(introduction, one, other, max(asked), "other")


def _found(introduction: Id, one: Id, other: Id, day: date, step: str) -> Found:
    return Found("introduction", introduction, one, day, day, date.max, "", {"step": step, "other": other})


def offers(db: Database, scope: Scope) -> Iterator[Found]:
    """Offers that nobody has answered for a while."""
    before = (scope.until - PATIENCE).isoformat()
    for condition, values in scope.parts("f.contact", "f.day <= ?", [before]):
        for row in db.rows(
            "SELECT f.id, f.contact, f.text, f.day FROM offer f JOIN contact c ON c.id = f.contact AND +c.sy_live = 1"
            f" WHERE +f.sy_live = 1 AND f.state = 'made' AND {condition}",
            values,
        ):
            day = read_day(row[3])
            if day is not None:
                due = day + PATIENCE
                yield Found("offer", row[0], row[1], due, due, date.max, row[2] or "", {"since": day})
