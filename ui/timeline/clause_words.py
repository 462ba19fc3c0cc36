"""How a clause of the line may go on: its word, a product in brackets, how soon, what kind of help.

Rules only; `completion` shows what is found. Nothing is offered in the middle of plain words, so that Tab and the
arrows stay what they are while somebody just writes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

_AFTER_HEAD = re.compile(r":\s+(?P<word>[^:;]*)$")
_COUNT = re.compile(r"^\s*\d+(?:[.,]\d+)?\s*[x×*]\s+", re.IGNORECASE)
Way = tuple[int, str, str, str]  # from where, text, label, detail


def ways_on(left: str, products: Callable[[str], Sequence[str]]) -> list[Way]:
    """What the text before the cursor may go on with."""
    from notebook import BY, FAVOURS, WITHIN, clause_at  # the words of a language are loaded when somebody types

    clause = clause_at(left)
    if clause is None:
        return _words(left)
    kind, said = clause
    start = len(left) - len(said)
    bracket = said.rfind("(")
    if kind in ("want", "story") and bracket > said.rfind(")"):
        typed = said[bracket + 1 :]
        return [(start + bracket + 1, f"{name})", name, "") for name in products(typed) if name != typed]
    if kind == "purchase":
        count = _COUNT.match(said)
        item = said[count.end() :] if count else said.lstrip()
        return [(len(left) - len(item), name, name, "") for name in products(item) if name != item] if item else []
    if kind in ("gave", "asked"):
        word = said.lstrip()
        return [(len(left) - len(word), f"{one} ", one, "") for one in FAVOURS
                if one.startswith(word.casefold()) and one != word.casefold()]
    return _ends(left, said, {"promise": BY, "want": WITHIN}.get(kind, ()))


def _words(left: str) -> list[Way]:
    """The words that begin a clause: behind a semicolon all of them, elsewhere when they are being typed."""
    from notebook import CLAUSES

    semicolon = left.rfind(";")
    if semicolon >= 0 and ":" not in left[semicolon:]:
        typed, least = left[semicolon + 1 :].lstrip(), 0
    else:
        after = _AFTER_HEAD.search(left)
        typed, least = (after["word"] if after else left.lstrip()), 2
    if len(typed) < least or typed.endswith(" "):
        return []
    lead = " " if typed == "" and left.endswith(";") else ""
    return [(len(left) - len(typed), f"{lead}{piece.word}: ", f"{piece.word}:", piece.example.partition(": ")[2])
            for piece in CLAUSES if piece.word.startswith(typed.casefold())]


def _ends(left: str, said: str, known: Sequence[str]) -> list[Way]:
    """Days and horizons whose beginning stands at the end: ``a second shop wi``."""
    for match in re.finditer(r"(?<=\s)\S", said):
        typed = said[match.start() :].casefold()
        found = [one for one in known if one.casefold().startswith(typed) and one.casefold() != typed]
        if len(typed) >= 2 and found:
            return [(len(left) - len(typed), one, one, "") for one in found]
    return []
