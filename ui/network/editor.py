"""The editor of one relation, below its row: each field is one undoable change when it is left.

Somebody without a card also has a name, a birthday and a school here, and two ways to a card.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout, QWidget

from notebook import PartialDate, Refused, Relation
from ui.contacts.typed_dates import read_date
from ui.forms import Choice, InPlace
from ui.network.rows import Told
from ui.theme import Theme
from ui.widgets import Flow, button, label
from ui.words import partial, plain, words

DAYS = ("since", "until", "born")


def _tr(text: str) -> str:
    return QCoreApplication.translate("Family", text)


class RelationEditor(QFrame):
    """``edited`` carries the fields that changed; the section writes them and shows what is stored then."""

    edited = Signal(object)  # dict of fields
    refused = Signal(object)  # a Sentence: what was typed is no date
    cardWanted = Signal()
    linkWanted = Signal()
    removed = Signal()
    left = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("relationEditor")
        self._relation: Relation | None = None
        self._fields: dict[str, InPlace] = {}
        self._heads: dict[str, Any] = {}
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(6)
        grid.setVerticalSpacing(2)
        hints = (
            ("name", _tr("Name"), ""), ("kind", _tr("What they are"), _tr("boss, or your own: teacher / pupil")),
            ("evidence", _tr("How we know"), _tr("Who said so, and when")),
            ("since", _tr("Since"), _tr("2019, or May 2019")), ("until", _tr("Until"), _tr("it is over since …")),
            ("born", _tr("Born"), _tr("3 May 2017, or 2017")), ("school", _tr("School, work"), ""),
            ("occasions", _tr("Worth remembering"), _tr("plays the cello")),
        )
        for place, (name, word, hint) in enumerate(hints):
            head = label(word, "muted", theme.font(0.92), wrap=True, parent=self)
            head.setMaximumWidth(theme.px(124))
            head.setContentsMargins(0, 5, 0, 0)
            field = InPlace(word, hint, self)
            field.setObjectName(f"relation_{name}")
            field.setMinimumWidth(80)
            field.committed.connect(lambda text, name=name: self._commit(name, text))
            self._heads[name], self._fields[name] = head, field
            grid.addWidget(head, place, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(field, place, 1)
        head = label(_tr("How strong"), "muted", theme.font(0.92), parent=self)
        head.setContentsMargins(0, 5, 0, 0)
        levels = [("", _tr("not said")), ("1", _tr("1, they know each other")), ("2", _tr("2, they talk")),
                  ("3", _tr("3, one calls and the other comes"))]
        self._strength = Choice(_tr("How strong"), levels, self)
        self._strength.setObjectName("relation_strength")
        self._strength.chosen.connect(lambda key: self.edited.emit({"strength": int(key) if key else None}))
        grid.addWidget(head, len(hints), 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self._strength, len(hints), 1)
        grid.setColumnStretch(1, 1)
        self._make = self._link("relationMakeCard", _tr("Make a card"), self.cardWanted.emit)
        self._join = self._link("relationLink", _tr("They have a card …"), self.linkWanted.emit)
        remove = self._link("relationRemove", _tr("Remove"), self.removed.emit)
        acts = QWidget(self)
        flow = Flow(acts, 12)
        for act in (self._make, self._join, remove):
            flow.addWidget(act)
        self._column = QVBoxLayout(self)
        self._column.setSpacing(6)
        self._column.addLayout(grid)
        self._column.addWidget(acts)
        self._grid = grid
        self.set_narrow(False)

    def set_narrow(self, narrow: bool) -> None:
        """There is little room: no space below the picture."""
        self._column.setContentsMargins(6 if narrow else 44, 2, 8, 8)
        self._grid.setColumnMinimumWidth(0, 60 if narrow else 108)

    def show_told(self, told: Told, family: bool) -> None:
        """Show what is stored; ``family``: birthdays and schools matter."""
        relation = self._relation = told.relation
        bare = relation.person is None
        for name in ("name", "born"):
            self._heads[name].setVisible(bare)
            self._fields[name].setVisible(bare)
        for name in ("school", "occasions"):
            shown = family or bare or bool(getattr(relation, name))
            self._heads[name].setVisible(shown)
            self._fields[name].setVisible(shown)
        values = {name: getattr(relation, name) for name in ("evidence", "school", "occasions", "name")}
        values |= {name: _shown(getattr(relation, name)) for name in DAYS}
        values["kind"] = relation.word if relation.kind == "other" else plain(words(relation.said))
        for name, value in values.items():
            self._fields[name].show_value(value)
        self._strength.show_value("" if relation.strength is None else str(relation.strength))
        self._make.setVisible(bare)
        self._join.setVisible(bare)

    def start(self) -> None:
        """Cursor into the first field."""
        (self._fields["name"] if self._fields["name"].isVisibleTo(self) else self._fields["kind"]).setFocus()

    def keyPressEvent(self, event: Any) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _link(self, name: str, text: str, on: Callable[[], object]) -> Any:
        made = button(text, "link", on=on, parent=self)
        made.setObjectName(name)
        return made

    def _commit(self, name: str, text: str) -> None:
        if name in DAYS and text.strip():
            try:
                text = str(read_date(text))
            except Refused as error:
                self.refused.emit(error.sentence)
                return
        self.edited.emit({name: text})


def _shown(text: str) -> str:
    try:
        return partial(PartialDate.parse(text)) if text else ""
    except Refused:
        return text
