"""What entries made besides promises and takeaways: wants, stories, purchases, favours, and the offers told in them.

Each comes with a short label and where it stands, so that whoever shows an entry can lead there. An entry of an offer
names its reason too, how it went out, and in plain words why it did so where a check said stop.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from notebook.sentences import Sentence, count, say
from notebook.storage.database import Database
from notebook.storage.parts import chunks
from notebook.timeline.days import read_day
from notebook.timeline.kinds import OFFER
from notebook.timeline.ledger import Names, read_decimal
from notebook.timeline.promises import names_of
from notebook.timeline.records import Entry, Id, Made, Offered
from notebook.value.offers import against, checks_in, way
from notebook.value.purchases import told

_LABEL = 90  # letters of a label
_PRODUCT = "LEFT JOIN product p ON p.id = r.product"  # one that was deleted keeps its name with what was told of it
_WHERE = "WHERE r.contact IN ({contacts}) AND +r.interaction IN ({entries}) AND +r.sy_live = 1 ORDER BY r.id"
_WANTS = "SELECT r.interaction, r.id, r.contact, r.text, r.words, r.due, r.state FROM want r"
_STORIES = f"SELECT r.interaction, r.id, r.contact, r.text, p.name FROM story r {_PRODUCT}"
_PURCHASES = (
    "SELECT r.interaction, r.id, r.contact, coalesce(p.name, r.item), r.quantity, r.price, r.currency"
    f" FROM purchase r {_PRODUCT}"
)
_FAVOURS = "SELECT r.interaction, r.id, r.contact, r.text, r.act, r.side FROM favour r"
_OFFERS = (
    "SELECT r.interaction, r.id, r.contact, r.text, r.state, r.channel, r.override_reason, r.checks, r.want,"
    " w.text, w.sy_live, w.state, r.owned, q.name, o.sy_live FROM offer r LEFT JOIN want w ON w.id = r.want"
    " LEFT JOIN owned o ON o.id = r.owned LEFT JOIN product q ON q.id = o.product"
)
_ENDED: Mapping[str, Sentence] = {"met": say("met"), "dropped": say("dropped")}
_ANSWERED: Mapping[str, Sentence] = {
    "accepted": say("they accepted it"), "declined": say("they declined it"), "withdrawn": say("we withdrew it"),
}  # fmt: skip
_STAYING: Mapping[str, tuple[str, str]] = {
    "purchase": ("{n} purchase", "{n} purchases"), "story": ("{n} story", "{n} stories"),
    "want": ("{n} want", "{n} wants"), "favour": ("{n} thing given or asked", "{n} things given or asked"),
    "offer": ("{n} offer", "{n} offers"), "learned": ("{n} thing learned", "{n} things learned"),
    "next": ("{n} thing for next time", "{n} things for next time"),
    "promise": ("{n} promise that was settled", "{n} promises that were settled"),
}  # fmt: skip


def with_made(db: Database, contacts: Names, entries: Sequence[Entry]) -> list[Entry]:
    """The same entries, each with what it made."""
    return _Reading(db, contacts).of(entries)


class _Reading:
    """Reads a page of entries: a query for each kind of record, whatever their number."""

    def __init__(self, db: Database, contacts: Names) -> None:
        self._db, self._contacts = db, contacts
        self._made: dict[Id, list[Made]] = {}
        self._offered: dict[Id, Offered] = {}
        self._names: dict[Id, str] = {}

    def of(self, entries: Sequence[Entry]) -> list[Entry]:
        people = list(dict.fromkeys(contact for entry in entries for contact, _ in entry.contacts))
        if not people:
            return list(entries)
        kinds: tuple[tuple[str, Callable[..., None]], ...] = (
            (_WANTS, self._want), (_STORIES, self._story), (_PURCHASES, self._purchase), (_FAVOURS, self._favour),
            (_OFFERS, self._offer),
        )  # fmt: skip
        for held, ids in chunks(people):
            for marks, part in chunks([entry.id for entry in entries]):
                where = _WHERE.format(contacts=held, entries=marks)
                for sql, keep in kinds:
                    for row in self._db.rows(f"{sql} {where}", [*ids, *part]):
                        keep(*row)
        return [
            replace(entry, made=tuple(self._made.get(entry.id, ())), offered=self._offered.get(entry.id))
            if entry.id in self._made else entry
            for entry in entries
        ]  # fmt: skip

    def _add(self, entry: Id, made: Made) -> None:
        self._made.setdefault(entry, []).append(made)

    def _want(self, entry: Id, row: Id, contact: Id, text: str | None, spoken: str | None, due: str | None,
              state: str | None) -> None:  # fmt: skip
        said, until = say("want: {text}", text=short(text)), read_day(due)
        if spoken and spoken != text:
            said = say("{want} – “{words}”", want=said, words=short(spoken))
        if until is not None:
            said = say("{want}, by {day}", want=said, day=until)
        ended = _ENDED.get(state or "")
        if ended is not None:
            said = say("{what} · {state}", what=said, state=ended)
        self._add(entry, Made(row, "want", contact, text or "", said, ended is not None))

    def _story(self, entry: Id, row: Id, contact: Id, text: str | None, product: str | None) -> None:
        form = "story about {product}: {text}" if product else "story: {text}"
        self._add(entry, Made(row, "story", contact, text or "", say(form, text=short(text), product=product or "")))

    def _purchase(self, entry: Id, row: Id, contact: Id, item: str | None, quantity: str | None, price: str | None,
                  currency: str | None) -> None:  # fmt: skip
        what = told(short(item), read_decimal(quantity), read_decimal(price), currency)
        self._add(entry, Made(row, "purchase", contact, item or "", say("bought: {text}", text=what)))

    def _favour(self, entry: Id, row: Id, contact: Id, text: str | None, act: str | None, side: str | None) -> None:
        theirs = side == "theirs"
        if act == "asked":
            form = "they asked: {text}" if theirs else "asked: {text}"
        else:
            form = "they gave: {text}" if theirs else "gave: {text}"
        self._add(entry, Made(row, "favour", contact, text or "", say(form, text=short(text))))

    def _offer(
        self, entry: Id, row: Id, contact: Id, text: str | None, state: str | None, channel: str | None,
        override: str | None, checks: str | None, want: Id | None, wanted: str | None, want_live: int | None,
        want_state: str | None, owned: Id | None, thing: str | None, owned_live: int | None,
    ) -> None:  # fmt: skip
        if contact not in self._names:
            self._names |= names_of(self._contacts, [contact])
        name = self._names.get(contact, "")
        if want is not None and want_live:
            said = say("because {name} wants: {text}", name=name, text=short(wanted))
            self._add(entry, Made(want, "want", contact, wanted or "", said, want_state in _ENDED))
        elif owned is not None and owned_live:
            said = say("because {name} owns: {text}", name=name, text=short(thing))
            self._add(entry, Made(owned, "owned", contact, thing or "", said))
        answered = _ANSWERED.get(state or "")
        said = say("offer: {answer}", answer=answered or say("no answer yet"))
        self._add(entry, Made(row, "offer", contact, text or "", said, answered is not None))
        self._offered[entry] = Offered(way(channel or ""), against(override, checks_in(checks)))


def staying(entry: Entry) -> list[Sentence]:
    """What of an entry stays when it is deleted, counted: ``1 purchase``, ``2 stories``.

    Its open promises go along, and so does the offer that an entry of an offer is.
    """
    if entry.kind == OFFER:
        return []
    tables = [one.table for one in entry.made]
    tables += [takeaway.kind for takeaway in entry.takeaways]
    tables += ["promise" for promise in entry.promises if not promise.open]
    return [count(one, many, tables.count(table)) for table, (one, many) in _STAYING.items() if table in tables]


def short(text: str | None) -> str:
    """On one line, as long as a label may be."""
    flat = " ".join((text or "").split())
    return flat if len(flat) <= _LABEL else f"{flat[: _LABEL - 1].rstrip()}…"
