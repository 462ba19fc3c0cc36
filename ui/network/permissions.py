"""May we contact them (P8): what counts today in plain lines, a small editor for a new line, and the ledger behind.

Lines are added, never changed: who takes a permission back adds a line. One that was entered by mistake can be removed.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtCore import QCoreApplication, QStringListModel, Qt, Signal
from PySide6.QtWidgets import QCompleter, QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from notebook import PERMITTED_CHANNELS, Contact, KithbookError, Permission, Refused, Standing, channel_said
from ui.contacts.sections import Row, Section
from ui.contacts.typed_dates import read_day
from ui.forms import Choice, TypedLine
from ui.network.mark import Mark
from ui.theme import Theme
from ui.widgets import button, clear, label
from ui.words import day, put, words

ICONS = {"granted": ("check", "good"), "refused": ("x", "ink"), "expired": ("clock", "muted"),
         "unknown": ("circle-question-mark", "muted")}


def _tr(text: str) -> str:
    return QCoreApplication.translate("Permissions", text)


def _states() -> list[tuple[str, str]]:
    return [("granted", _tr("said yes")), ("refused", _tr("said no")), ("withdrawn", _tr("took it back"))]


class PermissionsSection(Section):
    """Shows the ledger of one contact. ``changed``: something was written; ``said``: why it was not."""

    changed = Signal(object)  # Sentence
    said = Signal(str)

    def __init__(self, theme: Theme, book: Any, parent: QWidget | None = None) -> None:
        super().__init__(theme, _tr("May we contact them?"), parent)
        self.setObjectName("permissions")
        self._book = book
        self._contact: bytes | None = None
        self._shown: Any = None
        self._open = False
        self._entries: dict[bytes, Row] = {}
        self._plain = QVBoxLayout()
        self._plain.setContentsMargins(6, 4, 0, 2)
        self._plain.setSpacing(3)
        self.rows.addLayout(self._plain)
        self.editor = PermissionEditor(theme, book, self)
        self.editor.kept.connect(self._keep)
        self.editor.left.connect(self._shut)
        self.editor.hide()
        self.rows.addWidget(self.editor)
        self.note = button(_tr("Note a permission"), "link", on=self.start, parent=self)
        self.note.setObjectName("permissionNote")
        self.history = button("", "link", on=self._turn, parent=self)
        self.history.setObjectName("permissionHistory")
        acts = QHBoxLayout()
        acts.setSpacing(12)
        acts.addWidget(self.note)
        acts.addWidget(self.history)
        acts.addStretch(1)
        self.rows.addLayout(acts)
        self._ledger = QVBoxLayout()
        self._ledger.setContentsMargins(6, 0, 0, 4)
        self._ledger.setSpacing(0)
        self.rows.addLayout(self._ledger)
        self.note.setVisible(not book.read_only)

    def show_contact(self, contact: Contact) -> None:
        """Read and show this contact's ledger."""
        if contact.id != self._contact:
            self._contact, self._open = contact.id, False
            self._shut()
        self._again()

    def _again(self) -> None:
        if self._contact is None:
            return
        plain = self._book.permissions.plain(self._contact)
        lines = self._book.permissions.ledger(self._contact)
        shown = (self._contact, tuple(plain), tuple(lines), self._open)
        if shown == self._shown:
            return
        self._shown = shown
        clear(self._plain)
        for one in plain:
            self._plain.addLayout(self._line(one))
        self.setAccessibleName(". ".join(words(one.said) for one in plain))
        self.history.setVisible(bool(lines))
        text = _tr("Hide the ledger") if self._open else _tr("The ledger ({n})").format(n=len(lines))
        self.history.setText(text)
        clear(self._ledger)
        self._entries = {}
        for line in lines if self._open else ():
            row = self._entries[line.id] = self._entry(line)
            self._ledger.addWidget(row)

    def lines(self) -> list[str]:
        """What counts today, as it stands there."""
        return [words(one.said) for one in self._shown[1]] if self._shown is not None else []

    def reach(self, id: Any) -> Row | None:
        """Open the ledger and bring the keyboard to one of its lines; None where it is not there."""
        if not self._open:
            self._turn()
        row = self._entries.get(id)
        if row is not None:
            row.reach(row.accessibleName())
        return row

    def start(self) -> None:
        """A new line, with the cursor in it."""
        self.editor.begin(self._book.permissions.purposes())
        self.note.hide()

    def _line(self, one: Standing) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(7)
        name, token = ICONS[one.state]
        mark = Mark(self._theme, name, token, self.fontMetrics().height() + 1, self)
        text = words(one.said)
        row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(label(text[:1].upper() + text[1:], None if one.state == "granted" else "muted", wrap=True,
                            parent=self), 1)
        return row

    def _entry(self, line: Permission) -> Row:
        states = dict(_states())
        what = words(channel_said(line.channel))
        told = [day(line.day) if line.day is not None else "?",
                put(_tr("{what} for {purpose}"), what=what, purpose=line.purpose) if line.purpose else what,
                states.get(line.state, line.state), line.how, line.evidence]
        if line.expires is not None:
            told.append(_tr("until {day}").format(day=day(line.expires)))
        text = " · ".join(part for part in told if part)
        row = LedgerRow(self._theme, _tr("Remove: {line}").format(line=text), self)
        row.show_text(text, not self._book.read_only)
        row.removed.connect(lambda: self._write(lambda: self._book.permissions.delete(line.id)))
        return row

    def _keep(self, fields: dict[str, Any]) -> None:
        contact = self._contact
        if contact is not None and self._write(lambda: self._book.permissions.record(contact, **fields)):
            self._shut()
            self.note.setFocus()

    def _write(self, act: Callable[[], object]) -> bool:
        try:
            act()
        except KithbookError as error:
            self.editor.complain(words(error.sentence))
            self.said.emit(words(error.sentence))
            return False
        self._again()
        self.changed.emit(self._book.undo_title())
        return True

    def _turn(self) -> None:
        self._open = not self._open
        self._again()

    def _shut(self) -> None:
        self.editor.hide()
        self.note.setVisible(not self._book.read_only)


