"""Give and ask with one contact (B3): four amounts, each opening the rows it is counted from, and a line to add one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QGridLayout, QHBoxLayout, QSizePolicy, QWidget

from notebook import balance_said, favour_kinds, parse_favour, parse_remark
from ui.contacts.sections import Row
from ui.theme import Theme
from ui.value import understood
from ui.value.parts import Segments
from ui.value.rows import FavourRow, sides
from ui.value.section import PartSection
from ui.widgets import label, set_tip
from ui.words import number, put, words

if TYPE_CHECKING:
    from notebook import Clock


def _tr(text: str) -> str:
    return QCoreApplication.translate("Value", text)


@dataclass(frozen=True, slots=True)
class Went:
    """Something that went to or fro; ``fixed``: it follows from something else (a purchase, an introduction)."""

    id: bytes
    act: str
    side: str
    kind: str
    text: str
    day: date | None
    fixed: bool


class Amount(QAbstractButton):
    """How often one side gave or asked: words, number, and a bar against the largest of the four."""

    def __init__(self, theme: Theme, side: str, act: str, word: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self.side, self.act, self._word = theme, side, act, word
        self._count: int | None = None  # not known yet
        self._most = 1
        self.setCheckable(True)
        self.setObjectName(f"balance-{side}-{act}")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_count(self, count: int | None, most: int = 1) -> None:
        """Show this many (None: not known yet); ``most`` is the largest of the four."""
        self._count, self._most = count, max(1, most)
        self.setAccessibleName(self._word if count is None else
                               put(_tr("{what}: {n}; show them"), what=self._word, n=count))
        set_tip(self, _tr("Show what is counted here"))
        self.setEnabled(bool(count) or self.isChecked())
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(108, self.fontMetrics().height() + 22)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        color = self._theme.color
        if self.isChecked() or self.underMouse() or self.hasFocus():
            painter.setPen(color("accent") if self.hasFocus() else Qt.PenStyle.NoPen)
            painter.setBrush(color("accent-soft" if self.isChecked() else "hover"))
            painter.drawRoundedRect(box, 8, 8)
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        inner = self.rect().adjusted(8, 4, -8, -4)
        line = self.fontMetrics().height() + 2
        painter.setPen(color("ink" if self._count else "muted"))
        first = inner.adjusted(0, 0, 0, line - inner.height())
        painter.drawText(first, Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter, self._word)
        painter.setFont(self._theme.font(1.0, QFont.Weight.DemiBold))
        painter.drawText(first, Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter,
                         "" if self._count is None else number(self._count))
        painter.setPen(Qt.PenStyle.NoPen)
        track = QRectF(inner.left(), inner.top() + line + 4, inner.width(), 5)
        painter.setBrush(color("sunken" if not self.isChecked() else "surface"))
        painter.drawRoundedRect(track, 2.5, 2.5)
        if self._count:
            width = max(5.0, track.width() * self._count / self._most)
            painter.setBrush(color("accent" if self.act == "gave" else "gold"))
            painter.drawRoundedRect(QRectF(track.right() - width if rtl else track.left(), track.top(), width, 5),
                                    2.5, 2.5)


class BalanceSection(PartSection):
    """The amounts of twelve months, the sentence, the rows behind the amount that is chosen."""

    def __init__(self, theme: Theme, keep: Callable[[Any, dict[str, Any]], object], take: Callable[[Any], object],
                 add: Callable[[str, str, str], object], clock: Clock, parent: QWidget | None = None) -> None:
        kinds = [(key, words(word)) for key, word in favour_kinds.items()]

        def make(item: Went) -> Row:
            row = FavourRow(theme, kinds, keep, item)
            row.removed.connect(lambda: take(row.item))
            return row

        super().__init__(theme, _tr("Give and ask"), make, "", parent)
        self._clock = clock
        self._all: list[Went] = []
        self._counted: dict[tuple[str, str], frozenset[bytes]] = {}
        box = QWidget(self)
        grid = QGridLayout(box)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(0)
        self.amounts: dict[tuple[str, str], Amount] = {}
        for place, (key, word) in enumerate(sides()):
            act, side = key.split("/")
            made = self.amounts[side, act] = Amount(theme, side, act, word, box)
            made.clicked.connect(lambda checked=False, made=made: self._open(made))
            grid.addWidget(made, place // 2, place % 2)
        self._said = label("", "muted", wrap=True, parent=self)
        self._said.setContentsMargins(8, 2, 8, 4)
        self._heard = label("", "muted", wrap=True, parent=self)
        self._heard.setObjectName("askedVersusTold")
        self._heard.setContentsMargins(8, 0, 8, 4)
        self.above.addWidget(box)
        self.above.addWidget(self._said)
        self.above.addWidget(self._heard)
        self.side = Segments(_tr("By whom"), [("ours", _tr("we")), ("theirs", _tr("they"))], self)
        self.side.show_value("ours")
        self.act = Segments(_tr("What was done"), [("gave", _tr("gave")), ("asked", _tr("asked"))], self)
        self.act.show_value("gave")
        self._chosen = ("gave", "ours")  # what the words of a line win over while it is there
        self.side.chosen.connect(self._choose)
        self.act.chosen.connect(self._choose)
        self._kinds = dict(kinds)

        def keep(text: str) -> object:
            rest = self._follow(text)
            return add(self.act.value(), self.side.value(), rest)

        line = self.add_line(_tr("What was given or asked"), _tr("advice about winter stock, or: they asked for time"),
                             keep, "addFavour", self._understood)
        line.textChanged.connect(self._follow)
        row = QHBoxLayout()
        row.setContentsMargins(2, 4, 0, 0)
        row.setSpacing(16)
        row.addWidget(self.side)
        row.addWidget(self.act)
        row.addStretch(1)
        self.rows.insertLayout(self.rows.indexOf(line), row)

    def _choose(self) -> None:
        self._chosen = self.act.value(), self.side.value()

    def _follow(self, text: str) -> str:
        """Show what the words say; where they say nothing, what was chosen. What else stands there."""
        act, side, rest = parse_favour(text)
        self.act.show_value(act or self._chosen[0])
        self.side.show_value(side or self._chosen[1])
        return rest

    def _understood(self, text: str) -> str:
        rest = self._follow(text)
        found: Any = parse_remark("gave", rest, self._clock)
        return "" if found is None else understood.favour(self.act.value(), self.side.value(),
                                                          self._kinds.get(found.kind, ""), rest)

    def show_unknown(self) -> None:
        super().show_unknown()
        self._all, self._counted = [], {}
        for made in self.amounts.values():
            made.setChecked(False)
            made.show_count(None)
        self._said.hide()
        self._heard.hide()

    def show_balance(self, balance: Any, went: list[Went], listening: Any) -> None:
        """Show the balance and the rows behind it; ``listening``: asked against told."""
        heard = bool(listening.asked or listening.told)
        self._heard.setText(put(_tr("Listening: {what}."), what=words(listening.said).rstrip(".")) if heard else "")
        self._heard.setVisible(heard)
        self._all = went
        most = max(balance.count(*key) for key in self.amounts)
        for key, made in self.amounts.items():
            self._counted[key] = frozenset(row for rows in balance.of(*key).values() for row in rows)
            made.show_count(balance.count(*key), most)
        said = balance_said(balance)
        self._said.setText(put(_tr("In the last twelve months: {what}."), what=words(said).rstrip(".")) if said else
                           _tr("What each side gave and asked: introductions, advice, orders, time. Help comes before"
                               " asking; example: we gave “advice about winter stock”."))
        self._said.show()
        self._show_rows()

    def open_to(self, id: bytes) -> None:
        """Show the rows behind the amount in which this one counts, if it counts in one."""
        for key, made in self.amounts.items():
            if id in self._counted.get(key, ()) and not made.isChecked():
                made.setChecked(True)
                self._open(made)

    def _open(self, chosen: Amount) -> None:
        for made in self.amounts.values():
            if made is not chosen:
                made.setChecked(False)
        self._fold()
        self._show_rows()

    def _show_rows(self) -> None:
        open_ = next((key for key, made in self.amounts.items() if made.isChecked()), None)
        wanted = self._counted.get(open_, frozenset()) if open_ else frozenset()
        self.show_items([one for one in self._all if one.id in wanted])
