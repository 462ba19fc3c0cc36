"""Commands that move address books: convert, import, export."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from notebook.cli.output import Output, shown
from notebook.errors import KithbookError, NotFound, Refused, StorageFailed
from notebook.exchange.record import Card, Problem, Record
from notebook.sentences import Sentence, count, say

if TYPE_CHECKING:
    from notebook.exchange.twins import Twin

_TOLD = 20  # of those who are perhaps there twice are named
_SUFFIXES = {".vcf": "vcard3", ".json": "jscontact"}


# convert


def convert(options: argparse.Namespace, output: Output) -> int:
    """``convert FILE... --to``: every file is converted; 1 when one of them could not be read."""
    mapping = _mapping(options.map)
    for name in options.files:
        _readable(name)
        if options.out != "-" and os.path.isfile(options.out) and os.path.samefile(name, options.out):
            raise Refused(say("{file} would be read and written over at once. Choose another name.", file=options.out))
    conversion = _Conversion(options, mapping, output)
    with _target(options.out) as file:
        if options.to == "jscontact":
            for name in options.files:
                file.write(conversion.json_line(name))
        else:
            for piece in conversion.pieces():
                file.write(piece)
            if conversion.refused and not conversion.cards and options.out != "-":
                raise Refused(say("Nothing could be read, so {file} was not written.", file=options.out))
    if options.json and options.to != "jscontact":
        output.document({"file": options.out, "cards": conversion.cards, "problems": conversion.problems})
    elif options.out != "-":
        output.remark(_written(conversion.cards, options.out))
    return 1 if conversion.refused else 0


class _Conversion:
    """Reads the files one after the other and counts what happens."""

    def __init__(self, options: argparse.Namespace, mapping: Mapping[str, str | None] | None, output: Output) -> None:
        self._options = options
        self._mapping = mapping
        self._output = output
        self.cards = 0
        self.problems: list[dict[str, Any]] = []
        self.refused = False

    def json_line(self, name: str) -> bytes:
        """One file as one JSON object."""
        import json

        cards, problems = [], []
        for record in self._records(name):
            problems += [_problem(record.number, problem) for problem in record.problems]
            if record.card is not None:
                cards.append(_with_uid(record.card, record.digest))
        self.cards += len(cards)
        document = {"file": name, "cards": cards, "problems": problems}
        # Lone surrogates of a file's name become their JSON escape.
        return json.dumps(document, ensure_ascii=False).encode("utf-8", "backslashreplace") + b"\n"

    def pieces(self) -> Iterator[bytes]:
        """All cards of all files in the format asked for; problems go to stderr."""
        from notebook.exchange.exporting import written

        yield from written(self._all_cards(), self._options.to, self._options.dialect)

    def _all_cards(self) -> Iterator[Card]:
        for name in self._options.files:
            for record in self._records(name):
                for problem in record.problems:
                    self.problems.append({"file": name, **_problem(record.number, problem)})
                    if record.digest:  # of a file that was refused as a whole it was said already
                        self._output.remark(_complaint(name, record.number, problem.line, problem.sentence))
                if record.card is not None:
                    self.cards += 1
                    yield _with_uid(record.card, record.digest)

    def _records(self, name: str) -> Iterator[Record]:
        """The records of a file; a file that is no address book is one record of which nothing was taken."""
        from notebook.exchange.formats import read_any

        try:
            _, records = read_any(_bytes(name), name, self._options.format, self._mapping,
                                  self._options.encoding)  # fmt: skip
        except Refused as error:
            self.refused = True
            self._output.remark(error.sentence)
            yield Record(1, 1, None, b"", (Problem(None, error.sentence),))
            return
        yield from records


def _with_uid(card: Card, digest: bytes) -> Card:
    """RFC 9553 2.1.9 wants a uid: one made of the record, so that the same record always gets the same."""
    if card.get("uid"):
        return card
    from notebook.changes.ids import derived_id, show_id

    uid = "urn:uuid:" + show_id(derived_id(bytes(16), f"record:{digest.hex()}"))
    return {"@type": "Card", "version": "1.0", "uid": uid, **card}


def _problem(record: int | None, problem: Problem) -> dict[str, Any]:
    return {"record": record, "line": problem.line, "message": str(problem.sentence)}


# import


def import_(options: argparse.Namespace, output: Output) -> int:
    """``import FILE...``: one change that `undo` takes back as a whole; 1 when a file brought nothing but faults."""
    from notebook.changes.ids import show_id
    from notebook.cli.session import opened
    from notebook.exchange import importing

    mapping = _mapping(options.map)
    for name in options.files:
        _readable(name)
    with opened(options, create=True, writes=not options.dry_run) as book:
        planned = importing.plan(book, [Path(name) for name in options.files], options.format, mapping,
                                 code_page=options.encoding)  # fmt: skip
        done = planned if options.dry_run else importing.apply(book, planned)
        batch = done.batch if isinstance(done, importing.Report) else None
        for trouble in planned.problems:
            output.remark(_complaint(trouble.file, trouble.record, trouble.line, trouble.message))
        output.answer(
            {
                "batch": show_id(batch) if batch else None,
                "created": planned.created,
                "updated": planned.updated,
                "unchanged": planned.unchanged,
                "skipped": planned.skipped,
                "to_choose": {"values": done.to_choose[0], "contacts": done.to_choose[1]},
                "perhaps_twice": [
                    {"file": t.file, "record": t.record, "name": t.name, "message": str(t.message)}
                    for t in planned.twins
                ],
                "problems": [
                    {"file": t.file, "record": t.record, "line": t.line, "message": str(t.message)}
                    for t in planned.problems
                ],
                "files": [
                    {"file": f.file, "format": f.format, "encoding": f.encoding, "records": f.records}
                    for f in planned.files
                ],
            },
            [*_summary(planned, options.dry_run), *filter(None, [_text(importing.waiting(done.to_choose))]),
             *_twice(planned.twins)],
        )
        empty = importing.nothing_taken(planned)
        for sentence in empty:
            output.remark(sentence)
    return 1 if empty else 0


def _twice(twins: Sequence[Twin]) -> Iterator[str]:
    """Who is perhaps there twice: how many, and the first of them."""
    from notebook.exchange.twins import twice

    if twins:
        yield f"{twice(twins)}:"
        for one in twins[:_TOLD]:
            yield _complaint(one.file, one.record, None, shown(f"{one.name}, {one.message}"))
        if len(twins) > _TOLD:
            yield f"and {len(twins) - _TOLD} more; --json has them all"


def _text(sentence: Sentence | None) -> str:
    return "" if sentence is None else str(sentence)


def _summary(planned: Any, dry_run: bool) -> Iterable[str]:
    for source in planned.files:
        yield f"{shown(source.file)}: {source.format}, {source.encoding}, {source.records} records"
    yield (
        f"{'Would be created' if dry_run else 'Created'} {planned.created}, updated {planned.updated}, "
        f"unchanged {planned.unchanged}, skipped {planned.skipped}, problems {len(planned.problems)}"
    )


# export


def export(options: argparse.Namespace, output: Output) -> None:
    """``export FILE|-``: all contacts, or those that a search finds."""
    from notebook.cli.session import opened
    from notebook.contacts.listing import View
    from notebook.exchange import exporting

    chosen = options.format or _SUFFIXES.get(Path(options.file).suffix.lower(), "csv")
    with opened(options) as book:
        ids = book.contacts.ids(View(kind=None, text=options.query)) if options.query else None
        asked = (options.to_contact, options.purpose) if options.to_contact else None
        with _target(options.file) as file:
            done = exporting.write(book, file, chosen, options.dialect, ids, to_contact=asked)
    document: dict[str, Any] = {"file": options.file, "format": chosen, "cards": done.written,
                                "only_named": done.named}  # fmt: skip
    if done.permitted is not None:
        held, unknown = len(done.permitted.held_back), len(done.permitted.unknown)
        document |= {"held_back": held, "unknown": unknown}
        output.remark(say("{held} held back (no permission, or no longer), {unknown} unknown (never asked).",
                          held=held, unknown=unknown))  # fmt: skip
    if options.file != "-":
        told = (_written(done.written, options.file), exporting.only_named(done.named))
        output.answer(document, [str(sentence) for sentence in told if sentence is not None])


# files


def _written(number: int, name: str) -> Sentence:
    return count("{n} card written to {file}.", "{n} cards written to {file}.", number, file=shown(name))


@contextmanager
def _target(name: str) -> Iterator[IO[bytes]]:
    """Where bytes go. A file appears (or is replaced) only when everything is in it."""
    if name == "-":
        sys.stdout.flush()
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    from notebook.exchange.exporting import place_for
    from notebook.storage.files import whole

    path = Path(name).expanduser()
    try:
        if path.exists() and not path.is_file():  # a pipe or a device is written to, never replaced
            with open(path, "wb") as file:
                yield file
            return
        with whole(place_for(path)) as draft, open(draft, "wb") as file:  # a link stays a link
            yield file
    except OSError as error:
        raise StorageFailed(
            say("{file} could not be written: {reason}.", file=name, reason=error.strerror or error)
        ) from error


def _readable(name: str) -> None:
    """Raises what `_bytes` would, before anything was done with the other files."""
    try:
        with open(name, "rb"):
            pass
    except OSError as error:
        raise _unreadable(name, error) from error


def _bytes(name: str) -> bytes:
    try:
        return Path(name).read_bytes()
    except OSError as error:
        raise _unreadable(name, error) from error


def _unreadable(name: str, error: OSError) -> KithbookError:
    if isinstance(error, FileNotFoundError):
        return NotFound(say("There is no file {file}.", file=name))
    return StorageFailed(say("{file} cannot be read: {reason}.", file=name, reason=error.strerror or error))


def _mapping(name: str | None) -> dict[str, str | None] | None:
    """The --map file; raises `Refused` when it maps nothing."""
    if name is None:
        return None
    from notebook.exchange import csv

    return csv.mapping_from_json(_bytes(name))


def _complaint(file: str, record: int | None, line: int | None, sentence: object) -> str:
    place = [shown(file)]
    place += [f"record {record}"] if record is not None else []
    place += [f"line {line}"] if line is not None else []
    return f"{', '.join(place)}: {sentence}"
