"""Details, dates and media of a card as rows, and back (RFC 9553 2.3 to 2.8).

A property goes into a cell only when the cell can give exactly the same JSON back; everything else stays in
``extra``. So a card comes out as it went in, and where a cell was edited since, the cell wins.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterable
from typing import Any

from notebook.contacts.cells import Cells, pack, position, set_of, text_of, unpack, words_of
from notebook.contacts.dates import PartialDate

# property of the card -> (kind of detail, property that is the value, beginning of generated map keys)
COLLECTIONS: dict[str, tuple[str, str, str]] = {
    "nicknames": ("nickname", "name", "k"),
    "emails": ("email", "address", "e"),
    "phones": ("phone", "number", "p"),
    "addresses": ("address", "", "a"),
    "links": ("link", "uri", "l"),
    "onlineServices": ("online", "", "x"),
    "notes": ("note", "note", "n"),
    "preferredLanguages": ("language", "language", "g"),
    "personalInfo": ("interest", "value", "i"),
}
CUSTOM = "kithbook.app:custom"
FEB29 = "kithbook.app:feb29"
KEY_PREFIX = {kind: prefix for kind, _, prefix in COLLECTIONS.values()} | {"anniversary": "b", "media": "m"}
_PROPERTY = {kind: (name, value) for name, (kind, value, _) in COLLECTIONS.items()}
_LABELLED = frozenset(("contexts", "pref", "label"))
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:")
_DATA_URI = re.compile(r"data:([^;,\s]*);base64,([A-Za-z0-9+/=]*)")


def detail_cells(kind: str, obj: dict[str, Any]) -> Cells:
    """The cells of one labelled value of a card."""
    cells: Cells = {"kind": kind}
    if kind == "address":
        cells["value"] = pack({n: v for n, v in obj.items() if n not in _LABELLED})
        rest = _take(cells, {n: v for n, v in obj.items() if n in _LABELLED}, "")
    elif kind == "online":
        rest = _take(cells, obj, "")
        name = "user" if isinstance(obj.get("user"), str) else "uri"
        value = text_of(obj, name)
        cells["value"] = value
        other = obj.get("uri" if name == "user" else "user")
        if value is not None and _online_property(value) == name and other != value:
            del rest[name]
    else:
        rest = _take(cells, obj, _PROPERTY[kind][1])
        if kind == "interest" and "kind" not in rest:
            rest["kind"] = None
    if rest:
        cells["extra"] = pack(rest)
    return cells


def _take(cells: Cells, obj: dict[str, Any], value_name: str) -> dict[str, Any]:
    """Put what fits into cells; returns the rest."""
    rest: dict[str, Any] = {}
    for name, value in obj.items():
        if name == value_name and isinstance(value, str):
            cells["value"] = value
        elif name == "label" and isinstance(value, str):
            cells["label"] = value
        elif name in ("contexts", "features") and (words := words_of(value)):
            cells[name] = words
        elif name == "pref" and type(value) is int and abs(value) < 2**63:
            cells["pref"] = value
        else:
            rest[name] = value
    return rest


def _online_property(value: str) -> str:
    return "uri" if _SCHEME.match(value) else "user"


def detail_object(cells: Cells) -> dict[str, Any]:
    """The JSContact object of a detail's cells."""
    kind = cells["kind"]
    rest = unpack(cells.get("extra"))
    value = cells.get("value")
    obj: dict[str, Any] = {}
    if kind == "address":
        obj = address_of(value)
    elif kind == "online":
        if value is not None and value not in (rest.get("user"), rest.get("uri")):
            obj[_online_property(value)] = value
    elif kind == "custom":
        obj["value"] = value or ""
        obj["label"] = cells.get("label") or ""
    elif value is not None:
        obj[_PROPERTY[kind][1]] = value
    if kind == "interest":
        rest.setdefault("kind", "interest")
    return _finish(obj, cells, rest)


def _finish(obj: dict[str, Any], cells: Cells, rest: dict[str, Any]) -> dict[str, Any]:
    """Contexts, features, preference and label from cells, then what was left over."""
    get = cells.get
    if words := get("contexts"):
        obj["contexts"] = set_of(words)
    if words := get("features"):
        obj["features"] = set_of(words)
    if (pref := get("pref")) is not None:
        obj["pref"] = pref
    if (label := get("label")) is not None:
        obj["label"] = label
    if rest:
        for name, value in rest.items():
            if name not in obj and value is not None:
                obj[name] = value
    return obj


def address_of(value: str | None) -> dict[str, Any]:
    """The Address object in a detail's value; text somebody typed is its ``full``."""
    if not value:
        return {}
    if value.startswith("{"):
        try:
            found = unpack(value)
        except ValueError:
            found = None
        if isinstance(found, dict):
            return found
    return {"full": value}


def address_lines(address: dict[str, Any]) -> list[str]:
    """An address as people write it, line by line."""
    full = text_of(address, "full")
    parts: dict[str, list[str]] = {}
    for component in address.get("components") or ():
        if isinstance(component, dict) and isinstance(component.get("value"), str):
            parts.setdefault(str(component.get("kind")), []).append(component["value"])
    if full or not parts:
        return [line.strip() for line in (full or "").splitlines() if line.strip()]
    known = ("name", "number", "postcode", "locality", "region", "country", "separator")

    def words(*kinds: str) -> str:
        return " ".join(v for kind in kinds for v in parts.get(kind, ()) if v.strip())

    others = [v for kind, values in parts.items() if kind not in known for v in values if v.strip()]
    lines = [words("name", "number"), *others, words("postcode", "locality"), words("region"), words("country")]
    return [line for line in lines if line]


