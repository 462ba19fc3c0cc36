"""Address books in: plan -> preview -> apply as one batch (X4).

Planning reads every record, finds out whom it is about and what it would change, and writes nothing.
Applying writes short changes of one batch: all or nothing, undone as one, taken back by the next start when
the process is killed half-way.

Who a card is about (sync.md 2): a UID that is known here, else ``uuid5(workspace, UID)``; a card without
UID is told by its own bytes, so that the same file twice creates nothing while two equal cards in one file
stay two. An organisation's card takes the place that stands for its name as long as that place is free.
Records with one UID in one file are one card; the later ones add to the first.

The garbage collector rests while cards are read (they hold no cycles): measured 2.3 times as fast.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from notebook.changes.ids import Id, derived_id
from notebook.errors import Cancelled, NotFound, StorageFailed
from notebook.sentences import Sentence, count, say

if TYPE_CHECKING:
    from notebook.book import Notebook
    from notebook.changes.draft import Draft
    from notebook.exchange.csv import Table

Progress = Callable[[int, int], bool]
"""Called with (done, of); returns False to cancel. ``of`` counts bytes while planning, contacts while applying."""
Card = dict[str, Any]
_STEP = 200
# Seconds of work in one short change, so that an edit in a window beside it need not wait long for its turn. By the
# time this thread works and not by the clock: beside a busy window pieces would shrink until their own cost is all.
_PIECE = 0.04
_FEWEST = 32
SAMPLES = 50


@dataclass(frozen=True, slots=True)
class Trouble:
    """Data that was not taken: in which file and record (from 1), on which line, and why."""

    file: str
    record: int | None
    line: int | None
    message: Sentence


@dataclass(frozen=True, slots=True)
class SourceFile:
    """How a file was read."""

    file: str
    format: str
    encoding: str
    records: int


@dataclass(frozen=True, slots=True)
class Sample:
    """One line of the preview. ``action``: created, updated or unchanged."""

    action: str
    name: str
    context: str
    record: int
    file: str


@dataclass(slots=True)
class _Item:
    id: Id
    action: str
    packed: bytes


@dataclass(slots=True)
class Plan:
    """What an import would do. ``skipped``: records without anything in them, or the same record once more."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    skipped: int = 0
    problems: list[Trouble] = field(default_factory=list)
    files: list[SourceFile] = field(default_factory=list)
    samples: list[Sample] = field(default_factory=list)
    items: list[_Item] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Report:
    """What an import did. ``batch`` is None when there was nothing to write."""

    batch: Id | None
    created: int
    updated: int
    unchanged: int
    skipped: int
    problems: tuple[Trouble, ...]
    files: tuple[SourceFile, ...]


def plan(
    book: Notebook,
    files: list[Path],
    format: str | None = None,
    mapping: Any = None,
    progress: Progress | None = None,
    mappings: Mapping[Path, Any] | None = None,
    code_page: str | None = None,
    code_pages: Mapping[Path, str] | None = None,
) -> Plan:
    """Read address books and say what importing them would do; nothing is written.

    Raises `NotFound` for a missing file, `Refused` for one that is no address book or whose columns are not
    known (``mapping`` says what they mean, ``mappings`` for one file of several), `Cancelled`. ``code_page``
    (``code_pages`` for one file of several) is how letters are read that are not Unicode.
    """
    found = Plan()
    planner = _Planner(book, found)
    with _resting_collector():
        for path in files:
            page = (code_pages or {}).get(path, code_page)
            planner.read(path, format, (mappings or {}).get(path, mapping), page, progress)
    return found


def apply(book: Notebook, planned: Plan, progress: Progress | None = None) -> Report:
    """Carry a plan out as one batch. Raises `Cancelled` and `StorageFailed`; then nothing was changed."""
    import msgspec.msgpack

    todo = [item for item in planned.items if item.action != "unchanged"]
    todo.sort(key=lambda item: item.id)  # neighbours in the indexes are written together: twice as fast at 100,000
    batch_id: Id | None = None
    if todo:
        with (
            _resting_collector(),
            book.journal.batch(title(planned.files), source=source(planned.files)) as batch,
        ):
            batch_id = batch.id
            done, size = 0, _FEWEST
            while done < len(todo):
                if progress is not None and not progress(done, len(todo)):
                    raise Cancelled(say("Cancelled; nothing was imported."))
                piece = todo[done : done + size]
                started = time.thread_time()
                with batch.change() as draft:
                    _write(book, draft, [(i.id, i.action, msgspec.msgpack.decode(i.packed)) for i in piece])
                took = time.thread_time() - started
                done += len(piece)
                size = max(_FEWEST, min(400, round(size * min(2.0, _PIECE / max(took, 0.001)))))
                time.sleep(0.0005)  # another process may be waiting for its turn
    return Report(batch_id, planned.created, planned.updated, planned.unchanged, planned.skipped,
                  tuple(planned.problems), tuple(planned.files))  # fmt: skip


def title(files: Sequence[SourceFile]) -> Sentence:
    """What undo calls an import: one or two files by name, of more the first and how many."""
    names = [Path(one.file).name for one in files]
    if len(names) < 3:
        return say("Import {file}", file=", ".join(names))
    return count("Import {file} and {n} more", "Import {file} and {n} more", len(names) - 1, file=names[0])


def source(files: Sequence[SourceFile]) -> str:
    """Where the changes of an import say they came from."""
    names = [Path(one.file).name for one in files]
    more = f" +{len(names) - 2}" if len(names) > 2 else ""
    return f"import:{', '.join(names[:2])}{more}"


def _write(book: Notebook, draft: Draft, piece: list[tuple[Id, str, Card]]) -> None:
    fresh = [(contact, card) for contact, action, card in piece if action == "created"]
    book.contacts.import_new(draft, fresh)
    for contact, action, card in piece:
        if action != "created":
            book.contacts.import_update(draft, contact, card)


