"""The services of a notebook: each is made when it is asked for, so that the start knows none of them.

`Notebook` is these services over one file; whoever reads them all (`insight`) sees them through a protocol.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import cached_property
from threading import Lock
from typing import TYPE_CHECKING

from notebook.sentences import say

if TYPE_CHECKING:
    from notebook.changes.history import HistoryEntry
    from notebook.changes.ids import Id
    from notebook.changes.journal import Journal
    from notebook.clock import Clock
    from notebook.contacts.colleagues import Colleagues
    from notebook.contacts.completeness import Completeness
    from notebook.contacts.facts import Facts
    from notebook.contacts.groups import Groups
    from notebook.contacts.service import Contacts
    from notebook.events import ChangeSet
    from notebook.insight.service import Insight
    from notebook.network.introductions import Introductions
    from notebook.network.permissions import Permissions
    from notebook.network.questions import Questions
    from notebook.network.relations import Relations
    from notebook.reminders.dismissals import Dismissals
    from notebook.reminders.service import Reminders
    from notebook.storage.database import Database
    from notebook.timeline.closing import Closing
    from notebook.timeline.handover import Handover
    from notebook.timeline.promises import Promises
    from notebook.timeline.records import Entry
    from notebook.timeline.remarks import Remark
    from notebook.timeline.service import Timeline
    from notebook.value.credits import Credits
    from notebook.value.favours import Favours
    from notebook.value.interests import Interests
    from notebook.value.offers import Offers
    from notebook.value.plans import Plans
    from notebook.value.products import Products
    from notebook.value.records import Want
    from notebook.value.shelf import Shelf
    from notebook.value.stories import Stories
    from notebook.value.synonyms import Synonyms
    from notebook.value.wants import Wants


class Services:
    """What a notebook can do; ``db``, ``journal`` and their kin are there before the first is asked for."""

    db: Database
    journal: Journal
    clock: Clock
    workspace: Id
    colleagues: Colleagues
    contacts: Contacts
    _making: Lock  # from Python 3.12 on each of several threads would make a cached property of its own
    _insight: Insight | None = None

    # What a window does without until its list stands

    @cached_property
    def groups(self) -> Groups:
        """Circles of people, labels, saved searches."""
        from notebook.contacts.groups import Groups

        return Groups(self.db, self.journal, self.clock)

    @cached_property
    def timeline(self) -> Timeline:
        """What happened with whom."""
        from notebook.timeline.service import Timeline

        return Timeline(self.db, self.journal, self.clock, self.contacts)

    @cached_property
    def promises(self) -> Promises:
        """Who promised what."""
        from notebook.timeline.promises import Promises

        return Promises(self.db, self.journal, self.clock, self.contacts)

    @cached_property
    def reminders(self) -> Reminders:
        """What comes back when."""
        from notebook.reminders.service import Reminders

        def refusals(what: str, contacts: Sequence[Id], on: date) -> Mapping[Id, date | None]:
            return self.permissions.refusals(what, contacts, on)

        def away() -> frozenset[str]:
            return self.dismissals.keys()

        return Reminders(self.db, self.journal, self.clock, self.contacts, self.promises, refusals, away)

    @cached_property
    def dismissals(self) -> Dismissals:
        """What I put away of what is due."""
        from notebook.reminders.dismissals import Dismissals

        return Dismissals(self.db, self.journal, self.clock, self.contacts)

    # What a relationship is made of

    @cached_property
    def relations(self) -> Relations:
        """Relations between people, family."""
        from notebook.network.relations import Relations

        return Relations(self.db, self.journal, self.clock, self.contacts)

    @cached_property
    def facts(self) -> Facts:
        """What we know, from where, how fresh."""
        from notebook.contacts.facts import Facts

        return Facts(self.db, self.journal, self.clock, self.contacts)

    def completeness(self, contact: Id) -> Completeness:
        """How complete a card is, and what would help most. Raises `NotFound`."""
        from notebook.contacts.completeness import completeness
        from notebook.network.kinds import FAMILY

        family = bool(self.relations.of(contact, only=FAMILY))
        permission = bool(self.permissions.ledger(contact))
        return completeness(self.contacts.get(contact), family=family, permission=permission)

    @cached_property
    def permissions(self) -> Permissions:
        """Who may be contacted on which channel for what."""
        from notebook.network.permissions import Permissions

        return Permissions(self.db, self.journal, self.clock, self.contacts)

    @cached_property
    def closing(self) -> Closing:
        """What was learned in an entry, and what waits for next time."""
        from notebook.timeline.closing import Closing

        return Closing(self.db, self.journal, self.clock, self.contacts, self.promises)

    @cached_property
    def products(self) -> Products:
        """Products, purchases, things owned."""
        from notebook.value.products import Products

        return Products(self.db, self.journal, self.clock, self.contacts, self.timeline, self.workspace)

    @cached_property
    def stories(self) -> Stories:
        """What people tell about what they own."""
        from notebook.value.stories import Stories

        return Stories(self.db, self.journal, self.clock, self.contacts)

    @cached_property
    def wants(self) -> Wants:
        """What people want, and how soon."""
        from notebook.value.wants import Wants

        return Wants(self.db, self.journal, self.clock, self.contacts)

    @cached_property
    def interests(self) -> Interests:
        """Who shares which interest."""
        from notebook.value.interests import Interests

        return Interests(self.db, self.journal, self.clock, self.contacts)

    @cached_property
    def synonyms(self) -> Synonyms:
        """Which words mean one need."""
        from notebook.value.synonyms import Synonyms

        return Synonyms(self.db, self.journal, self.clock, self.contacts)

    @cached_property
    def favours(self) -> Favours:
        """What each side gave and asked."""
        from notebook.value.favours import Favours

        return Favours(self.db, self.journal, self.clock, self.contacts)

    @cached_property
    def shelf(self) -> Shelf:
        """Useful things to pass on, never twice."""
        from notebook.value.shelf import Shelf

        return Shelf(self.db, self.journal, self.clock, self.contacts, self.timeline, self.favours)

    @cached_property
    def plans(self) -> Plans:
        """Intentions per person and their steps."""
        from notebook.value.plans import Plans

        return Plans(self.db, self.journal, self.clock, self.contacts, self.reminders)

    @cached_property
    def credits(self) -> Credits:
        """Whose words were used before which talk."""
        from notebook.value.credits import Credits

        return Credits(self.db, self.journal, self.clock, self.contacts)

    @cached_property
    def offers(self) -> Offers:
        """What was offered, and why it might be."""
        from notebook.value.offers import Offers

        return Offers(
            self.db, self.journal, self.clock, self.contacts, self.timeline, self.credits, self.insight.check
        )

    @cached_property
    def introductions(self) -> Introductions:
        """Bringing people together, both asked first."""
        from notebook.network.introductions import Introductions

        return Introductions(
            self.db, self.journal, self.clock, self.contacts, self.timeline, self.relations, self.favours
        )

    @cached_property
    def questions(self) -> Questions:
        """Questions to groups, and the outcome owed."""
        from notebook.network.questions import Questions

        return Questions(self.db, self.journal, self.clock, self.contacts, self.promises)

    def hand_over(self, contacts: Sequence[Id], colleague: Id) -> int:
        """Another of us looks after these contacts; open promises and reminders go along (how many is returned).

        Raises `NotFound`, `Refused`.
        """
        from notebook.timeline.handover import hand_over

        return hand_over(self.db, self.journal, self.contacts, contacts, colleague)

    def handover_preview(self, contacts: Sequence[Id], colleague: Id) -> Handover:
        """What `hand_over` would move; nothing is written."""
        from notebook.timeline.handover import preview

        return preview(self.db, self.journal, self.contacts, contacts, colleague)

    def subscribe(self, listener: Callable[[ChangeSet], None]) -> Callable[[], None]:
        """Hear of every commit; returns the function that ends it."""
        return self.journal.publisher.subscribe(listener)

    def history(self, rows: Iterable[tuple[str, Id]], field: str | None = None) -> list[HistoryEntry]:
        """What was written to these rows (table, id), newest first."""
        from notebook.changes.history import history

        return history(self.journal, rows, field)

    @property
    def insight(self) -> Insight:
        """What follows from all of it: briefs, measures, balance, health, today.

        Window and workers ask at once, and there is to be one of it: part of it hears of every commit.
        """
        from notebook.insight.service import Insight

        with self._making:
            if self._insight is None:
                self._insight = Insight(self)
            return self._insight

    def entries(self, ids: Sequence[Id]) -> list[Entry]:
        """These entries in the order asked for, each with what it made and how its offer went out."""
        from notebook.value.made import with_made

        return with_made(self.db, self.contacts, self.timeline.rows(ids))

    def keep_remarks(self, entry: Id, remarks: Sequence[Remark]) -> list[Id]:
        """Keep what a line said besides promises (``Phrase.remarks``) with its entry, for its first contact.

        Two people whom we brought together in it are introduced from then on (N1). Call it inside the change that
        logs the entry. Raises `NotFound`, `Refused`.
        """
        held, clock = self.timeline.get(entry), self.clock
        if (held.kind, held.direction) == ("introduction", "out"):
            self.introductions.made_in(entry)
        if not remarks:
            return []
        from notebook.timeline.ahead import lies_ahead
        from notebook.value.said import Said

        at = clock.local(held.at)
        if lies_ahead(clock, held.at):
            today = clock.today()
            Said.check_come(remarks, today, f"{at:%H:%M}" if at.date() == today else at.date())
        said = Said(self.wants, self.stories, self.products, self.favours, self.closing)
        with self.journal.change(say("Edit an entry")):
            return said.keep(entry, held.contacts[0][0], remarks, at.date())

    def met_by(self, purchases: Sequence[Id]) -> list[Want]:
        """The open wants that these purchases meet: closing them is offered, never done by itself."""
        bought: dict[Id, list[str]] = {}
        for one in self.products.rows(purchases):
            bought.setdefault(one.contact, []).append(one.item)
        return [want for contact, items in bought.items() for want in self.wants.bought(contact, items)]

    def keep_remark(self, contact: Id, remark: Remark) -> Id:
        """Keep one thing a contact said, or that went to and fro, without an entry; returns its row.

        Call it inside a change: a product that it names may be new too. Raises `NotFound`, `Refused`.
        """
        from notebook.value.said import Said

        said = Said(self.wants, self.stories, self.products, self.favours, self.closing)
        return said.keep_one(contact, remark, self.clock.today())
