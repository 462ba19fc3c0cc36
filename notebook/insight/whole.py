"""Whom a figure about a contact is reckoned from: a person alone, an organisation with the people who are there now."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from notebook.contacts.staff import staff
from notebook.insight.records import Id
from notebook.storage.database import Database
from notebook.storage.parts import chunks


def wholes(db: Database, contacts: Sequence[Id], today: date) -> dict[Id, list[Id]]:
    """Each contact, and behind it its people where it is an organisation."""
    places = [row[0] for marks, part in chunks(contacts)
              for row in db.rows(f"SELECT id FROM contact WHERE id IN ({marks}) AND kind = 'org'", part)]  # fmt: skip
    people = staff(db, places, today.isoformat()) if places else {}
    return {contact: [contact, *people.get(contact, ())] for contact in contacts}


def whole(db: Database, contact: Id, today: date) -> list[Id]:
    """The same of one contact."""
    return wholes(db, [contact], today)[contact]
