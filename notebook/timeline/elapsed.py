"""How far the derived days have followed the clock: what is dated ahead counts for nothing until its time has come.

``meta`` holds the instant up to which entries were counted. Between it and now stands no living entry that the
projections have not followed, else they have to (`between` names those entries, whichever way the clock went). So the
dates of last contact are exact and stay an indexed column, and one look at an index tells whether there is work.
"""

from __future__ import annotations

from notebook.changes.ids import Id
from notebook.storage.database import Database

_KEY = "happened until"
_EVER = "9999-12-31T23:59:59Z"  # a file of before: whatever stood in it was counted


def counted_until(db: Database) -> str:
    """The instant up to which entries were counted."""
    held = db.value("SELECT value FROM meta WHERE key = ?", (_KEY,))
    return held.decode() if held else _EVER


def between(db: Database, one: str, other: str) -> list[Id]:
    """The living entries between two instants, the later one included."""
    since, until = sorted((one, other))
    sql = "SELECT id FROM interaction WHERE sy_live = 1 AND at > ? AND at <= ?"
    return [row[0] for row in db.rows(sql, (since, until))]


def count_until(db: Database, instant: str) -> None:
    """Note that everything up to an instant was counted; inside `write`."""
    db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (_KEY, instant.encode()))
