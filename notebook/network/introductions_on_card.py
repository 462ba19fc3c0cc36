"""What of introductions stands on a contact's card: the same on the cards of both, with the UID and name of the other.

While nobody is known by that UID it stays on the card as it came, and becomes an introduction when the other one
comes, in the same file or in a later one.

A no of one of the two arrives whatever was noted here, and stops what is not made yet; the report says so where it
takes the place of a yes. Once somebody here has opened it again after that no, it only stands in the report, as it does
where they were introduced already. A no that a person noted here stays, and nothing of an introduction made against it
comes. Put away there, it is put away here where nobody here has asked either of them. The rest goes by the rules of all
records (`on_card`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from notebook.changes.ids import Id, derived_id, show_id
from notebook.contacts.loading import uid_of
from notebook.contacts.update import ImportRule
from notebook.network.introductions import STATES, pair_id
from notebook.sentences import say
from notebook.storage.parts import chunks
from notebook.timeline.card_forms import Called, Card, Cell, Choice, Day, Entry, Text, Whom
from notebook.timeline.on_card import Incoming, OnCard, in_order

_ANSWERS = Choice(("yes", "no"))
_OTHER_SIDE = {"asked_a": "asked_b", "answer_a": "answer_b", "asked_b": "asked_a", "answer_b": "answer_a"}


class IntroductionsOnCard(OnCard):
    """Introductions (N1), as one of the two sees them; the columns named here are those of the first of the two."""

    property, line, table = "kithbook.app:introductions", "X-KITHBOOK-INTRODUCTION", "introduction"
    what = say("Introduction")
    main, wants = "name", ("to",)
    members = {
        "name": ("name", Text()),
        "to": ("to", Whom()),
        "reason": ("reason", Text()),
        "state": ("state", Choice(("open", "dismissed"))),
        "asked": ("asked_a", Day()),
        "answer": ("answer_a", _ANSWERS),
        "otherAsked": ("asked_b", Day()),
        "otherAnswer": ("answer_b", _ANSWERS),
        "introduced": ("introduced", Day()),
        "thanked": ("thanked", Day()),
        "outcome": ("outcome", Text()),
        "closedOn": ("closed_on", Day()),
        "by": ("colleague", Called("colleague")),
    }
    defaults = {"state": "open"}
    untold = frozenset(("asked", "otherAsked", "thanked", "closedOn", "by"))
    also = property
    _CELLS = tuple(column for column, _ in members.values() if column not in ("name", "to"))

    # Out

    def put(self, contact: Id, card: Card, entries: dict[str, Entry]) -> None:
        kept = card.pop(self.property, None)
        shown = self._waiting(contact, kept) if isinstance(kept, dict) else {}
        shown.update(entries)
        if shown:
            card[self.property] = in_order(shown)

    def of(self, contacts: Sequence[Id]) -> dict[Id, dict[str, Entry]]:
        told: list[Sequence[Any]] = []
        for marks, part in chunks(contacts):
            for side, other in (("a", "b"), ("b", "a")):
                sql = (
                    f"SELECT r.{side}, r.{other}, c.uid, o.uid, {self._seen(side)} FROM introduction r"
                    f" JOIN contact c ON c.id = r.{side} AND +c.sy_live = 1"
                    f" JOIN contact o ON o.id = r.{other} AND +o.sy_live = 1"
                    f" WHERE r.{side} IN ({marks}) AND +r.sy_live = 1"
                )
                told += self._db.rows(sql, part)
        names = self._known.names(list({row[1] for row in told})) if told else {}
        found: dict[Id, dict[str, Entry]] = {}
        for contact, other, mine, theirs, *cells in told:
            uids = uid_of(contact, mine), uid_of(other, theirs)
            entry = {"name": names.get(other, ""), "to": uids[1], **self.entry((None, None, *cells))}
            found.setdefault(contact, {})[_key(*uids)] = entry
        return found

    def keys(self, rows: Sequence[Id]) -> dict[Id, str]:
        found: dict[Id, str] = {}
        for marks, part in chunks(rows):
            sql = ("SELECT r.id, r.a, a.uid, r.b, b.uid FROM introduction r JOIN contact a ON a.id = r.a"
                   " AND +a.sy_live = 1 JOIN contact b ON b.id = r.b AND +b.sy_live = 1"
                   f" WHERE r.id IN ({marks}) AND +r.sy_live = 1")  # fmt: skip
            for row, a, one, b, two in self._db.rows(sql, part):
                found[row] = _key(uid_of(a, one), uid_of(b, two))
        return found

    def _seen(self, side: str) -> str:
        """The cells as one of the two sees them."""
        return ", ".join(f"r.{column if side == 'a' else _OTHER_SIDE.get(column, column)}" for column in self._CELLS)

    def _sql(self, column: str) -> str:
        return "NULL" if column in ("name", "to") else super()._sql(column)

    def _waiting(self, contact: Id, kept: Mapping[str, Any]) -> Card:
        """What a card said of those who were not here; without those of whom something is known here by now."""
        told = {key: entry for key, entry in kept.items() if isinstance(entry, dict)}
        people = self._known.find([str(entry.get("to")) for entry in told.values()])
        pairs = {key: pair_id(contact, people[str(entry.get("to"))]) for key, entry in told.items()
                 if str(entry.get("to")) in people}  # fmt: skip
        known = self._rows(list(pairs.values()))
        return {key: entry for key, entry in kept.items() if pairs.get(key) not in known}

    # In

    def plan(self, batch: Sequence[Incoming], rule: ImportRule) -> None:
        told = [(one, self._read(one)) for one in batch if self.property in one.card]
        people = self._known.find(sorted({str(entry["to"]) for _, said in told for entry, _ in said.values()}))
        pairs = {(one.contact, people[entry["to"]]) for one, said in told for entry, _ in said.values()
                 if entry["to"] in people}  # fmt: skip
        rows = self._rows([pair_id(*pair) for pair in pairs])
        for one, said in told:
            waiting: Card = {}
            for key, (entry, values) in said.items():
                other = people.get(entry["to"])
                one.rows[self.property, key] = None
                if other is None:
                    one.unresolved = True
                    waiting[key] = entry
                elif other == one.contact:
                    one.refused.append(say("{what}: nobody is introduced to themselves; it was left out.",
                                           what=self.what))  # fmt: skip
                else:
                    one.rows[self.property, key] = self._pair(one, key, other, values, rows, rule)
            if waiting:
                one.kept[self.property] = waiting

    def _pair(self, one: Incoming, key: str, other: Id, said: Mapping[str, Cell], rows: Mapping[Id, Any],
              rule: ImportRule) -> Id | None:  # fmt: skip
        """Note what a card says of a pair; its row, None where somebody deleted it or it is not to be."""
        row, first = pair_id(one.contact, other), one.contact < other
        values = {column if first else _OTHER_SIDE.get(column, column): cell for column, cell in said.items()
                  if column not in ("name", "to")}  # fmt: skip
        held = rows.get(row)
        if held is not None and held[1]:
            shown = dict(zip((column for column, _ in self.members.values()), held[2], strict=True))
            no = self._no(row, shown, rule)
            if no and ("introduced" in values or any(values.get(name, shown[name]) != shown[name] for name in no)):
                self._keep_apart(one, key, other, values.get("introduced"), no)
                return None
            self._meet(one, row, (one.contact, other) if first else (other, one.contact), shown, values, rule)
        elif held is not None and not one.fresh:
            return None
        else:
            one.ops.add("insert", self.table, row, {**self.defaults, **values, "a": min(one.contact, other),
                                                    "b": max(one.contact, other)})  # fmt: skip
        return row

    def _meet(self, one: Incoming, row: Id, pair: tuple[Id, Id], shown: Mapping[str, Any],
              values: dict[str, Cell], rule: ImportRule) -> None:  # fmt: skip
        """What another notebook says of an introduction that is here; ``pair``: whose the columns a and b are."""
        said, asked = dict(values), ("asked_a", "asked_b", "answer_a", "answer_b")
        (a, b), names = pair, self._known.names(list(pair))
        whose: list[tuple[str, Id, Id]] = [("answer_a", a, b), ("answer_b", b, a)]
        for column, person, other in whose:
            if said.get(column) != "no" or shown[column] == "no":
                continue
            words = {"name": names.get(person, ""), "other": names.get(other, "")}
            told = say("As the file says, {name} would rather not meet {other}; here it stays as it is.", **words)
            stays = shown["introduced"] or rule.brought(self.table, row, column) == "no"
            if not stays:
                told = say("As the file says, {name} would rather not meet {other}: the introduction stops.", **words)
                one.ops.add("set", self.table, row, {column: "no", "closed_on": said.get("closed_on")})
            if (stays or shown[column] is not None) and self._first(row, column):
                one.refused.append(told)
            del said[column]
        away, here = said.pop("state", "open") == "dismissed", shown["state"] == "dismissed"
        if away and not here:
            if not shown["introduced"] and rule.untouched(self.table, row, "state", "open") and all(
                    rule.untouched(self.table, row, column, None) for column in asked):  # fmt: skip
                one.ops.add("set", self.table, row, {"state": "dismissed"})
            elif self._first(row, "state"):
                one.refused.append(say("{a} and {b} were put away there; here it stays as it is.",
                                       a=names.get(a, ""), b=names.get(b, "")))  # fmt: skip
                said = {column: cell for column, cell in said.items() if column not in ("closed_on", "outcome")}
        elif here and not away and "introduced" in said:
            one.ops.add("set", self.table, row, {"state": "open"})
        elif here and not away and rule.untouched(self.table, row, "state", "open") and self._first(row, "state"):
            one.refused.append(say("{a} and {b} are thought of again there; here they stay put away.",
                                   a=names.get(a, ""), b=names.get(b, "")))  # fmt: skip
        stay = rule.kept(one.ops, self.table, row, dict(shown), said, [name for name in self._CELLS if name in said])
        held = {"name": " · ".join(names.get(person, "") for person in pair), **self.entry(shown.values())}
        members = {column: name for name, (column, _) in self.members.items()}
        for column in stay:
            self._tell(one, row, members[column], held, {members[column]: said[column]})

    def _first(self, row: Id, what: str) -> bool:
        """Whether this was not said yet; the introduction stands on the cards of both."""
        new = (row, what) not in self._reported
        self._reported.add((row, what))
        return new

    def _no(self, row: Id, shown: Mapping[str, Any], rule: ImportRule) -> list[str]:
        """Where a person here has noted that these two are not to be brought together."""
        no: list[tuple[str, str | None]] = [(name, None) for name in ("answer_a", "answer_b") if shown[name] == "no"]
        no += [("state", "open")] if shown["state"] == "dismissed" else []
        if shown["introduced"]:
            return []
        return [name for name, start in no if not rule.untouched(self.table, row, name, start)]

    def _keep_apart(self, one: Incoming, key: str, other: Id, introduced: Cell, no: Sequence[str]) -> None:
        """Take nothing of an introduction that was made elsewhere against a no, nor what came of it, and say so."""
        one.denied.add((self.property, key))
        pair = {one.contact, other}
        one.ops.found[:] = [
            (verb, table, row, cells) for verb, table, row, cells in one.ops.found
            if not (verb == "insert" and table == "relation" and {cells["contact"], cells["other"]} == pair
                    and cells["kind"] == "acquaintance" and introduced and cells.get("since") == introduced)
        ]  # fmt: skip
        if introduced and self._first(pair_id(one.contact, other), "introduced"):
            names = self._known.names([one.contact, other])
            state = STATES["dismissed" if no == ["state"] else "declined"]
            one.refused.append(say("{a} and {b} were introduced there. Here it stays as it is: {state}.",
                                   a=names.get(one.contact, ""), b=names.get(other, ""), state=state))  # fmt: skip

    def _select(self) -> str:
        return f"SELECT r.id, r.a, r.sy_live, {self._columns} FROM introduction r"


def _key(one: str, other: str) -> str:
    """What a pair is known by on cards, in every notebook."""
    return show_id(derived_id(b"", "\0".join(("introduction", *sorted((one, other))))))
