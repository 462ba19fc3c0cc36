"""What was found in all that was written down, below the people found: newest first, words marked.

The search runs on the worker and only its newest answer counts. Entries, promises and notes come at once, all other
records when the keys rest (`Notebook.search` says why). The pane takes no room until there is
something to show.
"""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import (
    QT_TRANSLATE_NOOP,
    QCoreApplication,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QFrame, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QVBoxLayout, QWidget

from ui.contacts.table import RowsTable
from ui.rows import IdRows, RowRole
from ui.tasks import Job, Tasks
from ui.theme import Theme
from ui.widgets import label
from ui.words import day, number

FEWEST_LETTERS = 2
LIMIT = 100
REST_MS = 150  # without a key: typing rests
_HEAD = 32  # the line above the hits
# kind of a hit: what it is called, its icon, and the tab of the contact (without one: the page) where it stands
PLACES = {
    "interaction": (QT_TRANSLATE_NOOP("hits", "Interaction"), "message-square", "timeline"),
    "promise": (QT_TRANSLATE_NOOP("hits", "Promise"), "handshake", "timeline"),
    "takeaway": (QT_TRANSLATE_NOOP("hits", "From a talk"), "notebook-pen", "timeline"),
    "answer": (QT_TRANSLATE_NOOP("hits", "Answer"), "message-circle", "timeline"),
    "note": (QT_TRANSLATE_NOOP("hits", "Note"), "sticky-note", "card"),
    "permission": (QT_TRANSLATE_NOOP("hits", "Permission"), "mail", "card"),
    "relation": (QT_TRANSLATE_NOOP("hits", "Relation"), "users", "family"),
    "introduction": (QT_TRANSLATE_NOOP("hits", "Introduction"), "user-plus", "family"),
    "want": (QT_TRANSLATE_NOOP("hits", "Want"), "shopping-bag", "products"),
    "purchase": (QT_TRANSLATE_NOOP("hits", "Purchase"), "tag", "products"),
    "owned": (QT_TRANSLATE_NOOP("hits", "Thing owned"), "tag", "products"),
    "story": (QT_TRANSLATE_NOOP("hits", "Story"), "book-open", "products"),
    "offer": (QT_TRANSLATE_NOOP("hits", "Offer"), "send", "products"),
    "favour": (QT_TRANSLATE_NOOP("hits", "Given or asked"), "handshake", "products"),
    "intention": (QT_TRANSLATE_NOOP("hits", "Intention"), "list-checks", "plan"),
    "step": (QT_TRANSLATE_NOOP("hits", "Step of a plan"), "list-checks", "plan"),
    "product": (QT_TRANSLATE_NOOP("hits", "Product"), "tag", "products"),
    "shelf_item": (QT_TRANSLATE_NOOP("hits", "On the shelf"), "star", "shelf"),
    "question": (QT_TRANSLATE_NOOP("hits", "Question to a group"), "circle-question-mark", ""),
}
_UNKNOWN = ("", "sticky-note", "timeline")


def icon_of(kind: str) -> str:
    """The icon of a kind of hit."""
    return PLACES.get(kind, _UNKNOWN)[1]


def place_of(kind: str) -> str:
    """The tab of the contact where a hit stands; of one that is nobody's the page, empty for a group's."""
    return PLACES.get(kind, _UNKNOWN)[2]


def called(kind: str) -> str:
    """What a kind of hit is called."""
    return QCoreApplication.translate("hits", PLACES.get(kind, _UNKNOWN)[0])


def whose(hit: Any) -> str:
    """Whom a hit is about, or what it is where it is nobody's in particular."""
    return hit.contact_name or called(hit.kind)


class HitRows(IdRows[Any]):
    """The hits as they came; nothing is fetched later."""

    def __init__(self, parent: QObject | None = None) -> None:
        self._found: dict[Any, Any] = {}
        super().__init__(lambda ids: [self._found[id] for id in ids if id in self._found], parent,
                         key=lambda hit: hit.id)

    def show(self, hits: list[Any]) -> None:
        """These hits, in this order."""
        self._found = {hit.id: hit for hit in hits}
        self.set_ids(list(self._found))
        self.refresh()

    def text(self, row: Any) -> str:
        """Whose it is, what it is, and the words around what was found."""
        return f"{row.contact_name}, {self.tip(row)}" if row.contact_name else str(self.tip(row))

    def tip(self, row: Any) -> str | None:
        """What it is, and the words around what was found."""
        return f"{called(row.kind)}: {row.snippet}"


class HitDelegate(QStyledItemDelegate):
    """A hit in two lines: whose and when; the words, with what was found in the accent colour."""

    def __init__(self, theme: Theme, today: Any, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme, self._today = theme, today
        self.restyle()

    def restyle(self) -> None:
        """Take fonts from the theme again."""
        self._bold = self._theme.font(0.92, QFont.Weight.DemiBold)
        self._small = self._theme.font(0.9)
        self._found = self._theme.font(0.9, QFont.Weight.DemiBold)
        self.height = QFontMetrics(self._bold).height() + QFontMetrics(self._small).height() + 16

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(160, self.height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem,
              index: QModelIndex | QPersistentModelIndex) -> None:
        hit, rect, theme = index.data(RowRole), option.rect, self._theme
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, theme.color("selected"))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, theme.color("hover"))
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), theme.color("line"))
        if hit is not None:
            self._hit(painter, rect, hit)
        painter.restore()

    def _hit(self, painter: QPainter, rect: QRect, hit: Any) -> None:
        theme = self._theme
        ratio = painter.device().devicePixelRatio()
        painter.drawPixmap(rect.left() + 16, rect.top() + 9,
                           theme.pixmap(icon_of(hit.kind), "muted", 16, ratio))
        left, right = rect.left() + 42, rect.right() - 12
        bold, small = QFontMetrics(self._bold), QFontMetrics(self._small)
        top = rect.top() + 7
        when = day(hit.day, self._today()) if hit.day is not None else ""
        taken = small.horizontalAdvance(when) + 10 if when else 0
        start = Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
        painter.setFont(self._bold)
        painter.setPen(theme.color("ink"))
        room = QRect(left, top, right - left - taken, bold.height())
        painter.drawText(room, start, bold.elidedText(whose(hit), Qt.TextElideMode.ElideRight, room.width()))
        painter.setFont(self._small)
        painter.setPen(theme.color("muted"))
        painter.drawText(QRect(right - taken, top, taken, bold.height()),
                         Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter, when)
        self._words(painter, QRect(left, top + bold.height() + 2, right - left, small.height()), hit)

    def _words(self, painter: QPainter, room: QRect, hit: Any) -> None:
        """The snippet piece by piece; painted as text, never as rich text."""
        x = room.left()
        small = QFontMetrics(self._small)
        for text, found in pieces(hit.snippet, hit.marks):
            font = self._found if found else self._small
            metrics = QFontMetrics(font)
            width = metrics.horizontalAdvance(text)
            last = x + width > room.right()
            painter.setFont(font)
            painter.setPen(self._theme.color("accent" if found else "muted"))
            shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room.right() - x) if last else text
            painter.drawText(QRect(x, room.top(), room.right() - x + 1, small.height()),
                             Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
                             | Qt.TextFlag.TextSingleLine, shown)
            if last:
                return
            x += width


