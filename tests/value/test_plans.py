"""The shelf and plans (W6, W7), on a real notebook. It is Friday, 20 November 2026."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from notebook.errors import Refused
from notebook.timeline.records import Stream

if TYPE_CHECKING:
    from notebook.book import Notebook

FRIDAY, LATER = date(2026, 11, 20), date(2026, 11, 27)


@pytest.fixture
def ann(book: Notebook) -> bytes:
    return book.contacts.create("Ann Lee")


def test_who_would_value_it(book: Notebook, ann: bytes) -> None:
    bo = book.contacts.create("Bo")
    for person, interest in ((ann, "Saddle making"), (ann, "trail running"), (bo, "saddle  making"), (bo, "wine")):
        book.contacts.add_detail(person, "interest", interest)
    item = book.shelf.add("Ten saddles", kind="article", link="https://x.example", interests=["saddle making", "felt"])
    other = book.shelf.add("Rain", interests=["weather"])
    assert book.shelf.for_whom(item) == [ann, bo] and book.shelf.for_whom(other) == []
    assert [one.id for one in book.shelf.for_contact(ann)] == [item]
    book.shelf.give(item, ann)
    assert book.shelf.for_whom(item) == [bo] and book.shelf.for_contact(ann) == []
    assert [(f.act, f.side, f.kind, f.text, f.source) for f in book.favours.of(ann)] == [
        ("gave", "ours", "item", "Ten saddles", item)]  # fmt: skip
    [entry] = book.timeline.rows(book.timeline.ids(Stream(contact=ann)))
    assert (entry.kind, entry.body) == ("note", "Gave: Ten saddles"), "the window and a command keep the same words"
    assert [one.interaction for one in book.favours.of(ann)] == [entry.id]
    with pytest.raises(Refused):
        book.shelf.give(item, ann)
    book.undo()
    assert book.timeline.ids(Stream(contact=ann)) == []
    assert book.favours.of(ann) == [] and book.shelf.for_whom(item) == [ann, bo]
    letter = book.timeline.log([ann], "letter", "With the list")
    book.shelf.give(item, ann, interaction=letter)
    assert book.timeline.ids(Stream(contact=ann)) == [letter], "what went along with a letter has no second entry"
    assert book.shelf.get(item).given == 1 and book.shelf.given(item) == [(ann, FRIDAY)]


def test_the_shelf_is_kept(book: Notebook) -> None:
    item = book.shelf.add("Ten saddles", interests=["a", "B"])
    book.shelf.edit(item, title="Nine saddles", interests=["b", "c"], kind="trend")
    held = book.shelf.get(item)
    assert (held.title, held.kind, [name.lower() for name in held.interests]) == ("Nine saddles", "trend", ["b", "c"])
    assert [one.id for one in book.shelf.all("C")] == [item] and book.shelf.all("a") == []
    book.shelf.delete(item)
    assert book.shelf.all() == []
    for bad in ({"title": " "}, {"title": "x", "kind": "gossip"}):
        with pytest.raises(Refused):
            book.shelf.add(**bad)


def test_steps_become_reminders(book: Notebook, ann: bytes) -> None:
    intention = book.plans.intend(ann, "Win her for the spring model")
    step = book.plans.add_step(intention, "send the drawings", FRIDAY)
    book.plans.add_step(intention, "ask what her shop needs")
    [due] = book.reminders.agenda()
    assert (due.kind, str(due.text), due.contact) == ("reminder", "send the drawings", ann)
    book.reminders.done(due.subject)
    [held] = book.plans.of(ann)
    assert [(s.text, s.state, s.day) for s in held.steps] == [
        ("send the drawings", "done", FRIDAY), ("ask what her shop needs", "open", None)]  # fmt: skip
    book.undo()
    book.plans.done(step)
    assert book.reminders.agenda() == [] and book.plans.of(ann)[0].steps[0].state == "done"
    book.undo()
    book.plans.edit_step(step, day=LATER)
    assert book.reminders.agenda() == [] and book.plans.get(intention).steps[0].day == LATER
    book.plans.edit_step(book.plans.get(intention).steps[1].id, text="ask her", day=FRIDAY)
    assert [str(due.text) for due in book.reminders.agenda()] == ["ask her"]
    book.plans.close(intention, "dropped")
    assert book.reminders.agenda(days=30) == [] == book.plans.of(ann)
    assert book.plans.of(ann, "dropped")[0].closed_on == FRIDAY
    book.undo()
    book.plans.reword(intention, "Win her")
    book.plans.drop(step)
    book.plans.delete(intention)
    assert book.reminders.agenda(days=30) == []


def test_an_intention_opened_again_has_its_days(book: Notebook, ann: bytes) -> None:
    intention = book.plans.intend(ann, "Win her for the spring model")
    kept = book.plans.add_step(intention, "send the drawings", FRIDAY)
    book.plans.done(book.plans.add_step(intention, "ask her", LATER))
    gone = book.plans.add_step(intention, "call her", LATER)
    [reminder] = [one.reminder for one in book.plans.get(intention).steps if one.id == gone]
    assert reminder is not None
    book.reminders.delete(reminder)
    before = [(one.id, one.day, one.state) for one in book.plans.get(intention).steps]
    book.plans.close(intention)
    assert book.reminders.agenda(days=30) == []
    book.plans.reopen(intention)
    assert [(one.id, one.day, one.state) for one in book.plans.get(intention).steps] == before
    assert before[0] == (kept, FRIDAY, "open") and before[2] == (gone, None, "open")
    assert [str(due.text) for due in book.reminders.agenda(days=30)] == ["send the drawings"]
    book.undo()
    assert book.reminders.agenda(days=30) == [] and book.plans.get(intention).state == "done"
