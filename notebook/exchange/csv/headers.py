"""Headers: which program wrote a table and in which language, and what each of its columns means.

The header texts of the programs are data (``headers.tsv``: dialect, language, header, field). A header is
compared without case, accents, blanks and punctuation, so ``E-mail Address`` and ``EmailAddress`` are one.
Where a program uses one text twice (French Outlook's ``Titre``) the order in the data decides. The dialect
``any`` holds words that mean the same in every table; they map columns of unknown tables, as a guess.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TypeAlias

from notebook.exchange.csv.fields import Field

Table: TypeAlias = Mapping[str, tuple[Field, ...]]

_LEAST_SHARE = 0.75
_LANGUAGES = ("en", "de", "fr", "es")
_GOOGLE = re.compile(
    r"(email|phone|address|organization|relation|website|event|im|customfield|externalid|jot)(\d+)"
    r"(label|type|value|service|formatted|street|city|pobox|region|postalcode|country|extendedaddress"
    r"|name|yominame|title|department|symbol|location|jobdescription)"
)
_GOOGLE_GROUPS = {
    "email": "email", "phone": "phone", "relation": "relation", "website": "website", "event": "event",
    "im": "im", "customfield": "custom", "externalid": "custom", "jot": "custom",
}  # fmt: skip
_GOOGLE_ADDRESS = {
    "label": "label", "type": "label", "formatted": "full", "street": "street", "city": "city", "pobox": "pobox",
    "region": "region", "postalcode": "postcode", "country": "country", "extendedaddress": "extended",
}  # fmt: skip
_GOOGLE_ORGANISATION = {"name": "name", "title": "title", "department": "department", "label": "label", "type": "label"}
_GMAIL = re.compile(r"section\d+(description|email|im|phone|mobile|pager|fax|company|title|other|address)")
_GMAIL_FIELDS = {
    "description": "flag", "email": "email", "im": "im.other", "phone": "phone", "mobile": "phone.mobile",
    "pager": "phone.pager", "fax": "phone.fax", "company": "organisation", "title": "title", "other": "custom",
    "address": "address.full",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Recognised:
    """What a header row means. ``dialect`` None: known words only; ``sure``: no person need look at it."""

    dialect: str | None
    language: str
    fields: tuple[Field | None, ...]
    matched: int
    share: float
    sure: bool


def fold(text: str) -> str:
    """A header without case, accents, blanks and punctuation."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in decomposed if letter.isalnum())


@cache
def tables() -> Mapping[tuple[str, str], Table]:
    """The header texts: (dialect, language) to folded header to its fields in order."""
    found: dict[tuple[str, str], dict[str, list[Field]]] = {}
    lines = files("notebook.exchange.csv").joinpath("headers.tsv").read_text("utf-8").splitlines()
    for line in lines[1:]:
        dialect, language, header, field = line.split("\t")
        fields = found.setdefault((dialect, language), {}).setdefault(fold(header), [])
        if field not in fields:
            fields.append(field)
    return {key: {header: tuple(fields) for header, fields in table.items()} for key, table in found.items()}


@cache
def common_words() -> Table:
    """The headers that mean the same in every table, the languages laid over each other."""
    words: dict[str, tuple[Field, ...]] = {}
    for language in _LANGUAGES:
        for header, fields in tables()["any", language].items():
            words.setdefault(header, fields)
    return words


def recognise(header: Sequence[str]) -> Recognised:
    """The best reading of a header row."""
    folded = [fold(cell) for cell in header]
    filled = sum(bool(cell) for cell in folded)
    words = common_words()
    best: Recognised | None = None
    best_rank: tuple[float, int, int] = (0.0, 0, 0)
    for (dialect, language), table in tables().items():
        if dialect == "any":
            continue
        fields = _read(folded, dialect, table)
        places = [place for place, field in enumerate(fields) if field]
        if not places:
            continue
        share = len(places) / filled
        special = sum(folded[place] not in words for place in places)
        rank = (share, special, -len(table))
        sure = share >= _LEAST_SHARE and special > 0 and len(places) >= min(3, filled)
        if best is None or rank > best_rank:
            best_rank = rank
            best = Recognised(dialect, language, tuple(fields), len(places), share, sure)
    if best is None or not best.sure:
        return _by_words(folded, filled)
    rest = _read(folded, "any", words)
    fields_all = tuple(field or rest[place] for place, field in enumerate(best.fields))
    return Recognised(best.dialect, best.language, fields_all, best.matched, best.share, True)


def _read(folded: Sequence[str], dialect: str, table: Table) -> list[Field | None]:
    seen: dict[str, int] = {}
    fields: list[Field | None] = []
    for header in folded:
        choices = table.get(header)
        if choices:
            turn = seen[header] = seen.get(header, -1) + 1
            fields.append(choices[min(turn, len(choices) - 1)])
        else:
            fields.append(_numbered(header, dialect))
    return fields


def _numbered(header: str, dialect: str) -> Field | None:
    """The columns that Google numbers."""
    if dialect == "google":
        found = _GOOGLE.fullmatch(header)
        if not found:
            return None
        group, number, part = found.groups()
        if group == "address":
            place = _GOOGLE_ADDRESS.get(part)
            return f"address.{number}.{place}" if place else None
        if group == "organization":
            return f"organisation.{number}.{_GOOGLE_ORGANISATION.get(part, 'custom')}"
        group = _GOOGLE_GROUPS[group]
        if part in ("label", "type"):
            return f"{group}.{number}.label"
        if part == "service":
            return f"im.{number}.service"
        return f"{group}.{number}" if part == "value" else None
    if dialect == "gmail":
        section = _GMAIL.fullmatch(header)
        return _GMAIL_FIELDS[section[1]] if section else None
    return None


def _by_words(folded: Sequence[str], filled: int) -> Recognised:
    """The columns that can be read by common words, in the language that explains most of them."""
    best, best_language, best_count = _read(folded, "any", common_words()), "", 0
    for language in _LANGUAGES:
        fields = _read(folded, "any", tables()["any", language])
        count = sum(field is not None for field in fields)
        if count > best_count:
            best_count, best_language = count, language
            best = [field or other for field, other in zip(fields, best, strict=True)]
    matched = sum(field is not None for field in best)
    return Recognised(None, best_language, tuple(best), matched, matched / filled if filled else 0.0, False)
