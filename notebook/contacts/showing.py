"""What stands for a contact in a list: the display name, and the texts the search index is fed with."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from notebook.contacts.card_details import address_lines, address_of
from notebook.contacts.cells import Cells, unpack
from notebook.contacts.names import compose

# what stands for a missing name, the first of these that there is
STAND_INS = ("nickname", "", "email", "phone", "online", "link")


def own_name(cells: Cells) -> str:
    """The name in the cells themselves, empty when there is none."""
    full: str | None = cells.get("full_name")
    if full and full.strip():
        return full
    if name := compose(cells).strip():
        return name
    if cells.get("kind") == "org" and cells.get("extra"):
        return _organisation_in(cells["extra"])
    return ""


def _organisation_in(extra: str) -> str:
    """The name that an organisation's own card gives only as its organisation."""
    orgs = unpack(extra).get("organizations")
    for org in orgs.values() if isinstance(orgs, dict) else ():
        if isinstance(org, dict) and isinstance(org.get("name"), str) and org["name"].strip():
            return str(org["name"]).strip()
    return ""


def stand_in(details: Sequence[tuple[str, str | None]], organisation: str) -> str:
    """What to call somebody without a name: ``details`` are (kind, value), the preferred first."""
    for kind in STAND_INS:
        if not kind and organisation:
            return organisation
        for found, value in details:
            if found == kind and value and value.strip():
                return value.strip()
    return "?"


def detail_text(kind: str, value: str | None) -> str:
    """A detail's value as people read it."""
    if not value:
        return ""
    if kind == "address" and value.startswith("{"):
        return ", ".join(address_lines(address_of(value)))
    return value


def _address_words(value: str) -> str:
    """All words of an address, in no order in particular."""
    address = address_of(value)
    words = [str(c.get("value") or "") for c in address.get("components") or () if isinstance(c, dict)]
    return " ".join((str(address.get("full") or ""), *words))


def lasting(until: str, today: str = "?") -> str:
    """SQL for the opposite of `is_ended`: what lasts until this column is not over on this ISO day or instant."""
    return f"({until} IS NULL OR {until} >= substr({today}, 1, length({until})))"


def is_ended(until: str | None, today: str) -> bool:
    """Whether a role that lasted until then (a partial date) is over."""
    return bool(until) and str(until) < today[: len(str(until))]


def searched_text(name: str, cells: Cells, details: Iterable[tuple[str, str]], roles: Iterable[Sequence[Any]],
                  labels: Iterable[str]) -> str:  # fmt: skip
    """Everything about somebody that the people index finds, except phone digits and notes."""
    parts = [name]
    for field in ("given", "given2", "surname", "surname2", "phonetic_given", "phonetic_surname"):
        value = cells[field]
        if value and value not in name:
            parts.append(value)
    for kind, value in details:
        if kind != "phone":
            parts.append(_address_words(value) if kind == "address" else value)
    for role in roles:
        parts += filter(None, role)
    parts += labels
    parts += [text for field in ("relation", "met", "stands_for", "buys") if (text := cells[field])]
    return "\n".join(parts)
