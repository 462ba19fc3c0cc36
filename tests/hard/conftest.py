"""Strings that break programs, and a second notebook to put into what came out of the first."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from notebook.book import Notebook

OWN = [
    "<b>bold</b>", "<img src='file:///etc/hostname'>", "<a href='https://example.org'>here</a>", "a & b && c &d",
    "=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(1)", "\ttab first", "'=1", "''=1", "'", "a\nb", "a\r\nb", "a\rb",
    "a\u2028b\u2029c", "\u202etxt.exe", "   lead", "trail   ", "\ufeffbom", "a\x1fb", "a\x00b", "a\x0bb\x0cc",
    "\x85next line", '"quoted"', "a;b,c\\d:e", "\\n is no line end", "e\u0301 and \u00e9", "👩‍👩‍👧 family", "x\u00a0y",
    "BEGIN:VCARD", "END:VCARD", "^n ^' ^^", "%s %d {0} {name} $x", "Robert'); DROP TABLE contact;--", "x" * 5000,
    "שלום", "مرحبا", "สวัสดี", "明", "ﬁn", "İstanbul ı", "STRASSE straße",
]  # fmt: skip


@pytest.fixture(scope="session")
def own_strings() -> list[str]:
    """The short list that is always there."""
    return OWN


@pytest.fixture(scope="session")
def naughty(corpus: Path) -> list[str]:
    """Our own list and the big list of naughty strings, without what is only white space."""
    big = json.loads((corpus / "strings" / "big-list-of-naughty-strings" / "blns.json").read_text("utf-8"))
    return [*OWN, *(text for text in dict.fromkeys(big) if text.strip())]


def cards_of(book: Notebook) -> list[dict[str, Any]]:
    """Every card of a notebook as JSContact, in an order of its own.

    Without ``kithbook.app:lines``: how a line was spelled in the file it came from, nothing it says.
    """
    cards = [{name: value for name, value in card.items() if name != "kithbook.app:lines"}
             for card in book.contacts.cards(book.contacts.exportable())]
    return sorted(cards, key=lambda card: str(card["uid"]))


def same(book: Notebook, other: Notebook, but: frozenset[str] = frozenset()) -> None:
    """Both hold the same cards, but for these members; says which ones differ."""
    wanted, got = cards_of(book), cards_of(other)
    assert [card["uid"] for card in got] == [card["uid"] for card in wanted]
    for one, two in zip(wanted, got, strict=True):
        different = {key: (one.get(key), two.get(key)) for key in {*one, *two} - but if one.get(key) != two.get(key)}
        assert not different, one["uid"]


@pytest.fixture
def through(tmp_path: Path, notebook: Callable[..., Notebook]) -> Callable[..., Notebook]:
    """``through(book, "vcard4")``: out in a format, and into a new notebook, which is given back."""
    from notebook.exchange.exporting import export
    from notebook.exchange.importing import apply, plan

    suffixes = {"csv": ".csv", "vcard3": ".vcf", "vcard4": ".vcf", "jscontact": ".json"}

    def carry(book: Notebook, format: str) -> Notebook:
        file = tmp_path / f"out-{format}{suffixes[format]}"
        export(book, file, format)
        other = notebook(f"{format}.kithbook", state=f"state-{format}")
        planned = plan(other, [file])
        apply(other, planned)
        again = plan(other, [file])
        assert (again.created, again.updated) == (0, 0), "the same file a second time"
        return other

    return carry
