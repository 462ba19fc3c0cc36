"""The parts of the card: a heading on the left, its rows on the right, rows kept by their id.

A section only rebuilds rows that came or went; a row that is still there is told its new value and keeps
the cursor that is in it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from notebook import Contact
from ui.theme import Theme
from ui.widgets import Flow, button, hairline, label, tool

HEAD = 112
NARROW = 500  # below, headings stand above what they head


class Section(QFrame):
    """Heading and a column of rows."""

    def __init__(self, theme: Theme, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._narrow = False
        self._head = label(title, "muted", theme.font(0.92, QFont.Weight.DemiBold), wrap=True, parent=self)
        self._head.setFixedWidth(self._theme.px(HEAD))
        self._head.setContentsMargins(0, 6, 0, 0)
        self.rows = QVBoxLayout()
        self.rows.setSpacing(2)
        grid = QGridLayout(self)
        grid.setContentsMargins(16, 10, 12, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(5)
        grid.addWidget(self._head, 0, 0, Qt.AlignmentFlag.AlignTop)
        grid.addLayout(self.rows, 0, 1)
        grid.addWidget(hairline(self), 2, 0, 1, 2)
        grid.setColumnStretch(1, 1)
        self._grid = grid

    def fit(self, width: int) -> None:
        """Stand in so much room."""
        narrow = width < self._theme.px(NARROW)
        if narrow != self._narrow:
            self.set_narrow(narrow)

    def set_narrow(self, narrow: bool) -> None:
        """The heading above its rows instead of beside them."""
        self._narrow = narrow
        self._grid.removeWidget(self._head)
        self._grid.removeItem(self.rows)
        if narrow:
            self._head.setFixedWidth(2 * self._theme.px(HEAD))
            self._head.setContentsMargins(6, 0, 0, 0)
            self._grid.addWidget(self._head, 0, 0, 1, 2)
            self._grid.addLayout(self.rows, 1, 0, 1, 2)
        else:
            self._head.setFixedWidth(self._theme.px(HEAD))
            self._head.setContentsMargins(0, 6, 0, 0)
            self._grid.addWidget(self._head, 0, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addLayout(self.rows, 0, 1)
        self._grid.setContentsMargins(10 if narrow else 16, 10, 8 if narrow else 12, 0)

    def show_contact(self, contact: Contact) -> None:
        """Show this contact's part."""
        raise NotImplementedError


