"""Every naughty string as somebody's name and note: stored, listed, found, shown and given back unchanged."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notebook.book import Notebook
from notebook.contacts.card import card_from_draft, draft_from_card
from notebook.contacts.listing import View
from notebook.sentences import say


@pytest.fixture(scope="session")
def naughty(corpus: Path) -> list[str]:
    found: list[str] = []
    for path in sorted((corpus / "strings").rglob("blns.json")):
        found += [text for text in json.loads(path.read_text("utf-8")) if isinstance(text, str)]
    assert len(found) > 400
    return found


def test_names_and_notes(book: Notebook, naughty: list[str]) -> None:
    texts = [text for text in naughty if text.strip()]
    made = {}
    with book.change(say("Add them all")):
        for text in texts:
            made[book.contacts.create(text)] = text
        for contact, text in made.items():
            book.contacts.add_detail(contact, "note", text)
    assert set(book.contacts.ids(View())) == set(made)
    assert {row.id: row.name for row in book.contacts.rows(made)} == made
    for contact, text in made.items():
        assert contact in book.contacts.search(text, 10_000), text
        card = book.contacts.card(contact)
        assert card["name"]["full"] == text
        assert card["notes"]["n1"]["note"] == text
        assert book.contacts.get(contact).of_kind("note")[0].value == text
    assert book.check() == []


def test_half_characters_become_question_marks(book: Notebook) -> None:
    ada = book.contacts.create("Ada \ud800")
    book.contacts.patch(ada, {"notes": {"n1": {"note": "\udfff"}}, "x.example:\ud800": ["\ud800"]})
    card: dict[str, Any] = book.contacts.card(ada)
    assert card["name"]["full"] == "Ada ?"
    assert card["notes"]["n1"]["note"] == "?"
    assert card["x.example:?"] == ["?"]
    book.groups.create("a\ud800")


_any = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=2), inner, max_size=2),
    max_leaves=5,
)
_properties = st.sampled_from(
    "@type version uid kind name nicknames emails phones addresses links onlineServices notes preferredLanguages"
    " personalInfo anniversaries media organizations titles keywords speakToAs kithbook.app:custom"
    " kithbook.app:groups kithbook.app:met kithbook.app:idealDays".split()
)


@given(st.dictionaries(_properties, _any | st.dictionaries(st.text(max_size=2), _any, max_size=2), max_size=5))
def test_no_card_is_so_wrong_that_it_raises(card: dict[str, Any]) -> None:
    card_from_draft(draft_from_card(card), "x")
