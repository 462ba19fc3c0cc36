"""The palette (Ctrl+K): people, notes and commands in one list; type, arrow keys, Enter.

People and commands are found at once, notes and promises on the worker. It lies over the window and goes
when it loses the focus.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QGraphicsDropShadowEffect,
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from notebook import View
from ui.contacts.table import RowsTable
from ui.rows import IdRows, RowRole
from ui.tasks import Job, Tasks
from ui.theme import Theme

ROW, WIDTH, SHOWN = 40, 620, 9
PEOPLE, NOTES = 12, 12


@dataclass(frozen=True, slots=True)
class Found:
    """One line: what it is called, what it is, what Enter does."""

    icon: str
    text: str
    more: str
    act: Callable[[], object]


class FoundRows(IdRows[Found]):
    """The lines, by their place."""

    def __init__(self, parent: QObject | None = None) -> None:
        self._lines: list[Found] = []
        super().__init__(lambda ids: [self._lines[i] for i in ids], parent)
        self._key = self._lines_index

    def _lines_index(self, line: Found) -> int:
        return next(place for place, each in enumerate(self._lines) if each is line)

    def show(self, lines: list[Found]) -> None:
        """These lines."""
        self._lines = lines
        self.set_ids(range(len(lines)))
        self.refresh()

    def text(self, row: Found) -> str:
        """For a screen reader: what and which."""
        return f"{row.text}, {row.more}" if row.more else row.text


class FoundDelegate(QStyledItemDelegate):
    """Icon, words, and on the right what it is or its keys."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(200, ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem,
              index: QModelIndex | QPersistentModelIndex) -> None:
        line, theme, rect = index.data(RowRole), self._theme, option.rect
        if line is None:
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        if selected or option.state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("selected" if selected else "hover"))
            painter.drawRoundedRect(rect.adjusted(6, 1, -6, -1), 8, 8)
        ratio = painter.device().devicePixelRatio()
        painter.drawPixmap(rect.left() + 16, rect.top() + (rect.height() - 16) // 2,
                           theme.pixmap(line.icon, "accent" if selected else "muted", 16, ratio))
        font, small = theme.font(), theme.font(0.9)
        inner = QRect(rect.left() + 44, rect.top(), rect.width() - 62, rect.height())
        more = QFontMetrics(small).elidedText(" ".join(line.more.split()), Qt.TextElideMode.ElideRight,
                                              inner.width() // 2)
        taken = QFontMetrics(small).horizontalAdvance(more) + 12 if more else 0
        start = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
        painter.setFont(font)
        painter.setPen(theme.color("ink"))
        painter.drawText(inner.adjusted(0, 0, -taken, 0), Qt.AlignmentFlag.AlignLeading | start,
                         QFontMetrics(font).elidedText(" ".join(line.text.split()), Qt.TextElideMode.ElideRight,
                                                       inner.width() - taken))
        painter.setFont(small)
        painter.setPen(theme.color("muted"))
        painter.drawText(inner, Qt.AlignmentFlag.AlignTrailing | start, more)
        painter.restore()


class PaletteField(QLineEdit):
    """Keeps the focus and moves in the list below."""

    def __init__(self, table: RowsTable, leave: Callable[[], None], act: Callable[[int], None],
                 parent: QWidget) -> None:
        super().__init__(parent)
        self._table, self._leave, self._act = table, leave, act
        self.setObjectName("paletteField")
        self.setProperty("role", "palette")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row = self._table.currentIndex().row()
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: SHOWN, Qt.Key.Key_PageUp: -SHOWN}
        if event.key() == Qt.Key.Key_Escape:
            self._leave()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._act(row)
        elif event.key() in step:
            last = self._table.model().rowCount() - 1
            self._table.choose(max(0, min(last, row + step[Qt.Key(event.key())])))
        else:
            super().keyPressEvent(event)


