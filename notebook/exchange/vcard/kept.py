"""The content lines a card was read from, where writing would put them differently, and which still hold.

Each line of ``kithbook.app:lines`` is read alone and compared with the card as it is now: a line is used again
only if the card says exactly what it says, so an edited value never comes back in its old form.
"""

from __future__ import annotations

import json
from typing import Any

from notebook.exchange.record import Card
from notebook.exchange.vcard.to_card import LINES, Reader

_SETS = frozenset(("keywords", "members"))


class Kept:
    """The lines to use again. ``objects``: line, whether it says the label, whether it says the full address."""

    def __init__(self, card: Card, version: str, reader: Reader) -> None:
        self.objects: dict[tuple[str, str], tuple[str, bool, bool]] = {}
        self.scalars: dict[str, str] = {}
        self.sets: dict[str, list[tuple[str, set[str]]]] = {}
        self.name: dict[str, str] = {}
        self._unknown: dict[str, str] = {}
        stored = card.get(LINES)
        if not isinstance(stored, dict) or stored.get("version") != version:
            return
        for line in stored.get("lines") or ():
            if isinstance(line, str) and ":" in line and "\n" not in line:
                self._take(card, line, reader.line(line, version))
                if card.get("vCardProps"):  # a second FN reads as a first one when it stands alone
                    self._unknown[_key(reader.kept(line, version))] = line

    def unknown(self, prop: list[Any]) -> str | None:
        """The line of a property that was only kept."""
        return self._unknown.get(_key(prop)) if self._unknown else None

    def _take(self, card: Card, line: str, said: Card) -> None:
        for prop, value in said.items():
            if prop in ("@type", "version", LINES, "vCardProps"):
                continue
            if prop == "name":
                self._take_name(card, line, value)
            elif prop in _SETS:
                now = card.get(prop)
                if isinstance(now, dict) and all(now.get(word) for word in value):
                    self.sets.setdefault(prop, []).append((line, set(value)))
            elif isinstance(value, dict):
                self._take_object(card, line, prop, value)
            elif card.get(prop) == value:
                self.scalars[prop] = line

    def _take_name(self, card: Card, line: str, value: dict[str, Any]) -> None:
        now = card.get("name")
        if not isinstance(now, dict):
            return
        if "full" in value:
            if now.get("full") == value["full"]:
                self.name["FN"] = line
            return
        wanted = ("components", "isOrdered", "defaultSeparator", "sortAs")
        parts = [c for c in now.get("components") or () if isinstance(c, dict)]
        components = [{k: v for k, v in c.items() if k != "phonetic"} for c in parts]
        if all(value.get(k) == (components if k == "components" else now.get(k)) for k in wanted):
            self.name["N"] = line

    def _take_object(self, card: Card, line: str, prop: str, value: dict[str, Any]) -> None:
        entries = card.get(prop)
        if not isinstance(entries, dict) or len(value) != 1:
            return
        entry = next(iter(value.values()))
        for key, now in entries.items():
            if not isinstance(now, dict) or (prop, str(key)) in self.objects:
                continue
            if _reduced(now, entry) == entry:
                self.objects[prop, str(key)] = (line, "label" in entry, "full" in entry)
                return


def _reduced(now: dict[str, Any], said: dict[str, Any]) -> dict[str, Any]:
    """An object without what other lines of its group say: label, country, formatted address."""
    others = ("label", "countryCode", "full", "place", "vCardParams")
    entry = {k: v for k, v in now.items() if k in said or k not in others}
    params = {k: v for k, v in (now.get("vCardParams") or {}).items() if k not in ("group", "x-ablabel")}
    if said.get("kind") == "other" and entry.get("kind") == "wedding":  # an X-ABDATE whose label says so
        entry["kind"] = "other"
        if entry.get("vCardName") == "x-abdate":
            del entry["vCardName"]
    if params:
        entry["vCardParams"] = params
    elif "vCardParams" in entry:
        del entry["vCardParams"]
    return entry


def _key(prop: list[Any]) -> str:
    """A kept property without its group, as text to compare by."""
    params = {name: value for name, value in prop[1].items() if name != "group"}
    return json.dumps([prop[0], params, *prop[2:]], sort_keys=True)
