"""The parts of the tab Family & network that list relations: the family, and everybody else; rows in pages.

A section keeps its rows by the id of the relation: what is still there is told its new words and keeps the cursor.
Its editor opens below the row it belongs to, one at a time.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.contacts.sections import Section
from ui.forms import TypedLine
from ui.network.editor import RelationEditor
from ui.network.rows import RelationRow, Told
from ui.theme import Theme
from ui.widgets import button, label
from ui.words import number

PAGE = 25
FIND = 12  # so many are looked through faster than typed for


def _tr(text: str) -> str:
    return QCoreApplication.translate("Family", text)


class RelationsSection(Section):
    """Rows of relations under a heading. Whoever owns it answers its signals by showing what is stored then."""

    goWanted = Signal(object)  # contact
    edited = Signal(object, object)  # relation, fields
    cardWanted = Signal(object)  # relation
    linkWanted = Signal(object)  # relation
    removed = Signal(object)  # relation
    refused = Signal(object)  # Sentence
    moreWanted = Signal()
    findWanted = Signal(str)

    def __init__(self, theme: Theme, title: str, empty: str, family: bool, writable: bool,
                 parent: QWidget | None = None) -> None:
        super().__init__(theme, title, parent)
        self._family, self._writable = family, writable
        self._rows: dict[bytes, RelationRow] = {}
        self._editor: RelationEditor | None = None
        self._open: bytes | None = None
        self.find = TypedLine(self)
        self.find.setObjectName("relationFind")
        self.find.setAccessibleName(_tr("Find among these people"))
        self.find.setPlaceholderText(_tr("Find a name, or what they are"))
        self.find.textEdited.connect(self.findWanted)
        self.find.hide()
        self.rows.addWidget(self.find)
        self._column = QVBoxLayout()
        self._column.setSpacing(0)
        self.rows.addLayout(self._column)
        self._teach = empty
        self._empty = label("", "muted", wrap=True, parent=self)
        self._empty.setContentsMargins(6, 6, 0, 6)
        self._empty.hide()  # until it is known that there is nobody
        self.rows.addWidget(self._empty)
        self.more = button("", "link", on=self.moreWanted.emit, parent=self)
        self.more.setObjectName("relationMore")
        self.more.hide()
        line = QHBoxLayout()
        line.addWidget(self.more)
        line.addStretch(1)
        self.rows.addLayout(line)

    def call(self, title: str) -> None:
        """What the section is called."""
        self._head.setText(title)

    def teach(self, text: str) -> None:
        """What stands here where there is nobody."""
        self._teach = text

    def set_narrow(self, narrow: bool) -> None:
        super().set_narrow(narrow)
        if self._editor is not None:
            self._editor.set_narrow(narrow)

    def show_unknown(self) -> None:
        """Whom there is around somebody else is not known yet: not even that there is nobody."""
        self.show_people([], 0, 0)
        self._empty.hide()

    def show_people(self, told: Sequence[Told], total: int, found: int) -> None:
        """These rows, of ``found`` that the search leaves of ``total``."""
        wanted = {one.relation.id: one for one in told}
        for row in [row for row in self._rows if row not in wanted]:
            if row == self._open:
                self._shut()
            self._drop(self._rows.pop(row))
        if self._editor is not None:
            self._column.removeWidget(self._editor)
        for place, (id, one) in enumerate(wanted.items()):
            row = self._rows.get(id) or self._make(id)
            row.show_told(one, self._writable)
            if self._column.indexOf(row) != place:
                self._column.insertWidget(place, row)
            row.show()
        self._rows = {id: self._rows[id] for id in wanted}
        if self._editor is not None and self._open is not None:
            self._column.insertWidget(self._column.indexOf(self._rows[self._open]) + 1, self._editor)
            self._editor.show_told(wanted[self._open], self._family)
        self.find.setVisible(total > FIND and not self._family)
        self._empty.setVisible(total == 0 or found == 0)
        self._empty.setText(_tr("Nobody here is called that.") if total else self._teach)
        left = found - len(told)
        self.more.setVisible(left > 0)
        text = _tr("Show {n} more of {all}").format(n=number(min(left, PAGE)), all=number(found))
        self.more.setText(text)
        self.more.setAccessibleName(text)

    def names(self) -> list[str]:
        """Who is shown, from the top."""
        return [row.told.name for row in self._rows.values() if row.told is not None]

    def row(self, relation: bytes) -> RelationRow:
        """The row of a relation."""
        return self._rows[relation]

    def has(self, relation: bytes) -> bool:
        """Whether a relation is among the rows that are shown."""
        return relation in self._rows

    def open(self, relation: bytes) -> None:
        """Open the editor of a relation, or close it when it is open."""
        before = self._open
        self._shut()
        if before == relation or not self._writable:
            return
        row = self._rows[relation]
        row.open = True
        self._open = relation
        editor = self._editor = RelationEditor(self._theme, self)
        editor.set_narrow(self._narrow)
        editor.edited.connect(lambda fields: self.edited.emit(relation, fields))
        editor.refused.connect(self.refused)
        editor.cardWanted.connect(lambda: self.cardWanted.emit(relation))
        editor.linkWanted.connect(lambda: self.linkWanted.emit(relation))
        editor.removed.connect(lambda: self.removed.emit(relation))
        editor.left.connect(self._leave)
        self._column.insertWidget(self._column.indexOf(row) + 1, editor)
        if row.told is not None:
            editor.show_told(row.told, self._family)
        QWidget.setTabOrder(row, editor)
        editor.show()
        editor.start()

    def put_back(self) -> None:
        """What was typed was refused: the editor shows what is stored."""
        row = self._rows.get(self._open) if self._open is not None else None
        if row is not None and row.told is not None and self._editor is not None:
            self._editor.show_told(row.told, self._family)

    def _leave(self) -> None:
        row = self._rows.get(self._open) if self._open is not None else None
        self._shut()
        if row is not None:
            row.setFocus(Qt.FocusReason.OtherFocusReason)

    def _shut(self) -> None:
        row = self._rows.get(self._open) if self._open is not None else None
        self._open = None
        if row is not None:
            row.open = False
            row.update()
        if self._editor is not None:
            editor, self._editor = self._editor, None
            editor.hide()
            self._column.removeWidget(editor)
            editor.deleteLater()

    def _make(self, id: bytes) -> RelationRow:
        row = self._rows[id] = RelationRow(self._theme, self)
        row.clicked.connect(lambda: self.open(id))
        row.goWanted.connect(lambda: row.told and self.goWanted.emit(row.told.relation.person))
        row.cardWanted.connect(lambda: self.cardWanted.emit(id))
        row.removed.connect(lambda: self._writable and self.removed.emit(id))
        return row

    def _drop(self, row: RelationRow) -> None:
        row.hide()
        self._column.removeWidget(row)
        row.setParent(None)
        row.deleteLater()
