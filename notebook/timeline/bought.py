"""What was bought, as people type it: ``4 x stand no. 7 1120 EUR yesterday``; nothing but the product has to be there.

Quantity, product, price and day stand in any order, the product in one piece: what is known is taken off both ends
until the product is left. Currencies and signs are read strictly before a product (``5 pound dumbbell`` is one), a
day only where it is one day. Whatever looks like one of them and is none, is said (`unread`) and never guessed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from notebook.timeline import doubts
from notebook.timeline.records import Doubt
from notebook.timeline.vocabulary import Vocabulary
from notebook.timeline.when import Reader, alternatives

_TIMES = re.compile(r"^\s*(?P<quantity>\d{1,9}(?:[.,]\d{1,3})?)\s*[x×*]\s+(?=\S)", re.IGNORECASE)
_AMOUNT = r"\d{1,3}(?:[.,'’\u00a0\u202f ]\d{3})+(?:[.,]\d{1,2})?|\d{1,12}(?:[.,]\d{1,2})?"
_NUMBERED = re.compile(r"(?:(?<!\w)(?:no|nr)\.|№|#|\bn[°º])$", re.IGNORECASE)  # the blank behind its number is one
_SYMBOLS: Mapping[str, str] = {
    "€": "EUR", "$": "USD", "£": "GBP", "¥": "JPY", "₹": "INR", "₺": "TRY", "₴": "UAH", "zł": "PLN", "kč": "CZK",
}  # fmt: skip
_MULTIPLIED = re.compile(r"(?<=[^\W\d])\s+[x×*]$", re.IGNORECASE)
_TIMES_BEHIND = re.compile(r"(?<=[^\W\d])\)?,?\s+(?:[x×*]\s?(?P<quantity>\d{1,6})|(?P<other>\d{1,6})\s[x×])$",
                           re.IGNORECASE)  # fmt: skip
_WORD = re.compile(r"(?:^|(?<=[\s,;:]))(?=\w)")
_LONGEST = 40  # letters of a day, with what leads to it


@dataclass(frozen=True, slots=True)
class PurchaseDraft:
    """A purchase that is not stored yet; ``quantity`` and ``price`` are decimal text. No ``day``: that of its entry."""

    item: str
    quantity: str = "1"
    price: str | None = None
    currency: str = ""
    day: date | None = None


def read(text: str, reader: Reader) -> PurchaseDraft | None:
    """What was bought; None when nothing is named, or less than something was."""
    words = reader.words
    if _not_counted(text.rstrip(" .!"), words):
        return None  # nobody buys less than something
    parts = _apart(text, reader)
    item = parts.item
    if parts.price is None and (strange := _not_paid(item, words)):
        item = item[: strange.start] if strange.end == len(item) else item
    item = _DASH.sub("", item).strip(" ,;")
    if not any(c.isalnum() for c in item):
        return None
    return PurchaseDraft(item, parts.quantity or "1", parts.price, parts.currency, parts.day)


def unread(text: str, reader: Reader) -> Doubt | None:
    """What looks like a quantity, a price or a day in what was bought, and was not read as one."""
    counted = _not_counted(text, reader.words)
    if counted is not None:
        return counted
    parts = _apart(text, reader)
    spread = _several_days(parts.item, reader) if parts.day is None else None
    at = text.rfind(spread) if spread else -1
    several = Doubt("day", spread, at, at + len(spread)) if spread and at >= 0 else None
    if parts.price is not None or several is not None:
        return several or doubts.of_day(text, reader, parts.day is not None)
    paid = _not_paid(text, reader.words)
    behind = paid and text[paid.end :].rstrip(" .!")
    nearly = doubts.of_head(text, paid.end, paid.end + len(behind), reader, alone=True) if paid and behind else None
    return nearly or doubts.of_day(text, reader, parts.day is not None) or paid


@dataclass(slots=True)
class _Parts:
    """What was taken off both ends of a text, and what is left of it."""

    item: str
    quantity: str | None = None
    price: str | None = None
    currency: str = ""
    day: date | None = None


def _apart(text: str, reader: Reader) -> _Parts:
    """The parts of a text, whatever their order."""
    parts = _Parts(text.rstrip(" !"))
    left = ""
    while left != parts.item:
        left = parts.item
        for take in (_count, _date, _pay, _pay_first, _date_first):
            take(parts, reader)
            bare = parts.item.rstrip(" .!,;")
            parts.item = parts.item if parts.day is None and bare[-1:].isdigit() else bare  # 3.5. may be a day
    parts.item = parts.item.rstrip(" .!")
    for take in (_count, _date, _pay):  # a full stop stood behind it
        take(parts, reader)
    return parts


def _count(parts: _Parts, reader: Reader) -> None:
    if parts.quantity is not None:
        return
    times = _TIMES.match(parts.item)
    if times and re.search("[1-9]", times["quantity"]):
        parts.quantity, parts.item = times["quantity"].replace(",", "."), parts.item[times.end() :]
        return
    times = _TIMES_BEHIND.search(parts.item)
    if times and int(times["quantity"] or times["other"]):
        parts.quantity, parts.item = times["quantity"] or times["other"], parts.item[: times.start()]


def _pay(parts: _Parts, reader: Reader) -> None:
    paid = _price(reader.words).search(parts.item)
    if parts.price is not None or paid is None or not parts.item[: paid.start()].strip(" ,"):
        return
    typed, item = paid["before"] or paid["after"], parts.item[: paid.start()]
    if paid["after"] and " " in typed and (_NUMBERED.search(item) or _MULTIPLIED.search(item)):
        number, typed = typed.split(" ", 1)
        item = f"{item} {number}"
    parts.price, parts.item = amount(typed), item
    parts.currency = currency_of(paid["left"] or paid["right"], reader.words)


def _pay_first(parts: _Parts, reader: Reader) -> None:
    paid = _price_first(reader.words).match(parts.item)
    if parts.price is not None or paid is None or not any(c.isalnum() for c in parts.item[paid.end() :]):
        return
    parts.price, parts.item = amount(paid["before"] or paid["after"]), parts.item[paid.end() :]
    parts.currency = currency_of(paid["left"] or paid["right"], reader.words)


def _date(parts: _Parts, reader: Reader) -> None:
    """One day at the end; one that may be something else (3/4, the 7th) only with its word, or beside a price."""
    text, end = parts.item, len(parts.item)
    if parts.day is not None:
        return
    for word in _WORD.finditer(text, max(1, end - _LONGEST), end):
        at = word.start()
        lead = _lead(reader.words).match(text, at, end)
        start = lead.end() if lead else at
        days = reader.days(text, start, end, False)
        if days is None or days.end != end or days.first != days.last or not text[:at].strip(" ,"):
            continue
        priced = parts.price is not None or _price(reader.words).search(text[:at].rstrip(" ,;:"))
        if lead or (priced and text[start].isdigit()) or _is_day(text, start, end, reader):
            parts.day, parts.item = days.first, text[:at].rstrip(" ,;:–—-")
            return


def _date_first(parts: _Parts, reader: Reader) -> None:
    """One day at the beginning; a single word that may name a thing (Sunday papers) only with a word or comma."""
    text, end = parts.item, len(parts.item)
    if parts.day is not None:
        return
    lead = _lead(reader.words).match(text)
    start = lead.end() if lead else 0
    days = reader.days(text, start, end, False)
    if days is None or days.first != days.last or text[days.end : days.end + 1] not in (" ", ",", ":"):
        return
    phrase, rest = text[start : days.end], text[days.end :].lstrip(" ,;:–—-")
    known = " ".join(phrase.lower().split()) in reader.words.relative or " " in phrase.strip()
    sure = lead or known or text[days.end] in ",:" or doubts.sure_day(text, start, days.end, reader)
    if sure and any(c.isalnum() for c in rest):
        parts.day, parts.item = days.first, rest


def _several_days(text: str, reader: Reader) -> str | None:
    """``this week``, ``in May`` at the end: a purchase is made on one day. A calendar May 2027 is a thing."""
    for word in _WORD.finditer(text, max(1, len(text) - _LONGEST)):
        at = word.start()
        lead = _within(reader.words).match(text, at)
        days = reader.days(text, at, len(text), False)
        if lead and days is None:
            days = reader.days(text, lead.end(), len(text), False)
        if days is None or days.end != len(text) or days.first == days.last:
            continue
        phrase = text[at:].lower()
        first = phrase.split()[0].rstrip(".")
        if lead or (first != phrase and first not in reader.words.months and not first[0].isdigit()):
            return text[at:]
    return None


@lru_cache(maxsize=8)
def _within(words: Vocabulary) -> re.Pattern[str]:
    return re.compile(rf"{alternatives(words.within | words.on)}\s+(?=\S)", re.IGNORECASE)


def _is_day(text: str, start: int, end: int, reader: Reader) -> bool:
    """Whether nobody writes these words for anything but a day."""
    if reader.delicate(text, start, end):
        return False
    return (not text[start].isdigit() and not text[start:].lower().startswith("the ")) or doubts.sure_day(
        text, start, end, reader) or " " in text[start:end]  # fmt: skip


@lru_cache(maxsize=8)
def _lead(words: Vocabulary) -> re.Pattern[str]:
    """The word before a day."""
    return re.compile(rf"{alternatives(words.on)}\s+(?=\S)", re.IGNORECASE)


@lru_cache(maxsize=8)
def _price(words: Vocabulary) -> re.Pattern[str]:
    """An amount with its currency, before or behind it, at the end."""
    known = alternatives(frozenset(words.currencies) | frozenset(_SYMBOLS))
    currency = rf"(?:{known}|(?-i:[A-Z]{{3}}))"
    small = f"(?:{alternatives(words.priced)})" if words.priced else "(?!)"
    return re.compile(
        rf"(?:^|[\s,])(?:{small}\s+)?(?:(?P<left>{currency})\s?(?P<before>{_AMOUNT})"
        rf"|(?P<after>{_AMOUNT})\s?(?P<right>{currency}))\s*$",
        re.IGNORECASE,
    )


@lru_cache(maxsize=8)
def _price_first(words: Vocabulary) -> re.Pattern[str]:
    """An amount with its sign or code, at the beginning."""
    code = alternatives(frozenset(_SYMBOLS) | {one for one in words.currencies if len(one) == 3 and one != "yen"})
    return re.compile(
        rf"(?:(?P<left>{code})\s?(?P<before>{_AMOUNT})|(?P<after>{_AMOUNT})\s?(?P<right>{code}))(?=[\s,:])[\s,:]*",
        re.IGNORECASE,
    )


_DASH = re.compile(r"\s+[-–—]+\s*$")
_COUNTED = re.compile(r"^\s*(?P<typed>[-−–+~]?\s?\d[\w.,]*\s?[x×*])\s+(?=\S)", re.IGNORECASE)
_NUMBER = r"[-−–+~]?\s?\d(?:[\d.,'’]|[eE]\d)*"


def _not_counted(text: str, words: Vocabulary) -> Doubt | None:
    """``-2 x``, ``0 x``, ``1e3 x`` before what was bought."""
    found, good = _COUNTED.match(text), _TIMES.match(text)
    if found is None or (good is not None and re.search("[1-9]", good["quantity"])):
        return None
    return Doubt("quantity", found["typed"], found.start("typed"), found.end("typed"))


def _not_paid(text: str, words: Vocabulary) -> Doubt | None:
    """``-5 EUR``, ``1e5 EUR``, ``5 dolars`` at the end; an amount with its sign or code anywhere."""
    end = len(text.rstrip(" .!"))
    paid = _price(words).search(text, 0, end)
    if paid and text[: paid.start()].strip(" ,"):
        return None
    for pattern in _strange_prices(words):
        found = pattern.search(text, 0, end)
        if found:
            return Doubt("price", found["typed"].strip(), found.start("typed"), found.end("typed"))
    slip = re.compile(r"(?:^|(?<=[\s,]))(?P<typed>(?P<number>[-−–+~]?\d[\d.,]*)\s?(?P<word>[^\W\d_]{4,}))$").search(
        text, 0, end)  # fmt: skip
    if slip and slip["word"].lower() not in words.lookalikes:
        meant = next((one for one in sorted(words.currencies) if len(one) >= 4
                      and doubts.near(slip["word"].lower(), one)), None)  # fmt: skip
        if meant:
            return Doubt("price", slip["typed"], slip.start(), slip.end(), f"{slip['number']} {meant}")
    return None


@lru_cache(maxsize=8)
def _strange_prices(words: Vocabulary) -> tuple[re.Pattern[str], ...]:
    known = alternatives(frozenset(words.currencies) | frozenset(_SYMBOLS))
    code = alternatives(frozenset(_SYMBOLS) | {one for one in words.currencies if len(one) == 3 and one != "yen"})
    return (
        re.compile(rf"(?:^|(?<=[\s,]))(?P<typed>{_NUMBER}\s?(?:{known}|(?-i:[A-Z]{{3}}))|{known}\s?{_NUMBER}"
                   rf"|[-−–]\s?{known}\s?{_NUMBER})$", re.IGNORECASE),
        re.compile(rf"(?:^|(?<=[\s,]))(?P<typed>{_NUMBER}\s?{code}(?!\w)|(?-i:[$€£])\s?{_NUMBER})", re.IGNORECASE),
    )  # fmt: skip


def paid_in(text: str, words: Vocabulary) -> tuple[str, str]:
    """What was typed as a price without its currency, and that currency: ``$5``, ``5 dollars``, ``EUR 5``."""
    known = rf"(?:{alternatives(frozenset(words.currencies) | frozenset(_SYMBOLS))}|(?-i:[A-Z]{{3}}))"
    found = re.fullmatch(rf"\s*(?:(?P<left>{known})\s?)?(?P<number>.*?\d)(?:\s?(?P<right>{known}))?\s*", text,
                         re.IGNORECASE | re.DOTALL)  # fmt: skip
    if found is None or (found["left"] and found["right"]):
        return text, ""
    return found["number"], currency_of(found["left"] or found["right"] or "", words)


def currency_of(text: str, words: Vocabulary) -> str:
    """The three letters of a currency that was typed as a code, a sign or a word."""
    folded = text.casefold()
    return _SYMBOLS.get(folded) or words.currencies.get(folded) or text.upper()


def amount(text: str) -> str:
    """An amount as plain decimal text: the last sign before one or two digits is the decimal one."""
    digits = re.sub(r"['’\u00a0\u202f ]", "", text)
    places = re.search(r"[.,](\d{1,2})$", digits)
    whole = re.sub(r"[.,]", "", digits[: places.start()] if places else digits)
    return f"{whole}.{places[1]}" if places else whole
