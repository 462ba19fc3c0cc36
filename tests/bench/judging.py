"""What follows from the records, each beside the raw SQL (or the walk in memory) that reads the same rows.

In child processes without a window, at the moment the notebook was made for, medians and p95 of both in turns.
"""

from __future__ import annotations

import gc
import json
import random
import time
from collections import defaultdict
from collections.abc import Callable, Iterable
from contextlib import closing
from datetime import UTC, timedelta
from pathlib import Path
from typing import Any

from notebook.book import Notebook
from notebook.changes.ids import Id
from notebook.cli.insight import _section
from notebook.clock import Clock
from notebook.insight.service import Insight
from notebook.storage.database import Database
from tests.bench.figures import Figure, median, p95
from tests.bench.generate import NOW

EDIT = 20  # ms that the answer after one edit may take
FIRST = 50  # rows of Today that a page shows
_TODAY = NOW.date().isoformat()
_YEAR_AGO = (NOW.date() - timedelta(days=365)).isoformat()
_TALKS = "FROM participant p JOIN interaction i ON i.id = p.interaction WHERE p.contact = ?1 AND p.sy_live = 1"
_BRIEF = (
    "SELECT kind, full_name, met, met_on, met_through, relation, stands_for, buys, avoid, x_last FROM contact"
    " WHERE id = ?1 AND sy_live = 1",
    "SELECT p.id, p.direction, p.text, p.due_from, p.due, p.interaction, g.name FROM promise p LEFT JOIN colleague g"
    " ON g.id = p.colleague WHERE p.contact = ?1 AND +p.state = 'open' AND p.sy_live = 1",
    "SELECT id, text, due, state, closed_on, closed_in, succeeds FROM promise WHERE contact = ?1 AND sy_live = 1"
    " AND +state <> 'open' AND closed_on >= (SELECT coalesce(max(substr(x_last, 1, 10)), '') FROM contact"
    " WHERE id = ?1)",
    "SELECT n.id, n.text, s.id, s.text, s.state, r.date, r.x_next FROM intention n LEFT JOIN step s"
    " ON s.intention = n.id AND s.sy_live = 1 LEFT JOIN reminder r ON r.id = s.reminder AND r.sy_live = 1"
    " WHERE n.contact = ?1 AND +n.state = 'open' AND n.sy_live = 1",
    "SELECT id, kind, text, interaction, state FROM takeaway WHERE contact = ?1 AND sy_live = 1",
    f"SELECT i.id, i.kind, i.body, p.x_at {_TALKS} AND p.x_at > '' AND i.kind NOT IN ('note', 'purchase',"
    " 'introduction') ORDER BY p.x_at DESC LIMIT 1",
    f"SELECT i.id, i.kind, i.body, p.x_at {_TALKS} AND p.x_at > (SELECT coalesce(max(p.x_at), '') {_TALKS} AND i.kind"
    " NOT IN ('note', 'purchase', 'introduction')) ORDER BY p.x_at DESC LIMIT 8",
    "SELECT id, text, day, interaction FROM story WHERE contact = ?1 AND sy_live = 1",
    "SELECT r.id, r.title, r.role, r.since, o.full_name FROM role r LEFT JOIN contact o ON o.id = r.organisation"
    " WHERE r.person = ?1 AND r.sy_live = 1",
    "SELECT id, text, horizon, words, due, certainty, interaction, strength FROM want WHERE contact = ?1"
    " AND +state = 'open' AND sy_live = 1",
    "SELECT r.id, r.kind, r.label, r.strength, r.until, r.born, r.school, o.full_name, a.date FROM relation r"
    " JOIN contact o ON o.id = r.other LEFT JOIN anniversary a ON a.contact = r.other WHERE r.contact = ?1"
    " AND r.sy_live = 1",
    "SELECT r.id, r.kind, r.label, r.strength, r.until, r.born, r.school, o.full_name, a.date FROM relation r"
    " JOIN contact o ON o.id = r.contact LEFT JOIN anniversary a ON a.contact = r.contact WHERE r.other = ?1"
    " AND r.sy_live = 1",
    "SELECT id, kind, label, date, feb29 FROM anniversary WHERE contact = ?1 AND sy_live = 1",
    f"SELECT id, act, side, kind, source FROM favour WHERE contact = ?1 AND sy_live = 1 AND day >= '{_YEAR_AGO}'",
    f"SELECT id FROM purchase WHERE contact = ?1 AND sy_live = 1 AND day >= '{_YEAR_AGO}'",
    "SELECT id, value FROM detail WHERE contact = ?1 AND kind = 'interest' AND sy_live = 1",
    "SELECT id, channel, purpose, state, how, day, expires FROM permission WHERE contact = ?1 AND sy_live = 1",
    "SELECT id, a, b, reason, state, asked_a, asked_b, answer_a, answer_b, introduced, outcome FROM introduction"
    " WHERE (a = ?1 OR b = ?1) AND sy_live = 1",
    "SELECT id, text, day, interaction FROM offer WHERE contact = ?1 AND sy_live = 1 AND state = 'made'",
    "SELECT id, text, date, rrule, leads, x_next FROM reminder WHERE contact = ?1 AND sy_live = 1",
    "SELECT q.id, q.text, q.outcome, a.id, a.text FROM answer a JOIN question q ON q.id = a.question"
    " WHERE a.contact = ?1 AND a.sy_live = 1 AND q.state = 'closed'",
    "SELECT id, sy_x FROM contact WHERE id = ?1 AND sy_x IS NOT NULL UNION ALL SELECT id, sy_x FROM role"
    " WHERE person = ?1 AND +sy_live = 1 AND sy_x IS NOT NULL UNION ALL SELECT id, sy_x FROM detail WHERE contact = ?1"
    " AND +sy_live = 1 AND sy_x IS NOT NULL UNION ALL SELECT id, sy_x FROM anniversary WHERE contact = ?1"
    " AND +sy_live = 1 AND sy_x IS NOT NULL",
    "SELECT d.id, (SELECT count(*) FROM (SELECT c.x_sort, c.id, o.id FROM detail o JOIN contact c"
    " ON c.id = o.contact AND +c.sy_live = 1 WHERE o.kind = 'interest' AND o.value = d.value AND o.contact <> ?1"
    " AND +o.sy_live = 1 LIMIT 4)) FROM detail d WHERE d.contact = ?1 AND d.kind = 'interest' AND d.sy_live = 1",
)
_MARKED = "LEFT JOIN occurrence o ON o.subject = {}.id AND +o.sy_live = 1"  # what was done about it
_DUE = (
    "SELECT p.id, p.contact, p.direction, p.text, p.due_from, p.due, o.day, o.state FROM promise p JOIN contact c"
    f" ON c.id = p.contact AND +c.sy_live = 1 {_MARKED.format('p')} WHERE +p.sy_live = 1 AND p.state = 'open'"
    f" AND p.due <= '{_TODAY}'",
    "SELECT w.id, w.contact, w.text, w.revisit, w.horizon, w.day, o.day, o.state FROM want w JOIN contact c"
    f" ON c.id = w.contact AND +c.sy_live = 1 {_MARKED.format('w')} WHERE +w.sy_live = 1 AND w.state = 'open'"
    f" AND w.revisit <= '{_TODAY}'",
    "SELECT w.id, w.contact, w.text, w.due, w.horizon, w.day, o.day, o.state FROM want w JOIN contact c"
    f" ON c.id = w.contact AND +c.sy_live = 1 {_MARKED.format('w')} WHERE +w.sy_live = 1 AND w.state = 'open'"
    f" AND w.revisit IS NULL AND (w.due <= '{_TODAY}' OR w.due IS NULL AND w.horizon = 'now' AND w.day <="
    f" '{NOW.date() - timedelta(days=7)}')",
    "SELECT c.id, c.x_next, c.x_last, c.ideal_days, c.max_days, o.day, o.state FROM contact c"
    f" {_MARKED.format('c')} WHERE +c.sy_live = 1 AND c.x_next <= '{_TODAY}'",
    "SELECT a.id, a.contact, a.kind, a.label, a.date, a.feb29, o.day, o.state, EXISTS (SELECT 1 FROM anniversary d"
    " WHERE d.contact = a.contact AND d.kind = 'death' AND d.sy_live = 1) FROM anniversary a JOIN contact c"
    f" ON c.id = a.contact AND +c.sy_live = 1 {_MARKED.format('a')} WHERE a.sy_live = 1 AND a.x_day IN ({{}})".format(
        ",".join(f"'{NOW - timedelta(days=n):%m-%d}'" for n in range(15))),
    "SELECT r.id, r.contact, r.text, r.date, r.rrule, r.x_next, o.day, o.state FROM reminder r"
    f" {_MARKED.format('r')} WHERE r.sy_live = 1 AND r.x_next <= '{_TODAY}'",
)  # fmt: skip
_DEMAND = (
    "SELECT product, text, count(DISTINCT contact), sum(coalesce(strength, 2)), min(due),"
    " sum(horizon = 'now'), sum(horizon = 'season'), sum(horizon = 'year') FROM want WHERE state = 'open'"
    " AND sy_live = 1 GROUP BY product, text"
)
_INTERESTS = "SELECT value, count(*) FROM detail WHERE kind = 'interest' AND sy_live = 1 GROUP BY value"


