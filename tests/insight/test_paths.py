"""The door opener: the best way, never more than four hops, the same as trying out every way."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from notebook.errors import Ambiguous, NotFound, Refused
from notebook.insight import paths
from notebook.timeline.kinds import NO_TALK

if TYPE_CHECKING:
    from notebook.book import Notebook
    from notebook.clock import Clock
    from notebook.insight.bonds import Door
    from tests.conftest import MovableClock

TODAY = date(2026, 11, 20)
DAY = timedelta(days=1)


def people(book: Notebook, *names: str) -> list[bytes]:
    return [book.contacts.create(name) for name in names]


def way(door: Door) -> list[str]:
    return [door.bonds[0].a_name, *(bond.b_name for bond in door.bonds)] if door.bonds else []


def told(door: Door) -> list[str]:
    return [str(bond.reason.text) for bond in door.bonds]


@pytest.fixture
def marta(book: Notebook) -> bytes:
    return book.colleagues.i_am("Marta")


def test_who_speaks_with_somebody_opens_the_door(book: Notebook, marta: bytes) -> None:
    [ann] = people(book, "Ann")
    talks = [book.timeline.log([ann], "call", "x", at=TODAY - n * 73 * DAY) for n in range(5, 8)]
    door = book.insight.path(ann)
    assert way(door) == ["Marta", "Ann"] and str(door.said) == "Ask Marta: Marta → Ann"
    assert told(door) == ["Marta spoke with Ann 3 times, last on 2025-11-20"]
    assert (door.bonds[0].strength, door.bonds[0].recency, door.worth) == (0.6, 0.5, 0.3)
    assert set(door.bonds[0].reason.evidence) == set(talks) and door.target == ann


def test_a_longer_way_that_is_better_does_not_hide_that_we_know_them(book: Notebook, marta: bytes) -> None:
    ann, bo = people(book, "Ann", "Bo")
    for n in range(10):
        book.timeline.log([ann], "call", "x", at=TODAY - n * DAY)
    seen = book.timeline.log([bo], "call", "x", at=TODAY - 365 * DAY)
    book.relations.add(ann, "spouse", bo, strength=3)
    door = book.insight.path(bo)
    assert way(door) == ["Marta", "Ann", "Bo"]
    assert door.known is not None and door.known.evidence == (seen,)
    assert str(door.known.text) == "Marta spoke with Bo once, on 2025-11-20"
    assert book.insight.path(ann).known is None, "the best way is the talk itself"


def test_the_example_of_the_help_page(book: Notebook, marta: bytes, time: MovableClock) -> None:
    """Spoken with Ann ten times, last today; Ann's husband Bo; Bo and Cy (strength 2), noted five years ago."""
    now = time.now
    time.now = now - 5 * 365 * DAY
    ann, bo, cy = people(book, "Ann", "Bo", "Cy")
    friends = book.relations.add(cy, "friend", bo, strength=2, evidence="sail together")
    time.now = now
    married = book.relations.add(ann, "husband", bo, strength=3)
    for n in range(10):
        book.timeline.log([ann], "call", "x", at=TODAY - n * DAY)
    door = book.insight.path(cy)
    assert way(door) == ["Marta", "Ann", "Bo", "Cy"]
    assert door.worth == pytest.approx(0.9 * 0.9 * (0.6 / 2)) == pytest.approx(0.243)
    assert told(door) == [
        "Marta spoke with Ann 10 times or more, last on 2026-11-20",
        "Ann knows Bo (husband), strength 3 of 3",
        "Bo knows Cy (friend), strength 2 of 3: sail together",
    ]
    assert [bond.reason.evidence for bond in door.bonds[1:]] == [(married,), (friends,)]


def test_notes_purchases_and_plans_are_no_talks(book: Notebook, marta: bytes) -> None:
    """As in the brief and in health: whoever buys ten times without a word was not spoken with."""
    [ann] = people(book, "Ann")
    for kind in NO_TALK:
        for n in range(10):
            book.timeline.log([ann], kind, "moved", at=TODAY - n * DAY)
    book.timeline.log([ann], "visit", "planned", at=TODAY + 3 * DAY)
    door = book.insight.path(ann)
    assert door.bonds == () and door.worth == 0 and door.target is None
    assert str(door.said) == ("There is no way from any of us to Ann within 4 steps."
                              " Note who knows whom, or log who was spoken with.")  # fmt: skip


