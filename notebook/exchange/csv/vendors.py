"""Cards as rows for other programs: Google's and Outlook's current tables, as complete as these allow.

Google joins several values in one cell with `` ::: ``; what does not fit into its numbered columns is joined into
the last of them. Outlook has a place for each kind of phone and three e-mail addresses; what is more goes into
its four user fields, so that nothing is silently dropped. What somebody permits goes out as custom fields (Google) and
in a user field (Outlook). Dates: Google ISO; Outlook month/day/year, where a date without a year has the year 1604, as
phones synchronise it with Outlook; reading takes that year for none, so it comes back as it was.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from notebook.contacts.dates import PartialDate
from notebook.exchange.csv import permissions
from notebook.exchange.csv.labels import RELATION_LABEL, kind_of
from notebook.exchange.csv.to_card import CUSTOM
from notebook.exchange.record import Card
from notebook.network.on_card import RELATED, RelationsOnCard

_SEVERAL = " ::: "
_EMAILS, _PHONES, _ADDRESSES, _SITES, _EVENTS, _RELATIONS, _CUSTOM = 5, 6, 3, 3, 3, 3, 5
_GOOGLE_ADDRESS = (
    ("Formatted", "full"), ("Street", "street"), ("City", "locality"), ("PO Box", "postOfficeBox"),
    ("Region", "region"), ("Postal Code", "postcode"), ("Country", "country"), ("Extended Address", "apartment"),
)  # fmt: skip


def _numbered(group: str, count: int, parts: tuple[str, ...] = ("Label", "Value")) -> list[str]:
    return [f"{group} {number} - {part}" for number in range(1, count + 1) for part in parts]


GOOGLE = (
    "First Name", "Middle Name", "Last Name", "Phonetic First Name", "Phonetic Middle Name", "Phonetic Last Name",
    "Name Prefix", "Name Suffix", "Nickname", "File As", "Organization Name", "Organization Title",
    "Organization Department", "Birthday", "Notes", "Photo", "Labels",
    *_numbered("E-mail", _EMAILS), *_numbered("Phone", _PHONES),
    *_numbered("Address", _ADDRESSES, ("Label", *(title for title, _ in _GOOGLE_ADDRESS))),
    *_numbered("Relation", _RELATIONS), *_numbered("Website", _SITES), *_numbered("Event", _EVENTS),
    *_numbered("Custom Field", _CUSTOM),
)  # fmt: skip
OUTLOOK = tuple(
    "Title|First Name|Middle Name|Last Name|Suffix|Company|Department|Job Title|Business Street|Business Street 2"
    "|Business Street 3|Business City|Business State|Business Postal Code|Business Country/Region|Home Street"
    "|Home Street 2|Home Street 3|Home City|Home State|Home Postal Code|Home Country/Region|Other Street|Other Street 2"
    "|Other Street 3|Other City|Other State|Other Postal Code|Other Country/Region|Assistant's Phone|Business Fax"
    "|Business Phone|Business Phone 2|Callback|Car Phone|Company Main Phone|Home Fax|Home Phone|Home Phone 2|ISDN"
    "|Mobile Phone|Other Fax|Other Phone|Pager|Primary Phone|Radio Phone|TTY/TDD Phone|Telex|Account|Anniversary"
    "|Assistant's Name|Billing Information|Birthday|Business Address PO Box|Categories|Children|Directory Server"
    "|E-mail Address|E-mail Type|E-mail Display Name|E-mail 2 Address|E-mail 2 Type|E-mail 2 Display Name"
    "|E-mail 3 Address|E-mail 3 Type|E-mail 3 Display Name|Gender|Government ID Number|Hobby|Home Address PO Box"
    "|Initials|Internet Free Busy|Keywords|Language|Location|Manager's Name|Mileage|Notes|Office Location"
    "|Organizational ID Number|Other Address PO Box|Priority|Private|Profession|Referred By|Sensitivity|Spouse|User 1"
    "|User 2|User 3|User 4|Web Page".split("|")
)
_OUTLOOK_PHONES = {
    "assistant": ("Assistant's Phone",), "work-fax": ("Business Fax",), "work": ("Business Phone", "Business Phone 2"),
    "callback": ("Callback",), "car": ("Car Phone",), "company": ("Company Main Phone",), "home-fax": ("Home Fax",),
    "home": ("Home Phone", "Home Phone 2"), "isdn": ("ISDN",), "mobile": ("Mobile Phone",),
    "fax": ("Other Fax", "Business Fax"), "other": ("Other Phone", "Primary Phone"), "pager": ("Pager",),
    "main": ("Primary Phone",), "radio": ("Radio Phone",), "tty": ("TTY/TDD Phone",), "telex": ("Telex",),
}  # fmt: skip
_NO_YEAR = 1604  # as Apple and Exchange write a date without one: a leap year that Outlook's calendar still has
_GOOGLE_PHONE_LABELS = {
    "mobile": "Mobile", "home": "Home", "work": "Work", "main": "Main", "home-fax": "Home Fax", "work-fax": "Work Fax",
    "fax": "Fax", "pager": "Pager", "other": "Other",
}  # fmt: skip


def google(card: Card) -> list[str]:
    """The row of a card in Google's table."""
    found: dict[str, str] = {}
    _google_name(card, found)
    _organisation(card, found, "Organization Name", "Organization Department", "Organization Title")
    if card.get("kind") == "org" and not found.get("Organization Name"):
        found["Organization Name"] = _full(card)
    found["Notes"] = "\n\n".join(_texts(card, "notes", "note"))
    found["Nickname"] = _SEVERAL.join(_texts(card, "nicknames", "name"))
    found["Labels"] = _SEVERAL.join(["* myContacts", *(w for w in _map(card, "keywords"))])
    emails = [(_label(e), str(e["address"])) for e in _objects(card, "emails") if e.get("address")]
    phones = [(_phone_label(p), str(p["number"])) for p in _objects(card, "phones") if p.get("number")]
    sites = [(_label(e), str(e["uri"])) for e in _objects(card, "links") if e.get("uri")]
    sites += [
        (str(e.get("service") or _label(e)), str(e.get("uri") or e.get("user") or ""))
        for e in _objects(card, "onlineServices")
    ]
    relations = [(_relation_label(how), who) for who, how in _related(card)]
    custom = [(label, value) for label, value in _custom(card)]
    events: list[tuple[str, str]] = []
    for kind, label, date in _dates(card):
        if kind == "birth" and "Birthday" not in found:
            found["Birthday"] = _google_date(date)
        else:
            events.append((label, _google_date(date)))
    for group, count, values in (
        ("E-mail", _EMAILS, emails), ("Phone", _PHONES, phones), ("Relation", _RELATIONS, relations),
        ("Website", _SITES, [site for site in sites if site[1]]), ("Event", _EVENTS, events),
        ("Custom Field", _CUSTOM, custom),
    ):  # fmt: skip
        _fill(found, group, count, values)
    _google_addresses(card, found)
    return [found.get(title, "") for title in GOOGLE]


