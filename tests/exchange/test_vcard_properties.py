"""What the properties of a card become: standard ones, those of real programs, and what is only kept."""

from __future__ import annotations

from typing import Any

import pytest

from notebook.exchange.vcard import read


def one(*lines: str, version: str = "3.0") -> dict[str, Any]:
    data = "\r\n".join(["BEGIN:VCARD", f"VERSION:{version}", *lines, "END:VCARD", ""]).encode()
    (record,) = read(data)
    assert record.card is not None and not record.problems, record.problems
    return record.card


def problems(*lines: str, version: str = "3.0") -> list[str]:
    data = "\r\n".join(["BEGIN:VCARD", f"VERSION:{version}", *lines, "END:VCARD", ""]).encode()
    return [str(problem.sentence) for record in read(data) for problem in record.problems]


def parts(card: dict[str, Any]) -> list[tuple[str, str]]:
    return [(c["kind"], c["value"]) for c in card["name"]["components"]]


# Names


def test_name_and_full_name() -> None:
    card = one("N:Smith;Ada;Philippa,May;Dr.;M.D.,Jr.", "FN:Dr. Ada Smith")
    assert card["@type"] == "Card" and card["version"] == "1.0" and "uid" not in card
    assert card["name"]["full"] == "Dr. Ada Smith"
    assert parts(card) == [
        ("surname", "Smith"), ("given", "Ada"), ("given2", "Philippa"), ("given2", "May"), ("title", "Dr."),
        ("credential", "M.D."), ("credential", "Jr."),
    ]  # fmt: skip


def test_name_with_too_few_and_too_many_parts() -> None:
    assert parts(one("N:Smith")) == [("surname", "Smith")]
    assert parts(one("N:;Ada")) == [("given", "Ada")]
    assert parts(one("N:Smith;Ada;;;;;;x;y"))[:2] == [("surname", "Smith"), ("given", "Ada")]


def test_second_surname_and_generation() -> None:
    got = parts(one("N:Garcia,Marquez;Ada;;;PhD,III;Marquez;III", version="4.0"))
    assert got == [
        ("surname", "Garcia"),
        ("given", "Ada"),
        ("credential", "PhD"),
        ("surname2", "Marquez"),
        ("generation", "III"),
    ]


def test_comma_is_no_list_in_2_1() -> None:
    assert parts(one("N:Smith, Inc.;Ada", version="2.1")) == [("surname", "Smith, Inc."), ("given", "Ada")]


def test_escapes_in_structured_values() -> None:
    assert parts(one("N:Sm\\;ith;A\\,da\\\\;;;")) == [("surname", "Sm;ith"), ("given", "A,da\\")]
    assert one("ORG:A\\; B;C\\;D")["organizations"]["o1"] == {"name": "A; B", "units": [{"name": "C;D"}]}


def test_backslash_that_escapes_nothing_stays() -> None:
    assert one("FN:x", "NOTE:C:\\Users\\Ada\\new\\Ny")["notes"]["n1"]["note"] == "C:\\Users\\Ada\new\ny"
    assert one("FN:x", "URL:http\\://example.com")["links"]["l1"]["uri"] == "http://example.com"


@pytest.mark.parametrize(
    ("lines", "name"),
    [
        (["ORG:Acme, Inc.;Sales", "EMAIL:a@example.com"], "Acme, Inc."),
        (["NICKNAME:Bob", "TEL:1"], "Bob"),
        (["TEL:+1 555", "EMAIL:a@example.com"], "a@example.com"),
        (["N:;;;;", "TEL:+1 555"], "+1 555"),
        (["cn:", "cn:Babs Jensen", "email:b@example.com"], "Babs Jensen"),
        (["FN:", "N:", "ORG:Acme"], "Acme"),
    ],
)
def test_card_without_a_name_is_called_something(lines: list[str], name: str) -> None:
    assert one(*lines)["name"]["full"] == name


def test_components_alone_make_no_full_name() -> None:
    assert "full" not in one("N:Smith;Ada;;;", "ORG:Acme")["name"]


