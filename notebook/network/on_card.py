"""What of relations and permissions stands on a contact's card.

A line of the permission ledger that came from a notebook is a line of its own, also where one here reads the same: a
yes may answer it (see `permissions`). Only what has no id is told by its words. Where a file lifts a no that somebody
typed here, the report says so.

A relation stands on the cards of both, with the UID of the other and what the other is to this one; ``inverse``
marks the card it was not entered on. Where the standard has a word for it, it also stands in ``relatedTo`` (RFC 9553
2.1.8; RELATED of RFC 6350 6.6.6). What other programs say there (RELATED, X-ABRELATEDNAMES, X-SPOUSE, X-MANAGER)
becomes a relation where the word is clear, and goes out again as it came in while nobody changed it here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from notebook.changes.ids import Id, child_id, read_id, show_id
from notebook.contacts.loading import uid_of
from notebook.contacts.update import ImportRule
from notebook.network import kinds
from notebook.network.permissions import ANY, CHANNELS, STATES, lines_about, purposes_of, standing, takes_back
from notebook.network.records import Permission
from notebook.sentences import say
from notebook.storage.folding import fold
from notebook.storage.parts import chunks
from notebook.timeline.card_forms import Card, Cell, Choice, Day, Entry, Number, Partial, Text, Whom
from notebook.timeline.days import read_day
from notebook.timeline.on_card import Incoming, OnCard, in_order

Pair = tuple[Id | None, Id | None]
RELATED = "relatedTo"
_LABELS = ("label", "kithbook.app:label")  # of a relation as vCard readers, and as CSV readers put it
# Our kind -> the word of RFC 9553 2.1.8 (the registry of RFC 6350 6.6.6).
_STANDARD: Mapping[str, str] = {
    "spouse": "spouse", "partner": "sweetheart", "child": "child", "parent": "parent", "sibling": "sibling",
    "friend": "friend", "colleague": "colleague", "acquaintance": "acquaintance", "neighbour": "neighbor",
    "manager": "colleague", "report": "colleague",
}  # fmt: skip
_FAMILY, _OTHERS = "kin", "contact"
# The standard's word -> our kind and label. Words that say too little (contact, met, date, me) are only kept.
_MEANT: Mapping[str, tuple[str, str]] = {
    "spouse": ("spouse", ""), "child": ("child", ""), "parent": ("parent", ""), "sibling": ("sibling", ""),
    "sweetheart": ("partner", ""), "kin": ("relative", ""), "friend": ("friend", ""),
    "colleague": ("colleague", ""), "co-worker": ("colleague", ""), "neighbor": ("neighbour", ""),
    "acquaintance": ("acquaintance", ""), "co-resident": ("other", "co-resident"), "agent": ("other", "agent"),
    "emergency": ("other", "emergency contact"),
}  # fmt: skip
_ASSISTANT = "assistant"  # of somebody: reports to them
_ALL = " FROM relation r JOIN contact c ON c.id = r.contact LEFT JOIN contact o ON o.id = r.other WHERE +r.sy_live = 1"
_LIVING = " AND +c.sy_live = 1 AND (r.other IS NULL OR +o.sy_live = 1)"


class PermissionsOnCard(OnCard):
    """The permission ledger (P8)."""

    property, line, table, what = "kithbook.app:permissions", "X-KITHBOOK-PERMISSION", "permission", say("Permission")
    main, wants = "channel", ("channel",)
    members = {
        "channel": ("channel", Choice(CHANNELS)),
        "state": ("state", Choice(STATES)),
        "purpose": ("purpose", Text()),
        "how": ("how", Text()),
        "day": ("day", Day()),
        "expires": ("expires", Day()),
        "evidence": ("evidence", Text()),
    }

    def plan(self, batch: Sequence[Incoming], rule: ImportRule) -> None:
        self._nos: dict[str, list[Id]] = {}  # by the key of a line: every no of its card
        for said in (card for one in batch if isinstance(card := one.card.get(self.property), dict)):
            nos = [row for key, entry in said.items() if (row := read_id(key)) is not None
                   and isinstance(entry, dict) and entry.get("state") != "granted"]  # fmt: skip
            for key in said if nos else ():
                self._nos[key] = [*self._nos.get(key, ()), *nos]
        super().plan(batch, rule)
        told = {one.contact: fresh for one in batch if (fresh := _fresh(one))}
        held = lines_about(self._db, list(told))
        for one in batch:
            if one.contact in told and one.contact in held:
                self._lifted(one, held[one.contact], told[one.contact], rule)

    def _twin(self, key: str, entry: Entry, twins: Mapping[str, Entry]) -> str | None:
        row = read_id(key)
        if row is not None and (entry.get("state") != "granted" or takes_back(
                _line(b"", row, entry), self._nos.get(key, ()))):  # fmt: skip
            return None
        return super()._twin(key, entry, twins)

    def _lifted(
        self, one: Incoming, held: Sequence[Permission], fresh: Sequence[Permission], rule: ImportRule
    ) -> None:  # fmt: skip
        """Say which no of a person here counts no longer with these lines."""
        today = rule.today()
        asked = {(line.channel, purpose) for line in fresh if line.state == "granted"
                 for purpose in purposes_of(line.purpose)}  # fmt: skip
        for channel, purpose in sorted(asked):
            before = standing(held, channel, purpose, today)
            after = standing([*held, *fresh], channel, purpose, today)
            no = before.permission
            if (before.state, after.state) == ("refused", "granted") and no is not None and rule.typed(
                    self.table, no.id, "state"):  # fmt: skip
                name = self._known.names([one.contact]).get(one.contact, "")
                one.refused.append(say("{name}: here it was “{before}”; by a later line of the file it is “{after}”.",
                                       name=name, before=before.said, after=after.said))  # fmt: skip


class RelationsOnCard(OnCard):
    """The relations of somebody (P3), and ``relatedTo``."""

    property, line, table, what = "kithbook.app:relations", "X-KITHBOOK-RELATED", "relation", say("Relation")
    main, wants = "name", ("name", "to")
    members = {
        "name": ("name", Text()),
        "to": ("other", Whom()),
        "kind": ("kind", Choice(kinds.KINDS)),
        "label": ("label", Text()),
        "strength": ("strength", Number(1, 3)),
        "evidence": ("evidence", Text()),
        "since": ("since", Partial()),
        "until": ("until", Partial()),
        "born": ("born", Partial()),
        "school": ("school", Text()),
        "occasions": ("occasions", Text()),
    }
    also = RELATED
    _TEXTS = ("label", "strength", "evidence", "since", "until", "born", "school", "occasions")

    # Out

    def put(self, contact: Id, card: Card, entries: dict[str, Entry]) -> None:
        """Write relations onto a card, and bring its ``relatedTo`` up to date."""
        entries = in_order(dict(entries))
        related = card.get(RELATED)
        kept = dict(related) if isinstance(related, dict) else {}
        if kept:
            made = self._made(contact, kept)
            for key in list(kept):
                row = _row_of(contact, key)
                if show_id(row) in entries and _plain(entries[show_id(row)], key, kept[key]):
                    del entries[show_id(row)]  # it says no more than what came in
                elif row in made:
                    del kept[key]  # changed or deleted here since
        for name, said in standard(entries.values()).items():
            kept.setdefault(name, said)
        if entries:
            card[self.property] = entries
        if kept:
            card[RELATED] = kept
        elif isinstance(related, dict):
            del card[RELATED]

    def of(self, contacts: Sequence[Id]) -> dict[Id, dict[str, Entry]]:
        """The relations of contacts, from whichever side they were entered."""
        return self._told(contacts, _LIVING)

    def _told(self, contacts: Sequence[Id], living: str = "") -> dict[Id, dict[str, Entry]]:
        """The same, also with those who were deleted."""
        wanted = set(contacts)
        rows: dict[Id, Sequence[Any]] = {}
        for marks, part in chunks(contacts):
            for side in ("contact", "other"):
                sql = f"SELECT r.id, r.contact, r.other, c.uid, o.uid, {self._columns}{_ALL}{living}"
                rows.update((row[0], row) for row in self._db.rows(f"{sql} AND r.{side} IN ({marks})", part))
        others = {row[2] for row in rows.values() if row[1] in wanted}
        others |= {row[1] for row in rows.values() if row[2] in wanted}
        others.discard(None)
        names = self._known.names(list(others)) if others else {}
        members = [name if name != "to" else "" for name in self.members]
        found: dict[Id, dict[str, Entry]] = {}
        for row, contact, other, contact_uid, other_uid, *cells in rows.values():
            said = {name: cell for name, cell in zip(members, cells, strict=True) if cell is not None and name}
            kind = said.setdefault("kind", "other")
            key = show_id(row)
            if other in wanted and other != contact:
                back = {"name": names.get(contact, ""), "to": uid_of(contact, contact_uid), "inverse": True,
                        "kind": kinds.INVERSE.get(kind, "other")}  # fmt: skip
                found.setdefault(other, {})[key] = said | back
            if contact in wanted:
                if other:
                    said["name"], said["to"] = names.get(other, ""), uid_of(other, other_uid)
                found.setdefault(contact, {})[key] = said
        return found

    def _made(self, contact: Id, related: Card) -> set[Id]:
        """Which relations were made of a ``relatedTo``, living or deleted."""
        found: set[Id] = set()
        for marks, part in chunks([_row_of(contact, key) for key in related]):
            found.update(row[0] for row in self._db.rows(f"SELECT id FROM relation WHERE id IN ({marks})", part))
        return found

    # In

    def plan(self, batch: Sequence[Incoming], rule: ImportRule) -> None:
        told = [one for one in batch if self.property in one.card or isinstance(one.card.get(RELATED), dict)]
        if not told:
            return
        said = {one.contact: self._said(one) for one in told}
        whom = (values.get("other") for entries in said.values() for _, values in entries.values())
        people = self._known.find(sorted({str(uid) for uid in whom if uid}))
        here = self._told([one.contact for one in told])
        ids = [self.row_id(contact, key, {}) for contact, entries in said.items() for key in entries]
        ids += [child_id(contact, f"{self.property}\0{key}") for contact, entries in said.items() for key in entries]
        rows = self._held(ids)
        for one in told:
            for key, (entry, values) in said[one.contact].items():
                self._relation(one, key, entry, dict(values), people, here.get(one.contact, {}), rows, rule)

    def _relation(
        self, one: Incoming, key: str, entry: Entry, values: dict[str, Cell], people: Mapping[str, Id],
        here: Mapping[str, Entry], rows: Mapping[Id, tuple[Pair, bool, Mapping[str, Any]]],
        rule: ImportRule,
    ) -> None:  # fmt: skip
        uid = str(values.pop("other", ""))
        other = people.get(uid)
        if uid and other is None:
            one.unresolved = True
        row = self.row_id(one.contact, key, values)
        half = row in rows and rows[row][0] == (other, None)  # entered there while we had no card yet
        if row in rows and one.contact not in rows[row][0] and not half:
            row = child_id(one.contact, f"{self.property}\0{key}")
        whose, live, shown = rows.get(row, ((None, None), False, {}))
        if whose[0] and not live and not one.fresh:
            return  # somebody deleted it
        if whose[0] and live:
            whom = one.contact if half else other
            if show_id(row) in here and entry.get("to") == here[show_id(row)].get("to"):
                whom = None  # the same one as before
            self._correct(one, row, entry, values, whom, shown, whose[0] != one.contact, rule)
            return
        if other == one.contact:
            one.refused.append(say("{what}: nobody is related to themselves; it was left out.", what=self.what))
        elif other is None and "name" not in values:
            pass  # a UID that nobody has here: it stays in relatedTo
        elif twin := next((key for key, there in here.items() if _same(entry, there, other is not None)), None):
            self._both_noted(one, twin, entry, values, rule)
        else:
            inverse = bool(entry.get("inverse"))
            if other is not None:
                values.pop("name", None)
            elif inverse and "label" in values:
                values["label"] = kinds.turned(str(values["label"]))  # it was in the words of the other side
            if other is not None and inverse:
                kind = kinds.INVERSE.get(str(values.get("kind", "other")), "other")
                values = {**values, "kind": kind, "contact": other, "other": one.contact}
            else:
                values = {"kind": "other", **values, "contact": one.contact, "other": other}
            one.ops.add("insert", self.table, row, values)

    def _both_noted(
        self, one: Incoming, key: str, entry: Entry, values: dict[str, Cell], rule: ImportRule
    ) -> None:  # fmt: skip
        """The same relation noted here by somebody else: what only one of them knew is added."""
        row = self.row_id(one.contact, key, values)
        whose, live, shown = self._held([row]).get(row, ((None, None), False, {}))
        if live:
            said = {column: values[column] for column in self._TEXTS if column in values}
            self._correct(one, row, entry, said, None, shown, whose[0] != one.contact, rule)

    def _correct(
        self, one: Incoming, row: Id, entry: Entry, values: dict[str, Cell], other: Id | None,
        shown: Mapping[str, Any], back: bool, rule: ImportRule,
    ) -> None:  # fmt: skip
        """What a card says otherwise about a relation that is here; ``back``: it was entered on the other's card."""
        if back and "kind" in values:
            values["kind"] = kinds.INVERSE.get(str(values["kind"]), "other")
        if back != bool(entry.get("inverse")) and "label" in values:
            values["label"] = kinds.turned(str(values["label"]))  # in the words of the other side
        if shown.get("other") is not None or other is not None:
            values.pop("name", None)
        if other is not None and shown.get("other") is None:
            values["other"] = other
        stay = rule.kept(one.ops, self.table, row, dict(shown), values, ("other", "name", "kind", *self._TEXTS))
        held = {"name": entry.get("name") or shown.get("name"), **self.entry(shown.values())}
        for column in stay:
            name = "to" if column == "other" else column
            self._tell(one, row, name, held, {**entry, name: values[column]})

    def _said(self, one: Incoming) -> dict[str, tuple[Entry, dict[str, Cell]]]:
        """The relations of a card: our own, and what ``relatedTo`` adds to them. What is said twice is taken off."""
        own = {}
        if self.property in one.card:
            marked = one.card[self.property]
            inverse = {key for key, entry in marked.items() if isinstance(entry, dict) and entry.get("inverse") is True}
            bare = {key: {name: value for name, value in entry.items() if name != "inverse"}
                    if isinstance(entry, dict) else entry for key, entry in marked.items()}  # fmt: skip
            one.card[self.property] = bare
            own = self._read(one)
            own = {key: ({**entry, "inverse": True} if key in inverse else entry, values)
                   for key, (entry, values) in own.items()}  # fmt: skip
        related = one.card.get(RELATED)
        if not isinstance(related, dict):
            return own
        ours = standard(entry for entry, _ in own.values())
        known = {fold(str(entry.get(name) or "")) for entry, _ in own.values() for name in ("to", "name")}
        kept: Card = {}
        for key, said in related.items():
            if key in ours and ours[key] == said:
                continue
            kept[key] = said
            if fold(key) not in known and (meaning := meant(said)) is not None:
                own[show_id(_row_of(one.contact, key))] = self._foreign(key, *meaning)
        if kept:
            one.card[RELATED] = kept
        else:
            del one.card[RELATED]
        return own

    @staticmethod
    def _foreign(key: str, kind: str, label: str) -> tuple[Entry, dict[str, Cell]]:
        whom = {"to": key} if ":" in key and " " not in key else {"name": key}
        entry: Entry = {**whom, "kind": kind, **({"label": label} if label else {})}
        values: dict[str, Cell] = {("other" if name == "to" else name): value for name, value in entry.items()}
        return entry, values

    def row_id(self, contact: Id, key: str, values: Mapping[str, Cell]) -> Id:
        return read_id(key) or child_id(contact, f"{self.property}\0{key}")

    def _held(self, ids: Sequence[Id]) -> dict[Id, tuple[Pair, bool, Mapping[str, Any]]]:
        """Between whom these relations are, whether they live, their cells."""
        found: dict[Id, tuple[Pair, bool, Mapping[str, Any]]] = {}
        names = [column for column, _ in self.members.values()]
        for marks, part in chunks(list(dict.fromkeys(ids))):
            for row, contact, live, *cells in self._db.rows(
                f"SELECT r.id, r.contact, r.sy_live, {self._columns} FROM relation r WHERE r.id IN ({marks})", part
            ):
                shown = dict(zip(names, cells, strict=True))
                found[row] = (contact, shown["other"]), bool(live), shown
        return found


