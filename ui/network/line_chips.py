"""What a line about a relation is understood to say, as chips: what they are, who, born when, school, since, notes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QCoreApplication

from notebook import PartialDate, Refused, RelationPhrase, age_of, aged
from ui.timeline.chips import Shown
from ui.words import number, partial, put, words

Remove = Callable[[str], Callable[[], object] | None]
"""What takes the words behind a field of the phrase out of the line, if they stand apart."""


def _tr(text: str) -> str:
    return QCoreApplication.translate("Family", text)


def chips_of(phrase: RelationPhrase, card: str | None, today: date, remove: Remove, whose: str) -> list[Shown]:
    """The chips of a phrase that begins with what they are; ``whose``: the one on the card.

    ``card``: what the other one is called who has a card; None: a name without one.
    """
    who = _tr("{name}, who has a card") if card is not None else _tr("{name}, by name only")
    found = [Shown("kind", _kind_said(phrase, whose), "users")]
    if phrase.name:
        found.append(Shown("name", put(who, name=card or phrase.name), "user-round"))
    if phrase.born:
        found.append(Shown("born", born_said(phrase.born, today), "calendar", remove=remove("born")))
    if phrase.school:
        found.append(Shown("school", phrase.school, "book-open", remove=remove("school")))
    for name, lead in (("since", _tr("since {when}")), ("until", _tr("until {when}"))):
        day = getattr(phrase, name)
        if day:
            found.append(Shown(name, lead.format(when=_day(day)), "clock", remove=remove(name)))
    if phrase.strength:
        text = _tr("strength {n} of 3").format(n=number(phrase.strength))
        found.append(Shown("strength", text, "link", remove=remove("strength")))
    if phrase.note:
        found.append(Shown("note", phrase.note, "sticky-note", remove=remove("note")))
    return found


def born_said(born: str, today: date) -> str:
    """A birth in words, with the age that it makes: born 29 February 2016, aged 10."""
    try:
        when = PartialDate.parse(born)
    except Refused:
        return born
    if when.year is None:
        return _tr("birthday {day}").format(day=partial(when))
    age = words(aged(*age_of(when, today)))
    if not age:
        return _tr("born {day}").format(day=partial(when))
    form = _tr("{age}, born {day}") if when.month is None else _tr("born {day}, aged {age}")
    return form.format(day=partial(when), age=age)


def without(text: str, field: str, read: Callable[[str], RelationPhrase]) -> str | None:
    """A line without the words behind a field; None where they are not between commas."""
    pieces = text.split(",")
    shown = getattr(read(text), field)
    for place in range(len(pieces) - 1, 0, -1):
        rest = ",".join((*pieces[:place], *pieces[place + 1 :]))
        if getattr(read(rest), field) != shown:
            return rest
    return None


def _kind_said(phrase: RelationPhrase, whose: str) -> str:
    """The kind; where it says both sides, or what the one on the card is to the other one, in a whole sentence."""
    word, mine, both = phrase.told_of
    if not word or not (mine or both):
        return phrase.kind
    one, other = (whose, phrase.name or "…") if mine else (phrase.name or "…", whose)
    return put(_tr("{one} is {word} of {other}"), one=one, word=word, other=other)


def _day(text: str) -> str:
    try:
        return partial(PartialDate.parse(text))
    except Refused:
        return text
