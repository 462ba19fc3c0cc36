"""`Insight`: what follows from the records of one notebook. Reads only; every answer is worked out when asked for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from notebook.insight.records import Balance, Brief, Health, Id, Line, Measure, Step, Trace
from notebook.insight.sources import Sources


class Insight:
    """The judgement of one notebook; each part is loaded when it is first asked for."""

    def __init__(self, book: Sources) -> None:
        self._book = book

    def brief(self, contact: Id, on: date | None = None) -> Brief:
        """The page before a talk (B1). Raises `NotFound`."""
        from notebook.insight.brief import brief

        return brief(self._book, contact, on)

    def briefs(self, contacts: Iterable[Id], on: date | None = None) -> list[Brief]:
        """A day's visits. Raises `NotFound`."""
        from notebook.insight.brief import briefs

        return briefs(self._book, contacts, on)

    def short(self, page: Brief) -> tuple[Line, ...]:
        """The lines of a brief that matter most."""
        from notebook.insight.brief import short

        return short(page)

    def traces(self, ids: Sequence[Id]) -> list[Trace]:
        """Where these rows come from: each that is still there, with its entry and its words."""
        from notebook.insight.evidence import traces

        return traces(self._book, ids)

    def measures(self, contact: Id) -> tuple[Measure, Measure]:
        """How we and they keep promises (R1)."""
        from notebook.insight.measures import of_contacts

        return of_contacts(self._book.db, [contact], self._book.clock.today())[contact]

    def balance(self, contact: Id) -> Balance:
        """What each side gave and asked in twelve months (B3)."""
        from notebook.insight.balance import of_contacts

        return of_contacts(self._book.db, [contact], self._book.clock.today())[contact]

    def health(self, contact: Id) -> Health:
        """Stage and health with their reasons (B2). Raises `NotFound`."""
        from notebook.errors import NotFound
        from notebook.sentences import say

        found = self.healths([contact])
        if not found:
            raise NotFound(say("There is no such contact."))
        return found[contact]

    def healths(self, contacts: Sequence[Id]) -> dict[Id, Health]:
        """The health of many contacts at once; deleted ones are left out."""
        from notebook.insight.health import of_contacts

        return of_contacts(self._book.db, contacts, self._book.clock.today())

    def today(self, on: date | None = None) -> list[Step]:
        """What to do on a day (B4), one row per contact, the most urgent first."""
        from notebook.insight.today import today

        return today(self._book, on)
