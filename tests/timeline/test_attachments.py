"""Files kept with an entry: stored, listed, read back, removed, undone."""

from __future__ import annotations

from pathlib import Path

import pytest

from notebook.book import Notebook
from notebook.errors import NotFound, Refused
from notebook.timeline import attachments


def test_a_file_stays_with_its_entry(book: Notebook, tmp_path: Path) -> None:
    ada = book.contacts.create("Ada Lovelace")
    entry = book.timeline.log([ada], "meeting", "showed the plan")
    other = book.timeline.log([ada], "call", "no file")
    plan = tmp_path / "plan <b>&.pdf"
    plan.write_bytes(b"%PDF \0\xff")
    kept = book.timeline.attachments.add(entry, plan)
    plan.unlink()
    (shown,) = book.timeline.get(entry).attachments
    assert (shown.id, shown.name, shown.media_type, shown.size) == (kept, "plan <b>&.pdf", "application/pdf", 7)
    assert book.timeline.get(other).attachments == ()
    assert book.timeline.attachments.read(kept) == b"%PDF \0\xff"
    assert str(book.undo()) == "Attach plan <b>&.pdf"
    assert book.timeline.get(entry).attachments == ()
    with pytest.raises(NotFound):
        book.timeline.attachments.read(kept)
    book.redo()
    book.timeline.attachments.remove(kept)
    assert book.timeline.get(entry).attachments == ()
    book.undo()
    assert book.timeline.attachments.read(kept) == b"%PDF \0\xff"
    assert book.check() == []


def test_what_cannot_be_kept_is_a_sentence(book: Notebook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    entry = book.timeline.log([book.contacts.create("Ada Lovelace")], "note", "a note")
    with pytest.raises(NotFound, match="There is no file"):
        book.timeline.attachments.add(entry, tmp_path / "gone.pdf")
    film = tmp_path / "film.mp4"
    film.write_bytes(b"12345")
    monkeypatch.setattr(attachments, "LIMIT", 4)
    with pytest.raises(Refused, match="larger than 8 MB"):
        book.timeline.attachments.add(entry, film)
    book.timeline.delete(entry)
    monkeypatch.setattr(attachments, "LIMIT", 9)
    with pytest.raises(NotFound, match="no such entry"):
        book.timeline.attachments.add(entry, film)
