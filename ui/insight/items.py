"""The rows of Today and of the promises: what is to be done about whom, why, and whether a tick does it.

Rows are told apart by a key; they become words in pages, when they are painted. `ItemDelegate` paints them.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, Qt

from ui.rows import IdRows, Index
from ui.words import number


@dataclass(frozen=True, slots=True)
class Heading:
    """The start of a part, and how many it holds."""

    key: Hashable
    title: str
    count: int


@dataclass(frozen=True, slots=True)
class Item:
    """One row. ``why`` in the colour of overdue when ``late``; ``side`` stands small at the end of the first line.

    ``state``: as a promise's (open: a box to tick), None without a box. ``held`` is the record it is made from.
    """

    key: Hashable
    icon: str
    who: str
    text: str
    why: str
    late: bool
    side: str
    state: str | None
    held: Any


Line = Heading | Item


class ItemRows(IdRows[Line]):
    """Headings and items; ``make`` turns a record into its `Item` when it is about to be shown."""

    def __init__(self, make: Callable[[Sequence[Any]], Sequence[Item]], parent: QObject | None = None) -> None:
        super().__init__(self._lines_of, parent, key=lambda line: line.key)
        self._make = make
        self._records: dict[Hashable, Any] = {}

    def show(self, lines: Sequence[tuple[Hashable, Any]]) -> None:
        """These records by key, in order (a `Heading` is shown as it is); who stays keeps the place on screen."""
        records = dict(lines)
        changed = [key for key, record in self._records.items() if key in records and records[key] != record]
        self._records = records
        self.set_ids(list(records))
        self.refresh(changed)

    def first_item(self, start: int = 0, by: int = 1) -> int:
        """The next row that can be chosen, from a row on; -1 when there is none."""
        while 0 <= start < self.rowCount():
            if not isinstance(self._records[self.id_at(start)], Heading):
                return start
            start += by
        return -1

    def text(self, row: Line) -> str:
        if isinstance(row, Heading):
            return f"{row.title}, {number(row.count)}"
        what = f"{row.who}: {row.text}" if row.who else row.text
        return ". ".join(part for part in (what, row.why, row.side) if part)

    def tip(self, row: Line) -> str | None:
        return None if isinstance(row, Heading) else self.text(row)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid() or isinstance(self._records.get(self.id_at(index.row())), Heading):
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren

    def _lines_of(self, keys: list[Hashable]) -> Sequence[Line]:
        held = {key: self._records[key] for key in keys if key in self._records}
        made = {item.key: item for item in self._make([one for one in held.values() if not isinstance(one, Heading)])}
        lines = (one if isinstance(one, Heading) else made.get(key) for key, one in held.items())
        return [line for line in lines if line is not None]
