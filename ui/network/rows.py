"""One relation as a row: who, what they are, what is remembered about them; painted, so that hundreds cost nothing.

Enter or a click on a row opens it to be edited; the tools at its end go to the card, or make one of a bare name.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QCoreApplication, QDate, QEvent, QLocale, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QWidget

from notebook import PartialDate, Refused, Relation, Relative, age_of, aged, initials
from ui.theme import Theme
from ui.widgets import paint_avatar, set_tip, tool
from ui.words import partial, put, words

AVATAR = 28
TOOL, DOTS = 36, 36  # pixels for the tool at the end, and for the three dots
SOON = 62  # days ahead in which an occasion says how far it is
START = Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine


def _tr(text: str) -> str:
    return QCoreApplication.translate("Family", text)


@dataclass(frozen=True, slots=True)
class Told:
    """A relation in words. ``what``: what they are; ``more``: the second line; ``card``: there is one."""

    relation: Relation
    name: str
    what: str
    more: str
    card: bool
    initials: str = ""

    @property
    def sentence(self) -> str:
        """All of it, for screen readers and tooltips."""
        strength = self.relation.strength
        told = [f"{self.name}, {self.what}", self.more]
        if strength is not None:
            told.append(_tr("strength {n} of 3").format(n=strength))
        return ". ".join(part for part in told if part)


def tell(relation: Relation, today: date) -> Told:
    """A relation that is not family: how strong, since when, how we know."""
    more = [relation.evidence, *(relation.occasions, relation.school), _lasting(relation)]
    what = words(relation.said)
    if relation.born:
        what = f"{what}, {_born(relation.born, today)}"
    return Told(relation, relation.name, what, " · ".join(filter(None, map(_flat, more))),
                relation.person is not None)


def remember(relative: Relative, today: date) -> Told:
    """One of the family as people remember them: daughter, 9; plays the cello; the next occasion."""
    relation = relative.relation
    what = words(relative.said)
    if relative.aged is not None:
        what = f"{what}, {words(relative.aged)}"
    doubt = words(relative.doubt) if relative.doubt is not None else ""
    more = [doubt, relative.note, relative.school, _next_occasion(relative, today), relation.evidence,
            _lasting(relation)]
    return Told(relation, relative.name, what, " · ".join(filter(None, map(_flat, more))), relation.person is not None)


def _born(born: str, today: date) -> str:
    """The age of somebody without a card, or when they were born."""
    try:
        when = PartialDate.parse(born)
    except Refused:
        return born
    return words(aged(*age_of(when, today))) or _tr("born {day}").format(day=partial(when))


def _flat(text: str) -> str:
    return " ".join(text.split())


def _lasting(relation: Relation) -> str:
    since, until = (_day(text) for text in (relation.since, relation.until))
    if since and until:
        return _tr("{since} to {until}").format(since=since, until=until)
    if until:
        return _tr("until {when}").format(when=until)
    return _tr("since {when}").format(when=since) if since else ""


def _day(text: str) -> str:
    try:
        return partial(PartialDate.parse(text)) if text else ""
    except Refused:
        return text


def _next_occasion(relative: Relative, today: date) -> str:
    for occasion in relative.occasions:
        if occasion.next is None:
            continue
        names = {"birth": _tr("birthday") if occasion.years != 0 else _tr("birth"), "wedding": _tr("wedding day")}
        name = occasion.label or names.get(occasion.kind, _tr("occasion"))
        days = (occasion.next - today).days
        if occasion.when.month_day == "02-29" != occasion.next.strftime("%m-%d"):
            name = put(_tr("{what} (29 Feb)"), what=name)
        if days == 0:
            return put(_tr("{what} today"), what=name)
        if days == 1:
            return put(_tr("{what} tomorrow"), what=name)
        on = QLocale().toString(QDate(occasion.next.year, occasion.next.month, occasion.next.day), "d MMM")
        if days <= SOON:
            return put(_tr("{what} {day}, in {n} days"), what=name, day=on, n=days)
        return put(_tr("{what} {day}"), what=name, day=on)
    return ""


class RelationRow(QAbstractButton):
    """Shows one `Told`; ``clicked`` opens or closes its editor, which the section puts below it."""

    goWanted = Signal()
    cardWanted = Signal()
    removed = Signal()  # Del

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("relationRow")
        self._theme = theme
        self.told: Told | None = None
        self.open = False
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._go = tool(theme.icon("arrow-right", "muted"), _tr("Go to the card"), self.goWanted.emit, 14, self)
        self._make = tool(theme.icon("user-plus", "muted"), _tr("Make a card"), self.cardWanted.emit, 14, self)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 4, 0)
        line.addStretch(1)
        line.addWidget(self._make)
        line.addWidget(self._go)

    def show_told(self, told: Told, writable: bool) -> None:
        """Show this relation."""
        if told == self.told:
            return
        self.told = told
        self._go.setVisible(told.card)
        self._go.setAccessibleName(put(_tr("Go to {name}"), name=told.name))
        self._make.setVisible(not told.card and writable)
        self._make.setAccessibleName(put(_tr("Make a card for {name}"), name=told.name))
        self.setAccessibleName(told.sentence)
        self.setAccessibleDescription(_tr("Enter opens it to be changed."))
        set_tip(self, told.sentence)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        lines = 2 if self.told is not None and self.told.more else 1
        return QSize(220, max(self._theme.px(AVATAR) + 8, lines * QFontMetrics(self._theme.font()).height() + 8))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif event.key() == Qt.Key.Key_Delete:
            self.removed.emit()
        else:
            super().keyPressEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.told is None:
            return
        told, theme = self.told, self._theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.underMouse() or self.open or self.hasFocus():
            painter.setPen(theme.color("accent") if self.hasFocus() else Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("hover"))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        side, tool_ = theme.px(AVATAR), theme.px(TOOL)
        whole = self.rect().adjusted(tool_, 0, -6, 0) if rtl else self.rect().adjusted(6, 0, -tool_, 0)
        top = (self.height() - side) // 2
        face = QRect(whole.right() - side + 1 if rtl else whole.left(), top, side, side)
        self._face(painter, face, told)
        room = whole.adjusted(0, 0, -side - 10, 0) if rtl else whole.adjusted(side + 10, 0, 0, 0)
        self._words(painter, room, told, rtl)

    def _face(self, painter: QPainter, box: QRect, told: Told) -> None:
        font = self._theme.font(0.85, QFont.Weight.Bold)
        if told.card and told.relation.person is not None:
            painter.setOpacity(0.5 if told.relation.ended else 1)
            paint_avatar(painter, box, told.initials, self._theme.avatar(told.relation.person), font)
            painter.setOpacity(1)
            return
        painter.setBrush(Qt.BrushStyle.NoBrush)  # a name without a card: an outline
        painter.setPen(QPen(self._theme.color("control"), 1, Qt.PenStyle.DashLine))
        painter.drawEllipse(QRectF(box).adjusted(1, 1, -1, -1))
        painter.setPen(self._theme.color("muted"))
        painter.setFont(font)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, initials(told.name))

    def _words(self, painter: QPainter, room: QRect, told: Told, rtl: bool) -> None:
        theme, bold = self._theme, self._theme.font(1.0, QFont.Weight.DemiBold)
        faint = told.relation.ended
        metrics, plain = QFontMetrics(bold), QFontMetrics(theme.font())
        height = plain.height()
        top = (self.height() - (2 * height if told.more else height)) // 2
        dots = 0 if told.relation.strength is None else theme.px(DOTS)
        line = QRect(room.left() + (dots if rtl else 0), top, room.width() - dots, height)
        elided = Qt.TextElideMode.ElideRight
        kind = min(plain.horizontalAdvance(_flat(told.what)) + 2, line.width() * 2 // 5)
        wide = max(0, min(metrics.horizontalAdvance(_flat(told.name)) + 1, line.width() - kind - 8))
        painter.setFont(bold)
        painter.setPen(theme.color("muted" if faint else "ink"))
        name = QRect(line.right() - wide + 1 if rtl else line.left(), line.top(), wide, height)
        painter.drawText(name, START, metrics.elidedText(_flat(told.name), elided, wide))
        left = line.width() - wide - 8
        painter.setFont(theme.font())
        painter.setPen(theme.color("muted"))
        rest = QRect(line.left() if rtl else line.left() + wide + 8, line.top(), left, height)
        painter.drawText(rest, START, plain.elidedText(_flat(told.what), elided, left))
        if told.more:
            painter.setPen(theme.color("muted" if faint else "ink"))
            second = QRect(room.left(), top + height, room.width(), height)
            painter.drawText(second, START, plain.elidedText(told.more, elided, second.width()))
        if told.relation.strength is not None:
            x = room.left() + 4 if rtl else room.right() - dots + 8
            self._strength(painter, told.relation.strength, x, top + height // 2)

    def _strength(self, painter: QPainter, strength: int, x: int, y: int) -> None:
        """Three dots, as many full as the tie is strong."""
        painter.setPen(QPen(self._theme.color("control"), 1))
        for place in range(3):
            painter.setBrush(self._theme.color("control") if place < strength else Qt.BrushStyle.NoBrush)
            step, side = self._theme.px(9), self._theme.px(6)
            painter.drawEllipse(QRectF(x + place * step, y - side / 2, side, side))
