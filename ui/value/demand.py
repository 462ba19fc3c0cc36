"""The page Interests (W5), listen first: what everybody wants, pooled by need, and the words behind each pool.

Above the pools, below the one that is chosen: who wants it, how soon, how much, in their words. Two needs that are
the same are joined here and parted again. The other list tells who shares which interest.
"""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QLocale, QRect, QRectF, Qt, QTimer
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QSplitter, QVBoxLayout, QWidget

from notebook import fold
from ui.bridge import Bridge
from ui.pane import Pane
from ui.tasks import Tasks
from ui.theme import Theme
from ui.value.frame import EDGE, Head, Nothing
from ui.value.lists import Finder, Line, LineDelegate, LineList, Lines, has_words
from ui.value.parts import Segments
from ui.value.pool import InterestView, PoolView
from ui.value.wants import horizons
from ui.widgets import label
from ui.words import day, number

SHADES = (("accent", 255), ("accent", 150), ("accent", 80), ("control", 90))  # now to some day: token, how opaque
TYPING_MS = 150


def shade(theme: Theme, place: int) -> QColor:
    """The colour of a horizon: the sooner, the stronger."""
    token, alpha = SHADES[place]
    color = QColor(theme.color(token))
    color.setAlpha(alpha)
    return color


def paint_bar(painter: QPainter, theme: Theme, box: QRectF, counts: list[int], most: int, rtl: bool) -> None:
    """How many want it how soon, as one bar; ``most`` fills it."""
    painter.setPen(Qt.PenStyle.NoPen)
    x = 0.0
    for place, count in enumerate(counts):
        width = box.width() * count / max(1, most)
        if count:
            width = max(width, 2.0)
            painter.setBrush(shade(theme, place))
            left = box.right() - x - width if rtl else box.left() + x
            painter.drawRect(QRectF(left, box.top(), width - 1 if width > 3 else width, box.height()))
            x += width


