"""What looks like a day, a price, a quantity or a clause and cannot be read as one: said, never guessed.

``by 31 February``, ``within 3 moths``, ``-5 EUR``, ``wnat:``. Ordinary prose is left alone: days count only where one
is read (in the head, and in what is promised or wanted), prices only in what was bought, misspelt words only where a
clause may begin and only with their colon. What was meant is told where it is obvious.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from notebook.sentences import say
from notebook.timeline import doubted_hours
from notebook.timeline.kinds import PURCHASE
from notebook.timeline.records import Doubt
from notebook.timeline.vocabulary import Vocabulary
from notebook.timeline.when import YEARS, Reader, alternatives

_CLOSE = re.compile(r"[\s.!?)]*$")
_LETTERS = re.compile(r"[^\W\d_]+")
_EITHER = re.compile(r"(?:0?[1-9]|1[0-2])/(?:0?[1-9]|1[0-2])(?:/\d{4})?$")
_NUMBER = re.compile(r"\d+")
_LAST_NUMBER = re.compile(r"(?<!\d)\d+$")
# Names of time zones and distances from UTC, as they stand behind a time. Those that are words too: only in capitals.
_ZONE = re.compile(
    r"(?:Z|(?:(?i:cest|cet|utc|gmt|bst|eest|eet|msk|edt|cdt|mdt|pdt|pst|akst|akdt|hst|jst|kst|hkt|sgt|awst|acst|acdt"
    r"|aest|aedt|nzst|nzdt|sast)|EST|CST|MST|WET|WEST|IST|CAT|EAT|WAT|BRT|ART)(?:\s?[+−-]\d{1,2}(?::?\d\d)?)?"
    r"|[+−-]\d\d:?\d\d)(?![\w:])"
)
_LAST_WORD = re.compile(r"(?<![^\W\d_])[^\W\d_]+$")
_NAMED = 6  # letters of a day's name, so that Jane is not June
_LEAD = 40  # letters before a day in which the word stands that leads to it
_UNIT = 4  # letters of a unit, so that men are not minutes
_LONG = 8  # letters of a word in which two slips are seen through


@lru_cache(maxsize=8)
def _days(words: Vocabulary) -> re.Pattern[str]:
    """What has the form of a day with a number in it; ``sure``: nobody writes it for anything else."""
    month, mark = alternatives(frozenset(words.months) | words.elsewhere), f"(?:{words.ordinals})?"
    year, several = r"(?:\.?,?\s+\d{4})?", rf"(?:\d{{1,2}}{mark}\s?[-–]\s?)?"
    return re.compile(
        rf"(?<![\w.,:/-])(?:(?P<sure>\d{{4}}-\d{{1,2}}-\d{{1,2}}|\d{{1,2}}\.\s?\d{{1,2}}\.\s?\d{{4}}"
        rf"|\d{{1,2}}/\d{{1,2}}/\d{{4}}|(?:the\s+)?{several}\d{{1,4}}{mark}\.?\s+(?:of\s+)?{month}\b{year}"
        rf"|{month}\.?\s+(?:the\s+)?\d{{1,3}}{mark}{year})"
        rf"|\d{{1,2}}\.\s?\d{{1,2}}\.|[0-3]?\d/[0-3]?\d|the\s+\d{{1,3}}(?:{words.ordinals}))(?![\w/]|[.,:-]\d)",
        re.IGNORECASE,
    )


@lru_cache(maxsize=8)
def _leads(words: Vocabulary) -> re.Pattern[str]:
    """A word that a day follows, right before a place."""
    limit, other = alternatives(words.until | words.before), alternatives(words.on | words.within)
    day = alternatives(words.on - words.priced)  # "for 3/4", "at 3/4" may be parts of something
    return re.compile(rf"(?<!\w)(?:(?P<limit>{limit}|{day})|{other})\s+(?:the\s+)?$", re.IGNORECASE)


@lru_cache(maxsize=8)
def _tails(words: Vocabulary) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Ends of a clause: a number of something, one word behind ``by``, a time, a season."""
    number = rf"\d{{1,4}}|{alternatives(words.numbers)}"
    limit = alternatives(words.until | words.before)
    return (
        re.compile(rf"(?<!\w)(?P<lead>[^\W\d_]+)\s+(?P<n>{number})\s+(?P<unit>[^\W\d_]+)$", re.IGNORECASE),
        re.compile(rf"(?<!\w)(?P<lead>{limit}|{alternatives(words.on)}|next|this|last)\s+(?P<day>[^\W\d_]+)$",
                   re.IGNORECASE),
        re.compile(rf"(?<!\w){limit}\s+(?:\d{{1,2}}[:h]\d\d|\d{{1,2}}(?:[:.]\d\d)?\s?[ap]\.?m)"
                   rf"(?:\s?(?P<zone>{_ZONE.pattern}))?$", re.IGNORECASE),
        re.compile(rf"(?<!\w)(?:(?:{limit}|in|within|during)\s+(?:the\s+|this\s+|next\s+)?|this\s+|next\s+)"
                   rf"{alternatives(words.vague)}$", re.IGNORECASE),
    )  # fmt: skip


