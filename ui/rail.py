"""The navigation rail: people, organisations, the timeline, the pages and the groups, with counts; folds to icons.

It scrolls where it is higher than its room.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QContextMenuEvent, QFont, QFontMetrics, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QFrame, QListView, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ui.icons import ratio_of
from ui.pages import PAGES, Page, name_of
from ui.rows import plain_tip
from ui.shortcuts import SHORTCUTS, shown
from ui.theme import Theme
from ui.words import number

WIDE, NARROW = 190, 56
EntryRole = Qt.ItemDataRole.UserRole + 1


@dataclass(frozen=True, slots=True)
class Place:
    """One line of the rail; an empty ``key`` is a heading.

    ``key``: people, organisations, everything (the timeline of all of them), group, search, or that of a page.

    ``group``: the id of the group or of the saved search; ``query``: what the search looks for.
    """

    key: str
    text: str
    icon: str = ""
    count: int | None = None
    group: bytes | None = None
    query: str = ""


class Places(QAbstractListModel):
    """The lines of the rail."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.places: list[Place] = []

    def show(self, places: list[Place]) -> None:
        """Show these; lines that only changed their count stay where they are."""
        old = self.places
        if [(p.key, p.group) for p in old] == [(p.key, p.group) for p in places]:
            self.places = places
            for row, (before, after) in enumerate(zip(old, places, strict=True)):
                if before != after:
                    self.dataChanged.emit(self.index(row), self.index(row))
            return
        if old:
            self.beginRemoveRows(QModelIndex(), 0, len(old) - 1)
            self.places = []
            self.endRemoveRows()
        if places:
            self.beginInsertRows(QModelIndex(), 0, len(places) - 1)
            self.places = places
            self.endInsertRows()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.places)

    def flags(self, index: QModelIndex | QPersistentModelIndex) -> Qt.ItemFlag:
        if index.isValid() and not self.places[index.row()].key:
            return Qt.ItemFlag.ItemIsEnabled
        return super().flags(index)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        place = self.places[index.row()]
        if role == EntryRole:
            return place
        if role == Qt.ItemDataRole.DisplayRole:
            return place.text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return place.text if place.count is None else f"{place.text}, {number(place.count)}"
        if role == Qt.ItemDataRole.ToolTipRole and place.key:
            keys = f"  {shown(place.key)}" if place.key in SHORTCUTS else ""
            count = "" if place.count is None else f" · {number(place.count)}"
            return plain_tip(f"{place.text}{count}{keys}")
        return None


