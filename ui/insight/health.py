"""How the health of a relationship comes about, as a page: the number, where each side stands, what would help most,
and every part of the sum with its points and its reason, which leads to the entries it follows from.

It is read on the worker and follows what changes meanwhile. Of somebody who is deleted it says so.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from notebook import ChangeSet, Health, KithbookError, NotFound, Trace
from ui.bridge import Bridge
from ui.insight import evidence
from ui.insight.card import CONCERNED
from ui.insight.health_part import HealthPart
from ui.insight.leading import Walk
from ui.insight.ring import BigRing
from ui.pane import Scroll
from ui.shortcuts import keys
from ui.tasks import Tasks
from ui.theme import Theme
from ui.widgets import button, clear, hairline, label
from ui.words import put, words

WIDE, HIGH = 560, 690  # pixels beside letters of usual size
STAGES = ("contact", "trust", "value")


@dataclass(frozen=True, slots=True)
class Judged:
    """What the page shows of somebody."""

    name: str
    health: Health
    traces: dict[bytes, Trace]


class HealthPage(Walk, QDialog):
    """Of one contact; Esc or the key that opened it closes it. ``jumped``: to where a part follows from (a `Trace`)."""

    jumped = Signal(object)  # Trace
    said = Signal(str)

    def __init__(self, book: Any, theme: Theme, contact: bytes, parent: QWidget, bridge: Bridge, tasks: Tasks) -> None:
        super().__init__(parent)
        self.setObjectName("healthPage")
        self.setWindowTitle(self.tr("Health"))
        self.setAccessibleName(self.tr("Health"))
        self._book, self._theme, self._tasks = book, theme, tasks
        self.contact = contact
        self.health: Health | None = None  # None while it is being read
        self.seek_lines()
        self._lay_out()
        room = parent.window().size()
        self.resize(min(theme.px(WIDE), room.width() - 40), min(theme.px(HIGH), room.height() - 40))
        bridge.changed.connect(self.apply)
        self.finished.connect(lambda result: tasks.forget("health-page"))
        self._read()

    def _lay_out(self) -> None:
        theme = self._theme
        self.scroll = Scroll(self)
        self._paper = QWidget(self.scroll)
        self._paper.setObjectName("cardHolder")
        column = QVBoxLayout(self._paper)
        column.setContentsMargins(4, 4, 12, 8)
        column.setSpacing(0)
        self.ring = BigRing(theme, self._paper)
        self.name = self._wrapped("", None, theme.font(1.5, QFont.Weight.Bold))
        self.stage = self._wrapped("", "muted")
        self.sides = [_Side(theme, self.tr("Our side"), self._paper), _Side(theme, self.tr("Their side"), self._paper)]
        beside = QVBoxLayout()
        beside.setSpacing(5)
        beside.addWidget(self.name)
        beside.addWidget(self.stage)
        for side in self.sides:
            beside.addWidget(side)
        beside.addStretch(1)
        head = QHBoxLayout()
        head.setSpacing(18)
        head.addWidget(self.ring, 0, Qt.AlignmentFlag.AlignTop)
        head.addLayout(beside, 1)
        self._card = QFrame(self._paper)
        self._card.setProperty("role", "card")
        inner = QVBoxLayout(self._card)
        inner.setContentsMargins(12, 9, 12, 9)
        inner.setSpacing(2)
        self.helps = self._wrapped("", None, theme.font(1.0, QFont.Weight.DemiBold))
        self.helps.setObjectName("healthHelps")
        self.because = self._wrapped("", "muted")
        inner.addWidget(self.helps)
        inner.addWidget(self.because)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        column.addLayout(head)
        column.addSpacing(12)
        column.addWidget(self._card)
        column.addSpacing(10)
        column.addLayout(self._rows)
        column.addStretch(1)
        self.scroll.setWidget(self._paper)
        foot = QHBoxLayout()
        self.reckoned = button(self.tr("How is this reckoned?"), "link", on=self._explain, parent=self)
        self.reckoned.setObjectName("healthReckoned")
        close = button(self.tr("Close"), "primary", on=self.accept, parent=self)
        close.setDefault(True)
        foot.addWidget(self.reckoned)
        foot.addStretch(1)
        foot.addWidget(close)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(16, 16, 16, 16)
        whole.setSpacing(10)
        whole.addWidget(self.scroll, 1)
        whole.addLayout(foot)
        self._show_parts(False)

    def _wrapped(self, text: str, role: str | None, font: QFont | None = None) -> QLabel:
        made = label(text, role, font, wrap=True, parent=self)
        made.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        return made

    # -- what is shown

    @property
    def parts(self) -> list[HealthPart]:
        """The rows, one per part of the sum."""
        return self.lines

    def apply(self, changes: ChangeSet) -> None:
        """Something changed: read again when it may be about them."""
        if changes.everything or any(changes.rows(table) for table in CONCERNED):
            self._read()

    def _read(self) -> None:
        self._tasks.latest("health-page", _reading(self._book, self.contact), self._show, self._unread)

    def _show(self, found: Judged) -> None:
        had = next((place for place, part in enumerate(self.parts) if part.hasFocus()), None)
        fresh, health = self.health is None, found.health
        self.health = health
        self.name.setText(" ".join(found.name.split()))
        self.ring.show_health(health)
        self.stage.setText(words(health.short))  # the rest stands below
        for side, stage in zip(self.sides, (health.ours, health.theirs), strict=True):
            side.show_stage(stage)
        self._tell_what_helps(health)
        clear(self._rows)
        self.lines = []
        for part in health.parts:
            traces = tuple(found.traces[row] for row in part.reason.evidence[:evidence.MOST] if row in found.traces)
            made = HealthPart(self._theme, part, traces, self._paper)
            made.jumped.connect(lambda what, made=made: evidence.choose(made, what, self._jump))
            self._rows.addWidget(hairline(self._paper))
            self._rows.addWidget(made)
            self.take(made)
        widest = max(made.name_width() for made in self.parts)
        for made in self.parts:
            made.column = widest
            made.show()  # the layout would do so later, and what is hidden takes no keyboard
        self._show_parts(True)
        self._fit()
        first = self.parts[had or 0]
        if had is not None or fresh:
            first.setFocus()

    def _tell_what_helps(self, health: Health) -> None:
        weakest = health.weakest
        if weakest is None:
            self.helps.setText(self.tr("Nothing is missing: keep it so."))
        else:
            self.helps.setText(put(self.tr("What would help most: {act}"), act=self._act(weakest)))
            self.because.setText(put(self.tr("{part} is lowest: {reason}"),
                part=words(weakest.title), reason=words(weakest.reason.text)))
        self.because.setVisible(weakest is not None)

    def _act(self, part: Any) -> str:
        """What lifts a part."""
        settled = bool(part.reason.evidence)
        return {
            "contact": self.tr("talk to them again"),
            "reach-ours": self.tr("get in touch of our own accord"),
            "reach-theirs": self.tr("give them a reason to get in touch"),
            "word-ours": self.tr("keep what we promise, in time") if settled else (
                self.tr("promise something small, and keep it")),
            "word-theirs": self.tr("ask after what they promised") if settled else (
                self.tr("agree on something small that they do")),
            "value-ours": self.tr("give advice, an introduction or time"),
            "value-theirs": self.tr("ask for advice, an introduction or an order"),
        }[part.name]  # fmt: skip

    def _show_parts(self, shown: bool) -> None:
        for made in (self.ring, *self.sides, self._card):
            made.setVisible(shown)

    def _unread(self, error: Exception) -> None:
        if not isinstance(error, KithbookError):
            raise error
        self.health, self.lines = None, []
        clear(self._rows)
        self._show_parts(False)
        gone = isinstance(error, NotFound)
        self.stage.setText(self.tr("This contact was deleted.") if gone else words(error.sentence))

    # -- keys, and ways on

    def keyPressEvent(self, event: QKeyEvent) -> None:
        bar = self.scroll.verticalScrollBar()
        if QKeySequence(event.keyCombination()) == keys("health"):
            self.accept()
        elif event.key() in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
            act = bar.SliderAction
            bar.triggerAction(
                act.SliderPageStepAdd if event.key() == Qt.Key.Key_PageDown else act.SliderPageStepSub)
        else:
            super().keyPressEvent(event)

    def reached(self, line: HealthPart) -> None:
        self.scroll.ensureWidgetVisible(line, 0, 30)

    def _jump(self, trace: Trace) -> None:
        self.accept()
        self.jumped.emit(trace)

    def _explain(self) -> None:
        from ui.help import open_help

        window = self.parentWidget().window()
        self.accept()
        open_help(window, self._theme, "formulas", "Stage and health")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Rows as high as they need at this width."""
        width = self.scroll.viewport().width() - 16
        for part in self.parts:
            part.setFixedHeight(part.height_for(width))


