"""Writing cards as a table, streamed: RFC 4180 with CRLF, a byte order mark in front, formulas neutralised.

The mark makes Excel read UTF-8; everything that reads CSV well passes over it, this package too.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator

from notebook.errors import Refused
from notebook.exchange.csv.cells import STARTS, guarded
from notebook.exchange.csv.own import OwnTable
from notebook.exchange.csv.vendors import DIALECTS
from notebook.exchange.record import Card
from notebook.sentences import say

_ROWS_AT_ONCE = 250
_MARK = "\ufeff"


def write(cards: Iterable[Card], dialect: str = "kithbook") -> Iterator[str]:
    """Pieces of the file's text, to be encoded as UTF-8 (the first starts with the mark).

    ``dialect``: kithbook, google or outlook; raises `Refused` for others.
    """
    cells: Callable[[Card], list[str]]
    if dialect == "kithbook":
        own = OwnTable()
        header, cells = own.header, own.cells
    elif dialect in DIALECTS:
        header, cells = DIALECTS[dialect]
    else:
        raise Refused(say("There is no CSV dialect named “{name}”; take kithbook, google or outlook", name=dialect))
    return _pieces(header, cells, cards)


def _pieces(header: tuple[str, ...], cells: Callable[[Card], list[str]], cards: Iterable[Card]) -> Iterator[str]:
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\r\n")
    buffer.write(_MARK)
    writer.writerow(header)
    waiting = 0
    for card in cards:
        writer.writerow([guarded(cell) if cell and cell[0] in STARTS else cell for cell in cells(card)])
        waiting += 1
        if waiting == _ROWS_AT_ONCE:
            yield buffer.getvalue()
            buffer.seek(0)
            buffer.truncate()
            waiting = 0
    yield buffer.getvalue()