class PlaceDelegate(QStyledItemDelegate):
    """Paints a line: icon, words, count; only the icon when folded."""

    def __init__(self, theme: Theme, view: QListView) -> None:
        super().__init__(view)
        self._theme, self._view = theme, view
        self.under = -1  # the row under the pointer
        self.folded = False

    def width(self, usual: int) -> int:
        """The width of the rail: with large letters two of them, or a name, need more than usual."""
        return self._theme.px(usual)

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        line = QFontMetrics(self._theme.font()).height()
        heading = not index.data(EntryRole).key
        if heading:
            return QSize(self.width(NARROW) - 16, 17 if self.folded else line + 18)
        return QSize(self.width(NARROW) - 16, max(32, line + 14))  # room for the scroll bar

    def paint(self, painter: QPainter, option: QStyleOptionViewItem,
              index: QModelIndex | QPersistentModelIndex) -> None:
        place: Place = index.data(EntryRole)
        theme, rect = self._theme, option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not place.key:
            self._heading(painter, rect, place)
            painter.restore()
            return
        box = rect.adjusted(8, 1, -8, -1)
        selected = self._view.currentIndex().row() == index.row()
        if selected or self.under == index.row():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("selected" if selected else "hover"))
            painter.drawRoundedRect(box, 8, 8)
        if selected and self._view.hasFocus():
            painter.setPen(theme.color("accent"))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(0, 0, -1, -1), 8, 8)
        rtl = option.direction == Qt.LayoutDirection.RightToLeft
        ratio = ratio_of(painter)
        side = theme.px(16)
        x = rect.center().x() - side // 2 if self.folded else box.right() - 10 - side if rtl else box.left() + 10
        y = box.top() + (box.height() - side) // 2
        token = "accent" if selected else "muted"
        if place.key == "group" and not self.folded:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.avatar(place.group or b""))
            dot = theme.px(8)
            painter.drawEllipse(x + (side - dot if rtl else 1), box.center().y() - dot // 2, dot, dot)
        elif place.key == "group":
            painter.setPen(theme.color(token))
            painter.setFont(theme.font(0.9, QFont.Weight.DemiBold))
            painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, place.text[:2])
        else:
            painter.drawPixmap(x, y, theme.pixmap(place.icon, token, side, ratio))
        if not self.folded:
            self._words(painter, box, place, selected, rtl)
        painter.restore()

    def _words(self, painter: QPainter, box: QRect, place: Place, selected: bool, rtl: bool) -> None:
        theme = self._theme
        small = theme.font(0.92, QFont.Weight.DemiBold if selected else QFont.Weight.Normal)
        count = "" if place.count is None else number(place.count)
        taken = QFontMetrics(small).horizontalAdvance(count) + 10 if count else 0
        font = theme.font(1.0, QFont.Weight.DemiBold if selected else QFont.Weight.Normal)
        lead = theme.px(8) + 18 if place.key == "group" else theme.px(16) + 20
        inner = box.adjusted(10, 0, -lead, 0) if rtl else box.adjusted(lead, 0, -10, 0)
        room = inner.adjusted(taken, 0, 0, 0) if rtl else inner.adjusted(0, 0, -taken, 0)
        start = Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
        painter.setFont(font)
        painter.setPen(theme.color("ink"))
        painter.drawText(room, start, QFontMetrics(font).elidedText(
            " ".join(place.text.split()), Qt.TextElideMode.ElideRight, room.width()))
        painter.setFont(small)
        painter.setPen(theme.color("muted"))
        painter.drawText(inner, Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter, count)

    def _heading(self, painter: QPainter, rect: QRect, place: Place) -> None:
        if self.folded:
            painter.fillRect(QRect(rect.left() + 14, rect.center().y(), rect.width() - 28, 1),
                             self._theme.color("line"))
            return
        font = self._theme.font(0.82, QFont.Weight.DemiBold)
        font.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, 0.6)
        painter.setFont(font)
        painter.setPen(self._theme.color("muted"))
        painter.drawText(rect.adjusted(18, 0, -8, -4), Qt.AlignmentFlag.AlignLeading
                         | Qt.AlignmentFlag.AlignBottom, place.text.upper())


