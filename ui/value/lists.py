"""Lists of this package: records that are all there, painted row by row, opened by a click or Enter.

A `Lines` model holds `Line`s; a delegate paints a title, a line of context and, at the end, whatever a subclass
paints there (`LineDelegate.aside`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import QFrame, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ui.forms import TypedLine
from ui.icons import ratio_of
from ui.rows import plain_tip
from ui.theme import Theme

Index = QModelIndex | QPersistentModelIndex
LineRole = Qt.ItemDataRole.UserRole + 1
SIDE = 14  # of the icon


@dataclass(frozen=True, slots=True)
class Line:
    """A row. ``spoken``: all of it in words, for screen readers; ``record``: what a delegate may want besides."""

    id: Any
    title: str
    about: str
    icon: str
    spoken: str
    record: Any = None


def has_words(folded: str, wanted: str) -> bool:
    """Whether a text has all the words that were typed; both are folded (`notebook.fold`)."""
    return all(word in folded for word in wanted.split())


class Lines(QAbstractListModel):
    """Holds `Line`s."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.lines: list[Line] = []

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show these; rows that stay where they are are only repainted."""
        new = list(lines)
        if [line.id for line in new] == [line.id for line in self.lines]:
            self.lines = new
            if new:
                self.dataChanged.emit(self.index(0), self.index(len(new) - 1))
            return
        self.beginResetModel()
        self.lines = new
        self.endResetModel()

    def row_of(self, id: Any) -> int:
        """The row of an id, or -1."""
        return next((row for row, line in enumerate(self.lines) if line.id == id), -1)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or not 0 <= index.row() < len(self.lines):
            return None
        line = self.lines[index.row()]
        if role == LineRole:
            return line
        if role == Qt.ItemDataRole.DisplayRole:
            return line.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return line.spoken
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(line.spoken)
        return None


class LineDelegate(QStyledItemDelegate):
    """Paints a `Line`."""

    def __init__(self, theme: Theme, font: QFont, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.strong, self.small = theme.font(1.0, QFont.Weight.DemiBold), theme.font(0.92)
        self._height = QFontMetrics(self.strong).height() + QFontMetrics(self.small).height() + 20

    def aside_width(self, width: int, line: Line) -> int:
        """How much room the end of a row takes."""
        return 0

    def aside(self, painter: QPainter, box: QRect, line: Line) -> None:
        """Paint the end of a row."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(200, self._height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line: Line | None = index.data(LineRole)
        if line is None:
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box, color = option.rect, self.theme.color
        rtl = option.direction == Qt.LayoutDirection.RightToLeft
        current = bool(option.state & QStyle.StateFlag.State_Selected)
        if current or option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(box, color("selected" if current else "hover"))
        if current and option.state & QStyle.StateFlag.State_HasFocus:
            painter.fillRect(QRect(box.right() - 2 if rtl else box.left(), box.top(), 3, box.height()),
                             color("accent"))
        painter.fillRect(QRect(box.left() + 12, box.bottom(), box.width() - 24, 1), color("line"))
        inner = box.adjusted(14, 8, -14, -8)
        aside = self.aside_width(inner.width(), line)
        if aside:
            end = QRect(inner.left() if rtl else inner.right() - aside + 1, inner.top(), aside, inner.height())
            self.aside(painter, end, line)
            inner = inner.adjusted(aside + 12 if rtl else 0, 0, 0 if rtl else -aside - 12, 0)
        if line.icon:
            side = self.theme.px(SIDE)
            at = inner.right() - side if rtl else inner.left()
            painter.drawPixmap(at, inner.top() + 3, self.theme.pixmap(line.icon, "accent", side, ratio_of(painter)))
            inner = inner.adjusted(0 if rtl else side + 10, 0, -side - 10 if rtl else 0, 0)
        self._words(painter, inner, line.title, self.strong, "ink", top=True)
        self._words(painter, inner, line.about, self.small, "muted", top=False)
        painter.restore()

    def _words(self, painter: QPainter, box: QRect, text: str, font: QFont, token: str, top: bool) -> None:
        painter.setFont(font)
        painter.setPen(self.theme.color(token))
        metrics = QFontMetrics(font)
        place = Qt.AlignmentFlag.AlignTop if top else Qt.AlignmentFlag.AlignBottom
        painter.drawText(box, Qt.AlignmentFlag.AlignLeading | place | Qt.TextFlag.TextSingleLine,
                         metrics.elidedText(" ".join(text.split()), Qt.TextElideMode.ElideRight, box.width()))


class Finder(TypedLine):
    """The field over a list that narrows it; Down goes into the list, Enter is `returnPressed`."""

    def __init__(self, name: str, object_name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(object_name)
        self.name(name)
        self.setClearButtonEnabled(True)
        self.setMinimumWidth(64)
        self.list: LineList | None = None

    def name(self, text: str) -> None:
        """What it finds."""
        self.setPlaceholderText(text)
        self.setAccessibleName(text)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down and self.list is not None and self.list.isVisible():
            self.list.setFocus()
        elif event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        else:
            super().keyPressEvent(event)


class LineList(QListView):
    """Shows `Lines`. ``opened`` carries the id of a row; ``left``: up from the first row."""

    opened = Signal(object)
    left = Signal()

    def __init__(self, lines: Lines, delegate: LineDelegate, name: str, object_name: str,
                 parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(object_name)
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setItemDelegate(delegate)
        self.setModel(lines)
        delegate.theme.changed.connect(self.viewport().update)
        self.clicked.connect(self._open)

    def lines(self) -> Lines:
        """The model."""
        made = self.model()
        assert isinstance(made, Lines)
        return made

    def go_to(self, id: Any) -> None:
        """The keyboard's place on this row."""
        row = self.lines().row_of(id)
        if row >= 0:
            self.setCurrentIndex(self.lines().index(row))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self.currentIndex().isValid():
            self._open(self.currentIndex())
        elif key == Qt.Key.Key_Up and self.currentIndex().row() <= 0:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _open(self, index: QModelIndex) -> None:
        line = index.data(LineRole)
        if line is not None:
            self.opened.emit(line.id)
