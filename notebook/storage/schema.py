"""The tables, as Peewee models, and the one list of synced tables and fields.

Synced tables hold the projection of the journal (``notebook.changes``) and are written by it alone. Every
synced row has a 16-byte id; every synced field is nullable, because a field may arrive later than its row;
there are no foreign keys and no UNIQUE between synced rows, because a parent may arrive later than its
child and two devices may make the same thing offline. Hidden ``sy_*`` columns are the journal's clock
(see ``changes.stamps``); ``x_*`` columns are derived on this device, recomputable, and never travel.

Instants are text ``YYYY-MM-DDTHH:MM:SSZ`` (UTC), days ``YYYY-MM-DD``, partial dates as in
``contacts.dates`` (``1999-05-17``, ``--02-29``, ``1999``, ``1999-05``). JSON cells are canonical text.
Columns are added by migrations only; nothing is renamed or dropped (old programs read new journals).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from peewee import SQL, BlobField, DatabaseProxy, Field, IntegerField, Model, TextField

from notebook.storage import memory

APPLICATION_ID = 0x4B697468  # "Kith"
database = DatabaseProxy()


class RowId(BlobField):
    """A 16-byte id."""

    field_type = "BLOB"


class Local(Model):
    """A table of this device only."""

    class Meta:
        database = database
        strict_tables = True
        legacy_table_names = False


class Synced(Model):
    """A projection of the journal; ``_parent`` names the field that points to the row it belongs to."""

    id = RowId(primary_key=True)
    sy_st = IntegerField(default=0)
    sy_cid = IntegerField(default=0)
    sy_x = BlobField(null=True)
    sy_live = IntegerField(constraints=[SQL("DEFAULT 1")])

    class Meta:
        database = database
        strict_tables = True
        legacy_table_names = False


def cell(**options: Any) -> TextField:
    """A nullable text cell."""
    return TextField(null=True, **options)


def number() -> IntegerField:
    """A nullable whole number."""
    return IntegerField(null=True)


def ref(**options: Any) -> RowId:
    """A nullable pointer to another row's id."""
    return RowId(null=True, **options)


class Colleague(Synced):
    """One of us. ``account`` is the operating system's user name the record was made from."""

    name = cell()
    account = cell()


class Contact(Synced):
    """A person (``individual``) or an organisation (``org``); the kinds of RFC 9553 2.1.4.

    Name components are cells of their own (RFC 9553 2.2.1). ``implied``: an organisation that stands only
    as text in somebody's role and has no life of its own yet. ``met`` .. ``buys`` are P11. ``extra``: JSON
    of the card's properties that have no column. Cadence: ``ideal_days`` / ``max_days``.
    """

    kind = cell()
    uid = cell()
    full_name = cell()
    title = cell()
    given = cell()
    given2 = cell()
    surname = cell()
    surname2 = cell()
    credential = cell()
    generation = cell()
    phonetic_given = cell()
    phonetic_surname = cell()
    name_extra = cell()
    pronouns = cell()
    time_zone = cell()
    implied = number()
    met = cell()
    met_on = cell()
    met_through = ref()
    relation = cell()
    stands_for = cell()
    buys = cell()
    ideal_days = number()
    max_days = number()
    owner = ref()
    extra = cell()
    x_sort = cell()
    x_last = cell()
    x_next = cell()
    avoid = cell()  # topics to avoid; added by schema 2, so behind the others


class Detail(Synced):
    """One labelled value of a contact.

    ``kind``: phone, email, address, link, online, nickname, note, language, interest, custom. ``value``:
    the text as typed (address: canonical JSON of the RFC 9553 2.5.1 object). ``contexts``/``features``:
    space-separated RFC 9553 words. ``pref`` 1 is preferred. ``key``: the card's map key. ``extra``: JSON of
    the rest. ``x_norm``: E.164 of a valid phone number, folded e-mail address; else null.
    """

    contact = ref()
    kind = cell()
    value = cell()
    label = cell()
    contexts = cell()
    features = cell()
    pref = number()
    pos = number()
    key = cell()
    extra = cell()
    x_norm = cell()


class Anniversary(Synced):
    """A date of a contact: kind birth, death, wedding or own; ``date`` partial; ``feb29``: 02-28 or 03-01."""

    contact = ref()
    kind = cell()
    label = cell()
    date = cell()
    feb29 = cell()
    pos = number()
    key = cell()
    extra = cell()
    x_day = cell()  # MM-DD, for the agenda


