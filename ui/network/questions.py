"""Questions to a circle (N3): ask the group, keep every answer word for word, close with the outcome owed to all.

One card per question, the open ones first. Whoever is silent is a chip: a click on it, then what they said. Of many
answers the latest stand there, and a line above them that brings earlier ones.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QCoreApplication, Qt, QTimer, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from notebook import Answer, Named, Question
from ui.bridge import Bridge
from ui.forms import InPlaceText, TypedLine
from ui.pane import Pane, Scroll
from ui.tasks import Tasks
from ui.theme import Theme
from ui.widgets import Flow, button, clear, label, tool
from ui.words import day, number, put

SILENT = 18  # chips of silent members
CARDS = 10  # questions that stand there, and how many more at a time
LATEST, EARLIER = 8, 25  # answers that stand there, and how many more at a time: each is dear to lay out
SHORTEST, SHARE = 120, 0.55  # pixels of height at least, and the share of the room around at most


def _tr(text: str) -> str:
    return QCoreApplication.translate("Questions", text)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with those who have not answered; ``more``: how many of them are not named."""

    question: Question
    silent: tuple[Named, ...]
    more: int


class QuestionCard(QFrame):
    """One question. It writes nothing: it says what is wanted."""

    goWanted = Signal(object)
    answered = Signal(object, str)  # contact, words
    takenBack = Signal(object)  # answer
    closed = Signal(str)  # outcome
    removed = Signal()
    grew = Signal(object)  # the field that opened

    def __init__(self, theme: Theme, writable: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("questionCard")
        self.setProperty("role", "card")
        self._theme, self._writable = theme, writable
        self.shown: Asked | None = None
        self._whose: Named | None = None
        self._text = label("", None, theme.font(1.0, QFont.Weight.DemiBold), wrap=True, parent=self)
        self._remove = tool(theme.icon("x", "muted"), _tr("Delete the question"), self.removed.emit, 14, self)
        head = QHBoxLayout()
        head.addWidget(self._text, 1)
        head.addWidget(self._remove, 0, Qt.AlignmentFlag.AlignTop)
        self._about = label("", "muted", theme.font(0.94), wrap=True, parent=self)
        self._earlier = button("", "link", on=self._show_earlier, parent=self)
        self._earlier.setObjectName("answersEarlier")
        self._earlier.hide()
        self._room = LATEST
        self._rows: dict[Answer, QWidget] = {}
        self._open = True
        self._answers = QVBoxLayout()
        self._answers.setSpacing(4)
        self._silent = QWidget(self)
        self._chips = Flow(self._silent)
        self.said = InPlaceText(_tr("What they said, word for word"), "", self)
        self.said.setProperty("role", "")
        self.said.setObjectName("answerText")
        self.said.committed.connect(self._keep)
        self.said.abandoned.connect(self.said.hide)
        self.said.hide()
        self.outcome = TypedLine(self)
        self.outcome.setObjectName("questionOutcome")
        self.outcome.setAccessibleName(_tr("What came of it"))
        self.outcome.returnPressed.connect(self._close)
        self.outcome.hide()
        self.close_ = button(_tr("Close with what came of it"), None, on=self._close, parent=self)
        self.close_.setObjectName("questionClose")
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 8, 10)
        column.setSpacing(6)
        column.addLayout(head)
        column.addWidget(self._about)
        column.addWidget(self._earlier, 0, Qt.AlignmentFlag.AlignLeft)
        column.addLayout(self._answers)
        column.addWidget(self._silent)
        column.addWidget(self.said)
        column.addWidget(self.outcome)
        column.addWidget(self.close_, 0, Qt.AlignmentFlag.AlignLeft)

    def show_asked(self, asked: Asked) -> None:
        """Show this question; what is being typed stays."""
        if asked == self.shown:
            return
        silent = self.shown is None or (asked.silent, asked.more, asked.question.state) != (
            self.shown.silent, self.shown.more, self.shown.question.state)  # fmt: skip
        self.shown = asked
        question = asked.question
        is_open = question.state != "closed"
        self._text.setText(question.text)
        self._about.setText(self._state(asked))
        self._show_answers()
        if silent:
            self._show_silent(asked, is_open)
        self._silent.setVisible(is_open and bool(asked.silent))
        self._silent.updateGeometry()
        self.close_.setVisible(is_open and self._writable)
        self._remove.setVisible(self._writable)
        if not is_open:
            self.said.hide()
            self.outcome.hide()
        told = [question.text, self._about.text(), *(f"{a.contact_name}: {a.text}" for a in self._rows)]
        self.setAccessibleName(". ".join(told))

    def _show_answers(self) -> None:
        """The latest of them, each row made once."""
        if self.shown is None:
            return
        question = self.shown.question
        is_open = question.state != "closed"
        wanted = question.answers[-self._room :]
        if is_open != self._open:
            self._open, self._rows = is_open, {}
            clear(self._answers)
        for gone in [answer for answer in self._rows if answer not in wanted]:
            row = self._rows.pop(gone)
            row.hide()
            self._answers.removeWidget(row)
            row.deleteLater()
        for place, answer in enumerate(wanted):
            row = self._rows.get(answer) or self._answer(answer, is_open)
            self._rows[answer] = row
            if self._answers.indexOf(row) != place:
                self._answers.insertWidget(place, row)
            row.show()
        left = len(question.answers) - len(wanted)
        text = _tr("Show {n} earlier of {all} answers")
        self._earlier.setText(text.format(n=number(min(left, EARLIER)), all=number(len(question.answers))))
        self._earlier.setAccessibleName(self._earlier.text())
        self._earlier.setVisible(left > 0)

    def _show_earlier(self) -> None:
        self._room += EARLIER
        self._show_answers()
        self.grew.emit(self._earlier)

    def _show_silent(self, asked: Asked, is_open: bool) -> None:
        clear(self._chips)
        for member in asked.silent:
            self._chip(member, is_open and self._writable)
        if asked.more:
            made = label(_tr("and {n} more").format(n=number(asked.more)), "muted", parent=self._silent)
            made.setContentsMargins(4, 4, 0, 0)
            self._chips.addWidget(made)
            made.show()

    def ask(self, member: Named) -> None:
        """What did this member say?"""
        self._whose = member
        hint = put(_tr("What {name} said, word for word (Ctrl+Enter keeps it)"), name=member[1])
        self.said.setPlaceholderText(hint)
        self.said.setAccessibleName(hint)
        self.said.show()
        self.said.setFocus()
        self.grew.emit(self.said)

    def chips(self) -> list[QPushButton]:
        """The silent members."""
        return [one for one in self._silent.findChildren(QPushButton) if not one.isHidden()]

    def _state(self, asked: Asked) -> str:
        question = asked.question
        told = [_tr("asked on {day}").format(day=day(question.asked))] if question.asked is not None else []
        answered = len({answer.contact for answer in question.answers})
        silent = len(asked.silent) + asked.more
        if question.state != "closed":
            told.append(_tr("{n} answered, {m} silent").format(n=number(answered), m=number(silent)))
            return " · ".join(told)
        if question.closed_on is not None:
            told.append(_tr("closed on {day}").format(day=day(question.closed_on)))
        told.append(question.outcome)
        return " · ".join(told)

    def _answer(self, answer: Answer, is_open: bool) -> QWidget:
        box = QWidget(self)
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        flat = " ".join(answer.contact_name.split())
        name = button(flat if len(flat) <= 22 else flat[:21] + "…", "link",
                      put(_tr("Go to {name}"), name=answer.contact_name),
                      on=lambda: self.goWanted.emit(answer.contact), parent=box)
        row.addWidget(name, 0, Qt.AlignmentFlag.AlignTop)
        words = label(answer.text, wrap=True, parent=box)
        words.setContentsMargins(0, 3, 0, 0)
        words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        row.addWidget(words, 1)
        if is_open and self._writable:
            row.addWidget(tool(self._theme.icon("x", "muted"), put(_tr("Delete the answer of {name}"),
                name=answer.contact_name), lambda: self.takenBack.emit(answer.id), 12, box), 0,
                Qt.AlignmentFlag.AlignTop)
        return box

    def _chip(self, member: Named, active: bool) -> None:
        flat = " ".join(member[1].split())
        made = button(flat if len(flat) <= 26 else flat[:25] + "…", "chip",
                      put(_tr("{name} has not answered yet; note the answer"), name=member[1]),
                      on=lambda: self.ask(member), parent=self._silent)
        made.setEnabled(active)
        self._chips.addWidget(made)
        made.show()

    def _keep(self, text: str) -> None:
        if self._whose is not None and text.strip():
            whose, self._whose = self._whose, None
            self.said.show_value("")
            self.said.hide()
            self.answered.emit(whose[0], text)
            if self.chips():
                self.chips()[0].setFocus()

    def _close(self) -> None:
        if self.outcome.isVisible() and self.outcome.text().strip():
            self.closed.emit(self.outcome.text())
            return
        answered = len({answer.contact for answer in self.shown.question.answers}) if self.shown is not None else 0
        promise = _tr("What came of it? Everybody who answered ({n}) is promised to hear it.")
        self.outcome.setPlaceholderText(promise.format(n=number(answered)) if answered else _tr("What came of it?"))
        self.outcome.show()
        self.outcome.setFocus()
        self.grew.emit(self.outcome)


