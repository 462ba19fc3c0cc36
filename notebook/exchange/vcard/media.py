"""Pictures, sounds and keys: every way a card may hold one, as a URI (RFC 9553 2.6.4), and back."""

from __future__ import annotations

import re
from typing import Any

from notebook.exchange.vcard.decoding import base64_text
from notebook.exchange.vcard.heads import Head
from notebook.exchange.vcard.values import unescape

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_BASE64 = re.compile(r"[A-Za-z0-9+/=_\s-]{40,}\Z")
_DATA = re.compile(r"data:(?P<type>[^;,]*)(?P<more>(?:;[^;,]*)*?)(?P<base64>;base64)?,(?P<data>.*)\Z", re.I | re.S)
# What the first bytes of a file say, in base64.
_MAGIC = (
    ("/9j/", "image/jpeg"),
    ("iVBORw0KGg", "image/png"),
    ("R0lGOD", "image/gif"),
    ("UklGR", "image/webp"),
    ("Qk", "image/bmp"),
    ("AAABAA", "image/x-icon"),
    ("SUkqA", "image/tiff"),
    ("TU0AK", "image/tiff"),
    ("PHN2Zy", "image/svg+xml"),
)
_FAMILY = {"PHOTO": "image", "LOGO": "image", "SOUND": "audio", "KEY": "application"}
_SPELLED = {
    "image/jpg": "image/jpeg",
    "image/pjpeg": "image/jpeg",
    "image/x-png": "image/png",
    "image/tif": "image/tiff",
    "image/ico": "image/x-icon",
    "audio/wave": "audio/wav",
    "application/pgp": "application/pgp-keys",
    "application/x509": "application/pkix-cert",
}
_WORDS = {"application/pgp-keys": "PGP", "application/pkix-cert": "X509", "image/svg+xml": "image/svg+xml"}
_WORD = re.compile(r"[A-Za-z0-9.+-]{2,16}\Z")


def read_media(head: Head, value: str) -> tuple[dict[str, Any] | None, list[str]]:
    """The object (``uri``, ``mediaType``) and the TYPE words that say something else; None for what is no medium."""
    family = _FAMILY[head.name]
    said, rest = _said(head, family)
    text = unescape(value.strip())
    if text[:5].lower() == "data:":
        found = _DATA.match(text)
        if found and found["base64"]:
            data = base64_text(found["data"])
            if not data:
                return None, rest
            kind = found["type"] or said or _sniffed(data, family)
            if said and said != kind:
                rest = [*head.types]
            uri = f"data:{found['type'] or kind}{found['more']};base64,{data}"
            return _entry(uri, kind), rest
        return _entry("data:" + text[5:], said or (found["type"] if found else "")), rest
    if head.encoding != "B" and (head.value in ("uri", "url") or _SCHEME.match(text)):
        return (_entry(text, said), rest) if _SCHEME.match(text) or "." in text else (None, rest)
    if head.encoding == "B" and text[:7].lower() in ("http://", "https:/"):
        return _entry(text, said), rest
    if head.encoding == "B" or head.value == "binary" or _BASE64.match(text):
        data = base64_text(text)
        if data:
            kind = _sniffed(data, "") or said or f"{family}/octet-stream"
            if said and kind != said:
                rest = [*head.types]
            return _entry(f"data:{kind};base64,{data}", kind), rest
    return None, rest


def _entry(uri: str, media_type: str) -> dict[str, Any]:
    return {"uri": uri, "mediaType": media_type} if media_type else {"uri": uri}


def _said(head: Head, family: str) -> tuple[str, list[str]]:
    """The media type that MEDIATYPE or TYPE names, and the other TYPE words."""
    rest: list[str] = []
    said = head.first("mediatype").lower()
    for word in head.types:
        low = word.lower()
        named = low if "/" in low else f"{family}/{low}"
        named = _SPELLED.get(named, named)
        if not said and _WORD.match(low.rpartition("/")[2]) and (family != "application" or named in _WORDS):
            said = named
        else:
            rest.append(word)
    return said, rest


def _sniffed(data: str, family: str) -> str:
    for start, kind in _MAGIC:
        if data.startswith(start) and (family in ("", "image")):
            return kind
    return f"{family}/octet-stream" if family else ""


def write_media(uri: str, media_type: str, family: str, version: str) -> tuple[str, list[tuple[str, str]]]:
    """The value of a medium and its parameters: 3.0 has base64 of its own, 4.0 data: URIs."""
    found = _DATA.match(uri) if uri[:5].lower() == "data:" else None
    if version == "3.0" and found and found["base64"] and not found["more"]:
        kind = media_type or found["type"]
        return found["data"], [("ENCODING", "b"), *_type_word(kind, family)]
    parameters: list[tuple[str, str]] = []
    if version == "3.0":
        parameters = [("VALUE", "uri"), *_type_word(media_type, family)]
    elif media_type and not (found and found["type"] == media_type):
        parameters = [("MEDIATYPE", media_type)]
    return uri, parameters


def _type_word(media_type: str, family: str) -> list[tuple[str, str]]:
    if not media_type or media_type.endswith("/octet-stream"):
        return []
    word = _WORDS.get(media_type)
    if word is None:
        kind, _, short = media_type.partition("/")
        word = short.upper() if kind == family else media_type
    return [("TYPE", word)]
