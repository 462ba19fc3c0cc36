"""The whole brief as a page: to read before a talk, to tick, to copy, to print; and a day's visits one after another.

It is read on the worker: the name stands there at once, the lines follow. Every line leads to where it is from. What is
ticked stays where it is, struck through, and is taken back where it was done. Of somebody who is deleted meanwhile the
page says so. Beside the page stands, when it is wanted, whom one will see that day; what is printed or put into a PDF
is then all of them as one document.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from notebook import Brief, ChangeSet, KithbookError, Month, NotFound, Trace
from ui.bridge import Bridge
from ui.insight import evidence, figures
from ui.insight.card import CONCERNED
from ui.insight.charts import Bars, Columns
from ui.insight.insights import ChartCard
from ui.insight.leading import Told
from ui.insight.lines import TICKABLE
from ui.insight.sheet import BriefSheet
from ui.insight.ticks import Tick, TickStrip
from ui.insight.visits import VisitList
from ui.shortcuts import keys, shown
from ui.tasks import Tasks
from ui.theme import Theme
from ui.widgets import button, label, set_tip, tool
from ui.words import number, put, words

SIDE = 220  # pixels of the list of visits


@dataclass(frozen=True, slots=True)
class Read:
    """What the page shows of somebody."""

    brief: Brief
    traces: dict[bytes, Trace]
    talks: list[Month]
    balance: Any


class BriefPage(QDialog):
    """Shows one brief; Esc or F9 closes it, Ctrl with Page Up and Down goes to the person before and after.

    ``among``: the contacts that come before and after it. ``bridge``: tells what changes meanwhile. ``jumped``: to
    where a line is from (a `Trace`); ``done``: a change that can be undone.
    """

    jumped = Signal(object)  # Trace
    said = Signal(str)
    done = Signal(object)  # Sentence

    def __init__(self, book: Any, theme: Theme, contact: bytes, parent: QWidget, tasks: Tasks,
                 among: Sequence[bytes] = (), bridge: Bridge | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("briefPage")
        self.setWindowTitle(self.tr("Before you talk"))
        self._book, self._theme, self._tasks, self._among = book, theme, tasks, among
        self.contact = contact
        self._ticks: list[Tick] = []  # what was ticked on this page and not taken back
        self._own: set[bytes] = set()  # the rows that were ticked here,
        self._mark: int | None = None  # and the last action of the notebook since
        self._used: set[bytes] = set()  # whose brief got its credit from this page
        self._writing = 0  # files under way
        self.brief: Brief | None = None  # None while it is being read
        self.sheet = BriefSheet(theme, not book.read_only, self)
        self.sheet.jumped.connect(lambda line, what: evidence.choose(line, what, self._jump))
        self.sheet.ticked.connect(self._tick)
        self.sheet.asked.connect(self._menu)
        self.visits = VisitList(book, theme, self)
        self.visits.setFixedWidth(theme.px(SIDE))
        self.visits.hide()
        self.visits.chosen.connect(self.show_contact)
        self.visits.changed.connect(self._name_place)
        self._lay_out()
        room = parent.window().size()
        self.resize(min(theme.px(660), room.width() - 40), min(theme.px(760), room.height() - 40))
        self.setFocus()  # the first line has it once it is there
        self.show_contact(contact)
        if bridge is not None:
            bridge.changed.connect(self.apply)
        self.finished.connect(lambda result: tasks.forget("brief-page"))

    def _lay_out(self) -> None:
        self.back = tool(self._theme.icon("arrow-left"), self.tr("Person before"), lambda: self.step(-1), parent=self)
        self.back.setObjectName("briefBack")
        self.on = tool(self._theme.icon("arrow-right"), self.tr("Next person"), lambda: self.step(1), parent=self)
        self.on.setObjectName("briefOn")
        for made, name in ((self.back, "before"), (self.on, "next")):
            set_tip(made, f"{made.accessibleName()}  {shown(name)}")
        self._place: QLabel = label("", "muted", parent=self)
        self._trouble = label("", "trouble", wrap=True, parent=self)
        self._trouble.setObjectName("briefTrouble")
        self._trouble.hide()
        self.day = button(self.tr("The day’s visits"), "chip", on=self.turn_visits, parent=self)
        self.day.setObjectName("briefVisits")
        self.day.setCheckable(True)
        self.day.setIcon(self._theme.icon("calendar", "accent"))
        head = QHBoxLayout()
        head.setSpacing(4)
        head.addWidget(self.back)
        head.addWidget(self.on)
        head.addWidget(self._place)
        head.addStretch(1)
        head.addWidget(self.day)
        middle = QHBoxLayout()
        middle.setSpacing(12)
        middle.addWidget(self.visits)
        middle.addWidget(self.sheet, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 16)
        column.setSpacing(8)
        column.addLayout(head)
        column.addLayout(middle, 1)
        column.addWidget(self._trouble)
        self.strip = TickStrip(self._theme, not self._book.read_only, self)
        self.strip.undoWanted.connect(self.take_back)
        column.addWidget(self.strip)
        column.addLayout(self._foot())

    def _foot(self) -> QHBoxLayout:
        row = QHBoxLayout()
        self._taking = [self._named(button(self.tr("Copy"), on=self.copy, parent=self), "briefCopy"),
                        self._named(button(self.tr("Print…"), on=self.print_, parent=self), "briefPrint"),
                        self._named(button(self.tr("PDF…"), on=self.ask_file, parent=self), "briefPdf")]
        for made in self._taking:
            row.addWidget(made)
        row.addStretch(1)
        close = button(self.tr("Close"), "primary", on=self.accept, parent=self)
        close.setDefault(True)
        row.addWidget(close)
        return row

    def _named(self, made: QPushButton, name: str) -> QPushButton:
        made.setObjectName(name)
        return made

    # -- who is shown

    def show_contact(self, contact: bytes) -> None:
        """Show the brief of this contact: their name now, the rest when it is read."""
        if self.brief is None or contact != self.contact:
            self.contact, self.brief = contact, None
            self.sheet.show_head(self._name(), self._book.clock.today())
            self.sheet.verticalScrollBar().setValue(0)
            self._complain("")
        self._name_place()
        self._tasks.latest("brief-page", _reading(self._book, contact), self._show, self._unread)

    def _name(self) -> str:
        names: dict[bytes, str] = self._book.contacts.names([self.contact])
        return names.get(self.contact, "")

    def step(self, by: int) -> None:
        """To the person after or before this one."""
        around = self.around
        if self.contact in around:
            place = list(around).index(self.contact) + by
            if 0 <= place < len(around):
                self.show_contact(around[place])
                self.visits.mark(self.contact)

    @property
    def around(self) -> Sequence[bytes]:
        """The people one leafs through: those of the day where they are shown."""
        return self.visits.people if self.visits.isVisibleTo(self) else self._among

    def turn_visits(self) -> None:
        """Show or hide whom we see that day; whose page is open is always among them."""
        shown_now = not self.visits.isVisibleTo(self)
        self.day.setChecked(shown_now)
        if shown_now and not self.visits.people:
            people = self._book.insight.visits()
            self.visits.show_people(people if self.contact in people else [self.contact, *people])
        self.visits.setVisible(shown_now)
        if shown_now:
            self.visits.mark(self.contact)
            widest = self.parentWidget().window().width() - 40
            self.resize(min(self.width() + self.visits.width(), widest), self.height())
        self._name_place()

    def _show(self, found: Read) -> None:
        if found.brief.contact != self.contact:
            return
        self.brief = found.brief
        self._let_take(True)
        self.strip.show()
        self.sheet.show_brief(found.brief, found.traces, self._charts(found))
        self._complain("")
        if self.contact not in self._used:  # it is read now (P7)
            self._used.add(self.contact)
            book = self._book
            self._tasks.run(lambda job: book.credits.used(found.brief, "full"), failed=self._unread)

    def _unread(self, error: Exception) -> None:
        if not isinstance(error, KithbookError):
            raise error
        if isinstance(error, NotFound) and not self._name():
            self._tell_gone()
            return
        (self.said.emit if self.isHidden() else self._complain)(words(error.sentence))

    def apply(self, changes: ChangeSet) -> None:
        """Something changed: read again, unless it was a tick on this page, which is seen already."""
        touched = {row for table in CONCERNED for row in changes.rows(table)}
        if changes.everything or touched:
            ours = not changes.everything and touched <= self._own and self._book.undo_mark() == self._mark
            if not ours:
                self._tasks.latest("brief-page", _reading(self._book, self.contact), self._show, self._unread)
            self._show_tick()

    def _tell_gone(self) -> None:
        """Whose page this is was deleted."""
        self.brief = None
        self._let_take(False)
        self.strip.hide()
        self._complain("")
        self.sheet.show_gone(self.tr("This contact was deleted. Nothing can be ticked here any more."))

    def _let_take(self, there: bool) -> None:
        for made in self._taking:
            made.setEnabled(there)

    def _charts(self, found: Read) -> list[QWidget]:
        """What is better looked at: how often we talk with them, what goes to and fro; none where there is nothing."""
        theme = self._theme
        talks, given = Columns(theme, self.tr("Rhythm of contact")), Bars(theme, self.tr("Give and take"))
        figures.show_talks(talks, found.talks)
        figures.show_given(given, {(side, act): {kind: len(rows) for kind, rows in found.balance.of(side, act).items()}
                                   for side in ("ours", "theirs") for act in ("gave", "asked")})
        about = ((talks, self.tr("Talks, month by month")), (given, self.tr("In twelve months")))
        return [ChartCard(theme, chart, text) for chart, text in about if not chart.empty]

    def _name_place(self) -> None:
        around = self.around
        known = self.contact in around
        place = list(around).index(self.contact) if known else -1
        self.back.setVisible(len(around) > 1)
        self.on.setVisible(len(around) > 1)
        self.back.setEnabled(place > 0)
        self.on.setEnabled(known and place + 1 < len(around))
        self._place.setText(self.tr("{place} of {all}").format(place=number(place + 1), all=number(len(around)))
                            if known and len(around) > 1 else "")

    # -- lines

    def _jump(self, trace: Trace) -> None:
        self.accept()
        self.jumped.emit(trace)

    def _tick(self, line: Told) -> None:
        if self.brief is None:
            return  # it is read just now, or nobody is there any more
        if not self._name():
            self._tell_gone()
            return
        row = line.traces[0].id
        shown_ = self.sheet.line_of(row)
        if shown_ is not None and shown_.done:
            if self._last is not None and self._last.row == row:
                self.take_back()
            return
        title = evidence.tick(self._book, line, self._complain)
        if title is None:
            return
        self._mark = self._book.undo_mark()
        self._ticks.append(Tick(self._mark, title, row))
        self._own.add(row)
        self.done.emit(title)
        if shown_ is not None:
            shown_.show_done(True)
        self._complain("")
        self._show_tick()

    @property
    def _last(self) -> Tick | None:
        """The tick that can be taken back: the last on this page, if nothing was done since."""
        return self._ticks[-1] if self._ticks and self._book.undo_mark() == self._ticks[-1].mark else None

    def take_back(self) -> None:
        """Undo the last tick on this page, and nothing that is not seen here."""
        tick = self._last
        if tick is None:
            return
        self._ticks.pop()
        self._book.undo()
        self._mark = self._book.undo_mark()
        line = self.sheet.line_of(tick.row)
        if line is not None:
            line.setFocus()
            line.show_done(False)
        elif self.brief is not None:
            self.show_contact(self.contact)
        self._show_tick()

    def _show_tick(self) -> None:
        self.strip.show_tick(self._last)

    def _menu(self, line: Told, where: QPoint) -> None:
        ticking = not self._book.read_only and line.kind in TICKABLE
        evidence.menu(self, line, where, self._jump, self._tick if ticking else None)

    # -- taking it along

    def copy(self) -> None:
        """The page as text to the clipboard."""
        QGuiApplication.clipboard().setText(self.sheet.text())

    def chosen(self) -> list[bytes]:
        """Whose briefs are printed: those of the day where they are shown, else the one that is open."""
        return list(self.visits.people) if self.visits.isVisibleTo(self) else [self.contact]

    def print_(self) -> None:
        """Ask for a printer; several people make one document."""
        people, book = self.chosen(), self._book
        self._tasks.latest("brief-print", lambda job: book.insight.briefs(people), self._ask_printer, self._unread)

    def _ask_printer(self, briefs: list[Brief]) -> None:
        from ui.printing import print_pages

        if self.isVisible():
            print_pages(self._book, briefs, self, self._complain, self.ask_file)

    def ask_file(self) -> None:
        """Ask where the PDF goes."""
        from ui.printing import ask_pdf, file_name

        whose = self.tr("Visits") if len(self.chosen()) > 1 else file_name(self._name())
        ask_pdf(self, f"{whose} {self._book.clock.today().isoformat()}", self.save)

    def save(self, path: Path) -> None:
        """The PDF, on the worker. A page that is closed meanwhile goes once it is told how that ended."""
        from ui.printing import briefs_to_pdf

        people, book = self.chosen(), self._book

        def work(job: Any) -> str:
            for brief in briefs_to_pdf(book, people, path):
                book.credits.used(brief, "print")
            return path.name

        self._writing += 1
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
        self._tasks.run(work, self._saved, self._unsaved)

    def _saved(self, name: str) -> None:
        self._complain("")
        self.said.emit(put(self.tr("Saved: {file}"), file=name))
        self._written()

    def _unsaved(self, error: Exception) -> None:
        self._written()
        self._unread(error)

    def _written(self) -> None:
        self._writing -= 1
        if not self._writing:
            self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            if not self.isVisible():
                self.deleteLater()

    # -- the rest

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if QKeySequence(event.keyCombination()) == keys("brief"):
            self.accept()
        elif QKeySequence(event.keyCombination()) == keys("before"):
            self.step(-1)
        elif QKeySequence(event.keyCombination()) == keys("next"):
            self.step(1)
        elif QKeySequence(event.keyCombination()) == QKeySequence(QKeySequence.StandardKey.Print):
            self.print_()
        elif QKeySequence(event.keyCombination()) == keys("undo"):
            self.take_back()
        elif QKeySequence(event.keyCombination()) == QKeySequence(QKeySequence.StandardKey.Copy):
            self.copy()
        elif not self.sheet.scroll(event):
            super().keyPressEvent(event)

    def _complain(self, text: str) -> None:
        self._trouble.setText(text)
        self._trouble.setVisible(bool(text))


def _reading(book: Any, contact: bytes) -> Callable[[Any], Read]:
    """What reads all that the page shows, on the worker; it looks now and then whether that is still wanted."""
    def read(job: Any) -> Read:
        insight = book.insight
        brief = insight.brief(contact)
        job.step()
        rows = [row for line in brief.lines for row in line.evidence]
        traces = {one.id: one for one in insight.traces(rows)}
        job.step()
        return Read(brief, traces, insight.talks(contact), insight.balance(contact))

    return read
