"""What is known of somebody beside the card, the talks and the promises, as `show` says it: one line for each thing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from notebook.book import Notebook
from notebook.changes.ids import Id, show_id
from notebook.sentences import Sentence
from notebook.value.purchases import spoken

Line = tuple[str, str, str, str]  # what it is, the thing itself, what else is noted, the id of the row


def known(book: Notebook, who: Id) -> list[Line]:
    """How we met and what they stand for, who is around them, what they want, own and bought, and what is planned."""
    return [*_doubtful(book, who), *_essence(book, who), *_network(book, who), *_value(book, who)]


def _doubtful(book: Notebook, who: Id) -> Iterator[Line]:
    for said, fact in book.facts.several(who):
        yield "to choose", str(said), "", show_id(fact.row)
    for clash in book.facts.clashes(who):
        yield "look again", str(clash), "", ""


def _essence(book: Notebook, who: Id) -> Iterator[Line]:
    contact = book.contacts.get(who)
    through = "" if contact.met_through is None else book.contacts.names([contact.met_through]).get(contact.met_through)
    met = ", ".join(part for part in (contact.met_on, through and f"through {through}") if part)
    for what, text, more in (
        ("how we met", contact.met or ("?" if met else ""), met), ("to us", contact.relation, ""),
        ("stands for", contact.stands_for, ""), ("buys", contact.buys, ""), ("avoid", contact.avoid, ""),
    ):  # fmt: skip
        if text:
            yield what, text, more, ""


def _network(book: Notebook, who: Id) -> Iterator[Line]:
    for one in book.relations.of(who):
        yield "relation", one.name, _joined(one.said, one.evidence), show_id(one.id)
    for standing in book.permissions.of(who):
        yield "permission", str(standing.said), "", show_id(standing.permission.id) if standing.permission else ""
    for meeting in book.introductions.of(who, closed=True):
        other = meeting.b_name if meeting.a == who else meeting.a_name
        yield "introduction", other, _joined(meeting.said), show_id(meeting.id)


def _value(book: Notebook, who: Id) -> Iterator[Line]:
    for want in book.wants.of(who, "all"):
        more = _joined(want.horizon, want.certainty, want.due, want.state if want.state != "open" else "")
        yield "wants", want.text, more, show_id(want.id)
    for one in book.products.owned(who, ended=True):
        number = one.quantity if one.quantity is not None or not one.bought else f"{one.bought} bought"
        span = _joined(number, one.since, one.until and f"until {one.until}")
        yield "owns", one.product_name, span, show_id(one.id)
    for bought in book.products.purchases(who):
        what = spoken(bought.item, bought.quantity, bought.price, bought.currency)
        yield "bought", what, _joined(bought.day), show_id(bought.id)
    for story in book.stories.of(who):
        yield "story", story.text, _joined(story.product_name, f"quote: {story.quote}", story.day), show_id(story.id)
    for favour in book.favours.of(who):
        yield f"{favour.act} by {favour.side}", favour.text, _joined(favour.kind, favour.day), show_id(favour.id)
    for intention in book.plans.of(who, "all"):
        steps = "; ".join(step.text for step in intention.steps)
        more = _joined(intention.state if intention.state != "open" else "", steps)
        yield "plan", intention.text, more, show_id(intention.id)


def _joined(*parts: str | Sentence | date | Decimal | None) -> str:
    return ", ".join(text for part in parts if part is not None and (text := str(part)))
