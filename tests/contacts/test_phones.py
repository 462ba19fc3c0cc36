"""Phone numbers: E.164 only for what is one valid number."""

from __future__ import annotations

import random

import phonenumbers
import pytest

from notebook.contacts.phones import Numbers, searchable
from notebook.storage.search import digits_query


@pytest.mark.parametrize(
    ("text", "region", "number"),
    [
        ("0170 1234567", "DE", "+491701234567"),
        ("+49 170 1234567", "ZZ", "+491701234567"),
        ("+49 (0)170 / 1234567", "ZZ", "+491701234567"),
        ("+49 0170 1234567", "ZZ", "+491701234567"),
        ("tel:+49-170-1234567", "ZZ", "+491701234567"),
        ("030 98765432 ext. 12", "DE", "+493098765432"),
        ("06 698 12345", "IT", "+390669812345"),
        ("+39 06 698 12345", "ZZ", "+390669812345"),
        ("(415) 555-2671", "US", "+14155552671"),
        ("+1 415-555-2671", "ZZ", "+14155552671"),
        ("+49 1", "ZZ", None),
        ("+49 170 12345678901234", "ZZ", None),
        ("+999 12345678", "ZZ", None),
        ("Tel.: 0170/1234567 (mobil)", "DE", None),
        ("0170 1234567 / 030 98765", "DE", None),
        ("0170 1234567", "ZZ", None),
        ("12345", "DE", None),
        ("", "DE", None),
    ],
)
def test_e164(text: str, region: str, number: str | None) -> None:
    assert Numbers(region).e164(text) == number


def test_the_fast_way_and_the_library_agree() -> None:
    """For every calling code, on numbers that are valid and on numbers that are nearly so."""
    chance = random.Random(7)
    numbers = Numbers("ZZ")
    texts = []
    for code, regions in phonenumbers.COUNTRY_CODE_TO_REGION_CODE.items():
        for region in regions:
            example = (phonenumbers.example_number_for_non_geo_entity(code) if region == "001"
                       else phonenumbers.example_number(region))  # fmt: skip
            if example is not None:
                whole = phonenumbers.format_number(example, phonenumbers.PhoneNumberFormat.E164)
                digits = list(whole)
                digits[chance.randrange(len(str(code)) + 1, len(digits))] = chance.choice("0123456789")
                texts += [whole, "".join(digits), whole[:-1], whole + "0"]
    assert len(texts) > 800
    for text in texts:
        try:
            parsed = phonenumbers.parse(text, "ZZ")
            valid = phonenumbers.is_valid_number(parsed)
        except phonenumbers.NumberParseException:
            valid = False
        expected = phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164) if valid else None
        assert numbers.e164(text) == expected, text


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
