"""Introductions, questions to circles, handing over (N1, N3, T5), on a real notebook, Friday, 20 November 2026."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from notebook.errors import NotFound, Refused
from notebook.sentences import say
from notebook.timeline.records import Stream

if TYPE_CHECKING:
    from notebook.book import Notebook

TODAY = date(2026, 11, 20)


@pytest.fixture
def ann(book: Notebook) -> bytes:
    return book.contacts.create("Ann Lee")


@pytest.fixture
def bo(book: Notebook) -> bytes:
    return book.contacts.create("Bo Dahl")


def test_both_are_asked_first(book: Notebook, ann: bytes, bo: bytes) -> None:
    one = book.introductions.propose(bo, ann, "both make saddles")
    states = [book.introductions.get(one).state]
    with pytest.raises(Refused):
        book.introductions.introduce(one)
    for act in (
        lambda: book.introductions.ask(one, ann),
        lambda: book.introductions.answer(one, ann, True),
        lambda: book.introductions.answer(one, bo, True),
        lambda: book.introductions.introduce(one, "coffee at the fair"),
        lambda: book.introductions.thank(one),
        lambda: book.introductions.finish(one, "they share a workshop now"),
    ):
        act()
        states.append(book.introductions.get(one).state)
    assert states == ["proposed", "asked", "asked", "agreed", "introduced", "thanked", "done"]
    for person in (ann, bo):
        [entry] = book.timeline.rows(book.timeline.ids(Stream(contact=person)))
        assert (entry.kind, entry.body) == ("introduction", "coffee at the fair")
        assert [(f.act, f.kind, f.source) for f in book.favours.of(person)] == [("gave", "introduction", one)]
        assert [r.kind for r in book.relations.of(person)] == ["acquaintance"]
    assert book.introductions.of() == [] and len(book.introductions.of(ann, closed=True)) == 1
    with pytest.raises(Refused):
        book.introductions.propose(ann, bo)


def test_introduced_is_one_change(book: Notebook, ann: bytes, bo: bytes) -> None:
    one = book.introductions.propose(ann, bo)
    book.introductions.answer(one, ann, True)
    book.introductions.answer(one, bo, True)
    book.introductions.introduce(one)
    book.undo()
    assert book.introductions.get(one).state == "agreed"
    assert book.favours.of() == [] == book.relations.of(ann) == book.timeline.ids(Stream(contact=bo))


def test_a_no_ends_it(book: Notebook, ann: bytes, bo: bytes) -> None:
    one = book.introductions.propose(ann, bo)
    book.introductions.answer(one, bo, False)
    held = book.introductions.get(one)
    assert (held.state, held.closed_on, held.asked_b if held.b == bo else held.asked_a) == ("declined", TODAY, TODAY)
    with pytest.raises(Refused):
        book.introductions.ask(one, ann)
    with pytest.raises(Refused) as refused:
        book.introductions.propose(bo, ann)
    assert "would rather not" in str(refused.value)
    other = book.introductions.propose(ann, book.contacts.create("Cy"))
    book.introductions.dismiss(other, "he moves away")
    assert {i.state for i in book.introductions.of(closed=True)} == {"declined", "dismissed"}


def test_no_introduction(book: Notebook, ann: bytes, bo: bytes) -> None:
    with pytest.raises(Refused):
        book.introductions.propose(ann, ann)
    one = book.introductions.propose(ann, bo)
    for bad in (
        lambda: book.introductions.ask(one, book.contacts.create("Cy")),
        lambda: book.introductions.thank(one),
        lambda: book.introductions.finish(one, "x"),
    ):
        with pytest.raises(Refused):
            bad()
    book.contacts.delete(bo)
    with pytest.raises(NotFound):
        book.introductions.ask(one, ann)


def test_the_outcome_is_owed(book: Notebook, ann: bytes, bo: bytes) -> None:
    circle = book.groups.create("Board", "", [ann, bo])
    question = book.questions.ask(circle, "Two gears or three?")
    assert book.questions.silent(question) == [ann, bo]
    book.questions.answer(question, ann, "Two!  I have weak knees, but still.")
    book.questions.answer(question, ann, "Or three.")
    held = book.questions.get(question)
    assert [(a.contact_name, a.text) for a in held.answers] == [
        ("Ann Lee", "Two!  I have weak knees, but still."), ("Ann Lee", "Or three.")]  # fmt: skip
    assert (held.circle_name, held.state, held.asked) == ("Board", "open", TODAY)
    assert book.questions.silent(question) == [bo]
    owed = book.questions.close(question, "Three it is")
    [promise] = book.promises.of(ann)
    assert owed == [promise.id] and promise.due == date(2026, 12, 4)
    assert promise.text == "Tell what came of: Two gears or three?" and book.promises.of(bo) == []
    for closed in (
        lambda: book.questions.answer(question, bo, "x"),
        lambda: book.questions.close(question, "x"),
        lambda: book.questions.ask(circle, " "),
    ):
        with pytest.raises(Refused):
            closed()
    book.undo()
    assert book.questions.of(circle, "open")[0].outcome == "" and book.promises.of(ann) == []


def test_handed_over(book: Notebook, ann: bytes, bo: bytes) -> None:
    me, tove, jonas = book.colleagues.my_id(), book.colleagues.introduce("Tove"), book.colleagues.introduce("Jonas")
    mine = book.promises.make(ann, "send the list")
    hers = book.promises.make(ann, "hers", colleague=tove)
    kept = book.promises.make(ann, "kept")
    book.promises.keep(kept)
    elsewhere = book.promises.make(bo, "elsewhere")
    reminder = book.reminders.add(ann, "call", TODAY)
    assert book.hand_over([ann], jonas) == 2
    owners = {p.id: p.colleague for p in book.promises.of(state="all")}
    assert owners == {mine: jonas, hers: tove, kept: me, elsewhere: me}
    assert book.contacts.get(ann).owner == jonas
    assert book.db.value("SELECT colleague FROM reminder WHERE id = ?", (reminder,)) == jonas
    assert str(book.undo_title()) == "Hand Ann Lee over to Jonas"
    book.undo()
    assert book.contacts.get(ann).owner is None and book.promises.get(mine).colleague == me
    for bad in (([], jonas), ([ann, b"0" * 16], jonas), ([ann], b"0" * 16)):
        with pytest.raises((NotFound, Refused)):
            book.hand_over(*bad)


def test_handing_over_reads_only_what_is_of_the_contacts(
    book: Notebook, ann: bytes, bo: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a large notebook every open promise was read on each choice in the dialog."""
    jonas = book.colleagues.introduce("Jonas")
    asked, rows = list[tuple[str, tuple[object, ...]]](), book.db.rows

    def noted(sql: str, params: Sequence[object] = ()) -> list[tuple[object, ...]]:
        asked.append((sql, tuple(params)))
        return rows(sql, params)

    monkeypatch.setattr(book.db, "rows", noted)
    book.handover_preview([ann, bo], jonas)
    plans = {str(row[-1]) for sql, params in asked for row in rows(f"EXPLAIN QUERY PLAN {sql}", params)}
    tables = {plan.split()[1]: plan for plan in plans}
    for table in ("promise", "reminder"):
        assert f"INDEX {table}_contact" in tables[table], plans