class _Side(QWidget):
    """How far one side has come: the stages one after the other, those that were reached in colour."""

    def __init__(self, theme: Theme, title: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("healthSide")
        self._title = title
        self._names = {"new": self.tr("new"), "contact": self.tr("contact"), "trust": self.tr("trust"),
                       "value": self.tr("value")}  # fmt: skip
        self._chips = [label(self._names[stage], "chip", theme.font(0.92), parent=self) for stage in STAGES]
        named = label(title, "muted", parent=self)
        named.setMinimumWidth(max(named.fontMetrics().horizontalAdvance(each) for each in (
            self.tr("Our side"), self.tr("Their side"), title)) + 4)  # fmt: skip
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(named)
        for chip in self._chips:
            row.addWidget(chip)
        row.addStretch(1)

    def show_stage(self, stage: str) -> None:
        """Up to this one."""
        reached = STAGES.index(stage) if stage in STAGES else -1
        for place, chip in enumerate(self._chips):
            chip.setProperty("role", "chip-accent" if place <= reached else "chip")
            chip.style().polish(chip)
        self.setAccessibleName(f"{self._title}: {self._names[stage]}")


def _reading(book: Any, contact: bytes) -> Callable[[Any], Judged]:
    """What reads all that the page shows, on the worker."""
    def read(job: Any) -> Judged:
        health = book.insight.health(contact)
        rows = [row for part in health.parts for row in part.reason.evidence[:evidence.MOST]]
        job.step()
        traces = {one.id: one for one in book.insight.traces(rows)}
        return Judged(book.contacts.names([contact]).get(contact, ""), health, traces)

    return read
