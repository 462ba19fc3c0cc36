"""The demand board (W5): everybody's open wants pooled by need, and the words behind each pool.

Wants are one need when they name the same product, the same words in any spelling, or words that a person joined
(`value.synonyms`). A pool counts people, not wants; suspected wants are counted apart and change no other number.
Pools come by how many people want them, then by strength in sum, then by who wants it soonest.

The board is one pass over the open wants, grouped in SQL: SQLite asks back for the need of each want, and every
spelling is folded once (measured, 200,000 wants: 1.5 times the same grouped by the text as it stands). Quotes
are fetched for the pools that are looked at, a page at a time.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from notebook.insight.records import Demand, Id, Pool, Reason
from notebook.insight.sources import Sources
from notebook.sentences import say
from notebook.storage.folding import fold
from notebook.timeline.days import read_day
from notebook.timeline.horizons import HORIZONS
from notebook.value.records import Term, Want
from notebook.value.synonyms import Needs, read_needs

MOST = 500  # pools on the board; there may be as many as wants
PAGE = 50  # quotes of a pool
_OPEN = (
    "want w WHERE +w.state = 'open' AND w.sy_live = 1"
    " AND w.contact NOT IN (SELECT id FROM contact WHERE sy_live = 0)"  # few are gone: no look at each who is there
)
_KNOWN = "w.certainty IS NOT 'suspected'"
_SOON = (
    ", ".join(  # what a newer program may call a horizon is some day
        f"sum({_KNOWN} AND w.horizon IS '{horizon}')" for horizon in HORIZONS[:-1]
    )
    + f", sum({_KNOWN} AND (w.horizon IS NULL OR w.horizon NOT IN {HORIZONS[:-1]}))"
)
_BOARD = (
    "SELECT need(w.product, w.text) AS need, count(DISTINCT w.contact),"
    f" count(DISTINCT CASE WHEN {_KNOWN} THEN w.contact END), sum({_KNOWN}),"
    f" sum(CASE WHEN {_KNOWN} THEN coalesce(w.strength, 2) ELSE 0 END), min(CASE WHEN {_KNOWN} THEN w.due END), {_SOON}"
    f" FROM {_OPEN} GROUP BY need"
)
_RANK = " ".join(f"WHEN '{horizon}' THEN {place}" for place, horizon in enumerate(HORIZONS))
_QUOTES = (
    "SELECT need, id FROM (SELECT need(w.product, w.text) AS need, w.id, row_number() OVER ("
    "PARTITION BY need(w.product, w.text) ORDER BY w.certainty IS 'suspected', w.due IS NULL, w.due,"
    f" CASE w.horizon {_RANK} ELSE {len(HORIZONS)} END, coalesce(w.strength, 2) DESC, w.id) AS place"
    f" FROM {_OPEN} AND need(w.product, w.text) IN (SELECT value FROM json_each(?)))"
    " WHERE place > ? AND place <= ? ORDER BY need, place"
)


class _Spelt:
    """The need of each want that SQLite asks about; every spelling is looked at once and kept."""

    def __init__(self, needs: Needs) -> None:
        self._needs = needs
        self._products: dict[Id, str] = {}
        self.texts: dict[str | None, str] = {}

    def __call__(self, product: Id | None, text: str | None) -> str:
        if product is not None:
            found = self._products.get(product)
            if found is not None:
                return found
            need = self._needs.of(product, "")
            if need:
                self._products[product] = head = self._needs.head(need)
                return head
        found = self.texts.get(text)
        if found is None:
            self.texts[text] = found = self._needs.head(self._needs.of_words(text or ""))
        return found


def board(book: Sources, text: str = "", most: int = MOST) -> Demand:
    """The pools that most people want; ``text``: only those in whose words all of these begin a word."""
    needs = read_needs(book.db)
    spelt = _Spelt(needs)
    with book.db.function("need", 2, spelt):
        rows = [row for row in book.db.rows(_BOARD) if row[0]]
    horizons = {horizon: sum(row[6 + place] for row in rows) for place, horizon in enumerate(HORIZONS)}
    wanted = fold(text).split()
    if wanted:
        texts = _by_need(spelt, {row[0] for row in rows})
        rows = [row for row in rows if _has(wanted, _words(needs, row[0], texts))]
    rows.sort(key=_rank)
    top = rows[:most]
    texts = _by_need(spelt, {row[0] for row in top})
    return Demand(tuple(_pool(needs, texts, row) for row in top), len(rows), horizons)


def quotes(book: Sources, keys: Sequence[str], limit: int = PAGE, offset: int = 0) -> dict[str, list[Want]]:
    """The wants behind some pools (of each a page): known ones first, then the soonest and the strongest."""
    import json

    needs = read_needs(book.db)
    heads = {key: needs.head(needs.of_words(key)) for key in keys}
    with book.db.function("need", 2, _Spelt(needs)):
        rows = book.db.rows(_QUOTES, (json.dumps(sorted(set(heads.values()))), offset, offset + limit))
    ids: dict[str, list[Id]] = {}
    for need, want in rows:
        ids.setdefault(need, []).append(want)
    held = {want.id: want for want in book.wants.rows([want for _, want in rows])}
    return {key: [held[want] for want in ids.get(head, ()) if want in held] for key, head in heads.items()}


def quoted(want: Want) -> Reason:
    """Who wants it, in their own words where they were noted, and when they said so."""
    who = say("{name}, {day}", name=want.contact_name, day=want.day) if want.day else want.contact_name
    said = say("{who}: “{words}”", who=who, words=want.words)
    if not want.words:
        said = say("{who}: {text}", who=who, text=want.text)
    text = say("perhaps {said}", said=said) if want.certainty == "suspected" else said
    return Reason(text, (want.id,) if want.interaction is None else (want.id, want.interaction))


def _pool(needs: Needs, texts: dict[str, list[str]], row: Sequence[Any]) -> Pool:
    need, everybody, people, wants, strength, due = row[:6]
    members = needs.together(need)
    terms = tuple(Term(one, _name(needs, one, texts.get(need, ()))) for one in members)
    horizons = dict(zip(HORIZONS, row[6:], strict=True))
    return Pool(need, terms[0].name, needs.product(need), people, everybody - people, wants, strength, horizons,
                read_day(due), terms if len(terms) > 1 else ())  # fmt: skip


def _rank(row: Sequence[Any]) -> tuple[Any, ...]:
    need, everybody, people, _, strength, due = row[:6]
    return -people, -strength, -everybody, due or "9999", need


def _by_need(spelt: _Spelt, needs: set[str]) -> dict[str, list[str]]:
    """Every spelling of these needs that stands in a want."""
    found: dict[str, list[str]] = {}
    for text, need in spelt.texts.items():
        if need in needs and text:
            found.setdefault(need, []).append(text)
    return found


def _name(needs: Needs, need: str, texts: Sequence[str]) -> str:
    """How a need is written: as the product, as it stands in a want (a capital first and few more), else as joined."""
    own = [text for text in texts if needs.of_words(text) == need] if needs.product(need) is None else []
    return " ".join(min(own, key=_shouting).split()) if own else needs.name(need)


def _shouting(text: str) -> tuple[bool, int, str]:
    return not text[:1].isupper(), sum(letter.isupper() for letter in text), text


def _words(needs: Needs, need: str, texts: dict[str, list[str]]) -> list[str]:
    spellings = [needs.name(one) for one in needs.together(need)] + texts.get(need, [])
    return [word for text in spellings for word in fold(text).split()]


def _has(wanted: Sequence[str], words: Sequence[str]) -> bool:
    return all(any(word.startswith(one) for word in words) for one in wanted)
