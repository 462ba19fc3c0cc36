"""The entries of one stream as a list model: ids first, entries in pages when they are painted.

`StreamRows` asks the timeline service for the ids of a `Stream`, newest first, and again only when a change
set touches what decides about membership or order. Month headings belong to the first entry of a month.

Of one contact all ids are there at once. A stream that may hold the whole notebook begins with the newest
`PART` of them; `more` adds the next ones when somebody comes near the end.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

from PySide6.QtCore import QObject, Qt

from notebook import ChangeSet, Entry, Stream
from ui.rows import IdRows, Index, RowRole
from ui.timeline.words import Words

HeadingRole = RowRole + 10  # the month, where a new one begins; "" elsewhere

_ORDER = frozenset({"_row", "at", "kind"})
MADE = ("takeaway", "want", "story", "purchase", "favour", "offer", "owned", "product")  # shown on their entries
PART = 5000  # ids of a stream that is not one contact's, at a time


class StreamRows(IdRows[Entry]):
    """Entries of the stream that is shown; ``shown`` is the contact whose timeline it is, if any."""

    def __init__(self, book: Any, words: Words, parent: QObject | None = None) -> None:
        super().__init__(self._entries, parent, page=64)
        self._book = book
        self._words = words
        self.stream = Stream()
        self.shown: bytes | None = None
        self.whole = True  # nothing older is left to be added

    def show(self, stream: Stream, shown: bytes | None) -> None:
        """Show another stream."""
        self.beginResetModel()
        self.stream, self.shown = stream, shown
        self._rows.clear()
        self._ids = list(self._read(PART))
        self.endResetModel()

    def more(self) -> None:
        """Add the next older ids, if there are any."""
        last = self.row_at(len(self._ids) - 1)
        if self.whole or last is None:
            return
        # From the second of the last entry on, not by counting from the top: as quick in the millionth row.
        bound = last.at + timedelta(seconds=1)
        until = bound if self.stream.until is None else min(bound, self.stream.until)
        known, size, fresh = set(self._ids), PART, list[bytes]()
        while not self.whole and not fresh:
            found = self._book.timeline.ids(replace(self.stream, until=until), limit=size)
            self.whole = len(found) < size
            fresh = [id for id in found if id not in known]
            size *= 2  # more than that in one second
        if fresh:
            self.set_ids([*self._ids, *fresh])

    def take(self, changes: ChangeSet) -> bool:
        """Follow a change; False when nothing shown here can have changed."""
        if changes.everything:
            self.refresh()
            self._read_again()
            return True
        touched = set(changes.rows("interaction")) | self._with(changes.rows("contact"))
        touched |= self._holding(changes.rows("promise")) | self._keeping(changes.rows("attachment"))
        for table in MADE:
            touched |= self._keeping(changes.rows(table))
        moved = self._moves(changes)
        if changes.rows("colleague") or changes.rows("participant"):
            self.refresh()  # names stand in many entries; only those on screen are fetched again
        elif touched:
            self.refresh(touched)
        elif not moved:
            return False
        if moved:
            self._read_again()
        return True

    def _read_again(self) -> None:
        """The same ids as far as somebody has come, a few more for what is new."""
        self.set_ids(self._read(max(PART, len(self._ids) + 100)))

    def _moves(self, changes: ChangeSet) -> bool:
        """Whether entries may have come, gone or changed places."""
        stream = self.stream
        if any("_row" in fields for fields in changes.rows("participant").values()):
            return True
        if any(_ORDER & fields for fields in changes.rows("interaction").values()):
            return True
        if "_row" in changes.rows("contact").get(self.shown or b"", ()):
            return True
        return bool((stream.organisation and changes.rows("role")) or (stream.group and changes.rows("membership")))

    def _read(self, most: int) -> Sequence[bytes]:
        """The ids; all of one contact, the newest of a stream that may hold the whole notebook."""
        limit = None if self.stream.contact is not None else most
        ids: Sequence[bytes] = self._book.timeline.ids(self.stream, limit=limit)
        self.whole = limit is None or len(ids) < limit
        return ids

    def _with(self, contacts: dict[bytes, frozenset[str]]) -> set[bytes]:
        """The fetched entries that name one of these contacts."""
        if not contacts:
            return set()
        return {id for id, row in self._rows.items()
                if row is not None and any(whom in contacts for whom, _ in row.contacts)}

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
        found: Sequence[Entry] = self._book.entries(ids)
        return found

    def _holding(self, promises: dict[bytes, frozenset[str]]) -> set[bytes]:
        """The fetched entries that hold one of these promises, and those a new promise may belong to."""
        if not promises:
            return set()
        if any("_row" in fields or "interaction" in fields for fields in promises.values()):
            return {id for id, row in self._rows.items() if row is not None}
        return {id for id, row in self._rows.items()
                if row is not None and any(promise.id in promises for promise in row.promises)}

    def _keeping(self, files: dict[bytes, frozenset[str]]) -> set[bytes]:
        """The fetched entries that a file or a record may have come to or gone from: its row does not say which."""
        return {id for id, row in self._rows.items() if row is not None} if files else set()
