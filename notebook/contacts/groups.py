"""Groups (circles of people with a purpose) and saved searches as smart groups (P5)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from notebook.changes.ids import derived_id
from notebook.changes.journal import Journal
from notebook.clock import Clock
from notebook.contacts.cells import whole
from notebook.contacts.records import Group, Id, SavedSearch
from notebook.errors import NotFound, Refused
from notebook.sentences import Sentence, count, say
from notebook.storage.database import Database
from notebook.storage.folding import fold

if TYPE_CHECKING:
    from notebook.changes.draft import Draft


class Groups:
    """The groups and smart groups of one notebook."""

    def __init__(self, db: Database, journal: Journal, clock: Clock) -> None:
        self._db = db
        self._journal = journal
        self._clock = clock

    def all(self) -> list[Group]:
        """Every group with the number of its members, by name."""
        rows = self._db.rows(
            "SELECT c.id, c.name, c.purpose, c.ideal_days, c.max_days,"
            " (SELECT count(*) FROM membership m JOIN contact p ON p.id = m.contact AND p.sy_live = 1"
            "  WHERE m.circle = c.id AND m.sy_live = 1)"
            " FROM circle c WHERE c.sy_live = 1"
        )
        found = [Group(row[0], row[1] or "", row[2] or "", *row[3:]) for row in rows]
        return sorted(found, key=lambda group: fold(group.name))

    def get(self, group: Id) -> Group:
        """One group. Raises `NotFound`."""
        for one in self.all():
            if one.id == group:
                return one
        raise NotFound(say("This group is gone."))

    def members(self, group: Id) -> list[Id]:
        """Who is in a group, in list order."""
        rows = self._db.rows(
            "SELECT p.id FROM membership m JOIN contact p ON p.id = m.contact AND p.sy_live = 1"
            " WHERE m.circle = ? AND m.sy_live = 1 ORDER BY p.x_sort, p.id",
            (group,),
        )
        return [row[0] for row in rows]

    def create(self, name: str, purpose: str = "", members: Iterable[Id] = ()) -> Id:
        """A new group. Raises `Refused` without a name, or when there is one of that name."""
        name = whole(name.strip())
        self._check_name(name, None)
        group = self._journal.new_id()
        with self._journal.change(say("Add group {name}", name=name)) as draft:
            draft.insert("circle", group, {"name": name, "purpose": whole(purpose) or None})
            for contact in members:
                self._join(draft, group, contact)
        return group

    def edit(self, group: Id, **fields: str | int | None) -> None:
        """Change ``name``, ``purpose``, ``ideal_days`` or ``max_days``. Raises `Refused`, `NotFound`."""
        before = self.get(group)
        if "name" in fields:
            self._check_name(str(fields["name"] or ""), group)
            fields["name"] = str(fields["name"]).strip()
        fields = {field: whole(value) for field, value in fields.items()}
        with self._journal.change(say("Change group {name}", name=before.name)) as draft:
            draft.set("circle", group, fields)

    def rename(self, group: Id, name: str) -> None:
        """Give a group another name. Raises `Refused`, `NotFound`."""
        self.edit(group, name=name)

    def delete(self, group: Id) -> None:
        """Delete a group; its people stay. Raises `NotFound`."""
        name = self.get(group).name
        with self._journal.change(say("Delete group {name}", name=name)) as draft:
            draft.delete("circle", group)

    def add(self, group: Id, contacts: Iterable[Id]) -> None:
        """Put people into a group. Raises `NotFound`."""
        people = list(contacts)
        title = self._title(group, people, "Add {n} person to {name}", "Add {n} people to {name}")
        with self._journal.change(title) as draft:
            for contact in people:
                self._join(draft, group, contact)

    def remove(self, group: Id, contacts: Iterable[Id]) -> None:
        """Take people out of a group. Raises `NotFound`."""
        people = list(contacts)
        title = self._title(group, people, "Take {n} person out of {name}", "Take {n} people out of {name}")
        with self._journal.change(title) as draft:
            for contact in people:
                draft.delete("membership", derived_id(group, contact.hex()))

    def searches(self) -> list[SavedSearch]:
        """The smart groups, by name."""
        rows = self._db.rows("SELECT id, name, query FROM saved_search WHERE sy_live = 1")
        return sorted((SavedSearch(r, n or "", q or "") for r, n, q in rows), key=lambda s: fold(s.name))

    def save_search(self, name: str, query: str) -> Id:
        """Keep a query under a name. Raises `Refused` when either is empty."""
        name = whole(name.strip())
        if not fold(name) or not query.strip():
            raise Refused(say("A saved search needs a name and words to search for."))
        search = self._journal.new_id()
        with self._journal.change(say("Save search {name}", name=name)) as draft:
            draft.insert("saved_search", search, {"name": name, "query": whole(query.strip())})
        return search

    def delete_search(self, search: Id) -> None:
        """Forget a smart group."""
        with self._journal.change(say("Delete a saved search")) as draft:
            draft.delete("saved_search", search)

    def _join(self, draft: Draft, group: Id, contact: Id) -> None:
        draft.insert("membership", derived_id(group, contact.hex()), {"circle": group, "contact": contact})

    def _title(self, group: Id, people: list[Id], one: str, many: str) -> Sentence:
        return count(one, many, len(people), name=self.get(group).name)

    def _check_name(self, name: str, group: Id | None) -> None:
        if not fold(name):
            raise Refused(say("A group needs a name."))
        if any(fold(other.name) == fold(name) and other.id != group for other in self.all()):
            raise Refused(say("There is a group called {name} already.", name=name))