def _fresh(one: Incoming) -> list[Permission]:
    """The lines of the permission ledger that an import adds about a contact."""
    return [_line(one.contact, row, values) for verb, table, row, values in one.ops.found
            if verb == "insert" and table == "permission"]  # fmt: skip


def _line(contact: Id, row: Id, said: Mapping[str, Any]) -> Permission:
    return Permission(
        row, contact, said.get("channel") or ANY, said.get("purpose") or "", said.get("state") or "refused",
        said.get("how") or "", read_day(said.get("day")), said.get("evidence") or "", read_day(said.get("expires")),
        None,
    )  # fmt: skip


def standard(entries: Iterable[Entry]) -> Card:
    """Relations as ``relatedTo`` has them, by UID or name; the label where the word alone says less."""
    found: Card = {}
    for entry in entries:
        key = entry.get("to") or entry.get("name")
        if not isinstance(key, str) or not key:
            continue
        kind, label = entry.get("kind", "other"), entry.get("label")
        word = _STANDARD.get(kind) or (_FAMILY if kind in kinds.FAMILY else _OTHERS)
        said = found.get(key)
        if said is None:
            said = found[key] = {"relation": {word: True}}
        else:
            said["relation"][word] = True
        own = kinds.sides(kinds.turned(label) if entry.get("inverse") else label)[0] if isinstance(label, str) else ""
        if own:
            said.setdefault("label", own)
        elif (kind not in _STANDARD or word == "colleague" != kind) and kind != "other":
            said.setdefault("label", str(kinds.said(kind)))
    return found


