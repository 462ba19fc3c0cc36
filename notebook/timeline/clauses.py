"""Promises inside what was typed: ``promise: send the list by Friday``, with the due day found by rules.

A marker counts at the beginning, or after a full stop, comma, colon, semicolon, dash or line end, and with its
colon; the word "promise" in prose is prose, and in the middle of a sentence with its colon it is asked about. The
clause goes on to the next semicolon, line end or marker, or to the end of the sentence that names the day. What is no
promise is handed back word for word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache

from notebook.sentences import Sentence, say
from notebook.timeline import doubts
from notebook.timeline.records import Chip, Doubt, PromiseDraft
from notebook.timeline.remarks import Remark, chip_of, read, timed, unread
from notebook.timeline.unmarked import Unmarked
from notebook.timeline.unmarked import read as read_unmarked
from notebook.timeline.vocabulary import Vocabulary
from notebook.timeline.when import Reader, alternatives, half_day

_WITHIN = 80  # a due day stands within so many characters of the end
_STARTS = re.compile(r"(?:^|(?<=[\s(,]))(?=\w)")
_SENTENCE_END = re.compile(r"[.!?]\s+(?=[^\W\d_])")
_TOLD = frozenset(("asked", "they-asked", "story"))  # "Ann asked: when?", "Toy Story: great" are sentences
_CLOCK = re.compile(r"\d\d:\d\d")
_OF = frozenset(("'", "’"))  # today's list is due some other day
_LOOSE_END = " \t.!?)"
_JOINTS = " \t,(–—-:"
_JOINED = {":": ": ", ";": "; ", "\n": "\n", ",": ", ", "-": " - ", "–": " – ", "—": " — "}


@dataclass(frozen=True, slots=True)
class Clauses:
    """The promises of a text, the text without them, and where the parts stand.

    ``missing``: what to write where a marker stands alone; its words stayed in the body. ``doubts``: what could not be
    read although it looks like something.
    """

    body: str
    promises: tuple[PromiseDraft, ...]
    chips: tuple[Chip, ...]
    remarks: tuple[Remark, ...] = ()
    missing: tuple[Sentence, ...] = ()
    doubts: tuple[Doubt, ...] = ()


@dataclass(frozen=True, slots=True)
class DueFound:
    """A due day in a text: ``rest`` is the text without it; ``known`` tells "when asked" from nothing found."""

    rest: str
    due_from: date | None = None
    due: date | None = None
    start: int = -1
    end: int = -1

    @property
    def known(self) -> bool:
        """Something was said about when."""
        return self.start >= 0


@lru_cache(maxsize=8)
def _markers(words: Vocabulary) -> re.Pattern[str]:
    marker = alternatives(words.ours | words.theirs | frozenset(words.remarks))
    return re.compile(
        rf"(?:^\s*|(?P<stop>[.!?…])\s*|(?:(?<!\burn):|[;,\n])\s*|\s[-–—*•]+\s*)"
        rf"(?P<marker>{marker})\s*:(?!//)[ \t]*",
        re.IGNORECASE,
    )


@lru_cache(maxsize=8)
def _sides(words: Vocabulary) -> re.Pattern[str]:
    """Who promises, said once more behind the marker: ``promise: theirs: two names``."""
    return re.compile(rf"\s*(?P<marker>{alternatives(words.ours | words.theirs)})\s*:(?!//)[ \t]*", re.IGNORECASE)


@lru_cache(maxsize=8)
def _prepositions(words: Vocabulary) -> re.Pattern[str]:
    return re.compile(
        rf"(?:(?P<asked>{alternatives(words.asked)})|(?P<until>{alternatives(words.until)})"
        rf"|(?P<before>{alternatives(words.before)})|(?P<on>{alternatives(words.on)}))(?!\w):?\s*",
        re.IGNORECASE,
    )


def first_marker(text: str, words: Vocabulary) -> int:
    """Where the first clause begins, its separator included; the length of the text when there is none.

    One that is misspelt is one too, but at the beginning, where a name may stand.
    """
    match = _markers(words).search(text)
    slips = (found.start for found in doubts.misspelt(text, words) if text[: found.start].strip())
    slip = min(slips, default=len(text))
    return min(match.start() if match else len(text), len(text[:slip].rstrip(" \t:;,-–—")))


def markers(text: str, words: Vocabulary) -> list[tuple[str, int]]:
    """The markers of a text, each with where what it says begins."""
    return [(match["marker"], match.end()) for match in _markers(words).finditer(text)]


@lru_cache(maxsize=8)
def _inside(words: Vocabulary) -> re.Pattern[str]:
    """A marker with its colon behind a word or a bracket."""
    marker = alternatives(words.ours | words.theirs | frozenset(words.remarks))
    return re.compile(
        rf"(?:(?P<open>[(\[“„«\"])\s*|(?<!\w)(?P<before>[^\W\d_]+|[&+])[ \t]+)(?P<marker>{marker})[ \t]*:(?!//)",
        re.IGNORECASE,
    )


def inside(text: str, words: Vocabulary) -> Iterator[Doubt]:
    """Markers that no clause begins with since they stand in the middle of a sentence: ``Ann promised: two names``.

    Plain prose is left alone: only in brackets, behind a name, and promises behind "and".
    """
    found = list(_inside(words).finditer(text))
    taken = {match.end("marker") for match in _markers(words).finditer(text)} if found else set[int]()
    for match in found:
        marker = " ".join(match["marker"].lower().split())
        kind, before = words.remarks.get(marker, "promise"), match["before"] or ""
        named = before[:1].isupper() and before.lower() not in words.prose and kind not in _TOLD
        joined = before.lower() in words.also and kind == "promise"
        start, end = match.start("marker"), match.end()
        if match.end("marker") not in taken and (match["open"] or named or joined):
            why = _whose(kind) if named else None
            yield Doubt("clause", text[start:end], start, end, "" if why else f"; {marker}:", why)


def _whose(kind: str) -> Sentence | None:
    """What to write of a promise or something given, of which a sentence does not tell whose it is."""
    if kind == "promise":
        return say("Write “; promise:” before what we promise, “; theirs:” before what they promise.")
    if kind == "gave":
        return say("Write “; gave:” before what we gave, “; they gave:” before what they gave.")
    return None


def unmarked(
    text: str, reader: Reader, *, begin: int = 0, before: str = "", sure: bool = False
) -> Unmarked | None:
    """The purchase that a text of a purchase begins with (`unmarked.read`), unless a clause of it tells of one.

    ``begin``: where it begins at the earliest.
    """
    first = len(text)
    for match in _markers(reader.words).finditer(text):
        if reader.words.remarks.get(" ".join(match["marker"].lower().split())) == "bought":
            return None
        first = min(first, match.start())
    end = min(first, *(at for sign in ";\n" if (at := text.find(sign)) >= 0), len(text))
    return read_unmarked(text, min(begin, end), end, reader, before=before, sure=sure)


def split(text: str, offset: int, reader: Reader, first: Unmarked | None = None) -> Clauses:
    """Take the promises out of ``text``, which stands at ``offset`` of the line; ``first``: what it begins with."""
    pieces: list[tuple[str, str]] = []  # what joins it to the piece before, the piece
    promises: list[PromiseDraft] = []
    chips: list[Chip] = []
    remarks: list[Remark] = []
    missing: list[Sentence] = []
    strange = list(doubts.misspelt(text, reader.words))
    position = seek = 0
    joint = ""
    if first is not None:
        remarks.append(first.draft)
        shown = text[first.start : first.end].strip()
        chips.append(Chip("purchase", shown, offset + first.start, offset + first.end))
        if first.doubt is not None:
            strange.append(replace(first.doubt, start=first.doubt.start + first.start,
                                   end=first.doubt.end + first.start))  # fmt: skip
    while match := _markers(reader.words).search(text, seek):
        stop = match["stop"] or ""
        pieces.append((joint, text[position : match.start()] + stop))
        remark = reader.words.remarks.get(" ".join(match["marker"].lower().split()))
        if remark is not None:
            end = _clause_end(text, match.end(), reader, timed(remark))
            seek = end
            if _at_marker(text, match.end(), reader.words):  # nothing is said behind this one
                end, seek = match.end(), text.rfind(":", 0, match.end())
            clause = text[match.end() : end]
            said = read(remark, clause, reader)
            doubt = unread(remark, clause, said, reader)
            nothing = said is None and (doubt is None or doubt.kind == "price")  # a price alone: of what?
            if doubt is not None and not nothing:
                strange.append(replace(doubt, start=doubt.start + match.end(), end=doubt.end + match.end()))
            if said is not None:
                remarks.append(said)
                shown = text[match.end() : end].strip()
                chips.append(Chip(chip_of(remark), shown, offset + match.start("marker"), offset + end))
            elif nothing:
                missing.append(_lacking(remark, match["marker"]))
            # What was said stays in the body, word for word: it is what happened.
            pieces.append((_JOINED.get(match[0].lstrip(" \t")[:1], " "), text[match.start("marker") : end]))
            position = end
            joint = {"\n": "\n", ";": "; "}.get(text[end : end + 1], " ")
            position += text[end : end + 1] in ("\n", ";")
            continue
        side = _sides(reader.words).match(text, match.end())
        start = side.end() if side else match.end()
        end = seek = _clause_end(text, start, reader)
        if _at_marker(text, start, reader.words):
            end, seek = start, text.rfind(":", 0, start)
        draft, found = _draft(text[start:end], (match["marker"], side["marker"] if side else ""), reader)
        doubt = doubts.of_promise(text[start:end], reader, found.known)
        if doubt is not None:
            strange.append(replace(doubt, start=doubt.start + start, end=doubt.end + start))
        if draft.text:
            promises.append(draft)
            chips.append(Chip("promise", draft.text, offset + match.start("marker"), offset + end))
            if found.known:
                due = text[start + found.start : start + found.end]
                chips.append(Chip("due", due, offset + start + found.start, offset + start + found.end))
        else:
            between = "" if match[0].startswith(":") else " "
            pieces.append((between, text[match.start() : end]))  # a marker without a promise stays prose
            missing.append(_lacking("promise", match["marker"]))
        position = end  # the semicolon between two promises begins the second
        joint = {"\n": "\n", ";": "; "}.get(text[end : end + 1], ". ")
        position += text[end : end + 1] in ("\n", ";")
    pieces.append((joint, text[position:]))
    strange = [replace(one, start=one.start + offset, end=one.end + offset) for one in strange]
    return Clauses(_joined(pieces), tuple(promises), tuple(chips), tuple(remarks), tuple(missing), tuple(strange))


def _at_marker(text: str, start: int, words: Vocabulary) -> bool:
    """Whether another marker begins right behind the colon before this place."""
    return _markers(words).match(text, text.rfind(":", 0, start)) is not None


def due_of(text: str, reader: Reader, *, hours: bool = True) -> DueFound:
    """The due day at the end of a text ("send the list by Friday"), else at its beginning.

    ``hours``: a time of day alone means today, or tomorrow once it is over; its words stay.
    """
    for end in dict.fromkeys((len(text.rstrip()), len(text.rstrip(_LOOSE_END)))):
        for match in _STARTS.finditer(text, max(0, end - _WITHIN), end):
            found = _due_at(text, match.start(), end, reader)
            if found and found[2] == end:
                rest = text[: match.start()].rstrip(_JOINTS)
                return DueFound(rest or text.strip(), found[0], found[1], match.start(), end)
            found = _hour_at(text, match.start(), end, reader) if hours and found is None else None
            if found and found[2] == end:
                return DueFound(text[:end].strip(), found[0], found[1], match.start(), end)
    lead = len(text) - len(text.lstrip())
    found = _due_at(text, lead, len(text), reader)
    if found is None and hours and (hour := _hour_at(text, lead, len(text), reader)):
        return DueFound(text.strip(), hour[0], hour[1], lead, hour[2])
    if found and text[found[2] : found[2] + 1] not in _OF:
        rest = text[found[2] :].strip(_JOINTS)
        return DueFound(rest or text.strip(), found[0], found[1], lead, found[2])
    return DueFound(text.strip())


def _due_at(text: str, start: int, end: int, reader: Reader) -> tuple[date | None, date | None, int] | None:
    """Due from, due and where the phrase ends, for a phrase that begins exactly here."""
    preposition = _prepositions(reader.words).match(text, start, end)
    if preposition and preposition["asked"]:
        return None, None, len(text[: preposition.end()].rstrip())
    at = preposition.end() if preposition else start
    days = reader.days(text, at, end, True)
    if days is None and preposition:  # "on" may belong to the phrase itself
        preposition, at = None, start
        days = reader.days(text, at, end, True)
    if days is None or (preposition is None and reader.delicate(text, at, days.end)):
        return None
    finish = _past_time(text, days.end, end, reader)
    if preposition and preposition["before"]:
        return None, days.first - timedelta(days=1), finish
    if days.first == days.last or (preposition and preposition["until"]):
        return None, days.last, finish
    return days.first, days.last, finish


def _hour_at(text: str, start: int, end: int, reader: Reader) -> tuple[date | None, date | None, int] | None:
    """The same for a time of day alone, which is not kept: ``at 5 pm``, ``by noon``, ``this afternoon``."""
    preposition = _prepositions(reader.words).match(text, start, end)
    led = preposition if preposition and not preposition["asked"] else None
    limit = bool(led and (led["until"] or led["before"]))
    for at in dict.fromkeys((led.end() if led else start, start)):
        clock, part = reader.clock_time(text, at, end), reader.part(text, at, end)
        if clock and _surely_hour(text[at : clock[0]], led, reader.words):
            stop, hour = clock[0], clock[1]
        elif part and (limit or not reader.delicate(text, at, part[0])):
            stop, hour = part
        else:
            continue
        if text[stop : stop + 1] in _OF:
            return None
        day = reader.next_day(text, at, stop, hour)
        return None, day, _past_time(text, stop, end, reader)
    return None


def _surely_hour(text: str, led: re.Match[str] | None, words: Vocabulary) -> bool:
    """Whether a time of day is one: ``3:14`` may be a verse, ``for 12h`` a length of time."""
    if half_day(text) or _CLOCK.match(text):
        return True
    lead = "" if led is None else " ".join(led[0].lower().split())
    return lead != "" and (lead not in words.priced or lead in words.hour_leads or ":" in text)


def _past_time(text: str, start: int, end: int, reader: Reader) -> int:
    """A promise is due on a day: a time of day behind it is read over."""
    between = rf"(?:[\s,]+|(?<=T))(?:{alternatives(reader.words.on)}\s+)?"
    gap = re.compile(between, re.IGNORECASE).match(text, start, end)
    if gap is None:
        return start
    found = reader.clock_time(text, gap.end(), end) or reader.part(text, gap.end(), end)
    return found[0] if found else start


def _clause_end(text: str, start: int, reader: Reader, dated: bool = True) -> int:
    """Where the clause that begins here ends; ``dated``: it may end with a day, and then its sentence ends it."""
    end = len(text)
    for sign in (";", "\n"):
        at = text.find(sign, start)
        end = at if start <= at < end else end
    following = _markers(reader.words).search(text, start)
    if following and start < following.start() < end:
        end = following.start()
    if not dated or _dated(text[start:end], reader):
        return end
    for stop in _SENTENCE_END.finditer(text, start, end):
        nearby = text[start : stop.start() + 1]
        if text[stop.end()].isupper() and _dated(nearby, reader):
            return stop.start() + 1
    return end


def _dated(text: str, reader: Reader) -> bool:
    """Whether a text says when, or ends with what was to say it."""
    return due_of(text, reader).known or doubts.of_day(text[-_WITHIN:], reader, ending=True) is not None


def _draft(text: str, markers: tuple[str, ...], reader: Reader) -> tuple[PromiseDraft, DueFound]:
    found = due_of(text, reader)
    theirs = any(" ".join(marker.lower().split()) in reader.words.theirs for marker in markers)
    what = found.rest.strip()
    bare = found.known and not (text[: found.start] + text[found.end :]).strip(_JOINTS + _LOOSE_END)
    if bare or not any(sign.isalnum() for sign in what):
        what = ""  # a day, or nothing: nobody can keep that
    return PromiseDraft(what, found.due, found.due_from, "theirs" if theirs else "ours"), found


def _lacking(kind: str, marker: str) -> Sentence:
    """What to write behind a marker that stands alone."""
    match kind:
        case "promise":
            return say("What was promised? Write it behind “{marker}:”, for example: send the list by Friday",
                       marker=marker)  # fmt: skip
        case "want" | "suspected":
            return say("What do they want? Write it behind “{marker}:”, for example: a second shop within 3 months",
                       marker=marker)  # fmt: skip
        case "bought":
            return say("What did they buy? Write it behind “{marker}:”, for example: 4 x stand 1120 EUR", marker=marker)
    return say("There is nothing behind “{marker}:”. Write what it was, or take the word out.", marker=marker)


def _joined(pieces: list[tuple[str, str]]) -> str:
    body = ""
    for joint, piece in pieces:
        piece = piece.strip()
        if not piece:
            continue
        ends = body.endswith((".", "!", "?", ":", ";", ",", "\n"))
        body += ((" " if ends and joint != "\n" else joint) if body else "") + piece
    return body
