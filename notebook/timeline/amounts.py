"""Numbers as people type them: ``12,50``, ``12.50``, ``1.120,00``, ``1,120.00``, ``$5``; of two readings none is taken.

The line, the fields and the command all read through here; a field knows the signs of its place, and reads those
first. Plain digits only: no sign, no exponent, no word. Places behind the point are those that the currency has.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache

from notebook.errors import Refused
from notebook.sentences import Sentence, say
from notebook.timeline.vocabulary import Vocabulary
from notebook.timeline.vocabulary_en import ENGLISH
from notebook.timeline.when import alternatives

Signs = tuple[str, str]  # what stands between groups and before the places where somebody lives
SYMBOLS: Mapping[str, str] = {
    "€": "EUR", "$": "USD", "£": "GBP", "¥": "JPY", "₹": "INR", "₺": "TRY", "₴": "UAH", "zł": "PLN", "kč": "CZK",
}  # fmt: skip
_FEWER = dict.fromkeys("BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF".split(), 0)
_MORE = dict.fromkeys("BHD IQD JOD KWD LYD OMR TND".split(), 3)
_USUAL = 2
_QUANTITY = 6
_UNSEEN = "\u200e\u200f\u061c\u2066\u2067\u2068\u2069"  # marks of direction
_MARKS = str.maketrans("٬٫", "'.")
_FORMS = (
    re.compile(r"(?P<whole>\d+)(?:[.,](?P<places>\d{1,2}))?", re.ASCII),
    re.compile(r"(?P<whole>0)[.,](?P<places>\d+)", re.ASCII),
    re.compile(r"(?P<whole>\d+)[.,](?P<places>\d{4,})", re.ASCII),
    re.compile(r"(?P<whole>\d{4,})[.,](?P<places>\d{3})", re.ASCII),
    re.compile(r"(?P<whole>[1-9]\d{0,2}(?P<group>[ '.,])\d{3}(?:(?P=group)\d{3})*)(?!(?P=group))[.,](?P<places>\d+)",
               re.ASCII),
    re.compile(r"(?P<whole>[1-9]\d{0,2}(?P<group>[ '])\d{3}(?:(?P=group)\d{3})*)", re.ASCII),
    re.compile(r"(?P<whole>[1-9]\d{0,2}(?P<group>[.,])\d{3}(?:(?P=group)\d{3})+)", re.ASCII),
)  # fmt: skip
_TWO = re.compile(r"(?P<whole>[1-9]\d{0,2})[.,](?P<places>\d{3})", re.ASCII)


def quantity_text(text: str, signs: Signs | None = None) -> str:
    """A typed quantity as plain decimal text. Raises `Refused`."""
    return _number(text, say("Quantity"), "4", _QUANTITY, signs)


def price_text(text: str, currency: str = "", *, usual: str = "", signs: Signs | None = None) -> tuple[str, str]:
    """A typed price and its currency: of the text itself, else the given one, else the usual one. Raises `Refused`."""
    number, named = paid_in(_seen(text), ENGLISH)
    code = named or currency_of(currency.strip() or usual.strip(), ENGLISH)
    given = currency_of(currency.strip(), ENGLISH)
    if named and given and named != given:
        raise Refused(say("Price: {price} is not in {currency}. Say one currency.", price=text.strip(), currency=given))
    places = _FEWER.get(code, _MORE.get(code, _USUAL))
    try:
        return _number(number, say("Price"), "1120.00", places, signs), code
    except _TooFine as found:
        if places == 0:
            raise Refused(say("Price: {currency} has no decimal places. Write a whole number, not {value}.",
                              currency=code, value=text.strip())) from found  # fmt: skip
        raise Refused(say("Price: write at most {n} decimal places, not {value}.", n=places, value=text.strip()),
                      ) from found  # fmt: skip


def paid_in(text: str, words: Vocabulary) -> tuple[str, str]:
    """What was typed as a price without its currency, and that currency: ``$5``, ``5 dollars``, ``EUR 5``."""
    known = rf"(?:{alternatives(frozenset(words.currencies) | frozenset(SYMBOLS))}|(?-i:[A-Z]{{3}}))"
    found = re.fullmatch(rf"\s*(?:(?P<left>{known})\s?)?(?P<number>.*?\d)(?:\s?(?P<right>{known}))?\s*", text,
                         re.IGNORECASE | re.DOTALL)  # fmt: skip
    if found is None or (found["left"] and found["right"]):
        return text, ""
    return found["number"], currency_of(found["left"] or found["right"] or "", words)


def currency_of(text: str, words: Vocabulary) -> str:
    """The three letters of a currency that was typed as a code, a sign or a word."""
    folded = text.casefold()
    return SYMBOLS.get(folded) or words.currencies.get(folded) or text.upper()


class _TooFine(Refused):
    """More places behind the point than there are."""


def _number(text: str, what: Sentence, example: str, most: int, signs: Signs | None) -> str:
    written = "".join(_plain(letter) for letter in _seen(text).strip())
    typed = written.translate(_MARKS)
    own = None if signs is None else _own(signs).fullmatch(written)
    two = _TWO.fullmatch(typed)
    if own is None and two is not None:
        whole, places = two["whole"], two["places"]
        raise Refused(say("{what}: {value} may be {many} or {few}. Write one of these.", what=what, value=text.strip(),
                          many=whole + places, few=f"{whole}.{places.rstrip('0') or '0'}"))  # fmt: skip
    for found in (own, *(form.fullmatch(typed) for form in _FORMS)):
        if found is not None:
            whole = re.sub(r"\D", "", found["whole"]) or "0"
            named = found.groupdict().get("places") or ""
            if len(named) > most and named[most:].strip("0"):
                raise _TooFine(say("{what}: write at most {n} decimal places, not {value}.", what=what, n=most,
                                   value=text.strip()))  # fmt: skip
            named = named[:most]
            return f"{whole}.{named}" if named else whole
    raise Refused(say("{what}: a number like {example}, not {value}.", what=what, example=example, value=text.strip()))


@lru_cache(maxsize=8)
def _own(signs: Signs) -> re.Pattern[str]:
    """A number with the signs of one place."""
    group, point = (re.escape("".join(_plain(letter) for letter in sign)) or "(?!)" for sign in signs)
    groups = rf"[1-9]\d{{0,2}}(?:{group}\d{{3}})+|\d+"
    return re.compile(rf"(?P<whole>{groups}|(?={point}))(?:{point}(?P<places>\d+))?", re.ASCII)


def _seen(text: str) -> str:
    """Without the marks of direction."""
    return "".join(letter for letter in text if letter not in _UNSEEN)


def _plain(letter: str) -> str:
    """A digit of any script as ours, the many spaces as one, the curly apostrophe straight."""
    if letter.isdecimal():
        return str(unicodedata.decimal(letter))
    return " " if letter.isspace() else "'" if letter == "’" else letter
