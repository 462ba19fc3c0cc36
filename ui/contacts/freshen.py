"""Freshen (P6): five facts a day that nobody has vouched for lately, one key each.

Y: it is still true. C: it changed, and the new value is typed where it stands. N: nobody knows. Where several values
stand side by side, which come first, their number chooses one. Every answer can be undone. The five of a day are five,
however quickly they are answered; then it says so and lets one go.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QFont, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from notebook import Fact, KithbookError, Sentence
from ui.bridge import Bridge
from ui.contacts.provenance import RivalBox, as_read
from ui.contacts.sections import Ring
from ui.forms import TypedLine
from ui.pane import Pane
from ui.tasks import Tasks
from ui.theme import Theme
from ui.widgets import button, clear, label
from ui.words import number, put, words

WIDE = 560


Asking = tuple[list[Fact], dict[bytes, str], int]  # the facts, the names of whom they are about, how many are answered


class FreshenPage(Pane):
    """Asks about one fact after the other."""

    tables = ("confirmation", "contact", "detail", "role", "anniversary")
    reads = "freshen"

    def __init__(self, book: Any, theme: Theme, bridge: Bridge, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(book, theme, bridge, tasks, parent)
        self.setObjectName("freshenPage")
        self.setAccessibleName(self.tr("Freshen"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.facts: list[Fact] = []
        self._names: dict[bytes, str] = {}
        self._answered = 0
        self._doubted = ""  # what was said to be no address or number: Enter again keeps it
        self._title = label(self.tr("Freshen"), None, theme.font(1.4, QFont.Weight.Bold), parent=self)
        self._about = label(self.tr("Five facts a day that nobody has looked at for a year. One key each."), "muted",
                            wrap=True, parent=self)
        self._make_card()
        self._make_rest()
        self._rings = [Ring(theme, self.card), Ring(theme, self.rest)]
        inner = QVBoxLayout()
        inner.setSpacing(12)
        inner.addWidget(self._title)
        inner.addWidget(self._about)
        inner.addSpacing(8)
        inner.addWidget(self.card)
        inner.addWidget(self.rest)
        inner.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 20, 20, 16)
        row.addStretch(1)
        holder = QWidget(self)
        holder.setMaximumWidth(WIDE)
        holder.setLayout(inner)
        inner.setContentsMargins(0, 0, 0, 0)
        row.addWidget(holder, 100)
        row.addStretch(1)

    def _make_card(self) -> None:
        theme = self._theme
        self.card = QFrame(self)
        self.card.setObjectName("freshenCard")
        self.card.setProperty("role", "card")
        self._place = label("", "muted", theme.font(0.92), parent=self.card)
        self.who = button("", "link", on=self._go, parent=self.card)
        self.who.setObjectName("freshenWho")
        self._what = label("", "section", theme.font(0.92, QFont.Weight.Bold), parent=self.card)
        self.value = label("", None, theme.font(1.3, QFont.Weight.DemiBold), wrap=True, parent=self.card)
        self.value.setObjectName("freshenValue")
        self.value.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)  # one long word
        self._told = label("", "muted", wrap=True, parent=self.card)
        self.line = _Value(self.card)
        self.line.setObjectName("freshenLine")
        self.line.setAccessibleName(self.tr("What it is now"))
        self.line.setPlaceholderText(self.tr("What it is now; empty: nobody knows, it is taken off the card"))
        self.line.textChanged.connect(self._tell)
        self.line.returnPressed.connect(self._change)
        self.line.left.connect(self._leave_line)
        self.line.hide()
        self.understood = label("", "muted", wrap=True, parent=self.card)
        self.understood.setObjectName("freshenUnderstood")
        self.understood.hide()
        self.answers: dict[str, Any] = {}
        keys = QHBoxLayout()
        keys.setSpacing(8)
        for verdict, text, name in (("true", self.tr("Still true  Y"), self.tr("Still true (Y)")),
                                    ("changed", self.tr("Changed  C"), self.tr("Changed (C)")),
                                    ("unknown", self.tr("Don’t know  N"), self.tr("Don’t know (N)"))):
            made = button(text, "primary" if verdict == "true" else None, name,
                          on=lambda verdict=verdict: self.answer(verdict), parent=self.card)
            made.setObjectName(f"freshen-{verdict}")
            made.setEnabled(not self._book.read_only)
            self.answers[verdict] = made
            keys.addWidget(made)
        keys.addStretch(1)
        self._several = QWidget(self.card)
        self._choices = QVBoxLayout(self._several)
        self._choices.setContentsMargins(0, 0, 0, 0)
        top = QHBoxLayout()
        top.addWidget(self.who)
        top.addStretch(1)
        top.addWidget(self._place)
        column = QVBoxLayout(self.card)
        column.setContentsMargins(20, 16, 20, 20)
        column.setSpacing(6)
        column.addLayout(top)
        column.addSpacing(6)
        column.addWidget(self._what)
        column.addWidget(self.value)
        column.addWidget(self.line)
        column.addWidget(self.understood)
        column.addWidget(self._told)
        column.addWidget(self._several)
        column.addSpacing(12)
        column.addLayout(keys)
        self.card.hide()

    def _make_rest(self) -> None:
        self.rest = QFrame(self)
        self.rest.setProperty("role", "card")
        self.rest.setObjectName("freshenRest")
        self.thanks = label("", None, self._theme.font(1.1), wrap=True, parent=self.rest)
        self.thanks.setObjectName("freshenThanks")
        away = button(self.tr("Back to the people"), on=lambda: self.placeWanted.emit("people", None), parent=self.rest)
        away.setObjectName("freshenAway")
        column = QVBoxLayout(self.rest)
        column.setContentsMargins(20, 20, 20, 20)
        column.setSpacing(16)
        column.addWidget(self.thanks)
        column.addWidget(away, 0, Qt.AlignmentFlag.AlignLeft)
        self.rest.hide()

    # -- what the window uses

    def show_place(self, what: object | None) -> None:
        """The page is shown: ask about what is stale today."""
        self.refresh()
        self.setFocus()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        for ring in self._rings:
            ring.fit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        for ring in self._rings:
            ring.hide()

    # -- asking

    def read(self) -> Asking:
        facts = self._book.facts.freshen()
        people = list(dict.fromkeys(one.contact for one in facts))
        names = {row.id: row.name for row in self._book.contacts.rows(people)}
        return facts, names, self._book.facts.answered()

    def fill(self, found: Asking) -> None:
        """Ask about these, but not while it is being typed what one of them is now."""
        if not self.line.isHidden():
            self._stale = True
            return
        self.facts, self._names, self._answered = found
        self._ask()

    def _ask(self) -> None:
        facts = self.facts
        self.card.setVisible(bool(facts))
        self.rest.setVisible(not facts)
        self._about.setVisible(bool(facts))
        if not facts:
            self._thank()
            return
        fact = facts[0]
        name = " ".join(self._names.get(fact.contact, "").split())
        self.who.setText((name if len(name) <= 48 else name[:47] + "…").replace("&", "&&"))
        self.who.setAccessibleName(put(self.tr("Go to {name}"), name=name))
        self._what.setText(words(fact.label).upper())
        self._what.setAccessibleName(words(fact.label))
        shown = words(self._book.facts.side_by_side(fact)) if fact.others else as_read(fact, fact.display)
        self.value.setText(" ".join(shown.split())[:300])
        self._told.setText("\n".join(words(one) for one in self._book.facts.told(fact)) if not fact.others else
                           self.tr("Which one is right? Its number (1, 2 …) chooses it."))
        self._choose_from(fact)
        self._place.setText(self.tr("{place} of {all}").format(place=number(self._answered + 1),
                                                              all=number(self._answered + len(facts))))
        self.card.setAccessibleName(put(self.tr("{name}, {what}: {value}"),
            name=name, what=words(fact.label), value=shown))

    def _choose_from(self, fact: Fact) -> None:
        """Of several values one is chosen; of one it is said whether it is still true."""
        clear(self._choices)
        if fact.others:
            self._choices.addWidget(RivalBox(self._book, self._theme, fact, self._chosen, self._several, numbered=True))
        self._several.setVisible(bool(fact.others))
        for made in self.answers.values():
            made.setHidden(bool(fact.others))

    def _chosen(self, title: Sentence | None) -> None:
        if title is not None:
            self.done.emit(title)
        self._tasks.forget(self.reads)
        self.facts, self._answered = self.facts[1:], self._answered + 1
        self._ask()
        self.setFocus()
        self._again.start()

    def _thank(self) -> None:
        if self._answered:
            text = (self.tr("That was it for today. Thank you: one fact is as fresh as you are.")
                    if self._answered == 1 else
                    self.tr("That was it for today. Thank you: {n} facts are as fresh as you are.").format(
                        n=number(self._answered)))
        else:
            text = self.tr("Nothing is stale. When a phone number, a role or a word about how they buy has not been "
                           "looked at for a year, it will be asked about here: five a day, one key each.")
        self.thanks.setText(text)

    def answer(self, verdict: str) -> None:
        """Still true, changed or unknown."""
        if not self.facts or self._book.read_only:
            return
        fact = self.facts[0]
        if fact.others:
            return  # which of them is right is chosen, by its number
        if verdict == "changed" and _editable(fact):
            self._doubted = ""
            self.line.setText(self._book.facts.before(fact))
            self.value.hide()
            self.line.show()
            self._tell()
            self.line.selectAll()
            self.line.setFocus()
            return
        if verdict == "changed":
            self.said.emit(put(self.tr("What it is now belongs on the card of {name}."),
                name=self._names.get(fact.contact, "")))
        self._do(None, lambda: self._book.facts.confirm(fact.table, fact.row, fact.field, verdict))

    def _change(self) -> None:
        """The new value is typed; nothing typed: the old one goes. What is hardly right is asked about once."""
        fact, text = self.facts[0], self.line.text().strip()
        try:
            made = self._book.facts.correction(fact, text)
        except KithbookError as error:
            self.said.emit(words(error.sentence))
            return
        if made.doubt is not None and text != self._doubted:
            self._doubted = text
            self._tell()
            self.said.emit(words(made.doubt))
            return
        self._do(made.title, lambda: self._book.facts.correct(fact, text))

    def _tell(self) -> None:
        """Below the line: what it is understood as, before Enter."""
        if not self.facts or self.line.isHidden():
            return
        text = self.line.text().strip()
        try:
            made = self._book.facts.correction(self.facts[0], text)
        except KithbookError:
            self.understood.hide()  # it was taken away meanwhile: Enter says so
            return
        doubted = made.doubt is not None and text == self._doubted
        self.understood.setText(words(made.doubt if doubted else made.said))
        self.understood.show()

    def _do(self, title: Sentence | None, act: Callable[[], object]) -> None:
        """The answer to the first; the next is asked about at once, so that no answer is given twice."""
        if self.attempt(act, title, tell=True) is False:
            return
        self._tasks.forget(self.reads)  # it may have begun before the answer
        self.facts, self._answered = self.facts[1:], self._answered + 1
        self._leave_line()
        self._ask()
        self.setFocus()
        self._again.start()

    def _leave_line(self) -> None:
        had = self.line.hasFocus()
        self.line.hide()
        self.understood.hide()
        self.value.show()
        if had:
            self.setFocus()
        if self._stale:
            self.refresh()

    def _go(self) -> None:
        if self.facts:
            self.contactActivated.emit(self.facts[0].contact)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        place = event.key() - Qt.Key.Key_1
        use = self._several.findChild(QPushButton, f"use-{place}") if not self._several.isHidden() else None
        if use is not None and not event.isAutoRepeat():
            use.click()
            return
        verdict = {Qt.Key.Key_Y: "true", Qt.Key.Key_C: "changed", Qt.Key.Key_N: "unknown"}.get(Qt.Key(event.key()))
        if verdict is None or event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier or event.isAutoRepeat():
            super().keyPressEvent(event)
        else:
            self.answer(verdict)


class _Value(TypedLine):
    """Esc leaves it."""

    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


def _editable(fact: Fact) -> bool:
    """Whether one line can say what it is now: an address has parts, and who somebody works for is a record."""
    return not (fact.table == "detail" and fact.kind == "address") and fact.field != "organisation"
