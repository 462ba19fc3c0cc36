"""Promise measures and balance, over a real notebook: both directions, and nothing counted twice."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from notebook.insight import balance, measures
from notebook.sentences import say

if TYPE_CHECKING:
    from notebook.book import Notebook
    from tests.conftest import MovableClock

TODAY = date(2026, 11, 20)
DAY = timedelta(days=1)


@pytest.fixture
def ann(book: Notebook) -> bytes:
    return book.contacts.create("Ann Baker")


def test_kept_rate_counts_overdue_as_not_kept(book: Notebook, ann: bytes) -> None:
    kept = book.promises.make(ann, "list", due=TODAY)
    book.promises.keep(kept)
    book.promises.break_(book.promises.make(ann, "sample"))
    late = book.promises.make(ann, "quote", due=TODAY - 3 * DAY)
    book.promises.make(ann, "call", due=TODAY + DAY)
    book.promises.release(book.promises.make(ann, "poster"))
    ours, theirs = measures.of_contacts(book.db, [ann], book.clock)[ann]
    assert (ours.kept, ours.broken, ours.open, ours.overdue) == (1, 1, 2, 1)
    assert ours.rate == pytest.approx(1 / 3)
    assert ours.oldest == (late, TODAY - 3 * DAY)
    assert len(ours.evidence) == 4  # the released one counts nowhere
    assert theirs.rate is None and not theirs.evidence


def test_of_one_promise_there_is_no_half(book: Notebook, ann: bytes) -> None:
    book.promises.keep(book.promises.make(ann, "x", due=TODAY - DAY))
    ours, _ = measures.of_contacts(book.db, [ann], book.clock)[ann]
    assert str(measures.said(ours)) == "we kept 1 of 1 promise, 1 day late"


def test_lateness_is_the_median_in_time_being_nothing(book: Notebook, ann: bytes) -> None:
    for due in (TODAY + 5 * DAY, TODAY - 4 * DAY, TODAY - 10 * DAY):
        book.promises.keep(book.promises.make(ann, "x", direction="theirs", due=due))
    _, theirs = measures.of_contacts(book.db, [ann], book.clock)[ann]
    assert theirs.lateness == 4
    assert str(measures.said(theirs)) == "they kept 3 of 3 promises, half of them 4 days late or more"
    for due in (TODAY + 5 * DAY, TODAY + 3 * DAY, TODAY - 4 * DAY):
        book.promises.keep(book.promises.make(ann, "x", due=due))
    ours, _ = measures.of_contacts(book.db, [ann], book.clock)[ann]
    assert ours.lateness == 0  # being early makes up for nothing
    assert str(measures.said(ours)) == "we kept 3 of 3 promises"


def test_released_is_not_nothing(book: Notebook, ann: bytes) -> None:
    book.promises.release(book.promises.make(ann, "list", due=TODAY))
    ours, theirs = book.insight.measures(ann)
    assert str(measures.said(ours)) == "we promised 1 thing, nobody waits for it any more"
    assert str(measures.said(theirs)) == "they promised nothing so far"
    [part] = [part for part in book.insight.health(ann).parts if part.name == "word-ours"]
    assert str(part.reason.text) == "we promised 1 thing, nobody waits for it any more" and part.points == 10
    assert measures.of_colleagues(book.db, TODAY)[book.colleagues.my_id()][0].released == 1


def test_a_day_moved_when_it_had_passed_is_not_forgotten(book: Notebook, ann: bytes, time: MovableClock) -> None:
    """Late from the first day that had passed, also when it was moved again; one moved in time is in time."""
    late = book.promises.make(ann, "list", due=TODAY - 5 * DAY)
    in_time = book.promises.make(ann, "sample", due=TODAY + DAY)
    moved = [book.promises.renegotiate(one, TODAY + 3 * DAY) for one in (late, in_time)]
    again = book.promises.renegotiate(moved[0], TODAY + 4 * DAY)
    book.promises.keep(moved[1])
    assert book.insight.measures(ann)[0].lateness == 0
    book.promises.keep(again)
    ours = book.insight.measures(ann)[0]
    assert (ours.kept, ours.lateness) == (2, 2.5)
    assert measures.of_colleagues(book.db, TODAY)[book.colleagues.my_id()][0].lateness == 2.5
    assert book.insight.promises_by_month()[-1].counts == {"ours-kept": 1, "ours-late": 1}


def test_how_late_a_moved_promise_is_does_not_hang_on_whom_the_first_one_is_with(book: Notebook, ann: bytes) -> None:
    """Of a contact, of a colleague and of a month it is the same: the first day that had passed, wherever it stands."""
    late = book.promises.make(ann, "list", due=TODAY - 5 * DAY)
    book.promises.keep(book.promises.renegotiate(late, TODAY + 3 * DAY))
    bo = book.contacts.create("Bo")
    with book.journal.change(say("Correct whom it was promised to")) as draft:
        draft.set("promise", late, {"contact": bo})
    assert book.insight.measures(ann)[0].lateness == 5
    assert measures.of_colleagues(book.db, TODAY)[book.colleagues.my_id()][0].lateness == 5
    assert book.insight.promises_by_month(ann)[-1].counts == {"ours-late": 1}


def test_of_all_of_us_the_numbers_are_those_of_each(book: Notebook, ann: bytes) -> None:
    me, bo = book.colleagues.me().id, book.colleagues.introduce("Bo")
    for due in (TODAY + 5 * DAY, TODAY - 4 * DAY, TODAY - 7 * DAY):
        book.promises.keep(book.promises.make(ann, "x", due=due))
    book.promises.make(ann, "late", due=TODAY - DAY, colleague=bo)
    book.promises.break_(book.promises.make(ann, "theirs", direction="theirs", colleague=bo))
    gone = book.contacts.create("Gone")
    book.promises.make(gone, "never", due=TODAY - DAY)
    book.contacts.delete(gone)
    found = measures.of_colleagues(book.db, TODAY)
    assert set(found) == {me, bo}
    for colleague, both in found.items():
        held = [one for one in book.promises.of(state="all") if one.colleague == colleague]
        for short in both:
            mine = [one for one in held if one.direction == short.direction]
            assert (short.kept, short.broken) == (
                sum(one.state == "kept" for one in mine), sum(one.state == "broken" for one in mine))
            due = [one.due for one in mine if one.open]
            assert (short.open, short.overdue) == (len(due), sum(day is not None and day < TODAY for day in due))
    assert found[me][0].lateness == 4 and found[bo][0].overdue == 1


def test_a_promise_without_a_day_is_as_old_as_its_making(book: Notebook, ann: bytes, time: MovableClock) -> None:
    now = time.now
    time.now = now - 30 * DAY
    first = book.promises.make(ann, "when asked")
    time.now = now
    book.promises.make(ann, "soon", due=TODAY + DAY)
    ours, _ = measures.of_contacts(book.db, [ann], book.clock)[ann]
    assert ours.oldest == (first, TODAY - 30 * DAY)


def test_what_one_of_us_made_is_theirs(book: Notebook, ann: bytes) -> None:
    marta = book.colleagues.introduce("Marta")
    book.promises.keep(book.promises.make(ann, "hers", colleague=marta))
    book.promises.break_(book.promises.make(ann, "mine"))
    ours, _ = measures.of_colleagues(book.db, TODAY)[marta]
    assert (ours.kept, ours.broken) == (1, 0)


def test_balance_over_twelve_months_by_kind(book: Notebook, ann: bytes) -> None:
    for _ in range(4):
        book.favours.asked(ann, "advice")
    book.favours.gave(ann, "time")
    book.favours.gave(ann, "time", day=TODAY - 366 * DAY)
    found = balance.of_contacts(book.db, [ann], TODAY)[ann]
    assert {kind: len(rows) for kind, rows in found.ours_asked.items()} == {"advice": 4}
    assert found.count("ours", "gave") == 1
    assert str(balance.said(found)) == "we asked 4 times, gave once. Give before asking again"


def test_giving_before_asking_again_is_advised_only_to_who_asked_and_gave_less(book: Notebook, ann: bytes) -> None:
    def said() -> str:
        return str(balance.said(balance.of_contacts(book.db, [ann], TODAY)[ann]))

    book.products.bought(ann, item="stand")
    assert said() == "they gave once"  # nobody asked, so nobody asks again
    book.favours.gave(ann, "time")
    book.favours.gave(ann, "advice")
    book.favours.asked(ann, "advice")
    assert said() == "we asked once, gave twice; they gave once"  # the sum of both would say: we took as much
    book.favours.asked(ann, "advice")
    book.favours.gave(ann, "feedback", side="theirs")
    assert said() == "we asked twice, gave twice; they gave twice"
    book.favours.gave(ann, "order", side="theirs")
    assert said().endswith("they gave 3 times. Give before asking again")


def test_a_purchase_is_an_order_and_is_counted_once(book: Notebook, ann: bytes) -> None:
    stand = book.products.bought(ann, item="stand")
    found = balance.of_contacts(book.db, [ann], TODAY)[ann]
    assert found.theirs_gave == {"order": (stand,)}
    noted = book.favours.gave(ann, "order", side="theirs", source=stand)
    found = balance.of_contacts(book.db, [ann], TODAY)[ann]
    assert found.theirs_gave == {"order": (noted,)}


def test_nothing_went_to_and_fro(book: Notebook, ann: bytes) -> None:
    assert balance.said(balance.of_contacts(book.db, [ann], TODAY)[ann]) is None
