"""The kinds of relation: what somebody is to a contact, what the contact then is to them, and how people say it.

A kind says what the OTHER one is: Bo's ``spouse`` is Ann. The inverse is never stored. What people type
(``daughter``, ``boss``) is kept as the label of its kind; any other word is a relation of their own, kind ``other``.
A word of their own may name both sides (``godmother of / godchild of``) and say in round brackets which kind it means
(``Tochter (daughter)``): the label keeps the word, the kind what it means.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from notebook.sentences import Sentence, say

INVERSE: Mapping[str, str] = {
    "parent": "child", "child": "parent", "grandparent": "grandchild", "grandchild": "grandparent",
    "godparent": "godchild", "godchild": "godparent", "spouse": "spouse", "partner": "partner",
    "sibling": "sibling", "relative": "relative", "friend": "friend", "colleague": "colleague",
    "neighbour": "neighbour", "acquaintance": "acquaintance", "manager": "report", "report": "manager",
    "mentor": "mentee", "mentee": "mentor", "introducer": "introduced", "introduced": "introducer",
    "customer": "supplier", "supplier": "customer", "adviser": "client", "client": "adviser", "other": "other",
}  # fmt: skip
KINDS: tuple[str, ...] = tuple(INVERSE)
FAMILY: frozenset[str] = frozenset(
    ("parent", "child", "grandparent", "grandchild", "godparent", "godchild", "spouse", "partner", "sibling",
     "relative")
)  # fmt: skip
_RANK = {kind: rank for rank, kind in enumerate(
    ("spouse", "partner", "child", "parent", "sibling", "grandchild", "grandparent", "godchild", "godparent",
     "relative", "friend"))}  # fmt: skip
_TYPED: Mapping[str, str] = {
    "wife": "spouse", "husband": "spouse", "married to": "spouse", "girlfriend": "partner", "boyfriend": "partner",
    "fiancé": "partner", "fiancée": "partner", "mother": "parent", "father": "parent", "mum": "parent",
    "mom": "parent", "dad": "parent", "son": "child", "daughter": "child", "brother": "sibling",
    "sister": "sibling", "grandmother": "grandparent", "grandfather": "grandparent", "grandson": "grandchild",
    "granddaughter": "grandchild", "uncle": "relative", "aunt": "relative", "cousin": "relative",
    "nephew": "relative", "niece": "relative", "kin": "relative", "godmother": "godparent", "godfather": "godparent",
    "goddaughter": "godchild", "godson": "godchild", "stepmother": "parent", "stepfather": "parent",
    "stepson": "child", "stepdaughter": "child", "stepbrother": "sibling", "stepsister": "sibling",
    "mother-in-law": "relative", "father-in-law": "relative", "son-in-law": "relative", "daughter-in-law": "relative",
    "brother-in-law": "relative", "sister-in-law": "relative", "grandma": "grandparent", "grandpa": "grandparent",
    "boss": "manager", "superior": "manager",
    "co-worker": "colleague", "coworker": "colleague", "neighbor": "neighbour", "introduced by": "introducer",
    "knows": "acquaintance", "contact": "acquaintance", "advisor": "adviser",
}  # fmt: skip
_WORDS: Mapping[str, Sentence] = {
    "parent": say("parent"), "child": say("child"), "grandparent": say("grandparent"),
    "grandchild": say("grandchild"), "godparent": say("godparent"), "godchild": say("godchild"),
    "spouse": say("spouse"), "partner": say("partner"), "sibling": say("sibling"), "relative": say("relative"),
    "friend": say("friend"), "colleague": say("colleague"), "neighbour": say("neighbour"),
    "acquaintance": say("acquaintance"), "manager": say("manager"), "report": say("reports to them"),
    "mentor": say("mentor"), "mentee": say("mentee"), "introducer": say("introduced them"),
    "introduced": say("introduced by them"), "customer": say("customer"), "supplier": say("supplier"),
    "adviser": say("adviser"), "client": say("client"), "other": say("related"),
}  # fmt: skip

_MEANT = re.compile(r"(?P<own>.+?) ?\((?P<kind>[^()]+)\)")
_PAIR = re.compile(r"/ (?P<only>.+)|(?P<here>(?:(?! / ).)+) / (?P<there>(?:(?! / ).)+)")


def typed(text: str) -> tuple[str, str]:
    """Kind and label of what a person typed: ``daughter`` is a child, ``sailing partner`` a kind of their own."""
    word = " ".join(text.split())
    if word.casefold() == "other":
        return "other", ""
    meant = _MEANT.fullmatch(word)
    if meant and (kind := _kind_of(meant["kind"])) and (own := _tidy(meant["own"])):
        return kind, own
    kind = _kind_of(word)
    if kind:
        return kind, "" if word.casefold() in INVERSE else word
    return "other", _tidy(word)


def sides(label: str) -> tuple[str, str]:
    """What a label says of the other one, and what it says of the one it was given by; each may be empty."""
    pair = _PAIR.fullmatch(label)
    return (pair["here"] or "", pair["there"] or pair["only"]) if pair else (label, "")


def turned(label: str) -> str:
    """A label as the other side would have written it."""
    return joined(*reversed(sides(label)))


def joined(here: str, there: str) -> str:
    """The label that `sides` takes apart."""
    return f"{here} / {there}".lstrip() if there else here


def words() -> list[str]:
    """Every word for a kind that people type, those of our own first."""
    return [*(kind for kind in KINDS if kind != "other"), *_TYPED]


def said(kind: str, label: str = "", inverse: bool = False) -> Sentence:
    """The kind as a person reads it. ``inverse``: the label was given from the other side and does not fit."""
    here, there = sides(label)
    mine, theirs = (there, here) if inverse else (here, there)
    if mine:
        return say("{label}", label=mine)
    if theirs and kind == "other":
        return say("calls them {label}", label=theirs)
    return _WORDS.get(kind) or say("{label}", label=kind)


def rank(kind: str) -> int:
    """Family first, in the order in which people ask after them."""
    return _RANK.get(kind, len(_RANK))


def _kind_of(word: str) -> str:
    """The kind that a word of ours means; empty for any other."""
    folded = word.strip().casefold()
    return folded if folded in INVERSE and folded != "other" else _TYPED.get(folded, "")


def _tidy(own: str) -> str:
    """A word of their own: ``godmother of / godchild of`` without the two "of"."""
    here, there = sides(own)
    if not there:
        return own
    return joined(*(side.removesuffix(" of").strip() for side in (here, there)))