def custom_rows(value: object) -> list[Cells] | None:
    """Rows of Kithbook's own custom fields, None where they are not as Kithbook writes them."""
    if not isinstance(value, list) or not value:
        return None
    rows: list[Cells] = []
    for entry in value:
        if not isinstance(entry, dict) or not {"label", "value"} <= entry.keys():
            return None
        if not isinstance(entry["label"], str) or not isinstance(entry["value"], str):
            return None
        cells: Cells = {"kind": "custom"}
        rest = _take(cells, entry, "value")
        if rest:
            cells["extra"] = pack(rest)
        rows.append(cells)
    return rows


def anniversary_cells(obj: dict[str, Any]) -> Cells:
    """The cells of one date."""
    cells: Cells = {}
    rest: dict[str, Any] = {}
    for name, value in obj.items():
        if name in ("kind", "label") and isinstance(value, str):
            cells[name] = value
        elif name == FEB29 and value in ("02-28", "03-01"):
            cells["feb29"] = value
        elif name == "date" and (parsed := PartialDate.from_card(value)) is not None:
            cells["date"] = str(parsed)
            if parsed.to_card() != value:
                rest[name] = value
        else:
            rest[name] = value
    if rest:
        cells["extra"] = pack(rest)
    return cells


def anniversary_object(cells: Cells) -> dict[str, Any]:
    """The JSContact Anniversary of a date's cells."""
    rest = unpack(cells.get("extra"))
    obj: dict[str, Any] = {}
    if cells.get("kind") is not None:
        obj["kind"] = cells["kind"]
    text = cells.get("date")
    kept = PartialDate.from_card(rest.get("date"))
    if text and (kept is None or str(kept) != text):
        obj["date"] = PartialDate.parse(text).to_card()
    if cells.get("feb29"):
        obj[FEB29] = cells["feb29"]
    return _finish(obj, {"label": cells.get("label")}, rest)


def media_cells(obj: dict[str, Any]) -> Cells:
    """The cells of a photo, logo or sound."""
    cells: Cells = {}
    rest = _take(cells, {n: v for n, v in obj.items() if n not in ("kind", "uri", "mediaType", "contexts")}, "")
    if "contexts" in obj:
        rest["contexts"] = obj["contexts"]
    uri, media_type = obj.get("uri"), obj.get("mediaType")
    data = data_of(uri) if isinstance(uri, str) else None
    if data is not None and data_uri(*data) == uri:
        cells["data"], cells["media_type"] = data
        if media_type is not None:
            rest["mediaType"] = media_type
    else:
        for name, value in (("uri", uri), ("media_type", media_type)):
            if isinstance(value, str):
                cells[name] = value
            elif value is not None:
                rest["uri" if name == "uri" else "mediaType"] = value
    kind = obj.get("kind")
    if isinstance(kind, str):
        cells["kind"] = kind
    elif kind is not None:
        rest["kind"] = kind
    if rest:
        cells["extra"] = pack(rest)
    return cells


def media_object(cells: Cells) -> dict[str, Any]:
    """The JSContact Media of a photo's, logo's or sound's cells."""
    obj: dict[str, Any] = {}
    if cells.get("kind") is not None:
        obj["kind"] = cells["kind"]
    if cells.get("data") is not None:
        obj["uri"] = data_uri(cells["data"], cells.get("media_type") or "")
    else:
        for name, field in (("uri", "uri"), ("mediaType", "media_type")):
            if cells.get(field) is not None:
                obj[name] = cells[field]
    return _finish(obj, {"pref": cells.get("pref"), "label": cells.get("label")}, unpack(cells.get("extra")))


def data_of(uri: str) -> tuple[bytes, str] | None:
    """Bytes and media type in a base64 ``data:`` URI (RFC 2397), None for anything else."""
    found = _DATA_URI.fullmatch(uri)
    if found is None:
        return None
    try:
        return base64.b64decode(found[2], validate=True), found[1]
    except binascii.Error:
        return None


def data_uri(data: bytes, media_type: str) -> str:
    """The ``data:`` URI of some bytes."""
    return f"data:{media_type};base64,{base64.b64encode(data).decode()}"


def keyed(rows: Iterable[Cells], prefix: str, taken: Iterable[str] = ()) -> list[tuple[str, Cells]]:
    """Each row with its map key: its own where that is free, else the next free number. Ordered by ``pos``."""
    ordered = list(rows)
    if len(ordered) == 1 and not taken and ordered[0].get("key"):
        return [(ordered[0]["key"], ordered[0])]
    ordered.sort(key=position)
    used = set(taken) | {cells["key"] for cells in ordered if cells.get("key")}
    given: set[str] = set(taken)
    found: list[tuple[str, Cells]] = []
    number = 0
    for cells in ordered:
        key = cells.get("key")
        if not key or key in given:
            number += 1
            while f"{prefix}{number}" in used:
                number += 1
            key = f"{prefix}{number}"
            used.add(key)
        given.add(key)
        found.append((key, cells))
    return found