def broken_days(
    text: str, reader: Reader, start: int = 0, end: int | None = None, future: bool = True
) -> Iterator[tuple[int, int, bool]]:
    """Where something has the form of a day that is none, or may be two; with whether it can be nothing else."""
    end = len(text) if end is None else end
    for match in _days(reader.words).finditer(text, start, end):
        at = match.start()
        days = reader.days(text, at, end, future)
        if days is None or days.end < match.end():
            yield at, match.end(), match["sure"] is not None


def sure_day(text: str, start: int, end: int, reader: Reader) -> bool:
    """Whether these words have the form of a day that nobody writes for anything else."""
    match = _days(reader.words).fullmatch(text, start, end)
    return match is not None and match["sure"] is not None


def day_form(text: str, start: int, end: int, reader: Reader) -> int | None:
    """Where what has the form of a day and begins right here ends: a month beside a number is one, and no name.

    None too where the number counts minutes or hours: ``call May 45 min`` is about somebody called May.
    """
    match = _days(reader.words).match(text, start, end)
    if match is None or match["sure"] is None or counted(text, start, match.end(), end, reader):
        return None
    return match.end()


def counted(text: str, start: int, stop: int, end: int, reader: Reader) -> bool:
    """Whether the number that ends a day begins a length of time or an hour: ``May 45 min``, ``May 2 pm``."""
    number = _LAST_NUMBER.search(text, start, stop)
    if number is None:
        return False
    found = reader.duration(text, number.start(), end) or reader.clock_time(text, number.start(), end)
    return found is not None and found[0] > stop


def zone(text: str, start: int, end: int) -> int | None:
    """Where a time zone ends that stands right behind a time: its name, or how far it is from UTC."""
    match = _ZONE.match(text, start, end)
    return None if match is None else match.end()


def of_zone(text: str, start: int, end: int) -> Doubt:
    """A time zone behind a time."""
    return Doubt("clock", text[start:end], start, end,
                 why=say("Times are those of this computer, without a zone: write what time it was here."))  # fmt: skip


def second_day(text: str, start: int, end: int) -> Doubt:
    """A day behind the one that was read already."""
    return Doubt("day", text[start:end], start, end, why=say("There is a day already: write one, or 24-26 November."))


def of_typed_day(text: str, reader: Reader) -> Doubt | None:
    """What is wrong with a text that is to be a day, with its time or without."""
    broken = next((found for found in broken_days(text, reader) if found[2]), None)
    return _no_day(text, broken[0], *broken[:2], reader.words) if broken else of_day(text, reader)


def of_day(text: str, reader: Reader, known: bool = False, ending: bool = False) -> Doubt | None:
    """What was to say when in a promise or a want, and does not.

    ``known``: another part of the text says it; ``ending``: only what the text ends with.
    """
    end = _CLOSE.search(text).start()  # type: ignore[union-attr]  # it matches nothing at least
    for start, stop, sure in broken_days(text, reader):
        if ending and stop < end:
            continue
        lead = _leads(reader.words).search(text, max(0, start - _LEAD), start)
        if (lead and (sure or lead["limit"])) or (sure and stop >= end):
            begin = lead.start() if lead else start
            return _no_day(text, begin, start, stop, reader.words)
    return None if known else _unread_end(text, end, reader)


def of_promise(text: str, reader: Reader, known: bool) -> Doubt | None:
    """What was to say when in a promise, and does not: also a time in words, and a day in the middle of it."""
    doubt = of_day(text, reader, known)
    if doubt is not None or known:
        return doubt
    hour = doubted_hours.spoken(text, 0, len(text), reader.words, head=False)
    return hour or _bare_end(text, reader) or doubted_hours.in_the_middle(text, reader)


def _bare_end(text: str, reader: Reader) -> Doubt | None:
    """What a promise ends with and that is nearly a day, with no word before it: ``call Bo tomorow``, ``wine 12/3``."""
    end = _CLOSE.search(text).start()  # type: ignore[union-attr]  # it matches nothing at least
    broken = next((one for one in broken_days(text, reader, max(0, end - _LEAD), end) if one[1] == end), None)
    if broken:
        return _no_day(text, broken[0], *broken[:2], reader.words)
    last = _LAST_WORD.search(text, max(0, end - _LEAD), end)
    meant = _day_like(last[0].lower(), reader.words) if last else None
    return _doubt("day", text, last.start(), last.end(), meant) if last and meant else None


