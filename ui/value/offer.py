"""The offer desk (W4): what speaks for and against an offer, words to begin with, and noting that it was made.

Nothing is ever sent from here: the words are copied, a person sends them, and then the offer is logged. Where a
check says stop, it can only be logged with a written reason, which stays with it. While the … stands in the words
where what is offered should be, they are neither copied nor logged.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QFont, QGuiApplication, QTextCursor
from PySide6.QtWidgets import (
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from notebook import OFFER_MISSING, KithbookError, open_spot, say
from ui.pane import Scroll
from ui.theme import Theme
from ui.value.parts import Segments
from ui.widgets import button, clear, label
from ui.words import plain, put, words

# The warning colour means overdue: of the checks only that of our promises may wear it.
_LOOKS = {"green": ("circle-check", "good"), "amber": ("circle-alert", "gold"), "red": ("octagon-x", "ink")}
EVIDENCE = 4  # rows named below a check


def _tr(text: str) -> str:
    return QCoreApplication.translate("Value", text)


def verdicts() -> dict[str, str]:
    """What the colours say in words."""
    return {"green": _tr("fine"), "amber": _tr("with care"), "red": _tr("not now")}


def channels() -> list[tuple[str, str]]:
    """On which way an offer goes out: (key, word)."""
    return [("email", _tr("E-mail")), ("phone", _tr("Phone")), ("message", _tr("Message")), ("letter", _tr("Letter")),
            ("visit", _tr("Visit"))]


class CheckLine(QWidget):
    """One check: icon and word for its colour, what it is about, the sentence, and the rows it follows from."""

    def __init__(self, theme: Theme, check: Any, traces: list[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(f"check-{check.name}")
        icon, token = _LOOKS[check.colour]
        if check.colour == "red" and check.name == "promises":
            token = "warning"
        self.verdict = verdicts()[check.colour]
        title, sentence = words(check.title), words(check.reason.text)
        self.setAccessibleName(f"{title}: {self.verdict}. {sentence}")
        picture = label("", parent=self)
        picture.setPixmap(theme.pixmap(icon, token, 18, self.devicePixelRatioF()))
        word = label(self.verdict, "muted", theme.font(0.92), parent=self)
        word.setAlignment(Qt.AlignmentFlag.AlignTrailing)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 4, 0, 4)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(1)
        head = label(title, None, theme.font(1.0, QFont.Weight.DemiBold), parent=self)
        grid.addWidget(picture, 0, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(head, 0, 1)
        grid.addWidget(word, 0, 2, Qt.AlignmentFlag.AlignTrailing)
        grid.addWidget(label(sentence, None, wrap=True, parent=self), 1, 1, 1, 2)
        for place, trace in enumerate(traces):
            line = label(trace, "muted", theme.font(0.92), wrap=True, parent=self)
            grid.addWidget(line, 2 + place, 1, 1, 2)
        grid.setColumnStretch(1, 1)


class OfferDesk(QDialog):
    """An offer to one contact because of a want or a thing owned. ``logged`` carries the title of the change."""

    logged = Signal(object)

    def __init__(self, book: Any, theme: Theme, contact: bytes, want: Any, owned: Any, parent: QWidget) -> None:
        """``want``, ``owned``: the reason (one of them). Raises `NotFound`, `Refused`."""
        super().__init__(parent)
        self.setObjectName("offerDesk")
        self._book, self._theme, self._contact = book, theme, contact
        self._why = {"want": want.id if want is not None else None, "owned": owned.id if owned is not None else None}
        name = want.contact_name if want is not None else owned.contact_name
        self._name = name
        self._prepared = ""
        self.setWindowTitle(put(self.tr("Offer to {name}"), name=" ".join(name.split())))
        reason = self.tr("Because {name} wants: {text}") if want is not None else self.tr("Because {name} owns: {text}")
        about = label(put(reason, name=name, text=want.text if want is not None else owned.product_name), None,
                      theme.font(1.1, QFont.Weight.DemiBold), wrap=True, parent=self)
        self.channel = Segments(self.tr("How it goes out"), channels(), self)
        self.channel.setObjectName("offerChannel")
        self.channel.chosen.connect(lambda key: self._look_again())
        way = QHBoxLayout()
        way.addWidget(self.channel)
        way.addStretch(1)
        self._checks = QVBoxLayout()
        self._checks.setSpacing(0)
        self.text = QPlainTextEdit(self)
        self.text.setObjectName("offerText")
        self.text.setAccessibleName(self.tr("Words of the offer"))
        self.text.setTabChangesFocus(True)
        self.text.setMinimumHeight(132)
        self.text.textChanged.connect(self._settle)
        self.override = QLineEdit(self)
        self.override.setObjectName("offerOverride")
        self.override.setAccessibleName(self.tr("Why it goes out all the same"))
        self.override.setPlaceholderText(self.tr("Why does it go out all the same? This stays with the offer."))
        self.override.textChanged.connect(self._settle)
        self._note = label(self.tr("Kithbook sends nothing: copy the words, send them yourself, then log the offer."),
                           "muted", theme.font(0.92), wrap=True, parent=self)
        self._trouble = label("", "trouble", wrap=True, parent=self)
        self._trouble.setObjectName("offerTrouble")
        self._trouble.hide()
        self.copy = button(self.tr("Copy the words"), on=self._copy, parent=self)
        self.copy.setObjectName("offerCopy")
        self.log = button(self.tr("Log the offer"), "primary", on=self._log, parent=self)
        self.log.setObjectName("offerLog")
        self.log.setEnabled(not book.read_only)
        self._silent = self.tr("Something says stop. Write down why the offer goes out all the same.")
        self._settled: Callable[[], bool] | None = None  # whether what is said below does not hold any longer
        row = QHBoxLayout()
        row.addWidget(self.copy)
        row.addStretch(1)
        row.addWidget(button(self.tr("Cancel"), on=self.reject, parent=self))
        row.addWidget(self.log)
        inside = QWidget()
        inside.setObjectName("cardHolder")
        column = QVBoxLayout(inside)
        column.setContentsMargins(18, 16, 18, 8)
        column.setSpacing(10)
        column.addWidget(about)
        column.addLayout(way)
        column.addLayout(self._checks)
        column.addWidget(self.text, 1)
        column.addWidget(self.override)
        column.addWidget(self._note)
        area = Scroll(self)
        area.setWidget(inside)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 14)
        whole.addWidget(area, 1)
        foot = QVBoxLayout()
        foot.setContentsMargins(18, 4, 18, 0)
        foot.addWidget(self._trouble)
        foot.addLayout(row)
        whole.addLayout(foot)
        self.list: Any = None
        self._look()
        room = parent.window().size()
        self.resize(min(580, max(420, room.width() - 40)), min(720, max(360, room.height() - 40)))
        self.text.setFocus()

    @property
    def colour(self) -> str:
        """The worst of the checks."""
        return str(self.list.colour)

    def checks(self) -> dict[str, tuple[str, str]]:
        """What stands on the list: name -> (colour, sentence)."""
        return {one.name: (one.colour, words(one.reason.text)) for one in self.list.checks}

    def _look(self) -> None:
        """Check again: another channel, other permissions."""
        self.list = self._book.insight.check(self._contact, channel=self.channel.value(), **self._why)
        clear(self._checks)
        for check in self.list.checks:
            evidence = list(check.reason.evidence[:EVIDENCE]) if check.name in ("promises", "balance", "pause") else []
            said = [words(trace.said) for trace in self._book.insight.traces(evidence)] if evidence else []
            self._checks.addWidget(CheckLine(self._theme, check, list(dict.fromkeys(said)), self))
        prepared = plain(words(self.list.text))
        if self.text.toPlainText() == self._prepared:  # nothing was written yet
            self.text.setPlainText(prepared)
            self._prepared = self.text.toPlainText()
        self.override.setVisible(self.colour == "red")
        self._settle()

    def _look_again(self) -> None:
        """The want may have been deleted meanwhile, by another window or a colleague."""
        try:
            self._look()
        except KithbookError as error:
            self._say(words(error.sentence))

    def _say(self, text: str, settled: Callable[[], bool] | None = None) -> None:
        """Say it above the buttons, until it does not hold any longer."""
        self._settled = settled
        self._trouble.setText(text)
        self._trouble.show()

    def _filled(self) -> bool:
        """Whether the words say what is offered; else it is said, and the keyboard is where it is missing."""
        text = self.text.toPlainText()
        spot = open_spot(text)
        if spot is None:
            return True
        start, end = (len(text[:place].encode("utf-16-le")) // 2 for place in spot)  # Qt counts in halves
        cursor = self.text.textCursor()
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        self.text.setTextCursor(cursor)
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)
        self._say(words(OFFER_MISSING), lambda: open_spot(self.text.toPlainText()) is None)
        return False

    def _settle(self) -> None:
        """What was missing is there by now: it is not said any longer."""
        if self._settled is not None and self._settled():
            self._trouble.hide()

    def _unanswered(self) -> bool:
        """Whether a check says stop and nobody has written why it goes out all the same."""
        return self.colour == "red" and not self.override.text().strip()

    def _copy(self) -> None:
        if not self._filled():
            return
        QGuiApplication.clipboard().setText(self.text.toPlainText())
        self._note.setText(self.tr("Copied. Send the words yourself, then log the offer."))

    def _log(self) -> None:
        if not self._filled():
            return
        if self._unanswered():
            self._say(self._silent, lambda: not self._unanswered())
            self.override.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        title = say("Note an offer to {name}", name=self._name)
        try:
            self._book.offers.make(self._contact, self.text.toPlainText(), channel=self.channel.value(),
                                   override=self.override.text() if self.colour == "red" else "", **self._why)
        except KithbookError as error:
            self._say(words(error.sentence))
            return
        self.accept()
        self.logged.emit(title)
