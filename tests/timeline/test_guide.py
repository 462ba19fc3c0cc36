"""The page of help: whatever it shows is understood."""

from __future__ import annotations

import pytest

from notebook.clock import Clock
from notebook.timeline import guide
from notebook.timeline.phrases import parse
from notebook.timeline.records import Named, Phrase
from notebook.timeline.remarks import FavourDraft, StoryDraft, TakeawayDraft, WantDraft


def read(line: str, clock: Clock) -> Phrase:
    def people(name: str) -> list[Named]:
        return [(name.encode(), name)] if name in ("Ann", "Bo") else []

    return parse(line, clock=clock, people=people)


@pytest.mark.parametrize("piece", guide.HEAD, ids=lambda piece: piece.kind)
def test_pieces_of_the_head(piece: guide.Piece, clock: Clock) -> None:
    phrase = read(piece.example, clock)
    assert piece.kind in [chip.kind for chip in phrase.chips] and phrase.contacts and phrase.body


@pytest.mark.parametrize("piece", guide.CLAUSES, ids=lambda piece: piece.word)
def test_clauses(piece: guide.Piece, clock: Clock) -> None:
    assert piece.example.startswith(f"{piece.word}: ")
    phrase = read(f"call Ann: hello; {piece.example}", clock)
    assert [chip.kind for chip in phrase.chips if chip.kind not in ("kind", "person", "due")] == [piece.kind]
    assert not phrase.missing
    empty = read(f"call Ann: hello; {piece.word}:", clock)
    assert len(empty.missing) == 1 and f"{piece.word}:" in empty.body
    assert not empty.promises and not empty.remarks


def test_the_examples_say_what_they_claim(clock: Clock) -> None:
    said = {piece.word: read(f"call Ann: {piece.example}", clock) for piece in guide.CLAUSES}
    [want] = said["want"].remarks
    assert isinstance(want, WantDraft) and want.due is not None and want.strength == 3
    [story] = said["story"].remarks
    assert isinstance(story, StoryDraft) and story.product == "Workshop stand"
    assert [promise.direction for promise in said["theirs"].promises] == ["theirs"]
    for word, side in (("gave", "ours"), ("they gave", "theirs"), ("asked", "ours"), ("they asked", "theirs")):
        [favour] = said[word].remarks
        assert isinstance(favour, FavourDraft) and favour.side == side and favour.kind != "other"
    assert said["next time"].remarks == (TakeawayDraft("next", "ask how the school play went"),)


@pytest.mark.parametrize("when", guide.WITHIN)
def test_horizons(when: str, clock: Clock) -> None:
    [want] = read(f"call Ann: want: a bike {when}", clock).remarks
    assert isinstance(want, WantDraft) and want.text == "a bike" and (want.due or want.horizon)


@pytest.mark.parametrize("when", guide.BY)
def test_due_days(when: str, clock: Clock) -> None:
    [promise] = read(f"call Ann: promise: send it {when}", clock).promises
    assert promise.text == "send it" and (promise.due or when == "when asked")


@pytest.mark.parametrize("kind", guide.FAVOURS)
def test_favours(kind: str, clock: Clock) -> None:
    [favour] = read(f"call Ann: gave: {kind} on tyres", clock).remarks
    assert isinstance(favour, FavourDraft) and favour.kind == kind


@pytest.mark.parametrize("line", ["call Ann: promise:", "call Ann: promise: by Friday", "call Ann: they promise: ...",
                                  "call Ann: promise: tomorrow; want:"])  # fmt: skip
def test_nobody_promises_nothing(line: str, clock: Clock) -> None:
    phrase = read(line, clock)
    assert phrase.missing and not phrase.promises
    assert "send the list by Friday" in str(phrase.missing[0])


@pytest.mark.parametrize(
    ("text", "clause"),
    [("call Ann: want: a bike wi", ("want", "a bike wi")), ("want: a", ("want", "a")), ("call Ann: hello", None),
     ("call Ann: x; promise: send it by", ("promise", "send it by")), ("call Ann: x; want: a; y", None),
     ("story: it held (Wor", ("story", "it held (Wor")), ("call Ann 14:00: bought: 4 x Wo", ("purchase", "4 x Wo")),
     ("call Ann: they gave us: ", ("gave", "")), ("", None)])  # fmt: skip
def test_the_clause_one_is_in(text: str, clause: tuple[str, str] | None) -> None:
    assert guide.clause_at(text) == clause
