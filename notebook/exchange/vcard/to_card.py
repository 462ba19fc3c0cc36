"""One vCard to a JSContact Card (RFC 9553), by the rules of RFC 9555: the frame of it.

`Draft` gathers a card line by line; `properties` knows each property. What JSContact cannot say is kept: whole
properties in ``vCardProps`` (jCard arrays, RFC 7095), parameters in ``vCardParams``, and content lines that
writing would put differently in ``kithbook.app:lines`` (without their group), for the way back into the
same version. Map keys are made by position (``e1``, ``p1``), unless PROP-ID names one.
"""

from __future__ import annotations

import binascii
import re
from collections.abc import Callable
from typing import Any

from notebook.exchange.record import Card, Problem
from notebook.exchange.vcard.decoding import base64_text, decode, quoted_printable
from notebook.exchange.vcard.heads import Head, colon, parse
from notebook.exchange.vcard.lines import Chunk, Rough, logical_lines, physical_line, quick_lines, shown
from notebook.exchange.vcard.values import escape, escape_lines, unescape
from notebook.sentences import Sentence, say

LINES = "kithbook.app:lines"
OWN_LINE = "X-KITHBOOK-"
# Standard properties of one text value, which JSContact has no place for.
TEXTS = frozenset(
    ("FN", "CLASS", "MAILER", "NAME", "PROFILE", "SORT-STRING", "LABEL", "AGENT", "BDAY", "BIRTHPLACE", "DEATHPLACE")
)
_LABELLED = frozenset(
    ("emails", "phones", "addresses", "links", "onlineServices", "media", "cryptoKeys", "calendars", "directories",
     "schedulingAddresses", "personalInfo", "anniversaries", "relatedTo")
)  # fmt: skip
_TRANSLATED = frozenset(("organizations", "titles"))
_ITEM = re.compile(r"item\d+\Z", re.IGNORECASE)
_VERSION = re.compile(r"^VERSION[^:]*:\s*([234])", re.IGNORECASE | re.MULTILINE)
_APPLE = re.compile(r"_\$!<(.*)>!\$_\Z", re.DOTALL)
_AGENT_HEAD = re.compile(r"\A(?:[\w-]+\.)?AGENT[^:\n]*:\s*", re.IGNORECASE)
_AGENT_NAME = re.compile(r"^FN[^:\n]*:(.+)$", re.IGNORECASE | re.MULTILINE)


