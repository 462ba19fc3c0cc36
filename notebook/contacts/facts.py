"""What we know about somebody and how well (P6): who wrote it, when, from where, confirmed how often, contradicted.

Nothing of it is stored with the fact: it is read from the journal. "Still true" is a row of its own about one write,
so a value that changes since is unconfirmed again. The freshen queue asks about five stale facts a day, those
of the people spoken with last first; what was answered today counts, so that the five do not grow by answering.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from notebook.changes import history
from notebook.changes.ids import Id
from notebook.clock import Clock
from notebook.contacts import corrections
from notebook.contacts.contradicting import clashes, contested, spoken_text, written_cells
from notebook.contacts.corrections import Correction
from notebook.contacts.showing import detail_text
from notebook.errors import NotFound, Refused
from notebook.sentences import Sentence, count, say
from notebook.storage.database import Database
from notebook.storage.parts import chunks

if TYPE_CHECKING:
    from notebook.changes.history import StandingHead
    from notebook.changes.journal import Journal
    from notebook.contacts.service import Contacts

A_DAY = 5
VERDICTS = ("true", "changed", "unknown")
_TITLES: Mapping[str, str] = {
    "true": "Confirm for {name}: {what}", "changed": "Note as changed for {name}: {what}",
    "unknown": "Note as unknown for {name}: {what}",
}  # fmt: skip
_REST: Mapping[str, int] = {"changed": 30, "unknown": 90}  # days until what was not confirmed is asked about again
_STALE: Mapping[tuple[str, str], int] = {
    ("detail", "phone"): 365, ("detail", "email"): 365, ("detail", "online"): 540, ("detail", "address"): 540,
    ("role", "title"): 365, ("contact", "relation"): 365, ("contact", "buys"): 365, ("contact", "stands_for"): 730,
}  # fmt: skip
_CELLS = ("relation", "stands_for", "buys", "met", "avoid", "pronouns")
_LABELS: Mapping[str, Sentence] = {
    "relation": say("what they are to us"), "stands_for": say("what they stand for"), "buys": say("how they buy"),
    "met": say("how we met"), "avoid": say("topics to avoid"), "pronouns": say("pronouns"), "phone": say("phone"),
    "email": say("e-mail"), "address": say("address"), "online": say("online"), "link": say("link"),
    "nickname": say("nickname"), "note": say("note"), "language": say("language"), "interest": say("interest"),
    "custom": say("own field"), "title": say("role"), "birth": say("birthday"), "death": say("day of death"),
    "wedding": say("wedding"), "other": say("date"),
}  # fmt: skip
_Cell = tuple[str, Id, str, Id, str, str]  # table, row, field, contact, kind, how it is shown
_PAGE = 100
_LOOK_AT = 3000  # people looked through for stale facts at most; those spoken with last come first


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact on a card. ``kind``: phone, role, relation ...; ``display``: its value as shown.

    ``at``/``author``/``source``: who wrote the shown value, when, in what (``import:people.vcf``, an action's title).
    ``confirmed``: how often since; ``confirmed_on``: last. ``others``: values that stand beside it.
    """

    table: str
    row: Id
    field: str
    contact: Id
    kind: str
    label: Sentence
    display: str
    at: datetime
    author: str
    source: Sentence
    imported: bool
    head: str
    confirmed: int
    confirmed_on: date | None
    others: tuple[StandingHead, ...]

    @property
    def seen(self) -> date:
        """The last day on which somebody vouched for it."""
        return max(self.at.date(), self.confirmed_on or date.min)


@dataclass(frozen=True, slots=True)
class Rival:
    """A value that stands in a cell beside the shown one (or the shown one itself), and who wrote it when."""

    value: Any
    display: str
    author: str
    day: date
    imported: bool


