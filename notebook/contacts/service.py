"""`Contacts`: lists, search, one card, and every way to change it. The only door to people and organisations."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from notebook.changes.ids import Id, read_id, show_id
from notebook.changes.journal import Journal
from notebook.clock import Clock
from notebook.contacts import finding
from notebook.contacts.card import card_from_draft
from notebook.contacts.card_details import data_of
from notebook.contacts.cells import whole
from notebook.contacts.editing import Editing
from notebook.contacts.listing import ContactRow, View
from notebook.contacts.loading import load, role_name, uid_of
from notebook.contacts.names import initials, untitled
from notebook.contacts.showing import detail_text, is_ended, own_name, stand_in
from notebook.contacts.staff import last_with
from notebook.errors import Ambiguous, NotFound, Refused
from notebook.sentences import Sentence, say
from notebook.storage.database import Database
from notebook.storage.folding import fold
from notebook.storage.parts import chunks
from notebook.storage.times import read_instant

if TYPE_CHECKING:
    from notebook.contacts.records import Contact

_ROW = ("id", "uid", "kind", "full_name", "title", "given", "given2", "surname", "surname2", "generation",
        "credential", "extra", "x_last")  # fmt: skip
_NAMESAKES = 20  # of those found are looked at: whoever is called exactly so comes first


class Contacts(Editing):
    """People and organisations of one notebook."""

    def __init__(self, db: Database, journal: Journal, clock: Clock, workspace: Id) -> None:
        self._db = db
        self._journal = journal
        self._clock = clock
        self._workspace = workspace

    # Lists

    def count(self, view: View) -> int:
        """How many contacts a view has."""
        return finding.count(self._db, view)

    def ids(self, view: View, limit: int | None = None, offset: int = 0) -> list[Id]:
        """The contacts of a view in its order; with a text, whose names begin with it first."""
        return finding.ids(self._db, view, limit, offset, self._clock.today().isoformat())

    def search(self, text: str, limit: int = 100, view: View | None = None) -> list[Id]:
        """People found while typing: names that begin with the text, then everything else found (P10)."""
        return finding.search(self._db, text, limit, view or View(kind=None))

    def exportable(self) -> list[Id]:
        """Every contact with a life of its own, or about which anything is noted, in list order."""
        from notebook.contacts.own_life import everybody  # not at the start

        return [row[0] for row in self._db.rows(everybody())]

    def exportable_count(self) -> tuple[int, int]:
        """How many these are, and how many organisations are left out because they are only a name in a role."""
        from notebook.contacts.own_life import only_names

        everybody, named = self._db.rows(only_names())[0]
        return everybody - named, named

    def labels(self) -> list[str]:
        """The labels in use, by name."""
        return finding.labels(self._db)

    def rows(self, ids: Iterable[Id]) -> list[ContactRow]:
        """What a list shows of these contacts, in their order; deleted ones are left out."""
        wanted = list(ids)
        found: dict[Id, ContactRow] = {}
        for marks, part in chunks(wanted):
            self._rows(found, marks, part)
        return [found[row] for row in wanted if row in found]

    def names(self, ids: Iterable[Id]) -> dict[Id, str]:
        """What contacts are called, as `rows` says it; deleted ones are missing."""
        wanted = list(ids)
        found: dict[Id, str] = {}
        nameless: list[Id] = []
        for marks, part in chunks(wanted):
            for row, name in self._db.rows(f"SELECT id, full_name FROM contact WHERE id IN ({marks}) AND +sy_live = 1",
                                           part):  # fmt: skip
                if name and name.strip():
                    found[row] = name
                else:
                    nameless.append(row)
        return found | {row.id: row.name for row in self.rows(nameless)}

    def initials(self, ids: Iterable[Id]) -> dict[Id, str]:
        """The letters that stand for contacts where there is no photo, as `rows` says them."""
        found: dict[Id, str] = {}
        nameless: list[Id] = []
        sql = "SELECT id, full_name, given, surname FROM contact WHERE id IN ({}) AND +sy_live = 1"
        for marks, part in chunks(list(ids)):
            for row, name, given, surname in self._db.rows(sql.format(marks), part):
                if name and name.strip():
                    found[row] = initials(name, given or "", surname or "")
                else:
                    nameless.append(row)
        return found | {row.id: row.initials for row in self.rows(nameless)}

    def _rows(self, found: dict[Id, ContactRow], marks: str, part: list[Id]) -> None:
        today = self._clock.today().isoformat()
        roles: dict[Id, tuple[str, str]] = {}
        for person, extra, org, title, role, until in self._db.rows(
            "SELECT r.person, r.extra, o.full_name, r.title, r.role, r.until FROM role r"
            f" LEFT JOIN contact o ON o.id = r.organisation WHERE r.person IN ({marks}) AND r.sy_live = 1"
            " ORDER BY r.pos, r.id", part,
        ):  # fmt: skip
            if person not in roles and not is_ended(until, today):
                roles[person] = (title or role or "", role_name(extra, org) or "")
        details: defaultdict[Id, list[tuple[str, str | None]]] = defaultdict(list)
        for contact, kind, value in self._db.rows(
            f"SELECT contact, kind, value FROM detail WHERE contact IN ({marks}) AND sy_live = 1 AND kind != 'note'"
            " ORDER BY pref IS NULL, pref, pos", part,
        ):  # fmt: skip
            details[contact].append((kind, value))
        photos = {
            row[0]
            for row in self._db.rows(
                f"SELECT contact FROM media WHERE contact IN ({marks}) AND sy_live = 1 AND kind IN ('photo', 'logo')",
                part,
            )
        }
        everybody = self._db.rows(f"SELECT {', '.join(_ROW)} FROM contact WHERE id IN ({marks}) AND +sy_live = 1", part)
        lasts = last_with(self._db, [values[0] for values in everybody if values[2] == "org"], today)
        for values in everybody:
            cells = dict(zip(_ROW, values, strict=True))
            row = cells["id"]
            last = max(cells["x_last"] or "", lasts.get(row, ""))
            title, organisation = roles.get(row, ("", ""))
            mine = details.get(row, ())
            name = own_name(cells) or stand_in(list(mine), organisation)
            context = ", ".join(part for part in (title, organisation) if part and part != name)
            found[row] = ContactRow(
                row,
                uid_of(row, cells["uid"]),
                cells["kind"] or "individual",
                name,
                context or _context(mine, name),
                organisation,
                read_instant(last) if last else None,
                row in photos,
                initials(name, cells["given"] or "", cells["surname"] or ""),
            )

    # One contact

    def get(self, contact: Id) -> Contact:
        """Everything about one contact. Raises `NotFound`."""
        from notebook.contacts.reading import read_contact

        found = read_contact(self._db, contact, self._clock.today().isoformat())
        if found is None:
            raise NotFound(say("This contact is gone."))
        return found

    def card(self, contact: Id) -> dict[str, Any]:
        """The JSContact card. Raises `NotFound`."""
        for card in self.cards([contact]):
            return card
        raise NotFound(say("This contact is gone."))

    def cards(self, ids: Iterable[Id]) -> Iterator[dict[str, Any]]:
        """The JSContact cards of many, in their order; deleted ones are left out."""
        return (card for _, card in self.cards_by_id(ids))

    def cards_by_id(self, ids: Iterable[Id]) -> Iterator[tuple[Id, dict[str, Any]]]:
        """The same with the contacts they are of."""
        for _, part in chunks(ids):
            loaded = load(self._db, part)
            through = {rows.contact["met_through"] for rows in loaded.values() if "met_through" in rows.contact}
            uids = self.uids(list(through)) if through else {}
            for contact in part:
                if contact in loaded:
                    yield contact, card_from_draft(loaded[contact], uid_of(contact, None), uids)

    def photo(self, contact: Id) -> tuple[bytes, str] | None:
        """Bytes and media type of the photo (an organisation's logo), or None."""
        row = self._db.one(
            "SELECT data, media_type, uri FROM media WHERE contact = ? AND sy_live = 1 AND kind IN ('photo', 'logo')"
            " ORDER BY kind DESC, pref IS NULL, pref, pos, id", (contact,),
        )  # fmt: skip
        if row is None:
            return None
        if row[0] is not None:
            return row[0], row[1] or ""
        return data_of(row[2]) if row[2] else None

    # Whom somebody means

    def find(self, who: str) -> Id:
        """The contact of an id, a UID, or a name only one has. Raises `NotFound`, `Ambiguous`, `Refused`."""
        who = whole(who)
        if not who.strip():
            raise Refused(say("Say who: a name, an id or a UID."))
        if (row := self.with_id(who)) is not None:
            return row
        matches = self.named(who)
        if not matches:
            raise NotFound(say("There is nobody called {name}.", name=who))
        if len(matches) > 1:
            names = ", ".join(self.told_apart([row for row, _ in matches[:5]]))
            raise Ambiguous(
                say("{name} may be several: {names}. Write more of the name, or an id.", name=who, names=names),
                [row for row, _ in matches],
            )
        return matches[0][0]

    def with_id(self, text: str) -> Id | None:
        """The contact of an id or a UID; None where nobody has it, or who had it was deleted."""
        row, uid = read_id(text), text.strip()
        known = [one for one in (row, self.ids_by_uid([uid]).get(uid)) if one is not None]
        living = self.living(known)
        return next((one for one in known if one in living), None)

    def told_apart(self, contacts: list[Id]) -> list[str]:
        """The names of contacts; of those with one name also what tells them apart, the id if nothing else does."""
        rows = self.rows(contacts)
        names = Counter(row.name for row in rows)
        both = Counter((row.name, row.context) for row in rows)
        return [
            row.name
            if names[row.name] == 1
            else f"{row.name} ({row.context if row.context and both[row.name, row.context] == 1 else show_id(row.id)})"
            for row in rows
        ]

    def called(self, text: str) -> list[tuple[Id, str]]:
        """Whom a word of a line may mean: who has it as id or UID, else whom it may mean as a name."""
        row = self.with_id(text) if " " not in text else None
        return self.named(text) if row is None else [(one.id, one.name) for one in self.rows([row])]

    def same_name(self, name: str) -> list[ContactRow]:
        """Everybody with exactly this name; else whoever has it but for titles: Petra Roe is Dr. Petra Roe."""
        found = self._namesakes(name)
        same = [row for row in found if fold(row.name) == fold(name)]
        if same:
            return same
        bare = untitled(name)
        if fold(bare) != fold(name):
            found = self._namesakes(bare)
        return [row for row in found if row.kind != "org" and fold(untitled(row.name)) == fold(bare)]

    def perhaps_twice(self, contact: Id) -> Sentence | None:
        """That somebody else has the same name and the same e-mail address or telephone number, in words."""
        from notebook.contacts.alike import Alike, Signs, perhaps

        values = {kind: [row[0] for row in self._db.rows(
            "SELECT value FROM detail WHERE contact = ? AND kind = ? AND sy_live = 1 AND value IS NOT NULL",
            (contact, kind))] for kind in ("email", "phone")}  # fmt: skip
        signs = Signs(self.names([contact]).get(contact, ""), values["email"], values["phone"])
        alike = Alike(self._db)
        alike.read([signs], contact)
        like = alike.find(signs)
        if like is None or not isinstance(like.place, bytes):
            return None
        return perhaps(like, self.names([like.place]).get(like.place, ""))

    def _namesakes(self, name: str) -> list[ContactRow]:
        return self.rows(self.search(name, _NAMESAKES))

    def named(self, text: str) -> list[tuple[Id, str]]:
        """Whom a name may mean: who is called exactly that, else who has all its words in the name."""
        return [(row.id, row.name) for row in self.rows(finding.named(self._db, text))]


def _context(details: Iterable[tuple[str, str | None]], name: str) -> str:
    """One line for somebody without a role: an e-mail address, else the last line but one of an address."""
    known = {kind: value for kind, value in reversed(list(details)) if value and value != name}
    if "email" in known:
        return known["email"] or ""
    return detail_text("address", known.get("address")) or known.get("phone") or ""