class Media(Synced):
    """A photo, logo or sound of a contact: bytes in ``data`` or an address in ``uri``."""

    contact = ref()
    kind = cell()
    media_type = cell()
    data = BlobField(null=True)
    uri = cell()
    label = cell()
    pref = number()
    pos = number()
    key = cell()
    extra = cell()


class Role(Synced):
    """What a person is in an organisation (P2). ``function``: decision maker, advocate, gatekeeper."""

    person = ref()
    organisation = ref()
    title = cell()
    role = cell()
    department = cell()
    function = cell()
    since = cell()
    until = cell()
    pos = number()
    extra = cell()


class Label(Synced):
    """A label on a contact; id is uuid5(contact, folded name)."""

    contact = ref()
    name = cell()


class Circle(Synced):
    """A group of people with a purpose (P5; the word group is SQL's)."""

    name = cell()
    purpose = cell()
    ideal_days = number()
    max_days = number()


class Membership(Synced):
    """A contact in a group; id is uuid5(circle, contact)."""

    circle = ref()
    contact = ref()


class SavedSearch(Synced):
    """A smart group: a name and a query."""

    name = cell()
    query = cell()


class Interaction(Synced):
    """Something that happened (T1). ``direction``: in, out or null. ``minutes``: duration."""

    kind = cell()
    direction = cell()
    at = cell()
    zone = cell()
    minutes = number()
    body = cell()
    extra = cell()


class Participant(Synced):
    """Who took part: a contact or a colleague; id is uuid5(interaction, whom). ``x_at`` copies the instant."""

    interaction = ref()
    contact = ref()
    colleague = ref()
    x_at = cell()


class Attachment(Synced):
    """A file kept with an interaction."""

    interaction = ref()
    name = cell()
    media_type = cell()
    data = BlobField(null=True)


class Promise(Synced):
    """Who promised whom what (R1). ``direction``: ours or theirs. Due: a day (``due``), a range
    (``due_from`` to ``due``) or neither ("when asked"). ``state``: open, kept, broken, released, renegotiated.
    ``succeeds``: the promise that was renegotiated into this one.
    """

    contact = ref()
    colleague = ref()
    direction = cell()
    text = cell()
    interaction = ref()
    due_from = cell()
    due = cell()
    state = cell()
    closed_on = cell()
    closed_in = ref()
    succeeds = ref()


class Reminder(Synced):
    """A note to come back to: once (``date``) or recurring (``rrule``, RFC 5545). ``leads``: JSON days."""

    contact = ref()
    colleague = ref()
    text = cell()
    date = cell()
    rrule = cell()
    leads = cell()
    x_next = cell()  # earliest occurrence neither done nor skipped


class Occurrence(Synced):
    """What was done about one due thing; id is uuid5(subject, day). ``state``: done, skipped, snoozed.

    ``subject``: the reminder, anniversary, promise or contact (cadence) it is about.
    """

    subject = ref()
    day = cell()
    state = cell()
    until = cell()


SYNCED: tuple[type[Synced], ...] = (
    Colleague,
    Contact,
    Detail,
    Anniversary,
    Media,
    Role,
    Label,
    Circle,
    Membership,
    SavedSearch,
    Interaction,
    Participant,
    Attachment,
    Promise,
    Reminder,
    Occurrence,
)

# A new or changed child keeps its parent alive against a deletion that did not know of it (sync.md 3).
PARENTS: dict[str, tuple[str, str]] = {
    "detail": ("contact", "contact"),
    "anniversary": ("contact", "contact"),
    "media": ("contact", "contact"),
    "role": ("person", "contact"),
    "label": ("contact", "contact"),
    "membership": ("contact", "contact"),
    "participant": ("contact", "contact"),
    "attachment": ("interaction", "interaction"),
    "promise": ("contact", "contact"),
    "reminder": ("contact", "contact"),
    **memory.PARENTS,
}

