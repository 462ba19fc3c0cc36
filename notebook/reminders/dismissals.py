"""“Not this”: suggestions of Today that one of us put away, with the reason, until brought back (B4).

What is put away is one occurrence (this birthday, this due call), told by its `key`: it is in none of my lists of what
is due, and the next one comes up again. The thing itself is not touched. What I put away is put away for me alone; my
colleagues have lists of their own. A promise of ours is never put away: it is kept, released or gets another day
that was agreed on; one that an older program put away is suggested again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from notebook.errors import Refused
from notebook.reminders.records import Id
from notebook.sentences import say
from notebook.timeline.days import read_day
from notebook.timeline.ledger import Ledger, words

OURS = say("A promise of ours is not put away. Keep it, release it, or agree with them on another day.")


@dataclass(frozen=True, slots=True)
class Dismissal:
    """One suggestion that was put away, and why (empty when nobody said)."""

    id: Id
    key: str
    contact: Id | None
    contact_name: str
    reason: str
    day: date


def is_ours(key: str) -> bool:
    """Whether it is a promise of ours."""
    return key.startswith("promise ")


class Dismissals(Ledger):
    """What I put away."""

    def put_away(self, key: str, contact: Id | None, reason: str = "") -> Id:
        """Suggest this no more; once more gives it another reason. Raises `Refused` for a promise of ours."""
        if is_ours(key):
            raise Refused(OURS)
        held = self._db.value(
            "SELECT id FROM dismissal WHERE who = ? AND key = ? AND sy_live = 1", (self._journal.author(), key)
        )
        values: dict[str, Any] = {"reason": words(reason)}
        if held is None:
            values |= {"contact": contact, "who": self._journal.author(), "key": key, "day": self._today().isoformat()}
        return self._write("dismissal", held or self._new(), values, say("Put a suggestion away"), new=held is None)

    def bring_back(self, *dismissals: Id) -> None:
        """Suggest these again. Raises `NotFound`."""
        for each in dismissals:
            self._there("dismissal", each, say("suggestion that was put away"))
        self._remove("dismissal", dismissals, say("Bring a suggestion back"))

    def keys(self) -> frozenset[str]:
        """The keys of everything I put away."""
        rows = self._db.rows("SELECT key FROM dismissal WHERE who = ? AND sy_live = 1", (self._journal.author(),))
        return frozenset(row[0] for row in rows if row[0] and not is_ours(row[0]))

    def of(self, contact: Id | None = None) -> list[Dismissal]:
        """What I put away (about one contact), the latest first."""
        condition, params = ("", []) if contact is None else (" AND contact = ?", [contact])
        rows = self._db.rows(
            "SELECT id, key, contact, reason, day FROM dismissal WHERE who = ? AND sy_live = 1"
            f"{condition} ORDER BY day DESC, id DESC",
            [self._journal.author(), *params],
        )
        return self._read([row for row in rows if not is_ours(row[1] or "")])

    def _read(self, rows: Sequence[Sequence[Any]]) -> list[Dismissal]:
        names = self._names(row[2] for row in rows)
        return [
            Dismissal(row[0], row[1] or "", row[2], names.get(row[2], ""), row[3] or "", read_day(row[4]) or date.min)
            for row in rows
        ]
