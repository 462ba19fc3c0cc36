"""Kithbook's own properties as vCard lines ``X-KITHBOOK-...``, both ways.

A text or number is a line of its own (``X-KITHBOOK-MET:at the fair``), a group one line each, a record one line with
its main member as the value and the others as parameters (``X-KITHBOOK-WANT;PROP-ID=...;X-HORIZON=season:a tent``).
What a line cannot say, the writer adds as JSPROP like everything else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from notebook.contacts.card import GROUPS, MET_THROUGH, OWN, OWN_NUMBERS, OWN_TEXTS
from notebook.contacts.card_details import CUSTOM
from notebook.exchange.record import Card
from notebook.exchange.records import KINDS
from notebook.exchange.vcard.heads import Head
from notebook.exchange.vcard.to_card import OWN_LINE, Draft, Handler
from notebook.exchange.vcard.values import escape, parameter, unescape
from notebook.timeline.card_forms import Number
from notebook.timeline.on_card import OnCard

_CAPITAL = re.compile(r"[A-Z]")
_DASH = re.compile(r"-([a-z])")
_TEXTS = frozenset((*OWN_TEXTS, MET_THROUGH))
MAPS = frozenset(kind.property for kind in KINDS)
_LINES = {kind.property: kind for kind in KINDS}
_YES = "true"


def lines(card: Card) -> Iterator[str]:
    """The content lines of our own properties, unfolded."""
    for name, value in card.items():
        if not name.startswith(OWN):
            continue
        if name in _LINES:
            if isinstance(value, dict):
                for key, entry in value.items():
                    if isinstance(entry, dict):
                        yield _record(_LINES[name], str(key), entry)
        elif name in _TEXTS or name in OWN_NUMBERS:
            if isinstance(value, str | int):
                yield f"{_line_name(name)}:{escape(str(value))}"
        elif name == GROUPS and isinstance(value, list):
            yield from (f"{OWN_LINE}GROUP:{escape(str(group))}" for group in value)
        elif name == CUSTOM and isinstance(value, list):
            for entry in value:
                if isinstance(entry, dict):
                    label = parameter(str(entry.get("label", "")))
                    yield f"{OWN_LINE}CUSTOM;X-LABEL={label}:{escape(str(entry.get('value', '')))}"


def _record(kind: type[OnCard], key: str, entry: Card) -> str:
    head = f"{kind.line};PROP-ID={parameter(key)}"
    for name, value in entry.items():
        if name != kind.main and isinstance(value, str | int):
            text = _YES if value is True else str(value)
            head += f";X-{_dashed(name)}={parameter(text)}"
    return f"{head}:{escape(str(entry.get(kind.main) or ''))}"


def _line_name(name: str) -> str:
    return OWN_LINE + _dashed(name.removeprefix(OWN))


def _dashed(name: str) -> str:
    """``closedOn`` as ``CLOSED-ON``."""
    return _CAPITAL.sub(lambda found: f"-{found[0]}", name).upper()


def _together(name: str) -> str:
    """``closed-on`` as ``closedOn``."""
    return _DASH.sub(lambda found: found[1].upper(), name)


def _text(name: str) -> Handler:
    def text(draft: Draft, head: Head, value: str) -> None:
        said = unescape(value)
        if said:
            draft.card.setdefault(name, said)

    return text


def _number(name: str) -> Handler:
    def number(draft: Draft, head: Head, value: str) -> None:
        said = value.strip()
        if said.isascii() and said.isdigit():
            draft.card.setdefault(name, int(said))
        else:
            draft.keep(head, value)

    return number


def _group(draft: Draft, head: Head, value: str) -> None:
    said = unescape(value)
    groups = draft.card.setdefault(GROUPS, [])
    if said and said not in groups:
        groups.append(said)


def _custom(draft: Draft, head: Head, value: str) -> None:
    entry = {"label": ",".join(head.params.get("x-label", [""])), "value": unescape(value)}
    draft.card.setdefault(CUSTOM, []).append(entry)


def _records(kind: type[OnCard]) -> Handler:
    numbers = {name for name, (_, form) in kind.members.items() if isinstance(form, Number)}

    def record(draft: Draft, head: Head, value: str) -> None:
        entries = draft.card.setdefault(kind.property, {})
        entry: Card = {}
        for name, said in head.params.items():
            if name.startswith("x-"):
                member, text = _together(name[2:]), ",".join(said)
                entry[member] = _read(text, member in numbers, member)
        if main := unescape(value):
            entry[kind.main] = main
        key = head.key or f"r{len(entries) + 1}"
        while key in entries:
            key += "x"
        entries[key] = entry

    return record


def _read(text: str, number: bool, member: str) -> Any:
    if number and text.isascii() and text.isdigit():
        return int(text)
    return True if member == "inverse" and text.lower() == _YES else text


HANDLERS: dict[str, Handler] = {
    **{kind.line: _records(kind) for kind in KINDS},
    **{_line_name(name): _text(name) for name in _TEXTS},
    **{_line_name(name): _number(name) for name in OWN_NUMBERS},
    f"{OWN_LINE}GROUP": _group,
    f"{OWN_LINE}CUSTOM": _custom,
}
