"""The head of the card: photo, name, one line of context, and chips (cadence, birthday, channels, groups, labels)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import QCoreApplication, QSize, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from notebook import Contact, Standing, channel_said, comes_round
from ui.contacts.photos import Photos
from ui.theme import Theme
from ui.widgets import Elided, Flow, clear, label, paint_avatar, set_tip
from ui.words import put, words

SIDE = 60
SOON = 31  # days before a birthday that it shows as a chip
UNLIMITED = 16777215  # Qt's largest size of a widget
ALIKE = 3  # chips of what is allowed, and of what is not


class Avatar(QAbstractButton):
    """The photo or initials; a click asks for another, a picture may be dropped on it."""

    dropped = Signal(str)

    def __init__(self, theme: Theme, photos: Photos, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("photoButton")
        self._theme, self._photos = theme, photos
        self._contact: Contact | None = None
        self.setFixedSize(self.sizeHint())
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAcceptDrops(True)
        photos.ready.connect(self.update)

    def show_contact(self, contact: Contact) -> None:
        """Whose picture."""
        self._contact = contact
        self.setAccessibleName(put(self.tr("Photo of {name}"), name=contact.name))
        set_tip(self, self.tr("Choose a photo, or drop one here"))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(SIDE), self._theme.px(SIDE))

    def paintEvent(self, event: QPaintEvent) -> None:
        contact = self._contact
        if contact is None:
            return
        painter = QPainter(self)
        photo = self._photos.get(contact.id) if contact.photo_id is not None else None
        paint_avatar(painter, self.rect().adjusted(1, 1, -1, -1), contact.initials, self._theme.avatar(contact.id),
                     self._theme.font(1.6, QFont.Weight.Bold), photo)
        if self.hasFocus() or self.underMouse():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(self._theme.color("accent" if self.hasFocus() else "control"))
            painter.drawEllipse(self.rect().adjusted(1, 1, -2, -2))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        for url in event.mimeData().urls():
            if url.isLocalFile():
                self.dropped.emit(url.toLocalFile())
                return


class Header(QFrame):
    """Shows one contact; ``photoWanted`` and ``photoDropped`` come from the avatar."""

    photoWanted = Signal()
    photoDropped = Signal(str)

    def __init__(self, theme: Theme, photos: Photos, clock: Any, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._clock = theme, clock
        self.avatar = Avatar(theme, photos, self)
        self.avatar.clicked.connect(self.photoWanted)
        self.avatar.dropped.connect(self.photoDropped)
        self.name = Elided(theme, "", "ink", theme.font(1.6, QFont.Weight.Bold), self)
        self.name.setObjectName("contactName")
        self.context = Elided(theme, "", "muted", None, self)
        self._chip_row = QWidget(self)
        self._chips = Flow(self._chip_row)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(14)
        row.addWidget(self.avatar, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(1)
        titles = QVBoxLayout()
        titles.setSpacing(1)
        titles.addWidget(self.name)
        titles.addWidget(self.context)
        self.corner = QHBoxLayout()  # beside the name; what is put there leaves the chips their room
        self.corner.setSpacing(14)
        self.corner.addLayout(titles, 1)
        column.addLayout(self.corner)
        column.addSpacing(4)
        column.addWidget(self._chip_row)
        row.addLayout(column, 1)

    def show_contact(self, contact: Contact, permissions: Sequence[Standing] = ()) -> None:
        """Fill in; ``permissions``: what counts today, for each channel that something is known of."""
        self.avatar.show_contact(contact)
        self.name.setText(contact.name)
        context = contact.context
        self.context.setText(context)
        self.context.setVisible(bool(context.strip()))
        clear(self._chips)
        for text, role, tip in self._facts(contact, permissions):
            chip = label(text, role, self._theme.font(0.9), parent=self._chip_row)
            if tip:
                set_tip(chip, tip)
            self._chips.addWidget(chip)
            chip.show()
        self._chip_row.setVisible(self._chips.count() > 0)
        self._chip_row.updateGeometry()

    def give(self, width: int, room: int) -> int:
        """This width, and no more room than that: whole rows of chips, one at least. The height that is taken."""
        self._chip_row.setMaximumHeight(UNLIMITED)
        whole = self.layout().heightForWidth(width)
        if whole <= room or self._chip_row.isHidden():
            return whole
        beside = width - self.avatar.width() - self.layout().spacing()
        chips = self._chips.heightForWidth(beside)
        kept = self._chips.whole_rows(beside, room - (whole - chips))
        self._chip_row.setMaximumHeight(kept)
        return whole - chips + kept

    def chips(self) -> list[str]:
        """What the chips say."""
        return [chip.text() for chip in self._chip_row.findChildren(QLabel) if not chip.isHidden()]

    def _facts(self, contact: Contact, permissions: Sequence[Standing]) -> list[tuple[str, str, str]]:
        facts: list[tuple[str, str, str]] = []
        if contact.relation.strip():
            facts.append((_short(contact.relation), "chip-accent", contact.relation))
        if contact.ideal_days:
            facts.append((every(contact.ideal_days), "chip", self.tr("Stay in touch: how often we want to speak")))
        birthday = self._birthday(contact)
        if birthday:
            facts.append((birthday, "chip-gold", ""))
        facts += self._channels(permissions)
        facts += [(_short(name), "chip", put(self.tr("Group: {name}"), name=name)) for _, name in contact.groups]
        facts += [(_short(name), "chip", put(self.tr("Label: {name}"), name=name)) for name in contact.labels]
        return facts[:12]

    def _channels(self, permissions: Sequence[Standing]) -> list[tuple[str, str, str]]:
        """What is allowed and what is not, each with its purpose (P8: a yes is never wider than it was); the tip tells
        how we know."""
        chips = []
        for states, form, more in (
            (("granted",), self.tr("{channels} ok"), self.tr("{n} more ok")),
            (("refused", "expired"), self.tr("no {channels}"), self.tr("no to {n} more")),
        ):
            told: dict[str, list[Standing]] = {"": []}
            for one in permissions:
                if one.state in states:
                    told.setdefault(one.purpose, []).append(one)
            groups = [(form.format(channels=self._scope(what, them)), them) for what, them in told.items() if them]
            if len(groups) > ALIKE:
                rest = [one for _, them in groups[ALIKE - 1:] for one in them]
                groups[ALIKE - 1:] = [(more.format(n=len(groups) - ALIKE + 1), rest)]
            chips += [(text, "chip", "\n".join(words(one.said) for one in them)) for text, them in groups]
        return chips

    def _scope(self, purpose: str, told: Sequence[Standing]) -> str:
        """Channels and what for: ``e-mail, phone``, ``visit for fittings``; on any channel it is the purpose alone."""
        channels = [words(channel_said(one.channel)) for one in told if not (purpose and one.channel == "any")]
        if not purpose:
            return ", ".join(channels)
        form = self.tr("{channels} for {purpose}") if len(channels) == len(told) else "{purpose}"
        return put(form, channels=", ".join(channels), purpose=_short(purpose, 24))

    def _birthday(self, contact: Contact) -> str:
        today = self._clock.today()
        if any(anniversary.kind == "death" for anniversary in contact.dates):
            return ""
        for anniversary in contact.dates:
            if anniversary.kind != "birth" or anniversary.date is None:
                continue
            days = days_until(anniversary, today)
            if days is None or days > SOON:
                continue
            if days == 0:
                return self.tr("Birthday today")
            if days == 1:
                return self.tr("Birthday tomorrow")
            return self.tr("Birthday in {n} days").format(n=days)
        return ""


def days_until(anniversary: Any, today: date) -> int | None:
    """Days until a date comes round again; None for a date without a day, and one that is still to come."""
    day, years = comes_round(anniversary.date, today, anniversary.feb29) or (None, None)
    return (day - today).days if day is not None and years != 0 else None


def every(days: int) -> str:
    """A cadence in words: every 3 weeks."""
    tr = QCoreApplication.translate
    for size, one, many in ((365, "every year", "every {n} years"), (30, "every month", "every {n} months"),
                            (7, "every week", "every {n} weeks"), (1, "every day", "every {n} days")):
        if days % size == 0:
            n = days // size
            return tr("Cadence", one) if n == 1 else tr("Cadence", many).format(n=n)
    return ""


def _short(text: str, longest: int = 32) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= longest else flat[:longest - 1] + "…"