def test_names_in_several_languages_are_one_name() -> None:
    card = one(
        "FN;ALTID=1;LANGUAGE=en:Taro Yamada", "FN;ALTID=1;LANGUAGE=ja:山田太郎", "N;ALTID=2;LANGUAGE=en:Yamada;Taro;;;",
        "N;ALTID=2;LANGUAGE=ja:山田;太郎;;;", "ORG;ALTID=3;LANGUAGE=en:Sun", "ORG;ALTID=3;LANGUAGE=ja:太陽",
        version="4.0",
    )  # fmt: skip
    assert card["name"]["full"] == "Taro Yamada" and parts(card) == [("surname", "Yamada"), ("given", "Taro")]
    assert [o["name"] for o in card["organizations"].values()] == ["Sun"]
    assert [p[0] for p in card["vCardProps"]] == ["fn", "n", "org"]


def test_phonetic_names() -> None:
    card = one("FN:x", "N:Doe;John;;;", "X-PHONETIC-FIRST-NAME:Jon", "X-PHONETIC-LAST-NAME:Dow")
    assert [c.get("phonetic") for c in card["name"]["components"]] == ["Dow", "Jon"]


def test_name_order_of_rfc_9555() -> None:
    card = one('N;JSCOMPS="s,;0;s,-;1;1,1":Smith;Ada,May;;;', version="4.0")
    assert card["name"]["isOrdered"] is True and card["name"]["defaultSeparator"] == ""
    assert parts(card) == [("surname", "Smith"), ("separator", "-"), ("given", "Ada"), ("given", "May")]


# Parameters


def test_type_in_all_its_spellings() -> None:
    heads = (
        "TEL;WORK;FAX",
        "TEL;TYPE=WORK;TYPE=FAX",
        "TEL;TYPE=work,fax",
        'TEL;TYPE="WORK,FAX"',
        "tel;type=Work;FAX",
        "TEL;WORK,FAX",
    )
    for head in heads:
        assert one("FN:x", f"{head}:1")["phones"]["p1"] == {
            "number": "1", "contexts": {"work": True}, "features": {"fax": True},
        }  # fmt: skip


def test_preference_in_all_its_spellings() -> None:
    for head in ("EMAIL;PREF", "EMAIL;TYPE=PREF", "EMAIL;TYPE=internet,pref", "EMAIL;PREF=1"):
        assert one("FN:x", f"{head}:a@b.c")["emails"]["e1"] == {"address": "a@b.c", "pref": 1}
    assert one("FN:x", "EMAIL;PREF=7:a@b.c")["emails"]["e1"]["pref"] == 7


def test_unknown_parameters_are_kept() -> None:
    card = one("FN:x", 'TEL;TYPE=x-car,msg;PID=1.1,2.1;X-A="b;c:d,e";X-N=1^n2^\'3^^:5', version="4.0")
    assert card["phones"]["p1"]["vCardParams"] == {
        "type": ["x-car", "msg"], "pid": ["1.1", "2.1"], "x-a": "b;c:d,e", "x-n": "1\n2\"3^",
    }  # fmt: skip


def test_map_key_of_the_card_is_kept() -> None:
    assert list(one("FN:x", "EMAIL;PROP-ID=home:a@b.c", "EMAIL:d@e.f", version="4.0")["emails"]) == ["home", "e2"]


# Values


def test_phone_numbers_stay_as_written() -> None:
    card = one(
        "FN:x",
        "TEL:p1234p5678w9",
        "TEL;VALUE=uri:tel:+1-555;ext=5",
        "TEL:tel:+2",
        "TEL;TYPE=HOME:sip:a@b.c",
        "TEL:1 800 CALL",
    )
    numbers = [p["number"] for p in card["phones"].values()]
    assert numbers == ["p1234p5678w9", "+1-555;ext=5", "+2", "sip:a@b.c", "1 800 CALL"]


@pytest.mark.parametrize(
    ("value", "address", "label"),
    [
        ("a@example.com", "a@example.com", None),
        ("mailto:a@example.com", "a@example.com", None),
        ("<a@example.com>", "a@example.com", None),
        ('"Ada S." <a@example.com>', "a@example.com", "Ada S."),
        ("Ada <a@example.com>", "a@example.com", "Ada"),
        ("not an address", "not an address", None),
    ],
)
def test_email_forms(value: str, address: str, label: str | None) -> None:
    got = one("FN:x", f"EMAIL;INTERNET:{value}")["emails"]["e1"]
    assert (got["address"], got.get("label")) == (address, label)


