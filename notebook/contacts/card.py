"""A JSContact Card (RFC 9553) as the rows of a contact, and back, without loss.

``card_from_draft(draft_from_card(card))`` equals ``card`` for every card whose objects hold no JSON null. What
Kithbook has no cell for is kept in ``extra`` / ``name_extra``; where a cell was edited since, the cell wins.
Kithbook's own fields travel as vendor properties ``kithbook.app:...``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from notebook.changes.ids import read_id, show_id
from notebook.contacts.card_details import (
    COLLECTIONS,
    CUSTOM,
    anniversary_cells,
    anniversary_object,
    custom_rows,
    detail_cells,
    detail_object,
    keyed,
    media_cells,
    media_object,
)
from notebook.contacts.card_roles import role_objects, role_rows
from notebook.contacts.cells import Cells, pack, text_of, unpack
from notebook.contacts.names import parse
from notebook.storage.folding import fold

OWN = "kithbook.app:"
# Our own properties that are a cell each.
OWN_TEXTS = {
    "kithbook.app:met": "met",
    "kithbook.app:metOn": "met_on",
    "kithbook.app:relation": "relation",
    "kithbook.app:standsFor": "stands_for",
    "kithbook.app:buys": "buys",
    "kithbook.app:avoid": "avoid",
    "kithbook.app:timeZone": "time_zone",
}
OWN_NUMBERS = {"kithbook.app:idealDays": "ideal_days", "kithbook.app:maxDays": "max_days"}
MET_THROUGH = "kithbook.app:metThrough"
_OWN_CELLS = {column: name for name, column in {**OWN_TEXTS, **OWN_NUMBERS, MET_THROUGH: "met_through"}.items()}
GROUPS = "kithbook.app:groups"
_BY_KIND = {kind: (name, prefix) for name, (kind, _, prefix) in COLLECTIONS.items()}
# the order in which RFC 9555 2.2.1 puts the components of N
NAME_KINDS = ("surname", "given", "given2", "title", "credential", "surname2", "generation")
NAME_CELLS = ("full_name", *NAME_KINDS, "phonetic_given", "phonetic_surname")
_PHONETIC = {"given": "phonetic_given", "surname": "phonetic_surname"}
# the cells of a contact that a card fills
CARD_CELLS = ("kind", "uid", *NAME_CELLS, "name_extra", "pronouns", *OWN_TEXTS.values(), "met_through",
              *OWN_NUMBERS.values(), "extra")  # fmt: skip


@dataclass(slots=True)
class CardDraft:
    """The rows of one contact as plain cells, without ids.

    ``roles`` carry the organisation's ``name`` in place of its id; ``labels`` and ``groups`` are names. Rows that
    came out of the notebook also carry their ``id``.
    """

    contact: Cells = field(default_factory=dict)
    details: list[Cells] = field(default_factory=list)
    anniversaries: list[Cells] = field(default_factory=list)
    media: list[Cells] = field(default_factory=list)
    roles: list[Cells] = field(default_factory=list)
    labels: list[str] = field(default_factory=list)
    groups: list[str] = field(default_factory=list)


# In


def draft_from_card(card: dict[str, Any]) -> CardDraft:
    """The rows that a card makes. The card is not changed."""
    draft = CardDraft()
    cells = draft.contact
    rest: dict[str, Any] = {}
    for name, value in card.items():
        taker = _TAKERS.get(name)
        if taker is None or not taker(draft, value, rest):
            rest[name] = value
    if "@type" not in card:
        rest["@type"] = None
    if "version" not in card:
        rest["version"] = None
    if cells.get("kind") is None:
        cells["kind"] = "individual" if rest.get("kind", "individual") == "individual" else "org"
    _take_roles(draft, card, rest)
    if isinstance(card.get("name"), dict):
        _take_name(cells, card["name"])
    if rest:
        cells["extra"] = pack(rest)
    return draft


def _take_name(cells: Cells, name: dict[str, Any]) -> None:
    found = name_cells(name, cells["kind"])
    cells.update(found)
    if name_object(found) != name:
        cells["name_extra"] = pack(name)


def name_cells(name: dict[str, Any], kind: str | None) -> Cells:
    """The cells of a Name object; a person's name without components is split by our own rules."""
    cells: Cells = {}
    full = text_of(name, "full")
    if full is not None:
        cells["full_name"] = full
    components = name.get("components")
    if not components:
        if full and kind != "org":
            parsed = parse(full)
            for part in NAME_KINDS:
                if getattr(parsed, part):
                    cells[part] = getattr(parsed, part)
        return cells
    for component in components if isinstance(components, list) else ():
        if not isinstance(component, dict):
            continue
        which, value = component.get("kind"), component.get("value")
        if which in NAME_KINDS and isinstance(value, str):
            cells[which] = f"{cells[which]} {value}" if which in cells else value
            phonetic = component.get("phonetic")
            if which in ("given", "surname") and isinstance(phonetic, str):
                cells[f"phonetic_{which}"] = phonetic
    return cells


