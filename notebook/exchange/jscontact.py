"""JSContact (RFC 9553) in and out: a card, an array of cards, JSON Lines, or the objects that convert prints.

Cards go through as they are: what Kithbook does not know is kept. Only what is no card at all is refused, each
on its own.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from notebook.exchange.record import Card, Problem, Record
from notebook.exchange.vcard.decoding import decode, plain
from notebook.sentences import Sentence, say


def read(data: bytes, progress: Callable[[int, int], None] | None = None) -> Iterator[Record]:
    """The cards of a file, in file order; never raises for what the file says.

    ``progress`` gets the bytes done and the bytes in all, now and then; what it raises (a cancel) goes through.
    """
    text = decode(plain(data))
    number = 0
    for line, done, value in _values(text):
        for card in _cards(value):
            number += 1
            if progress is not None and number % 256 == 0:
                progress(done, len(text))
            yield _record(number, line, card)
    if number == 0:
        sentence = say("There is no contact in this file.") if text.strip() else say("The file is empty.")
        yield Record(1, 1, None, hashlib.sha256(data).digest(), (Problem(1, sentence),))


def write(cards: Iterable[Card]) -> str:
    """The cards as one JSON array, a card on each line."""
    return "".join(piece.decode("utf-8") for piece in stream(cards))


def stream(cards: Iterable[Card]) -> Iterator[bytes]:
    """The same in pieces. Lone surrogates become their JSON escape; every card says that it is one (2.1.1, 2.1.2)."""
    before = "[\n"
    for card in cards:
        whole = card if "@type" in card and "version" in card else {"@type": "Card", "version": "1.0", **card}
        yield (before + json.dumps(whole, ensure_ascii=False)).encode("utf-8", "backslashreplace")
        before = ",\n"
    yield b"\n]\n" if before == ",\n" else b"[]\n"


class _Broken(Exception):
    """A text that is not JSON."""


def _values(text: str) -> Iterator[tuple[int, int, Any]]:
    """The JSON values of the text with their first line and how far they reach; `_Broken` where there is none."""
    decoder = json.JSONDecoder()
    at, line = 0, 1
    while True:
        start = at
        while at < len(text) and text[at] in " \t\n\r,\x1e":  # RFC 7464 begins each text with a record separator
            at += 1
        line += text.count("\n", start, at)
        if at >= len(text):
            return
        try:
            value, end = decoder.raw_decode(text, at)
        except (ValueError, RecursionError) as bad:
            end = text.find("\n", at)
            end = len(text) if end < 0 else end
            value = _Broken(str(bad))
        yield line, end, value
        line += text.count("\n", at, end)
        at = end


def _cards(value: Any) -> Iterator[Any]:
    if isinstance(value, list):
        for item in value:
            yield from _cards(item)
    elif isinstance(value, dict) and isinstance(value.get("cards"), list) and value.get("@type") is None:
        yield from value["cards"]
    else:
        yield value


def _record(number: int, line: int, value: Any) -> Record:
    if isinstance(value, _Broken):
        return _refused(number, line, say("This is not JSON: {reason}", reason=str(value)), str(value).encode())
    text = json.dumps(value, ensure_ascii=False, sort_keys=True)
    raw = text.encode("utf-8", "replace")
    if not text.isascii():
        value = json.loads(json.dumps(value, ensure_ascii=False).encode("utf-8", "replace"))  # no half characters
    if not isinstance(value, dict):
        return _refused(number, line, say("This is no contact: a JSON object was expected."), raw)
    kind = value.get("@type", "Card")
    if kind != "Card":
        return _refused(number, line, say("This is no contact but a {kind}.", kind=str(kind)), raw)
    wrong = misfits(value)
    if "@type" not in value and not any(value.get(name) for name in _TELLING.difference(wrong)):
        return _refused(number, line, say("This is no contact: nothing in it is of a JSContact card."), raw)
    card: Card = {"@type": "Card", "version": "1.0"}
    for name, held in value.items():
        if name in _MAPS and isinstance(held, dict):
            held = {key: entry for key, entry in held.items() if entry is not None}
        if name not in wrong and not (held is None and name in _SHAPES):
            card[name] = held
    problems = [Problem(line, say("{name} is not as RFC 9553 has it and was left out.", name=name)) for name in wrong]
    return Record(number, line, card, hashlib.sha256(raw).digest(), tuple(problems))


# What the properties of a card are (RFC 9553, 2.1 to 2.8): maps of objects, objects, maps of true, text.
_MAPS = frozenset(
    "addresses anniversaries calendars cryptoKeys directories emails links media nicknames notes onlineServices"
    " organizations personalInfo phones preferredLanguages relatedTo schedulingAddresses titles".split()
)
_OBJECTS = frozenset({"name", "speakToAs"})
_SETS = frozenset({"keywords", "members"})
_TEXTS = frozenset({"uid", "kind", "language", "created", "updated", "prodId"})
_SHAPES = _MAPS | _OBJECTS | _SETS | _TEXTS
_TELLING = _MAPS | _OBJECTS | _SETS | {"uid", "prodId"}  # other JSON has a kind or a language as well


def misfits(card: Card) -> list[str]:
    """The properties of a card (or of a merge patch) that other programs could not read. Null is left alone."""
    return [name for name, value in card.items() if value is not None and not _fits(name, value)]


def _fits(name: str, value: Any) -> bool:
    if name == "@type":
        return bool(value == "Card")
    if name in _TEXTS or name == "version":
        return isinstance(value, str)
    if name in _OBJECTS or name in _SETS:
        return isinstance(value, dict) and (
            name != "name" or value.get("components") is None or isinstance(value["components"], list)
        )
    if name in _MAPS:
        return isinstance(value, dict) and all(entry is None or isinstance(entry, dict) for entry in value.values())
    return True


def _refused(number: int, line: int, sentence: Sentence, raw: bytes) -> Record:
    return Record(number, line, None, hashlib.sha256(raw).digest(), (Problem(line, sentence),))
