"""Two steps around a contact (N4): who gets a place, what is folded, what is said of each."""

from __future__ import annotations

from collections.abc import Callable
from time import process_time
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notebook.errors import NotFound
from notebook.network.around import HANGING, Around, _share
from notebook.sentences import say

if TYPE_CHECKING:
    from notebook.book import Notebook

Make = Callable[[str], bytes]


@pytest.fixture
def make(book: Notebook) -> Make:
    return lambda name: book.contacts.create(name)


def shown(around: Around) -> list[tuple[str, int, str, int]]:
    return [(node.name, node.step, str(node.said or ""), node.hidden) for node in around.nodes]


def test_two_steps_and_no_further(book: Notebook, make: Make) -> None:
    ann, bo, cy, dee = (make(name) for name in ("Ann", "Bo", "Cy", "Dee"))
    book.relations.add(ann, "boss", bo, strength=3)
    book.relations.add(cy, "friend", bo)
    book.relations.add(cy, "daughter", dee)
    around = book.relations.around(ann)
    assert shown(around) == [("Ann", 0, "", 0), ("Bo", 1, "boss", 0), ("Cy", 2, "friend", 0)]
    assert {(tie.kind, tie.strength) for tie in around.ties} == {("other", 3), ("other", None)}
    assert [node.name for node in book.relations.around(dee).nodes] == ["Dee", "Cy", "Bo"]


def test_roles_of_an_organisation_and_who_introduced_whom(book: Notebook, make: Make) -> None:
    ann, bo, cy = (make(name) for name in ("Ann", "Bo", "Cy"))
    wheels = book.contacts.create("Wheels Ltd", kind="org")
    book.contacts.add_role(ann, wheels, title="Reception", function="gatekeeper")
    book.contacts.add_role(bo, wheels, function="decision maker")
    book.contacts.add_role(cy, wheels, title="Sales", until="2020")
    book.contacts.edit(bo, met_through=cy)
    around = book.relations.around(wheels)
    assert [(n.name, n.step, str(n.said), n.function, n.organisation) for n in around.nodes[1:]] == [
        ("Bo", 1, "decision maker", "decision maker", False), ("Cy", 2, "introduced them to us", "", False),
        ("Ann", 1, "gatekeeper, Reception", "gatekeeper", False)]  # fmt: skip
    assert {tie.kind for tie in around.ties} == {"work", "met"}
    assert shown(book.relations.around(cy))[1] == ("Bo", 1, "known to us through them", 0)
    hers = book.relations.around(ann)
    assert [(n.name, str(n.said), n.organisation) for n in hers.nodes[1:2]] == [("Wheels Ltd", "Reception", True)]


def test_ended_ones_and_the_deleted_are_out_and_circles_do_no_harm(book: Notebook, make: Make) -> None:
    ann, bo, cy, dee = (make(name) for name in ("Ann", "Bo", "Cy", "Dee"))
    for person, parent in ((ann, bo), (bo, cy), (cy, ann)):
        book.relations.add(person, "parent", parent)
    book.relations.add(ann, "friend", dee, until="2020")
    around = book.relations.around(ann)
    assert sorted(node.name for node in around.nodes) == ["Ann", "Bo", "Cy"] and len(around.ties) == 3
    with book.change(say("Two cards joined")) as draft:
        draft.set("contact", ann, {"met_through": ann})
    assert len(book.relations.around(ann).nodes) == 3
    book.contacts.delete(bo)
    assert [node.name for node in book.relations.around(ann).nodes] == ["Ann", "Cy"]
    with pytest.raises(NotFound):
        book.relations.around(bo)


def test_several_ties_of_two_are_one_line(book: Notebook, make: Make) -> None:
    ann, bo = make("Ann"), make("Bo")
    book.relations.add(ann, "friend", bo, strength=1)
    book.relations.add(bo, "wife", ann, strength=2)
    [tie] = book.relations.around(ann).ties
    said = "spouse, friend" if tie.a == ann else "wife, friend"  # what b is to a
    assert (tie.kind, tie.strength, str(tie.said)) == ("family", 2, said)


def test_hubs_are_folded_and_turned_round(book: Notebook, make: Make) -> None:
    ann, bo = make("Ann"), make("Bo")
    book.relations.add(ann, "friend", bo)
    with book.change(say("Many")):
        many = [make(f"Friend {number:03d}") for number in range(100)]
        for other in many:
            book.relations.add(bo, "friend", other)
    around = book.relations.around(ann)
    assert len(around.nodes) == 2 + 12 and around.nodes[1].hidden == 100 - 12
    last = book.relations.around(ann, opened={bo: 57})
    assert len(last.nodes) == 59 and last.nodes[1].hidden == 100 - 57
    assert [node.name for node in last.nodes[2:4]] == ["Friend 057", "Friend 058"]
    assert [node.name for node in last.nodes][-1] == "Friend 013"
    hub = book.relations.around(bo)
    assert sum(node.step == 1 for node in hub.nodes) == 24 and hub.nodes[0].hidden == 101 - 24
    turned = book.relations.around(bo, opened={bo: 24})
    assert {n.id for n in turned.nodes if n.step == 1}.isdisjoint(n.id for n in hub.nodes if n.step == 1)


def test_five_thousand_ties_are_no_labour(book: Notebook, make: Make) -> None:
    ann, bo = make("Ann"), make("Bo")
    with book.change(say("Many")) as draft:
        for number in range(5000):
            other = (number + 1).to_bytes(16, "big")
            draft.insert("contact", other, {"kind": "individual", "full_name": f"Friend {number}"})
            draft.insert("relation", (number + 10**6).to_bytes(16, "big"),
                         {"contact": bo, "other": other, "kind": "friend"})  # fmt: skip
    book.relations.add(ann, "friend", bo)
    for centre in (ann, bo):
        started = process_time()
        around = book.relations.around(centre)
        assert process_time() - started < 15  # half a second here; each tie against each other took minutes
        assert len(around.nodes) <= 60 and sum(node.hidden for node in around.nodes) > 4900


@given(st.lists(st.integers(0, 300), max_size=24), st.integers(0, 60), st.booleans())
def test_shares_never_exceed_the_places(totals: list[int], free: int, opening: bool) -> None:
    """What is shown of each and its "5 more" fit into what is free, once each has its one place."""
    people = {bytes([place]): total for place, total in enumerate(totals)}
    opened = {bytes([0]): 3} if opening and totals else {}
    given_out = _share(people, list(people), free, opened)
    used = sum(count + (count < people[near]) for near, count in given_out.items())
    some = {near: total for near, total in people.items() if total}
    most = {near: total - 1 if near in opened else min(total - 1, HANGING) for near, total in some.items()}
    assert all(0 <= count <= people[near] for near, count in given_out.items())
    # a place for each (one of theirs, or "5 more"), then as many as are free, in turn, until each has its most
    assert used == len(some) + min(max(0, free - len(some)), sum(most.values()))
