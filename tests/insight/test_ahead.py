"""What is dated ahead counts for nothing until its time has come, and then by itself."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from notebook.contacts.listing import View
from notebook.errors import Refused
from notebook.timeline.kinds import KINDS
from notebook.timeline.records import Stream

if TYPE_CHECKING:
    from notebook.book import Notebook
    from notebook.clock import Clock
    from tests.conftest import MovableClock

TODAY = date(2026, 11, 20)
DAY, HOUR = timedelta(days=1), timedelta(hours=1)


@pytest.fixture
def ann(book: Notebook) -> bytes:
    """Spoken with in May, to be spoken with every ten days: late since long."""
    return known(book)


def known(book: Notebook) -> bytes:
    ann = book.contacts.create("Ann Baker", organisation="Harbour")
    book.contacts.edit(ann, ideal_days=10, max_days=20)
    book.timeline.log([ann], "call", "in May", at=TODAY - 180 * DAY, direction="out")
    return ann


def judged(book: Notebook, contact: bytes) -> dict[str, Any]:
    """All that is reckoned from when somebody was spoken with."""
    (row,) = book.contacts.rows([contact])
    (place,) = book.contacts.get(contact).roles
    assert place.organisation is not None
    return {
        "last": row.last,
        "order": book.contacts.ids(View(sort="last")),
        "agenda": [(due.kind, due.day, due.section, str(due.reason)) for due in book.reminders.agenda(TODAY)
                   if due.kind != "planned"],
        "today": [(due.kind, due.overdue, str(due.reason)) for step in book.insight.today() for due in step.dues
                  if due.kind != "planned"],
        "health": book.insight.health(contact),
        "balance": book.insight.balance(contact),
        "listening": book.insight.listening(contact),
        "measures": book.insight.measures(contact),
        "brief": [(str(line.text), line.kind) for line in book.insight.brief(contact).lines
                  if line.kind != "planned"],
        "organisation": [str(line.text) for line in book.insight.brief(place.organisation).lines
                         if line.kind != "planned"],
        "talks": book.insight.talks(contact), "all talks": book.insight.talks(),
        "door": [(bond.worth, str(bond.reason.text)) for bond in book.insight.path(contact).bonds],
        "offers": book.insight.check(contact).checks[-1],
    }  # fmt: skip


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow,
                                                                 HealthCheck.function_scoped_fixture])  # fmt: skip
@given(
    entries=st.lists(
        st.tuples(st.sampled_from(KINDS), st.integers(1, 3 * 366 * 86_400), st.sampled_from((None, "in", "out"))),
        min_size=1, max_size=4,
    ),
    again=st.booleans(),
)  # fmt: skip
def test_an_entry_ahead_changes_no_figure(
    clock: Clock, entries: list[tuple[str, int, str | None]], again: bool
) -> None:
    from notebook.book import Notebook

    with TemporaryDirectory() as folder:
        place = Path(folder) / "a.kithbook"
        book = Notebook.open(place, state=Path(folder), clock=clock, create=True)
        ann = known(book)
        before = judged(book, ann)
        for kind, ahead, direction in entries:
            book.timeline.log([ann], kind, "ahead", at=clock.now() + timedelta(seconds=ahead), direction=direction)
        if again:
            book.close()
            book = Notebook.open(place, state=Path(folder), clock=clock)
        assert judged(book, ann) == before
        assert book.check() == []
        book.repair()
        assert judged(book, ann) == before
        book.close()


def test_it_counts_by_itself_when_its_time_has_come(book: Notebook, ann: bytes, time: MovableClock) -> None:
    bo = book.contacts.create("Bo")
    book.timeline.log([bo], "call", "x", at=TODAY - DAY)
    visit = book.timeline.log([ann], "visit", "at hers", at=time.now + 3 * HOUR)
    said: list[Any] = []
    book.subscribe(said.append)
    assert book.timeline.get(visit).planned
    assert book.contacts.ids(View(sort="last")) == [bo, ann]
    book.poll()
    assert said == []
    time.now += 3 * HOUR
    book.poll()
    assert [set(changes.rows("interaction")) for changes in said] == [{visit}]
    book.poll()
    assert len(said) == 1
    assert not book.timeline.get(visit).planned
    assert book.contacts.ids(View(sort="last")) == [ann, bo]
    assert book.contacts.rows([ann])[0].last == time.now
    agenda = book.reminders.agenda(TODAY, 20)
    assert [due.day for due in agenda if due.kind != "planned"] == [TODAY + 10 * DAY]
    assert str(book.insight.brief(ann).lines[0].text) == "Visit on 2026-11-20: at hers"
    assert book.insight.health(ann).parts[0].points == 20
    assert book.insight.talks(ann)[-1].counts == {"visit": 1}
    assert book.check() == []


def test_it_counts_where_nobody_had_the_notebook_open(
    notebook: Callable[..., Notebook], time: MovableClock
) -> None:
    book = notebook()
    ann = known(book)
    book.timeline.log([ann], "visit", "x", at=time.now + 2 * DAY)
    book.close()
    time.now += 3 * DAY
    later = notebook(create=False)
    assert later.contacts.rows([ann])[0].last == time.now - DAY
    assert later.check() == []


def test_another_process_may_be_quicker(notebook: Callable[..., Notebook], time: MovableClock) -> None:
    book = notebook()
    ann = known(book)
    visit = book.timeline.log([ann], "visit", "x", at=time.now + HOUR)
    book.poll()
    said: list[Any] = []
    book.subscribe(said.append)
    time.now += HOUR
    other = notebook(create=False)
    assert other.contacts.rows([ann])[0].last == time.now
    book.poll()
    assert [set(changes.rows("interaction")) for changes in said] == [{visit}]
    for one in (other, book, other, book):
        one.poll()
    assert len(said) == 1


def test_a_change_about_somebody_else_counts_it_too(book: Notebook, ann: bytes, time: MovableClock) -> None:
    book.timeline.log([ann], "visit", "x", at=time.now + HOUR)
    time.now += 2 * HOUR
    said: list[Any] = []
    book.subscribe(said.append)
    book.contacts.create("Bo")
    assert book.contacts.rows([ann])[0].last == time.now - HOUR
    assert len(said) == 1 and said[0].rows("interaction")  # whoever shows it reads it again
    book.poll()
    assert len(said) == 1


def test_a_clock_that_was_wrong_takes_nothing_along(
    notebook: Callable[..., Notebook], time: MovableClock
) -> None:
    """Somebody's computer believed for a while that it was 2030."""
    book = notebook()
    ann = known(book)
    before = judged(book, ann)
    book.timeline.log([ann], "visit", "x", at=time.now + 30 * DAY)
    time.now += 4 * 365 * DAY
    book.poll()
    assert judged(book, ann) != before
    time.now -= 4 * 365 * DAY
    book.poll()
    assert judged(book, ann) == before


