"""The page Introductions: what is under way with its one next step, and who might like to meet, each with the reasons.

Candidates are looked for on the worker after the rest is shown; about everybody the first time takes a moment.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from notebook import Candidate, Introduction, say
from ui.bridge import Bridge
from ui.network.introducing import PairCard, Step
from ui.pane import Pane, Scroll, Turns
from ui.tasks import Tasks
from ui.theme import Theme
from ui.widgets import Elided, button, label
from ui.words import number, plain, put, words

FIRST, MOST = 10, 100  # candidates shown at once, and looked for
AT_ONCE = 2  # cards made in one turn of the event loop
RUNNING = 20  # under way that stand there, and how many more at a time
CLOSED = 50
Offered = tuple[list[Candidate], dict[bytes, str]]  # with everybody's initials


class IntroductionsPage(Pane):
    """Bringing people together, both asked first."""

    tables = ("introduction", "contact", "detail", "relation", "permission", "want", "owned", "story")
    reads = "introductions"

    def __init__(self, book: Any, theme: Theme, bridge: Bridge, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(book, theme, bridge, tasks, parent)
        self.setObjectName("introductionsPage")
        self.setAccessibleName(self.tr("Introductions"))
        self._wanted = FIRST
        self._over = False
        self._standing = RUNNING
        self._under_way: list[Introduction] = []
        self._looking = False
        self._known = False  # candidates were found once: from then on it is quick
        self._changed = False  # something changed while they were looked for
        self._turns = Turns(self)
        self._letters: dict[bytes, str] = {}  # the initials of who stands there
        self._candidates: list[Candidate] | None = None
        self._sought: bytes | None = None  # an introduction that the keyboard is to be on
        self._stepping = False  # by a button of the card: then it is to be on that one's next step
        self.only: bytes | None = None  # somebody whom all of it is about
        self.running: list[PairCard] = []
        self.offered: list[PairCard] = []
        self.over: list[PairCard] = []
        self._build(theme)

    def _build(self, theme: Theme) -> None:
        holder = QWidget()
        self._column = QVBoxLayout(holder)
        self._column.setContentsMargins(20, 16, 20, 16)
        self._column.setSpacing(8)
        self.title = Elided(theme, self.tr("Introductions"), "ink", theme.font(1.4, QFont.Weight.Bold), holder)
        self.title.setObjectName("introductionsTitle")
        self.everybody = button(self.tr("Everybody"), "chip", self.tr("Introductions of everybody"),
                                on=lambda: self.show_place(None), parent=holder)
        self.everybody.setObjectName("introductionsEverybody")
        self.everybody.hide()
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        head.addWidget(self.everybody)
        self._about = label(
            self.tr("Two people you know who do not know each other, but have something rare in common. Both are asked"
                    " first; then you bring them together, and both timelines tell of it."), "muted", wrap=True,
            parent=holder)
        self._column.addLayout(head)
        self._column.addWidget(self._about)
        self._column.addWidget(self.reading_line())
        self._places: dict[str, QVBoxLayout] = {}
        self._heads: dict[str, Any] = {}
        for key, text in (("running", self.tr("Under way")), ("offered", self.tr("Who might like to meet"))):
            self._head(key, text, theme, holder)
        self.more_running = button("", "link", on=self._more_running, parent=holder)
        self.more_running.setObjectName("introductionsMoreRunning")
        self.more_running.hide()
        self._column.insertWidget(self._column.indexOf(self._heads["offered"]), self.more_running, 0,
                                  Qt.AlignmentFlag.AlignLeft)
        self._says = label("", "muted", wrap=True, parent=holder)
        self._says.setObjectName("introductionsSay")
        self.more = button(self.tr("Show more"), "link", on=self._more, parent=holder)
        self.more.setObjectName("introductionsMore")
        self.interests = button(self.tr("Note an interest"), None, on=self._to_people, parent=holder)
        self.interests.setObjectName("introductionsBegin")
        for made in (self._says, self.more, self.interests):
            self._column.addWidget(made, 0, Qt.AlignmentFlag.AlignLeft if made is not self._says
                                   else Qt.AlignmentFlag(0))
            made.hide()
        self.finished = button("", "link", on=self._turn, parent=holder)
        self.finished.setObjectName("introductionsFinished")
        self.finished.hide()
        self._column.addSpacing(8)
        self._column.addWidget(self.finished, 0, Qt.AlignmentFlag.AlignLeft)
        self._head("over", "", theme, holder)
        self._column.addStretch(1)
        area = Scroll(self)
        area.setWidget(holder)
        self._area = area
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(area)

    def _head(self, key: str, text: str, theme: Theme, holder: QWidget) -> None:
        head = label(text.upper(), "section", theme.font(0.9, QFont.Weight.Bold), parent=holder)
        head.setAccessibleName(text)
        head.setContentsMargins(0, 8, 0, 0)
        head.hide()
        self._heads[key] = head
        self._column.addWidget(head)
        self._places[key] = QVBoxLayout()
        self._places[key].setSpacing(8)
        self._column.addLayout(self._places[key])

    # -- what the window uses

    def show_place(self, what: object | None) -> None:
        """Show it; of one contact (``what``) only what is about them."""
        self.only = what if isinstance(what, bytes) else None
        self._wanted, self._candidates, self._standing, self._sought = FIRST, None, RUNNING, None
        self.expect()
        self._turns.stop()
        for key, cards in (("running", self.running), ("offered", self.offered), ("over", self.over)):
            self._show(key, cards, [], PairCard.show_candidate)
        for made in (self._says, self.more, self.interests, self.finished, self.more_running):
            made.hide()
        name = self._book.contacts.names([self.only]).get(self.only, "?") if self.only is not None else ""
        about = put(self.tr("Introductions with {name}"), name=name)
        self.title.setText(about if name else self.tr("Introductions"))
        self.everybody.setVisible(self.only is not None)
        self.refresh()

    def reach(self, introduction: bytes) -> None:
        """The keyboard on an introduction, as soon as it stands there; what is over is shown for it."""
        self._sought = introduction

    def _seek(self) -> None:
        place = next((place for place, one in enumerate(self._under_way) if one.id == self._sought), None)
        if place is None:
            return
        self._sought = None
        if place >= self._standing:
            self._standing = place + 1
            self._show_running()
        card = self.running[place]
        self._lead_to(card)

    def _lead_to(self, card: PairCard) -> None:
        if self._stepping:
            card.take_up()
        else:
            card.setFocus()
        self._stepping = False
        QTimer.singleShot(0, card, lambda: self._area.ensureWidgetVisible(card))  # when it has its place

    def to_read(self) -> tuple[bytes | None]:
        return (self.only,)

    def read(self, only: bytes | None) -> tuple[list[Introduction], list[Introduction], dict[bytes, str]]:
        """What is under way, what is over, and everybody's initials."""
        running = self._book.introductions.of(only)
        under_way = {one.id for one in running}
        over = [one for one in self._book.introductions.of(only, closed=True) if one.id not in under_way]
        return running, over, self._faces([*running, *over])

    def _faces(self, pairs: Sequence[Introduction | Candidate]) -> dict[bytes, str]:
        letters: dict[bytes, str] = self._book.contacts.initials({who for one in pairs for who in (one.a, one.b)})
        return letters

    def fill(self, found: tuple[list[Introduction], list[Introduction], dict[bytes, str]]) -> None:
        """Show what was read, and look who else might like to meet."""
        running, over, letters = found
        self._letters.update(letters)
        self._under_way = running
        self.finished.setVisible(bool(over))  # before cards go: where none is left the keyboard goes there
        self._show_running()
        self._seek()
        over.sort(key=lambda one: one.closed_on or self._book.clock.today(), reverse=True)
        place = next((place for place, one in enumerate(over[:CLOSED]) if one.id == self._sought), None)
        self._over = self._over or place is not None
        self._show("over", self.over, over[:CLOSED] if self._over else [], PairCard.show_introduction)
        self._heads["over"].hide()
        if place is not None:
            self._sought = None
            self._lead_to(self.over[place])
        text = self.tr("Hide what is over") if self._over else self.tr("Show what is over ({n})")
        self.finished.setText(text.format(n=number(len(over))))
        self._look()

    def _show_running(self) -> None:
        shown = self._under_way[: self._standing]
        self._show("running", self.running, shown, PairCard.show_introduction)
        left = len(self._under_way) - len(shown)
        text = self.tr("Show {n} more of {all}")
        self.more_running.setText(text.format(n=number(min(left, RUNNING)), all=number(len(self._under_way))))
        self.more_running.setAccessibleName(self.more_running.text())
        self.more_running.setVisible(left > 0)

    def _more_running(self) -> None:
        self._standing += RUNNING
        self._show_running()

    # -- candidates

    def _look(self) -> None:
        insight, only = self._book.insight, self.only

        def look(progress: Callable[[int, int], bool] | None = None) -> Offered:
            candidates = insight.candidates(only, MOST, progress)
            return candidates, self._faces(candidates)

        if only is not None or self._known:  # about one person it is quick, and about all from the second time on
            self._tasks.latest("candidates", lambda job: look(),
                               lambda found: self._found(found, only))
            return
        self._tell(self.tr("Looking for what people have in common …"))
        self._changed = self._looking
        if self._looking:
            return
        self._looking = True
        self._tasks.run(lambda job: look(job.counted), self._found_all, self._lost, self._how_far, self._stopped)

    def _how_far(self, done: int, of: int, sentence: object) -> None:
        if self.only is None and of:
            self._tell(self.tr("Looking for what people have in common … {n} %").format(n=number(100 * done // of)))

    def _found_all(self, found: Offered) -> None:
        self._looking, self._known = False, True
        if self._changed:
            self.refresh()  # asked again meanwhile: from now on that is quick
        else:
            self._found(found, None)

    def _found(self, found: Offered, only: bytes | None) -> None:
        if only != self.only:
            return  # asked for before the page was about somebody else
        candidates, letters = found
        self._letters.update(letters)
        self._candidates = candidates
        self._turns.start([lambda n=n: self._offer(n) for n in self._portions(len(candidates))])
        self._tell("" if candidates else self.tr(
            "Nobody to introduce just now. It takes two who are not related yet and share an interest, or one who wants"
            " what the other owns: note interests on cards, for example “restores old motorbikes”."))
        self.interests.setVisible(not candidates)

    def _portions(self, there: int) -> list[int]:
        """How many stand there turn by turn: cards are dear, and the window must not stand."""
        last = min(self._wanted, there)
        return [*range(min(last, max(AT_ONCE, len(self.offered))), last, AT_ONCE), last]

    def _offer(self, n: int) -> None:
        candidates = self._candidates or []
        self._show("offered", self.offered, candidates[:n], PairCard.show_candidate)
        self._heads["offered"].setVisible(True)
        self.more.setVisible(len(candidates) > self._wanted <= n)

    def _lost(self, error: Exception) -> None:
        self._stopped()
        self._failed(error)

    def _stopped(self) -> None:
        self._looking = False

    def _tell(self, text: str) -> None:
        self._says.setText(text)
        self._says.setVisible(bool(text))
        self.more.setVisible(False)
        self.interests.setVisible(False)
        self._heads["offered"].setVisible(True)

    def _more(self) -> None:
        self._wanted += FIRST
        if self._candidates is not None:
            self._found((self._candidates, {}), self.only)

    def _turn(self) -> None:
        self._over = not self._over
        self.refresh()

    def _to_people(self) -> None:
        self.placeWanted.emit("people", None)

    # -- cards

    def _show(self, key: str, cards: list[PairCard], found: Sequence[Any],
              show: Callable[[PairCard, Any], None]) -> None:
        """A card for each, kept by the pair."""
        held = {(card.shown.a, card.shown.b): card for card in cards if card.shown is not None}
        fresh: list[PairCard] = []
        for place, one in enumerate(found):
            card = held.pop((one.a, one.b), None) or self._make()
            show(card, one)
            layout = self._places[key]
            if layout.indexOf(card) != place:
                layout.insertWidget(place, card)
            card.show()
            fresh.append(card)
        now = QApplication.focusWidget()  # of the page it would be who had it last, wherever the keyboard is now
        focus = next((place for place, card in enumerate(cards)
                      if now is card or (now is not None and card.isAncestorOf(now))), None)
        cards[:] = fresh
        if focus is not None and now is not None:
            self._stay(now, focus, fresh)
        for card in held.values():
            card.hide()
            self._places[key].removeWidget(card)
            card.deleteLater()
        self._heads[key].setVisible(bool(fresh))

    def _stay(self, now: QWidget, focus: int, fresh: Sequence[PairCard]) -> None:
        """The keyboard where it is while its card stays; else on the one in its place, or what is nearest.

        Before the card goes: what is hidden hands the keyboard to another pane.
        """
        if any(card is now or card.isAncestorOf(now) for card in fresh):
            return
        near = fresh[min(focus, len(fresh) - 1) :] or (*self.running, *self.offered, *self.over)
        for one in (*near, self.finished, self.interests, self.everybody):
            if not one.isHidden():
                one.setFocus()
                return

    def _make(self) -> PairCard:
        card = PairCard(self._theme, not self._book.read_only, self._letters)
        card.goWanted.connect(self.contactActivated)
        card.wanted.connect(lambda step, text: self._take(card, step, text))
        card.moved.connect(lambda by: self._move(card, by))
        return card

    def _move(self, card: PairCard, by: int) -> None:
        cards = [*self.running, *self.offered, *self.over]
        place = cards.index(card) + by
        if 0 <= place < len(cards):
            cards[place].setFocus()
            self._area.ensureWidgetVisible(cards[place])

    def _take(self, card: PairCard, step: Step, text: str) -> None:
        one, service = card.shown, self._book.introductions
        if isinstance(one, Candidate):
            reason = "; ".join(plain(words(part)) for part in one.shared)
            if step.key == "propose":
                now = QApplication.focusWidget()
                made = self._do(lambda: service.propose(one.a, one.b, reason))
                if isinstance(made, bytes) and now is not None and (now is card or card.isAncestorOf(now)):
                    self._sought, self._stepping = made, now is not card
            else:
                self._do(lambda: self._put_away(one, reason, text))
            return
        if one is None:
            return
        acts: dict[str, Callable[[], object]] = {
            "ask": lambda: service.ask(one.id, step.person), "yes": lambda: service.answer(one.id, step.person, True),
            "no": lambda: service.answer(one.id, step.person, False), "introduce": lambda: service.introduce(
                one.id, text), "thank": lambda: service.thank(one.id), "finish": lambda: service.finish(one.id, text),
            "dismiss": lambda: service.dismiss(one.id, text), "reopen": lambda: service.reopen(one.id),
            "told": lambda: service.dismiss(one.id),
        }
        self._do(acts[step.key])

    def _put_away(self, one: Candidate, reason: str, why: str) -> None:
        with self._book.change(say("Put {a} and {b} away", a=one.a_name, b=one.b_name)):
            self._book.introductions.dismiss(self._book.introductions.propose(one.a, one.b, reason), why)

    def _do(self, act: Callable[[], object]) -> object:
        done = self.attempt(act, tell=True)
        if done is not False:
            self.refresh()
        return done
