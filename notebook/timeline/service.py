"""The timeline: what happened and what was said, logged, corrected and read back as one stream.

Logging writes the entry, who took part and the promises made in ONE change. Entries and their people are read
set-based, a page at a time: `ids` gives the whole stream, `rows` the entries a window shows.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING, Any

from notebook.changes.change import author_in
from notebook.changes.ids import derived_id
from notebook.clock import Clock
from notebook.errors import NotFound, Refused
from notebook.sentences import say
from notebook.storage.database import Database
from notebook.storage.parts import chunks
from notebook.storage.times import instant_text, read_instant
from notebook.timeline.attachments import Attachments
from notebook.timeline.closing import left_by
from notebook.timeline.instants import local_instant
from notebook.timeline.kinds import OFFER, log_title, normal
from notebook.timeline.promises import Names, Promises, names_of, tidy
from notebook.timeline.records import Entry, Id, Named, PromiseDraft, Stream
from notebook.timeline.stream import ids_query

if TYPE_CHECKING:
    from notebook.changes.draft import Draft
    from notebook.changes.journal import Journal

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_EDITABLE = frozenset({"kind", "text", "at", "direction", "minutes", "zone", "contacts", "colleagues"})


class Timeline:
    """The interactions of one notebook."""

    def __init__(self, db: Database, journal: Journal, clock: Clock, contacts: Names) -> None:
        self._db, self._journal, self._clock, self._contacts = db, journal, clock, contacts
        self._promises = Promises(db, journal, clock, contacts)
        self.attachments = Attachments(db, journal, clock)

    # Looking

    def ids(self, stream: Stream, limit: int | None = None, offset: int = 0) -> list[Id]:
        """The entries of a stream, newest first."""
        return [row[0] for row in self._db.rows(*ids_query(stream, limit, offset))]

    def count(self, stream: Stream) -> int:
        """How many entries a stream has."""
        sql, params = ids_query(stream, None, 0)
        return int(self._db.value(f"SELECT count(*) FROM ({sql})", params))

    def rows(self, ids: Sequence[Id]) -> list[Entry]:
        """These entries in the order asked for; deleted ones are left out."""
        held: dict[Id, tuple[Any, ...]] = {}
        took_part: list[tuple[Id, Id | None, Id | None, str | None]] = []
        for marks, part in chunks(ids):
            held.update((row[0], row) for row in self._db.rows(
                "SELECT id, kind, direction, at, zone, minutes, body, sy_cid FROM interaction"
                f" WHERE id IN ({marks}) AND +sy_live = 1", part))  # fmt: skip
            took_part += self._db.rows(
                "SELECT p.interaction, p.contact, p.colleague, g.name FROM participant p"
                " LEFT JOIN colleague g ON g.id = p.colleague"
                f" WHERE p.interaction IN ({marks}) AND p.sy_live = 1"
                " ORDER BY p.interaction, p.rowid", part)  # fmt: skip
        names = names_of(self._contacts, (row[1] for row in took_part))
        contacts: dict[Id, tuple[Named, ...]] = {}
        colleagues: dict[Id, tuple[Named, ...]] = {}
        for interaction, contact, colleague, name in took_part:
            if contact in names:
                contacts[interaction] = (*contacts.get(interaction, ()), (contact, names[contact]))
            elif colleague is not None:
                colleagues[interaction] = (*colleagues.get(interaction, ()), (colleague, name or ""))
        promises = self._promises.made_in(list(held))
        attached = self.attachments.of(list(held))
        left = left_by(self._db, self._contacts, list(held), self._clock)
        authors = self._authors({row[7] for row in held.values()})
        now = instant_text(self._clock.now())
        return [
            Entry(
                id=row[0], kind=row[1] or "note", direction=row[2], at=read_instant(row[3]) if row[3] else _EPOCH,
                zone=row[4] or "", minutes=row[5], body=row[6] or "", contacts=contacts.get(row[0], ()),
                colleagues=colleagues.get(row[0], ()), promises=promises.get(row[0], ()),
                author_name=authors.get(row[7], ""), attachments=attached.get(row[0], ()),
                takeaways=left.get(row[0], ()), planned=(row[3] or "") > now,
            )
            for row in (held[entry] for entry in ids if entry in held)
        ]  # fmt: skip

    def get(self, entry: Id) -> Entry:
        """One entry. Raises `NotFound`."""
        found = self.rows([entry])
        if not found:
            raise NotFound(say("There is no such entry in the timeline."))
        return found[0]

    def kinds(self) -> list[str]:
        """The kinds in use, own ones included, by name."""
        sql = (
            "WITH RECURSIVE k(kind) AS (SELECT min(kind) FROM interaction UNION ALL"
            " SELECT (SELECT min(kind) FROM interaction WHERE kind > k.kind) FROM k WHERE k.kind IS NOT NULL)"
            " SELECT kind FROM k WHERE EXISTS (SELECT 1 FROM interaction i WHERE i.kind = k.kind AND i.sy_live = 1)"
        )
        return [row[0] for row in self._db.rows(sql)]

    # Writing

    def log(
        self,
        contacts: Sequence[Id],
        kind: str,
        text: str,
        at: datetime | date | None = None,
        direction: str | None = None,
        minutes: int | None = None,
        colleagues: Sequence[Id] | None = None,
        promises: Iterable[PromiseDraft] = (),
        zone: str | None = None,
    ) -> Id:
        """Log an entry, now unless ``at`` says when (a day alone means noon, a naive time is local).

        ``colleagues``: who of us, by default the one at work. The promises are made to the first contact.
        Raises `Refused` without any contact, `NotFound` for one that is not there.
        """
        people = self._present(contacts)
        _check(direction, minutes)
        entry = self._journal.new_id()
        names = names_of(self._contacts, people)
        with self._journal.change(log_title(kind, [names[person] for person in people])) as draft:
            author = self._journal.author()
            draft.insert("interaction", entry, {
                "kind": normal(kind), "direction": direction, "at": instant_text(self._instant(at)),
                "zone": zone or self._clock.zone_name(), "minutes": minutes, "body": tidy(text) or None,
            })  # fmt: skip
            present = colleagues if colleagues is not None else [author] if author else []
            self._take_part(draft, entry, "contact", people)
            self._take_part(draft, entry, "colleague", present)
            for promise in promises:
                self._promises.insert(draft, people[0], promise.text, promise.direction, promise.due,
                                      promise.due_from, entry, present[0] if present else None)  # fmt: skip
        return entry

    def edit(self, entry: Id, **fields: Any) -> None:
        """Correct ``kind``, ``text``, ``at``, ``direction``, ``minutes``, ``zone``, ``contacts``, ``colleagues``."""
        unknown = set(fields) - _EDITABLE
        if unknown:
            raise TypeError(f"an entry has no {', '.join(sorted(unknown))}")
        held = self.get(entry)
        values: dict[str, Any] = {name: fields[name] for name in ("direction", "minutes", "zone") if name in fields}
        _check(values.get("direction"), values.get("minutes"))
        if "kind" in fields:
            values["kind"] = normal(fields["kind"])
        if "text" in fields:
            values["body"] = tidy(fields["text"]) or None
        if fields.get("at") is not None:
            values["at"] = instant_text(self._instant(fields["at"]))
        with self._journal.change(say("Edit an entry")) as draft:
            draft.set("interaction", entry, values)
            for whom, before in (("contact", held.contacts), ("colleague", held.colleagues)):
                if f"{whom}s" in fields:
                    wanted = list(fields[f"{whom}s"])
                    there = [person for person, _name in before]
                    if whom == "contact":
                        self._present(wanted)
                    self._take_part(draft, entry, whom, [person for person in wanted if person not in there])
                    for person in there:
                        if person not in wanted:
                            draft.delete("participant", derived_id(entry, person.hex()))

    def delete(self, *entries: Id) -> None:
        """Delete entries, and with them the promises made there that are still open.

        The entry of an offer is the offer: both go, and come back together.
        """
        with self._journal.change(say("Delete an entry")) as draft:
            for entry in entries:
                held = self.get(entry)
                draft.delete("interaction", entry)
                for person, _name in (*held.contacts, *held.colleagues):
                    draft.delete("participant", derived_id(entry, person.hex()))
                for promise in held.promises:
                    if promise.open:
                        draft.delete("promise", promise.id)
                for offer in self._offers(held) if held.kind == OFFER else ():
                    draft.delete("offer", offer)

    # Details

    def _offers(self, entry: Entry) -> list[Id]:
        """The offers that an entry tells of."""
        people = [contact for contact, _ in entry.contacts]
        return [row[0] for row in self._db.rows(
            f"SELECT id FROM offer WHERE contact IN ({','.join('?' * len(people))})"
            " AND +interaction = ? AND +sy_live = 1", [*people, entry.id])]  # fmt: skip

    def _present(self, contacts: Sequence[Id]) -> list[Id]:
        """The contacts, each once; raises when there are none or one of them is gone."""
        wanted = list(dict.fromkeys(contacts))
        if not wanted:
            raise Refused(say("Say with whom it was: a contact of this notebook."))
        there: set[Id] = set()
        for marks, part in chunks(wanted):
            there.update(row[0] for row in self._db.rows(
                f"SELECT id FROM contact WHERE id IN ({marks}) AND +sy_live = 1", part))  # fmt: skip
        if len(there) < len(wanted):
            raise NotFound(say("There is no such contact."))
        return wanted

    def _take_part(self, draft: Draft, entry: Id, whom: str, people: Iterable[Id]) -> None:
        for person in people:
            draft.insert("participant", derived_id(entry, person.hex()), {"interaction": entry, whom: person})

    def _instant(self, at: datetime | date | None) -> datetime:
        if at is None:
            return self._clock.now()
        if isinstance(at, datetime):
            return at if at.tzinfo else local_instant(self._clock, at.date(), at.time())
        return self._clock.now() if at == self._clock.today() else local_instant(self._clock, at, time(12))

    def _authors(self, changes: set[int]) -> dict[int, str]:
        """Who made these changes, by name."""
        sql = "SELECT cid, substr(blob, 1, 48) FROM journal WHERE cid IN ({})"
        wanted = list(changes)
        heads = self._db.rows(sql.format(",".join("?" * len(wanted))), wanted)
        authors = {cid: author_in(head) for cid, head in heads}
        ids = list({author for author in authors.values() if author})
        marks = ",".join("?" * len(ids))
        names: dict[Id, str | None] = dict(self._db.rows(f"SELECT id, name FROM colleague WHERE id IN ({marks})", ids))
        return {cid: names.get(author) or "" for cid, author in authors.items() if author}


def _check(direction: str | None, minutes: int | None) -> None:
    if direction not in (None, "in", "out"):
        raise Refused(say("A direction is in or out, not {direction}.", direction=direction))
    if minutes is not None and not 0 <= minutes <= 60 * 24 * 366:
        raise Refused(say("A duration is given in minutes, not {minutes}.", minutes=minutes))
