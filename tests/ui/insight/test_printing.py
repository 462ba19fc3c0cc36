"""Briefs on paper: pages, what stays together, files that are whole."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QPdfWriter

from notebook import StorageFailed, say
from notebook.insight.records import Brief, Line, Section
from ui import printing

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from notebook.book import Notebook

DAY = date(2026, 11, 20)


@pytest.fixture
def writer(qapp: QApplication, tmp_path: Path) -> Iterator[QPdfWriter]:
    made = QPdfWriter(str(tmp_path / "any.pdf"))
    made.setResolution(printing.RESOLUTION)
    printing.a4(made)
    yield made


def brief(name: str, sections: int, lines: int, text: str = "a short line") -> Brief:
    told = tuple(Line(say("{text}", text=text), (), "next") for _ in range(lines))
    return Brief(b"x" * 16, name, DAY, tuple(Section(f"s{n}", say("Part {n}", n=n), told) for n in range(sections)))


def laid(writer: QPdfWriter, *briefs: Brief) -> printing.Pages:
    pages = printing.Pages(writer)
    for one in briefs:
        pages.begin(one.name)
        printing._lay_out(pages, one)
    return pages


def texts(page: printing.Page) -> list[str]:
    return [row.text.layout.text() for row in page.rows]


def test_a_day_of_visits_is_one_document(book: Notebook, qapp: QApplication, tmp_path: Path) -> None:
    people = [book.contacts.create(name) for name in ("Ann Baker", "Bo <b>Lind</b> & Sons", "陈明")]
    book.promises.make(people[0], "the quote")
    file = tmp_path / "visits.pdf"
    pages = printing.briefs_to_pdf(book, [*people, people[0]], file, DAY)
    assert [page.name for page in pages] == ["Ann Baker", "Bo <b>Lind</b> & Sons", "陈明"]
    whole = file.read_bytes()
    assert whole.startswith(b"%PDF") and whole.count(b"/Type /Page\n") == 3
    assert [one.name for one in tmp_path.iterdir() if one.name.endswith(".part")] == []
    if os.name != "nt":
        assert file.stat().st_mode & 0o777 == 0o600, "the most private page of all"


def test_a_title_stays_with_its_first_line(writer: QPdfWriter) -> None:
    for lines in range(1, 9):  # so that every place of the page is the last one some time
        pages = laid(writer, brief("Ann", 40, lines))
        assert len(pages.made) > 1
        for page in pages.made:
            assert not texts(page)[-1].startswith("Part"), lines
            assert page.rows[-1].y + page.rows[-1].text.heights[-1] <= pages.height
            assert page.rows[0].y == 0


def test_a_short_line_is_not_broken_and_a_long_one_leaves_two_rows(writer: QPdfWriter) -> None:
    for before in range(1, 40):
        pages = laid(writer, replace(brief("Ann", 1, before), sections=(
            *brief("Ann", 1, before).sections, *brief("Ann", 1, 3, "word " * 50).sections,
            *brief("Ann", 1, 1, "long " * 1800).sections)))  # fmt: skip
        for page in pages.made:
            rows = [row for row in page.rows if row.text.layout.text().startswith("word")]
            counts = {id(row.text): 0 for row in rows}
            for row in rows:
                counts[id(row.text)] += 1
            assert all(counts[id(row.text)] == len(row.text.heights) for row in rows)
        last = [row for row in pages.made[-1].rows if row.text.layout.text().startswith("long")]
        assert len(last) >= 2


def test_a_very_long_word_and_name(writer: QPdfWriter) -> None:
    pages = laid(writer, brief("Heyden" * 60, 1, 1, "Donau" * 3000))
    for page in pages.made:
        for row in page.rows:
            line = row.text.layout.lineAt(row.number)
            assert line.naturalTextWidth() <= pages.width + 1
    assert len(pages.made) > 1


def test_every_row_is_on_a_page_once(writer: QPdfWriter) -> None:
    one = brief("Ann", 12, 4, "seven words that make one short line " * 3)
    pages = laid(writer, one)
    seen = [(id(row.text), row.number) for page in pages.made for row in page.rows]
    assert len(seen) == len(set(seen))
    assert sum(row.number == 0 for page in pages.made for row in page.rows) == 2 + 12 + 48


def test_nothing_known_is_said(writer: QPdfWriter) -> None:
    pages = laid(writer, Brief(b"x" * 16, "Bo", DAY, ()))
    assert "Nothing is known yet" in texts(pages.made[0])[-1]


def test_a_folder_that_is_missing_is_a_sentence(book: Notebook, qapp: QApplication, tmp_path: Path) -> None:
    ann = book.contacts.create("Ann")
    with pytest.raises(StorageFailed, match="could not be written"):
        printing.briefs_to_pdf(book, [ann], tmp_path / "no" / "brief.pdf")
    (tmp_path / "kept.pdf").mkdir()
    with pytest.raises(StorageFailed):
        printing.briefs_to_pdf(book, [ann], tmp_path / "kept.pdf")
    assert not [one for one in tmp_path.iterdir() if one.name.endswith(".part")]
