"""Words at the edge of what can be: numbers, dates and letters beyond all bounds end in a sentence, never a trace."""

from __future__ import annotations

import pytest

from tests.cli.conftest import Kithbook

HALF = "q\udcffq"  # a byte that is no UTF-8, as the shell hands it over


@pytest.mark.parametrize(
    "words",
    [
        ("list", HALF), ("show", HALF), ("remove", HALF), ("history", HALF), ("promises", HALF), ("keep", HALF),
        ("export", "-", "--query", HALF), ("list", "--limit", "9" * 30), ("list", "--offset", "9" * 5000),
        ("due", "--days", "9" * 30), ("due", "--on", "2399-12-31", "--days", "10"), ("due", "--on", "1800-01-01"),
    ],
)  # fmt: skip
def test_no_trace(kithbook: Kithbook, words: tuple[str, ...]) -> None:
    kithbook("add", "Zoë Martin")
    kithbook("remind", "Zoë", "Ring", "--on", "2399-12-31", "--every", "daily")
    assert kithbook(*words).code in (0, 1)


def test_half_a_character_in_a_kind_is_a_question_mark(kithbook: Kithbook) -> None:
    kithbook("add", "Zoë Martin")
    assert kithbook("log", "Zoë", "--kind", HALF, "--text", HALF, "--json").json["kind"] == "q?q"


def test_a_year_of_four_digits_is_taken_as_it_stands(kithbook: Kithbook) -> None:
    kithbook("add", "Zoë Martin")
    assert kithbook("remind", "Zoë", "Ring", "--on", "0000-01-01").code == 2  # it was taken for 2000-01-01
    assert kithbook("remind", "Zoë", "Ring", "--on", "1.2.27", "--json").json["reminder"]["date"] == "2027-02-01"


@pytest.mark.parametrize("now", ["0001-01-01", "9999-12-31T23:59:59", "yesterday"])
def test_a_clock_that_nothing_can_be_reckoned_from_is_refused(
    kithbook: Kithbook, monkeypatch: pytest.MonkeyPatch, now: str
) -> None:
    monkeypatch.setenv("KITHBOOK_NOW", now)
    ran = kithbook("add", "Zoë Martin")
    assert ran.code == 1 and ran.err.startswith("KITHBOOK_NOW is not")


def test_people_of_one_name_are_told_apart(kithbook: Kithbook) -> None:
    kithbook("add", "Ada Byron", "--org", "Engine Ltd")
    plain = kithbook("add", "Ada Byron", "--json").json["contact"]["id"]
    for words in (("show", "Ada"), ("log", "call Ada: hello")):
        ran = kithbook(*words)
        assert ran.code == 1 and "Ada Byron (Engine Ltd)" in ran.err and f"Ada Byron ({plain})" in ran.err


def test_history_of_what_people_call_a_field(kithbook: Kithbook) -> None:
    kithbook("add", "Ada Byron", "--email", "ada@example.org", "--phone", "0170 1")
    assert "ada@example.org" in (ran := kithbook("history", "Ada", "--field", "email")).out and "0170" not in ran.out
    nothing = kithbook("history", "Ada", "--field", "shoe")
    assert nothing.code == 0 and not nothing.out and "shoe" in nothing.err
    assert kithbook("history", "Ada", "--field", "shoe", "--json").json["history"] == []


def test_a_name_of_a_thousand_letters_pushes_nobody_out_of_sight(kithbook: Kithbook) -> None:
    kithbook("add", "Ada Byron", "--org", "Engine Ltd")
    kithbook("add", "x" * 1000, "--org", "Engine Ltd")
    [ada] = [line for line in kithbook("list").out.splitlines() if line.startswith("Ada")]
    assert len(ada) < 80


def test_who_of_us_spoke_is_shown(kithbook: Kithbook) -> None:
    kithbook("add", "Ada Byron")
    kithbook("log", "Ada", "--kind", "call", "--text", "hello", "--by", "Marta Lindgren")
    assert "(us: Marta Lindgren)" in kithbook("show", "Ada").out
