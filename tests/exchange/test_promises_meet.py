"""What became of a promise in another notebook arrives where nobody did anything about it; what a person did stays."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from notebook.book import Notebook
from notebook.changes.ids import Id
from tests.exchange.test_records import FORMATS, Make, make, out, take, verdict

__all__ = ["make"]
Told = list[tuple[str, date | None, str, date | None, date | None]]


def told(book: Notebook) -> Told:
    """Text, day, state, when it was closed, and the day of the promise it succeeds."""
    everything = book.promises.of(state="all")
    return sorted(
        ((p.text, p.due, p.state, p.closed_on, book.promises.get(p.succeeds).due if p.succeeds else None)
         for p in everything), key=str,
    )  # fmt: skip


def promise(book: Notebook, text: str) -> Id:
    return next(p.id for p in book.promises.of() if p.text == text)


@pytest.fixture
def there(book: Notebook, make: Make, tmp_path: Path) -> Notebook:
    """A colleague's notebook, with four promises out of ours."""
    ann = book.contacts.create("Ann Lee")
    for number, text in enumerate(("Numbers", "Gears", "Pegs", "Ropes"), 1):
        book.promises.make(ann, text, due=date(2026, 11, 22 + number))
    other = make("other")
    take(other, out(book), tmp_path / "first.json")
    return other


def act(book: Notebook) -> None:
    book.promises.keep(promise(book, "Numbers"))
    book.promises.break_(promise(book, "Pegs"))
    book.promises.release(promise(book, "Ropes"))
    book.promises.renegotiate(book.promises.renegotiate(promise(book, "Gears"), date(2026, 12, 1)), date(2026, 12, 24))


@pytest.mark.parametrize("format", FORMATS)
def test_what_became_of_it_there_comes_back(book: Notebook, there: Notebook, tmp_path: Path, format: str) -> None:
    act(there)
    before, path = told(book), tmp_path / f"back.{FORMATS[format]}"
    report = take(book, out(there, format), path)
    assert (report.updated, report.problems) == (1, ())
    assert told(book) == told(there)
    assert [(p.text, p.due) for p in book.promises.of()] == [("Gears", date(2026, 12, 24))]
    for one in book.promises.of(state="all"):
        head = book.history([("promise", one.id)], "state")[0]
        assert (head.value, head.state) == (one.state, "shown")
    assert verdict(book, path) == (0, 0, 1) and book.check() == []
    book.undo()
    assert told(book) == before
    take(book, out(there, format), path)
    assert told(book) == told(there)


def test_what_a_person_did_here_stays(book: Notebook, there: Notebook, tmp_path: Path) -> None:
    act(there)
    book.promises.break_(promise(book, "Numbers"))
    book.promises.keep(promise(book, "Pegs"))
    book.promises.release(promise(book, "Ropes"))
    book.promises.renegotiate(promise(book, "Gears"), date(2026, 12, 9))
    before = told(book)
    report = take(book, out(there), tmp_path / "back.json")
    assert told(book) == before and report.batch is None
    assert sorted(str(trouble.message) for trouble in report.problems) == [
        "Ann Lee: Promise “Gears” was moved to another day there too; here it stays as it was agreed on.",
        "Ann Lee: Promise “Numbers” is kept there; here it stays broken.",
        "Ann Lee: Promise “Pegs” is broken there; here it stays kept.",
    ]
    assert all(entry.state != "offered" for p in book.promises.of(state="all")
               for entry in book.history([("promise", p.id)], "state"))  # fmt: skip


def test_one_that_was_kept_here_is_not_moved(book: Notebook, there: Notebook, tmp_path: Path) -> None:
    """Nor does what stands in its place there come, nor what came after that."""
    act(there)
    book.promises.keep(promise(book, "Gears"))
    report = take(book, out(there), tmp_path / "back.json")
    assert [p.text for p in book.promises.of()] == []
    assert [p.state for p in book.promises.of(state="all") if p.text == "Gears"] == ["kept"]
    assert [str(trouble.message) for trouble in report.problems] == [
        "Ann Lee: Promise “Gears” is renegotiated there; here it stays kept."
    ]


def test_an_undone_step_does_not_count_a_reopened_promise_does(
    book: Notebook, there: Notebook, tmp_path: Path
) -> None:  # fmt: skip
    act(there)
    book.promises.keep(promise(book, "Pegs"))
    book.undo()
    numbers = promise(book, "Numbers")
    book.promises.keep(numbers)
    book.promises.reopen(numbers)
    report = take(book, out(there), tmp_path / "back.json")
    assert {p.text: p.state for p in book.promises.of(state="all") if p.text in ("Pegs", "Numbers")} == {
        "Pegs": "broken",
        "Numbers": "open",
    }
    [told] = report.problems
    assert str(told.message) == "Ann Lee: Promise “Numbers” is kept there; here it stays open."


def test_an_older_file_opens_nothing_again(book: Notebook, there: Notebook, tmp_path: Path) -> None:
    old = out(book)
    act(book)
    before = told(book)
    report = take(book, old, tmp_path / "old.json")
    assert (told(book), report.batch, report.problems) == (before, None, ())
    take(there, out(book), tmp_path / "new.json")
    before = told(there)
    report = take(there, old, tmp_path / "old.json")
    assert told(there) == before and len(report.problems) == 4  # nobody here did it: there may be another reason
    assert json.loads(out(there)) == json.loads(out(book))
