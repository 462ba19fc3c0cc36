"""What is better looked at than read (U7): how often we talk, how promises end, what goes to and fro, what is wanted.

Everything is counted by SQL, of one contact or of all, by month of the local calendar; nothing is read row by row that
can be counted, so that a million entries are a moment's work (on the worker). A talk is anything but a note, a
purchase, an introduction or an offer, as in the brief.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time, timedelta

from notebook.clock import Clock
from notebook.insight.balance import YEAR
from notebook.insight.measures import PASSED
from notebook.insight.records import Id
from notebook.storage.database import Database
from notebook.storage.times import instant_text
from notebook.timeline.horizons import HORIZONS
from notebook.timeline.instants import local_instant
from notebook.timeline.kinds import NO_TALK

MONTHS = 12
_KINDS = (  # each kind once, by leaps over the index
    "WITH RECURSIVE k(kind) AS (SELECT min(kind) FROM interaction UNION ALL"
    " SELECT (SELECT min(kind) FROM interaction WHERE kind > k.kind) FROM k WHERE k.kind IS NOT NULL)"
    " SELECT kind FROM k WHERE kind IS NOT NULL"
)
_WITH_NOBODY = (  # entries with people of whom none is there any more: few are gone, so it starts with them
    "SELECT DISTINCT i.id, i.kind, i.at FROM contact c CROSS JOIN participant p INDEXED BY participant_contact"
    " ON p.contact = c.id AND p.sy_live = 1 AND p.x_at >= ? AND p.x_at < ?"
    " JOIN interaction i ON i.id = p.interaction AND +i.sy_live = 1 WHERE c.sy_live = 0 AND NOT EXISTS ("
    "SELECT 1 FROM participant o JOIN contact l ON l.id = o.contact AND +l.sy_live = 1"
    " WHERE o.interaction = i.id AND +o.sy_live = 1)"
)


@dataclass(frozen=True, slots=True)
class Month:
    """A month by its first day, and how often something was so in it, by name."""

    first: date
    counts: Mapping[str, int] = field(default_factory=dict)

    @property
    def total(self) -> int:
        """All of them."""
        return sum(self.counts.values())


@dataclass(frozen=True, slots=True)
class Wanted:
    """Open wants of one horizon: those that were said, and those we only suspect."""

    horizon: str
    known: int
    suspected: int


def talks(db: Database, clock: Clock, contact: Id | None = None, months: int = MONTHS) -> list[Month]:
    """Talks by month, the oldest first, by kind; of a contact, or of everybody."""
    starts = first_days(clock.today(), months)
    bounds = [instant_text(local_instant(clock, day, time())) for day in starts]
    bounds.append(instant_text(clock.now() + timedelta(seconds=1)))  # the last month goes as far as now
    counts: list[dict[str, int]] = [{} for _ in starts]
    if contact is not None:
        for kind, at in db.rows(
            "SELECT i.kind, p.x_at FROM participant p JOIN interaction i ON i.id = p.interaction AND +i.sy_live = 1"
            " WHERE p.contact = ? AND p.sy_live = 1 AND p.x_at >= ? AND p.x_at < ?", (contact, bounds[0], bounds[-1])
        ):  # fmt: skip
            if kind and kind not in NO_TALK:
                place = next(place for place, bound in enumerate(bounds[1:]) if at < bound)
                counts[place][kind] = counts[place].get(kind, 0) + 1
    else:
        kinds = [row[0] for row in db.rows(_KINDS) if row[0] not in NO_TALK]
        sql = "SELECT count(*) FROM interaction WHERE kind = ? AND sy_live = 1 AND at >= ? AND at < ?"
        for kind in kinds:
            for place in range(len(starts)):
                n = int(db.value(sql, (kind, bounds[place], bounds[place + 1])) or 0)
                if n:
                    counts[place][kind] = n
        for _, kind, at in db.rows(_WITH_NOBODY, (bounds[0], bounds[-1])):
            if kind in kinds:
                place = next(place for place, bound in enumerate(bounds[1:]) if at < bound)
                counts[place][kind] -= 1
        counts = [{kind: n for kind, n in held.items() if n} for held in counts]
    return [Month(day, held) for day, held in zip(starts, counts, strict=True)]


def promises(db: Database, clock: Clock, contact: Id | None = None, months: int = MONTHS) -> list[Month]:
    """Promises that came to an end by month: ``ours-kept``, ``ours-late``, ``ours-broken``, and the same of theirs.

    Kept ones count in the month they were closed, broken ones and open ones whose day has passed in that of the day (of
    the closing, where that came first), so that no bar moves when a word that was overdue is given up. ``late`` were
    kept after their day, or after one that was moved when it had passed. Released and renegotiated ones count nowhere
    (as in the measures).
    """
    today = clock.today()
    starts = first_days(today, months)
    held: dict[str, dict[str, int]] = {day.isoformat()[:7]: {} for day in starts}
    whom, params = ("AND p.contact = ?", (contact,)) if contact is not None else ("", ())
    rows = db.rows(
        "SELECT CASE WHEN p.direction = 'theirs' THEN 'theirs' ELSE 'ours' END, CASE WHEN p.state = 'kept' THEN"
        " CASE WHEN p.closed_on > p.due OR p.succeeds IS NOT NULL AND"
        f" {PASSED} IS NOT NULL THEN 'late' ELSE 'kept' END ELSE 'broken' END,"
        " substr(CASE p.state WHEN 'kept' THEN p.closed_on WHEN 'broken' THEN min(coalesce(p.due, p.closed_on),"
        " p.closed_on) ELSE p.due END, 1, 7) AS month, count(*)"
        " FROM promise p JOIN contact c ON c.id = p.contact AND +c.sy_live = 1 WHERE +p.sy_live = 1"
        " AND (p.state IN ('kept', 'broken') AND p.closed_on >= ? OR coalesce(p.state, 'open') = 'open'"
        f" AND p.due >= ? AND p.due < ?) {whom} GROUP BY 1, 2, 3",
        (starts[0].isoformat(), starts[0].isoformat(), today.isoformat(), *params))  # fmt: skip
    for side, end, month, n in rows:
        if month in held:
            held[month][f"{side}-{end}"] = held[month].get(f"{side}-{end}", 0) + n
    return [Month(day, held[day.isoformat()[:7]]) for day in starts]


def given(db: Database, clock: Clock) -> dict[tuple[str, str], dict[str, int]]:
    """What each side gave and asked in twelve months with everybody: (side, act) -> kind -> how often.

    The same things as in the balance with one contact; but an introduction was given once, although to both.
    """
    today = clock.today()
    days = ((today - YEAR).isoformat(), today.isoformat())
    alive = "JOIN contact c ON c.id = {} AND +c.sy_live = 1"
    found: dict[tuple[str, str], dict[str, int]] = {}
    unnamed = "NOT EXISTS (SELECT 1 FROM named WHERE named.source = {})"
    parts = (
        "SELECT coalesce(f.side, 'ours'), coalesce(f.act, 'gave'), coalesce(f.kind, 'other') FROM favour f"
        f" {alive.format('f.contact')} WHERE +f.sy_live = 1 AND f.day >= ?1 AND f.day <= ?2"
        " AND (f.kind IS NOT 'introduction' OR f.source IS NULL)",
        "SELECT coalesce(f.side, 'ours') AS side, coalesce(f.act, 'gave') AS act, 'introduction' FROM favour f"
        f" {alive.format('f.contact')} WHERE +f.sy_live = 1 AND f.day >= ?1 AND f.day <= ?2"
        " AND f.kind = 'introduction' AND f.source IS NOT NULL GROUP BY side, act, f.source",
        f"SELECT 'theirs', 'gave', 'order' FROM purchase p {alive.format('p.contact')} WHERE +p.sy_live = 1"
        f" AND p.day >= ?1 AND p.day <= ?2 AND {unnamed.format('p.id')}",
        f"SELECT 'ours', 'gave', 'item' FROM shelf_given g {alive.format('g.contact')} WHERE +g.sy_live = 1"
        f" AND g.day >= ?1 AND g.day <= ?2 AND {unnamed.format('g.item')}",
        "SELECT 'ours', 'gave', 'introduction' FROM introduction n WHERE +n.sy_live = 1 AND n.introduced >= ?1"
        f" AND n.introduced <= ?2 AND {unnamed.format('n.id')}",
    )  # fmt: skip
    sql = (
        "WITH named(source) AS MATERIALIZED (SELECT DISTINCT source FROM favour WHERE source IS NOT NULL"
        " AND sy_live = 1 AND day >= ?1 AND day <= ?2)"
        f", all_of(side, act, kind) AS ({' UNION ALL '.join(parts)})"
        " SELECT side, act, kind, count(*) FROM all_of GROUP BY 1, 2, 3"
    )
    for side, act, kind, n in db.rows(sql, days):
        if (side, act) in (("ours", "gave"), ("ours", "asked"), ("theirs", "gave"), ("theirs", "asked")):
            found.setdefault((side, act), {})[kind] = n
    return found


def wanted(db: Database, contact: Id | None = None) -> list[Wanted]:
    """Open wants by how soon, the soonest first; of a contact, or of everybody."""
    whom, params = ("AND w.contact = ?", (contact,)) if contact is not None else ("", ())
    state = "coalesce(w.state, 'open') = 'open'" if contact is not None else "w.state = 'open'"
    counts: dict[str, list[int]] = {horizon: [0, 0] for horizon in HORIZONS}
    for horizon, suspected, n in db.rows(
        "SELECT w.horizon, w.certainty = 'suspected', count(*) FROM want w"
        f" JOIN contact c ON c.id = w.contact AND +c.sy_live = 1 WHERE {state} AND +w.sy_live = 1 {whom} GROUP BY 1, 2",
        params,
    ):
        counts[horizon if horizon in counts else "someday"][bool(suspected)] += n
    return [Wanted(horizon, *held) for horizon, held in counts.items()]


def first_days(today: date, months: int) -> list[date]:
    """The first days of the last so many months, this one included, the oldest first."""
    found = [today.replace(day=1)]
    while len(found) < months:
        found.append((found[-1] - timedelta(days=1)).replace(day=1))
    return found[::-1]


def _next(first: date) -> date:
    return (first + timedelta(days=32)).replace(day=1)
