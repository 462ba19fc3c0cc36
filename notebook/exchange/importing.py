"""Address books in: plan -> preview -> apply as one batch (X4).

Planning reads every record, finds out whom it is about and what it would change, and writes nothing.
Applying writes short changes of one batch: all or nothing, undone as one, taken back by the next start when
the process is killed half-way.

Who a card is about (sync.md 2): a UID that is known here, else ``uuid5(workspace, UID)``; a card without
UID is told by its own bytes, so that the same file twice creates nothing while two equal cards in one file
stay two. An organisation's card takes the place that stands for its name as long as that place is free.
Records with one UID in one file are one card; the later ones add to the first.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from notebook.changes.ids import Id, derived_id
from notebook.contacts.update import ImportRule
from notebook.errors import Cancelled, NotFound, StorageFailed
from notebook.exchange.records import Records, carries
from notebook.exchange.resting import resting_collector
from notebook.exchange.twins import Twin, Twins
from notebook.sentences import Sentence, count, say
from notebook.timeline.on_card import Incoming

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
_NAMED = 5


@dataclass(frozen=True, slots=True)
class Trouble:
    """Data that was not taken: in which file and record (from 1), on which line, and why."""

    file: str
    record: int | None
    line: int | None
    message: Sentence


@dataclass(frozen=True, slots=True)
class SourceFile:
    """How a file was read. ``taken``: how many of its records said something, or were empty without a fault."""

    file: str
    format: str
    encoding: str
    records: int
    taken: int


@dataclass(frozen=True, slots=True)
class Sample:
    """One line of the preview. ``action``: created, updated or unchanged; ``perhaps``: see `twins`."""

    action: str
    name: str
    context: str
    record: int
    file: str
    perhaps: Sentence | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """What the records about one contact say, together; ``packed``: the card (msgpack)."""

    id: Id
    action: str
    packed: bytes


@dataclass(frozen=True, slots=True)
class Plan:
    """What an import would do, as the notebook is now; `apply` looks again at every contact.

    ``skipped``: records without anything in them, or the same record once more. ``places``: the contacts of UIDs
    that an organisation's name decided. ``to_choose``: how many values of how many contacts would stand beside what a
    person typed and wait for a choice. ``twins``: who is perhaps there already, and comes in all the same.
    """

    created: int
    updated: int
    unchanged: int
    skipped: int
    problems: tuple[Trouble, ...]
    files: tuple[SourceFile, ...]
    samples: tuple[Sample, ...]
    items: tuple[Item, ...]
    places: Mapping[str, Id]
    to_choose: tuple[int, int] = (0, 0)
    twins: tuple[Twin, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """What an import did. ``batch`` is None when there was nothing to write; ``to_choose``, ``twins``: see `Plan`."""

    batch: Id | None
    created: int
    updated: int
    unchanged: int
    skipped: int
    problems: tuple[Trouble, ...]
    files: tuple[SourceFile, ...]
    to_choose: tuple[int, int] = (0, 0)
    twins: tuple[Twin, ...] = ()


def nothing_taken(planned: Plan) -> list[Sentence]:
    """The files that are not what they should be and brought nothing at all, each in a sentence."""
    broken = {one.file for one in planned.problems}
    return [say("Nothing could be taken from {file}.", file=one.file)
            for one in planned.files if not one.taken and one.file in broken]  # fmt: skip


def waiting(to_choose: tuple[int, int]) -> Sentence | None:
    """How many values wait to be chosen from, in a sentence; None where none does."""
    values, contacts = to_choose
    if not values:
        return None
    whose = count("{n} contact", "{n} contacts", contacts)
    return count("{n} value of {whose} waits for you to choose: the card shows it beside what stood there",
                 "{n} values of {whose} wait for you to choose: the card shows them beside what stood there",
                 values, whose=whose)  # fmt: skip


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
    planner = _Planner(book)
    with resting_collector():
        for path in files:
            page = (code_pages or {}).get(path, code_page)
            planner.read(path, format, (mappings or {}).get(path, mapping), page, progress)
        return planner.plan()


def apply(book: Notebook, planned: Plan, progress: Progress | None = None) -> Report:
    """Carry a plan out as one batch. Raises `Cancelled` and `StorageFailed`; then nothing was changed."""
    todo = [item for item in planned.items if item.action != "unchanged"]
    todo.sort(key=lambda item: item.id)  # neighbours in the indexes are written together: twice as fast at 100,000
    batch_id: Id | None = None
    did = Counter({"unchanged": planned.unchanged})
    beside: dict[Id, int] = {}
    if todo:
        people = _People(book, {item.id for item in planned.items}, planned.places)
        records = Records(book, people.find)
        with (
            resting_collector(),
            book.journal.batch(title(planned.files), source=source(planned.files)) as batch,
        ):
            done, size = 0, _FEWEST
            while done < len(todo):
                if progress is not None and not progress(done, len(todo)):
                    raise Cancelled(say("Cancelled; nothing was imported."))
                piece = todo[done : done + size]
                started = time.thread_time()
                with batch.change() as draft:
                    did.update(_write(book, records, draft, piece, beside))
                took = time.thread_time() - started
                done += len(piece)
                size = max(_FEWEST, min(400, round(size * min(2.0, _PIECE / max(took, 0.001)))))
                time.sleep(0.0005)  # another process may be waiting for its turn
        batch_id = batch.id if did["created"] or did["updated"] else None
    return Report(batch_id, did["created"], did["updated"], did["unchanged"], planned.skipped, planned.problems,
                  planned.files, (sum(beside.values()), len(beside)), planned.twins)  # fmt: skip


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


def _write(
    book: Notebook, records: Records, draft: Draft, piece: Sequence[Item], beside: dict[Id, int]
) -> Iterator[str]:
    """What became of each: somebody may have made, changed or deleted contacts since the plan was made.

    ``beside`` gets how many of their values wait for a choice.
    """
    import msgspec.msgpack

    living = book.contacts.living([item.id for item in piece])
    batch = []
    for item in piece:
        named = item.action == "created" and not living.get(item.id)  # at most as the organisation of somebody's role
        fresh = named or item.id not in living
        batch.append(Incoming(item.id, msgspec.msgpack.decode(item.packed), fresh))
    records.plan(batch)
    book.contacts.import_new(draft, [(one.contact, one.card) for one in batch if one.fresh], beside)
    for one in batch:
        changed = not one.fresh and book.contacts.import_update(draft, one.contact, one.card, beside)
        yield "created" if one.fresh else "updated" if changed or one.ops.found else "unchanged"
    records.write(draft, batch)


class _People:
    """Whom UIDs name: contacts of the notebook, and those that the import makes."""

    def __init__(self, book: Notebook, planned: Container[Id], places: Mapping[str, Id]) -> None:
        self._book, self._planned, self._places = book, planned, places

    def find(self, uids: Sequence[str]) -> dict[str, Id]:
        """The contacts known by these UIDs; deleted ones only where the import brings them back."""
        contacts = self._book.contacts
        known = contacts.ids_by_uid(uids)
        living = contacts.living(list(known.values()))
        found = {uid: contact for uid, contact in known.items() if contact in living or contact in self._planned}
        for uid in uids:
            place = self._places.get(uid) or derived_id(self._book.workspace, uid)
            if uid not in found and place in self._planned:
                found[uid] = place
        return found


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

    def __init__(self, book: Notebook) -> None:
        self._book = book
        self._counts: dict[bytes, int] = {}
        self._waiting: list[tuple[Card, bytes, int, str]] = []
        self._at: dict[Id, int] = {}  # where an item stands; -1 while it is being made
        self._places: dict[str, Id] = {}
        self._records = Records(book, _People(book, self._at, self._places).find)
        self._verdicts: Counter[str] = Counter()
        self._items: list[Item] = []
        self._open: list[int] = []  # items that speak of somebody who may come later
        self._beside: dict[Id, int] = {}  # how many values would wait for a choice
        self._back: list[tuple[str, date]] = []  # whom somebody deleted here, and when
        self._skipped = 0
        self._problems: list[Trouble] = []
        self._files: list[SourceFile] = []
        self._samples: list[Sample] = []
        self._twins = Twins(book)

    def read(
        self, path: Path, format: str | None, mapping: Any, code_page: str | None, progress: Progress | None
    ) -> None:
        """Plan one file."""
        from notebook.exchange import formats

        self._counts.clear()  # the same card in two files is the same card; twice in one file it is two
        data = _bytes(path)
        found, records = formats.read_any(data, path.name, format, mapping, code_page)
        number = taken = 0
        for record in records:
            number = record.number
            self._problems += [
                Trouble(str(path), record.number, problem.line, problem.sentence) for problem in record.problems
            ]
            taken += record.card is not None or not record.problems
            if record.card is None:
                self._skipped += not record.problems
                continue
            self._waiting.append((record.card, record.digest, record.number, str(path)))
            if len(self._waiting) == _STEP:
                self._settle()
                if progress is not None and not progress(number, 0):
                    raise Cancelled(say("Cancelled; nothing was imported."))
        self._settle()
        self._files.append(SourceFile(str(path), found.format, found.encoding, number, taken))

    def plan(self) -> Plan:
        """What was found, once every file is read."""
        for place in self._open:
            self._again(place)
        self._problems += self._coming_back()
        twins = tuple(self._twins.found())
        perhaps = {(twin.file, twin.record): twin.message for twin in twins}
        samples = (replace(one, perhaps=perhaps.get((one.file, one.record))) for one in self._samples)
        return Plan(self._verdicts["created"], self._verdicts["updated"], self._verdicts["unchanged"], self._skipped,
                    tuple(self._problems), tuple(self._files), tuple(samples), tuple(self._items), self._places,
                    (sum(self._beside.values()), sum(map(bool, self._beside.values()))), twins)  # fmt: skip

    def _settle(self) -> None:
        import msgspec.msgpack

        waiting, self._waiting = self._waiting, []
        ids = self._identify(waiting)
        fresh: list[tuple[Id, Card, int, str]] = []
        for contact, (card, _, number, file) in zip(ids, waiting, strict=True):
            place = self._at.get(contact)
            if place is None:
                self._at[contact] = -1
                fresh.append((contact, card, number, file))
                continue
            self._skipped += 1
            waiting_card = next((entry[1] for entry in fresh if entry[0] == contact), None)
            if waiting_card is not None:
                _join(waiting_card, card)
            else:
                whole = msgspec.msgpack.decode(self._items[place].packed)
                _join(whole, card)
                self._items[place] = replace(self._items[place], packed=msgspec.msgpack.encode(whole))
                self._again(place)
        verdicts = self._compare([(contact, card) for contact, card, _, _ in fresh])
        self._twins.look([(contact, action, card, number, file) for (contact, card, number, file), (action, _) in
                          zip(fresh, verdicts, strict=True)])  # fmt: skip
        self._note_deleted({one.contact: _glance(one.card)[0] for action, one in verdicts if action == "created"})
        for (contact, card, number, file), (action, one) in zip(fresh, verdicts, strict=True):
            self._at[contact] = len(self._items)
            if one.unresolved and action == "unchanged":
                self._open.append(len(self._items))
            self._problems += [Trouble(file, number, None, sentence) for sentence in one.refused]
            self._items.append(Item(contact, action, msgspec.msgpack.encode(card)))
            self._verdicts[action] += 1
            if len(self._samples) < SAMPLES:
                self._samples.append(Sample(action, *_glance(card), number, file))

    def _note_deleted(self, names: Mapping[Id, str]) -> None:
        """Whom of these a person has deleted."""
        marks = ",".join("?" * len(names))
        sql = f"SELECT id FROM contact WHERE id IN ({marks}) AND +sy_live = 0"
        deleted = [row[0] for row in self._book.db.rows(sql, list(names))] if names else []
        for contact, at in ImportRule(self._book.journal).gone("contact", deleted).items():
            self._back.append((names[contact], self._book.clock.local(at).date()))

    def _coming_back(self) -> Iterator[Trouble]:
        """That the import brings back whom somebody deleted here."""
        if len(self._back) == 1:
            [(name, day)] = self._back
            told: Sentence = say("{name} was deleted here on {day}, and comes back by this import.", name=name, day=day)
        else:
            names = ", ".join([name for name, _ in self._back[:_NAMED]] + ["…"] * (len(self._back) > _NAMED))
            told = count("{n} contact was deleted here and comes back by this import: {names}",
                         "{n} contacts were deleted here and come back by this import: {names}", len(self._back),
                         names=names)  # fmt: skip
        if self._back:
            yield Trouble(", ".join(dict.fromkeys(one.file for one in self._files)), None, None, told)

    def _again(self, place: int) -> None:
        """Look once more at what an item would do."""
        import msgspec.msgpack

        item = self._items[place]
        if item.action == "created":
            return
        [(action, _)] = self._compare([(item.id, msgspec.msgpack.decode(item.packed))])
        self._verdicts[item.action] -= 1
        self._verdicts[action] += 1
        self._items[place] = replace(item, action=action)

    def _compare(self, cards: Sequence[tuple[Id, Card]]) -> list[tuple[str, Incoming]]:
        telling = [contact for contact, card in cards if carries(card)]
        living = self._book.contacts.living(telling) if telling else {}
        batch = [Incoming(contact, dict(card), contact not in living) for contact, card in cards]
        self._records.plan(batch)
        verdicts = self._book.contacts.compare_cards([(one.contact, one.card) for one in batch], self._beside)
        return [
            ("updated" if verdict == "unchanged" and one.ops.found else verdict, one)
            for verdict, one in zip(verdicts, batch, strict=True)
        ]

    def _identify(self, waiting: list[tuple[Card, bytes, int, str]]) -> list[Id]:
        contacts = self._book.contacts
        workspace = self._book.workspace
        known = contacts.ids_by_uid([str(card["uid"]) for card, *_ in waiting if card.get("uid")])
        ids: list[Id] = []
        given = set[Id]()  # two organisations of one name are two: the first has the place of the name
        for card, digest, _, _ in waiting:
            uid = str(card.get("uid") or "")
            if uid and uid in known:
                ids.append(known[uid])
            elif uid in self._places:
                ids.append(self._places[uid])
            elif uid and (place := self._place(card, given)) is not None:
                self._places[uid] = place
                given.add(place)
                ids.append(place)
            elif uid:
                ids.append(derived_id(workspace, uid))
            else:
                nth = self._counts[digest] = self._counts.get(digest, 0) + 1
                ids.append(derived_id(workspace, f"record:{digest.hex()}:{nth}"))
        return ids

    def _place(self, card: Card, given: Container[Id]) -> Id | None:
        """The place of its name that the card of an organisation may take."""
        place = self._book.contacts.free_place(card, taken=self._at) if card.get("kind") == "org" else None
        return None if place in given else place


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
