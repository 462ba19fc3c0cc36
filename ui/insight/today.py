"""The page Today: what to do now, one row per person, the most urgent first, each with its reasons (B4).

Space does what removes a row, S puts it off, N puts it away for good with a reason; each can be undone. A promise of
ours is neither put off nor away: S asks which other day was agreed on. Several rows are a day's visits: their briefs
open, and print, as one document.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu, QWidget

from notebook import Dismissal, Sentence, Step, say
from ui.asking import ask_line
from ui.bridge import Bridge
from ui.insight.items import Item
from ui.insight.list_page import ListPage
from ui.pages import ELSEWHERE
from ui.reminders.putting_off import add_days
from ui.tasks import Tasks
from ui.theme import Theme
from ui.widgets import button
from ui.words import in_menu, number, put, words

FIRST = 200  # rows read at first; more when they are asked for
AWAY = 15  # what was put away last, offered to be brought back
ICONS = {
    "promise": "handshake", "promise-theirs": "arrow-down-left", "birthday": "calendar", "anniversary": "calendar",
    "cadence": "message-square", "want": "shopping-bag", "reminder": "bell", "introduction": "link", "offer": "send",
    "planned": "clock",
}
MORE = "more"


class TodayPage(ListPage):
    """Shows `Insight.today`."""

    tables = ("reminder", "occurrence", "promise", "anniversary", "participant", "interaction", "circle", "membership",
              "contact", "want", "introduction", "offer", "dismissal", "permission", "intention", "step",
              "colleague")
    reads = "today"

    def __init__(self, book: Any, theme: Theme, bridge: Bridge, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(book, theme, bridge, tasks, self.tr("Today"), parent)
        self.setObjectName("todayPage")
        self.list.setObjectName("todayList")
        self._most = FIRST
        self._steps: list[Step] = []
        self._visits: list[bytes] = []
        self.list.ticked.connect(lambda item: self.tick(item))
        self.list.putOff.connect(self.ask_put_off)
        self.list.turnedDown.connect(self.ask_put_away)
        self.list.menuWanted.connect(self._menu)
        self.away = button("", "quiet", on=self.show_away, parent=self)
        self.away.setObjectName("todayAway")
        self.away.hide()
        self.visits = button("", None, None, theme.icon("calendar", "accent"), self.open_visits, self)
        self.visits.setObjectName("todayVisits")
        self.visits.hide()
        self.head.addWidget(self.away)
        self.head.addWidget(self.visits)
        self.why.add("done", self.tr("Done"), "check", self.tr("Space"), lambda: self.tick())
        self.why.add("go", self.tr("Next step"), "arrow-right", self.tr("Space"), lambda: self.tick())
        self.why.add("day", self.tr("Agreed on another day"), "calendar", "S",
                     lambda: self.ask_put_off(self.list.where()))
        self.why.add("later", self.tr("Put off"), "alarm-clock", "S", lambda: self.ask_put_off(self.list.where()))
        self.why.add("not", self.tr("Not this"), "x", "N", self.ask_put_away)
        self.why.add("brief", self.tr("Before you talk"), "message-square", "F9", self.open_briefs)
        self.why.add("open", self.tr("Open"), "arrow-right", self.tr("Enter"), lambda: self.open(self.list.items()[0]))
        self.teach(
            self.tr("Nothing waits for you today"),
            [self.tr("Here stands whom to turn to now and why: a promise that is due, a birthday, somebody not spoken "
                     "with for too long."),
             self.tr("For example: log “call Ann: likes the blue one; promise: send the list by Friday”. On Friday "
                     "Ann stands here until the list is sent.")],
            self.tr("Log a talk"), "todayLog", lambda: self.placeWanted.emit("log", None))

    # -- reading

    def to_read(self) -> tuple[int]:
        return (self._most,)

    def read(self, most: int) -> tuple[list[Step], list[bytes], int, date]:
        return (self._book.insight.today(limit=most + 1), self._book.insight.visits(),
                len(self._book.dismissals.of()), self._book.clock.today())

    def fill(self, found: tuple[list[Step], list[bytes], int, date]) -> None:
        steps, self._visits, away, today = found
        self._steps = steps[:self._most]
        lines: list[tuple[Any, Any]] = [(step.key, step) for step in self._steps]
        if len(steps) > self._most:
            lines.append((MORE, None))
        self.about.setText(self._summary(today, len(steps)))
        self.away.setText(self.tr("{n} put away").format(n=number(away)))
        self.away.setVisible(away > 0)
        self.visits.setText(self.tr("Visits: {n}").format(n=number(len(self._visits))))
        self.visits.setVisible(bool(self._visits))
        self.show_lines(lines, bool(steps))

    def items_of(self, records: Sequence[Step | None]) -> list[Item]:
        return [self._more() if step is None else self._item(step) for step in records]

    def _item(self, step: Step) -> Item:
        others = len(step.reasons) - 1
        more = "" if not others else self.tr("1 more reason") if others == 1 else self.tr("{n} more reasons").format(
            n=number(others))
        side = " · ".join(part for part in (" ".join(step.due.whose.split()), more) if part)
        return Item(step.key, ICONS.get(step.kind, "bell"), step.contact_name, words(step.text), words(step.due.why),
                    step.late, side, None if step.kind in ELSEWHERE else "open", step)

    def _more(self) -> Item:
        return Item(MORE, "list", "", self.tr("Show more"), self.tr("These are the {n} most urgent.").format(
            n=number(self._most)), False, "", None, None)

    def _summary(self, today: date, count: int) -> str:
        from PySide6.QtCore import QDate, QLocale

        shown = QLocale().toString(QDate(today.year, today.month, today.day), QLocale.FormatType.LongFormat)
        if not count:
            return shown
        more = "+" if count > self._most else ""
        people, late = len(_people(self._steps)), sum(step.late for step in self._steps)
        besides = len(self._steps) - people  # about nobody
        told = [shown]
        if people:
            told.append(self.tr("1 person") if people == 1 and not more else self.tr("{n} people").format(
                n=f"{number(people)}{more}"))
        if besides:
            one, many = ((self.tr("1 other thing"), self.tr("{n} other things")) if people else
                         (self.tr("1 thing"), self.tr("{n} things")))
            told.append(one if besides == 1 and not more else many.format(n=f"{number(besides)}{more}"))
        if late:
            told.append(self.tr("{n} overdue").format(n=number(late)))
        return " · ".join(told)

    # -- why

    def tell(self, items: Sequence[Item]) -> None:
        steps = [item.held for item in items if item.held is not None]
        act = "go" if len(steps) == 1 and steps[0].kind in ELSEWHERE else "done"
        later = ("day",) if _all_ours(steps) else () if any(_planned(step) for step in steps) else ("later",)
        writable: tuple[str, ...] = () if self._book.read_only else (act, *later)
        if writable and not any(_ours(step) for step in steps):
            writable += ("not",)
        if len(steps) > 1:
            people = len(_people(steps)) == len(steps)
            title = (self.tr("{n} people are chosen") if people else self.tr("{n} things are chosen")).format(
                n=number(len(steps)))
            names = ", ".join(" ".join(step.contact_name.split()) for step in steps[:12] if step.contact_name)
            self.why.show_why(title, [names], "", (*writable, "brief"))
        elif steps:
            step = steps[0]
            told = [words(say("{text} ({reason})" if due.kind == "planned" else "{text}: {reason}",
                              text=due.text, reason=due.why)) for due in step.dues]
            to_person = () if step.contact is None else ("brief", "open")
            self.why.show_why(step.contact_name or words(step.text), told, sentence(words(step.due.way)),
                              (*writable, *to_person))
        else:
            self.why.hide()

    # -- doing

    def open(self, item: Item) -> None:
        if item.key == MORE:
            self._most *= 3
            self.refresh()
        elif item.held.kind in ELSEWHERE:
            self._show_row(item.held)
        else:
            super().open(item)

    def _show_row(self, step: Step) -> None:
        """To where it can be answered."""
        self.placeWanted.emit("row", (step.kind, step.contact, step.due.subject))

    def tick(self, item: Item | None = None) -> None:
        """Do what removes these rows: the promise is kept, the reminder done."""
        steps = self._chosen() if item is None or item in self.list.items() else [item.held]
        if item is not None and item.held is None:
            self.open(item)
            return
        if len(steps) == 1 and steps[0].kind in ELSEWHERE:
            self._show_row(steps[0])
            return
        steps = [step for step in steps if step.kind not in ELSEWHERE]
        title = say("Tick off “{text}”", text=_text(steps))
        if len(steps) > 1:
            title = say("Tick off {n} things", n=len(steps))
        elif steps and steps[0].kind.startswith("promise"):
            title = say("Keep the promise “{text}”", text=_text(steps))
        self._do(steps, title, lambda step: self._book.reminders.done(step.due.subject, step.due.day))

    def put_off(self, until: date) -> None:
        """Come back to the chosen rows on a later day; a promise of ours stays (see `move_to`)."""
        steps = [step for step in self._chosen() if not _ours(step)]
        several = len(steps) > 1
        title = say("Put off {n} things", n=len(steps)) if several else say("Put off “{text}”", text=_text(steps))
        self._do(steps, title, lambda step: self._book.reminders.snooze(step.due.subject, until, step.due.day))

    def move_to(self, day: date) -> None:
        """The chosen promises of ours get another day, which was agreed on."""
        steps = self._chosen()
        several = len(steps) > 1
        title = say("Move {n} promises", n=len(steps)) if several else say(
            "Move the promise “{text}”", text=_text(steps))
        self._do(steps, title, lambda step: self._book.promises.renegotiate(step.due.subject, day))

    def put_away(self, reason: str) -> None:
        """Suggest the chosen rows no more; a promise of ours stays until it is kept, released or moved."""
        steps = [step for step in self._chosen() if not _ours(step)]
        several = len(steps) > 1
        title = say("Put {n} things away", n=len(steps)) if several else say("Put “{text}” away", text=_text(steps))
        self._do(steps, title, lambda step: self._book.dismissals.put_away(step.key, step.contact, reason))

    def ask_put_off(self, where: QPoint) -> None:
        """The choices for putting off what is chosen, or for the day that was agreed on for a promise of ours."""
        if self._book.read_only or not self._chosen():
            return
        if any(_planned(step) for step in self._chosen()):
            self.said.emit(self.tr("What is planned is moved, not put off: give the entry another day."))
            return
        ours = _all_ours(self._chosen())
        menu = QMenu(self)
        menu.setObjectName("dayMenu" if ours else "snoozeMenu")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if ours:
            menu.addAction(self.tr("Agreed on another day:")).setEnabled(False)
        self._add_days(menu, ours)
        menu.setActiveAction(menu.actions()[int(ours)])
        menu.popup(where)

    def _add_days(self, menu: QMenu, ours: bool) -> None:
        title = self.tr("Agreed on another day") if ours else ""
        add_days(menu, self._book.clock, self.list, self.move_to if ours else self.put_off, title)

    def ask_put_away(self) -> None:
        """Why not? An empty answer will do. What it is about is said."""
        steps = [step for step in self._chosen() if not _ours(step)]
        if self._book.read_only or not self._chosen():
            return
        if not steps:
            self.said.emit(self.tr("A promise of ours is not put away. Keep it, release it, or agree with them on"
                                   " another day."))
            return
        if len(steps) == 1:
            what = " ".join(_text(steps).split())
            title = put(self.tr("Not this: “{what}”. Why not? (You may leave it empty.)"), what=what)
        else:
            title = self.tr("Not these {n} things. Why not? (You may leave it empty.)").format(n=number(len(steps)))
        ask_line(self.window(), title, "", self.put_away).finished.connect(lambda how: self.setFocus())

    def show_away(self) -> None:
        """What was put away last: one click brings it back."""
        menu = QMenu(self)
        menu.setObjectName("awayMenu")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for one in self._book.dismissals.of()[:AWAY]:
            act = menu.addAction(in_menu(put(self.tr("Bring back: {what}"), what=_away(one))))
            act.setEnabled(not self._book.read_only)
            act.triggered.connect(lambda checked=False, one=one: self.attempt(
                lambda: self._book.dismissals.bring_back(one.id), say("Bring a suggestion back"), tell=True))
        menu.popup(self.away.mapToGlobal(self.away.rect().bottomLeft()))

    def open_briefs(self) -> None:
        """The briefs of whom is chosen; of several, as one document."""
        people = [step.contact for step in self._chosen() if step.contact is not None]
        if people:
            self.placeWanted.emit("brief", people)

    def open_visits(self) -> None:
        """The briefs of whom we see today, in the order of the day."""
        self.placeWanted.emit("brief", self._visits)

    def _chosen(self) -> list[Any]:
        return [item.held for item in self.list.items() if item.held is not None]

    def _do(self, steps: Sequence[Step], title: Sentence, act: Any) -> None:
        if not steps:
            return
        self.stay()
        if self.attempt(lambda: [act(step) for step in steps], title, tell=True) is False:
            self._gone = None

    def _menu(self, where: QPoint) -> None:
        menu = QMenu(self)
        menu.setObjectName("todayMenu")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        steps = self._chosen()
        if not steps:
            return
        icon = self._theme.icon
        if not self._book.read_only:
            promise = all(step.kind.startswith("promise") for step in steps)
            word = self.tr("Promise kept") if promise else self.tr("Done")
            menu.addAction(icon("check"), word).triggered.connect(lambda: self.tick())
            ours = _all_ours(steps)
            word, sign = (self.tr("Agreed on another day"), "calendar") if ours else (self.tr("Put off"), "alarm-clock")
            if not any(_planned(step) for step in steps):  # it is moved in its entry
                self._add_days(menu.addMenu(icon(sign), word), ours)
            if not any(_ours(step) for step in steps):
                menu.addAction(icon("x"), self.tr("Not this …")).triggered.connect(self.ask_put_away)
            menu.addSeparator()
        menu.addAction(icon("message-square"), self.tr("Before you talk")).triggered.connect(self.open_briefs)
        if len(steps) == 1 and steps[0].contact is not None:
            name = " ".join(steps[0].contact_name.split())
            menu.addAction(icon("arrow-right"), in_menu(put(self.tr("Go to {name}"), name=name))).triggered.connect(
                lambda: self.contactActivated.emit(steps[0].contact))
        menu.popup(where)


def sentence(text: str) -> str:
    """A part of a sentence as one of its own."""
    return f"{text[:1].upper()}{text[1:]}." if text else ""


def _people(steps: Sequence[Any]) -> set[bytes]:
    """Whom these rows are about."""
    return {step.contact for step in steps if step.contact is not None}


def _ours(step: Any) -> bool:
    """A promise of ours: it is kept, released or moved, and never put away."""
    return bool(step.kind == "promise")


def _all_ours(steps: Sequence[Any]) -> bool:
    """Promises of ours and nothing else."""
    return bool(steps) and all(_ours(step) for step in steps)


def _planned(step: Any) -> bool:
    """A talk on its day: the entry is moved, it is not put off."""
    return bool(step.kind == "planned")


def _text(steps: Sequence[Any]) -> str:
    return words(steps[0].text) if steps else ""


def _away(one: Dismissal) -> str:
    return f"{' '.join(one.contact_name.split())}: {one.reason}" if one.reason else " ".join(one.contact_name.split())
