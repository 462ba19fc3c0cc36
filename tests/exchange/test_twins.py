"""Who is perhaps there already is told before an import and after it; nobody is ever taken for somebody else."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from notebook.book import Notebook
from notebook.contacts.alike import Alike, Signs
from notebook.exchange import importing
from notebook.exchange.twins import twice


@pytest.fixture
def henrike(book: Notebook) -> bytes:
    return book.contacts.create("Henrike Voss", phone="0171 5550123", email="h.voss@example.org")


Told = Callable[..., list[str]]
COLUMNS = {"Name": "name", "E-mail": "email", "Phone": "phone"}


@pytest.fixture
def told(book: Notebook, tmp_path: Path) -> Told:
    """What is said of the rows of a table; name, e-mail, phone of each."""

    def read(*rows: tuple[str, str, str]) -> list[str]:
        path = tmp_path / "some.csv"
        lines = ["Name;E-mail;Phone", *(";".join(f'"{cell}"' for cell in row) for row in rows)]
        path.write_text("\n".join(lines), "utf-8")
        planned = importing.plan(book, [path], mapping=COLUMNS)
        assert planned.created == len(rows)
        assert [one.perhaps for one in planned.samples if one.perhaps] == [one.message for one in planned.twins]
        return [f"{one.record} {one.name}: {one.message}" for one in planned.twins]

    return read


@pytest.mark.parametrize(
    ("row", "same"),
    [
        (("Henrike Voss", "", "0171 5550123"), "same name and telephone"),
        (("HENRIKE VOSS", "", "+49 171 555-0123"), "same name and telephone"),
        (("Henrike Voss", "H.Voss@example.org", ""), "same name and e-mail"),
        (("Voss, Henrike", "h.voss@example.org", "0049 (0)171 5550123"), "same name, e-mail and telephone"),
        (("Dr. Henrike Voss", "h.voss@example.org", "030 1234567"), "same name and e-mail"),
        (("Henrike Voss", "henrike@example.org", "030 1234567"), None),
        (("Henrike Voss", "", ""), None),
        (("Hanna Voss", "h.voss@example.org", "0171 5550123"), None),
        (("", "h.voss@example.org", ""), None),
    ],
)
def test_by_name_and_one_address(henrike: bytes, told: Told, row: tuple[str, str, str], same: str | None) -> None:
    expected = [] if same is None else [f"1 {row[0]}: perhaps the Henrike Voss you have: {same}"]
    assert told(row) == expected


@pytest.mark.parametrize("name", ["Dr. Petra Lindqvist", "Lindqvist, Petra"])
def test_the_name_on_the_card_may_be_written_otherwise(book: Notebook, told: Told, name: str) -> None:
    book.contacts.create(name, email="petra@example.org")
    assert told(("Petra Lindqvist", "petra@example.org", "")) == [
        f"1 Petra Lindqvist: perhaps the {name} you have: same name and e-mail"
    ]


def test_an_organisation_may_be_there_twice_too(book: Notebook, told: Told) -> None:
    book.contacts.create("Gasthaus Adler", kind="org", phone="0761 5550123")
    assert len(told(("Gasthaus Adler", "", "+49 761 5550123"))) == 1


def test_who_was_deleted_is_nobody_to_be_taken_for(book: Notebook, henrike: bytes, told: Told) -> None:
    book.contacts.delete(henrike)
    assert told(("Henrike Voss", "", "0171 5550123")) == []


def test_twice_in_what_is_read(book: Notebook, told: Told, tmp_path: Path) -> None:
    assert told(("Jürgen Müller", "j@example.org", ""), ("Bo", "bo@example.org", ""),
                ("Müller, Jürgen", "J@example.org", "030 1234567"), ("Jürgen Müller", "", "+49 30 1234567")) == [
        "3 Müller, Jürgen: perhaps the same as record 1: same name and e-mail",
        "4 Jürgen Müller: perhaps the same as record 3: same name and telephone",
    ]  # fmt: skip
    other = tmp_path / "other.vcf"
    other.write_text("BEGIN:VCARD\nVERSION:4.0\nUID:bo-7\nFN:Bo\nEMAIL:bo@example.org\nEND:VCARD\n")
    planned = importing.plan(book, [tmp_path / "some.csv", other], mapping=COLUMNS)
    assert str(planned.twins[-1].message) == "perhaps the same as record 2 of some.csv: same name and e-mail"


def test_they_come_in_all_the_same_and_the_report_says_so(book: Notebook, henrike: bytes, tmp_path: Path) -> None:
    path = tmp_path / "one.vcf"
    path.write_text("BEGIN:VCARD\nVERSION:4.0\nUID:h-1\nFN:Henrike Voss\nTEL:0171 5550123\nEND:VCARD\n")
    report = importing.apply(book, importing.plan(book, [path]))
    assert report.created == 1 and [one.name for one in report.twins] == ["Henrike Voss"]
    assert len(book.contacts.named("Henrike Voss")) == 2
    assert str(twice(report.twins)).startswith("1 new contact is perhaps somebody you have")
    again = importing.plan(book, [path])
    assert (again.unchanged, again.twins, twice(again.twins)) == (1, (), None), "known by its UID: it is there once"


def test_whom_a_card_of_the_same_files_is_about_is_known_too(book: Notebook, tmp_path: Path) -> None:
    """The first card brings the address to Bo, who is known by it when the second is read."""
    path = tmp_path / "two.vcf"
    card = "BEGIN:VCARD\nVERSION:4.0\nUID:{}\nFN:Bo Bell\n{}END:VCARD\n"
    path.write_text(card.format("bo", ""))
    importing.apply(book, importing.plan(book, [path]))
    path.write_text(card.format("bo", "EMAIL:bo@example.org\n") + card.format("other", "EMAIL:bo@example.org\n"))
    [twin] = importing.plan(book, [path]).twins
    assert (twin.record, str(twin.message)) == (2, "perhaps the Bo Bell you have: same name and e-mail")


def test_the_notebook_is_asked_in_portions(book: Notebook, monkeypatch: pytest.MonkeyPatch) -> None:
    """A handful of queries for hundreds of people, and none for a name that was asked for before."""
    for number in range(20):
        book.contacts.create(f"Ann {number}", email=f"a{number}@example.org")
    asked = 0
    rows = book.db.rows

    def counted(*given: Any) -> Any:
        nonlocal asked
        asked += 1
        return rows(*given)

    monkeypatch.setattr(book.db, "rows", counted)
    alike = Alike(book.db)
    people = [Signs(f"Ann {number}", [f"a{number}@example.org"]) for number in range(400)]
    alike.read(people)
    first, asked = asked, 0
    alike.read(people)
    assert first <= 6 and asked == 0
    assert sum(alike.find(one) is not None for one in people) == 20
