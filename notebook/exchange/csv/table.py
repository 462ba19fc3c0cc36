"""From text to rows of cells: the delimiter by consistency, rows with the line they start on.

Any line ends, also mixed; quoted cells with line breaks; cells of any size; ragged rows are handed on as they
are. A quote that is never closed would swallow the rest of the file: the line it stands on is then taken
without quoting, and the reader goes on with the next line.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

DELIMITERS = (",", ";", "\t", "|")
_SAMPLE_CHARACTERS = 200_000
_SAMPLE_ROWS = 500
_LARGEST_CELL = 1 << 30
_MOST_REPAIRS = 50
_END = "\x00end of table"


@dataclass(frozen=True, slots=True)
class Row:
    """One row: the line it starts on (from 1) and its cells. ``torn``: taken without its unclosed quote."""

    line: int
    cells: list[str]
    torn: bool = False

    @property
    def blank(self) -> bool:
        """Whether nothing is in it."""
        return not any(cell.strip() for cell in self.cells)


def rows_of(text: str, delimiter: str) -> Iterator[Row]:
    """All rows that are not empty lines, in file order."""
    allow_large_cells()
    end = _END
    while end in text:
        end += "."
    pending = text
    before = 0
    for _ in range(_MOST_REPAIRS):
        torn_at: int | None = None
        reader = csv.reader(chain(io.StringIO(pending, newline=""), ["\n", end]), delimiter=delimiter)
        line = 1
        for cells in reader:
            if cells == [end]:
                break
            if cells and cells[-1].endswith(end):
                torn_at = line
                break
            if cells:
                yield Row(before + line, cells)
            line = reader.line_num + 1
        if torn_at is None:
            return
        rest = io.StringIO(pending, newline="")
        torn = [rest.readline() for _ in range(torn_at)][-1]
        bare = next(csv.reader([torn.rstrip("\r\n")], delimiter=delimiter, quoting=csv.QUOTE_NONE), [])
        if bare:
            yield Row(before + torn_at, bare, torn=True)
        pending = rest.read()
        before += torn_at
    for number, line_text in enumerate(io.StringIO(pending, newline=""), before + 1):
        bare = next(csv.reader([line_text.rstrip("\r\n")], delimiter=delimiter, quoting=csv.QUOTE_NONE), [])
        if bare:
            yield Row(number, bare, torn=True)


def allow_large_cells() -> None:
    """Lift the csv module's limit of 128 KB for a cell (it is one for the whole process; never lowered)."""
    if csv.field_size_limit() < _LARGEST_CELL:
        csv.field_size_limit(_LARGEST_CELL)


def declared_delimiter(text: str) -> str | None:
    """The delimiter of Excel's first line ``sep=;``; None without one."""
    first = text[:12].lstrip("\ufeff").strip('"')
    if first[:4].lower() == "sep=" and len(first) > 4 and first[5:6] in ("", "\r", "\n", '"'):
        return first[4]
    return None


def find_delimiter(text: str) -> str:
    """The delimiter under which the rows agree best on a width; a comma where nothing is delimited."""
    declared = declared_delimiter(text)
    if declared:
        return declared
    sample = text[:_SAMPLE_CHARACTERS]
    best, best_score = DELIMITERS[0], (0.0, 0.0)
    for delimiter in DELIMITERS:
        if delimiter in sample:
            score = _agreement(sample, delimiter)
            if score > best_score:
                best, best_score = delimiter, score
    return best


def _agreement(sample: str, delimiter: str) -> tuple[float, float]:
    widths: list[int] = []
    for row in rows_of(sample, delimiter):
        if not row.blank:
            widths.append(len(row.cells))
        if len(widths) >= _SAMPLE_ROWS:
            break
    split = [width for width in widths if width > 1]
    if not split:
        return (0.0, 0.0)
    usual, times = Counter(split).most_common(1)[0]
    return (times / len(widths) + 0.5 * (len(split) - times) / len(widths), float(usual))
