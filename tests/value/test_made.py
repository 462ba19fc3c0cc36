"""What an entry shows of the records that it made, and its words without the clauses that say them again.

It is Friday, 20 November 2026.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from notebook.sentences import say
from notebook.timeline.phrases import parse
from notebook.timeline.prose import prose
from notebook.timeline.records import Entry

if TYPE_CHECKING:
    from notebook.book import Notebook


@pytest.fixture
def ann(book: Notebook) -> bytes:
    return book.contacts.create("Ann Lee")


def logged(book: Notebook, line: str) -> bytes:
    phrase = parse(line, clock=book.clock, people=book.contacts.named)
    with book.change(say("log")):
        entry = book.timeline.log(list(phrase.contacts), phrase.kind, phrase.body, promises=phrase.promises)
        book.keep_remarks(entry, phrase.remarks)
    return entry


def told(book: Notebook, entry: bytes) -> Entry:
    return book.entries([entry])[0]


LINE = (
    "call Ann: she likes it. want: cargo trailer within 3 months; promise: send the list by Friday; story: it held"
    " (Stand); bought: 4 x Stand 1120 EUR; gave: an introduction to Bo; they asked: advice on tyres; learned: likes"
    " numbers; next time: ask for the play"
)


def test_everything_that_clauses_made_is_named_with_its_row(book: Notebook, ann: bytes) -> None:
    entry = told(book, logged(book, LINE))
    said = {str(one.said): (one.table, one.contact) for one in entry.made}
    assert said == {
        "want: cargo trailer, by 2027-02-20": ("want", ann), "story about Stand: it held": ("story", ann),
        "bought: 4 x Stand, 1120 EUR": ("purchase", ann), "gave: an introduction to Bo": ("favour", ann),
        "they asked: advice on tyres": ("favour", ann),
    }  # fmt: skip
    assert entry.made[0].id == book.wants.of(ann)[0].id
    assert [one.text for one in entry.takeaways] == ["likes numbers", "ask for the play"]


def test_the_row_shows_prose_and_the_data_keep_every_word(book: Notebook, ann: bytes) -> None:
    entry = told(book, logged(book, LINE))
    assert prose(entry, book.clock) == "she likes it."
    assert "want: cargo trailer within 3 months" in entry.body and "next time: ask for the play" in entry.body


@pytest.mark.parametrize(("body", "shown"), [
    ("We talked - want: a trailer; and the weather was fine", "We talked; and the weather was fine"),
    ("want: a trailer\nsecond line", "second line"),
    ("want: a trailer", ""),
    ("nothing special", "nothing special"),
    ("https://example.org: seen; want: a trailer", "https://example.org: seen"),
])  # fmt: skip
def test_prose_reads_on(book: Notebook, ann: bytes, body: str, shown: str) -> None:
    assert prose(told(book, logged(book, f"call Ann: {body}")), book.clock) == shown


def test_a_clause_whose_record_is_gone_or_reads_otherwise_stays(book: Notebook, ann: bytes) -> None:
    row = logged(book, "call Ann: hello; want: a trailer within 3 months")
    want = book.wants.of(ann)[0].id
    book.wants.edit(want, text="a blue trailer")
    entry = told(book, row)
    assert prose(entry, book.clock) == entry.body and str(entry.made[0].said).startswith("want: a blue trailer")
    book.wants.delete(want)
    entry = told(book, row)
    assert entry.made == () and prose(entry, book.clock) == entry.body


def test_their_own_words_stand_with_the_want(book: Notebook, ann: bytes) -> None:
    entry = told(book, logged(book, 'call Ann: want: a second shop "a corner one, with light"!'))
    assert str(entry.made[0].said) == "want: a second shop – “a corner one, with light”"
    assert prose(entry, book.clock) == ""


def test_a_want_that_is_met_says_so_and_a_merged_contact_keeps_it(book: Notebook, ann: bytes) -> None:
    row = logged(book, "call Ann: want: a trailer")
    book.wants.meet(book.wants.of(ann)[0].id)
    [made] = told(book, row).made
    assert (str(made.said), made.closed) == ("want: a trailer · met", True)


def test_long_words_are_cut_and_others_entries_are_left_alone(book: Notebook, ann: bytes) -> None:
    bo = book.contacts.create("Bo")
    row = logged(book, "call Ann: story: " + "very " * 100 + "long")
    other = book.timeline.log([bo], "note", "x")
    entries = book.entries([other, row])
    assert entries[0].made == () and str(entries[1].made[0].said).endswith("very…")
    assert len(str(entries[1].made[0].said)) < 110
