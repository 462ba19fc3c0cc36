"""What several lines of a card say together, and the properties that programs invented on their own.

Online services (IMPP, X-AIM, X-SOCIALPROFILE), relations (RELATED, X-ABRELATEDNAMES, X-SPOUSE), Android's rows,
labels of addresses; and `settle`, which looks at the whole card once its lines are in.
"""

from __future__ import annotations

import re
from typing import Any

from notebook.exchange.vcard.dates import read_date
from notebook.exchange.vcard.heads import Head
from notebook.exchange.vcard.postal import label_addresses
from notebook.exchange.vcard.to_card import Draft, Handler
from notebook.exchange.vcard.values import fields, unescape

# Service names of the properties which hold a bare user name (RFC 9553 2.3.2).
SERVICES = {
    "X-AIM": "AIM", "X-ICQ": "ICQ", "X-JABBER": "Jabber", "X-MSN": "MSN", "X-YAHOO": "Yahoo", "X-YAHOO-ID": "Yahoo",
    "X-SKYPE": "Skype", "X-SKYPE-USERNAME": "Skype", "X-GTALK": "Google Talk", "X-GOOGLE-TALK": "Google Talk",
    "X-QQ": "QQ", "X-GADUGADU": "Gadu-Gadu", "X-GROUPWISE": "GroupWise", "X-TWITTER": "Twitter", "X-SIP": "SIP",
    "X-MATRIX": "Matrix", "X-TELEGRAM": "Telegram", "X-DISCORD": "Discord", "X-FACEBOOK": "Facebook",
    "X-LINKEDIN": "LinkedIn", "X-MS-IMADDRESS": "IM", "X-KADDRESSBOOK-X-IMADDRESS": "IM", "X-ZOOM": "Zoom",
    "X-MASTODON": "Mastodon", "X-WHATSAPP": "WhatsApp", "X-SIGNAL": "Signal",
}  # fmt: skip
RELATIONS = frozenset(
    "acquaintance agent child co-resident co-worker colleague contact crush date emergency friend kin me met muse"
    " neighbor parent sibling spouse sweetheart".split()
)
# Labels of X-ABRELATEDNAMES and the relation they stand for.
_LABEL_RELATIONS = {
    "mother": "parent", "father": "parent", "brother": "sibling", "sister": "sibling", "son": "child",
    "daughter": "child", "partner": "spouse", "wife": "spouse", "husband": "spouse", "colleague": "colleague",
    "manager": "colleague", "assistant": "colleague", "boss": "colleague",
}  # fmt: skip
_NAMED_RELATIONS = {
    "X-SPOUSE": ("spouse", ""), "X-EVOLUTION-SPOUSE": ("spouse", ""), "X-KADDRESSBOOK-X-SPOUSESNAME": ("spouse", ""),
    "X-CHILDREN": ("child", ""), "X-CHILD": ("child", ""), "X-MANAGER": ("colleague", "Manager"),
    "X-EVOLUTION-MANAGER": ("colleague", "Manager"), "X-KADDRESSBOOK-X-MANAGERSNAME": ("colleague", "Manager"),
    "X-MS-MANAGER": ("colleague", "Manager"), "X-ASSISTANT": ("colleague", "Assistant"),
    "X-EVOLUTION-ASSISTANT": ("colleague", "Assistant"), "X-MS-ASSISTANT": ("colleague", "Assistant"),
    "X-KADDRESSBOOK-X-ASSISTANTSNAME": ("colleague", "Assistant"), "X-MS-SPOUSE": ("spouse", ""),
    "X-MS-CHILD": ("child", ""), "X-WAB-SPOUSE-NAME": ("spouse", ""),
}  # fmt: skip
_URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:\S+\Z")
_ANDROID = "vnd.android.cursor.item/"
_ANDROID_EVENTS = {"1": "wedding", "2": "other", "3": "birth"}
_ANDROID_RELATIONS = {
    "1": "colleague", "2": "sibling", "3": "child", "4": "spouse", "5": "parent", "6": "friend", "7": "colleague",
    "8": "parent", "9": "parent", "10": "spouse", "11": "contact", "12": "kin", "13": "sibling", "14": "spouse",
}  # fmt: skip


def is_uri(text: str) -> bool:
    """Whether a text is a URI as far as a look can tell."""
    return bool(_URI.match(text))


def _user(draft: Draft, head: Head, value: str) -> None:
    text = unescape(value).strip()
    if text:
        entry: dict[str, Any] = {"service": SERVICES[head.name], "user": text, "vCardName": head.name.lower()}
        draft.put("onlineServices", "x", head, entry)


def _impp(draft: Draft, head: Head, value: str) -> None:
    text = unescape(value).strip()
    if not text:
        return
    entry: dict[str, Any] = {"uri" if is_uri(text) else "user": text, "vCardName": "impp"}
    service = head.first("service-type") or head.first("x-service-type")
    if service:
        entry["service"] = service
    if head.first("username"):
        entry["user"] = head.first("username")
    draft.put("onlineServices", "x", head, entry)
    if service and bool(head.first("service-type")) != (draft.version == "4.0"):
        draft.line()


