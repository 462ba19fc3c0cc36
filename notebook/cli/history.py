"""Commands on what was changed: history, undo, redo."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from notebook.book import Notebook
from notebook.changes.history import HistoryEntry
from notebook.changes.ids import Id, show_id
from notebook.cli.output import Output, shown
from notebook.cli.session import contact_of, instant, opened
from notebook.errors import Refused
from notebook.sentences import Sentence, say
from notebook.storage.schema import PARENTS

_STRUCTURE = ("contact", "person", "key", "pos")  # how parts hang together: in the JSON, but nothing to read


def history(options: argparse.Namespace, output: Output) -> None:
    """``history WHO``: every value that ever stood in the contact and what belongs to it, newest first."""
    with opened(options) as book:
        who = book.contacts.find(options.who)
        rows = list(_rows(book, who))
        entries = book.history(rows, options.field)
        if options.field and not entries:  # the cells of a phone number are called value and label, as of an address
            entries = book.history([row for row in rows if _kind(book, row) == options.field])
        if options.field and not entries:
            output.remark(say("Nothing called {field} was ever written here.", field=options.field))
        authors = book.colleagues.names()
        found = [
            {
                "at": instant(entry.at),
                "author": authors.get(entry.author, "") if entry.author else "",
                "change": str(entry.title),
                "record": entry.table,
                "id": show_id(entry.row),
                "field": entry.field,
                "value": show_id(entry.value)
                if isinstance(entry.value, bytes) and len(entry.value) == 16
                else f"{len(entry.value)} bytes"
                if isinstance(entry.value, bytes)
                else entry.value,
                "state": entry.state,
            }
            for entry in entries
        ]
        called: dict[Any, str] = {**book.contacts.names(_pointed_at(entries)), **authors}  # an id tells nothing
        output.answer(
            {"contact": contact_of(book, who), "history": found},
            [
                shown(f"{one['at']}  {one['author']}  {one['record']}.{one['field']}: {called.get(key, one['value'])}")
                for one, key in zip(found, (entry.value for entry in entries), strict=True)
                if one["field"] not in _STRUCTURE and (one["field"] != "_row" or one["record"] == "contact")
            ],
        )


def _pointed_at(entries: Sequence[HistoryEntry]) -> list[Id]:
    """What values may be the ids of."""
    return list({entry.value for entry in entries if isinstance(entry.value, bytes) and len(entry.value) == 16})


def _rows(book: Notebook, who: Id) -> Iterator[tuple[str, Id]]:
    """The contact and its parts, deleted ones too: what is gone is part of the history."""
    yield "contact", who
    for table, (field, parent) in PARENTS.items():
        if parent == "contact":
            for (row,) in book.db.rows(f"SELECT id FROM {table} WHERE {field} = ?", (who,)):
                yield table, row


def _kind(book: Notebook, row: tuple[str, Id]) -> str | None:
    """What people call a part of a contact: phone, email, birth; else the word for its table: role, label."""
    table, place = row
    if table not in ("detail", "anniversary"):
        return table
    kind: str | None = book.db.value(f"SELECT kind FROM {table} WHERE id = ?", (place,))
    return kind


def undo(options: argparse.Namespace, output: Output) -> None:
    """``undo [N]``: stops where nothing is left."""
    with opened(options, writes=True) as book:
        titles = _several(book.undo, options.count)
        output.answer({"undone": titles}, [f"Undone: {title}" for title in titles])


def redo(options: argparse.Namespace, output: Output) -> None:
    """``redo``."""
    with opened(options, writes=True) as book:
        titles = _several(book.redo, 1)
        output.answer({"redone": titles}, [f"Redone: {title}" for title in titles])


def _several(step: Callable[[], Sentence], number: int) -> list[str]:
    titles: list[str] = []
    while len(titles) < number:
        try:
            titles.append(str(step()))
        except Refused:
            if titles:
                break  # fewer than asked for: the answer says how many
            raise
    return titles
