"""One introduction, or one that might be made, as a card: who, why, how far it is, and the one next step.

Enter takes the next step, Delete puts the pair away (with a reason), the arrows go from card to card. The cards write
nothing: they say what is wanted, and the page does it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QCoreApplication, QRectF, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QFrame, QPushButton, QVBoxLayout, QWidget

from notebook import Candidate, Introduction
from ui.forms import TypedLine
from ui.theme import Theme
from ui.widgets import Flow, button, clear, label, paint_avatar
from ui.words import day, put, words

FACE = 28


def _tr(text: str) -> str:
    return QCoreApplication.translate("Introductions", text)


@dataclass(frozen=True, slots=True)
class Step:
    """Something that can be done with an introduction. ``person``: with which of the two; ``asks``: what for a line."""

    key: str  # propose, ask, yes, no, introduce, thank, finish, told, dismiss, reopen
    text: str
    person: bytes | None = None
    asks: str = ""


def steps_of(one: Introduction) -> list[Step]:
    """What can be done with it: the next step first."""
    sides = ((one.a, one.a_name, one.asked_a, one.answer_a), (one.b, one.b_name, one.asked_b, one.answer_b))
    if one.state in ("proposed", "asked"):
        found = []
        for person, name, asked, answer in sides:
            if answer:
                continue
            if asked is None:
                found.append(Step("ask", put(_tr("I asked {name}"), name=name), person))
            else:
                found.append(Step("yes", put(_tr("{name} said yes"), name=name), person))
                found.append(Step("no", put(_tr("{name} would rather not"), name=name), person))
        # an answer that is waited for comes after the question that can be asked now
        return sorted(found, key=lambda step: ("ask", "yes", "no").index(step.key))
    if one.state == "agreed":
        asks = _tr("What you told them; it goes into both timelines")
        return [Step("introduce", _tr("I introduced them"), asks=asks)]
    if one.state == "introduced":
        return [Step("thank", _tr("I thanked both")), _finish()]
    if one.state in ("declined", "dismissed"):
        waits = next((name for person, name, _, _ in sides if person == one.waiting), None)
        told = [Step("told", put(_tr("I told {name}"), name=waits))] if waits is not None else []
        return [*told, Step("reopen", _tr("Reopen"))]
    return [_finish()] if one.state == "thanked" else []


def _finish() -> Step:
    return Step("finish", _tr("Note what came of it"), asks=_tr("What came of it?"))


def progress_of(one: Introduction) -> str:
    """How far it is, in words."""
    if one.introduced is not None:
        told = [_tr("Introduced on {day}").format(day=day(one.introduced))]
        if one.thanked is not None:
            told.append(_tr("thanked on {day}").format(day=day(one.thanked)))
    elif one.state == "agreed" or (one.state == "dismissed" and not one.unwanted):
        told = [words(one.said)]
    else:
        told = [_asked(one.a_name, one.asked_a, one.answer_a), _asked(one.b_name, one.asked_b, one.answer_b)]
    return " · ".join([*told, one.outcome] if one.outcome else told)


def _asked(name: str, asked: date | None, answer: str) -> str:
    if answer:
        form = _tr("{name} said yes") if answer == "yes" else _tr("{name} would rather not")
        return put(form, name=name)
    if asked is not None:
        return put(_tr("{name} asked on {day}"), name=name, day=day(asked))
    return put(_tr("{name} not asked yet"), name=name)


class Faces(QWidget):
    """The two, side by side."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._pair: tuple[tuple[bytes, str], ...] = ()  # contact, initials
        self._side = theme.px(FACE)
        self.setFixedSize(2 * self._side - 4, self._side)

    def show_pair(self, *pair: tuple[bytes, str]) -> None:
        """These two."""
        self._pair = pair
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        font = self._theme.font(0.85, QFont.Weight.Bold)
        for place, (contact, letters) in reversed(list(enumerate(self._pair))):
            box = QRectF(place * (self._side - 6), 0, self._side, self._side).toRect()
            paint_avatar(painter, box, letters, self._theme.avatar(contact), font)