def _social(draft: Draft, head: Head, value: str) -> None:
    text = unescape(value).strip()
    user = head.first("username") or head.first("x-user")
    service = head.first("service-type") or (head.types[0] if head.types else "")
    if not text and not user:
        return
    entry: dict[str, Any] = {}
    if service:
        entry["service"] = service
    if user:
        entry["user"] = user
    if text:
        entry["uri" if (is_uri(text) and head.value != "text") or user else "user"] = text
    draft.put("onlineServices", "x", head, entry)
    if head.name != ("SOCIALPROFILE" if draft.version == "4.0" else "X-SOCIALPROFILE"):
        entry["vCardName"] = head.name.lower()
    if head.types and not head.first("service-type"):
        rest = entry["vCardParams"]
        if len(head.types) > 1:
            rest["type"] = head.types[1] if len(head.types) == 2 else head.types[1:]
        else:
            del rest["type"]
        if not rest:
            del entry["vCardParams"]
        if draft.version == "4.0":
            draft.line()
    elif draft.version != "4.0":
        draft.line()


def _related(draft: Draft, head: Head, value: str) -> None:
    text = unescape(value).strip()
    related = draft.card.get("relatedTo", {})
    if not text or text in related:
        if text:
            draft.keep(head, value)
        return
    entry: dict[str, Any] = {"relation": {word.lower(): True for word in head.types}}
    if head.name in _NAMED_RELATIONS:
        kind, label = _NAMED_RELATIONS[head.name]
        entry["relation"] = {kind: True}
        entry["vCardName"] = head.name.lower()
        if label:
            entry["label"] = label
    elif head.name != ("RELATED" if draft.version == "4.0" or is_uri(text) else "X-ABRELATEDNAMES"):
        entry["vCardName"] = head.name.lower()
    kept: dict[str, Any] = {}  # a relation has neither contexts nor preference
    for name, found in head.extra:
        if name == "vCardParams":
            kept.update(found)
        elif name == "pref" and found > 1:
            kept["pref"] = str(found)
        else:
            words = ["pref"] if name == "pref" else ["home" if word == "private" else word for word in found]
            kept["type"] = [*kept.get("type", ()), *words]
    if kept:
        entry["vCardParams"] = kept
    draft.card.setdefault("relatedTo", {})[text] = entry
    if head.group:
        draft.member(head, "relatedTo", entry)


def _android(draft: Draft, head: Head, value: str) -> None:
    """A row of Android's contact table: nickname, event or relation; any other is only kept."""
    parts = [unescape(part).strip() for part in fields(value)]
    row, text, kind = ([parts[0].removeprefix(_ANDROID), *parts[1:3], "", ""])[:3]
    if row == "nickname" and text:
        draft.put("nicknames", "k", head, {"name": text})
        draft.line()
        return
    found = read_date(text) if row == "contact_event" else None
    if found:
        entry: dict[str, Any] = {"kind": _ANDROID_EVENTS.get(kind, "other"), "date": found[0]}
        if entry["kind"] == "other" and len(parts) > 3 and parts[3]:
            entry["label"] = parts[3]
        known = [(e["kind"], e["date"]) for e in draft.card.get("anniversaries", {}).values()]
        births = [e for e in known if e[0] == "birth"]
        if (entry["kind"], found[0]) not in known and not (births and entry["kind"] == "birth"):
            draft.put("anniversaries", "b", head, entry)
            draft.line()
            return
    if row == "relation" and text and text not in draft.card.get("relatedTo", {}):
        relation: dict[str, Any] = {"relation": {_ANDROID_RELATIONS.get(kind, "contact"): True}}
        if kind == "0" and len(parts) > 3 and parts[3]:
            relation["label"] = parts[3]
        draft.card.setdefault("relatedTo", {})[text] = relation
        draft.line()
        return
    draft.keep(head, value)


def settle(draft: Draft) -> None:
    """Puts together what stands in several lines: labels of addresses, relations, a name where there is none."""
    card = draft.card
    for entry in card.get("relatedTo", {}).values():
        label = str(entry.get("label", "")).lower()
        if label and not entry["relation"]:
            if label in RELATIONS:
                del entry["label"]
            entry["relation"] = {_LABEL_RELATIONS.get(label, label if label in RELATIONS else "contact"): True}
    for entry in card.get("anniversaries", {}).values():
        if entry["kind"] == "other" and str(entry.get("label", "")).lower() == "anniversary":
            entry["kind"] = "wedding"
            del entry["label"]
            if draft.version == "4.0":
                entry["vCardName"] = "x-abdate"
    if draft.postal:
        label_addresses(draft)
    if "name" not in card:
        text = _stand_in(draft)
        if text:
            card["name"] = {"full": text}


def _stand_in(draft: Draft) -> str:
    """What a card without a name is called: another program's name for it, organisation, nickname, e-mail, phone."""
    card = draft.card
    for wanted in ("cn", "displayname", "x-evolution-file-as"):
        for name, _, _, value in draft.unknown:
            if name == wanted and isinstance(value, str) and value.strip():
                return unescape(value).strip()
    for prop, key in (
        ("organizations", "name"), ("nicknames", "name"), ("emails", "address"), ("phones", "number"),
        ("onlineServices", "user"),
    ):  # fmt: skip
        for entry in card.get(prop, {}).values():
            text = str(entry.get(key, "")).strip()
            if text:
                return text
    return ""


EXTENSIONS: dict[str, Handler] = {
    **dict.fromkeys(SERVICES, _user),
    **dict.fromkeys(_NAMED_RELATIONS, _related),
    "IMPP": _impp,
    "SOCIALPROFILE": _social,
    "X-SOCIALPROFILE": _social,
    "RELATED": _related,
    "X-ABRELATEDNAMES": _related,
    "X-ANDROID-CUSTOM": _android,
}
