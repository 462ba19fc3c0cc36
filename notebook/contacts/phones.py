"""Phone numbers: the text as typed is kept, E.164 stands beside it only where the number is valid.

A cell with letters in it or with several numbers makes wrong long numbers, so it stays text.
"""

from __future__ import annotations

import locale
import re

from notebook.storage.search import phone_digits

_EXTENSION = re.compile(r"\s*(?:;?ext\.?=?|x|#|durchwahl|dw\.?)\s*\d{1,7}\s*$", re.IGNORECASE)
_LETTER = re.compile(r"[^\W\d_]")
_ENOUGH = 7  # digits below which nothing is a whole number


def default_region() -> str:
    """The country of this computer's locale as ISO 3166 letters, ``ZZ`` when it tells none."""
    try:
        name = locale.getlocale()[0] or ""
    except ValueError:
        return "ZZ"
    tail = name.partition("_")[2][:2]
    return tail.upper() if len(tail) == 2 and tail.isalpha() and tail.isascii() else "ZZ"


def e164(text: str, region: str) -> str | None:
    """``+49...`` when ``text`` is one valid number (read in ``region`` without a country code), else None."""
    core = _EXTENSION.sub("", text.removeprefix("tel:"))
    if len(core) < _ENOUGH or _LETTER.search(core):
        return None
    import phonenumbers

    try:
        number = phonenumbers.parse(core, region)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_valid_number(number):
        return None
    return f"+{number.country_code}{'0' * _zeros(number)}{number.national_number}"


def _zeros(number: object) -> int:
    """Leading zeros that belong to the number (Italy)."""
    if not getattr(number, "italian_leading_zero", False):
        return 0
    return int(getattr(number, "number_of_leading_zeros", None) or 1)


def searchable(text: str, norm: str | None) -> str:
    """The digits under which a number is found: of its E.164 form, and as typed where these differ."""
    typed = phone_digits(text)
    if not norm:
        return typed
    full = norm[1:]
    return full if typed in full else f"{full} {typed}"
