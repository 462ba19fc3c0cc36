"""The permission ledger (P8): who may be contacted on which channel for which purpose, given how and until when.

Lines are only added. The latest line about the same channel and purpose counts; a line may also stand for any
channel or every purpose. A refusal yields only to a later permission that names at least as much as it does: "no
calls about offers" is not lifted by "you may write to me", "nothing at all" is lifted for what was allowed after
it. A permission counts through its last day. Where no line speaks, the answer is unknown, never yes. "Offers,
newsletter" are two purposes: noted as a line each, and whoever is asked about both must have said yes to both.

Of one day a no counts more than a yes, whichever notebook each comes from and in whatever order they arrived: only a
yes that was noted where the no was known takes it back the same day. That yes carries the no in its id (`answering`),
so every notebook that gets both lines by an import comes to the same answer.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from notebook.changes.change import seq_in
from notebook.changes.ids import derived_id
from notebook.contacts.dates import check_come
from notebook.contacts.own_life import everybody
from notebook.errors import Refused
from notebook.network.records import Id, Permission, Permitted, Standing
from notebook.sentences import Sentence, say
from notebook.storage.database import Database
from notebook.storage.folding import fold
from notebook.storage.parts import chunks
from notebook.timeline.days import day_text, read_day
from notebook.timeline.ledger import Ledger, choice, words

ANY = "any"
CHANNELS: tuple[str, ...] = ("email", "phone", "message", "letter", "visit", ANY)
INTRODUCTION = "introduction"  # the purpose that introductions ask for
USUAL: tuple[str, ...] = ("email", "phone")
STATES: tuple[str, ...] = ("granted", "refused", "withdrawn")
_TYPED: Mapping[str, str] = {
    "e-mail": "email", "mail": "email", "newsletter": "email", "call": "phone", "calls": "phone",
    "telephone": "phone", "sms": "message", "text": "message", "chat": "message", "post": "letter",
    "letters": "letter", "visits": "visit", "all": ANY, "*": ANY,
}  # fmt: skip
_SPOKEN: Mapping[str, Sentence] = {
    "email": say("e-mail"), "phone": say("phone"), "message": say("message"), "letter": say("letter"),
    "visit": say("visit"), ANY: say("any channel"),
}  # fmt: skip
_BETWEEN = re.compile("[,;]")
_DOUBT = ("refused", "expired", "unknown", "granted")
_SQL = (
    "SELECT p.id, p.contact, p.channel, p.purpose, p.state, p.how, p.day, p.evidence, p.expires, p.interaction,"
    " p.sy_st, p.sy_cid"
    " FROM permission p JOIN contact c ON c.id = p.contact AND +c.sy_live = 1 WHERE +p.sy_live = 1"
)


class Permissions(Ledger):
    """The permission ledger of one notebook."""

    # Looking

    def ledger(self, contact: Id) -> list[Permission]:
        """Every line about a contact, the latest first."""
        found = [_read(row) for row in self._db.rows(f"{_SQL} AND p.contact = ?", (contact,))]
        return sorted(found, key=_order, reverse=True)

    def of(self, contact: Id) -> list[Standing]:
        """What counts today, for every channel and purpose that a line of this contact names."""
        lines = self.ledger(contact)
        named = dict.fromkeys((line.channel, key) for line in lines for key in purpose_keys(line.purpose))
        purposes = {purpose_key(purpose): purpose for line in lines for purpose in purposes_of(line.purpose)}
        found = [standing(lines, channel, purposes[purpose], self._today()) for channel, purpose in named]
        return sorted(found, key=lambda s: (CHANNELS.index(s.channel), fold(s.purpose)))

    def plain(self, contact: Id) -> list[Standing]:
        """What counts today, as a card says it: `of`, and that nothing is known of e-mail or phone where no line is."""
        found = self.of(contact)
        told = {one.channel for one in found if one.channel != ANY or not one.purpose}
        silent = [channel for channel in USUAL if channel not in told and ANY not in told]
        return found + [standing((), channel, "", self._today()) for channel in silent]

    def may(self, contact: Id, channel: str, purpose: str = "") -> Standing:
        """Whether a contact may be contacted on a channel for a purpose. Raises `Refused`."""
        return standing(self.ledger(contact), channel_of(channel), purpose, self._today())

    def who(self, channel: str, purpose: str, among: Sequence[Id] | None = None) -> Permitted:
        """Who may be contacted: granted, held back (refused or expired), unknown; in list order or that of ``among``.

        Raises `Refused` without a purpose: nobody gives permission for nothing in particular.
        """
        which = channel_of(channel)
        aim = words(purpose, say("Say what for: an export to contact people has a purpose.")) or ""
        lines: dict[Id, list[Permission]] = {}
        for row in self._db.rows(f"{_SQL} AND p.channel IN (?, ?)", (which, ANY)):
            lines.setdefault(row[1], []).append(_read(row))
        asked = [row[0] for row in self._db.rows(everybody())] if among is None else list(dict.fromkeys(among))
        today = self._today()
        sorted_out: dict[str, list[Id]] = {"granted": [], "refused": [], "expired": [], "unknown": []}
        held = []
        for contact in asked:
            state = decide(lines[contact], which, aim, today)[0] if contact in lines else "unknown"
            sorted_out[state].append(contact)
            if state in ("refused", "expired"):
                held.append(contact)
        return Permitted(tuple(sorted_out["granted"]), tuple(held), tuple(sorted_out["unknown"]))

    def approach(self, contacts: Sequence[Id], purpose: str = INTRODUCTION) -> dict[Id, Standing]:
        """Whether these may be approached about something, on whichever channel: one answer for each of them.

        A yes on one channel is enough; without one a no counts that is about this purpose or about everything.
        """
        return approach(self._db, contacts, self._today(), purpose)

    def refusals(self, what: str, contacts: Sequence[Id], on: date) -> dict[Id, date | None]:
        """Which of these said no to a channel, or to `INTRODUCTION`, as of a day; and when they said it."""
        if what == INTRODUCTION:
            found = approach(self._db, contacts, on)
        else:
            held = lines_about(self._db, contacts)
            found = {contact: standing(lines, what, "", on) for contact, lines in held.items()}
        return {
            contact: one.permission.day if one.permission is not None else None
            for contact, one in found.items() if one.state == "refused"
        }  # fmt: skip

    def purposes(self) -> list[str]:
        """The purposes in use, by name."""
        rows = self._db.rows("SELECT DISTINCT purpose FROM permission WHERE sy_live = 1 AND purpose IS NOT NULL")
        each = [purpose for row in rows for purpose in purposes_of(row[0])]
        return sorted({purpose_key(purpose): purpose for purpose in each}.values(), key=fold)

    # Writing

    def record(
        self,
        contact: Id,
        channel: str,
        purpose: str,
        state: str,
        *,
        how: str = "",
        day: date | None = None,
        evidence: str = "",
        expires: date | None = None,
        interaction: Id | None = None,
    ) -> Id:
        """A new line, or one for each of several purposes (the first is returned).

        ``how``: said, form, e-mail; ``expires``: the last day of it. Raises `Refused`, `NotFound`.
        """
        name = self._present(contact)
        on = day or self._today()
        kind = choice(state, STATES, say("Permission"))
        check_come(on, self._today(), say("A permission, or a no, is noted once it was said."))
        if expires is not None and expires < on:
            raise Refused(say("The permission would be over before {day}, when it was given.", day=on))
        values = {
            "contact": contact, "channel": channel_of(channel), "state": kind,
            "how": words(how), "day": day_text(on), "evidence": words(evidence),
            "expires": day_text(expires) if kind == "granted" else None, "interaction": interaction,
        }  # fmt: skip
        named = purposes_of(purpose)
        ids = sorted((self._new() for _ in named), reverse=True)  # as read
        each = list(zip(ids, named, strict=True))
        if kind == "granted":
            held = self.ledger(contact)
            each = [line for row, one in each for line in self._answers(held, row, one, str(values["channel"]), on)]
        with self._journal.change(say("Note a permission of {name}", name=name)) as draft:
            for row, one in each:
                draft.insert("permission", row, {**values, "purpose": words(one)})
        return each[0][0]

    def _answers(
        self, held: Sequence[Permission], row: Id, purpose: str, channel: str, day: date
    ) -> list[tuple[Id, str]]:  # fmt: skip
        """The line of a yes; where that day has more than one no that it takes back, a line for each of them."""
        grant = Permission(row, b"", channel, purpose, "granted", "", day, "", None, None)
        same = [line for line in held if line.day == day]
        nos = [line for line in same if line.state != "granted" and _names(line, grant)
               and not _answered(line, grant, same)]  # fmt: skip
        return [(answering(no.id, row, channel, purpose), purpose) for no in nos] or [(row, purpose)]

    def delete(self, *lines: Id) -> None:
        """Take lines out that were entered by mistake."""
        self._remove("permission", lines, say("Delete a permission"))


def channel_of(text: str) -> str:
    """The channel that a person typed. Raises `Refused`."""
    folded = text.strip().casefold()
    return choice(_TYPED.get(folded, folded), CHANNELS, say("Channel"))


def purpose_key(purpose: str) -> str:
    """By which two purposes are the same: "Offers" and "offer" are."""
    folded = " ".join(fold(purpose).split())
    return folded[:-1] if len(folded) > 4 and folded.endswith("s") else folded


def purposes_of(text: str) -> list[str]:
    """The purposes that a person wrote in one line; as it is where they wrote none."""
    if "," not in text and ";" not in text:
        return [text]
    each = {purpose_key(part): part.strip() for part in reversed(_BETWEEN.split(text)) if part.strip()}
    return list(reversed(each.values())) or [text]


def purpose_keys(text: str) -> list[str]:
    """`purpose_key` of each of `purposes_of`."""
    return [purpose_key(purpose) for purpose in purposes_of(text)]


def spoken(channel: str) -> Sentence:
    """A channel as people say it."""
    return _SPOKEN[channel]


def decide(lines: Iterable[Permission], channel: str, purpose: str, today: date) -> tuple[str, Permission | None]:
    """What lines about one contact amount to: granted, refused, expired or unknown, and the line that decides.

    Of several purposes the one that they are least content with.
    """
    each = purposes_of(purpose)
    if len(each) > 1:
        held = list(lines)
        return min((decide(held, channel, one, today) for one in each), key=lambda found: _DOUBT.index(found[0]))
    aim = purpose_key(each[0])
    about: dict[tuple[str, str], list[Permission]] = {}
    for line in lines:
        if line.channel not in (channel, ANY) or (line.day and line.day > today):
            continue
        for key in (aim,) if line.purpose == purpose else purpose_keys(line.purpose):
            if key in (aim, ""):
                about.setdefault((line.channel, key), []).append(line)
    latest = {scope: _last(held) for scope, held in about.items()}
    refusals = [(scope, line) for scope, line in latest.items() if line.state != "granted"]
    grants = sorted((line for line in latest.values() if line.state == "granted"), key=_order, reverse=True)
    said = [line for held in about.values() for line in held] if refusals else []
    for line in grants:
        if not _over(line, today) and all(_lifted(scope, no, line, said) for scope, no in refusals):
            return "granted", line
    if refusals:
        return "refused", max((line for _, line in refusals), key=_order)
    return ("expired", grants[0]) if grants else ("unknown", None)


def lines_about(db: Database, contacts: Sequence[Id]) -> dict[Id, list[Permission]]:
    """Every line about these contacts."""
    held: dict[Id, list[Permission]] = {}
    for marks, part in chunks(list(dict.fromkeys(contacts))):
        for row in db.rows(f"{_SQL} AND p.contact IN ({marks})", part):
            held.setdefault(row[1], []).append(_read(row))
    return held


def takes_back(line: Permission, nos: Iterable[Id]) -> bool:
    """Whether a line was noted as the answer to one of these."""
    return any(line.id[7:] == _trace(no, line.channel, line.purpose) for no in nos)


def answering(no: Id, row: Id, channel: str, purpose: str) -> Id:
    """``row`` (a new id) as that of a yes to this which takes back a no of the same day."""
    return row[:7] + _trace(no, channel, purpose)


def approach(db: Database, contacts: Iterable[Id], today: date, purpose: str = INTRODUCTION) -> dict[Id, Standing]:
    """Whether these may be approached about something on a day; see `Permissions.approach`."""
    people, aim = list(dict.fromkeys(contacts)), purpose_key(purpose)
    held = lines_about(db, people)
    told = {contact: [replace(line, purpose=purpose) if aim in purpose_keys(line.purpose) else line
                      for line in held.get(contact, ())] for contact in people}  # fmt: skip
    return {contact: _approach(lines, purpose, today) for contact, lines in told.items()}


def declined(name: str, standing: Standing) -> Sentence | None:
    """That somebody does not want to be introduced, or to hear of anything; None where they said no such thing."""
    line = standing.permission
    if standing.state != "refused" or line is None:
        return None
    words = {"name": name, "day": line.day or "?"}
    if line.state == "withdrawn":
        form = "{name} wants no introductions any more since {day}" if line.purpose else (
            "{name} took every permission back on {day}")  # fmt: skip
    else:
        form = "{name} said no to introductions on {day}" if line.purpose else "{name} said no to everything on {day}"
    return say(form, **words)


def _approach(lines: Sequence[Permission], purpose: str, today: date) -> Standing:
    """The kindest answer of the channels on which something is said about a purpose, and of any channel."""
    channels = dict.fromkeys((ANY, *(line.channel for line in lines if line.purpose == purpose)))
    found = [standing(lines, channel, purpose, today) for channel in channels]
    order = ("granted", "refused", "expired", "unknown")
    return min(found, key=lambda one: order.index(one.state))


def standing(lines: Iterable[Permission], channel: str, purpose: str, today: date) -> Standing:
    """`decide` with its sentence."""
    state, line = decide(lines, channel, purpose, today)
    what: Sentence = _SPOKEN[channel]
    if purpose:
        what = say("{channel} for {purpose}", channel=what, purpose=purpose)
    return Standing(channel, purpose, state, line, _said(state, line, what, today), what)


def _last(lines: Sequence[Permission]) -> Permission:
    """The line that counts of those about one channel and purpose; of one day a no that no yes of that day answers."""
    if len(lines) == 1:
        return lines[0]
    day = max(line.day or date.min for line in lines)
    same = [line for line in lines if (line.day or date.min) == day]
    grants = [line for line in same if line.state == "granted"]
    nos = [line for line in same if line.state != "granted" and not any(takes_back(one, (line.id,)) for one in grants)]
    return max(nos or grants or same, key=_order)


def _lifted(scope: tuple[str, str], refusal: Permission, grant: Permission, lines: Sequence[Permission]) -> bool:
    """Whether a permission came after a refusal and names at least as much."""
    channel, purpose = scope
    specific = (channel == ANY or grant.channel == channel) and (not purpose or purpose in purpose_keys(grant.purpose))
    if not specific or refusal.day != grant.day:
        return specific and (refusal.day or date.min) < (grant.day or date.min)
    return _answered(refusal, grant, lines)


def _answered(no: Permission, grant: Permission, lines: Iterable[Permission]) -> bool:
    """Whether a yes in the words of this one took back a no of the same day."""
    keys = set(purpose_keys(grant.purpose))
    return any(line.state == "granted" and line.channel == grant.channel and not keys.isdisjoint(
        purpose_keys(line.purpose)) and takes_back(line, (no.id,)) for line in lines)  # fmt: skip


def _trace(no: Id, channel: str, purpose: str) -> bytes:
    return derived_id(no, f"taken back\0{channel}\0{purpose_key(purpose)}")[7:]


def _names(no: Permission, grant: Permission) -> bool:
    """Whether a yes names at least as much as a no."""
    purposes = purpose_keys(no.purpose)
    return no.channel in (ANY, grant.channel) and (not any(purposes) or not set(purposes).isdisjoint(
        purpose_keys(grant.purpose)))  # fmt: skip


def _over(line: Permission, today: date) -> bool:
    return line.expires is not None and line.expires < today


def _order(line: Permission) -> tuple[date, bytes, tuple[int, int], Id]:
    """By day; of one day the line that was noted later. The same in every notebook: ids begin with their time."""
    return line.day or date.min, _time(line.id), line.noted, line.id


def _time(row: Id) -> bytes:
    """When a row was noted, as its id tells (RFC 9562 5.7); nothing of an id that was derived."""
    return row[:6] if len(row) == 16 and row[6] >> 4 == 7 else b""


def _said(state: str, line: Permission | None, what: Sentence, today: date) -> Sentence:
    if line is None:
        return say("{what}: not known", what=what)
    how = say("{how}, {day}", how=line.how, day=line.day or "?") if line.how else say("{day}", day=line.day or "?")
    if state == "granted" and line.expires == today:
        return say("{what}: yes ({how}), today is the last day", what=what, how=how)
    if state == "granted" and line.expires:
        return say("{what}: yes ({how}), until {expires}", what=what, how=how, expires=line.expires)
    if state == "granted":
        return say("{what}: yes ({how})", what=what, how=how)
    if state == "expired":
        return say("{what}: no longer, it ended on {expires}", what=what, expires=line.expires)
    return say("{what}: no ({how})", what=what, how=how)


def _read(row: Sequence[Any]) -> Permission:
    return Permission(
        id=row[0], contact=row[1], channel=row[2] if row[2] in CHANNELS else ANY, purpose=row[3] or "",
        state=row[4] or "refused", how=row[5] or "", day=read_day(row[6]), evidence=row[7] or "",
        expires=read_day(row[8]), interaction=row[9], noted=(row[10], seq_in(row[11])),
    )  # fmt: skip
