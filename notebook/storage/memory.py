"""The tables of what a relationship is made of: relations, permissions, wants, purchases, stories and their kin.

They are synced tables like those of ``schema``, which takes them in, and obey the same rules.
``ref``: a 16-byte id; ``number``: a whole number; ``text``: everything else. Days are ``YYYY-MM-DD``. Quantities
and prices are decimal text (``1120.00``), the currency beside them: no float, nothing that can be added by mistake.
"""

from __future__ import annotations

Fields = dict[str, str]


def _fields(refs: str = "", texts: str = "", numbers: str = "") -> Fields:
    """The refs first, then the texts, then the numbers."""
    kinds = (("ref", refs), ("text", texts), ("number", numbers))
    return {name: kind for kind, names in kinds for name in names.split()}


# fmt: off
TABLES: dict[str, Fields] = {
    # What `other` (or, without a card, `name`) is to `contact`; born and school of somebody without a card (P3).
    "relation": _fields("contact other interaction", "kind label name evidence since until born school occasions",
                        "strength"),
    # One line of the ledger: state granted, refused or withdrawn; an empty purpose means every purpose (P8).
    "permission": _fields("contact interaction", "channel purpose state how day evidence expires"),
    # "Still true": about the write `head` (device:seq) of one cell; verdict true, changed or unknown (P6).
    "confirmation": _fields("row who contact", "tbl field head verdict day"),
    # What closing an interaction leaves: kind learned or next; state of next: open, used, dropped (T3).
    "takeaway": _fields("interaction contact used_in", "kind text state used_on"),
    "product": _fields("", "name about code link price currency state"),
    # `price` is that of the whole purchase; `item`: what it was, without a product (W1).
    "purchase": _fields("contact product interaction", "item day quantity price currency note"),
    # What a contact owns, bought from us or not.
    "owned": _fields("contact product purchase", "quantity since until note"),
    # In their words; `quote`: none, anonymous or named (W3).
    "story": _fields("contact product interaction", "text quote day"),
    # horizon now, season, year, someday; certainty known or suspected; state open, met, dropped (W2).
    "want": _fields("contact product interaction closed_in",
                    "text horizon certainty words due revisit state closed_on day", "strength"),
    # act gave or asked, by whom: ours or theirs (B3); `source`: the introduction, purchase or item it came from.
    "favour": _fields("contact colleague interaction source", "act side kind text day"),
    "shelf_item": _fields("", "title kind text link day"),
    "shelf_tag": _fields("item", "name"),  # id: uuid5(item, folded name)
    "shelf_given": _fields("item contact interaction", "day"),  # id: uuid5(item, contact): never twice
    # An intention with somebody (W7); a step with a day is a reminder.
    "intention": _fields("contact", "text state closed_on", "pos"),
    "step": _fields("intention reminder", "text state closed_on", "pos"),
    # state draft, made, accepted, declined, withdrawn; reason: the want or the thing owned (W4).
    "offer": _fields("contact want owned colleague interaction",
                     "text channel state day override_reason checks answer answered_on"),
    # id: uuid5(smaller, larger): never the same pair twice (N1).
    "introduction": _fields("a b interaction colleague",
                            "reason state asked_a asked_b answer_a answer_b introduced thanked outcome closed_on"),
    "question": _fields("circle", "text state asked outcome closed_on"),
    "answer": _fields("question contact interaction", "text day"),  # word for word (N3)
    # "Not this": a suggestion that a person put away, with the reason (B4).
    "dismissal": _fields("contact who", "key reason day until"),
    # Whose words were used where, once per author, person and day (P7).
    "credit": _fields("author contact row", "tbl day way"),
    # Two words for one need, joined by a person (W5).
    "synonym": _fields("", "term same_as"),
}
# fmt: on

_OF_A_CONTACT = (
    "relation", "permission", "takeaway", "purchase", "owned", "story", "want", "favour", "intention", "offer",
)  # fmt: skip
PARENTS: dict[str, tuple[str, str]] = {
    **dict.fromkeys(_OF_A_CONTACT, ("contact", "contact")),
    "shelf_tag": ("item", "shelf_item"),
    "shelf_given": ("item", "shelf_item"),
    "step": ("intention", "intention"),
    "answer": ("question", "question"),
}

INDEXES: tuple[str, ...] = (
    "detail_interest ON detail (value) WHERE kind = 'interest'",
    "relation_contact ON relation (contact)",
    "relation_other ON relation (other) WHERE other IS NOT NULL",
    "permission_contact ON permission (contact)",
    "permission_channel ON permission (channel, purpose)",
    "confirmation_row ON confirmation (row)",
    "confirmation_day ON confirmation (who, day)",
    "takeaway_contact ON takeaway (contact)",
    "takeaway_interaction ON takeaway (interaction)",
    "purchase_contact ON purchase (contact)",
    "purchase_product ON purchase (product)",
    "owned_contact ON owned (contact)",
    "owned_product ON owned (product)",
    "story_contact ON story (contact)",
    "story_product ON story (product)",
    "want_contact ON want (contact)",
    "want_product ON want (product) WHERE product IS NOT NULL",
    "want_revisit ON want (state, revisit)",
    "favour_contact ON favour (contact)",
    "shelf_tag_item ON shelf_tag (item)",
    "shelf_tag_name ON shelf_tag (name)",
    "shelf_given_contact ON shelf_given (contact)",
    "shelf_given_item ON shelf_given (item)",
    "intention_contact ON intention (contact)",
    "step_intention ON step (intention)",
    "offer_contact ON offer (contact)",
    "introduction_a ON introduction (a)",
    "introduction_b ON introduction (b)",
    "question_circle ON question (circle)",
    "answer_question ON answer (question)",
    "answer_contact ON answer (contact)",
    "dismissal_contact ON dismissal (contact)",
    "credit_author ON credit (author, day)",
)
