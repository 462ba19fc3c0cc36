"""The export dialog: which people, in which format, into which file; written on the worker, whole or not at all."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, QSize, QStandardPaths, Qt
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QProgressBar,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from notebook import Exported, KithbookError, Permitted
from ui.bridge import Bridge
from ui.exchange.purpose import PurposeBox, below
from ui.tabbing import go_on
from ui.tasks import Job, Tasks
from ui.theme import Theme
from ui.widgets import button, label
from ui.words import in_menu, number, put, words

SUFFIXES = {"csv": ".csv", "vcard3": ".vcf", "vcard4": ".vcf", "jscontact": ".json"}


class ExportDialog(QDialog):
    """``shown`` are the contacts in the list, ``selected`` those chosen in it; without them all are offered."""

    def __init__(self, book: Any, theme: Theme, bridge: Bridge, tasks: Tasks, parent: QWidget | None = None,
                 shown: Sequence[bytes] = (), selected: Sequence[bytes] = ()) -> None:
        super().__init__(parent)
        self._book, self._tasks = book, tasks
        self._shown, self._selected = list(shown), list(selected)
        self._job: Job | None = None
        self.setObjectName("exportDialog")
        self.setWindowTitle(self.tr("Export contacts"))
        self.formats = QButtonGroup(self)
        self.people = QButtonGroup(self)
        self._keys: list[tuple[str, str]] = []
        self.purpose = PurposeBox(book, theme, self)
        self.path = QLineEdit(self)
        self.path.setObjectName("exportPath")
        self.path.setAccessibleName(self.tr("File to write"))
        self.path.textChanged.connect(self._look_at_path)
        self._browse = button(self.tr("Choose …"), name=self.tr("Choose the file to write"), on=self.browse)
        self._note = label("", "muted", wrap=True)
        self._note.setObjectName("exportNote")
        self._named = below("", "exportNamed")
        self._named.hide()
        self.bar = QProgressBar(self)
        self.bar.setObjectName("exportProgress")
        self.bar.setAccessibleName(self.tr("Progress"))
        self.bar.setTextVisible(False)
        self.bar.hide()
        self.close_ = button(self.tr("Cancel"), on=self.reject)
        self.close_.setObjectName("exportClose")
        self.go = button(self.tr("Export"), "primary", on=self.export)
        self.go.setObjectName("exportGo")
        self.go.setDefault(True)
        self._lay_out()
        self._choose_format(0)
        self.purpose.changed.connect(self._look_at_purpose)
        self.people.idToggled.connect(lambda place, on: self._look_at_purpose())

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.setHorizontalSpacing(24)
        form.setVerticalSpacing(16)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.addRow(label(self.tr("Who"), "muted"), self._people_box())
        form.addRow(label(self.tr("For"), "muted"), self.purpose)
        form.addRow(label(self.tr("As"), "muted"), self._format_box())
        file = QHBoxLayout()
        file.setSpacing(8)
        file.addWidget(self.path, 1)
        file.addWidget(self._browse)
        form.addRow(label(self.tr("Into"), "muted"), file)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addStretch(1)
        buttons.addWidget(self.close_)
        buttons.addWidget(self.go)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 16)
        column.setSpacing(16)
        column.addLayout(form)
        column.addWidget(self._note)
        column.addWidget(self.bar)
        column.addStretch(1)
        column.addLayout(buttons)
        self.resize(QSize(560, 480))

    def _people_box(self) -> QWidget:
        box, column = _column(self)
        choices = [("all", self.tr("All contacts"))]
        if self._shown:
            choices.append(("shown", self.tr("Those in the list now ({n})").format(n=number(len(self._shown)))))
        if self._selected:
            rows = self._book.contacts.rows(self._selected[:1])
            name = " ".join(rows[0].name.split()) if rows and len(self._selected) == 1 else ""
            choices.append(("selected", put(self.tr("Only {name}"), name=name) if name else
                            self.tr("The selected ones ({n})").format(n=number(len(self._selected)))))
        for place, (key, text) in enumerate(choices):
            radio = _radio(text, f"exportPeople-{key}", box)
            self.people.addButton(radio, ("all", "shown", "selected").index(key))
            radio.setChecked(place == 0)
            column.addWidget(radio)
            if not place:
                column.addWidget(self._named)
        self._tasks.latest("exportable", lambda job: self._book.contacts.exportable_count(), self._tell_everybody)
        return box

    def _tell_everybody(self, found: tuple[int, int]) -> None:
        """How many all contacts are, and why that may be less than the list shows."""
        from notebook import only_named

        everybody, named = found
        text = self.tr("All contacts ({n})").format(n=number(everybody))
        radio = self.people.button(0)
        radio.setText(in_menu(text))
        radio.setAccessibleName(text)
        if (told := only_named(named)) is not None:
            self._named.setText(words(told))
            self._named.show()
            radio.setAccessibleDescription(self._named.text())

    def _format_box(self) -> QWidget:
        box, column = _column(self)
        self._keys = [("csv", "kithbook"), ("csv", "google"), ("csv", "outlook"), ("vcard4", ""), ("vcard3", ""),
                      ("jscontact", "")]
        names = (
            self.tr("Table for Kithbook (CSV; comes back without loss, but has no photos)"),
            self.tr("Table for Google Contacts (CSV; what it has room for)"),
            self.tr("Table for Outlook (CSV; what it has room for)"),
            self.tr("vCard 4.0 (with photos)"), self.tr("vCard 3.0 (with photos, for older programs)"),
            self.tr("JSContact (JSON)"),
        )
        for place, text in enumerate(names):
            radio = _radio(text, f"exportFormat-{place}", box)
            self.formats.addButton(radio, place)
            radio.setChecked(place == 0)
            column.addWidget(radio)
        self.formats.idToggled.connect(lambda place, on: self._choose_format(place) if on else None)
        return box

    # -- choosing

    @property
    def target(self) -> Path:
        """The file that will be written."""
        return Path(self.path.text().strip()).expanduser()

    def browse(self) -> None:
        """The file dialog; it opens and answers by a signal."""
        format, _ = self._chosen()
        dialog = QFileDialog(self, self.tr("Write contacts to"), str(self.target.parent))
        dialog.setObjectName("exportFileDialog")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setFileMode(QFileDialog.FileMode.AnyFile)
        dialog.setDefaultSuffix(SUFFIXES[format])
        dialog.selectFile(self.target.name)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self.path.setText)
        dialog.open()

    def _chosen(self) -> tuple[str, str]:
        return self._keys[max(0, self.formats.checkedId())]

    def _choose_format(self, place: int) -> None:
        format, _ = self._keys[place]
        if self.path.text().strip():
            self.path.setText(str(self.target.with_suffix(SUFFIXES[format])))
        else:
            folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
            name = self.tr("contacts") + SUFFIXES[format]
            self.path.setText(str(Path(folder or Path.home()) / name))

    def _look_at_purpose(self) -> None:
        """Say at once how many said yes, how many are held back and of how many nothing is known."""
        contacting, (channel, purpose), ids = self.purpose.contacting, self.purpose.asked, self._ids()
        self._look_at_path()
        if contacting and purpose:
            who = self._book.permissions.who
            self._tasks.latest("permitted", lambda job: who(channel, purpose, ids), self._tell_permitted)

    def _tell_permitted(self, found: Permitted) -> None:
        if self.purpose.contacting and self.purpose.asked[1] and self._job is None:
            self._note.setText(f"{_granted(len(found.granted))} {_left_out(found)}")

    def _look_at_path(self) -> None:
        text = self.path.text().strip()
        said = not self.purpose.contacting or bool(self.purpose.asked[1])
        self.go.setEnabled(bool(text) and said and self._job is None)
        exists = bool(text) and self.target.is_file()
        self._note.setText(self.tr("This file exists; it will be replaced.") if exists else "")

    def _ids(self) -> list[bytes] | None:
        return {1: self._shown, 2: self._selected}.get(self.people.checkedId())

    # -- doing

    def export(self) -> None:
        """Write the file; it appears only when it is whole."""
        if self._job is not None or not self.path.text().strip():
            return
        book, target, ids = self._book, self.target, self._ids()
        format, dialect = self._chosen()
        asked = self.purpose.asked if self.purpose.contacting else None

        def write(job: Job) -> Exported:
            from notebook import export

            return export(book, target, format, dialect=dialect or "kithbook", ids=ids, progress=job.counted,
                          to_contact=asked)

        self._note.setText(self.tr("Writing …"))
        self.bar.setRange(0, 0)
        self.bar.show()
        self.go.setEnabled(False)
        self._job = self._tasks.run(write, self._written, self._failed, progress=self._step, cancelled=self._cancelled)

    def focusNextPrevChild(self, forward: bool) -> bool:
        return go_on(self, forward)

    def reject(self) -> None:
        """Close; what is being written is stopped first and leaves nothing behind."""
        if self._job is not None:
            self._job.cancel()
            return
        super().reject()

    def done(self, result: int) -> None:
        for kind in ("exportable", "permitted"):
            self._tasks.forget(kind)
        super().done(result)

    def _step(self, done: int, total: int, sentence: object) -> None:
        self.bar.setRange(0, total)
        self.bar.setValue(done)

    def _written(self, found: Exported) -> None:
        count, permitted = found.written, found.permitted
        told = (put(self.tr("{n} contacts were written to {file}."), n=number(count), file=self.target)
                if count != 1 else put(self.tr("One contact was written to {file}."), file=self.target))
        self._end(told if permitted is None else f"{told} {_left_out(permitted)}")
        self.close_.setText(self.tr("Close"))
        self.close_.setAccessibleName(self.tr("Close"))
        self.close_.setFocus()

    def _failed(self, error: Exception) -> None:
        self._end(words(error.sentence) if isinstance(error, KithbookError) else "")
        if not isinstance(error, KithbookError):
            raise error

    def _cancelled(self) -> None:
        self._end(self.tr("Cancelled; no file was written."))

    def _end(self, text: str) -> None:
        self._job = None
        self.bar.hide()
        self.go.setEnabled(True)
        self._note.setText(text)


def _granted(many: int) -> str:
    tr = QCoreApplication.translate
    if many == 1:
        return tr("ExportDialog", "One said yes.")
    return tr("ExportDialog", "{n} said yes.").format(n=number(many))


def _left_out(found: Permitted) -> str:
    """How many do not go out, and why."""
    said = QCoreApplication.translate("ExportDialog", "{held} held back (no, or no longer), {unknown} never asked.")
    return said.format(held=number(len(found.held_back)), unknown=number(len(found.unknown)))


def _column(parent: QWidget) -> tuple[QWidget, QVBoxLayout]:
    box = QWidget(parent)
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(6)
    return box, column


def _radio(text: str, name: str, parent: QWidget) -> QRadioButton:
    made = QRadioButton(in_menu(text), parent)
    made.setObjectName(name)
    made.setAccessibleName(text)
    return made
