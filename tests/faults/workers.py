"""The processes that `test_processes` starts, kills and starves: ``python workers.py JOB FILE STATE ...``.

Each prints a line, flushed, after every commit it made: an acknowledgement that must survive whatever follows.
"""

from __future__ import annotations

import os
import resource
import sys
import time
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from notebook.book import Notebook
from notebook.errors import KithbookError
from notebook.sentences import say


def told(*words: Any) -> None:
    print(*words, flush=True)


def edits(book: Notebook, first: str) -> None:
    """Creates people, renames and deletes some, logs calls, until killed."""
    number = 0
    while True:
        name = f"{first}-{number}"
        contact = book.contacts.create(name, email=f"{name}@example.com")
        told("made", name)
        if number % 3 == 0:
            book.contacts.edit(contact, full_name=f"{name}-renamed")
            told("renamed", name)
        if number % 4 == 1:
            book.timeline.log([contact], "call", f"talk with {name}")
            told("logged", name)
        if number % 5 == 2:
            book.contacts.delete(contact)
            told("deleted", name)
        if number % 7 == 3:
            book.undo()
            told("undone", name)
        number += 1


def imports(book: Notebook, first: str) -> None:
    """Long actions, one after the other, until killed."""

    number = 0
    while True:
        with book.journal.batch(say("Import of people"), source="import:people.vcf") as batch:
            told("started", number)
            for part in range(20):
                with batch.change() as draft:
                    for n in range(25):
                        name = f"{first}-{number}-{part}-{n}"
                        draft.insert("contact", book.journal.new_id(), {"kind": "individual", "full_name": name})
                told("part", number, part)
        told("finished", number)
        number += 1


def writes(book: Notebook, count: str) -> None:
    """Many small changes as fast as it can."""
    waits = []
    for number in range(int(count)):
        start = time.perf_counter()
        book.contacts.create(f"other {number}")
        waits.append(time.perf_counter() - start)
    told("done", max(waits))


def fills(book: Notebook, limit: str) -> None:
    """Edits until nothing more can be written, then says so."""
    import signal

    if limit != "none":
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        size = book.path.stat().st_size + int(limit)
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
    number = 0
    try:
        while number < 100_000:
            contact = book.contacts.create(f"p{number}")
            told("made", f"p{number}")
            book.timeline.log([contact], "note", "x" * 3000)
            told("logged", f"p{number}")
            number += 1
    except KithbookError as error:
        told("failed", type(error).__name__, error.sentence)


def fills_by_import(book: Notebook, limit: str) -> None:
    """A long action that the disk has no room for."""
    import signal


    if limit != "none":
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        size = book.path.stat().st_size + int(limit)
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
    try:
        with book.journal.batch(say("Import of people"), source="import:people.vcf") as batch:
            for part in range(10_000):
                with batch.change() as draft:
                    for n in range(50):
                        draft.insert(
                            "contact", book.journal.new_id(), {"full_name": f"{part}-{n}", "extra": "x" * 500}
                        )
    except KithbookError as error:
        told("failed", type(error).__name__, error.sentence)


def offers(book: Notebook, contact: str, want: str) -> None:
    """The same offer as the others, at the word."""
    sys.stdin.readline()
    try:
        book.offers.make(bytes.fromhex(contact), "Two boxes", want=bytes.fromhex(want))
        told("made")
    except KithbookError as error:
        told(error.sentence)


def wants(book: Notebook, contact: str) -> None:
    """The same want as the others, at the word."""
    sys.stdin.readline()
    told(book.wants.add(bytes.fromhex(contact), "A cool box").hex())


def main() -> None:
    job, file, state, *rest = sys.argv[1:]
    if job == "creates":
        path = Path(file)
        told("ready")
        while True:
            Notebook.open(path, state=Path(state), create=True).close()
            told("created")
            os.unlink(path)
    book = Notebook.open(Path(file), state=Path(state))
    told("ready")
    globals()[job](book, *rest)
    book.close()


if __name__ == "__main__":
    main()
