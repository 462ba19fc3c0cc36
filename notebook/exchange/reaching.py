"""What goes out about somebody who said yes to be contacted (P8): as much as one channel and one purpose need.

It is a list of what goes, not of what stays: who they are, how to address them, organisation and title, where to reach
them on this channel, and the permission itself. Of each of these only the members named here go, so that nothing that
we noted, nor what another program hung on a number, ever leaves with it. Stories stay, too: whoever may be quoted with
one is not asked to read it in a mailing to themselves.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from notebook.contacts.card import name_cells, name_object
from notebook.exchange.csv.permissions import line_key
from notebook.exchange.record import Card
from notebook.network.on_card import PermissionsOnCard
from notebook.network.permissions import ANY, channel_of, purpose_keys

Entry = dict[str, Any]
_WHERE = ("contexts", "pref")
_ADDRESS = ("components", "full", "countryCode", "coordinates", "isOrdered", "defaultSeparator", *_WHERE)
_PARTS = {"units": ("name",), "components": ("kind", "value")}  # members that are lists of objects, and of what
_PERMISSION = ("channel", "state", "purpose", "how", "day", "expires")  # not the evidence: our words about it
_EVERY_PURPOSE = ""
# By text or to the pocket: a mobile phone takes messages, whether or not somebody ticked it.
_FOR_MESSAGES = frozenset(("text", "mobile"))


def _all(entry: Entry) -> bool:
    return True


def _takes_messages(phone: Entry) -> bool:
    features = phone.get("features")
    return isinstance(features, dict) and not _FOR_MESSAGES.isdisjoint(features)


_EMAILS = ("emails", ("address", *_WHERE), _all)
_PHONES = ("phones", ("number", "features", *_WHERE), _all)
_TEXTED = ("phones", ("number", "features", *_WHERE), _takes_messages)
_ONLINE = ("onlineServices", ("service", "uri", "user", *_WHERE), _all)
_ADDRESSES = ("addresses", _ADDRESS, _all)
_DETAILS: Mapping[str, tuple[tuple[str, tuple[str, ...], Callable[[Entry], bool]], ...]] = {
    "email": (_EMAILS,),
    "phone": (_PHONES,),
    "message": (_TEXTED, _ONLINE),
    "letter": (_ADDRESSES,),
    "visit": (_ADDRESSES,),
    ANY: (_EMAILS, _PHONES, _ONLINE, _ADDRESSES),
}


@dataclass(frozen=True, slots=True)
class Reach:
    """One channel and what it is used for. Raises `Refused` for a channel that there is none of."""

    channel: str
    purpose: str

    def __post_init__(self) -> None:
        object.__setattr__(self, "channel", channel_of(self.channel))

    def card(self, whole: Card, permissions: Mapping[str, Entry]) -> Card:
        """What of a card goes out, and which lines of the ledger allow it (``permissions``: all of this contact)."""
        found: Card = {"@type": "Card", "version": "1.0"}
        for name in ("uid", "kind", "language"):
            if isinstance(whole.get(name), str):
                found[name] = whole[name]
        if named := _name(whole):
            found["name"] = named
        if spoken := _spoken_to(whole.get("speakToAs")):
            found["speakToAs"] = spoken
        told = (("preferredLanguages", ("language", *_WHERE), _all), ("organizations", ("name", "units"), _all),
                ("titles", ("name", "kind", "organizationId"), _all), *_DETAILS[self.channel])  # fmt: skip
        for name, members, wanted in told:
            if entries := _entries(whole.get(name), members, wanted):
                found[name] = entries
        if lines := self._lines(permissions):
            found[PermissionsOnCard.property] = lines
        return found

    def _lines(self, permissions: Mapping[str, Entry]) -> dict[str, Entry]:
        """What they said yes to, as far as it is about this channel and purpose."""
        aims = {*purpose_keys(self.purpose), _EVERY_PURPOSE}
        said = [
            {member: line[member] for member in _PERMISSION if member in line}
            for line in permissions.values()
            if line.get("state") == "granted" and line.get("channel") in (self.channel, ANY)
            and not aims.isdisjoint(purpose_keys(line.get("purpose") or ""))
        ]  # fmt: skip
        return {line_key(line): line for line in said}


def _name(card: Card) -> Entry:
    """The name in full and in its parts, also where only the full name was ever written: a letter greets by one."""
    said = card.get("name")
    return name_object(name_cells(said, card.get("kind"))) if isinstance(said, dict) else {}


def _spoken_to(said: Any) -> Entry:
    """Pronouns and grammatical gender."""
    if not isinstance(said, dict):
        return {}
    found: Entry = {}
    if isinstance(said.get("grammaticalGender"), str):
        found["grammaticalGender"] = said["grammaticalGender"]
    if pronouns := _entries(said.get("pronouns"), ("pronouns", *_WHERE), _all):
        found["pronouns"] = pronouns
    return found


def _entries(said: Any, members: Iterable[str], wanted: Callable[[Entry], bool]) -> dict[str, Entry]:
    """The entries of a map that are wanted, with these members and no others."""
    if not isinstance(said, dict):
        return {}
    taken = {
        key: {member: _plain(member, entry[member]) for member in members if member in entry}
        for key, entry in said.items() if isinstance(entry, dict) and wanted(entry)
    }  # fmt: skip
    return {key: entry for key, entry in taken.items() if entry}


def _plain(member: str, value: Any) -> Any:
    """What a member says, without what hangs on the parts of it."""
    parts = _PARTS.get(member)
    if parts is None or not isinstance(value, list):
        return value
    return [{name: part[name] for name in parts if name in part} for part in value if isinstance(part, dict)]
