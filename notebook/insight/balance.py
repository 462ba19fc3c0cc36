"""Gives and asks (B3): what each side gave and asked within twelve months, by kind, each number with its rows.

Counted are what was noted as given or asked; purchases (an order they gave us); introductions that were made
(given by us to both); things of the shelf handed on. What a noted favour names as its source is counted once.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from notebook.insight.records import Balance, Id
from notebook.sentences import Sentence, count, say
from notebook.storage.database import Database
from notebook.storage.parts import chunks

YEAR = timedelta(days=365)
_KEYS = {("ours", "gave"): "ours_gave", ("ours", "asked"): "ours_asked",
         ("theirs", "gave"): "theirs_gave", ("theirs", "asked"): "theirs_asked"}  # fmt: skip
_FAVOURS = "SELECT id, contact, act, side, kind, source FROM favour WHERE sy_live = 1 AND day >= ? AND day <= ? AND"
# id, contact, what a favour would name as its source, side, kind
_OTHERS = (
    ("contact", "SELECT id, contact, id, 'theirs', 'order' FROM purchase WHERE sy_live = 1"
     " AND day >= ? AND day <= ? AND"),
    ("contact", "SELECT id, contact, item, 'ours', 'item' FROM shelf_given WHERE sy_live = 1"
     " AND day >= ? AND day <= ? AND"),
    ("a", "SELECT id, a, id, 'ours', 'introduction' FROM introduction WHERE sy_live = 1"
     " AND introduced >= ? AND introduced <= ? AND"),
    ("b", "SELECT id, b, id, 'ours', 'introduction' FROM introduction WHERE sy_live = 1"
     " AND introduced >= ? AND introduced <= ? AND"),
)  # fmt: skip


def of_contacts(db: Database, contacts: Sequence[Id], today: date) -> dict[Id, Balance]:
    """The balance with each of these contacts over the last twelve months."""
    since = today - YEAR
    days = [since.isoformat(), today.isoformat()]
    found: dict[Id, dict[str, dict[str, list[Id]]]] = {contact: {} for contact in contacts}
    sources: set[tuple[Id, Id]] = set()
    for marks, part in chunks(list(found)):
        for row, contact, act, side, kind, source in db.rows(f"{_FAVOURS} contact IN ({marks})", [*days, *part]):
            key = _KEYS.get((side or "ours", act or "gave"))
            if key is not None:
                found[contact].setdefault(key, {}).setdefault(kind or "other", []).append(row)
            if source is not None:
                sources.add((contact, source))
        for column, sql in _OTHERS:
            for row, contact, source, side, kind in db.rows(f"{sql} {column} IN ({marks})", [*days, *part]):
                if (contact, source) not in sources:
                    found[contact].setdefault(_KEYS[side, "gave"], {}).setdefault(kind, []).append(row)
    return {
        contact: Balance(since, today, **{key: _frozen(kinds.items()) for key, kinds in held.items()})
        for contact, held in found.items()
    }


def of_whole(db: Database, contacts: Sequence[Id], today: date) -> Balance:
    """The balance with several as if they were one."""
    return together(list(of_contacts(db, contacts, today).values()))


def together(balances: Sequence[Balance]) -> Balance:
    """The balance with several as if they were one: an organisation and its people."""
    first, *others = balances
    if not others:
        return first
    sums: dict[str, dict[str, list[Id]]] = {key: {} for key in _KEYS.values()}
    for one in balances:
        for key, kinds in sums.items():
            for kind, rows in getattr(one, key).items():
                kinds.setdefault(kind, []).extend(row for row in rows if row not in kinds.get(kind, ()))
    return Balance(first.since, first.until, **{key: _frozen(kinds.items()) for key, kinds in sums.items()})


def said(balance: Balance) -> Sentence | None:
    """In a sentence: what we gave and asked, what they did; None when nothing went to and fro."""
    if not balance.evidence:
        return None
    ours = _side(say("we"), balance.count("ours", "gave"), balance.count("ours", "asked"))
    theirs = _side(say("they"), balance.count("theirs", "gave"), balance.count("theirs", "asked"))
    both = say("{ours}; {theirs}", ours=ours, theirs=theirs) if ours and theirs else ours or theirs
    advice = _advice(balance)
    return say("{both}. {advice}", both=both, advice=advice) if advice else both


def times(n: int) -> Sentence:
    """Once, twice, 4 times."""
    if n == 2:
        return say("twice")
    return count("once", "{n} times", n)


def _side(who: Sentence, gave: int, asked: int) -> Sentence | None:
    if gave and asked:
        return say("{who} asked {asked}, gave {gave}", who=who, asked=times(asked), gave=times(gave))
    if gave:
        return say("{who} gave {gave}", who=who, gave=times(gave))
    return say("{who} asked {asked}", who=who, asked=times(asked)) if asked else None


def _advice(balance: Balance) -> Sentence | None:
    given, asked = balance.count("ours", "gave"), balance.count("ours", "asked")
    taken = max(asked, balance.count("theirs", "gave"))  # not their sum: what they gave is often what we asked for
    if asked and taken > given:  # who never asked does not ask again
        return say("Give before asking again")
    return say("There is room to ask") if given > taken + 1 else None


def _frozen(kinds: Iterable[tuple[str, list[Id]]]) -> dict[str, tuple[Id, ...]]:
    return {kind: tuple(rows) for kind, rows in sorted(kinds)}
