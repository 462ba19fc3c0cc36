"""Credit by use, told (P7): in how many briefs somebody's notes were used lately. About oneself only, no ranking.

A brief is counted once per contact and day, however often it was opened; the seven days end with today. What
counts as use, and whose words they are, is kept in ``value.credits``.
"""

from __future__ import annotations

from datetime import date, timedelta

from notebook.insight.records import Id, Reason
from notebook.sentences import count
from notebook.storage.database import Database

WEEK = timedelta(days=7)
_SQL = (
    "SELECT contact, day, min(id) FROM credit WHERE author = ? AND day > ? AND day <= ? AND sy_live = 1"
    " GROUP BY contact, day ORDER BY day, contact"
)


def week(db: Database, author: Id, today: date) -> Reason | None:
    """How often the words of one of us were used in seven days, with the credits behind it; None for not at all."""
    rows = db.rows(_SQL, (author, (today - WEEK).isoformat(), today.isoformat()))
    if not rows:
        return None
    one, many = "Your notes were used in {n} brief this week", "Your notes were used in {n} briefs this week"
    return Reason(count(one, many, len(rows)), tuple(row[2] for row in rows))
