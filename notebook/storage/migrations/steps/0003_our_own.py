"""Schema 3: what we stand for and like ourselves. Frozen."""

from __future__ import annotations

from typing import Any

SQL = (
    'ALTER TABLE "colleague" ADD COLUMN "stands_for" TEXT',
    'ALTER TABLE "colleague" ADD COLUMN "interests" TEXT',
)


def up(migrator: Any, db: Any) -> None:
    """Add them."""
    for statement in SQL:
        db.execute_sql(statement)
