"""Guesses for tables that no program signed: by the words in a header, and by what stands in a column.

A guess is shown to a person before anything is imported (``sure`` is False); it never has to be right.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from notebook.exchange.csv.fields import Field
from notebook.exchange.csv.headers import fold

_EMAIL = re.compile(r"[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+|.*<[^\s@<>]+@[^\s@<>]+>\s*")
_PHONE = re.compile(r"(?=(?:\D*\d){5,17}\D*$)\+?[\d\s()./\u00a0–-]+(?:\s?(?:x|ext\.?)\s?\d+)?", re.IGNORECASE)
_URL = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_DATE = re.compile(r"\d{4}-\d\d?-\d\d?|\d{1,2}[./-]\d{1,2}[./-](?:\d{4}|\d\d)")

_CONTEXTS = (
    ("home", r"home|privat|perso|domicile|particular|casa|personal"),
    ("work", r"work|business|office|geschaft|dienst|arbeit|buro|firma|bureau|travail|profession|trabajo|oficina"),
    ("other", r"other|andere|weitere|autre|otr[oa]"),
)
_NOUNS = (
    ("mobile", r"mobil|cell|handy|portable|gsm|movil|celular|natel"),
    ("fax", r"fax|telecop"),
    ("email", r"mail|courriel|correo"),
    ("phone", r"phone|telefon|^tel|tel$|rufnummer|fon$"),
    ("address.postcode", r"zip|post(al)?code|plz|postleitzahl|codepostal|codigopostal|postalcode"),
    ("address.street", r"street|strasse|straße|^rue|calle|addressline"),
    ("address.city", r"city|town|^ort|ort$|stadt|ville|ciudad"),
    ("address.region", r"^state|state$|province|provincia|bundesland|kanton|county"),
    ("address.country", r"country|^land|land$|^pays|pays$|^pais|pais$"),
    ("address.full", r"address|adresse|anschrift|direccion"),
    ("website", r"web|url|homepage|internet"),
    ("birthday", r"birth|geburt|naissance|nacimiento|cumple"),
    ("given", r"firstname|givenname|vorname|prenom"),
    ("family", r"lastname|surname|familyname|nachname|familienname|apellido"),
    ("organisation", r"company|organi[sz]ation|firma|unternehmen|societe|entreprise|empresa"),
    ("notes", r"note|notiz|comment|bemerk|remarque|kommentar"),
)  # fmt: skip


def by_header(header: str) -> Field | None:
    """A field from the words in a header: ``Telefon (privat)`` is ``phone.home``."""
    folded = fold(header)
    noun = next((name for name, words in _NOUNS if re.search(words, folded)), None)
    if noun is None:
        return None
    context = next((name for name, words in _CONTEXTS if re.search(words, folded)), None)
    if noun == "mobile":
        return "phone.mobile"
    if noun == "fax":
        return f"phone.{context}-fax" if context else "phone.fax"
    if noun in ("email", "phone"):
        return f"{noun}.{context}" if context else noun
    if noun == "website":
        return f"website.{context}" if context in ("home", "work") else noun
    if noun.startswith("address.") and context:
        return noun.replace("address.", f"address.{context}.")
    return noun


def by_content(values: Sequence[str]) -> Field | None:
    """A field from what most of the filled cells of a column look like."""
    filled = [value.strip() for value in values if value.strip()]
    if not filled:
        return None
    kinds: tuple[tuple[Field, re.Pattern[str]], ...] = (
        ("email", _EMAIL), ("website", _URL), ("birthday", _DATE), ("phone", _PHONE),
    )  # fmt: skip
    for field, pattern in kinds:
        if sum(pattern.fullmatch(value) is not None for value in filled) >= 0.6 * len(filled):
            return field
    return None


def is_data(cells: Sequence[str]) -> bool:
    """Whether a row holds values rather than headers."""
    patterns = (_EMAIL, _PHONE, _URL, _DATE)
    return any(pattern.fullmatch(cell.strip()) for cell in cells for pattern in patterns)


def without_header(rows: Sequence[Sequence[str]], thunderbird: Sequence[Field]) -> list[Field | None]:
    """The columns of a table without a header row.

    ``thunderbird``: the fields of Thunderbird's table in its order, taken when it fits: it is the one
    address book that was often exported without its header.
    """
    width = max((len(row) for row in rows), default=0)
    columns = [[row[place] if place < len(row) else "" for row in rows] for place in range(width)]
    content = [by_content(column) for column in columns]
    if abs(width - len(thunderbird)) <= 2 and width > 4 and content[4] == "email":
        return [*thunderbird, *([None] * width)][:width]
    fields: list[Field | None] = list(content)
    words = [
        place for place in range(width)
        if fields[place] is None and any(letter.isalpha() for cell in columns[place] for letter in cell)
    ]  # fmt: skip
    for place, field in zip(words, _names([columns[place] for place in words]), strict=False):
        fields[place] = field
    seen: set[Field] = set()
    for place, guessed in enumerate(fields):
        if guessed == "birthday":
            fields[place] = None if guessed in seen else guessed
            seen.add(guessed)
    return fields


def _names(columns: Sequence[Sequence[str]]) -> list[Field]:
    """What the first columns of words are: full, given and family name in some order."""
    if len(columns) >= 3:
        rows = list(zip(*columns[:3], strict=False))
        orders: tuple[list[Field], ...] = (
            ["name", "given", "family"], ["name", "family", "given"], ["given", "family", "name"],
            ["family", "given", "name"],
        )  # fmt: skip
        for order in orders:
            parts = [dict(zip(order, row, strict=True)) for row in rows]
            fits = sum(part["name"].split() == [*part["given"].split(), *part["family"].split()] for part in parts)
            if parts and fits >= 0.6 * len(parts):
                return order
    if columns and sum(" " in cell.strip() for cell in columns[0]) >= 0.5 * len(columns[0]):
        return ["name"]
    return ["given", "family"] if len(columns) >= 2 else ["name"]