class Draft:
    """A card in the making. ``version`` is ``2.1``, ``3.0`` or ``4.0`` (3.0 where the card does not say)."""

    __slots__ = (
        "_lines",
        "card",
        "countries",
        "groups",
        "head",
        "labels",
        "name",
        "patches",
        "plain_labels",
        "postal",
        "problems",
        "raw",
        "spelled",
        "unknown",
        "version",
        "where",
    )  # fmt: skip

    def __init__(self, version: str) -> None:
        self.version = version
        self.card: Card = {"@type": "Card", "version": "1.0"}
        self.name: dict[str, Any] = {}
        self.problems: list[tuple[int, Sentence]] = []
        self.where = 0
        self.head = Head("")
        self.raw = ""
        self._lines: list[str] = []
        self.unknown: list[list[Any]] = []
        self.groups: dict[str, list[tuple[str, dict[str, Any]]]] = {}
        self.spelled: dict[str, str] = {}
        self.labels: dict[str, str] = {}
        self.plain_labels: dict[str, Head] = {}
        self.countries: dict[str, str] = {}
        self.postal: list[tuple[int, Head, str, dict[str, Any] | None]] = []
        self.patches: list[tuple[str, Any]] = []

    def put(self, prop: str, prefix: str, head: Head, entry: dict[str, Any]) -> None:
        """Adds an object to a map of the card, with what its parameters and group give it."""
        for key, value in head.extra:
            entry[key] = value.copy() if type(value) is dict else value
        entries = self.card.get(prop)
        if entries is None:
            entries = self.card[prop] = {}
        elif prop in _TRANSLATED and "altid" in head.params and _translation(entries, head):
            self.keep(head, self.raw)
            return
        key = head.key
        if not key or key in entries:
            key = f"{prefix}{len(entries) + 1}"
            while key in entries:
                key += "x"
        entries[key] = entry
        if head.group:
            self.member(head, prop, entry)

    def member(self, head: Head, prop: str, entry: dict[str, Any]) -> None:
        """Notes that an object stands in a group."""
        group = head.group.lower()
        self.spelled.setdefault(group, head.group)
        self.groups.setdefault(group, []).append((prop, entry))

    def scalar(self, prop: str, head: Head, value: str) -> None:
        """Sets a property of one text value; a second one of the name is kept as it is."""
        if not value:
            return
        if prop in self.card:
            self.keep(head, self.raw)
            return
        self.card[prop] = value
        if head.extra or head.group:
            self.line()

    def line(self) -> None:
        """Keeps the present content line for the way back, as writing would put it differently."""
        if self.version != "2.1":
            text = self.head.text
            if self.head.group:
                text = text[text.index(".") + 1 :]
            self._lines.append(f"{text}:{self.raw}")

    def keep(self, head: Head, value: str) -> None:
        """Keeps a property that JSContact has no place for, as a jCard array with its value as written."""
        params: dict[str, Any] = {}
        if head.group:
            params["group"] = head.group
            self.member(head, "vCardProps", params)
        for name, found in head.extra:
            if name == "pref":
                params["pref"] = str(found)
            elif name == "vCardParams":
                params.update(found)
        for name, values in head.params.items():
            params.setdefault(name, values[0] if len(values) == 1 else list(values))
        types = head_types(head)
        if types:
            params["type"] = types[0] if len(types) == 1 else types
        if head.key:
            params["prop-id"] = head.key
        if head.encoding == "B":
            params["encoding"] = "b"
        kind = head.value or ("text" if head.name in TEXTS else "unknown")
        value = unescape(value) if kind == "text" else escape_lines(value)
        self.unknown.append([head.name.lower(), params, kind, value])
        if not head.plain:
            self.line()

    def problem(self, sentence: Sentence) -> None:
        """Notes that something of the present line was not taken."""
        self.problems.append((self.where, sentence))

    def finish(self, settle: Callable[[Draft], None]) -> Card:
        """The card, once all lines are in; ``settle`` sees it before it is packed."""
        card = self.card
        if self.name:
            card["name"] = self.name
        if self.groups or self.labels or self.countries:
            self._group()
        settle(self)
        if self.unknown:
            card["vCardProps"] = self.unknown
        if self._lines:
            card[LINES] = {"version": self.version, "lines": self._lines}
        for pointer, value in self.patches:
            patch(card, pointer, value)
        return card

    def _group(self) -> None:
        """Gives each grouped object its label and country; group names that say no more are dropped."""
        for group, text in self.labels.items():
            members = self.groups.get(group, [])
            used = False
            found = _APPLE.match(text)
            for prop, entry in members:
                if prop in _LABELLED:
                    used = True
                    if entry.get("label") is None:
                        entry["label"] = found[1] if found else text
                    if found and prop not in ("relatedTo", "anniversaries"):
                        entry.setdefault("vCardParams", {})["x-ablabel"] = text
            if not used:
                head = self.plain_labels[group]
                self.head, self.raw = head, escape(text)
                self.unknown.append(["x-ablabel", {"group": head.group}, "unknown", escape(text)])
                if head.name != "X-ABLABEL" or "X-ABLABEL:" not in f"{head.text}:":
                    self.line()
                self.groups.setdefault(group, []).append(("vCardProps", {}))
        for group, members in self.groups.items():
            country = self.countries.get(group)
            labelled = [entry for prop, entry in members if prop in _LABELLED]
            for prop, entry in members:
                if country and prop == "addresses" and "countryCode" not in entry:
                    entry["countryCode"] = country
                if prop != "vCardProps" and not (len(members) == len(labelled) == 1 and _ITEM.match(group)
                                                 and (group in self.labels or group in self.countries)):  # fmt: skip
                    entry.setdefault("vCardParams", {})["group"] = self.spelled[group]


def _translation(entries: dict[str, Any], head: Head) -> bool:
    """Whether an object of the same ALTID is there: the same thing in another language (RFC 6350 5.4)."""
    altid = head.first("altid")
    return any((entry.get("vCardParams") or {}).get("altid") == altid for entry in entries.values())


def head_types(head: Head) -> list[str]:
    """All TYPE values of a head, contexts and features included, for a property that is only kept."""
    types = list(head.types)
    for name, found in head.extra:
        if name == "contexts":
            types += ["home" if word == "private" else word for word in found]
        elif name == "features":
            types += ["cell" if word == "mobile" else word for word in found]
    return types


def patch(card: Card, pointer: str, value: Any) -> None:
    """Sets the value at a JSON pointer without its leading slash (RFC 9555 3.2.1); None takes it away."""
    steps = [step.replace("~1", "/").replace("~0", "~") for step in pointer.split("/")]
    target: Any = card
    for step in steps[:-1]:
        target = target.setdefault(step, {}) if isinstance(target, dict) else None
        if not isinstance(target, dict):
            return
    if value is None:
        target.pop(steps[-1], None)
    else:
        target[steps[-1]] = value


Handler = Callable[[Draft, Head, str], None]