def name_object(cells: Cells, kept: dict[str, Any] | None = None) -> dict[str, Any]:
    """The Name object of cells, on top of what was kept of the original."""
    name: dict[str, Any] = {}
    if cells.get("full_name") is not None:
        name["full"] = cells["full_name"]
    components: list[dict[str, Any]] = []
    for part in NAME_KINDS:
        value = cells.get(part)
        if value is not None:
            component: dict[str, Any] = {"kind": part, "value": value}
            if phonetic := cells.get(_PHONETIC.get(part, "")):
                component["phonetic"] = phonetic
            components.append(component)
    if components:
        name["components"] = components
    for prop, value in (kept or {}).items():
        if prop not in ("full", "components", "isOrdered", "defaultSeparator"):
            name.setdefault(prop, value)
    return name


def _take_kind(draft: CardDraft, value: Any, rest: dict[str, Any]) -> bool:
    if value == "org":
        draft.contact["kind"] = "org"
        return True
    return False  # "individual" is the default; other kinds are shown with the organisations


def _take_uid(draft: CardDraft, value: Any, rest: dict[str, Any]) -> bool:
    if isinstance(value, str):
        draft.contact["uid"] = value
        return True
    return False


def _take_collection(name: str) -> Any:
    kind = COLLECTIONS[name][0]

    def take(draft: CardDraft, value: Any, rest: dict[str, Any]) -> bool:
        if not isinstance(value, dict) or not value:
            return False
        pos = 0
        for key, obj in value.items():
            if isinstance(obj, dict):
                cells = detail_cells(kind, obj)
                cells["pos"] = pos
                cells["key"] = key
                draft.details.append(cells)
                pos += 1
            else:
                rest.setdefault(name, {})[key] = obj
        return True

    return take


def _take_custom(draft: CardDraft, value: Any, rest: dict[str, Any]) -> bool:
    rows = custom_rows(value)
    if rows is None:
        return False
    for pos, cells in enumerate(rows):
        cells["pos"] = pos
        draft.details.append(cells)
    return True


def _take_dates(draft: CardDraft, value: Any, rest: dict[str, Any]) -> bool:
    return _take_objects("anniversaries", anniversary_cells, draft.anniversaries, value, rest)


def _take_media(draft: CardDraft, value: Any, rest: dict[str, Any]) -> bool:
    return _take_objects("media", media_cells, draft.media, value, rest)


def _take_objects(name: str, cells_of: Any, rows: list[Cells], value: Any, rest: dict[str, Any]) -> bool:
    if not isinstance(value, dict) or not value:
        return False
    for key, obj in value.items():
        if isinstance(obj, dict):
            rows.append({**cells_of(obj), "pos": len(rows), "key": key})
        else:
            rest.setdefault(name, {})[key] = obj
    return True