def unknown_table(path: Path, code_page: str | None = None) -> Table | None:
    """The table in a file whose columns nobody knows; None for whatever can be read as it is.

    Raises `NotFound` and `StorageFailed`.
    """
    table = table_in(path, code_page)
    return None if table is None or table.sure or not table.width else table


def table_in(path: Path, code_page: str | None = None) -> Table | None:
    """The table in a file; None when it is no table. Raises `NotFound` and `StorageFailed`."""
    from notebook.exchange import csv, formats

    data = _bytes(path)
    return csv.inspect(data, code_page) if formats.detect(data, path.name) == "csv" else None


class _Planner:
    """Whom every card is about and what it would change."""

    def __init__(self, book: Notebook, found: Plan) -> None:
        self._book = book
        self._found = found
        self._places: dict[Id, int] = {}
        self._counts: dict[bytes, int] = {}
        self._waiting: list[tuple[Card, bytes, int, str]] = []

    def read(
        self, path: Path, format: str | None, mapping: Any, code_page: str | None, progress: Progress | None
    ) -> None:
        """Plan one file."""
        from notebook.exchange import formats

        self._counts.clear()  # the same card in two files is the same card; twice in one file it is two
        data = _bytes(path)
        found, records = formats.read_any(data, path.name, format, mapping, code_page)
        number = 0
        for record in records:
            number = record.number
            self._found.problems += [
                Trouble(str(path), record.number, problem.line, problem.sentence) for problem in record.problems
            ]
            if record.card is None:
                self._found.skipped += not record.problems
                continue
            self._waiting.append((record.card, record.digest, record.number, str(path)))
            if len(self._waiting) == _STEP:
                self._settle()
                if progress is not None and not progress(number, 0):
                    raise Cancelled(say("Cancelled; nothing was imported."))
        self._settle()
        self._found.files.append(SourceFile(str(path), found.format, found.encoding, number))

    def _settle(self) -> None:
        import msgspec.msgpack

        waiting, self._waiting = self._waiting, []
        ids = self._identify(waiting)
        fresh: list[tuple[Id, Card, int, str]] = []
        for contact, (card, _, number, file) in zip(ids, waiting, strict=True):
            place = self._places.get(contact)
            if place is None:
                self._places[contact] = -1
                fresh.append((contact, card, number, file))
                continue
            self._found.skipped += 1
            waiting_card = next((entry[1] for entry in fresh if entry[0] == contact), None)
            if waiting_card is not None:
                _join(waiting_card, card)
            else:
                item = self._found.items[place]
                whole = msgspec.msgpack.decode(item.packed)
                _join(whole, card)
                item.packed = msgspec.msgpack.encode(whole)
                if item.action != "created":
                    self._count(item.action, -1)
                    item.action = self._book.contacts.compare_cards([(contact, whole)])[0]
                    self._count(item.action)
        verdicts = self._book.contacts.compare_cards([(contact, card) for contact, card, _, _ in fresh])
        for (contact, card, number, file), action in zip(fresh, verdicts, strict=True):
            self._places[contact] = len(self._found.items)
            self._found.items.append(_Item(contact, action, msgspec.msgpack.encode(card)))
            self._count(action)
            if len(self._found.samples) < SAMPLES:
                self._found.samples.append(Sample(action, *_glance(card), number, file))

    def _count(self, action: str, by: int = 1) -> None:
        setattr(self._found, action, getattr(self._found, action) + by)

    def _identify(self, waiting: list[tuple[Card, bytes, int, str]]) -> list[Id]:
        contacts = self._book.contacts
        workspace = self._book.workspace
        known = contacts.ids_by_uid([str(card["uid"]) for card, *_ in waiting if card.get("uid")])
        ids: list[Id] = []
        for card, digest, _, _ in waiting:
            uid = str(card.get("uid") or "")
            if uid and uid in known:
                ids.append(known[uid])
            elif uid and card.get("kind") == "org" and (place := contacts.free_place(card, taken=self._places)):
                ids.append(place)
            elif uid:
                ids.append(derived_id(workspace, uid))
            else:
                nth = self._counts[digest] = self._counts.get(digest, 0) + 1
                ids.append(derived_id(workspace, f"record:{digest.hex()}:{nth}"))
        return ids


def _join(card: Card, more: Card) -> None:
    """Add to a card what a later record with the same UID says: lists grow, single values are the later ones."""
    for name, value in more.items():
        mine = card.get(name)
        if isinstance(mine, dict) and isinstance(value, dict) and all(isinstance(v, dict) for v in value.values()):
            for key, entry in value.items():
                if entry not in mine.values():
                    free = key
                    while free in mine:
                        free += "+"
                    mine[free] = entry
        else:
            card[name] = value


def _glance(card: Card) -> tuple[str, str]:
    """The name of a card and one line about it, for the preview."""
    organisations = [str(o.get("name", "")) for o in (card.get("organizations") or {}).values()]
    mails = [str(e.get("address", "")) for e in (card.get("emails") or {}).values()]
    phones = [str(p.get("number", "")) for p in (card.get("phones") or {}).values()]
    name = str((card.get("name") or {}).get("full") or "")
    said = [text for text in (*organisations, *mails, *phones) if text]
    return name or (said[0] if said else "?"), said[0] if said else ""


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError as error:
        raise NotFound(say("There is no file {file}.", file=path)) from error
    except OSError as error:
        raise StorageFailed(
            say("{file} cannot be read: {reason}.", file=path, reason=error.strerror or error)
        ) from error


@contextmanager
def _resting_collector() -> Iterator[None]:
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
