"""Who is in a list, in which order, and who is found by typing: SQL over the list index and the search indexes."""

from __future__ import annotations

from typing import Any

from notebook.changes.ids import Id
from notebook.contacts.listing import View
from notebook.contacts.staff import LAST_WITH
from notebook.storage import search as index
from notebook.storage.database import Database
from notebook.storage.folding import fold, sort_key
from notebook.storage.parts import chunks

_KINDS = ("individual", "org")
_LAST = "\U0010ffff"
_ORDER = {"name": "x_sort, id", "last": "x_last DESC, id DESC", "new": "rowid DESC"}
_SPOKE_WITH = (
    "c.id IN (SELECT them.contact FROM participant us JOIN interaction i ON i.id = us.interaction AND i.sy_live = 1"
    " JOIN participant them ON them.interaction = us.interaction AND them.sy_live = 1 AND them.contact IS NOT NULL"
    " WHERE us.colleague = ? AND us.sy_live = 1)"
)
_FEW = 500


def _filters(db: Database, view: View) -> tuple[str, list[Any]]:
    """The conditions of a view but kind and text, on ``contact c``."""
    where = "c.sy_live = 1"
    params: list[Any] = []
    if view.group is not None:
        where += " AND c.id IN (SELECT contact FROM membership WHERE circle = ? AND sy_live = 1)"
        params.append(view.group)
    if view.label is not None:
        names = [row for row in _label_names(db) if fold(row) == fold(view.label)]
        marks = ",".join("?" * len(names))
        where += f" AND c.id IN (SELECT contact FROM label WHERE name IN ({marks}) AND sy_live = 1)"
        params += names
    if view.colleague is not None:
        where += f" AND (c.owner = ? OR {_SPOKE_WITH})"
        params += [view.colleague, view.colleague]
    if view.ids is not None and len(view.ids) <= _FEW:
        where += f" AND c.id IN ({','.join('?' * len(view.ids))})"
        params += sorted(view.ids)
    return where, params


def _kinds(view: View) -> tuple[str, ...]:
    return _KINDS if view.kind is None else (view.kind,)


def _wanted(view: View, found: list[Id]) -> list[Id]:
    """Where the view names too many ids for the query they are looked up here."""
    if view.ids is None or len(view.ids) <= _FEW:
        return found
    return [row for row in found if row in view.ids]


def _label_names(db: Database) -> list[str]:
    return [row[0] for row in db.rows("SELECT DISTINCT name FROM label WHERE sy_live = 1 AND name IS NOT NULL")]


def labels(db: Database) -> list[str]:
    """The labels on live contacts, one spelling of each, by name."""
    rows = db.rows(
        "SELECT DISTINCT l.name FROM label l JOIN contact c ON c.id = l.contact AND c.sy_live = 1"
        " WHERE l.sy_live = 1 AND l.name IS NOT NULL"
    )
    spelled: dict[str, str] = {}
    for (name,) in rows:
        spelled.setdefault(fold(name), name)
    return [spelled[key] for key in sorted(spelled)]


def ids(db: Database, view: View, limit: int | None = None, offset: int = 0, today: str = "") -> list[Id]:
    """The contacts of a view in its order; ``today`` (ISO): whose roles at an organisation have ended."""
    if view.text.strip():
        found = search(db, view.text, None if limit is None else offset + limit, view)
        return found[offset : None if limit is None else offset + limit]
    where, params = _filters(db, view)
    kinds = _kinds(view)
    cut = f" LIMIT {-1 if limit is None else limit} OFFSET {offset}"
    if view.ids is not None and len(view.ids) > _FEW:
        cut = ""
    if len(kinds) == 1:
        order, more = _order(view), []
        if view.kind == "org" and view.sort == "last":  # a few thousand at most, and no index has it
            order, more = f"max(coalesce(c.x_last, ''), coalesce(({LAST_WITH}), '')) DESC, c.id DESC", [today]
        rows = db.rows(f"SELECT c.id FROM contact c WHERE {where} AND c.kind = ? ORDER BY {order}{cut}",
                       [*params, kinds[0], *more])  # fmt: skip
    else:  # each kind comes in index order, SQLite merges them: no sort of everybody
        key = _order(view).split(" ")[0].split(",")[0]
        each = f"SELECT c.id AS id, c.{key} AS k FROM contact c WHERE {where} AND c.kind = ?"
        down = "DESC" if "DESC" in _order(view) else ""
        rows = db.rows(f"{each} UNION ALL {each} ORDER BY k {down}, id {down}{cut}",
                       [*params, kinds[0], *params, kinds[1]])  # fmt: skip
    found = _wanted(view, [row[0] for row in rows])
    return found if cut else found[offset : None if limit is None else offset + limit]


