"""Schema 1: the tables of the first release. Frozen."""

from __future__ import annotations

from typing import Any

SQL = (
    'CREATE TABLE "colleague" ("id" BLOB NOT NULL PRIMARY KEY, "sy_st" INTEGER NOT NULL, "sy_cid" INTEGER '
    'NOT NULL, "sy_x" BLOB, "sy_live" INTEGER NOT NULL DEFAULT 1, "name" TEXT, "account" TEXT) STRICT',
    'CREATE TABLE "contact" ("id" BLOB NOT NULL PRIMARY KEY, "sy_st" INTEGER NOT NULL, "sy_cid" INTEGER '
    'NOT NULL, "sy_x" BLOB, "sy_live" INTEGER NOT NULL DEFAULT 1, "kind" TEXT, "uid" TEXT, "full_name" '
    'TEXT, "title" TEXT, "given" TEXT, "given2" TEXT, "surname" TEXT, "surname2" TEXT, "credential" TEXT, '
    '"generation" TEXT, "phonetic_given" TEXT, "phonetic_surname" TEXT, "name_extra" TEXT, "pronouns" '
    'TEXT, "time_zone" TEXT, "implied" INTEGER, "met" TEXT, "met_on" TEXT, "met_through" BLOB, "relation" '
    'TEXT, "stands_for" TEXT, "buys" TEXT, "ideal_days" INTEGER, "max_days" INTEGER, "owner" BLOB, '
    '"extra" TEXT, "x_sort" TEXT, "x_last" TEXT, "x_next" TEXT) STRICT',
    'CREATE TABLE "detail" ("id" BLOB NOT NULL PRIMARY KEY, "sy_st" INTEGER NOT NULL, "sy_cid" INTEGER '
    'NOT NULL, "sy_x" BLOB, "sy_live" INTEGER NOT NULL DEFAULT 1, "contact" BLOB, "kind" TEXT, "value" '
    'TEXT, "label" TEXT, "contexts" TEXT, "features" TEXT, "pref" INTEGER, "pos" INTEGER, "key" TEXT, '
    '"extra" TEXT, "x_norm" TEXT) STRICT',
    'CREATE TABLE "anniversary" ("id" BLOB NOT NULL PRIMARY KEY, "sy_st" INTEGER NOT NULL, "sy_cid" '
    'INTEGER NOT NULL, "sy_x" BLOB, "sy_live" INTEGER NOT NULL DEFAULT 1, "contact" BLOB, "kind" TEXT, '
    '"label" TEXT, "date" TEXT, "feb29" TEXT, "pos" INTEGER, "key" TEXT, "extra" TEXT, "x_day" TEXT) '
    "STRICT",
    'CREATE TABLE "media" ("id" BLOB NOT NULL PRIMARY KEY, "sy_st" INTEGER NOT NULL, "sy_cid" INTEGER NOT '
    'NULL, "sy_x" BLOB, "sy_live" INTEGER NOT NULL DEFAULT 1, "contact" BLOB, "kind" TEXT, "media_type" '
    'TEXT, "data" BLOB, "uri" TEXT, "label" TEXT, "pref" INTEGER, "pos" INTEGER, "key" TEXT, "extra" '
    "TEXT) STRICT",
    'CREATE TABLE "role" ("id" BLOB NOT NULL PRIMARY KEY, "sy_st" INTEGER NOT NULL, "sy_cid" INTEGER NOT '
    'NULL, "sy_x" BLOB, "sy_live" INTEGER NOT NULL DEFAULT 1, "person" BLOB, "organisation" BLOB, "title" '
    'TEXT, "role" TEXT, "department" TEXT, "function" TEXT, "since" TEXT, "until" TEXT, "pos" INTEGER, '
    '"extra" TEXT) STRICT',
    'CREATE TABLE "label" ("id" BLOB NOT NULL PRIMARY KEY, "sy_st" INTEGER NOT NULL, "sy_cid" INTEGER NOT '
    'NULL, "sy_x" BLOB, "sy_live" INTEGER NOT NULL DEFAULT 1, "contact" BLOB, "name" TEXT) STRICT',
    'CREATE TABLE "circle" ("id" BLOB NOT NULL PRIMARY KEY, "sy_st" INTEGER NOT NULL, "sy_cid" INTEGER '
    'NOT NULL, "sy_x" BLOB, "sy_live" INTEGER NOT NULL DEFAULT 1, "name" TEXT, "purpose" TEXT, '
    '"ideal_days" INTEGER, "max_days" INTEGER) STRICT',
    'CREATE TABLE "membership" ("id" BLOB NOT NULL PRIMARY KEY, "sy_st" INTEGER NOT NULL, "sy_cid" '
    'INTEGER NOT NULL, "sy_x" BLOB, "sy_live" INTEGER NOT NULL DEFAULT 1, "circle" BLOB, "contact" BLOB) '
    "STRICT",
    'CREATE TABLE "saved_search" ("id" BLOB NOT NULL PRIMARY KEY, "sy_st" INTEGER NOT NULL, "sy_cid" '
    'INTEGER NOT NULL, "sy_x" BLOB, "sy_live" INTEGER NOT NULL DEFAULT 1, "name" TEXT, "query" TEXT) '
    "STRICT",
    'CREATE TABLE "interaction" ("id" BLOB NOT NULL PRIMARY KEY, "sy_st" INTEGER NOT NULL, "sy_cid" '
    'INTEGER NOT NULL, "sy_x" BLOB, "sy_live" INTEGER NOT NULL DEFAULT 1, "kind" TEXT, "direction" TEXT, '
    '"at" TEXT, "zone" TEXT, "minutes" INTEGER, "body" TEXT, "extra" TEXT) STRICT',
    'CREATE TABLE "participant" ("id" BLOB NOT NULL PRIMARY KEY, "sy_st" INTEGER NOT NULL, "sy_cid" '
    'INTEGER NOT NULL, "sy_x" BLOB, "sy_live" INTEGER NOT NULL DEFAULT 1, "interaction" BLOB, "contact" '
    'BLOB, "colleague" BLOB, "x_at" TEXT) STRICT',
    'CREATE TABLE "attachment" ("id" BLOB NOT NULL PRIMARY KEY, "sy_st" INTEGER NOT NULL, "sy_cid" '
    'INTEGER NOT NULL, "sy_x" BLOB, "sy_live" INTEGER NOT NULL DEFAULT 1, "interaction" BLOB, "name" '
    'TEXT, "media_type" TEXT, "data" BLOB) STRICT',
    'CREATE TABLE "promise" ("id" BLOB NOT NULL PRIMARY KEY, "sy_st" INTEGER NOT NULL, "sy_cid" INTEGER '
    'NOT NULL, "sy_x" BLOB, "sy_live" INTEGER NOT NULL DEFAULT 1, "contact" BLOB, "colleague" BLOB, '
    '"direction" TEXT, "text" TEXT, "interaction" BLOB, "due_from" TEXT, "due" TEXT, "state" TEXT, '
    '"closed_on" TEXT, "closed_in" BLOB, "succeeds" BLOB) STRICT',
    'CREATE TABLE "reminder" ("id" BLOB NOT NULL PRIMARY KEY, "sy_st" INTEGER NOT NULL, "sy_cid" INTEGER '
    'NOT NULL, "sy_x" BLOB, "sy_live" INTEGER NOT NULL DEFAULT 1, "contact" BLOB, "colleague" BLOB, '
    '"text" TEXT, "date" TEXT, "rrule" TEXT, "leads" TEXT, "x_next" TEXT) STRICT',
    'CREATE TABLE "occurrence" ("id" BLOB NOT NULL PRIMARY KEY, "sy_st" INTEGER NOT NULL, "sy_cid" '
    'INTEGER NOT NULL, "sy_x" BLOB, "sy_live" INTEGER NOT NULL DEFAULT 1, "subject" BLOB, "day" TEXT, '
    '"state" TEXT, "until" TEXT) STRICT',
    "CREATE TABLE meta (key TEXT PRIMARY KEY, value BLOB) STRICT",
    "CREATE TABLE dev (ix INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE) STRICT",
    "CREATE TABLE cov (dev INTEGER NOT NULL, lo INTEGER NOT NULL, hi INTEGER NOT NULL, PRIMARY KEY (dev, "
    "lo)) STRICT, WITHOUT ROWID",
    "CREATE TABLE journal (n INTEGER PRIMARY KEY AUTOINCREMENT, cid INTEGER NOT NULL UNIQUE, t INTEGER "
    "NOT NULL, batch BLOB, blob BLOB NOT NULL, digest BLOB NOT NULL) STRICT",
    "CREATE INDEX journal_batch ON journal (batch, n) WHERE batch IS NOT NULL",
    "CREATE TABLE pend (tbl TEXT NOT NULL, row BLOB NOT NULL, f TEXT NOT NULL, cid INTEGER NOT NULL, "
    "PRIMARY KEY (tbl, row, f, cid)) STRICT, WITHOUT ROWID",
    "CREATE TABLE parked (tbl TEXT NOT NULL, f TEXT NOT NULL, PRIMARY KEY (tbl, f)) STRICT, WITHOUT ROWID",
    "CREATE TABLE batch (id BLOB PRIMARY KEY, title BLOB NOT NULL, state TEXT NOT NULL) STRICT, WITHOUT ROWID",
    "CREATE TABLE undo (n INTEGER PRIMARY KEY AUTOINCREMENT, dev INTEGER NOT NULL, title BLOB NOT NULL, "
    "cid INTEGER, batch BLOB, undone INTEGER NOT NULL DEFAULT 0) STRICT",
    "CREATE INDEX undo_stack ON undo (dev, undone, n)",
    "CREATE INDEX contact_list ON contact (kind, sy_live, x_sort, id)",
    "CREATE INDEX contact_last ON contact (kind, sy_live, x_last, id)",
    "CREATE INDEX contact_next ON contact (x_next) WHERE x_next IS NOT NULL",
    "CREATE INDEX contact_gone ON contact (sy_live, id) WHERE sy_live = 0",
    "CREATE INDEX contact_uid ON contact (uid) WHERE uid IS NOT NULL",
    "CREATE INDEX detail_contact ON detail (contact)",
    "CREATE INDEX anniversary_contact ON anniversary (contact)",
    "CREATE INDEX anniversary_day ON anniversary (x_day) WHERE x_day IS NOT NULL",
    "CREATE INDEX media_contact ON media (contact)",
    "CREATE INDEX role_person ON role (person)",
    "CREATE INDEX role_organisation ON role (organisation)",
    "CREATE INDEX label_contact ON label (contact)",
    "CREATE INDEX label_name ON label (name)",
    "CREATE INDEX membership_circle ON membership (circle, contact)",
    "CREATE INDEX membership_contact ON membership (contact)",
    "CREATE INDEX interaction_at ON interaction (sy_live, at, id)",
    "CREATE INDEX interaction_kind ON interaction (kind, sy_live, at, id)",
    "CREATE INDEX participant_interaction ON participant (interaction)",
    "CREATE INDEX participant_contact ON participant (contact, sy_live, x_at, interaction) WHERE contact IS NOT NULL",
    "CREATE INDEX participant_colleague ON participant (colleague, sy_live, x_at, interaction) WHERE "
    "colleague IS NOT NULL",
    "CREATE INDEX attachment_interaction ON attachment (interaction)",
    "CREATE INDEX promise_contact ON promise (contact)",
    "CREATE INDEX promise_interaction ON promise (interaction)",
    "CREATE INDEX promise_due ON promise (state, due)",
    "CREATE INDEX promise_from ON promise (due_from) WHERE due_from IS NOT NULL",
    "CREATE INDEX reminder_next ON reminder (x_next) WHERE x_next IS NOT NULL",
    "CREATE INDEX reminder_contact ON reminder (contact)",
    "CREATE INDEX occurrence_subject ON occurrence (subject)",
    'CREATE VIRTUAL TABLE people_index USING fts5(text, tokenize="unicode61 remove_diacritics 0 '
    "categories 'L* N* M* Co So'\", columnsize=0, prefix='1 2')",
    "CREATE VIRTUAL TABLE digits_index USING fts5(text, tokenize='trigram', columnsize=0)",
    'CREATE VIRTUAL TABLE words_index USING fts5(text, tokenize="unicode61 remove_diacritics 0 categories '
    "'L* N* M* Co So'\", columnsize=0, prefix='2')",
)


def up(migrator: Any, db: Any) -> None:
    """Make them."""
    for statement in SQL:
        db.execute_sql(statement)
