"""The tab Family & network: the family as people remember it, everybody else around somebody, how we met them.

It reads on the worker, relations in pages, and listens to changes itself; while it is hidden it only notes them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from notebook import Contact, Door, KithbookError, Named, NotFound, RelationPhrase, Sentence, say
from ui.bridge import Bridge
from ui.contacts.fields import PeopleSection
from ui.contacts.sections import Section
from ui.network.door import DoorSection, PictureSection
from ui.network.line import RelationLine
from ui.network.met import Met, MetSection, met_lines
from ui.network.relations import PAGE, RelationsSection
from ui.network.rows import Told, remember, tell
from ui.network.scene import Scene, scene_of
from ui.pane import Scroll, Tab, changed
from ui.tasks import Tasks
from ui.theme import Theme
from ui.words import words

SMALL = 18  # places in the small picture


@dataclass(frozen=True, slots=True)
class Around:
    """What the tab shows of one contact, read on the worker."""

    family: tuple[Told, ...]
    others: tuple[Told, ...]
    relatives: int
    total: int
    found: int
    met: list[Met]
    card: Contact


@dataclass(frozen=True, slots=True)
class Farther:
    """What is farther away takes longer to find, and follows: whom they brought, two steps around, the door."""

    contact: bytes
    brought: tuple[Named, ...]
    met: list[Met]
    scene: Scene
    door: Door


class FamilyTab(Tab):
    """Shows and edits who somebody is to whom."""

    tables = ("relation", "contact", "anniversary", "introduction", "role", "permission")
    reads = "family"

    def __init__(self, book: Any, theme: Theme, bridge: Bridge, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(book, theme, bridge, tasks, parent)
        self.setObjectName("familyTab")
        self.setAccessibleName(self.tr("Family and network"))
        self._pages, self._kin, self._sought = 1, 1, ""
        self._row_wanted: bytes | None = None  # a relation to go to as soon as it is there
        self._open_it = False  # and to be opened
        self._relatives = 0
        self._words_wanted = True  # their own words for kinds are read when first needed, and after new ones
        self._brought: tuple[Named, ...] = ()  # as it was last read: found late, and said again at once
        writable = not book.read_only
        self.line = RelationLine(book, theme, lambda: self.whose)
        self.line.added.connect(self._add)
        self.line.setEnabled(writable)
        self.family = RelationsSection(
            theme, self.tr("Family"),
            self.tr("Nobody is noted yet. Write for example: daughter Mia, 9, plays the cello."), True, writable)
        self.others = RelationsSection(
            theme, self.tr("People around them"), "", False, writable)
        self.staff = PeopleSection(theme, self.contactActivated.emit)
        self.met = MetSection(theme, self.contactActivated.emit)
        self.met.introduceWanted.connect(
            lambda: self.contact is not None and self.placeWanted.emit("introductions", self.contact.id))
        self.door = DoorSection(theme, self.contactActivated.emit)
        self.picture = PictureSection(theme)
        self.picture.walked.connect(self.contactActivated)
        self.picture.wholeWanted.connect(
            lambda: self.contact is not None and self.placeWanted.emit("network", self.contact.id))
        self.sections: list[Section] = [self.family, self.staff, self.others, self.met, self.door, self.picture]
        self._lay_out()
        for section in (self.family, self.others):
            section.goWanted.connect(self.contactActivated)
            section.edited.connect(self._edit)
            section.cardWanted.connect(self._make_card)
            section.linkWanted.connect(self._link)
            section.removed.connect(self._remove)
            section.refused.connect(self._refused)
        self.family.moreWanted.connect(self._more_kin)
        self.others.moreWanted.connect(self._more)
        self.others.findWanted.connect(self._find)
        theme.changed.connect(self._repaint)

    def _lay_out(self) -> None:
        sheet = QFrame()
        sheet.setProperty("role", "card")
        column = QVBoxLayout(sheet)
        column.setContentsMargins(0, 2, 0, 2)
        column.setSpacing(0)
        for section in self.sections:
            column.addWidget(section)
        holder = QWidget()
        outer = QVBoxLayout(holder)
        outer.setContentsMargins(0, 0, 2, 16)
        outer.setSpacing(6)
        outer.addWidget(self.line)
        outer.addWidget(self.reading_line())
        outer.addWidget(sheet)
        outer.addStretch(1)
        self.area = Scroll(self)
        self.area.setWidget(holder)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.area)

    # -- what the pane uses

    def show_row(self, table: str, row: bytes) -> None:
        """Go to a relation: the keyboard on it, as soon as it is there; an introduction stands in how we met."""
        if table == "introduction":
            QTimer.singleShot(0, self.met, lambda: self.area.ensureWidgetVisible(self.met, 0, 48))
        elif table == "relation":
            self._row_wanted, self._open_it = row, False
            if self._read_once and not self._stale:
                self._seek()

    def _seek(self) -> None:
        """The row that is wanted; in a family of many all are asked for, among many others it is looked for."""
        row = self._row_wanted
        if row is None:
            return
        section = next((one for one in (self.family, self.others) if one.has(row)), None)
        if section is not None:
            self._row_wanted, found = None, section.row(row)
            if self._open_it and not found.open:
                section.open(row)
            else:
                found.setFocus(Qt.FocusReason.OtherFocusReason)
            QTimer.singleShot(0, found, lambda: self.area.ensureWidgetVisible(found, 0, 48))
        elif self._kin * PAGE < self._relatives:
            self._kin = 1 + self._relatives // PAGE
            self.refresh()
        else:
            name = next((one.name for one in self._book.relations.rows(self.whose, [row])), self._sought)
            if name == self._sought:  # gone, or looked for already
                self._row_wanted = None
                return
            self.others.find.setText(name)
            self._find(name)

    def suit(self, place: bool) -> None:
        self.family.setVisible(not place)
        self.staff.setVisible(place)
        self.met.introduce.setVisible(not place)
        self.others.call(self.tr("Others around it") if place else self.tr("People around them"))
        self.others.teach(
            self.tr("Whom else does the organisation deal with? Write for example: supplier Bo Dahl, since 2019.")
            if place else
            self.tr("Whom do they know? Write for example: boss Bo Dahl, or choir: Cy. Their card shows it too."))
        self.line.line.setPlaceholderText(
            self.tr("supplier Bo Dahl, since 2019") if place else
            self.tr("daughter Mia, 9, plays the cello; or godmother of Ada"))

    def clear(self) -> None:
        if self.contact is not None:
            self.staff.show_contact(self.contact)
        self._tasks.forget("farther")
        self._pages, self._kin, self._sought, self._brought = 1, 1, "", ()
        self._row_wanted, self._relatives = None, 0
        self.line.clear()
        self.others.find.clear()
        for section in (self.family, self.others):
            section.show_unknown()
        self.met.show_lines([])
        self.door.show_door(None)
        self.picture.show_scene(None)
        self.area.verticalScrollBar().setValue(0)

    def to_read(self) -> tuple[bytes | None, str, int, int, tuple[Named, ...]]:
        return self.whose, self._sought, self._pages, self._kin, self._brought

    def read(self, whose: bytes | None, sought: str, pages: int, kin_pages: int,
             brought: tuple[Named, ...]) -> Around | None:
        """The first pages of who stands near."""
        if whose is None:
            return None
        relations = self._book.relations
        try:
            met = self._met(whose, brought)
        except NotFound:
            return None
        today = self._book.clock.today()
        family = relations.family(whose)
        kin = {one.relation.id for one in family}
        order = relations.ids(whose)
        others = [row for row in order if row not in kin]
        found = others
        if sought.strip():
            found = [row for row in relations.ids(whose, sought) if row not in kin]
        shown = relations.rows(whose, found[: pages * PAGE])
        near = family[: kin_pages * PAGE]
        people = [one.person for one in (*(each.relation for each in near), *shown) if one.person is not None]
        letters = self._book.contacts.initials(people)

        def faced(told: Told) -> Told:
            return replace(told, initials=letters.get(told.relation.person, ""))

        return Around(tuple(faced(remember(one, today)) for one in near),
                      tuple(faced(tell(one, today)) for one in shown), len(family), len(others), len(found), met,
                      self._book.contacts.get(whose))

    def _met(self, whose: bytes, brought: tuple[Named, ...]) -> list[Met]:
        contact = self._book.contacts.get(whose)
        through = self._book.contacts.names([contact.met_through]) if contact.met_through else {}
        return met_lines(contact, through.get(contact.met_through, ""), brought,
                         self._book.introductions.of(whose, closed=True))

    def fill(self, found: Around | None) -> None:
        """Show what was read, and look farther."""
        if found is None or self.whose is None:
            return
        self._relatives = found.relatives
        if found.card.kind == "org":
            self.staff.show_contact(found.card)
        self.family.show_people(found.family, found.relatives, found.relatives)
        self.others.show_people(found.others, found.total, found.found)
        self._seek()
        self.met.show_lines(found.met)
        book, whose = self._book, self.whose

        def farther(job: Any) -> Farther:
            brought = tuple(book.relations.brought(whose))
            around = book.relations.around(whose, SMALL)
            scene = scene_of(around, {}, book.contacts.initials(node.id for node in around.nodes))
            return Farther(whose, brought, self._met(whose, brought), scene, book.insight.path(whose))

        self._tasks.latest("farther", farther, self._show_farther, self._gone)
        if self._words_wanted:
            self._words_wanted = False
            self._tasks.latest("own words", lambda job: book.relations.own_words(), self.line.learn, self._gone)

    def _show_farther(self, found: Farther) -> None:
        if found.contact == self.whose:
            self._brought = found.brought
            self.met.show_lines(found.met)
            self.picture.show_scene(found.scene)
            self.door.show_door(found.door)

    def _gone(self, error: Exception) -> None:
        """They were deleted meanwhile: the pane shows somebody else in a moment."""
        if not isinstance(error, NotFound):
            raise error

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        for section in self.sections:
            section.fit(self.width())

    # -- writing

    def _add(self, phrase: RelationPhrase, other: bytes | None, known: bytes | None) -> None:
        if self.contact is None:
            return
        whose = self.contact.id
        try:
            new = changed(self._book, lambda: self._book.relations.note(whose, phrase, other, known=known))
        except KithbookError as error:
            self.line.complain(words(error.sentence))
            return
        if known is not None and not new:
            self.line.clear()
            self._open(known)
            return
        if known is not None:
            self.done.emit(self._book.undo_title())
        self._words_wanted = True
        self.line.clear()
        self.line.line.setFocus()
        self.refresh()

    def _open(self, relation: bytes) -> None:
        """Open the row of somebody who is there already; among thousands they are looked for first."""
        self._row_wanted, self._open_it = relation, True
        self._seek()

    def _edit(self, relation: bytes, fields: dict[str, Any]) -> None:
        shown = self.contact.id if self.contact is not None else None
        if self.attempt(lambda: self._book.relations.edit(relation, seen_from=shown, **fields)) is False:
            self._put_back()
        self.refresh()

    def _make_card(self, relation: bytes) -> None:
        self._changed(lambda: self._book.relations.make_card(relation))

    def _link(self, relation: bytes) -> None:
        from ui.contacts.whom import Whom

        asking = Whom(self._book, self.tr("Who is it?"), self.window())
        asking.setObjectName("whomDialog")
        asking.chosen.connect(lambda contact: self._changed(lambda: self._book.relations.is_card(relation, contact)))
        asking.open()

    def _remove(self, relation: bytes) -> None:
        self._changed(lambda: self._book.relations.remove(relation), say("Remove a relation"))

    def _changed(self, act: Callable[[], object], title: Sentence | None = None) -> None:
        """Do it, and offer the way back."""
        self.attempt(act, title, tell=True)
        self.refresh()

    def _refused(self, sentence: Sentence) -> None:
        self.said.emit(words(sentence))
        self._put_back()

    def _put_back(self) -> None:
        for section in (self.family, self.others):
            section.put_back()

    # -- looking around

    def _more(self) -> None:
        self._pages += 1
        self.refresh()

    def _more_kin(self) -> None:
        self._kin += 1
        self.refresh()

    def _find(self, text: str) -> None:
        self._sought, self._pages = text, 1
        self.refresh()

    def _repaint(self) -> None:
        for section in self.sections:
            section.update()
