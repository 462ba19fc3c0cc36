"""The value shelf (W6): tips, articles, trends, tagged by interest; who would value each, who already got it.

Nobody gets the same thing twice: giving is a row named by item and contact, the same on every device. It counts
as something we gave (B3).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from notebook.changes.ids import derived_id
from notebook.clock import Clock
from notebook.contacts.interests import apart
from notebook.errors import NotFound, Refused
from notebook.sentences import say
from notebook.storage.database import Database
from notebook.storage.folding import fold
from notebook.storage.parts import chunks
from notebook.timeline.days import day_text, read_day
from notebook.timeline.kinds import NOTE
from notebook.timeline.ledger import Ledger, Names, choice, words
from notebook.timeline.service import Timeline
from notebook.value.favours import Favours
from notebook.value.interests import spellings
from notebook.value.records import Handed, Id, Item

if TYPE_CHECKING:
    from notebook.changes.draft import Draft
    from notebook.changes.journal import Journal

KINDS = ("tip", "article", "trend")
_SQL = "SELECT id, title, kind, text, link, day FROM shelf_item WHERE sy_live = 1"
_COUNTED = (
    "SELECT g.item, count(*) FROM shelf_given g JOIN contact c ON c.id = g.contact AND +c.sy_live = 1"
    " WHERE g.sy_live = 1 GROUP BY g.item"
)
_GIVEN = (
    "SELECT g.item, g.contact, g.day, g.id FROM shelf_given g JOIN contact c ON c.id = g.contact AND +c.sy_live = 1"
    " WHERE g.sy_live = 1"
)
_INTERESTED = (
    "SELECT d.contact, d.value FROM detail d JOIN contact c ON c.id = d.contact AND +c.sy_live = 1"
    " WHERE d.kind = 'interest' AND +d.sy_live = 1 AND d.value IS NOT NULL"
)
_EDITABLE = frozenset(("title", "kind", "text", "link", "interests"))
_UNTITLED = say("Give it a title.")


class Shelf(Ledger):
    """The shelf of one notebook."""

    def __init__(
        self, db: Database, journal: Journal, clock: Clock, contacts: Names, timeline: Timeline, favours: Favours
    ) -> None:
        super().__init__(db, journal, clock, contacts)
        self._timeline, self._favours = timeline, favours

    # Looking

    def all(self, interest: str = "") -> list[Item]:
        """What lies on the shelf, the newest first; only what has an interest, when one is named."""
        given: dict[Id, int] = dict(self._db.rows(_COUNTED))
        wanted = fold(interest)
        return [one for one in self._items(given) if not wanted or wanted in map(fold, one.interests)]

    def get(self, item: Id) -> Item:
        """One thing. Raises `NotFound`."""
        for one in self._items({item: len(self.given(item))}):
            if one.id == item:
                return one
        raise NotFound(say("There is no such {what}.", what=say("thing on the shelf")))

    def for_contact(self, contact: Id) -> list[Item]:
        """What a contact would value and has not got yet: it has one of their interests."""
        mine = {fold(value) for _, value in self._db.rows(f"{_INTERESTED} AND d.contact = ?", (contact,))}
        had = {row[0] for row in self._db.rows(f"{_GIVEN} AND g.contact = ?", (contact,))}
        return [one for one in self._items({}) if one.id not in had and mine & set(map(fold, one.interests))]

    def for_whom(self, item: Id) -> list[Id]:
        """Who would value a thing and has not got it yet, by name."""
        fitting = self._interested(self.get(item).interests).keys() - {contact for contact, _ in self.given(item)}
        names = self._names(fitting)
        return sorted(names, key=lambda contact: (fold(names[contact]), contact))

    def counted(self) -> dict[Id, int]:
        """How many would value each thing and have not got it yet."""
        items = self._items({})
        fitting: dict[str, set[Id]] = {}
        for contact, values in self._interested(name for one in items for name in one.interests).items():
            for value in values:
                fitting.setdefault(value, set()).add(contact)
        had: dict[Id, set[Id]] = {}
        for item, contact, *_ in self._db.rows(_GIVEN):
            had.setdefault(item, set()).add(contact)
        return {
            one.id: len(set[Id]().union(*(fitting.get(fold(name), ()) for name in one.interests))
                        - had.get(one.id, set()))
            for one in items
        }  # fmt: skip

    def given(self, item: Id) -> list[tuple[Id, date | None]]:
        """Who got a thing, and when, the latest first."""
        found = [(row[1], read_day(row[2])) for row in self._db.rows(f"{_GIVEN} AND g.item = ?", (item,))]
        return sorted(found, key=lambda one: (one[1] or date.min, one[0]), reverse=True)

    def got(self, contact: Id) -> list[Handed]:
        """What a contact got from the shelf, the latest first; what was taken off the shelf since is left out."""
        titles: dict[Id, str | None] = dict(self._db.rows("SELECT id, title FROM shelf_item WHERE sy_live = 1"))
        found = [
            Handed(row[3], row[0], titles[row[0]] or "", row[1], read_day(row[2]))
            for row in self._db.rows(f"{_GIVEN} AND g.contact = ?", (contact,))
            if row[0] in titles
        ]
        return sorted(found, key=lambda one: (one.day or date.min, one.id), reverse=True)

    # Writing

    def add(self, title: str, kind: str = "tip", text: str = "", link: str = "", interests: Iterable[str] = ()) -> Id:
        """Something useful. Raises `Refused` without a title."""
        item = self._new()
        name = words(title, _UNTITLED)
        values = {"title": name, "kind": choice(kind, KINDS, say("What kind")), "text": words(text),
                  "link": words(link), "day": day_text(self._today())}  # fmt: skip
        with self._journal.change(say("Put {title} on the shelf", title=name)) as draft:
            draft.insert("shelf_item", item, values)
            self._tag(draft, item, (name for line in interests for name in apart(line)))
        return item

    def edit(self, item: Id, **fields: Any) -> None:
        """Change ``title``, ``kind``, ``text``, ``link``, ``interests`` (all of them). Raises `Refused`, `NotFound`."""
        unknown = set(fields) - _EDITABLE
        if unknown:
            raise TypeError(f"a thing on the shelf has no {', '.join(sorted(unknown))}")
        held = self.get(item)
        values: dict[str, Any] = {f: words(fields[f] or "") for f in ("text", "link") if f in fields}
        if "title" in fields:
            values["title"] = words(fields["title"], _UNTITLED)
        if "kind" in fields:
            values["kind"] = choice(fields["kind"], KINDS, say("What kind"))
        with self._journal.change(say("Change {title} on the shelf", title=held.title)) as draft:
            draft.set("shelf_item", item, values)
            if "interests" in fields:
                tags = [name for line in fields["interests"]
                        for name in ([line] if line in held.interests else apart(line))]  # fmt: skip
                wanted = {fold(name) for name in tags}
                self._tag(draft, item, tags)
                for name in held.interests:
                    if fold(name) not in wanted:
                        draft.delete("shelf_tag", derived_id(item, fold(name)))

    def delete(self, *items: Id) -> None:
        """Take things off the shelf; what was given stays given."""
        self._remove("shelf_item", items, say("Take something off the shelf"))

    def give(self, item: Id, contact: Id, interaction: Id | None = None, day: date | None = None) -> Id:
        """A contact gets a thing: noted here and as something we gave; the timeline says so in the entry it was part of
        (``interaction``), else in one of its own. Raises `Refused` when they had it already.
        """
        held, name = self.get(item), self._present(contact)
        row = derived_id(item, contact.hex())
        if self._db.one("SELECT 1 FROM shelf_given WHERE id = ? AND sy_live = 1", (row,)):
            raise Refused(say("{name} has got {title} already.", name=name, title=held.title))
        on = day or self._today()
        with self._journal.change(say("Give {title} to {name}", title=held.title, name=name)) as draft:
            if interaction is None:
                interaction = self._timeline.log([contact], NOTE, f"Gave: {held.title}", at=day)
            draft.insert("shelf_given", row, {"item": item, "contact": contact, "day": on.isoformat(),
                                              "interaction": interaction})  # fmt: skip
            self._favours.gave(contact, "item", held.title, day=on, interaction=interaction, source=item)
        return row

    # Details

    def _items(self, given: Mapping[Id, int]) -> list[Item]:
        tags = self._tags()
        found = [
            Item(row[0], row[1] or "", row[2] or "tip", row[3] or "", row[4] or "", read_day(row[5]),
                 tuple(tags.get(row[0], ())), given.get(row[0], 0))
            for row in self._db.rows(_SQL)
        ]  # fmt: skip
        return sorted(found, key=lambda one: (one.day or date.min, one.id), reverse=True)

    def _interested(self, interests: Iterable[str]) -> dict[Id, set[str]]:
        """Who has one of these interests, in whatever spelling, and which (folded)."""
        spelt: dict[Any, str] = dict(spellings(self._db, interests))
        found: dict[Id, set[str]] = {}
        for marks, part in chunks(list(spelt)):
            for contact, value in self._db.rows(f"{_INTERESTED} AND d.value IN ({marks})", part):
                found.setdefault(contact, set()).add(spelt[value])
        return found

    def _tags(self) -> dict[Id, list[str]]:
        found: dict[Id, list[str]] = {}
        for item, name in self._db.rows("SELECT item, name FROM shelf_tag WHERE sy_live = 1 AND name IS NOT NULL"):
            found.setdefault(item, []).append(name)
        return {item: sorted(names, key=fold) for item, names in found.items()}

    def _tag(self, draft: Draft, item: Id, interests: Iterable[str]) -> None:
        for interest in interests:
            name = words(interest)
            if name and fold(name):
                draft.insert("shelf_tag", derived_id(item, fold(name)), {"item": item, "name": name})
