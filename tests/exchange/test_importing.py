"""What happens between the plan of an import and its application does no harm; a plan cannot be changed."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from notebook.book import Notebook
from notebook.errors import StorageFailed
from notebook.exchange import importing
from notebook.storage.files import whole


def card(uid: str, name: str, more: str = "") -> str:
    return f"BEGIN:VCARD\nVERSION:4.0\nUID:{uid}\nFN:{name}\n{more}END:VCARD\n"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "two.vcf"
    path.write_text(card("ada", "Ada Byron", "NOTE:from the file\n") + card("bo", "Bo Bell"))
    return path


def test_who_was_made_meanwhile_is_brought_up_to_date(book: Notebook, path: Path) -> None:
    planned = importing.plan(book, [path])
    assert planned.created == 2
    importing.apply(book, importing.plan(book, [path]))  # another window was quicker
    ada = book.contacts.find("Ada Byron")
    book.contacts.edit(ada, full_name="Ada Lovelace")
    report = importing.apply(book, planned)
    assert (report.batch, report.created, report.updated, report.unchanged) == (None, 0, 0, 2)
    assert book.contacts.get(ada).name == "Ada Lovelace"  # what a person typed stays
    assert str(book.undo_title()) == "Change Ada Byron"


def test_who_was_changed_or_deleted_meanwhile(book: Notebook, path: Path) -> None:
    importing.apply(book, importing.plan(book, [path]))
    ada, bo = book.contacts.find("Ada Byron"), book.contacts.find("Bo Bell")
    newer = [card("ada", "Ada Byron", "EMAIL:ada@example.com\n"), card("bo", "Bo Bell", "EMAIL:b@example.com\n")]
    path.write_text("".join(newer))
    planned = importing.plan(book, [path])
    assert planned.updated == 2
    book.contacts.add_detail(ada, "email", "ada@example.com")
    book.contacts.delete(bo)
    report = importing.apply(book, planned)
    assert (report.created, report.updated, report.unchanged) == (1, 0, 1)
    assert [detail.value for detail in book.contacts.get(bo).details] == ["b@example.com"]


def test_a_plan_cannot_be_changed(book: Notebook, path: Path) -> None:
    planned = importing.plan(book, [path])
    with pytest.raises(dataclasses.FrozenInstanceError):
        planned.created = 0  # type: ignore[misc]
    with pytest.raises(dataclasses.FrozenInstanceError):
        planned.items[0].action = "unchanged"  # type: ignore[misc]


def test_a_file_appears_only_when_it_is_whole(tmp_path: Path, book: Notebook) -> None:
    place = tmp_path / "out.csv"
    place.write_text("before")
    with pytest.raises(RuntimeError), whole(place) as draft:
        draft.write_text("half")
        raise RuntimeError
    assert place.read_text() == "before" and [p.name for p in tmp_path.iterdir() if p.name.startswith(".out")] == []
    with whole(place) as draft:
        draft.write_text("all of it")
        assert place.read_text() == "before" and draft.stat().st_mode & 0o777 == 0o600
    assert place.read_text() == "all of it"
    with pytest.raises(StorageFailed):
        book.db.backup(tmp_path / "no folder" / "x.kithbook")
