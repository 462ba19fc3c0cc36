"""The mapping screen: what the columns of a table mean, with samples, for a header that nobody knows.

One row per column: its title, what stands in it, and a chooser that already holds the best guess. Where the
file does not say how its letters are written, that is asked here, too.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QComboBox, QFrame, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from notebook import Table
from ui.exchange.encoding import EncodingChooser
from ui.theme import Theme
from ui.widgets import Elided, hairline, label
from ui.words import put

SAMPLES = 3


class FieldNames(QObject):
    """The fields a column can mean, in the user's words."""

    def choices(self) -> list[tuple[str | None, str]]:
        """(field, name) in the order of the chooser; None keeps the column under its title."""
        return [
            (None, self.tr("Keep as a field of its own")), ("-", self.tr("Leave out")),
            ("name", self.tr("Name")), ("given", self.tr("First name")), ("middle", self.tr("Middle name")),
            ("family", self.tr("Last name")), ("prefix", self.tr("Title before the name")),
            ("suffix", self.tr("Suffix after the name")), ("nickname", self.tr("Nickname")),
            ("organisation", self.tr("Organisation")), ("title", self.tr("Job title")),
            ("department", self.tr("Department")),
            ("email", self.tr("E-mail")), ("email.home", self.tr("E-mail, private")),
            ("email.work", self.tr("E-mail, work")),
            ("phone", self.tr("Phone")), ("phone.mobile", self.tr("Phone, mobile")),
            ("phone.home", self.tr("Phone, private")), ("phone.work", self.tr("Phone, work")),
            ("phone.fax", self.tr("Fax")),
            ("address.full", self.tr("Address, all in one")), ("address.street", self.tr("Address: street")),
            ("address.postcode", self.tr("Address: postcode")), ("address.city", self.tr("Address: city")),
            ("address.region", self.tr("Address: region")), ("address.country", self.tr("Address: country")),
            ("website", self.tr("Website")), ("birthday", self.tr("Birthday")),
            ("anniversary", self.tr("Anniversary")), ("labels", self.tr("Labels")), ("notes", self.tr("Notes")),
            ("language", self.tr("Language")), ("met", self.tr("How we met")),
            ("relation", self.tr("What they are to us")), ("stands-for", self.tr("What they stand for")),
            ("buys", self.tr("How they buy")), ("uid", self.tr("Unique id (UID)")),
        ]

    def name(self, field: str) -> str:
        """The name of a field; a rare one is shown by its name in a mapping file."""
        return dict(self.choices()).get(field, field)


class MappingPage(QWidget):
    """The columns of one table. ``changed`` when another meaning was chosen."""

    changed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._names = FieldNames(self)
        self.choosers: list[QComboBox] = []
        self._guess: tuple[str | None, ...] = ()
        self.encoding = EncodingChooser("mappingEncoding", self)
        self._title = label("", "heading", theme.font(1.15, QFont.Weight.DemiBold), wrap=True)
        self._about = label("", "muted", wrap=True)
        self._scroll = QScrollArea(self)
        self._scroll.setObjectName("mappingColumns")
        self._scroll.setAccessibleName(self.tr("The columns of the table"))
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self._title)
        column.addWidget(self._about)
        column.addWidget(self.encoding)
        column.addWidget(self._scroll, 1)

    def show_table(self, name: str, table: Table, again: bool = False) -> None:
        """Ask about this table; ``again``: it was read in another encoding, what was chosen so far stays."""
        kept = self._changed() if again else {}
        self._guess = table.mapping
        self.encoding.show_encodings([table.encoding])
        self._title.setText(put(self.tr("What do the columns of {file} mean?"), file=name))
        delimiter = {"\t": self.tr("tab")}.get(table.delimiter, table.delimiter)
        self._about.setText(self.tr("Encoding {encoding}, separated by {delimiter}. Kithbook guessed what it could; "
                                    "please look over it.").format(encoding=table.encoding, delimiter=delimiter))
        inner = QFrame(self)
        inner.setProperty("role", "card")
        grid = QGridLayout(inner)
        grid.setContentsMargins(16, 8, 16, 8)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(6)
        self.choosers = []
        for place in range(table.width):
            title = table.header[place].strip() if place < len(table.header) else ""
            title = title or self.tr("Column {n}").format(n=place + 1)
            values = [row[place].strip() for row in table.samples if place < len(row) and row[place].strip()]
            chooser = self._chooser(title, kept.get(place, table.mapping[place]))
            self.choosers.append(chooser)
            if place:
                grid.addWidget(hairline(inner), place * 2 - 1, 0, 1, 3)
            grid.addWidget(Elided(self._theme, title, "ink", parent=inner), place * 2, 0)
            sample = " · ".join(values[:SAMPLES]) or "–"
            grid.addWidget(Elided(self._theme, sample, "muted", parent=inner), place * 2, 1)
            grid.addWidget(chooser, place * 2, 2)
        grid.setColumnStretch(0, 2)
        grid.setColumnStretch(1, 3)
        grid.setRowStretch(table.width * 2, 1)
        self._scroll.setWidget(inner)
        if self.choosers and not again:
            self.choosers[0].setFocus()

    def _changed(self) -> dict[int, str | None]:
        """What a person chose otherwise than it was guessed, by column."""
        return {place: meaning for place, (meaning, guess) in enumerate(zip(self.mapping(), self._guess, strict=True))
                if meaning != guess}

    def mapping(self) -> tuple[str | None, ...]:
        """The chosen meaning of every column."""
        return tuple(chooser.currentData() for chooser in self.choosers)

    def _chooser(self, title: str, guess: str | None) -> QComboBox:
        made = QComboBox(self)
        made.setAccessibleName(put(self.tr("Meaning of {column}"), column=title))
        made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        made.setMinimumContentsLength(22)
        made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # the wheel scrolls the page, not the choice
        made.wheelEvent = lambda event: event.ignore()
        choices = self._names.choices()
        if guess is not None and guess not in dict(choices):
            choices.append((guess, guess))
        for field, name in choices:
            made.addItem(name, field)
        made.setCurrentIndex([field for field, _ in choices].index(guess))
        made.currentIndexChanged.connect(lambda place: self.changed.emit())
        return made