class Rail(QListView):
    """``chosen`` carries the `Place`; ``menuWanted`` too, and where (for groups and saved searches)."""

    chosen = Signal(object)
    menuWanted = Signal(object, QPoint)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("rail")
        self.setAccessibleName(self.tr("Places"))
        self.setProperty("role", "bare")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setMouseTracking(True)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setViewportMargins(0, 10, 0, 0)
        self.walking = False  # by the arrows: who walks past a page does not want to be in it yet
        self._places = Places(self)
        self._delegate = PlaceDelegate(theme, self)
        self.setModel(self._places)
        self.setItemDelegate(self._delegate)
        self.setFixedWidth(self._delegate.width(WIDE))
        self.selectionModel().currentChanged.connect(self._choose)
        theme.changed.connect(self._repaint)
        self.entered.connect(lambda index: self._point(index.row()))
        self.viewportEntered.connect(lambda: self._point(-1))

    def fill(self) -> None:
        """The places, still without their counts; after the first paint of the list."""
        self.set_counts({}, [], [])
        self.mark("people")

    def _repaint(self) -> None:
        self.viewport().update()  # not named before: a first QWidget from Qt wakes all its kinds' enums, 15 ms

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._point(-1)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The menu of a group, by the right button or the menu key."""
        index = self.indexAt(event.pos()) if event.reason() == event.Reason.Mouse else self.currentIndex()
        place = self._places.places[index.row()] if index.isValid() else None
        if place is not None and place.group is not None:
            self.menuWanted.emit(place, event.globalPos())

    def _point(self, row: int) -> None:
        self._delegate.under = row
        self.viewport().update()

    def set_counts(self, counts: Mapping[str, int | None], groups: Sequence[tuple[bytes, str, int]],
                   searches: Sequence[tuple[bytes, str, str]]) -> None:
        """What stands in the rail (counts by key; groups: id, name, members; searches: id, name, query)."""
        def part(name: str) -> list[Place]:
            return [self._of(page, counts) for page in PAGES if page.part == name]

        places = [
            *part("first"),
            Place("people", self.tr("People"), "users", counts.get("people")),
            Place("organisations", self.tr("Organisations"), "building-2", counts.get("organisations")),
            *part("people"),
            Place("everything", self.tr("Timeline"), "history"),
        ]
        listen, tidy = part("listen"), part("tidy")
        if listen:
            places += [Place("", self.tr("Listen and help")), *listen]
        if groups or searches:
            places.append(Place("", self.tr("Groups")))
            places += [Place("group", name, "circle-dot", count, id) for id, name, count in groups]
            places += [Place("search", name, "search", None, id, query) for id, name, query in searches]
        if tidy:
            places += [Place("", self.tr("Tidy up")), *tidy]
        kept = self.current()
        self._places.show(places)
        if kept is not None and self.current() != kept:
            self._restore(kept)

    def _of(self, page: Page, counts: Mapping[str, int | None]) -> Place:
        return Place(page.key, name_of(page.title), page.icon, counts.get(page.key))

    def show_count(self, key: str, count: int) -> None:
        """Another number beside one line."""
        self._places.show([replace(place, count=count) if place.key == key else place for place in self._places.places])

    def current(self) -> tuple[str, bytes | None] | None:
        """Key and group of the line that is chosen."""
        place = self.place()
        return (place.key, place.group) if place is not None else None

    def place(self) -> Place | None:
        """The line that is chosen."""
        row = self.currentIndex().row()
        return self._places.places[row] if row >= 0 else None

    def go(self, key: str) -> None:
        """Choose a line, also when it is the one that is chosen already."""
        if self.current() == (key, None):
            self._again()
        else:
            self.choose(key)

    def mark(self, key: str, group: bytes | None = None) -> bool:
        """Show a line as chosen and tell nobody; False: there is none."""
        self.selectionModel().currentChanged.disconnect(self._choose)
        self.choose(key, group)
        self.selectionModel().currentChanged.connect(self._choose)
        return self.current() == (key, group)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        before = self.currentIndex()
        super().mousePressEvent(event)
        under = self.indexAt(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and under.isValid() and under == before:
            self._again()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._again()
        else:
            self.walking = True
            super().keyPressEvent(event)
            self.walking = False

    def _again(self) -> None:
        """The line that is chosen was asked for once more: somebody may have gone elsewhere meanwhile."""
        place = self.place()
        if place is not None and place.key:
            self.chosen.emit(place)

    def choose(self, key: str, group: bytes | None = None) -> None:
        """Choose a line as if it was clicked."""
        for row, place in enumerate(self._places.places):
            if (place.key, place.group) == (key, group):
                self.setCurrentIndex(self._places.index(row))

    def fold(self, folded: bool) -> None:
        """Only icons, or icons and words."""
        if folded == self._delegate.folded:
            return
        self._delegate.folded = folded
        self.setFixedWidth(self._delegate.width(NARROW if folded else WIDE))
        self.scheduleDelayedItemsLayout()

    def _restore(self, kept: tuple[str, bytes | None]) -> None:
        self.selectionModel().currentChanged.disconnect(self._choose)
        self.choose(*kept)
        lost = self.current() != kept
        self.selectionModel().currentChanged.connect(self._choose)
        if lost:
            self.choose("people")

    def _choose(self, current: QModelIndex, previous: QModelIndex) -> None:
        place = self._places.places[current.row()] if current.isValid() else None
        if place is not None and place.key:
            self.chosen.emit(place)