class QuestionsPanel(Pane):
    """The questions of one group. ``counted``: how many there are, and how many of them are open."""

    counted = Signal(int, int)
    tables = ("question", "answer", "membership", "contact", "circle")
    reads = "questions"

    def __init__(self, book: Any, theme: Theme, bridge: Bridge, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(book, theme, bridge, tasks, parent)
        self.setObjectName("questionsPanel")
        self.setAccessibleName(_tr("Questions to this group"))
        self.group: bytes | None = None
        self.cards: dict[bytes, QuestionCard] = {}
        self.line = TypedLine(self)
        self.line.setObjectName("questionLine")
        self.line.setAccessibleName(_tr("A question to the group"))
        self.line.setPlaceholderText(_tr("What do you want to know from all of them?"))
        self.line.returnPressed.connect(self._ask)
        self._add = button(_tr("Ask"), "primary", _tr("Ask the group"), on=self._ask, parent=self)
        self._add.setObjectName("questionAsk")
        row = QHBoxLayout()
        row.addWidget(self.line, 1)
        row.addWidget(self._add)
        self._teach = label(
            _tr("Ask the whole group something, for example “Which fair is worth the trip?”. Keep each answer word for"
                " word, see who is silent, and owe everybody who answered the outcome."), "muted", wrap=True,
            parent=self)
        self._teach.setObjectName("questionsTeach")
        holder = QWidget()
        self._column = QVBoxLayout(holder)
        self._column.setContentsMargins(0, 0, 2, 0)
        self._column.setSpacing(8)
        self._column.addLayout(row)
        self._column.addWidget(self._teach)
        self._places = QVBoxLayout()
        self._places.setSpacing(8)
        self._column.addLayout(self._places)
        self.more = button("", "link", on=self._show_more, parent=self)
        self.more.setObjectName("questionsMore")
        self.more.hide()
        self._column.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        self._all: tuple[Asked, ...] = ()
        self._most = CARDS
        self._column.addStretch(1)
        self._area = Scroll(self)
        self._area.setWidget(holder)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._area)
        for made in (self.line, self._add):
            made.setEnabled(not book.read_only)

    def show_group(self, group: bytes) -> None:
        """Show the questions of this group."""
        if group != self.group:
            self.group, self._most = group, CARDS
            self.line.clear()
            self.fill(())
        self.refresh()

    def to_read(self) -> tuple[bytes | None]:
        return (self.group,)

    def read(self, group: bytes | None) -> tuple[Asked, ...]:
        """Its questions, the open ones first, with who is silent."""
        questions = sorted(self._book.questions.of(group), key=lambda question: question.state == "closed")
        silent = self._book.questions.silent_to([one for one in questions if one.state != "closed"])
        names = self._book.contacts.names({one for some in silent.values() for one in some[:SILENT]})
        found = []
        for one in questions:
            still = silent.get(one.id, [])
            named = tuple((contact, names.get(contact, "?")) for contact in still[:SILENT])
            found.append(Asked(one, named, len(still) - len(named)))
        return tuple(found)

    def fill(self, found: tuple[Asked, ...]) -> None:
        """Show the first of them."""
        self._all = found
        wanted = {asked.question.id: asked for asked in found[: self._most]}
        for gone in [id for id in self.cards if id not in wanted]:
            card = self.cards.pop(gone)
            card.hide()
            self._places.removeWidget(card)
            card.deleteLater()
        for place, (id, asked) in enumerate(wanted.items()):
            card = self.cards.get(id) or self._make(id)
            card.show_asked(asked)
            if self._places.indexOf(card) != place:
                self._places.insertWidget(place, card)
            card.show()
        left = len(found) - len(wanted)
        text = _tr("Show {n} more of {all} questions")
        self.more.setText(text.format(n=number(min(left, CARDS)), all=number(len(found))))
        self.more.setAccessibleName(self.more.text())
        self.more.setVisible(left > 0)
        self._teach.setVisible(not found)
        self.counted.emit(len(found), sum(asked.question.state != "closed" for asked in found))
        self.fit()

    def _show_more(self) -> None:
        self._most += CARDS
        self.fill(self._all)

    def fit(self) -> None:
        """As high as what is in it, and no higher than about half of the room around."""
        around = self.window().height() if self.window() is not None else 0
        inner = self._area.widget()
        wide = self._area.viewport().width()
        high = inner.heightForWidth(wide) if inner.hasHeightForWidth() else inner.sizeHint().height()
        self.setFixedHeight(max(SHORTEST // 2, min(high + 4, max(SHORTEST, round(around * SHARE)))))

    def _make(self, id: bytes) -> QuestionCard:
        card = self.cards[id] = QuestionCard(self._theme, not self._book.read_only, self)
        questions = self._book.questions
        card.goWanted.connect(self.contactActivated)
        card.answered.connect(lambda who, text: self._do(lambda: questions.answer(id, who, text)))
        card.takenBack.connect(lambda answer: self._do(lambda: questions.take_back(answer)))
        card.closed.connect(lambda text: self._do(lambda: questions.close(id, text)))
        card.grew.connect(self._see)
        card.removed.connect(lambda: self._do(lambda: questions.delete(id)))
        return card

    def _see(self, field: QWidget) -> None:
        self.fit()
        QTimer.singleShot(0, self, lambda: self._area.ensureWidgetVisible(field))  # once it has its place

    def _ask(self) -> None:
        group, text = self.group, self.line.text()
        if group is not None and self._do(lambda: self._book.questions.ask(group, text)):
            self.line.setText("")  # the letters are a change now

    def _do(self, act: Callable[[], object]) -> bool:
        if self.attempt(act, tell=True) is False:
            return False
        self.refresh()
        return True
