"""Promises on cards (R1), and how the ones that were agreed on in the place of others meet.

A promise stands once: what was agreed on there in its place comes only where the promise itself gave way to it, by the
rule of all records (see `on_card`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from notebook.changes.ids import Id
from notebook.contacts.update import ImportRule
from notebook.sentences import say
from notebook.timeline.card_differences import moved
from notebook.timeline.card_forms import Beside, Called, Choice, Day, Text
from notebook.timeline.on_card import Held, Incoming, OnCard, Said
from notebook.timeline.promises import DIRECTIONS


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
    ending = ("state", "closedOn")

    def plan(self, batch: Sequence[Incoming], rule: ImportRule) -> None:
        self._rule = rule
        super().plan(batch, rule)

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
        return self._state(self.entry(earlier[2])) == "open"  # and may be moved, else this one would not be among them

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
        here = self._state(self.entry(earlier[2]))
        if here != "renegotiated":
            return not self._rule.untouched(self.table, first, "state", "open")
        ours = self._db.value(  # of their promises, by the index there is
            "SELECT count(*) FROM promise WHERE contact = ? AND succeeds = ? AND sy_live = 1", (one.contact, first))
        if ours:
            one.refused.append(moved(self._whose(one), str(entries[key][0].get("text", ""))))
        return bool(ours)