def _unread_end(text: str, end: int, reader: Reader) -> Doubt | None:
    words = reader.words
    counted, named, timed, season = (pattern.search(text, 0, end) for pattern in _tails(words))
    if counted:
        lead, unit = counted["lead"].lower(), counted["unit"].lower()
        meant = _of(lead, words.within)
        thing = _of(unit, [one for one in words.units if len(one) >= _UNIT])
        if meant and thing and (unit not in words.lookalikes or lead in words.surely):
            right = (lead, unit) == (meant, thing)  # and yet it is no day: too far away
            return _doubt("day", text, counted.start(), end, "" if right else f"{meant} {counted['n']} {thing}")
    if named:
        day = named["day"].lower()
        lead = named["lead"].lower()
        if day in words.months and len(day) > 2 and lead in words.until | words.before:
            better = "the end of" if lead in words.until else "1"
            return _doubt("day", text, named.start(), end, f"{named['lead']} {better} {named['day']}")
        meant = _day_like(day, words)
        if meant:
            return _doubt("day", text, named.start(), end, f"{named['lead']} {meant}")
    if timed and timed["zone"]:
        return of_zone(text, timed.start("zone"), end)
    if timed:
        return _doubt("time", text, timed.start(), end)
    return _doubt("day", text, season.start(), end) if season else None


def _no_day(text: str, begin: int, start: int, end: int, words: Vocabulary) -> Doubt:
    """A day that is none, or may be two; ``begin``: where what leads to it stands."""
    day = text[start:end]
    numbers = _NUMBER.findall(day)
    why = None
    if _EITHER.fullmatch(day):
        why = say("It may be two different days: write 3 May 2016.")
    elif _leap_day(day, numbers, words):
        why = say("29 February is not in every year: write which, like 29 Feb 2028.")
    elif (
        _known_month(day, words)
        and any(len(n) <= 2 for n in numbers)
        and all(int(n) in YEARS for n in numbers if len(n) == 4)
    ):
        why = say("There is no such day. Write a day like 5 March or 2026-03-05.")
    return Doubt("day", text[begin:end], begin, end, why=why)


def _leap_day(day: str, numbers: Sequence[str], words: Vocabulary) -> bool:
    """Whether it is 29 February without a year."""
    told = [*map(int, numbers), *(words.months.get(word, 0) for word in _LETTERS.findall(day.lower()))]
    return max(told) == 29 and 2 in told


def _known_month(day: str, words: Vocabulary) -> bool:
    """Whether no month of another language is in it: 5 März is a day, which only cannot be read."""
    return words.elsewhere.isdisjoint(_LETTERS.findall(day.lower()))


def _of(typed: str, known: Iterable[str]) -> str | None:
    """The known word that was typed, or nearly typed."""
    ordered = sorted(known)
    return typed if typed in ordered else next((one for one in ordered if near(typed, one)), None)


def _doubt(kind: str, text: str, start: int, end: int, meant: str = "") -> Doubt:
    return Doubt(kind, text[start:end], start, end, meant)


def _day_like(word: str, words: Vocabulary) -> str | None:
    """The long name of a day that was misspelt, capitalised; plural weekdays are none."""
    if word in words.lookalikes or word.removesuffix("s") in words.weekdays:
        return None
    for known in (*words.weekdays, *words.relative, *words.months):
        if len(known) >= _NAMED and near(word, known):
            return known if known in words.relative else known.capitalize()
    return None


_CLOCK = re.compile(r"(?<![\w:.])(\d{1,2}):(\d\d)(?![\w:])")
_DOTTED = re.compile(r"(?<![\w:.])(\d{1,2})[:.](\d\d)(?![\w:.])")


def of_head(text: str, start: int, end: int, reader: Reader, *, alone: bool) -> Doubt | None:
    """A day or time that is none, right here (``alone``: or anywhere in these words, which belong to the head)."""
    found = next(broken_days(text, reader, start, end, False), None)
    if found and (alone or (found[0] == start and found[2])):
        return _no_day(text, found[0], found[0], found[1], reader.words)
    hour = doubted_hours.spoken(text, start, end, reader.words, head=True)
    if hour and (alone or hour.start == start):
        return hour
    time = _DOTTED.search(text, start, end) if alone else _CLOCK.match(text, start, end)
    meant = f"{time[1]}:{time[2]}" if time and int(time[1]) < 24 and int(time[2]) < 60 else ""
    if time and reader.clock_time(text, time.start(), end) is None and (meant or ":" in time[0]):
        return _doubt("clock", text, time.start(), time.end(), meant)
    word = _last_word(text, start, end) if alone else _LETTERS.match(text, start, end)
    nearly = _day_like(word[0].lower(), reader.words) if word else None
    return _doubt("day", text, word.start(), word.end(), nearly) if word and nearly else None


