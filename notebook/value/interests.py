"""Who shares which interest, over everybody: in whatever spelling it was noted, the one written most often names it."""

from __future__ import annotations

import json
from collections.abc import Iterable

from notebook.storage.database import Database
from notebook.storage.folding import fold
from notebook.timeline.ledger import Ledger, page
from notebook.value.records import Id, Shared

_ALL = (
    "SELECT d.value, count(DISTINCT d.contact) FROM detail d WHERE d.kind = 'interest' AND d.value IS NOT NULL"
    " AND +d.sy_live = 1 AND d.contact NOT IN (SELECT id FROM contact WHERE sy_live = 0) GROUP BY d.value"
)
_SPELLINGS = "SELECT DISTINCT value FROM detail WHERE kind = 'interest' AND value IS NOT NULL"


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
        spelt = spellings(self._db, [interest])
        sql = (
            "SELECT DISTINCT c.id, c.x_sort FROM detail d JOIN contact c ON c.id = d.contact AND +c.sy_live = 1"
            " WHERE d.kind = 'interest' AND d.value IN (SELECT value FROM json_each(?)) AND +d.sy_live = 1"
            " ORDER BY c.x_sort, c.id"
        )
        return [row[0] for row in self._db.rows(*page(sql, [json.dumps(list(spelt))], limit, offset))]


def spellings(db: Database, interests: Iterable[str]) -> dict[str, str]:
    """Every way in which these interests are written, each with the interest folded.

    Spellings are few where people are many: they are folded first, then their people fetched by the index.
    """
    wanted = set(map(fold, interests))
    found = ((value, fold(value)) for (value,) in db.rows(_SPELLINGS)) if wanted else ()
    return {value: folded for value, folded in found if folded in wanted}
