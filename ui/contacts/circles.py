"""Groups and labels on the card: chips that can be taken away, and one field to add either."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QHBoxLayout, QWidget

from notebook import Contact
from ui.contacts.rows import choose
from ui.contacts.sections import Section
from ui.forms import InPlace
from ui.theme import Theme
from ui.widgets import Flow, button, clear
from ui.words import put

Change = Callable[[Callable[[bytes], object]], object]


def _tr(text: str) -> str:
    return QCoreApplication.translate("Card", text)


class CirclesSection(Section):
    """``change(act)`` runs an act on the contact shown."""

    def __init__(self, theme: Theme, book: Any, change: Change, parent: QWidget | None = None) -> None:
        super().__init__(theme, _tr("Groups, labels"), parent)
        self._book, self._change, self._shown = book, change, None
        self._chip_box = QWidget(self)
        self._chips = Flow(self._chip_box)
        self.rows.addWidget(self._chip_box)
        self._label = InPlace(_tr("Add a label"), _tr("Add a label"), self)
        self._label.setObjectName("labelField")
        self._label.setMaximumWidth(200)
        self._label.committed.connect(self._add_label)
        self._group = button(_tr("Add to a group"), "link", on=self._choose_group, parent=self)
        line = QHBoxLayout()
        line.addWidget(self._label)
        line.addWidget(self._group)
        line.addStretch(1)
        self.rows.addLayout(line)

    def show_contact(self, contact: Contact) -> None:
        self._label.show_value("")
        if (contact.id, contact.groups, contact.labels) == self._shown:
            return
        self._shown = (contact.id, contact.groups, contact.labels)
        self._in = {id for id, _ in contact.groups}
        clear(self._chips)
        groups = self._book.groups
        contacts = self._book.contacts
        for id, name in contact.groups:
            self._chip(name, "users-round", put(_tr("Take out of the group {name}"), name=name),
                       lambda who, id=id: groups.remove(id, [who]))
        for name in contact.labels:
            self._chip(name, "tag", put(_tr("Remove the label {name}"), name=name),
                       lambda who, name=name: contacts.remove_label(who, name))
        self._chip_box.setVisible(self._chips.count() > 0)

    def _chip(self, text: str, icon: str, name: str, act: Callable[[bytes], object]) -> None:
        flat = " ".join(text.split())
        chip = button((flat if len(flat) <= 36 else flat[:35] + "…") + "  ×", "chip", name,
                      self._theme.icon(icon, "muted"), lambda: self._change(act), self._chip_box)
        self._chips.addWidget(chip)
        chip.show()

    def _add_label(self, text: str) -> None:
        if text.strip():
            self._change(lambda who: self._book.contacts.add_label(who, text.strip()))
        self._label.show_value("")
        self._label.setText("")

    def _choose_group(self) -> None:
        groups = self._book.groups
        entries: list[tuple[str, Callable[[], object]]] = [
            (group.name, lambda id=group.id: self._change(lambda who: groups.add(id, [who])))
            for group in groups.all() if group.id not in self._in]
        entries.append((_tr("New group…"), self._new_group))
        choose(self._group, entries, "")

    def _new_group(self) -> None:
        from ui.contacts.groups import ask_group

        ask_group(self.window(), self._book, lambda id: self._change(lambda who: self._book.groups.add(id, [who])))


