"""Every naughty string as name, note and promise: stored, listed, found, carried out and in again unchanged."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

import pytest

from notebook.contacts.listing import View
from notebook.sentences import say
from notebook.timeline.records import Stream

from .conftest import cards_of, same

if TYPE_CHECKING:
    from notebook.book import Notebook

FORMATS = ["csv", "vcard3", "vcard4", "jscontact"]


def fill(book: Notebook, texts: list[str]) -> dict[bytes, str]:
    """One contact for each text: as name, organisation, note, label, promise and entry."""
    made: dict[bytes, str] = {}
    with book.change(say("Add them all")):
        for text in texts:
            contact = book.contacts.create(text)
            made[contact] = text
            book.contacts.add_detail(contact, "note", text)
            book.promises.make(contact, text)
            book.timeline.log([contact], "note", text)
    return made


@pytest.fixture
def filled(book: Notebook, naughty: list[str]) -> tuple[Notebook, dict[bytes, str]]:
    return book, fill(book, naughty)


def test_stored_and_listed(filled: tuple[Notebook, dict[bytes, str]]) -> None:
    book, made = filled
    assert {row.id: row.name for row in book.contacts.rows(book.contacts.ids(View()))} == made
    for contact, text in made.items():
        held = book.contacts.get(contact)
        assert held.full_name == text
        assert [detail.value for detail in held.of_kind("note")] == [text]
        assert [promise.text for promise in book.promises.of(contact)] == [text]
        assert [entry.body for entry in book.timeline.rows(book.timeline.ids(Stream(contact=contact)))] == [text]
    assert book.check() == []


def test_found_by_their_own_words(filled: tuple[Notebook, dict[bytes, str]]) -> None:
    book, made = filled
    for contact, text in made.items():
        if not re.search(r"\w", text) or len(text) > 1000:
            continue
        assert contact in book.contacts.search(text, 1000), text
        if re.search(r"\w\w", text):
            assert contact in {hit.contact for hit in book.search(text, 2000)}, text


def test_half_characters_and_emptiness_are_no_search(book: Notebook) -> None:
    book.contacts.create("Ada")
    for text in ("\ud800", "\ud83d Ada", "\x00", "", "   ", '"', "*", "NEAR(", "AND", "a" * 20_000, "-", "^", ":"):
        book.contacts.search(text, 10)
        book.search(text, 10)
        book.contacts.ids(View(text=text))
    assert len(book.contacts.search("\ud83d Ada", 10)) == 1


@pytest.mark.parametrize("format", FORMATS)
def test_out_and_in_again(filled: tuple[Notebook, dict[bytes, str]], through: Callable[..., Notebook],
                          format: str) -> None:
    book, made = filled
    other = through(book, format)
    assert len(cards_of(other)) == len(made)
    same(book, other)
    promised = [sorted(one.text.strip() for one in each.promises.of()) for each in (book, other)]
    assert promised[0] == promised[1] and len(promised[0]) == len(made)


@pytest.mark.parametrize("format", FORMATS)
def test_the_own_list_out_and_in_again(book: Notebook, own_strings: list[str], through: Callable[..., Notebook],
                                       format: str) -> None:
    """The same where the corpus is absent; and in every other place a text can stand in."""
    fill(book, own_strings)
    for text in own_strings:
        if "\n" in text or "\r" in text or len(text) > 200:
            continue
        contact = book.contacts.create("Somebody", organisation=text)
        book.contacts.edit(contact, given=text, surname="Family", relation=text, met=text, buys=text)
        book.contacts.add_label(contact, text)
        book.contacts.add_detail(contact, "email", "a@example.org", label=text)
        book.contacts.add_date(contact, "other", "1990-02-28", text)
    same(book, through(book, format))


def test_formula_cells_are_disarmed_and_come_back(book: Notebook, through: Callable[..., Notebook],
                                                 tmp_path: Path) -> None:
    import csv

    texts = ["=1+1", "@x", "\tx", "\rx", "+1+1", "-1+1", "+49 170 1234567", "-5", "+5", "'=1", "'", "''x", " =1",
             "+", "-", "=", "-1.5e3", "+49 (170) 12/34-5", "＝1", "|x", "%x"]
    made = [book.contacts.create(text, phone="+49 170 1234567") for text in texts]
    for contact, text in zip(made, texts, strict=True):
        if text.strip():
            book.contacts.add_detail(contact, "note", text)
    same(book, through(book, "csv"))
    with (tmp_path / "out-csv.csv").open(encoding="utf-8-sig", newline="") as file:
        cells = [cell for row in csv.reader(file) for cell in row]
    dangerous = [cell for cell in cells if re.match(r"[=@\t\r]", cell) or (
        re.match(r"[+-]", cell) and not re.fullmatch(r"[+-]\d+([.,]\d+)?(e\d+)?|\+?[\d\s()/.\-]+", cell))]
    assert dangerous == []
    assert "+49 170 1234567" in cells, "a phone number stays as it is"


def addresses(corpus: Path) -> Iterator[str]:
    """The addresses of isemail's tests: good, odd and wrong ones alike are what somebody has written down."""
    for test in ElementTree.parse(corpus / "strings" / "isemail" / "tests.xml").iter("test"):
        address = test.findtext("address") or ""
        # the tests write control characters as pictures of them
        text = "".join(chr(ord(c) - 0x2400) if "\u2400" <= c <= "\u2420" else c for c in address)
        if text.strip():
            yield text


