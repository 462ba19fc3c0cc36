"""The line in which a relation is added: ``daughter Mia, 9, plays the cello``; kinds and people are completed.

What is understood stands below it while it is typed. Enter adds; the keyboard stays, for the next one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from notebook import ContactRow, RelationPhrase, View, fold, parse_relation, relation_words
from ui.theme import Theme
from ui.timeline.completion import Candidate, CompletionList
from ui.timeline.composer import Line
from ui.widgets import button, label

OFFERED = 6
MARKS = {",": "\ue000", ":": "\ue001"}  # what these stand for in a name that was taken from the list
SHORTEST = 2  # letters of a name from which people are offered


class RelationLine(QWidget):
    """``added`` carries the phrase and the contact it is about (None: a name without a card)."""

    added = Signal(object, object)

    def __init__(self, book: Any, theme: Theme, shown: Callable[[], bytes | None],
                 parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._book, self._theme, self._shown = book, theme, shown
        self._chosen: ContactRow | None = None
        self._found: dict[str, ContactRow] = {}
        self.line = Line(self)
        self.line.setStyleSheet("")  # it stands alone: with its frame
        self.line.setObjectName("relationLine")
        self.line.setAccessibleName(self.tr("Add a relation: what they are, then who"))
        self.line.textEdited.connect(lambda text: self._typed())
        self.line.send.connect(self.send)
        self.line.leave.connect(self.clear)
        self._add = button(self.tr("Add"), None, self.tr("Add the relation"), on=self.send, parent=self)
        self._add.setObjectName("relationAdd")
        self._says = label("", "muted", theme.font(0.92), wrap=True, parent=self)
        self._says.setObjectName("relationSays")
        self._says.setContentsMargins(10, 0, 0, 0)
        self._says.hide()
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(self.line, 1)
        row.addWidget(self._add)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 4)
        column.setSpacing(3)
        column.addLayout(row)
        column.addWidget(self._says)

    def clear(self) -> None:
        """Empty it."""
        self.line.setText("")  # the letters are a change now: undo takes back the change, not them
        self._chosen = None
        self._says.hide()
        if self.line.completion is not None:
            self.line.completion.hide()

    def complain(self, text: str) -> None:
        """Why the line was not taken; it stays to be corrected."""
        self._says.setText(text)
        self._says.show()

    def says(self) -> str:
        """What is understood, or what is missing."""
        return "" if self._says.isHidden() else self._says.text()

    def phrase(self) -> RelationPhrase:
        """What the line says now; commas and colons in a name that was taken belong to the name."""
        text = " ".join(self.line.text().split())
        name = _flat(self._chosen.name) if self._chosen is not None else ""
        if name and any(mark in name for mark in MARKS):
            text = text.replace(name, name.translate(str.maketrans(MARKS)))
        phrase = parse_relation(text, self._today())
        back = str.maketrans({stand: mark for mark, stand in MARKS.items()})
        return replace(phrase, name=phrase.name.translate(back))

    def send(self) -> None:
        """Add what the line says."""
        phrase = self.phrase()
        if not self.line.text().strip():
            self.complain(self.tr("Write what they are, then who: spouse Ann, or friend Bo Dahl."))
        elif not phrase.kind:
            self.complain(self.tr("Begin with what they are: spouse Ann, friend Bo Dahl, or choir: Cy."))
        elif not phrase.name:
            self.complain(self.tr("And who? A contact, or just a name."))
        elif self._chosen is None and len(same := self._called(phrase.name)) > 1:
            self.complain(self.tr("There are several called {name}: choose one of them.").format(name=phrase.name))
            self._offer(self._naming(phrase, same))
        else:
            person = self._person(phrase)
            self.added.emit(phrase, person.id if person is not None else None)
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
        """Everybody with exactly this name."""
        return [row for row in self._people(name) if fold(row.name) == fold(name)]

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
        if not text.strip():
            self._says.hide()
            return
        self.complain(self._understood(phrase))

    def _candidates(self, text: str, phrase: RelationPhrase) -> list[Candidate]:
        if not text.strip() or "," in text:
            return []
        start = len(text) - len(text.lstrip())
        if phrase.kind and phrase.name:
            return [] if self._chosen is not None else self._naming(phrase, self._people(phrase.name))
        if phrase.kind:
            return []
        typed = fold(text)
        return [Candidate(start, f"{word} ", word) for word in relation_words()
                if word.startswith(typed) and word != typed][:OFFERED]

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

    def _understood(self, phrase: RelationPhrase) -> str:
        if not phrase.kind:
            return self.tr("Begin with what they are: spouse Ann, friend Bo Dahl, or choir: Cy.")
        if not phrase.name:
            return self.tr("{kind}: and who?").format(kind=phrase.kind)
        parts = [phrase.note, phrase.school]
        if phrase.born:
            year = phrase.born[:4]
            aged = self.tr("about {n}").format(n=self._today().year - int(year)) if year.isdigit() else ""
            parts.insert(0, aged if len(phrase.born) == 4 else self.tr("born {day}").format(day=phrase.born))
        if phrase.since:
            parts.append(self.tr("since {when}").format(when=phrase.since))
        if phrase.until:
            parts.append(self.tr("until {when}").format(when=phrase.until))
        if phrase.strength:
            parts.append(self.tr("strength {n}").format(n=phrase.strength))
        person = self._person(phrase)
        who = self.tr("{kind}: {name}, who has a card") if person else self.tr("{kind}: {name}, by name only")
        known = ", ".join(part for part in parts if part)
        told = who.format(kind=phrase.kind, name=phrase.name)
        return f"{told} ({known})" if known else told


def _flat(text: str) -> str:
    return " ".join(text.split())
