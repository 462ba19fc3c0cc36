"""The sample notebook: whole or not there at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from notebook import Clock, Notebook, Refused, make_sample
from notebook.timeline.service import Timeline


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


def test_it_shows_what_a_relationship_is_made_of(tmp_path: Path, clock: Clock) -> None:
    make_sample(tmp_path / "Sample.kithbook", state=tmp_path / "state", clock=clock)
    book = Notebook.open(tmp_path / "Sample.kithbook", state=tmp_path / "state", clock=clock)
    names = ("Beatriz Carvalho", "Amara Okafor", "Wim van der Berg")
    beatriz, amara, wim = (book.contacts.find(name) for name in names)
    assert [(one.name, one.age) for one in book.relations.family(beatriz)] == [("Rui Carvalho", None), ("Inês", 6)]
    assert {str(one.said) for one in book.relations.of(wim)} == {"niece", "acquaintance"}
    assert [want.text for want in book.wants.of(amara)] == ["The right sizes for three shops"]
    [stand, racks] = book.products.purchases(beatriz)
    assert str(stand.price) == "1120.00" and book.timeline.get(stand.interaction or b"").kind == "purchase"
    assert racks.quantity == 6 and [s.quote for s in book.stories.of(beatriz)] == ["named"]
    assert book.permissions.may(wim, "email", "offers").state == "refused"
    assert len(book.permissions.who("email", "offers").granted) >= 3
    assert [item.text for item in book.closing.waiting(amara)] == ["Bring the size table"]
    assert book.introductions.of()[0].state == "asked" and len(book.questions.of()[0].answers) == 2
    assert all(want.revisit is None or want.revisit > clock.today() for want in book.wants.of())
    assert not book.check()
    book.close()
