"""What a line of the composer said besides promises, kept with its entry: wants, stories, purchases, favours."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from notebook.changes.ids import Id
from notebook.timeline.remarks import PurchaseDraft, Remark, StoryDraft, WantDraft
from notebook.value.favours import Favours
from notebook.value.products import Products
from notebook.value.stories import Stories
from notebook.value.wants import Wants


class Said:
    """Keeps the remarks of an entry; call it inside the change that logs the entry."""

    def __init__(self, wants: Wants, stories: Stories, products: Products, favours: Favours) -> None:
        self._wants, self._stories, self._products, self._favours = wants, stories, products, favours

    def keep(self, entry: Id, contact: Id, remarks: Iterable[Remark], day: date) -> list[Id]:
        """The rows made, in the order of the line. A product that a story or purchase names is made when it is new."""
        return [self.keep_one(contact, remark, day, entry) for remark in remarks]

    def keep_one(self, contact: Id, remark: Remark, day: date, entry: Id | None = None) -> Id:
        """The row made for one thing that was said; without an entry it stands for itself."""
        if isinstance(remark, WantDraft):
            product = self._products.find(remark.product) if remark.product else None
            text = remark.text if product or not remark.product else f"{remark.text} ({remark.product})"
            return self._wants.add(contact, text, product=product, horizon=remark.horizon, strength=remark.strength,
                                   certainty=remark.certainty, words_said=remark.words, due=remark.due,
                                   interaction=entry)  # fmt: skip
        if isinstance(remark, StoryDraft):
            product = self._products.named(remark.product) if remark.product else None
            return self._stories.tell(contact, product, remark.text, day=day, interaction=entry)
        if isinstance(remark, PurchaseDraft):
            product = self._products.named(remark.item)
            return self._products.bought(contact, product, quantity=remark.quantity, price=remark.price,
                                         currency=remark.currency, day=day, interaction=entry)  # fmt: skip
        return self._favours.note(contact, remark.act, remark.kind, remark.text, side=remark.side, day=day,
                                  interaction=entry)  # fmt: skip
