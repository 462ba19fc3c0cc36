"""The steps in which somebody writes: rows, cells, stale forms, offers, several at once."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from notebook.changes import history
from notebook.changes.draft import Draft
from notebook.changes.ids import derived_id
from tests.changes.machine import TITLE, Action, Form, Side, World, number, void, who
from tests.changes.oracle import Key


class Writing(World):
    """Ordinary work."""

    @rule(w=who, n=number, bulk=st.booleans())
    def make_contact(self, w: int, n: int, bulk: bool) -> None:
        side = self.sides[w]
        row, values = self.row(side, n), self.values(side, "contact", n)
        self.act(side, lambda draft: draft.insert("contact", row, values), bulk=bulk)
        shown = side.replica.shown()["contact", row]
        assert all(shown[name] == value for name, value in values.items() if value is not None)

    @rule(w=who, n=number, bulk=st.booleans())
    def make_child(self, w: int, n: int, bulk: bool) -> None:
        side = self.sides[w]
        parent = self.pick(side, n // 7, table="contact")
        if parent is None:
            return
        table = "label" if n % 2 and "label" in side.replica.tables else "detail"
        row = derived_id(parent[1], str(n % 3)) if table == "label" else self.row(side, 1)
        values = {**self.values(side, table, n), "contact": parent[1]}
        self.act(side, lambda draft: draft.insert(table, row, values), bulk=bulk)
        assert side.replica.shown()[table, row]["contact"] == parent[1]

    @rule(w=who, n=number, m=number)
    def edit(self, w: int, n: int, m: int) -> None:
        side = self.sides[w]
        key = self.pick(side, n, live=True)
        if key is None:
            return
        values = self.values(side, key[0], m)
        change = self.act(side, lambda draft: void(draft.set(*key, values)))
        row = side.expected()[key]
        assert values.items() <= row.values.items()
        if change:
            assert all(len(row.heads[name]) == 1 for name in change.writes[key]), "a choice did not settle it"

    @rule(w=who, n=number)
    def choose_shown(self, w: int, n: int) -> None:
        """Writing the value that is shown changes nothing, or settles a conflict."""
        side = self.sides[w]
        key = self.pick(side, n, live=True)
        if key is not None:
            self.choose(side, key)

    def choose(self, side: Side, key: Key) -> None:
        row = side.expected()[key]
        contested = {name for name in row.values if len(row.heads.get(name, ())) > 1}
        change = self.act(side, lambda draft: void(draft.set(*key, row.values)))
        assert (set(change.writes[key]) if change else set()) == contested

    @rule(w=who, n=number)
    def delete(self, w: int, n: int) -> None:
        side = self.sides[w]
        key = self.pick(side, n)
        if key is not None:
            self.act(side, lambda draft: draft.delete(*key))
            assert not side.expected()[key].live

    @rule(w=who, n=number)
    def restore(self, w: int, n: int) -> None:
        side = self.sides[w]
        key = self.pick(side, n, live=False)
        if key is not None:
            self.act(side, lambda draft: draft.restore(*key))
            assert side.expected()[key].live

    @rule(w=who, n=number)
    def open_form(self, w: int, n: int) -> None:
        side = self.sides[w]
        key = self.pick(side, n, live=True)
        if key is not None:
            fields = [name for name in side.replica.tables[key[0]] if name != "contact"]
            self.forms = [*self.forms[-3:], Form(w, key, side.replica.journal.seen(*key, fields))]

    @precondition(lambda self: self.forms)
    @rule(n=number, m=number)
    def save_form(self, n: int, m: int) -> None:
        form = self.forms.pop(n % len(self.forms))
        side = self.sides[form.who]
        values = self.values(side, form.key[0], m)
        values = {name: value for name, value in values.items() if name in form.seen}
        self.act(side, lambda draft: void(draft.set(*form.key, values, seen=form.seen)), stale=form)

    @rule(a=who, b=who, n=number, m=number)
    def late_form(self, a: int, b: int, n: int, m: int) -> None:
        """While a form is open, somebody else's edit of the same field arrives."""
        side, other = self.sides[a], self.sides[b]
        key = self.pick(side, n, live=True)
        if key is None or key not in other.replica.shown():
            return
        values = self.values(other, key[0], m)
        if not values.keys() <= set(side.replica.tables[key[0]]):
            return
        form = Form(a, key, side.replica.journal.seen(*key, values))
        self.act(other, lambda draft: void(draft.set(*key, values)))
        self.send(other, side, list(other.replica.journal.since(side.replica.journal.coverage())))
        mine = {name: 9 if name == "ideal_days" else "mine" for name in values}
        self.act(side, lambda draft: void(draft.set(*key, mine, seen=form.seen)), stale=form)

    @rule(w=who, n=number, m=number)
    def offer(self, w: int, n: int, m: int) -> None:
        """An import lays values beside the shown ones."""
        side = self.sides[w]
        key = self.pick(side, n, live=True)
        if key is None:
            return
        before = side.expected()[key]
        values = {name: value for name, value in self.values(side, key[0], m).items() if before.heads.get(name)}
        earlier = {}
        for name in values:
            standing = history.heads(side.replica.journal, *key, name)
            earlier[name] = [head.cid for head in standing[1:] if m % 2 and head.device == side.replica.device]
        change = self.act(side, lambda draft: draft.offer(*key, values, earlier), offers=True)
        row = side.expected()[key]
        assert row.values == before.values, "an offer is shown"
        for name in values:
            assert change and (change.writes[key][name].stamp, *change.name) in row.heads[name]

    @rule(w=who, n=number, m=number, bulk=st.booleans())
    def several(self, w: int, n: int, m: int, bulk: bool) -> None:
        """Many things in one change: the last word counts, and the change says what the tables say."""
        side, dice = self.sides[w], Random(m)
        key = self.pick(side, n)
        row = self.row(side, n)
        kinds = dice.choices(["make", "again", "set", "delete", "restore", "child", "set made", "drop made"], k=5)

        def do(draft: Draft) -> None:
            made = False
            for kind in kinds:
                if kind in ("make", "again") and not (made and kind == "make"):
                    draft.insert("contact", row, self.values(side, "contact", dice.randint(0, 99)))
                    made = True
                elif kind == "set made" and made:
                    draft.set("contact", row, self.values(side, "contact", dice.randint(0, 99)))
                elif kind == "drop made" and made:
                    draft.delete("contact", row)
                    made = False
                elif kind == "child" and made:
                    draft.insert("detail", derived_id(row, str(dice.randint(0, 1))), {"contact": row, "value": "x"})
                elif key and key != ("contact", row):
                    if kind == "set":
                        if side.replica.journal.state().load(*key).live:  # type: ignore[union-attr]
                            draft.set(*key, self.values(side, key[0], dice.randint(0, 99)))
                    elif kind == "delete":
                        draft.delete(*key)
                    elif kind == "restore":
                        draft.restore(*key)

        self.act_freely(side, do, bulk=bulk)

    def act_freely(self, side: Side, do: Callable[[Draft], None], *, bulk: bool) -> None:
        """A change whose words are not predicted; tables, undo and everybody else's view still are."""
        shown = side.replica.shown()
        with self.watching(side), side.replica.journal.change(TITLE, bulk=bulk) as draft:
            do(draft)
        made = self.collect(side)
        self.check(side)
        assert len(made) <= 1
        if made:
            side.done.append(Action(shown, side.replica.shown(), side.received))
            side.undone.clear()
        else:
            assert side.replica.shown() == shown

    # Undo, batches
