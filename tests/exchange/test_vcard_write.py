"""Writing: what is read back is what was written, in both versions, and untouched lines come back as they were."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notebook.exchange.vcard import read, write

LINES = "kithbook.app:lines"
VERSIONS = ("3.0", "4.0")


def back(card: dict[str, Any], version: str) -> dict[str, Any]:
    records = list(read(write(card, version)))
    assert len(records) == 1 and records[0].card is not None
    return bare(records[0].card)


def bare(card: dict[str, Any]) -> dict[str, Any]:
    """A card without the lines it was read from, which belong to one version."""
    return {name: value for name, value in card.items() if name != LINES}


def source(*lines: str, version: str = "3.0") -> dict[str, Any]:
    data = "\r\n".join(["BEGIN:VCARD", f"VERSION:{version}", *lines, "END:VCARD", ""]).encode()
    (record,) = read(data)
    assert record.card is not None
    return record.card


def lines_of(card: dict[str, Any], version: str) -> list[str]:
    return write(card, version).replace(b"\r\n ", b"").decode().split("\r\n")[:-1]


def card(**props: Any) -> dict[str, Any]:
    return {"@type": "Card", "version": "1.0", "name": {"full": "Ada"}, **props}


# The form


def test_both_versions_of_a_simple_card() -> None:
    simple = card(
        uid="u1",
        name={
            "full": "Ada Byron",
            "components": [{"kind": "surname", "value": "Byron"}, {"kind": "given", "value": "Ada"}],
        },
        emails={"e1": {"address": "a@example.com", "contexts": {"work": True}, "pref": 1}},
        phones={"p1": {"number": "+44 1", "features": {"mobile": True, "voice": True}}},
        organizations={"o1": {"name": "Acme, Inc.", "units": [{"name": "R;D"}]}},
        notes={"n1": {"note": "one\ntwo; three, \\"}},
    )
    assert lines_of(simple, "3.0") == [
        "BEGIN:VCARD", "VERSION:3.0", "UID:u1", "FN:Ada Byron", "N:Byron;Ada;;;", "ORG:Acme\\, Inc.;R\\;D",
        "EMAIL;TYPE=INTERNET,WORK,PREF:a@example.com", "TEL;TYPE=CELL,VOICE:+44 1",
        "NOTE:one\\ntwo\\; three\\, \\\\", "END:VCARD",
    ]  # fmt: skip
    assert lines_of(simple, "4.0") == [
        "BEGIN:VCARD", "VERSION:4.0", "UID:u1", "FN:Ada Byron", "N:Byron;Ada;;;", "ORG:Acme\\, Inc.;R\\;D",
        "EMAIL;TYPE=work;PREF=1:a@example.com", "TEL;TYPE=cell,voice:+44 1",
        "NOTE:one\\ntwo\\; three\\, \\\\", "END:VCARD",
    ]  # fmt: skip


def test_fold_at_75_octets_and_never_inside_a_character() -> None:
    out = write(card(notes={"n1": {"note": "aé漢😀" * 80}}), "4.0")
    rows = out.split(b"\r\n")
    assert max(map(len, rows)) <= 75 and max(map(len, rows)) > 71
    for row in rows:
        row.decode()
    assert out.endswith(b"END:VCARD\r\n") and b"\n" not in out.replace(b"\r\n", b"")


def test_dates_of_each_version() -> None:
    yearless = card(anniversaries={"b1": {"kind": "birth", "date": {"@type": "PartialDate", "month": 2, "day": 29}}})
    assert "BDAY;X-APPLE-OMIT-YEAR=1604:1604-02-29" in lines_of(yearless, "3.0")
    assert "BDAY:--0229" in lines_of(yearless, "4.0")
    wedding = card(
        anniversaries={"b1": {"kind": "wedding", "date": {"@type": "PartialDate", "year": 2001, "month": 2, "day": 3}}}
    )
    assert lines_of(wedding, "3.0")[-3:-1] == ["item1.X-ABLabel:_$!<Anniversary>!$_", "item1.X-ABDATE:2001-02-03"]
    assert "ANNIVERSARY:20010203" in lines_of(wedding, "4.0")


def test_pictures_of_each_version() -> None:
    photo = card(media={"m1": {"kind": "photo", "uri": "data:image/png;base64,iVBORw0KGgo=", "mediaType": "image/png"}})
    assert "PHOTO;ENCODING=b;TYPE=PNG:iVBORw0KGgo=" in lines_of(photo, "3.0")
    assert "PHOTO:data:image/png;base64,iVBORw0KGgo=" in lines_of(photo, "4.0")


def test_labels_make_groups_beside_those_there_are() -> None:
    labelled = card(
        phones={"p1": {"number": "1", "label": "Shop"}, "p2": {"number": "2", "vCardParams": {"group": "item1"}}},
        vCardProps=[["x-a", {"group": "item1"}, "unknown", "3"]],
    )
    out = lines_of(labelled, "4.0")
    assert {"item2.X-ABLabel:Shop", "item2.TEL:1", "item1.TEL:2", "item1.X-A:3"} <= set(out)
    assert back(labelled, "4.0") == labelled


def test_name_is_made_where_there_is_none() -> None:
    parts = {"components": [{"kind": "given", "value": "Ada"}, {"kind": "surname", "value": "Byron"}]}
    assert "FN;DERIVED=TRUE:Ada Byron" in lines_of(card(name=parts), "4.0")
    assert "full" not in back(card(name=parts), "4.0")["name"]
    nameless = {"@type": "Card", "version": "1.0", "organizations": {"o1": {"name": "Acme"}}}
    assert "FN;DERIVED=TRUE:Acme" in lines_of(nameless, "3.0")
    assert back(nameless, "3.0") == nameless


def test_organisation_of_each_version() -> None:
    assert "X-ABShowAs:COMPANY" in lines_of(card(kind="org"), "3.0")
    assert "KIND:org" in lines_of(card(kind="org"), "4.0")


def test_line_ends_cannot_smuggle_in_a_property() -> None:
    evil = card(
        uid="u\r\nX-EVIL:1", emails={"e\r\nX-EVIL:2": {"address": "a\nX-EVIL:3", "vCardParams": {"x\nX-EVIL": "4"}}},
        vCardProps=[["x-a", {}, "unknown", "1\r\nX-EVIL:5"]], members={"a\nX-EVIL:6": True},
    )  # fmt: skip
    for version in VERSIONS:
        assert not any(line.upper().startswith("X-EVIL") for line in lines_of(evil, version))


def test_what_vcard_cannot_say_travels_as_jsprop() -> None:
    odd = card(**{"example.com:colour": "blue", "emails": {"e1": {"address": "a@b.c", "foo": [1, {"x": None}]}}})
    assert 'JSPROP;JSPTR="example.com:colour":"blue"' in lines_of(odd, "4.0")
    for version in VERSIONS:
        assert back(odd, version) == odd


def test_other_version_is_refused() -> None:
    with pytest.raises(ValueError):
        write(card(), "2.1")


# The way back into the same version

UNTOUCHED = [
    "X-ABShowAs:COMPANY", "BDAY:--0412", "item1.X-Foo;Type=a;X-b=c:one\\,two;three", "EMAIL:mailto:a@example.com",
    'EMAIL;TYPE=INTERNET:"Ada" <b@example.com>', "ORG:Acme;;", "REV:20200102T030405Z", "CATEGORIES;X-P=1:a, b",
    "TEL:tel:+1-555", "ADR:;;12 Main, Apt 3;Town;;;", "N;LANGUAGE=en: Smith;Ada;;;", "FN;X-Q=1:Ada Smith",
    "KIND:org", "URL:file:\\\\server", "PHOTO;ENCODING=b;TYPE=JPEG:!!!", "GENDER:F;x", "X-MS-IMADDRESS:x",
    "X-ANDROID-CUSTOM:vnd.android.cursor.item/nickname;Al;1;;;", "BDAY:someday",
]  # fmt: skip


@pytest.mark.parametrize("line", UNTOUCHED)
def test_untouched_line_comes_back_as_it_was(line: str) -> None:
    got = source("FN:x", line) if not line.startswith("FN") else source(line)
    assert line in lines_of(got, "3.0")
    for version in VERSIONS:
        assert back(got, version) == bare(got)


def test_edited_value_does_not_come_back_in_its_old_form() -> None:
    got = source("FN;X-Q=1:Ada", "BDAY:--0412", "EMAIL:mailto:a@example.com", "CATEGORIES;X-P=1:a,b")
    edited = copy.deepcopy(got)
    edited["name"]["full"] = "Eva"
    edited["anniversaries"]["b1"]["date"]["day"] = 13
    edited["emails"]["e1"]["address"] = "b@example.com"
    del edited["keywords"]["a"]
    out = lines_of(edited, "3.0")
    assert "FN:Eva" in out and "EMAIL;TYPE=INTERNET:b@example.com" in out and "CATEGORIES:b" in out
    assert not {"FN;X-Q=1:Ada", "BDAY:--0412", "EMAIL:mailto:a@example.com", "CATEGORIES;X-P=1:a,b"} & set(out)
    assert back(edited, "3.0") == bare(edited)


def test_removed_value_does_not_come_back() -> None:
    got = source("FN:x", "EMAIL:mailto:a@example.com", "x-foo:1")
    del got["emails"], got["vCardProps"]
    assert not any("example" in line or "foo" in line for line in lines_of(got, "3.0"))


# Round trips of any card

words = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12)
tokens = st.from_regex(r"[a-z][a-z0-9-]{0,6}", fullmatch=True)
params = st.fixed_dictionaries({}, optional={"x-a": words, "type": tokens, "group": tokens})


def entries(prefix: str, **values: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    """A map of objects, keys by position or own."""
    common = {
        "label": words, "pref": st.integers(1, 100), "vCardParams": params.filter(bool),
        "contexts": st.sampled_from([{"work": True}, {"private": True}, {"work": True, "private": True}]),
    }  # fmt: skip
    entry = st.fixed_dictionaries(values, optional=common)
    placed = st.lists(entry, min_size=1, max_size=3).map(lambda xs: {f"{prefix}{n + 1}": x for n, x in enumerate(xs)})
    return placed | st.dictionaries(tokens, entry, min_size=1, max_size=2)


dates = st.dates().flatmap(
    lambda d: st.sampled_from(
        [
            {"@type": "PartialDate", "year": d.year, "month": d.month, "day": d.day},
            {"@type": "PartialDate", "month": d.month, "day": d.day},
            {"@type": "PartialDate", "year": d.year},
            {"@type": "PartialDate", "year": d.year, "month": d.month},
            {"@type": "Timestamp", "utc": f"{d.year:04d}-{d.month:02d}-{d.day:02d}T01:02:03Z"},
        ]
    )
)
kinds = st.sampled_from(["surname", "given", "given2", "title", "credential", "surname2", "generation"])
component = st.fixed_dictionaries({"kind": kinds, "value": words}, optional={"phonetic": words})
parts = st.sampled_from(["name", "locality", "postcode", "number", "building", "country", "odd"])
place = st.fixed_dictionaries({"kind": parts, "value": words})
units = st.lists(st.fixed_dictionaries({"name": words}), min_size=1, max_size=2)
features = st.sampled_from([{"mobile": True}, {"fax": True, "voice": True}])
relation = st.fixed_dictionaries({"relation": st.dictionaries(tokens, st.just(True), max_size=2)})
date_kinds = st.sampled_from(["birth", "death", "wedding", "other"])
jcard_types = st.sampled_from(["text", "unknown", "uri"])
ordered = {"isOrdered": st.just(True), "defaultSeparator": words}
cards = st.fixed_dictionaries(
    {"@type": st.just("Card"), "version": st.just("1.0")},
    optional={
        "uid": words,
        "kind": st.sampled_from(["individual", "org", "group", "location"]),
        "name": st.fixed_dictionaries(
            {}, optional={"full": words, "components": st.lists(component, min_size=1, max_size=5), **ordered}
        ).filter(bool),
        "emails": entries("e", address=words),
        "phones": entries("p", number=words, features=features),
        "nicknames": entries("k", name=words),
        "organizations": entries("o", name=words, units=units),
        "titles": entries("t", name=words, kind=st.sampled_from(["title", "role"])),
        "notes": entries("n", note=words),
        "links": entries("l", uri=words),
        "onlineServices": entries("x", service=words, user=words) | entries("x", uri=words),
        "addresses": entries("a", components=st.lists(place, min_size=1, max_size=4), full=words, countryCode=words),
        "anniversaries": entries("b", kind=date_kinds, date=dates),
        "preferredLanguages": entries("g", language=words),
        "personalInfo": entries("i", kind=st.sampled_from(["hobby", "expertise"]), value=words),
        "media": entries("m", kind=st.sampled_from(["photo", "logo", "sound"]), uri=words),
        "keywords": st.dictionaries(words, st.just(True), min_size=1, max_size=3),
        "members": st.dictionaries(words, st.just(True), min_size=1, max_size=2),
        "relatedTo": st.dictionaries(words, relation, min_size=1, max_size=2),
        "updated": st.just("2026-01-02T03:04:05Z") | words,
        "vCardProps": st.lists(
            st.tuples(tokens.map(lambda t: f"x-{t}"), params, jcard_types, words).map(list), min_size=1, max_size=2
        ),
        "example.com:own": st.recursive(words | st.integers() | st.booleans(), lambda more: st.lists(more, max_size=2)),
    },
)


@given(cards, st.sampled_from(VERSIONS))
def test_reading_gives_back_what_was_written(given_card: dict[str, Any], version: str) -> None:
    before = copy.deepcopy(given_card)
    got = back(given_card, version)
    assert got == given_card, write(given_card, version).decode()
    assert given_card == before


@given(cards)
def test_both_ways_round(given_card: dict[str, Any]) -> None:
    (record,) = read(write(given_card, "3.0"))
    assert record.card is not None
    assert back(record.card, "4.0") == given_card
    assert back(record.card, "3.0") == given_card


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | words,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(words, inner, max_size=3),
    max_leaves=8,
)


known = "name emails phones addresses media vCardProps keywords members relatedTo speakToAs anniversaries kind uid"
known_names = st.sampled_from([*known.split(), "updated", "titles", "onlineServices", LINES])


@given(st.dictionaries(known_names, json_values, max_size=4))
def test_any_json_under_a_known_name_is_written_without_raising(props: dict[str, Any]) -> None:
    for version in VERSIONS:
        out = write({"@type": "Card", "version": "1.0", **props}, version)
        assert out.startswith(b"BEGIN:VCARD\r\n") and len(list(read(out))) == 1


def test_a_key_called_type_is_a_key() -> None:
    test_both_ways_round.hypothesis.inner_test(
        {"@type": "Card", "version": "1.0", "relatedTo": {"@type": {"relation": {"a": True}}}}
    )
