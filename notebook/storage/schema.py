"""The tables: the one list of synced tables and fields, as plain data, and the statements of the local ones.

Synced tables hold the projection of the journal (``notebook.changes``) and are written by it alone. Every
synced row has a 16-byte id; every synced field is nullable, because a field may arrive later than its row;
there are no foreign keys and no UNIQUE between synced rows, because a parent may arrive later than its
child and two devices may make the same thing offline. Hidden ``sy_*`` columns are the journal's clock
(see ``changes.stamps``); ``x_*`` columns are derived on this device, recomputable, and never travel.

Instants are text ``YYYY-MM-DDTHH:MM:SSZ`` (UTC), days ``YYYY-MM-DD``, partial dates as in
``contacts.dates`` (``1999-05-17``, ``--02-29``, ``1999``, ``1999-05``). JSON cells are canonical text.
Columns are added by migrations only; nothing is renamed or dropped (old programs read new journals).

Plain data and not Peewee models, because those are needed when a file is made or brought up to date
(``storage.models``), not whenever the program starts (importing Peewee and making the classes costs 20 ms).
"""

from __future__ import annotations

from notebook.storage import memory

APPLICATION_ID = 0x4B697468  # "Kith"


def _fields(columns: str) -> dict[str, str]:
    """``name`` is text, ``name:ref`` another row's id, ``name:number``, ``name:blob``; in column order."""
    return {name: kind or "text" for name, _, kind in (column.partition(":") for column in columns.split())}


# fmt: off
TABLES: dict[str, dict[str, str]] = {
    # One of us. `account` is the operating system's user name the record was made from. `stands_for` and `interests`
    # (one in a line) stand beside those of others where they meet (P11, B1); added by schema 3.
    "colleague": _fields("name account stands_for interests"),
    # A person (`individual`) or an organisation (`org`); the kinds of RFC 9553 2.1.4. Name components are cells of
    # their own (RFC 9553 2.2.1). `implied`: an organisation that stands only as text in somebody's role and has no
    # life of its own yet. `met` .. `buys` are P11. `extra`: JSON of the card's properties that have no column.
    # Cadence: `ideal_days` / `max_days`. `avoid` (topics to avoid) was added by schema 2, so behind the others.
    "contact": _fields("kind uid full_name title given given2 surname surname2 credential generation "
                       "phonetic_given phonetic_surname name_extra pronouns time_zone implied:number met met_on "
                       "met_through:ref relation stands_for buys ideal_days:number max_days:number owner:ref "
                       "extra x_sort x_last x_next avoid"),
    # One labelled value of a contact. `kind`: phone, email, address, link, online, nickname, note, language, interest,
    # custom. `value`: the text as typed (address: canonical JSON of the RFC 9553 2.5.1 object). `contexts`/`features`:
    # space-separated RFC 9553 words. `pref` 1 is preferred. `key`: the card's map key. `extra`: JSON of the rest.
    # `x_norm`: E.164 of a valid phone number, folded e-mail address; else null.
    "detail": _fields("contact:ref kind value label contexts features pref:number pos:number key extra x_norm"),
    # A date of a contact: kind birth, death, wedding or own; `date` partial; `feb29`: 02-28 or 03-01;
    # `x_day`: MM-DD, for the agenda.
    "anniversary": _fields("contact:ref kind label date feb29 pos:number key extra x_day"),
    # A photo, logo or sound of a contact: bytes in `data` or an address in `uri`.
    "media": _fields("contact:ref kind media_type data:blob uri label pref:number pos:number key extra"),
    # What a person is in an organisation (P2). `function`: decision maker, advocate, gatekeeper.
    "role": _fields("person:ref organisation:ref title role department function since until pos:number extra"),
    # A label on a contact; id is uuid5(contact, folded name).
    "label": _fields("contact:ref name"),
    # A group of people with a purpose (P5; the word group is SQL's).
    "circle": _fields("name purpose ideal_days:number max_days:number"),
    # A contact in a group; id is uuid5(circle, contact).
    "membership": _fields("circle:ref contact:ref"),
    # A smart group: a name and a query.
    "saved_search": _fields("name query"),
    # Something that happened (T1). `direction`: in, out or null. `minutes`: duration.
    "interaction": _fields("kind direction at zone minutes:number body extra"),
    # Who took part: a contact or a colleague; id is uuid5(interaction, whom). `x_at` copies the instant.
    "participant": _fields("interaction:ref contact:ref colleague:ref x_at"),
    # A file kept with an interaction.
    "attachment": _fields("interaction:ref name media_type data:blob"),
    # Who promised whom what (R1). `direction`: ours or theirs. Due: a day (`due`), a range (`due_from` to `due`) or
    # neither ("when asked"). `state`: open, kept, broken, released, renegotiated. `succeeds`: the promise that was
    # renegotiated into this one.
    "promise": _fields("contact:ref colleague:ref direction text interaction:ref due_from due state closed_on "
                       "closed_in:ref succeeds:ref"),
    # A note to come back to: once (`date`) or recurring (`rrule`, RFC 5545). `leads`: JSON days; `x_next`: the
    # earliest occurrence neither done nor skipped.
    "reminder": _fields("contact:ref colleague:ref text date rrule leads x_next"),
    # What was done about one due thing; id is uuid5(subject, day). `state`: done, skipped, snoozed. `subject`: the
    # reminder, anniversary, promise or contact (cadence) it is about.
    "occurrence": _fields("subject:ref day state until"),
    **memory.TABLES,
}
# fmt: on

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


def tables() -> dict[str, tuple[str, ...]]:
    """Every synced table with its synced fields, in column order (no id, no clock, nothing derived)."""
    return {name: tuple(field for field in fields if not field.startswith("x_")) for name, fields in TABLES.items()}


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
