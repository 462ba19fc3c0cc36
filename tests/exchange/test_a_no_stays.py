"""A no to an introduction is not overridden by a file in which the two were introduced."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from notebook.book import Notebook
from notebook.changes.ids import Id
from notebook.network.introductions import pair_id
from tests.exchange.test_records import FORMATS, Make, make, out, take, verdict

__all__ = ["make"]


@pytest.fixture
def pair(book: Notebook) -> tuple[Id, Id]:
    people = book.contacts.create("Ann Lee"), book.contacts.create("Bo Dahl")
    book.introductions.propose(*people, "both make saddles")
    return people


@pytest.fixture
def there(book: Notebook, pair: tuple[Id, Id], make: Make, tmp_path: Path) -> Notebook:
    """A colleague's notebook, in which the two are introduced by and by."""
    other = make("other")
    take(other, out(book), tmp_path / "first.json")
    return other


def introduce(book: Notebook) -> None:
    [one] = book.introductions.of()
    for person in (one.a, one.b):
        book.introductions.answer(one.id, person, True)
    book.introductions.introduce(one.id)
    book.introductions.thank(one.id)
    book.favours.gave(one.a, "time", "an hour", day=date(2026, 11, 20))


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("how", ["declined", "dismissed"])
def test_a_no_stays(
    book: Notebook, there: Notebook, pair: tuple[Id, Id], tmp_path: Path, format: str, how: str
) -> None:  # fmt: skip
    ann, bo = pair
    introduce(there)
    if how == "declined":
        book.introductions.answer(pair_id(ann, bo), bo, False)
    else:
        book.introductions.dismiss(pair_id(ann, bo), "better not")
    before = book.introductions.get(pair_id(ann, bo))
    path = tmp_path / f"back.{FORMATS[format]}"
    report = take(book, out(there, format), path)
    assert book.introductions.get(pair_id(ann, bo)) == before and before.state == how
    assert book.relations.of(ann) == book.relations.of(bo) == []
    assert [favour.text for favour in book.favours.of()] == ["an hour"]  # what has nothing to do with it comes
    said = {"declined": "one of them would rather not", "dismissed": "put away"}[how]
    [problem] = report.problems
    assert str(problem.message) in {f"{a} and {b} were introduced there. Here it stays as it is: {said}."
                                    for a, b in (("Ann Lee", "Bo Dahl"), ("Bo Dahl", "Ann Lee"))}  # fmt: skip
    assert verdict(book, path) == (0, 0, 2) and book.check() == []


def test_nor_does_an_older_yes(book: Notebook, there: Notebook, pair: tuple[Id, Id], tmp_path: Path) -> None:
    ann, bo = pair
    [one] = there.introductions.of()
    there.introductions.answer(one.id, there.contacts.find("Bo Dahl"), True)
    book.introductions.answer(pair_id(ann, bo), bo, False)
    before = book.introductions.get(pair_id(ann, bo))
    report = take(book, out(there), tmp_path / "back.json")
    assert (book.introductions.get(pair_id(ann, bo)), report.problems, report.batch) == (before, (), None)
    assert len(book.history([("introduction", pair_id(ann, bo))], f"answer_{'b' if before.answer_b else 'a'}")) == 1


def test_a_no_that_came_with_a_file_gives_way(
    book: Notebook, there: Notebook, pair: tuple[Id, Id], tmp_path: Path
) -> None:  # fmt: skip
    """Nobody here said it: whoever noted the no there has opened the introduction again."""
    ann, bo = pair
    [one] = there.introductions.of()
    there.introductions.answer(one.id, one.b, False)
    take(book, out(there), tmp_path / "no.json")
    assert book.introductions.get(pair_id(ann, bo)).state == "declined"
    there.introductions.reopen(one.id)
    introduce(there)
    assert take(book, out(there), tmp_path / "back.json").problems == ()
    assert book.introductions.get(pair_id(ann, bo)).state == "thanked"
    assert [relation.kind for relation in book.relations.of(ann)] == ["acquaintance"]