def _order(view: View) -> str:
    return _ORDER[view.sort]


def count(db: Database, view: View) -> int:
    """How many contacts a view has."""
    if view.text.strip() or (view.ids is not None and len(view.ids) > _FEW):
        return len(ids(db, view))
    where, params = _filters(db, view)
    return sum(
        int(db.value(f"SELECT count(*) FROM contact c WHERE {where} AND c.kind = ?", [*params, kind]))
        for kind in _kinds(view)
    )


def search(db: Database, text: str, limit: int | None, view: View) -> list[Id]:
    """People: those whose name begins with the text in list order, then all others found, oldest first.

    No ranking and no count: the first hundred of 100,000 take well under a millisecond.
    """
    most = -1 if limit is None else limit
    many = view.ids is not None and len(view.ids) > _FEW
    if many:
        most = -1
    where, params = _filters(db, view)
    found: dict[Id, None] = {}
    key = sort_key(text)
    named = [
        db.rows(
            f"SELECT c.id, c.x_sort FROM contact c WHERE {where} AND c.kind = ? AND c.x_sort >= ? AND c.x_sort < ?"
            f" ORDER BY c.x_sort, c.id LIMIT {most}", [*params, kind, key, key + _LAST],
        )
        for kind in _kinds(view)
    ]  # fmt: skip
    first = named[0] if len(named) == 1 else sorted(named[0] + named[1], key=lambda row: (row[1], row[0]))
    found.update(dict.fromkeys(row[0] for row in first))
    kind_where = "" if view.kind is None else " AND c.kind = ?"
    tail = [*params, *(() if view.kind is None else (view.kind,))]
    for source, query in _sources(text):
        if most >= 0 and len(found) >= most:
            break
        rows = db.rows(
            f"SELECT c.id FROM {source} f CROSS JOIN contact c ON c.rowid = f.rowid"
            f" WHERE {query[0]} AND {where}{kind_where} ORDER BY f.rowid"
            f" LIMIT {most if most < 0 else most + len(found)}", [*query[1], *tail],
        )  # fmt: skip
        found.update(dict.fromkeys(row[0] for row in rows))
    result = _wanted(view, list(found)) if many else list(found)
    return result if limit is None else result[:limit]


def _sources(text: str) -> list[tuple[str, tuple[str, list[str]]]]:
    """Where to look besides the names: (index, (condition on it, its parameters))."""
    sources: list[tuple[str, tuple[str, list[str]]]] = []
    if words := index.words_query(text):
        sources.append((index.PEOPLE, ("f.text MATCH ?", [words])))
    if number := index.digits_query(text):
        sources.append((index.DIGITS, ("f.text MATCH ?", [number])))
    else:
        parts = text.split()
        numbers = [number for part in parts if (number := index.digits_query(part))]
        others = index.words_query(" ".join(part for part in parts if not index.digits_query(part)))
        if numbers and others:
            inside = f" AND f.rowid IN (SELECT rowid FROM {index.DIGITS} WHERE text MATCH ?)" * len(numbers)
            sources.append((index.PEOPLE, (f"f.text MATCH ?{inside}", [others, *numbers])))
    return sources


def named(db: Database, text: str) -> list[Id]:
    """Whom a name may mean: who is called exactly that; else who has all its words in the name or nickname."""
    key = sort_key(text)
    if not fold(text):
        return []
    rows = db.rows("SELECT id FROM contact WHERE sy_live = 1 AND kind IN ('individual', 'org') AND x_sort = ?", (key,))
    if rows:
        return [row[0] for row in rows]
    wanted = fold(text).split()
    found: list[Id] = []
    candidates = search(db, text, None, View(kind=None))
    for marks, part in chunks(candidates):
        nicknames: dict[Id, str] = {}
        for contact, value in db.rows(
            f"SELECT contact, value FROM detail WHERE contact IN ({marks}) AND sy_live = 1"
            " AND kind IN ('nickname', 'email')", part,
        ):  # fmt: skip
            nicknames[contact] = f"{nicknames.get(contact, '')} {fold(value or '')}"
        sort_keys: dict[Id, str | None] = dict(db.rows(f"SELECT id, x_sort FROM contact WHERE id IN ({marks})", part))
        for row in part:
            words = f"{sort_keys.get(row) or ''}{nicknames.get(row, '')}".split()
            if all(any(word.startswith(want) for word in words) for want in wanted):
                found.append(row)
    return found
