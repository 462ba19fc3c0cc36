"""What a card changes about a contact that is already here: planned first, written only when wanted.

Two ways. `plan_patch`: the card is what a person wants, rows are matched by their map keys and what is missing
goes. `plan_import` (sync.md 2): the card comes out of an address book; a value that a person typed is never
replaced, the imported one is offered beside it; what the newer card no longer has stays; what a person deleted
stays deleted.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from notebook.changes import history
from notebook.changes.change import Change
from notebook.changes.ids import Id, child_id
from notebook.changes.journal import Journal
from notebook.contacts.card import CARD_CELLS, CardDraft
from notebook.contacts.card_details import KEY_PREFIX, keyed
from notebook.contacts.cells import Cells, pack, unpack
from notebook.contacts.loading import DATE_CELLS, DETAIL_CELLS, MEDIA_CELLS, uid_of
from notebook.contacts.organisations import Organisations
from notebook.storage.folding import fold
from notebook.storage.search import phone_digits

if TYPE_CHECKING:
    from notebook.changes.draft import Draft

TABLES: tuple[tuple[str, tuple[str, ...], Callable[[CardDraft], list[Cells]]], ...] = (
    ("detail", DETAIL_CELLS, lambda rows: rows.details),
    ("anniversary", DATE_CELLS, lambda rows: rows.anniversaries),
    ("media", MEDIA_CELLS, lambda rows: rows.media),
)
_ROLE_TEXTS = ("title", "role", "department")
# The cells whose rivals a card shows (`facts`).
_CHOSEN: Mapping[str, tuple[str, ...]] = {
    "contact": ("relation", "stands_for", "buys", "met", "avoid", "pronouns"), "role": ("title", "role"),
    "detail": ("value",), "anniversary": ("date",),
}  # fmt: skip


@dataclass(slots=True)
class Ops:
    """What is to be written: (verb, table, row, values)."""

    found: list[tuple[str, str, Id, dict[str, Any]]] = field(default_factory=list)

    def add(self, verb: str, table: str, row: Id, values: dict[str, Any] | None = None) -> None:
        """Note one write; writes of the same cells' row are joined by the journal."""
        self.found.append((verb, table, row, values or {}))

    def to_choose(self) -> int:
        """How many values will stand beside what a person typed and wait for a choice on the card."""
        return sum(name in _CHOSEN[table] for verb, table, _, values in self.found
                   if verb == "offer" and table in _CHOSEN for name in values)  # fmt: skip

    def write(self, draft: Draft) -> bool:
        """Carry it out; tells whether there was anything."""
        for verb, table, row, values in self.found:
            if verb == "set":
                draft.set(table, row, values)
            elif verb == "insert":
                draft.insert(table, row, values)
            elif verb == "delete":
                draft.delete(table, row)
            else:
                draft.offer(table, row, {n: v for n, (v, _) in values.items()}, {n: g for n, (_, g) in values.items()})
        return bool(self.found)


def identity(table: str, cells: Cells) -> str:
    """What makes a row of a card the same row in the next card: its value, or its kind where there is one of it."""
    kind = cells.get("kind") or ""
    value = cells.get("value") or ""
    if table == "anniversary":
        return f"date\0{kind}\0{fold(cells.get('label') or '')}"
    if table == "media":
        return f"media\0{kind}"
    if table == "role":
        return f"role\0{fold(cells.get('name') or '')}"
    if kind == "phone":
        return f"phone\0{phone_digits(value) or fold(value)}"
    if kind == "custom":
        return f"custom\0{fold(cells.get('label') or '')}"
    if kind == "note":
        return f"note\0{hashlib.sha256(value.encode('utf-8', 'surrogatepass')).hexdigest()}"
    return f"{kind}\0{value if kind == 'address' else fold(value)}"


def with_ids(contact: Id, table: str, rows: Iterable[Cells]) -> list[tuple[Id, str, Cells]]:
    """Rows of a card with the ids an import gives them; equal ones are told apart by their number."""
    seen: dict[str, int] = {}
    found: list[tuple[Id, str, Cells]] = []
    for cells in rows:
        key = identity(table, cells)
        seen[key] = number = seen.get(key, 0) + 1
        key = key if number == 1 else f"{key}\0{number}"
        found.append((child_id(contact, key), key, cells))
    return found


def label_id(contact: Id, name: str) -> Id:
    """The id of a label on a contact."""
    return child_id(contact, fold(name))


def _same(name: str, one: Any, other: Any) -> bool:
    if one == other:
        return True
    return name in ("extra", "name_extra") and bool(one) and bool(other) and unpack(one) == unpack(other)