def test_address_with_its_label() -> None:
    card = one(
        "FN:x", "ADR;TYPE=home:;;Weg 1, Hof;Ort;;1234;DE", "ADR;TYPE=work:;;Str. 2;Stadt;;;",
        "LABEL;TYPE=work:Str. 2\\nStadt", "LABEL;TYPE=home:Weg 1\\nOrt",
    )  # fmt: skip
    home, work = card["addresses"].values()
    assert home["full"] == "Weg 1\nOrt" and work["full"] == "Str. 2\nStadt"
    assert [(c["kind"], c["value"]) for c in home["components"]] == [
        ("name", "Weg 1, Hof"), ("locality", "Ort"), ("postcode", "1234"), ("country", "DE"),
    ]  # fmt: skip


def test_label_without_address_is_kept_and_said() -> None:
    assert "LABEL" in problems("FN:x", "LABEL;TYPE=work:Str. 2\\nStadt")[0]


def test_address_of_4_0_and_of_rfc_9554() -> None:
    card = one(
        'FN:x', 'ADR;LABEL="1 Main\\nTown";GEO="geo:1.5,2.5";TZ=Europe/Oslo;CC=NO:;;1 Main;Town;;;',
        "ADR:;;1 Main St;Town;;;;;7;;1;Main St;;;;;;", version="4.0",
    )  # fmt: skip
    first, second = card["addresses"].values()
    assert first["full"] == "1 Main\nTown" and first["coordinates"] == "geo:1.5,2.5"
    assert first["timeZone"] == "Europe/Oslo" and first["countryCode"] == "NO"
    assert ("number", "1") in [(c["kind"], c["value"]) for c in second["components"]]
    assert "1 Main St" not in [c["value"] for c in second["components"]]


def test_formatted_address_as_eighth_part() -> None:
    got = one("FN:x", "ADR;TYPE=HOME:;;Weg 1;Ort;;1;ES;Weg 1\\nOrt")["addresses"]["a1"]
    assert got["full"] == "Weg 1\nOrt" and len(got["components"]) == 4


DAY = {"@type": "PartialDate", "year": 1985, "month": 4, "day": 12}


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("BDAY:19850412", DAY),
        ("BDAY:1985-04-12", DAY),
        ("BDAY;VALUE=date:1985-04-12", DAY),
        ("BDAY:1985-04-12T00:00:00Z", DAY),
        ("BDAY:19850412T000000", DAY),
        ("BDAY:1985-04-12T23:30:00-06:00", DAY),
        ("BDAY:1985-04-12 00:00:00", DAY),
        ("BDAY:1985-4-12", DAY),
        ("BDAY:12.04.1985", DAY),
        ("BDAY:25/12/1985", {**DAY, "month": 12, "day": 25}),
        ("BDAY:1985", {"@type": "PartialDate", "year": 1985}),
        ("BDAY:1985-04", {"@type": "PartialDate", "year": 1985, "month": 4}),
        ("BDAY:--0412", {"@type": "PartialDate", "month": 4, "day": 12}),
        ("BDAY:--04-12", {"@type": "PartialDate", "month": 4, "day": 12}),
        ("BDAY:--02-29", {"@type": "PartialDate", "month": 2, "day": 29}),
        ("BDAY:--04", {"@type": "PartialDate", "month": 4}),
        ("BDAY:---12", {"@type": "PartialDate", "day": 12}),
        ("BDAY;X-APPLE-OMIT-YEAR=1604:1604-02-29", {"@type": "PartialDate", "month": 2, "day": 29}),
        ("BDAY:0000-04-12", {"@type": "PartialDate", "month": 4, "day": 12}),
        ("BDAY:1985-04-12T10:15:00Z", {"@type": "Timestamp", "utc": "1985-04-12T10:15:00Z"}),
    ],
)
def test_birthdays(line: str, date: dict[str, Any]) -> None:
    assert one("FN:x", line)["anniversaries"]["b1"] == {"kind": "birth", "date": date}


