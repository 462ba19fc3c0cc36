"""What insight reads from: the parts of the notebook it needs, each made by the notebook when it is asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Protocol

from notebook.clock import Clock
from notebook.events import ChangeSet
from notebook.insight.records import Id
from notebook.storage.database import Database

if TYPE_CHECKING:
    from notebook.changes.history import HistoryEntry
    from notebook.contacts.facts import Facts
    from notebook.contacts.records import Colleague
    from notebook.contacts.service import Contacts
    from notebook.network.introductions import Introductions
    from notebook.network.permissions import Permissions
    from notebook.network.relations import Relations
    from notebook.reminders.service import Reminders
    from notebook.timeline.closing import Closing
    from notebook.timeline.promises import Promises
    from notebook.timeline.records import Entry
    from notebook.value.plans import Plans
    from notebook.value.wants import Wants


class Us(Protocol):
    """Who is at work."""

    def my_id(self) -> Id:
        """The id of the colleague."""
        ...

    def names(self) -> dict[Id, str]:
        """What each of us is called."""
        ...

    def all(self) -> list[Colleague]:
        """Everybody, by name."""
        ...


class Sources(Protocol):
    """A notebook as insight sees it."""

    db: Database
    clock: Clock

    @property
    def colleagues(self) -> Us: ...
    @property
    def contacts(self) -> Contacts: ...
    @property
    def facts(self) -> Facts: ...
    @property
    def promises(self) -> Promises: ...
    @property
    def closing(self) -> Closing: ...
    @property
    def wants(self) -> Wants: ...
    @property
    def relations(self) -> Relations: ...
    @property
    def introductions(self) -> Introductions: ...
    @property
    def permissions(self) -> Permissions: ...
    @property
    def reminders(self) -> Reminders: ...
    @property
    def plans(self) -> Plans: ...

    def entries(self, ids: Sequence[Id]) -> list[Entry]:
        """These entries, each with what it made."""
        ...

    def history(self, rows: Iterable[tuple[str, Id]], field: str | None = None) -> list[HistoryEntry]:
        """What was written to these rows, newest first."""
        ...

    def subscribe(self, listener: Callable[[ChangeSet], None]) -> Callable[[], None]:
        """Hear of every commit; returns the function that ends it."""
        ...
