"""Kithbook without its window. The public names: `Notebook`, the records it answers with, the errors it raises.

The window imports from here and from nowhere below (tests/test_architecture.py). A name is fetched from its
module when it is first asked for, so that ``import notebook`` costs nothing and a command loads what it needs.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

# name: the module below that has it (and what it is called there)
_PUBLIC = {
    "Notebook": "book",
    "restore": "book",
    "HistoryEntry": "changes.history",
    "Hit": "timeline.hits",
    "make_sample": "sample.making:make",
    # what every part speaks in
    "ChangeSet": "events",
    "Clock": "clock",
    "fold": "storage.folding",
    "initials": "contacts.names",
    "Sentence": "sentences",
    "render": "sentences",
    "count": "sentences",
    "say": "sentences",
    # errors
    "Ambiguous": "errors",
    "Cancelled": "errors",
    "KithbookError": "errors",
    "NotANotebook": "errors",
    "NotFound": "errors",
    "NotebookMissing": "errors",
    "NotebookReadOnly": "errors",
    "NotebookTooNew": "errors",
    "Refused": "errors",
    "StorageFailed": "errors",
    # contacts
    "Anniversary": "contacts.records",
    "Completeness": "contacts.completeness",
    "Contact": "contacts.records",
    "ContactRow": "contacts.listing",
    "Detail": "contacts.records",
    "Fact": "contacts.facts",
    "Group": "contacts.records",
    "PartialDate": "contacts.dates",
    "comes_round": "contacts.dates",
    "Role": "contacts.records",
    "View": "contacts.listing",
    # timeline
    "FILTERED": "timeline.kinds",
    "KINDS": "timeline.kinds",
    "Attachment": "timeline.records",
    "Chip": "timeline.records",
    "Doubt": "timeline.records",
    "Entry": "timeline.records",
    "Made": "timeline.records",
    "Named": "timeline.records",
    "Offered": "timeline.records",
    "Phrase": "timeline.records",
    "Promise": "timeline.records",
    "PromiseDraft": "timeline.records",
    "Stream": "timeline.records",
    "Takeaway": "timeline.closing",
    "attach_title": "timeline.attachments:attached",
    "kind_label": "timeline.kinds:label",
    "NO_TALK": "timeline.kinds:NO_TALK",
    "staying": "value.made",
    "Added": "timeline.added",
    "Additions": "timeline.added",
    "cut_out": "timeline.added:cut",
    "BY": "timeline.guide",
    "CLAUSES": "timeline.guide",
    "FAVOURS": "timeline.guide",
    "HEAD": "timeline.guide",
    "WITHIN": "timeline.guide",
    "clause_at": "timeline.guide",
    "due_days": "timeline.typed",
    "how_soon": "timeline.horizons",
    "lies_ahead": "timeline.ahead",
    "planned": "timeline.ahead",
    "log_title": "timeline.kinds",
    "logged": "timeline.kinds",
    "parse_phrase": "timeline.phrases:parse",
    "parse_favour": "timeline.typed",
    "parse_owned": "timeline.owning",
    "parse_remark": "timeline.typed",
    "parse_when": "timeline.typed",
    "price_text": "timeline.amounts",
    "quantity_text": "timeline.amounts",
    "prose": "timeline.prose",
    "due_doubt": "timeline.typed",
    "remark_doubt": "timeline.typed",
    "says_something": "timeline.records",
    "tells": "timeline.records",
    "USUAL": "timeline.kinds",
    "split_due": "timeline.typed",
    # reminders
    "worded_day": "reminders.worded_days",
    "SECTIONS": "reminders.records",
    "Dismissal": "reminders.dismissals",
    "Due": "reminders.records",
    "Reminder": "reminders.records",
    "AgendaSection": "reminders.records:Section",
    # insight
    "Bond": "insight.bonds",
    "Brief": "insight.records",
    "Candidate": "insight.bonds",
    "Door": "insight.bonds",
    "Health": "insight.records",
    "Line": "insight.records",
    "Month": "insight.rhythm",
    "Wanted": "insight.rhythm",
    "times": "insight.balance",
    "Measure": "insight.records",
    "Step": "insight.records",
    "Trace": "insight.records",
    # network
    "Answer": "network.records",
    "Around": "network.around",
    "Introduction": "network.records",
    "Node": "network.around",
    "PERMITTED_CHANNELS": "network.permissions:CHANNELS",
    "Permission": "network.records",
    "Permitted": "network.records",
    "Question": "network.records",
    "Relation": "network.records",
    "RelationPhrase": "network.typed",
    "Relative": "network.records",
    "Standing": "network.records",
    "Tie": "network.around",
    "channel_said": "network.permissions:spoken",
    "age_of": "network.ages",
    "aged": "network.ages",
    "relation_begin": "network.typed:BEGIN",
    "relation_words": "network.kinds:words",
    "kept_said": "insight.measures",
    "measure_said": "insight.measures:said",
    "balance_said": "insight.balance:said",
    # value
    "OFFER_MISSING": "value.offers:MISSING",
    "favour_kinds": "value.favours:LABELS",
    "offer_gist": "timeline.offered:gist",
    "offer_way": "value.offers:way",
    "open_spot": "value.offers",
    "purchase_totals": "value.purchases:totals",
    # exchange
    "CODE_PAGES": "exchange.formats",
    "Exported": "exchange.exporting",
    "Plan": "exchange.importing",
    "Report": "exchange.importing",
    "Sample": "exchange.importing",
    "SourceFile": "exchange.importing",
    "Table": "exchange.csv",
    "Trouble": "exchange.importing",
    "Twin": "exchange.twins",
    "apply_import": "exchange.importing:apply",
    "encoding_certain": "exchange.formats:certain",
    "export": "exchange.exporting",
    "import_waiting": "exchange.importing:waiting",
    "only_named": "exchange.exporting",
    "perhaps_twice": "exchange.twins:twice",
    "plan_import": "exchange.importing:plan",
    "table_in": "exchange.importing",
    "unknown_table": "exchange.importing",
}

__all__ = sorted(_PUBLIC)


def __getattr__(name: str) -> Any:
    place = _PUBLIC.get(name)
    if place is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    module, _, own = place.partition(":")
    return getattr(import_module(f"{__name__}.{module}"), own or name)


def __dir__() -> list[str]:
    return __all__
