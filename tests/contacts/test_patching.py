"""A merge patch is kept as it says, or refused in a sentence that names the field; never half of it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from notebook.book import Notebook
from notebook.errors import Refused
from notebook.sentences import say

REFUSED: tuple[tuple[Any, str, str], ...] = (
    ({"name": None}, "name", '{"full": "Ada Lovelace"}'),
    ({"name": {"full": None, "components": None}}, "name/full", "Ada Lovelace"),
    ({"name": {"full": " "}}, "name/full", "Ada Lovelace"),
    ({"name": {"full": 5}}, "name/full", "Ada Lovelace"),
    ({"name": "Ada"}, "name", "Ada Lovelace"),
    ({"name": {"ful": "Ada"}}, "name/ful", "Did you mean full?"),
    ({"name": {"components": [{"kind": "given"}]}}, "name/components/1", '"value": "Ada"'),
    ({"uid": None}, "uid", "urn:uuid"), ({"uid": ""}, "uid", "urn:uuid"), ({"version": None}, "version", '"1.0"'),
    ({"nmae": {"full": "Ada"}}, "nmae", "Did you mean name?"),
    ({"shoeSize": 42}, "shoeSize", "keywords"),
    ({"kithbook.app:wants": []}, "kithbook.app:wants", "A card has no field"),
    ({"kind": "person"}, "kind", '"individual"'), ({"kind": 5}, "kind", '"individual"'),
    ({"emails": []}, "emails", "null for none"), ({"emails": 5}, "emails", "null for none"),
    ({"emails": {"e1": []}}, "emails/e1", "null to take it away"),
    ({"emails": {"e9": {}}}, "emails/e9", '"address"'),
    ({"emails": {"e1": {"address": None}}}, "emails/e1", '"address"'),
    ({"emails": {"e9": {"address": ""}}}, "emails/e9/address", "ada@example.org"),
    ({"emails": {"e9": {"adress": "a@b.c"}}}, "emails/e9/adress", "Did you mean address?"),
    ({"emails": {"e9": {"address": "a@b.c", "contexts": ["work"]}}}, "emails/e9/contexts", '{"work": true}'),
    ({"emails": {"e9": {"address": "a@b.c", "pref": 0}}}, "emails/e9/pref", "1 (best) to 100"),
    ({"emails": {"e9": {"address": "a@b.c", "pref": True}}}, "emails/e9/pref", "1 (best) to 100"),
    ({"phones": {"p9": {"number": 5}}}, "phones/p9/number", "+44"),
    ({"phones": {"p9": {"number": "1", "features": {"mobile": False}}}}, "phones/p9/features/mobile", "true"),
    ({"notes": {"n1": {"note": []}}}, "notes/n1/note", "text"),
    ({"keywords": {"VIP": False}}, "keywords/VIP", "true"), ({"keywords": {" ": True}}, "keywords/ ", "true"),
    ({"keywords": ["VIP"]}, "keywords", "true"),
    ({"anniversaries": {"b9": {"kind": "birth", "date": {"month": 2, "day": 30}}}}, "anniversaries/b9/date",
     "there is no such day as month 2, day 30"),
    ({"anniversaries": {"b9": {"kind": "birth", "date": {"month": 13, "day": 1}}}}, "anniversaries/b9/date",
     "there is no such day as month 13, day 1"),
    ({"anniversaries": {"b9": {"kind": "birth", "date": {"year": 2023, "month": 2, "day": 29}}}},
     "anniversaries/b9/date", "there is no such day"),
    ({"anniversaries": {"b9": {"kind": "birth", "date": {}}}}, "anniversaries/b9/date", "there is no such day"),
    ({"anniversaries": {"b9": {"kind": "birth", "date": {"year": "1999"}}}}, "anniversaries/b9/date/year", "a number"),
    ({"anniversaries": {"b9": {"kind": "birth", "date": {"dya": 5}}}}, "anniversaries/b9/date/dya", "mean day?"),
    ({"anniversaries": {"b9": {"kind": "birth", "date": "1999-05-17"}}}, "anniversaries/b9/date", '"year": 1999'),
    ({"anniversaries": {"b9": {"kind": "birth"}}}, "anniversaries/b9", '"date"'),
    ({"anniversaries": {"b9": {"date": {"utc": "2024-02-30T10:00:00Z"}}}}, "anniversaries/b9/date", "no such day"),
    ({"organizations": {"o9": {}}}, "organizations/o9", "Engine Ltd"),
    ({"organizations": {"o9": {"name": None}}}, "organizations/o9", "Engine Ltd"),
    ({"titles": {"t9": {"name": 1}}}, "titles/t9/name", "Owner"),
    ({"personalInfo": {"i9": {"kind": "like", "value": "chess"}}}, "personalInfo/i9/kind", '"hobby"'),
    ({"speakToAs": {"pronouns": {"k1": {"pronouns": ""}}}}, "speakToAs/pronouns/k1/pronouns", "she/her"),
    ({"kithbook.app:met": 5}, "kithbook.app:met", "null for none"),
    ({"kithbook.app:metOn": "2024-02-30"}, "kithbook.app:metOn", '"2024-05"'),
    ({"kithbook.app:metOn": "last May"}, "kithbook.app:metOn", '"2024-05"'),
    ({"kithbook.app:timeZone": "Europe/Nowhere"}, "kithbook.app:timeZone", "Europe/Berlin"),
    ({"kithbook.app:timeZone": "../etc/passwd"}, "kithbook.app:timeZone", "Europe/Berlin"),
    ({"kithbook.app:idealDays": 0}, "kithbook.app:idealDays", "a number of days"),
    ({"kithbook.app:idealDays": "30"}, "kithbook.app:idealDays", "a number of days"),
    ({"kithbook.app:maxDays": 1.5}, "kithbook.app:maxDays", "a number of days"),
    ({"kithbook.app:metThrough": "Ada"}, "kithbook.app:metThrough", "urn:uuid"),
    ({"kithbook.app:groups": "Friends"}, "kithbook.app:groups", "Friends"),
    ({"kithbook.app:groups": ["a", "A"]}, "kithbook.app:groups", "each group once"),
    ({"kithbook.app:groups": [""]}, "kithbook.app:groups/1", "Friends"),
    ({"kithbook.app:custom": [{"value": "42"}]}, "kithbook.app:custom/1", "Shoe size"),
)  # fmt: skip

TAKEN: tuple[Any, ...] = (
    {}, {"emails": None}, {"emails": {"e1": None}}, {"emails": {"gone": None}}, {"emails": {}},
    {"emails": {"e1": {"label": None}}}, {"keywords": {"VIP": True}}, {"keywords": {"VIP": None}}, {"kind": None},
    {"kithbook.app:groups": []}, {"kithbook.app:custom": []}, {"kithbook.app:met": None}, {"speakToAs": None},
    {"kithbook.app:idealDays": 30, "kithbook.app:maxDays": None}, {"example.com:x": [None, 1]}, {"vCardProps": [1]},
    {"name": {"full": "Bo"}}, {"name": {"components": None}},
    {"anniversaries": {"b1": {"kind": "birth", "date": {"month": 2, "day": 29}, "kithbook.app:feb29": "03-01"}}},
    {"anniversaries": {"b1": {"kind": "other", "label": "fair", "date": {"utc": "2024-02-29T10:00:00Z"}}}},
    {"phones": {"p7": {"@type": "Phone", "number": "1", "features": {"mobile": True}, "example.com:x": 1}}},
    {"addresses": {"a1": {"components": [{"kind": "locality", "value": "York"}], "defaultSeparator": ", "}}},
    {"speakToAs": {"grammaticalGender": "feminine", "pronouns": {"k1": {"pronouns": "she/her"}}}},
    {"kithbook.app:metOn": "2024-05", "kithbook.app:timeZone": "Europe/Berlin"},
)  # fmt: skip


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Any:
    place: Path = tmp_path_factory.mktemp("patching")
    opened = Notebook.open(place / "a.kithbook", state=place / "state", create=True)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def ada(book: Notebook) -> bytes:
    return book.contacts.create("Ada Lovelace", email="ada@example.org", phone="0170 1")


@pytest.mark.parametrize(("patch", "field", "told"), REFUSED, ids=lambda part: json.dumps(part)[:60])
def test_what_a_card_cannot_hold_is_refused_by_name(
    book: Notebook, ada: bytes, patch: Any, field: str, told: str
) -> None:
    before = book.contacts.card(ada)
    with pytest.raises(Refused) as refused:
        book.contacts.patch(ada, patch)
    sentence = str(refused.value)
    assert f"“{field}”" in sentence
    assert told in sentence
    assert "\n" not in sentence
    assert book.contacts.card(ada) == before


@pytest.mark.parametrize("patch", TAKEN, ids=lambda part: json.dumps(part)[:60])
def test_what_makes_sense_is_taken(book: Notebook, patch: Any) -> None:
    bo = book.contacts.create("Bo Dahl", email="bo@example.org")
    book.contacts.patch(bo, {"emails": {"e1": {"label": "home"}}, "keywords": {"VIP": True},
                             "kithbook.app:groups": ["Choir"], "kithbook.app:met": "at the fair"})  # fmt: skip
    wanted = _merged(book.contacts.card(bo), patch)
    book.contacts.patch(bo, patch)
    card = book.contacts.card(bo)
    assert {name: value for name, value in card.items() if name != "name"} == {
        name: value for name, value in wanted.items() if name != "name" and value not in ({}, [])
    }
    assert book.contacts.rows([bo])[0].name not in ("", "?")


def test_interests_with_commas_are_one_each_and_what_stood_there_stays(book: Notebook) -> None:
    bo, old = book.contacts.create("Bo"), book.journal.new_id()
    with book.journal.change(say("x")) as draft:  # it comes so from another program
        book.contacts.import_new(draft, [(old, {"name": {"full": "Al"}, "uid": "x", "personalInfo": {
            "i1": {"kind": "hobby", "value": "rum, tea"}}})])  # fmt: skip

    def held(who: bytes) -> dict[str, str]:
        return {key: one["value"] for key, one in book.contacts.card(who).get("personalInfo", {}).items()}

    book.contacts.patch(bo, {"personalInfo": {"i1": {"kind": "interest", "value": "natural wine, choir singing; opera"},
                                              "i2": {"kind": "interest", "value": "Opera"}}})  # fmt: skip
    assert held(bo) == {"i1": "natural wine", "i1-2": "choir singing", "i2": "Opera"}
    assert all(one["kind"] == "interest" for one in book.contacts.card(bo)["personalInfo"].values())
    book.contacts.patch(old, {"personalInfo": {"i1": {"level": "high"}}})
    assert held(old) == {"i1": "rum, tea"}
    book.contacts.patch(old, {"personalInfo": {"i1": {"value": "rum, gin"}}})
    assert held(old) == {"i1": "rum", "i1-2": "gin"}
    assert {one["level"] for one in book.contacts.card(old)["personalInfo"].values()} == {"high"}
    book.contacts.patch(old, {"personalInfo": {"i1": None, "i1-2": None}})
    assert held(old) == {}


def _merged(target: Any, patch: Any) -> Any:
    """RFC 7396, the way its text has it."""
    if not isinstance(patch, dict):
        return patch
    result = dict(target) if isinstance(target, dict) else {}
    for name, value in patch.items():
        if value is None:
            result.pop(name, None)
        else:
            result[name] = _merged(result.get(name), value)
    return result


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-3, 10**12) | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(
        st.sampled_from(["e1", "address", "date", "month", "day", "year", "full", "kind", "value", "label", "x"]),
        inner, max_size=3),
    max_leaves=6,
)  # fmt: skip
FIELDS = st.sampled_from(
    ["name", "uid", "kind", "emails", "phones", "anniversaries", "keywords", "notes", "titles", "organizations",
     "media", "speakToAs", "kithbook.app:groups", "kithbook.app:custom", "kithbook.app:idealDays", "example.com:x",
     "members", "addresses", "kithbook.app:metOn", "kithbook.app:timeZone", "localizations", "nonsense"]
)  # fmt: skip


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(patch=st.dictionaries(FIELDS, VALUES, max_size=3))
def test_any_patch_is_kept_whole_or_refused_whole(book: Notebook, ada: bytes, patch: dict[str, Any]) -> None:
    before = book.contacts.card(ada)
    try:
        book.contacts.patch(ada, patch)
    except Refused as refused:
        assert str(refused).strip()
        assert book.contacts.card(ada) == before
    else:
        assert book.contacts.rows([ada])[0].name not in ("", "?")
        for day in book.contacts.get(ada).dates:
            assert day.date is not None
        if book.contacts.card(ada) != before:
            book.undo()
        assert book.contacts.card(ada) == before
