"""Sections of the card that are not lists: the name, how we know them, staying in touch, who works here."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from notebook import Contact, PartialDate, Refused
from ui.contacts.header import every
from ui.contacts.rows import choose
from ui.contacts.sections import Section
from ui.forms import Choice, InPlace, InPlaceText
from ui.theme import Theme
from ui.widgets import button, clear, label
from ui.words import partial, put, words

DAYS = (7, 14, 21, 30, 60, 90, 180, 365)


def _tr(text: str) -> str:
    return QCoreApplication.translate("Card", text)


def _day(text: str) -> str:
    """A stored partial date as a person reads it; what is none stands as it is."""
    try:
        return partial(PartialDate.parse(text))
    except Refused:
        return text


class NameSection(Section):
    """The name in one field, and on demand in its parts."""

    def __init__(self, theme: Theme, store: Callable[..., object], parent: QWidget | None = None) -> None:
        super().__init__(theme, _tr("Name"), parent)
        self._store = store
        self._whole = InPlace(_tr("Name"), _tr("Name"), self)
        self._whole.setObjectName("nameField")
        self._whole.committed.connect(lambda text: store(full_name=text))
        self._more = button(_tr("Parts of the name"), "link", on=self._turn, parent=self)
        self._parts_box: QWidget | None = None
        self._parts: dict[str, InPlace] = {}
        self._contact: Contact | None = None
        row = QHBoxLayout()
        row.addWidget(self._whole, 1)
        row.addWidget(self._more)
        self.rows.addLayout(row)

    def show_contact(self, contact: Contact) -> None:
        self._contact = contact
        self._whole.show_value(contact.full_name)
        self._whole.setPlaceholderText(contact.name if not contact.full_name else _tr("Name"))
        self._more.setVisible(contact.kind != "org")
        if self._parts_box is not None:
            self._parts_box.setVisible(self._parts_box.isVisibleTo(self) and contact.kind != "org")
        for name, field in self._parts.items():
            field.show_value(getattr(contact, name))

    def start(self) -> None:
        """Cursor into the name, all of it selected."""
        self._whole.setFocus()
        self._whole.selectAll()

    def _turn(self) -> None:
        if self._parts_box is None:
            self._make_parts()
        self._parts_box.setVisible(not self._parts_box.isVisibleTo(self))

    def _make_parts(self) -> None:
        self._parts_box = QWidget(self)
        grid = QGridLayout(self._parts_box)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(2)
        for place, (name, word) in enumerate((
            ("title", _tr("Prefix")), ("given", _tr("Given name")), ("given2", _tr("Further given names")),
            ("surname", _tr("Family name")), ("surname2", _tr("Second family name")), ("generation", _tr("Generation")),
            ("credential", _tr("Credentials")), ("phonetic_given", _tr("Spoken: given name")),
            ("phonetic_surname", _tr("Spoken: family name")), ("pronouns", _tr("Pronouns")),
        )):
            field = InPlace(word, word, self._parts_box)
            field.committed.connect(lambda text, name=name: self._store(**{name: text}))
            if self._contact is not None:
                field.show_value(getattr(self._contact, name))
            field.setToolTip(word)
            self._parts[name] = field
            grid.addWidget(field, place // 2, place % 2)
        self._parts_box.hide()
        self.rows.addWidget(self._parts_box)


class FactsSection(Section):
    """How we met, what they are to us, what they stand for, how they buy (P11); whose contact it is."""

    def __init__(self, theme: Theme, book: Any, store: Callable[..., object],
                 change: Callable[[Callable[[bytes], object]], object], parent: QWidget | None = None) -> None:
        super().__init__(theme, _tr("Between us"), parent)
        self._book, self._store, self._change = book, store, change
        self._fields: dict[str, Any] = {}
        self._contact: Contact | None = None
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(2)
        places = (("relation", _tr("They are our"), _tr("customer, supplier, partner, press …")),
                  ("met", _tr("How we met"), _tr("Where and through what")),
                  ("met_on", _tr("Met on"), _tr("2024-05, or May 2024")),
                  ("stands_for", _tr("They stand for"), _tr("In their words")),
                  ("buys", _tr("How they buy"), _tr("Who decides, season, budget, channel")),
                  ("time_zone", _tr("Time zone"), "Europe/Berlin"))
        for place, (name, word, hint) in enumerate(places):
            head = label(word, "muted", theme.font(0.92), parent=self)
            head.setContentsMargins(8, 5, 0, 0)
            grid.addWidget(head, place, 0, Qt.AlignmentFlag.AlignTop)
            field: Any = InPlaceText(word, hint, self) if name in ("met", "stands_for", "buys") else \
                InPlace(word, hint, self)
            field.setObjectName(f"{name}Field")
            field.committed.connect(lambda text, name=name: self._keep(name, text))
            self._fields[name] = field
            grid.addWidget(field, place, 1)
        for place, word in enumerate((_tr("Met through"), _tr("Looked after by")), start=len(places)):
            head = label(word, "muted", theme.font(0.92), parent=self)
            head.setContentsMargins(8, 0, 0, 0)
            grid.addWidget(head, place, 0)
        self._through = button("", "link", _tr("Met through"), on=self._choose_through, parent=self)
        grid.addWidget(self._through, len(places), 1, Qt.AlignmentFlag.AlignLeft)
        self._owner = button("", "link", _tr("Looked after by"), on=self._choose_owner, parent=self)
        grid.addWidget(self._owner, len(places) + 1, 1, Qt.AlignmentFlag.AlignLeft)
        grid.setColumnMinimumWidth(0, 116)
        grid.setColumnStretch(1, 1)
        self.rows.addLayout(grid)
        self._trouble = label("", "trouble", wrap=True, parent=self)
        self._trouble.hide()
        self.rows.addWidget(self._trouble)

    def complain(self, sentence: str) -> None:
        """Why what stands in one of the fields was not kept; nothing, once it is."""
        self._trouble.setText(sentence)
        self._trouble.setVisible(bool(sentence))

    def show_contact(self, contact: Contact) -> None:
        if self._contact is None or contact.id != self._contact.id:
            for field in self._fields.values():
                field.revert()  # what was refused of somebody else
        self._contact = contact
        for name, field in self._fields.items():
            value = getattr(contact, name)
            field.show_value(_day(value) if name == "met_on" and value else value)
        through = self._book.contacts.rows([contact.met_through]) if contact.met_through else []
        self._say(self._through, through[0].name if through else _tr("choose …"))
        owner = self._book.colleagues.names().get(contact.owner) if contact.owner else None
        self._say(self._owner, owner or _tr("choose …"))

    def start(self, name: str) -> None:
        """Cursor into one of the fields."""
        self._fields[name].setFocus(Qt.FocusReason.TabFocusReason)

    def _say(self, made: Any, text: str) -> None:
        flat = " ".join(text.split())
        made.setText((flat if len(flat) <= 40 else flat[:39] + "…").replace("&", "&&"))

    def _keep(self, name: str, text: str) -> None:
        self._store(**{name: text})

    def _choose_owner(self) -> None:
        """Somebody else looks after them: what is open goes along (T5)."""
        entries = [(one.name, lambda id=one.id: self._hand_over(id)) for one in self._book.colleagues.all()]
        if self._contact is not None and self._contact.owner:
            entries.append((_tr("Nobody"), lambda: self._store(owner=None)))
        choose(self._owner, entries, _tr("Nobody is known yet"))

    def _hand_over(self, colleague: bytes) -> None:
        self._change(lambda contact: self._book.hand_over([contact], colleague))

    def _choose_through(self) -> None:
        """Whom we spoke with most recently; somebody else is found by the search field of the menu's dialog."""
        from ui.contacts.whom import Whom

        asking = Whom(self._book, _tr("Who introduced you?"), self.window())
        asking.chosen.connect(lambda contact: self._store(met_through=contact))
        asking.open()


