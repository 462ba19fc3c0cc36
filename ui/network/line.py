"""The line in which a relation is added: ``daughter Mia, 9, plays the cello``; kinds and people are completed.

What is understood stands below it as chips while it is typed. Enter adds; the keyboard stays, for the next one.
Whoever is there already is offered to be changed: nothing is doubled or overwritten without a word.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from notebook import ContactRow, Relation, RelationPhrase, View, fold, relation_begin, relation_words
from ui.network.line_chips import born_said, chips_of, without
from ui.tabbing import lead_on
from ui.theme import Theme
from ui.timeline.chips import ChipRow
from ui.timeline.completion import Candidate, CompletionList
from ui.timeline.line import Line
from ui.widgets import Flow, button, label
from ui.words import in_menu, put, words

OFFERED = 6
MARKS = {",": "\ue000", ":": "\ue001"}  # what these stand for in a name that was taken from the list
ASKED = 4  # of the same name who can be chosen from to be changed
SHORTEST = 2  # letters of a name from which people are offered


class RelationLine(QWidget):
    """``added`` carries the phrase, the contact it is about (None: a name without a card), the relation to change."""

    added = Signal(object, object, object)  # phrase, contact, relation

    def __init__(self, book: Any, theme: Theme, shown: Callable[[], bytes | None],
                 parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._book, self._theme, self._shown = book, theme, shown
        self._chosen: ContactRow | None = None
        self._found: dict[tuple[str, str], ContactRow] = {}
        self._own: Mapping[str, str] = {}
        self.line = Line(self)
        self.line.setStyleSheet("")  # it stands alone: with its frame
        self.line.setObjectName("relationLine")
        self.line.setAccessibleName(self.tr("Add a relation: what they are, then who"))
        self.line.textEdited.connect(lambda text: self._typed())
        self.line.send.connect(self.send)
        self.line.leave.connect(self.clear)
        self.line.down.connect(lambda: self.chips.focus_first())
        self._add = button(self.tr("Add"), None, self.tr("Add the relation"), on=self.send, parent=self)
        self._add.setObjectName("relationAdd")
        self._says = label("", "muted", theme.font(0.92), wrap=True, parent=self)
        self._says.setObjectName("relationSays")
        self._says.setContentsMargins(10, 0, 0, 0)
        self._says.hide()
        self.chips = ChipRow(theme, self)
        self.chips.setObjectName("relationChips")
        self.chips.leave.connect(self.line.setFocus)
        self.chips.hide()
        self._offers = QWidget(self)
        self._offers.setObjectName("relationOffers")
        flow = Flow(self._offers)
        self.changes = [button("", None, on=lambda place=place: self._change(place), parent=self._offers)
                        for place in range(ASKED)]  # fmt: skip
        for place, made in enumerate(self.changes):
            made.setObjectName(f"relationChange{place or ''}")
        self.change = self.changes[0]
        self.more = button("", None, on=self._one_more, parent=self._offers)
        self.more.setObjectName("relationOneMore")
        for made in (*self.changes, self.more):
            flow.addWidget(made)
        lead_on(self.line, *self.changes, self.more, self._add)  # the answers come right behind the line
        self._offers.hide()
        self._known: Sequence[Relation] = ()
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(self.line, 1)
        row.addWidget(self._add)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 4)
        column.setSpacing(3)
        column.addLayout(row)
        column.addWidget(self.chips)
        column.addWidget(self._says)
        column.addWidget(self._offers)

    def clear(self) -> None:
        """Empty it."""
        self.line.setText("")  # the letters are a change now: undo takes back the change, not them
        self._chosen = None
        self._show(None)
        if self.line.completion is not None:
            self.line.completion.hide()

    def learn(self, own: Mapping[str, str]) -> None:
        """Words of their own for kinds."""
        self._own = own

    def complain(self, text: str) -> None:
        """Why the line was not taken; it stays to be corrected."""
        self._says.setText(text)
        self._says.show()

    def says(self) -> str:
        """What is missing, or what is wrong; else what is understood."""
        if not self._says.isHidden():
            return self._says.text()
        return "" if self.chips.isHidden() else " · ".join(chip.shown.text for chip in self.chips.chips)

    def phrase(self) -> RelationPhrase:
        """What the line says now."""
        return self._read(self.line.text())

    def send(self) -> None:
        """Add what the line says, or ask what has to be decided first."""
        phrase = self.phrase()
        self._show(phrase)
        person, shown = self._person(phrase), self._shown()
        if not self.line.text().strip():
            self.complain(self.tr("Write what they are, then who: spouse Ann, or friend Bo Dahl."))
        elif not phrase.kind:
            self.complain(words(relation_begin))
        elif not phrase.name:
            self.complain(self.tr("And who? A contact, or just a name."))
        elif phrase.trouble is not None:
            self.complain(words(phrase.trouble))
        elif self._chosen is None and len(same := self._called(phrase.name)) > 1:
            self.complain(put(self.tr("There are several called {name}: choose one of them."), name=phrase.name))
            self._offer(self._naming(phrase, same))
        else:
            other = person.id if person is not None else None
            known = self._book.relations.alike(shown, phrase, other) if shown is not None else []
            if known:
                self._ask(known, other)
            else:
                self.added.emit(phrase, other, None)
        self.line.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._offers.isVisible():
            self._show(self.phrase())
            self.line.setFocus()
        else:
            super().keyPressEvent(event)

    # Who is there already

    def _ask(self, known: Sequence[Relation], other: bytes | None) -> None:
        """Ask, and leave the keyboard in the line: who goes on typing answers nothing by it."""
        self._known = known[:ASKED]
        told = [", ".join(part for part in (words(one.said), one.born and born_said(one.born, self._today())) if part)
                for one in self._known]  # fmt: skip
        name = _flat(known[0].name)
        if len(known) == 1:
            self.complain(put(self.tr("{name} is already there: {what}."), name=name, what=told[0]))
            texts = [put(self.tr("&Change {name}"), name=in_menu(name))]
        else:
            self.complain(put(self.tr("Several called {name} are there: which one is it?"), name=name))
            texts = [put(self.tr("Change {name}: {what}"), name=in_menu(name), what=in_menu(what)) for what in told]
        for place, made in enumerate(self.changes):
            made.setVisible(place < len(texts))
            if place < len(texts):
                made.setText(texts[place])
                made.setAccessibleName(put(self.tr("Change {name}: {what}"), name=name, what=told[place]))
        self.more.setText(put(self.tr("&One more {name}"), name=in_menu(name)))
        self.more.setAccessibleName(put(self.tr("One more {name}"), name=name))
        self.more.setVisible(other is None)
        self._offers.show()

    def _change(self, place: int) -> None:
        if place >= len(self._known):
            return
        known = self._known[place]
        self.added.emit(self.phrase(), known.person, known.id)

    def _one_more(self) -> None:
        self.added.emit(self.phrase(), None, None)
        self.line.setFocus()

    # Reading

    def _read(self, line: str) -> RelationPhrase:
        """Commas and colons in a name that was taken belong to the name."""
        text = " ".join(line.split())
        name = _flat(self._chosen.name) if self._chosen is not None else ""
        if name and any(mark in name for mark in MARKS):
            text = text.replace(name, name.translate(str.maketrans(MARKS)))
        phrase: RelationPhrase = self._book.relations.read(text, self._own)
        back = str.maketrans({stand: mark for mark, stand in MARKS.items()})
        return replace(phrase, name=phrase.name.translate(back))

    def _show(self, phrase: RelationPhrase | None) -> None:
        """What is understood, below the line."""
        self._says.hide()
        if self._offers.isAncestorOf(self.focusWidget() or self):
            self.line.setFocus()  # else Qt looks for the next one, and scrolls there
        self._offers.hide()
        self._known = ()
        if phrase is None or not phrase.kind:
            self.chips.show_chips([])
            return
        person = self._person(phrase)
        card = None if person is None else _flat(person.name)
        self.chips.show_chips(chips_of(phrase, card, self._today(), self._remover, self._name_shown()))

    def _name_shown(self) -> str:
        shown = self._shown()
        return "" if shown is None else _flat(self._book.contacts.names([shown]).get(shown, ""))

    def _remover(self, field: str) -> Callable[[], object] | None:
        rest = without(self.line.text(), field, self._read)
        return None if rest is None else lambda: self._take_out(rest)

    def _take_out(self, rest: str) -> None:
        self.line.setText(rest)
        self._typed()
        self.line.setFocus()

    # Completion

    def _today(self) -> date:
        today: date = self._book.clock.today()
        return today

    def _person(self, phrase: RelationPhrase) -> ContactRow | None:
        """Whom the name means: the one that was taken, else the only one called exactly that."""
        if self._chosen is not None and _flat(self._chosen.name) == phrase.name:
            return self._chosen
        same = self._called(phrase.name)
        return same[0] if len(same) == 1 else None

    def _called(self, name: str) -> list[ContactRow]:
        """Everybody with this name, but for titles."""
        if len(name) < SHORTEST:
            return []
        return [row for row in self._book.contacts.same_name(name) if row.id != self._shown()]

    def _people(self, text: str) -> list[ContactRow]:
        if len(text) < SHORTEST:
            return []
        contacts = self._book.contacts
        rows: list[ContactRow] = contacts.rows(contacts.search(text, OFFERED + 1, View(kind=None)))
        return [row for row in rows if row.id != self._shown()][:OFFERED]

    def _typed(self) -> None:
        text = self.line.text()
        phrase = self.phrase()
        if self._chosen is not None and _flat(self._chosen.name) != phrase.name:
            self._chosen = None
            phrase = self.phrase()
        self._offer(self._candidates(text, phrase))
        self._show(phrase if text.strip() else None)
        if not text.strip():
            return
        if not phrase.kind:
            self.complain(words(relation_begin))
        elif not phrase.name:
            self.complain(put(self.tr("{kind}: and who?"), kind=phrase.kind))
        elif phrase.trouble is not None:
            self.complain(words(phrase.trouble))

    def _candidates(self, text: str, phrase: RelationPhrase) -> list[Candidate]:
        if not text.strip() or "," in text:
            return []
        start = len(text) - len(text.lstrip())
        if phrase.kind and phrase.name:
            found = self._people(phrase.name)
            whole = len(found) == 1 and found == self._called(phrase.name)  # a list would only hide the chips
            return [] if whole or self._chosen is not None else self._naming(phrase, found)
        if phrase.kind:
            return []
        typed = fold(text)
        ours = [(word, "") for word in relation_words()] + [(whole.partition(" (")[0], whole)
                                                            for whole in self._own.values()]  # fmt: skip
        return [Candidate(start, f"{word.partition(' / ')[0]} ", word, detail if detail != word else "")
                for word, detail in ours if fold(word).startswith(typed) and fold(word) != typed][:OFFERED]

    def _naming(self, phrase: RelationPhrase, found: list[ContactRow]) -> list[Candidate]:
        self._found = {(_flat(row.name), row.context): row for row in found}
        head = self.line.text().partition(",")[0].rstrip()
        at = head.rfind(phrase.name)
        if at < 0:  # written with more space than is read
            at = [word.start() for word in re.finditer(r"\S+", head)][-len(phrase.name.split())]
        return [Candidate(at, name, name, context) for name, context in self._found]

    def _offer(self, found: Sequence[Candidate]) -> None:
        if self.line.completion is None:
            if not found:
                return
            self.line.completion = CompletionList(self._theme, self.window())
            self.line.completion.taken.connect(self._take)
        below = self.line.mapTo(self.window(), QPoint(0, self.line.height() + 2))
        self.line.completion.offer(list(found), below)

    def _take(self, candidate: Candidate) -> None:
        whole = self.line.text()
        text = whole[: candidate.start] + candidate.text
        self._chosen = self._found.get((candidate.text, candidate.detail))
        if self._chosen is not None:
            text += whole[len(whole.partition(",")[0]) :]  # what was said of them stays
        self.line.setText(text)
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)
        self._typed()


def _flat(text: str) -> str:
    return " ".join(text.split())