def meant(said: Any) -> tuple[str, str] | None:
    """The kind and label of an entry of ``relatedTo``; None where it does not say clearly what they are."""
    if not isinstance(said, dict):
        return None
    label = next((said[name].strip() for name in _LABELS if isinstance(said.get(name), str)), "")
    if label:
        if fold(label) == _ASSISTANT:
            return "report", label
        return kinds.typed(label)
    relation = said.get("relation")
    words = [str(word).lower() for word in relation] if isinstance(relation, dict) else []
    return next((meaning for word, meaning in _MEANT.items() if word in words), None)


def _plain(entry: Entry, key: str, said: Any) -> bool:
    """Whether a relation says exactly what its ``relatedTo`` says."""
    meaning = meant(said)
    if meaning is None or entry.keys() - {"name", "to", "kind", "label"}:
        return False
    return (entry["kind"], entry.get("label", "")) == meaning and key in (entry.get("to"), entry.get("name"))


def _same(entry: Entry, there: Entry, card: bool) -> bool:
    """Whether a person has noted this relation already."""
    if entry.get("kind", "other") != there.get("kind"):
        return False
    if there["kind"] == "other" and fold(str(entry.get("label", ""))) != fold(str(there.get("label", ""))):
        return False
    if card:
        return bool(entry.get("to") == there.get("to"))
    return "to" not in there and fold(str(entry.get("name", ""))) == fold(str(there.get("name", "")))


def _row_of(contact: Id, key: str) -> Id:
    """The relation that an entry of ``relatedTo`` makes."""
    return child_id(contact, f"related\0{key}")
