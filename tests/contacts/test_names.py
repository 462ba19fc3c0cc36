"""Splitting names: the components people expect, and never a word lost."""

from __future__ import annotations

from collections import Counter
from dataclasses import astuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notebook.contacts.names import Name, compose, initials, parse, untitled


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Ada Lovelace", Name(given="Ada", surname="Lovelace")),
        ("Ada", Name(given="Ada")),
        ("Lovelace, Ada Augusta", Name(given="Ada", given2="Augusta", surname="Lovelace")),
        ("Dr. Ludwig Mies van der Rohe", Name(title="Dr.", given="Ludwig", given2="Mies", surname="van der Rohe")),
        ("María de la Cruz Pérez", Name(given="María", surname="de la Cruz Pérez")),
        ("van Gogh", Name(surname="van Gogh")),
        ("Vincent Van Gogh", Name(given="Vincent", surname="Van Gogh")),
        ("Anna E Smith", Name(given="Anna", given2="E", surname="Smith")),
        ("Prof. Dr. Müller", Name(title="Prof. Dr.", surname="Müller")),
        ("Martin Luther King Jr.", Name(given="Martin", given2="Luther", surname="King", generation="Jr.")),
        ("Jane Doe, PhD", Name(given="Jane", surname="Doe", credential="PhD")),
        ("John Smith, Jr., MD", Name(given="John", surname="Smith", generation="Jr.", credential="MD")),
        ("Smith, John, Jr.", Name(given="John", surname="Smith", generation="Jr.")),
        ("陈明", Name(given="明", surname="陈")),
        ("欧阳修文", Name(given="修文", surname="欧阳")),
        ("김민수", Name(given="민수", surname="김")),
        ("   ", Name()),
    ],
)
def test_parse(text: str, name: Name) -> None:
    assert parse(text) == name


@pytest.mark.parametrize(
    "text", ["Ada Lovelace", "陈明", "김민수", "Dr. Ludwig Mies van der Rohe", "Jane Doe, PhD", "John Doe III"]
)
def test_compose_gives_the_name_back(text: str) -> None:
    assert compose(parse(text)) == text


@pytest.mark.parametrize(
    ("name", "letters"),
    [("Ada Lovelace", "AL"), ("ada", "A"), ("陈明", "明"), ("", "?"), ("!?", "!"), ("42 Shop", "4S"), ("ßeta x", "SX")],
)
def test_initials(name: str, letters: str) -> None:
    assert initials(name) == letters


def test_a_title_is_no_initial() -> None:
    assert initials("Dr. Renate Vogel") == initials("Dr. Renate Vogel", "Renate", "Vogel") == "RV"
    assert initials("Ludwig Mies van der Rohe") == "LR"


def test_initials_of_components() -> None:
    assert initials("Dr. Ludwig Mies van der Rohe", "Ludwig", "van der Rohe") == "LR"


_names = st.lists(
    st.sampled_from("Dr. Ada van der Jr. PhD Smith, , 陈明 II de O'Neil X. MD, Mr".split())
    | st.text(max_size=6),
    max_size=8,
).map(" ".join)


def _letters(text: str) -> Counter[str]:
    return Counter("".join(text.replace(",", " ").split()))


@given(_names)
def test_no_letter_is_lost(text: str) -> None:
    assert _letters("".join(astuple(parse(text)))) == _letters(text)


@pytest.mark.parametrize(("name", "bare"), [
    ("Dr. Petra Lindqvist", "Petra Lindqvist"), ("Prof. Dr. Petra Lindqvist", "Petra Lindqvist"),
    ("Petra Lindqvist, PhD", "Petra Lindqvist"), ("Bo Dahl Jr.", "Bo Dahl Jr."), ("Petra", "Petra"),
    ("Dr. Lindqvist", "Lindqvist"), ("", ""),
])  # fmt: skip
def test_a_name_without_its_titles(name: str, bare: str) -> None:
    assert untitled(name) == bare
