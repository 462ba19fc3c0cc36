"""The editor of one entry: words, kind, when, who, and its promises. It hands over only what differs.

A dialog that opens and answers by ``saved``; it never writes. Ctrl+Enter saves, Esc leaves everything as it
was.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from PySide6.QtCore import QDateTime, QLocale, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDateTimeEdit,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from notebook import KINDS, Attachment, Clock, Doubt, Entry, Named, Promise, PromiseDraft
from ui.tabbing import go_on
from ui.theme import Theme
from ui.timeline.editor_files import FilesField
from ui.timeline.editor_pieces import PiecesField
from ui.timeline.editor_rows import PeopleField, PromiseField
from ui.timeline.moment import calm, instant
from ui.timeline.people import PeopleFinder
from ui.timeline.things import ThingFinder
from ui.timeline.words import Words
from ui.widgets import Flow, button, label
from ui.words import put


@dataclass(frozen=True, slots=True)
class Edits:
    """What differs: fields of the entry, fields per promise, promises and files taken out and added.

    ``remarks``: the wants, purchases and so on that were written into the words; ``doubts``: what of them was not read.
    """

    fields: dict[str, Any] = field(default_factory=dict)
    promises: tuple[tuple[Promise, dict[str, Any]], ...] = ()
    gone: tuple[Promise, ...] = ()
    added: tuple[PromiseDraft, ...] = ()
    detached: tuple[Attachment, ...] = ()
    attached: tuple[Path, ...] = ()
    remarks: tuple[Any, ...] = ()
    doubts: tuple[Doubt, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.fields or self.promises or self.gone or self.added or self.detached or self.attached
                    or self.remarks)


class EntryEditor(QDialog):
    """``saved`` carries `Edits`, and only when there are any; it closes when whoever keeps them calls `accept`."""

    saved = Signal(object)

    def __init__(
        self, entry: Entry, theme: Theme, text: Words, clock: Clock, people: PeopleFinder,
        things: ThingFinder, colleagues: Sequence[Named], parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._entry, self._text, self._clock, self._theme = entry, text, clock, theme
        self._local = clock.local(entry.at)
        self.setObjectName("entryEditor")
        self.setWindowTitle(self.tr("Edit what happened"))
        self.kind = self._make_kind()
        self.direction = self._make_direction()
        self.when = QDateTimeEdit(self)
        self.when.setObjectName("entryWhen")
        self.when.setAccessibleName(self.tr("When"))
        self.when.setCalendarPopup(True)
        calm(self.when.calendarWidget())
        self.when.setDisplayFormat("ddd d MMM yyyy, " + self.locale().timeFormat(QLocale.FormatType.ShortFormat))
        self.when.setDateTime(QDateTime(self._local.date(), self._local.time().replace(tzinfo=None)))
        self.minutes = QSpinBox(self)
        self.minutes.setObjectName("entryMinutes")
        self.minutes.setAccessibleName(self.tr("Minutes"))
        self.minutes.setRange(0, 24 * 60)
        self.minutes.lineEdit().setTextMargins(8, 0, 0, 0)  # the style forgets the padding of spin boxes
        self.minutes.setSpecialValueText(self.tr("not noted"))
        self.minutes.setSuffix(self.tr(" min"))
        self.minutes.setValue(entry.minutes or 0)
        self.minutes.setMinimumWidth(self.fontMetrics().horizontalAdvance("not noted  999 min"))
        self.people = PeopleField(entry.contacts, people, theme, self)
        self.ours = [self._make_ours(one) for one in self._everybody(colleagues)]
        self.pieces = PiecesField(entry.body, theme, text, clock, things, self)
        self.body = self.pieces.body
        self.promises = [PromiseField(promise, theme, clock, self) for promise in entry.promises]
        self.files = FilesField(entry.attachments, theme, text, self)
        self._promise_column = QVBoxLayout()
        self._promise_column.setSpacing(6)
        self._lay_out()
        QShortcut(QKeySequence("Ctrl+Return"), self, self.save)
        QShortcut(QKeySequence("Ctrl+Enter"), self, self.save)
        self.body.setFocus()

    def _make_kind(self) -> QComboBox:
        made = QComboBox(self)
        made.setObjectName("entryKind")
        made.setAccessibleName(self.tr("Kind"))
        kinds = list(KINDS) if self._entry.kind in KINDS else [*KINDS, self._entry.kind]
        for kind in kinds:
            made.addItem(self._text.kind(kind), kind)
        made.setCurrentIndex(kinds.index(self._entry.kind))
        return made

    def _make_direction(self) -> QComboBox:
        made = QComboBox(self)
        made.setObjectName("entryDirection")
        made.setAccessibleName(self.tr("Direction"))
        made.addItem(self.tr("either way"), None)
        for direction in ("out", "in"):
            made.addItem(self._text.direction(direction), direction)
        made.setCurrentIndex(max(0, made.findData(self._entry.direction)))
        return made

    def _everybody(self, colleagues: Sequence[Named]) -> list[Named]:
        known = {id for id, _ in colleagues}
        return [*colleagues, *(one for one in self._entry.colleagues if one[0] not in known)]

    def _make_ours(self, one: Named) -> QCheckBox:
        made = QCheckBox(one[1].replace("&", "&&"), self)
        made.setAccessibleName(put(self.tr("{name} took part"), name=one[1]))
        made.setProperty("id", one[0].hex())
        made.setChecked(any(id == one[0] for id, _ in self._entry.colleagues))
        return made

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        for widget in (self.kind, self.direction, self.when, self.minutes):
            head.addWidget(widget)
        head.addStretch(1)
        ours = QWidget(self)
        flow = Flow(ours, 12)
        for box in self.ours:
            flow.addWidget(box)
        form = QFormLayout()
        form.setLabelAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(12)
        form.addRow(label(self.tr("With"), "muted"), self.people)
        form.addRow(label(self.tr("Of us"), "muted"), ours)
        promises = QWidget(self)
        holder = QVBoxLayout(promises)
        holder.setContentsMargins(0, 0, 0, 0)
        holder.setSpacing(6)
        holder.addLayout(self._promise_column)
        self._add = button(self.tr("Add a promise"), "link", icon=self._theme.icon("plus", "accent"),
                           on=self.add_promise)
        self._add.setObjectName("addPromise")
        holder.addWidget(self._add, 0, Qt.AlignmentFlag.AlignLeft)
        for row in self.promises:
            self._place(row)
        form.addRow(label(self.tr("Promises"), "muted"), promises)
        form.addRow(label(self.tr("Files"), "muted"), self.files)
        buttons = QHBoxLayout()
        buttons.addWidget(label(self.tr("Ctrl+Enter saves"), "muted"))
        buttons.addStretch(1)
        buttons.addWidget(button(self.tr("Cancel"), on=self.reject))
        save = button(self.tr("Save"), "primary", on=self.save)
        save.setObjectName("entrySave")
        buttons.addWidget(save)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 16)
        column.setSpacing(16)
        column.addLayout(head)
        column.addWidget(self.pieces, 1)
        column.addLayout(form)
        column.addLayout(buttons)
        self.resize(680, self.sizeHint().height())
        self.pieces.grown.connect(self._grow)

    def _grow(self) -> None:
        """Room for the chips of what was added, as far as the screen has it."""
        layout = self.layout()
        if layout is not None:
            layout.activate()
            needed = layout.totalHeightForWidth(self.width())
            self.resize(self.width(), max(self.height(), min(needed, self.screen().availableGeometry().height())))

    def focusNextPrevChild(self, forward: bool) -> bool:
        return go_on(self, forward)

    # -- promises

    def add_promise(self) -> None:
        """A row for another promise."""
        row = PromiseField(None, self._theme, self._clock, self)
        self.promises.append(row)
        self._place(row)
        row.words.setFocus()

    def _place(self, row: PromiseField) -> None:
        row.removed.connect(lambda: self._take_out(row))
        self._promise_column.addWidget(row)

    def _take_out(self, row: PromiseField) -> None:
        row.gone = True
        row.hide()
        self._add.setFocus()

    # -- what differs

    def edits(self) -> Edits:
        """What differs from the entry as it was opened."""
        entry, fields = self._entry, {}
        now: dict[str, Any] = {
            "kind": self.kind.currentData(), "direction": self.direction.currentData(),
            "minutes": self.minutes.value() or None, "text": self._body(), "at": self._at(),
            "contacts": [id for id, _ in self.people.chosen],
            "colleagues": [bytes.fromhex(box.property("id")) for box in self.ours if box.isChecked()],
        }
        was: dict[str, Any] = {
            "kind": entry.kind, "direction": entry.direction, "minutes": entry.minutes, "text": entry.body,
            "at": entry.at, "contacts": [id for id, _ in entry.contacts],
            "colleagues": [id for id, _ in entry.colleagues],
        }
        for name, value in now.items():
            same = set(value) == set(was[name]) if isinstance(value, list) else value == was[name]
            if not same:
                fields[name] = value
        kept = [row for row in self.promises if not row.gone]
        return Edits(
            fields=fields,
            promises=tuple((row.promise, row.edits()) for row in kept if row.promise is not None and row.edits()),
            gone=tuple(row.promise for row in self.promises if row.gone and row.promise is not None),
            added=(*(row.draft() for row in kept if row.promise is None and row.words.text().strip()),
                   *self.pieces.promises),
            detached=tuple(self.files.gone),
            attached=tuple(self.files.added),
            remarks=self.pieces.remarks,
            doubts=self.pieces.doubts,
        )

    def save(self) -> None:
        """Hand over what differs; close where nothing does."""
        if not (self.people.settle() and self.pieces.settle()):
            return
        edits = self.edits()
        if not edits:
            self.accept()
            return
        self.setEnabled(not edits.attached)  # files are read for a while; it is not to be saved twice
        self.saved.emit(edits)

    def reject(self) -> None:
        if self.isEnabled():  # else what is being saved would have nowhere to go on
            super().reject()

    def go_on(self, why: str) -> None:
        """It was not kept, and ``why``; nothing that was typed is lost."""
        self.setEnabled(True)
        self.pieces.complain(why)

    def _body(self) -> str:
        """The words; untouched ones exactly as they were (the widget normalises line ends)."""
        return self.pieces.text if self.body.document().isModified() else self._entry.body

    def _at(self) -> datetime:
        """The instant; the seconds it was logged with stay while the minute is the same."""
        shown = self.when.dateTime()
        naive = datetime(shown.date().year(), shown.date().month(), shown.date().day(),
                         shown.time().hour(), shown.time().minute())
        if naive == self._local.replace(tzinfo=None, second=0, microsecond=0):
            return self._entry.at
        return instant(naive, self._clock)
