"""Facts with a source and an age, the freshen queue (P6), on a real notebook."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from notebook.contacts.contradicting import clashes
from notebook.errors import NotFound, Refused
from notebook.sentences import say

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
    book.poll()  # counts the call, which was ahead
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


def test_a_choice_that_is_undone_leaves_both_values_to_choose_from(ann: bytes, book: Notebook) -> None:
    with book.journal.change(book.undo_title(), source="import:people.vcf") as draft:  # type: ignore[arg-type]
        draft.offer("contact", ann, {"buys": "in autumn"}, {})

    def standing() -> list[tuple[str, list[object]]]:
        return [(fact.display, [other.value for other in fact.others]) for fact in book.facts.contradictions(ann)]

    for chosen in ("in autumn", "in spring"):
        book.facts.choose("contact", ann, "buys", chosen)
        assert standing() == [] and book.contacts.get(ann).buys == chosen
        book.undo()
        assert standing() == [("in spring", ["in autumn"])]
        assert book.facts.contradictions(ann)[0].others[0].imported
    book.redo()
    assert standing() == [] and book.contacts.get(ann).buys == "in spring"
    book.contacts.edit(ann, buys="never")
    book.undo()
    assert standing() == [] and book.contacts.get(ann).buys == "in spring"
    assert book.check() == []


def test_topics_to_avoid(book: Notebook) -> None:
    ann = book.contacts.create("Ann Lee")
    book.contacts.edit(ann, avoid="the flood")
    assert book.contacts.get(ann).avoid == "the flood"
    card = book.contacts.card(ann)
    assert card["kithbook.app:avoid"] == "the flood"
    other = book.journal.new_id()
    with book.change(say("Add a card")) as draft:
        book.contacts.import_new(draft, [(other, {**card, "uid": "urn:other"})])
    assert book.contacts.get(other).avoid == "the flood"


def test_what_contradicts_itself_is_offered_first_and_read_as_people_write_it(book: Notebook) -> None:
    """Told where one looks anyway: in the brief, in Freshen, in the report of the import that brought it."""
    ann = book.contacts.create("Ann Lee", email="ann@typed.example")
    date_ = book.contacts.add_date(ann, "birth", "--06-11")
    card = {"uid": book.contacts.get(ann).uid, "name": {"full": "Ann Lee"}, "anniversaries": {
        "b1": {"kind": "birth", "date": {"@type": "PartialDate", "month": 6, "day": 12}}}}  # fmt: skip
    assert book.facts.freshen() == [] and book.facts.contradictions(ann) == []
    with book.journal.batch(say("Import"), source="import:people.vcf") as batch, batch.change() as draft:
        assert book.contacts.import_update(draft, ann, card)
    [fact] = book.facts.freshen()
    assert (fact.row, str(book.facts.side_by_side(fact))) == (date_, "11 June / 12 June")
    know = [str(line.text) for section in book.insight.brief(ann).sections if section.key == "know"
            for line in section.lines]  # fmt: skip
    assert know == ["Which is right? birthday: 11 June / 12 June (choose on the card)"]
    book.facts.choose(fact.table, fact.row, fact.field, "--06-12")
    assert book.facts.freshen() == []
    assert all(section.key != "know" for section in book.insight.brief(ann).sections)
    book.undo()  # what was chosen is to be chosen again
    assert [str(book.facts.side_by_side(one)) for one in book.facts.contradictions(ann)] == ["11 June / 12 June"]


@pytest.mark.parametrize(("dates", "said"), [
    ({"birth": "1980-05-01", "death": "1975"}, "Death 1975 lies before birth 1980-05-01"),
    ({"birth": "1980-05-01", "wedding": "1980-04"}, "Wedding April 1980 lies before birth 1980-05-01"),
    ({"wedding": "2001-02-03", "death": "2001-02-02"}, "Wedding 2001-02-03 lies after death 2001-02-02"),
    ({"birth": "1980", "death": "1980"}, None), ({"birth": "--05-01", "death": "--04-01"}, None),
    ({"birth": "1980-05", "wedding": "1980"}, None), ({"birth": "1980-05-01", "death": "2001-05-01"}, None),
])  # fmt: skip
def test_two_dates_that_cannot_both_be(book: Notebook, dates: dict[str, str], said: str | None) -> None:
    ann = book.contacts.create("Ann Lee")
    rows = {kind: book.contacts.add_date(ann, kind, text) for kind, text in dates.items()}
    found = clashes(book.db, ann)
    assert [str(sentence) for sentence, _ in found] == (
        [] if said is None else [f"{said}: one of the two dates is wrong"])
    assert all(set(rows.values()) == set(both) for _, both in found)
    assert len(book.contacts.get(ann).dates) == 2
    told = [str(line.text) for line in book.insight.brief(ann).lines]
    assert any("one of the two dates is wrong" in line for line in told) is (said is not None)
