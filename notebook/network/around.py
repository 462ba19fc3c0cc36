"""The network around one contact (N4): who is two steps away, the best known first, the rest counted.

A tie is a relation, a role in an organisation, or who introduced somebody to us. At most ``limit`` places are given
out; what has none is folded into "34 more" at the one it hangs on, and can be opened (in its turn, page by page).
Read set by set, a fixed number of queries however many relations a hub has.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from notebook.contacts.showing import lasting
from notebook.errors import NotFound
from notebook.network import kinds
from notebook.network.records import Id
from notebook.sentences import Sentence, say
from notebook.storage.database import Database

LIMIT = 60
HANGING = 12  # on one of the first step, until it is opened
_FIRST, _OPENED = 0.4, 0.46  # of the places for the first step, and where more of it is asked for
_SPOKEN = {"decision maker": say("decision maker"), "advocate": say("advocate"), "gatekeeper": say("gatekeeper")}
_MARKS = ", ".join(f"'{kind}'" for kind in sorted(kinds.FAMILY))

# Every tie of some contacts, each from their side: near, far, how, word, label, strength, whether it was entered on the
# other side, weight. The contacts are asked for five times, the day four times (`_Reader`).
_STANDING = f"sy_live = 1 AND {lasting('until')}"
_WEIGHT = f"coalesce(strength, 1) * 10 + (kind IN ({_MARKS})) * 5"
_ROLE = (
    "'role', coalesce(function, ''), coalesce(title, role, ''), NULL, {inverse},"
    " CASE function WHEN 'decision maker' THEN 28 WHEN 'advocate' THEN 26 WHEN 'gatekeeper' THEN 25 ELSE 12 END"
)
_TIES = (
    f"SELECT contact AS near, other AS far, 'relation' AS how, coalesce(kind, 'other') AS word,"
    f" coalesce(label, '') AS label, strength AS strength, 0 AS inverse, {_WEIGHT} AS weight"
    f" FROM relation WHERE contact IN ({{ids}}) AND other IS NOT NULL AND {_STANDING}"
    " UNION ALL SELECT other, contact, 'relation', coalesce(kind, 'other'), coalesce(label, ''), strength, 1,"
    f" {_WEIGHT} FROM relation WHERE other IN ({{ids}}) AND {_STANDING}"
    f" UNION ALL SELECT person, organisation, {_ROLE.format(inverse=1)}"
    f" FROM role WHERE person IN ({{ids}}) AND organisation IS NOT NULL AND {_STANDING}"
    f" UNION ALL SELECT organisation, person, {_ROLE.format(inverse=0)}"
    f" FROM role WHERE organisation IN ({{ids}}) AND {_STANDING}"
    " UNION ALL SELECT id, met_through, 'met', '', '', NULL, 0, 15"
    " FROM contact WHERE id IN ({ids}) AND met_through IS NOT NULL AND +sy_live = 1"
)


@dataclass(frozen=True, slots=True)
class Node:
    """Somebody in the picture. ``near``: on whom they hang; ``said``: what they are to them; ``hidden``: how many
    more hang on this one. ``step``: 0 the contact itself, 1, 2; ``function``: their say in an organisation's buying.
    """

    id: Id
    name: str
    organisation: bool
    step: int
    near: Id | None
    said: Sentence | None
    strength: int | None
    function: str
    hidden: int


@dataclass(frozen=True, slots=True)
class Tie:
    """A line between two in the picture. ``kind``: family, work, other or met; ``said``: what ``b`` is to ``a``."""

    a: Id
    b: Id
    kind: str
    strength: int | None
    said: Sentence


@dataclass(frozen=True, slots=True)
class Around:
    """The network around a contact: its nodes, the first step in order and each followed by its second; its ties.

    ``cardless``: how many more relations of the contact are with people who have no card, and so no place.
    """

    centre: Id
    nodes: tuple[Node, ...]
    ties: tuple[Tie, ...]
    cardless: int


@dataclass(slots=True)
class _Found:
    """The ties of one pair put together: the weightiest counts, the words of all are kept."""

    near: Id
    far: Id
    kind: str
    said: list[Sentence]
    strength: int | None
    function: str
    weight: int


Names = Callable[[Iterable[Id]], dict[Id, str]]


def around(
    db: Database, names: Names, today: date, contact: Id, limit: int = LIMIT, opened: Mapping[Id, int] | None = None
) -> Around:
    """Two steps around a contact. ``opened``: of whom more is wanted, and how many to pass over. Raises `NotFound`."""
    turned = opened or {}
    if not names([contact]):
        raise NotFound(say("There is no such contact."))
    reader = _Reader(db, today)
    whole = reader.first(contact)
    most = max(1, int(limit * (_OPENED if contact in turned else _FIRST)))
    first = whole if len(whole) <= most + 1 else _turn(whole, turned.get(contact, 0))[:most]
    chosen = [contact, *(pair.far for pair in first)]
    beyond = reader.beyond(chosen, limit, turned)
    free = limit - len(chosen) - (len(first) < len(whole))
    shares = _share({near: total for near, (total, _) in beyond.items()}, [p.far for p in first], free, turned)
    hangs: dict[Id, list[Id]] = {}
    for near in chosen[1:]:
        for far in beyond.get(near, (0, []))[1]:
            if len(hangs.setdefault(near, [])) < shares.get(near, 0) and far not in chosen:
                hangs[near].append(far)
                chosen.append(far)
    pairs = reader.among(chosen)
    called = names(chosen)
    firms = reader.organisations(chosen)
    between = {(pair.near, pair.far): pair for pair in pairs}
    tied: dict[Id, set[Id]] = {}
    for pair in pairs:
        tied.setdefault(pair.near, set()).add(pair.far)

    def node(id: Id, step: int, near: Id | None, total: int) -> Node:
        pair = between.get((near, id)) if near is not None else None
        return Node(
            id, called.get(id, "?"), id in firms, step, near, _joined(pair.said) if pair else None,
            pair.strength if pair else None, pair.function if pair else "", total,
        )  # fmt: skip

    inner = set(chosen[: len(first) + 1])
    nodes = [node(contact, 0, None, len(whole) - len(first))]
    for pair in first:
        total, _ = beyond.get(pair.far, (0, []))
        nodes.append(node(pair.far, 1, contact, total - len(tied.get(pair.far, set()) - inner)))
        nodes += [node(far, 2, pair.far, 0) for far in hangs.get(pair.far, ())]
    ties = [
        Tie(pair.near, pair.far, pair.kind, pair.strength, _joined(pair.said))
        for pair in pairs
        if (pair.near < pair.far or (pair.far, pair.near) not in between) and pair.near in called and pair.far in called
    ]
    return Around(contact, tuple(nodes), tuple(ties), reader.cardless(contact))


class _Reader:
    """The queries; each is one pass over an index for all contacts asked about."""

    def __init__(self, db: Database, today: date) -> None:
        self._db, self._today = db, today.isoformat()

    def first(self, contact: Id) -> list[_Found]:
        """Everybody one step away, the weightiest first."""
        rows = self._rows(_TIES, [contact])
        rows += [(contact, row[0], "met", "", "", None, 1, 15) for row in self._db.rows(
            "SELECT id FROM contact WHERE met_through = ? AND sy_live = 1", (contact,))]  # fmt: skip
        found = _together(row for row in rows if row[0] != row[1])
        live = self._live([pair.far for pair in found])
        kept = [pair for pair in found if pair.far in live]
        return sorted(kept, key=lambda pair: (-pair.weight, live[pair.far], pair.far))

    def cardless(self, contact: Id) -> int:
        """How many relations of a contact are with somebody without a card."""
        sql = f"SELECT count(*) FROM relation WHERE contact = ? AND other IS NULL AND {_STANDING}"
        return int(self._db.value(sql, (contact, self._today)))

    def beyond(self, shown: Sequence[Id], most: int, opened: Mapping[Id, int]) -> dict[Id, tuple[int, list[Id]]]:
        """Of everybody shown but the first: how many more hang on them, and those that come first.

        Of somebody ``opened`` all are read, for they are shown round and round.
        """
        if len(shown) < 2:
            return {}
        wide = [id for id in shown[1:] if opened.get(id)]
        sql = (
            f"WITH ties AS ({_TIES}), pairs AS (SELECT near, far, max(weight) AS weight FROM ties"
            f" WHERE far NOT IN ({_marks(shown)}) GROUP BY near, far),"
            " ranked AS (SELECT p.near, p.far, row_number() OVER (PARTITION BY p.near ORDER BY p.weight DESC,"
            " c.x_sort, c.id) AS place, count(*) OVER (PARTITION BY p.near) AS total"
            " FROM pairs p JOIN contact c ON c.id = p.far AND +c.sy_live = 1)"
            " SELECT near, far, total FROM ranked"
            f" WHERE place <= ? OR near IN ({_marks(wide)}) ORDER BY near, place"
        )
        found: dict[Id, tuple[int, list[Id]]] = {}
        for near, far, total in self._rows(sql, shown[1:], [*shown, most, *wide]):
            found.setdefault(near, (total, []))[1].append(far)
        return {near: (total, _turn(fars, opened.get(near, 0))) for near, (total, fars) in found.items()}

    def among(self, shown: Sequence[Id]) -> list[_Found]:
        """Every pair of those shown that is tied, from both sides."""
        sql = f"SELECT * FROM ({_TIES}) WHERE far IN ({_marks(shown)}) AND far != near"
        rows = self._rows(sql, shown, shown)
        rows += [(row[1], row[0], *row[2:6], 1, row[7]) for row in rows if row[2] == "met"]
        return _together(rows)

    def organisations(self, shown: Sequence[Id]) -> set[Id]:
        """Which of them are organisations."""
        sql = f"SELECT id FROM contact WHERE id IN ({_marks(shown)}) AND kind = 'org'"
        return {row[0] for row in self._db.rows(sql, shown)}

    def _live(self, contacts: Sequence[Id]) -> dict[Id, str]:
        found: dict[Id, str] = {}
        for start in range(0, len(contacts), 500):
            part = contacts[start : start + 500]
            sql = f"SELECT id, coalesce(x_sort, '') FROM contact WHERE id IN ({_marks(part)}) AND +sy_live = 1"
            found.update((row[0], row[1]) for row in self._db.rows(sql, part))
        return found

    def _rows(self, sql: str, contacts: Sequence[Id], more: Sequence[Any] = ()) -> list[Sequence[Any]]:
        params = [*[*contacts, self._today] * 4, *contacts, *more]
        return list(self._db.rows(sql.format(ids=_marks(contacts)), params))


def _marks(ids: Sequence[Id]) -> str:
    return ", ".join("?" * len(ids))


def _together(rows: Iterable[Sequence[Any]]) -> list[_Found]:
    found: dict[tuple[Id, Id], _Found] = {}
    for near, far, how, word, label, strength, inverse, weight in sorted(rows, key=lambda row: -row[7]):
        said = _said(how, word, label, bool(inverse))
        known = found.get((near, far))
        if known is None:
            kind = {"role": "work", "met": "met"}.get(how) or ("family" if word in kinds.FAMILY else "other")
            function = word if how == "role" and word in _SPOKEN and not inverse else ""
            found[near, far] = _Found(near, far, kind, [said], strength, function, weight)
        elif said not in known.said:
            known.said.append(said)
            known.strength = max(known.strength or 0, strength or 0) or None
            if how == "role" and word in _SPOKEN and not inverse:
                known.function = word
    return list(found.values())


def _said(how: str, word: str, label: str, inverse: bool) -> Sentence:
    """What the far one is to the near one."""
    if how == "met":
        return say("known to us through them") if inverse else say("introduced them to us")
    if how != "role":
        return kinds.said(kinds.INVERSE.get(word, "other") if inverse else word, label, inverse)
    function = _SPOKEN.get(word)
    if inverse:  # the organisation, seen from the person
        return say("{label}", label=label) if label else say("works there")
    if function is not None:
        return say("{function}, {title}", function=function, title=label) if label else function
    return say("{label}", label=label or word) if label or word else say("works here")


def _joined(said: Sequence[Sentence]) -> Sentence:
    whole = said[0]
    for one in said[1:3]:
        whole = say("{first}, {second}", first=whole, second=one)
    return whole


def _turn(whole: list[Any], by: int) -> list[Any]:
    """From some place on, and then from the beginning."""
    by = by % len(whole) if whole else 0
    return whole[by:] + whole[:by]


def _share(totals: Mapping[Id, int], order: Sequence[Id], free: int, opened: Mapping[Id, int]) -> dict[Id, int]:
    """How many of each get a place: what was opened first, the others in turn.

    Each keeps a place for "5 more", which is the last one's when only one more is left.
    """
    given = {near: 0 for near in order if totals.get(near)}
    free -= len(given)
    for near in given:
        if near in opened and free > 0:
            given[near] = min(totals[near] - 1, max(1, free * 2 // 3))
            free -= given[near]
    most = {near: totals[near] - 1 if near in opened else min(totals[near] - 1, HANGING) for near in given}
    waiting = list(given)
    while free > 0 and waiting:
        waiting = [near for near in waiting if given[near] < most[near]]
        for near in waiting[: max(free, 0)]:
            given[near] += 1
        free -= len(waiting)
    return {near: total if (total := totals[near]) - count == 1 else count for near, count in given.items()}
