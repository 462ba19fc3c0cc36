"""Times of day in words, days that are none, and days in the middle of a sentence: seen, never guessed.

``half past two`` may be at night, ``at 5`` too; ``the other day`` is no day; of ``call back on Friday about the wine``
nobody knows whether Friday is when it is due. What was meant is told: in the afternoon before seven, else as it stands.
"""

from __future__ import annotations

import re
from functools import lru_cache

from notebook.sentences import say
from notebook.timeline.records import Doubt
from notebook.timeline.vocabulary import Vocabulary
from notebook.timeline.when import Reader, alternatives, half_day

_AFTERNOON = range(1, 7)  # hours that are meant in the afternoon
_READ = 400  # letters of a promise in which a day is looked for
_STARTS = re.compile(r"(?<![\w'’.,:/-])(?=\w)")
_WORDS = re.compile(r"[^\W\d_]+")
_LEAST = 3  # letters of a word that names a time


@lru_cache(maxsize=8)
def _spoken(words: Vocabulary) -> re.Pattern[str]:
    """A time in words; ``lead``: the word before it, where there is one."""
    hour = rf"(?:1[0-2]|0?[1-9]|{alternatives(_hours(words))})(?!\w|[:.,]\d)"
    lead = alternatives(words.hour_leads | words.until | words.before)
    minutes = alternatives(words.minutes)
    way = f"(?:(?P<past>{alternatives(words.past)})|{alternatives(words.short_of)})"
    half = rf"(?:\s*(?P<half>[ap])\.?m\b\.?|\s+(?P<part>{alternatives(words.parts)})(?!\w))?"
    return re.compile(
        rf"(?<!\w)(?:(?P<lead>{lead})\s+)?(?P<time>(?:(?P<m>{minutes})\s+{way}\s+(?P<h>{hour})"
        rf"(?:\s+{alternatives(words.oclock)})?|(?P<full>{hour})\s+{alternatives(words.oclock)}){half})(?!\w)",
        re.IGNORECASE,
    )


@lru_cache(maxsize=8)
def _alone(words: Vocabulary) -> re.Pattern[str]:
    """An hour and no more behind its word: ``at 5``."""
    hour = rf"(?:1[0-2]|0?[1-9]|{alternatives(_hours(words))}|(?:[01]?\d|2[0-3])\.[0-5]\d)"
    return re.compile(rf"(?<!\w){alternatives(words.hour_leads)}\s+(?P<time>{hour})(?=\s*[.!?)]*\s*(?:$|[,:;]))",
                      re.IGNORECASE)  # fmt: skip


def _hours(words: Vocabulary) -> frozenset[str]:
    return frozenset(word for word in words.numbers if " " not in word and len(word) >= _LEAST)


def spoken(text: str, start: int, end: int, words: Vocabulary, *, head: bool) -> Doubt | None:
    """A time in words, or an hour alone behind its word; ``head``: also ``ten to nine`` with no word before it."""
    for found in _spoken(words).finditer(text, start, end):
        leads = found["lead"] is not None
        if found["m"] is None or head or leads or words.minutes[_key(found["m"])] % 15 == 0:
            return _doubt(text, found.start("time"), found.end("time"), _meant(found, words), leads)
    alone = _alone(words).search(text, text.rfind(" ", 0, len(text[:start].rstrip())) + 1 if head else start, end)
    if alone is None or alone.start("time") < start:
        return None
    typed = alone["time"]
    meant = typed.replace(".", ":") if "." in typed else _shown(_hour(typed, words), 0)
    return _doubt(text, alone.start("time"), alone.end("time"), meant, led=True)


def spoken_at(text: str, start: int, end: int, words: Vocabulary) -> int | None:
    """Where a time in words ends that begins right here; an hour alone where its word stands before it."""
    found = _spoken(words).match(text, start, end)
    if found:
        return found.end()
    before = text.rfind(" ", 0, len(text[:start].rstrip())) + 1
    alone = _alone(words).match(text, before, end)
    return alone.end() if alone and alone.start("time") == start else None


def _doubt(text: str, start: int, end: int, meant: str, led: bool) -> Doubt:
    return Doubt("clock", text[start:end], start, end, meant if led else f"at {meant}")


def _meant(found: re.Match[str], words: Vocabulary) -> str:
    hour = _hour(found["full"] or found["h"], words)
    half, part = (found["half"] or "").lower(), found["part"]
    if half or part:
        late = half == "p" if half else words.parts[_key(part)] > 12
        hour = hour % 12 + (12 if late else 0)
    if found["m"] is None:
        return _shown(hour, 0)
    minutes = words.minutes[_key(found["m"])]
    return _shown(hour, minutes) if found["past"] else _shown((hour - 1) % 24, 60 - minutes)


def _hour(typed: str, words: Vocabulary) -> int:
    hour = int(typed) if typed.isdecimal() else words.numbers[_key(typed)]
    return hour + 12 if hour in _AFTERNOON else hour


def _shown(hour: int, minutes: int) -> str:
    return f"{hour}:{minutes:02}"


def in_the_middle(text: str, reader: Reader) -> Doubt | None:
    """A day or time in a promise that stands neither at its end nor at its beginning."""
    limits = _limits(reader.words)
    end = min(len(text), _READ)
    for begins in _STARTS.finditer(text, 0, end):
        start = begins.start()
        lead = limits.match(text, start, end)
        at = lead.end() if lead else start
        days, hours = reader.days(text, at, end, True), reader.clock_time(text, at, end)
        stop = 0
        if days and days.first == days.last and (lead or _key(text[at : days.end]) in reader.words.relative):
            stop = 0 if _key(text[at : days.end]) in reader.words.delicate else days.end
        elif hours and (half_day(text[at : hours[0]]) or (lead and ":" in text[at : hours[0]])):
            stop = hours[0]
        elif (part := reader.part(text, at, end)) and _key(text[at : part[0]]) in reader.words.todays:
            stop = part[0]
        if stop and text[stop : stop + 1] not in ("'", "’", "-"):
            why = say("Write it at the end: in the middle it does not say when the promise is due.")
            return Doubt("day", text[start:stop], start, stop, why=why)
    return None


@lru_cache(maxsize=8)
def _limits(words: Vocabulary) -> re.Pattern[str]:
    """The words before a day or time that say when."""
    lead = alternatives(words.until | words.before | words.hour_leads | (words.on - words.priced))
    return re.compile(rf"{lead}\s+(?=\w)", re.IGNORECASE)


def of_vague_day(text: str, start: int, end: int, words: Vocabulary) -> Doubt | None:
    """Words of a head that speak of a time and name no day: ``the other day``, ``some weeks ago``."""
    said = text[start:end].lower()
    found = _WORDS.findall(said)
    named = {word for word in words.units if len(word) >= _LEAST} | set(words.weekdays) | words.vague | set(words.parts)
    if not found or found[0] in words.topics or named.isdisjoint(found):
        return None
    return Doubt("day", text[start:end], start, end)


def _key(text: str) -> str:
    return " ".join(text.lower().split())
