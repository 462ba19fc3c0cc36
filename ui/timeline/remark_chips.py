"""The chips of wants, stories, purchases and their kin: what was understood, and how it is corrected before it is kept.

The words in the line stay as they were said; what is chosen here (how soon, how strongly, which product, whether
it may be quoted) is kept beside them, by the place of the clause among the clauses.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from PySide6.QtCore import QObject

from notebook import how_soon
from ui import prices
from ui.timeline.chips import Choice, Shown
from ui.timeline.things import ThingFinder
from ui.timeline.words import Words
from ui.words import put, words

Correct = Callable[..., object]  # place, **fields
ICONS = {"WantDraft": "star", "StoryDraft": "book-open", "PurchaseDraft": "shopping-bag", "FavourDraft": "handshake",
         "TakeawayDraft": "notebook-pen"}


class RemarkChips(QObject):
    """Makes chips of remarks. ``correct(place, field=value ...)`` keeps what was chosen; ``ask`` asks for a day."""

    def __init__(self, text: Words, things: ThingFinder, correct: Correct,
                 ask: Callable[[int, date], object], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._text, self._things, self._correct, self._ask = text, things, correct, ask

    def shown(self, place: int, remark: Any, remove: Callable[[], object] | None) -> Shown:
        """The chip of one of them."""
        kind = type(remark).__name__
        text, choices = {
            "WantDraft": self._want, "StoryDraft": self._story, "PurchaseDraft": self._purchase,
            "FavourDraft": self._favour, "TakeawayDraft": self._takeaway,
        }[kind](place, remark)
        icon = "list-checks" if getattr(remark, "kind", "") == "next" else ICONS[kind]
        return Shown(f"{kind.removesuffix('Draft').lower()}-{place}", text, icon, choices=tuple(choices), remove=remove)

    # -- kind by kind

    def _want(self, place: int, want: Any) -> tuple[str, list[Choice]]:
        certain = want.certainty == "known"
        text = put(self.tr("wants: {text}") if certain else self.tr("perhaps wants: {text}"), text=want.text)
        parts = [text, self._when(want), *([self._strength(want.strength)] if want.strength else [])]
        parts += self._about(want.product, self.tr("no product of that name"))
        today = self._text.today()

        def set_(**fields: Any) -> Callable[[], object]:
            return lambda: self._correct(place, **fields)

        soon = "" if want.due is not None else want.horizon or "someday"
        choices = [Choice(word, set_(horizon=key, due=None), soon == key) for key, word in self._horizons()]
        choices += [
            Choice(self.tr("Until a day …"), lambda: self._ask(place, want.due or today), want.due is not None),
            *(Choice(self._strength(level), set_(strength=level), (want.strength or 2) == level, level == 1)
              for level in (1, 2, 3)),
            Choice(self.tr("They said it"), set_(certainty="known"), certain, True),
            Choice(self.tr("We only suspect it"), set_(certainty="suspected"), not certain),
            *self._products(place, want.product, "product"),
        ]
        return " · ".join(parts), choices

    def _story(self, place: int, story: Any) -> tuple[str, list[Choice]]:
        quotes = {"none": self.tr("not to be quoted"), "anonymous": self.tr("may be quoted without a name"),
                  "named": self.tr("may be quoted by name")}
        parts = [put(self.tr("story: {text}"), text=story.text), *self._about(story.product, self.tr("new product")),
                 quotes[story.quote]]
        choices = [Choice(word[:1].upper() + word[1:], lambda key=key: self._correct(place, quote=key),
                          story.quote == key) for key, word in quotes.items()]
        return " · ".join(parts), choices + self._products(place, story.product, "product")

    def _purchase(self, place: int, bought: Any) -> tuple[str, list[Choice]]:
        known = self._things.known(bought.item)
        what = prices.bought(Decimal(bought.quantity), known or bought.item)
        parts = [put(self.tr("bought: {what}"), what=what)]
        if known is None:
            parts.append(self.tr("new product"))
        price = None if bought.price is None else Decimal(bought.price)
        parts.append(prices.money(price, bought.currency) or self.tr("no price"))
        if bought.day is not None:
            parts.append(self._text.day(bought.day))
        return " · ".join(parts), self._products(place, bought.item, "item")

    def _favour(self, place: int, favour: Any) -> tuple[str, list[Choice]]:
        kinds = {"introduction": self.tr("an introduction"), "advice": self.tr("advice"), "order": self.tr("an order"),
                 "referral": self.tr("a referral"), "feedback": self.tr("feedback"), "time": self.tr("time"),
                 "item": self.tr("something useful"), "other": self.tr("something else")}
        leads = {("gave", "ours"): self.tr("we gave: {text}"), ("asked", "ours"): self.tr("we asked: {text}"),
                 ("gave", "theirs"): self.tr("they gave: {text}"), ("asked", "theirs"): self.tr("they asked: {text}")}
        text = put(leads[favour.act, favour.side], text=favour.text)
        choices = [Choice(word, lambda key=key: self._correct(place, kind=key), favour.kind == key)
                   for key, word in kinds.items()]
        choices += [
            Choice(self.tr("It was us"), lambda: self._correct(place, side="ours"), favour.side == "ours", True),
            Choice(self.tr("It was them"), lambda: self._correct(place, side="theirs"), favour.side == "theirs"),
        ]
        said = favour.kind in favour.text.casefold()
        return text if said else f"{text} · {kinds.get(favour.kind, favour.kind)}", choices

    def _takeaway(self, place: int, takeaway: Any) -> tuple[str, list[Choice]]:
        learned = takeaway.kind == "learned"
        lead = self.tr("learned: {text}") if learned else self.tr("next time: {text}")
        return put(lead, text=takeaway.text), [
            Choice(self.tr("Learned"), lambda: self._correct(place, kind="learned"), learned),
            Choice(self.tr("For next time"), lambda: self._correct(place, kind="next"), not learned),
        ]

    # -- words

    def _horizons(self) -> tuple[tuple[str, str], ...]:
        return (("now", self.tr("Now")), ("season", self.tr("This season")), ("year", self.tr("This year")),
                ("someday", self.tr("Some day")))

    def _when(self, want: Any) -> str:
        if want.due is not None:
            return self.tr("until {day}").format(day=self._text.day(want.due))
        return words(how_soon(want.horizon))

    def _strength(self, level: int) -> str:
        return {1: self.tr("a little"), 2: self.tr("clearly"), 3: self.tr("strongly")}[level]

    def _about(self, product: str, unknown: str) -> list[str]:
        if not product:
            return []
        known = self._things.known(product)
        return [known if known is not None else f"{product} ({unknown})"]

    def _products(self, place: int, typed: str, field: str) -> list[Choice]:
        """What else it may be about: products like what was typed, else any."""
        known = self._things.known(typed) if typed else None
        names = self._things.completing(typed) or self._things.completing("")
        choices = [Choice(name, lambda name=name: self._correct(place, **{field: name}), name == known, number == 0)
                   for number, name in enumerate(names)]
        if field == "product" and typed:
            choices.append(Choice(self.tr("No product"), lambda: self._correct(place, product=""), None))
        return choices
