"""A line of the brief as it is painted: an icon (or a box to tick), the words before the colon strong.

On the card it has two rows at most, what does not fit ends in an ellipsis; on the page it has as many as it needs.
A click or Enter goes to where it is from, the box or Ctrl+Enter ticks what can be ticked; up and down walk the lines.
Space ticks on the card, which is a list; the page is read, and there Space is left to whatever scrolls it. What was
ticked is struck through. The tooltip says where the line is from and what a tick means; screen readers have all of it.
Plain text, always.
"""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QCoreApplication, QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QWidget

from notebook import Line, Trace
from ui.icons import ratio_of
from ui.insight.leading import Leading, Told, Walk
from ui.shortcuts import is_pressed, shown
from ui.theme import Theme
from ui.timeline.layout import paint_tick
from ui.widgets import set_tip
from ui.words import begins, put, words

ICON, GAP, ROWS, BOX, INSET = 16, 8, 2, 14, 3
LEAD = 48  # letters that stand strong at most: where more did, nothing would stand out
SHOWN = 4  # traces that the tooltip names

ICONS = {
    "promise-ours": "handshake", "promise-theirs": "arrow-down-left", "next": "list-checks", "last": "message-square",
    "learned": "notebook-pen", "news": "bell", "want": "shopping-bag", "date": "calendar", "family": "users",
    "balance": "handshake", "know": "info", "avoid": "info", "permission": "mail",
    "kept": "circle-check", "broken": "circle-alert", "moved": "calendar", "released": "check", "plan": "list",
    "beside-ours": "handshake", "beside-theirs": "arrow-down-left",
    "planned": "clock", "reminder": "alarm-clock", "introduction": "link", "offer": "send",
}
TICKABLE = ("promise-ours", "promise-theirs", "next")


def told(line: Line, traces: dict[bytes, Trace]) -> Told:
    """A line of a brief in the user's language; ``traces`` by the rows they are of."""
    found = tuple(traces[row] for row in line.evidence if row in traces)
    text, whose = words(line.text), " ".join(line.whose.split())
    lead = begins(text, words(line.lead)) if line.lead is not None else 0
    return Told(text, line.kind, line.late, found, whose, lead if lead <= LEAD else 0)


def deed(line: Told) -> str:
    """What a tick behind a line says."""
    if line.kind == "next":
        return QCoreApplication.translate("BriefLine", "It was brought up")
    if line.kind == "promise-theirs":
        return QCoreApplication.translate("BriefLine", "They kept the promise")
    if line.whose:
        return put(QCoreApplication.translate("BriefLine", "{name} kept the promise"), name=line.whose)
    return QCoreApplication.translate("BriefLine", "Promise kept")