def _last_word(text: str, start: int, end: int) -> re.Match[str] | None:
    """The word of a few in which a day may have been misspelt: ``last Wendsday``, but not the end of a name."""
    found = list(_LETTERS.finditer(text, start, end))
    return found[-1] if len(found) == 1 or (len(found) == 2 and found[0][0].islower()) else None


# Clause words


@lru_cache(maxsize=8)
def _openings(words: Vocabulary) -> re.Pattern[str]:
    letters = r"[^\W\d_]+(?:[ \t]+[^\W\d_]+){0,2}"
    return re.compile(rf"(?:^\s*|[.!?…]\s*|[:;,\n]\s*|\s[-–—*•]+\s*)(?P<word>{letters})[ \t]*(?=:(?!//))")


def misspelt(text: str, words: Vocabulary) -> Iterator[Doubt]:
    """Words with a colon, where a clause may begin, that are nearly the word of one; a purchase without its colon."""
    known = _markers(words)
    for match in _counted_purchase(words).finditer(text):
        better = f"; {_bought(words)}" if match["also"] else _bought(words)
        yield Doubt("clause", match["word"], match.start("word"), match.end("word"), better)
    for match in _openings(words).finditer(text):
        typed = match["word"].lower().split()
        if " ".join(typed) in known or not words.lookalikes.isdisjoint(typed):
            continue
        meant = next((marker for marker in known if _one_slip(typed, marker.split())), None)
        if words.kinds.get(" ".join(typed)) == PURCHASE and match.start("word"):
            meant = _bought(words).removesuffix(":")
        if meant is not None:
            at, end = match.start("word"), match.end() + 1
            yield Doubt("clause", text[at:end], at, end, f"{meant}:")


@lru_cache(maxsize=8)
def _counted_purchase(words: Vocabulary) -> re.Pattern[str]:
    """``; bought 3 x``: all but the colon of a clause."""
    kinds = alternatives(frozenset(word for word, kind in words.kinds.items() if kind == PURCHASE))
    many = rf"\d{{1,6}}(?:\s?[x×*]|\s+{alternatives(words.counters)})\s" if words.counters else r"\d{1,6}\s?[x×*]\s"
    begins = rf"(?:(?<!\w)(?P<also>{alternatives(words.also)})\s+|^\s*|[.!?:;,\n]\s+)"
    return re.compile(rf"{begins}(?P<word>{kinds})\s+(?={many})", re.IGNORECASE)


def _bought(words: Vocabulary) -> str:
    """The word of the clause for what was bought."""
    return next(f"{word}:" for word, kind in words.remarks.items() if kind == "bought")


def _one_slip(typed: list[str], marker: list[str]) -> bool:
    """Whether all words are those of a marker but one, which is nearly."""
    if len(typed) != len(marker):
        return False
    wrong = [(one, other) for one, other in zip(typed, marker, strict=True) if one != other]
    if len(wrong) != 1 or len(wrong[0][1]) < _UNIT or wrong[0][0] == f"{wrong[0][1]}s":
        return False  # "Our promises:" is a heading
    return near(*wrong[0])


@lru_cache(maxsize=8)
def _markers(words: Vocabulary) -> Mapping[str, None]:
    """The words of clauses, those first that are told of (`want`, not `wanted`): the shortest."""
    return dict.fromkeys(sorted(words.ours | words.theirs | frozenset(words.remarks), key=lambda one: (len(one), one)))


def near(typed: str, known: str) -> bool:
    """Whether a word is another with one slip of the fingers: two letters swapped, one lacking, too many, or changed.

    In long words two slips are seen through, and the first letter is hardly ever the wrong one.
    """
    if typed == known or abs(len(typed) - len(known)) > 2:
        return False
    swapped = typed[:2] == known[1::-1]
    if typed[:1] != known[:1] and not swapped and typed != known[1:]:
        return False
    return _slips(typed, known) <= (2 if len(known) >= _LONG else 1)


def _slips(one: str, other: str) -> int:
    """Edits from one word to another; swapping two neighbours is one."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for place, letter in enumerate(one, 1):
        older, before = before, row
        row = [place]
        for at, against in enumerate(other, 1):
            best = min(before[at] + 1, row[at - 1] + 1, before[at - 1] + (letter != against))
            if place > 1 and at > 1 and letter == other[at - 2] and one[place - 2] == against:
                best = min(best, older[at - 2] + 1)
            row.append(best)
    return row[-1]
