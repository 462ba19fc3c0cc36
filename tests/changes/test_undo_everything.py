"""Every kind of record, through its own service: made, changed, deleted; then all of it back, and all of it again.

After every undo the tables are what they were before, whole tables compared, and after every redo what they were
after. A contact that is deleted takes all of it along, and undo brings every child back. Friday, 20 November 2026.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest

from notebook.book import Notebook
from notebook.storage import memory, schema

Act = Callable[[Notebook, dict[str, Any]], object]
Tables = dict[str, list[tuple[Any, ...]]]

# What each act makes is held under its name, for those that follow. Together they touch every table of memory.
ACTS: dict[str, Act] = {
    "relation": lambda b, i: b.relations.note(i["ann"], b.relations.read("daughter Mia, 29 Feb 2016, third grade")),
    "relation again": lambda b, i: b.relations.note(i["ann"], b.relations.read("child Mia, sings"),
                                                    known=i["relation"]),
    "relation edited": lambda b, i: b.relations.edit(i["relation"], kind="niece", strength=2, name="Mia Lou"),
    "card": lambda b, i: b.relations.make_card(i["relation"]),
    "known": lambda b, i: b.relations.add(i["ann"], "godmother of / godchild of", i["bo"], since="2019"),
    "known turned": lambda b, i: b.relations.edit(i["known"], i["bo"], kind="protégé"),
    "bare": lambda b, i: b.relations.add(i["bo"], "friend", name="Zoe"),
    "bare is ann": lambda b, i: b.relations.is_card(i["bare"], i["ann"]),
    "relation removed": lambda b, i: b.relations.remove(i["bare"]),
    "permission": lambda b, i: b.permissions.record(i["ann"], "email", "news", "granted", expires=date(2027, 1, 1)),
    "refusal": lambda b, i: b.permissions.record(i["ann"], "phone", "", "refused"),
    "permission deleted": lambda b, i: b.permissions.delete(i["refusal"]),
    "detail": lambda b, i: b.contacts.add_detail(i["ann"], "email", "ann@example.org"),
    "confirmation": lambda b, i: b.facts.confirm("detail", i["detail"], "value"),
    "entry": lambda b, i: b.timeline.log([i["ann"], i["bo"]], "call", "hello"),
    "takeaways": lambda b, i: b.closing.close(i["entry"], "likes tea", "bring tea"),
    "takeaway": lambda b, i: b.closing.next_time(i["ann"], "ask about tea"),
    "takeaway edited": lambda b, i: b.closing.edit(i["takeaway"], "ask about green tea"),
    "takeaway used": lambda b, i: b.closing.use([i["takeaway"]]),
    "takeaway open": lambda b, i: b.closing.reopen([i["takeaway"]]),
    "takeaway dropped": lambda b, i: b.closing.drop([i["takeaway"]]),
    "takeaway deleted": lambda b, i: b.closing.delete(i["takeaway"]),
    "product": lambda b, i: b.products.add("Rack", about="holds four", price="120.00", currency="EUR"),
    "product edited": lambda b, i: b.products.edit(i["product"], name="Rack 2", price="130.00", currency="EUR"),
    "spare": lambda b, i: b.products.add("Spare"),
    "product deleted": lambda b, i: b.products.delete(i["spare"]),
    "purchase": lambda b, i: b.products.bought(i["ann"], i["product"], quantity=4, price="1120.00", currency="EUR",
                                               day=date(2024, 2, 29)),
    "purchase corrected": lambda b, i: b.products.correct(i["purchase"], quantity=3),
    "second": lambda b, i: b.products.bought(i["ann"], i["product"]),
    "purchase taken back": lambda b, i: b.products.take_back(i["second"]),
    "owned": lambda b, i: b.products.own(i["bo"], i["product"], note="from his uncle"),
    "owned corrected": lambda b, i: b.products.correct_owned(i["owned"], note="from his aunt"),
    "no longer": lambda b, i: b.products.no_longer(i["owned"], "2026"),
    "disowned": lambda b, i: b.products.disown(i["owned"]),
    "story": lambda b, i: b.stories.tell(i["ann"], i["product"], "it never rattles", "named"),
    "story edited": lambda b, i: b.stories.edit(i["story"], quote="anonymous", text="it does not rattle"),
    "tale": lambda b, i: b.stories.tell(i["ann"], None, "long ago"),
    "story deleted": lambda b, i: b.stories.delete(i["tale"]),
    "want": lambda b, i: b.wants.add(i["ann"], "a lighter rack", strength=3, words_said="feather",
                                     due=date(2027, 1, 1)),
    "want edited": lambda b, i: b.wants.edit(i["want"], text="a very light rack", product=i["product"]),
    "want met": lambda b, i: b.wants.meet(i["want"], i["entry"]),
    "want open": lambda b, i: b.wants.reopen(i["want"]),
    "wish": lambda b, i: b.wants.add(i["bo"], "a feather rack"),
    "want dropped": lambda b, i: b.wants.drop(i["wish"]),
    "want deleted": lambda b, i: b.wants.delete(i["wish"]),
    "joined": lambda b, i: b.synonyms.join("a very light rack", "a feather rack"),
    "favour": lambda b, i: b.favours.gave(i["ann"], "advice", "on racks"),
    "favour edited": lambda b, i: b.favours.edit(i["favour"], kind="time"),
    "asked": lambda b, i: b.favours.asked(i["ann"], "referral", "to Bo"),
    "favour deleted": lambda b, i: b.favours.delete(i["asked"]),
    "item": lambda b, i: b.shelf.add("How to lift", "tip", interests=["lifting", "backs"]),
    "item edited": lambda b, i: b.shelf.edit(i["item"], interests=["backs", "knees"]),
    "given": lambda b, i: b.shelf.give(i["item"], i["ann"]),
    "leaf": lambda b, i: b.shelf.add("Leaflet", interests=["paper"]),
    "leaf given": lambda b, i: b.shelf.give(i["leaf"], i["bo"]),
    "item deleted": lambda b, i: b.shelf.delete(i["leaf"]),
    "intention": lambda b, i: b.plans.intend(i["ann"], "sell them a second shop"),
    "reworded": lambda b, i: b.plans.reword(i["intention"], "help them open a second shop"),
    "step": lambda b, i: b.plans.add_step(i["intention"], "show her the plan", date(2026, 12, 1)),
    "step 2": lambda b, i: b.plans.add_step(i["intention"], "find a place"),
    "step moved": lambda b, i: b.plans.move_step(i["step 2"], -1),
    "step edited": lambda b, i: b.plans.edit_step(i["step"], "show them the plan", date(2026, 12, 2)),
    "step done": lambda b, i: b.plans.done(i["step"]),
    "step reopened": lambda b, i: b.plans.reopen_step(i["step"]),
    "step dropped": lambda b, i: b.plans.drop(i["step 2"]),
    "step deleted": lambda b, i: b.plans.delete_step(i["step 2"]),
    "aim": lambda b, i: b.plans.intend(i["ann"], "learn from her"),
    "aims moved": lambda b, i: b.plans.move(i["aim"], -1),
    "aim closed": lambda b, i: b.plans.close(i["aim"]),
    "aim open": lambda b, i: b.plans.reopen(i["aim"]),
    "aim deleted": lambda b, i: b.plans.delete(i["aim"]),
    "offer": lambda b, i: b.offers.make(i["ann"], "Rack 2 for less", want=i["want"], channel="email", override="asked"),
    "offer answered": lambda b, i: b.offers.answer(i["offer"], "declined"),
    "bid": lambda b, i: b.offers.make(i["ann"], "Rack 2 again", want=i["want"], override="asked"),
    "offer deleted": lambda b, i: b.offers.delete(i["bid"]),
    "introduction": lambda b, i: b.introductions.propose(i["bo"], i["cy"], "both sing"),
    "asked bo": lambda b, i: b.introductions.ask(i["introduction"], i["bo"]),
    "asked cy": lambda b, i: b.introductions.ask(i["introduction"], i["cy"]),
    "bo says yes": lambda b, i: b.introductions.answer(i["introduction"], i["bo"], True),
    "cy says yes": lambda b, i: b.introductions.answer(i["introduction"], i["cy"], True),
    "introduced": lambda b, i: b.introductions.introduce(i["introduction"], "you both sing"),
    "thanked": lambda b, i: b.introductions.thank(i["introduction"]),
    "outcome": lambda b, i: b.introductions.finish(i["introduction"], "they sing together"),
    "pair": lambda b, i: b.introductions.propose(i["ann"], i["cy"]),
    "dismissed": lambda b, i: b.introductions.dismiss(i["pair"], "no"),
    "reopened": lambda b, i: b.introductions.reopen(i["pair"]),
    "group": lambda b, i: b.groups.create("Friends of racks", members=[i["ann"], i["bo"]]),
    "question": lambda b, i: b.questions.ask(i["group"], "Which colour?"),
    "answer": lambda b, i: b.questions.answer(i["question"], i["ann"], "Red\n\nor  blue"),
    "answer 2": lambda b, i: b.questions.answer(i["question"], i["bo"], "Green"),
    "slip": lambda b, i: b.questions.answer(i["question"], i["bo"], "Gren"),
    "slip taken back": lambda b, i: b.questions.take_back(i["slip"]),
    "closed": lambda b, i: b.questions.close(i["question"], "It is red"),
    "question 2": lambda b, i: b.questions.ask(i["group"], "Which size?"),
    "answer 3": lambda b, i: b.questions.answer(i["question 2"], i["ann"], "Large"),
    "question deleted": lambda b, i: b.questions.delete(i["question 2"]),
    "left the group": lambda b, i: b.groups.remove(i["group"], [i["bo"]]),
    "put away": lambda b, i: b.dismissals.put_away("touch:x", i["ann"], "not now"),
    "brought back": lambda b, i: b.dismissals.bring_back(i["put away"]),
    "put away again": lambda b, i: b.dismissals.put_away("touch:x", i["ann"], "not now"),
    "bo deleted": lambda b, i: b.contacts.delete(i["bo"]),
    "ann deleted": lambda b, i: b.contacts.delete(i["ann"]),
}  # fmt: skip


@pytest.fixture
def told(book: Notebook) -> Iterator[tuple[Notebook, list[tuple[str, Tables, Tables]]]]:
    """The notebook after all acts, and of each act the tables before it and after it."""
    made: dict[str, Any] = {name: book.contacts.create(full) for name, full in (
        ("ann", "Ann Lee"), ("bo", "Bo Dahl"), ("cy", "Cy Young"))}  # fmt: skip
    steps = []
    after = tables(book)
    for name, act in ACTS.items():
        before, mark = after, book.undo_mark()
        made[name] = act(book, made)
        after = tables(book)
        assert before != after, f"{name} changed nothing"
        assert book.undo_mark() != mark, f"{name} cannot be undone"
        assert book.undo_title() is not None
        steps.append((name, before, after))
    yield book, steps


def tables(book: Notebook) -> Tables:
    """Every living row of every synced table, with all that is shown of it."""
    found: Tables = {}
    for table, fields in schema.TABLES.items():
        columns = ", ".join(("id", *fields))
        found[table] = book.db.rows(f"SELECT {columns} FROM {table} WHERE sy_live = 1 ORDER BY id")
    return {table: [tuple(row) for row in rows] for table, rows in found.items()}


def test_every_table_is_touched(told: tuple[Notebook, list[tuple[str, Tables, Tables]]]) -> None:
    _, steps = told
    touched = {table for _, before, after in steps for table in after if before[table] != after[table]}
    assert set(memory.TABLES) - touched == set()


def test_all_of_it_back_and_all_of_it_again(told: tuple[Notebook, list[tuple[str, Tables, Tables]]]) -> None:
    book, steps = told
    for _ in range(2):
        for name, before, after in reversed(steps):
            assert tables(book) == after
            book.undo()
            now = tables(book)
            assert {table: now[table] for table in now if now[table] != before[table]} == {}, f"undoing: {name}"
        for name, _, after in steps:
            book.redo()
            now = tables(book)
            assert {table: now[table] for table in now if now[table] != after[table]} == {}, f"redoing: {name}"
    assert book.check() == []


def test_a_deleted_contact_takes_everything_along_and_brings_it_back(
    told: tuple[Notebook, list[tuple[str, Tables, Tables]]],
) -> None:
    book, _ = told
    book.undo()  # Ann is there again, Bo is not
    ann = book.contacts.find("Ann Lee")
    looks: dict[str, Callable[[], Any]] = {
        "relations": lambda: book.relations.of(ann), "family": lambda: book.relations.family(ann),
        "permissions": lambda: book.permissions.ledger(ann), "wants": lambda: book.wants.of(ann),
        "purchases": lambda: book.products.purchases(ann), "owned": lambda: book.products.owned(ann, ended=True),
        "stories": lambda: book.stories.of(ann), "favours": lambda: book.favours.of(ann),
        "plans": lambda: book.plans.of(ann, "all"), "offers": lambda: book.offers.of(ann),
        "introductions": lambda: book.introductions.of(ann, closed=True), "got": lambda: book.shelf.got(ann),
        "learned": lambda: book.closing.learned(ann), "next time": lambda: book.closing.waiting(ann),
        "answers": lambda: [a for q in book.questions.of() for a in q.answers if a.contact == ann],
        "promises": lambda: book.promises.of(ann, "all"), "reminders": lambda: book.reminders.of(ann),
    }  # fmt: skip
    before = {name: look() for name, look in looks.items()}
    assert [name for name, found in before.items() if not found] == []
    for _ in range(2):
        book.redo()
        assert [name for name, look in looks.items() if look()] == []
        everywhere = (book.wants.of(), book.promises.of(state="all"), book.stories.of(), book.favours.of(),
                      book.offers.of(), book.products.purchases(), book.introductions.of(closed=True))  # fmt: skip
        assert all(ann not in (getattr(one, "contact", None), getattr(one, "a", None)) for some in everywhere
                   for one in some)  # fmt: skip
        book.undo()
        assert {name: look() for name, look in looks.items()} == before
