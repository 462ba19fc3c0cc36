"""The one-line grammar of T2, by rules and offline.

``call Ann, Bo yesterday 14:00: wants a second shop; promise: send the list by Friday`` is a head (kind,
people, when, how long, who called whom, in any order), a colon, and a body that may hold promises
(``clauses``). Without a colon the head is what is understood from the beginning on, and the rest is the body.

Nothing is ever refused or lost: what is not understood stays in the body, a line without a head is a note,
and an unknown name is kept as a person without matches. Names may be quoted (commas inside count as part of
the name). A head before a colon needs a kind, a known person, or to be nothing but a date, so that
``Idea: a second shop`` is a note about an idea.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from functools import lru_cache

from notebook.clock import Clock
from notebook.sentences import Sentence, say
from notebook.timeline import buying, clauses, doubted_hours, doubts
from notebook.timeline.bought import PurchaseDraft
from notebook.timeline.kinds import NOTE, PURCHASE
from notebook.timeline.records import Chip, Doubt, Named, Person, Phrase, says_something
from notebook.timeline.remarks import Remark
from notebook.timeline.typed import parse_due, parse_when
from notebook.timeline.vocabulary import Vocabulary
from notebook.timeline.vocabulary_en import ENGLISH
from notebook.timeline.when import Reader, Span, alternatives

__all__ = ["parse", "parse_due", "parse_when"]

People = Callable[[str], list[Named]]
_WORD = re.compile(r"[^\s,;]+")
_GAP = re.compile(r"[\s,;]+")
_QUOTED = re.compile(r"\"([^\"]*[^\"\s][^\"]*)\"|“([^”]*[^”\s][^”]*)”|„([^“”]*[^“”\s][^“”]*)[“”]|«([^»]*[^»\s][^»]*)»")
_COLON = re.compile(r":(?!//)")
_UID = re.compile(r"(?<!\w)urn:(?:uuid:[0-9a-f-]{32,36}|[^\s,;]*[^\s,;:])", re.IGNORECASE)
_LONGEST_HEAD = 30  # words; a longer text before a colon is prose
_LONGEST_NAME = 5  # words tried as one name
_EDGES = ".!?()[]"
_NOTED = frozenset(("want", "story", "purchase", "gave", "asked"))  # clauses that need no talk
_CLOSING = frozenset(("promise", "learned", "next"))  # clauses that tell of one


def parse(
    line: str, *, clock: Clock, people: People, kinds: Iterable[str] = (), chosen: str = "", words: Vocabulary = ENGLISH
) -> Phrase:
    """Read a line; never fails.

    ``people`` answers who a name may mean (nobody, one, or several); it is asked a few times per line.
    ``kinds``: own kinds of this notebook, understood like the built-in ones; ``chosen``: the kind that was chosen
    elsewhere for a line that names none. ``at`` of a day without a time
    is noon of that day, or None (now) when the day is today.
    """
    return _Line(line, Reader(clock, words), people, tuple(kinds), chosen).read()


@lru_cache(maxsize=8)
def _kinds(words: Vocabulary, own: tuple[str, ...]) -> re.Pattern[str]:
    known = frozenset(words.kinds) | frozenset(kind.lower() for kind in own if kind.strip())
    return re.compile(rf"(?P<kind>{alternatives(known)})(?![\w@])", re.IGNORECASE)


@lru_cache(maxsize=8)
def _small_words(words: Vocabulary) -> re.Pattern[str]:
    return re.compile(
        rf"(?:(?P<direction>{alternatives(words.directions)})|(?P<joiner>{alternatives(words.joiners)}))(?!\w)",
        re.IGNORECASE,
    )


def _bought(remarks: Iterable[Remark]) -> bool:
    return any(isinstance(remark, PurchaseDraft) for remark in remarks)


@dataclass(slots=True)
class _Head:
    """What was found in the head so far."""

    kind: str | None = None
    direction: str | None = None
    people: list[Person] = field(default_factory=list)
    span: Span | None = None
    at: time | None = None
    timed: bool = False
    minutes: int | None = None
    chips: list[Chip] = field(default_factory=list)
    unknown: list[tuple[int, int]] = field(default_factory=list)  # words nobody understood, as runs
    doubts: list[Doubt] = field(default_factory=list)  # those of them that look like a day or a time
    end: int = 0

    @property
    def dated(self) -> bool:
        return self.span is not None or self.at is not None


class _Line:
    """One line being read."""

    def __init__(self, line: str, reader: Reader, people: People, own: tuple[str, ...], chosen: str) -> None:
        self.line, self.reader, self.words = line, reader, reader.words
        self._ask, self._chosen = people, chosen
        self._asked: dict[str, tuple[Named, ...]] = {}
        self._own = {kind.lower(): kind for kind in own}
        self._kinds = _kinds(self.words, own)
        self._small = _small_words(self.words)
        self._strange: set[int] = set()  # where words of the head end that have the form of a day and are none
        self._clock = -1  # where the time of day ends
        self._zone: tuple[int, int] | None = None  # the time zone behind it

    def read(self) -> Phrase:
        first = self.line.find("\n")
        limit = min(len(self.line) if first < 0 else first, clauses.first_marker(self.line, self.words))
        colon = self._colon(limit + 1)  # the colon that a clause stands behind may end the head
        head = self._before_colon(colon) if colon >= 0 else None
        if head is not None:
            leftover = self._names_or_prose(head)
            return self._phrase(head, leftover, colon + 1)
        head = self._from_start(limit)
        head.doubts += self._nearly_dated(head, colon if colon >= 0 else limit, colon >= 0)
        return self._phrase(head, "", head.end)

    def _nearly_dated(self, head: _Head, end: int, colon: bool) -> Iterable[Doubt]:
        """A day or time that is none behind the head of a line without a colon; or all there is before the colon."""
        start = head.end
        if self._zone is not None:
            yield doubts.of_zone(self.line, *self._zone)
            return
        if not head.kind and (start or not colon):
            return
        while gap := _GAP.match(self.line, start, end) or self._joiner(start, end):
            start = gap.end()
        doubt = doubts.of_head(self.line, start, end, self.reader, alone=False)
        if doubt and (head.kind or doubt.end == len(self.line[:end].rstrip())):
            yield doubt

    def _joiner(self, start: int, end: int) -> re.Match[str] | None:
        small = self._small.match(self.line, start, end)
        return small if small and small["joiner"] else None

    # The head

    def _colon(self, limit: int) -> int:
        """The colon that ends the head: not inside a time, a quoted name, an address or a UID; -1 without one."""
        position = 0
        while match := _COLON.search(self.line, position, limit):
            at = match.start()
            names = (name for form in (_QUOTED, _UID) for name in form.finditer(self.line, 0, limit))
            name = next((name for name in names if name.start() < at < name.end()), None)
            if name is not None:
                position = name.end()
            elif self.line[at - 1 : at].isdigit() and self.line[at + 1 : at + 2].isdigit() and at > 0:
                position = at + 1
            else:
                return at
        return -1

    def _before_colon(self, colon: int) -> _Head | None:
        """The head when the text before the colon is one, else None."""
        if len(self.line[:colon].split()) > _LONGEST_HEAD:
            return None
        head = self._scan(0, colon, greedy=True)
        understood = head.people or head.kind or head.dated
        if not understood:
            return None
        if head.kind is not None and self._kind_leads(head):
            return head
        prose = [run for run in head.unknown if not self._is_name(*run) and not self._doubt(*run)]
        if prose or not (head.people or head.kind or not head.unknown):
            return None
        return head

    def _kind_leads(self, head: _Head) -> bool:
        """Whether no unknown words stand before the kind: "call about the loan: ..." is a call."""
        kind = next(chip.start for chip in head.chips if chip.kind == "kind")
        return not any(start < kind and not self._is_name(start, end) for start, end in head.unknown)

    def _from_start(self, limit: int) -> _Head:
        """The head of a line without a colon: as far as it is understood from the beginning on."""
        head = self._scan(0, limit, greedy=False)
        whole = not self.line[head.end : limit].strip(" \t,.!")
        if head.kind is not None:
            if not head.people and not whole and head.kind != NOTE:
                self._lone_name(head, limit)
            return head
        if whole and head.people:
            return head
        # Neither a kind nor a colon: prose. Who is named first is linked, every word stays in the body.
        chips = [chip for chip in head.chips if "person" in chip.kind]
        return _Head(people=head.people, chips=chips)

    def _lone_name(self, head: _Head, limit: int) -> None:
        """ "call Zork": the rest is nothing but a capitalised name that nobody has yet."""
        rest = self.line[head.end : limit].strip(" \t,.!")
        start = self.line.find(rest, head.end)
        if rest and self._is_name(start, start + len(rest)) and not rest[0].islower():
            self._add_person(head, rest, (), start, start + len(rest))
            head.end = limit

    def _scan(self, start: int, end: int, *, greedy: bool) -> _Head:
        """Go through the words; ``greedy`` goes on behind unknown ones and notes them."""
        head = _Head()
        position = start
        while position < end:
            behind_time = position == self._clock
            gap = _GAP.match(self.line, position, end)
            if gap:
                position = gap.end()
                if position >= end:
                    break
            day = self._strange_zone(position, end, gap is None) if behind_time else None
            day = day or self._strange_day(head, position, end)
            after = self._take(head, position, end) if day is None else None
            if after is not None:
                position = after
                head.end = after if not self._only_joiner else head.end
                continue
            if not greedy:
                break
            if day is not None:
                head.unknown.append((position, day))
                self._strange.add(day)
                position = day
                continue
            word = _WORD.match(self.line, position, end)
            stop = word.end() if word else position + 1
            self._note_unknown(head, position, stop)
            position = stop
        return head

    def _strange_zone(self, at: int, end: int, glued: bool) -> int | None:
        """Where a time zone ends that begins here behind the time, unless somebody is called exactly so."""
        stop = doubts.zone(self.line, at, end)
        if stop is None:
            return None
        word = self.line[at:stop].casefold()
        if not glued and any(word in name.casefold().split() for _, name in self._matches(self.line[at:stop])):
            return None
        self._zone = (at, stop)
        return stop

    def _strange_day(self, head: _Head, at: int, end: int) -> int | None:
        """Where a day ends that begins here and is none, or one too many: ``31 Nov`` is not somebody called Nov."""
        stop = doubts.day_form(self.line, at, end, self.reader)
        if stop is None:
            return doubted_hours.spoken_at(self.line, at, end, self.words)
        days = self.reader.days(self.line, at, end, False) if head.span is None else None
        return stop if days is None or days.end < stop else None

    _only_joiner = False

    def _take(self, head: _Head, at: int, end: int) -> int | None:
        """Take what begins here; None when nothing is understood."""
        self._only_joiner = False
        quoted = _QUOTED.match(self.line, at, end)
        if quoted:
            name = next(group for group in quoted.groups() if group is not None).strip()
            self._add_person(head, name, self._matches(name), at, quoted.end())
            return quoted.end()
        known = self._take_word(head, at, end, try_only=True)
        person = self._person(at, end)
        if person is not None and person[1] > (known or 0):
            self._add_person(head, person[0], self._matches(person[0]), at, person[1])
            return person[1]
        return self._take_word(head, at, end, try_only=False) if known is not None else None

    def _take_word(self, head: _Head, at: int, end: int, *, try_only: bool) -> int | None:
        """A date, time, duration, kind, direction or joiner beginning here, the longest of them."""
        line, reader = self.line, self.reader
        options: list[tuple[int, str, object]] = []
        length = reader.duration(line, at, end) if head.minutes is None else None
        if length:
            options.append((length[0], "duration", length[1]))
        days = reader.days(line, at, end, False) if head.span is None else None
        if days and doubts.counted(line, at, days.end, end, reader):
            days = None  # "call May 18 min"
        if days and not (head.kind is None and reader.delicate(line, at, days.end)):
            options.append((days.end, "days", days))
        hours = reader.clock_time(line, at, end) if head.at is None else None
        if hours:
            options.append((hours[0], "time", hours))
        part = reader.part(line, at, end) if head.at is None and not hours else None
        if part and not (not head.dated and reader.delicate(line, at, part[0])):
            options.append((part[0], "part", part[1]))
        kind = self._kinds.match(line, at, end) if head.kind is None else None
        if kind:
            options.append((kind.end(), "kind", " ".join(kind["kind"].lower().split())))
        small = self._small.match(line, at, end)
        if small:
            meaning = "direction" if small["direction"] else "joiner"
            options.append((small.end(), meaning, small[0].lower()))
        if not options:
            return None
        stop, meaning, value = max(options, key=lambda option: option[0])
        if not try_only:
            self._keep(head, meaning, value, at, stop)
        return stop

    def _keep(self, head: _Head, meaning: str, value: object, at: int, stop: int) -> None:
        shown = self.line[at:stop]
        if meaning == "joiner":
            self._only_joiner = True
            towards = self._small.match(self.line, at)
            word = towards[0].lower() if towards else ""
            way = "in" if word in self.words.toward else "out" if word in self.words.away else None
            if way and head.direction is None and head.kind and self._name_follows(stop):
                head.direction = way
                head.chips.append(Chip("direction", shown, at, stop))
            return
        if meaning == "direction":
            head.direction = self.words.directions[" ".join(shown.lower().split())]
            head.chips.append(Chip("direction", shown, at, stop))
        elif meaning == "kind" and isinstance(value, str):
            head.kind = self._own.get(value) or self.words.kinds[value]
            if value in self.words.verbs and head.direction is None:
                head.direction = "in" if head.people or head.unknown else "out"
            head.chips.append(Chip("kind", shown, at, stop))
        elif meaning == "duration" and isinstance(value, int):
            head.minutes = value
            head.chips.append(Chip("duration", shown, at, stop))
        elif meaning == "days" and isinstance(value, Span):
            head.span = value
            head.chips.append(Chip("when", shown, at, stop))
        else:
            self._keep_time(head, value)
            head.chips.append(Chip("when", shown, at, stop))

    def _keep_time(self, head: _Head, value: object) -> None:
        if isinstance(value, time):
            head.at = value
        elif isinstance(value, tuple):
            self._clock, head.at, minutes = value
            head.timed = True
            head.minutes = head.minutes or minutes

    # People

    def _name_follows(self, at: int) -> bool:
        """Whether a name stands here, and not a day or a time: "from Ann", but not "from three to four"."""
        gap = _GAP.match(self.line, at)
        start = gap.end() if gap else at
        end = len(self.line)
        if start == end or self.line[start].isdigit():
            return False
        when = self._take_word(_Head(kind=NOTE), start, end, try_only=True)
        return when is None or self._person(start, end) is not None

    def _person(self, at: int, end: int) -> tuple[str, int] | None:
        """The longest run of words here that somebody answers to, and where it ends."""
        first = _WORD.match(self.line, at, end)
        if first is None or first[0].lower() in self.words.prose | self.words.joiners:
            return None
        stops = [first.end()]
        while len(stops) < _LONGEST_NAME and (gap := re.compile(r"[ \t]+").match(self.line, stops[-1], end)):
            word = _WORD.match(self.line, gap.end(), end)
            if word is None:
                break
            stops.append(word.end())
        for stop in reversed(stops):
            name = self.line[at:stop].strip(_EDGES)
            if name and any(c.isalnum() for c in name) and self._matches(name):
                return name, stop
        return None

    def _matches(self, name: str) -> tuple[Named, ...]:
        if name not in self._asked:
            self._asked[name] = tuple(self._ask(name))
        return self._asked[name]

    def _add_person(self, head: _Head, name: str, matches: tuple[Named, ...], at: int, stop: int) -> None:
        head.people.append(Person(name, matches))
        kind = "person" if len(matches) == 1 else "ambiguous-person" if matches else "unknown-person"
        head.chips.append(Chip(kind, name, at, stop))

    def _note_unknown(self, head: _Head, start: int, stop: int) -> None:
        """Add a word to the run before it, unless a comma or something understood lies between."""
        before = head.unknown[-1][1] if head.unknown else -1
        if head.unknown and before not in self._strange and not self.line[before:start].strip(" \t"):
            head.unknown[-1] = (head.unknown[-1][0], stop)
        else:
            head.unknown.append((start, stop))

    def _is_name(self, start: int, end: int) -> bool:
        """Whether unknown words look like a name: few, capitalised (or of a script without capitals)."""
        parts = self.line[start:end].split()
        if not parts or len(parts) > _LONGEST_NAME or any(c in "?!=<>{}" for c in self.line[start:end]):
            return False
        if len(parts) == 1:
            word = parts[0].lower()
            if parts[0] == word and self.line[end : end + 1] == ":" and clauses.markers(f"{word}:", self.words):
                return False  # "Ann promised: two names" is about nobody called so
            return any(c.isalpha() for c in word) and word not in self.words.prose | self.words.particles
        capital = [p for p in parts if p.lower() not in self.words.particles]
        return (
            bool(capital)
            and all(p[0].isalpha() and not p[0].islower() for p in capital)
            and parts[0].lower() not in self.words.prose
        )

    def _is_thing(self, head: _Head, start: int, end: int) -> bool:
        """Whether unknown words are what was bought: ``sold Cremant to Ann``."""
        kind = next((chip.end for chip in head.chips if chip.kind == "kind"), -1)
        if head.kind != PURCHASE or self.line[kind:start].strip() or not 0 <= kind <= start:
            return False
        gap = _GAP.match(self.line, end)
        small = self._small.match(self.line, gap.end()) if gap else None
        return small is not None and small[0].lower() in self.words.toward | self.words.away | self.words.priced

    def _doubt(self, start: int, end: int) -> Doubt | None:
        """The day or time that words of the head seem to name."""
        if (start, end) == self._zone:
            return doubts.of_zone(self.line, start, end)
        doubt = doubts.of_head(self.line, start, end, self.reader, alone=True)
        return doubts.second_day(self.line, start, end) if doubt is None and end in self._strange else doubt

    def _names_or_prose(self, head: _Head) -> str:
        """Unknown words of an accepted head: names become people, the rest goes to the body."""
        prose = []
        for start, end in head.unknown:
            doubt = self._doubt(start, end)
            if doubt is not None:
                head.doubts.append(doubt)
                prose.append(self.line[start:end])
            elif not head.dated and (vague := doubted_hours.of_vague_day(self.line, start, end, self.words)):
                head.doubts.append(vague)
                prose.append(self.line[start:end])
            elif self._is_name(start, end) and not self._is_thing(head, start, end):
                self._add_person(head, self.line[start:end].strip(_EDGES), (), start, end)
            else:
                prose.append(self.line[start:end])
        order = {chip.start: chip.text for chip in head.chips if "person" in chip.kind}
        rank = {name: number for number, (_at, name) in enumerate(sorted(order.items()))}
        head.people.sort(key=lambda person: rank.get(person.text, 0))
        return " ".join(prose)

    # The whole

    def _phrase(self, head: _Head, leftover: str, start: int) -> Phrase:
        buys = (head.kind or self._chosen) == PURCHASE
        first, early = buying.told(self.line, start, head.chips, leftover, self.reader) if buys else (None, ())
        rest = clauses.split(self.line[start:], start, self.reader, first)
        remarks = (*early, *rest.remarks)
        head.chips += (Chip("purchase", leftover, at, at + len(leftover)) for at in [self.line.find(leftover)] if early)
        if early or first:  # 12.50 is a price then, and no time
            head.doubts = [doubt for doubt in head.doubts if doubt.kind != "clock" or doubt.text not in leftover]
        if buys and not _bought(remarks):
            head.doubts += buying.untold(self.line, start, head.chips, self.words)
        body = rest.body
        if start and not leftover and self.line[start - 1] != ":":
            body = body.lstrip(" \t,;.").strip()
        if leftover:
            body = f"{leftover}: {body}" if body else leftover
        spoken = {chip.start for chip in head.chips}  # "Ann bought: x" names its kind
        inside = [one for one in clauses.inside(self.line, self.words) if one.start not in spoken]
        head.doubts = [one for one in head.doubts if all(one.end <= it.start or it.end <= one.start for it in inside)]
        chips = sorted((*head.chips, *rest.chips), key=lambda chip: (chip.start, chip.end))
        return Phrase(
            kind=head.kind or (PURCHASE if _bought(remarks) else NOTE),
            direction=head.direction, people=tuple(head.people), at=self._instant(head), minutes=head.minutes,
            body=body, promises=rest.promises, remarks=remarks, chips=tuple(chips),
            problems=tuple(self._problems(head)), timed=head.timed, missing=rest.missing,
            doubts=tuple(sorted((*head.doubts, *inside, *rest.doubts), key=lambda doubt: doubt.start)),
            only_keeps=self._only_keeps(chips),
        )  # fmt: skip

    def _only_keeps(self, chips: Sequence[Chip]) -> bool:
        """Whether the line is nothing but clauses that need no talk."""
        if not any(chip.kind in _NOTED for chip in chips) or any(chip.kind in _CLOSING for chip in chips):
            return False
        rest = list(self.line)
        for chip in chips:
            rest[chip.start : chip.end] = " " * (chip.end - chip.start)
        return not says_something("".join(rest))

    def _instant(self, head: _Head) -> datetime | None:
        if head.span is not None and head.span.moment is not None:
            return head.span.moment
        today = self.reader.today
        day: date = head.span.first if head.span else today
        at = head.span.at if head.at is None and head.span is not None else head.at
        if at is not None:
            return self.reader.instant(day, at)
        return None if day == today else self.reader.instant(day, time(12))

    def _problems(self, head: _Head) -> Iterable[Sentence]:
        for person in head.people:
            if not person.matches:
                yield say("Nobody here is called {name}.", name=person.text)
            elif len(person.matches) > 1:
                yield say("{name} may be any of {n} people.", name=person.text, n=len(person.matches))
