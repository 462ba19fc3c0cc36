"""Edge cases of issue 3 (section 6) as a person meets them: what contradicts itself, what ends, what is nobody's.

Beside ``test_edges`` (rows as an older program may have left them): here everything is entered through the services,
and what is looked at is what a person would see of it.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from notebook.errors import NotFound, Refused
from notebook.sentences import say
from notebook.value.purchases import totals

if TYPE_CHECKING:
    from collections.abc import Callable

    from notebook.book import Notebook
    from tests.conftest import MovableClock

TODAY = date(2026, 11, 20)
DAY = timedelta(days=1)


@pytest.fixture
def ann(book: Notebook) -> bytes:
    return book.contacts.create("Ann Baker", email="ann@example.com")


def brief(book: Notebook, contact: bytes, key: str = "") -> list[str]:
    """The lines of a brief, of one section where it is named."""
    sections = book.insight.brief(contact).sections
    return [str(line.text) for one in sections for line in one.lines if key in ("", one.key)]


def everywhere(book: Notebook, contact: bytes) -> None:
    """All that is shown about a contact can be worked out."""
    brief(book, contact)
    book.insight.health(contact)
    book.completeness(contact)
    book.relations.family(contact)
    book.relations.around(contact)
    book.insight.candidates(contact)
    book.insight.path(contact)
    book.insight.today()
    assert not book.check()


# Contradicting dates


def imported(book: Notebook, contact: bytes, **card: object) -> None:
    with book.journal.change(say("Import {file}", file="old.vcf"), source="import:old.vcf") as draft:
        book.contacts.import_update(draft, contact, {"name": {"full": "Ann Baker"}, **card})


def test_an_import_says_another_birthday(book: Notebook, ann: bytes) -> None:
    """What was typed stays and is what the brief tells; the other one stands beside it until somebody chooses."""
    book.contacts.add_date(ann, "birth", "1980-12-01")
    day = {"@type": "PartialDate", "year": 1981, "month": 12, "day": 2}
    for _ in range(2):  # the same file twice says nothing new
        imported(book, ann, anniversaries={"b": {"kind": "birth", "date": day}})
        assert brief(book, ann, "near") == ["Birthday on 2026-12-01, turns 46"]
        assert [str(one.date) for one in book.contacts.get(ann).dates] == ["1980-12-01"]
        [fact] = book.facts.contradictions(ann)
        assert (fact.kind, fact.display) == ("birth", "1980-12-01")
        assert [head.value for head in fact.others] == ["1981-12-02"]
    book.facts.choose(fact.table, fact.row, fact.field, "1981-12-02")
    assert brief(book, ann, "near") == ["Birthday on 2026-12-02, turns 45"]
    assert book.facts.contradictions(ann) == []
    everywhere(book, ann)


def test_an_import_that_agrees_contradicts_nothing(book: Notebook, ann: bytes) -> None:
    book.contacts.add_date(ann, "birth", "1980-12-01")
    book.contacts.add_detail(ann, "custom", "42", label="Shoe size")
    day = {"@type": "PartialDate", "year": 1980, "month": 12, "day": 1}
    imported(book, ann, anniversaries={"b": {"kind": "birth", "date": day}})
    assert book.facts.contradictions(ann) == [] and len(book.contacts.get(ann).dates) == 1


def test_what_is_over_before_it_begins_is_refused(book: Notebook, ann: bytes) -> None:
    bo = book.contacts.create("Bo")
    relation = book.relations.add(ann, "partner", bo, since="2020-05")
    role = book.contacts.add_role(ann, "Engines", since="2019", until="2019-03")
    stand = book.products.add("Stand")
    thing = book.products.own(ann, stand, since="2020")
    for act in (
        lambda: book.relations.add(ann, "friend", bo, since="2020", until="2019-12-31"),
        lambda: book.relations.edit(relation, until="2020-04"),
        lambda: book.contacts.edit_role(role, until="2018"),
        lambda: book.contacts.add_role(ann, "Other", since="2020", until="2019"),
        lambda: book.products.own(ann, stand, since="2021", until="2020"),
        lambda: book.products.correct_owned(thing, until="2019"),
        lambda: book.promises.make(ann, "x", due=TODAY, due_from=TODAY + DAY),
        lambda: book.permissions.record(ann, "email", "offers", "granted", expires=TODAY - DAY),
    ):
        with pytest.raises(Refused, match=r"wrong way round\. Correct one of the two\.|before"):
            act()
    book.relations.edit(relation, until="2020")  # within the year in which it began
    everywhere(book, ann)


def test_born_after_today_has_no_age(book: Notebook, ann: bytes) -> None:
    book.relations.add(ann, "daughter", name="Mia", born="2031")
    assert brief(book, ann, "near") == ["Mia (daughter)"]
    book.contacts.add_date(ann, "birth", "2030-11-25")
    assert all("turns" not in line for line in brief(book, ann, "near"))
    everywhere(book, ann)


# Relations in a circle, own introducer, very many


def test_relations_in_a_circle(book: Notebook, ann: bytes) -> None:
    bo, cy = book.contacts.create("Bo"), book.contacts.create("Cy")
    for one, other in ((ann, bo), (bo, cy), (cy, ann)):
        book.relations.add(one, "parent", other)
    book.timeline.log([ann], "call", "x")
    assert {one.name for one in book.relations.family(ann)} == {"Bo", "Cy"}
    assert [bond.b_name for bond in book.insight.path(cy).bonds] == ["Ann Baker", "Cy"]
    assert {node.name for node in book.relations.around(ann).nodes} == {"Ann Baker", "Bo", "Cy"}
    for contact in (ann, bo, cy):
        everywhere(book, contact)


def test_nobody_introduced_themselves(book: Notebook, ann: bytes) -> None:
    """Neither as how we met, nor as a relation, nor to themselves."""
    for act in (
        lambda: book.contacts.edit(ann, met_through=ann),
        lambda: book.relations.add(ann, "introducer", ann),
        lambda: book.introductions.propose(ann, ann),
    ):
        with pytest.raises(Refused, match="Choose another person"):
            act()
    assert book.contacts.get(ann).met_through is None


def test_through_somebody_who_is_gone(book: Notebook, ann: bytes) -> None:
    bo = book.contacts.create("Bo")
    book.contacts.edit(ann, met="at the fair", met_through=bo)
    book.contacts.delete(bo)
    assert brief(book, ann, "know") == ["How we met: at the fair"]
    book.undo()
    assert brief(book, ann, "know") == ["How we met: at the fair, through Bo"]


def test_five_thousand_people_around_one(book: Notebook, ann: bytes) -> None:
    with book.change(say("Many")) as draft:
        for number in range(5000):
            other = number.to_bytes(16, "big")
            values = {"contact": ann, "other": other, "kind": "acquaintance", "strength": 2}
            draft.insert("contact", other, {"kind": "individual", "full_name": f"Other {number:04}"})
            draft.insert("relation", (number + 5000).to_bytes(16, "big"), values)
    book.timeline.log([ann], "call", "x")
    last = book.contacts.find("Other 4999")
    assert [bond.b_name for bond in book.insight.path(last).bonds] == ["Ann Baker", "Other 4999"]
    assert brief(book, ann, "near") == [], "acquaintances are no family"
    assert len(book.relations.around(ann).nodes) <= 60, "a picture that can be read"
    everywhere(book, ann)


# An organisation without people


def test_an_organisation_without_people(book: Notebook) -> None:
    museum = book.contacts.create("Wheel Museum", kind="org")
    assert book.completeness(museum).missing[0][0] == "people"
    door = book.insight.path(museum)
    assert door.bonds == () and "Wheel Museum" in str(door.said)
    assert "Nobody is known as Director at Wheel Museum" in str(book.insight.path("Director at Wheel Museum").said)
    book.promises.make(museum, "Send the first stand", due=TODAY - DAY)
    said = ["You promised: Send the first stand, due 2026-11-19, 1 day late"]
    assert brief(book, museum, "promises") == said
    assert [step.contact for step in book.insight.today()] == [museum]
    everywhere(book, museum)


# A promise to a deleted person


def test_a_promise_to_a_deleted_person(book: Notebook, ann: bytes) -> None:
    """It goes out of sight with the person, counts nowhere, and comes back with them."""
    promise = book.promises.make(ann, "the list", due=TODAY - DAY)
    me = book.colleagues.my_id()
    book.contacts.delete(ann)
    assert book.promises.of() == [] and book.insight.today() == []
    assert me not in book.insight.measures_of_us()
    for act in (lambda: book.promises.make(ann, "more"), lambda: book.promises.keep(promise)):
        with pytest.raises(NotFound) as told:
            act()
        assert str(told.value).endswith(".")
    book.undo()
    assert [one.text for one in book.promises.of(state="overdue")] == ["the list"]
    book.promises.keep(promise)
    assert book.insight.measures(ann)[0].kept == 1


def test_who_is_deleted_is_not_handed_over(book: Notebook, ann: bytes) -> None:
    marta = book.colleagues.introduce("Marta")
    promise = book.promises.make(ann, "the list", due=TODAY)
    book.contacts.delete(ann)
    with pytest.raises(NotFound):
        book.hand_over([ann], marta)
    book.undo()
    assert book.hand_over([ann], marta) == 1 and book.promises.get(promise).colleague == marta


# A permission that expires today


def test_a_permission_that_expires_today(book: Notebook, ann: bytes, time: MovableClock) -> None:
    """It counts through its last day: in the brief, for an export to contact people, and at the offer desk."""
    want = book.wants.add(ann, "a rack")
    book.permissions.record(ann, "email", "offers", "granted", expires=TODAY)
    assert brief(book, ann, "permission") == ["e-mail for offers: yes (2026-11-20), today is the last day"]
    assert book.permissions.who("email", "offers").granted == (ann,)
    time.now += DAY
    assert brief(book, ann, "permission") == ["e-mail for offers: no longer, it ended on 2026-11-20"]
    assert book.permissions.who("email", "offers").held_back == (ann,)
    with pytest.raises(Refused, match="Write down why"):
        book.offers.make(ann, "a rack", want=want, channel="email")


# A want without a product


def test_a_want_without_a_product(book: Notebook, ann: bytes) -> None:
    want = book.wants.add(ann, "to know what others do about winter stock", words_said="What do others do?")
    [pool] = book.insight.demand().pools
    assert (pool.product, pool.people) == (None, 1)
    listed = book.insight.check(ann, want=want)
    assert "What do others do?" in str(listed.text) and listed.checks[0].colour == "green"
    offer = book.offers.make(ann, "A list of what six shops do", want=want)
    assert book.offers.get(offer).want == want
    everywhere(book, ann)
    with pytest.raises(Refused):
        book.wants.add(ann, "   ")


# Several currencies


def test_prices_in_several_currencies_stay_apart(book: Notebook, ann: bytes) -> None:
    stand = book.products.add("Stand", price="280", currency="EUR")
    for price, currency in (("1120", "EUR"), ("41500", "DKK"), ("280.50", "EUR"), (None, "")):
        book.products.bought(ann, stand, price=price, currency=currency)
    found = totals(book.products.purchases(ann), book.clock.today())
    assert {code: str(amount) for code, amount in found.items()} == {"DKK": "41500", "EUR": "1400.50"}
    assert book.insight.balance(ann).count("theirs", "gave") == 4, "orders are counted, never their prices"
    with pytest.raises(Refused):
        book.products.bought(ann, stand, price="5")
    everywhere(book, ann)


# 29 February


@pytest.mark.parametrize(("feb29", "shown"), [(None, "2027-02-28"), ("02-28", "2027-02-28"), ("03-01", "2027-03-01")])
def test_born_on_29_february(book: Notebook, ann: bytes, time: MovableClock, feb29: str | None, shown: str) -> None:
    book.contacts.add_date(ann, "birth", "2000-02-29", feb29=feb29)
    bo = book.contacts.create("Bo")
    book.relations.add(bo, "spouse", ann)
    time.now = time.now.replace(year=2027, month=2, day=20)
    assert brief(book, ann, "near")[0] == f"Birthday on {shown}, turns 27"
    assert brief(book, bo, "near")[0] == f"Ann Baker: Birthday on {shown}, turns 27"
    time.now = time.now.replace(month=int(shown[5:7]), day=int(shown[8:]))
    assert [step.kind for step in book.insight.today() if step.contact == ann] == ["birthday"]
    time.now = time.now.replace(year=2028, month=2, day=29)
    assert brief(book, ann, "near")[0] == "Birthday on 2028-02-29, turns 28"


@pytest.mark.parametrize("today", ["2028-02-29", "2027-02-28", "2027-03-01"])
def test_on_the_last_days_of_february_nothing_breaks(
    notebook: Callable[..., Notebook], time: MovableClock, today: str
) -> None:
    day = date.fromisoformat(today)
    time.now = time.now.replace(year=day.year, month=day.month, day=day.day)
    book = notebook("leap.kithbook")
    ann = book.contacts.create("Ann Baker")
    book.contacts.add_date(ann, "wedding", "--02-29")
    book.reminders.add(ann, "every year", day, rrule="FREQ=YEARLY")
    book.wants.add(ann, "x", horizon="year")
    book.favours.gave(ann, "time")
    everywhere(book, ann)
    assert book.insight.today()
