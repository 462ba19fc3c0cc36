"""From bytes to text: which encoding a table is in. Never fails; says what it chose.

The order: a byte order mark; UTF-16 or UTF-32 by the pattern of zero bytes; strict UTF-8; then the code page
of the user's locale (default Windows-1252), and Latin-1 where that has no such byte. A file of which most
lines with accents are good UTF-8 but some are not (pasted together from two programs) is read line by line;
so is one of a code page that a person named, where single lines do not fit it.
"""

from __future__ import annotations

import codecs
from dataclasses import dataclass

DEFAULT_CODE_PAGE = "cp1252"
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text without byte order mark, and the encoding's name for the report."""

    text: str
    encoding: str


def decode(data: bytes, code_page: str | None = None) -> Decoded:
    """The text of a file. ``code_page``: what to try after UTF-8 (a Python codec name)."""
    for mark, name in _MARKS:
        if data.startswith(mark):
            return Decoded(_without_mark(data.decode(name, "replace")), name)
    wide = _wide(data)
    if wide:
        return Decoded(_without_mark(data.decode(wide, "replace")), wide)
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        return _narrow(data, code_page or DEFAULT_CODE_PAGE)


def _without_mark(text: str) -> str:
    return text[1:] if text[:1] == "\ufeff" else text


def _wide(data: bytes) -> str | None:
    """UTF-16 or UTF-32 without a mark: nearly every Western character brings its zero bytes along."""
    start = data[:4096]
    zeros = [start[place::4].count(0) for place in range(4)]
    quarter = len(start) // 4
    if quarter < 2 or not sum(zeros):
        return None
    full = [zero >= 0.7 * quarter for zero in zeros]
    bare = [zero <= 0.05 * quarter for zero in zeros]
    if full[1] and full[2] and full[3] and bare[0]:
        return "utf-32-le"
    if full[0] and full[1] and full[2] and bare[3]:
        return "utf-32-be"
    if full[1] and full[3] and bare[0] and bare[2]:
        return "utf-16-le"
    if full[0] and full[2] and bare[1] and bare[3]:
        return "utf-16-be"
    return None


def _narrow(data: bytes, code_page: str) -> Decoded:
    name, decoder = code_page, code_page
    try:
        codecs.lookup(code_page)
    except LookupError:
        name = decoder = DEFAULT_CODE_PAGE
    lines = data.split(b"\n")
    good = bad = 0
    for line in lines:
        if not line.isascii():
            if _fits(line, "utf-8"):
                good += 1
            else:
                bad += 1
    if good > bad:
        text = "\n".join(_decode_line(line, decoder) for line in lines)
        return Decoded(text, f"utf-8 + {name}")
    try:
        return Decoded(data.decode(decoder), name)
    except UnicodeDecodeError:
        pass
    if name != DEFAULT_CODE_PAGE and any(_fits(line, decoder) for line in lines if not line.isascii()):
        return Decoded("\n".join(_decode_line(line, decoder) for line in lines), name)
    try:
        return Decoded(data.decode(DEFAULT_CODE_PAGE), DEFAULT_CODE_PAGE)
    except UnicodeDecodeError:
        return Decoded(data.decode("latin-1"), "latin-1")


def _fits(line: bytes, encoding: str) -> bool:
    try:
        line.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _decode_line(line: bytes, code_page: str) -> str:
    for name in ("utf-8", code_page):
        try:
            return line.decode(name)
        except UnicodeDecodeError:
            continue
    return line.decode("latin-1")
