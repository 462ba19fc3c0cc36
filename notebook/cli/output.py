"""What a command prints: text for people, or one JSON document; always UTF-8, whatever the data holds."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from typing import Any, TextIO

# Control characters would move the cursor or colour the terminal; a name can hold any.
_CONTROLS = {code: f"\\x{code:02x}" for code in (*range(32), *range(127, 160)) if code not in (9, 10)}
_CONTROLS |= {code: f"\\u{code:04x}" for code in (0x2028, 0x2029, *range(0x202A, 0x202F), *range(0x2066, 0x206A))}


_WIDEST = 50  # of a column: one name of a thousand letters does not push everybody's second column out of sight


def prepare_streams() -> None:
    """UTF-8 on stdout and stderr, on every system; what UTF-8 cannot carry comes out as an escape."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace")


class Output:
    """Where a command says what it found."""

    def __init__(self, as_json: bool) -> None:
        self.as_json = as_json

    def answer(self, document: Any, text: str | Iterable[str] = ()) -> None:
        """The result: the document with ``--json``, else the lines of text."""
        if self.as_json:
            self.document(document)
        else:
            for line in [text] if isinstance(text, str) else text:
                _line(sys.stdout, line)

    def document(self, document: Any) -> None:
        """One JSON document on a line of its own. Lone surrogates become their JSON escape."""
        import json

        sys.stdout.write(json.dumps(document, ensure_ascii=False) + "\n")

    def remark(self, sentence: object) -> None:
        """A sentence beside the result: on stderr."""
        _line(sys.stderr, str(sentence))


def shown(text: str) -> str:
    """Text on one line, made harmless for a terminal."""
    return " ".join(text.translate(_CONTROLS).split())


def table(rows: Sequence[Sequence[str]]) -> list[str]:
    """Rows as aligned columns, two spaces between; the last column is as long as it is."""
    rows = [[shown(cell) for cell in row] for row in rows]
    if not rows:
        return []
    widths = [min(_WIDEST, max(_width(row[column]) for row in rows)) for column in range(len(rows[0]) - 1)]
    return ["  ".join([*map(_padded, row[:-1], widths), row[-1]]).rstrip() for row in rows]


def _padded(cell: str, width: int) -> str:
    return cell + " " * (width - _width(cell))


def _width(text: str) -> int:
    if text.isascii():
        return len(text)
    from unicodedata import combining, east_asian_width

    return sum(0 if combining(c) else 2 if east_asian_width(c) in "WF" else 1 for c in text)


def _line(stream: TextIO, text: str) -> None:
    stream.write(text.translate(_CONTROLS) + "\n")
