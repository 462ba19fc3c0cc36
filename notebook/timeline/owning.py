"""What somebody owns, as people type it: ``3 x stand since May 2019 until 2021``; only the thing has to be there.

Quantity and thing are read as those of a purchase are (`bought`). Days may be parts of one: a month, a year. What
looks like one of them and is none, is said; a price has no place here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from notebook.clock import Clock
from notebook.contacts.dates import PartialDate
from notebook.errors import Refused
from notebook.sentences import say
from notebook.timeline import bought
from notebook.timeline.when import Reader, Span

_SINCE = re.compile(r"(?:^|[\s,;(]+)(?P<word>since|until|till)\b:?\s*", re.IGNORECASE)
_MONTH = re.compile(r"^(?P<m>0?[1-9]|1[0-2])[/.](?P<y>\d{4})$")
_CLOSE = " \t,;.!)"


@dataclass(frozen=True, slots=True)
class OwnedDraft:
    """A thing owned that is not stored yet; ``since`` and ``until`` are partial dates as text, empty where unsaid."""

    item: str
    quantity: str | None = None
    since: str = ""
    until: str = ""


def parse_owned(text: str, clock: Clock) -> OwnedDraft:
    """A whole text as a thing owned. Raises `Refused` for what cannot be read, with what to write."""
    reader = Reader(clock)
    marks = list(_SINCE.finditer(text))
    days: dict[str, str] = {}
    head = text[: marks[0].start()] if marks else text
    for place, mark in enumerate(marks):
        end = marks[place + 1].start() if place + 1 < len(marks) else len(text)
        typed = text[mark.end() : end].strip(_CLOSE)
        days["since" if mark["word"].lower() == "since" else "until"] = _day(f"{mark['word']} {typed}", typed, reader)
    doubt = bought.unread(head, reader)
    if doubt is not None:
        raise Refused(doubt.said)
    parts = bought.taken_apart(head, reader)
    if parts.price is not None:
        raise Refused(say("A price belongs to a purchase: write it in the line of purchases."))
    item = parts.item.strip(_CLOSE)
    if not any(c.isalnum() for c in item):
        raise Refused(say("Say what they own."))
    since = days.get("since") or (parts.day.isoformat() if parts.day else "")
    return OwnedDraft(item, parts.quantity, since, days.get("until", ""))


def _days(typed: str, reader: Reader) -> Span | None:
    """All of a text as days; the word before a month may be left out."""
    for lead in ("", *sorted(f"{word} " for word in reader.words.within)):
        text = lead + _MONTH.sub(r"\g<y>-\g<m>-", typed)
        days = reader.days(text, 0, len(text), False)
        if days is not None and days.end == len(text):
            return days
    return None


def _day(said: str, typed: str, reader: Reader) -> str:
    """A day, a month or a year, as a partial date."""
    try:
        return str(PartialDate.parse(typed))
    except Refused:
        days = _days(typed, reader)
    if days is None:
        raise Refused(say("Not understood: {words}. Write a day like 5 March 2019, a month or a year.", words=said))
    first, last = days.first, days.last
    if first == last:
        return first.isoformat()
    month = first.day == 1 and (first.year, first.month) == (last.year, last.month)
    return f"{first:%Y-%m}" if month else f"{first:%Y}" if (first.month, last.month) == (1, 12) else first.isoformat()
