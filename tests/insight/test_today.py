"""Today: ranked, one row per contact, every reason told, nothing that was put off."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from notebook.book import Notebook
    from tests.conftest import MovableClock

TODAY = date(2026, 11, 20)
DAY = timedelta(days=1)


def test_the_order_of_a_day(book: Notebook, time: MovableClock) -> None:
    now = time.now
    time.now = now - 200 * DAY
    ann, bo, cy, di, ed = (book.contacts.create(name) for name in ("Ann", "Bo", "Cy", "Di", "Ed"))
    book.wants.add(di, "a second shop", horizon="someday")
    time.now = now
    book.reminders.set_cadence(bo, 7, 30)
    book.timeline.log([bo], "call", "x", at=TODAY - 40 * DAY)
    book.reminders.set_cadence(ed, 7, 30)
    book.timeline.log([ed], "call", "x", at=TODAY - 20 * DAY)
    book.contacts.add_date(cy, "birth", "1990-11-20")
    late = book.promises.make(ann, "the list", due=TODAY - 2 * DAY)
    found = book.insight.today()
    assert [(step.contact_name, step.kind) for step in found] == [
        ("Ann", "promise"), ("Cy", "birthday"), ("Bo", "cadence"), ("Di", "want"), ("Ed", "cadence")]  # fmt: skip
    assert found[0].late and found[0].reasons[0].evidence == (late,)
    assert str(found[0].reasons[0].text) == (
        "the list: promised to Ann, 2 days late; keeping, releasing or renegotiating it removes it"
    )


def test_whoever_has_something_due_has_a_row_until_that_is_gone(book: Notebook) -> None:
    """Today, the agenda and the pane Reminders name the same people; a row goes away by what it says removes it."""
    dana = book.contacts.create("Dana")
    book.reminders.set_cadence(dana, 60, 90)
    book.timeline.log([dana], "call", "x", at=TODAY - 88 * DAY)
    late = book.promises.make(dana, "the list", due=TODAY - DAY)
    [step] = book.insight.today()
    assert [due.kind for due in step.dues] == ["promise", "cadence"]
    book.promises.keep(late)
    [step] = book.insight.today()
    assert [(due.kind, due.contact) for due in book.reminders.agenda()] == [("cadence", dana)]
    assert (step.contact, step.kind, step.late, book.insight.waiting()) == (dana, "cadence", False, 1)
    assert str(step.due.why) == "stay in touch every 60 days, last contact 88 days ago"
    assert str(step.due.way) == "any logged contact removes it"
    book.timeline.log([dana], "message", "how are you?")
    assert book.insight.today() == book.reminders.agenda() == [] and book.insight.waiting() == 0


def test_today_tells_of_everybody_in_the_agenda_of_a_day(book: Notebook, time: MovableClock) -> None:
    make_everything_due(book, time)
    kinds = {due.kind for due in book.reminders.agenda()}
    assert kinds == {"promise", "promise-theirs", "cadence", "birthday", "anniversary", "want", "introduction", "offer",
                     "reminder", "planned"}  # fmt: skip
    told = [due for step in book.insight.today() for due in step.dues]
    assert sorted((due.kind, due.subject) for due in told) == sorted(
        (due.kind, due.subject) for due in book.reminders.agenda())  # fmt: skip


def make_everything_due(book: Notebook, time: MovableClock) -> None:
    """Somebody for each kind of thing that can be due."""
    people = [book.contacts.create(f"Person {number}") for number in range(10)]
    now = time.now
    time.now = now - 20 * DAY
    pair = book.introductions.propose(people[6], people[7])
    book.introductions.ask(pair, people[6])
    want = book.wants.add(people[8], "a rack", horizon="someday")
    book.offers.make(people[8], "a rack", want=want, channel="email", override="asked for it")
    time.now = now
    book.promises.make(people[0], "list", due=TODAY)
    book.promises.make(people[1], "list", "theirs", due=TODAY)
    book.reminders.set_cadence(people[2], 7, 30)
    book.timeline.log([people[2]], "call", "x", at=TODAY - 7 * DAY)
    book.contacts.add_date(people[3], "birth", "1990-11-20")
    book.contacts.add_date(people[4], "wedding", "2010-11-20")
    book.wants.add(people[5], "a bike", due=TODAY)
    book.reminders.add(people[9], "send flowers", TODAY)
    book.timeline.log([people[9]], "visit", "x", at=datetime(2026, 11, 20, 16, tzinfo=UTC))


def test_what_is_a_colleagues_to_do_stands_behind_mine_and_says_so(book: Notebook) -> None:
    names = [f"{kind} {whose}" for kind in ("late", "due", "reminder", "touch") for whose in ("mine", "theirs")]
    people = {name: book.contacts.create(name) for name in names}
    emil = book.colleagues.introduce("Emil")
    for name, who in people.items():
        if name.startswith("late"):
            book.promises.make(who, "x", due=TODAY - (9 if "theirs" in name else 1) * DAY)
        elif name.startswith("due"):
            book.promises.make(who, "x", due=TODAY)
        elif name.startswith("reminder"):
            book.reminders.add(who, "x", TODAY)
        else:
            book.reminders.set_cadence(who, 7)
            book.timeline.log([who], "call", "x", at=TODAY - 7 * DAY)
    book.hand_over([who for name, who in people.items() if "theirs" in name], emil)
    steps = book.insight.today()
    assert [step.contact_name for step in steps] == [
        "late mine", "due mine", "late theirs", "due theirs", "reminder mine", "reminder theirs", "touch mine",
        "touch theirs"]  # fmt: skip
    assert [step.due.whose for step in steps] == ["", "", "Emil", "Emil", "", "Emil", "", "Emil"]
    assert "by Emil" in str(steps[2].reasons[0].text)


def test_one_row_per_person_with_all_reasons(book: Notebook) -> None:
    ann = book.contacts.create("Ann")
    second = book.promises.make(ann, "quote", due=TODAY - DAY)
    first = book.promises.make(ann, "list", due=TODAY - 5 * DAY)
    book.reminders.add(ann, "send flowers", TODAY)
    [step] = book.insight.today()
    assert str(step.text) == "list"
    assert [reason.evidence[0] for reason in step.reasons][:2] == [first, second] and len(step.reasons) == 3


def test_what_is_put_off_is_not_there(book: Notebook) -> None:
    ann = book.contacts.create("Ann")
    book.reminders.snooze(book.reminders.add(ann, "x", TODAY), TODAY + DAY)
    assert book.insight.today() == []
    assert len(book.insight.today(TODAY + DAY)) == 1


def test_how_many_wait_is_how_many_rows_there_are(book: Notebook) -> None:
    assert book.insight.waiting() == 0
    ann, bo = book.contacts.create("Ann"), book.contacts.create("Bo")
    book.promises.make(ann, "list", "theirs", due=TODAY - DAY)
    book.reminders.add(ann, "call", TODAY)
    book.reminders.add(bo, "call", TODAY)
    book.reminders.add(None, "order paper", TODAY)
    assert book.insight.waiting() == len(book.insight.today()) == 3
    book.dismissals.put_away(book.insight.today()[0].key, ann)
    assert book.insight.waiting() == len(book.insight.today()) == 3, "the next reason stands in its place"
    book.dismissals.put_away(book.insight.today()[0].key, ann)
    assert book.insight.waiting() == len(book.insight.today()) == 2


def test_a_reminder_about_nobody_stands_alone(book: Notebook) -> None:
    book.reminders.add(None, "taxes", TODAY)
    book.reminders.add(None, "bins", TODAY)
    assert [(step.contact, str(step.text)) for step in book.insight.today()] == [(None, "taxes"), (None, "bins")] or (
        [str(step.text) for step in book.insight.today()] == ["bins", "taxes"])  # fmt: skip


def test_what_was_put_away_stays_away_for_me_until_it_is_brought_back(book: Notebook) -> None:
    ann = book.contacts.create("Ann")
    book.promises.make(ann, "list", "theirs", due=TODAY - 5 * DAY)
    book.reminders.add(ann, "send flowers", TODAY)
    [step] = book.insight.today()
    away = book.dismissals.put_away(step.key, step.contact, "she is on holiday")
    assert [str(one.text) for one in book.insight.today()] == ["send flowers"]  # the next reason stands in its place
    assert [(one.contact_name, one.reason) for one in book.dismissals.of(ann)] == [("Ann", "she is on holiday")]
    assert [due.kind for due in book.reminders.agenda()] == ["reminder"], "in the agenda it is put away as well"
    assert len(book.promises.of()) == 1  # the thing itself was not touched
    assert book.dismissals.put_away(step.key, step.contact, "back on Monday") == away
    me = book.colleagues.my_id
    bo = book.colleagues.introduce("Bo")
    book.journal.author = lambda: bo
    assert [str(one.text) for one in book.insight.today()] == ["Ann owes us: list"]
    book.journal.author = me
    book.dismissals.bring_back(away)
    assert [str(one.text) for one in book.insight.today()] == ["Ann owes us: list"]
    book.undo()
    assert [str(one.text) for one in book.insight.today()] == ["send flowers"]


def test_what_was_put_away_is_in_none_of_my_lists(book: Notebook) -> None:
    """Not on Today and still the first red row in the pane beside it."""
    ann = book.contacts.create("Ann")
    book.reminders.set_cadence(ann, 7, 14)
    book.timeline.log([ann], "call", "x", at=TODAY - 20 * DAY)
    [step] = book.insight.today()
    away = book.dismissals.put_away(step.key, ann, "she calls me")
    most = dict.fromkeys(("overdue", "today", "week", "later"), 10)
    for listed in (book.insight.today(), book.reminders.agenda(days=7), book.reminders.sections(7, most),
                   book.reminders.whom(), book.reminders.next_due([ann])):  # fmt: skip
        assert not listed
    assert str(book.reminders.why_not(ann)) == (
        "What is due about Ann was put away. It can be brought back on the page Today.")  # fmt: skip
    book.reminders.add(ann, "send flowers", TODAY + DAY)
    assert "was put away" in str(book.reminders.why_not(ann))
    book.dismissals.bring_back(away)
    assert book.reminders.agenda()[0].subject == ann and book.reminders.next_due([ann])[ann] == TODAY - 13 * DAY
    again = book.dismissals.put_away(step.key, ann)
    book.reminders.done(ann)  # what is put away can still be done
    book.dismissals.bring_back(again)
    assert book.reminders.agenda() == []


def test_a_birthday_put_away_comes_again_next_year(book: Notebook) -> None:
    ann = book.contacts.create("Ann")
    book.contacts.add_date(ann, "birth", "1990-11-20")
    [step] = book.insight.today()
    book.dismissals.put_away(step.key, step.contact)
    assert book.insight.today() == []
    assert len(book.insight.today(TODAY.replace(year=2027))) == 1


def test_a_limit_leaves_the_most_urgent(book: Notebook) -> None:
    for number in range(5):
        person = book.contacts.create(f"P{number}")
        book.promises.make(person, "x", due=TODAY - number * DAY)
    assert [step.contact_name for step in book.insight.today(limit=2)] == ["P4", "P3"]


def test_why_and_what_removes_it_stand_apart(book: Notebook) -> None:
    """Nobody has to cut a sentence in the user's language to tell one from the other."""
    ann = book.contacts.create("Ann; Sons")
    book.promises.make(ann, "one; two", due=date(2026, 11, 18))
    book.reminders.add(ann, "answer; then call", date(2026, 11, 20))
    step = book.insight.today(date(2026, 11, 20))[0]
    assert [(str(due.why), str(due.way)) for due in step.dues] == [
        ("promised to Ann; Sons, 2 days late", "keeping, releasing or renegotiating it removes it"),
        ("a reminder about Ann; Sons, due today", "done removes it")]  # fmt: skip
    assert step.due is step.dues[0] and str(step.due.reason) == f"{step.due.why}; {step.due.way}"
    assert [str(one.text) for one in step.reasons] == [f"{due.text}: {due.reason}" for due in step.dues]
