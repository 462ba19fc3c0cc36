"""What is derived from contacts on this device: sort keys, E.164 numbers, days of the year, search indexes.

Kept inside the transaction of every change, set-based, so that an import pays one pass per few hundred rows.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from notebook.changes.ids import Id
from notebook.contacts import phones
from notebook.contacts.cells import Cells
from notebook.contacts.dates import PartialDate
from notebook.contacts.showing import own_name, searched_text, stand_in
from notebook.errors import Refused
from notebook.events import Touched
from notebook.sentences import Sentence, count
from notebook.storage import search
from notebook.storage.database import Database
from notebook.storage.folding import fold, index_text, sort_key
from notebook.storage.parts import chunks

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
        if days := list(touched.get("anniversary", {})):
            self._days(db, days)
        for table, parent in _PARTS.items():
            for marks, part in chunks(touched.get(table, {})):
                contacts.update(
                    row[0] for row in db.rows(f"SELECT {parent} FROM {table} WHERE id IN ({marks})", part) if row[0]
                )
        contacts |= self._employees(db, touched)
        self._people(db, contacts)

    def rebuild(self, db: Database) -> None:
        """Start anew from the tables."""
        search.clear(db, search.PEOPLE)
        search.clear(db, search.DIGITS)
        search.clear(db, search.WORDS, search.NOTE)
        for table, work in (("anniversary", self._days), ("contact", self._people)):
            for _, part in chunks(row[0] for row in db.rows(f"SELECT id FROM {table}")):
                work(db, part)

    def verify(self, db: Database) -> list[Sentence]:
        """What differs from the tables."""
        whole = _Derived()
        for _, part in chunks(row[0] for row in db.rows("SELECT id FROM contact")):
            self._derive(db, part, whole)
        wrong_keys = len(whole.keys)
        found: list[Sentence] = []
        if wrong_keys:
            found.append(count("{n} contact stands at a wrong place in the list.",
                               "{n} contacts stand at a wrong place in the list.", wrong_keys))  # fmt: skip
        for table, expected, kind in ((search.PEOPLE, whole.people, None), (search.DIGITS, whole.numbers, None),
                                      (search.WORDS, whole.notes, search.NOTE)):  # fmt: skip
            wrong = sum(1 for _ in search.differences(db, table, expected, kind))
            if wrong:
                one, many = "{n} entry of the index {index} is wrong.", "{n} entries of the index {index} are wrong."
                found.append(count(one, many, wrong, index=table))
        return found

    # Details

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
            derived = _Derived()
            self._derive(db, part, derived)
            if derived.norms:
                db.executemany("UPDATE detail SET x_norm = ? WHERE rowid = ?", derived.norms)
            if derived.keys:
                db.executemany("UPDATE contact SET x_sort = ? WHERE rowid = ?", derived.keys)
            search.put(db, search.PEOPLE, derived.people)
            search.put(db, search.DIGITS, derived.numbers)
            search.put(db, search.WORDS, derived.notes)

    def _derive(self, db: Database, contacts: list[Id], into: _Derived) -> None:
        """What these contacts' rows have to be; keys and norms only where they are not so yet."""
        marks = ",".join("?" * len(contacts))
        details: defaultdict[Id, list[tuple[str, str]]] = defaultdict(list)
        numbers: defaultdict[Id, list[str]] = defaultdict(list)
        notes: defaultdict[Id, list[tuple[int, str]]] = defaultdict(list)
        for rowid, contact, kind, value, held, live in db.rows(
            f"SELECT rowid, contact, kind, value, x_norm, sy_live FROM detail WHERE contact IN ({marks})"
            " ORDER BY pref IS NULL, pref, pos", contacts,
        ):  # fmt: skip
            if kind == "note":
                notes[contact].append((search.code(rowid, search.NOTE), value if value and live else ""))
                continue
            norm = self._norm(kind, value) if kind == "phone" or kind == "email" else None
            if norm != held:
                into.norms.append((norm, rowid))
            if live and value:
                details[contact].append((kind, value))
                if kind == "phone":
                    numbers[contact].append(phones.searchable(value, norm))
        roles: defaultdict[Id, list[tuple[Any, ...]]] = defaultdict(list)
        for person, *texts in db.rows(
            "SELECT r.person, o.full_name, r.title, r.role, r.department FROM role r"
            " LEFT JOIN contact o ON o.id = r.organisation"
            f" WHERE r.person IN ({marks}) AND r.sy_live = 1 ORDER BY r.pos", contacts,
        ):  # fmt: skip
            roles[person].append(tuple(texts))
        labels: defaultdict[Id, list[str]] = defaultdict(list)
        for contact, name in db.rows(
            f"SELECT contact, name FROM label WHERE contact IN ({marks}) AND sy_live = 1 AND name IS NOT NULL", contacts
        ):
            labels[contact].append(name)
        for rowid, contact, live, held, *values in db.rows(
            f"SELECT rowid, id, sy_live, x_sort, {', '.join(_NAMES)} FROM contact WHERE id IN ({marks})", contacts
        ):
            cells: Cells = dict(zip(_NAMES, values, strict=True))
            mine, posts = details.get(contact, ()), roles.get(contact, ())
            name = own_name(cells) or stand_in(mine, next((post[0] for post in posts if post[0]), ""))
            key = sort_key(name)
            if key != held:
                into.keys.append((key, rowid))
            text = index_text(searched_text(name, cells, mine, posts, labels.get(contact, ()))) if live else ""
            into.people.append((rowid, text))
            into.numbers.append((rowid, " ".join(filter(None, numbers.get(contact, ()))) if live else ""))
            into.notes += [(code, index_text(note) if live else "") for code, note in notes.get(contact, ())]


class _Derived:
    """What `ContactProjection` worked out: keys and norms to be written, texts for the indexes."""

    __slots__ = ("keys", "norms", "notes", "numbers", "people")

    def __init__(self) -> None:
        self.keys: list[tuple[str, int]] = []
        self.norms: list[tuple[str | None, int]] = []
        self.people: list[tuple[int, str]] = []
        self.numbers: list[tuple[int, str]] = []
        self.notes: list[tuple[int, str]] = []
