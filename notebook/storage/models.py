"""The synced tables as Peewee models, made from ``schema.TABLES`` where a file is made or measured.

Reading and writing rows is SQL (``storage.database``): Peewee's ``save()`` writes every column and would undo
concurrent edits of other fields, and only the journal writes synced tables at all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from peewee import SQL, BlobField, Field, IntegerField, Model, SqliteDatabase, TextField

from notebook.storage import schema
from notebook.storage.connections import PRAGMAS


class RowId(BlobField):
    """A 16-byte id."""

    field_type = "BLOB"


class Synced(Model):
    """A projection of the journal."""

    id = RowId(primary_key=True)
    sy_st = IntegerField(default=0)
    sy_cid = IntegerField(default=0)
    sy_x = BlobField(null=True)
    sy_live = IntegerField(constraints=[SQL("DEFAULT 1")])

    class Meta:
        strict_tables = True
        legacy_table_names = False


_FIELDS: dict[str, Callable[..., Field]] = {"ref": RowId, "text": TextField, "number": IntegerField, "blob": BlobField}


def models() -> dict[str, type[Synced]]:
    """Every synced table's model by the name of the table; a new class each time, bound to nothing."""
    return {
        name: type(
            name.title().replace("_", ""),
            (Synced,),
            {field: _FIELDS[kind](null=True) for field, kind in fields.items()},
        )
        for name, fields in schema.TABLES.items()
    }


def statements() -> Iterator[str]:
    """What makes the synced tables in an empty file."""
    made = list(models().values())
    with SqliteDatabase(None).bind_ctx(made, bind_refs=False, bind_backrefs=False):
        for table in made:
            sql, _ = table._schema._create_table(safe=False).query()  # type: ignore[attr-defined]
            yield sql


@contextmanager
def opened(path: Path) -> Iterator[SqliteDatabase]:
    """A connection of Peewee's own to a notebook, for its migrations."""
    database = SqliteDatabase(str(path), timeout=5, lock_type="IMMEDIATE", pragmas=PRAGMAS)
    try:
        yield database
    finally:
        database.close()
