"""What a typed name means among the products there are: read once, and then asked as often as a line needs it.

A name in any spelling of case and accents is that product; without exactly that name it is the only one whose name
has all the words. What was typed as bought or owned is told as the known products tell it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from notebook.changes.ids import read_id
from notebook.errors import Refused
from notebook.sentences import Sentence, say
from notebook.storage.folding import fold
from notebook.timeline.bought import PurchaseDraft
from notebook.value.records import Id

if TYPE_CHECKING:
    from notebook.timeline.owning import OwnedDraft

_COUNTED_OFF = re.compile(r"\s*(?P<n>[1-9]\d{0,5})\s+(?P<item>\S.*)$", re.DOTALL)
_PRICED_OFF = re.compile(r"(?P<item>.*\S)[\s,]+(?P<n>\d[\d.,]*)\s*$", re.DOTALL)


class Known:
    """The products as they stood once, by their names; ``names`` in the order in which they are listed."""

    def __init__(self, names: Sequence[tuple[Id, str]]) -> None:
        self._names = dict(names)
        self._folded = {product: fold(name).split() for product, name in self._names.items()}

    @property
    def ids(self) -> tuple[Id, ...]:
        """All of them."""
        return tuple(self._names)

    def name(self, text: str) -> str | None:
        """The name of the product that is meant; None when it is new."""
        product = self.find(text)
        return None if product is None else self._names[product]

    def find(self, text: str) -> Id | None:
        """The product of an id or a name; without exactly that name the only one whose name has all its words."""
        row = read_id(text)
        if row in self._names:
            return row
        exact, wanted = self._exact(text), fold(text).split()
        if exact is not None or not wanted:
            return exact
        near = [product for product, name in self._folded.items() if set(wanted) <= set(name)]
        return near[0] if len(near) == 1 else None

    def mistaken(self, product: Id) -> Sentence | None:
        """What is asked of a product that was just made, when its name is nearly that of another; else None."""
        from notebook.value.likeness import likeliest

        made = self._names.get(product)
        others = [name for one, name in self._names.items() if one != product]
        meant = likeliest(made, others) if made is not None else None
        return say("{name} is new; did you mean {other}?", name=made, other=meant) if meant else None

    def bought(self, made: PurchaseDraft) -> PurchaseDraft:
        """What was typed as bought, as the known products tell it: ``2 Cool box`` are two of them.

        Raises `Refused` for ``Cool box 320``, which may be the price: no product is made of it.
        """
        counted, priced = _COUNTED_OFF.match(made.item), _PRICED_OFF.match(made.item)
        if (counted is None and priced is None) or self._exact(made.item):
            return made
        if counted and made.quantity == "1" and self._exact(counted["item"]):
            return replace(made, item=counted["item"], quantity=counted["n"])
        if priced and made.price is None and self._exact(priced["item"]):
            raise Refused(say("Is {number} the price? Write its currency behind it: {number} EUR.",
                              number=priced["n"]))  # fmt: skip
        return made

    def owned(self, made: OwnedDraft) -> OwnedDraft:
        """The same of a thing owned: ``2 Cool box`` are two of them."""
        told = self.bought(PurchaseDraft(made.item, made.quantity or "1"))
        return made if told.item == made.item else replace(made, item=told.item, quantity=told.quantity)

    def _exact(self, text: str) -> Id | None:
        wanted = fold(text).split()
        return next((product for product, name in self._folded.items() if name == wanted), None)
