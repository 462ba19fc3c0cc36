"""The tab Plan of one contact (W7): two or three intentions in plain words, with steps that become reminders.

A step with a day stands in the reminders; ticking it here or there is the same. Alt+Up and Alt+Down reorder.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QFont, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from notebook import due_doubt, say, split_due
from ui.bridge import Bridge
from ui.contacts.sections import Row
from ui.pane import Scroll, Tab
from ui.tasks import Tasks
from ui.theme import Theme
from ui.value.parts import AddLine, Fold, Tag, Wrapped, flat
from ui.widgets import button, hairline, label, set_tip, tool
from ui.words import day, put, words

MANY = 3  # open intentions from which the page says that fewer are better


class StepRow(Row):
    """A step: a circle to tick, its words, its day."""

    ticked = Signal(object)
    dated = Signal(object)
    undated = Signal(object)
    moved = Signal(object, int)
    reworded = Signal(object, str)

    def __init__(self, theme: Theme, item: Any, today: date, parent: QWidget | None = None) -> None:
        super().__init__(theme, "", parent)
        self.setObjectName("planStep")
        self.item, self._theme, self._today = item, theme, today
        self.tick = tool(theme.icon("circle"), "", lambda: self.ticked.emit(self.item), 16, self)
        self.text = Wrapped(self.tr("Step"), self.tr("Step"), self)
        self.text.committed.connect(lambda text: self.reworded.emit(self.item, text))
        self.when = Tag(theme, "", "", True, self)
        self.when.clicked.connect(lambda: self.dated.emit(self.item))
        self.when.removed.connect(lambda: self.undated.emit(self.item))
        self.ask = tool(theme.icon("alarm-clock"), self.tr("Give it a day: it comes up in the reminders"),
                        lambda: self.dated.emit(self.item), 14, self)
        self.up = mover(self.tr("Move up (Alt+Up)"), lambda: self.moved.emit(self.item, -1), self)
        top = Qt.AlignmentFlag.AlignTop
        self.line.addWidget(self.tick, 0, top)
        self.line.addWidget(self.text, 1)
        for made in (self.when, self.ask, self.up):
            self.line.addWidget(made, 0, top)
        self._remove.setAccessibleName(self.tr("Delete this step"))
        set_tip(self._remove, self.tr("Delete this step"))
        self.close_line()
        for made in (self.tick, self.text, self.when, self.ask, self.up, self._remove):
            made.installEventFilter(self)  # a button would take Alt+Up for Up and go elsewhere

    def show_item(self, item: Any) -> None:
        self.item = item
        done = item.state == "done"
        self.tick.setIcon(self._theme.icon("check" if done else "circle", "good" if done else "control"))
        name = self.tr("Done: {text}. Open it again") if done else self.tr("Tick “{text}”")
        self.tick.setAccessibleName(put(name, text=item.text))
        set_tip(self.tick, self.tr("Open it again") if done else self.tr("It is done"))
        self.text.show_value(item.text)
        self.text.setEnabled(not done)
        self.when.setVisible(item.day is not None and not done)
        self.ask.setVisible(item.day is None and not done)
        if item.day is not None:
            late = item.day < self._today
            text = self.tr("overdue since {day}").format(day=day(item.day)) if late else day(item.day)
            self.when.show_text(text, self.tr("{day}. Enter changes it, Del takes the day away").format(day=text),
                                "warning" if late else "ink")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        return _moves(event, lambda by: self.moved.emit(self.item, by))


class IntentionBlock(Row):
    """An intention with its steps, and a line that adds one."""

    changed = Signal(str, object, object)  # what to do, on what, with what

    def __init__(self, theme: Theme, item: Any, today: date, parent: QWidget | None = None) -> None:
        super().__init__(theme, "", parent)
        self.setObjectName("planIntention")
        self.item, self._theme, self._today = item, theme, today
        self.text = Wrapped(self.tr("What we mean to do"), self.tr("What we mean to do"), self)
        self.text.setFont(theme.font(1.05, QFont.Weight.DemiBold))
        self.text.committed.connect(lambda text: self.changed.emit("reword", self.item, text))
        self.up = mover(self.tr("Move up (Alt+Up)"), lambda: self.changed.emit("move", self.item, -1), self)
        self.done = tool(theme.icon("check"), self.tr("This intention is done"),
                         lambda: self.changed.emit("done", self.item, None), 14, self)
        self.drop = tool(theme.icon("archive"), self.tr("Drop it: no longer meant"),
                         lambda: self.changed.emit("drop", self.item, None), 14, self)
        head = QHBoxLayout()
        head.setSpacing(2)
        head.addWidget(self.text, 1)
        for made in (self.up, self.done, self.drop, self._remove):
            head.addWidget(made, 0, Qt.AlignmentFlag.AlignTop)
        self._remove.setAccessibleName(self.tr("Delete this intention"))
        set_tip(self._remove, self.tr("Delete this intention"))
        self._steps = QVBoxLayout()
        self._steps.setSpacing(0)
        self._shown: dict[bytes, StepRow] = {}
        self.adding = AddLine(theme, self.tr("Add a step"), self.tr("Add a step, with its day if you like: ask the town"
                                                                    " by Friday"),
                              lambda text: self.changed.emit("step", self.item, text), self)
        self.adding.setObjectName("addStep")
        inner = QVBoxLayout()
        inner.setContentsMargins(14, 10, 10, 10)
        inner.setSpacing(2)
        inner.addLayout(head)
        steps = QVBoxLayout()
        steps.setContentsMargins(0, 0, 0, 0)
        steps.addLayout(self._steps)
        steps.addWidget(self.adding)
        inner.addLayout(steps)
        inner.addSpacing(4)
        inner.addWidget(hairline(self))
        self.line.addLayout(inner, 1)
        for made in (self.text, self.up, self.done, self.drop, self._remove):
            made.installEventFilter(self)

    def show_item(self, item: Any) -> None:
        self.item = item
        self.text.show_value(item.text)
        wanted = {step.id: step for step in item.steps if step.state != "dropped"}
        for id in [id for id in self._shown if id not in wanted]:
            row = self._shown.pop(id)
            row.hide()
            self._steps.removeWidget(row)
            row.deleteLater()
        for place, (id, step) in enumerate(wanted.items()):
            row = self._shown.get(id) or self._make(step)
            if self._steps.indexOf(row) != place:
                self._steps.removeWidget(row)
                self._steps.insertWidget(place, row)
            row.show_item(step)
            row.up.setVisible(place > 0)

    def row(self, step: bytes) -> StepRow | None:
        """The row of a step."""
        return self._shown.get(step)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        return _moves(event, lambda by: self.changed.emit("move", self.item, by))

    def _make(self, step: Any) -> StepRow:
        row = self._shown[step.id] = StepRow(self._theme, step, self._today, self)
        say_ = self.changed.emit
        row.ticked.connect(lambda one: say_("tick", one, None))
        row.dated.connect(lambda one: say_("date", one, None))
        row.undated.connect(lambda one: say_("undate", one, None))
        row.moved.connect(lambda one, by: say_("move step", one, by))
        row.reworded.connect(lambda one, text: say_("reword step", one, text))
        row.removed.connect(lambda: say_("delete step", row.item, None))
        return row


class PlanTab(Tab):
    """Shows and edits what we mean to do for or with one contact."""

    tables = ("intention", "step", "reminder", "occurrence", "contact")
    reads = "plan-tab"

    def __init__(self, book: Any, theme: Theme, bridge: Bridge, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(book, theme, bridge, tasks, parent)
        self.setObjectName("planTab")
        self.setAccessibleName(self.tr("Plan"))
        self._found: list[Any] = []
        area = self._area = Scroll(self)
        holder = QWidget()
        holder.setObjectName("cardHolder")
        holder.setEnabled(not book.read_only)
        outer = QVBoxLayout(holder)
        outer.setContentsMargins(0, 0, 2, 16)
        self._sheet = QFrame()
        self._sheet.setProperty("role", "card")
        column = QVBoxLayout(self._sheet)
        column.setContentsMargins(0, 4, 0, 8)
        column.setSpacing(0)
        self._teach = label("", "muted", wrap=True)
        self._teach.setContentsMargins(20, 16, 20, 8)
        self._teach.hide()
        column.addWidget(self._teach)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(0)
        column.addLayout(self._lines)
        self.adding = AddLine(theme, self.tr("What do we mean to do?"), self.tr("Add an intention"), self._intend)
        self.adding.setObjectName("addIntention")
        self._many = label(self.tr("A plan of two or three intentions is kept more often than a long one."), "muted",
                           theme.font(0.92), wrap=True)
        self._many.setContentsMargins(21, 0, 16, 4)
        foot = QVBoxLayout()
        foot.setContentsMargins(14, 8, 10, 0)
        foot.addWidget(self.adding)
        column.addLayout(foot)
        column.addWidget(self._many)
        self.closed_turn = Fold(self.tr("Show {n} done or dropped"), self.tr("Hide what is done or dropped"))
        self.closed_turn.turned.connect(self._show_closed)
        turning = QVBoxLayout()
        turning.setContentsMargins(17, 0, 10, 0)
        turning.addWidget(self.closed_turn, 0, Qt.AlignmentFlag.AlignLeading)
        self._closed_lines = QVBoxLayout()
        turning.addLayout(self._closed_lines)
        column.addLayout(turning)
        outer.addWidget(self.reading_line())
        outer.addWidget(self._sheet)
        outer.addStretch(1)
        area.setWidget(holder)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(area)
        self._blocks: dict[bytes, IntentionBlock] = {}
        self._closed: dict[bytes, Row] = {}
        self._sought: tuple[str, bytes] | None = None  # a row to go to as soon as it is there
        self._sheet.hide()

    # -- what the person's pane uses

    def suit(self, place: bool) -> None:
        form = self.tr(
            "Two or three things you mean to do for or with them, in plain words. A step with a day comes up in your"
            " reminders; ticked there, it is ticked here. Example: {example}.")
        self._teach.setText(form.format(example=self.tr(
            "“Fit out their second site”, with the step “ask procurement for the dates by Friday”")
            if place else self.tr(
            "“Help her find the second shop”, with the step “ask the town about empty shops by Friday”")))

    def show_row(self, table: str, row: bytes) -> None:
        """Go to an intention, a step or the step of a reminder: the keyboard on it, as soon as it is there."""
        self._sought = table, row
        if self._read_once and not self._stale:
            self._seek()

    def _seek(self) -> None:
        if self._sought is None:
            return
        (table, id), self._sought = self._sought, None
        for one in self._found:
            step = next((step for step in one.steps if id == (step.reminder if table == "reminder" else step.id)), None)
            if step is None and one.id != id:
                continue
            block = self._blocks.get(one.id)
            if block is None and not self.closed_turn.opened:
                self.closed_turn.turn()
            row = (block and step and block.row(step.id)) or block or self._closed.get(one.id)
            if row is not None:
                row.reach(step.text if step is not None else one.text)
                QTimer.singleShot(0, row, lambda row=row: self._area.ensureWidgetVisible(row, 0, 48))
            return

    def clear(self) -> None:
        self._sought = None
        for block in self._blocks.values():
            self._let_go(block)
        self._blocks, self._found = {}, []
        self.closed_turn.fold()
        self._teach.hide()
        self._many.hide()
        self._show_closed()
        self._sheet.setVisible(self.contact is not None)

    def block(self, intention: bytes) -> IntentionBlock | None:
        """The block of an open intention."""
        return self._blocks.get(intention)

    def read(self, contact: bytes | None) -> list[Any]:
        return self._book.plans.of(contact, "all") if contact is not None else []

    def fill(self, intentions: list[Any]) -> None:
        self._found = intentions
        wanted = {one.id: one for one in intentions if one.state == "open"}
        for id in [id for id in self._blocks if id not in wanted]:
            self._let_go(self._blocks.pop(id))
        today = self._book.clock.today()
        for place, (id, one) in enumerate(wanted.items()):
            block = self._blocks.get(id)
            if block is None:
                block = self._blocks[id] = IntentionBlock(self._theme, one, today)
                block.changed.connect(self._do)
                block.removed.connect(lambda block=block: self._do("delete", block.item, None))
            if self._lines.indexOf(block) != place:
                self._lines.removeWidget(block)
                self._lines.insertWidget(place, block)
            block.show_item(one)
            block.up.setVisible(place > 0)
            block.show()
        self._teach.setVisible(not intentions)
        self._many.setVisible(len(wanted) > MANY)
        self._show_closed()
        self._seek()

    # -- doing

    def _intend(self, text: str) -> Any:
        return self.attempt(lambda: self._book.plans.intend(self.whose, text))

    def _do(self, what: str, item: Any, more: Any) -> Any:
        plans = self._book.plans
        acts: dict[str, tuple[Callable[[], Any], Any]] = {
            "reword": (lambda: plans.reword(item.id, more), None),
            "move": (lambda: plans.move(item.id, more), None),
            "done": (lambda: plans.close(item.id), say("Done: {text}", text=item.text)),
            "drop": (lambda: plans.close(item.id, "dropped"), say("Drop: {text}", text=item.text)),
            "delete": (lambda: plans.delete(item.id), say("Delete an intention")),
            "reopen": (lambda: plans.reopen(item.id), None),
            "step": (lambda: self._add_step(item.id, more), None),
            "tick": (lambda: plans.reopen_step(item.id) if item.state == "done" else plans.done(item.id),
                     say("Open a step again") if item.state == "done" else say("Tick a step")),
            "undate": (lambda: plans.undate_step(item.id), None),
            "move step": (lambda: plans.move_step(item.id, more), None),
            "reword step": (lambda: plans.edit_step(item.id, more), None),
            "delete step": (lambda: plans.delete_step(item.id), say("Delete a step")),
        }  # fmt: skip
        if what == "date":
            return self._ask_day(item)
        act, title = acts[what]
        return self.attempt(act, title, tell=title is not None)

    def _add_step(self, intention: bytes, text: str) -> None:
        """A new step with its day; a day that cannot be read stays in the words, and that is said."""
        self._book.plans.add_step(intention, *split_due(text, self._book.clock))
        doubt = due_doubt(text, self._book.clock)
        if doubt is not None:
            self.said.emit(words(doubt.said))

    def _ask_day(self, step: Any) -> None:
        from ui.timeline.moment import MomentDialog

        today: date = self._book.clock.today()
        dialog = MomentDialog(self.tr("When is it to be done?"), max(step.day or today, today), self.window(), today)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.picked.connect(lambda day: self.attempt(lambda: self._book.plans.edit_step(step.id, day=day)))
        dialog.open()

    # -- what is over

    def _show_closed(self) -> None:
        closed = [one for one in self._found if one.state != "open"]
        for row in self._closed.values():
            row.hide()
            self._closed_lines.removeWidget(row)
            row.deleteLater()
        self._closed = {}
        self.closed_turn.show_count(len(closed))
        for one in closed if self.closed_turn.opened else ():
            row = Row(self._theme, self.tr("Delete this intention"), self._sheet)
            row.line.setContentsMargins(4, 0, 0, 0)
            form = self.tr("{text}: done {day}") if one.state == "done" else self.tr("{text}: dropped {day}")
            when = day(one.closed_on) if one.closed_on else ""
            row.line.addWidget(label(put(form, text=flat(one.text, 90), day=when), "muted", wrap=True), 1)
            row.line.addWidget(button(self.tr("Open again"), "link", on=lambda one=one: self._do("reopen", one, None)))
            row.removed.connect(lambda one=one: self._do("delete", one, None))
            row.close_line()
            self._closed[one.id] = row
            self._closed_lines.addWidget(row)

    def _let_go(self, block: QWidget) -> None:
        block.hide()
        self._lines.removeWidget(block)
        block.deleteLater()


def mover(name: str, on: Callable[[], object], parent: QWidget) -> QToolButton:
    """A small arrow that moves something up."""
    made = QToolButton(parent)
    made.setArrowType(Qt.ArrowType.UpArrow)
    made.setProperty("role", "icon")
    made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    made.setAccessibleName(name)
    set_tip(made, name)
    made.clicked.connect(lambda: on())
    return made


def _moves(event: QEvent, move: Callable[[int], object]) -> bool:
    """Alt+Up and Alt+Down."""
    if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
        return False
    by = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
    if by is None or not event.modifiers() & Qt.KeyboardModifier.AltModifier:
        return False
    move(by)
    return True
