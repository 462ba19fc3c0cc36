"""Who shares which interest, over everybody: in whatever spelling it was noted, the one written most often names it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from notebook.storage.folding import fold
from notebook.timeline.ledger import Ledger, chunks, page
from notebook.value.records import Id, Shared

_ALL = (
    "SELECT d.value, count(DISTINCT d.contact) FROM detail d WHERE d.kind = 'interest' AND d.value IS NOT NULL"
    " AND +d.sy_live = 1 AND d.contact NOT IN (SELECT id FROM contact WHERE sy_live = 0) GROUP BY d.value"
)
SPELLINGS = "SELECT DISTINCT value FROM detail WHERE kind = 'interest' AND value IS NOT NULL"


class Interests(Ledger):
    """The interests of one notebook."""

    def all(self) -> list[Shared]:
        """Every interest with how many have it, what most share first."""
        found: dict[str, list[tuple[int, str]]] = {}
        for value, people in self._db.rows(_ALL):
            if key := fold(value):
                found.setdefault(key, []).append((people, value))
        shared = [
            Shared(key, " ".join(max(spelt)[1].split()), sum(n for n, _ in spelt)) for key, spelt in found.items()
        ]
        return sorted(shared, key=lambda one: (-one.people, one.key))

    def who(self, interest: str, limit: int | None = None, offset: int = 0) -> list[Id]:
        """Who has an interest, by name; ``limit`` of them behind ``offset``."""
        spelt = self.spellings([interest])
        found: list[Id] = []
        for marks, part in chunks(spelt):  # more than one only where there are hundreds of spellings
            sql = (
                "SELECT DISTINCT c.id, c.x_sort FROM detail d JOIN contact c ON c.id = d.contact AND +c.sy_live = 1"
                f" WHERE d.kind = 'interest' AND d.value IN ({marks}) AND +d.sy_live = 1 ORDER BY c.x_sort, c.id"
            )
            found += [row[0] for row in self._db.rows(*page(sql, part, limit, offset))]
        return found[:limit] if limit is not None else found

    def spellings(self, interests: Sequence[str]) -> list[Any]:
        """Every way these interests are written."""
        wanted = set(map(fold, interests))
        return [value for (value,) in self._db.rows(SPELLINGS) if fold(value) in wanted]