class PoolDelegate(LineDelegate):
    """A pool: how many people and how soon stand at the end."""

    def __init__(self, theme: Theme, font: Any, parent: Any = None) -> None:
        super().__init__(theme, font, parent)
        self.most = 1

    def aside_width(self, width: int, line: Line) -> int:
        return 0 if line.record is None else min(self.theme.px(190), width * 2 // 5)

    def aside(self, painter: QPainter, box: QRect, line: Line) -> None:
        pool = line.record
        rtl = painter.layoutDirection() == Qt.LayoutDirection.RightToLeft
        painter.setFont(self.strong)
        painter.setPen(self.theme.color("ink"))
        count = self.theme.px(38)
        text = box.adjusted(0, 0, -(box.width() - count), 0) if not rtl else box.adjusted(box.width() - count, 0, 0, 0)
        painter.drawText(text, Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter, number(pool.people))
        bar = box.adjusted(count + 8, 0, 0, 0) if not rtl else box.adjusted(0, 0, -count - 8, 0)
        paint_bar(painter, self.theme, QRectF(bar.left(), bar.center().y() - 4, bar.width(), 9),
                  list(pool.horizons.values()), self.most, rtl)


class Legend(QWidget):
    """What the shades mean, with how many wants there are of each."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._parts: list[str] = []
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(self.fontMetrics().height() + 6)

    def show_counts(self, counts: dict[str, int]) -> None:
        """How many are wanted how soon."""
        self._parts = [f"{word} {number(counts.get(key, 0))}" for key, word in horizons()]
        self.setAccessibleName(", ".join(self._parts))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(self._theme.font(0.92))
        metrics = painter.fontMetrics()
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        x = 2
        for place, text in enumerate(self._parts):
            width = metrics.horizontalAdvance(text)
            swatch = QRectF(self.width() - x - 10 if rtl else x, (self.height() - 10) / 2, 10, 10)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(shade(self._theme, place))
            painter.drawRect(swatch)
            painter.setPen(self._theme.color("muted"))
            left = self.width() - x - 16 - width if rtl else x + 16
            painter.drawText(QRect(int(left), 0, width + 2, self.height()), Qt.AlignmentFlag.AlignVCenter, text)
            x += 16 + width + 18


class DemandPage(Pane):
    """What everybody wants, and who shares which interest."""

    tables = ("want", "product", "synonym", "detail", "contact")
    reads = "demand-page"

    def __init__(self, book: Any, theme: Theme, bridge: Bridge, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(book, theme, bridge, tasks, parent)
        self.setObjectName("interestsPage")
        self.setAccessibleName(self.tr("Interests"))
        self.lines = Lines(self)
        self._chosen: dict[str, str] = {"wants": "", "interests": ""}
        self._sharing: dict[str, int] = {}  # how many share the interests that are listed
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(TYPING_MS)
        self._typing.timeout.connect(self.refresh)
        head = Head(theme, self.tr("Interests"),
                    self.tr("What people want and what they like, before you offer anything."), self)
        self.which = Segments(self.tr("Which list"), [("wants", self.tr("What they want")),
                                                      ("interests", self.tr("What they like"))], self)
        self.which.show_value("wants")
        self.which.chosen.connect(lambda key: self._turn())
        self.search = Finder(self.tr("Find a need"), "demandSearch", self)
        self.search.textChanged.connect(lambda text: self._typing.start())
        tools = QHBoxLayout()
        tools.addWidget(self.which)
        tools.addWidget(self.search, 1)
        self.legend = Legend(theme, self)
        self._delegate = PoolDelegate(theme, self.font(), self)
        self.list = LineList(self.lines, self._delegate, self.tr("Needs"), "demandList", self)
        self.search.list = self.list
        self.list.left.connect(self.search.setFocus)
        self.setFocusProxy(self.search)
        self.list.selectionModel().currentChanged.connect(lambda *_: self._choose())
        self.list.opened.connect(lambda id: self._choose())
        self._nothing = Nothing(
            theme, self.tr("Everybody's wants come together here by need: how many people, how soon, and in which"
                           " words. Listen first; offer what is asked for."),
            self.tr("Example: write “want: cargo bike within 3 months” while logging a talk."),
            self.tr("Log a talk"), lambda: self.placeWanted.emit("log", None), self)
        self._none = label("", "muted", wrap=True, parent=self)
        self._none.setContentsMargins(14, 12, 14, 8)
        self._none.setAlignment(Qt.AlignmentFlag.AlignTop)
        sheet = QFrame(self)
        sheet.setProperty("role", "card")
        inner = QVBoxLayout(sheet)
        inner.setContentsMargins(1, 6, 1, 6)
        inner.addWidget(self.reading_line())
        inner.addWidget(self.list, 1)
        inner.addWidget(self._none)
        inner.addWidget(self._nothing, 1)
        self.pool = PoolView(book, theme, tasks, self)
        self.interest = InterestView(book, theme, tasks, self)
        below = QWidget(self)
        column = QVBoxLayout(below)
        column.setContentsMargins(0, 8, 0, 0)
        column.addWidget(self.pool)
        column.addWidget(self.interest)
        self.split = QSplitter(Qt.Orientation.Vertical, self)
        self.split.setObjectName("demandSplit")
        self.split.setChildrenCollapsible(False)
        self.split.addWidget(sheet)
        self.split.addWidget(below)
        self.split.setStretchFactor(0, 1)
        self.split.setStretchFactor(1, 1)
        self.split.setHandleWidth(1)
        self.split.setSizes([550, 450])
        self._below = below
        whole = QVBoxLayout(self)
        whole.setContentsMargins(EDGE, 16, EDGE, 12)
        whole.setSpacing(10)
        whole.addWidget(head)
        whole.addLayout(tools)
        whole.addWidget(self.legend)
        whole.addWidget(self.split, 1)
        self._turn(read=False)

    def show_place(self, what: object | None) -> None:
        """The page; ``what``: a need's key, or nothing."""
        if isinstance(what, str):
            self.which.show_value("wants")
            self._turn(read=False)
            self._chosen["wants"] = what
        self.refresh()

    # -- reading

    def to_read(self) -> tuple[str, str]:
        return self.which.value(), self.search.text().strip()

    def read(self, which: str, text: str) -> tuple[str, str, Any]:
        if which == "wants":
            return which, text, self._book.insight.demand(text)
        wanted = fold(text)
        return which, text, [one for one in self._book.interests.all() if has_words(one.key, wanted)]

    def fill(self, found: tuple[str, str, Any]) -> None:
        which, text, what = found
        if which != self.which.value() or text != self.search.text().strip():
            return
        if which == "wants":
            self._delegate.most = max([1, *(sum(pool.horizons.values()) for pool in what.pools)])
            self.legend.show_counts(what.horizons)
            lines = [self._pool_line(pool) for pool in what.pools]
            rest = what.total - len(lines)
        else:
            self._sharing = {one.key: one.people for one in what}
            lines = [Line(one.key, one.name, self._people(one.people), "tag", f"{one.name}, {self._people(one.people)}")
                     for one in what]
            rest = 0
        self.lines.show_lines(lines)
        empty = not lines and not text
        self._nothing.setVisible(empty)
        self.list.setVisible(bool(lines))
        self._none.setVisible(bool(text and not lines) or rest > 0)
        self._none.setText(self.tr("{n} more needs; search to find them.").format(n=number(rest)) if rest > 0 else
                           self.tr("Nothing has these words."))
        self._below.setVisible(bool(lines))
        self.legend.setVisible(which == "wants" and bool(lines))
        if lines:
            row = max(0, self.lines.row_of(self._chosen[which]))
            self.list.setCurrentIndex(self.lines.index(row))
            self._choose()

    def _pool_line(self, pool: Any) -> Line:
        parts = [
            self._people(pool.people) if pool.people else "",
            self.tr("{n} more might").format(n=number(pool.suspected)) if pool.suspected else "",
            self.tr("strength {n} of 3").format(n=QLocale().toString(pool.mean, "f", 1)) if pool.people else "",
            self.tr("first by {day}").format(day=day(pool.soonest)) if pool.soonest else "",
            self.tr("joined: {n} needs").format(n=len(pool.terms)) if pool.terms else "",
        ]
        about = " · ".join(part for part in parts if part)
        spoken = ", ".join([pool.name, about, *(f"{word} {pool.horizons.get(key, 0)}" for key, word in horizons())])
        return Line(pool.key, pool.name, about, "shopping-bag" if pool.product else "tag", spoken, pool)

    def _people(self, n: int) -> str:
        return self.tr("1 person") if n == 1 else self.tr("{n} people").format(n=number(n))

    # -- what is chosen

    def _choose(self) -> None:
        row = self.list.currentIndex().row()
        if not 0 <= row < len(self.lines.lines):
            return
        line = self.lines.lines[row]
        self._chosen[self.which.value()] = line.id
        if line.record is not None:
            self.pool.show_pool(line.record)
        else:
            self.interest.show_interest(line.id, line.title, self._sharing[line.id])

    def pools(self) -> list[tuple[str, str]]:
        """The pools of the list: key and name."""
        return [(line.id, line.title) for line in self.lines.lines if line.record is not None]

    def choose(self, key: str) -> None:
        """Choose this pool once it is read."""
        self._chosen["wants"] = key
        self.refresh()

    def _turn(self, read: bool = True) -> None:
        wants = self.which.value() == "wants"
        self.search.name(self.tr("Find a need") if wants else self.tr("Find an interest"))
        self.pool.setVisible(wants)
        self.interest.setVisible(not wants)
        self.lines.show_lines([])
        self.expect()
        for made in (self.list, self._none, self._nothing, self._below, self.legend):
            made.hide()  # until it is known which of them it is
        if read:
            self.refresh()