class Ring(QWidget):
    """The frame around a row or a card that the keyboard is on as a whole."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        parent.installEventFilter(self)
        self.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self.fit()
        return False

    def fit(self) -> None:
        """Around all of it, in front of what stands in it."""
        self.setGeometry(self.parentWidget().rect())
        self.raise_()
        self.show()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._theme.color("accent"), 1.5))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.75, 0.75, -0.75, -0.75), 6, 6)


class Row(QWidget):
    """One entry of a list section: editors in a line, and a button that takes it away."""

    removed = Signal()
    abandoned = Signal()  # a new row was left empty

    def __init__(self, theme: Theme, remove_name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.item: Any = None
        self._whole = QVBoxLayout(self)
        self._whole.setContentsMargins(0, 0, 0, 0)
        self._whole.setSpacing(2)
        self.line = QHBoxLayout()
        self._whole.addLayout(self.line)
        self._trouble: QLabel | None = None
        self.line.setSpacing(4)
        self._remove = tool(theme.icon("x", "muted"), remove_name, self.removed.emit, 14, self)
        self._ring_theme = theme
        self._ring: Ring | None = None

    def reach(self, name: str) -> None:
        """The keyboard comes to the row as a whole (``name``: what it says), and is seen to be there; Tab goes in."""
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self._ring is None:
            self._ring = Ring(self._ring_theme, self)
        self._ring.fit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() in (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason):
            return
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # only who was led here stops at it
        if self._ring is not None:
            self._ring.hide()

    def set_narrow(self, narrow: bool) -> None:
        """There is little room: leave out what is only handy."""

    def complain(self, sentence: str) -> None:
        """Below the fields: why what stands in one of them was not kept; nothing, once it is."""
        if self._trouble is None:
            self._trouble = label("", "trouble", wrap=True, parent=self)
            self._trouble.setObjectName("rowTrouble")
            self._trouble.setContentsMargins(6, 0, 6, 4)
            self._whole.addWidget(self._trouble)
        self._trouble.setText(sentence)
        self._trouble.setVisible(bool(sentence))

    def close_line(self) -> None:
        """Put the remove button at the end."""
        self.line.addWidget(self._remove, 0, Qt.AlignmentFlag.AlignTop)

    def show_item(self, item: Any) -> None:
        """Show the stored entry."""
        raise NotImplementedError

    def start(self) -> None:
        """Cursor into the first editor."""
        raise NotImplementedError


class ListSection(Section):
    """Any number of entries: ``items(contact)`` gives them (with ``id``), ``make(item | None)`` makes a row.

    ``make`` gets None for a new one; the row tells its maker what to store and is then adopted under its id.
    An ``optional`` one is only shown while it has something (``folded`` says that this may differ now).
    """

    folded = Signal()

    def __init__(self, theme: Theme, title: str, add: str, items: Callable[[Contact], Any],
                 make: Callable[[Any], Row], remove: Callable[[Any], object], optional: bool = False,
                 parent: QWidget | None = None) -> None:
        super().__init__(theme, title, parent)
        self.title, self.optional = title, optional
        self._items, self._make, self._take = items, make, remove
        self._shown: dict[Any, Row] = {}
        self._new: Row | None = None
        self._contact: bytes | None = None
        self.add = button(add, "link", add, on=self.start, parent=self)
        self.rows.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)

    def set_narrow(self, narrow: bool) -> None:
        super().set_narrow(narrow)
        for row in [*self._shown.values(), *([self._new] if self._new else [])]:
            row.set_narrow(narrow)

    def show_contact(self, contact: Contact) -> None:
        items = list(self._items(contact))
        if contact.id != self._contact:
            self._contact = contact.id
            for row in self._shown.values():
                self._drop(row)
            self._shown = {}
            self._leave_new()
        wanted = {item.id: item for item in items}
        for id in [id for id in self._shown if id not in wanted]:
            self._drop(self._shown.pop(id))
        for place, (id, item) in enumerate(wanted.items()):
            row = self._shown.get(id)
            if row is None:
                row = self._shown[id] = self._make(item)
                row.removed.connect(lambda row=row: self._take(row.item))
                row.set_narrow(self._narrow)
                self.rows.insertWidget(place, row)
                row.show()
            row.show_item(item)
        self._fit()

    def reach(self, id: Any) -> Row | None:
        """Bring the keyboard to the row of an entry; None where it is not shown here."""
        row = self._shown.get(id)
        if row is not None:
            row.reach(self.title)
        return row

    @property
    def empty(self) -> bool:
        """Whether there is nothing in it, not even a row just begun."""
        return not self._shown and self._new is None

    def _fit(self) -> None:
        if self.optional:
            self.setVisible(not self.empty)
            self.folded.emit()

    def start(self) -> None:
        """A new, empty row with the cursor in it."""
        if self._new is None:
            self._new = self._make(None)
            self._new.set_narrow(self._narrow)
            self._new.removed.connect(self._leave_new)
            self._new.abandoned.connect(self._leave_new)
            self.rows.insertWidget(self.rows.count() - 1, self._new)
            self._new.show()
            self._fit()
        self._new.start()

    def adopt(self, id: Any) -> None:
        """The new row was stored under this id: it stays, with the cursor that is in it."""
        if self._new is not None and id is not None:
            row, self._new = self._new, None
            row.removed.disconnect(self._leave_new)
            row.abandoned.disconnect(self._leave_new)
            row.removed.connect(lambda: self._take(row.item))
            self._shown[id] = row

    def _leave_new(self) -> None:
        if self._new is not None:
            row, self._new = self._new, None
            self._drop(row)
            self._fit()

    def _drop(self, row: Row) -> None:
        row.hide()
        self.rows.removeWidget(row)
        row.setParent(None)
        row.deleteLater()


class MoreSection(Section):
    """The names of the sections that are empty; a click begins one."""

    def __init__(self, theme: Theme, title: str, parent: QWidget | None = None) -> None:
        super().__init__(theme, title, parent)
        self._box = QWidget(self)
        self._flow = Flow(self._box)
        self.rows.addWidget(self._box)
        self._offered: dict[ListSection, QPushButton] = {}

    def offer(self, section: ListSection) -> None:
        """Offer an optional section while it is empty."""
        made = button(section.title, "chip", section.add.accessibleName(), self._theme.icon("plus", "muted"),
                      section.start, self._box)
        self._offered[section] = made
        self._flow.addWidget(made)
        section.folded.connect(lambda: self._fit(section))

    def show_contact(self, contact: Contact) -> None:
        for section in self._offered:
            self._fit(section)

    def _fit(self, section: ListSection) -> None:
        self._offered[section].setVisible(section.empty)
        self.setVisible(any(each.empty for each in self._offered))
        self._box.updateGeometry()