def test_a_no_noted_by_mistake_is_taken_back(book: Notebook, ann: bytes, bo: bytes) -> None:
    one = book.introductions.propose(ann, bo, "both make saddles")
    book.introductions.answer(one, ann, True)
    before = book.introductions.get(one)
    with pytest.raises(Refused, match="Only what was declined or put away"):
        book.introductions.reopen(one)
    book.introductions.answer(one, bo, False)
    book.introductions.reopen(one)
    held = book.introductions.get(one)
    assert (held.state, held.closed_on, held.answer_a + held.answer_b) == ("asked", None, "yes")
    assert str(book.undo_title()) == f"Open the introduction of {held.a_name} and {held.b_name} again"
    book.undo()
    assert book.introductions.get(one).state == "declined"
    book.redo()
    book.introductions.answer(one, bo, True)
    assert book.introductions.get(one).state == "agreed"
    book.introductions.dismiss(one, "he moves away")
    book.introductions.reopen(one)
    held = book.introductions.get(one)
    assert (held.state, held.outcome, held.reason) == ("agreed", "", before.reason)
    book.introductions.introduce(one)
    book.introductions.finish(one, "friends")
    with pytest.raises(Refused):
        book.introductions.reopen(one)


def test_a_question_deleted_takes_its_answers_along(book: Notebook, ann: bytes, bo: bytes) -> None:
    question = book.questions.ask(book.groups.create("Board", "", [ann, bo]), "Two gears or three?")
    answer = book.questions.answer(question, ann, "Two!")
    book.questions.delete(question)
    assert book.db.value("SELECT sy_live FROM answer WHERE id = ?", (answer,)) == 0
    book.undo()
    assert [one.id for one in book.questions.get(question).answers] == [answer]