class ImportRule:
    """Decides about single cells: leave, set, or offer beside what a person typed."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal

    def decide(self, ops: Ops, table: str, row: Id, shown: Cells, wanted: Cells, names: Iterable[str]) -> None:
        """Plan the cells among ``names`` in which an imported row says something else than what is shown."""
        plain: dict[str, Any] = {}
        offers: dict[str, Any] = {}
        for name in names:
            new = wanted.get(name)
            if new is None or _same(name, new, shown.get(name)):
                continue
            standing = history.heads(self._journal, table, row, name)
            if any(_same(name, head.value, new) for head in standing):
                continue
            if not standing or standing[0].imported:
                plain[name] = new
                continue
            imported = history.written_by_import(self._journal, table, row, name)
            if not (imported and _same(name, imported[0], new)):
                offers[name] = (new, [head.cid for head in standing[1:] if head.imported])
        if plain:
            ops.add("set", table, row, plain)
        if offers:
            ops.add("offer", table, row, offers)

    def kept(self, ops: Ops, table: str, row: Id, shown: Cells, wanted: Cells, names: Iterable[str]) -> list[str]:
        """As `decide`, of cells that no page shows side by side: nothing is put beside what a person wrote.

        Returns those of ``names`` that stay as they are although the import says something new of them.
        """
        plain: dict[str, Any] = {}
        stay = []
        for name in names:
            new = wanted.get(name)
            if new is None or _same(name, new, shown.get(name)):
                continue
            standing = history.heads(self._journal, table, row, name)
            imported = history.written_by_import(self._journal, table, row, name)
            if not standing or standing[0].imported:
                plain[name] = new
            elif not (imported and _same(name, imported[0], new)) or len(standing) > 1:
                stay.append(name)
        if plain:
            ops.add("set", table, row, plain)
        return stay

    def brought(self, table: str, row: Id, name: str) -> Any:
        """What an import last wrote into a cell; None where none did."""
        return next(iter(history.written_by_import(self._journal, table, row, name)), None)

    def typed(self, table: str, row: Id, name: str) -> bool:
        """Whether a person wrote what stands in a cell."""
        return any(not head.imported for head in history.heads(self._journal, table, row, name)[:1])

    def gone(self, table: str, rows: Iterable[Id]) -> dict[Id, datetime]:
        """When each of these deleted rows was deleted, as far as a person did it and nobody undid it."""
        state, changes = self._journal.state(), dict[int, Change]()
        found: dict[Id, datetime] = {}
        for row in rows:
            loaded = state.load(table, row)
            for cid in loaded.clock.deleted if loaded is not None else ():
                if cid not in changes and self._journal.covered(cid):
                    changes[cid] = self._journal.read(cid, row)  # one change may have deleted very many
            known = [changes[cid] for cid in loaded.clock.deleted if cid in changes] if loaded is not None else []
            last = max(known, key=lambda change: change.t, default=None)
            if last is not None and not history.is_import(last) and not (last.source or "").startswith("undo:"):
                found[row] = datetime.fromtimestamp(last.t / 1000, UTC)
        return found

    def today(self) -> date:
        """The day of the import."""
        return self._journal.clock.today()

    def known(self, table: str, rows: Sequence[Id]) -> set[Id]:
        """Which of these rows exist, deleted or not."""
        if not rows:
            return set()
        marks = ",".join("?" * len(rows))
        return {row[0] for row in self._journal.db.rows(f"SELECT id FROM {table} WHERE id IN ({marks})", rows)}

    def untouched(self, table: str, row: Id, name: str, start: Any) -> bool:
        """Whether nobody here has moved a cell from where it started; imports, and what was undone, do not count."""
        return history.untouched(self._journal, table, row, name, start)

    def deleted(self, table: str, rows: Sequence[Id]) -> set[Id]:
        """Which of these rows, none of which stands on the card, a person took off it: they stay off."""
        return self.known(table, rows)


class BringsBack(ImportRule):
    """The rule for a contact that was deleted: the import brings it back, with what had been taken off its card."""

    def __init__(self, rule: ImportRule) -> None:
        super().__init__(rule._journal)

    def deleted(self, table: str, rows: Sequence[Id]) -> set[Id]:
        return set()


def plan_import(rule: ImportRule, here: CardDraft, card: CardDraft, places: Organisations) -> Ops:
    """What an imported card changes about a contact; one that was deleted gets back what was deleted from it before."""
    ops = Ops()
    contact: Id = here.contact["id"]
    wanted = dict(card.contact)
    if wanted.get("extra") and here.contact.get("extra"):
        wanted["extra"] = pack({**unpack(here.contact["extra"]), **unpack(wanted["extra"])})
    if not card.contact.get("full_name") and not any(card.contact.get(n) for n in ("given", "surname")):
        wanted.pop("kind", None)
    if wanted.get("uid") == uid_of(contact, None):
        wanted.pop("uid")  # the one that our own export showed for it
    elif here.contact.get("implied"):
        ops.add("set", "contact", contact, {"implied": 0})
    rule.decide(ops, "contact", contact, here.contact, wanted, CARD_CELLS)
    _live(ops, here)
    if not here.contact.get("live", 1):
        rule = BringsBack(rule)
    for table, names, rows_of in TABLES:
        cells = tuple(name for name in names if name not in ("kind", "key", "pos"))
        _import_rows(rule, ops, contact, table, cells, rows_of(here), rows_of(card))
    _import_roles(rule, ops, contact, here.roles, card.roles, places)
    present = {fold(name) for name in here.labels}
    fresh = {label_id(contact, name): name for name in card.labels if fold(name) not in present}
    gone = rule.deleted("label", list(fresh))
    for row, name in fresh.items():
        if row not in gone:
            ops.add("insert", "label", row, {"contact": contact, "name": name})
    return ops


# Cells that an import may contradict although the row is the same (a second birthday is no other date).
_SAID: Mapping[str, tuple[str, ...]] = {"anniversary": ("date",), "custom": ("value",)}


def _import_rows(rule: ImportRule, ops: Ops, contact: Id, table: str, names: tuple[str, ...], here: list[Cells],
                 card: list[Cells]) -> None:  # fmt: skip
    by_id = {cells["id"]: cells for cells in here}
    known = with_ids(contact, table, here)
    by_key = {key: cells for _, key, cells in known}
    # Of what kinds a person has said which one to prefer: what an address book prefers of them counts no more.
    settled = {cells.get("kind") for row, _, cells in known if cells.get("pref") and cells["id"] != row}
    fresh: list[tuple[Id, Cells]] = []
    for row, key, cells in with_ids(contact, table, card):
        if cells.get("pref") and cells.get("kind") in settled:
            cells = {name: value for name, value in cells.items() if name != "pref"}
        if row in by_id:
            rule.decide(ops, table, row, by_id[row], cells, names)
        elif key not in by_key:
            fresh.append((row, cells))
        else:  # a person typed it
            typed = by_key[key]
            said = _SAID.get(table) or _SAID.get(typed.get("kind") or "", ())
            rule.decide(ops, table, typed["id"], typed, cells, said)
    gone = rule.deleted(table, [row for row, _ in fresh])
    taken = {cells["key"] for cells in here if cells.get("key")}
    behind = _Behind(here, table)
    for row, cells in fresh:
        if row not in gone:
            values = {**behind.place(cells), "contact": contact}
            if values.get("key") in taken:
                values["key"] = free_key(taken, table, cells.get("kind"))
            if values.get("key"):
                taken.add(values["key"])
            ops.add("insert", table, row, values)


class _Behind:
    """Where imported rows stand: after those that are here already (of details: of their kind), which keep theirs."""

    def __init__(self, here: Iterable[Cells], table: str) -> None:
        self._by_kind = table == "detail"
        self._next: dict[str, int] = {}
        for cells in here:
            kind = self._kind(cells)
            self._next[kind] = max(self._next.get(kind, 0), 1 + (cells.get("pos") or 0))

    def place(self, cells: Cells) -> Cells:
        """The cells with the next place; as they are where nothing of the kind is here."""
        kind = self._kind(cells)
        if kind not in self._next:
            return cells
        place = self._next[kind]
        self._next[kind] += 1
        return {**cells, "pos": place}

    def _kind(self, cells: Cells) -> str:
        return (cells.get("kind") or "") if self._by_kind else ""


def free_key(taken: Iterable[str], table: str, kind: str | None) -> str:
    """A map key that is not taken yet."""
    prefix = KEY_PREFIX.get(kind or "", "d") if table == "detail" else KEY_PREFIX[table]
    used = set(taken)
    number = 1
    while f"{prefix}{number}" in used:
        number += 1
    return f"{prefix}{number}"


def _import_roles(rule: ImportRule, ops: Ops, contact: Id, here: list[Cells], card: list[Cells],
                  places: Organisations) -> None:  # fmt: skip
    by_id = {cells["id"]: cells for cells in here}
    by_key = {key: cells for _, key, cells in with_ids(contact, "role", here)}
    fresh: list[tuple[Id, Cells]] = []
    for row, key, cells in with_ids(contact, "role", card):
        found = by_id.get(row) or by_key.get(key)
        if found is not None:
            rule.decide(ops, "role", found["id"], found, cells, _ROLE_TEXTS)
        else:
            fresh.append((row, cells))
    gone = rule.deleted("role", [row for row, _ in fresh])
    behind = _Behind(here, "role")
    for row, cells in fresh:
        if row not in gone:
            ops.add("insert", "role", row, role_values(contact, behind.place(cells), places))


def role_values(contact: Id, cells: Cells, places: Organisations) -> dict[str, Any]:
    """The columns of a role, the organisation's name replaced by its record."""
    values = {name: value for name, value in cells.items() if name not in ("name", "id")}
    values["person"] = contact
    if name := cells.get("name"):
        values["organisation"] = places.place(name)
        if places.is_other_spelling(name):
            values["extra"] = pack({**unpack(cells.get("extra")), "name": name})
    return values


