"""What a line of the composer said besides promises, kept with its entry: wants, stories, purchases, favours,
what was learned and what is for next time.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from notebook.changes.ids import Id
from notebook.contacts.dates import not_come
from notebook.errors import Refused
from notebook.sentences import Sentence, say
from notebook.timeline.bought import PurchaseDraft
from notebook.timeline.closing import Closing
from notebook.timeline.remarks import FavourDraft, Remark, StoryDraft, TakeawayDraft, WantDraft
from notebook.value.favours import DONE, Favours
from notebook.value.products import MADE, Products
from notebook.value.stories import TOLD, Stories
from notebook.value.wants import Wants


class Said:
    """Keeps the remarks of an entry; call it inside the change that logs the entry."""

    def __init__(self, wants: Wants, stories: Stories, products: Products, favours: Favours,
                 closing: Closing) -> None:  # fmt: skip
        self._wants, self._stories, self._products, self._favours = wants, stories, products, favours
        self._closing = closing

    def keep(self, entry: Id, contact: Id, remarks: Iterable[Remark], day: date) -> list[Id]:
        """The rows made, in the order of the line. A product that a story or purchase names is made when it is new."""
        return [self.keep_one(contact, remark, day, entry) for remark in remarks]

    @staticmethod
    def check_come(remarks: Iterable[Remark], today: date, when: str | date) -> None:
        """Raises `Refused` for what can only have happened, said of an entry that lies ahead (``when``)."""
        for remark in remarks:
            rule = _rule(remark)
            own = remark.day if isinstance(remark, PurchaseDraft) else None
            if rule is not None and (own is None or own > today):
                raise not_come(when, rule)

    def keep_one(self, contact: Id, remark: Remark, day: date, entry: Id | None = None) -> Id:
        """The row made for one thing that was said; without an entry it stands for itself."""
        if isinstance(remark, WantDraft):
            product = self._products.find(remark.product) if remark.product else None
            text = remark.text if product or not remark.product else f"{remark.text} ({remark.product})"
            return self._wants.add(contact, text, product=product, horizon=remark.horizon, strength=remark.strength,
                                   certainty=remark.certainty, words_said=remark.words, due=remark.due,
                                   interaction=entry)  # fmt: skip
        if isinstance(remark, TakeawayDraft):
            return self._take(contact, remark, entry)
        if isinstance(remark, StoryDraft):
            product = self._products.named(remark.product) if remark.product else None
            return self._stories.tell(contact, product, remark.text, remark.quote, day, entry)
        if isinstance(remark, PurchaseDraft):
            made = self._products.recognised(remark)
            return self._products.bought(contact, self._products.named(made.item), quantity=made.quantity,
                                         price=made.price, currency=made.currency, day=made.day or day,
                                         interaction=entry)  # fmt: skip
        return self._favours.note(contact, remark.act, remark.kind, remark.text, side=remark.side, day=day,
                                  interaction=entry)  # fmt: skip

    def _take(self, contact: Id, remark: TakeawayDraft, entry: Id | None) -> Id:
        if remark.kind == "next" and entry is None:
            return self._closing.next_time(contact, remark.text)
        if entry is None:
            raise Refused(say("What was learned belongs to a talk. Log the talk with it."))
        learned, next_time = (remark.text, "") if remark.kind == "learned" else ("", remark.text)
        return self._closing.close(entry, learned, next_time, contact=contact)[0]


def _rule(remark: Remark) -> Sentence | None:
    """What is told where it is said too early; None of what may be said of a talk to come."""
    if isinstance(remark, StoryDraft):
        return TOLD
    if isinstance(remark, FavourDraft):
        return DONE
    return MADE if isinstance(remark, PurchaseDraft) else None
