"""A section of a tab: its heading, rows kept by their id, and a line below that adds one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from notebook import Contact
from ui.contacts.sections import Row, Section
from ui.theme import Theme
from ui.value.parts import AddLine
from ui.widgets import button, label
from ui.words import number

SHOWN = 8  # rows before the rest is asked for
AT_ONCE = 3  # rows made in one turn of the event loop: fields are dear, and the window must not stand


class PartSection(Section):
    """A section whose rows are kept by their id, with a line below that adds one.

    ``make(item)`` makes a row. ``add(text)`` keeps what was typed (False: it was refused). ``teach``: what stands
    there while there is nothing: what it is for, and an example.
    """

    def __init__(self, theme: Theme, title: str, make: Callable[[Any], Row], teach: str = "",
                 parent: QWidget | None = None) -> None:
        super().__init__(theme, title, parent)
        self._make = make
        self._items: list[Any] = []
        self._shown: dict[Any, Row] = {}
        self._most = SHOWN
        self.building = False  # rows are still being made
        self.above = QVBoxLayout()
        self.above.setContentsMargins(0, 0, 0, 0)
        self.rows.addLayout(self.above)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(2)
        self.rows.addLayout(self._lines)
        self._teach = label(teach, "muted", wrap=True, parent=self)
        self._teach.setContentsMargins(8, 5, 8, 2)
        self.rows.addWidget(self._teach)
        self.more = button("", "link", on=self._show_more, parent=self)
        self.rows.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeading)
        self.more.hide()
        self._teach.hide()  # until it is known that there is nothing
        self.adding: AddLine | None = None

    def add_line(self, name: str, hint: str, on: Callable[[str], object], object_name: str,
                 understood: Callable[[str], str] | None = None) -> AddLine:
        """The line below that adds; ``understood``: what is told below it of what was typed so far."""
        self.adding = AddLine(self._theme, name, hint, on, self)
        self.adding.setObjectName(object_name)
        self.rows.addWidget(self.adding)
        if understood is not None:
            told = label("", "muted", self._theme.font(0.92), wrap=True, parent=self)
            told.setObjectName(f"{object_name}Understood")
            told.setContentsMargins(8, 0, 8, 4)
            told.hide()
            self.rows.addWidget(told)
            self.adding.textChanged.connect(lambda text: _tell(told, understood(text) if text.strip() else ""))
        return self.adding

    def teach(self, text: str) -> None:
        """What stands there while there is nothing."""
        self._teach.setText(text)

    def show_contact(self, contact: Contact) -> None:
        """Sections of this package are filled by `show_items`."""

    def set_narrow(self, narrow: bool) -> None:
        super().set_narrow(narrow)
        for row in self._shown.values():
            row.set_narrow(narrow)

    def items(self) -> list[Any]:
        """What is shown, the folded ones included."""
        return list(self._items)

    def row(self, id: Any) -> Row | None:
        """The row of an id."""
        return self._shown.get(id)

    def reach(self, id: Any, name: str) -> Row | None:
        """Bring the keyboard to a row; None while it is still to be made (ask again)."""
        place = next((place for place, item in enumerate(self._items) if item.id == id), -1)
        if place >= self._most:
            self._most = place + 1
            self.show_items(self._items)
        row = self._shown.get(id)
        if row is not None:
            row.reach(name)
        return row

    def show_unknown(self) -> None:
        """What there is of somebody else is not known yet: not even that there is nothing."""
        self._fold()
        self._items, self.building = [], False
        for made in (self.more, self._teach):
            made.hide()

    def _fold(self) -> None:
        """No rows, and only the first ones when they come."""
        self._most = SHOWN
        for row in self._shown.values():
            self._drop(row)
        self._shown = {}

    def show_items(self, items: Sequence[Any]) -> None:
        """Show these, the first of them at once."""
        self._items = list(items)
        wanted = {item.id: item for item in self._items[: self._most]}
        for id in [id for id in self._shown if id not in wanted]:
            self._drop(self._shown.pop(id))
        made = 0
        for place, (id, item) in enumerate(wanted.items()):
            row = self._shown.get(id)
            if row is None:
                made += 1
                if made > AT_ONCE:
                    QTimer.singleShot(0, self, self._go_on)
                    break
                row = self._shown[id] = self._make(item)
                row.set_narrow(self._narrow)
                self._lines.insertWidget(place, row)
                row.show()
            elif self._lines.indexOf(row) != place:
                self._lines.removeWidget(row)
                self._lines.insertWidget(place, row)
            row.show_item(item)
        self.building = made > AT_ONCE
        rest = len(self._items) - len(wanted)
        if not self.building:  # who asked for more keeps the keyboard meanwhile
            self.more.setVisible(rest > 0)
        if rest > 0:
            text = self.tr("Show {n} more of {all}").format(n=number(min(rest, self._most)),
                                                            all=number(len(self._items)))
            self.more.setText(text)
            self.more.setAccessibleName(text)
        self._teach.setVisible(not self._items and bool(self._teach.text()))

    def _go_on(self) -> None:
        if self.building:
            self.show_items(self._items)

    def _show_more(self) -> None:
        self._most *= 2
        self.show_items(self._items)

    def _drop(self, row: Row) -> None:
        row.hide()
        self._lines.removeWidget(row)
        row.setParent(None)
        row.deleteLater()


def _tell(told: QLabel, text: str) -> None:
    told.setText(text)
    told.setVisible(bool(text))
