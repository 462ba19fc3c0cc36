"""What an entry says besides its clauses: the words as typed, without those that are shown as records already.

The body of an entry stays word for word as it was written. Whoever shows the entry with the records that it made leaves
out the clauses that only say them again; a clause whose record is gone, or reads otherwise by now, stays. Whoever shows
the words alone names with each clause whom it is about, where several took part.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence

from notebook.clock import Clock
from notebook.timeline import clauses
from notebook.timeline.bought import PurchaseDraft
from notebook.timeline.closing import Takeaway
from notebook.timeline.kinds import PURCHASE
from notebook.timeline.records import Entry, Id, Made, Promise, PromiseDraft
from notebook.timeline.remarks import FavourDraft, Remark, StoryDraft, TakeawayDraft, WantDraft
from notebook.timeline.when import Reader

_Record = Promise | Takeaway | Made
_BETWEEN = " \t;,–—-"  # what parts a clause from what stands around it


def prose(entry: Entry, clock: Clock) -> str:
    """The body without the clauses of which the entry has the records."""
    return _retold(entry, clock, lambda records: None)


def told_of(entry: Entry, clock: Clock, shown: Id, elsewhere: Collection[Id] = ()) -> str:
    """The body as it is read about one contact: what belongs to another has their name before it.

    Clauses are left out of which the record is told ``elsewhere`` on the same page, by its id.
    """

    def lead(records: Sequence[_Record]) -> str | None:
        if any(record.id in elsewhere for record in records):
            return None
        names = [entry.whose(record.contact, shown) for record in records]
        return "" if "" in names else f"{names[0]} · "

    return _retold(entry, clock, lead)


def _retold(entry: Entry, clock: Clock, lead: Callable[[Sequence[_Record]], str | None]) -> str:
    """The body with what ``lead`` puts before each clause that made records; None leaves it out."""
    body = entry.body.strip()
    if (":" not in body and entry.kind != PURCHASE) or not (entry.made or entry.takeaways or entry.promises):
        return body
    reader = Reader(clock)
    first = clauses.unmarked(body, reader, sure=True) if entry.kind == PURCHASE else None
    found = clauses.split(body, 0, reader, first)
    said = iter(found.remarks)
    promised = iter(found.promises)
    held = _held(entry)
    pieces, position = list[str](), 0
    for chip in found.chips:
        if chip.kind == "due":
            continue
        what = next(promised) if chip.kind == "promise" else next(said)
        records = [record for meaning in dict.fromkeys(_meanings(what)) for record in held.get(meaning, ())]
        before = lead(records) if records else ""
        if before == "":
            continue
        pieces.append(body[position : chip.start])
        if before is not None:
            pieces.append(before + body[chip.start : chip.end])
        position = chip.end
    if not position:
        return body
    pieces.append(body[position:])
    return _together(pieces)


def _together(pieces: list[str]) -> str:
    whole, apart = "", False  # apart: a line ended between what was kept and what comes
    for piece in pieces:
        kept = piece.strip().strip(_BETWEEN).strip()
        if not kept:
            apart |= "\n" in piece
            continue
        apart |= "\n" in piece[: len(piece) - len(piece.lstrip())]
        joint = "\n" if apart else " " if whole.endswith((".", "!", "?")) else "; "
        whole += (joint if whole else "") + kept
        apart = "\n" in piece[len(piece.rstrip()) :]
    return whole


def _held(entry: Entry) -> dict[tuple[str, str], list[_Record]]:
    """The records of an entry by what they say: their kind and words."""
    held: dict[tuple[str, str], list[_Record]] = {}
    for made in entry.made:
        held.setdefault((made.table, _flat(made.text)), []).append(made)
    for takeaway in entry.takeaways:
        held.setdefault((takeaway.kind, _flat(takeaway.text)), []).append(takeaway)
    for promise in entry.promises:
        held.setdefault(("promise", _flat(promise.text)), []).append(promise)
    return held


def _meanings(said: Remark | PromiseDraft) -> Iterator[tuple[str, str]]:
    """The record that a clause makes: its kind and its words, in each form in which they may be stored."""
    if isinstance(said, PromiseDraft):
        yield "promise", _flat(said.text)
    elif isinstance(said, TakeawayDraft):
        yield said.kind, _flat(said.text)
    elif isinstance(said, WantDraft):
        yield "want", _flat(said.text)
        yield "want", _flat(f"{said.text} ({said.product})")
    elif isinstance(said, StoryDraft):
        yield "story", _flat(said.text)
    elif isinstance(said, PurchaseDraft):
        yield "purchase", _flat(said.item)
    elif isinstance(said, FavourDraft):
        yield "favour", _flat(said.text)


def _flat(text: str) -> str:
    return " ".join(text.split()).casefold()