def test_a_file_in_which_everything_was_counted(notebook: Callable[..., Notebook], time: MovableClock) -> None:
    """Written by the program of before: the latest entry counted, whenever it was."""
    book = notebook()
    ann = known(book)
    before = judged(book, ann)
    book.timeline.log([ann], "visit", "x", at=time.now + 366 * DAY)
    with book.db.write():
        book.db.execute("DELETE FROM meta WHERE key = 'happened until'")
        counted = "x_last = '2027-11-21T09:30:00Z', x_next = '2027-12-01'"
        book.db.execute(f"UPDATE contact SET {counted} WHERE id = ?", (ann,))
    assert book.check() == []
    book.close()
    assert judged(notebook(create=False), ann) == before


def test_planned_entries_are_moved_deleted_and_brought_back(
    book: Notebook, ann: bytes, time: MovableClock
) -> None:
    before = judged(book, ann)
    visit = book.timeline.log([ann], "visit", "x", at=time.now + HOUR)
    book.timeline.edit(visit, at=time.now - HOUR)
    assert book.contacts.rows([ann])[0].last == time.now - HOUR
    book.timeline.edit(visit, at=time.now + 2 * HOUR)
    assert judged(book, ann) == before
    book.timeline.delete(visit)
    time.now += 3 * HOUR
    book.poll()
    assert book.contacts.rows([ann])[0].last == judged(book, ann)["last"] == before["last"]
    book.undo()
    assert book.contacts.rows([ann])[0].last == time.now - HOUR
    assert book.check() == []


def test_it_stands_where_one_expects_it(book: Notebook, ann: bytes, time: MovableClock) -> None:
    call = book.timeline.log([ann], "call", "x", at=time.now)
    visit = book.timeline.log([ann], "visit", "x", at=time.now + DAY)
    ids = book.timeline.ids(Stream(contact=ann))
    assert ids[:2] == [visit, call]
    assert [entry.planned for entry in book.timeline.rows(ids)] == [True, False, False]


