"""What an export is for (P8): our own use, or to contact people, which lets out only those who said yes to it."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QCompleter, QHBoxLayout, QLabel, QRadioButton, QVBoxLayout, QWidget

from notebook import PERMITTED_CHANNELS, channel_said
from ui.forms import Choice, TypedLine
from ui.theme import Theme
from ui.widgets import label
from ui.words import in_menu, words


def _tr(text: str) -> str:
    return QCoreApplication.translate("PurposeBox", text)


class PurposeBox(QWidget):
    """Two choices; the second one asks for a channel and a purpose. ``changed``: something is other than before."""

    changed = Signal()

    def __init__(self, book: Any, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._group = QButtonGroup(self)
        self.own = self._radio(_tr("Our own use (with everything we noted, and what is permitted)"), "exportFor-own")
        self.contact = self._radio(_tr("To contact people (only who said yes)"), "exportFor-contact")
        self.own.setChecked(True)
        channels = [(key, words(channel_said(key))) for key in PERMITTED_CHANNELS if key != "any"]
        self.channel_ = Choice(_tr("Channel"), channels, self)
        self.channel_.setObjectName("exportChannel")
        self.purpose_ = TypedLine(self)
        self.purpose_.setObjectName("exportPurpose")
        self.purpose_.setAccessibleName(_tr("What for"))
        self.purpose_.setPlaceholderText(_tr("newsletter"))
        completer = QCompleter(book.permissions.purposes(), self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.purpose_.setCompleter(completer)
        self._asked = QWidget(self)
        row = QHBoxLayout(self._asked)
        row.setContentsMargins(24, 2, 0, 0)
        row.setSpacing(8)
        row.addWidget(label(_tr("by"), "muted"))
        row.addWidget(self.channel_)
        row.addWidget(label(_tr("about"), "muted"))
        row.addWidget(self.purpose_, 1)
        self._asked.hide()
        self._own_told = below(_tr("Talks, their files and reminders stay; a backup has those too."), "exportToldOwn")
        self._contact_told = below(
            _tr("Name, pronouns, organisation, their details on this channel and their permission; all else stays."),
            "exportToldContact")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        for part in (self.own, self._own_told, self.contact, self._asked, self._contact_told):
            column.addWidget(part)
        self._contact_told.hide()
        self.contact.toggled.connect(self._turn)
        self.channel_.chosen.connect(lambda key: self.changed.emit())
        self.purpose_.textChanged.connect(lambda text: self.changed.emit())

    @property
    def contacting(self) -> bool:
        """Whether it is to contact people."""
        return self.contact.isChecked()

    @property
    def asked(self) -> tuple[str, str]:
        """The channel and the purpose."""
        return str(self.channel_.currentData()), self.purpose_.text().strip()

    def _turn(self, on: bool) -> None:
        self._asked.setVisible(on)
        self._own_told.setVisible(not on)
        self._contact_told.setVisible(on)
        if on:
            self.purpose_.setFocus(Qt.FocusReason.TabFocusReason)
        self.changed.emit()

    def _radio(self, text: str, name: str) -> QRadioButton:
        made = QRadioButton(in_menu(text), self)
        made.setObjectName(name)
        made.setAccessibleName(text)
        self._group.addButton(made)
        return made


def below(text: str, name: str) -> QLabel:
    """What a choice leaves behind, under it."""
    made = label(text, "muted", wrap=True)
    made.setObjectName(name)
    made.setContentsMargins(24, 0, 0, 0)
    return made
