"""A relation typed in one line: ``daughter Mia, 9, plays the cello``, ``son Bo, 29 Feb 2016``, ``choir: Cy``.

What they are comes first, then who, then what else is known, between commas; ``godmother of Ada`` says what the one
on the card is to her. A word that is no kind of ours needs a colon behind it. Of family a bare date or year is the
birth, of others a year is since when. Pure: nothing is looked up, so the window can say while it is typed how a line
is understood. It never refuses: what makes no sense is told in ``trouble``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from notebook.clock import Clock
from notebook.contacts.dates import OLDEST, PartialDate, check_come, check_span
from notebook.errors import Refused
from notebook.network import kinds
from notebook.network.ages import age_of, check_born
from notebook.sentences import Sentence, say
from notebook.timeline.doubts import of_typed_day
from notebook.timeline.vocabulary_en import ENGLISH
from notebook.timeline.when import Reader

_LONGEST = 6  # words of a kind before the name
_LONGEST_TOLD = 8  # words of an age or a birth behind the name
_MONTHS = r"(?P<month>" + "|".join(sorted(ENGLISH.months, key=len, reverse=True)) + r")\.?"
_PARTIAL = tuple(re.compile(form, re.IGNORECASE | re.ASCII) for form in (
    rf"(?P<d>\d{{1,2}})(?:st|nd|rd|th|\.)? (?:of )?{_MONTHS}",
    rf"{_MONTHS} (?P<d>\d{{1,2}})(?:st|nd|rd|th)?",
    rf"{_MONTHS}(?: of)? (?P<y>\d{{4}})",
    r"(?P<y>\d{4})-(?P<month>\d{1,2})",
    r"(?P<d>\d{1,2})\. ?(?P<month>\d{1,2})\.",
    r"--(?P<month>\d{1,2})-?(?P<d>\d\d)",
    r"(?P<y>\d{4})",
))  # fmt: skip
_WHOLE = re.compile(r"(?=.*(?<!\d)\d{1,2}(?!\d))(?=.*(?<!\d)\d{4}(?!\d))", re.ASCII)  # a day and its year in digits
_AGE = re.compile(
    r"(?:aged?:? ?|about |ca\.? ?|~ ?)?(\d{1,4})(?:[ -]?(?:years?|yrs?\.?|y|yo))?(?:[ -]?old)?",
    re.IGNORECASE | re.ASCII,
)
_YOUNG = re.compile(r"(?:aged? )?(\d{1,3}) (day|week|month)s?(?: old)?", re.IGNORECASE | re.ASCII)
_BORN = re.compile(r"(?:(?:born|birthday|bday|b\.)(?: on| in)?:? |\* ?)(?P<day>.+)", re.IGNORECASE)
_DATED = re.compile(r"(since|until)[: ] ?(.+)", re.IGNORECASE)
_TAIL = re.compile(r"(?P<name>.+) (?P<piece>(?:since|until)[: ] ?(?P<day>.+))", re.IGNORECASE)
_BEFORE = re.compile(r"(?:born|since|until)(?: on)? |\* ?", re.IGNORECASE)
_STRENGTH = re.compile(r"strength[: ] ?(\d{1,4})", re.IGNORECASE | re.ASCII)
_CALLED = re.compile(r"(?:called|named|is) (?P<name>.+)")
_NO_NAME = re.compile(r"(?:and|at|by|from|in|on|or|that|through|via|who|with)(?: .*)?")  # in small letters
_ORDINAL = r"(?:\d+(?:st|nd|rd|th)?|first|second|third|\w+th)"
_SCHOOL = re.compile(
    r"school: ?(?P<a>.+)|(?:goes to |attends |at )?"
    r"(?P<b>.+ (?:school|kindergarten|nursery|college|university|academy)|(?:school|college|university|academy) of .+"
    rf"|{_ORDINAL} (?:grade|form|class)|(?:grade|class|year) \d+)|(?P<c>(?:studies|studying) .+)",
    re.IGNORECASE,
)
_YEAR = re.compile(r"[12]\d{3}", re.ASCII)
_DAYS_OF = {"day": 1, "week": 7, "month": 30}
NOT_A_NAME = say("A name has letters. Write who it is: daughter Mia, or friend Bo Dahl.")
BEGUN = say("A relation is noted once it has begun.")
BEGIN = say("Begin with what they are: spouse Ann, friend Bo Dahl, or a word of your own with a colon: choir: Cy.")


@dataclass(frozen=True, slots=True)
class RelationPhrase:
    """What a line says. ``kind`` is empty where the line does not begin with one; ``note``: what fits nowhere else.

    ``trouble``: the first thing in it that makes no sense.
    """

    kind: str
    name: str
    born: str = ""
    school: str = ""
    since: str = ""
    until: str = ""
    strength: int | None = None
    note: str = ""
    trouble: Sentence | None = None

    @property
    def family(self) -> bool:
        """Whether somebody of that kind is family."""
        return kinds.typed(self.kind)[0] in kinds.FAMILY

    @property
    def told_of(self) -> tuple[str, bool, bool]:
        """The word of the kind, whether it is what the one on the card is to them, and whether both sides are told."""
        return kinds.told_of(self.kind)


def parse(line: str, today: date, own: Mapping[str, str] | None = None) -> RelationPhrase:
    """The relation in a line. ``own``: their own words for kinds, folded, with how each is written in full."""
    line = " ".join(line.split())
    kind, rest = _kind(line, own or {})
    reading = _Reading(today, kinds.typed(kind)[0] in kinds.FAMILY)
    name, *pieces = (piece.strip() for piece in rest.split(","))
    name = reading.name(name)
    if kind and ":" not in line.removesuffix(rest):
        name = reading.begun(name)
    for piece in reading.dates_whole([piece for piece in pieces if piece]):
        reading.piece(piece)
    reading.check(name)
    return RelationPhrase(kind, name, strength=reading.strength, note=", ".join(reading.notes),
                          trouble=reading.trouble, **reading.said)  # fmt: skip


def named(text: str) -> bool:
    """Whether somebody can be called that: there are letters in it, or a picture."""
    return any(sign.isalpha() or ord(sign) >= 0x2190 for sign in text)


class _Reading:
    """What the pieces of one line say, one after the other."""

    def __init__(self, today: date, family: bool) -> None:
        self.today, self.family = today, family
        self.days = Reader(Clock(lambda: datetime.combine(today, time(12), UTC), UTC))
        self.said: dict[str, str] = {}
        self.notes: list[str] = []
        self.strength: int | None = None
        self.age: int | None = None
        self.trouble: Sentence | None = None

    def name(self, text: str) -> str:
        """The name; since or until when, an age or a birth that stand behind it without a comma are read."""
        while (tail := _TAIL.fullmatch(text)) and _date(tail["day"], self.days):
            self.piece(tail["piece"])
            text = tail["name"]
        parts = text.split(" ") if self.family else []
        for place in range(max(1, len(parts) - _LONGEST_TOLD), len(parts)):
            told = " ".join(parts[place:]).removeprefix("(").removesuffix(")")
            born = _BORN.fullmatch(told)
            if _AGE.fullmatch(told) or _YOUNG.fullmatch(told) or _date(born["day"] if born else told, self.days):
                self.piece(told)
                return " ".join(parts[:place])
        return text

    def begun(self, name: str) -> str:
        """A name right behind what they are, without a colon: what cannot begin one is asked about."""
        if called := _CALLED.fullmatch(name):
            return called["name"]
        if _NO_NAME.fullmatch(name):
            self._wrong(say("“{name}” does not begin like a name. Write who it is first and the rest behind a comma:"
                            " friend Bo Dahl, from choir. If it is the name, put a colon before it.", name=name))
        return name

    def dates_whole(self, pieces: list[str]) -> list[str]:
        """``Feb 29, 2016`` was taken apart at its comma: put it together."""
        found: list[str] = []
        for piece in pieces:
            before = _date(_BEFORE.sub("", found[-1], count=1), self.days) if found else None
            if before and before.day and not before.year and _YEAR.fullmatch(piece):
                found[-1] += f" {piece}"
            else:
                found.append(piece)
        return found

    def piece(self, text: str) -> None:
        """One thing that is told."""
        born, dated, strong = (form.fullmatch(text) for form in (_BORN, _DATED, _STRENGTH))
        age, young, school = (form.fullmatch(text) for form in (_AGE, _YOUNG, _SCHOOL))
        date_ = _date(text, self.days)
        if (born and self._dated("born", born["day"])) or (dated and self._dated(dated[1].casefold(), dated[2])):
            return
        if date_ is not None and not (age and len(age[1]) < 4):
            self._dated("born" if self.family or date_.day else "since", text)
        elif age and int(age[1]) <= OLDEST:
            self.age = int(age[1])
        elif young:
            days = int(young[1]) * _DAYS_OF[young[2].casefold()]
            self._keep("born", date.fromordinal(self.today.toordinal() - days).isoformat()[:7])
        elif strong:
            self._strong(int(strong[1]))
        elif school:
            self.said["school"] = school["a"] or school["b"] or school["c"]
        elif any(map(str.isalpha, born["day"] if born else text)):
            self.notes.append(text)
        else:
            self._wrong(say("“{text}” is no age and no date. Write 9, 2016 or 29 Feb 2016, or say in words what it is.",
                            text=text))  # fmt: skip

    def check(self, name: str) -> None:
        """What of it cannot be."""
        if name and not named(name):
            self._wrong(NOT_A_NAME)
        if self.age is not None:
            self._fit_age(self.age)
        try:
            check_born(self.said.get("born"), self.today)
            check_come(self.said.get("since"), self.today, BEGUN)
            check_span(self.said.get("since"), self.said.get("until"))
        except Refused as error:
            self._wrong(error.sentence)

    def _dated(self, field: str, text: str) -> bool:
        """Keep a date; whether there was one, possible or not."""
        found = _date(text, self.days)
        if found is None:
            return False
        if isinstance(found.said, PartialDate):
            self._keep(field, str(found.said))
        else:
            self._wrong(found.said)
        return True

    def _keep(self, field: str, day: str) -> None:
        """Of two that say the same the one that says more."""
        before = self.said.get(field, "")
        if before and not (before.startswith(day) or day.startswith(before)):
            self._wrong(say("{first} and {second} contradict each other: leave one out.", first=before, second=day))
        self.said[field] = max(before, day, key=len)

    def _fit_age(self, age: int) -> None:
        """An age alone is the year of a birth; beside a birth it says nothing new, or something else."""
        born = self.said.get("born", "")
        year = self.today.year - age
        if born[:1] == "-":  # the birthday is known: this year's is still to come, or over
            born = f"{year - (born[2:] > self.today.isoformat()[5:]):04d}{born[1:]}"
        try:
            known, about = age_of(PartialDate.parse(born or f"{year:04d}"), self.today)
        except Refused:
            known, about = None, False  # 29 February of a common year
        if known is None or age not in ((known - 1, known) if about else (known,)):
            told = self.said["born"]
            self._wrong(say("{age} and born {born} contradict each other: leave one out.", age=age, born=told))
        self.said["born"] = born or f"{year:04d}"

    def _strong(self, number: int) -> None:
        if 1 <= number <= 3:
            self.strength = number
        else:
            self._wrong(say("Strength is 1, 2 or 3, not {value}.", value=number))

    def _wrong(self, sentence: Sentence) -> None:
        self.trouble = self.trouble or sentence


def _kind(line: str, own: Mapping[str, str]) -> tuple[str, str]:
    """What they are and the rest of the line; the longest kind that it begins with."""
    head, colon, tail = line.partition(":")
    if colon and "," not in head:
        word = head.strip()
        bare = word.casefold().removesuffix(" of")
        whole = own.get(word.casefold()) or (bare != word.casefold() and own.get(bare) and kinds.of(own[bare]))
        return whole or kinds.spelled(word), tail.strip()
    parts = line.split(" ")
    known = {word.casefold(): "" for word in kinds.words()} | dict(own)
    for length in range(min(_LONGEST, len(parts)), 0, -1):
        word = " ".join(parts[:length])
        if word.casefold() in known or kinds.kind_of(word) or kinds.former(word):
            kind, rest = known.get(word.casefold()) or kinds.spelled(word), parts[length:]
            if rest and rest[0].casefold() == "of":
                kind, rest = kinds.of(kind), rest[1:]
            return kind, " ".join(rest)
    return "", line


@dataclass(frozen=True, slots=True)
class _Date:
    """A date that is told, or why it is none; whether it names a day, and whether a year."""

    said: PartialDate | Sentence
    day: bool
    year: bool


def _date(text: str, reader: Reader) -> _Date | None:
    """A whole text as a date: a day with its year as everywhere (`Reader`), else what is known of one."""
    text = text.strip()
    if _WHOLE.match(text):
        found = reader.days(text, 0, len(text), False)
        if found is not None and found.end == len(text) and found.first == found.last:
            return _Date(PartialDate.of(found.first), day=True, year=True)
        doubt = of_typed_day(text, reader)
        if doubt is not None and doubt.text == text:
            return _Date(doubt.said, day=True, year=True)
    for form in _PARTIAL:
        part = form.fullmatch(text)
        if part and not (set(form.groupindex) == {"y"} and text[0] not in "12"):
            return _partial(part.groupdict())
    return None


def _partial(told: Mapping[str, str | None]) -> _Date:
    year, month, day = told.get("y"), told.get("month"), told.get("d")
    number = None if month is None else int(month) if month.isdigit() else ENGLISH.months[month.casefold()]
    said: PartialDate | Sentence
    try:
        said = PartialDate(int(year) if year else None, number, int(day) if day else None)
    except Refused as error:
        said = error.sentence
    return _Date(said, day=day is not None, year=year is not None)
