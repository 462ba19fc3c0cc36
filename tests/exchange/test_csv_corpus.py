"""Every CSV file of the corpus: never a crash, always a report, and the facts on which two other parsers agree."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from notebook.exchange.csv import inspect, records
from notebook.exchange.csv.table import find_delimiter, rows_of
from notebook.exchange.csv.text import decode

FEWEST_FACTS = 150


def tables(corpus: Path) -> list[Path]:
    return sorted(path for path in corpus.glob("csv/*/*") if path.suffix in (".csv", ".tsv", ".txt", ".json"))


def test_every_file_gives_records_and_no_crash(corpus: Path) -> None:
    paths = tables(corpus)
    assert len(paths) >= 150
    for path in paths:
        found = inspect(path.read_bytes())
        assert found.encoding and len(found.mapping) == found.width
        for record in records(found):
            assert record.line > found.header_line and len(record.digest) == 32
            assert record.card is not None or record.problems, path
            for problem in record.problems:
                assert str(problem.sentence)


def test_rows_and_columns_as_other_parsers_see_them(corpus: Path) -> None:
    facts: dict[str, dict[str, Any]] = json.loads((corpus / "expected.json").read_text("utf-8"))["csv"]
    wrong: list[tuple[object, ...]] = []
    checked = 0
    for name, fact in facts.items():
        if "delimiter_used" not in fact:
            continue
        text = decode((corpus / name).read_bytes()).text
        delimiter = find_delimiter(text)
        rows = [row.cells for row in rows_of(text, delimiter)]
        widths = [len(row) for row in rows] or [0]
        got = (delimiter, len(rows), min(widths), max(widths))
        want = (fact["delimiter_used"], fact["rows_including_header"], fact["columns_min"], fact["columns_max"])
        first = rows[0][: len(fact["first_row"])] if rows else []
        # the expectation decodes some single-byte files by guess
        same_text = first == fact["first_row"] or fact["encoding"].startswith("8bit")
        checked += 1
        if got != want or not same_text:
            wrong.append((name, got, want))
    assert checked >= FEWEST_FACTS
    assert wrong == []


def test_address_books_are_recognised_and_read(corpus: Path) -> None:
    wanted = {
        "roundcube-csv/all.csv": ("roundcube", 1),
        "roundcube-csv/gmail.csv": ("google", 1),
        "roundcube-csv/outlook.csv": ("outlook", 1),
        "horde-data-vendors/Gmail.csv": ("gmail", 2),
        "horde-data-vendors/Outlook.csv": ("outlook", 1),
        "horde-data-vendors/WAB.csv": ("windows", 1),
        "horde-data-vendors/Yahoo.csv": ("yahoo", 1),
        "horde-data-bugs/bug_6311.csv": ("outlook", 1),
        "thunderbird-csv/export.csv": ("thunderbird", 2),
        "thunderbird-csv/export.txt": ("thunderbird", 2),
        "thunderbird-csv/csv_semicolon.csv": ("thunderbird", 2),
        "thunderbird-csv/utf16_addressbook.csv": ("thunderbird", 1),
        "thunderbird-csv/basic_csv_addressbook.csv": ("thunderbird", 2),
    }
    for name, (dialect, count) in wanted.items():
        found = inspect((corpus / "csv" / name).read_bytes())
        cards = [record.card for record in records(found)]
        assert (found.dialect, found.sure, len(cards)) == (dialect, True, count), name
        assert not any(record.problems for record in records(found)), name


def test_books_without_a_header_are_guessed(corpus: Path) -> None:
    for name, full in (
        ("thunderbird-csv/csv_no_header.csv", "John Doe"),
        ("horde-data-vendors/Thunderbird.csv", "Firman Wandayandi"),
    ):
        found = inspect((corpus / "csv" / name).read_bytes())
        assert not found.sure and found.header == ()
        card = next(records(found)).card
        assert card is not None and card["name"]["full"] == full and "@" in card["emails"]["e1"]["address"]
        if "vendors" in name:
            assert card["titles"]["t1"]["name"] == "Web Developer" and card["notes"]["n1"]["note"] == "It's a notes."


def test_header_texts_of_the_vendors(corpus: Path) -> None:
    known = {
        "yahoo-csv": "yahoo",
        "thunderbird-csv": "thunderbird",
        "outlook-2003-csv": "outlook",
        "outlook-unknown-csv": "outlook",
        "windows-live-mail-csv": "windows",
        "google-contacts-since-2024": "google",
    }
    formats = json.loads((corpus / "csv/vendor-headers/vendor_headers.json").read_text("utf-8"))["formats"]
    assert len(formats) >= 20
    for entry in formats:
        titles = [column["header"] for column in entry["columns"]]
        if entry["format"] == "thunderbird-csv":  # several columns in one fact
            titles = [part.strip() for title in titles for part in title.split(",")]
        found = inspect((",".join(f'"{title}"' for title in titles) + "\n").encode())
        assert (found.dialect, found.sure) == (known[entry["format"]], True), (entry["format"], entry["locale"])
        missing = [t for t, f in zip(found.header, found.mapping, strict=True) if f is None and "," not in t]
        assert missing == [], (entry["format"], entry["locale"])


@given(
    st.one_of(
        st.binary(max_size=200),
        st.text(st.sampled_from('a,;"\t|\r\n\x00#=1 @.é"\ufeff'), max_size=120).map(lambda text: text.encode("utf-8")),
        st.text(st.sampled_from('a,"\n1/-'), max_size=80).map(
            lambda text: ("First Name,Last Name,E-mail Address,Home Street,Birthday\n" + text).encode("utf-16")
        ),
    )
)
def test_junk_gives_a_report_and_no_crash(data: bytes) -> None:
    found = inspect(data)
    assert found.sure == (found.dialect is not None)
    for record in records(found):
        assert record.card is not None or record.problems
