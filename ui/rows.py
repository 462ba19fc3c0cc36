"""One base for every list: the model holds ids; rows are fetched in pages when painted, and cached.

`IdRows` is a flat one-column table model. Show it in a one-column ``QTableView`` (a ``QListView`` asks
``rowCount`` four times per row when it lays out). `refresh` after a change drops and repaints only what was
touched; `set_ids` says exactly which rows came, went or moved, so selection and scroll position survive.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, QTimer

Index = QModelIndex | QPersistentModelIndex
Row = TypeVar("Row")

RowRole = Qt.ItemDataRole.UserRole + 1  # the record itself (None when it has just gone)
IdRole = Qt.ItemDataRole.UserRole + 2  # its id

PAGE = 128
SCREEN = 24  # rows fetched for the first paint of a new list
AHEAD_MS = 30
KEPT = 4096  # rows cached at most


class IdRows(QAbstractTableModel, Generic[Row]):
    """A list of ids and a way to fetch rows.

    ``fetch(ids)`` returns the records of these ids in their order; ones that are gone are left out. ``key``
    says which id a record has (its attribute ``id`` by default). Subclasses override `text` (display and
    screen readers) and `tip` (plain text).
    """

    def __init__(self, fetch: Callable[[list[Any]], Sequence[Row]], parent: QObject | None = None,
                 page: int = PAGE, key: Callable[[Row], Any] | None = None) -> None:
        super().__init__(parent)
        self._fetch = fetch
        self._page = page
        self._key = key or _id_of
        self._ids: list[Any] = []
        self._rows: dict[Any, Row | None] = {}
        self._ahead = QTimer(self)  # fetches the page after the one shown once the event loop is idle
        self._ahead.setSingleShot(True)
        self._ahead.timeout.connect(self._fetch_ahead)
        self._wanted = 0
        self._fresh = True

    # -- what panes use

    @property
    def ids(self) -> Sequence[Any]:
        """The ids shown, in order; not to be changed."""
        return self._ids

    def id_at(self, row: int) -> Any:
        """The id in a row, or None outside."""
        return self._ids[row] if 0 <= row < len(self._ids) else None

    def row_of(self, id: Any) -> int:
        """The row of an id, or -1."""
        try:
            return self._ids.index(id)
        except ValueError:
            return -1

    def row_at(self, row: int) -> Row | None:
        """The record in a row (fetched with its page), or None when it is gone or outside."""
        if not 0 <= row < len(self._ids):
            return None
        id = self._ids[row]
        try:
            return self._rows[id]
        except KeyError:
            if self._fresh:  # a new list: only what is about to be painted, so that typing is not held up
                self._fresh = False
                self._fetch_rows([id for id in self._ids[row:row + SCREEN] if id not in self._rows])
                self._wanted = row // self._page
            else:
                self._load(row // self._page)
                self._wanted = row // self._page + 1
            self._ahead.start(AHEAD_MS)
            return self._rows.get(id)

    def set_ids(self, ids: Sequence[Any]) -> None:
        """Show these ids instead, with the fewest signals that say so; cached rows stay."""
        new = list(ids)
        old = self._ids
        if new == old:
            return
        self._fresh = True
        head = _common(old, new)
        tail = _common(old[head:][::-1], new[head:][::-1]) if head < min(len(old), len(new)) else 0
        gone, come = len(old) - head - tail, len(new) - head - tail
        nowhere = QModelIndex()
        if gone and come and gone == come and self._move(old, new, head, gone):
            return
        if gone and come and _same_members(old, new, head, tail):
            self._permute(new)
            return
        if gone:
            self.beginRemoveRows(nowhere, head, head + gone - 1)
            self._ids = old[:head] + old[head + gone:]
            self.endRemoveRows()
        if come:
            self.beginInsertRows(nowhere, head, head + come - 1)
            self._ids = new
            self.endInsertRows()

    def refresh(self, touched: Iterable[Any] | None = None) -> None:
        """Drop the cached rows of these ids (None: all) and repaint them where they are shown."""
        if touched is None:
            self._rows.clear()
            if self._ids:
                self.dataChanged.emit(self.index(0, 0), self.index(len(self._ids) - 1, 0))
            return
        dropped = {id for id in touched if id in self._rows}
        for id in dropped:
            del self._rows[id]
        if not dropped:
            return
        if len(dropped) <= 4:
            places = [row for row in map(self.row_of, dropped) if row >= 0]
        else:
            places = [row for row, id in enumerate(self._ids) if id in dropped]
        for row in places:
            index = self.index(row, 0)
            self.dataChanged.emit(index, index)

    def text(self, row: Row) -> str:
        """The row in words, for screen readers and keyboard search."""
        return str(row)

    def tip(self, row: Row) -> str | None:
        """A tooltip in plain text, or None."""
        return None

    # -- Qt's model interface

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._ids)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        if role == RowRole:
            return self.row_at(index.row())
        if role == IdRole:
            return self.id_at(index.row())
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            row = self.row_at(index.row())
            return "" if row is None else self.text(row)
        if role == Qt.ItemDataRole.ToolTipRole:
            row = self.row_at(index.row())
            tip = None if row is None else self.tip(row)
            return None if tip is None else plain_tip(tip)
        return None

    # -- inside

    def _load(self, page: int) -> None:
        ids = [id for id in self._ids[page * self._page:(page + 1) * self._page] if id not in self._rows]
        if len(self._rows) + len(ids) > KEPT:
            self._rows.clear()
            ids = self._ids[page * self._page:(page + 1) * self._page]
        self._fetch_rows(ids)

    def _fetch_rows(self, ids: list[Any]) -> None:
        for id in ids:
            self._rows[id] = None  # gone, unless it is fetched
        for row in self._fetch(ids):
            self._rows[self._key(row)] = row

    def _fetch_ahead(self) -> None:
        if self._wanted * self._page < len(self._ids):
            self._load(self._wanted)

    def _move(self, old: list[Any], new: list[Any], head: int, size: int) -> bool:
        """One row went somewhere else (a rename in a sorted list): say just that."""
        last = head + size - 1
        nowhere = QModelIndex()
        if old[head] == new[last] and old[head + 1:last + 1] == new[head:last]:
            source, target = head, last + 1
        elif old[last] == new[head] and old[head:last] == new[head + 1:last + 1]:
            source, target = last, head
        else:
            return False
        self.beginMoveRows(nowhere, source, source, nowhere, target)
        self._ids = new
        self.endMoveRows()
        return True

    def _permute(self, new: list[Any]) -> None:
        """The same ids in another order: persistent indexes follow their ids."""
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        ids = [self._ids[index.row()] for index in before]
        self._ids = new
        if before:
            place = {id: row for row, id in enumerate(new)}
            self.changePersistentIndexList(before, [self.index(place[id], 0) for id in ids])
        self.layoutChanged.emit()


def plain_tip(text: str) -> str:
    """A tooltip that Qt cannot take for rich text: it guesses, and user text may look like HTML."""
    from PySide6.QtGui import Qt as GuiQt  # this one is not in QtCore's

    if not GuiQt.mightBeRichText(text):
        return text
    import html

    return "<span>" + html.escape(text).replace("\n", "<br>") + "</span>"


def _id_of(row: Any) -> Any:
    return row.id


def _common(left: Sequence[Any], right: Sequence[Any]) -> int:
    """How many items two lists share from the start; halves first, because comparing slices is fast."""
    low, high = 0, min(len(left), len(right))
    if left[:high] == right[:high]:
        return high
    while high - low > 1:
        middle = (low + high) // 2
        if left[low:middle] == right[low:middle]:
            low = middle
        else:
            high = middle
    return low


def _same_members(old: list[Any], new: list[Any], head: int, tail: int) -> bool:
    if len(old) != len(new):
        return False
    end = len(old) - tail
    return set(old[head:end]) == set(new[head:end])
