"""The promise ledger (R1), on a real notebook. It is Friday, 20 November 2026."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from notebook.errors import NotFound, Refused

if TYPE_CHECKING:
    from notebook.book import Notebook

TODAY = date(2026, 11, 20)


@pytest.fixture
def ann(book: Notebook) -> bytes:
    return book.contacts.create("Ann Lee")


def test_made_and_closed(book: Notebook, ann: bytes) -> None:
    for close, state in (
        (book.promises.keep, "kept"),
        (book.promises.break_, "broken"),
        (book.promises.release, "released"),
    ):
        promise = book.promises.make(ann, " send the list ", due=date(2026, 11, 27))
        held = book.promises.get(promise)
        assert (held.text, held.direction, held.state, held.contact_name) == (
            " send the list ",
            "ours",
            "open",
            "Ann Lee",
        )
        assert held.colleague == book.colleagues.my_id() and held.colleague_name
        close(promise)
        held = book.promises.get(promise)
        assert (held.state, held.closed_on, held.open) == (state, TODAY, False)
    assert book.promises.of(ann) == []
    assert sorted(p.state for p in book.promises.of(ann, "all")) == ["broken", "kept", "released"]
    assert [p.state for p in book.promises.of(ann, "broken")] == ["broken"]


def test_closing_twice_changes_nothing(book: Notebook, ann: bytes) -> None:
    promise = book.promises.make(ann, "x")
    book.promises.keep(promise)
    book.promises.keep(promise)
    book.undo()
    assert book.promises.get(promise).open


def test_another_day_that_is_agreed_on_lies_ahead(book: Notebook, ann: bytes) -> None:
    """A promise of ours that is late is not made early again by a day that has passed too."""
    old = book.promises.make(ann, "send it", due=date(2026, 11, 1))
    with pytest.raises(Refused, match="Choose the day that you agreed on with them"):
        book.promises.renegotiate(old, date(2026, 11, 19))
    assert book.promises.get(old).open
    assert book.promises.get(book.promises.renegotiate(old, date(2026, 11, 20))).due == date(2026, 11, 20)


def test_renegotiated_is_closed_and_succeeded(book: Notebook, ann: bytes) -> None:
    entry = book.timeline.log([ann], "call", "x")
    old = book.promises.make(ann, "send it", due=date(2026, 11, 1), interaction=entry)
    new = book.promises.renegotiate(old, date(2026, 12, 1))
    assert book.promises.get(old).state == "renegotiated"
    held = book.promises.get(new)
    assert (held.state, held.succeeds, held.due, held.text, held.interaction) == (
        "open", old, date(2026, 12, 1), "send it", entry,
    )  # fmt: skip
    for refused in (
        lambda: book.promises.renegotiate(old, None),
        lambda: book.promises.keep(old),
        lambda: book.promises.reopen(old),
    ):
        with pytest.raises(Refused):
            refused()
    book.undo()
    assert book.promises.get(old).open
    with pytest.raises(NotFound):
        book.promises.get(new)


def test_a_tick_taken_back(book: Notebook, ann: bytes) -> None:
    promise = book.promises.make(ann, "x")
    book.promises.keep(promise, book.timeline.log([ann], "call", "done"))
    assert book.promises.get(promise).closed_in is not None
    book.promises.reopen(promise)
    held = book.promises.get(promise)
    assert held.open and held.closed_on is None and held.closed_in is None


def test_order_and_overdue(book: Notebook, ann: bytes) -> None:
    asked = book.promises.make(ann, "when asked")
    theirs = book.promises.make(ann, "theirs", direction="theirs", due=date(2026, 11, 1))
    soon = book.promises.make(ann, "soon", due=TODAY)
    late = book.promises.make(ann, "late", due=date(2026, 11, 19))
    bo = book.contacts.create("Bo")
    other = book.promises.make(bo, "other", due=date(2026, 11, 18))
    assert [p.id for p in book.promises.of(ann)] == [late, theirs, soon, asked]
    assert [p.id for p in book.promises.of(state="overdue")] == [other, late, theirs]
    assert [p.id for p in book.promises.rows([asked, b"0" * 16, late])] == [asked, late]
    book.contacts.delete(bo)
    assert other not in [p.id for p in book.promises.of()]


def test_edit_and_delete(book: Notebook, ann: bytes) -> None:
    promise = book.promises.make(ann, "x")
    book.promises.edit(promise, text="y", due=date(2026, 12, 3), due_from=date(2026, 12, 1), direction="theirs")
    held = book.promises.get(promise)
    assert (held.text, held.due_from, held.due, held.direction) == ("y", date(2026, 12, 1), date(2026, 12, 3), "theirs")
    with pytest.raises(TypeError):
        book.promises.edit(promise, state="kept")
    book.promises.delete(promise)
    assert book.promises.of(ann, "all") == []


def test_refused(book: Notebook, ann: bytes) -> None:
    for bad in (
        {"text": " "}, {"text": "x", "direction": "both"}, {"text": "x", "due_from": TODAY},
        {"text": "x", "due_from": TODAY, "due": date(2026, 11, 1)},
    ):  # fmt: skip
        with pytest.raises(Refused):
            book.promises.make(ann, **bad)
    with pytest.raises(NotFound):
        book.promises.make(b"0" * 16, "x")


def test_the_ledger_in_parts_is_the_whole_ledger(book: Notebook, ann: bytes) -> None:
    today = book.clock.today()
    late = book.promises.make(ann, "late", due=today - timedelta(days=3))
    later = book.promises.make(ann, "later", due=today + timedelta(days=3))
    asked = book.promises.make(ann, "when asked")
    soon = book.promises.make(ann, "today", due=today)
    theirs = book.promises.make(ann, "theirs", direction="theirs", due=today - timedelta(days=1))
    kept = book.promises.make(ann, "kept")
    book.promises.keep(kept)
    gone = book.contacts.create("Gone")
    book.promises.make(gone, "to nobody", due=today - timedelta(days=1))
    book.contacts.delete(gone)
    assert book.promises.ids("ours", "overdue") == [late]
    assert book.promises.ids("ours", "waiting") == [soon, later, asked]
    assert book.promises.ids("ours", "closed") == [kept]
    assert book.promises.ids("theirs", "overdue") == [theirs]
    assert book.promises.ids("theirs", "waiting") == book.promises.ids("theirs", "closed") == []
    assert book.promises.count() == len(book.promises.of()) == 5
