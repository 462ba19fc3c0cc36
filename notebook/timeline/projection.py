"""What is derived from entries and promises and kept in step with them.

``participant.x_at`` (the instant of a living entry, else null), ``contact.x_last`` (the latest of them that has come,
the entry's kind does not matter) and the words of entries, promises and records (wants, stories, relations ...) in
the search index. Everything is a function of the tables and of the clock: `rebuild` computes it anew, `verify`
compares. Entries whose time has come since are followed with the next change, or by `Journal.follow`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from notebook.events import Touched
from notebook.sentences import Sentence, count
from notebook.storage import search
from notebook.storage.database import Database, Row
from notebook.storage.folding import index_text
from notebook.storage.parts import chunks
from notebook.timeline.elapsed import Elapsed, counted_until
from notebook.timeline.records import Id

_AT = "(SELECT CASE WHEN i.sy_live = 1 THEN i.at END FROM interaction i WHERE i.id = participant.interaction)"
_LAST = "(SELECT max(p.x_at) FROM participant p WHERE p.contact = contact.id AND p.sy_live = 1 AND p.x_at <= ?)"
_WORDS: tuple[tuple[int, str, tuple[str, ...]], ...] = (
    (search.INTERACTION, "interaction", ("body",)),
    (search.PROMISE, "promise", ("text",)),
    *((kind, table, fields) for kind, (table, fields) in search.RECORDS.items()),
)
_FILLED = "records searched"  # in meta: the words of records are in the index (files of before have them later)
_SLICE = 5000  # rows of one table compared or indexed at a time


class TimelineProjection:
    """Keeps the derived columns and the search index of the timeline and of all records."""

    _filled = False

    def __init__(self, elapsed: Elapsed) -> None:
        self._elapsed = elapsed

    def project(self, db: Database, touched: Touched) -> None:
        """Follow touched entries, participants, promises and new contacts, and the clock.

        What has come since is touched as well, for those who follow after this and for the window.
        """
        now = self._follow_clock(db, touched)
        entries = _with(touched, "interaction", "at")
        people = list(touched.get("participant", ()))
        for column, ids in (("interaction", entries), ("id", people)):
            for marks, part in chunks(ids):
                db.execute(f"UPDATE participant SET x_at = {_AT} WHERE {column} IN ({marks})", part)
        for marks, part in chunks(self._contacts(db, entries, people)):
            db.execute(f"UPDATE contact SET x_last = {_LAST} WHERE id IN ({marks})", [now, *part])
        for marks, part in chunks(_with(touched, "contact")):  # its entries may have arrived before it did
            db.execute(
                f"UPDATE contact SET x_last = {_LAST} WHERE id IN ({marks})"
                " AND EXISTS (SELECT 1 FROM participant p WHERE p.contact = contact.id)", [now, *part])  # fmt: skip
        for kind, table, fields in _WORDS:
            if table in touched:
                for marks, part in chunks(_with(touched, table, *fields)):
                    _index(db, kind, db.rows(f"{_select(table, fields)} WHERE id IN ({marks})", part))
        if not self._filled:
            self._fill(db)

    def rebuild(self, db: Database) -> None:
        """Compute all of it anew."""
        db.execute(f"UPDATE participant SET x_at = {_AT} WHERE x_at IS NOT {_AT}")
        now = self._elapsed.now()
        db.execute(f"UPDATE contact SET x_last = {_LAST} WHERE x_last IS NOT {_LAST}", (now, now))
        self._elapsed.count(db, now)
        for kind, table, fields in _WORDS:
            search.clear(db, search.WORDS, kind)
            for rows in _slices(db, table, fields):
                _index(db, kind, rows)

    def verify(self, db: Database) -> list[Sentence]:
        """What differs from the tables, counted."""
        found = []
        wrong = int(db.value(f"SELECT count(*) FROM participant WHERE x_at IS NOT {_AT}"))
        if wrong:
            found.append(count("{n} entry stands at a wrong time in a timeline.",
                               "{n} entries stand at a wrong time in timelines.", wrong))  # fmt: skip
        sql = f"SELECT count(*) FROM contact WHERE x_last IS NOT {_LAST}"
        wrong = int(db.value(sql, (counted_until(db),)))
        if wrong:
            found.append(count("{n} contact has a wrong date of last contact.",
                               "{n} contacts have a wrong date of last contact.", wrong))  # fmt: skip
        unlike = {kind: self._unlike_index(db, kind, table, fields) for kind, table, fields in _WORDS}
        if wrong := sum(unlike.pop(kind) for kind in (search.INTERACTION, search.PROMISE)):
            found.append(count("{n} entry or promise is not found by its words.",
                               "{n} entries or promises are not found by their words.", wrong))  # fmt: skip
        if (wrong := sum(unlike.values())) and self._is_filled(db):
            found.append(count("{n} record (want, story, relation or the like) is not found by its words.",
                               "{n} records (wants, stories, relations and the like) are not found by their words.",
                               wrong))  # fmt: skip
        return found

    def _follow_clock(self, db: Database, touched: Touched) -> str:
        """What lies between the instant that was counted to and now; returns now."""
        now, moved = self._elapsed.now(), self._elapsed.arrived(db)
        if moved:
            entries = touched.setdefault("interaction", {})
            for entry in moved:
                entries[entry] = entries.get(entry, frozenset()) | {"at"}
            self._elapsed.count(db, now)
        return now

    def _contacts(self, db: Database, entries: Sequence[Id], people: Sequence[Id]) -> list[Id]:
        found: dict[Id, None] = {}
        for column, ids in (("interaction", entries), ("id", people)):
            for marks, part in chunks(ids):
                sql = f"SELECT contact FROM participant WHERE {column} IN ({marks}) AND contact IS NOT NULL"
                found.update(dict.fromkeys(row[0] for row in db.rows(sql, part)))
        return list(found)

    def _unlike_index(self, db: Database, kind: int, table: str, fields: Sequence[str]) -> int:
        wrong = 0
        last = -1
        for rows in _slices(db, table, fields):
            expected = {search.code(row[0], kind): _text(row) for row in rows}
            end = search.code(rows[-1][0], kind)
            held = dict(self._held(db, kind, last, end))
            wrong += sum(1 for code, text in expected.items() if held.pop(code, "") != text) + len(held)
            last = end
        return wrong + len(self._held(db, kind, last, 2**62))

    def _held(self, db: Database, kind: int, after: int, until: int) -> list[tuple[int, str]]:
        where = f"id > ? AND id <= ? AND {search.of_kind(kind, 'id')}"
        return db.rows(f"SELECT id, c0 FROM {search.WORDS}_content WHERE {where}", (after, until))

    # A file in which records were kept before they could be searched

    def _is_filled(self, db: Database) -> bool:
        self._filled = self._filled or db.one("SELECT 1 FROM meta WHERE key = ?", (_FILLED,)) is not None
        return self._filled

    def _fill(self, db: Database) -> None:
        """Once per file, with its first change."""
        if self._is_filled(db):
            return
        for kind, (table, fields) in search.RECORDS.items():
            for rows in _slices(db, table, fields):
                _index(db, kind, rows)
        db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (_FILLED, b""))


def _with(touched: Touched, table: str, *fields: str) -> list[Id]:
    """The touched rows of a table in which one of the fields changed, or that appeared or vanished."""
    wanted = {"_row", *fields}
    return [row for row, changed in touched.get(table, {}).items() if not wanted.isdisjoint(changed)]


def _select(table: str, fields: Sequence[str]) -> str:
    return f"SELECT rowid, sy_live, {', '.join(fields)} FROM {table}"


def _text(row: Row) -> str:
    """What the index holds of a row: its rowid, whether it lives, its texts."""
    return index_text(search.joined(row[2:])) if row[1] else ""


def _index(db: Database, kind: int, rows: Iterable[Row]) -> None:
    search.put(db, search.WORDS, ((search.code(row[0], kind), _text(row)) for row in rows))


def _slices(db: Database, table: str, fields: Sequence[str]) -> Iterator[list[Row]]:
    last = -(2**62)
    while True:
        rows = db.rows(f"{_select(table, fields)} WHERE rowid > ? ORDER BY rowid LIMIT ?", (last, _SLICE))
        if not rows:
            return
        yield rows
        last = rows[-1][0]
