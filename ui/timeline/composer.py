"""The composer: one line that becomes an entry, with the kind before it and what was understood below it.

The line itself is the truth: taking a chip out takes its words out of the line, changing the kind changes
the word. Only what cannot be written into the line (which of two Anns, a new person, a picked day, files) is
kept beside it. Enter logs; the keyboard stays in the line. Nothing is written here: ``read`` makes a `Phrase` of
a line, ``people`` finds and completes names.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import (
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QToolButton, QVBoxLayout, QWidget

from notebook import KINDS, USUAL, Chip, Clock, Doubt, Named, Phrase, lies_ahead, says_something
from ui.theme import Theme
from ui.timeline.chips import ChipRow, Choice, Shown
from ui.timeline.completion import Candidate, CompletionList, candidates
from ui.timeline.doubt_chips import DoubtChips
from ui.timeline.draft import Corrections, Draft, Who, understand, without
from ui.timeline.line import Line
from ui.timeline.moment import MomentDialog, instant
from ui.timeline.people import PeopleFinder
from ui.timeline.promise_chips import PromiseChips
from ui.timeline.remark_chips import RemarkChips
from ui.timeline.things import ThingFinder
from ui.timeline.words import Words, icon_of
from ui.widgets import label, tool
from ui.words import in_menu, put, words

HINTED, NAMED = 480, 320  # pixels of width from which the hint and the name of the kind have room
REMARKS = ("want", "story", "purchase", "gave", "asked", "learned", "next")  # chips of what is kept besides promises


class Composer(QFrame):
    """Makes drafts of lines. ``submitted`` carries a `Draft` that is clear; the owner answers with `clear`."""

    submitted = Signal(object)
    againEntered = Signal()  # Enter in an empty line
    leftDownwards = Signal()

    def __init__(
        self, theme: Theme, text: Words, clock: Clock, read: Callable[[str, str], Phrase],
        people: PeopleFinder, things: ThingFinder, parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._things = things
        self._remarks = RemarkChips(text, things, self._correct, self._ask_until, self)
        self._doubts = DoubtChips(self._put_right, self._mark, self)
        self._promises = PromiseChips(text, clock, lambda: self._corrections, self._corrected, self)
        self._theme, self._text, self._clock, self._read, self._people = theme, text, clock, read, people
        self._corrections = Corrections()
        self._kind: str | None = None  # what was chosen for this line
        self._shown: Named | None = None
        self.files: list[Path] = []
        self._held = False
        self.draft: Draft | None = None
        self.setProperty("role", "card")
        self.setObjectName("composerFrame")
        self.kind_button = self._make_kind_button()
        self.line = Line(self)
        self.line.setObjectName("composer")
        self.line.setAccessibleName(self.tr("Log what happened"))
        self.line.setAccessibleDescription(self.tr(
            "One line, for example: call Ann yesterday 14:00: wants a second shop; promise: send the list by Friday."
            " F1 tells what else can be written"))
        self._hint = label(self.tr("Ctrl+Enter"), "key")
        self._hint.setAccessibleName(self.tr("Ctrl+Enter logs it"))
        self.help_button = tool(theme.icon("circle-question-mark"), self.tr("What can be written here (F1)"),
                                self.show_help, parent=self)
        self.help_button.setObjectName("composerHelp")
        self.chips = ChipRow(theme, self)
        self._trouble = label("", "trouble", wrap=True)
        self._trouble.setObjectName("composerTrouble")
        self._lay_out()
        self.completion: CompletionList | None = None
        self.line.textChanged.connect(self._refresh)
        self.line.textEdited.connect(self._complete)
        self.line.send.connect(self.submit)
        self.line.down.connect(self._go_down)
        self.line.leave.connect(self._escape)
        self.line.help.connect(self.show_help)
        self.chips.leave.connect(self.line.setFocus)
        self._refresh()

    def _make_kind_button(self) -> QToolButton:
        made = QToolButton(self)
        made.setObjectName("composerKind")
        made.setProperty("role", "chip")
        made.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        made.setCheckable(True)
        made.setChecked(True)
        made.clicked.connect(self._open_kinds)
        return made

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.kind_button)
        row.addWidget(self.line, 1)
        row.addWidget(self._hint)
        row.addWidget(self.help_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 6, 10, 6)
        column.setSpacing(6)
        column.addLayout(row)
        column.addWidget(self.chips)
        column.addWidget(self._trouble)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._hint.setVisible(event.size().width() > HINTED)
        narrow = event.size().width() < NAMED
        self.kind_button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly if narrow else
                                            Qt.ToolButtonStyle.ToolButtonTextBesideIcon)

    # -- what the pane tells

    def show_contact(self, contact: Named | None) -> None:
        """Whom a line is about when it names nobody."""
        self._shown = contact
        self._refresh()

    def begin(self, line: str, files: Sequence[Path]) -> None:
        """Go on with what was begun before, or with nothing."""
        self._corrections = Corrections()
        self.files = list(files)
        self.line.setText(line)
        self._refresh()

    def clear(self) -> None:
        """The entry is logged: an empty line, ready for the next."""
        self.files.clear()
        self.line.setText("")  # what was typed is an entry now; undo takes back the entry
        self._refresh()
        self.line.setFocus()

    def add_files(self, files: Sequence[Path]) -> None:
        """Attach these to what is being written."""
        self.files += [file for file in files if file not in self.files]
        self._refresh()
        self.line.setFocus()

    def hold(self, held: bool) -> None:
        """Show that files held over it can be dropped."""
        if held != self._held:
            self._held = held
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._held:
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(self._theme.color("accent"), 2))
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), 9, 9)

    def complain(self, text: str) -> None:
        """Say why it was not logged."""
        self._trouble.setText(text)
        self._trouble.setVisible(bool(text))

    def submit(self) -> None:
        """Log the line, or go to what has to be decided first."""
        draft = self.draft
        if draft is None:
            self.againEntered.emit()
            return
        if not (self.files or says_something(self.line.text())):
            self.complain(self.tr("Nothing is said here yet. Write what happened; “call” alone is enough"))
        elif draft.unclear is not None:
            self.complain(put(self.tr("Who is “{name}”? Choose one of them, or add a new person."),
                name=draft.unclear.text))
            self.chips.focus_first(asking=True)
        elif draft.missing:
            self.complain(words(draft.missing[0]))
        elif not draft.who:
            self.complain(self.tr("Name who it was with, for example: call Ann: what was said"))
        elif draft.empty:
            self.complain(self.tr("This note says nothing yet. Write what there is to remember"))
        else:
            if self.completion is not None:
                self.completion.hide()
            self.submitted.emit(draft)

    # -- the line

    def _refresh(self) -> None:
        line = self.line.text()
        self._trouble.hide()
        if not line.strip() and not self.files:
            self._corrections = Corrections()
            self.draft = None
            self.chips.show_chips([])
            self.chips.hide()
        else:
            phrase = self._read(line, self._kind or "")
            self.draft = understand(phrase, self._corrections, self._kind, self._shown, self.files)
            self.chips.show_chips(self._shown_chips(self.draft))
            if self.draft.problems and self.draft.unclear is None:  # the chips ask about names
                self.complain(" ".join(words(problem) for problem in self.draft.problems))
        kind = self.draft.kind if self.draft else self._kind or USUAL
        name = self._text.kind(kind)
        self.kind_button.setText(in_menu(f"{name} ▾"))
        self.kind_button.setIcon(self._theme.icon(icon_of(kind), "accent"))
        self.kind_button.setAccessibleName(put(self.tr("Kind: {kind}"), kind=name))
        if self._shown is None:
            self.line.setPlaceholderText(self.tr("call Ann: what was said; promise: … by Friday"))
        else:
            self.line.setPlaceholderText(
                self.tr("What was said? Add “promise: … by Tuesday” to keep your word"))

    def _complete(self) -> None:
        if self.completion is None:
            self.completion = self.line.completion = CompletionList(self._theme, self.window())
            self.completion.taken.connect(self._take)
        found = candidates(self.line.text(), self.line.cursorPosition(), self._people.completing,
                           self._text.kind, self._things.completing)
        where = self.line.mapTo(self.window(), QPoint(self.line.cursorRect().left() - 20, self.line.height() + 6))
        self.completion.offer(found, where)

    def _take(self, candidate: Candidate) -> None:
        line, cursor = self.line.text(), self.line.cursorPosition()
        self._write(line[:candidate.start] + candidate.text + line[cursor:], candidate.start + len(candidate.text))
        if self.completion is not None:
            self.completion.hide()
        self.line.setFocus()

    def _write(self, line: str, cursor: int) -> None:
        """Change the line so that Ctrl+Z in it takes the change back."""
        self.line.selectAll()
        self.line.insert(line)
        self.line.setCursorPosition(cursor)

    def _go_down(self) -> None:
        if not self.chips.focus_first():
            self.leftDownwards.emit()

    def _escape(self) -> None:
        if self.line.text():
            self._write("", 0)
        else:
            self.leftDownwards.emit()

    # -- chips

    def _shown_chips(self, draft: Draft) -> list[Shown]:
        shown = [self._who_chip(place, who, draft) for place, who in enumerate(draft.who)]
        shown.append(self._when_chip(draft))
        duration = draft.chip("duration")
        if draft.minutes:
            shown.append(Shown("duration", self._text.duration(draft.minutes), "timer",
                               remove=self._remover(duration)))
        direction = draft.chip("direction")
        if draft.direction:
            shown.append(Shown("direction", self._text.direction(draft.direction),
                               "arrow-down-left" if draft.direction == "in" else "arrow-up-right",
                               remove=self._remover(direction)))
        spans = [chip for chip in draft.chips if chip.kind == "promise"]
        for place, promise in enumerate(draft.promises):
            shown.append(self._promises.shown(
                place, promise, self._remover(spans[place] if place < len(spans) else None)))
        said = [chip for chip in draft.chips if chip.kind in REMARKS]
        for place, remark in enumerate(draft.remarks):
            span = said[place] if place < len(said) else None
            shown.append(self._remarks.shown(place, remark, self._remover(span, place)))
        shown += self._doubts.shown(draft.doubts, self.line.text())
        for place, file in enumerate(self.files):
            shown.append(Shown(f"file-{place}", self._text.path(file), "paperclip",
                               remove=lambda file=file: self._take_away(file), removing=self.tr("Do not attach it")))
        return shown

    def _who_chip(self, place: int, who: Who, draft: Draft) -> Shown:
        chips = [chip for chip in draft.chips if chip.kind.endswith("person")]
        span = chips[place] if not draft.implied and place < len(chips) else None
        offered = who.choices if who.clear or who.choices else self._people.guesses(who.text)
        corrected = who.text in self._corrections.people
        choices = [Choice(name, lambda id=id, name=name: self._choose(who.text, (id, name)), who.id == id)
                   for id, name in offered] if len(offered) > 1 or not who.clear else []
        if not draft.implied and (who.new or who.id is None or len(who.choices) > 1 or corrected):
            choices.append(Choice(put(self.tr("Add “{name}” as a new person"), name=who.text),
                                  lambda: self._add_new(who.text), who.new or None, bool(choices)))
        if who.new:
            text = put(self.tr("{name} (new)"), name=who.name)
        elif who.clear:
            text = who.name
        elif who.choices:
            text = put(self.tr("{name}: which one?"), name=who.text)
        else:
            text = put(self.tr("{name}: who is that?"), name=who.text)
        icon = "user-plus" if who.new else "user-round" if who.clear else "circle-question-mark"
        return Shown(f"person-{place}", text, icon, not who.clear, tuple(choices), self._remover(span))

    def _when_chip(self, draft: Draft) -> Shown:
        now = self._clock.now()
        text = self.tr("now") if draft.at is None else self._text.when(draft.at)
        if lies_ahead(self._clock, draft.at):  # planned, or a slip of the year
            text = self.tr("ahead: {when}").format(when=text)
        choices = [
            Choice(self.tr("Now"), lambda: self._set_when(None), draft.at is None),
            Choice(self.tr("An hour ago"), lambda: self._set_when(now - timedelta(hours=1))),
            Choice(self.tr("Yesterday, at this time"), lambda: self._set_when(now - timedelta(days=1))),
            Choice(self.tr("Choose day and time …"), self._ask_when, apart=True),
        ]
        return Shown("when", text, "clock", choices=tuple(choices),
                     remove=None if draft.at is None else lambda: self._set_when(None))

    def _put_right(self, doubt: Doubt, meant: str) -> None:
        """Other words in the place of what was not understood, or none."""
        line = self.line.text()
        if meant:
            gap = " " if line[doubt.end : doubt.end + 1].isalnum() else ""
            self._write(line[: doubt.start] + meant + gap + line[doubt.end :], doubt.start + len(meant + gap))
        else:
            self._write(*without(line, doubt.start, doubt.end))
        self.line.setFocus()

    def _mark(self, doubt: Doubt) -> None:
        self.line.setFocus()
        self.line.setSelection(doubt.start, doubt.end - doubt.start)

    def _take_away(self, file: Path) -> None:
        self.files = [one for one in self.files if one != file]
        self._refresh()

    def _remover(self, chip: Chip | None, remark: int | None = None) -> Callable[[], None] | None:
        """Takes words out of the line; what was chosen about a clause goes with it."""
        def remove() -> None:
            if remark is not None:
                self._corrections.drop_remark(remark)
            self._write(*without(self.line.text(), chip.start, chip.end))

        return None if chip is None else remove

    # -- corrections

    def _choose(self, text: str, whom: Named) -> None:
        self._corrections.people[text] = whom
        self._corrections.new.discard(text)
        self._refresh()
        self.line.setFocus()

    def _add_new(self, text: str) -> None:
        self._corrections.new.add(text)
        self._corrections.people.pop(text, None)
        self._refresh()
        self.line.setFocus()

    def _set_when(self, at: datetime | None) -> None:
        said = [chip for chip in self.draft.chips if chip.kind == "when"] if self.draft else []
        self._corrections.at = at
        for chip in reversed(said):
            self._write(*without(self.line.text(), chip.start, chip.end))
        self._refresh()
        self.line.setFocus()

    def _ask_when(self) -> None:
        start = self._clock.local(self.draft.at if self.draft else None)
        dialog = MomentDialog(self.tr("When was it?"), start.replace(tzinfo=None), self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.picked.connect(lambda at: self._set_when(instant(at, self._clock)))
        dialog.open()

    def _corrected(self) -> None:
        self._refresh()
        self.line.setFocus()

    def _correct(self, place: int, **fields: object) -> None:
        """Something else about a clause than the line says."""
        if self.draft is not None and place < len(self.draft.remarks):
            self._corrections.correct_remark(place, self.draft.remarks[place], fields)
        self._refresh()
        self.line.setFocus()

    def _ask_until(self, place: int, start: date) -> None:
        dialog = MomentDialog(self.tr("Until when?"), start, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.picked.connect(lambda day: self._correct(place, due=day, horizon=None))
        dialog.open()

    def show_help(self) -> None:
        """One page of what can be written into the line; a click on an example writes it there."""
        from ui.timeline.guide import GuidePage

        page = GuidePage(self._theme, self)
        page.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        page.taken.connect(self.append)
        page.open()

    def append(self, clause: str) -> None:
        """Write a clause at the end of the line, the cursor behind it."""
        line = self.line.text().rstrip()
        gap = "" if not line else " " if line.endswith((":", ";")) else "; "
        self._write(f"{line}{gap}{clause}", len(line) + len(gap) + len(clause))
        self.line.setFocus()

    # -- the kind

    def _open_kinds(self) -> None:
        self.kind_button.setChecked(True)
        menu = QMenu(self)
        menu.setObjectName("kindMenu")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        now = self.draft.kind if self.draft else self._kind or USUAL
        for kind in KINDS:
            action = menu.addAction(self._theme.icon(icon_of(kind)), in_menu(self._text.kind(kind)))
            action.setCheckable(True)
            action.setChecked(kind == now)
            action.triggered.connect(lambda checked=False, kind=kind: self.choose_kind(kind))
        menu.popup(self.kind_button.mapToGlobal(self.kind_button.rect().bottomLeft()))

    def choose_kind(self, kind: str) -> None:
        """Make it another kind: the word in the line when there is one, else the kind before the line."""
        said = self.draft.chip("kind") if self.draft else None
        if said is not None:
            line = self.line.text()
            self._write(line[:said.start] + kind + line[said.end:], len(line) + len(kind) - said.end + said.start)
        self._kind = kind
        self._refresh()
        self.line.setFocus()
