"""What a relationship is made of goes out with the cards and comes in again as the same records, in every format."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from notebook.book import Notebook
from notebook.exchange import exporting, importing, vcard
from notebook.exchange.records import KINDS, PROPERTIES
from notebook.network import kinds
from notebook.sentences import say
from notebook.storage.folding import fold

FORMATS = {"jscontact": "json", "csv": "csv", "vcard3": "vcf", "vcard4": "vcf"}
Card = dict[str, Any]
Make = Callable[[str], Notebook]


@pytest.fixture
def make(notebook: Callable[..., Notebook]) -> Make:
    """More notebooks."""
    return lambda name: notebook(f"{name}.kithbook", state=name)


def out(book: Notebook, format: str = "jscontact") -> bytes:
    return b"".join(exporting.stream(book, format, "kithbook", book.contacts.exportable()))


def cards(book: Notebook) -> dict[str, Card]:
    return {card["name"]["full"]: card for card in json.loads(out(book))}


def take(book: Notebook, data: bytes, path: Path) -> importing.Report:
    path.write_bytes(data)
    return importing.apply(book, importing.plan(book, [path]))


def verdict(book: Notebook, path: Path) -> tuple[int, int, int]:
    planned = importing.plan(book, [path])
    return planned.created, planned.updated, planned.unchanged


def fill(book: Notebook) -> dict[str, bytes]:
    """Three people, and everything that can be noted about them."""
    ada, tom, zoe = (book.contacts.create(name) for name in ("Ada Byron", "Tom Byron", "Zoë Wood"))
    book.contacts.edit(ada, met="at the fair", met_on="2024-05", met_through=zoe, avoid="politics", ideal_days=30)
    book.relations.add(ada, "husband", other=tom, strength=3, evidence="the wedding card", since="1999-05")
    book.relations.add(ada, "daughter", name="Mia", born="2012-06-01", school="Ulm, primary", occasions="chess")
    book.relations.add(zoe, "boss", other=ada)
    book.permissions.record(ada, "email", "newsletter", "granted", how="form", expires=date(2027, 1, 1),
                            evidence="at the fair")  # fmt: skip
    book.permissions.record(ada, "phone", "", "refused")
    book.wants.add(ada, "a second, larger window", horizon="season", strength=3, words_said='"I wish"; I had\none')
    tent = book.products.add("Tent")
    book.products.bought(ada, tent, quantity=4, price="1120.00", currency="EUR", day=date(2026, 3, 4))
    book.products.bought(ada, item="repair", price="80", currency="CHF")
    book.stories.tell(ada, tent, "=It stood through the storm", quote="named")
    book.stories.tell(ada, None, "She would not say so aloud")
    book.stories.tell(ada, tent, "Nobody must know who said this", quote="anonymous")
    book.favours.gave(ada, "advice", "which pegs")
    book.favours.asked(tom, "referral", side="theirs")
    plan = book.plans.intend(ada, "Make her an ambassador")
    book.plans.add_step(plan, "Invite her", date(2027, 3, 1))
    book.plans.done(book.plans.add_step(plan, "Call"))
    book.closing.next_time(tom, "Ask about Mia")
    note_between(book, ada, tom, zoe)
    return {"ada": ada, "tom": tom, "zoe": zoe}


def note_between(book: Notebook, ada: bytes, tom: bytes, zoe: bytes) -> None:
    """What is promised, offered, asked, answered, handed on, and who meets whom."""
    first = book.promises.make(ada, "Send the list", due=date(2026, 3, 9), due_from=date(2026, 3, 6))
    book.promises.keep(book.promises.renegotiate(first, date(2026, 12, 1)))
    book.promises.break_(book.promises.make(tom, "Bring the pegs", "theirs", date(2026, 5, 1)))
    book.offers.answer(book.offers.make(ada, "The larger window, 900 EUR", want=book.wants.of(ada)[0].id,
                                        channel="phone", override="=She asked me to; twice"), "accepted")  # fmt: skip
    book.offers.make(ada, "New pegs for the tent", owned=book.products.owned(ada)[0].id, channel="email",
                     override="they ask for it")  # fmt: skip
    pair = book.introductions.propose(ada, zoe, "Both sail")
    for person in (ada, zoe):
        book.introductions.answer(pair, person, True)
    book.introductions.introduce(pair, at=date(2026, 6, 1))
    book.introductions.finish(pair, "They sail together now")
    no = book.introductions.propose(zoe, tom)
    book.introductions.answer(no, tom, False)
    circle = book.groups.create("Sailors", "to ask", [ada, zoe])
    asked = book.questions.ask(circle, "Which knot?", date(2026, 6, 2))
    book.questions.answer(asked, ada, "The bowline; =always", day=date(2026, 6, 3))
    book.questions.close(asked, "Bowline it is")
    book.questions.ask(circle, "Red or blue?")  # nobody has answered yet
    tip = book.shelf.add("Ten knots", "article", "a page, with pictures", "https://knots.example", ["sailing", "Knots"])
    book.shelf.give(tip, ada, day=date(2026, 6, 4))
    book.shelf.add("Nobody got this")


@pytest.mark.parametrize("format", FORMATS)
def test_out_and_in_again(book: Notebook, make: Make, tmp_path: Path, format: str) -> None:
    fill(book)
    path, data = tmp_path / f"all.{FORMATS[format]}", out(book, format)
    assert take(book, data, path).batch is None  # nothing new in what came from here
    other = make("other")
    report = take(other, data, path)
    assert (report.created, report.problems) == (3, ())
    assert cards(other) == cards(book)
    assert verdict(other, path) == (0, 0, 3)
    ada = other.contacts.find("Ada Byron")
    family = [(relation.name, str(relation.said)) for relation in other.relations.of(ada)][:2]
    assert family == [("Tom Byron", "husband"), ("Mia", "daughter")]
    assert other.contacts.names([other.contacts.get(ada).met_through or b""]) != {}
    assert str(other.permissions.may(ada, "email", "newsletter").said).startswith("e-mail for newsletter: yes (form")
    [window] = other.wants.of(ada)
    assert (window.horizon, window.strength, window.words) == ("season", 3, '"I wish"; I had\none')
    assert [(b.item, b.price, b.currency) for b in other.products.purchases(ada)][1:] == [
        (b.item, b.price, b.currency) for b in book.products.purchases(book.contacts.find("Ada Byron"))][1:]
    [plan] = other.plans.of(ada)
    assert [(step.text, step.day, step.state) for step in plan.steps] == [
        ("Invite her", date(2027, 3, 1), "open"), ("Call", None, "done")]
    assert [due.text for due in other.reminders.of(ada)] == ["Invite her"]
    assert other.check() == []
    other.undo()
    assert other.contacts.exportable() == [] and other.relations.of(ada) == [] and other.wants.of() == []
    other.redo()
    assert cards(other) == cards(book)


def test_one_card_brings_the_relations_that_were_entered_on_others(book: Notebook, make: Make, tmp_path: Path) -> None:
    people = fill(book)
    other = make("other")
    data = b"".join(exporting.stream(book, "vcard4", "kithbook", [people["tom"]]))
    take(other, data, tmp_path / "tom.vcf")
    [wife] = other.relations.of(other.contacts.find("Tom Byron"))
    assert (wife.name, wife.kind, wife.person, wife.strength) == ("Ada Byron", "spouse", None, 3)
    take(other, out(book), tmp_path / "all.json")  # now she is there: the same relation, with her card
    [wife] = other.relations.of(other.contacts.find("Tom Byron"))
    ada = other.contacts.find("Ada Byron")
    assert (wife.name, wife.kind, wife.person, str(wife.said)) == ("Ada Byron", "spouse", ada, "spouse")
    assert str(other.relations.of(ada)[0].said) == "husband"
    assert len(other.relations.of(ada)) == 3
    assert verdict(other, tmp_path / "all.json") == (0, 0, 3)


def test_who_comes_later_in_the_file_is_found(
    book: Notebook, make: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing, "_STEP", 1)  # as if two hundred others stood between
    fill(book)
    both = {card["name"]["full"]: card for card in json.loads(out(book))}
    other = make("other")
    take(other, json.dumps(both["Zoë Wood"]).encode(), tmp_path / "zoe.json")
    path = tmp_path / "both.json"
    path.write_text(json.dumps([both["Zoë Wood"], both["Ada Byron"]]))
    planned = importing.plan(other, [path])
    assert (planned.created, planned.updated) == (1, 1)
    importing.apply(other, planned)
    [boss] = other.relations.of(other.contacts.find("Zoë Wood"))
    assert (boss.name, boss.person, boss.label) == ("Ada Byron", other.contacts.find("Ada Byron"), "boss")
    assert verdict(other, path) == (0, 0, 2)


def test_an_import_replaces_nothing_that_a_person_typed(book: Notebook, tmp_path: Path) -> None:
    ada = fill(book)["ada"]
    path = tmp_path / "old.json"
    path.write_bytes(out(book))
    [want] = book.wants.of(ada)
    book.wants.edit(want.id, text="a much larger window")
    story = book.stories.of(ada)[0]
    book.stories.delete(story.id)
    husband = book.relations.of(ada)[0]
    book.relations.remove(husband.id)
    intention = book.plans.of(ada)[0]
    book.plans.delete(intention.id)
    before = cards(book)
    importing.apply(book, importing.plan(book, [path]))
    assert cards(book) == before  # deleted stays deleted; the other wording is offered beside
    heads = book.history([("want", want.id)], "text")
    assert {head.value for head in heads} >= {"a much larger window", "a second, larger window"}


FOREIGN = """BEGIN:VCARD
VERSION:3.0
FN:Carl Strange
N:Strange;Carl;;;
item1.X-ABRELATEDNAMES;type=pref:Jenny
item1.X-ABLabel:_$!<Spouse>!$_
item2.X-ABRELATEDNAMES:Max
item2.X-ABLabel:Steuerberater
X-MANAGER:Big Boss
X-ASSISTANT:Sam
X-EVOLUTION-SPOUSE:Jenny
RELATED;TYPE=contact:urn:uuid:00000000-0000-0000-0000-000000000001
RELATED;TYPE=friend:urn:uuid:00000000-0000-0000-0000-000000000002
END:VCARD
BEGIN:VCARD
VERSION:3.0
FN:Frieda Friend
N:Friend;Frieda;;;
UID:urn:uuid:00000000-0000-0000-0000-000000000002
END:VCARD
"""


def test_what_other_programs_say_of_relations(book: Notebook, tmp_path: Path) -> None:
    path = tmp_path / "foreign.vcf"
    take(book, FOREIGN.encode(), path)
    carl = book.contacts.find("Carl Strange")
    found = {(r.name, r.kind, r.label, r.person is not None) for r in book.relations.of(carl)}
    assert found == {
        ("Jenny", "spouse", "", False), ("Max", "other", "Steuerberater", False), ("Sam", "report", "Assistant", False),
        ("Big Boss", "manager", "", False), ("Frieda Friend", "friend", "", True),
    }  # fmt: skip
    assert verdict(book, path) == (0, 0, 2)
    read = [record.card for record in vcard.read(FOREIGN.encode())]
    for format in ("vcard3", "vcard4"):
        back = [record.card for record in vcard.read(out(book, format))]
        assert [card["relatedTo"] for card in back if card and "Carl" in card["name"]["full"]] == [
            card["relatedTo"] for card in read if card and "Carl" in card["name"]["full"]]
    assert "kithbook.app:relations" not in cards(book)["Carl Strange"]  # nothing to add to what they said


def test_what_was_changed_here_is_no_longer_said_the_old_way(book: Notebook, tmp_path: Path) -> None:
    path = tmp_path / "foreign.vcf"
    take(book, FOREIGN.encode(), path)
    carl = book.contacts.find("Carl Strange")
    relations = {relation.name: relation for relation in book.relations.of(carl)}
    book.relations.remove(relations["Max"].id)
    book.relations.edit(relations["Sam"].id, kind="friend")
    book.relations.is_card(relations["Jenny"].id, book.contacts.create("Jenny Strange"))
    book.relations.edit(relations["Big Boss"].id, strength=2)
    related = cards(book)["Carl Strange"]["relatedTo"]
    assert "Max" not in related and "Jenny" not in related and related["Sam"]["relation"] == {"friend": True}
    assert {"spouse": True} in [said["relation"] for said in related.values()]
    before = cards(book)
    assert importing.apply(book, importing.plan(book, [path])).created == 0
    assert cards(book)["Carl Strange"]["kithbook.app:relations"] == before["Carl Strange"]["kithbook.app:relations"]


def test_a_relation_that_is_noted_already_is_not_doubled(book: Notebook, tmp_path: Path) -> None:
    carl = book.journal.new_id()
    with book.change(say("Add a card")) as draft:
        book.contacts.import_new(draft, [(carl, {"name": {"full": "Carl Strange"}, "uid": "carl"})])
    book.relations.add(carl, "spouse", name="jenny", evidence="he said so")
    take(book, b"BEGIN:VCARD\nVERSION:4.0\nUID:carl\nFN:Carl Strange\nX-SPOUSE:Jenny\nEND:VCARD\n", tmp_path / "a.vcf")
    assert [(r.name, r.evidence) for r in book.relations.of(carl)] == [("jenny", "he said so")]


def test_what_is_wrong_is_said_and_costs_nothing_else(book: Notebook, tmp_path: Path) -> None:
    odd = {
        "@type": "Card", "name": {"full": "Odd"}, "kithbook.app:stories": "no map",
        "kithbook.app:wants": {
            "a": {"text": "a tent", "strength": 9, "due": "soon", "horizon": ["x"], "colour": "red"}, "b": {}, "c": 3,
        },
        "kithbook.app:purchases": {"x": {"item": "peg", "price": 1.5, "quantity": "many"}},
        "kithbook.app:steps": {"s": {"text": "alone", "plan": "nowhere"}},
        "kithbook.app:relations": {"r": {"to": "urn:uuid:nobody"}, "q": {"name": "Kim", "kind": "nemesis"}},
    }  # fmt: skip
    report = take(book, json.dumps([odd]).encode(), tmp_path / "odd.json")
    said = " | ".join(str(trouble.message) for trouble in report.problems)
    for word in ("Story: a map", "strength was left out", "due was left out", "horizon was left out",
                 "colour is not known", "Want b says nothing", "Want c: an object", "price was left out",
                 "quantity was left out", "Intention it belongs to is missing", "kind was left out"):  # fmt: skip
        assert word in said, word
    odd_one = book.contacts.find("Odd")
    assert [want.text for want in book.wants.of(odd_one)] == ["a tent"]
    assert [relation.name for relation in book.relations.of(odd_one)] == ["Kim"]
    assert book.check() == []


def test_a_key_that_is_somebody_elses_takes_nothing_away(book: Notebook, tmp_path: Path) -> None:
    ada = fill(book)["ada"]
    [want] = book.wants.of(ada)
    thief = {"@type": "Card", "name": {"full": "Thief"}, "kithbook.app:wants": {want.id.hex(): {"text": "a safe"}}}
    take(book, json.dumps(thief).encode(), tmp_path / "thief.json")
    assert [one.text for one in book.wants.of(ada)] == [want.text]
    assert [one.text for one in book.wants.of(book.contacts.find("Thief"))] == ["a safe"]


TEXT = st.text(st.characters(blacklist_categories=("Cs", "Cc")), min_size=1, max_size=12).filter(
    lambda text: text == text.strip() and bool(text))
DAY = st.dates(date(1990, 1, 1), date(2030, 1, 1)).map(str)


def entries(kind: Any) -> st.SearchStrategy[Card]:
    """Records of a kind as they may stand on a card."""
    from notebook.timeline.card_forms import Amount, Beside, Choice, Day, Number, Partial, Whom
    from notebook.value.on_card import Checks

    forms: dict[str, st.SearchStrategy[Any]] = {}
    for name, (_, form) in kind.members.items():
        if isinstance(form, Choice):
            forms[name] = st.sampled_from([str(word) for word in form.among])
        elif isinstance(form, Number):
            forms[name] = st.integers(form.least, form.most)
        elif isinstance(form, Day | Partial):
            forms[name] = DAY
        elif isinstance(form, Amount):
            forms[name] = st.sampled_from(["1", "4.50", "1120.00"])
        elif not isinstance(form, Beside | Checks | Whom):
            forms[name] = TEXT
    needed = {name: forms[name] for name in (kind.wants[0],)}
    defaults = {"kind": forms["kind"]} if kind.table == "relation" else {}
    defaults |= {name: forms[name] for name in kind.defaults}
    rest = {name: form for name, form in forms.items() if name not in (*needed, *defaults)}
    keys = st.uuids().map(str)
    one = st.fixed_dictionaries({**needed, **defaults}, optional=rest)
    return st.dictionaries(keys, one, max_size=2)


# Kinds that need another record or another contact: `test_round_trip` has them all.
BOUND = ("step", "owned", "introduction", "shelf_item", "shelf_given", "question", "answer")


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.fixed_dictionaries({
    kind.property: entries(kind) for kind in KINDS if kind.table not in BOUND}))  # fmt: skip
def test_whatever_a_card_carries_comes_out_again(make: Make, tmp_path: Path, records: Card) -> None:
    carried = {name: held for name, held in records.items() if held}
    for member in ("product", "by"):  # what is spelt nearly alike is one product, one colleague
        named = {entry[member] for held in carried.values() for entry in held.values() if member in entry}
        assume(len({fold(name) for name in named}) == len(named))
    book = make(f"any{len(list(tmp_path.iterdir()))}")
    said = {"@type": "Card", "uid": "x", "name": {"full": "Any One"}, **carried}
    take(book, json.dumps(said).encode(), tmp_path / "a.json")
    [card] = json.loads(out(book))
    assert {name: held for name, held in card.items() if name in PROPERTIES} == carried
    for version in ("3.0", "4.0"):
        [record] = vcard.read(vcard.write(card, version))
        assert record.card == card


@pytest.mark.parametrize(("dialect", "cells"), [
    ("google", {"Relation 1 - Label": "husband", "Relation 1 - Value": "Tom Byron", "Relation 2 - Value": "Mia"}),
    ("outlook", {"Spouse": "Tom Byron", "Children": "Mia"}),
])  # fmt: skip
def test_other_programs_get_names(book: Notebook, dialect: str, cells: dict[str, str]) -> None:
    ada = fill(book)["ada"]
    text = b"".join(exporting.stream(book, "csv", dialect, [ada])).decode("utf-8-sig")
    [row] = csv.DictReader(io.StringIO(text, newline=""))
    assert {title: row[title] for title in cells} == cells


def test_every_kind_of_relation_has_its_word() -> None:
    from notebook.network.on_card import meant, standard

    for kind in kinds.KINDS:
        [said] = standard([{"name": "Kim", "kind": kind}]).values()
        assert len(said["relation"]) == 1
        if kind in ("spouse", "partner", "child", "parent", "sibling", "friend", "colleague", "neighbour", "manager"):
            assert (meant(said) or ("",))[0] == kind