class Reader:
    """Turns chunks into cards; keeps the heads it has parsed, as they repeat all over a file."""

    def __init__(
        self, handlers: dict[str, Handler], settle: Callable[[Draft], None], code_page: str = ""
    ) -> None:
        self._code_page = code_page
        self._handlers = handlers
        self._settle = settle
        self._heads: dict[str, Head] = {}

    def card(self, chunk: Chunk) -> tuple[Card, tuple[Problem, ...]]:
        """The card of a chunk and what was not taken; line numbers are those of the file."""
        places: list[tuple[int, Sentence]] = []
        try:
            draft = self._quick(chunk.raw)
            quick = True
        except Rough:
            draft, places = self._rough(chunk.raw)
            quick = False
        for agent in chunk.agents:
            self._agent(draft, agent, places)
        card = draft.finish(self._settle)
        if not (places or draft.problems or chunk.problems):
            return card, ()
        places += [(physical_line(chunk.raw, n) if quick else n, sentence) for n, sentence in draft.problems]
        problems = [Problem(chunk.line, sentence) for sentence in chunk.problems]
        problems += [Problem(chunk.line + at, sentence) for at, sentence in sorted(places, key=lambda p: p[0])]
        return card, tuple(problems)

    def line(self, text: str, version: str) -> Card:
        """The card that a single unfolded content line makes."""
        draft = Draft(version)
        self._take(draft, 0, text)
        return draft.finish(lambda _: None)

    def kept(self, text: str, version: str) -> list[Any]:
        """What a single content line is in ``vCardProps``, were it only kept."""
        draft = Draft(version)
        at = colon(text)
        draft.head, draft.raw = self._head(text[:at]), text[at + 1 :]
        draft.keep(draft.head, draft.raw)
        return draft.unknown[0]

    def _quick(self, raw: bytes) -> Draft:
        lines = quick_lines(raw)
        draft = Draft(self._version(raw))
        heads, handlers = self._heads, self._handlers
        for index, text in enumerate(lines):
            at = text.find(":")
            head = heads.get(text[:at])
            if head is None or at < 0:
                at = colon(text)
                if at < 0:
                    raise Rough
                head = heads.get(text[:at])
                if head is None:
                    head = self._head(text[:at])
                    if not head.valid:
                        raise Rough
            value = text[at + 1 :]
            draft.where = index
            if head.decodes:
                value = self._decoded(head, value.encode())
            draft.head, draft.raw = head, value
            handler = handlers.get(head.name)
            if handler is not None:
                handler(draft, head, value)
            else:
                draft.keep(head, value)
        return draft

    def _rough(self, raw: bytes) -> tuple[Draft, list[tuple[int, Sentence]]]:
        lines, problems = logical_lines(raw)
        draft = Draft(self._version(raw))
        fallback = ""
        for number, line in lines:
            draft.where = number
            end = line.find(b":")
            if b'"' in line[:end]:
                end = colon(line.decode("latin-1"))
            head = self._head(decode(line[:end]))
            fallback = fallback or head.charset
            value = self._decoded(head, line[end + 1 :], fallback)
            draft.head, draft.raw = head, value
            handler = self._handlers.get(head.name)
            if handler is not None:
                handler(draft, head, value)
            else:
                draft.keep(head, value)
        return draft, problems

    def _take(self, draft: Draft, number: int, text: str) -> None:
        at = colon(text)
        head = self._head(text[:at])
        value = text[at + 1 :]
        draft.where, draft.head, draft.raw = number, head, value
        handler = self._handlers.get(head.name)
        if handler is not None:
            handler(draft, head, value)
        else:
            draft.keep(head, value)

    def _head(self, text: str) -> Head:
        head = self._heads.get(text)
        if head is None:
            head = parse(text)
            if len(self._heads) < 20_000 and not head.name.startswith(OWN_LINE):  # those have ids in them
                self._heads[text] = head
        return head

    def _decoded(self, head: Head, raw: bytes, fallback: str = "") -> str:
        """The value as text: transfer encoding and charset undone. Base64 of a picture stays as it is."""
        fallback = fallback or self._code_page
        if head.encoding == "Q":
            return decode(quoted_printable(raw), head.charset, fallback)
        if head.encoding == "B" and head.decodes:
            text = base64_text(decode(raw))
            if text:
                return decode(binascii.a2b_base64(text), head.charset, fallback)
        return decode(raw, head.charset, fallback)

    def _version(self, raw: bytes) -> str:
        at = raw.find(b"\nVERSION:")
        if at >= 0:
            digit = raw[at + 9 : at + 10]
            if digit in (b"2", b"3", b"4"):
                return {b"2": "2.1", b"3": "3.0", b"4": "4.0"}[digit]
        found = _VERSION.search(raw.decode("latin-1"))
        return {"2": "2.1", "3": "3.0", "4": "4.0"}[found[1]] if found else "3.0"

    def _agent(self, draft: Draft, raw: bytes, places: list[tuple[int, Sentence]]) -> None:
        """The card of a card's agent is kept whole; it is no contact of its own."""
        text = _AGENT_HEAD.sub("", decode(raw))
        draft.head = Head("AGENT", name="AGENT", plain=True)
        draft.raw = escape(text)
        draft.keep(draft.head, draft.raw)
        places.append((0, agent_sentence(text)))


def agent_sentence(text: str) -> Sentence:
    """What is said of an agent's card inside a card."""
    name = _AGENT_NAME.search(text)
    return say(
        "The card of an agent inside this card was kept, but is no contact of its own: {name}",
        name=shown(unescape(name[1])) if name else "?",
    )
