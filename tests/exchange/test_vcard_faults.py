"""Each kind of fault real exporters make, on cards of our own: the card is read, and what is lost is said."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notebook.exchange.record import Record
from notebook.exchange.vcard import read


def card(*lines: str | bytes, version: str = "3.0", end: bytes = b"\r\n") -> bytes:
    raw = [line.encode() if isinstance(line, str) else line for line in lines]
    return end.join([b"BEGIN:VCARD", b"VERSION:" + version.encode(), *raw, b"END:VCARD", b""])


def one(data: bytes) -> dict[str, Any]:
    records = list(read(data))
    assert len(records) == 1 and records[0].card is not None
    return records[0].card


def full(data: bytes) -> str:
    name = one(data)["name"]["full"]
    assert isinstance(name, str)
    return name


def names(data: bytes) -> list[str]:
    return [r.card["name"]["full"] for r in read(data) if r.card]


def sentences(record: Record) -> list[str]:
    return [str(problem.sentence) for problem in record.problems]


# Frames


@pytest.mark.parametrize("end", [b"\r\n", b"\n", b"\r", b"\r\r\n"])
def test_any_line_end(end: bytes) -> None:
    assert names(card("FN:Ada", "NOTE:one", " two", end=end) + card("FN:Ben", end=end)) == ["Ada", "Ben"]


def test_line_ends_mixed_in_one_file() -> None:
    data = card("FN:Ada", end=b"\r") + card("FN:Ben", end=b"\n") + card("FN:Cid")
    assert names(data) == ["Ada", "Ben", "Cid"]
    assert [r.line for r in read(data)] == [1, 5, 9]


def test_versions_mixed_in_one_file() -> None:
    data = card("N:Ada;A", version="2.1") + card("FN:Ben") + card("FN:Cid", version="4.0")
    assert [bool(r.card) for r in read(data)] == [True] * 3


def test_missing_end_costs_only_a_remark() -> None:
    data = card("FN:Ada").replace(b"END:VCARD\r\n", b"") + card("FN:Ben") + card("FN:Cid")
    records = list(read(data))
    assert [r.card["name"]["full"] for r in records if r.card] == ["Ada", "Ben", "Cid"]
    assert "END:VCARD is missing" in sentences(records[0])[0]
    assert not records[1].problems and not records[2].problems


def test_file_cut_inside_a_property() -> None:
    (record,) = read(b"BEGIN:VCARD\nVERSION:3.0\nFN:Ada\nEMA")
    assert record.card and "emails" not in record.card
    assert [p.line for p in record.problems] == [1, 4]
    assert "EMA" in sentences(record)[1]


def test_missing_begin() -> None:
    data = card("FN:Ada") + b"VERSION:3.0\r\nFN:Ben\r\nEND:VCARD\r\n" + card("FN:Cid")
    records = list(read(data))
    assert [r.card["name"]["full"] for r in records if r.card] == ["Ada", "Ben", "Cid"]
    assert "BEGIN:VCARD is missing" in sentences(records[1])[0]


def test_end_twice() -> None:
    assert names(card("FN:Ada") + b"END:VCARD\r\n" + card("FN:Ben")) == ["Ada", "Ben"]


def test_cards_inside_a_card_are_contacts_of_their_own() -> None:
    data = b"BEGIN:VCARD\nFN:Outer\nBEGIN:VCARD\nFN:Inner\nEND:VCARD\nTEL:1\nEND:VCARD\n"
    outer, inner = read(data)
    assert outer.card and inner.card
    assert outer.card["phones"]["p1"]["number"] == "1"
    assert inner.card["name"]["full"] == "Inner" and "phones" not in inner.card


@pytest.mark.parametrize("form", ["AGENT:\nBEGIN:VCARD\nFN:Sec\nEND:VCARD", "AGENT:BEGIN:VCARD\nFN:Sec\nEND:VCARD"])
def test_agent_is_kept_and_said(form: str) -> None:
    (record,) = read(f"BEGIN:VCARD\nVERSION:2.1\nFN:Boss\n{form}\nTEL:1\nEND:VCARD\n".encode())
    assert record.card and record.card["name"]["full"] == "Boss" and record.card["phones"]
    assert record.card["vCardProps"] == [["agent", {}, "text", "BEGIN:VCARD\nFN:Sec\nEND:VCARD"]]
    assert "Sec" in sentences(record)[0]


def test_agent_escaped_in_one_line() -> None:
    (record,) = read(card("FN:Boss", "AGENT:BEGIN:VCARD\\nFN:Sec\\nEND:VCARD\\n"))
    assert record.card and record.card["name"]["full"] == "Boss"
    assert "Sec" in sentences(record)[0]


@pytest.mark.parametrize(
    "data",
    [
        b"BEGIN:VCARD\nFN:Ada\nEND:VCARDBEGIN:VCARD\nFN:Ben\nEND:VCARD",
        b"\xef\xbb\xbfBEGIN:VCARD\nFN:Ada\nEND:VCARD\n\xef\xbb\xbfBEGIN:VCARD\nFN:Ben\nEND:VCARD\n",
        b"  BEGIN:VCARD\n  FN:Ada\n  END:VCARD\n  BEGIN:VCARD\n  FN:Ben\n  END:VCARD\n",
        b"begin:vcard\nfn:Ada\nend:vcard\n\n\nBegin:VCard\nFn:Ben\nEnd:VCard\n",
        b"BEGIN : VCARD \nFN : Ada\nEND: VCARD\nhome.BEGIN:VCARD\nhome.FN:Ben\nEND:VCARD\n",
        b"Subject: hello\n\nBEGIN:VCARD\nFN:Ada\nEND:VCARD\n-- \nsignature\nBEGIN:VCARD\nFN:Ben\nEND:VCARD\n",
        b"BEGIN:VCARD\nFN:Ada\n END:VCARD\nBEGIN:VCARD\nFN:Ben\n\tEND:VCARD\n",
        b"BEGIN:VCARD\n\nFN:Ada\n\nEND:VCARD\nBEGIN:VCARD\n\n\nFN:Ben\n\nEND:VCARD",
    ],
)
def test_frames_of_all_kinds(data: bytes) -> None:
    records = list(read(data))
    assert [r.card["name"]["full"] for r in records if r.card] == ["Ada", "Ben"]
    assert [r.number for r in records] == [1, 2]
    assert not any(r.problems for r in records)


def test_no_card_at_all() -> None:
    (empty,) = read(b"")
    assert empty.card is None and sentences(empty) == ["The file is empty."]
    (other,) = read(b"dn: cn=x\nobjectclass: top\n")
    assert other.card is None and sentences(other) == ["There is no vCard in this file."]


def test_digest_is_the_cards_own_and_free_of_line_ends() -> None:
    first = [r.digest for r in read(card("FN:Ada") + card("FN:Ben"))]
    assert first == [r.digest for r in read(b"junk\n" + card("FN:Ada", end=b"\n") + card("FN:Ben", end=b"\r"))]
    assert first[0] != first[1]


# Lines


def test_comment_and_line_without_colon() -> None:
    (record,) = read(card("FN:Ada", "# a comment", "TEL", "EMAIL:a@example.com"))
    assert record.card and record.card["emails"]
    assert [p.line for p in record.problems] == [5] and "TEL" in sentences(record)[0]


def test_line_number_of_a_problem_behind_folds() -> None:
    (record,) = read(b"\n\n" + card("FN:Ada", "NOTE:a", " b", "\tc", "BDAY:soon"))
    assert [p.line for p in record.problems] == [9]


def test_note_with_bare_line_ends() -> None:
    notes = one(card("FN:Ada", "NOTE:first line", "second one here", "Home page: none", "TEL:1"))
    assert notes["notes"]["n1"]["note"] == "first line\nsecond one here\nHome page: none"
    assert notes["phones"]["p1"]["number"] == "1"


def test_fold_in_a_parameter() -> None:
    for extra in ("", "NOTE;QUOTED-PRINTABLE:a=\r\nb"):  # the quick and the careful way
        lines = ["FN:Ada", "TEL;TYPE=WO", " RK,VOI", "\tCE:1", *([extra] if extra else [])]
        phone = one(card(*lines))["phones"]["p1"]
        assert phone == {"number": "1", "contexts": {"work": True}, "features": {"voice": True}}


def test_blank_lines_inside() -> None:
    assert one(card("FN:Ada", "", "TEL:1", "", "NOTE:x"))["phones"]


# Encodings


def test_fold_inside_a_character() -> None:
    assert full(b"BEGIN:VCARD\nVERSION:3.0\nFN:Zo\xc3\r\n \xab\nEND:VCARD") == "Zoë"


@pytest.mark.parametrize("codec", ["utf-16", "utf-16-le", "utf-16-be", "utf-8-sig", "utf-32"])
def test_whole_file_in(codec: str) -> None:
    assert full(card("FN:Zoë Ångström", "NOTE:第").decode().encode(codec)) == "Zoë Ångström"


def test_undeclared_latin_1_and_windows_1252() -> None:
    assert full(card(b"FN:J\xf6rg \x84M\xfcller\x93", version="2.1")) == "Jörg „Müller“"


def test_undeclared_bytes_beside_utf_8() -> None:
    got = one(card(b"FN:J\xf6rg", "ORG:Müller", b"TITLE:\xc3\xbc und \xfc"))
    assert got["name"]["full"] == "Jörg"
    assert got["organizations"]["o1"]["name"] == "Müller"
    assert got["titles"]["t1"]["name"] == "ü und ü"


@pytest.mark.parametrize(
    ("charset", "text"),
    [
        ("ISO-8859-1", "Jörg"),
        ("iso-8859-2", "Iksiński"),
        ("WINDOWS-1251", "Пётр"),
        ("SHIFT_JIS", "能勢 ソフト"),
        ("GB2312", "陈明"),
        ("Big5", "陳"),
        ("EUC-KR", "최유림"),
        ("ISO-2022-JP", "山田"),
        ("UTF-7", "Jörg"),
        ("KOI8-R", "Пётр"),
        ("windows-1253", "Νίκος"),
    ],
)
def test_charset_of_a_property(charset: str, text: str) -> None:
    raw = text.encode(charset)
    assert full(card(f"FN;CHARSET={charset}:".encode() + raw, version="2.1")) == text
    quoted = b"".join(b"=%02X" % byte for byte in raw)
    coded = b"FN;CHARSET=" + charset.encode() + b";ENCODING=QUOTED-PRINTABLE:" + quoted
    assert full(card(coded, version="2.1")) == text


def test_backslash_as_second_byte_of_a_japanese_character() -> None:
    got = one(card(b"N;CHARSET=SHIFT_JIS:" + "能;太".encode("shift_jis"), version="2.1"))
    assert [c["value"] for c in got["name"]["components"]] == ["能", "太"]


@pytest.mark.parametrize("charset", ["nonsense", "base64", "idna", "hex", "zlib", "unicode_escape", "\0", "us-ascii"])
def test_charset_nobody_knows(charset: str) -> None:
    assert full(card(f"FN;CHARSET={charset}:Jörg")) == "Jörg"


def test_declared_charset_that_does_not_fit() -> None:
    assert full(card(b"FN;CHARSET=UTF-8:J\xf6rg")) == "Jörg"
    assert full(card(b"FN;CHARSET=ISO-8859-1:\x84J\xf6rg\x93")) == "„Jörg“"


def test_charset_of_one_property_helps_the_others() -> None:
    raw = "Пётр".encode("cp1251")
    assert full(card(b"N;CHARSET=windows-1251:" + raw, b"FN:" + raw, version="2.1")) == "Пётр"


def test_quoted_printable_soft_breaks() -> None:
    got = one(
        card(
            "N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=D0=9F=D1=91=",
            "=D1=82=D1=80;=",
            "=D0=98;;;",
            "NOTE;QUOTED-PRINTABLE:one=0D=0A=",
            "two =",
            " three",
            "ADR;WORK;ENCODING=QUOTED-PRINTABLE:;;Weg 1=",
            ";Ort;;1;=",
            "",
            "TEL;CELL:5",
            version="2.1",
        )
    )
    assert [c["value"] for c in got["name"]["components"]] == ["Пётр", "И"]
    assert got["notes"]["n1"]["note"] == "one\ntwo  three"
    assert [c["value"] for c in got["addresses"]["a1"]["components"]] == ["Weg 1", "Ort", "1"]
    assert got["phones"]["p1"]["number"] == "5"


def test_encoded_semicolon_is_content() -> None:
    got = one(card("N;ENCODING=QUOTED-PRINTABLE:Smith=3B Sons;Ed", version="2.1"))
    assert [c["value"] for c in got["name"]["components"]] == ["Smith; Sons", "Ed"]


def test_soft_break_that_goes_nowhere() -> None:
    got = one(card("NOTE;ENCODING=QUOTED-PRINTABLE:lost=", "TEL;CELL:5", version="2.1"))
    assert got["notes"]["n1"]["note"] == "lost" and got["phones"]["p1"]["number"] == "5"


def test_soft_break_and_fold_inside_a_character() -> None:
    got = one(card("FN:Ada", "NOTE;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:gr=C3=", " =BCn"))
    assert got["notes"]["n1"]["note"] == "grün"


def test_surrogates_written_as_utf_8() -> None:
    assert full(card(b"FN:\xed\xa0\xbd\xed\xb8\x80 Ada")) == "😀 Ada"


def test_quoted_printable_cut_inside_a_character() -> None:
    got = one(card("NOTE;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:price =E2=82=", version="2.1"))
    assert got["notes"]["n1"]["note"] == "price "


def test_text_in_base64() -> None:
    assert one(card("FN:Ada", "NOTE;ENCODING=BASE64;CHARSET=UTF-8:Z3LDvG4="))["notes"]["n1"]["note"] == "grün"


def test_nul_bytes_are_dropped() -> None:
    assert full(card(b"FN:A\0da")) == "Ada"


# Pictures

JPEG = "/9j/4AAQSkZJRgABAQEASABIAAD/2wBDABYPEBMQDhYTEhMYFxYaIDYjIB4e"


@pytest.mark.parametrize(
    "lines",
    [
        [f"PHOTO;ENCODING=BASE64;TYPE=JPEG:{JPEG}"],
        [f"PHOTO;JPEG;BASE64:{JPEG}", ""],
        ["PHOTO;TYPE=JPEG;ENCODING=BASE64:", f" {JPEG[:30]}", f" {JPEG[30:]}", ""],
        ["PHOTO;TYPE=JPEG;ENCODING=BASE64:", f"    {JPEG[:30]}", f"    {JPEG[30:]}", "", ""],
        ["PHOTO;TYPE=JPEG;ENCODING=BASE64:", JPEG[:30], JPEG[30:]],
        ["PHOTO;TYPE=JPEG;ENCODING=BASE64:", JPEG[:30], "", JPEG[30:], ""],
        [f"PHOTO;ENCODING=b;TYPE=JPEG:{JPEG[:20]}", f" {JPEG[20:]}"],
        [f"PHOTO;ENCODING=b:{JPEG[:20]} {JPEG[20:40]}  {JPEG[40:]}"],
        [f"PHOTO;ENCODING=B;TYPE=jpeg;VALUE=BINARY:{JPEG}"],
        [f"PHOTO;VALUE=uri:data:image/jpeg;base64,{JPEG}"],
        [f"PHOTO:data:image/jpeg;base64\\,{JPEG}"],
        [f"PHOTO;ENCODING=b;TYPE=jpeg:data:image/jpeg;base64,{JPEG}"],
        [f"PHOTO:{JPEG}"],
        [f"photo;encoding=b;type=image/jpg:{JPEG}"],
    ],
)
def test_photo_in_every_form(lines: list[str]) -> None:
    (record,) = read(card("FN:Ada", *lines, "TEL;HOME:1", "EMAIL:a@example.com"))
    assert record.card and not record.problems
    assert record.card["media"]["m1"]["uri"] == f"data:image/jpeg;base64,{JPEG}"
    assert record.card["media"]["m1"]["kind"] == "photo"
    assert record.card["phones"] and record.card["emails"]


@pytest.mark.parametrize(
    "head", ["PHOTO;VALUE=URL;TYPE=GIF", "PHOTO;GIF", "PHOTO;MEDIATYPE=image/gif", "PHOTO;VALUE=uri;TYPE=gif"]
)
def test_photo_as_address(head: str) -> None:
    got = one(card("FN:Ada", f"{head}:http\\://example.com/a,b.gif"))["media"]["m1"]
    assert got["uri"] == "http://example.com/a,b.gif" and got["mediaType"] == "image/gif"


def test_photo_that_is_none() -> None:
    (record,) = read(card("FN:Ada", "PHOTO;ENCODING=b;TYPE=JPEG:!!!", "PHOTO:"))
    assert record.card and "media" not in record.card
    assert record.card["vCardProps"][0][3] == "!!!"
    assert len(record.problems) == 1 and record.problems[0].line == 4


# Nothing raises


@given(st.binary(max_size=400))
def test_junk_never_raises(junk: bytes) -> None:
    for data in (junk, b"BEGIN:VCARD\n" + junk + b"\nEND:VCARD", b"BEGIN:VCARD\nPHOTO:" + junk):
        assert list(read(data))


_WORDS = st.sampled_from(
    'BEGIN:VCARD|END:VCARD|VERSION:2.1|VERSION:4.0|\n|\r\n|\n |=\n|;|:|,|"|\\|=|^|TYPE=|N|FN|ADR|TEL|ORG|PHOTO|BDAY|'
    "NOTE|AGENT:|LABEL|item1.|X-ABLabel|X-ABDATE|X-ABADR|ENCODING=b|QUOTED-PRINTABLE|CHARSET=utf-7|JSPROP|JSPTR=|JSCOMPS="
    "|KIND|RELATED|IMPP|X-SOCIALPROFILE|GENDER|REV|data:|base64|=C3|1999|--02-29|é|\0|{|[1".split("|")
)


@given(st.lists(_WORDS, max_size=60))
def test_mangled_cards_never_raise(words: list[str]) -> None:
    assert list(read("".join(words).encode()))
    assert list(read(("BEGIN:VCARD\nVERSION:4.0\n" + "".join(words) + "\nEND:VCARD").encode()))
