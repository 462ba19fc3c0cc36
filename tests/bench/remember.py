"""What a relationship is made of, for a notebook of the bench: relations, interests, wants, purchases, stories.

`remember` adds it to any notebook that has people and none of it, so that a big one need not be made anew.
Interests are as people have them: a few that thousands share, many that a handful has. Relations are mostly among
neighbours in the list; one contact has ``HUB`` of them.
"""

from __future__ import annotations

import gc
import random
from collections.abc import Callable, Iterator
from datetime import UTC, timedelta
from pathlib import Path
from typing import Any

from notebook.book import Notebook
from notebook.changes.ids import Id
from notebook.clock import Clock
from notebook.sentences import say
from tests.bench.generate import NOW, WORDS, new_row

HUB = 5_000  # relations of one contact
PRODUCTS = 500
KINDS = ("friend", "spouse", "child", "sibling", "colleague", "neighbour", "acquaintance", "manager", "mentor",
         "introducer", "customer", "supplier")  # fmt: skip
HOBBIES = (
    "sailing running cycling chess pottery beekeeping falconry baking choir jazz photography gardening climbing"
    " fishing knitting astronomy woodwork skiing swimming painting hiking rowing fencing archery calligraphy"
    " football tennis dancing opera theatre birds orchids trains coins stamps radio robots bread cheese wine"
).split()
PLACES = 450
NEEDS = ("cargo bike", "second shop", "winter tyres", "repair stand", "helmet", "rain cover", "rack", "lights",
         "lock", "child seat", "trailer", "map", "course", "invoice by mail", "spare key", "display", "pump", "bell")
HORIZONS = ("now", "season", "year", "someday")
_STEP = 500
Row = tuple[str, dict[str, Any]]


def remember(path: Path, state: Path, relations: int, wants: int) -> bool:
    """Add so many relations and wants, and the rest in proportion; False where some stood there before."""
    chance = random.Random(20_261_121)
    book = Notebook.open(path, state=state, clock=Clock(lambda: NOW, UTC))
    book.db.rows("PRAGMA cache_size=-400000")
    gc.disable()
    try:
        if book.db.value("SELECT 1 FROM relation"):
            return False
        ids = [row[0] for row in book.db.rows("SELECT id FROM contact WHERE kind = 'individual' ORDER BY rowid")]
        products = [new_row(chance, NOW) for _ in range(min(PRODUCTS, max(3, wants // 20)))]
        made = (
            lambda: _relations(chance, ids, relations),
            lambda: _interests(chance, ids),
            lambda: _wants(chance, ids, products, wants),
            lambda: _trade(chance, ids, products, wants // 4),
            lambda: _favours(book, chance, ids, wants // 4),
        )
        with book.journal.batch(say("Bench memories")) as batch:
            with batch.change() as draft:
                for number, product in enumerate(products):
                    name = f"{NEEDS[number % len(NEEDS)]} {number}"
                    draft.insert("product", product, {"name": name, "state": "current"})
            for rows in made:
                _write(batch.change, chance, rows())
    finally:
        gc.enable()
        book.close()
    return True


def _write(change: Callable[..., Any], chance: random.Random, rows: Iterator[Row]) -> None:
    more = True
    while more:
        with change() as draft:
            for _ in range(_STEP):
                made = next(rows, None)
                if made is None:
                    more = False
                    break
                at = NOW - timedelta(days=chance.randrange(1_500))
                draft.insert(made[0], new_row(chance, at), made[1])


def _relations(chance: random.Random, ids: list[Id], n: int) -> Iterator[Row]:
    """Mostly neighbours in the list, so that there are circles; every tenth reaches far."""
    hub = min(HUB, n // 20, len(ids) - 1)
    for number in range(n):
        one = 0 if number < hub else chance.randrange(len(ids))
        if number < hub or number % 10 == 0:
            other = 1 + number % (len(ids) - 1) if number < hub else chance.randrange(len(ids))
        else:
            other = (one + chance.randrange(1, 40)) % len(ids)
        if one == other:
            other = (one + 1) % len(ids)
        yield "relation", {
            "contact": ids[one], "other": ids[other], "kind": chance.choice(KINDS), "strength": chance.randrange(1, 4),
            "evidence": " ".join(chance.choices(WORDS, k=4)) if number % 3 == 0 else None,
            "until": "2024-05" if number % 25 == 0 else None,
        }  # fmt: skip


def _interests(chance: random.Random, ids: list[Id]) -> Iterator[Row]:
    """Two each: one of forty that thousands share, one of thousands, the rarer the more there are of them."""
    rare = [f"{hobby} in place {number}" for number in range(PLACES) for hobby in HOBBIES]
    for contact in ids:
        wide, deep = chance.choice(HOBBIES), rare[int(len(rare) * chance.random() ** 3)]
        for place, value in enumerate((wide, deep.capitalize() if chance.random() < 0.3 else deep), 1):
            yield "detail", {"contact": contact, "kind": "interest", "value": value, "pos": place, "key": f"i{place}"}


def _wants(chance: random.Random, ids: list[Id], products: list[Id], n: int) -> Iterator[Row]:
    texts = [f"{need} {word}" for need in NEEDS for word in WORDS]
    for number in range(n):
        day = NOW.date() - timedelta(days=chance.randrange(400))
        yield "want", {
            "contact": chance.choice(ids), "text": chance.choice(texts), "horizon": chance.choice(HORIZONS),
            "product": chance.choice(products) if number % 3 == 0 else None, "day": day.isoformat(),
            "certainty": "known" if number % 4 else "suspected", "strength": chance.randrange(1, 4),
            "words": " ".join(chance.choices(WORDS, k=6)) if number % 5 == 0 else None,
            "revisit": (NOW.date() + timedelta(days=chance.randrange(-3, 300))).isoformat() if number % 6 else None,
            "state": "open" if number % 10 else "met",
        }  # fmt: skip


def _trade(chance: random.Random, ids: list[Id], products: list[Id], n: int) -> Iterator[Row]:
    for number in range(n):
        contact, product = chance.choice(ids), chance.choice(products)
        day = (NOW.date() - timedelta(days=chance.randrange(900))).isoformat()
        yield "purchase", {
            "contact": contact, "product": product, "day": day, "quantity": str(chance.randrange(1, 6)),
            "price": f"{chance.randrange(20, 3_000)}.00", "currency": chance.choice(("EUR", "EUR", "USD", "JPY")),
        }  # fmt: skip
        yield "owned", {"contact": contact, "product": product, "since": day, "quantity": "1"}
        if number % 3 == 0:
            yield "story", {
                "contact": contact, "product": product, "text": " ".join(chance.choices(WORDS, k=12)), "day": day,
                "quote": chance.choice(("none", "anonymous", "named")),
            }  # fmt: skip


def _favours(book: Notebook, chance: random.Random, ids: list[Id], n: int) -> Iterator[Row]:
    me = book.colleagues.my_id()
    for number in range(n):
        day = (NOW.date() - timedelta(days=chance.randrange(700))).isoformat()
        yield "favour", {
            "contact": chance.choice(ids), "colleague": me, "act": "gave" if number % 3 else "asked",
            "side": chance.choice(("ours", "theirs")), "kind": chance.choice(("advice", "referral", "order", "time")),
            "text": " ".join(chance.choices(WORDS, k=4)), "day": day,
        }  # fmt: skip
