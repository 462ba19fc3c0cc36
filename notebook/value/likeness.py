"""Whether a name that was just typed is another one with a slip of the finger: "Cool bx" for "Cool box"."""

from __future__ import annotations

from collections.abc import Iterable

from notebook.storage.folding import fold
from notebook.value.synonyms import spelt_alike

_ENOUGH = 0.8  # how much of two names has to be the same, as `difflib` counts
_SHORTEST = 4  # letters of a name in which a slip can be told from another name


def likeliest(name: str, others: Iterable[str]) -> str | None:
    """The one of ``others`` that was probably meant; None when the name is one of its own.

    Names that differ in a number or in a letter that stands alone (Stand 7 and Stand 8, size S and size L) are
    different things.
    """
    import difflib

    wanted = spelt_alike(fold(name))
    if len(wanted) < _SHORTEST:
        return None
    known = {spelt_alike(fold(other)): other for other in others}
    near = difflib.get_close_matches(wanted, [other for other in known if _comparable(wanted, other)], 1, _ENOUGH)
    return known[near[0]] if near else None


def _comparable(one: str, other: str) -> bool:
    apart = set(one.split()) ^ set(other.split())
    return not any(len(word) == 1 or any(letter.isdigit() for letter in word) for word in apart)
