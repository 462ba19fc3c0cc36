"""Closing an entry: what was learned, what was promised, what to bring up next time; a line each, or none.

It stands under the composer after something was logged (Tab, or Enter again, goes into it), and for any entry with C.
Enter goes to the next line and keeps all of them behind the last one, Ctrl+Enter at once. Esc leaves it, as going
elsewhere does: what was typed waits as a draft of its entry (`ui.timeline.drafts`), after a crash too, until it is kept
or emptied.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from notebook import Clock, Doubt, Entry, PromiseDraft, Sentence, Takeaway, say
from ui.forms import TypedLine
from ui.theme import Theme
from ui.timeline.drafts import Drafts
from ui.timeline.words import Words
from ui.widgets import Elided, label, tool
from ui.words import put

FIELDS = ("learned", "promised", "next")
DRAFT = "closing-"  # before the entry and the field, where a line stands among the drafts


@dataclass(frozen=True, slots=True)
class Closed:
    """What was written: the lines by their field, and the line of an entry that each replaces, if any."""

    entry: bytes
    lines: dict[str, str]
    replaced: dict[str, Takeaway]


class _Field(TypedLine):
    went = Signal(int)  # to the next field, or the one before
    done = Signal()
    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
            self.done.emit() if control else self.went.emit(1)
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.went.emit(1 if key == Qt.Key.Key_Down else -1)
        elif key == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


class ClosingStrip(QFrame):
    """Three lines about one entry. ``closed`` carries a `Closed`; ``left``: the keyboard goes elsewhere."""

    closed = Signal(object)
    left = Signal(int)  # -1: up to the composer, 1: down to the timeline

    def __init__(self, theme: Theme, text: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("closingStrip")
        self.setProperty("role", "card")
        self._text = text
        self.entry: Entry | None = None
        self._drafts = Drafts(None, self)
        self._replaced: dict[str, Takeaway] = {}
        self._title = Elided(theme, "", "muted", theme.font(0.92), self)
        self._title.setObjectName("closingTitle")
        self._away = away = tool(theme.icon("x", "muted"), self.tr("Leave it"), self.leave, 14, self)
        head = QHBoxLayout()
        head.setSpacing(6)
        head.addWidget(self._title, 1)
        hint = self.tr("Tab goes in · Enter goes on · Esc leaves")
        head.addWidget(label(hint, "muted", theme.font(0.85), parent=self))
        head.addWidget(away)
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(2)
        self.fields: dict[str, _Field] = {}
        for row, (name, word, hint) in enumerate((
            ("learned", self.tr("Learned"), self.tr("what we know now: she likes numbers more than letters")),
            ("promised", self.tr("Promised"), self.tr("send the list by Friday; or  theirs: two names")),
            ("next", self.tr("Next time"), self.tr("what to bring up: how did the school play go?")),
        )):
            grid.addWidget(label(word, "muted", theme.font(0.92), parent=self), row, 0)
            field = _Field(self)
            field.setObjectName(f"closing-{name}")
            field.setProperty("role", "inplace")
            field.setAccessibleName(word)
            field.setPlaceholderText(hint)
            field.textEdited.connect(lambda text, name=name: self._type(name, text))
            field.went.connect(lambda by, name=name: self._go(name, by))
            field.done.connect(self.finish)
            field.left.connect(self.leave)
            self.fields[name] = field
            grid.addWidget(field, row, 1)
        grid.setColumnStretch(1, 1)
        self._trouble = label("", "trouble", wrap=True, parent=self)
        self._trouble.setObjectName("closingTrouble")
        self._trouble.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 4, 8, 8)
        column.setSpacing(2)
        column.addLayout(head)
        column.addLayout(grid)
        column.addWidget(self._trouble)
        self.hide()

    @property
    def stops(self) -> tuple[QWidget, ...]:
        """Where the keyboard goes through, in that order."""
        return (*(self.fields[name] for name in FIELDS), self._away)

    def keep_drafts(self, drafts: Drafts) -> None:
        """Keep there what is being typed, and go on with what was begun."""
        self._drafts = drafts

    def begun(self) -> list[bytes]:
        """The entries of which something was written down and not kept, the latest last."""
        held: dict[bytes, None] = {}
        for key in self._drafts.keys(DRAFT):
            with suppress(ValueError):  # the file is anybody's to write into
                held[bytes.fromhex(key.removeprefix(DRAFT).partition("-")[0])] = None
        return list(held)

    def show_entry(self, entry: Entry, start: bool) -> None:
        """Ask about this entry; ``start``: with the keyboard in the first line. What it has already stands there."""
        self.entry = entry
        self._replaced = {}
        for takeaway in reversed(entry.takeaways):
            self._replaced["learned" if takeaway.kind == "learned" else "next"] = takeaway
        for name, field in self.fields.items():
            field.setText(self._drafts.line(_draft(entry.id, name)) or self._known(name))
        who = entry.contacts[0][1] if entry.contacts else ""
        title = put(self.tr("What came of it? {title}, {who}, {when}"),
            title=self._text.title(entry), who=who, when=self._text.when(entry.at))
        self._title.setText(title)
        self.setAccessibleName(title)
        self.complain("")
        self.show()
        if start:
            self.start()

    def start(self) -> None:
        """The keyboard into the first line."""
        self.fields["learned"].setFocus(Qt.FocusReason.OtherFocusReason)  # what stands there is not selected

    def complain(self, text: str) -> None:
        """Say why it was not kept."""
        self._trouble.setText(text)
        self._trouble.setVisible(bool(text))

    def finish(self) -> None:
        """Keep what was written; nothing written is nothing kept."""
        if self.entry is not None:
            lines = {name: field.text().strip() for name, field in self.fields.items()}
            self.closed.emit(Closed(self.entry.id, lines, dict(self._replaced)))

    def filled(self) -> Closed | None:
        """What is written in it, where anything is that is not kept yet; a line that was emptied is left as it was."""
        if self.entry is None:
            return None
        lines = {name: field.text().strip() or self._known(name) for name, field in self.fields.items()}
        if all(text == self._known(name) for name, text in lines.items()):
            return None
        return Closed(self.entry.id, lines, dict(self._replaced))

    def forget(self) -> None:
        """It is kept: nothing of it waits any more."""
        if self.entry is not None:
            for name in FIELDS:
                self._drafts.keep(_draft(self.entry.id, name), "")
        self.put_away()

    def put_away(self) -> None:
        """Away, and what was typed waits; the keyboard stays where it is unless it was in here."""
        self.entry = None
        self.hide()

    def leave(self) -> None:
        """Away, and the keyboard elsewhere."""
        self.put_away()
        self.left.emit(-1)

    def _type(self, name: str, text: str) -> None:
        if self.entry is not None:
            self._drafts.keep(_draft(self.entry.id, name), "" if text == self._known(name) else text)

    def _known(self, name: str) -> str:
        """What stands in the notebook."""
        return self._replaced[name].text if name in self._replaced else ""

    def _go(self, name: str, by: int) -> None:
        place = FIELDS.index(name) + by
        if place < 0:
            self.left.emit(-1)
        elif place < len(FIELDS):
            self.fields[FIELDS[place]].setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.finish()


def _draft(entry: bytes, name: str) -> str:
    return f"{DRAFT}{entry.hex()}-{name}"


def promised(text: str, clock: Clock) -> tuple[list[PromiseDraft], Sentence | None, Sequence[Doubt]]:
    """The promises of a line (ours, unless it begins with ``theirs:``), what is wrong with it, what was not understood.
    """
    from notebook import clause_at, parse_phrase

    if not text:
        return [], None, ()
    begun = clause_at(text)
    line = text if begun is not None and begun[0] == "promise" else f"promise: {text}"
    phrase = parse_phrase(line, clock=clock, people=lambda name: [])
    if phrase.missing:
        return [], phrase.missing[0], ()
    if not phrase.promises:
        return [], say("Write what was promised, for example: send the list by Friday"), ()
    return list(phrase.promises), None, phrase.doubts
