"""The two fields of the entry editor with rows of their own: people as chips, and one row per promise."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtCore import QDate, QSize, QStringListModel, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QCompleter,
    QDateEdit,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QVBoxLayout,
    QWidget,
)

from notebook import Clock, Named, Promise, PromiseDraft
from ui.theme import Theme
from ui.timeline.moment import calm
from ui.timeline.people import PeopleFinder
from ui.widgets import Flow, button, clear, label, tool
from ui.words import in_menu, put


class PeopleField(QWidget):
    """The people of an entry: a chip each, and a line to add one by name."""

    def __init__(self, chosen: tuple[Named, ...], people: PeopleFinder, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.chosen: list[Named] = list(chosen)
        self._people, self._theme = people, theme
        self._chips = QWidget(self)
        self._flow = Flow(self._chips)
        self.line = QLineEdit(self)
        self.line.setObjectName("entryAddPerson")
        self.line.setAccessibleName(self.tr("Add somebody by name"))
        self.line.setPlaceholderText(self.tr("Add somebody by name"))
        self._names = QStringListModel(self)
        completer = QCompleter(self._names, self)
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        completer.activated.connect(lambda name: self.settle())
        self.line.setCompleter(completer)
        self.line.textEdited.connect(self._complete)
        self.line.returnPressed.connect(self.settle)
        self._trouble = label("", "trouble", wrap=True)
        self._trouble.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self._chips)
        column.addWidget(self.line)
        column.addWidget(self._trouble)
        self._show()

    def settle(self) -> bool:
        """Take the name in the line; False while it is not clear whom it means."""
        text = self.line.text().strip()
        self._trouble.hide()
        if not text:
            if not self.chosen:
                self._complain(self.tr("An entry needs at least one person."))
            return bool(self.chosen)
        found = self._people.named(text)
        if len(found) == 1:
            self._add(found[0])
            return True
        if not found:
            self._complain(put(self.tr("Nobody is called “{name}”."), name=text))
            return False
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for one in found:
            menu.addAction(in_menu(one[1])).triggered.connect(lambda checked=False, one=one: self._add(one))
        menu.popup(self.line.mapToGlobal(self.line.rect().bottomLeft()))
        return False

    def _complain(self, text: str) -> None:
        self._trouble.setText(text)
        self._trouble.show()
        self.line.setFocus()

    def _complete(self, text: str) -> None:
        found = self._people.completing(text) if len(text.strip()) >= 2 else []
        self._names.setStringList(list(dict.fromkeys(name for name, _ in found))[:8])

    def _add(self, one: Named) -> None:
        if all(id != one[0] for id, _ in self.chosen):
            self.chosen.append(one)
        self.line.clear()
        self._show()

    def _take_out(self, one: Named) -> None:
        self.chosen.remove(one)
        self._show()
        self.line.setFocus()

    def _show(self) -> None:
        clear(self._flow)
        for one in self.chosen:
            chip = button(f" {one[1]}  ×", "chip", put(self.tr("Take {name} out"), name=one[1]),
                          self._theme.icon("user-round", "accent"), lambda one=one: self._take_out(one), self._chips)
            chip.setIconSize(QSize(13, 13))
            chip.setMinimumHeight(chip.fontMetrics().height() + 8)
            self._flow.addWidget(chip)
            chip.show()
        self._chips.setVisible(bool(self.chosen))
        self._chips.updateGeometry()


class PromiseField(QWidget):
    """One promise: whose, what, due when. ``promise`` is None for one that is added."""

    removed = Signal()

    def __init__(self, promise: Promise | None, theme: Theme, clock: Clock, parent: QWidget) -> None:
        super().__init__(parent)
        self.promise = promise
        self.gone = False
        self.side = QComboBox(self)
        self.side.setAccessibleName(self.tr("Whose promise"))
        self.side.addItem(self.tr("We promise"), "ours")
        self.side.addItem(self.tr("They promise"), "theirs")
        self.words = QLineEdit(self)
        self.words.setObjectName("promiseText")
        self.words.setAccessibleName(self.tr("What is promised"))
        self.words.setPlaceholderText(self.tr("What is promised"))
        self.dated = QCheckBox(self.tr("due"), self)
        self.dated.setAccessibleName(self.tr("It is due on a day"))
        self.due = QDateEdit(self)
        self.due.setAccessibleName(self.tr("Due on"))
        self.due.setCalendarPopup(True)
        calm(self.due.calendarWidget())
        self.due.setDisplayFormat("ddd d MMM yyyy")
        start = (promise.due if promise else None) or clock.today()
        self.due.setDate(QDate(start.year, start.month, start.day))
        self.dated.toggled.connect(self.due.setEnabled)
        self.dated.setChecked(promise is not None and promise.due is not None)
        self.due.setEnabled(self.dated.isChecked())
        if promise is not None:
            self.side.setCurrentIndex(self.side.findData(promise.direction))
            self.words.setText(promise.text)
            self.words.setCursorPosition(0)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self.side)
        row.addWidget(self.words, 1)
        row.addWidget(self.dated)
        row.addWidget(self.due)
        out = tool(theme.icon("x"), self.tr("Take this promise out"), self.removed.emit, 14, self)
        row.addWidget(out)

    def edits(self) -> dict[str, Any]:
        """The fields that differ; a text made empty is left as it was."""
        promise = self.promise
        if promise is None:
            return {}
        now = self.draft()
        fields: dict[str, Any] = {}
        if now.text and self.words.isModified() and now.text != promise.text:
            fields["text"] = now.text
        if now.direction != promise.direction:
            fields["direction"] = now.direction
        if now.due != promise.due:
            fields["due"] = now.due
        return fields

    def draft(self) -> PromiseDraft:
        """The promise as the row says it."""
        chosen = self.due.date()
        due = date(chosen.year(), chosen.month(), chosen.day()) if self.dated.isChecked() else None
        return PromiseDraft(self.words.text().strip(), due, None, self.side.currentData())