def _take_text(draft: CardDraft, name: str, value: Any) -> bool:
    if isinstance(value, str):
        draft.contact[OWN_TEXTS[name]] = value
        return True
    return False


def _take_number(draft: CardDraft, name: str, value: Any) -> bool:
    if type(value) is int and abs(value) < 2**63:
        draft.contact[OWN_NUMBERS[name]] = value
        return True
    return False


def _take_met_through(draft: CardDraft, value: Any, rest: dict[str, Any]) -> bool:
    found = read_id(value) if isinstance(value, str) else None
    if found is None or value != f"urn:uuid:{show_id(found)}":
        return False
    draft.contact["met_through"] = found
    return True


def _take_pronouns(draft: CardDraft, value: Any, rest: dict[str, Any]) -> bool:
    found = _pronouns(value)
    if found is not None:
        draft.contact["pronouns"] = found
    return found is not None and bool(value == _speak(found))


def _pronouns(value: Any) -> str | None:
    entries = value.get("pronouns") if isinstance(value, dict) else None
    if not isinstance(entries, dict):
        return None
    texts = [text for _, e in sorted(entries.items()) if isinstance(e, dict) and (text := text_of(e, "pronouns"))]
    return texts[0] if texts else None


def _speak(pronouns: str) -> dict[str, Any]:
    return {"pronouns": {"k1": {"pronouns": pronouns}}}


def _take_keywords(draft: CardDraft, value: Any, rest: dict[str, Any]) -> bool:
    if not isinstance(value, dict) or not value:
        return False
    seen: set[str] = set()
    for name, flag in value.items():
        folded = fold(name)
        if flag is True and folded and folded not in seen:
            seen.add(folded)
            draft.labels.append(name)
        else:
            rest.setdefault("keywords", {})[name] = flag
    return True


def _take_groups(draft: CardDraft, value: Any, rest: dict[str, Any]) -> bool:
    if not isinstance(value, list) or not value or not all(isinstance(name, str) for name in value):
        return False
    if len({fold(name) for name in value} - {""}) < len(value):
        return False
    draft.groups = list(value)
    return True


def _take_roles(draft: CardDraft, card: dict[str, Any], rest: dict[str, Any]) -> None:
    """Organisations and titles together; an organisation's own card keeps them as they are."""
    orgs, titles = card.get("organizations"), card.get("titles")
    if draft.contact["kind"] == "org" or not (orgs or titles):
        return
    if isinstance(orgs, dict | None) and isinstance(titles, dict | None):
        draft.roles, left = role_rows(orgs or {}, titles or {})
        if orgs:
            del rest["organizations"]
        if titles:
            del rest["titles"]
        if left:
            rest["titles"] = left


_TAKERS: dict[str, Any] = {
    "@type": lambda draft, value, rest: value == "Card",
    "version": lambda draft, value, rest: value == "1.0",
    "name": lambda draft, value, rest: isinstance(value, dict) and bool(value),
    "kind": _take_kind,
    "uid": _take_uid,
    **{name: _take_collection(name) for name in COLLECTIONS},
    CUSTOM: _take_custom,
    "anniversaries": _take_dates,
    "media": _take_media,
    **{name: lambda draft, value, rest, name=name: _take_text(draft, name, value) for name in OWN_TEXTS},
    **{name: lambda draft, value, rest, name=name: _take_number(draft, name, value) for name in OWN_NUMBERS},
    MET_THROUGH: _take_met_through,
    "speakToAs": _take_pronouns,
    "keywords": _take_keywords,
    GROUPS: _take_groups,
}


# Out