def _google_name(card: Card, found: dict[str, str]) -> None:
    parts, sounds = _name_parts(card)
    if not any(parts.values()) and card.get("kind") != "org":
        parts["given"] = _full(card)
    found["First Name"] = parts.get("given", "")
    found["Middle Name"] = parts.get("given2", "")
    found["Last Name"] = " ".join(filter(None, (parts.get("surname"), parts.get("surname2"))))
    found["Name Prefix"] = parts.get("title", "")
    found["Name Suffix"] = ", ".join(filter(None, (parts.get("generation"), parts.get("credential"))))
    for kind, title in (("given", "First"), ("given2", "Middle"), ("surname", "Last")):
        found[f"Phonetic {title} Name"] = sounds.get(kind, "")


def _fill(found: dict[str, str], group: str, count: int, values: list[tuple[str, str]]) -> None:
    """Numbered columns; what is more than they are is joined into the last."""
    for number, (label, value) in enumerate(values, 1):
        place = f"{group} {min(number, count)}"
        if number > count:
            found[f"{place} - Value"] += _SEVERAL + value
        else:
            found[f"{place} - Label"], found[f"{place} - Value"] = label, value


def _google_addresses(card: Card, found: dict[str, str]) -> None:
    for number, (address, parts) in enumerate(_address_parts(card), 1):
        place = f"Address {min(number, _ADDRESSES)}"
        if number <= _ADDRESSES:
            found[f"{place} - Label"] = _label(address)
        for title, part in _GOOGLE_ADDRESS:
            key, text = f"{place} - {title}", parts.get(part, "")
            found[key] = text if number <= _ADDRESSES else found.get(key, "") + _SEVERAL + text