@pytest.mark.parametrize("value", ["soon", "04/05/1985", "1985-02-30", "1985-13-01", "70-7-14"])
def test_what_is_no_date_is_said_and_kept(value: str) -> None:
    assert value in problems("FN:x", f"BDAY:{value}")[0]


def test_birthday_in_words_is_no_fault() -> None:
    card = one("FN:x", "BDAY;VALUE=text:circa 1800", version="4.0")
    assert card["vCardProps"] == [["bday", {}, "text", "circa 1800"]] and "anniversaries" not in card


def test_second_birthday_is_only_kept() -> None:
    card = one("FN:x", "BDAY:1985-04-12", "BDAY:1990-01-01")
    assert [a["date"]["year"] for a in card["anniversaries"].values()] == [1985]
    assert card["vCardProps"][0][:1] == ["bday"]


def test_nicknames_and_categories() -> None:
    card = one("FN:x", "NICKNAME:Jim,Jimmie\\, the\\;one", "X-NICKNAME:J", "CATEGORIES:a,b\\,c", "CATEGORIES:d")
    assert [n["name"] for n in card["nicknames"].values()] == ["Jim", "Jimmie, the;one", "J"]
    assert card["keywords"] == {"a": True, "b,c": True, "d": True}


def test_properties_of_4_0() -> None:
    card = one(
        "FN:x", "KIND:group", "MEMBER:urn:uuid:1", "LANG;PREF=1:fr", "EXPERTISE;LEVEL=expert;INDEX=1:chess",
        "HOBBY;LEVEL=high:chess", "DEATHDATE:2001", "DEATHPLACE:Rome", "ANNIVERSARY:20090808", "PRONOUNS:they/them",
        "GRAMGENDER:neuter", "RELATED;TYPE=friend,co-worker:urn:uuid:2", "RELATED;VALUE=text:Jane",
        "REV:20200102T030405Z",
        "SOURCE:http://a.example", "FBURL:http://b.example", "CALADRURI:mailto:c@d.e", "CONTACT-URI:http://c.example",
        "SOCIALPROFILE;SERVICE-TYPE=Mastodon;USERNAME=u:https://m.example/@u", "LANGUAGE:en", "PRODID:x", "UID:u1",
        "CREATED:20200102T030405Z", "TITLE:t", "ROLE:r", "KEY;MEDIATYPE=application/pgp-keys:http://k.example",
        version="4.0",
    )  # fmt: skip
    assert card["kind"] == "group" and card["members"] == {"urn:uuid:1": True} and card["uid"] == "u1"
    assert card["personalInfo"]["i1"] == {"kind": "expertise", "value": "chess", "level": "high", "listAs": 1}
    assert card["anniversaries"]["b1"]["place"] == {"full": "Rome"}
    assert card["anniversaries"]["b2"]["kind"] == "wedding"
    assert card["speakToAs"] == {"pronouns": {"k1": {"pronouns": "they/them"}}, "grammaticalGender": "neuter"}
    assert card["relatedTo"]["urn:uuid:2"]["relation"] == {"friend": True, "co-worker": True}
    assert card["relatedTo"]["Jane"] == {"relation": {}}
    assert card["updated"] == card["created"] == "2020-01-02T03:04:05Z"
    assert card["onlineServices"]["x1"] == {"service": "Mastodon", "user": "u", "uri": "https://m.example/@u"}
    assert [t["kind"] for t in card["titles"].values()] == ["title", "role"]
    assert card["directories"]["d1"]["kind"] == "entry" and card["calendars"]["c1"]["kind"] == "freeBusy"
    assert card["links"]["l1"]["kind"] == "contact" and card["cryptoKeys"]["y1"]["uri"] == "http://k.example"


# Programs


