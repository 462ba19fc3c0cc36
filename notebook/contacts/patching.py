"""Can a card hold what a merge patch says? Checked before anything is written, answered in one sentence.

The sentence names the field and what to write there. Null takes a field, an entry or a part of one away, wherever a
card can do without it: not the name, the uid, the type and the version. An empty list of groups or of own fields means
none. Only what the patch touches is looked at: a card may hold what another program wrote. Properties of
other programs (``example.com:...``, and what RFC 9555 calls ``vCard...``) go through as they are.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from notebook.changes.ids import read_id, show_id
from notebook.contacts.card import GROUPS, MET_THROUGH, OWN, OWN_NUMBERS, OWN_TEXTS
from notebook.contacts.card_details import CUSTOM, FEB29
from notebook.contacts.dates import PartialDate
from notebook.contacts.update import merge_patch
from notebook.errors import Refused
from notebook.sentences import say
from notebook.storage.folding import fold

_KEPT = frozenset(("@type", "version", "uid", "name"))
_KINDS = ("individual", "group", "org", "location", "device", "application")
_GENDERS = ("animate", "common", "feminine", "inanimate", "masculine", "neuter")
_DAY = '{"year": 1999, "month": 5, "day": 17}'
_MANY = 200  # letters of a value that a sentence repeats
Check = Callable[[str, Any], None]


def patched(card: dict[str, Any], patch: Mapping[str, Any]) -> dict[str, Any]:
    """The card with the patch applied. Raises `Refused` where it could not be kept as what the patch says.

    What the patch emptied is gone: a card has no empty collections.
    """
    meant = {name: None if name in (GROUPS, CUSTOM) and value == [] else value for name, value in patch.items()}
    wanted: dict[str, Any] = merge_patch(card, meant)
    _check(meant, wanted)
    return {name: value for name, value in wanted.items() if value != {} or name not in patch}


def _check(patch: Mapping[str, Any], wanted: Mapping[str, Any]) -> None:
    for name, change in patch.items():
        _known(name, _PROPERTIES.keys(), name)
        if change is None:
            if name in _KEPT:
                raise Refused(say("“{field}” cannot be taken away: a card needs it. Write {example} (RFC 9553).",
                                  field=name, example=_EXAMPLES[name]))  # fmt: skip
        elif name in _COLLECTIONS:
            _collection(name, change, wanted.get(name))
        elif name == "name":
            _name(name, change, wanted.get(name))
        elif name in _PROPERTIES:
            _PROPERTIES[name](name, _touched(change, wanted.get(name)))


def _touched(change: Any, wanted: Any) -> Any:
    """Of an object only what the patch says, as it will be; anything else whole."""
    if not isinstance(change, dict) or not isinstance(wanted, dict):
        return wanted
    return {member: wanted.get(member) for member, value in change.items() if value is not None}


def _wrong(field: str, value: Any, example: str) -> Refused:
    said = json.dumps(value, ensure_ascii=False)
    said = said if len(said) <= _MANY else f"{said[:_MANY]} …"
    return Refused(say("“{field}” cannot be {value}. Write {example} (RFC 9553).", field=field, value=said,
                       example=example))  # fmt: skip


def _known(name: str, known: Iterable[str], field: str) -> None:
    """Refuse a property that nobody knows, most likely misspelt; those of other programs have a colon."""
    names = set(known)
    if name in names or name == "@type" or name.startswith("vCard"):
        return
    if ":" in name and not name.startswith(OWN):
        return
    from difflib import get_close_matches

    near = get_close_matches(name, sorted(names), 1)
    if near:
        raise Refused(say("A card has no field “{field}”. Did you mean {near}?", field=field, near=near[0]))
    raise Refused(say("A card has no field “{field}”. Kithbook changes these here: {known}.", field=field,
                      known=", ".join(sorted(names - _UNSAID))))  # fmt: skip


# Single values


def _text(example: str, words: tuple[str, ...] = ()) -> Check:
    """Text with something in it; with ``words`` one of them, or another program's (``example.com:...``)."""

    wanted = ", ".join(f'"{word}"' for word in words) if words else example

    def check_text(field: str, value: Any) -> None:
        if not isinstance(value, str) or not value.strip() or (words and value not in words and ":" not in value):
            raise _wrong(field, value, wanted)

    return check_text


