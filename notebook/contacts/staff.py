"""The people of an organisation: who has a role there that has not ended, and when one of them was last in touch.

What is said with its people is said with an organisation: its list row, its cadence, its health and its brief count
their talks as well as its own.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from notebook.changes.ids import Id
from notebook.contacts.showing import lasting
from notebook.storage.database import Database
from notebook.storage.parts import chunks

LAST_WITH = (
    "SELECT max(p.x_last) FROM role r INDEXED BY role_organisation JOIN contact p ON p.id = r.person AND +p.sy_live = 1"
    f" WHERE r.organisation = c.id AND +r.sy_live = 1 AND {lasting('r.until')}"
)
"""SQL: the last contact with one of the people of the organisation ``c``."""


def staff(db: Database, organisations: Iterable[Id], today: str) -> dict[Id, list[Id]]:
    """Who is at these organisations, in the order of the card; those without anybody are missing."""
    found: defaultdict[Id, dict[Id, None]] = defaultdict(dict)
    for marks, part in chunks(list(organisations)):
        for organisation, person in db.rows(
            "SELECT r.organisation, r.person FROM role r INDEXED BY role_organisation"
            " JOIN contact p ON p.id = r.person AND +p.sy_live = 1"
            f" WHERE r.organisation IN ({marks}) AND +r.sy_live = 1 AND {lasting('r.until')}"
            " ORDER BY r.pos, r.id", [*part, today],
        ):  # fmt: skip
            found[organisation][person] = None
    return {organisation: list(people) for organisation, people in found.items()}


def last_with(db: Database, organisations: Iterable[Id], today: str) -> dict[Id, str]:
    """The latest contact with somebody of these organisations, as an instant is stored; missing where none was."""
    found: dict[Id, str] = {}
    for marks, part in chunks(list(organisations)):
        rows = db.rows(f"SELECT c.id, ({LAST_WITH}) FROM contact c WHERE c.id IN ({marks})", [today, *part])
        found.update((row, last) for row, last in rows if last is not None)
    return found
