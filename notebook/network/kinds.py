"""The kinds of relation: what somebody is to a contact, what the contact then is to them, and how people say it.

A kind says what the OTHER one is: Bo's ``spouse`` is Ann. The inverse is never stored. What people type
(``daughter``, ``boss``) is kept as the label of its kind; any other word is a relation of their own, kind ``other``.
"""

from __future__ import annotations

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
    "nephew": "relative", "niece": "relative", "kin": "relative", "boss": "manager", "superior": "manager",
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


def typed(text: str) -> tuple[str, str]:
    """Kind and label of what a person typed: ``daughter`` is a child, ``sailing partner`` a kind of their own."""
    word = " ".join(text.split())
    folded = word.casefold()
    if folded in INVERSE:
        return folded, ""
    if folded in _TYPED:
        return _TYPED[folded], word
    return "other", word


def words() -> list[str]:
    """Every word for a kind that people type, those of our own first."""
    return [*(kind for kind in KINDS if kind != "other"), *_TYPED]


def said(kind: str, label: str = "", inverse: bool = False) -> Sentence:
    """The kind as a person reads it. ``inverse``: the label was given from the other side and does not fit."""
    if label and not inverse:
        return say("{label}", label=label)
    if label and kind == "other":
        return say("calls them {label}", label=label)
    return _WORDS.get(kind) or say("{label}", label=kind)


def rank(kind: str) -> int:
    """Family first, in the order in which people ask after them."""
    return _RANK.get(kind, len(_RANK))
