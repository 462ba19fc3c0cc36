"""Promises on cards (R1), and how what became of one in another notebook meets what became of it here.

An open promise that nobody here has closed or reopened takes over how it ended there. What a person did with it
here stays, an older file opens nothing again, and a promise stands once: what was agreed on there in its place comes
only where the promise itself gave way to it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from notebook.changes.ids import Id
from notebook.contacts.update import ImportRule
from notebook.sentences import say
from notebook.timeline.card_forms import Beside, Called, Cell, Choice, Day, Entry, Text
from notebook.timeline.on_card import Held, Incoming, OnCard, Said
from notebook.timeline.promises import DIRECTIONS, spoken

_ENDING = ("state", "closedOn")


class PromisesOnCard(OnCard):
    """Who promised whom what, and what became of it (R1)."""

    property, line, table, what = "kithbook.app:promises", "X-KITHBOOK-PROMISE", "promise", say("Promise")
    members = {
        "text": ("text", Text()),
        "direction": ("direction", Choice(DIRECTIONS)),
        "by": ("colleague", Called("colleague")),
        "dueFrom": ("due_from", Day()),
        "due": ("due", Day()),
        "state": ("state", Choice(("open", "kept", "broken", "released", "renegotiated"))),
        "closedOn": ("closed_on", Day()),
        "succeeds": ("succeeds", Beside()),
    }
    defaults = {"state": "open", "direction": "ours"}

    def plan(self, batch: Sequence[Incoming], rule: ImportRule) -> None:
        self._rule = rule
        super().plan(batch, rule)

    def _compare(self, one: Incoming, row: Id, cells: Sequence[Any], entry: Entry, values: dict[str, Cell],
                 rule: ImportRule) -> None:  # fmt: skip
        here, there = self._state(cells), str(entry.get("state", "open"))
        same = here == there and self.entry(cells).get("closedOn") == entry.get("closedOn")
        said = {name: value for name, value in entry.items() if name not in _ENDING}
        super()._compare(one, row, cells, said, values, rule)
        if same:
            return
        free = rule.untouched(self.table, row, "state", "open")
        if here == there and not free:
            return  # a person knows the day
        if there != "open" and free:
            one.ops.add("set", self.table, row, {"state": there, "closed_on": values.get("closed_on")})
        elif there != "open" or free:  # of a file older than what was done here there is nothing to say
            one.refused.append(say("Promise “{text}” is {there} there; here it stays {here}.",
                                   text=self.entry(cells).get("text", ""), there=spoken(there),
                                   here=spoken(here)))  # fmt: skip

    def _may_stand(self, one: Incoming, entries: Said, held: Mapping[str, tuple[Id, Held | None]]) -> Said:
        """A promise in whose place another one stands: that one comes only where it is so here as well."""
        while left := [key for key in entries if self._other_way(one, key, entries, held)]:
            for key in left:
                del entries[key]
                one.rows[self.property, key] = None
        while back := [key for key in entries if self._comes_back(one, key, entries, held)]:
            for key in back:
                one.rows[self.property, key] = held[key][0]
        return entries

    def _comes_back(
        self, one: Incoming, key: str, entries: Said, held: Mapping[str, tuple[Id, Held | None]]
    ) -> bool:  # fmt: skip
        """Whether this one was taken away here with the step that made it (an import undone), which is done again."""
        before = str(entries[key][0].get("succeeds", ""))
        there = held[key][1]
        if one.rows[self.property, key] is not None or there is None or there[1] or before not in entries:
            return False
        earlier = held[before][1]
        if earlier is None or not earlier[1]:
            return one.rows[self.property, before] is not None
        return self._state(earlier[2]) == "open"  # and may be moved, else this one would not be among them

    def _other_way(
        self, one: Incoming, key: str, entries: Said, held: Mapping[str, tuple[Id, Held | None]]
    ) -> bool:  # fmt: skip
        """Whether the promise that this new one succeeds went another way here."""
        before = str(entries[key][0].get("succeeds", ""))
        row, there = held[key]
        if before not in held or one.rows[self.property, key] not in (row, None) or (there is not None and there[1]):
            return False
        if before not in entries:
            return True
        first, earlier = held[before]
        if earlier is None or not earlier[1]:
            return False
        here = self._state(earlier[2])
        if here != "renegotiated":
            return not self._rule.untouched(self.table, first, "state", "open")
        ours = self._db.value("SELECT count(*) FROM promise WHERE succeeds = ? AND sy_live = 1", (first,))
        if ours:
            one.refused.append(say("Promise “{text}” was moved to another day there too; here it stays as it was"
                                   " agreed on.", text=entries[key][0].get("text", "")))  # fmt: skip
        return bool(ours)

    def _state(self, cells: Sequence[Any]) -> str:
        return str(self.entry(cells).get("state", "open"))
