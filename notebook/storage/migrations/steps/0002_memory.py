"""Schema 2: relations, permissions, wants and their kin; topics to avoid. Frozen."""

from __future__ import annotations

from typing import Any

SQL = (
    'ALTER TABLE "contact" ADD COLUMN "avoid" TEXT',
    'CREATE TABLE "relation" ("id" BLOB NOT NULL PRIMARY KEY, "sy_st" INTEGER NOT NULL, "sy_cid" INTEGER '
    'NOT NULL, "sy_x" BLOB, "sy_live" INTEGER NOT NULL DEFAULT 1, "contact" BLOB, "other" BLOB, '
    '"interaction" BLOB, "kind" TEXT, "label" TEXT, "name" TEXT, "evidence" TEXT, "since" TEXT, "until" '
    'TEXT, "born" TEXT, "school" TEXT, "occasions" TEXT, "strength" INTEGER) STRICT',
    'CREATE TABLE "permission" ("id" BLOB NOT NULL PRIMARY KEY, "sy_st" INTEGER NOT NULL, "sy_cid" '
    'INTEGER NOT NULL, "sy_x" BLOB, "sy_live" INTEGER NOT NULL DEFAULT 1, "contact" BLOB, "interaction" '
    'BLOB, "channel" TEXT, "purpose" TEXT, "state" TEXT, "how" TEXT, "day" TEXT, "evidence" TEXT, '
    '"expires" TEXT) STRICT',
    'CREATE TABLE "confirmation" ("id" BLOB NOT NULL PRIMARY KEY, "sy_st" INTEGER NOT NULL, "sy_cid" '
    'INTEGER NOT NULL, "sy_x" BLOB, "sy_live" INTEGER NOT NULL DEFAULT 1, "row" BLOB, "who" BLOB, '
    '"contact" BLOB, "tbl" TEXT, "field" TEXT, "head" TEXT, "verdict" TEXT, "day" TEXT) STRICT',
    'CREATE TABLE "takeaway" ("id" BLOB NOT NULL PRIMARY KEY, "sy_st" INTEGER NOT NULL, "sy_cid" INTEGER '
    'NOT NULL, "sy_x" BLOB, "sy_live" INTEGER NOT NULL DEFAULT 1, "interaction" BLOB, "contact" BLOB, '
    '"used_in" BLOB, "kind" TEXT, "text" TEXT, "state" TEXT, "used_on" TEXT) STRICT',
    'CREATE TABLE "product" ("id" BLOB NOT NULL PRIMARY KEY, "sy_st" INTEGER NOT NULL, "sy_cid" INTEGER '
    'NOT NULL, "sy_x" BLOB, "sy_live" INTEGER NOT NULL DEFAULT 1, "name" TEXT, "about" TEXT, "code" TEXT, '
    '"link" TEXT, "price" TEXT, "currency" TEXT, "state" TEXT) STRICT',
    'CREATE TABLE "purchase" ("id" BLOB NOT NULL PRIMARY KEY, "sy_st" INTEGER NOT NULL, "sy_cid" INTEGER '
    'NOT NULL, "sy_x" BLOB, "sy_live" INTEGER NOT NULL DEFAULT 1, "contact" BLOB, "product" BLOB, '
    '"interaction" BLOB, "item" TEXT, "day" TEXT, "quantity" TEXT, "price" TEXT, "currency" TEXT, "note" '
    'TEXT) STRICT',
    'CREATE TABLE "owned" ("id" BLOB NOT NULL PRIMARY KEY, "sy_st" INTEGER NOT NULL, "sy_cid" INTEGER NOT '
    'NULL, "sy_x" BLOB, "sy_live" INTEGER NOT NULL DEFAULT 1, "contact" BLOB, "product" BLOB, "purchase" '
    'BLOB, "quantity" TEXT, "since" TEXT, "until" TEXT, "note" TEXT) STRICT',
    'CREATE TABLE "story" ("id" BLOB NOT NULL PRIMARY KEY, "sy_st" INTEGER NOT NULL, "sy_cid" INTEGER NOT '
    'NULL, "sy_x" BLOB, "sy_live" INTEGER NOT NULL DEFAULT 1, "contact" BLOB, "product" BLOB, '
    '"interaction" BLOB, "text" TEXT, "quote" TEXT, "day" TEXT) STRICT',
    'CREATE TABLE "want" ("id" BLOB NOT NULL PRIMARY KEY, "sy_st" INTEGER NOT NULL, "sy_cid" INTEGER NOT '
    'NULL, "sy_x" BLOB, "sy_live" INTEGER NOT NULL DEFAULT 1, "contact" BLOB, "product" BLOB, '
    '"interaction" BLOB, "closed_in" BLOB, "text" TEXT, "horizon" TEXT, "certainty" TEXT, "words" TEXT, '
    '"due" TEXT, "revisit" TEXT, "state" TEXT, "closed_on" TEXT, "day" TEXT, "strength" INTEGER) STRICT',
    'CREATE TABLE "favour" ("id" BLOB NOT NULL PRIMARY KEY, "sy_st" INTEGER NOT NULL, "sy_cid" INTEGER '
    'NOT NULL, "sy_x" BLOB, "sy_live" INTEGER NOT NULL DEFAULT 1, "contact" BLOB, "colleague" BLOB, '
    '"interaction" BLOB, "source" BLOB, "act" TEXT, "side" TEXT, "kind" TEXT, "text" TEXT, "day" TEXT) '
    'STRICT',
    'CREATE TABLE "shelf_item" ("id" BLOB NOT NULL PRIMARY KEY, "sy_st" INTEGER NOT NULL, "sy_cid" '
    'INTEGER NOT NULL, "sy_x" BLOB, "sy_live" INTEGER NOT NULL DEFAULT 1, "title" TEXT, "kind" TEXT, '
    '"text" TEXT, "link" TEXT, "day" TEXT) STRICT',
    'CREATE TABLE "shelf_tag" ("id" BLOB NOT NULL PRIMARY KEY, "sy_st" INTEGER NOT NULL, "sy_cid" INTEGER '
    'NOT NULL, "sy_x" BLOB, "sy_live" INTEGER NOT NULL DEFAULT 1, "item" BLOB, "name" TEXT) STRICT',
    'CREATE TABLE "shelf_given" ("id" BLOB NOT NULL PRIMARY KEY, "sy_st" INTEGER NOT NULL, "sy_cid" '
    'INTEGER NOT NULL, "sy_x" BLOB, "sy_live" INTEGER NOT NULL DEFAULT 1, "item" BLOB, "contact" BLOB, '
    '"interaction" BLOB, "day" TEXT) STRICT',
    'CREATE TABLE "intention" ("id" BLOB NOT NULL PRIMARY KEY, "sy_st" INTEGER NOT NULL, "sy_cid" INTEGER '
    'NOT NULL, "sy_x" BLOB, "sy_live" INTEGER NOT NULL DEFAULT 1, "contact" BLOB, "text" TEXT, "state" '
    'TEXT, "closed_on" TEXT, "pos" INTEGER) STRICT',
    'CREATE TABLE "step" ("id" BLOB NOT NULL PRIMARY KEY, "sy_st" INTEGER NOT NULL, "sy_cid" INTEGER NOT '
    'NULL, "sy_x" BLOB, "sy_live" INTEGER NOT NULL DEFAULT 1, "intention" BLOB, "reminder" BLOB, "text" '
    'TEXT, "state" TEXT, "closed_on" TEXT, "pos" INTEGER) STRICT',
    'CREATE TABLE "offer" ("id" BLOB NOT NULL PRIMARY KEY, "sy_st" INTEGER NOT NULL, "sy_cid" INTEGER NOT '
    'NULL, "sy_x" BLOB, "sy_live" INTEGER NOT NULL DEFAULT 1, "contact" BLOB, "want" BLOB, "owned" BLOB, '
    '"colleague" BLOB, "interaction" BLOB, "text" TEXT, "channel" TEXT, "state" TEXT, "day" TEXT, '
    '"override_reason" TEXT, "checks" TEXT, "answer" TEXT, "answered_on" TEXT) STRICT',
    'CREATE TABLE "introduction" ("id" BLOB NOT NULL PRIMARY KEY, "sy_st" INTEGER NOT NULL, "sy_cid" '
    'INTEGER NOT NULL, "sy_x" BLOB, "sy_live" INTEGER NOT NULL DEFAULT 1, "a" BLOB, "b" BLOB, '
    '"interaction" BLOB, "colleague" BLOB, "reason" TEXT, "state" TEXT, "asked_a" TEXT, "asked_b" TEXT, '
    '"answer_a" TEXT, "answer_b" TEXT, "introduced" TEXT, "thanked" TEXT, "outcome" TEXT, "closed_on" '
    'TEXT) STRICT',
    'CREATE TABLE "question" ("id" BLOB NOT NULL PRIMARY KEY, "sy_st" INTEGER NOT NULL, "sy_cid" INTEGER '
    'NOT NULL, "sy_x" BLOB, "sy_live" INTEGER NOT NULL DEFAULT 1, "circle" BLOB, "text" TEXT, "state" '
    'TEXT, "asked" TEXT, "outcome" TEXT, "closed_on" TEXT) STRICT',
    'CREATE TABLE "answer" ("id" BLOB NOT NULL PRIMARY KEY, "sy_st" INTEGER NOT NULL, "sy_cid" INTEGER '
    'NOT NULL, "sy_x" BLOB, "sy_live" INTEGER NOT NULL DEFAULT 1, "question" BLOB, "contact" BLOB, '
    '"interaction" BLOB, "text" TEXT, "day" TEXT) STRICT',
    'CREATE TABLE "dismissal" ("id" BLOB NOT NULL PRIMARY KEY, "sy_st" INTEGER NOT NULL, "sy_cid" INTEGER '
    'NOT NULL, "sy_x" BLOB, "sy_live" INTEGER NOT NULL DEFAULT 1, "contact" BLOB, "who" BLOB, "key" TEXT, '
    '"reason" TEXT, "day" TEXT, "until" TEXT) STRICT',
    'CREATE TABLE "credit" ("id" BLOB NOT NULL PRIMARY KEY, "sy_st" INTEGER NOT NULL, "sy_cid" INTEGER '
    'NOT NULL, "sy_x" BLOB, "sy_live" INTEGER NOT NULL DEFAULT 1, "author" BLOB, "contact" BLOB, "row" '
    'BLOB, "tbl" TEXT, "day" TEXT, "way" TEXT) STRICT',
    'CREATE TABLE "synonym" ("id" BLOB NOT NULL PRIMARY KEY, "sy_st" INTEGER NOT NULL, "sy_cid" INTEGER '
    'NOT NULL, "sy_x" BLOB, "sy_live" INTEGER NOT NULL DEFAULT 1, "term" TEXT, "same_as" TEXT) STRICT',
    "CREATE INDEX detail_interest ON detail (value) WHERE kind = 'interest'",
    'CREATE INDEX relation_contact ON relation (contact)',
    'CREATE INDEX relation_other ON relation (other) WHERE other IS NOT NULL',
    'CREATE INDEX permission_contact ON permission (contact)',
    'CREATE INDEX permission_channel ON permission (channel, purpose)',
    'CREATE INDEX confirmation_row ON confirmation (row)',
    'CREATE INDEX confirmation_day ON confirmation (who, day)',
    'CREATE INDEX takeaway_contact ON takeaway (contact)',
    'CREATE INDEX takeaway_interaction ON takeaway (interaction)',
    'CREATE INDEX purchase_contact ON purchase (contact)',
    'CREATE INDEX purchase_product ON purchase (product)',
    'CREATE INDEX owned_contact ON owned (contact)',
    'CREATE INDEX owned_product ON owned (product)',
    'CREATE INDEX story_contact ON story (contact)',
    'CREATE INDEX story_product ON story (product)',
    'CREATE INDEX want_contact ON want (contact)',
    'CREATE INDEX want_product ON want (product) WHERE product IS NOT NULL',
    'CREATE INDEX want_revisit ON want (state, revisit)',
    'CREATE INDEX favour_contact ON favour (contact)',
    'CREATE INDEX shelf_tag_item ON shelf_tag (item)',
    'CREATE INDEX shelf_tag_name ON shelf_tag (name)',
    'CREATE INDEX shelf_given_contact ON shelf_given (contact)',
    'CREATE INDEX shelf_given_item ON shelf_given (item)',
    'CREATE INDEX intention_contact ON intention (contact)',
    'CREATE INDEX step_intention ON step (intention)',
    'CREATE INDEX offer_contact ON offer (contact)',
    'CREATE INDEX introduction_a ON introduction (a)',
    'CREATE INDEX introduction_b ON introduction (b)',
    'CREATE INDEX question_circle ON question (circle)',
    'CREATE INDEX answer_question ON answer (question)',
    'CREATE INDEX answer_contact ON answer (contact)',
    'CREATE INDEX dismissal_contact ON dismissal (contact)',
    'CREATE INDEX credit_author ON credit (author, day)',
)


def up(migrator: Any, db: Any) -> None:
    """Add them."""
    for statement in SQL:
        db.execute_sql(statement)
