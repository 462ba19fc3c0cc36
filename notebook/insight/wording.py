"""How a brief words what was found: sentences alone, nothing is read here.

A line that says what it tells before it tells it (``You promised: ...``) is made by `led`, so that a page can show
those first words strong in any language without looking for them in the text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from notebook.insight.records import Id, Line
from notebook.network.records import Relative
from notebook.sentences import Sentence, count, say
from notebook.storage.folding import fold
from notebook.timeline.horizons import how_soon
from notebook.timeline.records import Promise
from notebook.value.records import Want

_LONGEST = 600
_COMMON = frozenset(
    """
about after again also always because been before being below between both each every from have here into just
like make many more most much must never nobody none nothing only other others over people same should some
such than that their them then there these they thing things this those through under until very well were
what when where which while whoever will with without would your
""".split()
)


def led(lead: Sentence, text: object, evidence: tuple[Id, ...], kind: str, late: bool = False, whose: str = "") -> Line:
    """A line that begins with what it is about to tell; with nothing to tell it is these words alone."""
    if not text:
        return Line(lead, evidence, kind, late, None, whose)
    return Line(say("{lead}: {text}", lead=lead, text=text), evidence, kind, late, lead, whose)


def of_person(line: Line, name: str) -> Line:
    """A line of somebody's own brief as it stands in that of their organisation."""
    return replace(line, text=say("{name}: {text}", name=name, text=line.text), lead=say("{name}", name=name))


def rows(*ids: Id | None) -> tuple[Id, ...]:
    """The rows among these that are known."""
    return tuple(one for one in ids if one is not None)


def flat(text: str | None) -> str:
    """On one line, not longer than somebody reads before a talk."""
    line = " ".join((text or "").split())
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST].rsplit(' ', 1)[0]} …"


def listed(parts: Sequence[Sentence]) -> Sentence:
    """Sentences with commas between."""
    whole = parts[0]
    for part in parts[1:]:
        whole = say("{first}, {next}", first=whole, next=part)
    return whole


def due(promise: Promise, today: date) -> Sentence:
    """Until when a promise is to be kept, as seen from a day."""
    if promise.due is None:
        return say("when asked")
    if promise.due_from is not None and promise.due > today:
        return say("from {since} to {day}", since=promise.due_from, day=promise.due)
    return by(promise.due, today)


def by(day: date, today: date) -> Sentence:
    """Until when something is to be done, as seen from a day."""
    late = (today - day).days
    if late > 0:
        return count("due {day}, {n} day late", "due {day}, {n} days late", late, day=day)
    return say("due today") if late == 0 else say("by {day}", day=day)


def wanted(want: Want, today: date) -> Sentence:
    """How soon something is wanted, as seen from a day."""
    if want.due is None:
        return how_soon(want.horizon)
    late = (today - want.due).days
    if late > 0:
        return count("by {day}, {n} day ago", "by {day}, {n} days ago", late, day=want.due)
    return say("by {day}", day=want.due)


def occasion(
    kind: str | None, own: str | None, day: date, years: int | None, today: date, name: str = ""
) -> Sentence:
    """A date that comes round on a day (`contacts.dates.comes_round`): what it is, ``name``: whose, and the age."""
    what: object = own or say("Anniversary")
    if kind in ("birth", "wedding") and years == 0:  # it is still to come
        what = say("Birth") if kind == "birth" else say("Wedding")
    elif kind in ("birth", "wedding", "death"):
        what = {"birth": say("Birthday"), "wedding": say("Wedding anniversary"), "death": say("Day of death")}[kind]
    if name:
        what = say("{name}: {occasion}", name=name, occasion=what)
    past = day < today
    if kind == "birth" and years:
        form = "{what} was on {day}, turned {age}" if past else "{what} on {day}, turns {age}"
        return say(form, what=what, day=day, age=years)
    return say("{what} was on {day}" if past else "{what} on {day}", what=what, day=day)


def relative(one: Relative) -> Sentence:
    """Inês (daughter), 6, starts school."""
    more = [one.aged] if one.aged is not None else []
    more += [say("{text}", text=flat(text)) for text in (one.school, one.note) if text]
    more += [one.doubt] if one.doubt is not None else []
    who = say("{name} ({relation})", name=one.name, relation=one.said)
    return say("{who}, {more}", who=who, more=listed(more)) if more else who


def meeting_words(text: str) -> frozenset[str]:
    """The words of a text by which two values can meet: folded, of four letters or more, none of the commonest."""
    return frozenset(word for word in re.findall(r"\w+", fold(text)) if len(word) > 3) - _COMMON
