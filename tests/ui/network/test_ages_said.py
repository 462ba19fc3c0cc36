"""An age in the tab Family & network is said as the core says it: in the row, on the chip, in the question."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

import pytest

from ui.network.line_chips import born_said
from ui.network.rows import remember, tell

if TYPE_CHECKING:
    from notebook.book import Notebook

TODAY = date(2026, 11, 20)


@pytest.mark.parametrize(("born", "said", "beside"), [
    ("2017", "about 9, born 2017", "about 9"), ("2017-11", "born November 2017, aged about 9", "about 9"),
    ("2017-11-21", "born 21 November 2017, aged 8", "8"), ("2026-11-19", "born 19 November 2026, aged 0", "0"),
    ("1800-01-01", "born 1 January 1800", "born 1 January 1800"),
    ("--02-29", "birthday 29 February", "born 29 February"), ("?", "?", "?"),
])
def test_a_birth_and_the_age_that_it_makes(
    book: Notebook, person: Callable[..., bytes], born: str, said: str, beside: str
) -> None:
    assert born_said(born, TODAY) == said
    if born != "?":
        ann = person("Ann Baker")
        book.relations.add(ann, "friend", name="Zoe", born=born)
        [zoe] = book.relations.of(ann)
        assert tell(zoe, TODAY).what == f"friend, {beside}"


def test_of_the_family_and_what_is_still_to_come(book: Notebook, person: Callable[..., bytes]) -> None:
    ann, bo = person("Ann Baker"), person("Bo Dahl")
    book.contacts.add_date(bo, "birth", "2026-12-01")
    book.relations.add(ann, "son", bo)
    book.relations.add(ann, "daughter", name="Mia", born="2017")
    told = [remember(each, TODAY) for each in book.relations.family(ann)]
    assert [(one.name, one.what, one.more) for one in told] == [
        ("Bo Dahl", "son", "birth 1 Dec, in 11 days"), ("Mia", "daughter, about 9", "")]