def test_apple() -> None:
    card = one(
        "N:;;;;", "FN:Acme", "ORG:Acme;", "X-ABShowAs:COMPANY", "item1.TEL;type=pref:1", "item1.X-ABLabel:_$!<Main>!$_",
        "item2.ADR;type=HOME:;;Weg 1;Ort;;;", "item2.X-ABADR:de", "item3.X-ABDATE:2001-02-03",
        "item3.X-ABLabel:_$!<Anniversary>!$_", "item4.X-ABDATE:--0718", "item4.X-ABLabel:First sale",
        "item5.X-ABRELATEDNAMES:Eve", "item5.X-ABLabel:_$!<Mother>!$_", "item6.X-ABRELATEDNAMES:Sam",
        "item6.X-ABLabel:_$!<Spouse>!$_", "item7.URL:http\\://example.com", "item7.X-ABLabel:Shop",
        "X-SOCIALPROFILE;type=twitter;x-user=acme:http://twitter.com/acme", "X-AIM;type=HOME:acme",
        "IMPP;X-SERVICE-TYPE=Skype;type=WORK:skype:acme",
    )  # fmt: skip
    assert card["kind"] == "org"
    assert card["phones"]["p1"]["label"] == "Main" and card["links"]["l1"]["label"] == "Shop"
    assert card["addresses"]["a1"]["countryCode"] == "DE"
    assert [(a["kind"], a.get("label")) for a in card["anniversaries"].values()] == [
        ("wedding", None),
        ("other", "First sale"),
    ]
    assert card["relatedTo"]["Eve"] == {"relation": {"parent": True}, "label": "Mother"}
    assert card["relatedTo"]["Sam"] == {"relation": {"spouse": True}}
    services = [(s.get("service"), s.get("user"), s.get("uri")) for s in card["onlineServices"].values()]
    assert services == [
        ("twitter", "acme", "http://twitter.com/acme"), ("AIM", "acme", None), ("Skype", None, "skype:acme"),
    ]  # fmt: skip


def test_apple_group() -> None:
    card = one("FN:Team", "X-ADDRESSBOOKSERVER-KIND:group", "X-ADDRESSBOOKSERVER-MEMBER:urn:uuid:1")
    assert card["kind"] == "group" and card["members"] == {"urn:uuid:1": True}


def test_android() -> None:
    row = "X-ANDROID-CUSTOM:vnd.android.cursor.item/"
    card = one(
        "N:A", f"{row}nickname;Al;1;;;;;;;;;;;;;", f"{row}contact_event;2001-02-03;1;;", f"{row}relation;Eve;14;;",
        "X-ANDROID-CUSTOM:other;1;2", version="2.1",
    )  # fmt: skip
    assert card["nicknames"]["k1"]["name"] == "Al" and card["anniversaries"]["b1"]["kind"] == "wedding"
    assert card["relatedTo"]["Eve"]["relation"] == {"spouse": True}
    assert card["vCardProps"][0][3] == "other;1;2"


def test_evolution_and_others() -> None:
    card = one("FN:x", "X-EVOLUTION-ANNIVERSARY:2001-02-03", "X-SPOUSE:Eve", "X-MANAGER:Bo", "X-MS-IMADDRESS:im@b.c")
    assert card["anniversaries"]["b1"]["kind"] == "wedding"
    assert card["relatedTo"]["Eve"]["relation"] == {"spouse": True} and card["relatedTo"]["Bo"]["label"] == "Manager"
    assert card["onlineServices"]["x1"]["user"] == "im@b.c"


def test_unknown_properties_are_kept() -> None:
    card = one(
        "FN:x",
        "X-ABC;TYPE=home;X-P=1:a\\,b;c",
        "other.name.x:1.2",
        "item1.X-ABC:2",
        "item1.X-ABLabel:Lab",
        "GENDER:F;x",
    )
    assert card["vCardProps"] == [
        ["x-abc", {"x-p": "1", "type": "home"}, "unknown", "a\\,b;c"],
        ["name.x", {"group": "other"}, "unknown", "1.2"],
        ["x-abc", {"group": "item1"}, "unknown", "2"],
        ["gender", {}, "unknown", "F;x"],
        ["x-ablabel", {"group": "item1"}, "unknown", "Lab"],
    ]


def test_empty_values_leave_nothing() -> None:
    card = one(
        "FN:x", "NOTE:", "TITLE: ", "ORG:;", "NICKNAME:", "BDAY:", "URL:", "UID:", "CATEGORIES:,", "X-AIM:", "REV:"
    )
    assert set(card) == {"@type", "version", "name"}
