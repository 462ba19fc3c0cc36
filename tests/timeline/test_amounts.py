"""Numbers as they are typed: read where they mean one thing, else refused with a sentence."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notebook.errors import Refused
from notebook.timeline.amounts import price_text, quantity_text


@pytest.mark.parametrize(("text", "currency", "price", "code"), [
    ("12,50", "EUR", "12.50", "EUR"), ("12.50", "eur", "12.50", "EUR"), ("1.120,00", "EUR", "1120.00", "EUR"),
    ("1,120.00", "EUR", "1120.00", "EUR"), ("1 120,5", "EUR", "1120.5", "EUR"), ("1'120", "CHF", "1120", "CHF"),
    ("1.120.000", "EUR", "1120000", "EUR"), ("1120", "", "1120", ""), ("0", "EUR", "0", "EUR"),
    ("$5", "", "5", "USD"), ("€ 5", "", "5", "EUR"), ("5 dollars", "", "5", "USD"), ("5 pounds", "GBP", "5", "GBP"),
    ("5", "euros", "5", "EUR"), ("1120 EUR", "EUR", "1120", "EUR"), ("1120.00", "JPY", "1120", "JPY"),
    ("0.125", "KWD", "0.125", "KWD"), ("12.500000", "EUR", "12.50", "EUR"), (" 12 ", "EUR", "12", "EUR"),
    ("١٢", "EUR", "12", "EUR"),
])  # fmt: skip
def test_prices(text: str, currency: str, price: str, code: str) -> None:
    assert price_text(text, currency) == (price, code)


@pytest.mark.parametrize(("text", "currency", "told"), [
    ("1e5", "EUR", "a number like 1120.00, not 1e5"), ("nan", "EUR", "not nan"), ("inf", "EUR", "not inf"),
    ("-5", "EUR", "not -5"), ("+5", "EUR", "not +5"), ("", "EUR", "a number like"), ("five", "EUR", "not five"),
    ("1.120", "EUR", "may be 1120 or 1.12"), ("1,120", "EUR", "may be 1120 or 1.12"),
    ("12.345678", "EUR", "at most 2 decimal places"), ("0.125", "EUR", "at most 2 decimal places"),
    ("12.50", "JPY", "JPY has no decimal places"), ("1,12,00", "EUR", "a number like"), ("1_000", "EUR", "not 1_000"),
    ("1.120.00", "EUR", "a number like"), ("$5", "EUR", "Say one currency"), ("$5 EUR", "", "a number like"),
    ("12.", "EUR", "a number like"), (".5", "EUR", "a number like"), ("0x10", "EUR", "a number like"),
])  # fmt: skip
def test_what_is_no_price_is_refused(text: str, currency: str, told: str) -> None:
    with pytest.raises(Refused) as refused:
        price_text(text, currency)
    assert told in str(refused.value)
    assert "\n" not in str(refused.value)


def test_quantities() -> None:
    assert [quantity_text(text) for text in ("4", "2,5", "0.125", "1 000")] == ["4", "2.5", "0.125", "1000"]
    for text in ("1.120", "1e3", "-2", "nan", "4 x", "", "0.1234567"):
        with pytest.raises(Refused):
            quantity_text(text)


@given(st.decimals(0, 10**9, places=2))
def test_every_amount_is_read_as_it_is_written_here_and_there(value: Decimal) -> None:
    plain, english = f"{value:.2f}", f"{value:,.2f}"
    german = english.translate(str.maketrans(",.", ".,"))
    assert price_text(plain, "EUR") == price_text(english, "EUR") == price_text(german, "EUR") == (plain, "EUR")


@given(st.text(max_size=12) | st.from_regex(r"[-+$€]?[0-9.,' eE]{0,10}(EUR|x)?", fullmatch=True))
def test_anything_is_a_number_or_refused(text: str) -> None:
    for read in (quantity_text, lambda typed: price_text(typed, "EUR")[0]):
        try:
            found = read(text)
        except Refused:
            continue
        assert Decimal(found) >= 0
        assert found.replace(".", "", 1).isdigit()
