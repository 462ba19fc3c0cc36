"""Kithbook's own table gives every card back exactly; cells edited in a spreadsheet win; formulas are disarmed."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notebook.exchange.csv import inspect, read, write
from notebook.exchange.csv.cells import guarded, restored
from notebook.exchange.csv.own import LAST

Card = dict[str, Any]
DANGEROUS = ("=", "@", "\t", "\r", "+", "-")

PLAIN: Card = {
    "@type": "Card",
    "version": "1.0",
    "uid": "urn:uuid:01900000-0000-7000-8000-000000000001",
    "name": {
        "full": "Dr. Ada Lovelace",
        "components": [
            {"kind": "surname", "value": "Lovelace"},
            {"kind": "given", "value": "Ada"},
            {"kind": "title", "value": "Dr."},
        ],
    },
    "nicknames": {"k1": {"name": "The Countess"}},
    "organizations": {"o1": {"name": "Engines", "units": [{"name": "Research"}, {"name": "North"}]}},
    "titles": {"t1": {"name": "Analyst", "kind": "title"}},
    "emails": {"e1": {"address": "ada@example.com", "contexts": {"work": True}, "pref": 1}},
    "phones": {"p1": {"number": "+49 170 1234567", "features": {"mobile": True}, "label": "Mornings"}},
    "addresses": {
        "a1": {
            "components": [
                {"kind": "name", "value": "Weg 1"},
                {"kind": "locality", "value": "Ulm"},
                {"kind": "postcode", "value": "89073"},
            ],
            "contexts": {"private": True},
        }
    },
    "links": {"l1": {"uri": "https://example.com"}},
    "anniversaries": {"b1": {"kind": "birth", "date": {"@type": "PartialDate", "month": 2, "day": 29}}},
    "keywords": {"Friends": True, "Open source": True},
    "notes": {"n1": {"note": "=1+1\nsecond line"}},
    "kithbook.app:met": "at the fair",
}


def there_and_back(cards: list[Card]) -> list[Card | None]:
    """The cards after a trip through a file."""
    data = "".join(write(iter(cards))).encode("utf-8")
    return [record.card for record in read(data)]


def edited(card: Card, **cells: str) -> Card:
    """The card that comes back when somebody changed cells of its row in a spreadsheet."""
    rows = list(csv.reader(io.StringIO("".join(write([card])).removeprefix("\ufeff"), newline="")))
    for title, text in cells.items():
        rows[1][rows[0].index(title)] = text
    out = io.StringIO(newline="")
    csv.writer(out).writerows(rows)
    [record] = read(out.getvalue().encode("utf-8"))
    assert record.card is not None
    return record.card


def test_a_plain_card_needs_no_last_column() -> None:
    rows = list(csv.reader(io.StringIO("".join(write([PLAIN])), newline="")))
    row = dict(zip(rows[0], rows[1], strict=True))
    assert row[LAST] == ""
    assert row["Given name"] == "Ada"
    assert row["E-mail 1 label"] == "work, preferred"
    assert row["Phone 1"] == "+49 170 1234567"
    assert row["Notes"] == "'=1+1\nsecond line"
    assert there_and_back([PLAIN]) == [PLAIN]


def test_photos_and_times_stay_behind() -> None:
    card = {
        **PLAIN,
        "created": "2026-01-01T00:00:00Z",
        "updated": "2026-01-01T00:00:00Z",
        "media": {
            "m1": {"kind": "photo", "uri": "data:image/png;base64,AAAA"},
            "m2": {"kind": "logo", "uri": "https://x.y/z"},
        },
    }
    text = "".join(write([card]))
    assert "AAAA" not in text and "2026-01-01" not in text
    assert there_and_back([card]) == [{**PLAIN, "media": {"m2": {"kind": "logo", "uri": "https://x.y/z"}}}]


texts = st.one_of(
    st.text(st.characters(codec="utf-8"), max_size=12),
    st.sampled_from(
        [
            "=1+1",
            "'=1",
            "''",
            "@x",
            "-5",
            "+49 170",
            "a, b",
            "a; b",
            "home",
            "work, mobile",
            '"',
            "\r\n",
            " x ",
            "\x00",
            "#",
            "{}",
        ]
    ),
)
words = st.sampled_from(["work", "private", "billing", "x"])
flags = st.dictionaries(words, st.just(True), max_size=2)
json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 5) | texts,
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(texts, inner, max_size=2),
    max_leaves=5,
)
keys = st.one_of(st.sampled_from(["e1", "e2", "p1", "a1", "t1", "b1", "l1", "o1", "n1", "k1"]), texts.filter(bool))


def entries(main: str, **more: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    entry = st.fixed_dictionaries(
        {},
        optional={
            main: texts,
            "contexts": flags,
            "label": texts,
            "pref": st.integers(1, 3),
            "x:y": json_values,
            **more,
        },
    )
    return st.dictionaries(keys, entry | json_values, max_size=5)


components = st.lists(
    st.fixed_dictionaries(
        {
            "kind": st.sampled_from(
                ["given", "surname", "title", "given2", "name", "number", "locality", "country", "z"]
            ),
            "value": texts,
        }
    ),
    max_size=4,
)
dates = st.fixed_dictionaries(
    {},
    optional={
        "@type": st.just("PartialDate"),
        "year": st.integers(1, 2100),
        "month": st.integers(1, 12),
        "day": st.integers(1, 31),
    },
)
cards = st.fixed_dictionaries(
    {"@type": st.just("Card"), "version": st.just("1.0")},
    optional={
        "uid": texts,
        "kind": st.sampled_from(["individual", "org", "group", ""]),
        "name": st.fixed_dictionaries(
            {}, optional={"full": texts, "components": components, "isOrdered": st.booleans()}
        )
        | json_values,
        "nicknames": entries("name"),
        "organizations": entries(
            "name", units=st.lists(st.fixed_dictionaries({"name": texts}), max_size=2) | json_values
        ),
        "titles": entries("name", kind=st.sampled_from(["title", "role", "z"])),
        "emails": entries("address"),
        "phones": entries(
            "number", features=st.dictionaries(st.sampled_from(["mobile", "fax", "voice"]), st.just(True))
        ),
        "addresses": entries("full", components=components),
        "links": entries("uri"),
        "anniversaries": entries("note", kind=st.sampled_from(["birth", "wedding", "other"]), date=dates | json_values),
        "keywords": st.dictionaries(texts, st.just(True), max_size=3) | json_values,
        "notes": entries("note"),
        "relatedTo": json_values,
        "localizations": json_values,
        "kithbook.app:met": texts,
        "kithbook.app:custom": json_values,
        "#": json_values,
        "=": json_values,
    },
)


@given(st.lists(cards, max_size=4))
def test_out_and_in_is_the_same_card(found: list[Card]) -> None:
    assert there_and_back(found) == found


@given(texts)
def test_no_cell_is_a_formula_and_none_is_lost(text: str) -> None:
    cell = guarded(text)
    assert restored(cell) == text
    if cell.startswith(DANGEROUS):
        assert cell[0] in "+-" and all(letter.isdigit() or letter in " ().,/-+eExXt%\u00a0" for letter in cell), cell


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=SUM(A1)", "'=SUM(A1)"),
        ("@handle", "'@handle"),
        ("\tx", "'\tx"),
        ("\rx", "'\rx"),
        ("+x", "'+x"),
        ("-x", "'-x"),
        ("'=x", "''=x"),
        ("''@x", "'''@x"),
        ("'tis", "'tis"),
        ("'", "'"),
        ("-5", "-5"),
        ("+1.5e3", "+1.5e3"),
        ("+49 170 12-34", "+49 170 12-34"),
        ("+1 (212) 555-0100 x12", "+1 (212) 555-0100 x12"),
        ("-1+2", "'-1+2"),
        ("+49 170=cmd", "'+49 170=cmd"),
        ("- list", "'- list"),
        ("a=b", "a=b"),
    ],
)
def test_the_formula_rule(text: str, cell: str) -> None:
    assert guarded(text) == cell
    assert restored(cell) == text


def test_naughty_strings_come_back(corpus: Path) -> None:
    [path] = corpus.glob("strings/*/blns.json")
    naughty = [text for text in json.loads(path.read_text("utf-8")) if text]
    found = [
        {"@type": "Card", "version": "1.0", "name": {"full": t}, "notes": {"n1": {"note": t}}, "keywords": {t: True}}
        for t in naughty
    ]
    assert there_and_back(found) == found


RICH: Card = {
    **PLAIN,
    "name": {**PLAIN["name"], "sortAs": {"surname": "L"}},
    "emails": {
        "work-1": {"address": "ada@example.com", "x:verified": True, "pref": 2},
        "b": {"address": "b@example.com"},
        "c": {"address": "c@example.com"},
        "d": {"address": "d@example.com"},
    },
    "addresses": {
        "a1": {"components": [{"kind": "number", "value": "1"}, {"kind": "name", "value": "Weg"}], "full": "Weg 1"}
    },
}


def test_an_edited_cell_wins_over_the_last_column() -> None:
    card = edited(RICH, **{"E-mail 1": "new@example.com", "Full name": "Ada King", "Address 1 street": "Gasse 2"})
    assert card["emails"]["work-1"] == {"address": "new@example.com", "x:verified": True, "pref": 2}
    assert card["emails"]["d"] == {"address": "d@example.com"}
    assert card["name"]["full"] == "Ada King" and card["name"]["sortAs"] == {"surname": "L"}
    assert card["addresses"]["a1"] == {"components": [{"kind": "name", "value": "Gasse 2"}], "full": "Weg 1"}


def test_an_emptied_cell_takes_the_entry_away() -> None:
    card = edited(RICH, **{"E-mail 1": "", "E-mail 1 label": "", "Labels": "Friends; Family"})
    assert set(card["emails"]) == {"b", "c", "d"}
    assert card["keywords"] == {"Friends": True, "Family": True}


def test_dates_that_a_spreadsheet_rewrote() -> None:
    card = {
        **PLAIN,
        "anniversaries": {
            "b1": {"kind": "birth", "date": {"@type": "PartialDate", "year": 1999, "month": 5, "day": 17}}
        },
    }
    assert edited(card, Birthday="17.05.1999") == card
    [record] = read("".join(write([card])).replace("1999-05-17", "some day in May").encode())
    assert record.card is not None and "anniversaries" not in record.card
    assert record.card["kithbook.app:custom"] == [{"label": "Birthday", "value": "some day in May"}]
    assert len(record.problems) == 1


def test_columns_in_any_order_and_new_ones() -> None:
    rows = list(csv.reader(io.StringIO("".join(write([RICH])).removeprefix("\ufeff"), newline="")))
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=";").writerows(
        [[*reversed(row), more] for row, more in zip(rows, ["Shoe size", "38"], strict=True)]
    )
    [record] = read(out.getvalue().encode("utf-8-sig"))
    assert record.card == {**RICH, "kithbook.app:custom": [{"label": "Shoe size", "value": "38"}]}


def test_a_damaged_last_column_is_a_problem_and_costs_nothing_else() -> None:
    text = "".join(write([RICH])).replace('{""', '{{""')
    [record] = read(text.encode())
    assert record.card is not None and record.card["name"] == PLAIN["name"]
    assert len(record.problems) == 1


def test_our_table_is_recognised() -> None:
    table = inspect("".join(write([PLAIN])).encode())
    assert (table.dialect, table.sure, table.encoding) == ("kithbook", True, "utf-8-sig")
