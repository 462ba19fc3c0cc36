"""Files that do not say how their letters are written: a person names the code page."""

from __future__ import annotations

from pathlib import Path

import pytest

from notebook.book import Notebook
from notebook.contacts.listing import View
from notebook.exchange import importing
from notebook.exchange.formats import CODE_PAGES, certain, code_page, read_any

NAMES = {
    "cp1252": "Zoë Müller", "cp1250": "Łukasz Żak", "cp1251": "Анна Чехова", "cp1253": "Άννα Ψαρού",
    "cp1254": "Ayşe Işık", "cp932": "山田 太郎", "gb18030": "陈 明", "big5": "陳 明", "cp949": "김 민준",
}  # fmt: skip


def full_names(data: bytes, name: str, page: str | None) -> list[str]:
    _, records = read_any(data, name, code_page=page)
    return [record.card["name"]["full"] for record in records if record.card]


def table(name: str) -> str:
    given, family = name.split()
    return f"First Name,Last Name,E-mail Address,Home Street\n{given},{family},a@x.org,S\n"


def card(name: str) -> str:
    return f"BEGIN:VCARD\nVERSION:2.1\nFN:{name}\nTEL:1\nEND:VCARD\n"


@pytest.mark.parametrize("page", CODE_PAGES)
def test_a_named_code_page_is_how_letters_are_read(page: str) -> None:
    for text, file in ((table(NAMES[page]), "a.csv"), (card(NAMES[page]), "a.vcf")):
        source, _ = read_any(text.encode(page), file, code_page=page)
        assert (source.encoding, certain(source.encoding)) == (page, False)
        [right], [usual] = (full_names(text.encode(page), file, tried) for tried in (page, None))
        assert all(part in right for part in NAMES[page].split())
        assert page == "cp1252" or not all(part in usual for part in NAMES[page].split())


def test_what_is_unicode_or_labelled_stays_as_it_is() -> None:
    for encoding in ("utf-8", "utf-16"):
        assert full_names(table("Zoë Müller").encode(encoding), "a.csv", "cp1251") == ["Zoë Müller"]
    labelled = b"BEGIN:VCARD\nVERSION:2.1\nFN;CHARSET=ISO-8859-1:Zo\xeb\nEND:VCARD\n"
    assert full_names(labelled, "a.vcf", "cp1251") == ["Zoë"]


def test_quoted_printable_hides_the_letters_from_a_look_at_the_file() -> None:
    hidden = b"BEGIN:VCARD\nVERSION:2.1\nFN;ENCODING=QUOTED-PRINTABLE:=C0=ED=ED=E0\nEND:VCARD\n"
    source, _ = read_any(hidden, "a.vcf")
    assert not certain(source.encoding)
    assert full_names(hidden, "a.vcf", "cp1251") == ["Анна"]


def test_one_broken_line_does_not_spoil_the_others() -> None:
    data = table(NAMES["cp932"]).encode("cp932") + "broken,\x81\n".encode("latin-1")
    assert "山田" in full_names(data, "a.csv", "cp932")[0]


@pytest.mark.parametrize(("typed", "found"), [
    ("Windows-1251", "cp1251"), ("shift_jis", "shift_jis"), ("BIG5", "big5"), ("latin1", "iso8859-1"), ("hex", None),
    ("rot13", None), ("idna", None), ("klingon", None), ("", None), ("a\0b", None),
])  # fmt: skip
def test_names_of_encodings(typed: str, found: str | None) -> None:
    assert code_page(typed) == found


def test_each_file_has_its_own(book: Notebook, tmp_path: Path) -> None:
    files = {tmp_path / f"{page}.vcf": page for page in ("cp1250", "cp1251")}
    for path, page in files.items():
        path.write_bytes(card(NAMES[page]).encode(page))
    found = importing.plan(book, list(files), code_pages=files)
    assert [sample.name for sample in found.samples] == [NAMES["cp1250"], NAMES["cp1251"]]


@pytest.mark.parametrize(("count", "title"), [
    (1, "Import 0.vcf"), (2, "Import 0.vcf, 1.vcf"), (3, "Import 0.vcf and 2 more"), (40, "Import 0.vcf and 39 more"),
])  # fmt: skip
def test_undo_names_an_import_shortly(book: Notebook, tmp_path: Path, count: int, title: str) -> None:
    files = [tmp_path / f"{number}.vcf" for number in range(count)]
    for path in files:
        path.write_text(card(f"Person {path.stem}"))
    importing.apply(book, importing.plan(book, files))
    assert str(book.undo_title()) == title
    assert str(book.undo()) == title and book.contacts.count(View(kind=None)) == 0
