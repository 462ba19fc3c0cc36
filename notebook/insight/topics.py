"""Who has what in common, held in memory: interests that people share, products that one wants and another knows.

The rarer a topic the more it counts: shared by n people it gives ``WHOLE / log2(n)`` points (Adamic and Adar, 2003):
1000 where only two have it, 500 for four, 250 for sixteen. What a crowd shares says nothing about two of them and
makes no pairs: that bounds the work. Nothing here is stored; `Topics` is read from the tables, follows edits of
single people (`update`), and gives the same answer as if it were read anew.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from itertools import combinations
from math import log2
from typing import Any

from notebook.insight.records import Id
from notebook.storage.database import Database
from notebook.storage.folding import fold
from notebook.storage.parts import chunks

Pair = tuple[Id, Id]
"""The smaller id first."""
Step = Callable[[int, int], None]
WHOLE = 1000  # points of a topic that only two share
CROWD = 50  # more people than this share it: no topic
_STEPS = (CROWD, 30, 20, 12, 8, 5, 3, 2)  # how small a crowd is where there are too many pairs
_MOST_PAIRS = 500_000
_KEPT = 2_000  # the best pairs, which edits are followed for
_FEW_PEOPLE = 5 * CROWD  # in a smaller notebook a fifth of its people is a crowd
_SMALLEST_CROWD = 4
INTEREST, WANTS, KNOWS = "iwk"

_SOURCES = (
    (INTEREST, "detail", "value", "t.kind = 'interest'", "detail_interest"),
    (WANTS, "want", "product", "t.product IS NOT NULL AND +t.state = 'open'", "want_product"),
    (KNOWS, "story", "product", "t.product IS NOT NULL", "story_product"),
    (KNOWS, "owned", "product", "t.product IS NOT NULL AND t.until IS NULL", "owned_product"),
)
TABLES: tuple[str, ...] = tuple(source[1] for source in _SOURCES)
# Nobody reads a table by an index in vain: interests are few among details, in the order of the file they are read
# twice as fast; of the others a good part is wanted.
_EVERYBODY = {
    "detail": "SELECT contact, {1} FROM {0} WHERE sy_live = 1 AND rowid IN"
              " (SELECT t.rowid FROM {0} t INDEXED BY {3} WHERE {2})",
}  # fmt: skip
_SCAN = "SELECT t.contact, t.{1} FROM {0} t NOT INDEXED WHERE t.sy_live = 1 AND {2}"
_LIVING = "JOIN contact c ON c.id = t.contact AND +c.sy_live = 1 AND coalesce(+c.kind, 'individual') = 'individual'"
_NOBODY = (  # not introduced to anybody: deleted ones and organisations
    "SELECT id FROM contact WHERE sy_live = 0 UNION ALL SELECT id FROM contact WHERE kind < 'individual'"
    " UNION ALL SELECT id FROM contact WHERE kind > 'individual'"
)


class Topics:
    """Everybody's topics, and the best pairs once they were asked for."""

    def __init__(self) -> None:
        self.held: dict[Id, list[str]] = {}
        self.sharers: dict[str, set[Id]] = {}
        self._people = 0
        self._crowd = 0  # for which the best pairs were found; 0: they were not
        self._best: dict[Pair, int] = {}
        self._floor: tuple[int, Pair] | None = None  # no pair behind this one is in them

    # Reading

    @classmethod
    def everybody(cls, db: Database, step: Step) -> Topics:
        """The topics of all people."""
        made = cls()
        nobody = {row[0] for row in db.rows(_NOBODY)}
        for number, (mark, table, field, which, index) in enumerate(_SOURCES, 1):
            topics: dict[str | Id, tuple[str, set[Id]]] = {}
            for contact, value in db.rows(_EVERYBODY.get(table, _SCAN).format(table, field, which, index)):
                topic = topics.get(value)
                if topic is None:
                    key = _key(mark, value)
                    topic = topics[value] = key, made.sharers.setdefault(key, set()) if key else set()
                key, sharers = topic
                if key and contact not in sharers and contact not in nobody:
                    sharers.add(contact)
                    made.held.setdefault(contact, []).append(key)
            step(number, len(_SOURCES) + 1)
        made._people = _people(db)
        return made

    @classmethod
    def around(cls, db: Database, contact: Id, spellings: dict[str, list[str]]) -> Topics:
        """The topics of one contact with those who share them; ``spellings``: of each folded interest."""
        made = cls()
        mine = _read(db, [contact]).get(contact, ())
        found: dict[Id, list[str]] = {contact: list(mine)}
        for key in sorted({*mine, *map(other_side, mine)}):
            values: list[Any] = spellings.get(key[1:], []) if key[0] == INTEREST else [bytes.fromhex(key[1:])]
            for mark, table, field, which, index in _SOURCES:
                if mark != key[0]:
                    continue
                for marks, part in chunks(values):
                    for (person,) in db.rows(
                        f"SELECT DISTINCT t.contact FROM {table} t INDEXED BY {index} {_LIVING}"
                        f" WHERE t.{field} IN ({marks}) AND {which} AND +t.sy_live = 1 LIMIT {CROWD + 1}", part,
                    ):  # fmt: skip
                        found.setdefault(person, []).append(key)
        for person, held in found.items():
            made._enter(person, held)
        made._people = _people(db)
        return made

    def update(self, db: Database, contacts: Collection[Id]) -> None:
        """These people may have other topics than before."""
        fresh = _read(db, contacts)
        before: dict[str, set[Pair]] = {}
        after: set[str] = set()
        for contact in contacts:
            changed = set(self.held.get(contact, ())) ^ set(fresh.get(contact, ()))
            for key in {_topic(key) for key in changed} - after:
                before[key] = set(self._pairs(key))
                after.add(key)
        for contact in contacts:
            for key in self.held.pop(contact, ()):
                self.sharers[key].discard(contact)
                if not self.sharers[key]:
                    del self.sharers[key]
            self._enter(contact, fresh.get(contact, ()))
        self._people = _people(db)
        if self._crowd and self._crowd == self._fitting_crowd():
            for key in after:
                for pair in before[key].union(self._pairs(key)):
                    self._again(pair)
        else:
            self._crowd = 0

    # Asking

    def of(self, contact: Id) -> list[tuple[Pair, int]]:
        """The pairs of one contact with their points, the best first."""
        limit = self._largest_crowd()
        topics: dict[Id, set[str]] = {}
        for key in self.held.get(contact, ()):
            if self._points(key, limit):
                for other in self.sharers.get(other_side(key), ()):
                    topics.setdefault(other, set()).add(_topic(key))
        topics.pop(contact, None)
        found = [
            ((min(contact, other), max(contact, other)), sum(self._points(key, limit) for key in keys))
            for other, keys in topics.items()
        ]
        return sorted(found, key=lambda entry: (-entry[1], entry[0]))

    def best(self, step: Step = lambda done, of: None) -> Iterator[tuple[Pair, int]]:
        """All pairs with their points, the best first; those far behind are looked for when it comes to them."""
        if not self._crowd:
            self._find(_KEPT, step)
        told = 0
        while True:
            order = sorted(self._best.items(), key=lambda entry: (-entry[1], entry[0]))
            yield from order[told:]
            told = len(order)
            if self._floor is None:
                return
            self._find(max(_KEPT, 4 * told), step)

    def sharing(self, interest: str) -> int:
        """How many share an interest (folded); of a crowd at least that it is one."""
        return self._size(INTEREST + interest)

    # Details

    def _enter(self, contact: Id, keys: Iterable[str]) -> None:
        for key in dict.fromkeys(keys):
            self.sharers.setdefault(key, set()).add(contact)
            self.held.setdefault(contact, []).append(key)

    def _size(self, key: str) -> int:
        """How many have to do with a topic."""
        size = len(self.sharers.get(key, ()))
        return size if key[0] == INTEREST else size + len(self.sharers.get(other_side(key), ()))

    def _points(self, key: str, crowd: int) -> int:
        size = self._size(key)
        return round(WHOLE / log2(size)) if 1 < size <= crowd else 0

    def _pairs(self, key: str) -> Iterator[Pair]:
        """Everybody whom a topic brings together (each pair once), whatever it counts; of a crowd nobody."""
        mine = self.sharers.get(key, set())
        if self._size(key) > CROWD:
            return iter(())
        if key[0] == INTEREST:
            return combinations(sorted(mine), 2)
        others = self.sharers.get(other_side(key), set())
        return iter({(min(a, b), max(a, b)) for a in mine for b in others if a != b})

    def _together(self, pair: Pair) -> int:
        """The points of a pair."""
        a, b = pair
        shared = {_topic(key) for key in self.held.get(a, ()) if b in self.sharers.get(other_side(key), ())}
        return sum(self._points(key, self._crowd) for key in shared)

    def _again(self, pair: Pair) -> None:
        self._best.pop(pair, None)
        points = self._together(pair)
        if points and (self._floor is None or (-points, pair) <= self._floor):
            self._best[pair] = points

    def _find(self, most: int, step: Step) -> None:
        """The best pairs of all, from the rarest topics on."""
        crowd = self._fitting_crowd()
        every: dict[Pair, int] = {}
        topics = [key for key in self.sharers if key[0] != KNOWS]
        for number, key in enumerate(topics):
            if number % 1000 == 0:
                step(number, len(topics))
            points = self._points(key, crowd)
            if points:
                for pair in self._pairs(key):
                    every[pair] = every.get(pair, 0) + points
        floor: tuple[int, Pair] | None = None
        if len(every) > most:
            least = sorted(every.values(), reverse=True)[most - 1]
            order = sorted((-points, pair) for pair, points in every.items() if points >= least)
            floor = order[most - 1]
            every = {pair: -points for points, pair in order[:most]}
        self._best, self._floor, self._crowd = every, floor, crowd  # together, and not before all is found

    def _largest_crowd(self) -> int:
        return CROWD if self._people >= _FEW_PEOPLE else max(_SMALLEST_CROWD, self._people // 5)

    def _fitting_crowd(self) -> int:
        """The largest crowd with which there are not too many pairs."""
        largest = self._largest_crowd()
        sizes = Counter(map(len, self.sharers.values()))
        for crowd in _STEPS:
            if sum(n * size * (size - 1) // 2 for size, n in sizes.items() if size <= crowd) <= _MOST_PAIRS:
                return min(crowd, largest)
        return _STEPS[-1]


def other_side(key: str) -> str:
    """The topic that somebody else must have: the same interest; of a product wanted one who knows it, and back."""
    return key if key[0] == INTEREST else (KNOWS if key[0] == WANTS else WANTS) + key[1:]


def _topic(key: str) -> str:
    """One name for both sides."""
    return min(key, other_side(key))


def spellings(db: Database) -> dict[str, list[str]]:
    """Every interest, folded, as people write it."""
    found: dict[str, list[str]] = {}
    for (value,) in db.rows("SELECT value FROM detail WHERE kind = 'interest' GROUP BY value"):
        if value:
            found.setdefault(fold(value), []).append(value)
    return found


def _key(mark: str, value: str | Id | None) -> str:
    if isinstance(value, bytes):
        return mark + value.hex()
    folded = fold(value or "")
    return mark + folded if folded else ""


def _read(db: Database, contacts: Iterable[Id]) -> dict[Id, list[str]]:
    """The topics of a few people; deleted ones and organisations have none."""
    found: dict[Id, list[str]] = {}
    for marks, part in chunks(list(contacts)):
        for mark, table, field, which, _ in _SOURCES:
            for contact, value in db.rows(
                f"SELECT t.contact, t.{field} FROM {table} t INDEXED BY {table}_contact {_LIVING}"
                f" WHERE t.contact IN ({marks}) AND +t.sy_live = 1 AND {which}", part,
            ):  # fmt: skip
                key = _key(mark, value)
                if key:
                    found.setdefault(contact, []).append(key)
    return found


def _people(db: Database) -> int:
    """How many people there are; counted only as far as it matters."""
    return int(db.value(
        "SELECT count(*) FROM (SELECT 1 FROM contact WHERE kind = 'individual' AND sy_live = 1 LIMIT ?)",
        (_FEW_PEOPLE,)))  # fmt: skip
