"""Offers that were made (W4): each with the want or the thing owned that is its reason, and the check list of that day.

Kithbook never sends anything; it keeps what went out. Where something was red, a written reason goes with it and
stays. What the checks are is judged in ``insight``; that none is passed over in silence is held here.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from notebook.contacts.cells import pack, unpack
from notebook.errors import NotFound, Refused
from notebook.sentences import say
from notebook.timeline.ledger import Ledger, choice, day_text, read_day, words
from notebook.value.records import Check, Id, Offer

STATES = ("made", "accepted", "declined", "withdrawn")
COLOURS = ("green", "amber", "red")
_SQL = (
    "SELECT f.id, f.contact, f.want, f.owned, f.colleague, f.text, f.channel, f.day, f.state, f.override_reason,"
    " f.checks, f.answered_on, f.interaction FROM offer f"
    " JOIN contact c ON c.id = f.contact AND +c.sy_live = 1 WHERE +f.sy_live = 1"
)


class Offers(Ledger):
    """The offers of one notebook."""

    # Looking

    def of(self, contact: Id | None = None) -> list[Offer]:
        """The offers to a contact, or all, the latest first."""
        sql, params = _SQL, list[Any]()
        if contact is not None:
            sql += " AND f.contact = ?"
            params.append(contact)
        return sorted(self._read(self._db.rows(sql, params)), key=lambda o: (o.day or date.min, o.id), reverse=True)

    def get(self, offer: Id) -> Offer:
        """One offer. Raises `NotFound`."""
        found = self._read(self._db.rows(f"{_SQL} AND f.id = ?", (offer,)))
        if not found:
            raise NotFound(say("There is no such {what}.", what=say("offer")))
        return found[0]

    def last(self, contact: Id) -> date | None:
        """The day of the last offer to a contact."""
        return next((offer.day for offer in self.of(contact) if offer.state != "withdrawn"), None)

    # Writing

    def make(
        self,
        contact: Id,
        text: str,
        *,
        want: Id | None = None,
        owned: Id | None = None,
        channel: str = "",
        checks: Iterable[Check] = (),
        override: str = "",
        day: date | None = None,
        interaction: Id | None = None,
    ) -> Id:
        """Keep an offer that goes out. Raises `Refused` without a reason of theirs, or over a red check in silence."""
        name = self._present(contact)
        for table, row in (("want", want), ("owned", owned)):
            if row is not None and not self._db.one(
                f"SELECT 1 FROM {table} WHERE id = ? AND contact = ? AND sy_live = 1", (row, contact)):  # fmt: skip
                raise NotFound(say("{name} has nothing like that. Choose a want or a thing they own.", name=name))
        if want is None and owned is None:
            raise Refused(say("An offer needs a reason: something that {name} wants or owns.", name=name))
        listed = [(one.name, choice(one.colour, COLOURS, say("Colour")), one.text) for one in checks]
        why = words(override)
        if why is None and any(colour == "red" for _, colour, _ in listed):
            raise Refused(say("Something is red. Write down why the offer goes out all the same."))
        values = {
            "contact": contact, "want": want, "owned": owned, "colleague": self._journal.author(),
            "text": words(text, say("Write down what is offered.")), "channel": words(channel),
            "day": day_text(day or self._today()), "state": "made", "override_reason": why,
            "checks": pack(listed) if listed else None, "interaction": interaction,
        }  # fmt: skip
        return self._write("offer", self._new(), values, say("Note an offer to {name}", name=name), new=True)

    def answer(self, offer: Id, state: str, interaction: Id | None = None) -> None:
        """What became of it: accepted, declined or withdrawn."""
        held = self.get(offer)
        values: dict[str, Any] = {"state": choice(state, STATES[1:], say("Answer")),
                                  "answered_on": self._today().isoformat()}  # fmt: skip
        if interaction is not None:
            values["interaction"] = interaction
        self._write("offer", offer, values, say("Note what {name} said to an offer", name=held.contact_name))

    def delete(self, *offers: Id) -> None:
        """Take offers out that were entered by mistake."""
        self._remove("offer", offers, say("Delete an offer"))

    def _read(self, rows: Sequence[Sequence[Any]]) -> list[Offer]:
        names = self._names(row[1] for row in rows)
        return [
            Offer(
                id=row[0], contact=row[1], contact_name=names.get(row[1], ""), want=row[2], owned=row[3],
                colleague=row[4], text=row[5] or "", channel=row[6] or "", day=read_day(row[7]),
                state=row[8] or "made", override=row[9] or "",
                checks=tuple(Check(*check) for check in (unpack(row[10]) if row[10] else ())),
                answered_on=read_day(row[11]), interaction=row[12],
            )
            for row in rows
        ]  # fmt: skip
