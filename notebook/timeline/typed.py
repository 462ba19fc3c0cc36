"""Dates as options of the command line and fields of the window take them: ISO 8601 or a phrase."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time

from notebook.clock import Clock
from notebook.timeline.clauses import due_of
from notebook.timeline.doubts import of_promise
from notebook.timeline.instants import local_instant
from notebook.timeline.records import Doubt
from notebook.timeline.remarks import Remark, favour_lead, read, unread
from notebook.timeline.vocabulary_en import ENGLISH
from notebook.timeline.when import Reader, Span, alternatives


def parse_when(text: str, clock: Clock, future: bool = False, *, whole: bool = False) -> datetime | date | None:
    """A whole text as an instant (aware, UTC) or a day; None when it is neither.

    Takes ISO 8601 (local time where no offset is given) and the phrases of ``when``, with a time of day
    before or after the day. Of several days it is the first. A time alone is today's. ``future``: a day
    without a year, or a weekday, lies ahead. ``whole``: a whole day is wanted: tonight is today, and what lies ahead at
    5 pm is today or tomorrow.
    """
    text = text.strip()
    if re.match(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d", text):
        return _iso(text, clock)
    reader = Reader(clock)
    skipped = re.compile(rf"(?:[\s,]|{alternatives(reader.words.on | reader.words.until)}(?!\w))+", re.IGNORECASE)
    span: Span | None = None
    at: time | None = None
    position, end = 0, len(text)
    while position < end:
        skip = skipped.match(text, position)
        position = skip.end() if skip else position
        days = reader.days(text, position, end, future) if span is None else None
        hours = reader.clock_time(text, position, end) if at is None and days is None else None
        part = reader.part(text, position, end) if at is None and not days and not hours else None
        if days:
            span, position = days, days.end
        elif hours:
            position, at, _minutes = hours
        elif part:
            position, at = part
        elif position < end:
            return None
    if span is not None and span.moment is not None:
        return span.moment
    if whole and future and span is None and at is not None:
        return reader.next_day(text, 0, end, at)
    at = span.at if at is None and span is not None and not whole else at
    if at is None:
        return span.first if span else None
    return local_instant(clock, span.first if span else clock.today(), at)


def parse_due(text: str, clock: Clock) -> tuple[date | None, date | None] | None:
    """A whole text as ``(due_from, due)``: a day, a range, or neither for "when asked"; None when it is no date."""
    text = text.strip()
    found = due_of(text, Reader(clock))
    return (found.due_from, found.due) if found.known and (found.start, found.end) == (0, len(text)) else None


def due_days(text: str, clock: Clock) -> tuple[date, date] | None:
    """A whole text as the first and the last day it means, as a clause reads it: ``in 3 months``, ``May 2027``.

    None when it is no day, or several with no end.
    """
    bare = text.strip()
    for lead in ("", *sorted(Reader(clock).words.within)):  # the word before a month may be left out
        found = parse_due(f"{lead} {bare}", clock)
        if found is not None and found[1] is not None:
            return found[0] or found[1], found[1]
    return None


def split_due(text: str, clock: Clock) -> tuple[str, date | None]:
    """What is to be done and until when: ``ask the town by Friday``; None when no day is named."""
    found = due_of(text, Reader(clock))
    return found.rest.strip(), found.due


def due_doubt(text: str, clock: Clock) -> Doubt | None:
    """What is to say until when in ``ask the town by 30 February``, and cannot be read."""
    reader = Reader(clock)
    return of_promise(text, reader, due_of(text, reader).known)


def remark_doubt(kind: str, text: str, clock: Clock) -> Doubt | None:
    """What `parse_remark` could not read of a text although it looks like a day, a price or a quantity."""
    reader = Reader(clock)
    return unread(kind, text, read(kind, text, reader), reader)


def parse_remark(kind: str, text: str, clock: Clock) -> Remark | None:
    """A whole text as what stands behind a marker of the composer; None when it says nothing.

    ``kind``: want, suspected, story, bought, gave, asked, they-gave or they-asked.
    """
    return read(kind, text, Reader(clock))


def parse_favour(text: str) -> tuple[str, str, str]:
    """What a line says was done, by whom, and the rest of it (`remarks.favour_lead`)."""
    return favour_lead(text, ENGLISH)


def _iso(text: str, clock: Clock) -> datetime | None:
    try:
        instant = datetime.fromisoformat(text)
        if instant.tzinfo is None:
            return local_instant(clock, instant.date(), instant.time())
        return instant.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
