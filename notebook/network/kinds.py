"""The kinds of relation: what somebody is to a contact, what the contact then is to them, and how people say it.

A kind says what the OTHER one is: Bo's ``spouse`` is Ann. The inverse is never stored. What people type
(``daughter``, ``boss``) is kept as the label of its kind; any other word is a relation of their own, kind ``other``.
How a word is put together counts for nothing: ``mother in law`` and ``mother-in-law`` are one.
A word of their own may name both sides (``godmother / godchild``) and say in round brackets which kind it means
(``Tochter (daughter)``): the label keeps the word, the kind what it means. Behind a word, "of" turns it round:
``godmother of / godchild of`` says what the contact is to the other one.
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
    "in-law": "relative", "boss": "manager", "superior": "manager",
    "co-worker": "colleague", "coworker": "colleague", "neighbor": "neighbour", "introduced by": "introducer",
    "knows": "acquaintance", "contact": "acquaintance", "advisor": "adviser",
}  # fmt: skip
_SPELLED: Mapping[str, str] = {
    re.sub("[ -]", "", word): word for word in (*INVERSE, *_TYPED) if word != "other"}  # fmt: skip
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
_OF = re.compile(r"(?<=\S) of$", re.IGNORECASE)
_NEARER = re.compile(
    r"(?:(?:twin|half|step|foster|adoptive|adopted|elder|eldest|older|oldest|younger|youngest|big|little|baby|great|only"
    r"|second|third|birth)[ -]?)+(?P<kind>.+)"
)  # what is put before a word of the family, which it stays
_IN_LAW = re.compile(r"(?P<kind>.+?)[ -]in[ -]law")
_FORMER = re.compile(r"(?:ex|former)[ -](?P<kind>.+)", re.IGNORECASE)
_JOINTS = re.compile(r"[\s‐‑–-]+")
_PAIR = re.compile(r"/ (?P<only>.+)|(?P<here>(?:(?! / ).)+) / (?P<there>(?:(?! / ).)+)")


def typed(text: str) -> tuple[str, str]:
    """Kind and label of what a person typed: ``daughter`` is a child, ``sailing partner`` a kind of their own.

    Both say what the other one is. ``godmother of`` says what the one it is typed for is to the other one: turned.
    """
    word = " ".join(text.split())
    if word.casefold() == "other":
        return "other", ""
    here, there, kind = _taken_apart(word)
    turned_round = bool(_OF.search(here))
    here, there = _OF.sub("", here), _OF.sub("", there)
    kind = kind or _meant_by(here, there)
    if not there and here.casefold() == kind:
        here = ""  # our own word: nothing to keep
    if turned_round:
        return INVERSE[kind or "other"], joined(there, here)
    return kind or "other", joined(here, there)


def of(word: str) -> str:
    """What was typed with an "of" behind it: a word of theirs may be written in full, with both sides and a kind."""
    here, there, kind = _taken_apart(word)
    meant = word[word.rindex("(") :] if kind else ""
    return f"{joined(f'{here} of', there and f'{there} of')} {meant}".strip()


def told_of(text: str) -> tuple[str, bool, bool]:
    """The word that a kind begins with, whether it is what they are to the other one, whether both sides are told."""
    here, there, _ = _taken_apart(" ".join(text.split()))
    return _OF.sub("", here), bool(_OF.search(here)), bool(there)


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


def spelled(word: str) -> str:
    """A word of ours as we write it: ``mother-in-law`` where ``mother in law`` was typed; any other as it is."""
    bare = _OF.sub("", word)
    ours = "" if _known(bare.casefold()) else _SPELLED.get(_JOINTS.sub("", bare.casefold()), "")
    return ours + word[len(bare) :] if ours else word


def kind_of(word: str) -> str:
    """The kind that a word of ours means, a ``twin brother`` and an ``uncle in law`` too; empty for any other."""
    folded = spelled(word.strip()).casefold()
    if known := _known(folded):
        return known
    by_marriage = _IN_LAW.fullmatch(folded)
    by_birth = by_marriage["kind"] if by_marriage else folded
    nearer = _NEARER.fullmatch(by_birth)
    kin = _kin(nearer["kind"] if nearer else by_birth)
    return "relative" if kin and by_marriage else kin


def former(word: str) -> bool:
    """Whether a word says what somebody was (``ex wife``): a relation of their own, for they are it no more."""
    told = _FORMER.fullmatch(word)
    return told is not None and kind_of(told["kind"]) != ""


def _kin(folded: str) -> str:
    """The kind of a word of the family by birth; empty for any other."""
    found = _known(spelled(folded))
    return found if found in FAMILY - {"spouse", "partner"} else ""


def _known(folded: str) -> str:
    return folded if folded in INVERSE and folded != "other" else _TYPED.get(folded, "")


def _taken_apart(word: str) -> tuple[str, str, str]:
    """Both sides of what was typed, and the kind in brackets behind it."""
    meant = _MEANT.fullmatch(word)
    kind = kind_of(meant["kind"]) if meant else ""
    return *sides(meant["own"] if meant and kind else word), kind


def _meant_by(here: str, there: str) -> str:
    """The kind of words that tell it: ``godmother / godchild`` is a godparent; nothing where they do not fit."""
    one, other = kind_of(here), kind_of(there)
    if one and (not other or INVERSE[one] == other):
        return one
    return INVERSE[other] if other and not one else ""
