"""The first start: an empty notebook says what to do next, with three ways in."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLabel, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from ui.theme import Theme
from ui.widgets import button, label

NARROW = 460


class Welcome(QScrollArea):
    """``importWanted``, ``sampleWanted``, ``personAdded(name)``."""

    importWanted = Signal()
    sampleWanted = Signal()
    personAdded = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("welcome")
        self._theme = theme
        self._rows: list[QBoxLayout] = []
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)  # a low window scrolls, instead of squeezing the buttons
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(self.tr("Ways to begin"))
        page = QWidget(self)
        page.setObjectName("cardHolder")
        self.setWidget(page)
        column = QVBoxLayout(page)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        column.addStretch(2)
        title = label(self.tr("Whom do you know?"), None, theme.font(1.6, QFont.Weight.Bold))
        title.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(title)
        line = label(self.tr("Kithbook remembers people, what was said and what was promised. "
                             "Everything stays in one file on this computer."), "muted", wrap=True)
        line.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(line)
        column.addSpacing(16)
        cards = QVBoxLayout()
        cards.setSpacing(10)
        self.importing = button(self.tr("Choose files…"), "primary", self.tr("Import an address book"),
                                on=self.importWanted.emit)
        self.importing.setObjectName("welcomeImport")
        self.sample = button(self.tr("Show me"), None, self.tr("Look at the sample notebook"),
                             on=self.sampleWanted.emit)
        self.sample.setObjectName("welcomeSample")
        self.name = QLineEdit()
        self.name.setObjectName("welcomeName")
        self.name.setPlaceholderText(self.tr("A name"))
        self.name.setAccessibleName(self.tr("Name of the first person"))
        self.name.returnPressed.connect(self._add)
        self.name.setMinimumWidth(150)
        for icon, head, words, act in (
            ("import", self.tr("Bring in your address book"),
             self.tr("vCard or CSV, from a phone, Google, Outlook, Thunderbird or anywhere."), self.importing),
            ("book-open", self.tr("Look at a sample notebook"),
             self.tr("A small bicycle business with its people and 18 months of talks, in a file of its own."),
             self.sample),
            ("user-plus", self.tr("Write down the first person"), self.tr("A name is enough."), self.name),
        ):
            cards.addWidget(self._card(icon, head, words, act))
        holder = QHBoxLayout()
        holder.addStretch(1)
        holder.addLayout(cards, 6)
        holder.addStretch(1)
        column.addLayout(holder)
        column.addStretch(3)
        theme.changed.connect(self._restyle)

    def _card(self, icon: str, head: str, words: str, act: QWidget) -> QFrame:
        card = QFrame(self)
        card.setProperty("role", "card")
        card.setMaximumWidth(620)
        row = QBoxLayout(QBoxLayout.Direction.LeftToRight, card)
        row.setContentsMargins(16, 14, 16, 14)
        row.setSpacing(14)
        picture = QLabel()
        picture.setProperty("icon", icon)
        picture.setPixmap(self._theme.pixmap(icon, "accent", 24, self.devicePixelRatioF()))
        row.addWidget(picture)
        self._rows.append(row)
        texts = QVBoxLayout()
        texts.setSpacing(1)
        texts.addWidget(label(head, None, self._theme.font(1.0, QFont.Weight.DemiBold), wrap=True))
        texts.addWidget(label(words, "muted", self._theme.font(0.92), wrap=True))
        row.addLayout(texts, 1)
        row.addWidget(act)
        return card

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is little room the buttons stand below the words."""
        super().resizeEvent(event)
        direction = QBoxLayout.Direction
        for row in self._rows:
            row.setDirection(direction.LeftToRight if self.width() >= NARROW else direction.TopToBottom)

    def _add(self) -> None:
        if self.name.text().strip():
            self.personAdded.emit(self.name.text())
            self.name.clear()

    def _restyle(self) -> None:
        for picture in self.findChildren(QLabel):
            icon = picture.property("icon")
            if icon:
                picture.setPixmap(self._theme.pixmap(icon, "accent", 24, self.devicePixelRatioF()))
