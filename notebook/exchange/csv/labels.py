"""Labels of values: from the words of the programs ("Work Fax", "Privat") to contexts and features, and back.

JSContact (RFC 9553) says ``contexts`` (private, work) and ``features`` (mobile, fax ...); whatever is neither stays
as ``label``, so no word is lost.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from notebook.exchange.csv.headers import fold

Labelled = dict[str, Any]

_WORDS = {
    "home": "home privat private personal perso personnel domicile maison particular casa",
    "work": "work business office arbeit geschaftlich dienstlich beruflich buro bureau travail professionnel trabajo",
    "other": "other andere anderer sonstige sonstiges autre otro otra",
    "mobile": "mobile cell cellphone mobil handy portable movil celular mobiltelefon mobilephone gsm",
    "main": "main primary haupt hauptnummer zentrale principal",
    "fax": "fax telefax telecopie",
    "home-fax": "homefax faxprivat privatfax faxdomicile faxpersonnel faxparticular faxcasa",
    "work-fax": "workfax businessfax faxgeschaftlich faxarbeit faxbureau faxprofessionnel faxtrabajo",
    "other-fax": "otherfax",
    "pager": "pager buscapersonas",
    "car": "car",
    "video": "video",
    "company": "companymain",
    "iphone": "iphone",
}
_KINDS = {word: kind for kind, words in _WORDS.items() for word in words.split()}
_CONTEXTS = {"home": "private", "work": "work"}
_PHONES: Mapping[str, tuple[str, str, str]] = {  # kind: context, feature, label
    "mobile": ("", "mobile", ""),
    "home": ("private", "", ""),
    "work": ("work", "", ""),
    "other": ("", "", ""),
    "main": ("", "main-number", ""),
    "fax": ("", "fax", ""),
    "home-fax": ("private", "fax", ""),
    "work-fax": ("work", "fax", ""),
    "other-fax": ("", "fax", "Other"),
    "pager": ("", "pager", ""),
    "video": ("", "video", ""),
    "tty": ("", "textphone", ""),
    "company": ("work", "main-number", ""),
    "iphone": ("", "mobile", "iPhone"),
    "car": ("", "", "Car"),
    "assistant": ("", "", "Assistant"),
    "callback": ("", "", "Callback"),
    "isdn": ("", "", "ISDN"),
    "radio": ("", "", "Radio"),
    "telex": ("", "", "Telex"),
}
SERVICES = {
    "skype": "Skype", "icq": "ICQ", "aim": "AIM", "msn": "MSN", "yahoo": "Yahoo", "jabber": "Jabber",
    "google": "Google Talk", "qq": "QQ", "irc": "IRC", "linkedin": "LinkedIn",
}  # fmt: skip
_RELATIONS = {
    "spouse": "spouse", "wife": "spouse", "husband": "spouse", "child": "child", "son": "child", "daughter": "child",
    "mother": "parent", "father": "parent", "parent": "parent", "brother": "sibling", "sister": "sibling",
    "sibling": "sibling", "friend": "friend", "relative": "kin", "colleague": "colleague", "coworker": "co-worker",
    "neighbor": "neighbor", "partner": "sweetheart", "domesticpartner": "sweetheart", "emergency": "emergency",
}  # fmt: skip
RELATION_LABEL = "kithbook.app:label"


def labelled(text: str, phone: bool = False) -> Labelled:
    """Contexts, features, preference and label in a label's text; Google marks the preferred with ``* ``."""
    found: Labelled = {}
    text = text.strip()
    if text.startswith("* "):
        found["pref"] = 1
        text = text[2:].strip()
    kind = _KINDS.get(fold(text))
    if kind is None or (not phone and kind not in ("home", "work", "other")):
        return {**found, "label": text} if text else found
    return {**found, **(phone_kind(kind) if phone else context(kind))}


def context(kind: str) -> Labelled:
    """``home`` and ``work`` as JSContact contexts; nothing for other."""
    return {"contexts": {_CONTEXTS[kind]: True}} if kind in _CONTEXTS else {}


def phone_kind(kind: str) -> Labelled:
    """A kind of phone (see ``fields``) as contexts, features and label."""
    where, feature, label = _PHONES[kind]
    found: Labelled = {}
    if where:
        found["contexts"] = {where: True}
    if feature:
        found["features"] = {feature: True}
    if label:
        found["label"] = label
    return found


def relation(label: str) -> Labelled:
    """A relation (RFC 9553 2.1.8); a word it does not have is kept beside it."""
    known = _RELATIONS.get(fold(label))
    found: Labelled = {"relation": {known: True} if known else {}}
    if label and fold(label) != known:
        found[RELATION_LABEL] = label
    return found


def kind_of(value: Mapping[str, Any]) -> str:
    """The kind of phone that a JSContact phone is, in the words of ``fields``."""
    contexts, features = value.get("contexts") or {}, value.get("features") or {}
    where = "work" if "work" in contexts else "home" if "private" in contexts else ""
    if "fax" in features:
        return f"{where}-fax" if where else "fax"
    if "pager" in features:
        return "pager"
    if "textphone" in features:
        return "tty"
    if "main-number" in features:
        return "company" if where == "work" else "main"
    if "mobile" in features or "text" in features:
        return "mobile"
    label = str(value.get("label") or "").casefold()
    if label in ("car", "assistant", "callback", "isdn", "radio", "telex"):
        return label
    return where or "other"