def _opened(notebook: Path, state: Path) -> Notebook:
    return Notebook.open(notebook, state=state, clock=Clock(lambda: NOW, UTC))


def _people(book: Notebook, n: int) -> list[Id]:
    rows = book.db.rows("SELECT id FROM contact WHERE kind = 'individual' AND sy_live = 1 ORDER BY rowid")
    return [row[0] for row in random.Random(3).sample(rows, min(n, len(rows)))]


def _took(act: Callable[[], Any]) -> float:
    gc.collect(0)
    before = time.perf_counter()
    act()
    return (time.perf_counter() - before) * 1000


def both(what: str, limit: str, mine: list[float], raw: list[float], at_most: float) -> list[Figure]:
    """The medians, and the p95s, beside each other."""
    return [
        Figure(f"{what}, {name} (limit: {limit})", pick(mine), pick(raw), at_most)
        for name, pick in (("median", median), ("p95", p95))
    ]


def _in_turns(things: Iterable[Any], act: Callable[[Any], Any], raw: Callable[[Any], Any]) -> tuple[list[float], ...]:
    """Milliseconds of both for each thing, first the one, then the other: whoever reads first warms the pages.

    The first two do not count where there are more.
    """
    took: tuple[list[float], list[float]] = ([], [])
    for number, thing in enumerate(things):
        for which in (0, 1) if number % 2 else (1, 0):
            took[which].append(_took(lambda thing=thing, which=which: (act, raw)[which](thing)))
    return took[0][2:] or took[0], took[1][2:] or took[1]


