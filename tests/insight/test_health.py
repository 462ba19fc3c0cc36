"""Health as a documented sum: recomputed by hand, and monotone whatever happens to promises."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from notebook.errors import NotFound
from notebook.insight import health

if TYPE_CHECKING:
    from notebook.book import Notebook
    from notebook.clock import Clock

TODAY = date(2026, 11, 20)
DAY = timedelta(days=1)


@pytest.fixture
def ann(book: Notebook) -> bytes:
    return book.contacts.create("Ann Baker")


def points(book: Notebook, contact: bytes) -> dict[str, int]:
    return {part.name: part.points for part in book.insight.health(contact).parts}


def test_a_stranger_has_only_the_benefit_of_the_doubt(book: Notebook, ann: bytes) -> None:
    found = book.insight.health(ann)
    assert (found.score, found.stage) == (20, "new")
    assert {part.name: part.points for part in found.parts if part.points} == {"word-ours": 10, "word-theirs": 10}


def test_the_example_of_the_help_page(book: Notebook, ann: bytes) -> None:
    """Talked 90 days ago (gap 60), we called; kept 2 of 3, they promised nothing; gave twice, they bought once."""
    call = book.timeline.log([ann], "call", "x", at=TODAY - 90 * DAY, direction="out")
    for _ in range(2):
        book.promises.keep(book.promises.make(ann, "x"))
    book.promises.make(ann, "late", due=TODAY - DAY)
    book.favours.gave(ann, "advice")
    book.favours.gave(ann, "time")
    book.products.bought(ann, item="stand", day=TODAY - 100 * DAY)
    assert points(book, ann) == {
        "contact": 17, "reach-ours": 5, "reach-theirs": 0, "word-ours": 12, "word-theirs": 10, "value-ours": 10,
        "value-theirs": 5,
    }  # fmt: skip
    found = book.insight.health(ann)
    assert found.score == sum(part.points for part in found.parts) == 59
    assert sum(part.most for part in found.parts) == 100
    assert (found.ours, found.theirs, found.stage) == ("value", "contact", "contact")
    assert found.parts[0].reason.evidence == (call,)
    assert str(found.said) == (
        "Health 59 of 100, stage: contact. Their reaching out is lowest: they reached out 0 times in 12 months"
    )


def test_a_cadence_sets_the_gap(book: Notebook, ann: bytes) -> None:
    book.reminders.set_cadence(ann, 10)
    book.timeline.log([ann], "call", "x", at=TODAY - 40 * DAY)
    assert points(book, ann)["contact"] == 0
    book.timeline.log([ann], "call", "x", at=TODAY - 10 * DAY)
    assert points(book, ann)["contact"] == 20


@pytest.mark.parametrize("kind", ["call", "note", "purchase", "introduction", "letter"])
def test_contact_is_what_the_list_and_the_cadence_call_so(book: Notebook, ann: bytes, kind: str) -> None:
    book.reminders.set_cadence(ann, 10)
    book.timeline.log([ann], kind, "x", at=TODAY - 13 * DAY)
    [row] = book.contacts.rows([ann])
    assert row.last is not None and (TODAY - book.clock.local(row.last).date()).days == 13
    part = book.insight.health(ann).parts[0]
    assert part.points == 18 and str(part.reason.text) == "last contact 13 days ago, agreed are 10 days at most"
    assert [str(due.why) for due in book.reminders.agenda() if due.kind == "cadence"] == [
        "stay in touch every 10 days, last contact 13 days ago"]  # fmt: skip


def test_a_gap_that_was_agreed_is_not_called_usual(book: Notebook, ann: bytes) -> None:
    book.timeline.log([ann], "call", "x", at=TODAY - 5 * DAY)
    assert "60 days are usual" in str(book.insight.health(ann).parts[0].reason.text)
    book.reminders.set_cadence(ann, health.USUAL_GAP)
    assert "agreed are 60 days" in str(book.insight.health(ann).parts[0].reason.text)


def test_long_ago_is_not_never(book: Notebook, ann: bytes) -> None:
    assert "stage: new" in str(book.insight.health(ann).said)
    book.timeline.log([ann], "call", "x", at=TODAY - 400 * DAY)
    found = book.insight.health(ann)
    assert "stage: no contact in 12 months" in str(found.said)
    assert str(found.parts[0].reason.text) == "no contact in 12 months"


def test_both_sides_grow_to_value(book: Notebook, ann: bytes) -> None:
    for n in range(3):
        book.timeline.log([ann], "call", "x", at=TODAY - n * DAY)
    assert book.insight.health(ann).stage == "trust"
    book.favours.gave(ann, "time")
    assert book.insight.health(ann).stage == "trust"
    book.favours.gave(ann, "time", side="theirs")
    assert book.insight.health(ann).stage == "value"
    book.promises.break_(book.promises.make(ann, "x", direction="theirs"))
    assert book.insight.health(ann).stage == "contact"


def test_nobody_has_no_health(book: Notebook, ann: bytes) -> None:
    book.contacts.delete(ann)
    with pytest.raises(NotFound):
        book.insight.health(ann)


MADE = st.lists(st.tuples(st.sampled_from(("ours", "theirs")), st.sampled_from((None, -40, -1, 0, 7)),
                          st.sampled_from(("open", "keep", "break_", "release"))), max_size=8)  # fmt: skip


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(made=MADE, direction=st.sampled_from(("ours", "theirs")), due=st.sampled_from((None, -90, -1, 0, 30)))
def test_keeping_never_lowers_breaking_never_raises(
    clock: Clock, made: list[tuple[str, int | None, str]], direction: str, due: int | None
) -> None:
    from notebook.book import Notebook

    with TemporaryDirectory() as folder:
        book = Notebook.open(Path(folder) / "x.kithbook", state=Path(folder) / "state", clock=clock, create=True)
        try:
            ann = book.contacts.create("Ann")
            for side, days, end in made:
                promise = book.promises.make(ann, "x", side, None if days is None else TODAY + days * DAY)
                if end != "open":
                    getattr(book.promises, end)(promise)
            chosen = book.promises.make(ann, "this one", direction, None if due is None else TODAY + due * DAY)
            before = book.insight.health(ann).score
            book.promises.keep(chosen)
            kept = book.insight.health(ann).score
            book.promises.break_(chosen)
            broken = book.insight.health(ann).score
        finally:
            book.close()
    assert broken <= before <= kept


@given(days=st.integers(0, 400), gap=st.integers(1, 400))
def test_time_alone_never_raises_it(days: int, gap: int) -> None:
    from notebook.insight.records import Balance, Measure

    def score(passed: int) -> int:
        on = TODAY + passed * DAY
        call = health.Touch(b"x" * 16, TODAY, None)
        grounds = health.Grounds(on, gap, (call,), Measure("ours"), Measure("theirs"), Balance(TODAY, on))
        return health.judge(b"a" * 16, grounds).score

    assert score(days + 1) <= score(days)


def test_a_call_of_which_no_more_was_said_was_ours(book: Notebook) -> None:
    """As the very example of the help is logged, and as the buttons of the composer do it."""
    ann = book.contacts.create("Ann")
    for kind in ("call", "email", "message", "letter", "visit", "social"):
        book.timeline.log([ann], kind, "x")
    book.timeline.log([ann], "meeting", "x")
    book.timeline.log([ann], "note", "x")
    parts = {part.name: part for part in book.insight.health(ann).parts}
    assert str(parts["reach-ours"].reason.text) == "we reached out 6 times in 12 months"
    assert parts["reach-theirs"].points == 0
    book.timeline.log([ann], "call", "x", direction="in")
    parts = {part.name: part for part in book.insight.health(ann).parts}
    assert str(parts["reach-theirs"].reason.text) == "they reached out 1 time in 12 months"
    assert str(parts["reach-ours"].reason.text) == "we reached out 6 times in 12 months"
