"""Contacts read back as the cells of their cards, many at a time: a handful of queries per five hundred."""

from __future__ import annotations

from collections.abc import Iterable

from notebook.changes.ids import Id, show_id
from notebook.contacts.card import CARD_CELLS, CardDraft
from notebook.contacts.cells import Cells, unpack
from notebook.storage.database import Database
from notebook.storage.folding import fold
from notebook.storage.parts import chunks

DETAIL_CELLS = ("kind", "value", "label", "contexts", "features", "pref", "pos", "key", "extra")
DATE_CELLS = ("kind", "label", "date", "feb29", "pos", "key", "extra")
MEDIA_CELLS = ("kind", "media_type", "data", "uri", "label", "pref", "pos", "key", "extra")
ROLE_CELLS = ("organisation", "title", "role", "department", "function", "since", "until", "pos", "extra")


def uid_of(contact: Id, uid: str | None) -> str:
    """The UID a contact is known by outside."""
    return uid or f"urn:uuid:{show_id(contact)}"


def load(db: Database, ids: Iterable[Id], *, dead: bool = False) -> dict[Id, CardDraft]:
    """The live contacts among these, as cells; every row with its ``id``. ``dead``: deleted ones too, with
    ``live`` in their cells and all that was deleted with them left out."""
    found: dict[Id, CardDraft] = {}
    columns = ", ".join(CARD_CELLS)
    for marks, part in chunks(ids):
        here: dict[Id, CardDraft] = {}
        for contact, live, implied, *values in db.rows(
            f"SELECT id, sy_live, implied, {columns} FROM contact WHERE id IN ({marks})"
            + ("" if dead else " AND sy_live = 1"), part,
        ):  # fmt: skip
            cells: Cells = {n: v for n, v in zip(CARD_CELLS, values, strict=True) if v is not None}
            cells["id"], cells["live"], cells["implied"] = contact, live, implied
            here[contact] = CardDraft(cells)
        if here:
            _children(db, here)
        found.update(here)
    return found


def _children(db: Database, here: dict[Id, CardDraft]) -> None:
    ids = list(here)
    marks = ",".join("?" * len(ids))
    for table, names, lists in (
        ("detail", DETAIL_CELLS, {c: d.details for c, d in here.items()}),
        ("anniversary", DATE_CELLS, {c: d.anniversaries for c, d in here.items()}),
        ("media", MEDIA_CELLS, {c: d.media for c, d in here.items()}),
    ):
        for row, contact, *values in db.rows(
            f"SELECT id, contact, {', '.join(names)} FROM {table} WHERE contact IN ({marks}) AND sy_live = 1"
            " ORDER BY pos, id", ids,
        ):  # fmt: skip
            cells = {n: v for n, v in zip(names, values, strict=True) if v is not None}
            cells["id"] = row
            if table != "detail" or "kind" in cells:
                lists[contact].append(cells)
    _roles(db, here, ids, marks)
    for contact, name in db.rows(
        f"SELECT contact, name FROM label WHERE contact IN ({marks}) AND sy_live = 1 AND name IS NOT NULL"
        " ORDER BY rowid", ids,
    ):  # fmt: skip
        here[contact].labels.append(name)
    for contact, name in db.rows(
        "SELECT m.contact, c.name FROM membership m JOIN circle c ON c.id = m.circle AND c.sy_live = 1"
        f" WHERE m.contact IN ({marks}) AND m.sy_live = 1 AND c.name IS NOT NULL ORDER BY m.rowid", ids,
    ):  # fmt: skip
        if name not in here[contact].groups:
            here[contact].groups.append(name)


def _roles(db: Database, here: dict[Id, CardDraft], ids: list[Id], marks: str) -> None:
    columns = ", ".join(f"r.{name}" for name in ROLE_CELLS)
    for row, person, org_name, *values in db.rows(
        f"SELECT r.id, r.person, o.full_name, {columns} FROM role r LEFT JOIN contact o ON o.id = r.organisation"
        f" WHERE r.person IN ({marks}) AND r.sy_live = 1 ORDER BY r.pos, r.id", ids,
    ):  # fmt: skip
        cells: Cells = {n: v for n, v in zip(ROLE_CELLS, values, strict=True) if v is not None}
        cells["id"] = row
        name = role_name(cells.get("extra"), org_name)
        if name is not None:
            cells["name"] = name
        here[person].roles.append(cells)


def role_name(extra: str | None, current: str | None) -> str | None:
    """The organisation's name as the person's card wrote it, while it is still the same name."""
    kept = unpack(extra).get("name") if extra and '"name"' in extra else None
    if isinstance(kept, str) and (current is None or fold(kept) == fold(current)):
        return kept
    return current