class Facts:
    """The facts of one notebook."""

    def __init__(self, db: Database, journal: Journal, clock: Clock, contacts: Contacts) -> None:
        self._db, self._journal, self._clock, self._contacts = db, journal, clock, contacts

    # Looking

    def of(self, contact: Id) -> list[Fact]:
        """The facts on a card, each with where it is from."""
        return [fact for cell in self._cells([contact]) if (fact := self._fact(*cell)) is not None]

    def about(self, table: str, row: Id, field: str) -> Fact | None:
        """Where one value is from; None for an empty cell. For a row of a contact's or the contact itself."""
        contact, kind, display = self._owner(table, row, field)
        return self._fact(table, row, field, contact, kind, display)

    def told(self, fact: Fact) -> list[Sentence]:
        """Where a fact is from, in sentences: who wrote it, when and in what; how often it was confirmed, and last."""
        day = self._clock.local(fact.at).date()
        if fact.imported:
            said = [say("From the {source} on {day}", source=fact.source, day=day)]
        elif fact.author:
            said = [say("Entered by {who} on {day} ({source})", who=fact.author, day=day, source=fact.source)]
        else:
            said = [say("Entered on {day} ({source})", day=day, source=fact.source)]
        if fact.confirmed_on is not None:
            said.append(count("Confirmed once, on {day}", "Confirmed {n} times, last on {day}", fact.confirmed,
                              day=fact.confirmed_on))  # fmt: skip
        else:
            said.append(say("Not confirmed since"))
        return said

    def rivals(self, fact: Fact) -> list[Rival]:
        """All values standing in the cell of a fact, the shown one first; one of them is what `choose` takes."""
        found: dict[Any, Rival] = {}
        for head in history.choices(self._journal, fact.table, fact.row, fact.field):
            if head.value is not None and head.value not in found:
                found[head.value] = Rival(head.value, self._shown(fact, head.value), self._author(head.author),
                                          self._clock.local(head.at).date(), head.imported)  # fmt: skip
        return list(found.values())

    def _shown(self, fact: Fact, value: Any) -> str:
        if isinstance(value, bytes):
            return next((row.name for row in self._contacts.rows([value])), "")
        return detail_text(fact.kind, str(value)) if fact.table == "detail" else str(value)

    def several(self, contact: Id) -> list[tuple[Sentence, Fact]]:
        """The same as `contradictions`, each in a line: "birthday: 11 June / 12 June"."""
        return [(say("{what}: {values}", what=fact.label, values=self.side_by_side(fact)), fact)
                for fact in self.contradictions(contact)]  # fmt: skip

    def clashes(self, contact: Id) -> list[Sentence]:
        """What cannot be about the dates of somebody: both stay, a person knows which is wrong."""
        return [said for said, _ in clashes(self._db, contact)]

    def side_by_side(self, fact: Fact) -> Sentence:
        """The values of a fact in one line, as a person reads them; the shown one first."""
        dated = fact.table == "anniversary" or fact.field == "met_on"
        values = [spoken_text(one.display) if dated else one.display for one in self.rivals(fact)]
        line = say("{value}", value=values[0] if values else fact.display)
        for value in values[1:]:
            line = say("{values} / {value}", values=line, value=value)
        return line

    def contradictions(self, contact: Id) -> list[Fact]:
        """The facts of which several values stand side by side."""
        changed = written_cells(self._db, contact)
        if not changed:
            return []
        state = self._journal.state()
        found = []
        for cell in self._cells([contact]):
            if (cell[1], cell[2]) not in changed:
                continue
            loaded = state.load(cell[0], cell[1])  # the clock of a row tells without reading the journal
            if loaded is None:
                continue
            if len(loaded.clock.heads(cell[2])) > 1 or history.undone(self._journal, loaded, cell[1], cell[2]):
                fact = self._fact(*cell)
                if fact is not None and fact.others:
                    found.append(fact)
        return found

    def freshen(self, limit: int = A_DAY) -> list[Fact]:
        """What to ask about today: values that wait to be chosen from, then stale facts; five less those answered."""
        today = self._clock.today()
        wanted = limit - self.answered()
        found: list[Fact] = []
        if wanted <= 0:
            return found
        for page in self._recent():
            for one in contested(self._db, page):
                found += self.contradictions(one)
                if len(found) >= wanted:
                    return found[:wanted]
        for page in self._recent():
            for table, row, field, contact, kind, display in self._cells(page, stale=today):
                fact = self._fact(table, row, field, contact, kind, display)
                if fact is not None and not fact.others and self._due(fact, today):
                    found.append(fact)
                    if len(found) == wanted:
                        return found
        return found

    def answered(self) -> int:
        """How many I have answered today."""
        today = self._clock.today().isoformat()
        sql = "SELECT count(*) FROM confirmation WHERE who = ? AND day = ? AND sy_live = 1"
        return int(self._db.value(sql, (self._journal.author(), today)) or 0)

    # Writing

    def confirm(self, table: str, row: Id, field: str, verdict: str = "true") -> Id:
        """Still true, changed (then write the new value), or unknown. Raises `Refused`, `NotFound`."""
        if verdict not in VERDICTS:
            raise Refused(say("Still true, changed or unknown, not {verdict}.", verdict=verdict))
        fact = self.about(table, row, field)
        if fact is None:
            raise NotFound(say("There is nothing here to confirm."))
        confirmation = self._journal.new_id()
        name = corrections.name_of(self._contacts, fact)
        with self._journal.change(say(_TITLES[verdict], name=name, what=fact.label)) as draft:
            draft.insert("confirmation", confirmation, self._verdict(fact, verdict))
        return confirmation

    def _verdict(self, fact: Fact, verdict: str) -> dict[str, Any]:
        return {
            "tbl": fact.table, "row": fact.row, "field": fact.field, "contact": fact.contact, "head": fact.head,
            "verdict": verdict, "who": self._journal.author(), "day": self._clock.today().isoformat(),
        }  # fmt: skip

    def before(self, fact: Fact) -> str:
        """What stands in the line to correct a fact in: the value itself, of a role with its organisation."""
        return corrections.before(self._contacts, fact, self._held(fact))

    def correction(self, fact: Fact, text: str) -> Correction:
        """What a typed line would make of a fact that changed; nothing is written."""
        return corrections.understood(self._contacts, fact, self._held(fact), text)

    def correct(self, fact: Fact, text: str) -> None:
        """It changed, to what was typed; nothing typed: nobody knows to what. One change. Raises `Refused`."""
        made = self.correction(fact, text)
        with self._journal.change(made.title):
            self.confirm(fact.table, fact.row, fact.field, "changed")
            corrections.write(self._contacts, fact, made, self._clock.today())

    def _held(self, fact: Fact) -> str:
        standing = self.rivals(fact)
        return str(standing[0].value) if standing else fact.display

    def choose(self, table: str, row: Id, field: str, value: Any) -> None:
        """Settle a contradiction: one of the values standing side by side is the right one. Raises `Refused`.

        It is an answer like those of `confirm`.
        """
        if value not in [head.value for head in history.choices(self._journal, table, row, field)]:
            raise Refused(say("This value does not stand to choice any more."))
        fact = self.about(table, row, field)
        if fact is None:
            raise NotFound(say("There is nothing here to choose from."))
        verdict = "true" if value == self.rivals(fact)[0].value else "changed"
        name = corrections.name_of(self._contacts, fact)
        with self._journal.change(say("Choose for {name}: {what}", name=name, what=fact.label)) as draft:
            draft.insert("confirmation", self._journal.new_id(), self._verdict(fact, verdict))
            if not draft.set(table, row, {field: value}):
                draft.put_back(table, row, {field: value})  # the shown one, where a choice was undone: it is chosen now

    # Details

    def _recent(self) -> Iterator[list[Id]]:
        people = [row[0] for row in self._db.rows(
            "SELECT id FROM contact WHERE kind = 'individual' AND sy_live = 1 ORDER BY x_last DESC, id DESC LIMIT ?",
            (_LOOK_AT,))]  # fmt: skip
        for start in range(0, len(people), _PAGE):
            yield people[start : start + _PAGE]

    def _cells(self, contacts: Sequence[Id], stale: date | None = None) -> Iterator[_Cell]:
        """The filled cells of some contacts, contact by contact; ``stale``: those that may be stale on that day."""
        found: dict[Id, list[_Cell]] = {contact: [] for contact in contacts}
        old = "" if stale is None else f" AND {{}}sy_st < {_stamp(stale - timedelta(days=min(_STALE.values())))}"
        for marks, part in chunks(contacts):
            for contact, *values in self._db.rows(
                f"SELECT id, {', '.join(_CELLS)} FROM contact WHERE id IN ({marks}) AND sy_live = 1"
                + old.format(""), part):  # fmt: skip
                for field, value in zip(_CELLS, values, strict=True):
                    if value and (stale is None or ("contact", field) in _STALE):
                        found[contact].append(("contact", contact, field, contact, field, value))
            for row, contact, title, role, name in self._db.rows(
                "SELECT r.id, r.person, r.title, r.role, o.full_name FROM role r"
                f" LEFT JOIN contact o ON o.id = r.organisation WHERE r.person IN ({marks}) AND r.sy_live = 1"
                f" AND r.until IS NULL{old.format('r.')} ORDER BY r.pos, r.id", part):  # fmt: skip
                shown = ", ".join(part for part in (title or role, name) if part)
                field = "title" if title else "role" if role else "organisation"
                found[contact].append(("role", row, field, contact, "title", shown))
            for row, contact, kind, value in self._db.rows(
                f"SELECT id, contact, kind, value FROM detail WHERE contact IN ({marks}) AND sy_live = 1"
                f" AND value IS NOT NULL{old.format('')} ORDER BY pos, id", part):  # fmt: skip
                if stale is None or ("detail", kind) in _STALE:
                    found[contact].append(("detail", row, "value", contact, kind, detail_text(kind, value)))
            if stale is None:
                for row, contact, kind, value in self._db.rows(
                    f"SELECT id, contact, kind, date FROM anniversary WHERE contact IN ({marks}) AND sy_live = 1"
                    " AND date IS NOT NULL ORDER BY pos, id", part):  # fmt: skip
                    found[contact].append(("anniversary", row, "date", contact, kind or "other", value))
        for cells in found.values():
            yield from cells

    def _owner(self, table: str, row: Id, field: str) -> tuple[Id, str, str]:
        columns = {"contact": "id, NULL", "detail": "contact, kind", "anniversary": "contact, kind",
                   "role": "person, 'title'"}  # fmt: skip
        if table not in columns:
            raise NotFound(say("There is nothing here to confirm."))
        found = self._db.one(f"SELECT {columns[table]} FROM {table} WHERE id = ? AND sy_live = 1", (row,))
        if found is None:
            raise NotFound(say("There is nothing here to confirm."))
        for cell in self._cells([found[0]]):
            if cell[:2] == (table, row) and (cell[2] == field or table != "contact"):
                return found[0], cell[4], cell[5]
        return found[0], found[1] or field, ""

    def _fact(self, table: str, row: Id, field: str, contact: Id, kind: str, display: str) -> Fact | None:
        heads = history.choices(self._journal, table, row, field)
        if not heads or heads[0].value is None:
            return None
        shown = heads[0]
        change = self._journal.read(shown.cid)
        named = _head_name(self._journal, shown)
        vouched = [row[0] for row in self._db.rows(
            "SELECT day FROM confirmation WHERE row = ? AND field = ? AND head = ? AND verdict = 'true' AND sy_live = 1"
            " ORDER BY day", (row, field, named))]  # fmt: skip
        return Fact(
            table=table, row=row, field=field, contact=contact, kind=kind,
            label=_LABELS.get(kind) or say("{kind}", kind=kind), display=display, at=shown.at,
            author=self._author(shown.author), source=_source(change.source, change.title), imported=shown.imported,
            head=named, confirmed=len(vouched), confirmed_on=date.fromisoformat(vouched[-1]) if vouched else None,
            others=tuple(head for head in heads[1:] if head.value != shown.value),
        )  # fmt: skip

    def _author(self, author: Id | None) -> str:
        return self._db.value("SELECT coalesce(name, account) FROM colleague WHERE id = ?", (author,)) or ""

    def _due(self, fact: Fact, today: date) -> bool:
        if (today - fact.seen).days < _STALE.get((fact.table, fact.kind), 365):
            return False
        for verdict, day in self._db.rows(
            "SELECT verdict, day FROM confirmation WHERE row = ? AND field = ? AND sy_live = 1", (fact.row, fact.field)
        ):
            rest = _REST.get(verdict)
            if rest and day and date.fromisoformat(day) + timedelta(days=rest) > today:
                return False
        return True


def _head_name(journal: Journal, head: StandingHead) -> str:
    """A write, named so that every device finds it."""
    from notebook.changes.change import seq_in

    return f"{head.device.hex()}:{seq_in(head.cid)}"


def _stamp(day: date) -> int:
    """The stamp of a write at the beginning of a day."""
    return int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp() * 1000)


def _source(source: str | None, title: Sentence) -> Sentence:
    """In what it was written: an import, else the action."""
    if source and source.startswith("import:"):
        return say("import of {file}", file=source.removeprefix("import:"))
    return title
