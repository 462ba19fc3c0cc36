"""A card with only what has the shape RFC 9553 gives it: foreign JSON may have anything under a known name.

The writer makes its lines of the sound part; the rest travels as JSPROP like all that vCard cannot say.
"""

from __future__ import annotations

from typing import Any

from notebook.exchange.record import Card

_MAPS = frozenset(
    "nicknames organizations titles emails phones addresses anniversaries links onlineServices preferredLanguages"
    " personalInfo notes calendars schedulingAddresses directories cryptoKeys media relatedTo pronouns".split()
)
_TOP = frozenset(("name", "speakToAs", "keywords", "members", "kithbook.app:lines"))
_OBJECTS = frozenset("contexts features vCardParams place author relation date".split())
_LISTS = frozenset(("components", "units"))


def sound(card: Card) -> Card:
    """The card, or a copy of it without what is misshapen."""
    return _object(card, "")


def _object(value: dict[str, Any], kind: str) -> dict[str, Any]:
    changed: dict[str, Any] | None = None
    for name, item in value.items():
        good = _item(name, item, kind)
        if good is not item:
            if changed is None:
                changed = dict(value)
            if good is None:
                del changed[name]
            else:
                changed[name] = good
    return value if changed is None else changed


def _item(name: str, item: Any, kind: str) -> Any:
    """The item as it is, a copy without what is misshapen, or None; ``kind`` is the property it stands in."""
    if name in _MAPS and kind in ("", "speakToAs"):
        return _map(item, name) if isinstance(item, dict) else None
    if name in _LISTS:
        fit = isinstance(item, list) and all(isinstance(part, dict) for part in item)
        return item if fit else None
    if name in _OBJECTS or (name in _TOP and not kind) or (name == "sortAs" and kind == "name"):
        return _object(item, name) if isinstance(item, dict) else None
    if (name == "vCardProps" and not kind) or (name == "lines" and kind == "kithbook.app:lines"):
        return item if isinstance(item, list) else None
    return item


def _map(entries: dict[str, Any], prop: str) -> dict[str, Any]:
    changed: dict[str, Any] | None = None
    for key, entry in entries.items():
        good = _object(entry, prop) if isinstance(entry, dict) else None
        if good is not entry:
            if changed is None:
                changed = dict(entries)
            if good is None:
                del changed[key]
            else:
                changed[key] = good
    return entries if changed is None else changed