def test_from_one_of_us(book: Notebook, marta: bytes) -> None:
    ann, bo = people(book, "Ann", "Bo")
    otto, ute = book.colleagues.introduce("Otto"), book.colleagues.introduce("Ute")
    book.relations.add(ann, "friend", bo, strength=1)
    book.timeline.log([bo], "call", "x", at=TODAY, colleagues=[marta])
    book.timeline.log([ann], "call", "x", at=TODAY, colleagues=[otto])
    assert way(book.insight.path(bo)) == ["Marta", "Bo"]
    assert way(book.insight.path(bo, otto)) == ["Otto", "Ann", "Bo"]
    assert str(book.insight.path(bo, ute).said).startswith("There is no way from Ute to Bo within 4 steps.")
    with pytest.raises(NotFound):
        book.insight.path(bo, ann)


def test_a_role_in_an_organisation(book: Notebook, marta: bytes) -> None:
    ann, bo, cy = people(book, "Ann", "Bo", "Cy")
    works = book.contacts.create("Repair Works", kind="org")
    book.contacts.add_role(ann, works, title="Mechanic")
    book.contacts.add_role(bo, works, title="Head of Purchasing")
    book.contacts.add_role(cy, works, department="Purchasing", until="2020")
    book.timeline.log([ann], "call", "x", at=TODAY)
    door = book.insight.path("purchasing at repair works")
    assert (way(door), door.target, door.aim) == (["Marta", "Ann", "Bo"], bo, "purchasing at Repair Works")
    assert told(door)[1] == "Ann and Bo are both at Repair Works" and len(door.bonds[1].reason.evidence) == 2
    assert way(book.insight.path("Repair Works")) == ["Marta", "Ann"]
    assert way(book.insight.path(works)) == ["Marta", "Ann"]
    nobody = book.insight.path("pilot at Repair Works")
    assert nobody.bonds == () and str(nobody.said) == (
        "Nobody is known as pilot at Repair Works. Add the role to somebody's card.")  # fmt: skip
    with pytest.raises(Refused):
        book.insight.path("pilot at Ann")
    for unknown in ("Zoe", "pilot at Nowhere", " at Repair Works"):
        with pytest.raises(NotFound):
            book.insight.path(unknown)
    people(book, "Ann")
    with pytest.raises(Ambiguous):
        book.insight.path("Ann")


def test_an_organisation_without_people(book: Notebook, marta: bytes) -> None:
    works = book.contacts.create("Works", kind="org")
    assert str(book.insight.path(works).said).startswith("There is no way from any of us to Works")
    assert str(book.insight.path("buyer at Works").said).startswith("Nobody is known as buyer at Works.")
    book.timeline.log([works], "letter", "x", at=TODAY)
    assert way(book.insight.path(works)) == ["Marta", "Works"]


def test_the_deleted_the_dead_and_what_has_ended_lead_nowhere(book: Notebook, marta: bytes) -> None:
    ann, bo = people(book, "Ann", "Bo")
    relation = book.relations.add(ann, "friend", bo)
    book.timeline.log([ann], "call", "x", at=TODAY)
    assert way(book.insight.path(bo)) == ["Marta", "Ann", "Bo"]
    book.contacts.delete(ann)
    assert way(book.insight.path(bo)) == []
    book.undo()
    book.contacts.add_date(ann, "death", "2026-11")
    assert way(book.insight.path(bo)) == []
    book.undo()
    book.relations.edit(relation, until="2026-10")
    assert way(book.insight.path(bo)) == []
    book.contacts.delete(bo)
    with pytest.raises(NotFound):
        book.insight.path(bo)


def test_circles_hubs_and_large_places_do_no_harm(book: Notebook, marta: bytes) -> None:
    from notebook.sentences import say

    with book.change(say("Many")):
        hub, end = people(book, "Hub", "End")
        ring = people(book, *(f"R{n}" for n in range(40)))
        for n, one in enumerate(ring):
            book.relations.add(one, "friend", ring[(n + 1) % len(ring)], strength=1)
            book.relations.add(hub, "customer", one, strength=2)
            book.contacts.add_role(one, "Huge")
        book.relations.add(hub, "friend", end, strength=3)
    book.timeline.log([ring[7]], "call", "x", at=TODAY)
    assert way(book.insight.path(end)) == ["Marta", "R7", "Hub", "End"]
    door = book.insight.path(ring[20])
    assert way(door) == ["Marta", "R7", "Hub", "R20"] and door.worth == pytest.approx(0.3 * 0.6 * 0.6)
    book.contacts.delete(hub)
    door = book.insight.path(ring[20])
    assert way(door) == ["Marta", "R7", "R20"] and door.worth == pytest.approx(0.3 * 0.2 * 20 / 40)


