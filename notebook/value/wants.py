"""Wants (W2): what somebody needs, how soon, how much, in whose words; some-day wants wake up by themselves.

A want is closed by being met or dropped and never forgotten. The day to come back to it (``revisit``) stands in
the agenda (`notebook.reminders`); done there means: asked again, still wanted. An urgent want, and one with a day,
has such a day even where none is stored (`horizons.woken`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from notebook.errors import NotFound, Refused
from notebook.sentences import Sentence, say
from notebook.storage.folding import fold
from notebook.storage.parts import chunks
from notebook.timeline.days import day_text, read_day
from notebook.timeline.horizons import HORIZONS, horizon_of, how_soon, revisit_of, woken
from notebook.timeline.ledger import Ledger, choice, page, strength_of, words
from notebook.value.records import Id, Want

CERTAINTY = ("known", "suspected")
STATES = ("open", "met", "dropped")
_SQL = (
    "SELECT w.id, w.contact, w.text, w.product, p.name, w.horizon, w.strength, w.certainty, w.words, w.day, w.due,"
    " w.revisit, w.state, w.closed_on, w.closed_in, w.interaction FROM want w"
    " JOIN contact c ON c.id = w.contact AND +c.sy_live = 1 LEFT JOIN product p ON p.id = w.product"
    " WHERE +w.sy_live = 1"
)
_RANK = (
    "w.state <> 'open', w.due IS NULL, w.due, CASE w.horizon"
    + "".join(f" WHEN '{horizon}' THEN {place}" for place, horizon in enumerate(HORIZONS))
    + f" ELSE {len(HORIZONS)} END, coalesce(w.strength, 2) DESC, w.id"
)
_EDITABLE = frozenset(("text", "product", "horizon", "strength", "certainty", "words", "due", "revisit", "interaction"))
_NOTHING = say("Say what is wanted.")


@dataclass(frozen=True, slots=True)
class Planned:
    """When something would be wanted, and when to come back to it; ``held``: the same want as it stands now."""

    horizon: str
    due: date | None
    revisit: date | None
    held: Want | None


class Wants(Ledger):
    """The wants of one notebook."""

    # Looking

    def of(self, contact: Id | None = None, state: str = "open", product: Id | None = None, *,
           limit: int | None = None, offset: int = 0) -> list[Want]:  # fmt: skip
        """The wants of a contact, about a product, or of everybody: ``open``, ``met``, ``dropped`` or ``all``.

        Open ones first; those with a day before the others, then by horizon and strength. ``limit`` of them.
        """
        sql, params = _SQL, list[Any]()
        for column, value in (("w.contact", contact), ("w.product", product)):
            if value is not None:
                sql += f" AND {column} = ?"
                params.append(value)
        if state != "all":  # by its index only when nothing narrower is asked for
            sql += " AND w.state = ?" if len(params) == 0 else " AND +w.state = ?"
            params.append(state)
        if limit is not None:
            return self._read(self._db.rows(*page(f"{sql} ORDER BY {_RANK}", params, limit, offset)))
        return sorted(self._read(self._db.rows(sql, params)), key=_rank)

    def of_all(self, contacts: Sequence[Id], state: str = "open") -> list[Want]:
        """The wants of several, as of an organisation and its people, in the same order."""
        return sorted((want for contact in contacts for want in self.of(contact, state)), key=_rank)

    def get(self, want: Id) -> Want:
        """One want. Raises `NotFound`."""
        found = self.rows([want])
        if not found:
            raise NotFound(say("There is no such {what}.", what=say("want")))
        return found[0]

    def rows(self, ids: Sequence[Id]) -> list[Want]:
        """These wants in the order asked for, gone ones left out."""
        found: dict[Id, Want] = {}
        for marks, part in chunks(ids):
            found.update((want.id, want) for want in self._read(self._db.rows(f"{_SQL} AND w.id IN ({marks})", part)))
        return [found[want] for want in ids if want in found]

    def bought(self, contact: Id, items: Iterable[str]) -> list[Want]:
        """The open wants of a contact that a purchase of these meets: about that product, or in the same words."""
        named = {fold(item) for item in items} - {""}
        return [want for want in self.of(contact) if named & {fold(want.text), fold(want.product_name)}]

    # Writing

    def add(
        self,
        contact: Id,
        text: str,
        *,
        product: Id | None = None,
        horizon: str | None = None,
        strength: int | None = None,
        certainty: str = "known",
        words_said: str = "",
        due: date | None = None,
        revisit: date | None = None,
        interaction: Id | None = None,
    ) -> Id:
        """What a contact wants. The horizon follows from ``due``, without either it is ``someday``.

        The same need said again is the same open want, with what is new about it. Raises `Refused`, `NotFound`.
        """
        name = self._present(contact)
        if product is not None:
            self._there("product", product, say("product"))
        today = self._today()
        _ahead(due, today)
        need = words(text, _NOTHING) or ""
        when = choice(horizon, HORIZONS, say("How soon")) if horizon else horizon_of(due, today)
        values: dict[str, Any] = {
            "text": need, "product": product, "horizon": when, "strength": strength_of(strength) or 2,
            "certainty": choice(certainty, CERTAINTY, say("How sure")), "words": words(words_said),
            "due": day_text(due), "revisit": day_text(revisit or revisit_of(when, due, today)),
            "interaction": interaction,
        }  # fmt: skip
        title = say("{name} wants: {text}", name=name, text=need)
        with self._journal.change(title):  # looked for where nobody else writes: said by two at once it is one want
            held = self._same(contact, need, product)
            if held is not None:
                given = {"product", "words", "interaction"}
                given |= {"strength"} if strength else set()
                given |= {"certainty"} if certainty == "known" else set()  # what was suspected is known now
                news = {f: value for f, value in values.items() if f in given and value is not None}
                when_said = ("horizon", "due", "revisit") if horizon or due else ("revisit",) if revisit else ()
                return self._write("want", held.id, news | {f: values[f] for f in when_said}, title)
            values |= {"contact": contact, "state": "open", "day": today.isoformat()}
            return self._write("want", self._new(), values, title, new=True)

    def planned(self, contact: Id, text: str, product: Id | None, horizon: str | None, due: date | None) -> Planned:
        """What `add` would keep of when: to be shown before. ``held``: the want that it would change."""
        held = self._same(contact, text, product)
        if held is not None and not (horizon or due):
            return Planned(held.horizon, held.due, held.revisit, held)
        today = self._today()
        when = horizon or horizon_of(due, today)
        return Planned(when, due, revisit_of(when, due, today), held)

    def _same(self, contact: Id, text: str, product: Id | None) -> Want | None:
        """The open want of a contact that says the same."""
        need = fold(text)
        return next((one for one in self.of(contact) if fold(one.text) == need and one.product in (product, None)),
                    None)  # fmt: skip

    def edit(self, want: Id, **fields: Any) -> None:
        """Correct ``text``, ``product``, ``horizon``, ``strength``, ``certainty``, ``words``, ``due``, ``revisit``.

        A new horizon or day moves the revisit day along, unless that is given too. A day tells the horizon; a horizon
        that it does not lie in takes it away.
        """
        unknown = set(fields) - _EDITABLE
        if unknown:
            raise TypeError(f"a want has no {', '.join(sorted(unknown))}")
        held, title = self.get(want), say("Change a want")
        values: dict[str, Any] = {f: fields[f] for f in ("product", "interaction") if f in fields}
        if values.get("product") is not None:
            self._there("product", values["product"], say("product"))
        if "text" in fields:
            values["text"] = words(fields["text"], _NOTHING)
        if "words" in fields:
            values["words"] = words(fields["words"])
        if "strength" in fields:
            values["strength"] = strength_of(fields["strength"])
        if "certainty" in fields:
            values["certainty"] = choice(fields["certainty"], CERTAINTY, say("How sure"))
        if "horizon" in fields or "due" in fields:
            due, today = fields.get("due", held.due), self._today()
            if due != held.due:
                _ahead(due, today)
            horizon = choice(fields.get("horizon") or held.horizon, HORIZONS, say("How soon"))
            if fields.get("due") is not None and "horizon" not in fields:
                horizon = horizon_of(due, today)
            elif "due" not in fields and due is not None and horizon_of(due, today) != horizon:
                due = None
                title = say("Wanted {when}, no longer by {day}", when=how_soon(horizon), day=held.due)
            values |= {"horizon": horizon, "due": day_text(due), "revisit": day_text(revisit_of(horizon, due, today))}
        if "revisit" in fields:
            values["revisit"] = day_text(fields["revisit"])
        self._write("want", want, values, title)

    def meet(self, want: Id, interaction: Id | None = None) -> None:
        """They have it now."""
        self._close(want, "met", say("A want is met"), interaction)

    def drop(self, want: Id, interaction: Id | None = None) -> None:
        """They no longer want it."""
        self._close(want, "dropped", say("A want is dropped"), interaction)

    def reopen(self, want: Id) -> None:
        """It is wanted after all."""
        held = self.get(want)
        revisit = day_text(revisit_of(held.horizon, held.due, self._today()))
        values = {"state": "open", "closed_on": None, "closed_in": None, "revisit": revisit}
        self._write("want", want, values, say("Open a want again"))

    def delete(self, *wants: Id) -> None:
        """Take wants out (entered by mistake)."""
        self._remove("want", wants, say("Delete a want"))

    # Details

    def _close(self, want: Id, state: str, title: Sentence, interaction: Id | None) -> None:
        held = self.get(want)
        if held.state == state:
            return
        if held.state != "open":
            raise Refused(say("This want is closed already. Open it again first."))
        values = {"state": state, "closed_on": self._today().isoformat(), "closed_in": interaction}
        self._write("want", want, values, title)

    def _read(self, rows: Sequence[Sequence[Any]]) -> list[Want]:
        names = self._names(row[1] for row in rows)
        found = [
            Want(
                id=row[0], contact=row[1], contact_name=names.get(row[1], ""), text=row[2] or row[4] or "",
                product=row[3], product_name=row[4] or "", horizon=row[5] or "someday", strength=row[6] or 2,
                certainty=row[7] or "known", words=row[8] or "", day=read_day(row[9]), due=read_day(row[10]),
                revisit=read_day(row[11]), state=row[12] or "open", closed_on=read_day(row[13]), closed_in=row[14],
                interaction=row[15],
            )
            for row in rows
        ]  # fmt: skip
        return [
            replace(want, revisit=woken(want.horizon, want.due, want.day)) if want.open and not want.revisit else want
            for want in found
        ]


def _ahead(due: date | None, today: date) -> None:
    """Raises `Refused` for a day that is over: nothing can be wanted by then."""
    if due is not None and due < today:
        raise Refused(say("{day} is past. Say a day from today on: until when is it wanted?", day=due))


def _rank(want: Want) -> tuple[Any, ...]:
    horizon = HORIZONS.index(want.horizon) if want.horizon in HORIZONS else len(HORIZONS)
    return not want.open, want.due is None, want.due or date.max, horizon, -want.strength, want.id