def test_introduced_once_is_introduced(book: Notebook) -> None:
    ann, bo = book.contacts.create("Ann Lee"), book.contacts.create("Bo Dahl")
    pair = book.introductions.propose(ann, bo)
    for who in (ann, bo):
        book.introductions.answer(pair, who, willing=True)
    book.introductions.introduce(pair)
    with pytest.raises(Refused, match="were introduced on 2026-11-20 already"):
        book.introductions.introduce(pair)


def refusals(book: Notebook, one: bytes) -> list[str]:
    """What is said to who asks, notes a yes, or introduces all the same."""
    held, said = book.introductions.get(one), []
    for act in (
        lambda: book.introductions.ask(one, held.b),
        lambda: book.introductions.answer(one, held.b, True),
        lambda: book.introductions.introduce(one),
    ):
        with pytest.raises(Refused) as found:
            act()
        said.append(str(found.value))
    return said


def test_a_no_given_meanwhile_stops_it(book: Notebook, ann: bytes, bo: bytes) -> None:
    one = book.introductions.propose(ann, bo, "both make saddles")
    for person in (ann, bo):
        book.introductions.answer(one, person, True)
    no = book.permissions.record(bo, "any", "introductions", "refused")
    held = book.introductions.get(one)
    assert (held.state, str(held.said), held.refusal) == ("refused", "Bo Dahl said no to introductions on 2026-11-20",
                                                          no)  # fmt: skip
    assert held in book.introductions.of(ann)
    assert set(refusals(book, one)) == {
        "Bo Dahl said no to introductions on 2026-11-20. Note a new permission when that has changed."
    }
    assert book.reminders.agenda() == [] and book.insight.today() == []
    book.permissions.record(bo, "any", "introductions", "granted")
    assert book.introductions.get(one).state == "agreed" and book.introductions.get(one).refusal is None
    assert [step.kind for step in book.insight.today()] == ["introduction"]
    book.introductions.introduce(one)
    book.permissions.record(bo, "any", "introductions", "withdrawn")
    assert book.introductions.get(one).state == "introduced"  # that they met is no longer theirs to refuse
    book.introductions.finish(one, "they share a workshop")


def test_who_wants_to_hear_of_nothing_is_not_asked(book: Notebook, ann: bytes, bo: bytes) -> None:
    one = book.introductions.propose(ann, bo)
    book.introductions.answer(one, ann, True)
    assert [str(step.text) for step in book.insight.today()] == ["Ask Bo Dahl about meeting Ann Lee"]
    book.permissions.record(bo, "email", "", "refused")  # on one channel only: there are others
    assert len(book.insight.today()) == 1
    book.permissions.record(bo, "any", "", "withdrawn")
    assert book.insight.today() == []
    assert str(book.introductions.get(one).said) == "Bo Dahl took every permission back on 2026-11-20"
    book.introductions.answer(one, bo, False)  # a no may always be noted
    assert book.introductions.get(one).state == "declined"


def test_who_said_no_before_is_not_thought_of(book: Notebook, ann: bytes, bo: bytes) -> None:
    book.permissions.record(ann, "any", "introduction", "refused", day=date(2026, 3, 1))
    with pytest.raises(Refused) as found:
        book.introductions.propose(ann, bo)
    assert "Ann Lee said no to introductions on 2026-03-01" in str(found.value)


def logged(book: Notebook, line: str) -> bytes:
    """A line as the window and the command log it."""
    from notebook.timeline.phrases import parse

    phrase = parse(line, clock=book.clock, people=book.contacts.named)
    with book.change(say("Log")):
        entry = book.timeline.log(list(phrase.contacts), phrase.kind, phrase.body, at=phrase.at,
                                  direction=phrase.direction)  # fmt: skip
        book.keep_remarks(entry, phrase.remarks)
    return entry


