"""Folding: what is typed without accents finds what is written with them, in every script."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notebook.storage.folding import digits, fold, index_text, sort_key


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("Zoë", "zoe"), ("Łukasz Żółć", "lukasz zolc"), ("İstanbul", "istanbul"), ("Iğdır", "igdir"),
        ("Straße", "strasse"), ("Søren Kierkegård", "soren kierkegard"), ("Đorđe", "dorde"), ("Æsir", "aesir"),
        ("Œuvre", "oeuvre"), ("Þór", "thor"), ("Nguyễn Ơn", "nguyen on"), ("ＡＢＣ１２", "abc12"),
        ("ﬁnn", "finn"), ("Σίσυφος", "σισυφοσ"), ("Ёлкин", "елкин"), ("مُحَمَّد", "محمد"), ("שָׁלוֹם", "שלום"),
        ("ｶﾞﾝﾀﾞﾑ", "がんだむ"), ("김민수", "김민수"), ("O’Brien", "o'brien"), ("a\u200bb\u00adc", "abc"),
        ("  Ada \t Lovelace ", "ada lovelace"), ("٠١٢", "012"), ("№ 5", "no 5"),
    ],
)  # fmt: skip
def test_fold(written: str, typed: str) -> None:
    assert fold(written) == typed


def test_marks_that_make_another_letter_stay() -> None:
    assert fold("が") != fold("か")
    assert fold("नमस्ते") == "नमस्ते"


def test_scripts_without_spaces_are_split() -> None:
    assert index_text("陈明 Chen") == "陈 明 chen"
    assert index_text("김민수") == "김 민 수"
    assert index_text("Zoë Łuk") == "zoe luk"


def test_names_without_a_letter_sort_last() -> None:
    names = ["zoe", "42 shop", "Ärzte", "", "!Bang", "陈明", "Ada"]
    assert sorted(names, key=sort_key) == ["Ada", "Ärzte", "zoe", "陈明", "", "!Bang", "42 shop"]


def test_digits_of_any_script() -> None:
    assert digits("+49 (170) ١٢٣") == "49170123"


@given(st.text())
def test_folding_is_idempotent(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text())
def test_folding_ignores_case(text: str) -> None:
    assert fold(text.upper().lower()) == fold(text.upper())
