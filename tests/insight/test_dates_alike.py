"""When a date comes round, and how old somebody gets then: the agenda, the brief and the family say the same."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from notebook.contacts.dates import OLDEST, PartialDate, comes_round, rounds

if TYPE_CHECKING:
    from notebook.book import Notebook

TODAY = date(2026, 11, 20)


@pytest.fixture
def ann(book: Notebook) -> bytes:
    return book.contacts.create("Ann Baker")


def near(book: Notebook, contact: bytes) -> list[tuple[str, bool]]:
    return [(str(line.text), line.late) for line in book.insight.brief(contact).lines if line.kind == "date"]


@pytest.mark.parametrize(
    ("when", "feb29", "found"),
    [
        ("2020-11-20", "", [("2025-11-20", 5), ("2026-11-20", 6), ("2027-11-20", 7)]),
        ("2026-11-20", "", [("2027-11-20", 1)]),  # never in its own year
        ("2027-05-01", "", []),
        ("--02-29", "", [("2026-02-28", None), ("2027-02-28", None)]),
        ("2024-02-29", "03-01", [("2026-03-01", 2), ("2027-03-01", 3)]),
        ("1906-12-31", "", [("2025-12-31", 119), ("2026-12-31", 120)]),
        ("1800-12-31", "", [("2025-12-31", None), ("2026-12-31", None)]),
        ("1980-05", "", []),
    ],
)
def test_the_days_of_a_period(when: str, feb29: str, found: list[tuple[str, int | None]]) -> None:
    told = rounds(PartialDate.parse(when), date(2025, 11, 20), date(2027, 11, 20), feb29)
    assert [(day.isoformat(), years) for day, years in told] == found


@pytest.mark.parametrize(
    ("when", "found"),
    [
        ("2020-11-20", ("2026-11-20", 6)),
        ("2020-11-19", ("2027-11-19", 7)),
        ("2026-11-20", ("2026-11-20", 0)),  # the day itself
        ("2026-11-19", ("2027-11-19", 1)),
        ("2030-02-01", ("2030-02-01", 0)),  # not on the same day of a year before
        ("--11-20", ("2026-11-20", None)),
        ("1980", None),
    ],
)
def test_the_next_one(when: str, found: tuple[str, int | None] | None) -> None:
    told = comes_round(PartialDate.parse(when), TODAY)
    assert (told and (told[0].isoformat(), told[1])) == found


@pytest.mark.parametrize("kind", ["birth", "wedding", "other"])
@pytest.mark.parametrize("when", ["2026-11-18", "2025-11-18", "--11-18", "2026-11-20", "2026-11-01", "1800-11-18"])
def test_the_brief_and_the_agenda_miss_the_same_days(book: Notebook, ann: bytes, kind: str, when: str) -> None:
    """What was in the first year is missed by neither: a child born two days ago has had no birthday."""
    book.contacts.add_date(ann, kind, when)
    asked = [due.day for due in book.reminders.agenda() if due.section == "overdue"]
    missed = [text for text, late in near(book, ann) if late]
    assert len(missed) == len(asked) and all(day.isoformat() in text for day, text in zip(asked, missed, strict=True))


def test_nobody_turns_226(book: Notebook, ann: bytes) -> None:
    book.contacts.add_date(ann, "birth", "1800-11-21")
    assert near(book, ann) == [("Birthday on 2026-11-21", False)]
    [due] = book.reminders.agenda(days=3)
    assert "226" not in str(due.reason) and OLDEST < 226
    bo = book.contacts.create("Bo Dahl")
    book.relations.add(bo, "child", ann)
    assert near(book, bo) == [("Ann Baker: Birthday on 2026-11-21", False)]
    assert book.relations.family(bo)[0].aged is None


def test_what_is_still_to_come_is_no_anniversary(book: Notebook, ann: bytes) -> None:
    book.contacts.add_date(ann, "wedding", "2026-12-12")
    book.contacts.add_date(ann, "other", "2026-12-01", "Exam")
    book.contacts.add_date(ann, "birth", "2030-11-25")
    assert near(book, ann) == [("Exam on 2026-12-01", False), ("Wedding on 2026-12-12", False)]
    assert book.reminders.agenda() == []
    assert [(str(due.text), str(due.reason).partition(";")[0]) for due in book.reminders.agenda(days=30)] == [
        ("Ann Baker: Exam", "due in 11 days"), ("Ann Baker's wedding", "due in 22 days")]
    assert [str(due.text) for due in book.reminders.agenda(date(2026, 12, 12))] == ["Ann Baker's wedding"]
    assert book.reminders.agenda(date(2026, 12, 13)) == []


def test_an_age_is_said_in_one_way(book: Notebook, ann: bytes) -> None:
    mia = book.relations.add(ann, "daughter", name="Mia", born="2017")
    bo = book.contacts.create("Bo Dahl")
    book.contacts.add_date(bo, "birth", "1996-02-29", feb29="03-01")
    brother = book.relations.add(ann, "brother", bo, born="1950")
    family = {one.relation.id: one for one in book.relations.family(ann)}
    assert [str(family[row].aged) for row in (mia, brother)] == ["about 9", "30"]
    assert book.relations.births(book.relations.of(ann)) == {  # what the card says counts
        mia: (PartialDate(2017), ""), brother: (PartialDate(1996, 2, 29), "03-01")}  # fmt: skip
    told = {str(line.text) for line in book.insight.brief(ann).lines if line.kind == "family"}
    assert told == {"Mia (daughter), about 9", "Bo Dahl (brother), 30"}
