"""The text of a value: escapes, structured values, lists, and folding (RFC 6350 3.2 to 3.4, RFC 6868)."""

from __future__ import annotations

import re

_ESCAPE = re.compile(r"\\([nN,;:\\\"])")
_UNESCAPED = {"n": "\n", "N": "\n"}
_SEMICOLON = re.compile(r"(?:\\.|[^;\\]|\\$)*", re.DOTALL)
_COMMA = re.compile(r"(?:\\.|[^,\\]|\\$)*", re.DOTALL)
_CARET = re.compile(r"\^([n'^])")
_CARETS = {"n": "\n", "'": '"', "^": "^"}


def unescape(text: str) -> str:
    """The text a value stands for. A backslash before any other character stays: ``C:\\Users``."""
    if "\\" not in text:
        return text
    return _ESCAPE.sub(lambda found: _UNESCAPED.get(found[1], found[1]), text)


def escape(text: str) -> str:
    """A text as it stands in a content line."""
    if "\\" in text:
        text = text.replace("\\", "\\\\")
    if "," in text:
        text = text.replace(",", "\\,")
    if ";" in text:
        text = text.replace(";", "\\;")
    return escape_lines(text)


def escape_lines(text: str) -> str:
    """Only the line ends escaped: for a value which is already in its escaped form."""
    if "\n" in text or "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\\n")
    return text


def escape_uri(text: str) -> str:
    """A URI as it stands in a content line: commas and semicolons bare, as other programs expect them."""
    return escape_lines(text.replace("\\", "\\\\")) if "\\" in text else escape_lines(text)


def fields(text: str) -> list[str]:
    """The parts of a structured value, between bare semicolons, still escaped."""
    if "\\" not in text:
        return text.split(";")
    return pieces(_SEMICOLON, text)


def items(text: str) -> list[str]:
    """The items of a list, between bare commas, still escaped."""
    if "," not in text:
        return [text]
    if "\\" not in text:
        return text.split(",")
    return pieces(_COMMA, text)


def pieces(pattern: re.Pattern[str], text: str) -> list[str]:
    """What ``pattern`` matches, one separator between each two; nothing of the text is left out."""
    parts, at = [], 0
    while True:
        found = pattern.match(text, at)
        end = found.end() if found else at
        parts.append(text[at:end])
        if end >= len(text):
            return parts
        at = end + 1


def uncaret(text: str) -> str:
    """A parameter's value with RFC 6868's ``^n``, ``^'`` and ``^^`` resolved."""
    return _CARET.sub(lambda found: _CARETS[found[1]], text) if "^" in text else text


def parameter(text: str) -> str:
    """A parameter's value as it stands in a content line: quoted where it must be, RFC 6868 inside."""
    if "^" in text or '"' in text or "\n" in text or "\r" in text:
        text = text.replace("^", "^^").replace('"', "^'").replace("\r\n", "\n").replace("\r", "\n")
        text = text.replace("\n", "^n")
    return f'"{text}"' if not text or any(sign in text for sign in ":;, ") else text


def fold(line: str) -> bytes:
    """A content line as bytes, CRLF at its end, folded at 75 octets and never inside a character."""
    raw = line.encode("utf-8", "replace")
    if len(raw) <= 75:
        return raw + b"\r\n"
    parts, at, room = [], 0, 75
    while len(raw) - at > room:
        end = at + room
        while raw[end] & 0xC0 == 0x80:  # inside a UTF-8 character
            end -= 1
        parts.append(raw[at:end])
        at, room = end, 74
    parts.append(raw[at:])
    return b"\r\n ".join(parts) + b"\r\n"
