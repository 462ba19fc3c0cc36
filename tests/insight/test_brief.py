"""The brief over a real notebook: everything open is named, in the order of the page, with the rows behind it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from notebook.errors import NotFound, Refused
from notebook.sentences import say

if TYPE_CHECKING:
    from notebook.book import Notebook
    from notebook.insight.records import Brief
    from tests.conftest import MovableClock

TODAY = date(2026, 11, 20)
DAY = timedelta(days=1)


@pytest.fixture
def ann(book: Notebook) -> bytes:
    return book.contacts.create("Ann Baker")


def told(page: Brief, key: str) -> list[str]:
    return [str(line.text) for section in page.sections if section.key == key for line in section.lines]


def test_an_empty_brief_has_no_sections(book: Notebook, ann: bytes) -> None:
    page = book.insight.brief(ann)
    assert page.name == "Ann Baker" and page.sections == ()
    assert book.insight.short(page) == ()


def test_nobody_has_no_brief(book: Notebook, ann: bytes) -> None:
    book.contacts.delete(ann)
    with pytest.raises(NotFound):
        book.insight.brief(ann)


def test_it_names_every_open_promise_want_and_the_last_talk(book: Notebook, ann: bytes) -> None:
    talk = book.timeline.log([ann], "call", "worried about\nwinter stock", at=TODAY - 9 * DAY)
    quote = book.promises.make(ann, "the quote", due=TODAY - 3 * DAY, interaction=talk)
    names = book.promises.make(ann, "two names", direction="theirs")
    book.promises.keep(book.promises.make(ann, "nothing more to say"))
    kept = book.promises.of(ann, "kept")[0].id
    later = book.wants.add(ann, "second shop", horizon="year")
    first = book.wants.add(ann, "cargo bike", due=TODAY + 60 * DAY, words_said="like yours")
    met = book.wants.add(ann, "pump")
    book.wants.meet(met)
    page = book.insight.brief(ann)
    assert [section.key for section in page.sections] == ["promises", "last", "news", "wants"]
    assert told(page, "promises") == ["You promised: the quote, due 2026-11-17, 3 days late",
                                      "They promised: two names, when asked"]  # fmt: skip
    assert told(page, "last") == ["Call on 2026-11-11: worried about winter stock"]
    assert told(page, "wants") == ["Wants: cargo bike, by 2027-01-19 – “like yours”", "Wants: second shop, this year"]
    assert [line.evidence for line in page.lines] == [(quote, talk), (names,), (talk,), (kept,), (first,), (later,)]
    assert [line.late for line in page.lines] == [True, *[False] * 5]


def test_ours_come_before_theirs_and_another_colleague_is_named(book: Notebook, ann: bytes) -> None:
    marta = book.colleagues.introduce("Marta")
    book.promises.make(ann, "names", direction="theirs", due=TODAY - DAY)
    book.promises.make(ann, "list", due=TODAY + DAY, colleague=marta)
    assert told(book.insight.brief(ann), "promises") == [
        "Marta promised: list, by 2026-11-21", "They promised: names, due 2026-11-19, 1 day late"]  # fmt: skip


def test_news_is_what_came_after_the_last_talk(book: Notebook, ann: bytes) -> None:
    book.timeline.log([ann], "note", "old news", at=TODAY - 20 * DAY)
    book.timeline.log([ann], "visit", "saw the shop", at=TODAY - 10 * DAY)
    note = book.timeline.log([ann], "note", "won a prize", at=TODAY - 2 * DAY)
    page = book.insight.brief(ann)
    assert told(page, "news") == ["Note on 2026-11-18: won a prize"]
    [line] = [line for line in page.lines if line.kind == "news"]
    assert line.evidence == (note,)


def test_an_introduction_names_whom_and_what_came_of_it(book: Notebook, ann: bytes, time: MovableClock) -> None:
    bo = book.contacts.create("Bo Dahl")
    pair = book.introductions.propose(ann, bo, "Both bind books")
    for who in (ann, bo):
        book.introductions.ask(pair, who)
        book.introductions.answer(pair, who, willing=True)
    assert told(book.insight.brief(ann), "news") == []
    entry = book.introductions.introduce(pair)
    assert told(book.insight.brief(ann), "news") == ["Introduced to Bo Dahl on 2026-11-20: Both bind books"]
    assert told(book.insight.brief(bo), "news") == ["Introduced to Ann Baker on 2026-11-20: Both bind books"]
    time.now += DAY
    book.timeline.log([ann], "call", "we spoke")
    assert told(book.insight.brief(ann), "news") == []
    time.now += DAY
    book.introductions.finish(pair, "They print a book")
    [line] = [line for line in book.insight.brief(ann).lines if line.kind == "news"]
    assert str(line.text) == ("Introduced to Bo Dahl on 2026-11-20: Both bind books; what came of it: They print a"
                              " book")  # fmt: skip
    assert line.evidence == (pair, entry)


def test_a_birthday_that_went_by_is_there_until_it_is_wished(book: Notebook, ann: bytes, time: MovableClock) -> None:
    row = book.contacts.add_date(ann, "birth", "1992-11-17")
    assert told(book.insight.brief(ann), "near") == ["Birthday was on 2026-11-17, turned 34"]
    [due] = book.reminders.agenda()
    book.reminders.done(due.subject, due.day)
    assert told(book.insight.brief(ann), "near") == []
    book.undo()
    assert [line.evidence for line in book.insight.brief(ann).lines] == [(row,)]
    time.now += 12 * DAY
    assert told(book.insight.brief(ann), "near") == [] and book.reminders.agenda() == []


def test_what_waits_for_next_time_stays_until_it_is_used(book: Notebook, ann: bytes) -> None:
    talk = book.timeline.log([ann], "call", "x", at=TODAY - DAY)
    book.closing.close(talk, learned="loves trail running", next_time="ask about the fitting")
    page = book.insight.brief(ann)
    assert told(page, "next") == ["Next time: ask about the fitting"]
    assert told(page, "last")[1:] == ["Learned: loves trail running"]
    book.closing.use([item.id for item in book.closing.waiting(ann)])
    assert told(book.insight.brief(ann), "next") == []


def test_what_was_learned_in_another_talk_says_when(book: Notebook, ann: bytes) -> None:
    talk = book.timeline.log([ann], "call", "dogs", at=TODAY - 3 * DAY)
    book.closing.close(talk, learned="has a dog")
    last = book.timeline.log([ann], "call", "plan", at=TODAY)
    book.closing.close(last, learned="decides on Mondays")
    assert told(book.insight.brief(ann), "last") == [
        "Call on 2026-11-20: plan", "Learned: decides on Mondays", "Learned on 2026-11-17: has a dog"]  # fmt: skip


def test_a_brief_is_seen_from_today_or_later(book: Notebook, ann: bytes) -> None:
    book.promises.make(ann, "the list", due=TODAY + DAY)
    assert told(book.insight.brief(ann, TODAY + 2 * DAY), "promises") == [
        "You promised: the list, due 2026-11-21, 1 day late"]  # fmt: skip
    with pytest.raises(Refused, match="2026-11-19 is past, and a brief tells what is known today"):
        book.insight.brief(ann, TODAY - DAY)


def test_family_dates_balance_and_what_is_good_to_know(book: Notebook, ann: bytes) -> None:
    ines = book.relations.add(ann, "daughter", name="Inês", born="2020-12-01", school="starts school")
    book.contacts.add_date(ann, "birth", "1980-11-25")
    book.contacts.add_date(ann, "birth", "--08-25")
    book.contacts.edit(ann, met="at the expo", stands_for="repair", buys="in spring")
    book.favours.gave(ann, "advice")
    page = book.insight.brief(ann)
    assert told(page, "near") == ["Birthday on 2026-11-25, turns 46", "Inês: Birthday on 2026-12-01, turns 6",
                                  "Inês (daughter), 5, starts school"]  # fmt: skip
    assert told(page, "balance") == ["In 12 months we gave once"]
    assert told(page, "know") == ["How we met: at the expo", "Stands for: repair", "How they buy: in spring"]
    assert page.lines[2].evidence == (ines,)


def test_permission_is_said_when_something_is_known(book: Notebook, ann: bytes) -> None:
    book.permissions.record(ann, "phone", "", "refused")
    assert told(book.insight.brief(ann), "permission") == ["phone: no (2026-11-20)"]


def test_every_line_can_be_traced(book: Notebook, ann: bytes) -> None:
    for n in range(3):
        talk = book.timeline.log([ann], "call", f"talk {n}", at=TODAY - n * DAY)
        book.promises.make(ann, f"thing {n}", interaction=talk)
        book.wants.add(ann, f"want {n}")
    assert all(line.evidence for line in book.insight.brief(ann).lines)


def test_the_short_form_takes_one_of_each_first(book: Notebook, ann: bytes) -> None:
    for n in range(9):
        book.promises.make(ann, f"thing {n}", due=TODAY + (n + 1) * DAY)
    book.promises.make(ann, "names", direction="theirs")
    book.wants.add(ann, "bike")
    book.timeline.log([ann], "call", "hello")
    kinds = [line.kind for line in book.insight.short(book.insight.brief(ann))]
    assert kinds == ["promise-ours", "promise-ours", "promise-ours", "promise-theirs", "last", "want"]


def test_another_day_moves_what_is_late(book: Notebook, ann: bytes, time: MovableClock) -> None:
    book.promises.make(ann, "list", due=TODAY + DAY)
    [line] = book.insight.brief(ann, TODAY + 3 * DAY).lines
    assert line.late and str(line.text).endswith("2 days late")


def test_an_organisation_was_spoken_with_through_its_people(book: Notebook, ann: bytes) -> None:
    works = book.contacts.create("Repair Works", kind="org")
    bo = book.contacts.create("Bo")
    book.contacts.add_role(ann, works, title="Owner")
    book.contacts.add_role(bo, works, title="Mechanic")
    assert book.insight.brief(works).sections == ()
    book.timeline.log([ann, bo], "meeting", "about tools", at=TODAY - DAY)
    book.timeline.log([ann, bo], "note", "moved house", at=TODAY)
    page = book.insight.brief(works)
    assert told(page, "last") == ["Meeting with Ann Baker, Bo on 2026-11-19: about tools"]
    assert told(page, "news") == ["Note on 2026-11-20: moved house"]


def test_deleted_people_and_entries_leave_no_trace(book: Notebook, ann: bytes) -> None:
    talk = book.timeline.log([ann], "call", "x", at=TODAY - DAY)
    book.promises.make(ann, "list", interaction=talk)
    bo = book.contacts.create("Bo")
    book.relations.add(ann, "spouse", bo)
    book.contacts.edit(ann, met_through=bo)
    book.contacts.delete(bo)
    book.timeline.delete(talk)
    assert book.insight.brief(ann).sections == ()


def test_what_few_others_like_too(book: Notebook) -> None:
    people = [book.contacts.create(name) for name in ("Ann", "Bo", "Cy", "Di", "Ed", "Flo")]
    rows = {}
    for person in people[:3]:
        rows[person] = book.contacts.add_detail(person, "interest", "repair cafés")
    for person in people[:5]:
        book.contacts.add_detail(person, "interest", "coffee")
    book.contacts.add_detail(people[0], "interest", "tandems")

    def shared() -> list[str]:
        lines = book.insight.brief(people[0]).lines
        return [str(line.text) for line in lines if str(line.text).startswith("In common")]

    assert shared() == ["In common with Bo, Cy: repair cafés"]  # everybody drinks coffee
    [line] = [line for line in book.insight.brief(people[0]).lines if str(line.text).startswith("In common")]
    assert set(line.evidence) == set(rows.values()) and line.evidence[0] == rows[people[0]]
    book.contacts.delete(people[1])
    assert shared() == ["In common with Cy: repair cafés", "In common with Cy, Di, Ed: coffee"]


def test_our_own_values_and_interests_stand_beside_theirs_where_they_meet(book: Notebook) -> None:
    ann, bo = book.contacts.create("Ann"), book.contacts.create("Bo")
    for who, values in ((ann, "Fair trade, and never in a hurry"), (bo, "Speed before all")):
        book.contacts.edit(who, stands_for=values)
        book.contacts.add_detail(who, "interest", "Sourdough" if who == ann else "chess")
    me = book.colleagues.me().id
    book.colleagues.describe(me, "Trade that both can live with, before profit", ["sourdough", "go, Sourdough ", ""])
    assert book.colleagues.me().interests == ("Sourdough", "go")
    said = [str(line.text) for line in book.insight.brief(ann).lines]
    name = book.colleagues.me().name
    assert f"{name} of us stands for: Trade that both can live with, before profit" in said
    assert f"In common with {name} of us: Sourdough" in said
    assert not [line for line in book.insight.brief(bo).lines if "of us" in str(line.text)]  # "before" is no value
    book.undo()
    assert not [line for line in book.insight.brief(ann).lines if "of us" in str(line.text)]


def test_what_today_asks_stands_in_the_brief(book: Notebook, ann: bytes, time: MovableClock) -> None:
    """Introductions under way, offers nobody answered, reminders about them: a page before a talk forgets none."""
    bo, cy, di = (book.contacts.create(name) for name in ("Bo Dahl", "Cy Roe", "Di Fox"))
    asked = book.introductions.propose(ann, bo, "both build boats")
    book.introductions.ask(asked, ann)
    agreed = book.introductions.propose(ann, cy)
    for who in (ann, cy):
        book.introductions.answer(agreed, who, True)
    willing = book.introductions.propose(ann, di)
    book.introductions.answer(willing, di, True)
    want = book.wants.add(ann, "a box")
    offer = book.offers.make(ann, "Two boxes", want=want, channel="email", override="asked for it")
    fitting = book.reminders.add(ann, "Ask how the fitting went", TODAY)
    book.reminders.add(ann, "Next month", TODAY + 40 * DAY)
    page = book.insight.brief(ann)
    lines = [line for line in page.lines if line.kind in ("introduction", "offer", "reminder")]
    assert [str(line.text) for line in lines] == [
        "Reminder: Ask how the fitting went, due 2026-11-20",
        "Introduce them to Cy Roe: both said yes",
        "Ask again about meeting Bo Dahl, asked on 2026-11-20",
        "Ask about meeting Di Fox, who said yes",
        "Ask about the offer: Two boxes, offered on 2026-11-20, no answer yet",
    ]
    assert [line.evidence[0] for line in lines] == [fitting, agreed, asked, willing, offer]
    assert {line.evidence[0] for line in lines} == {trace.id for line in lines
                                                    for trace in book.insight.traces(line.evidence[:1])}  # fmt: skip
    assert told(book.insight.brief(di), "next") == ["They would like to meet Ann Baker, who was not asked yet"]
    assert told(book.insight.brief(bo), "next") == ["Ask about meeting Ann Baker: both build boats"]
    time.now += 20 * DAY
    subjects = {due.subject for step in book.insight.today() for due in step.dues if due.contact == ann}
    assert subjects <= {row for line in book.insight.brief(ann).lines for row in line.evidence}
    assert "Reminder: Ask how the fitting went, 20 days late, due 2026-11-20" in told(book.insight.brief(ann), "next")
    book.reminders.done(fitting, TODAY)
    book.offers.answer(offer, "accepted")
    book.permissions.record(bo, "any", "introductions", "refused")
    book.introductions.dismiss(willing)
    book.introductions.introduce(agreed)
    assert told(book.insight.brief(ann), "next") == [
        "Ask what came of meeting Cy Roe, introduced on 2026-12-10",
        "Meeting Bo Dahl comes to nothing: Bo Dahl said no to introductions on 2026-12-10",
    ]
    book.introductions.finish(agreed, "a boat")
    assert len(told(book.insight.brief(ann), "next")) == 1


def test_a_promise_that_only_holds_the_words_of_a_question_is_told_no_outcome(book: Notebook, ann: bytes) -> None:
    circle = book.groups.create("Board", "", [ann])
    question = book.questions.ask(circle, "price?")
    book.questions.answer(question, ann, "too high")
    [owed] = book.questions.close(question, "we lower it")
    book.promises.make(ann, "send the new price? list")
    book.promises.make(ann, "say more about the price?")
    assert sum("What came of it" in line for line in told(book.insight.brief(ann), "promises")) == 1
    book.undo(), book.undo(), book.undo()
    [again] = book.questions.close(question, "we keep it")
    assert again == owed and book.promises.get(again).open
    assert told(book.insight.brief(ann), "promises") == [
        "You promised: Tell what came of: price?, by 2026-12-04. What came of it: we keep it."
        " They had said: “too high”"]  # fmt: skip


def test_a_promise_of_before_its_id_said_so_is_known_by_the_question_at_its_end(book: Notebook, ann: bytes) -> None:
    circle = book.groups.create("Board", "", [ann])
    question = book.questions.ask(circle, "price?")
    book.questions.answer(question, ann, "too high")
    with book.journal.change(say("Close a question")) as draft:
        draft.set("question", question, {"state": "closed", "outcome": "we lower it", "closed_on": "2026-11-20"})
    book.promises.make(ann, "send the new price? list")
    book.promises.make(ann, "Tell what came of: price?")
    assert told(book.insight.brief(ann), "promises") == [
        "You promised: send the new price? list, when asked",
        "You promised: Tell what came of: price?, when asked. What came of it: we lower it. They had said: “too high”",
    ]


def test_what_came_of_a_question_stands_with_the_promise_to_tell_it(book: Notebook, ann: bytes) -> None:
    circle = book.groups.create("Board")
    book.groups.add(circle, [ann])
    question = book.questions.ask(circle, "Wood or tin?")
    answer = book.questions.answer(question, ann, "Wood, it may grow old.")
    [owed] = book.questions.close(question, "plywood, screwed")
    other = book.promises.make(ann, "the list")
    page = book.insight.brief(ann)
    assert told(page, "promises") == [
        "You promised: Tell what came of: Wood or tin?, by 2026-12-04. What came of it: plywood, screwed."
        " They had said: “Wood, it may grow old.”",
        "You promised: the list, when asked",
    ]
    assert [line.evidence for line in page.lines if line.kind == "promise-ours"] == [
        (owed, question, answer), (other,)]  # fmt: skip
    book.promises.edit(owed, text="send the new price list")  # whatever it is called by now
    book.promises.edit(other, text="a chair, wood or tin?")
    moved = book.promises.renegotiate(book.promises.renegotiate(owed, TODAY + 20 * DAY), TODAY + 30 * DAY)
    page = book.insight.brief(ann)
    assert told(page, "promises") == [
        "You promised: send the new price list, by 2026-12-20, moved from 2026-12-04."
        " What came of it: plywood, screwed. They had said: “Wood, it may grow old.”",
        "You promised: a chair, wood or tin?, when asked",
    ]
    assert [line.evidence for line in page.lines if line.kind == "promise-ours"] == [
        (moved, owed, question, answer), (other,)]  # fmt: skip
    traced = book.insight.traces([question, answer])
    assert [(trace.table, trace.contact) for trace in traced] == [("question", None), ("answer", ann)]


def test_the_plan_stands_there_with_the_next_step_of_each_intention(book: Notebook, ann: bytes) -> None:
    works = book.contacts.create("Repair Works", kind="org")
    book.contacts.add_role(ann, works)
    dinner = book.plans.intend(ann, "Make her birthday dinner a success")
    guests = book.plans.add_step(dinner, "ask how many guests", TODAY + 9 * DAY)
    menu = book.plans.add_step(dinner, "send the menu")
    quiet = book.plans.intend(ann, "Ask for nothing this year")
    over = book.plans.intend(ann, "Find her a shop")
    book.plans.close(over)
    page = book.insight.brief(ann)
    assert told(page, "plan") == [
        "We mean to: Make her birthday dinner a success; next step: ask how many guests, by 2026-11-29",
        "We mean to: Ask for nothing this year"]  # fmt: skip
    [reminder] = [step.reminder for step in book.plans.get(dinner).steps if step.id == guests]
    assert [line.evidence for line in page.lines] == [(dinner, guests, reminder), (quiet,)]
    assert {trace.contact for line in page.lines for trace in book.insight.traces(line.evidence)} == {ann}
    assert told(book.insight.brief(works), "plan") == [f"Ann Baker: {line}" for line in told(page, "plan")]
    assert "We mean to" in str(book.insight.short(page)[0].text)
    due = book.insight.brief(ann, TODAY + 10 * DAY)  # its reminder says the step, and it is said once
    assert "ask how many guests" in told(due, "next")[0]
    assert told(due, "plan")[0] == "We mean to: Make her birthday dinner a success"
    book.plans.done(guests)
    assert told(book.insight.brief(ann), "plan")[0].endswith("a success; next step: send the menu")
    book.plans.done(menu)
    assert told(book.insight.brief(ann), "plan")[0] == "We mean to: Make her birthday dinner a success"
    for text in ("a", "b", "c"):
        book.plans.intend(ann, text)
    assert len(told(book.insight.brief(ann), "plan")) == 3


def test_who_said_yes_is_told_that_it_came_to_nothing(book: Notebook, ann: bytes, time: MovableClock) -> None:
    bo, cy = book.contacts.create("Bo Dahl"), book.contacts.create("Cy")
    works = book.contacts.create("Repair Works", kind="org")
    book.contacts.add_role(ann, works)
    for who in (ann, bo, cy):
        book.contacts.add_detail(who, "interest", "natural wine")
    pair = book.introductions.propose(ann, bo)
    assert "In common with Bo Dahl, Cy: natural wine" in told(book.insight.brief(ann), "know")
    book.timeline.log([ann], "call", "would like to")
    time.now += timedelta(hours=1)
    book.introductions.answer(pair, ann, willing=True)
    book.introductions.answer(pair, bo, willing=False)
    line = "Tell them that meeting Bo Dahl came to nothing: they said yes, Bo Dahl would rather not"
    page = book.insight.brief(ann)
    assert told(page, "next") == [line]
    assert [one.evidence for one in page.lines if one.kind == "introduction"] == [(pair,)]
    assert told(book.insight.brief(works), "next") == [f"Ann Baker: {line}"]
    assert told(book.insight.brief(bo), "next") == []
    for who in (ann, bo):
        assert "In common with Cy: natural wine" in told(book.insight.brief(who), "know")
    book.timeline.log([ann], "note", "thought of her")
    assert told(book.insight.brief(ann), "next") == [line]
    book.introductions.dismiss(pair)
    assert told(book.insight.brief(ann), "next") == [] == told(book.insight.brief(works), "next")
    assert "In common with Cy: natural wine" in told(book.insight.brief(ann), "know")
    book.undo()
    assert told(book.insight.brief(ann), "next") == [line]
    time.now += timedelta(hours=1)
    book.timeline.log([ann], "call", "told her")
    assert told(book.insight.brief(ann), "next") == []
