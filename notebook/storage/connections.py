"""Connections to one file: one for every thread, made when it first asks, all closed together.

A connection that is only forgotten stays open until the garbage collector finds it, and nobody else may move
the file or have it for himself until then.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Mapping

PRAGMAS: Mapping[str, object] = {  # of every connection that may write
    "journal_mode": "wal", "synchronous": "full", "foreign_keys": 1, "cache_size": -2000,
}  # fmt: skip


class Connections:
    """Hands every thread its own connection (autocommit: transactions are said, see ``database``)."""

    def __init__(self, place: str, pragmas: Mapping[str, object], *, uri: bool = False) -> None:
        self._place, self._pragmas, self._uri = place, pragmas, uri
        self._mine = threading.local()
        self._made: list[sqlite3.Connection] = []

    def mine(self) -> sqlite3.Connection:
        """The calling thread's connection. Raises `sqlite3.DatabaseError` when it cannot be made."""
        found: sqlite3.Connection | None = getattr(self._mine, "connection", None)
        return self._connect() if found is None else found

    def _connect(self) -> sqlite3.Connection:
        made = sqlite3.connect(
            self._place, timeout=5, isolation_level=None, uri=self._uri,
            check_same_thread=False,  # each is used by its thread, any may close it
        )  # fmt: skip
        self._made.append(made)
        for name, value in self._pragmas.items():
            made.execute(f"PRAGMA {name}={value}")
        self._mine.connection = made
        return made

    def close_all(self) -> None:
        """Close the connections of all threads; none may be in use."""
        self._mine = threading.local()
        while self._made:
            self._made.pop().close()
