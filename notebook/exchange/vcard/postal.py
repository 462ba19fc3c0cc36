"""Addresses: ADR with the seven parts of all versions or the eighteen of RFC 9554, and LABEL (2.1, 3.0)."""

from __future__ import annotations

import re
from typing import Any

from notebook.exchange.vcard.heads import Head
from notebook.exchange.vcard.lines import shown
from notebook.exchange.vcard.to_card import Draft
from notebook.exchange.vcard.values import fields, items, unescape
from notebook.sentences import say

ADR_KINDS = (
    "postOfficeBox", "apartment", "name", "locality", "region", "postcode", "country", "room", "apartment", "floor",
    "number", "name", "building", "block", "subdistrict", "district", "landmark", "direction",
)  # fmt: skip


def read_address(draft: Draft, head: Head, value: str) -> None:
    """ADR: a bare comma in a part is text, as the street lines of real cards have it."""
    parts = fields(value)
    rows = [unescape(part) for part in parts] if "\\" in value else parts
    components: list[dict[str, Any]] = []
    extended = len(rows) > 8 and (draft.version == "4.0" or len(rows) == len(ADR_KINDS)) and any(rows[7:18])
    exact = True
    for number, (kind, row) in enumerate(zip(ADR_KINDS, rows, strict=False)):
        if number >= 7 and not extended:
            break
        if extended and number in (1, 2):
            continue  # what the parts after the seventh say in detail
        if not row:
            continue
        for text in [unescape(item) for item in items(parts[number])] if extended else (row,):
            bare = text.strip()
            exact = exact and bare == text
            if bare:
                components.append({"kind": kind, "value": bare})
    entry: dict[str, Any] = {}
    if components:
        entry["components"] = components
    if head.first("jscomps"):
        table = [[unescape(item) for item in items(part)] for part in parts]
        ordered_components(entry, head, table, ADR_KINDS)
    elif _bare_comma(value):
        exact = False
    label = ",".join(head.params["label"]) if "label" in head.params else ""
    if not label and len(rows) == 8:
        label, exact = rows[7], False  # Google writes the formatted address as an eighth part
    elif not extended and any(row.strip() for row in rows[7:]):
        exact = False
        draft.problem(say("{what} has more parts than an address: the rest was not taken.", what=head.name))
    if label.strip():
        entry["full"] = unescape(label)
    if head.first("geo"):
        entry["coordinates"] = ",".join(head.params["geo"])
    if head.first("tz"):
        entry["timeZone"] = ",".join(head.params["tz"])
    if head.first("cc"):
        entry["countryCode"] = head.first("cc")
    draft.put("addresses", "a", head, entry)
    if not exact:
        draft.line()
    draft.postal.append((draft.where, head, "", entry))


def _bare_comma(value: str) -> bool:
    return "," in value and re.search(r"(?<!\\),", value) is not None


def read_label(draft: Draft, head: Head, value: str) -> None:
    """LABEL: waits until all addresses are known."""
    if value.strip():
        draft.postal.append((draft.where, head, value, None))


def ordered_components(entry: dict[str, Any], head: Head, rows: list[list[str]], kinds: tuple[str, ...]) -> None:
    """Components in the order JSCOMPS gives, separators among them (RFC 9555 3.3.1)."""
    parts = fields(",".join(head.params["jscomps"]))
    components: list[dict[str, Any]] = []
    for part in parts[1:]:
        if part.startswith("s,"):
            components.append({"kind": "separator", "value": unescape(part[2:])})
            continue
        row, _, column = part.partition(",")
        try:
            text = rows[int(row)][int(column or 0)].strip()
        except (ValueError, IndexError):
            return
        components.append({"kind": kinds[int(row)], "value": text})
    entry["components"] = components
    entry["isOrdered"] = True
    if parts[0].startswith("s,"):
        entry["defaultSeparator"] = unescape(parts[0][2:])


def label_addresses(draft: Draft) -> None:
    """Each LABEL (2.1, 3.0) goes to the address of its kind; without one it is only kept (RFC 9555)."""
    homes = [(head, entry) for _, head, _, entry in draft.postal if entry is not None]
    for at, head, text, entry in draft.postal:
        if entry is not None:
            continue
        free = [(other, found) for other, found in homes if "full" not in found]
        match = next((f for h, f in free if head.group and h.group.lower() == head.group.lower()), None)
        match = match or next((f for h, f in free if _sorts(h) == _sorts(head)), None)
        match = match or next((f for h, f in free if _contexts(h) == _contexts(head)), None)
        if match is None and len(free) == 1 and not _contexts(head):
            match = free[0][1]
        if match is not None:
            match["full"] = unescape(text)
            continue
        where, draft.where, draft.head, draft.raw = draft.where, at, head, text
        draft.keep(head, text)
        draft.problem(say("A LABEL without its ADR was only kept as text: {text}", text=shown(unescape(text))))
        draft.where = where


def _sorts(head: Head) -> frozenset[str]:
    return _contexts(head) | {word.lower() for word in head.types}


def _contexts(head: Head) -> frozenset[str]:
    return frozenset(word for name, found in head.extra if name == "contexts" for word in found)
