"""A want as a row: what, in their words, how soon, how much, known or suspected, about what, when to come back.

Every chip is corrected by one click, or by one key while the keyboard is on the row: 1 2 3 how much, N S Y D how
soon, B by when, C when to come back, K known or suspected, M met, X dropped, Del deletes it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.contacts.sections import Row
from ui.forms import InPlaceText
from ui.theme import Theme
from ui.value.parts import CHIP, Dots, Segments, Tag, Wrapped, flat
from ui.widgets import Flow, button, label, set_tip, tool
from ui.words import day, in_menu, put

HORIZON_KEYS = {Qt.Key.Key_N: "now", Qt.Key.Key_S: "season", Qt.Key.Key_Y: "year", Qt.Key.Key_D: "someday"}


def _tr(text: str) -> str:
    return QCoreApplication.translate("Value", text)


def horizons() -> list[tuple[str, str]]:
    """How soon: (key, word)."""
    return [("now", _tr("now")), ("season", _tr("season")), ("year", _tr("year")), ("someday", _tr("some day"))]


def strengths() -> list[str]:
    """What one, two and three dots mean."""
    return [_tr("would be nice"), _tr("wants it"), _tr("needs it")]


class WantRow(Row):
    """One open want. ``keep(item, fields)`` stores; the signals carry the want."""

    met = Signal(object)
    dropped = Signal(object)
    offered = Signal(object)  # prepare an offer
    product_wanted = Signal(object)
    due_wanted = Signal(object)  # by when it is wanted
    day_wanted = Signal(object)  # when to come back to it

    def __init__(self, theme: Theme, keep: Callable[[Any, dict[str, Any]], object], item: Any,
                 parent: QWidget | None = None) -> None:
        super().__init__(theme, _tr("Delete this want"), parent)
        self.setObjectName("wantRow")
        self.item, self._theme, self._keep = item, theme, keep
        self.text = Wrapped(_tr("What is wanted"), _tr("What is wanted"), self)
        self.text.setFont(theme.font(1.0, QFont.Weight.DemiBold))
        self.text.committed.connect(lambda text: keep(self.item, {"text": text}))
        self.words: InPlaceText | None = None  # made when there are any: a field of several lines is dear
        self.soon = Segments(_tr("How soon"), horizons(), self)
        self.soon.chosen.connect(lambda key: keep(self.item, {"horizon": key}))
        set_tip(self.soon, _tr("How soon: keys N, S, Y, D"))
        self.much = Dots(theme, strengths(), _tr("How much"), self)
        self.much.chosen.connect(lambda value: keep(self.item, {"strength": value}))
        self.sure = button("", "chip", on=self._turn, parent=self)
        self.about = Tag(theme, "", "", True, self)
        self.about.clicked.connect(lambda: self.product_wanted.emit(self.item))
        self.about.removed.connect(lambda: keep(self.item, {"product": None}))
        self.until = button("", "chip", on=lambda: self.due_wanted.emit(self.item), parent=self)
        self.until.setObjectName("wantDue")
        self.until.setIcon(theme.icon("calendar"))
        self.back = button("", "chip", on=lambda: self.day_wanted.emit(self.item), parent=self)
        self.back.setObjectName("wantBack")
        self.back.setIcon(theme.icon("alarm-clock"))
        self.quote = button(_tr("their words …"), "link", on=self.start_words, parent=self)
        self.choose = button(_tr("product …"), "link", on=lambda: self.product_wanted.emit(self.item), parent=self)
        self.offer = tool(theme.icon("send"), _tr("Prepare an offer"), lambda: self.offered.emit(self.item), 14, self)
        self.meet = tool(theme.icon("check"), _tr("They have it now: met (M)"), lambda: self.met.emit(self.item), 14,
                         self)
        self.drop = tool(theme.icon("archive"), _tr("No longer wanted: dropped (X)"),
                         lambda: self.dropped.emit(self.item), 14, self)
        head = QHBoxLayout()
        head.setSpacing(2)
        head.addWidget(self.text, 1)
        for made in (self.offer, self.meet, self.drop):
            head.addWidget(made, 0, Qt.AlignmentFlag.AlignTop)
        chips = QWidget(self)
        self._flow = Flow(chips)
        self._flow.setContentsMargins(4, 0, 0, 0)
        for made in (self.soon, self.until, self.much, self.sure, self.about, self.back, self.choose, self.quote):
            self._flow.addWidget(made)
            if made is not self.soon:
                made.setFixedHeight(self.fontMetrics().height() + CHIP)
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 10)
        column.setSpacing(1)
        column.addLayout(head)
        column.addWidget(chips)
        self._column = column
        self._chips = chips
        self.line.addLayout(column, 1)
        self.close_line()

    def show_item(self, item: Any) -> None:
        """Show what is stored."""
        self.item = item
        self.text.show_value(item.text)
        if item.words or self.words is not None:
            self._field().show_value(item.words)
        self.soon.show_value(item.horizon)
        self.much.show_value(item.strength)
        known = item.certainty == "known"
        self._say(self.sure, _tr("known") if known else _tr("we suspect"),
                  _tr("They said so; a click: we only suspect it (K)") if known else
                  _tr("We only suspect it; a click: they said so (K)"))
        self.sure.setIcon(self._theme.icon("check" if known else "circle-question-mark"))
        self.about.setVisible(item.product is not None and bool(item.product_name))
        self.about.show_text(item.product_name, put(_tr("About {name}. Enter changes it, Del takes it away"),
            name=item.product_name))
        self.choose.setVisible(not self.about.isVisibleTo(self._chips))
        due, back = (day(one) if one else "" for one in (item.due, item.revisit))
        self._say(self.until, _tr("by {day}").format(day=due) if due else _tr("by when …"),
                  _tr("Wanted by {day}; a click changes it (B)").format(day=due) if due else
                  _tr("Say by when it is wanted (B)"))
        self._say(self.back, back or _tr("come back …"),
                  _tr("Come back to it on {day}; a click changes it (C)").format(day=back) if back else
                  _tr("Choose a day to come back to it (C)"))
        self._fit()

    def start_words(self) -> None:
        """Cursor into their words."""
        field = self._field()
        field.show()
        self.quote.hide()
        field.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if not plain or not self.isEnabled():
            super().keyPressEvent(event)
        elif key in (Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3):
            self._keep(self.item, {"strength": key - Qt.Key.Key_0})
        elif key in HORIZON_KEYS:
            self._keep(self.item, {"horizon": HORIZON_KEYS[key]})
        elif key == Qt.Key.Key_K:
            self._turn()
        elif key == Qt.Key.Key_B:
            self.due_wanted.emit(self.item)
        elif key == Qt.Key.Key_C:
            self.day_wanted.emit(self.item)
        elif key == Qt.Key.Key_M:
            self.met.emit(self.item)
        elif key == Qt.Key.Key_X:
            self.dropped.emit(self.item)
        elif key == Qt.Key.Key_Delete:
            self.removed.emit()
        else:
            super().keyPressEvent(event)

    def _turn(self) -> None:
        self._keep(self.item, {"certainty": "suspected" if self.item.certainty == "known" else "known"})

    def _field(self) -> InPlaceText:
        if self.words is None:
            self.words = InPlaceText(_tr("In their words"), _tr("In their words"), self)
            self.words.committed.connect(lambda text: self._keep(self.item, {"words": text}))
            self.words.abandoned.connect(self._fit)
            self._column.insertWidget(1, self.words)
            self.setTabOrder(self.drop, self.words)
        return self.words

    def _fit(self) -> None:
        said = self.words is not None and (bool(self.words.toPlainText()) or self.words.hasFocus())
        if self.words is not None:
            self.words.setVisible(said)
        self.quote.setVisible(not said)
        self._chips.updateGeometry()

    def _say(self, made: Any, text: str, name: str) -> None:
        made.setText(f"\u2009{in_menu(text)}")  # Qt leaves no room between icon and words
        made.setAccessibleName(name)
        set_tip(made, name)
        made.updateGeometry()


class ClosedWant(Row):
    """A want that was met or dropped. ``reopened``: it is wanted after all."""

    reopened = Signal(object)

    def __init__(self, theme: Theme, item: Any, parent: QWidget | None = None) -> None:
        super().__init__(theme, _tr("Delete this want"), parent)
        self.item = item
        self._text = label("", "muted", wrap=True, parent=self)
        self._text.setContentsMargins(8, 0, 0, 0)
        self.again = button(_tr("Open again"), "link", on=lambda: self.reopened.emit(self.item), parent=self)
        self.line.addWidget(self._text, 1)
        self.line.addWidget(self.again)
        self.close_line()

    def show_item(self, item: Any) -> None:
        self.item = item
        form = _tr("{text}: met {day}") if item.state == "met" else _tr("{text}: dropped {day}")
        self._text.setText(put(form, text=flat(item.text, 80), day=day(item.closed_on) if item.closed_on else ""))
