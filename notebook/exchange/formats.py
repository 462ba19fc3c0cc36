"""Which format a file is in, found by looking inside; and reading it, whatever it is.

The content decides, the name only where the content says nothing. What nobody here reads is refused with a
sentence that says what it seems to be.
"""

from __future__ import annotations

import binascii
import codecs
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePath

from notebook.errors import Refused
from notebook.exchange.record import Record
from notebook.sentences import Sentence, say

_SUFFIXES = {
    ".vcf": "vcard",
    ".vcard": "vcard",
    ".csv": "csv",
    ".tsv": "csv",
    ".tab": "csv",
    ".txt": "csv",
    ".json": "jscontact",
    ".jsonl": "jscontact",
    ".jscontact": "jscontact",
}
_CARD_BEGINS = re.compile(rb"(?:^|[\r\n])[ \t]*(?:[\w-]+\.)?BEGIN[ \t]*:[ \t]*VCARD", re.IGNORECASE)
_PROPERTY_BEGINS = re.compile(rb"\s*[A-Za-z][\w.-]*(?:;[^:\r\n]*)?:")
_LDIF_BEGINS = re.compile(rb"(?:version: ?1\s+)?(?:#[^\n]*\n)*dn::? ", re.IGNORECASE)
_FOREIGN: tuple[tuple[bytes, Sentence], ...] = (
    (b"PK\x03\x04", say("a ZIP archive or an office document; save the sheet as CSV first")),
    (b"\xd0\xcf\x11\xe0", say("an old office document; save the sheet as CSV first")),
    (b"SQLite format 3", say("a database; if it is a notebook, open it instead")),
    (b"\x1f\x8b", say("a compressed file; unpack it first")),
    (b"%PDF", say("a PDF document")),
    (b"\x89PNG", say("a picture")),
    (b"\xff\xd8\xff", say("a picture")),
    (b"BEGIN:VCALENDAR", say("a calendar")),
)
_HEAD = 65536
_NO_TEXT = frozenset(("idna", "punycode", "unicode_escape", "unicode-escape", "raw-unicode-escape",
                      "raw_unicode_escape", "undefined", "mbcs", "oem", "utf-7"))  # fmt: skip


CODE_PAGES = (
    "cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp932", "gb18030", "big5", "cp949",
)  # fmt: skip
"""Those worth offering where a file does not say how its letters are written; the first is the usual one."""


@dataclass(frozen=True, slots=True)
class Source:
    """What a file turned out to be: ``vcard``, ``csv`` or ``jscontact``, and in which encoding."""

    format: str
    encoding: str


def certain(encoding: str) -> bool:
    """Whether an encoding (as `Source` names it) shows in the bytes; any other one is a guess or was named."""
    return encoding.startswith("utf-") and "+" not in encoding


def code_page(name: str) -> str | None:
    """What Python calls the encoding of that name (``Windows-1251`` is ``cp1251``); None for no encoding of text."""
    try:
        found = codecs.lookup(name.strip())
        "".encode(found.name)  # codecs of bytes (hex, zlib) are none
    except (LookupError, ValueError):
        return None
    return None if found.name in _NO_TEXT else found.name


def detect(data: bytes, name: str) -> str | None:
    """The format of a file, or None when nobody here reads it."""
    head = _plain(data[:_HEAD])
    suffix = _SUFFIXES.get(PurePath(name).suffix.lower())
    if _CARD_BEGINS.search(head):
        return "vcard"
    if head.lstrip()[:1] in (b"{", b"[") and (suffix == "jscontact" or b'"Card"' in head or suffix is None):
        return "jscontact"
    if _seems(data) is not None:
        return None
    if suffix is None and head.strip() and b"\0" not in head:
        return "csv"
    return "csv" if suffix in ("vcard", "jscontact") and _is_table(data, head) else suffix


def read_any(
    data: bytes,
    name: str,
    format: str | None = None,
    mapping: Mapping[str, str | None] | None = None,
    code_page: str | None = None,
) -> tuple[Source, Iterator[Record]]:
    """The records of a file of any format.

    ``format`` overrules what is found; ``mapping`` (CSV header -> field) is for headers that nobody knows;
    ``code_page`` (a Python codec) is how letters are read that are neither Unicode nor labelled.
    Raises `Refused` when the file is of no known format, or its CSV header is not understood.
    """
    chosen = format or detect(data, name)
    if chosen == "vcard":
        from notebook.exchange import vcard

        return Source("vcard", _encoding(data, code_page)), vcard.read(data, code_page=code_page)
    if chosen == "jscontact":
        from notebook.exchange import jscontact

        return Source("jscontact", _encoding(data, None)), jscontact.read(data)
    if chosen == "csv":
        from notebook.exchange import csv

        table = csv.inspect(data, code_page)
        if mapping is not None:
            table = table.mapped(mapping)
        if not table.width:
            raise Refused(say("There is nothing in {file}.", file=name))
        if not table.sure:
            raise Refused(say("{file}: {reason}.", file=name, reason=csv.unknown(table)))
        return Source("csv", table.encoding), csv.records(table)
    seems = _seems(data) or say("something else")
    raise Refused(
        say(
            "{file} is no address book that Kithbook reads (vCard, CSV, JSContact): it seems to be {seems}.",
            file=name,
            seems=seems,
        )
    )


def _is_table(data: bytes, head: bytes) -> bool:
    """Whether a file that is named otherwise has a header row that says something, and no lines of a broken card."""
    if _PROPERTY_BEGINS.match(head):
        return False
    from notebook.exchange import csv

    found = csv.inspect(data)
    return found.sure or (len(found.header) > 1 and sum(field is not None for field in found.mapping) > 1)


def _seems(data: bytes) -> Sentence | None:
    head = data[:_HEAD].removeprefix(codecs.BOM_UTF8)
    for start, what in _FOREIGN:
        if head.startswith(start):
            return what
    if _LDIF_BEGINS.match(head):
        return say("LDIF; export the address book as vCard or CSV instead")
    if head.lstrip()[:1] == b"<":
        return say("a web page or XML")
    return None


def _plain(head: bytes) -> bytes:
    """The start of a text as if it were ASCII, whatever its encoding."""
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or head[1:2] == b"\0" or head[:1] == b"\0":
        return head.replace(b"\0", b"").lstrip(b"\xff\xfe")
    return head.removeprefix(codecs.BOM_UTF8)


def _encoding(data: bytes, code_page: str | None) -> str:
    """For the report; the reader of vCards decides anew for every property."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    try:
        data.decode("utf-8")
        if b"QUOTED-PRINTABLE" in data:
            binascii.a2b_qp(data).decode("utf-8")
    except UnicodeDecodeError:
        return code_page or ("mixed" if b"CHARSET" in data.upper() else "cp1252")
    return "utf-8"
