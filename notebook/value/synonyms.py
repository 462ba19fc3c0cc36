"""Which words mean one need (W5): the same in any spelling, a product by any name it has, and synonyms.

A need has a key: ``product:`` and the hexadecimal id of a product of ours, else the words as `spelt_alike` folds them
(cool-box, Cool boxes and cool box are one). Words that are the name of a product mean that product; a product that was
deleted is its name again. Two needs are joined by a person, who may part them again; undo does too. Joined needs stand
as rows ``term`` -> ``same_as``, one for each term, named by it, so that two laptops that join the same words join them
once; whatever rows meet after a sync (two heads, a circle), they are read as one set.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from notebook.changes.ids import derived_id
from notebook.errors import Refused
from notebook.sentences import Sentence, say
from notebook.storage.database import Database
from notebook.storage.folding import fold
from notebook.timeline.ledger import Ledger, words
from notebook.value.records import Id, Term

PRODUCT = "product:"
_NAMESPACE = bytes(16)
_UNNAMED = say("Say which need is meant.")
_BETWEEN = re.compile(r"[\s\-_./,;:!?()\[\]{}\"¡¿«»“”„‚·、。，・：；！？「」]+")
_SHORT = 3  # letters of a word that is no plural, whatever it ends in


class Needs:
    """Which words mean which need, as the notebook stood when this was read."""

    def __init__(self, products: Iterable[tuple[Id, str | None, int]], joined: Iterable[tuple[str, str]]) -> None:
        """``products``: id, name, whether it is there; ``joined``: term, same as."""
        self._products: dict[Id, str] = {}
        self._named: dict[str, str] = {}  # the folded name of a product -> its need
        self._alike: dict[str, str] = {}  # the same, as `spelt_alike` has it
        self._names: dict[str, str] = {}  # a need -> how it is written
        gone: list[tuple[Id, str]] = []
        for product, name, live in sorted(products):
            folded = fold(name or "")
            if not live:
                gone.append((product, name or ""))
            elif folded:
                self._products[product] = self._named.setdefault(folded, PRODUCT + product.hex())
                self._names.setdefault(self._products[product], name or "")
                self._alike.setdefault(spelt_alike(folded), self._products[product])
        for product, name in gone:
            if need := self.of_words(name):
                self._products[product] = need
                self._names.setdefault(need, name)
        self._sets: dict[str, frozenset[str]] = {}
        self._heads: dict[str, str] = {}
        self._join(joined)

    def of_words(self, text: str) -> str:
        """The need that words mean by themselves, before synonyms; empty for none. A key means itself."""
        product = self.product(text)
        if product is not None:
            return self._products.get(product, text)
        folded = fold(text)
        if folded in self._named:
            return self._named[folded]
        alike = spelt_alike(folded)
        return self._alike.get(alike, alike)

    def of(self, product: Id | None, text: str) -> str:
        """The need of a want before synonyms: by its product where it names one, else by its words."""
        if product is not None and product in self._products:
            return self._products[product]
        return self.of_words(text)

    def head(self, need: str) -> str:
        """The need that stands for all that it is joined with."""
        return self._heads.get(need, need)

    def together(self, need: str) -> tuple[str, ...]:
        """All needs that are one with this, the head first; itself alone when it is joined with none."""
        head = self.head(need)
        return (head, *sorted(self._sets.get(need, frozenset((need,))) - {head}))

    def name(self, need: str) -> str:
        """How a need is written, as far as products and synonyms tell; else the folded words."""
        return self._names.get(need, need)

    @staticmethod
    def product(need: str) -> Id | None:
        """The product that a need is, None for words."""
        if not need.startswith(PRODUCT):
            return None
        try:
            return bytes.fromhex(need.removeprefix(PRODUCT))
        except ValueError:
            return None

    def _join(self, joined: Iterable[tuple[str, str]]) -> None:
        sets: dict[str, set[str]] = {}
        pointing: set[str] = set()
        for term, same_as in joined:
            one, other = self.of_words(term), self.of_words(same_as)
            if not one or not other or one == other:
                continue
            pointing.add(one)
            for need, written in ((one, term), (other, same_as)):
                if not need.startswith(PRODUCT):
                    self._names.setdefault(need, written)
            both = sets.get(one, {one}) | sets.get(other, {other})
            sets.update(dict.fromkeys(both, both))
        for need, members in sets.items():
            self._sets[need] = frozenset(members)
            self._heads[need] = min(members - pointing or members)


def spelt_alike(folded: str) -> str:
    """The words of a folded text without what spelling varies: marks between them, and simple English plurals."""
    plain = _BETWEEN.sub(" ", folded.replace("'", "")).strip()
    if "s" in plain or "ie" in plain:
        plain = " ".join(map(_one, plain.split(" ")))
    return plain or folded


def _one(word: str) -> str:
    """A word in the singular, as far as its end tells; the same for both, and what it makes of itself."""
    if len(word) <= _SHORT or not word.isalpha():
        return word
    if word.endswith(("xes", "ches", "shes", "sses")):
        return word[:-2]
    if word.endswith("s") and word[-2] not in "siu":
        word = word[:-1]
    return f"{word[:-2]}y" if word.endswith("ie") and len(word) > _SHORT + 1 else word


class Synonyms(Ledger):
    """The needs of one notebook, and who of them is the same. Raises `Refused` for what makes no sense."""

    # Looking

    def needs(self) -> Needs:
        """Which words mean which need, now."""
        return read_needs(self._db)

    def of(self, need: str) -> list[Term]:
        """What a need (its key, or words) is joined with, the head first; empty when it stands alone."""
        needs = self.needs()
        members = needs.together(needs.of_words(need))
        return [Term(one, needs.name(one)) for one in members] if len(members) > 1 else []

    # Writing

    def join(self, need: str, other: str) -> None:
        """Two needs (keys, or words) are one; ``other`` stands for both."""
        needs = self.needs()
        one, into = _known(needs, need), _known(needs, other)
        if needs.head(one) == needs.head(into):
            raise Refused(say("{need} and {other} are one need already.", need=needs.name(one), other=needs.name(into)))
        spelt = {one: _spelt(needs, one, need), into: _spelt(needs, into, other)}
        members = (*needs.together(into), *needs.together(one))
        title = say("{need} is the same as {other}", need=spelt[one], other=spelt[into])
        self._rewrite(members, needs.head(into), {member: needs.name(member) for member in members} | spelt, title)

    def part(self, need: str) -> None:
        """A need (its key, or words) is one of its own again; what it was joined with stays together."""
        needs = self.needs()
        one = _known(needs, need)
        members = needs.together(one)
        if len(members) == 1:
            raise Refused(say("{need} stands alone already.", need=needs.name(one)))
        rest = [member for member in members if member != one]
        title = say("{need} is a need of its own", need=needs.name(one))
        names = {member: needs.name(member) for member in rest}
        self._rewrite(rest, rest[0], names, title, also=one)

    def _rewrite(self, members: Sequence[str], head: str, names: Mapping[str, str], title: Sentence,
                 also: str | None = None) -> None:  # fmt: skip
        """Every member points to the head, which points nowhere; nor does ``also``.

        A row may be named by what its term meant before a product was made or deleted: it goes by what it means now.
        """
        rows = {_row(member): member for member in members if member != head}
        meant, needs = {*members, also}, self.needs()
        with self._journal.change(title) as draft:
            for row, term in self._db.rows("SELECT id, term FROM synonym WHERE sy_live = 1 AND term IS NOT NULL"):
                if row not in rows and needs.of_words(term) in meant:
                    draft.delete("synonym", row)
            for row, member in rows.items():
                draft.insert("synonym", row, {"term": _stored(member, names), "same_as": _stored(head, names)})


def read_needs(db: Database) -> Needs:
    """The needs as a notebook holds them."""
    products: list[tuple[Id, str | None, int]] = db.rows("SELECT id, name, sy_live FROM product")
    joined: list[tuple[str, str]] = db.rows(
        "SELECT term, same_as FROM synonym WHERE sy_live = 1 AND term IS NOT NULL AND same_as IS NOT NULL ORDER BY id"
    )
    return Needs(products, joined)


def _known(needs: Needs, text: str) -> str:
    need = needs.of_words(words(text, _UNNAMED) or "")
    if not need:
        raise Refused(_UNNAMED)
    return need


def _spelt(needs: Needs, need: str, typed: str) -> str:
    """As it is written already, else as it was typed."""
    name = needs.name(need)
    return " ".join(typed.split()) if name == need else name


def _stored(need: str, names: Mapping[str, str]) -> str:
    return need if need.startswith(PRODUCT) else names[need]


def _row(need: str) -> Id:
    return derived_id(_NAMESPACE, f"synonym:{need}")
