"""What became of wants, plans, offers and stories in another notebook arrives; what a person wrote here stays."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from notebook.book import Notebook
from notebook.exchange.importing import Report
from tests.exchange.test_records import FORMATS, Make, make, out, take, verdict

__all__ = ["make"]


@pytest.fixture
def two(book: Notebook, make: Make, tmp_path: Path) -> tuple[Notebook, Notebook]:
    """Two notebooks that know Ann Lee."""
    book.contacts.create("Ann Lee")
    return book, make("other")


def ann(book: Notebook) -> bytes:
    return book.contacts.find("Ann Lee")


def exchange(one: Notebook, other: Notebook, folder: Path, format: str = "jscontact") -> list[Report]:
    """There and back."""
    path = folder / f"exchange.{FORMATS[format]}"
    return [take(other, out(one, format), path), take(one, out(other, format), path)]


def said(*reports: Report) -> list[str]:
    return [str(trouble.message) for report in reports for trouble in report.problems]


def settled(one: Notebook, other: Notebook, folder: Path, format: str = "jscontact") -> None:
    """Another exchange changes nothing, in neither of them."""
    assert [report.batch for report in exchange(one, other, folder, format)] == [None, None]


def wants(book: Notebook) -> list[tuple[Any, ...]]:
    return sorted((w.text.casefold(), w.state, w.closed_on, w.horizon, w.due, w.strength, w.day) for w in
                  book.wants.of(ann(book), "all"))  # fmt: skip


def want(book: Notebook, text: str) -> bytes:
    return next(w.id for w in book.wants.of(ann(book), "all") if w.text == text)


@pytest.mark.parametrize("format", FORMATS)
def test_a_want_that_was_closed_there_is_closed_here(
    two: tuple[Notebook, Notebook], tmp_path: Path, format: str
) -> None:
    book, other = two
    for text in ("a red lamp", "a blue lamp", "a saw"):
        book.wants.add(ann(book), text)
    exchange(book, other, tmp_path, format)
    other.wants.drop(want(other, "a red lamp"))
    other.wants.meet(want(other, "a saw"))
    other.wants.edit(want(other, "a blue lamp"), horizon="now", strength=3)  # nobody here said some day, or 2
    before, path = wants(book), tmp_path / f"back.{FORMATS[format]}"
    report = take(book, out(other, format), path)
    assert (report.updated, report.problems) == (1, ())
    assert wants(book) == wants(other) and [w.text for w in book.wants.of()] == ["a blue lamp"]
    assert verdict(book, path) == (0, 0, 1)
    settled(book, other, tmp_path, format)
    book.undo()
    assert wants(book) == before


def test_what_a_person_said_of_a_want_here_stays_and_is_told(two: tuple[Notebook, Notebook], tmp_path: Path) -> None:
    book, other = two
    book.wants.add(ann(book), "a lamp", strength=3, due=date(2026, 12, 1))
    book.wants.add(ann(book), "a saw")
    book.wants.add(ann(book), "a rope")
    exchange(book, other, tmp_path)
    other.wants.edit(want(other, "a lamp"), strength=1, due=date(2026, 12, 24), text="a lamp, red")
    other.wants.drop(want(other, "a saw"))
    other.wants.drop(want(other, "a rope"))
    book.wants.meet(want(book, "a saw"))
    rope = want(book, "a rope")
    book.wants.meet(rope)
    book.wants.reopen(rope)
    before = wants(book)
    report = take(book, out(other), tmp_path / "back.json")
    assert (wants(book), report.batch) == (before, None)
    assert sorted(said(report)) == [
        "Ann Lee: Want “a lamp”: the day it is due is “2026-12-24” there; here it stays “2026-12-01”.",
        "Ann Lee: Want “a lamp”: the strength is “1” there; here it stays “3”.",
        "Ann Lee: Want “a lamp”: the wording is “a lamp, red” there; here it stays “a lamp”.",
        "Ann Lee: Want “a rope” is dropped there; here it stays open.",
        "Ann Lee: Want “a saw” is dropped there; here it stays met.",
    ]
    assert all(len(book.history([("want", one.id)], "strength")) == 1 for one in book.wants.of(state="all"))
    report = take(other, out(book), tmp_path / "there.json")
    assert said(report) == ["Ann Lee: Want “a saw” is met there; here it stays dropped."]
    settled(book, other, tmp_path)


def test_an_older_file_opens_no_want_again(two: tuple[Notebook, Notebook], tmp_path: Path) -> None:
    book, other = two
    book.wants.add(ann(book), "a lamp")
    old = out(book)
    take(other, old, tmp_path / "old.json")
    book.wants.drop(want(book, "a lamp"))
    take(other, out(book), tmp_path / "new.json")
    for one in two:
        assert take(one, old, tmp_path / "old.json").batch is None
        assert one.wants.of() == []


@pytest.mark.parametrize("format", FORMATS)
def test_the_same_need_noted_by_both_is_one_want(two: tuple[Notebook, Notebook], tmp_path: Path, format: str) -> None:
    """On another day, in another spelling, with another strength: as `wants` on the command line knows it again."""
    book, other = two
    exchange(book, other, tmp_path, format)
    book.wants.add(ann(book), "A  Saw", words_said="mine is blunt")
    other.wants.add(ann(other), "a saw", strength=3)
    for one, text, day in ((book, "A  Saw", "2026-11-18"), (other, "a saw", "2026-11-19")):
        with one.change(title()) as draft:
            draft.set("want", want(one, text), {"day": day})
    exchange(book, other, tmp_path, format)
    for one in two:
        [only] = one.wants.of()
        assert (only.strength, only.words, only.day) == (3, "mine is blunt", date(2026, 11, 18))
    settled(book, other, tmp_path, format)
    other.wants.meet(other.wants.of()[0].id)
    exchange(book, other, tmp_path, format)
    assert wants(book)[0][1:3] == wants(other)[0][1:3] == ("met", date(2026, 11, 20))
    assert len(wants(book)) == len(wants(other)) == 1
    settled(book, other, tmp_path, format)


def title() -> Any:
    from notebook.sentences import say

    return say("Another day")


def test_a_need_that_was_over_before_is_another_one(two: tuple[Notebook, Notebook], tmp_path: Path, time: Any) -> None:
    book, other = two
    exchange(book, other, tmp_path)
    book.wants.add(ann(book), "a saw")
    book.wants.meet(want(book, "a saw"))
    time.now = time.now.replace(month=12)
    other.wants.add(ann(other), "a saw")
    exchange(book, other, tmp_path)
    assert [w[1] for w in wants(book)] == [w[1] for w in wants(other)] == ["met", "open"]
    settled(book, other, tmp_path)


@pytest.mark.parametrize("format", FORMATS)
def test_the_same_story_told_to_both_is_one(two: tuple[Notebook, Notebook], tmp_path: Path, format: str) -> None:
    book, other = two
    exchange(book, other, tmp_path, format)
    for one, text, day in ((book, "It glows", date(2026, 11, 3)), (other, "it  glows", date(2026, 11, 4))):
        lamp, saw = one.products.add("Lamp"), one.products.add("Saw")
        one.stories.tell(ann(one), lamp, text, day=day)
        one.stories.tell(ann(one), lamp if one is book else saw, "it lasts")
        one.stories.tell(ann(one), None, "it cuts", "named" if one is book else "none")
    reports = exchange(book, other, tmp_path, format)
    for one in two:
        stories = [(s.text.casefold().split(), s.product_name, s.day) for s in one.stories.of()]
        assert len(stories) == 4 and stories.count((["it", "glows"], "Lamp", date(2026, 11, 3))) == 1
    assert said(*reports) == [
        "Ann Lee: Story “it cuts”: the permission to quote is “named” there; here it stays “none”.",
        "Ann Lee: Story “it cuts”: the permission to quote is “none” there; here it stays “named”.",
    ]
    settled(book, other, tmp_path, format)


def test_a_permission_to_quote_that_was_taken_back_there_is_taken_back_here(
    two: tuple[Notebook, Notebook], tmp_path: Path
) -> None:
    book, other = two
    for text in ("it glows", "it cuts"):
        book.stories.tell(ann(book), None, text, "named")
    exchange(book, other, tmp_path)
    for story in other.stories.of():
        other.stories.edit(story.id, quote="none")
    cuts = next(story for story in book.stories.of() if story.text == "it cuts")
    book.stories.edit(cuts.id, quote="anonymous")  # asked again here
    report = take(book, out(other), tmp_path / "back.json")
    assert {story.text: story.quote for story in book.stories.of()} == {"it glows": "none", "it cuts": "anonymous"}
    assert said(report) == [
        "Ann Lee: Story “it cuts”: the permission to quote is “none” there; here it stays “anonymous”."]


@pytest.mark.parametrize("format", FORMATS)
def test_plans_steps_and_offers_end_by_the_same_rule(
    two: tuple[Notebook, Notebook], tmp_path: Path, format: str
) -> None:
    book, other = two
    who = ann(book)
    for text in ("Win her", "Help her", "Visit"):
        plan = book.plans.intend(who, text)
        book.plans.add_step(plan, f"{text}: call", date(2026, 12, 1))
        book.plans.add_step(plan, f"{text}: write")
    need = book.wants.add(who, "a lamp")
    for text in ("a lamp, 9 EUR", "a lamp, 8 EUR"):
        book.offers.make(who, text, want=need, channel="email", override="she asked")
    exchange(book, other, tmp_path, format)
    plans = {plan.text: plan for plan in other.plans.of()}
    other.plans.close(plans["Win her"].id)
    other.plans.close(plans["Visit"].id, "dropped")
    other.plans.done(plans["Help her"].steps[0].id)
    other.plans.drop(plans["Help her"].steps[1].id)
    for offer in other.offers.of():
        other.offers.answer(offer.id, "accepted")
    nine = next(offer for offer in book.offers.of() if "9" in offer.text)
    book.offers.answer(nine.id, "declined")
    visit = next(plan for plan in book.plans.of() if plan.text == "Visit")
    book.plans.close(visit.id)
    report = take(book, out(other, format), tmp_path / f"back.{FORMATS[format]}")
    assert sorted(said(report)) == [
        "Ann Lee: Intention “Visit” is dropped there; here it stays done.",
        "Ann Lee: Offer “a lamp, 9 EUR” is accepted there; here it stays declined.",
    ]

    def told(one: Notebook) -> dict[str, Any]:
        return {plan.text: (plan.state, [(step.text, step.state) for step in plan.steps]) for plan in
                one.plans.of(state="all") if plan.text != "Visit"}  # fmt: skip

    assert told(book) == told(other)
    assert {offer.text: offer.state for offer in book.offers.of()} == {
        "a lamp, 9 EUR": "declined", "a lamp, 8 EUR": "accepted"}  # fmt: skip
    for one in two:  # nothing asks for what is over
        assert [reminder.text for reminder in one.reminders.of(ann(one)) if reminder.next] == []
    assert verdict(book, tmp_path / f"back.{FORMATS[format]}") == (0, 0, 1) and book.check() == []
    take(other, out(book, format), tmp_path / f"there.{FORMATS[format]}")
    settled(book, other, tmp_path, format)
    book.undo()
    assert sorted(plan.text for plan in book.plans.of()) == ["Help her", "Win her"]


def test_the_day_of_a_step_that_came_with_a_file_moves_with_it(
    two: tuple[Notebook, Notebook], tmp_path: Path
) -> None:
    book, other = two
    plan = book.plans.intend(ann(book), "Win her")
    for text, day in (("Call", date(2026, 12, 1)), ("Write", None)):
        book.plans.add_step(plan, text, day)
    exchange(book, other, tmp_path)

    def days(one: Notebook) -> list[date | None]:
        return [step.day for step in one.plans.of()[0].steps]

    call, write = book.plans.of()[0].steps
    book.plans.edit_step(call.id, day=date(2026, 12, 5))
    assert said(*exchange(book, other, tmp_path)) == []
    assert days(book) == days(other) == [date(2026, 12, 5), None]
    call, write = other.plans.of()[0].steps
    other.plans.edit_step(call.id, day=date(2026, 12, 8))
    other.plans.edit_step(write.id, day=date(2026, 12, 9))
    report = take(book, out(other), tmp_path / "back.json")
    assert said(report) == ["Ann Lee: Step “Call”: the day is “2026-12-08” there; here it stays “2026-12-05”."]
    assert days(book) == [date(2026, 12, 5), date(2026, 12, 9)]
    settled(book, other, tmp_path)


@pytest.mark.parametrize("format", FORMATS)
def test_a_relation_that_was_changed_there_is_told(two: tuple[Notebook, Notebook], tmp_path: Path, format: str) -> None:
    book, other = two
    book.relations.add(ann(book), "daughter", name="Mia", born="2017")
    exchange(book, other, tmp_path, format)
    [mia] = other.relations.of(ann(other))
    other.relations.edit(mia.id, born="2016", school="third grade")
    other.relations.add(ann(other), "friend", name="Bo Dahl", evidence="they told me", strength=3)
    book.relations.add(ann(book), "friend", name="bo dahl", strength=1)
    first = take(book, out(other, format), tmp_path / f"back.{FORMATS[format]}")
    assert sorted(said(first)) == [
        "Ann Lee: Relation “Mia”: the birth is “2016” there; here it stays “2017”.",
        "Ann Lee: Relation “bo dahl”: the strength is “3” there; here it stays “1”.",
    ]
    found = {r.name: r for r in book.relations.of(ann(book))}
    assert (str(found["Mia"].born), found["Mia"].school) == ("2017", "third grade")
    assert (found["bo dahl"].strength, found["bo dahl"].evidence) == (1, "they told me")
    assert len(found) == len(book.relations.of(ann(book))) == 2
    assert len(book.history([("relation", found["Mia"].id)], "born")) == 1  # nothing hidden beside it
    take(other, out(book, format), tmp_path / f"there.{FORMATS[format]}")
    settled(book, other, tmp_path, format)


def test_nobody_introduces_themselves(two: tuple[Notebook, Notebook], tmp_path: Path) -> None:
    book, _ = two
    text = '[{"uid":"u","name":{"full":"Selfie"},"kithbook.app:met":"fair","kithbook.app:metThrough":"u"}]'
    report = take(book, text.encode(), tmp_path / "self.json")
    assert said(report) == ["Nobody introduces themselves: through whom we met them was left out."]
    selfie = book.contacts.get(book.contacts.find("Selfie"))
    assert (selfie.met, selfie.met_through) == ("fair", None)