def card_from_draft(
    draft: CardDraft, uid: str | None = None, uids: Mapping[bytes, str] = MappingProxyType({})
) -> dict[str, Any]:
    """The card of these rows; ``uid`` when the contact has none of its own, ``uids`` of other contacts."""
    cells = draft.contact
    rest = unpack(cells.get("extra"))
    card: dict[str, Any] = {"@type": "Card", "version": "1.0"}
    own_uid = cells.get("uid") or uid
    if own_uid is not None and not isinstance(rest.get("uid"), int | float | list | dict):
        card["uid"] = own_uid
    _put_kind(card, cells, rest)
    _put_name(card, cells)
    by_kind: dict[str, list[Cells]] = {}
    for row in draft.details:
        by_kind.setdefault(row["kind"], []).append(row)
    for kind, rows in by_kind.items():
        if kind in _BY_KIND:
            _put_objects(card, rest, *_BY_KIND[kind], rows, detail_object)
    if draft.anniversaries:
        _put_objects(card, rest, "anniversaries", "b", draft.anniversaries, anniversary_object)
    if draft.media:
        _put_objects(card, rest, "media", "m", draft.media, media_object)
    if draft.roles:
        orgs, titles = role_objects(draft.roles)
        _put(card, rest, "organizations", orgs)
        _put(card, rest, "titles", titles)
    if draft.labels:
        _put(card, rest, "keywords", dict.fromkeys(draft.labels, True))
    if "custom" in by_kind:
        card[CUSTOM] = [detail_object(row) for _, row in keyed(by_kind["custom"], "c")]
    if draft.groups:
        card[GROUPS] = list(draft.groups)
    for column, value in cells.items():
        if value is not None and column in _OWN_CELLS:
            known = uids.get(value) or f"urn:uuid:{show_id(value)}" if column == "met_through" else value
            card[_OWN_CELLS[column]] = known
    if "speakToAs" in rest or cells.get("pronouns") is not None:
        _put_pronouns(card, cells, rest)
    if not rest:
        return card
    for name, value in rest.items():
        if name in ("@type", "version"):
            card[name] = value
        else:
            card.setdefault(name, value)
    return {name: value for name, value in card.items() if value is not None} if None in rest.values() else card


def _put_kind(card: dict[str, Any], cells: Cells, rest: dict[str, Any]) -> None:
    kept = rest.pop("kind", None)
    kind = cells.get("kind") or "individual"
    if kept is not None and ("individual" if kept == "individual" else "org") == kind:
        card["kind"] = kept
    elif kind != "individual":
        card["kind"] = kind


def _put_name(card: dict[str, Any], cells: Cells) -> None:
    kept = unpack(cells.get("name_extra"))
    if not kept:
        if name := name_object(cells):
            card["name"] = name
        return
    present = {name: value for name in NAME_CELLS if (value := cells.get(name)) is not None}
    if name_cells(kept, cells.get("kind")) == present:
        card["name"] = kept
    elif name := name_object(present, kept):
        card["name"] = name


def _put_objects(
    card: dict[str, Any], rest: dict[str, Any], name: str, prefix: str, rows: list[Cells], object_of: Any
) -> None:
    if not rest and len(rows) == 1 and (key := rows[0].get("key")):  # what most people have
        card[name] = {key: object_of(rows[0])}
        return
    kept = rest.get(name) if rest else None
    taken = kept.keys() if isinstance(kept, dict) else ()
    _put(card, rest, name, {key: object_of(row) for key, row in keyed(rows, prefix, taken)})


def _put(card: dict[str, Any], rest: dict[str, Any], name: str, found: dict[str, Any]) -> None:
    if found:
        kept = rest.pop(name, None) if rest else None
        card[name] = {**found, **kept} if isinstance(kept, dict) else found


def _put_pronouns(card: dict[str, Any], cells: Cells, rest: dict[str, Any]) -> None:
    pronouns = cells.get("pronouns")
    kept = rest.get("speakToAs")
    if kept is not None and _pronouns(kept) == pronouns:
        return  # as it was
    rest.pop("speakToAs", None)
    others = {n: v for n, v in kept.items() if n != "pronouns"} if isinstance(kept, dict) else {}
    if pronouns is not None:
        others.update(_speak(pronouns))
    if others:
        card["speakToAs"] = others
