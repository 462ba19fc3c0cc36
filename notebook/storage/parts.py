"""Many values in one query: in parts that a statement takes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeVar

T = TypeVar("T")
_CHUNK = 500


def chunks(values: Iterable[T], size: int = _CHUNK) -> Iterator[tuple[str, list[T]]]:
    """Values in parts that fit into ``IN (...)``, each with its question marks."""
    whole = list(values)
    for start in range(0, len(whole), size):
        part = whole[start : start + size]
        yield ",".join("?" * len(part)), part
