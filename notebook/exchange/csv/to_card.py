"""From a row of a vendor's table to a JSContact Card, by the field each column means.

Nothing is lost: what has no place in a card (columns nobody knows, dates that cannot be read, a second
job title) becomes a custom field under the column's header. A row with nothing in it makes no card.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from notebook.contacts import names
from notebook.contacts.dates import PartialDate
from notebook.exchange.csv import days, labels, permissions
from notebook.exchange.csv.cells import restored
from notebook.exchange.csv.fields import Field
from notebook.exchange.csv.headers import fold
from notebook.exchange.record import Card
from notebook.sentences import Sentence, say

CUSTOM = "kithbook.app:custom"
_SEVERAL = " ::: "
# in the order in which RFC 9555 2.2.1 puts the components of N
_NAME_PARTS = (
    ("family", "surname"), ("given", "given"), ("middle", "given2"), ("prefix", "title"), ("credentials", "credential"),
    ("family2", "surname2"), ("suffix", "generation"),
)  # fmt: skip
_ADDRESS_PARTS = (
    ("pobox", "postOfficeBox"), ("extended", "apartment"), ("street", "name"), ("city", "locality"),
    ("region", "region"), ("postcode", "postcode"), ("country", "country"),
)  # fmt: skip
OWN_PROPERTIES = {
    "met": "kithbook.app:met", "met-on": "kithbook.app:metOn", "relation": "kithbook.app:relation",
    "stands-for": "kithbook.app:standsFor", "buys": "kithbook.app:buys",
}  # fmt: skip
_DEFAULTS = frozenset(
    "normal false unspecified other personal work falsch standard nichtangegeben keineangabe normale faux nonspecifie"
    " aucun falso sinespecificar noespecificado".split()
)
_LANGUAGE_TAG = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_HAS_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:")
# A comma alone is a pause in dialling, and a semicolon a wait: what is dialled behind it are mere digits.
_BETWEEN_PHONES = re.compile(r"[|\n]|;(?![1-9]\d*(?:[;|\n]|$))|,\s|\s/\s")
_PHONE = re.compile(r"\+?[\d\s()./\u00a0–-]+(?:(?:x|ext\.?)\s?\d+)?", re.IGNORECASE)
_SHORTEST_PHONE = 6  # digits of a number that stands for itself, and is no extension of the one before it
_VALUES = frozenset(("email", "phone", "website", "relation", "event", "custom", "im"))
_DATE_FIELDS = frozenset(("birthday", "anniversary"))


@dataclass(slots=True)
class _Row:
    """The cells of one row, sorted by what they are."""

    plain: dict[Field, list[tuple[int, str]]] = field(default_factory=dict)
    slots: dict[tuple[str, str], dict[str, str]] = field(default_factory=dict)
    custom: list[tuple[str, str]] = field(default_factory=list)
    problems: list[Sentence] = field(default_factory=list)


class CardMaker:
    """Makes cards of the rows of one table.

    ``fields``: one per column, None for columns nobody knows. ``day_first``: per column of dates, see `orders`.
    """

    def __init__(
        self, header: Sequence[str], fields: Sequence[Field | None], dialect: str | None, day_first: Mapping[int, bool]
    ) -> None:
        self._header = list(header)
        self._several = dialect == "google"
        self._day_first = day_first
        self._plan = [self._place(column, name) for column, name in enumerate(fields)]

    @staticmethod
    def _place(column: int, name: Field | None) -> tuple[str, str, str]:
        """Group, slot and part of a column; columns with one value each are slots of their own."""
        if name is None or name == "custom":
            return ("custom", "", "")
        group, _, rest = name.partition(".")
        if group == "address":
            slot, _, part = rest.rpartition(".")
            return (group, slot, part)
        if name in ("email", "phone", "website") or (rest and group in _VALUES):
            slot, _, part = rest.partition(".")
            return (group, slot if slot.isdigit() else f"{slot}:{column}", part or "value")
        if group == "organisation" and rest:
            slot, _, part = rest.partition(".")
            return (group, slot, part)
        return ("plain", name, "")

    def card(self, cells: Sequence[str]) -> tuple[Card | None, list[Sentence]]:
        """The card of a row and what could not be taken; None for a row with nothing in it."""
        row = self._sorted(cells)
        card: Card = {}
        self._name(row, card)
        self._organisations(row, card)
        self._values(row, card)
        self._addresses(row, card)
        self._dates(row, card)
        self._rest(row, card)
        if permitted := permissions.taken(row.custom):
            card[permissions.PROPERTY] = permitted
        if row.custom:
            card[CUSTOM] = [{"label": label, "value": value} for label, value in row.custom]
        if not card:
            return None, row.problems
        return {"@type": "Card", "version": "1.0", **card}, row.problems

    def _sorted(self, cells: Sequence[str]) -> _Row:
        row = _Row()
        width = len(self._plan)
        for column, raw in enumerate(cells):
            if not raw:
                continue
            text = restored(raw).replace("\r\n", "\n").replace("\x00", "").strip()
            if not text:
                continue
            group, slot, part = self._plan[column] if column < width else ("custom", "", "")
            if group == "plain":
                row.plain.setdefault(slot, []).append((column, text))
            elif group == "custom" and not part:
                row.custom.append((self._title(column), text))
            else:
                values = row.slots.setdefault((group, slot), {})
                values[part] = f"{values[part]}, {text}" if part in values else text
        return row

    def _title(self, column: int) -> str:
        title = self._header[column].strip() if column < len(self._header) else ""
        return title or f"Column {column + 1}"

    def _first(self, row: _Row, name: Field) -> str:
        """The value of a plain field; further, different ones become custom fields."""
        values = row.plain.pop(name, None)
        if not values:
            return ""
        for column, text in values[1:]:
            if text != values[0][1]:
                row.custom.append((self._title(column), text))
        return values[0][1]

    def _name(self, row: _Row, card: Card) -> None:
        full = " ".join(self._first(row, "name").split())
        parts = {kind: " ".join(self._first(row, name).split()) for name, kind in _NAME_PARTS}
        if full and not any(parts.values()):
            parsed = names.parse(full)
            if names.compose(parsed) == full:
                parts = {kind: getattr(parsed, kind) for kind in names.COMPONENTS}
        components: list[dict[str, Any]] = [
            {"kind": kind, "value": parts[kind]} for _, kind in _NAME_PARTS if parts[kind]
        ]
        for name, kind in (("phonetic.given", "given"), ("phonetic.middle", "given2"), ("phonetic.family", "surname")):
            sound = self._first(row, name)
            if not sound:
                continue
            for component in components:
                if component["kind"] == kind:
                    component["phonetic"] = sound
                    break
            else:
                row.custom.append((f"Phonetic {kind} name", sound))
        name_object: Card = {}
        full = full or (names.compose(parts) if components else "")
        if full:
            name_object["full"] = full
        if components:
            name_object["components"] = components
        if name_object:
            card["name"] = name_object
        nickname = self._first(row, "nickname")
        if nickname:
            card["nicknames"] = {"k1": {"name": nickname}}
        for name, label in (("maiden", "Maiden name"), ("phonetic.full", "Phonetic name")):
            value = self._first(row, name)
            if value:
                row.custom.append((label, value))
        filed = self._first(row, "file-as")
        if filed and filed != full:
            row.custom.append(("File as", filed))

    def _organisations(self, row: _Row, card: Card) -> None:
        found: list[dict[str, str]] = [
            {part: self._first(row, name) for part, name in (("name", "organisation"), ("department", "department"))}
        ]
        found[0]["title"] = self._first(row, "title")
        for slot in [slot for slot in row.slots if slot[0] == "organisation"]:
            parts = row.slots.pop(slot)
            if "custom" in parts:
                row.custom.append(("Organization", parts["custom"]))
            found.append(parts)
        role = self._first(row, "role")
        organisations: Card = {}
        titles: Card = {}
        several = sum(bool(parts.get("name")) for parts in found) > 1
        for parts in found:
            key = ""
            if parts.get("name") or parts.get("department"):
                key = f"o{len(organisations) + 1}"
                organisations[key] = {"name": parts["name"]} if parts.get("name") else {}
                if parts.get("department"):
                    organisations[key]["units"] = [{"name": unit} for unit in parts["department"].split(", ")]
            if parts.get("title"):
                title: Card = {"name": parts["title"], "kind": "title"}
                if several and key:
                    title["organizationId"] = key
                titles[f"t{len(titles) + 1}"] = title
        if role:
            titles[f"t{len(titles) + 1}"] = {"name": role, "kind": "role"}
        if "name" not in card and "nicknames" not in card and len(organisations) == 1 and not titles:
            only = organisations["o1"]
            if "units" not in only and not self._has_person(row):
                card["kind"] = "org"
                card["name"] = {"full": only["name"]}
                return
        if organisations:
            card["organizations"] = organisations
        if titles:
            card["titles"] = titles

    @staticmethod
    def _has_person(row: _Row) -> bool:
        return any(name in row.plain for name in ("birthday", "gender", "uid", "kind"))

    def _values(self, row: _Row, card: Card) -> None:
        emails: Card = {}
        phones: Card = {}
        links: Card = {}
        services: Card = {}
        for group, slot in [key for key in row.slots if key[0] in ("email", "phone", "website", "im")]:
            parts = row.slots.pop((group, slot))
            kind = slot.partition(":")[0]
            for value in self._split(parts.get("value", ""), group):
                label = parts.get("label", "")
                if group == "email":
                    extra = labels.labelled(label) if label else labels.context(kind)
                    emails[f"e{len(emails) + 1}"] = {"address": value, **extra}
                elif group == "phone":
                    known = labels.phone_kind(kind) if kind and not kind.isdigit() else {}
                    phones[f"p{len(phones) + 1}"] = {"number": value, **(labels.labelled(label, True) or known)}
                elif kind == "linkedin":
                    services[f"x{len(services) + 1}"] = {"service": "LinkedIn", "uri": value}
                elif group == "website":
                    links[f"l{len(links) + 1}"] = {"uri": value, **self._link_label(kind, label)}
                else:
                    services[f"x{len(services) + 1}"] = self._service(kind, value, parts)
        for name, values in (("emails", emails), ("phones", phones), ("links", links), ("onlineServices", services)):
            if values:
                card[name] = values

    def _split(self, text: str, group: str) -> list[str]:
        if not text:
            return []
        if self._several and _SEVERAL in text:
            return [part.strip() for part in text.split(_SEVERAL) if part.strip()]
        if group == "email" and text.count("@") > 1:
            parts = [part.strip() for part in re.split(r"[;,\n]", text) if part.strip()]
            if all(part.count("@") == 1 for part in parts):
                return parts
        if group == "phone":
            parts = [part.strip() for part in _BETWEEN_PHONES.split(text) if part.strip()]
            if len(parts) > 1 and all(map(_whole_number, parts)):
                return parts
        return [text]

    @staticmethod
    def _link_label(kind: str, label: str) -> Card:
        if label:
            return labels.labelled(label)
        if kind in ("", "home", "work") or kind.isdigit():
            return labels.context(kind)
        return {"label": kind.capitalize()}

    @staticmethod
    def _service(kind: str, value: str, parts: Mapping[str, str]) -> Card:
        service = parts.get("service") or ("" if kind == "other" or kind.isdigit() else labels.SERVICES.get(kind, kind))
        found: Card = {"service": labels.SERVICES.get(service.casefold(), service)} if service else {}
        found["uri" if _HAS_SCHEME.match(value) else "user"] = value
        return {**found, **labels.labelled(parts.get("label", ""))}

    def _addresses(self, row: _Row, card: Card) -> None:
        addresses: Card = {}
        for key in [key for key in row.slots if key[0] == "address"]:
            parts = row.slots.pop(key)
            label = parts.pop("label", "")
            extra = labels.labelled(label) if label else labels.context(key[1])
            for one in self._several_addresses(parts):
                components = [
                    {"kind": kind, "value": one[part]} for part, kind in _ADDRESS_PARTS if one.get(part)
                ]  # fmt: skip
                address: Card = {"components": components} if components else {}
                if one.get("full") and not components:
                    address["full"] = one["full"]
                if address:
                    addresses[f"a{len(addresses) + 1}"] = {**address, **extra}
        if addresses:
            card["addresses"] = addresses

    def _several_addresses(self, parts: Mapping[str, str]) -> Iterable[Mapping[str, str]]:
        if not self._several or not any(_SEVERAL in text for text in parts.values()):
            return [parts]
        split = {part: text.split(_SEVERAL) for part, text in parts.items()}
        length = max(len(values) for values in split.values())
        return [
            {part: values[n].strip() for part, values in split.items() if n < len(values)} for n in range(length)
        ]  # fmt: skip

    def _dates(self, row: _Row, card: Card) -> None:
        found: list[Card] = []
        parts = {part: self._first(row, f"birthday.{part}") for part in ("year", "month", "day")}
        if any(parts.values()):
            date = _from_parts(parts)
            if date:
                found.append({"kind": "birth", "date": date.to_card()})
            else:
                self._unread(row, "Birthday", "-".join(value for value in parts.values() if value))
        for name, kind in (("birthday", "birth"), ("anniversary", "wedding")):
            for column, text in row.plain.pop(name, ()):
                self._date(row, found, text, self._day_first.get(column, False), {"kind": kind}, self._title(column))
        for key in [key for key in row.slots if key[0] == "event"]:
            parts_of = row.slots.pop(key)
            label = parts_of.get("label", "")
            kind = "wedding" if fold(label) in ("anniversary", "jahrestag", "anniversaire", "aniversario") else "other"
            meaning = {"kind": kind} if kind == "wedding" else {"kind": kind, "label": label}
            self._date(row, found, parts_of.get("value", ""), False, meaning, label or "Event")
        if found:
            card["anniversaries"] = {f"b{number}": value for number, value in enumerate(found, 1)}

    def _date(self, row: _Row, found: list[Card], text: str, day_first: bool, meaning: Card, title: str) -> None:
        if days.is_none(text):
            return
        date = days.read_day(text, day_first)
        if date is None:
            self._unread(row, title, text)
        else:
            found.append({"kind": meaning["kind"], "date": date.to_card(), **meaning})

    @staticmethod
    def _unread(row: _Row, title: str, text: str) -> None:
        row.custom.append((title, text))
        row.problems.append(no_date(title, text))

    def _rest(self, row: _Row, card: Card) -> None:
        uid = self._first(row, "uid")
        if uid:
            card["uid"] = uid
        kind = self._first(row, "kind").casefold()
        if kind:
            card["kind"] = kind
        keywords = {word: True for _, text in row.plain.pop("labels", ()) for word in self._words(text)}
        if keywords:
            card["keywords"] = keywords
        notes = [text for _, text in row.plain.pop("notes", ())]
        if notes:
            card["notes"] = {f"n{number}": {"note": text} for number, text in enumerate(notes, 1)}
        hobbies = [text for _, text in row.plain.pop("hobby", ())]
        if hobbies:
            card["personalInfo"] = {
                f"i{number}": {"kind": "hobby", "value": text} for number, text in enumerate(hobbies, 1)
            }
        for column, text in row.plain.pop("language", ()):
            if _LANGUAGE_TAG.fullmatch(text):
                card["preferredLanguages"] = {"g1": {"language": text}}
            else:
                row.custom.append((self._title(column), text))
        for name, own in OWN_PROPERTIES.items():
            value = self._first(row, name)
            if value:
                card[own] = value
        self._relations(row, card)
        for name, values in row.plain.items():
            for column, text in values:
                if name != "-" and not (name in ("flag", "gender") and fold(text) in _DEFAULTS):
                    row.custom.append((self._title(column), text))
        for (_, _), parts in row.slots.items():
            if "value" in parts:
                row.custom.append((parts.get("label") or "Custom", parts["value"]))

    def _words(self, text: str) -> list[str]:
        between = _SEVERAL.strip() if self._several else ";" if ";" in text else ","
        words = text.split(between)
        found = [" ".join(word.split()) for word in words]
        return [word for word in found if word and not word.startswith("* ") and word != "myContacts"]

    def _relations(self, row: _Row, card: Card) -> None:
        related: Card = {}
        for key in [key for key in row.slots if key[0] == "relation"]:
            parts = row.slots.pop(key)
            kind = key[1].partition(":")[0]
            label = parts.get("label", "") or ("" if kind.isdigit() else kind)
            for name in self._split(parts.get("value", ""), "relation"):
                if name in related:
                    row.custom.append((label or "Relation", name))
                else:
                    related[name] = labels.relation(label)
        if related:
            card["relatedTo"] = related


def no_date(column: str, text: str) -> Sentence:
    """That a cell in a column of dates holds none."""
    return say("{column}: “{text}” is not a date; it was kept as a field of its own", column=column, text=text)


def _from_parts(parts: Mapping[str, str]) -> PartialDate | None:
    """A date from cells for year, month and day; a month may be a name."""
    if parts["month"] and not parts["month"].isdigit():
        return days.read_day(f"{parts['day'] or 1} {parts['month']} {parts['year']}".strip(), True)
    text = f"{parts['year'] or ''}"
    if parts["month"] and parts["day"]:
        text = f"{text or '-'}-{parts['month']:0>2}-{parts['day']:0>2}"
    elif parts["month"] or parts["day"]:
        return None
    return days.read_day(text, False)


def orders(fields: Sequence[Field | None], rows: Iterable[Sequence[str]], otherwise: bool) -> dict[int, bool]:
    """For each column of dates, whether the day comes before the month; a whole table decides together
    where a column alone does not."""
    columns = [column for column, name in enumerate(fields) if name in _DATE_FIELDS]
    if not columns:
        return {}
    values: dict[int, list[str]] = {column: [] for column in columns}
    for cells in rows:
        for column in columns:
            if column < len(cells) and cells[column]:
                values[column].append(cells[column])
    together = days.day_comes_first([text for column in columns for text in values[column]], otherwise)
    return {column: days.day_comes_first(values[column], together) for column in columns}


def _whole_number(text: str) -> bool:
    """Whether a part of a cell is a telephone number of its own."""
    return _PHONE.fullmatch(text) is not None and sum(map(str.isdigit, text)) >= _SHORTEST_PHONE
