"""What was bought, as people type it: ``4 x stand no. 7 1120 EUR yesterday``; nothing but the product has to be there.

Quantity, product, price and day stand in any order, the product in one piece: what is known is taken off both ends
until the product is left. Currencies and signs are read strictly before a product (``5 pound dumbbell`` is one), a
day only where it is one day. Whatever looks like one of them and is none, is said (`unread`) and never guessed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import lru_cache

from notebook.errors import Refused
from notebook.sentences import say
from notebook.timeline import doubts
from notebook.timeline.amounts import SYMBOLS, currency_of, price_text, quantity_text
from notebook.timeline.records import Doubt
from notebook.timeline.vocabulary import Vocabulary
from notebook.timeline.when import Reader, alternatives

_AMOUNT = r"\d{1,3}(?:[.,'’\u00a0\u202f ]\d{3})+(?:[.,]\d+)?|\d{1,12}(?:[.,]\d+)?"
_NUMBERED = re.compile(r"(?:(?<!\w)(?:no|nr)\.|№|#|\bn[°º])$", re.IGNORECASE)  # the blank behind its number is one
_HALVED = re.compile(r"(\d{1,3}) (\d{3}(?:[.,]\d+)?)", re.ASCII)
_MULTIPLIED = re.compile(r"(?<=[^\W\d])\s+[x×*]$", re.IGNORECASE)
_TIMES_BEHIND = re.compile(rf"(?<=[^\W\d])\)?,?\s+(?:[x×*]\s?(?P<quantity>{_AMOUNT})|(?P<other>{_AMOUNT})\s[x×])$",
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
    """What was bought; None when nothing is named, less than something was, or how many of it may be two numbers."""
    words = reader.words
    if _not_counted(text.rstrip(" .!"), words):
        return None  # nobody buys less than something
    parts = taken_apart(text, reader)
    if any(kind == "quantity" for kind, _typed, _error in parts.refused):
        return None
    item = parts.item
    if not _priced(parts) and (strange := _not_paid(item, words)):
        before = _priced_by(words).sub("", item[: strange.start])
        item = before if strange.end == len(item) or (strange.why and before.strip()) else item
    item = _DASH.sub("", item).strip(" ,;")
    if not any(c.isalnum() for c in item):
        return None
    return PurchaseDraft(item, parts.quantity or "1", parts.price, parts.currency, parts.day)


def unread(text: str, reader: Reader) -> Doubt | None:
    """What looks like a quantity, a price or a day in what was bought, and was not read as one."""
    counted = _not_counted(text, reader.words)
    if counted is not None:
        return counted
    parts = taken_apart(text, reader)
    for kind, typed, error in parts.refused:
        at = max(0, text.rfind(typed) if kind == "price" else text.find(typed))
        return Doubt(kind, typed, at, at + len(typed), why=error.sentence)
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
class Parts:
    """What was taken off both ends of a text, and what is left of it."""

    item: str
    quantity: str | None = None
    price: str | None = None
    currency: str = ""
    day: date | None = None
    each: str = ""  # the price of one of several, as it was typed
    refused: list[tuple[str, str, Refused]] = field(default_factory=list)  # quantity or price; what was typed; why


def taken_apart(text: str, reader: Reader) -> Parts:
    """The parts of a text, whatever their order; what is left is what was bought."""
    parts = Parts(text.rstrip(" !"))
    left = ""
    while left != parts.item:
        left = parts.item
        for take in (_count, _date, _each, _pay, _pay_first, _date_first):
            take(parts, reader)
            bare = parts.item.rstrip(" .!,;")
            parts.item = parts.item if parts.day is None and bare[-1:].isdigit() else bare  # 3.5. may be a day
    parts.item = parts.item.rstrip(" .!")
    for take in (_count, _date, _pay):  # a full stop stood behind it
        take(parts, reader)
    _second_price(parts, reader)
    _multiply(parts)
    return parts


def _count(parts: Parts, reader: Reader) -> None:
    if parts.quantity is not None:
        return
    times = _times(reader.words).match(parts.item)
    if times:
        parts.quantity = _counted(times["quantity"])
        parts.item = parts.item if parts.quantity is None else parts.item[times.end() :]
        return
    times = _TIMES_BEHIND.search(parts.item)
    if times is None:
        return
    typed = times["quantity"] or times["other"]
    try:
        quantity = quantity_text(typed)
    except Refused as error:
        parts.refused.append(("quantity", typed, error))
        parts.item = parts.item[: times.start()]
        return
    if Decimal(quantity):
        parts.quantity, parts.item = quantity, parts.item[: times.start()]


def _counted(typed: str) -> str | None:
    """A quantity before its ``x`` as plain text; None of nothing, and where it may be two numbers."""
    try:
        quantity = quantity_text(typed)
    except Refused:
        return None
    return quantity if Decimal(quantity) else None


def _paid(parts: Parts, typed: str, currency: str, reader: Reader) -> None:
    """Keeps an amount as the command and the fields read it, or why they would not."""
    try:
        parts.price, parts.currency = price_text(typed, currency_of(currency, reader.words))
    except Refused as error:
        parts.refused.append(("price", typed, error))


def _each(parts: Parts, reader: Reader) -> None:
    """The word that makes the price before it that of one: ``5 EUR each``."""
    words = reader.words
    found = _apiece(words).search(parts.item)
    if not _priced(parts) and found and (paid := _price(words).search(parts.item, 0, found.start())):
        parts.item = parts.item[: found.start()]
        parts.each = _as_typed(paid)


def _multiply(parts: Parts) -> None:
    """What was paid for all of it, where it is known how many there are."""
    if not parts.each or parts.price is None:
        return
    whole = Decimal(parts.price) * Decimal(parts.quantity or 0)
    cents = whole.quantize(Decimal("0.01"))
    if parts.quantity is not None and cents == whole:
        parts.price = f"{cents:f}".removesuffix(".00")
        return
    parts.refused.append(("price", parts.each, Refused(say("Write what was paid for all of it, at the end."))))
    parts.price, parts.currency = None, ""


def _as_typed(paid: re.Match[str]) -> str:
    """A price without the word before it."""
    return paid.string[paid.start("left") if paid["left"] else paid.start("after") : paid.end()].strip()


def _priced(parts: Parts) -> bool:
    """Whether a price stood there, also one that nobody can tell."""
    return parts.price is not None or any(kind == "price" for kind, _typed, _error in parts.refused)


def _pay(parts: Parts, reader: Reader) -> None:
    paid = _price(reader.words).search(parts.item)
    if _priced(parts) or paid is None or not parts.item[: paid.start()].strip(" ,"):
        return
    typed, item = paid["before"] or paid["after"], parts.item[: paid.start()]
    if paid["after"] and " " in typed and (_NUMBERED.search(item) or _MULTIPLIED.search(item)):
        number, typed = typed.split(" ", 1)
        item = f"{item} {number}"
    parts.item = item
    parts.each = _as_typed(paid) if paid["one"] else parts.each
    led = paid["after"] and paid[0][: paid.start("after") - paid.start()].strip(" ,")
    halves = _HALVED.fullmatch(typed) if paid["after"] and not led and item[-1:].isalpha() else None
    if halves:  # the number of a model, or thousands
        why = say("It may be {many} {currency}, or {item} {number} for {few} {currency}. Write the price without a"
                  " blank, or a comma before it.", many=halves[1] + halves[2], number=halves[1], few=halves[2],
                  item=item.strip(), currency=currency_of(paid["right"], reader.words))  # fmt: skip
        parts.refused.append(("price", paid[0].strip(" ,"), Refused(why)))
        return
    _paid(parts, typed, paid["left"] or paid["right"], reader)


def _second_price(parts: Parts, reader: Reader) -> None:
    """``10 EUR and 5 USD``: neither is taken. A gift card of 50 EUR may well cost 45 EUR, but hardly 45 USD."""
    both = _price_and(reader.words).search(parts.item) if parts.price is not None else None
    code = both and currency_of(both["left"] or both["right"], reader.words)
    if both and (both["also"] or code != parts.currency):
        why = say("There are two prices. Write one; what else was paid for has a line of its own.")
        parts.refused.append(("price", both["typed"], Refused(why)))
        parts.item = _priced_by(reader.words).sub("", parts.item[: both.start()])
        parts.price, parts.currency = None, ""


def _pay_first(parts: Parts, reader: Reader) -> None:
    paid = _price_first(reader.words).match(parts.item)
    if _priced(parts) or paid is None or not any(c.isalnum() for c in parts.item[paid.end() :]):
        return
    parts.item = parts.item[paid.end() :]
    _paid(parts, paid["before"] or paid["after"], paid["left"] or paid["right"], reader)


def _date(parts: Parts, reader: Reader) -> None:
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


def _date_first(parts: Parts, reader: Reader) -> None:
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
def _times(words: Vocabulary) -> re.Pattern[str]:
    """How many, at the beginning: ``4 x``, ``3 bottles of``."""
    counters = rf"|\s+{alternatives(words.counters)}" if words.counters else ""
    return re.compile(rf"^\s*(?P<quantity>{_AMOUNT})(?:\s*[x×*]{counters})\s+(?=\S)", re.IGNORECASE)


@lru_cache(maxsize=8)
def _apiece(words: Vocabulary) -> re.Pattern[str]:
    """What stands behind the price of one."""
    return re.compile(rf"\s+{alternatives(words.each)}$" if words.each else "(?!)", re.IGNORECASE)


@lru_cache(maxsize=8)
def _price(words: Vocabulary) -> re.Pattern[str]:
    """An amount with its currency, before or behind it, at the end."""
    known = alternatives(frozenset(words.currencies) | frozenset(SYMBOLS))
    currency = rf"(?:{known}|(?-i:[A-Z]{{3}}))"
    small = f"(?:{alternatives(words.priced)})" if words.priced else "(?!)"
    return re.compile(
        rf"(?:^|[\s,])(?:{small}\s+|(?P<one>@)\s*)?(?:(?P<left>{currency})\s?(?P<before>{_AMOUNT})"
        rf"|(?P<after>{_AMOUNT})\s?(?P<right>{currency}))\s*$",
        re.IGNORECASE,
    )


@lru_cache(maxsize=8)
def _price_and(words: Vocabulary) -> re.Pattern[str]:
    """An amount with its sign or code behind what was bought: at the end, or before a word that leads to another."""
    code, also = _codes(words), alternatives(words.also) if words.also else "(?!)"
    paid = rf"(?P<left>{code})\s?(?:{_AMOUNT})|(?:{_AMOUNT})\s?(?P<right>{code})"
    return re.compile(rf"(?:^|(?<=\S)[\s,]+)(?P<typed>{paid})(?:\s*,?\s*(?P<also>{also})(?!\w)|\s*$)", re.IGNORECASE)


@lru_cache(maxsize=8)
def _priced_by(words: Vocabulary) -> re.Pattern[str]:
    """The word before a price, at the end."""
    return re.compile(rf"\s+{alternatives(words.priced)}\s*$" if words.priced else "(?!)", re.IGNORECASE)


def _codes(words: Vocabulary) -> str:
    """Signs and codes of currencies, without the words."""
    return alternatives(frozenset(SYMBOLS) | {one for one in words.currencies if len(one) == 3 and one != "yen"})


@lru_cache(maxsize=8)
def _price_first(words: Vocabulary) -> re.Pattern[str]:
    """An amount with its sign or code, at the beginning."""
    code = _codes(words)
    return re.compile(
        rf"(?:(?P<left>{code})\s?(?P<before>{_AMOUNT})|(?P<after>{_AMOUNT})\s?(?P<right>{code}))(?=[\s,:])[\s,:]*",
        re.IGNORECASE,
    )


_DASH = re.compile(r"\s+[-–—]+\s*$")
_COUNTED = re.compile(r"^\s*(?P<typed>[-−–+~]?\s?\d(?:[\w.,'’]|\s\d{3}(?!\d))*\s?[x×*])\s+(?=\S)", re.IGNORECASE)
_NUMBER = r"[-−–+~]?\s?\d(?:[\d.,'’]|[eE]\d)*"


def _not_counted(text: str, words: Vocabulary) -> Doubt | None:
    """``-2 x``, ``0 x``, ``1e3 x`` before what was bought."""
    found, times = _COUNTED.match(text), _times(words).match(text)
    if found is None or (times is not None and _counted(times["quantity"])):
        return None
    why = None
    if times is not None:
        try:
            quantity_text(times["quantity"])
        except Refused as error:
            why = error.sentence
    return Doubt("quantity", found["typed"], found.start("typed"), found.end("typed"), why=why)


def _not_paid(text: str, words: Vocabulary) -> Doubt | None:
    """``-5 EUR``, ``1e5 EUR``, ``5 dolars`` at the end; an amount with its sign or code anywhere."""
    end = len(text.rstrip(" .!"))
    paid = _price(words).search(text, 0, end)
    if paid and text[: paid.start()].strip(" ,"):
        return None
    for pattern in _strange_prices(words):
        found = pattern.search(text, 0, end)
        if found:
            within = found.end("typed") < end and _price(words).search(found["typed"]) is not None
            why = say("Write what was paid for all of it, at the end.") if within else None
            return Doubt("price", found["typed"].strip(), found.start("typed"), found.end("typed"), why=why)
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
    known = alternatives(frozenset(words.currencies) | frozenset(SYMBOLS))
    code = _codes(words)
    return (
        re.compile(rf"(?:^|(?<=[\s,]))(?P<typed>{_NUMBER}\s?(?:{known}|(?-i:[A-Z]{{3}}))|{known}\s?{_NUMBER}"
                   rf"|[-−–]\s?{known}\s?{_NUMBER})$", re.IGNORECASE),
        re.compile(rf"(?:^|(?<=[\s,]))(?P<typed>{_NUMBER}\s?{code}(?!\w)|(?-i:[$€£])\s?{_NUMBER})", re.IGNORECASE),
    )  # fmt: skip
