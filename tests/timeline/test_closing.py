"""Closing an interaction (T3), on a real notebook. It is Friday, 20 November 2026."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from notebook.errors import NotFound, Refused
from notebook.timeline.records import PromiseDraft

if TYPE_CHECKING:
    from notebook.book import Notebook


@pytest.fixture
def ann(book: Notebook) -> bytes:
    return book.contacts.create("Ann Lee")


def test_three_lines_in_one_change(book: Notebook, ann: bytes) -> None:
    bo = book.contacts.create("Bo")
    entry = book.timeline.log([ann, bo], "visit", "looked at the shop", at=date(2026, 11, 2))
    made = book.closing.close(entry, learned=" her lease ends in May ", next_time="ask about the lease",
                              promises=[PromiseDraft("send the list", date(2026, 11, 27))])  # fmt: skip
    assert len(made) == 3
    [item] = book.closing.waiting(ann)
    assert (item.text, item.contact_name, item.interaction, item.day) == (
        "ask about the lease", "Ann Lee", entry, date(2026, 11, 2))  # fmt: skip
    assert [one.text for one in book.closing.learned(ann)] == ["her lease ends in May"]
    assert [p.interaction for p in book.promises.of(ann)] == [entry]
    assert {one.kind for one in book.closing.of_entries([entry])[entry]} == {"learned", "next"}
    assert book.closing.waiting(bo) == []
    book.undo()
    assert book.closing.waiting() == [] == book.closing.learned() == book.promises.of(ann)


def test_nothing_is_nothing(book: Notebook, ann: bytes) -> None:
    entry = book.timeline.log([ann], "call", "x")
    title = book.undo_title()
    assert book.closing.close(entry, " ", "") == []
    assert book.undo_title() == title


def test_waits_until_used(book: Notebook, ann: bytes) -> None:
    first = book.closing.next_time(ann, "ask how Mia's concert was")
    second = book.closing.next_time(ann, "bring the catalogue")
    entry = book.timeline.log([ann], "call", "x")
    book.closing.use([first], entry)
    assert [item.id for item in book.closing.waiting(ann)] == [second]
    used = book.closing.get(first)
    assert (used.state, used.used_on, used.used_in) == ("used", date(2026, 11, 20), entry)
    book.closing.drop([second])
    assert book.closing.waiting() == []
    book.closing.reopen([first])
    book.closing.edit(first, "ask about the concert")
    assert [(item.text, item.used_in) for item in book.closing.waiting()] == [("ask about the concert", None)]
    book.closing.delete(first)
    assert book.closing.waiting() == []


def test_refused(book: Notebook, ann: bytes) -> None:
    entry = book.timeline.log([ann], "call", "x")
    with pytest.raises(Refused):
        book.closing.close(entry, "x", contact=book.contacts.create("Bo"))
    with pytest.raises(Refused):
        book.closing.next_time(ann, " ")
    with pytest.raises(NotFound):
        book.closing.close(b"0" * 16, "x")
    with pytest.raises(NotFound):
        book.closing.use([b"0" * 16])
    book.contacts.delete(ann)
    with pytest.raises(NotFound):
        book.closing.close(entry, "x")
