"""Real address books in, out in every format, and into another notebook: the same cards. And twice is once.

What a format cannot carry, and says so: a CSV has no photos, attachments and no times (``updated``).
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from notebook.contacts.listing import View

from .conftest import cards_of, same

if TYPE_CHECKING:
    from notebook.book import Notebook

NOT_IN_CSV = frozenset({"media", "updated"})
OTHERS = [
    "csv/horde-data-vendors/Gmail.csv", "csv/horde-data-vendors/Outlook.csv", "csv/horde-data-vendors/Yahoo.csv",
    "csv/horde-data-vendors/WAB.csv", "csv/roundcube-csv/all.csv",
    "csv/roundcube-csv/gmail.csv", "csv/roundcube-csv/outlook.csv", "csv/thunderbird-csv/export.csv",
    "csv/thunderbird-csv/utf16_addressbook.csv", "csv/thunderbird-csv/csv_semicolon.csv",
]  # fmt: skip


def bring_in(book: Notebook, *files: Path) -> tuple[int, int, int]:
    """Import; gives what was created, updated and unchanged."""
    from notebook.exchange.importing import apply, plan

    report = apply(book, plan(book, list(files)))
    return report.created, report.updated, report.unchanged


def vcards(corpus: Path) -> list[Path]:
    return sorted((corpus / "vcard").rglob("*.vcf"))


@pytest.mark.parametrize("format", ["csv", "vcard3", "vcard4", "jscontact"])
def test_every_real_card_comes_back(corpus: Path, notebook: Callable[..., Notebook],
                                    through: Callable[..., Notebook], format: str) -> None:
    book = notebook()
    created, _, _ = bring_in(book, *vcards(corpus), *(corpus / name for name in OTHERS))
    assert created > 200
    assert book.check() == []
    same(book, through(book, format), NOT_IN_CSV if format == "csv" else frozenset())


def test_a_real_file_twice_is_a_file_once(corpus: Path, notebook: Callable[..., Notebook], thorough: bool) -> None:
    """Each in a notebook of its own, so that another file with the same UID does not come between."""
    files = [*vcards(corpus), *(corpus / name for name in OTHERS)]
    for place, file in enumerate(files if thorough else files[::6]):
        book = notebook(f"{place}.kithbook")
        created, updated, _ = bring_in(book, file)
        before = cards_of(book), book.undo_title()
        assert bring_in(book, file) == (0, 0, created + updated), file
        assert (cards_of(book), book.undo_title()) == before, file
        book.close()


def test_all_real_files_twice_are_all_files_once(corpus: Path, book: Notebook) -> None:
    """Records with one UID in several files are joined; joined again they say nothing new."""
    created, _, _ = bring_in(book, *vcards(corpus))
    before = cards_of(book)
    assert bring_in(book, *vcards(corpus)) == (0, 0, created)
    assert cards_of(book) == before


WITH_UID = "BEGIN:VCARD\r\nVERSION:4.0\r\nUID:u1\r\nFN:Ada\r\nEMAIL:ada@example.org\r\nTEL:030 1\r\nEND:VCARD\r\n"
WITHOUT = WITH_UID.replace("UID:u1\r\n", "")
TABLE = "Name,E-mail 1 - Value,Phone 1 - Value,Group Membership\r\nAda,ada@example.org,030 1,friends\r\n"
JSON = {"@type": "Card", "version": "1.0", "name": {"full": "Ada"}, "emails": {"e1": {"address": "ada@example.org"}}}


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("uid.vcf", WITH_UID), ("none.vcf", WITHOUT), ("both.vcf", WITH_UID + WITHOUT), ("twins.vcf", WITHOUT * 2),
        ("same.vcf", WITH_UID * 2), ("table.csv", TABLE), ("rows.csv", TABLE + TABLE.split("\r\n")[1] + "\r\n"),
        ("card.json", json.dumps({**JSON, "uid": "u1"})), ("cards.json", json.dumps([JSON, {**JSON, "uid": "u2"}])),
        ("twins.json", json.dumps([JSON, JSON])),
    ],
)  # fmt: skip
def test_twice_creates_nothing_with_and_without_uid(book: Notebook, tmp_path: Path, name: str, text: str) -> None:
    file = tmp_path / name
    file.write_text(text, "utf-8", newline="")
    created, _, _ = bring_in(book, file)
    assert created == {"both.vcf": 2, "twins.vcf": 2, "rows.csv": 2, "cards.json": 2, "twins.json": 2}.get(name, 1)
    before = cards_of(book)
    assert bring_in(book, file)[:2] == (0, 0)
    assert cards_of(book) == before


@pytest.mark.parametrize("text", [WITH_UID, WITHOUT])
def test_an_edit_by_hand_outlives_the_import(book: Notebook, tmp_path: Path, text: str) -> None:
    file = tmp_path / "ada.vcf"
    file.write_text(text, "utf-8", newline="")
    bring_in(book, file)
    [ada] = book.contacts.exportable()
    phone = book.contacts.get(ada).of_kind("phone")[0]
    book.contacts.edit_detail(phone.id, value="030 999")
    book.contacts.edit(ada, full_name="Ada King")
    [mail] = book.contacts.get(ada).of_kind("email")
    book.contacts.remove_detail(mail.id)
    before = cards_of(book)
    bring_in(book, file)
    after = book.contacts.get(ada)
    assert after.full_name == "Ada King"
    assert "030 999" in [d.value for d in after.of_kind("phone")]
    assert cards_of(book) == before, "the file says nothing new"


def test_who_was_deleted_by_hand_does_not_come_back_unasked(book: Notebook, tmp_path: Path) -> None:
    file = tmp_path / "ada.vcf"
    file.write_text(WITH_UID, "utf-8", newline="")
    bring_in(book, file)
    [ada] = book.contacts.exportable()
    book.contacts.delete(ada)
    first = bring_in(book, file)
    seen = len(book.contacts.exportable())
    assert (first[0] + first[1] > 0) == (seen == 1), "what the report says is what happened"
    assert bring_in(book, file)[:2] == (0, 0)
    assert len(book.contacts.exportable()) == seen
    assert book.check() == []


def test_an_undone_import_can_be_done_again(book: Notebook, tmp_path: Path) -> None:
    file = tmp_path / "ada.vcf"
    file.write_text(WITH_UID + WITHOUT, "utf-8", newline="")
    bring_in(book, file)
    before = cards_of(book)
    book.undo()
    assert cards_of(book) == []
    assert bring_in(book, file)[0] == 2
    assert cards_of(book) == before
    assert book.contacts.count(View(kind=None)) == 2 and book.check() == []
