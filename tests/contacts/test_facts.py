"""Facts with a source and an age, the freshen queue, completeness (P6, P7), on a real notebook."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notebook.contacts.completeness import completeness
from notebook.contacts.records import Contact, Detail
from notebook.errors import NotFound, Refused

if TYPE_CHECKING:
    from collections.abc import Callable

    from notebook.book import Notebook

START = datetime(2025, 3, 10, 9, tzinfo=UTC)


@pytest.fixture
def ann(book: Notebook, time: Any) -> bytes:
    time.now = START
    ann = book.contacts.create("Ann Lee", email="ann@example.com", phone="+49 170 1234567", organisation="Engines")
    book.contacts.edit(ann, buys="in spring")
    return ann


def test_where_it_is_from(book: Notebook, ann: bytes) -> None:
    facts = {fact.kind: fact for fact in book.facts.of(ann)}
    assert set(facts) == {"email", "phone", "buys", "title"}
    phone = facts["phone"]
    assert (phone.display, phone.at, phone.imported, phone.confirmed) == ("+49 170 1234567", START, False, 0)
    assert phone.author == book.colleagues.me().name and str(phone.source) == "Add Ann Lee"
    assert str(facts["buys"].label) == "how they buy" and facts["title"].display == "Engines"
    assert book.facts.about("detail", phone.row, "value") == phone
    with pytest.raises(NotFound):
        book.facts.about("detail", b"0" * 16, "value")
    with pytest.raises(NotFound):
        book.facts.about("journal", phone.row, "value")


def test_confirmed_until_it_changes(book: Notebook, ann: bytes, time: Any) -> None:
    [phone] = [fact for fact in book.facts.of(ann) if fact.kind == "phone"]
    time.now = START + timedelta(days=100)
    book.facts.confirm("detail", phone.row, "value")
    time.now = START + timedelta(days=200)
    book.facts.confirm("detail", phone.row, "value")
    held = book.facts.about("detail", phone.row, "value")
    assert held is not None and (held.confirmed, held.confirmed_on) == (2, date(2025, 9, 26))
    assert held.seen == date(2025, 9, 26)
    book.contacts.edit_detail(phone.row, value="+49 171 7654321")
    held = book.facts.about("detail", phone.row, "value")
    assert held is not None and (held.confirmed, held.at) == (0, time.now)
    book.undo()
    with pytest.raises(Refused):
        book.facts.confirm("detail", phone.row, "value", "perhaps")


def test_five_a_day(book: Notebook, ann: bytes, time: Any) -> None:
    others = [book.contacts.create(f"Bo {n}", phone="+49 170 1234567", email="bo@example.com") for n in range(4)]
    book.timeline.log([others[2]], "call", "x", at=START + timedelta(hours=1))
    assert book.facts.freshen() == []
    time.now = START + timedelta(days=364)
    assert book.facts.freshen() == []
    time.now = START + timedelta(days=366)
    queue = book.facts.freshen()
    assert len(queue) == 5 and {fact.contact for fact in queue[:2]} == {others[2]}
    for verdict, fact in zip(("true", "changed", "unknown"), queue, strict=False):
        book.facts.confirm(fact.table, fact.row, fact.field, verdict)
    assert [fact.row for fact in book.facts.freshen()] == [fact.row for fact in queue[3:]]
    book.undo()
    assert len(book.facts.freshen()) == 3
    book.redo()
    time.now += timedelta(days=1)
    assert not {fact.row for fact in queue[:3]} & {fact.row for fact in book.facts.freshen(100)}
    time.now += timedelta(days=29)  # what had changed comes back when nobody wrote it down
    assert {fact.row for fact in queue[:3]} & {fact.row for fact in book.facts.freshen(100)} == {queue[1].row}
    time.now += timedelta(days=60)
    assert queue[2].row in {fact.row for fact in book.facts.freshen(100)}
    assert queue[0].row not in {fact.row for fact in book.facts.freshen(100)}


def test_values_side_by_side(notebook: Callable[..., Notebook], ann: bytes, book: Notebook) -> None:
    with book.journal.change(book.undo_title(), source="import:people.vcf") as draft:  # type: ignore[arg-type]
        draft.offer("contact", ann, {"buys": "in autumn"}, {})
    [fact] = book.facts.contradictions(ann)
    assert (fact.display, [other.value for other in fact.others], fact.imported) == ("in spring", ["in autumn"], False)
    assert fact.others[0].imported
    with pytest.raises(Refused):
        book.facts.choose("contact", ann, "buys", "never")
    book.facts.choose("contact", ann, "buys", "in autumn")
    assert book.facts.contradictions(ann) == [] and book.contacts.get(ann).buys == "in autumn"


STEPS: dict[str, Callable[[Notebook, bytes], object]] = {
    "phone": lambda book, who: book.contacts.add_detail(who, "phone", "+49 170 1234567"),
    "address": lambda book, who: book.contacts.add_detail(who, "address", "Main street 1"),
    "interest": lambda book, who: book.contacts.add_detail(who, "interest", "saddles"),
    "birth": lambda book, who: book.contacts.add_date(who, "birth", "1980-01-01"),
    "met": lambda book, who: book.contacts.edit(who, met="at the fair"),
    "relation": lambda book, who: book.contacts.edit(who, relation="customer"),
    "stands": lambda book, who: book.contacts.edit(who, stands_for="repair"),
    "buys": lambda book, who: book.contacts.edit(who, buys="in spring"),
    "role": lambda book, who: book.contacts.add_role(who, "Engines", title="Buyer"),
    "family": lambda book, who: book.relations.add(who, "daughter", name="Mia"),
}


def test_from_a_name_to_a_whole_card(book: Notebook) -> None:
    who = book.contacts.create("Ann Lee")
    figures = [book.completeness(who)]
    assert (figures[0].percent, [key for key, _ in figures[0].missing]) == (0, ["reach", "stands_for", "buys"])
    for step in STEPS.values():
        step(book, who)
        figures.append(book.completeness(who))
    assert all(a.percent < b.percent for a, b in pairwise(figures))
    assert (figures[-1].percent, figures[-1].missing) == (100, ())


_TEXTS, _DETAILS = ("met", "relation", "stands_for", "buys"), ("phone", "email", "address", "interest", "note")
known = st.frozensets(st.sampled_from((*_TEXTS, *_DETAILS, "family")))


@given(known, known)
def test_knowing_more_never_lowers(less: frozenset[str], more: frozenset[str]) -> None:
    blank: dict[str, Any] = dict.fromkeys(Contact.__slots__, "")
    bare = Contact(**{**blank, "details": (), "dates": (), "roles": (), "people": (), "kind": "individual"})

    def percent(things: frozenset[str]) -> int:
        details = tuple(Detail(b"", kind, "x", "", (), (), False, "x") for kind in _DETAILS if kind in things)
        texts = {field: "x" for field in _TEXTS if field in things}
        return completeness(replace(bare, details=details, **texts), family="family" in things).percent

    assert 0 <= percent(less) <= percent(less | more) <= 100


def test_an_organisation(book: Notebook) -> None:
    where = book.contacts.create("Engines", kind="org")
    assert book.completeness(where).missing[0][0] == "people"
    book.contacts.create("Ann", organisation="Engines")
    assert book.completeness(where).percent == 25


def test_topics_to_avoid(book: Notebook) -> None:
    ann = book.contacts.create("Ann Lee")
    book.contacts.edit(ann, avoid="the flood")
    assert book.contacts.get(ann).avoid == "the flood"
    card = book.contacts.card(ann)
    assert card["kithbook.app:avoid"] == "the flood"
    other = book.contacts.create_card({**card, "uid": "urn:other"})
    assert book.contacts.get(other).avoid == "the flood"