class BriefLine(Leading):
    """One line. ``ticked``: it was kept or brought up."""

    ticked = Signal(object)  # Told
    asked = Signal(object, object)  # Told, global QPoint: what there is to do about it

    def __init__(self, theme: Theme, parent: QWidget | None = None, rows: int | None = ROWS,
                 ticking: bool = True) -> None:
        super().__init__(theme, Told("", ""), parent)
        self.setObjectName("briefLine")
        self._rows, self._ticking = rows, ticking
        self.done = False  # it was ticked, and stands there until it is read again
        self.setMouseTracking(True)

    def text(self) -> str:
        """All of it."""
        return self.told.text

    @property
    def tickable(self) -> bool:
        """Whether it has a box."""
        return self._ticking and self.told.kind in TICKABLE and bool(self.told.traces)

    @property
    def row(self) -> bytes | None:
        """The row that a tick is about."""
        return self.told.traces[0].id if self.tickable else None

    def show_line(self, line: Told) -> None:
        """Say this."""
        self.told = replace(line, text=" ".join(line.text.split()))
        self.show_done(False)
        hand = Qt.CursorShape.PointingHandCursor if line.traces else Qt.CursorShape.ArrowCursor
        self.setCursor(hand)

    def show_done(self, done: bool) -> None:
        """Whether it has its tick."""
        self.done = done
        text = self.told.text
        self.setAccessibleName(put(self.tr("Done: {text}"), text=text) if done else text)
        self.setAccessibleDescription("\n".join([*self.sources(), *self._ways()]))
        self._tell()
        self.update()

    def sources(self) -> list[str]:
        """Where it is from, in words."""
        named = {trace.entry for trace in self.told.traces if trace.table != "interaction"}
        said = list(dict.fromkeys(words(trace.said) for trace in self.told.traces if trace.id not in named))
        more = len(said) - SHOWN
        return said if more <= 0 else [*said[:SHOWN], self.tr("and {n} more").format(n=more)]

    def _ways(self) -> list[str]:
        """How it is ticked, and what that says."""
        if not self.tickable or self.done:
            return []
        return [self.tr("{key} or the box: {deed}").format(key=shown("tick"), deed=deed(self.told))]

    def sizeHint(self) -> QSize:
        return QSize(240, self.height_for(240))

    def hasHeightForWidth(self) -> bool:
        return self._rows is None

    def heightForWidth(self, width: int) -> int:
        return self.height_for(width)

    def height_for(self, width: int) -> int:
        """The height that the text takes at a width."""
        return self._count(self._laid(width)) * self._row() + 2 * INSET

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._tell()

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self.told.text:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.paint_ground(painter)
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        token = "warning" if self.told.late else "accent"
        if self.tickable:
            colour = self._theme.color("good" if self.done else token if self.told.late else "control")
            paint_tick(painter, self._box(), colour, "kept" if self.done else "open")
        else:
            icon = self._icon()
            pixmap = self._theme.pixmap(ICONS.get(self.told.kind, "info"), token, icon, ratio_of(painter))
            painter.drawPixmap(self._box().center() - QPointF(icon / 2, icon / 2), pixmap)
        left = INSET if rtl else INSET + self._icon() + GAP
        painter.setPen(self._theme.color("muted" if self.done else "warning" if self.told.late else "ink"))
        laid, text = self._laid(self.width()), self.told.text
        shown = self._count(laid)
        for number in range(shown):
            line = laid.lineAt(number)
            if number == shown - 1 and laid.lineCount() > shown:
                rest = QFontMetrics(self.font()).elidedText(text[line.textStart():], Qt.TextElideMode.ElideRight,
                                                            self._room(self.width()))
                painter.drawText(left, INSET + number * self._row(), self._room(self.width()), self._row(),
                                 (Qt.AlignmentFlag.AlignRight if rtl else Qt.AlignmentFlag.AlignLeft)
                                 | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, rest)
            else:
                line.draw(painter, QPointF(left, INSET))

    # -- keys and clicks

    def keyPressEvent(self, event: QKeyEvent) -> None:
        space = event.key() == Qt.Key.Key_Space
        if space and self._rows is None:
            event.ignore()  # the page is scrolled
        elif is_pressed(event, "tick") or (space and self.tickable):
            if self.tickable and not event.isAutoRepeat():  # a key that is held down ticks once
                self.ticked.emit(self.told)
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton or not self.rect().contains(event.position().toPoint()):
            return
        if self.tickable and self._box().adjusted(-4, -4, 4, 4).contains(event.position()):
            self.ticked.emit(self.told)
        else:
            self._jump()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        where = self.mapToGlobal(QPoint(INSET + self._icon(), self.height())) if by_key else event.globalPos()
        self.asked.emit(self.told, where)

    # -- measures

    def _tell(self) -> None:
        cut = self._rows is not None and self._laid(self.width()).lineCount() > self._rows
        set_tip(self, "\n".join([*([self.told.text] if cut else []), *self.sources(), *self._ways()]))

    def _box(self) -> QRectF:
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        box = self._theme.px(BOX)
        left = self.width() - INSET - self._icon() + 1 if rtl else INSET + 1
        return QRectF(left, INSET + (self._row() - box) / 2, box, box)

    def _icon(self) -> int:
        return self._theme.px(ICON)

    def _count(self, laid: QTextLayout) -> int:
        lines = max(1, laid.lineCount())
        return lines if self._rows is None else min(self._rows, lines)

    def _row(self) -> int:
        return self.fontMetrics().height() + 1

    def _room(self, width: int) -> int:
        return max(24, width - self._icon() - GAP - 2 * INSET)

    def _laid(self, width: int) -> QTextLayout:
        text = self.told.text
        laid = QTextLayout(text, self.font())
        option = QTextOption(Qt.AlignmentFlag.AlignRight if self.layoutDirection() == Qt.LayoutDirection.RightToLeft
                             else Qt.AlignmentFlag.AlignLeft)
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        laid.setTextOption(option)
        if self.done:
            struck = QTextCharFormat()
            struck.setFontStrikeOut(True)
            whole = QTextLayout.FormatRange()
            whole.start, whole.length, whole.format = 0, len(text), struck
            laid.setFormats([whole])
        elif self.told.lead:
            strong = QTextCharFormat()
            strong.setFontWeight(QFont.Weight.DemiBold)
            span = QTextLayout.FormatRange()
            span.start, span.length, span.format = 0, self.told.lead, strong
            laid.setFormats([span])
        laid.beginLayout()
        number = 0
        while self._rows is None or number <= self._rows:
            line = laid.createLine()
            if not line.isValid():
                break
            line.setLineWidth(self._room(width))
            line.setPosition(QPointF(0, number * self._row()))
            number += 1
        laid.endLayout()
        return laid


class Lines(Walk):
    """A walk through lines of a brief; a mixin of a widget that has their signals.

    These are ``jumped`` (BriefLine, Told), ``ticked`` (Told) and ``asked`` (Told, global QPoint).
    """

    def take(self, line: BriefLine, place: int | None = None) -> None:
        super().take(line, place)
        line.jumped.connect(lambda what: self.jumped.emit(line, what))  # type: ignore[attr-defined]
        line.ticked.connect(self.ticked)  # type: ignore[attr-defined]
        line.asked.connect(self.asked)  # type: ignore[attr-defined]
