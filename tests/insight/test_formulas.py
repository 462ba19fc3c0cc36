"""The help page of formulas: each example is taken from the page, lived through in a notebook, and reckoned anew.

The page is the source: names, numbers and the quoted words are read from its text, so that page and program cannot
drift apart. A sentence that no longer fits the pattern of its test fails it too.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from functools import cache, partial
from typing import TYPE_CHECKING

import pytest

from notebook.contacts.completeness import completeness
from notebook.insight import balance, measures
from notebook.timeline.phrases import parse
from tests.conftest import ROOT
from tests.wanted import passed

if TYPE_CHECKING:
    from notebook.book import Notebook
    from tests.conftest import MovableClock

TODAY = date(2026, 11, 20)
DAY = timedelta(days=1)
PAGE = ROOT / "resources" / "help" / "formulas.md"
ONCE = {"once": 1, "twice": 2}


@cache
def sections() -> dict[str, str]:
    """The page by its headings, each part on one line."""
    parts = PAGE.read_text(encoding="utf-8").split("\n## ")[1:]
    return {part.partition("\n")[0]: " ".join(part.partition("\n")[2].split()) for part in parts}


def numbers(heading: str, pattern: str) -> list[float]:
    """The numbers of a sentence of the page; fails when the page no longer says it so."""
    found = re.search(pattern, sections()[heading])
    assert found, f"“{heading}” no longer says: {pattern}"
    return [float(ONCE.get(one, one)) for one in found.groups()]


def whole(heading: str, pattern: str) -> list[int]:
    return [int(one) for one in numbers(heading, pattern)]


def test_every_section_has_an_example_and_a_test() -> None:
    assert list(sections()) == [
        "What lies ahead",
        "Promises kept",
        "Give and take",
        "Stage and health",
        "Today",
        "Introductions",
        "Door opener",
        "How complete a card is",
        "Before an offer goes out",
        "What people want",
        "When wants come up",
        "Asked and told",
        "Whose words were used",
        "Old facts",
    ]
    assert all(text.count("> Example:") == 1 for text in sections().values())


def test_what_lies_ahead(book: Notebook, time: MovableClock) -> None:
    here = "What lies ahead"
    called, ahead = whole(here, r"called (\d+) days ago and will be visited in (\d+) days")
    today, after = whole(here, r"contact is (\d+) days ago; on the day after the visit it is (\d+) day ago")
    max_ = book.contacts.create("Max")
    book.timeline.log([max_], "call", "x", at=time.now - called * DAY)
    book.timeline.log([max_], "visit", "x", at=time.now + ahead * DAY)
    for later, days in ((0, today), (ahead + 1, after)):
        time.now += later * DAY
        book.poll()
        last = book.contacts.rows([max_])[0].last
        assert last is not None and (time.now - last).days == days


def test_promises_kept(book: Notebook) -> None:
    here = "Promises kept"
    made, kept, *late = whole(here, r"made (\d+) promises to Ann. (\d+) were kept: (\d+), (\d+) and (\d+) days late")
    broken, overdue, waiting = whole(here, r"(\d+) is broken, (\d+) is overdue, (\d+) still has time")
    above, below, rate, median = whole(here, r"rate is (\d+) ÷ (\d+) = (\d+) %, the median (\d+) days late")
    ann = book.contacts.create("Ann")
    for days in late:
        book.promises.keep(book.promises.make(ann, "x", due=TODAY - days * DAY))
    for _ in range(broken):
        book.promises.break_(book.promises.make(ann, "x"))
    for _ in range(overdue):
        book.promises.make(ann, "x", due=TODAY - DAY)
    for _ in range(waiting):
        book.promises.make(ann, "x", due=TODAY + DAY)
    book.promises.release(book.promises.make(ann, "released: counts nowhere"))
    ours, _ = book.insight.measures(ann)
    assert (made, kept) == (ours.kept + ours.broken + ours.open, ours.kept)
    assert (ours.kept, ours.settled, round(100 * (ours.rate or 0)), ours.lateness) == (above, below, rate, median)
    assert str(measures.said(ours)).startswith(f"we kept {kept} of {below} promises, half of them {median} days late")


def test_give_and_take(book: Notebook) -> None:
    here = "Give and take"
    asked, gave = whole(here, r"we asked Bo (\d+) times and gave (once|twice)")
    less, more = whole(here, r"asked (\d+) time and given (\d+) times")
    [room] = whole(here, r"when we gave at least (\d+) more than we took")
    bo, cy = book.contacts.create("Bo"), book.contacts.create("Cy")
    for who, asks, gives in ((bo, asked, gave), (cy, less, more)):
        for _ in range(asks):
            book.favours.asked(who, "advice")
        for _ in range(gives):
            book.favours.gave(who, "time")
        book.favours.gave(who, "time", day=TODAY - 366 * DAY)
    assert str(balance.said(book.insight.balance(bo))) == "we asked 4 times, gave once. Give before asking again"
    assert str(balance.said(book.insight.balance(cy))).endswith("There is room to ask")
    assert more - less == room
    book.favours.asked(cy, "advice")
    assert "room to ask" not in str(balance.said(book.insight.balance(cy)))
    dora = book.contacts.create("Dora")
    for side, gives in (("ours", 3), ("theirs", 2)):
        for _ in range(gives):
            book.favours.gave(dora, "advice", side=side)
    for _ in range(2):
        book.favours.asked(dora, "advice")
    assert str(balance.said(book.insight.balance(dora))) == "we asked twice, gave 3 times; they gave twice"


def test_stage_and_health(book: Notebook) -> None:
    here = "Stage and health"
    ago, usual, over, span, contact = whole(
        here, r"was (\d+) days ago, (\d+) days are usual, so (\d+) of the (\d+) days .*? have passed: (\d+) points"
    )
    ours_ = re.search(r"We logged “(.*?)” \((\d+)\), and nothing like “(.*?)” \((\d+)\)", sections()[here])
    theirs_ = re.search(r"came from them: “(.*?)”, “(.*?)”", sections()[here])
    assert ours_ and theirs_, "who reached out is no longer told so"
    called, out, other, back = ours_.groups()
    kept, late, up, down, ours = whole(
        here, r"kept (\d+) promises and (\d+) is overdue: 20 × (\d+) ÷ (\d+) = (\d+)\. They"
    )
    [theirs] = whole(here, r"They promised nothing: (\d+)")
    gifts, given, orders, ordered, score = whole(
        here, r"We gave (\d+) times: (\d+)\. They bought (\d+) time: (\d+)\. Together (\d+) of 100"
    )
    cy = book.contacts.create("Cy")
    read = partial(parse, clock=book.clock, people=lambda name: [(cy, "Cy")] if name == "Cy" else [])
    assert [read(line).direction for line in (*theirs_.groups(), other)] == ["in"] * 3
    logged = read(called)
    book.timeline.log([cy], logged.kind, "x", at=TODAY - ago * DAY, direction=logged.direction)
    for _ in range(kept):
        book.promises.keep(book.promises.make(cy, "x"))
    for _ in range(late):
        book.promises.make(cy, "x", due=TODAY - DAY)
    for _ in range(gifts):
        book.favours.gave(cy, "advice")
    for _ in range(orders):
        book.products.bought(cy, item="stand", interaction=book.timeline.ids(_of(cy))[0])
    found = book.insight.health(cy)
    assert [part.points for part in found.parts] == [contact, int(out), int(back), ours, theirs, given, ordered]
    assert found.score == score == 59
    assert (ago - usual, 3 * usual, kept + 1, kept + late + 2) == (over, span, up, down)
    stages = re.search(r"Our side stands at (\w+), theirs at (\w+), so the stage is (\w+)", sections()[here])
    assert stages and (found.ours, found.theirs, found.stage) == stages.groups()
    most = [
        int(one)
        for pair in re.findall(r"(?:Contact|reaching out|word|gave), (\d+)( each)?:", sections()[here])
        for one in ([pair[0]] * 2 if pair[1] else [pair[0]])
    ]
    assert sorted(most) == sorted(part.most for part in found.parts)


def _of(contact: bytes) -> object:
    from notebook.timeline.records import Stream

    return Stream(contact=contact)


def test_today(book: Notebook, time: MovableClock) -> None:
    """Fifteen people, each with one of the reasons in the order of the page, entered from the last to the first."""
    reasons = re.findall(r"\d+\. (.+?)(?= \d+\. | Staying in touch)", sections()["Today"])
    enter: dict[str, Callable[[bytes], object]] = {
        "a talk that is planned for today, and later what came of it":
            lambda p: book.timeline.log([p], "visit", "x", at=time.now + DAY / 24),
        "a promise of ours that is overdue, the latest first": lambda p: book.promises.make(p, "x", due=TODAY - DAY),
        "a promise of ours due today": lambda p: book.promises.make(p, "x", due=TODAY),
        "a birthday": lambda p: book.contacts.add_date(p, "birth", "1980-11-20"),
        "somebody not spoken with for longer than agreed": lambda p: _long_ago(book, p),
        "a promise to us that is overdue": lambda p: book.promises.make(p, "x", "theirs", TODAY - DAY),
        "a want whose day has passed": lambda p: passed(book, p, "x", TODAY - DAY),
        "another day of theirs": lambda p: book.contacts.add_date(p, "wedding", "2001-11-20"),
        "an introduction whose next step is ours": lambda p: _both_agreed(book, p),
        "a want that wakes up": lambda p: book.wants.add(p, "x", revisit=TODAY),
        "an offer that nobody answered for 14 days": lambda p: _offered(book, p, TODAY - 14 * DAY),
        "a reminder that is overdue": lambda p: book.reminders.add(p, "x", TODAY - DAY),
        "a reminder for today": lambda p: book.reminders.add(p, "x", TODAY),
        "a promise to us that is due today": lambda p: book.promises.make(p, "x", "theirs", TODAY),
        "somebody whom it is time to speak with again": lambda p: _long_ago(book, p, days=20),
    }
    assert reasons == list(enter)
    for name in reversed(reasons):
        enter[name](book.contacts.create(name))
    told = [step.contact_name for step in book.insight.today()]  # an introduction stands with one of its two
    assert [reasons[8] if name == "Somebody else" else name for name in told] == reasons
    later = book.contacts.create("later still")
    book.promises.make(later, "x", due=TODAY - 9 * DAY)
    assert book.insight.today()[1].contact == later, "the latest first"


def _both_agreed(book: Notebook, person: bytes) -> None:
    other = book.contacts.create("Somebody else")
    introduction = book.introductions.propose(person, other)
    for one in (person, other):
        book.introductions.answer(introduction, one, True)


def _offered(book: Notebook, person: bytes, day: date) -> None:
    thing = book.products.own(person, book.products.named("Stand"))
    book.offers.make(person, "another one", owned=thing, day=day)


def _long_ago(book: Notebook, person: bytes, days: int = 40) -> None:
    book.reminders.set_cadence(person, 7, 30)
    book.timeline.log([person], "call", "x", at=TODAY - days * DAY)


def test_introductions(book: Notebook) -> None:
    here = "Introductions"
    [one] = whole(here, r"points = (\d+) ÷ log2")
    few, alone, some, shared, both, other = whole(
        here,
        r"(\d+) people, Ann and Bo, like .*?: (\d+) points\. (\d+) people like sourdough, .*?:"
        r" (\d+) points more\."
        r" Ann and Bo have (\d+) points, Ann and another baker (\d+)",
    )
    assert (one, few) == (alone, 2)
    people = [book.contacts.create(name) for name in ("Ann", "Bo", "Cy", "Di")][:some]
    for person in people[:few]:
        book.contacts.add_detail(person, "interest", "pinhole photography")
    for person in people:
        book.contacts.add_detail(person, "interest", "Sourdough")
    points = {(c.a_name, c.b_name): c.points for c in book.insight.candidates(people[0])}
    assert points == {("Ann", "Bo"): both, ("Ann", "Cy"): other, ("Ann", "Di"): other}
    assert other == shared
    for number in range(some):  # now it is a crowd's
        book.contacts.add_detail(book.contacts.create(f"Baker {number}"), "interest", "sourdough")
    assert {c.points for c in book.insight.candidates(people[0])} == {alone}


def test_door_opener(book: Notebook) -> None:
    here = "Door opener"
    talks, ago, strength, days, talked = numbers(
        here, r"with Dana (\d+) times, last (\d+) days ago: (\d+\.\d+) × 1 ÷ \(1 \+ (\d+) ÷ 365\) = (\d+\.\d+)"
    )
    close, friend = numbers(here, r"friend of Greta, strength (\d), noted today: (\d+\.\d+)")
    [whole_way] = numbers(here, r"through Dana is worth \d+\.\d+ × \d+\.\d+ = (\d+\.\d+)")
    often, other, work, second = numbers(
        here, r"Uta, with whom we spoke (\d+) times, today as well, .*? it is (\d+\.\d+) × (\d+\.\d+) = (\d+\.\d+)"
    )
    dana, greta, uta = (book.contacts.create(name) for name in ("Dana", "Greta", "Uta"))
    for number in range(int(talks)):
        book.timeline.log([dana], "call", "x", at=TODAY - int(ago + number) * DAY)
    relation = book.relations.add(dana, "friend", greta, strength=int(close))
    for number in range(int(often)):
        book.timeline.log([uta], "call", "x", at=TODAY - number * DAY)
    for person in (uta, greta):
        book.contacts.add_role(person, "Stadtwerke")
    door = book.insight.path(greta)
    assert [bond.a_name for bond in door.bonds][1:] == ["Dana"] and ago == days
    assert [round(bond.worth, 2) for bond in door.bonds] == [talked, friend]
    assert (door.bonds[0].strength, round(door.worth, 2)) == (strength, whole_way)
    book.relations.remove(relation)
    door = book.insight.path(greta)
    assert [round(bond.worth, 2) for bond in door.bonds] == [other, work] and round(door.worth, 2) == second


def test_how_complete_a_card_is(book: Notebook) -> None:
    here = "How complete a card is"
    weights = re.findall(r"- ([a-z].+?) (\d+)(?= - | Named)", sections()[here])
    assert sum(int(weight) for _, weight in weights) == 100
    di = book.contacts.create("Di")
    missing = [str(words) for _, words in completeness(book.contacts.get(di)).missing]
    assert missing == [name for name, _ in weights[:3]]
    phone, relation, met, percent = whole(here, r"\((\d+)\), .*? \((\d+)\) and how we met \((\d+)\): (\d+) %")
    assert phone + relation + met == percent
    book.contacts.add_detail(di, "phone", "+49 170 1234567")
    assert book.completeness(di).percent == phone
    book.contacts.edit(di, relation="customer")
    assert book.completeness(di).percent == phone + relation
    book.contacts.edit(di, met="at the fair")
    found = book.completeness(di)
    assert found.percent == percent
    most = re.search(r"What would help most: (.+), (.+), (.+)\.", sections()[here])
    assert most and tuple(str(words) for _, words in found.missing) == most.groups()


def test_before_an_offer_goes_out(book: Notebook) -> None:
    here = "Before an offer goes out"
    colours = re.search(
        r"Ed wants a rack \((\w+)\), said nothing about e-mail \((\w+)\), was asked (\d+) times and given (\d+) time"
        r" \((\w+)\), waits for (\d+) promise of ours that is overdue \((\w+)\), and had an offer (\d+) days ago"
        r" \((\w+)\)",
        sections()[here],
    )
    assert colours, "the example reads otherwise"
    wanted, permitted, asked, given, taken, late, word, ago, pause = colours.groups()
    ed = book.contacts.create("Ed")
    want = book.wants.add(ed, "a rack")
    book.offers.make(ed, "something else", want=want, day=TODAY - int(ago) * DAY)
    for _ in range(int(asked)):
        book.favours.asked(ed, "advice")
    for _ in range(int(given)):
        book.favours.gave(ed, "time")
    for _ in range(int(late)):
        book.promises.make(ed, "x", due=TODAY - DAY)
    found = book.insight.check(ed, want=want, channel="email")
    assert [check.colour for check in found.checks] == [wanted, permitted, taken, word, pause]
    [more] = whole(here, r"amber, (\d+) times more or over red")
    quiet, soon = whole(here, r"(\d+) days ago or more is green, (\d+) days ago or less red")
    from notebook.insight import desk

    assert (more, quiet, soon) == (desk.TOO_MUCH, desk.QUIET, desk.SOON)


def test_what_people_want(book: Notebook) -> None:
    here = "What people want"
    ann, bo = whole(here, r"Ann wants a rain cover with strength (\d), Bo with strength (\d), and Cy perhaps")
    [each] = whole(here, r"Di and Ed want lights with strength (\d) each")
    people, first, second, perhaps = whole(
        here, r"have (\d+) people; the lights come first with (\d+) against (\d+) in sum, the rain cover has (\d+)"
    )
    for name, text, strength, certainty in (
        ("Ann", "A rain cover", ann, "known"),
        ("Bo", "a  rain cover", bo, "known"),
        ("Cy", "A RAIN COVER", 3, "suspected"),
        ("Di", "Lights", each, "known"),
        ("Ed", "lights", each, "known"),
    ):
        book.wants.add(book.contacts.create(name), text, strength=strength, certainty=certainty)
    lights, cover = book.insight.demand().pools
    assert (lights.people, lights.strength, lights.suspected) == (people, first, 0)
    assert (cover.people, cover.strength, cover.suspected) == (people, second, perhaps)


def test_when_wants_come_up(book: Notebook, time: MovableClock) -> None:
    here = "When wants come up"
    [ahead] = whole(here, r"a cover by a day (\d+) days later")
    cover, now, year = whole(here, r"cover comes up after (\d+) days, the lamp after (\d+), the trailer after (\d+)\.")
    again, late = whole(here, r"comes up again after (\d+) more days, on its day; (\d+) days later it is overdue")
    ida = book.contacts.create("Ida")
    wanted = {"a lamp": book.wants.add(ida, "a lamp", horizon="now"),
              "a trailer": book.wants.add(ida, "a trailer", horizon="year"),
              "a cover": book.wants.add(ida, "a cover", due=TODAY + ahead * DAY)}  # fmt: skip

    def on(days: int) -> dict[bytes, str]:
        return {due.subject: due.section for due in book.reminders.agenda(TODAY + days * DAY)}

    for name, days in (("a cover", cover), ("a lamp", now), ("a trailer", year)):
        assert wanted[name] not in on(days - 1) and wanted[name] in on(days), name
    time.now += cover * DAY
    book.reminders.done(wanted["a cover"])
    assert wanted["a cover"] not in on(cover + again - 1)
    assert cover + again == ahead and on(ahead)[wanted["a cover"]] == "today"
    assert on(ahead + late)[wanted["a cover"]] == "overdue"


def test_asked_and_told(book: Notebook) -> None:
    here = "Asked and told"
    wants, stories, advice, asked = whole(
        here, r"Fay told (\d+) want and (\d+) story, and we asked her for advice (\d+) time: asked (\d+) times"
    )
    offers, letters, told = whole(here, r"made (\d+) offer by e-mail and wrote her (\d+) letter: told (\d+) times")
    [ratio] = numbers(here, r"The ratio is ([\d.]+\d)")
    fay = book.contacts.create("Fay")
    made = [book.wants.add(fay, f"a bell {number}") for number in range(wants)]
    for number in range(stories):
        book.stories.tell(fay, None, f"It rings {number}")
    for _ in range(advice):
        book.favours.asked(fay, "advice")
    for _ in range(offers):
        book.offers.make(fay, "a bell", want=made[0], channel="email")
    for _ in range(letters):
        book.timeline.log([fay], "letter", "news", direction="out")
    found = book.insight.listening(fay)
    assert (sum(map(len, found.asked.values())), sum(map(len, found.told.values()))) == (asked, told)
    assert found.ratio == ratio


def test_whose_words_were_used(book: Notebook, time: MovableClock) -> None:
    [often, used] = whole("Whose words were used", r"Gus was read (\d+) times yesterday, .*? used in (\d+) briefs")
    people = [book.contacts.create(name) for name in ("Gus", "Hal")]
    today = time.now
    time.now = today - DAY
    for who in people:
        book.timeline.log([who], "note", "likes tea")
    for _ in range(often):
        book.credits.used(book.insight.brief(people[0]), "full")
    time.now = today
    for who in people:
        book.credits.used(book.insight.brief(who), "print")
    reason = book.insight.credit()
    assert reason and str(reason.text) == f"Your notes were used in {used} briefs this week"


def test_old_facts(book: Notebook, time: MovableClock) -> None:
    here = "Old facts"
    old, fresh, again = whole(
        here, r"written down (\d+) days ago is asked about, one of (\d+) days is not.*? not asked about for (\d+) days"
    )
    year, address, stands = whole(
        here, r"old after (\d+) days, an address after (\d+), what they stand for after (\d+)"
    )
    [unknown] = whole(here, r"don't know” asks again after (\d+) days")
    now = time.now
    time.now = now - old * DAY
    ann = book.contacts.create("Ann", phone="+49 170 1234567")
    time.now = now - fresh * DAY
    book.contacts.create("Bo", phone="+49 170 7654321")
    time.now = now
    [fact] = book.facts.freshen()
    assert fact.contact == ann
    book.facts.confirm(fact.table, fact.row, fact.field)
    time.now = now + (again - 1) * DAY
    assert ann not in {fact.contact for fact in book.facts.freshen()}
    time.now = now + again * DAY
    assert ann in {fact.contact for fact in book.facts.freshen()}
    from notebook.contacts import facts

    kinds = {kind: days for (_, kind), days in facts._STALE.items()}
    assert (kinds["address"], kinds["stands_for"], facts._REST["unknown"], facts.A_DAY) == (address, stands, unknown, 5)
    assert {kinds[kind] for kind in ("phone", "email", "title", "relation", "buys")} == {year} == {again}


@pytest.mark.parametrize("heading", ["Promises kept", "Introductions"])
def test_the_formula_itself_stands_there(heading: str) -> None:
    formulas = {
        "Promises kept": "kept rate = kept ÷ (kept + broken + overdue)",
        "Introductions": "points = 1000 ÷ log2(how many share it)",
    }
    assert formulas[heading] in sections()[heading]
