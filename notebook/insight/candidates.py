"""Introduction candidates (N1): pairs with something rare in common, not yet related, both willing or not yet asked.

What they have in common stands in `insight.topics`: an interest, or a product that one wants and the other owns or
told of. Left out are pairs that are related (also formerly), pairs of which an introduction was ever thought, whoever
refused to be introduced, and the deleted and the dead. Colleagues at one organisation are told as such.

`Candidates` keeps the topics in memory and hears of every change, so that the answer after an edit is as quick as
the first was not. It may be asked from any thread; ask about everybody on a worker.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from threading import Lock

from notebook.contacts.showing import is_ended
from notebook.errors import Cancelled
from notebook.events import ChangeSet
from notebook.insight.bonds import Candidate
from notebook.insight.records import Id, Reason
from notebook.insight.sources import Sources
from notebook.insight.topics import CROWD, TABLES, Pair, Topics, spellings
from notebook.network.permissions import ANY
from notebook.network.records import Standing
from notebook.sentences import Sentence, count, say
from notebook.storage.database import Database
from notebook.storage.folding import fold
from notebook.storage.parts import chunks

Progress = Callable[[int, int], bool]
_SPARE = 16  # pairs looked at beyond those that are wanted: some will not do
_PATIENCE = 0.05  # seconds between two looks whether another asker is done
_FOLLOWED = 500  # more rows than this changed: read anew
_INTEREST = "SELECT id, contact, value FROM detail WHERE contact IN ({}) AND kind = 'interest' AND sy_live = 1"
_PRODUCTS = (
    ("wants", "SELECT id, contact, product FROM want WHERE contact IN ({}) AND +state = 'open' AND sy_live = 1"),
    ("told", "SELECT id, contact, product FROM story WHERE contact IN ({}) AND sy_live = 1"),
    ("owns", "SELECT id, contact, product FROM owned WHERE contact IN ({}) AND until IS NULL AND sy_live = 1"),
)


class Candidates:
    """The candidates of one notebook."""

    def __init__(self, book: Sources) -> None:
        self._book = book
        self._lock = Lock()  # of the topics of everybody; held for seconds where they are read
        self._noting = Lock()  # of what was heard; held for a moment only
        self._topics: Topics | None = None
        self._done = 0, 0  # how far whoever reads the topics is
        self._spellings: dict[str, list[str]] | None = None
        self._heard = 0  # changes after which spellings are no longer those
        self._touched: set[tuple[str, Id]] = set()  # rows that changed since the topics were read
        self._lost = False  # so many that the topics have to be read anew
        book.subscribe(self._note)

    def everybody(self, limit: int = 50, progress: Progress | None = None) -> list[Candidate]:
        """The best pairs of all. Raises `Cancelled` when ``progress`` says no.

        Who asks while somebody else's question is answered waits for that reading, hears how far it is, and can
        leave it; nothing is read twice.
        """

        def step(done: int, of: int) -> None:
            self._done = done, of
            told(done, of)

        def told(done: int, of: int) -> None:
            if progress is not None and not progress(done, of):
                raise Cancelled(say("Cancelled; nothing was kept."))

        while not self._lock.acquire(timeout=_PATIENCE):
            told(*self._done)
        try:
            self._follow()
            if self._topics is None:
                with self._book.db.moment():
                    self._topics = Topics.everybody(self._book.db, step)
            return self._told(self._topics, self._topics.best(step), limit, None)
        finally:
            self._done = 0, 0
            self._lock.release()

    def of(self, contact: Id, limit: int = 50) -> list[Candidate]:
        """Whom to introduce to a contact (``a`` in each), the best first.

        Nobody waits for it: while everybody's topics are read (on another thread), it looks around this contact alone.
        """
        if self._lock.acquire(blocking=False):
            try:
                self._follow()
                if self._topics is not None:
                    return self._told(self._topics, iter(self._topics.of(contact)), limit, contact)
            finally:
                self._lock.release()
        topics = Topics.around(self._book.db, contact, self._spelt())
        return self._told(topics, iter(topics.of(contact)), limit, contact)

    def _spelt(self) -> dict[str, list[str]]:
        """How interests are written, read again only after one of them changed."""
        with self._noting:
            held, heard = self._spellings, self._heard
        if held is None:
            held = spellings(self._book.db)
            with self._noting:
                if heard == self._heard:
                    self._spellings = held
        return held

    # Following changes

    def _note(self, changes: ChangeSet) -> None:
        """Hear of a change, on whichever thread it was made."""
        followed: set[tuple[str, Id]] = set()
        lost = changes.everything
        for table in (*TABLES, "contact"):
            for row, fields in changes.rows(table).items():
                if table != "contact" or not fields.isdisjoint(("_row", "kind")):
                    followed.add((table, row))
                lost = lost or ("contact" in fields and "_row" not in fields)  # whose was it before?
        with self._noting:
            self._lost = self._lost or lost or len(followed) > _FOLLOWED
            self._touched |= followed
            if lost or any(table == "detail" for table, _ in followed):
                self._spellings, self._heard = None, self._heard + 1

    def _follow(self) -> None:
        """Take over what changed."""
        with self._noting:
            touched, self._touched = self._touched, set()
            lost, self._lost = self._lost, False
        if lost or len(touched) > _FOLLOWED:
            self._topics = None
        if self._topics is None or not touched:
            return
        db = self._book.db
        people = {row for table, row in touched if table == "contact"}
        for table in TABLES:
            for marks, part in chunks([row for name, row in touched if name == table]):
                people.update(
                    row[0] for row in db.rows(f"SELECT contact FROM {table} WHERE id IN ({marks})", part) if row[0]
                )
        self._topics.update(db, people)

    # Telling

    def _told(self, topics: Topics, pairs: Iterator[tuple[Pair, int]], limit: int, first: Id | None) -> list[Candidate]:
        """The first pairs that are candidates, with names and reasons."""
        known = _introduced(self._book.db)
        kept: list[tuple[Pair, int]] = []
        may: dict[Id, Standing] = {}
        while len(kept) < limit and (block := list(islice(pairs, limit - len(kept) + _SPARE))):
            block = [entry for entry in block if entry[0] not in known]
            people = list(dict.fromkeys(person for pair, _ in block for person in pair))
            may |= self._book.permissions.approach([person for person in people if person not in may])
            out = _dead(self._book.db, people) | {one for one in people if may[one].state == "refused"}
            related = _related(self._book.db, people)
            kept += [entry for entry in block if entry[0] not in related and out.isdisjoint(entry[0])]
        return self._written(topics, kept[:limit], may, first)

    def _written(
        self, topics: Topics, pairs: Sequence[tuple[Pair, int]], may: dict[Id, Standing], first: Id | None
    ) -> list[Candidate]:
        people = list(dict.fromkeys(person for pair, _ in pairs for person in pair))
        names = self._book.contacts.names(people)
        common = _Common(self._book.db, topics, people, self._book.clock.today().isoformat())
        found = []
        for (a, b), points in pairs:
            if a not in names or b not in names:
                continue  # a row of somebody who is not here (yet)
            one, other = sorted((a, b), key=lambda person: (person != first, fold(names[person]), person))
            shared = common.between(one, other, names)
            reasons = [reason for _, reason in shared]
            reasons += [_permitted(names[person], may[person]) for person in (one, other)]
            reasons += common.colleagues(one, other)
            found.append(Candidate(one, names[one], other, names[other], points, tuple(text for text, _ in shared),
                                   may[one].state, may[other].state, tuple(reasons)))  # fmt: skip
        return found


class _Common:
    """What some people have in common, row by row."""

    def __init__(self, db: Database, topics: Topics, people: Sequence[Id], today: str) -> None:
        self._topics = topics
        self._interests: dict[Id, dict[str, tuple[Id, str]]] = {}
        self._products: dict[Id, dict[Id, list[tuple[str, Id]]]] = {}
        self._work: dict[Id, dict[Id, Id]] = {}
        products: set[Id] = set()
        for marks, part in chunks(people):
            for row, person, value in db.rows(_INTEREST.format(marks), part):
                self._interests.setdefault(person, {}).setdefault(fold(value or ""), (row, value or ""))
            for how, sql in _PRODUCTS:
                for row, person, product in db.rows(sql.format(marks), part):
                    if product is not None:
                        self._products.setdefault(person, {}).setdefault(product, []).append((how, row))
                        products.add(product)
            for row, person, place, until in db.rows(
                f"SELECT id, person, organisation, until FROM role WHERE person IN ({marks}) AND sy_live = 1", part
            ):
                if place is not None and not is_ended(until, today):
                    self._work.setdefault(person, {}).setdefault(place, row)
        self._names: dict[Id, str] = {}
        for marks, part in chunks(list(products)):
            self._names |= dict(db.rows(f"SELECT id, coalesce(name, '?') FROM product WHERE id IN ({marks})", part))

    def between(self, a: Id, b: Id, names: dict[Id, str]) -> list[tuple[Sentence, Reason]]:
        """What brings two together, in short and in full, the rarest first."""
        found: list[tuple[int, str, Sentence, Reason]] = []
        mine, theirs = self._interests.get(a, {}), self._interests.get(b, {})
        for key in mine.keys() & theirs.keys() - {""}:
            size = self._topics.sharing(key)
            evidence = mine[key][0], theirs[key][0]
            found.append((size, key, say("{interest}", interest=mine[key][1]), _shared(mine[key][1], size, evidence)))
        for one, other in ((a, b), (b, a)):
            held, known = self._products.get(one, {}), self._products.get(other, {})
            for product in held.keys() & known.keys():
                wants = [row for how, row in held[product] if how == "wants"]
                knows = sorted((entry for entry in known[product] if entry[0] != "wants"), reverse=True)
                if wants and knows:
                    text = _known(names[one], names[other], self._names.get(product, "?"), knows[0][0])
                    evidence = wants[0], knows[0][1]
                    short = say("{product}", product=self._names.get(product, "?"))
                    found.append((0, product.hex(), short, Reason(text, evidence)))
        return [(short, reason) for _, _, short, reason in sorted(found, key=lambda entry: entry[:2])]

    def colleagues(self, a: Id, b: Id) -> list[Reason]:
        """That they work at one place, and so may know one another."""
        here = self._work.get(a, {})
        there = self._work.get(b, {})
        return [
            Reason(say("Both work at the same organisation: they may know each other."), (here[place], there[place]))
            for place in here.keys() & there.keys()
        ][:1]


def _shared(interest: str, size: int, evidence: tuple[Id, ...]) -> Reason:
    if size <= 2:
        return Reason(say("Both: {interest}, as nobody else", interest=interest), evidence)
    if size > CROWD:
        return Reason(say("Both: {interest}, like many others", interest=interest), evidence)
    text = count("Both: {interest}, like {n} other", "Both: {interest}, like {n} others", size - 2, interest=interest)
    return Reason(text, evidence)


def _known(who: str, other: str, product: str, how: str) -> Sentence:
    if how == "told":
        return say("{name} wants {product}; {other} told how it is", name=who, product=product, other=other)
    return say("{name} wants {product}; {other} has it", name=who, product=product, other=other)


def _permitted(name: str, standing: Standing) -> Reason:
    line = standing.permission
    if standing.state == "granted" and line is not None and standing.channel == ANY:
        how = say("{how}, {day}", how=line.how, day=line.day) if line.how else say("{day}", day=line.day)
        return Reason(say("{name} is open to introductions ({how})", name=name, how=how), (line.id,))
    if standing.state == "granted" and line is not None:
        return Reason(say("{name} is open to introductions: {permission}", name=name, permission=standing.said),
                      (line.id,))  # fmt: skip
    if line is not None:
        return Reason(say("{name} was open to introductions, but no longer: ask anew", name=name), (line.id,))
    return Reason(say("Nothing is known of {name} and introductions: ask first", name=name))


def _introduced(db: Database) -> set[Pair]:
    """Every pair of which an introduction was thought, whatever became of it."""
    return {(min(a, b), max(a, b)) for a, b in db.rows("SELECT a, b FROM introduction WHERE sy_live = 1") if a and b}


def _related(db: Database, people: Sequence[Id]) -> set[Pair]:
    """The pairs among these that are related, or were."""
    found: set[Pair] = set()
    inside = set(people)
    for marks, part in chunks(people):
        found.update(
            (min(a, b), max(a, b))
            for a, b in db.rows(
                f"SELECT contact, other FROM relation INDEXED BY relation_contact WHERE contact IN ({marks})"
                " AND sy_live = 1 AND other IS NOT NULL", part)
            if b in inside
        )  # fmt: skip
    return found


def _dead(db: Database, people: Sequence[Id]) -> set[Id]:
    found: set[Id] = set()
    for marks, part in chunks(people):
        found.update(
            row[0]
            for row in db.rows(
                f"SELECT contact FROM anniversary WHERE contact IN ({marks}) AND kind = 'death' AND sy_live = 1", part
            )
        )
    return found