def _number(least: int, most: int, example: str) -> Check:
    def check_number(field: str, value: Any) -> None:
        if type(value) is not int or not least <= value <= most:
            raise _wrong(field, value, example)

    return check_number


def _flags(example: str) -> Check:
    """A set of words: each with true."""

    def check_flags(field: str, value: Any) -> None:
        if not isinstance(value, dict):
            raise _wrong(field, value, example)
        for word, flag in value.items():
            if not word.strip() or flag is not True:
                raise _wrong(f"{field}/{word}", flag, example)

    return check_flags


def _day(field: str, value: Any) -> None:
    """A PartialDate or a Timestamp that exists."""
    if not isinstance(value, dict):
        raise _wrong(field, value, _DAY)
    parts = {part: value.get(part) for part in ("year", "month", "day")}
    for part in value.keys() - parts.keys() - {"@type", "utc", "calendarScale"}:
        _known(part, ("year", "month", "day", "utc", "calendarScale"), f"{field}/{part}")
    for part, number in parts.items():
        if number is not None and type(number) is not int:
            raise _wrong(f"{field}/{part}", number, "a number, as in " + _DAY)
    if PartialDate.from_card(value) is None:
        raise Refused(say("“{field}”: there is no such day as {value}. Write one that exists, like {example}.",
                          field=field, value=_told_day(value), example=_DAY))  # fmt: skip


def _told_day(value: Mapping[str, Any]) -> str:
    said = {part: value.get(part) for part in ("year", "month", "day", "utc")}
    return ", ".join(f"{part} {json.dumps(held)}" for part, held in said.items() if held is not None) or "{}"


def _day_text(field: str, value: Any) -> None:
    """A day of our own as text: ``2024-05``."""
    try:
        PartialDate.parse(value if isinstance(value, str) else "?")
    except Refused:
        raise _wrong(field, value, '"2024-05-17", "2024-05" or "2024"') from None


def _zone(field: str, value: Any) -> None:
    from zoneinfo import ZoneInfo

    try:
        ZoneInfo(value if isinstance(value, str) else "")
    except (KeyError, ValueError, OSError):
        raise _wrong(field, value, '"Europe/Berlin"') from None


def _person(field: str, value: Any) -> None:
    found = read_id(value) if isinstance(value, str) else None
    if found is None or value != f"urn:uuid:{show_id(found)}":
        raise _wrong(field, value, '"urn:uuid:…", the id of a contact here')


def _object(members: Mapping[str, Check], example: str, needs: tuple[str, ...] = ()) -> Check:
    """An object with these members; ``needs``: at least one of them has to say something."""

    def check_object(field: str, value: Any) -> None:
        if not isinstance(value, dict):
            raise _wrong(field, value, example)
        for member, held in value.items():
            _known(member, members.keys(), f"{field}/{member}")
            if member in members:
                members[member](f"{field}/{member}", held)
        if needs and not any(value.get(need) for need in needs):
            raise _wrong(field, value, example)

    return check_object


def _list(each: Check, example: str) -> Check:
    def check_list(field: str, value: Any) -> None:
        if not isinstance(value, list):
            raise _wrong(field, value, example)
        for number, one in enumerate(value, 1):
            each(f"{field}/{number}", one)

    return check_list


def _map(each: Check, example: str) -> Check:
    def check_map(field: str, value: Any) -> None:
        if not isinstance(value, dict):
            raise _wrong(field, value, example)
        for key, one in value.items():
            each(f"{field}/{key}", one)

    return check_map


def _anything(field: str, value: Any) -> None:
    """Not ours to judge; it is kept as it is."""


def _truth(field: str, value: Any) -> None:
    if not isinstance(value, bool):
        raise _wrong(field, value, "true or false")


def _groups(field: str, value: Any) -> None:
    example = '["Friends", "Choir"]'
    _list(_text(example), example)(field, value)
    if len({fold(name) for name in value} - {""}) < len(value):
        raise _wrong(field, value, f"each group once, as in {example}")


