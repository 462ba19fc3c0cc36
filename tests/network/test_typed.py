"""Relations typed in one line. It is the year 2026."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notebook.network import kinds
from notebook.network.typed import RelationPhrase, parse

TODAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("spouse Ann", RelationPhrase("spouse", "Ann")),
        ("daughter Mia, 9, plays the cello", RelationPhrase("daughter", "Mia", born="2017", note="plays the cello")),
        ("Introduced by  Bo Dahl", RelationPhrase("Introduced by", "Bo Dahl")),
        ("choir: Cy, since 2019, strength 3", RelationPhrase("choir", "Cy", since="2019", strength=3)),
        ("son Emil, born 2018-06-01, Forest school, trains, likes soup",
         RelationPhrase("son", "Emil", born="2018-06-01", school="Forest school", note="trains, likes soup")),
        ("son Emil, aged 9, school: third form", RelationPhrase("son", "Emil", born="2017", school="third form")),
        ("friend Zoe, since yesterday", RelationPhrase("friend", "Zoe", note="since yesterday")),
        ("friend Zoe, until 2020, 500", RelationPhrase("friend", "Zoe", until="2020", note="500")),
        ("Mia", RelationPhrase("", "Mia")),
        ("child", RelationPhrase("child", "")),
        ("", RelationPhrase("", "")),
    ],
)  # fmt: skip
def test_read(line: str, said: RelationPhrase) -> None:
    assert parse(line, TODAY) == said


@given(st.text(max_size=60))
def test_never_refuses(line: str) -> None:
    phrase = parse(line, TODAY)
    assert phrase.family == (kinds.typed(phrase.kind)[0] in kinds.FAMILY)


@given(st.sampled_from(kinds.words()), st.sampled_from(["Ann", "Bo Dahl", "Σοφία", "李"]))
def test_every_kind_is_understood(word: str, name: str) -> None:
    assert parse(f"{word} {name}", TODAY) == RelationPhrase(word, name)
