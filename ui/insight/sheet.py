"""One brief as a sheet in the window: the name, the sections, every line as long as it is.

Up and down walk the lines, Enter goes to where one is from; Space, Page Up and Down, Home and End scroll, as in every
reader. What was ticked stays where it is, struck through. Of a section with very many lines the first stand there,
which are the most urgent, and more are a key away. `text` is all of it to copy.
"""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFont, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractSlider, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from notebook import Brief, Trace
from ui.insight.leading import Told
from ui.insight.lines import BriefLine, Lines, told
from ui.pane import Scroll, Turns
from ui.theme import Theme
from ui.widgets import button, clear, hairline, label
from ui.words import day, number, plain, words

WIDEST = 720  # of the text; more is hard to read
FEW, SPARE, PAGE = 8, 3, 40  # lines of a section at first, and one that has hardly more is shown whole; more at a time
AT_ONCE = 8  # lines made in one turn of the event loop


class BriefSheet(Lines, Scroll):
    """Shows one `Brief`."""

    jumped = Signal(object, object)  # BriefLine, Told
    ticked = Signal(object)  # Told
    asked = Signal(object, object)  # Told, global QPoint

    def __init__(self, theme: Theme, ticking: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._ticking = theme, ticking
        self.setObjectName("briefSheet")
        self.setAccessibleName(self.tr("Before you talk"))
        self.seek_lines()
        self._had: int | None = 0  # the place of the line that has the keyboard, or gets it once it is there
        self._text: list[str] = []
        self._kept = 0  # how far it is scrolled, while its lines are made anew
        self._unfolded: dict[str, int] = {}  # how many lines of a section were asked for
        self._turns = Turns(self)
        self._paper = QWidget(self)
        self._paper.setObjectName("cardHolder")
        self._column = QVBoxLayout(self._paper)
        self._column.setContentsMargins(4, 4, 12, 16)
        self._column.setSpacing(0)
        self._head: tuple[str, str] = ("", "")  # whose it is, and of which day
        self.setWidget(self._paper)

    def text(self) -> str:
        """All of it as plain text."""
        return plain("\n".join(self._text))

    def show_head(self, name: str, on: date) -> None:
        """Whose brief is being read; the keyboard waits for its lines."""
        if (had := self._leave_lines()) is not None:
            self._had = had
        self._kept, self._unfolded = 0, {}
        self._clear(name, on)
        self._column.addStretch(1)

    def show_brief(self, brief: Brief, traces: dict[bytes, Trace], more: list[QWidget] | None = None) -> None:
        """Show this one; ``more`` widgets stand below it. A line that had the keyboard hands it on to its place.

        Somebody new is shown from the top; read again, it stays where it was scrolled to.
        """
        if self.lines:
            self._kept = self.verticalScrollBar().value()
        had = self._leave_lines() if self.lines else self._had
        self._clear(brief.name, brief.day)
        for section in brief.sections:
            self._column.addSpacing(12)
            self._column.addWidget(hairline(self._paper))
            self._say(words(section.title), "section", self._theme.font(0.92, QFont.Weight.Bold), above=8)
            self._column.addSpacing(2)
            self._show_section(section.key, [told(line, traces) for line in section.lines])
        if not brief.sections:
            nothing = self.tr("Nothing is known yet that matters before a talk. Log one, and it will stand here.")
            self._say(nothing, "muted", above=14)
        for widget in more or []:
            self._column.addSpacing(12)
            self._column.addWidget(widget)
        self._column.addStretch(1)
        self._fit()
        self._had = None if self.lines else had
        if had is not None and self.lines:
            line = self.lines[min(had, len(self.lines) - 1)]
            line.show()  # the layout would do so later, and what is hidden takes no keyboard
            line.setFocus()
        QTimer.singleShot(0, self, lambda: self.verticalScrollBar().setValue(self._kept))  # once all has its place

    def show_gone(self, told: str) -> None:
        """Nothing can be said about them any more, but this."""
        self._leave_lines()
        self._start(*self._head)
        self._say(told, "trouble", above=14)
        self._column.addStretch(1)

    def line_of(self, row: bytes) -> BriefLine | None:
        """The line whose tick is about this row."""
        return next((line for line in self.lines if line.row == row), None)

    def scroll(self, event: QKeyEvent) -> bool:
        """Scroll by a key that does so; whether it did."""
        key, back = event.key(), bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if event.modifiers() & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier):
            return False
        act = QAbstractSlider.SliderAction
        acts = {Qt.Key.Key_Space: act.SliderPageStepSub if back else act.SliderPageStepAdd,
                Qt.Key.Key_PageDown: act.SliderPageStepAdd, Qt.Key.Key_PageUp: act.SliderPageStepSub,
                Qt.Key.Key_Home: act.SliderToMinimum, Qt.Key.Key_End: act.SliderToMaximum}  # fmt: skip
        if key not in acts:
            return False
        self.verticalScrollBar().triggerAction(acts[Qt.Key(key)])
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.scroll(event):
            event.ignore()

    def _show_section(self, key: str, lines: list[Told]) -> None:
        """The lines of a section, or the first of very many and a way to more."""
        self._text += [" ".join(line.text.split()) for line in lines]
        shown = max(FEW, self._unfolded.get(key, 0))
        shown = len(lines) if len(lines) <= shown + SPARE else shown
        for line in lines[:shown]:
            self._column.addWidget(self._line(line))
        if shown < len(lines):
            more = button("", "link", parent=self._paper)
            more.setObjectName(f"briefMore-{key}")
            self._name_more(more, len(lines) - shown)
            more.clicked.connect(lambda: self._unfold(key, lines, more))
            self._column.addWidget(more, 0, Qt.AlignmentFlag.AlignLeading)

    def _line(self, line: Told, place: int | None = None) -> BriefLine:
        made = BriefLine(self._theme, self._paper, None, self._ticking)
        self.take(made, place)
        made.show_line(line)
        return made

    def _name_more(self, more: QPushButton, n: int) -> None:
        more.setText(self.tr("{n} more").format(n=number(n)))
        more.setAccessibleName(more.text())

    def _unfold(self, key: str, lines: list[Told], more: QPushButton) -> None:
        """The next lines of a section, some in a turn of the event loop; the first of them has the keyboard."""
        if self._turns.busy:
            return
        first = max(FEW, self._unfolded.get(key, 0))
        last = min(len(lines), first + PAGE)
        self._unfolded[key] = last
        self._turns.start([lambda at=at: self._put(lines, at, min(last, at + AT_ONCE), at == first, more)
                           for at in range(first, last, AT_ONCE)])

    def _put(self, lines: list[Told], first: int, last: int, keyboard: bool, more: QPushButton) -> None:
        place = self._column.indexOf(more)
        above = self._column.itemAt(place - 1).widget()
        behind = self.lines.index(above) + 1 if isinstance(above, BriefLine) else len(self.lines)
        for n, line in enumerate(lines[first:last]):
            made = self._line(line, behind + n)
            self._column.insertWidget(place + n, made)
            made.show()
            if keyboard and n == 0:
                made.setFocus(Qt.FocusReason.TabFocusReason)
        self._fit()
        self._name_more(more, len(lines) - last)
        more.setVisible(last < len(lines))

    def _place(self) -> int | None:
        return next((place for place, line in enumerate(self.lines) if line.hasFocus()), None)

    def _leave_lines(self) -> int | None:
        """The place of the line that has the keyboard; the window has it now.

        Else Qt would hand it to what stands behind the line when that goes, and scroll there.
        """
        place = self._place()
        if place is not None:
            self.window().setFocus()
        return place

    def _move(self, line: BriefLine, by: int) -> None:
        """From a line that was scrolled away the arrows go to the first one that is seen, or the last."""
        seen = [one for one in self.lines if not one.visibleRegion().isEmpty()]
        if seen and line not in seen:
            seen[0 if by > 0 else -1].setFocus(Qt.FocusReason.TabFocusReason)
        else:
            super()._move(line, by)

    def _clear(self, name: str, on: date) -> None:
        self._start(name, day(on))

    def _start(self, name: str, on: str) -> None:
        self._turns.stop()
        clear(self._column)
        self.lines, self._text, self._head = [], [], (name, on)
        self._say(name, None, self._theme.font(1.5, QFont.Weight.Bold))
        self._say(on, "muted", above=2)

    def _say(self, text: str, role: str | None, font: QFont | None = None, above: int = 0) -> None:
        flat = " ".join(text.split())
        made = label(flat, role, font, wrap=True, parent=self._paper)
        made.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        if above:
            self._column.addSpacing(above)
        self._column.addWidget(made)
        self._text.append(flat)

    def reached(self, line: BriefLine) -> None:
        self.ensureWidgetVisible(line, 0, 40)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Lines as high as they need at this width."""
        edges = self._column.contentsMargins()
        spare = max(0, self.viewport().width() - WIDEST) // 2
        self._column.setContentsMargins(4 + spare, edges.top(), 12 + spare, edges.bottom())
        width = self.viewport().width() - 16 - 2 * spare
        for line in self.lines:
            line.setFixedHeight(line.height_for(width))
