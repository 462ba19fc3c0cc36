"""What an entry says besides its clauses: the words as typed, without those that are shown as records already.

The body of an entry stays word for word as it was written. Whoever shows the entry with the records that it made leaves
out the clauses that only say them again; a clause whose record is gone, or reads otherwise by now, stays.
"""

from __future__ import annotations

from collections.abc import Iterator

from notebook.clock import Clock
from notebook.timeline import clauses
from notebook.timeline.bought import PurchaseDraft
from notebook.timeline.records import Entry, PromiseDraft
from notebook.timeline.remarks import FavourDraft, Remark, StoryDraft, TakeawayDraft, WantDraft
from notebook.timeline.when import Reader

_BETWEEN = " \t;,–—-"  # what parts a clause from what stands around it


def prose(entry: Entry, clock: Clock) -> str:
    """The body without the clauses of which the entry has the records."""
    body = entry.body.strip()
    if ":" not in body or not (entry.made or entry.takeaways or entry.promises):
        return body
    found = clauses.split(body, 0, Reader(clock))
    said = iter(found.remarks)
    promised = iter(found.promises)
    held = _words(entry)
    pieces, position = list[str](), 0
    for chip in found.chips:
        if chip.kind == "due":
            continue
        what = next(promised) if chip.kind == "promise" else next(said)
        if not held.isdisjoint(_meanings(what)):
            pieces.append(body[position : chip.start])
            position = chip.end
    if not position:
        return body
    pieces.append(body[position:])
    return _together(pieces)


def _together(pieces: list[str]) -> str:
    whole = ""
    for piece in pieces:
        kept = piece.strip().strip(_BETWEEN).strip()
        if kept:
            joint = "\n" if "\n" in piece[: len(piece) - len(piece.lstrip())] else " " if whole.endswith(
                (".", "!", "?")) else "; "  # fmt: skip
            whole += (joint if whole else "") + kept
    return whole


def _words(entry: Entry) -> set[tuple[str, str]]:
    """What the records of an entry say: their kind and words."""
    held = {(one.table, _flat(one.text)) for one in entry.made}
    held |= {(one.kind, _flat(one.text)) for one in entry.takeaways}
    return held | {("promise", _flat(one.text)) for one in entry.promises}


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
