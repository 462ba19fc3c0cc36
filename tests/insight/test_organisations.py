"""An organisation is its people as well: list row, order, cadence, health and brief count what was said with them."""

from __future__ import annotations

from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from notebook.book import Notebook
from notebook.clock import Clock
from notebook.contacts.listing import View
from tests.conftest import MovableClock

TODAY = date(2026, 11, 20)
DAY = timedelta(days=1)


@pytest.fixture
def shop(book: Notebook) -> bytes:
    return book.contacts.create("Wool Shop", kind="org")


@pytest.fixture
def ann(book: Notebook, shop: bytes) -> bytes:
    made = book.contacts.create("Ann Baker")
    book.contacts.add_role(made, shop, title="Owner")
    return made


def days(book: Notebook, contact: bytes) -> int | None:
    [row] = book.contacts.rows([contact])
    return None if row.last is None else (TODAY - book.clock.local(row.last).date()).days


def told(book: Notebook, contact: bytes) -> list[str]:
    return [str(line.text) for line in book.insight.brief(contact).lines]


def test_a_talk_with_its_people_is_one_with_it(book: Notebook, shop: bytes, ann: bytes) -> None:
    assert days(book, shop) is None and book.insight.health(shop).stage == "new"
    call = book.timeline.log([ann], "call", "wants yarn", at=TODAY - 5 * DAY, direction="out")
    assert days(book, shop) == 5
    part = book.insight.health(shop).parts[0]
    assert (part.points, part.reason.evidence) == (20, (call,))
    assert "Call with Ann Baker on 2026-11-15: wants yarn" in told(book, shop)
    book.closing.close(call, next_time="bring the size table")
    assert "Ann Baker: Next time: bring the size table" in told(book, shop)
    book.timeline.log([shop], "letter", "ours", at=TODAY - 9 * DAY)
    assert days(book, shop) == 5, "the later one counts"


def test_an_entry_with_two_of_its_people_is_one(book: Notebook, shop: bytes, ann: bytes) -> None:
    bo = book.contacts.create("Bo Dahl")
    book.contacts.add_role(bo, shop)
    book.timeline.log([ann, bo, shop], "visit", "x", at=TODAY - DAY, direction="out")
    reach = next(part for part in book.insight.health(shop).parts if part.name == "reach-ours")
    assert str(reach.reason.text) == "we reached out 1 time in 12 months"


def test_whoever_left_and_whoever_is_deleted_counts_no_more(book: Notebook, shop: bytes, ann: bytes) -> None:
    book.timeline.log([ann], "call", "x", at=TODAY - 5 * DAY)
    [role] = book.contacts.get(ann).roles
    book.contacts.edit_role(role.id, until="2026-10")
    assert days(book, shop) is None and book.insight.health(shop).stage == "new" and told(book, shop) == []
    book.undo()
    assert days(book, shop) == 5
    book.contacts.delete(ann)
    assert days(book, shop) is None and told(book, shop) == []


def test_promises_wants_and_gifts_of_its_people_stand_in_its_brief(book: Notebook, shop: bytes, ann: bytes) -> None:
    promise = book.promises.make(ann, "the sizes", direction="theirs", due=TODAY - DAY)
    want = book.wants.add(ann, "yarn", horizon="year")
    book.products.bought(ann, item="stand")
    book.promises.make(shop, "the catalogue")
    page = book.insight.brief(shop)
    lines = {str(line.text): line.evidence for line in page.lines}
    assert list(lines)[:2] == ["You promised: the catalogue, when asked",
                               "Ann Baker: They promised: the sizes, due 2026-11-19, 1 day late"]  # fmt: skip
    assert lines["Ann Baker: They promised: the sizes, due 2026-11-19, 1 day late"] == (promise,)
    assert lines["Ann Baker: Wants: yarn, this year"] == (want,)
    assert "In 12 months they gave once" in lines
    parts = {part.name: part.points for part in book.insight.health(shop).parts}
    assert parts["value-theirs"] == 5 and parts["word-theirs"] == 7


