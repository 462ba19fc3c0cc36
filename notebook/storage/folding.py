"""Text as searching and sorting see it: case, accents and width forms folded in every script.

SQLite's tokenizer misses Ł, ß, ø, đ and finds nothing inside Chinese, Japanese, Thai or Korean words, so the
index is fed with `index_text` and asked with text folded the same way. Folding is idempotent.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

# Letters that no decomposition reduces to the letter people type instead, and marks that keyboards vary.
_LATIN_FROM = "øđðħłŧıȷƀɓƃƈɖɗƌəǝɛƒɠǥɣɨɩƙƚɫƞɲɵƥʀȿƭʈƫʉʋƴƶȥȼɇɉɋɍɏⱥⱦɐɑɔ"
_LATIN_TO = "oddhltijbbbcdddeeefgggiikllnnoprstttuvyzzcejqryataao"
_LETTERS = str.maketrans(
    {
        **dict(zip(_LATIN_FROM, _LATIN_TO, strict=True)),
        "æ": "ae", "œ": "oe", "þ": "th", "ŋ": "ng", "ĸ": "k", "ƿ": "w", "ȝ": "y", "ꜳ": "aa",
        "ى": "ي", "ی": "ي", "ې": "ي", "ک": "ك", "ة": "ه", "ٱ": "ا", "ـ": "",
        "’": "'", "‘": "'", "ʼ": "'", "ʻ": "'", "′": "'", "`": "'", "´": "'",
        "‐": "-", "‑": "-", "–": "-", "—": "-", "−": "-",
        **{chr(code): chr(code - 0x60) for code in range(0x30A1, 0x30F7)},
    }
)  # fmt: skip
_NO_DIGITS = re.compile(r"[^0-9]+")
# Marks that make another letter and not an accented one: vowel signs (0), kana voicing (8), virama (9).
_KEPT_MARKS = frozenset((0, 8, 9))


@cache
def _per_character() -> re.Pattern[str]:
    """What is split; compiled when first asked for (1 ms of every start)."""
    return re.compile(
        "([\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u3100-\u312f\u31f0-\u31ff\u3400-\u9fff"
        "\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff\u2190-\u2bff\U0001f000-\U0001faff])"
    )


def fold(text: str) -> str:
    """``text`` without case, accents, width forms and invisible characters, white space joined."""
    if text.isascii():
        return " ".join(text.lower().split())
    folded = _fold_once(text)
    while (again := _fold_once(folded)) != folded:
        folded = again
    return folded


def _fold_once(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).casefold().translate(_LETTERS)
    if plain.isascii():
        return " ".join(plain.split())
    normal = unicodedata.normalize("NFKD", plain)
    kept = normal.translate(_KEPT)
    return " ".join(unicodedata.normalize("NFC", kept).translate(_LETTERS).split())


class _Kept(dict[int, str]):
    """What becomes of a character once it stands alone; each is looked into once (ten times as fast)."""

    def __missing__(self, code: int) -> str:
        self[code] = kept = _keep(chr(code))
        return kept


_KEPT = _Kept()


def _keep(character: str) -> str:
    if character < "\x80":
        return character
    if unicodedata.combining(character) not in _KEPT_MARKS:
        return ""
    category = unicodedata.category(character)
    if category == "Nd":
        return str(unicodedata.decimal(character))
    return "" if category in ("Cf", "Cs") else character  # also half a character, while somebody types


def index_text(text: str) -> str:
    """Folded text as the full-text index gets it: scripts without spaces split into characters."""
    if "\n" in text and "`" not in text and not text.isascii():  # by lines: most are plain, which is quick
        return " ".join(filter(None, map(index_text, text.split("\n"))))
    folded = fold(text)
    if folded.isascii():
        return folded
    return " ".join(_per_character().sub(r" \1 ", folded).split())


def sort_key(name: str) -> str:
    """The key of a name in lists: folded, names that begin with a letter before all others."""
    folded = fold(name)
    return folded if folded[:1].isalpha() else "\uffff" + folded


def digits(text: str) -> str:
    """The decimal digits of ``text``, of any script, as ASCII."""
    if text.isascii():
        return _NO_DIGITS.sub("", text)
    return "".join(str(unicodedata.decimal(c)) for c in text if c.isdecimal())
