"""Cards into the notebook, one or many: whom they are about, what is new, what they change."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import TYPE_CHECKING, Any

from notebook.changes.ids import Id, derived_id, read_id
from notebook.changes.journal import Journal
from notebook.clock import Clock
from notebook.contacts.card import CardDraft, draft_from_card
from notebook.contacts.loading import load, uid_of
from notebook.contacts.organisations import Organisations, place_of
from notebook.contacts.update import TABLES, ImportRule, Ops, label_id, plan_import, role_values, with_ids
from notebook.storage.database import Database
from notebook.storage.folding import fold
from notebook.storage.parts import chunks

if TYPE_CHECKING:
    from notebook.changes.draft import Draft


class Importing:
    """The part of `Contacts` that takes cards."""

    _db: Database
    _journal: Journal
    _clock: Clock
    _workspace: Id

    def ids_by_uid(self, uids: Sequence[str]) -> dict[str, Id]:
        """The contacts (deleted ones too, live ones first) that are known by these UIDs."""
        found: dict[str, Id] = {}
        for marks, some in chunks(uids):
            rows = self._db.rows(f"SELECT uid, id FROM contact WHERE uid IN ({marks}) ORDER BY sy_live, id DESC", some)
            found.update((uid, row) for uid, row in rows)
        own = {row: uid for uid in uids if uid not in found and (row := read_id(uid))}
        for marks, part in chunks(own):
            for (row,) in self._db.rows(f"SELECT id FROM contact WHERE id IN ({marks})", part):
                found[own[row]] = row
        return found

    def uids(self, ids: Sequence[Id]) -> dict[Id, str]:
        """The UIDs that these contacts are known by outside; deleted ones are missing."""
        found: dict[Id, str] = {}
        for marks, part in chunks(ids):
            found.update((row, uid_of(row, uid)) for row, uid in self._db.rows(
                f"SELECT id, uid FROM contact WHERE id IN ({marks}) AND +sy_live = 1", part))  # fmt: skip
        return found

    def living(self, ids: Sequence[Id]) -> dict[Id, bool]:
        """Which of these contacts are there and not deleted, and whether they have a life of their own."""
        found: dict[Id, bool] = {}
        for marks, part in chunks(ids):
            found.update((row, not implied) for row, implied in self._db.rows(
                f"SELECT id, implied FROM contact WHERE id IN ({marks}) AND +sy_live = 1", part))  # fmt: skip
        return found

    def free_place(self, card: dict[str, Any], taken: Collection[Id]) -> Id | None:
        """The place that stands for the name of an organisation's card, while nobody has a life of its own there."""
        name = (card.get("name") or {}).get("full")
        if not isinstance(name, str) or not fold(name):
            return None
        place = place_of(self._workspace, name)
        if place in taken:
            return None
        row = self._db.one("SELECT implied, uid FROM contact WHERE id = ?", (place,))
        return place if row is None or (row[0] and row[1] is None) else None

    def import_new(
        self, draft: Draft, cards: Iterable[tuple[Id, dict[str, Any]]], to_choose: dict[Id, int] | None = None
    ) -> None:
        """Make contacts of cards, with the ids given; what was deleted under such an id comes back.

        ``to_choose`` gets how many values of those who come back now stand beside what a person typed.
        """
        self.insert_cards(draft, [(contact, draft_from_card(card)) for contact, card in cards], to_choose)

    def insert_cards(
        self, draft: Draft, cards: Sequence[tuple[Id, CardDraft]], to_choose: dict[Id, int] | None = None
    ) -> None:
        """The same from rows that are already made. Organisations and groups they name are made with them.

        What stood on the card of a contact that comes back stands there still: the rows meet it as in `import_update`.
        """
        if not cards:
            return
        everybody = [contact for contact, _ in cards]
        there = load(self._db, everybody, dead=True)
        new = [(contact, rows) for contact, rows in cards if contact not in there]
        places = self._organisations([rows for _, rows in new])
        places.make(draft, everybody)
        circles = self._circles(draft, [rows for _, rows in cards])
        for contact, rows in new:
            draft.insert("contact", contact, {"implied": 0, **rows.contact} if rows.contact["kind"] == "org"
                         else rows.contact)  # fmt: skip
            for table, _, rows_of in TABLES:
                for row, _, cells in with_ids(contact, table, rows_of(rows)):
                    draft.insert(table, row, {**cells, "contact": contact})
            for row, _, cells in with_ids(contact, "role", rows.roles):
                draft.insert("role", row, role_values(contact, cells, places))
            for name in rows.labels:
                draft.insert("label", label_id(contact, name), {"contact": contact, "name": name})
            for name in rows.groups:
                _join(draft, circles[fold(name)], contact)
        for contact, rows in cards:
            if contact in there:
                waiting = self._bring_back(draft, there[contact], rows, circles, everybody)
                if to_choose is not None and waiting:
                    to_choose[contact] = waiting

    def _bring_back(
        self, draft: Draft, here: CardDraft, rows: CardDraft, circles: dict[str, Id], besides: Sequence[Id]
    ) -> int:
        """Bring a deleted contact back, and what a card says of it; how many values wait for a choice."""
        contact: Id = here.contact["id"]
        places = self._organisations([rows])
        ops = plan_import(ImportRule(self._journal), here, rows, places)
        draft.restore("contact", contact)
        if any(table == "role" for _, table, _, _ in ops.found):
            places.make(draft, besides)
        ops.write(draft)
        present = {fold(name) for name in here.groups}
        for name in rows.groups:
            if fold(name) not in present:
                _join(draft, circles[fold(name)], contact)
        return ops.to_choose()

    def import_update(
        self, draft: Draft, contact: Id, card: dict[str, Any], to_choose: dict[Id, int] | None = None
    ) -> bool:
        """Bring what a newer card of a contact says; tells whether anything changed.

        ``to_choose`` gets how many of its values now stand beside what a person typed.
        """
        rows = draft_from_card(card)
        here = load(self._db, [contact]).get(contact)
        if here is None:
            self.insert_cards(draft, [(contact, rows)], to_choose)
            return True
        places = self._organisations([rows])
        ops = plan_import(ImportRule(self._journal), here, rows, places)
        if any(table == "role" for _, table, _, _ in ops.found):
            places.make(draft, [contact])
        changed = ops.write(draft)
        if to_choose is not None and (waiting := ops.to_choose()):
            to_choose[contact] = waiting
        fresh = self._new_memberships(contact, here, rows)
        if fresh:
            circles = self._circles(draft, [rows])
            for name in fresh:
                _join(draft, circles[fold(name)], contact)
        return changed or bool(fresh)

    def compare_cards(
        self, cards: Sequence[tuple[Id, dict[str, Any]]], to_choose: dict[Id, int] | None = None
    ) -> list[str]:
        """What an import would do with each: ``created``, ``updated`` or ``unchanged``; ``to_choose`` as above."""
        loaded = load(self._db, [contact for contact, _ in cards], dead=True)
        known = [(contact, draft_from_card(card)) for contact, card in cards if contact in loaded]
        places = self._organisations([rows for _, rows in known])
        rule = ImportRule(self._journal)
        verdicts: dict[Id, str] = {}
        for contact, rows in known:
            ops: Ops = plan_import(rule, loaded[contact], rows, places)
            changed = bool(ops.found) or bool(self._new_memberships(contact, loaded[contact], rows))
            living = loaded[contact].contact["live"]
            verdicts[contact] = "created" if not living else "updated" if changed else "unchanged"
            if to_choose is not None:
                to_choose[contact] = ops.to_choose()
        return [verdicts.get(contact, "created") for contact, _ in cards]

    # Details

    def _organisations(self, drafts: Iterable[CardDraft]) -> Organisations:
        names = (cells["name"] for rows in drafts for cells in rows.roles if cells.get("name"))
        return Organisations(self._db, self._workspace, names)

    def _circle_ids(self, names: Iterable[str]) -> dict[str, tuple[Id, str, bool]]:
        """Folded name -> group, name, whether it has to be made."""
        wanted: dict[str, str] = {}
        for name in names:
            wanted.setdefault(fold(name), name)
        if not wanted:
            return {}
        rows = self._db.rows("SELECT id, name FROM circle WHERE sy_live = 1 AND name IS NOT NULL ORDER BY id DESC")
        here = {fold(name): row for row, name in rows}
        living = set(here.values())
        found: dict[str, tuple[Id, str, bool]] = {}
        for folded, name in wanted.items():
            row = here.get(folded) or derived_id(self._workspace, f"circle:{folded}")
            found[folded] = row, name, row not in living  # it may have been renamed since
        return found

    def _circles(self, draft: Draft, drafts: Iterable[CardDraft]) -> dict[str, Id]:
        found = self._circle_ids(name for rows in drafts for name in rows.groups)
        for circle, name, missing in found.values():
            if missing and not draft.making("circle", circle):
                draft.insert("circle", circle, {"name": name})
        return {folded: circle for folded, (circle, _, _) in found.items()}

    def _new_memberships(self, contact: Id, here: CardDraft, rows: CardDraft) -> list[str]:
        """Groups the card adds; one that the contact was taken out of stays without it."""
        present = {fold(name) for name in here.groups}
        fresh = [name for name in rows.groups if fold(name) not in present]
        if not fresh:
            return []
        circles = self._circle_ids(fresh)
        members = {name: derived_id(circles[fold(name)][0], contact.hex()) for name in fresh}
        gone = ImportRule(self._journal).known("membership", list(members.values()))
        return [name for name in fresh if members[name] not in gone]

    def _new_id(self) -> Id:
        return self._journal.new_id()


def _join(draft: Draft, circle: Id, contact: Id) -> None:
    draft.insert("membership", derived_id(circle, contact.hex()), {"circle": circle, "contact": contact})
