"""One JSContact object to the content line it makes: name, parameters and value, for each kind of object.

The inverse of `properties` and `extensions`. A function here may say less than the object holds: what reading
the line would not bring back, `from_card` adds as JSPROP (RFC 9555 3.2).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from notebook.exchange.vcard.dates import write_date, write_stamp
from notebook.exchange.vcard.extensions import is_uri
from notebook.exchange.vcard.heads import FEATURES
from notebook.exchange.vcard.media import write_media
from notebook.exchange.vcard.postal import ADR_KINDS
from notebook.exchange.vcard.properties import N_KINDS
from notebook.exchange.vcard.values import escape, escape_uri

Params = list[tuple[str, str | list[str]]]
Row = tuple[str, Params, str]
Entry = dict[str, Any]
_TYPES_OF_FEATURES = {feature: word for word, feature in FEATURES.items()}
_APPLE_RELATIONS = frozenset(
    "assistant brother child father friend manager mother parent partner sister spouse".split()
)  # fmt: skip
_DETAILED = frozenset(ADR_KINDS[7:]) - {"apartment", "name"}


def types_of(prop: str, entry: Entry, version: str) -> list[str]:
    """The TYPE words of an object: contexts, features, preference in 3.0, and those only kept."""
    words = ["home" if word == "private" else str(word) for word in entry.get("contexts") or ()]
    if prop == "phones":
        words += [_TYPES_OF_FEATURES.get(word, str(word)) for word in entry.get("features") or ()]
    if version == "3.0":
        words = [word.upper() for word in words]
        if prop == "emails":
            words.insert(0, "INTERNET")
    kept = (entry.get("vCardParams") or {}).get("type")
    if kept:
        words += [str(word) for word in kept] if isinstance(kept, list) else [str(kept)]
    if version == "3.0" and entry.get("pref") == 1:
        words.append("PREF")
    return words


def params_of(prop: str, entry: Entry, version: str) -> Params:
    """The parameters that any object may have."""
    params: Params = []
    words = types_of(prop, entry, version)
    if words:
        params.append(("TYPE", words))
    pref = entry.get("pref")
    if pref and not (version == "3.0" and pref == 1):
        params.append(("PREF", str(pref)))
    kept = entry.get("vCardParams")
    if kept:
        params += kept_params(kept)
    return params


def kept_params(kept: Entry) -> Params:
    """Parameters that were only kept, as they were; those with a meaning of their own left out."""
    return [
        (name.upper(), [str(item) for item in value] if isinstance(value, list) else str(value))
        for name, value in kept.items()
        if name not in ("group", "x-ablabel", "type", "value")
    ]


def _phone(entry: Entry, version: str) -> Row:
    number = str(entry.get("number", ""))
    if (entry.get("vCardParams") or {}).get("value") == "uri":
        return "TEL", [("VALUE", "uri")], "tel:" + escape_uri(number)
    return "TEL", [], escape(number)


def _email(entry: Entry, version: str) -> Row:
    return "EMAIL", [], escape(str(entry.get("address", "")))


def _organization(entry: Entry, version: str) -> Row:
    names = [str(entry.get("name") or "")] + [str(unit.get("name") or "") for unit in entry.get("units") or ()]
    params: Params = [("SORT-AS", str(entry["sortAs"]))] if entry.get("sortAs") else []
    return "ORG", params, ";".join(escape(name) for name in names)


def _title(entry: Entry, version: str) -> Row:
    return "ROLE" if entry.get("kind") == "role" else "TITLE", [], escape(str(entry.get("name", "")))


def _nickname(entry: Entry, version: str) -> Row:
    return _named(entry, "NICKNAME"), [], escape(str(entry.get("name", "")))


def _note(entry: Entry, version: str) -> Row:
    params: Params = []
    author = entry.get("author") or {}
    if author.get("name"):
        params.append(("AUTHOR-NAME", str(author["name"])))
    if author.get("uri"):
        params.append(("AUTHOR", str(author["uri"])))
    if entry.get("created"):
        params.append(("CREATED", write_stamp(str(entry["created"]), "4.0")))
    return "NOTE", params, escape(str(entry.get("note", "")))


def _uri(native: str, kinds: dict[str, str] | None = None) -> Callable[[Entry, str], Row]:
    def row(entry: Entry, version: str) -> Row:
        name = (kinds or {}).get(str(entry.get("kind", "")), native)
        params: Params = [("MEDIATYPE", str(entry["mediaType"]))] if entry.get("mediaType") else []
        return name, params, escape_uri(str(entry.get("uri", "")))

    return row


def _medium(entry: Entry, version: str) -> Row | None:
    name = str(entry.get("kind") or "").upper()
    if name not in ("PHOTO", "LOGO", "SOUND"):
        return None
    return _media_row(name, "audio" if name == "SOUND" else "image", entry, version)


def _key(entry: Entry, version: str) -> Row:
    return _media_row("KEY", "application", entry, version)


def _media_row(name: str, family: str, entry: Entry, version: str) -> Row:
    value, own = write_media(str(entry.get("uri", "")), str(entry.get("mediaType") or ""), family, version)
    typed = bool((entry.get("vCardParams") or {}).get("type"))
    return name, [pair for pair in own if not (typed and pair[0] == "TYPE")], escape_uri(value)


def _anniversary(entry: Entry, version: str) -> Row | None:
    date = entry.get("date")
    written = write_date(date, version) if isinstance(date, dict) else None
    if written is None:
        return None
    kind = entry.get("kind")
    native = {"birth": "BDAY", "death": "DEATHDATE", "wedding": "ANNIVERSARY"}.get(str(kind), "X-ABDATE")
    if kind == "wedding" and version == "3.0":
        native = "X-ABDATE"
    return _named(entry, native), [*written[1]], written[0]


def _service(entry: Entry, version: str) -> Row | None:
    name = _named(entry, "SOCIALPROFILE" if version == "4.0" else "X-SOCIALPROFILE")
    user, uri, service = (str(entry.get(key) or "") for key in ("user", "uri", "service"))
    params: Params = []
    if name == "IMPP":
        if service:
            params.append(("SERVICE-TYPE" if version == "4.0" else "X-SERVICE-TYPE", service))
        if user and uri:
            params.append(("USERNAME", user))
        return name, params, escape_uri(uri) if uri else escape(user)
    if name not in ("SOCIALPROFILE", "X-SOCIALPROFILE"):
        return name, [], escape(user)
    if service:
        word = service.isalnum() and service.isascii() and service.lower() not in ("home", "work", "pref")
        params.append(("TYPE" if version == "3.0" and word else "SERVICE-TYPE", service))
    if uri and user:
        params.append(("X-USER" if version == "3.0" else "USERNAME", user))
    if not uri and (version == "4.0" or is_uri(user)):
        params.append(("VALUE", "text"))
    return name, params, escape_uri(uri) if uri else escape(user)


def _language(entry: Entry, version: str) -> Row:
    return "LANG", [], escape(str(entry.get("language", "")))


def _personal(entry: Entry, version: str) -> Row | None:
    name = str(entry.get("kind") or "").upper()
    if name not in ("EXPERTISE", "HOBBY", "INTEREST"):
        return None
    level = str(entry.get("level") or "")
    if name == "EXPERTISE":
        level = {"low": "beginner", "medium": "average", "high": "expert"}.get(level, level)
    params: Params = [("LEVEL", level)] if level else []
    if entry.get("listAs"):
        params.append(("INDEX", str(entry["listAs"])))
    return name, params, escape(str(entry.get("value", "")))


def relation_row(uid: str, entry: Entry, version: str) -> tuple[Row, str]:
    """The line of a relation, and the label that goes with it."""
    label = str(entry.get("label") or "")
    words = [str(word) for word in entry.get("relation") or ()]
    kept = (entry.get("vCardParams") or {}).get("type") or []
    types = [str(word) for word in kept] if isinstance(kept, list) else [str(kept)]
    typed: Params = [("TYPE", types)] if types else []
    if version == "3.0" and not is_uri(uid) and len(words) < 2:
        label = label or (words[0].capitalize() if words else "")
        apple = f"_$!<{label}>!$_" if label.lower() in _APPLE_RELATIONS else label
        return (_named(entry, "X-ABRELATEDNAMES"), typed, escape(uid)), "" if entry.get("vCardName") else apple
    params: Params = [("TYPE", words + types)] if words or types else []
    if not is_uri(uid):
        params.append(("VALUE", "text"))
    if entry.get("vCardName"):
        return (_named(entry, "RELATED"), typed, escape(uid)), ""
    return ("RELATED", params, escape(uid) if not is_uri(uid) else escape_uri(uid)), label


def name_row(name: Entry) -> Row:
    """The N line: seven parts where RFC 9554's second surnames or generations are used, else five."""
    params: Params = []
    rows: list[list[str]] = [[] for _ in N_KINDS]
    places: list[tuple[int, int] | str] = []
    for component in name.get("components") or ():
        kind, value = component.get("kind"), str(component.get("value", ""))
        if kind in N_KINDS:
            at = N_KINDS.index(kind)
            rows[at].append(value)
            places.append((at, len(rows[at]) - 1))
        elif kind == "separator":
            places.append(value)
    for second, first in ((5, 0), (6, 4)):  # again where older programs look for them
        rows[first] += [value for value in rows[second] if value not in rows[first]]
    count = 7 if rows[5] or rows[6] else 5
    if name.get("isOrdered"):
        params.append(("JSCOMPS", order_of(places, name.get("defaultSeparator"))))
    sort_as = name.get("sortAs") or {}
    kinds = [kind for kind, row in zip(N_KINDS, rows, strict=True) if row]
    if sort_as and all(kind in sort_as for kind in kinds[: len(sort_as)]):
        params.append(("SORT-AS", ",".join(str(sort_as[kind]) for kind in kinds[: len(sort_as)])))
    return (
        "N",
        params + kept_params(name.get("vCardParams") or {}),
        ";".join(",".join(escape(item) for item in row) for row in rows[:count]),
    )


