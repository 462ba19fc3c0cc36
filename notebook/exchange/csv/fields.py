"""The names of the fields that a column can be mapped to (``Field``), and which of them there are.

Names in a mapping file (``--map``) are these, or null for "leave this column out":

- ``uid kind name prefix given middle family family2 suffix credentials maiden nickname``,
  ``phonetic.given phonetic.middle phonetic.family``
- ``organisation department title role``
- ``email``, ``email.home``, ``email.work``, ``email.other``, numbered ``email.1`` with ``email.1.label``
- ``phone``, ``phone.`` and one of ``mobile home work other main fax home-fax work-fax other-fax pager car video
  company assistant callback isdn radio telex tty iphone``, numbered ``phone.1`` with ``phone.1.label``
- ``address.PART``, ``address.home.PART``, ``address.work.PART``, ``address.other.PART``, numbered ``address.1.PART``;
  PART is ``full street extended pobox city region postcode country label``; several street columns of one
  address are joined
- ``website``, ``website.home``, ``website.work``, any other word as label (``website.blog``), ``website.1`` and
  ``website.1.label``
- ``im.SERVICE`` (``im.skype``), numbered ``im.1``, ``im.1.service``, ``im.1.label``
- ``relation.spouse`` and the like, numbered ``relation.1`` with ``relation.1.label``
- ``birthday``, ``birthday.year``, ``birthday.month``, ``birthday.day``, ``anniversary``, numbered ``event.1`` with
  ``event.1.label``
- ``labels notes language gender hobby connected file-as``
- ``met met-on relation stands-for buys`` (how we met, when, what they are to us, what they stand for, how they buy)
- ``custom`` (kept as a field of its own under the column's header), numbered ``custom.1`` with ``custom.1.label``,
  ``flag`` (the same, but without the vendors' "Normal" and "False"), ``-`` (left out)
"""

from __future__ import annotations

import re
from typing import TypeAlias

from notebook.sentences import Sentence, say

Field: TypeAlias = str

PLAIN = frozenset(
    "uid kind name prefix given middle family family2 suffix credentials maiden nickname phonetic.given phonetic.middle"
    " phonetic.family phonetic.full organisation department title role birthday birthday.year birthday.month"
    " birthday.day anniversary labels notes language gender hobby connected file-as met met-on relation stands-for"
    " buys custom flag -".split()
)
PHONE_KINDS = frozenset(
    "mobile home work other main fax home-fax work-fax other-fax pager car video company assistant callback isdn radio"
    " telex tty iphone".split()
)
ADDRESS_PARTS = frozenset("full street extended pobox city region postcode country label".split())
_PLACES = (("", ""), (".home", " (home)"), (".work", " (work)"))
_PARTS = (
    ("full", "Address"), ("street", "Street"), ("city", "City"), ("region", "Region"), ("postcode", "Postcode"),
    ("country", "Country"),
)  # fmt: skip
_NUMBERED = re.compile(r"(?:email|phone|website|relation|event|custom)\.\d+(?:\.label)?")
_IM = re.compile(r"im\.(?:\d+(?:\.(?:label|service))?|[a-z][a-z0-9-]*)")
_ADDRESS = re.compile(r"address(?:\.(?:home|work|other|\d+))?\.(?P<part>[a-z]+)")
_WORD = re.compile(r"(?:website|relation)\.[a-z][a-z0-9-]*")
_ORGANISATION = re.compile(r"organisation\.\d+\.(?:name|department|title|label|custom)")


def known(field: Field) -> bool:
    """Whether there is a field of this name."""
    if field in PLAIN or field in ("email", "phone", "website"):
        return True
    if field in ("email.home", "email.work", "email.other") or _NUMBERED.fullmatch(field):
        return True
    if field.startswith("phone.") and field[6:] in PHONE_KINDS:
        return True
    address = _ADDRESS.fullmatch(field)
    if address:
        return address["part"] in ADDRESS_PARTS
    return bool(_IM.fullmatch(field) or _WORD.fullmatch(field) or _ORGANISATION.fullmatch(field))


def choices() -> list[tuple[Field, Sentence]]:
    """The fields that a person may choose for a column, in the order of a card, with their names."""
    return [
        ("name", say("Full name")),
        ("prefix", say("Prefix")),
        ("given", say("Given name")),
        ("middle", say("Additional names")),
        ("family", say("Family name")),
        ("family2", say("Second family name")),
        ("suffix", say("Suffix")),
        ("nickname", say("Nickname")),
        ("organisation", say("Organisation")),
        ("department", say("Department")),
        ("title", say("Job title")),
        ("role", say("Role")),
        ("email", say("E-mail")),
        ("email.home", say("E-mail (home)")),
        ("email.work", say("E-mail (work)")),
        ("phone", say("Phone")),
        ("phone.mobile", say("Mobile phone")),
        ("phone.home", say("Phone (home)")),
        ("phone.work", say("Phone (work)")),
        ("phone.fax", say("Fax")),
        *((f"address{where}.{part}", say(f"{title}{behind}")) for where, behind in _PLACES for part, title in _PARTS),
        ("website", say("Website")),
        ("birthday", say("Birthday")),
        ("anniversary", say("Anniversary")),
        ("labels", say("Labels")),
        ("notes", say("Notes")),
        ("met", say("How we met")),
        ("met-on", say("Met on")),
        ("relation", say("What they are to us")),
        ("stands-for", say("What they stand for")),
        ("buys", say("How they buy")),
        ("uid", say("UID")),
        ("custom", say("A field of its own")),
        ("-", say("Leave out")),
    ]
