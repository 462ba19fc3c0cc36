"""Phone numbers: E.164 only for what is one valid number."""

from __future__ import annotations

import pytest

from notebook.contacts.phones import e164, searchable
from notebook.storage.search import digits_query


@pytest.mark.parametrize(
    ("text", "region", "number"),
    [
        ("0170 1234567", "DE", "+491701234567"),
        ("+49 (0)170 / 1234567", "ZZ", "+491701234567"),
        ("tel:+49-170-1234567", "ZZ", "+491701234567"),
        ("030 98765432 ext. 12", "DE", "+493098765432"),
        ("06 698 12345", "IT", "+390669812345"),
        ("(415) 555-2671", "US", "+14155552671"),
        ("Tel.: 0170/1234567 (mobil)", "DE", None),
        ("0170 1234567 / 030 98765", "DE", None),
        ("0170 1234567", "ZZ", None),
        ("12345", "DE", None),
        ("", "DE", None),
    ],
)
def test_e164(text: str, region: str, number: str | None) -> None:
    assert e164(text, region) == number


@pytest.mark.parametrize("query", ["0170 123", "+49 170 123", "0049170123", "170", "(0170) 12", "1234567"])
def test_digits_meet_in_any_format(query: str) -> None:
    wanted = digits_query(query)
    assert wanted is not None
    assert wanted.strip('"') in searchable("+49 170 1234567", "+491701234567")


@pytest.mark.parametrize("query", ["12", "ann", "12 ann", "", "+", "0 1"])
def test_what_is_no_part_of_a_number(query: str) -> None:
    assert digits_query(query) is None


def test_typed_digits_stay_findable() -> None:
    assert searchable("0170 1234567", None) == "1701234567"
    assert searchable("+44 20 7946 0018 ext 77", "+442079460018") == "442079460018 44207946001877"
