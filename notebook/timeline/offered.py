"""What is offered, out of the words that an offer goes out with: how every list, reminder and brief names it.

The salutation, the reason that the desk put before it and the signature are left out. Pure: nothing is looked up.
"""

from __future__ import annotations

import re

_TOLD = re.compile(r"\bWe can offer you:[^\S\n]*(?P<what>.*)$")  # as the desk prepares it
_CLOSING = re.compile(
    r"(?:(?:with|my|our|the|all|many|very|kind|kindest|best|warm|warmest|good|friendly|thank|thanks|and|see) )*"
    r"(?:regards|wishes|greetings|thanks|you|cheers|best|love|soon|yours|(?:yours )?(?:sincerely|faithfully|truly|ever)"
    r"|sincerely(?: yours)?)[,.!]?",
    re.IGNORECASE,
)
_SIGNED = re.compile(r"(?:[^\W\d_]|[-'’.])+(?: (?:[^\W\d_]|[-'’.])+){0,2}")
_MOST_SIGNED = 2  # lines: who it is from, and what they are or whom they stand for


def gist(text: str) -> str:
    """What stands behind "We can offer you", else all but the salutation and the signature; on one line."""
    paragraphs = _paragraphs(text)
    for place, lines in enumerate(paragraphs):
        for at, line in enumerate(lines):
            found = _TOLD.search(line)
            if found is None:
                continue
            rest = [found["what"]] if _says(found["what"]) else lines[at + 1 :] or _unsigned(paragraphs[place + 1 :])
            told = " ".join(rest).rstrip(" .")
            if _says(told):
                return told
    if paragraphs and paragraphs[0][0].endswith((",", "!", ":")) and sum(map(len, paragraphs)) > 1:
        rest = _unsigned([lines for lines in (paragraphs[0][1:], *paragraphs[1:]) if lines])
        return " ".join(rest)
    return " ".join(line for lines in paragraphs for line in lines)


def _paragraphs(text: str) -> list[list[str]]:
    """The lines that stand together, each without what is blank around it."""
    found: list[list[str]] = [[]]
    for line in text.splitlines():
        words = " ".join(line.split())
        if words:
            found[-1].append(words)
        elif found[-1]:
            found.append([])
    return [lines for lines in found if lines]


def _unsigned(paragraphs: list[list[str]]) -> list[str]:
    """The lines of a letter behind its salutation without its end; what would leave nothing is left as it is."""
    lines = [line for paragraph in paragraphs for line in paragraph]
    closing = next((at for at, line in enumerate(lines) if at and _CLOSING.fullmatch(line)), None)
    if closing is not None:
        return lines[:closing]
    before, last = paragraphs[:-1], paragraphs[-1] if paragraphs else []
    if before and not before[-1][-1].endswith(":") and len(last) <= _MOST_SIGNED and all(map(_name, last)):
        return [line for paragraph in before for line in paragraph]
    return lines


def _name(line: str) -> bool:
    """Whether a line can be somebody's name: one to three words of letters, each with a capital."""
    return _SIGNED.fullmatch(line) is not None and not line.endswith(".") and all(
        word[:1].isupper() for word in line.split())  # fmt: skip


def _says(text: str) -> bool:
    return any(sign.isalnum() for sign in text)
