"""convert, import, export; and how a file's format is found."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from notebook.exchange.formats import detect

from .conftest import Kithbook

ROOT = Path(__file__).resolve().parent.parent.parent
TWO = (
    "BEGIN:VCARD\r\nVERSION:3.0\r\nUID:ada-1\r\nFN:Ada Lovelace\r\nN:Lovelace;Ada;;;\r\nEMAIL:ada@example.org\r\n"
    "TEL;TYPE=CELL:+49 170 1234567\r\nX-SHOE-SIZE:38\r\nEND:VCARD\r\n"
    "BEGIN:VCARD\r\nVERSION:4.0\r\nFN:Bo\r\nBDAY:--0229\r\nEND:VCARD\r\n"
)


@pytest.fixture
def two(tmp_path: Path) -> Path:
    file = tmp_path / "two.vcf"
    file.write_text(TWO, newline="")
    return file


def cards_of(out: str) -> list[dict[str, Any]]:
    return [card for line in out.splitlines() for card in json.loads(line)["cards"]]


def test_the_accepted_facts(shared: Path) -> None:
    """The customer's own measure, on the real files: at least 99.5 % of the facts, every hard file."""
    done = subprocess.run(
        [sys.executable, str(shared / "accept" / "vcard_facts.py"), "--", sys.executable, str(ROOT / "main.py")],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr


def test_convert_prints_one_line_for_each_file(kithbook: Kithbook, two: Path, tmp_path: Path) -> None:
    (tmp_path / "three.vcf").write_text("BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Cy\r\nEND:VCARD\r\n", newline="")
    ran = kithbook("convert", str(two), str(tmp_path / "three.vcf"), "--to", "jscontact")
    assert ran.code == 0
    first, second = (json.loads(line) for line in ran.out.splitlines())
    assert set(first) == {"file", "cards", "problems"}
    assert first["file"] == str(two)
    assert [card["name"]["full"] for card in first["cards"]] == ["Ada Lovelace", "Bo"]
    assert [card["@type"] for card in first["cards"]] == ["Card", "Card"]
    assert [card["name"]["full"] for card in second["cards"]] == ["Cy"]
    assert not (tmp_path / "test.kithbook").exists()


def test_convert_gives_a_card_without_uid_always_the_same(kithbook: Kithbook, two: Path) -> None:
    cards = [cards_of(kithbook("convert", str(two), "--to", "jscontact").out) for _ in range(2)]
    assert cards[0] == cards[1]
    assert cards[0][0]["uid"] == "ada-1"
    assert UUID(cards[0][1]["uid"]).version == 5


def test_problems_say_where(kithbook: Kithbook, tmp_path: Path) -> None:
    bad = tmp_path / "bad.vcf"
    bad.write_text(TWO.replace("X-SHOE-SIZE:38", "no property at all"), newline="")
    ran = kithbook("convert", str(bad), "--to", "jscontact")
    [document] = [json.loads(line) for line in ran.out.splitlines()]
    assert ran.code == 0
    [problem] = document["problems"]
    assert (problem["record"], problem["line"]) == (1, 8)
    assert problem["message"]
    ran = kithbook("convert", str(bad), "--to", "vcard4")
    assert "bad.vcf, record 1, line 8: " in ran.err


@pytest.mark.parametrize("to", ["vcard3", "vcard4", "csv"])
def test_convert_there_and_back(kithbook: Kithbook, two: Path, tmp_path: Path, to: str) -> None:
    first = cards_of(kithbook("convert", str(two), "--to", "jscontact").out)
    there = tmp_path / f"there.{'csv' if to == 'csv' else 'vcf'}"
    assert kithbook("convert", str(two), "--to", to, "-o", str(there)).code == 0
    again = cards_of(kithbook("convert", str(there), "--to", "jscontact").out)
    assert [card["uid"] for card in again] == [card["uid"] for card in first]
    for name in ("name", "emails", "phones", "anniversaries"):
        assert [card.get(name) for card in again] == [card.get(name) for card in first], name
    printed = kithbook("convert", str(two), "--to", to)
    assert printed.out.encode() == there.read_bytes()


def test_jscontact_comes_in_as_well(kithbook: Kithbook, two: Path, tmp_path: Path) -> None:
    there = tmp_path / "there.json"
    kithbook("import", str(two))
    assert kithbook("export", str(there), "--format", "jscontact").code == 0
    cards = json.loads(there.read_bytes())
    assert {card["uid"] for card in cards} >= {"ada-1"}
    assert cards_of(kithbook("convert", str(there), "--to", "jscontact").out) == cards


def test_a_file_that_is_no_address_book_costs_only_itself(kithbook: Kithbook, two: Path, tmp_path: Path) -> None:
    picture = tmp_path / "picture.png"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    ran = kithbook("convert", str(picture), str(two), "--to", "jscontact")
    first, second = (json.loads(line) for line in ran.out.splitlines())
    assert ran.code == 1
    assert first["cards"] == []
    assert "picture" in first["problems"][0]["message"]
    assert len(second["cards"]) == 2


def test_a_missing_file_stops_before_anything_is_done(kithbook: Kithbook, two: Path, tmp_path: Path) -> None:
    for command in (("convert", "--to", "csv", "-o", str(tmp_path / "out.csv")), ("import",)):
        ran = kithbook(command[0], str(two), str(tmp_path / "none.vcf"), *command[1:])
        assert ran.code == 1
        assert "none.vcf" in ran.err
        assert len(ran.err.splitlines()) == 1
    assert not (tmp_path / "out.csv").exists()
    assert not (tmp_path / "test.kithbook").exists()


def test_import_says_what_it_did_and_the_second_time_nothing(kithbook: Kithbook, two: Path) -> None:
    dry = kithbook("import", str(two), "--dry-run", "--json").json
    assert (dry["batch"], dry["created"]) == (None, 2)
    assert kithbook("list", "--json").json["total"] == 0
    first = kithbook("import", str(two), "--json").json
    assert set(first) == {"batch", "created", "updated", "unchanged", "skipped", "to_choose", "perhaps_twice",
                          "problems", "files"}  # fmt: skip
    assert [first[key] for key in ("created", "updated", "unchanged", "skipped")] == [2, 0, 0, 0]
    assert first["files"] == [{"file": str(two), "format": "vcard", "encoding": "utf-8", "records": 2}]
    assert str(UUID(first["batch"])) == first["batch"]
    second = kithbook("import", str(two), "--json").json
    assert [second[key] for key in ("batch", "created", "updated", "unchanged")] == [None, 0, 0, 2]
    kithbook("undo")
    assert kithbook("list", "--json").json["total"] == 0


@pytest.mark.parametrize(("name", "content"), [
    ("half.json", b'[{"@type":"Card","uid":"u1","name":{"full":"J"}'), ("zero.vcf", b""), ("zero.json", b""),
    ("noise.vcf", bytes(range(7, 250)) * 3), ("noise.json", bytes(range(7, 250)) * 3), ("none.json", b"{}"),
    ("none.json", b"[]"),
])  # fmt: skip
def test_a_file_that_brought_nothing_is_no_success(
    kithbook: Kithbook, two: Path, tmp_path: Path, name: str, content: bytes
) -> None:
    """``import x && rm x``: what was not taken must not be thrown away."""
    broken = tmp_path / name
    broken.write_bytes(content)
    kithbook("add", "Ada Byron")
    for more in ([], ["--dry-run"]):
        ran = kithbook("import", str(broken), *more)
        assert ran.code == 1 and f"Nothing could be taken from {broken}." in ran.err
    ran = kithbook("import", str(two), str(broken), "--json")
    assert ran.code == 1 and json.loads(ran.out)["created"] == 2, "the other file is taken all the same"
    assert ran.err.count("Nothing could be taken") == 1


def test_a_record_with_a_fault_beside_good_ones_is_told_and_no_more(kithbook: Kithbook, tmp_path: Path) -> None:
    cut = tmp_path / "cut.vcf"
    cut.write_text("BEGIN:VCARD\nVERSION:3.0\nFN:Ok\nEND:VCARD\nBEGIN:VCARD\nFN:Half")
    ran = kithbook("import", str(cut))
    assert ran.code == 0 and "cut short" in ran.err
    assert kithbook("import", str(cut)).code == 0, "nothing new in it, and nothing wrong with it"


def test_an_unknown_header_needs_a_map(kithbook: Kithbook, tmp_path: Path) -> None:
    table = tmp_path / "odd.csv"
    table.write_text("Quux,Blorb\nxyzzy,12 b\nplugh,13 c\n")
    ran = kithbook("import", str(table))
    assert ran.code == 1
    assert "--map" in ran.err
    mapping = tmp_path / "map.json"
    mapping.write_text("[]")
    assert kithbook("import", str(table), "--map", str(mapping)).code == 1
    mapping.write_text("{")
    assert kithbook("import", str(table), "--map", str(mapping)).code == 1


@pytest.mark.parametrize("dialect", ["kithbook", "google", "outlook"])
def test_export_csv_comes_back_unchanged(kithbook: Kithbook, two: Path, dialect: str, tmp_path: Path) -> None:
    kithbook("import", str(two))
    out = tmp_path / "out.csv"
    assert kithbook("export", str(out), "--dialect", dialect, "--json").json["cards"] == 2
    assert kithbook("export", "-", "--dialect", dialect).out.encode() == out.read_bytes()
    again = kithbook("import", str(out), "--json", notebook="other.kithbook").json
    assert again["created"] == 2
    if dialect == "kithbook":
        again = kithbook("import", str(out), "--json").json
        assert [again[key] for key in ("created", "updated", "unchanged")] == [0, 0, 2]


def test_export_by_query_and_by_name_of_the_file(kithbook: Kithbook, two: Path, tmp_path: Path) -> None:
    kithbook("import", str(two))
    out = tmp_path / "ada.vcf"
    kithbook("export", str(out), "--query", "lovelace")
    text = out.read_text()
    assert text.count("BEGIN:VCARD") == 1
    assert "X-SHOE-SIZE:38" in text
    assert kithbook("export", "-", "--format", "vcard4", "--query", "lovelace").out.count("VERSION:4.0") == 1


def test_an_export_that_fails_leaves_the_old_file(kithbook: Kithbook, two: Path, tmp_path: Path) -> None:
    kithbook("import", str(two))
    ran = kithbook("export", str(tmp_path / "no" / "such" / "folder.csv"))
    assert ran.code == 1
    assert len(ran.err.splitlines()) == 1
    if os.name != "nt":
        assert kithbook("export", "/dev/null").code == 0
        assert not Path("/dev/null").is_file()  # written to, not replaced
        link = tmp_path / "link.csv"
        link.symlink_to(tmp_path / "real.csv")
        assert kithbook("export", str(link)).code == 0
        assert link.is_symlink()
        assert (tmp_path / "real.csv").stat().st_size > 0


@pytest.mark.parametrize(
    ("data", "name", "format"),
    [
        (b"BEGIN:VCARD\nEND:VCARD\n", "contacts.txt", "vcard"),
        (b"\xef\xbb\xbfbegin:vcard\n", "x", "vcard"),
        ("\ufeffBEGIN:VCARD\n".encode("utf-16"), "x.csv", "vcard"),
        (b"junk before\r\nBEGIN:VCARD\r\n", "x.vcf", "vcard"),
        (b"", "empty.vcf", "vcard"),
        (b"", "empty.csv", "csv"),
        (b"", "empty", None),
        (b'[{"@type":"Card"}]', "x", "jscontact"),
        (b'{"@type": "Card"}', "x.json", "jscontact"),
        (b"Name;Mail\nAda;a@b\n", "x.csv", "csv"),
        (b"Name;Mail\nAda;a@b\n", "x", "csv"),
        ("Name\tMail\nAda\ta@b\n".encode("utf-16"), "x.txt", "csv"),
        (b"Name,Note\nAda,\"says BEGIN:VCARD\"\n", "x.csv", "csv"),
        (b"PK\x03\x04....", "x.csv", None),
        (b"PK\x03\x04....", "x.xlsx", None),
        (b"<html><body>", "x.csv", None),
        (b"dn: cn=Ada\ncn: Ada\n", "x.ldif", None),
        (b"version: 1\n\ndn: cn=Ada\n", "x", None),
        (b"SQLite format 3\0", "x.kithbook", None),
        (b"\x89PNG\r\n", "x.png", None),
    ],
)  # fmt: skip
def test_the_content_tells_the_format(data: bytes, name: str, format: str | None) -> None:
    assert detect(data, name) == format


def test_every_file_of_the_corpus_is_recognised(corpus: Path) -> None:
    wrong = [
        str(path)
        for folder, format in (("vcard", "vcard"), ("csv", "csv"))
        for path in (corpus / folder).rglob("*")
        if path.is_file() and detect(path.read_bytes(), path.name) not in (format, "jscontact")
    ]
    assert len(wrong) <= 3, wrong


def test_the_encoding_can_be_named(kithbook: Kithbook, tmp_path: Path) -> None:
    file = tmp_path / "old.vcf"
    file.write_bytes("BEGIN:VCARD\nVERSION:2.1\nFN:Анна Чехова\nEND:VCARD\n".encode("cp1251"))
    ran = kithbook("import", str(file), "--encoding", "Windows-1251", "--json").json
    assert ran["files"][0]["encoding"] == "cp1251"
    assert kithbook("show", "Анна Чехова").code == 0
    converted = kithbook("convert", str(file), "--to", "jscontact", "--encoding", "cp1251").json
    assert converted["cards"][0]["name"]["full"] == "Анна Чехова"
    assert kithbook("import", str(file), "--encoding", "klingon").code == 2


def test_an_import_says_what_waits_for_a_choice(kithbook: Kithbook, tmp_path: Path) -> None:
    """Else two birthdays stand side by side until somebody happens to open the card."""
    kithbook("add", "Rita Lopes")
    uid = json.dumps({"uid": "rita", "anniversaries": {"b1": {"kind": "birth", "date": {"month": 6, "day": 11}}},
                      "titles": {"t1": {"name": "Baker"}}})  # fmt: skip
    kithbook("edit", "Rita", "--patch", uid)
    path = tmp_path / "rita.json"
    path.write_text(json.dumps([{
        "@type": "Card", "version": "1.0", "uid": "rita", "name": {"full": "Rita Lopes"},
        "anniversaries": {"b1": {"kind": "birth", "date": {"@type": "PartialDate", "month": 6, "day": 12}}},
        "titles": {"t1": {"name": "Miller"}},
    }]))  # fmt: skip
    told = "2 values of 1 contact wait for you to choose: the card shows them beside what stood there"
    assert kithbook("import", str(path), "--dry-run").out.splitlines()[-1] == told
    assert kithbook("import", str(path), "--dry-run", "--json").json["to_choose"] == {"values": 2, "contacts": 1}
    done = kithbook("import", str(path), "--json").json
    assert (done["updated"], done["to_choose"]) == (1, {"values": 2, "contacts": 1})
    again = kithbook("import", str(path))
    assert again.out.splitlines()[-1].startswith("Created 0, updated 0, unchanged 1")
    shown = kithbook("show", "Rita").out
    assert "birthday: 11 June / 12 June" in shown and "Baker / Miller" in shown
    found = kithbook("freshen", "--json").json["freshen"]
    assert sorted(one["text"] for one in found) == ["11 June / 12 June", "Baker / Miller"]
    assert [one["values"] for one in found if one["kind"] == "birth"] == [["--06-11", "--06-12"]]
    birthday = next(one["id"] for one in found if one["kind"] == "birth")
    assert kithbook("freshen", birthday, "2").out == "Noted.\n"
    assert kithbook("freshen", birthday, "7").code == 1
    assert [one["kind"] for one in kithbook("freshen", "--json").json["freshen"]] == ["title"]
    role = kithbook("freshen", "--json").json["freshen"][0]["id"]
    assert kithbook("freshen", role).code == 0  # still true: what is shown is the right one
    assert kithbook("freshen").out == "Nothing stale to ask about today.\n"
    assert "/ 12 June" not in kithbook("show", "Rita").out


def test_dates_that_cannot_both_be_are_told(kithbook: Kithbook) -> None:
    kithbook("add", "Old Tom")
    kithbook("edit", "Tom", "--patch", json.dumps({"anniversaries": {
        "b1": {"kind": "birth", "date": {"year": 1980, "month": 5}},
        "b2": {"kind": "death", "date": {"year": 1970, "month": 1, "day": 2}}}}))  # fmt: skip
    told = "Death 1970-01-02 lies before birth May 1980: one of the two dates is wrong"
    assert told in kithbook("show", "Tom").out
    assert told in kithbook("brief", "Tom").out


def test_export_says_how_many_organisations_are_only_a_name(kithbook: Kithbook, tmp_path: Path) -> None:
    """What is noted about one goes out with all contacts, in every format."""
    for name, where in (("Jo Miller", "Bakery"), ("Bo Bell", "Acme")):
        kithbook("add", name, "--org", where)
    kithbook("want", "Bakery", "20 bottles for the staff party")
    for name in ("all.csv", "all.vcf", "all.json"):
        ran = kithbook("export", str(tmp_path / name))
        assert ran.out.startswith("3 cards written to ")
        assert ran.out.splitlines()[1] == "1 organisation that is only a name in somebody's role goes with its people."
        assert "staff party" in (tmp_path / name).read_text("utf-8-sig").replace("\r\n ", "")
    found = kithbook("export", str(tmp_path / "all.csv"), "--json").json
    assert (found["cards"], found["only_named"]) == (3, 1)
    found = kithbook("export", str(tmp_path / "some.csv"), "--query", "bell", "--json").json
    assert (found["cards"], found["only_named"]) == (1, 0)


def test_import_tells_who_is_perhaps_there_twice(kithbook: Kithbook, two: Path, tmp_path: Path) -> None:
    kithbook("add", "Ada Lovelace", "--email", "ada@example.org")
    said = "record 1: Ada Lovelace, perhaps the Ada Lovelace you have: same name and e-mail"
    for more in (["--dry-run"], []):
        lines = kithbook("import", str(two), *more).out.splitlines()
        assert lines[2].startswith("1 new contact is perhaps somebody you have") and lines[3] == f"{two}, {said}"
    assert kithbook("import", str(two), "--dry-run", "--json").json["perhaps_twice"] == []
    many = tmp_path / "many.vcf"
    card = "BEGIN:VCARD\nVERSION:4.0\nUID:b{}\nFN:Bo\nTEL:0171 222333\nEND:VCARD\n"
    many.write_text("".join(card.format(number) for number in range(30)))
    ran = kithbook("import", str(many), "--dry-run")
    assert ran.out.splitlines()[-1] == "and 9 more; --json has them all" and len(ran.out.splitlines()) == 24
    assert len(kithbook("import", str(many), "--dry-run", "--json").json["perhaps_twice"]) == 29
