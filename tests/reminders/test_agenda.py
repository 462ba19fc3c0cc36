"""The merged agenda (R2-R5), on a real notebook. It is Friday, 20 November 2026, until the test moves on."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest

from notebook.clock import Clock
from notebook.errors import NotFound, Refused
from notebook.reminders.records import SECTIONS, Due

if TYPE_CHECKING:
    from notebook.book import Notebook
    from tests.conftest import MovableClock

TODAY = date(2026, 11, 20)
ROOT = Path(__file__).resolve().parents[2]


def day(text: str) -> date:
    return date.fromisoformat(text)


@pytest.fixture
def ann(book: Notebook) -> bytes:
    return book.contacts.create("Ann Lee")


def lines(found: list[Due]) -> list[tuple[str, str, str]]:
    return [(due.section, due.kind, str(due.text)) for due in found]


def test_everything_in_one_list(book: Notebook, ann: bytes, time: MovableClock) -> None:
    time.now -= timedelta(days=31)
    book.timeline.log([ann], "call", "x")
    time.now += timedelta(days=31)
    book.reminders.set_cadence(ann, 28)
    book.promises.make(ann, "send the list", due=day("2026-11-17"))
    book.promises.make(ann, "spring sizes", direction="theirs", due=day("2026-11-19"))
    book.contacts.add_date(ann, "birth", "1976-11-21")
    book.reminders.add(None, "tax", TODAY)
    book.reminders.add(ann, "far away", day("2027-03-01"))
    found = book.reminders.agenda(days=30)
    assert [(d.section, d.kind, d.day.isoformat(), str(d.text), str(d.reason)) for d in found] == [
        ("overdue", "promise", "2026-11-17", "send the list",
         "promised to Ann Lee, 3 days late; keeping, releasing or renegotiating it removes it"),
        ("overdue", "cadence", "2026-11-17", "Call Ann Lee",
         "stay in touch every 4 weeks, last contact 31 days ago; any logged contact removes it"),
        ("overdue", "promise-theirs", "2026-11-19", "Ann Lee owes us: spring sizes",
         "promised by Ann Lee, 1 day late; keeping, releasing or renegotiating it removes it"),
        ("today", "reminder", "2026-11-20", "tax", "a reminder, due today; done removes it"),
        ("week", "birthday", "2026-11-21", "Ann Lee's birthday",
         "turns 50; tick it when you have wished, it goes away by itself on 2026-12-05"),
    ]  # fmt: skip
    assert [d.kind for d in book.reminders.agenda()] == ["promise", "cadence", "promise-theirs", "reminder"]
    assert lines(book.reminders.agenda(day("2026-11-13"), days=7))[-1][0] == "week"
    assert not book.check()


def test_sections(book: Notebook) -> None:
    for days in (-1, 0, 1, 7, 8):
        book.reminders.add(None, str(days), TODAY + timedelta(days=days))
    assert [(d.section, str(d.text)) for d in book.reminders.agenda(days=30)] == [
        ("overdue", "-1"), ("today", "0"), ("week", "1"), ("week", "7"), ("later", "8"),
    ]  # fmt: skip
    assert [str(d.text) for d in book.reminders.agenda(days=1)] == ["-1", "0", "1"]


# Birthdays and other dates


@pytest.mark.parametrize(
    ("written", "feb29", "on", "due"),
    [
        ("--02-29", "", "2027-02-28", "2027-02-28"),
        ("--02-29", "", "2028-02-29", "2028-02-29"),
        ("--02-29", "", "2028-02-28", None),
        ("--02-29", "", "2027-02-27", None),
        ("--02-29", "03-01", "2027-03-01", "2027-03-01"),
        ("--02-29", "03-01", "2027-02-28", None),
        ("--02-29", "03-01", "2028-02-29", "2028-02-29"),
        ("2000-02-29", "", "2027-02-28", "2027-02-28"),
        ("--12-31", "", "2027-01-02", "2026-12-31"),
        ("1976-11", "", "2026-11-01", None),
        ("1976", "", "2026-11-20", None),
    ],
)
def test_birthdays(book: Notebook, ann: bytes, written: str, feb29: str, on: str, due: str | None) -> None:
    book.contacts.add_date(ann, "birth", written, feb29=feb29 or None)
    assert [d.day.isoformat() for d in book.reminders.agenda(day(on))] == ([due] if due else [])


def test_a_missed_birthday_stays_for_two_weeks(book: Notebook, ann: bytes) -> None:
    book.contacts.add_date(ann, "birth", "--11-21")
    assert lines(book.reminders.agenda(day("2026-12-05"))) == [("overdue", "birthday", "Ann Lee's birthday")]
    assert book.reminders.agenda(day("2026-12-06")) == []
    assert [d.day for d in book.reminders.agenda(day("2026-12-06"), days=400)] == [day("2027-11-21")]


def test_a_ticked_birthday_comes_back_next_year(book: Notebook, ann: bytes) -> None:
    date_id = book.contacts.add_date(ann, "birth", "1976-11-20")
    book.reminders.done(date_id)
    assert book.reminders.agenda(days=30) == []
    assert [d.day for d in book.reminders.agenda(day("2027-11-20"))] == [day("2027-11-20")]
    book.undo()
    assert len(book.reminders.agenda()) == 1


def test_other_dates(book: Notebook, ann: bytes) -> None:
    book.contacts.add_date(ann, "wedding", "2001-11-20")
    book.contacts.add_date(ann, "other", "--11-20", label="Shop opened")
    book.contacts.add_date(ann, "birth", "2026-11-20")  # the day itself is no birthday yet
    found = {str(d.text): str(d.reason) for d in book.reminders.agenda()}
    assert set(found) == {"Ann Lee's wedding anniversary", "Ann Lee: Shop opened"}
    assert found["Ann Lee's wedding anniversary"].startswith("25 years")


def test_nobody_dead_is_wished_a_happy_birthday(book: Notebook, ann: bytes) -> None:
    book.contacts.add_date(ann, "birth", "1950-11-20")
    book.contacts.add_date(ann, "death", "2020-11-20")
    assert lines(book.reminders.agenda()) == [("today", "anniversary", "Ann Lee: day of death")]


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Pacific/Pago_Pago", "Europe/Berlin"])
def test_a_birthday_never_moves_with_the_time_zone(tmp_path: Path, zone: str) -> None:
    """Made in Berlin, looked at from the ends of the earth: due on its date there, whatever UTC says."""
    script = """
