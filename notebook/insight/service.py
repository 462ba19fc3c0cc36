"""`Insight`: what follows from the records of one notebook. Reads only; every answer is worked out when asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from threading import Lock
from typing import TYPE_CHECKING

from notebook.insight.records import (
    Balance,
    Brief,
    Checklist,
    Demand,
    Health,
    Id,
    Line,
    Listening,
    Measure,
    Reason,
    Step,
    Trace,
)
from notebook.insight.sources import Sources

if TYPE_CHECKING:
    from notebook.insight.bonds import Candidate, Door
    from notebook.insight.candidates import Candidates
    from notebook.insight.rhythm import Month, Wanted
    from notebook.value.records import Want


class Insight:
    """The judgement of one notebook; each part is loaded when it is first asked for."""

    def __init__(self, book: Sources) -> None:
        self._book = book
        self._making = Lock()
        self._made: Candidates | None = None

    def brief(self, contact: Id, on: date | None = None) -> Brief:
        """The page before a talk (B1). Raises `NotFound`."""
        from notebook.insight.brief import brief

        return brief(self._book, contact, on)

    def briefs(self, contacts: Iterable[Id], on: date | None = None) -> list[Brief]:
        """A day's visits. Raises `NotFound`."""
        from notebook.insight.brief import briefs

        return briefs(self._book, contacts, on)

    def visits(self, on: date | None = None) -> list[Id]:
        """Whom we are about to see on a day: visits and meetings of the timeline, then reminders."""
        from notebook.insight.visits import visits

        return visits(self._book, on)

    def short(self, page: Brief) -> tuple[Line, ...]:
        """The lines of a brief that matter most."""
        from notebook.insight.shortened import short

        return short(page)

    def traces(self, ids: Sequence[Id]) -> list[Trace]:
        """Where these rows come from: each that is still there, with its entry and its words."""
        from notebook.insight.evidence import traces

        return traces(self._book, ids)

    def measures(self, contact: Id) -> tuple[Measure, Measure]:
        """How we and they keep promises (R1)."""
        from notebook.insight.measures import of_whole

        return of_whole(self._book.db, self.whole(contact), self._book.clock)

    def measures_of_us(self) -> dict[Id, tuple[Measure, Measure]]:
        """How each of us keeps promises, and how those made to us are kept (R1); who has none is left out."""
        from notebook.insight.measures import of_colleagues

        return of_colleagues(self._book.db, self._book.clock.today())

    def balance(self, contact: Id) -> Balance:
        """What each side gave and asked in twelve months (B3)."""
        from notebook.insight.balance import of_whole

        return of_whole(self._book.db, self.whole(contact), self._book.clock.today())

    def whole(self, contact: Id) -> list[Id]:
        """Whom the figures about a contact are reckoned from: an organisation with its people."""
        from notebook.insight.whole import whole

        return whole(self._book.db, contact, self._book.clock.today())

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

        return of_contacts(self._book.db, contacts, self._book.clock)

    def today(self, on: date | None = None, limit: int | None = None) -> list[Step]:
        """What to do on a day (B4), one row per contact, the most urgent first, at most ``limit``."""
        from notebook.insight.today import today

        return today(self._book, on, limit)

    def waiting(self, on: date | None = None) -> int:
        """How many rows Today has."""
        from notebook.insight.today import waiting

        return waiting(self._book, on)

    # What people want

    def demand(self, text: str = "", most: int = 500) -> Demand:
        """The demand board (W5): everybody's wants pooled by need; ``text``: only needs with these words."""
        from notebook.insight.demand import board

        return board(self._book, text, most)

    def quotes(self, need: str, limit: int = 50, offset: int = 0) -> list[Want]:
        """The wants behind a pool of the board (its key, or words), a page at a time."""
        return self.quotes_of([need], limit, offset)[need]

    def listening(self, contact: Id) -> Listening:
        """How often we asked somebody and how often we told them, in twelve months (W5)."""
        from notebook.insight.listening import of_contacts

        return of_contacts(self._book.db, [contact], self._book.clock)[contact]

    def quotes_of(self, needs: Sequence[str], limit: int = 3, offset: int = 0) -> dict[str, list[Want]]:
        """The first wants behind each of some pools."""
        from notebook.insight.demand import quotes

        return quotes(self._book, needs, limit, offset)

    # Between people

    def candidates(
        self, contact: Id | None = None, limit: int = 50, progress: Callable[[int, int], bool] | None = None
    ) -> list[Candidate]:
        """Whom to introduce to whom (N1), or to one contact; the best first.

        About everybody the first time takes seconds in a large notebook: ask on a worker; ``progress`` gets (done,
        of) and may say no. Raises `Cancelled`.
        """
        if contact is None:
            return self._candidates.everybody(limit, progress)
        return self._candidates.of(contact, limit)

    def path(self, to: Id | str, start: Id | None = None) -> Door:
        """The best way from one of us (``start``: this one) to a contact, or to what somebody typed (N2).

        Typed: WHO, or "ROLE at ORGANISATION". Where there is no way the answer says so. Raises `NotFound`,
        `Ambiguous`, `Refused`.
        """
        from notebook.insight.paths import door

        return door(self._book, to, start)

    @property
    def _candidates(self) -> Candidates:
        """Made when first asked for; by one of several threads that ask at once, for it hears of every commit."""
        from notebook.insight.candidates import Candidates

        with self._making:
            if self._made is None:
                self._made = Candidates(self._book)
            return self._made

    # Offers, and whose words are used

    def check(self, contact: Id, *, want: Id | None = None, owned: Id | None = None, channel: str = "") -> Checklist:
        """The check list of an offer (W4), with words to begin with. Raises `NotFound`, `Refused`."""
        from notebook.insight.desk import check

        return check(self._book, contact, want=want, owned=owned, channel=channel)

    def credit(self) -> Reason | None:
        """In how many briefs my notes were used this week (P7); None for not at all."""
        from notebook.insight.credit import week

        return week(self._book.db, self._book.colleagues.my_id(), self._book.clock.today())

    def talks(self, contact: Id | None = None, months: int = 12) -> list[Month]:
        """Talks by month and kind, the oldest first (U7); with a contact, or with everybody."""
        from notebook.insight.rhythm import talks

        return talks(self._book.db, self._book.clock, contact, months)

    def promises_by_month(self, contact: Id | None = None, months: int = 12) -> list[Month]:
        """How promises of both sides ended, by month (U7)."""
        from notebook.insight.rhythm import promises

        return promises(self._book.db, self._book.clock, contact, months)

    def given(self) -> dict[tuple[str, str], dict[str, int]]:
        """What each side gave and asked in twelve months with everybody: (side, act) -> kind -> how often."""
        from notebook.insight.rhythm import given

        return given(self._book.db, self._book.clock)

    def wanted(self, contact: Id | None = None) -> list[Wanted]:
        """Open wants by how soon (U7); of a contact, or of everybody."""
        from notebook.insight.rhythm import wanted

        return wanted(self._book.db, contact)
