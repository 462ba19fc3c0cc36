"""The strip above the contact list: All, Due, Mine, a filter by group or label, and the order."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QMenu, QPushButton, QSizePolicy, QWidget

from ui.theme import Theme
from ui.widgets import button, set_tip
from ui.words import in_menu, put


class Filters(QFrame):
    """Says ``changed`` when another view is wanted; the state is in its attributes.

    ``scope``: all, due or mine; ``group`` and ``label``: at most one is set; ``sort``: name, last or new.
    ``groups`` and ``labels`` are asked when the menu opens.
    """

    changed = Signal()

    def __init__(self, theme: Theme, groups: Callable[[], list[tuple[bytes, str]]],
                 labels: Callable[[], list[str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "bar")
        self._theme, self._groups, self._labels = theme, groups, labels
        self.scope, self.sort = "all", "name"
        self.group: tuple[bytes, str] | None = None
        self.label: str | None = None
        self._tight, self._needs, self._least = False, 0, 0
        row = QHBoxLayout(self)
        self._scopes = QButtonGroup(self)
        self._chips: dict[str, QPushButton] = {}
        for key, word, name in (("all", self.tr("All"), self.tr("Show everybody")),
                                ("due", self.tr("Due"), self.tr("Show people with something due")),
                                ("mine", self.tr("Mine"), self.tr("Show the people I own or spoke with"))):
            chip = button(word, "chip", name)
            chip.setCheckable(True)
            chip.setChecked(key == "all")
            chip.clicked.connect(lambda checked=False, key=key: self._choose(key))
            self._scopes.addButton(chip)
            self._chips[key] = chip
            row.addWidget(chip)
        self._filter = button(self.tr("Filter"), "chip", self.tr("Filter by group or label"))
        self._filter.setIcon(theme.icon("list-filter", "muted"))
        self._filter.setCheckable(True)
        self._filter.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._filter.clicked.connect(self._open_filter)
        row.addWidget(self._filter)
        row.addStretch(1)
        self._order = button("", "quiet", self.tr("Order of the list"))
        self._order.clicked.connect(self._open_order)
        row.addWidget(self._order)
        self._say()

    def reset(self, scope: str = "all", group: tuple[bytes, str] | None = None, label: str | None = None) -> None:
        """Another starting point (the rail chose); says nothing."""
        self.scope, self.group, self.label = scope, group, label
        self._chips[scope].setChecked(True)
        self._say()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if (self.width() < self._needs) != self._tight:
            self._write(not self._tight)

    def _choose(self, scope: str) -> None:
        self.scope = scope
        if scope == "all":
            self.group = self.label = None
            self._say()
        self.changed.emit()

    def _narrow(self, group: tuple[bytes, str] | None, label: str | None) -> None:
        self.group, self.label = group, label
        self._say()
        self.changed.emit()

    def _sort(self, sort: str) -> None:
        self.sort = sort
        self._say()
        self.changed.emit()

    def _orders(self) -> dict[str, str]:
        return {"name": self.tr("Name"), "last": self.tr("Last contact"), "new": self.tr("Newest")}

    @property
    def least(self) -> int:
        """The least width at which no word on its buttons is cut off."""
        return self._least

    def _say(self) -> None:
        self._least = self._width_of(tight=True)
        self._needs = self._width_of(tight=False)
        if self.width() < self._needs:
            self._write(tight=True)

    def _width_of(self, tight: bool) -> int:
        self._write(tight)
        self.layout().invalidate()
        return self.layout().minimumSize().width()

    def _write(self, tight: bool) -> None:
        """The words on the buttons; fewer where they would be cut off."""
        self._tight = tight
        chosen = self.group[1] if self.group else self.label
        text = chosen or ("" if tight else self.tr("Filter"))
        longest = 6 if tight else 14
        text = text if len(text) <= longest else text[:longest - 1] + "…"
        self._filter.setText(in_menu(text))
        self._filter.setChecked(bool(chosen))
        self._filter.setAccessibleName(
            put(self.tr("Filtered by {name}"), name=chosen) if chosen else self.tr("Filter by group or label"))
        order = self._orders()[self.sort]
        self._order.setText("▾" if tight else order + " ▾")
        set_tip(self._order, order)
        self._order.setAccessibleName(put(self.tr("Order of the list: {order}"), order=order))
        self.layout().setContentsMargins(8 if tight else 12, 7, 4 if tight else 8, 7)
        self.layout().setSpacing(4 if tight else 6)

    def _open_filter(self) -> None:
        menu = QMenu(self)
        if self.group or self.label:
            menu.addAction(self.tr("No filter"), lambda: self._narrow(None, None))
        for title, entries in (
            (self.tr("Groups"), [(name, (id, name), None) for id, name in self._groups()]),
            (self.tr("Labels"), [(name, None, name) for name in self._labels()]),
        ):
            if entries:
                menu.addSection(title)
            for name, group, label in entries:
                act = QAction(in_menu(name), menu)
                act.setCheckable(True)
                act.setChecked(group == self.group if group else label == self.label)
                act.triggered.connect(lambda checked=False, g=group, n=label: self._narrow(g, n))
                menu.addAction(act)
        if menu.isEmpty():
            menu.addAction(self.tr("There are no groups and no labels yet")).setEnabled(False)
        self._drop(menu, self._filter)
        self._filter.setChecked(bool(self.group or self.label))

    def _open_order(self) -> None:
        menu = QMenu(self)
        for key, word in self._orders().items():
            act = menu.addAction(word)
            act.setCheckable(True)
            act.setChecked(key == self.sort)
            act.triggered.connect(lambda checked=False, key=key: self._sort(key))
        self._drop(menu, self._order)

    def _drop(self, menu: QMenu, below: QWidget) -> None:
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(below.mapToGlobal(below.rect().bottomLeft()))
