"""The one-line grammar (T2); today is Friday, 20 November 2026."""

from __future__ import annotations

import json
import re
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notebook.clock import Clock
from notebook.timeline.phrases import parse
from notebook.timeline.records import Phrase, PromiseDraft
from notebook.timeline.vocabulary_en import ENGLISH

FIXED = Clock(lambda: datetime(2026, 11, 20, 9, 30, tzinfo=UTC), UTC)
BOOK = {
    "ann": [(b"1" * 16, "Ann Lee")],
    "ann lee": [(b"1" * 16, "Ann Lee")],
    "bo": [(b"2" * 16, "Bo")],
    "sam": [(b"3" * 16, "Sam Ash"), (b"4" * 16, "Sam Birch")],
    "müller, hans": [(b"5" * 16, "Hans Müller")],
    "sun li": [(b"6" * 16, "Sun Li")],
    "陈明": [(b"7" * 16, "陈明")],
}


def people(name: str) -> list[tuple[bytes, str]]:
    return BOOK.get(name.casefold(), [])


def read(line: str, **options: object) -> Phrase:
    return parse(line, clock=FIXED, people=people, **options)  # type: ignore[arg-type]


def names(phrase: Phrase) -> list[str]:
    return [person.text for person in phrase.people]


def test_the_example_of_the_product() -> None:
    line = "call Ann, Bo yesterday 14:00: wants a second shop; promise: send the list by Friday"
    phrase = read(line)
    assert phrase.kind == "call"
    assert phrase.contacts == (b"1" * 16, b"2" * 16)
    assert phrase.at == datetime(2026, 11, 19, 14, tzinfo=UTC) and phrase.timed
    assert phrase.body == "wants a second shop"
    assert phrase.promises == (PromiseDraft("send the list", date(2026, 11, 27)),)
    assert not phrase.problems
    assert [(c.kind, line[c.start : c.end]) for c in phrase.chips] == [
        ("kind", "call"), ("person", "Ann"), ("person", "Bo"), ("when", "yesterday"), ("when", "14:00"),
        ("promise", "promise: send the list by Friday"), ("due", "by Friday"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "line",
    ["Ann, Bo call yesterday 14:00: x", "yesterday 14:00 call Ann and Bo: x", "14:00 Ann & Bo, call, yesterday: x"],
)
def test_the_order_does_not_matter(line: str) -> None:
    phrase = read(line)
    assert (phrase.kind, names(phrase), phrase.body) == ("call", ["Ann", "Bo"], "x")
    assert phrase.at == datetime(2026, 11, 19, 14, tzinfo=UTC)


def test_the_time_of_iso_8601_is_read_as_the_commands_take_it() -> None:
    for line in ("call Ann 2026-11-19T14:00: x; promise: list by 2026-12-21T10:00", "2026-11-19T14:00:00 call Ann: x;"
                 " promise: list by 2026-12-21T10:00"):  # fmt: skip
        phrase = read(line)
        assert (names(phrase), phrase.at, phrase.timed) == (["Ann"], datetime(2026, 11, 19, 14, tzinfo=UTC), True)
        assert phrase.promises == (PromiseDraft("list", date(2026, 12, 21)),)


def test_what_says_whose_it_was_is_marked() -> None:
    """So that the composer shows it, and lets it be taken away."""
    for line, marked in (("call from Ann: ok", "from"), ("e-mail to Ann: ok", "to"), ("call me Ann: ok", "me")):
        assert [chip.text for chip in read(line).chips if chip.kind == "direction"] == [marked], line
    assert read("met Ann from 3 to 4: ok").direction is None


@pytest.mark.parametrize(
    ("line", "kind", "direction", "who", "body"),
    [
        ("Ann called yesterday about the bill", "call", "in", ["Ann"], "about the bill"),
        ("called Ann: ok", "call", "out", ["Ann"], "ok"),
        ("called me Ann: ok", "call", "in", ["Ann"], "ok"),
        ("call from Sam: ok", "call", "in", ["Sam"], "ok"),
        ("incoming call Ann: ok", "call", "in", ["Ann"], "ok"),
        ("e-mail from Ann: ok", "email", "in", ["Ann"], "ok"),
        ("call from Zork: ok", "call", "in", ["Zork"], "ok"),
        ("call Ann from yesterday: ok", "call", None, ["Ann"], "ok"),
        ("email to Ann: ok", "email", "out", ["Ann"], "ok"),
        ("met Ann Lee for lunch", "meeting", None, ["Ann Lee"], "for lunch"),
        ("Meeting Ann re: contract", "meeting", None, ["Ann"], "re: contract"),
        ("call about the loan: he agrees", "call", None, [], "about the loan: he agrees"),
        ("Ann: likes tea", "note", None, ["Ann"], "likes tea"),
        ("Ann likes tea", "note", None, ["Ann"], "Ann likes tea"),
        ("Remember the milk", "note", None, [], "Remember the milk"),
        ("Idea: a second shop", "note", None, [], "Idea: a second shop"),
        ("I told Ann yesterday that it is final: 30 EUR", "note", None, [],
         "I told Ann yesterday that it is final: 30 EUR"),
        ("call Zork: hi", "call", None, ["Zork"], "hi"),
        ("call Zork", "call", None, ["Zork"], ""),
        ("call Ann, Bobby Tables, and Zoë von Ahn: x", "call", None, ["Ann", "Bobby Tables", "Zoë von Ahn"], "x"),
        ('visit "Müller, Hans" today: ok', "visit", None, ["Müller, Hans"], "ok"),
        ("call “Smith, Jo”: ok", "call", None, ["Smith, Jo"], "ok"),
        ("call Sun Li Sunday: ok", "call", None, ["Sun Li"], "ok"),
        ("call 陈明: 你好", "call", None, ["陈明"], "你好"),
        ("Ann: see http://example.org/a:b at 10:30; bring: tea", "note", None, ["Ann"],
         "see http://example.org/a:b at 10:30; bring: tea"),
        ("call Ann\nfirst: line\nsecond", "call", None, ["Ann"], "first: line\nsecond"),
        ("", "note", None, [], ""),
        (":", "note", None, [], ":"),
        ("=1+1", "note", None, [], "=1+1"),
        ("<img src=x>: <b>", "note", None, [], "<img src=x>: <b>"),
    ],
)  # fmt: skip
def test_heads(line: str, kind: str, direction: str | None, who: list[str], body: str) -> None:
    phrase = read(line)
    assert (phrase.kind, phrase.direction, names(phrase), phrase.body) == (kind, direction, who, body)


def test_unknown_and_ambiguous_people_are_said() -> None:
    phrase = read("call Sam, Zork: hi")
    assert [len(person.matches) for person in phrase.people] == [2, 0]
    assert [chip.kind for chip in phrase.chips] == ["kind", "ambiguous-person", "unknown-person"]
    assert [str(problem) for problem in phrase.problems] == [
        "Sam may be any of 2 people.", "Nobody here is called Zork.",
    ]  # fmt: skip
    assert phrase.contacts == ()


@pytest.mark.parametrize(
    ("line", "minutes", "at"),
    [
        ("call Ann 18 min: x", 18, None),
        ("call Ann, 1h30, 14:00: x", 90, datetime(2026, 11, 20, 14, tzinfo=UTC)),
        ("call Ann 14:00-14:30: x", 30, datetime(2026, 11, 20, 14, tzinfo=UTC)),
        ("spoke to Ann for an hour last Friday: x", 60, datetime(2026, 11, 13, 12, tzinfo=UTC)),
        ("call Ann 2 hours ago: x", None, datetime(2026, 11, 20, 7, 30, tzinfo=UTC)),
        ("call Ann tomorrow 9:00: x", None, datetime(2026, 11, 21, 9, tzinfo=UTC)),
        ("call Ann this morning: x", None, datetime(2026, 11, 20, 9, tzinfo=UTC)),
        ("call Ann today: x", None, None),
        ("dinner last night Ann: x", None, datetime(2026, 11, 19, 20, tzinfo=UTC)),
        ("visit Ann tonight: x", None, datetime(2026, 11, 20, 20, tzinfo=UTC)),
        ("visit Ann tonight 21:00: x", None, datetime(2026, 11, 20, 21, tzinfo=UTC)),
        ("call Ann Friday night: x", None, datetime(2026, 11, 13, 20, tzinfo=UTC)),
        ("visit Ann last weekend: x", None, datetime(2026, 11, 14, 12, tzinfo=UTC)),
    ],
)
def test_when_and_how_long(line: str, minutes: int | None, at: datetime | None) -> None:
    phrase = read(line)
    assert (phrase.minutes, phrase.at, phrase.body, names(phrase)) == (minutes, at, "x", ["Ann"])


@pytest.mark.parametrize(
    ("line", "body", "promises"),
    [
        ("promise: send it by Friday", "", [("ours", "send it", "2026-11-27")]),
        ("Ann: a; promise: b; they promise: c by 5 May; promise: d", "a",
         [("ours", "b", None), ("theirs", "c", "2027-05-05"), ("ours", "d", None)]),
        ("Ann: a; promise: b by 5 May; c; they promise: d when asked", "a; c",
         [("ours", "b", "2027-05-05"), ("theirs", "d", None)]),
        ("Ann: promise: theirs: b by Friday", "", [("theirs", "b", "2026-11-27")]),
        ("Ann: x; Promised:Theirs : b by 5 May; promise: c", "x", [("theirs", "b", "2027-05-05"), ("ours", "c", None)]),
        ("Ann: theirs: promise: b", "", [("theirs", "b", None)]),
        ("Ann: promise: ours: b; ours: c by Friday", "", [("ours", "b", None), ("ours", "c", "2026-11-27")]),
        ("Ann: promise: she sends b", "", [("ours", "she sends b", None)]),
        ("Ann: promised us: spring sizes in 2 weeks", "", [("theirs", "spring sizes", "2026-12-04")]),
        ("Ann: fine. Promise: write to Prof. Smith by tomorrow. She laughed.", "fine. She laughed.",
         [("ours", "write to Prof. Smith", "2026-11-21")]),
        ("Ann: he will promise anything; no promise here", "he will promise anything; no promise here", []),
        ("Ann: the promise: kept", "the promise: kept", []),
        ("call Ann; promise: send x", "", [("ours", "send x", None)]),
        ("call Ann: good\npromise: x today\nmore", "good\nmore", [("ours", "x", "2026-11-20")]),
        ("Ann: promise: by Friday: send it", "", [("ours", "send it", "2026-11-27")]),
        ("promise: (send it by Friday)", "", [("ours", "(send it", "2026-11-27")]),
        ("Ann: promise:", "promise:", []),
        ("Ann: promise: tomorrow", "promise: tomorrow", []),
        ("Ann: fine; promise: . ; promise: send x", "fine ; promise: .", [("ours", "send x", None)]),
        ("Ann came in with her husband Lars: promise: reserve a magnum until Saturday",
         "Ann came in with her husband Lars", [("ours", "reserve a magnum", "2026-11-21")]),
        ("Ann popped in: promise: call by Friday. She left.", "Ann popped in. She left.",
         [("ours", "call", "2026-11-27")]),
        ("Ann: he said: theirs: two names", "he said", [("theirs", "two names", None)]),
        ("Ann: fine\n* promise: send x\n• theirs: y", "fine", [("ours", "send x", None), ("theirs", "y", None)]),
        ("Ann: promise: tell her: want: tea", "want: tea", [("ours", "tell her", None)]),
        ("Ann: want: promise: send x", "want:", [("ours", "send x", None)]),
        ("urn:promise:x: hi", "urn:promise:x: hi", []),
        ("Ann: promise: call at 5 pm", "", [("ours", "call at 5 pm", "2026-11-20")]),
        ("Ann: promise: call by 9:00. She left.", "She left.", [("ours", "call by 9:00", "2026-11-21")]),
        ("Ann: promise: call this afternoon", "", [("ours", "call this afternoon", "2026-11-20")]),
        ("Ann: promise: call this evening at 8 pm", "", [("ours", "call this evening at 8 pm", "2026-11-20")]),
        ("Ann: promise: call her 17:00", "", [("ours", "call her 17:00", "2026-11-20")]),
        ("Ann: promise: come at 17h30!", "", [("ours", "come at 17h30", "2026-11-20")]),
        ("Ann: promise: at noon call Bo", "", [("ours", "at noon call Bo", "2026-11-20")]),
        ("Ann: promise: send it by end of day", "", [("ours", "send it", "2026-11-20")]),
        ("Ann: promise: tonight", "promise: tonight", []), ("Ann: promise: at 5 pm", "promise: at 5 pm", []),
        ("Ann: promise: this morning's list", "", [("ours", "this morning's list", None)]),
        ("Ann: promise: send it by Friday night", "", [("ours", "send it", "2026-11-27")]),
        ("Ann: promise: enjoy the sun", "", [("ours", "enjoy the sun", None)]),
    ],
)  # fmt: skip
def test_promises(line: str, body: str, promises: list[tuple[str, str, str | None]]) -> None:
    phrase = read(line)
    assert phrase.body == body
    assert [(p.direction, p.text, p.due and p.due.isoformat()) for p in phrase.promises] == promises


def test_own_kinds() -> None:
    assert read("wine tasting Ann: x").kind == "note"
    phrase = read("wine tasting Ann: x", kinds=("Wine tasting",))
    assert (phrase.kind, names(phrase), phrase.body) == ("Wine tasting", ["Ann"], "x")


def words_of(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


_WORDS = st.sampled_from(
    [*ENGLISH.kinds, *ENGLISH.weekdays, *ENGLISH.directions, *ENGLISH.joiners, *ENGLISH.ours, *ENGLISH.theirs,
     "Ann", "Bo", "Sam", "Zork", "Sun Li", '"', "“", "”", ":", "::", ",", ";", ".", "\n", "yesterday", "14:00",
     "18 min", "by Friday", "next", "the", "wants", "http://a.b", "5 May", "24-26 Nov", "x", "é", "陈明", "İ",
     "ß", "\u200f", "&"]
)  # fmt: skip
_LINES = st.one_of(
    st.text(max_size=80),
    st.lists(_WORDS, max_size=14).map(" ".join),
    st.lists(st.one_of(_WORDS, st.text(max_size=5)), max_size=12).map(" ".join),
)


@given(_LINES)
def test_no_word_is_lost(line: str) -> None:
    phrase = read(line)
    kept = [phrase.body, *(promise.text for promise in phrase.promises)]
    kept += [line[chip.start : chip.end] for chip in phrase.chips]
    left = words_of(" ".join(kept))
    joiners = {word for joiner in ENGLISH.joiners for word in words_of(joiner)}
    assert not [word for word in words_of(line) if word not in left and word not in joiners]


@given(_LINES)
def test_chips_stand_in_the_line(line: str) -> None:
    phrase = read(line)
    for chip in phrase.chips:
        assert 0 <= chip.start < chip.end <= len(line)
    assert phrase.kind and all(person.text for person in phrase.people)
    assert all(promise.text.strip() for promise in phrase.promises)
    assert all(p.due_from is None or p.due_from <= p.due for p in phrase.promises if p.due)


def test_every_naughty_string_is_kept(corpus: Path) -> None:
    found = sorted((corpus / "strings").rglob("*.json"))
    texts = [text for file in found for text in json.loads(file.read_text("utf-8")) if isinstance(text, str)]
    assert texts
    for text in texts:
        for line in (text, f"Ann: {text}"):
            phrase = read(line)
            shown = [line[chip.start : chip.end] for chip in phrase.chips]
            kept = words_of(" ".join([phrase.body, *(p.text for p in phrase.promises), *shown]))
            assert not [w for w in words_of(line) if w not in kept and w not in ENGLISH.joiners], line


@pytest.mark.parametrize(("line", "kind"), [
    ("Ann: hello there", "call"), ("visit Ann: hello", "visit"), ("note Ann: a dog", "note"),
    ("Ann: want: a boat", "note"), ("Ann: bought: a boat", "purchase"), ("Ann: hello; bought: a boat", "call"),
    ("Ann: promise: the list", "call"),
])  # fmt: skip
def test_what_a_line_without_a_kind_is(line: str, kind: str) -> None:
    """Asked by the window and the command line alike."""
    assert read(line).usual == kind
