"""The permission ledger in tables: a column per channel, read back by lines; other programs' tables carry it too."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from notebook.book import Notebook
from notebook.contacts.dates import PartialDate
from notebook.exchange import exporting, importing
from notebook.exchange.csv import read, write
from notebook.exchange.csv.permissions import TITLES, lines_of, text_of
from notebook.exchange.formats import detect

NAME = "kithbook.app:permissions"


def table(book: Notebook, dialect: str = "kithbook") -> list[dict[str, str]]:
    data = b"".join(exporting.stream(book, "csv", dialect, book.contacts.exportable())).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(data, newline="")))


def written(rows: list[dict[str, str]], path: Path) -> Path:
    with open(path, "w", encoding="utf-8", newline="") as file:
        out = csv.DictWriter(file, list(rows[0]))
        out.writeheader()
        out.writerows(rows)
    return path


@pytest.fixture
def ada(book: Notebook) -> bytes:
    ada = book.contacts.create("Ada Byron")
    book.permissions.record(ada, "email", "newsletter", "granted", how="form", day=date(2026, 3, 4),
                            expires=date(2027, 3, 4), evidence="signed at the fair")  # fmt: skip
    book.permissions.record(ada, "email", "offers", "refused", day=date(2026, 3, 5))
    book.permissions.record(ada, "any", "", "withdrawn", day=date(2026, 3, 6), how="said")
    book.permissions.record(ada, "phone", "service (bikes)", "granted", day=date(2026, 3, 7))
    return ada


def test_a_column_for_every_channel(book: Notebook, ada: bytes) -> None:
    [row] = table(book)
    assert [row[title] for title in TITLES] == [
        "yes: newsletter (form, 2026-03-04, until 2027-03-04); no: offers (2026-03-05)", "", "", "", "",
        "withdrawn (said, 2026-03-06)",
    ]  # fmt: skip
    last = json.loads(row["Card (JSContact)"])[NAME]  # evidence, and the line that a cell could not say
    assert sorted(entry.get("evidence") or entry.get("purpose") for entry in last.values()) == [
        "service (bikes)", "signed at the fair"]  # fmt: skip


def test_a_line_added_in_a_spreadsheet_is_added_here(book: Notebook, ada: bytes, tmp_path: Path) -> None:
    [row] = table(book)
    before = book.permissions.ledger(ada)
    row["Permission: e-mail"] = row["Permission: e-mail"].replace("no: offers", "yes: offers") + "; YES: invitations"
    path = written([row], tmp_path / "edited.csv")
    importing.apply(book, importing.plan(book, [path]))
    fresh = [line for line in book.permissions.ledger(ada) if line not in before]
    assert {(line.channel, line.purpose, line.state) for line in fresh} == {
        ("email", "offers", "granted"), ("email", "invitations", "granted")}  # fmt: skip
    assert {line.id for line in before} <= {line.id for line in book.permissions.ledger(ada)}
    planned = importing.plan(book, [path])
    assert (planned.created, planned.updated, planned.unchanged) == (0, 0, 1)


def test_what_is_no_permission_is_kept_and_said(book: Notebook, ada: bytes, tmp_path: Path) -> None:
    [row] = table(book)
    row["Permission: visit"] = "ask her husband first"
    planned = importing.plan(book, [written([row], tmp_path / "odd.csv")])
    assert "is no permission" in str(planned.problems[0].message)
    importing.apply(book, planned)
    assert "ask her husband first" in json.dumps(book.contacts.card(ada))
    assert len(book.permissions.ledger(ada)) == 4


@pytest.mark.parametrize("dialect", ["google", "outlook"])
def test_other_programs_carry_it(book: Notebook, ada: bytes, dialect: str) -> None:
    [row] = table(book, dialect)
    assert "withdrawn (said, 2026-03-06)" in str(row)
    data = b"".join(exporting.stream(book, "csv", dialect, [ada]))
    [record] = read(data)
    assert record.card is not None
    if dialect == "google":
        states = sorted(entry["state"] for entry in record.card[NAME].values())
        assert states == ["granted", "refused", "withdrawn"]


@pytest.mark.parametrize("text", ["", "yes; ", "maybe", "yes: a (b) c", "no: x; what"])
def test_cells_that_are_no_permission(text: str) -> None:
    assert lines_of("email", text) is None


@pytest.mark.parametrize("text", [
    "yes", "no: offers", "withdrawn (2026-01-02)", "yes: a, b (form, on paper, 2026-01-02)",
    "yes (until 2027-01-01); no: x",
])  # fmt: skip
def test_cells_come_back_as_they_are(text: str) -> None:
    lines = lines_of("email", text)
    assert lines is not None and text_of(lines) == text


def test_a_birthday_without_a_year_goes_through_outlook() -> None:
    card: dict[str, Any] = {"@type": "Card", "version": "1.0", "name": {"full": "Ada"}, "anniversaries": {
        "b1": {"kind": "birth", "date": PartialDate.parse("--02-29").to_card()},
        "b2": {"kind": "wedding", "date": PartialDate.parse("1999-05-17").to_card()}}}  # fmt: skip
    text = "".join(write([card], "outlook"))
    [row] = csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline=""))
    assert (row["Birthday"], row["Anniversary"], row["User 4"]) == ("2/29/1604", "5/17/1999", "")
    [record] = read(text.encode())
    assert record.card is not None and record.card["anniversaries"] == card["anniversaries"]


@pytest.mark.parametrize(("name", "data", "format"), [
    ("book.vcf", b"First Name,Last Name,E-mail 1 - Value\nAda,Byron,ada@example.com\n", "csv"),
    ("book.json", b"Name;Phone\nAda Byron;+49 170 1234567\n", "csv"),
    ("book.vcf", b"FN:Ada Byron\nTEL;TYPE=CELL:1;2\nN:Byron;Ada;;;\n", "vcard"),
    ("book.vcf", b"item1.TEL:+49,5\nFN:x,y\n", "vcard"), ("book.vcf", b"", "vcard"), ("book.vcf", b"hello\n", "vcard"),
    ("book.json", b'{"name": {"full": "Ada"}}', "jscontact"), ("book.csv", b"BEGIN:VCARD\nEND:VCARD\n", "vcard"),
])  # fmt: skip
def test_the_content_counts_not_the_name(name: str, data: bytes, format: str) -> None:
    assert detect(data, name) == format
