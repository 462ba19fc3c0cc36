"""Phone numbers: the text as typed is kept, E.164 stands beside it only where the number is valid.

A cell with letters in it or with several numbers makes wrong long numbers, so it stays text.
"""

from __future__ import annotations

import locale
import re
from typing import Any

from notebook.storage.search import phone_digits

_EXTENSION = re.compile(r"\s*(?:;?ext\.?=?|x|#|durchwahl|dw\.?)\s*\d{1,7}\s*$", re.IGNORECASE)
_LETTER = re.compile(r"[^\W\d_]")
_PLAIN = re.compile(r"\+[\d \-./]+", re.ASCII)
_FORMATTING = str.maketrans("", "", "+ -./")
_ENOUGH = 7  # digits below which nothing is a whole number
_TYPES = ("fixed_line", "mobile", "toll_free", "premium_rate", "shared_cost", "personal_number", "voip", "pager",
          "uan", "voicemail")  # fmt: skip
_Rule = tuple[re.Pattern[str] | None, re.Pattern[str], tuple[re.Pattern[str], ...], re.Pattern[str] | None]


def default_region() -> str:
    """The country of this computer's locale as ISO 3166 letters, ``ZZ`` when it tells none."""
    try:
        name = locale.getlocale()[0] or ""
    except ValueError:
        return "ZZ"
    tail = name.partition("_")[2][:2]
    return tail.upper() if len(tail) == 2 and tail.isalpha() and tail.isascii() else "ZZ"


class Numbers:
    """Reads phone numbers; one without a country code is read in ``region``.

    Numbers in the international form (most of an address book) go through the rules of their country
    compiled once, six times as fast as the library's general way, which takes all others.
    """

    def __init__(self, region: str) -> None:
        self.region = region
        self._rules: dict[str, list[_Rule]] = {}

    def e164(self, text: str) -> str | None:
        """``+49...`` when ``text`` is one valid number, else None."""
        core = _EXTENSION.sub("", text.removeprefix("tel:"))
        if len(core) < _ENOUGH or _LETTER.search(core):
            return None
        if not _PLAIN.fullmatch(core):
            return self._general(core)
        bare = core.translate(_FORMATTING)
        for length in (1, 2, 3):
            rules = self._rules.get(bare[:length])
            if rules is None:
                rules = self._rules[bare[:length]] = _rules_of(bare[:length])
            if rules:
                verdict = _is_valid(rules, bare[length:])
                return self._general(core) if verdict is None else f"+{bare}" if verdict else None
        return None

    def _general(self, core: str) -> str | None:
        import phonenumbers

        try:
            number = phonenumbers.parse(core, self.region)
        except phonenumbers.NumberParseException:
            return None
        if not phonenumbers.is_valid_number(number):
            return None
        zeros = "0" * int(number.number_of_leading_zeros or 1) if number.italian_leading_zero else ""
        return f"+{number.country_code}{zeros}{number.national_number}"


def _rules_of(code: str) -> list[_Rule]:
    """The rules of the countries behind a calling code: where it belongs, general, kinds, trunk prefix."""
    from phonenumbers import COUNTRY_CODE_TO_REGION_CODE, PhoneMetadata

    found: list[_Rule] = []
    number = int(code) if code.isdigit() and not code.startswith("0") else 0
    for region in COUNTRY_CODE_TO_REGION_CODE.get(number, ()):
        data: Any = (PhoneMetadata.metadata_for_nongeo_region(number, None) if region == "001"
                else PhoneMetadata.metadata_for_region(region, None))  # fmt: skip
        kinds = [getattr(data, kind) for kind in _TYPES]
        found.append((
            re.compile(data.leading_digits) if data.leading_digits else None,
            re.compile(data.general_desc.national_number_pattern),
            tuple(re.compile(kind.national_number_pattern) for kind in kinds if kind and kind.national_number_pattern),
            re.compile(data.national_prefix_for_parsing) if data.national_prefix_for_parsing else None,
        ))  # fmt: skip
    return found


def _is_valid(rules: list[_Rule], national: str) -> bool | None:
    """Whether a national number is valid; None where a prefix would have to be taken off first."""
    prefix = rules[0][3]
    if prefix is not None and prefix.match(national):
        return None
    for belongs, general, kinds, _ in rules:
        valid = bool(general.fullmatch(national)) and any(kind.fullmatch(national) for kind in kinds)
        if belongs is not None and belongs.match(national):
            return valid
        if belongs is None and valid:
            return True
    return False


def searchable(text: str, norm: str | None) -> str:
    """The digits under which a number is found: of its E.164 form, and as typed where these differ."""
    typed = phone_digits(text)
    if not norm:
        return typed
    full = norm[1:]
    return full if typed in full else f"{full} {typed}"
