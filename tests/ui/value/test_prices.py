"""Numbers and prices as they are typed: read back as they were shown in every locale, and never multiplied."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QLocale

from notebook import Refused
from ui.prices import amount, money, quantity, read_price, read_quantity

LOCALES = ("C", "en_US", "en_IN", "de_DE", "de_CH", "de_AT", "fr_FR", "fr_CH", "it_IT", "es_ES", "pt_PT", "pt_BR",
           "sv_SE", "nb_NO", "fi_FI", "pl_PL", "cs_CZ", "ru_RU", "uk_UA", "tr_TR", "ar_EG", "fa_IR", "he_IL", "hi_IN",
           "ja_JP", "bg_BG", "lv_LV", "rm_CH")  # fmt: skip


@pytest.fixture(autouse=True)
def usual() -> Iterator[None]:
    """The locale of the other tests comes back."""
    held = QLocale()
    yield
    QLocale.setDefault(held)


@given(st.sampled_from(LOCALES), st.decimals(0, 10**12, places=0) | st.decimals(0, 10**9, places=2)
       | st.decimals(0, 10**6, places=3) | st.decimals(0, 10, places=6))  # fmt: skip
def test_what_is_shown_is_read_back(name: str, value: Decimal) -> None:
    QLocale.setDefault(QLocale(name))
    assert str(Decimal(read_quantity(quantity(value)))) == str(value)
    if -value.as_tuple().exponent > 3:  # type: ignore[operator]  # no currency has so many places
        return
    read = read_price(money(value, "KWD"), "EUR")
    assert (Decimal(read["price"]), read["currency"]) == (value, "KWD")
    assert Decimal(read_price(amount(value), "KWD")["price"]) == value


@pytest.mark.parametrize(
    ("name", "typed", "price"),
    [
        ("de_DE", "2.5", "2.5"), ("en_US", "2,5", "2.5"), ("en_US", "12.345", "12.345"), ("de_DE", "12.345", "12345"),
        ("en_US", "12,345", "12345"), ("de_DE", "12,345", "12.345"), ("en_US", "1.120,00", "1120.00"),
        ("de_DE", "1,120.00", "1120.00"), ("de_DE", "1.120,00", "1120.00"), ("fr_FR", "1 120,5", "1120.5"),
        ("en_US", "1 120", "1120"), ("de_CH", "1'120.00", "1120.00"), ("en_US", "1.120.000", "1120000"),
        ("de_DE", "0.125", "0.125"), ("en_US", "0.125", "0.125"), ("ar_EG", "١٬١٢٠٫٥٠", "1120.50"),
        ("en_US", ".5", "0.5"),
    ],
)  # fmt: skip
def test_what_is_typed(name: str, typed: str, price: str) -> None:
    QLocale.setDefault(QLocale(name))
    assert read_quantity(typed) == price
    assert read_price(f"{typed} KWD", "") == {"price": price, "currency": "KWD"}
    assert read_price(f"KWD {typed}", "SEK") == {"price": price, "currency": "KWD"}


@pytest.mark.parametrize(
    ("name", "typed"),
    [("fr_FR", "2.500"), ("fr_FR", "2,500,00"), ("en_US", "1,12,000"), ("de_DE", "1.12.000"), ("en_US", "1.2.3"),
     ("de_DE", "0.125.000"), ("en_US", "1,120,00"), ("en_US", "some"), ("en_US", "-4"), ("en_US", "2 500 0")],
)  # fmt: skip
def test_what_could_be_two_numbers_is_refused(name: str, typed: str) -> None:
    QLocale.setDefault(QLocale(name))
    with pytest.raises(Refused, match=r"Quantity: .* not |may be 2500 or 2.5\. Write"):
        read_quantity(typed)
    with pytest.raises(Refused):
        read_price(f"{typed} EUR", "")


def test_a_price_needs_one_currency() -> None:
    QLocale.setDefault(QLocale("en_US"))
    for bad in ("a lot", "EUR 5 USD", "5", "5 of them"):
        with pytest.raises(Refused, match=r"A price is an amount and its currency|Price: a number like"):
            read_price(bad, "")
    assert read_price(" ", "EUR") == {"price": None, "currency": ""}
    assert read_quantity(" ") == ""
