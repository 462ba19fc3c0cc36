"""An open notebook for the length of one command, and the answers that many commands share."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from notebook.book import Notebook
from notebook.changes.ids import Id, read_id, show_id
from notebook.cli.places import notebook_file, state_folder
from notebook.clock import Clock
from notebook.errors import NotebookReadOnly, NotFound
from notebook.sentences import say
from notebook.storage.folding import fold
from notebook.timeline.records import Entry, Promise


@contextmanager
def opened(options: argparse.Namespace, *, create: bool = False, writes: bool = False) -> Iterator[Notebook]:
    """The notebook that the options name, closed afterwards. Only ``create`` makes a missing one.

    One that cannot be written is read: whatever only looks works, and the first change raises `NotebookReadOnly`;
    so does opening it already for a command that always ``writes``.
    """
    try:
        book = _open(options, create, writes)
        try:
            yield book
        finally:
            book.close()
    except NotebookReadOnly as error:
        raise NotebookReadOnly(say(
            "The notebook {file} cannot be written; nothing was changed. Commands that only look work here; to change"
            " it, copy it to a folder of your own.", file=notebook_file(options.notebook))) from error  # fmt: skip


def _open(options: argparse.Namespace, create: bool, writes: bool) -> Notebook:
    file, state, clock = notebook_file(options.notebook), state_folder(options.state), Clock.from_environment()
    try:
        return Notebook.open(file, state=state, clock=clock, create=create)
    except NotebookReadOnly:
        if writes:
            raise
        return Notebook.open(file, state=state, clock=clock, read_only=True)


def contact_of(book: Notebook, contact: Id) -> dict[str, str]:
    """A contact as every answer but a card names it."""
    [row] = book.contacts.rows([contact])
    return {"id": show_id(row.id), "uid": row.uid, "name": row.name}


def contacts_of(book: Notebook, contacts: set[Id]) -> dict[Id, dict[str, str]]:
    """Many contacts at once; those that are gone are left out."""
    rows = book.contacts.rows(list(contacts))
    return {row.id: {"id": show_id(row.id), "uid": row.uid, "name": row.name} for row in rows}


def promises_of(book: Notebook, promises: list[Promise]) -> list[dict[str, Any]]:
    """Promises as answers show them."""
    named = contacts_of(book, {promise.contact for promise in promises if promise.contact})
    return [
        {
            "id": show_id(promise.id),
            "text": promise.text,
            "direction": promise.direction,
            "due": promise.due.isoformat() if promise.due else None,
            "state": promise.state,
            "contact": named.get(promise.contact) if promise.contact else None,
        }
        for promise in promises
    ]


def made_by(entry: Entry) -> list[dict[str, Any]]:
    """What an entry made besides promises, and whose it is: wants, stories, purchases, gives and asks."""
    return [
        {"table": one.table, "id": show_id(one.id), "text": str(one.said), "contact": show_id(one.contact)}
        for one in entry.made
    ]


def attachments_of(entry: Entry) -> list[dict[str, Any]]:
    """The files kept with an entry, without their bytes."""
    return [
        {"id": show_id(one.id), "name": one.name, "media_type": one.media_type, "size": one.size}
        for one in entry.attachments
    ]


def one_of_us(book: Notebook, name: str) -> Id:
    """A colleague by name. Raises `NotFound`, with those there are."""
    colleagues = book.colleagues.all()
    for one in colleagues:
        if fold(name) in (fold(one.name), fold(one.account)):
            return one.id
    known = ", ".join(one.name for one in colleagues)
    raise NotFound(say("None of us is called {name}. We are: {known}.", name=name, known=known))


def id_of(text: str, what: str) -> Id:
    """The id that was typed; raises `NotFound` when it cannot be one of ``what``."""
    found = read_id(text)
    if found is None:
        raise NotFound(say("There is no {what} {id}.", what=what, id=text))
    return found


def instant(value: datetime | None) -> str | None:
    """An instant in JSON: UTC, to the second."""
    return value.strftime("%Y-%m-%dT%H:%M:%SZ") if value else None
