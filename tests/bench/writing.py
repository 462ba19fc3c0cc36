"""One edit, and the export: in a child process without a window."""

from __future__ import annotations

import csv
import gc
import random
import time
from collections import defaultdict
from pathlib import Path
from typing import Any

from notebook.book import Notebook
from notebook.exchange.exporting import export
from notebook.storage.database import Database
from notebook.storage.models import models, opened
from tests.bench.figures import Figure, median

_CELLS = ("uid", "full_name", "title", "given", "given2", "surname", "surname2", "credential", "generation", "pronouns",
          "time_zone", "met", "met_on", "relation", "stands_for", "buys", "ideal_days", "max_days")  # fmt: skip
_STEP = 500


def edit(notebook: Path, state: Path, folder: Path, times: int) -> list[Figure]:
    """One field of a contact through the journal (change, table, sort key, search index) against `save()`.

    Both in the same file in turns, each its own transaction, with the same pragmas (WAL, synchronous=FULL, the
    same cache). ``save()`` writes every column of the row, as Peewee does unless told otherwise.
    """
    book = Notebook.open(notebook, state=state)
    table: Any = models()["contact"]
    chance = random.Random(1)
    ids = chance.sample([row[0] for row in book.db.rows("SELECT id FROM contact WHERE kind = 'individual'")], times + 1)
    mine: list[float] = []
    saved: list[float] = []
    with opened(notebook) as peewee, peewee.bind_ctx([table]):
        for number, contact in enumerate(ids):
            before = time.perf_counter()
            book.contacts.edit(contact, given=f"Ida{number}")
            mine.append(time.perf_counter() - before)
            row = table.get_by_id(contact)
            row.stands_for = f"value {number}"
            before = time.perf_counter()
            row.save()
            saved.append(time.perf_counter() - before)
    book.close()
    name = "one edit through the journal, search index included (limit: Peewee's save())"
    return [Figure(name, median(mine[1:]) * 1000, median(saved[1:]) * 1000, 4)]


def exporting(notebook: Path, state: Path, folder: Path, times: int) -> list[Figure]:
    """All contacts to Kithbook's CSV against `csv.writer` over the same cells read raw."""
    book = Notebook.open(notebook, state=state)
    mine: list[float] = []
    raw: list[float] = []
    count = 0
    for _ in range(times):
        gc.collect()
        before = time.perf_counter()
        _raw_export(book.db, folder / "raw.csv")
        raw.append(time.perf_counter() - before)
        gc.collect()
        before = time.perf_counter()
        count = export(book, folder / "own.csv", "csv").written
        mine.append(time.perf_counter() - before)
    book.close()
    name = f"export {count:,} cards to CSV (limit: csv.writer over raw rows)"
    return [Figure(name, median(mine), median(raw), 3, "s")]


def _raw_export(db: Database, target: Path) -> None:
    """The same contacts and cells, as they stand in the tables: no card, no choice of columns, no escaping rule."""
    ids = [row[0] for row in db.rows(
        "SELECT id FROM contact WHERE sy_live = 1 AND coalesce(implied, 0) = 0 ORDER BY x_sort, id")]  # fmt: skip
    parts = [*_PARTS, *(sql for table, sql in _RECORDS if db.value(f"SELECT 1 FROM {table} LIMIT 1"))]
    with open(target, "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([*_CELLS, "details", "dates", "roles", "labels", "groups"])
        for start in range(0, len(ids), _STEP):
            part = ids[start : start + _STEP]
            marks = ",".join("?" * len(part))
            cells: dict[bytes, tuple[Any, ...]] = {row[0]: row[1:] for row in db.rows(
                f"SELECT id, {', '.join(_CELLS)} FROM contact WHERE id IN ({marks})", part)}  # fmt: skip
            more = [_grouped(db, sql.format(marks), part) for sql in parts]
            for contact in part:
                writer.writerow([*cells[contact], *(cell for group in more for cell in group.get(contact, ()))])


_PARTS = (
    "SELECT contact, kind, value, label, contexts, features FROM detail WHERE contact IN ({}) AND sy_live = 1"
    " ORDER BY pos, id",
    "SELECT contact, kind, label, date FROM anniversary WHERE contact IN ({}) AND sy_live = 1 ORDER BY pos, id",
    "SELECT r.person, o.full_name, r.title, r.role, r.department FROM role r LEFT JOIN contact o"
    " ON o.id = r.organisation WHERE r.person IN ({}) AND r.sy_live = 1 ORDER BY r.pos, r.id",
    "SELECT contact, name FROM label WHERE contact IN ({}) AND sy_live = 1",
    "SELECT m.contact, c.name FROM membership m JOIN circle c ON c.id = m.circle WHERE m.contact IN ({})"
    " AND m.sy_live = 1",
)


_RELATION = (
    " r.kind, r.label, r.name, r.strength, r.evidence, r.since, r.until, r.born, r.school, r.occasions, o.full_name,"
    " o.uid, r.id FROM relation r LEFT JOIN contact o ON o.id = r.{} WHERE r.{} IN ({{}}) AND r.sy_live = 1"
)
# What is noted about them besides; a relation stands on the cards of both.
_RECORDS = (
    ("relation", "SELECT r.contact," + _RELATION.format("other", "contact")),
    ("relation", "SELECT r.other," + _RELATION.format("contact", "other")),
    *(
        (table, f"SELECT contact, id, {columns} FROM {table} WHERE contact IN ({{}}) AND sy_live = 1")
        for table, columns in (
            ("permission", "channel, state, purpose, how, day, expires, evidence"),
            ("want", "text, product, horizon, strength, certainty, words, day, due, revisit, state, closed_on"),
            ("purchase", "item, product, day, quantity, price, currency, note"),
            ("owned", "product, quantity, since, until, note"),
            ("story", "text, product, quote, day"),
            ("favour", "text, act, side, kind, day, colleague"),
            ("intention", "text, state, closed_on, pos"),
            ("takeaway", "text, kind, state, used_on"),
            ("promise", "text, direction, colleague, due_from, due, state, closed_on"),
            ("offer", "text, channel, day, colleague, checks, override_reason, state, answer, answered_on"),
            ("answer", "text, question, day"),
            ("shelf_given", "item, day"),
        )
    ),
)


def _grouped(db: Database, sql: str, part: list[bytes]) -> dict[bytes, list[Any]]:
    found: defaultdict[bytes, list[Any]] = defaultdict(list)
    for contact, *cells in db.rows(sql, part):
        found[contact] += cells
    return found
