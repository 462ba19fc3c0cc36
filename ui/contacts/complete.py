"""How complete the card is (P7): a figure, and the three things that would help most, each one click from its field."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from notebook import Completeness, Contact
from ui.contacts.sections import Section
from ui.theme import Theme
from ui.widgets import Flow, button, clear, label
from ui.words import number, put, words


def _tr(text: str) -> str:
    return QCoreApplication.translate("CompleteSection", text)


class CompleteSection(Section):
    """Shown until nothing is missing. ``ways``: how to get to the field of a missing thing, by its key."""

    def __init__(self, theme: Theme, ways: Mapping[str, Callable[[], object]], parent: QWidget | None = None) -> None:
        super().__init__(theme, _tr("How complete"), parent)
        self.setObjectName("completeness")
        self._ways = ways
        self._contact: bytes | None = None
        self._figure = label("", "muted", parent=self)
        self._figure.setContentsMargins(8, 5, 0, 0)
        box = QWidget(self)
        self._missing = Flow(box)
        self.rows.addWidget(self._figure)
        self.rows.addWidget(box)
        self.hide()

    def show_contact(self, contact: Contact) -> None:
        """Another card: nothing is said until it is reckoned (`show_completeness`)."""
        if contact.id != self._contact:
            self._contact = contact.id
            self.hide()

    def show_completeness(self, found: Completeness) -> None:
        """Say this; nothing once all is there."""
        said = _tr("{n} %. It would help most to know:").format(n=number(found.percent))
        self._figure.setText(said)
        clear(self._missing)
        for key, sentence in found.missing:
            text = words(sentence)
            way = self._ways.get(key)
            made = label(text, "muted") if way is None else button(
                text, "link", put(_tr("Add: {what}"), what=text), on=way)
            self._missing.addWidget(made)
            made.show()
        self.setAccessibleName(" ".join([said, ", ".join(words(one) for _, one in found.missing)]))
        self.setVisible(bool(found.missing))
