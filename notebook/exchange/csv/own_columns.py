"""The groups of columns in Kithbook's own table: each writes properties of a card into cells and reads them back.

``write`` returns the value that ``read`` will make of the cells it wrote, so that the table can keep the
difference; None where the cells hold nothing of the value. Here: single texts, the name, sets of words.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from notebook.exchange.record import Card
from notebook.sentences import Sentence

Keys = dict[str, list[str]]


class Columns(ABC):
    """A group of neighbouring columns; ``start`` is set where the table is laid out.

    ``write`` returns the very value it was given where the cells say all of it: that is most of the time, and
    spares building and comparing what they say.
    """

    start = 0
    header: Sequence[str] = ()
    properties: Sequence[str] = ()

    @abstractmethod
    def write(self, name: str, value: Any, row: list[str], keys: Keys) -> Any:
        """Fill cells from a property; returns what `read` will make of them."""

    @abstractmethod
    def read(self, row: Sequence[str], keys: Mapping[str, Any], card: Card) -> None:
        """Put into the card what the cells say."""

    def unread(self, row: Sequence[str]) -> Iterator[tuple[str, str, Sentence]]:
        """Header and text of the cells that say nothing that can be read, and what to tell about them."""
        return iter(())

    def main(self, name: str) -> str:
        """The member without which an entry of the property is no entry; empty where it has none."""
        return ""

    def give_way(self, base: Card, patch: Card, exact: Card) -> None:
        """Somebody edited these cells: take out of patch and exact what the cells say themselves."""
        for name in self.properties:
            patch.pop(name, None)
            exact.pop(name, None)

    def _yield_members(self, name: str, members: Sequence[str], base: Card, patch: Card, exact: Card) -> None:
        """As `give_way` for a map of entries: the cells decide about ``members`` of the entries they hold."""
        exact.pop(name, None)
        changes = patch.get(name)
        there = base.get(name)
        if not isinstance(changes, dict) or not isinstance(there, dict):
            if changes is not None and not isinstance(changes, dict):
                del patch[name]
            return
        kept = dict(changes)
        for key, entry in changes.items():
            if isinstance(entry, dict) and key in there:
                kept[key] = {m: v for m, v in entry.items() if m not in members}
        patch[name] = kept


class TextColumns(Columns):
    """Properties that are one text each."""

    def __init__(self, columns: Mapping[str, str]) -> None:
        self.properties = tuple(columns)
        self.header = tuple(columns.values())
        self._places = {name: place for place, name in enumerate(columns)}

    def write(self, name: str, value: Any, row: list[str], keys: Keys) -> Any:
        if type(value) is not str or not value:
            return None
        row[self.start + self._places[name]] = value
        return value

    def read(self, row: Sequence[str], keys: Mapping[str, Any], card: Card) -> None:
        for name, place in self._places.items():
            text = row[self.start + place]
            if text:
                card[name] = text


class NameColumns(Columns):
    """The name: full and in components."""

    properties = ("name",)
    header = (
        "Full name", "Prefix", "Given name", "Additional names", "Family name", "Second family name", "Suffix",
        "Credentials",
    )  # fmt: skip
    _PLACES = {
        "title": 1, "given": 2, "given2": 3, "surname": 4, "surname2": 5, "generation": 6, "credential": 7
    }  # fmt: skip
    # the order in which RFC 9555 2.2.1 puts the components of N
    _ORDER = ("surname", "given", "given2", "title", "credential", "surname2", "generation")

    def write(self, name: str, value: Any, row: list[str], keys: Keys) -> Any:
        if not isinstance(value, dict):
            return None
        start = self.start
        full = value.get("full")
        if isinstance(full, str):
            row[start] = full
        components = value.get("components")
        places = self._PLACES
        order = self._ORDER
        last = -1
        members = (full is not None) + (components is not None)
        plain = bool(value) and full != "" and components != [] and len(value) == members
        for component in components if isinstance(components, list) else ():
            if not isinstance(component, dict):
                plain = False
                continue
            kind = component.get("kind")
            text = component.get("value")
            place = places.get(kind) if isinstance(kind, str) else None
            if place is None or not isinstance(text, str) or kind is None:
                plain = False
                continue
            place += start
            row[place] = f"{row[place]} {text}" if row[place] else text
            rank = order.index(kind)
            plain = plain and rank > last and len(component) == 2 and text != ""
            last = rank
        if plain and isinstance(components, list | None) and isinstance(full, str | None):
            return value
        return self._of(row)

    def read(self, row: Sequence[str], keys: Mapping[str, Any], card: Card) -> None:
        found = self._of(row)
        if found:
            card["name"] = found

    def _of(self, row: Sequence[str]) -> Card | None:
        start = self.start
        found: Card = {}
        if row[start]:
            found["full"] = row[start]
        places = self._PLACES
        components = [
            {"kind": kind, "value": row[start + places[kind]]} for kind in self._ORDER if row[start + places[kind]]
        ]
        if components:
            found["components"] = components
        return found or None

    def give_way(self, base: Card, patch: Card, exact: Card) -> None:
        exact.pop("name", None)
        changes = patch.get("name")
        if isinstance(changes, dict):
            patch["name"] = {m: v for m, v in changes.items() if m not in ("full", "components")}
        else:
            patch.pop("name", None)


class WordColumns(Columns):
    """A set of words, ``; `` between them."""

    def __init__(self, name: str, title: str) -> None:
        self.properties = (name,)
        self.header = (title,)

    def write(self, name: str, value: Any, row: list[str], keys: Keys) -> Any:
        if type(value) is not dict or not all(flag is True for flag in value.values()):
            return None
        words = [word for word in value if word and ";" not in word and word == word.strip()]
        row[self.start] = "; ".join(words)
        return value if words and len(words) == len(value) else self._of(row)

    def read(self, row: Sequence[str], keys: Mapping[str, Any], card: Card) -> None:
        found = self._of(row)
        if found:
            card[self.properties[0]] = found

    def _of(self, row: Sequence[str]) -> Card | None:
        return {word: True for part in row[self.start].split(";") if (word := part.strip())} or None