def brief(notebook: Path, state: Path, folder: Path, times: int) -> list[Figure]:
    """A brief in a running process, as the JSON that the command prints."""
    with closing(_opened(notebook, state)) as book:

        def told(contact: Id) -> str:
            page = book.insight.brief(contact)
            return json.dumps({"sections": [_section(one) for one in page.sections]}, ensure_ascii=False)

        mine, raw = _in_turns(_people(book, times), told, lambda contact: raw_brief(book.db, contact))
    return both("brief to JSON", "raw SQL of the same rows", mine, raw, 4)


def raw_brief(db: Database, contact: Id) -> None:
    """The rows of a brief, read and left alone."""
    for sql in _BRIEF:
        db.rows(sql, (contact,))


def today(notebook: Path, state: Path, folder: Path, times: int) -> list[Figure]:
    """What to do now, as the page asks for it."""
    with closing(_opened(notebook, state)) as book:
        mine, raw = _in_turns(range(times), lambda _: book.insight.today(limit=FIRST),
                              lambda _: [book.db.rows(sql) for sql in _DUE])  # fmt: skip
    return both("Today", "raw SQL of the same rows", mine, raw, 3)


def demand(notebook: Path, state: Path, folder: Path, times: int) -> list[Figure]:
    """All open wants pooled by need."""
    with closing(_opened(notebook, state)) as book:
        mine, raw = _in_turns(range(times), lambda _: book.insight.demand(), lambda _: book.db.rows(_DEMAND))
    return both("demand board", "grouped in SQL", mine, raw, 3)


def introductions(notebook: Path, state: Path, folder: Path, times: int) -> list[Figure]:
    """Candidates for everybody from nothing; then again after each of some edits of interests."""
    with closing(_opened(notebook, state)) as book:
        mine, raw = _in_turns(range(times), lambda _: Insight(book).candidates(), lambda _: book.db.rows(_INTERESTS))
        book.insight.candidates()
        known = [row[0] for row in book.db.rows("SELECT DISTINCT value FROM detail WHERE kind = 'interest'")]
        chance = random.Random(5)
        after: list[float] = []
        for contact in _people(book, 10 * times):
            book.contacts.add_detail(contact, "interest", chance.choice(known))
            after.append(_took(book.insight.candidates))
    what = "introductions"
    return [
        *both(f"{what} for everybody", "one pass over all interests in SQL", mine, raw, 5),
        Figure(f"{what} after one edit, p95", p95(after), None, EDIT),
    ]


def door(notebook: Path, state: Path, folder: Path, times: int) -> list[Figure]:
    """The best way to many people; the walk in memory, which takes long and always the same, to a few of them."""
    with closing(_opened(notebook, state)) as book:
        people = _people(book, times)
        mine = [_took(lambda who=who: book.insight.path(who)) for who in people]
        raw = [_took(lambda who=who: _walk(book.db, who)) for who in people[: max(1, times // 20)]]
    return both("door opener, four hops", "breadth first in memory, loading included", mine, raw, 2)


def _walk(db: Database, goal: Id) -> int:
    """Steps from somebody whom one of us speaks with to the goal, breadth first; 0 when it is more than four."""
    links: defaultdict[Id, list[Id]] = defaultdict(list)
    for one, other in db.rows("SELECT contact, other FROM relation WHERE sy_live = 1 AND other IS NOT NULL"):
        links[one].append(other)
        links[other].append(one)
    places: defaultdict[Id, list[Id]] = defaultdict(list)
    staff: defaultdict[Id, list[Id]] = defaultdict(list)
    for person, place in db.rows("SELECT person, organisation FROM role WHERE sy_live = 1 AND person IS NOT NULL"):
        places[person].append(place)
        staff[place].append(person)
    spoken = {row[0] for row in db.rows("SELECT id FROM contact WHERE sy_live = 1 AND x_last IS NOT NULL")}
    met, layer = {goal}, [goal]
    for hop in range(1, 5):
        if not spoken.isdisjoint(layer):
            return hop
        around = {other for one in layer for other in links[one]}
        around.update(other for one in layer for place in places[one] for other in staff[place])
        layer = list(around - met)
        met |= around
    return 0
