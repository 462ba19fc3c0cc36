"""What is derived from contacts on this device: sort keys, E.164 numbers, days of the year, search indexes.

Kept inside the transaction of every change, set-based, so that an import pays one pass per few hundred rows.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from notebook.changes.ids import Id
from notebook.contacts import phones
from notebook.contacts.cells import Cells
from notebook.contacts.dates import PartialDate
from notebook.contacts.showing import chunks, own_name, searched_text, stand_in
from notebook.errors import KithbookError, Refused
from notebook.events import Touched
from notebook.sentences import Sentence, count, say
from notebook.storage import search
from notebook.storage.database import Database
from notebook.storage.folding import fold, index_text, sort_key

_NAMES = ("kind", "full_name", "title", "given", "given2", "surname", "surname2", "generation", "credential",
          "phonetic_given", "phonetic_surname", "relation", "met", "stands_for", "buys", "extra")  # fmt: skip
_WATCHED = frozenset((*_NAMES, "_row"))
_NAME_FIELDS = frozenset(("full_name", "given", "given2", "surname", "surname2", "extra", "_row"))
# table -> field that names the contact whose index text it is part of
_PARTS = {"detail": "contact", "role": "person", "label": "contact"}


class ContactProjection:
    """Keeps ``x_sort``, ``x_norm``, ``x_day``, the people and digits indexes and the words of notes."""

    def __init__(self, region: str | None = None) -> None:
        self._numbers = phones.Numbers(region or phones.default_region())

    def project(self, db: Database, touched: Touched) -> None:
        """Follow these rows."""
        contacts = {row for row, fields in touched.get("contact", {}).items() if fields & _WATCHED}
        revived = [row for row, fields in touched.get("contact", {}).items() if "_row" in fields]
        details = list(touched.get("detail", {}))
        if details:
            self._normalise(db, details)
        if days := list(touched.get("anniversary", {})):
            self._days(db, days)
        for table, parent in _PARTS.items():
            for marks, part in chunks(touched.get(table, {})):
                contacts.update(
                    row[0] for row in db.rows(f"SELECT {parent} FROM {table} WHERE id IN ({marks})", part) if row[0]
                )
        contacts |= self._employees(db, touched)
        self._people(db, contacts)
        if details or revived:
            self._notes(db, details, revived)

    def rebuild(self, db: Database) -> None:
        """Start anew from the tables."""
        search.clear(db, search.PEOPLE)
        search.clear(db, search.DIGITS)
        search.clear(db, search.WORDS, search.NOTE)
        for table, work in (("detail", self._normalise), ("anniversary", self._days), ("contact", self._people)):
            for _, part in chunks(row[0] for row in db.rows(f"SELECT id FROM {table}")):
                work(db, part)
        for _, part in chunks(row[0] for row in db.rows("SELECT id FROM detail WHERE kind = 'note'")):
            self._notes(db, part, [])

    def verify(self, db: Database) -> list[Sentence]:
        """What differs from the tables."""
        wrong_keys = 0
        people: list[tuple[int, str]] = []
        numbers: list[tuple[int, str]] = []
        for _, part in chunks(row[0] for row in db.rows("SELECT id FROM contact")):
            for rowid, key, text, digits, held in self._derive(db, part):
                wrong_keys += key != held
                people.append((rowid, text))
                numbers.append((rowid, digits))
        notes = [
            (search.code(rowid, search.NOTE), text)
            for _, part in chunks(row[0] for row in db.rows("SELECT id FROM detail WHERE kind = 'note'"))
            for rowid, text in self._note_texts(db, part, [])
        ]
        found: list[Sentence] = []
        if wrong_keys:
            found.append(count("{n} contact stands at a wrong place in the list.",
                               "{n} contacts stand at a wrong place in the list.", wrong_keys))  # fmt: skip
        for table, expected, kind in ((search.PEOPLE, people, None), (search.DIGITS, numbers, None),
                                      (search.WORDS, notes, search.NOTE)):  # fmt: skip
            wrong = sum(1 for _ in search.differences(db, table, expected, kind))
            if wrong:
                found.append(count("{n} entry of the search index {index} is wrong.",
                                   "{n} entries of the search index {index} are wrong.", wrong, index=table))  # fmt: skip
            if not self._sound(db, table):
                found.append(say("The search index {index} is damaged.", index=table))
        return found

    # Details

    def _sound(self, db: Database, table: str) -> bool:
        if db.read_only:
            return True
        try:
            with db.write():
                return search.sound(db, table)
        except KithbookError:
            return False

    def _normalise(self, db: Database, details: list[Id]) -> None:
        changes: list[tuple[str | None, Id]] = []
        for marks, part in chunks(details):
            rows = db.rows(
                f"SELECT id, kind, value, x_norm FROM detail WHERE id IN ({marks}) AND kind IN ('phone', 'email')", part
            )
            for row, kind, value, held in rows:
                norm = self._norm(kind, value)
                if norm != held:
                    changes.append((norm, row))
        if changes:
            db.executemany("UPDATE detail SET x_norm = ? WHERE id = ?", changes)

    def _norm(self, kind: str, value: str | None) -> str | None:
        if not value:
            return None
        return self._numbers.e164(value) if kind == "phone" else fold(value)

    def _days(self, db: Database, dates: list[Id]) -> None:
        changes: list[tuple[str | None, Id]] = []
        for marks, part in chunks(dates):
            for row, text, held in db.rows(f"SELECT id, date, x_day FROM anniversary WHERE id IN ({marks})", part):
                try:
                    day = PartialDate.parse(text).month_day if text else None
                except Refused:
                    day = None
                if day != held:
                    changes.append((day, row))
        if changes:
            db.executemany("UPDATE anniversary SET x_day = ? WHERE id = ?", changes)

    def _employees(self, db: Database, touched: Touched) -> set[Id]:
        """The people in whose index an organisation's changed name stands."""
        renamed = [row for row, fields in touched.get("contact", {}).items() if fields & _NAME_FIELDS]
        found: set[Id] = set()
        for marks, part in chunks(renamed):
            found.update(
                row[0]
                for row in db.rows(f"SELECT person FROM role WHERE organisation IN ({marks}) AND sy_live = 1", part)
                if row[0]
            )
        return found

    def _people(self, db: Database, contacts: Iterable[Id]) -> None:
        for _, part in chunks(contacts):
            keys: list[tuple[str, int]] = []
            texts: list[tuple[int, str]] = []
            numbers: list[tuple[int, str]] = []
            for rowid, key, text, digits, held in self._derive(db, part):
                if key != held:
                    keys.append((key, rowid))
                texts.append((rowid, text))
                numbers.append((rowid, digits))
            if keys:
                db.executemany("UPDATE contact SET x_sort = ? WHERE rowid = ?", keys)
            search.put(db, search.PEOPLE, texts)
            search.put(db, search.DIGITS, numbers)

    def _derive(self, db: Database, contacts: list[Id]) -> Iterator[tuple[int, str, str, str, str | None]]:
        """Per contact: rowid, sort key, index text, phone digits, the sort key it has."""
        marks = ",".join("?" * len(contacts))
        details: defaultdict[Id, list[tuple[str, str | None, str | None]]] = defaultdict(list)
        for contact, kind, value, norm in db.rows(
            f"SELECT contact, kind, value, x_norm FROM detail WHERE contact IN ({marks}) AND sy_live = 1"
            " ORDER BY pref IS NULL, pref, pos", contacts,
        ):  # fmt: skip
            details[contact].append((kind, value, norm))
        roles: defaultdict[Id, list[tuple[Any, ...]]] = defaultdict(list)
        for person, org, *texts in db.rows(
            "SELECT r.person, coalesce(o.full_name, ''), r.title, r.role, r.department FROM role r"
            " LEFT JOIN contact o ON o.id = r.organisation"
            f" WHERE r.person IN ({marks}) AND r.sy_live = 1 ORDER BY r.pos", contacts,
        ):  # fmt: skip
            roles[person].append((org, *texts))
        labels: defaultdict[Id, list[str]] = defaultdict(list)
        for contact, name in db.rows(
            f"SELECT contact, name FROM label WHERE contact IN ({marks}) AND sy_live = 1 AND name IS NOT NULL", contacts
        ):
            labels[contact].append(name)
        columns = ", ".join(_NAMES)
        for rowid, contact, live, held, *values in db.rows(
            f"SELECT rowid, id, sy_live, x_sort, {columns} FROM contact WHERE id IN ({marks})", contacts
        ):
            cells: Cells = dict(zip(_NAMES, values, strict=True))
            mine = details.get(contact, [])
            name = own_name(cells) or stand_in(
                [(kind, value) for kind, value, _ in mine], next((r[0] for r in roles.get(contact, ()) if r[0]), "")
            )
            if not live:
                yield rowid, sort_key(name), "", "", held
                continue
            text = searched_text(cells, [d[:2] for d in mine], roles.get(contact, ()), labels.get(contact, ()))
            digits = [phones.searchable(value, norm) for kind, value, norm in mine if kind == "phone" and value]
            yield rowid, sort_key(name), index_text(text), " ".join(d for d in digits if d), held

    def _notes(self, db: Database, details: list[Id], contacts: list[Id]) -> None:
        texts = [(search.code(rowid, search.NOTE), text) for rowid, text in self._note_texts(db, details, contacts)]
        if texts:
            search.put(db, search.WORDS, texts)

    def _note_texts(self, db: Database, details: list[Id], contacts: list[Id]) -> Iterator[tuple[int, str]]:
        for column, ids in (("d.id", details), ("d.contact", contacts)):
            for marks, part in chunks(ids):
                for rowid, value, live, parent in db.rows(
                    "SELECT d.rowid, d.value, d.sy_live, c.sy_live FROM detail d LEFT JOIN contact c ON c.id = d.contact"
                    f" WHERE {column} IN ({marks}) AND d.kind = 'note'", part,
                ):  # fmt: skip
                    yield rowid, index_text(value) if value and live and parent else ""