def outlook(card: Card) -> list[str]:
    """The row of a card in Outlook's table."""
    found: dict[str, str] = {}
    more: dict[str, list[str]] = {f"User {n}": [] for n in (1, 2, 3, 4)}
    parts, _ = _name_parts(card)
    if not any(parts.values()) and card.get("kind") != "org":
        parts["given"] = _full(card)
    found["Title"], found["First Name"] = parts.get("title", ""), parts.get("given", "")
    found["Middle Name"] = parts.get("given2", "")
    found["Last Name"] = " ".join(filter(None, (parts.get("surname"), parts.get("surname2"))))
    found["Suffix"] = ", ".join(filter(None, (parts.get("generation"), parts.get("credential"))))
    _organisation(card, found, "Company", "Department", "Job Title")
    if card.get("kind") == "org" and not found.get("Company"):
        found["Company"] = _full(card)
    emails = [str(e["address"]) for e in _objects(card, "emails") if e.get("address")]
    for number, address in enumerate(emails[:3], 1):
        place = "E-mail" if number == 1 else f"E-mail {number}"
        found[f"{place} Address"], found[f"{place} Type"] = address, "SMTP"
    more["User 1"] += emails[3:]
    for phone in _objects(card, "phones"):
        if phone.get("number"):
            _one_of(found, _OUTLOOK_PHONES.get(kind_of(phone), ()), str(phone["number"]), more["User 2"])
    sites = [str(e["uri"]) for e in _objects(card, "links") if e.get("uri")]
    found["Web Page"] = sites[0] if sites else ""
    more["User 3"] += sites[1:]
    more["User 3"] += [
        f"{e.get('service') or 'IM'}: {e.get('user') or e.get('uri') or ''}" for e in _objects(card, "onlineServices")
    ]
    _outlook_addresses(card, found, more["User 4"])
    for kind, label, date in _dates(card):
        title = {"birth": "Birthday", "wedding": "Anniversary"}.get(kind, "")
        if title and title not in found and date.month and date.day:
            found[title] = f"{date.month}/{date.day}/{date.year or _NO_YEAR}"
        else:
            more["User 4"].append(f"{title or label}: {date}")
    found["Categories"] = ";".join(_map(card, "keywords"))
    found["Notes"] = "\n\n".join(_texts(card, "notes", "note"))
    spouse = [who for who, how in _related(card) if "spouse" in _map(how, "relation")]
    children = [who for who, how in _related(card) if "child" in _map(how, "relation")]
    found["Spouse"], found["Children"] = ", ".join(spouse), ", ".join(children)
    more["User 4"] += [f"Nickname: {name}" for name in _texts(card, "nicknames", "name")]
    for label, value in _custom(card):
        if label in _OUTLOOK_OWN and label not in found:
            found[label] = value
        else:
            more["User 4"].append(f"{label}: {value}")
    for title, values in more.items():
        found[title] = "; ".join(values)
    return [found.get(title, "") for title in OUTLOOK]


_OUTLOOK_OWN = frozenset((
    "Account", "Assistant's Name", "Billing Information", "Gender", "Government ID Number", "Initials", "Keywords",
    "Location", "Manager's Name", "Mileage", "Office Location", "Organizational ID Number", "Profession", "Referred By",
))  # fmt: skip


def _one_of(found: dict[str, str], titles: tuple[str, ...], value: str, more: list[str]) -> None:
    for title in titles:
        if title not in found:
            found[title] = value
            return
    more.append(value)


def _outlook_addresses(card: Card, found: dict[str, str], more: list[str]) -> None:
    free = ["Business", "Home", "Other"]
    for address, parts in _address_parts(card):
        contexts = _map(address, "contexts")
        wanted = "Business" if "work" in contexts else "Home" if "private" in contexts else "Other"
        if wanted not in free:
            wanted = "Other"
        if wanted not in free:
            more.append("Address: " + ", ".join(parts.values()))
            continue
        free.remove(wanted)
        street = parts.get("street") or parts.get("full", "")
        for number, line in enumerate(filter(None, (street, parts.get("apartment"))), 1):
            found[f"{wanted} Street{'' if number == 1 else f' {number}'}"] = line
        for title, part in (("City", "locality"), ("State", "region"), ("Postal Code", "postcode")):
            found[f"{wanted} {title}"] = parts.get(part, "")
        found[f"{wanted} Country/Region"] = parts.get("country", "")
        found[f"{wanted} Address PO Box"] = parts.get("postOfficeBox", "")


# What cards hold, read with patience


def _map(card: Any, name: str) -> Mapping[str, Any]:
    found = card.get(name) if isinstance(card, Mapping) else None
    return found if isinstance(found, dict) else {}


def _objects(card: Card, name: str) -> Iterator[Card]:
    return (entry for entry in _map(card, name).values() if isinstance(entry, dict))


