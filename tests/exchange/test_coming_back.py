"""Whom somebody deleted and an import brings back is there once: what was on the card meets what the file says."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from notebook import Clock, Notebook, make_sample
from notebook.exchange import exporting, importing
from tests.exchange.test_records import FORMATS, Make, cards, fill, make, out, take, verdict

__all__ = ["make"]
BACK = ["3 contacts were deleted here and come back by this import: Ada Byron, Tom Byron, Zoë Wood"]
ADA_BACK = "Ada Byron was deleted here on 2026-11-20, and comes back by this import."


def problems(report: importing.Report) -> list[str]:
    return [str(trouble.message) for trouble in report.problems]


@pytest.mark.parametrize("format", FORMATS)
def test_deleted_and_imported_again_it_is_there_once(book: Notebook, tmp_path: Path, format: str) -> None:
    people = fill(book)
    ada = people["ada"]
    book.contacts.add_detail(ada, "email", "ada@example.com")
    book.contacts.add_detail(ada, "phone", "0170 1234567", preferred=True)
    book.contacts.add_role(ada, organisation="Engines GmbH", title="Analyst")
    book.contacts.add_date(ada, "birth", "1815-12-10")
    book.contacts.add_label(ada, "VIP")
    book.timeline.log([ada], "call", "spoke of pegs")
    before, data = cards(book), out(book, format)
    path = tmp_path / f"all.{FORMATS[format]}"
    book.contacts.delete(*people.values())
    report = take(book, data, path)
    assert (report.created, problems(report), report.to_choose) == (3, BACK, (0, 0))
    assert cards(book) == before
    assert out(book, format) == data
    assert verdict(book, path) == (0, 0, 3) and book.check() == []
    assert len(book.contacts.get(ada).of_kind("email")) == 1
    book.undo()
    assert cards(book).keys() & {"Ada Byron", "Tom Byron", "Zoë Wood"} == set() and book.check() == []
    book.redo()
    assert cards(book) == before and book.check() == []
    book.undo()
    book.undo()
    assert cards(book) == before


@pytest.mark.parametrize("format", FORMATS)
def test_what_was_typed_before_the_deletion_is_kept(book: Notebook, tmp_path: Path, format: str) -> None:
    """An older file: what it says otherwise is offered beside what a person typed, what it does not know stays."""
    ada = fill(book)["ada"]
    book.contacts.add_detail(ada, "email", "ada@example.com")
    book.contacts.add_detail(ada, "phone", "0170 1234567")
    book.contacts.add_date(ada, "birth", "1815-12-10")
    data = out(book, format)
    book.contacts.edit(ada, stands_for="precision")
    birth = next(one for one in book.contacts.get(ada).dates if one.kind == "birth")
    book.contacts.edit_date(birth.id, date="1815-12-11")
    book.contacts.remove_detail(book.contacts.get(ada).of_kind("phone")[0].id)
    book.contacts.add_detail(ada, "email", "later@example.com")
    want = book.wants.add(ada, "a longer rope")
    book.contacts.delete(ada)
    report = take(book, data, tmp_path / f"old.{FORMATS[format]}")
    assert (report.created, problems(report), report.to_choose) == (1, [ADA_BACK], (1, 1))
    back = book.contacts.get(ada)
    assert [one.value for one in back.of_kind("email")] == ["ada@example.com", "later@example.com"]
    assert [one.value for one in back.of_kind("phone")] == ["0170 1234567"]  # as whoever comes back always has it
    assert [str(one.date) for one in back.dates if one.kind == "birth"] == ["1815-12-11"]
    assert back.stands_for == "precision" and want in {one.id for one in book.wants.of(ada)}
    book.undo()
    assert "Ada Byron" not in cards(book)


def test_what_was_noted_by_both_is_there_once_too(book: Notebook, make: Make, tmp_path: Path) -> None:
    ada = book.contacts.create("Ada Byron")
    other = make("other")
    take(other, out(book), tmp_path / "first.json")
    for one, who in ((book, ada), (other, other.contacts.find("Ada Byron"))):
        one.relations.add(who, "daughter", name="Mia", born="2012-06-01")
        one.contacts.add_detail(who, "email", "ada@example.com")
        one.favours.gave(who, "time", "an hour")
        one.products.bought(who, item="a rope", price="8", currency="EUR")
    before = cards(book)
    book.contacts.delete(ada)
    report = take(book, out(other), tmp_path / "back.json")
    assert (report.created, problems(report)) == (1, [ADA_BACK])
    assert cards(book) == before


def test_of_an_import_that_was_undone_there_is_nothing_to_say(book: Notebook, make: Make, tmp_path: Path) -> None:
    """Nobody wished these people away."""
    fill(book)
    other, path = make("other"), tmp_path / "all.json"
    take(other, out(book), path)
    other.undo()
    assert take(other, out(book), path).problems == ()
    other.contacts.delete(other.contacts.find("Ada Byron"))
    other.undo()
    other.undo()
    assert importing.plan(other, [path]).problems == ()


@pytest.mark.parametrize("format", ["jscontact", "csv", "vcard4"])
def test_everybody_of_the_sample_comes_back_as_they_were(tmp_path: Path, clock: Clock, format: str) -> None:
    make_sample(tmp_path / "Sample.kithbook", state=tmp_path / "state", clock=clock)
    with closing(Notebook.open(tmp_path / "Sample.kithbook", state=tmp_path / "state", clock=clock)) as book:
        before, data = cards(book), out(book, format)
        path = tmp_path / f"all.{FORMATS[format]}"
        book.contacts.delete(*book.contacts.exportable())
        assert cards(book) == {}
        report = take(book, data, path)
        assert report.created == len(before)
        [told] = problems(report)
        assert told.startswith(f"{len(before)} contacts were deleted here and come back") and told.endswith(", …")
        assert cards(book) == before
        assert out(book, format) == data
        assert book.check() == []
        again = importing.plan(book, [path])
        assert (again.created, again.updated) == (0, 0)
        assert b"".join(exporting.stream(book, format, "kithbook", book.contacts.exportable())) == data