def test_the_visits_of_a_day_are_the_planned_ones_too(book: Notebook, ann: bytes, time: MovableClock) -> None:
    book.timeline.log([ann], "visit", "x", at=time.now + HOUR)
    assert book.insight.visits() == [ann]


def test_what_an_import_brings_does_not_count_yet(book: Notebook, ann: bytes) -> None:
    """Imports refuse nothing."""
    product = book.products.add("Stand")
    before = judged(book, ann)
    ahead = (TODAY + 366 * DAY).isoformat()
    rows: dict[str, dict[str, Any]] = {
        "purchase": {"product": product, "item": "Stand", "quantity": "1", "price": "10.00", "currency": "EUR"},
        "favour": {"act": "gave", "side": "ours", "kind": "advice", "text": "x"},
        "story": {"text": "x"},
        "offer": {"text": "x", "state": "made"},
    }
    from notebook.sentences import say
    from notebook.value.purchases import totals

    with book.change(say("Import")) as draft:
        for table, values in rows.items():
            draft.insert(table, book.journal.new_id(), {"contact": ann, "day": ahead, **values})
    assert judged(book, ann) == before
    assert totals(book.products.purchases(ann), TODAY) == {}
    assert book.products.standing([product])[product].purchases == 0


def test_what_is_noted_once_it_happened(book: Notebook, ann: bytes) -> None:
    tomorrow, ahead = TODAY + DAY, TODAY + 366 * DAY
    stand = book.products.add("Stand")
    refused: dict[str, Callable[[date], object]] = {
        "A purchase is noted once it is made; until then it is a want.":
            lambda day: book.products.bought(ann, stand, day=day),
        "A story is noted once it was told.": lambda day: book.stories.tell(ann, stand, "holds", day=day),
        "What was given or asked is noted once it has happened.":
            lambda day: book.favours.gave(ann, "advice", "x", day=day),
        "How you met is noted once you have met.": lambda day: book.contacts.edit(ann, met_on=day.isoformat()),
        "A thing is noted as theirs once they have it.": lambda day: book.products.own(ann, stand, since=day),
    }  # fmt: skip
    for rule, note in refused.items():
        for day in (tomorrow, ahead):
            with pytest.raises(Refused) as error:
                note(day)
            assert str(error.value.sentence) == f"{day} is still ahead. {rule} Check the date."
        note(TODAY)
    with pytest.raises(Refused):
        book.contacts.edit(ann, met_on="2027")
    for patch in ({"kithbook.app:metOn": "2027"}, {"kithbook.app:metOn": f"{ahead}", "kithbook.app:met": "there"}):
        with pytest.raises(Refused, match="How you met is noted once"):
            book.contacts.patch(ann, patch)
    with pytest.raises(Refused, match="Nobody introduces themselves"):
        book.contacts.patch(ann, {"kithbook.app:metThrough": book.contacts.get(ann).uid})
    book.contacts.edit(ann, met_on="2026")
    (purchase,) = book.products.purchases(ann)
    with pytest.raises(Refused):
        book.products.correct(purchase.id, day=ahead)


def test_a_clause_of_a_planned_visit(book: Notebook, ann: bytes) -> None:
    from notebook.timeline.phrases import parse

    phrase = parse("visit Ann 22 Nov 2027: bought: 4 x stand", clock=book.clock, people=book.contacts.named)
    with pytest.raises(Refused, match="A purchase is noted once it is made"), book.change(log_title()):
        book.keep_remarks(book.timeline.log([ann], "visit", "x", at=phrase.at), phrase.remarks)
    assert len(book.timeline.ids(Stream(contact=ann))) == 1


def log_title() -> Any:
    from notebook.sentences import say

    return say("Log")


def test_what_is_said_of_it(book: Notebook, clock: Clock, time: MovableClock) -> None:
    from notebook.timeline.ahead import planned

    said = {ahead: planned(clock, time.now + ahead) for ahead in (-DAY, 10 * timedelta(minutes=1), HOUR, 366 * DAY)}
    assert [str(one) if one else None for one in said.values()] == [
        None, None, "Planned for later today; it counts as contact from then on",
        "Planned for 2027-11-21; it counts as contact once that day has come",
    ]  # fmt: skip
    assert planned(clock, None) is None
    assert planned(clock, datetime(1999, 1, 1, tzinfo=time.now.tzinfo)) is None
