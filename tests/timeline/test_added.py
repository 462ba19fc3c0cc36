"""What is written into an entry afterwards: new pieces are found, what stood there is never read again.

The clock of these tests stands at Friday 20 November 2026.
"""

from __future__ import annotations

from datetime import date

import pytest

from notebook.timeline.added import Additions, cut
from notebook.timeline.bought import PurchaseDraft
from notebook.timeline.records import PromiseDraft
from notebook.timeline.remarks import TakeawayDraft, WantDraft


@pytest.fixture
def read(clock):
    return lambda before, now: Additions(before, clock).read(now)


def test_pieces_written_behind_the_words_are_read_as_in_the_line(read):
    found = read("He was happy", "He was happy; want: rose magnum; promise: call him by friday; bought: 3 x rack 9 EUR")
    assert found.promises == (PromiseDraft("call him", date(2026, 11, 27)),)
    assert [type(one) for one in found.remarks] == [WantDraft, PurchaseDraft]
    assert found.text == "He was happy; want: rose magnum; bought: 3 x rack 9 EUR"
    assert [chip.kind for chip in (*found.promised, *found.said)] == ["promise", "want", "purchase"]


@pytest.mark.parametrize("now", [
    "x; want: rose; promise: call",
    "y, x; promise: call; want: rose",  # moved
    "x;  Want:  rose. promise: call",  # other letters
])  # fmt: skip
def test_what_stood_there_is_not_made_twice(read, now):
    found = read("x; want: rose; promise: call", now)
    assert not (found.promises or found.remarks or found.reworded)
    assert found.text == now


def test_words_of_a_piece_that_stood_there_are_only_words(read):
    found = read("x; want: rose magnun", "x; want: rose magnum within 3 moths; next time: ask")
    assert found.remarks == (TakeawayDraft("next", "ask"),)
    assert [chip.kind for chip in found.reworded] == ["want"]
    assert not found.doubts  # it is not read, so nothing of it was not understood


def test_the_same_once_more_or_something_else_in_its_place_is_new(read):
    assert read("x; want: rose", "x; want: rose; want: rose").remarks == (WantDraft("rose"),)
    assert read("x; want: rose", "x; want: 40 kegs").remarks == (WantDraft("40 kegs"),)
    assert read("x; wnat: rose", "x; want: rose").remarks == (WantDraft("rose"),)


def test_only_what_is_new_is_missing_or_doubted(read):
    before = "x; wnat: a; promise:"
    assert not read(before, f"y {before}").doubts and not read(before, f"y {before}").missing
    found = read(before, f"{before}; promsie: b; want:")
    assert [one.text for one in found.doubts] == ["promsie:"] and len(found.missing) == 1


@pytest.mark.parametrize(("typed", "left"), [
    ("a\n- promise: call\n- want: b", "a\n- want: b"),
    ("promise: call by friday; a", "a"),
    ("a. promise: call by friday. Then he went", "a. Then he went"),
    ("a; promise: call; b", "a; b"),
    ("a\npromise: call\nb", "a\nb"),
    ("a\n\nb\npromise: call", "a\n\nb"),
    ("😀 a; promise: 😀 c; b", "😀 a; b"),
    ("promise: call", ""),
])  # fmt: skip
def test_a_promise_goes_out_of_the_words_and_nothing_else_does(read, typed, left):
    found = read("", typed)
    assert len(found.promises) == 1 and found.text == left
    assert cut(typed, *found.promised) == left