_COMMON: dict[str, Check] = {
    "contexts": _flags('{"work": true}'), "pref": _number(1, 100, "a number from 1 (best) to 100"),
    "label": _text('text, like "office"'),
}  # fmt: skip
_NAMED_WEB: dict[str, Check] = {
    "uri": _text('text, like "https://example.org"'), "mediaType": _text('text, like "image/png"'), **_COMMON,
}  # fmt: skip
_PART = _object({"kind": _text('text, like "given"'), "value": _text('text, like "Ada"'), "phonetic": _text("text")},
                '{"kind": "given", "value": "Ada"}', ("value",))  # fmt: skip
_SCRIPT: dict[str, Check] = {
    "isOrdered": _truth, "defaultSeparator": _anything, "phoneticScript": _text("text"),
    "phoneticSystem": _text("text"),
}  # fmt: skip

# Each collection: its members, an example of an entry, what an entry cannot do without.
_COLLECTIONS: dict[str, tuple[dict[str, Check], str, tuple[str, ...]]] = {
    "nicknames": ({"name": _text('text, like "Addie"'), **_COMMON}, '{"name": "Addie"}', ("name",)),
    "emails": ({"address": _text('text, like "ada@example.org"'), **_COMMON},
               '{"address": "ada@example.org"}', ("address",)),
    "phones": ({"number": _text('text, like "+44 20 7946 0018"'), "features": _flags('{"mobile": true}'), **_COMMON},
               '{"number": "+44 20 7946 0018"}', ("number",)),
    "links": ({"kind": _text('"contact"'), **_NAMED_WEB}, '{"uri": "https://example.org"}', ("uri",)),
    "onlineServices": ({"service": _text('text, like "Mastodon"'), "user": _text('text, like "@ada"'), **_NAMED_WEB},
                       '{"service": "Mastodon", "user": "@ada@example.org"}', ("user", "uri")),
    "notes": ({"note": _text('text, like "Likes the sea"'), "created": _text('text, like "2024-05-17T10:00:00Z"'),
               "author": _anything, **_COMMON}, '{"note": "Likes the sea"}', ("note",)),
    "preferredLanguages": ({"language": _text('text, like "de"'), **_COMMON}, '{"language": "de"}', ("language",)),
    "personalInfo": ({"kind": _text("", ("expertise", "hobby", "interest")), "value": _text('text, like "chess"'),
                      "level": _text("", ("high", "medium", "low")), "listAs": _number(1, 10**6, "a number from 1 on"),
                      **_COMMON}, '{"kind": "interest", "value": "chess"}', ("value",)),
    "addresses": ({"full": _text('text, like "1 Mill Lane, York"'), "components": _list(_PART, "a list of parts"),
                   "countryCode": _text('two letters, like "GB"'), "coordinates": _text('"geo:53.96,-1.08"'),
                   "timeZone": _zone, **_SCRIPT, **_COMMON}, '{"full": "1 Mill Lane, York"}',
                  ("full", "components", "countryCode", "coordinates")),
    "organizations": ({"name": _text('text, like "Engine Ltd"'), "sortAs": _text("text"), **_COMMON,
                       "units": _list(_object({"name": _text('text, like "Sales"'), "sortAs": _text("text")},
                                              '{"name": "Sales"}', ("name",)), '[{"name": "Sales"}]')},
                      '{"name": "Engine Ltd"}', ("name", "units")),
    "titles": ({"name": _text('text, like "Owner"'), "kind": _text("", ("title", "role")),
                "organizationId": _text('text, like "o1"'), **_COMMON}, '{"name": "Owner"}', ("name",)),
    "anniversaries": ({"kind": _text('text, like "birth"'), "date": _day, "place": _anything,
                       FEB29: _text("", ("02-28", "03-01")), **_COMMON},
                      f'{{"kind": "birth", "date": {_DAY}}}', ("date",)),
    "media": ({"kind": _text("", ("photo", "logo", "sound")), **_NAMED_WEB},
              '{"kind": "photo", "uri": "https://example.org/ada.png"}', ("uri",)),
    "calendars": ({"kind": _text("", ("calendar", "freeBusy")), **_NAMED_WEB}, '{"uri": "https://…"}', ("uri",)),
    "cryptoKeys": ({"kind": _text("text"), **_NAMED_WEB}, '{"uri": "https://…"}', ("uri",)),
    "directories": ({"kind": _text("", ("directory", "entry")), "listAs": _number(1, 10**6, "a number from 1 on"),
                     **_NAMED_WEB}, '{"kind": "entry", "uri": "https://…"}', ("uri",)),
    "schedulingAddresses": ({"uri": _text('text, like "mailto:ada@example.org"'), **_COMMON},
                            '{"uri": "mailto:ada@example.org"}', ("uri",)),
    "relatedTo": ({"relation": _flags('{"friend": true}')}, '{"relation": {"friend": true}}', ()),
}  # fmt: skip


