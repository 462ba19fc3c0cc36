"""JSContact files: one card, arrays, JSON Lines, convert's own output; what is no card is refused alone."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notebook.exchange.jscontact import read, stream, write

ADA: dict[str, Any] = {"@type": "Card", "version": "1.0", "uid": "a", "name": {"full": "Ada"}}
BEN: dict[str, Any] = {"@type": "Card", "version": "1.0", "uid": "b", "name": {"full": "Bén"}, "x:y": [1, None]}


def cards(text: str | bytes) -> list[Any]:
    return [r.card for r in read(text.encode() if isinstance(text, str) else text)]


def test_all_forms_of_a_file() -> None:
    both = [ADA, BEN]
    assert cards(json.dumps(ADA)) == [ADA]
    assert cards(json.dumps(both, indent=2)) == both
    assert cards("\n".join(map(json.dumps, both))) == both
    assert cards(json.dumps({"file": "x.vcf", "cards": both, "problems": []}) + "\n") == both
    assert cards(write(both)) == both
    assert cards(write(both).encode("utf-16")) == both
    assert write([]) == "[]\n" and json.loads(write(both)) == both


def test_a_bad_one_costs_only_itself() -> None:
    first, broken, number, group, last = read(
        f'{json.dumps(ADA)}\n{{"name": \n5\n{{"@type":"CardGroup"}}\n{json.dumps(BEN)}'.encode()
    )
    assert first.card == ADA and last.card == BEN and last.number == 5 and last.line == 5
    assert [r.card for r in (broken, number, group)] == [None] * 3
    assert "JSON" in str(broken.problems[0].sentence) and broken.problems[0].line == 2
    assert "CardGroup" in str(group.problems[0].sentence)


def test_empty_files() -> None:
    (empty,) = read(b" \n")
    assert empty.card is None and str(empty.problems[0].sentence) == "The file is empty."
    (nobody,) = read(b"[]")
    assert nobody.card is None and "no contact" in str(nobody.problems[0].sentence)


def test_digest_does_not_depend_on_the_layout() -> None:
    (one,) = read(json.dumps(ADA).encode())
    (two,) = read(json.dumps(ADA, indent=3).encode())
    assert one.digest == two.digest


@given(st.binary(max_size=200) | st.text('[]{}",:0 \n', max_size=200).map(str.encode))
def test_junk_never_raises(junk: bytes) -> None:
    assert list(read(junk))


def test_deep_nesting_never_raises() -> None:
    assert [r.card for r in read(b"[" * 100_000)] == [None]


@pytest.mark.parametrize(
    "value",
    [
        {"name": "left-pad", "version": "1.0"}, {"a": 1}, {}, {"kind": "org"}, {"formats": [1]}, {"@type": "Group"},
        {"name": None}, {"name": "x", "emails": [1]},
    ],
)  # fmt: skip
def test_json_of_something_else_is_no_contact(value: dict[str, Any]) -> None:
    (record,) = read(json.dumps(value).encode())
    assert record.card is None and len(record.problems) == 1


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("name", "Ada"), ("name", {"components": "x"}), ("emails", ["a@b.example"]), ("emails", {"e1": "a@b.example"}),
        ("phones", {"p1": 5}), ("uid", 5), ("kind", {}), ("notes", "hello"), ("keywords", ["x"]), ("version", 1),
    ],
)  # fmt: skip
def test_a_property_of_another_shape_costs_only_itself(name: str, value: Any) -> None:
    (record,) = read(json.dumps({**ADA, "nicknames": {"k1": {"name": "Countess"}}, name: value}).encode())
    assert record.card is not None and name in str(record.problems[0].sentence)
    assert record.card["nicknames"] == {"k1": {"name": "Countess"}}
    assert record.card.get(name) == ("1.0" if name == "version" else None)


def test_nothing_in_a_property_is_no_property() -> None:
    assert cards('{"@type":"Card","name":null,"emails":{"e1":null,"e2":{"address":"a@b.example"}},"x:y":null}') == [
        {"@type": "Card", "version": "1.0", "emails": {"e2": {"address": "a@b.example"}}, "x:y": None}
    ]


def test_half_characters_become_question_marks() -> None:
    (card,) = cards('{"uid":"\\ud800","name":{"full":"\\ud83d A \\ud83d\\ude00"}}')
    assert card["uid"] == "?" and card["name"] == {"full": "? A 😀"}


def test_every_card_says_that_it_is_one() -> None:
    """RFC 9553 2.1.1: a card that came without stays as it is in the notebook, and goes out whole."""
    [card] = json.loads(b"".join(stream([{"uid": "x", "name": {"full": "Ada"}}])))
    assert (card["@type"], card["version"], card["uid"]) == ("Card", "1.0", "x")
