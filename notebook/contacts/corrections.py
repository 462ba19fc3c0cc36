"""What became of a fact that changed (P6): understood from one typed line, told before it is written, one change.

Nothing typed means that the old value is wrong and nobody knows the new one: it is taken off the card (a role ends),
so that nothing wrong is shown as if it were known; Undo brings it back. A role is typed as it is shown, ``Buyer,
Acme``: another organisation ends the old role and begins a new one. Text that is no e-mail address or telephone
number is doubted once; who says so again has it kept.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from notebook.sentences import Sentence, say
from notebook.storage.folding import fold

if TYPE_CHECKING:
    from notebook.contacts.facts import Fact
    from notebook.contacts.records import Role
    from notebook.contacts.service import Contacts

_EMAIL = re.compile(r"[^@\s,;<>]+@[^@\s,;<>]+\.[^@\s,;<>.]{2,}")
_PHONE = re.compile(r"(?:sip:|tel:)?[+(]?\d(?:[\d\s()./\-–]|\bext?\.?|[x#*,;]){2,}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Correction:
    """What a typed line would do. ``said``: for whoever types; ``title``: of the change.

    ``act``: none, set, take (off the card), end (a role), begin (end it and begin another). ``doubt``: why it may be a
    slip.
    """

    act: str
    said: Sentence
    title: Sentence
    value: str = ""
    organisation: str = ""
    doubt: Sentence | None = None


def before(contacts: Contacts, fact: Fact, value: str) -> str:
    """What stands in the line to begin with: a role with its organisation, else the value itself."""
    role = _role(contacts, fact)
    return ", ".join(part for part in (value, role.organisation_name) if part) if role else value


def understood(contacts: Contacts, fact: Fact, held: str, text: str) -> Correction:
    """What a line means; ``held``: the value of the cell itself."""
    text, name = " ".join(text.split()) if fact.field != "note" else text.strip(), name_of(contacts, fact)
    title = say("Correct for {name}: {what}", name=name, what=fact.label)
    role = _role(contacts, fact)
    if not text:
        if role is not None:
            return Correction("end", say("{what} is over; what came after is not known.", what=fact.display),
                              say("{what} of {name} is over", what=fact.display, name=name))  # fmt: skip
        return Correction("take", say("It is taken off the card: nobody knows it any more."),
                          say("Not known any more, taken off the card of {name}: {what}", name=name,
                              what=fact.label))  # fmt: skip
    if role is not None:
        made = _of_role(role, held, text, title)
        if made.act != "begin":
            return made
        return replace(made, title=say("{name} is {title} at {place} from today", name=name, title=made.value,
                                       place=made.organisation))  # fmt: skip
    if text == held:
        return Correction("none", say("That is what stands there. Esc leaves it."), title)
    return Correction("set", say("It is kept as {value}.", value=text), title, text, doubt=doubted(fact.kind, text))


def doubted(kind: str, text: str) -> Sentence | None:
    """Why this is hardly an e-mail address or a telephone number."""
    if kind == "email" and not _EMAIL.fullmatch(text):
        return say("This does not look like an e-mail address: {text}. Enter again keeps it all the same.", text=text)
    if kind == "phone" and not _PHONE.fullmatch(text):
        return say("This does not look like a telephone number: {text}. Enter again keeps it all the same.", text=text)
    return None


def write(contacts: Contacts, fact: Fact, made: Correction, today: date) -> None:
    """Do it; call it inside a change. Raises `Refused`, `NotFound`."""
    if made.act == "take":
        if fact.table == "detail":
            contacts.remove_detail(fact.row)
        else:
            contacts.edit(fact.row, **{fact.field: ""})
    elif made.act in ("end", "begin"):
        contacts.edit_role(fact.row, until=(today - timedelta(days=1)).isoformat())  # over from today on
        if made.act == "begin":
            begun = {fact.field: made.value} if made.value else {}
            contacts.add_role(fact.contact, made.organisation, since=today.isoformat(), **begun)
    elif made.act == "set" and fact.table == "role":
        place = {"organisation": made.organisation} if made.organisation else {}
        contacts.edit_role(fact.row, **{fact.field: made.value}, **place)
    elif made.act == "set" and fact.table == "detail":
        contacts.edit_detail(fact.row, value=made.value)
    elif made.act == "set":
        contacts.edit(fact.row, **{fact.field: made.value})


def _of_role(role: Role, held: str, text: str, title: Sentence) -> Correction:
    """A title, with the organisation behind the last comma."""
    here = role.organisation_name
    start, _, end = (part.strip() for part in text.rpartition(","))
    if here and fold(text).endswith(f", {fold(here)}"):
        what, place = text[: len(text) - len(here)].rstrip(" ,"), ""
    elif start and end:
        what, place = start, end
    else:
        what, place = text.strip(" ,"), ""
    if here and not place and fold(what) == fold(here):
        what = ""
    if not place or fold(place) == fold(here):
        if what == held or not what:
            return Correction("none", say("That is what stands there. Esc leaves it."), title)
        said = say("{title}, still at {place}.", title=what, place=here) if here else say("Now {title}.", title=what)
        return Correction("set", said, title, what)
    if not here:
        return Correction("set", say("{title} at {place}.", title=what, place=place), title, what, place)
    said = say("A new role from today: {title} at {place}. {old} is over.", title=what, place=place,
               old=", ".join(part for part in (held, here) if part))  # fmt: skip
    return Correction("begin", said, title, what, place)


def _role(contacts: Contacts, fact: Fact) -> Role | None:
    if fact.table != "role":
        return None
    return next((one for one in contacts.get(fact.contact).roles if one.id == fact.row), None)


def name_of(contacts: Contacts, fact: Fact) -> str:
    """What the contact that a fact is about is called; empty when it is gone."""
    return next((row.name for row in contacts.rows([fact.contact])), "")
