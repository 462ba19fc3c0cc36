"""Kithbook's own table: everything of a contact card but its photo and what the device added (times).

Columns are for people: name, organisation, three e-mail addresses, four phones, two addresses, what they permit
on which channel. The last
column holds what they cannot say, as compact JSON: the RFC 7396 merge patch from the card that the columns
make to the real one, plus ``#`` (map keys of the entries in columns, where they are not the usual ones) and
``=`` (properties with nulls, whole). It is empty for most cards. Reading puts both together, so a card comes back
exactly; where somebody changed a cell in a spreadsheet, the cell wins over the last column.

Columns are found by their header, in any order; a column that was deleted counts as left alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from notebook.exchange.csv import merge
from notebook.exchange.csv.headers import fold
from notebook.exchange.csv.own_columns import Columns, NameColumns, TextColumns, WordColumns
from notebook.exchange.csv.own_entries import (
    AddressColumns,
    DateColumns,
    LabelledColumns,
    OrganisationColumns,
    TitleColumns,
)
from notebook.exchange.csv.permissions import PermissionColumns
from notebook.exchange.record import Card
from notebook.sentences import Sentence

LAST = "Card (JSContact)"
_LEFT_OUT = ("created", "updated", "media", "@type", "version")
_SAYS_ITSELF = {"@type": "Card", "version": "1.0"}
_KEYS, _EXACT = "#", "="


def _entries_whole(patch: Any, usual: Any, main: str) -> bool:
    """Whether every entry that a patch adds has its main member (one without would look like an emptied cell)."""
    if not isinstance(patch, dict):
        return True
    there = usual if isinstance(usual, dict) else {}
    return all(key in there or not isinstance(entry, dict) or main in entry for key, entry in patch.items())


def _layout() -> tuple[tuple[str, ...], tuple[Columns, ...]]:
    """The header and who reads and writes which of its columns."""
    parts: tuple[Columns, ...] = (
        TextColumns({"uid": "UID", "kind": "Kind"}),
        NameColumns(),
        LabelledColumns("nicknames", "name", "k", ["Nickname"], False),
        OrganisationColumns(),
        TitleColumns(),
        LabelledColumns("emails", "address", "e", [f"E-mail {n}" for n in (1, 2, 3)]),
        LabelledColumns("phones", "number", "p", [f"Phone {n}" for n in (1, 2, 3, 4)]),
        AddressColumns(2),
        LabelledColumns("links", "uri", "l", [f"Website {n}" for n in (1, 2)]),
        DateColumns(),
        WordColumns("keywords", "Labels"),
        LabelledColumns("notes", "note", "n", ["Notes"], False),
        TextColumns({
            "kithbook.app:met": "How we met", "kithbook.app:metOn": "Met on",
            "kithbook.app:relation": "What they are to us", "kithbook.app:standsFor": "What they stand for",
            "kithbook.app:buys": "How they buy",
        }),
        PermissionColumns(),
    )  # fmt: skip
    header: list[str] = []
    for part in parts:
        part.start = len(header)
        header.extend(part.header)
    return (*header, LAST), parts


def kept(cell: str) -> dict[str, Any] | None:
    """The last column, decoded; None where somebody damaged it."""
    if not cell.strip():
        return {}
    import msgspec

    try:
        found = msgspec.json.decode(cell)
    except msgspec.DecodeError:
        return None
    return found if isinstance(found, dict) else None


def _has_null(value: Any) -> bool:
    """`merge.has_null`; most have no null at all, which the encoder finds out ten times as fast."""
    import msgspec

    return b"null" in msgspec.json.encode(value) and merge.has_null(value)


class OwnTable:
    """Kithbook's dialect, both ways. One object serves one export or one import."""

    def __init__(self) -> None:
        self.header, self._parts = _layout()
        self._width = len(self.header)
        self._properties = {name: part for part in self._parts for name in part.properties}

    # Out

    def cells(self, card: Card) -> list[str]:
        """The row of a card, not yet guarded against formulas."""
        row = [""] * self._width
        keys: dict[str, list[str]] = {}
        exact: dict[str, Any] = {}
        patch: dict[str, Any] = {}
        properties = self._properties
        for name, value in card.items():
            part = properties.get(name)
            if part is None:
                if name not in _LEFT_OUT:
                    self._keep(name, value, patch, exact)
                continue
            usual = part.write(name, value, row, keys)
            if usual is None:
                self._keep(name, value, patch, exact)
            elif usual is value:
                continue
            elif usual != value:
                if merge.has_null(value):
                    exact[name] = value
                else:
                    patch[name] = merge.difference(usual, value) if isinstance(value, dict) else value
            main = part.main(name) if name in patch else ""
            if main and not _entries_whole(patch[name], usual, main):
                del patch[name]
                exact[name] = value
        if "media" in card:
            self._keep_media(card["media"], patch, exact)
        for name, usual in _SAYS_ITSELF.items():  # every card that goes out is one, whether or not it says so
            if card.get(name, usual) != usual:
                patch[name] = card[name]
        if patch or exact or keys:
            row[-1] = self._json(patch, keys, exact)
        elif not any(row):
            row[-1] = "{}"  # a blank row would be no card
        return row

    @staticmethod
    def _keep(name: str, value: Any, patch: dict[str, Any], exact: dict[str, Any]) -> None:
        if value is None or name in (_KEYS, _EXACT) or _has_null(value):
            exact[name] = value
        else:
            patch[name] = value

    def _keep_media(self, media: Any, patch: dict[str, Any], exact: dict[str, Any]) -> None:
        """Logos and sounds; photos stay behind."""
        if not isinstance(media, dict):
            self._keep("media", media, patch, exact)
            return
        rest = {k: m for k, m in media.items() if not (isinstance(m, dict) and m.get("kind") == "photo")}
        if rest or not media:
            self._keep("media", rest, patch, exact)

    @staticmethod
    def _json(patch: dict[str, Any], keys: dict[str, list[str]], exact: dict[str, Any]) -> str:
        import msgspec

        if keys:
            patch[_KEYS] = keys
        if exact:
            patch[_EXACT] = exact
        return msgspec.json.encode(patch).decode()

    # In

    def place(self, header: Sequence[str]) -> list[int | None]:
        """Where each of our columns stands in a file; None for a column that is not there."""
        places = {fold(title): place for place, title in reversed(list(enumerate(header)))}
        return [places.get(fold(title)) for title in self.header]

    def day_first(self, day_first: bool) -> None:
        """How to read a date that a spreadsheet has rewritten."""
        for part in self._parts:
            if isinstance(part, DateColumns):
                part.day_first = day_first

    def unread(self, row: Sequence[str]) -> list[tuple[str, str, Sentence]]:
        """Header and text of the cells that cannot be read (no date, no permission), and what to tell about them."""
        return [found for part in self._parts for found in part.unread(row)]

    def card(self, row: Sequence[str], present: Sequence[bool], kept: Mapping[str, Any]) -> Card:
        """The card of a row in our order of columns (`ours`); ``kept`` is the last column, decoded.

        ``present``: which of our columns the file has; the others count as left alone.
        """
        keys = kept.get(_KEYS)
        keys = keys if isinstance(keys, dict) else {}
        exact = kept.get(_EXACT)
        exact = exact if isinstance(exact, dict) else {}
        patch = {name: value for name, value in kept.items() if name not in (_KEYS, _EXACT)}
        base: Card = {"@type": "Card", "version": "1.0"}
        for part in self._parts:
            part.read(row, keys, base)
        if not patch and not exact:
            return base
        card = self._together(base, patch, exact)
        # What the columns would hold had nobody touched them
        untouched = self.cells(card)
        edited = [
            place for place in range(self._width - 1) if present[place] and untouched[place] != row[place]
        ]  # fmt: skip
        if not edited:
            return card
        for part in self._parts:
            mine = [place for place in edited if part.start <= place < part.start + len(part.header)]
            if mine:
                part.give_way(base, patch, exact)
        return self._together(base, patch, exact)

    def _together(self, base: Card, patch: Mapping[str, Any], exact: Mapping[str, Any]) -> Card:
        fitting = {name: self._fitting(name, base.get(name), value) for name, value in patch.items()}
        card: Card = merge.applied(base, fitting)
        card.update(exact)
        return card

    def _fitting(self, name: str, base: Any, patch: Any) -> Any:
        """The patch without what it says about entries whose cells were emptied."""
        part = self._properties.get(name)
        main = part.main(name) if part else ""
        if not main or not isinstance(patch, dict):
            return patch
        there = base if isinstance(base, dict) else {}
        return {
            key: entry for key, entry in patch.items()
            if key in there or not isinstance(entry, dict) or main in entry
        }  # fmt: skip
