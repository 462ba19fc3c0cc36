"""One contact read in full: a fixed number of short queries, whatever it has."""

from __future__ import annotations

from typing import Any

from notebook.changes.ids import Id
from notebook.contacts.card_details import address_lines, address_of
from notebook.contacts.cells import unpack
from notebook.contacts.dates import DAY_POLICY, PartialDate
from notebook.contacts.loading import role_name, uid_of
from notebook.contacts.names import initials
from notebook.contacts.records import Anniversary, Contact, Detail, Role
from notebook.contacts.showing import is_ended, own_name, stand_in
from notebook.errors import Refused
from notebook.storage.database import Database
from notebook.storage.folding import fold

_CELLS = ("uid", "kind", "full_name", "title", "given", "given2", "surname", "surname2", "credential", "generation",
          "phonetic_given", "phonetic_surname", "pronouns", "time_zone", "implied", "met", "met_on", "met_through",
          "relation", "stands_for", "buys", "avoid", "ideal_days", "max_days", "owner", "extra")  # fmt: skip
_TEXTS = ("full_name", "title", "given", "given2", "surname", "surname2", "credential", "generation", "phonetic_given",
          "phonetic_surname", "pronouns", "met", "met_on", "relation", "stands_for", "buys", "avoid")  # fmt: skip
_ROLES = (
    "SELECT r.id, r.person, r.organisation, r.title, r.role, r.department, r.function, r.since, r.until, r.extra,"
    " o.full_name, o.sy_live FROM role r LEFT JOIN contact o ON o.id = r.organisation"
)


def read_contact(db: Database, contact: Id, today: str) -> Contact | None:
    """Everything about a live contact, or None."""
    row = db.one(f"SELECT {', '.join(_CELLS)} FROM contact WHERE id = ? AND sy_live = 1", (contact,))
    if row is None:
        return None
    cells = dict(zip(_CELLS, row, strict=True))
    details = tuple(_detail(*values) for values in db.rows(
        "SELECT id, kind, value, label, contexts, features, pref, extra, key FROM detail"
        " WHERE contact = ? AND sy_live = 1 AND kind IS NOT NULL ORDER BY pos IS NULL, pos, id", (contact,)
    ))  # fmt: skip
    roles = tuple(_role(today, "", *values) for values in db.rows(
        f"{_ROLES} WHERE r.person = ? AND r.sy_live = 1 ORDER BY r.pos IS NULL, r.pos, r.id", (contact,)))  # fmt: skip
    organisation = next((role.organisation_name for role in roles if not role.ended and role.organisation_name), "")
    shown = [(d.kind, d.value) for d in sorted(details, key=lambda detail: not detail.preferred)]
    name = own_name(cells) or stand_in(shown, organisation)
    current = next((role for role in roles if not role.ended), None)
    parts = (current.title or current.role, current.organisation_name) if current else ()
    texts = {field: cells[field] or "" for field in _TEXTS}
    return Contact(
        id=contact,
        uid=uid_of(contact, cells["uid"]),
        kind=cells["kind"] or "individual",
        name=name,
        time_zone=cells["time_zone"] or _zone(details),
        implied=bool(cells["implied"]),
        met_through=cells["met_through"],
        ideal_days=cells["ideal_days"],
        max_days=cells["max_days"],
        owner=cells["owner"],
        details=details,
        roles=roles,
        people=_people(db, contact, today) if cells["kind"] == "org" else (),
        dates=_dates(db, contact),
        labels=tuple(sorted((row[0] for row in db.rows(
            "SELECT name FROM label WHERE contact = ? AND sy_live = 1 AND name IS NOT NULL", (contact,))), key=fold)),
        groups=tuple(sorted(((row[0], row[1] or "") for row in db.rows(
            "SELECT c.id, c.name FROM membership m JOIN circle c ON c.id = m.circle AND c.sy_live = 1"
            " WHERE m.contact = ? AND m.sy_live = 1", (contact,))), key=lambda group: fold(group[1]))),
        photo_id=db.value(
            "SELECT id FROM media WHERE contact = ? AND sy_live = 1 AND kind IN ('photo', 'logo')"
            " ORDER BY kind DESC, pref IS NULL, pref, pos, id", (contact,)),
        initials=initials(name, cells["given"] or "", cells["surname"] or ""),
        context=", ".join(part for part in parts if part and part != name),
        **texts,
    )  # fmt: skip


def _detail(row: Id, kind: str, value: str | None, label: str | None, contexts: str | None, features: str | None,
            pref: int | None, extra: str | None, key: str | None) -> Detail:  # fmt: skip
    display = value or ""
    if kind == "address":
        display = "\n".join(address_lines(address_of(value)))
    service = unpack(extra).get("service") if extra and kind == "online" else ""
    return Detail(
        row, kind, value or "", label or "", tuple((contexts or "").split()), tuple((features or "").split()),
        pref == 1, display, service if isinstance(service, str) else "", key or "",
    )  # fmt: skip


def _zone(details: tuple[Detail, ...]) -> str:
    """The time zone that an address tells."""
    for detail in details:
        if detail.kind == "address" and '"timeZone"' in detail.value:
            zone = address_of(detail.value).get("timeZone")
            if isinstance(zone, str):
                return zone
    return ""


def _role(today: str, person_name: str, row: Id, person: Id, organisation: Id | None, *rest: Any) -> Role:
    title, role, department, function, since, until, extra, org_name, org_live = rest
    return Role(
        row, person, person_name, organisation if org_live else None, role_name(extra, org_name) or "", title or "",
        role or "", department or "", function or "", since or "", until or "", is_ended(until, today),
    )  # fmt: skip


def _people(db: Database, organisation: Id, today: str) -> tuple[Role, ...]:
    """The roles that live people hold in an organisation, by name."""
    rows = db.rows(
        f"{_ROLES.replace('o.sy_live', 'o.sy_live, p.full_name, p.given, p.surname')}"
        " JOIN contact p ON p.id = r.person AND p.sy_live = 1"
        " WHERE r.organisation = ? AND r.sy_live = 1 ORDER BY p.x_sort, p.id", (organisation,),
    )  # fmt: skip
    found = []
    for *values, full, given, surname in rows:
        name = full or " ".join(part for part in (given, surname) if part) or "?"
        found.append(_role(today, name, *values))
    return tuple(found)


def _dates(db: Database, contact: Id) -> tuple[Anniversary, ...]:
    found = []
    for row, kind, label, text, feb29 in db.rows(
        "SELECT id, kind, label, date, feb29 FROM anniversary WHERE contact = ? AND sy_live = 1 ORDER BY pos, id",
        (contact,),
    ):
        try:
            day = PartialDate.parse(text) if text else None
        except Refused:
            day = None
        found.append(Anniversary(row, kind or "other", label or "", day, feb29 or DAY_POLICY))
    return tuple(found)
