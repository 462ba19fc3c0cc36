"""The card "Before you talk" above the tabs: up to six lines of the brief, in two columns where there is room.

It reads on the worker and stands empty (hidden) where nothing is known. It folds to one line: by itself in a low
window, else as it was left; both are remembered. F9, or the button, opens the whole brief. A line leads to where it
is from; what is to be brought up, or was promised, is ticked where it stands.
"""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QPoint, QSettings, Qt, Signal
from PySide6.QtGui import QFont, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from notebook import ChangeSet, Health, NotFound
from ui.bridge import Bridge
from ui.insight import evidence
from ui.insight.leading import Told
from ui.insight.lines import TICKABLE, BriefLine, Lines, told
from ui.shortcuts import shown
from ui.tasks import Tasks
from ui.theme import Theme
from ui.widgets import Elided, button, label, set_tip

TWO = 520  # pixels from which there are two columns
LOW = 760  # a window lower than this starts with the card folded
CONCERNED = ("contact", "detail", "anniversary", "role", "interaction", "participant", "promise", "takeaway", "want",
             "favour", "purchase", "introduction", "shelf_given", "story", "relation", "permission", "colleague",
             "circle", "membership", "offer", "reminder", "occurrence", "question", "answer",
             "intention", "step")


class Columns(Lines, QWidget):
    """Lines side by side, or one under the other; as high as they need. One tab stop, the arrows go on from it."""

    jumped = Signal(object, object)  # BriefLine, Told
    ticked = Signal(object)  # Told
    asked = Signal(object, object)  # Told, global QPoint

    def __init__(self, theme: Theme, ticking: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._ticking = theme, ticking
        self._room = 0  # the height there is; 0: as much as it needs
        self.seek_lines()

    def give(self, room: int) -> None:
        """No more room than that: whole rows, one at least; what does not fit is in the whole brief."""
        if room != self._room:
            self._room = room
            self._place()

    def show_lines(self, lines: list[Told]) -> None:
        """Show these."""
        while len(self.lines) > len(lines):
            gone = self.lines.pop()
            gone.hide()
            gone.deleteLater()
        while len(self.lines) < len(lines):
            self.take(BriefLine(self._theme, self, ticking=self._ticking))
        for widget, line in zip(self.lines, lines, strict=True):
            widget.show_line(line)
        self._place()

    def resizeEvent(self, event: QResizeEvent) -> None:
        if event.size().width() != event.oldSize().width():
            self._place()

    def _place(self) -> None:
        columns = 2 if self.width() >= self._theme.px(TWO) and len(self.lines) > 1 else 1
        gap = 16
        each = (self.width() - gap * (columns - 1)) // columns
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        y, fits = 0, True
        for start in range(0, len(self.lines), columns):
            row = self.lines[start : start + columns]
            height = max(line.height_for(each) for line in row)
            fits = fits and (not self._room or y == 0 or y + height <= self._room)
            for place, line in enumerate(row):
                line.setVisible(fits)
                x = (columns - 1 - place if rtl else place) * (each + gap)
                line.setGeometry(x, y, each, height)
            y += height if fits else 0
        self.setFixedHeight(y)


class BriefCard(QFrame):
    """Shows the brief of one contact in short. ``opened``: the whole of it is wanted.

    ``jumped`` carries the trace of a line that was doubted; ``done`` a change that can be undone.
    """

    opened = Signal()
    jumped = Signal(object)  # Trace
    said = Signal(str)
    done = Signal(object)  # Sentence
    judged = Signal(object)  # Health of whom it shows, read along with the lines; None for nobody

    def __init__(self, book: Any, theme: Theme, bridge: Bridge, tasks: Tasks, settings: QSettings | None = None,
                 parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("briefCard")
        self.setProperty("role", "card")
        self.setAccessibleName(self.tr("Before you talk"))
        self._book, self._theme, self._tasks, self._settings = book, theme, tasks, settings
        self._contact: bytes | None = None
        self._open: dict[bool, bool] = {}  # whether it is unfolded, in a low window and in a high one
        self.fold = QToolButton(self)
        self.fold.setObjectName("briefFold")
        self.fold.setProperty("role", "icon")
        self.fold.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.fold.clicked.connect(self._turn)
        heading = self.tr("Before you talk").upper()
        self.title = label(heading, "section", theme.font(0.9, QFont.Weight.Bold), parent=self)
        self.first = Elided(theme, "", "ink", None, self)
        self.first.setObjectName("briefFirst")
        self.title.setAccessibleName(self.tr("Before you talk"))
        self.whole = button(shown("brief"), "quiet", self.tr("Open the whole brief"), parent=self)
        set_tip(self.whole, self.tr("Open the whole brief"))
        self.whole.setObjectName("briefWhole")
        self.whole.clicked.connect(self.opened)
        self.body = Columns(theme, not book.read_only, self)
        self.body.jumped.connect(lambda line, what: evidence.choose(line, what, self.jumped.emit))
        self.body.ticked.connect(self._tick)
        self.body.asked.connect(self._menu)
        self.body.setAccessibleName(self.tr("Before you talk"))
        head = QHBoxLayout()
        head.setSpacing(6)
        head.addWidget(self.fold)
        head.addWidget(self.title)
        head.addWidget(self.first, 1)
        head.addStretch(0)
        head.addWidget(self.whole)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(8, 4, 8, 4)
        self._column.setSpacing(4)
        self._column.addLayout(head)
        self._column.addWidget(self.body)
        self.hide()
        if parent is not None:
            parent.installEventFilter(self)
        bridge.changed.connect(self.apply)
        theme.changed.connect(self.body.update)
        self._fit()

    def show_contact(self, contact: bytes | None) -> None:
        """Show what to know before talking with them."""
        if contact != self._contact:  # nothing of somebody else stands here while it is read, but their room is kept
            for line in self.body.lines:
                line.show_line(Told("", ""))
            self.first.setText("")
        self._contact = contact
        if contact is None:
            self._tasks.forget("brief")
            self.hide()
            self.judged.emit(None)
            return
        self._read()

    def folded_height(self) -> int:
        """What it takes at least: its first line."""
        edges = self._column.contentsMargins()
        return self._column.itemAt(0).sizeHint().height() + self._column.spacing() + edges.top() + edges.bottom()

    def give(self, room: int) -> None:
        """No more room than that: whole rows, where it is unfolded."""
        self.body.give(max(1, room - self.folded_height()))

    def apply(self, changes: ChangeSet) -> None:
        """Something changed: read again when it may be about them."""
        if self._contact is not None and (changes.everything or any(changes.rows(table) for table in CONCERNED)):
            self._read()

    def lines(self) -> list[str]:
        """What the card says."""
        return [line.text() for line in self.body.lines]

    def _read(self) -> None:
        book, contact = self._book, self._contact

        def work(job: Any) -> tuple[list[Told], Health | None]:
            try:
                lines = book.insight.short(book.insight.brief(contact))
                health = book.insight.health(contact)
            except NotFound:
                return [], None
            traces = {one.id: one for one in book.insight.traces([row for line in lines for row in line.evidence])}
            return [told(line, traces) for line in lines], health

        self._tasks.latest("brief", work, lambda found: self._show(contact, *found))

    def _show(self, contact: bytes | None, lines: list[Told], health: Health | None) -> None:
        if contact != self._contact:
            return
        self.judged.emit(health)
        self.body.show_lines(lines)
        self.first.setText(lines[0].text if lines else "")
        self.setVisible(bool(lines))

    def _tick(self, line: Told) -> None:
        title = evidence.tick(self._book, line, self.said.emit)
        if title is not None:
            self.done.emit(title)

    def _menu(self, line: Told, where: QPoint) -> None:
        ticking = not self._book.read_only and line.kind in TICKABLE
        evidence.menu(self, line, where, self.jumped.emit, self._tick if ticking else None)

    # Folding

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    def eventFilter(self, watched: QWidget, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Show):
            self._fit()
        return False

    @property
    def unfolded(self) -> bool:
        """Whether more than one line shows."""
        low = self.window().height() < self._theme.px(LOW)
        if low not in self._open:
            kept = self._settings.value(_key(low)) if self._settings is not None else None
            self._open[low] = not low if kept is None else str(kept) in ("true", "1")
        return self._open[low]

    def _turn(self) -> None:
        low = self.window().height() < self._theme.px(LOW)
        self._open[low] = not self.unfolded
        if self._settings is not None:
            self._settings.setValue(_key(low), "true" if self._open[low] else "false")
        self._fit()

    def _fit(self) -> None:
        unfolded, roomy = self.unfolded, self.width() >= self._theme.px(TWO)
        self.body.setVisible(unfolded)
        self.first.setVisible(not unfolded)
        self.title.setVisible(unfolded or roomy)
        self.whole.setText(self.tr("All of it  {key}").format(key=shown("brief")) if roomy else shown("brief"))
        self._column.setContentsMargins(8, 4, 12 if unfolded else 8, 12 if unfolded else 4)
        self.fold.setArrowType(Qt.ArrowType.DownArrow if unfolded else Qt.ArrowType.RightArrow)
        name = self.tr("Fold “Before you talk”") if unfolded else self.tr("Unfold “Before you talk”")
        self.fold.setAccessibleName(name)
        set_tip(self.fold, name)


def _key(low: bool) -> str:
    return "brief/low" if low else "brief/high"
