"""What does not fit: circles, contradictions, the deleted, leap days, thousands of relations. Never a traceback."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from notebook.errors import NotFound, Refused
from notebook.sentences import say

if TYPE_CHECKING:
    from notebook.book import Notebook
    from tests.conftest import MovableClock

TODAY = date(2026, 11, 20)
DAY = timedelta(days=1)


@pytest.fixture
def ann(book: Notebook) -> bytes:
    return book.contacts.create("Ann Lee")


def told(book: Notebook, contact: bytes) -> list[str]:
    return [str(line.text) for line in book.insight.brief(contact).lines]


def judged(book: Notebook, contact: bytes) -> None:
    """Everything that can be asked about somebody has an answer."""
    book.insight.brief(contact)
    book.insight.health(contact)
    book.insight.measures(contact)
    book.insight.balance(contact)
    book.insight.listening(contact)
    book.insight.check(contact, channel="email")
    book.completeness(contact)
    book.insight.today()
    book.insight.demand()


def test_relations_in_a_circle_and_with_oneself(book: Notebook, ann: bytes) -> None:
    bo, cy = book.contacts.create("Bo"), book.contacts.create("Cy")
    for one, other in ((ann, bo), (bo, cy), (cy, ann)):
        book.relations.add(one, "parent", other)
    with book.change(say("Of an older program")) as draft:
        draft.insert("relation", b"r" * 16, {"contact": ann, "other": ann, "kind": "friend"})
    for who in (ann, bo, cy):
        judged(book, who)
    assert sum("Bo" in line for line in told(book, ann)) == 1


def test_somebody_who_introduced_themselves(book: Notebook, ann: bytes) -> None:
    with book.change(say("Of an older program")) as draft:
        draft.set("contact", ann, {"met_through": ann, "met_on": "no date at all"})
    judged(book, ann)
    assert any(line.startswith("How we met") for line in told(book, ann))


def test_an_organisation_without_people(book: Notebook) -> None:
    where = book.contacts.create("Engines", kind="org")
    judged(book, where)
    assert told(book, where) == [] and book.completeness(where).percent == 0
    want = book.wants.add(where, "ten stands")
    assert str(book.insight.check(where, want=want).text).startswith("Hello Engines,")


def test_a_promise_to_somebody_deleted(book: Notebook, ann: bytes) -> None:
    book.promises.make(ann, "the list", due=TODAY - DAY)
    book.wants.add(ann, "a bell")
    book.contacts.delete(ann)
    assert book.insight.today() == [] and book.insight.demand().total == 0
    for ask in (book.insight.brief, book.insight.health, book.insight.check, book.completeness):
        with pytest.raises(NotFound):
            ask(ann)
    book.undo()
    assert told(book, ann)[0].startswith("You promised: the list")


def test_dates_that_contradict_each_other(book: Notebook, ann: bytes) -> None:
    want = book.wants.add(ann, "a bell", due=TODAY + DAY, revisit=TODAY + 99 * DAY)
    with book.change(say("Of an older program")) as draft:
        draft.set("want", want, {"day": "2030-01-01", "revisit": "2020-13-45", "due": "soon", "horizon": "never"})
        kept = {"due_from": "2027-05-01", "due": "2026-01-01", "state": "kept", "closed_on": "1990-01-01"}
        draft.insert("promise", b"p" * 16, {"contact": ann, "direction": "ours", **kept})
        draft.insert("offer", b"o" * 16, {"contact": ann, "want": want, "text": "x", "state": "made", "day": "later"})
    judged(book, ann)
    [pool] = book.insight.demand().pools
    assert (pool.people, pool.soonest, pool.horizons["someday"]) == (1, None, 1)
    assert [one.id for one in book.insight.quotes(pool.key)] == [want]


def test_a_permission_that_expires_today_still_counts_today(
    book: Notebook, ann: bytes, time: MovableClock
) -> None:
    book.permissions.record(ann, "email", "offers", "granted", expires=TODAY)
    colours = []
    for _ in range(2):
        found = book.insight.check(ann, channel="email")
        colours += [one.colour for one in found.checks if one.name == "permission"]
        time.now += DAY
    assert colours == ["green", "red"]


def test_wants_of_what_is_no_product_any_more(book: Notebook, ann: bytes) -> None:
    stand = book.products.add("Stand")
    want = book.wants.add(ann, "two", product=stand)
    with book.change(say("Of another laptop")) as draft:
        draft.insert("want", b"w" * 16, {"contact": ann, "text": "three", "product": b"?" * 16, "state": "open"})
        draft.insert("want", b"v" * 16, {"contact": ann, "state": "open"})
    book.products.delete(stand)
    assert sorted((pool.name, pool.people) for pool in book.insight.demand().pools) == [("Stand", 1), ("three", 1)]
    judged(book, ann)
    assert book.insight.check(ann, want=want).want == want


def test_a_birthday_on_the_29th_of_february(book: Notebook, ann: bytes, time: MovableClock) -> None:
    book.contacts.add_date(ann, "birth", "2000-02-29")
    for now, day, age in ((datetime(2027, 2, 20, 9, tzinfo=UTC), "2027-02-28", 27),
                          (datetime(2028, 2, 20, 9, tzinfo=UTC), "2028-02-29", 28)):  # fmt: skip
        time.now = now
        assert told(book, ann) == [f"Birthday on {day}, turns {age}"]
    time.now = datetime(2028, 2, 29, 9, tzinfo=UTC)
    book.wants.add(ann, "a bell")
    judged(book, ann)
    assert book.insight.balance(ann).since == date(2027, 3, 1)


def test_five_thousand_relations(book: Notebook, ann: bytes) -> None:
    with book.change(say("Many")) as draft:
        for number in range(5000):
            kind = "sibling" if number < 20 else "friend"
            draft.insert("relation", number.to_bytes(16), {"contact": ann, "name": f"Friend {number}", "kind": kind})
    judged(book, ann)
    assert len([line for line in book.insight.brief(ann).lines if line.kind == "family"]) == 20
    assert book.credits.used(book.insight.brief(ann), "full") == 1


def test_text_that_is_no_words(book: Notebook, ann: bytes) -> None:
    for text in ("🚲", "\u200b", "…", "product:", "product:zz", "product:" + "0" * 32, "'; DROP TABLE want; --"):
        try:
            book.wants.add(ann, text)
        except Refused:
            continue
    board = book.insight.demand()
    assert board.total == len({pool.key for pool in board.pools}) >= 5
    for pool in board.pools:
        assert len(book.insight.quotes(pool.key)) == 1, pool
    book.synonyms.join("product:zz", "🚲")
    assert book.insight.demand().total == board.total - 1
