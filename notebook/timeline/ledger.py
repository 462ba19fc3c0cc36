"""What all ledgers about contacts have in common: checking what was typed, finding rows, naming people.

A ledger writes through the journal only, every public method being one change with a title, and reads living
rows of living contacts. Raises `Refused` for what makes no sense, `NotFound` for what is not there.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from notebook.changes.change import Insert
from notebook.clock import Clock
from notebook.errors import NotFound, Refused
from notebook.sentences import Sentence, say
from notebook.storage.database import Database
from notebook.timeline.promises import Names, names_of, tidy
from notebook.timeline.records import Id

if TYPE_CHECKING:
    from notebook.changes.journal import Journal

__all__ = ["Ledger", "Names", "choice", "decimal_text", "words"]


class Ledger:
    """The base of the services over one kind of record."""

    def __init__(self, db: Database, journal: Journal, clock: Clock, contacts: Names) -> None:
        self._db, self._journal, self._clock, self._contacts = db, journal, clock, contacts

    def _today(self) -> date:
        return self._clock.today()

    def _new(self) -> Id:
        return self._journal.new_id()

    def _names(self, ids: Iterable[Id | None]) -> dict[Id, str]:
        return names_of(self._contacts, ids)

    def _present(self, contact: Id) -> str:
        """The name of a contact that is there."""
        names = names_of(self._contacts, [contact])
        if contact not in names:
            raise NotFound(say("There is no such contact."))
        return names[contact]

    def _there(self, table: str, row: Id, what: Sentence) -> None:
        if self._db.one(f"SELECT 1 FROM {table} WHERE id = ? AND sy_live = 1", (row,)) is None:
            raise NotFound(say("There is no such {what}.", what=what))

    def _write(self, table: str, row: Id, values: dict[str, Any], title: Sentence, *, new: bool = False) -> Id:
        """Make a row or set its fields, as one change."""
        with self._journal.change(title) as draft:
            if new:
                draft.insert(table, row, values)
            else:
                draft.set(table, row, values)
        return row

    def _remove(self, table: str, rows: Sequence[Id], title: Sentence) -> None:
        with self._journal.change(title) as draft:
            for row in rows:
                draft.delete(table, row)

    def _as_made(self, table: str, row: Id, fields: Sequence[str]) -> dict[str, Any]:
        """What a row held when it was made; nothing where the change that made it is not here."""
        cid = self._db.value(f"SELECT sy_cid FROM {table} WHERE id = ?", (row,))
        if not cid or not self._journal.covered(cid):
            return {}
        for op in self._journal.read(cid, row).ops:
            if isinstance(op, Insert) and (op.table, op.row) == (table, row):
                return {field: op.values.get(field) for field in fields}
        return {}

    def _same_entry(self, table: str, row: Id, entry: Id | None, kind: str, text: str) -> Id | None:
        """The entry that was logged together with a row, while it still says just that."""
        found = self._db.one(
            f"SELECT i.kind, i.body FROM interaction i JOIN {table} t ON t.id = ? AND +t.sy_cid = i.sy_cid"
            " WHERE i.id = ? AND i.sy_live = 1", (row, entry))  # fmt: skip
        return entry if found is not None and tuple(found) == (kind, text) else None


def words(text: str, missing: Sentence | None = None) -> str | None:
    """Text as it is stored, None for none; with ``missing`` empty text is refused with that sentence."""
    kept = tidy(text).strip()
    if not kept and missing is not None:
        raise Refused(missing)
    return kept or None


def choice(value: str, known: Sequence[str], what: Sentence) -> str:
    """One of the known words, whatever its case."""
    folded = value.strip().casefold()
    if folded not in known:
        raise Refused(say("{what}: one of {known}, not {value}.", what=what, known=", ".join(known), value=value))
    return folded


def strength_of(value: int | None) -> int | None:
    """1 (weak) to 3 (strong), or None for unknown."""
    if value is not None and not 1 <= value <= 3:
        raise Refused(say("Strength is 1, 2 or 3, not {value}.", value=value))
    return value


def decimal_text(value: Decimal | int | str | None, what: Sentence) -> str | None:
    """A quantity or an amount as it is stored: plain decimal text, as many places as were given."""
    if value is None:
        return None
    from decimal import InvalidOperation

    try:
        number = Decimal(value)
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite() or number < 0 or number.adjusted() > 15 or int(number.as_tuple().exponent) < -6:
        raise Refused(say("{what}: a number like 4 or 1120.00, not {value}.", what=what, value=value))
    return format(number, "f")


def page(sql: str, params: Sequence[Any], limit: int | None, offset: int) -> tuple[str, list[Any]]:
    """A query and its parameters, cut to a page; all of it without a limit."""
    if limit is None:
        return sql, list(params)
    return f"{sql} LIMIT ? OFFSET ?", [*params, limit, offset]


def read_decimal(text: str | None) -> Decimal | None:
    """A stored number; None where a newer program wrote something else."""
    from decimal import InvalidOperation

    try:
        return Decimal(text) if text else None
    except InvalidOperation:
        return None
