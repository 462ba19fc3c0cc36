"""Numbers as people type them: ``12,50``, ``12.50``, ``1.120,00``, ``1,120.00``, ``$5``; of two readings none is taken.

Plain digits only: no sign, no exponent, no word. Places behind the point are those that the currency has.
"""

from __future__ import annotations

import re
import unicodedata

from notebook.errors import Refused
from notebook.sentences import Sentence, say
from notebook.timeline.bought import currency_of, paid_in
from notebook.timeline.vocabulary_en import ENGLISH

_FEWER = dict.fromkeys("BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF".split(), 0)
_MORE = dict.fromkeys("BHD IQD JOD KWD LYD OMR TND".split(), 3)
_USUAL = 2
_QUANTITY = 6
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


def quantity_text(text: str) -> str:
    """A typed quantity as plain decimal text. Raises `Refused`."""
    return _number(text, say("Quantity"), "4", _QUANTITY)


def price_text(text: str, currency: str = "") -> tuple[str, str]:
    """A typed price and its currency (of the text itself, else the given one). Raises `Refused`."""
    number, named = paid_in(text, ENGLISH)
    code = named or currency_of(currency.strip(), ENGLISH)
    given = currency_of(currency.strip(), ENGLISH)
    if named and given and named != given:
        raise Refused(say("Price: {price} is not in {currency}. Say one currency.", price=text.strip(), currency=given))
    places = _FEWER.get(code, _MORE.get(code, _USUAL))
    try:
        return _number(number, say("Price"), "1120.00", places), code
    except _TooFine as found:
        if places == 0:
            raise Refused(say("Price: {currency} has no decimal places. Write a whole number, not {value}.",
                              currency=code, value=text.strip())) from found  # fmt: skip
        raise Refused(say("Price: write at most {n} decimal places, not {value}.", n=places, value=text.strip()),
                      ) from found  # fmt: skip


class _TooFine(Refused):
    """More places behind the point than there are."""


def _number(text: str, what: Sentence, example: str, most: int) -> str:
    typed = "".join(_plain(letter) for letter in text.strip())
    two = _TWO.fullmatch(typed)
    if two is not None:
        whole, places = two["whole"], two["places"]
        raise Refused(say("{what}: {value} may be {many} or {few}. Write one of these.", what=what, value=text.strip(),
                          many=whole + places, few=f"{whole}.{places.rstrip('0') or '0'}"))  # fmt: skip
    for form in _FORMS:
        found = form.fullmatch(typed)
        if found is not None:
            whole = re.sub(r"\D", "", found["whole"])
            named = found.groupdict().get("places") or ""
            if len(named) > most and named[most:].strip("0"):
                raise _TooFine(say("{what}: write at most {n} decimal places, not {value}.", what=what, n=most,
                                   value=text.strip()))  # fmt: skip
            named = named[:most]
            return f"{whole}.{named}" if named else whole
    raise Refused(say("{what}: a number like {example}, not {value}.", what=what, example=example, value=text.strip()))


def _plain(letter: str) -> str:
    """A digit of any script as ours, the many spaces as one, the curly apostrophe straight."""
    if letter.isdecimal():
        return str(unicodedata.decimal(letter))
    return " " if letter.isspace() else "'" if letter == "’" else letter
