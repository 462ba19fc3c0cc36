"""The page of promises (R1): ours that are overdue first, both ways, and how each of us keeps them.

Space keeps one (or opens a closed one again), S agrees on another day, N says that it is broken or that nobody waits
for it any more; each can be undone. Below stands how we and the person keep our word to each other.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QButtonGroup, QMenu, QWidget

from notebook import Measure, Promise, Sentence, measure_said, say
from ui.bridge import Bridge
from ui.insight.items import Heading, Item
from ui.insight.kept import Kept, KeptLines
from ui.insight.list_page import ListPage
from ui.reminders.putting_off import add_days
from ui.tasks import Tasks
from ui.theme import Theme
from ui.timeline.words import Words
from ui.widgets import button
from ui.words import in_menu, number, put, words


@dataclass(frozen=True, slots=True)
class Ledger:
    """What was read: ids by part of the list, how each of us keeps promises, how many are in the ledger at all."""

    parts: tuple[tuple[str, list[bytes]], ...]
    us: list[Kept]
    total: int


class PromisesPage(ListPage):
    """Shows the ledger: what is open, or what is closed."""

    tables = ("promise", "contact", "colleague", "interaction")
    reads = "promises"

    def __init__(self, book: Any, theme: Theme, bridge: Bridge, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(book, theme, bridge, tasks, self.tr("Promises"), parent)
        self.setObjectName("promisesPage")
        self.list.setObjectName("promiseList")
        self.list.setAccessibleDescription(self.tr(
            "Enter opens the person, Space keeps the promise, S agrees on another day, N ends it otherwise"))
        self._words = Words(book.clock, self)
        self._sought: bytes | None = None  # a promise to go to as soon as it is there
        self._measured: bytes | None = None  # whom the measures below are of
        self._measures: tuple[Measure, Measure] | None = None
        self.list.ticked.connect(lambda item: self.tick(item))
        self.list.putOff.connect(self.ask_day)
        self.list.turnedDown.connect(lambda: self.ask_end(self.list.where()))
        self.list.menuWanted.connect(self._menu)
        self.kept = KeptLines(theme, self)
        self.column.insertWidget(self.column.indexOf(self.about) + 1, self.kept)
        self.open_, self.closed = (button(word, "chip", name, parent=self) for word, name in (
            (self.tr("Open"), self.tr("Show the open promises")),
            (self.tr("Closed"), self.tr("Show the closed promises"))))
        group = QButtonGroup(self)
        for chip, name in ((self.open_, "promisesOpen"), (self.closed, "promisesClosed")):
            chip.setObjectName(name)
            chip.setCheckable(True)
            chip.clicked.connect(self.refresh)
            group.addButton(chip)
            self.head.addWidget(chip)
        self.open_.setChecked(True)
        self.why.add("keep", self.tr("Kept"), "check", self.tr("Space"), lambda: self.tick())
        self.why.add("day", self.tr("Agreed on another day"), "calendar", "S", lambda: self.ask_day(self.list.where()))
        self.why.add("break", self.tr("Broken"), "x", "N", lambda: self._end("broken"))
        self.why.add("release", self.tr("Released"), "handshake", "N", lambda: self._end("released"))
        self.why.add("reopen", self.tr("Open again"), "undo-2", self.tr("Space"), lambda: self.tick())
        self.why.add("open", self.tr("Open"), "arrow-right", self.tr("Enter"),
                     lambda: self.open(self.list.items()[0]))
        self.teach(
            self.tr("Nobody has promised anything yet"),
            [self.tr("Trust grows when promises are kept. Here stands every one of them, yours and theirs, with its "
                     "day, and how often they were kept."),
             self.tr("For example: log “call Ann: wants a second shop; promise: send the list by Friday; they "
                     "promise: two names”.")],
            self.tr("Log a talk"), "promisesLog", lambda: self.placeWanted.emit("log", None))

    # -- reading

    def show_place(self, what: object) -> None:
        """Gone to because of a promise (its id): the keyboard on it, open or closed."""
        found = self._book.promises.rows([what]) if isinstance(what, bytes) else []
        self._sought = found[0].id if found else None
        if found:
            (self.open_ if found[0].open else self.closed).setChecked(True)
            self.refresh()

    def to_read(self) -> tuple[bool]:
        return (self.open_.isChecked(),)

    def read(self, still_open: bool) -> Ledger:
        promises = self._book.promises
        parts = tuple((f"{direction}-{part}", promises.ids(direction, part)) for direction in ("ours", "theirs")
                      for part in (("overdue", "waiting") if still_open else ("closed",)))
        measured = self._book.insight.measures_of_us()
        me, names = self._book.colleagues.me(), self._book.colleagues.names()
        us = [Kept(me.name if who == me.id else names.get(who, ""), both[0]) for who, both in measured.items()]
        us.sort(key=lambda line: (line.name != me.name, -line.measure.settled, line.name))
        total = sum(each.settled + each.open for both in measured.values() for each in both)
        return Ledger(parts, us, max(total, sum(len(ids) for _, ids in parts)))

    def fill(self, found: Ledger) -> None:
        lines: list[tuple[Any, Any]] = []
        for part, ids in found.parts:
            if ids:
                lines.append((part, Heading(part, self._name_of(part), len(ids))))
                lines += [(each, each) for each in ids]
        if not lines and found.total:
            lines.append(("none", Heading("none", self._name_of("none"), 0)))
        counts = {part: len(ids) for part, ids in found.parts}
        self.about.setText(self._summary(counts))
        self.kept.show_lines(found.us)
        self._measured = None
        self.rows.refresh()  # the ids say nothing about what became of them
        self.show_lines(lines, found.total > 0)
        place = self.rows.row_of(self._sought) if self._sought is not None else -1
        if place >= 0:
            self._sought = None
            self.list.go_to(place)

    def items_of(self, records: Sequence[bytes]) -> list[Item]:
        today, me = self._book.clock.today(), self._book.colleagues.my_id()
        return [self._item(promise, today, me) for promise in self._book.promises.rows(records)]

    def _item(self, promise: Promise, today: date, me: bytes) -> Item:
        late = promise.overdue(today)
        by = "" if promise.colleague in (None, me) else promise.colleague_name
        icon = "arrow-up-right" if promise.direction == "ours" else "arrow-down-left"
        return Item(promise.id, icon, promise.contact_name, promise.text, self._when(promise, today), late, by,
                    promise.state, promise)

    def _when(self, promise: Promise, today: date) -> str:
        if not promise.open:
            return self._ended(promise)
        if promise.due is None:
            return self.tr("when asked")
        days, due = (today - promise.due).days, self._words.due(promise)
        if days <= 0:
            return due
        late = self.tr("1 day late") if days == 1 else self.tr("{n} days late").format(n=number(days))
        return f"{late}, {due}"

    def _ended(self, promise: Promise) -> str:
        word = {"kept": self.tr("kept {day}"), "broken": self.tr("broken {day}"), "released": self.tr("released {day}"),
                "renegotiated": self.tr("another day agreed on {day}")}.get(promise.state, "{day}")
        told = word.format(day="" if promise.closed_on is None else self._words.near(promise.closed_on)).strip()
        due, closed = promise.due, promise.closed_on
        if promise.state != "kept" or due is None or closed is None or closed <= due:
            return told
        days = (closed - due).days
        late = self.tr("1 day late") if days == 1 else self.tr("{n} days late").format(n=number(days))
        return f"{told}, {late}"

    def _name_of(self, part: str) -> str:
        return {
            "ours-overdue": self.tr("We promised, overdue"), "ours-waiting": self.tr("We promised"),
            "theirs-overdue": self.tr("They promised, overdue"), "theirs-waiting": self.tr("They promised"),
            "ours-closed": self.tr("We had promised"), "theirs-closed": self.tr("They had promised"),
            "none": self.tr("Nothing stands here now"),
        }[part]

    def _summary(self, counts: dict[str, int]) -> str:
        if "ours-closed" in counts:
            return self.tr("{ours} of ours and {theirs} of theirs are closed").format(
                ours=number(counts["ours-closed"]), theirs=number(counts["theirs-closed"]))
        ours, theirs = (counts[f"{who}-overdue"] + counts[f"{who}-waiting"] for who in ("ours", "theirs"))
        told = self.tr("We owe {ours}, they owe us {theirs}").format(ours=number(ours), theirs=number(theirs))
        late = counts["ours-overdue"]
        return told if not late else f"{told} · {self.tr('{n} of ours overdue').format(n=number(late))}"

    # -- why

    def tell(self, items: Sequence[Item]) -> None:
        held: list[Promise] = [item.held for item in items if item.held is not None]
        if not held:
            self.why.hide()
            return
        writable = () if self._book.read_only else self._ways(held)
        if len(held) > 1:
            title = self.tr("{n} promises are chosen").format(n=number(len(held)))
            names = dict.fromkeys(" ".join(promise.contact_name.split()) for promise in held[:12])
            self.why.show_why(title, [", ".join(names)], "", writable)
            return
        promise = held[0]
        if self._measured != promise.contact:
            self._measured, self._measures = promise.contact, None
            self._tasks.latest("promises-of", lambda job: self._book.insight.measures(promise.contact),
                               lambda found: self._measure(promise.contact, found), self._failed)
        said = [] if self._measures is None else [_said(each) for each in self._measures]
        lead = self.tr("We promised: {text}") if promise.direction == "ours" else self.tr("They promised: {text}")
        self.why.show_why(promise.contact_name, [put(lead, text=promise.text), *said], "", (*writable, "open"))

    def _measure(self, contact: bytes, found: tuple[Measure, Measure]) -> None:
        if contact == self._measured:
            self._measures = found
            self._tell_why()

    def _ways(self, held: Sequence[Promise]) -> tuple[str, ...]:
        if all(promise.open for promise in held):
            return ("keep", "day", "break", "release")
        return ("reopen",) if all(promise.state in ("kept", "broken", "released") for promise in held) else ()

    # -- doing

    def tick(self, item: Item | None = None) -> None:
        """Open ones are kept, closed ones open again."""
        held = self._chosen() if item is None or item in self.list.items() else [item.held]
        several, text = len(held) > 1, _text(held)
        ways = self._ways(held)
        if "keep" in ways:
            title = say("Keep {n} promises", n=len(held)) if several else say("Keep the promise “{text}”", text=text)
            self._do(held, title, self._book.promises.keep)
        elif "reopen" in ways:
            title = say("Open {n} promises again", n=len(held)) if several else say("Open “{text}” again", text=text)
            self._do(held, title, self._book.promises.reopen)

    def ask_day(self, where: QPoint) -> None:
        """Agree on another day: this promise is closed, a new one succeeds it."""
        if self._book.read_only or "day" not in self._ways(self._chosen()):
            return
        menu = self._new_menu("dayMenu")
        add_days(menu, self._book.clock, self.list, self.move_to)
        menu.setActiveAction(menu.actions()[0])
        menu.popup(where)

    def move_to(self, day: date) -> None:
        """The chosen promises are due on another day now."""
        held = self._chosen()
        several, text = len(held) > 1, _text(held)
        title = say("Move {n} promises", n=len(held)) if several else say("Move the promise “{text}”", text=text)
        self._do(held, title, lambda promise: self._book.promises.renegotiate(promise, day))

    def ask_end(self, where: QPoint) -> None:
        """Broken, or released?"""
        if self._book.read_only or "break" not in self._ways(self._chosen()):
            return
        menu = self._new_menu("endMenu")
        self._add_ends(menu)
        menu.setActiveAction(menu.actions()[0])
        menu.popup(where)

    def _end(self, state: str) -> None:
        held = self._chosen()
        several, text, promises = len(held) > 1, _text(held), self._book.promises
        if state == "broken":
            title = say("Mark {n} promises as broken", n=len(held)) if several else say(
                "Mark the promise “{text}” as broken", text=text)
            self._do(held, title, promises.break_)
        else:
            title = say("Release {n} promises", n=len(held)) if several else say(
                "Release the promise “{text}”", text=text)
            self._do(held, title, promises.release)

    def _add_ends(self, menu: QMenu) -> None:
        icon = self._theme.icon
        menu.addAction(icon("x"), self.tr("Broken: it will not be kept")).triggered.connect(lambda: self._end("broken"))
        menu.addAction(icon("handshake"), self.tr("Released: nobody waits for it any more")).triggered.connect(
            lambda: self._end("released"))

    def _chosen(self) -> list[Promise]:
        return [item.held for item in self.list.items()]

    def _do(self, held: Sequence[Promise], title: Sentence, act: Callable[[bytes], object]) -> None:
        if not held:
            return
        self.stay()
        if self.attempt(lambda: [act(promise.id) for promise in held], title, tell=True) is False:
            self._gone = None

    def _new_menu(self, name: str) -> QMenu:
        menu = QMenu(self)
        menu.setObjectName(name)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        return menu

    def _menu(self, where: QPoint) -> None:
        held = self._chosen()
        if not held:
            return
        menu, icon = self._new_menu("promiseMenu"), self._theme.icon
        ways = () if self._book.read_only else self._ways(held)
        if "keep" in ways:
            menu.addAction(icon("check"), self.tr("Kept")).triggered.connect(lambda: self.tick())
            agreed = menu.addMenu(icon("calendar"), self.tr("Agreed on another day"))
            add_days(agreed, self._book.clock, self.list, self.move_to)
            self._add_ends(menu)
            menu.addSeparator()
        elif ways:
            menu.addAction(icon("undo-2"), self.tr("Open again")).triggered.connect(lambda: self.tick())
            menu.addSeparator()
        name = " ".join(held[0].contact_name.split())
        menu.addAction(icon("arrow-right"), in_menu(put(self.tr("Go to {name}"), name=name))).triggered.connect(
            lambda: self.contactActivated.emit(held[0].contact))
        menu.popup(where)


def _said(measure: Measure) -> str:
    text = words(measure_said(measure))
    return f"{text[:1].upper()}{text[1:]}."


def _text(held: Sequence[Promise]) -> str:
    return held[0].text if held else ""
