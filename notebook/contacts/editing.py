"""Every change a person makes to a contact by hand, each one undoable step with a name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Any

from notebook.changes.ids import Id, derived_id
from notebook.contacts.card import MET_THROUGH, NAME_KINDS, card_from_draft, draft_from_card
from notebook.contacts.card_details import address_of
from notebook.contacts.cells import pack, unpack, whole
from notebook.contacts.dates import PartialDate, check_come, check_span
from notebook.contacts.importing import Importing
from notebook.contacts.interests import apart, parted
from notebook.contacts.loading import load, uid_of
from notebook.contacts.names import compose, parse
from notebook.contacts.organisations import Organisations
from notebook.contacts.showing import own_name
from notebook.contacts.update import free_key, label_id, plan_patch
from notebook.errors import NotFound, Refused
from notebook.sentences import Sentence, count, say
from notebook.storage.folding import fold

if TYPE_CHECKING:
    from notebook.changes.draft import Draft

DETAIL_KINDS = ("phone", "email", "address", "link", "online", "nickname", "note", "language", "interest", "custom")
_NAME_PARTS = frozenset(NAME_KINDS)
_CELLS = frozenset(
    ("kind", "full_name", *NAME_KINDS, "phonetic_given", "phonetic_surname", "pronouns", "time_zone", "met", "met_on",
     "met_through", "relation", "stands_for", "buys", "avoid", "ideal_days", "max_days", "owner")
)  # fmt: skip
_MET = {"kithbook.app:metOn": "met_on", MET_THROUGH: "met_through"}
_DETAIL_CELLS = frozenset(("value", "label", "contexts", "features", "preferred", "service"))
_ROLE_CELLS = frozenset(("organisation", "title", "role", "department", "function", "since", "until"))


class Editing(Importing):
    """The part of `Contacts` that edits."""

    # Contacts

    def create(
        self,
        name: str,
        kind: str = "individual",
        email: str | None = None,
        phone: str | None = None,
        organisation: str | None = None,
    ) -> Id:
        """A new person or organisation. Raises `Refused` when nothing at all is said about them."""
        name = _clean(name)
        if not any(text and text.strip() for text in (name, email, phone)):
            raise Refused(say("A contact needs a name, an e-mail address or a phone number."))
        contact = self._new_id()
        cells: dict[str, Any] = {"kind": kind, "full_name": name or None}
        if kind == "individual" and name:
            cells.update({part: value or None for part, value in _parsed(name).items()})
        with self._journal.change(say("Add {name}", name=name or email or phone)) as draft:
            draft.insert("contact", contact, cells)
            if email and email.strip():
                self.add_detail(contact, "email", email)
            if phone and phone.strip():
                self.add_detail(contact, "phone", phone)
            if organisation and organisation.strip():
                self.add_role(contact, organisation)
        return contact

    def edit(self, contact: Id, **fields: str | int | bytes | None) -> None:
        """Set cells: a name or its components, pronouns, met .. buys, cadence, owner, kind.

        Setting only ``full_name`` parses it again into components; setting components puts the full name
        together again. Empty text clears a cell. Raises `Refused` for a field that is none, `NotFound`.
        """
        before = self._cells(contact)
        self._check_met(contact, fields)
        unknown = fields.keys() - _CELLS
        if unknown:
            raise Refused(say("A contact has no field {field}.", field=", ".join(sorted(unknown))))
        values: dict[str, Any] = {n: _clean(v) or None if isinstance(v, str) else v for n, v in fields.items()}
        parts = values.keys() & _NAME_PARTS
        if "full_name" in values and not parts and values.get("kind", before["kind"]) != "org":
            values.update({part: value or None for part, value in _parsed(values["full_name"] or "").items()})
        elif parts and "full_name" not in values:
            values["full_name"] = compose({**before, **values}) or None
        if before.get("implied") and values.keys() - {"ideal_days", "max_days", "owner"}:
            values["implied"] = 0
        with self._change(contact, "Change {name}") as draft:
            draft.set("contact", contact, values)

    def _check_met(self, contact: Id, fields: Mapping[str, Any]) -> None:
        if fields.get("met_through") == contact:
            raise Refused(say("Nobody introduces themselves. Choose another person."))
        if isinstance(met := fields.get("met_on"), str):
            check_come(met.strip(), self._clock.today(), say("How you met is noted once you have met."))

    def patch(self, contact: Id, patch: dict[str, Any]) -> None:
        """Apply an RFC 7396 merge patch to the card. Raises `NotFound`, `Refused` (`patching` says for what)."""
        from notebook.contacts.patching import patched

        if not isinstance(patch, dict):
            raise Refused(say("A patch has to be a JSON object."))
        here = load(self._db, [contact]).get(contact)
        if here is None:
            raise NotFound(say("This contact is gone."))
        card = card_from_draft(here, uid_of(contact, None))
        wanted = patched(card, patch)
        if patch.get("personalInfo") and "personalInfo" in wanted:
            wanted["personalInfo"] = parted(wanted["personalInfo"], card.get("personalInfo", {}))
        rows = draft_from_card(whole(wanted))
        self._check_met(contact, {
            column: rows.contact.get(column) for name, column in _MET.items() if name in patch})  # fmt: skip
        places = self._organisations([rows])
        with self._change(contact, "Change {name}") as draft:
            places.make(draft)
            plan_patch(here, rows, places, self._new_id).write(draft)
            self._patch_groups(draft, contact, here.groups, rows.groups)

    def _patch_groups(self, draft: Draft, contact: Id, here: list[str], wanted: list[str]) -> None:
        circles = self._circle_ids([*here, *wanted])
        kept = {fold(name) for name in wanted}
        for name in wanted:
            circle, _, missing = circles[fold(name)]
            if missing:
                draft.insert("circle", circle, {"name": name})
            if name not in here:
                draft.insert("membership", derived_id(circle, contact.hex()), {"circle": circle, "contact": contact})
        for name in here:
            if fold(name) not in kept:
                draft.delete("membership", derived_id(circles[fold(name)][0], contact.hex()))

    def delete(self, *contacts: Id) -> None:
        """Delete contacts; undo brings them back with everything. Raises `NotFound`."""
        names = [own_name(self._cells(contact)) or "?" for contact in contacts]
        title: Sentence = say("Delete {name}", name=names[0]) if len(names) == 1 else count(
            "Delete {n} contact", "Delete {n} contacts", len(names))  # fmt: skip
        with self._journal.change(title) as draft:
            for contact in contacts:
                draft.delete("contact", contact)

    # Details

    def add_detail(self, contact: Id, kind: str, value: str, label: str = "", contexts: Iterable[str] = (),
                   features: Iterable[str] = (), preferred: bool = False, service: str = "") -> Id:  # fmt: skip
        """A new phone, email, address, link, online, nickname, note, language, interest or custom field.

        An address may be plain text or the JSON of an RFC 9553 2.5.1 object. Interests with commas between them are
        one each, the first is returned; what is there already is not added twice. Raises `Refused`, `NotFound`.
        """
        if kind not in DETAIL_KINDS:
            raise Refused(say("There is no kind of detail called {kind}.", kind=kind))
        value = _value(kind, value)
        self._cells(contact)
        if kind == "interest" and len(several := apart(value)) > 1:
            with self._change(contact, "Add {what} of {name}", what=say(kind)):
                return self._interests(contact, several)[0]
        row = self._new_id()
        extra = {"service": service} if service else {"kind": "interest"} if kind == "interest" else None
        with self._change(contact, "Add {what} of {name}", what=say(kind)) as draft:
            siblings = self._db.rows("SELECT key, pos FROM detail WHERE contact = ? AND kind = ?", (contact, kind))
            draft.insert("detail", row, {
                "contact": contact, "kind": kind, "value": value, "label": label or None,
                "contexts": " ".join(contexts) or None, "features": " ".join(features) or None,
                "pref": 1 if preferred else None, "pos": 1 + max((pos or 0 for _, pos in siblings), default=-1),
                "key": free_key((key for key, _ in siblings if key), "detail", kind),
                "extra": pack(extra) if extra else None,
            })  # fmt: skip
            if preferred:
                self._prefer_only(draft, contact, kind, row)
        return row

    def edit_detail(self, row: Id, **fields: Any) -> None:
        """Set ``value``, ``label``, ``contexts``, ``features``, ``preferred`` or ``service`` of a detail.

        Raises `Refused`, `NotFound`.
        """
        contact, kind, extra = self._child("detail", row, "kind, extra")
        if unknown := fields.keys() - _DETAIL_CELLS:
            raise Refused(say("A detail has no field {field}.", field=", ".join(sorted(unknown))))
        values: dict[str, Any] = {}
        if "value" in fields:
            values["value"] = _value(kind, fields["value"])
        if "label" in fields:
            values["label"] = _clean(fields["label"] or "") or None
        for name in fields.keys() & {"contexts", "features"}:
            values[name] = " ".join(fields[name]) or None
        if "preferred" in fields:
            values["pref"] = 1 if fields["preferred"] else None
        if "service" in fields:
            rest = {n: v for n, v in unpack(extra).items() if n != "service"}
            rest |= {"service": fields["service"]} if fields["service"] else {}
            values["extra"] = pack(rest) if rest else None
        several = apart(values.get("value") or "") if kind == "interest" else []
        with self._change(contact, "Change {what} of {name}", what=say(kind)) as draft:
            if len(several) > 1:
                values["value"] = several[0]
            draft.set("detail", row, values)
            if fields.get("preferred"):
                self._prefer_only(draft, contact, kind, row)
            self._interests(contact, several[1:])

    def _interests(self, contact: Id, several: list[str]) -> list[Id]:
        """These interests, inside a change: the rows that are there already, else new ones."""
        sql = "SELECT value, id FROM detail WHERE contact = ? AND kind = 'interest' AND sy_live = 1"
        there: dict[str, Id] = {fold(value or ""): row for value, row in self._db.rows(sql, (contact,))}
        for one in several:
            if fold(one) not in there:
                there[fold(one)] = self.add_detail(contact, "interest", one)
        return [there[fold(one)] for one in several]

    def remove_detail(self, row: Id) -> None:
        """Remove a detail. Raises `NotFound`."""
        contact, kind = self._child("detail", row, "kind")
        with self._change(contact, "Remove {what} of {name}", what=say(kind)) as draft:
            draft.delete("detail", row)

    def _prefer_only(self, draft: Draft, contact: Id, kind: str, row: Id) -> None:
        for (other,) in self._db.rows(
            "SELECT id FROM detail WHERE contact = ? AND kind = ? AND pref = 1 AND sy_live = 1 AND id != ?",
            (contact, kind, row),
        ):
            draft.set("detail", other, {"pref": None})

    # Dates

    def add_date(self, contact: Id, kind: str, day: PartialDate | str, label: str = "", feb29: str | None = None) -> Id:
        """A date: kind ``birth``, ``death``, ``wedding`` or ``other``. Raises `Refused` for what is no date."""
        parsed = day if isinstance(day, PartialDate) else PartialDate.parse(day)
        self._cells(contact)
        row = self._new_id()
        with self._change(contact, "Add a date of {name}") as draft:
            keys = [k for (k,) in self._db.rows("SELECT key FROM anniversary WHERE contact = ?", (contact,))]
            draft.insert("anniversary", row, {
                "contact": contact, "kind": kind, "label": _clean(label) or None, "date": str(parsed),
                "feb29": _feb29(feb29), "pos": len(keys), "key": free_key([k for k in keys if k], "anniversary", None),
            })  # fmt: skip
        return row

    def edit_date(self, row: Id, **fields: Any) -> None:
        """Set ``kind``, ``label``, ``date`` or ``feb29`` of a date. Raises `Refused`, `NotFound`."""
        (contact,) = self._child("anniversary", row)
        if unknown := fields.keys() - {"kind", "label", "date", "feb29"}:
            raise Refused(say("A date has no field {field}.", field=", ".join(sorted(unknown))))
        values = dict(fields)
        if "date" in values:
            values["date"] = str(PartialDate.parse(str(values["date"])))
        if "feb29" in values:
            values["feb29"] = _feb29(values["feb29"])
        if "label" in values:
            values["label"] = _clean(values["label"] or "") or None
        with self._change(contact, "Change a date of {name}") as draft:
            draft.set("anniversary", row, values)

    def remove_date(self, row: Id) -> None:
        """Remove a date. Raises `NotFound`."""
        (contact,) = self._child("anniversary", row)
        with self._change(contact, "Remove a date of {name}") as draft:
            draft.delete("anniversary", row)

    # Roles

    def add_role(self, person: Id, organisation: str | Id | None, **fields: str) -> Id:
        """A role in an organisation: its record, or a name (the one known by it, else a new one), or none.

        ``fields``: title, role, department, function, since, until. Raises `Refused`, `NotFound`.
        """
        self._cells(person)
        row = self._new_id()
        check_span(_partial(fields.get("since")), _partial(fields.get("until")))
        with self._change(person, "Add a role of {name}") as draft:
            values = self._role_values(draft, {"organisation": organisation, **fields})
            pos = self._db.value("SELECT coalesce(max(pos), -1) + 1 FROM role WHERE person = ?", (person,))
            draft.insert("role", row, {**values, "person": person, "pos": pos})
        return row

    def edit_role(self, row: Id, **fields: Any) -> None:
        """Set ``organisation`` (record or name), title, role, department, function, since or until."""
        person, since, until = self._child("role", row, "since, until")
        if fields.keys() & {"since", "until"}:
            check_span(_partial(fields.get("since", since)), _partial(fields.get("until", until)))
        with self._change(person, "Change a role of {name}") as draft:
            draft.set("role", row, self._role_values(draft, fields))

    def remove_role(self, row: Id) -> None:
        """Remove a role. Raises `NotFound`."""
        (person,) = self._child("role", row)
        with self._change(person, "Remove a role of {name}") as draft:
            draft.delete("role", row)

    def _role_values(self, draft: Draft, fields: dict[str, Any]) -> dict[str, Any]:
        if unknown := fields.keys() - _ROLE_CELLS:
            raise Refused(say("A role has no field {field}.", field=", ".join(sorted(unknown))))
        values: dict[str, Any] = {n: _clean(v) or None if isinstance(v, str) else v for n, v in fields.items()}
        for name in values.keys() & {"since", "until"}:
            values[name] = _partial(values[name])
        organisation = values.get("organisation")
        if isinstance(organisation, str):
            places = Organisations(self._db, self._workspace, [organisation])
            places.make(draft)
            values["organisation"] = places.place(organisation)
        return values

    # Photo and labels

    def set_photo(self, contact: Id, data: bytes, media_type: str) -> None:
        """Put a photo on the card in the place of the present one. Raises `NotFound`."""
        self._cells(contact)
        present = self._photo_row(contact)
        with self._change(contact, "Change the photo of {name}") as draft:
            values = {"data": data, "media_type": media_type, "uri": None}
            if present is not None:
                draft.set("media", present, values)
            else:
                draft.insert("media", self._new_id(), {
                    **values, "contact": contact, "kind": "photo", "pos": 0, "key": self._free_media_key(contact),
                })  # fmt: skip

    def remove_photo(self, contact: Id) -> None:
        """Take the photo off the card."""
        present = self._photo_row(contact)
        if present is not None:
            with self._change(contact, "Remove the photo of {name}") as draft:
                draft.delete("media", present)

    def _photo_row(self, contact: Id) -> Id | None:
        row: Id | None = self._db.value(
            "SELECT id FROM media WHERE contact = ? AND sy_live = 1 AND kind IN ('photo', 'logo')"
            " ORDER BY kind DESC, pref IS NULL, pref, pos, id", (contact,),
        )  # fmt: skip
        return row

    def _free_media_key(self, contact: Id) -> str:
        rows = self._db.rows("SELECT key FROM media WHERE contact = ? AND key IS NOT NULL", (contact,))
        return free_key([row[0] for row in rows], "media", None)

    def add_label(self, contact: Id, name: str) -> None:
        """Put a label on. Raises `Refused` without a name, `NotFound`."""
        if not fold(name):
            raise Refused(say("A label needs a name."))
        self._cells(contact)
        with self._change(contact, "Label {name}") as draft:
            draft.insert("label", label_id(contact, name), {"contact": contact, "name": _clean(name)})

    def remove_label(self, contact: Id, name: str) -> None:
        """Take a label off."""
        with self._change(contact, "Remove a label of {name}") as draft:
            draft.delete("label", label_id(contact, name))

    # Inside

    def _cells(self, contact: Id) -> dict[str, Any]:
        """The cells of a live contact. Raises `NotFound`."""
        names = ("kind", "full_name", *NAME_KINDS, "implied", "extra")
        row = self._db.one(f"SELECT {', '.join(names)} FROM contact WHERE id = ? AND sy_live = 1", (contact,))
        if row is None:
            raise NotFound(say("This contact is gone."))
        return dict(zip(names, row, strict=True))

    def _child(self, table: str, row: Id, columns: str = "") -> tuple[Any, ...]:
        """Whose a row is, and some of its columns. Raises `NotFound`."""
        parent = "person" if table == "role" else "contact"
        wanted = f"{parent}, {columns}" if columns else parent
        found = self._db.one(f"SELECT {wanted} FROM {table} WHERE id = ? AND sy_live = 1", (row,))
        if found is None:
            raise NotFound(say("This is gone already."))
        return found

    def _change(self, contact: Id, title: str, **params: object) -> AbstractContextManager[Draft]:
        name = own_name(self._cells(contact)) if self._live(contact) else ""
        return self._journal.change(say(title, name=name or "?", **params))

    def _live(self, contact: Id) -> bool:
        return self._db.one("SELECT 1 FROM contact WHERE id = ? AND sy_live = 1", (contact,)) is not None


def _partial(text: str | None) -> str | None:
    """A partial date as it is stored. Raises `Refused`."""
    return str(PartialDate.parse(text)) if text else None


def _clean(text: str) -> str:
    """Text as it was written, without half characters; nothing when it is only white space."""
    return str(whole(text)) if text.strip() else ""


def _parsed(name: str) -> dict[str, str]:
    parts = parse(name)
    return {part: getattr(parts, part) for part in NAME_KINDS}


def _value(kind: str, value: str) -> str:
    text = _clean(value) if kind == "note" else _clean(value.strip())
    if not text:
        raise Refused(say("Write something, or remove this line."))
    return pack(address_of(text)) if kind == "address" else text


def _feb29(value: str | None) -> str | None:
    if value not in (None, "02-28", "03-01"):
        raise Refused(say("29 February moves to 02-28 or to 03-01."))
    return value