def _collection(name: str, change: Any, wanted: Any) -> None:
    """The entries that the patch touches, as they would be."""
    members, example, needs = _COLLECTIONS[name]
    if not isinstance(change, dict) or not isinstance(wanted, dict):
        raise _wrong(name, change, f'{{"{name[0]}1": {example}}}, or null for none')
    entry = _object(members, example)
    for key, touched in change.items():
        if touched is None:
            continue
        if not isinstance(touched, dict):
            raise _wrong(f"{name}/{key}", touched, f"{example}, or null to take it away")
        held = wanted[key]
        entry(f"{name}/{key}", _touched(touched, held))
        if needs and not any(held.get(need) for need in needs):
            raise _wrong(f"{name}/{key}", held, f"{example}, or null to take it away")


def _name(field: str, change: Any, value: Any) -> None:
    members: dict[str, Check] = {
        "full": _text('the name, like "Ada Lovelace"'), "components": _list(_PART, _EXAMPLES["name"]),
        "sortAs": _anything, **_SCRIPT,
    }  # fmt: skip
    _object(members, _EXAMPLES["name"])(field, _touched(change, value))
    parts, full = value.get("components"), value.get("full")
    if full is None and not parts:
        raise _wrong(f"{field}/full", full, 'the name, like "Ada Lovelace"')


def _card(field: str, value: Any) -> None:
    if value != "Card":
        raise _wrong(field, value, '"Card"')


_EXAMPLES = {
    "@type": '"Card"', "version": '"1.0"', "uid": 'text that no other card has, like "urn:uuid:…"',
    "name": '{"full": "Ada Lovelace"}',
}  # fmt: skip
_DAYS = _number(1, 36_500, "a number of days, like 30")
_PROPERTIES: dict[str, Check] = {
    "@type": _card, "version": _text(_EXAMPLES["version"]), "uid": _text(_EXAMPLES["uid"]), "name": _anything,
    "kind": _text("", _KINDS), "language": _text('text, like "de"'),
    "created": _text('text, like "2024-05-17T10:00:00Z"'), "updated": _text('text, like "2024-05-17T10:00:00Z"'),
    "prodId": _text("text"), "members": _flags('{"urn:uuid:…": true}'), "localizations": _map(_anything, "an object"),
    "keywords": _flags('{"customer": true}, and null to take one away'),
    "speakToAs": _object(
        {"grammaticalGender": _text("", _GENDERS), "pronouns": _map(
            _object({"pronouns": _text('text, like "she/her"'), **_COMMON}, '{"pronouns": "she/her"}', ("pronouns",)),
            '{"k1": {"pronouns": "she/her"}}')},
        '{"pronouns": {"k1": {"pronouns": "she/her"}}}'),
    **{name: _text("text, or null for none") for name in OWN_TEXTS}, **dict.fromkeys(OWN_NUMBERS, _DAYS),
    "kithbook.app:metOn": _day_text, "kithbook.app:timeZone": _zone, MET_THROUGH: _person, GROUPS: _groups,
    CUSTOM: _list(_object({"label": _text('text, like "Shoe size"'), "value": _text('text, like "42"'), **_COMMON},
                          '{"label": "Shoe size", "value": "42"}', ("label",)),
                  '[{"label": "Shoe size", "value": "42"}]'),
    **dict.fromkeys(_COLLECTIONS, _anything),
}  # fmt: skip
_UNSAID = frozenset(("@type", "version", "prodId", "created", "updated", "localizations", "members"))
