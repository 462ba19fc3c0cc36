"""What each vCard property becomes in a JSContact Card (RFC 9555 section 2), and what real exporters add to it.

One function per property, found by name in `HANDLERS`; each takes the value as text, still escaped.
"""

from __future__ import annotations

import json
import re
from typing import Any

from notebook.exchange.vcard.dates import read_date, read_stamp, write_date
from notebook.exchange.vcard.heads import Head
from notebook.exchange.vcard.lines import shown
from notebook.exchange.vcard.media import read_media
from notebook.exchange.vcard.postal import ordered_components, read_address, read_label
from notebook.exchange.vcard.to_card import Draft, Handler, agent_sentence
from notebook.exchange.vcard.values import fields, items, unescape
from notebook.sentences import say

N_KINDS = ("surname", "given", "given2", "title", "credential", "surname2", "generation")
_DATES = ("", "date", "date-and-or-time")  # VALUE of a date: all three mean the same
_MAILBOX = re.compile(r'\s*(?:"(?P<quoted>[^"]*)"|(?P<bare>[^<>"]*?))\s*<\s*(?P<address>[^<>\s]+@[^<>\s]+)\s*>\s*\Z')
_TWO_LETTERS = re.compile(r"[A-Za-z]{2}\Z")


def _version(draft: Draft, head: Head, value: str) -> None:
    """Read before all other lines."""


def _frame(draft: Draft, head: Head, value: str) -> None:
    if value.strip().upper() != "VCARD":
        draft.keep(head, value)


def _full_name(draft: Draft, head: Head, value: str) -> None:
    if head.first("derived").lower() == "true":
        return
    text = unescape(value).strip()
    if not text:
        return
    if "full" in draft.name:
        draft.keep(head, value)
        return
    draft.name["full"] = text
    if head.extra or head.group:
        draft.line()


def _name(draft: Draft, head: Head, value: str) -> None:
    if "components" in draft.name:
        draft.keep(head, value)
        return
    components: list[dict[str, Any]] = []
    exact = True
    parts = fields(value)
    if "\\" not in value and ("," not in value or draft.version == "2.1"):
        rows = [[part] for part in parts[: len(N_KINDS)]]
    elif draft.version == "2.1":
        rows = [[unescape(part)] for part in parts[: len(N_KINDS)]]
    else:
        rows = [[unescape(item) for item in items(part)] for part in parts[: len(N_KINDS)]]
    for kind, row in zip(N_KINDS, rows, strict=False):
        for text in row:
            if text:
                bare = text.strip()
                exact = exact and bare == text
                if bare:
                    components.append({"kind": kind, "value": bare})
    if len(parts) > len(N_KINDS):
        exact = exact and not "".join(parts[len(N_KINDS) :]).strip()
    if len(rows) > 5:
        components = _without_repeats(components)
    if not components:
        if head.extra:
            draft.line()
        return
    draft.name["components"] = components
    order = head.first("jscomps")
    if order:
        ordered_components(draft.name, head, rows, N_KINDS)
    sort_as = head.params.get("sort-as")
    if sort_as:
        kinds = [kind for kind, row in zip(N_KINDS, rows, strict=False) if any(row)]
        draft.name["sortAs"] = dict(zip(kinds, sort_as, strict=False))
        exact = exact and len(sort_as) <= len(kinds)
    for name, found in head.extra:
        if name == "vCardParams":
            draft.name["vCardParams"] = dict(found)
    if head.group:
        draft.member(head, "name", draft.name)
    if not exact or (head.extra and head.extra[0][0] != "vCardParams"):
        draft.line()