class Palette(QFrame):
    """``commands()`` gives the lines for what can be done; ``show_contact`` and ``show_hit`` open what is found."""

    def __init__(self, book: Any, theme: Theme, tasks: Tasks, commands: Callable[[], list[Found]],
                 show_contact: Callable[[bytes], object], show_hit: Callable[[Any], object], parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("palette")
        self.setAccessibleName(self.tr("Find or do anything"))
        self.setProperty("role", "card")
        self._book, self._theme, self._tasks = book, theme, tasks
        self._commands, self._show_contact, self._show_hit = commands, show_contact, show_hit
        self.rows = FoundRows(self)
        self.table = RowsTable(ROW, self)
        self.table.setObjectName("paletteList")
        self.table.setAccessibleName(self.tr("People, notes and commands"))
        self.table.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.table.setProperty("role", "bare")
        self.table.setModel(self.rows)
        self.table.setItemDelegate(FoundDelegate(theme, self))
        self.table.clicked.connect(lambda index: self._do(index.row()))
        self.field = PaletteField(self.table, self.leave, self._do, self)
        self.field.setPlaceholderText(self.tr("A name, words from a note, or what to do …"))
        self.field.setAccessibleName(self.tr("Find or do anything"))
        self.field.textChanged.connect(self._look)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 7)
        column.setSpacing(6)
        column.addWidget(self.field)
        column.addWidget(self.table, 1)
        shadow = QGraphicsDropShadowEffect(self)
        shadow.setBlurRadius(40)
        shadow.setOffset(0, 8)
        shadow.setColor(QColor(0, 0, 0, 90))
        self.setGraphicsEffect(shadow)
        self.field.setFont(theme.font(1.1, QFont.Weight.Normal))
        self._people: list[Found] = []
        self._notes: list[Found] = []
        self._doing: list[Found] = []
        self._before: QWidget | None = None
        parent.installEventFilter(self)
        self.field.installEventFilter(self)
        self.hide()

    def open(self) -> None:
        """Show it, empty, with the cursor in it."""
        self._before = self.window().focusWidget()
        self.field.clear()
        self._look("")
        self._place()
        self.show()
        self.raise_()
        self.field.setFocus()

    def leave(self) -> None:
        """Close it and go back to where the cursor was."""
        self.hide()
        self._tasks.forget("palette")
        if self._before is not None and self._before.isVisible():
            self._before.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.field:
            if event.type() == QEvent.Type.FocusOut and self.isVisible() and \
                    QApplication.activePopupWidget() is None:
                self.hide()
        elif event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return False

    def _look(self, text: str) -> None:
        wanted = text.strip().casefold()
        self._notes = []
        self._doing = [found for found in self._commands() if all(
            word in found.text.casefold() for word in wanted.split())]
        self._people = []
        if wanted:
            view = View(kind=None)
            ids = self._book.contacts.search(text, PEOPLE, view)
            self._people = [
                Found("building-2" if row.kind == "org" else "user", row.name, row.context,
                      lambda id=row.id: self._show_contact(id)) for row in self._book.contacts.rows(ids)]
        self._show()
        self.table.choose(0)
        if len(wanted) >= 2:
            self._tasks.latest("palette", lambda job: self._find_notes(job, text), self._take_notes)
        else:
            self._tasks.forget("palette")

    def _find_notes(self, job: Job, text: str) -> list[Any]:
        return list(self._book.search(text, NOTES))

    def _take_notes(self, hits: list[Any]) -> None:
        from ui.contacts.hits import icon_of, whose

        self._notes = [Found(icon_of(hit.kind), hit.snippet, whose(hit), lambda hit=hit: self._show_hit(hit))
                       for hit in hits]
        row = self.table.currentIndex().row()
        self._show()
        self.table.choose(max(0, row))

    def _show(self) -> None:
        wanted = bool(self.field.text().strip())
        lines = [*self._people, *self._doing, *self._notes] if wanted else self._doing
        self.rows.show(lines)
        self._place()

    def _do(self, row: int) -> None:
        found = self.rows.row_at(row)
        if found is not None:
            self.leave()
            found.act()

    def _place(self) -> None:
        parent = self.parentWidget()
        width = min(WIDTH, parent.width() - 32)
        lines = min(SHOWN, self.rows.rowCount())
        height = self.field.sizeHint().height() + lines * ROW + 16
        self.setGeometry((parent.width() - width) // 2, min(72, parent.height() // 10), width,
                         min(height, parent.height() - 80))