class Hits(QFrame):
    """The pane below the people found. ``opened`` carries the hit; ``left``: Up on the first."""

    opened = Signal(object)
    left = Signal()
    changed = Signal()

    def __init__(self, book: Any, theme: Theme, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "surface")
        self._book, self._theme, self._tasks = book, theme, tasks
        self._made = False
        self._text = ""
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.timeout.connect(self._search_all)
        self.hide()

    def _make(self) -> None:
        """Built with the first search that finds something."""
        self._made = True
        self.rows = HitRows(self)
        self._delegate = HitDelegate(self._theme, self._book.clock.today, self)
        self._title = label("", "section", self._theme.font(0.85, QFont.Weight.DemiBold), parent=self)
        self._title.setContentsMargins(14, 8, 12, 4)
        self.list = RowsTable(self._delegate.height, self)
        self.list.setObjectName("hitList")
        self.list.setAccessibleName(self.tr("Found in all that was written down"))
        self.list.setModel(self.rows)
        self.list.setItemDelegate(self._delegate)
        self.list.opened.connect(self._open)
        self.list.clicked.connect(lambda index: self._open(index.row()))
        self.list.left.connect(self.left)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._title)
        column.addWidget(self.list, 1)
        self._theme.changed.connect(self._restyle)

    def count(self) -> int:
        """How many are shown."""
        return self.rows.rowCount() if self._made and self.isVisibleTo(self.parentWidget()) else 0

    def search(self, text: str) -> None:
        """Look for this text; fewer than two letters: show nothing."""
        self._rest.stop()
        if len(text.strip()) < FEWEST_LETTERS:
            self._tasks.forget("hits")
            self._show([])
            return

        self._text = text

        def work(job: Job) -> list[Any]:
            return list(self._book.search(text, LIMIT, records=False))

        self._tasks.latest("hits", work, self._show_first, lambda error: self._show([]))

    def _show_first(self, hits: list[Any]) -> None:
        """Entries, promises and notes at once; wants, stories and their kin when the keys rest, or there is nothing."""
        self._rest.start(REST_MS if hits else 0)
        if hits:
            self._show(hits)

    def _search_all(self) -> None:
        text, pane = self._text, self.parentWidget()
        if pane is None or not pane.isVisible():
            return  # the window was closed meanwhile

        def work(job: Job) -> list[Any]:
            return list(self._book.search(text, LIMIT))

        self._tasks.latest("hits", work, self._show, lambda error: self._show([]))

    def take_focus(self) -> None:
        """Keyboard focus into the hits, when there are any."""
        if self.count():
            self.list.setFocus()
            self.list.choose(0)

    def _show(self, hits: list[Any]) -> None:
        if not hits and not self._made:
            return
        if not self._made:
            self._make()
        self.rows.show(hits)
        self._title.setText(self.tr("Written down · {n}").format(
            n=number(len(hits)) + ("+" if len(hits) >= LIMIT else "")))
        self.setVisible(bool(hits))
        self.setMinimumHeight(min(len(hits), 3) * self._delegate.height + _HEAD if hits else 0)
        parent = self.parentWidget().layout() if self.parentWidget() else None
        if parent is not None:
            parent.setStretch(parent.indexOf(self), 1 if hits else 0)
        self.changed.emit()

    def needed(self) -> int:
        """How high the pane is when every hit is in sight."""
        return self.count() * self._delegate.height + _HEAD

    def _open(self, row: int) -> None:
        hit = self.rows.row_at(row)
        if hit is not None:
            self.opened.emit(hit)

    def _restyle(self) -> None:
        self._delegate.restyle()
        self.list.set_height(self._delegate.height)
        self.list.viewport().update()


def pieces(text: str, marks: Any) -> list[tuple[str, bool]]:
    """Text cut at what was found: (piece, whether it was found); marks are (start, end) in order."""
    flat = "".join(" " if c in "\r\n\t" else c for c in text)
    out: list[tuple[str, bool]] = []
    at = 0
    for start, end in marks:
        if start > at:
            out.append((flat[at:start], False))
        if end > start:
            out.append((flat[start:end], True))
        at = max(at, end)
    if at < len(flat):
        out.append((flat[at:], False))
    return out
