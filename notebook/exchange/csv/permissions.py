"""The permission ledger in a table (P8): a column per channel, its lines as a person reads and writes them.

``yes: newsletter (form, 2026-03-04, until 2027-03-04); no: offers`` stands for two lines: yes, no or withdrawn; for
what, for everything without; how, when, until when. What a line cannot say (its evidence, a purpose with brackets)
stays in the last column of Kithbook's own table. A line changed in a spreadsheet is a line of its own.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from notebook.exchange.csv.own_columns import Columns, Keys
from notebook.exchange.record import Card
from notebook.network.on_card import PermissionsOnCard
from notebook.network.permissions import CHANNELS
from notebook.sentences import Sentence, say

PROPERTY = PermissionsOnCard.property
_CALLED = {"email": "e-mail", "any": "any channel"}
TITLES: Mapping[str, str] = {f"Permission: {_CALLED.get(channel, channel)}": channel for channel in CHANNELS}
"""The headers of the columns, and the channel of each."""
_STATES = {"granted": "yes", "refused": "no", "withdrawn": "withdrawn"}
_SAID = {word: state for state, word in _STATES.items()}
_BETWEEN = "; "
_LINE = re.compile(r"(yes|no|withdrawn)(?:: ([^;()]+))?(?: \(([^;()]+)\))?", re.IGNORECASE)
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_SHOWN = ("channel", "state", "purpose", "how", "day", "expires")


def text_of(lines: Iterable[Card]) -> str:
    """Lines of the ledger about one channel, as a cell."""
    return _BETWEEN.join(_line(entry) for entry in lines)


def lines_of(channel: str, text: str) -> list[Card] | None:
    """What a cell says; None where that is no permission."""
    found = [_read(channel, part.strip()) for part in text.split(_BETWEEN.strip())]
    return [entry for entry in found if entry] if all(found) else None


def taken(custom: list[tuple[str, str]]) -> Card:
    """The lines that stand among custom fields under the names of our columns; they are taken out of the list."""
    found: Card = {}
    for field in list(custom):
        channel = TITLES.get(field[0])
        if channel is not None and (lines := lines_of(channel, field[1])) is not None:
            found |= {line_key(entry): entry for entry in lines}
            custom.remove(field)
    return found


def _line(entry: Card) -> str:
    text = _STATES.get(str(entry.get("state")), "")
    if entry.get("purpose"):
        text += f": {entry['purpose']}"
    until = f"until {entry['expires']}" if entry.get("expires") else ""
    said = ", ".join(str(part) for part in (entry.get("how"), entry.get("day"), until) if part)
    return f"{text} ({said})" if said else text


def _read(channel: str, text: str) -> Card | None:
    found = _LINE.fullmatch(text)
    if found is None:
        return None
    entry: Card = {"channel": channel, "state": _SAID[found[1].lower()]}
    if found[2]:
        entry["purpose"] = found[2].strip()
    how = []
    for part in found[3].split(", ") if found[3] else ():
        day = part.removeprefix("until ")
        if not _DAY.fullmatch(day):
            how.append(part)
        else:
            entry["day" if day == part else "expires"] = day
    if how:
        entry["how"] = ", ".join(how)
    return entry


class PermissionColumns(Columns):
    """A column for each channel."""

    properties = (PROPERTY,)
    header = tuple(TITLES)

    def main(self, name: str) -> str:
        return "channel"

    def write(self, name: str, value: Any, row: list[str], keys: Keys) -> Any:
        if not isinstance(value, dict) or not all(isinstance(entry, dict) for entry in value.values()):
            return None
        usual: Card = {}
        for place, channel in enumerate(CHANNELS):
            shown: list[Card] = []
            for key, entry in value.items():
                said = {member: entry[member] for member in _SHOWN if member in entry}
                if said.get("channel") == channel and lines_of(channel, _line(said)) == [said]:
                    shown.append(said)
                    usual[key] = said
            row[self.start + place] = text_of(shown)
        if any(key != line_key(said) for key, said in usual.items()):
            keys[PROPERTY] = list(usual)
        return usual

    def read(self, row: Sequence[str], keys: Mapping[str, Any], card: Card) -> None:
        own = keys.get(PROPERTY)
        known = [key for key in own if isinstance(key, str)] if isinstance(own, list) else []
        found: Card = {}
        for place, channel in enumerate(CHANNELS):
            if text := row[self.start + place]:
                for entry in lines_of(channel, text) or ():
                    key = known[len(found)] if len(found) < len(known) else line_key(entry)
                    found[key] = entry
        if found:
            card[PROPERTY] = found

    def unread(self, row: Sequence[str]) -> Iterator[tuple[str, str, Sentence]]:
        for place, (title, channel) in enumerate(TITLES.items()):
            text = row[self.start + place]
            if text and lines_of(channel, text) is None:
                told = say("{column}: “{text}” is no permission (yes, no or withdrawn, then for what); it was kept as a"
                           " field of its own", column=title, text=text)  # fmt: skip
                yield title, text, told

    def give_way(self, base: Card, patch: Card, exact: Card) -> None:
        """Which line was which is not known any more: what is new of them is added, the others are there already."""
        super().give_way(base, patch, exact)
        if PROPERTY in base:
            base[PROPERTY] = {line_key(entry): entry for entry in base[PROPERTY].values()}


def line_key(entry: Card) -> str:
    """A key of a line that has none of its own: that of everybody who says the same."""
    return "line-" + hashlib.sha256(repr(sorted(entry.items())).encode("utf-8", "replace")).hexdigest()[:16]
