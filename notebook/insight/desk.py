"""The offer desk (W4): what speaks for and against an offer, before it goes out. It protects the customer.

Five checks, each green, amber or red with its sentence and the rows it follows from:

- ``reason``: a want that was heard or a thing owned is green; a want that is only suspected amber; one that is
  met or dropped, a thing given up, or nothing at all red.
- ``permission``: granted on the channel for offers green, not known or no channel chosen amber, refused, withdrawn
  or run out red. (It counts through its last day.)
- ``balance``: what we asked of them in twelve months against what we gave: no more asked than given is green,
  more is amber, `TOO_MUCH` more than given or over is red. What they bought is no ask: they got something for it.
- ``promises``: an overdue promise of ours is red. First keep word, then offer.
- ``pause``: the last offer was `QUIET` days ago or more, or there was none: green; `SOON` days or less: red.

Red needs a written reason (`value.offers`). The words to begin with are their own, as they were noted.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from notebook.contacts.showing import is_ended
from notebook.errors import NotFound
from notebook.insight import balance
from notebook.insight.records import Checked, Checklist, Id, Reason
from notebook.insight.sources import Sources
from notebook.insight.whole import whole
from notebook.network.permissions import ANY, channel_of
from notebook.sentences import Sentence, count, say
from notebook.timeline.days import read_day
from notebook.value.records import Want

PURPOSE = "offers"  # the purpose of a permission that an offer asks for
SOON, QUIET = 30, 90  # days since the last offer
TOO_MUCH = 3  # asked more often than given
_TITLES = {"reason": say("Reason"), "permission": say("Permission"), "balance": say("Give and take"),
           "promises": say("Our promises"), "pause": say("Last offer")}  # fmt: skip
_OFFERED = (
    "SELECT id, day FROM offer WHERE contact = ? AND sy_live = 1 AND day <= ?"  # a withdrawn one reached them too
)
_OWNED = (
    "SELECT o.id, p.name, o.until, o.product FROM owned o JOIN product p ON p.id = o.product"
    " WHERE o.id = ? AND o.contact = ? AND o.sy_live = 1"
)
_NOT_THEIRS = "{name} has nothing like that. Choose a want or a thing they own."


def check(
    book: Sources, contact: Id, *, want: Id | None = None, owned: Id | None = None, channel: str = ""
) -> Checklist:
    """The check list of an offer to a contact, because of a want or a thing owned. Raises `NotFound`, `Refused`."""
    named = book.contacts.rows([contact])
    if not named:
        raise NotFound(say("There is no such contact."))
    desk = _Desk(book, contact, named[0].name, want, owned, channel_of(channel) if channel.strip() else "")
    return Checklist(contact, want, owned, desk.channel, tuple(desk.checks()), desk.text())


class _Desk:
    """One offer, looked at from all sides."""

    def __init__(self, book: Sources, contact: Id, name: str, want: Id | None, owned: Id | None, channel: str) -> None:
        self._book, self._contact, self._name, self.channel = book, contact, name, channel
        self._today = book.clock.today()
        self._whole = whole(book.db, contact, self._today)
        self._want: Want | None = None
        self._thing: tuple[Id, str, str, Id] | None = None  # row, product, until, product's row
        if want is not None:
            self._want = next(iter(book.wants.rows([want])), None)
            if self._want is None or self._want.contact != contact:
                raise NotFound(say(_NOT_THEIRS, name=name))
        if owned is not None:
            row = book.db.one(_OWNED, (owned, contact))
            if row is None:
                raise NotFound(say(_NOT_THEIRS, name=name))
            self._thing = row[0], row[1] or "", row[2] or "", row[3]

    def checks(self) -> Iterator[Checked]:
        """In the order in which a person asks."""
        for name in _TITLES:
            colour, reason = getattr(self, f"_{name}")()
            yield Checked(name, _TITLES[name], colour, reason)

    def text(self) -> Sentence:
        """Words to begin with: who, and what they said themselves."""
        card = self._book.contacts.get(self._contact)
        me = self._book.colleagues.names().get(self._book.colleagues.my_id(), "")
        greeting = say("Hello {name},", name=card.given or self._name)
        return say("{greeting}\n\n{because}\n\n{offer}\n\n{me}", greeting=greeting, because=self._because(),
                   offer=self._offered(), me=me)  # fmt: skip

    # The checks

    def _reason(self) -> tuple[str, Reason]:
        want = self._want
        if want is not None:
            words = {"name": self._name, "text": want.text}
            rows = (want.id,) if want.interaction is None else (want.id, want.interaction)
            if not want.open:
                gone = "{name} has it by now: {text}" if want.state == "met" else "{name} no longer wants it: {text}"
                return "red", Reason(say(gone, **words), rows)
            if want.certainty == "suspected":
                return "amber", Reason(say("That {name} wants it is only suspected: {text}. Ask first.", **words), rows)
            heard = "{name} wants: {text} – “{words}”" if want.words else "{name} wants: {text}"
            return "green", Reason(say(heard, **words, words=want.words), rows)
        if self._thing is not None:
            row, product, until, _ = self._thing
            if is_ended(until, self._today.isoformat()):
                return "red", Reason(say("{name} gave it up: {what}", name=self._name, what=product), (row,))
            return "green", Reason(say("{name} owns {what}", name=self._name, what=product), (row,))
        return "red", Reason(say("Nothing says that {name} wants it, or owns what it belongs to.", name=self._name))

    def _permission(self) -> tuple[str, Reason]:
        standing = self._book.permissions.may(self._contact, self.channel or ANY, PURPOSE)
        line = standing.permission
        rows = () if line is None else (line.id,) if line.interaction is None else (line.id, line.interaction)
        if standing.state in ("refused", "expired"):
            return "red", Reason(standing.said, rows)
        if not self.channel and standing.state != "granted":
            refused = [one for one in self._book.permissions.of(self._contact) if one.state == "refused"]
            if refused:  # not to be got round by leaving the channel open
                said = say("{refused}. Choose the channel it goes out on", refused=refused[0].said)
                return "red", Reason(said, (refused[0].permission.id,) if refused[0].permission else ())
            return "amber", Reason(say("No channel chosen: e-mail, phone, message, letter or visit"), rows)
        return ("green" if standing.state == "granted" else "amber"), Reason(standing.said, rows)

    def _balance(self) -> tuple[str, Reason]:
        held = balance.of_whole(self._book.db, self._whole, self._today)
        asked, gave = held.count("ours", "asked"), held.count("ours", "gave")
        rows = tuple(row for act in ("asked", "gave") for ids in held.of("ours", act).values() for row in ids)
        often = {"asked": balance.times(asked), "gave": balance.times(gave)}
        if not asked:
            text = say("In 12 months we asked nothing of them")
        elif gave:
            text = say("In 12 months we asked {asked}, gave {gave}", **often)
        else:
            text = say("In 12 months we asked {asked}, gave nothing", **often)
        colour = "red" if asked >= gave + TOO_MUCH else "amber" if asked > gave else "green"
        return colour, Reason(text, rows)

    def _promises(self) -> tuple[str, Reason]:
        late = [one for each in self._whole for one in self._book.promises.of(each)
                if one.direction != "theirs" and one.overdue(self._today)]  # fmt: skip
        if not late:
            return "green", Reason(say("No promise of ours is overdue"))
        first = min(late, key=lambda one: (one.due or date.max, one.id))
        text = count("{n} promise of ours is overdue: {text}", "{n} promises of ours are overdue, first: {text}",
                     len(late), text=first.text)  # fmt: skip
        return "red", Reason(text, tuple(one.id for one in late))

    def _pause(self) -> tuple[str, Reason]:
        made = [(day, row) for each in self._whole
                for row, text in self._book.db.rows(_OFFERED, (each, self._today.isoformat()))
                if (day := read_day(text)) is not None]  # fmt: skip
        if not made:
            return "green", Reason(say("No offer so far"))
        day, row = max(made)
        days = max(0, (self._today - day).days)
        ago = count("The last offer was {n} day ago", "The last offer was {n} days ago", days)
        text = ago if days else say("The last offer was today")
        return ("green" if days >= QUIET else "red" if days <= SOON else "amber"), Reason(text, (row,))

    # The words

    def _because(self) -> Sentence:
        want = self._want
        if want is not None and want.words:
            if want.day is None:
                return say("You said: “{words}”.", words=want.words)
            return say("On {day} you said: “{words}”.", day=want.day, words=want.words)
        if want is not None and want.certainty != "suspected":
            return say("You told us what you would like: {text}.", text=want.text)
        if want is not None:
            return say("We thought of something that might help you: {text}.", text=want.text)
        if self._thing is not None:
            return say("We thought of your {what}.", what=self._thing[1])
        return say("We thought of you.")

    def _offered(self) -> Sentence:
        product = self._want.product if self._want is not None else None
        row = product and self._book.db.one(
            "SELECT name, price, currency FROM product WHERE id = ? AND sy_live = 1", (product,))  # fmt: skip
        if not row:
            return say("We can offer you: …")
        if row[1] and row[2]:
            return say("We can offer you: {what}, {price} {currency}.", what=row[0], price=row[1], currency=row[2])
        return say("We can offer you: {what}.", what=row[0])
