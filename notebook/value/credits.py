"""Credit by use (P7): whose words were used before which talk, once per author, contact and day.

Words are used when a brief is opened full, printed or exported, or when they are the reason of an offer; looking at
a card uses nothing. Credited is who wrote the words that are shown: notes and talks, what was learned, wants, stories,
facts of the card, family and dates; not promises, permissions or sums, which nobody tells, and not what a file
brought in. Own words count like those of others: the sentence is about use, not about merit, and nobody is ranked.

A credit is a change of the journal like all others, so it syncs, but it does not go on the undo stack: nobody did
anything that could be undone, and "Undo" has to take back what a person did last. Inside a change that somebody
makes (an offer) it belongs to that and is undone with it. A notebook that is only read is left as it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Protocol

from notebook.changes import history
from notebook.changes.change import author_in
from notebook.changes.ids import derived_id
from notebook.sentences import say
from notebook.storage.parts import chunks
from notebook.timeline.ledger import Ledger, choice
from notebook.value.records import Id

WAYS = ("full", "print", "export", "offer")
# The tables that hold words, and the fields of a row that somebody wrote.
_WORDS: Mapping[str, tuple[str, ...]] = {
    "interaction": ("body",), "takeaway": ("text",), "want": ("text", "words"), "story": ("text",),
    "detail": ("value",), "anniversary": ("date",), "role": ("title", "role"),
    "relation": ("kind", "name", "school", "occasions"),
    "contact": ("met", "relation", "stands_for", "buys", "avoid"),
}  # fmt: skip
_TELLING = frozenset(("last", "news", "learned", "next", "want", "date", "family", "know", "avoid"))


class Told(Protocol):
    """A line of a brief."""

    @property
    def kind(self) -> str: ...
    @property
    def evidence(self) -> tuple[Id, ...]: ...


class Page(Protocol):
    """A brief."""

    @property
    def contact(self) -> Id: ...
    @property
    def lines(self) -> Sequence[Told]: ...


class Credits(Ledger):
    """The credits of one notebook."""

    def used(self, page: Page, way: str) -> int:
        """A brief was used (``full``: opened full, ``print``, ``export``); how many authors got credit.

        It writes, the first time on a day: call it after the page stands. Raises `StorageFailed`.
        """
        rows: dict[Id, None] = {}
        for line in page.lines:
            if line.kind in _TELLING:  # the row itself comes first; of what is known every row is told
                rows.update(dict.fromkeys(line.evidence if line.kind == "know" else line.evidence[:1]))
        return self.used_rows(page.contact, rows, way)

    def used_rows(self, contact: Id, rows: Iterable[Id], way: str) -> int:
        """These rows were used about a contact; how many authors got credit that they had not got today."""
        how = choice(way, WAYS, say("Used how"))
        if self._db.read_only:
            return 0
        day = self._today().isoformat()
        found: dict[Id, tuple[Id, str, Id]] = {}  # credit -> author, table, row
        for table, row, author in self._written(list(rows), contact):
            found.setdefault(derived_id(author, f"credit:{contact.hex()}:{day}"), (author, table, row))
        for marks, part in chunks(list(found)):
            for (known,) in self._db.rows(f"SELECT id FROM credit WHERE id IN ({marks}) AND sy_live = 1", part):
                del found[known]
        if not found:
            return 0
        with self._journal.change(say("Note whose words were used"), undoable=False) as draft:
            for credit, (author, table, row) in found.items():
                draft.insert("credit", credit, {"author": author, "contact": contact, "row": row, "tbl": table,
                                                "day": day, "way": how})  # fmt: skip
        return len(found)

    # Who wrote it

    def _written(self, rows: Sequence[Id], contact: Id) -> Iterator[tuple[str, Id, Id]]:
        """Table, row and author of the words among these rows."""
        batches: dict[Id, bool] = {}
        for table, fields in _WORDS.items():
            for marks, part in chunks(rows):
                for (row,) in self._db.rows(f"SELECT id FROM {table} WHERE id IN ({marks}) AND +sy_live = 1", part):
                    if table != "contact" or row == contact:  # who brought us together is named, not told about
                        yield from ((table, row, author) for author in self._authors(table, row, fields, batches))

    def _authors(self, table: str, row: Id, fields: Iterable[str], batches: dict[Id, bool]) -> set[Id]:
        state = self._journal.state()
        loaded = state.load(table, row)
        found: set[Id] = set()
        for field in fields:
            heads = loaded.clock.heads(field) if loaded is not None and loaded.values[field] else []
            if heads:
                cid = max(heads, key=state.order)[1]
                held = self._db.one("SELECT batch, substr(blob, 1, 40) FROM journal WHERE cid = ?", (cid,))
                if held is None:  # the change under way
                    found.add(self._journal.author() or b"")
                elif held[0] is None:
                    writes = history.meant(self._journal, cid, table, row, field)  # of what undo put back, who wrote it
                    changes = [self._journal.read(write, row) for write in writes if self._journal.covered(write)]
                    found |= {change.author or b"" for change in changes if not history.is_import(change)}
                else:
                    if held[0] not in batches:  # its changes are long: one of them tells for all
                        batches[held[0]] = history.is_import(self._journal.read(cid, row))
                    found |= set() if batches[held[0]] else {author_in(held[1]) or b""}
        return found - {b""}
