"""JSContact files: one card, arrays, JSON Lines, convert's own output; what is no card is refused alone."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from notebook.exchange.jscontact import read, write

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
