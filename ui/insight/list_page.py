"""A page that is a list of what is to be done: its head, the list, why the chosen row is there, and the empty state."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from ui.bridge import Bridge
from ui.insight.item_list import ItemList
from ui.insight.items import Item, ItemRows
from ui.insight.why import WhyPanel
from ui.pane import Pane
from ui.tasks import Tasks
from ui.theme import Theme
from ui.widgets import Elided, button, label

LOW = 28  # lines of text; a page lower than this tells only the first reason


class ListPage(Pane):
    """Base of Today and of the promises. Subclasses make `Item` from records (`items_of`) and `fill`."""

    def __init__(self, book: Any, theme: Theme, bridge: Bridge, tasks: Tasks, title: str,
                 parent: QWidget | None = None) -> None:
        super().__init__(book, theme, bridge, tasks, parent)
        self.setAccessibleName(title)
        self.rows = ItemRows(self.items_of, self)
        self.list = ItemList(self.rows, theme, self)
        self.list.setAccessibleName(title)
        self.list.opened.connect(self.open)
        self.list.chosen.connect(self._tell_why)
        self.why = WhyPanel(theme, self)
        self._filling = False
        self._gone: int | None = None  # the row of what was just done, until the list is read again
        title_label = label(title, "title", theme.font(1.4, QFont.Weight.Bold), parent=self)
        self.about = Elided(theme, "", "muted", None, self)
        self.head = QHBoxLayout()
        self.head.setSpacing(8)
        self.head.addWidget(title_label)
        self.head.addStretch(1)
        sheet = QFrame(self)
        sheet.setProperty("role", "card")
        inner = QVBoxLayout(sheet)
        inner.setContentsMargins(1, 5, 1, 5)
        inner.addWidget(self.list)
        self.empty = QWidget(self)
        self.empty.setMinimumHeight(1)  # while the list is shown, what teaches asks for no room
        self._column_of_empty = QVBoxLayout(self.empty)
        self._column_of_empty.setContentsMargins(24, 48, 24, 24)
        self._column_of_empty.setSpacing(14)
        self._stack = QStackedLayout()
        self._stack.addWidget(sheet)
        self._stack.addWidget(self.empty)
        reading = QWidget(self)
        QVBoxLayout(reading).addWidget(self.reading_line(), 0, Qt.AlignmentFlag.AlignTop)
        self._stack.setCurrentIndex(self._stack.addWidget(reading))  # until it is known what there is
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(20, 16, 20, 16)
        self.column.setSpacing(6)
        self.column.addLayout(self.head)
        self.column.addWidget(self.about)
        self.column.addSpacing(2)
        self.column.addLayout(self._stack, 1)
        self.column.addSpacing(4)
        self.column.addWidget(self.why)
        self.setFocusProxy(self.list)

    def items_of(self, records: Sequence[Any]) -> Sequence[Item]:
        """The rows of these records, in words."""
        raise NotImplementedError

    def tell(self, items: Sequence[Item]) -> None:
        """Say why the chosen rows are there (at least one) in `why`."""
        raise NotImplementedError

    @property
    def contact(self) -> bytes | None:
        """Whom the row is about that the keyboard is on."""
        item = self.list.current_item()
        return None if item is None or item.held is None else item.held.contact

    def show_place(self, what: object) -> None:
        """The page was gone to."""

    def teach(self, title: str, lines: Sequence[str], act: str, name: str, on: Callable[[], object]) -> None:
        """What stands where nothing is to be done: what this is for, an example, one button."""
        column = self._column_of_empty
        for number, text in enumerate((title, *lines)):
            font = self._theme.font(1.15, QFont.Weight.DemiBold) if number == 0 else None
            told = label(text, None if number == 0 else "muted", font, wrap=True, parent=self.empty)
            told.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            column.addWidget(told)
        made = button(act, "primary", on=on, parent=self.empty)
        made.setObjectName(name)
        made.setEnabled(not self._book.read_only)
        column.addWidget(made, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)
        self.empty_act = made

    def show_lines(self, lines: Sequence[tuple[Hashable, Any]], some: bool) -> None:
        """These rows; ``some``: there is something to be done at all. The keyboard stays where it was."""
        here = self.list.hasFocus() or self.empty_act.hasFocus()
        first = self.rows.rowCount() == 0
        row = self.list.currentIndex().row()
        self._filling = True  # while no row is chosen in between, what stands below the list keeps the keyboard
        self.rows.show(lines)
        self._stack.setCurrentIndex(0 if some else 1)
        self.setFocusProxy(self.list if some else self.empty_act)
        if some and (first or self._gone is not None or not self.list.currentIndex().isValid()):
            self.list.stay_near(0 if first else row if self._gone is None else self._gone)
        self._gone = None
        self._filling = False
        if here or (self.why.held() is not None and not self.list.items()):
            self.setFocus()
        self._tell_why()

    def open(self, item: Item) -> None:
        """Show the person a row is about."""
        if item.held is not None and item.held.contact is not None:
            self.contactActivated.emit(item.held.contact)

    def stay(self) -> None:
        """The chosen row is about to go: the keyboard goes to the one that takes its place."""
        self._gone = self.list.currentIndex().row()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.why.set_tight(self.height() < LOW * self.fontMetrics().height())

    def _tell_why(self) -> None:
        if self._filling:
            return
        items = self.list.items()
        if items:
            self.tell(items)
        else:
            self.why.hide()