def test_all_that_is_with_its_people_stands_in_its_brief(
    book: Notebook, shop: bytes, ann: bytes, time: MovableClock
) -> None:
    """Whatever her own brief says of a talk, an answer or a day that waits, that of her shop says with her name."""
    bo, cy = book.contacts.create("Bo Dahl"), book.contacts.create("Cy Roe")
    book.contacts.add_role(bo, shop)
    now = time.now
    time.now = now - 5 * DAY
    call = book.timeline.log([ann], "call", "her lease", at=TODAY - 5 * DAY)
    learned = book.closing.close(call, learned="likes tea")[0]
    offer = book.offers.make(ann, "Two stands", want=book.wants.add(ann, "a stand"), channel="email", override="x")
    time.now = now
    story = book.stories.tell(ann, book.products.named("Stand"), "it stands")
    due = book.reminders.add(ann, "Ask how the fitting went", TODAY)
    asked = book.introductions.propose(bo, cy, "both knit")
    book.promises.make(ann, "the sizes")
    book.closing.next_time(ann, "bring the size table")
    book.timeline.log([ann], "visit", "measure", at=now + 3 * DAY)
    mine = {str(line.text): line.evidence for line in book.insight.brief(ann).lines}
    lines = {str(line.text): line for line in book.insight.brief(shop).lines}
    for text, row in (
        ("Learned: likes tea", learned), ("They told: it stands", story),
        ("Reminder: Ask how the fitting went, due 2026-11-20", due),
        ("Ask about the offer: Two stands, offered on 2026-11-15, no answer yet", offer),
    ):  # fmt: skip
        assert mine[text] == lines[f"Ann Baker: {text}"].evidence and row in mine[text], list(lines)
        assert str(lines[f"Ann Baker: {text}"].lead) == "Ann Baker"
    assert lines["Bo Dahl: Ask about meeting Cy Roe: both knit"].evidence == (asked,)
    told_of = {row for line in lines.values() for row in line.evidence}
    assert {row for rows in mine.values() for row in rows} <= told_of, "nothing is left out"


def test_what_was_learned_lately_is_of_it_and_its_people_together(book: Notebook, shop: bytes, ann: bytes) -> None:
    for n, whom in enumerate((shop, ann, shop, ann)):
        entry = book.timeline.log([whom], "call", f"talk {n}", at=TODAY - (9 - n) * DAY)
        book.closing.close(entry, learned=f"fact {n}")
    said = [line for line in told(book, shop) if "Learned" in line]
    assert said == ["Ann Baker: Learned: fact 3", "Learned on 2026-11-13: fact 2",
                    "Ann Baker: Learned on 2026-11-12: fact 1"]  # fmt: skip


def test_every_figure_about_it_counts_its_people(book: Notebook, shop: bytes, ann: bytes) -> None:
    """Else the brief says one thing, and the tab and the offer desk another."""
    book.promises.make(ann, "the sizes", due=TODAY - DAY)
    book.favours.gave(ann, "advice")
    want = book.wants.add(shop, "yarn")
    assert "In 12 months we gave once" in told(book, shop)
    assert book.insight.balance(shop).count("ours", "gave") == 1
    assert book.insight.measures(shop)[0].overdue == 1
    checks = {check.name: check.colour for check in book.insight.check(shop, want=want).checks}
    assert checks["promises"] == "red"


def test_the_order_by_last_contact_counts_its_people(book: Notebook, shop: bytes, ann: bytes) -> None:
    mill = book.contacts.create("Mill", kind="org")
    silent = book.contacts.create("Silent", kind="org")
    book.timeline.log([mill], "call", "x", at=TODAY - 7 * DAY)
    view = View(kind="org", sort="last")
    assert book.contacts.ids(view) == [mill, *sorted((shop, silent), reverse=True)]
    book.timeline.log([ann], "call", "x", at=TODAY - 5 * DAY)
    assert book.contacts.ids(view) == [shop, mill, silent]
    assert book.contacts.ids(view, limit=1, offset=1) == [mill]


def test_its_cadence_begins_anew_with_a_talk_with_its_people(book: Notebook, shop: bytes, ann: bytes) -> None:
    book.timeline.log([shop], "call", "x", at=TODAY - 40 * DAY)
    book.reminders.set_cadence(shop, 14)
    [due] = book.reminders.agenda()
    assert str(due.why) == "stay in touch every 2 weeks, last contact 40 days ago"
    book.timeline.log([ann], "call", "x", at=TODAY - 20 * DAY)
    [due] = book.reminders.agenda()
    assert str(due.why) == "stay in touch every 2 weeks, last contact 20 days ago" and due.day == TODAY - 6 * DAY
    book.timeline.log([ann], "call", "x", at=TODAY - 3 * DAY)
    assert book.reminders.agenda() == []


@pytest.mark.parametrize(("zone", "days_ago"), [("America/Los_Angeles", 1), ("Europe/Berlin", 0), ("UTC", 0)])
def test_days_are_those_of_the_place(tmp_path: Path, zone: str, days_ago: int) -> None:
    """A call at 05:00 UTC was yesterday evening in Los Angeles: everywhere, not only in the list."""
    now = datetime(2026, 11, 20, 18, 0, tzinfo=UTC)
    clock = Clock(lambda: now, ZoneInfo(zone))
    opened = Notebook.open(tmp_path / "x.kithbook", state=tmp_path / "state", clock=clock, create=True)
    with closing(opened) as book:
        ann = book.contacts.create("Ann")
        book.timeline.log([ann], "call", "x", at=datetime(2026, 11, 20, 5, 0, tzinfo=UTC))
        book.reminders.set_cadence(ann, 1)
        said = str(book.insight.health(ann).parts[0].reason.text)
        assert said.startswith("last contact 1 day ago" if days_ago else "last contact today")
        [due] = [one for one in book.reminders.agenda(days=2) if one.kind == "cadence"]
        assert str(due.why).endswith("last contact 1 day ago" if days_ago else "last contact today")
