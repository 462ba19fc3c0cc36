"""Names of people: splitting a full name into components, putting it together, initials.

Small rules of our own, made for what people type into one field. They lose nothing: every word of the
text is in exactly one component, only commas and white space between them go. What the rules cannot know
stays in ``given`` or ``surname`` for a person to correct.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache

COMPONENTS = ("title", "given", "given2", "surname", "surname2", "generation", "credential")


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_TITLES = _set(
    "mr mrs ms miss mx dr prof professor sir dame lord lady rev fr hon herr frau hr fru "
    "fräulein madame mme mlle m monsieur sr sra srta señor señora señorita don doña dott "
    "dottssa dipl-ing ing mag capt col gen lt maj sgt judge rabbi imam sheikh dr.med dr.ing pan "
    "pani mgr"
)
_GENERATIONS = _set("jr jnr sr snr junior senior ii iii iv v vi")
_CREDENTIALS = _set(
    "phd md mba msc bsc ma ba llm llb jd esq cpa dds dvm rn pe cfa obe mbe cbe mp frs do ksc kc qc ccna pmp"
)
_PARTICLES = _set(
    "von van de der den del della di da do dos das du la le les zu zum zur vom ter ten te af av "
    "bin ibn al el abu ben bar mac mc st san santa y e op't 't d' o' zu"
)
_CAPITAL_PARTICLES = _set("van von der den de da di du del della le la el al st ter ten dos das mc")
_DOUBLE_SURNAMES = _set(
    "欧阳 太史 端木 上官 司马 东方 独孤 南宫 万俟 闻人 夏侯 诸葛 尉迟 "
    "公羊 赫连 澹台 皇甫 宗政 濮阳 公冶 太叔 申屠 公孙 慕容 仲孙 钟离 "
    "长孙 宇文 司徒 鲜于 司空 歐陽 司馬 東方 獨孤 南宮 諸葛 尉遲 赫連 "
    "鍾離 長孫 남궁 황보 제갈 사공 선우 서문 독고"
)


@cache
def _han_or_hangul() -> re.Pattern[str]:
    """Names written without a space; compiled when first asked for (1 ms of every start)."""
    return re.compile("[\u3400-\u9fff\uf900-\ufaff\uac00-\ud7af\U00020000-\U0003ffff]+")


@dataclass(frozen=True, slots=True)
class Name:
    """The components of a name (RFC 9553 2.2.1), empty where it has none."""

    title: str = ""
    given: str = ""
    given2: str = ""
    surname: str = ""
    surname2: str = ""
    generation: str = ""
    credential: str = ""


def parse(text: str) -> Name:
    """The components of a full name; whatever is not understood is kept in one of them."""
    words = text.split()
    if not words:
        return Name()
    if len(words) == 1:
        return _one_word(words[0])
    head, comma, tail = " ".join(words).partition(",")
    if comma and head.strip() and tail.strip():
        after = tail.replace(",", " ").split()
        if all(_suffix_kind(w) for w in after):
            return _western([*head.split()], after)
        if "," not in tail or all(_suffix_kind(w) for w in tail.partition(",")[2].split()):
            return _surname_first(head.split(), tail)
        return Name(given=" ".join(words))
    return _western(words, [])


def _one_word(word: str) -> Name:
    if _han_or_hangul().fullmatch(word) and 2 <= len(word) <= 4:
        cut = 2 if word[:2] in _DOUBLE_SURNAMES and len(word) > 2 else 1
        return Name(surname=word[:cut], given=word[cut:])
    return Name(given=word)


def _bare(word: str) -> str:
    return word.strip(",").replace(".", "").lower()


def _suffix_kind(word: str) -> str:
    bare = _bare(word)
    if bare in _GENERATIONS:
        return "generation"
    return "credential" if bare in _CREDENTIALS else ""


def _is_title(word: str) -> bool:
    low = word.lower()
    return low.rstrip(".") in _TITLES or (word.endswith(".") and low.replace(".", "") in _TITLES)


def _suffixes(words: list[str]) -> tuple[list[str], str, str]:
    """The words without the generation and credentials behind them."""
    end = len(words)
    while end > 1 and _suffix_kind(words[end - 1]):
        end -= 1
    split = end
    while split < len(words) and _suffix_kind(words[split]) == "generation":
        split += 1
    if any(_suffix_kind(w) == "generation" for w in words[split:]):
        return words, "", ""  # an order the components cannot give back
    return words[:end], " ".join(words[end:split]), " ".join(words[split:])


def _western(words: list[str], after: list[str]) -> Name:
    titles = 0
    while titles < len(words) - 1 and _is_title(words[titles]):
        titles += 1
    core, generation, credential = _suffixes([*words[titles:], *after])
    # "V" and "Do" are names far more often than suffixes behind a single word
    if len(core) == 1 and not titles and not after and (generation or credential):
        core, generation, credential = words[titles:], "", ""
    return Name(" ".join(words[:titles]), *_core(core, bool(titles)), "", generation, credential)


def _core(words: list[str], titled: bool) -> tuple[str, str, str]:
    """Given, further given and surname of the words between title and suffix."""
    if len(words) == 1:
        return ("", "", words[0]) if titled else (words[0], "", "")
    if words[0] in _PARTICLES:
        return "", "", " ".join(words)
    # "Mies van der Rohe": everything from the first small particle on
    start = next((i for i in range(1, len(words) - 1) if words[i] in _PARTICLES), len(words) - 1)
    while start > 1 and words[start - 1].lower() in _CAPITAL_PARTICLES:
        start -= 1
    return words[0], " ".join(words[1:start]), " ".join(words[start:])


def _surname_first(surname: list[str], tail: str) -> Name:
    """``Lovelace, Ada Augusta``: the comma tells, and goes; titles and suffixes stay where they belong."""
    rest, _, last = tail.partition(",")
    words = rest.split()
    titles = 0
    while titles < len(words) - 1 and _is_title(words[titles]):
        titles += 1
    names, generation, credential = _suffixes([*words[titles:]])
    if last.strip():
        more = _suffixes(["x", *last.split()])
        generation, credential = f"{generation} {more[1]}".strip(), f"{credential} {more[2]}".strip()
    return Name(" ".join(words[:titles]), names[0], " ".join(names[1:]), " ".join(surname), "", generation, credential)


def compose(parts: Mapping[str, str | None] | Name) -> str:
    """The full name of components, in the order of their script (Chinese and Korean names without spaces)."""
    get = (lambda n: getattr(parts, n)) if isinstance(parts, Name) else (lambda n: parts.get(n) or "")
    title, given, given2, surname, surname2, generation, credential = (get(name) for name in COMPONENTS)
    if _han_or_hangul().fullmatch(surname or "") and _han_or_hangul().fullmatch(given or ""):
        core = surname + surname2 + given + given2
    else:
        core = " ".join(part for part in (given, given2, surname, surname2) if part)
    text = " ".join(part for part in (title, core, generation) if part)
    return ", ".join(part for part in (text, credential) if part)


def untitled(name: str) -> str:
    """A full name without titles and credentials: Petra Lindqvist of Dr. Petra Lindqvist."""
    words = name.split()
    if len(words) < 2 or not ("," in name or _is_title(words[0]) or _suffix_kind(words[-1])):
        return " ".join(words)  # most names, at a tenth of the time
    return compose(replace(parse(name), title="", credential=""))


def initials(name: str, given: str = "", surname: str = "") -> str:
    """One or two capitals for a picture: ``AL`` for Ada Lovelace, ``明`` for 陈明, ``?`` for nothing.

    Where only the whole name is known, its components are those that are told from it: ``RV`` for Dr. Renate Vogel.
    """
    if _han_or_hangul().fullmatch(name):
        return name[-1]
    if not (given or surname):
        parts = parse(name)
        given, surname = parts.given, parts.surname
    words = [given, _telling(surname)] if given and surname else name.split()
    letters = [first for word in words if (first := next((c for c in word if c.isalnum()), ""))]
    if not letters:
        return next((c for c in name if not c.isspace() and unicodedata.category(c)[0] != "C"), "?")
    chosen = letters if len(letters) == 1 else [letters[0], letters[-1]]
    return "".join(c.upper()[:1] for c in chosen)


def _telling(surname: str) -> str:
    """``Rohe`` of ``van der Rohe``."""
    words = surname.split()
    return next((w for w in words if w[0].isupper()), words[0] if words else "")
