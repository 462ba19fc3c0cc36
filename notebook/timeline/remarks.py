"""What a line says besides promises: ``want: ...``, ``story: ...``, ``bought: ...``, ``gave: ...``, ``asked: ...``.

A clause is read by small rules, and whatever they do not understand stays text: a want ends with when (``within 3
months``), ``!`` makes it strong and ``?`` a guess; a story or a want may end with its product in brackets; a
purchase is read by `bought`; a favour begins with its kind. ``learned: ...`` and ``next time: ...`` are kept as they
stand.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from notebook.timeline import bought, doubts
from notebook.timeline.bought import PurchaseDraft
from notebook.timeline.records import Doubt
from notebook.timeline.vocabulary import Vocabulary
from notebook.timeline.when import Reader, alternatives

_QUOTED = re.compile(r"[“„«\"]([^”“»\"]+)[”“»\"]")
_BRACKETS = re.compile(r"^(?P<text>.+?)\s*\((?P<product>[^()]+)\)\s*(?P<end>[.!?]*)\s*$", re.DOTALL)


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


def favour_lead(text: str, words: Vocabulary) -> tuple[str, str, str]:
    """Who did what, in the words a line begins with, and the rest: ``they gave a referral``, ``asked: time``.

    ``(act, side, rest)``: empty what is not named; one word alone (``asked``) says nothing of the side.
    """
    found = _leads(words).match(text)
    if found is None:
        return "", "", text.strip()
    said = " ".join(found["lead"].lower().split())
    act, side = _FAVOURS[words.remarks[said]]
    return act, side if " " in said.removesuffix(" for") else "", text[found.end() :].strip()


@lru_cache(maxsize=8)
def _leads(words: Vocabulary) -> re.Pattern[str]:
    known = alternatives(frozenset(word for word, kind in words.remarks.items() if kind in _FAVOURS))
    return re.compile(rf"\s*(?P<lead>{known})(?:\s*:\s*|\s+|$)", re.IGNORECASE)


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
        return bought.read(text, reader)
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
    return bought.unread(text, reader) if kind == "bought" else None


def _want(text: str, reader: Reader, suspected: bool) -> WantDraft:
    from notebook.timeline.clauses import due_of

    said = _QUOTED.search(text)
    rest = text.replace(said[0], " ", 1) if said else text
    if said and rest.strip(" .,!?"):
        text = " ".join(rest.split())
    bare = text.rstrip(" .!?")
    marks = text[len(bare) :]
    about = _BRACKETS.match(bare)
    found = due_of(about["text"] if about else bare, reader, hours=False)
    if about and not found.known:
        found = due_of(bare, reader, hours=False)  # the product may stand before the day too
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


def _favour(text: str, words: Vocabulary) -> str:
    """The kind named among the first words; ``other`` when none is."""
    for word in re.findall(r"[\w-]+", text.lower())[:4]:
        if word in words.favours:
            return words.favours[word]
    return "other"
