"""What changed: one `ChangeSet` per committed change, handed to every subscriber.

Subscribers are called on the thread that committed; the window's bridge carries it to its own thread.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from notebook.sentences import Sentence

Touched = dict[str, dict[bytes, frozenset[str]]]


@dataclass(frozen=True, slots=True)
class ChangeSet:
    """Table -> row id -> the fields that changed (``_row``: the row appeared, vanished or came back).

    ``origin`` is whatever the initiator passed to ``change()`` (a pane ignores its own echo); ``author``
    is the colleague's id; ``everything`` means: too much to list, ask again for all that is shown.
    """

    tables: Touched = field(default_factory=dict)
    title: Sentence | None = None
    author: bytes | None = None
    origin: object = None
    everything: bool = False

    def rows(self, table: str) -> dict[bytes, frozenset[str]]:
        """The touched rows of a table."""
        return self.tables.get(table, {})


class Publisher:
    """Keeps the subscribers of one notebook."""

    def __init__(self) -> None:
        self._subscribers: list[Callable[[ChangeSet], None]] = []

    def subscribe(self, listener: Callable[[ChangeSet], None]) -> Callable[[], None]:
        """Call ``listener`` after every commit; returns the function that ends it."""
        self._subscribers.append(listener)
        return lambda: self._subscribers.remove(listener)

    def publish(self, changes: ChangeSet) -> None:
        """Tell everybody."""
        for listener in list(self._subscribers):
            listener(changes)
