"""The tab Card: every field of a contact, edited where it stands, each edit one undoable change.

Keystrokes stay in the field; when it is left and differs, the change is written and the card shows what the
notebook now says. What was refused stays in its field, with the sentence that says why below it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QHelpEvent, QResizeEvent, QShortcut
from PySide6.QtWidgets import QFrame, QToolTip, QVBoxLayout, QWidget

from notebook import Completeness, Contact, Fact, KithbookError, Sentence
from ui.contacts.circles import CirclesSection
from ui.contacts.complete import CompleteSection
from ui.contacts.fields import CadenceSection, FactsSection, NameSection, PeopleSection
from ui.contacts.provenance import FactDialog, RivalsSection, cell_of, fact_of, tip
from ui.contacts.rows import AddressRow, DateRow, DetailRow, LabelledRow, RoleRow, TextRow
from ui.contacts.sections import ListSection, MoreSection, Row, Section
from ui.forms import InPlace, InPlaceText, leave_fields, refuse
from ui.network.permissions import PermissionsSection
from ui.pane import Scroll
from ui.rows import plain_tip
from ui.shortcuts import keys, shown
from ui.tasks import Tasks
from ui.theme import Theme
from ui.words import partial, words

SETTLED_MS = 100  # after which the rows of a card that was just filled have their heights


class Card(Scroll):
    """Shows and edits one contact."""

    contactActivated = Signal(object)
    placeWanted = Signal(str, object)
    said = Signal(str)
    done = Signal(object)  # Sentence; can be undone

    def __init__(self, book: Any, theme: Theme, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("cardFields")
        self.setAccessibleName(self.tr("Fields of the card"))
        self._book, self._theme, self._tasks = book, theme, tasks
        self.contact: Contact | None = None
        holder = QWidget()
        holder.setObjectName("cardHolder")
        outer = QVBoxLayout(holder)
        outer.setContentsMargins(0, 0, 2, 16)
        sheet = QFrame()
        sheet.setProperty("role", "card")
        self._column = QVBoxLayout(sheet)
        self._column.setContentsMargins(0, 2, 0, 2)
        self._column.setSpacing(0)
        outer.addWidget(sheet)
        outer.addStretch(1)
        self.setWidget(holder)
        self._sections: list[Section] = []
        self._for_people: list[Section] = []
        self._for_organisations: list[Section] = []
        self._build()
        holder.setEnabled(not book.read_only)
        holder.installEventFilter(self)
        ask = QShortcut(keys("fact"), self)
        ask.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        ask.activated.connect(self.show_fact)

    # -- what the pane uses

    def show_card(self, contact: Contact | None) -> None:
        """Show this contact; a field with the cursor in it keeps what is being typed."""
        if contact is None:
            return
        other = self.contact is None or self.contact.id != contact.id
        if other:
            leave_fields(self)  # what is being typed belongs to the one shown so far
        self.contact = contact
        person = contact.kind != "org"
        for section in self._for_people:
            section.setVisible(person)
        for section in self._for_organisations:
            section.setVisible(not person)
        for section in self._sections:
            section.show_contact(contact)
        if other:
            self._rivals.hide()
            self.verticalScrollBar().setValue(0)
        self._find_rivals()
        self._reckon()

    def show_row(self, table: str, row: bytes) -> None:
        """Go to a row of the card: the keyboard on it, all of it in sight. A name or a word is none."""
        lists = [self.permissions] if table == "permission" else [
            one for one in self._sections if isinstance(one, ListSection)]
        reached = next((found for one in lists if (found := one.reach(row)) is not None), None)
        if reached is not None:
            for moment in (0, SETTLED_MS):  # when it has its place, and when notes above it have their height
                QTimer.singleShot(moment, reached, lambda: self.ensureWidgetVisible(reached, 0, 48))

    def edit_name(self) -> None:
        """Cursor into the name."""
        self._name.start()

    def start(self) -> None:
        """Cursor into the first thing to fill for somebody new: a phone number."""
        (self._phones if self.contact is not None and not self.contact.of_kind("phone") else self._emails).start()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        for section in self._sections:
            section.fit(self.viewport().width())

    # -- where a field is from (P6)

    def show_fact(self) -> None:
        """Tell of the field with the cursor who entered it, when and from what, and how often it was confirmed."""
        cell = cell_of(self.focusWidget(), self.contact)
        fact = fact_of(self._book, cell) if cell is not None else None
        if fact is None:
            self.said.emit(self.tr("Put the cursor into a filled field to see where it is from."))
            return
        dialog = FactDialog(self._book, self._theme, fact, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.done.connect(self._settled)
        dialog.said.connect(self.said)
        dialog.open()

    def eventFilter(self, watched: QWidget, event: QEvent) -> bool:
        """A tooltip over a field says where it is from."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            over = watched.childAt(event.pos())
            while over is not None and not isinstance(over, InPlace | InPlaceText):
                over = over.parentWidget() if over is not watched else None
            cell = cell_of(over, self.contact)
            fact = fact_of(self._book, cell) if cell is not None else None
            if fact is not None:
                keys_ = self.tr("{keys}: more").format(keys=shown("fact"))
                QToolTip.showText(event.globalPos(), plain_tip(f"{tip(self._book, fact)}\n{keys_}"), over)
                return True
        return super().eventFilter(watched, event)

    def _find_rivals(self) -> None:
        """Look, on the worker, for fields in which several values stand side by side."""
        book, contact = self._book, self._id()

        def work(job: Any) -> tuple[list[Fact], list[Sentence]]:
            try:
                return book.facts.contradictions(contact), book.facts.clashes(contact)
            except KithbookError:
                return [], []

        self._tasks.latest("rivals", work, lambda found: self._show_rivals(contact, found))

    def _show_rivals(self, contact: bytes, found: tuple[list[Fact], list[Sentence]]) -> None:
        if self.contact is not None and self.contact.id == contact:
            self._rivals.show_facts(*found)

    def _settled(self, title: Sentence | None) -> None:
        if title is not None:
            self.done.emit(title)
        self._again()

    def _reckon(self) -> None:
        """How complete the card is, on the worker: whom they are related to counts too."""
        book, contact = self._book, self._id()

        def work(job: Any) -> Completeness | None:
            try:
                found: Completeness = book.completeness(contact)
            except KithbookError:
                return None
            return found

        self._tasks.latest("completeness", work, lambda found: self._show_complete(contact, found))

    def _show_complete(self, contact: bytes, found: Completeness | None) -> None:
        if found is not None and self.contact is not None and self.contact.id == contact:
            self._complete.show_completeness(found)

    # -- building

    def _build(self) -> None:
        self._rivals = self._put(RivalsSection(self._theme, self._book, self._settled))
        self._name = self._put(NameSection(self._theme, self._set))
        self._phones = self._details("phone", self.tr("Phone"), self.tr("Add a phone number"),
                                     self.tr("Phone number"), "+49 170 1234567")
        self._emails = self._details("email", self.tr("E-mail"), self.tr("Add an e-mail address"),
                                     self.tr("E-mail address"), "name@example.org")
        self._roles = self._list(
            self.tr("Work"), self.tr("Add a role"), lambda c: c.roles,
            lambda store, item: RoleRow(self._theme, store, item, self.contactActivated.emit),
            self._store_role, lambda item: self._book.contacts.remove_role(item.id))
        self._for_people.append(self._roles)
        self._people = self._put(PeopleSection(self._theme, self.contactActivated.emit))
        self._for_organisations.append(self._people)
        self._list(self.tr("Address"), self.tr("Add an address"), lambda c: c.of_kind("address"),
                   lambda store, item: AddressRow(self._theme, store, item), self._store_detail, self._remove_detail)
        dates = self._list(self.tr("Dates"), self.tr("Add a date"), lambda c: c.dates,
                           lambda store, item: DateRow(self._theme, store, item, partial),
                           self._store_date, lambda item: self._book.contacts.remove_date(item.id))
        self._put(CirclesSection(self._theme, self._book, self._change))
        facts = self._put(FactsSection(self._theme, self._book, self._set, self._change))
        self._put(CadenceSection(self._theme, self._book, self._change))
        self.permissions = self._put(PermissionsSection(self._theme, self._book))
        self.permissions.changed.connect(self.done)
        self.permissions.changed.connect(self._reckon)
        self.permissions.said.connect(self.said)
        ways = {name: lambda name=name: facts.start(name) for name in ("relation", "met", "stands_for", "buys")}
        self._complete = self._put(CompleteSection(self._theme, {
            **ways, "reach": self._phones.start, "role": self._roles.start, "birth": dates.start,
            "permission": self.permissions.start, "interest": lambda: self.placeWanted.emit("productsTab", None),
            "family": lambda: self.placeWanted.emit("familyTab", None),
        }))  # fmt: skip
        self._texts("note", self.tr("Notes"), self.tr("Add a note"), self.tr("Note"), several=True)
        self._details("link", self.tr("Links"), self.tr("Add a link"), self.tr("Link"), "https://")
        self._labelled("online", self.tr("Handles"), self.tr("Add a handle"), self.tr("Handle"),
                       self.tr("Service"), "@name", "service")
        self._texts("nickname", self.tr("Nicknames"), self.tr("Add a nickname"), self.tr("Nickname"))
        self._texts("language", self.tr("Languages"), self.tr("Add a language"), self.tr("Language"))
        self._texts("interest", self.tr("Interests"), self.tr("Add an interest"), self.tr("Interest"))
        self._labelled("custom", self.tr("Own fields"), self.tr("Add a field of your own"), self.tr("Value"),
                       self.tr("Name of the field"), self.tr("Value"), "label")
        more = self._put(MoreSection(self._theme, self.tr("Add")))
        for section in self._sections:
            if isinstance(section, ListSection) and section.optional:
                more.offer(section)

    def _put(self, section: Any) -> Any:
        self._sections.append(section)
        self._column.addWidget(section)
        return section

    def _list(self, title: str, add: str, items: Callable[[Contact], Any], make: Callable[[Any, Any], Row],
              store: Callable[[Any, dict[str, Any]], Any], remove: Callable[[Any], object],
              optional: bool = False) -> ListSection:
        def keep(id: Any, fields: dict[str, Any]) -> None:
            made = self._try(lambda: store(id, fields))
            if id is None:
                section.adopt(made)
            self._again()

        def take(item: Any) -> None:
            self._try(lambda: remove(item))
            self._again()

        section = ListSection(self._theme, title, add, items, lambda item: make(keep, item), take, optional)
        self._put(section)
        return section

    def _details(self, kind: str, title: str, add: str, name: str, hint: str) -> ListSection:
        return self._list(title, add, lambda c: c.of_kind(kind),
                          lambda store, item: DetailRow(self._theme, kind, name, hint, store, item),
                          self._store_detail, self._remove_detail, optional=kind == "link")

    def _labelled(self, kind: str, title: str, add: str, name: str, label_hint: str, value_hint: str,
                  field: str) -> ListSection:
        return self._list(title, add, lambda c: c.of_kind(kind),
                          lambda store, item: LabelledRow(self._theme, kind, name, label_hint, value_hint, store,
                                                          item, field),
                          self._store_detail, self._remove_detail, optional=True)

    def _texts(self, kind: str, title: str, add: str, name: str, several: bool = False) -> ListSection:
        return self._list(title, add, lambda c: c.of_kind(kind),
                          lambda store, item: TextRow(self._theme, kind, name, name, store, item, several),
                          self._store_detail, self._remove_detail, optional=kind != "note")

    # -- storing

    def _store_detail(self, id: Any, fields: dict[str, Any]) -> Any:
        contacts = self._book.contacts
        if id is None:
            kind, value = fields.pop("kind"), fields.pop("value")
            return contacts.add_detail(self._id(), kind, value, **fields)
        if "value" in fields and not fields["value"].strip():
            return contacts.remove_detail(id)
        return contacts.edit_detail(id, **fields)

    def _remove_detail(self, item: Any) -> object:
        return self._book.contacts.remove_detail(item.id)

    def _store_date(self, id: Any, fields: dict[str, Any]) -> Any:
        from ui.contacts.typed_dates import read_date

        contacts = self._book.contacts
        if "date" in fields:
            if not fields["date"].strip() and id is not None:
                return contacts.remove_date(id)
            fields["date"] = read_date(fields["date"])
        if id is None:
            return contacts.add_date(self._id(), fields["kind"], fields["date"], label=fields["label"])
        return contacts.edit_date(id, **fields)

    def _store_role(self, id: Any, fields: dict[str, Any]) -> Any:
        from ui.contacts.typed_dates import read_date

        contacts = self._book.contacts
        for name in ("since", "until"):
            if fields.get(name, "").strip():
                fields[name] = str(read_date(fields[name]))
        if id is not None:
            return contacts.edit_role(id, **fields)
        return contacts.add_role(self._id(), fields.pop("organisation", None), **fields)

    def _set(self, **fields: Any) -> None:
        """Fields of the contact itself."""
        def act() -> None:
            if fields.get("met_on", "").strip():
                from ui.contacts.typed_dates import read_date

                fields["met_on"] = str(read_date(fields["met_on"]))
            self._book.contacts.edit(self._id(), **fields)

        self._try(act)
        self._again()

    def _change(self, act: Callable[[bytes], object]) -> None:
        """Something about this contact, done by a section."""
        self._try(lambda: act(self._id()))
        self._again()

    def _try(self, act: Callable[[], Any]) -> Any:
        """One edit as one change; a refusal is said, and what was typed stays to be corrected."""
        if self.contact is None:
            return None
        try:
            return act()
        except KithbookError as error:
            refuse(self, words(error.sentence))
            self.said.emit(words(error.sentence))
            return None

    def _again(self) -> None:
        """Show what the notebook says now; the card may belong to somebody deleted meanwhile."""
        if self.contact is None:
            return
        try:
            self.show_card(self._book.contacts.get(self.contact.id))
        except KithbookError:
            self.contact = None

    def _id(self) -> bytes:
        assert self.contact is not None
        return self.contact.id
