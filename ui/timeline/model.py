"""The entries of one stream as a list model: ids first, entries in pages when they are painted.

`StreamRows` asks the timeline service for the ids of a `Stream`, newest first, and again only when a change
set touches what decides about membership or order. Month headings belong to the first entry of a month.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QObject, Qt

from notebook.events import ChangeSet
from notebook.timeline.records import Entry, Stream
from ui.rows import IdRows, Index, RowRole
from ui.timeline.words import Words

HeadingRole = RowRole + 10  # the month, where a new one begins; "" elsewhere

_ORDER = frozenset({"_row", "at", "kind"})


class StreamRows(IdRows[Entry]):
    """Entries of the stream that is shown; ``shown`` is the contact whose timeline it is, if any."""

    def __init__(self, book: Any, words: Words, parent: QObject | None = None) -> None:
        super().__init__(self._entries, parent, page=64)
        self._book = book
        self._words = words
        self.stream = Stream()
        self.shown: bytes | None = None

    def show(self, stream: Stream, shown: bytes | None) -> None:
        """Show another stream."""
        self.beginResetModel()
        self.stream, self.shown = stream, shown
        self._rows.clear()
        self._ids = list(self._book.timeline.ids(stream))
        self.endResetModel()

    def take(self, changes: ChangeSet) -> bool:
        """Follow a change; False when nothing shown here can have changed."""
        if changes.everything:
            self.refresh()
            self.set_ids(self._book.timeline.ids(self.stream))
            return True
        touched = set(changes.rows("interaction"))
        members = any("_row" in fields for fields in changes.rows("participant").values())
        moved = members or any(_ORDER & fields for fields in changes.rows("interaction").values())
        names = changes.rows("contact") or changes.rows("colleague") or changes.rows("participant")
        promises = changes.rows("promise")
        if not (touched or promises or names or moved):
            return False
        if names:
            self.refresh()  # names stand in many entries; only those on screen are fetched again
        else:
            self.refresh(touched | self._holding(promises))
        if moved or any("_row" in fields for fields in changes.rows("contact").values()):
            self.set_ids(self._book.timeline.ids(self.stream))
        return True

    def heading(self, row: int) -> str:
        """The month above a row, or nothing when the entry before it is of the same month."""
        entry = self.row_at(row)
        if entry is None:
            return ""
        before = self.row_at(row - 1) if row else None
        if before is not None and self._words.month_key(before.at) == self._words.month_key(entry.at):
            return ""
        return self._words.month(entry.at)

    def text(self, row: Entry) -> str:
        return self._words.spoken(row, self.shown)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == HeadingRole and index.isValid():
            return self.heading(index.row())
        return super().data(index, role)

    def _entries(self, ids: list[bytes]) -> Sequence[Entry]:
        found: Sequence[Entry] = self._book.timeline.rows(ids)
        return found

    def _holding(self, promises: dict[bytes, frozenset[str]]) -> set[bytes]:
        """The fetched entries that hold one of these promises, and those a new promise may belong to."""
        if not promises:
            return set()
        if any("_row" in fields or "interaction" in fields for fields in promises.values()):
            return {id for id, row in self._rows.items() if row is not None}
        return {id for id, row in self._rows.items()
                if row is not None and any(promise.id in promises for promise in row.promises)}