def plan_patch(here: CardDraft, card: CardDraft, places: Organisations, make: Callable[[], Id]) -> Ops:
    """What turns a contact into what the card says; ``make`` gives ids for new rows."""
    ops = Ops()
    contact: Id = here.contact["id"]
    wanted = dict(card.contact)
    if wanted.get("uid") == uid_of(contact, None) and here.contact.get("uid") is None:
        wanted["uid"] = None
    if "uid" not in wanted:
        wanted["uid"] = here.contact.get("uid")
    if changed := _changed(here.contact, wanted, CARD_CELLS):
        ops.add("set", "contact", contact, changed)
    _live(ops, here)
    for table, names, rows_of in TABLES:
        _patch_rows(ops, contact, table, names, rows_of(here), rows_of(card), make)
    _patch_roles(ops, contact, here.roles, card.roles, places, make)
    _patch_labels(ops, contact, here.labels, card.labels)
    return ops


def _live(ops: Ops, here: CardDraft) -> None:
    """An organisation that was only a name in a role is more than that once a field of its card says something."""
    if here.contact.get("implied") and ops.found:
        ops.add("set", "contact", here.contact["id"], {"implied": 0})


def _changed(here: Cells, wanted: Cells, names: Iterable[str]) -> dict[str, Any]:
    return {n: wanted.get(n) for n in names if not _same(n, here.get(n), wanted.get(n))}


