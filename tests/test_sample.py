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