def order_of(places: list[tuple[int, int] | str], separator: object) -> str:
    """The JSCOMPS of components: where each stands, and the separators among them (RFC 9555 3.3.1)."""
    parts = [f"s,{escape(str(separator))}" if separator is not None else ""]
    for place in places:
        if isinstance(place, str):
            parts.append(f"s,{escape(place)}")
        else:
            parts.append(str(place[0]) if place[1] == 0 else f"{place[0]},{place[1]}")
    return ";".join(parts)


def _address(entry: Entry, version: str) -> Row:
    params: Params = []
    components = [c for c in entry.get("components") or () if isinstance(c, dict)]
    detailed = version == "4.0" and any(c.get("kind") in _DETAILED for c in components)
    rows: list[list[str]] = [[] for _ in ADR_KINDS]
    places: list[tuple[int, int] | str] = []
    for component in components:
        kind, value = str(component.get("kind")), str(component.get("value", ""))
        if kind == "separator":
            places.append(value)
            continue
        if kind not in ADR_KINDS:
            continue
        at = ADR_KINDS.index(kind)
        if detailed and kind in ("apartment", "name"):
            at = ADR_KINDS.index(kind, 7)
        rows[at].append(value)
        places.append((at, len(rows[at]) - 1))
    ordered = bool(entry.get("isOrdered"))
    if not detailed or not ordered:
        _plainly(rows, detailed)
    if ordered:
        params.append(("JSCOMPS", order_of(places, entry.get("defaultSeparator"))))
    if version == "4.0":
        params += [("LABEL", str(entry["full"]))] if entry.get("full") else []
        params += [("CC", str(entry["countryCode"]))] if entry.get("countryCode") else []
    params += [("GEO", str(entry["coordinates"]))] if entry.get("coordinates") else []
    params += [("TZ", str(entry["timeZone"]))] if entry.get("timeZone") else []
    several = ordered or detailed
    parts = [",".join(map(escape, row)) if several else escape(", ".join(row)) for row in rows]
    return "ADR", params, ";".join(parts if detailed else parts[:7])