def _texts(card: Card, name: str, main: str) -> list[str]:
    return [str(entry[main]) for entry in _objects(card, name) if entry.get(main)]


def _full(card: Card) -> str:
    return str(_map(card, "name").get("full") or "")


def _name_parts(card: Card) -> tuple[dict[str, str], dict[str, str]]:
    parts: dict[str, str] = {}
    sounds: dict[str, str] = {}
    components = _map(card, "name").get("components")
    for component in components if isinstance(components, list) else ():
        kind, value = str(component.get("kind")), str(component.get("value") or "")
        parts[kind] = f"{parts[kind]} {value}" if parts.get(kind) else value
        if component.get("phonetic"):
            sounds[kind] = str(component["phonetic"])
    return parts, sounds


def _organisation(card: Card, found: dict[str, str], name: str, department: str, title: str) -> None:
    """The first organisation, its departments and the first title; further ones joined as each table does."""
    names = _texts(card, "organizations", "name")
    first = next(_objects(card, "organizations"), {})
    units = [str(unit.get("name") or "") for unit in first.get("units") or () if isinstance(unit, dict)]
    if card.get("kind") == "org" and not names:
        names = [_full(card)]
    if name == "Company":
        found[name] = ", ".join(filter(None, names))
    else:
        found[name] = _SEVERAL.join(filter(None, names))
    found[department] = ", ".join(filter(None, units))
    found[title] = ", ".join(_texts(card, "titles", "name"))


def _address_parts(card: Card) -> Iterator[tuple[Card, dict[str, str]]]:
    for address in _objects(card, "addresses"):
        parts: dict[str, str] = {}
        components = address.get("components")
        for component in components if isinstance(components, list) else ():
            kind, value = str(component.get("kind")), str(component.get("value") or "")
            kind = "street" if kind in ("name", "number") else kind
            if kind in ("room", "floor", "building", "unit"):
                kind = "apartment"
            if value and kind != "separator":
                parts[kind] = f"{parts[kind]} {value}" if kind in parts else value
        if address.get("full"):
            parts["full"] = str(address["full"])
        if parts:
            yield address, parts


def _dates(card: Card) -> Iterator[tuple[str, str, PartialDate]]:
    for entry in _objects(card, "anniversaries"):
        date = PartialDate.from_card(entry.get("date"))
        if date is not None:
            kind = str(entry.get("kind") or "other")
            label = {"birth": "Birthday", "wedding": "Anniversary", "death": "Death"}.get(kind, "Date")
            yield kind, str(entry.get("label") or label), date


def _google_date(date: PartialDate) -> str:
    text = str(date)
    return f" {text}" if text.startswith("-") else text


def _custom(card: Card) -> Iterator[tuple[str, str]]:
    entries = card.get(CUSTOM)
    for entry in entries if isinstance(entries, list) else ():
        if isinstance(entry, dict):
            yield str(entry.get("label") or ""), str(entry.get("value") or "")
    lines = [entry for entry in _objects(card, permissions.PROPERTY) if entry.get("state")]
    for title, channel in permissions.TITLES.items():
        if text := permissions.text_of(entry for entry in lines if entry.get("channel") == channel):
            yield title, text


def _label(value: Mapping[str, Any]) -> str:
    """Google's label: its own words, a star for the preferred, the label as typed."""
    contexts = _map(value, "contexts")
    text = str(value.get("label") or "")
    text = text or ("Work" if "work" in contexts else "Home" if "private" in contexts else "")
    return f"* {text}" if value.get("pref") == 1 else text


def _phone_label(value: Mapping[str, Any]) -> str:
    text = str(value.get("label") or "") or _GOOGLE_PHONE_LABELS.get(kind_of(value), "Other")
    return f"* {text}" if value.get("pref") == 1 else text


def _related(card: Card) -> Iterator[tuple[str, Any]]:
    """Everybody the card is related to: by name, also where the card has their UID."""
    names = {entry.get("to"): str(entry.get("name") or "") for entry in _objects(card, RelationsOnCard.property)}
    for key, how in _map(card, RELATED).items():
        yield names.get(key) or key, how


def _relation_label(how: Any) -> str:
    label = how.get(RELATION_LABEL) or how.get("label") if isinstance(how, dict) else None
    if label:
        return str(label)
    return next(iter(_map(how, "relation")), "").capitalize()


DIALECTS: dict[str, tuple[tuple[str, ...], Callable[[Card], list[str]]]] = {
    "google": (GOOGLE, google),
    "outlook": (OUTLOOK, outlook),
}
