"""Columns of Kithbook's own table for maps of entries: e-mail addresses, phones, postal addresses, titles, dates.

The first few entries have columns; map keys that are not the usual ones (``e1``, ``p1``) are noted beside.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from notebook.contacts.dates import PartialDate
from notebook.exchange.csv import days
from notebook.exchange.csv.merge import same
from notebook.exchange.csv.own_columns import Columns, Keys
from notebook.exchange.csv.to_card import no_date
from notebook.exchange.record import Card
from notebook.sentences import Sentence

_CONTEXT_WORDS = {"private": "home", "work": "work"}
_FEATURE_WORDS = {
    "mobile": "mobile", "voice": "voice", "fax": "fax", "pager": "pager", "text": "texts", "video": "video",
    "main-number": "main", "textphone": "textphone",
}  # fmt: skip
_CONTEXTS = {word: name for name, word in _CONTEXT_WORDS.items()}
_FEATURES = {word: name for name, word in _FEATURE_WORDS.items()}
_PREFERRED = "preferred"
_MOST_LABELS = 5_000
_USUAL_KEYS = {prefix: [f"{prefix}{number}" for number in range(1, 5)] for prefix in "ealpokn"}


class Entries(Columns):
    """A map of entries of which the first few have columns."""

    _name: str
    _prefix: str
    _count: int
    _texts: dict[str, tuple[str, Card | None]]

    def _entries(self, value: Mapping[str, Any], keys: Keys) -> list[Card] | None:
        """The entries that get columns; their keys are noted where they are not the usual ones."""
        first = list(value)[: self._count]
        entries = [value[key] for key in first]
        for entry in entries:
            if type(entry) is not dict:
                return None
        if first != _USUAL_KEYS[self._prefix][: len(first)]:
            keys[self._name] = first
        return entries

    def _unusual(self, row: list[str], keys: Keys) -> None:
        """Empty the columns again: an entry that they cannot show would change places on the way back."""
        for place in range(self.start, self.start + len(self.header)):
            row[place] = ""
        keys.pop(self._name, None)

    def _label(self, rest: Card) -> tuple[str, Card | None]:
        """The text for contexts, features, preference and label, and what it means where that is not all of it."""
        mark = str(rest)
        found = self._texts.get(mark)
        if found is None:
            if len(self._texts) > _MOST_LABELS:
                self._texts.clear()
            text = label_text(rest)
            meaning = label_meaning(text)
            found = self._texts[mark] = (text, None if same(meaning, rest) else meaning)
        return found

    def _key(self, number: int, keys: Mapping[str, Any]) -> str:
        own = keys.get(self._name)
        if isinstance(own, list) and number <= len(own) and isinstance(own[number - 1], str):
            return str(own[number - 1])
        return f"{self._prefix}{number}"

    def _kind_key(self, place: int, number: int, keys: Mapping[str, Any]) -> str:
        """The key of an entry whose column says what kind it is (there may be none in the column before)."""
        own = keys.get(self._name)
        if isinstance(own, list) and place < len(own) and own[place] and isinstance(own[place], str):
            return str(own[place])
        return f"{self._prefix}{number}"


class LabelledColumns(Entries):
    """Values with a label each: e-mail addresses, phones, websites; nicknames and notes without label."""

    def __init__(self, name: str, main: str, prefix: str, columns: Sequence[str], with_label: bool = True) -> None:
        self._name, self._main, self._prefix = name, main, prefix
        self._count = len(columns)
        self._step = 2 if with_label else 1
        self.properties = (name,)
        self.header = [title for column in columns for title in (column, f"{column} label")[: self._step]]
        self._texts = {}

    def main(self, name: str) -> str:
        return self._main

    def write(self, name: str, value: Any, row: list[str], keys: Keys) -> Any:
        if type(value) is not dict or not value:
            return None
        entries = self._entries(value, keys)
        if entries is None:
            return None
        main, step, place = self._main, self._step, self.start
        usual: Card = {}
        plain = len(value) == len(entries)
        for key, entry in zip(value, entries, strict=False):
            text = entry.get(main)
            if type(text) is not str or not text:
                return self._unusual(row, keys)
            row[place] = text
            usual[key] = entry
            if len(entry) > 1:
                rest = {m: v for m, v in entry.items() if m != main}
                label, meaning = self._label(rest) if step == 2 else ("", {})
                if label:
                    row[place + 1] = label
                if meaning is not None:
                    plain = False
                    usual[key] = {main: text, **meaning}
            place += step
        return value if plain else usual

    def read(self, row: Sequence[str], keys: Mapping[str, Any], card: Card) -> None:
        found: Card = {}
        place = self.start
        for number in range(1, self._count + 1):
            if row[place]:
                entry = {self._main: row[place]}
                if self._step == 2 and row[place + 1]:
                    entry.update(label_meaning(row[place + 1]))
                found[self._key(number, keys)] = entry
            place += self._step
        if found:
            card[self._name] = found

    def give_way(self, base: Card, patch: Card, exact: Card) -> None:
        members = (self._main, "contexts", "features", "pref", "label") if self._step == 2 else (self._main,)
        self._yield_members(self._name, members, base, patch, exact)


def label_text(value: Mapping[str, Any]) -> str:
    """Contexts, features, preference and label as one text: ``work, mobile, preferred, Mornings``."""
    words: list[str] = []
    for name, known in (("contexts", _CONTEXT_WORDS), ("features", _FEATURE_WORDS)):
        group = value.get(name)
        if isinstance(group, dict):
            words += [known[word] for word, flag in group.items() if flag is True and word in known]
    if type(value.get("pref")) is int and value["pref"] == 1:
        words.append(_PREFERRED)
    label = value.get("label")
    if isinstance(label, str) and label:
        words.append(label)
    return ", ".join(words)


def label_meaning(text: str) -> Card:
    """What `label_text` wrote; words it does not know are the label."""
    found: Card = {}
    rest: list[str] = []
    for word in text.split(", ") if text else ():
        plain = word.strip().casefold()
        if plain in _CONTEXTS:
            found.setdefault("contexts", {})[_CONTEXTS[plain]] = True
        elif plain in _FEATURES:
            found.setdefault("features", {})[_FEATURES[plain]] = True
        elif plain == _PREFERRED:
            found["pref"] = 1
        else:
            rest.append(word)
    if rest:
        found["label"] = ", ".join(rest)
    return found


class AddressColumns(Entries):
    """Postal addresses in the seven parts that vCard knows; an address that is only text stands in the street."""

    _name, _prefix = "addresses", "a"
    properties = ("addresses",)
    _PARTS = ("postOfficeBox", "apartment", "name", "locality", "region", "postcode", "country")
    _TITLES = ("PO box", "extra", "street", "city", "region", "postcode", "country")
    _PLACES = {kind: place for place, kind in enumerate(_PARTS, 1)} | {"number": 3}

    def __init__(self, count: int) -> None:
        self._count = count
        self._texts = {}
        self._width = len(self._TITLES) + 2
        self.header = [
            f"Address {n} {title}" for n in range(1, count + 1) for title in ("label", *self._TITLES, "as text")
        ]  # fmt: skip

    def write(self, name: str, value: Any, row: list[str], keys: Keys) -> Any:
        if type(value) is not dict or not value:
            return None
        entries = self._entries(value, keys)
        if entries is None:
            return None
        usual: Card = {}
        plain = len(value) == len(entries)
        places, width = self._PLACES, self._width
        for number, (key, entry) in enumerate(zip(value, entries, strict=False)):
            place = self.start + number * width
            rest = {m: v for m, v in entry.items() if m not in ("components", "full")}
            if rest:
                row[place], meaning = self._label(rest)
                plain = plain and meaning is None
            components = entry.get("components")
            last = 0
            for component in components if isinstance(components, list) else ():
                if isinstance(component, dict):
                    kind, text = component.get("kind"), component.get("value")
                    part = places.get(kind) if isinstance(kind, str) else None
                    if part and isinstance(text, str):
                        plain = plain and part > last and kind != "number" and text != "" and len(component) == 2
                        last = part
                        row[place + part] = f"{row[place + part]} {text}" if row[place + part] else text
                        continue
                plain = False
            full = entry.get("full")
            if isinstance(full, str):
                row[place + width - 1] = full
            if not last or "full" in entry or not plain:
                plain = False
                found = self._of(row, place)
                if found is None:
                    return self._unusual(row, keys)
                usual[key] = found
            else:
                usual[key] = entry
        return value if plain else usual

    def read(self, row: Sequence[str], keys: Mapping[str, Any], card: Card) -> None:
        found: Card = {}
        for number in range(self._count):
            address = self._of(row, self.start + number * self._width)
            if address is not None:
                found[self._key(number + 1, keys)] = address
        if found:
            card["addresses"] = found

    def _of(self, row: Sequence[str], place: int) -> Card | None:
        found: Card = {}
        components = [
            {"kind": kind, "value": row[place + part]} for part, kind in enumerate(self._PARTS, 1) if row[place + part]
        ]
        if components:
            found["components"] = components
        if row[place + self._width - 1]:
            found["full"] = row[place + self._width - 1]
        if row[place]:
            found.update(label_meaning(row[place]))
        return found or None

    def give_way(self, base: Card, patch: Card, exact: Card) -> None:
        members = ("components", "full", "contexts", "pref", "label")
        self._yield_members("addresses", members, base, patch, exact)


class OrganisationColumns(Entries):
    """The first organisation and its department; departments inside each other stand as ``Sales, North``."""

    _name, _prefix, _count = "organizations", "o", 1
    properties = ("organizations",)
    header = ("Organisation", "Department")

    def main(self, name: str) -> str:
        return ""

    def write(self, name: str, value: Any, row: list[str], keys: Keys) -> Any:
        if type(value) is not dict or not value:
            return None
        entries = self._entries(value, keys)
        if entries is None:
            return None
        entry = entries[0]
        if isinstance(entry.get("name"), str):
            row[self.start] = entry["name"]
            if entry["name"] and len(entry) == 1 and len(value) == 1:
                return value
        units = entry.get("units")
        if isinstance(units, list):
            texts = [unit.get("name") for unit in units if isinstance(unit, dict)]
            row[self.start + 1] = ", ".join(text for text in texts if isinstance(text, str))
        found = self._of(row)
        return {} if found is None else {next(iter(value)): found}

    def read(self, row: Sequence[str], keys: Mapping[str, Any], card: Card) -> None:
        found = self._of(row)
        if found is not None:
            card["organizations"] = {self._key(1, keys): found}

    def _of(self, row: Sequence[str]) -> Card | None:
        found: Card = {}
        if row[self.start]:
            found["name"] = row[self.start]
        if row[self.start + 1]:
            found["units"] = [{"name": unit} for unit in row[self.start + 1].split(", ")]
        return found or None

    def give_way(self, base: Card, patch: Card, exact: Card) -> None:
        self._yield_members("organizations", ("name", "units"), base, patch, exact)


class KindColumns(Entries):
    """One column per kind of entry: the first of each kind stands in it."""

    _kinds: tuple[str, ...]
    _usual = ""  # the kind of an entry that does not say

    @abstractmethod
    def _shown(self, entry: Card) -> str | None:
        """The text of an entry; None where a column cannot show it."""

    @abstractmethod
    def _entry(self, kind: str, text: str) -> Card | None:
        """What a text in the column of a kind means."""

    def _plain(self, entry: Any, row: list[str]) -> bool:
        """Write a lone entry of the usual form without taking it apart; False: it is none."""
        return False

    def write(self, name: str, value: Any, row: list[str], keys: Keys) -> Any:
        if type(value) is not dict or not value:
            return None
        if len(value) == 1 and self._plain(value.get(f"{self._prefix}1"), row):
            return value
        found: dict[str, tuple[str, str]] = {}
        for key, entry in value.items():
            if not isinstance(entry, dict):
                return None
            kind = entry.get("kind", self._usual)
            if kind in self._kinds and kind not in found and (text := self._shown(entry)):
                found[kind] = (key, text)
        usual: Card = {}
        for place, kind in enumerate(self._kinds):
            if kind in found:
                key, text = found[kind]
                row[self.start + place] = text
                usual[key] = self._entry(kind, text)
        if list(usual) != [f"{self._prefix}{number}" for number in range(1, len(usual) + 1)]:
            keys[self._name] = [found[kind][0] if kind in found else "" for kind in self._kinds]
        return usual

    def read(self, row: Sequence[str], keys: Mapping[str, Any], card: Card) -> None:
        found: Card = {}
        for place, kind in enumerate(self._kinds):
            text = row[self.start + place]
            entry = self._entry(kind, text) if text else None
            if entry is not None:
                found[self._kind_key(place, len(found) + 1, keys)] = entry
        if found:
            card[self._name] = found


class TitleColumns(KindColumns):
    """The first job title and the first role."""

    _name, _prefix, _count = "titles", "t", 2
    properties = ("titles",)
    header = ("Job title", "Role")
    _kinds, _usual = ("title", "role"), "title"

    def main(self, name: str) -> str:
        return "name"

    def _shown(self, entry: Card) -> str | None:
        text = entry.get("name")
        return text if isinstance(text, str) else None

    def _entry(self, kind: str, text: str) -> Card:
        return {"name": text, "kind": kind}

    def _plain(self, entry: Any, row: list[str]) -> bool:
        if type(entry) is not dict or len(entry) != 2 or entry.get("kind") != "title":
            return False
        text = entry.get("name")
        if not (isinstance(text, str) and text):
            return False
        row[self.start] = text
        return True

    def give_way(self, base: Card, patch: Card, exact: Card) -> None:
        self._yield_members("titles", ("name", "kind"), base, patch, exact)


class DateColumns(KindColumns):
    """The birthday and the wedding day as ISO dates (``--02-29`` without a year)."""

    _name, _prefix, _count = "anniversaries", "b", 2
    properties = ("anniversaries",)
    header = ("Birthday", "Anniversary")
    _kinds = ("birth", "wedding")
    day_first = False

    def main(self, name: str) -> str:
        return "date"

    def _shown(self, entry: Card) -> str | None:
        date = PartialDate.from_card(entry.get("date"))
        return None if date is None else str(date)

    def _entry(self, kind: str, text: str) -> Card | None:
        """ISO as it was written, or what a spreadsheet made of it."""
        date = days.read_day(text, self.day_first)
        return None if date is None else {"kind": kind, "date": date.to_card()}

    def _plain(self, entry: Any, row: list[str]) -> bool:
        if type(entry) is not dict or len(entry) != 2 or entry.get("kind") not in self._kinds:
            return False
        date = entry.get("date")
        if type(date) is not dict or len(date) != 4 or date.get("@type") != "PartialDate":
            return False
        year, month, day = date.get("year"), date.get("month"), date.get("day")
        if not (type(year) is type(month) is type(day) is int):
            return False
        if not (1604 < year <= 9999 and 1 <= month <= 12 and 1 <= day <= 28):
            return False
        row[self.start + self._kinds.index(entry["kind"])] = f"{year:04d}-{month:02d}-{day:02d}"
        return True

    def unread(self, row: Sequence[str]) -> Iterator[tuple[str, str, Sentence]]:
        for place, title in enumerate(self.header):
            text = row[self.start + place]
            if text and self._entry("", text) is None:
                yield title, text, no_date(title, text)

    def give_way(self, base: Card, patch: Card, exact: Card) -> None:
        self._yield_members("anniversaries", ("kind", "date"), base, patch, exact)