INDEXES: tuple[str, ...] = (
    "contact_list ON contact (kind, sy_live, x_sort, id)",
    "contact_last ON contact (kind, sy_live, x_last, id)",
    "contact_next ON contact (x_next) WHERE x_next IS NOT NULL",
    "contact_gone ON contact (sy_live, id) WHERE sy_live = 0",
    "contact_uid ON contact (uid) WHERE uid IS NOT NULL",
    "detail_contact ON detail (contact)",
    "anniversary_contact ON anniversary (contact)",
    "anniversary_day ON anniversary (x_day) WHERE x_day IS NOT NULL",
    "media_contact ON media (contact)",
    "role_person ON role (person)",
    "role_organisation ON role (organisation)",
    "label_contact ON label (contact)",
    "label_name ON label (name)",
    "membership_circle ON membership (circle, contact)",
    "membership_contact ON membership (contact)",
    "interaction_at ON interaction (sy_live, at, id)",
    "interaction_kind ON interaction (kind, sy_live, at, id)",
    "participant_interaction ON participant (interaction)",
    "participant_contact ON participant (contact, sy_live, x_at, interaction) WHERE contact IS NOT NULL",
    "participant_colleague ON participant (colleague, sy_live, x_at, interaction) WHERE colleague IS NOT NULL",
    "attachment_interaction ON attachment (interaction)",
    "promise_contact ON promise (contact)",
    "promise_interaction ON promise (interaction)",
    "promise_due ON promise (state, due)",
    "promise_from ON promise (due_from) WHERE due_from IS NOT NULL",
    "reminder_next ON reminder (x_next) WHERE x_next IS NOT NULL",
    "reminder_contact ON reminder (contact)",
    "occurrence_subject ON occurrence (subject)",
    *memory.INDEXES,
)


def fields_of(table: type[Synced]) -> tuple[str, ...]:
    """The synced fields of a table, in column order (no id, no clock, nothing derived)."""
    fields: list[Field] = table._meta.sorted_fields
    return tuple(f.name for f in fields if f.name != "id" and not f.name.startswith(("sy_", "x_")))


def tables() -> dict[str, tuple[str, ...]]:
    """Every synced table with its synced fields."""
    found = {table._meta.table_name: fields_of(table) for table in SYNCED}
    found.update((name, tuple(fields)) for name, fields in memory.TABLES.items())
    return found


def models() -> tuple[type[Synced], ...]:
    """The Peewee models of all synced tables; those of ``memory`` are made on the spot."""
    made: dict[str, Callable[[], Field]] = {"ref": ref, "text": cell, "number": number}
    new = [
        type(name.title().replace("_", ""), (Synced,), {field: made[kind]() for field, kind in fields.items()})
        for name, fields in memory.TABLES.items()
    ]
    return (*SYNCED, *new)


# Tables of this device: the journal and its bookkeeping (changes.journal says what each is for).
LOCAL: tuple[str, ...] = (
    "CREATE TABLE meta (key TEXT PRIMARY KEY, value BLOB) STRICT",
    "CREATE TABLE dev (ix INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE) STRICT",
    "CREATE TABLE cov (dev INTEGER NOT NULL, lo INTEGER NOT NULL, hi INTEGER NOT NULL,"
    " PRIMARY KEY (dev, lo)) STRICT, WITHOUT ROWID",
    "CREATE TABLE journal (n INTEGER PRIMARY KEY AUTOINCREMENT, cid INTEGER NOT NULL UNIQUE, t INTEGER NOT NULL,"
    " batch BLOB, blob BLOB NOT NULL, digest BLOB NOT NULL) STRICT",
    "CREATE INDEX journal_batch ON journal (batch, n) WHERE batch IS NOT NULL",
    "CREATE TABLE pend (tbl TEXT NOT NULL, row BLOB NOT NULL, f TEXT NOT NULL, cid INTEGER NOT NULL,"
    " PRIMARY KEY (tbl, row, f, cid)) STRICT, WITHOUT ROWID",
    "CREATE TABLE parked (tbl TEXT NOT NULL, f TEXT NOT NULL, PRIMARY KEY (tbl, f)) STRICT, WITHOUT ROWID",
    "CREATE TABLE batch (id BLOB PRIMARY KEY, title BLOB NOT NULL, state TEXT NOT NULL) STRICT, WITHOUT ROWID",
    "CREATE TABLE undo (n INTEGER PRIMARY KEY AUTOINCREMENT, dev INTEGER NOT NULL, title BLOB NOT NULL,"
    " cid INTEGER, batch BLOB, undone INTEGER NOT NULL DEFAULT 0) STRICT",
    "CREATE INDEX undo_stack ON undo (dev, undone, n)",
)
