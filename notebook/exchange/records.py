"""The records of a relationship on cards: what every kind of record puts there, and what an import takes of them.

A card for our own use carries all of it; talks with their files, reminders and what only this notebook means
(confirmations, put-away suggestions, credits, synonyms) stay. A card that goes out to contact somebody carries nothing
of what we noted: see `reaching`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from notebook.changes.ids import show_id
from notebook.contacts.card import MET_THROUGH
from notebook.contacts.update import ImportRule
from notebook.network.introductions_on_card import IntroductionsOnCard
from notebook.network.on_card import RELATED, PermissionsOnCard, RelationsOnCard
from notebook.network.questions_on_card import AnswersOnCard, QuestionsOnCard
from notebook.sentences import say
from notebook.timeline.card_forms import Find, Known
from notebook.timeline.on_card import Incoming, OnCard
from notebook.timeline.promises_on_card import PromisesOnCard
from notebook.timeline.takeaways_on_card import TakeawaysOnCard
from notebook.value.on_card import (
    FavoursOnCard,
    GivenOnCard,
    OffersOnCard,
    OwnedOnCard,
    PlansOnCard,
    PurchasesOnCard,
    ShelfOnCard,
    StepsOnCard,
    StoriesOnCard,
    WantsOnCard,
)

if TYPE_CHECKING:
    from notebook.book import Notebook
    from notebook.changes.draft import Draft
    from notebook.exchange.reaching import Reach

Id = bytes
Card = dict[str, Any]
# What one kind names of another stands before it.
KINDS: tuple[type[OnCard], ...] = (
    RelationsOnCard, PermissionsOnCard, PromisesOnCard, WantsOnCard, PurchasesOnCard, OwnedOnCard, StoriesOnCard,
    OffersOnCard, IntroductionsOnCard, ShelfOnCard, GivenOnCard, FavoursOnCard, PlansOnCard, StepsOnCard,
    TakeawaysOnCard, QuestionsOnCard, AnswersOnCard,
)  # fmt: skip
PROPERTIES = frozenset(kind.property for kind in KINDS)
_STEP = 500


class Records:
    """All kinds of record of one notebook, for one export or one import."""

    def __init__(self, book: Notebook, find: Find | None = None) -> None:
        self._book = book
        self._find = find = find or book.contacts.ids_by_uid
        self._known = known = Known(book.db, book.workspace, book.contacts, find)
        self._rule = ImportRule(book.journal)
        self._kinds = {kind.property: kind(book.db, known) for kind in KINDS}
        for kind in self._kinds.values():
            kind.meet(self._kinds)

    # Out

    def reached(self, ids: Sequence[Id], reach: Reach) -> Iterator[Card]:
        """The cards of contacts, in their order, with no more than it takes to contact them."""
        ledger = self._kinds[PermissionsOnCard.property]
        for start in range(0, len(ids), _STEP):
            part = ids[start : start + _STEP]
            lines = ledger.of(part)
            for contact, card in self._book.contacts.cards_by_id(part):
                yield reach.card(card, lines.get(contact, {}))

    def cards(self, ids: Sequence[Id]) -> Iterator[Card]:
        """The cards of contacts, in their order, with everything."""
        kinds = [(kind, kind.any()) for kind in self._kinds.values()]
        kinds = [(kind, here) for kind, here in kinds if here or kind.also]
        for start in range(0, len(ids), _STEP):
            part = ids[start : start + _STEP]
            found = {kind.property: kind.of(part) if here else {} for kind, here in kinds}
            for kind, _ in kinds:
                kind.settle(found)
            for contact, card in self._book.contacts.cards_by_id(part):
                for kind, _ in kinds:
                    entries = found[kind.property].get(contact)
                    if entries is not None or kind.also in card:
                        kind.put(contact, card, entries or {})
                yield card

    # In

    def plan(self, batch: Sequence[Incoming]) -> None:
        """Note what the records of these cards change, and take them off the cards."""
        told = [one for one in batch if carries(one.card)]
        if not told:
            return
        self._find_introducers(told)
        for kind in self._kinds.values():
            kind.plan(told, self._rule)
        for one in told:
            for name in PROPERTIES & one.card.keys():
                del one.card[name]
            one.card.update(one.kept)

    def write(self, draft: Draft, batch: Iterable[Incoming]) -> None:
        """Carry out what was planned."""
        for one in batch:
            if one.ops.found:
                self._known.make(draft, one.ops)
                one.ops.write(draft)

    # Through whom we met: the card has the UID, the notebook the contact's id

    def _find_introducers(self, batch: Sequence[Incoming]) -> None:
        told = [one for one in batch if isinstance(one.card.get(MET_THROUGH), str)]
        found = self._find([one.card[MET_THROUGH] for one in told]) if told else {}
        for one in told:
            other = found.get(one.card[MET_THROUGH])
            if other is None:
                one.unresolved = True
            elif other == one.contact:
                del one.card[MET_THROUGH]
                one.refused.append(say("Nobody introduces themselves: through whom we met them was left out."))
            else:
                one.card[MET_THROUGH] = f"urn:uuid:{show_id(other)}"


def carries(card: Card) -> bool:
    """Whether there is any record on a card, or a word about another contact."""
    return RELATED in card or MET_THROUGH in card or not PROPERTIES.isdisjoint(card)
