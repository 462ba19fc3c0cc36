"""How far the derived days have followed the clock: what is dated ahead counts for nothing until its time has come.

``meta`` holds the instant up to which entries were counted. Between it and now stands no living entry that the
projections have not followed, else they have to, whichever way the clock went. So the dates of last contact are exact
and stay an indexed column, and one look at an index tells whether there is work. A notebook that is open for reading
only shows what was counted when it was last written.
"""

from __future__ import annotations

from notebook.changes.ids import Id
from notebook.clock import Clock
from notebook.storage.database import Database
from notebook.storage.times import instant_text

_KEY = "happened until"
_EVER = "9999-12-31T23:59:59Z"  # a file of before: whatever stood in it was counted


class Elapsed:
    """The clock as one process follows it: what it counted itself, and what another one counted meanwhile."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._known: str | None = None  # up to where this process knows that was counted

    def now(self) -> str:
        """Now, as instants are stored."""
        return instant_text(self._clock.now())

    def arrived(self, db: Database) -> list[Id]:
        """The living entries whose time has come (or, of a clock put back, has not come after all) since last asked.

        Whoever asks counts them, else they are named again.
        """
        now, held = self.now(), counted_until(db)
        found = dict.fromkeys(_between(db, held, now))
        if self._known is not None and self._known != held:  # another process was quicker
            found |= dict.fromkeys(_between(db, self._known, held))
        if not found:
            self._known = held
        return list(found)

    def count(self, db: Database, now: str) -> None:
        """Note that everything up to an instant was counted; inside `write`."""
        db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (_KEY, now.encode()))
        self._known = now


def counted_until(db: Database) -> str:
    """The instant up to which entries were counted."""
    held = db.value("SELECT value FROM meta WHERE key = ?", (_KEY,))
    return held.decode() if held else _EVER


def _between(db: Database, one: str, other: str) -> list[Id]:
    """The living entries between two instants, the later one included."""
    since, until = sorted((one, other))
    sql = "SELECT id FROM interaction WHERE sy_live = 1 AND at > ? AND at <= ?"
    return [row[0] for row in db.rows(sql, (since, until))]
