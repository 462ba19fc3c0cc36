"""From an older file to the current schema: Peewee's runner over frozen, numbered steps in ``steps/``.

A new notebook gets the current schema at once (`Database.create`); an older one runs the steps it has not
run, each together with its record in one transaction, after a consistent copy was put beside the file. Steps
are frozen: they hold their own SQL and never import the live models, because those move on. Steps only add
tables and columns (old programs go on reading the journals of new ones).
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from notebook.storage.database import Database

STEPS = Path(__file__).with_name("steps")
HISTORY = (
    'CREATE TABLE "schema_migration" ("id" INTEGER NOT NULL PRIMARY KEY, "name" VARCHAR(255) NOT NULL,'
    ' "applied" DATETIME NOT NULL)',
    'CREATE UNIQUE INDEX "schema_migration_name" ON "schema_migration" ("name")',
)


def names() -> list[str]:
    """The names of all steps, in order."""
    return sorted(step.stem for step in STEPS.glob("[0-9]*.py"))


def upgrade(db: Database, version: int) -> Path:
    """Bring an older file to ``version``; returns the copy that was made of it first.

    Killed half-way, the next call goes on where this one stopped.
    """
    from playhouse.migrations import Runner

    from notebook.storage.models import opened

    copy = db.path.with_name(f"{db.path.stem} before update{db.path.suffix}")
    if not copy.exists():
        db.backup(copy)
    with opened(db.path) as peewee:
        Runner(peewee, str(STEPS)).up()
    with db.write():
        db.execute(f"PRAGMA user_version={version}")
    return copy
