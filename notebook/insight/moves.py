"""Which promise took the place of which, when another day was agreed on: read once for all of a page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property

from notebook.insight.records import Id
from notebook.insight.sources import Sources
from notebook.storage.parts import chunks
from notebook.timeline.records import Promise

_MOVED = "SELECT id, succeeds FROM promise WHERE contact IN ({}) AND sy_live = 1 AND succeeds IS NOT NULL"


class Moves:
    """The promises of some contacts that were moved; read when first asked for."""

    def __init__(self, book: Sources, contacts: Sequence[Id]) -> None:
        self._book, self._contacts = book, contacts

    @cached_property
    def _before(self) -> dict[Id, Id]:
        return {new: old for marks, part in chunks(self._contacts)
                for new, old in self._book.db.rows(_MOVED.format(marks), part)}  # fmt: skip

    @cached_property
    def _after(self) -> dict[Id, list[Id]]:
        found: dict[Id, list[Id]] = {}
        for new, old in self._before.items():
            found.setdefault(old, []).append(new)
        return found

    def chain(self, promise: Id) -> list[Id]:
        """What it was before it was moved, the first one first."""
        ids = list[Id]()
        while promise in self._before and self._before[promise] not in ids:
            promise = self._before[promise]
            ids.append(promise)
        return ids[::-1]

    def chains(self, promises: Iterable[Promise]) -> dict[Id, list[Promise]]:
        """The same of those of these that were moved, with what is said of it; gone ones left out."""
        ids = {one.id: self.chain(one.id) for one in promises if one.succeeds is not None}
        held = {one.id: one for one in self._book.promises.rows([row for chain in ids.values() for row in chain])}
        return {promise: [held[row] for row in chain if row in held] for promise, chain in ids.items()}

    def now(self, promise: Promise) -> Promise:
        """What stands in its place; two notebooks may have moved it apart, then what is open still."""
        met, ahead, ends = {promise.id}, [promise.id], list[Id]()
        while ahead:
            here = ahead.pop()
            news = [one for one in self._after.get(here, ()) if one not in met]
            met.update(news)
            ahead += news
            ends += [] if here in self._after else [here]
        held = self._book.promises.rows(sorted(ends)) if promise.id not in ends else [promise]
        return next((one for one in held if one.open), next(iter(held), promise))
