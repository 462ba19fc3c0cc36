"""What contradicts itself on a card: several values in one cell, and dates that cannot both be.

Several values are several heads in the clock of a row; only rows that were changed since they were made have one
written out, so that very many people are looked through quickly. Which of two dates is wrong only a person knows: it is
said in a sentence, and both stay.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from notebook.changes.change import ROW
from notebook.changes.ids import Id
from notebook.contacts.dates import PartialDate
from notebook.errors import Refused
from notebook.sentences import Sentence, say
from notebook.storage.database import Database
from notebook.storage.parts import chunks

_CHANGED = (
    "SELECT id, id, sy_x FROM contact WHERE id IN ({marks}) AND sy_live = 1 AND sy_x IS NOT NULL"
    " UNION ALL SELECT person, id, sy_x FROM role WHERE person IN ({marks}) AND +sy_live = 1 AND sy_x IS NOT NULL"
    " UNION ALL SELECT contact, id, sy_x FROM detail WHERE contact IN ({marks}) AND +sy_live = 1 AND sy_x IS NOT NULL"
    " UNION ALL SELECT contact, id, sy_x FROM anniversary WHERE contact IN ({marks}) AND +sy_live = 1"
    " AND sy_x IS NOT NULL"
)
_MONTHS = (
    say("January"), say("February"), say("March"), say("April"), say("May"), say("June"), say("July"), say("August"),
    say("September"), say("October"), say("November"), say("December"),
)  # fmt: skip
# Of two dates of one person the first cannot come after the second.
_ORDER = (
    ("birth", "death", say("Death {later} lies before birth {earlier}: one of the two dates is wrong")),
    ("birth", "wedding", say("Wedding {later} lies before birth {earlier}: one of the two dates is wrong")),
    ("wedding", "death", say("Wedding {earlier} lies after death {later}: one of the two dates is wrong")),
)


def changed_rows(db: Database, contacts: Sequence[Id]) -> list[tuple[Id, Id, bytes]]:
    """(contact, row, clock) of the rows on these cards that were written to since they were made."""
    found: list[tuple[Id, Id, bytes]] = []
    for marks, part in chunks(contacts):
        found += [(row[0], row[1], row[2]) for row in db.rows(_CHANGED.format(marks=marks), part * 4)]
    return found


def written_cells(db: Database, contact: Id) -> set[tuple[Id, str]]:
    """(row, field) of what was written to since its row was made: nothing else on a card can contradict."""
    import msgspec.msgpack

    return {
        (row, field) for _, row, clock in changed_rows(db, [contact])
        for field in msgspec.msgpack.decode(clock)["f"] if field != ROW
    }  # fmt: skip


def contested(db: Database, contacts: Sequence[Id]) -> list[Id]:
    """Those on whose cards several values stand in one cell, in the order given."""
    import msgspec.msgpack

    found = {
        contact for contact, _, clock in changed_rows(db, contacts)
        if any(len(heads) > 1 for heads in msgspec.msgpack.decode(clock)["f"].values())
    }  # fmt: skip
    return [contact for contact in contacts if contact in found]


def clashes(db: Database, contact: Id) -> list[tuple[Sentence, tuple[Id, Id]]]:
    """What cannot be about the dates of somebody, and the two rows that say it."""
    dates: dict[str, list[tuple[Id, PartialDate]]] = {}
    for row, kind, text in db.rows(
        "SELECT id, kind, date FROM anniversary WHERE contact = ? AND sy_live = 1 AND date IS NOT NULL"
        " ORDER BY pos, id", (contact,),
    ):  # fmt: skip
        if (day := _read(text)) is not None:
            dates.setdefault(kind or "", []).append((row, day))
    return [
        (say(form.text, earlier=spoken_date(one), later=spoken_date(other)), (row, beside))
        for first, second, form in _ORDER
        for row, one in dates.get(first, ())
        for beside, other in dates.get(second, ())
        if _after(one, other)
    ]  # fmt: skip


def spoken_date(when: PartialDate) -> Sentence | date:
    """A date of which parts are missing as people say it: 11 June, June 1999, 1999; a whole one as it is."""
    year, month, day = when.year, when.month, when.day
    if year is not None and month is not None and day is not None:
        return date(year, month, day)
    parts: Iterable[tuple[str, object]] = (
        ("day", day), ("month", None if month is None else _MONTHS[month - 1]), ("year", year))  # fmt: skip
    said = {name: part for name, part in parts if part is not None}
    return say(" ".join(f"{{{name}}}" for name in said), **said)


def spoken_text(text: str) -> Sentence | date | str:
    """`spoken_date` of a text; the text itself where it is no date."""
    day = _read(text)
    return text if day is None else spoken_date(day)


def _after(one: PartialDate, other: PartialDate) -> bool:
    """Whether a date is certainly later than another, by the parts that both have."""
    if one.year is None or other.year is None or one.year < other.year:
        return False
    if one.year > other.year:
        return True
    if one.month is None or other.month is None or one.month != other.month:
        return one.month is not None and other.month is not None and one.month > other.month
    return one.day is not None and other.day is not None and one.day > other.day


def _read(text: str) -> PartialDate | None:
    try:
        return PartialDate.parse(text)
    except Refused:
        return None
