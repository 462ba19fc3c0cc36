"""How we met, and who was introduced to whom: lines with a way to the people in them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from notebook import Contact, Introduction, Named, PartialDate, Refused
from ui.contacts.sections import Section
from ui.theme import Theme
from ui.widgets import button, clear, label
from ui.words import day, number, partial, put, words

MOST = 6  # of those they introduced to us, and of those they were introduced to, that are named


def _tr(text: str) -> str:
    return QCoreApplication.translate("Family", text)


@dataclass(frozen=True, slots=True)
class Met:
    """A line, and the contact it leads to with their name."""

    text: str
    contact: bytes | None = None
    name: str = ""


def met_lines(contact: Contact, through: str, brought: Sequence[Named],
              introductions: Sequence[Introduction]) -> list[Met]:
    """How we met them, through whom, whom they ``brought`` to us, and whom they were brought together with."""
    lines = []
    when = _day(contact.met_on)
    how = " ".join(contact.met.split())
    if how or when:
        form = _tr("Met {when}: {how}") if how and when else _tr("Met {when}") if when else "{how}"
        lines.append(Met(put(form, when=when, how=how)))
    if through and contact.met_through is not None:
        own = contact.met_through == contact.id
        text = _tr("They introduced themselves") if own else _tr("Introduced to us by {name}")
        lines.append(Met(put(text, name=through), None if own else contact.met_through, through))
    lines += [Met(put(_tr("They introduced {name} to us"), name=name), who, name)
              for who, name in brought[:MOST]]
    if len(brought) > MOST:
        lines.append(Met(_tr("They introduced {n} more to us").format(n=number(len(brought) - MOST))))
    for one in introductions[:MOST]:
        other, name = (one.b, one.b_name) if one.a == contact.id else (one.a, one.a_name)
        if one.introduced is not None:
            text = put(_tr("We introduced them to {name} on {day}"), name=name, day=day(one.introduced))
        else:
            text = put(_tr("To be introduced to {name}? {state}"), name=name, state=words(one.said))
        lines.append(Met(f"{text}: {one.outcome}" if one.outcome else text, other, name))
    if len(introductions) > MOST:
        more = _tr("{n} more introductions stand on the page Introductions")
        lines.append(Met(more.format(n=number(len(introductions) - MOST))))
    return lines


def _day(text: str) -> str:
    try:
        return partial(PartialDate.parse(text)) if text else ""
    except Refused:
        return text


class MetSection(Section):
    """Shows `Met` lines, and a way to those who might like to meet them."""

    introduceWanted = Signal()

    def __init__(self, theme: Theme, go: Callable[[bytes], object], parent: QWidget | None = None) -> None:
        super().__init__(theme, _tr("How we met"), parent)
        self._go = go
        self._shown: list[Met] | None = None
        self._column = QVBoxLayout()
        self._column.setContentsMargins(6, 4, 0, 4)
        self._column.setSpacing(4)
        self.rows.addLayout(self._column)
        self.introduce = button(_tr("Who might like to meet them?"), "link", on=self.introduceWanted.emit, parent=self)
        self.introduce.setObjectName("introduceThem")
        self.rows.addWidget(self.introduce, 0, Qt.AlignmentFlag.AlignLeft)

    def show_lines(self, lines: list[Met]) -> None:
        """Show these."""
        if lines != self._shown:
            self._shown = lines
            clear(self._column)
            for line in lines:
                self._column.addLayout(self._line(line))
        self.setVisible(bool(lines) or not self.introduce.isHidden())

    def lines(self) -> list[str]:
        """What is said."""
        return [line.text for line in self._shown or ()]

    def _line(self, line: Met) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(label(line.text, wrap=True, parent=self), 1)
        if line.contact is not None:
            name = put(_tr("Go to {name}"), name=line.name)
            made = button(_tr("Go"), "link", name, on=lambda: line.contact and self._go(line.contact), parent=self)
            row.addWidget(made, 0, Qt.AlignmentFlag.AlignTop)
        return row