def test_of_those_at_one_place_the_best_reached_leads_on(book: Notebook, marta: bytes) -> None:
    end, between, far, near, known = people(book, "End", "Between", "Far", "Near", "Known")
    more = people(book, *(f"M{n}" for n in range(5)))
    book.relations.add(between, "friend", end, strength=3)
    book.relations.add(far, "friend", between, strength=1)
    book.relations.add(near, "friend", between, strength=3)
    for one in more:
        book.relations.add(one, "friend", between, strength=2)
    for one in (far, more[0], near, more[1], known):
        book.contacts.add_role(one, "Works")
    book.timeline.log([known], "call", "x", at=TODAY)
    door = book.insight.path(end)
    assert way(door) == ["Marta", "Known", "Near", "Between", "End"]
    assert door.worth == pytest.approx(0.3 * 0.2 * 0.9 * 0.9)


def test_nobody_ever_spoke_with_anybody(book: Notebook) -> None:
    ann, bo = people(book, "Ann", "Bo")
    book.relations.add(ann, "friend", bo)
    assert book.insight.path(bo).bonds == ()


# As trying out every way finds it

N = 14


def _ways(links: dict[tuple[int, int], float], end: int) -> Iterator[tuple[list[int], float]]:
    """Every way of at most three links between people that ends there, with its worth, the first of it first."""
    waiting: list[tuple[list[int], float]] = [([end], 1.0)]
    while waiting:
        way, worth = waiting.pop()
        yield way, worth
        if len(way) < paths.HOPS:
            waiting += [([a, *way], worth * link) for (a, b), link in links.items() if b == way[0] and a not in way]


def _faded(days: int, years: int) -> float:
    return 1 / (1 + days / 365 / years)


@settings(deadline=None, max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.randoms(use_true_random=False), st.integers(8, 22), st.integers(1, 4), st.integers(0, 7), st.booleans())
def test_as_trying_out_every_way(
    clock: Clock, monkeypatch: pytest.MonkeyPatch, chance: Random, relations: int, talks: int, roles: int, few: bool
) -> None:
    """Both ways of searching: from the goal alone, and (where we speak with few) from both ends."""
    from notebook.book import Notebook

    monkeypatch.setattr(paths, "_FEW", 500 if few else -1)
    monkeypatch.setattr(paths, "_FEW_TALKS", 5000 if few else 0)
    with TemporaryDirectory() as folder:
        book = Notebook.open(Path(folder, "a.kithbook"), state=Path(folder), clock=clock, create=True)
        who = people(book, *(f"P{n}" for n in range(N)))
        us = [book.colleagues.introduce(name) for name in ("Marta", "Otto")]
        links: dict[tuple[int, int], float] = {}
        for _ in range(relations):
            a, b, strength = chance.randrange(N), chance.randrange(N), chance.choice((1, 2, 3, 3, 3))
            if a != b:
                book.relations.add(who[a], f"kind {strength}", who[b], strength=strength)
                for pair in ((a, b), (b, a)):
                    links[pair] = max(links.get(pair, 0), paths.STRENGTH[strength])
        spoken: dict[tuple[int, int], list[int]] = {}
        for _ in range(talks):
            one, contact, months = chance.randrange(2), chance.randrange(N), chance.randrange(40)
            for _ in range(chance.choice((1, 3, 10))):
                book.timeline.log([who[contact]], "call", "x", at=TODAY - months * 30 * DAY, colleagues=[us[one]])
                spoken.setdefault((one, contact), []).append(months * 30)
        places = {(chance.randrange(N), chance.randrange(2)) for _ in range(roles)}
        for person, place in sorted(places):
            book.contacts.add_role(who[person], f"Place {place}")
            for other in sorted({p for p, q in places if q == place and p != person}):
                for pair in ((person, other), (other, person)):
                    links[pair] = max(links.get(pair, 0), paths.WORK)
        for end, asked in ((end, asked) for end in chance.sample(range(N), 4) for asked in (None, 0, 1)):
            best = max((
                worth * (0.9 if len(days) >= 10 else 0.6 if len(days) >= 3 else 0.3) * _faded(min(days), 1)
                for way, worth in _ways(links, end)
                for (one, contact), days in spoken.items()
                if contact == way[0] and asked in (None, one)
            ), default=0.0)  # fmt: skip
            door = book.insight.path(who[end], None if asked is None else us[asked])
            assert door.worth == pytest.approx(best)
            assert len(door.bonds) <= paths.HOPS and bool(door.bonds) == (best > 0)
            if door.bonds:
                assert door.bonds[0].kind == "talk" and door.target == who[end]
                assert all(one.b == next_.a for one, next_ in zip(door.bonds, door.bonds[1:], strict=False))
                met = [door.bonds[0].a, *(bond.b for bond in door.bonds)]
                assert len(set(met)) == len(met) and all(bond.reason.evidence for bond in door.bonds)
                product = 1.0
                for bond in door.bonds:
                    product *= bond.worth
                assert product == pytest.approx(door.worth)
        book.close()
