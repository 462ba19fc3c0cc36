"""Organisations and titles of a card as roles, and back (RFC 9553 2.2.2 and 2.2.5).

One role per organisation, with the title and the role that belong to it; a title that belongs to no organisation
is a role without one. What makes the card's form different from the plain one is kept in ``extra``:
``org`` and ``title`` / ``role`` hold the map key and the rest of the object.
"""

from __future__ import annotations

from typing import Any

from notebook.contacts.cells import Cells, pack, position, text_of, unpack

# JSContact kind of a title -> cell of the role
_TITLE_KINDS = ("title", "role")
_BETWEEN = ", "


def role_rows(orgs: dict[str, Any], titles: dict[str, Any]) -> tuple[list[Cells], dict[str, Any]]:
    """Role cells (``name`` is the organisation's name, no column) and the titles that fit nowhere."""
    rows: list[dict[str, Any]] = []
    extras: list[dict[str, Any]] = []
    by_key: dict[str, int] = {}
    for key, obj in orgs.items():
        cells, rest = _org_cells(obj)
        by_key[key] = len(rows)
        rows.append(cells)
        extras.append({"org": [key, rest]})
    left: dict[str, Any] = {}
    for key, obj in titles.items():
        kind = obj.get("kind", "title") if isinstance(obj, dict) else None
        if kind not in _TITLE_KINDS or not isinstance(obj.get("name"), str):
            left[key] = obj
            continue
        place = by_key.get(str(obj.get("organizationId")), 0 if rows and "organizationId" not in obj else -1)
        if place < 0 or kind in rows[place]:
            place = next((i for i in range(len(orgs), len(rows)) if kind not in rows[i]), len(rows))
            if place == len(rows):
                rows.append({})
                extras.append({})
        rows[place][kind] = obj["name"]
        extras[place][kind] = [key, {n: v for n, v in obj.items() if n != "name"}]
    plain = _default_extras(rows)
    for pos, (cells, extra) in enumerate(zip(rows, extras, strict=True)):
        cells["pos"] = pos
        if extra != plain[pos]:
            cells["extra"] = pack(extra)
    return rows, left


def _org_cells(obj: Any) -> tuple[Cells, dict[str, Any]]:
    cells: Cells = {}
    if not isinstance(obj, dict):
        return cells, {"": obj}
    rest = dict(obj)
    if (name := text_of(obj, "name")) is not None and name.strip():
        cells["name"] = rest.pop("name")
    units = _unit_names(obj.get("units"))
    if units:
        cells["department"] = _BETWEEN.join(units)
        if _units_of(cells["department"]) == obj["units"]:
            del rest["units"]
    return cells, rest


def _unit_names(units: object) -> list[str]:
    if not isinstance(units, list):
        return []
    return [unit["name"] for unit in units if isinstance(unit, dict) and isinstance(unit.get("name"), str)]


def _units_of(department: str) -> list[dict[str, str]]:
    return [{"name": part} for part in department.split(_BETWEEN)]


def _default_extras(rows: list[Cells]) -> list[dict[str, Any]]:
    """What ``extra`` would say about the plain form, in which it may be left out."""
    found: list[dict[str, Any]] = []
    orgs = titles = 0
    several = sum("name" in cells for cells in rows) > 1
    for cells in rows:
        extra: dict[str, Any] = {}
        if cells.get("name") is not None:
            orgs += 1
            extra["org"] = [f"o{orgs}", {}]
        for kind in _TITLE_KINDS:
            if cells.get(kind) is not None:
                titles += 1
                rest = {"kind": kind}
                if several and "org" in extra:
                    rest["organizationId"] = extra["org"][0]
                extra[kind] = [f"t{titles}", rest]
        found.append(extra)
    return found


def role_objects(rows: list[Cells]) -> tuple[dict[str, Any], dict[str, Any]]:
    """The ``organizations`` and ``titles`` of roles, in their order; cells win over what was kept."""
    if len(rows) == 1 and not rows[0].get("extra"):
        return _plain_objects(rows[0])
    rows = sorted(rows, key=position)
    extras = [unpack(cells.get("extra")) for cells in rows]
    used_orgs = {extra["org"][0] for extra in extras if "org" in extra}
    used_titles = {extra[kind][0] for extra in extras for kind in _TITLE_KINDS if kind in extra}
    plain = _default_extras(rows)
    orgs: dict[str, Any] = {}
    titles: dict[str, Any] = {}
    for cells, extra, default in zip(rows, extras, plain, strict=True):
        org_key: str | None = None
        if cells.get("name") is not None or "org" in extra:
            key, rest = extra.get("org") or default["org"]
            if "org" not in extra or key in orgs:
                key = _free("o", key, orgs.keys() | used_orgs)
            org_key = key
            orgs[key] = _org_object(cells, rest)
        for kind in _TITLE_KINDS:
            if cells.get(kind) is None:
                continue
            key, rest = extra.get(kind) or default[kind]
            if kind not in extra or key in titles:
                key = _free("t", key, titles.keys() | used_titles)
                if "organizationId" in rest and org_key:
                    rest = {**rest, "organizationId": org_key}
            titles[key] = {"name": cells[kind], **rest}
    return orgs, titles


def _plain_objects(cells: Cells) -> tuple[dict[str, Any], dict[str, Any]]:
    """The one role most people have."""
    kinds = [kind for kind in _TITLE_KINDS if cells.get(kind) is not None]
    orgs = {"o1": _org_object(cells, {})} if cells.get("name") is not None else {}
    return orgs, {f"t{n}": {"name": cells[kind], "kind": kind} for n, kind in enumerate(kinds, 1)}


def _org_object(cells: Cells, rest: dict[str, Any]) -> Any:
    if "" in rest:
        return rest[""]
    obj: dict[str, Any] = {}
    if cells.get("name") is not None:
        obj["name"] = cells["name"]
    department = cells.get("department")
    kept = rest.get("units")
    if kept is not None and _BETWEEN.join(_unit_names(kept)) != (department or ""):
        rest = {n: v for n, v in rest.items() if n != "units"}
        kept = None
    if department and kept is None:
        obj["units"] = _units_of(department)
    return {**obj, **rest}


def _free(prefix: str, wanted: str, used: set[str]) -> str:
    if wanted not in used:
        return wanted
    number = 1
    while f"{prefix}{number}" in used:
        number += 1
    return f"{prefix}{number}"