def _plainly(rows: list[list[str]], detailed: bool) -> None:
    """The parts after the seventh once more where older programs look: unit and street."""
    number, street = ADR_KINDS.index("number"), ADR_KINDS.index("name", 7)
    line = " ".join(rows[number] + rows[street])
    if line and not rows[2]:
        rows[2] = [line]
    elif rows[number] and not detailed:
        rows[2] = [" ".join(rows[number] + rows[2])]
    if not rows[1]:
        unit = [value for at in (8, 7, 9, 12) for value in rows[at]]
        rows[1] = unit if detailed or len(unit) < 2 else [", ".join(unit)]


def _named(entry: Entry, native: str) -> str:
    name = entry.get("vCardName")
    return str(name).upper() if name else native


ROWS: dict[str, tuple[str, Callable[[Entry, str], Row | None]]] = {
    "nicknames": ("k", _nickname),
    "organizations": ("o", _organization),
    "titles": ("t", _title),
    "emails": ("e", _email),
    "phones": ("p", _phone),
    "addresses": ("a", _address),
    "anniversaries": ("b", _anniversary),
    "links": ("l", _uri("URL", {"contact": "CONTACT-URI"})),
    "onlineServices": ("x", _service),
    "preferredLanguages": ("g", _language),
    "personalInfo": ("i", _personal),
    "notes": ("n", _note),
    "calendars": ("c", _uri("CALURI", {"freeBusy": "FBURL"})),
    "schedulingAddresses": ("s", _uri("CALADRURI")),
    "directories": ("d", _uri("SOURCE", {"directory": "ORG-DIRECTORY"})),
    "cryptoKeys": ("y", _key),
    "media": ("m", _medium),
}
"""The maps of a card in the order they are written: the prefix of their keys, and what makes a line."""