@pytest.mark.parametrize("format", FORMATS)
def test_addresses_of_every_kind(book: Notebook, corpus: Path, through: Callable[..., Notebook], format: str) -> None:
    with book.change(say("Add them all")):
        made = {book.contacts.create("Somebody", email=text): text for text in addresses(corpus)}
    assert len(made) > 100
    for contact, text in made.items():
        assert [d.value for d in book.contacts.get(contact).of_kind("email")] == [text.strip()]
    same(book, through(book, format))


def numbers(corpus: Path) -> list[str]:
    """Example numbers of many countries, in the formats people write them in."""
    import csv

    found: list[str] = []
    for file in sorted((corpus / "strings" / "libphonenumber-examples").glob("*.csv")):
        with file.open(encoding="utf-8", newline="") as table:
            for row in csv.reader(table, delimiter=";"):
                found += [cell for cell in row if sum(c.isdigit() for c in cell) >= 5]
    return list(dict.fromkeys(found))


@pytest.mark.parametrize("format", FORMATS)
def test_phone_numbers_of_many_countries(book: Notebook, corpus: Path, through: Callable[..., Notebook],
                                         format: str) -> None:
    with book.change(say("Add them all")):
        made = {book.contacts.create("Somebody", phone=text): text for text in numbers(corpus)}
    assert len(made) > 100
    for contact, text in made.items():
        assert [d.value for d in book.contacts.get(contact).of_kind("phone")] == [text.strip()]
        digits = "".join(c for c in text if c.isdigit())
        assert contact in book.contacts.search(digits, 1000), text
    same(book, through(book, format))


def test_the_command_line_gives_them_back(kithbook_run: Any, naughty: list[str]) -> None:
    """A sample through real commands: added, shown, listed, as JSON."""
    for text in naughty[:12] + naughty[60::60]:
        if "\x00" in text or text.startswith("-"):
            continue  # no system passes these to a program as a word of its own
        added = kithbook_run("add", "--json", "--", text)
        shown = kithbook_run("show", added["contact"]["id"], "--json")
        assert shown["card"]["name"]["full"] == text
        listed = kithbook_run("list", "--json")
        assert added["contact"]["id"] in {one["id"] for one in listed["contacts"]}


@pytest.fixture
def kithbook_run(tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes],
                 monkeypatch: pytest.MonkeyPatch) -> Callable[..., Any]:
    """One command in this process; its document."""
    import json

    from main import main

    monkeypatch.setenv("KITHBOOK_NOW", "2026-11-20T10:30")

    def run(*arguments: str) -> Any:
        capsysbinary.readouterr()
        code = main(["--notebook", str(tmp_path / "cli.kithbook"), "--as", str(tmp_path / "cli"), *arguments])
        printed = capsysbinary.readouterr()
        assert code == 0, printed.err
        return json.loads(printed.out)

    return run
