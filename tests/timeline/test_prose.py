"""The words of an entry as they are read about one of several people: whose each clause is, what is told elsewhere."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from notebook.book import Notebook
from notebook.sentences import say
from notebook.timeline.phrases import parse
from notebook.timeline.prose import prose, told_of
from notebook.timeline.records import Entry

LINE = "visit Elif, Hugo yesterday: saw both; bought: 2 x Cargo bike 9000 EUR; want: trailer now; learned: has a dog"


@pytest.fixture
def log(book: Notebook) -> Callable[[str], Entry]:
    def kept(line: str) -> Entry:
        phrase = parse(line, clock=book.clock, people=book.contacts.named)
        with book.change(say("log")):
            entry = book.timeline.log(
                list(phrase.contacts), phrase.kind, phrase.body, promises=phrase.promises, at=phrase.at)
            book.keep_remarks(entry, phrase.remarks)
        return book.entries([entry])[0]

    return kept


@pytest.fixture
def both(book: Notebook) -> tuple[bytes, bytes]:
    return book.contacts.create("Elif Haddad"), book.contacts.create("Hugo Baker")


def test_what_belongs_to_another_has_their_name(
    book: Notebook, both: tuple[bytes, bytes], log: Callable[[str], Entry]
) -> None:
    elif_, hugo = both
    entry = log(LINE)
    assert told_of(entry, book.clock, elif_) == entry.body, "hers is hers"
    assert told_of(entry, book.clock, hugo) == (
        "saw both; Elif Haddad · bought: 2 x Cargo bike 9000 EUR; Elif Haddad · want: trailer now;"
        " Elif Haddad · learned: has a dog")  # fmt: skip
    book.wants.delete(book.wants.of(elif_)[0].id)
    [later] = book.entries([entry.id])
    assert "; want: trailer now" in told_of(later, book.clock, hugo), "words of which nothing is left are words"


def test_what_is_told_elsewhere_is_left_out(
    book: Notebook, both: tuple[bytes, bytes], log: Callable[[str], Entry]
) -> None:
    entry = log(LINE)
    told = {book.wants.of(both[0])[0].id, entry.takeaways[0].id}
    assert told_of(entry, book.clock, both[0], told) == "saw both; bought: 2 x Cargo bike 9000 EUR"
    assert told_of(entry, book.clock, both[0], {one.id for one in entry.made} | told) == "saw both"


def test_in_a_stream_of_many_one_is_clear_and_two_are_not(
    book: Notebook, both: tuple[bytes, bytes], log: Callable[[str], Entry]
) -> None:
    elif_, hugo = both
    shared, alone = log(LINE), log("call Elif: want: a bell")
    assert [shared.whose(elif_, shown) for shown in (None, elif_, hugo, b"o" * 16)] == [
        "Elif Haddad", "", "Elif Haddad", "Elif Haddad"]  # fmt: skip
    assert [alone.whose(elif_, shown) for shown in (None, elif_, b"o" * 16)] == ["", "", ""]


def test_lines_stay_lines(book: Notebook, both: tuple[bytes, bytes], log: Callable[[str], Entry]) -> None:
    log("call Elif")
    with book.change(say("log")):
        made = book.timeline.log(list(both), "call", "saw both\nwant: a bell\nleft early")
        book.wants.add(both[0], "a bell", interaction=made)
    [entry] = book.entries([made])
    assert prose(entry, book.clock) == "saw both\nleft early"
    assert told_of(entry, book.clock, both[1]) == "saw both\nElif Haddad · want: a bell\nleft early"
