"""Credit by use: once per author, contact and day, for words that were told, outside the undo stack."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from notebook.errors import Refused
from notebook.sentences import say

if TYPE_CHECKING:
    from notebook.book import Notebook
    from tests.conftest import MovableClock

TODAY = date(2026, 11, 20)
DAY = timedelta(days=1)


@pytest.fixture
def ann(book: Notebook) -> bytes:
    return book.contacts.create("Ann Lee")


def credits(book: Notebook) -> list[tuple[Any, ...]]:
    sql = "SELECT author, contact, tbl, row, day, way FROM credit WHERE sy_live = 1 ORDER BY day, author"
    return book.db.rows(sql)


def use(book: Notebook, contact: bytes, way: str = "full") -> int:
    return book.credits.used(book.insight.brief(contact), way)


def test_a_talk_that_was_read_before_the_next_one_is_credited_once_a_day(
    book: Notebook, ann: bytes, time: MovableClock
) -> None:
    talk = book.timeline.log([ann], "call", "worried about stock", at=TODAY - DAY)
    me = book.colleagues.my_id()
    assert use(book, ann) == 1
    assert credits(book) == [(me, ann, "interaction", talk, "2026-11-20", "full")]
    assert use(book, ann) == use(book, ann, "print") == use(book, ann, "export") == 0
    assert str(book.insight.credit().text) == "Your notes were used in 1 brief this week"
    time.now += DAY
    assert use(book, ann, "print") == 1
    week = book.insight.credit()
    assert str(week.text) == "Your notes were used in 2 briefs this week" and len(week.evidence) == 2
    time.now += 6 * DAY
    assert str(book.insight.credit().text) == "Your notes were used in 1 brief this week"
    time.now += DAY
    assert book.insight.credit() is None


def test_looking_at_a_brief_writes_nothing(book: Notebook, ann: bytes) -> None:
    book.timeline.log([ann], "call", "worried about stock")
    before = book.db.value("SELECT max(n) FROM journal")
    page = book.insight.brief(ann)
    book.insight.short(page)
    book.contacts.get(ann)
    assert book.insight.credit() is None and credits(book) == []
    assert book.db.value("SELECT max(n) FROM journal") == before


def test_it_is_not_what_undo_takes_back(book: Notebook, ann: bytes) -> None:
    book.timeline.log([ann], "call", "one")
    book.timeline.log([ann], "call", "two")
    book.undo()
    mark = book.undo_mark()
    assert use(book, ann) == 1
    assert book.undo_mark() == mark
    assert str(book.redo()) == "Log a call with Ann Lee"
    assert str(book.undo()) == "Log a call with Ann Lee"
    assert len(credits(book)) == 1
    assert not book.check()


def test_everybody_whose_words_are_shown_is_credited(book: Notebook, ann: bytes) -> None:
    with_words = {
        "Marta": lambda: book.contacts.edit(ann, stands_for="fair trade"),
        "Leo": lambda: book.contacts.add_detail(ann, "interest", "saddles"),
        "Pia": lambda: book.wants.add(ann, "a second shop", words_said="in town"),
        "Uwe": lambda: book.relations.add(ann, "daughter", name="Inês"),
        "Kai": lambda: book.closing.close(book.timeline.log([ann], "call", ""), "likes tea", "ask", contact=ann),
    }
    ids = {}
    for name, write in with_words.items():
        ids[name] = book.colleagues.i_am(name)
        write()
    book.colleagues.i_am("Nora")
    book.promises.make(ann, "the list")
    book.favours.gave(ann, "advice")
    book.permissions.record(ann, "email", "", "granted")
    assert use(book, ann, "export") == 5
    assert {row[0] for row in credits(book)} == set(ids.values())
    assert book.insight.credit() is None
    book.colleagues.i_am("Leo")
    assert str(book.insight.credit().text) == "Your notes were used in 1 brief this week"


def test_who_wrote_what_is_shown_and_not_who_made_the_row(book: Notebook, ann: bytes) -> None:
    marta = book.colleagues.i_am("Marta")
    talk = book.timeline.log([ann], "call", "wrong")
    leo = book.colleagues.i_am("Leo")
    book.timeline.edit(talk, text="right")
    assert use(book, ann) == 1
    assert [row[0] for row in credits(book)] == [leo]
    book.undo()
    assert use(book, ann) == 1
    assert {row[0] for row in credits(book)} == {leo, marta}


def test_a_file_gets_no_credit(book: Notebook, ann: bytes) -> None:
    with book.journal.change(say("Import"), source="import:people.vcf") as draft:
        draft.set("contact", ann, {"stands_for": "fair trade"})
    with book.journal.batch(say("Import"), source="import:people.vcf") as batch, batch.change() as draft:
        draft.insert("detail", b"d" * 16, {"contact": ann, "kind": "interest", "value": "saddles"})
    assert len(book.insight.brief(ann).lines) == 2
    assert use(book, ann) == 0
    with book.journal.batch(say("Edit many")) as batch, batch.change() as draft:
        draft.insert("detail", b"e" * 16, {"contact": ann, "kind": "interest", "value": "felt"})
    assert use(book, ann) == 1


def test_an_offer_uses_the_want_it_answers(book: Notebook, ann: bytes) -> None:
    want = book.wants.add(ann, "a second shop")
    book.offers.make(ann, "ten stands", want=want)
    assert [(row[2], row[3], row[5]) for row in credits(book)] == [("want", want, "offer")]
    assert str(book.undo()) == "Note an offer to Ann Lee"
    assert credits(book) == []
    with book.change(say("All at once")):
        book.offers.make(ann, "ten stands", want=book.wants.add(ann, "a bell"))
    assert len(credits(book)) == 1


def test_only_reading_leaves_everything_as_it_is(
    book: Notebook, ann: bytes, notebook: Callable[..., Notebook], tmp_path: Any
) -> None:
    from notebook.book import Notebook as Book

    book.timeline.log([ann], "call", "worried about stock")
    book.close()
    reading = Book.open(tmp_path / "test.kithbook", state=tmp_path / "other", clock=book.clock, read_only=True)
    try:
        assert use(reading, ann) == 0 and credits(reading) == []
    finally:
        reading.close()


def test_a_way_nobody_knows(book: Notebook, ann: bytes) -> None:
    with pytest.raises(Refused):
        use(book, ann, "glance")
