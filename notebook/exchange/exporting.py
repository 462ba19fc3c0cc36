"""Contacts out: into a file that appears only when it is whole, or as a stream of bytes.

Cards are read and written in pages, so that 100,000 of them need no more memory than a hundred. An export to contact
people asks the permission ledger itself: no caller can let out whoever did not say yes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING

from notebook.errors import Cancelled, Refused, StorageFailed
from notebook.exchange.record import Card
from notebook.exchange.resting import resting_collector
from notebook.sentences import Sentence, count, say
from notebook.storage.files import whole

if TYPE_CHECKING:
    from notebook.book import Notebook
    from notebook.network.records import Permitted

Id = bytes
Progress = Callable[[int, int], bool]
"""Called with (done, of); returns False to cancel."""
FORMATS = ("csv", "vcard3", "vcard4", "jscontact")
DIALECTS = ("kithbook", "google", "outlook")
_STEP = 500


@dataclass(frozen=True, slots=True)
class Exported:
    """What went out: how many cards; ``permitted``: who said yes, no or nothing, of an export to contact people.

    ``named``: how many organisations have no card in it, because they are only a name on the cards of their people.
    """

    written: int
    permitted: Permitted | None = None
    named: int = 0


def only_named(many: int) -> Sentence | None:
    """That organisations have no card of their own in an export of everybody, in a sentence; None where all have."""
    if not many:
        return None
    return count("{n} organisation that is only a name in somebody's role goes with its people.",
                 "{n} organisations that are only a name in somebody's role go with their people.", many)  # fmt: skip


def export(
    book: Notebook,
    target: Path,
    format: str,
    dialect: str = "kithbook",
    ids: list[Id] | None = None,
    progress: Progress | None = None,
    to_contact: tuple[str, str] | None = None,
) -> Exported:
    """Write contacts (all, or ``ids``) to a file. ``to_contact``: see `stream`.

    Raises `Refused` when a notebook is in the place, `StorageFailed`, `Cancelled`; then the file is as it was before.
    """
    target = place_for(target)
    try:
        with whole(target) as draft, open(draft, "wb") as file:
            return write(book, file, format, dialect, ids, progress, to_contact)
    except OSError as error:
        raise StorageFailed(
            say("{file} could not be written: {reason}.", file=target, reason=error.strerror or error)
        ) from error


def write(
    book: Notebook,
    file: IO[bytes],
    format: str,
    dialect: str = "kithbook",
    ids: list[Id] | None = None,
    progress: Progress | None = None,
    to_contact: tuple[str, str] | None = None,
) -> Exported:
    """The same into a file that is open."""
    wanted, permitted = _outgoing(book, ids, to_contact)
    with resting_collector():
        for piece in _pieces(book, format, dialect, wanted, progress, to_contact):
            file.write(piece)
    named = book.contacts.exportable_count()[1] if ids is None and to_contact is None else 0
    return Exported(len(wanted), permitted, named)


def place_for(target: Path) -> Path:
    """The file to put in place: behind a link the one it points to. Raises `Refused` where a notebook would be lost."""
    target = target.resolve()
    try:
        with open(target, "rb") as file:
            head = file.read(100)
    except OSError:
        return target  # nothing there, or nothing to be read: opening it for writing says the rest
    if head.startswith(b"SQLite format 3\0"):
        from notebook.storage.schema import APPLICATION_ID

        if int.from_bytes(head[68:72], "big") == APPLICATION_ID:
            raise Refused(say("{file} is a notebook, which is never written over. Choose another name.", file=target))
    return target


def stream(
    book: Notebook,
    format: str,
    dialect: str,
    ids: list[Id],
    progress: Progress | None = None,
    to_contact: tuple[str, str] | None = None,
) -> Iterator[bytes]:
    """The bytes of an export, piece by piece. Raises `Refused` for an unknown format, `Cancelled`.

    ``to_contact``: on this channel for this purpose; of ``ids`` only those go out who said yes to it, with no more than
    that takes (see `reaching`). Raises `Refused` for an unknown channel.
    """
    return _pieces(book, format, dialect, _outgoing(book, ids, to_contact)[0], progress, to_contact)


def _outgoing(
    book: Notebook, ids: list[Id] | None, to_contact: tuple[str, str] | None
) -> tuple[list[Id], Permitted | None]:  # fmt: skip
    """Who goes out: nobody without a yes, whoever asked for this export."""
    if to_contact is None:
        return book.contacts.exportable() if ids is None else ids, None
    permitted = book.permissions.who(*to_contact, ids)
    return list(permitted.granted), permitted


def _pieces(
    book: Notebook,
    format: str,
    dialect: str,
    ids: list[Id],
    progress: Progress | None,
    to_contact: tuple[str, str] | None,
) -> Iterator[bytes]:
    from notebook.exchange.reaching import Reach
    from notebook.exchange.records import Records

    reach = Reach(*to_contact) if to_contact is not None else None

    def cards() -> Iterator[Card]:
        records = Records(book)
        for done, card in enumerate(records.cards(ids) if reach is None else records.reached(ids, reach)):
            if progress is not None and done % _STEP == 0 and not progress(done, len(ids)):
                raise Cancelled(say("Cancelled; no file was written."))
            yield card

    return written(cards(), format, dialect)


def written(cards: Iterable[Card], format: str, dialect: str = "kithbook") -> Iterator[bytes]:
    """Cards as the bytes of a file of this format, piece by piece. Raises `Refused` for an unknown format."""
    if format == "csv":
        from notebook.exchange import csv

        for line in csv.write(cards, dialect):
            yield line.encode("utf-8", "surrogatepass")
    elif format in ("vcard3", "vcard4"):
        from notebook.exchange import vcard

        writer = vcard.writer("3.0" if format == "vcard3" else "4.0")
        for card in cards:
            yield writer.write(card)
    elif format == "jscontact":
        from notebook.exchange import jscontact

        yield from jscontact.stream(cards)
    else:
        raise Refused(say("There is no format {name}.", name=format))
