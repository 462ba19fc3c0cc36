"""Where due things come from: reminders, dates of people, cadences and open promises, each by its index.

A source reads either what may matter up to a day, or what concerns some contacts; never everything. Deleted
contacts have nothing due. A date that was missed stays for two weeks (`GRACE`) and then goes away by itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import islice

from notebook.contacts.dates import rounds
from notebook.contacts.staff import last_with
from notebook.reminders import recurrence
from notebook.reminders.cadence import Cadence, cadence_of, effective
from notebook.reminders.records import Id
from notebook.reminders.scope import Found, Scope
from notebook.storage.database import Database, Row
from notebook.storage.parts import chunks
from notebook.timeline.days import read_day, read_partial
from notebook.timeline.horizons import SLEEP, woken

GRACE = timedelta(days=14)
_LONGEST_LEAD = 366
_LONGEST_RANGE = timedelta(days=400)
_YEAR = timedelta(days=366)


def reminders(db: Database, scope: Scope) -> Iterator[Found]:
    """Reminders whose next day, or one of its leads, has come. Of missed repetitions only the latest counts."""
    far = (scope.until + timedelta(days=_LONGEST_LEAD)).isoformat()
    bound = "r.x_next <= ? AND (r.x_next <= ? OR r.leads IS NOT NULL)"
    for condition, values in scope.parts("r.contact", bound, (far, scope.until.isoformat())):
        for row in db.each(
            "SELECT r.id, r.contact, r.text, r.date, r.rrule, r.leads, r.x_next, r.colleague FROM reminder r"
            " LEFT JOIN contact c ON c.id = r.contact WHERE r.sy_live = 1 AND r.x_next IS NOT NULL"
            f" AND (r.contact IS NULL OR +c.sy_live = 1) AND {condition}",
            values,
        ):
            day, start = read_day(row[6]), read_day(row[3])
            if day is None or start is None:
                continue
            if row[4] and day < scope.on:
                day = max(day, recurrence.latest(row[4], start, scope.on) or day)
            first = _led(day, read_leads(row[5]), scope.on)
            if first <= scope.until or scope.contacts is not None:
                extra = {"rrule": row[4], **scope.others(row[7])}
                yield Found("reminder", row[0], row[1], day, first, max(day, first), row[2] or "", extra)


def read_leads(text: str | None) -> tuple[int, ...]:
    """The lead times of a reminder in days, largest first."""
    import json

    try:
        leads = json.loads(text) if text else []
    except ValueError:
        return ()
    kept = (
        {lead for lead in leads if type(lead) is int and 0 <= lead <= _LONGEST_LEAD} if isinstance(leads, list) else ()
    )
    return tuple(sorted(kept, reverse=True))


def _led(day: date, leads: tuple[int, ...], on: date) -> date:
    """The day a reminder counts for: a lead that is today or still comes, else the day itself.

    A lead that has passed leaves it where its day puts it.
    """
    starts = [day - timedelta(days=lead) for lead in leads]
    coming = [start for start in starts if start >= on]
    passed = [start for start in starts if start < on]
    return min(coming, default=day) if not passed or on in starts else day


def dates(db: Database, scope: Scope) -> Iterator[Found]:
    """Birthdays and other anniversaries, from two weeks ago on."""
    since = scope.on - GRACE
    until = scope.until if scope.contacts is None else scope.on + _YEAR
    days = _month_days(since, until)
    bound = f"a.x_day IN ({','.join('?' * len(days))})" if days else "a.x_day IS NOT NULL"
    for condition, values in scope.parts("a.contact", bound, days):
        for row in db.each(
            "SELECT a.id, a.contact, a.kind, a.label, a.date, a.feb29, EXISTS (SELECT 1 FROM anniversary d"
            " WHERE d.contact = a.contact AND d.kind = 'death' AND d.sy_live = 1) FROM anniversary a"
            " JOIN contact c ON c.id = a.contact AND +c.sy_live = 1 WHERE a.sy_live = 1"
            f" AND a.x_day IS NOT NULL AND {condition}",
            values,
        ):
            if row[2] == "birth" and row[6]:
                continue  # nobody is wished well who has died
            partial = read_partial(row[4])
            found = list(rounds(partial, since, until, row[5])) if partial else []
            own = partial.occurs(partial.year) if partial and partial.year else None
            if own is not None and scope.on <= own <= until and row[2] not in ("birth", "death"):
                found.append((own, 0))  # the wedding itself, while it lies ahead
            for day, years in found:
                kind = "birthday" if row[2] == "birth" else "anniversary"
                extra = {"years": years, "of": row[2] or "other"}
                yield Found(kind, row[0], row[1], day, day, day, row[3] or "", extra)


def _month_days(since: date, until: date) -> list[str]:
    """``MM-DD`` of every day of the period, 29 February wherever it may fall; empty for a whole year."""
    if until - since >= timedelta(days=360):
        return []
    days = [(since + timedelta(days=n)).strftime("%m-%d") for n in range((until - since).days + 1)]
    return [*days, "02-29"] if {"02-28", "03-01"} & set(days) and "02-29" not in days else days


def cadences(db: Database, scope: Scope) -> Iterator[Found]:
    """Contacts whose time to be spoken with again has come."""
    for condition, values in scope.parts("c.id", "c.x_next <= ?", (scope.until.isoformat(),)):
        rows = db.each(
            "SELECT c.id, c.x_next, c.x_last, c.ideal_days, c.max_days, c.kind, c.owner FROM contact c"
            f" WHERE +c.sy_live = 1 AND c.x_next IS NOT NULL AND {condition}",
            values,
        )
        while part := list(islice(rows, 500)):
            own = [cadence_of(row[3], row[4]) for row in part]
            inherited = group_cadences(db, [row[0] for row, mine in zip(part, own, strict=True) if mine is None])
            people = last_with(db, [row[0] for row in part if row[5] == "org"], scope.on.isoformat())
            for (contact, text, last, *_, owner), mine in zip(part, own, strict=True):
                day = read_day(text)
                cadence = mine or effective(None, inherited.get(contact, ()))
                if day is not None and cadence is not None:
                    if people.get(contact, "") > (last or ""):  # a talk with its people is one with an organisation
                        last = people[contact]
                        day = cadence.due(read_day(last[:10]) or day)  # in UTC, as `x_next` is (see `cadence`)
                        if day > scope.until and scope.contacts is None:
                            continue
                    extra = {"cadence": cadence, "last": last, **scope.others(owner)}
                    yield Found("cadence", contact, contact, day, day, cadence.bearable(day), "", extra)


def group_cadences(db: Database, contacts: Sequence[Id]) -> dict[Id, list[Cadence]]:
    """The cadences that contacts have from their groups."""
    found: dict[Id, list[Cadence]] = {}
    for marks, part in chunks(contacts):
        for contact, ideal, maximum, name in db.rows(
            "SELECT m.contact, g.ideal_days, g.max_days, g.name FROM membership m"
            " JOIN circle g ON g.id = m.circle AND g.sy_live = 1"
            f" WHERE m.sy_live = 1 AND m.contact IN ({marks})",
            part,
        ):
            cadence = cadence_of(ideal, maximum, name or "")
            if cadence is not None:
                found.setdefault(contact, []).append(cadence)
    return found


def promises(db: Database, scope: Scope) -> Iterator[Found]:
    """Open promises, both ways, whose day has come or whose range has begun; "when asked" never comes up."""
    until = scope.until.isoformat()
    bounds = [("p.due <= ?", [until])]
    if scope.contacts is None:
        begun = (scope.until - _LONGEST_RANGE).isoformat()
        bounds.append(("p.due > ? AND p.due_from > ? AND p.due_from <= ?", [until, begun, until]))
    state = "p.state" if scope.contacts is None else "+p.state"  # else that index would be taken for a few contacts
    sql = (
        "SELECT p.id, p.contact, p.direction, p.text, p.due_from, p.due, p.colleague FROM promise p"
        " JOIN contact c ON c.id = p.contact AND +c.sy_live = 1"
        f" WHERE +p.sy_live = 1 AND {state} = 'open' AND p.due IS NOT NULL"
    )
    for row in _bounded(db, scope, "p.contact", sql, bounds):
        day = read_day(row[5])
        if day is not None:
            kind = "promise-theirs" if row[2] == "theirs" else "promise"
            begins = min(read_day(row[4]) or day, day)
            yield Found(kind, row[0], row[1], day, begins, day, row[3] or "", scope.others(row[6]))


def wants(db: Database, scope: Scope) -> Iterator[Found]:
    """Open wants whose day to come back to them has come, stored or not (`horizons.woken`).

    They wait and are never overdue, unless they have come up and the day by which they were wanted has passed.
    """
    state = "w.state" if scope.contacts is None else "+w.state"  # as in `promises`
    noted = (scope.until - timedelta(days=SLEEP["now"])).isoformat()
    bounds: list[tuple[str, list[str]]] = [("w.revisit <= ?", [scope.until.isoformat()])]
    if scope.contacts is None:
        unset = "w.revisit IS NULL AND (w.due <= ? OR w.due IS NULL AND w.horizon = 'now' AND coalesce(w.day, '') <= ?)"
        bounds.append((unset, [scope.until.isoformat(), noted]))
    sql = (
        "SELECT w.id, w.contact, w.text, w.revisit, w.horizon, w.day, w.due FROM want w"
        " JOIN contact c ON c.id = w.contact AND +c.sy_live = 1"
        f" WHERE +w.sy_live = 1 AND {state} = 'open'"
    )
    for row in _bounded(db, scope, "w.contact", sql, bounds):
        horizon, since, due = row[4] or "someday", read_day(row[5]), read_day(row[6])
        day = read_day(row[3]) if row[3] else woken(horizon, due, since)
        if day is not None:
            extra = {"since": since, "due": due, "horizon": horizon}
            last = due if due is not None and day <= scope.on else date.max
            yield Found("want", row[0], row[1], day, day, last, row[2] or "", extra)


def _bounded(
    db: Database, scope: Scope, column: str, sql: str, bounds: Sequence[tuple[str, list[str]]]
) -> Iterator[Row]:
    """The rows within each bound, or of the contacts that are asked about; one by one."""
    for bound, limits in bounds:
        for condition, values in scope.parts(column, bound, limits):
            yield from db.each(f"{sql} AND {condition}", values)


def marks_of(db: Database, found: Sequence[Found]) -> dict[tuple[Id, str], tuple[str, str | None]]:
    """What was done about these things: (subject, day) -> (state, until)."""
    marks: dict[tuple[Id, str], tuple[str, str | None]] = {}
    for places, part in chunks(list(dict.fromkeys(item.subject for item in found))):
        for subject, day, state, until in db.rows(
            f"SELECT subject, day, state, until FROM occurrence WHERE subject IN ({places}) AND sy_live = 1", part
        ):
            marks[subject, day or ""] = (state or "", until)
    return marks
