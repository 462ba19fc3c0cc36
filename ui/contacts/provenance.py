"""Where a field of the card is from (P6): on hover in short, with a key in full, with what stands beside it.

A field is known by the row it stands in; the notebook tells who wrote it, when, in what, and how often it was
confirmed. Where several values stand side by side a person chooses; nothing is chosen for them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QDialog, QFrame, QGridLayout, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from notebook import Contact, Fact, KithbookError, PartialDate, Refused, Sentence
from ui.contacts.rows import DateRow, RoleRow
from ui.contacts.sections import Row, Section
from ui.forms import InPlace, InPlaceText
from ui.pane import changed
from ui.theme import Theme
from ui.widgets import button, clear, label
from ui.words import day, partial, put, words

Cell = tuple[str, bytes, str]  # table, row, field
_VALUE = "value"


def cell_of(widget: QWidget | None, contact: Contact | None) -> Cell | None:
    """The cell that a widget of the card shows or edits; None where it shows none."""
    if contact is None or not isinstance(widget, InPlace | InPlaceText):
        return None
    name = widget.objectName()
    parent = widget.parentWidget()
    while parent is not None and not isinstance(parent, Row | Section):
        parent = parent.parentWidget()
    if isinstance(parent, Row):
        if parent.item is None:
            return None
        if isinstance(parent, RoleRow):
            return "role", parent.item.id, parent.field_of(widget)
        return ("anniversary", parent.item.id, "date") if isinstance(parent, DateRow) else (
            "detail", parent.item.id, _VALUE)
    if not name.endswith("Field"):
        return None
    field = "full_name" if name == "nameField" else name.removesuffix("Field")
    return "contact", contact.id, field


def fact_of(book: Any, cell: Cell) -> Fact | None:
    """What is known about a cell; None where it is empty, or gone."""
    try:
        found: Fact | None = book.facts.about(*cell)
    except KithbookError:
        return None
    return found


def as_read(fact: Fact, text: str) -> str:
    """A value of a fact as a person reads it: 11 June, not --06-11."""
    if fact.table != "anniversary" and fact.field != "met_on":
        return text
    try:
        return partial(PartialDate.parse(text)) or text
    except Refused:
        return text


def tip(book: Any, fact: Fact) -> str:
    """Where it is from, for a tooltip."""
    lines = [words(sentence) for sentence in book.facts.told(fact)]
    for rival in book.facts.rivals(fact)[1:]:
        lines.append(put(_tr("Beside it stands: {value}"), value=" ".join(as_read(fact, rival.display).split())))
    return "\n".join(lines)


class FactDialog(QDialog):
    """One field in full: where it is from, what stands beside it, whether it is still true.

    ``done``: a change that can be undone.
    """

    done = Signal(object)  # Sentence
    said = Signal(str)

    def __init__(self, book: Any, theme: Theme, fact: Fact, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("factDialog")
        self.setWindowTitle(self.tr("Where it is from"))
        self._book, self.fact = book, fact
        rivals = book.facts.rivals(fact)
        shown = as_read(fact, rivals[0].display if rivals else fact.display)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(8)
        what, bold, large = words(fact.label).upper(), theme.font(0.9, QFont.Weight.Bold), theme.font(1.15)
        column.addWidget(label(what, "section", bold, parent=self))
        column.addWidget(_value(shown, large, self))
        self._told = label("\n".join(words(one) for one in book.facts.told(fact)), "muted", wrap=True, parent=self)
        self._told.setObjectName("factTold")
        column.addWidget(self._told)
        if len(rivals) > 1:
            column.addWidget(RivalBox(book, theme, fact, self._settled, self))
        row = QHBoxLayout()
        for name, text, verdict in (("factTrue", self.tr("Still true"), "true"),
                                    ("factUnknown", self.tr("Don’t know"), "unknown")):
            made = button(text, on=lambda verdict=verdict: self._confirm(verdict), parent=self)
            made.setObjectName(name)
            made.setEnabled(not book.read_only)
            row.addWidget(made)
        row.addStretch(1)
        close = button(self.tr("Close"), "primary", on=self.accept, parent=self)
        close.setDefault(True)
        row.addWidget(close)
        column.addSpacing(4)
        column.addLayout(row)
        self.setMinimumWidth(380)

    def _confirm(self, verdict: str) -> None:
        _try(self._book, lambda: self._book.facts.confirm(*_cell(self.fact), verdict), self.said.emit, self._settled)

    def _settled(self, title: Sentence | None) -> None:
        if title is not None:
            self.done.emit(title)
        self.accept()


class RivalBox(QFrame):
    """Values that stand side by side, each with *Use this*.

    ``settled`` gets the title of the choice; None: it made nothing other. ``numbered``: where a key chooses.
    """

    def __init__(self, book: Any, theme: Theme, fact: Fact, settled: Callable[[Sentence | None], object],
                 parent: QWidget | None = None, numbered: bool = False) -> None:
        super().__init__(parent)
        self.setObjectName("rivals")
        self._book, self._fact, self._settled = book, fact, settled
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(2)
        for place, rival in enumerate(book.facts.rivals(fact)):
            text = as_read(fact, rival.display)
            value = _value(text, self.font(), self)
            form = self.tr("{who}, {day} · import") if rival.imported else self.tr("{who}, {day}")
            who = rival.author or self.tr("somebody")
            about = label(put(form, who=who, day=day(rival.day)), "muted", theme.font(0.92), parent=self)
            said = self.tr("Use this  {n}").format(n=place + 1) if numbered else self.tr("Use this")
            use = button(said, "chip", put(self.tr("Use this: {value}"), value=text),
                         on=lambda rival=rival: self._use(rival.value), parent=self)
            about.setContentsMargins(0, 0, 0, 6)
            use.setObjectName(f"use-{place}")
            use.setEnabled(not book.read_only)
            grid.addWidget(value, 2 * place, 0)
            grid.addWidget(about, 2 * place + 1, 0)
            grid.addWidget(use, 2 * place, 1, 2, 1, Qt.AlignmentFlag.AlignVCenter)
        grid.setColumnStretch(0, 1)

    def _use(self, value: Any) -> None:
        fact = self._fact
        _try(self._book, lambda: self._book.facts.choose(*_cell(fact), value), lambda text: None, self._settled)


class RivalsSection(Section):
    """Above the fields: what contradicts itself on this card, to be settled; hidden where nothing does."""

    def __init__(self, theme: Theme, book: Any, settled: Callable[[Sentence | None], object],
                 parent: QWidget | None = None) -> None:
        super().__init__(theme, _tr("Two values stand side by side"), parent)
        self.setObjectName("rivalsSection")
        self._book, self._settled = book, settled
        self.rows.setContentsMargins(6, 4, 0, 0)
        self.hide()

    def show_facts(self, facts: list[Fact], clashes: Sequence[Sentence] = ()) -> None:
        """These have several values, and these dates cannot all be right."""
        clear(self.rows)
        self._head.setText(_tr("Two values stand side by side") if facts else _tr("Two dates that cannot both be"))
        for fact in facts:
            self.rows.addWidget(label(words(fact.label), "muted", self._theme.font(0.92), parent=self))
            self.rows.addWidget(RivalBox(self._book, self._theme, fact, self._settled, self))
        for clash in clashes:
            said = label(words(clash) + ".", None, wrap=True, parent=self)
            said.setObjectName("clash")
            self.rows.addWidget(said)
        self.setVisible(bool(facts or clashes))

    def show_contact(self, contact: Contact) -> None:
        """Nothing: what contradicts itself is read on the worker."""


def _value(text: str, font: QFont, parent: QWidget) -> QLabel:
    """A value as it stands; one long word of it does not make anything wider."""
    made = label(" ".join(text.split())[:400], None, font, wrap=True, parent=parent)
    made.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
    return made


def _cell(fact: Fact) -> Cell:
    return fact.table, fact.row, fact.field


def _try(book: Any, act: Callable[[], object], said: Callable[[str], object],
         settled: Callable[[Sentence | None], object]) -> None:
    """Do it; ``settled`` gets what there is to undo then."""
    try:
        new = changed(book, act)
    except KithbookError as error:
        said(words(error.sentence))
        return
    settled(book.undo_title() if new else None)


def _tr(text: str) -> str:
    return QCoreApplication.translate("Provenance", text)