class PairCard(QFrame):
    """Shows an `Introduction` or a `Candidate`. ``wanted``: a step and the line that was written for it."""

    goWanted = Signal(object)
    wanted = Signal(object, str)  # Step, text
    moved = Signal(int)

    def __init__(self, theme: Theme, writable: bool, letters: Mapping[bytes, str],
                 parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._letters = letters  # initials by contact
        self.setObjectName("introductionCard")
        self.setProperty("role", "card")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._theme, self._writable = theme, writable
        self.shown: Introduction | Candidate | None = None
        self.next: Step | None = None
        self._steps: list[Step] = []
        self._asking: Step | None = None
        self._faces = Faces(theme, self)
        self._names: list[QPushButton] = []
        heads = QWidget(self)
        flow = Flow(heads, 6)
        flow.addWidget(self._faces)
        for place in range(2):
            made = button("", "link", on=lambda place=place: self._go(place), parent=heads)
            made.setFont(theme.font(1.0, QFont.Weight.DemiBold))
            self._names.append(made)
        for piece in (self._names[0], label(_tr("and"), "muted", parent=heads), self._names[1]):
            piece.setFixedHeight(theme.px(FACE))
            flow.addWidget(piece)
        self._why = label("", wrap=True, parent=self)
        self._no = label("", "trouble", wrap=True, parent=self)
        self._no.setObjectName("introductionNo")
        self._progress = label("", "muted", theme.font(0.94), wrap=True, parent=self)
        self.line = TypedLine(self)
        self.line.setObjectName("introductionLine")
        self.line.returnPressed.connect(self._send)
        self.line.hide()
        self._acts = QWidget(self)
        self._flow = Flow(self._acts, 8)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 10)
        column.setSpacing(5)
        column.addWidget(heads)
        column.addWidget(self._why)
        column.addWidget(self._no)
        column.addWidget(self._progress)
        column.addWidget(self.line)
        column.addWidget(self._acts)

    def show_introduction(self, one: Introduction) -> None:
        """Show one that is under way, or over."""
        if one == self.shown:
            return
        steps = steps_of(one)
        if one.state not in ("done", "declined", "dismissed", "introduced", "thanked"):
            steps.append(Step("dismiss", _tr("Not these two"), asks=_tr("Why not? (for yourself; may stay empty)")))
        self._show(one, one.reason, progress_of(one), steps)

    def show_candidate(self, one: Candidate) -> None:
        """Show two who might like to meet."""
        if one == self.shown:
            return
        told = [words(reason.text) for reason in one.reasons]
        shared = max(1, len(one.shared))
        steps = [Step("propose", _tr("Introduce them")),
                 Step("dismiss", _tr("Not these two"), asks=_tr("Why not? (for yourself; may stay empty)"))]
        self._show(one, "\n".join(told[:shared]), "\n".join(told[shared:]), steps)

    def names(self) -> tuple[str, str]:
        """Who the two are."""
        return (self.shown.a_name, self.shown.b_name) if self.shown is not None else ("", "")

    def take_up(self) -> None:
        """The keyboard on the next step; on the card itself where none is left."""
        made = self.buttons()
        (made[0] if made and self.next is not None else self).setFocus()

    def buttons(self) -> list[QPushButton]:
        """The steps that can be taken, the next one first."""
        return [one for one in self._acts.findChildren(QPushButton) if not one.isHidden()]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.next is not None:
            self.take(self.next)
        elif key == Qt.Key.Key_Delete:
            for step in self._steps:
                if step.key == "dismiss":
                    self.take(step)
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Up) and self.hasFocus():
            self.moved.emit(1 if key == Qt.Key.Key_Down else -1)
        elif key == Qt.Key.Key_Escape and self.line.isVisible():
            self._asking = None
            self.line.hide()
            self.setFocus()
        else:
            super().keyPressEvent(event)

    def take(self, step: Step) -> None:
        """Take a step; one that wants words asks for them first."""
        if not self._writable:
            return
        if not step.asks:
            self.wanted.emit(step, "")
            return
        if self._asking == step and self.line.isVisible():
            self._send()
            return
        self._asking = step
        self.line.clear()
        self.line.setPlaceholderText(step.asks)
        self.line.setAccessibleName(step.asks)
        self.line.show()
        self.line.setFocus()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.hasFocus():
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(self._theme.color("accent"), 1.5))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 10, 10)

    # -- inside

    def _show(self, one: Introduction | Candidate, why: str, progress: str, steps: list[Step]) -> None:
        now = QApplication.focusWidget()
        stepped = now is not None and (now is self.line or self._acts.isAncestorOf(now))
        if stepped:
            self.setFocus()  # what goes would hand the keyboard to another pane
        self.shown, self._steps = one, steps
        self.next = steps[0] if steps and steps[0].key not in ("dismiss", "reopen") else None
        self._faces.show_pair(*((who, self._letters.get(who, "")) for who in (one.a, one.b)))
        for made, name in zip(self._names, (one.a_name, one.b_name), strict=True):
            flat = " ".join(name.split())
            made.setText((flat if len(flat) <= 24 else flat[:23] + "…").replace("&", "&&"))
            made.setAccessibleName(put(_tr("Go to {name}"), name=name))
        refused = isinstance(one, Introduction) and one.state == "refused"
        no = put(_tr("{said}. Nobody is asked or introduced until they allow it again."),
            said=words(one.said)) if refused else ""
        for shown, text in ((self._why, why), (self._no, no), (self._progress, progress)):
            shown.setText(text)
            shown.setVisible(bool(text))
        self.line.hide()
        self._asking = None
        clear(self._flow)
        if self._writable:
            for place, step in enumerate(steps):
                first = None if step.key == "propose" else "primary"
                role = first if place == 0 and self.next is not None else "quiet"
                made = button(step.text, role, on=self._taking(step), parent=self._acts)
                made.setObjectName(f"introduction_{step.key}")
                self._flow.addWidget(made)
                made.show()
        self._acts.setVisible(self._writable and bool(steps))
        if stepped:
            self.take_up()
        told = [put(_tr("{a} and {b}"), a=one.a_name, b=one.b_name), why, no.rstrip("."), progress]
        self.setAccessibleName(". ".join(part for part in told if part))
        hint = _tr("Enter: {step}.").format(step=self.next.text) if self.next is not None else ""
        self.setAccessibleDescription(hint)

    def _taking(self, step: Step) -> Callable[[], None]:
        return lambda: self.take(step)

    def _go(self, place: int) -> None:
        if self.shown is not None:
            self.goWanted.emit((self.shown.a, self.shown.b)[place])

    def _send(self) -> None:
        if self._asking is not None:
            self.wanted.emit(self._asking, self.line.text())

