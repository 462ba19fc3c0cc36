"""The sample notebook: whole or not there at all."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from notebook import Clock, Notebook, Refused, Stream, View, make_sample
from notebook.timeline.service import Timeline
from tests.conftest import NOW


def test_it_appears_only_when_it_is_whole(tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    place, told = tmp_path / "Sample.kithbook", []
    log = Timeline.log

    def stops(self: Timeline, *rest: object, **more: object) -> bytes:
        told.append(place.exists())
        if len(told) == 5:
            raise KeyboardInterrupt
        return log(self, *rest, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(Timeline, "log", stops)
    with pytest.raises(KeyboardInterrupt):
        make_sample(place, state=tmp_path / "state", clock=clock)
    assert told == [False] * 5
    assert not list(tmp_path.glob("*Sample*")) and not list(tmp_path.glob(".*"))
    monkeypatch.undo()
    make_sample(place, state=tmp_path / "state", clock=clock)
    assert [file.name for file in tmp_path.iterdir() if file.is_file()] == [place.name]
    book = Notebook.open(place, state=tmp_path / "state", clock=clock)
    assert not book.check()
    assert book.undo_title() is None, "the story is no work of the reader's"
    book.close()
    with pytest.raises(Refused):
        make_sample(place, state=tmp_path / "state", clock=clock)


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Notebook]:
    """The sample notebook of a Friday in November."""
    folder = tmp_path_factory.mktemp("sample")
    clock = Clock(lambda: NOW, ZoneInfo("Europe/Berlin"))
    make_sample(folder / "Sample.kithbook", state=folder / "state", clock=clock)
    book = Notebook.open(folder / "Sample.kithbook", state=folder / "state", clock=clock)
    yield book
    book.close()


def test_it_is_of_a_believable_size(told: Notebook) -> None:
    assert 60 <= told.contacts.count(View(kind=None)) <= 80
    assert not told.check()


def test_it_is_the_same_story_every_time(tmp_path: Path, clock: Clock, told: Notebook) -> None:
    make_sample(tmp_path / "Sample.kithbook", state=tmp_path / "state", clock=clock)
    again = Notebook.open(tmp_path / "Sample.kithbook", state=tmp_path / "state", clock=clock)
    try:
        assert words_of(again) == words_of(told)
    finally:
        again.close()


def words_of(book: Notebook) -> list[str]:
    """All briefs, the day, the whole timeline, in their order."""
    pages = book.insight.briefs(book.contacts.exportable())
    said = [f"{page.name}: {line.text}" for page in pages for line in page.lines]
    said += [f"{step.contact_name}: {step.text}" for step in book.insight.today()]
    return said + [entry.body for entry in book.timeline.rows(book.timeline.ids(Stream()))]


def test_it_shows_what_a_relationship_is_made_of(told: Notebook) -> None:
    book, today = told, told.clock.today()
    names = ("Beatriz Carvalho", "Amara Okafor", "Wim van der Berg")
    beatriz, amara, wim = (book.contacts.find(name) for name in names)
    assert [(one.name, one.age) for one in book.relations.family(beatriz)] == [("Rui Carvalho", None), ("Inês", 6)]
    assert {str(one.said) for one in book.relations.of(wim)} == {"niece", "acquaintance", "reports to them"}
    assert [want.text for want in book.wants.of(amara)] == ["The right sizes for three shops"]
    [stand, racks] = book.products.purchases(beatriz)
    assert str(stand.price) == "1120.00" and book.timeline.get(stand.interaction or b"").kind == "purchase"
    assert racks.quantity == 6 and [s.quote for s in book.stories.of(beatriz)] == ["named"]
    assert book.permissions.may(wim, "email", "offers").state == "refused"
    assert len(book.permissions.who("email", "offers").granted) >= 3
    assert [item.text for item in book.closing.waiting(amara)] == ["Bring the size table"]
    awake = [want for want in book.wants.of() if want.revisit and want.revisit <= today]
    slow = {want.contact_name for want in awake if want.horizon != "now"}
    assert slow == {"Mikkel Dahl", "Rosa Fernández"}, "some-day wants wake up by themselves, a few at a time"
    assert {want.contact_name for want in awake if want.horizon == "now"} >= {"Yusuf Öztürk", "Ada Lindgren"}


def test_every_kind_of_thing_is_in_it(told: Notebook) -> None:
    """What each line of product.md marked None needs to be seen."""
    book = told
    everybody = book.contacts.exportable()
    assert {want.horizon for want in book.wants.of()} == {"now", "season", "year", "someday"}
    assert {want.certainty for want in book.wants.of()} == {"known", "suspected"}
    assert {(p.direction, p.state) for p in book.promises.of(state="all")} >= {
        (side, state) for side in ("ours", "theirs") for state in ("open", "kept")
    } | {("theirs", "broken"), ("ours", "renegotiated")}
    assert {p.direction for p in book.promises.of(state="overdue")} == {"ours", "theirs"}
    assert any(p.due is None for p in book.promises.of()) and any(p.due_from for p in book.promises.of())
    assert {story.quote for story in book.stories.of()} == {"none", "anonymous", "named"}
    assert {one.state for one in book.introductions.of(closed=True)} == {
        "proposed", "asked", "agreed", "introduced", "thanked", "done", "declined", "dismissed"}  # fmt: skip
    states = {standing.state for contact in everybody for standing in book.permissions.of(contact)}
    assert states == {"granted", "refused", "expired"}
    rolf = book.insight.balance(book.contacts.find("Rolf Achterberg"))
    assert (rolf.count("theirs", "asked"), rolf.count("theirs", "gave")) == (4, 1)
    items = book.shelf.all()
    assert {bool(item.given) for item in items} == {True, False}
    [closed] = book.questions.of(state="closed")
    owed = {p.state for p in book.promises.of(state="all") if closed.text in p.text}
    assert owed == {"kept", "open"} and len(book.questions.of(state="open")[0].answers) == 3
    assert {step.state for plan in book.plans.of(state="all") for step in plan.steps} >= {"open", "done"}
    overridden = [offer for offer in book.offers.of() if offer.override]
    assert [[check.name for check in offer.checks if check.colour == "red"] for offer in overridden] == [["permission"]]
    assert book.insight.demand().pools[0].terms, "two ways to say it, joined"
    assert book.insight.credit() is not None and book.dismissals.of()[0].reason
    assert len(book.insight.path("Head of mobility at Stadtwerke Lübeck").bonds) == 3
    assert any(candidate.may_a == candidate.may_b == "granted" for candidate in book.insight.candidates())
    scores = [health.score for health in book.insight.healths(everybody).values()]
    assert min(scores) < 35 and max(scores) > 80
    contradicted = [fact for contact in everybody for fact in book.facts.contradictions(contact)]
    assert contradicted and not contradicted[0].imported and contradicted[0].others[0].imported
    assert len(book.facts.freshen()) == 5
    assert any(not organisation.people for organisation in map(book.contacts.get, everybody)
               if organisation.kind == "org")  # fmt: skip


def test_it_looks_as_if_it_had_been_written_over_time(told: Notebook) -> None:
    """Each person's card begins on the day we met, and all three colleagues wrote."""
    book, begin = told, told.clock.today() - timedelta(days=560)
    writers = set()
    for contact in book.contacts.exportable():
        shown = book.contacts.get(contact)
        [first] = [e for e in book.history([("contact", contact)]) if str(e.title).startswith("Add ")][-1:]
        writers.add(first.author)
        born = first.at.date()
        assert begin < born <= book.clock.today()
        assert shown.kind == "org" or shown.met_on == born.isoformat()
        entries = book.timeline.rows(book.timeline.ids(Stream(contact=contact)))
        assert all(entry.at.date() >= born for entry in entries)
        assert all(entry.author_name == entry.colleagues[0][1] for entry in entries if entry.kind != "introduction")
    assert len(writers) == 3


@pytest.mark.parametrize("now", ["2028-02-29T00:02", "2027-01-03T23:59", "1904-03-01T12:00", "2026-06-01T08:01"])
def test_it_is_there_on_any_day(tmp_path: Path, now: str) -> None:
    """A leap day just after midnight, a Sunday at New Year, long ago: always whole, never in the future."""
    clock = Clock(lambda: datetime.fromisoformat(now).replace(tzinfo=UTC), ZoneInfo("UTC"))
    make_sample(tmp_path / "Sample.kithbook", state=tmp_path / "state", clock=clock)
    book = Notebook.open(tmp_path / "Sample.kithbook", state=tmp_path / "state", clock=clock)
    try:
        assert not book.check()
        assert max(entry.at for entry in book.timeline.rows(book.timeline.ids(Stream(), 5))) <= clock.now()
        assert book.insight.today()
    finally:
        book.close()