class LedgerRow(Row):
    """A line of the ledger."""

    def show_text(self, text: str, writable: bool) -> None:
        """Show these words; ``writable``: with what takes the line out."""
        self.setAccessibleName(text)
        self.line.addWidget(label(text, "muted", self._ring_theme.font(0.94), wrap=True, parent=self), 1)
        self._remove.setObjectName("permissionRemove")
        self._remove.setVisible(writable)
        self.close_line()


class PermissionEditor(QFrame):
    """A new line. ``kept`` carries its fields."""

    kept = Signal(object)
    left = Signal()

    def __init__(self, theme: Theme, book: Any, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("permissionEditor")
        self._book = book
        channels = [(key, words(channel_said(key))) for key in PERMITTED_CHANNELS]
        self.channel = Choice(_tr("Channel"), channels, self)
        self.channel.setObjectName("permissionChannel")
        self.state = Choice(_tr("What they said"), _states(), self)
        self.state.setObjectName("permissionState")
        self.state.chosen.connect(lambda key: self._fit())
        self._lines: dict[str, TypedLine] = {}
        self._heads: dict[str, QWidget] = {}
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        fields: list[tuple[str, str, str]] = [
            ("channel", _tr("Channel"), ""), ("purpose", _tr("What for"), _tr("newsletter; empty: everything")),
            ("state", _tr("They"), ""), ("day", _tr("When"), _tr("today")),
            ("how", _tr("How"), _tr("form at the fair, said so on the phone")),
            ("evidence", _tr("Proof"), _tr("where it is kept")),
            ("expires", _tr("Until"), _tr("3 May 2027; empty: no end"))]
        for place, (name, word, hint) in enumerate(fields):
            head = self._heads[name] = label(word, "muted", theme.font(0.92), parent=self)
            grid.addWidget(head, place, 0)
            if name in ("channel", "state"):
                grid.addWidget(self.channel if name == "channel" else self.state, place, 1)
                continue
            line = self._lines[name] = TypedLine(self)
            line.setObjectName(f"permission_{name}")
            line.setAccessibleName(word)
            line.setPlaceholderText(hint)
            line.returnPressed.connect(self.keep)
            grid.addWidget(line, place, 1)
        grid.setColumnStretch(1, 1)
        self._purposes = QStringListModel(self)
        completer = QCompleter(self._purposes, self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._lines["purpose"].setCompleter(completer)
        self._trouble = label("", "trouble", wrap=True, parent=self)
        self._trouble.setObjectName("permissionTrouble")
        self._trouble.hide()
        keep = button(_tr("Keep"), "primary", _tr("Keep the permission"), on=self.keep, parent=self)
        keep.setObjectName("permissionKeep")
        leave = button(_tr("Cancel"), "quiet", on=self.left.emit, parent=self)
        acts = QHBoxLayout()
        acts.addWidget(keep)
        acts.addWidget(leave)
        acts.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(6, 4, 4, 6)
        column.addLayout(grid)
        column.addWidget(self._trouble)
        column.addLayout(acts)

    def begin(self, purposes: list[str]) -> None:
        """Empty, with the cursor in the first field."""
        self._purposes.setStringList(purposes)
        for line in self._lines.values():
            line.clear()
        self._trouble.hide()
        self.channel.show_value("email")
        self.state.show_value("granted")
        self._fit()
        self.show()
        self.channel.setFocus()

    def complain(self, text: str) -> None:
        """Why it was not kept."""
        self._trouble.setText(text)
        self._trouble.show()

    def keep(self) -> None:
        """Hand over what was entered."""
        try:
            days = {name: self._day(name) for name in ("day", "expires")}
        except Refused as error:
            self.complain(words(error.sentence))
            return
        if self.state.currentData() != "granted":
            days["expires"] = None
        self.kept.emit({"channel": str(self.channel.currentData()), "state": str(self.state.currentData()), **days,
                        **{name: self._lines[name].text() for name in ("purpose", "how", "evidence")}})

    def keyPressEvent(self, event: Any) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _day(self, name: str) -> date | None:
        text = self._lines[name].text().strip()
        return read_day(text, self._book.clock, name == "expires") if text else None

    def _fit(self) -> None:
        granted = self.state.currentData() == "granted"
        self._lines["expires"].setVisible(granted)
        self._heads["expires"].setVisible(granted)
