"""A line of the grammar in a brief: what has a line of its own is said once, and nobody is given what another said."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from notebook.insight.shortened import short
from notebook.sentences import say
from notebook.timeline.phrases import parse

if TYPE_CHECKING:
    from collections.abc import Callable

    from notebook.book import Notebook
    from notebook.insight.records import Brief
    from tests.conftest import MovableClock

FIRST = date(2026, 11, 16)


@pytest.fixture
def log(book: Notebook) -> Callable[..., bytes]:
    def kept(line: str, at: date | None = FIRST) -> bytes:
        phrase = parse(line, clock=book.clock, people=book.contacts.named)
        with book.change(say("log")):
            entry = book.timeline.log(
                list(phrase.contacts), phrase.kind, phrase.body, promises=phrase.promises, at=at)
            book.keep_remarks(entry, phrase.remarks)
        return entry

    return kept


def told(page: Brief, key: str) -> list[str]:
    return [str(line.text) for section in page.sections if section.key == key for line in section.lines]


def test_what_has_a_line_of_its_own_is_not_said_twice(book: Notebook, log: Callable[..., bytes]) -> None:
    ben = book.contacts.create("Ben Carter")
    log("call Ben: asked how we are; learned: likes rye bread; want: a bell; next time: the dog; story: fell off;"
        " bought: 2 x pump 9 EUR")  # fmt: skip
    page = book.insight.brief(ben)
    assert told(page, "last") == [
        "Call on 2026-11-16: asked how we are; story: fell off; bought: 2 x pump 9 EUR", "Learned: likes rye bread"]
    assert len(told(page, "wants")) == len(told(page, "next")) == 1
    book.wants.meet(book.wants.of(ben)[0].id)
    assert "want: a bell" in told(book.insight.brief(ben), "last")[0], "it has no line of its own any more"


def test_a_talk_of_clauses_alone_is_still_the_last_talk(book: Notebook, log: Callable[..., bytes]) -> None:
    ben = book.contacts.create("Ben Carter")
    log("call Ben: learned: likes rye bread")
    assert told(book.insight.brief(ben), "last") == ["Call on 2026-11-16", "Learned: likes rye bread"]


def test_news_says_a_story_once(book: Notebook, log: Callable[..., bytes]) -> None:
    ben = book.contacts.create("Ben Carter")
    log("call Ben: hello")
    log("note Ben: wrote again; story: fell off", FIRST.replace(day=18))
    assert told(book.insight.brief(ben), "news") == ["Note on 2026-11-18: wrote again", "They told: fell off"]


def test_before_the_talk_nobody_is_given_what_another_said(book: Notebook, log: Callable[..., bytes]) -> None:
    elif_, hugo = (book.contacts.create(name) for name in ("Elif Haddad", "Hugo Baker"))
    works = book.contacts.create("Repair Works", kind="org")
    book.contacts.add_role(hugo, works)
    line = "saw both; bought: 2 x Cargo bike 9000 EUR; learned: has a dog"
    log(f"visit Elif, Hugo: {line}")
    named = "saw both; Elif Haddad · bought: 2 x Cargo bike 9000 EUR; Elif Haddad · learned: has a dog"
    assert told(book.insight.brief(hugo), "last") == [f"Visit on 2026-11-16: {named}"]
    assert told(book.insight.brief(works), "last") == [f"Visit with Hugo Baker on 2026-11-16: {named}"]
    assert told(book.insight.brief(elif_), "last") == [
        "Visit on 2026-11-16: saw both; bought: 2 x Cargo bike 9000 EUR", "Learned: has a dog"]


def test_an_offer_is_told_by_what_was_offered(book: Notebook, log: Callable[..., bytes]) -> None:
    ben = book.contacts.create("Ben Carter")
    log("call Ben: hello")
    want = book.wants.add(ben, "a bell")
    book.offers.make(ben, "Hello Ben,\n\nYou would like a bell.\n\nWe can offer you: two bells.\n\nMarta", want=want,
                     channel="email", override="he asked")
    [line] = told(book.insight.brief(ben), "news")
    assert line.startswith("Offer on 2026-11-20, by e-mail: two bells. ") and "Hello" not in line
    assert told(book.insight.brief(ben), "next") == [
        "Ask about the offer: two bells, offered on 2026-11-20, no answer yet"]


def test_what_was_promised_to_another_who_was_there_is_a_line_of_the_talk(
    book: Notebook, log: Callable[..., bytes]
) -> None:
    annika, anna = (book.contacts.create(name) for name in ("Annika Roth", "Anna Sund"))
    works = book.contacts.create("Repair Works", kind="org")
    book.contacts.add_role(anna, works)
    entry = log("lunch with Annika and Anna: they plan a wedding; promise: quote by 27 nov; they promise: two names")
    quote, names = (one.id for one in book.promises.of(annika))
    page = book.insight.brief(anna)
    beside = ["You promised Annika Roth: quote, by 2026-11-27", "Annika Roth promised: two names, when asked"]
    assert told(page, "last") == ["Meeting on 2026-11-16: they plan a wedding", *beside]
    assert told(page, "promises") == [], "it is no promise to her"
    [ours, theirs] = [line for line in page.lines if line.kind.startswith("beside-")]
    assert (ours.evidence, theirs.evidence) == ((quote, entry), (names, entry))
    assert told(book.insight.brief(works), "last")[1:] == beside
    assert told(book.insight.brief(annika), "last") == ["Meeting on 2026-11-16: they plan a wedding"]
    book.promises.keep(quote)
    assert told(book.insight.brief(anna), "last")[1:] == beside[1:], "it was kept"


def test_so_it_stands_with_what_is_news_and_what_is_planned(book: Notebook, log: Callable[..., bytes]) -> None:
    annika, anna = (book.contacts.create(name) for name in ("Annika Roth", "Anna Sund"))
    marta = book.colleagues.introduce("Marta")
    log("call Anna: hello")
    note = log("note Annika, Anna: wrote to both", FIRST.replace(day=18))
    book.promises.make(annika, "a map", due=date(2026, 11, 19), interaction=note, colleague=marta)
    plan = log("visit Annika, Anna: the tasting", date(2026, 11, 25))
    book.promises.make(annika, "glasses", due=date(2026, 11, 25), interaction=plan)
    page = book.insight.brief(anna)
    assert told(page, "news") == ["Note on 2026-11-18: wrote to both",
                                  "Marta promised Annika Roth: a map, due 2026-11-19, 1 day late"]
    assert [line.late for line in page.lines if line.kind.startswith("beside-")] == [False, True]
    assert told(page, "next")[1] == "You promised Annika Roth: glasses, by 2026-11-25"


def test_what_became_of_a_promise_since_the_last_talk_is_told(
    book: Notebook, log: Callable[..., bytes], time: MovableClock
) -> None:
    ben = book.contacts.create("Ben Carter")
    works = book.contacts.create("Repair Works", kind="org")
    book.contacts.add_role(ben, works)
    marta = book.colleagues.introduce("Marta")
    book.promises.break_(book.promises.make(ben, "an old one"))
    time.now += timedelta(hours=1)
    entry = log("call Ben: hello; promise: the list by 2026-11-18; they promise: the menu; promise: a bell; promise: x",
                None)  # fmt: skip
    assert told(book.insight.brief(ben), "news") == [], "closed before the talk of that day"
    held = {one.text: one.id for one in book.promises.of(ben)}
    late, theirs, bell, let_go = (held[text] for text in ("the list", "the menu", "a bell", "x"))
    hers = book.promises.make(ben, "glue", due=date(2026, 11, 19), colleague=marta)
    time.now += timedelta(hours=1)
    note = book.timeline.log([ben], "note", "here it is")
    book.promises.keep(book.promises.make(ben, "said in the talk"), entry)
    book.promises.break_(late)
    book.promises.break_(theirs)
    book.promises.keep(bell, note)
    book.promises.keep(hers)
    book.promises.release(let_go)
    page = book.insight.brief(ben)
    broken = ["You broke your promise: the list, due 2026-11-18", "They broke their promise: the menu"]
    lines = {*broken, "You kept your promise: a bell, on 2026-11-20", "Marta kept the promise: glue, on 2026-11-20",
             "Your promise was released on 2026-11-20: x"}  # fmt: skip
    assert told(page, "news")[:2] == broken and told(page, "promises") == []
    assert set(told(page, "news")) == {*lines, "Note on 2026-11-20: here it is"}
    assert broken[0] in [str(line.text) for line in short(page, 1)]
    assert [line.evidence for line in page.lines if line.kind == "kept" and "bell" in str(line.text)] == [(bell, note)]
    assert set(told(book.insight.brief(works), "news")) >= {f"Ben Carter: {line}" for line in lines}
    time.now += timedelta(hours=1)
    log("call Ben: spoke of it", None)
    assert told(book.insight.brief(ben), "news") == []


def test_without_a_talk_a_broken_word_is_told_for_a_year(book: Notebook, time: MovableClock) -> None:
    ben = book.contacts.create("Ben Carter")
    book.promises.keep(book.promises.make(ben, "a bell"))
    book.promises.break_(book.promises.make(ben, "the list"))
    assert told(book.insight.brief(ben), "news") == ["You broke your promise: the list"]
    time.now += timedelta(days=366)
    assert told(book.insight.brief(ben), "news") == []


def test_a_promise_that_was_moved_since_the_last_talk_says_its_first_day_and_how_often(
    book: Notebook, log: Callable[..., bytes], time: MovableClock
) -> None:
    ben = book.contacts.create("Ben Carter")
    log("call Ben: hello; promise: quote by 2026-11-21; they promise: menu by 2026-11-22", None)
    quote, menu = book.promises.of(ben)
    time.now += timedelta(days=5)
    second = book.promises.renegotiate(quote.id, date(2026, 11, 27))
    theirs = book.promises.renegotiate(menu.id, None)
    page = book.insight.brief(ben)
    assert sorted(told(page, "news")) == [
        "Their promise was moved on 2026-11-25: menu, when asked, first due 2026-11-22, moved once",
        "Your promise was moved on 2026-11-25: quote, by 2026-11-27, first due 2026-11-21, moved once"]  # fmt: skip
    assert {line.evidence[:2] for line in page.lines if line.kind == "moved"} == {
        (second, quote.id), (theirs, menu.id)}  # fmt: skip
    third = book.promises.renegotiate(second, date(2026, 12, 4))
    again = [line for line in told(book.insight.brief(ben), "news") if "quote" in line]
    assert [line.split(": ")[1] for line in again] == ["quote, by 2026-12-04, first due 2026-11-21, moved 2 times"]
    book.promises.break_(third)
    assert told(book.insight.brief(ben), "news")[0] == (
        "You broke your promise: quote, due 2026-12-04, first due 2026-11-21, moved 2 times")
    time.now += timedelta(days=1)
    talk = log("call Ben: about the quote", None)
    assert told(book.insight.brief(ben), "news") == []
    time.now += timedelta(hours=1)
    later = book.promises.renegotiate(book.promises.make(ben, "a map"), date(2026, 12, 20))
    assert len(told(book.insight.brief(ben), "news")) == 1
    book.promises.keep(later, talk)
    assert told(book.insight.brief(ben), "news") == [], "that it was kept was said in the talk"


def test_a_promise_that_was_moved_says_from_when(book: Notebook, log: Callable[..., bytes]) -> None:
    ben = book.contacts.create("Ben Carter")
    first = book.promises.make(ben, "quote", due=date(2026, 11, 19))
    second = book.promises.renegotiate(first, date(2026, 11, 27))
    assert told(book.insight.brief(ben), "promises") == ["You promised: quote, by 2026-11-27, moved from 2026-11-19"]
    book.promises.renegotiate(second, date(2026, 12, 4))
    assert told(book.insight.brief(ben), "promises") == ["You promised: quote, by 2026-12-04, moved from 2026-11-19"]
    ask = book.promises.make(ben, "a map")
    book.promises.renegotiate(ask, date(2026, 12, 5))
    assert told(book.insight.brief(ben), "promises")[1:] == ["You promised: a map, by 2026-12-05"]
