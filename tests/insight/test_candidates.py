"""Introduction candidates: what brings two together, who is left out, and that edits are followed exactly."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from threading import Event, Thread
from typing import TYPE_CHECKING, TypeVar

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from notebook.errors import Cancelled
from notebook.insight import candidates, service, topics
from notebook.insight.service import Insight

if TYPE_CHECKING:
    from notebook.book import Notebook
    from notebook.clock import Clock
    from notebook.insight.bonds import Candidate
    from notebook.insight.sources import Sources

TODAY = date(2026, 11, 20)
DAY = timedelta(days=1)

T = TypeVar("T")


def people(book: Notebook, *names: str) -> list[bytes]:
    return [book.contacts.create(name) for name in names]


def likes(book: Notebook, interest: str, *contacts: bytes) -> list[bytes]:
    return [book.contacts.add_detail(contact, "interest", interest) for contact in contacts]


def told(found: list[Candidate]) -> list[tuple[str, str, int]]:
    """Names and points; those with as many points by name."""
    assert [one.points for one in found] == sorted((one.points for one in found), reverse=True)
    return sorted(((one.a_name, one.b_name, one.points) for one in found), key=lambda entry: (-entry[2], entry))


def texts(one: Candidate) -> list[str]:
    return [str(reason.text) for reason in one.reasons]


def test_nobody_has_anything_in_common(book: Notebook) -> None:
    assert book.insight.candidates() == []
    [ann] = people(book, "Ann")
    likes(book, "falconry", ann)
    assert book.insight.candidates() == [] and book.insight.candidates(ann) == []


def test_what_only_two_share_brings_them_together(book: Notebook) -> None:
    ann, bo, cy = people(book, "Ann", "Bo", "Cy")
    rows = likes(book, "Falconry", ann) + likes(book, "FALCONRY ", bo)
    likes(book, "chess", cy)
    [one] = book.insight.candidates()
    assert (one.a_name, one.b_name, one.points, [str(s) for s in one.shared]) == ("Ann", "Bo", 1000, ["Falconry"])
    assert texts(one) == [
        "Both: Falconry, as nobody else",
        "Nothing is known of Ann and introductions: ask first",
        "Nothing is known of Bo and introductions: ask first",
    ]
    assert one.reasons[0].evidence == tuple(rows) and (one.may_a, one.may_b) == ("unknown", "unknown")


def test_the_rarer_the_more_and_points_add_up(book: Notebook) -> None:
    """The example of the help page: 1000 / log2(n) where n share it."""
    ann, bo, cy, di = people(book, "Ann", "Bo", "Cy", "Di")
    likes(book, "crêpes", ann, bo, cy, di)
    likes(book, "Falconry", ann, bo)
    likes(book, "chess", bo, cy, di)
    assert told(book.insight.candidates()) == [
        ("Ann", "Bo", 1500), ("Bo", "Cy", 1131), ("Bo", "Di", 1131), ("Cy", "Di", 1131), ("Ann", "Cy", 500),
        ("Ann", "Di", 500)]  # fmt: skip
    one = book.insight.candidates(bo)[0]
    assert (one.a, one.b) == (bo, ann) and [str(s) for s in one.shared] == ["Falconry", "crêpes"]
    assert texts(one)[1] == "Both: crêpes, like 2 others"
    assert book.insight.candidates(limit=2) == book.insight.candidates()[:2]


def test_a_crowd_says_nothing(book: Notebook) -> None:
    with book.change(topics_title()):
        crowd = people(book, *(f"P{n}" for n in range(260)))
        likes(book, "cycling", *crowd[: topics.CROWD + 1])
        likes(book, "chess", *crowd[:2])
        likes(book, "sailing", *crowd[100 : 100 + topics.CROWD])
    found = book.insight.candidates(limit=5000)
    assert len(found) == 1 + topics.CROWD * (topics.CROWD - 1) // 2
    assert texts(found[0])[:2] == ["Both: chess, as nobody else", "Both: cycling, like many others"]
    assert {one.points for one in found[1:]} == {round(1000 / 5.643856)}


def topics_title():  # type: ignore[no-untyped-def]
    from notebook.sentences import say

    return say("Many people")


def test_who_knows_what_somebody_wants(book: Notebook) -> None:
    ann, bo, cy = people(book, "Ann", "Bo", "Cy")
    stand = book.products.add("Cargo stand")
    want = book.wants.add(ann, "a stand", product=stand)
    story = book.stories.tell(bo, stand, "holds everything")
    owned = book.products.own(cy, stand)
    found = {one.b_name: one for one in book.insight.candidates(ann)}
    assert texts(found["Bo"])[0] == "Ann wants Cargo stand; Bo told how it is"
    assert found["Bo"].reasons[0].evidence == (want, story) and found["Bo"].points == round(1000 / 1.5849625)
    assert texts(found["Cy"])[0] == "Ann wants Cargo stand; Cy has it"
    assert found["Cy"].reasons[0].evidence == (want, owned)
    assert told(book.insight.candidates(cy)) == [("Cy", "Ann", 631)]
    assert len(book.insight.candidates()) == 2  # not Bo and Cy, who both know it
    book.wants.meet(want)
    assert book.insight.candidates() == [] == book.insight.candidates(ann)


def refuse(book: Notebook, ann: bytes, bo: bytes) -> None:
    book.permissions.record(bo, "any", "introductions", "refused")


def refuse_all(book: Notebook, ann: bytes, bo: bytes) -> None:
    book.permissions.record(ann, "any", "", "refused")


def refuse_by_mail(book: Notebook, ann: bytes, bo: bytes) -> None:
    book.permissions.record(ann, "email", "Introduction", "refused")


def relate(book: Notebook, ann: bytes, bo: bytes) -> None:
    book.relations.add(bo, "friend", ann)


def relate_once(book: Notebook, ann: bytes, bo: bytes) -> None:
    book.relations.add(ann, "partner", bo, until="2020")


def propose(book: Notebook, ann: bytes, bo: bytes) -> None:
    book.introductions.propose(ann, bo)


def dismiss(book: Notebook, ann: bytes, bo: bytes) -> None:
    book.introductions.dismiss(book.introductions.propose(bo, ann), "they compete")


def decline(book: Notebook, ann: bytes, bo: bytes) -> None:
    book.introductions.answer(book.introductions.propose(bo, ann), ann, False)


def delete(book: Notebook, ann: bytes, bo: bytes) -> None:
    book.contacts.delete(bo)


def bury(book: Notebook, ann: bytes, bo: bytes) -> None:
    book.contacts.add_date(ann, "death", "2026-01-01")


@pytest.mark.parametrize("leave_out", [refuse, refuse_all, refuse_by_mail, relate, relate_once, propose, dismiss,
                                       decline, delete, bury])  # fmt: skip
@pytest.mark.parametrize("asked_before", [False, True])
def test_who_is_left_out(
    book: Notebook, leave_out: Callable[[Notebook, bytes, bytes], None], asked_before: bool
) -> None:
    ann, bo = people(book, "Ann", "Bo")
    likes(book, "falconry", ann, bo)
    if asked_before:  # then the answer follows from what is held in memory
        assert len(book.insight.candidates()) == 1
    leave_out(book, ann, bo)
    assert book.insight.candidates() == [] == book.insight.candidates(ann)
    while not book.insight.candidates():
        book.undo()
    assert len(book.insight.candidates(ann)) == 1


def test_organisations_are_not_introduced(book: Notebook) -> None:
    [ann] = people(book, "Ann")
    works = book.contacts.create("Works", kind="org")
    likes(book, "falconry", ann, works)
    assert book.insight.candidates() == [] == book.insight.candidates(ann)


def test_permission_is_told(book: Notebook) -> None:
    ann, bo = people(book, "Ann", "Bo")
    likes(book, "falconry", ann, bo)
    yes = book.permissions.record(ann, "phone", "introduction", "granted", how="said", day=TODAY)
    over = book.permissions.record(bo, "any", "introduction", "granted", day=TODAY - 9 * DAY, expires=TODAY - DAY)
    [one] = book.insight.candidates()
    assert (one.may_a, one.may_b) == ("granted", "expired")
    assert texts(one)[1:] == [
        "Ann is open to introductions: phone for introduction: yes (said, 2026-11-20)",
        "Bo was open to introductions, but no longer: ask anew",
    ]
    assert [reason.evidence for reason in one.reasons[1:]] == [(yes,), (over,)]


def test_a_permission_counts_through_its_last_day(book: Notebook) -> None:
    ann, bo = people(book, "Ann", "Bo")
    likes(book, "falconry", ann, bo)
    book.permissions.record(ann, "any", "introduction", "granted", day=TODAY, expires=TODAY)
    book.permissions.record(bo, "phone", "", "refused")  # no calls; introductions are not meant
    [one] = book.insight.candidates()
    assert (one.may_a, one.may_b) == ("granted", "unknown")


def test_colleagues_of_one_organisation_are_told_as_such(book: Notebook) -> None:
    ann, bo = people(book, "Ann", "Bo")
    likes(book, "falconry", ann, bo)
    book.contacts.add_role(ann, "Works")
    assert len(book.insight.candidates()[0].reasons) == 3
    book.contacts.add_role(bo, "Works")
    [one] = book.insight.candidates()
    assert texts(one)[-1] == "Both work at the same organisation: they may know each other."


def test_it_can_be_cancelled_and_asked_again(book: Notebook) -> None:
    ann, bo = people(book, "Ann", "Bo")
    likes(book, "falconry", ann, bo)
    with pytest.raises(Cancelled):
        book.insight.candidates(progress=lambda done, of: False)
    steps: list[tuple[int, int]] = []
    assert len(book.insight.candidates(progress=lambda done, of: not steps.append((done, of)))) == 1  # type: ignore[func-returns-value]
    assert steps and all(0 <= done <= of for done, of in steps)


def test_what_another_process_wrote_is_followed(book: Notebook, notebook: Callable[..., Notebook]) -> None:
    ann, bo = people(book, "Ann", "Bo")
    [row, _] = likes(book, "falconry", ann, bo)
    assert len(book.insight.candidates()) == 1
    other = notebook(create=False, state="other")
    other.contacts.edit_detail(row, value="chess")
    book.poll()
    assert book.insight.candidates() == []


Act = tuple[int, int, int]


def _act(book: Notebook, who: list[bytes], products: list[bytes], act: Act) -> None:
    what, one, other = act
    contact = who[one % len(who)]
    held = book.contacts.get(contact).details if book.contacts.names([contact]) else ()
    interests = [detail for detail in held if detail.kind == "interest"]
    match what:
        case 0 | 1 | 2 if book.contacts.names([contact]):
            book.contacts.add_detail(contact, "interest", f"Hobby {other}")
        case 3 if interests:
            book.contacts.remove_detail(interests[other % len(interests)].id)
        case 4 if interests:
            book.contacts.edit_detail(interests[0].id, value=f"hobby {other}")
        case 5 if book.contacts.names([contact]):
            book.contacts.delete(contact)
        case 6 if book.contacts.names([contact]):
            book.wants.add(contact, f"want {other}", product=products[other % 2])
        case 7 if book.contacts.names([contact]):
            book.stories.tell(contact, products[other % 2], "good")
        case 8 if book.undo_title():
            book.undo()
        case 9:
            who.append(book.contacts.create(f"New {len(who)}"))


acts = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 30), st.integers(0, 4)), min_size=1, max_size=25)
sizes = st.tuples(st.sampled_from([2, 5, 2_000]), st.sampled_from([3, 50]), st.sampled_from([8, 16, 30, 500_000]))


@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts, sizes)
def test_edits_are_followed_as_if_all_were_read_anew(
    clock: Clock, monkeypatch: pytest.MonkeyPatch, acts: list[Act], sizes: tuple[int, int, int]
) -> None:
    """Whatever is done, held in memory or read anew, for everybody or for one: the same answer."""
    from notebook.book import Notebook

    for name, value in zip(("_KEPT", "CROWD", "_MOST_PAIRS", "_FEW_PEOPLE"), (*sizes, 0), strict=True):
        monkeypatch.setattr(topics, name, value)
    monkeypatch.setattr(candidates, "CROWD", sizes[1])
    monkeypatch.setattr(candidates, "_SPARE", 0)  # so that no more is looked at than has to be
    with TemporaryDirectory() as folder:
        book = Notebook.open(Path(folder, "a.kithbook"), state=Path(folder), clock=clock, create=True)
        who = people(book, *(f"P{n}" for n in range(18)))
        products = [book.products.add(name) for name in ("stand", "rack")]
        chance = Random(len(acts))
        for contact in who:
            likes(book, f"hobby {chance.randrange(5)}", contact)
        book.insight.candidates(limit=1)
        for act in acts:
            _act(book, who, products, act)
            limit = act[1] // 4 + 1
            assert book.insight.candidates(limit=limit) == Insight(book).candidates(limit=limit)
        one = who[acts[0][1] % len(who)]
        assert book.insight.candidates(one) == Insight(book).candidates(one)
        book.close()


def test_a_search_that_was_cancelled_leaves_nothing_half_found(book: Notebook) -> None:
    ann, bo = people(book, "Ann", "Bo")
    likes(book, "falconry", ann, bo)
    told_at: list[int] = []

    def late(done: int, of: int) -> bool:
        told_at.append(done)
        return len(told_at) < 5  # the topics are read in four; the fifth is of the pairs

    with pytest.raises(Cancelled):
        book.insight.candidates(progress=late)
    assert told(book.insight.candidates()) == [("Ann", "Bo", 1000)]


def test_one_contact_does_not_wait_for_everybody(book: Notebook) -> None:
    ann, bo = people(book, "Ann", "Bo")
    likes(book, "falconry", ann, bo)
    found: list[list[Candidate]] = []

    def meanwhile(done: int, of: int) -> bool:
        asking = Thread(target=lambda: found.append(book.insight.candidates(ann)), daemon=True)
        asking.start()
        asking.join(5)
        assert not asking.is_alive()
        return True

    book.insight.candidates(progress=meanwhile)
    assert len(found) >= 4 and all(told(one) == [("Ann", "Bo", 1000)] for one in found)


def test_who_asks_while_all_is_read_hears_how_far_it_is_and_can_leave(book: Notebook) -> None:
    likes(book, "falconry", *people(book, "Ann", "Bo"))
    begun, go_on = Event(), Event()
    found: list[list[Candidate]] = []
    steps: list[tuple[int, int]] = []

    def wait(done: int, of: int) -> bool:
        begun.set()
        return go_on.wait(10)

    def leave(done: int, of: int) -> bool:
        steps.append((done, of))
        return False

    first = Thread(target=lambda: found.append(book.insight.candidates(progress=wait)), daemon=True)
    first.start()
    assert begun.wait(10)
    with pytest.raises(Cancelled):
        book.insight.candidates(progress=leave)
    assert steps and steps[0][0] >= 1
    second = Thread(target=lambda: found.append(book.insight.candidates()), daemon=True)
    second.start()
    go_on.set()
    for one in (first, second):
        one.join(10)
    assert len(found) == 2 and found[0] == found[1] and found[0]


def at_once(ask: Callable[[], T], begun: Event, go_on: Event) -> list[T]:
    """What three threads get that ask while the first of them is still making it."""
    found: list[T] = []
    asking = [Thread(target=lambda: found.append(ask()), daemon=True) for _ in range(3)]
    for one in asking:
        one.start()
    assert begun.wait(10)
    go_on.set()
    for one in asking:
        one.join(10)
    return found


def test_several_threads_that_ask_at_once_make_one_of_it(book: Notebook, monkeypatch: pytest.MonkeyPatch) -> None:
    """From Python 3.12 on a cached property is made by each; every one of them would hear of every commit for good."""
    likes(book, "falconry", *people(book, "Ann", "Bo"))
    made: list[object] = []
    begun, go_on = Event(), Event()

    class Slow(candidates.Candidates):
        def __init__(self, asked: Sources) -> None:
            made.append(self)
            begun.set()
            assert go_on.wait(10)
            super().__init__(asked)

    monkeypatch.setattr(candidates, "Candidates", Slow)
    insight = Insight(book)
    found = at_once(insight.candidates, begun, go_on)
    assert len(made) == 1 and len(found) == 3 and found[0] == found[1] == found[2]


def test_several_threads_that_ask_a_notebook_for_its_insight_get_one(
    book: Notebook, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, go_on = Event(), Event()

    class Slow(Insight):
        def __init__(self, asked: Sources) -> None:
            begun.set()
            assert go_on.wait(10)
            super().__init__(asked)

    monkeypatch.setattr(service, "Insight", Slow)
    found = at_once(lambda: book.insight, begun, go_on)
    assert len(found) == 3 and len(set(map(id, found))) == 1
