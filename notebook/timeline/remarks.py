"""What a line says besides promises: ``want: ...``, ``story: ...``, ``bought: ...``, ``gave: ...``, ``asked: ...``.

A clause is read by small rules, and whatever they do not understand stays text: a want ends with when (``within 3
months``), ``!`` makes it strong and ``?`` a guess; a story or a want may end with its product in brackets; a
purchase is ``4 x stand no. 7 1120 EUR``, quantity and price optional (``no. 7 560 EUR`` is the number 7 for 560); a
favour begins with its kind. ``learned: ...`` and ``next time: ...`` are kept as they stand.
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

_QUOTED = re.compile(r"[“„«\"]([^”“»\"]+)[”“»\"]")
_BRACKETS = re.compile(r"^(?P<text>.+?)\s*\((?P<product>[^()]+)\)\s*(?P<end>[.!?]*)\s*$", re.DOTALL)
_TIMES = re.compile(r"^\s*(?P<quantity>\d{1,9}(?:[.,]\d{1,3})?)\s*[x×*]\s+(?=\S)", re.IGNORECASE)
_AMOUNT = r"\d{1,3}(?:[.,'’\u00a0\u202f ]\d{3})+(?:[.,]\d{1,2})?|\d{1,12}(?:[.,]\d{1,2})?"
_NUMBERED = re.compile(r"(?:(?<!\w)(?:no|nr)\.|№|#|\bn[°º])$", re.IGNORECASE)  # the blank behind its number is one
_SYMBOLS: Mapping[str, str] = {
    "€": "EUR", "$": "USD", "£": "GBP", "¥": "JPY", "₹": "INR", "₺": "TRY", "₴": "UAH", "zł": "PLN", "kč": "CZK",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class WantDraft:
    """A want that is not stored yet. No ``horizon``: it follows from ``due``. ``product``: a name, or nothing.

    ``words``: what stood in quotation marks. Nothing else is theirs: the rest is the shorthand of whoever writes.
    """

    text: str
    due: date | None = None
    horizon: str | None = None
    strength: int | None = None
    certainty: str = "known"
    product: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class StoryDraft:
    """A story that is not stored yet; ``quote``: whether it may be quoted (none, anonymous, named)."""

    text: str
    product: str = ""
    quote: str = "none"


@dataclass(frozen=True, slots=True)
class PurchaseDraft:
    """A purchase that is not stored yet; ``quantity`` and ``price`` are decimal text."""

    item: str
    quantity: str = "1"
    price: str | None = None
    currency: str = ""


@dataclass(frozen=True, slots=True)
class FavourDraft:
    """Something given or asked that is not stored yet; ``side``: ours or theirs."""

    act: str
    side: str
    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class TakeawayDraft:
    """What was learned, or what to bring up next time (``kind`` learned or next), that is not stored yet."""

    kind: str
    text: str


Remark = WantDraft | StoryDraft | PurchaseDraft | FavourDraft | TakeawayDraft
_FAVOURS: Mapping[str, tuple[str, str]] = {
    "gave": ("gave", "ours"), "asked": ("asked", "ours"), "they-gave": ("gave", "theirs"),
    "they-asked": ("asked", "theirs"),
}  # fmt: skip


def timed(kind: str) -> bool:
    """Whether a clause of this kind may end with a day, as a promise does."""
    return kind in ("want", "suspected")


def chip_of(kind: str) -> str:
    """The kind of chip a clause is shown as: want, story, purchase, gave, asked, learned or next."""
    return {"suspected": "want", "bought": "purchase"}.get(kind, kind.removeprefix("they-"))


def read(kind: str, text: str, reader: Reader) -> Remark | None:
    """A clause behind a marker of this kind; None when it says nothing."""
    text = text.strip()
    if not any(c.isalnum() for c in text):
        return None
    if timed(kind):
        return _want(text, reader, kind == "suspected")
    if kind == "story":
        found = _BRACKETS.match(text)
        return StoryDraft(found["text"] + found["end"], found["product"].strip()) if found else StoryDraft(text)
    if kind == "bought":
        return _purchase(text, reader.words)
    if kind in ("learned", "next"):
        return TakeawayDraft(kind, text)
    act, side = _FAVOURS[kind]
    return FavourDraft(act, side, _favour(text, reader.words), text)


def unread(kind: str, text: str, remark: Remark | None, reader: Reader) -> Doubt | None:
    """What looks like a day, a price or a quantity in a clause of this kind, and was not read as one."""
    if isinstance(remark, WantDraft):
        brackets = _BRACKETS.match(text)
        when = text[: brackets.end("text")] if brackets else text
        return doubts.of_day(when, reader, remark.due is not None or remark.horizon is not None)
    if kind == "bought" and (remark is None or (isinstance(remark, PurchaseDraft) and remark.price is None)):
        return _not_counted(text, reader.words) or _not_paid(text, reader.words)
    return None


def _want(text: str, reader: Reader, suspected: bool) -> WantDraft:
    from notebook.timeline.clauses import due_of

    said = _QUOTED.search(text)
    rest = text.replace(said[0], " ", 1) if said else text
    if said and rest.strip(" .,!?"):
        text = " ".join(rest.split())
    bare = text.rstrip(" .!?")
    marks = text[len(bare) :]
    about = _BRACKETS.match(bare)
    found = due_of(about["text"] if about else bare, reader)
    if about and not found.known:
        found = due_of(bare, reader)  # the product may stand before the day too
        about = None
    need, horizon = found.rest.strip(), "someday" if found.known and found.due is None else None
    soon = None if found.known else _horizons(reader.words).search(need)
    if soon and need[: soon.start()].strip(" ,"):
        need, horizon = need[: soon.start()].rstrip(" ,"), reader.words.horizons[" ".join(soon[0].lower().split())]
    product = about["product"].strip() if about else ""
    brackets = None if about else _BRACKETS.match(need)
    if brackets:
        need, product = brackets["text"].strip(), brackets["product"].strip()
    return WantDraft(
        need, found.due, horizon, 3 if "!" in marks else None,
        "suspected" if suspected or "?" in marks else "known", product, said[1].strip() if said else "",
    )  # fmt: skip


@lru_cache(maxsize=8)
def _horizons(words: Vocabulary) -> re.Pattern[str]:
    known = alternatives(frozenset(words.horizons)) if words.horizons else "(?!)"
    return re.compile(rf"(?<![\w-]){known}$", re.IGNORECASE)


def _purchase(text: str, words: Vocabulary) -> PurchaseDraft | None:
    item, quantity, price, currency = text.rstrip(" .!"), "1", None, ""
    if _not_counted(item, words):
        return None  # nobody buys less than something
    times = _TIMES.match(item)
    if times:
        quantity, item = times["quantity"].replace(",", "."), item[times.end() :]
    paid = _price(words).search(item)
    if paid and item[: paid.start()].strip(" ,"):
        typed, item = paid["before"] or paid["after"], item[: paid.start()]
        if paid["after"] and " " in typed and _NUMBERED.search(item):
            number, typed = typed.split(" ", 1)
            item = f"{item} {number}"
        price = amount(typed)
        currency = currency_of(paid["left"] or paid["right"], words)
    elif strange := _not_paid(item, words):
        item = item[: strange.start] if strange.end == len(item) else item
    item = _DASH.sub("", item).strip(" ,")
    return PurchaseDraft(item, quantity, price, currency) if any(c.isalnum() for c in item) else None


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


def _favour(text: str, words: Vocabulary) -> str:
    """The kind named among the first words; ``other`` when none is."""
    for word in re.findall(r"[\w-]+", text.lower())[:4]:
        if word in words.favours:
            return words.favours[word]
    return "other"
