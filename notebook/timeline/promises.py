"""The promise ledger (R1): who promised whom what, until when, and what became of it.

States: open, kept, broken, released (nobody waits for it any more) and renegotiated: closed in favour of a
new open promise that ``succeeds`` it, so that the ledger never forgets the first date.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, Protocol

from notebook.clock import Clock
from notebook.errors import NotFound, Refused
from notebook.sentences import Sentence, say
from notebook.storage.database import Database
from notebook.storage.parts import chunks
from notebook.timeline.days import day_text, read_day
from notebook.timeline.records import Id, Promise

if TYPE_CHECKING:
    from notebook.changes.draft import Draft
    from notebook.changes.journal import Journal

DIRECTIONS = ("ours", "theirs")
_COLUMNS = (
    "p.id, p.contact, p.colleague, p.direction, p.text, p.interaction, p.due_from, p.due, p.state, p.closed_on,"
    " p.closed_in, p.succeeds, g.name"
)
_LIVE = (
    f"SELECT {_COLUMNS} FROM promise p JOIN contact c ON c.id = p.contact AND +c.sy_live = 1"
    " LEFT JOIN colleague g ON g.id = p.colleague WHERE +p.sy_live = 1"
)
_IDS = "SELECT p.id FROM promise p JOIN contact c ON c.id = p.contact AND +c.sy_live = 1 WHERE +p.sy_live = 1"


class Names(Protocol):
    """Where names of contacts come from: the contacts service."""

    def names(self, ids: Sequence[Id], /) -> dict[Id, str]:
        """What the living ones among these contacts are called."""
        ...


def names_of(contacts: Names, ids: Iterable[Id | None]) -> dict[Id, str]:
    """The names of contacts, each asked for once; deleted ones are missing."""
    wanted = list(dict.fromkeys(contact for contact in ids if contact is not None))
    return contacts.names(wanted) if wanted else {}


def tidy(text: str) -> str:
    """Text as it is stored: without the halves of characters that no file can hold."""
    return text.encode("utf-8", "replace").decode("utf-8") if not text.isascii() else text


class Promises:
    """The ledger of one notebook."""

    def __init__(self, db: Database, journal: Journal, clock: Clock, contacts: Names) -> None:
        self._db, self._journal, self._clock, self._contacts = db, journal, clock, contacts

    # Looking

    def of(self, contact: Id | None = None, state: str = "open") -> list[Promise]:
        """The promises of a contact, or of everybody: ``open``, ``overdue``, ``all``, or one other state.

        Ours that are overdue come first, then by due day; those without one ("when asked") last.
        """
        today = self._clock.today()
        sql, params = _LIVE, list[Any]()
        if contact is not None:
            sql += " AND p.contact = ?"
            params.append(contact)
        if state == "overdue":
            sql += " AND p.state = 'open' AND p.due < ?"
            params.append(today.isoformat())
        elif state != "all":
            sql += " AND p.state = ?"
            params.append(state)
        return sorted(self._read(self._db.rows(sql, params)), key=_rank(today))

    def of_all(self, contacts: Sequence[Id], state: str = "open") -> list[Promise]:
        """The promises of several, as of an organisation and its people, in the same order."""
        found = (promise for contact in contacts for promise in self.of(contact, state))
        return sorted(found, key=_rank(self._clock.today()))

    def ids(self, direction: str, part: str) -> list[Id]:
        """The ledger in parts: ``overdue`` and ``waiting`` ones by their day ("when asked" last), ``closed`` ones."""
        day = self._clock.today().isoformat()
        condition, order, params = {
            "overdue": ("p.state = 'open' AND p.due < ?", "p.due, p.id", [day]),
            "waiting": ("p.state = 'open' AND (p.due IS NULL OR p.due >= ?)", "p.due IS NULL, p.due, p.id", [day]),
            "closed": ("p.state <> 'open'", "p.closed_on DESC, p.id DESC", []),
        }[part]
        sql = f"{_IDS} AND COALESCE(p.direction, 'ours') = ? AND {condition} ORDER BY {order}"
        return [row[0] for row in self._db.rows(sql, [direction, *params])]

    def count(self) -> int:
        """How many are open, both ways."""
        found: int = self._db.value(f"{_IDS.replace('p.id', 'count(*)', 1)} AND p.state = 'open'")
        return found

    def get(self, promise: Id) -> Promise:
        """One promise. Raises `NotFound`."""
        found = self._read(self._db.rows(f"{_LIVE} AND p.id = ?", (promise,)))
        if not found:
            raise NotFound(say("There is no such promise."))
        return found[0]

    def rows(self, ids: Sequence[Id]) -> list[Promise]:
        """These promises in the order asked for, gone ones left out."""
        found: dict[Id, Promise] = {}
        for marks, part in chunks(ids):
            found.update((p.id, p) for p in self._read(self._db.rows(f"{_LIVE} AND p.id IN ({marks})", part)))
        return [found[promise] for promise in ids if promise in found]

    def made_in(self, interactions: Sequence[Id]) -> dict[Id, tuple[Promise, ...]]:
        """The promises made in these entries, oldest first."""
        rows: list[Any] = []
        for marks, part in chunks(interactions):
            rows += self._db.rows(f"{_LIVE} AND p.interaction IN ({marks}) ORDER BY p.interaction, p.rowid", part)
        made: dict[Id, tuple[Promise, ...]] = {}
        for promise in self._read(rows):
            if promise.interaction is not None:
                made[promise.interaction] = (*made.get(promise.interaction, ()), promise)
        return made

    # Making

    def make(
        self,
        contact: Id,
        text: str,
        direction: str = "ours",
        due: date | None = None,
        due_from: date | None = None,
        interaction: Id | None = None,
        colleague: Id | None = None,
    ) -> Id:
        """A new open promise; the colleague at work gives or gets it unless another one is named."""
        with self._journal.change(say("Make a promise")) as draft:
            return self.insert(draft, contact, text, direction, due, due_from, interaction, colleague)

    def insert(
        self,
        draft: Draft,
        contact: Id,
        text: str,
        direction: str = "ours",
        due: date | None = None,
        due_from: date | None = None,
        interaction: Id | None = None,
        colleague: Id | None = None,
        succeeds: Id | None = None,
        row: Id | None = None,
    ) -> Id:
        """`make` inside a change that is under way. ``row``: its id, where that says what it is about."""
        if not self._db.one("SELECT 1 FROM contact WHERE id = ? AND sy_live = 1", (contact,)):
            raise NotFound(say("There is no such contact."))
        _check(text, direction, due, due_from)
        promise = row or self._journal.new_id()
        draft.insert("promise", promise, {
            "contact": contact, "colleague": colleague or self._journal.author(), "direction": direction,
            "text": tidy(text), "interaction": interaction, "due_from": day_text(due_from), "due": day_text(due),
            "state": "open", "succeeds": succeeds,
        })  # fmt: skip
        return promise

    def keep(self, promise: Id, interaction: Id | None = None) -> None:
        """It was kept, perhaps in an entry."""
        self._close(promise, "kept", say("Keep a promise"), interaction)

    def break_(self, promise: Id, interaction: Id | None = None) -> None:
        """It was not kept and will not be."""
        self._close(promise, "broken", say("Mark a promise as broken"), interaction)

    def release(self, promise: Id, interaction: Id | None = None) -> None:
        """Nobody waits for it any more."""
        self._close(promise, "released", say("Release a promise"), interaction)

    def reopen(self, promise: Id) -> None:
        """It is open after all (a tick taken back)."""
        held = self.get(promise)
        if held.state == "renegotiated":
            raise Refused(say("This promise was renegotiated; the new one stands in its place."))
        with self._journal.change(say("Open a promise again")) as draft:
            draft.set("promise", promise, {"state": "open", "closed_on": None, "closed_in": None})

    def renegotiate(
        self, promise: Id, due: date | None, due_from: date | None = None, interaction: Id | None = None
    ) -> Id:
        """Agree on another date: this one is closed, the new open one (its id is returned) succeeds it.

        What is agreed on lies ahead: raises `Refused` for a day that has passed.
        """
        if due is not None and due < self._clock.today():
            raise Refused(say("{day} is past. Choose the day that you agreed on with them, from today on.", day=due))
        held = self.get(promise)
        if not held.open or held.contact is None:
            raise Refused(
                say("Only an open promise can be renegotiated; this one is {state}.", state=spoken(held.state))
            )
        with self._journal.change(say("Renegotiate a promise")) as draft:
            self._set_closed(draft, promise, "renegotiated", interaction)
            return self.insert(draft, held.contact, held.text, held.direction, due, due_from,
                               interaction or held.interaction, held.colleague, succeeds=promise)  # fmt: skip

    def edit(self, promise: Id, **fields: Any) -> None:
        """Correct ``text``, ``direction``, ``due``, ``due_from`` or ``colleague`` (a slip, no new agreement)."""
        held = self.get(promise)
        unknown = set(fields) - {"text", "direction", "due", "due_from", "colleague"}
        if unknown:
            raise TypeError(f"a promise has no {', '.join(sorted(unknown))}")
        _check(fields.get("text", held.text), fields.get("direction", held.direction),
               fields.get("due", held.due), fields.get("due_from", held.due_from))  # fmt: skip
        values = {name: day_text(value) if name in ("due", "due_from") else value for name, value in fields.items()}
        if "text" in values:
            values["text"] = tidy(str(values["text"]))
        with self._journal.change(say("Edit a promise")) as draft:
            draft.set("promise", promise, values)

    def delete(self, *promises: Id) -> None:
        """Take promises out of the ledger (made by mistake)."""
        with self._journal.change(say("Delete a promise")) as draft:
            for promise in promises:
                draft.delete("promise", promise)

    # Details

    def _close(self, promise: Id, state: str, title: Sentence, interaction: Id | None) -> None:
        held = self.get(promise)
        if held.state == state:
            return
        if held.state == "renegotiated":
            raise Refused(say("This promise was renegotiated; the new one stands in its place."))
        with self._journal.change(title) as draft:
            self._set_closed(draft, promise, state, interaction)

    def _set_closed(self, draft: Draft, promise: Id, state: str, interaction: Id | None) -> None:
        closed = {"state": state, "closed_on": self._clock.today().isoformat(), "closed_in": interaction}
        draft.set("promise", promise, closed)

    def _read(self, rows: Sequence[Sequence[Any]]) -> list[Promise]:
        names = names_of(self._contacts, (row[1] for row in rows))
        return [
            Promise(
                id=row[0], contact=row[1], contact_name=names.get(row[1], ""), colleague=row[2],
                colleague_name=row[12] or "", direction=row[3] or "ours", text=row[4] or "", interaction=row[5],
                due_from=read_day(row[6]), due=read_day(row[7]), state=row[8] or "open",
                closed_on=read_day(row[9]), closed_in=row[10], succeeds=row[11],
            )
            for row in rows
        ]  # fmt: skip


def _check(text: str, direction: str, due: date | None, due_from: date | None) -> None:
    if not text.strip():
        raise Refused(say("Say what is promised."))
    if direction not in DIRECTIONS:
        raise Refused(say("A promise is ours or theirs, not {direction}.", direction=direction))
    if due_from is not None and (due is None or due < due_from):
        raise Refused(say("The promise would be due before {day}, when its time begins.", day=due_from))


def _rank(today: date) -> Callable[[Promise], tuple[bool, bool, bool, date, Id]]:
    def rank(promise: Promise) -> tuple[bool, bool, bool, date, Id]:
        ours_late = promise.direction == "ours" and promise.overdue(today)
        return not promise.open, not ours_late, promise.due is None, promise.due or date.max, promise.id

    return rank


def spoken(state: str) -> Sentence:
    """What became of a promise, in words."""
    match state:
        case "kept":
            return say("kept")
        case "broken":
            return say("broken")
        case "released":
            return say("released")
        case "renegotiated":
            return say("renegotiated")
    return say("open")