class CadenceSection(Section):
    """How often we want to speak; and why there is no reminder, when one asks."""

    def __init__(self, theme: Theme, book: Any, change: Callable[[Callable[[bytes], object]], object],
                 parent: QWidget | None = None) -> None:
        super().__init__(theme, _tr("Stay in touch"), parent)
        self._book, self._change = book, change
        self._contact: Contact | None = None
        never = [("", _tr("no rhythm of its own"))]
        self._ideal = Choice(_tr("How often we want to speak"), never + [(str(d), every(d)) for d in DAYS], self)
        self._ideal.setObjectName("idealField")
        self._most = Choice(_tr("At the latest"), [("", _tr("no limit"))] + [(str(d), every(d)) for d in DAYS], self)
        self._ideal.chosen.connect(lambda key: self._store())
        self._most.chosen.connect(lambda key: self._store())
        row = QHBoxLayout()
        row.addWidget(self._ideal, 1)
        row.addWidget(label(_tr("at the latest"), "muted", parent=self))
        row.addWidget(self._most, 1)
        self.rows.addLayout(row)
        self._why = label("", "muted", theme.font(0.92), wrap=True, parent=self)
        self._ask = button(_tr("Why is there no reminder?"), "link", on=self._tell, parent=self)
        self.rows.addWidget(self._ask, 0, Qt.AlignmentFlag.AlignLeft)
        self.rows.addWidget(self._why)
        self._why.hide()

    def show_contact(self, contact: Contact) -> None:
        if self._contact is None or self._contact.id != contact.id:
            self._why.hide()
        self._contact = contact
        for choice, days in ((self._ideal, contact.ideal_days), (self._most, contact.max_days)):
            choice.show_value(str(days) if days else "", every(days) if days else "")

    def _store(self) -> None:
        ideal, most = (int(c.currentData() or 0) or None for c in (self._ideal, self._most))
        if ideal and most and most < ideal:
            most = ideal
        self._change(lambda contact: self._book.reminders.set_cadence(contact, ideal, most))

    def _tell(self) -> None:
        if self._contact is not None:
            self._why.setText(words(self._book.reminders.why_not(self._contact.id)))
            self._why.show()


class PeopleSection(Section):
    """Who works in an organisation; a click goes there."""

    def __init__(self, theme: Theme, go: Callable[[Any], object], parent: QWidget | None = None) -> None:
        super().__init__(theme, _tr("People"), parent)
        self._go = go
        self._shown: Any = None

    def show_contact(self, contact: Contact) -> None:
        if contact.people == self._shown:
            return
        self._shown = contact.people
        clear(self.rows)
        for role in contact.people:
            what = ", ".join(part for part in (role.title or role.role, role.department) if part)
            if role.ended:
                what = put(_tr("{what} until {when}"), what=what, when=_day(role.until)).strip()
            text = f"{role.person_name} · {what}" if what.strip() else role.person_name
            self.rows.addWidget(button(text, "link", on=lambda id=role.person: self._go(id), parent=self), 0,
                                Qt.AlignmentFlag.AlignLeft)
        if not contact.people:
            self.rows.addWidget(label(_tr("Nobody here is noted yet. Give a person a role in it."), "muted", wrap=True,
                                      parent=self))
