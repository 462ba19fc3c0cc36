"""Between JSON objects of a card and cells: canonical JSON text, sets of words, what is left over."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

Cells = dict[str, Any]
"""Field -> value of one row."""


def pack(value: object) -> str:
    """Canonical JSON text: keys sorted, nothing escaped that need not be."""
    import msgspec

    return msgspec.json.encode(value, order="sorted").decode()


def unpack(text: str | None) -> Any:
    """What `pack` packed; an empty object for None."""
    if not text:
        return {}
    import msgspec

    return msgspec.json.decode(text)


def words_of(value: object) -> str | None:
    """``home work`` of a JSContact set of words, None where a cell cannot hold it."""
    if not isinstance(value, dict) or not value:
        return None
    for name, flag in value.items():
        if flag is not True or not name or name.split() != [name]:
            return None
    return " ".join(value)


def set_of(words: str) -> dict[str, bool]:
    """The JSContact set of a cell."""
    return dict.fromkeys(words.split(), True)


def text_of(value: Mapping[str, Any], name: str) -> str | None:
    """A property when it is text."""
    found = value.get(name)
    return found if isinstance(found, str) else None


def whole(value: Any) -> Any:
    """The same JSON with half characters (lone surrogates, which no file can hold) as question marks."""
    if isinstance(value, str):
        return value if value.isascii() else value.encode("utf-8", "replace").decode()
    if isinstance(value, dict):
        return {whole(name): whole(entry) for name, entry in value.items()}
    return [whole(entry) for entry in value] if isinstance(value, list) else value


def position(cells: Cells) -> int:
    """Where a row stands among its kind; rows without a place come last."""
    pos: int | None = cells.get("pos")
    return 1 << 30 if pos is None else pos
