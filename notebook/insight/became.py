"""What became of promises since the last talk: kept, broken, released, or moved to another day that was agreed on (R1).

What is closed leaves the open promises, and whoever goes into a talk has to know of it all the same. One line tells of
a promise, however often it was moved; what is open again under another day says the first of its days. What was closed
in the last talk itself was said in it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from notebook.changes.stamps import written
from notebook.insight.moves import Moves
from notebook.insight.records import Id, Line
from notebook.insight.sources import Sources
from notebook.insight.wording import due, flat, led, listed, rows
from notebook.sentences import Sentence, count, say
from notebook.storage.parts import chunks
from notebook.storage.times import instant_text
from notebook.timeline.records import Promise

MOST = 8
_CLOSED = (
    "SELECT id, closed_on, closed_in, sy_st, sy_cid, sy_x FROM promise WHERE contact IN ({}) AND sy_live = 1"
    " AND +state <> 'open' AND closed_on >= ? AND closed_on <= ?"
)
_SAID = {
    "broken": {"mine": say("You broke your promise"), "ours": say("{colleague} broke the promise"),
               "theirs": say("They broke their promise")},
    "kept": {"mine": say("You kept your promise"), "ours": say("{colleague} kept the promise"),
             "theirs": say("They kept their promise")},
    "moved": {"mine": say("Your promise was moved on {day}"), "ours": say("{colleague}’s promise was moved on {day}"),
              "theirs": say("Their promise was moved on {day}")},
    "released": {"mine": say("Your promise was released on {day}"),
                 "ours": say("{colleague}’s promise was released on {day}"),
                 "theirs": say("Their promise was released on {day}")},
}  # fmt: skip
_ORDER = tuple(_SAID)  # what weighs most in the talk comes first


def since(book: Sources, contacts: Sequence[Id], moves: Moves, last: tuple[Id, str] | None, day: date,
          today: date) -> Iterator[tuple[Id, Line]]:  # fmt: skip
    """Whose promise, and the line about it: the broken ones first, then the latest; eight at most.

    ``last``: the last talk and its instant, ``day``: its day. Where there was none a broken word is told all the same,
    from that day on.
    """
    closed = list(_closed(book, contacts, last, day))
    if not closed:
        return
    told: dict[Id, tuple[Promise, date]] = {}  # by what a promise is now, and since when
    for promise in book.promises.rows(closed):
        now = moves.now(promise)
        if promise.state == "renegotiated" and not now.open:
            continue  # a line of its own says what became of it, or it was said in the talk
        if now.id not in told or (promise.closed_on or day) > told[now.id][1]:
            told[now.id] = now, promise.closed_on or day
    of_note = [one for one in told.values() if last is not None or _became(one[0]) == "broken"]
    found = sorted(of_note, key=lambda one: one[1], reverse=True)
    found.sort(key=lambda one: (_ORDER.index(_became(one[0])), one[0].direction == "theirs"))
    me, chains = book.colleagues.my_id(), moves.chains(one for one, _ in found[:MOST])
    for promise, on in found[:MOST]:
        if promise.contact is not None:
            yield promise.contact, _line(promise, on, chains.get(promise.id, []), me, today)


def _became(promise: Promise) -> str:
    return promise.state if promise.state in _ORDER else "moved"


def _closed(book: Sources, contacts: Sequence[Id], last: tuple[Id, str] | None, day: date) -> Iterator[Id]:
    """What was closed after the talk: of the same day, what was noted later than the talk was."""
    entry, instant = last or (None, "")
    bounds = (day.isoformat(), book.clock.today().isoformat())
    for marks, part in chunks(contacts):
        for row, on, closed_in, stamp, cid, clocks in book.db.rows(_CLOSED.format(marks), (*part, *bounds)):
            if closed_in is not None and closed_in == entry:
                continue
            if on > bounds[0] or instant_text(written(stamp, cid, clocks, "closed_on")) >= instant:
                yield row


def _line(promise: Promise, on: date, chain: list[Promise], me: Id, today: date) -> Line:
    became, parts = _became(promise), [say("{text}", text=flat(promise.text))]
    who = "theirs" if promise.direction == "theirs" else "mine" if promise.colleague in (None, me) else "ours"
    lead = say(_SAID[became][who].text, colleague=promise.colleague_name or "?", day=on)
    if became == "kept":
        parts.append(say("on {day}", day=on))
    elif became == "broken" and promise.due is not None:
        parts.append(say("due {day}", day=promise.due))
    elif became == "moved":
        parts.append(due(promise, today))
    evidence = rows(promise.id, *(one.id for one in chain), promise.closed_in or promise.interaction)
    return led(lead, listed(parts + _moved(chain)), evidence, became)


def _moved(chain: list[Promise]) -> list[Sentence]:
    """The first of its days, and how often it got another one."""
    if not chain:
        return []
    first = next((one.due for one in chain if one.due is not None), None)
    often = say("moved once") if len(chain) == 1 else count("moved {n} time", "moved {n} times", len(chain))
    return [often] if first is None else [say("first due {day}", day=first), often]
