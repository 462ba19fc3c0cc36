"""One table of amounts for the line, the field and the command: the same number from all three, or none from any.

Only the signs of one's own place are read where the others ask: ``1,120`` in an English field.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale

from main import main
from notebook import Clock, Refused, parse_remark, remark_doubt
from ui.prices import read_price, read_quantity

CLOCK = Clock(lambda: datetime(2026, 11, 20, tzinfo=UTC), UTC)
Bought = Callable[..., tuple[str, str | None, str]]

# What is typed, its currency, and what is kept; None: refused, with the sentence in which both are told.
PRICES = [
    ("5", "EUR", "5"), ("12,50", "EUR", "12.50"), ("12.50", "EUR", "12.50"), ("1.120,00", "EUR", "1120.00"),
    ("1,120.00", "EUR", "1120.00"), ("1 120,5", "EUR", "1120.5"), ("1'120", "CHF", "1120"), ("1’120", "CHF", "1120"),
    ("1.120.000", "EUR", "1120000"), ("0,125", "KWD", "0.125"), ("12345.678", "KWD", "12345.678"),
    ("12.5000", "EUR", "12.50"), ("1120.00", "JPY", "1120"), ("5.50", "JPY", None), ("12.345678", "EUR", None),
    ("0,125", "EUR", None), ("1.120.00", "EUR", None), ("-5", "EUR", None), ("1e5", "EUR", None),
]  # fmt: skip
TWO = [("12.345", "KWD"), ("1,120", "EUR"), ("1.120", "EUR"), ("2,500", "EUR")]
COUNTS = [
    ("4", "4"), ("2,5", "2.5"), ("2.5", "2.5"), ("0,125", "0.125"), ("1 000", "1000"), ("1'000", "1000"),
    ("1.000.000", "1000000"), ("2000,5", "2000.5"), ("-2", None), ("0", None), ("1e3", None),
]  # fmt: skip


@pytest.fixture(autouse=True)
def elsewhere() -> Iterator[None]:
    """A field of a place that writes 1 120;50: none of the signs of the table is its own."""
    held = QLocale()
    QLocale.setDefault(QLocale("ar_EG"))
    yield
    QLocale.setDefault(held)


@pytest.fixture
def command(tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch) -> Bought:
    """Buys something on the command line: quantity, price and currency as they were stored; raises `Refused`."""
    monkeypatch.setenv("KITHBOOK_NOW", "2026-11-20T10:30")
    given = ["--notebook", str(tmp_path / "test.kithbook"), "--as", str(tmp_path / "state")]
    main([*given, "add", "Ann Lee"])

    def bought(*options: str) -> tuple[str, str | None, str]:
        capsysbinary.readouterr()
        code = main([*given, "bought", "Ann", "bread", *options, "--json"])
        printed = capsysbinary.readouterr()
        if code:
            raise Refused(printed.err.decode())  # type: ignore[arg-type]
        kept = json.loads(printed.out)["purchase"]
        return kept["quantity"], kept["price"], kept["currency"]

    return bought


@pytest.mark.parametrize(("typed", "currency", "kept"), PRICES)
def test_a_price(command: Bought, typed: str, currency: str, kept: str | None) -> None:
    line = f"2 x bread, {typed} {currency}"
    read, doubt = parse_remark("bought", line, CLOCK), remark_doubt("bought", line, CLOCK)
    if kept is None:
        assert (getattr(read, "price", None), doubt and doubt.kind) == (None, "price")
        assert getattr(read, "item", "bread") == "bread"
        for other in (lambda: read_price(f"{typed} {currency}", ""),
                      lambda: command(f"--price={typed}", "--currency", currency)):  # fmt: skip
            with pytest.raises(Refused):
                other()
        return
    assert (getattr(read, "price", None), getattr(read, "currency", ""), doubt) == (kept, currency, None)
    assert (getattr(read, "item", ""), getattr(read, "quantity", "")) == ("bread", "2")
    assert read_price(f"{typed} {currency}", "") == {"price": kept, "currency": currency}
    _quantity, price, code = command(f"--price={typed}", "--currency", currency)
    assert (Decimal(price or "-1"), code) == (Decimal(kept), currency)


@pytest.mark.parametrize(("typed", "kept"), COUNTS)
def test_a_quantity(command: Bought, typed: str, kept: str | None) -> None:
    line = f"{typed} x bread 5 EUR"
    read, doubt = parse_remark("bought", line, CLOCK), remark_doubt("bought", line, CLOCK)
    if kept is None:
        assert (read, doubt and doubt.kind) == (None, "quantity")
        with pytest.raises(Refused):
            command(f"--quantity={typed}")
        return
    assert (getattr(read, "item", ""), getattr(read, "quantity", ""), doubt) == ("bread", kept, None)
    assert read_quantity(typed) == kept
    assert Decimal(command(f"--quantity={typed}")[0]) == Decimal(kept)


@pytest.mark.parametrize(("typed", "currency"), TWO)
def test_what_may_be_two_numbers_is_asked(command: Bought, typed: str, currency: str) -> None:
    for line, kind in ((f"bread {typed} {currency}", "price"), (f"{typed} x bread 5 EUR", "quantity"),
                       (f"bread x {typed}", "quantity")):  # fmt: skip
        doubt = remark_doubt("bought", line, CLOCK)
        assert doubt is not None and (doubt.kind, line[doubt.start : doubt.end]) == (kind, doubt.text)
        assert typed in doubt.text
        assert "may be" in str(doubt.said) and "Write one of these." in str(doubt.said)
        read = parse_remark("bought", line, CLOCK)
        assert read is None if kind == "quantity" else getattr(read, "price", "") is None
    for other in (lambda: read_price(f"{typed} {currency}", ""), lambda: read_quantity(typed),
                  lambda: command(f"--quantity={typed}"),
                  lambda: command(f"--price={typed}", "--currency", currency)):  # fmt: skip
        with pytest.raises(Refused, match="may be"):
            other()


def test_a_field_knows_the_signs_of_its_place() -> None:
    for name, thousand, fraction in (("en_US", "1,120", "1.120"), ("de_DE", "1.120", "1,120")):
        QLocale.setDefault(QLocale(name))
        assert read_quantity(thousand) == "1120"
        assert read_quantity(fraction) == "1.120"
        assert read_price(f"{thousand} EUR", "") == {"price": "1120", "currency": "EUR"}
        with pytest.raises(Refused, match=r"at most 2 decimal places|Write one of these"):
            read_price(f"{fraction[:-1]}4 EUR", "")
