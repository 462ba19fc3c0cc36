"""What waits for its next step by us: introductions (N1) and offers without an answer (W4).

They never are overdue: nobody promised them. An introduction stands with whoever is to be spoken with next, from the
day on that it was planned; where one of the two said no to introductions meanwhile, nobody is asked any more. Who said
yes to a meeting that the other would rather not have is told so: the row goes with the next talk, or when it is put
away. After `PATIENCE` without an answer it is time to ask again; what was ticked off for one day does not come back.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta

from notebook.changes.stamps import written
from notebook.clock import Clock
from notebook.reminders.records import Id
from notebook.reminders.scope import Found, Scope
from notebook.storage.database import Database, Row
from notebook.storage.times import instant_text
from notebook.timeline.days import read_day
from notebook.timeline.instants import local_instant
from notebook.timeline.kinds import NO_TALK

PATIENCE = timedelta(days=14)
_UNDER_WAY = (
    "SELECT i.id, i.a, i.b, i.asked_a, i.asked_b, i.answer_a, i.answer_b, i.introduced, i.sy_st,"
    " coalesce(a.x_sort, '') > coalesce(b.x_sort, '') FROM introduction i"
    " JOIN contact a ON a.id = i.a AND +a.sy_live = 1 JOIN contact b ON b.id = i.b AND +b.sy_live = 1"
    " WHERE +i.sy_live = 1 AND i.state = 'open' AND i.closed_on IS NULL"
)
_NOTHING = (
    "SELECT i.id, i.a, i.b, i.answer_a, i.closed_on, i.sy_st, i.sy_cid, i.sy_x FROM introduction i"
    " JOIN contact a ON a.id = i.a AND +a.sy_live = 1 JOIN contact b ON b.id = i.b AND +b.sy_live = 1"
    " WHERE +i.sy_live = 1 AND i.state = 'open' AND i.introduced IS NULL AND 'yes' IN (i.answer_a, i.answer_b)"
    " AND 'no' IN (i.answer_a, i.answer_b)"
)
_TALK = (
    "SELECT 1 FROM participant p JOIN interaction i ON i.id = p.interaction WHERE p.contact = ? AND p.sy_live = 1"
    f" AND p.x_at > ? AND p.x_at <= ? AND i.kind NOT IN {NO_TALK} LIMIT 1"
)


class Introductions:
    """A source of due things: the next step of each introduction, from the day on that it was planned."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock

    def __call__(self, db: Database, scope: Scope) -> Iterator[Found]:
        """Those under way, and those that came to nothing for whoever said yes."""
        under_way: dict[Id, Found] = {}
        for column in ("i.a",) if scope.contacts is None else ("i.a", "i.b"):
            for condition, values in scope.parts(column, "1", ()):
                for row in db.rows(f"{_UNDER_WAY} AND {condition}", values):
                    found = self._next_step(*row)
                    if found is not None and (scope.contacts is not None or found.day <= scope.until):
                        under_way[row[0]] = found
        sides = {id: _sides(one) for id, one in under_way.items()}
        refused = scope.refusals("introduction", list({who for pair in sides.values() for who in pair}), scope.on)
        for id, one in under_way.items():
            if refused.keys().isdisjoint(sides[id]):
                yield one
        yield from _came_to_nothing(db, self._clock, scope)

    def _next_step(self, introduction: Id, a: Id, b: Id, asked_a: str | None, asked_b: str | None, answer_a: str | None,
                   answer_b: str | None, introduced: str | None, stamp: int, turned: bool) -> Found | None:  # fmt: skip
        asked = [day for day in (read_day(asked_a), read_day(asked_b)) if day is not None]
        met = read_day(introduced)
        if "no" in (answer_a, answer_b):
            return None
        if met is not None:
            return _found(introduction, a, b, met + PATIENCE, "met")
        if not asked:
            planned = self._clock.local(datetime.fromtimestamp(stamp / 1000, UTC)).date()
            return _found(introduction, *((b, a) if turned else (a, b)), planned, "planned")
        if answer_a == answer_b == "yes":
            return _found(introduction, a, b, max(asked), "agreed")
        for one, other, on, answer in ((a, b, read_day(asked_a), answer_a), (b, a, read_day(asked_b), answer_b)):
            if on is not None and answer is None:
                return _found(introduction, one, other, on + PATIENCE, "asked")
        one, other = (b, a) if asked_b is None else (a, b)  # the first said yes, the other was not asked yet
        return _found(introduction, one, other, max(asked), "other")


def _sides(one: Found) -> tuple[Id, ...]:
    """Both of a pair who may still say no."""
    return () if one.extra["step"] == "met" or one.contact is None else (one.contact, one.extra["other"])


def _found(introduction: Id, one: Id, other: Id, day: date, step: str) -> Found:
    return Found("introduction", introduction, one, day, day, date.max, "", {"step": step, "other": other})


def unaware(db: Database, clock: Clock, contact: Id) -> tuple[Id, ...]:
    """The introductions to which a contact said yes and the other no, and nobody spoke with them since."""
    scope = Scope(clock.today(), clock.today(), (contact,))
    return tuple(one.subject for one in _came_to_nothing(db, clock, scope) if one.contact == contact)


def _came_to_nothing(db: Database, clock: Clock, scope: Scope) -> Iterator[Found]:
    """Who said yes has to hear of the no of the other; of a talk since then it is taken that they did."""
    now, rows = instant_text(clock.now()), dict[Id, Row]()
    for column in ("i.a",) if scope.contacts is None else ("i.a", "i.b"):
        for condition, values in scope.parts(column, "i.closed_on <= ?", [scope.until.isoformat()]):
            rows.update((row[0], row) for row in db.rows(f"{_NOTHING} AND {condition}", values))
    for introduction, a, b, answer, closed, stamp, cid, clocks in rows.values():
        one, other = (a, b) if answer == "yes" else (b, a)
        day = read_day(closed)
        if day is None:
            continue
        # the moment it was noted; what came with a file was noted somewhere in the course of that day
        end = local_instant(clock, day + timedelta(days=1), time())
        since = instant_text(min(written(stamp, cid, clocks, "closed_on"), end))
        if db.one(_TALK, (one, since, now)) is None:
            yield _found(introduction, one, other, day, "nothing")


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
