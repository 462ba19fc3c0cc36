"""Bytes to text: which encoding a file, and which one a single property, is written in.

A file is brought to UTF-8-or-unknown bytes with LF line ends (`plain`); a property's value is decoded by its
own CHARSET, else as UTF-8, else as Windows-1252 (`decode`). Nothing here raises for what the bytes hold, and
no text is given up: a byte that fits nowhere becomes the Windows-1252 or Latin-1 character of its number.
"""

from __future__ import annotations

import binascii
import codecs
import re

# What a label stands for in the wild, tried when the label's own codec refuses the bytes.
_WIDER = {
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "shift_jis": "cp932",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "euc_kr": "cp949",
    "big5": "big5hkscs",
    "tis_620": "cp874",
}
# Python codecs which are no charset anybody writes text in.
_NO_CHARSET = frozenset(("idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined", "mbcs", "oem"))
_C1 = re.compile("[\x80-\x9f]")
_SPELLING = re.compile(r"[^a-z0-9]+")


def plain(data: bytes) -> bytes:
    """The file with its byte order mark gone, UTF-16 and UTF-32 as UTF-8, no NUL, and LF line ends."""
    wide = _wide(data)
    if wide:
        data = data[: len(data) - len(data) % (4 if "32" in wide else 2)]
        data = data.decode(wide, "replace").encode("utf-8", "replace")
    if data.startswith(codecs.BOM_UTF8):
        data = data[3:]
    if b"\0" in data:
        data = data.replace(b"\0", b"")
    if b"\r" in data:
        if b"\r\r\n" in data:
            data = data.replace(b"\r\r\n", b"\n")
        data = data.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    return data


def _wide(data: bytes) -> str:
    """The name of the UTF-16 or UTF-32 codec the file is in; empty for bytes of one unit."""
    if data.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        return "utf-32"
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    start = data[:64]
    if start.count(0) * 3 < len(start) or len(start) < 4:
        return ""
    return "utf-16-be" if start[::2].count(0) > start[1::2].count(0) else "utf-16-le"


def decode(raw: bytes, charset: str = "", fallback: str = "") -> str:
    """The text of a value: by ``charset``, then UTF-8, then ``fallback`` (the card's other CHARSET), then cp1252."""
    if charset:
        text = _by_name(raw, charset)
        if text is not None:
            return text
    try:
        return raw.decode()
    except UnicodeDecodeError as cut:
        if cut.reason == "unexpected end of data" and (charset or not raw[: cut.start].isascii()):
            return raw[: cut.start].decode()
    if b"\xed" in raw:
        try:  # CESU-8: the two halves of a character above U+FFFF, each encoded alone
            return raw.decode("utf-8", "surrogatepass").encode("utf-16", "surrogatepass").decode("utf-16")
        except UnicodeError:
            pass
    if fallback and not charset:
        text = _by_name(raw, fallback)
        if text is not None:
            return text
    return _mixed(raw)


def _by_name(raw: bytes, charset: str) -> str | None:
    """The text in the charset of that name, or in the wider one it usually means; None where neither fits."""
    try:
        found = codecs.lookup(charset.strip().strip('"'))
    except (LookupError, ValueError):
        return None
    spelled = _SPELLING.sub("_", found.name.lower())
    if spelled in _NO_CHARSET or not getattr(found, "_is_text_encoding", True):
        return None
    for name in (found.name, _WIDER.get(found.name, "")):
        if not name:
            continue
        try:
            text = raw.decode(name)
        except (UnicodeError, ValueError):
            continue
        if name == "iso8859-1" and _C1.search(text):
            continue
        return text
    return None


def _mixed(raw: bytes) -> str:
    """UTF-8 where it is valid, Windows-1252 for every other byte: two programs wrote into one value."""
    parts: list[str] = []
    while raw:
        try:
            parts.append(raw.decode())
            break
        except UnicodeDecodeError as bad:
            parts.append(raw[: bad.start].decode())
            parts.extend(_single(byte) for byte in raw[bad.start : bad.end])
            raw = raw[bad.end :]
    return "".join(parts)


def _single(byte: int) -> str:
    try:
        return bytes((byte,)).decode("cp1252")
    except UnicodeDecodeError:
        return chr(byte)


def quoted_printable(raw: bytes) -> bytes:
    """Decoded quoted-printable; an encoded ``;`` beside bare ones is content and stays escaped."""
    if b";" in raw:
        raw = raw.replace(b"=3B", b"=5C=3B").replace(b"=3b", b"=5C=3B")
    return binascii.a2b_qp(raw).replace(b"\r\n", b"\n").replace(b"\r", b"\n")


_NOT_BASE64 = re.compile(rb"[^A-Za-z0-9+/]")


def base64_text(text: str) -> str:
    """Base64 in its canonical form (no white space, right padding); empty where there is nothing to decode."""
    bare = "".join(text.split())
    try:
        binascii.a2b_base64(bare, strict_mode=True)
        return bare
    except (binascii.Error, ValueError):
        pass
    letters = _NOT_BASE64.sub(b"", bare.replace("-", "+").replace("_", "/").encode("ascii", "ignore"))
    if len(letters) < max(4, len(bare) // 2):
        return ""
    if len(letters) % 4 == 1:
        letters = letters[:-1]
    decoded = binascii.a2b_base64(letters + b"=" * (-len(letters) % 4))
    return binascii.b2a_base64(decoded, newline=False).decode("ascii")