def _patch_rows(ops: Ops, contact: Id, table: str, names: tuple[str, ...], here: list[Cells], card: list[Cells],
                make: Callable[[], Id]) -> None:  # fmt: skip
    kinds = dict.fromkeys([cells.get("kind") if table == "detail" else None for cells in (*here, *card)])
    for kind in kinds:
        mine = [c for c in here if table != "detail" or c["kind"] == kind]
        theirs = [c for c in card if table != "detail" or c["kind"] == kind]
        prefix = KEY_PREFIX.get(kind or "", "d") if table == "detail" else KEY_PREFIX[table]
        old = dict(keyed(mine, prefix))
        new = dict(keyed(theirs, prefix))
        for key, cells in new.items():
            if key not in old:
                ops.add("insert", table, make(), {**cells, "contact": contact, "key": key})
            elif changed := _changed(old[key], cells, [n for n in names if n not in ("key", "pos")]):
                ops.add("set", table, old[key]["id"], changed)
        for key, cells in old.items():
            if key not in new:
                ops.add("delete", table, cells["id"])


def _patch_roles(ops: Ops, contact: Id, here: list[Cells], card: list[Cells],
                 places: Organisations, make: Callable[[], Id]) -> None:  # fmt: skip
    left = list(here)
    pairs: list[tuple[Cells, Cells | None]] = []
    for cells in card:
        name = fold(cells.get("name") or "")
        match = next((old for old in left if fold(old.get("name") or "") == name), None)
        if match is not None:
            left.remove(match)
        pairs.append((cells, match))
    for cells, match in pairs:
        old = match or (left.pop(0) if left else None)
        values = role_values(contact, cells, places)
        if old is None:
            ops.add("insert", "role", make(), values)
        elif changed := _changed(old, values, ("organisation", *_ROLE_TEXTS, "pos", "extra")):
            ops.add("set", "role", old["id"], changed)
    for old in left:
        ops.add("delete", "role", old["id"])


def _patch_labels(ops: Ops, contact: Id, here: list[str], card: list[str]) -> None:
    old = {fold(name): name for name in here}
    new = {fold(name): name for name in card}
    for key, name in new.items():
        if old.get(key) != name:
            ops.add("insert", "label", label_id(contact, name), {"contact": contact, "name": name})
    for key, name in old.items():
        if key not in new:
            ops.add("delete", "label", label_id(contact, name))


def merge_patch(target: Any, patch: Any) -> Any:
    """RFC 7396."""
    if not isinstance(patch, dict):
        return patch
    result = dict(target) if isinstance(target, dict) else {}
    for name, value in patch.items():
        if value is None:
            result.pop(name, None)
        else:
            result[name] = merge_patch(result.get(name), value)
    return result
