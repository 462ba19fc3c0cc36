"""A card comes out of the rows as it went in, whatever was in it; cells edited since win."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notebook.contacts.card import card_from_draft, draft_from_card
from notebook.contacts.cells import unpack

_texts = st.text(st.characters(codec="utf-8"), max_size=8)
_keys = st.text("abe1-", min_size=1, max_size=3)
_junk = st.recursive(
    st.booleans() | st.integers(-5, 5) | _texts | st.just(2**70),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(_keys, inner, max_size=2),
    max_leaves=4,
)
_contexts = st.dictionaries(st.sampled_from(["work", "private", "a b", ""]), st.booleans(), max_size=2)


def _object(**fields: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    common = {"contexts": _contexts, "pref": st.integers(0, 100), "label": _texts, "vCardParams": _junk}
    sound = st.fixed_dictionaries({}, optional={**common, **fields})
    return sound | st.fixed_dictionaries({}, optional=dict.fromkeys((*common, *fields), _junk))


def _map(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.dictionaries(_keys, inner | _junk, max_size=3) | _junk


_uris = st.sampled_from(["http://x.example", "sip:me", "data:image/png;base64,QUI=", "data:,A%20b", "x"])
_date = st.fixed_dictionaries(
    {}, optional={"@type": st.sampled_from(["PartialDate", "Timestamp"]), "year": st.integers(0, 2030),
                  "month": st.integers(0, 13), "day": st.integers(0, 32),
                  "utc": st.just("1980-02-29T00:00:00Z")}
)  # fmt: skip
_component = _object(
    kind=st.sampled_from(["given", "given2", "surname", "title", "credential", "separator"]),
    value=_texts,
    phonetic=_texts,
)
_names = _object(
    full=_texts | st.just("Dr. Ada van der Berg"),
    components=st.lists(_component, max_size=4),
    isOrdered=st.booleans(),
    sortAs=_junk,
)
_cards = st.fixed_dictionaries(
    {},
    optional={
        "@type": st.sampled_from(["Card", "X"]),
        "version": st.sampled_from(["1.0", "2.0"]),
        "uid": _texts.filter(bool),
        "kind": st.sampled_from(["individual", "org", "group", "x"]),
        "name": _names | _junk,
        "nicknames": _map(_object(name=_texts)),
        "emails": _map(_object(address=_texts)),
        "phones": _map(_object(number=_texts, features=_contexts)),
        "addresses": _map(_object(full=_texts, components=st.lists(_component, max_size=3), timeZone=_texts)),
        "links": _map(_object(uri=_uris, kind=_texts)),
        "onlineServices": _map(_object(uri=_uris, user=_texts | _uris, service=_texts)),
        "notes": _map(_object(note=_texts)),
        "preferredLanguages": _map(_object(language=_texts)),
        "personalInfo": _map(_object(kind=st.sampled_from(["hobby", "interest"]), value=_texts)),
        "anniversaries": _map(_object(kind=_texts, date=_date, **{"kithbook.app:feb29": st.just("03-01")})),
        "media": _map(_object(kind=st.sampled_from(["photo", "logo"]), uri=_uris, mediaType=_texts)),
        "organizations": _map(_object(name=_texts, units=st.lists(_object(name=_texts), max_size=2))),
        "titles": _map(
            _object(name=_texts, kind=st.sampled_from(["title", "role", "x"]), organizationId=_keys)
        ),
        "keywords": st.dictionaries(_texts, st.just(True), max_size=3) | _junk,
        "speakToAs": _object(pronouns=st.dictionaries(_keys, _object(pronouns=_texts), max_size=2)),
        "kithbook.app:met": _texts | _junk,
        "kithbook.app:idealDays": st.integers(0, 9) | _junk,
        "kithbook.app:metThrough": st.just("urn:uuid:00000000-0000-0000-0000-0000000000aa") | _texts,
        "kithbook.app:groups": st.lists(_texts, max_size=3) | _junk,
        "kithbook.app:custom": st.lists(_object(label=_texts, value=_texts), max_size=3) | _junk,
        "vCardProps": st.lists(_junk, max_size=2),
        "members": _junk,
    },
)


@given(_cards)
def test_nothing_is_lost(card: dict[str, Any]) -> None:
    before = copy.deepcopy(card)
    assert card_from_draft(draft_from_card(card)) == before
    assert card == before


def _ada() -> dict[str, Any]:
    return {
        "@type": "Card",
        "version": "1.0",
        "uid": "u1",
        "name": {
            "full": "Ada Lovelace",
            "sortAs": {"surname": "Lovelace"},
            "components": [{"kind": "given", "value": "Ada"}, {"kind": "surname", "value": "Lovelace"}],
            "isOrdered": True,
        },
        "organizations": {"o1": {"name": "Engines", "units": [{"name": "Research"}, {"name": "Mills"}]}},
        "titles": {"t1": {"name": "Analyst", "kind": "title"}},
        "phones": {"p1": {"number": "0170 1", "contexts": {"work": True}, "vCardParams": {"x": "1"}}},
        "anniversaries": {"b1": {"kind": "birth", "date": {"@type": "PartialDate", "month": 2, "day": 29}}},
    }


def test_cells_of_a_plain_card() -> None:
    draft = draft_from_card(_ada())
    assert draft.contact["full_name"] == "Ada Lovelace"
    assert (draft.contact["given"], draft.contact["surname"]) == ("Ada", "Lovelace")
    assert draft.roles == [{"name": "Engines", "department": "Research, Mills", "title": "Analyst", "pos": 0}]
    phone = draft.details[0]
    assert (phone["value"], phone["contexts"], unpack(phone["extra"])) == (
        "0170 1", "work", {"vCardParams": {"x": "1"}},
    )  # fmt: skip
    assert draft.anniversaries == [{"kind": "birth", "date": "--02-29", "pos": 0, "key": "b1"}]


def test_edited_cells_win_and_the_rest_stays() -> None:
    draft = draft_from_card(_ada())
    draft.contact["surname"] = "King"
    draft.contact["full_name"] = "Ada King"
    draft.details[0]["value"] = "0170 2"
    draft.roles[0]["department"] = "Mills"
    draft.anniversaries[0]["date"] = "1815-12-10"
    card = card_from_draft(draft)
    assert card["name"]["full"] == "Ada King"
    assert {"kind": "surname", "value": "King"} in card["name"]["components"]
    assert card["name"]["sortAs"] == {"surname": "Lovelace"}
    assert card["phones"]["p1"] == {"number": "0170 2", "contexts": {"work": True}, "vCardParams": {"x": "1"}}
    assert card["organizations"]["o1"] == {"name": "Engines", "units": [{"name": "Mills"}]}
    assert card["anniversaries"]["b1"]["date"] == {
        "@type": "PartialDate", "year": 1815, "month": 12, "day": 10,
    }  # fmt: skip


def test_a_full_name_alone_is_split() -> None:
    draft = draft_from_card({"name": {"full": "Lovelace, Ada"}})
    assert (draft.contact["given"], draft.contact["surname"]) == ("Ada", "Lovelace")


def test_rows_without_a_key_get_a_free_one() -> None:
    draft = draft_from_card({"emails": {"e2": {"address": "a"}, "x": {"address": "b"}}})
    draft.details.append({"kind": "email", "value": "c", "pos": 2})
    assert list(card_from_draft(draft)["emails"]) == ["e2", "x", "e1"]


@pytest.mark.parametrize("uid", ["urn:uuid:1", None])
def test_uid_of_a_card_without_one(uid: str | None) -> None:
    card = card_from_draft(draft_from_card({"@type": "Card", "version": "1.0"}), uid)
    assert card.get("uid") == uid
