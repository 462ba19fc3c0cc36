"""The part of a content line before its colon: group, name and parameters, sorted by what they mean.

Heads repeat ten thousand times in one file (``TEL;TYPE=CELL``), so a reader parses each spelling once and
keeps it; what a property's object gets from its parameters is worked out here and only copied later.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from notebook.exchange.vcard.values import pieces, uncaret

CONTEXTS = {"home": "private", "work": "work"}
ADDRESS_CONTEXTS = {**CONTEXTS, "billing": "billing", "delivery": "delivery"}
FEATURES = {
    "voice": "voice",
    "fax": "fax",
    "cell": "mobile",
    "pager": "pager",
    "video": "video",
    "text": "text",
    "textphone": "textphone",
    "main-number": "main-number",
}
_ENCODINGS = {"quoted-printable": "Q", "q": "Q", "base64": "B", "b": "B", "8bit": "", "7bit": "", "binary": ""}
_BARE_ENCODINGS = frozenset(("quoted-printable", "base64", "8bit", "7bit"))
_BARE_VALUES = frozenset(("url", "uri", "cid", "content-id", "inline"))
_NAME = re.compile(r"[A-Za-z0-9_.-]+\Z")
_QUOTED_COLON = re.compile(r'(?:[^":]|"[^"]*")*:')
_QUOTED_PARTS = re.compile(r'(?:[^";]|"[^"]*"|"[^"]*\Z)*')
_QUOTED_ITEMS = re.compile(r'(?:[^",]|"[^"]*"|"[^"]*\Z)*')
_MEDIA = frozenset(("PHOTO", "LOGO", "SOUND", "KEY"))
# Parameters which a property's own code turns into something better than vCardParams.
_UNDERSTOOD: dict[str, frozenset[str]] = {
    "ADR": frozenset(("label", "geo", "tz", "cc", "jscomps")),
    "N": frozenset(("jscomps", "sort-as")),
    "ORG": frozenset(("sort-as",)),
    "IMPP": frozenset(("service-type", "x-service-type", "username")),
    "SOCIALPROFILE": frozenset(("service-type", "username")),
    "X-SOCIALPROFILE": frozenset(("service-type", "x-user", "username")),
    "NOTE": frozenset(("author", "author-name", "created")),
    "EXPERTISE": frozenset(("level", "index")),
    "HOBBY": frozenset(("level", "index")),
    "INTEREST": frozenset(("level", "index")),
    "ORG-DIRECTORY": frozenset(("index",)),
    "JSPROP": frozenset(("jsptr",)),
    "BDAY": frozenset(("x-apple-omit-year", "calscale")),
    "X-ABDATE": frozenset(("x-apple-omit-year", "calscale")),
    "ANNIVERSARY": frozenset(("x-apple-omit-year", "calscale")),
    "X-ANNIVERSARY": frozenset(("x-apple-omit-year", "calscale")),
    "DEATHDATE": frozenset(("calscale",)),
    "URL": frozenset(("mediatype",)),
    "SOURCE": frozenset(("mediatype",)),
    "FBURL": frozenset(("mediatype",)),
    "CALURI": frozenset(("mediatype",)),
    "PHOTO": frozenset(("mediatype",)),
    "LOGO": frozenset(("mediatype",)),
    "SOUND": frozenset(("mediatype",)),
    "KEY": frozenset(("mediatype",)),
}
_NOTHING: frozenset[str] = frozenset()


@dataclass(slots=True)
class Head:
    """A parsed head. ``extra`` is what every object of this property gets: contexts, features, pref, vCardParams.

    ``encoding``: ``Q`` quoted-printable, ``B`` base64, else empty. ``value``: the VALUE parameter, lower case.
    ``types``: TYPE values that stand for nothing else, as found. ``valid`` is False for a line that is none.
    ``decodes``: the value is more than its own UTF-8 text (quoted-printable, base64 of a text, a charset).
    """

    text: str
    group: str = ""
    name: str = ""
    params: dict[str, list[str]] = field(default_factory=dict)
    types: list[str] = field(default_factory=list)
    encoding: str = ""
    charset: str = ""
    value: str = ""
    key: str = ""
    valid: bool = True
    plain: bool = False
    decodes: bool = False
    extra: tuple[tuple[str, Any], ...] = ()

    def first(self, name: str) -> str:
        """The first value of a parameter, or empty."""
        found = self.params.get(name)
        return found[0] if found else ""


def colon(line: str) -> int:
    """Where the head ends; -1 where the line has no colon. A colon inside quotes does not end it."""
    at = line.find(":")
    if at > 0 and line.find('"', 0, at) >= 0:
        found = _QUOTED_COLON.match(line)
        if found:
            return found.end() - 1
    return at


def parse(text: str) -> Head:
    """The head in ``text`` (everything before the colon)."""
    head = Head(text)
    parts = text.split(";") if '"' not in text else pieces(_QUOTED_PARTS, text)
    name = parts[0].strip()
    head.valid = bool(_NAME.match(name)) and name.lower() not in ("http", "https")
    head.group, dot, rest = name.partition(".")
    if dot and rest and head.group:
        name = rest
    else:
        head.group = ""
    head.name = name.upper()
    head.plain = text == head.name
    types: list[str] = []
    for part in parts[1:]:
        key, equals, value = part.partition("=")
        key = key.strip().lower()
        if equals:
            _named(head, key, value.strip(), types)
        elif key:
            _bare(head, part.strip(), types)
    _sort(head, types)
    head.decodes = head.encoding == "Q" or head.charset.lower() not in ("", "utf-8", "utf8")
    if head.encoding == "B":
        head.decodes = head.name not in _MEDIA and not head.name.startswith("X-")
    return head


def _named(head: Head, key: str, value: str, types: list[str]) -> None:
    if key == "type":
        types.extend(_words(value))
    elif key == "encoding":
        head.encoding = _ENCODINGS.get(value.strip('"').lower(), "")
    elif key == "charset":
        head.charset = value.strip('"')
    elif key == "value":
        head.value = value.strip('"').lower()
    elif key == "prop-id":
        head.key = value.strip('"')
    else:
        head.params.setdefault(key, []).extend(_items(value))


def _bare(head: Head, part: str, types: list[str]) -> None:
    """A parameter without a name, as vCard 2.1 has them: its value says what it is."""
    low = part.lower()
    if low in _BARE_ENCODINGS:
        head.encoding = _ENCODINGS[low]
    elif low in _BARE_VALUES:
        head.value = low
    else:
        types.extend(_words(part))


def _words(value: str) -> list[str]:
    """The words of a TYPE, also of ``TYPE="work,voice"``."""
    return [word for word in (uncaret(word.strip().strip('"').strip()) for word in value.split(",")) if word]


def _items(value: str) -> list[str]:
    if '"' not in value:
        return [uncaret(item) for item in value.split(",")] if "," in value else [uncaret(value)]
    if value.startswith('\\"') and value.endswith('\\"'):  # a whole library quotes like this
        return [uncaret(value[2:-2])]
    return [uncaret(item.strip().replace('"', "")) for item in pieces(_QUOTED_ITEMS, value)]


def _sort(head: Head, types: list[str]) -> None:
    """Shares the parameters out: contexts, features, preference, and what is only kept."""
    contexts: dict[str, bool] = {}
    features: dict[str, bool] = {}
    preference = 0
    known = ADDRESS_CONTEXTS if head.name == "ADR" else CONTEXTS
    for word in types:
        low = word.lower()
        if low in known:
            contexts[known[low]] = True
        elif low == "pref":
            preference = 1
        elif head.name == "TEL" and low in FEATURES:
            features[FEATURES[low]] = True
        elif low != "internet" or head.name != "EMAIL":
            head.types.append(word)
    given = head.first("pref")
    if given.isascii() and given.isdigit() and 1 <= int(given) <= 100:
        preference = int(given)
        del head.params["pref"]
    extra: list[tuple[str, Any]] = []
    if contexts:
        extra.append(("contexts", contexts))
    if features:
        extra.append(("features", features))
    if preference:
        extra.append(("pref", preference))
    understood = _UNDERSTOOD.get(head.name, _NOTHING)
    rest: dict[str, Any] = {}
    if head.types and head.name not in _MEDIA and head.name != "RELATED":
        rest["type"] = _one(head.types)
    for key, found in head.params.items():
        if key not in understood:
            rest[key] = _one(found)
    if rest:
        extra.append(("vCardParams", rest))
    head.extra = tuple(extra)


def _one(found: list[str]) -> str | list[str]:
    return found[0] if len(found) == 1 else list(found)
