"""Promise measures (R1): how both sides keep their word, per contact and per colleague.

The kept rate is kept / (kept + broken + overdue): an open promise whose day has passed counts as not kept until
it is, so that leaving it open never looks better than owning up. Released and renegotiated ones count nowhere,
neither do open ones that still have time. A day that was moved only after it had passed is not forgotten: once the
promise is kept, it is late from that day on.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from typing import Any

from notebook.clock import Clock
from notebook.insight.records import Id, Measure, Reason
from notebook.sentences import Sentence, count, say
from notebook.storage.database import Database
from notebook.storage.parts import chunks
from notebook.timeline.days import read_day

Measures = tuple[Measure, Measure]
"""Ours, theirs."""
# Of a promise `p` that takes the place of others: the first of their days that had passed when it was moved.
PASSED = (
    "(WITH RECURSIVE gone(due, closed_on, succeeds) AS (SELECT due, closed_on, succeeds FROM promise"
    " WHERE id = p.succeeds AND sy_live = 1 UNION SELECT o.due, o.closed_on, o.succeeds FROM promise o JOIN gone"
    " ON o.id = gone.succeeds AND o.sy_live = 1) SELECT min(due) FROM gone WHERE closed_on > due)"
)
_SINCE = f"CASE WHEN p.succeeds IS NULL THEN p.due ELSE coalesce({PASSED}, p.due) END"  # late is what is kept after it
_SQL = (
    f"SELECT p.id, p.contact, p.direction, p.due, p.state, p.closed_on, i.at, {_SINCE} FROM promise p"
    " JOIN contact c ON c.id = p.contact AND +c.sy_live = 1 LEFT JOIN interaction i ON i.id = p.interaction"
    " WHERE +p.sy_live = 1"
)


def of_contacts(db: Database, contacts: Sequence[Id], clock: Clock) -> dict[Id, Measures]:
    """The measures of these contacts; every one of them has an answer."""
    return {contact: both(held, clock) for contact, held in rows_of(db, contacts).items()}


def of_whole(db: Database, contacts: Sequence[Id], clock: Clock) -> Measures:
    """The measures of several as if they were one: an organisation and its people."""
    return both([row for held in rows_of(db, contacts).values() for row in held], clock)


def rows_of(db: Database, contacts: Sequence[Id]) -> dict[Id, list[Sequence[Any]]]:
    """The promises of these contacts as `both` takes them."""
    rows: dict[Id, list[Sequence[Any]]] = {contact: [] for contact in contacts}
    for marks, part in chunks(list(rows)):
        for row in db.rows(f"{_SQL} AND p.contact IN ({marks})", part):
            rows[row[1]].append(row)
    return rows


def of_colleagues(db: Database, today: date) -> dict[Id, Measures]:
    """How each of us kept promises, and those made to them were kept, in numbers: without the rows behind them."""
    live = "FROM promise p JOIN contact c ON c.id = p.contact AND +c.sy_live = 1 WHERE +p.sy_live = 1"
    who = "p.colleague, COALESCE(p.direction, 'ours')"
    late: dict[tuple[Id, str], list[int]] = {}
    for colleague, direction, days in db.rows(
        f"SELECT {who}, MAX(0, julianday(p.closed_on) - julianday({_SINCE})) {live}"
        " AND p.state = 'kept' AND p.closed_on IS NOT NULL"
    ):
        if days is not None:  # else no day, written by a newer program
            late.setdefault((colleague, direction), []).append(round(days))
    found: dict[Id, dict[str, Measure]] = {}
    for colleague, direction, kept, broken, still, overdue, released in db.rows(
        f"SELECT {who}, SUM(p.state = 'kept'), SUM(p.state = 'broken'), SUM(p.state = 'open'),"
        f" SUM(p.state = 'open' AND p.due < ?), SUM(p.state = 'released') {live}"
        " AND p.colleague IS NOT NULL GROUP BY 1, 2",
        (today.isoformat(),),
    ):
        days_late = late.get((colleague, direction))
        measure = Measure(direction, kept, broken, still, overdue or 0, _median(days_late) if days_late else None,
                          released=released or 0)  # fmt: skip
        found.setdefault(colleague, {})[direction] = measure
    return {
        colleague: (by.get("ours", Measure("ours")), by.get("theirs", Measure("theirs")))
        for colleague, by in found.items()
    }


def both(rows: Iterable[Sequence[Any]], clock: Clock) -> Measures:
    """The measures of both directions."""
    ours: list[Sequence[Any]] = []
    theirs: list[Sequence[Any]] = []
    for row in rows:
        (theirs if row[2] == "theirs" else ours).append(row)
    return _measure("ours", ours, clock), _measure("theirs", theirs, clock)


def said(measure: Measure) -> Sentence:
    """A measure as a person says it: we kept 2 of 3 promises, kept ones 4 days late."""
    if not measure.settled:
        if measure.open:
            return count("{who} promised {n} thing, not due yet", "{who} promised {n} things, not due yet",
                         measure.open, who=_who(measure))  # fmt: skip
        if measure.released:
            return count("{who} promised {n} thing, nobody waits for it any more",
                         "{who} promised {n} things, nobody waits for them any more",
                         measure.released, who=_who(measure))  # fmt: skip
        return say("{who} promised nothing so far", who=_who(measure))
    text = count("{who} kept {kept} of {n} promise", "{who} kept {kept} of {n} promises", measure.settled,
                 who=_who(measure), kept=measure.kept)  # fmt: skip
    return _late(text, measure)


def kept_said(measure: Measure) -> Sentence:
    """The same behind a name that is said already: kept 2 of 3 promises, kept ones 4 days late."""
    if measure.settled:
        text = count("kept {kept} of {n} promise", "kept {kept} of {n} promises", measure.settled, kept=measure.kept)
        return _late(text, measure)
    return count("promised {n} thing, not due yet", "promised {n} things, not due yet", measure.open)


def _late(text: Sentence, measure: Measure) -> Sentence:
    """What is said of the lateness of those kept, and of those that are overdue."""
    if measure.lateness:
        days = max(round(measure.lateness), 1)
        if measure.kept == 1:
            text = count("{kept}, {n} day late", "{kept}, {n} days late", days, kept=text)
        else:
            text = count("{kept}, half of them {n} day late or more", "{kept}, half of them {n} days late or more",
                         days, kept=text)  # fmt: skip
    if measure.overdue:
        text = count("{kept}; {n} is overdue", "{kept}; {n} are overdue", measure.overdue, kept=text)
    return text


def reason(measure: Measure) -> Reason:
    """The sentence with the promises behind it."""
    return Reason(said(measure), measure.evidence)


def _who(measure: Measure) -> Sentence:
    return say("we") if measure.direction == "ours" else say("they")


def _measure(direction: str, rows: Sequence[Sequence[Any]], clock: Clock) -> Measure:
    today = clock.today()
    kept = broken = still = overdue = released = 0
    late: list[int] = []
    waiting: list[tuple[date, Id]] = []
    counted = []
    for promise, _, _, due_text, state, closed_text, at, since_text in rows:
        due, closed = read_day(due_text), read_day(closed_text)
        match state or "open":
            case "kept":
                kept += 1
                since = read_day(since_text)
                if since is not None and closed is not None:
                    late.append(max(0, (closed - since).days))
            case "broken":
                broken += 1
            case "open":
                still += 1
                overdue += due is not None and due < today
                waiting.append((due or made_on(promise, clock, at), promise))
            case "released":
                released += 1
                continue
            case _:
                continue
        counted.append(promise)
    first = min(waiting, default=None)
    return Measure(direction, kept, broken, still, overdue, _median(late),
                   (first[1], first[0]) if first else None, tuple(counted), released)  # fmt: skip


def _median(days: list[int]) -> float | None:
    """The middle one. Not ``statistics.median``: that loads decimal and fractions, 2 MB of every window."""
    held = sorted(days)
    return (held[(len(held) - 1) // 2] + held[len(held) // 2]) / 2 if held else None


def made_on(row: Id, clock: Clock, at: str | None = None) -> date:
    """When a row was made: the day of its entry, else the moment that its id (UUIDv7, RFC 9562 5.7) holds."""
    day = clock.day(at)
    if day is not None:
        return day
    try:
        return clock.local(datetime.fromtimestamp(int.from_bytes(row[:6]) / 1000, UTC)).date()
    except (ValueError, OverflowError, OSError):
        return date.max  # an id from elsewhere: nothing to go by, so it is not called the oldest
