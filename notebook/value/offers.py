"""Offers that were made (W4): each with the want or the thing owned that is its reason, and the check list of that day.

Kithbook never sends anything; it keeps what went out, and the timeline tells of it. Where something was red, a
written reason goes with it and stays. What the checks are is judged in ``insight``; that they are made for every
offer and none is passed over in silence is held here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, Protocol

from notebook.changes.change import pack_title, unpack_title
from notebook.clock import Clock
from notebook.contacts.cells import pack, unpack
from notebook.errors import NotFound, Refused
from notebook.sentences import Sentence, say
from notebook.storage.database import Database
from notebook.timeline.days import day_text, read_day
from notebook.timeline.kinds import OFFER
from notebook.timeline.ledger import Ledger, Names, choice, words
from notebook.timeline.service import Timeline
from notebook.value.credits import Credits
from notebook.value.records import Check, Id, Offer

if TYPE_CHECKING:
    from notebook.changes.journal import Journal

STATES = ("made", "accepted", "declined", "withdrawn")
# The kind of the entry that an older program logged for an offer, by its channel.
_BEFORE: Mapping[str, str] = {"email": "email", "phone": "call", "message": "message", "letter": "letter",
                             "visit": "visit"}  # fmt: skip
_UNFILLED = re.compile(r"(?:^|:)[^\S\n]*(?P<spot>…|\.{3})[^\S\n]*$", re.MULTILINE)
_SQL = (
    "SELECT f.id, f.contact, f.want, f.owned, f.colleague, f.text, f.channel, f.day, f.state, f.override_reason,"
    " f.checks, f.answered_on, f.interaction FROM offer f"
    " JOIN contact c ON c.id = f.contact AND +c.sy_live = 1 WHERE +f.sy_live = 1"
)


class Listed(Protocol):
    """What the desk found."""

    @property
    def channel(self) -> str: ...

    def kept(self) -> tuple[Check, ...]:
        """The lines of the check list."""
        ...


class Desk(Protocol):
    """Looks at an offer before it goes out."""

    def __call__(self, contact: Id, *, want: Id | None, owned: Id | None, channel: str) -> Listed:
        """The check list. Raises `NotFound` for a reason that is not theirs, `Refused` for an unknown channel."""
        ...


class Offers(Ledger):
    """The offers of one notebook."""

    def __init__(
        self, db: Database, journal: Journal, clock: Clock, contacts: Names, timeline: Timeline, credits: Credits,
        desk: Desk,
    ) -> None:  # fmt: skip
        super().__init__(db, journal, clock, contacts)
        self._timeline, self._credits, self._desk = timeline, credits, desk

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

    # Writing

    def make(
        self,
        contact: Id,
        text: str,
        *,
        want: Id | None = None,
        owned: Id | None = None,
        channel: str = "",
        override: str = "",
        day: date | None = None,
        interaction: Id | None = None,
    ) -> Id:
        """Keep an offer that goes out, with the check list of now; without ``interaction`` the timeline gets an entry.

        Raises `Refused` without a reason of theirs, where the spot for what is offered was left open, or over a red
        check in silence; `NotFound`.
        """
        name = self._present(contact)
        if want is None and owned is None:
            raise Refused(say("An offer needs a reason: something that {name} wants or owns.", name=name))
        offered = words(text, say("Write down what is offered.")) or ""
        if open_spot(offered) is not None:
            raise Refused(MISSING)
        why, offer = words(override), self._new()
        with self._journal.change(say("Note an offer to {name}", name=name)) as draft:
            # Looked at where nobody else writes: of two at once the second knows of the first.
            listed = self._desk(contact, want=want, owned=owned, channel=channel)
            checks = listed.kept()
            red = next((one.text for one in checks if one.colour == "red"), None)
            if why is None and red is not None:
                raise Refused(say("{red}. Write down why the offer goes out all the same.", red=red))
            if interaction is None:
                interaction = self._timeline.log([contact], OFFER, offered, at=day, direction="out")
            draft.insert("offer", offer, {
                "contact": contact, "want": want, "owned": owned, "colleague": self._journal.author(),
                "text": offered, "channel": listed.channel or None, "day": day_text(day or self._today()),
                "state": "made", "override_reason": why, "interaction": interaction,
                "checks": pack([(one.name, one.colour, pack_title(one.text)) for one in checks]),
            })  # fmt: skip
            self._credits.used_rows(contact, [row for row in (want,) if row is not None], "offer")
        return offer

    def answer(self, offer: Id, state: str, interaction: Id | None = None) -> None:
        """What became of it: accepted, declined or withdrawn."""
        held = self.get(offer)
        values: dict[str, Any] = {"state": choice(state, STATES[1:], say("Answer")),
                                  "answered_on": self._today().isoformat()}  # fmt: skip
        if interaction is not None:
            values["interaction"] = interaction
        self._write("offer", offer, values, say("Note what {name} said to an offer", name=held.contact_name))

    def delete(self, *offers: Id) -> None:
        """Take offers out that were entered by mistake, with the entries that `make` logged for them."""
        with self._journal.change(say("Delete an offer")) as draft:
            for offer in offers:
                made = self._as_made("offer", offer, ("interaction", "channel", "text"))
                entry = None
                for kind in (OFFER, _BEFORE.get(made["channel"] or "", "note")) if made else ():
                    entry = entry or self._same_entry("offer", offer, made["interaction"], kind, made["text"])
                draft.delete("offer", offer)
                if entry:
                    self._timeline.delete(entry)

    def _read(self, rows: Sequence[Sequence[Any]]) -> list[Offer]:
        names = self._names(row[1] for row in rows)
        return [
            Offer(
                id=row[0], contact=row[1], contact_name=names.get(row[1], ""), want=row[2], owned=row[3],
                colleague=row[4], text=row[5] or "", channel=row[6] or "", day=read_day(row[7]),
                state=row[8] or "made", override=row[9] or "",
                checks=checks_in(row[10]),
                answered_on=read_day(row[11]), interaction=row[12],
            )
            for row in rows
        ]  # fmt: skip


_WAYS: Mapping[str, Sentence] = {
    "email": say("by e-mail"), "phone": say("by phone"), "message": say("by message"), "letter": say("by letter"),
    "visit": say("at a visit"),
}  # fmt: skip
MISSING = say("Write what you offer where the … stands.")


def open_spot(text: str) -> tuple[int, int] | None:
    """Where the words of an offer still have the … that stands for what is offered; None where it is filled in."""
    found = _UNFILLED.search(text)
    return found.span("spot") if found else None


def way(channel: str) -> Sentence | None:
    """How an offer went out, in words; None where it was not said."""
    return _WAYS.get(channel)


def against(override: str | None, checks: Sequence[Check]) -> Sentence | None:
    """Why an offer went out although something spoke against it; None where nothing did."""
    if not override:
        return None
    stopped: Sentence | None = None
    for one in checks:
        if one.colour == "red":
            stopped = one.text if stopped is None else say("{first}; {next}", first=stopped, next=one.text)
    if stopped is None:
        return say("Why: {reason}", reason=override)
    return say("Sent against: {stopped}. Why: {reason}", stopped=stopped, reason=override)


def checks_in(stored: str | None) -> tuple[Check, ...]:
    """The check list as it is stored with an offer."""
    return tuple(_check(one) for one in (unpack(stored) if stored else ()))


def _check(stored: Sequence[Any]) -> Check:
    name, colour, text = stored
    said = _dated(unpack_title(text)) if isinstance(text, list) else Sentence("{text}", {"text": text})
    return Check(name, colour, said)


def _dated(said: Sentence) -> Sentence:
    """Days are kept as text; read again they are days, which each reader sees as is usual there."""
    params = {name: _dated(value) if isinstance(value, Sentence) else
              (read_day(value) or value) if isinstance(value, str) and len(value) == 10 else value
              for name, value in said.params.items()}  # fmt: skip
    return Sentence(said.text, params, said.many)