import sys
from datetime import date, datetime
from pathlib import Path
from notebook.book import Notebook
from notebook.clock import Clock
folder = Path(sys.argv[1])
book = Notebook.open(folder / "a.kithbook", state=folder / "state", clock=Clock.from_environment(), create=True)
if sys.argv[2] == "make":
    book.contacts.add_date(book.contacts.create("Ann"), "birth", "1980-05-05")
print([due.day.isoformat() for due in book.reminders.agenda()])
"""

    def run(command: str, tz: str, now: str) -> str:
        environment = {**os.environ, "TZ": tz, "KITHBOOK_NOW": now}
        ran = subprocess.run(
            [sys.executable, "-W", "error", "-c", script, str(tmp_path), command],
            env=environment, cwd=ROOT, capture_output=True, text=True, check=True,
        )  # fmt: skip
        return ran.stdout.strip()

    run("make", "Europe/Berlin", "2026-05-01T12:00")
    assert run("look", zone, "2026-05-04T23:59") == "[]"
    assert run("look", zone, "2026-05-05T00:01") == "['2026-05-05']"
    assert run("look", zone, "2026-05-05T23:59") == "['2026-05-05']"


def test_today_is_the_local_day(notebook: object, tmp_path: Path) -> None:
    from notebook.book import Notebook

    instant = datetime(2026, 5, 4, 10, 30, tzinfo=UTC)  # the 5th on Kiritimati, the 3rd on Pago Pago
    east = Clock(lambda: instant, ZoneInfo("Pacific/Kiritimati"))
    west = Clock(lambda: instant, ZoneInfo("Pacific/Pago_Pago"))
    book = Notebook.open(tmp_path / "z.kithbook", state=tmp_path / "s", clock=east, create=True)
    book.contacts.add_date(book.contacts.create("Ann"), "birth", "--05-05")
    assert [d.section for d in book.reminders.agenda()] == ["today"]
    book.close()
    book = Notebook.open(tmp_path / "z.kithbook", state=tmp_path / "s", clock=west)
    assert [d.section for d in book.reminders.agenda(days=5)] == ["week"]
    assert not book.check()
    book.close()


# Cadences


def test_logging_restarts_a_cadence(book: Notebook, ann: bytes, time: MovableClock) -> None:
    book.reminders.set_cadence(ann, 10, 15)
    time.now += timedelta(days=10)
    assert [d.section for d in book.reminders.agenda()] == ["today"]
    time.now += timedelta(days=5)
    assert [d.section for d in book.reminders.agenda()] == ["today"]
    time.now += timedelta(days=1)
    assert [d.section for d in book.reminders.agenda()] == ["overdue"]
    entry = book.timeline.log([ann], "note", "x")
    assert book.reminders.agenda() == []
    book.timeline.delete(entry)
    assert [d.section for d in book.reminders.agenda()] == ["overdue"]
    assert not book.check()


def test_cadences_come_from_groups(book: Notebook, ann: bytes, time: MovableClock) -> None:
    book.timeline.log([ann], "call", "x")
    loose, tight = book.groups.create("Friends"), book.groups.create("Customers")
    for group in (loose, tight):
        book.groups.add(group, [ann])
    book.groups.edit(loose, ideal_days=90)
    book.groups.edit(tight, ideal_days=30)
    assert book.reminders.next_due([ann]) == {ann: TODAY + timedelta(days=30)}
    [due] = book.reminders.agenda(TODAY + timedelta(days=30))
    assert "(group Customers)" in str(due.reason)
    book.groups.remove(tight, [ann])
    assert book.reminders.next_due([ann]) == {ann: TODAY + timedelta(days=90)}
    book.reminders.set_cadence(ann, 5)
    assert book.reminders.next_due([ann]) == {ann: TODAY + timedelta(days=5)}
    book.reminders.set_cadence(ann, None)
    book.groups.delete(loose)
    assert book.reminders.next_due([ann]) == {}
    assert not book.check()


def test_a_cadence_put_off_or_ticked(book: Notebook, ann: bytes, time: MovableClock) -> None:
    book.reminders.set_cadence(ann, 10)
    time.now += timedelta(days=10)
    book.reminders.snooze(ann, day("2026-12-05"))
    assert book.reminders.agenda() == []
    assert [d.section for d in book.reminders.agenda(day("2026-12-05"))] == ["today"]
    book.undo()
    assert len(book.reminders.agenda()) == 1
    book.reminders.done(ann)
    assert book.reminders.agenda(days=9) == []
    assert [d.shown for d in book.reminders.agenda(days=10)] == [day("2026-12-10")]


# Reminders


def test_a_recurring_reminder(book: Notebook, ann: bytes, time: MovableClock) -> None:
    reminder = book.reminders.add(ann, "report", day("2026-11-02"), "weekly")
    [due] = book.reminders.agenda()
    assert due.day == day("2026-11-16")  # of three that were missed the latest counts
    book.reminders.done(reminder)
    assert book.reminders.agenda() == []
    assert book.reminders.get(reminder).next == day("2026-11-23")
    book.reminders.done(reminder, day("2026-11-16"))  # ticked twice: nothing moves
    assert book.reminders.get(reminder).next == day("2026-11-23")
    time.now += timedelta(days=3)
    book.reminders.skip(reminder)
    assert book.reminders.get(reminder).next == day("2026-11-30")
    book.undo()
    assert book.reminders.get(reminder).next == day("2026-11-23")
    assert not book.check()


def test_a_reminder_once(book: Notebook) -> None:
    reminder = book.reminders.add(None, "tax", TODAY)
    book.reminders.done(reminder)
    assert book.reminders.agenda(days=30) == [] and book.reminders.get(reminder).next is None
    with pytest.raises(Refused):
        book.reminders.done(reminder)
    book.reminders.edit(reminder, day=day("2026-12-01"))
    assert [d.day for d in book.reminders.agenda(days=30)] == [day("2026-12-01")]  # moved on: it counts again


def test_lead_times(book: Notebook) -> None:
    book.reminders.add(None, "fair", day("2026-12-20"), leads=(30, 7, 0))
    assert [(d.section, d.shown) for d in book.reminders.agenda()] == [("today", TODAY)]
    assert book.reminders.agenda(day("2026-11-21")) == []
    assert [d.section for d in book.reminders.agenda(day("2026-11-21"), days=40)] == ["later"]
    assert [d.section for d in book.reminders.agenda(day("2026-12-13"))] == ["today"]
    assert [d.section for d in book.reminders.agenda(day("2026-12-20"))] == ["today"]
    assert [d.section for d in book.reminders.agenda(day("2026-12-21"))] == ["overdue"]


def test_snooze_comes_back_on_its_day(book: Notebook, ann: bytes) -> None:
    reminder = book.reminders.add(ann, "x", day("2026-11-18"))
    promise = book.promises.make(ann, "y", due=day("2026-11-18"))
    birthday = book.contacts.add_date(ann, "birth", "--11-20")
    for subject in (reminder, promise, birthday):
        book.reminders.snooze(subject, day("2026-11-25"))
    assert book.reminders.agenda() == []
    assert len(book.reminders.agenda(days=5)) == 3
    assert {d.kind: d.section for d in book.reminders.agenda(day("2026-11-25"))} == {
        "reminder": "today", "birthday": "today", "promise": "overdue"}, "a promise of ours stays late"  # fmt: skip
    book.reminders.done(promise)
    assert book.promises.get(promise).state == "kept"
    book.reminders.done(reminder)
    assert [d.kind for d in book.reminders.agenda(day("2026-11-25"))] == ["birthday"]
    with pytest.raises(Refused):
        book.reminders.snooze(birthday, TODAY)
    with pytest.raises(Refused):
        book.reminders.skip(promise)
    with pytest.raises(NotFound):
        book.reminders.done(b"0" * 16)


def test_edit_delete_and_refused(book: Notebook, ann: bytes) -> None:
    reminder = book.reminders.add(ann, "x", TODAY, leads=(7, 30))
    book.reminders.edit(reminder, text="y", day=day("2026-11-21"), rrule="monthly", leads=())
    held = book.reminders.get(reminder)
    assert (held.text, held.day, held.rrule, held.leads, held.next) == (
        "y", day("2026-11-21"), "FREQ=MONTHLY", (), day("2026-11-21"),
    )  # fmt: skip
    assert [r.id for r in book.reminders.of(ann)] == [reminder] == [r.id for r in book.reminders.of()]
    with pytest.raises(Refused):
        book.reminders.edit(reminder, rrule="FREQ=HOURLY")
    with pytest.raises(Refused):
        book.reminders.add(None, " ", TODAY)
    with pytest.raises(Refused):
        book.reminders.add(None, "x", TODAY, leads=(-1,))
    with pytest.raises(NotFound):
        book.reminders.add(b"0" * 16, "x", TODAY)
    with pytest.raises(TypeError):
        book.reminders.edit(reminder, colour="red")
    book.reminders.delete(reminder)
    assert book.reminders.of(ann) == [] and book.reminders.agenda(days=99) == []


def test_what_was_put_off_says_until_when(book: Notebook, ann: bytes) -> None:
    """A promise of ours stays late for all that."""
    book.reminders.snooze(book.reminders.add(ann, "x", TODAY), day("2026-11-24"))
    ours, soon = (book.promises.make(ann, text, due=due) for text, due in (("y", day("2026-11-15")), ("z", TODAY)))
    theirs = book.promises.make(ann, "w", "theirs", due=day("2026-11-15"))
    for one in (ours, soon, theirs):
        book.reminders.snooze(one, day("2026-12-20"))
    assert [(d.section, d.overdue, str(d.why)) for d in book.reminders.agenda(days=60)] == [
        ("week", False, "a reminder about Ann Lee, due today, put off until 2026-11-24"),
        ("later", True, "promised to Ann Lee, 5 days late, put off until 2026-12-20"),
        ("later", False, "promised to Ann Lee, due today, put off until 2026-12-20"),
        ("later", False, "promised by Ann Lee, 5 days late, put off until 2026-12-20")]  # fmt: skip
    assert [one.key for one in book.reminders.sections(60, dict.fromkeys(SECTIONS, 9))] == ["week", "later"]
    back = [(str(d.text), d.section, str(d.why)) for d in book.reminders.agenda(day("2026-12-20"))]
    assert ("y", "overdue", "promised to Ann Lee, 35 days late") in back
    assert ("z", "overdue", "promised to Ann Lee, 30 days late") in back


# About whom, and whose


def test_a_reminder_says_about_whom_and_a_step_of_what(book: Notebook, ann: bytes) -> None:
    plan = book.plans.intend(ann, "Make her dinner a success")
    book.plans.add_step(plan, "ask how many", TODAY)
    book.reminders.add(ann, "call", TODAY)
    book.reminders.add(ann, "report", TODAY, "weekly")
    book.reminders.add(None, "tax", TODAY)
    assert {str(d.text): str(d.why) for d in book.reminders.agenda()} == {
        "ask how many": "a reminder about Ann Lee, due today; a step of “Make her dinner a success”",
        "call": "a reminder about Ann Lee, due today",
        "report": "a reminder about Ann Lee that repeats, due today",
        "tax": "a reminder, due today"}  # fmt: skip


def test_what_was_handed_over_says_whose_it_is_and_stands_behind_mine(book: Notebook, ann: bytes) -> None:
    bo, emil = book.contacts.create("Bo"), book.colleagues.introduce("Emil")
    book.promises.make(ann, "samples", due=day("2026-11-10"))
    book.promises.make(ann, "sizes", "theirs", due=day("2026-11-10"))
    book.reminders.add(ann, "call", day("2026-11-10"))
    book.reminders.add(ann, "report", TODAY, "weekly")
    book.reminders.set_cadence(ann, 7)
    book.timeline.log([ann], "call", "x", at=day("2026-11-01"))
    book.promises.make(bo, "list", due=day("2026-11-19"))
    assert not any(d.whose for d in book.reminders.agenda())
    book.hand_over([ann], emil)
    found = book.reminders.agenda()
    assert [str(d.text) for d in found[:2]] == ["list", "samples"], "mine first"
    assert {str(d.text): (d.whose, str(d.why)) for d in found} == {
        "list": ("", "promised to Bo, 1 day late"),
        "samples": ("Emil", "promised to Ann Lee by Emil, 10 days late"),
        "Ann Lee owes us: sizes": ("Emil", "promised by Ann Lee to Emil, 10 days late"),
        "call": ("Emil", "a reminder about Ann Lee, for Emil, 10 days late"),
        "report": ("Emil", "a reminder about Ann Lee that repeats, for Emil, due today"),
        "Call Ann Lee": ("Emil", "stay in touch every week, last contact 19 days ago; Emil looks after them"),
    }
    first = book.reminders.sections(0, dict.fromkeys(SECTIONS, 1))[0]
    assert [str(d.text) for d in first.due] == ["list"]
    book.colleagues.i_am("Emil")
    assert [str(d.text) for d in book.reminders.agenda()[:2]] == ["samples", "list"]


# Promises


def test_a_range_shows_from_its_first_day(book: Notebook, ann: bytes) -> None:
    book.promises.make(ann, "fair", due=day("2026-11-26"), due_from=day("2026-11-24"))
    book.promises.make(ann, "when asked")
    sections = {d: [x.section for x in book.reminders.agenda(day(f"2026-11-{d}"))] for d in (23, 24, 26, 27)}
    assert sections == {23: [], 24: ["today"], 26: ["today"], 27: ["overdue"]}


def test_deleted_contacts_have_nothing_due(book: Notebook, ann: bytes) -> None:
    book.contacts.add_date(ann, "birth", "--11-20")
    book.promises.make(ann, "x", due=TODAY)
    book.reminders.add(ann, "y", TODAY)
    book.timeline.log([ann], "call", "z", at=TODAY - timedelta(days=9))
    book.reminders.set_cadence(ann, 3)
    assert len(book.reminders.agenda()) == 4
    book.contacts.delete(ann)
    assert book.reminders.agenda(days=60) == [] and book.reminders.next_due([ann]) == {}
    with pytest.raises(NotFound):
        book.reminders.why_not(ann)
    assert not book.check()
    book.undo()
    assert len(book.reminders.agenda()) == 4


def test_why_not(book: Notebook, ann: bytes) -> None:
    assert "no cadence, date, reminder or open promise" in str(book.reminders.why_not(ann))
    promise = book.promises.make(ann, "send it", due=day("2026-12-01"))
    assert str(book.reminders.why_not(ann)).startswith("Nothing comes up before 2026-12-01: send it.")
    book.promises.edit(promise, due=TODAY)
    assert str(book.reminders.why_not(ann)).startswith("It is in the agenda: send it")
    book.reminders.snooze(promise, day("2026-12-02"))
    assert str(book.reminders.why_not(ann)) == "send it is put off until 2026-12-02."


def test_damage_is_found(book: Notebook, ann: bytes) -> None:
    book.reminders.set_cadence(ann, 3)
    book.reminders.add(ann, "x", TODAY, "weekly")
    with book.db.write():
        book.db.execute("UPDATE contact SET x_next = '2000-01-01'")
        book.db.execute("UPDATE reminder SET x_next = NULL")
    said = [str(sentence) for sentence in book.check()]
    assert any("contact comes up" in text for text in said) and any("reminder comes up" in text for text in said)
    for projection in book.journal.projections:
        with book.db.write():
            projection.rebuild(book.db)
    assert not book.check()


def test_what_comes_up_about_one_contact_is_read_by_that_contact(
    book: Notebook, ann: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a large notebook every open promise and want was read to tell of one person."""
    asked, each = list[tuple[str, tuple[object, ...]]](), book.db.each

    def noted(sql: str, params: Sequence[object] = ()) -> Iterator[tuple[object, ...]]:
        asked.append((sql, tuple(params)))
        return each(sql, params)

    monkeypatch.setattr(book.db, "each", noted)
    book.reminders.next_due([ann])
    plans = {str(row[-1]) for sql, params in asked for row in book.db.rows(f"EXPLAIN QUERY PLAN {sql}", params)}
    used = {index for plan in plans for index in plan.split() if index.startswith(("promise_", "want_"))}
    assert used == {"promise_contact", "want_contact"}