def _without_repeats(components: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """RFC 9554: second surnames and generations also stand among surnames and suffixes, for older readers."""
    seconds = {c["value"] for c in components if c["kind"] == "surname2"}
    generations = {c["value"] for c in components if c["kind"] == "generation"}
    return [
        c
        for c in components
        if not (c["kind"] == "surname" and c["value"] in seconds)
        and not (c["kind"] == "credential" and c["value"] in generations)
    ]


def _phonetic(kind: str) -> Handler:
    def phonetic(draft: Draft, head: Head, value: str) -> None:
        text = unescape(value).strip()
        for component in draft.name.get("components", ()):
            if component["kind"] == kind and text and "phonetic" not in component:
                component["phonetic"] = text
                return
        draft.keep(head, value)

    return phonetic


def _nickname(draft: Draft, head: Head, value: str) -> None:
    for item in items(value):
        text = unescape(item).strip()
        if text:
            draft.put("nicknames", "k", head, {"name": text})
    if head.name != "NICKNAME":
        for entry in draft.card.get("nicknames", {}).values():
            if entry.get("name") in {unescape(item).strip() for item in items(value)}:
                entry.setdefault("vCardName", head.name.lower())


def _phone(draft: Draft, head: Head, value: str) -> None:
    text = unescape(value).strip()
    entry: dict[str, Any]
    if text[:4].lower() == "tel:":
        entry = {"number": text[4:].strip()}
        draft.put("phones", "p", head, entry)
        if head.value == "uri":
            entry.setdefault("vCardParams", {})["value"] = "uri"
        else:
            draft.line()
        return
    entry = {"number": text}
    draft.put("phones", "p", head, entry)
    if head.value in ("uri", "text") and text:
        draft.line()


def _email(draft: Draft, head: Head, value: str) -> None:
    text = unescape(value).strip()
    entry: dict[str, Any] = {"address": text}
    if text[:7].lower() == "mailto:":
        entry["address"] = text[7:]
        draft.line()
    elif text.endswith(">"):
        found = _MAILBOX.match(text)
        if found:
            entry["address"] = found["address"]
            label = (found["quoted"] or found["bare"] or "").strip()
            if label:
                entry["label"] = label
            draft.line()
    draft.put("emails", "e", head, entry)


def _organization(draft: Draft, head: Head, value: str) -> None:
    parts = [unescape(part) for part in fields(value)]
    bare = [part.strip() for part in parts]
    if not any(bare):
        return
    entry: dict[str, Any] = {}
    if bare[0]:
        entry["name"] = bare[0]
    units = [{"name": part} for part in bare[1:] if part]
    if units:
        entry["units"] = units
    sort_as = head.params.get("sort-as")
    if sort_as:
        entry["sortAs"] = ",".join(sort_as)
    draft.put("organizations", "o", head, entry)
    if bare != parts or not all(bare[1:]):
        draft.line()


def _title(kind: str) -> Handler:
    def title(draft: Draft, head: Head, value: str) -> None:
        text = unescape(value)
        if text.strip():
            draft.put("titles", "t", head, {"name": text, "kind": kind})

    return title


def _link(prop: str, prefix: str, kind: str = "") -> Handler:
    def link(draft: Draft, head: Head, value: str) -> None:
        uri = unescape(value).strip()
        if not uri:
            return
        entry: dict[str, Any] = {"uri": uri}
        if kind:
            entry["kind"] = kind
        if head.first("mediatype"):
            entry["mediaType"] = head.first("mediatype")
        draft.put(prop, prefix, head, entry)
        if "\\" in value:
            draft.line()

    return link


def _media(draft: Draft, head: Head, value: str) -> None:
    if not value.strip():
        return
    if "X-IRMC-N" in head.types:  # how a Japanese name is read, not a sound
        draft.keep(head, value)
        return
    entry, rest = read_media(head, value)
    if entry is None:
        draft.keep(head, value)
        draft.problem(say("{what} could not be read and was only kept as text.", what=head.name))
        return
    prop, prefix = ("cryptoKeys", "y") if head.name == "KEY" else ("media", "m")
    if head.name != "KEY":
        entry["kind"] = head.name.lower()
    draft.put(prop, prefix, head, entry)
    if rest:
        entry.setdefault("vCardParams", {})["type"] = rest[0] if len(rest) == 1 else rest


def _date(kind: str, native: str = "") -> Handler:
    """``native``: the name that writing uses for the kind in every version; others are noted as vCardName."""

    def date(draft: Draft, head: Head, value: str) -> None:
        text = unescape(value).strip()
        if not text:
            return
        own = draft.card.get("anniversaries", {})
        once = kind in ("birth", "death") and any(entry["kind"] == kind for entry in own.values())
        omitted = head.first("x-apple-omit-year")
        found = None if once or head.value == "text" else read_date(text, int(omitted) if omitted.isdigit() else 0)
        if found is None:
            draft.keep(head, value)
            if not once and head.value != "text":
                told = say("{what} is not a date and was only kept as text: {text}", what=head.name, text=shown(text))
                draft.problem(told)
            return
        if kind == "wedding" and any(e["kind"] != "birth" and e["date"] == found[0] for e in own.values()):
            draft.keep(head, value)  # the same day under the name of another program
            return
        entry: dict[str, Any] = {"kind": kind, "date": found[0]}
        if head.first("calscale"):
            entry["date"]["calendarScale"] = head.first("calscale").lower()
        draft.put("anniversaries", "b", head, entry)
        if head.name not in (native, "X-ABDATE"):
            entry["vCardName"] = head.name.lower()
        if not _same_date(entry["date"], head, value, draft.version):
            draft.line()

    return date


def _same_date(date: dict[str, Any], head: Head, value: str, version: str) -> bool:
    """Whether writing gives the date back as it stands here."""
    back = write_date(date, version)
    return back is not None and back[0] == value and bool(back[1]) == bool(head.params) and head.value in _DATES


def _place(kind: str) -> Handler:
    def place(draft: Draft, head: Head, value: str) -> None:
        text = unescape(value).strip()
        for entry in draft.card.get("anniversaries", {}).values():
            if entry["kind"] == kind and "place" not in entry and text and not head.extra:
                geo = text.lower().startswith("geo:")
                entry["place"] = {"coordinates": text} if geo else {"full": text}
                return
        draft.keep(head, value)

    return place


def _keywords(draft: Draft, head: Head, value: str) -> None:
    keywords = draft.card.get("keywords")
    for item in items(value):
        text = unescape(item).strip()
        if text:
            if keywords is None:
                keywords = draft.card["keywords"] = {}
            keywords[text] = True
    if head.extra or head.group:
        draft.line()


def _note(draft: Draft, head: Head, value: str) -> None:
    text = unescape(value)
    if not text.strip():
        return
    entry: dict[str, Any] = {"note": text}
    author = {k: head.first(p) for k, p in (("name", "author-name"), ("uri", "author")) if head.first(p)}
    if author:
        entry["author"] = author
    if head.first("created"):
        entry["created"] = read_stamp(head.first("created")) or head.first("created")
    draft.put("notes", "n", head, entry)


def _uid(draft: Draft, head: Head, value: str) -> None:
    draft.scalar("uid", head, unescape(value).strip())


def _kind(draft: Draft, head: Head, value: str) -> None:
    draft.scalar("kind", head, unescape(value).strip().lower())
    if draft.version == "3.0" or head.name != "KIND":
        draft.line()


def _shows_as(draft: Draft, head: Head, value: str) -> None:
    if value.strip().upper() == "COMPANY" and "kind" not in draft.card and draft.version != "4.0":
        draft.card["kind"] = "org"
        if head.text != "X-ABShowAs" or value != "COMPANY":
            draft.line()
    else:
        draft.keep(head, value)


def _member(draft: Draft, head: Head, value: str) -> None:
    uri = unescape(value).strip()
    if uri:
        members = draft.card.setdefault("members", {})
        members[uri] = True
        if head.extra or head.group or (head.name == "MEMBER") != (draft.version == "4.0"):
            draft.line()


def _stamp(prop: str) -> Handler:
    def stamp(draft: Draft, head: Head, value: str) -> None:
        found = read_stamp(value)
        if found is None or prop in draft.card:
            if value.strip():
                draft.keep(head, value)
            return
        draft.card[prop] = found
        if (found if draft.version == "3.0" else found.replace("-", "").replace(":", "")) != value or not head.plain:
            draft.line()

    return stamp


def _text_property(prop: str) -> Handler:
    def text(draft: Draft, head: Head, value: str) -> None:
        draft.scalar(prop, head, unescape(value).strip())

    return text


def _language(draft: Draft, head: Head, value: str) -> None:
    text = unescape(value).strip()
    if text:
        draft.put("preferredLanguages", "g", head, {"language": text})


def _personal(kind: str) -> Handler:
    levels = {"beginner": "low", "average": "medium", "expert": "high"}

    def personal(draft: Draft, head: Head, value: str) -> None:
        text = unescape(value).strip()
        if not text:
            return
        entry: dict[str, Any] = {"kind": kind, "value": text}
        level = head.first("level").lower()
        if level:
            entry["level"] = levels.get(level, level)
        if head.first("index").isdigit():
            entry["listAs"] = int(head.first("index"))
        draft.put("personalInfo", "i", head, entry)

    return personal


def _pronouns(draft: Draft, head: Head, value: str) -> None:
    text = unescape(value).strip()
    if text:
        speak = draft.card.setdefault("speakToAs", {})
        entries = speak.setdefault("pronouns", {})
        entry: dict[str, Any] = {"pronouns": text}
        for key, found in head.extra:
            entry[key] = found.copy() if isinstance(found, dict) else found
        entries[head.key or f"k{len(entries) + 1}"] = entry


def _gender(draft: Draft, head: Head, value: str) -> None:
    draft.card.setdefault("speakToAs", {}).setdefault("grammaticalGender", unescape(value).strip().lower())


def _abadr(draft: Draft, head: Head, value: str) -> None:
    if head.group and _TWO_LETTERS.match(value.strip()) and head.group.lower() not in draft.countries:
        draft.countries[head.group.lower()] = value.strip().upper()
    else:
        draft.keep(head, value)


def _ablabel(draft: Draft, head: Head, value: str) -> None:
    text = unescape(value).strip()
    group = head.group.lower()
    if group and text and group not in draft.labels:
        draft.labels[group] = text
        draft.plain_labels[group] = head
        draft.spelled.setdefault(group, head.group)
    elif text:
        draft.keep(head, value)


def _agent(draft: Draft, head: Head, value: str) -> None:
    text = unescape(value)
    if text.strip():
        draft.keep(head, value)
        if "VCARD" in text.upper():
            draft.problem(agent_sentence(text))


def _patch(draft: Draft, head: Head, value: str) -> None:
    pointer = ",".join(head.params.get("jsptr", []))
    try:
        draft.patches.append((pointer, json.loads(unescape(value))))
    except ValueError:
        draft.keep(head, value)
        draft.problem(say("The JSPROP of {pointer} is not JSON.", pointer=shown(pointer)))


def _kalendar(kind: str) -> Handler:
    return _link("calendars", "c", kind)


HANDLERS: dict[str, Handler] = {
    "BEGIN": _frame, "END": _frame, "VERSION": _version, "FN": _full_name, "N": _name, "NICKNAME": _nickname,
    "X-NICKNAME": _nickname, "X-PHONETIC-FIRST-NAME": _phonetic("given"), "X-PHONETIC-LAST-NAME": _phonetic("surname"),
    "X-PHONETIC-MIDDLE-NAME": _phonetic("given2"), "TEL": _phone, "EMAIL": _email, "ORG": _organization,
    "TITLE": _title("title"), "ROLE": _title("role"), "ADR": read_address, "LABEL": read_label,
    "URL": _link("links", "l"),
    "CONTACT-URI": _link("links", "l", "contact"), "PHOTO": _media, "LOGO": _media, "SOUND": _media, "KEY": _media,
    "BDAY": _date("birth", "BDAY"), "DEATHDATE": _date("death", "DEATHDATE"),
    "ANNIVERSARY": _date("wedding", "ANNIVERSARY"),
    "X-ANNIVERSARY": _date("wedding"), "X-EVOLUTION-ANNIVERSARY": _date("wedding"),
    "X-MS-ANNIVERSARY": _date("wedding"), "X-KADDRESSBOOK-X-ANNIVERSARY": _date("wedding"), "X-ABDATE": _date("other"),
    "BIRTHPLACE": _place("birth"), "DEATHPLACE": _place("death"), "CATEGORIES": _keywords, "NOTE": _note, "UID": _uid,
    "KIND": _kind, "X-ADDRESSBOOKSERVER-KIND": _kind, "X-ABSHOWAS": _shows_as, "MEMBER": _member,
    "X-ADDRESSBOOKSERVER-MEMBER": _member, "REV": _stamp("updated"), "CREATED": _stamp("created"),
    "PRODID": _text_property("prodId"), "LANGUAGE": _text_property("language"), "LANG": _language,
    "EXPERTISE": _personal("expertise"), "HOBBY": _personal("hobby"), "INTEREST": _personal("interest"),
    "PRONOUNS": _pronouns, "GRAMGENDER": _gender, "X-ABADR": _abadr, "X-ABLABEL": _ablabel, "AGENT": _agent,
    "SOURCE": _link("directories", "d", "entry"), "ORG-DIRECTORY": _link("directories", "d", "directory"),
    "FBURL": _kalendar("freeBusy"), "CALURI": _kalendar("calendar"), "CALADRURI": _link("schedulingAddresses", "s"),
    "JSPROP": _patch,
}  # fmt: skip