def test_an_introduction_that_is_logged_is_one(book: Notebook, ann: bytes, bo: bytes) -> None:
    """It gave both something, they know each other, and they are not thought of again."""
    entry = logged(book, "introduced Ann to Bo yesterday: both make saddles")
    assert not book.introductions.unsaid_in(entry)
    [one] = book.introductions.of()
    assert (one.state, one.introduced, one.interaction, one.reason) == (
        "introduced", date(2026, 11, 19), entry, "both make saddles")
    for person in (ann, bo):
        assert [(f.act, f.kind, f.interaction) for f in book.favours.of(person)] == [("gave", "introduction", entry)]
        assert [r.kind for r in book.relations.of(person)] == ["acquaintance"]
    with pytest.raises(Refused, match="were thought of before"):
        book.introductions.propose(ann, bo)
    logged(book, "introduced Bo to Ann: once more")
    assert len(book.favours.of(ann)) == 1
    book.undo()
    book.undo()
    assert (book.introductions.of(), book.favours.of(ann), book.relations.of(bo)) == ([], [], [])


def test_one_that_was_planned_has_happened_when_it_is_logged(book: Notebook, ann: bytes, bo: bytes) -> None:
    planned = book.introductions.propose(bo, ann, "both make saddles")
    book.introductions.ask(planned, ann)
    entry = logged(book, "introduction Ann, Bo")
    assert book.introductions.get(planned).state == "asked"
    assert book.introductions.unsaid_in(entry)  # it may have been somebody else who brought one of them to us
    book.introductions.made_in(entry)
    assert not book.introductions.unsaid_in(entry)
    one = book.introductions.get(planned)
    assert (one.state, one.interaction, one.asked_a or one.asked_b) == ("introduced", entry, TODAY)
    book.undo()
    assert book.introductions.get(planned).state == "asked"


@pytest.mark.parametrize("before", ["put away", "declined"])
def test_one_that_was_not_to_be_and_happened_is_followed_up(book: Notebook, ann: bytes, bo: bytes, before: str) -> None:
    """Why it was put away is not what came of it."""
    planned = book.introductions.propose(ann, bo)
    if before == "put away":
        book.introductions.dismiss(planned, "they do not fit")
    else:
        book.introductions.answer(planned, ann, False)
    stood = book.introductions.get(planned)
    logged(book, "introduced Ann to Bo: met by chance at ours")
    one = book.introductions.get(planned)
    assert (one.state, one.outcome, one.closed_on) == ("introduced", "", None)
    assert [due.kind for due in book.reminders.agenda(TODAY + timedelta(days=20))] == ["introduction"]
    book.undo()
    assert book.introductions.get(planned) == stood


@pytest.mark.parametrize("line", [
    "introduction Ann: met her at the fair", "introduction Ann, Bo, Cy: at the fair", "introduced Ann to Bo tomorrow",
    "Ann introduced me to Bo: at the fair", "introduced Ann to Harbour: they build", "call Ann, Bo: talked",
])  # fmt: skip
def test_what_is_no_introduction_of_two_by_us_is_none(book: Notebook, ann: bytes, bo: bytes, line: str) -> None:
    book.contacts.create("Cy Roe")
    book.contacts.create("Harbour", kind="org")
    assert not book.introductions.unsaid_in(logged(book, line))
    assert (book.introductions.of(), book.favours.of(ann), book.favours.of(bo)) == ([], [], [])


def test_it_says_who_of_the_two_said_yes(book: Notebook, ann: bytes, bo: bytes) -> None:
    one = book.introductions.propose(bo, ann)
    book.introductions.answer(one, bo, True)
    assert str(book.introductions.get(one).said) == "Bo Dahl said yes, Ann Lee was not asked yet"
    book.introductions.ask(one, ann)
    assert str(book.introductions.get(one).said) == "Bo Dahl said yes, Ann Lee was asked"
    book.introductions.answer(one, ann, True)
    assert str(book.introductions.get(one).said) == "both agreed: introduce them"
